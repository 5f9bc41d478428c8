/*
 * The map as a whole. Each cluster is a round region: its articles are placed first (chart_place.c), a circle is drawn around them and the
 * region's name (Bădoiu & Clarkson 2003), and the circles are packed: the largest in the middle, each next one where it touches two that
 * are there, as near as can be to those it has most to do with. A label and its disc are one box from the start, so that no label has
 * to look for a free place; of many articles only those in the middle of things have one.
 *
 * Rejected: one spring layout of everything. Regions overlap, and labels then have to be dropped where the map matters most.
 */
#include "write/chart.h"

#include <stdlib.h>
#include "base/fixed.h"

enum {
	MARGIN = 28 * CHART_ONE, GAP = 14 * CHART_ONE, PADDING = 14 * CHART_ONE, HEAD = 64 * CHART_ONE, FOOT = 56 * CHART_ONE,
	WIDTH_LEAST = 760 * CHART_ONE, LABEL_MOST = 124 * CHART_ONE, NAME_MOST = 260 * CHART_ONE,
};

struct maker {
	const struct graph *g;
	struct chart *chart;
	struct arena *arena;
};

static int64_t length(int64_t x, int64_t y)
{
	return fixed_sqrt((uint64_t)(x * x + y * y));
}

/* ---- regions and their articles */

struct weighed {
	uint64_t weight;
	uint32_t node;
};

static int by_weight(const void *pa, const void *pb)
{
	const struct weighed *a = pa, *b = pb;
	if (a->weight != b->weight)
		return a->weight > b->weight ? -1 : 1;
	return (a->node > b->node) - (a->node < b->node);
}

static void make_regions(struct maker *m, struct str none)
{
	const struct graph *g = m->g;
	struct weighed *all = arena_array(m->arena, struct weighed, g->n + 1);
	m->chart->regions = arena_array(m->arena, struct chart_region, g->nclusters + 2);
	for (uint32_t k = 0; k <= g->nclusters; k++) {
		struct chart_region *r = &m->chart->regions[m->chart->nregions];
		bool loose = k == g->nclusters;
		size_t n = 0;
		r->cluster = loose ? CLUSTER_NONE : k;
		for (uint32_t i = 0; i < g->n; i++)
			if (g->nodes[i].cluster == r->cluster)
				all[n++] = (struct weighed){g->nodes[i].weight, i};
		if (!n)
			continue;
		qsort(all, n, sizeof *all, by_weight);
		r->discs = arena_array(m->arena, uint32_t, n);
		for (r->n = 0; r->n < n; r->n++) {
			r->discs[r->n] = all[r->n].node;
			m->chart->discs[all[r->n].node].region = (uint32_t)m->chart->nregions;
		}
		chart_label_set(&r->name, m->arena, loose ? none : g->clusters[k].name, CHART_NAME_SIZE, true, NAME_MOST);
		m->chart->nregions++;
	}
}

static int by_size(const void *a, const void *b)
{
	size_t x = *(const size_t *)a, y = *(const size_t *)b;
	return (x > y) - (x < y);
}

/* The area of a disc is its article's words; one in twenty may be longer than the scale reaches. */
static void size_discs(struct maker *m)
{
	const struct graph *g = m->g;
	size_t *words = arena_array(m->arena, size_t, g->n + 1);
	int64_t most = g->n <= 30 ? 22 : g->n <= 120 ? 16 : g->n <= 800 ? 12 : 9;
	int64_t least = g->n <= 30 ? 7 : g->n <= 120 ? 5 : 3;
	for (size_t i = 0; i < g->n; i++)
		words[i] = g->nodes[i].words;
	if (g->n)
		qsort(words, g->n, sizeof *words, by_size);
	uint64_t large = g->n ? words[(g->n - 1) * 19 / 20] + 1 : 1;
	for (size_t i = 0; i < g->n; i++) {
		uint64_t share = ((uint64_t)g->nodes[i].words << 16) / large;
		int64_t r = most * fixed_sqrt(share > 65536 ? 65536 : share); /* in 256ths: the root of 65536 is 256 */
		m->chart->discs[i].r = r < least * CHART_ONE ? least * CHART_ONE : r;
	}
}

