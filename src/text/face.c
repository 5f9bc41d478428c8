/*
 * Faces are opened once and kept to the end: a book has a dozen. HarfBuzz shapes from an immutable font on any number of threads; what
 * must be locked is finding them, for fontconfig's patterns are read by one thread at a time.
 *
 * What characters a face has is asked for every character of a book, so it stands as bits, which cost 8 KB a face.
 */
#include "text/face.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include "base/map.h"
#include "text/libraries.h"

#define BASIC_WORDS 1024 /* of 64 bits: U+0000 to U+FFFF */

struct found {
	struct str family;
	int weight;
	bool italic;
	const struct face *face;
	const char *why;
};

struct faces {
	pthread_mutex_t lock;
	struct arena arena;
	struct fonts *fonts;
	struct {
		struct face **items;
		size_t n, cap;
	} all;
	struct {
		struct found *items;
		size_t n, cap;
	} found;
	struct map fallen; /* from what fallback was asked to a struct face; NULL: there is none */
};

struct faces *faces_open(struct fonts *fonts, const char **why)
{
	*why = setting_load();
	if (*why)
		return NULL;
	struct faces *f = mem_alloc(sizeof *f);
	pthread_mutex_init(&f->lock, NULL);
	arena_init(&f->arena);
	map_init(&f->fallen, &f->arena);
	f->fonts = fonts;
	return f;
}

void faces_close(struct faces *f)
{
	if (!f)
		return;
	for (size_t i = 0; i < f->all.n; i++)
		setting_libraries()->hb_font_destroy(f->all.items[i]->hb);
	pthread_mutex_destroy(&f->lock);
	arena_free(&f->arena);
	free(f);
}

static struct str table_of(struct arena *a, hb_face_t *face, hb_tag_t tag)
{
	unsigned n;
	hb_blob_t *blob = text_libraries()->hb_face_reference_table(face, tag);
	const char *p = text_libraries()->hb_blob_get_data(blob, &n);
	struct str table = arena_copy(a, (struct str){p, n});
	text_libraries()->hb_blob_destroy(blob);
	return table;
}

static unsigned be16(struct str s, size_t at)
{
	return at + 2 <= s.n ? (unsigned)(unsigned char)s.p[at] << 8 | (unsigned char)s.p[at + 1] : 0;
}

static int32_t metric(hb_font_t *font, hb_ot_metrics_tag_t tag)
{
	hb_position_t v = 0;
	setting_libraries()->hb_ot_metrics_get_position_with_fallback(font, tag, &v);
	return v;
}

/* OpenType 1.9: head (bounds), post (italicAngle, isFixedPitch); the rest as HarfBuzz reads OS/2 and hhea. */
static void measure(struct arena *a, struct face *face, hb_face_t *hb)
{
	hb_font_t *font = face->hb;
	struct str head = table_of(a, hb, HB_TAG('h', 'e', 'a', 'd')), post = table_of(a, hb, HB_TAG('p', 'o', 's', 't'));
	face->units_per_em = (int32_t)setting_libraries()->hb_face_get_upem(hb);
	face->ascent = metric(font, HB_OT_METRICS_TAG_HORIZONTAL_ASCENDER);
	face->descent = metric(font, HB_OT_METRICS_TAG_HORIZONTAL_DESCENDER);
	face->line_gap = metric(font, HB_OT_METRICS_TAG_HORIZONTAL_LINE_GAP);
	face->cap_height = metric(font, HB_OT_METRICS_TAG_CAP_HEIGHT);
	face->x_height = metric(font, HB_OT_METRICS_TAG_X_HEIGHT);
	face->underline_position = metric(font, HB_OT_METRICS_TAG_UNDERLINE_OFFSET);
	face->underline_size = metric(font, HB_OT_METRICS_TAG_UNDERLINE_SIZE);
	face->strike_position = metric(font, HB_OT_METRICS_TAG_STRIKEOUT_OFFSET);
	face->strike_size = metric(font, HB_OT_METRICS_TAG_STRIKEOUT_SIZE);
	for (size_t i = 0; i < 4; i++)
		face->bounds[i] = (int16_t)be16(head, 36 + 2 * i);
	face->italic_angle = (int32_t)((uint32_t)be16(post, 4) << 16 | be16(post, 6));
	face->monospaced = be16(post, 12) | be16(post, 14);
}

