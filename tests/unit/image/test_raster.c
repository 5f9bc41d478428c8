/* PNG, GIF and WebP: what is passed through, cut out, scaled, converted and refused. */
#include <webp/encode.h>
#include <zlib.h>
#include "unit/image/picture.h"

static struct str png_of(uint32_t w, uint32_t h, int channels)
{
	struct pixels p = gradient(w, h, channels);
	struct str s = png_encode(&a, &p, (struct str){0});
	pixels_free(&p);
	return s;
}

static struct str number(uint32_t v)
{
	char b[] = {(char)(v >> 24), (char)(v >> 16), (char)(v >> 8), (char)v};
	return arena_copy(&a, (struct str){b, 4});
}

static struct str chunk(const char *type, struct str body)
{
	struct str inner = joined((struct str){type, 4}, body, (struct str){0});
	uint32_t crc = (uint32_t)crc32(0, (const Bytef *)inner.p, (uInt)inner.n);
	return joined(number((uint32_t)body.n), inner, number(crc));
}

START_TEST(png_keeps_what_its_colours_need)
{
	struct image out;
	struct str clean = png_of(30, 20, 3);
	ck_assert(prepare(clean, &out));
	ck_assert_uint_eq(out.data.n, 0);
	ck_assert_uint_eq(out.width, 30);
	struct str keep = with(clean, 33, chunk("gAMA", number(45455)));
	struct str s = with(keep, 33, chunk("tEXt", STR("Author\0somebody")));
	s = with(s, 33, chunk("eXIf", STR("II*\0 GPS")));
	s = with(s, 33, chunk("tIME", STR("1234567")));
	s = joined(s, STR("behind the end"), (struct str){0});
	ck_assert(prepare(s, &out));
	ck_assert_uint_eq(out.data.n, keep.n);
	ck_assert_mem_eq(out.data.p, keep.p, keep.n);
	ck_assert_uint_eq(d.n, 0);
}
END_TEST

START_TEST(png_is_scaled_with_its_alpha_and_colour_space)
{
	struct image out;
	struct image_limits limits = {1000, false};
	for (int channels = 1; channels <= 4; channels++) {
		struct str s = with(png_of(100, 50, channels), 33, chunk("gAMA", number(45455)));
		ck_assert(prepare_within(s, &limits, &out));
		ck_assert(said(DIAG_IMAGE_TOO_LARGE));
		ck_assert_uint_eq(out.width, 44);
		ck_assert_uint_eq(out.height, 22);
		ck_assert(holds(out.data, "gAMA"));
		struct pixels p = decoded(out.data), whole = gradient(44, 22, channels);
		ck_assert(largest_difference(&p, &whole) <= 5);
		pixels_free(&p);
		pixels_free(&whole);
	}
}
END_TEST

START_TEST(png_animations_are_told_of)
{
	struct image out;
	struct image_limits limits = {100, false};
	struct str s = with(png_of(30, 20, 3), 33, chunk("acTL", STR("\0\0\0\x01\0\0\0\0")));
	ck_assert(prepare(s, &out));
	ck_assert(out.animated);
	ck_assert(prepare_within(s, &limits, &out));
	ck_assert(!out.animated && said(DIAG_IMAGE_STILLED));
}
END_TEST

START_TEST(png_bombs_are_refused_before_they_are_opened)
{
	struct image out;
	struct str head = joined(number(50000), number(50000), STR("\x08\x02\0\0\0"));
	struct str s = joined(STR("\x89PNG\r\n\x1a\n"), chunk("IHDR", head),
		joined(chunk("IDAT", STR("x")), chunk("IEND", (struct str){0}), (struct str){0}));
	ck_assert(!prepare(s, &out));
	ck_assert(said(DIAG_BAD_IMAGE));
	ck_assert(holds(d.items[0]->text, "too many"));
	enum image_type type;
	uint32_t w, h;
	ck_assert(image_probe(arena_printf(&a, "%s/pic.bin", folder).p, &type, &w, &h));
	ck_assert_uint_eq(w, 50000);
}
END_TEST

