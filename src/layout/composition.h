/*
 * An edition on its way to pages: what the whole of layout/ knows while it works. Private to layout/.
 *
 * A pass. Articles are set on all threads, each into a list of its own; the lists are joined and broken into pages. What names pages and
 * stands behind the text (the index) or before it (the contents) is set after that, with numbers that are right. Passes repeat while a
 * number within the text is another than it says, or the contents have more pages than was thought: what they changed is set again.
 * A change of the margins sets all anew.
 */
#ifndef SHEAF_LAYOUT_COMPOSITION_H
#define SHEAF_LAYOUT_COMPOSITION_H

#include <pthread.h>
#include "layout/flow.h"
#include "layout/layout.h"

/* A thread's tools. */
struct worker {
	struct setter setter;
	bool busy;
};

struct page_pile {
	struct page *items;
	size_t n, cap;
};

/* A page of the layout's own behind the text; key: what its destination is known by. */
struct own_page {
	const void *key;
	struct str title;
};
enum { OWN_PAGES = 5 };

struct composition {
	struct layout laid;                /* first: layout_free gets its address */
	struct layout *layout;
	struct arena *arena;               /* what lasts one pass: pages, joined lists, the layout's own words */
	struct arena pass_arena;
	struct arena lists;                /* what lasts until a pass is on its pages: joined lists, how they are broken */
	const struct layout_request *request;
	struct layout_request asked;
	const struct edition *e;
	struct diags *diags;
	struct sheet sheet;
	struct sheet_request sheet_request;
	enum page_side chapter_side, part_side;
	bool screen;                       /* read page by page: nothing is left blank for the sake of a spread */
	struct refs refs;
	struct fonts *fonts;
	struct faces *faces;
	struct hyphen_dictionaries *dictionaries;
	pthread_mutex_t lock;              /* of the workers */
	struct worker *workers;
	int nworkers;
	struct flow_memory *memories;      /* by position in the edition, then BOOK_PAGE_COUNT for its pages */
	struct image_sizes *images;        /* by asset.index */
	int pass;                          /* from 1 */
	struct page_pile pages;            /* being filled */
	uint32_t front_pages;              /* as thought before they are set */
	struct tag *root;
	int toc_depth;                     /* of contents and outline: a workbook has no sections of articles */
	struct own_page own[OWN_PAGES];    /* in their order */
	size_t nown;
};

/* What an article of the edition, or one of its pages of the author's words, keeps; NULL: it is not in the edition. */
struct flow_memory *composition_memory(const struct composition *c, const struct article *article);
/* A flow for words of the layout's own, in the edition's language, with the first worker: after the articles, on one thread. */
struct flow composition_flow(struct composition *c, struct tag *parent);
bool composition_is_bare(const struct composition *c); /* articles alone: a handout */
struct page_style composition_style(const struct composition *c, bool first_verso); /* how its lists are broken into pages */

/* layout.c: for lists of several articles */
void list_new_page(struct composition *c, struct page_list_builder *list, enum page_side side);
void list_article(struct composition *c, struct page_list_builder *list, struct tag *parent, const struct article *a); /* on a new page */

struct outline_item *outline_add(struct composition *c, struct outline_item *parent, struct str title, const void *key);

/* matter.c: which pages of its own the layout has, and their destinations */
void matter_open(struct composition *c);
struct str matter_title(const struct composition *c, const void *key);
/* Lists of what stands before and behind the text. Tags are added below c->root. */
void matter_front(struct composition *c, struct page_list_builder *list); /* title, copyright, contents */
void matter_back(struct composition *c, struct page_list_builder *list);  /* index, pages of the author's words, call to action */
/* A part's page, at the end of list; tag: the part's. */
void matter_part(struct composition *c, struct page_list_builder *list, struct tag *tag, const struct toc_item *item, int number);
/* toc.c, topic_index.c: their boxes; used: height of what stands above the index on its first page. */
void toc_put(struct flow *f);
void topic_index_put(struct composition *c, struct flow *f, dim used);
/* The page (in the layout) on which a passage stands: offset is a byte of node's text. */
uint32_t passage_page(const struct composition *c, const struct article *article, const struct node *node, uint32_t offset);
/* What the outline says of the pages behind the text. */
void matter_outline(struct composition *c, struct outline_item *outline);
/* toc.c: whether the contents, to such a depth, list a heading: not those within a box. */
bool contents_lists(const struct node *heading, int depth);

#endif
