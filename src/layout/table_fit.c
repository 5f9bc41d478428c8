/*
 * From cells to column widths. A table is set in the size that its style has; if its longest words do not fit the column side by side, in
 * smaller type, down to what can still be read; then its words are hyphenated; then those of more than a few letters are broken where the
 * room ends. Where even that is not enough, the columns are set in parts, one under the other, each with the first column, and the author
 * is told. Each step measures all cells anew: few tables take more than one.
 *
 * Rejected: a table turned on its side, which a screen shows badly and which no thread of text survives.
 */
#include "layout/table_part.h"

#include <string.h>

/* Of a text that is no larger than it must be: about what a telephone book has. */
enum { LEAST_SIZE = 7 * DIM_POINT };

struct fitting {
	struct flow *f;
	struct flow in;  /* a flow as cells have it */
	struct table *t;
	int32_t scale;   /* thousandths of the style's size */
	int32_t least;   /* to which it may be reduced */
	int32_t longest; /* in sizes: words longer than that are broken anywhere; 0: none is */
	bool hyphenate, fixed;
};

/* ---- what blocks ask for */

static void measure_block(struct flow *f, const struct node *n, enum sheet_style text, dim indent, struct table_extent *e);

static void ask(struct table_extent *e, dim natural, dim word, dim part)
{
	e->natural = natural > e->natural ? natural : e->natural;
	e->word = word > e->word ? word : e->word;
	e->part = part > e->part ? part : e->part;
	e->text += natural;
}

static void measure_blocks(struct flow *f, const struct node *first, enum sheet_style text, dim indent, struct table_extent *e)
{
	for (; first; first = first->next)
		measure_block(f, first, text, indent, e);
}

static void measure_phrase(struct flow *f, const struct node *n, enum sheet_style text, dim indent, struct table_extent *e)
{
	struct paragraph_extent p;
	paragraph_extent_of(f, n, text, &p);
	ask(e, indent + p.natural, indent + p.word, indent + p.part);
}

static void measure_picture(struct flow *f, const struct node *n, dim indent, struct table_extent *e)
{
	dim width, height, most = f->sheet->size * 4;
	flow_image_natural(f, n, &width, &height);
	ask(e, indent + width, indent + (width < most ? width : most), indent + (width < most ? width : most));
}

static void measure_code(struct flow *f, const struct node *n, dim indent, struct table_extent *e)
{
	const struct text_style *style = &f->styles[STYLE_CODE];
	const struct face *face = style->paragraph.faces[0][0];
	int64_t cell = (int64_t)face_advance(face, face->space) * style->paragraph.size / face->units_per_em;
	size_t longest = 0;
	for (struct str rest = n->text; rest.n;) {
		size_t length = str_cut(&rest, '\n').n;
		longest = length > longest ? length : longest;
	}
	int64_t all = cell * (int64_t)(longest < 200 ? longest : 200), least = cell * (longest < 12 ? (int64_t)longest : 12);
	indent += f->sheet->size;
	ask(e, indent + (dim)all, indent + (dim)least, indent + (dim)least);
}

static void measure_table(struct flow *f, const struct node *n, dim indent, struct table_extent *e)
{
	struct table t;
	if (!table_read(f, n, &t))
		return;
	struct table_extent all = {0};
	dim gap = f->styles[STYLE_CELL].paragraph.size;
	for (size_t i = 0; i < t.ncells; i++) {
		struct table_cell *c = &t.cells[i];
		measure_block(f, c->node, STYLE_CELL, 0, &c->extent);
		if (c->columns == 1)
			ask(&t.columns[c->column].extent, c->extent.natural, c->extent.word, c->extent.part);
	}
	for (size_t i = 0; i < t.ncolumns; i++) {
		all.natural += t.columns[i].extent.natural + (i ? gap : 0);
		all.word += t.columns[i].extent.word + (i ? gap : 0);
		all.part += t.columns[i].extent.part + (i ? gap : 0);
	}
	ask(e, indent + all.natural, indent + all.word, indent + all.part);
}

static void measure_block(struct flow *f, const struct node *n, enum sheet_style text, dim indent, struct table_extent *e)
{
	const struct node *image = n->kind == NODE_IMAGE ? n : n->kind == NODE_PARAGRAPH || n->kind == NODE_CELL ? lone_image(n) : NULL;
	dim size = f->sheet->size;
	if (image)
		measure_picture(f, image, indent, e);
	else if (n->first && node_infos[n->first->kind].inlined)
		measure_phrase(f, n, text, indent, e);
	else if (n->kind == NODE_CODE_BLOCK)
		measure_code(f, n, indent, e);
	else if (n->kind == NODE_TABLE)
		measure_table(f, n, indent, e);
	else if (n->kind == NODE_LIST || n->kind == NODE_CALLOUT || n->kind == NODE_DETAILS || n->kind == NODE_QUOTE)
		measure_blocks(f, n->first, text, indent + size * 8 / 5, e);
	else
		measure_blocks(f, n->first, text, indent, e);
}

