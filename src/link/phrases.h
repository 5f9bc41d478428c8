/*
 * The phrases of a book that may be terms, and what speaks for each: one to four words between marks and function words ("of" and "and"
 * may stand inside), twice at least in the book unless some sentence names or defines them.
 */
#ifndef SHEAF_LINK_PHRASES_H
#define SHEAF_LINK_PHRASES_H

#include <stdatomic.h>
#include "link/tokens.h"

enum { PHRASE_LONGEST = 4, PHRASE_SHARDS = 16 };

/* What the book shows of a word: how often its neighbours make it a noun, a verb, an adjective. */
struct phrase_word {
	uint64_t hash;     /* of the phrase that it is alone */
	uint32_t classes;  /* enum word_class, shapes included */
	uint32_t noun, verb, adjective;
	uint32_t lower;    /* written without a capital */
};

/* Counts are of occurrences. */
struct phrase {
	uint64_t hash;              /* words_pair over the hashes of its tokens, from 0 */
	uint64_t exact;             /* of the spelling that leads the vote */
	struct str text;            /* that spelling; bytes of a node or of the shard's arena */
	uint32_t votes;             /* by how much it leads */
	uint32_t count, articles;
	uint32_t last;              /* the article counted last, plus 1 */
	uint32_t left, right;       /* no content word stands before it, behind it */
	uint32_t after_verbal;      /* behind a word that verbs follow */
	atomic_uint longer, longer_count; /* phrases that hold it, and their occurrences together */
	uint32_t words;             /* where its tokens' hashes begin in the shard's pool; words themselves have none */
	uint16_t title, heading, strong; /* as a whole */
	uint16_t glossed;           /* heads an entry of a definition list; of a glossary counts more */
	uint16_t called, of, acronym, defined, apposed;
	uint8_t length;             /* tokens */
	bool conjunct;              /* "and" inside */
	bool short_last;            /* its last word has one or two letters */
	bool within;                /* the vote is among places inside sentences */
};

struct phrase_shard {
	struct phrase *items;
	uint64_t *words;            /* pool of struct phrase.words */
	struct phrase_word *lexemes;
	struct arena arena;         /* spellings that no node has in one piece */
	uint32_t *slots, *lexeme_slots; /* open addressing: index + 1 */
	size_t n, cap, nwords, words_cap, nlexemes, lexemes_cap, size, lexeme_size;
};

struct phrases {
	size_t articles;
	struct phrase_shard shards[PHRASE_SHARDS];
};

unsigned phrase_shard_of(uint64_t hash);
/* In the order of their slugs, so that nothing depends on any other order. The articles outlive the phrases. */
struct phrases *phrases_collect(const struct article *const *articles, size_t n, const struct vocabulary *v, int threads);
void phrases_free(struct phrases *p);
struct phrase *phrases_find(const struct phrases *p, uint64_t hash);           /* NULL: none */
const struct phrase_word *phrases_word(const struct phrases *p, uint64_t hash); /* by the phrase that it is alone; NULL: none */

#endif
