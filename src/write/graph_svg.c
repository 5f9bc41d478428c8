/*
 * The map as SVG 1.1 that every browser and drawing program reads: shapes, text, one style sheet with a second set of colours for
 * dark surroundings, titles that show on hovering, and a title and description for those who hear it.
 */
#include "write/graph_write.h"

#include "write/graph_hues.h"
#include "write/chart.h"

enum { NEIGHBOURS = 3, EDGES_BY_ARTICLE = 3 };

struct drawing {
	struct buf *b;
	const struct graph *g;
	const struct chart *chart;
};

/* Tenths of a pixel are fine enough. */
static void number(struct buf *b, int64_t units)
{
	int64_t tenths = units * 10 / CHART_ONE;
	if (tenths < 0)
		buf_char(b, '-');
	tenths = tenths < 0 ? -tenths : tenths;
	buf_printf(b, "%lld", (long long)(tenths / 10));
	if (tenths % 10)
		buf_printf(b, ".%lld", (long long)(tenths % 10));
}

static void attribute(struct buf *b, const char *name, int64_t units)
{
	buf_printf(b, " %s=\"", name);
	number(b, units);
	buf_char(b, '"');
}

static void point(struct buf *b, int64_t x, int64_t y)
{
	number(b, x);
	buf_char(b, ' ');
	number(b, y);
}

static const char *plural(size_t n)
{
	return n == 1 ? "" : "s";
}

/* ---- what stands before the picture */

static void put_style(struct buf *b)
{
	static const uint32_t none = CLUSTER_NONE;
	buf_cstr(b, "<style>\n"
		    "text{font-family:'Helvetica Neue',Helvetica,Arial,'Liberation Sans',sans-serif;text-anchor:middle;fill:#26262b}\n"
		    ".paper{fill:#fff}.label{font-size:12px}.name{font-size:17px;font-weight:bold}.title{font-size:24px;font-weight:bold}\n"
		    ".legend{font-size:12px;text-anchor:start}\n"
		    ".label,.name{paint-order:stroke;stroke-width:4px;stroke-linejoin:round}\n"
		    ".disc{stroke:#fff;stroke-width:1}\n"
		    ".edge{fill:none;stroke-linecap:round}\n"
		    ".link{stroke:#26262b;stroke-width:1.3;stroke-opacity:.4}.suggested{stroke:#26262b;stroke-width:1.2;stroke-dasharray:1 4;"
		    "stroke-opacity:.6}\n"
		    ".related{stroke:#6a6a75;stroke-width:1;stroke-opacity:.42}.ribbon{stroke:#6a6a75;stroke-opacity:.18}\n");
	for (uint32_t k = 0; k <= 9; k++) {
		const struct graph_hue *h = graph_hue(k < 9 ? k : none);
		buf_printf(b, ".r%u{fill:%s}.d%u{fill:%s}.n%u{fill:%s;stroke:%s}.t%u{stroke:%s}\n", k, h->region, k, h->disc, k, h->name,
			h->region, k, h->region);
	}
	buf_cstr(b, "@media (prefers-color-scheme:dark){text{fill:#e8e8ee}.paper{fill:#131316}.disc{stroke:#131316}"
		    ".link,.suggested{stroke:#e8e8ee}.related,.ribbon{stroke:#a9a9b5}\n");
	for (uint32_t k = 0; k <= 9; k++) {
		const struct graph_hue *h = graph_hue(k < 9 ? k : none);
		buf_printf(b, ".r%u{fill:%s}.d%u{fill:%s}.n%u{fill:%s;stroke:%s}.t%u{stroke:%s}\n", k, h->dark_region, k, h->dark_disc, k,
			h->dark_name, h->dark_region, k, h->dark_region);
	}
	buf_cstr(b, "}\n</style>\n");
}

static void put_head(const struct drawing *d)
{
	struct buf *b = d->b;
	long long width = (long long)(d->chart->width / CHART_ONE), height = (long long)(d->chart->height / CHART_ONE);
	buf_printf(b, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%lld\" height=\"%lld\" viewBox=\"0 0 %lld %lld\" role=\"img\" "
		      "aria-labelledby=\"map-title map-description\">\n<title id=\"map-title\">", width, height, width, height);
	buf_xml(b, d->g->title);
	buf_printf(b, "</title>\n<desc id=\"map-description\">A map of %zu article%s", d->g->n, plural(d->g->n));
	for (size_t k = 0; k < d->g->nclusters; k++) {
		buf_cstr(b, k ? "; " : ", by what they are about: ");
		buf_xml(b, d->g->clusters[k].name);
		buf_printf(b, " (%u)", d->g->clusters[k].size);
	}
	buf_cstr(b, ".</desc>\n");
	put_style(b);
	buf_cstr(b, "<rect class=\"paper\" width=\"100%\" height=\"100%\"/>\n");
}

