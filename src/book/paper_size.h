/* The size of a page. Lengths are dims: 65536ths of a point. */
#ifndef SHEAF_BOOK_PAPER_SIZE_H
#define SHEAF_BOOK_PAPER_SIZE_H

#include <stdint.h>
#include "base/str.h"

struct paper {
	int32_t width, height; /* trimmed */
};

/* letter, a4, a5, 6x9, half-letter, or WIDTHxHEIGHT with a unit after the second or both: in, mm, cm, pt; without one, inches.
 * False: not a size, or a side not from 2 to 60 inches. Capitals and spaces do not matter. */
bool paper_parse(struct str name, struct paper *paper);

#endif
