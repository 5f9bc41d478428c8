/*
 * The words of an article, as the engine reads them: the text of its tree cut at Unicode word boundaries (letters, marks and
 * digits; an apostrophe between letters stays inside; each character of a script without blanks is a word), lower-cased.
 *
 * A word is known by a 64-bit hash. Two of a million different words share one with a chance of 1 in 37 million; the price is a
 * slightly wrong weight, and no table of strings has to be kept.
 */
#ifndef SHEAF_LINK_WORDS_H
#define SHEAF_LINK_WORDS_H

#include "book/book.h"
#include "link/lexicon.h"

/* A stretch of text inside one node: offset and length are bytes of node->text. */
struct passage {
	const struct node *node;
	uint32_t offset, length;
};

enum word_flag {
	WORD_STOP = 1 << 0,     /* a stopword */
	WORD_BREAK = 1 << 1,    /* a clause, sentence or block begins with it: no phrase reaches over */
	WORD_HEADING = 1 << 2,  /* in a heading, a table's header or a callout's title */
	WORD_LINKED = 1 << 3,   /* in a link */
	WORD_CODE = 1 << 4,     /* in code, of a block or inline */
	WORD_QUOTED = 1 << 5,   /* in a block quote: others' words */
	WORD_STRONG = 1 << 6,   /* emphasised: strong, emphasis, mark, dfn */
	WORD_UPPER = 1 << 7,    /* written with a capital first */
	WORD_SENTENCE = 1 << 8, /* first of a sentence or block: its capital says nothing, and no name reaches over */
	WORD_ENTRY = 1 << 9,    /* in the term of a definition list */
	WORD_NOTE = 1 << 10,    /* in a note */
	WORD_POSSESSIVE = 1 << 11, /* had 's, which is cut off key, fold and text */
	WORD_JOINS = 1 << 12,   /* "of", "and": may stand inside a term */
	WORD_VERBAL = 1 << 13,  /* follows an auxiliary: likely a verb, whatever it is elsewhere */
};

struct word {
	uint64_t key;        /* hash of the lower-cased word */
	uint64_t fold;       /* hash of its singular */
	uint64_t exact;      /* hash of the word as written, case and all */
	struct passage at;   /* node NULL for words of a plain string: offset into it */
	uint32_t flags;      /* enum word_flag */
};

struct word_list {
	struct word *items;
	size_t n, cap;
};

/* Appends the words of the article's body, then of its notes, in reading order. The title is not among them. */
void words_read(struct arena *a, const struct article *article, const struct lexicon *l, struct word_list *out);
/* Appends the words of a plain string; their passages have no node. */
void words_of(struct arena *a, struct str text, const struct lexicon *l, struct word_list *out);
/* The text of a word as written; plain is what words_of was given, for words without a node. */
struct str words_text(const struct word *w, struct str plain);
uint64_t words_key(struct str lower);                 /* never 0 */
uint64_t words_pair(uint64_t first, uint64_t second); /* the key of two words side by side; never 0 */

#endif
