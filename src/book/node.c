/* The tree: building it and walking it. Walking never recurses, so that no depth of nesting can exhaust the stack. */
#include "book/node.h"

#include "base/buf.h"

const struct node_info node_infos[NODE_KIND_COUNT] = {
#define NODE(id, name, content) [NODE_##id] = {name, NODE_CONTENT_##content, NODE_##id >= NODE_TEXT && NODE_##id <= NODE_NOTE_REF},
#include "book/node.def"
#undef NODE
};

struct node *node_new(struct arena *a, enum node_kind kind, struct pos pos)
{
	struct node *n = arena_new(a, struct node);
	n->kind = (uint8_t)kind;
	n->pos = pos;
	return n;
}

void node_append(struct node *parent, struct node *child)
{
	node_insert_after(parent, parent->last, child);
}

void node_insert_after(struct node *parent, struct node *before, struct node *child)
{
	child->parent = parent;
	child->next = before ? before->next : parent->first;
	if (before)
		before->next = child;
	else
		parent->first = child;
	if (parent->last == before)
		parent->last = child;
}

void node_unlink(struct node *child)
{
	struct node *parent = child->parent, *before = NULL;
	if (!parent)
		return;
	for (struct node *n = parent->first; n != child; n = n->next)
		before = n;
	if (before)
		before->next = child->next;
	else
		parent->first = child->next;
	if (parent->last == child)
		parent->last = before;
	child->parent = child->next = NULL;
}

struct attrs *node_attrs(struct arena *a, struct node *n)
{
	if (!n->attrs)
		n->attrs = arena_new(a, struct attrs);
	return n->attrs;
}

struct str node_id(const struct node *n)
{
	return n->attrs ? n->attrs->id : (struct str){0};
}

struct node *node_walk(const struct node *root, const struct node *n, bool skip)
{
	if (n->first && !skip)
		return n->first;
	while (n != root) {
		if (n->next)
			return n->next;
		n = n->parent;
	}
	return NULL;
}

struct str node_plain(struct arena *a, const struct node *root)
{
	struct buf b;
	buf_init(&b, BUF_NO_LIMIT);
	for (const struct node *n = root; n; n = node_walk(root, n, false)) {
		if (n->kind == NODE_SOFT_BREAK || n->kind == NODE_LINE_BREAK)
			buf_char(&b, ' ');
		else if (n->kind == NODE_TEXT || n->kind == NODE_CODE || n->kind == NODE_CODE_BLOCK || n->kind == NODE_IMAGE)
			buf_str(&b, n->text);
		else if (n != root && b.n && !node_infos[n->kind].inlined && b.p[b.n - 1] != ' ')
			buf_char(&b, ' ');
	}
	struct str s = buf_copy(&b, a);
	buf_free(&b);
	return s;
}
