/*
 * The workbook of an edition: one section for each article, with what to remember of it and what to do about it. The article itself stays in
 * the book: a workbook that repeats it is twice as heavy to print and no better to write in.
 */
#include "layout/workbook.h"

#include "layout/form.h"
#include "link/ideas.h"

enum { NOTES_LEAST = 4 }; /* lines: what is too little to write on is followed by a page of them */

bool workbook_asked(const struct composition *c)
{
	return c->e->print.kind == PRINT_WORKBOOK;
}

struct paper workbook_paper(struct str language)
{
	static const char *const letter[] = {"US", "CA", "MX", "PH", "CL", "CO", "VE", "GT", "PR"};
	struct str rest = language, region = {0};
	struct paper paper;
	str_cut(&rest, '-');
	while (rest.n) {
		struct str part = str_cut(&rest, '-');
		region = part.n == 2 ? part : region;
	}
	bool is_letter = str_eq_nocase(language, STR("en"));
	for (size_t i = 0; i < sizeof letter / sizeof *letter; i++)
		is_letter = is_letter || str_eq_nocase(region, str_c(letter[i]));
	paper_parse(is_letter ? STR("letter") : STR("a4"), &paper);
	return paper;
}

/* ---- a section */

static bool is_certificate(const struct node *n)
{
	return n->u.exercise->kind == EXERCISE_CERTIFICATE;
}

static void put_ideas(struct flow *f)
{
	struct ideas ideas = ideas_of(f->out, f->article, f->lang);
	if (!ideas.n)
		return;
	struct tag *heading = tag_new(f->out, f->tag, TAG_H2, NULL), *list;
	flow_white(f, f->sheet->leading);
	paragraph_boxes(f, paragraph_text(f, flow_label(f, LABEL_KEY_IDEAS), STYLE_H2, heading, f->x, f->width), &f->styles[STYLE_H2]);
	flow_white(f, f->sheet->leading / 2);
	f->kept = true;
	list = flow_open(f, TAG_L, NULL);
	dim indent = f->sheet->size * 3 / 2, x = f->x, width = f->width;
	for (size_t i = 0; i < ideas.n; i++) {
		struct tag *item = tag_new(f->out, list, TAG_LI, NULL), *label = tag_new(f->out, item, TAG_LBL, NULL);
		const struct set_paragraph *bullet = paragraph_text(f, STR("\u2022"), STYLE_BODY, label, 0, width);
		flow_white(f, f->sheet->leading / 4);
		flow_indent(f, indent, 0);
		struct flow_line *line = arena_new(f->lines, struct flow_line);
		*line = (struct flow_line){.line = &bullet->lines[0], .paragraph = bullet,
			.dx = (f->rtl ? f->x + f->width + f->sheet->size / 2 : f->x - indent + f->sheet->size / 3) - bullet->lines[0].x};
		f->label = line;
		f->tag = tag_new(f->out, item, TAG_LBODY, NULL);
		flow_words(f, ideas.items[i], STYLE_IDEA, TAG_P);
		f->x = x;
		f->width = width;
	}
	f->tag = list;
	flow_close(f, list);
	flow_white(f, f->sheet->leading);
}

/* Room for notes: a field that belongs to no exercise of the author's. */
static void put_notes(struct flow *f)
{
	struct tag *div = flow_open(f, TAG_DIV, NULL), *heading = tag_new(f->out, div, TAG_H2, NULL);
	struct exercise_field notes = {.kind = EXERCISE_TEXT, .id = arena_printf(f->out, STR_FMT ".own-notes", STR_ARG(f->article->slug)),
		.question = arena_printf(f->out, STR_FMT ": " STR_FMT, STR_ARG(f->article->title), STR_ARG(flow_label(f, LABEL_YOUR_NOTES)))};
	flow_white(f, f->sheet->leading * 3 / 2);
	flow_item(f, PAGE_KEEP, page_costs_book.widow * 3);
	paragraph_boxes(f, paragraph_text(f, flow_label(f, LABEL_YOUR_NOTES), STYLE_H2, heading, f->x, f->width), &f->styles[STYLE_H2]);
	f->kept = true;
	form_fill(f, NOTES_LEAST, &notes);
	flow_item(f, PAGE_KEEP_END, 0);
	flow_close(f, div);
}

