/* Dates as front matter has them: YYYY, YYYY-MM, YYYY-MM-DD, RFC 3339, and the looser times of Jekyll and Obsidian. */
#ifndef SHEAF_READ_DATE_H
#define SHEAF_READ_DATE_H

#include <stdint.h>
#include "base/arena.h"

/* The date in a form of W3C's note on dates (a subset of ISO 8601), or "" when it is none. A time without seconds
 * gets :00, one without zone is taken for UTC. *seconds, unless NULL, becomes its start in seconds since 1970. */
struct str date_read(struct arena *a, struct str s, int64_t *seconds);

#endif
