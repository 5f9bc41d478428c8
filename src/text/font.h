/*
 * Fonts by family, weight and slant: those in the project's folder first, then installed ones. A family that the folder has is
 * taken from there alone, so that no page mixes two versions of it.
 */
#ifndef SHEAF_TEXT_FONT_H
#define SHEAF_TEXT_FONT_H

#include <stdint.h>
#include "base/arena.h"

/* What the font's maker permits: fsType of its OS/2 table (OpenType 1.9). Without the table: anything. */
enum font_permission {
	FONT_EMBEDDABLE,
	FONT_WHOLE,      /* embedded, but only as it is: no subset */
	FONT_RESTRICTED, /* not to be embedded, or only as bitmaps */
};

struct font {
	struct str family; /* as asked for */
	struct str name;   /* "EB Garamond 12 Bold" */
	struct str path;
	unsigned index;    /* in a collection; 0 in a file of one */
	int weight;        /* 100 to 900; of a variable font, the one asked for or its nearest */
	bool italic;       /* or oblique */
	bool variable;     /* has axes: to be cut out at its weight */
	bool own;          /* from the project's folder */
	enum font_permission permission;
};

struct fonts; /* used by one thread at a time */

/* folder: the project's own fonts (.ttf .otf .ttc .otc), or "". NULL: the libraries are not there; *why says what is missing. */
struct fonts *fonts_open(struct arena *a, struct str folder, const char **why);
void fonts_close(struct fonts *f); /* NULL is well */

/*
 * The face of the family, by its name in any case of letters, that is nearest: normal width, then slant, then weight, then the
 * design size nearest to that of running text. False: there is none of the name. The strings live in a.
 */
bool fonts_find(struct fonts *f, struct arena *a, struct str family, int weight, bool italic, struct font *out);

/*
 * A font that has all n characters, when `beside` has them not: of the project's if one does, else an installed one. The first made
 * for the language that the characters are of in such a text, then the nearest kind (serif, sans, monospaced, by its name), width,
 * slant, weight and design size, then the first by path. Not bitmaps, coloured ones, those that forbid embedding, variable ones with
 * PostScript outlines. For setting text: after faces_open.
 */
bool fonts_fallback(struct fonts *f, struct arena *a, const struct font *beside, struct str lang, const uint32_t *runes, size_t n,
	struct font *out);

#endif
