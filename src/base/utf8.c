/* UTF-8 after Unicode 15 table 3-7: no overlong forms, no surrogates, nothing past U+10FFFF. */
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>

static uint32_t decode_tail(struct str s, size_t *i, unsigned first, int tail, unsigned low, unsigned high)
{
	size_t at = *i + 1;
	uint32_t rune = first;
	*i = at;
	for (int k = 0; k < tail; k++) {
		unsigned c = at < s.n ? (unsigned char)s.p[at] : 0;
		if (c < (k ? 0x80 : low) || c > (k ? 0xBF : high))
			return UTF8_BAD;
		rune = rune << 6 | (c & 0x3F);
		at++;
	}
	*i = at;
	return rune;
}

uint32_t utf8_next(struct str s, size_t *i)
{
	unsigned c = (unsigned char)s.p[*i];
	if (c < 0x80) {
		++*i;
		return c;
	}
	if (c >= 0xC2 && c <= 0xDF)
		return decode_tail(s, i, c & 0x1F, 1, 0x80, 0xBF);
	if (c >= 0xE0 && c <= 0xEF)
		return decode_tail(s, i, c & 0x0F, 2, c == 0xE0 ? 0xA0 : 0x80, c == 0xED ? 0x9F : 0xBF);
	if (c >= 0xF0 && c <= 0xF4)
		return decode_tail(s, i, c & 0x07, 3, c == 0xF0 ? 0x90 : 0x80, c == 0xF4 ? 0x8F : 0xBF);
	++*i;
	return UTF8_BAD;
}

size_t utf8_put(char out[4], uint32_t rune)
{
	if (rune < 0x80) {
		out[0] = (char)rune;
		return 1;
	}
	if (rune < 0x800) {
		out[0] = (char)(0xC0 | rune >> 6);
		out[1] = (char)(0x80 | (rune & 0x3F));
		return 2;
	}
	if (rune < 0x10000) {
		out[0] = (char)(0xE0 | rune >> 12);
		out[1] = (char)(0x80 | (rune >> 6 & 0x3F));
		out[2] = (char)(0x80 | (rune & 0x3F));
		return 3;
	}
	out[0] = (char)(0xF0 | rune >> 18);
	out[1] = (char)(0x80 | (rune >> 12 & 0x3F));
	out[2] = (char)(0x80 | (rune >> 6 & 0x3F));
	out[3] = (char)(0x80 | (rune & 0x3F));
	return 4;
}

uint32_t utf8_from_windows(unsigned char byte)
{
	/* 0x80 to 0x9F; 0 where it has nothing */
	static const uint16_t windows[32] = {0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
		0x2039, 0x0152, 0, 0x017D, 0, 0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161,
		0x203A, 0x0153, 0, 0x017E, 0x0178};
	if (byte < 0x80 || byte >= 0xA0)
		return byte;
	return windows[byte - 0x80] ? windows[byte - 0x80] : 0xFFFD;
}

static uint32_t utf16_unit(struct str s, size_t i, bool big)
{
	unsigned char a = (unsigned char)s.p[i], b = (unsigned char)s.p[i + 1];
	return big ? (uint32_t)a << 8 | b : (uint32_t)b << 8 | a;
}

uint32_t utf8_from_utf16(struct str s, size_t *i, bool big)
{
	uint32_t c = utf16_unit(s, *i, big), low = *i + 3 < s.n ? utf16_unit(s, *i + 2, big) : 0;
	*i += 2;
	if (c < 0xD800 || c >= 0xE000)
		return c;
	if (c >= 0xDC00 || low < 0xDC00 || low >= 0xE000)
		return UTF8_BAD;
	*i += 2;
	return 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
}

size_t utf8_check(struct str s)
{
	for (size_t i = 0; i < s.n;) {
		uint64_t eight;
		if (i + 8 <= s.n && (memcpy(&eight, s.p + i, 8), (eight & 0x8080808080808080u) == 0)) {
			i += 8;
			continue;
		}
		size_t at = i;
		if (utf8_next(s, &i) == UTF8_BAD)
			return at;
	}
	return s.n;
}

size_t utf8_count(struct str s)
{
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++)
		n += ((unsigned char)s.p[i] & 0xC0) != 0x80;
	return n;
}

bool utf8_is_alnum(uint32_t rune)
{
	if (rune < 0x80)
		return (rune >= '0' && rune <= '9') || ((rune | 32) >= 'a' && (rune | 32) <= 'z');
	return uc_is_general_category_withtable(rune,
		UC_CATEGORY_MASK_L | UC_CATEGORY_MASK_M | UC_CATEGORY_MASK_Nd);
}

bool utf8_is_upper(uint32_t rune)
{
	return rune < 0x80 ? rune >= 'A' && rune <= 'Z'
			   : uc_is_general_category_withtable(rune, UC_CATEGORY_MASK_Lu | UC_CATEGORY_MASK_Lt);
}

bool utf8_is_space(uint32_t rune)
{
	return rune < 0x80 ? rune == ' ' || (rune >= '\t' && rune <= '\r') : uc_is_property_white_space(rune);
}

/* libunistring returns malloced memory; NULL means ill-formed input, which stays as it was. */
static struct str keep(struct arena *a, uint8_t *made, size_t n, struct str original)
{
	if (!made)
		return original;
	struct str s = arena_copy(a, (struct str){(char *)made, n});
	free(made);
	return s;
}

static bool is_ascii(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] & 0x80)
			return false;
	return true;
}

static struct str ascii_lower(struct arena *a, struct str s)
{
	struct str low = arena_copy(a, s);
	char *p = (char *)low.p;
	for (size_t i = 0; i < low.n; i++)
		if (p[i] >= 'A' && p[i] <= 'Z')
			p[i] += 32;
	return low;
}

struct str utf8_lower(struct arena *a, struct str s)
{
	if (is_ascii(s))
		return ascii_lower(a, s);
	size_t n = 0;
	uint8_t *made = u8_tolower((const uint8_t *)s.p, s.n, "", NULL, NULL, &n);
	return keep(a, made, n, s);
}

struct str utf8_upper(struct arena *a, struct str s)
{
	size_t n = 0;
	uint8_t *made = u8_toupper((const uint8_t *)s.p, s.n, "", NULL, NULL, &n);
	return keep(a, made, n, s);
}

struct str utf8_fold(struct arena *a, struct str s)
{
	if (is_ascii(s))
		return ascii_lower(a, s);
	size_t n = 0;
	uint8_t *made = u8_casefold((const uint8_t *)s.p, s.n, "", UNINORM_NFKC, NULL, &n);
	return keep(a, made, n, s);
}

struct str utf8_nfc(struct arena *a, struct str s)
{
	if (is_ascii(s))
		return s;
	size_t n = 0;
	uint8_t *made = u8_normalize(UNINORM_NFC, (const uint8_t *)s.p, s.n, NULL, &n);
	return keep(a, made, n, s);
}

struct str utf8_trim(struct str s)
{
	size_t first = s.n, end = 0;
	for (size_t i = 0; i < s.n;) {
		size_t at = i;
		uint32_t rune = utf8_next(s, &i);
		if (rune != UTF8_BAD && utf8_is_space(rune))
			continue;
		first = at < first ? at : first;
		end = i;
	}
	return first < end ? str_sub(s, first, end) : (struct str){0};
}
