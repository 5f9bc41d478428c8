/*
 * Subsets through hb-subset. Hints are dropped: they are half of many a TrueType font, and reading systems draw text with
 * antialiasing. Copyright and licence stay in the name table, as licences of free fonts ask.
 *
 * hb-subset 6 cannot make instances of variable fonts with PostScript outlines (CFF2); these are refused, not embedded whole,
 * for old reading systems know no variable fonts.
 */
#include "text/subset.h"

#include <math.h>
#include "text/cff.h"
#include "text/libraries.h"

#define MOST_AXES 64

static bool has_table(hb_face_t *face, hb_tag_t tag)
{
	unsigned length;
	hb_blob_t *table = text_libraries()->hb_face_reference_table(face, tag);
	text_libraries()->hb_blob_get_data(table, &length);
	text_libraries()->hb_blob_destroy(table);
	return length > 0;
}

static float clamp(float v, float least, float most)
{
	return v < least ? least : v > most ? most : v;
}

/* Where the font is cut out of its axes: weight and slant as wanted, all others where they are by default. */
static void pin_axes(hb_subset_input_t *input, hb_face_t *face, const struct font *font)
{
	const struct text_libraries *lib = text_libraries();
	hb_ot_var_axis_info_t axes[MOST_AXES];
	unsigned n = MOST_AXES;
	lib->hb_ot_var_get_axis_infos(face, 0, &n, axes);
	for (unsigned i = 0; i < n; i++) {
		const hb_ot_var_axis_info_t *axis = &axes[i];
		float at = axis->default_value;
		if (axis->tag == HB_OT_TAG_VAR_AXIS_WEIGHT)
			at = clamp((float)font->weight, axis->min_value, axis->max_value);
		else if (axis->tag == HB_OT_TAG_VAR_AXIS_ITALIC)
			at = clamp(font->italic, axis->min_value, axis->max_value);
		else if (axis->tag == HB_OT_TAG_VAR_AXIS_SLANT && font->italic)
			at = axis->min_value; /* degrees, counted against the clock */
		lib->hb_subset_input_pin_axis_location(input, face, axis->tag, at);
	}
}

static void keep_names(hb_subset_input_t *input)
{
	static const hb_ot_name_id_t licence[] = {HB_OT_NAME_ID_LICENSE, HB_OT_NAME_ID_LICENSE_URL};
	hb_set_t *names = text_libraries()->hb_subset_input_set(input, HB_SUBSET_SETS_NAME_ID);
	for (size_t i = 0; i < sizeof licence / sizeof *licence; i++)
		text_libraries()->hb_set_add(names, licence[i]);
}

/* Characters that the font has not are counted, not asked for. */
static size_t want(hb_subset_input_t *input, hb_face_t *face, const struct runes *runes)
{
	const struct text_libraries *lib = text_libraries();
	hb_set_t *has = lib->hb_set_create(), *unicodes = lib->hb_subset_input_unicode_set(input);
	size_t missing = 0;
	lib->hb_face_collect_unicodes(face, has);
	for (uint32_t rune = runes_next(runes, 0); rune < RUNES_END; rune = runes_next(runes, rune + 1)) {
		if (lib->hb_set_has(has, rune))
			lib->hb_set_add(unicodes, rune);
		else
			missing++;
	}
	lib->hb_set_destroy(has);
	return missing;
}

/* All that there is, as a font of its own: of a collection, too. */
static void want_all(hb_subset_input_t *input)
{
	const struct text_libraries *lib = text_libraries();
	lib->hb_set_invert(lib->hb_subset_input_unicode_set(input));
	lib->hb_set_invert(lib->hb_subset_input_set(input, HB_SUBSET_SETS_GLYPH_INDEX));
	lib->hb_set_invert(lib->hb_subset_input_set(input, HB_SUBSET_SETS_LAYOUT_FEATURE_TAG));
	lib->hb_set_invert(lib->hb_subset_input_set(input, HB_SUBSET_SETS_NAME_ID));
}

