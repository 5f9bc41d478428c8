/*
 * From cells to column widths. A table is set in the size that its style has; if its longest words do not fit the column side by side, in
 * smaller type, down to what can still be read; then its words are hyphenated; then they are broken where the room ends, and the author is
 * told. Each step measures all cells anew: few tables take more than one.
 */
#include "layout/table_part.h"

#include <string.h>

/* Of a text that is no larger than it must be: about what a telephone book has. */
enum { LEAST_SIZE = 7 * DIM_POINT };

struct fitting {
	struct flow *f;
	struct flow in; /* a flow as cells have it */
	struct table *t;
	int32_t scale;  /* thousandths of the style's size */
	bool hyphenate, parted, fixed;
};

/* ---- what blocks ask for */

static void measure_block(struct flow *f, const struct node *n, enum sheet_style text, dim indent, struct table_extent *e);

static void ask(struct table_extent *e, dim natural, dim word, dim part)
{
	e->natural = natural > e->natural ? natural : e->natural;
	e->word = word > e->word ? word : e->word;
	e->part = part > e->part ? part : e->part;
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
	struct text_style *styles = arena_array(fit->f->out, struct text_style, SHEET_STYLES);
	memcpy(styles, fit->f->styles, sizeof *styles * SHEET_STYLES);
	for (int i = 0; i < SHEET_STYLES; i++) {
		struct paragraph_style *p = &styles[i].paragraph;
		dim *sizes[] = {&p->size, &p->emergency, &p->short_last, &p->ragged, &styles[i].leading};
		for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++)
			*sizes[k] = (dim)((int64_t)*sizes[k] * fit->scale / 1000);
		p->parted = fit->parted;
		p->hyphenate = p->hyphenate || fit->hyphenate;
	}
	fit->t->styles = fit->in.styles = styles;
}

static void measure_cells(struct fitting *fit)
{
	struct table *t = fit->t;
	memset(t->columns, 0, sizeof *t->columns * t->ncolumns);
	for (size_t i = 0; i < t->ncells; i++) {
		struct table_cell *c = &t->cells[i];
		c->extent = (struct table_extent){0};
		fit->in.align = t->aligns[c->column];
		measure_block(&fit->in, c->node, c->header ? STYLE_HEAD_CELL : STYLE_CELL, 0, &c->extent);
		if (c->columns > 1)
			continue;
		ask(&t->columns[c->column].extent, c->extent.natural, c->extent.word, c->extent.part);
		t->columns[c->column].weight += c->extent.natural;
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

static dim room_of(const struct fitting *fit)
{
	return fit->f->width - fit->t->gap * ((dim)fit->t->ncolumns - 1);
}

static enum table_fit attempt(struct fitting *fit)
{
	struct table *t = fit->t;
	scale_styles(fit);
	t->gap = t->styles[STYLE_CELL].paragraph.size * 11 / 10;
	measure_cells(fit);
	fix_columns(fit);
	return table_widths(t->columns, t->ncolumns, room_of(fit));
}

/* At which the words (or parts) would fit. */
static int32_t scale_for(const struct fitting *fit, bool parts)
{
	int64_t needed = (int64_t)fit->t->gap * (int64_t)(fit->t->ncolumns - 1);
	for (size_t i = 0; i < fit->t->ncolumns; i++)
		needed += parts ? fit->t->columns[i].extent.part : fit->t->columns[i].extent.word;
	int64_t scale = needed ? (int64_t)fit->f->width * fit->scale / needed : 1000;
	return (int32_t)(scale / 5 * 5 - 5);
}

static void too_wide(struct fitting *fit)
{
	int64_t tenths = (int64_t)fit->t->styles[STYLE_CELL].paragraph.size * 10 / DIM_POINT;
	diag_add(fit->f->setter->diags, DIAG_TABLE_TOO_WIDE, fit->t->node->pos,
		"%zu columns do not fit: even in type of %lld.%lld pt words had to be broken where the room ends", fit->t->ncolumns,
		(long long)(tenths / 10), (long long)(tenths % 10));
}

static enum table_fit fit_columns(struct fitting *fit)
{
	dim size = fit->f->styles[STYLE_CELL].paragraph.size;
	int32_t least = (int32_t)((int64_t)LEAST_SIZE * 1000 / size);
	enum table_fit how;
	least = least > 1000 ? 1000 : least;
	fit->fixed = true;
	for (int pass = 0; pass < 2; pass++, fit->fixed = false)
		if ((how = attempt(fit)) <= TABLE_WORDS)
			return how;
	fit->scale = scale_for(fit, false);
	if (fit->scale >= least && (how = attempt(fit)) <= TABLE_WORDS)
		return how;
	fit->hyphenate = fit->f->styles[STYLE_BODY].paragraph.hyphenate;
	fit->scale = least > 850 ? least : 850;
	how = attempt(fit);
	if (how > TABLE_PARTS && fit->scale > least) {
		int32_t scale = scale_for(fit, true);
		fit->scale = scale < least ? least : scale;
		how = attempt(fit);
	}
	if (how <= TABLE_PARTS)
		return how;
	fit->hyphenate = false;
	fit->parted = true;
	fit->scale = least;
	how = attempt(fit);
	too_wide(fit);
	return how;
}

/* What nearly fills the column fills it; a smaller table stands in the middle. */
static void place(struct fitting *fit)
{
	struct table *t = fit->t;
	struct flow *f = fit->f;
	uint32_t asked = t->node->attrs ? t->node->attrs->width : 0;
	dim gaps = t->gap * ((dim)t->ncolumns - 1), width = gaps;
	for (size_t i = 0; i < t->ncolumns; i++)
		width += t->columns[i].width;
	dim wanted = asked ? (dim)((int64_t)f->width * (asked < 1000 ? asked : 1000) / 1000) : width > f->width / 3 * 2 ? f->width : width;
	if (wanted > width) {
		table_widths_spread(t->columns, t->ncolumns, wanted - gaps);
		width = wanted;
	}
	t->width = width;
	t->x = f->text == STYLE_BODY ? f->x + (f->width - width) / 2 : flow_start_x(f, width);
}

void table_fit(struct flow *f, struct table *t)
{
	struct fitting fit = {.f = f, .in = pile_flow(f), .t = t, .scale = 1000};
	enum table_fit how = fit_columns(&fit);
	t->ruled = how != TABLE_NATURAL;
	for (size_t i = 0; i < t->ncells; i++)
		t->ruled = t->ruled || (t->cells[i].node->first && !table_cell_is_phrase(&t->cells[i]));
	place(&fit);
}
