/*
 * The articles of one region. A spring layout (Fruchterman & Reingold 1991) gives the shape: ties pull, all push each other off. Then boxes
 * around discs and labels are moved apart until none overlap, each pair along the axis where it takes least (as Dwyer, Marriott & Stuckey 2005
 * have it, without their solver), and the whole is stretched a little whenever that does not end.
 *
 * A region of more than FORCED articles is laid out as the seeds of a sunflower, its middle first: no spring would show more.
 */
#include "write/chart.h"

#include <stdlib.h>
#include "base/fixed.h"

enum { FORCED = 600, ROUNDS_MOST = 4000, CALM = 60, DRAWS = 24 };

struct point {
	int64_t x, y;
};

struct place {
	const struct graph *g;
	struct chart_disc *discs;
	const struct chart_region *region;
	size_t n;
	struct point *at, *push;   /* by place in the region */
	struct chart_box *box;
	struct {
		struct cluster_edge *items;
		size_t n, cap;
	} ties;                    /* between places, weight in 256ths of a place's whole */
	int64_t unit;              /* the distance that neighbours should have */
};

struct chart_box chart_disc_box(const struct chart_disc *d)
{
	struct chart_box b = {-d->r, d->r, -d->r, d->r};
	if (!d->label.n)
		return b;
	int64_t half = d->label.width / 2;
	if (half > b.right) {
		b.left = -half;
		b.right = half;
	}
	b.bottom = d->r + 3 * CHART_ONE + d->label.height;
	return b;
}

/* ---- start: the nth seed at the golden angle, at a radius of sqrt(n) */

static void sunflower(struct place *p)
{
	const int64_t cosine = -791743804, sine = 725302181; /* of 137.508 degrees, in 2^30ths */
	struct point direction = {1 << 30, 0};
	for (size_t i = 0; i < p->n; i++) {
		int64_t radius = (int64_t)fixed_sqrt((uint64_t)(p->unit * p->unit) * i) * 3 / 5;
		p->at[i] = (struct point){direction.x * radius >> 30, direction.y * radius >> 30};
		direction = (struct point){(direction.x * cosine - direction.y * sine) >> 30,
			(direction.x * sine + direction.y * cosine) >> 30};
	}
}

/* ---- springs */

static void find_ties(struct place *p, struct arena *a)
{
	const struct graph *g = p->g;
	uint32_t *place = arena_array(a, uint32_t, g->n + 1);
	uint64_t *whole = arena_array(a, uint64_t, p->n + 1);
	for (size_t i = 0; i < p->n; i++)
		place[p->region->discs[i]] = (uint32_t)i + 1;
	for (size_t i = 0; i < g->nties; i++) {
		uint32_t one = place[g->ties[i].a], other = place[g->ties[i].b];
		if (!one || !other || one == other)
			continue;
		*arena_push(a, &p->ties) = (struct cluster_edge){one - 1, other - 1, g->ties[i].weight};
		whole[one - 1] += g->ties[i].weight;
		whole[other - 1] += g->ties[i].weight;
	}
	for (size_t i = 0; i < p->ties.n; i++) {
		struct cluster_edge *t = &p->ties.items[i];
		uint64_t most = whole[t->a] > whole[t->b] ? whole[t->a] : whole[t->b];
		t->weight = (uint32_t)((uint64_t)t->weight * 256 / (most ? most : 1)) + 1;
	}
}

static void push_apart(struct place *p)
{
	int64_t strength = p->unit * p->unit / 2, reach = 16 * p->unit * p->unit;
	for (size_t i = 0; i < p->n; i++)
		for (size_t k = 0; k < i; k++) {
			int64_t dx = p->at[i].x - p->at[k].x, dy = p->at[i].y - p->at[k].y, d2 = dx * dx + dy * dy;
			if (d2 > reach)
				continue;
			if (d2 < CHART_ONE) {
				dx = CHART_ONE;
				d2 = CHART_ONE * CHART_ONE;
			}
			int64_t fx = dx * strength / d2, fy = dy * strength / d2;
			p->push[i].x += fx;
			p->push[i].y += fy;
			p->push[k].x -= fx;
			p->push[k].y -= fy;
		}
}

