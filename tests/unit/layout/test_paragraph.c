/* Paragraphs set with real fonts: where lines end, that no byte is lost, what stands in which order, what is linked and reported. */
#include "base/buf.h"
#include "layout/glyphs.h"
#include "layout/paragraph.h"
#include "layout/tag.h"
#include "unit/text/setting.h"

static struct arena out;
static struct diags diags;
static struct hyphen_dictionaries *dictionaries;
static struct setter setter;
static struct paragraph_style style;
static struct node *root;
static struct tag *tag;

static const struct pos nowhere;

static void setup(void)
{
	const char *why;
	setting_setup();
	arena_init(&out);
	diags_init(&diags);
	dictionaries = hyphen_dictionaries_open(NULL);
	setter = (struct setter){.faces = faces, .shaper = shaper, .hyphenator = hyphenator_open(dictionaries), .diags = &diags};
	linebreaker_init(&setter.breaker);
	style = (struct paragraph_style){.code = face_of("DejaVu Sans Mono"), .size = 11 * DIM_POINT, .code_size = 850, .small_size = 850,
		.script_size = 700, .hyphenate = true, .stretch = 500, .shrink = 300, .costs = &break_costs_book, .emergency = 16 * DIM_POINT,
		.short_last = 22 * DIM_POINT, .ragged = 40 * DIM_POINT, .lang = STR("en"), .link_colour = 0x000080};
	for (int bold = 0; bold < 2; bold++)
		for (int italic = 0; italic < 2; italic++)
			style.faces[bold][italic] = faces_find(faces, STR("EB Garamond"), bold ? 700 : 400, italic, &why);
	root = node_new(&out, NODE_PARAGRAPH, nowhere);
	tag = tag_new(&out, NULL, TAG_P, root);
}

static void teardown(void)
{
	linebreaker_free(&setter.breaker);
	arena_free(&setter.scratch);
	hyphenator_close(setter.hyphenator);
	hyphen_dictionaries_close(dictionaries);
	diags_free(&diags);
	arena_free(&out);
	setting_teardown();
}

static struct node *add(struct node *parent, enum node_kind kind, const char *text)
{
	struct node *n = node_new(&out, kind, nowhere);
	n->text = str_c(text);
	node_append(parent, n);
	return n;
}

static struct set_paragraph set(int points)
{
	struct line_box box = {0, points * DIM_POINT};
	struct paragraph_shape shape = {&box, 1};
	struct set_paragraph p;
	paragraph_set(&setter, &out, &out, root, &style, &shape, tag, &p);
	return p;
}

/* The lines' texts, a hyphen that breaking put in as '=', each line ended by '|'; trailing spaces left out. */
static struct str shown(const struct set_paragraph *p)
{
	struct buf b;
	buf_init(&b, BUF_NO_LIMIT);
	for (size_t i = 0; i < p->n; i++) {
		bool hyphen = false;
		for (size_t k = 0; k < p->lines[i].n; k++)
			if (p->lines[i].marks[k].kind == MARK_GLYPHS) {
				buf_str(&b, p->lines[i].marks[k].u.run.text);
				hyphen = p->lines[i].marks[k].u.run.hyphen;
			}
		while (b.n && b.p[b.n - 1] == ' ')
			b.n--;
		buf_cstr(&b, hyphen ? "=|" : "|");
	}
	struct str s = buf_copy(&b, &out);
	buf_free(&b);
	return s;
}

static struct str joined(const struct set_paragraph *p)
{
	struct buf b;
	buf_init(&b, BUF_NO_LIMIT);
	for (size_t i = 0; i < p->n; i++)
		for (size_t k = 0; k < p->lines[i].n; k++)
			if (p->lines[i].marks[k].kind == MARK_GLYPHS)
				buf_str(&b, p->lines[i].marks[k].u.run.text);
	struct str s = buf_copy(&b, &out);
	buf_free(&b);
	return s;
}

static const struct placed_glyph *glyphs(const struct glyph_run *run)
{
	return glyphs_of(&out, run).glyphs;
}

static int64_t run_width(const struct glyph_run *run)
{
	int64_t width = 0;
	for (size_t i = 0; i < run->n; i++)
		width += glyphs(run)[i].advance;
	return width;
}

