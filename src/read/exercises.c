/*
 * Exercise blocks. What is wrong is told and mended here, so that whoever draws them need not ask: a number out of range becomes the nearest
 * one within, a scale that runs downwards is turned, an item without a box gets one.
 *
 * Attributes end where the title begins: at the first word that cannot be one. `key=value` always can, so a misspelt key is told rather than
 * printed as a title.
 */
#include "read/exercises.h"

#include "base/near.h"
#include "base/slug.h"

struct head {
	struct arena *a;
	struct diags *d;
	struct exercise *x;
	struct pos pos; /* of the attribute at hand */
};

static const char *name_of(const struct exercise *x)
{
	return exercise_infos[x->kind].name;
}

/* Digits with a sign and up to three decimals, in thousandths; moves *i past them. */
static bool read_thousandths(struct str s, size_t *i, int64_t *out)
{
	size_t start = *i;
	int64_t value = 0, unit = 1000;
	bool negative = *i < s.n && s.p[*i] == '-';
	if (negative)
		start = ++*i;
	for (; *i < s.n && s.p[*i] >= '0' && s.p[*i] <= '9' && value < 1000000000; ++*i)
		value = value * 10 + (s.p[*i] - '0') * 1000;
	if (*i == start)
		return false;
	if (*i < s.n && s.p[*i] == '.')
		for (++*i; *i < s.n && s.p[*i] >= '0' && s.p[*i] <= '9'; ++*i)
			value += (s.p[*i] - '0') * (unit /= 10);
	*out = negative ? -value : value;
	return true;
}

static bool read_whole(struct str s, int64_t *out)
{
	size_t i = 0;
	if (!read_thousandths(s, &i, out) || i != s.n || *out % 1000)
		return false;
	*out /= 1000;
	return true;
}

static int64_t clamped(struct head *h, struct str written, int64_t value, int64_t least, int64_t most, const char *what)
{
	if (value >= least && value <= most)
		return value;
	int64_t near = value < least ? least : most;
	diag_add(h->d, DIAG_EXERCISE_ATTRIBUTE, h->pos, "'" STR_FMT "': from %ld to %ld %s can be printed; %ld it is", STR_ARG(written), (long)least, (long)most,
		what, (long)near);
	return near;
}

static bool set_lines(struct head *h, struct str token, struct str value)
{
	int64_t n;
	if (!read_whole(value, &n))
		return false;
	h->x->lines = (uint8_t)clamped(h, token, n, 1, EXERCISE_LINES_MAX, "lines");
	return true;
}

static bool set_days(struct head *h, struct str token, struct str value)
{
	int64_t n;
	if (!read_whole(value, &n))
		return false;
	h->x->days = (uint8_t)clamped(h, token, n, 1, EXERCISE_DAYS_MAX, "days");
	return true;
}

static bool set_height(struct head *h, struct str token, struct str value)
{
	static const struct {
		const char *unit;
		int64_t micrometres;
	} units[] = {{"cm", 10000}, {"mm", 1000}, {"in", 25400}, {"pt", 353}};
	int64_t n;
	size_t i = 0;
	if (!read_thousandths(value, &i, &n))
		return false;
	for (size_t k = 0; k < sizeof units / sizeof *units; k++) {
		if (!str_is(str_skip(value, i), units[k].unit))
			continue;
		int64_t mm = n * units[k].micrometres / 1000 / 1000, least = EXERCISE_HEIGHT_MIN / 1000, most = EXERCISE_HEIGHT_MAX / 1000;
		bool within = mm >= least && mm <= most;
		h->x->height = (uint32_t)(within ? n * units[k].micrometres / 1000 : clamped(h, token, mm, least, most, "mm") * 1000);
		return true;
	}
	return false;
}

static bool set_id(struct head *h, struct str value)
{
	struct str id = slug_ascii(h->a, value);
	if (!id.n || !str_eq(id, value))
		return false;
	h->x->id = id;
	return h->x->named = true;
}

