/* The EPUB writer's own state, shared by its files: the pages of web.h, and what an e-book has beside them. */
#ifndef SHEAF_WRITE_EPUB_H
#define SHEAF_WRITE_EPUB_H

#include "book/pagemap.h"
#include "write/web.h"

/* A font in the book. */
struct epub_face {
	struct str href;                /* below EPUB/, e.g. fonts/eb-garamond-bold.otf */
	const char *media_type;
	struct str data;
};

struct epub {
	struct web web;                 /* first: a hook's struct web is one of these */
	struct font_rules *font_rules;  /* the style sheet's, when fonts are embedded; else NULL */
	struct {
		struct epub_face *items;
		size_t n, cap;
	} faces;
	struct page_map page_map;       /* of the edition that `pages_from` names; n 0: none */
	uint32_t *page_starts;          /* by position in the edition: the first of its starts in page_map; narticles + 1 */
	uint32_t *page_order;           /* by start: when its mark was written within its article, from 1; 0: it was not */
};

/* epub_pagemap.c: printed pages, once the pages are listed; their marks in a text; lists of them */
void epub_read_page_map(struct epub *b);
void epub_settle_page_map(struct epub *b); /* once the articles are rendered: page_map has what is marked, in the order of the text */
void epub_check_page_breaks(struct epub *b, struct web_page *page, struct str xhtml); /* which were lost on a finished page */
bool epub_page_break(void *context, const struct article *from, const struct node *text, uint32_t at, struct xhtml_page_break *out);
struct str epub_page_start_href(struct epub *b, const struct page_start *start); /* from EPUB/ */
/* epub_fonts.c: has the text set in the theme's fonts, before the style sheet is made; after the pages, puts them in the book */
void epub_style_with_fonts(struct epub *b);
void epub_embed_fonts(struct epub *b);
/* epub_nav.c, epub_ncx.c, epub_opf.c, epub_a11y.c: packaging documents */
struct str epub_nav(struct epub *b); /* the navs, for the shell's body */
struct str epub_ncx(struct epub *b);
struct str epub_opf(struct epub *b);
struct xmlout;
void epub_accessibility(struct epub *b, struct xmlout *x);
const struct web_page *epub_first_text(const struct epub *b); /* where the text starts */

#endif
