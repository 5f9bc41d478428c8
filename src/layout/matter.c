/*
 * What stands before and behind the text of a book: title page, its verso with the imprint, contents; parts' pages; index, the author's own
 * words, the call to action. What the pages say is what the e-book's shells say; here are their places.
 */
#include "layout/workbook.h"

#include "image/qr.h"
#include "layout/composing.h"

/* ---- which there are */

static const char answers, certificate; /* their addresses are what these pages are known by */

static void add_own(struct composition *c, const void *key, struct str title)
{
	c->own[c->nown++] = (struct own_page){key, title};
	refs_add(&c->refs, c->layout, key, NULL, NULL);
}

static struct str words_or(struct str text, const struct composition *c, enum label label)
{
	return text.n ? text : label_text(label, c->e->language);
}

static bool calls(const struct composition *c)
{
	return c->request->book->project->call.given && !(c->e->config && c->e->config->no_call_to_action);
}

static void add_parts(struct composition *c, const struct toc_item *of)
{
	for (const struct toc_item *item = of->first; item; item = item->next) {
		if (item->kind == TOC_PART && item->title.n)
			refs_add(&c->refs, c->layout, item, NULL, NULL);
		add_parts(c, item);
	}
}

void matter_open(struct composition *c)
{
	const struct project *p = c->request->book->project;
	struct article *const *pages = c->request->book->pages;
	if (composition_is_bare(c))
		return;
	add_parts(c, &c->e->toc);
	if (workbook_has_answers(c))
		add_own(c, &answers, label_text(LABEL_ANSWERS, c->e->language));
	if (workbook_asked(c) && workbook_has_certificate(c))
		add_own(c, &certificate, label_text(LABEL_CERTIFICATE, c->e->language));
	if (c->e->index.n && !workbook_asked(c))
		add_own(c, &c->e->index, label_text(LABEL_INDEX, c->e->language));
	if (pages[BOOK_PAGE_DISCLAIMER])
		add_own(c, pages[BOOK_PAGE_DISCLAIMER], words_or(p->disclaimer.heading, c, LABEL_DISCLAIMER));
	if (pages[BOOK_PAGE_ABOUT])
		add_own(c, pages[BOOK_PAGE_ABOUT], words_or(p->about.heading, c, LABEL_ABOUT_AUTHOR));
	if (calls(c))
		add_own(c, &p->call, p->call.heading.n ? p->call.heading : p->call.button.n ? p->call.button : c->e->title);
}

struct str matter_title(const struct composition *c, const void *key)
{
	for (size_t i = 0; i < c->nown; i++)
		if (c->own[i].key == key)
			return c->own[i].title;
	return (struct str){0};
}

void matter_outline(struct composition *c, struct outline_item *outline)
{
	for (size_t i = 0; i < c->nown; i++)
		outline_add(c, outline, c->own[i].title, c->own[i].key);
}

/* ---- pages */

static struct flow page_flow(struct composition *c, struct page_list_builder *list, struct tag *parent, enum page_side side)
{
	struct flow f = composition_flow(c, parent);
	list_new_page(c, list, side);
	f.list = *list;
	return f;
}

static void words(struct flow *f, struct str text, enum sheet_style style, enum tag_role role)
{
	text = str_trim(text);
	if (text.n)
		flow_words(f, text, style, role);
}

static void authors(struct flow *f)
{
	const struct edition *e = f->work->e;
	flow_white(f, f->sheet->leading * 2);
	for (size_t i = 0; i < e->authors.n; i++)
		if (!e->authors.items[i].role.n || str_is(e->authors.items[i].role, "aut"))
			words(f, e->authors.items[i].name, STYLE_BOOK_AUTHOR, TAG_P);
}

static int64_t list_height(const struct page_list_builder *list, size_t from)
{
	int64_t height = 0;
	for (size_t i = from; i < list->n; i++)
		if (list->items[i].kind == PAGE_BOX || list->items[i].kind == PAGE_GLUE)
			height += (int64_t)list->items[i].height + list->items[i].depth;
	return height;
}

/* What stands at the foot of a page: white above takes what is left. */
static void sink_to_foot(struct flow *f, size_t sink, int64_t room)
{
	int64_t left = room - list_height(&f->list, sink + 1);
	f->list.items[sink].height = left > 0 ? (int32_t)left : 0;
}

