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
	write_meta(x, "dtb:totalPageCount", STR("0"));
	write_meta(x, "dtb:maxPageNumber", STR("0"));
	epub_xml_close(x);
	write_text(x, "docTitle", b->e->title);
	write_text(x, "docAuthor", epub_names(b->a, &b->e->authors, b->e->language));
	int order = 0;
	epub_xml_open(x, "navMap");
	write_points(b, x, root, &order);
	return epub_xml_end(x, b->a);
}
