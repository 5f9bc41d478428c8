/*
 * Communities by modularity (Newman 2006), found by local moving and aggregation (Blondel et al. 2008, "Fast unfolding of
 * communities in large networks"), and refined at every level on the way back (Rotta & Noack 2011), which mends the badly
 * connected communities that plain aggregation leaves (Traag, Waltman & van Eck 2019).
 *
 * Nodes are visited in their order instead of a random one, ties go to the node's own community, then to the lowest, and
 * modularity is compared in integers: for a node of degree k whose links into community C weigh w, a move gains
 * w * 2m - resolution * k * total(C). Weights are scaled so that 2m stays below 2^26, and no product passes 63 bits.
 *
 * Modularity knows nothing of the parts of a book, so bounds come after: what is too large is divided by the same
 * method inside itself, at a resolution that rises until it falls apart; what is too small joins the community it is tied to most
 * beyond chance. Rejected: k-means and spectral cuts, which need floating point and a start by chance.
 */
#include "link/cluster.h"

#include <stdlib.h>
#include <string.h>

enum { TOTAL_BITS = 26, PASSES = 50, RESOLUTION_ONE = 16, RESOLUTION_MOST = 1024 };

/* A graph in rows: the neighbours of node i are to[start[i]] up to to[start[i + 1]]. */
struct level {
	size_t n;
	size_t *start;
	uint32_t *to;
	int64_t *weight;
	int64_t *degree; /* with links inside a node of a coarser level counted twice */
	uint32_t *size;  /* nodes of the finest level in it */
	int64_t total;   /* of all degrees */
};

struct arc {
	uint32_t from, to;
	int64_t weight;
};

static int by_ends(const void *pa, const void *pb)
{
	const struct arc *a = pa, *b = pb;
	if (a->from != b->from)
		return a->from < b->from ? -1 : 1;
	return (a->to > b->to) - (a->to < b->to);
}

/* Arcs stand in both directions; those of one pair become one. degree and size are the caller's to fill. */
static struct level *level_new(struct arena *a, size_t n, struct arc *arcs, size_t narcs)
{
	struct level *l = arena_new(a, struct level);
	l->n = n;
	l->start = arena_array(a, size_t, n + 1);
	l->to = arena_array(a, uint32_t, narcs + 1);
	l->weight = arena_array(a, int64_t, narcs + 1);
	l->degree = arena_array(a, int64_t, n + 1);
	l->size = arena_array(a, uint32_t, n + 1);
	if (narcs)
		qsort(arcs, narcs, sizeof *arcs, by_ends);
	size_t at = 0, i = 0;
	for (size_t node = 0; node < n; node++) {
		l->start[node] = at;
		for (; i < narcs && arcs[i].from == node; i++) {
			if (at > l->start[node] && l->to[at - 1] == arcs[i].to) {
				l->weight[at - 1] += arcs[i].weight;
				continue;
			}
			l->to[at] = arcs[i].to;
			l->weight[at++] = arcs[i].weight;
		}
	}
	l->start[n] = at;
	return l;
}

/* One community each time a node is looked at: what its links into every neighbouring one weigh. */
struct tally {
	int64_t *weight;   /* by community */
	uint32_t *touched; /* communities with a weight */
	size_t n;
};

static void tally_node(struct tally *t, const struct level *l, const uint32_t *of, size_t node)
{
	for (size_t i = 0; i < t->n; i++)
		t->weight[t->touched[i]] = 0;
	t->n = 0;
	for (size_t i = l->start[node]; i < l->start[node + 1]; i++) {
		uint32_t c = of[l->to[i]];
		if (c == CLUSTER_NONE)
			continue;
		if (!t->weight[c])
			t->touched[t->n++] = c;
		t->weight[c] += l->weight[i];
	}
}

/* Communities in the making. */
struct state {
	const struct level *level;
	uint32_t *of;
	int64_t *total; /* by community: degrees of its nodes */
	size_t *size;
	struct tally tally;
	int64_t resolution;
	size_t size_least, size_most; /* 0: none */
};