static void set_labels(struct maker *m)
{
	const struct graph *g = m->g;
	for (size_t k = 0; k < m->chart->nregions; k++) {
		const struct chart_region *r = &m->chart->regions[k];
		size_t most = g->n <= 120 ? r->n : 4 + fixed_sqrt(r->n * 2);
		for (size_t i = 0; i < r->n && i < most; i++)
			chart_label_set(&m->chart->discs[r->discs[i]].label, m->arena, g->nodes[r->discs[i]].title, CHART_LABEL_SIZE, false,
				LABEL_MOST);
	}
}

/* ---- a circle around a region */

struct corners {
	struct corner {
		int64_t x, y;
	} *items;
	size_t n, cap;
};

static void add_box(struct maker *m, struct corners *c, struct chart_box b)
{
	*arena_push(m->arena, c) = (struct corner){b.left, b.top};
	*arena_push(m->arena, c) = (struct corner){b.right, b.top};
	*arena_push(m->arena, c) = (struct corner){b.left, b.bottom};
	*arena_push(m->arena, c) = (struct corner){b.right, b.bottom};
}

/* The name stands above the middle of what is highest. */
static struct chart_box put_name(struct chart_region *r, struct chart_box all)
{
	struct chart_label *l = &r->name;
	int64_t middle = (all.left + all.right) / 2;
	l->x = middle;
	l->top = all.top - 10 * CHART_ONE - l->height;
	l->y = l->top + CHART_NAME_SIZE * CHART_ONE * 9 / 10;
	return (struct chart_box){middle - l->width / 2, middle + l->width / 2, l->top, l->top + l->height};
}

static void enclose(struct chart_region *r, const struct corners *c)
{
	int64_t far = 0;
	for (int step = 2; step < 200; step++) {
		size_t at = 0;
		int64_t most = -1;
		for (size_t i = 0; i < c->n; i++) {
			int64_t dx = c->items[i].x - r->x, dy = c->items[i].y - r->y, d2 = dx * dx + dy * dy;
			if (d2 > most) {
				most = d2;
				at = i;
			}
		}
		r->x += (c->items[at].x - r->x) / step;
		r->y += (c->items[at].y - r->y) / step;
	}
	for (size_t i = 0; i < c->n; i++) {
		int64_t d = length(c->items[i].x - r->x, c->items[i].y - r->y);
		far = d > far ? d : far;
	}
	r->r = far + PADDING;
}

static void move_region(struct chart *chart, struct chart_region *r, int64_t x, int64_t y)
{
	for (size_t i = 0; i < r->n; i++) {
		chart->discs[r->discs[i]].x += x;
		chart->discs[r->discs[i]].y += y;
	}
	r->x += x;
	r->y += y;
	r->name.x += x;
	r->name.y += y;
	r->name.top += y;
}

static void make_region(struct maker *m, struct chart_region *r)
{
	struct corners corners = {0};
	struct chart_box all = {INT64_MAX, INT64_MIN, INT64_MAX, INT64_MIN};
	chart_place_region(m->g, m->chart->discs, r, m->arena);
	for (size_t i = 0; i < r->n; i++) {
		const struct chart_disc *d = &m->chart->discs[r->discs[i]];
		struct chart_box b = chart_disc_box(d);
		b = (struct chart_box){d->x + b.left, d->x + b.right, d->y + b.top, d->y + b.bottom};
		all.left = b.left < all.left ? b.left : all.left;
		all.right = b.right > all.right ? b.right : all.right;
		all.top = b.top < all.top ? b.top : all.top;
		all.bottom = b.bottom > all.bottom ? b.bottom : all.bottom;
		add_box(m, &corners, b);
	}
	add_box(m, &corners, put_name(r, all));
	enclose(r, &corners);
	move_region(m->chart, r, -r->x, -r->y);
}

/* ---- packing */

