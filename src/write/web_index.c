/*
 * The topic index as a page of links (EPUB Indexes 1.0, whose vocabulary EPUBCheck knows for a manifest item with the property "index"). A book
 * without pages has no page numbers to show: a locator is the title of the article, and leads to the very words.
 */
#include "write/web.h"

#include <stdlib.h>
#include "link/index_sort.h"

/* ---- anchors */

static int by_place(const void *a, const void *b)
{
	const struct passage *x = a, *y = b;
	if (x->node != y->node)
		return x->node->serial < y->node->serial ? -1 : 1;
	return x->offset < y->offset ? -1 : x->offset > y->offset;
}

static void sort_anchors(struct web_anchors *list)
{
	size_t kept = 0;
	if (list->n)
		qsort(list->items, list->n, sizeof *list->items, by_place);
	for (size_t i = 0; i < list->n; i++)
		if (!kept || by_place(&list->items[kept - 1], &list->items[i]) != 0)
			list->items[kept++] = list->items[i];
	list->n = kept;
}

void web_place_anchors(struct web *w)
{
	const struct edition *e = w->e;
	w->anchors = arena_array(w->a, struct web_anchors, e->narticles + 1);
	for (size_t i = 0; i < e->index.n; i++) {
		const struct index_entry *entry = e->index.items[i];
		for (size_t k = 0; k < entry->locators.n; k++) {
			const struct locator *l = &entry->locators.items[k];
			if (web_can_anchor(&l->at))
				*arena_push(w->a, &w->anchors[e->place[l->article->index]]) = l->at;
		}
	}
	for (size_t i = 0; i < e->narticles; i++)
		sort_anchors(&w->anchors[i]);
}

/* ---- the page */

static struct str locator_href(struct web *w, struct web_page *page, const struct locator *l)
{
	struct str id = {0};
	if (web_can_anchor(&l->at))
		id = web_passage_id(w, l->article, &l->at, &page->arena);
	else if (l->place)
		id = node_id(l->place);
	return web_article_href(w, page, l->article, id);
}

static struct str short_title(const struct web *w, const struct article *a)
{
	const struct web_page *page = w->page_of[w->e->place[a->index]];
	struct str title = page->item && page->item->title.n ? page->item->title : a->title;
	return title.n ? title : a->slug;
}

static void put_link(const struct web *w, struct buf *out, const char *type, struct str class, struct str href, struct str text)
{
	buf_cstr(out, "<a");
	web_put_type(w, out, type);
	web_put_attr(out, "class", class);
	web_put_attr(out, "href", href);
	buf_char(out, '>');
	buf_xml(out, text);
	buf_cstr(out, "</a>");
}

static void put_locators(struct web *w, struct web_page *page, const struct index_entry *entry, struct buf *out)
{
	for (size_t i = 0; i < entry->locators.n; i++) {
		const struct locator *l = &entry->locators.items[i];
		struct str language = l->article->meta.lang.s;
		bool foreign = language.n && !str_eq_nocase(language, w->e->language);
		buf_cstr(out, i ? "; " : ": ");
		if (foreign) {
			buf_cstr(out, "<span");
			web_put_attr(out, "lang", language);
			web_put_attr(out, "xml:lang", language);
			buf_char(out, '>');
		}
		put_link(w, out, "index-locator", l->main ? STR("main") : (struct str){0}, locator_href(w, page, l),
			short_title(w, l->article));
		if (foreign)
			buf_cstr(out, "</span>");
	}
}

/* "see A; B" */
static void put_references(struct web *w, struct web_page *page, const struct index_list *to, enum label label, const char *type, struct buf *out)
{
	buf_cstr(out, "<span class=\"xref\"");
	web_put_type(w, out, type);
	buf_cstr(out, "><em>");
	buf_xml(out, label_text(label, w->e->language));
	buf_cstr(out, "</em>");
	for (size_t i = 0; i < to->n; i++) {
		buf_cstr(out, i ? "; " : " ");
		put_link(w, out, "index-term", (struct str){0}, arena_printf(&page->arena, "#" STR_FMT, STR_ARG(to->items[i]->id)), to->items[i]->term);
	}
	buf_cstr(out, "</span>");
}

/* "<li id=…>" and its kin */
static void put_open(const struct web *w, struct buf *out, const char *element, const char *type, struct str id)
{
	buf_printf(out, "<%s", element);
	web_put_attr(out, "id", id);
	web_put_type(w, out, type);
	buf_char(out, '>');
}

static void open_entries(const struct web *w, struct buf *out)
{
	put_open(w, out, "ul", "index-entry-list", (struct str){0});
	buf_char(out, '\n');
}

static void put_entry(struct web *w, struct web_page *page, const struct index_entry *entry, struct buf *out)
{
	put_open(w, out, "li", "index-entry", entry->id);
	put_open(w, out, "span", "index-term", (struct str){0});
	buf_xml(out, entry->term);
	buf_cstr(out, "</span>");
	put_locators(w, page, entry, out);
	if (entry->see.n) {
		buf_cstr(out, ", ");
		put_references(w, page, &entry->see, LABEL_SEE, "index-xref-preferred", out);
	}
	if (entry->sub.n) {
		buf_char(out, '\n');
		open_entries(w, out);
		for (size_t i = 0; i < entry->sub.n; i++)
			put_entry(w, page, entry->sub.items[i], out);
		buf_cstr(out, "</ul>");
	}
	if (entry->see_also.n) {
		buf_cstr(out, "\n<div>");
		put_references(w, page, &entry->see_also, LABEL_SEE_ALSO, "index-xref-related", out);
		buf_cstr(out, "</div>");
	}
	buf_cstr(out, "</li>\n");
}

void web_index(struct web *w, struct web_page *page, struct buf *out)
{
	const struct index_list *list = &w->e->index;
	struct str group, before = {0};
	for (size_t i = 0; i < list->n; i++) {
		group = index_group(&page->arena, list->items[i]);
		if (!i || !str_eq(group, before)) {
			if (i)
				buf_cstr(out, "</ul>\n</section>\n");
			put_open(w, out, "section", "index-group", (struct str){0});
			buf_cstr(out, "\n<h2>");
			buf_xml(out, group.n ? group : STR("*"));
			buf_cstr(out, "</h2>\n");
			open_entries(w, out);
		}
		put_entry(w, page, list->items[i], out);
		before = group;
	}
	if (list->n)
		buf_cstr(out, "</ul>\n</section>\n");
}
