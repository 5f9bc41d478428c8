/*
 * Rows and cells to a grid, as HTML 4.9.12.1 (forming a table) has it, with mending: a cell that would begin where another reaches down to
 * stands in the next column that is free, and spans no column that is not; spans end with the table, and a header's with the header. What
 * stands where only rows or cells may is a cell of its own. So no two cells overlap, as PDF/UA has it (ISO 14289-1, 7.5).
 */
#include "layout/table_part.h"

struct columns_taken {
	uint32_t *items; /* rows from here on that a cell above takes */
	size_t n, cap;
};

static uint32_t *taken_at(struct flow *f, struct columns_taken *taken, size_t column)
{
	while (taken->n <= column)
		*arena_push(f->scratch, taken) = 0;
	return &taken->items[column];
}

static void add_cell(struct flow *f, struct table *t, const struct node *n, struct columns_taken *taken, uint32_t *column)
{
	struct {
		struct table_cell *items;
		size_t n, cap;
	} cells = {t->cells, t->ncells, t->cell_cap};
	bool cell = n->kind == NODE_CELL;
	struct table_row *row = &t->rows[t->nrows - 1];
	while (*taken_at(f, taken, *column))
		++*column;
	struct table_cell *c = arena_push(f->scratch, &cells);
	*c = (struct table_cell){.node = n, .row = (uint32_t)t->nrows - 1, .column = *column, .rows = 1, .columns = 1};
	if (cell) {
		c->rows = n->u.cell.row_span > 1 ? n->u.cell.row_span : 1;
		c->columns = n->u.cell.column_span > 1 ? n->u.cell.column_span : 1;
		c->header = row->header || n->flags & NODE_HEADER;
	}
	uint32_t k = 0;
	for (; k < c->columns && !*taken_at(f, taken, *column); k++, ++*column)
		*taken_at(f, taken, *column) = c->rows;
	c->columns = k;
	t->cells = cells.items;
	t->ncells = cells.n;
	t->cell_cap = cells.cap;
	row->n++;
}

/* Markdown cannot do without a header; authors who want none leave its cells empty. */
static bool says_nothing(const struct node *row)
{
	bool nothing = row->kind == NODE_ROW && row->flags & NODE_HEADER;
	for (const struct node *cell = row->first; cell && nothing; cell = cell->next)
		nothing = !cell->first && !node_id(cell).n;
	return nothing;
}

static void add_row(struct flow *f, struct table *t, const struct node *n, struct columns_taken *taken)
{
	struct {
		struct table_row *items;
		size_t n, cap;
	} rows = {t->rows, t->nrows, t->row_cap};
	uint32_t column = 0;
	bool row = n->kind == NODE_ROW;
	*arena_push(f->scratch, &rows) = (struct table_row){.node = n, .first = t->ncells, .header = row && n->flags & NODE_HEADER};
	t->rows = rows.items;
	t->nrows = rows.n;
	t->row_cap = rows.cap;
	for (const struct node *cell = row ? n->first : n; cell; cell = row ? cell->next : NULL)
		add_cell(f, t, cell, taken, &column);
	for (size_t i = 0; i < taken->n; i++)
		taken->items[i] -= taken->items[i] > 0;
}

static bool all_headers(const struct table *t, const struct table_row *row)
{
	for (size_t i = 0; i < row->n; i++)
		if (!t->cells[row->first + i].header)
			return false;
	return row->n > 0;
}

/* Leading rows of nothing but header cells are the header, whether the source has a thead or not, unless nothing is left then. */
static void find_heads(struct table *t)
{
	size_t heads = 0;
	while (heads < t->nrows && (t->rows[heads].header || all_headers(t, &t->rows[heads])))
		heads++;
	for (size_t r = 0; r < heads && heads < t->nrows; r++)
		t->rows[r].header = true;
	while (t->heads < t->nrows && t->rows[t->heads].header)
		t->heads++;
}

/* A column in which no cell begins is none. */
static void number_columns(struct flow *f, struct table *t, size_t n)
{
	uint32_t *numbers = arena_array(f->scratch, uint32_t, n + 1);
	for (size_t i = 0; i < t->ncells; i++)
		numbers[t->cells[i].column] = 1;
	for (size_t i = 0; i <= n; i++) {
		uint32_t begins = numbers[i];
		numbers[i] = (uint32_t)t->ncolumns;
		t->ncolumns += begins;
	}
	for (size_t i = 0; i < t->ncells; i++) {
		struct table_cell *c = &t->cells[i];
		size_t end = c->column + c->columns < n ? c->column + c->columns : n;
		c->columns = numbers[end] - numbers[c->column];
		c->column = numbers[c->column];
	}
}