static void find_ribbons(struct maker *m)
{
	const struct graph *g = m->g;
	size_t n = m->chart->nregions;
	uint64_t *weight = arena_array(m->arena, uint64_t, n * n + 1);
	for (size_t i = 0; i < g->nties; i++) {
		uint32_t a = m->chart->discs[g->ties[i].a].region, b = m->chart->discs[g->ties[i].b].region;
		weight[a < b ? a * n + b : b * n + a] += g->ties[i].weight;
	}
	m->chart->ribbons = arena_array(m->arena, struct chart_ribbon, n * n / 2 + 1);
	for (uint32_t a = 0; a < n; a++)
		for (uint32_t b = a + 1; b < n; b++)
			if (weight[a * n + b])
				m->chart->ribbons[m->chart->nribbons++] = (struct chart_ribbon){a, b, weight[a * n + b]};
}

static uint64_t ribbon(const struct chart *chart, uint32_t a, uint32_t b)
{
	for (size_t i = 0; i < chart->nribbons; i++)
		if ((chart->ribbons[i].a == a && chart->ribbons[i].b == b) || (chart->ribbons[i].a == b && chart->ribbons[i].b == a))
			return chart->ribbons[i].weight;
	return 0;
}

static int by_radius(const void *pa, const void *pb)
{
	const struct chart_region *const *a = pa, *const *b = pb;
	if ((*a)->r != (*b)->r)
		return (*a)->r > (*b)->r ? -1 : 1;
	return *a < *b ? -1 : 1;
}

static bool fits(struct chart_region *const *placed, size_t n, int64_t x, int64_t y, int64_t r)
{
	for (size_t i = 0; i < n; i++)
		if (length(x - placed[i]->x, y - placed[i]->y) < r + placed[i]->r + GAP - CHART_ONE)
			return false;
	return true;
}

/* How far a place is from the middle of the others, on paper that is wider than high, and from those that the region has to do with. */
static int64_t cost(const struct chart *chart, struct chart_region *const *placed, size_t n, const struct chart_region *r, int64_t x, int64_t y)
{
	int64_t sum = 0, middle_x = 0, middle_y = 0;
	uint64_t all = 1;
	for (size_t i = 0; i < n; i++) {
		middle_x += placed[i]->x;
		middle_y += placed[i]->y;
	}
	for (size_t i = 0; i < n; i++)
		all += ribbon(chart, (uint32_t)(r - chart->regions), (uint32_t)(placed[i] - chart->regions));
	for (size_t i = 0; i < n; i++) {
		uint64_t share = ribbon(chart, (uint32_t)(r - chart->regions), (uint32_t)(placed[i] - chart->regions)) * 256 / all;
		sum += length(x - placed[i]->x, y - placed[i]->y) * (int64_t)share / 256;
	}
	return 2 * length(x - middle_x / (int64_t)n, (y - middle_y / (int64_t)n) * 3 / 2) + sum;
}

/* The two places at which a circle of radius r touches both a and b: the tops of triangles of which all sides are known. */
static int touching(const struct chart_region *a, const struct chart_region *b, int64_t r, struct corner out[2])
{
	int64_t dx = b->x - a->x, dy = b->y - a->y, d = length(dx, dy), ra = a->r + r + GAP, rb = b->r + r + GAP;
	if (d == 0 || d >= ra + rb)
		return 0;
	int64_t along = (d * d + ra * ra - rb * rb) / (2 * d), h2 = ra * ra - along * along;
	if (h2 < 0)
		return 0;
	int64_t high = fixed_sqrt((uint64_t)h2) + 1;
	out[0] = (struct corner){a->x + (dx * along - dy * high) / d, a->y + (dy * along + dx * high) / d};
	out[1] = (struct corner){a->x + (dx * along + dy * high) / d, a->y + (dy * along - dx * high) / d};
	return 2;
}

