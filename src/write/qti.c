/*
 * QTI 1.2.1 as Common Cartridge 1.1 has it, and as its importers read it:
 *   Moodle takes for general feedback what a respcondition with continue="Yes" shows, and only from flow_mat; of several right answers
 *   those in a varequal that says case="Yes"; of true and false only the identifiers "true" and "false".
 *   A choice's text and a question are HTML within XML: escaped once by xhtml_…, once more by the XML writer.
 */
#include "write/qti.h"

#include "base/utf8.h"
#include "book/exercise.h"
#include "write/xmlout.h"

#define NAMESPACE "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"

enum { NAME_LENGTH = 80 }; /* of a question, in letters: what lists of questions show */

struct assessment {
	struct arena *a;
	struct xmlout *x;
	const struct article *article;
	const struct xhtml_spelling *how;
	struct buf html;
};

enum profile { TRUE_FALSE, MULTIPLE_CHOICE, MULTIPLE_RESPONSE };
static const char *const profiles[] = {
	[TRUE_FALSE] = "cc.true_false.v0p1",
	[MULTIPLE_CHOICE] = "cc.multiple_choice.v0p1",
	[MULTIPLE_RESPONSE] = "cc.multiple_response.v0p1",
};

struct item {
	const struct node *quiz;
	const struct quiz_question *q;
	enum profile profile;
	const char *ids[26]; /* of the choices */
	bool right[26];
};

/* ---- what a question is */

static struct str bare_words(struct arena *a, const struct node *choice)
{
	struct str words = utf8_trim(node_plain(a, choice));
	return str_ends(words, ".") ? str_sub(words, 0, words.n - 1) : words;
}

static bool says(struct arena *a, struct str words, enum label label, struct str language)
{
	return str_eq(utf8_fold(a, words), utf8_fold(a, label_text(label, language)));
}

static bool is_true_false(struct assessment *s, struct item *item)
{
	const char *ids[2] = {NULL, NULL};
	size_t i = 0;
	if (item->q->nchoices != 2 || item->q->nright != 1)
		return false;
	for (const struct node *at = item->q->choices->first; at; at = at->next) {
		if (at->kind != NODE_ITEM)
			continue;
		struct str words = bare_words(s->a, at);
		ids[i++] = says(s->a, words, LABEL_TRUE, s->how->language) ? "true" : says(s->a, words, LABEL_FALSE, s->how->language) ? "false" : NULL;
	}
	if (!ids[0] || !ids[1] || ids[0] == ids[1])
		return false;
	item->ids[0] = ids[0];
	item->ids[1] = ids[1];
	return true;
}

static struct item look_at(struct assessment *s, const struct node *quiz, const struct quiz_question *q)
{
	struct item item = {.quiz = quiz, .q = q};
	size_t i = 0;
	for (const struct node *at = q->choices->first; at; at = at->next) {
		if (at->kind != NODE_ITEM)
			continue;
		item.right[i] = at->u.item.check == CHECK_DONE;
		item.ids[i] = arena_printf(s->a, "%c", (int)('a' + i)).p;
		i++;
	}
	if (is_true_false(s, &item))
		item.profile = TRUE_FALSE;
	else
		item.profile = q->nright == 1 && q->nchoices > 2 ? MULTIPLE_CHOICE : MULTIPLE_RESPONSE;
	return item;
}

static struct str item_id(struct assessment *s, const struct item *item)
{
	return arena_printf(s->a, STR_FMT "." STR_FMT ".%u", STR_ARG(s->article->slug), STR_ARG(item->quiz->u.exercise->id), item->q->number);
}

static struct str clip(struct arena *a, struct str words)
{
	size_t at = 0, blank = 0, count = 0;
	while (at < words.n && count++ < NAME_LENGTH) {
		if (words.p[at] == ' ')
			blank = at;
		utf8_next(words, &at);
	}
	if (at == words.n)
		return words;
	return arena_printf(a, STR_FMT "\xE2\x80\xA6", STR_ARG(str_sub(words, 0, blank ? blank : at)));
}

/* ---- texts */

static const struct node *title_of(const struct node *quiz)
{
	return quiz->first && quiz->first->kind == NODE_CALLOUT_TITLE ? quiz->first : NULL;
}

static struct str item_name(struct assessment *s, const struct item *item)
{
	struct buf words;
	buf_init(&words, BUF_NO_LIMIT);
	for (const struct node *at = item->q->asked; at && at != item->q->asked_end; at = at->next) {
		buf_cstr(&words, words.n ? " " : "");
		buf_str(&words, utf8_trim(node_plain(s->a, at)));
	}
	struct str name = buf_copy(&words, s->a);
	buf_free(&words);
	return clip(s->a, name.n ? name : exercise_question(s->a, item->quiz, s->how->language));
}

