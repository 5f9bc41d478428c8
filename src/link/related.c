/*
 * "Related reading": what the author names in `related:` first, then the nearest articles of the edition. The author rules:
 * `related: none` leaves the list out, `unrelated:` bans an article from it, on both sides. An article that is hardly nearer than any other is
 * no recommendation: below the mean cosine of the book only one is that comes not far behind the nearest.
 */
#include "link/link.h"

#include <stdlib.h>
#include "link/mentions.h"
#include "link/vectors.h"

enum { WHY_TERMS = 3, WHY_LOOKED_AT = 64, WHY_FAINT = 4, FEWEST_ARTICLES = 4, FAR = 3 };

static bool lists(const struct related_list *list, const struct article *a)
{
	for (size_t i = 0; i < list->n; i++)
		if (list->items[i].article == a)
			return true;
	return false;
}

static bool holds_word(struct str phrase, struct str word)
{
	while (phrase.n) {
		struct str part = str_cut(&phrase, ' ');
		if (str_eq(part, word))
			return true;
	}
	return false;
}

/* What the titles say needs no saying again. */
static bool is_said(const struct edition *e, const struct article *a, const struct article *b, struct str text, struct arena *scratch)
{
	struct str words = text;
	const struct lexicon *l = e->relations->lexicons[a->index];
	struct word_list titles = {0}, own = {0};
	words_of(scratch, a->title, l, &titles);
	words_of(scratch, b->title, l, &titles);
	words_of(scratch, words, l, &own);
	for (size_t i = 0; i < own.n; i++) {
		bool found = own.items[i].flags & WORD_STOP;
		for (size_t k = 0; k < titles.n && !found; k++)
			found = titles.items[k].fold == own.items[i].fold;
		if (!found)
			return false;
	}
	return true;
}

struct topic {
	struct str text;
	uint64_t value;
};

static int by_value(const void *a, const void *b)
{
	const struct topic *x = a, *y = b;
	return x->value != y->value ? (x->value > y->value ? -1 : 1) : str_cmp(x->text, y->text);
}

/* Of what both share the terms of the book, those first that weigh much here and are good terms at large. */
static size_t shared_topics(const struct edition *e, struct whys *whys, const struct article *a, const struct article *b, struct topic *out,
	struct arena *scratch)
{
	const struct relations *r = e->relations;
	struct shared_terms shared = whys_with(whys, b->index, WHY_LOOKED_AT);
	size_t n = 0;
	for (size_t i = 0; i < shared.n; i++) {
		struct str text = shared.items[i].text;
		const struct term *term = relations_term(r, form_fold(text, r->lexicons[a->index]));
		if (term && !is_said(e, a, b, text, scratch))
			out[n++] = (struct topic){text, (uint64_t)shared.items[i].weight * term->score};
	}
	qsort(out, n, sizeof *out, by_value);
	return n;
}

static struct str reader_reason(struct edition *e, struct whys *whys, const struct article *a, const struct article *b, struct arena *scratch)
{
	struct str why = {0}, chosen[WHY_TERMS];
	struct topic topics[WHY_LOOKED_AT];
	size_t n = 0;
	size_t found = shared_topics(e, whys, a, b, topics, scratch);
	for (size_t i = 0; i < found && n < WHY_TERMS; i++) {
		bool taken = topics[i].value < topics[0].value / WHY_FAINT;
		for (size_t k = 0; k < n && !taken; k++)
			taken = holds_word(chosen[k], topics[i].text) || holds_word(topics[i].text, chosen[k]);
		if (taken)
			continue;
		chosen[n++] = topics[i].text;
		why = arena_printf(&e->arena, STR_FMT "%s" STR_FMT, STR_ARG(why), why.n ? ", " : "", STR_ARG(topics[i].text));
	}
	return why;
}

static bool is_near(const struct kin *k, const struct kin *nearest, uint32_t mean)
{
	return k->similarity > mean || (k->similarity > mean / 2 && k->score > nearest->score / FAR);
}

static void fill_list(struct edition *e, size_t place, const struct kin_list *kin, uint32_t mean)
{
	const struct article *a = e->articles[place];
	struct related_list *list = &e->related[place];
	struct arena scratch;
	arena_init(&scratch);
	struct whys *whys = whys_open(e->relations, a->index, &scratch);
	for (size_t i = 0; i < list->n; i++)
		list->items[i].why = reader_reason(e, whys, a, list->items[i].article, &scratch);
	for (size_t i = 0; i < kin->n && list->n + 1 < (size_t)e->links.related; i++) {
		const struct article *to = e->book->articles[kin->items[i].article];
		if (!is_near(&kin->items[i], &kin->items[0], mean) || lists(list, to) || lists(&e->unrelated[place], to) ||
			lists(&e->unrelated[e->place[to->index]], a))
			continue;
		*arena_push(&e->arena, list) = (struct related){to, reader_reason(e, whys, a, to, &scratch), kin->items[i].score};
	}
	arena_free(&scratch);
}

static void report_twins(struct edition *e, const struct twin_list *twins)
{
	for (size_t i = 0; i < twins->n; i++) {
		const struct article *first = e->book->articles[twins->items[i].first], *second = e->book->articles[twins->items[i].second];
		struct diag *d = diag_add(&e->diags, DIAG_NEAR_DUPLICATE, (struct pos){second->source, 1, 1},
			"'" STR_FMT "' says nearly the same as '" STR_FMT "': neither is related reading of the other",
			STR_ARG(second->path), STR_ARG(first->path));
		diag_note(&e->diags, d, (struct pos){first->source, 1, 1}, "this is the other");
	}
}

void relate_articles(struct edition *e)
{
	const struct relations *r = e->relations;
	if (!r || e->links.related <= 1 || e->narticles < FEWEST_ARTICLES)
		return;
	struct arena scratch;
	arena_init(&scratch);
	bool *in = arena_array(&scratch, bool, r->n);
	for (size_t i = 0; i < r->n; i++)
		in[i] = e->place[i] >= 0;
	struct kinship kinship = relations_kin(r, in, 2 * RELATED_MOST, &scratch);
	uint32_t mean = r->mean >> (2 * WEIGHT_BITS - 16);
	for (size_t i = 0; i < e->narticles; i++)
		if (e->articles[i]->meta.related_rule != RELATED_NONE && e->articles[i]->body)
			fill_list(e, i, &kinship.lists[e->articles[i]->index], mean);
	report_twins(e, &kinship.twins);
	arena_free(&scratch);
}
