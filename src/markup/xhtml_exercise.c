/*
 * Exercises in a book that is read, not written in: what each asks, set off from the text, and no fields. A quiz shows its choices without a
 * mark and its answers folded away below them. What would show nothing, such as a page for notes, is left out.
 */
#include "markup/xhtml_part.h"

#include <string.h>
#include "book/exercise.h"

static void paragraph_begin(struct rendering *r, const char *class)
{
	buf_cstr(r->out, "<p class=\"");
	buf_cstr(r->out, class);
	buf_cstr(r->out, "\">");
}

static void put_label(struct rendering *r, const struct exercise *x)
{
	paragraph_begin(r, "exercise-label");
	heavy_begin(r);
	buf_xml(r->out, label_text(exercise_infos[x->kind].label, r->how->language));
	heavy_end(r);
	if (x->kind == EXERCISE_TRACKER && x->days > 1) {
		buf_cstr(r->out, " <span class=\"days\">");
		buf_xml(r->out, label_text(LABEL_DAY, r->how->language));
		buf_printf(r->out, " 1\xE2\x80\x93%u</span>", x->days);
	}
	buf_cstr(r->out, "</p>\n");
}

static void scale_end(struct rendering *r, const char *class, int32_t step, struct str words)
{
	if (!words.n)
		return;
	buf_printf(r->out, "<span class=\"%s\">%d: ", class, (int)step);
	buf_xml(r->out, words);
	buf_cstr(r->out, "</span> ");
}

static void put_scale(struct rendering *r, const struct node *n, const struct node *title)
{
	const struct exercise *x = n->u.exercise;
	render_blocks(r, n, title);
	paragraph_begin(r, "scale");
	for (int32_t step = x->from; step <= x->to; step++)
		buf_printf(r->out, "%s<span class=\"step\">%d</span>", step > x->from ? " " : "", (int)step);
	buf_cstr(r->out, "</p>\n");
	if (!x->low.n && !x->high.n)
		return;
	paragraph_begin(r, "scale-ends");
	scale_end(r, "low", x->from, x->low);
	scale_end(r, "high", x->to, x->high);
	buf_cstr(r->out, "</p>\n");
}

static void put_fill(struct rendering *r, const struct node *n, const struct node *title)
{
	r->filling++;
	render_blocks(r, n, title);
	r->filling--;
}

static void put_plan(struct rendering *r, const struct node *n, const struct node *title)
{
	static const enum label columns[EXERCISE_PLAN_COLUMNS] = {LABEL_STEP, LABEL_BY_WHEN, LABEL_HOW_KNOWN};
	render_blocks(r, n, title);
	paragraph_begin(r, "plan-columns");
	for (int i = 0; i < EXERCISE_PLAN_COLUMNS; i++) {
		buf_cstr(r->out, i ? " \xC2\xB7 " : "");
		buf_xml(r->out, label_text(columns[i], r->how->language));
	}
	buf_cstr(r->out, "</p>\n");
}

/* ---- quizzes */

static void put_choices(struct rendering *r, const struct quiz_question *q)
{
	buf_cstr(r->out, "<ol class=\"choices\" type=\"a\">\n");
	for (const struct node *at = q->choices->first; at; at = at->next)
		if (at->kind == NODE_ITEM)
			render_item(r, at, q->choices->u.list.tight, false);
	buf_cstr(r->out, "</ol>\n");
}

static void put_answer(struct rendering *r, const struct quiz_question *q)
{
	bool plain = r->plain;
	uint32_t number = 0;
	r->plain = true; /* these words stand above, with their ids */
	for (const struct node *at = q->choices->first; at; at = at->next) {
		if (at->kind != NODE_ITEM)
			continue;
		number++;
		if (at->u.item.check != CHECK_DONE)
			continue;
		buf_cstr(r->out, "<p>");
		if (number <= 26)
			buf_printf(r->out, "<strong>%c.</strong> ", (int)('a' + number - 1));
		render_phrase(r, at);
		buf_cstr(r->out, "</p>\n");
	}
	r->plain = plain;
	render_range(r, q->why, q->why_end, NULL);
}

static bool has_answer(const struct quiz_questions *list)
{
	for (size_t i = 0; i < list->n; i++)
		if (list->items[i].nright || list->items[i].why)
			return true;
	return false;
}