/* False: the value has not the form. */
static bool set_key(struct head *h, struct str key, struct str token, struct str value, bool *known)
{
	unsigned takes = exercise_infos[h->x->kind].takes;
	*known = true;
	if (str_is(key, "id"))
		return set_id(h, value);
	if (takes & EXERCISE_TAKES_LINES && str_is(key, "lines"))
		return set_lines(h, token, value);
	if (takes & EXERCISE_TAKES_DAYS && str_is(key, "days"))
		return set_days(h, token, value);
	if (takes & EXERCISE_TAKES_HEIGHT && str_is(key, "height"))
		return set_height(h, token, value);
	if (takes & EXERCISE_TAKES_RANGE && str_is(key, "low")) {
		h->x->low = str_trim(value);
		return true;
	}
	if (takes & EXERCISE_TAKES_RANGE && str_is(key, "high")) {
		h->x->high = str_trim(value);
		return true;
	}
	*known = false;
	return true;
}

static void say_unknown(struct head *h, struct str key)
{
	static const struct {
		unsigned takes;
		const char *key;
	} keys[] = {{~0u, "id"}, {EXERCISE_TAKES_LINES, "lines"}, {EXERCISE_TAKES_DAYS, "days"}, {EXERCISE_TAKES_HEIGHT, "height"},
		{EXERCISE_TAKES_RANGE, "low"}, {EXERCISE_TAKES_RANGE, "high"}};
	struct near near;
	near_init(&near, key);
	struct diag *d = diag_add(h->d, DIAG_EXERCISE_ATTRIBUTE, h->pos, "%s takes no '" STR_FMT "'", name_of(h->x), STR_ARG(key));
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (keys[i].takes == ~0u || keys[i].takes & exercise_infos[h->x->kind].takes)
			near_try(&near, str_c(keys[i].key));
	if (near.best.n)
		diag_note(h->d, d, h->pos, "nearest is '" STR_FMT "'", STR_ARG(near.best));
}

/* 1-10, 0–5, 10-1. */
static bool range_ends(struct str token, int64_t *from, int64_t *to)
{
	size_t dash = str_find_char(token, '-');
	size_t wide = 1;
	if (dash == token.n) {
		dash = str_find(token, "\xE2\x80\x93");
		wide = 3;
	}
	return dash && dash < token.n && read_whole(str_sub(token, 0, dash), from) && read_whole(str_skip(token, dash + wide), to);
}

static bool set_range(struct head *h, struct str token)
{
	int64_t from, to;
	if (!range_ends(token, &from, &to))
		return false;
	if (from == to || from < -1000 || to < -1000 || from > 1000 || to > 1000) {
		diag_add(h->d, DIAG_EXERCISE_ATTRIBUTE, h->pos, "'" STR_FMT "' is no scale; 1-10 it is", STR_ARG(token));
		return true;
	}
	if (from > to) {
		diag_add(h->d, DIAG_EXERCISE_ATTRIBUTE, h->pos, "a scale runs upwards: %ld-%ld it is; `low` stands at %ld", (long)to, (long)from, (long)to);
		int64_t swap = from;
		from = to;
		to = swap;
	}
	if (to - from >= EXERCISE_STEPS_MAX) {
		diag_add(h->d, DIAG_EXERCISE_ATTRIBUTE, h->pos, "'" STR_FMT "': a scale has at most %d steps; %ld-%ld it is", STR_ARG(token), EXERCISE_STEPS_MAX,
			(long)from, (long)from + (from == 1 ? 9 : 10));
		to = from + (from == 1 ? 9 : 10);
	}
	h->x->from = (int32_t)from;
	h->x->to = (int32_t)to;
	return true;
}

static bool set_ground(struct head *h, struct str token)
{
	for (int i = 0; i < GROUND_COUNT; i++)
		if (str_is(token, exercise_grounds[i])) {
			h->x->ground = (enum exercise_ground)i;
			return true;
		}
	return false;
}

