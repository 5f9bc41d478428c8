/* JPEG: what is passed through, cut out, turned, converted and refused. */
#include "image/jpeg.h"
#include "unit/image/picture.h"

static struct str jpeg_of(uint32_t w, uint32_t h, int channels, bool subsample)
{
	struct pixels p = gradient(w, h, channels);
	struct str s = jpeg_encode(&a, &p, (struct jpeg_quality){95, subsample});
	pixels_free(&p);
	return s;
}

static struct str segment(char marker, struct str body)
{
	size_t n = body.n + 2;
	char head[4] = {(char)0xff, marker, (char)(n >> 8), (char)n};
	return joined((struct str){head, 4}, body, (struct str){0});
}

/* A TIFF directory with an orientation and a text that stands for a place. */
static struct str exif(int orientation)
{
	char body[] = "Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x01\0\0\0\0\0\0\0GPS 1234";
	body[24] = (char)orientation;
	return segment((char)0xe1, arena_copy(&a, (struct str){body, sizeof body - 1}));
}

static struct str with_exif(struct str jpeg, int orientation)
{
	return with(jpeg, 2, exif(orientation));
}

START_TEST(a_clean_file_is_packed_as_it_is)
{
	struct image out;
	ck_assert(prepare(jpeg_of(40, 24, 3, true), &out));
	ck_assert_int_eq(out.type, IMAGE_JPEG);
	ck_assert_uint_eq(out.width, 40);
	ck_assert_uint_eq(out.height, 24);
	ck_assert_uint_eq(out.data.n, 0);
	ck_assert_uint_eq(d.n, 0);
}
END_TEST

START_TEST(metadata_is_cut_out_and_nothing_else)
{
	struct image out;
	struct str clean = jpeg_of(40, 24, 3, true), s = clean;
	s = with(s, 20, segment((char)0xfe, STR("a comment")));
	s = with(s, 20, segment((char)0xed, STR("Photoshop 3.0")));
	s = with(s, 20, segment((char)0xe1, STR("http://ns.adobe.com/xap/1.0/")));
	s = with(s, 20, segment((char)0xe2, STR("MPF\0more")));
	s = joined(with_exif(s, 1), STR("a film after the picture"), (struct str){0});
	ck_assert(prepare(s, &out));
	ck_assert_uint_eq(out.data.n, clean.n);
	ck_assert_mem_eq(out.data.p, clean.p, clean.n);
}
END_TEST

START_TEST(colour_profiles_and_the_adobe_mark_stay)
{
	struct image out;
	struct str profile = segment((char)0xe2, STR("ICC_PROFILE\0\x01\x01the profile"));
	struct str adobe = segment((char)0xee, STR("Adobe\0\x64\0\0\0\0\x01"));
	struct str keep = with(jpeg_of(40, 24, 3, true), 20, joined(profile, adobe, (struct str){0}));
	ck_assert(prepare(with_exif(keep, 1), &out));
	ck_assert_uint_eq(out.data.n, keep.n);
	ck_assert_mem_eq(out.data.p, keep.p, keep.n);
}
END_TEST

START_TEST(a_preview_in_the_jfif_header_goes)
{
	struct image out;
	struct str clean = jpeg_of(40, 24, 3, true);
	struct str jfif = segment((char)0xe0, STR("JFIF\0\x01\x01\0\0\x01\0\x01\x01\x01xyz"));
	ck_assert(prepare(joined(str_sub(clean, 0, 2), jfif, str_skip(clean, 20)), &out));
	ck_assert_uint_eq(out.data.n, clean.n);
	ck_assert(!holds(out.data, "xyz"));
	struct pixels p = decoded(out.data);
	pixels_free(&p);
}
END_TEST

