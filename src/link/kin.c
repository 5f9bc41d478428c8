/*
 * The nearest neighbours of every article: all cosines by one pass over the inverted lists of its terms, then what the names add.
 *
 *	score(i, j) = (cosine(i, j) + 3 mean B(i, j)) * (1 + 2.5 (m(i, j) + m(j, i)))
 *	m(i, j) = c / (c + 1) * (1 + 100 / (100 + p)) * w for an article i that names j c times, first after p words; w is
 *		relations_name_weight, with a smaller bonus for exact spelling
 *	B(i, j) = sum over articles k that name both, of rarity(i) rarity(j), divided by the lengths of their lists; an article counts as
 *		naming itself (co-citation: Small 1973, here by names)
 *
 * Names multiply and are not added: a name in passing between articles of different subjects should not make them kin. What was chosen
 * was chosen on links that people made in two collections and held on parts of them from 8 to 1,600 articles: nDCG at 10 is .60 and .78,
 * where TF-IDF has .51 and .50.
 *
 * Exact: no list is cut short. Dynamic pruning (Broder et al. 2003) was measured slower than this scan up to 20,000 articles.
 */
#include "link/relate.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include "base/fixed.h"
#include "base/pool.h"
#include "link/vectors.h"

enum {
	ROWS = 32,          /* articles a thread takes at once */
	TILE = 256,         /* sums that a common term is added to in one go */
	COMMON = 6,         /* a term that more than one article in COMMON holds has a row of its own instead of a list */
	EARLY = 100,        /* words: half of the bonus of an early name is gone after as many */
	STRONG_MOST = 64,   /* names of an article that count for B, the rarest: bounds the work where one article names thousands */
	TWIN_COSINE = (int)(0.7 * FIXED_ONE),  /* worth a closer look */
	TWIN_SHARE = (int)(0.6 * FIXED_ONE),   /* of the terms of the longer one that both hold */
	TWIN_TERMS = 24,    /* a stub of a sentence or two is nobody's copy */
	TWINS_MOST = 4,     /* candidates kept beside the neighbours */
};

struct candidate {
	uint32_t article, cosine; /* of WEIGHT_ONE squared */
	uint64_t score;
};

/* The best candidates of an article so far, worst last. */
struct best {
	struct candidate *items;
	size_t n;
};

/* A pair is scored once, by the thread that has its earlier article, and offered to both; each thread has lists of its own,
 * merged at the end. What is best does not depend on the order of offers, for no two candidates are equal. */
struct worker {
	struct best *best;  /* by article */
	uint64_t *bars;     /* by article: the score that an offer must reach */
	uint32_t *sums, *names; /* by article, of the row at work: cosine, m both ways */
	uint64_t *both;     /* likewise: what articles that name both add */
	size_t *next;       /* by term: its first posting behind the row at work */
	struct candidate *room;
};

struct strong {
	uint32_t *items; /* articles */
	size_t n;
};

struct kin_task {
	const struct relations *r;
	const bool *in;
	size_t most;        /* of a list of candidates */
	size_t width;       /* articles, rounded up to whole tiles */
	uint32_t *common;   /* by term: 1 + its row in rows, or 0 */
	uint16_t *rows;     /* weights of the common terms, by article */
	struct strong *strong, *strong_by; /* by article: whom it names, who names it, for B */
	uint32_t *lengths;  /* by article: of its list of namers, Q16 */
	atomic_size_t row;  /* the next that no thread has taken */
	struct worker *workers;
};

static bool takes_part(const struct relations *r, const bool *in, size_t i)
{
	return (!in || in[i]) && !r->articles[i]->glossary;
}

static bool is_better(const struct relations *r, const struct candidate *a, const struct candidate *b)
{
	return a->score != b->score ? a->score > b->score : r->rank[a->article] < r->rank[b->article];
}