static void take(struct arena *a, hb_face_t *face, struct subset *out)
{
	const struct text_libraries *lib = text_libraries();
	unsigned length;
	hb_blob_t *blob = lib->hb_face_reference_blob(face);
	const char *data = lib->hb_blob_get_data(blob, &length);
	out->data = arena_copy(a, (struct str){data, length});
	out->glyphs = lib->hb_face_get_glyph_count(face);
	out->cff = has_table(face, HB_TAG('C', 'F', 'F', ' '));
	lib->hb_blob_destroy(blob);
}

static const char *cut(struct arena *a, hb_face_t *face, const struct font *font, const struct runes *runes, struct subset *out)
{
	const struct text_libraries *lib = text_libraries();
	bool variable = lib->hb_ot_var_has_data(face), whole = font->permission == FONT_WHOLE;
	if (variable && !has_table(face, HB_TAG('g', 'l', 'y', 'f')))
		return "it is a variable font with PostScript outlines; use the fonts of one weight each that its maker offers";
	if (variable && whole)
		return "it is a variable font that may only be embedded whole";
	hb_subset_input_t *input = lib->hb_subset_input_create_or_fail();
	if (!input)
		return "there is not enough memory";
	keep_names(input);
	if (variable)
		pin_axes(input, face, font);
	if (whole)
		want_all(input);
	else
		out->missing = want(input, face, runes);
	lib->hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NOTDEF_OUTLINE | (whole ? 0 : HB_SUBSET_FLAGS_NO_HINTING));
	hb_face_t *made = lib->hb_subset_or_fail(face, input);
	lib->hb_subset_input_destroy(input);
	if (!made)
		return "its data is damaged";
	take(a, made, out);
	lib->hb_face_destroy(made);
	return NULL;
}

const char *font_subset(struct arena *a, const struct font *font, const struct runes *runes, struct subset *out)
{
	const struct text_libraries *lib = text_libraries();
	*out = (struct subset){0};
	const char *why = text_load();
	if (why)
		return why;
	hb_blob_t *blob = lib->hb_blob_create_from_file_or_fail(arena_cstr(a, font->path));
	if (!blob)
		return "its file cannot be read";
	hb_face_t *face = lib->hb_face_create(blob, font->index);
	why = lib->hb_face_get_glyph_count(face) ? cut(a, face, font, runes, out) : "its data is damaged";
	lib->hb_face_destroy(face);
	lib->hb_blob_destroy(blob);
	return why;
}

/* The font's tables that a PDF reads: outlines and what they need; of a simple font, the character map. */
static void drop_tables(hb_subset_input_t *input, bool characters)
{
	static const hb_tag_t unwanted[] = {HB_TAG('G', 'S', 'U', 'B'), HB_TAG('G', 'P', 'O', 'S'), HB_TAG('G', 'D', 'E', 'F'),
		HB_TAG('k', 'e', 'r', 'n'), HB_TAG('n', 'a', 'm', 'e'), HB_TAG('O', 'S', '/', '2'), HB_TAG('C', 'O', 'L', 'R'),
		HB_TAG('C', 'P', 'A', 'L'), HB_TAG('S', 'V', 'G', ' '), HB_TAG('M', 'A', 'T', 'H'), HB_TAG('B', 'A', 'S', 'E'),
		HB_TAG('V', 'O', 'R', 'G'), HB_TAG('v', 'h', 'e', 'a'), HB_TAG('v', 'm', 't', 'x')};
	hb_set_t *dropped = text_libraries()->hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG);
	for (size_t i = 0; i < sizeof unwanted / sizeof *unwanted; i++)
		text_libraries()->hb_set_add(dropped, unwanted[i]);
	if (!characters)
		text_libraries()->hb_set_add(dropped, HB_TAG('c', 'm', 'a', 'p'));
}

static hb_subset_input_t *input_for(hb_face_t *face, const struct face *of, bool characters)
{
	hb_subset_input_t *input = text_libraries()->hb_subset_input_create_or_fail();
	if (!input)
		return NULL;
	drop_tables(input, characters);
	if (of->font.variable)
		pin_axes(input, face, &of->font);
	text_libraries()->hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NOTDEF_OUTLINE | HB_SUBSET_FLAGS_NO_HINTING);
	return input;
}

