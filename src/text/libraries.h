/*
 * fontconfig and HarfBuzz, loaded when a font is first asked for; see base/library.h. Call as text_libraries()->hb_face_create(…).
 * Private to text/: their handles do not leave it.
 */
#ifndef SHEAF_TEXT_LIBRARIES_H
#define SHEAF_TEXT_LIBRARIES_H

#include <fontconfig/fontconfig.h>
#include <hb-ot.h>
#include <hb-subset.h>
#include <hb.h>

struct text_libraries {
#define LIBRARY(file)
#define FUNCTION(name) __typeof__(name) *name;
#include "text/libraries.def"
#undef LIBRARY
#undef FUNCTION
};

/* NULL when all are there; else what is wrong, as the dynamic linker says it. Loads them; any thread. */
const char *text_load(void);
/* After text_load gave NULL. */
const struct text_libraries *text_libraries(void);

#endif