static void learn_features(struct face *face, hb_face_t *hb)
{
	hb_tag_t tags[64];
	unsigned from = 0, n;
	do {
		n = sizeof tags / sizeof *tags;
		setting_libraries()->hb_ot_layout_table_get_feature_tags(hb, HB_OT_TAG_GSUB, from, &n, tags);
		for (unsigned i = 0; i < n; i++) {
			face->small_caps |= tags[i] == HB_TAG('s', 'm', 'c', 'p');
			face->capitals_to_small_caps |= tags[i] == HB_TAG('c', '2', 's', 'c');
			face->old_style |= tags[i] == HB_TAG('o', 'n', 'u', 'm');
			face->lining |= tags[i] == HB_TAG('l', 'n', 'u', 'm');
			face->superiors |= tags[i] == HB_TAG('s', 'u', 'p', 's');
		}
		from += n;
	} while (n == sizeof tags / sizeof *tags);
}

static void learn_characters(struct arena *a, struct face *face, hb_face_t *hb)
{
	const struct text_libraries *lib = text_libraries();
	hb_set_t *has = lib->hb_set_create();
	lib->hb_face_collect_unicodes(hb, has);
	face->basic = arena_array(a, uint64_t, BASIC_WORDS);
	for (hb_codepoint_t rune = HB_SET_VALUE_INVALID; setting_libraries()->hb_set_next(has, &rune);) {
		if (rune < BASIC_WORDS * 64)
			face->basic[rune / 64] |= (uint64_t)1 << rune % 64;
		else
			runes_add(a, &face->beyond, rune);
	}
	lib->hb_set_destroy(has);
}

static struct str postscript_of(struct arena *a, const struct font *font, hb_face_t *hb)
{
	char name[128];
	unsigned n = sizeof name;
	setting_libraries()->hb_ot_name_get_utf8(hb, HB_OT_NAME_ID_POSTSCRIPT_NAME, HB_LANGUAGE_INVALID, &n, name);
	struct str from = n ? (struct str){name, n} : font->name;
	char *out = arena_array(a, char, from.n + 1);
	size_t length = 0;
	for (size_t i = 0; i < from.n; i++)
		if (from.p[i] > ' ' && from.p[i] < 0x7f && !strchr("()[]{}<>/%#", from.p[i]))
			out[length++] = from.p[i];
	/* an instance has the name of the whole; each needs its own */
	return font->variable ? arena_printf(a, "%s-%d", out, font->weight) : (struct str){out, length};
}

/* The same place among the axes where subsets are cut out. */
static void set_axes(hb_font_t *hb, hb_face_t *face, const struct font *font)
{
	hb_variation_t at[3] = {{HB_OT_TAG_VAR_AXIS_WEIGHT, (float)font->weight}, {HB_OT_TAG_VAR_AXIS_ITALIC, font->italic}};
	hb_ot_var_axis_info_t axes[64];
	unsigned n = sizeof axes / sizeof *axes, count = 2;
	text_libraries()->hb_ot_var_get_axis_infos(face, 0, &n, axes);
	for (unsigned i = 0; i < n && font->italic; i++)
		if (axes[i].tag == HB_OT_TAG_VAR_AXIS_SLANT)
			at[count++] = (hb_variation_t){axes[i].tag, axes[i].min_value};
	setting_libraries()->hb_font_set_variations(hb, at, count);
}

