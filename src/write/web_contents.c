/*
 * The contents as a tree: parts, articles, their sections as deep as the edition wants, the pages at the back. Its order is that of the
 * spine, for a contents list that runs another way is reported (EPUB 3.3, section 7.3; EPUBCheck NAV-011).
 */
#include "write/web.h"

static struct web_entry *add_entry(struct web *w, struct web_entry *parent, struct str href)
{
	struct web_entry *entry = arena_new(w->a, struct web_entry);
	entry->href = href;
	entry->parent = parent;
	if (parent->last)
		parent->last->next = entry;
	else
		parent->first = entry;
	return parent->last = entry;
}

static void name_plain(struct web *w, struct web_entry *entry, struct str text)
{
	struct buf out;
	buf_init(&out, BUF_NO_LIMIT);
	buf_xml(&out, text);
	entry->plain = text;
	entry->text = buf_copy(&out, w->a);
	buf_free(&out);
}

static void name_heading(struct web *w, struct web_entry *entry, const struct article *a, const struct node *heading)
{
	struct xhtml_spelling spelling = {.epub = w->format->epub, .language = w->e->language};
	struct buf out;
	buf_init(&out, BUF_NO_LIMIT);
	xhtml_inlines(&out, a, heading, true, &spelling);
	entry->text = buf_copy(&out, w->a);
	entry->plain = str_trim(node_plain(w->a, heading));
	buf_free(&out);
}

/* A heading within a box is part of what is said there, not of the book's structure. */
static bool is_section(const struct node *heading, int depth)
{
	if (heading->u.heading.level > depth || !node_id(heading).n)
		return false;
	for (const struct node *n = heading->parent; n; n = n->parent)
		if (n->kind != NODE_ARTICLE && n->kind != NODE_DIVISION)
			return false;
	return true;
}

static void add_sections(struct web *w, struct web_entry *of, const struct article *a)
{
	struct web_entry *open[8] = {of, of, of, of, of, of, of, of};
	for (size_t i = 0; i < a->headings.n; i++) {
		const struct node *heading = a->headings.items[i];
		int level = heading->u.heading.level;
		if (!is_section(heading, w->e->toc_depth) || level < 2 || level > 6)
			continue;
		struct buf href;
		buf_init(&href, BUF_NO_LIMIT);
		buf_str(&href, of->href);
		buf_char(&href, '#');
		buf_url(&href, node_id(heading));
		struct web_entry *entry = add_entry(w, open[level - 1], buf_copy(&href, w->a));
		buf_free(&href);
		name_heading(w, entry, a, heading);
		entry->language = of->language;
		if (!entry->plain.n)
			name_plain(w, entry, node_id(heading));
		for (int deeper = level; deeper < 8; deeper++)
			open[deeper] = entry;
	}
}

static struct web_entry *add_article_entry(struct web *w, struct web_entry *parent, const struct toc_item *item)
{
	const struct article *a = item->article;
	struct web_page *page = w->page_of[w->e->place[a->index]];
	struct web_entry *entry = add_entry(w, parent, page->href);
	if (a->meta.lang.s.n && !str_eq_nocase(a->meta.lang.s, w->e->language))
		entry->language = a->meta.lang.s;
	if (item->title.n)
		name_plain(w, entry, item->title);
	else if (a->heading && a->heading->first)
		name_heading(w, entry, a, a->heading);
	if (!str_trim(entry->plain).n)
		name_plain(w, entry, a->title.n ? a->title : a->slug);
	add_sections(w, entry, a);
	return entry;
}

static struct web_entry *add_part_entry(struct web *w, struct web_entry *parent, const struct toc_item *item)
{
	for (size_t i = 0; i < w->pages.n; i++) {
		struct web_page *page = &w->pages.items[i];
		if (page->item != item)
			continue;
		struct web_entry *entry = add_entry(w, parent, page->href);
		name_plain(w, entry, page->title);
		entry->part = true;
		return entry;
	}
	return parent; /* a part without a name: its articles stand where it would */
}

static void add_entries(struct web *w, struct web_entry *parent, const struct toc_item *of)
{
	for (const struct toc_item *item = of->first; item; item = item->next) {
		struct web_entry *entry =
			item->kind == TOC_PART ? add_part_entry(w, parent, item) : add_article_entry(w, parent, item);
		add_entries(w, entry, item);
	}
}

struct web_entry *web_contents(struct web *w)
{
	if (w->contents)
		return w->contents;
	struct web_entry *root = w->contents = arena_new(w->a, struct web_entry);
	add_entries(w, root, &w->e->toc);
	for (size_t i = 0; i < w->pages.n; i++) {
		struct web_page *page = &w->pages.items[i];
		if (page->kind == WEB_INDEX || page->kind == WEB_PAGE || page->kind == WEB_CALL)
			name_plain(w, add_entry(w, root, page->href), page->title);
	}
	return root;
}