static const char prose[] =
	"Nobody who has kept a garden for longer than a summer believes that it can be finished. What looks like order in May is a "
	"truce: the bindweed has not surrendered, it has only gone underground, and the roses, which the visitors photograph, are "
	"themselves the result of an argument that somebody won with secateurs twenty years ago. The experienced gardener therefore "
	"distinguishes between the work that must be done today, the work that can wait until the weather changes, and the work that "
	"only looks like work \u2014 sharpening, rearranging, reconsidering \u2014 and is in truth a pleasure.";

START_TEST(lines_at_three_measures)
{
	add(root, NODE_TEXT, prose);
	struct set_paragraph wide = set(324), middle = set(220), narrow = set(120);
	ck_str(shown(&wide),
		"Nobody who has kept a garden for longer than a summer believes that it can|"
		"be finished. What looks like order in May is a truce: the bindweed has not sur=|"
		"rendered, it has only gone underground, and the roses, which the visitors pho=|"
		"tograph, are themselves the result of an argument that somebody won with|"
		"secateurs twenty years ago. The experienced gardener therefore distinguishes|"
		"between the work that must be done today, the work that can wait until the|"
		"weather changes, and the work that only looks like work \u2014 sharpening, rear=|"
		"ranging, reconsidering \u2014 and is in truth a pleasure.|");
	ck_str(shown(&middle),
		"Nobody who has kept a garden for longer than a|"
		"summer believes that it can be finished. What looks|"
		"like order in May is a truce: the bindweed has not|"
		"surrendered, it has only gone underground, and the|"
		"roses, which the visitors photograph, are themselves|"
		"the result of an argument that somebody won with|"
		"secateurs twenty years ago. The experienced gar=|"
		"dener therefore distinguishes between the work that|"
		"must be done today, the work that can wait until the|"
		"weather changes, and the work that only looks like|"
		"work \u2014 sharpening, rearranging, reconsidering \u2014|"
		"and is in truth a pleasure.|");
	ck_str(shown(&narrow),
		"Nobody who has kept a gar=|"
		"den for longer than a sum=|"
		"mer believes that it can be|"
		"finished. What looks like or=|"
		"der in May is a truce: the|"
		"bindweed has not surren=|"
		"dered, it has only gone un=|"
		"derground, and the roses,|"
		"which the visitors photo=|"
		"graph, are themselves the|"
		"result of an argument that|"
		"somebody won with seca=|"
		"teurs twenty years ago. The|"
		"experienced gardener there=|"
		"fore distinguishes between|"
		"the work that must be done|"
		"today, the work that can wait|"
		"until the weather changes,|"
		"and the work that only looks|"
		"like work \u2014 sharpening, re=|"
		"arranging, reconsidering \u2014|"
		"and is in truth a pleasure.|");
}
END_TEST

START_TEST(justified_lines_end_at_the_measure_to_the_dim)
{
	add(root, NODE_TEXT, prose);
	for (int points = 100; points < 400; points += 7) {
		struct set_paragraph p = set(points);
		for (size_t i = 0; i + 1 < p.n; i++) {
			ck_assert_int_eq(p.lines[i].width, points * DIM_POINT);
			int64_t width = 0;
			for (size_t k = 0; k < p.lines[i].n; k++)
				width += run_width(&p.lines[i].marks[k].u.run);
			/* the space at which the line was broken stands beyond */
			const struct glyph_run *last = &p.lines[i].marks[p.lines[i].n - 1].u.run;
			ck_assert_int_eq(width - (last->hyphen || !str_ends(last->text, " ") ? 0 : glyphs(last)[last->n - 1].advance), points * DIM_POINT);
		}
		ck_assert_int_le(p.lines[p.n - 1].width, points * DIM_POINT);
	}
}
END_TEST

/* ---- no byte is lost */

static uint32_t draw(uint64_t *state, uint32_t below)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return (uint32_t)((*state >> 20) % below);
}

static const char *const words[] = {"office", "a", "fjord\u2014affluent", "e-mail", "\u05E9\u05DC\u05D5\u05DD", "\u05D0\u05D1\u05D2 1984",
	"https://example.org/a/long/path?with=query", "inter\u00ADna\u00ADtional", "10\u00A0km", "responsibilities", "\u4E2D\u6587\u5B57\u7B26",
	"\u201Cquoted,\u201D", "AV", "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch", "AVATAVATAVATAVATAVATAVATAVATAV",
	"0123456789abcdef0123456789abcdef0123456789abcdef", "1\u00A0000\u00A0000\u00A0000\u00A0000\u00A0000\u00A0000", "a\u0323\u0302a\u0323\u0302a\u0323\u0302a\u0323\u0302a\u0323\u0302", "\u0645\u0631\u062D\u0628\u0627", "na\u00EFve", "uncharacteristically", "etc."};

