/*
 * What the engine knows of a language: its stopwords (the words that carry no topic) and how plurals fold onto singulars.
 * The lists are our own, in lexicon.def. A language without a list has no stopwords and folds nothing: words that most
 * articles hold weigh next to nothing anyway.
 */
#ifndef SHEAF_LINK_LEXICON_H
#define SHEAF_LINK_LEXICON_H

#include "base/str.h"

struct lexicon;

/* By the primary subtag of a BCP 47 tag; never NULL. The same pointer for the same language, for ever. */
const struct lexicon *lexicon_for(struct str language);
/* word is in lower case, apostrophes straight. */
bool lexicon_is_stop(const struct lexicon *l, struct str word);
/* Words that join the parts of a name ("of", "and"): they may stand inside a term, never at its ends. */
bool lexicon_joins(const struct lexicon *l, struct str word);
/* The singular of word, for matching only: "stories" → "story". Writes at most word.n bytes to out, returns how many. */
size_t lexicon_fold(const struct lexicon *l, struct str word, char *out);

#endif
