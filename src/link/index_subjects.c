/*
 * Subjects of an index, before the author has a say: the terms of the glossary, all of them, and the best proposals.
 *
 * How many: one entry for each 250 words, at least twelve. A printed page has some 300 words and an entry between two and three places, which makes
 * three places a page, the usual density of a book for general readers (Mulvany, Indexing Books). A proposal that no article treats fully or
 * defines is no subject of the book, however often it occurs: it stays out unless the author wants it.
 */
#include "link/index_part.h"

#include <string.h>
#include "link/terms.h"

enum { WORDS_AN_ENTRY = 250, ENTRIES_LEAST = 12, ENTRIES_MOST = 1500, PROPOSALS_A_PLACE = 2 };

struct str index_name_key(struct arena *a, struct str name, const struct lexicon *l)
{
	struct word_list words = {0};
	words_of(a, name, l, &words);
	uint64_t *folds = arena_array(a, uint64_t, words.n + 1);
	for (size_t i = 0; i < words.n; i++)
		folds[i] = words.items[i].fold;
	return (struct str){(const char *)folds, words.n * sizeof *folds};
}

struct subject *index_add_subject(struct indexing *x, struct str name)
{
	struct str key = index_name_key(x->a, name, x->l);
	struct subject *s = map_get(&x->names, key);
	if (s || !key.n)
		return s;
	s = arena_new(x->a, struct subject);
	s->term = name;
	*arena_push(x->a, &s->phrases) = name;
	*arena_push(x->a, &x->subjects) = s;
	map_put(&x->names, key, s);
	return s;
}

static size_t entries_for(const struct edition *e)
{
	size_t words = 0;
	for (size_t i = 0; i < e->narticles; i++)
		words += e->articles[i]->glossary ? 0 : e->articles[i]->words;
	size_t n = words / WORDS_AN_ENTRY;
	return n < ENTRIES_LEAST ? ENTRIES_LEAST : n > ENTRIES_MOST ? ENTRIES_MOST : n;
}

static void add_glossary(struct indexing *x)
{
	for (size_t i = 0; i < x->e->glosses.n; i++) {
		const struct gloss *g = &x->e->glosses.items[i];
		struct subject *s = index_add_subject(x, g->term);
		if (s && !s->gloss)
			s->gloss = g;
		if (s)
			s->listed = true;
	}
}

static void add_proposal(struct indexing *x, const struct term *t)
{
	struct subject *s = index_add_subject(x, t->text);
	if (!s)
		return;
	if (!s->gloss)
		s->proposed = t->defined ? PROPOSED_DEFINED : PROPOSED;
	s->listed = true;
	s->term = t->text;
}

void index_propose(struct indexing *x)
{
	const struct edition *e = x->e;
	size_t n = 0, glosses;
	const struct article **articles = arena_array(x->a, const struct article *, e->narticles + 1);
	for (size_t i = 0; i < e->narticles; i++)
		if (!e->articles[i]->glossary)
			articles[n++] = e->articles[i];
	add_glossary(x);
	glosses = x->subjects.n;
	/* a glossary is the author's choice, not the whole of what a book is about: proposals fill at least half */
	size_t most = entries_for(e);
	x->room = most > 2 * glosses ? most - glosses : most / 2;
	struct term_list terms = terms_propose(articles, n, e->language, e->relations ? e->relations->threads : 1,
		PROPOSALS_A_PLACE * x->room + glosses, x->a);
	for (size_t i = 0; i < terms.n; i++)
		add_proposal(x, &terms.items[i]);
}

void index_sift(struct indexing *x)
{
	size_t kept = 0;
	for (size_t i = 0; i < x->subjects.n; i++) {
		struct subject *s = x->subjects.items[i];
		bool full = s->proposed == PROPOSED_DEFINED && s->treatments.n;
		for (size_t k = 0; k < s->treatments.n && !full; k++)
			full = s->treatments.items[k].points >= INDEX_FULL;
		if (s->proposed && !s->wanted.src && s->listed && (!full || kept++ >= x->room))
			s->listed = false;
		s->treatments = (struct treatments){0};
		s->upper = s->lower = 0;
		s->written = (struct str){0};
	}
}
