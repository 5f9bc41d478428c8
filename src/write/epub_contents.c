/*
 * The contents as a tree: parts, articles, their sections as deep as the edition wants, the pages at the back. Its order is that of the
 * spine, for a contents list that runs another way is reported (EPUB 3.3, section 7.3; EPUBCheck NAV-011).
 */
#include "write/epub.h"

static struct epub_entry *add_entry(struct epub *b, struct epub_entry *parent, struct str href)
{
	struct epub_entry *entry = arena_new(b->a, struct epub_entry);
	entry->href = href;
	entry->parent = parent;
	if (parent->last)
		parent->last->next = entry;
	else
		parent->first = entry;
	return parent->last = entry;
}

static void name_plain(struct epub *b, struct epub_entry *entry, struct str text)
{
	struct buf out;
	buf_init(&out, BUF_NO_LIMIT);
	buf_xml(&out, text);
	entry->plain = text;
	entry->text = buf_copy(&out, b->a);
	buf_free(&out);
}

static void name_heading(struct epub *b, struct epub_entry *entry, const struct article *a, const struct node *heading)
{
	struct xhtml_spelling spelling = {.epub = true, .language = b->e->language};
	struct buf out;
	buf_init(&out, BUF_NO_LIMIT);
	xhtml_inlines(&out, a, heading, true, &spelling);
	entry->text = buf_copy(&out, b->a);
	entry->plain = str_trim(node_plain(b->a, heading));
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

static void add_sections(struct epub *b, struct epub_entry *of, const struct article *a)
{
	struct epub_entry *open[8] = {of, of, of, of, of, of, of, of};
	for (size_t i = 0; i < a->headings.n; i++) {
		const struct node *heading = a->headings.items[i];
		int level = heading->u.heading.level;
		if (!is_section(heading, b->e->toc_depth) || level < 2 || level > 6)
			continue;
		struct buf href;
		buf_init(&href, BUF_NO_LIMIT);
		buf_str(&href, of->href);
		buf_char(&href, '#');
		buf_url(&href, node_id(heading));
		struct epub_entry *entry = add_entry(b, open[level - 1], buf_copy(&href, b->a));
		buf_free(&href);
		name_heading(b, entry, a, heading);
		entry->language = of->language;
		if (!entry->plain.n)
			name_plain(b, entry, node_id(heading));
		for (int deeper = level; deeper < 8; deeper++)
			open[deeper] = entry;
	}
}

static struct epub_entry *add_article_entry(struct epub *b, struct epub_entry *parent, const struct toc_item *item)
{
	const struct article *a = item->article;
	struct epub_page *page = b->page_of[b->e->place[a->index]];
	struct epub_entry *entry = add_entry(b, parent, page->href);
	if (a->meta.lang.s.n && !str_eq_nocase(a->meta.lang.s, b->e->language))
		entry->language = a->meta.lang.s;
	if (item->title.n)
		name_plain(b, entry, item->title);
	else if (a->heading && a->heading->first)
		name_heading(b, entry, a, a->heading);
	if (!str_trim(entry->plain).n)
		name_plain(b, entry, a->title.n ? a->title : a->slug);
	add_sections(b, entry, a);
	return entry;
}

static struct epub_entry *add_part_entry(struct epub *b, struct epub_entry *parent, const struct toc_item *item)
{
	for (size_t i = 0; i < b->pages.n; i++) {
		struct epub_page *page = &b->pages.items[i];
		if (page->item != item)
			continue;
		struct epub_entry *entry = add_entry(b, parent, page->href);
		name_plain(b, entry, page->title);
		entry->part = true;
		return entry;
	}
	return parent; /* a part without a name: its articles stand where it would */
}

static void add_entries(struct epub *b, struct epub_entry *parent, const struct toc_item *of)
{
	for (const struct toc_item *item = of->first; item; item = item->next) {
		struct epub_entry *entry =
			item->kind == TOC_PART ? add_part_entry(b, parent, item) : add_article_entry(b, parent, item);
		add_entries(b, entry, item);
	}
}

struct epub_entry *epub_contents(struct epub *b)
{
	if (b->contents)
		return b->contents;
	struct epub_entry *root = b->contents = arena_new(b->a, struct epub_entry);
	add_entries(b, root, &b->e->toc);
	for (size_t i = 0; i < b->pages.n; i++) {
		struct epub_page *page = &b->pages.items[i];
		if (page->kind == EPUB_INDEX || page->kind == EPUB_PAGE || page->kind == EPUB_CALL)
			name_plain(b, add_entry(b, root, page->href), page->title);
	}
	return root;
}
