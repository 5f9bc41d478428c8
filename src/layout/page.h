/*
 * Laid-out pages: what layout/ makes of an edition and a writer spells as PDF (or traces as text). Everything stands at its place;
 * a writer decides nothing but how to say it.
 *
 * Units: a dim is a 65536th of a point (1/72 inch). x grows to the right from the trimmed page's left edge, y downwards from its top.
 * Everything lives in the arena of struct layout and is const for the writer.
 */
#ifndef SHEAF_LAYOUT_PAGE_H
#define SHEAF_LAYOUT_PAGE_H

#include "link/edition.h"
#include "text/shape.h"

typedef int32_t dim;
#define DIM_POINT 65536
#define DIM_MM(n) ((dim)((int64_t)(n) * 65536 * 7200 / 25400))

/* ---- the logical structure: PDF 1.7 (ISO 32000-1) 14.8.4 standard structure types, in reading order */
enum tag_role {
	TAG_DOCUMENT, TAG_PART, TAG_SECT, TAG_DIV, TAG_BLOCK_QUOTE, TAG_CAPTION, TAG_TOC, TAG_TOCI, TAG_INDEX,
	TAG_H1, TAG_H2, TAG_H3, TAG_H4, TAG_H5, TAG_H6, TAG_P, TAG_L, TAG_LI, TAG_LBL, TAG_LBODY,
	TAG_TABLE, TAG_TR, TAG_TH, TAG_TD, TAG_THEAD, TAG_TBODY,
	TAG_SPAN, TAG_QUOTE, TAG_NOTE, TAG_REFERENCE, TAG_CODE, TAG_LINK, TAG_FIGURE, TAG_FORM,
	TAG_ROLE_COUNT
};
struct tag {
	enum tag_role role;
	struct tag *parent, *first, *last, *next;
	const struct node *node; /* what it came from, or NULL */
	struct str lang;         /* where it changes, else "" */
	struct str alt;          /* of figures */
	struct str actual;       /* ActualText of all that is below, or "" */
	struct str title;        /* of parts and sections */
	uint16_t column_span, row_span; /* of cells; 0 is 1 */
	bool column_scope, row_scope;   /* of header cells */
	bool ordered;            /* of lists: ListNumbering Decimal, else None or Disc */
	uint32_t index;          /* in reading order from 0: for the writer's tables */
};

/* ---- what stands on a page */
enum mark_kind { MARK_GLYPHS, MARK_RULE, MARK_IMAGE };
enum artifact { ARTIFACT_NONE, ARTIFACT_PAGINATION, ARTIFACT_LAYOUT };

/* Shaped glyphs of one face and size on one baseline. Advances are in dims: justified, letter-spaced, kerned. */
struct placed_glyph {
	dim advance;        /* to the next glyph */
	uint32_t text;      /* the first byte of run.text that it stands for, */
	uint16_t length;    /* and how many; 0: part of the glyph before it */
	uint16_t id;        /* in the face */
};
struct glyph_shift {
	dim dx, dy;         /* from the pen, dy downwards as y is */
};
struct glyph_run {
	const struct face *face;
	struct placed_glyph *glyphs;      /* a book has a million: they are kept small */
	const struct glyph_shift *shifts; /* by glyph; NULL: none is moved */
	uint32_t n;
	dim size;
	struct str text;    /* as in the source: its bytes are what copying must give */
	bool hyphen;        /* the last glyph is a hyphen that breaking put in: no part of the text */
};

struct mark {
	enum mark_kind kind;
	dim x, y;           /* of a run: the pen at its start, on the baseline; else the left top */
	uint32_t colour;    /* 0xRRGGBB */
	struct tag *tag;    /* NULL: an artifact */
	enum artifact artifact;
	union {
		struct glyph_run run;
		struct {
			dim width, height;
		} rule;
		struct {
			const struct asset *asset;
			dim width, height;
		} image;
	} u;
};

struct page_link {
	dim x, y, width, height;
	struct tag *tag;              /* a TAG_LINK or TAG_REFERENCE */
	const struct destination *to; /* in the book, or NULL */
	struct str url;               /* outside */
	struct str contents;          /* says in words where it leads */
};

struct destination {
	const struct article *article;
	const struct node *node; /* NULL: the article's start */
	uint32_t page;           /* index into pages */
	dim x, y;
};

struct page {
	struct mark *marks;
	size_t n;
	struct {
		struct page_link *items;
		size_t n, cap;
	} links;
	struct str label;  /* folio: "iv", "42" */
	bool blank;        /* only there so that the next begins on a recto */
};

struct outline_item {
	struct str title;
	const struct destination *to;
	struct outline_item *first, *last, *next;
};

struct layout {
	struct arena arena;
	struct diags diags;
	const struct edition *edition;
	dim width, height, bleed;     /* of the trimmed page; bleed on each side */
	struct page *pages;
	size_t npages, page_cap;
	struct tag *root;             /* a TAG_DOCUMENT */
	uint32_t ntags;
	struct outline_item outline;  /* its children are the top level */
	struct destination **destinations;
	size_t ndestinations, destination_cap;
};

#endif
