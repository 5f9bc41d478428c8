/* Pages from what pagebreak.h made of a list. Private to layout/. */
#ifndef SHEAF_LAYOUT_COMPOSING_H
#define SHEAF_LAYOUT_COMPOSING_H

#include "layout/composition.h"

/* How pages are numbered: in the layout they begin at index `first`. */
struct folios {
	uint32_t first;
	bool roman;
};

/* The text's left edge on a page. */
dim composing_left(const struct composition *c, bool recto);
/* Adds cuts' pages to c->pages. Sets destinations' places, links' pages, texts' stretches. */
void compose_pages(struct composition *c, const struct page_item *items, const struct page_result *cuts, struct folios folios);

#endif
