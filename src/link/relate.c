/*
 * Reading all articles once, side by side: each gives its bag of terms and its mentions, then the vectors are made of all.
 * The measure of nearness stands in kin.c, the terms and their weights in bag.c and vectors.c.
 *
 * Rejected: shared tags (nDCG 0.04 on links that people made), plain TF-IDF (0.51), BM25 (asymmetric, and no better), latent
 * semantics (no reason to show for a link).
 */
#include "link/relate.h"

#include <stdlib.h>
#include <string.h>
#include "base/fixed.h"
#include "base/pool.h"
#include "link/forms.h"
#include "link/vectors.h"

enum { ROWS = 32 }; /* articles a task takes: they share one array */

struct reading {
	struct relations *r;
	struct arena scratch;
	struct matcher matcher;
	struct bag *bags;
	struct arena *arenas;            /* by article: its mentions, until they are copied */
	struct naming_list *names;
};

/* ---- one article */

static void add_naming(struct arena *a, struct naming_list *list, struct naming one)
{
	for (size_t i = 0; i < list->n; i++) {
		struct naming *n = &list->items[i];
		if (n->article != one.article)
			continue;
		n->count++;
		n->exact |= one.exact;
		n->phrase |= one.phrase;
		return;
	}
	*arena_push(a, list) = one;
}

static void find_mentions(struct reading *g, uint32_t article, const struct word_list *words)
{
	struct relations *r = g->r;
	struct arena *a = &g->arenas[article];
	struct match match;
	size_t at = 0, counted = 0;
	uint32_t before = 0; /* words of the text, headings left out */
	while (matcher_next(&g->matcher, words, &at, &match)) {
		uint32_t flags;
		struct passage where = match_passage(&match, words, &flags);
		uint64_t spelling = match_exact(&match, words);
		for (; counted < match.from; counted++)
			before += !(words->items[counted].flags & WORD_HEADING);
		for (size_t i = 0; i < match.nforms; i++) {
			const struct form *f = match.forms[i];
			bool exact = spelling == f->exact;
			if (f->article == article)
				continue;
			*arena_push(a, &r->mentions[article]) = (struct mention){f, where, flags, exact};
			if (f->kind != FORM_GLOSSARY && !(flags & WORD_HEADING))
				add_naming(a, &g->names[article],
					(struct naming){.article = f->article, .count = 1, .first = before,
						.exact = exact && f->kind != FORM_ALIAS, .phrase = match.to - match.from > 1});
		}
	}
}

static void read_article(void *context, size_t index)
{
	struct reading *g = context;
	const struct article *article = g->r->articles[index];
	struct arena scratch;
	struct word_list title = {0}, text = {0};
	arena_init(&scratch);
	if (article->body) {
		words_of(&scratch, article->title, g->r->lexicons[index], &title);
		words_read(&scratch, article, g->r->lexicons[index], &text);
		find_mentions(g, (uint32_t)index, &text);
	}
	bag_make(&g->bags[index], &title, &text);
	arena_free(&scratch);
}

/* ---- all of them */

/* One lexicon a language; books have one or two. */
static void choose_lexicons(struct reading *g)
{
	struct relations *r = g->r;
	struct map seen;
	map_init(&seen, &r->arena);
	r->lexicons = arena_array(&r->arena, const struct lexicon *, r->n);
	for (size_t i = 0; i < r->n; i++) {
		struct str language = r->articles[i]->meta.lang.s.n ? r->articles[i]->meta.lang.s : r->language;
		r->lexicons[i] = map_get(&seen, language);
		if (!r->lexicons[i]) {
			r->lexicons[i] = lexicon_new(&r->arena, language);
			map_put(&seen, language, (void *)r->lexicons[i]);
		}
	}
}

static int by_article(const void *a, const void *b)
{
	const struct naming *x = a, *y = b;
	return x->article < y->article ? -1 : x->article > y->article;
}

static void copy_list(struct arena *a, void *into, const void *items, size_t n, size_t size)
{
	void *copy = arena_alloc(a, n * size);
	if (n)
		memcpy(copy, items, n * size);
	*(void **)into = copy;
}

uint32_t relations_rarity(const struct relations *r, uint32_t holders)
{
	uint32_t whole = r->n > 1 ? fixed_log2(r->n, 1) : 1;
	return holders ? (uint32_t)((uint64_t)fixed_log2(r->n, holders) * FIXED_ONE / whole) : FIXED_ONE;
}

uint64_t rarity_weight(uint32_t rarity)
{
	return FIXED_ONE / 5 + (uint64_t)rarity * 4 / 5;
}