static void each_question(struct rendering *r, const struct quiz_questions *list, const char *class, void (*put)(struct rendering *, const struct quiz_question *))
{
	bool several = list->n > 1;
	if (several)
		buf_printf(r->out, "<ol class=\"%s\">\n", class);
	for (size_t i = 0; i < list->n; i++) {
		buf_cstr(r->out, several ? "<li>" : "");
		put(r, &list->items[i]);
		buf_cstr(r->out, several ? "</li>\n" : "");
	}
	buf_cstr(r->out, several ? "</ol>\n" : "");
}

static bool holds_question(const struct quiz_questions *list, const struct node *n)
{
	for (size_t i = 0; i < list->n; i++)
		if (list->items[i].item && list->items[i].item->parent == n)
			return true;
	return false;
}

static void put_question(struct rendering *r, const struct quiz_question *q)
{
	render_range(r, q->asked, q->asked_end, NULL);
	put_choices(r, q);
}

/* ---- quizzes as forms */

static struct str form_name(struct arena *a, const struct rendering *r, const struct node *quiz)
{
	return arena_printf(a, STR_FMT "." STR_FMT, STR_ARG(r->article->slug), STR_ARG(quiz->u.exercise->id));
}

static void put_right(struct rendering *r, const struct quiz_question *q)
{
	int number = 0;
	bool first = true;
	buf_cstr(r->out, " data-right=\"");
	for (const struct node *at = q->choices->first; at; at = at->next) {
		if (at->kind != NODE_ITEM)
			continue;
		if (at->u.item.check == CHECK_DONE)
			buf_printf(r->out, "%s%c", first ? "" : " ", 'a' + number);
		first = first && at->u.item.check != CHECK_DONE;
		number++;
	}
	buf_char(r->out, '"');
}

static void put_buttons(struct rendering *r, const struct quiz_question *q, struct str name)
{
	int number = 0;
	buf_cstr(r->out, "<ol class=\"choices\" type=\"a\">\n");
	for (const struct node *at = q->choices->first; at; at = at->next) {
		if (at->kind != NODE_ITEM)
			continue;
		element_open(r, at, "li", "");
		buf_printf(r->out, "<label><input type=\"%s\"", q->nright > 1 ? "checkbox" : "radio");
		element_attr(r, "name", name);
		buf_printf(r->out, " value=\"%c\"/> ", 'a' + number++);
		render_phrase(r, at);
		buf_cstr(r->out, "</label></li>\n");
	}
	buf_cstr(r->out, "</ol>\n");
}

/* Its name for those who hear it is what is asked; the exercise's own words where no block of it asks. */
static void put_form_question(struct rendering *r, const struct quiz_question *q)
{
	struct arena scratch;
	if (!quiz_is_graded(q)) {
		put_question(r, q);
		return;
	}
	const struct node *quiz = q->choices;
	while (quiz->kind != NODE_EXERCISE)
		quiz = quiz->parent;
	arena_init(&scratch);
	struct str name = arena_printf(&scratch, STR_FMT ".%u", STR_ARG(form_name(&scratch, r, quiz)), q->number);
	struct str asked = arena_printf(&scratch, STR_FMT ".asked", STR_ARG(name));
	buf_cstr(r->out, "<div class=\"question\" role=\"group\"");
	if (q->asked)
		element_attr(r, "aria-labelledby", asked);
	else
		element_attr(r, "aria-label", exercise_question(&scratch, quiz, r->how->language));
	put_right(r, q);
	buf_cstr(r->out, ">\n");
	if (q->asked) {
		buf_cstr(r->out, "<div class=\"asked\"");
		element_attr(r, "id", asked);
		buf_cstr(r->out, ">\n");
		render_range(r, q->asked, q->asked_end, NULL);
		buf_cstr(r->out, "</div>\n");
	}
	put_buttons(r, q, name);
	buf_cstr(r->out, "</div>\n");
	arena_free(&scratch);
}

static void put_check_button(struct rendering *r)
{
	paragraph_begin(r, "quiz-check");
	buf_cstr(r->out, "<button type=\"button\" hidden=\"hidden\">");
	buf_xml(r->out, label_text(LABEL_CHECK_ANSWERS, r->how->language));
	buf_cstr(r->out, "</button> <output");
	element_attr(r, "data-score", label_text(LABEL_QUIZ_SCORE, r->how->language));
	buf_cstr(r->out, "></output></p>\n");
}

