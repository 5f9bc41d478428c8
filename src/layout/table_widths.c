/*
 * Sharing out what is left between the longest words and the natural widths. A column of short entries that fits an equal share gets its
 * natural width: broken dates and numbers are what makes a table hard to read, and they cost little. The others get widths by the square
 * roots of how much text they hold. In proportion to the text itself all columns would come out equally tall, but the short ones very
 * narrow and full of hyphens; in equal parts, as many processors do, a column of remarks makes the table twice as tall as need be.
 *
 * Rejected: the least height of the table by search over all widths. They would jump with every word that an author changes; table_fit.c
 * only looks for fewer lines near the widths that are found here.
 */
#include "layout/table_widths.h"

#include <stdbool.h>

static int64_t root(int64_t n)
{
	int64_t low = 0, high = 3037000499;
	while (low < high) {
		int64_t middle = high - (high - low) / 2;
		if (middle * middle <= n)
			low = middle;
		else
			high = middle - 1;
	}
	return low;
}

enum level { LEVEL_PART, LEVEL_WORD, LEVEL_NATURAL };

static int32_t at_level(const struct table_column *c, enum level level)
{
	return level == LEVEL_PART ? c->extent.part : level == LEVEL_WORD ? c->extent.word : c->extent.natural;
}

static int64_t sum(const struct table_column *columns, size_t n, enum level level)
{
	int64_t all = 0;
	for (size_t i = 0; i < n; i++)
		all += at_level(&columns[i], level);
	return all;
}

/* Columns of less than an equal share get all that they ask for, unless others could not have their least then. */
static void settle_short(struct table_column *columns, size_t n, int64_t room, enum level least, enum level most)
{
	size_t left = n;
	int64_t needed = sum(columns, n, least), used = 0;
	for (bool changed = true; changed && left;) {
		changed = false;
		for (size_t i = 0; i < n; i++) {
			struct table_column *c = &columns[i];
			int32_t all = at_level(c, most);
			if (c->width || all > (room - used) / (int64_t)left || needed + all - at_level(c, least) > room)
				continue;
			needed += all - at_level(c, least);
			c->width = all;
			used += all;
			changed = true;
			if (!--left)
				return;
		}
	}
}

static int32_t width_by(const struct table_column *c, int64_t factor, enum level least, enum level most)
{
	int64_t width = c->width ? c->width : root(c->weight) * factor / 1024;
	int32_t low = c->width ? c->width : at_level(c, least), high = c->width ? c->width : at_level(c, most);
	return (int32_t)(width < low ? low : width > high ? high : width);
}

static int64_t sum_by(const struct table_column *columns, size_t n, int64_t factor, enum level least, enum level most)
{
	int64_t all = 0;
	for (size_t i = 0; i < n; i++)
		all += width_by(&columns[i], factor, least, most);
	return all;
}

static void share(struct table_column *columns, size_t n, int64_t room, enum level least, enum level most)
{
	int64_t low = 0, high = (int64_t)1 << 31;
	settle_short(columns, n, room, least, most);
	while (low < high) {
		int64_t middle = high - (high - low) / 2;
		if (sum_by(columns, n, middle, least, most) <= room)
			low = middle;
		else
			high = middle - 1;
	}
	for (size_t i = 0; i < n; i++)
		columns[i].width = width_by(&columns[i], low, least, most);
}

/* In proportion to what they need, and at least a little. */
static void squeeze(struct table_column *columns, size_t n, int64_t room)
{
	int64_t all = sum(columns, n, LEVEL_PART);
	for (size_t i = 0; i < n; i++)
		columns[i].width = all ? (int32_t)(room * columns[i].extent.part / all) : 0;
}

enum table_fit table_widths(struct table_column *columns, size_t n, int32_t room)
{
	for (size_t i = 0; i < n; i++) {
		columns[i].width = 0;
		if (columns[i].extent.word > columns[i].extent.natural)
			columns[i].extent.natural = columns[i].extent.word;
		if (columns[i].extent.part > columns[i].extent.word)
			columns[i].extent.part = columns[i].extent.word;
	}
	if (sum(columns, n, LEVEL_NATURAL) <= room) {
		for (size_t i = 0; i < n; i++)
			columns[i].width = columns[i].extent.natural;
		return TABLE_NATURAL;
	}
	if (sum(columns, n, LEVEL_WORD) <= room) {
		share(columns, n, room, LEVEL_WORD, LEVEL_NATURAL);
		return TABLE_WORDS;
	}
	if (sum(columns, n, LEVEL_PART) <= room) {
		share(columns, n, room, LEVEL_PART, LEVEL_WORD);
		return TABLE_PARTS;
	}
	squeeze(columns, n, room);
	return TABLE_NOT;
}

static int32_t *field(struct table_extent *e, int level)
{
	return level == LEVEL_PART ? &e->part : level == LEVEL_WORD ? &e->word : &e->natural;
}

static void grow(struct table_column *columns, size_t n, int level, int64_t missing)
{
	int64_t all = 0, done = 0, given = 0;
	for (size_t i = 0; i < n; i++)
		all += *field(&columns[i].extent, level);
	int64_t total = all ? all : (int64_t)n;
	for (size_t i = 0; i < n; i++) {
		int32_t *width = field(&columns[i].extent, level);
		done += all ? *width : 1;
		int64_t upto = missing * done / total;
		*width += (int32_t)(upto - given);
		given = upto;
	}
}

void table_widths_span(struct table_column *columns, size_t n, int32_t gap, const struct table_extent *extent)
{
	struct table_extent asked = *extent;
	for (int level = LEVEL_PART; level <= LEVEL_NATURAL; level++) {
		int64_t missing = (int64_t)*field(&asked, level) - sum(columns, n, (enum level)level) - (int64_t)gap * (int64_t)(n - 1);
		if (missing > 0)
			grow(columns, n, level, missing);
	}
}

void table_widths_spread(struct table_column *columns, size_t n, int32_t room)
{
	int64_t all = 0, done = 0, given = 0;
	for (size_t i = 0; i < n; i++)
		all += columns[i].width;
	int64_t missing = room - all, total = all ? all : (int64_t)n;
	for (size_t i = 0; i < n && missing > 0; i++) {
		done += all ? columns[i].width : 1;
		int64_t upto = missing * done / total;
		columns[i].width += (int32_t)(upto - given);
		given = upto;
	}
}