/* ---- the picture */

static uint32_t hue_of(uint32_t cluster)
{
	return cluster == CLUSTER_NONE ? 9 : cluster % 9;
}

static void put_regions(const struct drawing *d)
{
	for (size_t i = 0; i < d->chart->nregions; i++) {
		const struct chart_region *r = &d->chart->regions[i];
		buf_printf(d->b, "<circle class=\"r%u\"", hue_of(r->cluster));
		attribute(d->b, "cx", r->x);
		attribute(d->b, "cy", r->y);
		attribute(d->b, "r", r->r);
		buf_cstr(d->b, "/>\n");
	}
}

/* A curve that leaves the straight line by an eighth of its length, always to the same side. */
static void curve(struct buf *b, int64_t x1, int64_t y1, int64_t x2, int64_t y2)
{
	buf_cstr(b, " d=\"M");
	point(b, x1, y1);
	buf_char(b, 'Q');
	point(b, (x1 + x2) / 2 - (y2 - y1) / 8, (y1 + y2) / 2 + (x2 - x1) / 8);
	buf_char(b, ' ');
	point(b, x2, y2);
	buf_char(b, '"');
}

/* For many articles: how much two regions have to do with each other, rather than thousands of lines across the map. */
static void put_ribbons(const struct drawing *d)
{
	uint64_t most = 1;
	for (size_t i = 0; i < d->chart->nribbons; i++)
		most = d->chart->ribbons[i].weight > most ? d->chart->ribbons[i].weight : most;
	for (size_t i = 0; i < d->chart->nribbons; i++) {
		const struct chart_ribbon *r = &d->chart->ribbons[i];
		const struct chart_region *a = &d->chart->regions[r->a], *b = &d->chart->regions[r->b];
		int64_t width = (int64_t)(r->weight * 28 * CHART_ONE / most);
		if (width < CHART_ONE)
			continue;
		buf_cstr(d->b, "<path class=\"edge ribbon\"");
		curve(d->b, a->x, a->y, b->x, b->y);
		attribute(d->b, "stroke-width", width);
		buf_cstr(d->b, "/>\n");
	}
}

/* Of two articles that lead to each other, the first one's line stands for both. */
static bool is_echo(const struct graph *g, const struct graph_edge *e)
{
	if (e->from < e->to)
		return false;
	size_t low = 0, high = g->nedges;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (g->edges[middle].from < e->to)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < g->nedges && g->edges[low].from == e->to; low++)
		if (g->edges[low].to == e->from && g->edges[low].kind == e->kind && g->edges[low].rank <= NEIGHBOURS)
			return true;
	return false;
}

static void put_edges(const struct drawing *d, enum edge_kind kind, const char *class)
{
	const struct graph *g = d->g;
	uint32_t last = UINT32_MAX, drawn = 0;
	for (size_t i = 0; i < g->nedges; i++) {
		const struct graph_edge *e = &g->edges[i];
		const struct chart_disc *from = &d->chart->discs[e->from], *to = &d->chart->discs[e->to];
		bool many = g->n > CHART_INDIVIDUAL;
		drawn = e->from == last ? drawn : 0;
		last = e->from;
		if (e->kind != kind || e->rank > NEIGHBOURS || is_echo(g, e) ||
			(many && (from->region != to->region || drawn == EDGES_BY_ARTICLE)))
			continue;
		drawn++;
		buf_printf(d->b, "<path class=\"edge %s\"", class);
		curve(d->b, from->x, from->y, to->x, to->y);
		buf_cstr(d->b, "/>\n");
	}
}

static void put_discs(const struct drawing *d)
{
	for (size_t i = 0; i < d->g->n; i++) {
		const struct graph_node *n = &d->g->nodes[i];
		buf_printf(d->b, "<circle class=\"disc d%u\"", hue_of(n->cluster));
		attribute(d->b, "cx", d->chart->discs[i].x);
		attribute(d->b, "cy", d->chart->discs[i].y);
		attribute(d->b, "r", d->chart->discs[i].r);
		buf_cstr(d->b, "><title>");
		buf_xml(d->b, n->title);
		buf_printf(d->b, " (%zu word%s, %u link%s here, %u from here)</title></circle>\n", n->words, plural(n->words), n->in,
			plural(n->in), n->out);
	}
}

