/*
 * The nearest neighbours of every article: all cosines by one pass over the inverted lists of its terms, then what the names add.
 *
 * score(i, j) = cosine(i, j) * (1 + 4 * (m(i, j) + m(j, i))), where m(i, j) = c / (c + 1) * rarity(j) for an article i that names j
 * c times, twice that when the first hundred words do. Multiplied, not added: a name in passing between articles of different subjects
 * should not make them kin.
 *
 * Exact: no list is cut short. Dynamic pruning (Broder et al. 2003) was measured slower than this scan up to 20,000 articles.
 */
#include "link/relate.h"

#include <stdlib.h>
#include <string.h>
#include "base/fixed.h"
#include "base/pool.h"
#include "link/vectors.h"

enum {
	ROWS = 32,          /* articles a task takes: their sums share one array */
	NAMED_WEIGHT = 4,
	TWIN_COSINE = (int)(0.7 * FIXED_ONE),  /* worth a closer look */
	TWIN_SHARE = (int)(0.6 * FIXED_ONE),   /* of the terms of the longer one that both hold */
	TWINS_MOST = 4,     /* candidates kept beside the neighbours */
};

struct candidate {
	uint32_t article, cosine; /* of WEIGHT_ONE squared */
	uint64_t score;
};

/* The best so far, worst last. */
struct best {
	struct candidate *items;
	size_t n, most;
};

struct kin_task {
	const struct relations *r;
	const bool *in;
	size_t most;
	struct kin_list *lists;
	struct twin_list *twins; /* by article: those that come after it */
	struct arena *arenas;    /* by task */
};

static bool takes_part(const struct relations *r, const bool *in, size_t i)
{
	return (!in || in[i]) && !r->articles[i]->glossary;
}

static bool is_better(const struct relations *r, const struct candidate *a, const struct candidate *b)
{
	return a->score != b->score ? a->score > b->score : r->rank[a->article] < r->rank[b->article];
}

static void offer(const struct relations *r, struct best *best, struct candidate c)
{
	if (best->n == best->most && !is_better(r, &c, &best->items[best->n - 1]))
		return;
	size_t i = best->n < best->most ? best->n++ : best->n - 1;
	for (; i > 0 && is_better(r, &c, &best->items[i - 1]); i--)
		best->items[i] = best->items[i - 1];
	best->items[i] = c;
}

static void add_cosines(const struct vectors *v, size_t row, uint32_t *sums)
{
	for (size_t k = v->starts[row]; k < v->starts[row + 1]; k++) {
		uint32_t w = v->weights[k];
		size_t end = v->posting_starts[v->terms[k] + 1];
		for (size_t p = v->posting_starts[v->terms[k]]; p < end; p++)
			sums[v->posting_articles[p]] += w * v->posting_weights[p];
	}
}

/* m of the head comment, Q16 */
static uint32_t naming_strength(const struct naming *n, uint32_t rarity)
{
	uint64_t m = (uint64_t)n->count * rarity / (n->count + 1);
	return (uint32_t)(n->lead ? 2 * m : m);
}

static void add_names(const struct relations *r, size_t row, uint32_t *names, bool undo)
{
	for (size_t k = 0; k < r->names[row].n; k++) {
		const struct naming *n = &r->names[row].items[k];
		names[n->article] = undo ? 0 : names[n->article] + naming_strength(n, r->rarity[n->article]);
	}
	for (size_t k = 0; k < r->named_by[row].n; k++) {
		const struct naming *n = &r->named_by[row].items[k];
		names[n->article] = undo ? 0 : names[n->article] + naming_strength(n, r->rarity[row]);
	}
}

/* Of the terms of the longer article, the share that the other holds too. */
static uint32_t shared_share(const struct vectors *v, uint32_t a, uint32_t b)
{
	uint32_t longer = v->distinct[a] > v->distinct[b] ? v->distinct[a] : v->distinct[b];
	uint64_t shared = 0;
	for (size_t i = v->starts[a]; i < v->starts[a + 1]; i++)
		for (size_t p = v->posting_starts[v->terms[i]]; p < v->posting_starts[v->terms[i] + 1]; p++)
			shared += v->posting_articles[p] == b;
	return longer ? (uint32_t)(shared * FIXED_ONE / longer) : 0;
}

static bool are_twins(const struct relations *r, uint32_t row, const struct candidate *c)
{
	return c->cosine >> (2 * WEIGHT_BITS - 16) >= TWIN_COSINE && shared_share(r->vectors, row, c->article) >= TWIN_SHARE;
}

