/*
 * From nodes to the vertical list that pagebreak.h breaks: what the files of layout/ share that turn an edition into boxes. Private to
 * layout/; layout.h is what others call.
 *
 * A flow is an article (or a page of the layout's own, such as the contents) on its way: a list, where in the tags it is, which column it
 * fills. Flows of different articles are built on different threads; what they share is const meanwhile.
 *
 * Places. Everything in a flow counts from the type area's left edge; a box's marks, from its baseline downwards. composing.c puts boxes
 * onto pages.
 */
#ifndef SHEAF_LAYOUT_FLOW_H
#define SHEAF_LAYOUT_FLOW_H

#include "base/buf.h"
#include "book/exercise.h"
#include "book/labels.h"
#include "layout/pagebreak.h"
#include "layout/refs.h"
#include "layout/sheet.h"
#include "layout/tag.h"

/* What stands behind or beside the boxes of a callout, a quotation, code: on each page anew, from their first box there to the last. */
struct flow_frame {
	const struct flow_frame *parent;
	dim x, width;
	dim above, below;    /* by which its ground reaches beyond its boxes */
	bool filled;
	uint32_t ground;
	dim bar;             /* width of a bar at its starting edge; 0: none */
	uint32_t bar_colour;
	bool rtl;
};

/* A line of text in a box. Its own marks and links count from dx, dy. */
struct flow_line {
	const struct set_line *line;
	const struct set_paragraph *paragraph;
	dim dx, dy;
};

struct flow_anchor {
	struct destination *to;
	struct flow_anchor *next;
};

/* What a page item's `what` is, of boxes, floats and notes. In the flow's arena of lines. */
struct flow_box {
	const struct flow_line *lines;
	size_t nlines;
	const struct mark *marks; /* what is not text: rules, pictures; drawn before the lines */
	size_t n;
	const struct flow_frame *frame;
	struct flow_anchor *anchors;
	const struct article *article; /* whose links these are, or NULL */
	bool rtl;
	bool apart;                    /* behind the text: no page of the article's is here, for indexes and page maps */
	struct flow_field *fields;     /* form.h */
	struct flow_jump *jump;        /* the whole box leads there: lines of contents and of related lists; or NULL */
};

/* A link that no node stands for. */
struct flow_jump {
	struct tag *tag;
	const struct destination *to;
	struct str url, contents;
	dim x, width; /* height: the box's */
};

/* What a PAGE_MARK's `what` is: the running heads from here on. */
struct flow_head {
	struct str verso, recto;
	bool opening;    /* its page shows none */
	bool unnumbered; /* nor a folio */
};

struct page_list_builder {
	struct page_item *items;
	size_t n, cap;
};

/* Words that name a page, as they were set: what followed a link, or (link NULL) stands in a list that the layout made. A later pass sets
 * anew what holds them only where they changed. */
struct flow_tail {
	const struct node *link;
	const struct destination *to;
	struct str text;
};
struct flow_tails {
	struct flow_tail *items;
	size_t n, cap;
};

/* Where a page begins in a text, for the index and the page map. */
struct flow_stretch {
	uint32_t serial, offset, page;
};
struct flow_stretches {
	struct flow_stretch *items;
	size_t n, cap;
};

/*
 * What an article keeps from pass to pass: paragraphs that name no page are set once. All else is made anew each time, in `walk`. What pages
 * show (glyphs, texts, tags) is apart from what leads there (lines, boxes, lists), which is given back when all pages are made.
 */
struct flow_memory {
	struct arena arena, walk;
	struct arena arena_lines, walk_lines;
	struct diags diags;
	struct page_list_builder list;
	struct tag *root;
	struct flow_tails tails;
	struct flow_memo **memos;        /* by node serial */
	const struct note_numbers *numbers;
	struct inserted_node *inserted;      /* links that the engine put in, as nodes */
	uint32_t *link_pages;            /* by node serial, of links: their page in the pass before and 1; 0: none */
	struct flow_stretches stretches; /* by serial, offset */
	uint32_t end_page;               /* of its related list in the pass before, and 1 */
	bool set, sorted;                /* sorted: the stretches */
};