/* The advances of text, one glyph a character; false: there are more or fewer, or one is moved aside. */
static bool advances(const struct face *face, hb_buffer_t *b, const char *text, unsigned length, int32_t *out)
{
	const struct setting_libraries *lib = setting_libraries();
	unsigned n;
	lib->hb_buffer_clear_contents(b);
	lib->hb_buffer_add_utf8(b, text, (int)length, 0, (int)length);
	lib->hb_buffer_set_direction(b, HB_DIRECTION_LTR);
	lib->hb_buffer_set_script(b, HB_SCRIPT_LATIN);
	lib->hb_shape(face->hb, b, NULL, 0);
	const hb_glyph_position_t *at = lib->hb_buffer_get_glyph_positions(b, &n);
	bool plain = n == length;
	for (unsigned i = 0; i < n && plain; i++) {
		out[i] = at[i].x_advance;
		plain = !at[i].x_offset;
	}
	return plain;
}

enum { PRINTED = '~' - ' ' + 1 };

/* Whether each space among the sample is as wide as its two neighbours, each alone between spaces, make it. */
static bool by_pairs(const struct face *face, hb_buffer_t *b, const int32_t *whole)
{
	int32_t trail = 0, alone[3], nominal = face_advance(face, face->space);
	for (int i = 0; i < PRINTED; i++) {
		char text[3] = {' ', (char)(' ' + i), ' '};
		bool first = i == 0; /* nothing stands before it */
		if (!advances(face, b, text + first, 3 - first, alone + first))
			return false;
		if (whole[2 * i] != alone[1] || (!first && whole[2 * i - 1] != trail + alone[0]))
			return false;
		trail = alone[2] - nominal;
	}
	return true;
}

/*
 * Letters between spaces, shaped as one: what is not as wide as each is alone was moved by a space. Words set one at a time would
 * lose it.
 */
static void learn_spaces(struct face *face)
{
	char text[2 * PRINTED];
	int32_t whole[2 * PRINTED];
	hb_buffer_t *b = setting_libraries()->hb_buffer_create();
	for (int i = 0; i < PRINTED; i++) {
		text[2 * i] = (char)(' ' + i);
		text[2 * i + 1] = ' ';
	}
	face->kerns_spaces = !advances(face, b, text, sizeof text, whole);
	bool plain = !face->kerns_spaces;
	for (size_t i = 0; i < sizeof text && plain; i++)
		face->kerns_spaces |= whole[i] != face_advance(face, face_glyph(face, (unsigned char)text[i]));
	face->kerns_pairs = plain && face->kerns_spaces && by_pairs(face, b, whole);
	setting_libraries()->hb_buffer_destroy(b);
}

static bool has_table(hb_face_t *face, hb_tag_t tag)
{
	hb_blob_t *table = text_libraries()->hb_face_reference_table(face, tag);
	bool has = text_libraries()->hb_blob_get_length(table) > 0;
	text_libraries()->hb_blob_destroy(table);
	return has;
}

/* Why the text cannot be set in it, or NULL. */
static const char *unfit(hb_face_t *face)
{
	if (!text_libraries()->hb_face_get_glyph_count(face))
		return "its data is damaged";
	if (has_table(face, HB_TAG('g', 'l', 'y', 'f')) || has_table(face, HB_TAG('C', 'F', 'F', ' ')))
		return NULL;
	return has_table(face, HB_TAG('C', 'F', 'F', '2'))
		? "it is a variable font with PostScript outlines; use the fonts of one weight each that its maker offers"
		: "it has no outlines";
}

static struct face *learn(struct faces *f, const struct font *font, hb_face_t *hb)
{
	const struct setting_libraries *lib = setting_libraries();
	struct face *face = arena_new(&f->arena, struct face);
	face->font = *font;
	face->hb = lib->hb_font_create(hb);
	if (font->variable)
		set_axes(face->hb, hb, font);
	lib->hb_font_make_immutable(face->hb);
	face->number = (uint32_t)f->all.n;
	face->postscript = postscript_of(&f->arena, font, hb);
	face->nglyphs = text_libraries()->hb_face_get_glyph_count(hb);
	face->cff = has_table(hb, HB_TAG('C', 'F', 'F', ' '));
	measure(&f->arena, face, hb);
	learn_features(face, hb);
	learn_characters(&f->arena, face, hb);
	face->space = face_glyph(face, ' ');
	face->hyphen = face_has(face, 0x2010) ? 0x2010 : '-';
	learn_spaces(face);
	*arena_push(&f->arena, &f->all) = face;
	return face;
}

