/*
 * Clusters: articles that belong together, as the parts of a book or the regions of a map. Found in a weighted graph without direction;
 * see cluster.c for the method. The result depends on the order of nodes and on nothing else: number them by slug.
 */
#ifndef SHEAF_LINK_CLUSTER_H
#define SHEAF_LINK_CLUSTER_H

#include <stdint.h>
#include "base/arena.h"

#define CLUSTER_NONE UINT32_MAX /* of a node that nothing holds to any other */

struct cluster_edge {
	uint32_t a, b; /* in any order; equal: ignored; edges of one pair add up */
	uint32_t weight;
};

/* What size makes sense. The number of clusters counts more than their size, and a size too large more than one too small. */
struct cluster_bounds {
	size_t least, most;           /* clusters */
	size_t size_least, size_most; /* nodes in each */
};

struct clustering {
	uint32_t *of;    /* by node: its cluster or CLUSTER_NONE */
	uint32_t *sizes; /* by cluster: larger ones first, then the one with the lowest node */
	size_t n;
};

/* Parts of a book of n articles: 3 to 9 of 3 to 15 articles each; fewer of a small book, larger ones of a large book. */
struct cluster_bounds cluster_bounds_parts(size_t n);
/* Chapters of a part of n articles: each of 3 to 15. */
struct cluster_bounds cluster_bounds_chapters(size_t n);

struct clustering clusters_find(size_t n, const struct cluster_edge *edges, size_t nedges, struct cluster_bounds bounds,
	struct arena *a);

#endif