/* ---- the columns */

static void scale_styles(struct fitting *fit)
{
	struct text_style *styles = arena_array(fit->f->scratch, struct text_style, SHEET_STYLES);
	memcpy(styles, fit->f->styles, sizeof *styles * SHEET_STYLES);
	for (int i = 0; i < SHEET_STYLES; i++) {
		struct paragraph_style *p = &styles[i].paragraph;
		dim *sizes[] = {&p->size, &p->emergency, &p->short_last, &p->ragged, &styles[i].leading};
		for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++)
			*sizes[k] = (dim)((int64_t)*sizes[k] * fit->scale / 1000);
		p->hyphenate = p->hyphenate || fit->hyphenate;
	}
	fit->t->styles = fit->in.styles = styles;
	if (!fit->longest)
		return;
	fit->t->parting = arena_array(fit->f->scratch, struct text_style, SHEET_STYLES);
	memcpy(fit->t->parting, styles, sizeof *styles * SHEET_STYLES);
}

static dim size_of(const struct fitting *fit)
{
	return fit->t->styles[STYLE_CELL].paragraph.size;
}

/* Cells with words that are to be broken are set so, and ask for no more. */
static void cap_cell(const struct fitting *fit, struct table_cell *c)
{
	dim most = size_of(fit) * fit->longest;
	c->parted = fit->longest && c->extent.part > most;
	if (c->parted)
		c->extent.part = most;
	if (fit->longest && c->extent.word > most)
		c->extent.word = most;
}

static void measure_cells(struct fitting *fit)
{
	struct table *t = fit->t;
	memset(t->columns, 0, sizeof *t->columns * t->ncolumns);
	for (size_t i = 0; i < t->ncells; i++) {
		struct table_cell *c = &t->cells[i];
		c->extent = (struct table_extent){0};
		fit->in.align = table_cell_align(t, c);
		measure_block(&fit->in, c->node, c->header ? STYLE_HEAD_CELL : STYLE_CELL, 0, &c->extent);
		cap_cell(fit, c);
		if (c->columns > 1)
			continue;
		ask(&t->columns[c->column].extent, c->extent.natural, c->extent.word, c->extent.part);
		t->columns[c->column].weight += c->extent.text;
	}
	for (size_t i = 0; i < t->ncells; i++)
		if (t->cells[i].columns > 1)
			table_widths_span(t->columns + t->cells[i].column, t->cells[i].columns, t->gap, &t->cells[i].extent);
}

/* Widths that the author gives. */
static void fix_columns(struct fitting *fit)
{
	struct table *t = fit->t;
	for (size_t i = 0; i < t->ncells; i++) {
		const struct table_cell *c = &t->cells[i];
		uint32_t thousandths = c->node->attrs ? c->node->attrs->width : 0;
		if (!thousandths || c->columns > 1 || c->node->kind != NODE_CELL)
			continue;
		struct table_extent *e = &t->columns[c->column].extent;
		dim asked = (dim)((int64_t)fit->f->width * thousandths / 1000) - t->gap;
		e->natural = asked > e->word ? asked : e->word;
		if (fit->fixed)
			e->word = e->natural;
	}
}

static dim gaps_of(const struct table *t)
{
	return t->ncolumns ? t->gap * ((dim)t->ncolumns - 1) : 0;
}

static enum table_fit attempt(struct fitting *fit)
{
	struct table *t = fit->t;
	scale_styles(fit);
	t->gap = size_of(fit) * 11 / 10;
	measure_cells(fit);
	fix_columns(fit);
	return table_widths(t->columns, t->ncolumns, fit->f->width - gaps_of(t));
}

enum level { ASK_PART, ASK_WORD, ASK_NATURAL };

static int64_t asked_at(const struct table *t, enum level level)
{
	int64_t all = gaps_of(t);
	for (size_t i = 0; i < t->ncolumns; i++) {
		const struct table_extent *e = &t->columns[i].extent;
		all += level == ASK_PART ? e->part : level == ASK_WORD ? e->word : e->natural;
	}
	return all;
}

