/*
 * Hyphenation patterns (F. M. Liang, Word Hy-phen-a-tion by Com-put-er, Stanford 1983) in the files that OpenOffice's hyphenator
 * brought into use: hyph_xx.dic. Const after loading: any thread may use them.
 */
#ifndef SHEAF_TEXT_PATTERNS_H
#define SHEAF_TEXT_PATTERNS_H

#include <stdint.h>
#include "base/arena.h"

struct patterns_level;

struct patterns {
	char encoding[24];  /* "UTF-8", "ISO8859-1": of letters in words */
	int left, right;               /* least letters before and after a hyphen, 0: not said */
	int compound_left, compound_right; /* the same beside a place that the first level found */
	struct patterns_level *levels; /* of two, the first finds where words are compounded, the second parts what is between */
	size_t nlevels;
};

/* file: what a dictionary holds; it need not live longer. NULL: it is none. */
struct patterns *patterns_load(struct str file);
void patterns_free(struct patterns *p); /* NULL is well */

#define PATTERNS_MOST 250 /* bytes of a word; none is found in a longer one */
/*
 * word: small letters in the patterns' encoding. odd[i]: a hyphen may come before byte i, 0 < i < word.n. Nothing is kept from the
 * word's ends.
 */
void patterns_apply(const struct patterns *p, struct str word, bool *odd);

#endif
