/*
 * Optimal line breaking, after Knuth and Plass, "Breaking Paragraphs into Lines" (Software: Practice and Experience 11, 1981), with the
 * demerits of TeX82.
 *
 * The model. A paragraph is boxes, glue and penalties. A line whose glue stretches or shrinks by the share r of what it gives has badness
 * 100 r^3; its demerits are (costs.line + badness)^2 and the square of the penalty it ends at. Demerits of two neighbours are added where
 * they quarrel: both end with a hyphen, one is tight and the other loose, both begin or end with one word. The breaks taken are those of
 * least total. All that a line's cost depends on is where it begins and ends, how many lines stand above it (for measures that differ) and
 * the class of the line before; so a dynamic program over (break, line, class) is exact. It keeps the active breaks, from which a line
 * may still reach the present one; these are at most what fits on a line, so the time is linear in the paragraph.
 *
 * Three passes, each only if the one before found nothing: without hyphens, within costs.plain; with them, within costs.hyphenated; then
 * with emergency stretch in every line and no limit to looseness. There a line is overfull only if nothing in it may be broken: it is
 * ended where it sticks out least, and the result counts it.
 *
 * Rejected:
 * - First fit and best fit, line by line: they cannot shrink one line so that the next need not be stretched. First fit is in the tests,
 *   as what the optimum must never be worse than.
 * - The algorithms for concave costs (Hirschberg and Larmore 1987, Wilber 1988), linear even where lines hold thousands of breaks: hyphens,
 *   classes and tolerances are not concave, and a line of a book holds some thirty breaks.
 * - Counting hyphens in a row beyond two, or following the white of one line into the next (rivers): either makes a line's cost depend on
 *   more lines than one, and the states many times as many. Badness in the third power and the classes keep spaces even, without
 *   which there are no rivers; words that stand above themselves, which the eye catches too, cost nothing to see.
 * - Floating point: sums would differ from machine to machine, and with them breaks of equal cost. Among equals the line that begins first wins.
 * - A bound on a paragraph's length: the nodes of the trace are 8 bytes, one or two to a legal break.
 */
#include "layout/linebreak.h"

#include <stdlib.h>
#include <string.h>
#include "base/arena.h"

const struct break_costs break_costs_book = {
	.plain = 100,
	.hyphenated = 200,
	.line = 10,
	.hyphen = 50,
	.hyphens = 10000,
	.last_hyphen = 8000,
	.contrast = 10000,
	.short_last = 8000,
	.stack = 3000,
};

/* r in 1024ths; classes change at half the stretch or shrink, and at all of the stretch. */
enum { RATIO_ONE = 1024, FITNESS_COUNT = 4 };
enum fitness { FIT_TIGHT, FIT_DECENT, FIT_LOOSE, FIT_VERY_LOOSE };

/* Thirty are usual; three classes of a hundred characters are a wide line of Chinese. Of more, almost without width, the oldest go. */
enum { ACTIVE_MOST = 400 };

/* A place where a line may end. Sums run from the paragraph's start: to the break, and to where the next line begins. */
struct chance {
	int64_t width, stretch, shrink;
	int64_t next_width, next_stretch, next_shrink;
	uint32_t at, next; /* items */
	int32_t before, cost;
	uint32_t ends, begins;
	bool hyphen, forced, last;
};

struct break_node {
	uint32_t chance, from;
};

struct active {
	int64_t width, stretch, shrink, cost; /* sums where the line begins; cost of the lines before it */
	uint32_t node, line, chance;
	uint32_t next; /* the item it begins with */
	uint32_t ends, begins;
	uint8_t fitness;
	bool hyphen, first;
};

struct candidate {
	int64_t cost; /* INT64_MAX: none */
	uint32_t from;
};

struct breaking {
	struct linebreaker *lb;
	const struct break_costs *costs;
	const struct break_style *style;
	const struct break_shape *shape;
	size_t nchances, nnodes, nactive;
	int64_t hang;       /* the most that a break takes off a line's width */
	int32_t tolerance;
	int64_t extra;      /* stretch of a line besides its glue */
	bool hyphens, rescue;
	uint32_t *touched;  /* entries of lb->best in use */
	size_t ntouched;
};

