/*
 * Rows of cells with rules around them: tables to fill in, trackers, plans. Unlike a table of the text (table.c), whose columns are as wide as its
 * words ask for, a form's are as wide as a hand asks for, and every cell has its four sides. A row is one box.
 */
#include "layout/form.h"
#include "layout/pile.h"

enum { SIDE = 0x8A8A8A };

struct laid_cell {
	struct pile pile;
	struct flow_field *field;
};

static dim padding(const struct flow *f)
{
	return 5 * DIM_POINT;
}

/* Words and nodes are set as a flow of their own, as wide as the cell leaves. */
static void set_cell(struct flow *f, const struct grid_cell *cell, struct tag *tag, dim x, dim width, struct laid_cell *out)
{
	struct flow in = pile_flow(f);
	dim side = padding(f) < width / 8 ? padding(f) : width / 8;
	in.x = x + side;
	in.width = width - 2 * side;
	in.tag = tag;
	in.text = cell->centred ? STYLE_HEAD_DAY : cell->header ? STYLE_HEAD_CELL : STYLE_CELL;
	if (cell->kind == GRID_WORDS && cell->words.n) {
		paragraph_boxes(&in, paragraph_text(&in, cell->words, in.text, tag, in.x, in.width), &in.styles[in.text]);
	} else if (cell->kind == GRID_NODE && cell->node->first && node_infos[cell->node->first->kind].inlined) {
		struct flow_set s = paragraph_of(&in, cell->node, in.text, TAG_P, 0);
		paragraph_boxes(&in, s.set, &in.styles[in.text]);
	} else if (cell->kind == GRID_NODE) {
		flow_blocks(&in, cell->node->first);
	}
	out->pile = pile_of(f, &in);
}

static void put_field(struct flow *f, const struct grid_cell *cell, struct tag *tag, dim x, dim width, dim height, struct flow_box *box)
{
	if (cell->kind == GRID_FIELD) {
		bool one = height < 2 * form_line(f); /* else words that are too long for it go on below */
		struct flow_field *field = form_field(f, one ? FIELD_LINE : FIELD_TEXT, cell->what, tag);
		field->field.size = 11 * DIM_POINT;
		field->field.leading = 15 * DIM_POINT;
		form_place(field, x + 3 * DIM_POINT, -height + 2 * DIM_POINT, width - 6 * DIM_POINT, height - 4 * DIM_POINT);
		form_attach(box, field);
	} else if (cell->kind == GRID_CHECK) {
		dim side = form_check(f) < width - 2 * DIM_POINT ? form_check(f) : width - 2 * DIM_POINT;
		struct flow_field *field = form_field(f, FIELD_CHECK, cell->what, tag);
		form_button(f, field, (struct str){0}, (struct str){0}, x + (width - side) / 2, -(height + side) / 2, side, tag);
		form_attach(box, field);
	}
}

static void put_sides(struct flow *f, struct box_builder *b, const struct grid *g, dim height, bool first)
{
	dim thick = DIM_POINT / 2, x = f->x;
	if (first)
		build_rule(f, b, f->x, -height, f->width, thick, SIDE);
	build_rule(f, b, f->x, -thick, f->width, thick, SIDE);
	for (size_t i = 0; i <= g->ncolumns; i++) {
		build_rule(f, b, i == g->ncolumns ? f->x + f->width - thick : x, -height, thick, height, SIDE);
		x += i < g->ncolumns ? g->widths[i] : 0;
	}
}

void form_grid_row(struct flow *f, const struct grid *g, const struct grid_cell *cells, bool head, bool last)
{
	struct laid_cell *laid = arena_array(f->scratch, struct laid_cell, g->ncolumns);
	struct tag **tags = arena_array(f->scratch, struct tag *, g->ncolumns);
	struct tag *row = tag_new(f->out, g->table, TAG_TR, NULL);
	struct box_builder b = {0};
	dim height = g->least, x = f->x;
	for (size_t i = 0; i < g->ncolumns; i++, x += g->widths[i - 1]) {
		tags[i] = tag_new(f->out, row, cells[i].header ? TAG_TH : TAG_TD, cells[i].node);
		tags[i]->column_scope = cells[i].header && head;
		tags[i]->row_scope = cells[i].header && !head;
		set_cell(f, &cells[i], tags[i], x, g->widths[i], &laid[i]);
		dim needed = (dim)laid[i].pile.height + 2 * padding(f);
		height = needed > height && laid[i].pile.n ? needed : height;
	}
	put_sides(f, &b, g, height, head || g->table->first == row);
	for (size_t i = 0; i < g->ncolumns; i++)
		if (laid[i].pile.n)
			build_pieces(f, &b, &laid[i].pile, 0, laid[i].pile.n, -height + (height - laid[i].pile.height) / 2, NULL);
	f->kept = f->kept || (f->begun && last);
	struct flow_box *box = flow_box(f, height, 0);
	box->marks = b.marks.items;
	box->n = b.marks.n;
	box->nlines = b.lines.n;
	struct flow_line *lines = arena_array(f->lines, struct flow_line, b.lines.n);
	for (size_t i = 0; i < b.lines.n; i++)
		lines[i] = b.lines.items[i];
	box->lines = lines;
	x = f->x;
	for (size_t i = 0; i < g->ncolumns; i++, x += g->widths[i - 1])
		put_field(f, &cells[i], tags[i], x, g->widths[i], height, box);
	f->list.items[f->list.n - 1].repeat = head;
	f->kept = head;
}
