/*
 * Inlines to text and spans. What a kind of node does to the text in it is a row of a table; a few kinds are more than that and have a
 * function. Neighbours set alike are one span, so that kerning and ligatures do not stop where the source's tree does; where face, tag
 * or link changes, a ligature would belong to neither, and there is none.
 *
 * Small capitals, old-style and superior figures are the font's own or none: letters made small are lighter than those around them.
 */
#include "layout/inlines.h"

#include <string.h>
#include "base/buf.h"
#include "layout/tag.h"

enum effect {
	IN_BOLD = 1,
	IN_ITALIC = 2, /* upright within italic */
	IN_CODE = 4,
	IN_SMALL = 8,
	IN_SUPER = 16,
	IN_SUB = 32,
	IN_UNDERLINE = 64,
	IN_STRIKE = 128,
	IN_MARK = 256,
	IN_SMALL_CAPS = 512,
};

struct state {
	unsigned effects;
	dim size, rise;
	struct str lang;
	struct tag *tag, *link_tag;
	const struct node *link;
	bool note;
	unsigned quotes; /* how deep */
};

struct collector {
	struct inlines *in;
	struct arena *scratch, *out;
	const struct paragraph_style *style;
	const struct paragraph_hooks *hooks;
	struct buf text;
	uint32_t skip; /* bytes of the next text */
};

static const struct {
	uint16_t effects;
	int8_t role; /* enum tag_role; 0: none of its own */
} kinds[NODE_KIND_COUNT] = {
	[NODE_CODE] = {IN_CODE, TAG_CODE},
	[NODE_EMPHASIS] = {IN_ITALIC, 0},
	[NODE_STRONG] = {IN_BOLD, 0},
	[NODE_STRIKE] = {IN_STRIKE, 0},
	[NODE_MARK] = {IN_MARK, 0},
	[NODE_SUPERSCRIPT] = {IN_SUPER, 0},
	[NODE_SUBSCRIPT] = {IN_SUB, 0},
	[NODE_SMALL] = {IN_SMALL, 0},
	[NODE_UNDERLINE] = {IN_UNDERLINE, 0},
	[NODE_INSERTED] = {IN_UNDERLINE, 0},
	[NODE_KEYBOARD] = {IN_CODE, TAG_CODE},
	[NODE_SAMPLE] = {IN_CODE, TAG_CODE},
	[NODE_VARIABLE] = {IN_ITALIC, 0},
	[NODE_CITATION] = {IN_ITALIC, 0},
	[NODE_QUOTATION] = {0, TAG_QUOTE},
	[NODE_DEFINING] = {IN_ITALIC, 0},
	[NODE_LINK] = {0, TAG_LINK},
	[NODE_NOTE_REF] = {IN_SUPER, TAG_REFERENCE},
};

/* ---- spans */

static bool all_digits(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
	return s.n > 0;
}

static dim share(dim size, uint16_t thousandths)
{
	return (dim)((int64_t)size * thousandths / 1000);
}

static struct inline_span span_of(const struct collector *c, const struct state *s, struct str text)
{
	const struct paragraph_style *style = c->style;
	bool code = s->effects & IN_CODE;
	struct inline_span span = {.size = s->size, .rise = s->rise, .lang = s->lang, .tag = s->tag, .link = s->link, .link_tag = s->link_tag,
		.note = s->note};
	span.face = code ? style->code : style->faces[(s->effects & IN_BOLD) != 0][(s->effects & IN_ITALIC) != 0];
	span.colour = s->link ? style->link_colour : style->colour;
	span.underline = s->effects & IN_UNDERLINE;
	span.strike = s->effects & IN_STRIKE;
	span.marked = s->effects & IN_MARK;
	span.unhyphenated = code;
	span.features = code ? SHAPE_NO_LIGATURES : style->features;
	if (!code && (s->effects & IN_SMALL_CAPS) && span.face->small_caps)
		span.features |= SHAPE_SMALL_CAPS;
	if (!code && style->old_style && span.face->old_style)
		span.features |= SHAPE_OLD_STYLE;
	if (s->effects & IN_SUPER && span.face->superiors && all_digits(text)) {
		span.features = (uint16_t)((span.features & ~SHAPE_OLD_STYLE) | SHAPE_SUPERIORS);
	} else if (s->effects & (IN_SUPER | IN_SUB)) {
		span.rise += s->effects & IN_SUPER ? -span.size / 3 : span.size / 6;
		span.size = share(span.size, style->script_size);
	}
	return span;
}

