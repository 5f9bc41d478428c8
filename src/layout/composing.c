/*
 * Boxes onto pages: frames behind them, running heads and folios around them, links and destinations at their places. What a page shows again
 * (the header rows of a table) and what only fills it are artifacts.
 */
#include "layout/composing.h"
#include "layout/form.h"

#include <string.h>
#include "layout/pagemap.h"

struct open_frame {
	const struct flow_frame *frame;
	dim top, bottom;
};

struct composing {
	struct composition *work;
	struct page *page;
	uint32_t number;
	dim left, top;
	struct {
		struct mark *items;
		size_t n, cap;
	} marks; /* of the page, while it is made */
	struct {
		struct open_frame *items;
		size_t n, cap;
	} frames;
	const struct set_paragraph *paragraph; /* the last one met on this page */
	bool running;                          /* the page's start is in the running text */
	struct arena scratch;
};

/* ---- marks */

static struct mark *mark_new(struct composing *c)
{
	return arena_push(&c->scratch, &c->marks);
}

/* What the page has got goes to it, in as many bytes as it takes. */
static void keep_marks(struct composing *c)
{
	c->page->n = c->marks.n;
	c->page->marks = arena_array(c->work->arena, struct mark, c->marks.n);
	if (c->marks.n)
		memcpy(c->page->marks, c->marks.items, c->marks.n * sizeof *c->marks.items);
}

static void put_marks(struct composing *c, const struct mark *marks, size_t n, dim x, dim y, bool again)
{
	for (size_t i = 0; i < n; i++) {
		struct mark *mark = mark_new(c);
		*mark = marks[i];
		mark->x += x;
		mark->y += y;
		if (again || !mark->tag) {
			mark->tag = NULL;
			mark->artifact = mark->artifact ? mark->artifact : ARTIFACT_LAYOUT;
		}
	}
}

static void put_rule(struct composing *c, dim x, dim y, dim width, dim height, uint32_t colour)
{
	struct mark *mark = mark_new(c);
	*mark = (struct mark){.kind = MARK_RULE, .x = x, .y = y, .colour = colour, .artifact = ARTIFACT_LAYOUT};
	mark->u.rule.width = width;
	mark->u.rule.height = height;
}

/* ---- frames */

static void grow_frame(struct composing *c, const struct flow_frame *frame, dim top, dim bottom)
{
	for (; frame; frame = frame->parent) {
		size_t i = 0;
		while (i < c->frames.n && c->frames.items[i].frame != frame)
			i++;
		if (i == c->frames.n)
			*arena_push(&c->scratch, &c->frames) = (struct open_frame){frame, top, bottom};
		struct open_frame *open = &c->frames.items[i];
		open->top = top < open->top ? top : open->top;
		open->bottom = bottom > open->bottom ? bottom : open->bottom;
		top -= frame->above;
		bottom += frame->below;
	}
}

static unsigned frame_depth(const struct flow_frame *frame)
{
	unsigned depth = 0;
	while ((frame = frame->parent))
		depth++;
	return depth;
}

static void put_frame(struct composing *c, const struct open_frame *open)
{
	const struct flow_frame *frame = open->frame;
	dim x = c->left + frame->x, y = open->top - frame->above, least = c->top - c->work->sheet.leading / 4;
	y = y > least ? y : least; /* what goes on from the page before keeps clear of the running head */
	dim height = open->bottom + frame->below - y;
	if (frame->filled)
		put_rule(c, x, y, frame->width, height, frame->ground);
	if (frame->bar)
		put_rule(c, frame->rtl ? x + frame->width - frame->bar : x, y, frame->bar, height, frame->bar_colour);
}

/* Outer ones first. */
static void put_frames(struct composing *c)
{
	unsigned most = 0;
	for (size_t i = 0; i < c->frames.n; i++)
		if (frame_depth(c->frames.items[i].frame) > most)
			most = frame_depth(c->frames.items[i].frame);
	for (unsigned depth = 0; c->frames.n && depth <= most; depth++)
		for (size_t i = 0; i < c->frames.n; i++)
			if (frame_depth(c->frames.items[i].frame) == depth)
				put_frame(c, &c->frames.items[i]);
}

