/*
 * content/index.yaml as read: what the author wants of the topic index. A rule joins two names, or has one alone; which of them the book
 * holds is for link/ to find out, for only it knows the words of the texts.
 */
#ifndef SHEAF_BOOK_CURATION_H
#define SHEAF_BOOK_CURATION_H

#include "book/project.h"

enum curation_kind {
	CURATION_ADD,      /* term: an entry that is not proposed */
	CURATION_RENAME,   /* term is shown as other */
	CURATION_MERGE,    /* mentions of other are mentions of term; other has no entry */
	CURATION_DROP,     /* term has no entry */
	CURATION_SEE,      /* term leads to other: "term, see other"; its mentions are other's */
	CURATION_SUB,      /* other stands below term, too */
	CURATION_SEE_ALSO, /* term leads to other besides its own places */
	CURATION_KINDS,
};

struct curation_rule {
	enum curation_kind kind;
	struct value term, other;
};

struct curation {
	struct curation_rule *items; /* by kind, then as written */
	size_t n, cap;
};

#endif
