/* Between a paragraph's breaking (paragraph.c) and the placing of its lines (line.c): what both know of it. */
#ifndef SHEAF_LAYOUT_LINE_H
#define SHEAF_LAYOUT_LINE_H

#include "layout/inlines.h"

/* A paragraph at work. Lives in the scratch arena. */
struct work {
	struct setter *setter;
	struct arena *scratch, *out, *lines; /* as in paragraph.h */
	const struct paragraph_style *style;
	const struct paragraph_shape *shape;
	struct inlines in;
	struct text_runs runs;
	struct pieces pieces;
	uint32_t *run_of;      /* by piece */
	unsigned char *breaks; /* by byte, of enum line_break or enum parting */
	struct {
		uint32_t *items;
		size_t n, cap;
	} parted;              /* words longer than their lines that have been told of: their first bytes */
};

/* Bytes of a line: the visible ones, then the spaces that vanish where it ends. */
struct line_extent {
	uint32_t from, end, next;
	uint32_t piece; /* in which `from` lies */
};

static inline const struct inline_span *work_span(const struct work *w, uint32_t run)
{
	return &w->in.spans.items[w->runs.items[run].span];
}

/* The span of a byte; *i is where to begin looking. */
static inline const struct inline_span *work_span_at(const struct work *w, size_t *i, uint32_t at)
{
	while (w->in.spans.items[*i].to <= at)
		++*i;
	return &w->in.spans.items[*i];
}

static inline dim scaled(int64_t units, const struct face *face, dim size)
{
	int64_t n = units * size, em = face->units_per_em;
	return (dim)((n >= 0 ? n + em / 2 : n - em / 2) / em);
}

/* How far the character at the line's end (or its start) stands outside, in dims; 0 unless style.hang. */
dim hang_at_end(const struct work *w, const struct inline_span *span, uint32_t rune);
dim hang_at_start(const struct work *w, const struct inline_span *span, uint32_t rune);
uint32_t rune_before(struct str text, uint32_t at); /* 0: none */
uint32_t rune_after(struct str text, uint32_t at);

/* Justified lines are spread or closed up to their measure. *line must be zero. */
void line_set(struct work *w, const struct line_extent *extent, const struct break_line *broken, const struct line_box *box,
	struct set_line *line);

#endif
