/* Growable buffers. Escaping copies whole runs of harmless bytes, since nearly all bytes are. */
#include "base/buf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/utf8.h"

void buf_init(struct buf *b, size_t limit)
{
	*b = (struct buf){.limit = limit};
}

void buf_free(struct buf *b)
{
	free(b->p);
	buf_init(b, b->limit);
}

void buf_clear(struct buf *b)
{
	b->n = 0;
	b->failed = false;
}

static bool buf_reserve(struct buf *b, size_t n)
{
	if (b->failed || n > b->limit - b->n) {
		b->failed = true;
		return false;
	}
	if (b->n + n > b->cap) {
		b->cap = b->cap * 2 > b->n + n ? b->cap * 2 : b->n + n + 64;
		b->p = mem_resize(b->p, b->cap);
	}
	return true;
}

void buf_put(struct buf *b, const void *p, size_t n)
{
	if (n && buf_reserve(b, n)) {
		memcpy(b->p + b->n, p, n);
		b->n += n;
	}
}

void buf_str(struct buf *b, struct str s)
{
	buf_put(b, s.p, s.n);
}

void buf_cstr(struct buf *b, const char *s)
{
	buf_put(b, s, strlen(s));
}

void buf_char(struct buf *b, char c)
{
	buf_put(b, &c, 1);
}

void buf_rune(struct buf *b, uint32_t rune)
{
	char bytes[4];
	buf_put(b, bytes, utf8_put(bytes, rune));
}

void buf_printf(struct buf *b, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	int n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (n < 0)
		abort();
	if (!buf_reserve(b, (size_t)n + 1))
		return;
	va_start(ap, fmt);
	vsnprintf(b->p + b->n, (size_t)n + 1, fmt, ap);
	va_end(ap);
	b->n += (size_t)n;
}

struct str buf_view(const struct buf *b)
{
	return (struct str){b->p, b->n};
}

struct str buf_copy(const struct buf *b, struct arena *a)
{
	return arena_copy(a, buf_view(b));
}

/* What to write instead of a byte; "" drops it; NULL keeps it. */
static const char *xml_escape(unsigned char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	default:
		return c < 0x20 && c != '\t' && c != '\n' ? "" : NULL;
	}
}

static const unsigned char xml_special[256] = {
	[0] = 1,    [1] = 1,    [2] = 1,    [3] = 1,    [4] = 1,    [5] = 1,    [6] = 1,    [7] = 1,
	[8] = 1,    [11] = 1,   [12] = 1,   [13] = 1,   [14] = 1,   [15] = 1,   [16] = 1,   [17] = 1,
	[18] = 1,   [19] = 1,   [20] = 1,   [21] = 1,   [22] = 1,   [23] = 1,   [24] = 1,   [25] = 1,
	[26] = 1,   [27] = 1,   [28] = 1,   [29] = 1,   [30] = 1,   [31] = 1,   ['&'] = 1,  ['<'] = 1,
	['>'] = 1,  ['"'] = 1,  [0xEF] = 1, /* U+FFFE and U+FFFF begin so */
};

void buf_xml(struct buf *b, struct str s)
{
	size_t done = 0;
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if (!xml_special[c])
			continue;
		const char *instead = xml_escape(c);
		size_t length = 1;
		if (c == 0xEF && i + 2 < s.n && (unsigned char)s.p[i + 1] == 0xBF && (unsigned char)s.p[i + 2] >= 0xBE) {
			instead = "";
			length = 3;
		}
		if (!instead)
			continue;
		buf_put(b, s.p + done, i - done);
		buf_cstr(b, instead);
		i += length - 1;
		done = i + 1;
	}
	if (s.n)
		buf_put(b, s.p + done, s.n - done);
}

static bool is_hex(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/* Where the host of scheme://host ends, 0 without one: only there brackets are allowed (an IPv6 address). */
static size_t url_host_end(struct str url)
{
	size_t i = str_find(url, "://");
	if (i >= url.n)
		return 0;
	for (i += 3; i < url.n && !strchr("/?#", url.p[i]); i++)
		;
	return i;
}

void buf_url(struct buf *b, struct str url)
{
	static const char allowed[] = "-._~:/?@!$&'()*+,;=";
	size_t host_end = url_host_end(url), hash = str_find_char(url, '#');
	for (size_t i = 0; i < url.n; i++) {
		char c = url.p[i];
		bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
		if (plain || (c && strchr(allowed, c)) || i == hash || (i < host_end && (c == '[' || c == ']')) ||
			(c == '%' && i + 2 < url.n && is_hex(url.p[i + 1]) && is_hex(url.p[i + 2])))
			buf_char(b, c);
		else
			buf_printf(b, "%%%02X", (unsigned char)c);
	}
}