void linebreaker_init(struct linebreaker *lb)
{
	*lb = (struct linebreaker){0};
}

void linebreaker_free(struct linebreaker *lb)
{
	free(lb->chances);
	free(lb->nodes);
	free(lb->active);
	free(lb->best);
	free(lb->lines);
	linebreaker_init(lb);
}

/* items with room for one more than n */
static void *room(void *items, size_t n, size_t *cap, size_t size)
{
	if (n < *cap)
		return items;
	*cap = *cap ? *cap * 2 : 64;
	return mem_resize(items, *cap * size);
}

int32_t linebreak_badness(int64_t slack, int64_t stretch)
{
	if (slack <= 0)
		return 0;
	if (stretch <= 0 || slack >= 10 * stretch)
		return BREAK_WORST;
	int64_t r = slack * RATIO_ONE / stretch;
	return (int32_t)((100 * r * r * r) >> 30);
}

/* ---- items to chances */

static bool breakable(const struct break_item *items, size_t i)
{
	switch (items[i].kind) {
	case ITEM_GLUE: return i > 0 && items[i - 1].kind == ITEM_BOX;
	case ITEM_PENALTY: return items[i].cost < BREAK_NEVER;
	default: return false;
	}
}

static bool forced(const struct break_item *item)
{
	return item->kind == ITEM_PENALTY && item->cost <= BREAK_FORCED;
}

static struct chance *chance_add(struct breaking *b)
{
	struct linebreaker *lb = b->lb;
	lb->chances = room(lb->chances, b->nchances, &lb->chance_cap, sizeof *lb->chances);
	return &lb->chances[b->nchances++];
}

struct sums {
	int64_t width, stretch, shrink;
};

/* Where a line begins after a break: sums without the glue that vanishes. Gives the first item of the line. */
static size_t line_start(const struct break_item *items, size_t n, size_t i, struct sums *sums, bool ragged)
{
	for (; i < n && items[i].kind != ITEM_BOX && !forced(&items[i]); i++)
		if (items[i].kind == ITEM_GLUE) {
			sums->width += items[i].width;
			sums->stretch += ragged ? 0 : items[i].stretch;
			sums->shrink += ragged ? 0 : items[i].shrink;
		}
	return i;
}

static void chance_fill(struct chance *c, const struct break_item *items, size_t n, size_t i, struct sums sums, bool ragged)
{
	*c = (struct chance){.at = (uint32_t)i, .width = sums.width, .stretch = sums.stretch, .shrink = sums.shrink};
	size_t next = i;
	if (i < n) {
		c->before = items[i].before;
		c->forced = forced(&items[i]);
		c->cost = items[i].kind == ITEM_PENALTY && !c->forced ? items[i].cost : 0;
		c->hyphen = items[i].kind == ITEM_PENALTY && items[i].hyphen;
		c->ends = items[i].ends;
		c->begins = items[i].begins;
		next = line_start(items, n, c->forced ? i + 1 : i, &sums, ragged);
		sums.width -= items[i].after;
	} else {
		c->forced = c->last = true;
	}
	c->next = (uint32_t)next;
	c->next_width = sums.width;
	c->next_stretch = sums.stretch;
	c->next_shrink = sums.shrink;
}

/* The first chance is the paragraph's start, the last its end. */
static void chances_fill(struct breaking *b, const struct break_item *items, size_t n)
{
	bool ragged = b->style->mode != BREAK_JUSTIFIED;
	struct sums sums = {0};
	size_t first = line_start(items, n, 0, &sums, ragged);
	*chance_add(b) = (struct chance){
		.next = (uint32_t)first, .next_width = sums.width, .next_stretch = sums.stretch, .next_shrink = sums.shrink};
	for (size_t i = first; i < n; i++) {
		if (breakable(items, i)) {
			struct chance *c = chance_add(b);
			chance_fill(c, items, n, i, sums, ragged);
			if (-(int64_t)c->before > b->hang)
				b->hang = -(int64_t)c->before;
		}
		if (items[i].kind == ITEM_PENALTY)
			continue;
		sums.width += items[i].width;
		if (items[i].kind == ITEM_GLUE && !ragged) {
			sums.stretch += items[i].stretch;
			sums.shrink += items[i].shrink;
		}
	}
	chance_fill(chance_add(b), items, n, n, sums, ragged);
}

