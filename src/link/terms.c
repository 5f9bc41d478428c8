/*
 * Choosing the best phrases, and how they are written. Phrases are known by hashes; their spellings are read from the texts again,
 * for the chosen alone.
 */
#include "link/terms.h"

#include <stdlib.h>
#include <string.h>
#include "base/pool.h"
#include "base/utf8.h"
#include "link/mentions.h"
#include "link/terms_score.h"

enum { BATCH = 128 /* articles */ };

struct choice {
	uint64_t score, hash;
};
struct choices {
	struct choice *items;
	size_t n;
};

/* A way to write a term. */
struct spelling {
	uint64_t exact, lower;
	uint32_t count;  /* all */
	uint32_t within; /* inside sentences, where a capital says something */
	struct str text;
};
struct spelling_list {
	struct spelling *items;
	size_t n, cap;
};

/* A place where a chosen term stands. */
struct sight {
	uint32_t choice;
	bool within;
	struct str text;
};
struct sight_list {
	struct sight *items;
	size_t n, cap;
};

struct proposing {
	const struct article *const *articles;
	size_t n, most, from;
	const struct vocabulary *v;
	const struct phrases *phrases;
	struct choices shards[PHRASE_SHARDS], best;
	uint32_t *slots; /* of best, by hash: index + 1 */
	size_t size;
	struct arena *arenas;       /* by article of the batch */
	struct sight_list *sights;
	struct spelling_list *spellings; /* by choice */
	struct arena scratch;
};

/* ---- choosing */

static int by_score(const void *a, const void *b)
{
	const struct choice *x = a, *y = b;
	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	return x->hash < y->hash ? -1 : x->hash > y->hash;
}

static void choose_of_shard(void *context, size_t index)
{
	struct proposing *p = context;
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

static void choose(struct proposing *p, int threads)
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

/* ---- spelling */

static uint32_t *choice_slot(const struct proposing *p, uint64_t hash)
{
	size_t i = hash & (p->size - 1);
	while (p->slots[i] && p->best.items[p->slots[i] - 1].hash != hash)
		i = (i + 1) & (p->size - 1);
	return &p->slots[i];
}

static struct str spelled(struct arena *a, const struct token *tokens, size_t n)
{
	const struct token *last = &tokens[n - 1];
	if (tokens->at.node && tokens->at.node == last->at.node)
		return (struct str){tokens->text, last->at.offset + last->at.length - tokens->at.offset};
	struct str text = {0};
	for (size_t i = 0; i < n; i++)
		text = arena_printf(a, STR_FMT "%s%.*s", STR_ARG(text), i ? " " : "", (int)tokens[i].at.length, tokens[i].text);
	return text;
}

static void sight_choices(void *context, size_t index)
{
	struct proposing *p = context;
	struct arena *a = &p->arenas[index];
	struct token_list tokens = {0};
	uint64_t hashes[PHRASE_LONGEST];
	arena_init(a);
	tokens_read(a, p->articles[p->from + index], p->v, &tokens);
	for (size_t i = 0; i < tokens.n; i++) {
		const struct token *t = &tokens.items[i];
		if (!(t->flags & TOKEN_CONTENT))
			continue;
		phrase_hashes(&tokens, i, hashes);
		bool within = t->place == PLACE_TEXT && i > 0 && tokens.items[i - 1].hash;
		for (size_t l = 0; l < PHRASE_LONGEST; l++) {
			uint32_t choice = hashes[l] ? *choice_slot(p, hashes[l]) : 0;
			if (choice)
				*arena_push(a, &p->sights[index]) = (struct sight){choice - 1, within, spelled(a, t, l + 1)};
		}
	}
}

static void add_spelling(struct proposing *p, const struct sight *s)
{
	struct spelling_list *list = &p->spellings[s->choice];
	uint64_t exact = words_key(s->text);
	size_t i = 0;
	while (i < list->n && list->items[i].exact != exact)
		i++;
	if (i == list->n) {
		struct str text = arena_copy(&p->scratch, s->text);
		*arena_push(&p->scratch, list) = (struct spelling){exact, words_key(utf8_lower(&p->scratch, text)), 0, 0, text};
	}
	list->items[i].count++;
	list->items[i].within += s->within;
}

static void read_spellings(struct proposing *p, int threads)
{
	for (p->size = 64; p->size < p->best.n * 2;)
		p->size *= 2;
	p->slots = arena_array(&p->scratch, uint32_t, p->size);
	for (uint32_t i = 0; i < p->best.n; i++)
		*choice_slot(p, p->best.items[i].hash) = i + 1;
	p->spellings = arena_array(&p->scratch, struct spelling_list, p->best.n);
	p->arenas = arena_array(&p->scratch, struct arena, BATCH);
	p->sights = arena_array(&p->scratch, struct sight_list, BATCH);
	for (p->from = 0; p->from < p->n; p->from += BATCH) {
		size_t count = p->n - p->from < BATCH ? p->n - p->from : BATCH;
		memset(p->sights, 0, BATCH * sizeof *p->sights);
		pool_run(threads, count, sight_choices, p);
		for (size_t i = 0; i < count; i++) {
			for (size_t k = 0; k < p->sights[i].n; k++)
				add_spelling(p, &p->sights[i].items[k]);
			arena_free(&p->arenas[i]);
		}
	}
}

/* The most frequent one, capitals aside; with capitals when most places inside sentences agree on them. */
static struct str best_spelling(struct arena *a, const struct spelling_list *list)
{
	struct str best = {0};
	uint64_t lower = 0;
	uint32_t most = 0, within = 0;
	for (size_t i = 0; i < list->n; i++) {
		uint32_t count = 0, inside = 0;
		for (size_t k = 0; k < list->n; k++)
			if (list->items[k].lower == list->items[i].lower) {
				count += list->items[k].count;
				inside += list->items[k].within;
			}
		struct str text = utf8_lower(a, list->items[i].text);
		if (count < most || (count == most && str_cmp(text, best) >= 0))
			continue;
		best = text;
		lower = list->items[i].lower;
		most = count;
		within = inside;
	}
	for (size_t i = 0; i < list->n; i++)
		if (list->items[i].lower == lower && list->items[i].within * 2 > within)
			return arena_copy(a, list->items[i].text);
	return best;
}

/* ---- the list */

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

struct term_list terms_choose(const struct phrases *phrases, const struct vocabulary *v, const struct article *const *articles, size_t n, int threads,
	size_t most, struct arena *a)
{
	struct term_list list = {0};
	struct proposing p = {.articles = articles, .n = n, .most = most, .v = v, .phrases = phrases};
	if (!n || !most)
		return list;
	arena_init(&p.scratch);
	choose(&p, threads);
	read_spellings(&p, threads);
	list.items = arena_array(a, struct term, p.best.n);
	for (size_t i = 0; i < p.best.n; i++) {
		const struct choice *c = &p.best.items[i];
		const struct phrase *phrase = phrases_find(phrases, c->hash);
		struct str text = best_spelling(a, &p.spellings[i]);
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
	struct term_list list = terms_choose(phrases, v, articles, n, threads, most, a);
	phrases_free(phrases);
	arena_free(&scratch);
	return list;
}
