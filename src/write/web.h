/*
 * Pages of (X)HTML: what an e-book, a course's web site and a package for a learning system are made of. One path for all of them from the
 * model to finished pages; a format (struct web_format) says how files are called, which pages there are and in which shells they stand.
 *
 *   web_prepare ─► web_render: images, on all threads ─► pages, on all threads ─► those that come last
 *                              cover, on a thread of its own ───────────────────┘
 *
 * A page is rendered, put into its shell and deflated by one thread, which then keeps only the deflated bytes: a book is never in memory
 * as a whole. Diagnostics are merged in reading order, so that no thread's speed shows in the output.
 *
 * One job, one struct; filled by one thread but for what says otherwise.
 */
#ifndef SHEAF_WRITE_WEB_H
#define SHEAF_WRITE_WEB_H

#include <pthread.h>
#include <stdio.h>
#include "base/map.h"
#include "book/theme.h"
#include "image/cover.h"
#include "image/image.h"
#include "markup/fontuse.h"
#include "markup/template.h"
#include "markup/xhtml.h"
#include "pack/archive.h"
#include "write/writer.h"

enum web_kind {
	WEB_COVER,
	WEB_TITLE,
	WEB_COPYRIGHT,
	WEB_NAV,     /* the contents; of a web site its first page */
	WEB_ARTICLE,
	WEB_PART,
	WEB_INDEX,   /* of topics */
	WEB_PAGE,    /* disclaimer, about the author */
	WEB_CALL,
	WEB_KINDS,
};

