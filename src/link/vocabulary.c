/* The rows of terms.def for one language, as small hash tables of the keys of their words, and as lists of endings. */
#include "link/vocabulary.h"

#include <string.h>
#include "link/words.h"

enum row_kind { ROW_WORDS, ROW_SUFFIXES, ROW_CUES, ROW_STEMS };

static const struct row {
	const char *language;
	enum row_kind kind;
	uint32_t value;
	const char *list;
} rows[] = {
#define WORDS(language, class, list) {language, ROW_WORDS, CLASS_##class, list},
#define SUFFIXES(language, class, list) {language, ROW_SUFFIXES, CLASS_##class, list},
#define CUES(language, cue, list) {language, ROW_CUES, CUE_##cue, list},
#define STEMS(language, least, list) {language, ROW_STEMS, least, list},
#include "link/terms.def"
#undef WORDS
#undef SUFFIXES
#undef CUES
#undef STEMS
};

enum { TABLE_SIZE = 8192 /* well over twice the words of any language */, SHORTEST = 4 /* bytes of a word whose ending says anything */ };

static struct vocabulary_slot *find_slot(struct vocabulary_slot *table, uint64_t key)
{
	size_t i = key % TABLE_SIZE;
	while (table[i].key && table[i].key != key)
		i = (i + 1) % TABLE_SIZE;
	return &table[i];
}

static void add_classes(struct vocabulary *v, uint64_t key, uint32_t classes)
{
	struct vocabulary_slot *slot = find_slot(v->words, key);
	slot->key = key;
	slot->value |= classes;
}

static void add_cue(struct vocabulary *v, struct str phrase, uint32_t cue)
{
	uint64_t hash = 0, first = 0, last = 0;
	while (phrase.n) {
		last = words_key(str_cut(&phrase, ' '));
		first = first ? first : last;
		hash = words_pair(hash, last);
	}
	struct vocabulary_slot *slot = find_slot(v->cues, hash);
	slot->key = hash;
	slot->value |= cue;
	add_classes(v, cue == CUE_DEFINES ? first : last, CLASS_CUE);
}

static void add_row(struct vocabulary *v, struct arena *a, const struct row *row)
{
	struct str list = str_c(row->list);
	while (list.n) {
		struct str item = str_cut(&list, row->kind == ROW_CUES ? ';' : ' ');
		if (row->kind == ROW_WORDS)
			add_classes(v, words_key(item), row->value);
		else if (row->kind == ROW_CUES)
			add_cue(v, item, row->value);
		else
			*arena_push(a, row->kind == ROW_STEMS ? &v->stems : &v->suffixes) = (struct vocabulary_ending){item, row->value};
	}
}

const struct vocabulary *vocabulary_new(struct arena *a, struct str language)
{
	struct vocabulary *v = arena_new(a, struct vocabulary);
	v->lexicon = lexicon_new(a, language);
	v->words = arena_array(a, struct vocabulary_slot, TABLE_SIZE);
	v->cues = arena_array(a, struct vocabulary_slot, TABLE_SIZE);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (str_is(v->lexicon->language, rows[i].language))
			add_row(v, a, &rows[i]);
	for (size_t i = 0; i < LEXICON_TABLE; i++)
		if (v->lexicon->auxiliaries[i])
			add_classes(v, v->lexicon->auxiliaries[i], CLASS_BEFORE_VERB);
	return v;
}

uint32_t vocabulary_classes(const struct vocabulary *v, uint64_t key, uint64_t fold)
{
	uint32_t classes = find_slot(v->words, key)->value;
	return fold == key ? classes : classes | find_slot(v->words, fold)->value;
}

uint32_t vocabulary_cues(const struct vocabulary *v, uint64_t hash)
{
	return find_slot(v->cues, hash)->value;
}

/* ---- endings */

static bool ends_in(struct str word, const struct vocabulary_ending *e)
{
	size_t n = e->text.n;
	return word.n > n && word.p[word.n - 1] == e->text.p[n - 1] && memcmp(word.p + word.n - n, e->text.p, n) == 0;
}

/* Where the last part of a compound begins. */
static size_t last_part(struct str word)
{
	size_t from = word.n;
	while (from > 0 && word.p[from - 1] != '-')
		from--;
	return from;
}

uint32_t vocabulary_shape(const struct vocabulary *v, struct str word, uint32_t classes)
{
	word = str_skip(word, last_part(word));
	for (size_t i = 0; i < v->suffixes.n && word.n >= SHORTEST; i++)
		if (ends_in(word, &v->suffixes.items[i])) {
			uint32_t shape = v->suffixes.items[i].value;
			return shape == CLASS_LY_SHAPE && (classes & CLASS_NOUN_LY) ? 0 : shape;
		}
	return 0;
}

/* How long the word is without the first ending that fits, or word.n. */
static size_t strip(const struct vocabulary *v, struct str word)
{
	for (size_t i = 0; i < v->stems.n; i++) {
		const struct vocabulary_ending *e = &v->stems.items[i];
		if (word.n >= e->text.n + e->value && ends_in(word, e))
			return word.n - e->text.n;
	}
	return word.n;
}

size_t vocabulary_stem(const struct vocabulary *v, struct str word)
{
	size_t from = last_part(word), once = strip(v, str_skip(word, from));
	return from + strip(v, str_sub(word, from, from + once));
}
