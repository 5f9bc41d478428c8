/* Fonts cut down, and what is left of them when they are opened again. */
#include "text/cff.h"
#include "text/libraries.h"
#include "text/subset.h"
#include "unit/text/sfnt.h"

static struct subset cut;

static const char *subset(const char *path, unsigned index, const char *text, bool variable, enum font_permission permission)
{
	struct font font = {.path = str_c(path), .index = index, .weight = 700, .variable = variable, .permission = permission};
	struct runes runes = {0};
	runes_add_text(&a, &runes, str_c(text));
	return font_subset(&a, &font, &runes, &cut);
}

static bool shows(uint32_t rune)
{
	placed("cut.ttf", cut.data);
	const struct text_libraries *lib = text_libraries();
	hb_blob_t *blob = lib->hb_blob_create_from_file_or_fail(arena_printf(&a, "%s/cut.ttf", folder).p);
	ck_assert_ptr_nonnull(blob);
	hb_face_t *face = lib->hb_face_create(blob, 0);
	hb_set_t *has = lib->hb_set_create();
	lib->hb_face_collect_unicodes(face, has);
	ck_assert_uint_eq(lib->hb_face_get_glyph_count(face), cut.glyphs);
	bool shown = lib->hb_set_has(has, rune);
	lib->hb_set_destroy(has);
	lib->hb_face_destroy(face);
	lib->hb_blob_destroy(blob);
	return shown;
}

static bool has_table(const char *tag)
{
	return table_of(cut.data, tag).n > 0;
}

START_TEST(what_is_asked_for_stays)
{
	ck_assert_ptr_null(subset(DEJAVU, 0, "office \xc3\xb1 \xe6\xbc\xa2", false, FONT_EMBEDDABLE));
	ck_assert(shows('o') && shows('f') && shows(' ') && shows(0xf1));
	ck_assert(!shows('z') && !shows(0x6f22));
	ck_assert_uint_eq(cut.missing, 1);
	ck_assert(!cut.cff && has_table("glyf") && has_table("name") && !has_table("fpgm"));
	ck_assert(has_table("GSUB")); /* ffi is a glyph of its own */
	ck_assert_uint_gt(cut.glyphs, 8);
	ck_assert_uint_lt(cut.glyphs, 40);
	ck_assert_uint_lt(cut.data.n, 20000);
	struct str first = cut.data;
	ck_assert_ptr_null(subset(DEJAVU, 0, "\xc3\xb1 office", false, FONT_EMBEDDABLE));
	ck_assert(str_eq(first, cut.data)); /* the same bytes */
}
END_TEST

START_TEST(postscript_outlines_stay_so)
{
	const char *why;
	struct font font;
	struct runes runes = {0};
	struct fonts *f = fonts_open(&a, (struct str){0}, &why);
	ck_assert(fonts_find(f, &a, STR("EB Garamond"), 400, false, &font));
	fonts_close(f);
	runes_add_text(&a, &runes, STR("Qu"));
	ck_assert_ptr_null(font_subset(&a, &font, &runes, &cut));
	ck_assert(cut.cff && has_table("CFF ") && shows('Q') && !shows('x'));
	/* with an axis it is refused, not embedded whole */
	placed("v.otf", made_variable(slurped(font.path.p)));
	ck_assert_ptr_nonnull(strstr(subset(arena_printf(&a, "%s/v.otf", folder).p, 0, "Q", true, FONT_EMBEDDABLE), "variable"));
	ck_assert_uint_eq(cut.data.n, 0);
}
END_TEST

START_TEST(a_variable_font_is_cut_out_at_a_weight)
{
	placed("v.ttf", made_variable(slurped(DEJAVU)));
	const char *path = arena_printf(&a, "%s/v.ttf", folder).p;
	ck_assert_ptr_null(subset(path, 0, "abc", true, FONT_EMBEDDABLE));
	ck_assert(!has_table("fvar") && !has_table("gvar") && shows('a') && !shows('d'));
	ck_assert_ptr_nonnull(subset(path, 0, "abc", true, FONT_WHOLE));
}
END_TEST

