/* Fonts cut down, and what is left of them when they are opened again. */
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

static void fill(TCase *t)
{
	tcase_add_checked_fixture(t, sfnt_setup, sfnt_teardown);
	tcase_add_test(t, what_is_asked_for_stays);
	tcase_add_test(t, postscript_outlines_stay_so);
	tcase_add_test(t, a_variable_font_is_cut_out_at_a_weight);
	tcase_add_test(t, one_font_leaves_a_collection);
	tcase_add_test(t, what_may_not_be_cut_stays_whole);
	tcase_add_test(t, what_is_no_font_is_told_of);
}

int main(void)
{
	return unit_main("subset", fill);
}