static struct state state_new(struct arena *a, const struct level *l, uint32_t *of, int64_t resolution)
{
	struct state s = {.level = l, .of = of, .resolution = resolution};
	s.total = arena_array(a, int64_t, l->n + 1);
	s.size = arena_array(a, size_t, l->n + 1);
	s.tally.weight = arena_array(a, int64_t, l->n + 1);
	s.tally.touched = arena_array(a, uint32_t, l->n + 1);
	for (size_t i = 0; i < l->n; i++)
		if (of[i] != CLUSTER_NONE) {
			s.total[of[i]] += l->degree[i];
			s.size[of[i]] += l->size[i];
		}
	return s;
}

static int64_t gain(const struct state *s, size_t node, uint32_t community)
{
	return s->tally.weight[community] * s->level->total * RESOLUTION_ONE -
	       s->level->degree[node] * s->total[community] * s->resolution;
}

static bool may_move(const struct state *s, size_t node, uint32_t to)
{
	size_t size = s->level->size[node];
	if (s->size_most && s->size[to] + size > s->size_most)
		return false;
	return !s->size_least || s->size[s->of[node]] >= s->size_least + size;
}

static bool move_node(struct state *s, size_t node)
{
	uint32_t own = s->of[node], best = own;
	tally_node(&s->tally, s->level, s->of, node);
	s->total[own] -= s->level->degree[node];
	int64_t most = gain(s, node, own);
	for (size_t i = 0; i < s->tally.n; i++) {
		uint32_t c = s->tally.touched[i];
		if (c == own || !may_move(s, node, c))
			continue;
		int64_t g = gain(s, node, c);
		if (g > most || (g == most && best != own && c < best)) {
			most = g;
			best = c;
		}
	}
	s->total[best] += s->level->degree[node];
	s->size[own] -= s->level->size[node];
	s->size[best] += s->level->size[node];
	s->of[node] = best;
	return best != own;
}

/* Every move raises modularity, so that it ends; the passes are bounded for its long tail. */
static void move_all(struct state *s)
{
	bool moved = true;
	for (int pass = 0; moved && pass < PASSES; pass++) {
		moved = false;
		for (size_t i = 0; i < s->level->n; i++)
			if (s->of[i] != CLUSTER_NONE)
				moved |= move_node(s, i);
	}
}

/* Numbers communities from 0 in the order of their lowest nodes; returns how many there are. */
static size_t renumber(struct arena *a, uint32_t *of, size_t n)
{
	uint32_t *number = arena_array(a, uint32_t, n + 1), count = 0;
	for (size_t i = 0; i < n; i++) {
		if (of[i] == CLUSTER_NONE)
			continue;
		if (!number[of[i]])
			number[of[i]] = ++count;
		of[i] = number[of[i]] - 1;
	}
	return count;
}

static struct level *aggregate(struct arena *a, const struct level *l, const uint32_t *of, size_t count)
{
	struct arc *arcs = arena_array(a, struct arc, l->start[l->n] + 1);
	size_t n = 0;
	for (size_t i = 0; i < l->n; i++)
		for (size_t k = l->start[i]; k < l->start[i + 1]; k++)
			if (of[i] != of[l->to[k]])
				arcs[n++] = (struct arc){of[i], of[l->to[k]], l->weight[k]};
	struct level *up = level_new(a, count, arcs, n);
	for (size_t i = 0; i < l->n; i++) {
		up->degree[of[i]] += l->degree[i];
		up->size[of[i]] += l->size[i];
	}
	up->total = l->total;
	return up;
}

/* Communities of all nodes of a level, each from itself on; returns how many. Levels shrink, so that the recursion is shallow. */
static size_t louvain(struct arena *a, const struct level *l, uint32_t *of, int64_t resolution)
{
	for (size_t i = 0; i < l->n; i++)
		of[i] = (uint32_t)i;
	struct state s = state_new(a, l, of, resolution);
	move_all(&s);
	size_t count = renumber(a, of, l->n);
	if (count == l->n || count <= 1)
		return count;
	uint32_t *above = arena_array(a, uint32_t, count);
	louvain(a, aggregate(a, l, of, count), above, resolution);
	for (size_t i = 0; i < l->n; i++)
		of[i] = above[of[i]];
	s = state_new(a, l, of, resolution);
	move_all(&s);
	return renumber(a, of, l->n);
}

