/*
 * Bags to vectors and their inverted lists. Terms are counted in shards of their hash, each by one thread: within a shard articles come
 * in order, so that a term's number depends on nothing but the articles. Kept terms of each article are ordered by number for merging.
 */
#include "link/vectors.h"

#include <stdlib.h>
#include <string.h>
#include "base/fixed.h"
#include "base/pool.h"
#include "link/relate.h"

enum { TITLE_WEIGHT = 20, TITLE_WORDS = 30 };
static const uint32_t DROPPED = UINT32_MAX;

/* A shard's terms: key, how many articles hold it, and its number in the shard. */
struct shard {
	struct shard_term {
		uint64_t key;
		uint32_t articles, number;
	} *slots;
	size_t size, n;
	uint32_t kept, base; /* base: the number of its first term in the whole */
	uint64_t *keys;      /* of kept terms */
	uint32_t *articles;
};

struct making {
	struct bag *bags;
	size_t n;
	struct shard shards[BAG_SHARDS];
	struct vectors *v;
	uint32_t *rarity; /* by term, Q16 */
	uint64_t mean;    /* words of an article */
};

static struct shard_term *shard_slot(const struct shard *s, uint64_t key)
{
	size_t i = key & (s->size - 1);
	while (s->slots[i].key && s->slots[i].key != key)
		i = (i + 1) & (s->size - 1);
	return &s->slots[i];
}

static void shard_expand(struct shard *s)
{
	struct shard old = *s;
	s->size = old.size ? old.size * 2 : 256;
	s->slots = mem_alloc(s->size * sizeof *s->slots);
	for (size_t i = 0; i < old.size; i++)
		if (old.slots[i].key)
			*shard_slot(s, old.slots[i].key) = old.slots[i];
	free(old.slots);
}

static void shard_count(struct shard *s, const uint64_t *keys, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if ((s->n + 1) * 3 > s->size * 2)
			shard_expand(s);
		struct shard_term *t = shard_slot(s, keys[i]);
		if (!t->key) {
			*t = (struct shard_term){keys[i], 0, DROPPED};
			s->n++;
		}
		if (++t->articles == 2)
			s->kept++;
	}
}

/* Numbers its terms in the order of their first article; a bag's keys become numbers, its dropped ones DROPPED. */
static void number_shard(void *context, size_t index)
{
	struct making *m = context;
	struct shard *s = &m->shards[index];
	for (size_t i = 0; i < m->n; i++)
		shard_count(s, m->bags[i].keys + m->bags[i].shards[index], m->bags[i].shards[index + 1] - m->bags[i].shards[index]);
	s->keys = mem_alloc(s->kept * sizeof *s->keys);
	s->articles = mem_alloc(s->kept * sizeof *s->articles);
	uint32_t next = 0;
	for (size_t i = 0; i < m->n; i++)
		for (uint32_t k = m->bags[i].shards[index]; k < m->bags[i].shards[index + 1]; k++) {
			struct shard_term *t = shard_slot(s, m->bags[i].keys[k]);
			if (t->articles > 1 && t->number == DROPPED) {
				s->keys[next] = t->key;
				s->articles[next] = t->articles;
				t->number = next++;
			}
			m->bags[i].keys[k] = t->number;
		}
	free(s->slots);
	s->slots = NULL;
}

static void number_terms(struct making *m, int threads)
{
	struct vectors *v = m->v;
	pool_run(threads, BAG_SHARDS, number_shard, m);
	for (unsigned s = 0; s < BAG_SHARDS; s++) {
		m->shards[s].base = (uint32_t)v->nterms;
		v->nterms += m->shards[s].kept;
	}
	v->keys = mem_alloc(v->nterms * sizeof *v->keys);
	v->posting_starts = mem_alloc((v->nterms + 1) * sizeof *v->posting_starts);
	m->rarity = mem_alloc(v->nterms * sizeof *m->rarity);
	for (unsigned s = 0; s < BAG_SHARDS; s++) {
		struct shard *shard = &m->shards[s];
		for (uint32_t t = 0; t < shard->kept; t++) {
			uint32_t id = shard->base + t;
			v->keys[id] = shard->keys[t];
			v->posting_starts[id + 1] = shard->articles[t];
			m->rarity[id] = fixed_log2(m->n + 1, shard->articles[t]);
		}
		free(shard->keys);
		free(shard->articles);
	}
	for (size_t t = 0; t < v->nterms; t++)
		v->posting_starts[t + 1] += v->posting_starts[t];
}

static void place_articles(struct making *m)
{
	struct vectors *v = m->v;
	for (size_t i = 0; i < m->n; i++) {
		size_t kept = 0;
		for (uint32_t k = 0; k < m->bags[i].n; k++)
			kept += m->bags[i].keys[k] != DROPPED;
		v->starts[i + 1] = v->starts[i] + kept;
		v->distinct[i] = m->bags[i].n;
	}
	v->terms = mem_alloc(v->starts[m->n] * sizeof *v->terms);
	v->weights = mem_alloc(v->starts[m->n] * sizeof *v->weights);
}