static void title_page(struct composition *c, struct page_list_builder *list)
{
	struct flow f = page_flow(c, list, c->root, PAGE_RECTO);
	const struct edition *e = c->e;
	struct tag *section = flow_open(&f, TAG_SECT, NULL);
	flow_head_none(&f);
	size_t first = f.list.n;
	flow_sink(&f, f.sheet->area.height / 4);
	words(&f, e->series, STYLE_EYEBROW, TAG_P);
	words(&f, e->title, STYLE_BOOK_TITLE, TAG_H1);
	words(&f, e->subtitle, STYLE_BOOK_SUBTITLE, TAG_P);
	flow_white(&f, f.sheet->leading);
	flow_rule(&f, f.sheet->size * 4, f.sheet->size / 8, f.sheet->accent);
	authors(&f);
	int64_t above = list_height(&f.list, first);
	size_t sink = f.list.n;
	flow_sink(&f, 0);
	sink = f.list.n - 1 > sink ? f.list.n - 1 : sink;
	words(&f, e->publisher, STYLE_BYLINE, TAG_P);
	if (f.list.n > sink + 1)
		sink_to_foot(&f, sink, f.sheet->area.height - above - f.sheet->leading);
	flow_close(&f, section);
	*list = f.list;
}

/* "© 2026 A, B" where the author says nothing else. */
static struct str rights(struct flow *f)
{
	const struct edition *e = f->work->e;
	struct buf b;
	if (e->rights.n || !e->authors.n)
		return e->rights;
	buf_init(&b, BUF_NO_LIMIT);
	buf_printf(&b, "\u00A9 " STR_FMT, STR_ARG(str_sub(e->date.n ? e->date : e->modified, 0, 4)));
	for (size_t i = 0, n = 0; i < e->authors.n; i++)
		if (!e->authors.items[i].role.n || str_is(e->authors.items[i].role, "aut"))
			buf_printf(&b, "%s" STR_FMT, n++ ? ", " : " ", STR_ARG(e->authors.items[i].name));
	struct str text = buf_copy(&b, f->out);
	buf_free(&b);
	return text;
}

static void contributors(struct flow *f)
{
	const struct edition *e = f->work->e;
	struct buf b;
	buf_init(&b, BUF_NO_LIMIT);
	for (size_t i = 0; i < e->authors.n; i++)
		if (e->authors.items[i].role.n && !str_is(e->authors.items[i].role, "aut"))
			buf_printf(&b, "%s" STR_FMT, b.n ? ", " : "", STR_ARG(e->authors.items[i].name));
	words(f, buf_copy(&b, f->out), STYLE_IMPRINT, TAG_P);
	buf_free(&b);
}

static void copyright_page(struct composition *c, struct page_list_builder *list)
{
	struct flow f = page_flow(c, list, c->root, PAGE_VERSO);
	const struct edition *e = c->e;
	struct tag *section = flow_open(&f, TAG_SECT, NULL);
	flow_head_none(&f);
	flow_sink(&f, 0);
	size_t sink = f.list.n - 1;
	words(&f, e->title, STYLE_IMPRINT, TAG_P);
	words(&f, rights(&f), STYLE_IMPRINT, TAG_P);
	contributors(&f);
	if (e->publisher.n)
		words(&f, arena_printf(f.out, STR_FMT " " STR_FMT, STR_ARG(flow_label(&f, LABEL_PUBLISHED_BY)), STR_ARG(e->publisher)),
			STYLE_IMPRINT, TAG_P);
	if (str_starts(e->identifier, "urn:isbn:"))
		words(&f, arena_printf(f.out, "ISBN " STR_FMT, STR_ARG(str_skip(e->identifier, 9))), STYLE_IMPRINT, TAG_P);
	sink_to_foot(&f, sink, f.sheet->area.height);
	flow_close(&f, section);
	*list = f.list;
}

static void how_to_page(struct composition *c, struct page_list_builder *list)
{
	struct flow f = page_flow(c, list, c->root, PAGE_RECTO);
	struct tag *section = flow_open(&f, TAG_SECT, NULL);
	flow_head(&f, flow_label(&f, LABEL_HOW_TO_USE), flow_label(&f, LABEL_HOW_TO_USE), true);
	flow_sink(&f, f.sheet->leading * 2);
	workbook_how_to(&f);
	flow_close(&f, section);
	*list = f.list;
}

