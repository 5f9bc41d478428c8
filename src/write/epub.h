/*
 * The EPUB writer's own state, shared by its files: which pages the book has and in what order, which images it shows, what was found out
 * about them on the way. One job, one struct; filled by one thread but for what says otherwise.
 */
#ifndef SHEAF_WRITE_EPUB_H
#define SHEAF_WRITE_EPUB_H

#include "book/pagemap.h"
#include "book/theme.h"
#include "image/cover.h"
#include "image/image.h"
#include "markup/fontuse.h"
#include "markup/template.h"
#include "markup/xhtml.h"
#include "pack/archive.h"
#include "write/writer.h"

enum epub_kind {
	EPUB_COVER,
	EPUB_TITLE,
	EPUB_COPYRIGHT,
	EPUB_NAV,
	EPUB_ARTICLE,
	EPUB_PART,
	EPUB_INDEX,
	EPUB_PAGE, /* disclaimer, about the author */
	EPUB_CALL,
	EPUB_KINDS,
};

/* A content document, in the order of the spine. */
struct epub_page {
	enum epub_kind kind;
	bool in_text;                   /* in EPUB/text/, else in EPUB/ itself */
	struct str id, href;            /* manifest id; file below EPUB/ */
	struct str title;               /* plain text */
	const struct toc_item *item;    /* of articles and parts */
	const struct article *article;  /* of articles and pages of the author's words */
	struct str part;                /* title of the part it belongs to */
	int number;                     /* of a part, from 1 */
	/* made by the thread that renders the page */
	struct arena arena;
	struct diags diags;
	struct packed packed;
	uint32_t marks;                 /* of printed pages, written so far */
	uint64_t shows;                 /* bytes of this file and the images that it shows */
	struct font_uses fonts;         /* when fonts are embedded */
	bool failed;
};

/* A font in the book. */
struct epub_face {
	struct str href;                /* below EPUB/, e.g. fonts/eb-garamond-bold.otf */
	const char *media_type;
	struct str data;
};

/* A file that pages show. */
struct epub_image {
	struct str path, stem;          /* file to read; what its name in the book is made from */
	struct pos pos;
	bool good;                      /* in the book */
	struct image image;
	struct str href;                /* below EPUB/, e.g. images/bread.jpg */
	uint64_t size;
	struct arena arena;
	struct diags diags;
};

struct epub_pages {
	struct epub_page *items;
	size_t n, cap;
};
/* Words of an article's text that need an id. */
struct epub_anchors {
	struct passage *items; /* in reading order, each once */
	size_t n, cap;
};
struct epub_images {
	struct epub_image *items;
	size_t n, cap;
};

struct epub {
	struct write_job *job;
	const struct book *book;
	const struct edition *e;
	struct arena *a;
	struct theme *theme;
	struct shell *shells[EPUB_KINDS];
	struct str css;
	struct font_rules *font_rules;  /* the style sheet's, when fonts are embedded; else NULL */
	struct {
		struct epub_face *items;
		size_t n, cap;
	} faces;
	struct epub_entry *contents;    /* once asked for */
	struct str about_book;          /* <book>…</book> and the labels, the same in every shell's data */
	struct epub_pages pages;
	struct epub_page **page_of;     /* by an article's place in the edition */
	struct page_map page_map;       /* of the edition that `pages_from` names; n 0: none */
	uint32_t *page_starts;          /* by position in the edition: the first of its starts in page_map; narticles + 1 */
	uint32_t *page_order;           /* by start: when its mark was written within its article, from 1; 0: it was not */
	struct epub_anchors *anchors;   /* by the same: what the index leads to in its text */
	struct epub_images images;
	uint32_t *image_of;             /* by asset.index: index into images and 1, 0 when no page shows it */
	uint32_t logo, call_image;      /* the same */
	struct cover cover;
	bool has_cover;
	struct str cover_alt;
	struct arena cover_arena;
	struct diags cover_diags;
};

