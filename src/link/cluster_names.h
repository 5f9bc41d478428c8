/* Names of clusters, from the words of their articles. */
#ifndef SHEAF_LINK_CLUSTER_NAMES_H
#define SHEAF_LINK_CLUSTER_NAMES_H

#include "link/cluster.h"
#include "link/relate.h"

/* A name for each cluster, no two the same: one or two phrases that most of its articles dwell on and few others do, in title case;
 * empty where no phrase does. articles[i] is in clusters->of[i]. forms: the author's own terms, or
 * NULL. */
struct str *cluster_names(const struct article *const *articles, size_t n, const struct clustering *clusters,
	const struct form_list *forms, struct str language, int threads, struct arena *a);

#endif
