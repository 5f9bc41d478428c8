/*
 * What the engine knows of a language: its stopwords (the words that carry no topic) and how plurals fold onto singulars.
 * The lists are our own, in lexicon.def. A language without a list has no stopwords and folds nothing: words that most
 * articles hold weigh next to nothing anyway.
 */
#ifndef SHEAF_LINK_LEXICON_H
#define SHEAF_LINK_LEXICON_H

#include <stdint.h>
#include "base/arena.h"

struct lexicon_fold_rule {
	struct str suffix, with;
	size_t least; /* bytes of a word that the rule is for */
};

enum { LEXICON_TABLE = 1024 }; /* slots of a table of words: at least twice the longest list */

struct lexicon {
	struct str language;
	bool possessive; /* a final 's belongs to the grammar, not to the word: the author's */
	bool elides;     /* an apostrophe ends a word: l'amour, dell'anima */
	uint64_t *stops, *joins, *auxiliaries; /* open-addressing tables of word keys, 0 is free */
	struct lexicon_fold_rule *folds;
	size_t nfolds;
	bool folding[256]; /* bytes that end a suffix */
};

/* By the primary subtag of a BCP 47 tag; never NULL. Lives in the arena. */
const struct lexicon *lexicon_new(struct arena *a, struct str language);
/* By the word's key (words_key). */
bool lexicon_is_stop(const struct lexicon *l, uint64_t key);
/* Words that join the parts of a name ("of", "and"): they may stand inside a term, never at its ends. */
bool lexicon_joins(const struct lexicon *l, uint64_t key);
/* Words after which what looks like a noun is likely a verb: "you cannot request". */
bool lexicon_is_auxiliary(const struct lexicon *l, uint64_t key);
/* The singular of word (lower case), for matching only: "stories" → "story". Writes at most word.n bytes to out; returns how many. */
size_t lexicon_fold(const struct lexicon *l, struct str word, char *out);

#endif
