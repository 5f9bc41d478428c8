/*
 * From a stretch of a node's text back to the bytes that the author wrote for it, and from those to the bytes of the file. For
 * whoever changes an author's file: what is not understood in full is not found.
 */
#ifndef SHEAF_READ_ALIGN_H
#define SHEAF_READ_ALIGN_H

#include "book/node.h"

/* A walk along one NODE_TEXT and its source, side by side. Stretches are asked for in rising order; all of them together are linear. */
struct align {
	const struct node *node;
	struct arena *arena;
	struct str text, source;
	size_t t, s; /* what both walks have behind them */
	bool lost;   /* the text further on says something else than the source */
};
void align_start(struct align *a, const struct node *text, struct arena *arena);
/* The source bytes of text[from, to), from < to, whole characters. False: not sure. */
bool align_range(struct align *a, size_t from, size_t to, size_t *start, size_t *end);

/* A walk along a source's text and the file's own bytes: a byte order mark and \r\n stay in the file and are not in the text. */
struct align_file {
	struct str raw, text;
	size_t r, t;
};
void align_file_start(struct align_file *a, struct str raw, struct str text);
/* The file's offset of a byte of the text, asked for in rising order, text.n included. False: the file is not this text in UTF-8. */
bool align_file_offset(struct align_file *a, size_t offset, size_t *raw);

#endif
