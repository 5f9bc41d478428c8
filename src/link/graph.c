/*
 * The link graph. Nodes are sorted by slug first and edges are sorted by their ends last, so that what is between may come in
 * any order.
 */
#include "link/graph.h"

#include <stdlib.h>
#include "link/cluster_names.h"

enum {
	REASONS = 4, /* words told */
	HUB_LEAST = 3, HUB_TIMES = 3, HUBS_MOST = 20,
	LINK_TIE = 8192, /* what an author's link adds to the tie of two articles; the score of good neighbours is about that */
};

static int by_slug(const void *pa, const void *pb)
{
	const struct graph_node *a = pa, *b = pb;
	return str_cmp(a->slug, b->slug);
}

struct graph *graph_new(struct arena *a, struct str title, const struct graph_node *nodes, size_t n)
{
	struct graph *g = arena_new(a, struct graph);
	g->title = title;
	g->n = n;
	g->nodes = arena_array(a, struct graph_node, n + 1);
	for (size_t i = 0; i < n; i++) {
		g->nodes[i] = nodes[i];
		g->nodes[i].cluster = CLUSTER_NONE;
	}
	if (n)
		qsort(g->nodes, n, sizeof *g->nodes, by_slug);
	return g;
}

void graph_add(struct graph *g, struct arena *a, struct graph_edge edge)
{
	if (edge.from == edge.to)
		return;
	if (g->nedges == g->cap)
		g->edges = arena_grow(a, g->edges, &g->cap, sizeof *g->edges);
	g->edges[g->nedges++] = edge;
}

/* Of links of one pair, the first in its file comes first. */
static int by_ends(const void *pa, const void *pb)
{
	const struct graph_edge *a = pa, *b = pb;
	if (a->from != b->from)
		return a->from < b->from ? -1 : 1;
	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	if (a->rank != b->rank)
		return a->rank < b->rank ? -1 : 1;
	if (a->to != b->to)
		return a->to < b->to ? -1 : 1;
	if (a->at.line != b->at.line)
		return a->at.line < b->at.line ? -1 : 1;
	return (a->at.col > b->at.col) - (a->at.col < b->at.col);
}

static void unite(struct graph *g)
{
	size_t n = 0;
	if (g->nedges)
		qsort(g->edges, g->nedges, sizeof *g->edges, by_ends);
	for (size_t i = 0; i < g->nedges; i++) {
		struct graph_edge *e = &g->edges[i], *last = n ? &g->edges[n - 1] : NULL;
		if (last && last->from == e->from && last->to == e->to && last->kind == e->kind)
			last->count += e->count;
		else
			g->edges[n++] = *e;
	}
	g->nedges = n;
}

/* ---- lists */

struct ranked {
	uint32_t node, in;
};

static int by_in(const void *pa, const void *pb)
{
	const struct ranked *a = pa, *b = pb;
	if (a->in != b->in)
		return a->in > b->in ? -1 : 1;
	return (a->node > b->node) - (a->node < b->node);
}

static void find_hubs(struct graph *g, struct arena *a)
{
	size_t all = 0, n = 0;
	struct ranked *ranked = arena_array(a, struct ranked, g->n + 1);
	for (size_t i = 0; i < g->n; i++)
		all += g->nodes[i].in;
	for (size_t i = 0; i < g->n; i++)
		if (g->nodes[i].in >= HUB_LEAST && g->nodes[i].in * g->n >= HUB_TIMES * all)
			ranked[n++] = (struct ranked){(uint32_t)i, g->nodes[i].in};
	if (n)
		qsort(ranked, n, sizeof *ranked, by_in);
	for (size_t i = 0; i < n && i < HUBS_MOST; i++)
		*arena_push(a, &g->hubs) = ranked[i].node;
}

void graph_finish(struct graph *g, struct arena *a)
{
	unite(g);
	for (size_t i = 0; i < g->nedges; i++)
		if (g->edges[i].kind == EDGE_AUTHOR) {
			g->nodes[g->edges[i].from].out++;
			g->nodes[g->edges[i].to].in++;
		}
	for (uint32_t i = 0; i < g->n; i++) {
		const struct graph_node *node = &g->nodes[i];
		if (node->in && node->out)
			continue;
		*arena_push(a, node->in ? &g->dead_ends : node->out ? &g->unreached : &g->orphans) = i;
	}
	find_hubs(g, a);
}