START_TEST(one_font_leaves_a_collection)
{
	placed("both.ttc", collected(slurped(DEJAVU), slurped(DEJAVU_BOLD)));
	ck_assert_ptr_null(subset(arena_printf(&a, "%s/both.ttc", folder).p, 1, "abc", false, FONT_EMBEDDABLE));
	struct str from_collection = cut.data;
	ck_assert_ptr_null(subset(DEJAVU_BOLD, 0, "abc", false, FONT_EMBEDDABLE));
	ck_assert(str_eq(from_collection, cut.data));
}
END_TEST

START_TEST(what_may_not_be_cut_stays_whole)
{
	ck_assert_ptr_null(subset(DEJAVU, 0, "a", false, FONT_WHOLE));
	ck_assert(shows('a') && shows('z') && shows(0x416));
	ck_assert_uint_eq(cut.glyphs, be32(table_of(slurped(DEJAVU), "maxp").p + 4) >> 16);
	ck_assert(has_table("fpgm"));
}
END_TEST

START_TEST(what_is_no_font_is_told_of)
{
	struct str whole = slurped(DEJAVU);
	ck_assert_ptr_nonnull(subset("/nowhere.ttf", 0, "a", false, FONT_EMBEDDABLE));
	static const size_t lengths[] = {0, 3, 12, 300, 5000};
	for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
		placed("short.ttf", str_sub(whole, 0, lengths[i]));
		ck_assert_ptr_nonnull(subset(arena_printf(&a, "%s/short.ttf", folder).p, 0, "a", false, FONT_EMBEDDABLE));
	}
}
END_TEST

static const struct face *opened(struct faces **faces, struct fonts **fonts, const char *family)
{
	const char *why;
	*fonts = fonts_open(&a, str_c(folder), &why);
	*faces = faces_open(*fonts, &why);
	const struct face *face = faces_find(*faces, str_c(family), 400, false, &why);
	ck_assert_msg(face != NULL, "%s", why);
	return face;
}

static void check_glyphs(const char *family, bool cff)
{
	struct fonts *fonts;
	struct faces *faces;
	const struct face *face = opened(&faces, &fonts, family);
	uint32_t glyphs[] = {0, face_glyph(face, 'A'), face_glyph(face, 'Q'), face_glyph(face, 0xe9)};
	struct glyph_subset made, again;
	for (size_t i = 1; i < 4; i++)
		for (size_t k = i; k > 1 && glyphs[k] < glyphs[k - 1]; k--) {
			uint32_t swapped = glyphs[k];
			glyphs[k] = glyphs[k - 1];
			glyphs[k - 1] = swapped;
		}
	ck_assert_ptr_null(face_subset(&a, face, glyphs, 4, &made));
	ck_assert_ptr_null(face_subset(&a, face, glyphs, 4, &again));
	ck_assert(str_eq(made.data, again.data) && made.cff == cff && made.data.n < 30000);
	ck_assert_uint_ge(made.nglyphs, 4);
	ck_assert_uint_lt(made.nglyphs, 12); /* an accented letter may bring its parts */
	ck_assert_uint_eq(made.map[0], 0);
	for (size_t i = 1; i < 4; i++)
		ck_assert(made.map[i] > made.map[i - 1] && made.map[i] < made.nglyphs);
	if (cff) {
		ck_assert_int_eq(made.data.p[0], 1); /* major version: a bare table */
	} else {
		placed("glyphs.ttf", made.data);
		ck_assert(table_of(made.data, "glyf").n && !table_of(made.data, "GSUB").n && !table_of(made.data, "cmap").n);
		/* the glyph under its new number is as wide */
		for (size_t i = 0; i < 4; i++) {
			struct str hhea = table_of(made.data, "hhea"), hmtx = table_of(made.data, "hmtx");
			uint32_t longs = be32(hhea.p + 32) & 0xffff, at = made.map[i] < longs ? made.map[i] : longs - 1;
			ck_assert_int_eq((int32_t)(be32(hmtx.p + 4 * at) >> 16), face_advance(face, glyphs[i]));
		}
	}
	faces_close(faces);
	fonts_close(fonts);
}

START_TEST(glyphs_are_cut_out_for_a_pdf)
{
	check_glyphs("DejaVu Sans", false);
	check_glyphs("EB Garamond", true);
}
END_TEST

