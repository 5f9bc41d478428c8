/* Which of some names occur anywhere in a book, longer names that hold them counted too. */
#ifndef SHEAF_LINK_INDEX_OCCUR_H
#define SHEAF_LINK_INDEX_OCCUR_H

#include "link/words.h"

struct occurrence;
struct occurrences {
	struct arena *a;
	const struct lexicon *l;
	struct occurrence *slots; /* open addressing */
	size_t size;
};

/* Reads every article of the book, its title and its notes; a and l are set by the caller. */
void occurrences_find(struct occurrences *o, const struct book *book, const struct str *names, size_t n);
/* Of a name that was looked for. */
bool occurrences_has(struct occurrences *o, struct str name);

#endif
