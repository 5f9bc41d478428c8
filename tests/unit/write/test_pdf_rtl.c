/*
 * Hebrew and Arabic in a PDF: what is drawn from left to right is to be read from right to left.
 * Given a folder, writes rtl.pdf into it.
 */
#include "unit/write/pages.h"
#include "layout/paragraph.h"

static const char *const texts[] = {
	"\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d \xd7\xa2\xd7\x95\xd7\x9c\xd7\x9d: \xd7\x9b\xd7\x9a \xd7\x9b\xd7\xaa\xd7\x91\xd7\x94 "
	"Jane Example \xd7\x91\xd7\xa9\xd7\xa0\xd7\xaa 2024, \xd7\x95\xd7\x9b\xd7\x9a \xd7\xa7\xd7\xa8\xd7\x90\xd7\xa0\xd7\x95 \xd7\x90\xd7\xaa "
	"\xd7\x94\xd7\x9e\xd7\x9b\xd7\xaa\xd7\x91 \xd7\xa9\xd7\x95\xd7\x91 \xd7\x95\xd7\xa9\xd7\x95\xd7\x91 (\xd7\x91\xd7\xa7\xd7\x95\xd7\x9c).",
	"\xd7\x91\xd6\xb0\xd6\xbc\xd7\xa8\xd6\xb5\xd7\x90\xd7\xa9\xd6\xb4\xd7\x81\xd7\x99\xd7\xaa \xd7\x91\xd6\xbc\xd6\xb8\xd7\xa8\xd6\xb8\xd7\x90",
	"\xd8\xa7\xd9\x84\xd8\xb3\xd9\x84\xd8\xa7\xd9\x85 \xd8\xb9\xd9\x84\xd9\x8a\xd9\x83\xd9\x85 \xd9\x88\xd8\xa3\xd9\x87\xd9\x84\xd8\xa7 "
	"\xd9\x88\xd8\xb3\xd9\x87\xd9\x84\xd8\xa7\xd8\x8c \xd9\x87\xd8\xb0\xd8\xa7 \xd9\x83\xd8\xaa\xd8\xa7\xd8\xa8 \xd8\xb9\xd9\x86 "
	"\xd8\xa7\xd9\x84\xd8\xa3\xd9\x85\xd8\xa7\xd9\x86 \xd9\x81\xd9\x8a \xd8\xb9\xd8\xa7\xd9\x85 2024 \xd9\x88\xd9\x85\xd8\xa7 \xd8\xa8\xd8\xb9\xd8\xaf\xd9\x87.",
	"In English he said \xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d \xd7\xa2\xd7\x95\xd7\x9c\xd7\x9d twice, and she said \xd8\xa7\xd9\x84\xd8\xb3\xd9\x84\xd8\xa7\xd9\x85 back.",
};

static void paragraph(struct page *p, dim y, int which)
{
	struct setter setter = {.faces = faces, .shaper = shaper, .diags = &s.diags};
	const struct face *face = which == 2 ? face_of("Amiri", false) : which < 2 ? sans : serif;
	struct paragraph_style style = {.faces = {{face, face}, {face, face}}, .code = sans, .size = PT(12), .code_size = 850, .small_size = 850,
		.script_size = 700, .costs = &break_costs_book, .emergency = PT(16), .short_last = PT(22), .ragged = PT(40), .stretch = 500,
		.shrink = 300, .lang = which == 3 ? STR("en") : which == 2 ? STR("ar") : STR("he")};
	struct line_box box = {PT(54), PT(250)};
	struct paragraph_shape shape = {&box, 1};
	struct set_paragraph set;
	struct tag *tag = tagged(TAG_P, l->root);
	linebreaker_init(&setter.breaker);
	paragraph_set_text(&setter, &s.arena, &s.arena, str_c(texts[which]), (struct pos){0}, &style, &shape, tag, &set);
	linebreaker_free(&setter.breaker);
	ck_assert(set.n && set.rtl == (which < 3));
	for (size_t i = 0; i < set.n; i++)
		for (size_t k = 0; k < set.lines[i].n; k++) {
			struct mark *m = mark_new(p, MARK_GLYPHS, tag, 0, 0);
			*m = set.lines[i].marks[k];
			m->y += y + (dim)i * PT(18);
		}
}

static void setup(void)
{
	layout_open();
	l->bleed = 0;
	l->rtl = true;
	((struct edition *)(uintptr_t)l->edition)->file = STR("rtl");
	struct page *p = page_new("1");
	for (int i = 0; i < 4; i++)
		paragraph(p, PT(80) + i * PT(90), i);
	number_tags(l->root);
}

