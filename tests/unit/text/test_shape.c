/* Words to glyphs: what fonts do with them, and that the cache changes nothing. */
#include <malloc.h>
#include "unit/text/setting.h"

static const char prose[] = "The office\xe2\x80\x99s first fjord: AV, To, \xe2\x80\x9cWait\xe2\x80\x9d\xe2\x80\x94" "affluent, Qu 1984 e-mail "
			    "na\xc3\xafve f\xc3\xbcr fi ffi Th (1) f(x) \xc2\xa0 end. office first The To, AV 1984 VA LT Y. ";

#define PROSE ((struct str){prose, sizeof prose - 1})

START_TEST(ligatures_and_kerning)
{
	struct shape_style style = latin("EB Garamond", 0), plain = latin("EB Garamond", SHAPE_NO_LIGATURES),
			   loose = latin("EB Garamond", SHAPE_NO_KERNING);
	/* this font draws its ligature in parts */
	struct shaped ligated = shape_word(shaper, &style, STR("office")), apart = shape_word(shaper, &plain, STR("office"));
	ck_assert(ligated.n == 6 && apart.n == 6);
	ck_assert_uint_ne(ligated.glyphs[1].id, apart.glyphs[1].id);
	ck_assert(!ligated.glyphs[2].safe && ligated.glyphs[4].safe);
	struct shape_style sans = latin("DejaVu Sans", 0);
	ligated = shape_word(shaper, &sans, STR("office"));
	ck_assert_uint_lt(ligated.n, 6);
	uint32_t bytes = 0, longest = 0;
	for (uint32_t i = 0; i < ligated.n; i++) {
		ck_assert_uint_eq(ligated.glyphs[i].cluster, bytes);
		bytes += ligated.glyphs[i].length;
		longest = ligated.glyphs[i].length > longest ? ligated.glyphs[i].length : longest;
	}
	ck_assert_uint_eq(bytes, 6);
	ck_assert_uint_ge(longest, 2);
	struct shaped kerned = shape_word(shaper, &style, STR("AV")), not = shape_word(shaper, &loose, STR("AV"));
	ck_assert_int_lt(kerned.advance, not.advance);
	ck_assert_int_eq(not.advance, face_advance(style.face, face_glyph(style.face, 'A')) + face_advance(style.face, face_glyph(style.face, 'V')));
	ck_assert(!kerned.glyphs[1].safe && not.glyphs[1].safe);
}
END_TEST

START_TEST(features_change_glyphs)
{
	struct shape_style style = latin("EB Garamond", 0);
	static const struct {
		const char *text;
		unsigned features;
	} cases[] = {{"abc", SHAPE_SMALL_CAPS}, {"ABC", SHAPE_ALL_SMALL_CAPS}, {"123", SHAPE_OLD_STYLE | SHAPE_TABULAR}, {"1", SHAPE_SUPERIORS}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct shape_style other = latin("EB Garamond", cases[i].features);
		struct shaped x = shape_word(shaper, &style, str_c(cases[i].text)), y = shape_word(shaper, &other, str_c(cases[i].text));
		ck_assert_uint_eq(x.n, y.n);
		for (uint32_t k = 0; k < x.n; k++)
			ck_assert_msg(x.glyphs[k].id != y.glyphs[k].id, "%s, glyph %u", cases[i].text, k);
	}
	struct shape_style small = latin("EB Garamond", SHAPE_SMALL_CAPS);
	ck_assert_uint_eq(shape_word(shaper, &small, STR("A")).glyphs[0].id, shape_word(shaper, &style, STR("A")).glyphs[0].id);
	ck_assert(style.face->small_caps && style.face->old_style && !face_of("DejaVu Sans")->small_caps);
}
END_TEST

