/*
 * Articles as vectors of weighted terms: words and pairs of words side by side (stopwords passed over). A weight is the square root
 * of the term's count, titles and headings counting more, times its rarity log((n + 1) / articles that hold it); vectors have length 1.
 * Terms of one article alone say nothing about two and are dropped.
 */
#ifndef SHEAF_LINK_VECTORS_H
#define SHEAF_LINK_VECTORS_H

#include "link/words.h"

enum { WEIGHT_BITS = 15, WEIGHT_ONE = 1 << WEIGHT_BITS };

/* The terms of one article, each once. */
struct bag {
	uint64_t *keys;    /* grouped by shard: see vectors.c */
	uint16_t *counts;  /* weighted by field, without the title's share */
	uint16_t *titles;  /* how often the title holds it */
	uint32_t words;    /* of the body: how long the article is */
	uint32_t n;
	uint32_t *shards;  /* BAG_SHARDS + 1 offsets */
};
enum { BAG_SHARDS = 64 };
void bag_make(struct bag *b, const struct word_list *title, const struct word_list *text);
void bag_free(struct bag *b);

struct vectors {
	size_t n, nterms;
	size_t *starts;       /* n + 1: where an article's terms begin */
	uint32_t *terms;
	uint16_t *weights;    /* in 32768ths of the vector's length */
	uint32_t *distinct;   /* by article: all terms of its bag, dropped ones too */
	uint64_t *keys;       /* by term: words_key, or words_pair of two */
	size_t *posting_starts; /* nterms + 1 */
	uint32_t *posting_articles; /* ascending */
	uint16_t *posting_weights;
};
/* Consumes the bags. */
struct vectors *vectors_new(struct bag *bags, size_t n, int threads);
void vectors_free(struct vectors *v);
/* Sets the cosines of one article with those it names. dense: room for nterms, all zero before and after. */
struct naming_list;
void vectors_cosines(const struct vectors *v, uint16_t *dense, uint32_t from, const struct naming_list *names);
/* The mean cosine of two different articles, of WEIGHT_ONE squared. */
uint32_t vectors_mean(const struct vectors *v);


#endif
