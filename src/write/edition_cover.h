/* The cover of an edition, for e-books and for PDFs that are read on a screen. */
#ifndef SHEAF_WRITE_EDITION_COVER_H
#define SHEAF_WRITE_EDITION_COVER_H

#include "image/cover.h"
#include "write/writer.h"

/* Made, or found in the cache. Any thread, with its own arena and diagnostics. False: none could be made. */
bool edition_cover(struct write_job *job, struct arena *a, struct cover *out, struct diags *d);
/* What it says, for those who do not see it. */
struct str edition_cover_alt(const struct edition *e, struct arena *a);

#endif
