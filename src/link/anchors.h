/*
 * Terms of which one article of the book is clearly the best explanation. Essays are seldom named in other essays: their
 * titles are headlines. What they speak of is named, and a link may lead from there.
 */
#ifndef SHEAF_LINK_ANCHORS_H
#define SHEAF_LINK_ANCHORS_H

#include "link/phrases.h"
#include "link/relate.h"

/* Adds forms of kind FORM_TERM, and the mentions of them that are worth a link, to the relations; to those of books of at
 * most 500 articles that name fewer than one other of the book each, on average, by title or alias. Elsewhere titles are what links go by,
 * and nothing is added. */
void anchors_add(struct relations *r, const struct phrases *phrases, const struct vocabulary *v);

#endif
