/* Fonts found by family, weight and slant; the project's before installed ones. */
#include "text/face.h"
#include "unit/text/sfnt.h"

static struct font font;

static bool find(const char *family, int weight, bool italic)
{
	const char *why;
	struct fonts *f = fonts_open(&a, str_c(folder), &why);
	ck_assert_msg(f != NULL, "%s", why);
	bool found = fonts_find(f, &a, str_c(family), weight, italic, &font);
	fonts_close(f);
	return found;
}

START_TEST(the_nearest_face_is_found)
{
	ck_assert(find("dejavu sans", 400, false));
	ck_str(font.path, DEJAVU);
	ck_assert(!font.italic && !font.variable && !font.own && font.weight == 400);
	ck_assert_int_eq(font.permission, FONT_EMBEDDABLE);
	ck_assert(find("Lato", 700, true));
	ck_assert(font.italic && font.weight == 700);
	ck_assert(find("EB Garamond", 700, true)); /* which has no bold italic: the slant counts first */
	ck_assert(font.italic && font.weight == 400);
	ck_assert(find("EB Garamond", 400, false));
	ck_str(font.name, "EB Garamond 12 Regular"); /* not the one for 8 points */
	ck_assert(!find("Nosuch Grotesk", 400, false));
	ck_assert(!find("", 400, false));
}
END_TEST

START_TEST(the_projects_own_come_first)
{
	placed("x.TTF", slurped(DEJAVU_BOLD));
	placed("notes.txt", STR("words"));
	placed("broken.otf", STR("OTTO\0\1"));
	ck_assert(find("DejaVu Sans", 400, false));
	ck_assert(font.own && font.weight == 700); /* nothing else of the family counts then */
	ck_assert(find("DejaVu Serif", 400, false));
	ck_assert(!font.own);
}
END_TEST

START_TEST(collections_hold_several)
{
	placed("both.ttc", collected(slurped(DEJAVU), slurped(DEJAVU_BOLD)));
	ck_assert(find("DejaVu Sans", 400, false));
	ck_assert(font.own && font.index == 0 && font.weight == 400);
	ck_assert(find("DejaVu Sans", 700, false));
	ck_assert(font.own && font.index == 1 && font.weight == 700);
}
END_TEST

START_TEST(variable_fonts_have_every_weight)
{
	placed("v.ttf", made_variable(slurped(DEJAVU)));
	ck_assert(find("DejaVu Sans", 700, false));
	ck_assert(font.own && font.variable && font.index == 0 && font.weight == 700);
	ck_assert(find("DejaVu Sans", 400, false));
	ck_assert(font.variable && font.weight == 400);
}
END_TEST

START_TEST(permissions_are_read)
{
	static const struct {
		unsigned type;
		enum font_permission want;
	} cases[] = {{0, FONT_EMBEDDABLE}, {2, FONT_RESTRICTED}, {4, FONT_EMBEDDABLE}, {8, FONT_EMBEDDABLE}, {6, FONT_EMBEDDABLE},
		{0x100, FONT_WHOLE}, {0x104, FONT_WHOLE}, {0x200, FONT_RESTRICTED}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		placed("p.ttf", permitted(slurped(DEJAVU), cases[i].type));
		ck_assert(find("DejaVu Sans", 400, false));
		ck_assert_msg(font.own && font.permission == cases[i].want, "fsType %x", cases[i].type);
	}
}
END_TEST

START_TEST(another_font_has_the_characters)
{
	const char *why;
	struct fonts *f = fonts_open(&a, (struct str){0}, &why);
	struct font serif, sans, got;
	static const uint32_t letters[] = {0x448, 0x449}, both[] = {0x448, 0x10fffd};
	struct faces *faces = faces_open(f, &why); /* loads what is needed */
	ck_assert(fonts_find(f, &a, STR("EB Garamond"), 400, false, &serif) && fonts_find(f, &a, STR("DejaVu Sans"), 700, false, &sans));
	ck_assert(fonts_fallback(f, &a, &serif, STR("en"), letters, 2, &got) && !got.own);
	ck_assert(!fonts_fallback(f, &a, &serif, STR("en"), both, 2, &got)); /* all or none */
	faces_close(faces);
	fonts_close(f);
	placed("a.ttf", slurped(DEJAVU));
	placed("b.ttf", slurped("/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf"));
	placed("c.ttf", slurped(DEJAVU_BOLD));
	placed("0.ttf", permitted(slurped("/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf"), 2)); /* may not be embedded */
	f = fonts_open(&a, str_c(folder), &why);
	/* the project's own, the nearest in kind, then in weight */
	ck_assert(fonts_fallback(f, &a, &serif, STR("en"), letters, 2, &got) && got.own && str_ends(got.path, "b.ttf"));
	ck_assert(fonts_fallback(f, &a, &sans, STR("en"), letters, 2, &got) && got.own && str_ends(got.path, "c.ttf"));
	fonts_close(f);
}
END_TEST

static void fill(TCase *t)
{
	tcase_add_checked_fixture(t, sfnt_setup, sfnt_teardown);
	tcase_add_test(t, the_nearest_face_is_found);
	tcase_add_test(t, the_projects_own_come_first);
	tcase_add_test(t, collections_hold_several);
	tcase_add_test(t, variable_fonts_have_every_weight);
	tcase_add_test(t, permissions_are_read);
	tcase_add_test(t, another_font_has_the_characters);
}

int main(void)
{
	return unit_main("font", fill);
}
