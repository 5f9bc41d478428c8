/*
 * The form (ISO 32000-1 12.7): fields in a tree by the parts of their names, below one whose name says which workbook it is; and their
 * widgets, the annotations on the pages. A field of text and a check box are one dictionary with their widget; radio buttons are
 * the kids of theirs.
 *
 * What is right in a quiz stands under a key of our own (annex E.2: a third-class name), for those who read the answers. Who fills a
 * workbook in finds it on the page of answers.
 *
 * A name that is taken gets a number, and so does one that would stand both for a field and for a part of others' names.
 */
#include "write/pdf_form.h"

enum { /* field flags: tables 226 and 228 */
	MULTILINE = 1 << 12,
	RADIO = 1 << 15,
};

#define NONE UINT32_MAX

struct field_node {
	struct str part;      /* of the name */
	uint32_t object, parent;
	uint32_t first, last, next; /* its children: nodes, or NONE */
	const struct page_field *field; /* NULL: a part of names */
	uint32_t widget;      /* the field's first */
};

struct names {
	struct form_writer *f;
	struct {
		struct field_node *items;
		size_t n, cap;
	} nodes;              /* the root is the first */
	struct map paths;     /* to nodes, as their number and 1 */
};

bool pdf_has_buttons(const struct page_field *field)
{
	return field->kind == FIELD_CHECK || field->kind == FIELD_RADIO;
}

void pdf_collect_widgets(struct pdf *p)
{
	const struct layout *l = p->layout;
	struct {
		struct pdf_widget *items;
		size_t n, cap;
	} list = {0};
	for (size_t i = 0; i < l->npages; i++) {
		p->pages[i].widget = (uint32_t)list.n;
		for (size_t k = 0; k < l->pages[i].fields.n; k++) {
			const struct page_field *f = &l->pages[i].fields.items[k];
			if (!pdf_has_buttons(f))
				*arena_push(p->arena, &list) = (struct pdf_widget){f, NULL, f->tag, (uint32_t)i};
			size_t n = !pdf_has_buttons(f) ? 0 : f->kind == FIELD_CHECK && f->nbuttons ? 1 : f->nbuttons;
			for (size_t j = 0; j < n; j++)
				*arena_push(p->arena, &list) = (struct pdf_widget){f, &f->buttons[j], f->buttons[j].tag, (uint32_t)i};
		}
	}
	p->pages[l->npages].widget = p->nwidgets = (uint32_t)list.n;
	p->widgets = list.items;
}

/* ---- names */
static uint32_t add_node(struct names *t, uint32_t parent, struct str part, struct str path)
{
	uint32_t at = (uint32_t)t->nodes.n;
	*arena_push(t->f->p->arena, &t->nodes) = (struct field_node){.part = part, .parent = parent, .first = NONE, .last = NONE, .next = NONE};
	map_put(&t->paths, path, (void *)((uintptr_t)at + 1));
	if (parent == NONE)
		return at;
	struct field_node *above = &t->nodes.items[parent];
	if (above->first == NONE)
		above->first = at;
	else
		t->nodes.items[above->last].next = at;
	above->last = at;
	return at;
}

/* The child of that name: a new one for a field, else one that is no field. */
static uint32_t descend(struct names *t, uint32_t parent, struct str part, bool field, struct str *path)
{
	struct arena *a = t->f->p->arena;
	struct str tried = part;
	for (int i = 2;; i++) {
		struct str there = arena_printf(a, STR_FMT "." STR_FMT, STR_ARG(*path), STR_ARG(tried));
		uintptr_t known = (uintptr_t)map_get(&t->paths, there);
		if (!known || (!field && !t->nodes.items[known - 1].field)) {
			*path = there;
			return known ? (uint32_t)(known - 1) : add_node(t, parent, tried, there);
		}
		tried = arena_printf(a, STR_FMT "~%d", STR_ARG(part), i);
	}
}