static void offer(const struct kin_task *t, struct worker *w, uint32_t to, struct candidate c)
{
	struct best *best = &w->best[to];
	if (c.score < w->bars[to] || (best->n == t->most && !is_better(t->r, &c, &best->items[best->n - 1])))
		return;
	size_t i = best->n < t->most ? best->n++ : best->n - 1;
	for (; i > 0 && is_better(t->r, &c, &best->items[i - 1]); i--)
		best->items[i] = best->items[i - 1];
	best->items[i] = c;
	if (best->n == t->most)
		w->bars[to] = best->items[best->n - 1].score;
}

static void add_list(const struct vectors *v, struct worker *w, uint32_t term, uint32_t row, uint32_t weight)
{
	size_t p = w->next[term], end = v->posting_starts[term + 1];
	while (p < end && v->posting_articles[p] <= row)
		p++;
	w->next[term] = p;
	for (; p < end; p++)
		w->sums[v->posting_articles[p]] += weight * v->posting_weights[p];
}

/* A loop of known length over two arrays: the compiler makes vector instructions of it. */
static void add_tile(uint32_t *restrict sums, const uint16_t *restrict weights, uint16_t weight)
{
	for (size_t i = 0; i < TILE; i++)
		sums[i] += (uint32_t)(weight * weights[i]);
}

static void add_cosines(const struct kin_task *t, struct worker *w, uint32_t row)
{
	const struct vectors *v = t->r->vectors;
	for (size_t tile = row / TILE * TILE; tile < t->width; tile += TILE)
		for (size_t k = v->starts[row]; k < v->starts[row + 1]; k++)
			if (t->common[v->terms[k]])
				add_tile(w->sums + tile, t->rows + (t->common[v->terms[k]] - 1) * t->width + tile, v->weights[k]);
	for (size_t k = v->starts[row]; k < v->starts[row + 1]; k++)
		if (!t->common[v->terms[k]])
			add_list(v, w, v->terms[k], row, v->weights[k]);
}

/* m of the head comment, Q16 */
static uint32_t naming_strength(const struct relations *r, const struct naming *n, uint32_t named)
{
	uint64_t w = rarity_weight(r->rarity[named]);
	if (n->phrase)
		w = w * 3 / 2;
	if (n->exact)
		w = w * 13 / 10;
	w += w * EARLY / (EARLY + n->first);
	return (uint32_t)(w * n->count / (n->count + 1));
}

static void add_names(const struct relations *r, uint32_t row, uint32_t *names, bool undo)
{
	for (size_t k = 0; k < r->names[row].n; k++) {
		const struct naming *n = &r->names[row].items[k];
		names[n->article] = undo ? 0 : names[n->article] + naming_strength(r, n, n->article);
	}
	for (size_t k = 0; k < r->named_by[row].n; k++) {
		const struct naming *n = &r->named_by[row].items[k];
		names[n->article] = undo ? 0 : names[n->article] + naming_strength(r, n, row);
	}
}

/* B of the head comment before it is divided, Q16: the row itself and those that name it are the articles that may name both. */
static void add_both(const struct kin_task *t, uint32_t row, uint64_t *both, bool undo)
{
	const uint32_t *rarity = t->r->rarity;
	for (size_t k = 0; k < t->strong[row].n; k++) {
		uint32_t j = t->strong[row].items[k];
		both[j] = undo ? 0 : both[j] + rarity[j];
	}
	for (size_t k = 0; k < t->strong_by[row].n; k++) {
		uint32_t namer = t->strong_by[row].items[k];
		both[namer] = undo ? 0 : both[namer] + rarity[row];
		for (size_t l = 0; l < t->strong[namer].n; l++) {
			uint32_t j = t->strong[namer].items[l];
			both[j] = undo ? 0 : both[j] + ((uint64_t)rarity[row] * rarity[j] >> 16);
		}
	}
}

static uint64_t score_pair(const struct kin_task *t, const struct worker *w, uint32_t row, uint32_t j)
{
	uint64_t likeness = w->sums[j];
	if (w->both[j]) {
		uint64_t b = (w->both[j] << 32) / ((uint64_t)t->lengths[row] * t->lengths[j]); /* in one: the same from either side */
		likeness += 3 * t->r->mean * b >> 16;
	}
	return likeness * (2 * FIXED_ONE + 5 * (uint64_t)w->names[j]) >> 17;
}