static void want_glyphs(hb_subset_input_t *input, const struct face *of, const uint32_t *glyphs, size_t n)
{
	bool whole = of->font.permission == FONT_WHOLE;
	hb_set_t *wanted = setting_libraries()->hb_subset_input_glyph_set(input);
	for (size_t i = 0; i < (whole ? of->nglyphs : n); i++)
		text_libraries()->hb_set_add(wanted, whole ? (hb_codepoint_t)i : glyphs[i]);
}

/* Of PostScript outlines PDF wants the table alone (ISO 32000-1, 9.9, table 126). */
static bool take_outlines(struct arena *a, hb_face_t *made, struct glyph_subset *out)
{
	const struct text_libraries *lib = text_libraries();
	unsigned length;
	hb_blob_t *blob = out->cff ? lib->hb_face_reference_table(made, HB_TAG('C', 'F', 'F', ' ')) : lib->hb_face_reference_blob(made);
	const char *data = lib->hb_blob_get_data(blob, &length);
	out->data = arena_copy(a, (struct str){data, length});
	out->nglyphs = lib->hb_face_get_glyph_count(made);
	lib->hb_blob_destroy(blob);
	return length > 0;
}

/* Glyphs of a CID-keyed table keep their CIDs when they get new numbers. */
static bool name_glyphs(struct arena *a, const hb_map_t *map, const uint32_t *glyphs, size_t n, struct glyph_subset *out)
{
	uint32_t *cids = arena_array(a, uint32_t, out->nglyphs);
	for (uint32_t i = 0; i < out->nglyphs; i++)
		cids[i] = i;
	bool done = !out->cff || cff_cids(out->data, cids, out->nglyphs);
	for (size_t i = 0; i < n && done; i++) {
		uint32_t new = setting_libraries()->hb_map_get(map, glyphs[i]);
		done = new < out->nglyphs;
		out->map[i] = done ? cids[new] : 0;
	}
	return done;
}

const char *face_subset(struct arena *a, const struct face *face, const uint32_t *glyphs, size_t n, struct glyph_subset *out)
{
	const struct setting_libraries *lib = setting_libraries();
	hb_face_t *hb = lib->hb_font_get_face(face->hb);
	*out = (struct glyph_subset){.cff = face->cff, .map = arena_array(a, uint32_t, n)};
	if (face->font.variable && face->font.permission == FONT_WHOLE)
		return "it is a variable font that may only be embedded whole";
	hb_subset_input_t *input = input_for(hb, face, false);
	if (input)
		want_glyphs(input, face, glyphs, n);
	hb_subset_plan_t *plan = input ? lib->hb_subset_plan_create_or_fail(hb, input) : NULL;
	hb_face_t *made = plan ? lib->hb_subset_plan_execute_or_fail(plan) : NULL;
	bool done = made && take_outlines(a, made, out) && name_glyphs(a, lib->hb_subset_plan_old_to_new_glyph_mapping(plan), glyphs, n, out);
	if (made)
		text_libraries()->hb_face_destroy(made);
	if (plan)
		lib->hb_subset_plan_destroy(plan);
	if (input)
		text_libraries()->hb_subset_input_destroy(input);
	return done ? NULL : "its data is damaged";
}

const char *face_subset_characters(struct arena *a, const struct face *face, const struct runes *runes, struct str *out)
{
	const struct text_libraries *lib = text_libraries();
	hb_face_t *hb = setting_libraries()->hb_font_get_face(face->hb);
	struct glyph_subset subset = {0};
	if (face->cff)
		return "its outlines are PostScript, and TrueType is wanted here";
	if (face->font.variable && face->font.permission == FONT_WHOLE)
		return "it is a variable font that may only be embedded whole";
	hb_subset_input_t *input = input_for(hb, face, true);
	if (!input)
		return "there is not enough memory";
	if (face->font.permission == FONT_WHOLE)
		want_all(input);
	else
		want(input, hb, runes);
	hb_face_t *made = lib->hb_subset_or_fail(hb, input);
	bool done = made && take_outlines(a, made, &subset);
	lib->hb_subset_input_destroy(input);
	if (made)
		lib->hb_face_destroy(made);
	*out = subset.data;
	return done ? NULL : "its data is damaged";
}