START_TEST(arabic_letters_join)
{
	struct shape_style style = {face_of("Amiri"), STR("ar"), SCRIPT('A', 'r', 'a', 'b'), 0, true};
	/* beh alone, and thrice in a word: three other shapes, drawn from the last to the first */
	uint32_t alone = shape_word(shaper, &style, STR("\xd8\xa8")).glyphs[0].id;
	struct shaped word = shape_word(shaper, &style, STR("\xd8\xa8\xd8\xa8\xd8\xa8"));
	ck_assert_uint_eq(word.glyphs[0].cluster, 4);
	ck_assert_uint_eq(word.glyphs[word.n - 1].cluster, 0);
	uint32_t bytes = 0;
	for (uint32_t i = 0; i < word.n; i++) {
		ck_assert_uint_ne(word.glyphs[i].id, alone);
		bytes += word.glyphs[i].length;
	}
	ck_assert_uint_eq(bytes, 6);
	/* a run that ends within a word: the letters reach over its end */
	struct str text = STR("\xd8\xa8\xd8\xa8");
	struct pieces pieces = {0};
	shape_run(shaper, &a, &style, text, 0, 2, &pieces);
	shape_run(shaper, &a, &style, text, 2, 4, &pieces);
	ck_assert_uint_eq(pieces.n, 2);
	ck_assert_uint_ne(pieces.items[0].shaped.glyphs[0].id, alone);
	ck_assert_uint_ne(pieces.items[1].shaped.glyphs[0].id, alone);
}
END_TEST

START_TEST(devanagari_is_reordered)
{
	struct shape_style style = {face_of("Lohit Devanagari"), STR("hi"), SCRIPT('D', 'e', 'v', 'a'), 0, false};
	struct shaped word = shape_word(shaper, &style, STR("\xe0\xa4\x95\xe0\xa4\xbf")); /* ki: the vowel is drawn first */
	ck_assert_uint_eq(word.n, 2);
	ck_assert_uint_eq(word.glyphs[1].id, face_glyph(style.face, 0x915));
	ck_assert(word.glyphs[0].cluster == 0 && word.glyphs[0].length == 6 && word.glyphs[1].length == 0);
}
END_TEST

START_TEST(a_hyphen_is_no_text)
{
	struct shape_style style = latin("EB Garamond", 0);
	struct shaped plain = shape_word(shaper, &style, STR("of")), cut = shape_hyphenated(shaper, &style, STR("of"));
	ck_assert_uint_eq(cut.n, plain.n + 1);
	ck_assert_uint_eq(cut.glyphs[cut.n - 1].id, face_glyph(style.face, style.face->hyphen));
	ck_assert(cut.glyphs[cut.n - 1].length == 0 && cut.glyphs[cut.n - 1].cluster == 2);
	same_glyphs(shape_word(shaper, &style, STR("of")), plain, "with a hyphen is another word");
}
END_TEST

static struct pieces pieces_of(struct shaper *s, const struct shape_style *style, struct str text)
{
	struct pieces pieces = {0};
	shape_run(s, &a, style, text, 0, text.n, &pieces);
	return pieces;
}

START_TEST(the_cache_changes_nothing)
{
	static const char *const families[] = {"EB Garamond", "Lato", "DejaVu Sans"};
	struct shaper *fresh = shaper_open();
	shaper_uncached(fresh);
	for (size_t f = 0; f < 3; f++) {
		struct shape_style style = latin(families[f], f == 1 ? SHAPE_OLD_STYLE : 0);
		for (int again = 0; again < 2; again++) {
			struct pieces x = pieces_of(shaper, &style, PROSE), y = pieces_of(fresh, &style, PROSE);
			ck_assert_uint_eq(x.n, y.n);
			for (size_t i = 0; i < x.n; i++)
				same_glyphs(x.items[i].shaped, y.items[i].shaped, families[f]);
		}
	}
	shaper_close(fresh);
}
END_TEST

static uint32_t next_random(uint32_t *state)
{
	*state = *state * 1664525 + 1013904223;
	return *state >> 16;
}

/* Words of letters drawn by lot, asked for in any order and twice: as shaped anew. */
START_TEST(the_cache_gives_what_shaping_gives)
{
	static const char letters[] = "aeiofflTAVWQyj-.,'1";
	struct shape_style styles[] = {latin("EB Garamond", 0), latin("EB Garamond", SHAPE_SMALL_CAPS), latin("DejaVu Sans", 0)};
	struct shaper *fresh = shaper_open();
	shaper_uncached(fresh);
	uint32_t state = 7;
	for (int i = 0; i < 30000; i++) {
		char word[5];
		size_t n = 1 + next_random(&state) % 4;
		for (size_t k = 0; k < n; k++)
			word[k] = letters[next_random(&state) % (sizeof letters - 1)];
		const struct shape_style *style = &styles[next_random(&state) % 3];
		struct str text = {word, n};
		if (next_random(&state) % 4 == 0)
			same_glyphs(shape_hyphenated(shaper, style, text), shape_hyphenated(fresh, style, text), "hyphenated");
		else
			same_glyphs(shape_word(shaper, style, text), shape_word(fresh, style, text), "word");
		shaper_rest(fresh);
		if (i % 10000 == 0)
			shaper_rest(shaper);
	}
	shaper_close(fresh);
}
END_TEST

