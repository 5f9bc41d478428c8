/* The pages chosen, with everything at its height: glue set to fill the page where it can, notes at the foot. */
#include "layout/pagebreak_part.h"

#include <stdlib.h>

struct placing {
	const struct page_list *list;
	const struct page_style *style;
	struct page_place *places;
	size_t n;
	int64_t y, slack, stretched, give; /* slack to spread over glue that gives so much, of which so much is past */
	size_t mark, end;                  /* the mark in force, the last page's end */
};

static int64_t put(struct placing *p, size_t item, enum page_role role, int64_t y)
{
	const struct page_item *it = &p->list->items[item];
	p->places[p->n++] = (struct page_place){item, (int32_t)y, (uint8_t)role};
	return y + (it->height > 0 ? it->height : 0) + (it->depth > 0 ? it->depth : 0);
}

static void put_repeated(struct placing *p, const struct page_chance *c)
{
	int64_t start = p->y;
	for (uint32_t i = c->repeat_first; i < c->repeat_end; i++) {
		const struct page_item *item = &p->list->items[i];
		if (item->kind == PAGE_BOX && item->repeat)
			p->y = put(p, i, PAGE_REPEATED, p->y);
		else if (item->kind == PAGE_GLUE)
			p->y += item->height > 0 ? item->height : 0;
	}
	if (c->repeat_end)
		p->y = start + c->repeat;
}

/* Rounded so that the sum is exact whatever the parts. */
static void put_gap(struct placing *p, const struct page_chance *c)
{
	int64_t past = p->give ? p->slack * p->stretched / p->give : 0;
	p->stretched += p->slack < 0 ? c->shrink_after - c->shrink_before : c->stretch_after - c->stretch_before;
	p->y += c->after - c->before + (p->give ? p->slack * p->stretched / p->give - past : 0);
}

static void put_text(struct placing *p, const struct page_node *from, const struct page_node *node)
{
	const struct page_list *l = p->list;
	for (uint32_t c = from->chance + 1; c <= node->chance; c++) {
		const struct page_chance *at = &l->chances[c];
		if (at->is_float && at->floats > node->floats)
			continue;
		p->y = put(p, at->item, PAGE_TEXT, p->y);
		if (c < node->chance)
			put_gap(p, at);
	}
}

/* Spreads the slack over the page's glue, if that fills it. */
static void set_glue(struct placing *p, const struct page_node *from, const struct page_node *node, int64_t room, bool notes)
{
	struct page_sum sum = page_between(p->list, from->chance, node->chance, node->floats);
	p->slack = room - sum.height;
	if (p->slack > 0 && notes)
		p->slack = p->slack > p->style->line ? p->slack - p->style->line : 0;
	p->stretched = 0;
	p->give = p->slack < 0 ? sum.shrink : sum.stretch;
	if (p->slack > p->give || (p->slack > 0 && node->last))
		p->give = 0;
	if (p->slack < -p->give)
		p->slack = -p->give;
}

static void put_notes(struct placing *p, struct page_cut *page, const struct page_node *from, const struct page_node *node)
{
	const struct page_list *l = p->list;
	int64_t height = l->note_sums[node->notes] - l->note_sums[from->notes];
	int64_t least = p->y + p->style->note_gap, y = page->height - height;
	if (y < least)
		y = least;
	page->notes = true;
	page->continued = l->note_starts[from->notes] != from->notes;
	page->rule = (int32_t)(y - p->style->note_gap);
	for (uint32_t k = from->notes; k < node->notes; k++)
		y = put(p, l->note_items[k], PAGE_FOOT, y);
	p->y = y;
}

static void find_marks(struct placing *p, struct page_cut *page)
{
	page->top_mark = p->mark;
	page->first_mark = page->last_mark = PAGE_NONE;
	for (size_t i = page->first; i < page->end; i++) {
		if (p->list->items[i].kind != PAGE_MARK)
			continue;
		if (page->first_mark == PAGE_NONE)
			page->first_mark = i;
		page->last_mark = p->mark = i;
	}
}

static void put_page(struct placing *p, struct page_cut *page, const struct page_node *from, const struct page_node *node)
{
	const struct page_list *l = p->list;
	size_t before = p->n;
	page->places = p->places + before;
	page->recto = from->recto;
	page->blank = node->blank;
	page->lines = node->lines;
	page->height = p->style->height + node->lines * p->style->line;
	page->first = p->end;
	page->end = p->end = node->blank ? p->end : l->chances[node->chance].next;
	find_marks(p, page);
	if (node->blank)
		return;
	p->y = 0;
	for (uint32_t f = from->floats; f < from->floats + node->top; f++)
		p->y = put(p, l->chances[l->float_chances[f]].item, PAGE_TOP, p->y) + p->style->float_gap;
	bool notes = node->notes > from->notes, text = node->chance > from->chance;
	if (text && !node->bare)
		put_repeated(p, &l->chances[from->chance]);
	int64_t foot = notes ? l->note_sums[node->notes] - l->note_sums[from->notes] + p->style->note_gap : 0;
	if (text) {
		set_glue(p, from, node, page->height - foot - p->y, notes);
		put_text(p, from, node);
	} else if (node->top) {
		p->y -= p->style->float_gap;
	}
	if (notes)
		put_notes(p, page, from, node);
	if (p->y > page->height)
		page->overfull = (int32_t)(p->y - page->height);
	page->n = p->n - before;
}

static void count_faults(const struct page_list *l, const struct page_node *from, const struct page_node *node, struct page_result *r)
{
	const struct page_chance *c = &l->chances[node->chance];
	if (node->chance == from->chance)
		return;
	r->forbidden += !c->legal;
	uint32_t old = l->chances[from->chance].notes, begun = node->notes > old ? node->notes : old;
	if (begun < c->notes)
		r->late += l->note_begins[c->notes] - l->note_begins[begun];
}

static size_t count_places(const struct page_list *l, const struct page_node *nodes, const uint32_t *path, size_t n)
{
	size_t places = l->nchances + l->nnotes;
	for (size_t i = 0; i < n; i++) {
		const struct page_chance *c = &l->chances[nodes[nodes[path[i]].from].chance];
		places += c->repeat_end - c->repeat_first;
	}
	return places;
}

void page_place(struct arena *a, const struct page_list *list, const struct page_style *style, const struct page_node *nodes,
	uint32_t last, struct page_result *result)
{
	size_t n = 0;
	for (uint32_t k = last; k; k = nodes[k].from)
		n++;
	uint32_t *path = mem_alloc((n + 1) * sizeof *path);
	size_t left = n;
	for (uint32_t k = last; k; k = nodes[k].from)
		path[--left] = k;
	struct placing p = {.list = list, .style = style, .mark = PAGE_NONE};
	p.places = arena_array(a, struct page_place, count_places(list, nodes, path, n));
	result->pages = arena_array(a, struct page_cut, n);
	result->n = n;
	for (size_t i = 0; i < n; i++) {
		const struct page_node *node = &nodes[path[i]], *from = &nodes[node->from];
		put_page(&p, &result->pages[i], from, node);
		result->overfull += result->pages[i].overfull > 0;
		count_faults(list, from, node, result);
	}
	free(path);
}
