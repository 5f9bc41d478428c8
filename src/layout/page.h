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
#define DIM_MM(n) ((dim)((int64_t)(n) * 65536 * 720 / 254))

/* ---- the logical structure: PDF 1.7 (ISO 32000-1) 14.8.4 standard structure types, in reading order */
enum tag_role {
	TAG_DOCUMENT, TAG_PART, TAG_SECT, TAG_DIV, TAG_BLOCK_QUOTE, TAG_CAPTION, TAG_TOC, TAG_TOCI, TAG_INDEX,
	TAG_H1, TAG_H2, TAG_H3, TAG_H4, TAG_H5, TAG_H6, TAG_P, TAG_L, TAG_LI, TAG_LBL, TAG_LBODY,
	TAG_TABLE, TAG_TR, TAG_TH, TAG_TD, TAG_THEAD, TAG_TBODY,
	TAG_SPAN, TAG_QUOTE, TAG_NOTE, TAG_REFERENCE, TAG_CODE, TAG_LINK, TAG_FIGURE, TAG_FORM,
	TAG_ROLE_COUNT
};
/* What few tags say. */
struct tag_words {
	struct str lang;         /* where it changes, else "" */
	struct str alt;          /* of figures */
	struct str actual;       /* ActualText of all that is below, or "" */
	struct str title;        /* of parts and sections */
};
struct tag {
	struct tag *parent, *first, *last, *next;
	const struct node *node; /* what it came from, or NULL */
	const struct tag_words *words; /* never NULL; to be written to only as tag.h says */
	uint8_t role;            /* enum tag_role */
	bool column_scope : 1, row_scope : 1; /* of header cells */
	bool ordered : 1;        /* of lists: ListNumbering Decimal, else None or Disc */
	uint16_t column_span, row_span; /* of cells; 0 is 1 */
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
	union {
		struct placed_glyph *glyphs;
		const unsigned char *packed; /* what the layout makes is so: see glyphs.h */
	};
	const struct glyph_shift *shifts; /* by glyph; NULL: none is moved */
	struct str text;        /* as in the source: its bytes are what copying must give */
	dim size;
	uint32_t n : 30;
	uint32_t hyphen : 1;    /* the last glyph is a hyphen that breaking put in: no part of the text */
	uint32_t is_packed : 1;
};

struct mark {
	uint8_t kind;       /* enum mark_kind */
	uint8_t artifact;   /* enum artifact */
	dim x, y;           /* of a run: the pen at its start, on the baseline; else the left top */
	uint32_t colour;    /* 0xRRGGBB */
	struct tag *tag;    /* NULL: an artifact */
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

/*
 * What is filled in, on a screen: a field of an interactive form (ISO 32000-1 12.7). On paper it is what the marks below it show; a
 * field itself adds only its frame, which is printed like a rule, an Artifact, whether fields are written or not (a booklet has none).
 *
 * A layout that has fields is a workbook of ours. The file says so by the names of its fields, which is what programs keep that fill
 * them in and save: all stand below one field whose partial name is FIELD_ROOT and the edition's identifier, full stops in that as
 * hyphens. So a field's full name is "sheaf urn:uuid:3f2a1c52-….boundaries.prompt-1".
 */
#define FIELD_ROOT "sheaf "

enum field_kind {
	FIELD_LINE,  /* text on one line, in the middle of the field's height */
	FIELD_TEXT,  /* text of many lines */
	FIELD_CHECK, /* a box: off or on */
	FIELD_RADIO, /* buttons, circles, of which one may be chosen */
};

/* The box of a FIELD_CHECK or one circle of a FIELD_RADIO. */
struct field_button {
	dim x, y, width, height;
	struct str value;    /* when chosen: unlike its neighbours', not "Off" */
	struct str tooltip;  /* what this one says, for those who do not see it: "3 of 10"; "": the field's */
	struct tag *tag;     /* a TAG_FORM of its own, without children or marks, whose parent has no marks either */
};

struct page_field {
	enum field_kind kind;
	struct str name;     /* what it is known by from edition to edition, in parts between full stops: "boundaries.plan.2" */
	struct str tooltip;  /* the question, for those who do not see it; never empty */
	struct str value;    /* what it holds from the start: text, or the value of a button; "": nothing */
	struct str right;    /* of a quiz's: the value to choose; of a box to tick, "yes" or "no"; "": there is no right or wrong */
	uint32_t colour;     /* 0xRRGGBB of text and of marks in buttons */
	uint32_t frame_colour;
	dim frame;           /* thickness of a line around it, inside its rectangle; 0: none */
	/* text */
	dim x, y, width, height;
	struct tag *tag;     /* as a button's */
	dim size;            /* of type */
	/*
	 * Of FIELD_TEXT, from line to line: the distance of the rules. The field reaches from one leading above the first rule to the
	 * last one; text then stands on them. Most viewers (Chromium, pdftk) take the distance from the font, the height of its
	 * bounding box or ascent to descent, so each proportion of leading to size gets a font that says so. Firefox types as it
	 * likes and saves and prints 1.35 of the size, poppler's viewers the size. From 1.2 to 2 of the size; near 1.4 is best.
	 */
	dim leading;
	uint32_t max_length; /* in characters; 0: any */
	bool centred;
	/* buttons: one of FIELD_CHECK, any number of FIELD_RADIO */
	struct field_button *buttons;
	size_t nbuttons, button_cap;
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
	struct {
		struct page_field *items;
		size_t n, cap;
	} fields;
	struct str label;  /* folio: "iv", "42" */
	struct {
		const struct article *article; /* NULL: no article's text begins here */
		const struct node *node;
		uint32_t offset;
	} start;           /* the first whole word that begins on it, see book/pagemap.h: in the running text, else in its figures and notes */
	bool blank;        /* only there so that the next begins on a recto */
};

struct outline_item {
	struct str title;
	const struct destination *to;
	struct outline_item *first, *last, *next;
};

/* How pages stand on sheets. */
enum imposition {
	IMPOSITION_NONE,
	/* Two pages on each side of sheets to be folded once and stapled, see paper.h: for a printer that turns sheets on the short edge.
	 * Such a file is for paper alone: no tags, no links, no fields, no outline. */
	IMPOSITION_BOOKLET,
};

struct layout {
	struct arena arena;
	struct diags diags;
	const struct edition *edition;
	dim width, height;            /* of the trimmed page */
	dim bleed;                    /* outside each edge but the bound one */
	bool rtl;                     /* bound on the right, as books in Hebrew and Arabic are; else on the left */
	enum imposition imposition;
	dim sheet_thickness;          /* of a sheet of paper, for IMPOSITION_BOOKLET: 0.1 mm is usual */
	const struct face *form_face; /* what is typed into fields: TrueType outlines; NULL where there are no fields */
	struct page *pages;
	size_t npages, page_cap;
	struct tag *root;             /* a TAG_DOCUMENT */
	uint32_t ntags;
	struct outline_item outline;  /* its children are the top level */
	struct destination **destinations;
	size_t ndestinations, destination_cap;
};

#endif
