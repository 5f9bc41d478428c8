/*
 * Tokens to styles. A measure is held to what the eye can follow: some 34 ems of the body's size, which is 75 to 80 characters of a book
 * face; on wider paper the rest is margin, and the body a little larger. R. Bringhurst (The Elements of Typographic Style, 2.1.2) has 66
 * characters as ideal and 75 as the most for a single column; workable pages on A4 and Letter need the upper end.
 */
#include "layout/sheet.h"

#include <stdlib.h>
#include "markup/fontuse.h"

enum { MEASURE_EMS = 33, DEFAULT_SIZE = 11, DEFAULT_LEADING = 1290 };

enum set_as { AS_J, AS_L, AS_B, AS_C, AS_E };

static const struct style_row {
	enum sheet_font font;
	uint16_t weight;
	bool italic;
	uint16_t size, leading, above, below;
	enum set_as as;
	uint16_t features;
} rows[SHEET_STYLES] = {
#define STYLE(id, font, weight, italic, size, leading, above, below, as, features) \
	[STYLE_##id] = {FONT_##font, weight, italic, size, leading, above, below, AS_##as, features},
#include "layout/sheet.def"
#undef STYLE
};

static const char *const font_tokens[SHEET_FONTS] = {"fonts-body", "fonts-heading", "fonts-label", "fonts-code"};

/* ---- tokens */

static const char *token(const struct sheet *s, const char *name)
{
	return map_get(&s->theme->tokens, str_c(name));
}

static int hex(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

uint32_t sheet_colour(const struct sheet *s, const char *name, uint32_t instead)
{
	const char *value = token(s, name);
	uint32_t colour = 0;
	size_t n = 0;
	if (!value || value[0] != '#')
		return instead;
	for (n = 1; value[n] && hex(value[n]) >= 0; n++)
		colour = colour << 4 | (uint32_t)hex(value[n]);
	if (n == 4)
		return (colour >> 8 & 15) * 0x110000 + (colour >> 4 & 15) * 0x1100 + (colour & 15) * 0x11;
	return n == 7 && !value[n] ? colour : instead;
}

uint32_t sheet_tint(uint32_t colour)
{
	uint32_t tint = 0;
	for (int shift = 0; shift <= 16; shift += 8)
		tint |= (255 - (255 - (colour >> shift & 255)) * 9 / 100) << shift;
	return tint;
}

/* "1.25em", "11pt", "0": in thousandths of what it counts by; false when it is not there or in another unit. */
static bool measure(const struct sheet *s, const char *name, const char *unit, int32_t *thousandths)
{
	const char *value = token(s, name);
	int64_t n = 0, per = 1000;
	if (!value || !*value)
		return false;
	for (; *value >= '0' && *value <= '9' && n < 1000000; value++)
		n = n * 10 + (*value - '0');
	n *= 1000;
	if (*value == '.')
		for (value++; *value >= '0' && *value <= '9'; value++)
			n += (*value - '0') * (per /= 10);
	*thousandths = (int32_t)n;
	return (!*value && !n) || str_is(str_trim(str_c(value)), unit);
}

static dim in_ems(const struct sheet *s, const char *name, dim instead)
{
	int32_t thousandths;
	return measure(s, name, "em", &thousandths) ? (dim)((int64_t)s->size * thousandths / 1000) : instead;
}

static bool is_on(const struct sheet *s, const char *name, bool instead)
{
	const char *value = token(s, name);
	return value ? str_is(str_c(value), "true") || str_is(str_c(value), "yes") : instead;
}

/* ---- faces */

struct choosing {
	struct sheet *sheet;
	struct faces *faces;
	struct diags *diags;
	const struct sheet_request *request;
};

static void tell_missing(const struct choosing *c, enum sheet_font font, struct str wanted, const struct face *face)
{
	struct pos pos = font == FONT_BODY ? c->request->font_pos : font == FONT_HEADING ? c->request->heading_pos : (struct pos){0};
	diag_add(c->diags, DIAG_MISSING_FONT, pos, "the %s font '" STR_FMT "' is not there; '" STR_FMT "' is used instead",
		font_tokens[font] + sizeof "fonts-" - 1, STR_ARG(wanted), STR_ARG(face->font.family));
}

/* The first family of a stack that there is. What fontconfig has for serif comes last. */
static struct str family_of(const struct choosing *c, enum sheet_font font)
{
	const char *stack = token(c->sheet, font_tokens[font]), *why;
	struct str rest = str_c(stack), first = {0};
	while (rest.n) {
		struct str name = fontuse_family(&rest);
		if (!name.n || fontuse_generic(name))
			continue;
		first = first.n ? first : name;
		const struct face *face = faces_find(c->faces, name, 400, false, &why);
		if (!face || face->font.permission == FONT_RESTRICTED)
			continue;
		if (!str_eq(first, name))
			tell_missing(c, font, first, face);
		return name;
	}
	static const char *const last[] = {"EB Garamond", "DejaVu Serif", "DejaVu Sans", "Liberation Serif", "Noto Serif", "Times New Roman"};
	for (size_t i = 0; i < sizeof last / sizeof *last; i++) {
		const struct face *face = faces_find(c->faces, str_c(last[i]), 400, false, &why);
		if (face && first.n)
			tell_missing(c, font, first, face);
		if (face)
			return str_c(last[i]);
	}
	return (struct str){0};
}

static void set_faces(const struct choosing *c, struct paragraph_style *p, const struct style_row *row, const struct str *families)
{
	const char *why;
	for (int bold = 0; bold < 2; bold++)
		for (int italic = 0; italic < 2; italic++)
			p->faces[bold][italic] = faces_find(c->faces, families[row->font], bold || row->weight > 500 ? 700 : 400,
				italic != row->italic, &why);
	p->code = faces_find(c->faces, families[FONT_CODE], row->weight, false, &why);
}

static void set_style(const struct choosing *c, enum sheet_style id, const struct str *families)
{
	struct sheet *s = c->sheet;
	const struct style_row *row = &rows[id];
	bool old_style = str_is(str_c(token(s, "print-figures")), "old-style");
	struct text_style *t = &s->styles[id];
	struct paragraph_style *p = &t->paragraph;
	set_faces(c, p, row, families);
	p->size = (dim)((int64_t)s->size * row->size / 1000);
	p->code_size = 820;
	p->small_size = 850;
	p->script_size = 660;
	p->align = row->as == AS_J && !c->request->ragged ? SET_JUSTIFIED : row->as == AS_C ? SET_CENTRE : row->as == AS_E ? SET_END : SET_START;
	p->hyphenate = row->as == AS_J && !c->request->unhyphenated;
	p->balanced = row->as == AS_B || row->as == AS_C;
	p->hang = is_on(s, "print-hang", true) && row->as == AS_J;
	p->old_style = old_style && !(row->features & SHAPE_LINING) && row->font != FONT_CODE;
	p->features = row->features;
	if (!p->old_style && p->faces[0][0]->lining)
		p->features |= SHAPE_LINING;
	if (row->features & SHAPE_SMALL_CAPS && !p->faces[0][0]->small_caps)
		p->features &= (uint16_t)~SHAPE_SMALL_CAPS;
	p->stretch = 500;
	p->shrink = 300;
	p->costs = &break_costs_book;
	p->emergency = p->size * 3 / 2;
	p->short_last = p->size * 2;
	p->ragged = p->size * 4;
	p->lang = c->request->language;
	p->colour = p->link_colour = s->text;
	p->mark_colour = 0xE4E4E4;
	t->leading = (dim)((int64_t)s->leading * row->leading / 1000);
	t->above = (dim)((int64_t)s->leading * row->above / 1000);
	t->below = (dim)((int64_t)s->leading * row->below / 1000);
}

/* ---- measures */

static void set_body(struct sheet *s, const struct sheet_request *r)
{
	int32_t n;
	dim size = measure(s, "print-size", "pt", &n) ? (dim)((int64_t)n * DIM_POINT / 1000) : DEFAULT_SIZE * DIM_POINT;
	if (r->paper.width > 7 * 72 * DIM_POINT)
		size += DIM_POINT / 2;
	s->size = r->size ? r->size : size;
	s->leading = (dim)((int64_t)s->size * (measure(s, "print-leading", "", &n) && n ? n : DEFAULT_LEADING) / 1000);
	s->leading -= s->leading % (DIM_POINT / 4);
}

bool sheet_open(struct sheet *s, struct arena *a, const struct theme *theme, struct faces *faces, const struct sheet_request *request,
	struct diags *d)
{
	struct choosing c = {s, faces, d, request};
	struct str families[SHEET_FONTS];
	*s = (struct sheet){.theme = theme, .paper = request->paper};
	set_body(s, request);
	s->text = 0;
	s->accent = request->low_ink ? 0 : sheet_colour(s, "colours-accent", 0x444444);
	s->line = request->low_ink ? 0x808080 : sheet_colour(s, "colours-line", 0x808080);
	for (int f = 0; f < SHEET_FONTS; f++) {
		families[f] = family_of(&c, (enum sheet_font)f);
		if (!families[f].n) {
			diag_add(d, DIAG_NO_FONT, request->font_pos, "there is no font to set the %s with: install one, or put one into fonts/",
				font_tokens[f] + sizeof "fonts-" - 1);
			return false;
		}
	}
	for (int i = 0; i < SHEET_STYLES; i++)
		set_style(&c, (enum sheet_style)i, families);
	s->indent = in_ems(s, "measures-indent", s->size * 5 / 4);
	s->gap = in_ems(s, "measures-gap", 0);
	s->space = s->leading;
	s->drop_caps = is_on(s, "print-drop-caps", false);
	const char *ornament = token(s, "print-ornament");
	s->ornament = ornament ? arena_copy(a, str_c(ornament)) : STR("\u2042");
	return true;
}

bool sheet_margins(struct sheet *s, const struct sheet_request *r, uint32_t pages)
{
	struct paper_options o = {.pages = pages, .leading = s->leading, .head = s->leading * 3 / 2, .foot = s->leading * 3, .bleed = r->bleed,
		.low_ink = r->low_ink, .centred = r->centred};
	struct paper_area area = paper_area(s->paper, &o);
	dim most = r->workbook ? area.width : s->size * MEASURE_EMS; /* lines to write on may be longer than those to read */
	bool changed = area.width != s->area.width || area.height != s->area.height;
	s->area = area;
	s->measure = area.width < most ? area.width : most;
	return changed;
}
