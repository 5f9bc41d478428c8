/*
 * Why two articles are near. Vectors hold no strings, so the words of one article are read again to find those that weigh most: some
 * thirty microseconds, paid only for what is shown.
 */
#include "link/relate.h"

#include <stdlib.h>
#include "base/utf8.h"
#include "link/vectors.h"

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

static struct share *wanted(struct share *shares, size_t n, uint64_t key)
{
	for (size_t i = 0; i < n; i++)
		if (shares[i].key == key)
			return &shares[i];
	return NULL;
}

/* The first place of each share in the words, in the order of the shares. */
static void spell_shares(struct arena *a, const struct word_list *words, struct str plain, struct share *shares, size_t n,
	struct shared_term *out)
{
	const struct word *before = NULL;
	bool broken = false; /* a comma or full stop stands between: no phrase to show */
	for (size_t i = 0; i < words->n; i++) {
		const struct word *w = &words->items[i];
		broken |= (w->flags & WORD_BREAK) != 0;
		if ((w->flags & (WORD_STOP | WORD_NOTE)) || w->at.length < 2)
			continue;
		struct share *one = wanted(shares, n, w->key), *two = before ? wanted(shares, n, words_pair(before->key, w->key)) : NULL;
		if (one && !out[one - shares].text.n)
			out[one - shares].text = spelled(a, w, w, plain);
		if (two && !out[two - shares].text.n && !broken) {
			out[two - shares].text = spelled(a, before, w, plain);
			out[two - shares].phrase = true;
		}
		before = w;
		broken = false;
	}
}

struct shared_terms relations_why(const struct relations *r, uint32_t a, uint32_t b, size_t most, struct arena *arena)
{
	const struct vectors *v = r->vectors;
	struct shared_terms terms = {0};
	struct arena scratch;
	struct word_list title = {0}, text = {0};
	arena_init(&scratch);
	struct share *shares = arena_array(&scratch, struct share, v->starts[a + 1] - v->starts[a]);
	size_t n = shares_of(v, a, b, shares);
	n = n < most ? n : most;
	terms.items = arena_array(arena, struct shared_term, n);
	words_of(&scratch, r->articles[a]->title, r->lexicons[a], &title);
	words_read(&scratch, r->articles[a], r->lexicons[a], &text);
	spell_shares(arena, &text, (struct str){0}, shares, n, terms.items);
	spell_shares(arena, &title, r->articles[a]->title, shares, n, terms.items);
	for (size_t i = 0; i < n; i++) {
		terms.items[i].weight = shares[i].weight >> (2 * WEIGHT_BITS - 16);
		if (terms.items[i].text.n)
			terms.items[terms.n++] = terms.items[i];
	}
	arena_free(&scratch);
	return terms;
}
