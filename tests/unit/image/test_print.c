/* Pictures for print: what goes over as it is, what is decoded, what becomes of transparency and profiles. */
#include <zlib.h>

#include "unit/image/picture.h"
#include "image/print.h"

static struct print_image made_in(struct str bytes, struct print_box box)
{
	struct print_image out;
	const char *path = arena_printf(&a, "%s/pic.bin", folder).p;
	ck_assert_int_eq(sink_write_file(path, bytes), 0);
	ck_assert(image_for_print(&a, path, box, &out, &d, (struct pos){0}));
	ck_assert_uint_eq(d.n, 0);
	return out;
}

static struct print_image made(struct str bytes)
{
	return made_in(bytes, (struct print_box){300, 300, false});
}

static struct pixels ramp(uint32_t width, uint32_t height, int channels)
{
	struct pixels p = {arena_alloc(&a, (size_t)width * height * (size_t)channels), width, height, channels, {0}};
	for (size_t i = 0; i < (size_t)width * height * (size_t)channels; i++)
		p.p[i] = (uint8_t)(i * 7);
	return p;
}

static void chunk(struct buf *b, const char *type, const void *data, size_t n)
{
	uLong crc = crc32(crc32(0, (const Bytef *)type, 4), data, (uInt)n);
	const uint8_t head[8] = {0, 0, (uint8_t)(n >> 8), (uint8_t)n, (uint8_t)type[0], (uint8_t)type[1], (uint8_t)type[2], (uint8_t)type[3]};
	const uint8_t tail[4] = {(uint8_t)(crc >> 24), (uint8_t)(crc >> 16), (uint8_t)(crc >> 8), (uint8_t)crc};
	buf_put(b, head, 8);
	buf_put(b, data, n);
	buf_put(b, tail, 4);
}

/* Four pixels of two colours, two bits each. */
static struct str indexed(bool transparent)
{
	static const uint8_t header[13] = {0, 0, 0, 2, 0, 0, 0, 2, 2, 3, 0, 0, 0}, rows[4] = {0, 0x10, 0, 0x40};
	Bytef packed[64];
	uLongf n = sizeof packed;
	struct buf b;
	buf_init(&b, BUF_NO_LIMIT);
	ck_assert_int_eq(compress(packed, &n, rows, sizeof rows), Z_OK);
	buf_put(&b, "\x89PNG\r\n\x1a\n", 8);
	chunk(&b, "IHDR", header, sizeof header);
	chunk(&b, "PLTE", "\xff\0\0\0\0\xff", 6);
	if (transparent)
		chunk(&b, "tRNS", "\0", 1);
	chunk(&b, "IDAT", packed, n);
	chunk(&b, "IEND", "", 0);
	struct str png = buf_copy(&b, &a);
	buf_free(&b);
	return png;
}

/* The rows, each behind its filter. */
static struct str rows_of(struct str data, size_t size)
{
	uLongf n = size;
	char *rows = arena_alloc(&a, size);
	ck_assert_int_eq(uncompress((Bytef *)rows, &n, (const Bytef *)data.p, (uLong)data.n), Z_OK);
	ck_assert_uint_eq(n, size);
	return (struct str){rows, n};
}

START_TEST(a_jpeg_goes_over_as_it_is)
{
	struct pixels p = ramp(40, 30, 3), grey = ramp(8, 8, 1);
	struct str jpeg = jpeg_encode(&a, &p, (struct jpeg_quality){90, true});
	struct print_image out = made(jpeg);
	ck_assert(out.jpeg && str_eq(out.data, jpeg));
	ck_assert(out.width == 40 && out.height == 30 && out.channels == 3 && out.bits == 8 && !out.icc.n);
	out = made(jpeg_encode(&a, &grey, (struct jpeg_quality){90, true}));
	ck_assert(out.jpeg && out.channels == 1);
}
END_TEST

