/* How well a phrase suits an index, from what phrases.h counted. */
#ifndef SHEAF_LINK_TERMS_SCORE_H
#define SHEAF_LINK_TERMS_SCORE_H

#include "link/phrases.h"
#include "link/terms.h"

/* In 65536ths; 0: no term. words: the hashes of its tokens (phrase_shard.words). */
uint64_t term_score(const struct phrases *all, const struct phrase *p, const uint64_t *words, const struct lexicon *l);
/* By its hash; 0 when it is none of them. */
uint64_t phrases_score(const struct phrases *all, uint64_t hash, const struct lexicon *l);
/* How far a word is a noun, in 65536ths, by its ending and by its neighbours. NULL: a word not known. */
uint32_t word_noun(const struct phrase_word *w);
/* The best phrases, spelled: terms_propose() of phrases that are collected already. */
struct term_list terms_choose(const struct phrases *phrases, const struct vocabulary *v, int threads, size_t most, struct arena *a);

#endif
