/* The pictures of an edition: how large each is, before anything is set. Private to layout/. */
#ifndef SHEAF_LAYOUT_PICTURES_H
#define SHEAF_LAYOUT_PICTURES_H

#include "layout/composition.h"

struct picture {
	uint32_t width, height; /* pixels, upright; of a drawing its nominal size in CSS px */
	bool drawing;
	bool good;              /* it can be shown */
};

struct image_sizes {
	struct picture *items;  /* by asset.index */
};

/* Reads all that the edition shows, on all threads. One that cannot be used is told of here, and its words stand for it. */
void pictures_read(struct composition *c);

#endif