static const struct face *open_once(struct faces *f, const struct font *font, const char **why)
{
	for (size_t i = 0; i < f->all.n; i++) {
		const struct font *old = &f->all.items[i]->font;
		if (str_eq(old->path, font->path) && old->index == font->index && old->weight == font->weight && old->italic == font->italic)
			return f->all.items[i];
	}
	hb_blob_t *blob = text_libraries()->hb_blob_create_from_file_or_fail(arena_cstr(&f->arena, font->path));
	*why = "its file cannot be read";
	if (!blob)
		return NULL;
	hb_face_t *hb = text_libraries()->hb_face_create(blob, font->index);
	*why = unfit(hb);
	struct face *face = *why ? NULL : learn(f, font, hb);
	text_libraries()->hb_face_destroy(hb); /* the font holds them */
	text_libraries()->hb_blob_destroy(blob);
	return face;
}

static const struct face *find(struct faces *f, struct str family, int weight, bool italic, const char **why)
{
	for (size_t i = 0; i < f->found.n; i++) {
		const struct found *old = &f->found.items[i];
		if (old->weight == weight && old->italic == italic && str_eq(old->family, family)) {
			*why = old->why;
			return old->face;
		}
	}
	struct font font;
	struct found new = {.family = arena_copy(&f->arena, family), .weight = weight, .italic = italic, .why = "there is none of the name"};
	if (fonts_find(f->fonts, &f->arena, family, weight, italic, &font)) {
		new.why = NULL;
		new.face = open_once(f, &font, &new.why);
	}
	*arena_push(&f->arena, &f->found) = new;
	*why = new.why;
	return new.face;
}

const struct face *faces_find(struct faces *f, struct str family, int weight, bool italic, const char **why)
{
	pthread_mutex_lock(&f->lock);
	const struct face *face = find(f, family, weight, italic, why);
	pthread_mutex_unlock(&f->lock);
	return face;
}

static const struct face *fallback(struct faces *f, const struct face *beside, struct str lang, const uint32_t *runes, size_t n)
{
	struct font font;
	const char *why;
	char key[512];
	struct str asked = {key, sizeof beside->number + n * sizeof *runes + lang.n};
	bool keep = asked.n <= sizeof key;
	if (keep) {
		memcpy(key, &beside->number, sizeof beside->number);
		memcpy(key + sizeof beside->number, runes, n * sizeof *runes);
		memcpy(key + sizeof beside->number + n * sizeof *runes, lang.p ? lang.p : "", lang.n);
		if (map_has(&f->fallen, asked))
			return map_get(&f->fallen, asked);
	}
	const struct face *face = NULL;
	if (fonts_fallback(f->fonts, &f->arena, &beside->font, lang, runes, n, &font))
		face = open_once(f, &font, &why);
	if (keep)
		map_put(&f->fallen, arena_copy(&f->arena, asked), (void *)face);
	return face;
}

const struct face *faces_fallback(struct faces *f, const struct face *beside, struct str lang, const uint32_t *runes, size_t n)
{
	pthread_mutex_lock(&f->lock);
	const struct face *face = fallback(f, beside, lang, runes, n);
	pthread_mutex_unlock(&f->lock);
	return face;
}

bool face_has(const struct face *face, uint32_t rune)
{
	return rune < BASIC_WORDS * 64 ? face->basic[rune / 64] >> rune % 64 & 1 : runes_has(&face->beyond, rune);
}

uint32_t face_glyph(const struct face *face, uint32_t rune)
{
	hb_codepoint_t glyph = 0;
	setting_libraries()->hb_font_get_nominal_glyph(face->hb, rune, &glyph);
	return glyph;
}

int32_t face_advance(const struct face *face, uint32_t glyph)
{
	return setting_libraries()->hb_font_get_glyph_h_advance(face->hb, glyph);
}
