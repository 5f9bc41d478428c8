/* The links of an edition that the engine put in, as writers ask for them: text by text. */
#ifndef SHEAF_LINK_INSERTED_H
#define SHEAF_LINK_INSERTED_H

#include "link/edition.h"

/* Those in one NODE_TEXT of an article (or page) of this edition, by offset; they never overlap. O(log n). */
struct inserted {
	const struct autolink *items;
	size_t n;
};
struct inserted inserted_in(const struct edition *e, const struct article *from, const struct node *text);
/* Where one leads. */
struct target inserted_target(const struct edition *e, const struct autolink *link);

#endif
