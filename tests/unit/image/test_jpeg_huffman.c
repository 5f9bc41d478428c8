/* Huffman tables made anew: byte for byte what libjpeg writes when it makes them itself. */
#include "image/jpeg.h"
#include "unit/image/picture.h"

static uint32_t seed;

static uint8_t noise(void)
{
	seed = seed * 1664525u + 1013904223u;
	return (uint8_t)(seed >> 24);
}

/* libjpeg's own, with the coefficients of the whole picture at hand. */
static struct str by_libjpeg(const struct pixels *p, int quality, int sampling, bool optimize)
{
	struct jpeg_compress_struct dst = {0};
	struct jpeg_error_mgr trouble;
	unsigned char *data = NULL;
	unsigned long n = 0;
	dst.err = jpeg_std_error(&trouble);
	jpeg_create_compress(&dst);
	jpeg_mem_dest(&dst, &data, &n);
	dst.image_width = p->width;
	dst.image_height = p->height;
	dst.input_components = p->channels;
	dst.in_color_space = p->channels == 1 ? JCS_GRAYSCALE : JCS_RGB;
	jpeg_set_defaults(&dst);
	jpeg_set_quality(&dst, quality, TRUE);
	dst.dct_method = JDCT_ISLOW;
	dst.optimize_coding = optimize;
	dst.comp_info[0].h_samp_factor = sampling >> 4;
	dst.comp_info[0].v_samp_factor = sampling & 15;
	jpeg_start_compress(&dst, TRUE);
	while (dst.next_scanline < dst.image_height) {
		JSAMPROW row = p->p + (size_t)p->width * (size_t)p->channels * dst.next_scanline;
		jpeg_write_scanlines(&dst, &row, 1);
	}
	jpeg_finish_compress(&dst);
	jpeg_destroy_compress(&dst);
	struct str out = arena_copy(&a, (struct str){(char *)data, n});
	free(data);
	return out;
}

static struct str recoded(struct str bytes)
{
	struct buf out;
	buf_init(&out, BUF_NO_LIMIT);
	bool ok = jpeg_recode(bytes, &out);
	struct str s = ok ? buf_copy(&out, &a) : (struct str){0};
	buf_free(&out);
	return s;
}

static void compare(const struct pixels *p, int quality, int sampling)
{
	struct str plain = by_libjpeg(p, quality, sampling, false), best = by_libjpeg(p, quality, sampling, true);
	ck_assert_msg(str_eq(recoded(plain), best), "%ux%u, %d channels, quality %d, sampling %x", p->width, p->height, p->channels,
		quality, (unsigned)sampling);
	ck_assert(str_eq(recoded(best), best));
}

START_TEST(tables_are_the_best_there_are)
{
	static const struct {
		uint32_t width, height;
	} sizes[] = {{1, 1}, {7, 9}, {16, 16}, {17, 33}, {200, 150}, {300, 8}};
	static const int samplings[] = {0x11, 0x22, 0x21, 0x12};
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
		for (int channels = 1; channels <= 3; channels += 2)
			for (size_t k = 0; k < (channels == 1 ? 1 : 4); k++) {
				struct pixels p = gradient(sizes[i].width, sizes[i].height, channels);
				compare(&p, 90, samplings[k]);
				for (size_t at = 0; at < (size_t)p.width * p.height * (size_t)channels; at++)
					p.p[at] = noise();
				compare(&p, 100, samplings[k]);
				compare(&p, 30, samplings[k]);
				pixels_free(&p);
			}
}
END_TEST

/* Symbols so unlike in number that Huffman's codes would be longer than the 16 bits a JPEG may have. */
START_TEST(long_codes_are_shortened)
{
	struct pixels p = gradient(1600, 1600, 1);
	for (size_t at = 0; at < (size_t)p.width * p.height; at++) {
		uint32_t block = (uint32_t)(at / 1600 / 8 * 200 + at % 1600 / 8), rare = block & (0u - block);
		p.p[at] = rare > 1 ? (uint8_t)(128 + (noise() % (rare < 250 ? rare : 250)) / 2) : 128;
	}
	compare(&p, 100, 0x11);
	compare(&p, 75, 0x11);
	pixels_free(&p);
}
END_TEST

START_TEST(other_files_are_left_alone)
{
	struct pixels p = gradient(40, 30, 3);
	struct str plain = by_libjpeg(&p, 90, 0x22, false);
	pixels_free(&p);
	ck_assert_uint_gt(recoded(plain).n, 0);
	size_t scan = str_find(plain, "\xff\xda");
	for (size_t n = 0; n < scan + 4; n++)
		ck_assert_uint_eq(recoded(str_sub(plain, 0, n)).n, 0);
	for (int i = 0; i < 3000; i++) {
		struct str copy = arena_copy(&a, plain);
		seed = seed * 1664525u + 1013904223u;
		((char *)copy.p)[(seed >> 8) % copy.n] = (char)noise();
		recoded(copy);
	}
}
END_TEST

static void fill(TCase *t)
{
	tcase_add_checked_fixture(t, picture_setup, picture_teardown);
	tcase_add_test(t, tables_are_the_best_there_are);
	tcase_add_test(t, long_codes_are_shortened);
	tcase_add_test(t, other_files_are_left_alone);
}

int main(void)
{
	return unit_main("jpeg_huffman", fill);
}
