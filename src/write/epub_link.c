/* How links and images are spelled in the files of an EPUB: relative, from text/ or from the folder above it. */
#include "write/epub.h"

#include "base/path.h"

struct str epub_root(const struct epub_page *page)
{
	return page->in_text ? STR("../") : STR("");
}

bool epub_rtl(struct str language)
{
	static const char *const primary[] = {"ar", "he", "iw", "fa", "ur", "yi", "ps", "sd", "ug", "dv", "ckb", "syr", "arc", "nqo"};
	struct str rest = language, first = str_cut(&rest, '-');
	if (str_starts(rest, "Latn") || str_starts(rest, "Cyrl"))
		return false;
	for (size_t i = 0; i < sizeof primary / sizeof *primary; i++)
		if (str_eq_nocase(first, str_c(primary[i])))
			return true;
	return str_starts(rest, "Arab") || str_starts(rest, "Hebr");
}

struct str epub_article_href(struct epub *b, struct epub_page *from, const struct article *to, struct str id)
{
	const struct epub_page *page = b->page_of[b->e->place[to->index]];
	struct buf out;
	buf_init(&out, BUF_NO_LIMIT);
	if (page != from || !id.n) {
		struct str file = page->href;
		/* from text/ to text/: the file's name alone */
		if (from->in_text && page->in_text)
			file = path_base(file);
		else
			buf_str(&out, epub_root(from));
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

struct str epub_target_href(const struct epub_view *view, const struct target *t)
{
	switch (t->kind) {
	case TARGET_URL:
		return t->url;
	case TARGET_ARTICLE:
		return epub_article_href(view->b, view->page, t->article, (struct str){0});
	case TARGET_NODE:
		/* the title's element is the shell's, with an id of the shell's own */
		return epub_article_href(view->b, view->page, t->article,
			t->node == t->article->heading ? (struct str){0} : node_id(t->node));
	case TARGET_TEXT:
		break;
	}
	return (struct str){0};
}

static struct str spell_link(void *context, const struct article *from, const struct node *link)
{
	struct epub_view *view = context;
	return epub_target_href(view, edition_target(view->b->e, from, link));
}

static struct str spell_image(void *context, const struct article *from, const struct node *image, uint32_t *width,
	uint32_t *height)
{
	struct epub_view *view = context;
	const struct asset *asset = image->u.image.asset;
	const struct epub_image *file = asset ? epub_image_at(view->b, view->b->image_of[asset->index]) : NULL;
	if (!file)
		return (struct str){0};
	*width = file->image.width;
	*height = file->image.height;
	if (!map_put(&view->shown, file->href, (void *)file))
		view->page->shows += file->size;
	return arena_printf(&view->page->arena, STR_FMT STR_FMT, STR_ARG(epub_root(view->page)), STR_ARG(file->href));
}

/* The title of the project's workbook, "" when it makes none. */
static struct str workbook_title(const struct project *p)
{
	for (size_t i = 0; i < p->neditions; i++) {
		const struct edition_config *c = &p->editions[i];
		if ((c->print.kind ? c->print.kind : p->print.kind) != PRINT_WORKBOOK)
			continue;
		for (size_t k = 0; k < c->formats.n; k++)
			if (str_is(c->formats.items[k].s, "pdf"))
				return c->title.s.n ? c->title.s : p->title.s;
	}
	return (struct str){0};
}

struct xhtml_spelling epub_spelling(struct epub_view *view, struct str language)
{
	map_init(&view->shown, &view->page->arena);
	return (struct xhtml_spelling){
		.context = view, .span = epub_next_span, .page_break = epub_page_break, .link = spell_link, .image = spell_image, .epub = true,
		.language = language, .workbook = workbook_title(view->b->book->project)};
}
