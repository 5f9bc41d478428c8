/* One place where a phrase stands, and what speaks there for its being a term. */
#ifndef SHEAF_LINK_SIGHTINGS_H
#define SHEAF_LINK_SIGHTINGS_H

#include "link/tokens.h"

enum evidence {
	SEEN_TITLE = 1 << 0,
	SEEN_HEADING = 1 << 1,
	SEEN_ENTRY = 1 << 2,     /* heads an entry of a definition list */
	SEEN_STRONG = 1 << 3,
	SEEN_AFTER_VERBAL = 1 << 4,
	SEEN_LEFT = 1 << 5,
	SEEN_RIGHT = 1 << 6,
	SEEN_CALLED = 1 << 7,
	SEEN_OF = 1 << 8,
	SEEN_ACRONYM = 1 << 9,   /* "(ABC)" behind it */
	SEEN_DEFINED = 1 << 10,
	SEEN_APPOSED = 1 << 11,
	/* of single words */
	SEEN_NOUN = 1 << 12,
	SEEN_VERB = 1 << 13,
	SEEN_ADJECTIVE = 1 << 14,
	SEEN_LOWER = 1 << 15,
	SEEN_WITHIN = 1 << 16,   /* inside a sentence: its capitals say something */
};

/* Evidence for tokens [i, i + length). */
uint32_t sighting_evidence(const struct vocabulary *v, const struct token_list *tokens, size_t i, size_t length);

#endif
