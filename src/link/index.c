/*
 * The topic index of an edition, made from its articles: see index_part.h for the way from phrases to entries.
 *
 * An entry with more places than six is divided by the longer terms that hold its own ("attachment: anxious, avoidant"), which keep lines of
 * their own as well, for nobody can know under which word a reader will look (double posting: it takes no more room than a reference).
 * Where an entry is not divided but longer terms of its word stand elsewhere in the alphabet, it says *see also*.
 *
 * Rejected: an entry for each proposal with every place where its words occur. That is a concordance: most of its places say nothing.
 */
#include "link/index_part.h"

#include <stdlib.h>
#include "base/slug.h"
#include "base/utf8.h"
#include "link/index_sort.h"

enum { LOCATORS_MOST = 6, SEE_ALSO_MOST = 5 };

/* ---- terms as shown */

/* Glossaries and headings begin their terms with capitals; an index does where sentences do. Without a sentence to go by, German keeps its
 * capitals, and so do initials. */
static void settle_case(struct indexing *x, struct subject *s)
{
	size_t first = 0;
	struct str term = s->term;
	if (s->own_case || !term.n || !utf8_is_upper(utf8_next(term, &first)) || s->upper > s->lower)
		return;
	size_t second = first;
	bool initials = second < term.n && utf8_is_upper(utf8_next(term, &second));
	if (s->written.n)
		s->term = s->written;
	else if (s->lower && !s->gloss)
		s->term = utf8_lower(x->a, term);
	else if (s->gloss && !initials && (s->lower > s->upper || !str_is(x->l->language, "de"))) {
		struct str head = utf8_lower(x->a, str_sub(term, 0, first)), rest = str_skip(term, first);
		s->term = arena_printf(x->a, STR_FMT STR_FMT, STR_ARG(head), STR_ARG(rest));
	}
}

/* Where the words of `part` stand in those of `whole`, as words of their own and not across a hyphen; whole.n: nowhere. */
static size_t find_words(const struct subject *whole, const struct subject *part)
{
	size_t n = part->words.n, i = 0, k;
	for (; n && n < whole->words.n && i + n <= whole->words.n; i++) {
		for (k = 0; k < n && whole->words.items[i + k].fold == part->words.items[k].fold;)
			k++;
		if (k < n)
			continue;
		size_t from = whole->words.items[i].at.offset;
		size_t to = whole->words.items[i + n - 1].at.offset + whole->words.items[i + n - 1].at.length;
		if ((!from || whole->term.p[from - 1] == ' ') && (to == whole->term.n || whole->term.p[to] == ' '))
			return i;
	}
	return whole->words.n;
}

static bool holds(const struct subject *whole, const struct subject *part)
{
	return find_words(whole, part) < whole->words.n;
}

/* "anxious attachment" below "attachment" is "anxious". */
static struct str without_head(const struct subject *sub, const struct subject *head)
{
	size_t at = find_words(sub, head), n = head->words.n;
	if (at == 0 && n < sub->words.n)
		return str_trim(str_skip(sub->term, sub->words.items[n - 1].at.offset + sub->words.items[n - 1].at.length));
	if (at < sub->words.n && at + n == sub->words.n)
		return str_trim(str_sub(sub->term, 0, sub->words.items[at].at.offset));
	return sub->term;
}

/* ---- entries */

static struct index_entry *new_entry(struct indexing *x, struct str term)
{
	struct index_entry *entry = arena_new(&x->e->arena, struct index_entry);
	entry->term = arena_copy(&x->e->arena, term);
	entry->key = index_sort_key(&x->e->arena, term, x->l->language);
	return entry;
}

static const struct node *last_text(const struct article *a)
{
	const struct node *n = a->body;
	while (n && n->last)
		n = n->last;
	return n;
}

/* An article that is named after the subject is meant as a whole; else the part of it that speaks most of the subject. */
static struct locator locate(const struct treatment *t)
{
	struct locator l = {.article = t->article};
	if (t->title || !t->whole.count) {
		l.place = t->title ? NULL : t->home_at;
		l.until = l.place ? NULL : last_text(t->article);
		return l;
	}
	bool wide = t->sections > 2 || t->best.count * 2 < t->whole.count;
	const struct extent *part = wide ? &t->whole : &t->best;
	l.at = part->first;
	l.place = index_place(t->article, part->first.node);
	l.until = part->last != part->first.node ? part->last : NULL;
	return l;
}

static int by_reading_order(const void *a, const void *b)
{
	const struct locator *x = a, *y = b;
	return x->article->index < y->article->index ? -1 : x->article->index > y->article->index;
}

static void add_locators(struct indexing *x, struct subject *s, const struct treatments *worth)
{
	struct index_entry *entry = s->entry;
	for (size_t i = 0; i < worth->n && i < LOCATORS_MOST; i++) {
		struct locator l = locate(&worth->items[i]);
		l.main = i == 0 && worth->n > 1 && worth->items[0].points > worth->items[1].points;
		*arena_push(&x->e->arena, &entry->locators) = l;
	}
	if (!worth->n && s->gloss)
		*arena_push(&x->e->arena, &entry->locators) = (struct locator){.article = s->gloss->article, .place = s->gloss->entry};
	if (entry->locators.n)
		qsort(entry->locators.items, entry->locators.n, sizeof *entry->locators.items, by_reading_order);
}

