/*
 * Pictures made fit for a PDF: JPEG as it is, all else as rows of a PNG, deflated, which PDF reads too (ISO 32000-1 7.4.4.4);
 * transparency apart. A drawing stays one, as a page of a PDF file, where a PDF/A may hold all that it is made of; else it becomes pixels.
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
	struct str drawing; /* a PDF file of one page, width by height points, without object streams; or "", and the rest holds */
	struct str icc;     /* the samples' colour profile, of as many channels, or "": sRGB */
};

/* As many pixels, or points of a drawing, wide and high as fit, sides in proportion. */
struct print_box {
	uint32_t width, height;
	bool pixels;       /* no drawings */
};

/* Reads path into the arena. False when it cannot be used: a BAD_IMAGE diagnostic at pos says why. Deterministic; any thread. */
bool image_for_print(struct arena *a, const char *path, struct print_box box, struct print_image *out, struct diags *d, struct pos pos);

#endif
