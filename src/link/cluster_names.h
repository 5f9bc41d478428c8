/* Names of clusters, from the words of their articles. */
#ifndef SHEAF_LINK_CLUSTER_NAMES_H
#define SHEAF_LINK_CLUSTER_NAMES_H

#include "link/cluster.h"
#include "link/words.h"

/* A name for each cluster, no two the same: one or two phrases that most of its articles dwell on and few others do, in title case.
 * A cluster that has none is called by its first article's title. articles[i] is in clusters->of[i]. */
struct str *cluster_names(const struct article *const *articles, size_t n, const struct clustering *clusters, struct str language,
	int threads, struct arena *a);

#endif
