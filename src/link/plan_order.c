/*
 * Putting things in order by what leans on what: the feedback arc set problem, which no quick method solves best. Here the heaviest lean
 * is taken first, and one that would close a circle of those taken is dropped: so each circle is broken at its weakest link
 * (Eades, Lin & Smyth 1993 compare such heuristics).
 */
#include "link/plan.h"

#include <stdlib.h>

/* A lean that was taken: `after` stands behind `before`. */
struct step {
	uint32_t before, after;
	uint32_t next; /* the next step from `before`, + 1; 0: none */
};

struct order {
	size_t n;
	struct step *steps;
	size_t nsteps;
	uint32_t *first;   /* by thing: its first step, + 1 */
	uint32_t *waiting; /* by thing: how many have to come before it */
	uint64_t *leaned;  /* by thing: what leans on it */
	uint32_t *stack;
	uint32_t *seen;    /* by thing: the search that met it last */
	uint32_t search;
};

static int by_pair(const void *pa, const void *pb)
{
	const struct lean *a = pa, *b = pb;
	uint32_t low_a = a->from < a->to ? a->from : a->to, low_b = b->from < b->to ? b->from : b->to;
	uint32_t high_a = a->from ^ a->to ^ low_a, high_b = b->from ^ b->to ^ low_b;
	if (low_a != low_b)
		return low_a < low_b ? -1 : 1;
	if (high_a != high_b)
		return high_a < high_b ? -1 : 1;
	return (a->from > b->from) - (a->from < b->from);
}

static int by_weight(const void *pa, const void *pb)
{
	const struct lean *a = pa, *b = pb;
	if (a->weight != b->weight)
		return a->weight > b->weight ? -1 : 1;
	return by_pair(a, b);
}

/* Two that lean on each other: the stronger lean stays, by the difference. */
static struct lean_list net_leans(const struct lean_list *leans, struct arena *a)
{
	struct lean_list out = {0};
	struct lean *sorted = arena_array(a, struct lean, leans->n + 1);
	for (size_t i = 0; i < leans->n; i++)
		sorted[i] = leans->items[i];
	if (leans->n)
		qsort(sorted, leans->n, sizeof *sorted, by_pair);
	for (size_t i = 0; i < leans->n;) {
		const struct lean *l = &sorted[i];
		uint32_t low = l->from < l->to ? l->from : l->to, high = l->from ^ l->to ^ low;
		int64_t up = 0; /* of high on low */
		for (; i < leans->n && sorted[i].from + sorted[i].to == low + high && (sorted[i].from == low || sorted[i].from == high); i++)
			up += sorted[i].from == high ? (int64_t)sorted[i].weight : -(int64_t)sorted[i].weight;
		if (up && low != high)
			*arena_push(a, &out) = (struct lean){up > 0 ? high : low, up > 0 ? low : high, (uint32_t)llabs(up)};
	}
	if (out.n)
		qsort(out.items, out.n, sizeof *out.items, by_weight);
	return out;
}

/* Whether a chain of steps leads from one to the other. */
static bool leads(struct order *o, uint32_t from, uint32_t to)
{
	size_t n = 0;
	o->search++;
	o->stack[n++] = from;
	o->seen[from] = o->search;
	while (n > 0) {
		uint32_t at = o->stack[--n];
		if (at == to)
			return true;
		for (uint32_t s = o->first[at]; s; s = o->steps[s - 1].next)
			if (o->seen[o->steps[s - 1].after] != o->search) {
				o->seen[o->steps[s - 1].after] = o->search;
				o->stack[n++] = o->steps[s - 1].after;
			}
	}
	return false;
}

static void take(struct order *o, const struct lean *l)
{
	o->steps[o->nsteps++] = (struct step){l->to, l->from, o->first[l->to]};
	o->first[l->to] = (uint32_t)o->nsteps;
	o->waiting[l->from]++;
	o->leaned[l->to] += l->weight;
}

static uint32_t next_of(const struct order *o, const bool *done, const uint64_t *pull)
{
	uint32_t best = UINT32_MAX;
	for (uint32_t i = 0; i < o->n; i++)
		if (!done[i] && !o->waiting[i] &&
			(best == UINT32_MAX || pull[i] > pull[best] || (pull[i] == pull[best] && o->leaned[i] > o->leaned[best])))
			best = i;
	return best;
}

void plan_order(size_t n, const struct lean_list *leans, const struct cluster_edge *ties, size_t nties, uint32_t *out, struct arena *a)
{
	struct lean_list net = net_leans(leans, a);
	struct order o = {.n = n};
	o.steps = arena_array(a, struct step, net.n + 1);
	o.first = arena_array(a, uint32_t, n + 1);
	o.waiting = arena_array(a, uint32_t, n + 1);
	o.leaned = arena_array(a, uint64_t, n + 1);
	o.stack = arena_array(a, uint32_t, n + 1);
	o.seen = arena_array(a, uint32_t, n + 1);
	for (size_t i = 0; i < net.n; i++)
		if (!leads(&o, net.items[i].from, net.items[i].to))
			take(&o, &net.items[i]);
	bool *done = arena_array(a, bool, n + 1);
	uint64_t *pull = arena_array(a, uint64_t, n + 1);
	for (size_t k = 0; k < n; k++) {
		uint32_t at = next_of(&o, done, pull);
		done[at] = true;
		out[k] = at;
		for (uint32_t s = o.first[at]; s; s = o.steps[s - 1].next)
			o.waiting[o.steps[s - 1].after]--;
		for (size_t i = 0; i < n; i++)
			pull[i] = 0;
		for (size_t i = 0; i < nties; i++)
			if (ties[i].a == at || ties[i].b == at)
				pull[ties[i].a ^ ties[i].b ^ at] += ties[i].weight;
	}
}
