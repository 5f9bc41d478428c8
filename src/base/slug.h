/*
 * Names made from titles. An anchor is what authors know from code forges: lower case, blanks to '-',
 * punctuation dropped, letters of any script kept. A slug is the same in ASCII (marks stripped), for file names.
 */
#ifndef SHEAF_BASE_SLUG_H
#define SHEAF_BASE_SLUG_H

#include "base/arena.h"

struct str slug_anchor(struct arena *a, struct str title); /* may be empty */
struct str slug_ascii(struct arena *a, struct str title);  /* [a-z0-9-]*; may be empty */
/* A valid, ASCII-only XML id from an anchor: prefixed when it starts with a digit, other letters hashed. Never empty. */
struct str slug_xml_id(struct arena *a, struct str anchor);

#endif
