/*
 * Sizes, margins and imposition.
 *
 * Margins. J. Tschichold ("The Form of the Book", with J. van de Graaf's construction) finds in manuscripts a type area of the page's own shape
 * and margins inner : top : outer : bottom as 2 : 3 : 4 : 6 on a page of 2 : 3, the inner one a ninth of the page's width. That prints on
 * 44 hundredths of the paper. Here the order is kept, inner < top < outer < bottom, in smaller steps, 8 : 9 : 10 : 14, the inner one a
 * tenth of the width (a fourteenth in low ink), which prints on some 62 (on 6 x 9 inches). What a thicker spine swallows is added
 * to the inner margin, by the table for print on demand, so that the proportions are those that the eye sees on the open spread.
 * No margin is below what such printers accept: the table inside, a quarter of an inch elsewhere, three eighths where there is bleed.
 *
 * Rejected: the full canon (four pages for three, and the reader pays for the paper); the same margins on all papers (A5 would be all margin,
 * Letter all text); the measure from the number of characters, which is the theme's affair: it may choose a smaller area or larger type.
 */
#include "layout/paper.h"

enum { POINT = 65536, INCH = 72 * POINT };
#define MM(n) ((int32_t)(((int64_t)(n) * INCH * 10 + 127) / 254))

/* ---- margins */

int32_t paper_gutter(uint32_t pages)
{
	static const struct {
		uint32_t pages;
		int32_t eighths;
	} gutters[] = {{150, 3}, {300, 4}, {500, 5}, {700, 6}};
	for (size_t i = 0; i < sizeof gutters / sizeof *gutters; i++)
		if (pages <= gutters[i].pages)
			return gutters[i].eighths * (INCH / 8);
	return 7 * (INCH / 8);
}

static int32_t at_least(int32_t value, int32_t least)
{
	return value > least ? value : least;
}

/* In eighths of a unit, so that each is a whole number. */
static int32_t share(int32_t unit, int32_t eighths)
{
	return (int32_t)((int64_t)unit * eighths / 8);
}

static void set_margins(struct paper_area *a, struct paper paper, const struct paper_options *o)
{
	int32_t unit = paper.width / (o->low_ink ? 28 : 20), least = o->bleed ? INCH * 3 / 8 : INCH / 4;
	int32_t swallowed = paper_gutter(o->pages) - paper_gutter(1);
	a->outer = at_least(share(unit, 20), least);
	a->inner = at_least(share(unit, 16) + swallowed, paper_gutter(o->pages));
	a->top = at_least(share(unit, 18), least + o->head);
	a->bottom = at_least(share(unit, 28), least + o->foot);
	if (o->centred)
		a->inner = a->outer = at_least(a->inner, a->outer);
}

/* The least that may be, where the rest leaves no room. */
static void set_least(struct paper_area *a, const struct paper_options *o)
{
	a->cramped = true;
	a->outer = a->top = a->bottom = o->bleed ? INCH * 3 / 8 : INCH / 4;
	a->top += o->head;
	a->bottom += o->foot;
	a->inner = paper_gutter(o->pages);
}

static bool has_room(const struct paper_area *a, struct paper paper, int32_t leading)
{
	return paper.width - a->inner - a->outer >= INCH && paper.height - a->top - a->bottom >= 4 * (int64_t)leading;
}

struct paper_area paper_area(struct paper paper, const struct paper_options *options)
{
	struct paper_area a = {.low_ink = options->low_ink, .bleed = options->bleed ? INCH / 8 : 0};
	set_margins(&a, paper, options);
	if (!has_room(&a, paper, options->leading))
		set_least(&a, options);
	a.width = at_least(paper.width - a.inner - a.outer, 1);
	a.lines = at_least((paper.height - a.top - a.bottom) / options->leading, 1);
	a.height = a.lines * options->leading;
	a.bottom = paper.height - a.top - a.height;
	return a;
}

int32_t paper_left(struct paper paper, const struct paper_area *area, bool recto)
{
	return recto ? area->inner : paper.width - area->inner - area->width;
}

/* ---- booklets */

struct paper paper_booklet_sheet(struct paper page)
{
	struct paper two = {2 * page.width, page.height};
	return page.width == MM(148) && page.height == MM(210) ? (struct paper){MM(297), MM(210)} : two;
}

bool paper_flips_on_short_edge(struct paper page)
{
	return 2 * (int64_t)page.width >= page.height;
}

uint32_t paper_booklet_sides(uint32_t pages)
{
	return (uint32_t)(((uint64_t)pages + 3) / 4 * 2);
}

/* An inner sheet is pushed out by the thickness of those around it, once for each. */
struct paper_side paper_booklet_side(uint32_t pages, uint32_t side, int32_t thickness)
{
	uint64_t last = (uint64_t)paper_booklet_sides(pages) * 2 - 1, low = side, high = last - side;
	struct paper_side s = {.creep = (int32_t)((int64_t)thickness * (side / 2))};
	s.left = (uint32_t)(side % 2 ? low : high);
	s.right = (uint32_t)(side % 2 ? high : low);
	if (s.left >= pages)
		s.left = PAPER_BLANK;
	if (s.right >= pages)
		s.right = PAPER_BLANK;
	return s;
}