/* Word by word gives the same glyphs in the same places as the whole line shaped at once. */
static void pieces_as_whole(struct str text)
{
	static const char *const families[] = {"EB Garamond", "Lato", "DejaVu Sans", "DejaVu Serif", "Amiri"};
	for (size_t f = 0; f < 5; f++) {
		struct shape_style style = latin(families[f], 0);
		struct shaped whole = shape_part(shaper, &style, text, 0, text.n);
		struct pieces pieces = pieces_of(shaper, &style, text);
		uint32_t at = 0;
		for (size_t i = 0; i < pieces.n; i++) {
			const struct piece *p = &pieces.items[i];
			ck_assert_uint_eq(p->from, i ? pieces.items[i - 1].to : 0);
			for (uint32_t k = 0; k < p->shaped.n; k++, at++) {
				const struct glyph *x = &p->shaped.glyphs[k], *y = &whole.glyphs[at];
				ck_assert_msg(at < whole.n && x->id == y->id && x->advance == y->advance && x->length == y->length &&
						      x->cluster + p->from == y->cluster,
					"%s at byte %u", families[f], p->from);
			}
		}
		ck_assert_uint_eq(at, whole.n);
	}
}

START_TEST(pieces_are_the_whole)
{
	static const char letters[] = "aefilTAVWYojr-.,'1  ";
	char text[400];
	uint32_t state = 3;
	pieces_as_whole(PROSE);
	for (int i = 0; i < 100; i++) {
		for (size_t k = 0; k < sizeof text; k++)
			text[k] = letters[next_random(&state) % (sizeof letters - 1)];
		pieces_as_whole((struct str){text, sizeof text});
	}
	ck_assert(face_of("Lato")->kerns_spaces && face_of("Lato")->kerns_pairs && !face_of("EB Garamond")->kerns_spaces);
}
END_TEST

START_TEST(spaces_and_separators_are_pieces)
{
	struct shape_style style = latin("EB Garamond", 0);
	struct pieces pieces = pieces_of(shaper, &style, STR("a b\xc2\xa0" "c\xe2\x80\xa8" "d\xc2\xad" "e"));
	static const struct {
		uint32_t to;
		bool space;
		uint32_t glyphs;
	} want[] = {{1, false, 1}, {2, true, 1}, {3, false, 1}, {5, true, 1}, {6, false, 1}, {9, false, 0}, {13, false, 2}};
	ck_assert_uint_eq(pieces.n, sizeof want / sizeof *want);
	for (size_t i = 0; i < pieces.n; i++) {
		ck_assert_uint_eq(pieces.items[i].to, want[i].to);
		ck_assert_uint_eq(pieces.items[i].space, want[i].space);
		ck_assert_uint_eq(pieces.items[i].shaped.n, want[i].glyphs);
	}
	ck_assert_int_eq(pieces.items[1].shaped.advance, pieces.items[3].shaped.advance);
}
END_TEST

START_TEST(memory_is_given_back)
{
	struct shape_style style = latin("EB Garamond", 0);
	char word[16];
	for (int i = 0; i < 200000; i++) {
		snprintf(word, sizeof word, "word%d", i);
		ck_assert_uint_eq(shape_word(shaper, &style, str_c(word)).n, strlen(word));
		shaper_rest(shaper);
	}
	struct mallinfo2 held = mallinfo2();
	ck_assert_uint_lt(held.uordblks + held.hblkhd, (size_t)30 << 20);
}
END_TEST

static void fill(TCase *t)
{
	tcase_add_checked_fixture(t, setting_setup, setting_teardown);
	tcase_add_test(t, ligatures_and_kerning);
	tcase_add_test(t, features_change_glyphs);
	tcase_add_test(t, arabic_letters_join);
	tcase_add_test(t, devanagari_is_reordered);
	tcase_add_test(t, a_hyphen_is_no_text);
	tcase_add_test(t, the_cache_changes_nothing);
	tcase_add_test(t, the_cache_gives_what_shaping_gives);
	tcase_add_test(t, pieces_are_the_whole);
	tcase_add_test(t, spaces_and_separators_are_pieces);
	tcase_add_test(t, memory_is_given_back);
}

int main(void)
{
	return unit_main("shape", fill);
}