static void add_field(struct names *t, const struct page_field *field, uint32_t widget)
{
	struct pdf *p = t->f->p;
	struct str rest = field->name, path = STR("");
	uint32_t at = 0;
	do {
		struct str part = str_cut(&rest, '.');
		at = descend(t, at, part.n ? part : STR("-"), !rest.n, &path);
	} while (rest.n);
	t->nodes.items[at].field = field;
	t->nodes.items[at].widget = widget;
	t->nodes.items[at].object = field->kind == FIELD_RADIO ? pdf_reserve(p->file, 1) : p->annotation + p->nlinks + widget;
}

static struct str root_name(struct pdf *p)
{
	struct str name = arena_printf(p->arena, FIELD_ROOT STR_FMT, STR_ARG(p->layout->edition->identifier));
	char *c = arena_cstr(p->arena, name);
	for (size_t i = 0; i < name.n; i++)
		c[i] = c[i] == '.' ? '-' : c[i];
	return (struct str){c, name.n};
}

static void name_fields(struct names *t)
{
	const struct pdf *p = t->f->p;
	map_init(&t->paths, p->arena);
	add_node(t, NONE, root_name(t->f->p), STR(""));
	for (uint32_t i = 0; i < p->nwidgets; i++)
		if (i == 0 || p->widgets[i].field != p->widgets[i - 1].field)
			add_field(t, p->widgets[i].field, i);
	for (size_t i = 0; i < t->nodes.n; i++)
		if (!t->nodes.items[i].field)
			t->nodes.items[i].object = pdf_reserve(p->file, 1);
}

/* ---- dictionaries */
static struct str value_of(struct pdf *p, const struct page_field *field, const struct field_button *button)
{
	if (button->value.n && !str_is(button->value, "Off"))
		return button->value;
	return field->kind == FIELD_CHECK ? STR("Yes") : arena_printf(p->arena, "%td", button - field->buttons + 1);
}

static bool is_on(struct pdf *p, const struct page_field *field, const struct field_button *button)
{
	return field->kind == FIELD_CHECK ? field->value.n > 0 : field->value.n && str_eq(field->value, value_of(p, field, button));
}

static void put_text_entry(struct buf *b, const char *key, struct str text)
{
	buf_cstr(b, key);
	pdf_text(b, text);
}

static void put_text_field(struct buf *b, const struct page_field *field)
{
	buf_printf(b, "/FT/Tx/Ff %d%s", field->kind == FIELD_TEXT ? MULTILINE : 0, field->centred ? "/Q 1" : "");
	if (field->max_length)
		buf_printf(b, "/MaxLen %u", field->max_length);
	if (field->value.n) {
		put_text_entry(b, "/V", field->value);
		put_text_entry(b, "/DV", field->value);
	}
}

static void put_choice(struct form_writer *f, struct buf *b, const struct page_field *field)
{
	struct str chosen = STR("Off");
	for (size_t i = 0; i < field->nbuttons; i++)
		if (is_on(f->p, field, &field->buttons[i]))
			chosen = value_of(f->p, field, &field->buttons[i]);
	buf_printf(b, "/FT/Btn/Ff %d/V", field->kind == FIELD_RADIO ? RADIO : 0);
	pdf_name(b, chosen);
	buf_cstr(b, "/DV");
	pdf_name(b, chosen);
}

static void put_button_looks(struct form_writer *f, struct buf *b, const struct pdf_widget *w, const uint32_t looks[2])
{
	struct str value = value_of(f->p, w->field, w->button);
	/* what viewers draw that make appearances anew: 4 is a tick, l a disc */
	buf_printf(b, "/MK<</CA(%c)>>/AP<</N<</Off %u 0 R", w->field->kind == FIELD_RADIO ? 'l' : '4', looks[0]);
	pdf_name(b, value);
	buf_printf(b, " %u 0 R>>>>/AS", looks[1]);
	pdf_name(b, is_on(f->p, w->field, w->button) ? value : STR("Off"));
}

