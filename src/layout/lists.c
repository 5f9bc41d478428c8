/* Lists: labels stand in the indent, numbers flush with their points, as wide as the widest asks for. */
#include "layout/composition.h"

static struct str letters(struct arena *a, int32_t n, bool upper)
{
	char digits[16];
	size_t at = sizeof digits;
	for (; n > 0 && at; n = (n - 1) / 26)
		digits[--at] = (char)((upper ? 'A' : 'a') + (n - 1) % 26);
	return arena_copy(a, (struct str){digits + at, sizeof digits - at});
}

struct str roman_numeral(struct arena *a, uint32_t n, bool upper)
{
	static const struct {
		uint32_t value;
		const char *lower, *upper;
	} steps[] = {{1000, "m", "M"}, {900, "cm", "CM"}, {500, "d", "D"}, {400, "cd", "CD"}, {100, "c", "C"}, {90, "xc", "XC"},
		{50, "l", "L"}, {40, "xl", "XL"}, {10, "x", "X"}, {9, "ix", "IX"}, {5, "v", "V"}, {4, "iv", "IV"}, {1, "i", "I"}};
	struct buf b;
	buf_init(&b, BUF_NO_LIMIT);
	if (!n || n > 4999)
		buf_printf(&b, "%u", n);
	for (size_t i = 0; n <= 4999 && i < sizeof steps / sizeof *steps; i++)
		for (; n >= steps[i].value; n -= steps[i].value)
			buf_cstr(&b, upper ? steps[i].upper : steps[i].lower);
	struct str s = buf_copy(&b, a);
	buf_free(&b);
	return s;
}

static struct str label_text_of(struct flow *f, const struct node *list, const struct node *item, int32_t value)
{
	if (item->kind == NODE_ITEM && item->u.item.check != CHECK_NONE)
		return item->u.item.check == CHECK_DONE && !f->quiz ? STR("\u2611") : STR("\u2610");
	if (!list->u.list.ordered)
		return f->bullets % 2 ? STR("\u2013") : STR("\u2022");
	struct str number = list->u.list.letters && value > 0 ? letters(f->out, value, list->u.list.upper)
		: list->u.list.roman && value > 0 ? roman_numeral(f->out, (uint32_t)value, list->u.list.upper)
		: arena_printf(f->out, "%d", value);
	return arena_printf(f->out, STR_FMT ".", STR_ARG(number));
}

/* A label that no line came for stands alone. */
static void flush_label(struct flow *f)
{
	if (!f->label)
		return;
	const struct text_style *style = &f->styles[f->text];
	const struct flow_line *label = f->label;
	f->label = NULL;
	struct flow_box *box = flow_box(f, style->leading * 3 / 4, style->leading / 4);
	box->lines = label;
	box->nlines = 1;
}

struct labels {
	const struct set_paragraph **sets;
	struct tag **items;
	size_t n;
	dim widest;
};

static void set_labels(struct flow *f, const struct node *list, struct tag *tag, struct labels *labels)
{
	int32_t value = list->u.list.start, step = list->u.list.reversed ? -1 : 1;
	size_t n = 0;
	for (const struct node *item = list->first; item; item = item->next)
		n++;
	labels->sets = arena_array(f->scratch, const struct set_paragraph *, n + 1);
	labels->items = arena_array(f->scratch, struct tag *, n + 1);
	for (const struct node *item = list->first; item; item = item->next, value += step) {
		bool is_item = item->kind == NODE_ITEM;
		if (is_item && item->u.item.has_value)
			value = item->u.item.value;
		struct tag *li = tag_new(f->out, tag, TAG_LI, item), *label = tag_new(f->out, li, TAG_LBL, NULL);
		if (is_item && item->u.item.check != CHECK_NONE)
			tag_words(f->out, label)->actual = flow_label(f, item->u.item.check == CHECK_DONE && !f->quiz ? LABEL_DONE : LABEL_NOT_DONE);
		const struct set_paragraph *set = paragraph_text(f, label_text_of(f, list, item, value), f->text == STYLE_BODY ? STYLE_LIST_NUMBER : f->text, label, 0, f->width);
		if (set->n && set->lines[0].width > labels->widest)
			labels->widest = set->lines[0].width;
		labels->items[labels->n] = li;
		labels->sets[labels->n++] = set;
	}
}

/* Before the column's start. */
static void pend_label(struct flow *f, const struct set_paragraph *set, dim gap)
{
	if (!set->n)
		return;
	struct flow_line *line = arena_new(f->lines, struct flow_line);
	dim at = f->rtl ? f->x + f->width + gap : f->x - gap - set->lines[0].width;
	*line = (struct flow_line){.line = &set->lines[0], .paragraph = set, .dx = at - set->lines[0].x};
	f->label = line;
}

void flow_list(struct flow *f, const struct node *n)
{
	struct labels labels = {0};
	dim x = f->x, width = f->width, gap = f->sheet->size * 9 / 20, least = f->sheet->size * 3 / 2;
	dim outer = f->bullets || f->numbered ? 0 : f->sheet->leading / 2, between = n->u.list.tight ? 0 : f->sheet->leading / 2;
	unsigned *depth = n->u.list.ordered ? &f->numbered : &f->bullets;
	struct tag *tag = flow_open(f, TAG_L, n);
	tag->ordered = n->u.list.ordered;
	set_labels(f, n, tag, &labels);
	dim indent = labels.widest + gap > least ? labels.widest + gap : least;
	size_t i = 0;
	++*depth;
	flow_white(f, outer);
	for (const struct node *item = n->first; item; item = item->next, i++) {
		flush_label(f);
		flow_white(f, i ? between : 0);
		flow_indent(f, indent, 0);
		pend_label(f, labels.sets[i], gap);
		f->tag = tag_new(f->out, labels.items[i], TAG_LBODY, NULL);
		f->flush = true;
		flow_anchor(f, item);
		if (item->kind == NODE_ITEM)
			flow_blocks(f, item->first);
		else
			flow_block(f, item);
		flush_label(f);
		f->x = x;
		f->width = width;
	}
	--*depth;
	flow_white(f, outer);
	f->tag = tag;
	flow_close(f, tag);
	f->flush = true;
}
