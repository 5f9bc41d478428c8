/*
 * Tables: rows as boxes. Rows that cells span together are a band; a band up to a third of a page is one box, so that pages end between
 * rows. A taller one goes in slices, each up to a height at which no cell has a line in the way; where that never comes (cells of type
 * and pictures of unlike heights), lines move down a little to make one.
 *
 * The look is a book's: a heavy rule above and below, a light one under the header, no vertical ones, white between columns, the outer
 * columns flush with the text. Only where rows have several lines, hairlines tell them apart.
 */
#include "layout/table_part.h"

struct band {
	struct table *t;
	size_t first, end;    /* rows */
	size_t cell, cells;   /* its cells: first, end */
	const struct table_cell **at; /* by row and column, of a band of several rows */
	dim above, below;     /* white within each row */
	dim base;             /* of its first line */
	dim unit;             /* of a tall one: its lines stand on a grid of so much; else 0 */
	int64_t height, from; /* from: what is on pages already */
	size_t open, row;     /* the first cell of which some is not, the first row that begins below */
	bool header, last;
};

/* ---- cells */

static bool has_words(const struct node *n)
{
	for (const struct node *at = node_walk(n, n, false); at; at = node_walk(n, at, false))
		if (at->text.n)
			return true;
	return false;
}

static void tag_cell(const struct table *t, const struct table_cell *c, struct tag *tag)
{
	tag->column_span = (uint16_t)(c->span > 1 ? c->span : 0);
	tag->row_span = (uint16_t)(c->rows > 1 ? c->rows : 0);
	if (tag->role == TAG_TH) {
		tag->column_scope = t->rows[c->row].header;
		tag->row_scope = !tag->column_scope;
	}
}

static void set_blocks(struct flow *in, const struct table_cell *c, enum tag_role role)
{
	struct tag *tag = flow_open(in, role, c->node);
	const struct node *only = c->node->kind == NODE_CELL ? lone_image(c->node) : c->node;
	if (only)
		flow_block(in, only);
	for (const struct node *n = only ? NULL : c->node->first; n; n = n->next) {
		flow_white(in, in->sheet->leading / 3);
		in->flush = true;
		flow_block(in, n);
	}
	flow_close(in, tag);
}

/* Words of more letters than certainly fit are broken where the room ends. */
static const struct text_style *parting_styles(const struct table *t, const struct table_cell *c)
{
	for (int i = 0; c->parted && i < SHEET_STYLES; i++) {
		dim fit = table_cell_width(t, c) / (t->parting[i].paragraph.size * 6 / 10);
		t->parting[i].paragraph.parted = (uint16_t)(fit < 1 ? 1 : fit > 200 ? 200 : fit);
	}
	return c->parted ? t->parting : t->styles;
}

static void set_cell(struct flow *f, struct table *t, struct table_cell *c, struct tag *row)
{
	struct flow in = pile_flow(f);
	enum tag_role role = c->header && has_words(c->node) ? TAG_TH : TAG_TD;
	in.styles = parting_styles(t, c);
	in.tag = c->again ? tag_new(f->out, NULL, TAG_TR, NULL) : row;
	in.text = c->header ? STYLE_HEAD_CELL : STYLE_CELL;
	in.x = table_cell_x(f, t, c);
	in.width = table_cell_width(t, c);
	in.align = table_cell_align(t, c);
	flow_anchor(&in, c->node);
	if (table_cell_is_phrase(c) && !lone_image(c->node)) {
		struct flow_set s = paragraph_of(&in, c->node, in.text, role, 0);
		paragraph_boxes(&in, s.set, &in.styles[in.text]);
	} else {
		set_blocks(&in, c, role);
	}
	tag_cell(t, c, in.tag->last);
	c->pile = pile_of(f, &in);
	c->pile.again = c->again;
	c->placed = 0;
}

static void set_cells(struct flow *f, struct band *b)
{
	struct table *t = b->t;
	for (size_t r = b->first; r < b->end; r++) {
		struct table_row *row = &t->rows[r];
		if (row->node->kind == NODE_ROW && !row->tag->first)
			flow_anchor(f, row->node);
		for (size_t i = 0; i < row->n; i++)
			set_cell(f, t, &t->cells[row->first + i], row->tag);
	}
}

/* ---- heights */

/* Where a cell's first line stands; 0: it begins with something else than a line. */
static dim first_base(const struct table *t, const struct table_cell *c)
{
	int64_t base = c->pile.n ? c->pile.items[0].base : 0;
	return base < t->styles[STYLE_CELL].leading * 5 / 4 ? (dim)base : 0;
}

