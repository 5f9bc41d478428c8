/* The link graph in the language of Graphviz. In its quoted strings a quotation mark, a backslash and the ampersand of an entity mean
 * something. */
#include "write/graph_write.h"

#include "write/graph_hues.h"

enum { NEIGHBOURS = 3 };

static void quoted(struct buf *b, struct str s)
{
	buf_char(b, '"');
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '"' || s.p[i] == '\\')
			buf_char(b, '\\');
		if (s.p[i] == '&')
			buf_cstr(b, "&amp;");
		else
			buf_char(b, (unsigned char)s.p[i] < ' ' ? ' ' : s.p[i]);
	}
	buf_char(b, '"');
}

static void attribute(struct buf *b, const char *name, struct str value)
{
	buf_printf(b, "%s=", name);
	quoted(b, value);
}

/* Discs grow with the square root of the words, as on the map: here Graphviz sizes them by their label, and the font tells. */
static void node(struct buf *b, const struct graph_node *n)
{
	size_t size = n->words > 4000 ? 18 : 10 + n->words / 500;
	buf_cstr(b, "    ");
	quoted(b, n->slug);
	buf_cstr(b, " [");
	attribute(b, "label", n->title);
	buf_cstr(b, ", ");
	attribute(b, "tooltip", n->path);
	buf_printf(b, ", color=\"%s\", fontsize=%zu];\n", graph_hue(n->cluster)->disc, size);
}

static void cluster(struct buf *b, const struct graph *g, uint32_t k)
{
	buf_printf(b, "  subgraph cluster_%u {\n    ", k);
	attribute(b, "label", g->clusters[k].name);
	buf_printf(b, ";\n    bgcolor=\"%s\"; pencolor=\"%s\";\n", graph_hue(k)->region, graph_hue(k)->disc);
	for (size_t i = 0; i < g->n; i++)
		if (g->nodes[i].cluster == k)
			node(b, &g->nodes[i]);
	buf_cstr(b, "  }\n");
}

static void edge(struct buf *b, const struct graph *g, const struct graph_edge *e, struct graph_reasons *reasons)
{
	static const char *const styles[] = {
		[EDGE_AUTHOR] = "color=\"#333333\", penwidth=1.6",
		[EDGE_SUGGESTED] = "color=\"#555555\", style=dashed",
		[EDGE_RELATED] = "color=\"#bbbbbb\", arrowhead=none",
	};
	if (e->kind == EDGE_RELATED && e->rank > NEIGHBOURS)
		return;
	buf_cstr(b, "  ");
	quoted(b, g->nodes[e->from].slug);
	buf_cstr(b, " -> ");
	quoted(b, g->nodes[e->to].slug);
	buf_printf(b, " [%s", styles[e->kind]);
	struct str why = graph_why(reasons, e);
	if (why.n) {
		buf_cstr(b, ", ");
		attribute(b, "tooltip", why);
	}
	buf_cstr(b, "];\n");
}

void graph_dot(struct buf *b, const struct graph *g)
{
	buf_cstr(b, "digraph ");
	quoted(b, g->title);
	buf_cstr(b, " {\n  ");
	attribute(b, "label", g->title);
	/* layers of so many articles would be miles wide */
	if (g->n > 150)
		buf_cstr(b, "; layout=sfdp; overlap=prism; outputorder=edgesfirst");
	buf_cstr(b, ";\n  charset=\"UTF-8\"; rankdir=LR; labelloc=t; fontname=\"Helvetica\";\n"
		    "  node [shape=box, style=\"rounded\", fontname=\"Helvetica\"];\n");
	for (uint32_t k = 0; k < g->nclusters; k++)
		cluster(b, g, k);
	for (size_t i = 0; i < g->n; i++)
		if (g->nodes[i].cluster == CLUSTER_NONE)
			node(b, &g->nodes[i]);
	struct graph_reasons reasons;
	graph_reasons_open(&reasons, g);
	for (size_t i = 0; i < g->nedges; i++)
		edge(b, g, &g->edges[i], &reasons);
	graph_reasons_close(&reasons);
	buf_cstr(b, "}\n");
}
