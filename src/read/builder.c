/*
 * The stack of open frames. Adoption as HTML 5's tree construction has it was rejected: it moves nodes about after the
 * fact, which needs parent links kept right at every step. Here an inline that a block or a crossing end tag cuts short
 * simply loses its node, and the next text makes the chain of missing nodes anew, in order.
 *
 * builder.c opens, closes and fills frames; shape.c knows what may stand in what and tidies a node when it is done.
 */
#include "read/builder.h"

#include <string.h>
#include "read/shape.h"

struct node proto_node(enum node_kind kind, struct pos pos)
{
	return (struct node){.kind = (uint8_t)kind, .pos = pos};
}

size_t builder_block(const struct builder *b)
{
	size_t i = b->n;
	while (i-- > 1)
		if (b->frames[i].role == FRAME_BLOCK || b->frames[i].role == FRAME_LEAF)
			return i;
	return 0;
}

size_t builder_find(const struct builder *b, enum node_kind kind)
{
	for (size_t i = b->n; i-- > 0 && !b->frames[i].barrier;)
		if (b->frames[i].proto.kind == kind && b->frames[i].role != FRAME_CLEAR)
			return i;
	return FRAMES_ROOM;
}

/* Index of the block that holds leaf i. */
static size_t block_below(const struct builder *b, size_t i)
{
	while (i > 0 && b->frames[i].role != FRAME_BLOCK)
		i--;
	return i;
}

/* Ids that wait for a node go to this one; more than one become aliases. */
static void settle_anchors(struct builder *b, struct node *n)
{
	for (size_t i = 0; i < b->anchors.n; i++) {
		struct value v = b->anchors.items[i];
		if (i == 0 && node_id(n).n == 0) {
			node_attrs(b->arena, n)->id = v.s;
			continue;
		}
		struct alias *alias = arena_push(b->arena, &b->aliases);
		*alias = (struct alias){v.s, v.pos, n};
	}
	b->anchors.n = 0;
}

static struct node *make(struct builder *b, struct frame *f)
{
	struct node *n = node_new(b->arena, f->proto.kind, f->proto.pos);
	n->flags = f->proto.flags;
	n->text = f->proto.text;
	n->u = f->proto.u;
	if (f->proto.attrs) {
		n->attrs = arena_new(b->arena, struct attrs);
		*n->attrs = *f->proto.attrs;
		if (f->made)
			n->attrs->id = (struct str){0};
	}
	f->made = true;
	return n;
}

/* The inlines that reach in here begin at this frame. */
static size_t inlines_from(const struct builder *b)
{
	size_t i = b->n;
	while (i > 0 && !b->frames[i - 1].barrier)
		i--;
	return i;
}

/* The inlines on the stack lose their nodes: what follows needs new ones. */
static void cut_inlines(struct builder *b, size_t from)
{
	for (size_t i = from; i < b->n; i++)
		if (b->frames[i].role == FRAME_INLINE)
			b->frames[i].node = NULL;
	b->at = NULL;
}

static void put(struct builder *b, size_t block, struct node *n)
{
	struct frame *f = &b->frames[block];
	if (f->run) {
		shape_leaf(b, f->run);
		f->run = NULL;
	}
	node_append(f->node, n);
	if (b->anchors.n && !shape_structure(n->kind))
		settle_anchors(b, n);
}

/* The node that loose inlines of block i, or of leaf i, go to. */
static struct node *leaf_node(struct builder *b, size_t i, struct pos pos)
{
	struct frame *f = &b->frames[i];
	if (f->role == FRAME_LEAF) {
		if (!f->node) {
			if (f->made)
				f->proto.pos = pos;
			f->node = make(b, f);
			put(b, block_below(b, i), f->node);
		}
		return f->node;
	}
	if (f->role == FRAME_BLOCK && node_infos[f->proto.kind].content == NODE_CONTENT_I)
		return f->node;
	if (!f->run) {
		struct node *n = node_new(b->arena, NODE_PARAGRAPH, pos);
		n->flags = NODE_LOOSE_RUN;
		put(b, i, n);
		f->run = n;
	}
	return f->run;
}

/* Where inline content goes now; makes the leaf and the inlines that are missing. */
static struct node *insertion(struct builder *b, struct pos pos)
{
	if (b->at)
		return b->at;
	size_t k = builder_block(b);
	if (b->frames[k].role == FRAME_BLOCK && shape_structure(b->frames[k].proto.kind)) {
		shape_room(b, NODE_PARAGRAPH, pos, false);
		k = builder_block(b);
	}
	struct node *at = leaf_node(b, k, pos);
	for (size_t i = inlines_from(b); i < b->n; i++) {
		struct frame *f = &b->frames[i];
		if (f->role != FRAME_INLINE)
			continue;
		if (f->proto.kind == NODE_RUBY_TEXT && at->kind != NODE_RUBY)
			continue; /* its ruby has ended */
		if (!f->node) {
			if (f->made && ++b->remade > REMADE_MAX)
				continue;
			if (f->made)
				f->proto.pos = pos;
			f->node = make(b, f);
			node_append(at, f->node);
		}
		at = f->node;
	}
	return b->at = at;
}

