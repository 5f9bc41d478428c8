/* Files as authors leave them, to clean UTF-8. */
#ifndef SHEAF_READ_TEXT_H
#define SHEAF_READ_TEXT_H

#include "base/diag.h"

/*
 * A source over `raw`: byte order marks taken off (UTF-16 with one is converted), bytes that are not UTF-8 read as
 * Windows-1252, characters that XML forbids or that show nothing removed, line ends made \n. Each kind of repair is
 * told once a file, with its count.
 */
struct source *text_source(struct arena *a, struct str name, struct str raw, struct diags *d);

#endif
