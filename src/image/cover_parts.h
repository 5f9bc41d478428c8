/* The stages of a cover: its template filled, measured, drawn, and remembered. Private to image/. */
#ifndef SHEAF_IMAGE_COVER_PARTS_H
#define SHEAF_IMAGE_COVER_PARTS_H

#include "image/cover.h"
#include "image/svg.h"

#define COVER_STORE_WIDTH 1600u
#define COVER_STORE_HEIGHT 2560u
#define COVER_INNER_WIDTH 1560u /* with its height under the 4,000,000 pixels that Apple Books takes */
#define COVER_INNER_HEIGHT 2496u

/* What stands between two places where a line may break. Widths in thousandths of a user unit, at full size. */
struct line_piece {
	int64_t width; /* without blanks at its end */
	int64_t gap;   /* of the blanks after it, counted when the line goes on */
	int letters;   /* of its last word; 0 when not known to be a word */
	bool pause;    /* it ends with a colon, a dash or the like: a good place to break */
};
struct line_box {
	int64_t width, height;   /* thousandths; 0: any */
	int64_t size, leading;   /* font size in thousandths; leading in thousandths of it */
	size_t most_lines;       /* 0: any */
};
struct line_breaks {
	size_t *ends; /* for each line, the index of the piece after its last */
	size_t n;
	int64_t scale; /* of the size, in 1/10000 */
};
void lines_break(struct arena *a, const struct line_piece *pieces, size_t n, const struct line_box *box,
	struct line_breaks *out);

/* A font as a slot asks for it. */
struct cover_font {
	struct str families; /* as CSS lists them, without quotes */
	int64_t size;        /* thousandths of a user unit */
	int weight;          /* 100 to 900 */
	bool italic;
	int64_t spacing;     /* between letters, thousandths of a user unit */
	struct str language;
};
struct text_lines {
	struct str *items;
	size_t n;
	int64_t scale; /* 1/10000 */
	bool rtl;
};
/* The font that an element asks for, but for its language. */
void cover_read_font(struct arena *a, const xmlNode *node, struct cover_font *font);
/* Wraps text, already without white space at its ends, into the box. */
void cover_wrap(struct arena *a, struct str text, const struct cover_font *font, const struct line_box *box,
	struct text_lines *out);

/* Fills slots, resolves conditions and colours in the tree. */
void cover_fill(const struct job *job, xmlDocPtr doc, const struct cover_request *request);

/* What the fonts of a drawing depend on: told as lines of text that can be checked without opening any font. */
struct font_state {
	struct buf record;  /* `file MTIME SIZE PATH` lines */
	struct str *missing; /* pairs: the family asked for, the one used */
	size_t nmissing;
	struct hashed_files used;
};
/* Has drawings see the fonts in the project's folder, before installed ones of the same name. After draw_load. */
void fonts_add(struct arena *a, struct str folder);
/* Names, times and sizes of the fonts in the folder. */
struct str fonts_folder(struct arena *a, struct str folder);
void fonts_look(struct arena *a, xmlDocPtr doc, struct font_state *out);
bool fonts_unchanged(struct arena *a, struct str record);
struct str fonts_environment(struct arena *a); /* variables that decide which fonts there are */

/* The drawing as a JPEG as large as fits the box, sides in proportion. False, with a diagnostic, when it cannot be drawn. */
bool cover_raster(const struct job *job, struct str svg, uint32_t box_width, uint32_t box_height, struct str *out,
	uint32_t *width, uint32_t *height);

/* The folder of finished covers. key is a hash of all that goes in but the fonts; those are checked. */
bool cover_recall(struct arena *a, struct str folder, struct str key, struct cover *out, struct font_state *fonts);
void cover_remember(struct arena *a, struct str folder, struct str key, const struct cover *cover,
	const struct font_state *fonts);

#endif
