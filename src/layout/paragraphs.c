/*
 * Paragraphs into a flow. A paragraph that names no page is set once, in memory that lasts, and taken again in later passes; one that does
 * is set anew each time its article is, and its memory given back. Rejected: to keep those, too, as long as their numbers are the same:
 * what is kept beside what is not cannot be given back, and most numbers change after the first pass.
 */
#include "layout/composition.h"
#include "link/inserted.h"

struct flow_memo {
	struct set_paragraph set;
	struct tag *tag;
	enum sheet_style style;
	dim x, width, indent, size;
};

static bool names_page(const struct flow *f, const struct node *node)
{
	for (const struct node *n = node_walk(node, node, false); n; n = node_walk(node, n, false)) {
		if (n->kind == NODE_TEXT && f->article && inserted_in(f->work->e, f->article, n).n)
			return true;
		if (n->kind == NODE_LINK && (edition_target(f->work->e, f->article, n)->kind == TARGET_ARTICLE ||
			edition_target(f->work->e, f->article, n)->kind == TARGET_NODE))
			return true;
	}
	return false;
}

static struct flow_memo **memo_of(const struct flow *f, const struct node *node)
{
	return f->memory && f->memory->memos && !names_page(f, node) ? &f->memory->memos[node->serial] : NULL;
}

/* Two boxes: the first line's and all others'. */
static void shape_of(const struct flow *f, dim indent, struct line_box boxes[2])
{
	boxes[1] = (struct line_box){f->x, f->width};
	boxes[0] = (struct line_box){f->rtl ? f->x : f->x + indent, f->width - indent};
}

static struct paragraph_style style_of(const struct flow *f, const struct node *node, enum sheet_style id)
{
	struct paragraph_style style = f->styles[id].paragraph;
	const struct attrs *attrs = node->attrs;
	enum node_align align = attrs && attrs->align ? attrs->align : f->align;
	if (attrs && attrs->lang.n)
		style.lang = attrs->lang;
	if (attrs && attrs->dir.n)
		style.direction = str_is(attrs->dir, "rtl") ? DIRECTION_RTL : str_is(attrs->dir, "ltr") ? DIRECTION_LTR : DIRECTION_AUTO;
	if (align == ALIGN_CENTRE || align == ALIGN_RIGHT || align == ALIGN_LEFT)
		style.align = align == ALIGN_CENTRE ? SET_CENTRE : (align == ALIGN_RIGHT) != f->rtl ? SET_END : SET_START;
	return style;
}

static struct paragraph_hooks hooks_of(struct flow *f)
{
	return (struct paragraph_hooks){f, flow_image_size, link_tail_of, note_number_of, next_inserted};
}

void paragraph_extent_of(struct flow *f, const struct node *node, enum sheet_style id, struct paragraph_extent *extent)
{
	struct paragraph_style how = style_of(f, node, id);
	size_t tails = f->memory ? f->memory->tails.n : 0;
	f->setter->hooks = hooks_of(f);
	f->setter->hooks.image_size = flow_image_extent;
	paragraph_measure(f->setter, node, &how, extent);
	if (f->memory)
		f->memory->tails.n = tails;
}

/* shown, lines: where what is set goes. */
static struct flow_memo *set_memo(struct flow *f, struct arena *shown, struct arena *lines, const struct node *node, enum sheet_style style, enum tag_role role,
	const struct paragraph_shape *shape, uint32_t skip)
{
	struct paragraph_style how = style_of(f, node, style);
	struct flow_memo *m = arena_new(lines, struct flow_memo);
	*m = (struct flow_memo){.tag = tag_new(shown, f->tag, role, node), .style = style, .x = f->x, .width = f->width,
		.size = f->styles[style].paragraph.size};
	if (!str_eq(how.lang, f->lang))
		tag_words(shown, m->tag)->lang = how.lang;
	how.skip = skip;
	f->setter->hooks = hooks_of(f);
	paragraph_set(f->setter, shown, lines, node, &how, shape, m->tag, &m->set);
	return m;
}

struct flow_set paragraph_of(struct flow *f, const struct node *node, enum sheet_style style, enum tag_role role, dim indent)
{
	struct flow_memo **memo = memo_of(f, node), *m = memo ? *memo : NULL;
	if (m && m->style == style && m->x == f->x && m->width == f->width && m->indent == indent &&
		m->size == f->styles[style].paragraph.size) {
		tag_adopt(f->tag, m->tag);
		return (struct flow_set){&m->set, m->tag};
	}
	struct line_box boxes[2];
	shape_of(f, indent, boxes);
	m = set_memo(f, memo ? &f->memory->arena : f->out, memo ? &f->memory->arena_lines : f->lines, node, style, role, &(struct paragraph_shape){boxes, 2}, 0);
	m->indent = indent;
	if (memo)
		*memo = m;
	return (struct flow_set){&m->set, m->tag};
}

