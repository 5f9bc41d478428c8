/*
 * A list in the making. White between boxes is asked for by both sides and does not add up. A page may end in any gap, at the dearest of the
 * prices that were named for it; where the next box is to stay with the last, it may not.
 */
#include "layout/composition.h"

static struct page_item *push(struct flow *f, enum page_item_kind kind)
{
	struct page_item *item = arena_push(f->scratch, &f->list);
	*item = (struct page_item){.kind = (uint8_t)kind};
	return item;
}

void flow_white(struct flow *f, dim white)
{
	if (white > f->white)
		f->white = white;
}

void flow_penalty(struct flow *f, int32_t cost, enum page_side side)
{
	struct page_item *item = push(f, PAGE_PENALTY);
	item->cost = cost;
	item->side = (uint8_t)side;
}

void flow_item(struct flow *f, enum page_item_kind kind, int32_t cost)
{
	push(f, kind)->cost = cost;
}

void flow_head(struct flow *f, struct str verso, struct str recto, bool opening)
{
	struct flow_head *head = arena_new(f->lines, struct flow_head);
	*head = (struct flow_head){.verso = verso, .recto = recto, .opening = opening};
	push(f, PAGE_MARK)->what = head;
}

void flow_head_none(struct flow *f)
{
	struct flow_head *head = arena_new(f->lines, struct flow_head);
	*head = (struct flow_head){.opening = true, .unnumbered = true};
	push(f, PAGE_MARK)->what = head;
}

/* Half of white may come on top of it, and a fourth be taken away, to fill a page. */
static void put_gap(struct flow *f)
{
	if (f->begun && f->white) {
		struct page_item *glue = push(f, PAGE_GLUE);
		glue->height = f->white;
		glue->stretch = f->white / 2;
		glue->shrink = f->white / 4;
	}
	if (f->begun)
		flow_penalty(f, f->kept ? PAGE_NEVER : f->announced ? page_costs_book.orphan : 0, PAGE_ANY);
	f->white = 0;
	f->kept = f->announced = false;
}

struct flow_box *flow_box(struct flow *f, dim height, dim depth)
{
	put_gap(f);
	struct flow_box *box = arena_new(f->lines, struct flow_box);
	*box = (struct flow_box){.frame = f->frame, .anchors = f->anchors, .article = f->article, .rtl = f->rtl, .apart = f->apart};
	struct page_item *item = push(f, PAGE_BOX);
	item->height = height > 0 ? height : 0;
	item->depth = depth > 0 ? depth : 0;
	item->what = box;
	f->anchors = NULL;
	f->begun = true;
	f->heading = false;
	return box;
}

static dim scaled(int64_t units, const struct face *face, dim size)
{
	return (dim)(units * size / face->units_per_em);
}

/* Baselines stand a leading apart, whatever faces the line has; only what is much taller than it, a picture, moves them. */
static void line_heights(const struct set_line *line, const struct text_style *style, dim *above, dim *below)
{
	const struct face *face = style->paragraph.faces[0][0];
	dim up = scaled(face->ascent, face, style->paragraph.size), down = -scaled(face->descent, face, style->paragraph.size);
	*above = (style->leading - up - down) / 2 + up;
	*below = style->leading - *above;
	if (line->ascent > *above + style->leading / 3)
		*above = line->ascent;
	if (line->descent > *below + style->leading / 3)
		*below = line->descent;
}

struct flow_box *flow_line_box(struct flow *f, const struct set_paragraph *set, size_t i, const struct text_style *style)
{
	dim above, below;
	line_heights(&set->lines[i], style, &above, &below);
	struct flow_box *box = flow_box(f, above, below);
	struct flow_line *lines = arena_array(f->lines, struct flow_line, f->label ? 2 : 1);
	box->lines = lines;
	if (f->label)
		lines[box->nlines++] = *f->label;
	lines[box->nlines++] = (struct flow_line){.line = &set->lines[i], .paragraph = set};
	box->fields = f->field;
	f->label = NULL;
	f->field = NULL;
	return box;
}

static void put_anchor(struct flow *f, struct destination *to)
{
	if (!to)
		return;
	struct flow_anchor *anchor = arena_new(f->lines, struct flow_anchor);
	*anchor = (struct flow_anchor){to, f->anchors};
	f->anchors = anchor;
}

void flow_anchor(struct flow *f, const struct node *node)
{
	put_anchor(f, refs_find(&f->work->refs, f->article, node));
}

void flow_anchor_key(struct flow *f, const void *key)
{
	put_anchor(f, refs_of(&f->work->refs, key));
}

struct tag *flow_open(struct flow *f, enum tag_role role, const struct node *node)
{
	return f->tag = tag_new(f->out, f->tag, role, node);
}

void flow_close(struct flow *f, struct tag *tag)
{
	f->tag = tag->parent;
}

void flow_indent(struct flow *f, dim start, dim end)
{
	dim most = f->width - 6 * f->sheet->size;
	if (start + end > most) { /* what is nested so deep goes no further in */
		end = 0;
		start = most > 0 && most < start ? most : most > 0 ? start : 0;
	}
	f->x += f->rtl ? end : start;
	f->width -= start + end;
}

bool flow_is_open(const struct flow *f)
{
	return f->text == STYLE_BODY && !f->frame && !f->label && !f->bullets && !f->numbered;
}

dim flow_start_x(const struct flow *f, dim width)
{
	return f->rtl ? f->x + f->width - width : f->x;
}

struct str flow_label(const struct flow *f, enum label label)
{
	return label_text(label, f->lang);
}