START_TEST(damaged_png_is_refused)
{
	struct image out;
	struct str s = arena_copy(&a, png_of(30, 20, 4));
	torment(s);
	ck_assert(prepare(s, &out));
	((char *)s.p)[s.n - 30] ^= 1; /* within the data */
	ck_assert(!prepare(s, &out));
	ck_assert(holds(d.items[0]->text, "checksum"));
	((char *)s.p)[s.n - 30] ^= 1;
	ck_assert(!prepare(str_sub(s, 0, s.n - 4), &out));
	ck_assert(holds(d.items[0]->text, "cut off"));
}
END_TEST

#define GIF_HEAD "GIF89a\x04\0\x02\0\x80\0\0" "\x10\x20\x30" "\xf0\xe0\xd0" /* 4 by 2, two colours */

/* Codes of 3 bits, lowest first; a clear code before every other code keeps them at 3 bits. */
static struct str gif_data(const int *indices, size_t n)
{
	uint8_t bytes[64] = {0};
	size_t at = 0;
	for (size_t i = 0; i <= 2 * n; i++) {
		int code = i == 2 * n ? 5 : i % 2 ? indices[i / 2] : 4;
		for (int b = 0; b < 3; b++, at++)
			bytes[at / 8] |= (uint8_t)((code >> b & 1) << (at % 8));
	}
	size_t size = (at + 7) / 8;
	char head[] = {2, (char)size};
	struct str codes = arena_copy(&a, (struct str){(char *)bytes, size});
	return joined(arena_copy(&a, (struct str){head, 2}), codes, (struct str){"\0", 1});
}

static struct str gif_picture(void)
{
	static const int indices[] = {1, 0, 1, 0, 0, 1, 0, 1};
	return joined(STR(",\0\0\0\0\x04\0\x02\0\0"), gif_data(indices, 8), (struct str){0});
}

START_TEST(gif_keeps_its_pictures_and_loses_its_words)
{
	struct image out;
	struct str head = STR(GIF_HEAD), end = STR(";");
	struct str clean = joined(head, gif_picture(), end);
	ck_assert(prepare(clean, &out));
	ck_assert_int_eq(out.type, IMAGE_GIF);
	ck_assert_uint_eq(out.width, 4);
	ck_assert_uint_eq(out.height, 2);
	ck_assert(!out.animated);
	ck_assert_uint_eq(out.data.n, 0);
	struct str loop = STR("!\xff\x0bNETSCAPE2.0\x03\x01\0\0\0"), note = STR("!\xfe\x05words\0");
	struct str xmp = STR("!\xff\x0bXMP DataXMP\x02zz\0");
	struct str s = joined(joined(head, loop, note), joined(gif_picture(), xmp, gif_picture()), end);
	ck_assert(prepare(s, &out));
	ck_assert(out.animated);
	ck_assert(!holds(out.data, "words") && !holds(out.data, "XMP") && holds(out.data, "NETSCAPE"));
}
END_TEST

START_TEST(gif_is_decoded_when_it_must_be)
{
	struct str control = STR("!\xf9\x04\x01\0\0\0\0"); /* colour 0 is transparent */
	struct str s = joined(STR(GIF_HEAD), gif_picture(), STR(";"));
	struct pixels p = decoded(s);
	static const uint8_t dark[] = {0x10, 0x20, 0x30, 255}, light[] = {0xf0, 0xe0, 0xd0, 255};
	for (int y = 0; y < 2; y++)
		for (int x = 0; x < 4; x++)
			ck_assert_mem_eq(p.p + (y * 4 + x) * 4, (x + y) % 2 ? dark : light, 4);
	pixels_free(&p);
	p = decoded(joined(joined(STR(GIF_HEAD), control, gif_picture()), STR(";"), (struct str){0}));
	ck_assert_int_eq(p.p[3], 255);
	ck_assert_int_eq(p.p[7], 0);
	pixels_free(&p);
	struct image out;
	struct image_limits limits = {4, false};
	ck_assert(prepare_within(s, &limits, &out));
	ck_assert_int_eq(out.type, IMAGE_PNG);
	ck_assert(said(DIAG_IMAGE_TOO_LARGE));
	torment(s);
}
END_TEST

