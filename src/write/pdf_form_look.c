/*
 * What fields look like (ISO 32000-1 12.5.5): an appearance stream for each text, drawn as viewers will draw it when it is changed,
 * and one for each state that a button can have, shared by buttons that look the same. Paths, no ZapfDingbats. There is none
 * for buttons held down, which PDF/A forbids (ISO 19005-2 6.3.3).
 */
#include "write/pdf_form.h"

enum { INDENT = 2 * DIM_POINT }; /* of text, as most viewers have it */

static void put_milli(struct buf *b, int64_t n)
{
	pdf_milli(b, n);
	buf_char(b, ' ');
}

static void put_point(struct buf *b, int64_t x, int64_t y, const char *operator)
{
	put_milli(b, x);
	put_milli(b, y);
	buf_cstr(b, operator);
}

/* Four curves; what a curve's handles have of the radius makes it as good as round. */
static void put_circle(struct buf *b, int64_t x, int64_t y, int64_t radius)
{
	int64_t h = radius * 5523 / 10000;
	static const int turns[4][2] = {{1, 0}, {0, 1}, {-1, 0}, {0, -1}};
	put_point(b, x + radius, y, "m\n");
	for (int i = 0; i < 4; i++) {
		const int *from = turns[i], *to = turns[(i + 1) % 4];
		put_point(b, x + from[0] * radius + to[0] * h, y + from[1] * radius + to[1] * h, "");
		put_point(b, x + to[0] * radius + from[0] * h, y + to[1] * radius + from[1] * h, "");
		put_point(b, x + to[0] * radius, y + to[1] * radius, "c\n");
	}
}

static void put_colour(struct buf *b, uint32_t colour, const char *operator)
{
	for (int shift = 16; shift >= 0; shift -= 8)
		put_milli(b, ((colour >> shift & 255) * 1000 + 127) / 255);
	buf_cstr(b, operator);
}

/* ---- frames, on the page */
static void put_frame(struct buf *b, const struct pdf *p, size_t page, const struct page_field *f, const struct field_button *button)
{
	dim x = button ? button->x : f->x, y = button ? button->y : f->y, width = button ? button->width : f->width;
	dim height = button ? button->height : f->height, half = f->frame / 2;
	if (f->kind == FIELD_RADIO) {
		dim side = width < height ? width : height;
		put_circle(b, pdf_x(p, page, x + width / 2), pdf_y(p, y + height / 2), pdf_dim_milli(side / 2 - half));
		buf_cstr(b, "s\n");
		return;
	}
	put_point(b, pdf_x(p, page, x + half), pdf_y(p, y + height - half), "");
	put_point(b, pdf_dim_milli(width - f->frame), pdf_dim_milli(height - f->frame), "re S\n");
}

static void put_frames_of(struct buf *b, const struct pdf *p, size_t page, const struct page_field *f)
{
	buf_cstr(b, pdf_is_tagged(p) ? "/Artifact/L BDC\nq " : "q ");
	put_colour(b, f->frame_colour, "RG ");
	pdf_dim(b, f->frame);
	buf_cstr(b, " w\n");
	for (size_t i = 0; i < f->nbuttons; i++)
		put_frame(b, p, page, f, &f->buttons[i]);
	if (!pdf_has_buttons(f))
		put_frame(b, p, page, f, NULL);
	buf_cstr(b, pdf_is_tagged(p) ? "Q\nEMC\n" : "Q\n");
}

void pdf_frames(struct buf *content, const struct pdf *p, size_t page)
{
	const struct page *on = &p->layout->pages[page];
	for (size_t i = 0; i < on->fields.n; i++)
		if (on->fields.items[i].frame)
			put_frames_of(content, p, page, &on->fields.items[i]);
}

/* ---- text */
void form_put_style(struct buf *b, const struct form_writer *f, const struct page_field *field)
{
	buf_printf(b, "/T%zu ", form_font_for(f, field));
	pdf_dim(b, field->size);
	buf_cstr(b, " Tf ");
	put_colour(b, field->colour, "rg");
}

static int64_t width_of(const struct form_writer *f, struct str line, dim size)
{
	int64_t width = 0;
	for (size_t i = 0; i < line.n; i++)
		width += f->widths[(unsigned char)line.p[i]];
	return width * size / 1000;
}

/* As much of the text as fits on a line, off its front: whole words, if it is not one that is too long. */
static struct str take_line(const struct form_writer *f, struct str *text, dim size, dim width)
{
	size_t end = str_find_char(*text, '\n'), fits = 0, at = 0;
	while (at < end) {
		for (at++; at < end && text->p[at] != ' ';)
			at++;
		if (width_of(f, str_sub(*text, 0, at), size) > width && fits)
			break;
		fits = at;
	}
	struct str line = str_sub(*text, 0, fits);
	*text = str_skip(*text, fits < text->n ? fits + 1 : fits);
	return line;
}