/* The opening quote at s.p[at] and its closing one: typed, or set by a word processor. 0 when it is none. */
static size_t quote_at(struct str s, size_t at, const char **close)
{
	static const char *const pairs[][2] = {{"\"", "\""}, {"'", "'"}, {"\xE2\x80\x9C", "\xE2\x80\x9D"}, {"\xE2\x80\x9E", "\xE2\x80\x9C"}, {"\xC2\xAB", "\xC2\xBB"}};
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		if (str_starts(str_skip(s, at), pairs[i][0])) {
			*close = pairs[i][1];
			return str_c(pairs[i][0]).n;
		}
	return 0;
}

/* The length of key=value at the head of s; 0 when there is none. */
static size_t key_value(struct str s, struct str *key, struct str *value)
{
	size_t eq = 0;
	while (eq < s.n && s.p[eq] >= 'a' && s.p[eq] <= 'z')
		eq++;
	if (eq == 0 || eq >= s.n || s.p[eq] != '=')
		return 0;
	*key = str_sub(s, 0, eq);
	const char *close;
	size_t open = quote_at(s, eq + 1, &close), from = eq + 1 + open, end;
	if (open && (end = str_find(str_skip(s, from), close)) < s.n - from) {
		*value = str_sub(s, from, from + end);
		return from + end + str_c(close).n;
	}
	for (end = from; end < s.n && s.p[end] != ' ' && s.p[end] != '\t';)
		end++;
	*value = str_sub(s, from, end);
	return end;
}

static size_t one_attribute(struct head *h, struct str rest)
{
	unsigned takes = exercise_infos[h->x->kind].takes;
	struct str key, value;
	size_t n = key_value(rest, &key, &value);
	if (n) {
		bool known;
		if (!set_key(h, key, str_sub(rest, 0, n), value, &known))
			diag_add(h->d, DIAG_EXERCISE_ATTRIBUTE, h->pos, "'" STR_FMT "': not a value for '" STR_FMT "'", STR_ARG(str_sub(rest, 0, n)), STR_ARG(key));
		else if (!known)
			say_unknown(h, key);
		return n;
	}
	while (n < rest.n && rest.p[n] != ' ' && rest.p[n] != '\t')
		n++;
	struct str word = str_sub(rest, 0, n);
	if ((takes & EXERCISE_TAKES_RANGE && set_range(h, word)) || (takes & EXERCISE_TAKES_GROUND && set_ground(h, word)))
		return n;
	return 0;
}

size_t exercises_attributes(struct arena *a, struct str line, struct pos pos, struct diags *d, struct exercise *x)
{
	struct head h = {a, d, x, pos};
	size_t i = 0, n;
	for (;;) {
		while (i < line.n && (line.p[i] == ' ' || line.p[i] == '\t'))
			i++;
		h.pos.col = pos.col + (uint32_t)i;
		if (i >= line.n || !(n = one_attribute(&h, str_skip(line, i))))
			return i;
		i += n;
	}
}

/* ---- whole articles */

struct settling {
	struct article *a;
	struct map ids;
	unsigned numbers[EXERCISE_KIND_COUNT];
};

static void say(struct settling *s, enum diag_id id, struct pos pos, const char *text)
{
	diag_add(&s->a->diags, id, pos, "%s", text);
}

/* Ids that the author gave go first: numbers keep clear of them. */
static void claim_id(struct settling *s, const struct node *n)
{
	struct exercise *x = n->u.exercise;
	if (!x->named)
		return;
	const struct exercise *taken = map_add(&s->ids, x->id, x);
	if (taken == x)
		return;
	diag_add(&s->a->diags, DIAG_DUPLICATE_ID, n->pos, "another exercise of this article has the id '" STR_FMT "'", STR_ARG(x->id));
	x->named = false;
}

static void give_id(struct settling *s, struct exercise *x)
{
	if (x->named)
		return;
	do
		x->id = arena_printf(&s->a->arena, "%s-%u", name_of(x), ++s->numbers[x->kind]);
	while (map_has(&s->ids, x->id));
	map_put(&s->ids, x->id, x);
}

