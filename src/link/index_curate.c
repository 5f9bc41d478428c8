/*
 * content/index.yaml over the proposals. Rules are taken kind by kind, in the order of enum curation_kind, and within a kind as written, so that
 * their meaning does not depend on how the author ordered the keys.
 *
 * A rule that names what the book holds nowhere, contradicts another or closes a circle is told with its place and passed over; the rest
 * stands. What one edition leaves out is no mistake: names are looked for in the whole book.
 */
#include "link/index_part.h"

#include "base/near.h"
#include "link/index_occur.h"

struct curating {
	struct indexing *x;
	const struct curation *c;
	struct occurrences occurrences;
	struct map made; /* names that rules themselves bring in: index_name_key → the rule */
	unsigned guesses; /* nearest-candidate searches left: each goes over all words */
};

enum { GUESSES_MOST = 20 };

/* ---- names */

static struct str key_of(struct curating *c, struct str name)
{
	return index_name_key(c->x->a, name, c->x->l);
}

/* Names that need not occur: they are made of others, or are a reader's word. */
static const struct value *made_name(const struct curation_rule *r)
{
	switch (r->kind) {
	case CURATION_RENAME:
		return &r->other;
	case CURATION_MERGE: case CURATION_SUB: case CURATION_SEE:
		return &r->term;
	default:
		return NULL;
	}
}

static void look_up_names(struct curating *c)
{
	struct str *names = arena_array(c->x->a, struct str, 2 * c->c->n);
	size_t n = 0;
	map_init(&c->made, c->x->a);
	for (size_t i = 0; i < c->c->n; i++) {
		const struct curation_rule *r = &c->c->items[i];
		const struct value *made = made_name(r);
		names[n++] = r->term.s;
		if (r->other.s.n)
			names[n++] = r->other.s;
		if (made)
			map_add(&c->made, key_of(c, made->s), (void *)r);
	}
	c->occurrences = (struct occurrences){.a = c->x->a, .l = c->x->l};
	occurrences_find(&c->occurrences, c->x->e->book, names, n);
}

/* Stretches of the text with as many words as the name. */
static void try_words(struct curating *c, struct near *near, const struct article *article, size_t n)
{
	struct arena scratch;
	struct word_list words = {0};
	arena_init(&scratch);
	words_read(&scratch, article, c->x->l, &words);
	for (size_t i = 0; n && i + n <= words.n; i++) {
		const struct passage *first = &words.items[i].at, *last = &words.items[i + n - 1].at;
		if (first->node == last->node)
			near_try(near, str_sub(first->node->text, first->offset, last->offset + last->length));
	}
	arena_free(&scratch);
}

static void unknown(struct curating *c, struct value name)
{
	struct diags *d = &c->x->e->diags;
	struct near near;
	near_init(&near, name.s);
	for (size_t i = 0; i < c->x->subjects.n; i++)
		near_try(&near, c->x->subjects.items[i]->term);
	for (size_t i = 0; i < c->x->e->narticles && !near.best.n && c->guesses; i++)
		try_words(c, &near, c->x->e->articles[i], key_of(c, name.s).n / sizeof(uint64_t));
	c->guesses -= c->guesses > 0;
	struct diag *diag = diag_add(d, DIAG_INDEX_TERM, name.pos, "'" STR_FMT "' occurs nowhere in the book", STR_ARG(name.s));
	if (near.best.n)
		diag_note(d, diag, (struct pos){0}, "the nearest term is '" STR_FMT "'", STR_ARG(near.best));
}

/* The subject that a rule names; a new one when the book or a rule has it. NULL, and told: neither does. */
static struct subject *named(struct curating *c, struct value name)
{
	struct str key = key_of(c, name.s);
	struct subject *s = map_get(&c->x->names, key);
	if (s || !key.n || map_has(&c->made, key) || occurrences_has(&c->occurrences, name.s))
		s = s ? s : index_add_subject(c->x, name.s);
	if (!s)
		unknown(c, name);
	return s;
}