/* ---- lines and what they cost */

static int32_t measure_of(const struct break_shape *shape, size_t line)
{
	return shape->measures[line < shape->n ? line : shape->n - 1];
}

struct verdict {
	int32_t badness;
	enum fitness fitness;
	bool overfull;
};

static inline struct verdict judge(const struct breaking *b, int64_t slack, int64_t stretch, int64_t shrink, bool filled)
{
	if (slack < 0) {
		if (-slack > shrink)
			return (struct verdict){.overfull = true};
		return (struct verdict){.badness = linebreak_badness(-slack, shrink),
			.fitness = -slack * 2 > shrink && b->style->mode == BREAK_JUSTIFIED ? FIT_TIGHT : FIT_DECENT};
	}
	if (filled)
		return (struct verdict){.fitness = FIT_DECENT};
	struct verdict v = {.badness = linebreak_badness(slack, stretch), .fitness = FIT_DECENT};
	if (b->style->mode == BREAK_JUSTIFIED && slack * 2 > stretch)
		v.fitness = slack > stretch ? FIT_VERY_LOOSE : FIT_LOOSE;
	return v;
}

/* A line from a to c; width is its natural one. */
static int64_t demerits(const struct breaking *b, const struct active *a, const struct chance *c, struct verdict v, int64_t width)
{
	const struct break_costs *costs = b->costs;
	int64_t of_line = costs->line + v.badness, penalty = c->cost + (c->hyphen ? costs->hyphen : 0);
	int64_t d = of_line * of_line + (penalty < 0 ? -penalty * penalty : penalty * penalty);
	if (a->hyphen && c->hyphen)
		d += costs->hyphens;
	if (a->hyphen && c->forced)
		d += costs->last_hyphen;
	if (!a->first && abs((int)v.fitness - a->fitness) > 1)
		d += costs->contrast;
	if (c->last && !a->first && width < b->style->short_last)
		d += costs->short_last;
	if ((a->begins && a->begins == c->begins) || (a->ends && a->ends == c->ends))
		d += costs->stack;
	return d;
}

static uint32_t node_add(struct breaking *b, uint32_t chance, uint32_t from)
{
	struct linebreaker *lb = b->lb;
	lb->nodes = room(lb->nodes, b->nnodes, &lb->node_cap, sizeof *lb->nodes);
	lb->nodes[b->nnodes] = (struct break_node){chance, from};
	return (uint32_t)b->nnodes++;
}

static void activate(struct breaking *b, uint32_t chance, uint32_t from, uint32_t line, int64_t cost, enum fitness fitness)
{
	struct linebreaker *lb = b->lb;
	const struct chance *c = &lb->chances[chance];
	if (b->nactive == ACTIVE_MOST) {
		b->nactive -= ACTIVE_MOST / 4;
		memmove(lb->active, lb->active + ACTIVE_MOST / 4, b->nactive * sizeof *lb->active);
	}
	lb->active = room(lb->active, b->nactive, &lb->active_cap, sizeof *lb->active);
	lb->active[b->nactive++] = (struct active){.width = c->next_width, .stretch = c->next_stretch, .shrink = c->next_shrink,
		.cost = cost, .node = node_add(b, chance, from), .line = line, .chance = chance, .next = c->next, .ends = c->ends,
		.begins = c->begins, .fitness = (uint8_t)fitness, .hyphen = c->hyphen, .first = chance == 0};
}

/* The number of the line after `line`, of which all beyond the shape's last are one. */
static uint32_t line_after(const struct breaking *b, uint32_t line)
{
	return line + 1 < b->shape->n ? line + 1 : (uint32_t)b->shape->n - 1;
}

