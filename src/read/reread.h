/*
 * Links put around words of an article's source, and the proof that nothing else of it changes: the text with all of them is read
 * again, as the article was, and must give the same tree but for those links.
 */
#ifndef SHEAF_READ_REREAD_H
#define SHEAF_READ_REREAD_H

#include "book/book.h"

/* Bytes of article->source->text that a wikilink takes the place of. */
struct rewrite {
	size_t offset, length;
	struct str with; /* [[dest|words]] */
	struct str dest;
	bool good;       /* proved */
};
struct rewrites {
	struct rewrite *items; /* by offset; they do not overlap */
	size_t n, cap;
};

/* Sets `good` on as many as go together; the others stay false. */
void reread_prove(const struct article *a, const struct project *p, struct rewrites *list);

#endif