/* What an author calls practice is a thing to do as much as any exercise is; one that holds exercises stands with them. */
static bool is_task(const struct node *n)
{
	return n->kind == NODE_EXERCISE ||
		(n->kind == NODE_CALLOUT && (str_is(n->u.callout.kind, "practice") || str_is(n->u.callout.kind, "exercise")));
}

static const struct node *next_task(const struct article *a, const struct node *after)
{
	const struct node *n = node_walk(a->body, after ? after : a->body, after != NULL);
	while (n && !is_task(n))
		n = node_walk(a->body, n, false);
	return n;
}

static void put_practice(struct flow *f, const struct node *n)
{
	enum refer refer = f->refer;
	f->refer = REFER_INLINE;
	flow_white(f, f->sheet->leading * 3 / 2);
	flow_item(f, PAGE_KEEP, page_costs_book.widow * 3);
	flow_block(f, n);
	flow_item(f, PAGE_KEEP_END, 0);
	flow_white(f, f->sheet->leading * 3 / 2);
	f->flush = true;
	f->refer = refer;
}

void workbook_section(struct flow *f, const struct toc_item *item, struct str part)
{
	struct tag *section = flow_open_article(f, item, part, 1);
	bool noted = false;
	put_ideas(f);
	for (const struct node *n = next_task(f->article, NULL); n; n = next_task(f->article, n)) {
		if (n->kind == NODE_CALLOUT)
			put_practice(f, n);
		else if (!is_certificate(n))
			flow_exercise(f, n);
		noted = noted || (n->kind == NODE_EXERCISE && n->u.exercise->kind == EXERCISE_NOTES);
	}
	if (!noted)
		put_notes(f);
	flow_close(f, section);
}

/* ---- pages of its own */

void workbook_how_to(struct flow *f)
{
	static const enum label file[] = {LABEL_HOW_PRINT, LABEL_HOW_SCREEN, LABEL_HOW_PACE, LABEL_HOW_PRIVATE};
	const enum label booklet[] = {paper_flips_on_short_edge(f->sheet->paper) ? LABEL_BOOKLET_SHORT_EDGE : LABEL_BOOKLET_LONG_EDGE, LABEL_HOW_PACE};
	bool folded = f->work->layout->imposition == IMPOSITION_BOOKLET;
	const enum label *words = folded ? booklet : file;
	flow_words(f, flow_label(f, LABEL_HOW_TO_USE), STYLE_H1, TAG_H1);
	flow_white(f, f->sheet->leading * 3 / 2);
	for (size_t i = 0; i < (folded ? sizeof booklet / sizeof *booklet : sizeof file / sizeof *file); i++) {
		flow_words(f, flow_label(f, words[i]), STYLE_BODY, TAG_P);
		flow_white(f, f->sheet->leading / 2);
	}
}

static const struct node *next_quiz(const struct article *a, const struct node *after)
{
	const struct node *n = exercise_next(a, after);
	while (n && n->u.exercise->kind != EXERCISE_QUIZ)
		n = exercise_next(a, n);
	return n;
}

/* What stands above words that are a little higher than the middle, as a picture hangs. */
static dim sink_for(const struct page_list_builder *list, size_t above, dim height)
{
	int64_t words = 0;
	for (size_t i = above + 1; i < list->n; i++)
		if (list->items[i].kind == PAGE_BOX || list->items[i].kind == PAGE_GLUE)
			words += (int64_t)list->items[i].height + list->items[i].depth;
	return words < height ? (dim)((height - words) * 2 / 5) : 0;
}

bool workbook_has_certificate(const struct composition *c)
{
	for (size_t i = 0; i < c->e->narticles; i++)
		for (const struct node *n = exercise_next(c->e->articles[i], NULL); n; n = exercise_next(c->e->articles[i], n))
			if (is_certificate(n))
				return true;
	return false;
}

bool workbook_has_answers(const struct composition *c)
{
	for (size_t i = 0; i < c->e->narticles; i++)
		if (next_quiz(c->e->articles[i], NULL))
			return true;
	return false;
}

/* What a quiz asks: where it says nothing, its title does. */
static struct str asked(struct flow *f, const struct node *quiz, const struct quiz_question *q)
{
	const struct node *title = quiz->first && quiz->first->kind == NODE_CALLOUT_TITLE ? quiz->first : NULL;
	const struct node *asked = q->asked ? q->asked : title;
	return asked ? str_trim(node_plain(f->out, asked)) : (struct str){0};
}

