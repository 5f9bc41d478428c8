/*
 * What exercises hold, read off their blocks, so that all who draw, grade or collect them see the same questions under the same names.
 *
 * Ids go by kind and number within the article. Rejected: a hash of the question's words, which would survive a new question put before it,
 * but not a comma set right, and which nobody can read in a report. An author who wants both writes `id=…`.
 */
#include "book/exercise.h"

#include "base/utf8.h"

const struct exercise_info exercise_infos[EXERCISE_KIND_COUNT] = {
#define EXERCISE(id, name, label, takes) [EXERCISE_##id] = {name, LABEL_##label, takes},
#include "book/exercises.def"
#undef EXERCISE
};

const char *const exercise_grounds[GROUND_COUNT] = {[GROUND_BLANK] = "blank", [GROUND_DOTS] = "dots", [GROUND_GRID] = "grid"};

bool exercise_lookup(struct str name, enum exercise_kind *kind)
{
	for (int i = 0; i < EXERCISE_KIND_COUNT; i++)
		if (str_eq_nocase(name, str_c(exercise_infos[i].name))) {
			*kind = (enum exercise_kind)i;
			return true;
		}
	return false;
}

void exercise_defaults(enum exercise_kind kind, struct exercise *out)
{
	static const uint8_t lines[EXERCISE_KIND_COUNT] = {[EXERCISE_PROMPT] = 5, [EXERCISE_FILL] = 2, [EXERCISE_TRACKER] = 0, [EXERCISE_PLAN] = 3};
	*out = (struct exercise){.kind = kind, .lines = lines[kind], .height = 60000, .from = 1, .to = 10, .days = 7};
}

const struct node *exercise_next(const struct article *a, const struct node *after)
{
	if (!a->body)
		return NULL;
	const struct node *n = after ? after : a->body;
	do
		n = node_walk(a->body, n, false);
	while (n && n->kind != NODE_EXERCISE);
	return n;
}

bool exercise_blank(const struct node *n)
{
	for (const struct node *at = n; at; at = node_walk(n, at, false))
		if (at->kind == NODE_IMAGE || utf8_trim(at->text).n)
			return false;
	return true;
}

/* ---- quizzes */

static const struct node *first_block(const struct node *n)
{
	const struct node *first = n->first;
	return first && first->kind == NODE_CALLOUT_TITLE ? first->next : first;
}

/* A list of choices, not one whose items hold lists of choices. */
static bool is_choices(const struct node *n)
{
	if (n->kind != NODE_LIST)
		return false;
	for (const struct node *item = n->first; item; item = item->next)
		if (item->kind == NODE_ITEM && item->u.item.check != CHECK_NONE)
			return true;
	return false;
}

static const struct node *find_choices(const struct node *from)
{
	while (from && !is_choices(from))
		from = from->next;
	return from;
}

static void count_choices(struct quiz_question *q)
{
	for (const struct node *item = q->choices->first; item; item = item->next)
		if (item->kind == NODE_ITEM) {
			q->nchoices++;
			q->nright += item->u.item.check == CHECK_DONE;
		}
}

/* Where the next question begins among what stands from `from` up to its choices. */
static const struct node *next_asked(const struct node *from, const struct node *choices)
{
	const struct node *last = NULL;
	for (; from != choices; from = from->next) {
		if (from->kind == NODE_HEADING)
			return from;
		last = from;
	}
	return last ? last : choices;
}

bool quiz_is_graded(const struct quiz_question *q)
{
	return q->nchoices >= 2 && q->nchoices <= 26 && q->nright;
}

static struct quiz_question *add_question(struct arena *a, struct quiz_questions *out, const struct node *asked, const struct node *choices)
{
	struct quiz_question *q = arena_push(a, out);
	*q = (struct quiz_question){.asked = asked == choices ? NULL : asked, .asked_end = choices, .choices = choices, .number = (uint32_t)out->n};
	count_choices(q);
	return q;
}

static void explain(struct quiz_question *q, const struct node *end)
{
	q->why = q->choices->next == end ? NULL : q->choices->next;
	q->why_end = end;
}