/* First lines of a row's cells share a baseline; header cells stand on the rule below. */
static dim shift_of(const struct table *t, const struct table_cell *c, dim row_base)
{
	dim base = first_base(t, c);
	return base && base < row_base ? row_base - base : 0;
}

static dim row_base(const struct table *t, const struct table_row *row)
{
	dim base = 0;
	for (size_t i = 0; i < row->n; i++) {
		dim own = first_base(t, &t->cells[row->first + i]);
		base = own > base ? own : base;
	}
	return base;
}

static int64_t on_grid(int64_t y, dim unit)
{
	return unit ? (y - unit / 8 + unit - 1) / unit * unit : y;
}

/* Lines of all cells at the same heights, so that a page can end between any two. */
static void put_on_grid(struct pile *pile, dim unit)
{
	for (size_t i = 0; i < pile->n; i++) {
		int64_t top = pile->items[i].top;
		pile_push(pile, i, on_grid(top, unit) - top);
	}
}

static void stretch_rows(struct band *b, const struct table_cell *c, int64_t needed)
{
	struct table_row *rows = b->t->rows;
	int64_t have = 0;
	for (size_t r = c->row; r < c->row + c->rows; r++)
		have += rows[r].height;
	if (needed > have)
		rows[c->row + c->rows - 1].height += needed - have;
}

static void find_heights(struct band *b)
{
	struct table *t = b->t;
	int64_t y = 0;
	for (size_t r = b->first; r < b->end; r++)
		t->rows[r].height = b->above + t->styles[STYLE_CELL].leading + b->below;
	for (int spans = 0; spans < 2; spans++)
		for (size_t i = b->cell; i < b->cells; i++) {
			struct table_cell *c = &t->cells[i];
			c->y = b->above + shift_of(t, c, row_base(t, &t->rows[c->row]));
			if ((c->rows > 1) == (spans == 1))
				stretch_rows(b, c, c->y + c->pile.height + b->below);
		}
	for (size_t r = b->first; r < b->end; r++) {
		t->rows[r].top = y;
		y += on_grid(t->rows[r].height, b->unit);
		t->rows[r].height = y - t->rows[r].top;
	}
	for (size_t i = b->cell; i < b->cells; i++) {
		struct table_cell *c = &t->cells[i];
		int64_t room = 0;
		for (size_t r = c->row; r < c->row + c->rows; r++)
			room += t->rows[r].height;
		if (b->header)
			c->y = room - b->below - c->pile.height;
		c->y += t->rows[c->row].top;
	}
	b->height = y;
	b->base = b->above + row_base(t, &t->rows[b->first]);
}

/* ---- slices */

static const struct pile_piece *next_piece(const struct table_cell *c)
{
	return c->placed < c->pile.n ? &c->pile.items[c->placed] : NULL;
}

/* Pieces of a cell from `placed` on that end by y, or hardly below it. */
static size_t pieces_by(const struct band *b, const struct table_cell *c, int64_t y)
{
	size_t end = c->placed;
	while (end < c->pile.n && c->y + c->pile.items[end].to <= y + b->unit / 4)
		end++;
	return end;
}

/* The cells of which something may be above y are those from `open` on, up to here. */
static bool begins_above(const struct band *b, size_t cell, int64_t y)
{
	return cell < b->cells && b->t->rows[b->t->cells[cell].row].top < y;
}

/* Where the first piece to come ends. */
static int64_t least_cut(const struct band *b)
{
	int64_t cut = INT64_MAX;
	for (size_t i = b->open; begins_above(b, i, cut); i++) {
		const struct pile_piece *p = next_piece(&b->t->cells[i]);
		if (p && b->t->cells[i].y + p->to < cut)
			cut = b->t->cells[i].y + p->to;
	}
	return cut;
}

/* The least height from there on at which no piece is in the way. */
static int64_t clean_cut(const struct band *b, int64_t cut)
{
	for (bool moved = cut < INT64_MAX; moved;) {
		moved = false;
		for (size_t i = b->open; begins_above(b, i, cut); i++) {
			const struct table_cell *c = &b->t->cells[i];
			size_t k = pieces_by(b, c, cut);
			if (k < c->pile.n && c->y + c->pile.items[k].from + b->unit / 4 < cut) {
				cut = c->y + c->pile.items[k].to;
				moved = true;
			}
		}
	}
	return cut;
}

