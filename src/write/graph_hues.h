/* Colours of clusters, alike in every picture of a graph. */
#ifndef SHEAF_WRITE_GRAPH_HUES_H
#define SHEAF_WRITE_GRAPH_HUES_H

#include <stdint.h>

struct graph_hue {
	const char *disc, *region, *name; /* on white: an article, the ground behind it, words on that ground */
	const char *dark_disc, *dark_region, *dark_name; /* on black */
};
/* For a cluster, or CLUSTER_NONE; they repeat after nine, so that names have to tell clusters apart too. */
const struct graph_hue *graph_hue(uint32_t cluster);

#endif