static void pull_together(struct place *p)
{
	for (size_t i = 0; i < p->ties.n; i++) {
		const struct cluster_edge *t = &p->ties.items[i];
		int64_t fx = (p->at[t->b].x - p->at[t->a].x) * t->weight / 256, fy = (p->at[t->b].y - p->at[t->a].y) * t->weight / 256;
		p->push[t->a].x += fx;
		p->push[t->a].y += fy;
		p->push[t->b].x -= fx;
		p->push[t->b].y -= fy;
	}
	for (size_t i = 0; i < p->n; i++) {
		p->push[i].x -= p->at[i].x / 4;
		p->push[i].y -= p->at[i].y / 4;
	}
}

static void springs(struct place *p)
{
	int rounds = p->n <= 60 ? 150 : p->n <= 250 ? 60 : 30;
	for (int round = 0; round < rounds; round++) {
		int64_t limit = p->unit * (rounds - round) / rounds / 2 + 1;
		for (size_t i = 0; i < p->n; i++)
			p->push[i] = (struct point){0, 0};
		push_apart(p);
		pull_together(p);
		for (size_t i = 0; i < p->n; i++) {
			struct point f = {p->push[i].x / 4, p->push[i].y / 4};
			int64_t length = fixed_sqrt((uint64_t)(f.x * f.x + f.y * f.y));
			if (length > limit)
				f = (struct point){f.x * limit / length, f.y * limit / length};
			p->at[i].x += f.x;
			p->at[i].y += f.y;
		}
	}
}

/* ---- room */

static void centre(struct place *p)
{
	struct point sum = {0, 0};
	for (size_t i = 0; i < p->n; i++)
		sum = (struct point){sum.x + p->at[i].x, sum.y + p->at[i].y};
	for (size_t i = 0; i < p->n; i++)
		p->at[i] = (struct point){p->at[i].x - sum.x / (int64_t)p->n, p->at[i].y - sum.y / (int64_t)p->n};
}

/* Stretches both axes, so that what springs made long and thin fills a circle: a third wider than high, for boxes are wide and will be
 * moved apart upwards and downwards. */
static void round_off(struct place *p)
{
	int64_t x = 1, y = 1;
	for (size_t i = 0; i < p->n; i++) {
		x += llabs(p->at[i].x);
		y += llabs(p->at[i].y);
	}
	for (size_t i = 0; i < p->n; i++)
		p->at[i] = (struct point){p->at[i].x * 1365 / (x * 1024 / (x + y) + 1), p->at[i].y * 1024 / (y * 1024 / (x + y) + 1)};
}

struct ring {
	int64_t distance;
	size_t place;
};

static int by_distance(const void *pa, const void *pb)
{
	const struct ring *a = pa, *b = pb;
	if (a->distance != b->distance)
		return a->distance < b->distance ? -1 : 1;
	return (a->place > b->place) - (a->place < b->place);
}

/* Springs crowd the middle. Every article keeps its direction and its turn by distance, and moves to where it would be if the boxes of those
 * nearer filled a disc. */
static void spread_out(struct place *p, struct arena *a)
{
	struct ring *rings = arena_array(a, struct ring, p->n);
	uint64_t inner = 0;
	for (size_t i = 0; i < p->n; i++)
		rings[i] = (struct ring){fixed_sqrt((uint64_t)(p->at[i].x * p->at[i].x + p->at[i].y * p->at[i].y)), i};
	qsort(rings, p->n, sizeof *rings, by_distance);
	for (size_t k = 0; k < p->n; k++) {
		size_t i = rings[k].place;
		uint64_t area = (uint64_t)((p->box[i].right - p->box[i].left) * (p->box[i].bottom - p->box[i].top));
		int64_t wanted = (int64_t)fixed_sqrt(inner + area / 2) * 5 / 8, is = rings[k].distance + 1;
		p->at[i] = (struct point){p->at[i].x * wanted / is, p->at[i].y * wanted / is};
		inner += area;
	}
}

/* Moves two boxes apart by half of what they overlap each; false: they do not. */
static bool part_pair(struct place *p, size_t i, size_t k)
{
	const struct chart_box *a = &p->box[i], *b = &p->box[k];
	int64_t middle_x = p->at[k].x - p->at[i].x + (b->left + b->right - a->left - a->right) / 2;
	int64_t middle_y = p->at[k].y - p->at[i].y + (b->top + b->bottom - a->top - a->bottom) / 2;
	int64_t x = (a->right - a->left + b->right - b->left) / 2 - llabs(middle_x);
	int64_t y = (a->bottom - a->top + b->bottom - b->top) / 2 - llabs(middle_y);
	if (x <= 0 || y <= 0)
		return false;
	int64_t dx = x <= y ? (x / 2 + 1) * (middle_x >= 0 ? 1 : -1) : 0, dy = x <= y ? 0 : (y / 2 + 1) * (middle_y >= 0 ? 1 : -1);
	p->at[i].x -= dx;
	p->at[i].y -= dy;
	p->at[k].x += dx;
	p->at[k].y += dy;
	return true;
}

