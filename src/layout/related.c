/* What ends an article: what is related to it and why, what refers to it. Each says its page, unless that lies open anyway. */
#include "layout/composition.h"

static void heading(struct flow *f, enum label label)
{
	const struct text_style *style = &f->styles[STYLE_LABEL];
	struct tag *tag = tag_new(f->out, f->tag, TAG_H2, NULL);
	paragraph_boxes(f, paragraph_text(f, flow_label(f, label), STYLE_LABEL, tag, f->x, f->width), style);
	flow_white(f, f->sheet->leading / 4);
	f->kept = true;
}

static void put_item(struct flow *f, struct tag *list, const struct article *a, struct str why)
{
	const struct destination *to = refs_find(&f->work->refs, a, NULL);
	struct tag *body = tag_new(f->out, tag_new(f->out, list, TAG_LI, NULL), TAG_LBODY, NULL);
	struct tag *p = tag_new(f->out, body, TAG_P, NULL), *link = tag_new(f->out, p, TAG_LINK, NULL);
	struct str text = arena_printf(f->out, STR_FMT STR_FMT, STR_ARG(a->title), STR_ARG(tail_of_destination(f, to)));
	const struct text_style *style = &f->styles[STYLE_BODY], *small = &f->styles[STYLE_SMALL];
	const struct set_paragraph *set = paragraph_text(f, text, STYLE_CELL, link, f->x, f->width);
	style = &f->styles[STYLE_CELL];
	for (size_t i = 0; i < set->n; i++) {
		f->kept = f->kept || i > 0;
		struct flow_box *box = flow_line_box(f, set, i, style);
		box->jump = arena_new(f->lines, struct flow_jump);
		*box->jump = (struct flow_jump){.tag = link, .to = to, .contents = a->title, .x = set->lines[i].x, .width = set->lines[i].width};
	}
	if (why.n) {
		f->kept = true;
		struct tag *reason = tag_new(f->out, body, TAG_P, NULL);
		text = arena_printf(f->out, STR_FMT ": " STR_FMT, STR_ARG(flow_label(f, LABEL_ALSO_ABOUT)), STR_ARG(why));
		paragraph_boxes(f, paragraph_text(f, text, STYLE_SMALL, reason, f->x, f->width), small);
	}
	flow_white(f, f->sheet->leading / 4);
}

static struct tag *open_list(struct flow *f, enum label label)
{
	struct tag *section = flow_open(f, TAG_SECT, NULL);
	flow_item(f, PAGE_KEEP, page_costs_book.heading);
	heading(f, label);
	return flow_open(f, TAG_L, NULL), section;
}

static void close_list(struct flow *f, struct tag *section)
{
	flow_item(f, PAGE_KEEP_END, 0);
	flow_close(f, section);
	flow_white(f, f->sheet->leading * 2 / 3);
}

void flow_after_article(struct flow *f)
{
	const struct edition *e = f->work->e;
	const struct related_list *related = &e->related[e->place[f->article->index]];
	const struct backlink_list *backlinks = &e->backlinks[e->place[f->article->index]];
	if (!related->n && !backlinks->n)
		return;
	flow_white(f, f->sheet->leading * 3 / 2);
	flow_rule(f, f->width, DIM_POINT / 2, f->sheet->line);
	flow_white(f, f->sheet->leading / 2);
	f->kept = true;
	if (related->n) {
		struct tag *section = open_list(f, LABEL_RELATED);
		for (size_t i = 0; i < related->n; i++)
			put_item(f, f->tag, related->items[i].article, related->items[i].why);
		close_list(f, section);
	}
	if (backlinks->n) {
		struct tag *section = open_list(f, LABEL_REFERRED);
		for (size_t i = 0; i < backlinks->n; i++)
			put_item(f, f->tag, backlinks->items[i].article, (struct str){0});
		close_list(f, section);
	}
}
