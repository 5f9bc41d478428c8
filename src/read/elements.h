/* The elements of HTML that sheaf knows: elements.def says what each becomes. */
#ifndef SHEAF_READ_ELEMENTS_H
#define SHEAF_READ_ELEMENTS_H

#include "base/str.h"
#include "book/node.h"

enum element_id {
#define ELEMENT(name, kind, role, flags) ELEMENT_##name,
#include "read/elements.def"
#undef ELEMENT
	ELEMENT_COUNT
};

enum element_role {
	ROLE_BLOCK,   /* holds blocks, or a fixed structure */
	ROLE_LEAF,    /* a block of inlines */
	ROLE_INLINE,
	ROLE_CAPTURE, /* its text becomes the text of one node */
	ROLE_VOID,    /* no content and no end tag */
	ROLE_CLEAR,   /* nothing of its own: what is inside belongs to what is around */
	ROLE_GONE,    /* a book cannot hold it: said, and its text kept */
	ROLE_DROP,    /* dropped with its content */
};

enum element_flag {
	ELEMENT_OBSOLETE = 1 << 0,
	ELEMENT_OPEN_END = 1 << 1, /* the end tag may be left out */
	ELEMENT_SILENT = 1 << 2,   /* dropping it takes nothing away, so nothing is said */
	ELEMENT_MEDIA = 1 << 3,    /* shows a file: its address becomes a link */
	ELEMENT_BLOCKISH = 1 << 4, /* stands on a line of its own though it makes no node */
};

struct element {
	const char *name;
	uint8_t kind, role, flags;
};
extern const struct element elements[ELEMENT_COUNT];

/* By name in any case; NULL when unknown. */
const struct element *element_find(struct str name);
#define ELEMENT_ID(e) ((enum element_id)((e) - elements))

#endif
