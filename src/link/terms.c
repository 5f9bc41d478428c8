/* Choosing the best phrases. */
#include "link/terms.h"

#include <stdlib.h>
#include <string.h>
#include "base/pool.h"
#include "base/utf8.h"
#include "link/mentions.h"
#include "link/terms_score.h"

struct choice {
	uint64_t score, hash;
};
struct choices {
	struct choice *items;
	size_t n;
};

struct choosing {
	const struct phrases *phrases;
	const struct vocabulary *v;
	size_t most;
	struct choices shards[PHRASE_SHARDS], best;
	struct arena scratch;
};

static int by_score(const void *a, const void *b)
{
	const struct choice *x = a, *y = b;
	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	return x->hash < y->hash ? -1 : x->hash > y->hash;
}

static void choose_of_shard(void *context, size_t index)
{
	struct choosing *p = context;
	const struct phrase_shard *s = &p->phrases->shards[index];
	struct choices *out = &p->shards[index];
	out->items = mem_alloc(s->n * sizeof *out->items);
	for (size_t i = 0; i < s->n; i++) {
		uint64_t score = term_score(p->phrases, &s->items[i], s->words + s->items[i].words, p->v->lexicon);
		if (score)
			out->items[out->n++] = (struct choice){score, s->items[i].hash};
	}
	qsort(out->items, out->n, sizeof *out->items, by_score);
}

static void choose(struct choosing *p, int threads)
{
	pool_run(threads, PHRASE_SHARDS, choose_of_shard, p);
	size_t all = 0;
	for (size_t i = 0; i < PHRASE_SHARDS; i++)
		all += p->shards[i].n < p->most ? p->shards[i].n : p->most;
	p->best.items = arena_array(&p->scratch, struct choice, all);
	for (size_t i = 0; i < PHRASE_SHARDS; i++) {
		size_t n = p->shards[i].n < p->most ? p->shards[i].n : p->most;
		if (n)
			memcpy(p->best.items + p->best.n, p->shards[i].items, n * sizeof *p->best.items);
		p->best.n += n;
		free(p->shards[i].items);
	}
	if (p->best.n)
		qsort(p->best.items, p->best.n, sizeof *p->best.items, by_score);
	p->best.n = p->best.n < p->most ? p->best.n : p->most;
}

static int by_rank(const void *a, const void *b)
{
	const struct term *x = a, *y = b;
	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	return str_cmp(x->text, y->text);
}

/* A compound with a hyphen and the same words apart are one term: the better stays. */
static void drop_twins(struct term_list *list, struct arena *scratch)
{
	size_t kept = 0, size = 64;
	while (size < list->n * 2)
		size *= 2;
	uint64_t *seen = arena_array(scratch, uint64_t, size);
	for (size_t i = 0; i < list->n; i++) {
		size_t k = list->items[i].fold & (size - 1);
		while (seen[k] && seen[k] != list->items[i].fold)
			k = (k + 1) & (size - 1);
		if (seen[k])
			continue;
		seen[k] = list->items[i].fold;
		list->items[kept++] = list->items[i];
	}
	list->n = kept;
}

struct term_list terms_choose(const struct phrases *phrases, const struct vocabulary *v, int threads, size_t most, struct arena *a)
{
	struct term_list list = {0};
	struct choosing p = {.phrases = phrases, .v = v, .most = most};
	arena_init(&p.scratch);
	choose(&p, threads);
	list.items = arena_array(a, struct term, p.best.n);
	for (size_t i = 0; i < p.best.n; i++) {
		const struct choice *c = &p.best.items[i];
		const struct phrase *phrase = phrases_find(phrases, c->hash);
		struct str text = phrase->within ? arena_copy(a, phrase->text) : utf8_lower(a, phrase->text);
		list.items[list.n++] = (struct term){text, form_fold(text, v->lexicon), (uint32_t)(c->score < UINT32_MAX ? c->score : UINT32_MAX),
			phrase->count, phrase->articles, phrase->called || phrase->acronym || phrase->defined || phrase->glossed};
	}
	qsort(list.items, list.n, sizeof *list.items, by_rank);
	drop_twins(&list, &p.scratch);
	arena_free(&p.scratch);
	return list;
}

struct term_list terms_propose(const struct article *const *articles, size_t n, struct str language, int threads, size_t most,
	struct arena *a)
{
	struct arena scratch;
	arena_init(&scratch);
	const struct vocabulary *v = vocabulary_new(&scratch, language);
	struct phrases *phrases = phrases_collect(articles, n, v, threads);
	struct term_list list = terms_choose(phrases, v, threads, most, a);
	phrases_free(phrases);
	arena_free(&scratch);
	return list;
}