static struct subject *wanted(struct curating *c, struct value name)
{
	struct subject *s = named(c, name);
	if (!s)
		return NULL;
	s->listed = true;
	if (!s->wanted.src)
		s->wanted = name.pos;
	if (!s->own_case && !s->gloss && !s->proposed) {
		s->term = name.s;
		s->own_case = true;
	}
	return s;
}

/* The same for a rule that says how the entry is called, and not only which one it means. */
static struct subject *wanted_so(struct curating *c, struct value name)
{
	struct subject *s = wanted(c, name);
	if (s && s->proposed) {
		s->term = name.s;
		s->own_case = true;
	}
	return s;
}

static void contradiction(struct curating *c, struct pos pos, struct pos other, const char *text, struct str name)
{
	struct diags *d = &c->x->e->diags;
	struct diag *diag = diag_add(d, DIAG_INDEX_CONFLICT, pos, "'" STR_FMT "' %s", STR_ARG(name), text);
	if (other.src)
		diag_note(d, diag, other, "this is the other rule");
}

/* True, and told: a rule drops it, so that this one cannot stand. */
static bool is_dropped(struct curating *c, const struct subject *s, struct value name)
{
	if (s->dropped.src)
		contradiction(c, name.pos, s->dropped, "is used here and dropped elsewhere; this rule is passed over", name.s);
	return s->dropped.src != NULL;
}

/* ---- rules about one entry */

static void rule_add(struct curating *c, const struct curation_rule *r)
{
	wanted_so(c, r->term);
}

/* What is said under `from` is said under `to` from here on. */
static void move_subject(struct curating *c, struct subject *from, struct subject *to)
{
	for (size_t i = 0; i < from->phrases.n; i++)
		*arena_push(c->x->a, &to->phrases) = from->phrases.items[i];
	from->phrases.n = 0;
	from->listed = false;
	to->gloss = to->gloss ? to->gloss : from->gloss;
	from->gloss = NULL;
	for (size_t i = 0; i < c->x->names.n; i++)
		if (c->x->names.items[i].value == from)
			c->x->names.items[i].value = to;
}

static void rule_rename(struct curating *c, const struct curation_rule *r)
{
	struct subject *s = named(c, r->term);
	struct str key = key_of(c, r->other.s);
	if (!s)
		return;
	struct subject *there = map_get(&c->x->names, key);
	if (there && there != s) {
		move_subject(c, s, there);
		s = there;
	}
	s->term = r->other.s;
	s->listed = s->own_case = true;
	s->wanted = r->term.pos;
	if (key.n)
		map_put(&c->x->names, key, s);
}

static void rule_merge(struct curating *c, const struct curation_rule *r)
{
	struct subject *into = wanted_so(c, r->term), *from = into ? named(c, r->other) : NULL;
	if (from && from != into)
		move_subject(c, from, into);
}

static void rule_drop(struct curating *c, const struct curation_rule *r)
{
	struct subject *s = named(c, r->term);
	if (s && s->wanted.src) {
		contradiction(c, r->term.pos, s->wanted, "is dropped here and used elsewhere; this rule is passed over", r->term.s);
	} else if (s) {
		s->dropped = r->term.pos;
		s->listed = false;
	}
}

/* ---- rules that lead from one entry to another */

static void circle(struct curating *c, struct pos pos, const char *what, struct str from, struct str to)
{
	diag_add(&c->x->e->diags, DIAG_INDEX_CIRCLE, pos,
		"%s leads in a circle from '" STR_FMT "' to '" STR_FMT "' and back; this rule is passed over", what, STR_ARG(from), STR_ARG(to));
}

/* The places that lead on from s, as notes to the last diagnostic. */
static void note_way(struct curating *c, struct pos pos, struct str from, struct str to)
{
	struct diags *d = &c->x->e->diags;
	diag_note(d, d->items[d->n - 1], pos, "'" STR_FMT "' leads to '" STR_FMT "' here", STR_ARG(from), STR_ARG(to));
}

