/*
 * The vertical list as chances to end a page, with sums, so that what stands between any two costs one subtraction. A gap is one chance
 * however much glue and however many penalties it holds, so chances are as many as boxes. Two passes: one counts, one fills.
 */
#include "layout/pagebreak_part.h"

struct open_keep {
	uint32_t chance;
	int32_t cost;
};

struct building {
	struct page_list *list;
	const struct page_style *style;
	struct page_sum sum;
	struct page_chance *gap;
	bool glue, penalty, grouped;
	uint32_t repeat_first, repeat_end; /* items of the open group, end 0 if it has none yet */
	int64_t repeat_from, repeat_to;
	struct open_keep *keeps;
	size_t nkeeps;
	int64_t *kept; /* by chance: what keeps add from it on */
};

static int32_t at_most(int64_t value, int32_t most)
{
	return value > most ? most : value < 0 ? 0 : (int32_t)value;
}

static bool is_content(const struct page_item *item)
{
	return item->kind == PAGE_BOX || item->kind == PAGE_FLOAT;
}

static int64_t extent(const struct page_item *item)
{
	return (int64_t)at_most(item->height, INT32_MAX) + at_most(item->depth, INT32_MAX);
}

static void gap_open(struct building *b, uint32_t item)
{
	struct page_list *l = b->list;
	struct page_chance *c = b->gap = &l->chances[l->nchances++];
	*c = (struct page_chance){.before = b->sum.height, .stretch_before = b->sum.stretch, .shrink_before = b->sum.shrink,
		.item = item, .floats = l->nfloats};
	b->glue = b->penalty = false;
}

static void gap_close(struct building *b, uint32_t next)
{
	struct page_chance *c = b->gap;
	c->after = b->sum.height;
	c->stretch_after = b->sum.stretch;
	c->shrink_after = b->sum.shrink;
	c->notes = b->list->nnotes;
	c->legal = c->forced || (b->penalty ? c->cost < PAGE_NEVER : b->glue);
	if (!b->penalty && !c->forced && !b->glue)
		c->next = next;
	int64_t height = b->repeat_to - b->repeat_from;
	if (b->grouped && b->repeat_end && height <= b->style->height / 2) {
		c->repeat_first = b->repeat_first;
		c->repeat_end = b->repeat_end;
		c->repeat = (int32_t)height;
	}
}

static void gap_penalty(struct building *b, const struct page_item *item, uint32_t at)
{
	struct page_chance *c = b->gap;
	if (item->cost <= PAGE_FORCED) {
		if (!c->forced)
			c->next = at;
		c->forced = true;
		c->cost = 0;
		if (item->side != PAGE_ANY)
			c->side = item->side;
	} else if (!c->forced && (!b->penalty || item->cost > c->cost)) {
		c->next = at;
		c->cost = item->cost < PAGE_NEVER ? item->cost : PAGE_NEVER;
	}
	b->penalty = true;
}

static void add_content(struct building *b, const struct page_item *item, uint32_t at)
{
	struct page_list *l = b->list;
	gap_close(b, at);
	if (b->grouped && item->repeat && !b->repeat_end) {
		b->repeat_first = at;
		b->repeat_from = b->sum.height;
	}
	b->sum.height += extent(item);
	if (b->grouped && item->repeat) {
		b->repeat_end = at + 1;
		b->repeat_to = b->sum.height;
	}
	if (item->kind == PAGE_FLOAT)
		l->float_chances[l->nfloats++] = l->nchances;
	gap_open(b, at);
	b->gap->is_float = item->kind == PAGE_FLOAT;
}

static void add_note(struct building *b, const struct page_item *item, uint32_t at)
{
	struct page_list *l = b->list;
	uint32_t k = l->nnotes++;
	bool first = item->first || !k;
	l->note_items[k] = at;
	l->note_starts[k] = first ? k : l->note_starts[k - 1];
	l->note_begins[k + 1] = l->note_begins[k] + first;
	l->note_sums[k + 1] = l->note_sums[k] + extent(item);
}

static void add_glue(struct building *b, const struct page_item *item, uint32_t at)
{
	int32_t height = at_most(item->height, INT32_MAX);
	b->sum.height += height;
	b->sum.stretch += at_most(item->stretch, INT32_MAX);
	b->sum.shrink += at_most(item->shrink, height);
	if (!b->glue && !b->penalty)
		b->gap->next = at;
	b->glue = true;
}