/* At which the columns would fit; a little less, for what is rounded. */
static int32_t scale_for(const struct fitting *fit, enum level level)
{
	int64_t asked = asked_at(fit->t, level), scale = asked ? (int64_t)fit->f->width * fit->scale / asked : 1000;
	return scale > 1000 ? 1000 : (int32_t)(scale / 5 * 5 - 5);
}

static bool attempt_at(struct fitting *fit, int32_t scale, enum table_fit wanted, enum table_fit *how)
{
	if (scale < fit->least)
		return false;
	fit->scale = scale;
	*how = attempt(fit);
	return *how <= wanted;
}

/* A little smaller, so that no line need be broken, is worth it; much smaller only so that no word need be. */
enum { SLIGHTLY = 920, WELL = 850 };

static enum table_fit fit_whole(struct fitting *fit)
{
	enum table_fit how;
	fit->fixed = true;
	if (attempt_at(fit, 1000, TABLE_WORDS, &how)) {
		int32_t scale = scale_for(fit, ASK_NATURAL);
		if (how == TABLE_WORDS && scale >= SLIGHTLY && !attempt_at(fit, scale, TABLE_NATURAL, &how))
			attempt_at(fit, 1000, TABLE_WORDS, &how);
		return how;
	}
	fit->fixed = false;
	if (attempt_at(fit, 1000, TABLE_WORDS, &how) || attempt_at(fit, scale_for(fit, ASK_WORD), TABLE_WORDS, &how))
		return how;
	fit->hyphenate = fit->f->styles[STYLE_BODY].paragraph.hyphenate;
	int32_t well = fit->least > WELL ? fit->least : WELL;
	if (attempt_at(fit, well, TABLE_PARTS, &how) || attempt_at(fit, scale_for(fit, ASK_PART), TABLE_PARTS, &how))
		return how;
	for (fit->longest = 8; fit->longest >= 4; fit->longest -= 2)
		if (attempt_at(fit, fit->longest == 8 ? well : fit->least, TABLE_PARTS, &how))
			return how;
	fit->longest = 6;
	return attempt_at(fit, fit->least, TABLE_PARTS, &how) ? how : TABLE_NOT;
}

/* ---- fewer lines */

/* What a table is tall by, about: a row has as many lines as its fullest cell; then, with less weight, all cells' lines. */
static int64_t height_of(const struct table *t, size_t nrows)
{
	int64_t tall = 0, all = 0;
	for (size_t r = 0; r < nrows; r++) {
		int64_t most = 0;
		for (size_t i = 0; i < t->rows[r].n; i++) {
			const struct table_cell *c = &t->cells[t->rows[r].first + i];
			int64_t width = table_cell_width(t, c), natural = c->extent.natural;
			int64_t lines = natural <= width || width <= 0 ? 1 : (natural + natural / 16 + width - 1) / width;
			most = lines > most ? lines : most;
			all += lines;
		}
		tall += most;
	}
	return tall * 64 * (int64_t)(t->ncolumns + 1) + all;
}

/* Short entries stay whole. */
static bool move(struct table *t, size_t from, size_t to, dim by)
{
	struct table_column *a = &t->columns[from], *b = &t->columns[to];
	dim least = a->width == a->extent.natural ? a->width : a->extent.word;
	if (from == to || a->width - by < least || b->width + by > b->extent.natural)
		return false;
	a->width -= by;
	b->width += by;
	return true;
}

/* The best move of so much from one column to another. False: none gains. */
static bool best_move(struct table *t, size_t nrows, dim by)
{
	int64_t least = height_of(t, nrows);
	size_t from = 0, to = 0;
	for (size_t a = 0; a < t->ncolumns; a++)
		for (size_t b = 0; b < t->ncolumns; b++) {
			if (!move(t, a, b, by))
				continue;
			int64_t height = height_of(t, nrows);
			if (height < least) {
				least = height;
				from = a;
				to = b;
			}
			t->columns[b].width -= by;
			t->columns[a].width += by;
		}
	return move(t, from, to, by);
}

/* Only where looking costs little, and lines can be told from widths. */
enum { MOST_WORK = 60000, MOST_ROWS = 100 };

/* Columns near the widths that table_widths found, with fewer lines. */
static void settle(const struct fitting *fit)
{
	struct table *t = fit->t;
	size_t nrows = t->nrows < MOST_ROWS ? t->nrows : MOST_ROWS;
	if (t->ncolumns < 2 || nrows * t->ncolumns * t->ncolumns * t->ncolumns > MOST_WORK)
		return;
	for (size_t i = 0; i < t->ncells; i++)
		if (t->cells[i].node->first && !table_cell_is_phrase(&t->cells[i]))
			return;
	for (dim by = fit->f->width / 20; by > fit->f->width / 100; by /= 2)
		for (int moves = 0; moves < 16 && best_move(t, nrows, by); moves++)
			;
}

