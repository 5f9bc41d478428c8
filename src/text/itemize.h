/*
 * A paragraph's text cut into runs that can be shaped: one face, script, language and direction each (UAX #9, UAX #24), with other
 * faces for characters that the wanted one has not.
 */
#ifndef SHEAF_TEXT_ITEMIZE_H
#define SHEAF_TEXT_ITEMIZE_H

#include "text/shape.h"

/* What is wanted of the text up to byte `to`, from where the span before it ends. The last one ends with the text. */
struct text_span {
	uint32_t to;
	const struct face *face;
	struct str lang;
	uint16_t features;
};

enum text_direction { DIRECTION_AUTO, DIRECTION_LTR, DIRECTION_RTL }; /* auto: of the first strong letter (P2, P3), else left to right */

struct text_run {
	uint32_t from, to;
	uint32_t span;            /* index of the span that it is of */
	struct shape_style style; /* its face is the span's, or one found in its place */
	uint8_t level;            /* UAX #9: odd is right to left */
};
/* A character that no font has. It stands in its run as the face's .notdef glyph. */
struct missing_rune {
	uint32_t at; /* byte */
	uint32_t rune;
};

struct text_runs {
	struct text_run *items; /* in the text's order, without gaps */
	size_t n, cap;
	struct {
		struct missing_rune *items; /* in the text's order */
		size_t n, cap;
	} missing;
	bool rtl; /* the paragraph's direction: its level is 1 */
};

/*
 * Text: valid UTF-8 without line breaks, but U+2028 may stand in it. Memory is a's. Faces may be shared with other threads.
 */
void itemize(struct arena *a, struct faces *faces, struct str text, const struct text_span *spans, size_t nspans,
	enum text_direction direction, struct text_runs *out);

/*
 * UAX #9 L2: the order of drawing of a line's parts from left to right: order[i] is the index of the part drawn as the i-th.
 * A line's trailing spaces must have got the paragraph's level (L1), or have been left out.
 */
void line_order(const uint8_t *levels, size_t n, uint32_t *order);

#endif