static bool alike(const struct inline_span *a, const struct inline_span *b)
{
	return a->face == b->face && a->size == b->size && a->rise == b->rise && str_eq(a->lang, b->lang) && a->features == b->features &&
	       a->colour == b->colour && a->tag == b->tag && a->link == b->link && a->note == b->note && !a->image && !b->image && a->underline == b->underline &&
	       a->strike == b->strike && a->marked == b->marked && a->unhyphenated == b->unhyphenated;
}

static void put_span(struct collector *c, struct inline_span span, struct str text)
{
	buf_str(&c->text, text);
	span.to = (uint32_t)c->text.n;
	struct inline_span *last = c->in->spans.n ? &c->in->spans.items[c->in->spans.n - 1] : NULL;
	if (last && alike(last, &span))
		last->to = span.to;
	else
		*arena_push(c->scratch, &c->in->spans) = span;
}

static void put(struct collector *c, const struct state *s, struct str text)
{
	if (!c->text.n)
		while (text.n && text.p[0] == ' ')
			text = str_skip(text, 1);
	if (text.n)
		put_span(c, span_of(c, s, text), text);
}

/* The same of a node's own text: from byte `from` of it up to `to`. */
static void put_own(struct collector *c, const struct state *s, const struct node *n, uint32_t from, uint32_t to)
{
	struct str text = str_sub(n->text, from, to);
	uint32_t at = (uint32_t)c->text.n;
	put(c, s, text);
	uint32_t put = (uint32_t)c->text.n - at, offset = to - put;
	if (!put)
		return;
	struct text_source *last = c->in->sources.n ? &c->in->sources.items[c->in->sources.n - 1] : NULL;
	if (last && last->node == n && last->at + last->length == at && last->offset + last->length == offset)
		last->length += put;
	else
		*arena_push(c->scratch, &c->in->sources) = (struct text_source){at, put, n, offset};
}

/* ---- nodes */

static void collect(struct collector *c, const struct node *n, struct state s);

static void collect_children(struct collector *c, const struct node *n, const struct state *s)
{
	for (const struct node *child = n->first; child; child = child->next)
		collect(c, child, *s);
}

static void origin(struct collector *c, const struct node *n)
{
	*arena_push(c->scratch, &c->in->origins) = (struct inline_origin){(uint32_t)c->text.n, n->pos};
}

static void collect_image(struct collector *c, const struct node *n, struct state *s)
{
	struct inline_span span = span_of(c, s, n->text);
	bool decorative = n->flags & NODE_DECORATIVE;
	if (!n->u.image.asset || !c->hooks->image_size || !c->hooks->image_size(c->hooks->context, n, &span.width, &span.height)) {
		if (!decorative)
			put(c, s, n->text);
		return;
	}
	span.image = n;
	span.tag = NULL;
	if (!decorative) {
		span.tag = tag_new(c->out, s->tag, TAG_FIGURE, n);
		tag_words(c->out, span.tag)->alt = n->text.n ? n->text : n->u.image.asset->rel; /* the file's name is no false claim */
	}
	put_span(c, span, STR("\xEF\xBF\xBC"));
}

/* Quotation marks of <q>: inner ones single. Those of running text the reader has set by language; these the source leaves to us. */
static void collect_quotation(struct collector *c, const struct node *n, struct state *s)
{
	bool inner = s->quotes++ % 2;
	put(c, s, inner ? STR("\u2018") : STR("\u201C"));
	collect_children(c, n, s);
	put(c, s, inner ? STR("\u2019") : STR("\u201D"));
}

