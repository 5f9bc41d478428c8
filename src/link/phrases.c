/*
 * Two passes over the texts. The first marks a phrase's bit, and a second bit when the first was set: what stands once has no second
 * one, and most phrases stand once. The second pass collects evidence for the rest in a table; it takes some articles at a time, so
 * that memory grows with the phrases kept and not with the text. Bits that phrases share let some too many in, never one too
 * few: the count tells.
 *
 * Each shard of the table is filled by one thread, articles in the order of their slugs. Of a phrase's spellings the one that leads a
 * majority vote is kept (Boyer & Moore 1991): one candidate and a count instead of a list.
 */
#include "link/phrases.h"

#include <stdlib.h>
#include <string.h>
#include "base/pool.h"
#include "link/sightings.h"

enum { BATCH = 128 /* articles */, BITS_PER_WORD = 8, BITS_LEAST = 1 << 12, GLOSSARY_WEIGHT = 12, ENTRY_WEIGHT = 2, LAST_LEAST = 3 };

struct sighting {
	uint64_t hash;
	uint32_t token, evidence;
	uint32_t length;
};
struct sighting_list {
	struct sighting *items;
	size_t n, cap;
};

/* What an article gives, until its batch is merged. */
struct yield {
	struct arena arena;
	struct token_list tokens;
	struct sighting_list shards[PHRASE_SHARDS];
};

struct collecting {
	const struct article *const *articles;
	size_t n, from, count; /* the batch */
	const struct vocabulary *v;
	atomic_uint *once, *twice;
	uint64_t mask; /* bits - 1 */
	struct phrases *out;
	struct yield *yields;
};

/* The keys of the phrases that begin with token i: out[l - 1] of l tokens, 0 where none ends. */
static void phrase_hashes(const struct token_list *tokens, size_t i, uint64_t out[PHRASE_LONGEST])
{
	uint64_t hash = 0;
	size_t l = 0;
	for (; l < PHRASE_LONGEST && i + l < tokens->n; l++) {
		const struct token *t = &tokens->items[i + l];
		bool content = t->flags & TOKEN_CONTENT, inside = l > 0 && (t->flags & TOKEN_JOINS);
		if (!content && !inside)
			break;
		hash = words_pair(hash, t->hash);
		out[l] = content ? hash : 0;
	}
	while (l < PHRASE_LONGEST)
		out[l++] = 0;
}

unsigned phrase_shard_of(uint64_t hash)
{
	return (unsigned)(hash >> 60);
}

/* ---- first pass */

static bool set_bit(atomic_uint *bits, uint64_t bit)
{
	unsigned one = 1u << (bit & 31);
	return atomic_fetch_or_explicit(&bits[bit >> 5], one, memory_order_relaxed) & one;
}

static bool has_bit(const atomic_uint *bits, uint64_t bit)
{
	return atomic_load_explicit(&bits[bit >> 5], memory_order_relaxed) >> (bit & 31) & 1;
}

static uint64_t bit_of(const struct collecting *c, uint64_t hash)
{
	return (hash >> 8) & c->mask;
}

/* A book of one batch is read once: what the first pass read is there for the second. */
static bool is_one_batch(const struct collecting *c)
{
	return c->n <= BATCH;
}

static void mark_article(void *context, size_t index)
{
	struct collecting *c = context;
	struct yield own = {0}, *y = is_one_batch(c) ? &c->yields[index] : &own;
	uint64_t hashes[PHRASE_LONGEST];
	tokens_read(&y->arena, c->articles[index], c->v, &y->tokens);
	for (size_t i = 0; i < y->tokens.n; i++) {
		if (!(y->tokens.items[i].flags & TOKEN_CONTENT))
			continue;
		phrase_hashes(&y->tokens, i, hashes);
		for (size_t l = 0; l < PHRASE_LONGEST; l++)
			if (hashes[l] && set_bit(c->once, bit_of(c, hashes[l])))
				set_bit(c->twice, bit_of(c, hashes[l]));
	}
	arena_free(&own.arena);
}

/* ---- second pass, an article */

