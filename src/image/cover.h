/*
 * Covers: from the author's image, or from an SVG template in covers/ whose slots are filled in.
 *
 * A slot is a <text> element with data-slot="title|subtitle|author|publisher|series|brand". Its content is replaced by
 * tspans, one a line:
 *   data-width   the longest a line may be, in user units (without it: one line, not scaled)
 *   data-height  the tallest the lines together may be (without it: any height)
 *   data-lines   the most lines there may be
 *   data-leading from baseline to baseline in ems of the font size, 1.2 by default
 *   data-valign  which line keeps its place when there are several or they are scaled down. The x and y of the element place
 *                one line at full size, as any drawing program shows it. top (default): the first line stays and the others
 *                stand below it; bottom: the last line stays, the others stand above; middle: they grow both ways.
 *   data-case    upper: the text in capitals
 * Lines are broken so that they are of like length, and scaled down from the element's font-size until they fit.
 * font-family, font-size (user units), font-weight, font-style and letter-spacing are read from attributes or `style` of the
 * element and its ancestors, not from style sheets.
 * data-when="subtitle" on any element keeps it only when that slot has text ("subtitle author": any of them;
 * "!subtitle": only when it has none).
 * `var(--brand, #8a3b5c)` in any attribute or style sheet becomes the brand colour (#rgb or #rrggbb), else its fallback.
 */
#ifndef SHEAF_IMAGE_COVER_H
#define SHEAF_IMAGE_COVER_H

#include "base/diag.h"
#include "base/hash.h"

struct cover_request {
	struct str template_svg; /* text of the SVG template; used when image is empty */
	struct str template_name; /* for diagnostics */
	struct str image;         /* path of the author's own cover (any image type), or "" */
	struct pos pos;           /* where the project names it */
	struct str title, subtitle, author, publisher, series, brand, colour, language;
	struct str fonts;         /* the project's folder of fonts (.ttf .otf .ttc .otc), or "" */
	struct str cache;         /* folder for finished rasters, keyed by a hash of all that goes in; "" for none */
};

struct cover {
	struct str inner; /* JPEG of at most 1560×2496, for inside the book */
	uint32_t inner_width, inner_height;
	struct str store; /* JPEG of 1600×2560 (an author's image: as large as it is, at most that), for shops */
	uint32_t store_width, store_height;
	struct hashed_files fonts; /* that a drawing's text is set in */
};

/* False: no cover could be made; a BAD_COVER diagnostic says why. A missing font is diagnosed and replaced. */
bool cover_make(struct arena *a, const struct cover_request *request, struct cover *out, struct diags *d);

#endif