static void put_answer(struct flow *f, const struct node *quiz, const struct quiz_question *q)
{
	dim x = f->x, width = f->width;
	struct tag *div = flow_open(f, TAG_DIV, NULL);
	struct str question = asked(f, quiz, q);
	flow_item(f, PAGE_KEEP, page_costs_book.widow * 2);
	if (question.n) {
		flow_words(f, question, STYLE_SMALL, TAG_P);
		f->kept = true;
	}
	flow_white(f, f->sheet->leading / 4);
	flow_indent(f, f->sheet->size, 0);
	for (const struct node *item = q->choices ? q->choices->first : NULL; item; item = item->next) {
		if (item->kind != NODE_ITEM || item->u.item.check != CHECK_DONE)
			continue;
		flow_words(f, str_trim(node_plain(f->out, item)), STYLE_TERM, TAG_P);
	}
	flow_white(f, f->sheet->leading / 4);
	f->flush = true;
	for (const struct node *at = q->why; at && at != q->why_end; at = at->next)
		flow_block(f, at);
	f->x = x;
	f->width = width;
	flow_item(f, PAGE_KEEP_END, 0);
	flow_white(f, f->sheet->leading * 2 / 3);
	flow_close(f, div);
}

void workbook_answers(struct flow *f)
{
	const struct edition *e = f->work->e;
	f->refer = REFER_INLINE;
	f->apart = true;
	for (size_t i = 0; i < e->narticles; i++) {
		f->article = e->articles[i];
		const struct node *quiz = next_quiz(f->article, NULL);
		if (!quiz)
			continue;
		flow_words(f, f->article->title, STYLE_H2, TAG_H2);
		f->kept = f->flush = true;
		for (; quiz; quiz = next_quiz(f->article, quiz)) {
			struct quiz_questions questions = exercise_questions(f->scratch, quiz);
			for (size_t k = 0; k < questions.n; k++)
				put_answer(f, quiz, &questions.items[k]);
		}
	}
	f->article = NULL;
}

static void put_border(struct flow *f, struct flow_box *box, dim height)
{
	static const int insets[] = {0, 4}, widths[] = {15, 5}; /* points; tenths of a point */
	struct mark *marks = arena_array(f->lines, struct mark, 8);
	for (int k = 0; k < 2; k++) {
		dim in = insets[k] * DIM_POINT, thick = widths[k] * DIM_POINT / 10, w = f->width - 2 * in, h = height - 2 * in;
		dim sides[4][4] = {{in, in, w, thick}, {in, in + h - thick, w, thick}, {in, in, thick, h}, {in + w - thick, in, thick, h}};
		for (int i = 0; i < 4; i++) {
			struct mark *m = &marks[box->n++];
			*m = (struct mark){.kind = MARK_RULE, .x = f->x + sides[i][0], .y = sides[i][1], .colour = f->sheet->accent,
				.artifact = ARTIFACT_LAYOUT};
			m->u.rule.width = sides[i][2];
			m->u.rule.height = sides[i][3];
		}
	}
	box->marks = marks;
}

void workbook_certificates(struct composition *c, struct page_list_builder *list, const void *key)
{
	for (size_t i = 0; i < c->e->narticles; i++)
		for (const struct node *n = exercise_next(c->e->articles[i], NULL); n; n = exercise_next(c->e->articles[i], n)) {
			if (!is_certificate(n))
				continue;
			list_new_page(c, list, PAGE_ANY);
			struct flow f = composition_flow(c, c->root);
			f.list = *list;
			f.article = c->e->articles[i];
			struct tag *section = flow_open(&f, TAG_SECT, n);
			flow_head_none(&f);
			if (key)
				flow_anchor_key(&f, key);
			key = NULL;
			dim height = f.sheet->area.height * 9 / 10, inside = f.sheet->size * 3;
			flow_sink(&f, 0);
			put_border(&f, (struct flow_box *)f.list.items[f.list.n - 1].what, height);
			flow_sink(&f, 0);
			size_t above = f.list.n - 1;
			flow_indent(&f, inside, inside);
			flow_certificate(&f, n);
			flow_close(&f, section);
			f.list.items[above].height = sink_for(&f.list, above, height);
			*list = f.list;
		}
}