/* Places by their boxes' left side, kept sorted by insertion: little changes between rounds. */
static void sort_by_left(const struct place *p, uint32_t *order)
{
	for (size_t i = 1; i < p->n; i++) {
		uint32_t moved = order[i];
		int64_t left = p->at[moved].x + p->box[moved].left;
		size_t k = i;
		for (; k > 0 && p->at[order[k - 1]].x + p->box[order[k - 1]].left > left; k--)
			order[k] = order[k - 1];
		order[k] = moved;
	}
}

static void make_room(struct place *p, uint32_t *order)
{
	bool crowded = true;
	for (size_t i = 0; i < p->n; i++)
		order[i] = (uint32_t)i;
	for (int round = 1; crowded && round < ROUNDS_MOST; round++) {
		crowded = false;
		sort_by_left(p, order);
		for (size_t i = 0; i < p->n; i++) {
			for (size_t k = i + 1; k < p->n; k++) {
				const struct chart_box *a = &p->box[order[i]], *b = &p->box[order[k]];
				if (p->at[order[k]].x + b->left > p->at[order[i]].x + a->right + 64 * CHART_ONE)
					break;
				crowded |= part_pair(p, order[i], order[k]);
			}
		}
		for (size_t i = 0; crowded && round % CALM == 0 && i < p->n; i++)
			p->at[i] = (struct point){p->at[i].x * 26 / 25, p->at[i].y * 26 / 25};
	}
}

static bool collides(const struct place *p, size_t i, struct point at)
{
	const struct chart_box *a = &p->box[i];
	for (size_t k = 0; k < p->n; k++) {
		const struct chart_box *b = &p->box[k];
		if (k != i && at.x + a->left < p->at[k].x + b->right && p->at[k].x + b->left < at.x + a->right &&
			at.y + a->top < p->at[k].y + b->bottom && p->at[k].y + b->top < at.y + a->bottom)
			return true;
	}
	return false;
}

/* Room made by pushing leaves gaps: each moves towards the middle where nothing is in its way. */
static void draw_in(struct place *p)
{
	bool moved = true;
	for (int round = 0; moved && round < DRAWS; round++) {
		moved = false;
		for (size_t i = 0; i < p->n; i++) {
			struct point to = {p->at[i].x * 15 / 16, p->at[i].y * 15 / 16};
			if (llabs(p->at[i].x) + llabs(p->at[i].y) < 16 * CHART_ONE || collides(p, i, to))
				continue;
			p->at[i] = to;
			moved = true;
		}
	}
}

void chart_place_region(const struct graph *g, struct chart_disc *discs, const struct chart_region *region, struct arena *a)
{
	struct place p = {.g = g, .discs = discs, .region = region, .n = region->n};
	int64_t sides = 0;
	p.at = arena_array(a, struct point, p.n + 1);
	p.push = arena_array(a, struct point, p.n + 1);
	p.box = arena_array(a, struct chart_box, p.n + 1);
	for (size_t i = 0; i < p.n; i++) {
		const struct chart_disc *d = &discs[region->discs[i]];
		struct chart_box b = chart_disc_box(d);
		int64_t gap = d->label.n ? 5 * CHART_ONE : 3 * CHART_ONE / 2;
		p.box[i] = (struct chart_box){b.left - gap, b.right + gap, b.top - gap, b.bottom + gap};
		sides += b.right - b.left + b.bottom - b.top + 4 * gap;
	}
	p.unit = p.n ? sides / 2 / (int64_t)p.n : 1;
	sunflower(&p);
	if (p.n > 2 && p.n <= FORCED) {
		find_ties(&p, a);
		springs(&p);
	}
	if (p.n)
		centre(&p);
	if (p.n > 1) {
		round_off(&p);
		spread_out(&p, a);
	}
	make_room(&p, arena_array(a, uint32_t, p.n + 1));
	if (p.n <= FORCED)
		draw_in(&p);
	for (size_t i = 0; i < p.n; i++) {
		discs[region->discs[i]].x = p.at[i].x;
		discs[region->discs[i]].y = p.at[i].y;
	}
}