/* Where each glyph of the page's first run stands, by its codes, in thousandths of the em from the run's left edge; how many. */
static size_t drawn(struct str content, const struct pdf_font *font, uint16_t *codes, long *places)
{
	size_t n = 0, spaced = str_find(content, " Tw\n");
	long at = 0, word_space = 0; /* of 12 points */
	while (spaced < content.n && content.p[spaced - 1] != '\n')
		spaced--;
	if (spaced < str_find(content, "["))
		word_space = (long)(strtod(content.p + spaced, NULL) * 1000 / 12);
	const char *c = content.p + str_find(content, "\n[") + 2;
	while (*c != ']') {
		char *end;
		if (*c != '(') {
			at -= strtol(c, &end, 10);
			c = end;
			continue;
		}
		for (c++; *c != ')'; n++) {
			codes[n] = (unsigned char)(*c == '\\' ? *++c == 'r' ? '\r' : *c : *c);
			c++;
			places[n] = at;
			at += codes[n] == PDF_SPACE ? word_space : 0;
			for (uint32_t g = 0; g < font->face->nglyphs; g++)
				if (font->glyphs[g].text.p && font->glyphs[g].code == codes[n])
					at += font->glyphs[g].width;
		}
		c++;
	}
	return n;
}

/* Fonts as the file has them. */
static struct pdf spelled(struct buf *content)
{
	struct pdf p = {.layout = l, .arena = &s.arena, .diags = &s.diags, .file = pdf_file_open(scratch_path(&s, "x.pdf"), 1)};
	ck_assert(pdf_fonts(&p));
	pdf_file_cancel(p.file);
	buf_init(content, BUF_NO_LIMIT);
	pdf_spell(&p, 0, content);
	return p;
}

START_TEST(the_text_begins_at_the_right)
{
	struct buf content;
	struct pdf p = spelled(&content);
	const struct glyph_run unpacked = glyphs_of(&s.arena, &l->pages[0].marks[0].u.run), *run = &unpacked;
	size_t index;
	const struct pdf_font *font = pdf_font_of(&p, run->face, &index);
	uint16_t codes[100];
	long places[100];
	ck_assert(pdf_is_from_right(run));
	ck_assert(font->bytes);
	ck_assert_uint_eq(drawn(buf_view(&content), font, codes, places), run->n);
	int64_t x = 0;
	for (size_t i = 0; i < run->n; i++) {
		size_t k = run->n - 1 - i; /* the first that is drawn is the last from the left */
		long want = (long)(x * 1000 / run->size);
		ck_assert_uint_eq(codes[k], font->glyphs[run->glyphs[i].id].code);
		ck_assert_msg(places[k] >= want - 2 && places[k] <= want + 2, "%zu: %ld, not %ld", i, places[k], want);
		x += run->glyphs[i].advance;
	}
	buf_free(&content);
}
END_TEST

START_TEST(marks_of_a_cluster_say_which_they_are)
{
	struct buf content;
	struct pdf p = spelled(&content);
	size_t index;
	const struct pdf_font *font = pdf_font_of(&p, sans, &index);
	ck_str(font->glyphs[face_glyph(sans, 0x5b0)].text, "\xd6\xb0");
	ck_str(font->glyphs[face_glyph(sans, 0x5d1)].text, "\xd7\x91");
	ck_assert(!holds(buf_view(&content), "ActualText"));
	buf_free(&content);
}
END_TEST

START_TEST(what_is_left_to_right_stays_so)
{
	const struct page *page = &l->pages[0];
	size_t n = 0;
	for (size_t i = 0; i < page->n; i++) {
		const struct glyph_run unpacked = glyphs_of(&s.arena, &page->marks[i].u.run), *run = &unpacked;
		bool hebrew_or_arabic = run->text.n && ((unsigned char)run->text.p[0] & 0xf0) == 0xd0;
		n += hebrew_or_arabic;
		if (hebrew_or_arabic && run->n > 1)
			ck_assert(pdf_is_from_right(run));
		if (holds(run->text, "Example") || holds(run->text, "2024") || holds(run->text, "twice"))
			ck_assert(!pdf_is_from_right(run));
	}
	ck_assert_uint_gt(n, 6);
}
END_TEST

int main(int argc, char **argv)
{
	const TTest *tests[] = {the_text_begins_at_the_right, marks_of_a_cluster_say_which_they_are, what_is_left_to_right_stays_so};
	return run_pdf_tests("pdf_rtl", setup, tests, sizeof tests / sizeof *tests, argc > 1 ? argv[1] : NULL);
}