static void score_row(const struct kin_task *t, struct worker *w, uint32_t row)
{
	const struct relations *r = t->r;
	add_cosines(t, w, row);
	add_names(r, row, w->names, false);
	add_both(t, row, w->both, false);
	for (uint32_t j = row + 1; j < r->n; j++) {
		uint32_t cosine = w->sums[j];
		if (!cosine || !takes_part(r, t->in, j))
			continue;
		uint64_t score = score_pair(t, w, row, j);
		offer(t, w, row, (struct candidate){j, cosine, score});
		offer(t, w, j, (struct candidate){row, cosine, score});
	}
	memset(w->sums + row / TILE * TILE, 0, (t->width - row / TILE * TILE) * sizeof *w->sums);
	add_names(r, row, w->names, true);
	add_both(t, row, w->both, true);
}

static void work(void *context, size_t index)
{
	struct kin_task *t = context;
	struct worker *w = &t->workers[index];
	size_t row;
	while ((row = atomic_fetch_add(&t->row, ROWS)) < t->r->n)
		for (size_t end = row + ROWS < t->r->n ? row + ROWS : t->r->n; row < end; row++)
			if (takes_part(t->r, t->in, row))
				score_row(t, w, (uint32_t)row);
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
	const uint32_t *distinct = r->vectors->distinct;
	return c->cosine >> (2 * WEIGHT_BITS - 16) >= TWIN_COSINE && distinct[row] >= TWIN_TERMS && distinct[c->article] >= TWIN_TERMS &&
	       shared_share(r->vectors, row, c->article) >= TWIN_SHARE;
}

static bool is_twin(const struct twin_list *twins, uint32_t a, uint32_t b)
{
	for (size_t i = 0; i < twins->n; i++)
		if (twins->items[i].first == a && twins->items[i].second == b)
			return true;
	return false;
}

