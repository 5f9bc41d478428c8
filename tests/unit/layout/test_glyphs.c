/* Packed runs are what they were. */
#include <string.h>
#include "layout/glyphs.h"
#include "unit/unit.h"

static struct arena arena;

static uint32_t draw(uint64_t *state, uint32_t below)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return (uint32_t)((*state >> 20) % below);
}

static void check(const struct placed_glyph *glyphs, uint32_t n, size_t text, bool hyphen)
{
	struct placed_glyph *copy = arena_array(&arena, struct placed_glyph, n + 1);
	memcpy(copy, glyphs, n * sizeof *copy);
	struct glyph_run run = {.glyphs = copy, .n = n, .text = {NULL, text}, .hyphen = hyphen, .size = 7};
	glyphs_pack(&arena, &run);
	ck_assert(run.is_packed);
	struct glyph_run out = glyphs_of(&arena, &run);
	ck_assert(!out.is_packed && out.n == n && out.hyphen == hyphen && out.size == 7 && out.text.n == text);
	for (uint32_t i = 0; i < n; i++) {
		ck_assert_uint_eq(out.glyphs[i].id, glyphs[i].id);
		ck_assert_int_eq(out.glyphs[i].advance, glyphs[i].advance);
		ck_assert_uint_eq(out.glyphs[i].text, glyphs[i].text);
		ck_assert_uint_eq(out.glyphs[i].length, glyphs[i].length);
	}
}

/* Letters of one to four bytes, ligatures, marks of length 0; advances alike or not. */
static uint32_t fill(uint64_t *r, struct placed_glyph *glyphs, uint32_t n, bool rtl)
{
	uint32_t at = 0, most = 0;
	for (uint32_t i = 0; i < n; i++) {
		uint16_t length = draw(r, 8) ? 1 : (uint16_t)draw(r, 5);
		glyphs[i] = (struct placed_glyph){.id = (uint16_t)draw(r, draw(r, 2) ? 90 : 65536), .length = length};
		glyphs[i].advance = draw(r, 3) ? (dim)glyphs[i].id * 3000 : (dim)draw(r, 2000000) - 1000000;
		most += length;
	}
	for (uint32_t i = 0; i < n; i++) {
		uint32_t from = rtl ? most - at - glyphs[i].length : at;
		glyphs[i].text = glyphs[i].length || !i ? from : glyphs[i - 1].text;
		at += glyphs[i].length;
	}
	return most;
}

START_TEST(runs_from_either_side)
{
	static struct placed_glyph glyphs[400];
	uint64_t r = 99;
	for (int round = 0; round < 400; round++) {
		uint32_t n = draw(&r, 400);
		uint32_t text = fill(&r, glyphs, n, round % 2);
		check(glyphs, n, text, false);
		if (!n)
			continue;
		glyphs[n - 1].length = 0; /* a hyphen's text is at the run's end */
		glyphs[n - 1].text = text;
		check(glyphs, n, text, true);
	}
}
END_TEST

START_TEST(the_greatest_numbers)
{
	struct placed_glyph glyphs[300];
	for (int i = 0; i < 300; i++)
		glyphs[i] = (struct placed_glyph){i % 2 ? INT32_MAX : INT32_MIN, UINT32_MAX - (uint32_t)i * 7, UINT16_MAX, UINT16_MAX};
	check(glyphs, 300, 5, false);
}
END_TEST

START_TEST(prose_takes_three_bytes_a_glyph_at_most)
{
	enum { RUNS = 300, LENGTH = 60 };
	struct placed_glyph glyphs[LENGTH];
	struct arena packed;
	arena_init(&packed);
	for (uint32_t i = 0; i < LENGTH; i++)
		glyphs[i] = (struct placed_glyph){i % 6 ? 500000 + (dim)(i % 7) * 9000 : 260000 + (dim)i % 2, i, 1, (uint16_t)(i % 6 ? 400 + i % 7 : 1)};
	for (int i = 0; i < RUNS; i++) {
		struct glyph_run run = {.glyphs = glyphs, .n = LENGTH, .text = {NULL, LENGTH}};
		glyphs_pack(&packed, &run);
	}
	ck_assert_uint_lt(packed.total, 3 * RUNS * LENGTH);
	arena_free(&packed);
}
END_TEST

static void setup(void)
{
	arena_init(&arena);
}

static void teardown(void)
{
	arena_free(&arena);
}

static void fill_case(TCase *tests)
{
	tcase_add_checked_fixture(tests, setup, teardown);
	tcase_add_test(tests, runs_from_either_side);
	tcase_add_test(tests, the_greatest_numbers);
	tcase_add_test(tests, prose_takes_three_bytes_a_glyph_at_most);
}

int main(void)
{
	return unit_main("layout/glyphs", fill_case);
}