/* What is said of a link beside its words: page and, in a note, address; the address in parentheses (within notes); nothing (in headings). */
enum refer { REFER_FULLY, REFER_INLINE, REFER_NOT };

struct flow {
	const struct composition *work;
	struct setter *setter;
	struct arena *out, *lines, *scratch; /* out: what pages show, lines: what leads there; both until the next walk */
	const struct sheet *sheet;
	const struct text_style *styles; /* the sheet's, in the article's language and direction; in a table perhaps smaller */
	const struct text_style *plain;  /* the same outside tables */
	struct flow_memory *memory;
	const struct article *article;   /* or NULL */
	const struct note_numbers *numbers;
	struct str lang;
	bool rtl;
	struct page_list_builder list;
	struct tag *tag, *root;          /* root: the article's own */
	dim x, width;                    /* the column */
	const struct flow_frame *frame;
	enum sheet_style text;           /* of paragraphs here */
	enum refer refer;
	bool *noted;                     /* by number in print: the note stands already */
	/* between boxes */
	dim white;                       /* the most that was asked for */
	bool kept;                       /* the next box stays with the last */
	bool announced;                  /* it had better, for the last paragraph ends with a colon */
	bool begun;                      /* there is a box before */
	bool heading;                    /* it is of a heading */
	bool flush;                      /* the next paragraph is not indented */
	bool drops;                      /* it begins with a drop capital, if it can */
	struct flow_anchor *anchors;     /* for the next box */
	const struct flow_line *label;   /* the same: a list's number, a note's */
	struct flow_field *field;        /* the same: a box to tick */
	bool apart;                      /* of boxes to come, see there */
	enum node_align align;           /* of paragraphs, where raw HTML says so */
	unsigned bullets, numbered;      /* lists around, by kind */
	const struct quiz_questions *quiz; /* whose choices these are: neither ticks nor explanations, which stand with the answers; or NULL */
};

/* ---- flow.c: boxes and what stands between them */

struct flow_box *flow_box(struct flow *f, dim height, dim depth);   /* after the white asked for; waiting anchors and labels join it */
struct flow_box *flow_line_box(struct flow *f, const struct set_paragraph *set, size_t i, const struct text_style *style);
void flow_white(struct flow *f, dim white);   /* between the last box and the next: the most of all calls counts */
void flow_penalty(struct flow *f, int32_t cost, enum page_side side);
void flow_item(struct flow *f, enum page_item_kind kind, int32_t cost);
void flow_head(struct flow *f, struct str verso, struct str recto, bool opening);
void flow_anchor(struct flow *f, const struct node *node); /* a destination, if links lead to it, at the next box */
void flow_anchor_key(struct flow *f, const void *key);       /* the same of what refs_add was told */
void flow_head_none(struct flow *f);                         /* neither head nor folio on this page */
struct tag *flow_open(struct flow *f, enum tag_role role, const struct node *node); /* below f->tag, which it becomes */
void flow_close(struct flow *f, struct tag *tag);          /* f->tag is tag's parent again */
/* The column is narrower by so much at its start and its end, as long as a column is left. */
void flow_indent(struct flow *f, dim start, dim end);
/* No box, list, quotation or table is around. */
bool flow_is_open(const struct flow *f);
dim flow_start_x(const struct flow *f, dim width);         /* the left edge of what stands `width` wide at the column's start */
struct str flow_label(const struct flow *f, enum label label);

/* ---- paragraphs.c */

struct flow_set {
	const struct set_paragraph *set;
	struct tag *tag;
};
/* Sets node's inlines in the column, with what an earlier pass knows. indent: of the first line. The tag is a new child of f->tag. */
struct flow_set paragraph_of(struct flow *f, const struct node *node, enum sheet_style style, enum tag_role role, dim indent);
/* How wide node's inlines would be. */
void paragraph_extent_of(struct flow *f, const struct node *node, enum sheet_style style, struct paragraph_extent *extent);
/* In lines of a shape of its own, without the first `skip` bytes of its first text; not remembered. */
struct flow_set paragraph_shaped(struct flow *f, const struct node *node, enum sheet_style style, const struct line_box *boxes, size_t n,
	uint32_t skip);