/* ---- links */

static struct flow_memory *memory_of(const struct composing *c, const struct article *article)
{
	return article ? composition_memory(c->work, article) : NULL;
}

static void put_link(struct composing *c, const struct flow_box *box, const struct line_link *link, dim x, dim y)
{
	struct flow_memory *memory = memory_of(c, box->article);
	struct flow f = {.work = c->work, .article = box->article, .memory = memory};
	if (memory && memory->link_pages)
		memory->link_pages[link->node->serial] = c->number + 1;
	if (link->node->kind != NODE_LINK)
		return;
	struct target t = box->article ? flow_target(&f, link->node) : (struct target){0};
	struct page_link out = {.x = x + link->x, .y = y - link->ascent, .width = link->width, .height = link->ascent + link->descent,
		.tag = link->tag};
	if (!box->article) {
		out.to = refs_of(&c->work->refs, link->node);
		out.contents = out.to && out.to->article ? out.to->article->title : node_plain(c->work->arena, link->node);
	} else if (t.kind == TARGET_URL) {
		out.url = out.contents = t.url;
	} else if (t.kind == TARGET_ARTICLE || t.kind == TARGET_NODE) {
		out.to = refs_find(&c->work->refs, t.article, t.kind == TARGET_NODE ? t.node : NULL);
		out.contents = t.article->title;
	}
	if (out.to || out.url.n)
		*arena_push(c->work->arena, &c->page->links) = out;
}

static void put_jump(struct composing *c, const struct flow_box *box, dim top, dim height)
{
	const struct flow_jump *jump = box->jump;
	struct flow_memory *memory = memory_of(c, box->article);
	if (memory)
		memory->end_page = c->number + 1;
	*arena_push(c->work->arena, &c->page->links) = (struct page_link){.x = c->left + jump->x, .y = top, .width = jump->width,
		.height = height, .tag = jump->tag, .to = jump->to, .url = jump->url, .contents = jump->contents};
}

/* ---- where texts begin on this page */

static bool is_of_edition(const struct composing *c, const struct flow_memory *memory)
{
	return memory >= c->work->memories && memory < c->work->memories + c->work->e->narticles;
}

/* What of the paragraph's text the line shows. */
static void extent_of(const struct flow_line *l, uint32_t *from, uint32_t *to)
{
	*from = UINT32_MAX;
	*to = 0;
	for (size_t i = 0; i < l->line->n; i++) {
		const struct mark *m = &l->line->marks[i];
		if (m->kind != MARK_GLYPHS || !m->u.run.text.n)
			continue;
		uint32_t at = (uint32_t)(m->u.run.text.p - l->paragraph->text.p), end = at + (uint32_t)m->u.run.text.n;
		*from = at < *from ? at : *from;
		*to = end > *to ? end : *to;
	}
}

/* running: the line stands in the text, which counts before what stands at the top or foot of the page. */
static void start_page(struct composing *c, const struct article *article, const struct set_paragraph *p, uint32_t from, uint32_t to, bool running)
{
	const struct node *node;
	uint32_t offset;
	if ((c->page->start.article && (c->running || !running)) || !pagemap_word(p, from, to, &node, &offset))
		return;
	c->running = running;
	c->page->start.article = article;
	c->page->start.node = node;
	c->page->start.offset = offset;
}

