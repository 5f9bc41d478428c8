/* The nearest candidate to a misspelt name: optimal string alignment distance (Damerau 1964), case folded. */
#ifndef SHEAF_BASE_NEAR_H
#define SHEAF_BASE_NEAR_H

#include "base/str.h"

struct near {
	struct str want;
	struct str best; /* empty: nothing is near enough (a third of the letters, at least 1) */
	size_t distance;
};

void near_init(struct near *n, struct str want);
void near_try(struct near *n, struct str candidate); /* the first of equals stays */

#endif
