/*
 * An e-book that tells the pages of its print edition (EPUB 3.3, appendix D.8 page-list; EPUB Accessibility 1.1, 4.1.4): the print edition that
 * `pages_from` names is laid out as the PDF writer does it, and where its pages begin is marked in the text.
 *
 * Page starts are sorted by article, so that a text looks among its article's alone. Lists of them have the order of their marks as they were
 * written: a page of nothing but a long note's end begins in a note, which the e-book has at the end of the chapter.
 */
#include "write/epub.h"

#include <string.h>
#include "layout/layout.h"
#include "link/edition.h"
#include "write/pdf.h"

/* By article; within one by page. */
static void sort_starts(const struct epub *b, struct page_map *map)
{
	for (size_t i = 1; i < map->n; i++) {
		struct page_start start = map->items[i];
		size_t k = i;
		for (; k && b->web.e->place[start.article->index] < b->web.e->place[map->items[k - 1].article->index]; k--)
			map->items[k] = map->items[k - 1];
		map->items[k] = start;
	}
}

/* What this edition does not have is left out. */
static void keep_own(const struct epub *b, struct page_map *map)
{
	size_t n = 0;
	for (size_t i = 0; i < map->n; i++)
		if (b->web.e->place[map->items[i].article->index] >= 0)
			map->items[n++] = map->items[i];
	map->n = n;
}

static void index_starts(struct epub *b)
{
	const struct page_map *map = &b->page_map;
	b->page_starts = arena_array(b->web.a, uint32_t, b->web.e->narticles + 1);
	for (size_t i = map->n; i-- > 0;)
		b->page_starts[b->web.e->place[map->items[i].article->index]] = (uint32_t)i + 1;
	uint32_t next = (uint32_t)map->n;
	for (size_t i = b->web.e->narticles + 1; i-- > 0;) {
		if (b->page_starts[i])
			next = b->page_starts[i] - 1;
		b->page_starts[i] = next;
	}
}

void epub_read_page_map(struct epub *b)
{
	const struct edition_config *config = b->web.e->config ? edition_config_find(b->web.book->project, b->web.e->config->pages_from.s) : NULL;
	if (!config)
		return;
	struct edition *e = edition_link(b->web.book, config, b->web.e->relations);
	struct write_job job = *b->web.job;
	job.edition = e;
	struct layout *l = diags_worst(&e->diags) == DIAG_FATAL ? NULL : pdf_layout(&job);
	if (l) {
		layout_page_map(l, b->web.a, &b->page_map);
		keep_own(b, &b->page_map);
		sort_starts(b, &b->page_map);
		index_starts(b);
		b->page_order = arena_array(b->web.a, uint32_t, b->page_map.n + 1);
	}
	layout_free(l);
	edition_free(e);
}

static struct str mark_id(struct arena *a, const struct page_start *start)
{
	return arena_printf(a, "page." STR_FMT, STR_ARG(start->label));
}

/* A mark that is asked for is written: the first time that it is found says where it stands among the others. */
bool epub_page_break(void *context, const struct article *from, const struct node *text, uint32_t at, struct xhtml_page_break *out)
{
	struct web_view *view = context;
	struct epub *b = (struct epub *)view->w;
	if (!b->page_map.n || view->page->kind != WEB_ARTICLE || view->page->article != from)
		return false;
	size_t place = (size_t)b->web.e->place[from->index];
	for (uint32_t i = b->page_starts[place]; i < b->page_starts[place + 1]; i++) {
		const struct page_start *start = &b->page_map.items[i];
		if (start->node != text || start->offset < at)
			continue;
		if (!b->page_order[i])
			b->page_order[i] = ++view->page->marks;
		*out = (struct xhtml_page_break){start->offset, start->label, mark_id(&view->page->arena, start)};
		return true;
	}
	return false;
}

/* A shell of the author's may show the title otherwise, without what the heading has. */
void epub_check_page_breaks(struct epub *b, struct web_page *page, struct str xhtml)
{
	if (!b->page_map.n || page->kind != WEB_ARTICLE || !page->article->heading)
		return;
	size_t place = (size_t)b->web.e->place[page->article->index];
	for (uint32_t i = b->page_starts[place]; i < b->page_starts[place + 1]; i++) {
		const struct page_start *start = &b->page_map.items[i];
		const struct node *n = start->node;
		while (n && n != page->article->heading)
			n = n->parent;
		struct str id = arena_printf(&page->arena, " id=\"" STR_FMT "\"", STR_ARG(mark_id(&page->arena, start)));
		if (n && !memmem(xhtml.p, xhtml.n, id.p, id.n))
			b->page_order[i] = 0;
	}
}

void epub_settle_page_map(struct epub *b)
{
	struct page_map *map = &b->page_map;
	size_t n = 0;
	for (size_t i = 0; i < map->n; i++) {
		struct page_start start = map->items[i];
		uint32_t order = b->page_order[i];
		size_t k = n;
		if (!order)
			continue;
		for (; k && map->items[k - 1].article == start.article && b->page_order[k - 1] > order; k--) {
			map->items[k] = map->items[k - 1];
			b->page_order[k] = b->page_order[k - 1];
		}
		map->items[k] = start;
		b->page_order[k] = order;
		n++;
	}
	map->n = n;
}

struct str epub_page_start_href(struct epub *b, const struct page_start *start)
{
	const struct web_page *page = b->web.page_of[b->web.e->place[start->article->index]];
	return arena_printf(b->web.a, STR_FMT "#" STR_FMT, STR_ARG(page->href), STR_ARG(mark_id(b->web.a, start)));
}
