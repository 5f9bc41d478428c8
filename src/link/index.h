/*
 * The topic index and the glossary of an edition, as every writer sets them: a page of links in EPUB, page numbers in print.
 *
 * Entries come from the terms that the book uses (terms.h), the author's glossary, and content/index.yaml, which has the last
 * word: it renames, drops and merges terms, adds *see*, *see also* and sub-entries. A locator leads to a passage; where an article treats
 * a term at length its passing mentions elsewhere stay out. Order is letter by letter (NISO TR03, ISO 999): blanks and marks do not count.
 */
#ifndef SHEAF_LINK_INDEX_H
#define SHEAF_LINK_INDEX_H

#include "link/words.h"

struct locator {
	const struct article *article;
	struct passage at;     /* the first mention of the article, or of the section that says most; node NULL: the article as a whole */
	const struct node *place; /* the nearest node before or around `at` that has an id, or NULL: the article's start */
	const struct node *until; /* the text that ends a treatment at length: print gives a range up to its page; NULL: one place */
	bool main;             /* the fullest treatment: set apart by the writer */
};

struct index_entry {
	struct str term;       /* as shown */
	struct str key;        /* sorting key: folded, letters and digits only */
	struct str id;         /* unique in the index, a valid XML name */
	struct {
		struct locator *items; /* in reading order */
		size_t n, cap;
	} locators;
	struct index_list {
		struct index_entry **items; /* by key */
		size_t n, cap;
	} sub;
	struct index_list see, see_also; /* entries of the same index, by key */
	struct index_entry *parent;      /* NULL: a main entry */
};

/* An entry of a glossary's definition list. */
struct gloss {
	struct str term;
	const struct article *article;
	const struct node *entry, *definition; /* NODE_TERM, its first NODE_DEFINITION */
};
struct gloss_list {
	struct gloss *items; /* in reading order */
	size_t n, cap;
};

#endif