static void put_stretches(struct composing *c, const struct flow_box *box, const struct flow_line *l, bool running)
{
	struct flow_memory *memory = box->apart ? NULL : memory_of(c, box->article);
	const struct set_paragraph *p = l->paragraph;
	bool fresh = p != c->paragraph;
	uint32_t from, to;
	c->paragraph = p;
	if (!memory || !p || !p->nsources)
		return;
	extent_of(l, &from, &to);
	for (size_t i = 0; i < p->nsources && p->sources[i].at < to; i++) {
		const struct text_source *s = &p->sources[i];
		bool begins = s->at >= from, goes_on = fresh && s->at < from && s->at + s->length > from;
		if (begins || goes_on)
			*arena_push(&memory->arena_lines, &memory->stretches) = (struct flow_stretch){s->node->serial,
				begins ? s->offset : s->offset + from - s->at, c->number};
	}
	if (is_of_edition(c, memory))
		start_page(c, box->article, p, from, to, running);
}

/* ---- fields */

/* Buttons of one choice, set line by line, are one field of the page. */
static struct page_field *choice_on_page(const struct composing *c, const struct page_field *field)
{
	for (size_t i = 0; field->kind == FIELD_RADIO && i < c->page->fields.n; i++)
		if (str_eq(c->page->fields.items[i].name, field->name))
			return &c->page->fields.items[i];
	return NULL;
}

static void put_field(struct composing *c, const struct page_field *field, dim x, dim y)
{
	struct page_field *out = choice_on_page(c, field);
	if (!out) {
		out = arena_push(c->work->arena, &c->page->fields);
		*out = *field;
		out->x += x;
		out->y += y;
		out->buttons = NULL;
		out->nbuttons = out->button_cap = 0;
	}
	struct {
		struct field_button *items;
		size_t n, cap;
	} buttons = {out->buttons, out->nbuttons, out->button_cap};
	for (size_t i = 0; i < field->nbuttons; i++) {
		struct field_button *button = arena_push(c->work->arena, &buttons);
		*button = field->buttons[i];
		button->x += x;
		button->y += y;
	}
	out->buttons = buttons.items;
	out->nbuttons = buttons.n;
	out->button_cap = buttons.cap;
}

/* ---- boxes */

static void put_box(struct composing *c, const struct page_item *item, const struct page_place *place)
{
	const struct flow_box *box = item->what;
	dim top = c->top + place->y, y = top + item->height, x = c->left;
	bool again = place->role == PAGE_REPEATED;
	put_marks(c, box->marks, box->n, x, y, again);
	for (size_t i = 0; i < box->nlines; i++) {
		const struct flow_line *l = &box->lines[i];
		put_marks(c, l->line->marks, l->line->n, x + l->dx, y + l->dy, again);
		for (size_t k = 0; k < l->line->nlinks && !again; k++)
			put_link(c, box, &l->line->links[k], x + l->dx, y + l->dy);
		if (!again)
			put_stretches(c, box, l, place->role == PAGE_TEXT);
	}
	for (const struct flow_field *field = box->fields; field && !again; field = field->next)
		put_field(c, &field->field, x, y);
	if (box->jump && !again)
		put_jump(c, box, top, item->height + item->depth);
	for (const struct flow_anchor *a = box->anchors; a && !again; a = a->next) {
		a->to->page = c->number;
		a->to->x = x;
		a->to->y = top > c->work->sheet.leading ? top - c->work->sheet.leading / 2 : 0;
	}
}

/* ---- around the text */

static const struct set_line *one_line(struct composing *c, struct str text, enum sheet_style style, const struct set_paragraph **set)
{
	struct flow f = {.work = c->work, .setter = &c->work->workers[0].setter, .out = c->work->arena, .lines = &c->scratch, .scratch = &c->scratch,
		.sheet = &c->work->sheet, .styles = c->work->sheet.styles};
	*set = paragraph_text(&f, text, style, NULL, 0, c->work->sheet.measure);
	while ((*set)->n > 1 && text.n) {
		size_t cut = text.n;
		while (cut && text.p[cut - 1] != ' ')
			cut--;
		text = str_trim(str_sub(text, 0, cut ? cut : text.n / 2));
		*set = paragraph_text(&f, arena_printf(f.out, STR_FMT "\u2026", STR_ARG(text)), style, NULL, 0, c->work->sheet.measure);
	}
	return (*set)->n ? &(*set)->lines[0] : NULL;
}

