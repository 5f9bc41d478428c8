/*
 * What to remember of an article: its key ideas, in its author's words. Nothing is written anew and nothing is cut: each idea is a whole
 * heading, sentence or paragraph of the article.
 */
#ifndef SHEAF_LINK_IDEAS_H
#define SHEAF_LINK_IDEAS_H

#include "book/book.h"

enum { IDEAS_MOST = 6 };

struct ideas {
	struct str *items; /* in reading order; in the arena */
	size_t n, cap;
};

/* At most IDEAS_MOST; none where the article has nothing that stands out. language: the book's. */
struct ideas ideas_of(struct arena *a, const struct article *article, struct str language);

#endif
