/* The tree of tags: children in a list, as nodes have them. */
#include "layout/tag.h"

void tag_adopt(struct tag *parent, struct tag *tag)
{
	tag->parent = parent;
	tag->next = NULL;
	if (parent->last)
		parent->last->next = tag;
	else
		parent->first = tag;
	parent->last = tag;
}

struct tag *tag_new(struct arena *a, struct tag *parent, enum tag_role role, const struct node *node)
{
	struct tag *tag = arena_new(a, struct tag);
	*tag = (struct tag){.role = role, .node = node};
	if (parent)
		tag_adopt(parent, tag);
	return tag;
}

struct tag *tag_new_after(struct arena *a, struct tag *before, enum tag_role role, const struct node *node)
{
	struct tag *tag = arena_new(a, struct tag);
	*tag = (struct tag){.role = role, .node = node, .parent = before->parent, .next = before->next};
	before->next = tag;
	if (before->parent && before->parent->last == before)
		before->parent->last = tag;
	return tag;
}
