/* The pages of a book: which there are, in the order of the spine; and each one's way from the model to deflated XHTML. */
#include "write/epub.h"

/* zlib's middle way: 9 takes twice the time for half a per cent. */
enum { LEVEL = 6 };

static struct epub_page *add_page(struct epub *b, enum epub_kind kind, struct str name, struct str title)
{
	struct epub_page *page = arena_push(b->a, &b->pages);
	*page = (struct epub_page){.kind = kind, .title = title};
	page->id = arena_printf(b->a, "page-" STR_FMT, STR_ARG(name));
	page->href = arena_printf(b->a, STR_FMT ".xhtml", STR_ARG(name));
	return page;
}

static struct epub_page *add_labelled(struct epub *b, enum epub_kind kind, const char *name, enum label label)
{
	return add_page(b, kind, str_c(name), label_text(label, b->e->language));
}

static void add_article(struct epub *b, const struct toc_item *item, const struct article *a, struct str part)
{
	struct epub_page *page = add_page(b, EPUB_ARTICLE, a->slug, a->title);
	page->id = arena_printf(b->a, "article-" STR_FMT, STR_ARG(a->slug));
	page->href = arena_printf(b->a, "text/" STR_FMT ".xhtml", STR_ARG(a->slug));
	page->in_text = true;
	page->item = item;
	page->article = a;
	page->part = part;
}

static void add_items(struct epub *b, const struct toc_item *parent, struct str part, int *parts)
{
	for (const struct toc_item *item = parent->first; item; item = item->next) {
		struct str within = part;
		if (item->kind == TOC_PART && item->title.n) {
			within = item->title;
			struct epub_page *page =
				add_page(b, EPUB_PART, arena_printf(b->a, "part-%d", ++*parts), item->title);
			page->item = item;
			page->number = *parts;
		} else if (item->kind == TOC_ARTICLE) {
			add_article(b, item, item->article, part);
		}
		add_items(b, item, within, parts);
	}
}

static void add_own_words(struct epub *b, enum book_page which, const char *name, enum label label, struct str heading)
{
	const struct article *a = b->book->pages[which];
	if (!a)
		return;
	struct epub_page *page = add_labelled(b, EPUB_PAGE, name, label);
	page->article = a;
	if (heading.n)
		page->title = heading;
}

static void add_call(struct epub *b)
{
	const struct call_to_action *call = &b->book->project->call;
	if (!call->given || (b->e->config && b->e->config->no_call_to_action))
		return;
	struct str title = call->heading.n ? call->heading : call->button.n ? call->button : b->e->title;
	add_page(b, EPUB_CALL, STR("call"), title);
}

void epub_list_pages(struct epub *b)
{
	const struct project *p = b->book->project;
	int parts = 0;
	add_labelled(b, EPUB_COVER, "cover", LABEL_COVER);
	add_page(b, EPUB_TITLE, STR("title"), b->e->title);
	add_labelled(b, EPUB_COPYRIGHT, "copyright", LABEL_COPYRIGHT);
	add_labelled(b, EPUB_NAV, "nav", LABEL_CONTENTS);
	add_items(b, &b->e->toc, (struct str){0}, &parts);
	if (b->e->index.n)
		add_labelled(b, EPUB_INDEX, "index", LABEL_INDEX);
	add_own_words(b, BOOK_PAGE_DISCLAIMER, "disclaimer", LABEL_DISCLAIMER, p->disclaimer.heading);
	add_own_words(b, BOOK_PAGE_ABOUT, "about", LABEL_ABOUT_AUTHOR, p->about.heading);
	add_call(b);
	b->page_of = arena_array(b->a, struct epub_page *, b->e->narticles + 1);
	for (size_t i = 0; i < b->pages.n; i++) {
		struct epub_page *page = &b->pages.items[i];
		arena_init(&page->arena);
		diags_init(&page->diags);
		if (page->kind == EPUB_ARTICLE)
			b->page_of[b->e->place[page->article->index]] = page;
	}
	epub_place_anchors(b);
}

bool epub_load_shells(struct epub *b)
{
	static const char *const files[EPUB_KINDS] = {
		[EPUB_COVER] = "cover.xhtml",
		[EPUB_TITLE] = "title.xhtml",
		[EPUB_COPYRIGHT] = "copyright.xhtml",
		[EPUB_NAV] = "nav.xhtml",
		[EPUB_ARTICLE] = "article.xhtml",
		[EPUB_PART] = "part.xhtml",
		[EPUB_INDEX] = "index.xhtml",
		[EPUB_PAGE] = "about.xhtml",
		[EPUB_CALL] = "call.xhtml",
	};
	for (size_t i = 0; i < b->pages.n; i++) {
		enum epub_kind kind = b->pages.items[i].kind;
		if (!b->shells[kind])
			b->shells[kind] = shell_load(b->a, b->theme, files[kind], b->job->diags);
		if (!b->shells[kind])
			return false;
	}
	return true;
}

static void render_body(struct epub *b, struct epub_page *page, struct buf *body)
{
	if (page->kind == EPUB_NAV)
		buf_str(body, epub_nav(b));
	if (page->kind == EPUB_INDEX)
		epub_index(b, page, body);
	if (!page->article)
		return;
	struct epub_view view = {.b = b, .page = page};
	struct str language = page->article->meta.lang.s.n ? page->article->meta.lang.s : b->e->language;
	struct xhtml_spelling spelling = epub_spelling(&view, language);
	xhtml_body(body, page->article, &spelling);
	if (page->kind == EPUB_ARTICLE)
		epub_popups(&view, &spelling, body);
}

void epub_render_page(struct epub *b, struct epub_page *page)
{
	struct buf data, body, out;
	buf_init(&data, BUF_NO_LIMIT);
	buf_init(&body, BUF_NO_LIMIT);
	buf_init(&out, BUF_NO_LIMIT);
	epub_describe_page(b, page, &data);
	render_body(b, page, &body);
	page->failed = !shell_fill(b->shells[page->kind], buf_view(&data), buf_view(&body), &out, &page->diags);
	if (!page->failed) {
		page->shows += out.n;
		epub_check_page_breaks(b, page, buf_view(&out));
		if (b->font_rules)
			fontuse_page(&page->arena, b->font_rules, buf_view(&out), &page->fonts);
		page->packed = archive_pack(&page->arena, buf_view(&out), LEVEL);
	}
	buf_free(&data);
	buf_free(&body);
	buf_free(&out);
}
