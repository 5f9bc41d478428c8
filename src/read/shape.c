/* The content model: a table says which part of a structure is missing between a parent and a child. */
#include "read/shape.h"

bool shape_structure(enum node_kind kind)
{
	return kind == NODE_LIST || kind == NODE_TABLE || kind == NODE_ROW || kind == NODE_DEFINITIONS;
}

/* Parts that stand only in their own structure. */
static const struct {
	uint8_t part, whole;
} parts[] = {
	{NODE_ITEM, NODE_LIST},
	{NODE_ROW, NODE_TABLE},
	{NODE_CELL, NODE_ROW},
	{NODE_TERM, NODE_DEFINITIONS},
	{NODE_DEFINITION, NODE_DEFINITIONS},
};

bool shape_orphan(const struct builder *b, enum node_kind kind)
{
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (parts[i].part == kind)
			return b->frames[builder_block(b)].proto.kind != parts[i].whole;
	return false;
}

/* What a structure takes anything else in. */
static enum node_kind part_of(enum node_kind structure)
{
	switch (structure) {
	case NODE_LIST:
		return NODE_ITEM;
	case NODE_TABLE:
		return NODE_ROW;
	case NODE_ROW:
		return NODE_CELL;
	default:
		return NODE_DEFINITION;
	}
}

/* The kind to open between parent and child; NODE_TEXT: none; NODE_KIND_COUNT: the child has no place here. */
static enum node_kind missing(enum node_kind parent, enum node_kind child)
{
	if (child == NODE_CAPTION && (parent == NODE_TABLE || parent == NODE_FIGURE))
		return NODE_TEXT;
	if (child == NODE_SUMMARY && parent == NODE_DETAILS)
		return NODE_TEXT;
	if (child == NODE_CAPTION || child == NODE_SUMMARY)
		return NODE_KIND_COUNT;
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		if (parts[i].part != child)
			continue;
		if (parts[i].whole == parent)
			return NODE_TEXT;
		if (!shape_structure(parent) || (child == NODE_CELL && parent == NODE_TABLE))
			return parts[i].whole;
	}
	return shape_structure(parent) ? part_of(parent) : NODE_TEXT;
}

static bool open_missing(struct builder *b, enum node_kind kind, enum node_kind child, struct pos pos)
{
	struct node proto = proto_node(kind, pos);
	if (kind == NODE_LIST) {
		proto.u.list.tight = true;
		proto.u.list.start = 1;
	}
	if (kind == NODE_CELL)
		proto.u.cell.column_span = proto.u.cell.row_span = 1;
	if (b->n >= FRAMES_ROOM - 10)
		return false;
	diag_add(&b->article->diags, DIAG_HTML_NESTING, pos, "'%s' was missing around '%s'; one was added",
		node_infos[kind].name, node_infos[child].name);
	if (!builder_open(b, FRAME_BLOCK, proto, NULL, NULL))
		return false;
	b->frames[b->n - 1].implied = true;
	return true;
}

/* Ends the paragraph on top, or says that the leaf there cannot hold a block. */
static bool leave_leaf(struct builder *b, size_t k, bool markdown)
{
	struct frame *f = &b->frames[k];
	if (f->proto.kind != NODE_PARAGRAPH || k == 0)
		return false;
	if (!f->element) {
		if (f->node)
			shape_leaf(b, f->node);
		f->node = NULL;
		return true;
	}
	b->closed_p++;
	if (f->made || !markdown) {
		builder_close_frame(b, k);
		return true;
	}
	b->closed_p--;
	f->role = FRAME_CLEAR;
	if (f->proto.attrs) {
		struct node proto = f->proto;
		const struct element *element = f->element;
		proto.kind = NODE_DIVISION;
		builder_close_frame(b, k);
		builder_open(b, FRAME_BLOCK, proto, element, NULL);
	}
	return true;
}

static bool ends_blank(const struct node *leaf)
{
	const struct node *last = leaf->last;
	return last->kind == NODE_TEXT && last->text.n && last->text.p[last->text.n - 1] == ' ';
}

bool shape_room(struct builder *b, enum node_kind kind, struct pos pos, bool markdown)
{
	for (int steps = 0; steps < 16; steps++) {
		size_t k = builder_block(b);
		struct frame *f = &b->frames[k];
		if (f->role == FRAME_LEAF) {
			bool split = f->proto.kind == NODE_PARAGRAPH && !f->element;
			if (!leave_leaf(b, k, markdown)) {
				if (f->node && f->node->first && !b->dropping && !ends_blank(f->node))
					builder_inline(b, proto_node(NODE_SOFT_BREAK, pos));
				return false;
			}
			if (!split)
				continue;
			while (k > 0 && b->frames[k].role != FRAME_BLOCK)
				k--;
			f = &b->frames[k];
		}
		if (node_infos[f->proto.kind].content == NODE_CONTENT_I)
			return false;
		enum node_kind between = missing(f->proto.kind, kind);
		if (between == NODE_TEXT) {
			if (f->run)
				shape_leaf(b, f->run);
			f->run = NULL;
			b->at = NULL;
			return true;
		}
		if (f->implied && f->node->first && shape_structure(f->proto.kind)) { /* it was added for a part that has ended */
			builder_close_frame(b, (size_t)(f - b->frames));
			continue;
		}
		if (between == NODE_KIND_COUNT || !open_missing(b, between, kind, pos))
			return false;
	}
	return false;
}