static void random_inlines(uint64_t *r, struct node *parent, int depth)
{
	static const enum node_kind kinds[] = {NODE_EMPHASIS, NODE_STRONG, NODE_LINK, NODE_SUPERSCRIPT, NODE_SMALL, NODE_MARK, NODE_UNDERLINE};
	for (uint32_t n = 1 + draw(r, 12); n--;) {
		uint32_t kind = draw(r, 14);
		if (kind == 0)
			add(parent, NODE_SOFT_BREAK, "");
		else if (kind == 1)
			add(parent, NODE_CODE, "int *code = x->y;");
		else if (kind == 2)
			add(parent, NODE_LINE_BREAK, "");
		else if (kind == 3)
			add(parent, NODE_BREAK_CHANCE, "");
		else if (kind < 7 && depth < 3)
			random_inlines(r, add(parent, kinds[draw(r, sizeof kinds / sizeof *kinds)], ""), depth + 1);
		else
			add(parent, NODE_TEXT, words[draw(r, sizeof words / sizeof *words)]);
		if (draw(r, 3))
			add(parent, NODE_TEXT, " ");
	}
}

/* Every byte of the run has a glyph, in order; of right-to-left ones from the end. */
static void check_glyphs(const struct glyph_run *run)
{
	size_t bytes = 0;
	const struct placed_glyph *all = glyphs(run);
	for (size_t i = 0; i < run->n; i++) {
		ck_assert_uint_le(all[i].text + all[i].length, run->text.n);
		bytes += all[i].length;
	}
	ck_assert_uint_eq(bytes, run->text.n);
	if (run->hyphen)
		ck_assert_uint_eq(all[run->n - 1].length, 0);
}

START_TEST(lines_together_hold_every_byte_once_and_none_sticks_out)
{
	uint64_t r = 20240607;
	size_t hyphens = 0, lines = 0;
	for (int round = 0; round < 300; round++) {
		root = node_new(&out, NODE_PARAGRAPH, nowhere);
		random_inlines(&r, root, 0);
		style.align = (enum paragraph_align)draw(&r, 4);
		style.hang = draw(&r, 2);
		int points = 30 + (int)draw(&r, 200);
		struct set_paragraph p = set(points);
		struct str got = joined(&p);
		ck_assert_msg(str_eq(got, p.text), "round %d: '%.*s', not '%.*s'", round, STR_ARG(got), STR_ARG(p.text));
		for (size_t i = 0; i < p.n; i++) {
			lines++;
			hyphens += p.lines[i].hyphen;
			ck_assert(!p.lines[i].overfull);
			if (!style.hang)
				ck_assert_msg(p.lines[i].width <= points * DIM_POINT, "round %d, line %zu: %d dims too long", round, i,
					p.lines[i].width - points * DIM_POINT);
			for (size_t k = 0; k < p.lines[i].n; k++)
				if (p.lines[i].marks[k].kind == MARK_GLYPHS)
					check_glyphs(&p.lines[i].marks[k].u.run);
		}
	}
	ck_assert_uint_gt(lines, 1000);
	ck_assert_uint_gt(hyphens, 50);
}
END_TEST

/* ---- directions */

START_TEST(hebrew_within_english_and_english_within_hebrew)
{
	add(root, NODE_TEXT, "one \u05D0\u05D1 \u05D2\u05D3 two");
	struct set_paragraph p = set(300);
	ck_assert(!p.rtl);
	ck_assert_uint_eq(p.n, 1);
	const struct mark *m = p.lines[0].marks;
	ck_assert_uint_ge(p.lines[0].n, 3);
	for (size_t i = 1; i < p.lines[0].n; i++)
		ck_assert_int_lt(m[i - 1].x, m[i].x);
	ck_assert_uint_eq(glyphs(&m[1].u.run)[0].text, 7); /* the last letter is drawn first */
	root = node_new(&out, NODE_PARAGRAPH, nowhere);
	add(root, NODE_TEXT, "\u05D0\u05D1 one two \u05D2\u05D3");
	p = set(300);
	ck_assert(p.rtl);
	m = p.lines[0].marks;
	ck_assert_uint_ge(p.lines[0].n, 3);
	for (size_t i = 1; i < p.lines[0].n; i++)
		ck_assert_int_gt(m[i - 1].x, m[i].x);
	ck_assert_int_eq(m[0].x + run_width(&m[0].u.run), 300 * DIM_POINT);
	ck_str(joined(&p), "\u05D0\u05D1 one two \u05D2\u05D3");
}
END_TEST