/* Longer terms become sub-entries of an entry that has too many places. */
static void divide(struct indexing *x, struct subject *s)
{
	for (size_t i = 0; i < x->subjects.n; i++) {
		struct subject *other = x->subjects.items[i];
		if (other != s && other->listed && !other->see.to && other->treatments.n && holds(other, s))
			*arena_push(x->a, &s->subs) = (struct subject_link){.to = other};
	}
}

static void make_entry(struct indexing *x, struct subject *s)
{
	struct treatments worth = index_worth(x, s);
	settle_case(x, s);
	words_of(x->a, s->term, x->l, &s->words);
	s->entry = new_entry(x, s->term);
	add_locators(x, s, &worth);
}

static bool leads_anywhere(const struct subject *s)
{
	if (s->entry->locators.n)
		return true;
	for (size_t i = 0; i < s->subs.n; i++)
		if (s->subs.items[i].to->entry && s->subs.items[i].to->entry->locators.n)
			return true;
	return s->see.to && s->see.to->entry;
}

/* ---- from entry to entry */

static void add_sub_entry(struct indexing *x, struct subject *head, struct subject *sub)
{
	struct arena *a = &x->e->arena;
	struct index_entry *entry;
	if (!sub->entry || !sub->entry->locators.n)
		return;
	entry = new_entry(x, without_head(sub, head));
	entry->parent = head->entry;
	entry->locators = sub->entry->locators;
	*arena_push(a, &head->entry->sub) = entry;
}

static void add_reference(struct indexing *x, struct index_list *list, struct subject *from, struct subject *to)
{
	to = to->see.to ? to->see.to : to;
	if (to == from || !to->entry)
		return;
	for (size_t i = 0; i < list->n; i++)
		if (list->items[i] == to->entry)
			return;
	*arena_push(&x->e->arena, list) = to->entry;
}

static bool is_below(const struct subject *head, const struct subject *sub)
{
	for (size_t i = 0; i < head->subs.n; i++)
		if (head->subs.items[i].to == sub)
			return true;
	return false;
}

/* Entries for longer terms that the alphabet parts from this one. */
static void refer_to_longer(struct indexing *x, struct subject *s)
{
	size_t n = 0;
	struct subject *found[SEE_ALSO_MOST];
	for (size_t i = 0; i < x->subjects.n; i++) {
		struct subject *to = x->subjects.items[i];
		if (to == s || !to->entry || to->see.to || !holds(to, s) || is_below(s, to) || !find_words(to, s))
			continue;
		if (n == SEE_ALSO_MOST)
			return;
		found[n++] = to;
	}
	for (size_t i = 0; i < n; i++)
		add_reference(x, &s->entry->see_also, s, found[i]);
}

static void connect(struct indexing *x, struct subject *s)
{
	if (s->see.to) {
		add_reference(x, &s->entry->see, s, s->see.to);
		return;
	}
	for (size_t i = 0; i < s->subs.n; i++)
		add_sub_entry(x, s, s->subs.items[i].to->see.to ? s->subs.items[i].to->see.to : s->subs.items[i].to);
	for (size_t i = 0; i < s->see_also.n; i++)
		add_reference(x, &s->entry->see_also, s, s->see_also.items[i].to);
	refer_to_longer(x, s);
	index_sort(&s->entry->sub);
	index_sort(&s->entry->see_also);
}

static void make_entries(struct indexing *x)
{
	for (size_t i = 0; i < x->subjects.n; i++)
		if (x->subjects.items[i]->listed)
			make_entry(x, x->subjects.items[i]);
	for (size_t i = 0; i < x->subjects.n; i++) {
		struct subject *s = x->subjects.items[i];
		if (s->entry && !s->subs.n && !s->see.to && s->treatments.n > LOCATORS_MOST && index_worth(x, s).n > LOCATORS_MOST)
			divide(x, s);
	}
	for (size_t i = 0; i < x->subjects.n; i++) {
		struct subject *s = x->subjects.items[i];
		if (s->entry && !leads_anywhere(s))
			s->entry = NULL;
	}
	for (size_t i = 0; i < x->subjects.n; i++) {
		struct subject *s = x->subjects.items[i];
		if (!s->entry)
			continue;
		connect(x, s);
		*arena_push(&x->e->arena, &x->e->index) = s->entry;
	}
}

/* ---- names of entries, and all together */

static void name_entry(struct indexing *x, struct map *ids, struct index_entry *entry, struct str before)
{
	struct arena *a = &x->e->arena;
	struct str id = arena_printf(a, STR_FMT "-" STR_FMT, STR_ARG(before), STR_ARG(slug_xml_id(x->a, slug_anchor(x->a, entry->term))));
	for (int n = 2; map_has(ids, id) && n < 1000; n++)
		id = arena_printf(a, STR_FMT "-%d", STR_ARG(id), n);
	map_put(ids, id, entry);
	entry->id = id;
	for (size_t i = 0; i < entry->sub.n; i++)
		name_entry(x, ids, entry->sub.items[i], id);
}

void index_edition(struct edition *e)
{
	struct arena scratch;
	struct map ids;
	if (e->links.index != SETTING_YES)
		return;
	arena_init(&scratch);
	struct indexing x = {.e = e, .a = &scratch, .l = lexicon_new(&scratch, e->language)};
	map_init(&x.names, &scratch);
	map_init(&ids, &scratch);
	index_propose(&x);
	if (e->book->curation)
		index_curate(&x, e->book->curation);
	index_find(&x);
	index_sift(&x);
	index_find(&x);
	make_entries(&x);
	index_sort(&e->index);
	for (size_t i = 0; i < e->index.n; i++)
		name_entry(&x, &ids, e->index.items[i], STR("ix"));
	arena_free(&scratch);
}
