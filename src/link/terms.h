/*
 * The terms of a book: phrases that belong in its index or glossary, best first, by the C-value (Frantzi, Ananiadou & Mima
 * 2000) times rarity times evidence of being defined; see terms.c.
 */
#ifndef SHEAF_LINK_TERMS_H
#define SHEAF_LINK_TERMS_H

#include "link/words.h"

struct term {
	struct str text;    /* the most frequent spelling, in lower case unless it is mostly written otherwise */
	uint64_t fold;      /* hash of its folded words, as form matching has it */
	uint32_t score;     /* relative: only its order counts */
	uint32_t count;     /* occurrences */
	uint32_t articles;  /* how many hold it */
	bool defined;       /* some sentence defines it */
};
struct term_list {
	struct term *items; /* best first */
	size_t n, cap;
};

struct term_list terms_propose(const struct article *const *articles, size_t n, struct str language, int threads, size_t most,
	struct arena *a);

#endif