START_TEST(right_to_left_lines_end_at_the_left_and_hold_what_was_written_first)
{
	add(root, NODE_TEXT, "\u05D0\u05D1\u05D2\u05D3 \u05D4\u05D5\u05D6\u05D7 \u05D8\u05D9\u05DB\u05DC \u05DE\u05E0\u05E1\u05E2");
	struct set_paragraph p = set(60);
	ck_assert_uint_ge(p.n, 2);
	const struct mark *m = &p.lines[0].marks[0];
	ck_assert(str_starts(m->u.run.text, "\u05D0\u05D1\u05D2\u05D3 "));
	ck_assert_int_eq(p.lines[0].x, 0);
	ck_assert_int_lt(m->x, 0); /* the space at the break hangs out to the left */
	ck_assert_int_eq(m->x + run_width(&m->u.run), 60 * DIM_POINT);
}
END_TEST

START_TEST(the_space_a_line_ends_with_has_the_paragraphs_direction)
{
	add(root, NODE_TEXT, "\u05D0\u05D1 one two three four");
	struct set_paragraph p = set(50);
	ck_assert(p.rtl);
	ck_assert_uint_ge(p.n, 2);
	const struct set_line *line = &p.lines[0];
	ck_str(line->marks[line->n - 1].u.run.text, " ");
	ck_assert_int_lt(line->marks[line->n - 1].x, 0);
	for (size_t i = 0; i + 1 < line->n; i++)
		ck_assert_int_ge(line->marks[i].x, 0);
}
END_TEST

START_TEST(accents_are_moved_up)
{
	add(root, NODE_TEXT, "Q\u0301");
	const struct glyph_run *run = &set(300).lines[0].marks[0].u.run;
	ck_assert_uint_eq(run->n, 2);
	ck_assert_int_lt(run->shifts[1].dy, 0);
}
END_TEST

/* ---- where words part */

START_TEST(no_line_ends_with_an_opening_parenthesis_and_a_space)
{
	add(root, NODE_TEXT, "some words ( and more ( in them ( than there ( would be");
	for (int points = 30; points < 120; points += 5) {
		struct set_paragraph p = set(points);
		ck_assert_uint_eq(str_find(shown(&p), "(|"), shown(&p).n);
	}
}
END_TEST

START_TEST(code_is_not_hyphenated_and_parts_where_the_author_lets_it)
{
	add(root, NODE_CODE, "incompre");
	add(root, NODE_BREAK_CHANCE, "");
	add(root, NODE_CODE, "hensible");
	struct set_paragraph p = set(60);
	ck_str(shown(&p), "incompre|hensible|");
	ck_assert_uint_eq(diags.n, 0);
}
END_TEST

/* The lines of text alone in a paragraph, all within the measure; what is reported is one word. */
static struct str parted(enum node_kind kind, const char *text, int points)
{
	root = node_new(&out, NODE_PARAGRAPH, nowhere);
	diags.n = 0;
	add(root, kind, text);
	struct set_paragraph p = set(points);
	for (size_t i = 0; i < p.n; i++)
		ck_assert(!p.lines[i].overfull && p.lines[i].width <= points * DIM_POINT);
	ck_str(joined(&p), text);
	ck_assert_uint_eq(diags.n, 1);
	ck_assert_int_eq(diags.items[0]->id, DIAG_OVERFULL_LINE);
	return shown(&p);
}

