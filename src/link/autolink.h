/*
 * Links at first mention: which of the mentions of relate.h are worth a link. They are suggestions until the author
 * accepts them (`sheaf links --write`) or an edition asks for them (`autolink:`).
 *
 * One link for each article and target, at the first place that may hold one: not in a heading, a link, code, a block
 * quote or a glossary's own terms, and inside one node.
 */
#ifndef SHEAF_LINK_AUTOLINK_H
#define SHEAF_LINK_AUTOLINK_H

#include "book/project.h"
#include "link/relate.h"

struct autolink {
	struct passage at;
	const struct form *form; /* form->article is the target, form->entry its glossary entry if it is one */
	uint32_t score;          /* 65536ths; the higher, the surer */
	struct str why;          /* for the editor: one line, no full stop */
};
struct autolink_list {
	struct autolink *items; /* in reading order */
	size_t n, cap;
};

struct edition;
/* Lists by position in the edition: targets are its articles, and those that the article's author links to are left out. e NULL: by
 * article of the relations, and all take part. AUTOLINK_OFF gives empty lists. */
struct autolink_list *autolinks_choose(const struct relations *r, const struct edition *e, enum autolink_mode mode, struct arena *a);

#endif