/* Moves the mentions out of the arenas of their articles, and turns the names around. */
static void settle_names(struct reading *g)
{
	struct relations *r = g->r;
	uint32_t *namers = arena_array(&g->scratch, uint32_t, r->n);
	for (size_t i = 0; i < r->n; i++) {
		struct naming_list *own = &g->names[i];
		copy_list(&r->arena, &r->mentions[i].items, r->mentions[i].items, r->mentions[i].n, sizeof(struct mention));
		copy_list(&r->arena, &r->names[i].items, own->items, own->n, sizeof(struct naming));
		r->names[i].n = own->n;
		qsort(r->names[i].items, own->n, sizeof(struct naming), by_article);
		for (size_t k = 0; k < own->n; k++)
			namers[own->items[k].article]++;
		arena_free(&g->arenas[i]);
	}
	for (size_t i = 0; i < r->n; i++)
		r->named_by[i].items = arena_array(&r->arena, struct naming, namers[i]);
	for (size_t i = 0; i < r->n; i++)
		for (size_t k = 0; k < r->names[i].n; k++) {
			struct naming n = r->names[i].items[k];
			struct naming_list *list = &r->named_by[n.article];
			n.article = (uint32_t)i;
			list->items[list->n++] = n;
		}
	for (size_t i = 0; i < r->n; i++)
		r->rarity[i] = relations_rarity(r, namers[i]);
}

struct ranked {
	struct str slug;
	uint32_t article;
};

static int by_slug(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;
	int order = str_cmp(x->slug, y->slug);
	return order ? order : x->article < y->article ? -1 : 1;
}

static void rank_slugs(struct reading *g)
{
	struct relations *r = g->r;
	struct ranked *all = arena_array(&g->scratch, struct ranked, r->n);
	for (uint32_t i = 0; i < r->n; i++)
		all[i] = (struct ranked){r->articles[i]->slug, i};
	qsort(all, r->n, sizeof *all, by_slug);
	r->rank = arena_array(&r->arena, uint32_t, r->n);
	for (uint32_t i = 0; i < r->n; i++)
		r->rank[all[i].article] = i;
}

/* How likely it is that this name is meant as one, beside how alike the articles are; Q16. Chosen by measuring on links that people made. */
uint32_t relations_name_weight(const struct relations *r, const struct naming *n)
{
	uint64_t w = rarity_weight(r->rarity[n->article]);
	if (n->exact)
		w = w * 7 / 4;
	return (uint32_t)(n->phrase ? w * 3 / 2 : w);
}

static void compare_named(void *context, size_t index)
{
	struct relations *r = context;
	size_t end = (index + 1) * ROWS < r->n ? (index + 1) * ROWS : r->n;
	uint16_t *dense = mem_alloc(r->vectors->nterms * sizeof *dense);
	for (size_t i = index * ROWS; i < end; i++)
		vectors_cosines(r->vectors, dense, (uint32_t)i, &r->names[i]);
	free(dense);
}

/* The mean cosine of the pairs that name each other, weighted by how likely each name is one, less the mean of all pairs: the yardstick of
 * thresholds. Cosines grow as books get smaller; an absolute threshold that fits 1,600 articles is eight times too low for 30. */
static uint32_t measure_gap(const struct relations *r)
{
	uint64_t sum = 0, weights = 0;
	for (size_t i = 0; i < r->n; i++)
		for (size_t k = 0; k < r->names[i].n; k++) {
			uint64_t w = relations_name_weight(r, &r->names[i].items[k]) >> 6;
			sum += (w * w * r->names[i].items[k].cosine) >> 16;
			weights += w * w;
		}
	uint64_t named = weights >> 16 ? sum / (weights >> 16) : 0;
	uint32_t least = r->mean / 10 + 1;
	return named > r->mean + least ? (uint32_t)named - r->mean : least;
}

struct relations *relations_new(const struct article *const *articles, size_t n, struct str language, int threads)
{
	struct relations *r = mem_alloc(sizeof *r);
	struct reading g = {.r = r};
	*r = (struct relations){.articles = articles, .n = n, .language = language, .threads = threads};
	arena_init(&r->arena);
	arena_init(&g.scratch);
	r->mentions = arena_array(&r->arena, struct mention_list, n);
	r->names = arena_array(&r->arena, struct naming_list, n);
	r->named_by = arena_array(&r->arena, struct naming_list, n);
	r->rarity = arena_array(&r->arena, uint32_t, n);
	g.names = arena_array(&g.scratch, struct naming_list, n);
	g.arenas = arena_array(&g.scratch, struct arena, n);
	g.bags = mem_alloc(n * sizeof *g.bags);
	choose_lexicons(&g);
	forms_make(&r->forms, &g.matcher, articles, n, lexicon_new(&r->arena, language), &r->arena);
	pool_run(threads, n, read_article, &g);
	settle_names(&g);
	rank_slugs(&g);
	r->vectors = vectors_new(g.bags, n, threads);
	free(g.bags);
	pool_run(threads, (n + ROWS - 1) / ROWS, compare_named, r);
	r->mean = vectors_mean(r->vectors);
	r->gap = measure_gap(r);
	arena_free(&g.scratch);
	return r;
}

void relations_free(struct relations *r)
{
	if (!r)
		return;
	vectors_free(r->vectors);
	arena_free(&r->arena);
	free(r);
}
