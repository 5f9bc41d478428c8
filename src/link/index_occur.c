/*
 * Which names a book holds anywhere. Unlike matcher_next this sees a name within a longer one too: a rule for "attachment" is no mistake in a book
 * that only ever says "attachment style". One table of hashes of first words, as mentions.c has it, looked up from every word on.
 */
#include "link/index_occur.h"

struct occurrence {
	uint64_t hash; /* of the first words of some name; 0: free */
	bool seen;
};

static struct occurrence *find_slot(const struct occurrences *o, uint64_t hash)
{
	size_t i = hash & (o->size - 1);
	while (o->slots[i].hash && o->slots[i].hash != hash)
		i = (i + 1) & (o->size - 1);
	return &o->slots[i];
}

static uint64_t hash_name(struct occurrences *o, struct str name, bool add)
{
	struct word_list words = {0};
	uint64_t hash = 0;
	words_of(o->a, name, o->l, &words);
	for (size_t i = 0; i < words.n; i++) {
		hash = words_pair(hash, words.items[i].fold);
		if (add)
			find_slot(o, hash)->hash = hash;
	}
	return hash;
}

static void look_through(struct occurrences *o, const struct word_list *words)
{
	for (size_t from = 0; from < words->n; from++) {
		uint64_t hash = 0;
		for (size_t i = from; i < words->n; i++) {
			if (i > from && words->items[i].flags & WORD_SENTENCE)
				break;
			hash = words_pair(hash, words->items[i].fold);
			struct occurrence *slot = find_slot(o, hash);
			if (!slot->hash)
				break;
			slot->seen = true;
		}
	}
}

static void look_in_article(struct occurrences *o, const struct article *article)
{
	struct arena scratch;
	struct word_list words = {0};
	arena_init(&scratch);
	words_of(&scratch, article->title, o->l, &words);
	words_read(&scratch, article, o->l, &words);
	look_through(o, &words);
	arena_free(&scratch);
}

void occurrences_find(struct occurrences *o, const struct book *book, const struct str *names, size_t n)
{
	size_t words = 0;
	for (size_t i = 0; i < n; i++)
		words += names[i].n + 1;
	for (o->size = 64; o->size < 2 * words;)
		o->size *= 2;
	o->slots = arena_array(o->a, struct occurrence, o->size);
	for (size_t i = 0; i < n; i++)
		hash_name(o, names[i], true);
	for (size_t i = 0; i < book->narticles; i++)
		look_in_article(o, book->articles[i]);
}

bool occurrences_has(struct occurrences *o, struct str name)
{
	return find_slot(o, hash_name(o, name, false))->seen;
}