static void flat_questions(struct arena *a, const struct node *from, struct quiz_questions *out)
{
	const struct node *choices = find_choices(from);
	while (choices) {
		struct quiz_question *q = add_question(a, out, from, choices);
		const struct node *next = find_choices(choices->next);
		from = next ? next_asked(choices->next, next) : NULL;
		explain(q, from);
		choices = next;
	}
}

/* A list each of whose items is a question with choices; another is what it looks like. */
static bool is_nested(const struct node *list)
{
	for (const struct node *item = list->first; item; item = item->next)
		if (item->kind != NODE_ITEM || !find_choices(item->first))
			return false;
	return list->first != NULL;
}

static void nested_questions(struct arena *a, const struct node *list, struct quiz_questions *out)
{
	for (const struct node *item = list->first; item; item = item->next) {
		struct quiz_question *q = add_question(a, out, item->first, find_choices(item->first));
		q->item = item;
		explain(q, NULL);
	}
}

struct quiz_questions exercise_questions(struct arena *a, const struct node *quiz)
{
	struct quiz_questions out = {0};
	for (const struct node *n = first_block(quiz); n; n = n->next)
		if (n->kind == NODE_LIST && !is_choices(n) && is_nested(n))
			nested_questions(a, n, &out);
	if (!out.n)
		flat_questions(a, first_block(quiz), &out);
	return out;
}

/* ---- words */

static struct str joined(struct arena *a, struct str before, struct str more)
{
	more = utf8_trim(more);
	if (!before.n || !more.n)
		return before.n ? before : more;
	return arena_printf(a, STR_FMT " " STR_FMT, STR_ARG(before), STR_ARG(more));
}

static struct str range_words(struct arena *a, const struct node *first, const struct node *end)
{
	struct str words = {0};
	for (; first && first != end; first = first->next)
		words = joined(a, words, node_plain(a, first));
	return words;
}

static struct str kind_label(const struct node *n, struct str language)
{
	return label_text(exercise_infos[n->u.exercise->kind].label, language);
}

struct str exercise_question(struct arena *a, const struct node *n, struct str language)
{
	struct str words = {0};
	for (const struct node *at = n->first; at && at->kind != NODE_LIST && at->kind != NODE_TABLE; at = at->next)
		words = joined(a, words, node_plain(a, at));
	return words.n ? words : kind_label(n, language);
}

/* ---- fields */

struct listing {
	struct arena *a;
	struct str slug, language, question;
	const struct node *n;
	const struct exercise *x;
	struct exercise_fields out;
};

static struct exercise_field *add_field(struct listing *l, enum exercise_field_kind kind, struct str part, struct str question, const struct node *node)
{
	struct exercise_field *f = arena_push(l->a, &l->out);
	*f = (struct exercise_field){.kind = kind, .node = node, .question = question.n ? question : l->question};
	f->id = arena_printf(l->a, STR_FMT "." STR_FMT "%s" STR_FMT, STR_ARG(l->slug), STR_ARG(l->x->id), part.n ? "." : "", STR_ARG(part));
	return f;
}

static void place_field(struct exercise_field *f, uint32_t row, uint32_t column)
{
	f->row = row;
	f->column = column;
}

static void text_fields(struct listing *l)
{
	add_field(l, EXERCISE_TEXT, (struct str){0}, l->question, l->n);
}

static void scale_fields(struct listing *l)
{
	struct exercise_field *f = add_field(l, EXERCISE_CHOICE, (struct str){0}, l->question, l->n);
	f->nchoices = (size_t)(l->x->to - l->x->from) + 1;
	f->choices = arena_array(l->a, struct exercise_choice, f->nchoices);
	for (size_t i = 0; i < f->nchoices; i++)
		f->choices[i].value = f->choices[i].text = arena_printf(l->a, "%d", (int)l->x->from + (int)i);
}

/* An item's own words, without those of lists in it. */
static struct str item_words(struct arena *a, const struct node *item)
{
	const struct node *end = item->first;
	while (end && end->kind != NODE_LIST)
		end = end->next;
	return range_words(a, item->first, end);
}

/* The next item of a list below n that is not in a table; NULL at the end. */
static const struct node *next_item(const struct node *n, const struct node *at)
{
	do
		at = node_walk(n, at, at != n && at->kind == NODE_TABLE);
	while (at && at->kind != NODE_ITEM);
	return at;
}

