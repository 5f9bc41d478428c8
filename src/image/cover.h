/*
 * Covers: from the author's image, or from an SVG template in covers/ whose slots are filled in.
 *
 * A slot is a <text> element with data-slot="title|subtitle|author|publisher|series|brand" and data-width, data-height (user units,
 * optional data-lines): its content is replaced by tspans, wrapped to the width and scaled down from its font-size until it
 * fits the height. data-optional elements vanish with an empty slot: data-when="subtitle" on any element keeps it only when that slot has text.
 * The colour word `var(--brand, #8a3b5c)` in any attribute becomes brand.colour or its fallback.
 */
#ifndef SHEAF_IMAGE_COVER_H
#define SHEAF_IMAGE_COVER_H

#include "base/diag.h"

struct cover_request {
	struct str template_svg; /* text of the SVG template; used when image is empty */
	struct str template_name; /* for diagnostics */
	struct str image;         /* path of the author's own cover (any image type), or "" */
	struct pos pos;           /* where the project names it */
	struct str title, subtitle, author, publisher, series, brand, colour, language;
	struct str cache;         /* folder for finished rasters, keyed by a hash of all that goes in; "" for none */
};

struct cover {
	struct str inner; /* JPEG of at most 1560×2496, for inside the book */
	uint32_t inner_width, inner_height;
	struct str store; /* JPEG of 1600×2560 (an author's image: as large as it is, at most that), for shops */
	uint32_t store_width, store_height;
};

/* False: no cover could be made; a BAD_COVER diagnostic says why. A missing font is diagnosed and replaced. */
bool cover_make(struct arena *a, const struct cover_request *request, struct cover *out, struct diags *d);

#endif