static void rule_see(struct curating *c, const struct curation_rule *r)
{
	struct subject *from = named(c, r->term), *to = from ? named(c, r->other) : NULL, *end = to;
	if (!to || is_dropped(c, from, r->term) || is_dropped(c, to, r->other))
		return;
	while (end != from && end->see.to)
		end = end->see.to;
	if (end == from) {
		circle(c, r->other.pos, "`see`", r->term.s, r->other.s);
		for (end = to; end != from; end = end->see.to)
			note_way(c, end->see.pos, end->term, end->see.to->term);
		return;
	}
	wanted(c, r->other);
	wanted_so(c, r->term);
	from->see = (struct subject_link){to, r->other.pos};
}

/* The way down from `from` to `to` over sub-entries, noted from its end; false: none. Every rule of the way was checked: there is no circle
 * yet, and `left` bounds what many ways to one place could cost. */
static bool leads_down(struct curating *c, const struct subject *from, const struct subject *to, size_t *left, bool note)
{
	for (size_t i = 0; i < from->subs.n && *left; i++) {
		const struct subject_link *sub = &from->subs.items[i];
		--*left;
		if (sub->to != to && !leads_down(c, sub->to, to, left, note))
			continue;
		if (note)
			note_way(c, sub->pos, from->term, sub->to->term);
		return true;
	}
	return false;
}

enum { STEPS_MOST = 100000 };

static void rule_sub(struct curating *c, const struct curation_rule *r)
{
	struct subject *head = named(c, r->term), *sub = head ? named(c, r->other) : NULL;
	size_t left = STEPS_MOST;
	if (!sub || is_dropped(c, head, r->term) || is_dropped(c, sub, r->other))
		return;
	if (sub == head || leads_down(c, sub, head, &left, false)) {
		circle(c, r->other.pos, "`sub`", r->term.s, r->other.s);
		left = STEPS_MOST;
		if (sub != head)
			leads_down(c, sub, head, &left, true);
		return;
	}
	wanted(c, r->term);
	wanted(c, r->other);
	*arena_push(c->x->a, &head->subs) = (struct subject_link){sub, r->other.pos};
}

static void rule_see_also(struct curating *c, const struct curation_rule *r)
{
	struct subject *from = named(c, r->term), *to = from ? named(c, r->other) : NULL;
	if (!to || is_dropped(c, from, r->term) || is_dropped(c, to, r->other))
		return;
	if (from == to) {
		contradiction(c, r->other.pos, (struct pos){0}, "is told to see itself; this rule is passed over", r->other.s);
		return;
	}
	wanted(c, r->term);
	wanted(c, r->other);
	*arena_push(c->x->a, &from->see_also) = (struct subject_link){to, r->other.pos};
}

/* ---- all of them */

/* Readers are sent to the end of a chain of `see` at once, and mentions of the name count there. */
static void settle_see(struct curating *c)
{
	for (size_t i = 0; i < c->x->subjects.n; i++) {
		struct subject *s = c->x->subjects.items[i], *end = s->see.to;
		if (!end)
			continue;
		while (end->see.to)
			end = end->see.to;
		s->see.to = end;
		for (size_t k = 0; k < s->phrases.n; k++)
			*arena_push(c->x->a, &end->phrases) = s->phrases.items[k];
		s->phrases.n = 0;
	}
}

void index_curate(struct indexing *x, const struct curation *c)
{
	static void (*const rules[CURATION_KINDS])(struct curating *, const struct curation_rule *) = {
		[CURATION_ADD] = rule_add,
		[CURATION_RENAME] = rule_rename,
		[CURATION_MERGE] = rule_merge,
		[CURATION_DROP] = rule_drop,
		[CURATION_SEE] = rule_see,
		[CURATION_SUB] = rule_sub,
		[CURATION_SEE_ALSO] = rule_see_also,
	};
	struct curating curating = {.x = x, .c = c, .guesses = GUESSES_MOST};
	look_up_names(&curating);
	for (size_t i = 0; i < c->n; i++)
		rules[c->items[i].kind](&curating, &c->items[i]);
	settle_see(&curating);
}
