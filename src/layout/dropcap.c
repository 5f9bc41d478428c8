/*
 * A drop capital: the first letter of an article, three lines high. Its top stands at the height of the first line's capitals and it stands on
 * the third line's baseline; the three lines make room for it. It is a run of the paragraph before all others, so that the word is whole for
 * whoever reads or copies it.
 *
 * Only a letter can be one: an opening quotation mark, a figure, a link or a short paragraph is set as always.
 */
#include "layout/composition.h"

#include "base/utf8.h"

enum { LINES = 3 };

static bool is_capital(uint32_t rune)
{
	return (rune >= 'A' && rune <= 'Z') || (rune >= 0xC0 && rune <= 0xDE && rune != 0xD7) || (rune >= 0x391 && rune <= 0x3A9) ||
	       (rune >= 0x410 && rune <= 0x42F);
}

/* What stands before the letter's foot must not be so short that the letter stands in white. */
static bool is_long_enough(struct flow *f, const struct node *n)
{
	size_t letters = node_plain(f->scratch, n).n;
	dim size = f->styles[f->text].paragraph.size;
	return letters > (size_t)(f->width / size) * 5 / 2 * (LINES + 1);
}

static struct mark *put_letter(struct flow *f, struct tag *tag, const struct face *face, uint32_t glyph, struct str text, dim size)
{
	struct mark *mark = arena_new(f->lines, struct mark);
	struct placed_glyph *placed = arena_new(f->out, struct placed_glyph);
	*placed = (struct placed_glyph){.advance = (dim)((int64_t)face_advance(face, glyph) * size / face->units_per_em), .length = (uint16_t)text.n,
		.id = (uint16_t)glyph};
	*mark = (struct mark){.x = f->x, .y = (LINES - 1) * f->styles[f->text].leading, .colour = f->sheet->text, .tag = tag};
	mark->u.run = (struct glyph_run){.face = face, .size = size, .glyphs = placed, .n = 1, .text = text};
	return mark;
}

bool flow_drop_cap(struct flow *f, const struct node *n)
{
	const struct node *first = n->first;
	const struct text_style *style = &f->styles[f->text];
	const struct face *face = style->paragraph.faces[0][0];
	size_t end = 0;
	if (f->rtl || !first || first->kind != NODE_TEXT || !first->text.n || f->text != STYLE_BODY)
		return false;
	uint32_t rune = utf8_next(first->text, &end), glyph = face_glyph(face, rune);
	if (!is_capital(rune) || !glyph || face->cap_height <= 0 || !is_long_enough(f, n))
		return false;
	int64_t capitals = (int64_t)face->cap_height * style->paragraph.size / face->units_per_em;
	dim size = (dim)(((LINES - 1) * (int64_t)style->leading + capitals) * face->units_per_em / face->cap_height);
	dim wide = (dim)((int64_t)face_advance(face, glyph) * size / face->units_per_em) + style->paragraph.size / 5;
	struct line_box boxes[LINES + 1];
	for (int i = 0; i < LINES; i++)
		boxes[i] = (struct line_box){f->x + wide, f->width - wide};
	boxes[LINES] = (struct line_box){f->x, f->width};
	struct flow_set s = paragraph_shaped(f, n, f->text, boxes, LINES + 1, (uint32_t)end);
	for (size_t i = 0; i < s.set->n; i++) {
		f->kept = f->kept || (i && i < LINES);
		if (i >= LINES)
			flow_penalty(f, page_line_cost(&page_costs_book, i, s.set->n, false), PAGE_ANY);
		struct flow_box *box = flow_line_box(f, s.set, i, style);
		if (!i) {
			box->marks = put_letter(f, s.tag, face, glyph, str_sub(first->text, 0, end), size);
			box->n = 1;
		}
		flow_notes(f, &s.set->lines[i]);
	}
	f->flush = false;
	return true;
}
