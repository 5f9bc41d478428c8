/*
 * Fields to fill in, on their way to pages, and the grids that many of them stand in. Private to layout/.
 *
 * Writing lines are 8.5 mm apart (print.md's 8 to 9: what a hand wants), on small paper 8; what is typed stands on them in a size that
 * viewers can set at that distance.
 */
#ifndef SHEAF_LAYOUT_FORM_H
#define SHEAF_LAYOUT_FORM_H

#include "book/exercise.h"
#include "layout/composition.h"

/* A field at a box; its places, and its buttons', count from the type area's left edge and the box's baseline. */
struct flow_field {
	struct page_field field;
	struct flow_field *next;
};

dim form_line(const struct flow *f);  /* from rule to rule */
dim form_check(const struct flow *f); /* side of a box to tick */

/* A field that is not at any box yet; texts are the exercise's. tag: the parent of its TAG_FORM, and without marks of its own. */
struct flow_field *form_field(struct flow *f, enum field_kind kind, const struct exercise_field *what, struct tag *tag);
void form_place(struct flow_field *field, dim x, dim y, dim width, dim height);
void form_button(struct flow *f, struct flow_field *field, struct str value, struct str tooltip, dim x, dim y, dim side, struct tag *tag);
void form_attach(struct flow_box *box, struct flow_field *field);

/* `n` lines to write on, in the column, with a field over them. More than a page holds go on with a field of the same name and a number. */
void form_lines(struct flow *f, unsigned n, const struct exercise_field *what);
/* As many lines as the page has room for below what stands, at least `least`: else as many as the next page has. In one field. */
void form_fill(struct flow *f, unsigned least, const struct exercise_field *what);
void form_frame(struct flow *f, dim height, enum exercise_ground ground, const struct exercise_field *what);

/*
 * room.c: what is left of the page when all that the flow holds is set, and what the next one has for what may not be parted from the
 * keep that is open, which goes there as well.
 */
struct flow_room {
	dim left, next;
};
struct flow_room flow_room(const struct flow *f);

/* exercises.c: the certificate's words and lines, without a head. */
void flow_certificate(struct flow *f, const struct node *n);

/* ---- form_grid.c: rows of cells with rules around them */

enum grid_cell_kind { GRID_WORDS, GRID_NODE, GRID_FIELD, GRID_CHECK, GRID_EMPTY };
struct grid_cell {
	enum grid_cell_kind kind;
	struct str words;                    /* GRID_WORDS */
	const struct node *node;             /* GRID_NODE: holds blocks or inlines */
	const struct exercise_field *what;   /* GRID_FIELD, GRID_CHECK */
	bool header, centred;
};
struct grid {
	const dim *widths; /* of the columns; together the column's width */
	size_t ncolumns;
	dim least;         /* height of a row */
	struct tag *table; /* its TABLE */
};
void form_grid_row(struct flow *f, const struct grid *g, const struct grid_cell *cells, bool head, bool last);

#endif
