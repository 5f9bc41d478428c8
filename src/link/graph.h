/*
 * The link graph of a set of articles: who leads to whom, who is near whom, which of them belong together, and what an editor would
 * look after. Made once, const from then on; the same for every order of the articles' files.
 *
 * Only links of the authors count for degrees and lists: suggestions lead nowhere until they are accepted. Glossaries are left out.
 */
#ifndef SHEAF_LINK_GRAPH_H
#define SHEAF_LINK_GRAPH_H

#include "link/cluster.h"
#include "link/edition.h"

struct graph_node {
	const struct article *article;
	struct str slug, title, path;
	struct str part;      /* the part of the book that holds it, or "" */
	size_t words;
	uint32_t cluster;     /* into clusters, or CLUSTER_NONE */
	uint32_t in, out;     /* articles that link to it, articles it links to */
	uint64_t weight;      /* of its ties to articles of its cluster: the middle of the cluster has most */
};

enum edge_kind {
	EDGE_AUTHOR,    /* a link that stands in the text */
	EDGE_SUGGESTED, /* one that the engine would put there */
	EDGE_RELATED,   /* near by what they say */
};

struct graph_edge {
	uint32_t from, to; /* into nodes, never equal */
	enum edge_kind kind;
	uint32_t count;    /* EDGE_AUTHOR: how many links; else 1 */
	uint32_t rank;     /* EDGE_RELATED: which neighbour of `from`, from 1; else 1 */
	uint32_t score;    /* 65536ths; EDGE_AUTHOR: 65536 */
	struct str why;    /* of EDGE_SUGGESTED; graph_why tells it of all */
	struct pos at;     /* of the first link or mention; EDGE_RELATED: none */
};

struct graph_cluster {
	struct str name;   /* its own among the clusters */
	uint32_t size;
	uint32_t middle;   /* the node with most weight */
};

struct graph_list {
	uint32_t *items; /* nodes */
	size_t n, cap;
};

struct graph {
	struct str title;
	const struct relations *relations; /* or NULL */
	struct graph_node *nodes; /* by slug */
	size_t n;
	struct graph_edge *edges; /* by from, kind, rank, to */
	size_t nedges, cap;
	struct graph_cluster *clusters; /* largest first */
	size_t nclusters;
	const struct cluster_edge *ties; /* what the clusters were made from: nearness and links; may be NULL */
	size_t nties;
	/* by slug; hubs: most linked first */
	struct graph_list orphans;   /* nothing leads there and nothing leads out */
	struct graph_list unreached; /* they lead on, but nothing leads there */
	struct graph_list dead_ends; /* something leads there, but they lead nowhere */
	struct graph_list hubs;      /* at least 3 articles link there, and at least 3 times as many as link to the average one; at most 20 */
};

/* suggested is by position in the edition, kin by article.index; NULL: none. most: neighbours that become edges; all of them
 * count for the clusters. Lives in the arena. */
struct graph *graph_of_edition(const struct edition *e, const struct autolink_list *suggested, const struct kin_list *kin, size_t most,
	struct arena *a);

/* Why edges are there, in one line each; a line may be empty, and lives until an edge from another node is asked for. The words of a node
 * are read again for its related ones, so ask in the order of edges. */
struct graph_reasons {
	const struct graph *graph;
	struct arena arena;
	struct whys *whys; /* of the node `from`, or NULL */
	uint32_t from;
};
void graph_reasons_open(struct graph_reasons *r, const struct graph *g);
struct str graph_why(struct graph_reasons *r, const struct graph_edge *e);
void graph_reasons_close(struct graph_reasons *r);

/* The steps of it, for graphs that come from elsewhere. */
struct graph *graph_new(struct arena *a, struct str title, const struct graph_node *nodes, size_t n);
void graph_add(struct graph *g, struct arena *a, struct graph_edge edge);
/* Sorts edges, unites links of one pair, counts degrees, fills the lists. */
void graph_finish(struct graph *g, struct arena *a);
/* Clusters by ties; names may be NULL. The title of the middle article names a cluster that has none. Their number and order are those of the clustering. */
void graph_set_clusters(struct graph *g, struct arena *a, const struct clustering *clusters, const struct str *names,
	const struct cluster_edge *ties, size_t nties);

#endif
