/*
 * The navigation document's lists (EPUB 3.3, chapter 7): contents and landmarks. They are hidden from nobody but
 * the landmarks, which reading systems show in a menu of their own.
 */
#include "write/epub.h"

#include "write/epub_xml.h"

const struct epub_page *epub_first_text(const struct epub *b)
{
	const struct epub_page *article = NULL;
	for (size_t i = 0; i < b->pages.n; i++) {
		const struct epub_page *page = &b->pages.items[i];
		if (!page->item)
			continue;
		if (page->item->zone == TOC_BODY)
			return page;
		if (!article)
			article = page;
	}
	return article;
}

static void write_entries(struct epub_xml *x, const struct epub_entry *parent)
{
	if (!parent->first)
		return;
	epub_xml_open(x, "ol");
	for (const struct epub_entry *entry = parent->first; entry; entry = entry->next) {
		epub_xml_open(x, "li");
		if (entry->part)
			epub_xml_attr(x, "class", STR("part-entry"));
		epub_xml_open(x, "a");
		epub_xml_attr(x, "href", entry->href);
		if (entry->language.n) {
			epub_xml_attr(x, "lang", entry->language);
			epub_xml_attr(x, "xml:lang", entry->language);
		}
		epub_xml_raw(x, entry->text);
		epub_xml_close(x);
		write_entries(x, entry);
		epub_xml_close(x);
	}
	epub_xml_close(x);
}

static void write_landmark(struct epub_xml *x, const char *type, struct str href, struct str text)
{
	epub_xml_open(x, "li");
	epub_xml_open(x, "a");
	epub_xml_attr(x, "epub:type", str_c(type));
	epub_xml_attr(x, "href", href);
	epub_xml_text(x, text);
	epub_xml_close(x);
	epub_xml_close(x);
}

static void write_landmarks(struct epub *b, struct epub_xml *x)
{
	struct str language = b->e->language;
	const struct epub_page *start = epub_first_text(b);
	epub_xml_open(x, "nav");
	epub_xml_attr(x, "epub:type", STR("landmarks"));
	epub_xml_attr(x, "aria-label", label_text(LABEL_LANDMARKS, language));
	epub_xml_attr(x, "hidden", STR("hidden"));
	epub_xml_open(x, "ol");
	for (size_t i = 0; i < b->pages.n; i++) {
		const struct epub_page *page = &b->pages.items[i];
		if (page->kind == EPUB_COVER)
			write_landmark(x, "cover", page->href, page->title);
		else if (page->kind == EPUB_TITLE)
			write_landmark(x, "titlepage", page->href, label_text(LABEL_TITLE_PAGE, language));
		else if (page->kind == EPUB_NAV)
			write_landmark(x, "toc", page->href, page->title);
		else if (page->kind == EPUB_INDEX)
			write_landmark(x, "index", page->href, page->title);
		if (page == start)
			write_landmark(x, "bodymatter", page->href, label_text(LABEL_START, language));
		if (page->article && page->article == b->e->glossary)
			write_landmark(x, "glossary", page->href, page->title);
	}
	epub_xml_close(x);
	epub_xml_close(x);
}

static void write_page_list(struct epub *b, struct epub_xml *x)
{
	if (!b->page_map.n)
		return;
	epub_xml_open(x, "nav");
	epub_xml_attr(x, "epub:type", STR("page-list"));
	epub_xml_attr(x, "role", STR("doc-pagelist"));
	epub_xml_attr(x, "aria-label", label_text(LABEL_PAGES, b->e->language));
	epub_xml_attr(x, "hidden", STR("hidden"));
	epub_xml_open(x, "ol");
	for (size_t i = 0; i < b->page_map.n; i++) {
		epub_xml_open(x, "li");
		epub_xml_open(x, "a");
		epub_xml_attr(x, "href", epub_page_start_href(b, &b->page_map.items[i]));
		epub_xml_text(x, b->page_map.items[i].label);
		epub_xml_close(x);
		epub_xml_close(x);
	}
	epub_xml_close(x);
	epub_xml_close(x);
}

struct str epub_nav(struct epub *b)
{
	struct epub_xml *x = epub_xml_new(false);
	epub_xml_open(x, "nav");
	epub_xml_attr(x, "epub:type", STR("toc"));
	epub_xml_attr(x, "role", STR("doc-toc"));
	epub_xml_attr(x, "aria-label", label_text(LABEL_CONTENTS, b->e->language));
	write_entries(x, epub_contents(b));
	epub_xml_close(x);
	write_landmarks(b, x);
	write_page_list(b, x);
	return epub_xml_end(x, b->a);
}
