/* The tree of tags: children in a list, as nodes have them. */
#include "layout/tag.h"

static const struct tag_words none;

struct tag_words *tag_words(struct arena *a, struct tag *tag)
{
	if (tag->words == &none)
		tag->words = arena_new(a, struct tag_words);
	return (struct tag_words *)(uintptr_t)tag->words;
}

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
	*tag = (struct tag){.role = (uint8_t)role, .node = node, .words = &none};
	if (parent)
		tag_adopt(parent, tag);
	return tag;
}

struct tag *tag_new_after(struct arena *a, struct tag *before, enum tag_role role, const struct node *node)
{
	struct tag *tag = arena_new(a, struct tag);
	*tag = (struct tag){.role = (uint8_t)role, .node = node, .words = &none, .parent = before->parent, .next = before->next};
	before->next = tag;
	if (before->parent && before->parent->last == before)
		before->parent->last = tag;
	return tag;
}
