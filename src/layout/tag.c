/* The tree of tags: children in a list, as nodes have them. */
#include "layout/tag.h"

struct tag *tag_new(struct arena *a, struct tag *parent, enum tag_role role, const struct node *node)
{
	struct tag *tag = arena_new(a, struct tag);
	*tag = (struct tag){.role = role, .parent = parent, .node = node};
	if (!parent)
		return tag;
	if (parent->last)
		parent->last->next = tag;
	else
		parent->first = tag;
	parent->last = tag;
	return tag;
}