static void put_furniture(struct composing *c, struct str text, enum sheet_style style, dim baseline)
{
	const struct set_paragraph *set;
	const struct set_line *line = text.n ? one_line(c, text, style, &set) : NULL;
	size_t first = c->marks.n;
	if (!line)
		return;
	put_marks(c, line->marks, line->n, c->left, baseline, false);
	for (size_t i = first; i < c->marks.n; i++)
		c->marks.items[i].artifact = ARTIFACT_PAGINATION;
}

static void put_heads(struct composing *c, const struct page_item *items, const struct page_cut *cut)
{
	const struct paper_area *area = &c->work->sheet.area;
	const struct flow_head *first = cut->first_mark != PAGE_NONE ? items[cut->first_mark].what : NULL;
	const struct flow_head *head = cut->top_mark != PAGE_NONE ? items[cut->top_mark].what : first;
	dim leading = c->work->sheet.leading;
	if (first && first->opening)
		head = NULL;
	if (head)
		put_furniture(c, cut->recto ? head->recto : head->verso, STYLE_RUNNING_HEAD, area->top - leading);
	if (!first || !first->unnumbered)
		put_furniture(c, c->page->label, STYLE_FOLIO, area->top + area->height + leading * 11 / 4);
}

dim composing_left(const struct composition *work, bool recto)
{
	const struct sheet *s = &work->sheet;
	dim spare = s->area.width - s->measure, left = paper_left(s->paper, &s->area, recto);
	return work->sheet_request.centred ? left + spare / 2 : recto ? left : left + spare;
}

/* Above the first note, on the side where it begins; as wide as the text where that began on an earlier page. */
static void put_note_rule(struct composing *c, const struct page_item *items, const struct page_cut *cut)
{
	const struct sheet *s = &c->work->sheet;
	dim width = cut->continued ? s->measure : s->measure / 5;
	size_t i = 0;
	while (i < cut->n && cut->places[i].role != PAGE_FOOT)
		i++;
	if (i == cut->n)
		return;
	bool rtl = ((const struct flow_box *)items[cut->places[i].item].what)->rtl;
	put_rule(c, c->left + (rtl ? s->measure - width : 0), c->top + cut->rule + s->leading * 2 / 3, width, DIM_POINT / 2, s->line);
}

static void measure_frames(struct composing *c, const struct page_item *items, const struct page_cut *cut)
{
	for (size_t i = 0; i < cut->n; i++) {
		const struct page_item *item = &items[cut->places[i].item];
		dim top = c->top + cut->places[i].y;
		grow_frame(c, ((const struct flow_box *)item->what)->frame, top, top + item->height + item->depth);
	}
}

void compose_pages(struct composition *work, const struct page_item *items, const struct page_result *cuts, struct folios folios)
{
	struct composing c = {.work = work, .top = work->sheet.area.top};
	arena_init(&c.scratch);
	for (size_t i = 0; i < cuts->n; i++) {
		const struct page_cut *cut = &cuts->pages[i];
		c.page = arena_push(work->arena, &work->pages);
		uint32_t folio = (uint32_t)work->pages.n;
		c.number = folios.first + folio - 1;
		*c.page = (struct page){.label = folios.roman ? roman_numeral(work->arena, folio, false) : arena_printf(work->arena, "%u", folio),
			.blank = cut->blank};
		if (cut->blank)
			continue;
		c.left = composing_left(work, cut->recto);
		c.frames.n = c.marks.n = 0;
		c.paragraph = NULL;
		measure_frames(&c, items, cut);
		put_frames(&c);
		for (size_t k = 0; k < cut->n; k++)
			put_box(&c, &items[cut->places[k].item], &cut->places[k]);
		put_note_rule(&c, items, cut);
		put_heads(&c, items, cut);
		keep_marks(&c);
	}
	arena_free(&c.scratch);
}