START_TEST(what_is_longer_than_its_line_is_parted_where_that_ends)
{
	ck_str(parted(NODE_CODE, "incomprehensible", 60), "incomprehe|nsible|");
	ck_str(parted(NODE_TEXT, "see https://example.org/internationalisation_of_everything, too", 80),
		"see https://|example.org/inter|nationalisation_of|_everything, too|");
	ck_str(parted(NODE_TEXT, "8a6f0c2be19d4475a0b3", 50), "8a6f0c2be1|9d4475a0b|3|");
	/* by their language, although the style has no hyphens; with one anywhere, if no language knows them; never one letter alone */
	style.hyphenate = false;
	ck_str(parted(NODE_TEXT, "incomprehensibilities,", 50), "incompre=|hensibili=|ties,|");
	ck_str(parted(NODE_TEXT, "INCOMPREHENSIBILITY", 60), "INCOMPR=|EHENSIBI=|LITY|");
	setter.hyphenator = NULL;
	ck_str(parted(NODE_TEXT, "incomprehensible.", 60), "incomprehe=|nsible.|");
}
END_TEST

START_TEST(no_grapheme_cluster_is_parted)
{
	/* letters with two marks each */
	struct str text = parted(NODE_CODE, "xa\u0323\u0302a\u0323\u0302a\u0323\u0302a\u0323\u0302a\u0323\u0302a\u0323\u0302", 30);
	ck_assert_uint_gt(text.n, str_find(text, "|") + 2);
	for (struct str rest = text, line; rest.n;) {
		line = str_cut(&rest, '|');
		ck_assert(str_starts(line, "a\u0323\u0302") || str_starts(line, "x"));
	}
}
END_TEST

/* ---- links, notes, tags */

START_TEST(a_link_over_two_lines_has_a_rectangle_on_each)
{
	add(root, NODE_TEXT, "Before the ");
	struct node *link = add(root, NODE_LINK, "");
	add(link, NODE_TEXT, "rather ");
	add(add(link, NODE_STRONG, ""), NODE_TEXT, "long words");
	add(link, NODE_TEXT, " of a link that runs on");
	add(root, NODE_TEXT, " comes nothing.");
	struct set_paragraph p = set(150);
	ck_assert_uint_ge(p.n, 2);
	size_t lines = 0;
	for (size_t i = 0; i < p.n; i++) {
		ck_assert_uint_le(p.lines[i].nlinks, 1);
		if (!p.lines[i].nlinks)
			continue;
		lines++;
		const struct line_link *l = &p.lines[i].links[0];
		ck_assert_ptr_eq(l->node, link);
		ck_assert_int_eq(l->tag->role, TAG_LINK);
		ck_assert(l->x >= 0 && l->width > 0 && l->x + l->width <= 150 * DIM_POINT && l->ascent > 0 && l->descent > 0);
	}
	ck_assert_uint_eq(lines, 2);
	ck_assert_int_gt(p.lines[0].links[0].x, 0);
	ck_assert_int_eq(p.lines[1].links[0].x, 0);
	ck_assert_int_eq(p.lines[0].links[0].x + p.lines[0].links[0].width, 150 * DIM_POINT);
	ck_assert_ptr_eq(tag->first->parent, tag);
	ck_assert_ptr_eq(tag->first, tag->last);
}
END_TEST

START_TEST(notes_are_told_of_on_the_line_that_refers_to_them)
{
	struct node *note = node_new(&out, NODE_NOTE, nowhere);
	note->u.note.number = 12;
	add(root, NODE_TEXT, prose);
	struct node *ref = add(root, NODE_NOTE_REF, "");
	ref->u.note_ref.note = note;
	struct set_paragraph p = set(324);
	for (size_t i = 0; i + 1 < p.n; i++)
		ck_assert_uint_eq(p.lines[i].nnotes, 0);
	const struct set_line *last = &p.lines[p.n - 1];
	ck_assert_uint_eq(last->nnotes, 1);
	ck_assert_ptr_eq(last->notes[0], ref);
	ck_assert_int_eq(last->marks[last->n - 1].tag->role, TAG_REFERENCE);
	ck_str(last->marks[last->n - 1].u.run.text, "12");
}
END_TEST

