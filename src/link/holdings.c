/*
 * How much each article says of each concept. The weight of an article is its occurrences, and 4 for a concept in the title, 2 in a heading, 1
 * in the lead, up to 2 for sentences that define it; divided by the root of the article's length, for long articles say more of
 * everything. As in phrases.c, a first pass marks what more than one article holds, a second keeps only that.
 */
#include "link/anchors_part.h"

#include <stdlib.h>
#include <string.h>
#include "base/fixed.h"
#include "base/pool.h"
#include "link/sightings.h"

enum {
	LEAD_TOKENS = 100,
	BITS_PER_WORD = 8,
	BITS_LEAST = 1 << 12,
	TITLE_WEIGHT = 4,
	HEADING_WEIGHT = 2,
	DEFINED_MOST = 2,
	DEFINING = SEEN_CALLED | SEEN_OF | SEEN_ACRONYM | SEEN_DEFINED,
};

/* An article's concepts, each once. */
struct table {
	struct arena *arena;
	struct holding *slots; /* open addressing; concept 0: free */
	size_t n, size;
};

struct collecting {
	const struct relations *r;
	const struct vocabulary *v;
	atomic_uint *once, *twice;
	uint64_t mask;
	uint64_t mean; /* words of an article */
	bool keeps;    /* second pass */
	struct holding_list (*lists)[ANCHOR_SHARDS]; /* by article */
	struct holdings *out;
};

static struct holding *find_slot(const struct table *t, uint64_t concept)
{
	size_t i = concept & (t->size - 1);
	while (t->slots[i].concept && t->slots[i].concept != concept)
		i = (i + 1) & (t->size - 1);
	return &t->slots[i];
}

static struct holding *add_holding(struct table *t, uint64_t concept)
{
	if ((t->n + 1) * 2 > t->size) {
		struct table old = *t;
		t->size = old.size ? old.size * 2 : 256;
		t->slots = arena_array(t->arena, struct holding, t->size);
		for (size_t i = 0; i < old.size; i++)
			if (old.slots[i].concept)
				*find_slot(t, old.slots[i].concept) = old.slots[i];
	}
	struct holding *h = find_slot(t, concept);
	t->n += h->concept == 0;
	h->concept = concept;
	return h;
}

static void count_text(const struct collecting *c, struct table *t, const struct concept_text *text)
{
	size_t lead = 0;
	for (size_t i = 0; i < text->tokens.n; i++) {
		const struct token *token = &text->tokens.items[i];
		lead += token->place == PLACE_TEXT && token->at.node;
		for (size_t l = 1; l <= CONCEPT_LONGEST; l++) {
			uint64_t concept = concept_at(text, i, l);
			if (!concept)
				continue;
			struct holding *h = add_holding(t, concept);
			h->length = (uint8_t)l;
			h->count += h->count < UINT16_MAX;
			if (sighting_evidence(c->v, &text->tokens, i, l) & DEFINING)
				h->defined += h->defined < DEFINED_MOST;
			if (l == 1 && memchr(token->text, '-', token->at.length))
				h->flags |= HELD_COMPOUND;
			if (token->place == PLACE_HEADING || token->place == PLACE_ENTRY)
				h->flags |= HELD_HEADING;
			else if (token->place == PLACE_TEXT && lead <= LEAD_TOKENS)
				h->flags |= HELD_LEAD;
		}
	}
}

static void mark(const struct table *t, uint64_t concept, uint8_t flag)
{
	struct holding *h = concept && t->size ? find_slot(t, concept) : NULL;
	if (h && h->concept)
		h->flags |= flag;
}

static bool is_verb(const struct token *t)
{
	return (t->classes & CLASS_VERB) && !(t->classes & CLASS_NOUN_TOO);
}

/* The part of a title between marks and "and", without the function words at its ends. */
static void mark_segment(const struct table *t, const struct concept_text *title, size_t from, size_t to)
{
	const struct token *items = title->tokens.items;
	while (from < to && !(items[from].flags & TOKEN_CONTENT))
		from++;
	while (from < to && !(items[to - 1].flags & TOKEN_CONTENT))
		to--;
	if (from == to || to - from > CONCEPT_LONGEST)
		return;
	for (size_t i = from; i < to; i++)
		if (!(items[i].flags & (TOKEN_CONTENT | TOKEN_JOINS)))
			return;
	mark(t, concept_key(title, from, to - from), HELD_SEGMENT);
}

static void mark_title(const struct collecting *c, const struct table *t, struct str text)
{
	struct concept_text title = {0}, parts = {0};
	size_t from = 0;
	concepts_of(t->arena, text, c->v, &title);
	for (size_t i = 0; i < title.tokens.n; i++) {
		const struct token *token = &title.tokens.items[i];
		for (size_t l = 1; l <= CONCEPT_LONGEST; l++)
			if (l > 1 || !is_verb(token))
				mark(t, concept_key(&title, i, l), HELD_TITLE);
		if ((token->mark && token->mark != '"') || (token->classes & CLASS_CONJUNCTION)) {
			mark_segment(t, &title, from, i);
			from = i + 1;
		}
	}
	/* the parts of compounds */
	char *apart = arena_cstr(t->arena, text);
	for (size_t i = 0; i < text.n; i++)
		apart[i] = apart[i] == '-' ? ' ' : apart[i];
	concepts_of(t->arena, (struct str){apart, text.n}, c->v, &parts);
	for (size_t i = 0; i < parts.tokens.n; i++)
		if (!is_verb(&parts.tokens.items[i]))
			mark(t, concept_key(&parts, i, 1), HELD_TITLE);
}