START_TEST(glyphs_of_a_whole_font_keep_their_numbers)
{
	struct fonts *fonts;
	struct faces *faces;
	struct glyph_subset made;
	placed("p.ttf", permitted(slurped(DEJAVU), 0x100));
	const struct face *face = opened(&faces, &fonts, "DejaVu Sans");
	ck_assert(face->font.own && face->font.permission == FONT_WHOLE);
	uint32_t glyph = face_glyph(face, 'z');
	ck_assert_ptr_null(face_subset(&a, face, &glyph, 1, &made));
	ck_assert_uint_eq(made.map[0], glyph);
	ck_assert_uint_eq(made.nglyphs, face->nglyphs);
	faces_close(faces);
	fonts_close(fonts);
}
END_TEST

START_TEST(characters_are_cut_out_for_a_pdf)
{
	struct fonts *fonts;
	struct faces *faces;
	struct runes runes = {0};
	struct str made, again;
	const struct face *face = opened(&faces, &fonts, "DejaVu Sans");
	runes_add_text(&a, &runes, STR("Qu\xc3\xa9 \xe6\xbc\xa2")); /* it has no Chinese */
	ck_assert_ptr_null(face_subset_characters(&a, face, &runes, &made));
	ck_assert_ptr_null(face_subset_characters(&a, face, &runes, &again));
	ck_assert(str_eq(made, again) && made.n < 20000);
	cut = (struct subset){.data = made, .glyphs = be32(table_of(made, "maxp").p + 4) >> 16};
	ck_assert(shows('Q') && shows(0xe9) && !shows('x') && !shows(0x6f22));
	ck_assert(has_table("glyf") && !has_table("GSUB") && !has_table("name") && !has_table("fpgm"));
	ck_assert_ptr_nonnull(face_subset_characters(&a, faces_find(faces, STR("EB Garamond"), 400, false, &(const char *){0}), &runes, &made));
	faces_close(faces);
	fonts_close(fonts);
}
END_TEST

/* A CID-keyed table made by hand: header, name and Top DICT INDEX, the charset 5, 9 to 11. */
START_TEST(cids_are_those_of_the_charset)
{
	static const char keyed[] = "\1\0\4\1" "\0\1\1\1\2" "F" "\0\1\1\1\x0a" "\x8b\x8b\x8b\x0c\x1e" "\x1d\0\0\0\x18" "\x0f";
	struct buf b;
	uint32_t cids[5];
	buf_init(&b, BUF_NO_LIMIT);
	buf_put(&b, keyed, sizeof keyed - 1);
	b.p[14] = (char)(1 + b.n - 15);
	size_t at = b.n;
	b.p[b.n - 2] = (char)at;
	buf_put(&b, "\1\0\5\0\0\x09\2", 7);
	ck_assert(cff_cids(buf_view(&b), cids, 5));
	static const uint32_t want[] = {0, 5, 9, 10, 11};
	for (size_t i = 0; i < 5; i++)
		ck_assert_uint_eq(cids[i], want[i]);
	for (size_t n = 0; n < b.n; n++) /* cut off anywhere: refused */
		ck_assert(!cff_cids(str_sub(buf_view(&b), 0, n), cids, 5));
	b.p[18] = '\x0d'; /* another operator than ROS: not CID-keyed */
	b.p[19] = '\x0d';
	ck_assert(cff_cids(buf_view(&b), cids, 5));
	ck_assert_uint_eq(cids[1], 1);
	buf_free(&b);
}
END_TEST

static void fill(TCase *t)
{
	tcase_add_checked_fixture(t, sfnt_setup, sfnt_teardown);
	tcase_add_test(t, what_is_asked_for_stays);
	tcase_add_test(t, postscript_outlines_stay_so);
	tcase_add_test(t, a_variable_font_is_cut_out_at_a_weight);
	tcase_add_test(t, one_font_leaves_a_collection);
	tcase_add_test(t, what_may_not_be_cut_stays_whole);
	tcase_add_test(t, what_is_no_font_is_told_of);
	tcase_add_test(t, glyphs_are_cut_out_for_a_pdf);
	tcase_add_test(t, characters_are_cut_out_for_a_pdf);
	tcase_add_test(t, glyphs_of_a_whole_font_keep_their_numbers);
	tcase_add_test(t, cids_are_those_of_the_charset);
}

int main(void)
{
	return unit_main("subset", fill);
}