static void checklist_fields(struct listing *l)
{
	uint32_t number = 0;
	for (const struct node *item = next_item(l->n, l->n); item; item = next_item(l->n, item)) {
		struct str part = arena_printf(l->a, "%u", ++number);
		place_field(add_field(l, EXERCISE_CHECK, part, item_words(l->a, item), item), number, 0);
	}
}

static const struct node *nth_child(const struct node *n, uint32_t number)
{
	const struct node *at = n ? n->first : NULL;
	while (at && --number)
		at = at->next;
	return at;
}

/* What an empty cell asks: the words of its row's first cell and of its column's head; else where it is. */
static struct str cell_words(struct listing *l, const struct node *row, const struct node *head, uint32_t r, uint32_t c)
{
	struct str language = l->language;
	struct str side = c > 1 && row->first ? utf8_trim(node_plain(l->a, row->first)) : (struct str){0};
	const struct node *top = nth_child(head, c);
	struct str above = top ? utf8_trim(node_plain(l->a, top)) : (struct str){0};
	struct str place = arena_printf(l->a, STR_FMT " %u, " STR_FMT " %u", STR_ARG(label_text(LABEL_ROW, language)), r,
		STR_ARG(label_text(LABEL_COLUMN, language)), c);
	if (side.n && above.n)
		return arena_printf(l->a, STR_FMT ": " STR_FMT, STR_ARG(side), STR_ARG(above));
	if (side.n || !above.n)
		return arena_printf(l->a, STR_FMT ", " STR_FMT, STR_ARG(side.n ? side : l->question), STR_ARG(place));
	return arena_printf(l->a, STR_FMT ", " STR_FMT " %u", STR_ARG(above), STR_ARG(label_text(LABEL_ROW, language)), r);
}

static void table_fields(struct listing *l, const struct node *table, uint32_t number)
{
	const struct node *head = NULL;
	uint32_t r = 0;
	for (const struct node *row = table->first; row; row = row->next) {
		if (row->kind != NODE_ROW)
			continue;
		if (row->flags & NODE_HEADER) {
			head = row;
			continue;
		}
		uint32_t c = 0;
		r++;
		for (const struct node *cell = row->first; cell; cell = cell->next) {
			c++;
			if (cell->kind != NODE_CELL || !exercise_blank(cell))
				continue;
			struct str part = number > 1 ? arena_printf(l->a, "t%u-%u-%u", number, r, c) : arena_printf(l->a, "%u-%u", r, c);
			place_field(add_field(l, EXERCISE_TEXT, part, cell_words(l, row, head, r, c), cell), r, c);
		}
	}
}

static void fill_fields(struct listing *l)
{
	uint32_t number = 0;
	for (const struct node *n = l->n; n; n = node_walk(l->n, n, false))
		if (n->kind == NODE_TABLE)
			table_fields(l, n, ++number);
}

static struct str letter(struct arena *a, uint32_t number)
{
	return number <= 26 ? arena_printf(a, "%c", (int)('a' + number - 1)) : arena_printf(a, "c%u", number);
}

static void list_choices(struct listing *l, struct exercise_field *f, const struct quiz_question *q)
{
	f->choices = arena_array(l->a, struct exercise_choice, q->nchoices + 1);
	for (const struct node *item = q->choices->first; item; item = item->next)
		if (item->kind == NODE_ITEM) {
			struct exercise_choice *c = &f->choices[f->nchoices++];
			*c = (struct exercise_choice){letter(l->a, (uint32_t)f->nchoices), item_words(l->a, item), item, item->u.item.check == CHECK_DONE};
		}
}

static void question_fields(struct listing *l, const struct quiz_question *q)
{
	struct str asked = range_words(l->a, q->asked, q->asked_end);
	struct exercise_field all = {0};
	list_choices(l, &all, q);
	if (q->nright <= 1) {
		struct exercise_field *f = add_field(l, EXERCISE_CHOICE, arena_printf(l->a, "%u", q->number), asked, l->n);
		f->choices = all.choices;
		f->nchoices = all.nchoices;
		place_field(f, q->number, 0);
		return;
	}
	for (size_t i = 0; i < all.nchoices; i++) {
		const struct exercise_choice *c = &all.choices[i];
		struct str part = arena_printf(l->a, "%u." STR_FMT, q->number, STR_ARG(c->value));
		struct str words = joined(l->a, asked.n ? asked : l->question, c->text);
		struct exercise_field *f = add_field(l, EXERCISE_CHECK, part, words, c->item);
		f->right = c->right;
		place_field(f, q->number, (uint32_t)i + 1);
	}
}

