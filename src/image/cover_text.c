/*
 * A slot's text measured by Pango, the library that librsvg sets it with, under the same options: no hinting, glyph positions
 * not rounded. So what fits here fits there.
 */
#include <string.h>
#include <unistr.h>
#include "base/utf8.h"
#include "image/cover_parts.h"
#include "image/draw.h"

/* So many break opportunities are looked at; the rest of a longer text stays in the last piece. */
#define MOST_PIECES 200

struct ruler {
	PangoContext *context;
	PangoLayout *layout;
};

static void ruler_open(struct ruler *r, const struct cover_font *font, struct arena *a)
{
	r->context = draw()->pango_font_map_create_context(draw()->pango_cairo_font_map_get_default());
	cairo_font_options_t *options = draw()->cairo_font_options_create();
	draw()->cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	draw()->cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	draw()->pango_cairo_context_set_font_options(r->context, options);
	draw()->cairo_font_options_destroy(options);
	draw()->pango_cairo_context_set_resolution(r->context, 72.0);
	draw()->pango_context_set_round_glyph_positions(r->context, FALSE);
	if (font->language.n)
		draw()->pango_context_set_language(r->context, draw()->pango_language_from_string(arena_cstr(a, font->language)));
	PangoFontDescription *desc = draw()->pango_font_description_new();
	draw()->pango_font_description_set_family(desc, arena_cstr(a, font->families));
	draw()->pango_font_description_set_weight(desc, (PangoWeight)font->weight);
	draw()->pango_font_description_set_style(desc, font->italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
	draw()->pango_font_description_set_absolute_size(desc, (double)(font->size * PANGO_SCALE / 1000));
	r->layout = draw()->pango_layout_new(r->context);
	draw()->pango_layout_set_font_description(r->layout, desc);
	draw()->pango_font_description_free(desc);
	if (font->spacing) {
		PangoAttrList *list = draw()->pango_attr_list_new();
		draw()->pango_attr_list_insert(list, draw()->pango_attr_letter_spacing_new((int)(font->spacing * PANGO_SCALE / 1000)));
		draw()->pango_layout_set_attributes(r->layout, list);
		draw()->pango_attr_list_unref(list);
	}
}

static void ruler_close(struct ruler *r)
{
	draw()->g_object_unref(r->layout);
	draw()->g_object_unref(r->context);
}

static int64_t measure(struct ruler *r, struct str text)
{
	PangoRectangle extents;
	draw()->pango_layout_set_text(r->layout, text.p, (int)text.n);
	draw()->pango_layout_get_extents(r->layout, NULL, &extents);
	return (int64_t)extents.width * 1000 / PANGO_SCALE;
}

struct text_pieces {
	struct line_piece *items;
	size_t *starts; /* byte offset of each, and of the end */
	size_t n, cap, starts_cap;
};

static bool is_pause(uint32_t rune)
{
	return rune == ':' || rune == ';' || rune == 0x2014 || rune == 0x2013 || rune == 0xff1a || rune == '?' ||
		rune == '!';
}

/* Letters of the last word of s, or 0 when it is not of an alphabet with words divided by blanks. */
static int last_word(struct str s, bool *pause)
{
	int letters = 0;
	uint32_t rune = 0;
	for (size_t i = 0; i < s.n;) {
		rune = utf8_next(s, &i);
		if (rune >= 0x2e80)
			return 0;
		letters = utf8_is_space(rune) ? 0 : letters + (utf8_is_alnum(rune) ? 1 : 0);
	}
	*pause = is_pause(rune);
	return letters;
}

static void add_piece(struct ruler *r, struct str text, int64_t space, size_t from, size_t to, struct line_piece *piece)
{
	struct str whole = str_sub(text, from, to), word = str_trim(whole);
	piece->width = measure(r, word);
	piece->gap = word.n < whole.n ? space : 0;
	piece->letters = last_word(word, &piece->pause);
}

/* Offsets of the pieces, by Pango's line break opportunities (Unicode Standard Annex 14). */
static size_t find_pieces(struct ruler *r, struct arena *a, struct str text, size_t **starts)
{
	int count;
	draw()->pango_layout_set_text(r->layout, text.p, (int)text.n);
	const PangoLogAttr *attrs = draw()->pango_layout_get_log_attrs_readonly(r->layout, &count);
	*starts = arena_array(a, size_t, MOST_PIECES + 1);
	size_t n = 1, i = 0;
	for (int k = 0; i < text.n && k < count; k++) {
		if (k && attrs[k].is_line_break && n < MOST_PIECES)
			(*starts)[n++] = i;
		utf8_next(text, &i);
	}
	(*starts)[n] = text.n;
	return n;
}

static void read_lines(struct ruler *r, struct arena *a, struct str text, const size_t *starts,
	const struct line_breaks *breaks, const struct line_box *box, struct text_lines *out)
{
	out->n = breaks->n;
	out->items = arena_array(a, struct str, breaks->n);
	out->scale = breaks->scale;
	size_t from = 0;
	for (size_t k = 0; k < breaks->n; k++) {
		out->items[k] = str_trim(str_sub(text, starts[from], starts[breaks->ends[k]]));
		from = breaks->ends[k];
		/* pieces were measured alone: kerning between them can add a little */
		int64_t width = measure(r, out->items[k]);
		if (box->width && width * out->scale > box->width * 10000)
			out->scale = box->width * 10000 / width;
	}
}

void cover_wrap(struct arena *a, struct str text, const struct cover_font *font, const struct line_box *box,
	struct text_lines *out)
{
	struct ruler r;
	size_t *starts;
	struct line_breaks breaks;
	ruler_open(&r, font, a);
	draw()->pango_layout_set_text(r.layout, text.p, (int)text.n);
	bool rtl = draw()->pango_layout_get_direction(r.layout, 0) == PANGO_DIRECTION_RTL;
	int64_t space = measure(&r, STR("n n")) - measure(&r, STR("nn"));
	size_t n = find_pieces(&r, a, text, &starts);
	struct line_piece *pieces = arena_array(a, struct line_piece, n);
	for (size_t i = 0; i < n; i++)
		add_piece(&r, text, space, starts[i], starts[i + 1], &pieces[i]);
	lines_break(a, pieces, n, box, &breaks);
	read_lines(&r, a, text, starts, &breaks, box, out);
	out->rtl = rtl;
	ruler_close(&r);
}
