/* A chapter: its opening, its text, what it is related to. */
#include "layout/composition.h"

static void opening_words(struct flow *f, struct str text, enum sheet_style id)
{
	text = str_trim(text);
	if (!text.n)
		return;
	f->kept = f->begun;
	flow_words(f, text, id, TAG_P);
}

static void title(struct flow *f, const struct article *a)
{
	const struct text_style *style = &f->styles[STYLE_H1];
	enum refer refer = f->refer;
	f->refer = REFER_NOT;
	f->kept = f->begun;
	if (a->heading && a->heading->first) {
		struct flow_set s = paragraph_of(f, a->heading, STYLE_H1, TAG_H1, 0);
		for (size_t i = 0; i < s.set->n; i++) {
			f->kept = f->kept || i > 0;
			flow_line_box(f, s.set, i, style);
			flow_notes(f, &s.set->lines[i]);
		}
	} else {
		flow_words(f, a->title.n ? a->title : a->slug, STYLE_H1, TAG_H1);
	}
	f->refer = refer;
}

static bool same_authors(const struct persons *a, const struct persons *b)
{
	bool same = a->n == b->n;
	for (size_t i = 0; same && i < a->n; i++)
		same = str_eq(a->items[i].name, b->items[i].name);
	return same;
}

static void byline(struct flow *f, const struct article *a)
{
	struct buf b;
	if (same_authors(&a->meta.authors, &f->work->e->authors))
		return;
	buf_init(&b, BUF_NO_LIMIT);
	for (size_t i = 0; i < a->meta.authors.n; i++) {
		buf_cstr(&b, i ? ", " : "");
		buf_str(&b, a->meta.authors.items[i].name);
	}
	opening_words(f, buf_copy(&b, f->out), STYLE_BYLINE);
	buf_free(&b);
}

void flow_rule(struct flow *f, dim width, dim height, uint32_t colour)
{
	struct mark *rule = arena_new(f->lines, struct mark);
	*rule = (struct mark){.kind = MARK_RULE, .x = flow_start_x(f, width), .y = -height, .colour = colour, .artifact = ARTIFACT_LAYOUT};
	rule->u.rule.width = width;
	rule->u.rule.height = height;
	struct flow_box *box = flow_box(f, height, 0);
	box->marks = rule;
	box->n = 1;
}

/* What sinks a chapter's head below the top of its page: glue would vanish there. */
void flow_sink(struct flow *f, dim height)
{
	flow_box(f, height, 0);
}

static void opening(struct flow *f, const struct article *a, struct str part, int sink)
{
	flow_anchor(f, NULL);
	flow_sink(f, f->sheet->leading * sink);
	if (part.n)
		opening_words(f, part, STYLE_EYEBROW);
	title(f, a);
	opening_words(f, a->meta.subtitle.s, STYLE_SUBTITLE);
	byline(f, a);
	flow_white(f, f->sheet->leading * 3 / 4);
	f->kept = true;
	flow_rule(f, f->sheet->size * 5 / 2, f->sheet->size / 9, f->sheet->accent);
	flow_white(f, f->sheet->leading * 3 / 2);
	f->kept = f->flush = true;
}

struct tag *flow_open_article(struct flow *f, const struct toc_item *item, struct str part, int sink)
{
	const struct article *a = f->article;
	struct tag *section = f->root = flow_open(f, TAG_SECT, a->body);
	tag_words(f->out, section)->title = a->title;
	if (!str_eq_nocase(f->lang, f->work->e->language))
		tag_words(f->out, section)->lang = f->lang;
	flow_head(f, f->work->e->title, item->title.n ? item->title : a->title, true);
	opening(f, a, part, sink);
	return section;
}

void flow_article(struct flow *f, const struct toc_item *item, struct str part)
{
	struct tag *section = flow_open_article(f, item, part, 3);
	f->drops = f->sheet->drop_caps;
	flow_blocks(f, f->article->body->first);
	flow_after_article(f);
	flow_close(f, section);
}