/* One colour throughout: after the first index every code is the one being learnt, each a pixel longer than the last. */
START_TEST(gif_tables_grow)
{
	uint8_t bytes[1024] = {0};
	size_t at = 0, size = 3, painted = 0;
	for (size_t i = 0; painted < 64 * 64; i++) {
		size_t code = i == 0 ? 4 : i == 1 ? 1 : i + 4; /* 6, 7, 8 … */
		for (size_t b = 0; b < size; b++, at++)
			bytes[at / 8] |= (uint8_t)((code >> b & 1) << (at % 8));
		painted += i;
		if (i >= 2 && code + 1 == (size_t)1 << size)
			size++;
	}
	struct buf b;
	buf_init(&b, BUF_NO_LIMIT);
	buf_str(&b, STR("GIF89a\x40\0\x40\0\x80\0\0" "\x10\x20\x30" "\xf0\xe0\xd0" ",\0\0\0\0\x40\0\x40\0\0\x02"));
	for (size_t i = 0, n; i < (at + 7) / 8; i += n) {
		n = (at + 7) / 8 - i < 255 ? (at + 7) / 8 - i : 255;
		buf_char(&b, (char)n);
		buf_put(&b, bytes + i, n);
	}
	buf_str(&b, STR("\0;"));
	struct pixels p = decoded(buf_view(&b));
	for (size_t i = 0; i < 64 * 64; i++)
		ck_assert_int_eq(p.p[4 * i], 0xf0);
	pixels_free(&p);
	buf_free(&b);
}
END_TEST

static struct str webp_of(int channels, bool lossless)
{
	struct pixels p = gradient(40, 24, channels);
	uint8_t *data;
	int stride = 40 * channels;
	size_t n;
	if (lossless)
		n = channels == 4 ? WebPEncodeLosslessRGBA(p.p, 40, 24, stride, &data) : WebPEncodeLosslessRGB(p.p, 40, 24, stride, &data);
	else
		n = channels == 4 ? WebPEncodeRGBA(p.p, 40, 24, stride, 90, &data) : WebPEncodeRGB(p.p, 40, 24, stride, 90, &data);
	struct str s = arena_copy(&a, (struct str){(char *)data, n});
	WebPFree(data);
	pixels_free(&p);
	return s;
}

START_TEST(webp_becomes_what_every_reader_knows)
{
	struct image out;
	for (int lossless = 0; lossless < 2; lossless++) {
		ck_assert(prepare(webp_of(3, lossless), &out));
		ck_assert_int_eq(out.type, IMAGE_JPEG);
		struct pixels p = decoded(out.data), whole = gradient(40, 24, 3);
		ck_assert(largest_difference(&p, &whole) <= 24);
		pixels_free(&p);
		pixels_free(&whole);
		ck_assert(prepare(webp_of(4, lossless), &out));
		ck_assert_int_eq(out.type, IMAGE_PNG);
		ck_assert_uint_eq(out.width, 40);
		ck_assert_uint_eq(d.n, 0);
	}
}
END_TEST

static struct str little(uint32_t v)
{
	char b[] = {(char)v, (char)(v >> 8), (char)(v >> 16), (char)(v >> 24)};
	return arena_copy(&a, (struct str){b, 4});
}

/* An extended file around a simple one's picture, with Exif and XMP. */
static struct str extended(struct str simple, int orientation)
{
	char tiff[] = "II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x01\0\0\0\0\0\0\0GPSx";
	tiff[18] = (char)orientation;
	struct str exif = arena_copy(&a, (struct str){tiff, sizeof tiff - 1});
	struct str head = joined(STR("VP8X"), little(10), STR("\x0c\0\0\0\x27\0\0\x17\0\0"));
	struct str words = joined(joined(STR("EXIF"), little((uint32_t)exif.n), exif), STR("XMP "), joined(little(4), STR("<x/>"), STR("")));
	struct str body = joined(head, str_skip(simple, 12), words);
	return joined(STR("RIFF"), little((uint32_t)body.n + 4), joined(STR("WEBP"), body, (struct str){0}));
}