START_TEST(emphasis_in_emphasis_is_upright_and_code_has_its_own_face_and_tag)
{
	struct node *outer = add(root, NODE_EMPHASIS, "");
	add(outer, NODE_TEXT, "in");
	add(add(outer, NODE_EMPHASIS, ""), NODE_TEXT, "out");
	add(root, NODE_CODE, "fi");
	struct set_paragraph p = set(300);
	ck_assert_uint_eq(p.lines[0].n, 3);
	ck_assert_ptr_eq(p.lines[0].marks[0].u.run.face, style.faces[0][1]);
	ck_assert_ptr_eq(p.lines[0].marks[1].u.run.face, style.faces[0][0]);
	ck_assert_ptr_eq(p.lines[0].marks[2].u.run.face, style.code);
	ck_assert_int_eq(p.lines[0].marks[2].tag->role, TAG_CODE);
	ck_assert_int_eq(p.lines[0].marks[2].u.run.size, 11 * DIM_POINT * 850 / 1000);
	ck_assert_ptr_eq(p.lines[0].marks[0].tag, tag);
}
END_TEST

static bool image_of_ten_points(void *context, const struct node *image, dim *width, dim *height)
{
	*width = 10 * DIM_POINT;
	*height = 30 * DIM_POINT;
	return true;
}

START_TEST(images_raise_their_line)
{
	struct asset asset = {0};
	add(root, NODE_TEXT, "a ");
	struct node *image = add(root, NODE_IMAGE, "a leaf");
	image->u.image.asset = &asset;
	add(root, NODE_TEXT, " b");
	struct set_paragraph p = set(300);
	ck_str(joined(&p), "a a leaf b");
	setter.hooks.image_size = image_of_ten_points;
	p = set(300);
	ck_str(joined(&p), "a  b");
	ck_assert_int_eq(p.lines[0].ascent, 30 * DIM_POINT);
	ck_assert_int_eq(p.lines[0].marks[1].kind, MARK_IMAGE);
	ck_assert_int_eq(p.lines[0].marks[1].y, -30 * DIM_POINT);
	ck_str(p.lines[0].marks[1].tag->words->alt, "a leaf");
	ck_assert_int_eq(diags.n, 0);
}
END_TEST

/* ---- alignment, hanging */

START_TEST(where_lines_begin)
{
	add(root, NODE_TEXT, "Short.");
	struct line_box boxes[2] = {{10 * DIM_POINT, 100 * DIM_POINT}, {0, 110 * DIM_POINT}};
	struct paragraph_shape shape = {boxes, 2};
	static const enum paragraph_align aligns[] = {SET_JUSTIFIED, SET_START, SET_CENTRE, SET_END};
	for (size_t i = 0; i < 4; i++) {
		struct set_paragraph p;
		style.align = aligns[i];
		paragraph_set(&setter, &out, &out, root, &style, &shape, tag, &p);
		dim room = 100 * DIM_POINT - p.lines[0].width;
		ck_assert_int_eq(p.lines[0].x - 10 * DIM_POINT, aligns[i] == SET_CENTRE ? room / 2 : aligns[i] == SET_END ? room : 0);
	}
}
END_TEST

START_TEST(hyphens_and_quotes_hang_out)
{
	add(root, NODE_TEXT, "\u201C");
	add(root, NODE_TEXT, prose);
	style.hang = true;
	struct set_paragraph p = set(150);
	ck_assert_int_lt(p.lines[0].x, 0);
	bool hyphened = false;
	for (size_t i = 1; i + 1 < p.n; i++) {
		ck_assert_int_eq(p.lines[i].x, 0);
		ck_assert_int_ge(p.lines[i].width, 150 * DIM_POINT);
		hyphened = hyphened || (p.lines[i].hyphen && p.lines[i].width > 151 * DIM_POINT);
	}
	ck_assert(hyphened);
}
END_TEST

START_TEST(small_capitals_and_figures_are_the_fonts_own)
{
	struct node *span = add(root, NODE_SPAN, "");
	node_attrs(&out, span)->classes = STR("x small-caps");
	add(span, NODE_TEXT, "abc 1984");
	const struct face *face = style.faces[0][0];
	struct set_paragraph p = set(300); /* of this font the figures are old-style unless asked for others */
	ck_assert_uint_ne(glyphs(&p.lines[0].marks[0].u.run)[0].id, face_glyph(face, 'a'));
	ck_assert_uint_eq(glyphs(&p.lines[0].marks[0].u.run)[4].id, face_glyph(face, '1'));
	style.features = SHAPE_LINING;
	p = set(300);
	ck_assert_uint_ne(glyphs(&p.lines[0].marks[0].u.run)[4].id, face_glyph(face, '1'));
}
END_TEST

/* ---- reports */

