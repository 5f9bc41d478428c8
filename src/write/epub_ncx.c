/* The NCX of EPUB 2 (OPF 2.0.1, section 2.4.1; DAISY/NISO Z39.86), for reading systems that know no nav. */
#include "write/epub.h"

#include "write/epub_xml.h"

static void write_text(struct epub_xml *x, const char *element, struct str text)
{
	if (!text.n)
		return;
	epub_xml_open(x, element);
	epub_xml_element(x, "text", text);
	epub_xml_close(x);
}

static void write_points(struct epub *b, struct epub_xml *x, const struct epub_entry *parent, int *order)
{
	for (const struct epub_entry *entry = parent->first; entry; entry = entry->next) {
		++*order;
		epub_xml_open(x, "navPoint");
		epub_xml_attr(x, "id", arena_printf(b->a, "point-%d", *order));
		epub_xml_attr(x, "playOrder", arena_printf(b->a, "%d", *order));
		write_text(x, "navLabel", entry->plain);
		epub_xml_open(x, "content");
		epub_xml_attr(x, "src", entry->href);
		epub_xml_close(x);
		write_points(b, x, entry, order);
		epub_xml_close(x);
	}
}

static int depth_of(const struct epub_entry *parent)
{
	int deepest = 0;
	for (const struct epub_entry *entry = parent->first; entry; entry = entry->next) {
		int depth = 1 + depth_of(entry);
		if (depth > deepest)
			deepest = depth;
	}
	return deepest;
}

static void write_meta(struct epub_xml *x, const char *name, struct str content)
{
	epub_xml_open(x, "meta");
	epub_xml_attr(x, "name", str_c(name));
	epub_xml_attr(x, "content", content);
	epub_xml_close(x);
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

static void write_page_targets(struct epub *b, struct epub_xml *x, int *order)
{
	if (!b->page_map.n)
		return;
	epub_xml_open(x, "pageList");
	write_text(x, "navLabel", label_text(LABEL_PAGES, b->e->language));
	for (size_t i = 0; i < b->page_map.n; i++) {
		const struct page_start *start = &b->page_map.items[i];
		unsigned number = page_number(start->label);
		epub_xml_open(x, "pageTarget");
		epub_xml_attr(x, "id", arena_printf(b->a, "page-" STR_FMT, STR_ARG(start->label)));
		epub_xml_attr(x, "type", number ? STR("normal") : STR("front"));
		if (number)
			epub_xml_attr(x, "value", start->label);
		epub_xml_attr(x, "playOrder", arena_printf(b->a, "%d", ++*order));
		write_text(x, "navLabel", start->label);
		epub_xml_open(x, "content");
		epub_xml_attr(x, "src", epub_page_start_href(b, start));
		epub_xml_close(x);
		epub_xml_close(x);
	}
	epub_xml_close(x);
}

struct str epub_ncx(struct epub *b)
{
	struct epub_entry *root = epub_contents(b);
	struct epub_xml *x = epub_xml_new(true);
	epub_xml_open(x, "ncx");
	epub_xml_attr(x, "xmlns", STR("http://www.daisy.org/z3986/2005/ncx/"));
	epub_xml_attr(x, "version", STR("2005-1"));
	epub_xml_attr(x, "xml:lang", b->e->language);
	epub_xml_open(x, "head");
	write_meta(x, "dtb:uid", b->e->identifier);
	write_meta(x, "dtb:depth", arena_printf(b->a, "%d", depth_of(root)));
	write_meta(x, "dtb:totalPageCount", arena_printf(b->a, "%zu", b->page_map.n));
	write_meta(x, "dtb:maxPageNumber", arena_printf(b->a, "%u", last_page(b)));
	epub_xml_close(x);
	write_text(x, "docTitle", b->e->title);
	write_text(x, "docAuthor", epub_names(b->a, &b->e->authors, b->e->language));
	int order = 0;
	epub_xml_open(x, "navMap");
	write_points(b, x, root, &order);
	epub_xml_close(x);
	write_page_targets(b, x, &order);
	return epub_xml_end(x, b->a);
}
