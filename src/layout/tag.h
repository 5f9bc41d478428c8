/* The tree of tags: see page.h. */
#ifndef SHEAF_LAYOUT_TAG_H
#define SHEAF_LAYOUT_TAG_H

#include "layout/page.h"

/* A tag after all that parent has; parent NULL: a root. Its index is for whoever numbers the finished tree. */
struct tag *tag_new(struct arena *a, struct tag *parent, enum tag_role role, const struct node *node);
/* A tag, with all below it, behind all that parent has; it leaves its own parent's list to whoever made that. */
void tag_adopt(struct tag *parent, struct tag *tag);
/* A new tag right behind `before`. */
struct tag *tag_new_after(struct arena *a, struct tag *before, enum tag_role role, const struct node *node);
/* The tag's words for writing, made when it has none yet. */
struct tag_words *tag_words(struct arena *a, struct tag *tag);

#endif
