/*
 * Concepts: phrases of one to three words by their stems, so that "secure attachment" and "securely attached" are one. Finer than a
 * search would want it and coarser than an index: made for finding the article that says most of something.
 */
#ifndef SHEAF_LINK_CONCEPTS_H
#define SHEAF_LINK_CONCEPTS_H

#include "link/tokens.h"

enum { CONCEPT_LONGEST = 3 /* tokens */ };

/* The tokens of a text with their stems. */
struct concept_text {
	struct token_list tokens;
	uint64_t *stems; /* by token; 0: a mark */
};

void concepts_read(struct arena *a, const struct article *article, const struct vocabulary *v, struct concept_text *out);
void concepts_of(struct arena *a, struct str text, const struct vocabulary *v, struct concept_text *out);
/* The concept that the tokens [i, i + length) are, or 0: its ends are content words, no mark and no conjunction is inside, and a word alone is
 * neither general nor everyday nor a verb, if not one used as a noun here. */
uint64_t concept_at(const struct concept_text *t, size_t i, size_t length);
/* The stems of words without regard to what they are; 0: a mark inside. */
uint64_t concept_key(const struct concept_text *t, size_t i, size_t length);

#endif