static int turned_difference(struct str jpeg, int orientation, struct image *out)
{
	struct pixels upright = decoded(jpeg);
	pixels_orient(&upright, orientation);
	ck_assert(prepare(with_exif(jpeg, orientation), out));
	ck_assert(!holds(out->data, "GPS"));
	ck_assert_uint_eq(out->width, upright.width);
	ck_assert_uint_eq(out->height, upright.height);
	struct pixels got = decoded(out->data);
	int most = largest_difference(&upright, &got);
	pixels_free(&got);
	pixels_free(&upright);
	return most;
}

START_TEST(whole_blocks_are_turned_without_loss)
{
	struct image out;
	for (int o = 2; o <= 8; o++) {
		struct buf turned;
		struct str bytes = jpeg_of(48, 32, 3, false);
		buf_init(&turned, BUF_NO_LIMIT);
		ck_assert(jpeg_turn(bytes, exif_turn(o), &turned));
		buf_free(&turned);
		int most = turned_difference(bytes, o, &out);
		ck_assert_msg(most <= 3, "orientation %d is off by %d", o, most);
		most = turned_difference(jpeg_of(48, 32, 1, false), o, &out);
		ck_assert_msg(most <= 3, "grey, orientation %d is off by %d", o, most);
		most = turned_difference(jpeg_of(64, 32, 3, true), o, &out);
		ck_assert_msg(most <= 6, "halved colour, orientation %d is off by %d", o, most);
	}
}
END_TEST

START_TEST(four_turns_give_the_first_coefficients_back)
{
	struct buf turned;
	struct str first = jpeg_of(64, 32, 3, true), s = first;
	for (int i = 0; i < 4; i++) {
		buf_init(&turned, BUF_NO_LIMIT);
		ck_assert(jpeg_turn(s, exif_turn(6), &turned));
		s = buf_copy(&turned, &a);
		buf_free(&turned);
	}
	ck_assert_uint_eq(s.n, first.n);
	ck_assert_mem_eq(s.p, first.p, s.n);
}
END_TEST

START_TEST(part_blocks_are_turned_by_decoding)
{
	struct image out;
	struct buf turned;
	struct str bytes = jpeg_of(45, 35, 3, false);
	buf_init(&turned, BUF_NO_LIMIT);
	ck_assert(!jpeg_turn(bytes, exif_turn(3), &turned));
	buf_free(&turned);
	for (int o = 2; o <= 8; o++) {
		int most = turned_difference(bytes, o, &out);
		ck_assert_msg(most <= 12, "orientation %d is off by %d", o, most);
	}
}
END_TEST

START_TEST(large_pictures_are_made_smaller_upright)
{
	struct image out;
	struct image_limits limits = {5000, false};
	ck_assert(prepare_within(with_exif(jpeg_of(300, 100, 3, true), 6), &limits, &out));
	ck_assert(said(DIAG_IMAGE_TOO_LARGE));
	ck_assert(out.height > out.width);
	ck_assert((uint64_t)out.width * out.height <= 5000 && (uint64_t)out.width * out.height > 4700);
	struct pixels p = decoded(out.data);
	ck_assert_uint_eq(p.width, out.width);
	ck_assert_uint_eq(p.height, out.height);
	/* turned to the right: what grew to the right now grows downwards */
	ck_assert(p.p[(size_t)(p.height - 2) * p.width * 3] > p.p[3] + 80);
	pixels_free(&p);
}
END_TEST

static struct str cmyk_jpeg(uint8_t c, uint8_t m, uint8_t y, uint8_t k, bool progressive)
{
	struct jpeg_compress_struct j;
	struct jpeg_trouble trouble;
	struct jpeg_out sink;
	struct buf out;
	JSAMPLE line[16 * 4];
	JSAMPROW row = line;
	buf_init(&out, BUF_NO_LIMIT);
	j.err = jpeg_trouble_init(&trouble);
	jpeg_create_compress(&j);
	jpeg_out_init(&sink, &out);
	j.dest = &sink.base;
	j.image_width = j.image_height = 16;
	j.input_components = 4;
	j.in_color_space = JCS_CMYK;
	jpeg_set_defaults(&j);
	if (progressive)
		jpeg_simple_progression(&j);
	jpeg_start_compress(&j, TRUE);
	for (int i = 0; i < 16; i++) {
		uint8_t ink[] = {(uint8_t)(255 - c), (uint8_t)(255 - m), (uint8_t)(255 - y), (uint8_t)(255 - k)};
		memcpy(line + 4 * i, ink, 4);
	}
	for (int i = 0; i < 16; i++)
		jpeg_write_scanlines(&j, &row, 1);
	jpeg_finish_compress(&j);
	jpeg_destroy_compress(&j);
	struct str s = buf_copy(&out, &a);
	buf_free(&out);
	return s;
}