/* Seen once, a phrase needs a sentence that names it. */
static bool is_named(uint32_t evidence, size_t length)
{
	return (evidence & (SEEN_ENTRY | SEEN_ACRONYM)) || ((evidence & SEEN_CALLED) && length > 1);
}

static void sight_article(void *context, size_t index)
{
	struct collecting *c = context;
	struct yield *y = &c->yields[index];
	uint64_t hashes[PHRASE_LONGEST];
	if (!is_one_batch(c))
		tokens_read(&y->arena, c->articles[c->from + index], c->v, &y->tokens);
	for (size_t i = 0; i < y->tokens.n; i++) {
		if (!(y->tokens.items[i].flags & TOKEN_CONTENT))
			continue;
		phrase_hashes(&y->tokens, i, hashes);
		for (size_t l = 0; l < PHRASE_LONGEST; l++) {
			if (!hashes[l])
				continue;
			uint32_t evidence = sighting_evidence(c->v, &y->tokens, i, l + 1);
			if (has_bit(c->twice, bit_of(c, hashes[l])) || is_named(evidence, l + 1))
				*arena_push(&y->arena, &y->shards[phrase_shard_of(hashes[l])]) =
					(struct sighting){hashes[l], (uint32_t)i, evidence, (uint32_t)l + 1};
		}
	}
}

/* ---- second pass, a shard */

static uint32_t *phrase_slot(const struct phrase_shard *s, uint64_t hash)
{
	size_t i = hash & (s->size - 1);
	while (s->slots[i] && s->items[s->slots[i] - 1].hash != hash)
		i = (i + 1) & (s->size - 1);
	return &s->slots[i];
}

static uint32_t *lexeme_slot(const struct phrase_shard *s, uint64_t hash)
{
	size_t i = hash & (s->lexeme_size - 1);
	while (s->lexeme_slots[i] && s->lexemes[s->lexeme_slots[i] - 1].hash != hash)
		i = (i + 1) & (s->lexeme_size - 1);
	return &s->lexeme_slots[i];
}

/* Room for one more in a growing array without an arena. */
static void *make_room(void *items, size_t n, size_t *cap, size_t size)
{
	if (n < *cap)
		return items;
	*cap = *cap ? *cap + *cap / 2 : 64;
	return mem_resize(items, *cap * size);
}

static struct phrase *add_phrase(struct phrase_shard *s, const struct sighting *at, const struct token_list *tokens)
{
	if ((s->n + 1) * 2 > s->size) {
		s->size = s->size ? s->size * 2 : 256;
		free(s->slots);
		s->slots = mem_alloc(s->size * sizeof *s->slots);
		for (uint32_t i = 0; i < s->n; i++)
			*phrase_slot(s, s->items[i].hash) = i + 1;
	}
	uint32_t *slot = phrase_slot(s, at->hash);
	if (*slot)
		return &s->items[*slot - 1];
	s->items = make_room(s->items, s->n, &s->cap, sizeof *s->items);
	struct phrase *p = &s->items[s->n++];
	*slot = (uint32_t)s->n;
	memset(p, 0, sizeof *p);
	p->hash = at->hash;
	p->length = (uint8_t)at->length;
	p->short_last = tokens->items[at->token + at->length - 1].at.length < LAST_LEAST;
	p->words = (uint32_t)s->nwords;
	for (uint32_t k = 0; k < at->length && at->length > 1; k++) {
		const struct token *t = &tokens->items[at->token + k];
		s->words = make_room(s->words, s->nwords, &s->words_cap, sizeof *s->words);
		s->words[s->nwords++] = t->hash;
		p->conjunct |= (t->classes & CLASS_CONJUNCTION) != 0;
	}
	return p;
}

