/* Files made for the image tests: bytes written to a scratch folder, prepared, and what was said of them. */
#ifndef SHEAF_TESTS_PICTURE_H
#define SHEAF_TESTS_PICTURE_H

#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "base/sink.h"
#include "image/codec.h"
#include "unit/unit.h"

static struct arena a;
static struct diags d;
static char folder[64];

static inline void picture_setup(void)
{
	arena_init(&a);
	diags_init(&d);
	strcpy(folder, "/tmp/sheaf-image-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(folder));
}

static inline void picture_teardown(void)
{
	char command[96];
	snprintf(command, sizeof command, "rm -rf '%s'", folder);
	ck_assert_int_eq(system(command), 0);
	diags_free(&d);
	arena_free(&a);
}

static inline bool prepare_within(struct str bytes, const struct image_limits *limits, struct image *out)
{
	const char *path = arena_printf(&a, "%s/pic.bin", folder).p;
	ck_assert_int_eq(sink_write_file(path, bytes), 0);
	d.n = 0;
	return image_prepare(&a, path, limits, out, &d, (struct pos){0});
}

static inline bool prepare(struct str bytes, struct image *out)
{
	static const struct image_limits limits = {4000000, false};
	return prepare_within(bytes, &limits, out);
}

static inline bool said(enum diag_id id)
{
	for (size_t i = 0; i < d.n; i++)
		if (d.items[i]->id == id)
			return true;
	return false;
}

static inline struct pixels decoded(struct str bytes)
{
	struct pixels p = {0};
	struct image out = {0};
	uint32_t w, h;
	struct job job = {.arena = &a, .scratch = &a, .bytes = bytes, .bad = DIAG_BAD_IMAGE, .d = &d, .out = &out,
		.name = STR("pic.bin")};
	const struct codec *c = codec_probe(bytes, &w, &h);
	ck_assert_ptr_nonnull(c);
	ck_assert(c->decode(&job, &p));
	return p;
}

/* A smooth picture in which no two corners are alike. */
static inline struct pixels gradient(uint32_t width, uint32_t height, int channels)
{
	struct pixels p = {.width = width, .height = height, .channels = channels};
	p.p = mem_alloc((size_t)width * height * (size_t)channels);
	for (uint32_t y = 0; y < height; y++)
		for (uint32_t x = 0; x < width; x++)
			for (int c = 0; c < channels; c++)
				p.p[((size_t)y * width + x) * (size_t)channels + (size_t)c] =
					(uint8_t)(20 + (c != 1 ? 150 * x / width : 0) + (c != 0 ? 80 * y / height : 0));
	return p;
}

static inline int largest_difference(const struct pixels *p, const struct pixels *q)
{
	int most = 0;
	ck_assert_uint_eq(p->width, q->width);
	ck_assert_uint_eq(p->height, q->height);
	ck_assert_int_eq(p->channels, q->channels);
	for (size_t i = 0; i < (size_t)p->width * p->height * (size_t)p->channels; i++) {
		int off = abs(p->p[i] - q->p[i]);
		most = off > most ? off : most;
	}
	return most;
}

static inline struct str joined(struct str x, struct str y, struct str z)
{
	char *p = arena_alloc(&a, x.n + y.n + z.n + 1);
	const struct str parts[] = {x, y, z};
	size_t at = 0;
	for (size_t i = 0; i < 3; at += parts[i++].n)
		memcpy(p + at, parts[i].n ? parts[i].p : "", parts[i].n);
	return (struct str){p, at};
}

/* Bytes put in at an offset. */
static inline struct str with(struct str s, size_t at, struct str more)
{
	return joined(str_sub(s, 0, at), more, str_skip(s, at));
}

static inline bool holds(struct str s, const char *needle)
{
	return memmem(s.p, s.n, needle, strlen(needle)) != NULL;
}

/* Every beginning of the file, and the file with bytes changed: whatever comes of it, nothing may break. */
static inline void torment(struct str bytes)
{
	struct image out;
	size_t step = bytes.n / 150 + 1;
	for (size_t n = 0; n < bytes.n; n += n < 64 ? 1 : step)
		prepare(str_sub(bytes, 0, n), &out);
	uint32_t seed = 7;
	for (int i = 0; i < 150; i++) {
		struct str copy = arena_copy(&a, bytes);
		for (int k = 0; k < 3; k++) {
			seed = seed * 1664525u + 1013904223u;
			((char *)copy.p)[(seed >> 8) % (i < 75 && copy.n > 200 ? 200 : copy.n)] = (char)(seed >> 3);
		}
		if (prepare(copy, &out) && out.type != IMAGE_SVG && codec_of(out.type)) {
			struct pixels p = {0};
			struct job job = {.arena = &a, .scratch = &a, .bytes = out.data.n ? out.data : copy, .d = &d,
				.bad = DIAG_BAD_IMAGE, .out = &out, .limits = {4000000, false}};
			if (codec_of(out.type)->decode(&job, &p))
				pixels_free(&p);
		}
	}
}

#endif