/* What stands across the cut moves below it, and so does all that follows in any cell. */
static void push_down(struct band *b, int64_t cut)
{
	struct table_row *rows = b->t->rows;
	int64_t by = 0;
	size_t i = b->open;
	for (; begins_above(b, i, cut); i++) {
		const struct table_cell *c = &b->t->cells[i];
		size_t k = pieces_by(b, c, cut);
		if (k < c->pile.n && cut - c->y - c->pile.items[k].from > by)
			by = cut - c->y - c->pile.items[k].from;
	}
	for (size_t k = b->open; k < i; k++)
		pile_push(&b->t->cells[k].pile, pieces_by(b, &b->t->cells[k], cut), by);
	for (; i < b->cells; i++)
		b->t->cells[i].y += by;
	for (size_t r = b->row; r < b->end; r++)
		if (rows[r].top >= cut)
			rows[r].top += by;
	b->height += by;
}

static bool is_row_end(const struct band *b)
{
	return b->from == b->height || b->t->rows[b->row - 1].top == b->from;
}

/* A cut after the last lines of a row takes the row's white with it. */
static int64_t to_row_end(const struct band *b, int64_t cut)
{
	int64_t next = b->height;
	for (size_t i = b->open; begins_above(b, i, next); i++) {
		const struct table_cell *c = &b->t->cells[i];
		size_t k = pieces_by(b, c, cut);
		if (k < c->pile.n && c->y + c->pile.items[k].from < next)
			next = c->y + c->pile.items[k].from;
	}
	int64_t end = next == b->height ? b->height : cut;
	for (size_t r = b->row; r < b->end && b->t->rows[r].top <= next; r++)
		if (b->t->rows[r].top >= cut)
			end = b->t->rows[r].top;
	return end;
}

/* Where the slice that begins at `from` ends. */
static int64_t next_cut(struct band *b, dim most)
{
	if (b->height - b->from <= 3 * b->unit)
		return b->height;
	int64_t least = least_cut(b), cut = clean_cut(b, least);
	if (cut == INT64_MAX)
		return b->height;
	if (cut - b->from > most && cut > least) {
		cut = least > b->from + most ? least : b->from + most;
		push_down(b, cut);
	}
	return to_row_end(b, cut);
}

/* ---- boxes */

static void rule(struct flow *f, struct box_builder *b, const struct table *t, dim y, dim height, uint32_t colour)
{
	build_rule(f, b, t->x, y, t->width, height, colour);
}

static dim heavy(const struct flow *f)
{
	return f->sheet->size / 13;
}

static dim light(const struct flow *f)
{
	return f->sheet->size / 22;
}

static dim hair(const struct flow *f)
{
	return f->sheet->size / 32;
}

static void rule_columns(struct flow *f, struct box_builder *b, const struct table *t, size_t first, size_t end, dim y)
{
	struct table_cell run = {.column = (uint32_t)first, .columns = (uint32_t)(end - first)};
	if (end > first)
		build_rule(f, b, table_cell_x(f, t, &run), y, table_cell_width(t, &run), hair(f), f->sheet->line);
}

static void find_cells(struct flow *f, struct band *b)
{
	const struct table *t = b->t;
	if (b->end == b->first + 1)
		return;
	b->at = arena_array(f->scratch, const struct table_cell *, (b->end - b->first) * t->ncolumns);
	for (size_t i = b->cell; i < b->cells; i++)
		for (size_t r = 0; r < t->cells[i].rows; r++)
			for (size_t k = 0; k < t->cells[i].columns; k++)
				b->at[(t->cells[i].row + r - b->first) * t->ncolumns + t->cells[i].column + k] = &t->cells[i];
}

/* Above a row within a band, where no cell reaches over; in a header, only under what stands over several columns. */
static void rule_within(struct flow *f, struct box_builder *b, const struct band *band, size_t row, dim y)
{
	const struct table *t = band->t;
	size_t first = 0;
	for (size_t column = 0; column < t->ncolumns;) {
		const struct table_cell *above = band->at[(row - 1 - band->first) * t->ncolumns + column];
		size_t end = above ? above->column + above->columns : column + 1;
		bool over = above && above->row + above->rows > row;
		if (band->header && above && !over && above->columns > 1)
			rule_columns(f, b, t, column, end, y);
		if (over || band->header) {
			if (!band->header)
				rule_columns(f, b, t, first, column, y);
			first = end;
		}
		column = end;
	}
	rule_columns(f, b, t, first, t->ncolumns, y);
}

