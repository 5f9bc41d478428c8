/* The rows of terms.def for one language, as small hash tables of the keys of their words. */
#include "link/vocabulary.h"

#include <string.h>
#include "link/words.h"

static const struct vocabulary_row rows[] = {
#define WORDS(language, class, list) {language, CLASS_##class, list},
#define SUFFIXES(language, class, list)
#define CUES(language, cue, list)
#define STEMS(language, least, list)
#include "link/terms.def"
#undef WORDS
#undef SUFFIXES
#undef CUES
#undef STEMS
};

static const struct vocabulary_row suffix_rows[] = {
#define WORDS(language, class, list)
#define SUFFIXES(language, class, list) {language, CLASS_##class, list},
#define CUES(language, cue, list)
#define STEMS(language, least, list)
#include "link/terms.def"
#undef WORDS
#undef SUFFIXES
#undef CUES
#undef STEMS
};

static const struct vocabulary_row cue_rows[] = {
#define WORDS(language, class, list)
#define SUFFIXES(language, class, list)
#define STEMS(language, least, list)
#define CUES(language, cue, list) {language, CUE_##cue, list},
#include "link/terms.def"
#undef WORDS
#undef SUFFIXES
#undef CUES
#undef STEMS
};

static const struct vocabulary_row stem_rows[] = {
#define WORDS(language, class, list)
#define SUFFIXES(language, class, list)
#define CUES(language, cue, list)
#define STEMS(language, least, list) {language, least, list},
#include "link/terms.def"
#undef WORDS
#undef SUFFIXES
#undef CUES
#undef STEMS
};

enum { TABLE_SIZE = 8192 }; /* well over twice the words of any language */

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

const struct vocabulary *vocabulary_new(struct arena *a, struct str language)
{
	struct vocabulary *v = arena_new(a, struct vocabulary);
	v->lexicon = lexicon_new(a, language);
	v->words = arena_array(a, struct vocabulary_slot, TABLE_SIZE);
	v->cues = arena_array(a, struct vocabulary_slot, TABLE_SIZE);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct str list = str_c(rows[i].list);
		while (str_is(v->lexicon->language, rows[i].language) && list.n)
			add_classes(v, words_key(str_cut(&list, ' ')), rows[i].class);
	}
	for (size_t i = 0; i < sizeof cue_rows / sizeof *cue_rows; i++) {
		struct str list = str_c(cue_rows[i].list);
		while (str_is(v->lexicon->language, cue_rows[i].language) && list.n)
			add_cue(v, str_cut(&list, ';'), cue_rows[i].class);
	}
	v->suffixes = suffix_rows;
	v->nsuffixes = sizeof suffix_rows / sizeof *suffix_rows;
	v->stems = stem_rows;
	v->nstems = sizeof stem_rows / sizeof *stem_rows;
	return v;
}

uint32_t vocabulary_classes(const struct vocabulary *v, uint64_t key, uint64_t fold)
{
	uint32_t classes = find_slot(v->words, key)->value;
	return fold == key ? classes : classes | find_slot(v->words, fold)->value;
}

static bool ends_in(struct str word, struct str list)
{
	while (list.n) {
		struct str suffix = str_cut(&list, ' ');
		if (word.n > suffix.n && memcmp(word.p + word.n - suffix.n, suffix.p, suffix.n) == 0)
			return true;
	}
	return false;
}

uint32_t vocabulary_shape(const struct vocabulary *v, struct str word, uint32_t classes)
{
	size_t from = word.n;
	while (from > 0 && word.p[from - 1] != '-')
		from--;
	word = str_skip(word, from);
	for (size_t i = 0; i < v->nsuffixes && word.n > 3; i++)
		if (str_is(v->lexicon->language, v->suffixes[i].language) && ends_in(word, str_c(v->suffixes[i].list))) {
			uint32_t shape = v->suffixes[i].class;
			return shape == CLASS_LY_SHAPE && (classes & CLASS_NOUN_LY) ? 0 : shape;
		}
	return 0;
}

/* How long the word is without the first suffix that fits, or word.n. */
static size_t strip(const struct vocabulary *v, struct str word)
{
	for (size_t i = 0; i < v->nstems; i++) {
		struct str list = str_c(v->stems[i].list);
		if (!str_is(v->lexicon->language, v->stems[i].language))
			continue;
		while (list.n) {
			struct str suffix = str_cut(&list, ' ');
			if (word.n >= suffix.n + v->stems[i].class && memcmp(word.p + word.n - suffix.n, suffix.p, suffix.n) == 0)
				return word.n - suffix.n;
		}
	}
	return word.n;
}

size_t vocabulary_stem(const struct vocabulary *v, struct str word)
{
	size_t from = word.n;
	while (from > 0 && word.p[from - 1] != '-')
		from--;
	size_t once = strip(v, str_skip(word, from));
	return from + strip(v, str_sub(word, from, from + once));
}

uint32_t vocabulary_cues(const struct vocabulary *v, uint64_t hash)
{
	return find_slot(v->cues, hash)->value;
}
