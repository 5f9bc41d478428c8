/* A paragraph's inlines as one text and the spans of it that are set alike: what paragraph.c starts from. */
#ifndef SHEAF_LAYOUT_INLINES_H
#define SHEAF_LAYOUT_INLINES_H

#include "layout/paragraph.h"

struct inline_span {
	uint32_t to; /* byte; it begins where the one before ends */
	const struct face *face;
	dim size, rise;    /* rise: of the baseline, downwards: negative in superscripts */
	struct str lang;
	uint16_t features;
	uint32_t colour;
	struct tag *tag;
	const struct node *link, *image; /* link: a LINK or NOTE_REF; image: its text is one U+FFFC */
	struct tag *link_tag;
	dim width, height; /* of the image */
	bool underline, strike, marked, unhyphenated;
	bool note;         /* the number of a note: of `link`, a NOTE_REF or a LINK whose address the note gives */
};

/* From byte `from` on the text is what the author wrote at pos. */
struct inline_origin {
	uint32_t from;
	struct pos pos;
};

struct inlines {
	struct str text;
	struct {
		struct inline_span *items;
		size_t n, cap;
	} spans;
	struct {
		struct inline_origin *items;
		size_t n, cap;
	} origins;
	struct {
		struct text_source *items;
		size_t n, cap;
	} sources;
	struct {
		uint32_t *items;   /* bytes: before them a line may end, or at the blank there it must */
		size_t n, cap;
	} chances, forced;
};

/* Text, tags and strings go to `out`, the lists to `scratch`. No leading or trailing spaces. */
void inlines_collect(struct inlines *in, struct arena *scratch, struct arena *out, const struct node *node,
	const struct paragraph_style *style, const struct paragraph_hooks *hooks, struct tag *tag);
void inlines_plain(struct inlines *in, struct arena *scratch, struct arena *out, struct str text, struct pos pos,
	const struct paragraph_style *style, struct tag *tag);
/* Where the author wrote the bytes of text from `from` on: the place of their word, if it stands so in the source, else of its inline. */
struct pos inlines_pos(const struct inlines *in, uint32_t from, struct str word);

#endif