static void weigh(const struct collecting *c, struct holding *h, uint32_t article)
{
	uint64_t words = c->r->articles[article]->words, least = c->mean / 3 + 1;
	uint64_t x = h->count + h->defined + (h->flags & HELD_TITLE ? TITLE_WEIGHT : 0) + (h->flags & HELD_HEADING ? HEADING_WEIGHT : 0) +
		     ((h->flags & HELD_LEAD) && h->count > 1);
	h->article = article;
	h->weight = (uint32_t)(x * fixed_sqrt((c->mean << 32) / (words > least ? words : least)) >> 8);
}

static uint64_t bit_of(const struct collecting *c, uint64_t hash)
{
	return (hash >> 8) & c->mask;
}

static void mark_bits(const struct collecting *c, uint64_t concept)
{
	uint64_t bit = bit_of(c, concept);
	unsigned one = 1u << (bit & 31);
	if (atomic_fetch_or_explicit(&c->once[bit >> 5], one, memory_order_relaxed) & one)
		atomic_fetch_or_explicit(&c->twice[bit >> 5], one, memory_order_relaxed);
}

static bool is_shared(const struct collecting *c, const struct holding *h)
{
	uint64_t bit = bit_of(c, h->concept);
	return h->concept && (atomic_load_explicit(&c->twice[bit >> 5], memory_order_relaxed) >> (bit & 31) & 1);
}

static void keep_holdings(const struct collecting *c, const struct table *t, uint32_t article)
{
	struct holding_list *lists = c->lists[article];
	for (size_t i = 0; i < t->size; i++)
		lists[t->slots[i].concept >> 60].cap += is_shared(c, &t->slots[i]);
	for (size_t s = 0; s < ANCHOR_SHARDS; s++)
		lists[s].items = mem_alloc(lists[s].cap * sizeof *lists[s].items);
	for (size_t i = 0; i < t->size; i++) {
		struct holding *h = &t->slots[i];
		if (!is_shared(c, h))
			continue;
		weigh(c, h, article);
		struct holding_list *list = &lists[h->concept >> 60];
		list->items[list->n++] = *h;
	}
}

static void read_article(void *context, size_t index)
{
	struct collecting *c = context;
	const struct article *article = c->r->articles[index];
	struct arena scratch;
	struct table t = {.arena = &scratch};
	struct concept_text text = {0};
	arena_init(&scratch);
	concepts_read(&scratch, article, c->v, &text);
	count_text(c, &t, &text);
	if (c->keeps && article->body) {
		mark_title(c, &t, article->title);
		for (size_t i = 0; i < article->meta.aliases.n; i++)
			mark_title(c, &t, article->meta.aliases.items[i].s);
	}
	for (size_t i = 0; i < t.size && !c->keeps; i++)
		if (t.slots[i].concept)
			mark_bits(c, t.slots[i].concept);
	if (c->keeps)
		keep_holdings(c, &t, (uint32_t)index);
	arena_free(&scratch);
}

static int by_concept(const void *a, const void *b)
{
	const struct holding *x = a, *y = b;
	if (x->concept != y->concept)
		return x->concept < y->concept ? -1 : 1;
	return x->article < y->article ? -1 : x->article > y->article;
}

static void merge_shard(void *context, size_t shard)
{
	struct collecting *c = context;
	struct holding_list *out = &c->out->shards[shard];
	for (size_t i = 0; i < c->r->n; i++)
		out->cap += c->lists[i][shard].n;
	out->items = mem_alloc(out->cap * sizeof *out->items);
	for (size_t i = 0; i < c->r->n; i++) {
		const struct holding_list *list = &c->lists[i][shard];
		if (list->n)
			memcpy(out->items + out->n, list->items, list->n * sizeof *list->items);
		out->n += list->n;
		free(list->items);
	}
	qsort(out->items, out->n, sizeof *out->items, by_concept);
}

struct holdings *holdings_collect(const struct relations *r, const struct vocabulary *v)
{
	uint64_t words = 0, bits = BITS_LEAST;
	struct collecting c = {.r = r, .v = v, .out = mem_alloc(sizeof *c.out)};
	for (size_t i = 0; i < r->n; i++)
		words += r->articles[i]->words;
	while (bits < words * BITS_PER_WORD)
		bits *= 2;
	c.mean = words / (r->n ? r->n : 1) + 1;
	c.mask = bits - 1;
	c.once = mem_alloc(bits / 8);
	c.twice = mem_alloc(bits / 8);
	c.lists = mem_alloc(r->n * sizeof *c.lists);
	pool_run(r->threads, r->n, read_article, &c);
	c.keeps = true;
	pool_run(r->threads, r->n, read_article, &c);
	pool_run(r->threads, ANCHOR_SHARDS, merge_shard, &c);
	free(c.lists);
	free(c.once);
	free(c.twice);
	return c.out;
}

void holdings_free(struct holdings *h)
{
	for (size_t i = 0; i < ANCHOR_SHARDS; i++)
		free(h->shards[i].items);
	free(h);
}