START_TEST(webp_is_kept_where_it_may_be)
{
	struct image out;
	struct image_limits limits = {4000000, true};
	struct str simple = webp_of(3, false);
	ck_assert(prepare_within(simple, &limits, &out));
	ck_assert_int_eq(out.type, IMAGE_WEBP);
	ck_assert_uint_eq(out.data.n, 0);
	ck_assert(prepare_within(extended(simple, 1), &limits, &out));
	ck_assert_int_eq(out.type, IMAGE_WEBP);
	ck_assert(!holds(out.data, "GPS") && !holds(out.data, "<x/>"));
	ck_assert_int_eq(out.data.p[20] & 0x0c, 0);
	ck_assert_uint_eq(read_le32(out.data.p + 4), out.data.n - 8);
	struct pixels p = decoded(out.data);
	pixels_free(&p);
	ck_assert(prepare_within(extended(simple, 6), &limits, &out));
	ck_assert_int_eq(out.type, IMAGE_JPEG);
	ck_assert_uint_eq(out.width, 24);
	torment(simple);
	torment(webp_of(4, true));
	torment(extended(simple, 6));
}
END_TEST

START_TEST(webp_animations_give_their_first_picture)
{
	struct image out;
	struct str picture = str_skip(webp_of(3, true), 12);
	struct str frame_head = STR("\0\0\0\0\0\0\x27\0\0\x17\0\0\x64\0\0\0");
	struct str frame = joined(STR("ANMF"), little((uint32_t)(16 + picture.n)), joined(frame_head, picture, STR("")));
	struct str head = joined(STR("VP8X"), little(10), STR("\x02\0\0\0\x27\0\0\x17\0\0"));
	struct str anim = joined(STR("ANIM"), little(6), STR("\0\0\0\0\0\0"));
	struct str body = joined(joined(head, anim, frame), frame, STR(""));
	struct str s = joined(STR("RIFF"), little((uint32_t)body.n + 4), joined(STR("WEBP"), body, STR("")));
	ck_assert(prepare(s, &out));
	ck_assert_int_eq(out.type, IMAGE_JPEG);
	ck_assert(said(DIAG_IMAGE_STILLED));
	struct pixels p = decoded(out.data), whole = gradient(40, 24, 3);
	ck_assert(largest_difference(&p, &whole) <= 12);
	pixels_free(&p);
	pixels_free(&whole);
	struct image_limits limits = {4000000, true};
	ck_assert(prepare_within(s, &limits, &out));
	ck_assert(out.animated);
}
END_TEST

START_TEST(other_files_are_no_pictures)
{
	struct image out;
	ck_assert(!prepare(STR("just words, whatever the file is called"), &out));
	ck_assert(!prepare(STR("<html><body/></html>"), &out));
	ck_assert(!prepare(STR("%PDF-1.4"), &out));
	ck_assert(!image_prepare(&a, "/nowhere/at all.png", &(struct image_limits){0}, &out, &d, (struct pos){0}));
	ck_assert_ptr_null(image_media_type(IMAGE_UNKNOWN));
	ck_assert_str_eq(image_media_type(IMAGE_SVG), "image/svg+xml");
	ck_assert_str_eq(image_extension(IMAGE_JPEG), "jpg");
}
END_TEST

static void fill(TCase *t)
{
	tcase_add_checked_fixture(t, picture_setup, picture_teardown);
	tcase_add_test(t, png_keeps_what_its_colours_need);
	tcase_add_test(t, png_is_scaled_with_its_alpha_and_colour_space);
	tcase_add_test(t, png_animations_are_told_of);
	tcase_add_test(t, png_bombs_are_refused_before_they_are_opened);
	tcase_add_test(t, damaged_png_is_refused);
	tcase_add_test(t, gif_keeps_its_pictures_and_loses_its_words);
	tcase_add_test(t, gif_is_decoded_when_it_must_be);
	tcase_add_test(t, gif_tables_grow);
	tcase_add_test(t, webp_becomes_what_every_reader_knows);
	tcase_add_test(t, webp_is_kept_where_it_may_be);
	tcase_add_test(t, webp_animations_give_their_first_picture);
	tcase_add_test(t, other_files_are_no_pictures);
}

int main(void)
{
	return unit_main("raster", fill);
}
