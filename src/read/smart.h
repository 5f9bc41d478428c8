/*
 * Straight quotes, hyphens and dots as print has them: “Don’t,” she said – … By the language of the text.
 * Author's own curly quotes stay; what was escaped (\", \', \-, \.) or is code or an address stays as well.
 */
#ifndef SHEAF_READ_SMART_H
#define SHEAF_READ_SMART_H

#include "base/arena.h"
#include "book/node.h"

struct smart {
	struct arena *arena;
	struct str lang; /* BCP 47; an element's own lang wins below it when has_lang is set */
	bool on;         /* false: only what escapes left behind is put right */
	bool kept;       /* escapes were met (convert.h's KEPT_ bytes) */
	bool has_lang;
};

/* Every text, alt text and code below root, root itself included. Linear. */
void smart_tree(const struct smart *s, struct node *root);

/* One text of its own. */
struct str smart_text(const struct smart *s, struct str text);

/* The way back: whether `set` may begin with what became of a mark that `written` begins with (a quote, hyphens, dots, a blank), in any
 * language. The bytes of both; false: it became nothing else. */
bool smart_match(struct str written, struct str set, size_t *nwritten, size_t *nset);

#endif