static void put_note_number(struct collector *c, struct state *s, uint32_t number)
{
	s->note = true;
	put(c, s, arena_printf(c->scratch, "%u", number));
}

/* around: as what stands around the link is set. The number is a Reference beside the Link, not a part of its words. */
static void put_tail(struct collector *c, const struct node *n, const struct state *s, const struct state *around)
{
	if (!c->hooks->after_link)
		return;
	struct link_tail tail = c->hooks->after_link(c->hooks->context, n);
	put(c, s, tail.text);
	if (!tail.note)
		return;
	struct state raised = *around;
	raised.effects |= IN_SUPER;
	raised.link = n;
	raised.link_tag = s->link_tag;
	raised.tag = tag_new(c->out, around->tag, TAG_REFERENCE, n);
	put_note_number(c, &raised, tail.note);
}

static void collect_link(struct collector *c, const struct node *n, struct state *s, const struct state *around)
{
	s->link = n;
	s->link_tag = s->tag;
	collect_children(c, n, s);
	put_tail(c, n, s, around);
}

static void collect_note_ref(struct collector *c, const struct node *n, struct state *s)
{
	s->link = n;
	s->link_tag = s->tag;
	put_note_number(c, s, c->hooks->note_number ? c->hooks->note_number(c->hooks->context, n) : n->u.note_ref.note->u.note.number);
}

/* A text with the links that the engine put into it. */
static void collect_text(struct collector *c, const struct node *n, const struct state *s)
{
	struct inserted_link in;
	uint32_t at = c->skip < n->text.n ? c->skip : (uint32_t)n->text.n;
	c->skip = 0;
	while (c->hooks->next_inserted && !s->link && c->hooks->next_inserted(c->hooks->context, n, at, &in)) {
		put_own(c, s, n, at, in.offset);
		struct state linked = *s;
		linked.link = in.link;
		linked.tag = linked.link_tag = tag_new(c->out, s->tag, TAG_LINK, in.link);
		put_own(c, &linked, n, in.offset, in.offset + in.length);
		put_tail(c, in.link, &linked, s);
		at = in.offset + in.length;
	}
	put_own(c, s, n, at, (uint32_t)n->text.n);
}

/* What is annotated, and how it is read in parentheses after it. */
static void collect_ruby_text(struct collector *c, const struct node *n, struct state *s)
{
	put(c, s, STR("("));
	collect_children(c, n, s);
	put(c, s, STR(")"));
}

static void force_break(struct collector *c, const struct state *s)
{
	if (!c->text.n)
		return;
	*arena_push(c->scratch, &c->in->forced) = (uint32_t)c->text.n;
	put(c, s, STR(" "));
}

static bool has_class(struct str classes, const char *name)
{
	while (classes.n)
		if (str_is(str_cut(&classes, ' '), name))
			return true;
	return false;
}

static void enter(struct collector *c, const struct node *n, struct state *s)
{
	unsigned effects = kinds[n->kind].effects;
	s->effects = (s->effects | effects) ^ (s->effects & effects & IN_ITALIC);
	if (effects & IN_CODE)
		s->size = share(s->size, c->style->code_size);
	if (effects & IN_SMALL)
		s->size = share(s->size, c->style->small_size);
	struct str lang = n->attrs ? n->attrs->lang : (struct str){0};
	bool speaks = lang.n && !str_eq(lang, s->lang);
	if (n->attrs && has_class(n->attrs->classes, "small-caps"))
		s->effects |= IN_SMALL_CAPS;
	if (kinds[n->kind].role || speaks)
		s->tag = tag_new(c->out, s->tag, kinds[n->kind].role ? (enum tag_role)kinds[n->kind].role : TAG_SPAN, n);
	if (speaks)
		s->lang = tag_words(c->out, s->tag)->lang = lang;
}