/* The widget's part of its dictionary. */
static void put_widget(struct form_writer *f, struct buf *b, uint32_t number, const uint32_t looks[2])
{
	const struct pdf *p = f->p;
	const struct pdf_widget *w = &p->widgets[number];
	const struct page_field *field = w->field;
	buf_cstr(b, "/Type/Annot/Subtype/Widget/Rect");
	if (w->button)
		pdf_rectangle(b, p, w->page, w->button->x, w->button->y, w->button->width, w->button->height);
	else
		pdf_rectangle(b, p, w->page, field->x, field->y, field->width, field->height);
	buf_printf(b, "/P %u 0 R/F 4/BS<</W 0>>", p->page + w->page);
	if (w->tag)
		buf_printf(b, "/StructParent %zu", p->layout->npages + p->nlinks + number);
	if (w->button) {
		put_button_looks(f, b, w, looks);
	} else {
		buf_printf(b, "/MK<<>>/AP<</N %u 0 R>>/DA(", looks[0]);
		form_put_style(b, f, field);
		buf_char(b, ')');
	}
}

/* Streams go to the file before the dictionary that names them is begun. */
static void make_looks(struct form_writer *f, const struct pdf_widget *w, uint32_t looks[2])
{
	looks[0] = w->button ? form_button_look(f, w->field, w->button, false) : form_text_look(f, w->field);
	looks[1] = w->button ? form_button_look(f, w->field, w->button, true) : 0;
}

static void write_radio_button(struct form_writer *f, uint32_t number, uint32_t parent)
{
	const struct pdf_widget *w = &f->p->widgets[number];
	uint32_t looks[2];
	make_looks(f, w, looks);
	struct buf *b = pdf_begin(f->p->file, f->p->annotation + f->p->nlinks + number);
	buf_printf(b, "<</Parent %u 0 R", parent);
	put_text_entry(b, "/TU", w->button->tooltip.n ? w->button->tooltip : w->field->tooltip);
	put_widget(f, b, number, looks);
	buf_cstr(b, ">>");
	pdf_end(f->p->file);
}

static void put_kids(struct names *t, struct buf *b, const struct field_node *n)
{
	const struct pdf *p = t->f->p;
	buf_cstr(b, "/Kids[");
	for (size_t i = 0; n->field && i < n->field->nbuttons; i++)
		buf_printf(b, "%s%zu 0 R", i ? " " : "", p->annotation + p->nlinks + n->widget + i);
	for (uint32_t i = n->first; i != NONE; i = t->nodes.items[i].next)
		buf_printf(b, "%s%u 0 R", i == n->first ? "" : " ", t->nodes.items[i].object);
	buf_char(b, ']');
}

static void write_node(struct names *t, const struct field_node *n)
{
	struct form_writer *f = t->f;
	const struct page_field *field = n->field;
	uint32_t looks[2] = {0};
	bool radio = field && field->kind == FIELD_RADIO;
	for (uint32_t i = 0; radio && i < field->nbuttons; i++)
		write_radio_button(f, n->widget + i, n->object);
	if (field && !radio)
		make_looks(f, &f->p->widgets[n->widget], looks);
	struct buf *b = pdf_begin(f->p->file, n->object);
	put_text_entry(b, "<</T", n->part);
	if (n->parent != NONE)
		buf_printf(b, "/Parent %u 0 R", t->nodes.items[n->parent].object);
	if (field) {
		put_text_entry(b, "/TU", field->tooltip);
		if (field->right.n)
			put_text_entry(b, "/XXsheafRight", field->right);
		if (pdf_has_buttons(field))
			put_choice(f, b, field);
		else
			put_text_field(b, field);
	}
	if (field && !radio)
		put_widget(f, b, n->widget, looks);
	else
		put_kids(t, b, n);
	buf_cstr(b, ">>");
	pdf_end(f->p->file);
}

bool pdf_form(struct pdf *p, uint32_t *form)
{
	struct form_writer f = {.p = p};
	struct names t = {.f = &f};
	*form = 0;
	if (!p->nwidgets)
		return true;
	if (!form_fonts_open(&f))
		return false;
	map_init(&f.looks, p->arena);
	name_fields(&t);
	for (size_t i = 0; i < t.nodes.n; i++)
		write_node(&t, &t.nodes.items[i]);
	*form = pdf_reserve(p->file, 1);
	struct buf *b = pdf_begin(p->file, *form);
	buf_printf(b, "<</Fields[%u 0 R]/DR<</Font", t.nodes.items[0].object);
	form_put_fonts(b, &f);
	buf_cstr(b, ">>>>");
	pdf_end(p->file);
	return true;
}