/* A picture that covers all of the page; what is too much of it at two sides is cut off. */
static void cover_page(struct composition *c, struct page_list_builder *list)
{
	struct flow f = page_flow(c, list, c->root, PAGE_RECTO);
	const struct layout_request *r = c->request;
	struct tag *section = flow_open(&f, TAG_SECT, NULL), *figure = tag_new(f.out, section, TAG_FIGURE, NULL);
	struct mark *mark = arena_new(f.lines, struct mark);
	dim width = c->sheet.paper.width, height = (dim)((int64_t)width * r->cover_height / r->cover_width);
	if (height < c->sheet.paper.height) {
		height = c->sheet.paper.height;
		width = (dim)((int64_t)height * r->cover_width / r->cover_height);
	}
	tag_words(f.out, figure)->alt = r->cover_alt;
	*mark = (struct mark){.kind = MARK_IMAGE, .tag = figure, .x = (c->sheet.paper.width - width) / 2 - composing_left(c, true),
		.y = (c->sheet.paper.height - height) / 2 - c->sheet.area.top};
	mark->u.image.asset = r->cover;
	mark->u.image.width = width;
	mark->u.image.height = height;
	flow_head_none(&f);
	struct flow_box *box = flow_box(&f, 0, 0);
	box->marks = mark;
	box->n = 1;
	flow_close(&f, section);
	*list = f.list;
}

void matter_front(struct composition *c, struct page_list_builder *list)
{
	if (composition_is_bare(c))
		return;
	if (c->request->cover)
		cover_page(c, list);
	else
		title_page(c, list);
	copyright_page(c, list);
	if (workbook_asked(c))
		how_to_page(c, list);
	struct flow f = page_flow(c, list, c->root, c->part_side);
	struct tag *section = flow_open(&f, TAG_SECT, NULL);
	flow_head(&f, flow_label(&f, LABEL_CONTENTS), flow_label(&f, LABEL_CONTENTS), true);
	flow_sink(&f, f.sheet->leading * 2);
	toc_put(&f);
	flow_close(&f, section);
	*list = f.list;
}

void matter_part(struct composition *c, struct page_list_builder *list, struct tag *tag, const struct toc_item *item, int number)
{
	struct flow f = page_flow(c, list, tag, c->part_side);
	struct str word = flow_label(&f, LABEL_PART);
	flow_head_none(&f);
	flow_anchor_key(&f, item);
	flow_sink(&f, f.sheet->area.height / 3);
	if (!str_eq_nocase(str_sub(item->title, 0, word.n), word)) {
		flow_words(&f, arena_printf(f.out, STR_FMT " %d", STR_ARG(word), number), STYLE_PART_NUMBER, TAG_P);
		f.kept = true;
	}
	flow_words(&f, item->title, STYLE_PART_TITLE, TAG_H1);
	*list = f.list;
}

/* ---- behind the text */

static void opening(struct flow *f, const void *key)
{
	struct str title = matter_title(f->work, key);
	flow_head(f, f->work->e->title, title, true);
	flow_anchor_key(f, key);
	flow_sink(f, f->sheet->leading * 3);
	flow_words(f, title, STYLE_H1, TAG_H1);
	flow_white(f, f->sheet->leading * 3 / 2);
	f->kept = f->flush = true;
}

void flow_own_words(struct flow *f)
{
	struct tag *section = f->root = flow_open(f, TAG_SECT, f->article->body);
	opening(f, f->article);
	flow_blocks(f, f->article->body->first);
	flow_close(f, section);
}

/* Text without Markdown: paragraphs divided by blank lines. */
static void paragraphs(struct flow *f, struct str text)
{
	struct buf b;
	buf_init(&b, BUF_NO_LIMIT);
	while (text.n) {
		struct str line = str_trim(str_cut(&text, '\n'));
		if (line.n && b.n)
			buf_char(&b, ' ');
		buf_str(&b, line);
		if (line.n && text.n)
			continue;
		words(f, buf_copy(&b, f->out), STYLE_BODY, TAG_P);
		flow_white(f, f->sheet->leading / 2);
		buf_clear(&b);
	}
	buf_free(&b);
}

