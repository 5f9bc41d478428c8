/*
 * "Related reading": what the author names in `related:` first, then the nearest articles of the edition. The author rules:
 * `related: none` leaves the list out, `unrelated:` bans an article from it, on both sides. An article that is hardly nearer than any other is
 * no recommendation: below the mean cosine of the book a list stays short.
 */
#include "link/link.h"

#include "link/mentions.h"
#include "link/vectors.h"

enum { WHY_TERMS = 3, WHY_LOOKED_AT = 40, FEWEST_ARTICLES = 4 };

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

/* The weightiest of the phrases that both share. */
static struct str reader_reason(struct edition *e, const struct article *a, const struct article *b)
{
	const struct relations *r = e->relations;
	struct arena scratch;
	struct str why = {0}, chosen[WHY_TERMS];
	size_t n = 0;
	arena_init(&scratch);
	struct shared_terms shared = relations_why(r, a->index, b->index, WHY_LOOKED_AT, &scratch);
	for (size_t i = 0; i < shared.n && n < WHY_TERMS; i++) {
		struct str text = shared.items[i].text;
		bool taken = !shared.items[i].phrase || is_said(e, a, b, text, &scratch);
		for (size_t k = 0; k < n && !taken; k++)
			taken = holds_word(chosen[k], text) || holds_word(text, chosen[k]);
		if (taken)
			continue;
		chosen[n++] = text;
		why = arena_printf(&e->arena, STR_FMT "%s" STR_FMT, STR_ARG(why), why.n ? ", " : "", STR_ARG(text));
	}
	arena_free(&scratch);
	return why;
}

static void fill_list(struct edition *e, size_t place, const struct kin_list *kin, uint32_t mean)
{
	const struct article *a = e->articles[place];
	struct related_list *list = &e->related[place];
	for (size_t i = 0; i < list->n; i++)
		list->items[i].why = reader_reason(e, a, list->items[i].article);
	for (size_t i = 0; i < kin->n && list->n + 1 < (size_t)e->links.related; i++) {
		const struct article *to = e->book->articles[kin->items[i].article];
		if (kin->items[i].similarity <= mean || lists(list, to) || lists(&e->unrelated[place], to) ||
			lists(&e->unrelated[e->place[to->index]], a))
			continue;
		*arena_push(&e->arena, list) = (struct related){to, reader_reason(e, a, to), kin->items[i].score};
	}
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
