/*
 * Faces: fonts opened for setting text. Measures are in font units, `units_per_em` of them to the em; heights are counted upwards
 * from the baseline, so descent and mostly the underline are negative.
 *
 * A face is opened once and const from then on: any number of threads may use it, and two faces are the same one when their
 * pointers are equal. `struct faces` locks itself.
 */
#ifndef SHEAF_TEXT_FACE_H
#define SHEAF_TEXT_FACE_H

#include "base/runes.h"
#include "text/font.h"

struct hb_font_t;

struct face {
	struct font font;
	struct str postscript; /* its PostScript name, only of characters that a PDF name may have: "EBGaramond12-Regular" */
	uint32_t number;       /* in order of opening; for tables beside the face, not for output */
	int32_t units_per_em;
	int32_t ascent, descent, line_gap; /* as the maker wants lines set: OS/2 typographic when it says so, else hhea */
	int32_t cap_height, x_height;
	int32_t underline_position, underline_size; /* of the stroke's upper edge; its thickness */
	int32_t strike_position, strike_size;
	int32_t bounds[4];     /* left, bottom, right, top of all glyphs: FontBBox */
	int32_t italic_angle;  /* degrees in Q16, counted against the clock: ItalicAngle */
	uint32_t nglyphs;
	uint32_t space;        /* glyph of U+0020; 0: it has none */
	uint32_t hyphen;       /* the character that breaking puts in: U+2010, or U+002D when the face has no other */
	bool cff;              /* PostScript outlines, else TrueType */
	bool monospaced;
	bool small_caps, capitals_to_small_caps, old_style, lining, superiors; /* smcp, c2sc, onum, lnum, sups */
	bool kerns_spaces;     /* what stands beside a space moves it */
	bool kerns_pairs;      /* ... and nothing farther off does, left to right */
	/* text/'s own */
	struct hb_font_t *hb;
	uint64_t *basic;       /* bits of the characters below U+10000 that it has */
	struct runes beyond;   /* those above */
};

struct faces;

/* fonts must outlive the faces; it is used under their lock. NULL: *why, as for fonts_open. */
struct faces *faces_open(struct fonts *fonts, const char **why);
void faces_close(struct faces *f); /* NULL is well; all faces die */

/*
 * The family's nearest face, as fonts_find. NULL: there is none of the name, or its file cannot be set from (damaged, without
 * outlines, a variable font with PostScript outlines): *why says which. Asking again costs little.
 */
const struct face *faces_find(struct faces *f, struct str family, int weight, bool italic, const char **why);

/*
 * A face that has all n characters, for text that `beside` is meant for and has not: of the project's fonts if one does, else of
 * the installed ones; of these, first one made for the language, then the nearest kind (serif, sans, monospaced, by name), slant
 * and weight, then the first by path. Bitmap and colour fonts and those that forbid embedding are passed over. NULL: none has them.
 */
const struct face *faces_fallback(struct faces *f, const struct face *beside, struct str lang, const uint32_t *runes, size_t n);

bool face_has(const struct face *face, uint32_t rune);
uint32_t face_glyph(const struct face *face, uint32_t rune); /* as drawn without shaping; 0: has not */
int32_t face_advance(const struct face *face, uint32_t glyph);

#endif
