/* Names from titles. */
#include "base/slug.h"

#include <stdlib.h>
#include <uninorm.h>
#include "base/buf.h"
#include "base/map.h"
#include "base/utf8.h"

struct str slug_anchor(struct arena *a, struct str title)
{
	struct str s = utf8_lower(a, utf8_nfc(a, str_trim(title)));
	char *out = arena_alloc(a, s.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < s.n;) {
		uint32_t rune = utf8_next(s, &i);
		if (rune == UTF8_BAD)
			continue;
		if (rune == '-' || rune == '_' || utf8_is_alnum(rune))
			n += utf8_put(out + n, rune);
		else if (utf8_is_space(rune))
			out[n++] = '-';
	}
	return (struct str){out, n};
}

/* Letters that decomposition does not bring to ASCII. */
static const char *transliterate(uint32_t rune)
{
	static const struct {
		uint32_t rune;
		const char *ascii;
	} table[] = {{0xDF, "ss"}, {0xE6, "ae"}, {0xF0, "d"}, {0xF8, "o"}, {0xFE, "th"}, {0x111, "d"}, {0x127, "h"},
		{0x131, "i"}, {0x138, "k"}, {0x142, "l"}, {0x14B, "n"}, {0x153, "oe"}, {0x167, "t"}};
	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		if (table[i].rune == rune)
			return table[i].ascii;
	return NULL;
}

/* A blank or a hyphen becomes one hyphen between words; an apostrophe vanishes; other punctuation divides words. */
static void slug_rune(struct buf *b, uint32_t rune, bool *divide)
{
	bool plain = rune < 0x80 && utf8_is_alnum(rune);
	const char *ascii = plain ? NULL : transliterate(rune);
	if (!plain && !ascii) {
		bool joins = rune == '\'' || rune == 0x2019 || rune == 0x2018 || (rune >= 0x300 && rune < 0x370);
		*divide = *divide || !joins;
		return;
	}
	if (*divide && b->n)
		buf_char(b, '-');
	*divide = false;
	if (plain)
		buf_char(b, (char)rune);
	else
		buf_cstr(b, ascii);
}

struct str slug_ascii(struct arena *a, struct str title)
{
	struct str low = utf8_lower(a, str_trim(title));
	size_t n = 0;
	uint8_t *parts = u8_normalize(UNINORM_NFKD, (const uint8_t *)(low.n ? low.p : ""), low.n, NULL, &n);
	struct str s = parts ? (struct str){(char *)parts, n} : low;
	struct buf b;
	bool divide = false;
	buf_init(&b, BUF_NO_LIMIT);
	for (size_t i = 0; i < s.n;)
		slug_rune(&b, utf8_next(s, &i), &divide);
	struct str slug = buf_copy(&b, a);
	buf_free(&b);
	free(parts);
	return slug;
}

struct str slug_xml_id(struct arena *a, struct str anchor)
{
	struct buf b;
	bool foreign = false;
	buf_init(&b, BUF_NO_LIMIT);
	for (size_t i = 0; i < anchor.n;) {
		uint32_t rune = utf8_next(anchor, &i);
		bool plain = rune == '-' || rune == '_' || rune == '.' || (rune < 0x80 && utf8_is_alnum(rune));
		if (plain)
			buf_char(&b, (char)rune);
		else
			foreign = true;
	}
	struct str ascii = str_trim(buf_view(&b));
	struct str id;
	char first = ascii.n ? ascii.p[0] : 0;
	if (foreign || ascii.n == 0)
		id = arena_printf(a, "s%08x%s" STR_FMT, (unsigned)(map_hash(anchor) & 0xFFFFFFFFu), ascii.n ? "-" : "",
			STR_ARG(ascii));
	else if (first == '-' || first == '.' || (first >= '0' && first <= '9'))
		id = arena_printf(a, "s-" STR_FMT, STR_ARG(ascii));
	else
		id = arena_copy(a, ascii);
	buf_free(&b);
	return id;
}
