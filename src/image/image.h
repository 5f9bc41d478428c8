/*
 * Pictures made fit for a book: metadata stripped (a photo's GPS and camera stay private), EXIF rotation applied, size limits
 * kept, SVG vetted. JPEG without need for change is passed through with its metadata segments cut out.
 * Through libjpeg, libpng, libwebp, librsvg + cairo, libxml2; no handle of theirs leaves image/.
 */
#ifndef SHEAF_IMAGE_IMAGE_H
#define SHEAF_IMAGE_IMAGE_H

#include "base/diag.h"

enum image_type { IMAGE_UNKNOWN, IMAGE_JPEG, IMAGE_PNG, IMAGE_GIF, IMAGE_WEBP, IMAGE_SVG };

struct image {
	enum image_type type;     /* of data */
	uint32_t width, height;   /* pixels; of an SVG its nominal size in CSS px, 0 when it has none */
	struct str data;          /* bytes to pack, in the caller's arena; empty when the file can be packed as it is */
	bool animated;            /* what is packed moves: GIF, WebP or PNG with several frames, or an SVG moved by CSS */
};

struct image_limits {
	uint64_t pixels;    /* more are scaled down: 4,000,000 for EPUB */
	bool webp;          /* the format may hold WebP; else it becomes JPEG or PNG */
};

const char *image_media_type(enum image_type type); /* image/jpeg …; NULL for unknown */
const char *image_extension(enum image_type type);  /* jpg …, without dot */

/* Type and size from the first bytes, without decoding. False: not an image that sheaf knows. */
bool image_probe(const char *path, enum image_type *type, uint32_t *width, uint32_t *height);

/* Reads and prepares path. False when it cannot be used: a BAD_IMAGE diagnostic at pos says why.
 * Deterministic: the same file gives the same bytes. Safe to call on several threads. */
bool image_prepare(struct arena *a, const char *path, const struct image_limits *limits, struct image *out,
	struct diags *d, struct pos pos);

/* The same without making anything: type and size of what image_prepare or image_for_print would show, upright. */
bool image_check(const char *path, struct image *out, struct diags *d, struct pos pos);

#endif
