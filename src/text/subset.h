/* A font cut down to the characters that a book shows. */
#ifndef SHEAF_TEXT_SUBSET_H
#define SHEAF_TEXT_SUBSET_H

#include "base/runes.h"
#include "text/font.h"

struct subset {
	struct str data; /* a font file, in the caller's arena */
	bool cff;        /* OpenType with PostScript outlines (.otf), else TrueType (.ttf) */
	size_t glyphs;
	size_t missing;  /* characters asked for that the font has not */
};

/*
 * NULL and *out, the same bytes every time; else why not. What shaping makes of the characters (ligatures, marks, kerning)
 * comes along, hints do not. A variable font is cut out at font->weight, a font that may only be embedded whole is left whole.
 * Does not look at FONT_RESTRICTED: that is the caller's to respect.
 */
const char *font_subset(struct arena *a, const struct font *font, const struct runes *runes, struct subset *out);

#endif
