/* Making an edition: select, describe, resolve. */
#include "link/edition.h"

#include <stdlib.h>
#include "link/link.h"

struct edition *edition_link(const struct book *book, const struct edition_config *config)
{
	struct edition *e = mem_alloc(sizeof *e);
	arena_init(&e->arena);
	diags_init(&e->diags);
	e->book = book;
	e->config = config;
	e->name = config ? config->name.s : STR("book");
	select_articles(e);
	about_edition(e);
	resolve_links(e);
	return e;
}

const struct target *edition_target(const struct edition *e, const struct article *from, const struct node *link)
{
	for (int i = 0; i < BOOK_PAGE_COUNT; i++)
		if (e->book->pages[i] == from)
			return &e->page_targets[i][link->u.link.index];
	return &e->targets[e->place[from->index]][link->u.link.index];
}

void edition_free(struct edition *e)
{
	diags_free(&e->diags);
	arena_free(&e->arena);
	free(e);
}