/* Whether the innermost leaf has nothing in it yet. */
static bool leaf_empty(const struct builder *b)
{
	const struct frame *f = &b->frames[builder_block(b)];
	const struct node *n = f->role == FRAME_LEAF || node_infos[f->proto.kind].content == NODE_CONTENT_I ? f->node
													    : f->run;
	return !n || !n->first;
}

static struct frame *push(struct builder *b, enum frame_role role, struct node proto, const struct element *element,
	const void *owner)
{
	struct frame *f = &b->frames[b->n++];
	*f = (struct frame){.role = role, .proto = proto, .element = element, .owner = owner, .id = ++b->opened};
	return f;
}

static bool too_deep(struct builder *b, enum frame_role role, const struct node *proto, bool markdown)
{
	bool held = role == FRAME_LEAF || role == FRAME_CAPTURE; /* these hold the text that must go somewhere */
	size_t limit = held ? FRAMES_ROOM - 8 : shape_structure(proto->kind) || proto->kind == NODE_NOTE ? FRAMES_DEEP - 3 : FRAMES_DEEP;
	if (b->n < limit && !(markdown && shape_orphan(b, proto->kind)))
		return false;
	if (!b->too_deep)
		diag_add(&b->article->diags, DIAG_TOO_DEEP, proto->pos, "more than %d levels of nesting", FRAMES_DEEP);
	b->too_deep = true;
	return true;
}

bool builder_resume(struct builder *b, enum node_kind kind, const void *owner)
{
	struct frame *f = &b->frames[b->n - 1];
	struct node *last = f->role == FRAME_BLOCK && !f->run ? f->node->last : NULL;
	if (!last || last->kind != kind || b->n >= FRAMES_DEEP)
		return false;
	f = push(b, FRAME_BLOCK, *last, NULL, owner);
	f->node = last;
	f->made = true;
	b->at = NULL;
	return true;
}

static void open_block(struct builder *b, struct frame *f)
{
	f->node = make(b, f);
	size_t k = f == b->frames ? 0 : block_below(b, (size_t)(f - b->frames) - 1);
	f->before = b->frames[k].node->last;
	put(b, k, f->node);
}

/* What an inline may not stand in makes it part of what is around. */
static enum frame_role inline_role(struct builder *b, struct node *proto)
{
	if (b->capturing)
		return FRAME_CLEAR;
	bool nested = proto->kind == NODE_LINK && builder_find(b, NODE_LINK) != FRAMES_ROOM;
	size_t i = b->n;
	while (i > 0 && b->frames[i - 1].role != FRAME_INLINE)
		i--;
	bool in_ruby = i > 0 && b->frames[i - 1].proto.kind == NODE_RUBY;
	if (!nested && (proto->kind != NODE_RUBY_TEXT || in_ruby))
		return FRAME_INLINE;
	diag_add(&b->article->diags, DIAG_HTML_NESTING, proto->pos, "%s",
		nested ? "a link stands inside a link; the inner one became plain text" : "<rt> does not stand directly in <ruby>");
	return FRAME_CLEAR;
}

bool builder_open(struct builder *b, enum frame_role role, struct node proto, const struct element *element,
	const void *owner)
{
	if (too_deep(b, role, &proto, owner != NULL))
		return false;
	if (b->dropping || (b->capturing && role != FRAME_DROP))
		role = role == FRAME_DROP ? FRAME_DROP : FRAME_CLEAR;
	if (role == FRAME_INLINE)
		role = inline_role(b, &proto);
	if ((role == FRAME_BLOCK || role == FRAME_LEAF || (role == FRAME_CAPTURE && !node_infos[proto.kind].inlined)) &&
		proto.kind != NODE_NOTE && !shape_room(b, proto.kind, proto.pos, owner != NULL))
		role = role == FRAME_CAPTURE ? FRAME_CAPTURE : FRAME_CLEAR;
	if (role == FRAME_BLOCK && proto.kind == NODE_NOTE)
		b->at = NULL; /* beside the text, not in it: nothing is cut short */
	else if (role == FRAME_BLOCK || role == FRAME_LEAF)
		cut_inlines(b, inlines_from(b));
	struct frame *f = push(b, role, proto, element, owner);
	switch (role) {
	case FRAME_BLOCK:
		if (proto.kind == NODE_NOTE) {
			f->node = make(b, f);
			f->barrier = true;
		} else {
			open_block(b, f);
		}
		break;
	case FRAME_CAPTURE:
		f->mark = b->captured.n;
		b->capturing++;
		break;
	case FRAME_DROP:
		b->dropping++;
		break;
	default:
		break;
	}
	if (role == FRAME_INLINE)
		b->at = NULL;
	return true;
}