START_TEST(a_word_too_long_is_reported_where_it_stands)
{
	static const char source[] = "First line.\nA word, incomprehensibilities, here.\n";
	struct source *src = source_new(&out, STR("content/a.md"), (struct str){source, sizeof source - 1});
	struct node *text = add(root, NODE_TEXT, "A word, incomprehensibilities, here.");
	text->pos = (struct pos){src, 2, 1};
	style.hyphenate = false;
	set(50);
	ck_assert_uint_eq(diags.n, 1);
	ck_assert_int_eq(diags.items[0]->id, DIAG_OVERFULL_LINE);
	ck_assert_uint_eq(diags.items[0]->pos.line, 2);
	ck_assert_uint_eq(diags.items[0]->pos.col, 9);
	ck_str(diags.items[0]->text, "'incomprehensibilities,' is longer than its line: it is parted where that ends");
	style.hyphenate = true;
	set(50);
	ck_assert_uint_eq(diags.n, 1);
}
END_TEST

START_TEST(a_letter_wider_than_its_line_is_reported)
{
	add(root, NODE_TEXT, "W");
	struct set_paragraph p = set(5);
	ck_assert(p.lines[0].overfull);
	ck_assert_uint_eq(diags.n, 1);
	ck_assert_msg(str_starts(diags.items[0]->text, "the line 'W' cannot be parted and is "), "%.*s", STR_ARG(diags.items[0]->text));
}
END_TEST

START_TEST(a_character_without_a_glyph_is_reported)
{
	add(root, NODE_TEXT, "odd \U000F1234 one");
	set(300);
	ck_assert_uint_eq(diags.n, 1);
	ck_assert_int_eq(diags.items[0]->id, DIAG_MISSING_GLYPH);
}
END_TEST

START_TEST(nothing_and_blanks_have_no_lines)
{
	ck_assert_uint_eq(set(300).n, 0);
	add(root, NODE_TEXT, "  ");
	add(root, NODE_LINE_BREAK, "");
	ck_assert_uint_eq(set(300).n, 0);
	add(root, NODE_TEXT, "x");
	add(root, NODE_LINE_BREAK, "");
	add(root, NODE_LINE_BREAK, "");
	add(root, NODE_TEXT, "y");
	add(root, NODE_LINE_BREAK, "");
	struct set_paragraph p = set(300);
	ck_str(shown(&p), "x||y|");
	ck_assert_int_gt(p.lines[1].ascent, 0);
}
END_TEST

START_TEST(chinese_without_spaces_in_time)
{
	struct buf b;
	buf_init(&b, BUF_NO_LIMIT);
	for (int i = 0; i < 50000; i++)
		buf_cstr(&b, "\u4E2D\u6587");
	struct line_box box = {0, 300 * DIM_POINT};
	struct paragraph_shape shape = {&box, 1};
	struct set_paragraph p;
	paragraph_set_text(&setter, &out, &out, buf_view(&b), nowhere, &style, &shape, tag, &p);
	ck_assert_uint_gt(p.n, 1000);
	ck_assert_uint_eq(joined(&p).n, b.n);
	buf_free(&b);
}
END_TEST

START_TEST(what_is_too_long_for_any_word_is_parted_anywhere)
{
	char hash[20001];
	memset(hash, 'a', sizeof hash - 1);
	hash[sizeof hash - 1] = 0;
	add(root, NODE_TEXT, hash);
	struct set_paragraph p = set(300);
	ck_assert_uint_gt(p.n, 100);
	ck_assert_uint_eq(joined(&p).n, sizeof hash - 1);
	ck_assert_uint_eq(diags.n, 0);
	for (size_t i = 0; i < p.n; i++)
		ck_assert_int_le(p.lines[i].width, 300 * DIM_POINT);
}
END_TEST

/* ---- what the rest of the layout puts in */

static const struct node *linked_to;

static bool one_link_at_bread(void *context, const struct node *text, uint32_t from, struct inserted_link *found)
{
	size_t at = str_find(text->text, "bread");
	*found = (struct inserted_link){(uint32_t)at, 5, linked_to};
	return at < text->text.n && at >= from;
}

static struct link_tail page_and_note(void *context, const struct node *link)
{
	return (struct link_tail){STR(" (page\u00A07)"), 12};
}

