/* sheaf links: each article with what it is related to, what leads to it and what it could link to; then what stands out in the whole. */
#include "cmd/links.h"

#include <stdio.h>
#include "link/graph.h"

static const char *plural(size_t n)
{
	return n == 1 ? "" : "s";
}

static void print_related(const struct related_list *list)
{
	for (size_t i = 0; i < list->n; i++) {
		const struct related *r = &list->items[i];
		printf("  related: " STR_FMT "%s" STR_FMT "%s\n", STR_ARG(r->article->title), r->why.n ? " (" : "", STR_ARG(r->why),
			r->why.n ? ")" : "");
	}
}

static void print_backlinks(const struct backlink_list *list)
{
	for (size_t i = 0; i < list->n; i++)
		printf("%s" STR_FMT, i ? ", " : "  referred to from: ", STR_ARG(list->items[i].article->title));
	if (list->n)
		putchar('\n');
}

static void print_article(const struct links *l, size_t place, size_t suggested)
{
	const struct edition *e = l->edition;
	const struct article *a = e->articles[place];
	printf(STR_FMT " (" STR_FMT ")\n", STR_ARG(a->title), STR_ARG(a->path));
	print_related(&e->related[place]);
	print_backlinks(&e->backlinks[place]);
	if (suggested)
		printf("  could link to %zu article%s\n", suggested, plural(suggested));
	putchar('\n');
}

static void print_list(const char *what, const struct graph *g, const struct graph_list *list)
{
	if (list->n)
		printf("%s: %zu\n", what, list->n);
	for (size_t i = 0; i < list->n; i++) {
		const struct graph_node *n = &g->nodes[list->items[i]];
		printf("  " STR_FMT " (" STR_FMT ")", STR_ARG(n->title), STR_ARG(n->path));
		if (list == &g->hubs)
			printf(": from %u article%s", n->in, plural(n->in));
		putchar('\n');
	}
}

static void print_twins(const struct links *l, const struct twin_list *twins)
{
	if (twins->n)
		printf("nearly the same text: %zu\n", twins->n);
	for (size_t i = 0; i < twins->n; i++) {
		const struct article *a = l->relations->articles[twins->items[i].first], *b = l->relations->articles[twins->items[i].second];
		printf("  " STR_FMT " (" STR_FMT ") and " STR_FMT " (" STR_FMT ")\n", STR_ARG(a->title), STR_ARG(a->path), STR_ARG(b->title),
			STR_ARG(b->path));
	}
}

static void print_whole(const struct links *l, const struct autolink_list *chosen)
{
	struct kinship kin = relations_kin(l->relations, l->in, RELATED_MOST, l->arena);
	const struct graph *g = graph_of_edition(l->edition, chosen, kin.lists, RELATED_MOST, l->arena);
	print_list("no link leads there, none leads out", g, &g->orphans);
	print_list("no link leads there", g, &g->unreached);
	print_list("no link leads out", g, &g->dead_ends);
	print_list("hubs", g, &g->hubs);
	print_twins(l, &kin.twins);
}

enum exit_code links_report(const struct links *l)
{
	const struct edition *e = l->edition;
	struct autolink_list *chosen = autolinks_choose(l->relations, e, l->mode, l->arena);
	size_t suggested = 0, related = 0;
	for (size_t i = 0; i < e->narticles; i++) {
		size_t n = chosen[i].n;
		print_article(l, i, n);
		suggested += n;
		related += e->related[i].n;
	}
	print_whole(l, chosen);
	printf("%zu article%s, %zu related, %zu link%s suggested%s\n", e->narticles, plural(e->narticles), related, suggested, plural(suggested),
		suggested ? " (--suggest lists them)" : "");
	return EXIT_FINE;
}
