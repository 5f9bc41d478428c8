/* Language tags: BCP 47, by the grammar of RFC 5646 section 2.1. The registry is not consulted. */
#ifndef SHEAF_READ_LANGTAG_H
#define SHEAF_READ_LANGTAG_H

#include "base/arena.h"

/* The tag in the case that section 2.1.1 recommends (en-GB, zh-Hant), or "" when it is not well-formed. Language
 * subtags of four and more letters are refused: none is registered, and authors write `English`. */
struct str langtag_read(struct arena *a, struct str tag);

/* What was probably meant by a refused tag: en-GB for en_GB, de for Deutsch; or "". */
struct str langtag_guess(struct arena *a, struct str tag);

#endif
