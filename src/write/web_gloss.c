/*
 * What glossary terms mean, at the end of each chapter that makes them pop up. Apple Books and Kindle show the aside of a noteref in a window of
 * its own (and Apple Books hides it where it stands); elsewhere the link leads down to it and its arrow back. So it is a note in all but
 * its mark: no heading, which would stand alone where asides are hidden.
 *
 * The first paragraph of a definition is enough for a window; the whole entry is a link away.
 */
#include "write/web.h"

/* The inlines that a definition begins with. */
static const struct node *first_paragraph(const struct node *definition)
{
	const struct node *first = definition->first;
	return first && first->kind == NODE_PARAGRAPH ? first : definition;
}

static void put_entry_link(struct web_view *view, const struct gloss *g, struct buf *out)
{
	buf_cstr(out, " <a");
	web_put_attr(out, "href", web_article_href(view->w, view->page, g->article, node_id(g->entry)));
	buf_char(out, '>');
	buf_xml(out, g->article->title);
	buf_cstr(out, "</a>");
}

static void put_popup(struct web_view *view, const struct xhtml_spelling *spelling, const struct popup *popup, struct buf *out)
{
	const struct gloss *g = popup->gloss;
	struct arena *a = &view->page->arena;
	buf_cstr(out, "<aside class=\"note gloss\"");
	web_put_type(view->w, out, "footnote");
	buf_cstr(out, " role=\"doc-footnote\"");
	web_put_attr(out, "id", arena_printf(a, "gloss.%u", g->entry->serial));
	web_put_attr(out, "aria-label", g->term);
	buf_cstr(out, ">\n<p><strong>");
	xhtml_inlines(out, g->article, g->entry, true, spelling);
	buf_cstr(out, "</strong> ");
	xhtml_inlines(out, g->article, first_paragraph(g->definition), true, spelling);
	put_entry_link(view, g, out);
	buf_cstr(out, " <a class=\"note-back\" role=\"doc-backlink\"");
	web_put_attr(out, "href", arena_printf(a, "#" STR_FMT, STR_ARG(web_passage_id(view->w, view->page->article, &popup->at, a))));
	web_put_attr(out, "aria-label", label_text(LABEL_BACK_TO_TEXT, spelling->language));
	buf_cstr(out, ">\xE2\x86\xA9\xEF\xB8\x8E</a></p>\n</aside>\n");
}

void web_popups(struct web_view *view, const struct xhtml_spelling *spelling, struct buf *out)
{
	const struct popup_list *list = &view->w->e->popups[view->w->e->place[view->page->article->index]];
	if (!list->n)
		return;
	buf_cstr(out, "<div class=\"notes\">\n");
	for (size_t i = 0; i < list->n; i++)
		put_popup(view, spelling, &list->items[i], out);
	buf_cstr(out, "</div>\n");
}