/* Boxes of a band up to `cut`. */
static void put_slice(struct flow *f, struct band *band, int64_t cut)
{
	struct table *t = band->t;
	struct box_builder b = {0};
	dim height = (dim)(cut - band->from), top = band->header && !band->from ? heavy(f) : 0;
	if (top)
		rule(f, &b, t, 0, top, f->sheet->text);
	for (size_t i = band->open; begins_above(band, i, cut); i++) {
		struct table_cell *c = &t->cells[i];
		size_t end = cut == band->height ? c->pile.n : pieces_by(band, c, cut);
		build_pieces(f, &b, &c->pile, c->placed, end, c->y - band->from + top, &(struct pile_slice){band->from - c->y, cut - c->y});
		c->placed = end;
	}
	while (band->open < band->cells && t->cells[band->open].placed == t->cells[band->open].pile.n)
		band->open++;
	for (; band->row < band->end && t->rows[band->row].top <= cut; band->row++)
		if (t->ruled || band->header)
			rule_within(f, &b, band, band->row, (dim)(t->rows[band->row].top - band->from) + top);
	height += top;
	if (cut == band->height && band->last) {
		rule(f, &b, t, height, heavy(f), f->sheet->text);
		height += heavy(f);
	} else if (cut == band->height && band->header) {
		rule(f, &b, t, height, light(f), f->sheet->text);
		height += light(f);
	} else if (cut == band->height && t->ruled) {
		rule(f, &b, t, height, hair(f), f->sheet->line);
	}
	build_box(f, &b, height, band->base + top, PAGE_BOX);
	band->from = cut;
}

/* ---- bands */

static struct band band_at(const struct flow *f, struct table *t, size_t first)
{
	struct band b = {.t = t, .first = first, .end = first + 1, .cell = t->rows[first].first, .header = first < t->heads};
	dim unit = t->styles[STYLE_CELL].paragraph.size;
	b.above = t->ruled || first == t->heads ? unit / 4 : unit / 7;
	if (b.header)
		b.end = t->heads;
	for (size_t r = first; r < b.end; r++)
		for (size_t i = 0; i < t->rows[r].n; i++) {
			const struct table_cell *c = &t->cells[t->rows[r].first + i];
			b.end = c->row + c->rows > b.end ? c->row + c->rows : b.end;
		}
	b.cells = t->rows[b.end - 1].first + t->rows[b.end - 1].n;
	b.last = b.end == t->nrows;
	b.below = t->ruled || b.last ? unit / 3 : unit / 7;
	if (b.header)
		b.above = b.below = unit / 4;
	return b;
}

/* After a slice of a band, or between bands. */
static void put_break(struct flow *f, const struct band *b, size_t slices)
{
	bool whole = b->from == b->height;
	const struct table *t = b->t;
	if (whole && b->last)
		return;
	if (b->header && whole)
		f->kept = true;
	else if (whole && ((b->first == t->heads && b->end < t->nrows) || b->end + 1 == t->nrows))
		flow_penalty(f, page_costs_book.orphan, PAGE_ANY);
	else if (is_row_end(b))
		flow_penalty(f, 0, PAGE_ANY);
	else
		flow_penalty(f, slices == 1 ? page_costs_book.orphan : page_costs_book.widow / 4, PAGE_ANY);
}

static void put_band(struct flow *f, struct band *b)
{
	dim page = f->sheet->area.height, most = page / 3;
	size_t slices = 0;
	set_cells(f, b);
	find_heights(b);
	if (b->height > most) {
		b->unit = b->t->styles[STYLE_CELL].leading;
		for (size_t i = b->cell; i < b->cells; i++)
			put_on_grid(&b->t->cells[i].pile, b->unit);
		find_heights(b);
	}
	find_cells(f, b);
	b->open = b->cell;
	b->row = b->first + 1;
	if (b->height <= most)
		put_slice(f, b, b->height);
	while (b->from < b->height) {
		if (slices++)
			put_break(f, b, slices - 1);
		put_slice(f, b, next_cut(b, page / 4));
	}
}

static void caption(struct flow *f, const struct table *t)
{
	enum node_align align = f->align;
	if (!t->caption || !t->caption->first)
		return;
	if (t->width < f->width && flow_is_open(f))
		f->align = ALIGN_CENTRE;
	flow_caption(f, t->caption, TAG_CAPTION);
	flow_white(f, f->sheet->leading / 3);
	f->align = align;
	f->kept = true;
}

