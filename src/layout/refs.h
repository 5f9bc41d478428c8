/*
 * Where things are in print. Destinations are made once, before anything is set; pages are known from the pass before, in the first one
 * guessed from the number of words, so that most numbers have as many digits from the start.
 */
#ifndef SHEAF_LAYOUT_REFS_H
#define SHEAF_LAYOUT_REFS_H

#include "layout/page.h"

struct refs {
	struct arena *arena;
	struct map map;      /* address of an article or node → struct destination */
	struct str *labels;  /* of the pages of the pass before */
	size_t nlabels;
};

/* All that anything may lead to: articles, headings and what else has an id and is linked to, index locators. */
void refs_open(struct refs *r, struct layout *layout, const struct edition *e);
/* Of an article's start (node NULL) or a node; NULL: none was made. */
struct destination *refs_find(const struct refs *r, const struct article *article, const struct node *node);
/* For pages of the layout's own: its key is the address given. */
struct destination *refs_add(struct refs *r, struct layout *layout, const void *key, const struct article *article, const struct node *node);
/* Another key for it. */
void refs_alias(struct refs *r, const void *key, struct destination *to);
struct destination *refs_of(const struct refs *r, const void *key);
/* A page's folio; `page` counts from 0. */
struct str refs_label(const struct refs *r, struct arena *a, uint32_t page);
/* Pages that lie open together. Even pages are rectos. */
bool refs_same_spread(uint32_t a, uint32_t b);

#endif
