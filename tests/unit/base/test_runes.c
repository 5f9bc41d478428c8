/* Sets of code points. */
#include "base/runes.h"
#include "unit/unit.h"

static struct arena a;

START_TEST(what_is_added_is_found_in_order)
{
	static const uint32_t added[] = {'z', 0x10ffff, 'a', 0x4e2d, 0, 0xff, 0x100, 'a'}, sorted[] = {0, 'a', 'z', 0xff, 0x100, 0x4e2d,
		0x10ffff};
	struct runes set = {0};
	for (size_t i = 0; i < sizeof added / sizeof *added; i++)
		runes_add(&a, &set, added[i]);
	runes_add(&a, &set, 0x110000);
	size_t n = 0;
	for (uint32_t rune = runes_next(&set, 0); rune < RUNES_END; rune = runes_next(&set, rune + 1)) {
		ck_assert_uint_lt(n, sizeof sorted / sizeof *sorted);
		ck_assert_uint_eq(rune, sorted[n++]);
		ck_assert(runes_has(&set, rune));
	}
	ck_assert_uint_eq(n, sizeof sorted / sizeof *sorted);
	ck_assert(!runes_has(&set, 'b') && !runes_has(&set, 0x4e2e) && !runes_has(&set, 0x110000));
}
END_TEST

START_TEST(sets_are_joined)
{
	struct runes x = {0}, y = {0};
	runes_add_text(&a, &x, STR("b\xc3\xa9"));
	runes_add_text(&a, &y, STR("a\xe4\xb8\xad\xff"));
	runes_add_all(&a, &x, &y);
	ck_assert(runes_has(&x, 'a') && runes_has(&x, 'b') && runes_has(&x, 0xe9) && runes_has(&x, 0x4e2d));
	ck_assert(!runes_has(&y, 'b'));
	ck_assert_uint_eq(runes_next(&(struct runes){0}, 0), RUNES_END);
}
END_TEST

static void setup(void)
{
	arena_init(&a);
}

static void teardown(void)
{
	arena_free(&a);
}

static void fill(TCase *t)
{
	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, what_is_added_is_found_in_order);
	tcase_add_test(t, sets_are_joined);
}

int main(void)
{
	return unit_main("runes", fill);
}
