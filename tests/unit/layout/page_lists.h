/* Vertical lists for tests of page breaking: made item by item, or at random from a seed. */
#ifndef SHEAF_TESTS_PAGE_LISTS_H
#define SHEAF_TESTS_PAGE_LISTS_H

#include "unit/unit.h"
#include <string.h>
#include "layout/pagebreak.h"

enum { LINE = 14 * 65536 };

struct random {
	uint64_t state;
};

static uint32_t draw(struct random *r, uint32_t below)
{
	r->state ^= r->state << 13;
	r->state ^= r->state >> 7;
	r->state ^= r->state << 17;
	return (uint32_t)((r->state >> 20) % below);
}

static struct random seeded(uint64_t seed)
{
	struct random r = {seed * 0x9e3779b97f4a7c15u + 1};
	for (int i = 0; i < 10; i++)
		draw(&r, 2);
	return r;
}

/* ---- lists */

struct list {
	struct page_item *items;
	size_t n, cap;
	struct page_style style;
	struct arena arena;
	struct page_result r;
};

static void list_open(struct list *l, int lines)
{
	*l = (struct list){0};
	l->style = (struct page_style){.height = lines * LINE, .line = LINE, .vary = 1, .note_gap = LINE / 2, .float_gap = LINE,
		.costs = &page_costs_book};
	arena_init(&l->arena);
}

static void list_close(struct list *l)
{
	free(l->items);
	arena_free(&l->arena);
}

static void list_break(struct list *l)
{
	pagebreak(&l->arena, l->items, l->n, &l->style, &l->r);
}

static struct page_item *add(struct list *l, enum page_item_kind kind, int32_t height)
{
	if (l->n == l->cap) {
		l->cap = l->cap ? l->cap * 2 : 256;
		l->items = mem_resize(l->items, l->cap * sizeof *l->items);
	}
	l->items[l->n] = (struct page_item){.kind = (uint8_t)kind, .height = height};
	return &l->items[l->n++];
}

static void add_line(struct list *l)
{
	add(l, PAGE_BOX, LINE - LINE / 4)->depth = LINE / 4;
}

static void add_penalty(struct list *l, int32_t cost)
{
	add(l, PAGE_PENALTY, 0)->cost = cost;
}

static void add_forced(struct list *l, enum page_side side)
{
	struct page_item *item = add(l, PAGE_PENALTY, 0);
	item->cost = PAGE_FORCED;
	item->side = (uint8_t)side;
}

static void add_glue(struct list *l, int32_t height, int32_t stretch, int32_t shrink)
{
	struct page_item *item = add(l, PAGE_GLUE, height);
	item->stretch = stretch;
	item->shrink = shrink;
}

static void add_paragraph(struct list *l, size_t lines, bool heading)
{
	for (size_t i = 1; i <= lines; i++) {
		add_line(l);
		add_penalty(l, page_line_cost(l->style.costs, i, lines, heading));
	}
}

static void add_heading(struct list *l)
{
	add_glue(l, LINE, LINE / 2, 0);
	add_line(l);
	add_penalty(l, PAGE_NEVER);
}

static void add_note(struct list *l, size_t lines)
{
	for (size_t i = 0; i < lines; i++)
		add(l, PAGE_NOTE, LINE * 3 / 4)->first = i == 0;
}

static void add_table(struct list *l, size_t rows, int32_t height)
{
	add(l, PAGE_GROUP, 0);
	for (size_t i = 0; i < rows; i++) {
		add(l, PAGE_BOX, height)->repeat = i == 0;
		add_penalty(l, i == 0 ? PAGE_NEVER : 0);
	}
	add(l, PAGE_GROUP_END, 0);
}

static void add_random_paragraph(struct list *l, struct random *r, bool notes, bool heading)
{
	size_t lines = 1 + draw(r, 5);
	for (size_t i = 1; i <= lines; i++) {
		add_line(l);
		if (notes && !draw(r, 6))
			add_note(l, 1 + draw(r, 5));
		add_penalty(l, page_line_cost(l->style.costs, i, lines, heading));
	}
}

/* bits of kinds: 1 notes, 2 floats, 4 tables, 8 forced breaks, 16 stretch, 32 keeps, 64 tall boxes, 128 odd heights */
static void add_random(struct list *l, struct random *r, unsigned kinds)
{
	bool heading = !draw(r, 5), keep = kinds & 32 && !draw(r, 4);
	if (keep)
		add(l, PAGE_KEEP, 0)->cost = draw(r, 2) ? PAGE_NEVER : 2000;
	if (heading)
		add_heading(l);
	if (kinds & 16)
		add_glue(l, LINE / 2, LINE / 2, LINE / 4);
	if (kinds & 2 && !draw(r, 3)) {
		add(l, PAGE_FLOAT, (1 + (int32_t)draw(r, 3)) * LINE);
		add_glue(l, LINE / 2, 0, 0);
	}
	if (kinds & 4 && !draw(r, 4))
		add_table(l, 2 + draw(r, 3), LINE);
	if (kinds & 64 && !draw(r, 6))
		add(l, PAGE_BOX, l->style.height + (int32_t)draw(r, 3) * LINE + 5);
	if (kinds & 128 && !draw(r, 3))
		add(l, PAGE_BOX, LINE / 3 + (int32_t)draw(r, LINE));
	if (!draw(r, 5))
		add(l, PAGE_MARK, 0);
	add_random_paragraph(l, r, kinds & 1, heading);
	if (keep)
		add(l, PAGE_KEEP_END, 0);
	if (kinds & 8 && !draw(r, 5))
		add_forced(l, (enum page_side)draw(r, 3));
}

#endif
