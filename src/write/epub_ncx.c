/* The NCX of EPUB 2 (OPF 2.0.1, section 2.4.1; DAISY/NISO Z39.86), for reading systems that know no nav. */
#include "write/epub.h"

#include "write/person.h"
#include "write/xmlout.h"

static void write_text(struct xmlout *x, const char *element, struct str text)
{
	if (!text.n)
		return;
	xmlout_open(x, element);
	xmlout_element(x, "text", text);
	xmlout_close(x);
}

static void write_points(struct epub *b, struct xmlout *x, const struct web_entry *parent, int *order)
{
	for (const struct web_entry *entry = parent->first; entry; entry = entry->next) {
		++*order;
		xmlout_open(x, "navPoint");
		xmlout_attr(x, "id", arena_printf(b->web.a, "point-%d", *order));
		xmlout_attr(x, "playOrder", arena_printf(b->web.a, "%d", *order));
		write_text(x, "navLabel", entry->plain);
		xmlout_open(x, "content");
		xmlout_attr(x, "src", entry->href);
		xmlout_close(x);
		write_points(b, x, entry, order);
		xmlout_close(x);
	}
}

static int depth_of(const struct web_entry *parent)
{
	int deepest = 0;
	for (const struct web_entry *entry = parent->first; entry; entry = entry->next) {
		int depth = 1 + depth_of(entry);
		if (depth > deepest)
			deepest = depth;
	}
	return deepest;
}

static void write_meta(struct xmlout *x, const char *name, struct str content)
{
	xmlout_open(x, "meta");
	xmlout_attr(x, "name", str_c(name));
	xmlout_attr(x, "content", content);
	xmlout_close(x);
}

/* The number of a label in arabic figures, else 0. */
static unsigned page_number(struct str label)
{
	unsigned n = 0;
	for (size_t i = 0; i < label.n && i < 9; i++) {
		if (label.p[i] < '0' || label.p[i] > '9')
			return 0;
		n = n * 10 + (unsigned)(label.p[i] - '0');
	}
	return n;
}

static unsigned last_page(const struct epub *b)
{
	unsigned last = 0;
	for (size_t i = 0; i < b->page_map.n; i++)
		if (page_number(b->page_map.items[i].label) > last)
			last = page_number(b->page_map.items[i].label);
	return last;
}

static void write_page_targets(struct epub *b, struct xmlout *x, int *order)
{
	if (!b->page_map.n)
		return;
	xmlout_open(x, "pageList");
	write_text(x, "navLabel", label_text(LABEL_PAGES, b->web.e->language));
	for (size_t i = 0; i < b->page_map.n; i++) {
		const struct page_start *start = &b->page_map.items[i];
		unsigned number = page_number(start->label);
		xmlout_open(x, "pageTarget");
		xmlout_attr(x, "id", arena_printf(b->web.a, "page-" STR_FMT, STR_ARG(start->label)));
		xmlout_attr(x, "type", number ? STR("normal") : STR("front"));
		if (number)
			xmlout_attr(x, "value", start->label);
		xmlout_attr(x, "playOrder", arena_printf(b->web.a, "%d", ++*order));
		write_text(x, "navLabel", start->label);
		xmlout_open(x, "content");
		xmlout_attr(x, "src", epub_page_start_href(b, start));
		xmlout_close(x);
		xmlout_close(x);
	}
	xmlout_close(x);
}

struct str epub_ncx(struct epub *b)
{
	struct web_entry *root = web_contents(&b->web);
	struct xmlout *x = xmlout_new(true);
	xmlout_open(x, "ncx");
	xmlout_attr(x, "xmlns", STR("http://www.daisy.org/z3986/2005/ncx/"));
	xmlout_attr(x, "version", STR("2005-1"));
	xmlout_attr(x, "xml:lang", b->web.e->language);
	xmlout_open(x, "head");
	write_meta(x, "dtb:uid", b->web.e->identifier);
	write_meta(x, "dtb:depth", arena_printf(b->web.a, "%d", depth_of(root)));
	write_meta(x, "dtb:totalPageCount", arena_printf(b->web.a, "%zu", b->page_map.n));
	write_meta(x, "dtb:maxPageNumber", arena_printf(b->web.a, "%u", last_page(b)));
	xmlout_close(x);
	write_text(x, "docTitle", b->web.e->title);
	write_text(x, "docAuthor", person_names(b->web.a, &b->web.e->authors, b->web.e->language));
	int order = 0;
	xmlout_open(x, "navMap");
	write_points(b, x, root, &order);
	xmlout_close(x);
	write_page_targets(b, x, &order);
	return xmlout_end(x, b->web.a);
}
