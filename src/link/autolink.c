/*
 * Which names are worth a link: score = cosine times relations_name_weight, in units of relations.gap, which is how much above the mean the
 * cosine of two articles is of which one names the other. With that yardstick one threshold serves small and large books.
 *
 * A glossary's terms have no vector to compare: theirs is what a likely pair of articles has, times the term's own rarity.
 */
#include "link/autolink.h"

#include <stdlib.h>
#include <string.h>
#include "base/fixed.h"
#include "base/pool.h"
#include "link/link.h"
#include "link/vectors.h"

enum {
	ROWS = 32, /* articles a task takes */
	TERMS_MOST = 6, /* links of an article to what others explain */
	UNLINKABLE = WORD_HEADING | WORD_LINKED | WORD_CODE | WORD_QUOTED | WORD_ENTRY | WORD_NOTE,
};

/* Q16, in units of the gap: chosen on links that people made, for the best F1 and for four right of five. */
static const uint32_t thresholds[] = {
	[AUTOLINK_CAREFUL] = (uint32_t)(1.2 * FIXED_ONE),
	[AUTOLINK_BALANCED] = (uint32_t)(0.48 * FIXED_ONE),
	[AUTOLINK_GENEROUS] = (uint32_t)(0.22 * FIXED_ONE),
};

/* What an article names, and how: all mentions of one target together. */
struct prospect {
	uint32_t article;
	const struct node *entry;
	const struct form *form; /* of the place */
	struct passage at;       /* node NULL: no place may hold a link */
	uint32_t count, score;
	bool exact, phrase;
};
struct prospect_list {
	struct prospect *items;
	size_t n, cap;
};

struct task {
	const struct relations *r;
	const struct edition *e;
	uint32_t threshold;
	uint32_t *holders; /* by form.index: how many articles hold it */
	struct autolink_list *lists;
	struct arena *arenas; /* by task */
};

static bool is_phrase(struct str text)
{
	text = str_trim(text);
	return str_find_char(text, ' ') < text.n;
}

/* Whether the author links there in this article. */
static bool is_linked(const struct task *t, uint32_t from, const struct prospect *p)
{
	const struct article *a = t->r->articles[from];
	if (!t->e)
		return false;
	for (size_t i = 0; i < a->links.n; i++) {
		const struct target *to = edition_target(t->e, a, a->links.items[i]);
		if (to->article == t->r->articles[p->article] && (!p->entry || to->node == p->entry))
			return true;
	}
	return false;
}

static struct prospect *find_prospect(struct arena *a, struct prospect_list *list, const struct form *f)
{
	for (size_t i = 0; i < list->n; i++)
		if (list->items[i].article == f->article && list->items[i].entry == f->entry &&
			(list->items[i].form->kind == FORM_TERM) == (f->kind == FORM_TERM))
			return &list->items[i];
	struct prospect *p = arena_push(a, list);
	*p = (struct prospect){.article = f->article, .entry = f->entry, .form = f};
	return p;
}

/* Mentions of glossary terms stand behind those of titles in the same words: the article says more. */
static void gather(const struct task *t, struct arena *a, uint32_t from, struct prospect_list *list)
{
	const struct mention_list *mentions = &t->r->mentions[from];
	for (size_t i = 0; i < mentions->n; i++) {
		const struct mention *m = &mentions->items[i];
		if (t->e && t->e->place[m->form->article] < 0)
			continue;
		struct prospect *p = find_prospect(a, list, m->form);
		p->count++;
		p->exact |= m->exact && (m->form->kind == FORM_TITLE || m->form->kind == FORM_DERIVED);
		p->phrase |= is_phrase(m->form->text);
		bool verb = m->form->entry && (m->flags & WORD_VERBAL), part = !is_phrase(m->form->text) && passage_in_compound(&m->at);
		if (!p->at.node && m->at.length && !(m->flags & UNLINKABLE) && !verb && !part) {
			p->at = m->at;
			p->form = m->form;
		}
	}
}

static const struct naming *find_naming(const struct relations *r, uint32_t from, uint32_t to)
{
	size_t low = 0, high = r->names[from].n;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (r->names[from].items[middle].article < to)
			low = middle + 1;
		else
			high = middle;
	}
	return low < r->names[from].n && r->names[from].items[low].article == to ? &r->names[from].items[low] : NULL;
}

/* As if its article were as near as those that name each other are. */
static uint32_t score_entry(const struct task *t, const struct prospect *p)
{
	uint64_t s = rarity_weight(relations_rarity(t->r, t->holders[p->form->index]));
	return (uint32_t)(p->phrase ? s * 3 / 2 : s);
}

static uint32_t score(const struct task *t, uint32_t from, const struct prospect *p)
{
	const struct naming *n = find_naming(t->r, from, p->article);
	if (p->entry)
		return score_entry(t, p);
	if (p->form->kind == FORM_TERM)
		return p->form->weight;
	if (!n)
		return 0;
	uint64_t s = (uint64_t)n->cosine * relations_name_weight(t->r, n) / t->r->gap;
	return s > UINT32_MAX ? UINT32_MAX : (uint32_t)s;
}