/* In mattext, what is in s->html; empties it. */
static void put_html(struct assessment *s)
{
	xmlout_open(s->x, "material");
	xmlout_open(s->x, "mattext");
	xmlout_attr(s->x, "texttype", STR("text/html"));
	xmlout_text(s->x, str_trim(buf_view(&s->html)));
	xmlout_close(s->x);
	xmlout_close(s->x);
	buf_clear(&s->html);
}

static void add_range(struct assessment *s, const struct node *first, const struct node *end)
{
	if (first)
		xhtml_range(&s->html, s->article, first, end, true, s->how);
}

static bool holds_question(const struct quiz_questions *list, const struct node *n)
{
	for (size_t i = 0; i < list->n; i++)
		if (list->items[i].item && list->items[i].item->parent == n)
			return true;
	return false;
}

/* What stands in a quiz beside its questions: with the first that is asked here. */
static void add_opening(struct assessment *s, const struct item *item, const struct quiz_questions *list)
{
	const struct node *title = title_of(item->quiz);
	if (title) {
		buf_cstr(&s->html, "<p><strong>");
		xhtml_inlines(&s->html, s->article, title, true, s->how);
		buf_cstr(&s->html, "</strong></p>\n");
	}
	for (const struct node *at = item->quiz->first; list->items[0].item && at; at = at->next)
		if (at != title && !holds_question(list, at))
			add_range(s, at, at->next);
}

static void add_choice(struct assessment *s, const struct node *choice)
{
	const struct node *first = choice->first;
	if (first && !first->next && first->kind == NODE_PARAGRAPH)
		xhtml_inlines(&s->html, s->article, first, true, s->how);
	else
		add_range(s, first, NULL);
}

/* ---- the document */

static void put_fields(struct xmlout *x, const char *const fields[][2], size_t n)
{
	xmlout_open(x, "qtimetadata");
	for (size_t i = 0; i < n; i++) {
		xmlout_open(x, "qtimetadatafield");
		xmlout_element(x, "fieldlabel", str_c(fields[i][0]));
		xmlout_element(x, "fieldentry", str_c(fields[i][1]));
		xmlout_close(x);
	}
	xmlout_close(x);
}

static void put_presentation(struct assessment *s, const struct item *item)
{
	size_t i = 0;
	xmlout_open(s->x, "presentation");
	put_html(s);
	xmlout_open(s->x, "response_lid");
	xmlout_attr(s->x, "ident", STR("response"));
	xmlout_attr(s->x, "rcardinality", str_c(item->profile == MULTIPLE_RESPONSE ? "Multiple" : "Single"));
	xmlout_open(s->x, "render_choice");
	for (const struct node *at = item->q->choices->first; at; at = at->next) {
		if (at->kind != NODE_ITEM)
			continue;
		xmlout_open(s->x, "response_label");
		xmlout_attr(s->x, "ident", str_c(item->ids[i++]));
		add_choice(s, at);
		put_html(s);
		xmlout_close(s->x);
	}
	xmlout_close(s->x);
	xmlout_close(s->x);
	xmlout_close(s->x);
}

static void put_varequal(struct xmlout *x, const char *id, bool several)
{
	xmlout_open(x, "varequal");
	xmlout_attr(x, "respident", STR("response"));
	if (several)
		xmlout_attr(x, "case", STR("Yes"));
	xmlout_text(x, str_c(id));
	xmlout_close(x);
}

/* All that are right and none that is not. */
static void put_condition(struct xmlout *x, const struct item *item)
{
	bool several = item->profile == MULTIPLE_RESPONSE;
	xmlout_open(x, "conditionvar");
	if (several)
		xmlout_open(x, "and");
	for (size_t i = 0; i < item->q->nchoices; i++) {
		if (!item->right[i] && !several)
			continue;
		if (!item->right[i])
			xmlout_open(x, "not");
		put_varequal(x, item->ids[i], several);
		if (!item->right[i])
			xmlout_close(x);
	}
	if (several)
		xmlout_close(x);
	xmlout_close(x);
}

static void put_feedback_rule(struct xmlout *x)
{
	xmlout_open(x, "respcondition");
	xmlout_attr(x, "continue", STR("Yes"));
	xmlout_open(x, "conditionvar");
	xmlout_open(x, "other");
	xmlout_close(x);
	xmlout_close(x);
	xmlout_open(x, "displayfeedback");
	xmlout_attr(x, "feedbacktype", STR("Response"));
	xmlout_attr(x, "linkrefid", STR("why"));
	xmlout_close(x);
	xmlout_close(x);
}