static void put_line(struct buf *b, const struct form_writer *f, const struct page_field *field, struct str line, dim baseline)
{
	dim room = field->width - (dim)width_of(f, line, field->size);
	buf_cstr(b, "1 0 0 1 ");
	pdf_dim(b, field->centred && room > 2 * INDENT ? room / 2 : INDENT);
	buf_char(b, ' ');
	pdf_dim(b, baseline);
	buf_cstr(b, " Tm ");
	pdf_string(b, line);
	buf_cstr(b, "Tj\n");
}

static void put_text(struct buf *b, const struct form_writer *f, const struct page_field *field)
{
	struct str text = form_encode(f, field->value, f->p->arena);
	dim descent = (dim)((int64_t)f->descent * field->size / 1000), width = field->width - 2 * INDENT;
	buf_cstr(b, "q 0 0 ");
	put_point(b, pdf_dim_milli(field->width), pdf_dim_milli(field->height), "re W n BT ");
	form_put_style(b, f, field);
	buf_char(b, '\n');
	if (field->kind == FIELD_LINE) {
		dim capitals = (dim)((int64_t)f->p->layout->form_face->cap_height * field->size / f->p->layout->form_face->units_per_em);
		put_line(b, f, field, text, (field->height - capitals) / 2);
	} else {
		for (dim y = field->height - field->leading + descent; text.n; y -= field->leading)
			put_line(b, f, field, take_line(f, &text, field->size, width), y);
	}
	buf_cstr(b, "ET Q\n");
}

static void put_box(struct buf *entries, dim width, dim height)
{
	buf_cstr(entries, "/Type/XObject/Subtype/Form/BBox[0 0 ");
	pdf_dim(entries, width);
	buf_char(entries, ' ');
	pdf_dim(entries, height);
	buf_char(entries, ']');
}

uint32_t form_text_look(struct form_writer *f, const struct page_field *field)
{
	struct buf entries, content;
	uint32_t id = pdf_reserve(f->p->file, 1);
	buf_init(&entries, BUF_NO_LIMIT);
	buf_init(&content, BUF_NO_LIMIT);
	buf_cstr(&content, "/Tx BMC\n");
	if (field->value.n)
		put_text(&content, f, field);
	buf_cstr(&content, "EMC\n");
	put_box(&entries, field->width, field->height);
	size_t font = form_font_for(f, field);
	buf_printf(&entries, "/Resources<</Font<</T%zu %u 0 R>>>>", font, f->fonts.items[font].id);
	buf_char(&entries, '\0');
	pdf_stream(f->p->file, id, entries.p, buf_view(&content), PDF_PLAIN);
	buf_free(&entries);
	buf_free(&content);
	return id;
}

/* ---- buttons */

/* A tick that reaches over the box's edge on no side, or a disc in the circle. */
static void put_chosen(struct buf *b, const struct page_field *field, const struct field_button *button)
{
	int64_t width = pdf_dim_milli(button->width), height = pdf_dim_milli(button->height), side = width < height ? width : height;
	int64_t x = (width - side) / 2, y = (height - side) / 2;
	if (field->kind == FIELD_RADIO) {
		put_colour(b, field->colour, "rg\n");
		put_circle(b, width / 2, height / 2, side * 27 / 100);
		buf_cstr(b, "f\n");
		return;
	}
	put_colour(b, field->colour, "RG 1 J 1 j ");
	put_milli(b, side * 12 / 100);
	buf_cstr(b, "w\n");
	put_point(b, x + side * 22 / 100, y + side * 52 / 100, "m ");
	put_point(b, x + side * 42 / 100, y + side * 28 / 100, "l ");
	put_point(b, x + side * 78 / 100, y + side * 76 / 100, "l S\n");
}

uint32_t form_button_look(struct form_writer *f, const struct page_field *field, const struct field_button *button, bool on)
{
	struct buf entries, content;
	struct str key = arena_printf(f->p->arena, "%d %d %d %d %x", field->kind, on, button->width, button->height, on ? field->colour : 0);
	uint32_t *known = map_get(&f->looks, key);
	if (known)
		return *known;
	uint32_t *id = arena_new(f->p->arena, uint32_t);
	*id = pdf_reserve(f->p->file, 1);
	map_put(&f->looks, key, id);
	buf_init(&entries, BUF_NO_LIMIT);
	buf_init(&content, BUF_NO_LIMIT);
	if (on)
		put_chosen(&content, field, button);
	put_box(&entries, button->width, button->height);
	buf_put(&entries, "/Resources<<>>", sizeof "/Resources<<>>");
	pdf_stream(f->p->file, *id, entries.p, buf_view(&content), PDF_PLAIN);
	buf_free(&entries);
	buf_free(&content);
	return *id;
}
