/*
 * Where everything stands on the map of a link graph. Lengths are in 256ths of a pixel, y downwards; no floating point, so that the
 * map is the same on every machine.
 */
#ifndef SHEAF_WRITE_CHART_H
#define SHEAF_WRITE_CHART_H

#include "link/graph.h"

enum { CHART_ONE = 256, CHART_LABEL_SIZE = 12, CHART_NAME_SIZE = 17, CHART_TITLE_SIZE = 24, CHART_LINES = 3, CHART_INDIVIDUAL = 60 };

/* A text in up to three lines, centred on x; y is the baseline of its first line. */
struct chart_label {
	struct str lines[CHART_LINES];
	int n;                /* 0: none */
	int64_t x, y;
	int64_t width, height; /* of the box around it, which begins at x - width / 2 */
	int64_t top;
};

struct chart_disc {
	int64_t x, y, r;
	uint32_t region;
	struct chart_label label; /* n 0: too many articles to label each; its title shows on hovering */
};

struct chart_region {
	int64_t x, y, r;
	uint32_t cluster; /* or CLUSTER_NONE: articles that belong nowhere */
	uint32_t *discs;  /* nodes of the graph, those with the most weight first */
	size_t n;
	struct chart_label name;
};

struct chart_ribbon { /* how much two regions have to do with each other */
	uint32_t a, b;
	uint64_t weight;
};

struct chart {
	int64_t width, height;
	struct chart_label title;
	int64_t legend; /* top of the legend's line */
	struct chart_disc *discs; /* by node */
	struct chart_region *regions;
	size_t nregions;
	struct chart_ribbon *ribbons; /* by a, then b; a < b */
	size_t nribbons;
};

struct chart *chart_layout(const struct graph *g, struct str none, struct arena *a);

/* chart_label.c: an estimate that no usual sans-serif face exceeds */
int64_t chart_text_width(struct str text, int size, bool bold);
/* Breaks into lines of at most `most`; what does not fit ends in an ellipsis. */
void chart_label_set(struct chart_label *l, struct arena *a, struct str text, int size, bool bold, int64_t most);

/* chart_place.c: the discs of one region around (0, 0), no two boxes in each other's way */
void chart_place_region(const struct graph *g, struct chart_disc *discs, const struct chart_region *region, struct arena *a);

/* The box around a disc and its label, relative to the disc's middle. */
struct chart_box {
	int64_t left, right, top, bottom;
};
struct chart_box chart_disc_box(const struct chart_disc *d);

#endif
