/*
 * A paragraph set: from inlines to lines of marks that stand at their places, so that pages need only stack them. Headings, captions,
 * table cells, terms, running heads: all that is lines of text.
 *
 * What a struct set_paragraph holds is const, and in the arenas given: texts, glyphs and tags, which pages show, in `out`; lines and their
 * marks, of which pages have copies, in `lines`. Places in a line: x from the column's left
 * edge, y from the line's baseline, downwards as on a page.
 */
#ifndef SHEAF_LAYOUT_PARAGRAPH_H
#define SHEAF_LAYOUT_PARAGRAPH_H

#include "layout/linebreak.h"
#include "layout/page.h"
#include "text/hyphen.h"
#include "text/itemize.h"

enum paragraph_align { SET_JUSTIFIED, SET_START, SET_CENTRE, SET_END };

struct paragraph_style {
	const struct face *faces[2][2];  /* [bold][italic]; each a face */
	const struct face *code;
	dim size;
	uint16_t code_size, small_size, script_size; /* thousandths of the size around: code; small; super- and subscripts */
	enum paragraph_align align;
	bool hyphenate;
	bool balanced;       /* not justified, and the last line is to be as long as the others */
	bool hang;           /* hyphens, points, commas, quotes stand a stated part of their width outside the measure */
	bool old_style;      /* figures in running text, if the face has them */
	uint16_t parted;     /* what has more bytes than this and no place to end a line may be broken anywhere; 0: some hundred */
	uint16_t features;   /* of enum shape_feature, of all text but code */
	uint16_t stretch, shrink; /* thousandths of a word space that it may give in a justified line */
	const struct break_costs *costs;
	dim emergency, short_last, ragged; /* as in struct break_style */
	enum text_direction direction;
	struct str lang;     /* BCP 47 */
	uint32_t skip;       /* bytes of the first text that stand elsewhere: a drop capital */
	uint32_t colour, link_colour, mark_colour; /* 0xRRGGBB; mark: the ground of marked text */
};

/* Where lines stand: line i at items[i], all beyond the last as the last. n at least 1. */
struct line_box {
	dim x, width;
};
struct paragraph_shape {
	const struct line_box *items;
	size_t n;
};

/* What follows a link's words: text such as " (page 42)", and the number of the note that gives its address. "" and 0: nothing. */
struct link_tail {
	struct str text;
	uint32_t note;
};

/* A link that the engine put into a text: `link` is a LINK without children, which stands for it wherever a link's node is told. */
struct inserted_link {
	uint32_t offset, length; /* bytes of the text node */
	const struct node *link;
};

/* What only the rest of the layout knows. Any function may be NULL. */
struct paragraph_hooks {
	void *context;
	bool (*image_size)(void *context, const struct node *image, dim *width, dim *height); /* false: its alt text stands for it */
	struct link_tail (*after_link)(void *context, const struct node *link);
	uint32_t (*note_number)(void *context, const struct node *note_ref);                  /* NULL: as the source counts them */
	bool (*next_inserted)(void *context, const struct node *text, uint32_t from, struct inserted_link *out); /* at or after byte `from` */
};

/* One thread's tools; what they are opened with must outlive it. */
struct setter {
	struct faces *faces;
	struct shaper *shaper;
	struct hyphenator *hyphenator; /* NULL: nothing is hyphenated */
	struct diags *diags;
	struct paragraph_hooks hooks;
	struct linebreaker breaker;    /* after linebreaker_init */
	struct arena scratch;          /* for one paragraph at a time; zero at first, arena_free at the end */
};

/* What of a line leads somewhere: a page link's rectangle is x, width and the line's heights. */
struct line_link {
	const struct node *node; /* a LINK (of the source or inserted) or a NOTE_REF */
	struct tag *tag;
	dim x, width, ascent, descent;
};

struct set_line {
	struct mark *marks;  /* in reading order; grounds of marked text first */
	size_t n;
	struct line_link *links;
	size_t nlinks;
	const struct node **notes; /* whose note numbers are on it: NOTE_REFs, and LINKs with a note; in reading order */
	size_t nnotes;
	dim x, width;        /* of the text: less than the measure unless justified */
	dim ascent, descent; /* of what stands on it, both positive; an empty line has its face's */
	bool hyphen, overfull;
};

/* From byte `at` of a paragraph's text on, up to the next source, stands what a TEXT or CODE node has from byte `offset` on. */
struct text_source {
	uint32_t at, length; /* beyond length bytes comes what the layout put in: page numbers, quotation marks */
	const struct node *node;
	uint32_t offset;
};

struct set_paragraph {
	struct set_line *lines;
	size_t n;
	struct str text;     /* all of it, once: runs' texts are slices, and in reading order make up the whole, images' U+FFFC apart */
	struct text_source *sources; /* by at */
	size_t nsources;
	bool rtl;
};

/*
 * Sets the inlines below node; tag is the paragraph's own, to which those of inlines are added. A word longer than its line, which is
 * parted where that ends, and a character without a glyph are reported. No inlines, or nothing visible: no lines.
 */
void paragraph_set(struct setter *s, struct arena *out, struct arena *lines, const struct node *node, const struct paragraph_style *style,
	const struct paragraph_shape *shape, struct tag *tag, struct set_paragraph *set);
/* How wide the inlines below node are with no line broken but the author's, and their longest piece: between spaces and other places where
 * lines may end, and with words hyphenated. Pictures count as what they can be made. Nothing is reported. */
struct paragraph_extent {
	dim natural, word, part;
};
void paragraph_measure(struct setter *s, const struct node *node, const struct paragraph_style *style, struct paragraph_extent *extent);
/* As paragraph_set, with text that no node holds; pos is for diagnostics. */
void paragraph_set_text(struct setter *s, struct arena *out, struct arena *lines, struct str text, struct pos pos,
	const struct paragraph_style *style, const struct paragraph_shape *shape, struct tag *tag, struct set_paragraph *set);

#endif
