/*
 * Fonts by family, weight and slant: those in the project's folder first, then installed ones. A family that the folder has is
 * taken from there alone, so that no page mixes two versions of it.
 */
#ifndef SHEAF_TEXT_FONT_H
#define SHEAF_TEXT_FONT_H

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

#endif
