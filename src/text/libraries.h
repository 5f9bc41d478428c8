/*
 * fontconfig, HarfBuzz and what else text is set with, loaded when first needed; see base/library.h. Call as
 * text_libraries()->hb_face_create(…). Private to text/: their handles do not leave it.
 *
 * Two tables: fonts are found and cut in reflowable books, too, which shape nothing and do not pay for what shaping needs.
 */
#ifndef SHEAF_TEXT_LIBRARIES_H
#define SHEAF_TEXT_LIBRARIES_H

#include <fontconfig/fontconfig.h>
#include <fribidi.h>
#include <hb-ot.h>
#include <hb-subset.h>
#include <hb.h>
#include <thai/thbrk.h>

#define LIBRARY(file)
#define FUNCTION(name) __typeof__(name) *name;
struct text_libraries {
#include "text/libraries.def"
};
struct setting_libraries {
#include "text/setting.def"
};
#undef LIBRARY
#undef FUNCTION

/* NULL when all are there; else what is wrong, as the dynamic linker says it. Loads them; any thread. */
const char *text_load(void);
const char *setting_load(void); /* both tables */
/* After text_load gave NULL. */
const struct text_libraries *text_libraries(void);
/* After setting_load gave NULL. */
const struct setting_libraries *setting_libraries(void);

#endif