static bool blank_text(const struct node *n)
{
	for (size_t i = 0; i < n->text.n; i++)
		if (n->text.p[i] != ' ' && n->text.p[i] != '\t' && n->text.p[i] != '\n')
			return false;
	return true;
}

void shape_leaf(struct builder *b, struct node *leaf)
{
	(void)b;
	struct node *last = leaf->last, *keep = NULL;
	if (!last)
		return;
	if (last->kind == NODE_SOFT_BREAK || last->kind == NODE_LINE_BREAK || (last->kind == NODE_TEXT && blank_text(last))) {
		for (struct node *n = leaf->first; n; n = n->next)
			if (n->kind != NODE_SOFT_BREAK && n->kind != NODE_LINE_BREAK && !(n->kind == NODE_TEXT && blank_text(n)))
				keep = n;
		leaf->last = last = keep;
		if (!keep) {
			leaf->first = NULL;
			return;
		}
		keep->next = NULL;
	}
	while (last->kind == NODE_TEXT && last->text.n &&
		(last->text.p[last->text.n - 1] == ' ' || last->text.p[last->text.n - 1] == '\t'))
		last->text.n--;
}

void shape_end_run(struct builder *b)
{
	struct frame *f = &b->frames[builder_block(b)];
	if (f->run) {
		shape_leaf(b, f->run);
		f->run = NULL;
		for (size_t i = 1; i < b->n; i++)
			if (b->frames[i].role == FRAME_INLINE)
				b->frames[i].node = NULL;
		b->at = NULL;
	}
}

/* A cell or caption of nothing but loose inlines holds them directly, as Markdown's do. */
static void unwrap(struct node *n)
{
	struct node *only = n->first;
	if (!only || only->next || only->kind != NODE_PARAGRAPH || !(only->flags & NODE_LOOSE_RUN) || only->attrs)
		return;
	n->first = only->first;
	n->last = only->last;
	for (struct node *c = n->first; c; c = c->next)
		c->parent = n;
}

static void move(struct node *n, enum node_kind kind, bool to_front)
{
	struct node *c = n->first;
	while (c && c->kind != kind)
		c = c->next;
	if (!c || (to_front ? c == n->first : c == n->last))
		return;
	node_unlink(c);
	node_insert_after(n, to_front ? NULL : n->last, c);
}

static void shape_figure(struct node *n)
{
	move(n, NODE_CAPTION, false);
	struct node *p = n->first;
	if (!p || p->kind != NODE_PARAGRAPH || !p->first || p->first->kind != NODE_IMAGE || p->first != p->last || p->attrs)
		return;
	struct node *image = p->first;
	image->next = p->next;
	image->parent = n;
	n->first = image;
	if (n->last == p)
		n->last = image;
}

static void shape_table(struct node *n)
{
	move(n, NODE_CAPTION, true);
	for (struct node *row = n->first; row; row = row->next) {
		uint32_t columns = 0;
		for (struct node *cell = row->kind == NODE_ROW ? row->first : NULL; cell; cell = cell->next)
			columns += cell->u.cell.column_span;
		if (columns > n->u.table.columns)
			n->u.table.columns = columns;
	}
}

/* An empty paragraph that a child list was cut off from, or a structure without parts, is no node. */
static bool worthless(const struct node *n)
{
	if (n->first || node_id(n).n)
		return false;
	return n->kind == NODE_LIST || n->kind == NODE_TABLE || n->kind == NODE_ROW || n->kind == NODE_DEFINITIONS ||
	       n->kind == NODE_DIVISION || n->kind == NODE_QUOTE || n->kind == NODE_FIGURE || n->kind == NODE_CAPTION ||
	       n->kind == NODE_DEFINITION || n->kind == NODE_DETAILS;
}

void shape_block(struct builder *b, struct frame *f)
{
	struct node *n = f->node, *parent = n->parent;
	if (n->kind == NODE_CELL || n->kind == NODE_CAPTION)
		unwrap(n);
	else if (n->kind == NODE_FIGURE)
		shape_figure(n);
	else if (n->kind == NODE_TABLE)
		shape_table(n);
	else if (n->kind == NODE_DETAILS)
		move(n, NODE_SUMMARY, true);
	if (!worthless(n) || !parent || parent->last != n)
		return;
	parent->last = f->before;
	if (f->before)
		f->before->next = NULL;
	else
		parent->first = NULL;
	n->parent = NULL;
}