static void end_capture(struct builder *b, struct frame *f)
{
	struct node n = f->proto;
	b->capturing--;
	n.text = arena_copy(b->arena, str_skip(buf_view(&b->captured), f->mark));
	b->captured.n = f->mark;
	if (n.kind == NODE_CODE_BLOCK && n.text.n && n.text.p[n.text.n - 1] != '\n') /* as cmark has it */
		n.text = arena_printf(b->arena, STR_FMT "\n", STR_ARG(n.text));
	f->role = FRAME_CLEAR;
	if (b->capturing || b->dropping)
		builder_text(b, n.text, n.pos, 0);
	else if (!node_infos[n.kind].inlined && b->frames[builder_block(b)].role == FRAME_BLOCK)
		builder_leaf(b, n);
	else if (n.kind == NODE_CODE || n.kind == NODE_CODE_BLOCK) {
		struct node code = n;
		code.kind = NODE_CODE;
		if (n.text.n)
			builder_inline(b, code);
	} else
		builder_inline(b, n);
}

/* An element that was opened and closed without content may still carry an id. */
static void end_inline(struct builder *b, struct frame *f)
{
	if (f->made || !f->proto.attrs || f->proto.attrs->id.n == 0)
		return;
	if (!leaf_empty(b)) {
		f->proto.kind = NODE_SPAN;
		insertion(b, f->proto.pos);
		return;
	}
	struct value *v = arena_push(b->arena, &b->anchors);
	*v = (struct value){f->proto.attrs->id, f->proto.pos};
}

static void end_frame(struct builder *b, struct frame *f)
{
	if (f->role == FRAME_CAPTURE)
		end_capture(b, f);
	else if (f->role == FRAME_DROP)
		b->dropping--;
	else if (f->role == FRAME_INLINE)
		end_inline(b, f);
	else if (f->role == FRAME_LEAF && f->node)
		shape_leaf(b, f->node);
	else if (f->role == FRAME_BLOCK) {
		if (f->run)
			shape_leaf(b, f->run);
		f->run = NULL;
		shape_block(b, f);
	}
}

static void say_unclosed(struct builder *b, const struct frame *f)
{
	if (f->element && !f->implied && !(f->element->flags & ELEMENT_OPEN_END))
		diag_add(&b->article->diags, DIAG_HTML_UNCLOSED, f->proto.pos, "<%s> is never closed", f->element->name);
}

static void remove_frame(struct builder *b, size_t i)
{
	memmove(&b->frames[i], &b->frames[i + 1], (b->n - i - 1) * sizeof *b->frames);
	b->n--;
}

/*
 * Ends the frame on top. A capture leaves the stack before it becomes a node, for that node may open frames, or close
 * those below; an inline leaves after, for a node that it gets at the last moment stands within it.
 */
static void end_top(struct builder *b)
{
	struct frame top = b->frames[b->n - 1];
	if (top.role == FRAME_CAPTURE) {
		b->n--;
		b->at = NULL;
		end_frame(b, &top);
		return;
	}
	end_frame(b, &b->frames[b->n - 1]);
	b->n--;
	b->at = NULL;
}

void builder_close_frame(struct builder *b, size_t i)
{
	bool narrow = b->frames[i].role == FRAME_INLINE || b->frames[i].role == FRAME_CLEAR;
	if (narrow) {
		end_frame(b, &b->frames[i]);
		cut_inlines(b, i);
		remove_frame(b, i);
		return;
	}
	uint32_t id = b->frames[i].id;
	while (b->n > i + 1) {
		say_unclosed(b, &b->frames[b->n - 1]);
		end_top(b);
	}
	if (b->n != i + 1 || b->frames[i].id != id)
		return; /* what a capture became closed it */
	bool cuts = !b->frames[i].barrier && b->frames[i].role != FRAME_CAPTURE && b->frames[i].role != FRAME_DROP;
	end_top(b);
	if (cuts)
		cut_inlines(b, inlines_from(b));
	b->at = NULL;
}

/* A Markdown paragraph ends, but blocks that raw HTML opened in it stay open until their end tags. */
static void close_paragraph(struct builder *b, size_t i)
{
	size_t stop = i + 1;
	while (stop < b->n && b->frames[stop].role != FRAME_BLOCK && b->frames[stop].role != FRAME_LEAF)
		stop++;
	if (stop == b->n || !b->frames[stop].element) {
		builder_close_frame(b, i);
		return;
	}
	while (stop > i + 1) {
		stop--;
		say_unclosed(b, &b->frames[stop]);
		end_frame(b, &b->frames[stop]);
		remove_frame(b, stop);
	}
	remove_frame(b, i);
	b->at = NULL;
}

