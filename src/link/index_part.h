/*
 * What the files of the index share. An index is made of subjects: what one entry is about, whatever phrases say it.
 *
 *   proposals, glossary ─► subjects ─► index.yaml ─► mentions ─► treatments ─► locators ─► entries
 */
#ifndef SHEAF_LINK_INDEX_PART_H
#define SHEAF_LINK_INDEX_PART_H

#include "link/edition.h"
#include "link/link.h"

/* How one article speaks of a subject, or one of its sections does. */
struct extent {
	struct passage first; /* the first mention */
	const struct node *last; /* the text that holds the last one */
	uint32_t count;
};
struct treatment {
	const struct article *article;
	struct extent whole, best, now;      /* now: of the section that is being read */
	const struct node *best_in, *now_in; /* their headings; NULL: before the first one */
	uint32_t sections, strong;
	bool title, heading, home; /* in the article's title, subtitle or aliases; in a heading; where the glossary sends its reader */
	const struct node *home_at; /* the heading there, or NULL */
	uint32_t points;           /* how full the treatment is: see index_locate.c */
};
struct treatments {
	struct treatment *items; /* in reading order */
	size_t n, cap;
};

enum { INDEX_FULL = 5 }; /* points of a full treatment */

struct subject;
/* A relation that a rule made, with its place. */
struct subject_link {
	struct subject *to;
	struct pos pos; /* src NULL: the engine's own */
};
struct subject_links {
	struct subject_link *items;
	size_t n, cap;
};
struct subject {
	struct str term;
	struct {
		struct str *items;
		size_t n, cap;
	} phrases;                     /* whose mentions are its own */
	const struct gloss *gloss;
	struct pos wanted;             /* the rule that keeps it; src NULL: none */
	struct pos dropped;            /* the rule that drops it */
	enum { NOT_PROPOSED, PROPOSED, PROPOSED_DEFINED } proposed; /* by the engine, not by the glossary */
	bool listed;                   /* has an entry, if any place speaks of it */
	bool own_case;                 /* the spelling is the author's for the index */
	uint32_t upper, lower;         /* mentions within a sentence, by how they begin */
	struct str written;            /* the term in lower case as some sentence has it */
	struct subject_link see;
	struct subject_links subs, see_also;
	struct treatments treatments;
	struct index_entry *entry;
	struct word_list words;        /* of the term */
};
struct subjects {
	struct subject **items; /* in the order they came */
	size_t n, cap;
};

struct indexing {
	struct edition *e;
	struct arena *a; /* for what does not outlive the making */
	const struct lexicon *l;
	struct subjects subjects;
	struct map names;        /* index_name_key → struct subject */
	size_t room;             /* proposals that may stay */
};

/* index_subjects.c */
struct str index_name_key(struct arena *a, struct str name, const struct lexicon *l); /* "" : no word in it */
struct subject *index_add_subject(struct indexing *x, struct str name);   /* the present one if there is; NULL: no word in it */
void index_propose(struct indexing *x);
void index_sift(struct indexing *x); /* drops proposals after a first index_find, and clears what that found */
/* index_curate.c: content/index.yaml has its say; mistakes go to the edition's diagnostics */
void index_curate(struct indexing *x, const struct curation *c);
/* index_locate.c: treatments of all subjects; then those that are worth a locator, best first */
void index_find(struct indexing *x);
/* The last heading that stands before the node and has an id, or NULL. */
const struct node *index_place(const struct article *a, const struct node *n);
struct treatments index_worth(struct indexing *x, const struct subject *s);

#endif