/* A word of the title counts as 20 in an article of mean length, as more in a long one, where the body would drown it. Q16 */
static uint64_t title_weight(const struct making *m, const struct bag *b)
{
	return (uint64_t)TITLE_WEIGHT * fixed_sqrt(((uint64_t)(b->words + TITLE_WORDS) << 32) / (m->mean + TITLE_WORDS));
}

static uint32_t raw_weight(const struct bag *b, uint32_t k, uint64_t title, uint32_t rarity)
{
	uint64_t count = ((uint64_t)b->counts[k] << 16) + b->titles[k] * title;
	return (uint32_t)(((uint64_t)fixed_sqrt(count) * rarity) >> 12);
}

static void weigh_article(void *context, size_t index)
{
	struct making *m = context;
	struct vectors *v = m->v;
	struct bag *b = &m->bags[index];
	size_t at = v->starts[index];
	uint64_t squares = 0, title = title_weight(m, b);
	uint32_t *raw = mem_alloc(b->n * sizeof *raw);
	for (unsigned s = 0; s < BAG_SHARDS; s++)
		for (uint32_t k = b->shards[s]; k < b->shards[s + 1]; k++) {
			if (b->keys[k] == DROPPED)
				continue;
			uint32_t id = m->shards[s].base + (uint32_t)b->keys[k];
			uint32_t w = raw_weight(b, k, title, m->rarity[id]);
			squares += (uint64_t)w * w;
			raw[at - v->starts[index]] = w;
			v->terms[at++] = id;
		}
	uint64_t length = fixed_sqrt(squares);
	for (size_t k = v->starts[index]; k < at; k++)
		v->weights[k] = length ? (uint16_t)(((uint64_t)raw[k - v->starts[index]] * WEIGHT_ONE + length / 2) / length) : 0;
	free(raw);
	bag_free(b);
}

static void invert(struct vectors *v)
{
	size_t *next = mem_alloc(v->nterms * sizeof *next);
	memcpy(next, v->posting_starts, v->nterms * sizeof *next);
	v->posting_articles = mem_alloc(v->starts[v->n] * sizeof *v->posting_articles);
	v->posting_weights = mem_alloc(v->starts[v->n] * sizeof *v->posting_weights);
	for (size_t i = 0; i < v->n; i++)
		for (size_t k = v->starts[i]; k < v->starts[i + 1]; k++) {
			size_t at = next[v->terms[k]]++;
			v->posting_articles[at] = (uint32_t)i;
			v->posting_weights[at] = v->weights[k];
		}
	free(next);
}

struct vectors *vectors_new(struct bag *bags, size_t n, int threads)
{
	struct making m = {.bags = bags, .n = n};
	struct vectors *v = m.v = mem_alloc(sizeof *v);
	v->n = n;
	v->starts = mem_alloc((n + 1) * sizeof *v->starts);
	v->distinct = mem_alloc(n * sizeof *v->distinct);
	for (size_t i = 0; i < n; i++)
		m.mean += bags[i].words;
	m.mean = n ? m.mean / n : 0;
	number_terms(&m, threads);
	place_articles(&m);
	pool_run(threads, n, weigh_article, &m);
	free(m.rarity);
	invert(v);
	return v;
}

void vectors_free(struct vectors *v)
{
	free(v->starts);
	free(v->terms);
	free(v->weights);
	free(v->distinct);
	free(v->keys);
	free(v->posting_starts);
	free(v->posting_articles);
	free(v->posting_weights);
	free(v);
}

void vectors_cosines(const struct vectors *v, uint16_t *dense, uint32_t from, const struct naming_list *names)
{
	for (size_t k = v->starts[from]; names->n && k < v->starts[from + 1]; k++)
		dense[v->terms[k]] = v->weights[k];
	for (size_t i = 0; i < names->n; i++) {
		struct naming *n = &names->items[i];
		for (size_t k = v->starts[n->article]; k < v->starts[n->article + 1]; k++)
			n->cosine += (uint32_t)dense[v->terms[k]] * v->weights[k];
	}
	for (size_t k = v->starts[from]; names->n && k < v->starts[from + 1]; k++)
		dense[v->terms[k]] = 0;
}

/* The sum of all cosines is the square of the sum of all vectors, less the cosines of articles with themselves. */
uint32_t vectors_mean(const struct vectors *v)
{
	uint64_t squares = 0, own = 0;
	if (v->n < 2)
		return 0;
	for (size_t t = 0; t < v->nterms; t++) {
		uint64_t sum = 0;
		for (size_t p = v->posting_starts[t]; p < v->posting_starts[t + 1]; p++) {
			sum += v->posting_weights[p];
			own += (uint32_t)v->posting_weights[p] * v->posting_weights[p] >> 8;
		}
		squares += (sum * sum) >> 8;
	}
	uint64_t pairs = (uint64_t)v->n * (v->n - 1), rest = squares > own ? squares - own : 0;
	return (uint32_t)((rest / pairs) << 8);
}