/* Spans end with the table, or with its header. */
static void trim(struct table *t)
{
	for (size_t i = 0; i < t->ncells; i++) {
		struct table_cell *c = &t->cells[i];
		size_t end = c->row < t->heads ? t->heads : t->nrows;
		if (c->columns > t->ncolumns - c->column)
			c->columns = (uint32_t)(t->ncolumns - c->column);
		if (c->rows > end - c->row)
			c->rows = (uint32_t)(end - c->row);
		if (c->node->kind != NODE_CELL)
			c->columns = (uint32_t)(t->ncolumns - c->column);
		c->span = c->columns;
	}
}

/* A header without an alignment takes that of what is below it. */
static void find_aligns(struct flow *f, struct table *t)
{
	t->aligns = arena_array(f->scratch, enum node_align, t->ncolumns + 1);
	for (size_t i = 0; i < t->ncells; i++) {
		const struct table_cell *c = &t->cells[i];
		if (!c->header && c->node->kind == NODE_CELL && c->columns == 1 && !t->aligns[c->column])
			t->aligns[c->column] = c->node->u.cell.align;
	}
}

bool table_read(struct flow *f, const struct node *node, struct table *t)
{
	struct columns_taken taken = {0};
	*t = (struct table){.node = node};
	for (const struct node *at = node->first; at; at = at->next)
		if (at->kind == NODE_CAPTION && !t->caption)
			t->caption = at;
		else if (!says_nothing(at))
			add_row(f, t, at, &taken);
	find_heads(t);
	number_columns(f, t, taken.n);
	trim(t);
	t->columns = arena_array(f->scratch, struct table_column, t->ncolumns + 1);
	find_aligns(f, t);
	return t->ncells > 0;
}

/* Moves a cell to where it stands in a part. False: in another one. */
static bool take_cell(struct table_cell *c, size_t first, size_t end, bool stub)
{
	if (stub && !c->column) {
		c->again = first > 1;
		c->columns = 1;
		return true;
	}
	if (c->column < first || c->column >= end)
		return false;
	if (c->columns > end - c->column)
		c->columns = (uint32_t)(end - c->column);
	c->column -= (uint32_t)first - stub;
	return true;
}

struct table table_columns(struct flow *f, const struct table *t, size_t first, size_t end, bool stub)
{
	struct table part = *t;
	part.ncolumns = end - first + stub;
	part.columns = arena_array(f->scratch, struct table_column, part.ncolumns + 1);
	part.aligns = arena_array(f->scratch, enum node_align, part.ncolumns + 1);
	part.rows = arena_array(f->scratch, struct table_row, t->nrows);
	part.cells = arena_array(f->scratch, struct table_cell, t->ncells);
	part.ncells = 0;
	for (size_t i = 0; i < part.ncolumns; i++)
		part.aligns[i] = t->aligns[stub && !i ? 0 : first + i - stub];
	for (size_t r = 0; r < t->nrows; r++) {
		struct table_row *row = &part.rows[r];
		*row = t->rows[r];
		row->first = part.ncells;
		for (size_t i = 0; i < t->rows[r].n; i++) {
			struct table_cell *c = &part.cells[part.ncells];
			*c = t->cells[t->rows[r].first + i];
			part.ncells += take_cell(c, first, end, stub);
		}
		row->n = part.ncells - row->first;
	}
	return part;
}

enum node_align table_cell_align(const struct table *t, const struct table_cell *c)
{
	enum node_align own = c->node->kind == NODE_CELL ? c->node->u.cell.align : ALIGN_NONE;
	if (own || c->columns == 1)
		return own ? own : t->aligns[c->column];
	return c->row < t->heads ? ALIGN_CENTRE : ALIGN_NONE;
}

bool table_cell_is_phrase(const struct table_cell *cell)
{
	return cell->node->kind == NODE_CELL && cell->node->first && node_infos[cell->node->first->kind].inlined;
}

dim table_cell_width(const struct table *t, const struct table_cell *cell)
{
	dim width = t->gap * ((dim)cell->columns - 1);
	for (size_t i = 0; i < cell->columns; i++)
		width += t->columns[cell->column + i].width;
	return width;
}

dim table_cell_x(const struct flow *f, const struct table *t, const struct table_cell *cell)
{
	dim before = t->gap * (dim)cell->column;
	for (size_t i = 0; i < cell->column; i++)
		before += t->columns[i].width;
	return f->rtl ? t->x + t->width - before - table_cell_width(t, cell) : t->x + before;
}
