/* Bytes of unknown origin to clean text: UTF-8 without a byte order mark, lines that end in \n, no control characters. */
#ifndef SHEAF_IMPORT_INTAKE_H
#define SHEAF_IMPORT_INTAKE_H

#include "base/diag.h"

/*
 * Reads UTF-8, UTF-16 with a byte order mark, and Windows-1252 where a byte is not UTF-8 (reported with a count and the
 * first place). Line numbers stay those of an editor. NULL when this is no text at all: reported.
 */
struct source *intake_text(struct arena *a, struct str name, struct str bytes, struct diags *d);

#endif