/* Starts with the second largest beside the largest, or below it. */
static void pack_from(struct maker *m, struct chart_region **placed, bool below)
{
	struct chart *chart = m->chart;
	for (size_t n = 0; n < chart->nregions; n++) {
		struct chart_region *r = placed[n];
		int64_t touch = n ? placed[0]->r + r->r + GAP : 0, least = INT64_MAX;
		struct corner best = {below ? 0 : touch, below ? touch : 0}, at[2];
		for (size_t i = 0; i < n; i++)
			for (size_t k = 0; k < i; k++)
				for (int c = touching(placed[i], placed[k], r->r, at); c-- > 0;) {
					int64_t price = cost(chart, placed, n, r, at[c].x, at[c].y);
					if (price < least && fits(placed, n, at[c].x, at[c].y, r->r)) {
						least = price;
						best = at[c];
					}
				}
		move_region(chart, r, best.x - r->x, best.y - r->y);
	}
}

static struct chart_box around_all(const struct chart *chart)
{
	struct chart_box all = {0, 0, 0, 0};
	for (size_t i = 0; i < chart->nregions; i++) {
		const struct chart_region *r = &chart->regions[i];
		all.left = r->x - r->r < all.left ? r->x - r->r : all.left;
		all.right = r->x + r->r > all.right ? r->x + r->r : all.right;
		all.top = r->y - r->r < all.top ? r->y - r->r : all.top;
		all.bottom = r->y + r->r > all.bottom ? r->y + r->r : all.bottom;
	}
	return all;
}

/* How far from paper of three by four, in thousandths. */
static int64_t misshape(const struct chart *chart)
{
	struct chart_box all = around_all(chart);
	return llabs((all.right - all.left) * 1000 / (all.bottom - all.top + 1) - 1333);
}

static void pack(struct maker *m)
{
	struct chart_region **placed = arena_array(m->arena, struct chart_region *, m->chart->nregions + 1);
	for (size_t i = 0; i < m->chart->nregions; i++)
		placed[i] = &m->chart->regions[i];
	if (m->chart->nregions)
		qsort(placed, m->chart->nregions, sizeof(*placed), by_radius);
	pack_from(m, placed, true);
	int64_t below = misshape(m->chart);
	pack_from(m, placed, false);
	if (below < misshape(m->chart))
		pack_from(m, placed, true);
}

/* ---- paper */

static void centre_label(struct chart *chart, struct chart_label *l, int size, int64_t top)
{
	l->x = chart->width / 2;
	l->top = top;
	l->y = top + size * CHART_ONE * 9 / 10;
}

static void set_paper(struct maker *m)
{
	struct chart *chart = m->chart;
	struct chart_box all = around_all(chart);
	int64_t wide = all.right - all.left + 2 * MARGIN, least = WIDTH_LEAST;
	chart->width = (wide > least ? wide : least) / CHART_ONE * CHART_ONE;
	chart_label_set(&chart->title, m->arena, m->g->title, CHART_TITLE_SIZE, true, chart->width - 2 * MARGIN);
	centre_label(chart, &chart->title, CHART_TITLE_SIZE, MARGIN);
	int64_t top = MARGIN + chart->title.height + HEAD / 2, high = top + all.bottom - all.top;
	chart->legend = high + FOOT / 2;
	chart->height = (chart->legend + FOOT) / CHART_ONE * CHART_ONE;
	for (size_t i = 0; i < chart->nregions; i++)
		move_region(chart, &chart->regions[i], (chart->width - all.left - all.right) / 2, top - all.top);
	for (size_t i = 0; i < m->g->n; i++) {
		struct chart_disc *d = &chart->discs[i];
		d->label.x = d->x;
		d->label.top = d->y + d->r + 3 * CHART_ONE;
		d->label.y = d->label.top + CHART_LABEL_SIZE * CHART_ONE * 9 / 10;
	}
}

struct chart *chart_layout(const struct graph *g, struct str none, struct arena *a)
{
	struct maker m = {g, arena_new(a, struct chart), a};
	m.chart->discs = arena_array(a, struct chart_disc, g->n + 1);
	make_regions(&m, none);
	size_discs(&m);
	set_labels(&m);
	for (size_t i = 0; i < m.chart->nregions; i++)
		make_region(&m, &m.chart->regions[i]);
	find_ribbons(&m);
	pack(&m);
	set_paper(&m);
	return m.chart;
}
