/*
 * An article's autolinks stand in reading order, which is the order of the serials of the texts that they stand in, so those of one text
 * are a slice found by bisection. Rejected: a table by serial, which costs every article its length for a handful of links; and a
 * cursor, which breaks where a writer sets notes elsewhere than at the end.
 */
#include "link/inserted.h"

/* How many links of the list stand before the text with this serial. */
static size_t before(const struct autolink_list *list, uint32_t serial)
{
	size_t low = 0, high = list->n;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (list->items[middle].at.node->serial < serial)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

struct inserted inserted_in(const struct edition *e, const struct article *from, const struct node *text)
{
	for (int i = 0; i < BOOK_PAGE_COUNT; i++)
		if (e->book->pages[i] == from)
			return (struct inserted){0};
	if (e->place[from->index] < 0)
		return (struct inserted){0};
	const struct autolink_list *list = &e->autolinks[e->place[from->index]];
	size_t first = before(list, text->serial), end = first;
	while (end < list->n && list->items[end].at.node == text)
		end++;
	return (struct inserted){list->items + first, end - first};
}

struct target inserted_target(const struct edition *e, const struct autolink *link)
{
	const struct article *to = e->book->articles[link->form->article];
	if (e->place[to->index] < 0)
		return (struct target){.kind = TARGET_TEXT};
	if (link->form->entry && node_id(link->form->entry).n)
		return (struct target){.kind = TARGET_NODE, .article = to, .node = link->form->entry};
	return (struct target){.kind = TARGET_ARTICLE, .article = to};
}
