/*
 * Why two articles are near. Vectors hold no strings, so the words of one article are read again to find those that weigh most: some
 * thirty microseconds, paid only for what is shown.
 */
#include "link/relate.h"

#include <stdlib.h>
#include "base/utf8.h"
#include "link/vectors.h"

struct whys {
	const struct relations *r;
	uint32_t article;
	struct arena *arena;
	struct word_list title, text;
};

struct share {
	uint64_t key;
	uint32_t weight; /* of WEIGHT_ONE squared */
};

static int by_weight(const void *a, const void *b)
{
	const struct share *x = a, *y = b;
	if (x->weight != y->weight)
		return x->weight > y->weight ? -1 : 1;
	return x->key < y->key ? -1 : x->key > y->key;
}

/* Terms of both by weight: an article's own terms come in no order, the articles of a term's list ascend. */
static size_t shares_of(const struct vectors *v, uint32_t a, uint32_t b, struct share *out)
{
	size_t n = 0;
	for (size_t k = v->starts[a]; k < v->starts[a + 1]; k++) {
		size_t low = v->posting_starts[v->terms[k]], high = v->posting_starts[v->terms[k] + 1];
		while (low < high) {
			size_t middle = (low + high) / 2;
			if (v->posting_articles[middle] < b)
				low = middle + 1;
			else
				high = middle;
		}
		if (low < v->posting_starts[v->terms[k] + 1] && v->posting_articles[low] == b)
			out[n++] = (struct share){v->keys[v->terms[k]], (uint32_t)v->weights[k] * v->posting_weights[low]};
	}
	qsort(out, n, sizeof *out, by_weight);
	return n;
}

/* As written, in lower case unless its capital means something: it stands within a sentence. */
static struct str spelled(struct arena *a, const struct word *first, const struct word *last, struct str plain)
{
	if (first->at.node != last->at.node)
		return utf8_lower(a, arena_printf(a, STR_FMT " " STR_FMT, STR_ARG(words_text(first, plain)), STR_ARG(words_text(last, plain))));
	struct word whole = *first;
	whole.at.length = last->at.offset + last->at.length - first->at.offset;
	struct str text = words_text(&whole, plain);
	return first->at.node && (first->flags & WORD_UPPER) && !(first->flags & WORD_SENTENCE) ? text : utf8_lower(a, text);
}

/* Shares by key: open addressing, a slot holds a share's place plus 1. */
struct index {
	const struct share *shares;
	uint16_t *slots;
	size_t size;
};

static void index_shares(struct index *x, const struct share *shares, size_t n, struct arena *a)
{
	*x = (struct index){.shares = shares, .size = 16};
	while (x->size < n * 4)
		x->size *= 2;
	x->slots = arena_array(a, uint16_t, x->size);
	for (size_t i = 0; i < n; i++) {
		size_t at = shares[i].key & (x->size - 1);
		while (x->slots[at])
			at = (at + 1) & (x->size - 1);
		x->slots[at] = (uint16_t)(i + 1);
	}
}

static struct shared_term *wanted(const struct index *x, struct shared_term *terms, uint64_t key)
{
	size_t at = key & (x->size - 1);
	for (; x->slots[at]; at = (at + 1) & (x->size - 1))
		if (x->shares[x->slots[at] - 1].key == key)
			return &terms[x->slots[at] - 1];
	return NULL;
}

/* The first place of each share in the words, in the order of the shares. */
static void spell_shares(struct arena *a, const struct word_list *words, struct str plain, const struct index *x, struct shared_term *terms)
{
	const struct word *before = NULL;
	bool broken = false; /* a comma or full stop stands between: no phrase to show */
	for (size_t i = 0; i < words->n; i++) {
		const struct word *w = &words->items[i];
		broken |= (w->flags & WORD_BREAK) != 0;
		if ((w->flags & (WORD_STOP | WORD_NOTE)) || w->at.length < 2)
			continue;
		struct shared_term *one = wanted(x, terms, w->key);
		struct shared_term *two = before && !broken ? wanted(x, terms, words_pair(before->key, w->key)) : NULL;
		if (one && !one->text.n)
			one->text = spelled(a, w, w, plain);
		if (two && !two->text.n) {
			two->text = spelled(a, before, w, plain);
			two->phrase = true;
		}
		before = w;
		broken = false;
	}
}

struct whys *whys_open(const struct relations *r, uint32_t article, struct arena *a)
{
	struct whys *w = arena_new(a, struct whys);
	*w = (struct whys){.r = r, .article = article, .arena = a};
	words_of(a, r->articles[article]->title, r->lexicons[article], &w->title);
	words_read(a, r->articles[article], r->lexicons[article], &w->text);
	return w;
}

struct shared_terms whys_with(struct whys *w, uint32_t other, size_t most)
{
	const struct vectors *v = w->r->vectors;
	struct shared_terms terms = {0};
	struct index x;
	struct share *shares = arena_array(w->arena, struct share, v->starts[w->article + 1] - v->starts[w->article]);
	size_t n = shares_of(v, w->article, other, shares);
	n = n < most ? n : most;
	terms.items = arena_array(w->arena, struct shared_term, n);
	index_shares(&x, shares, n, w->arena);
	spell_shares(w->arena, &w->text, (struct str){0}, &x, terms.items);
	spell_shares(w->arena, &w->title, w->r->articles[w->article]->title, &x, terms.items);
	for (size_t i = 0; i < n; i++) {
		terms.items[i].weight = shares[i].weight >> (2 * WEIGHT_BITS - 16);
		if (terms.items[i].text.n)
			terms.items[terms.n++] = terms.items[i];
	}
	return terms;
}