static bool is_twin(const struct twin_list *twins, uint32_t a, uint32_t b)
{
	for (size_t i = 0; i < twins->n; i++)
		if (twins->items[i].first == a && twins->items[i].second == b)
			return true;
	return false;
}

/* The list of one row, its own twins left out. */
static void keep_best(struct kin_task *t, struct arena *a, uint32_t row, const struct best *best)
{
	struct kin_list *list = &t->lists[row];
	list->items = arena_array(a, struct kin, t->most);
	for (size_t i = 0; i < best->n && list->n < t->most; i++) {
		const struct candidate *c = &best->items[i];
		if (are_twins(t->r, row, c)) {
			if (row < c->article)
				*arena_push(a, &t->twins[row]) =
					(struct twin){row, c->article, c->cosine >> (2 * WEIGHT_BITS - 16)};
			continue;
		}
		uint64_t score = c->score >> (2 * WEIGHT_BITS - 16);
		list->items[list->n++] = (struct kin){c->article, score > UINT32_MAX ? UINT32_MAX : (uint32_t)score,
			c->cosine >> (2 * WEIGHT_BITS - 16)};
	}
}

static void find_kin(struct kin_task *t, struct arena *a, uint32_t row, uint32_t *sums, uint32_t *names)
{
	const struct relations *r = t->r;
	struct best best = {.most = t->most + TWINS_MOST};
	best.items = arena_array(a, struct candidate, best.most);
	add_cosines(r->vectors, row, sums);
	add_names(r, row, names, false);
	for (size_t j = 0; j < r->n; j++) {
		uint32_t cosine = sums[j];
		sums[j] = 0;
		if (!cosine || j == row || !takes_part(r, t->in, j))
			continue;
		uint64_t factor = FIXED_ONE + (uint64_t)NAMED_WEIGHT * names[j];
		offer(r, &best, (struct candidate){(uint32_t)j, cosine, cosine * factor >> 16});
	}
	add_names(r, row, names, true);
	keep_best(t, a, row, &best);
}

static void find_rows(void *context, size_t index)
{
	struct kin_task *t = context;
	size_t end = (index + 1) * ROWS < t->r->n ? (index + 1) * ROWS : t->r->n;
	uint32_t *sums = mem_alloc(t->r->n * sizeof *sums), *names = mem_alloc(t->r->n * sizeof *names);
	for (size_t row = index * ROWS; row < end; row++)
		if (takes_part(t->r, t->in, row))
			find_kin(t, &t->arenas[index], (uint32_t)row, sums, names);
	free(sums);
	free(names);
}

/* Two neighbours that are twins: the nearer stays. Twins are few, so lists are looked through. */
static void part_twins(const struct twin_list *twins, struct kin_list *list)
{
	size_t kept = 0;
	for (size_t i = 0; i < list->n; i++) {
		bool twin = false;
		for (size_t k = 0; k < kept && !twin; k++) {
			uint32_t a = list->items[k].article, b = list->items[i].article;
			twin = is_twin(twins, a < b ? a : b, a < b ? b : a);
		}
		if (!twin)
			list->items[kept++] = list->items[i];
	}
	list->n = kept;
}

struct kinship relations_kin(const struct relations *r, const bool *in, size_t most, struct arena *a)
{
	struct kinship kinship = {.lists = arena_array(a, struct kin_list, r->n)};
	size_t tasks = (r->n + ROWS - 1) / ROWS;
	struct arena scratch;
	arena_init(&scratch);
	struct kin_task t = {r, in, most, arena_array(&scratch, struct kin_list, r->n), arena_array(&scratch, struct twin_list, r->n),
		arena_array(&scratch, struct arena, tasks)};
	pool_run(r->threads, tasks, find_rows, &t);
	for (size_t i = 0; i < r->n; i++)
		for (size_t k = 0; k < t.twins[i].n; k++)
			*arena_push(a, &kinship.twins) = t.twins[i].items[k];
	for (size_t i = 0; i < r->n; i++) {
		if (kinship.twins.n)
			part_twins(&kinship.twins, &t.lists[i]);
		kinship.lists[i].n = t.lists[i].n;
		kinship.lists[i].items = arena_array(a, struct kin, t.lists[i].n);
		if (t.lists[i].n)
			memcpy(kinship.lists[i].items, t.lists[i].items, t.lists[i].n * sizeof *t.lists[i].items);
	}
	for (size_t i = 0; i < tasks; i++)
		arena_free(&t.arenas[i]);
	arena_free(&scratch);
	return kinship;
}