static struct phrase_word *add_lexeme(struct phrase_shard *s, uint64_t hash, const struct token *t, const struct vocabulary *v,
	struct arena *scratch)
{
	if ((s->nlexemes + 1) * 2 > s->lexeme_size) {
		s->lexeme_size = s->lexeme_size ? s->lexeme_size * 2 : 256;
		free(s->lexeme_slots);
		s->lexeme_slots = mem_alloc(s->lexeme_size * sizeof *s->lexeme_slots);
		for (uint32_t i = 0; i < s->nlexemes; i++)
			*lexeme_slot(s, s->lexemes[i].hash) = i + 1;
	}
	uint32_t *slot = lexeme_slot(s, hash);
	if (*slot)
		return &s->lexemes[*slot - 1];
	s->lexemes = make_room(s->lexemes, s->nlexemes, &s->lexemes_cap, sizeof *s->lexemes);
	struct phrase_word *w = &s->lexemes[s->nlexemes++];
	*slot = (uint32_t)s->nlexemes;
	char folded[64];
	struct str lower = token_lower(scratch, t);
	if (lower.n <= sizeof folded)
		lower = (struct str){folded, lexicon_fold(v->lexicon, lower, folded)};
	*w = (struct phrase_word){.hash = hash, .classes = t->classes | vocabulary_shape(v, lower, t->classes)};
	return w;
}

static struct str spelled(struct arena *a, const struct token *tokens, size_t n)
{
	const struct token *last = &tokens[n - 1];
	if (tokens->at.node == last->at.node)
		return (struct str){tokens->text, (size_t)(last->text - tokens->text) + last->at.length};
	struct str text = {0};
	for (size_t i = 0; i < n; i++)
		text = arena_printf(a, STR_FMT "%s%.*s", STR_ARG(text), i ? " " : "", (int)tokens[i].at.length, tokens[i].text);
	return text;
}

/* Places inside sentences vote; others only where there is none. */
static void vote(struct phrase_shard *s, struct phrase *p, const struct token *tokens, bool within)
{
	uint64_t exact = 0;
	if (p->within && !within)
		return;
	for (size_t i = 0; i < p->length; i++)
		exact = words_pair(exact, tokens[i].exact);
	if (exact == p->exact && within == p->within) {
		p->votes++;
	} else if (p->votes && within == p->within) {
		p->votes--;
	} else {
		p->exact = exact;
		p->text = spelled(&s->arena, tokens, p->length);
		p->votes = 1;
		p->within = within;
	}
}

static void count_up(uint16_t *counter, bool seen, unsigned by)
{
	if (seen && *counter <= UINT16_MAX - by)
		*counter = (uint16_t)(*counter + by);
}

static void add_sighting(const struct collecting *c, struct phrase_shard *s, const struct sighting *at, const struct yield *y,
	uint32_t article, struct arena *scratch)
{
	struct phrase *p = add_phrase(s, at, &y->tokens);
	uint32_t e = at->evidence;
	vote(s, p, &y->tokens.items[at->token], e & SEEN_WITHIN);
	p->count++;
	p->articles += p->last != article + 1;
	p->last = article + 1;
	p->left += (e & SEEN_LEFT) != 0;
	p->right += (e & SEEN_RIGHT) != 0;
	p->after_verbal += (e & SEEN_AFTER_VERBAL) != 0;
	count_up(&p->title, e & SEEN_TITLE, 1);
	count_up(&p->heading, e & SEEN_HEADING, 1);
	count_up(&p->glossed, e & SEEN_ENTRY, c->articles[article]->glossary ? GLOSSARY_WEIGHT : ENTRY_WEIGHT);
	count_up(&p->strong, e & SEEN_STRONG, 1);
	count_up(&p->called, e & SEEN_CALLED, 1);
	count_up(&p->of, e & SEEN_OF, 1);
	count_up(&p->acronym, e & SEEN_ACRONYM, 1);
	count_up(&p->defined, e & SEEN_DEFINED, 1);
	count_up(&p->apposed, e & SEEN_APPOSED, 1);
	if (at->length > 1)
		return;
	struct phrase_word *w = add_lexeme(s, at->hash, &y->tokens.items[at->token], c->v, scratch);
	w->noun += (e & SEEN_NOUN) != 0;
	w->verb += (e & SEEN_VERB) != 0;
	w->adjective += (e & SEEN_ADJECTIVE) != 0;
	w->lower += (e & SEEN_LOWER) != 0;
}

static void merge_shard(void *context, size_t shard)
{
	const struct collecting *c = context;
	struct arena scratch;
	arena_init(&scratch);
	for (size_t i = 0; i < c->count; i++) {
		const struct yield *y = &c->yields[i];
		for (size_t k = 0; k < y->shards[shard].n; k++)
			add_sighting(c, &c->out->shards[shard], &y->shards[shard].items[k], y, (uint32_t)(c->from + i), &scratch);
	}
	arena_free(&scratch);
}

