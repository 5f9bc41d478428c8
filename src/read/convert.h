/* From cmark's tree to the builder: what block.c and inline.c share. */
#ifndef SHEAF_READ_CONVERT_H
#define SHEAF_READ_CONVERT_H

#include "read/builder.h"
#include "read/grammar.h"
#include "read/markdown.h"
#include "read/sourcepos.h"

/* Escaped quotes, hyphens and dots are carried to smart.c as these, so that it leaves them as they are. */
enum { KEPT_QUOTE = 0x11, KEPT_APOSTROPHE, KEPT_HYPHEN, KEPT_DOT };

struct convert {
	struct article *article;
	struct arena *arena;
	const struct grammar *grammar;
	const struct source *src;
	const char *marked; /* the copy that was parsed */
	size_t from;        /* source offset of its first byte */
	uint32_t line;      /* source line before its first */
	uint8_t title_level; /* as written, of the heading that became the title; 0: none */
	size_t title_from;  /* where the title begins in the first paragraph of the callout or exercise just entered */
	bool kept;          /* some KEPT_ byte stands in the tree */
	struct builder b;
};

/* A block whose content is inlines. */
struct leaf {
	struct convert *c;
	cmark_node *block;
	struct sourcepos map;
	struct str s;         /* content, marked */
	size_t at;            /* what was taken of it */
	size_t skip, end;     /* text outside is not shown: attributes, check boxes */
	size_t title_end;     /* of a callout's title: where its paragraph begins; SIZE_MAX: no title */
	bool bare, angle;     /* the open link is an address in the text, or one in < > */
	struct pos title;     /* of the last image's title; line 0: none, or far away in a reference */
	int lost;             /* literals that were not found */
	const void *wiki;     /* the open [[target| */
	const void *note;     /* the open ^[ */
};

void inline_leaf(struct leaf *leaf);
void block_convert(struct convert *c, cmark_node *root);

#endif