/* A page, in reading order. */
struct web_page {
	enum web_kind kind;
	bool in_folder;                 /* of the articles, else at the root */
	struct str id, href;            /* an XML name; file below the root */
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

/* A file that pages show. */
struct web_image {
	struct str path, stem;          /* file to read; what its name in the book is made from */
	struct pos pos;
	bool good;                      /* in the book */
	struct image image;
	struct str href;                /* below the root, e.g. images/bread.jpg */
	uint64_t size;
	bool spooled;                   /* what was made of it lies in web.spool, from spool_offset */
	uint64_t spool_offset;
	struct arena arena;
	struct diags diags;
};

/* A recording or another file, as it is. */
struct web_file {
	const struct asset *asset;
	struct str href;                /* below the root: media/talk.mp3 */
};

struct web_pages {
	struct web_page *items;
	size_t n, cap;
};
/* Words of an article's text that need an id. */
struct web_anchors {
	struct passage *items; /* in reading order, each once */
	size_t n, cap;
};
struct web_images {
	struct web_image *items;
	size_t n, cap;
};

struct web;

/* What a format is made of. Hooks may be NULL; those with a page run on any thread. */
struct web_format {
	bool epub;                  /* XHTML for reading systems, with what EPUB adds; else HTML for browsers */
	enum xhtml_quiz quiz;       /* how quizzes are asked */
	bool cover;                 /* one is made, and shown */
	bool digests;               /* pages are packed with theirs */
	const char *extension;      /* of pages: ".xhtml" */
	const char *folder;         /* of articles: "text/" */
	struct {
		const char *name;   /* of the file; NULL: after what it shows */
		const char *kind;   /* as shells and style sheets know it */
		const char *shell;  /* NULL: the format has no such pages */
	} pages[WEB_KINDS];
	const char *css, *css_from[2]; /* "css/book.css", and the theme's files that it is made from */
	struct image_limits images;
	void (*style)(struct web *w);                                              /* before the style sheet is made */
	void (*tell)(struct web *w, struct web_page *page, struct buf *data);      /* more for the shell: children of <page> */
	void (*contents)(struct web *w, struct web_page *page, struct buf *body);  /* what WEB_NAV shows */
	bool (*page_break)(void *view, const struct article *from, const struct node *text, uint32_t at, struct xhtml_page_break *out);
	void (*rendered)(struct web *w, struct web_page *page, struct str text);   /* a finished page */
	void (*settle)(struct web *w);                                             /* once all are but those that come last */
};

struct web {
	const struct web_format *format;
	struct write_job *job;
	const struct book *book;
	const struct edition *e;
	struct arena *a;
	struct theme *theme;
	struct shell *shells[WEB_KINDS];
	struct str css;
	struct web_entry *contents;     /* once asked for */
	struct str about_book;          /* what of <book> and the labels is the same in every shell's data */
	struct web_pages pages;
	struct map names;               /* of files, in formats whose names are made safe for every system */
	struct web_page **page_of;      /* by an article's place in the edition */
	struct web_anchors *anchors;    /* by the same: what the index leads to in its text */
	struct web_images images;
	uint32_t *image_of;             /* by asset.index: index into images and 1, 0 when no page shows it */
	uint32_t logo, call_image;      /* the same */
	struct {
		struct web_file *items;
		size_t n, cap;
	} files;                        /* in formats that bring them along */
	uint32_t *file_of;              /* as image_of */
	FILE *spool;                    /* of prepared images, in formats that may have many; else NULL */
	pthread_mutex_t spool_lock;
	struct cover cover;
	bool has_cover;
	struct str cover_alt;
	struct arena cover_arena;
	struct diags cover_diags;
};

/* web.c: in this order. prepare: pages and images are listed, theme and shells loaded; false after a diagnostic. render: false when a
 * page could not be made, or interrupted. free: always. */
bool web_prepare(struct web *w, struct write_job *job, const struct web_format *format);
bool web_render(struct web *w);
void web_free(struct web *w);
struct pos web_page_pos(const struct web *w, const struct web_page *page);

struct str web_root(const struct web_page *page); /* the way from a page's folder to the root: "" or "../" */

/* web_pages.c: lists the pages; renders one (any thread, after the images; the cover's page after the cover) */
void web_list_pages(struct web *w);
bool web_load_shells(struct web *w);
void web_render_page(struct web *w, struct web_page *page);
/* web_data.c: what shells are told */
void web_put_attr(struct buf *out, const char *name, struct str value); /* " name=\"value\"", nothing for an empty value */
void web_put_type(const struct web *w, struct buf *out, const char *type); /* epub:type, in e-books */
void web_tell(struct buf *out, const char *element, struct str text);   /* an element with text; nothing for an empty one */
void web_describe_book(struct web *w);
void web_describe_page(struct web *w, struct web_page *page, struct buf *data);
/* web_link.c: how links and images are spelled */
struct web_view {
	struct web *w;
	struct web_page *page;
	struct map shown; /* images counted into page->shows */
};
struct xhtml_spelling web_spelling(struct web_view *view, struct str language);
struct str web_target_href(const struct web_view *view, const struct target *t); /* "": no link */
struct str web_article_href(struct web *w, struct web_page *from, const struct article *to, struct str id);
/* web_index.c: anchors, once the pages are listed; the index's own page */
void web_place_anchors(struct web *w);
void web_index(struct web *w, struct web_page *page, struct buf *out);
/* web_spans.c: the span() of xhtml_spelling, context a struct web_view: links of the engine's, pop-ups and anchors */
bool web_next_span(void *context, const struct article *from, const struct node *text, uint32_t at, struct xhtml_span *out);
bool web_can_anchor(const struct passage *at); /* not what is a link or heading already, nor words in several nodes */
/* The id of the stretch that holds a passage which can be anchored. */
struct str web_passage_id(const struct web *w, const struct article *article, const struct passage *at, struct arena *a);
/* web_gloss.c: what an article's pop-ups say, for the end of its page */
void web_popups(struct web_view *view, const struct xhtml_spelling *spelling, struct buf *out);
/* web_images.c */
void web_collect_images(struct web *w);
void web_prepare_images(struct web *w, int threads);
struct str web_file_href(const struct web_view *view, const struct asset *asset); /* of a recording or another file; "": it is not there */
void web_pack_image(struct web *w, struct archive *z, struct str name, const struct web_image *image);
const struct web_image *web_image_at(const struct web *w, uint32_t index); /* index as in image_of; NULL when not in the book */

/* web_contents.c: a tree of what the contents list; in reading order. */
struct web_entry {
	struct str href, plain;
	struct str text;     /* XHTML inlines */
	struct str language; /* when it is not the book's */
	const struct web_page *page; /* NULL for sections */
	bool part;
	struct web_entry *parent, *first, *last, *next;
};
struct web_entry *web_contents(struct web *w); /* the root */

#endif