void graph_reasons_open(struct graph_reasons *r, const struct graph *g)
{
	*r = (struct graph_reasons){.graph = g};
	arena_init(&r->arena);
}

struct str graph_why(struct graph_reasons *r, const struct graph_edge *e)
{
	const struct graph *g = r->graph;
	struct str text = {0};
	if (e->kind != EDGE_RELATED || !g->relations)
		return e->why;
	if (!r->whys || r->from != e->from) {
		arena_free(&r->arena);
		r->from = e->from;
		r->whys = whys_open(g->relations, g->nodes[e->from].article->index, &r->arena);
	}
	struct shared_terms terms = whys_with(r->whys, g->nodes[e->to].article->index, REASONS);
	for (size_t i = 0; i < terms.n; i++)
		text = arena_printf(&r->arena, STR_FMT "%s" STR_FMT, STR_ARG(text), i ? ", " : "", STR_ARG(terms.items[i].text));
	return text;
}

void graph_reasons_close(struct graph_reasons *r)
{
	arena_free(&r->arena);
}

/* ---- clusters */

void graph_set_clusters(struct graph *g, struct arena *a, const struct clustering *clusters, const struct str *names,
	const struct cluster_edge *ties, size_t nties)
{
	g->nclusters = clusters->n;
	g->ties = ties;
	g->nties = nties;
	g->clusters = arena_array(a, struct graph_cluster, clusters->n + 1);
	for (size_t i = 0; i < g->n; i++)
		g->nodes[i].cluster = clusters->of[i];
	for (size_t i = 0; i < nties; i++) {
		struct graph_node *one = &g->nodes[ties[i].a], *other = &g->nodes[ties[i].b];
		if (one->cluster == CLUSTER_NONE || one->cluster != other->cluster || one == other)
			continue;
		one->weight += ties[i].weight;
		other->weight += ties[i].weight;
	}
	for (size_t i = g->n; i-- > 0;) {
		if (g->nodes[i].cluster == CLUSTER_NONE)
			continue;
		struct graph_cluster *c = &g->clusters[g->nodes[i].cluster];
		if (!c->size++ || g->nodes[i].weight >= g->nodes[c->middle].weight)
			c->middle = (uint32_t)i;
	}
	for (size_t k = 0; k < clusters->n; k++) {
		struct str name = names ? names[k] : (struct str){0};
		g->clusters[k].name = name.n ? name : g->nodes[g->clusters[k].middle].title;
		for (size_t i = 0; i < k; i++)
			if (str_eq(g->clusters[i].name, g->clusters[k].name)) /* two articles of one title */
				g->clusters[k].name = arena_printf(a, STR_FMT " (%zu)", STR_ARG(g->clusters[k].name), k + 1);
	}
}

/* ---- from an edition */

struct builder {
	struct graph *graph;
	struct arena *arena;
	const struct edition *edition;
	uint32_t *node; /* by article.index, or UINT32_MAX */
	struct {
		struct cluster_edge *items;
		size_t n, cap;
	} ties;
};

static void set_parts(const struct toc_item *parent, struct str part, struct str *parts)
{
	for (const struct toc_item *item = parent->first; item; item = item->next) {
		if (item->kind == TOC_ARTICLE)
			parts[item->article->index] = part;
		set_parts(item, item->kind == TOC_PART ? item->title : part, parts);
	}
}

