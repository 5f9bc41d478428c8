/* The link graph, spelled for programs, for Graphviz, and for people. */
#ifndef SHEAF_WRITE_GRAPH_WRITE_H
#define SHEAF_WRITE_GRAPH_WRITE_H

#include "base/buf.h"
#include "link/graph.h"

void graph_json(struct buf *b, const struct graph *g);
/* A digraph with a subgraph for each cluster; related articles are joined up to their third neighbour. */
void graph_dot(struct buf *b, const struct graph *g);
/* A map: clusters are regions, articles are discs by their words, links are curves. */
void graph_svg(struct buf *b, const struct graph *g);

#endif
