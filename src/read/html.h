/*
 * Raw HTML into the builder. cmark hands it over in pieces (a block of lines, or one inline tag), so nothing is known
 * here beyond the tags themselves: the builder's stack ties the pieces together. Nothing is passed through.
 */
#ifndef SHEAF_READ_HTML_H
#define SHEAF_READ_HTML_H

#include "read/builder.h"
#include "read/sourcepos.h"

/* The bytes [from, to) of m's content. */
void html_feed(struct builder *b, struct sourcepos *m, size_t from, size_t to);

/* Character references decoded; s itself when there are none. */
struct str html_decode(struct arena *a, struct str s);

#endif