/* Dark modules in a row are one rule; all of them together one figure. */
static void put_code(struct flow *f, struct str url)
{
	struct qr qr;
	struct {
		struct mark *items;
		size_t n, cap;
	} marks = {0};
	if (!qr_encode(f->scratch, url, &qr))
		return;
	dim module = DIM_MM(30) / (dim)qr.side, side = module * (dim)qr.side, quiet = 4 * module;
	struct tag *figure = tag_new(f->out, f->tag, TAG_FIGURE, NULL);
	tag_words(f->out, figure)->alt = url;
	for (uint32_t row = 0; row < qr.side; row++)
		for (uint32_t i = 0, from; i < qr.side; i++) {
			for (from = i; i < qr.side && qr.modules[row * qr.side + i];)
				i++;
			if (i == from)
				continue;
			struct mark *rule = arena_push(f->lines, &marks);
			*rule = (struct mark){.kind = MARK_RULE, .tag = figure, .x = flow_start_x(f, side) + (dim)from * module, .y = (dim)row * module - side};
			rule->u.rule.width = (dim)(i - from) * module;
			rule->u.rule.height = module;
		}
	flow_white(f, quiet);
	struct flow_box *box = flow_box(f, side, 0);
	box->marks = marks.items;
	box->n = marks.n;
	flow_white(f, quiet);
}

static void call_page(struct composition *c, struct page_list_builder *list)
{
	const struct call_to_action *call = &c->request->book->project->call;
	struct flow f = page_flow(c, list, c->root, PAGE_ANY);
	struct tag *section = flow_open(&f, TAG_SECT, NULL);
	opening(&f, call);
	paragraphs(&f, call->text);
	flow_white(&f, f.sheet->leading);
	words(&f, call->button, STYLE_LABEL, TAG_P);
	if (call->url.s.n) {
		f.kept = true;
		size_t first = f.list.n;
		struct tag *p = flow_open(&f, TAG_P, NULL), *link = tag_new(f.out, p, TAG_LINK, NULL);
		const struct set_paragraph *set = paragraph_text(&f, shown_address(call->url.s), STYLE_BODY, link, f.x, f.width);
		paragraph_boxes(&f, set, &f.styles[STYLE_BODY]);
		for (size_t i = first; i < f.list.n; i++) {
			struct flow_box *box = (struct flow_box *)f.list.items[i].what;
			if (f.list.items[i].kind != PAGE_BOX)
				continue;
			box->jump = arena_new(f.lines, struct flow_jump);
			*box->jump = (struct flow_jump){.tag = link, .url = call->url.s, .contents = call->url.s, .width = f.width};
		}
		flow_close(&f, p);
		put_code(&f, call->url.s);
	}
	flow_close(&f, section);
	*list = f.list;
}

void matter_back(struct composition *c, struct page_list_builder *list)
{
	struct article *const *pages = c->request->book->pages;
	if (composition_is_bare(c))
		return;
	if (matter_title(c, &answers).n) {
		struct flow f = page_flow(c, list, c->root, c->chapter_side);
		struct tag *section = flow_open(&f, TAG_SECT, NULL);
		opening(&f, &answers);
		workbook_answers(&f);
		flow_close(&f, section);
		*list = f.list;
	}
	if (workbook_asked(c))
		workbook_certificates(c, list, &certificate);
	if (matter_title(c, &c->e->index).n) {
		struct flow f = page_flow(c, list, c->root, c->chapter_side);
		struct tag *section = flow_open(&f, TAG_SECT, NULL);
		size_t first = f.list.n;
		opening(&f, &c->e->index);
		topic_index_put(c, &f, (dim)list_height(&f.list, first) + f.white);
		flow_close(&f, section);
		*list = f.list;
	}
	if (pages[BOOK_PAGE_DISCLAIMER])
		list_article(c, list, c->root, pages[BOOK_PAGE_DISCLAIMER]);
	if (pages[BOOK_PAGE_ABOUT])
		list_article(c, list, c->root, pages[BOOK_PAGE_ABOUT]);
	if (calls(c))
		call_page(c, list);
}