static void put_label(struct buf *b, const struct chart_label *l, const char *class, uint32_t hue, int size)
{
	for (int i = 0; i < l->n; i++) {
		buf_printf(b, "<text class=\"%s%u\"", class, hue);
		attribute(b, "x", l->x);
		attribute(b, "y", l->y + (int64_t)i * size * CHART_ONE * 6 / 5);
		buf_char(b, '>');
		buf_xml(b, l->lines[i]);
		buf_cstr(b, "</text>\n");
	}
}

static void put_labels(const struct drawing *d)
{
	for (size_t i = 0; i < d->g->n; i++)
		put_label(d->b, &d->chart->discs[i].label, "label t", hue_of(d->g->nodes[i].cluster), CHART_LABEL_SIZE);
	for (size_t i = 0; i < d->chart->nregions; i++)
		put_label(d->b, &d->chart->regions[i].name, "name n", hue_of(d->chart->regions[i].cluster), CHART_NAME_SIZE);
}

/* ---- legend */

static bool has_kind(const struct graph *g, enum edge_kind kind)
{
	for (size_t i = 0; i < g->nedges; i++)
		if (g->edges[i].kind == kind)
			return true;
	return false;
}

static int64_t put_key(const struct drawing *d, int64_t x, const char *class, const char *text)
{
	int64_t y = d->chart->legend + 6 * CHART_ONE;
	buf_printf(d->b, "<path class=\"edge %s\" d=\"M", class);
	point(d->b, x, y);
	buf_char(d->b, 'h');
	number(d->b, 26 * CHART_ONE);
	buf_cstr(d->b, "\"/>\n<text class=\"legend\"");
	attribute(d->b, "x", x + 32 * CHART_ONE);
	attribute(d->b, "y", y + 4 * CHART_ONE);
	buf_printf(d->b, ">%s</text>\n", text);
	return x + 52 * CHART_ONE + chart_text_width(str_c(text), CHART_LABEL_SIZE, false);
}

static void put_legend(const struct drawing *d)
{
	int64_t x = 28 * CHART_ONE, y = d->chart->legend + 10 * CHART_ONE;
	if (has_kind(d->g, EDGE_AUTHOR))
		x = put_key(d, x, "link", "a link");
	if (d->g->n <= CHART_INDIVIDUAL && has_kind(d->g, EDGE_SUGGESTED))
		x = put_key(d, x, "suggested", "a link to add");
	if (has_kind(d->g, EDGE_RELATED))
		x = put_key(d, x, "related", "related");
	for (int64_t r = 3; r <= 7; r += 2) {
		buf_cstr(d->b, "<circle class=\"d9\"");
		attribute(d->b, "cx", x);
		attribute(d->b, "cy", y - 4 * CHART_ONE);
		attribute(d->b, "r", r * CHART_ONE);
		buf_cstr(d->b, "/>\n");
		x += (2 * r + 6) * CHART_ONE;
	}
	buf_cstr(d->b, "<text class=\"legend\"");
	attribute(d->b, "x", x);
	attribute(d->b, "y", y);
	buf_printf(d->b, ">larger: more words; %zu article%s in all</text>\n", d->g->n, plural(d->g->n));
}

void graph_svg(struct buf *b, const struct graph *g)
{
	struct arena arena;
	arena_init(&arena);
	struct drawing d = {b, g, chart_layout(g, STR("On Their Own"), &arena)};
	put_head(&d);
	if (g->n > CHART_INDIVIDUAL)
		put_ribbons(&d); /* beneath the regions: they show in between */
	put_regions(&d);
	put_edges(&d, EDGE_RELATED, "related");
	if (g->n <= CHART_INDIVIDUAL)
		put_edges(&d, EDGE_SUGGESTED, "suggested");
	put_edges(&d, EDGE_AUTHOR, "link");
	put_discs(&d);
	put_labels(&d);
	put_label(b, &d.chart->title, "title n", 10, CHART_TITLE_SIZE);
	put_legend(&d);
	buf_cstr(b, "</svg>\n");
	arena_free(&arena);
}
