/*
 * What the engine puts into a text, in reading order: links at first mention, terms that pop up, and anchors for the index. They come from three
 * lists and may meet on the same words; an anchor then has no element of its own, its place is known by the id of the link.
 *
 * An id is made of where its stretch stands (at.SERIAL.OFFSET): nothing has to be counted, and threads need not know of one another.
 */
#include "write/web.h"

#include "link/inserted.h"

struct stretch {
	enum xhtml_span_kind kind;
	struct passage at;
	const struct autolink *link;
	const struct popup *popup;
};

static bool overlap(const struct passage *a, const struct passage *b)
{
	return a->node == b->node && a->offset < b->offset + b->length && b->offset < a->offset + a->length;
}

/* Those of a text's anchors, and how many. */
static const struct passage *anchors_in(const struct web_anchors *list, const struct node *text, size_t *n)
{
	size_t low = 0, high = list->n;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (list->items[middle].node->serial < text->serial)
			low = middle + 1;
		else
			high = middle;
	}
	for (*n = 0; low + *n < list->n && list->items[low + *n].node == text;)
		++*n;
	return list->items + low;
}

/* The link or pop-up of the text that stands nearest behind byte `from`, or over *over when that is given. */
static bool find_link(const struct web *w, const struct article *a, const struct node *text, uint32_t from,
	const struct passage *over, struct stretch *out)
{
	struct inserted links = inserted_in(w->e, a, text);
	const struct popup_list *popups = &w->e->popups[w->e->place[a->index]];
	bool found = false;
	for (size_t i = 0; i < links.n; i++) {
		const struct passage *at = &links.items[i].at;
		if (inserted_target(w->e, &links.items[i]).kind == TARGET_TEXT || (over ? !overlap(at, over) : at->offset < from))
			continue;
		*out = (struct stretch){.kind = XHTML_SPAN_LINK, .at = *at, .link = &links.items[i]};
		found = true;
		break;
	}
	for (size_t i = 0; i < popups->n; i++) {
		const struct passage *at = &popups->items[i].at;
		if (at->node != text || (over ? !overlap(at, over) : at->offset < from) || (found && out->at.offset <= at->offset))
			continue;
		*out = (struct stretch){.kind = XHTML_SPAN_GLOSS, .at = *at, .popup = &popups->items[i]};
		return true;
	}
	return found;
}

static struct str stretch_id(const struct article *article, const struct passage *at, struct arena *a)
{
	struct str id = arena_printf(a, "at.%u.%u", at->node->serial, at->offset);
	while (map_has(&article->ids, id))
		id = arena_printf(a, STR_FMT ".", STR_ARG(id));
	return id;
}

bool web_can_anchor(const struct passage *at)
{
	if (!at->node || !at->length || at->node->kind != NODE_TEXT)
		return false;
	for (const struct node *n = at->node; n; n = n->parent)
		if (n->kind == NODE_LINK || n->kind == NODE_HEADING)
			return false;
	return true;
}

struct str web_passage_id(const struct web *w, const struct article *article, const struct passage *at, struct arena *a)
{
	struct stretch holder;
	bool held = find_link(w, article, at->node, 0, at, &holder);
	return stretch_id(article, held ? &holder.at : at, a);
}

/* The nearest anchor behind byte `from` that no link holds. */
static bool find_anchor(const struct web *w, const struct article *a, const struct node *text, uint32_t from, struct stretch *out)
{
	size_t n;
	struct stretch holder;
	const struct passage *anchors = anchors_in(&w->anchors[w->e->place[a->index]], text, &n);
	for (size_t i = 0; i < n; i++) {
		if (anchors[i].offset < from || find_link(w, a, text, 0, &anchors[i], &holder))
			continue;
		*out = (struct stretch){.kind = XHTML_SPAN_ANCHOR, .at = anchors[i]};
		return true;
	}
	return false;
}

static bool is_anchored(const struct web *w, const struct article *a, const struct passage *at)
{
	size_t n;
	const struct passage *anchors = anchors_in(&w->anchors[w->e->place[a->index]], at->node, &n);
	for (size_t i = 0; i < n; i++)
		if (overlap(&anchors[i], at))
			return true;
	return false;
}

static struct str popup_href(struct web_view *view, const struct popup *popup)
{
	return arena_printf(&view->page->arena, "#gloss.%u", popup->gloss->entry->serial);
}

static void spell(struct web_view *view, const struct article *a, const struct stretch *s, struct xhtml_span *out)
{
	*out = (struct xhtml_span){.offset = s->at.offset, .length = s->at.length, .kind = s->kind};
	if (s->kind == XHTML_SPAN_GLOSS) {
		out->href = popup_href(view, s->popup);
	} else if (s->kind == XHTML_SPAN_LINK) {
		struct target to = inserted_target(view->w->e, s->link);
		out->href = web_target_href(view, &to);
	}
	if (s->kind != XHTML_SPAN_LINK || is_anchored(view->w, a, &s->at))
		out->id = stretch_id(a, &s->at, &view->page->arena);
}

bool web_next_span(void *context, const struct article *from, const struct node *text, uint32_t at, struct xhtml_span *out)
{
	struct web_view *view = context;
	struct stretch link, anchor;
	if (view->page->kind != WEB_ARTICLE || view->page->article != from)
		return false;
	bool has_link = find_link(view->w, from, text, at, NULL, &link);
	bool has_anchor = find_anchor(view->w, from, text, at, &anchor);
	if (has_anchor && has_link && link.at.offset < anchor.at.offset)
		has_anchor = false;
	if (has_anchor || has_link)
		spell(view, from, has_anchor ? &anchor : &link, out);
	return has_anchor || has_link;
}
