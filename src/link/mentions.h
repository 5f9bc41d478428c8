/*
 * Finding phrases in texts: longest match of many forms at once over the folded words of an article, in one pass.
 * A form is known by the hashes of its words; the table holds every beginning of every form.
 */
#ifndef SHEAF_LINK_MENTIONS_H
#define SHEAF_LINK_MENTIONS_H

#include "link/relate.h"

struct matcher_slot;
struct matcher {
	struct arena *arena;
	struct matcher_slot *slots; /* open addressing by the hash of a form's first words */
	size_t n, size;
};

void matcher_init(struct matcher *m, struct arena *a);
/* False: nothing to match in it (no word, one letter, or one stopword that is not all capitals). One phrase may stand for several forms. */
bool matcher_add(struct matcher *m, const struct form *form, const struct lexicon *l);

/* A match: words [from, to) of the list; the forms in the order they were added. */
struct match {
	size_t from, to;
	const struct form *const *forms;
	size_t nforms;
};
/* The next match at or after word *at, or false at the end; *at moves past it. Matches never overlap. */
bool matcher_next(const struct matcher *m, const struct word_list *words, size_t *at, struct match *out);
/* A hash of the words as written, case and all: that of a match, and that of a form. */
uint64_t match_exact(const struct match *match, const struct word_list *words);
uint64_t form_exact(struct str text, const struct lexicon *l);
/* The hash by which the matcher finds a phrase: of its folded words, in order. */
uint64_t form_fold(struct str text, const struct lexicon *l);
/* Where the match stands: length 0 when its words stand in several nodes. flags: those of its words together. */
struct passage match_passage(const struct match *match, const struct word_list *words, uint32_t *flags);

#endif