/* ---- phrases within phrases */

struct phrase *phrases_find(const struct phrases *p, uint64_t hash)
{
	const struct phrase_shard *s = &p->shards[phrase_shard_of(hash)];
	uint32_t index = s->size ? *phrase_slot(s, hash) : 0;
	return index ? &s->items[index - 1] : NULL;
}

const struct phrase_word *phrases_word(const struct phrases *p, uint64_t hash)
{
	const struct phrase_shard *s = &p->shards[phrase_shard_of(hash)];
	uint32_t index = s->lexeme_size ? *lexeme_slot(s, hash) : 0;
	return index ? &s->lexemes[index - 1] : NULL;
}

static void count_inner(const struct phrases *out, const struct phrase *p, const uint64_t *words)
{
	for (size_t from = 0; from < p->length; from++) {
		uint64_t hash = 0;
		for (size_t to = from; to < p->length && to - from + 1 < p->length; to++) {
			hash = words_pair(hash, words[to]);
			struct phrase *inner = phrases_find(out, hash);
			if (!inner)
				continue;
			atomic_fetch_add_explicit(&inner->longer, 1, memory_order_relaxed);
			atomic_fetch_add_explicit(&inner->longer_count, p->count, memory_order_relaxed);
		}
	}
}

static void nest_shard(void *context, size_t shard)
{
	const struct collecting *c = context;
	const struct phrase_shard *s = &c->out->shards[shard];
	for (size_t i = 0; i < s->n; i++)
		if (s->items[i].length > 1 && s->items[i].count > 1)
			count_inner(c->out, &s->items[i], s->words + s->items[i].words);
}

/* ---- all */

static uint64_t bits_for(const struct article *const *articles, size_t n)
{
	uint64_t words = 0, bits = BITS_LEAST;
	for (size_t i = 0; i < n; i++)
		words += articles[i]->words;
	while (bits < words * BITS_PER_WORD)
		bits *= 2;
	return bits;
}

static int by_slug(const void *a, const void *b)
{
	const struct article *const *x = a, *const *y = b;
	return str_cmp((*x)->slug, (*y)->slug);
}

struct phrases *phrases_collect(const struct article *const *articles, size_t n, const struct vocabulary *v, int threads)
{
	struct phrases *out = mem_alloc(sizeof *out);
	uint64_t bits = bits_for(articles, n);
	const struct article **sorted = mem_alloc(n * sizeof *sorted);
	if (n)
		memcpy(sorted, articles, n * sizeof *sorted);
	qsort(sorted, n, sizeof *sorted, by_slug);
	struct collecting c = {.articles = sorted, .n = n, .v = v, .mask = bits - 1, .out = out};
	out->articles = n;
	c.once = mem_alloc(bits / 8);
	c.twice = mem_alloc(bits / 8);
	c.yields = mem_alloc(BATCH * sizeof *c.yields);
	pool_run(threads, n, mark_article, &c);
	free(c.once);
	for (c.from = 0; c.from < n; c.from += BATCH) {
		c.count = n - c.from < BATCH ? n - c.from : BATCH;
		pool_run(threads, c.count, sight_article, &c);
		pool_run(threads, PHRASE_SHARDS, merge_shard, &c);
		for (size_t i = 0; i < c.count; i++)
			arena_free(&c.yields[i].arena);
		memset(c.yields, 0, BATCH * sizeof *c.yields);
	}
	free(c.twice);
	free(c.yields);
	free(sorted);
	pool_run(threads, PHRASE_SHARDS, nest_shard, &c);
	return out;
}

void phrases_free(struct phrases *p)
{
	for (size_t i = 0; i < PHRASE_SHARDS; i++) {
		arena_free(&p->shards[i].arena);
		free(p->shards[i].items);
		free(p->shards[i].words);
		free(p->shards[i].lexemes);
		free(p->shards[i].slots);
		free(p->shards[i].lexeme_slots);
	}
	free(p);
}
