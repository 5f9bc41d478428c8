/* A font cut down to the characters that a book shows. */
#ifndef SHEAF_TEXT_SUBSET_H
#define SHEAF_TEXT_SUBSET_H

#include "base/runes.h"
#include "text/face.h"

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

/* A face cut down to the glyphs that are drawn, for a PDF: no character map, no layout tables. */
struct glyph_subset {
	struct str data;    /* FontFile2: a TrueType file; FontFile3 of CIDFontType0C: a bare CFF table */
	bool cff;
	uint32_t *map;      /* map[i]: what names glyphs[i] in text, its CID, for Identity-H and an Identity CIDToGIDMap, W, ToUnicode */
	uint32_t nglyphs;   /* that the subset has; 0 is .notdef */
};

/*
 * glyphs: ascending, each once. NULL and *out, the same bytes every time; else why not. A face that may only be embedded whole stays
 * whole (but without hints as little as any), each glyph under its own number. Any thread.
 */
const char *face_subset(struct arena *a, const struct face *face, const uint32_t *glyphs, size_t n, struct glyph_subset *out);

/*
 * A TrueType face cut down to the characters that it has of these, for a simple font of a PDF, whose codes go through its character
 * map: no layout tables, names or hints. NULL and *out, as above.
 */
const char *face_subset_characters(struct arena *a, const struct face *face, const struct runes *runes, struct str *out);

#endif