/* ---- bounds */

struct finder {
	struct arena *arena;
	struct level *level; /* the whole graph */
	uint32_t *of;
	size_t *sizes; /* by community; 0: gone */
	int64_t *tie, *total; /* by community, for `nearest` */
	size_t n;      /* communities, gone ones too */
	size_t alive;
	struct cluster_bounds bounds;
};

static void count_sizes(struct finder *f)
{
	f->sizes = arena_array(f->arena, size_t, f->level->n + 1);
	f->tie = arena_array(f->arena, int64_t, f->level->n + 1);
	f->total = arena_array(f->arena, int64_t, f->level->n + 1);
	f->n = f->alive = 0;
	for (size_t i = 0; i < f->level->n; i++) {
		if (f->of[i] == CLUSTER_NONE)
			continue;
		f->alive += f->sizes[f->of[i]]++ == 0;
		f->n = f->of[i] + 1 > f->n ? f->of[i] + 1 : f->n;
	}
}

/* The part of the graph inside a community; nodes gets its nodes. */
static struct level *inside(const struct finder *f, uint32_t community, uint32_t *nodes)
{
	const struct level *l = f->level;
	uint32_t *local = arena_array(f->arena, uint32_t, l->n + 1);
	size_t n = 0, narcs = 0, most = 0;
	for (size_t i = 0; i < l->n; i++)
		if (f->of[i] == community) {
			local[i] = (uint32_t)n;
			nodes[n++] = (uint32_t)i;
			most += l->start[i + 1] - l->start[i];
		}
	struct arc *arcs = arena_array(f->arena, struct arc, most + 1);
	for (size_t i = 0; i < n; i++)
		for (size_t k = l->start[nodes[i]]; k < l->start[nodes[i] + 1]; k++)
			if (f->of[l->to[k]] == community)
				arcs[narcs++] = (struct arc){(uint32_t)i, local[l->to[k]], l->weight[k]};
	struct level *in = level_new(f->arena, n, arcs, narcs);
	for (size_t i = 0; i < n; i++) {
		in->size[i] = 1;
		for (size_t k = in->start[i]; k < in->start[i + 1]; k++)
			in->degree[i] += in->weight[k];
		in->total += in->degree[i];
	}
	return in;
}

static void weigh_ties(const struct finder *f, uint32_t c)
{
	const struct level *l = f->level;
	memset(f->tie, 0, f->n * sizeof *f->tie);
	memset(f->total, 0, f->n * sizeof *f->total);
	for (size_t i = 0; i < l->n; i++) {
		if (f->of[i] == CLUSTER_NONE)
			continue;
		f->total[f->of[i]] += l->degree[i];
		for (size_t k = l->start[i]; f->of[i] == c && k < l->start[i + 1]; k++)
			if (f->of[l->to[k]] != CLUSTER_NONE)
				f->tie[f->of[l->to[k]]] += l->weight[k];
	}
}

/* The community that c is tied to most beyond chance, first of those that it fits into by size; CLUSTER_NONE when it has no link out. */
static uint32_t nearest(const struct finder *f, uint32_t c)
{
	const struct level *l = f->level;
	int64_t most = 0;
	uint32_t best = CLUSTER_NONE;
	bool best_fits = false;
	weigh_ties(f, c);
	for (uint32_t other = 0; other < f->n; other++) {
		if (other == c || !f->tie[other])
			continue;
		bool fits = f->sizes[other] + f->sizes[c] <= f->bounds.size_most;
		int64_t g = f->tie[other] * l->total - f->total[c] * f->total[other];
		if (best != CLUSTER_NONE && (fits != best_fits ? best_fits : g <= most))
			continue;
		best = other;
		most = g;
		best_fits = fits;
	}
	return best;
}

static void join(struct finder *f, uint32_t from, uint32_t to)
{
	for (size_t i = 0; i < f->level->n; i++)
		if (f->of[i] == from)
			f->of[i] = to;
	if (to != CLUSTER_NONE)
		f->sizes[to] += f->sizes[from];
	f->sizes[from] = 0;
	f->alive--;
}