/* The list of one article, its own twins left out. */
static void keep_best(const struct kin_task *t, struct arena *a, uint32_t row, const struct best *best, size_t most, struct kinship *out)
{
	struct kin_list *list = &out->lists[row];
	list->items = arena_array(a, struct kin, best->n < most ? best->n : most);
	for (size_t i = 0; i < best->n && list->n < most; i++) {
		const struct candidate *c = &best->items[i];
		uint32_t cosine = c->cosine >> (2 * WEIGHT_BITS - 16);
		if (are_twins(t->r, row, c)) {
			if (row < c->article)
				*arena_push(a, &out->twins) = (struct twin){row, c->article, cosine};
			continue;
		}
		uint64_t score = c->score >> (2 * WEIGHT_BITS - 16);
		list->items[list->n++] = (struct kin){c->article, score > UINT32_MAX ? UINT32_MAX : (uint32_t)score, cosine};
	}
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

/* Rows for the terms that many articles hold: adding a whole row beats adding half of it one by one. */
static void lay_rows(struct kin_task *t)
{
	const struct vectors *v = t->r->vectors;
	size_t n = 0;
	t->common = mem_alloc(v->nterms * sizeof *t->common);
	for (size_t term = 0; term < v->nterms; term++)
		if ((v->posting_starts[term + 1] - v->posting_starts[term]) * COMMON > v->n && v->n > TILE)
			t->common[term] = (uint32_t)++n;
	t->rows = mem_alloc(n * t->width * sizeof *t->rows);
	for (size_t term = 0; term < v->nterms; term++)
		for (size_t p = v->posting_starts[term]; t->common[term] && p < v->posting_starts[term + 1]; p++)
			t->rows[(t->common[term] - 1) * t->width + v->posting_articles[p]] = v->posting_weights[p];
}

struct rare {
	uint32_t article, rarity, rank;
};

static int by_rarity(const void *a, const void *b)
{
	const struct rare *x = a, *y = b;
	if (x->rarity != y->rarity)
		return x->rarity > y->rarity ? -1 : 1;
	return x->rank < y->rank ? -1 : x->rank > y->rank;
}

/* Of each article's names the rarest, and the same turned around. */
static void find_strong(struct kin_task *t, struct arena *a)
{
	const struct relations *r = t->r;
	t->strong = arena_array(a, struct strong, r->n);
	t->strong_by = arena_array(a, struct strong, r->n);
	t->lengths = arena_array(a, uint32_t, r->n);
	for (size_t i = 0; i < r->n; i++) {
		const struct naming_list *names = &r->names[i];
		struct rare *all = arena_array(a, struct rare, names->n);
		for (size_t k = 0; k < names->n; k++) {
			uint32_t to = names->items[k].article;
			all[k] = (struct rare){to, r->rarity[to], r->rank[to]};
		}
		if (names->n > STRONG_MOST)
			qsort(all, names->n, sizeof *all, by_rarity);
		t->strong[i].n = names->n < STRONG_MOST ? names->n : STRONG_MOST;
		t->strong[i].items = arena_array(a, uint32_t, t->strong[i].n);
		for (size_t k = 0; k < t->strong[i].n; k++)
			t->strong[i].items[k] = all[k].article;
		uint64_t squared = ((uint64_t)r->rarity[i] * r->rarity[i]) * r->named_by[i].n;
		t->lengths[i] = fixed_sqrt(((uint64_t)1 << 32) + squared);
		t->strong_by[i].items = arena_array(a, uint32_t, r->named_by[i].n);
	}
	for (uint32_t i = 0; i < r->n; i++)
		for (size_t k = 0; k < t->strong[i].n; k++) {
			struct strong *by = &t->strong_by[t->strong[i].items[k]];
			by->items[by->n++] = i;
		}
}

static void open_workers(struct kin_task *t, size_t n)
{
	const struct relations *r = t->r;
	t->workers = mem_alloc(n * sizeof *t->workers);
	for (size_t i = 0; i < n; i++) {
		struct worker *w = &t->workers[i];
		w->best = mem_alloc(r->n * sizeof *w->best);
		w->bars = mem_alloc(r->n * sizeof *w->bars);
		w->room = mem_alloc(r->n * t->most * sizeof *w->room);
		w->sums = mem_alloc(t->width * sizeof *w->sums);
		w->names = mem_alloc(r->n * sizeof *w->names);
		w->both = mem_alloc(r->n * sizeof *w->both);
		w->next = mem_alloc(r->vectors->nterms * sizeof *w->next);
		memcpy(w->next, r->vectors->posting_starts, r->vectors->nterms * sizeof *w->next);
		for (size_t k = 0; k < r->n; k++)
			w->best[k].items = w->room + k * t->most;
	}
}

static void close_workers(struct kin_task *t, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		free(t->workers[i].best);
		free(t->workers[i].bars);
		free(t->workers[i].room);
		free(t->workers[i].sums);
		free(t->workers[i].names);
		free(t->workers[i].both);
		free(t->workers[i].next);
	}
	free(t->workers);
	free(t->common);
	free(t->rows);
}

struct kinship relations_kin(const struct relations *r, const bool *in, size_t most, struct arena *a)
{
	struct kinship kinship = {.lists = arena_array(a, struct kin_list, r->n)};
	size_t workers = r->threads > 1 ? (size_t)r->threads : 1;
	struct kin_task t = {.r = r, .in = in, .most = most + TWINS_MOST, .width = (r->n + TILE - 1) / TILE * TILE};
	struct arena scratch;
	arena_init(&scratch);
	find_strong(&t, &scratch);
	lay_rows(&t);
	open_workers(&t, workers);
	pool_run((int)workers, workers, work, &t);
	for (uint32_t i = 0; i < r->n; i++) {
		struct worker *first = &t.workers[0];
		for (size_t k = 1; k < workers; k++)
			for (size_t c = 0; c < t.workers[k].best[i].n; c++)
				offer(&t, first, i, t.workers[k].best[i].items[c]);
		keep_best(&t, a, i, &first->best[i], most, &kinship);
	}
	for (size_t i = 0; kinship.twins.n && i < r->n; i++)
		part_twins(&kinship.twins, &kinship.lists[i]);
	close_workers(&t, workers);
	arena_free(&scratch);
	return kinship;
}
