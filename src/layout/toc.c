/*
 * The contents: parts, articles, sections as deep as the edition wants, what stands behind the text. Dots lead to the numbers, all on one
 * grid, so that they stand under one another.
 */
#include "layout/composition.h"
#include "layout/glyphs.h"

bool contents_lists(const struct node *heading, int depth)
{
	if (heading->u.heading.level > depth || !node_id(heading).n)
		return false;
	for (const struct node *n = heading->parent; n; n = n->parent)
		if (n->kind != NODE_ARTICLE && n->kind != NODE_DIVISION)
			return false;
	return true;
}

/* Dots from one place to another, in reading direction from left to right. */
static struct mark *leader(struct flow *f, const struct text_style *style, dim from, dim to)
{
	const struct face *face = style->paragraph.faces[0][0];
	uint32_t dot = face_glyph(face, '.');
	dim step = style->paragraph.size * 3 / 5, first = (from + step - 1) / step * step;
	uint32_t n = to > first ? (uint32_t)((to - first) / step) : 0;
	if (n < 2 || !dot)
		return NULL;
	struct mark *mark = arena_new(f->lines, struct mark);
	struct placed_glyph *glyphs = arena_array(f->scratch, struct placed_glyph, n);
	char *text = arena_alloc(f->out, n);
	for (uint32_t i = 0; i < n; i++) {
		glyphs[i] = (struct placed_glyph){.advance = step, .text = i, .length = 1, .id = (uint16_t)dot};
		text[i] = '.';
	}
	*mark = (struct mark){.x = first, .artifact = ARTIFACT_LAYOUT, .colour = f->sheet->line};
	mark->u.run = (struct glyph_run){.face = face, .size = style->paragraph.size, .glyphs = glyphs, .n = n, .text = {text, n}};
	glyphs_pack(f->out, &mark->u.run);
	return mark;
}

static void add_line(struct flow *f, struct flow_box *box, const struct set_paragraph *set, dim dx)
{
	struct flow_line *lines = arena_array(f->lines, struct flow_line, box->nlines + 1);
	for (size_t i = 0; i < box->nlines; i++)
		lines[i] = box->lines[i];
	lines[box->nlines++] = (struct flow_line){.line = &set->lines[0], .paragraph = set, .dx = dx};
	box->lines = lines;
}

static void put_number(struct flow *f, struct flow_box *box, const struct set_line *last, struct str label, enum sheet_style id, struct tag *tag)
{
	const struct text_style *style = &f->styles[id];
	/* an element of its own, so that nobody reads "Ropes12" */
	struct tag *number = tag_new(f->out, tag, TAG_SPAN, NULL);
	const struct set_paragraph *set = paragraph_text(f, label, id, number, 0, f->sheet->measure);
	if (!set->n)
		return;
	dim width = set->lines[0].width, gap = f->sheet->size / 2, end = last->x + last->width;
	dim x = f->rtl ? 0 : f->sheet->measure - width;
	add_line(f, box, set, x - set->lines[0].x);
	struct mark *dots = f->rtl ? leader(f, style, width + gap, last->x - gap) : leader(f, style, end + gap, f->sheet->measure - width - gap);
	box->marks = dots;
	box->n = dots != NULL;
}

struct entry {
	struct str title, lang;
	const struct destination *to;
	enum sheet_style style;
	dim indent;
};