static uint32_t smallest(const struct finder *f, size_t below)
{
	uint32_t found = CLUSTER_NONE;
	for (uint32_t c = 0; c < f->n; c++)
		if (f->sizes[c] && f->sizes[c] < below && (found == CLUSTER_NONE || f->sizes[c] < f->sizes[found]))
			found = c;
	return found;
}

static uint32_t largest(const struct finder *f, size_t above)
{
	uint32_t found = CLUSTER_NONE;
	for (uint32_t c = 0; c < f->n; c++)
		if (f->sizes[c] > above && (found == CLUSTER_NONE || f->sizes[c] > f->sizes[found]))
			found = c;
	return found;
}

/* Divides a community into pieces of at least size_least where its links allow it. Halves by order are the last resort, for a
 * community in which every article is as near to every other. */
static void divide(struct finder *f, uint32_t c, struct arena *scratch)
{
	struct finder in = {.arena = scratch, .bounds = f->bounds};
	uint32_t *nodes = arena_array(scratch, uint32_t, f->sizes[c] + 1);
	struct arena *own = f->arena;
	f->arena = scratch;
	in.level = inside(f, c, nodes);
	f->arena = own;
	in.of = arena_array(scratch, uint32_t, in.level->n + 1);
	for (int64_t resolution = RESOLUTION_ONE; resolution <= RESOLUTION_MOST; resolution += resolution / 4) {
		louvain(scratch, in.level, in.of, resolution);
		count_sizes(&in);
		uint32_t small;
		while (in.alive > 2 && (small = smallest(&in, in.bounds.size_least)) != CLUSTER_NONE) {
			uint32_t to = nearest(&in, small);
			if (to == CLUSTER_NONE)
				to = largest(&in, 0) != small ? largest(&in, 0) : CLUSTER_NONE;
			join(&in, small, to);
		}
		if (in.alive > 1 && smallest(&in, in.bounds.size_least) == CLUSTER_NONE)
			break;
	}
	if (in.alive < 2 || smallest(&in, in.bounds.size_least) != CLUSTER_NONE)
		for (size_t i = 0; i < in.level->n; i++)
			in.of[i] = i >= in.level->n / 2;
	size_t pieces = renumber(scratch, in.of, in.level->n);
	for (size_t i = 0; i < in.level->n; i++)
		f->of[nodes[i]] = in.of[i] ? (uint32_t)(f->n + in.of[i] - 1) : c;
	f->n += pieces - 1;
	f->alive += pieces - 1;
	f->sizes[c] = 0;
	for (size_t i = 0; i < in.level->n; i++)
		f->sizes[f->of[nodes[i]]] += 1;
}

static void divide_largest(struct finder *f, uint32_t c)
{
	struct arena scratch;
	arena_init(&scratch);
	divide(f, c, &scratch);
	arena_free(&scratch);
}

static void keep_bounds(struct finder *f)
{
	struct cluster_bounds b = f->bounds;
	uint32_t c;
	while ((c = smallest(f, b.size_least)) != CLUSTER_NONE)
		join(f, c, nearest(f, c));
	while ((c = largest(f, b.size_most)) != CLUSTER_NONE && f->sizes[c] >= 2 * b.size_least)
		divide_largest(f, c);
	while (f->alive > b.most) {
		c = smallest(f, SIZE_MAX);
		uint32_t to = nearest(f, c);
		if (to == CLUSTER_NONE) /* an island joins the smallest of the others */
			for (uint32_t k = 0; k < f->n; k++)
				if (k != c && f->sizes[k] && (to == CLUSTER_NONE || f->sizes[k] < f->sizes[to]))
					to = k;
		join(f, c, to);
	}
	while (f->alive < b.least && (c = largest(f, 0)) != CLUSTER_NONE && f->sizes[c] >= 2 * b.size_least)
		divide_largest(f, c);
}

/* After cuts and joins, single nodes may still find a better place. */
static void settle(struct finder *f)
{
	struct state s = state_new(f->arena, f->level, f->of, RESOLUTION_ONE);
	s.size_least = f->bounds.size_least;
	s.size_most = f->bounds.size_most;
	move_all(&s);
}

