/*
 * What the articles of a book say of each other: how near two of them are, and where one names another.
 *
 * Nearness is the cosine of weighted words and pairs of words (Salton & Buckley 1988) times how the two name each other; see
 * relate.c for the measure. All weights are integers, so that no sum depends on its order: the same lists for every
 * number of threads and every compiler.
 */
#ifndef SHEAF_LINK_RELATE_H
#define SHEAF_LINK_RELATE_H

#include "link/terms.h"
#include "link/words.h"

/* A phrase that stands for an article: longest match, plurals folded. */
enum form_kind {
	FORM_TITLE,
	FORM_ALIAS,
	FORM_DERIVED,  /* part of a title that stands for it: "Foo" of "Foo (bar)" */
	FORM_GLOSSARY, /* a term of a glossary's definition list: it leads to its entry */
	FORM_TERM,     /* a term that the article explains best, as the engine proposes it: see anchors.h */
};
struct form {
	struct str text;          /* as its author wrote it */
	enum form_kind kind;
	uint32_t article;         /* what it names: an index into relations.articles */
	const struct node *entry; /* FORM_GLOSSARY: the NODE_TERM; else NULL */
	struct str why;           /* FORM_TERM: why this article, for the editor */
	uint32_t weight;          /* FORM_TERM: how surely it leads there, on the scale of autolink.score */
	uint64_t exact;           /* match_exact() of the text */
	uint32_t index;           /* into relations.forms */
};
struct form_list {
	struct form **items;
	size_t n, cap;
};

/* A place where an article's text holds a form of another one. */
struct mention {
	const struct form *form;
	struct passage at;  /* first to last word; length 0: the words stand in several nodes, at is the first */
	uint32_t flags;     /* those of its words, together */
	bool exact;         /* written just as the form is, case and all */
};
struct mention_list {
	struct mention *items; /* in reading order */
	size_t n, cap;
};

/* A neighbour. Both numbers in 65536ths. */
struct kin {
	uint32_t article;
	uint32_t score;      /* similarity with what the mentions add; may pass 65536 */
	uint32_t similarity; /* cosine */
};
struct kin_list {
	struct kin *items; /* by score, then by slug */
	size_t n;
};

/* Two articles that are nearly one text: neither is a neighbour of the other, and no list holds both. */
struct twin {
	uint32_t first, second; /* first < second */
	uint32_t similarity;
};
struct twin_list {
	struct twin *items;
	size_t n, cap;
};

struct kinship {
	struct kin_list *lists; /* by article */
	struct twin_list twins; /* by first, then second */
};

/* How one article names another. */
struct naming {
	uint32_t article;
	uint32_t count;
	uint32_t first;  /* how many words of the text stand before */
	uint32_t cosine; /* of the two, of WEIGHT_ONE squared */
	bool exact;      /* written just as its title is, at least once */
	bool phrase;     /* by a name of two words or more */
};
struct naming_list {
	struct naming *items; /* by article */
	size_t n, cap;
};

struct vectors;
struct relations {
	struct arena arena;
	const struct article *const *articles;
	size_t n;
	struct str language;
	int threads;
	const struct lexicon **lexicons; /* by article */
	struct form_list forms;
	struct mention_list *mentions; /* by article: its own text's */
	struct naming_list *names, *named_by; /* by article: whom it names, who names it */
	uint32_t *rarity;              /* by article: 65536 named by one article or none, 0 by all: log(n / namers) / log(n) */
	struct vectors *vectors;
	uint32_t mean;                 /* cosine of two different articles, of WEIGHT_ONE squared */
	uint32_t gap;                  /* how much above the mean the cosine of two articles is of which one names the other, likewise */
	uint32_t *rank;                /* by article: its place when all are sorted by slug; breaks every tie */
	struct term_list terms;        /* see relations_add_terms */
	uint32_t *term_slots;          /* to find them by their folds; NULL: none */
	size_t nterm_slots;
};

/* Reads every article; n may be 0. The articles outlive it. */
struct relations *relations_new(const struct article *const *articles, size_t n, struct str language, int threads);
void relations_free(struct relations *r);

/* The nearest neighbours of every article among those with in[index] (NULL: all), at most `most` each; empty lists for those not
 * in. Glossaries are no neighbours. In the arena. */
struct kinship relations_kin(const struct relations *r, const bool *in, size_t most, struct arena *a);
/* How rare it is to be named by, or held in, so many articles: 65536 for one or none, 0 for all. */
uint32_t relations_rarity(const struct relations *r, uint32_t holders);
/* What rarity is worth to a name: a fifth of it whatever the rarity. In 65536ths. */
uint64_t rarity_weight(uint32_t rarity);
/* How likely a name is meant as a link, beside how alike the two articles are; in 65536ths. */
uint32_t relations_name_weight(const struct relations *r, const struct naming *n);

/* Why an article is near others: the words and phrases it shares with each, the weightiest first, as it writes them; weights in 65536ths of
 * similarity. A word stands beside a phrase that holds it. Its text is read again, once; all of it lives in the arena. */
struct shared_term {
	struct str text;
	uint32_t weight;
	bool phrase;   /* two words, perhaps with stopwords between */
};
struct shared_terms {
	struct shared_term *items;
	size_t n, cap;
};
struct whys;
struct whys *whys_open(const struct relations *r, uint32_t article, struct arena *a);
struct shared_terms whys_with(struct whys *w, uint32_t other, size_t most);

/* Finds the book's terms (terms.h), at most `most`; until then no phrase is one. anchors: a book whose titles hardly occur in its texts also
 * gets forms of kind FORM_TERM (anchors.h), for links at first mention. */
void relations_add_terms(struct relations *r, size_t most, bool anchors);
/* The term that a phrase, given as form_fold() has it, is; or NULL. */
const struct term *relations_term(const struct relations *r, uint64_t fold);

#endif
