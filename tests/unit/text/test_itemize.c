/* Paragraphs cut into runs: directions, scripts, other fonts, characters that none has; the order of drawing. */
#include "base/pool.h"
#include "unit/text/setting.h"

#define SHALOM "\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d"
#define MARHABA "\xd9\x85\xd8\xb1\xd8\xad\xd8\xa8\xd8\xa7"
#define NAMASTE "\xe0\xa4\xa8\xe0\xa4\xae\xe0\xa4\xb8\xe0\xa5\x8d\xe0\xa4\xa4\xe0\xa5\x87"
#define NOBODY "\xf4\x8f\xbf\xbd" /* U+10FFFD, private */

static struct text_runs runs;

static void cut(const char *family, const char *text, enum text_direction direction)
{
	struct text_span span = {(uint32_t)strlen(text), face_of(family), STR("en"), 0};
	itemize(&a, faces, str_c(text), &span, 1, direction, &runs);
	uint32_t at = 0;
	for (size_t i = 0; i < runs.n; i++) {
		ck_assert_uint_eq(runs.items[i].from, at);
		at = runs.items[i].to;
		ck_assert_uint_eq(runs.items[i].style.rtl, runs.items[i].level & 1);
	}
	ck_assert_uint_eq(at, span.to);
}

START_TEST(plain_text_is_one_run)
{
	cut("EB Garamond", "\xe2\x80\x9cWell\xe2\x80\x9d (na\xc3\xafve, 1984) \xe2\x80\x94 e\xcc\x81t\xc3\xa9", DIRECTION_AUTO);
	ck_assert_uint_eq(runs.n, 1);
	ck_assert(runs.items[0].style.script == SCRIPT_LATIN && runs.items[0].style.face == face_of("EB Garamond"));
	ck_assert(!runs.rtl && !runs.missing.n);
	cut("EB Garamond", "42", DIRECTION_AUTO);
	ck_assert_uint_eq(runs.items[0].style.script, SCRIPT_LATIN);
	cut("EB Garamond", "", DIRECTION_AUTO);
	ck_assert_uint_eq(runs.n, 0);
}
END_TEST

START_TEST(spans_are_kept)
{
	struct str text = STR("plain bold end");
	struct text_span spans[] = {{6, face_of("EB Garamond"), STR("en"), 0}, {10, face_of("Lato"), STR("de"), SHAPE_OLD_STYLE},
		{14, face_of("EB Garamond"), STR("en"), 0}};
	itemize(&a, faces, text, spans, 3, DIRECTION_LTR, &runs);
	ck_assert_uint_eq(runs.n, 3);
	ck_assert(runs.items[1].from == 6 && runs.items[1].to == 10 && runs.items[1].span == 1);
	ck_assert(runs.items[1].style.face == spans[1].face && runs.items[1].style.features == SHAPE_OLD_STYLE);
	ck_str(runs.items[1].style.lang, "de");
}
END_TEST

START_TEST(hebrew_stands_in_its_order)
{
	cut("DejaVu Sans", "say " SHALOM " 12 now", DIRECTION_AUTO);
	ck_assert(!runs.rtl);
	ck_assert_uint_eq(runs.n, 5); /* "say ", the word and its space, "12", the space, "now" */
	static const uint8_t want[] = {0, 1, 2, 0, 0};
	uint8_t levels[5];
	uint32_t order[5];
	for (size_t i = 0; i < 5; i++)
		ck_assert_uint_eq(levels[i] = runs.items[i].level, want[i]);
	ck_assert_uint_eq(runs.items[1].style.script, SCRIPT('H', 'e', 'b', 'r'));
	line_order(levels, 5, order);
	ck_assert(order[0] == 0 && order[1] == 2 && order[2] == 1 && order[3] == 3 && order[4] == 4);
	struct shaped word = shape_word(shaper, &runs.items[1].style, STR(SHALOM));
	ck_assert_uint_eq(word.glyphs[0].cluster, 6);
	ck_assert_uint_eq(word.glyphs[3].cluster, 0);
}
END_TEST

START_TEST(a_paragraph_has_a_direction)
{
	cut("DejaVu Sans", SHALOM " abc", DIRECTION_AUTO);
	ck_assert(runs.rtl && runs.n == 2 && runs.items[1].level == 2);
	cut("DejaVu Sans", SHALOM " abc", DIRECTION_LTR);
	ck_assert(!runs.rtl && runs.items[1].level == 0);
	cut("DejaVu Sans", "abc.", DIRECTION_RTL);
	ck_assert(runs.rtl && runs.items[0].level == 2 && runs.items[runs.n - 1].level == 1);
}
END_TEST

