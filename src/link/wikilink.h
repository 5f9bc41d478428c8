/* How a wikilink is written so that resolve.c surely takes it where it is meant to go. */
#ifndef SHEAF_LINK_WIKILINK_H
#define SHEAF_LINK_WIKILINK_H

#include "book/book.h"

struct wikilinks {
	const struct book *book;
	struct arena *arena;
	struct map titles, twins; /* folded → the first article of that title; those that several have */
};
void wikilinks_init(struct wikilinks *w, const struct book *book, struct arena *arena);

struct wikilink {
	struct str text, dest; /* [[dest|words]], or [[dest]] where that shows the same; what resolve.c gets to see */
	const char *why_not;   /* nothing can be written: for the author; NULL: fine */
};
/* `words` are the author's bytes, of which reading made `shown`. entry: of a glossary, or NULL. cell: they stand in a table. */
struct wikilink wikilink_to(struct wikilinks *w, const struct article *to, const struct node *entry, struct str words, struct str shown,
	bool cell);

#endif