START_TEST(links_put_in_have_their_tail_and_every_byte_its_source)
{
	struct node *em = add(root, NODE_EMPHASIS, ""), *first = add(em, NODE_TEXT, "  Good bread"), *rest = add(root, NODE_TEXT, " rises.");
	linked_to = node_new(&out, NODE_LINK, nowhere);
	setter.hooks = (struct paragraph_hooks){.next_inserted = one_link_at_bread, .after_link = page_and_note};
	struct set_paragraph p = set(300);
	ck_str(p.text, "Good bread (page\u00A07)12 rises.");
	ck_assert_uint_eq(p.nsources, 2);
	ck_assert_ptr_eq(p.sources[0].node, first);
	ck_assert_uint_eq(p.sources[0].at, 0);
	ck_assert_uint_eq(p.sources[0].offset, 2);
	ck_assert_uint_eq(p.sources[0].length, 10);
	ck_assert_ptr_eq(p.sources[1].node, rest);
	ck_assert_uint_eq(p.sources[1].at, p.text.n - 7);
	ck_assert_uint_eq(p.sources[1].length, 7);
	ck_assert_uint_eq(p.lines[0].nnotes, 1);
	ck_assert_ptr_eq(p.lines[0].notes[0], linked_to);
	ck_assert_uint_eq(p.lines[0].nlinks, 1);
	ck_assert_int_eq(tag->first->role, TAG_LINK);
	ck_assert_int_eq(tag->first->next->role, TAG_REFERENCE);
}
END_TEST

static uint32_t number_nine(void *context, const struct node *ref)
{
	return 9;
}

START_TEST(note_numbers_are_the_layouts)
{
	struct node *note = node_new(&out, NODE_NOTE, nowhere);
	note->u.note.number = 1;
	add(root, NODE_TEXT, "Salt");
	add(root, NODE_NOTE_REF, "")->u.note_ref.note = note;
	setter.hooks.note_number = number_nine;
	struct set_paragraph p = set(300);
	ck_str(p.text, "Salt9");
}
END_TEST

static void fill(TCase *tests)
{
	tcase_add_checked_fixture(tests, setup, teardown);
	tcase_add_test(tests, lines_at_three_measures);
	tcase_add_test(tests, justified_lines_end_at_the_measure_to_the_dim);
	tcase_add_test(tests, lines_together_hold_every_byte_once_and_none_sticks_out);
	tcase_add_test(tests, hebrew_within_english_and_english_within_hebrew);
	tcase_add_test(tests, right_to_left_lines_end_at_the_left_and_hold_what_was_written_first);
	tcase_add_test(tests, the_space_a_line_ends_with_has_the_paragraphs_direction);
	tcase_add_test(tests, accents_are_moved_up);
	tcase_add_test(tests, no_line_ends_with_an_opening_parenthesis_and_a_space);
	tcase_add_test(tests, what_is_longer_than_its_line_is_parted_where_that_ends);
	tcase_add_test(tests, no_grapheme_cluster_is_parted);
	tcase_add_test(tests, a_letter_wider_than_its_line_is_reported);
	tcase_add_test(tests, code_is_not_hyphenated_and_parts_where_the_author_lets_it);
	tcase_add_test(tests, a_link_over_two_lines_has_a_rectangle_on_each);
	tcase_add_test(tests, notes_are_told_of_on_the_line_that_refers_to_them);
	tcase_add_test(tests, emphasis_in_emphasis_is_upright_and_code_has_its_own_face_and_tag);
	tcase_add_test(tests, images_raise_their_line);
	tcase_add_test(tests, where_lines_begin);
	tcase_add_test(tests, hyphens_and_quotes_hang_out);
	tcase_add_test(tests, small_capitals_and_figures_are_the_fonts_own);
	tcase_add_test(tests, a_word_too_long_is_reported_where_it_stands);
	tcase_add_test(tests, a_character_without_a_glyph_is_reported);
	tcase_add_test(tests, nothing_and_blanks_have_no_lines);
	tcase_add_test(tests, what_is_too_long_for_any_word_is_parted_anywhere);
	tcase_add_test(tests, links_put_in_have_their_tail_and_every_byte_its_source);
	tcase_add_test(tests, note_numbers_are_the_layouts);
	tcase_add_test(tests, chinese_without_spaces_in_time);
}

int main(void)
{
	return unit_main("layout/paragraph", fill);
}
