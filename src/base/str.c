/* String slices. */
#include "base/str.h"

#include <string.h>
#include <strings.h>

struct str str_c(const char *c)
{
	return c ? (struct str){c, strlen(c)} : (struct str){0};
}

bool str_eq(struct str a, struct str b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

bool str_is(struct str a, const char *c)
{
	return str_eq(a, str_c(c));
}

bool str_eq_nocase(struct str a, struct str b)
{
	if (a.n != b.n)
		return false;
	for (size_t i = 0; i < a.n; i++) {
		unsigned char x = (unsigned char)a.p[i], y = (unsigned char)b.p[i];
		if (x >= 'A' && x <= 'Z')
			x += 32;
		if (y >= 'A' && y <= 'Z')
			y += 32;
		if (x != y)
			return false;
	}
	return true;
}

int str_cmp(struct str a, struct str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int order = n ? memcmp(a.p, b.p, n) : 0;
	if (order)
		return order;
	return a.n < b.n ? -1 : a.n > b.n;
}

bool str_starts(struct str s, const char *prefix)
{
	size_t n = strlen(prefix);
	return s.n >= n && memcmp(n ? s.p : prefix, prefix, n) == 0;
}

bool str_ends(struct str s, const char *suffix)
{
	size_t n = strlen(suffix);
	return n == 0 || (s.n >= n && memcmp(s.p + s.n - n, suffix, n) == 0);
}

size_t str_find(struct str s, const char *needle)
{
	size_t n = strlen(needle);
	if (n == 0)
		return 0;
	const char *hit = s.n ? memmem(s.p, s.n, needle, n) : NULL;
	return hit ? (size_t)(hit - s.p) : s.n;
}

size_t str_find_char(struct str s, char c)
{
	const char *hit = s.n ? memchr(s.p, c, s.n) : NULL;
	return hit ? (size_t)(hit - s.p) : s.n;
}

struct str str_sub(struct str s, size_t from, size_t to)
{
	if (to > s.n)
		to = s.n;
	if (from >= to)
		return (struct str){s.p ? s.p + (from > s.n ? s.n : from) : NULL, 0};
	return (struct str){s.p + from, to - from};
}

struct str str_skip(struct str s, size_t n)
{
	return str_sub(s, n, s.n);
}

static bool is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

struct str str_trim(struct str s)
{
	while (s.n && is_blank(s.p[0]))
		s = str_skip(s, 1);
	while (s.n && is_blank(s.p[s.n - 1]))
		s.n--;
	return s;
}

struct str str_cut(struct str *rest, char sep)
{
	size_t i = str_find_char(*rest, sep);
	struct str head = str_sub(*rest, 0, i);
	*rest = str_skip(*rest, i < rest->n ? i + 1 : i);
	return head;
}