START_TEST(print_colours_become_screen_colours)
{
	struct image out;
	for (int progressive = 0; progressive < 2; progressive++) {
		ck_assert(prepare(cmyk_jpeg(0, 255, 255, 0, progressive), &out));
		struct pixels p = decoded(out.data);
		ck_assert_int_eq(p.channels, 3);
		ck_assert(p.p[0] > 245 && p.p[1] < 10 && p.p[2] < 10); /* magenta and yellow ink: red */
		pixels_free(&p);
	}
	ck_assert(prepare(cmyk_jpeg(0, 0, 0, 255, false), &out));
	struct pixels p = decoded(out.data);
	ck_assert(p.p[0] < 10 && p.p[1] < 10 && p.p[2] < 10);
	pixels_free(&p);
}
END_TEST

START_TEST(broken_files_are_told_of)
{
	struct image out;
	struct str s = jpeg_of(48, 32, 3, true);
	ck_assert(!prepare((struct str){0}, &out));
	ck_assert(said(DIAG_BAD_IMAGE));
	ck_assert(!prepare(str_sub(s, 0, s.n / 2), &out));
	ck_assert(said(DIAG_BAD_IMAGE));
	ck_assert_uint_eq(d.n, 1);
	torment(s);
	torment(with_exif(s, 6));
	torment(cmyk_jpeg(0, 255, 255, 0, true));
}
END_TEST

START_TEST(a_file_on_its_side_is_checked_without_being_turned)
{
	struct image out;
	const char *path = arena_printf(&a, "%s/pic.bin", folder).p;
	ck_assert_int_eq(sink_write_file(path, with_exif(jpeg_of(40, 24, 3, true), 6)), 0);
	ck_assert(image_check(path, &out, &d, (struct pos){0}));
	ck_assert_int_eq(out.type, IMAGE_JPEG);
	ck_assert_uint_eq(out.width, 24);
	ck_assert_uint_eq(out.height, 40);
	ck_assert_uint_eq(out.data.n, 0);
	struct str cut = jpeg_of(40, 24, 3, true);
	cut.n -= 20;
	ck_assert_int_eq(sink_write_file(path, cut), 0);
	ck_assert(!image_check(path, &out, &d, (struct pos){0}));
	ck_assert(said(DIAG_BAD_IMAGE));
}
END_TEST

static void fill(TCase *t)
{
	tcase_add_checked_fixture(t, picture_setup, picture_teardown);
	tcase_add_test(t, a_file_on_its_side_is_checked_without_being_turned);
	tcase_add_test(t, a_clean_file_is_packed_as_it_is);
	tcase_add_test(t, metadata_is_cut_out_and_nothing_else);
	tcase_add_test(t, colour_profiles_and_the_adobe_mark_stay);
	tcase_add_test(t, a_preview_in_the_jfif_header_goes);
	tcase_add_test(t, whole_blocks_are_turned_without_loss);
	tcase_add_test(t, four_turns_give_the_first_coefficients_back);
	tcase_add_test(t, part_blocks_are_turned_by_decoding);
	tcase_add_test(t, large_pictures_are_made_smaller_upright);
	tcase_add_test(t, print_colours_become_screen_colours);
	tcase_add_test(t, broken_files_are_told_of);
}

int main(void)
{
	return unit_main("jpeg", fill);
}
