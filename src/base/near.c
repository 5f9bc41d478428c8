/* Optimal string alignment distance: insertions, deletions, replacements and swaps of neighbours cost one each. */
#include "base/near.h"

#include <string.h>

enum { NEAR_LONGEST = 128 };

void near_init(struct near *n, struct str want)
{
	*n = (struct near){.want = want, .distance = want.n / 3 > 1 ? want.n / 3 + 1 : 2};
}

static unsigned char fold(char c)
{
	return (unsigned char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
}

static size_t min3(size_t a, size_t b, size_t c)
{
	size_t m = a < b ? a : b;
	return m < c ? m : c;
}

/* Distance of a and b, or limit when it is not below it. */
static size_t distance(struct str a, struct str b, size_t limit)
{
	size_t rows[3][NEAR_LONGEST + 1];
	size_t *before = rows[0], *above = rows[1], *row = rows[2];
	for (size_t j = 0; j <= b.n; j++)
		above[j] = j;
	for (size_t i = 1; i <= a.n; i++) {
		size_t best = row[0] = i;
		for (size_t j = 1; j <= b.n; j++) {
			size_t cost = fold(a.p[i - 1]) != fold(b.p[j - 1]);
			row[j] = min3(above[j] + 1, row[j - 1] + 1, above[j - 1] + cost);
			if (i > 1 && j > 1 && fold(a.p[i - 1]) == fold(b.p[j - 2]) &&
				fold(a.p[i - 2]) == fold(b.p[j - 1]) && before[j - 2] + 1 < row[j])
				row[j] = before[j - 2] + 1;
			if (row[j] < best)
				best = row[j];
		}
		if (best >= limit)
			return limit;
		size_t *spare = before;
		before = above;
		above = row;
		row = spare;
	}
	return above[b.n];
}

void near_try(struct near *n, struct str candidate)
{
	size_t longer = n->want.n > candidate.n ? n->want.n : candidate.n;
	size_t shorter = n->want.n + candidate.n - longer;
	if (candidate.n == 0 || longer > NEAR_LONGEST || longer - shorter >= n->distance)
		return;
	size_t d = distance(n->want, candidate, n->distance);
	if (d < n->distance) {
		n->distance = d;
		n->best = candidate;
	}
}