static size_t count_graded(const struct quiz_questions *list)
{
	size_t n = 0;
	for (size_t i = 0; i < list->n; i++)
		n += quiz_is_graded(&list->items[i]);
	return n;
}

static bool is_apart(const struct rendering *r, const struct node *n)
{
	struct arena scratch;
	if (r->how->quiz != XHTML_QUIZ_APART || n->u.exercise->kind != EXERCISE_QUIZ)
		return false;
	arena_init(&scratch);
	struct quiz_questions list = exercise_questions(&scratch, n);
	bool apart = list.n && count_graded(&list) == list.n;
	arena_free(&scratch);
	return apart;
}

/* ---- */

static void put_quiz(struct rendering *r, const struct node *n, const struct node *title)
{
	struct arena scratch;
	arena_init(&scratch);
	struct quiz_questions list = exercise_questions(&scratch, n);
	bool nested = list.n && list.items[0].item;
	bool form = r->how->quiz == XHTML_QUIZ_FORM && count_graded(&list);
	if (form) {
		buf_cstr(r->out, "<div class=\"quiz\"");
		element_attr(r, "data-quiz", form_name(&scratch, r, n));
		buf_cstr(r->out, ">\n");
	}
	for (const struct node *at = n->first; nested && at; at = at->next)
		if (at != title && !holds_question(&list, at))
			render_range(r, at, at->next, NULL);
	if (list.n)
		each_question(r, &list, "questions", form ? put_form_question : put_question);
	else
		render_blocks(r, n, title);
	if (form)
		put_check_button(r);
	if (has_answer(&list)) {
		buf_cstr(r->out, "<details class=\"answers\">\n<summary>");
		buf_xml(r->out, label_text(list.n > 1 ? LABEL_ANSWERS : LABEL_ANSWER, r->how->language));
		buf_cstr(r->out, "</summary>\n");
		each_question(r, &list, "answer-list", put_answer);
		buf_cstr(r->out, "</details>\n");
	}
	buf_cstr(r->out, form ? "</div>\n" : "");
	arena_free(&scratch);
}

/* ---- */

static void (*const bodies[EXERCISE_KIND_COUNT])(struct rendering *r, const struct node *n, const struct node *title) = {
	[EXERCISE_PROMPT] = render_blocks,
	[EXERCISE_BOX] = render_blocks,
	[EXERCISE_SCALE] = put_scale,
	[EXERCISE_CHECKLIST] = render_blocks,
	[EXERCISE_FILL] = put_fill,
	[EXERCISE_QUIZ] = put_quiz,
	[EXERCISE_NOTES] = render_blocks,
	[EXERCISE_TRACKER] = render_blocks,
	[EXERCISE_PLAN] = put_plan,
	[EXERCISE_CERTIFICATE] = render_blocks,
};

void block_exercise(struct rendering *r, const struct node *n, const char *tag)
{
	const struct exercise *x = n->u.exercise;
	const struct node *title = n->first && n->first->kind == NODE_CALLOUT_TITLE ? n->first : NULL;
	if (!has_text(n) || is_apart(r, n))
		return;
	char class[64] = "exercise exercise-";
	strncat(class, exercise_infos[x->kind].name, sizeof class - strlen(class) - 1);
	element_begin(r, n, tag, class);
	buf_cstr(r->out, ">\n");
	put_label(r, x);
	if (title && has_text(title)) {
		element_open(r, title, "p", "exercise-title");
		heavy_begin(r);
		render_phrase(r, title);
		heavy_end(r);
		buf_cstr(r->out, "</p>\n");
	}
	bodies[x->kind](r, n, title);
	element_close(r, tag);
	buf_char(r->out, '\n');
}

void render_workbook(struct rendering *r)
{
	const struct node *n = r->how->workbook.n ? exercise_next(r->article, NULL) : NULL;
	while (n && !has_text(n))
		n = exercise_next(r->article, n);
	if (!n)
		return;
	paragraph_begin(r, "workbook");
	buf_xml(r->out, label_text(LABEL_IN_WORKBOOK, r->how->language));
	buf_cstr(r->out, " <cite>");
	buf_xml(r->out, r->how->workbook);
	buf_cstr(r->out, "</cite></p>\n");
}
