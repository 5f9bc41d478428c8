/* Integer square roots and logarithms: exact where they can be, and the same as the real ones rounded down. */
#include "unit/unit.h"

#include <math.h>
#include "base/fixed.h"

START_TEST(roots_are_rounded_down)
{
	ck_assert_uint_eq(fixed_sqrt(0), 0);
	ck_assert_uint_eq(fixed_sqrt(15), 3);
	ck_assert_uint_eq(fixed_sqrt(16), 4);
	ck_assert_uint_eq(fixed_sqrt(UINT64_MAX), UINT32_MAX);
	for (uint64_t n = 1, step = 0; n < (uint64_t)1 << 62; n = n * 3 / 2 + ++step) {
		uint64_t root = fixed_sqrt(n);
		ck_assert(root * root <= n && (root + 1) * (root + 1) > n);
	}
}
END_TEST

START_TEST(logarithms_are_those_of_base_two)
{
	ck_assert_uint_eq(fixed_log2(7, 7), 0);
	ck_assert_uint_eq(fixed_log2(8, 1), 3 * FIXED_ONE);
	ck_assert_uint_eq(fixed_log2(20, 5), 2 * FIXED_ONE);
	for (uint32_t n = 2; n < 100000; n = n * 5 / 4 + 1)
		for (uint32_t d = 1; d <= n; d = d * 2 + 1) {
			double real = log2((double)n / d) * FIXED_ONE, got = fixed_log2(n, d);
			ck_assert_msg(fabs(real - got) < 2, "log2(%u / %u) is %f, not %f", n, d, real, got);
		}
}
END_TEST

static void fill(TCase *t)
{
	tcase_add_test(t, roots_are_rounded_down);
	tcase_add_test(t, logarithms_are_those_of_base_two);
}

int main(void)
{
	return unit_main("fixed", fill);
}