START_TEST(a_profile_comes_along_when_it_fits)
{
	char icc[160] = {0, 0, 0, (char)160, 0, 0, 0, 0, 4};
	struct pixels p = ramp(8, 8, 3);
	memcpy(icc + 12, "mntrRGB XYZ ", 12);
	memcpy(icc + 36, "acsp", 4);
	p.icc = (struct str){icc, sizeof icc};
	struct print_image out = made(jpeg_encode(&a, &p, (struct jpeg_quality){90, false}));
	ck_assert(str_eq(out.icc, p.icc));
	memcpy(icc + 16, "CMYK", 4);
	ck_assert(!made(jpeg_encode(&a, &p, (struct jpeg_quality){90, false})).icc.n);
	memcpy(icc + 16, "RGB ", 4);
	icc[8] = 5; /* a version that PDF/A does not know */
	ck_assert(!made(jpeg_encode(&a, &p, (struct jpeg_quality){90, false})).icc.n);
}
END_TEST

START_TEST(a_palette_stays_one)
{
	struct print_image out = made(indexed(false));
	ck_assert(out.bits == 2 && out.channels == 1 && out.width == 2 && !out.alpha.n);
	ck_assert(str_eq(out.palette, (struct str){"\xff\0\0\0\0\xff", 6}));
	ck_assert(memcmp(rows_of(out.data, 4).p, "\0\x10\0\x40", 4) == 0);
}
END_TEST

START_TEST(transparency_goes_apart)
{
	struct print_image out = made(indexed(true));
	ck_assert(out.bits == 8 && out.channels == 3 && !out.palette.n && out.alpha.n);
	struct str alpha = rows_of(out.alpha, 6);
	/* in the first row, whatever its filter, the first pixel is clear, the second is not */
	ck_assert(alpha.p[1] == 0 && (uint8_t)alpha.p[2] == 255);
	struct pixels p = ramp(5, 5, 4);
	ck_assert(made(png_encode(&a, &p, (struct str){0})).alpha.n);
	for (size_t i = 3; i < 100; i += 4)
		p.p[i] = 255;
	out = made(png_encode(&a, &p, (struct str){0}));
	ck_assert(!out.alpha.n && out.channels == 3);
	p = ramp(5, 5, 2);
	out = made(png_encode(&a, &p, (struct str){0}));
	ck_assert(out.alpha.n && out.channels == 1);
}
END_TEST

#define SVG(inside) STR("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"20\" height=\"10\">" inside "</svg>")

START_TEST(drawings_fill_their_box)
{
	struct str green = SVG("<rect width=\"10\" height=\"10\" fill=\"#0f0\"/>");
	struct print_image out = made(green);
	ck_assert(out.width == 300 && out.height == 150 && !out.data.n);
	ck_assert(str_starts(out.drawing, "%PDF-1.4") && str_find(out.drawing, "/MediaBox [ 0 0 300 150 ]") < out.drawing.n);
	out = made_in(green, (struct print_box){300, 300, true});
	ck_assert(out.width == 300 && out.height == 150 && out.channels == 3 && out.alpha.n && !out.drawing.n);
}
END_TEST

/* Cairo has them as pixels to be smoothed. */
START_TEST(blurred_drawings_become_pixels)
{
	struct print_image out = made(SVG("<filter id=\"f\"><feGaussianBlur stdDeviation=\"2\"/></filter>"
		"<rect width=\"10\" height=\"10\" filter=\"url(#f)\"/>"));
	ck_assert(!out.drawing.n && out.data.n && out.width == 300 && out.channels == 3 && out.alpha.n);
}
END_TEST

START_TEST(what_is_no_picture_is_told)
{
	struct print_image out;
	const char *path = arena_printf(&a, "%s/pic.bin", folder).p;
	ck_assert_int_eq(sink_write_file(path, STR("words")), 0);
	ck_assert(!image_for_print(&a, path, (struct print_box){300, 300, false}, &out, &d, (struct pos){0}));
	ck_assert(said(DIAG_BAD_IMAGE));
}
END_TEST

static void fill(TCase *t)
{
	tcase_add_checked_fixture(t, picture_setup, picture_teardown);
	tcase_add_test(t, a_jpeg_goes_over_as_it_is);
	tcase_add_test(t, a_profile_comes_along_when_it_fits);
	tcase_add_test(t, a_palette_stays_one);
	tcase_add_test(t, transparency_goes_apart);
	tcase_add_test(t, drawings_fill_their_box);
	tcase_add_test(t, blurred_drawings_become_pixels);
	tcase_add_test(t, what_is_no_picture_is_told);
}

int main(void)
{
	return unit_main("print", fill);
}
