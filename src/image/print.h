/*
 * Pictures made fit for a PDF: JPEG as it is, all else as rows of a PNG, deflated, which PDF reads too (ISO 32000-1 7.4.4.4);
 * transparency apart. Drawings become pixels.
 */
#ifndef SHEAF_IMAGE_PRINT_H
#define SHEAF_IMAGE_PRINT_H

#include "base/diag.h"

struct print_image {
	uint32_t width, height;
	int channels;      /* 1 grey or an index into palette, 3 RGB */
	int bits;          /* a sample */
	bool jpeg;         /* data is a JPEG file; else deflated rows, each behind its filter, as in a PNG's IDAT */
	struct str data;
	struct str palette; /* RGB triples, or "" */
	struct str alpha;   /* rows as above: one channel of 8 bits, of the same size; or "" */
	struct str icc;     /* the samples' colour profile, of as many channels, or "": sRGB */
};

/*
 * Reads path into the arena. A drawing is made as many pixels wide and high as fit the box, sides in proportion. False when it cannot be
 * used: a BAD_IMAGE diagnostic at pos says why. Deterministic; any thread.
 */
bool image_for_print(struct arena *a, const char *path, uint32_t box_width, uint32_t box_height, struct print_image *out,
	struct diags *d, struct pos pos);

#endif
