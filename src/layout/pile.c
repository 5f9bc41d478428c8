/* Stacking: see pile.h. */
#include "layout/pile.h"

struct flow pile_flow(const struct flow *f)
{
	struct flow inside = *f;
	inside.list = (struct page_list_builder){0};
	inside.white = 0;
	inside.kept = inside.announced = inside.begun = inside.heading = false;
	inside.flush = true;
	inside.anchors = NULL;
	inside.label = NULL;
	inside.field = NULL;
	return inside;
}

/* How far the ground behind a box reaches above and below it. */
static void reach(const struct flow_frame *frame, const struct flow_frame *outer, dim *above, dim *below)
{
	*above = *below = 0;
	for (; frame && frame != outer; frame = frame->parent) {
		*above += frame->above;
		*below += frame->below;
	}
}

static void stack(struct flow *inside, struct pile *pile)
{
	int64_t y = 0, lowest = 0;
	dim above, below;
	for (size_t i = 0; i < inside->list.n; i++) {
		const struct page_item *item = &inside->list.items[i];
		struct pile_piece *last = pile->n ? &pile->items[pile->n - 1] : NULL;
		if (item->kind == PAGE_GLUE) {
			y += item->height;
		} else if (item->kind == PAGE_NOTE && last) {
			last->notes = last->nnotes++ ? last->notes : item;
		} else if (item->kind == PAGE_BOX || item->kind == PAGE_FLOAT) {
			const struct flow_box *box = item->what;
			reach(box->frame, pile->outer, &above, &below);
			if (y < above)
				y = above;
			pile->items[pile->n++] = (struct pile_piece){.box = box, .top = y, .base = y + item->height,
				.bottom = y + item->height + item->depth};
			y += item->height + item->depth;
			lowest = y + below > lowest ? y + below : lowest;
		}
	}
	pile->height = lowest;
}

static bool within(const struct flow_frame *inner, const struct flow_frame *frame)
{
	while (inner && inner != frame)
		inner = inner->parent;
	return inner != NULL;
}

static bool holds(const struct pile *pile, size_t at, const struct flow_frame *frame)
{
	return at < pile->n && within(pile->items[at].box->frame, frame);
}

static void find_edges(struct pile *pile)
{
	for (size_t i = 0; i < pile->n; i++) {
		struct pile_piece *p = &pile->items[i];
		p->from = p->top;
		p->to = p->bottom;
		for (const struct flow_frame *frame = p->box->frame; frame && frame != pile->outer; frame = frame->parent) {
			p->from -= holds(pile, i - 1, frame) ? 0 : frame->above;
			p->to += holds(pile, i + 1, frame) ? 0 : frame->below;
		}
	}
}

void pile_push(struct pile *pile, size_t first, int64_t by)
{
	for (; first < pile->n; first++) {
		struct pile_piece *p = &pile->items[first];
		p->top += by;
		p->base += by;
		p->bottom += by;
		p->from += by;
		p->to += by;
	}
	pile->height += by;
}

static void hand_over(struct flow *f, struct flow *inside)
{
	while (inside->anchors) {
		struct flow_anchor *anchor = inside->anchors;
		inside->anchors = anchor->next;
		anchor->next = f->anchors;
		f->anchors = anchor;
	}
}

struct pile pile_of(struct flow *f, struct flow *inside)
{
	struct pile pile = {.items = arena_array(f->scratch, struct pile_piece, inside->list.n + 1), .outer = f->frame};
	stack(inside, &pile);
	find_edges(&pile);
	hand_over(f, inside);
	return pile;
}

/* ---- building */

void build_rule(struct flow *f, struct box_builder *b, dim x, dim y, dim width, dim height, uint32_t colour)
{
	struct mark *rule = arena_push(f->lines, &b->marks);
	*rule = (struct mark){.kind = MARK_RULE, .x = x, .y = y, .colour = colour, .artifact = ARTIFACT_LAYOUT};
	rule->u.rule.width = width;
	rule->u.rule.height = height;
}

/* By how much `frame` reaches beyond a box within it. */
static void reach_of(const struct flow_frame *inner, const struct flow_frame *frame, dim *above, dim *below)
{
	reach(inner, frame->parent, above, below);
}

struct slice {
	const struct pile *pile;
	size_t first, end;
	int64_t dy;
	const struct pile_slice *edges;
};

