/*
 * The sRGB colour space (IEC 61966-2-1) as an ICC profile of version 4.2 (ICC.1:2004-10), which ISO 32000-1 names: primaries
 * adapted to D50, and the curve as a formula, which takes 32 bytes where a table would take thousands.
 */
#include "write/pdf.h"

static void put32(struct buf *b, uint32_t v)
{
	char bytes[4] = {(char)(v >> 24), (char)(v >> 16), (char)(v >> 8), (char)v};
	buf_put(b, bytes, 4);
}

static void put_words(struct buf *b, const uint32_t *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		put32(b, words[i]);
}

#define TAG4(a, b, c, d) ((uint32_t)(a) << 24 | (uint32_t)(b) << 16 | (uint32_t)(c) << 8 | (uint32_t)(d))
#define XYZ TAG4('X', 'Y', 'Z', ' '), 0
#define SF32 TAG4('s', 'f', '3', '2'), 0

/* multiLocalizedUnicodeType with one text of ASCII, padded to a whole word. */
static void put_text(struct buf *b, const char *text)
{
	size_t n = str_c(text).n;
	const uint32_t head[] = {TAG4('m', 'l', 'u', 'c'), 0, 1, 12, TAG4('e', 'n', 'U', 'S'), (uint32_t)n * 2, 28};
	put_words(b, head, sizeof head / sizeof *head);
	for (size_t i = 0; i < n; i++) {
		buf_char(b, 0);
		buf_char(b, text[i]);
	}
	while (b->n % 4)
		buf_char(b, 0);
}

struct str pdf_srgb(struct arena *a)
{
	/* s15Fixed16 numbers: 65536 is 1 */
	static const uint32_t white[] = {XYZ, 0xF6D6, 0x10000, 0xD32D};
	static const uint32_t red[] = {XYZ, 0x6FA2, 0x38F5, 0x0390};
	static const uint32_t green[] = {XYZ, 0x6299, 0xB785, 0x18DA};
	static const uint32_t blue[] = {XYZ, 0x24A0, 0x0F84, 0xB6CF};
	/* Bradford, from D65 to D50 */
	static const uint32_t adaptation[] = {SF32, 0x10C42, 0x05DE, 0xFFFFF325, 0x0793, 0xFD90, 0xFFFFFBA1, 0xFFFFFDA2, 0x03DC,
		0xC06E};
	/* (x / 1.055 + 0.055 / 1.055) ^ 2.4 from 0.04045 on, x / 12.92 below */
	static const uint32_t curve[] = {TAG4('p', 'a', 'r', 'a'), 0, 3 << 16, 0x26666, 0xF2A7, 0x0D59, 0x13D0, 0x0A5B};
	static const struct {
		uint32_t tag;
		const uint32_t *words;
		size_t n;
		const char *text;
	} tags[] = {
		{TAG4('d', 'e', 's', 'c'), NULL, 0, "sRGB"},
		{TAG4('c', 'p', 'r', 't'), NULL, 0, "No copyright, use freely"},
		{TAG4('w', 't', 'p', 't'), white, 5, NULL},
		{TAG4('c', 'h', 'a', 'd'), adaptation, 11, NULL},
		{TAG4('r', 'X', 'Y', 'Z'), red, 5, NULL},
		{TAG4('g', 'X', 'Y', 'Z'), green, 5, NULL},
		{TAG4('b', 'X', 'Y', 'Z'), blue, 5, NULL},
		{TAG4('r', 'T', 'R', 'C'), curve, 8, NULL},
		{TAG4('g', 'T', 'R', 'C'), NULL, 0, NULL}, /* shares the one before */
		{TAG4('b', 'T', 'R', 'C'), NULL, 0, NULL},
	};
	enum { TAGS = sizeof tags / sizeof *tags, HEAD = 128 + 4 + 12 * TAGS };
	uint32_t at = HEAD, size = 0;
	struct buf data, b;
	buf_init(&data, BUF_NO_LIMIT);
	buf_init(&b, BUF_NO_LIMIT);
	uint32_t table[TAGS][3];
	for (size_t i = 0; i < TAGS; i++) {
		if (tags[i].words || tags[i].text) {
			at = HEAD + (uint32_t)data.n;
			if (tags[i].text)
				put_text(&data, tags[i].text);
			else
				put_words(&data, tags[i].words, tags[i].n);
			size = HEAD + (uint32_t)data.n - at;
		}
		table[i][0] = tags[i].tag;
		table[i][1] = at;
		table[i][2] = size;
	}
	const uint32_t head[32] = {HEAD + (uint32_t)data.n, 0, 0x04200000, TAG4('m', 'n', 't', 'r'), TAG4('R', 'G', 'B', ' '),
		TAG4('X', 'Y', 'Z', ' '), 2004u << 16 | 10, 1u << 16, 0, TAG4('a', 'c', 's', 'p'), 0, 0, 0, 0, 0, 0, 0, 0xF6D6,
		0x10000, 0xD32D};
	put_words(&b, head, 32);
	put32(&b, TAGS);
	put_words(&b, &table[0][0], TAGS * 3);
	buf_str(&b, buf_view(&data));
	struct str profile = buf_copy(&b, a);
	buf_free(&data);
	buf_free(&b);
	return profile;
}
