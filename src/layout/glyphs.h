/* Glyph runs in a fifth of the memory: a book has a million glyphs, and all its pages are there before the first is written. */
#ifndef SHEAF_LAYOUT_GLYPHS_H
#define SHEAF_LAYOUT_GLYPHS_H

#include "layout/page.h"

/* Its glyphs go to a's memory, packed. */
void glyphs_pack(struct arena *a, struct glyph_run *run);
/* The run with its glyphs unpacked, in a's memory; or as it is, if it was never packed. */
struct glyph_run glyphs_of(struct arena *a, const struct glyph_run *run);

#endif
