/* Column widths: what columns ask for, what they get, and that the room is used and never exceeded. */
#include "layout/table_widths.h"
#include "unit/unit.h"

static struct table_column columns[12];

static void column(size_t i, int32_t part, int32_t word, int32_t natural)
{
	columns[i] = (struct table_column){.extent = {natural, word, part, 0}, .weight = natural};
}

static int64_t sum(size_t n)
{
	int64_t all = 0;
	for (size_t i = 0; i < n; i++)
		all += columns[i].width;
	return all;
}

START_TEST(what_fits_has_its_natural_width)
{
	column(0, 10, 20, 100);
	column(1, 10, 30, 200);
	ck_assert_int_eq(table_widths(columns, 2, 300), TABLE_NATURAL);
	ck_assert_int_eq(columns[0].width, 100);
	ck_assert_int_eq(columns[1].width, 200);
}
END_TEST

START_TEST(short_entries_stay_whole_beside_long_ones)
{
	column(0, 10, 20, 90);
	column(1, 10, 40, 5000);
	column(2, 10, 40, 1250);
	ck_assert_int_eq(table_widths(columns, 3, 300), TABLE_WORDS);
	ck_assert_int_eq(columns[0].width, 90);
	/* the rest by square roots: four times the text, twice the width */
	ck_assert_int_le(abs(columns[1].width - 2 * columns[2].width), 4);
	ck_assert_int_ge(sum(3), 297);
	ck_assert_int_le(sum(3), 300);
}
END_TEST

START_TEST(no_word_is_broken_for_a_short_entry)
{
	column(0, 10, 30, 95);
	column(1, 20, 150, 1000);
	column(2, 20, 100, 800);
	ck_assert_int_eq(table_widths(columns, 3, 300), TABLE_WORDS);
	ck_assert_int_ge(columns[0].width, 30);
	ck_assert_int_ge(columns[1].width, 150);
	ck_assert_int_ge(columns[2].width, 100);
	ck_assert_int_le(sum(3), 300);
}
END_TEST

START_TEST(words_are_hyphenated_only_where_they_must)
{
	column(0, 20, 40, 50);
	column(1, 60, 200, 400);
	column(2, 60, 200, 400);
	ck_assert_int_eq(table_widths(columns, 3, 300), TABLE_PARTS);
	ck_assert_int_eq(columns[0].width, 40);
	ck_assert_int_ge(columns[1].width, 60);
	ck_assert_int_le(columns[1].width, 200);
	ck_assert_int_eq(columns[1].width, columns[2].width);
}
END_TEST

START_TEST(what_cannot_fit_is_squeezed_into_the_room)
{
	for (size_t i = 0; i < 10; i++)
		column(i, 50, 80, 100);
	ck_assert_int_eq(table_widths(columns, 10, 300), TABLE_NOT);
	for (size_t i = 0; i < 10; i++)
		ck_assert_int_eq(columns[i].width, 30);
}
END_TEST

START_TEST(a_cell_over_columns_widens_them_by_their_shares)
{
	struct table_extent wide = {400, 100, 50, 0}, narrow = {100, 10, 5, 0};
	column(0, 10, 20, 100);
	column(1, 30, 60, 200);
	table_widths_span(columns, 2, 10, &wide);
	ck_assert_int_eq(columns[0].extent.natural, 130);
	ck_assert_int_eq(columns[1].extent.natural, 260);
	ck_assert_int_eq(columns[0].extent.word + columns[1].extent.word, 90);
	ck_assert_int_eq(columns[0].extent.part, 10);
	table_widths_span(columns, 2, 10, &narrow);
	ck_assert_int_eq(columns[0].extent.natural, 130);
	column(0, 0, 0, 0);
	column(1, 0, 0, 0);
	table_widths_span(columns, 2, 0, &narrow);
	ck_assert_int_eq(columns[0].extent.natural, 50);
	ck_assert_int_eq(columns[1].extent.natural, 50);
}
END_TEST

START_TEST(columns_are_spread_to_the_last_dim)
{
	column(0, 1, 1, 100);
	column(1, 1, 1, 33);
	column(2, 1, 1, 71);
	table_widths(columns, 3, 1000);
	table_widths_spread(columns, 3, 997);
	ck_assert_int_eq(sum(3), 997);
	ck_assert_int_gt(columns[0].width, columns[2].width);
	table_widths_spread(columns, 3, 500);
	ck_assert_int_eq(sum(3), 997);
}
END_TEST

START_TEST(any_columns_are_within_their_bounds_and_fill_the_room)
{
	uint32_t seed = 7;
	for (int round = 0; round < 20000; round++) {
		uint32_t v[4];
		size_t n = 0;
		int64_t natural = 0;
		for (size_t k = 1 + (seed >> 16) % 12; n < k; n++) {
			for (int i = 0; i < 4; i++) {
				seed = seed * 1103515245u + 12345u;
				v[i] = seed >> 16;
			}
			int32_t part = (int32_t)(v[0] % 90), word = part + (int32_t)(v[1] % 60);
			column(n, part, word, word + (int32_t)(v[2] % (v[3] % 3 ? 100 : 4000)));
			natural += columns[n].extent.natural;
		}
		int32_t room = (int32_t)(v[0] % 900);
		enum table_fit fit = table_widths(columns, n, room);
		ck_assert_int_le(sum(n), room);
		ck_assert(fit == TABLE_NATURAL || sum(n) + (int64_t)n >= room || natural <= room);
		for (size_t i = 0; i < n; i++) {
			const struct table_extent *e = &columns[i].extent;
			int32_t least = fit == TABLE_WORDS ? e->word : fit == TABLE_PARTS ? e->part : fit == TABLE_NOT ? 0 : e->natural;
			ck_assert_int_ge(columns[i].width, least);
			ck_assert_int_le(columns[i].width, fit == TABLE_PARTS ? e->word : e->natural);
		}
	}
}
END_TEST

static void fill(TCase *tests)
{
	tcase_add_test(tests, what_fits_has_its_natural_width);
	tcase_add_test(tests, short_entries_stay_whole_beside_long_ones);
	tcase_add_test(tests, no_word_is_broken_for_a_short_entry);
	tcase_add_test(tests, words_are_hyphenated_only_where_they_must);
	tcase_add_test(tests, what_cannot_fit_is_squeezed_into_the_room);
	tcase_add_test(tests, a_cell_over_columns_widens_them_by_their_shares);
	tcase_add_test(tests, columns_are_spread_to_the_last_dim);
	tcase_add_test(tests, any_columns_are_within_their_bounds_and_fill_the_room);
}

int main(void)
{
	return unit_main("layout/table_widths", fill);
}
