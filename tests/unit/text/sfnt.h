/* Fonts made for the tests: an installed one taken apart and put together with other tables. */
#ifndef SHEAF_TESTS_SFNT_H
#define SHEAF_TESTS_SFNT_H

#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "base/buf.h"
#include "base/fs.h"
#include "base/sink.h"
#include "text/font.h"
#include "unit/unit.h"

#define DEJAVU "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"
#define DEJAVU_BOLD "/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf"

/* Fontconfig keeps what it has read; its own pointers to it are not seen by the leak checker. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
	return "leak:libfontconfig\n";
}

static struct arena a;
static char folder[64];

static inline void sfnt_setup(void)
{
	arena_init(&a);
	strcpy(folder, "/tmp/sheaf-font-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(folder));
}

static inline void sfnt_teardown(void)
{
	char command[96];
	snprintf(command, sizeof command, "rm -rf '%s'", folder);
	ck_assert_int_eq(system(command), 0);
	arena_free(&a);
}

static inline struct str slurped(const char *path)
{
	struct str s;
	ck_assert_int_eq(fs_read(&a, path, (size_t)64 << 20, &s), 0);
	return s;
}

static inline void placed(const char *name, struct str data)
{
	ck_assert_int_eq(sink_write_file(arena_printf(&a, "%s/%s", folder, name).p, data), 0);
}

static inline uint32_t be32(const char *p)
{
	const unsigned char *b = (const unsigned char *)p;
	return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
}

static inline void put16(struct buf *b, unsigned v)
{
	buf_char(b, (char)(v >> 8));
	buf_char(b, (char)v);
}

static inline void put32(struct buf *b, uint32_t v)
{
	put16(b, v >> 16);
	put16(b, v & 0xffff);
}

static inline struct str table_of(struct str font, const char *tag)
{
	unsigned n = be32(font.p + 4) >> 16;
	for (unsigned i = 0; i < n; i++) {
		const char *row = font.p + 12 + 16 * i;
		if (memcmp(row, tag, 4) == 0)
			return str_sub(font, be32(row + 8), be32(row + 8) + be32(row + 12));
	}
	return (struct str){0};
}

static inline void put_row(struct buf *b, const char *tag, uint32_t at, uint32_t length)
{
	buf_put(b, tag, 4);
	put32(b, 0); /* checksums: nobody looks at them */
	put32(b, at);
	put32(b, length);
}

/* The font with tables added; rows are sorted by tag, as they are searched by halving. */
static inline struct str with_tables(struct str font, size_t more, const char *const tags[], const struct str tables[])
{
	unsigned n = be32(font.p + 4) >> 16;
	uint32_t old = 12 + 16 * n, start = old + 16 * (uint32_t)more, end = start + (uint32_t)(font.n - old);
	size_t next = 0;
	struct buf b;
	buf_init(&b, BUF_NO_LIMIT);
	buf_put(&b, font.p, 4);
	put16(&b, n + (unsigned)more);
	buf_put(&b, "\0\0\0\0\0\0", 6);
	for (unsigned i = 0; i <= n; i++) {
		const char *row = font.p + 12 + 16 * i;
		for (; next < more && (i == n || memcmp(tags[next], row, 4) < 0); next++) {
			put_row(&b, tags[next], end, (uint32_t)tables[next].n);
			end += (uint32_t)tables[next].n;
		}
		if (i < n)
			put_row(&b, row, be32(row + 8) - old + start, be32(row + 12));
	}
	buf_str(&b, str_skip(font, old));
	for (size_t i = 0; i < more; i++)
		buf_str(&b, tables[i]);
	struct str made = buf_copy(&b, &a);
	buf_free(&b);
	return made;
}

/* A weight axis from 100 to 900 that changes no outline. */
static inline struct str made_variable(struct str font)
{
	struct buf axis, deltas;
	unsigned glyphs = be32(table_of(font, "maxp").p + 4) >> 16;
	buf_init(&axis, BUF_NO_LIMIT);
	buf_init(&deltas, BUF_NO_LIMIT);
	put32(&axis, 0x10000);
	static const unsigned head[] = {16, 2, 1, 20, 0, 8};
	for (size_t i = 0; i < 6; i++)
		put16(&axis, head[i]);
	buf_cstr(&axis, "wght");
	static const uint32_t range[] = {100, 400, 900};
	for (size_t i = 0; i < 3; i++)
		put32(&axis, range[i] << 16);
	put16(&axis, 0);
	put16(&axis, 2);
	put32(&deltas, 0x10000);
	put16(&deltas, 1);
	put16(&deltas, 0);
	put32(&deltas, 20 + 2 * (glyphs + 1));
	put16(&deltas, glyphs);
	put16(&deltas, 0);
	put32(&deltas, 20 + 2 * (glyphs + 1));
	for (unsigned i = 0; i <= glyphs; i++)
		put16(&deltas, 0);
	const struct str tables[] = {buf_copy(&axis, &a), buf_copy(&deltas, &a)};
	static const char *const tags[] = {"fvar", "gvar"};
	buf_free(&axis);
	buf_free(&deltas);
	return with_tables(font, 2, tags, tables);
}

static inline struct str permitted(struct str font, unsigned type)
{
	char *copy = arena_cstr(&a, font);
	size_t at = (size_t)(table_of(font, "OS/2").p - font.p) + 8;
	copy[at] = (char)(type >> 8);
	copy[at + 1] = (char)type;
	return (struct str){copy, font.n};
}

static inline struct str collected(struct str one, struct str two)
{
	struct str fonts[] = {one, two};
	uint32_t at = 20;
	struct buf b;
	buf_init(&b, BUF_NO_LIMIT);
	buf_cstr(&b, "ttcf");
	put32(&b, 0x10000);
	put32(&b, 2);
	put32(&b, at);
	put32(&b, at + (uint32_t)one.n);
	for (int k = 0; k < 2; k++) {
		unsigned n = be32(fonts[k].p + 4) >> 16;
		buf_put(&b, fonts[k].p, 12);
		for (unsigned i = 0; i < n; i++) {
			const char *row = fonts[k].p + 12 + 16 * i;
			buf_put(&b, row, 8);
			put32(&b, be32(row + 8) + at);
			buf_put(&b, row + 12, 4);
		}
		buf_str(&b, str_skip(fonts[k], 12 + 16 * n));
		at += (uint32_t)fonts[k].n;
	}
	struct str made = buf_copy(&b, &a);
	buf_free(&b);
	return made;
}

#endif
