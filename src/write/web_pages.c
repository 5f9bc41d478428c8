/* The pages of a book: which there are, in reading order; and each one's way from the model to deflated XHTML or HTML. */
#include "write/web.h"

#include "base/filename.h"

/* zlib's middle way: 9 takes twice the time for half a per cent. */
enum { LEVEL = 6 };

/* NULL when the format has no such page. name: of its file, where the format gives it none. */
static struct web_page *add_page(struct web *w, enum web_kind kind, struct str name, struct str title)
{
	const char *fixed = w->format->pages[kind].name;
	if (!w->format->pages[kind].shell)
		return NULL;
	struct web_page *page = arena_push(w->a, &w->pages);
	*page = (struct web_page){.kind = kind, .title = title};
	page->id = arena_printf(w->a, "page-" STR_FMT, STR_ARG(fixed ? str_c(fixed) : name));
	page->href = arena_printf(w->a, STR_FMT "%s", STR_ARG(fixed ? str_c(fixed) : name), w->format->extension);
	return page;
}

static struct web_page *add_labelled(struct web *w, enum web_kind kind, const char *name, enum label label)
{
	return add_page(w, kind, str_c(name), label_text(label, w->e->language));
}

/* An e-book's files are unpacked by reading systems; those of other packages by people, on any system. */
static struct str article_file(struct web *w, const struct article *a)
{
	struct str plain = arena_printf(w->a, "%s" STR_FMT "%s", w->format->folder, STR_ARG(a->slug), w->format->extension);
	if (w->format->epub)
		return plain;
	struct str safe = filename_make(w->a, &w->names, w->format->folder, a->slug, str_c(w->format->extension));
	if (!str_eq(plain, safe))
		diag_add(w->job->diags, DIAG_FILE_RENAMED, (struct pos){a->source, 1, 1}, "the page of '" STR_FMT "' is called '" STR_FMT "'",
			STR_ARG(a->path), STR_ARG(safe));
	return safe;
}

static void add_article(struct web *w, const struct toc_item *item, const struct article *a, struct str part)
{
	struct web_page *page = add_page(w, WEB_ARTICLE, a->slug, a->title);
	page->id = arena_printf(w->a, "article-" STR_FMT, STR_ARG(a->slug));
	page->href = article_file(w, a);
	page->in_folder = w->format->folder[0] != '\0';
	page->item = item;
	page->article = a;
	page->part = part;
}

static void add_items(struct web *w, const struct toc_item *parent, struct str part, int *parts)
{
	for (const struct toc_item *item = parent->first; item; item = item->next) {
		struct str within = part;
		if (item->kind == TOC_PART && item->title.n) {
			within = item->title;
			struct web_page *page =
				add_page(w, WEB_PART, arena_printf(w->a, "part-%d", ++*parts), item->title);
			if (page) {
				page->item = item;
				page->number = *parts;
			}
		} else if (item->kind == TOC_ARTICLE) {
			add_article(w, item, item->article, part);
		}
		add_items(w, item, within, parts);
	}
}

static void add_own_words(struct web *w, enum book_page which, const char *name, enum label label, struct str heading)
{
	const struct article *a = w->book->pages[which];
	if (!a)
		return;
	struct web_page *page = add_labelled(w, WEB_PAGE, name, label);
	if (page)
		page->article = a;
	if (page && heading.n)
		page->title = heading;
}

static void add_call(struct web *w)
{
	const struct call_to_action *call = &w->book->project->call;
	if (!call->given || (w->e->config && w->e->config->no_call_to_action))
		return;
	struct str title = call->heading.n ? call->heading : call->button.n ? call->button : w->e->title;
	add_page(w, WEB_CALL, STR("call"), title);
}

void web_list_pages(struct web *w)
{
	const struct project *p = w->book->project;
	int parts = 0;
	add_labelled(w, WEB_COVER, "cover", LABEL_COVER);
	add_page(w, WEB_TITLE, STR("title"), w->e->title);
	add_labelled(w, WEB_COPYRIGHT, "copyright", LABEL_COPYRIGHT);
	add_labelled(w, WEB_NAV, "contents", LABEL_CONTENTS);
	add_items(w, &w->e->toc, (struct str){0}, &parts);
	if (w->e->index.n)
		add_labelled(w, WEB_INDEX, "index", LABEL_INDEX);
	add_own_words(w, BOOK_PAGE_DISCLAIMER, "disclaimer", LABEL_DISCLAIMER, p->disclaimer.heading);
	add_own_words(w, BOOK_PAGE_ABOUT, "about", LABEL_ABOUT_AUTHOR, p->about.heading);
	add_call(w);
	w->page_of = arena_array(w->a, struct web_page *, w->e->narticles + 1);
	for (size_t i = 0; i < w->pages.n; i++) {
		struct web_page *page = &w->pages.items[i];
		arena_init(&page->arena);
		diags_init(&page->diags);
		if (page->kind == WEB_ARTICLE)
			w->page_of[w->e->place[page->article->index]] = page;
	}
	web_place_anchors(w);
}

bool web_load_shells(struct web *w)
{
	for (size_t i = 0; i < w->pages.n; i++) {
		enum web_kind kind = w->pages.items[i].kind;
		if (!w->shells[kind])
			w->shells[kind] = shell_load(w->a, w->theme, w->format->pages[kind].shell, w->job->diags);
		if (!w->shells[kind])
			return false;
	}
	return true;
}

static void render_body(struct web *w, struct web_page *page, struct buf *body)
{
	if (page->kind == WEB_NAV && w->format->contents)
		w->format->contents(w, page, body);
	if (page->kind == WEB_INDEX)
		web_index(w, page, body);
	if (!page->article)
		return;
	struct web_view view = {.w = w, .page = page};
	struct str language = page->article->meta.lang.s.n ? page->article->meta.lang.s : w->e->language;
	struct xhtml_spelling spelling = web_spelling(&view, language);
	xhtml_body(body, page->article, &spelling);
	if (page->kind == WEB_ARTICLE)
		web_popups(&view, &spelling, body);
}

void web_render_page(struct web *w, struct web_page *page)
{
	struct buf data, body, out;
	buf_init(&data, BUF_NO_LIMIT);
	buf_init(&body, BUF_NO_LIMIT);
	buf_init(&out, BUF_NO_LIMIT);
	web_describe_page(w, page, &data);
	render_body(w, page, &body);
	page->failed = !shell_fill(w->shells[page->kind], w->format->epub ? PAGE_XHTML : PAGE_HTML, buf_view(&data), buf_view(&body), &out,
		&page->diags);
	if (!page->failed) {
		page->shows += out.n;
		if (w->format->rendered)
			w->format->rendered(w, page, buf_view(&out));
		page->packed = archive_pack(&page->arena, buf_view(&out), LEVEL, w->format->digests);
	}
	buf_free(&data);
	buf_free(&body);
	buf_free(&out);
}