/* ---- the table */

/* What nearly fills the column fills it; a smaller table stands in the middle. */
static void place(struct flow *f, struct table *t)
{
	uint32_t asked = t->node->attrs ? t->node->attrs->width : 0;
	dim gaps = gaps_of(t), width = gaps;
	for (size_t i = 0; i < t->ncolumns; i++)
		width += t->columns[i].width;
	dim wanted = asked ? (dim)((int64_t)f->width * (asked < 1000 ? asked : 1000) / 1000) : width > f->width / 3 * 2 ? f->width : width;
	if (wanted > width) {
		table_widths_spread(t->columns, t->ncolumns, wanted - gaps);
		width = wanted;
	}
	t->width = width;
	t->x = flow_is_open(f) ? f->x + (f->width - width) / 2 : flow_start_x(f, width);
}

static bool has_lines(const struct table *t, enum table_fit how)
{
	bool lines = how != TABLE_NATURAL;
	for (size_t i = 0; i < t->ncells && !lines; i++)
		lines = t->cells[i].node->first && !table_cell_is_phrase(&t->cells[i]);
	return lines;
}

/* Up to which column, from `first` on, words of `longest` have room. */
static size_t reach(const struct fitting *fit, const struct table *t, size_t first, bool stub)
{
	int64_t room = fit->f->width - (stub ? t->columns[0].extent.part + t->gap : 0);
	size_t end = first;
	while (end < t->ncolumns && (end == first || room >= t->columns[end].extent.part)) {
		room -= t->columns[end].extent.part + t->gap;
		end++;
	}
	return end;
}

/* As many parts as it takes, with about as many columns each. */
static struct table_parts split(struct fitting *fit)
{
	struct table whole = *fit->t;
	struct table_parts parts = {arena_array(fit->f->scratch, struct table, whole.ncolumns + 1), 0};
	bool stub = whole.columns[0].extent.part < fit->f->width / 3, ruled = has_lines(&whole, TABLE_NOT);
	size_t n = 0;
	for (size_t first = stub; first < whole.ncolumns; n++)
		first = reach(fit, &whole, first, stub);
	for (size_t first = stub, end; first < whole.ncolumns; first = end) {
		size_t even = n ? (whole.ncolumns - first + n - 1) / n : whole.ncolumns, most = reach(fit, &whole, first, stub);
		end = first + even < most ? first + even : most;
		n -= n > 0;
		struct table *part = &parts.items[parts.n++];
		*part = table_columns(fit->f, &whole, first, end, stub);
		fit->t = part;
		attempt(fit);
		part->ruled = ruled;
		place(fit->f, part);
	}
	return parts;
}

static void tell(const struct fitting *fit, size_t parts)
{
	int64_t tenths = ((int64_t)size_of(fit) * 10 + DIM_POINT / 2) / DIM_POINT;
	const struct table *t = fit->t;
	const char *size = arena_printf(fit->f->scratch, "type of %lld.%lld pt", (long long)(tenths / 10), (long long)(tenths % 10)).p;
	if (parts > 1)
		diag_add(fit->f->setter->diags, DIAG_TABLE_TOO_WIDE, t->node->pos,
			"%zu columns do not fit, even in %s; they are set in %zu parts, one under the other", t->ncolumns, size, parts);
	else
		diag_add(fit->f->setter->diags, DIAG_TABLE_TOO_WIDE, t->node->pos,
			"%zu columns do not fit, even in %s; words are broken where the room ends", t->ncolumns, size);
}

struct table_parts table_fit(struct flow *f, struct table *t)
{
	struct fitting fit = {.f = f, .in = pile_flow(f), .t = t, .scale = 1000};
	fit.least = (int32_t)((int64_t)LEAST_SIZE * 1000 / f->styles[STYLE_CELL].paragraph.size) + 1;
	fit.least = fit.least > 1000 ? 1000 : fit.least;
	enum table_fit how = fit_whole(&fit);
	struct table_parts parts = {t, 1};
	if (how == TABLE_NOT && t->ncolumns > 1) {
		parts = split(&fit);
		fit.t = t;
	} else {
		t->ruled = has_lines(t, how);
		if (how == TABLE_WORDS)
			settle(&fit);
		place(f, t);
	}
	if (fit.longest)
		tell(&fit, parts.n);
	return parts;
}