static const struct node *below(const struct node *n, enum node_kind kind)
{
	for (const struct node *at = n; at; at = node_walk(n, at, false))
		if (at->kind == kind)
			return at;
	return NULL;
}

static void settle_words(struct settling *s, struct node *n)
{
	if (exercise_blank(n))
		say(s, DIAG_EXERCISE_EMPTY, n->pos, n->u.exercise->kind == EXERCISE_SCALE ? "a scale that says nothing to be rated" : "a prompt that asks nothing");
}

static void settle_checklist(struct settling *s, struct node *n)
{
	if (!below(n, NODE_ITEM))
		say(s, DIAG_EXERCISE_EMPTY, n->pos, "a checklist without a list");
	for (struct node *at = n; at; at = node_walk(n, at, false))
		if (at->kind == NODE_ITEM && at->u.item.check == CHECK_NONE)
			at->u.item.check = CHECK_OPEN;
}

static void settle_fill(struct settling *s, struct node *n)
{
	const struct node *table = below(n, NODE_TABLE);
	struct arena scratch;
	arena_init(&scratch);
	if (!table)
		say(s, DIAG_EXERCISE_EMPTY, n->pos, "nothing to fill in: there is no table");
	else if (!exercise_fields(&scratch, s->a, n, (struct str){0}).n)
		say(s, DIAG_EXERCISE_EMPTY, table->pos, "nothing to fill in: no cell below the header is empty");
	arena_free(&scratch);
}

static void settle_quiz(struct settling *s, struct node *n)
{
	struct arena scratch;
	arena_init(&scratch);
	struct quiz_questions list = exercise_questions(&scratch, n);
	if (!list.n)
		say(s, DIAG_QUIZ_ANSWER, n->pos, "a quiz without choices: a task list is wanted, `- [x]` before what is right");
	for (size_t i = 0; i < list.n; i++) {
		const struct quiz_question *q = &list.items[i];
		if (!q->asked && (q->item || list.n > 1 || !n->first || n->first->kind != NODE_CALLOUT_TITLE))
			say(s, DIAG_EXERCISE_EMPTY, q->choices->pos, "choices without a question before them");
		if (!q->nright)
			say(s, DIAG_QUIZ_ANSWER, q->choices->pos, "no choice is marked right: write `- [x]` before it");
		else if (q->nchoices < 2)
			say(s, DIAG_QUIZ_ANSWER, q->choices->pos, "one choice is no choice");
		for (struct node *item = q->choices->first; item; item = item->next)
			if (item->kind == NODE_ITEM && item->u.item.check == CHECK_NONE)
				item->u.item.check = CHECK_OPEN;
	}
	arena_free(&scratch);
}

static void settle_tracker(struct settling *s, struct node *n)
{
	if (!below(n, NODE_ITEM) && !n->u.exercise->lines)
		n->u.exercise->lines = 5;
}

static void (*const settlers[EXERCISE_KIND_COUNT])(struct settling *s, struct node *n) = {
	[EXERCISE_PROMPT] = settle_words,
	[EXERCISE_SCALE] = settle_words,
	[EXERCISE_CHECKLIST] = settle_checklist,
	[EXERCISE_FILL] = settle_fill,
	[EXERCISE_QUIZ] = settle_quiz,
	[EXERCISE_TRACKER] = settle_tracker,
};

static struct node *next_exercise(struct node *root, struct node *n)
{
	do
		n = node_walk(root, n, false);
	while (n && n->kind != NODE_EXERCISE);
	return n;
}

void exercises_settle(struct article *a)
{
	struct settling s = {.a = a};
	map_init(&s.ids, &a->arena);
	for (struct node *n = next_exercise(a->body, a->body); n; n = next_exercise(a->body, n))
		claim_id(&s, n);
	for (struct node *n = next_exercise(a->body, a->body); n; n = next_exercise(a->body, n)) {
		struct exercise *x = n->u.exercise;
		give_id(&s, x);
		if (settlers[x->kind])
			settlers[x->kind](&s, n);
	}
}
