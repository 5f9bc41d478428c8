/* Reading as much of a CFF table as leads to its charset: header, two INDEXes, the Top DICT. Sections are of Technical Note 5176. */
#include "text/cff.h"

enum { OP_CHARSET = 15, OP_ROS = 0x0c00 | 30 };

static uint32_t number_at(struct str s, size_t at, unsigned size)
{
	uint32_t v = 0;
	for (unsigned i = 0; i < size; i++)
		v = v << 8 | (at + i < s.n ? (unsigned char)s.p[at + i] : 0);
	return v;
}

/* Section 5: moves *at past the INDEX and gives its first object. */
static bool skip_index(struct str cff, size_t *at, struct str *first)
{
	uint32_t count = number_at(cff, *at, 2);
	unsigned size = (unsigned)number_at(cff, *at + 2, 1);
	*first = (struct str){0};
	if (!count) {
		*at += 2;
		return *at <= cff.n;
	}
	size_t data = *at + 2 + (size_t)(count + 1) * size; /* offsets count from the byte before the data */
	if (size < 1 || size > 4)
		return false;
	*first = str_sub(cff, data + number_at(cff, *at + 3, size), data + number_at(cff, *at + 3 + size, size));
	*at = data + number_at(cff, *at + 3 + (size_t)count * size, size);
	return *at <= cff.n;
}

/* Section 4: an operand's length by its first byte; 0: an operator. */
static size_t operand_length(struct str dict, size_t at)
{
	unsigned first = (unsigned char)dict.p[at];
	size_t n = 1;
	if (first <= 21)
		return 0;
	if (first == 28)
		return 3;
	if (first == 29)
		return 5;
	if (first == 30) {
		while (at + n < dict.n && (dict.p[at + n] & 0xf) != 0xf)
			n++;
		return n + 1;
	}
	return first >= 247 && first <= 254 ? 2 : 1;
}

static uint32_t operand(struct str dict, size_t at)
{
	unsigned first = (unsigned char)dict.p[at];
	if (first == 28)
		return number_at(dict, at + 1, 2);
	if (first == 29)
		return number_at(dict, at + 1, 4);
	if (first >= 247 && first <= 250)
		return (first - 247) * 256 + number_at(dict, at + 1, 1) + 108;
	return first >= 139 && first <= 246 ? first - 139 : 0; /* none that is looked for is below 0 */
}

/* Offset of the charset, and whether the font is CID-keyed: its Top DICT begins with ROS. */
static uint32_t charset_of(struct str dict, bool *keyed)
{
	uint32_t value = 0, charset = 0;
	*keyed = false;
	for (size_t i = 0; i < dict.n;) {
		size_t n = operand_length(dict, i);
		if (n) {
			value = operand(dict, i);
			i += n;
			continue;
		}
		unsigned op = (unsigned char)dict.p[i++];
		if (op == 12 && i < dict.n)
			op = 0x0c00 | (unsigned char)dict.p[i++];
		charset = op == OP_CHARSET ? value : charset;
		*keyed |= op == OP_ROS;
	}
	return charset;
}

/* Section 13: formats 0 (an array), 1 and 2 (ranges). Glyph 0 is .notdef and not in it. */
static bool read_charset(struct str cff, size_t at, uint32_t *cids, size_t n)
{
	unsigned format = (unsigned)number_at(cff, at++, 1), size = format;
	size_t i = 1;
	if (format > 2)
		return false;
	while (i < n && at + 2 <= cff.n) {
		uint32_t first = number_at(cff, at, 2), left = number_at(cff, at + 2, size);
		for (uint32_t k = 0; k <= left && i < n; k++)
			cids[i++] = first + k;
		at += 2 + size;
	}
	return i >= n;
}

bool cff_cids(struct str cff, uint32_t *cids, size_t n)
{
	size_t at = number_at(cff, 2, 1);
	struct str name, dict;
	bool keyed;
	for (size_t i = 0; i < n; i++)
		cids[i] = (uint32_t)i;
	if (cff.n < 4 || !skip_index(cff, &at, &name) || !skip_index(cff, &at, &dict) || !dict.n)
		return false;
	uint32_t charset = charset_of(dict, &keyed);
	/* below 3: one of those that the format names, which for CIDs is their own numbers */
	return !keyed || charset < 3 || (charset < cff.n && read_charset(cff, charset, cids, n));
}
