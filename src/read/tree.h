/*
 * YAML as a small tree whose every key and value knows where it stands. Scalars are kept as written: `1984`, `yes` and
 * `2026-01-05` are text until a key of the schema asks for something else (keys.h), so that no title turns into a number.
 */
#ifndef SHEAF_READ_TREE_H
#define SHEAF_READ_TREE_H

#include "base/diag.h"

enum tree_kind { TREE_NULL, TREE_SCALAR, TREE_LIST, TREE_MAP };
enum tree_style { TREE_PLAIN, TREE_QUOTED, TREE_BLOCK };

struct tree;
struct tree_pair {
	struct str key;
	struct pos pos; /* of the key */
	struct tree *value;
};

struct tree {
	enum tree_kind kind;
	enum tree_style style;
	struct pos pos;  /* first byte of the text: inside the quotes; of a block, its | or > */
	struct pos stop; /* behind the last byte */
	struct str s;    /* TREE_SCALAR: the value */
	struct {
		struct tree **items;
		size_t n, cap;
	} list;
	struct {
		struct tree_pair *items;
		size_t n, cap;
	} map;
	size_t weight; /* nodes below and with it, aliases counted each time they are used */
};

#define TREE_DEPTH 64        /* nesting that no person writes */
#define TREE_WEIGHT 100000   /* nodes after all aliases are followed: stops "billion laughs" */

/*
 * Reads lines first to last-1 of the source as one YAML document. A fault is told once as bad-yaml and *broken is set;
 * the pairs and items that were complete before it are returned. NULL when there is nothing. Aliases share nodes.
 * Of keys that stand twice the first stays; merge keys (<<) are left out; both are told.
 */
struct tree *tree_read(struct arena *a, const struct source *src, uint32_t first, uint32_t last, struct diags *d,
	bool *broken);

/*
 * A scalar as Markdown with its own lines: a source named as the file, whose line numbers are the file's and whose
 * `indent` is what YAML's indentation took away. Folded and plain text keep their line breaks, for Markdown folds
 * lines itself and a blank line is to divide paragraphs. *first becomes the line where the text starts.
 */
struct source *tree_markdown(struct arena *a, const struct tree *t, uint32_t *first);

const char *tree_kind_name(const struct tree *t); /* "a list", for messages */

#endif