static void put_entry(struct flow *f, struct tag *toc, const struct entry *e)
{
	const struct text_style *style = &f->styles[e->style];
	struct tag *tag = tag_new(f->out, tag_new(f->out, toc, TAG_TOCI, NULL), TAG_REFERENCE, NULL);
	dim hang = f->sheet->size, numbers = f->sheet->size * 3, width = f->sheet->measure - numbers - e->indent;
	dim x = f->rtl ? numbers : e->indent;
	struct line_box boxes[2] = {{x, width}, {f->rtl ? x : x + hang, width - hang}};
	struct paragraph_shape shape = {boxes, 2};
	struct set_paragraph *set = arena_new(f->lines, struct set_paragraph);
	struct paragraph_style how = style->paragraph;
	how.direction = f->rtl ? DIRECTION_RTL : DIRECTION_LTR;
	if (e->lang.n)
		tag_words(f->out, tag)->lang = how.lang = e->lang;
	paragraph_set_text(f->setter, f->out, f->lines, e->title, (struct pos){0}, &how, &shape, tag, set);
	flow_white(f, style->above);
	for (size_t i = 0; i < set->n; i++) {
		f->kept = f->kept || i > 0;
		struct flow_box *box = flow_line_box(f, set, i, style);
		if (e->to && i + 1 == set->n)
			put_number(f, box, &set->lines[i], refs_label(&f->work->refs, f->out, e->to->page), e->style, tag);
		if (!e->to)
			continue;
		box->jump = arena_new(f->lines, struct flow_jump);
		*box->jump = (struct flow_jump){.tag = tag, .to = e->to, .contents = e->title, .width = f->sheet->measure};
	}
	flow_white(f, style->below);
	f->kept = e->style == STYLE_TOC_PART;
	if (!f->kept)
		flow_penalty(f, 0, PAGE_ANY);
}

static void put_sections(struct flow *f, struct tag *toc, const struct article *a, struct str lang, dim indent)
{
	struct tag *below = NULL;
	for (size_t i = 0; i < a->headings.n; i++) {
		const struct node *heading = a->headings.items[i];
		struct str title = str_trim(node_plain(f->out, heading));
		if (!contents_lists(heading, f->work->toc_depth) || !title.n)
			continue;
		struct entry e = {.title = title, .lang = lang, .style = STYLE_TOC_SECTION, .to = refs_find(&f->work->refs, a, heading),
			.indent = indent + f->sheet->size * (heading->u.heading.level - 1)};
		below = below ? below : tag_new(f->out, toc->last ? toc->last : toc, TAG_TOC, NULL);
		put_entry(f, below, &e);
	}
}

static void put_items(struct flow *f, struct tag *toc, const struct toc_item *of, dim indent)
{
	const struct edition *e = f->work->e;
	for (const struct toc_item *item = of->first; item; item = item->next) {
		struct tag *below = toc;
		dim in = indent;
		if (item->kind == TOC_ARTICLE) {
			const struct article *a = item->article;
			struct str lang = a->meta.lang.s;
			if (str_eq_nocase(lang, e->language))
				lang = (struct str){0};
			struct entry entry = {item->title.n ? item->title : a->title.n ? a->title : a->slug, lang,
				refs_find(&f->work->refs, a, NULL), STYLE_TOC_ARTICLE, indent};
			put_entry(f, toc, &entry);
			put_sections(f, toc, a, lang, indent);
			in += f->sheet->size;
		} else if (item->title.n) {
			struct entry entry = {item->title, (struct str){0}, refs_of(&f->work->refs, item), STYLE_TOC_PART, indent};
			put_entry(f, toc, &entry);
		}
		if (item->first && toc->last)
			below = tag_new(f->out, toc->last, TAG_TOC, NULL);
		put_items(f, below, item, in);
	}
}

void toc_put(struct flow *f)
{
	struct tag *toc;
	flow_words(f, flow_label(f, LABEL_CONTENTS), STYLE_H1, TAG_H1);
	flow_white(f, f->sheet->leading * 3 / 2);
	f->kept = true;
	toc = flow_open(f, TAG_TOC, NULL);
	put_items(f, toc, &f->work->e->toc, 0);
	for (size_t i = 0; i < f->work->nown; i++) {
		const struct own_page *own = &f->work->own[i];
		struct entry entry = {own->title, (struct str){0}, refs_of(&f->work->refs, own->key), STYLE_TOC_ARTICLE, 0};
		put_entry(f, toc, &entry);
	}
	flow_close(f, toc);
}
