/* A table on its way: the grid (table_grid.c), its columns' widths (table_fit.c), its rows (table.c). Private to these. */
#ifndef SHEAF_LAYOUT_TABLE_PART_H
#define SHEAF_LAYOUT_TABLE_PART_H

#include "layout/pile.h"
#include "layout/table_widths.h"

struct table_cell {
	const struct node *node;    /* a CELL, or a stray block in the place of one */
	uint32_t row, column, rows, columns; /* where it begins, how many it spans; within the table */
	uint32_t span;              /* columns, of which some may stand in another part of the table */
	bool header;
	bool again;                 /* it stands in an earlier part */
	struct table_extent extent;
	bool parted;                /* its words may be broken anywhere */
	/* once set */
	struct pile pile;
	int64_t y;                  /* of the pile, from the band's top */
	size_t placed;              /* pieces on a page */
};

struct table_row {
	const struct node *node;    /* a ROW, or a stray block */
	size_t first, n;            /* cells that begin here */
	bool header;
	struct tag *tag;            /* its TR */
	int64_t top, height;        /* once set, from the band's top */
};

struct table {
	const struct node *node, *caption;
	struct table_row *rows;
	struct table_cell *cells;   /* row by row */
	struct table_column *columns;
	enum node_align *aligns;    /* by column: of what has none of its own */
	size_t nrows, ncells, ncolumns, heads; /* heads: leading header rows */
	size_t row_cap, cell_cap;
	/* once fitted */
	const struct text_style *styles;
	struct text_style *parting; /* the same, for cells in which words are to be broken anywhere */
	dim x, width, gap;          /* of all of it; between columns */
	bool ruled;                 /* hairlines between rows, for some have several lines */
};

/* In the scratch arena. False: it has no rows. */
bool table_read(struct flow *f, const struct node *node, struct table *t);
/* The columns from `first` up to `end`, behind the first one, which stands in each part, if `stub`. */
struct table table_columns(struct flow *f, const struct table *t, size_t first, size_t end, bool stub);

/* A table that no page is wide enough for is set in parts, one under the other. */
struct table_parts {
	struct table *items;
	size_t n;
};
/* Column widths, type size and places in f's column; a table that does not fit is told of. */
struct table_parts table_fit(struct flow *f, struct table *t);
dim table_cell_x(const struct flow *f, const struct table *t, const struct table_cell *cell);
dim table_cell_width(const struct table *t, const struct table_cell *cell);
enum node_align table_cell_align(const struct table *t, const struct table_cell *cell);
bool table_cell_is_phrase(const struct table_cell *cell); /* it holds inlines */

#endif
