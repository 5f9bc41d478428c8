/* Paper by name, or by its sides: numbers with a unit each or one for both. Whole numbers throughout, so that 210 mm is the same everywhere. */
#include "book/paper_size.h"

#include <stddef.h>

enum { POINT = 65536, INCH = 72 * POINT };
#define MM(n) ((int32_t)(((int64_t)(n) * INCH * 10 + 127) / 254))

static const struct {
	const char *name;
	int32_t width, height;
} sizes[] = {
	{"letter", 17 * INCH / 2, 11 * INCH},
	{"a4", MM(210), MM(297)},
	{"a5", MM(148), MM(210)},
	{"6x9", 6 * INCH, 9 * INCH},
	{"half-letter", 11 * INCH / 2, 17 * INCH / 2},
};

/* A decimal number in millionths, off the front of *s. */
static bool take_number(struct str *s, int64_t *millionths)
{
	int64_t value = 0, unit = 1000000;
	size_t i = 0, digits = 0;
	for (; i < s->n && s->p[i] >= '0' && s->p[i] <= '9' && digits < 6; i++, digits++)
		value = value * 10 + (s->p[i] - '0');
	value *= 1000000;
	if (i < s->n && s->p[i] == '.')
		for (i++; i < s->n && s->p[i] >= '0' && s->p[i] <= '9'; i++, digits++)
			value += (s->p[i] - '0') * (unit /= 10);
	*s = str_trim(str_skip(*s, i));
	*millionths = value;
	return digits > 0;
}

/* Dims in `per` units, off the front; 0: no unit. */
static int64_t take_unit(struct str *s, int64_t *per)
{
	static const struct {
		const char *name;
		int64_t dims, per;
	} units[] = {{"in", INCH, 1}, {"\"", INCH, 1}, {"mm", (int64_t)INCH * 10, 254}, {"cm", (int64_t)INCH * 100, 254}, {"pt", POINT, 1}};
	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		size_t n = str_c(units[i].name).n;
		if (!str_eq_nocase(str_sub(*s, 0, n), str_c(units[i].name)))
			continue;
		*s = str_trim(str_skip(*s, n));
		*per = units[i].per;
		return units[i].dims;
	}
	return 0;
}

static bool take_times(struct str *s)
{
	size_t n = str_starts(*s, "x") || str_starts(*s, "X") ? 1 : str_starts(*s, "\xc3\x97") ? 2 : 0;
	*s = str_trim(str_skip(*s, n));
	return n > 0;
}

static bool to_side(int64_t millionths, int64_t dims, int64_t per, int32_t *side)
{
	int64_t denominator = per * 1000000;
	if (millionths > INT64_MAX / 2 / dims)
		return false;
	int64_t value = (millionths * dims + denominator / 2) / denominator;
	if (value < 2 * INCH || value > (int64_t)60 * INCH)
		return false;
	*side = (int32_t)value;
	return true;
}

bool paper_parse(struct str name, struct paper *paper)
{
	name = str_trim(name);
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
		if (str_eq_nocase(name, str_c(sizes[i].name))) {
			*paper = (struct paper){sizes[i].width, sizes[i].height};
			return true;
		}
	int64_t width, height, per = 1, of_width = 1;
	if (!take_number(&name, &width))
		return false;
	int64_t first = take_unit(&name, &of_width);
	if (!take_times(&name) || !take_number(&name, &height))
		return false;
	int64_t second = take_unit(&name, &per);
	if (name.n || (first && !second))
		return false;
	if (!second)
		second = INCH;
	if (!first) {
		first = second;
		of_width = per;
	}
	return to_side(width, first, of_width, &paper->width) && to_side(height, second, per, &paper->height);
}
