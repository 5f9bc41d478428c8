/*
 * Where the pages of a print edition begin in the text: what an e-book of the same articles says of its pages, so that readers of both can
 * tell one another where they are.
 *
 * A page's start is the first whole word that begins on it: a word hyphenated across two pages belongs to the page where it begins.
 */
#ifndef SHEAF_BOOK_PAGEMAP_H
#define SHEAF_BOOK_PAGEMAP_H

#include "book/book.h"

struct page_start {
	struct str label;              /* the printed folio: "iv", "42" */
	const struct article *article;
	const struct node *node;       /* a TEXT, CODE or CODE_BLOCK */
	uint32_t offset;               /* of the word, in bytes of node->text */
};

struct page_map {
	struct str identifier, title;  /* the print edition's */
	struct page_start *items;      /* in the order of the pages; of those without any article's text there is none */
	size_t n, cap;
};

#endif