struct str epub_root(const struct epub_page *page); /* the way from a page's folder to EPUB/: "" or "../" */
bool epub_rtl(struct str language);
struct str epub_names(struct arena *a, const struct persons *persons, struct str language); /* "A, B and C" */
struct str epub_file_as(struct arena *a, struct str name); /* "Doe, Jane Q." */
bool epub_is_author(const struct person *p);

/* epub_pages.c: lists the pages; renders one (any thread, after the images; the cover's page after the cover) */
void epub_list_pages(struct epub *b);
bool epub_load_shells(struct epub *b);
void epub_render_page(struct epub *b, struct epub_page *page);
/* epub_data.c: what shells are told */
void epub_put_attr(struct buf *out, const char *name, struct str value); /* " name=\"value\"", nothing for an empty value */
void epub_describe_book(struct epub *b);
void epub_describe_page(struct epub *b, struct epub_page *page, struct buf *data);
/* epub_link.c: how links and images are spelled */
struct epub_view {
	struct epub *b;
	struct epub_page *page;
	struct map shown; /* images counted into page->shows */
};
struct xhtml_spelling epub_spelling(struct epub_view *view, struct str language);
struct str epub_target_href(const struct epub_view *view, const struct target *t); /* "": no link */
struct str epub_article_href(struct epub *b, struct epub_page *from, const struct article *to, struct str id);
/* epub_index.c: anchors, once the pages are listed; the index's own page */
void epub_place_anchors(struct epub *b);
void epub_index(struct epub *b, struct epub_page *page, struct buf *out);
/* epub_pagemap.c: printed pages, once the pages are listed; their marks in a text; lists of them */
void epub_read_page_map(struct epub *b);
void epub_settle_page_map(struct epub *b); /* once the articles are rendered: page_map has what is marked, in the order of the text */
void epub_check_page_breaks(struct epub *b, struct epub_page *page, struct str xhtml); /* which were lost on a finished page */
bool epub_page_break(void *context, const struct article *from, const struct node *text, uint32_t at, struct xhtml_page_break *out);
struct str epub_page_start_href(struct epub *b, const struct page_start *start); /* from EPUB/ */
/* epub_spans.c: the span() of xhtml_spelling, context a struct epub_view: links of the engine's, pop-ups and anchors */
bool epub_next_span(void *context, const struct article *from, const struct node *text, uint32_t at, struct xhtml_span *out);
bool epub_can_anchor(const struct passage *at); /* not what is a link or heading already, nor words in several nodes */
/* The id of the stretch that holds a passage which can be anchored. */
struct str epub_passage_id(const struct epub *b, const struct article *article, const struct passage *at, struct arena *a);
/* epub_gloss.c: what an article's pop-ups say, for the end of its page */
void epub_popups(struct epub_view *view, const struct xhtml_spelling *spelling, struct buf *out);
/* epub_images.c */
void epub_collect_images(struct epub *b);
void epub_prepare_images(struct epub *b, int threads);
const struct epub_image *epub_image_at(const struct epub *b, uint32_t index); /* index as in image_of; NULL when not in the book */
/* epub_fonts.c: has the text set in the theme's fonts, before the style sheet is made; after the pages, puts them in the book */
void epub_style_with_fonts(struct epub *b);
void epub_embed_fonts(struct epub *b);
/* epub_contents.c, epub_nav.c, epub_ncx.c, epub_opf.c, epub_a11y.c: packaging documents */
struct str epub_nav(struct epub *b); /* the navs, for the shell's body */
struct str epub_ncx(struct epub *b);
struct str epub_opf(struct epub *b);
struct epub_xml;
void epub_accessibility(struct epub *b, struct epub_xml *x);
const struct epub_page *epub_first_text(const struct epub *b); /* where the text starts */

/* A tree of what the contents list, for nav and NCX alike; in reading order. */
struct epub_entry {
	struct str href, plain;
	struct str text;     /* XHTML inlines */
	struct str language; /* when it is not the book's */
	bool part;
	struct epub_entry *parent, *first, *last, *next;
};
struct epub_entry *epub_contents(struct epub *b); /* the root */

#endif
