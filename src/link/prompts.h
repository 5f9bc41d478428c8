/*
 * What of an article could be an exercise: questions that its author puts to the reader, or that readers are to put to themselves, and
 * contrasts of from and to. Nothing is worded anew: a question is a whole sentence, a contrast's sides are whole.
 *
 * Questions are known by their pronouns, for the languages of prompts.def; contrasts in English only. Left out: what the author answers at
 * once, what stands in somebody's mouth, tags ("isn't it?"), and what sells.
 */
#ifndef SHEAF_LINK_PROMPTS_H
#define SHEAF_LINK_PROMPTS_H

#include "book/book.h"

enum proposal_kind {
	PROPOSAL_WHOLE,    /* paragraphs that are nothing but the question: they become a prompt where they stand */
	PROPOSAL_QUESTION, /* a question in a longer paragraph or a list: a prompt for the article's end */
	PROPOSAL_CONTRAST, /* a table to fill in for the article's end */
};
struct contrast {
	struct str from, to; /* to "": for the reader */
};
struct proposal {
	enum proposal_kind kind;
	const struct node *at, *until; /* the block it was found in; of PROPOSAL_WHOLE the first and the last paragraph */
	struct str text;               /* the question, plain */
	struct contrast *rows;
	size_t nrows;
	const char *why;               /* for the author, in English */
};
struct proposals {
	struct proposal *items;        /* in reading order */
	size_t n, cap;
};

/* Those that are not among the article's exercises already. language: of the article. False: its language has no rules. */
bool prompts_find(struct arena *a, const struct article *article, struct str language, struct proposals *out);

#endif
