/* Making an edition: select, describe, resolve. */
#include "link/edition.h"

#include <stdlib.h>
#include "link/link.h"

const struct edition_config *edition_config_find(const struct project *project, struct str name)
{
	for (size_t i = 0; name.n && i < project->neditions; i++)
		if (str_eq(project->editions[i].name.s, name))
			return &project->editions[i];
	return NULL;
}

struct link_options edition_link_options(const struct book *book, const struct edition_config *config)
{
	static const struct link_options unset;
	const struct link_options *own = config ? &config->links : &unset, *all = &book->project->links;
	struct link_options o = {
		.related = own->related ? own->related : all->related,
		.autolink = own->autolink ? own->autolink : all->autolink,
		.backlinks = own->backlinks ? own->backlinks : all->backlinks,
		.index = own->index ? own->index : all->index,
		.popups = own->popups ? own->popups : all->popups,
	};
	if (!o.related)
		o.related = RELATED_DEFAULT + 1;
	if (!o.autolink)
		o.autolink = AUTOLINK_OFF;
	if (!o.backlinks)
		o.backlinks = SETTING_NO;
	if (!o.index)
		o.index = SETTING_NO;
	if (!o.popups)
		o.popups = SETTING_YES;
	return o;
}

struct edition *edition_link(const struct book *book, const struct edition_config *config, const struct relations *relations)
{
	struct edition *e = mem_alloc(sizeof *e);
	arena_init(&e->arena);
	diags_init(&e->diags);
	e->book = book;
	e->config = config;
	e->relations = relations;
	e->links = edition_link_options(book, config);
	e->name = config ? config->name.s : STR("book");
	select_articles(e);
	about_edition(e);
	resolve_links(e);
	relate_articles(e);
	e->autolinks = relations ? autolinks_choose(relations, e, e->links.autolink, &e->arena)
				 : arena_array(&e->arena, struct autolink_list, e->narticles);
	glossary_edition(e);
	backlinks_edition(e);
	index_edition(e);
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
