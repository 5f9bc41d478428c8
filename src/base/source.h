/*
 * A text that the author wrote, and places in it. A place is a line and a
 * byte column, both from 1; 0 means unknown. Diagnostics turn the byte column into
 * characters when they are printed, so that nothing else has to count them.
 */
#ifndef SHEAF_BASE_SOURCE_H
#define SHEAF_BASE_SOURCE_H

#include <stdint.h>
#include "base/arena.h"

struct source {
	struct str name; /* as shown to the author: relative to the project's root */
	struct str text; /* whole text, valid UTF-8, without a byte order mark, lines end in \n */
	const uint32_t *lines; /* offset of each line's first byte; lines[nlines] is text.n */
	uint32_t nlines;
	uint32_t indent; /* columns the text was moved left by, as a block in sheaf.yaml is; added when a place is printed */
};

struct pos {
	const struct source *src; /* NULL: no place, such as the command line */
	uint32_t line, col;
};

/* Makes a source over text, which must outlive it; builds the line table in the arena. */
struct source *source_new(struct arena *a, struct str name, struct str text);
struct str source_line(const struct source *src, uint32_t line); /* without its \n; empty when out of range */
struct pos source_pos(const struct source *src, size_t offset);  /* place of a byte of the text */
size_t source_offset(struct pos pos);                            /* the reverse, clamped to the text */
uint32_t source_column(struct pos pos);                          /* col in characters, from 1 */

#endif