static void collect(struct collector *c, const struct node *n, struct state s)
{
	origin(c, n);
	switch (n->kind) {
	case NODE_TEXT: collect_text(c, n, &s); return;
	case NODE_SOFT_BREAK: put(c, &s, STR(" ")); return;
	case NODE_LINE_BREAK: force_break(c, &s); return;
	case NODE_BREAK_CHANCE: *arena_push(c->scratch, &c->in->chances) = (uint32_t)c->text.n; return;
	case NODE_IMAGE: collect_image(c, n, &s); return;
	default: break;
	}
	struct state around = s;
	enter(c, n, &s);
	switch (n->kind) {
	case NODE_CODE: put_own(c, &s, n, 0, (uint32_t)n->text.n); break;
	case NODE_LINK: collect_link(c, n, &s, &around); break;
	case NODE_NOTE_REF: collect_note_ref(c, n, &s); break;
	case NODE_QUOTATION: collect_quotation(c, n, &s); break;
	case NODE_RUBY_TEXT: collect_ruby_text(c, n, &s); break;
	default: collect_children(c, n, &s);
	}
}

/* ---- the whole */

static void finish(struct collector *c)
{
	struct inlines *in = c->in;
	while (c->text.n && c->text.p[c->text.n - 1] == ' ')
		c->text.n--;
	while (in->forced.n && in->forced.items[in->forced.n - 1] >= c->text.n)
		in->forced.n--;
	for (size_t i = 0; i < in->spans.n; i++)
		if (in->spans.items[i].to >= c->text.n) {
			in->spans.items[i].to = (uint32_t)c->text.n;
			in->spans.n = c->text.n ? i + 1 : 0;
		}
	while (in->sources.n && in->sources.items[in->sources.n - 1].at >= c->text.n)
		in->sources.n--;
	if (in->sources.n) {
		struct text_source *last = &in->sources.items[in->sources.n - 1];
		uint32_t most = (uint32_t)c->text.n - last->at;
		last->length = last->length < most ? last->length : most;
	}
	in->text = buf_copy(&c->text, c->out);
	buf_free(&c->text);
}

static struct state start(const struct paragraph_style *style, struct tag *tag)
{
	return (struct state){.size = style->size, .lang = style->lang, .tag = tag};
}

void inlines_collect(struct inlines *in, struct arena *scratch, struct arena *out, const struct node *node,
	const struct paragraph_style *style, const struct paragraph_hooks *hooks, struct tag *tag)
{
	struct collector c = {.in = in, .scratch = scratch, .out = out, .style = style, .hooks = hooks, .skip = style->skip};
	buf_init(&c.text, UINT32_MAX / 2);
	struct state s = start(style, tag);
	collect_children(&c, node, &s);
	finish(&c);
}

void inlines_plain(struct inlines *in, struct arena *scratch, struct arena *out, struct str text, struct pos pos,
	const struct paragraph_style *style, struct tag *tag)
{
	static const struct paragraph_hooks none = {0};
	struct collector c = {.in = in, .scratch = scratch, .out = out, .style = style, .hooks = &none};
	buf_init(&c.text, UINT32_MAX / 2);
	*arena_push(scratch, &in->origins) = (struct inline_origin){0, pos};
	struct state s = start(style, tag);
	put(&c, &s, text);
	finish(&c);
}

struct pos inlines_pos(const struct inlines *in, uint32_t from, struct str word)
{
	size_t i = 0;
	while (i + 1 < in->origins.n && in->origins.items[i + 1].from <= from)
		i++;
	struct pos pos = in->origins.n ? in->origins.items[i].pos : (struct pos){0};
	if (!pos.src || !pos.line || !word.n)
		return pos;
	size_t at = source_offset(pos), room = pos.src->text.n - at, most = (size_t)(from - in->origins.items[i].from) * 4 + 4096;
	const char *found = memmem(pos.src->text.p + at, room < most ? room : most, word.p, word.n);
	return found ? source_pos(pos.src, (size_t)(found - pos.src->text.p)) : pos;
}
