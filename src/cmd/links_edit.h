/* What listing suggested links and writing them share: where each stands in its article's source. */
#ifndef SHEAF_CMD_LINKS_EDIT_H
#define SHEAF_CMD_LINKS_EDIT_H

#include <stdio.h>
#include "cmd/links.h"

struct suggestion {
	const struct autolink *link;
	const struct article *from, *to;
	bool sure;             /* the source bytes are known */
	size_t offset, length; /* of from->source->text */
	struct pos pos;        /* of the text when not sure */
};
struct suggestions {
	struct suggestion *items; /* by offset within each article */
	size_t n, cap;
};

/* Those of one article, by its place in the edition. */
struct suggestions links_suggestions(const struct links *l, const struct autolink_list *chosen, size_t place);

#endif
