/*
 * Links: annotations (ISO 32000-1 12.5.6.5) and the destinations in the book. Destinations have names that stay when the book
 * changes: an article's slug, with the id of the place in it behind a '#', so that `book.pdf#nameddest=…` may be written down.
 */
#include "write/pdf.h"

#include <stdlib.h>

struct named {
	struct str name;
	const struct destination *to;
};

/* By where it is in memory. */
static struct str key_of(const struct destination *const *to)
{
	return (struct str){(const char *)to, sizeof *to};
}

static struct str name_of(struct pdf *p, const struct destination *to)
{
	struct str slug = to->article ? to->article->slug : STR("page"), id = to->node ? node_id(to->node) : STR("");
	if (!to->article || (to->node && !id.n))
		return arena_printf(p->arena, STR_FMT "#%u.%u", STR_ARG(slug), to->page + 1, to->node ? to->node->serial : 0);
	return id.n ? arena_printf(p->arena, STR_FMT "#" STR_FMT, STR_ARG(slug), STR_ARG(id)) : slug;
}

void pdf_name_destinations(struct pdf *p)
{
	const struct layout *l = p->layout;
	struct arena scratch;
	struct map taken;
	arena_init(&scratch);
	map_init(&taken, &scratch);
	map_init(&p->names, p->arena);
	for (size_t i = 0; i < l->ndestinations; i++) {
		struct named *n = arena_new(p->arena, struct named);
		*n = (struct named){name_of(p, l->destinations[i]), l->destinations[i]};
		if (map_has(&taken, n->name))
			n->name = arena_printf(p->arena, STR_FMT "~%zu", STR_ARG(n->name), i);
		map_put(&taken, n->name, n);
		map_put(&p->names, key_of((const struct destination *const *)&l->destinations[i]), n);
	}
	arena_free(&scratch);
}

void pdf_put_destination(struct buf *b, const struct pdf *p, const struct destination *to)
{
	const struct named *n = map_get(&p->names, key_of(&to));
	pdf_string(b, n ? n->name : STR(""));
}

static int by_name(const void *a, const void *b)
{
	return str_cmp((*(const struct named *const *)a)->name, (*(const struct named *const *)b)->name);
}

struct name_list {
	const struct pdf *p;
	const struct named **items;
};

static void put_key(const void *context, struct buf *b, size_t i)
{
	pdf_string(b, ((const struct name_list *)context)->items[i]->name);
}

static void put_value(const void *context, struct buf *b, size_t i)
{
	const struct name_list *list = context;
	const struct destination *to = list->items[i]->to;
	buf_char(b, '[');
	pdf_ref(b, list->p->page + to->page);
	buf_cstr(b, "/XYZ ");
	pdf_milli(b, pdf_x(list->p, to->page, to->x));
	buf_char(b, ' ');
	pdf_milli(b, pdf_y(list->p, to->y));
	buf_cstr(b, " null]");
}

uint32_t pdf_destinations(struct pdf *p)
{
	struct name_list list = {p, mem_alloc(sizeof *list.items * (p->names.n + 1))};
	for (size_t i = 0; i < p->names.n; i++)
		list.items[i] = p->names.items[i].value;
	qsort(list.items, p->names.n, sizeof *list.items, by_name);
	struct pdf_tree tree = {"Names", p->names.n, put_key, put_value, &list};
	uint32_t id = pdf_tree(p->file, &tree);
	free(list.items);
	return id;
}

static void write_link(struct pdf *p, size_t page, const struct page_link *link, uint32_t number)
{
	struct buf *b = pdf_begin(p->file, p->annotation + number);
	int64_t sides[4] = {pdf_x(p, page, link->x), pdf_y(p, link->y + link->height), pdf_x(p, page, link->x + link->width),
		pdf_y(p, link->y)};
	buf_cstr(b, "<</Type/Annot/Subtype/Link/Rect[");
	for (int i = 0; i < 4; i++) {
		pdf_milli(b, sides[i] / 100 * 100); /* nobody points more finely than to a tenth of a point */
		buf_char(b, i < 3 ? ' ' : ']');
	}
	buf_cstr(b, "/Border[0 0 0]/F 4/Contents");
	pdf_text(b, link->contents.n ? link->contents : link->url);
	if (link->tag)
		buf_printf(b, "/StructParent %zu", p->layout->npages + number);
	if (link->to) {
		buf_cstr(b, "/Dest");
		pdf_put_destination(b, p, link->to);
	} else {
		buf_cstr(b, "/A<</S/URI/URI");
		pdf_string(b, link->url);
		buf_cstr(b, ">>");
	}
	buf_cstr(b, ">>");
	pdf_end(p->file);
}

void pdf_links(struct pdf *p)
{
	uint32_t number = 0;
	for (size_t i = 0; i < p->layout->npages; i++)
		for (size_t k = 0; k < p->layout->pages[i].links.n; k++)
			write_link(p, i, &p->layout->pages[i].links.items[k], number++);
}