const struct set_paragraph *paragraph_text(struct flow *f, struct str text, enum sheet_style style, struct tag *tag, dim x, dim width);
/* Their lines as boxes, notes behind the lines that refer to them. */
void paragraph_boxes(struct flow *f, const struct set_paragraph *set, const struct text_style *style);
/* A paragraph of the layout's own words, as boxes, with white above and below as the style has it. */
struct tag *flow_words(struct flow *f, struct str text, enum sheet_style style, enum tag_role role);
void flow_paragraph(struct flow *f, const struct node *n);
bool flow_drop_cap(struct flow *f, const struct node *n); /* dropcap.c; false: it cannot have one, and nothing was done */

/* ---- blocks.c */

void flow_blocks(struct flow *f, const struct node *first);  /* and those after it */
void flow_block(struct flow *f, const struct node *n);
/* lists.c, table.c, figures.c: entries of the table of blocks, and what they share */
void flow_list(struct flow *f, const struct node *n);
struct str roman_numeral(struct arena *a, uint32_t n, bool upper);
void flow_table(struct flow *f, const struct node *n);
void flow_figure(struct flow *f, const struct node *n);
void flow_exercise(struct flow *f, const struct node *n); /* with room to answer: of workbooks */
void flow_caption(struct flow *f, const struct node *caption, enum tag_role role); /* its words in the column, lines kept together */
bool flow_image_size(void *flow, const struct node *image, dim *width, dim *height); /* of those in a line */
bool flow_image_extent(void *flow, const struct node *image, dim *width, dim *height); /* the same, and nothing is reported */
void flow_image_natural(struct flow *f, const struct node *image, dim *width, dim *height); /* of one that stands alone; 0: not there */
const struct node *lone_image(const struct node *paragraph); /* all that it holds, or NULL */

/* ---- notes.c */

/* What notes of an article are called in print: those of the author and those that give a link's address are counted together. */
const struct note_numbers *note_numbers(const struct composition *work, struct arena *a, const struct article *article);
uint32_t note_numbers_most(const struct note_numbers *numbers);
struct str page_reference(const struct flow *f, struct arena *a, const struct destination *to); /* "page 42" */
struct str shown_address(struct str url); /* as it is printed */
uint32_t note_number_of(void *flow, const struct node *note_ref);
struct link_tail link_tail_of(void *flow, const struct node *link);
bool next_inserted(void *flow, const struct node *text, uint32_t from, struct inserted_link *out);
struct str tail_now(struct flow *f, const struct flow_tail *tail); /* what it would be if it were set now */
/* The same for a place that the layout itself names: " (page 42)", or "" when it lies open anyway. */
struct str tail_of_destination(struct flow *f, const struct destination *to);
struct target flow_target(const struct flow *f, const struct node *link); /* of the source or inserted */
/* The notes that a line refers to for the first time, behind its box. */
void flow_notes(struct flow *f, const struct set_line *line);

/* ---- article.c: a chapter; matter.c: what stands before and behind the text; toc.c; topic_index.c */

void flow_article(struct flow *f, const struct toc_item *item, struct str part);
/* Its section, up to the rule under its title; sink: lines of white above. flow_close ends it. */
struct tag *flow_open_article(struct flow *f, const struct toc_item *item, struct str part, int sink);
void flow_own_words(struct flow *f);                     /* one of BOOK_PAGE_COUNT: its heading is the edition's affair */
void flow_after_article(struct flow *f);                 /* related reading, backlinks */
void flow_rule(struct flow *f, dim width, dim height, uint32_t colour);
void flow_sink(struct flow *f, dim height);              /* white that a page's top does not swallow */

#endif
