/*
 * From text of one face, script, language and direction to glyphs. Measures are in font units of the face.
 *
 * A shaper belongs to one thread. What it returns is const and lives until its next shaper_rest or shaper_close; the result is the
 * same whatever was shaped before.
 */
#ifndef SHEAF_TEXT_SHAPE_H
#define SHEAF_TEXT_SHAPE_H

#include "text/face.h"

enum shape_feature {
	SHAPE_NO_KERNING = 1,
	SHAPE_NO_LIGATURES = 2,    /* for code and letter-spaced text; those that a script requires stay */
	SHAPE_SMALL_CAPS = 4,      /* lower case letters: smcp */
	SHAPE_ALL_SMALL_CAPS = 8,  /* capitals, too: smcp and c2sc */
	SHAPE_OLD_STYLE = 16,      /* figures: onum */
	SHAPE_LINING = 32,         /* lnum */
	SHAPE_TABULAR = 64,        /* tnum */
	SHAPE_SUPERIORS = 128,     /* sups */
};

#define SCRIPT(a, b, c, d) ((uint32_t)(a) << 24 | (uint32_t)(b) << 16 | (uint32_t)(c) << 8 | (uint32_t)(d))
#define SCRIPT_LATIN SCRIPT('L', 'a', 't', 'n')

struct shape_style {
	const struct face *face;
	struct str lang;    /* BCP 47, or "" */
	uint32_t script;    /* ISO 15924 */
	uint16_t features;  /* of enum shape_feature */
	bool rtl;
};

/* In the order of drawing, left to right: in right-to-left text the clusters descend. */
struct glyph {
	uint32_t id;
	int32_t advance;
	int32_t dx, dy;      /* from the pen; dy upwards */
	uint32_t cluster;    /* offset of the first byte that it stands for */
	uint32_t length : 31; /* bytes; 0: together with the glyph before it in this order */
	uint32_t safe : 1;   /* the text may be parted before `cluster` and each half shaped alone with the same glyphs */
};

struct shaped {
	const struct glyph *glyphs;
	uint32_t n;
	int32_t advance; /* of all */
};

/* A word, or a space, of a run; in the text's order. Their glyphs' clusters count from `from`. */
struct piece {
	uint32_t from, to; /* bytes of the text */
	bool space;        /* one U+0020 or U+00A0; all other white space is part of words; of controls and U+2028 there are no glyphs */
	struct shaped shaped;
};
struct pieces {
	struct piece *items;
	size_t n, cap;
};

struct shaper;

struct shaper *shaper_open(void); /* after fonts_open gave fonts */
void shaper_close(struct shaper *s);
/* Between paragraphs or articles: gives back memory when more than some megabytes are held. Glyphs got before are gone. */
void shaper_rest(struct shaper *s);
void shaper_uncached(struct shaper *s); /* from now on every word is shaped anew: for tests and measurement */

/* A word alone. Shaped once for each style; asking again is a look-up. */
struct shaped shape_word(struct shaper *s, const struct shape_style *style, struct str word);
/* The same with the face's hyphen after it, as where a line breaks. The hyphen's glyph has cluster word.n and length 0. */
struct shaped shape_hyphenated(struct shaper *s, const struct shape_style *style, struct str word);
/* Part of a text that goes on before or after it without a space, so that letters join. Not kept for asking again. */
struct shaped shape_part(struct shaper *s, const struct shape_style *style, struct str text, size_t from, size_t to);

/*
 * The words and spaces of text[from, to), all of one style, appended to out, whose memory is a's. Words are looked up; of a face
 * that kerns spaces the whole is shaped and then parted. What touches the run without a space is taken into account.
 */
void shape_run(struct shaper *s, struct arena *a, const struct shape_style *style, struct str text, size_t from, size_t to,
	struct pieces *out);

#endif
