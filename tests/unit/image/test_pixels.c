/* Shrinking, turning and flattening decoded pictures. */
#include "unit/image/picture.h"

static struct pixels shrunk(const uint8_t *data, uint32_t w, uint32_t h, uint32_t to_w, uint32_t to_h, int channels)
{
	struct pixels out;
	struct shrink *s = shrink_open(w, h, to_w, to_h, channels);
	for (uint32_t y = 0; y < h; y++)
		shrink_row(s, data + (size_t)y * w * (size_t)channels);
	shrink_close(s, &out);
	return out;
}

START_TEST(one_colour_stays_that_colour_at_any_size)
{
	uint32_t sizes[][4] = {{7, 5, 3, 2}, {100, 100, 99, 99}, {64, 1, 1, 1}, {1, 300, 1, 7}, {5, 5, 5, 5}};
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		for (int v = 0; v < 256; v += 51) {
			uint32_t *s = sizes[i];
			uint8_t *data = mem_alloc((size_t)s[0] * s[1] * 3);
			memset(data, v, (size_t)s[0] * s[1] * 3);
			struct pixels p = shrunk(data, s[0], s[1], s[2], s[3], 3);
			for (size_t k = 0; k < (size_t)s[2] * s[3] * 3; k++)
				ck_assert_int_eq(p.p[k], v);
			pixels_free(&p);
			free(data);
		}
	}
}
END_TEST

START_TEST(areas_are_weighted_exactly)
{
	uint8_t three[] = {0, 90, 240};
	struct pixels p = shrunk(three, 3, 1, 2, 1, 1);
	ck_assert_int_eq(p.p[0], 30);  /* (2 * 0 + 90) / 3 */
	ck_assert_int_eq(p.p[1], 190); /* (90 + 2 * 240) / 3 */
	pixels_free(&p);
	uint8_t column[] = {0, 90, 240, 30, 60};
	p = shrunk(column, 1, 5, 1, 2, 1);
	ck_assert_int_eq(p.p[0], (2 * 0 + 2 * 90 + 240 + 2) / 5);
	ck_assert_int_eq(p.p[1], (240 + 2 * 30 + 2 * 60 + 2) / 5);
	pixels_free(&p);
}
END_TEST

START_TEST(transparent_pixels_lend_no_colour)
{
	uint8_t pair[] = {200, 100, 50, 255, 0, 255, 0, 0};
	struct pixels p = shrunk(pair, 2, 1, 1, 1, 4);
	ck_assert_int_eq(p.p[0], 200);
	ck_assert_int_eq(p.p[1], 100);
	ck_assert_int_eq(p.p[2], 50);
	ck_assert_int_eq(p.p[3], 128);
	pixels_flatten(&p);
	ck_assert_int_eq(p.channels, 3);
	ck_assert_int_eq(p.p[0], (200 * 128 + 255 * 127 + 127) / 255);
	pixels_free(&p);
}
END_TEST

/* How a picture whose letters read "ab" over "cd" when upright is stored under each orientation, and back. */
START_TEST(every_orientation_comes_upright)
{
	static const char *const stored[] = {"abcdef", "badcfe", "fedcba", "efcdab", "acebdf", "bdface", "fdbeca", "ecafdb"};
	for (int o = 1; o <= 8; o++) {
		struct pixels p = {.width = o < 5 ? 2 : 3, .height = o < 5 ? 3 : 2, .channels = 1, .p = mem_alloc(6)};
		memcpy(p.p, stored[o - 1], 6);
		pixels_orient(&p, o);
		ck_assert_uint_eq(p.width, 2);
		ck_assert_uint_eq(p.height, 3);
		ck_assert_msg(memcmp(p.p, "abcdef", 6) == 0, "orientation %d gives %.6s", o, (char *)p.p);
		pixels_free(&p);
	}
}
END_TEST

START_TEST(pictures_fit_their_limits)
{
	struct job job = {.limits = {4000000, false}};
	uint32_t w, h;
	job_fit(&job, 2000, 2000, &w, &h);
	ck_assert_uint_eq(w, 2000);
	job_fit(&job, 4032, 3024, &w, &h);
	ck_assert_uint_eq(w, 2309);
	ck_assert_uint_eq(h, 1732);
	job_fit(&job, 60000, 100, &w, &h);
	ck_assert(w <= 60000 && (uint64_t)w * h <= 4000000 && h >= 1);
	job = (struct job){.max_width = 1560, .max_height = 2496};
	job_fit(&job, 1600, 2560, &w, &h);
	ck_assert_uint_eq(w, 1560);
	ck_assert_uint_eq(h, 2496);
	job_fit(&job, 1, 9000, &w, &h);
	ck_assert_uint_eq(w, 1);
	ck_assert_uint_eq(h, 2496);
}
END_TEST

static void fill(TCase *t)
{
	tcase_add_checked_fixture(t, picture_setup, picture_teardown);
	tcase_add_test(t, one_colour_stays_that_colour_at_any_size);
	tcase_add_test(t, areas_are_weighted_exactly);
	tcase_add_test(t, transparent_pixels_lend_no_colour);
	tcase_add_test(t, every_orientation_comes_upright);
	tcase_add_test(t, pictures_fit_their_limits);
}

int main(void)
{
	return unit_main("pixels", fill);
}
