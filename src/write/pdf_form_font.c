/*
 * What is typed into fields: a simple TrueType font, for viewers cannot be relied upon to type with the Identity-H of other text, and
 * all of WinAnsiEncoding, for nobody knows what will be typed.
 *
 * Viewers that set several lines themselves look into the font's descriptor for their distance: Acrobat, and libraries that do as it
 * does, take the height of FontBBox, Chromium takes Ascent to Descent. So every distance of rules, in proportion to the size, has a
 * font over the same file whose descriptor says just that, with all the room above the letters.
 */
#include "write/pdf_form.h"

#include "base/utf8.h"
#include "text/subset.h"

enum { FIRST = 32, LAST = 255 };

/* WinAnsiEncoding is Windows-1252; 0: none. */
static uint32_t rune_of(int code)
{
	uint32_t rune = utf8_from_windows((unsigned char)code);
	return code == 127 || rune == 0xFFFD ? 0 : rune;
}

static int code_of(uint32_t rune)
{
	for (int code = FIRST; code <= LAST; code++)
		if (rune && rune == rune_of(code))
			return code;
	return 0;
}

struct str form_encode(const struct form_writer *f, struct str utf8, struct arena *a)
{
	char *to = arena_alloc(a, utf8.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < utf8.n;) {
		uint32_t rune = utf8_next(utf8, &i);
		int code = code_of(rune);
		to[n++] = rune == '\n' ? '\n' : (char)(code && f->widths[code] ? code : '?');
	}
	return (struct str){to, n};
}

static bool cannot(struct form_writer *f, const char *why)
{
	const struct face *face = f->p->layout->form_face;
	diag_add(f->p->diags, DIAG_BAD_FONT, (struct pos){0}, "the font '" STR_FMT "' cannot be embedded for fields: %s",
		STR_ARG(face ? face->font.name : STR("")), why);
	return false;
}

static void write_widths(struct form_writer *f)
{
	struct buf *b = pdf_begin(f->p->file, f->widths_id);
	buf_char(b, '[');
	for (int code = FIRST; code <= LAST; code++) {
		pdf_number(b, f->widths[code]);
		buf_char(b, code < LAST ? ' ' : ']');
	}
	pdf_end(f->p->file);
}

static void write_descriptor(struct form_writer *f, uint32_t id, uint32_t leading)
{
	const struct face *face = f->p->layout->form_face;
	int32_t bottom = pdf_milli_em(face, face->bounds[1]), top = pdf_milli_em(face, face->bounds[3]);
	int32_t ascent = pdf_milli_em(face, face->ascent), descent = -f->descent;
	if (leading) {
		bottom = descent;
		top = ascent = (int32_t)leading + descent;
	}
	struct buf *b = pdf_begin(f->p->file, id);
	buf_cstr(b, "<</Type/FontDescriptor/FontName");
	pdf_name(b, face->postscript);
	/* 32: not symbolic, a Latin text font (table 123) */
	buf_printf(b, "/Flags %d/FontBBox[%d %d %d %d]/Ascent %d/Descent %d/CapHeight %d/StemV %d/ItalicAngle ",
		32 | (face->monospaced ? 1 : 0) | (face->font.italic ? 64 : 0), pdf_milli_em(face, face->bounds[0]), bottom,
		pdf_milli_em(face, face->bounds[2]), top, ascent, descent, pdf_milli_em(face, face->cap_height),
		pdf_stem(face));
	pdf_dim(b, face->italic_angle);
	buf_printf(b, "/FontFile2 %u 0 R>>", f->file_id);
	pdf_end(f->p->file);
}

static uint32_t leading_of(const struct page_field *field)
{
	return field->kind == FIELD_TEXT && field->size > 0 ? (uint32_t)((int64_t)field->leading * 1000 / field->size) : 0;
}

size_t form_font_for(const struct form_writer *f, const struct page_field *field)
{
	size_t i = 0;
	while (i < f->fonts.n && f->fonts.items[i].leading != leading_of(field))
		i++;
	return i;
}

static void write_font(struct form_writer *f, uint32_t leading)
{
	struct form_font *made = arena_push(f->p->arena, &f->fonts);
	*made = (struct form_font){leading, pdf_reserve(f->p->file, 2)};
	struct buf *b = pdf_begin(f->p->file, made->id);
	buf_cstr(b, "<</Type/Font/Subtype/TrueType/BaseFont");
	pdf_name(b, f->p->layout->form_face->postscript);
	buf_printf(b, "/Encoding/WinAnsiEncoding/FirstChar %d/LastChar %d/Widths %u 0 R/FontDescriptor %u 0 R>>", FIRST, LAST, f->widths_id,
		made->id + 1);
	pdf_end(f->p->file);
	write_descriptor(f, made->id + 1, leading);
}

void form_put_fonts(struct buf *b, const struct form_writer *f)
{
	buf_cstr(b, "<<");
	for (size_t i = 0; i < f->fonts.n; i++)
		buf_printf(b, "/T%zu %u 0 R", i, f->fonts.items[i].id);
	buf_cstr(b, ">>");
}

bool form_fonts_open(struct form_writer *f)
{
	const struct face *face = f->p->layout->form_face;
	struct runes runes = {0};
	struct str data;
	if (!face)
		return cannot(f, "none was chosen");
	for (int code = FIRST; code <= LAST; code++) {
		uint32_t rune = rune_of(code), glyph = rune ? face_glyph(face, rune) : 0;
		f->widths[code] = glyph ? pdf_milli_em(face, face_advance(face, glyph)) : 0;
		if (glyph)
			runes_add(f->p->arena, &runes, rune);
	}
	const char *why = face_subset_characters(f->p->arena, face, &runes, &data);
	if (why)
		return cannot(f, why);
	f->descent = -pdf_milli_em(face, face->descent);
	f->widths_id = pdf_reserve(f->p->file, 2);
	f->file_id = f->widths_id + 1;
	write_widths(f);
	pdf_stream(f->p->file, f->file_id, arena_printf(f->p->arena, "/Length1 %zu", data.n).p, data, PDF_DEFLATE);
	for (uint32_t i = 0; i < f->p->nwidgets; i++)
		if (form_font_for(f, f->p->widgets[i].field) == f->fonts.n)
			write_font(f, leading_of(f->p->widgets[i].field));
	return true;
}