static struct level *whole(struct arena *a, size_t n, const struct cluster_edge *edges, size_t nedges)
{
	struct arc *arcs = arena_array(a, struct arc, 2 * nedges + 1);
	uint64_t sum = 0;
	size_t narcs = 0;
	unsigned shift = 0;
	for (size_t i = 0; i < nedges; i++)
		sum += 2 * (uint64_t)edges[i].weight;
	while (sum >> shift >> (TOTAL_BITS - 1))
		shift++;
	for (size_t i = 0; i < nedges; i++) {
		const struct cluster_edge *e = &edges[i];
		int64_t weight = (e->weight >> shift) + (e->weight > 0);
		if (e->a == e->b || !weight)
			continue;
		arcs[narcs++] = (struct arc){e->a, e->b, weight};
		arcs[narcs++] = (struct arc){e->b, e->a, weight};
	}
	struct level *l = level_new(a, n, arcs, narcs);
	for (size_t i = 0; i < n; i++) {
		l->size[i] = 1;
		for (size_t k = l->start[i]; k < l->start[i + 1]; k++)
			l->degree[i] += l->weight[k];
		l->total += l->degree[i];
	}
	return l;
}

struct rank {
	uint32_t size, community, first;
};

static int by_size(const void *pa, const void *pb)
{
	const struct rank *a = pa, *b = pb;
	if (a->size != b->size)
		return a->size > b->size ? -1 : 1;
	return (a->first > b->first) - (a->first < b->first);
}

static struct clustering ranked(struct finder *f, struct arena *a)
{
	struct clustering c = {.of = arena_array(a, uint32_t, f->level->n + 1)};
	c.n = renumber(f->arena, f->of, f->level->n);
	c.sizes = arena_array(a, uint32_t, c.n + 1);
	struct rank *ranks = arena_array(f->arena, struct rank, c.n + 1);
	uint32_t *place = arena_array(f->arena, uint32_t, c.n + 1);
	for (size_t i = f->level->n; i-- > 0;)
		if (f->of[i] != CLUSTER_NONE) {
			struct rank *r = &ranks[f->of[i]];
			*r = (struct rank){r->size + 1, f->of[i], (uint32_t)i};
		}
	if (c.n)
		qsort(ranks, c.n, sizeof *ranks, by_size);
	for (size_t k = 0; k < c.n; k++) {
		place[ranks[k].community] = (uint32_t)k;
		c.sizes[k] = ranks[k].size;
	}
	for (size_t i = 0; i < f->level->n; i++)
		c.of[i] = f->of[i] == CLUSTER_NONE ? CLUSTER_NONE : place[f->of[i]];
	return c;
}

struct cluster_bounds cluster_bounds_parts(size_t n)
{
	struct cluster_bounds b = {.least = n >= 12 ? 3 : n >= 6 ? 2 : 1, .most = n / 3, .size_least = 3};
	b.most = b.most > 9 ? 9 : b.most ? b.most : 1;
	b.size_most = n <= 90 ? (n + 1) / 2 : n / 6;
	b.size_most = n <= 90 && b.size_most > 15 ? 15 : b.size_most;
	if (n > 90)
		b.size_least = n / 60 > 3 ? n / 60 : 3;
	return b;
}

struct cluster_bounds cluster_bounds_chapters(size_t n)
{
	return (struct cluster_bounds){.least = 1, .most = n / 3 ? n / 3 : 1, .size_least = 3, .size_most = 15};
}

struct clustering clusters_find(size_t n, const struct cluster_edge *edges, size_t nedges, struct cluster_bounds bounds,
	struct arena *a)
{
	struct arena scratch;
	arena_init(&scratch);
	struct finder f = {.arena = &scratch, .bounds = bounds};
	f.level = whole(&scratch, n, edges, nedges);
	f.of = arena_array(&scratch, uint32_t, n + 1);
	louvain(&scratch, f.level, f.of, RESOLUTION_ONE);
	for (size_t i = 0; i < n; i++)
		if (!f.level->degree[i])
			f.of[i] = CLUSTER_NONE;
	count_sizes(&f);
	keep_bounds(&f);
	settle(&f);
	struct clustering c = ranked(&f, a);
	arena_free(&scratch);
	return c;
}
