/*
 * The navigation document's lists (EPUB 3.3, chapter 7): contents and landmarks. They are hidden from nobody but
 * the landmarks, which reading systems show in a menu of their own.
 */
#include "write/epub.h"

#include "write/xmlout.h"

const struct web_page *epub_first_text(const struct epub *b)
{
	const struct web_page *article = NULL;
	for (size_t i = 0; i < b->web.pages.n; i++) {
		const struct web_page *page = &b->web.pages.items[i];
		if (!page->item)
			continue;
		if (page->item->zone == TOC_BODY)
			return page;
		if (!article)
			article = page;
	}
	return article;
}

static void write_entries(struct xmlout *x, const struct web_entry *parent)
{
	if (!parent->first)
		return;
	xmlout_open(x, "ol");
	for (const struct web_entry *entry = parent->first; entry; entry = entry->next) {
		xmlout_open(x, "li");
		if (entry->part)
			xmlout_attr(x, "class", STR("part-entry"));
		xmlout_open(x, "a");
		xmlout_attr(x, "href", entry->href);
		if (entry->language.n) {
			xmlout_attr(x, "lang", entry->language);
			xmlout_attr(x, "xml:lang", entry->language);
		}
		xmlout_raw(x, entry->text);
		xmlout_close(x);
		write_entries(x, entry);
		xmlout_close(x);
	}
	xmlout_close(x);
}

static void write_landmark(struct xmlout *x, const char *type, struct str href, struct str text)
{
	xmlout_open(x, "li");
	xmlout_open(x, "a");
	xmlout_attr(x, "epub:type", str_c(type));
	xmlout_attr(x, "href", href);
	xmlout_text(x, text);
	xmlout_close(x);
	xmlout_close(x);
}

static void write_landmarks(struct epub *b, struct xmlout *x)
{
	struct str language = b->web.e->language;
	const struct web_page *start = epub_first_text(b);
	xmlout_open(x, "nav");
	xmlout_attr(x, "epub:type", STR("landmarks"));
	xmlout_attr(x, "aria-label", label_text(LABEL_LANDMARKS, language));
	xmlout_attr(x, "hidden", STR("hidden"));
	xmlout_open(x, "ol");
	for (size_t i = 0; i < b->web.pages.n; i++) {
		const struct web_page *page = &b->web.pages.items[i];
		if (page->kind == WEB_COVER)
			write_landmark(x, "cover", page->href, page->title);
		else if (page->kind == WEB_TITLE)
			write_landmark(x, "titlepage", page->href, label_text(LABEL_TITLE_PAGE, language));
		else if (page->kind == WEB_NAV)
			write_landmark(x, "toc", page->href, page->title);
		else if (page->kind == WEB_INDEX)
			write_landmark(x, "index", page->href, page->title);
		if (page == start)
			write_landmark(x, "bodymatter", page->href, label_text(LABEL_START, language));
		if (page->article && page->article == b->web.e->glossary)
			write_landmark(x, "glossary", page->href, page->title);
	}
	xmlout_close(x);
	xmlout_close(x);
}

static void write_page_list(struct epub *b, struct xmlout *x)
{
	if (!b->page_map.n)
		return;
	xmlout_open(x, "nav");
	xmlout_attr(x, "epub:type", STR("page-list"));
	xmlout_attr(x, "role", STR("doc-pagelist"));
	xmlout_attr(x, "aria-label", label_text(LABEL_PAGES, b->web.e->language));
	xmlout_attr(x, "hidden", STR("hidden"));
	xmlout_open(x, "ol");
	for (size_t i = 0; i < b->page_map.n; i++) {
		xmlout_open(x, "li");
		xmlout_open(x, "a");
		xmlout_attr(x, "href", epub_page_start_href(b, &b->page_map.items[i]));
		xmlout_text(x, b->page_map.items[i].label);
		xmlout_close(x);
		xmlout_close(x);
	}
	xmlout_close(x);
	xmlout_close(x);
}

struct str epub_nav(struct epub *b)
{
	struct xmlout *x = xmlout_new(false);
	xmlout_open(x, "nav");
	xmlout_attr(x, "epub:type", STR("toc"));
	xmlout_attr(x, "role", STR("doc-toc"));
	xmlout_attr(x, "aria-label", label_text(LABEL_CONTENTS, b->web.e->language));
	write_entries(x, web_contents(&b->web));
	xmlout_close(x);
	write_landmarks(b, x);
	write_page_list(b, x);
	return xmlout_end(x, b->web.a);
}
