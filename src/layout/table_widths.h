/*
 * How wide a table's columns are. Knows nothing of cells or fonts. Lengths are dims, not negative.
 *
 * Much as CSS 2.2 section 17.5.2.2 has it: a column is no narrower than what of it cannot be parted, and as wide as its content on one
 * line if the room allows. Between the two, CSS leaves the shares open; table_widths.c says what is done here.
 */
#ifndef SHEAF_LAYOUT_TABLE_WIDTHS_H
#define SHEAF_LAYOUT_TABLE_WIDTHS_H

#include <stddef.h>
#include <stdint.h>

struct table_extent {
	int32_t natural; /* on one line, as long as the author's */
	int32_t word;    /* the longest word */
	int32_t part;    /* what of it is left when words are hyphenated */
	int64_t text;    /* of a cell: all its lines behind each other */
};

struct table_column {
	struct table_extent extent;
	int64_t weight;  /* how much text its cells hold */
	int32_t width;   /* the result */
};

enum table_fit {
	TABLE_NATURAL, /* no line is broken */
	TABLE_WORDS,   /* lines are broken between words */
	TABLE_PARTS,   /* words must be hyphenated */
	TABLE_NOT      /* and that is not enough: words stick out, or are broken anywhere */
};

/* Widths that come to `room`, or less where the columns do not ask for so much. */
enum table_fit table_widths(struct table_column *columns, size_t n, int32_t room);
/* A cell over n columns, with `gap` between them, asks for more than they do: they grow by their shares. */
void table_widths_span(struct table_column *columns, size_t n, int32_t gap, const struct table_extent *extent);
/* The columns' widths grow to come to `room`, the wider ones by more. */
void table_widths_spread(struct table_column *columns, size_t n, int32_t room);

#endif
