/*
 * The terms of an article and how often it holds them, by field: one of a heading counts as 3, one of the first hundred words as 2, those
 * of the title stand apart, for they weigh by the article's length. Two words are side by side when no word but stopwords stands between
 * them; pairs reach over commas and full stops, for leaving those out was measured to lose as much as it gains. Notes do not count: what
 * they mostly hold is references, and two articles that cite one journal are not about one thing.
 */
#include "link/vectors.h"

#include <stdlib.h>
#include <string.h>

enum { HEADING_WEIGHT = 3, LEAD_WORDS = 100, WORD_LONGEST = 30 };

struct counter {
	uint64_t *keys; /* 0: free */
	uint32_t *counts, *titles;
	size_t size, n;
};

static void count(struct counter *c, uint32_t *counts, uint64_t key, uint32_t weight)
{
	size_t i = key & (c->size - 1);
	while (c->keys[i] && c->keys[i] != key)
		i = (i + 1) & (c->size - 1);
	if (!c->keys[i]) {
		c->keys[i] = key;
		c->n++;
	}
	counts[i] += weight;
}

static bool is_topical(const struct word *w)
{
	return !(w->flags & WORD_STOP) && w->at.length > 1 && w->at.length <= WORD_LONGEST;
}

/* Words with all of `with` and none of `without`, and their pairs; returns how many words. */
static size_t count_words(struct counter *c, uint32_t *counts, const struct word_list *words, uint32_t with, uint32_t without, size_t most,
	uint32_t weight)
{
	uint64_t before = 0;
	size_t seen = 0, counted = 0;
	for (size_t i = 0; i < words->n; i++) {
		const struct word *w = &words->items[i];
		if ((w->flags & with) != with || (w->flags & without))
			continue;
		if (seen++ == most)
			break;
		if (!is_topical(w))
			continue;
		count(c, counts, w->key, weight);
		if (before)
			count(c, counts, words_pair(before, w->key), weight);
		before = w->key;
		counted++;
	}
	return counted;
}

static unsigned shard_of(uint64_t key)
{
	return (unsigned)(key >> 58);
}

/* Counting sort: the order within a shard is that of the table, which the words alone decide. */
static void fill_bag(struct bag *b, const struct counter *c)
{
	uint32_t next[BAG_SHARDS];
	for (size_t i = 0; i < c->size; i++)
		if (c->keys[i])
			b->shards[shard_of(c->keys[i]) + 1]++;
	for (unsigned s = 0; s < BAG_SHARDS; s++)
		b->shards[s + 1] += b->shards[s];
	memcpy(next, b->shards, sizeof next);
	for (size_t i = 0; i < c->size; i++)
		if (c->keys[i]) {
			uint32_t at = next[shard_of(c->keys[i])]++;
			b->keys[at] = c->keys[i];
			b->counts[at] = c->counts[i] > UINT16_MAX ? UINT16_MAX : (uint16_t)c->counts[i];
			b->titles[at] = (uint16_t)c->titles[i];
		}
}

void bag_make(struct bag *b, const struct word_list *title, const struct word_list *text)
{
	struct counter c = {.size = 64};
	while (c.size < (title->n + text->n) * 3)
		c.size *= 2;
	c.keys = mem_alloc(c.size * sizeof *c.keys);
	c.counts = mem_alloc(c.size * sizeof *c.counts);
	c.titles = mem_alloc(c.size * sizeof *c.titles);
	count_words(&c, c.titles, title, 0, 0, SIZE_MAX, 1);
	count_words(&c, c.counts, text, WORD_HEADING, WORD_NOTE, SIZE_MAX, HEADING_WEIGHT);
	b->words = (uint32_t)count_words(&c, c.counts, text, 0, WORD_HEADING | WORD_NOTE, SIZE_MAX, 1);
	count_words(&c, c.counts, text, 0, WORD_HEADING | WORD_NOTE, LEAD_WORDS, 1);
	b->n = (uint32_t)c.n;
	b->keys = mem_alloc(c.n * sizeof *b->keys);
	b->counts = mem_alloc(c.n * sizeof *b->counts);
	b->titles = mem_alloc(c.n * sizeof *b->titles);
	b->shards = mem_alloc((BAG_SHARDS + 1) * sizeof *b->shards);
	fill_bag(b, &c);
	free(c.keys);
	free(c.counts);
	free(c.titles);
}

void bag_free(struct bag *b)
{
	free(b->keys);
	free(b->counts);
	free(b->titles);
	free(b->shards);
}
