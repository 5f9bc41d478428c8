/* The link graph as JSON: {title, articles, edges, clusters, orphans, unreached, dead_ends, hubs}. Articles go by their slug. */
#include "write/graph_write.h"

#include <jansson.h>
#include "base/json.h"

static const char *const kind_names[] = {[EDGE_AUTHOR] = "link", [EDGE_SUGGESTED] = "suggested", [EDGE_RELATED] = "related"};

static void set_place(json_t *j, struct pos at)
{
	if (!at.src || !at.line)
		return;
	json_object_set_new(j, "line", json_integer(at.line));
	json_object_set_new(j, "column", json_integer(source_column(at)));
}

static json_t *articles(const struct graph *g)
{
	json_t *all = json_array();
	for (size_t i = 0; i < g->n; i++) {
		const struct graph_node *node = &g->nodes[i];
		json_t *j = json_object();
		json_object_set_new(j, "slug", json_text(node->slug));
		json_object_set_new(j, "title", json_text(node->title));
		json_object_set_new(j, "path", json_text(node->path));
		json_object_set_new(j, "part", json_text(node->part));
		json_object_set_new(j, "words", json_integer((json_int_t)node->words));
		json_object_set_new(j, "cluster", node->cluster == CLUSTER_NONE ? json_null() : json_integer(node->cluster));
		json_object_set_new(j, "links_in", json_integer(node->in));
		json_object_set_new(j, "links_out", json_integer(node->out));
		json_array_append_new(all, j);
	}
	return all;
}

static json_t *edges(const struct graph *g)
{
	json_t *all = json_array();
	struct graph_reasons reasons;
	graph_reasons_open(&reasons, g);
	for (size_t i = 0; i < g->nedges; i++) {
		const struct graph_edge *e = &g->edges[i];
		json_t *j = json_object();
		json_object_set_new(j, "from", json_text(g->nodes[e->from].slug));
		json_object_set_new(j, "to", json_text(g->nodes[e->to].slug));
		json_object_set_new(j, "kind", json_string(kind_names[e->kind]));
		if (e->kind == EDGE_AUTHOR)
			json_object_set_new(j, "count", json_integer(e->count));
		if (e->kind == EDGE_RELATED)
			json_object_set_new(j, "rank", json_integer(e->rank));
		/* in millionths, not as a fraction: every program prints those alike */
		json_object_set_new(j, "weight", json_integer((json_int_t)((uint64_t)e->score * 1000000 >> 16)));
		json_object_set_new(j, "why", json_text(graph_why(&reasons, e)));
		set_place(j, e->at);
		json_array_append_new(all, j);
	}
	graph_reasons_close(&reasons);
	return all;
}

static json_t *clusters(const struct graph *g)
{
	json_t *all = json_array();
	for (size_t k = 0; k < g->nclusters; k++) {
		const struct graph_cluster *c = &g->clusters[k];
		json_t *j = json_object();
		json_object_set_new(j, "name", json_text(c->name));
		json_object_set_new(j, "articles", json_integer(c->size));
		json_object_set_new(j, "middle", json_text(g->nodes[c->middle].slug));
		json_array_append_new(all, j);
	}
	return all;
}

static json_t *list(const struct graph *g, const struct graph_list *l)
{
	json_t *all = json_array();
	for (size_t i = 0; i < l->n; i++)
		json_array_append_new(all, json_text(g->nodes[l->items[i]].slug));
	return all;
}

static int put(const char *bytes, size_t n, void *into)
{
	buf_put(into, bytes, n);
	return 0;
}

void graph_json(struct buf *b, const struct graph *g)
{
	json_t *j = json_object();
	json_object_set_new(j, "title", json_text(g->title));
	json_object_set_new(j, "articles", articles(g));
	json_object_set_new(j, "edges", edges(g));
	json_object_set_new(j, "clusters", clusters(g));
	json_object_set_new(j, "orphans", list(g, &g->orphans));
	json_object_set_new(j, "unreached", list(g, &g->unreached));
	json_object_set_new(j, "dead_ends", list(g, &g->dead_ends));
	json_object_set_new(j, "hubs", list(g, &g->hubs));
	json_dump_callback(j, put, b, JSON_INDENT(1));
	buf_char(b, '\n');
	json_decref(j);
}
