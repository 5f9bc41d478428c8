/* How links and images are spelled: relative, from the folder of articles or from the root above it. */
#include "write/web.h"

#include "base/path.h"

struct str web_root(const struct web_page *page)
{
	return page->in_folder ? STR("../") : STR("");
}

struct str web_article_href(struct web *w, struct web_page *from, const struct article *to, struct str id)
{
	const struct web_page *page = w->page_of[w->e->place[to->index]];
	struct buf out;
	buf_init(&out, BUF_NO_LIMIT);
	if (page != from || !id.n) {
		struct str file = page->href;
		/* from article to article: the file's name alone */
		if (from->in_folder && page->in_folder)
			file = path_base(file);
		else
			buf_str(&out, web_root(from));
		buf_url(&out, file);
	}
	if (id.n) {
		buf_char(&out, '#');
		buf_url(&out, id);
	}
	struct str href = buf_copy(&out, &from->arena);
	buf_free(&out);
	return href;
}

struct str web_target_href(const struct web_view *view, const struct target *t)
{
	switch (t->kind) {
	case TARGET_URL:
		return t->url;
	case TARGET_ARTICLE:
		return web_article_href(view->w, view->page, t->article, (struct str){0});
	case TARGET_NODE:
		/* the title's element is the shell's, with an id of the shell's own */
		return web_article_href(view->w, view->page, t->article,
			t->node == t->article->heading ? (struct str){0} : node_id(t->node));
	case TARGET_TEXT:
		break;
	}
	return (struct str){0};
}

static struct str href_from(const struct web_view *view, struct str file)
{
	return arena_printf(&view->page->arena, STR_FMT STR_FMT, STR_ARG(web_root(view->page)), STR_ARG(file));
}

struct str web_file_href(const struct web_view *view, const struct asset *asset)
{
	const struct web *w = view->w;
	const struct web_image *image = web_image_at(w, w->image_of[asset->index]);
	if (image)
		return href_from(view, image->href);
	return w->file_of[asset->index] ? href_from(view, w->files.items[w->file_of[asset->index] - 1].href) : (struct str){0};
}

static struct str spell_link(void *context, const struct article *from, const struct node *link)
{
	struct web_view *view = context;
	const struct asset *asset = edition_target(view->w->e, from, link)->asset;
	if (asset && !view->w->format->epub)
		return web_file_href(view, asset);
	return web_target_href(view, edition_target(view->w->e, from, link));
}

static struct str spell_image(void *context, const struct article *from, const struct node *image, uint32_t *width,
	uint32_t *height)
{
	struct web_view *view = context;
	const struct asset *asset = image->u.image.asset;
	if (asset && asset->kind != ASSET_IMAGE)
		return web_file_href(view, asset);
	const struct web_image *file = asset ? web_image_at(view->w, view->w->image_of[asset->index]) : NULL;
	if (!file)
		return (struct str){0};
	*width = file->image.width;
	*height = file->image.height;
	if (!map_put(&view->shown, file->href, (void *)file))
		view->page->shows += file->size;
	return href_from(view, file->href);
}

/* What the project's workbook that holds an article is called; "" when none does. */
static struct str workbook_title(struct arena *a, const struct project *p, const struct article *article)
{
	for (size_t i = 0; i < p->neditions; i++) {
		const struct edition_config *c = &p->editions[i];
		struct str title = c->title.s.n ? c->title.s : p->title.s;
		if ((c->print.kind ? c->print.kind : p->print.kind) != PRINT_WORKBOOK || !edition_takes(p, c, article))
			continue;
		for (size_t k = 0; k < c->formats.n; k++)
			if (str_is(c->formats.items[k].s, "pdf"))
				return c->subtitle.s.n ? arena_printf(a, STR_FMT ": " STR_FMT, STR_ARG(title), STR_ARG(c->subtitle.s)) : title;
	}
	return (struct str){0};
}

struct xhtml_spelling web_spelling(struct web_view *view, struct str language)
{
	struct web_page *page = view->page;
	map_init(&view->shown, &page->arena);
	return (struct xhtml_spelling){
		.context = view, .span = web_next_span, .page_break = view->w->format->page_break, .link = spell_link, .image = spell_image,
		.epub = view->w->format->epub, .quiz = view->w->format->quiz,
		.language = language,
		.workbook = page->article ? workbook_title(&page->arena, view->w->book->project, page->article) : (struct str){0}};
}
