/*
 * From a byte of the text that cmark parsed inlines from back to the byte that the author wrote.
 *
 * cmark-gfm 0.29's own columns are not used, for they fail on indented continuation lines, after link reference
 * definitions, in links and autolinks over several lines, in table cells and in everything that its extensions make.
 * A leaf's content is its source lines, each without what stood before it, so every content line is the end of a source
 * line: counting lines and taking lengths is enough. Cells also lose the backslashes before their pipes.
 */
#ifndef SHEAF_READ_SOURCEPOS_H
#define SHEAF_READ_SOURCEPOS_H

#include "base/source.h"

struct sourcepos {
	const struct source *src;
	struct str content; /* as cmark has it: marked */
	bool cell;
	uint32_t line;      /* of the source, that `row` stands on */
	size_t row;         /* content offset of the line last asked for */
	size_t row_end;     /* content offset of that line's end */
	size_t base;        /* source offset of the same byte */
};

/* A paragraph or an underlined heading whose first and last line cmark says; a definition at its head is skipped. */
void sourcepos_lines(struct sourcepos *m, const struct source *src, struct str content, struct pos start, uint32_t end_line);
/* One line whose content starts at a known place. */
void sourcepos_line(struct sourcepos *m, const struct source *src, struct str content, struct pos start);
/* A raw HTML block: whole lines from `line`. */
void sourcepos_block(struct sourcepos *m, const struct source *src, struct str content, uint32_t line);
/* The next cell of a row: *at is a source offset, moved past the cell and its pipe. */
void sourcepos_cell(struct sourcepos *m, const struct source *src, struct str content, size_t *at, uint32_t line);

/* Where the content of a row starts: past blanks, the marks of quotes, and a first pipe. */
size_t sourcepos_row(const struct source *src, uint32_t line, size_t from);

/* Source offset of content byte o. Asking in rising order is linear in all. */
size_t sourcepos_offset(struct sourcepos *m, size_t o);
struct pos sourcepos_at(struct sourcepos *m, size_t o);

#endif
