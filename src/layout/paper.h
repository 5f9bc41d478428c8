/*
 * The sheet and what is printed on it: margins from the number of pages, and which pages stand together on a booklet's
 * sheets. Lengths are dims (65536ths of a point), in whole numbers throughout.
 */
#ifndef SHEAF_LAYOUT_PAPER_H
#define SHEAF_LAYOUT_PAPER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "book/paper_size.h"

enum { PAPER_MOST_PAGES = 828 }; /* that can be bound as one; the gutter grows no further */

struct paper_options {
	uint32_t pages;
	int32_t leading;       /* above 0 */
	int32_t head, foot;    /* room for the running head above the type area and the folio below it, with the white between: 0 for none */
	bool bleed;            /* pictures run off the page */
	bool low_ink;          /* larger type area, no tints, rules instead of filled boxes */
	bool centred;          /* for sheets that are read on a screen or stapled: the same margin at both sides */
};

/* The type area is a whole number of lines; what is left over goes to the bottom margin. */
struct paper_area {
	int32_t inner, outer, top, bottom;
	int32_t width, height; /* of the type area */
	int32_t lines;
	int32_t bleed;         /* outside each edge but the bound one */
	bool low_ink;
	bool cramped;          /* the paper is too small: margins are the least there are, or there is less than one line */
};

int32_t paper_gutter(uint32_t pages); /* the least inner margin */
struct paper_area paper_area(struct paper paper, const struct paper_options *options);
/* Left edge of the type area on a recto or verso. */
int32_t paper_left(struct paper paper, const struct paper_area *area, bool recto);

/* ---- booklets: two pages on each side of a sheet that is folded once, all sheets inside one another */

/* The sheet for two pages side by side: A4 for A5, which makes it a millimetre wider than these; else of their size. */
struct paper paper_booklet_sheet(struct paper page);
bool paper_flips_on_short_edge(struct paper page); /* sheets of two such pages, when printed on both sides */

#define PAPER_BLANK UINT32_MAX

struct paper_side {
	uint32_t left, right; /* indices of pages, or PAPER_BLANK */
	int32_t creep;        /* by which both move towards the fold, so that margins are even after trimming */
};

uint32_t paper_booklet_sides(uint32_t pages); /* two a sheet; pages are padded to a multiple of four */
/* Side 0 is the outer one of the outermost sheet, 1 its inner one. Turned on the short edge when printed. */
struct paper_side paper_booklet_side(uint32_t pages, uint32_t side, int32_t thickness);

#endif