static void make_nodes(struct builder *b)
{
	const struct edition *e = b->edition;
	struct str *parts = arena_array(b->arena, struct str, e->book->narticles + 1);
	struct graph_node *nodes = arena_array(b->arena, struct graph_node, e->narticles + 1);
	size_t n = 0;
	set_parts(&e->toc, (struct str){0}, parts);
	for (size_t i = 0; i < e->narticles; i++) {
		const struct article *x = e->articles[i];
		if (!x->glossary)
			nodes[n++] = (struct graph_node){.article = x, .slug = x->slug, .title = x->title, .path = x->path,
				.part = parts[x->index], .words = x->words};
	}
	b->graph = graph_new(b->arena, e->title, nodes, n);
	b->graph->relations = e->relations;
	b->node = arena_array(b->arena, uint32_t, e->book->narticles + 1);
	for (size_t i = 0; i < e->book->narticles; i++)
		b->node[i] = UINT32_MAX;
	for (size_t i = 0; i < n; i++)
		b->node[b->graph->nodes[i].article->index] = (uint32_t)i;
}

static void tie(struct builder *b, uint32_t from, uint32_t to, uint32_t weight)
{
	*arena_push(b->arena, &b->ties) = (struct cluster_edge){from, to, weight};
}

static void add_links(struct builder *b, uint32_t from, const struct article *x)
{
	for (size_t i = 0; i < x->links.n; i++) {
		const struct target *t = edition_target(b->edition, x, x->links.items[i]);
		bool inside = t->kind == TARGET_ARTICLE || t->kind == TARGET_NODE;
		uint32_t to = inside ? b->node[t->article->index] : UINT32_MAX;
		if (to != UINT32_MAX)
			graph_add(b->graph, b->arena, (struct graph_edge){.from = from, .to = to, .kind = EDGE_AUTHOR, .count = 1,
				.rank = 1, .score = 65536, .at = x->links.items[i]->pos});
	}
}

static void add_suggested(struct builder *b, uint32_t from, const struct autolink_list *list)
{
	for (size_t i = 0; i < list->n; i++) {
		const struct autolink *l = &list->items[i];
		uint32_t to = b->node[l->form->article];
		if (to != UINT32_MAX)
			graph_add(b->graph, b->arena, (struct graph_edge){.from = from, .to = to, .kind = EDGE_SUGGESTED, .count = 1,
				.rank = 1, .score = l->score, .why = l->why, .at = l->at.node->pos});
	}
}

static void add_kin(struct builder *b, uint32_t from, const struct kin_list *list, size_t most)
{
	uint32_t rank = 0;
	for (size_t i = 0; i < list->n; i++) {
		uint32_t to = b->node[list->items[i].article];
		if (to == UINT32_MAX)
			continue;
		tie(b, from, to, list->items[i].score);
		if (rank < most)
			graph_add(b->graph, b->arena, (struct graph_edge){.from = from, .to = to, .kind = EDGE_RELATED, .count = 1,
				.rank = ++rank, .score = list->items[i].score});
	}
}

static void find_clusters(struct builder *b)
{
	struct graph *g = b->graph;
	struct arena *a = b->arena;
	for (size_t i = 0; i < g->nedges; i++)
		if (g->edges[i].kind == EDGE_AUTHOR)
			tie(b, g->edges[i].from, g->edges[i].to, LINK_TIE);
	struct clustering clusters = clusters_find(g->n, b->ties.items, b->ties.n, cluster_bounds_parts(g->n), a);
	const struct article **articles = arena_array(a, const struct article *, g->n + 1);
	for (size_t i = 0; i < g->n; i++)
		articles[i] = g->nodes[i].article;
	const struct relations *r = b->edition->relations;
	struct str *names = cluster_names(articles, g->n, &clusters, r ? &r->forms : NULL, b->edition->language, r ? r->threads : 1, a);
	graph_set_clusters(g, a, &clusters, names, b->ties.items, b->ties.n);
}

struct graph *graph_of_edition(const struct edition *e, const struct autolink_list *suggested, const struct kin_list *kin, size_t most,
	struct arena *a)
{
	struct builder b = {.arena = a, .edition = e};
	make_nodes(&b);
	for (uint32_t i = 0; i < b.graph->n; i++) {
		const struct article *x = b.graph->nodes[i].article;
		add_links(&b, i, x);
		if (suggested)
			add_suggested(&b, i, &suggested[e->place[x->index]]);
		if (kin)
			add_kin(&b, i, &kin[x->index], most);
	}
	graph_finish(b.graph, a);
	find_clusters(&b);
	return b.graph;
}
