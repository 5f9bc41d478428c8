/* Margins from the number of pages, and pages on a booklet's sheets. */
#include "unit/unit.h"
#include "layout/paper.h"

enum { INCH = 72 * 65536 };

START_TEST(gutters)
{
	static const struct {
		uint32_t pages;
		int eighths;
	} rows[] = {{0, 3}, {24, 3}, {150, 3}, {151, 4}, {300, 4}, {301, 5}, {500, 5}, {501, 6}, {700, 6}, {701, 7}, {828, 7}, {5000, 7}};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		ck_assert_int_eq(paper_gutter(rows[i].pages), rows[i].eighths * (INCH / 8));
}
END_TEST

/* Every paper, number of pages and edition: nothing below the minima, whole lines, all of it on the page. */
START_TEST(margins_hold)
{
	static const char *names[] = {"letter", "a4", "a5", "6x9", "half-letter", "2x2in", "2x60in", "60x2in", "4.25x6.87in"};
	for (size_t i = 0; i < sizeof names / sizeof *names * 16; i++)
		for (uint32_t pages = 1; pages < 900; pages += 49) {
			struct paper paper;
			ck_assert(paper_parse(str_c(names[i / 16]), &paper));
			struct paper_options o = {.pages = pages, .leading = 14 * 65536, .head = i & 1 ? 30 * 65536 : 0, .foot = i & 2 ? 20 * 65536 : 0,
				.bleed = i & 4, .low_ink = i & 8};
			struct paper_area a = paper_area(paper, &o);
			int32_t least = o.bleed ? INCH * 3 / 8 : INCH / 4;
			ck_assert_int_eq(a.height, a.lines * o.leading);
			ck_assert_int_eq(a.inner + a.width + a.outer, paper.width);
			ck_assert_int_eq(a.top + a.height + a.bottom, paper.height);
			ck_assert_int_eq(a.bleed, o.bleed ? INCH / 8 : 0);
			ck_assert_int_ge(a.inner, paper_gutter(pages));
			ck_assert_int_ge(a.outer, least);
			ck_assert_int_ge(a.top, least + o.head);
			ck_assert_int_ge(a.bottom, least + o.foot);
			ck_assert(a.cramped || a.width >= INCH);
			ck_assert_int_eq(paper_left(paper, &a, true), a.inner);
			ck_assert_int_eq(paper_left(paper, &a, false), a.outer);
		}
}
END_TEST

START_TEST(proportions)
{
	static const char *names[] = {"letter", "a4", "a5", "6x9", "half-letter"};
	for (size_t i = 0; i < 5; i++) {
		struct paper paper;
		ck_assert(paper_parse(str_c(names[i]), &paper));
		struct paper_options o = {.pages = 100, .leading = 14 * 65536, .head = 24 * 65536, .foot = 24 * 65536};
		struct paper_area a = paper_area(paper, &o), thick, light;
		ck_assert(!a.cramped && a.inner < a.top && a.top < a.outer && a.outer < a.bottom);
		o.pages = 600;
		thick = paper_area(paper, &o);
		ck_assert_int_eq(thick.inner - a.inner, INCH * 3 / 8);
		ck_assert_int_eq(thick.outer, a.outer);
		o.low_ink = true;
		light = paper_area(paper, &o);
		ck_assert(light.low_ink && light.width > thick.width && light.lines > thick.lines);
		o.centred = true;
		light = paper_area(paper, &o);
		ck_assert_int_eq(light.inner, light.outer);
	}
}
END_TEST

START_TEST(six_by_nine)
{
	struct paper paper;
	ck_assert(paper_parse(STR("6x9"), &paper));
	struct paper_area a = paper_area(paper, &(struct paper_options){.pages = 516, .leading = 14 * 65536});
	ck_assert_int_eq(a.width / 65536, 307);
	ck_assert_int_eq(a.lines, 37);
}
END_TEST

static void check_order(uint32_t pages, const uint32_t *numbers)
{
	for (uint32_t side = 0; side < paper_booklet_sides(pages); side++) {
		struct paper_side s = paper_booklet_side(pages, side, 100);
		ck_assert_uint_eq(s.left == PAPER_BLANK ? 0 : s.left + 1, numbers[side * 2]);
		ck_assert_uint_eq(s.right == PAPER_BLANK ? 0 : s.right + 1, numbers[side * 2 + 1]);
		ck_assert_int_eq(s.creep, (int)(side / 2) * 100);
	}
}

START_TEST(booklet_orders)
{
	ck_assert_uint_eq(paper_booklet_sides(0), 0);
	ck_assert_uint_eq(paper_booklet_sides(1), 2);
	ck_assert_uint_eq(paper_booklet_sides(18), 10);
	check_order(4, (const uint32_t[]){4, 1, 2, 3});
	check_order(8, (const uint32_t[]){8, 1, 2, 7, 6, 3, 4, 5});
	check_order(12, (const uint32_t[]){12, 1, 2, 11, 10, 3, 4, 9, 8, 5, 6, 7});
	check_order(18, (const uint32_t[]){0, 1, 2, 0, 18, 3, 4, 17, 16, 5, 6, 15, 14, 7, 8, 13, 12, 9, 10, 11});
	struct paper_side last = paper_booklet_side(64, 31, 7);
	ck_assert_uint_eq(last.left, 31);
	ck_assert_uint_eq(last.right, 32);
	ck_assert_int_eq(last.creep, 15 * 7);
}
END_TEST

/* Folded and opened leaf by leaf: the back of the page at the right of an outer side is the page at the left of its inner one. */
START_TEST(booklets_fold)
{
	for (uint32_t pages = 1; pages <= 64; pages++) {
		uint32_t seen[64] = {0};
		for (uint32_t side = 0; side < paper_booklet_sides(pages); side++) {
			struct paper_side s = paper_booklet_side(pages, side, 0);
			uint32_t both[] = {s.left, s.right};
			for (int k = 0; k < 2; k++)
				if (both[k] != PAPER_BLANK)
					seen[both[k]]++;
			if (side % 2)
				continue;
			struct paper_side back = paper_booklet_side(pages, side + 1, 0);
			ck_assert(back.left == PAPER_BLANK || s.right + 1 == back.left);
			ck_assert(s.left == PAPER_BLANK || back.right + 1 == s.left);
		}
		for (uint32_t i = 0; i < pages; i++)
			ck_assert_uint_eq(seen[i], 1);
	}
}
END_TEST

static void fill(TCase *t)
{
	tcase_add_test(t, gutters);
	tcase_add_test(t, margins_hold);
	tcase_add_test(t, proportions);
	tcase_add_test(t, six_by_nine);
	tcase_add_test(t, booklet_orders);
	tcase_add_test(t, booklets_fold);
}

int main(void)
{
	return unit_main("paper", fill);
}