START_TEST(lines_are_reordered)
{
	/* by hand: each level from the highest turns what is of it or above */
	static const uint8_t levels[] = {0, 1, 2, 2, 1, 0, 3, 4, 4, 3, 2};
	static const uint32_t want[] = {0, 4, 2, 3, 1, 5, 9, 7, 8, 6, 10};
	uint32_t order[11];
	line_order(levels, 11, order);
	for (size_t i = 0; i < 11; i++)
		ck_assert_uint_eq(order[i], want[i]);
	static const uint8_t all[] = {1, 1, 1};
	line_order(all, 3, order);
	ck_assert(order[0] == 2 && order[1] == 1 && order[2] == 0);
}
END_TEST

START_TEST(another_font_has_the_letters)
{
	cut("EB Garamond", "He said " MARHABA ", then " NAMASTE " too.", DIRECTION_AUTO);
	ck_assert_uint_eq(runs.missing.n, 0);
	bool arabic = false, hindi = false;
	for (size_t i = 0; i < runs.n; i++) {
		const struct text_run *r = &runs.items[i];
		arabic |= r->style.script == SCRIPT('A', 'r', 'a', 'b') && r->to - r->from >= sizeof MARHABA - 1 &&
			  str_is(r->style.face->font.family, "Amiri"); /* has serifs, as what it stands beside */
		hindi |= r->style.script == SCRIPT('D', 'e', 'v', 'a') && r->to - r->from >= sizeof NAMASTE - 1 && face_has(r->style.face, 0x928);
		struct pieces pieces = {0};
		shape_run(shaper, &a, &r->style, STR("He said " MARHABA ", then " NAMASTE " too."), r->from, r->to, &pieces);
		for (size_t k = 0; k < pieces.n; k++)
			for (uint32_t g = 0; g < pieces.items[k].shaped.n; g++)
				ck_assert_uint_ne(pieces.items[k].shaped.glyphs[g].id, 0);
	}
	ck_assert(arabic && hindi);
	ck_assert(runs.items[0].style.face == face_of("EB Garamond") && runs.items[runs.n - 1].style.face == face_of("EB Garamond"));
}
END_TEST

/* Amiri has no small letter of Cyrillic, say; a word that one font lacks a letter of comes from one other font. */
START_TEST(a_word_is_of_one_font)
{
	const struct face *garamond = face_of("EB Garamond");
	uint32_t lacks = 0;
	for (uint32_t r = 0x400; r < 0x530 && !lacks; r++)
		if (!face_has(garamond, r) && face_has(face_of("DejaVu Sans"), r))
			lacks = r;
	ck_assert_uint_ne(lacks, 0);
	ck_assert(face_has(garamond, 0x43c));
	struct str text = arena_printf(&a, "ok \xd0\xbc\xd0\xbc%c%c\xd0\xbc ok", (int)(0xc0 | lacks >> 6), (int)(0x80 | (lacks & 0x3f)));
	cut("EB Garamond", text.p, DIRECTION_AUTO);
	ck_assert_uint_eq(runs.missing.n, 0);
	ck_assert_uint_eq(runs.n, 3);
	ck_assert(face_has(runs.items[1].style.face, lacks) && runs.items[1].from == 3 && runs.items[1].to >= 11);
}
END_TEST

START_TEST(what_nobody_has_is_reported)
{
	cut("EB Garamond", "a" NOBODY "b " NOBODY, DIRECTION_AUTO);
	ck_assert_uint_eq(runs.missing.n, 2);
	ck_assert(runs.missing.items[0].at == 1 && runs.missing.items[0].rune == 0x10fffd && runs.missing.items[1].at == 7);
	ck_assert_uint_eq(runs.items[0].style.face == face_of("EB Garamond"), 1);
	/* drawn by no glyph of their own */
	cut("EB Garamond", "a\xc2\xad" "b\xe2\x80\x8b" "c\xe2\x80\xaf" "d\xef\xbb\xbf" "e\xe2\x80\xa8" "f\xe2\x80\x91g", DIRECTION_AUTO);
	ck_assert(runs.missing.n == 0 && runs.n == 1);
}
END_TEST