/* A frame that begins with piece `at`, or in an earlier slice. */
static void build_frame(struct flow *f, struct box_builder *b, const struct slice *s, size_t at, const struct flow_frame *frame)
{
	int64_t top = INT64_MAX, bottom = 0;
	dim above, below;
	for (size_t i = at; i < s->end && holds(s->pile, i, frame); i++) {
		const struct pile_piece *p = &s->pile->items[i];
		reach_of(p->box->frame, frame, &above, &below);
		top = p->top - above < top ? p->top - above : top;
		bottom = p->bottom + below > bottom ? p->bottom + below : bottom;
	}
	if (s->edges && s->first && at == s->first && holds(s->pile, at - 1, frame))
		top = s->edges->top;
	if (s->edges && holds(s->pile, s->end - 1, frame) && holds(s->pile, s->end, frame))
		bottom = s->edges->bottom;
	dim y = (dim)(top + s->dy), height = (dim)(bottom - top);
	if (frame->filled)
		build_rule(f, b, frame->x, y, frame->width, height, frame->ground);
	if (frame->bar)
		build_rule(f, b, frame->rtl ? frame->x + frame->width - frame->bar : frame->x, y, frame->bar, height, frame->bar_colour);
}

/* Frames that begin with this piece, outer ones first. */
static void build_frames(struct flow *f, struct box_builder *b, const struct slice *s, size_t at, const struct flow_frame *frame)
{
	if (!frame || frame == s->pile->outer || (at > s->first && holds(s->pile, at - 1, frame)))
		return;
	build_frames(f, b, s, at, frame->parent);
	build_frame(f, b, s, at, frame);
}

/* A line's looks without what it means. */
static struct flow_line decoration(struct flow *f, const struct flow_line *from)
{
	struct set_line *line = arena_new(f->lines, struct set_line);
	*line = *from->line;
	line->marks = arena_array(f->lines, struct mark, line->n);
	for (size_t i = 0; i < line->n; i++) {
		line->marks[i] = from->line->marks[i];
		line->marks[i].tag = NULL;
		line->marks[i].artifact = ARTIFACT_LAYOUT;
	}
	line->nlinks = line->nnotes = 0;
	return (struct flow_line){.line = line, .dx = from->dx, .dy = from->dy};
}

static void build_box_of(struct flow *f, struct box_builder *b, const struct flow_box *box, bool again, dim dy)
{
	for (size_t i = 0; i < box->n; i++) {
		struct mark *mark = arena_push(f->lines, &b->marks);
		*mark = box->marks[i];
		mark->y += dy;
		if (again) {
			mark->tag = NULL;
			mark->artifact = ARTIFACT_LAYOUT;
		}
	}
	for (size_t i = 0; i < box->nlines; i++) {
		struct flow_line *line = arena_push(f->lines, &b->lines);
		*line = again ? decoration(f, &box->lines[i]) : box->lines[i];
		line->dy += dy;
	}
	for (struct flow_anchor *a = again ? NULL : box->anchors; a; a = a->next) {
		struct flow_anchor *anchor = arena_new(f->lines, struct flow_anchor);
		*anchor = (struct flow_anchor){a->to, b->anchors};
		b->anchors = anchor;
	}
}

void build_pieces(struct flow *f, struct box_builder *b, const struct pile *pile, size_t first, size_t end, int64_t dy,
	const struct pile_slice *slice)
{
	struct slice s = {pile, first, end, dy, slice};
	for (size_t i = first; i < end; i++)
		build_frames(f, b, &s, i, pile->items[i].box->frame);
	for (size_t i = first; i < end; i++) {
		const struct pile_piece *p = &pile->items[i];
		size_t left = p->nnotes;
		build_box_of(f, b, p->box, pile->again, (dim)(p->base + dy));
		for (const struct page_item *note = p->notes; left; note++)
			if (note->kind == PAGE_NOTE) {
				*arena_push(f->scratch, &b->notes) = *note;
				left--;
			}
	}
}

struct flow_box *build_box(struct flow *f, const struct box_builder *b, dim height, dim base, enum page_item_kind kind)
{
	struct flow_box *box = flow_box(f, 0, height);
	f->list.items[f->list.n - 1].kind = (uint8_t)kind;
	struct flow_line *lines = arena_array(f->lines, struct flow_line, b->lines.n + 1);
	if (f->label) {
		lines[0] = *f->label;
		lines[0].dy += base;
		box->nlines = 1;
		f->label = NULL;
	}
	for (size_t i = 0; i < b->lines.n; i++)
		lines[box->nlines++] = b->lines.items[i];
	box->lines = lines;
	box->marks = b->marks.items;
	box->n = b->marks.n;
	for (struct flow_anchor *a = b->anchors; a;) {
		struct flow_anchor *next = a->next;
		a->next = box->anchors;
		box->anchors = a;
		a = next;
	}
	for (size_t i = 0; i < b->notes.n; i++)
		*arena_push(f->scratch, &f->list) = b->notes.items[i];
	return box;
}