struct flow_set paragraph_shaped(struct flow *f, const struct node *node, enum sheet_style style, const struct line_box *boxes, size_t n,
	uint32_t skip)
{
	struct flow_memo *m = set_memo(f, f->out, f->lines, node, style, TAG_P, &(struct paragraph_shape){boxes, n}, skip);
	return (struct flow_set){&m->set, m->tag};
}

const struct set_paragraph *paragraph_text(struct flow *f, struct str text, enum sheet_style style, struct tag *tag, dim x, dim width)
{
	struct line_box box = {x, width};
	struct paragraph_shape shape = {&box, 1};
	struct set_paragraph *set = arena_new(f->lines, struct set_paragraph);
	struct paragraph_style how = f->styles[style].paragraph;
	how.direction = f->rtl ? DIRECTION_RTL : DIRECTION_LTR;
	paragraph_set_text(f->setter, f->out, f->lines, text, (struct pos){0}, &how, &shape, tag, set);
	return set;
}

void paragraph_boxes(struct flow *f, const struct set_paragraph *set, const struct text_style *style)
{
	bool heading = f->heading;
	for (size_t i = 0; i < set->n; i++) {
		if (i)
			flow_penalty(f, page_line_cost(&page_costs_book, i, set->n, heading), PAGE_ANY);
		flow_line_box(f, set, i, style);
		flow_notes(f, &set->lines[i]);
	}
}

struct tag *flow_words(struct flow *f, struct str text, enum sheet_style id, enum tag_role role)
{
	const struct text_style *style = &f->styles[id];
	struct tag *tag = tag_new(f->out, f->tag, role, NULL);
	flow_white(f, style->above);
	paragraph_boxes(f, paragraph_text(f, text, id, tag, f->x, f->width), style);
	flow_white(f, style->below);
	return tag;
}

/* ---- a paragraph of running text */

static bool holds(const struct node *outer, const struct node *n)
{
	while (n && n != outer)
		n = n->parent;
	return n != NULL;
}

/* The line on which what `inner` holds begins; its own text is told by sources. */
static size_t line_of(const struct set_paragraph *set, const struct node *inner)
{
	for (size_t i = 0; i < set->nsources; i++) {
		if (!holds(inner, set->sources[i].node))
			continue;
		const char *at = set->text.p + set->sources[i].at;
		for (size_t k = 0; k < set->n; k++)
			for (size_t m = 0; m < set->lines[k].n; m++) {
				const struct mark *mark = &set->lines[k].marks[m];
				if (mark->kind == MARK_GLYPHS && at >= mark->u.run.text.p && at < mark->u.run.text.p + mark->u.run.text.n)
					return k;
			}
	}
	return 0;
}

/* Places within the paragraph that links lead to. Their boxes are made already. */
static void anchor_within(struct flow *f, const struct node *node, const struct set_paragraph *set, size_t first_item)
{
	for (const struct node *n = node_walk(node, node, false); n && set->n; n = node_walk(node, n, false)) {
		struct destination *to = n->attrs && n->attrs->id.n ? refs_find(&f->work->refs, f->article, n) : NULL;
		if (!to)
			continue;
		size_t line = line_of(set, n), seen = 0;
		for (size_t i = first_item; i < f->list.n; i++) {
			if (f->list.items[i].kind != PAGE_BOX || seen++ != line)
				continue;
			struct flow_box *box = (struct flow_box *)f->list.items[i].what;
			struct flow_anchor *anchor = arena_new(f->lines, struct flow_anchor);
			*anchor = (struct flow_anchor){to, box->anchors};
			box->anchors = anchor;
		}
	}
}

void flow_paragraph(struct flow *f, const struct node *n)
{
	const struct node *image = lone_image(n);
	if (image) {
		flow_figure(f, image);
		return;
	}
	if (f->drops && n->parent->kind == NODE_ARTICLE) {
		f->drops = false;
		if (flow_drop_cap(f, n))
			return;
	}
	bool indented = !f->flush && f->begun && f->sheet->indent && f->text != STYLE_CELL && !f->label;
	if (f->sheet->gap && !f->flush)
		flow_white(f, f->sheet->gap);
	struct flow_set s = paragraph_of(f, n, f->text, TAG_P, indented ? f->sheet->indent : 0);
	size_t first = f->list.n;
	paragraph_boxes(f, s.set, &f->styles[f->text]);
	anchor_within(f, n, s.set, first);
	f->announced = str_ends(s.set->text, ":");
	if (s.set->n)
		f->flush = false;
}
