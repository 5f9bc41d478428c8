/*
 * librsvg, pango, cairo and fontconfig, loaded when a cover is first drawn: with the forty libraries they bring, starting the program would
 * take four times as long, and nearly every build finds its cover in the cache. Call as draw()->cairo_create(surface).
 * Private to image/: their handles do not leave it.
 */
#ifndef SHEAF_IMAGE_DRAW_H
#define SHEAF_IMAGE_DRAW_H

#include <cairo-pdf.h>
#include <fontconfig/fontconfig.h>
#include <librsvg/rsvg.h>
#include <pango/pangocairo.h>

struct draw {
#define LIBRARY(file)
#define FUNCTION(name) __typeof__(name) *name;
#include "image/draw.def"
#undef LIBRARY
#undef FUNCTION
};

/* NULL when all are there; else what is wrong, as the dynamic linker says it. Loads them; any thread. */
const char *draw_load(void);
/* After draw_load gave NULL. */
const struct draw *draw(void);
/* Calls visit with the path of each library's file: what a drawing depends on besides its input. */
void draw_files(void (*visit)(void *context, const char *path), void *context);

#endif