static struct str reason(struct arena *a, const struct relations *r, uint32_t from, const struct prospect *p)
{
	static const char *const kinds[] = {[FORM_TITLE] = "its title", [FORM_ALIAS] = "an alias", [FORM_DERIVED] = "part of its title",
		[FORM_GLOSSARY] = "a term of the glossary", [FORM_TERM] = ""};
	if (p->form->kind == FORM_TERM)
		return p->form->why;
	struct str named = p->count > 1 ? arena_printf(a, ", named %u times", p->count) : (struct str){0};
	const struct naming *n = find_naming(r, from, p->article);
	if (p->entry || !n)
		return arena_printf(a, "%s" STR_FMT, kinds[p->form->kind], STR_ARG(named));
	return arena_printf(a, "%s%s" STR_FMT ", likeness %u %%", kinds[p->form->kind], p->exact ? " as written there" : "", STR_ARG(named),
		(unsigned)((uint64_t)n->cosine * 100 >> (2 * WEIGHT_BITS)));
}

static int by_place(const void *a, const void *b)
{
	const struct autolink *x = a, *y = b;
	if (x->at.node != y->at.node)
		return x->at.node->serial < y->at.node->serial ? -1 : 1;
	return x->at.offset < y->at.offset ? -1 : x->at.offset > y->at.offset;
}

/* Of links to different targets on the same words the likelier one stays; an article goes before a glossary's entry. */
static void part_places(struct autolink_list *list)
{
	size_t kept = 0;
	for (size_t i = 0; i < list->n; i++) {
		struct autolink *l = &list->items[i], *before = kept ? &list->items[kept - 1] : NULL;
		bool same = before && before->at.node == l->at.node && before->at.offset + before->at.length > l->at.offset;
		if (!same)
			list->items[kept++] = *l;
		else if ((before->form->entry && !l->form->entry) ||
			 (!before->form->entry == !l->form->entry && l->score > before->score))
			*before = *l;
	}
	list->n = kept;
}

/* Of proposed terms, which are many: none for an article that is linked by name, and the best TERMS_MOST. */
static void thin_terms(struct autolink_list *list, struct arena *scratch)
{
	size_t kept = 0, n = list->n;
	struct autolink *all = arena_array(scratch, struct autolink, n);
	if (n)
		memcpy(all, list->items, n * sizeof *all);
	for (size_t i = 0; i < n; i++) {
		const struct autolink *l = &all[i];
		size_t before = 0;
		for (size_t k = 0; k < n && l->form->kind == FORM_TERM && before < TERMS_MOST; k++) {
			const struct autolink *other = &all[k];
			if (other->form->kind != FORM_TERM)
				before = other->form->article == l->form->article ? TERMS_MOST : before;
			else
				before += other->score > l->score || (other->score == l->score && k < i);
		}
		if (before < TERMS_MOST)
			list->items[kept++] = *l;
	}
	list->n = kept;
}

static void choose_row(const struct task *t, struct arena *a, uint32_t row)
{
	struct arena scratch;
	struct prospect_list list = {0};
	arena_init(&scratch);
	gather(t, &scratch, row, &list);
	struct autolink_list *out = &t->lists[t->e ? t->e->place[row] : (int32_t)row];
	for (size_t i = 0; i < list.n; i++) {
		struct prospect *p = &list.items[i];
		p->score = score(t, row, p);
		if (p->score >= t->threshold && p->at.node && !is_linked(t, row, p))
			*arena_push(a, out) = (struct autolink){p->at, p->form, p->score, reason(a, t->r, row, p)};
	}
	if (out->n > 1)
		qsort(out->items, out->n, sizeof *out->items, by_place);
	thin_terms(out, &scratch);
	part_places(out);
	arena_free(&scratch);
}

static void choose_rows(void *context, size_t index)
{
	const struct task *t = context;
	const struct relations *r = t->r;
	size_t end = (index + 1) * ROWS < r->n ? (index + 1) * ROWS : r->n;
	for (size_t row = index * ROWS; row < end; row++)
		if (r->articles[row]->body && !r->articles[row]->glossary && (!t->e || t->e->place[row] >= 0))
			choose_row(t, &t->arenas[index], (uint32_t)row);
}

/* How many articles hold each form. */
static uint32_t *count_holders(const struct relations *r, struct arena *a)
{
	uint32_t *holders = arena_array(a, uint32_t, r->forms.n), *last = arena_array(a, uint32_t, r->forms.n);
	for (size_t i = 0; i < r->n; i++)
		for (size_t k = 0; k < r->mentions[i].n; k++) {
			uint32_t form = r->mentions[i].items[k].form->index;
			if (last[form] == i + 1)
				continue;
			last[form] = (uint32_t)i + 1;
			holders[form]++;
		}
	return holders;
}

static void copy_links(struct autolink_list *list, struct arena *a)
{
	struct autolink *items = arena_array(a, struct autolink, list->n);
	for (size_t i = 0; i < list->n; i++) {
		items[i] = list->items[i];
		items[i].why = arena_copy(a, items[i].why);
	}
	*list = (struct autolink_list){items, list->n, list->n};
}

struct autolink_list *autolinks_choose(const struct relations *r, const struct edition *e, enum autolink_mode mode, struct arena *a)
{
	size_t n = e ? e->narticles : r->n, tasks = (r->n + ROWS - 1) / ROWS;
	struct autolink_list *lists = arena_array(a, struct autolink_list, n);
	if (mode < AUTOLINK_CAREFUL)
		return lists;
	struct arena scratch;
	arena_init(&scratch);
	struct task t = {r, e, thresholds[mode], count_holders(r, &scratch), lists, arena_array(&scratch, struct arena, tasks)};
	pool_run(r->threads, tasks, choose_rows, &t);
	for (size_t i = 0; i < n; i++)
		copy_links(&lists[i], a);
	for (size_t i = 0; i < tasks; i++)
		arena_free(&t.arenas[i]);
	arena_free(&scratch);
	return lists;
}
