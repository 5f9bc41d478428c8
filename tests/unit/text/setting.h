/* What tests of setting text share: fonts, faces and a shaper. */
#ifndef SHEAF_TESTS_SETTING_H
#define SHEAF_TESTS_SETTING_H

#include <stdio.h>
#include <string.h>
#include "text/itemize.h"
#include "unit/unit.h"

static struct arena a;
static struct fonts *fonts;
static struct faces *faces;
static struct shaper *shaper;

static inline void setting_setup(void)
{
	const char *why;
	arena_init(&a);
	fonts = fonts_open(&a, (struct str){0}, &why);
	ck_assert_msg(fonts != NULL, "%s", why);
	faces = faces_open(fonts, &why);
	ck_assert_msg(faces != NULL, "%s", why);
	shaper = shaper_open();
}

static inline void setting_teardown(void)
{
	shaper_close(shaper);
	faces_close(faces);
	fonts_close(fonts);
	arena_free(&a);
}

static inline const struct face *face_of(const char *family)
{
	const char *why;
	const struct face *face = faces_find(faces, str_c(family), 400, false, &why);
	ck_assert_msg(face != NULL, "%s: %s", family, why);
	return face;
}

static inline struct shape_style latin(const char *family, unsigned features)
{
	return (struct shape_style){face_of(family), STR("en"), SCRIPT_LATIN, (uint16_t)features, false};
}

static inline void same_glyphs(struct shaped x, struct shaped y, const char *what)
{
	ck_assert_msg(x.n == y.n && x.advance == y.advance, "%s", what);
	ck_assert_msg(!x.n || memcmp(x.glyphs, y.glyphs, x.n * sizeof *x.glyphs) == 0, "%s", what);
}

#endif
