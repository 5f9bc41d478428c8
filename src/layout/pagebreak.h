/*
 * Breaking a book's vertical list into pages so that its spreads look best. Knows nothing of fonts or text: boxes, glue, penalties,
 * notes, floats, marks, keeps and groups in; pages with everything at its height out. pagebreak.c says how and why.
 *
 * Lengths are dims (65536ths of a point) and not negative; no glue shrinks by more than its width (what does is cut to it).
 */
#ifndef SHEAF_LAYOUT_PAGEBREAK_H
#define SHEAF_LAYOUT_PAGEBREAK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/arena.h"

/*
 * BOX      a line, a table row, a figure that stays where it is: height and depth. An empty one holds what sinks a chapter's head
 *          at a page's top, where glue vanishes.
 * GLUE     height, stretch, shrink.
 * PENALTY  what ending a page here costs.
 * NOTE     a footnote's line; after the box that refers to it, on whose page it is to begin. first: a note's first line.
 * FLOAT    a figure that may stand where it is or, when it does not fit there, at the top of the next page.
 * MARK     for running heads.
 * KEEP     up to its KEEP_END a page break costs `cost` more, unless all of it is taller than a page. They nest.
 * GROUP    up to its GROUP_END boxes with `repeat` set stand again at the top of each page that begins after them. They do not nest.
 *
 * What stands between two boxes or floats is one gap. A page may end in it if it has glue or a penalty, and then all its glue vanishes,
 * from the one page's foot and from the other's top. Of several penalties a forced one counts, else the dearest.
 */
enum page_item_kind {
	PAGE_BOX, PAGE_GLUE, PAGE_PENALTY, PAGE_NOTE, PAGE_FLOAT, PAGE_MARK, PAGE_KEEP, PAGE_KEEP_END, PAGE_GROUP, PAGE_GROUP_END
};

enum { PAGE_FORCED = -1000000, PAGE_NEVER = 1000000 };

/* Of a forced break: where the next page is to stand, after a blank one if need be. Forced breaks with nothing between them are one. */
enum page_side { PAGE_ANY, PAGE_RECTO, PAGE_VERSO };

struct page_item {
	uint8_t kind;
	uint8_t side;
	bool first, repeat;
	int32_t cost; /* PAGE_FORCED to PAGE_NEVER; below 0 the break is welcome */
	int32_t height, depth, stretch, shrink;
	const void *what; /* the caller's */
};

/* 100 is a page whose glue is stretched by all that it gives. */
struct page_costs {
	int32_t orphan;     /* a paragraph's first line alone at a foot */
	int32_t widow;      /* its last line alone at a top */
	int32_t heading;    /* one line alone under its heading at a foot */
	int32_t length;     /* a page a line shorter or longer than the others */
	int32_t uneven;     /* facing pages: for each line of difference */
	int32_t shortfall;  /* white at the foot of a page that glue does not fill: times the square of its lines */
	int32_t stub;       /* a chapter's last page with fewer lines than stub_lines */
	int32_t stub_lines;
	int32_t defer;      /* each figure, for each page that it comes later */
	int32_t float_page; /* a page of figures or notes without text */
	int32_t float_white; /* each line by which such a page's figures leave more than half of it white */
	int32_t split;      /* a note that runs over */
	int32_t carried;    /* each of its lines that does */
	int32_t late;       /* a note that does not begin on the page that refers to it */
	int32_t forbidden;  /* a break where there is none to be */
	int32_t overfull;   /* a box taller than a page */
};
extern const struct page_costs page_costs_book;

struct page_style {
	int32_t height;    /* of the type area */
	int32_t line;      /* leading; above 0 */
	int32_t vary;      /* lines by which both pages of a spread may be shorter or longer: 0 or 1 */
	int32_t note_gap;  /* between text and notes, with the rule */
	int32_t float_gap; /* under a figure at a top */
	bool first_verso;  /* the list's first page is a left one */
	const struct page_costs *costs;
};

enum page_role { PAGE_TEXT, PAGE_REPEATED, PAGE_TOP, PAGE_FOOT };

struct page_place {
	size_t item;
	int32_t y;    /* of its top, from the type area's; the baseline is its height below */
	uint8_t role; /* in the text, again, a figure at the top, a note at the foot */
};

#define PAGE_NONE SIZE_MAX

struct page_cut {
	const struct page_place *places;
	size_t n;
	size_t first, end;        /* its part of the list, in which deferred figures and notes carried over may stand elsewhere */
	size_t top_mark, first_mark, last_mark; /* items or PAGE_NONE: in force at the top, the first and the last on the page */
	int32_t height;           /* to which it was set */
	int32_t overfull;         /* what sticks out, or 0 */
	int32_t rule;             /* height at which the notes' gap begins, if there are notes */
	int8_t lines;             /* shorter or longer than style.height */
	bool recto, blank, notes, continued; /* continued: its first note began on an earlier page */
};

struct page_result {
	struct page_cut *pages; /* in the arena */
	size_t n;
	int64_t cost;
	size_t overfull, forbidden, late; /* pages, breaks, notes */
};

/* Always succeeds: every box, float and note is in exactly one place, and in its kind's order. No items, or none to be seen: no pages. */
void pagebreak(struct arena *a, const struct page_item *items, size_t n, const struct page_style *style, struct page_result *result);

/* The penalty after a paragraph's line, from 1, of `lines`; heading: the paragraph follows one. */
int32_t page_line_cost(const struct page_costs *costs, size_t line, size_t lines, bool heading);

#endif