/* What is taller than a page is not kept. Its gaps are those after its contents but the last. */
static void close_keep(struct building *b)
{
	struct page_list *l = b->list;
	if (!b->nkeeps)
		return;
	struct open_keep keep = b->keeps[--b->nkeeps];
	uint32_t last = l->nchances - 1;
	if (last < keep.chance + 2 || l->chances[last].before - l->chances[keep.chance].after > b->style->height)
		return;
	b->kept[keep.chance + 1] += keep.cost;
	b->kept[last] -= keep.cost;
}

static void add_item(struct building *b, const struct page_item *item, uint32_t at)
{
	switch ((enum page_item_kind)item->kind) {
	case PAGE_BOX:
	case PAGE_FLOAT: add_content(b, item, at); break;
	case PAGE_GLUE: add_glue(b, item, at); break;
	case PAGE_PENALTY: gap_penalty(b, item, at); break;
	case PAGE_NOTE: add_note(b, item, at); break;
	case PAGE_MARK: break;
	case PAGE_KEEP: b->keeps[b->nkeeps++] = (struct open_keep){b->list->nchances - 1, at_most(item->cost, PAGE_NEVER)}; break;
	case PAGE_KEEP_END: close_keep(b); break;
	case PAGE_GROUP:
		b->grouped = true;
		b->repeat_end = 0;
		b->repeat_from = b->repeat_to = 0;
		break;
	case PAGE_GROUP_END: b->grouped = false; break;
	}
}

static void reserve(struct arena *a, struct building *b)
{
	struct page_list *l = b->list;
	size_t contents = 0, notes = 0, floats = 0, keeps = 0;
	for (size_t i = 0; i < l->n; i++) {
		contents += is_content(&l->items[i]);
		notes += l->items[i].kind == PAGE_NOTE;
		floats += l->items[i].kind == PAGE_FLOAT;
		keeps += l->items[i].kind == PAGE_KEEP;
	}
	l->chances = arena_array(a, struct page_chance, contents + 1);
	l->note_items = arena_array(a, uint32_t, notes + 1);
	l->note_starts = arena_array(a, uint32_t, notes + 1);
	l->note_begins = arena_array(a, uint32_t, notes + 1);
	l->note_sums = arena_array(a, int64_t, notes + 1);
	l->float_chances = arena_array(a, uint32_t, floats + 1);
	l->float_sums = arena_array(a, struct page_sum, floats + 1);
	b->keeps = arena_array(a, struct open_keep, keeps + 1);
	b->kept = arena_array(a, int64_t, contents + 2);
}

static void finish_chances(struct building *b)
{
	struct page_list *l = b->list;
	int64_t kept = 0;
	for (uint32_t i = 0; i < l->nchances; i++) {
		struct page_chance *c = &l->chances[i];
		kept += b->kept[i];
		if (c->forced || !kept)
			continue;
		int64_t cost = kept + c->cost;
		c->cost = cost > PAGE_NEVER ? PAGE_NEVER : (int32_t)cost;
		c->legal = c->legal && cost < PAGE_NEVER;
	}
	uint32_t forced = l->nchances - 1;
	for (uint32_t i = l->nchances; i-- > 0;) {
		l->chances[i].forced_next = forced;
		if (l->chances[i].forced)
			forced = i;
	}
	for (uint32_t f = 0; f < l->nfloats; f++) {
		const struct page_chance *c = &l->chances[l->float_chances[f]], *before = c - 1;
		struct page_sum *sum = &l->float_sums[f];
		sum[1].height = sum->height + c->after - before->after;
		sum[1].stretch = sum->stretch + c->stretch_after - before->stretch_after;
		sum[1].shrink = sum->shrink + c->shrink_after - before->shrink_after;
	}
}

void page_list_build(struct arena *a, struct page_list *list, const struct page_item *items, size_t n, const struct page_style *style)
{
	*list = (struct page_list){.items = items, .n = n};
	struct building b = {.list = list, .style = style};
	reserve(a, &b);
	gap_open(&b, 0);
	for (size_t i = 0; i < n; i++)
		add_item(&b, &items[i], (uint32_t)i);
	gap_close(&b, (uint32_t)n);
	while (b.nkeeps)
		close_keep(&b);
	/* notes before any box belong to the first one */
	if (list->nchances > 1)
		list->chances[0].notes = 0;
	list->chances[0].next = 0;
	b.gap->next = (uint32_t)n;
	b.gap->forced = b.gap->legal = true;
	b.gap->cost = 0;
	finish_chances(&b);
}

int64_t page_top_height(const struct page_list *list, const struct page_style *style, uint32_t from, uint32_t to)
{
	int64_t height = 0;
	for (uint32_t f = from; f < to; f++)
		height += extent(&list->items[list->chances[list->float_chances[f]].item]) + style->float_gap;
	return height;
}