START_TEST(emoji_and_han_stay_whole)
{
	/* a family of three, joined; two Han with their comma; as clusters, whether a font has them or not */
	cut("EB Garamond", "x \xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7 \xe6\xbc\xa2\xe5\xad\x97\xe3\x80\x81\xe6\xbc\xa2 y", DIRECTION_AUTO);
	for (size_t i = 0; i < runs.n; i++)
		ck_assert(runs.items[i].from <= 2 || runs.items[i].from >= 13);
	bool han = false;
	for (size_t i = 0; i < runs.n; i++)
		han |= runs.items[i].style.script == SCRIPT('H', 'a', 'n', 'i') && runs.items[i].from <= 14;
	ck_assert(han);
}
END_TEST

static void same_runs(const struct text_runs *x, const struct text_runs *y)
{
	ck_assert_uint_eq(x->n, y->n);
	for (size_t i = 0; i < x->n; i++) {
		const struct text_run *p = &x->items[i], *q = &y->items[i];
		ck_assert(p->from == q->from && p->to == q->to && p->level == q->level && p->style.script == q->style.script);
		ck_assert(str_eq(p->style.face->font.path, q->style.face->font.path) && p->style.face->font.index == q->style.face->font.index);
	}
}

START_TEST(it_is_the_same_every_time)
{
	static const char text[] = MARHABA " a " NAMASTE " \xe2\x99\xab \xe2\x88\x80" SHALOM " \xce\xb1 \xf0\x9f\x98\x80 " NOBODY;
	cut("EB Garamond", text, DIRECTION_AUTO);
	struct text_runs first = runs;
	struct faces *before = faces;
	const char *why;
	/* other faces, asked in another order */
	faces = faces_open(fonts, &why);
	cut("EB Garamond", "\xe2\x88\x80 \xf0\x9f\x98\x80 " NAMASTE, DIRECTION_AUTO);
	cut("EB Garamond", text, DIRECTION_AUTO);
	same_runs(&first, &runs);
	faces_close(before);
}
END_TEST

struct job {
	struct arena arena;
	struct text_runs runs;
	int64_t advance;
};

static void set_text(void *context, size_t index)
{
	static const char text[] = "office " MARHABA " " NAMASTE " " SHALOM " \xe2\x99\xab end";
	struct job *job = (struct job *)context + index;
	struct text_span span = {sizeof text - 1, face_of(index % 2 ? "Lato" : "EB Garamond"), STR("en"), 0};
	struct shaper *s = shaper_open();
	arena_init(&job->arena);
	for (int again = 0; again < 50; again++) {
		itemize(&job->arena, faces, (struct str){text, sizeof text - 1}, &span, 1, DIRECTION_AUTO, &job->runs);
		job->advance = 0;
		for (size_t i = 0; i < job->runs.n; i++) {
			const struct text_run *r = &job->runs.items[i];
			struct pieces pieces = {0};
			shape_run(s, &job->arena, &r->style, (struct str){text, sizeof text - 1}, r->from, r->to, &pieces);
			for (size_t k = 0; k < pieces.n; k++)
				job->advance += pieces.items[k].shaped.advance;
		}
	}
	shaper_close(s);
}

START_TEST(threads_change_nothing)
{
	struct job beside[8], alone[2];
	pool_run(4, 8, set_text, beside);
	pool_run(1, 2, set_text, alone);
	for (size_t i = 0; i < 8; i++) {
		same_runs(&beside[i].runs, &alone[i % 2].runs);
		ck_assert_int_eq(beside[i].advance, alone[i % 2].advance);
		arena_free(&beside[i].arena);
	}
	arena_free(&alone[0].arena);
	arena_free(&alone[1].arena);
}
END_TEST

static void fill(TCase *t)
{
	tcase_add_checked_fixture(t, setting_setup, setting_teardown);
	tcase_add_test(t, plain_text_is_one_run);
	tcase_add_test(t, spans_are_kept);
	tcase_add_test(t, hebrew_stands_in_its_order);
	tcase_add_test(t, a_paragraph_has_a_direction);
	tcase_add_test(t, lines_are_reordered);
	tcase_add_test(t, another_font_has_the_letters);
	tcase_add_test(t, a_word_is_of_one_font);
	tcase_add_test(t, what_nobody_has_is_reported);
	tcase_add_test(t, emoji_and_han_stay_whole);
	tcase_add_test(t, it_is_the_same_every_time);
	tcase_add_test(t, threads_change_nothing);
}

int main(void)
{
	return unit_main("itemize", fill);
}
