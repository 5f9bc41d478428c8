/*
 * How much is left of the page where a flow is, for what fills a page to its foot. The list so far is broken as if it ended here: what comes
 * behind may move earlier breaks by a line, so that fillers stay a line short.
 */
#include "layout/form.h"

static int32_t height_of(const struct page_item *item)
{
	return item->kind == PAGE_BOX || item->kind == PAGE_GLUE ? item->height + item->depth : 0;
}

/* Where the outermost keep that is open begins; the list's end, if none is. */
static size_t open_keep(const struct page_list_builder *list, struct page_list_builder *ends, struct arena *a)
{
	size_t depth = 0, from = list->n;
	bool group = false;
	for (size_t i = 0; i < list->n; i++) {
		from = list->items[i].kind == PAGE_KEEP && !depth ? i : from;
		depth += list->items[i].kind == PAGE_KEEP;
		depth -= list->items[i].kind == PAGE_KEEP_END;
		group = list->items[i].kind == PAGE_GROUP || (group && list->items[i].kind != PAGE_GROUP_END);
		*arena_push(a, ends) = list->items[i];
	}
	if (group)
		*arena_push(a, ends) = (struct page_item){.kind = PAGE_GROUP_END};
	for (size_t i = 0; i < depth; i++)
		*arena_push(a, ends) = (struct page_item){.kind = PAGE_KEEP_END};
	return depth ? from : list->n;
}

static dim left_on(const struct page_cut *page, const struct page_item *items, dim height)
{
	dim bottom = 0, foot = page->notes ? page->rule : height;
	for (size_t i = 0; i < page->n; i++) {
		const struct page_place *place = &page->places[i];
		dim end = place->y + items[place->item].height + items[place->item].depth;
		if (place->role != PAGE_FOOT && end > bottom)
			bottom = end;
	}
	return foot - bottom;
}

struct flow_room flow_room(const struct flow *f)
{
	struct page_list_builder list = {0};
	struct page_style style = composition_style(f->work, false);
	struct page_result result;
	size_t from = open_keep(&f->list, &list, f->scratch);
	struct flow_room room = {.left = style.height, .next = style.height};
	pagebreak(f->scratch, list.items, list.n, &style, &result);
	if (result.n)
		room.left = left_on(&result.pages[result.n - 1], list.items, style.height);
	for (size_t i = from; i < f->list.n; i++)
		room.next -= height_of(&f->list.items[i]);
	room.left -= f->white;
	room.next -= f->white;
	return room;
}
