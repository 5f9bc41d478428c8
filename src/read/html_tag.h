/* One start tag: its name and attributes, and what they mean for the node that it opens. */
#ifndef SHEAF_READ_HTML_TAG_H
#define SHEAF_READ_HTML_TAG_H

#include "read/builder.h"
#include "read/sourcepos.h"

#define TAG_ATTRIBUTES 32 /* further ones are ignored */

struct tag_attribute {
	struct str name;  /* as written */
	struct str value; /* restored and decoded; "" when there is none */
	bool given;       /* a value was given, if an empty one */
	size_t at;        /* content offset */
};

struct tag {
	struct str name;
	bool end, empty; /* </x>, <x/> */
	struct pos pos;
	struct tag_attribute items[TAG_ATTRIBUTES];
	size_t n;
};

/* Reads a tag at content offset `from`, a `<` before a letter or a slash. The offset behind its >, or 0 when it has none. */
size_t html_tag_read(struct arena *a, struct sourcepos *m, size_t from, size_t to, struct tag *tag);

const struct tag_attribute *html_tag_get(const struct tag *tag, const char *name); /* NULL: not there */
struct str html_tag_value(const struct tag *tag, const char *name);                /* "" when not there */

/* What the attributes say of the node; those that a book cannot hold are told. */
void html_tag_apply(struct builder *b, struct sourcepos *m, const struct tag *tag, const struct element *e, struct node *proto);

#endif
