/*
 * What a file is, and how large, from its bytes alone: JPEG (ITU-T T.81 B.2.2), PNG (W3C PNG 11.2), GIF89a, WebP (RFC 9649).
 * A file's name is never asked: authors rename pictures. SVG is told from its root element by svg_size.
 */
#include <string.h>
#include "image/codec.h"

bool png_size(struct str s, uint32_t *width, uint32_t *height)
{
	if (s.n < 24 || memcmp(s.p, "\x89PNG\r\n\x1a\n", 8) != 0 || memcmp(s.p + 12, "IHDR", 4) != 0)
		return false;
	*width = read_be32(s.p + 16);
	*height = read_be32(s.p + 20);
	return true;
}

bool gif_size(struct str s, uint32_t *width, uint32_t *height)
{
	if (s.n < 10 || (memcmp(s.p, "GIF87a", 6) != 0 && memcmp(s.p, "GIF89a", 6) != 0))
		return false;
	*width = read_le16(s.p + 6);
	*height = read_le16(s.p + 8);
	return true;
}

static uint32_t read_le24(const char *p)
{
	return read_le16(p) | (uint32_t)(uint8_t)p[2] << 16;
}

bool webp_size(struct str s, uint32_t *width, uint32_t *height)
{
	if (s.n < 30 || memcmp(s.p, "RIFF", 4) != 0 || memcmp(s.p + 8, "WEBP", 4) != 0)
		return false;
	const char *kind = s.p + 12, *data = s.p + 20;
	if (memcmp(kind, "VP8X", 4) == 0) {
		*width = read_le24(data + 4) + 1;
		*height = read_le24(data + 7) + 1;
		return true;
	}
	if (memcmp(kind, "VP8L", 4) == 0 && data[0] == 0x2f) {
		uint32_t bits = read_le32(data + 1);
		*width = (bits & 0x3fff) + 1;
		*height = (bits >> 14 & 0x3fff) + 1;
		return true;
	}
	if (memcmp(kind, "VP8 ", 4) == 0 && memcmp(data + 3, "\x9d\x01\x2a", 3) == 0) {
		*width = read_le16(data + 6) & 0x3fff;
		*height = read_le16(data + 8) & 0x3fff;
		return true;
	}
	return false;
}

/* Frame headers, but for DHT (C4), JPG (C8) and DAC (CC), which share their range. */
static bool is_frame(uint8_t marker)
{
	return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
}

bool jpeg_size(struct str s, uint32_t *width, uint32_t *height)
{
	if (s.n < 4 || memcmp(s.p, "\xff\xd8\xff", 3) != 0)
		return false;
	for (size_t i = 2; i + 4 <= s.n;) {
		if ((uint8_t)s.p[i] != 0xff)
			return false;
		uint8_t marker = (uint8_t)s.p[i + 1];
		if (marker == 0xff) { /* fill byte */
			i++;
			continue;
		}
		if (marker == 0xd9 || marker == 0xda)
			return false;
		if (is_frame(marker)) {
			if (i + 9 > s.n)
				return false;
			*height = read_be16(s.p + i + 5);
			*width = read_be16(s.p + i + 7);
			return true;
		}
		i += 2;
		if (marker != 0x01 && (marker < 0xd0 || marker > 0xd7))
			i += read_be16(s.p + i);
	}
	return false;
}

/* TIFF 6.0 sections 2 and 8; tag 0x0112 of the first directory. */
int exif_orientation(struct str t)
{
	if (t.n < 8 || (memcmp(t.p, "II*\0", 4) != 0 && memcmp(t.p, "MM\0*", 4) != 0))
		return 1;
	bool little = t.p[0] == 'I';
	size_t at = little ? read_le32(t.p + 4) : read_be32(t.p + 4);
	if (at > t.n || t.n - at < 2)
		return 1;
	size_t n = little ? read_le16(t.p + at) : read_be16(t.p + at);
	at += 2;
	for (size_t i = 0; i < n && t.n - at >= 12; i++, at += 12) {
		uint32_t tag = little ? read_le16(t.p + at) : read_be16(t.p + at);
		if (tag != 0x0112)
			continue;
		uint32_t v = little ? read_le16(t.p + at + 8) : read_be16(t.p + at + 8);
		return v >= 1 && v <= 8 ? (int)v : 1;
	}
	return 1;
}