static void put_scoring(struct assessment *s, const struct item *item)
{
	struct xmlout *x = s->x;
	xmlout_open(x, "resprocessing");
	xmlout_open(x, "outcomes");
	xmlout_open(x, "decvar");
	xmlout_attr(x, "varname", STR("SCORE"));
	xmlout_attr(x, "vartype", STR("Decimal"));
	xmlout_attr(x, "minvalue", STR("0"));
	xmlout_attr(x, "maxvalue", STR("100"));
	xmlout_close(x);
	xmlout_close(x);
	if (item->q->why)
		put_feedback_rule(x);
	xmlout_open(x, "respcondition");
	xmlout_attr(x, "continue", STR("No"));
	put_condition(x, item);
	xmlout_open(x, "setvar");
	xmlout_attr(x, "action", STR("Set"));
	xmlout_attr(x, "varname", STR("SCORE"));
	xmlout_text(x, STR("100"));
	xmlout_close(x);
	xmlout_close(x);
	xmlout_close(x);
}

static void put_item(struct assessment *s, const struct item *item)
{
	const char *const fields[][2] = {{"cc_profile", profiles[item->profile]}};
	xmlout_open(s->x, "item");
	xmlout_attr(s->x, "ident", item_id(s, item));
	xmlout_attr(s->x, "title", item_name(s, item));
	xmlout_open(s->x, "itemmetadata");
	put_fields(s->x, fields, 1);
	xmlout_close(s->x);
	add_range(s, item->q->asked, item->q->asked_end);
	if (!s->html.n)
		buf_xml(&s->html, exercise_question(s->a, item->quiz, s->how->language));
	put_presentation(s, item);
	put_scoring(s, item);
	if (item->q->why) {
		xmlout_open(s->x, "itemfeedback");
		xmlout_attr(s->x, "ident", STR("why"));
		xmlout_open(s->x, "flow_mat");
		add_range(s, item->q->why, item->q->why_end);
		put_html(s);
		xmlout_close(s->x);
		xmlout_close(s->x);
	}
	xmlout_close(s->x);
}

static const struct node *next_quiz(const struct article *article, const struct node *n)
{
	do
		n = exercise_next(article, n);
	while (n && n->u.exercise->kind != EXERCISE_QUIZ);
	return n;
}

static void put_quiz(struct assessment *s, const struct node *quiz)
{
	struct quiz_questions list = exercise_questions(s->a, quiz);
	bool opened = false;
	for (size_t i = 0; i < list.n; i++) {
		if (!quiz_is_graded(&list.items[i]))
			continue;
		struct item item = look_at(s, quiz, &list.items[i]);
		if (!opened)
			add_opening(s, &item, &list);
		opened = true;
		put_item(s, &item);
	}
}

size_t qti_questions(const struct article *article)
{
	struct arena scratch;
	size_t n = 0;
	arena_init(&scratch);
	for (const struct node *quiz = next_quiz(article, NULL); quiz; quiz = next_quiz(article, quiz)) {
		struct quiz_questions list = exercise_questions(&scratch, quiz);
		for (size_t i = 0; i < list.n; i++)
			n += quiz_is_graded(&list.items[i]);
	}
	arena_free(&scratch);
	return n;
}

struct str qti_assessment(struct arena *a, const struct article *article, struct str id, struct str title, const struct xhtml_spelling *how)
{
	static const char *const fields[][2] = {{"cc_profile", "cc.exam.v0p1"}, {"qmd_assessmenttype", "Examination"},
		{"qmd_scoretype", "Percentage"}, {"qmd_feedbackpermitted", "Yes"}, {"cc_maxattempts", "unlimited"}};
	struct assessment s = {.a = a, .x = xmlout_new(true), .article = article, .how = how};
	buf_init(&s.html, BUF_NO_LIMIT);
	xmlout_open(s.x, "questestinterop");
	xmlout_attr(s.x, "xmlns", STR(NAMESPACE));
	xmlout_open(s.x, "assessment");
	xmlout_attr(s.x, "ident", id);
	xmlout_attr(s.x, "title", title);
	put_fields(s.x, fields, sizeof fields / sizeof *fields);
	xmlout_open(s.x, "section");
	xmlout_attr(s.x, "ident", STR("questions"));
	for (const struct node *quiz = next_quiz(article, NULL); quiz; quiz = next_quiz(article, quiz))
		put_quiz(&s, quiz);
	buf_free(&s.html);
	return xmlout_end(s.x, a);
}