static void quiz_fields(struct listing *l)
{
	struct quiz_questions list = exercise_questions(l->a, l->n);
	for (size_t i = 0; i < list.n; i++)
		question_fields(l, &list.items[i]);
}

static void day_fields(struct listing *l, uint32_t row, struct str habit, const struct node *node)
{
	for (uint32_t day = 1; day <= l->x->days; day++) {
		struct str part = arena_printf(l->a, "%u.%u", row, day), name = label_text(LABEL_DAY, l->language);
		struct str words = arena_printf(l->a, STR_FMT ", " STR_FMT " %u", STR_ARG(habit), STR_ARG(name), day);
		place_field(add_field(l, EXERCISE_CHECK, part, words, node), row, day);
	}
}

static void tracker_fields(struct listing *l)
{
	uint32_t row = 0;
	for (const struct node *item = next_item(l->n, l->n); item; item = next_item(l->n, item))
		day_fields(l, ++row, item_words(l->a, item), item);
	for (uint32_t own = 0; own < l->x->lines; own++) {
		struct str habit = arena_printf(l->a, STR_FMT " %u", STR_ARG(label_text(LABEL_HABIT, l->language)), ++row);
		place_field(add_field(l, EXERCISE_LINE, arena_printf(l->a, "%u.name", row), habit, l->n), row, 0);
		day_fields(l, row, habit, l->n);
	}
}

static void step_fields(struct listing *l, uint32_t row, struct str step, const struct node *item)
{
	static const struct {
		const char *part;
		enum label label;
	} columns[EXERCISE_PLAN_COLUMNS] = {{"step", LABEL_STEP}, {"when", LABEL_BY_WHEN}, {"sign", LABEL_HOW_KNOWN}};
	for (uint32_t i = item ? 1 : 0; i < EXERCISE_PLAN_COLUMNS; i++) {
		struct str part = arena_printf(l->a, "%u.%s", row, columns[i].part), label = label_text(columns[i].label, l->language);
		struct str words = i ? arena_printf(l->a, STR_FMT ": " STR_FMT, STR_ARG(step), STR_ARG(label)) : step;
		place_field(add_field(l, EXERCISE_LINE, part, words, item ? item : l->n), row, i + 1);
	}
}

static void plan_fields(struct listing *l)
{
	uint32_t row = 0;
	for (const struct node *item = next_item(l->n, l->n); item; item = next_item(l->n, item))
		step_fields(l, ++row, item_words(l->a, item), item);
	for (uint32_t own = 0; own < l->x->lines; own++) {
		row++;
		step_fields(l, row, arena_printf(l->a, STR_FMT " %u", STR_ARG(label_text(LABEL_STEP, l->language)), row), NULL);
	}
}

static void certificate_fields(struct listing *l)
{
	add_field(l, EXERCISE_LINE, STR("name"), label_text(LABEL_YOUR_NAME, l->language), l->n);
	add_field(l, EXERCISE_LINE, STR("date"), label_text(LABEL_DATE, l->language), l->n);
}

static void (*const listers[EXERCISE_KIND_COUNT])(struct listing *l) = {
	[EXERCISE_PROMPT] = text_fields,
	[EXERCISE_BOX] = text_fields,
	[EXERCISE_SCALE] = scale_fields,
	[EXERCISE_CHECKLIST] = checklist_fields,
	[EXERCISE_FILL] = fill_fields,
	[EXERCISE_QUIZ] = quiz_fields,
	[EXERCISE_NOTES] = text_fields,
	[EXERCISE_TRACKER] = tracker_fields,
	[EXERCISE_PLAN] = plan_fields,
	[EXERCISE_CERTIFICATE] = certificate_fields,
};

struct exercise_fields exercise_fields(struct arena *a, const struct article *article, const struct node *n, struct str language)
{
	struct listing l = {.a = a, .slug = article->slug, .language = language, .n = n, .x = n->u.exercise};
	l.question = exercise_question(a, n, language);
	listers[l.x->kind](&l);
	return l.out;
}