static inline void offer(struct breaking *b, uint32_t entry, int64_t cost, uint32_t from)
{
	struct candidate *best = &b->lb->best[entry];
	if (best->cost == INT64_MAX)
		b->touched[b->ntouched++] = entry;
	else if (cost >= best->cost)
		return;
	*best = (struct candidate){cost, from};
}

/*
 * Lines from each active break to chance i go to lb->best. Breaks from which no line reaches any more leave the list; at a forced one the
 * list is left as it is. False: no line fits, and none will.
 */
static bool try_lines(struct breaking *b, const struct chance *c)
{
	struct active *active = b->lb->active;
	size_t kept = 0;
	bool filled = c->forced && b->style->mode != BREAK_BALANCED;
	for (size_t i = 0; i < b->nactive; i++) {
		const struct active *a = &active[i];
		int64_t measure = measure_of(b->shape, a->line);
		int64_t raw = c->width - a->width, shrink = c->shrink - a->shrink;
		int64_t slack = measure - raw - c->before, stretch = c->stretch - a->stretch + b->extra;
		struct verdict v = judge(b, slack, stretch, shrink, filled);
		if (!v.overfull && v.badness <= b->tolerance && c->at >= a->next) {
			int64_t cost = a->cost + demerits(b, a, c, v, raw + c->before);
			offer(b, line_after(b, a->line) * FITNESS_COUNT + v.fitness, cost, a->node);
		}
		if (!c->forced && raw - shrink - b->hang <= measure) {
			if (kept != i)
				active[kept] = active[i];
			kept++;
		}
	}
	if (!b->ntouched && (c->forced || !kept))
		return false;
	b->nactive = kept;
	return true;
}

/* What costs more than another class of its line and the contrast between them can never win. */
static void take_candidates(struct breaking *b, uint32_t chance)
{
	struct candidate *best = b->lb->best;
	for (size_t i = 0; i < b->ntouched; i++) {
		uint32_t entry = b->touched[i], line = entry / FITNESS_COUNT;
		bool hopeless = false;
		for (size_t k = 0; k < b->ntouched; k++)
			if (b->touched[k] / FITNESS_COUNT == line && best[b->touched[k]].cost + b->costs->contrast < best[entry].cost)
				hopeless = true;
		if (!hopeless)
			activate(b, chance, best[entry].from, line, best[entry].cost, (enum fitness)(entry % FITNESS_COUNT));
	}
	for (size_t i = 0; i < b->ntouched; i++)
		best[b->touched[i]].cost = INT64_MAX;
	b->ntouched = 0;
}

static int64_t excess(const struct breaking *b, const struct active *a, const struct chance *c)
{
	return c->width - a->width + c->before - (c->shrink - a->shrink) - measure_of(b->shape, a->line);
}

/*
 * Every line to chance i sticks out. Of the active breaks the last is the one to go on from, the cheapest of it; its line ends at the chance
 * where it sticks out least, which may be before i: a hyphen has a width too. Gives that chance.
 */
static uint32_t rescue(struct breaking *b, uint32_t i)
{
	struct active a = b->lb->active[0];
	for (size_t k = 1; k < b->nactive; k++) {
		const struct active *other = &b->lb->active[k];
		if (other->chance > a.chance || (other->chance == a.chance && other->cost < a.cost))
			a = *other;
	}
	uint32_t end = a.chance + 1;
	for (uint32_t k = end + 1; k <= i; k++)
		if (excess(b, &a, &b->lb->chances[k]) < excess(b, &a, &b->lb->chances[end]))
			end = k;
	const struct chance *c = &b->lb->chances[end];
	int64_t points = excess(b, &a, c) / 65536, worst = BREAK_WORST + (points < BREAK_WORST ? points : BREAK_WORST);
	b->nactive = 0;
	activate(b, end, a.node, line_after(b, a.line),
		a.cost + demerits(b, &a, c, (struct verdict){.badness = (int32_t)worst, .fitness = FIT_DECENT}, INT64_MAX), FIT_DECENT);
	return end;
}