/* The rule above a table without a header, on each of its pages. */
static void top_rule(struct flow *f, const struct table *t)
{
	struct box_builder b = {0};
	rule(f, &b, t, 0, heavy(f), f->sheet->text);
	struct flow_line *label = (struct flow_line *)f->label;
	f->label = NULL;
	build_box(f, &b, heavy(f), 0, PAGE_BOX);
	f->list.items[f->list.n - 1].repeat = true;
	f->label = label;
	f->kept = true;
}

static void put_rows(struct flow *f, struct table *t)
{
	flow_item(f, PAGE_GROUP, 0);
	if (!t->heads)
		top_rule(f, t);
	for (size_t r = 0; r < t->nrows;) {
		struct band b = band_at(f, t, r);
		size_t item = f->list.n;
		put_band(f, &b);
		for (; b.header && b.height <= f->sheet->area.height / 3 && item < f->list.n; item++)
			f->list.items[item].repeat = f->list.items[item].kind == PAGE_BOX;
		put_break(f, &b, 0);
		r = b.end;
	}
	flow_item(f, PAGE_GROUP_END, 0);
}

/* To a reader who hears it, a table in parts is one. Header rows alone are a body (ISO 14289-1 7.2: no THead without a TBody). */
static void tag_rows(struct flow *f, struct table *t, struct table_parts *parts)
{
	struct tag *part = NULL;
	for (size_t r = 0; r < t->nrows; r++) {
		if (!r || r == t->heads)
			part = tag_new(f->out, f->tag, r < t->heads && t->heads < t->nrows ? TAG_THEAD : TAG_TBODY, NULL);
		struct tag *tag = t->rows[r].tag = tag_new(f->out, part, TAG_TR, t->rows[r].node);
		for (size_t i = 0; i < parts->n; i++)
			parts->items[i].rows[r].tag = tag;
	}
}

/* Rows with too few cells get empty ones: all are to have as many columns. */
static void tag_gaps(struct flow *f, const struct table *t)
{
	uint32_t *taken = arena_array(f->scratch, uint32_t, t->ncolumns + 1); /* rows from this one on */
	for (size_t r = 0; r < t->nrows; r++) {
		struct tag *gap = NULL;
		for (size_t i = t->rows[r].first; i < t->rows[r].first + t->rows[r].n; i++)
			for (size_t k = 0; k < t->cells[i].columns; k++)
				taken[t->cells[i].column + k] = t->cells[i].rows;
		for (size_t k = 0; k < t->ncolumns; k++) {
			if (taken[k]) {
				gap = NULL;
				taken[k]--;
				continue;
			}
			gap = gap ? gap : tag_new(f->out, t->rows[r].tag, TAG_TD, NULL);
			gap->column_span++;
		}
	}
}

/* The smaller a table, the less it should be parted; but no more white is left at a page's foot for it than a few lines. */
static int32_t keep_cost(const struct flow *f, size_t first)
{
	int64_t height = 0;
	for (size_t i = first; i < f->list.n; i++)
		if (f->list.items[i].kind == PAGE_BOX)
			height += f->list.items[i].height + f->list.items[i].depth;
	return page_costs_book.widow * (height < f->sheet->area.height / 4 ? 3 : height < f->sheet->area.height / 2 ? 2 : 1);
}

static void put_parts(struct flow *f, struct table *t)
{
	struct table_parts parts = table_fit(f, t);
	size_t keep = f->list.n;
	flow_item(f, PAGE_KEEP, 0);
	caption(f, &parts.items[0]);
	tag_rows(f, t, &parts);
	for (size_t i = 0; i < parts.n; i++) {
		flow_white(f, i ? f->sheet->space * 3 / 4 : 0);
		put_rows(f, &parts.items[i]);
		f->kept = false;
	}
	tag_gaps(f, t);
	flow_item(f, PAGE_KEEP_END, 0);
	f->list.items[keep].cost = keep_cost(f, keep);
}

void flow_table(struct flow *f, const struct node *n)
{
	struct table t;
	if (!table_read(f, n, &t)) {
		if (t.caption)
			flow_caption(f, t.caption, TAG_P);
		return;
	}
	dim white = flow_is_open(f) ? f->sheet->space * 3 / 4 : f->sheet->leading / 2;
	flow_white(f, white);
	struct tag *tag = flow_open(f, TAG_TABLE, n);
	put_parts(f, &t);
	flow_close(f, tag);
	flow_white(f, white);
	f->flush = true;
}
