/* Fields, lines to write on, frames to draw in: see form.h. */
#include "layout/form.h"

enum { INK = 0x1F3A6E, RULE = 0x9A9A9A, GROUND = 0xCFCFCF };

dim form_line(const struct flow *f)
{
	return f->sheet->paper.width < 6 * 72 * DIM_POINT ? DIM_MM(8) : DIM_MM(85) / 10;
}

dim form_check(const struct flow *f)
{
	return 12 * DIM_POINT;
}

struct flow_field *form_field(struct flow *f, enum field_kind kind, const struct exercise_field *what, struct tag *tag)
{
	struct flow_field *field = arena_new(f->lines, struct flow_field);
	bool buttons = kind == FIELD_CHECK || kind == FIELD_RADIO;
	field->field = (struct page_field){.kind = kind, .name = what->id, .tooltip = what->question, .colour = INK,
		.frame_colour = 0x6A6A6A, .frame = buttons ? DIM_POINT * 3 / 4 : 0, .size = 13 * DIM_POINT, .leading = form_line(f)};
	if (!buttons)
		field->field.tag = tag_new(f->out, tag, TAG_FORM, what->node);
	return field;
}

void form_place(struct flow_field *field, dim x, dim y, dim width, dim height)
{
	field->field.x = x;
	field->field.y = y;
	field->field.width = width;
	field->field.height = height;
}

void form_button(struct flow *f, struct flow_field *field, struct str value, struct str tooltip, dim x, dim y, dim side, struct tag *tag)
{
	struct {
		struct field_button *items;
		size_t n, cap;
	} list = {field->field.buttons, field->field.nbuttons, field->field.button_cap};
	*arena_push(f->out, &list) = (struct field_button){.x = x, .y = y, .width = side, .height = side, .value = value, .tooltip = tooltip,
		.tag = tag_new(f->out, tag, TAG_FORM, NULL)};
	field->field.buttons = list.items;
	field->field.nbuttons = list.n;
	field->field.button_cap = list.cap;
}

void form_attach(struct flow_box *box, struct flow_field *field)
{
	struct flow_field **at = &box->fields;
	while (*at)
		at = &(*at)->next;
	*at = field;
}

struct drawing {
	struct mark *items;
	size_t n, cap;
};

static void put_rule(struct flow *f, struct drawing *d, dim x, dim y, dim width, dim height, uint32_t colour)
{
	struct mark *rule = arena_push(f->lines, d);
	*rule = (struct mark){.kind = MARK_RULE, .x = x, .y = y, .colour = colour, .artifact = ARTIFACT_LAYOUT};
	rule->u.rule.width = width;
	rule->u.rule.height = height;
}

static struct flow_box *put_drawing(struct flow *f, const struct drawing *d, dim height)
{
	struct flow_box *box = flow_box(f, height, 0);
	box->marks = d->items;
	box->n = d->n;
	return box;
}

static void put_lines(struct flow *f, unsigned n, const struct exercise_field *what)
{
	dim line = form_line(f), height = (dim)n * line;
	struct drawing d = {0};
	for (unsigned i = 1; i <= n; i++)
		put_rule(f, &d, f->x, (dim)i * line - height - DIM_POINT / 2, f->width, DIM_POINT / 2, RULE);
	bool signature = what->kind == EXERCISE_LINE;
	struct flow_field *field = form_field(f, signature ? FIELD_LINE : FIELD_TEXT, what, f->tag);
	field->field.centred = signature;
	form_place(field, f->x, -height, f->width, height);
	form_attach(put_drawing(f, &d, height), field);
}

void form_lines(struct flow *f, unsigned n, const struct exercise_field *what)
{
	unsigned most = (unsigned)(f->sheet->area.height * 4 / 5 / form_line(f)), part = 1;
	for (unsigned left = n; left; part++) {
		unsigned now = left < most ? left : most;
		struct exercise_field more = *what;
		if (part > 1)
			more.id = arena_printf(f->out, STR_FMT "~%u", STR_ARG(what->id), part);
		put_lines(f, now, &more);
		left -= now;
	}
}

void form_fill(struct flow *f, unsigned least, const struct exercise_field *what)
{
	struct flow_room room = flow_room(f);
	dim line = form_line(f), spare = f->sheet->leading / 2, most = room.left - spare;
	if (most < (dim)least * line)
		most = room.next - spare;
	put_lines(f, most > line ? (unsigned)(most / line) : 1, what);
}

/* Squares of five millimetres, or the dots where their sides cross. */
static void put_ground(struct flow *f, struct drawing *d, dim height, enum exercise_ground ground)
{
	dim step = DIM_MM(5), dot = DIM_POINT;
	for (dim y = step; ground == GROUND_GRID && y < height; y += step)
		put_rule(f, d, f->x, y - height, f->width, DIM_POINT / 4, GROUND);
	for (dim x = step; ground == GROUND_GRID && x < f->width; x += step)
		put_rule(f, d, f->x + x, -height, DIM_POINT / 4, height, GROUND);
	for (dim y = step; ground == GROUND_DOTS && y < height; y += step)
		for (dim x = step; x < f->width; x += step)
			put_rule(f, d, f->x + x - dot / 2, y - height - dot / 2, dot, dot, GROUND);
}

void form_frame(struct flow *f, dim height, enum exercise_ground ground, const struct exercise_field *what)
{
	struct drawing d = {0};
	dim most = f->sheet->area.height * 4 / 5, thick = DIM_POINT * 3 / 4;
	height = height < most ? height : most;
	put_ground(f, &d, height, ground);
	put_rule(f, &d, f->x, -height, f->width, thick, RULE);
	put_rule(f, &d, f->x, -thick, f->width, thick, RULE);
	put_rule(f, &d, f->x, -height, thick, height, RULE);
	put_rule(f, &d, f->x + f->width - thick, -height, thick, height, RULE);
	struct flow_field *field = form_field(f, FIELD_TEXT, what, f->tag);
	field->field.leading = 18 * DIM_POINT;
	form_place(field, f->x + 4 * DIM_POINT, 4 * DIM_POINT - height, f->width - 8 * DIM_POINT, height - 8 * DIM_POINT);
	form_attach(put_drawing(f, &d, height), field);
}