void builder_close(struct builder *b, const void *owner)
{
	size_t i = b->n;
	while (i > 0 && b->frames[i - 1].owner != owner)
		i--;
	if (i == 0)
		return;
	struct frame *f = &b->frames[i - 1];
	if (f->role == FRAME_LEAF && f->proto.kind == NODE_PARAGRAPH)
		close_paragraph(b, i - 1);
	else
		builder_close_frame(b, i - 1);
}

void builder_turn(struct builder *b, const void *owner, enum node_kind kind, struct pos pos)
{
	for (size_t i = b->n; i-- > 0;) {
		struct frame *f = &b->frames[i];
		if (f->owner != owner)
			continue;
		if (f->node)
			shape_leaf(b, f->node);
		f->node = NULL;
		f->proto = proto_node(kind, pos);
		f->made = false;
		cut_inlines(b, i + 1);
		return;
	}
}

struct node *builder_leaf(struct builder *b, struct node proto)
{
	if (b->dropping)
		return NULL;
	if (!shape_room(b, proto.kind, proto.pos, true)) {
		builder_text(b, proto.text, proto.pos, 0);
		return NULL;
	}
	cut_inlines(b, inlines_from(b));
	struct frame f = {.proto = proto};
	struct node *n = make(b, &f);
	size_t k = builder_block(b);
	put(b, block_below(b, k), n);
	return n;
}

static void capture_inline(struct builder *b, const struct node *proto)
{
	bool block = false;
	for (size_t i = b->n; i-- > 0;)
		if (b->frames[i].role == FRAME_CAPTURE) {
			block = b->frames[i].proto.kind == NODE_CODE_BLOCK;
			break;
		}
	if (proto->kind == NODE_SOFT_BREAK || proto->kind == NODE_LINE_BREAK)
		buf_char(&b->captured, block ? '\n' : ' ');
	else
		buf_str(&b->captured, proto->text);
}

struct node *builder_inline(struct builder *b, struct node proto)
{
	if (b->dropping)
		return NULL;
	if (b->capturing) {
		capture_inline(b, &proto);
		return NULL;
	}
	bool is_break = proto.kind == NODE_SOFT_BREAK;
	if ((is_break || proto.kind == NODE_LINE_BREAK) && leaf_empty(b))
		return NULL;
	struct node *at = insertion(b, proto.pos);
	if (is_break && at->last && (at->last->kind == NODE_SOFT_BREAK || at->last->kind == NODE_LINE_BREAK))
		return NULL;
	struct frame f = {.proto = proto};
	struct node *n = make(b, &f);
	node_append(at, n);
	if (n->kind == NODE_NOTE_REF) {
		struct node **ref = arena_push(b->arena, &b->note_refs);
		*ref = n;
	}
	return n;
}

void builder_text(struct builder *b, struct str s, struct pos pos, uint8_t flags)
{
	if (b->dropping || s.n == 0)
		return;
	if (b->capturing) {
		buf_str(&b->captured, s);
		return;
	}
	if ((s.p[0] == ' ' || s.p[0] == '\t') && leaf_empty(b)) {
		size_t i = 0;
		while (i < s.n && (s.p[i] == ' ' || s.p[i] == '\t'))
			i++;
		s = str_skip(s, i);
		pos.col += (uint32_t)i;
		if (s.n == 0)
			return;
	}
	struct node *at = insertion(b, pos), *last = at->last;
	if (last && last->kind == NODE_TEXT && last->flags == flags && last->text.p + last->text.n == s.p) {
		last->text.n += s.n;
		return;
	}
	struct node *n = node_new(b->arena, NODE_TEXT, pos);
	n->text = s;
	n->flags = flags;
	node_append(at, n);
}

void builder_init(struct builder *b, struct article *article, struct node *root, enum frame_role role)
{
	memset(b, 0, sizeof *b);
	b->article = article;
	b->arena = &article->arena;
	buf_init(&b->captured, BUF_NO_LIMIT);
	b->frames[0] = (struct frame){.role = role, .node = root, .proto = *root, .made = true, .barrier = true};
	b->n = 1;
}

void builder_finish(struct builder *b)
{
	while (b->n > 1)
		builder_close_frame(b, b->n - 1);
	struct frame *f = &b->frames[0];
	if (f->run)
		shape_leaf(b, f->run);
	if (b->anchors.n && f->node)
		settle_anchors(b, f->node->last ? f->node->last : f->node);
	buf_free(&b->captured);
}