/* ---- passes */

static bool run_pass(struct breaking *b)
{
	struct linebreaker *lb = b->lb;
	b->nnodes = b->nactive = 0;
	activate(b, 0, 0, 0, 0, FIT_DECENT);
	for (uint32_t i = 1; i < b->nchances; i++) {
		if (lb->chances[i].hyphen && !b->hyphens)
			continue;
		if (try_lines(b, &lb->chances[i]))
			take_candidates(b, i);
		else if (b->rescue)
			i = rescue(b, i);
		else
			return false;
	}
	return true;
}

static bool prepare_pass(struct breaking *b, int pass)
{
	b->hyphens = pass > 1;
	b->rescue = pass == 3;
	b->extra = b->style->mode == BREAK_JUSTIFIED ? 0 : b->style->ragged;
	if (b->rescue)
		b->extra += b->style->emergency;
	b->tolerance = pass == 1 ? b->costs->plain : pass == 2 ? b->costs->hyphenated : BREAK_WORST;
	return b->tolerance >= 0;
}

static struct break_line line_between(const struct breaking *b, const struct chance *from, const struct chance *to, size_t number)
{
	struct break_line line = {.first = from->next, .end = to->at, .at = to->at, .measure = measure_of(b->shape, number)};
	line.width = to->width - from->next_width + to->before;
	line.stretch = to->stretch - from->next_stretch;
	line.shrink = to->shrink - from->next_shrink;
	line.hyphen = to->hyphen;
	line.overfull = line.width - line.shrink > line.measure;
	line.natural = to->forced || b->style->mode != BREAK_JUSTIFIED;
	if (line.first > line.end)
		line.first = line.end;
	return line;
}

static void trace(struct breaking *b, struct break_result *result)
{
	struct linebreaker *lb = b->lb;
	const struct active *best = &lb->active[0];
	for (size_t i = 1; i < b->nactive; i++)
		if (lb->active[i].cost < best->cost)
			best = &lb->active[i];
	result->cost = best->cost;
	for (uint32_t node = best->node; node; node = lb->nodes[node].from)
		result->n++;
	while (lb->line_cap < result->n)
		lb->lines = room(lb->lines, lb->line_cap, &lb->line_cap, sizeof *lb->lines);
	result->lines = lb->lines;
	size_t number = result->n;
	for (uint32_t node = best->node; node; node = lb->nodes[node].from) {
		const struct break_node *to = &lb->nodes[node], *from = &lb->nodes[to->from];
		number--;
		lb->lines[number] = line_between(b, &lb->chances[from->chance], &lb->chances[to->chance], number);
		result->overfull += lb->lines[number].overfull;
	}
}

static void prepare_table(struct breaking *b)
{
	struct linebreaker *lb = b->lb;
	size_t entries = b->shape->n * FITNESS_COUNT;
	while (lb->best_cap < entries)
		lb->best = room(lb->best, lb->best_cap, &lb->best_cap, sizeof *lb->best);
	for (size_t i = 0; i < entries; i++)
		lb->best[i].cost = INT64_MAX;
}

bool linebreak(struct linebreaker *lb, const struct break_item *items, size_t n, const struct break_shape *shape,
	const struct break_style *style, int last, struct break_result *result)
{
	*result = (struct break_result){0};
	if (!n)
		return true;
	uint32_t few[4 * FITNESS_COUNT];
	struct breaking b = {.lb = lb, .style = style, .costs = style->costs, .shape = shape, .touched = few};
	if (shape->n > 4)
		b.touched = mem_alloc(shape->n * FITNESS_COUNT * sizeof *b.touched);
	prepare_table(&b);
	chances_fill(&b, items, n);
	for (int pass = 1; pass <= last && !result->pass; pass++)
		if (prepare_pass(&b, pass) && run_pass(&b))
			result->pass = pass;
	if (result->pass)
		trace(&b, result);
	if (b.touched != few)
		free(b.touched);
	return result->pass != 0;
}
