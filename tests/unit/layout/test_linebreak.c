/*
 * Line breaking against a second opinion: short random paragraphs are broken in every way there is, each way is priced here from the items
 * alone, and the cheapest must cost what linebreak() says. Longer ones must keep the rules that hold for any paragraph.
 */
#include "unit/unit.h"
#include "base/arena.h"
#include "layout/linebreak.h"

enum { POINT = 65536, MOST_ITEMS = 400 };
#define NO_WAY INT64_MAX

struct random {
	uint64_t state;
};

static uint32_t draw(struct random *r, uint32_t below)
{
	r->state ^= r->state << 13;
	r->state ^= r->state >> 7;
	r->state ^= r->state << 17;
	return (uint32_t)((r->state >> 20) % below);
}

/* ---- paragraphs */

struct paragraph {
	struct break_item items[MOST_ITEMS];
	size_t n;
	int32_t measures[3];
	struct break_shape shape;
	struct break_costs costs;
	struct break_style style;
};

static struct break_item *add(struct paragraph *p, enum item_kind kind, int32_t width)
{
	ck_assert_uint_lt(p->n, MOST_ITEMS);
	p->items[p->n] = (struct break_item){.kind = (uint8_t)kind, .width = width};
	return &p->items[p->n++];
}

static void add_box(struct paragraph *p, int32_t points)
{
	add(p, ITEM_BOX, points * POINT);
}

static struct break_item *add_space(struct paragraph *p)
{
	struct break_item *glue = add(p, ITEM_GLUE, 3 * POINT);
	glue->stretch = 3 * POINT / 2;
	glue->shrink = POINT;
	return glue;
}

static struct break_item *add_penalty(struct paragraph *p, int16_t cost)
{
	struct break_item *penalty = add(p, ITEM_PENALTY, 0);
	penalty->cost = cost;
	return penalty;
}

static struct break_item *add_hyphen(struct paragraph *p)
{
	struct break_item *hyphen = add_penalty(p, 0);
	hyphen->hyphen = true;
	hyphen->before = 3 * POINT;
	return hyphen;
}

static void plain_style(struct paragraph *p, int32_t measure)
{
	*p = (struct paragraph){.measures = {measure * POINT}, .costs = break_costs_book};
	p->shape = (struct break_shape){p->measures, 1};
	p->style = (struct break_style){.costs = &p->costs, .emergency = 10 * POINT};
}

static void random_break(struct random *r, struct break_item *item)
{
	item->begins = draw(r, 4);
	item->ends = draw(r, 4);
	if (draw(r, 4) == 0)
		item->after = (int32_t)draw(r, 3 * POINT) - POINT;
	if (draw(r, 4) == 0)
		item->before += (int32_t)draw(r, 3 * POINT) - 2 * POINT;
	if (draw(r, 12) == 0)
		item->before -= (int32_t)draw(r, 20 * POINT);
}

static void random_word(struct random *r, struct paragraph *p)
{
	add(p, ITEM_BOX, (int32_t)draw(r, 30 * POINT));
	while (draw(r, 5) < 2) {
		random_break(r, add_hyphen(p));
		add(p, ITEM_BOX, (int32_t)draw(r, 20 * POINT));
	}
}

static void random_gap(struct random *r, struct paragraph *p)
{
	uint32_t kind = draw(r, 24);
	if (kind == 0)
		add_penalty(p, BREAK_FORCED);
	else if (kind == 1)
		random_break(r, add_penalty(p, (int16_t)((int)draw(r, 100) - 40)));
	else if (kind == 2)
		add_penalty(p, BREAK_NEVER);
	struct break_item *glue = add_space(p);
	random_break(r, glue);
	if (draw(r, 20) == 0)
		add_penalty(p, 20);
}

static void random_costs(struct random *r, struct break_costs *costs)
{
	costs->plain = (int32_t)draw(r, 300) - 40;
	costs->hyphenated = (int32_t)draw(r, 500) - 40;
	costs->hyphen = (int32_t)draw(r, 100);
	costs->hyphens = (int32_t)draw(r, 20000);
	costs->last_hyphen = (int32_t)draw(r, 20000);
	costs->contrast = (int32_t)draw(r, 20000);
	costs->short_last = (int32_t)draw(r, 20000);
	costs->stack = (int32_t)draw(r, 20000);
}

static void random_paragraph(struct random *r, struct paragraph *p, uint32_t words, int32_t measure)
{
	plain_style(p, 0);
	random_costs(r, &p->costs);
	p->shape.n = 1 + draw(r, 3);
	for (size_t i = 0; i < 3; i++)
		p->measures[i] = (measure + (int32_t)draw(r, 20)) * POINT;
	p->style.mode = draw(r, 2) ? BREAK_JUSTIFIED : (enum break_mode)draw(r, 3);
	p->style.ragged = (int32_t)draw(r, 30) * POINT;
	p->style.emergency = (int32_t)draw(r, 30) * POINT;
	p->style.short_last = (int32_t)draw(r, 40) * POINT;
	for (uint32_t i = 0; i < words; i++) {
		if (i)
			random_gap(r, p);
		random_word(r, p);
	}
}

/* ---- the second opinion: what a way of breaking costs, from the items */

struct opinion {
	const struct paragraph *p;
	int pass;
	size_t breaks[64], n; /* items, the last is p->n */
	int64_t least;        /* NO_WAY: a line of each is overfull */
};

static bool is_forced(const struct paragraph *p, size_t i)
{
	return i < p->n && p->items[i].kind == ITEM_PENALTY && p->items[i].cost == BREAK_FORCED;
}

static bool is_legal(const struct opinion *o, size_t i)
{
	const struct break_item *item = &o->p->items[i];
	if (item->kind == ITEM_GLUE)
		return i > 0 && item[-1].kind == ITEM_BOX;
	return item->kind == ITEM_PENALTY && item->cost < BREAK_NEVER && !(item->hyphen && o->pass == 1);
}

static size_t first_item(const struct paragraph *p, size_t from, bool start)
{
	size_t i = start ? 0 : is_forced(p, from) ? from + 1 : from;
	while (i < p->n && p->items[i].kind != ITEM_BOX && !is_forced(p, i))
		i++;
	return i;
}

struct priced {
	int64_t width, stretch, shrink, cost;
	int32_t badness;
	int fitness;
	bool fits, empty;
};

static struct priced line_measured(const struct opinion *o, size_t from, size_t to, size_t number)
{
	const struct paragraph *p = o->p;
	bool start = number == 0, justified = p->style.mode == BREAK_JUSTIFIED;
	struct priced line = {.stretch = justified ? 0 : p->style.ragged};
	if (o->pass == 3)
		line.stretch += p->style.emergency;
	size_t first = first_item(p, from, start);
	line.empty = first > to;
	for (size_t i = first; i < to; i++) {
		const struct break_item *item = &p->items[i];
		line.width += item->kind == ITEM_PENALTY ? 0 : item->width;
		line.stretch += justified ? item->stretch : 0;
		line.shrink += justified ? item->shrink : 0;
	}
	line.width += (start ? 0 : p->items[from].after) + (to < p->n ? p->items[to].before : 0);
	return line;
}

static struct priced line_priced(const struct opinion *o, size_t from, size_t to, size_t number)
{
	const struct paragraph *p = o->p;
	struct priced line = line_measured(o, from, to, number);
	bool ends = to == p->n || is_forced(p, to), filled = ends && p->style.mode != BREAK_BALANCED;
	int64_t slack = p->measures[number < p->shape.n ? number : p->shape.n - 1] - line.width;
	line.fits = slack >= -line.shrink && !line.empty;
	line.fitness = 1;
	bool classes = p->style.mode == BREAK_JUSTIFIED;
	if (slack < 0) {
		line.badness = linebreak_badness(-slack, line.shrink);
		line.fitness = classes && -slack * 2 > line.shrink ? 0 : 1;
	} else if (!filled) {
		line.badness = linebreak_badness(slack, line.stretch);
		line.fitness = !classes || slack * 2 <= line.stretch ? 1 : slack <= line.stretch ? 2 : 3;
	}
	int32_t tolerance = o->pass == 1 ? p->costs.plain : o->pass == 2 ? p->costs.hyphenated : BREAK_WORST;
	line.fits = line.fits && line.badness <= tolerance;
	int64_t penalty = 0;
	if (to < p->n && p->items[to].kind == ITEM_PENALTY && !ends)
		penalty = p->items[to].cost + (p->items[to].hyphen ? p->costs.hyphen : 0);
	line.cost = ((int64_t)p->costs.line + line.badness) * (p->costs.line + line.badness) + (penalty < 0 ? -1 : 1) * penalty * penalty;
	return line;
}

static int64_t quarrels(const struct opinion *o, size_t from, size_t to, const struct priced *line, int fitness_before)
{
	const struct paragraph *p = o->p;
	const struct break_item *a = &p->items[from], none = {0}, *b = to < p->n ? &p->items[to] : &none;
	int64_t cost = 0;
	if (a->hyphen && b->hyphen)
		cost += p->costs.hyphens;
	if (a->hyphen && (to == p->n || is_forced(p, to)))
		cost += p->costs.last_hyphen;
	if (abs(line->fitness - fitness_before) > 1)
		cost += p->costs.contrast;
	if (to == p->n && line->width < p->style.short_last)
		cost += p->costs.short_last;
	if ((a->begins && a->begins == b->begins) || (a->ends && a->ends == b->ends))
		cost += p->costs.stack;
	return cost;
}

/* What o->breaks costs, or NO_WAY when a line does not fit. */
static int64_t way_priced(const struct opinion *o)
{
	int64_t total = 0;
	int fitness = 1;
	for (size_t i = 0; i < o->n; i++) {
		size_t from = i ? o->breaks[i - 1] : 0;
		struct priced line = line_priced(o, from, o->breaks[i], i);
		if (!line.fits)
			return NO_WAY;
		total += line.cost + (i ? quarrels(o, from, o->breaks[i], &line, fitness) : 0);
		fitness = line.fitness;
	}
	return total;
}

static void every_way(struct opinion *o, size_t i)
{
	const struct paragraph *p = o->p;
	for (; i < p->n; i++) {
		if (i < first_item(p, 0, true) || !is_legal(o, i))
			continue;
		size_t n = o->n;
		o->breaks[o->n++] = i;
		struct priced line = line_priced(o, n ? o->breaks[n - 1] : 0, i, n);
		if (line.fits)
			every_way(o, i + 1);
		o->n = n;
		if (is_forced(p, i))
			return;
	}
	o->breaks[o->n++] = p->n;
	int64_t cost = way_priced(o);
	if (cost < o->least)
		o->least = cost;
	o->n--;
}

static bool pass_taken(const struct paragraph *p, int pass)
{
	return pass == 3 || (pass == 1 ? p->costs.plain : p->costs.hyphenated) >= 0;
}

START_TEST(costs_as_little_as_the_best_of_all_ways)
{
	struct random r = {88172645463325252u};
	struct linebreaker lb;
	linebreaker_init(&lb);
	int passes[4] = {0}, overfull = 0;
	for (int round = 0; round < 1000; round++) {
		struct paragraph p;
		random_paragraph(&r, &p, 2 + draw(&r, 6), 30 + (int32_t)draw(&r, 60));
		struct break_result result;
		ck_assert(linebreak(&lb, p.items, p.n, &p.shape, &p.style, 3, &result));
		struct opinion o = {.p = &p, .least = NO_WAY};
		for (int pass = 1; pass <= 3 && o.least == NO_WAY; pass++) {
			o.pass = pass;
			if (pass_taken(&p, pass))
				every_way(&o, 0);
		}
		ck_assert_int_eq(result.pass, o.pass);
		if (o.least == NO_WAY) {
			ck_assert_uint_gt(result.overfull, 0);
			overfull++;
			continue;
		}
		ck_assert_msg(result.cost == o.least, "round %d: costs %lld, could cost %lld", round, (long long)result.cost, (long long)o.least);
		ck_assert_uint_eq(result.overfull, 0);
		passes[result.pass]++;
	}
	linebreaker_free(&lb);
	for (int pass = 1; pass <= 3; pass++)
		ck_assert_int_gt(passes[pass], 50);
	ck_assert_int_gt(overfull, 3);
}
END_TEST

START_TEST(the_result_says_what_its_breaks_cost)
{
	struct random r = {4242};
	struct linebreaker lb;
	linebreaker_init(&lb);
	for (int round = 0; round < 500; round++) {
		struct paragraph p;
		random_paragraph(&r, &p, 30, 100);
		struct break_result result;
		linebreak(&lb, p.items, p.n, &p.shape, &p.style, 3, &result);
		struct opinion o = {.p = &p, .pass = result.pass};
		for (size_t i = 0; i < result.n; i++) {
			const struct break_line *line = &result.lines[i];
			struct priced priced = line_measured(&o, i ? result.lines[i - 1].at : 0, line->at, i);
			ck_assert_int_eq(line->width, priced.width);
			ck_assert_int_eq(line->shrink, priced.shrink);
			ck_assert_int_eq(line->measure, p.measures[i < p.shape.n ? i : p.shape.n - 1]);
			ck_assert_int_eq(line->overfull, priced.width - priced.shrink > line->measure);
			o.breaks[o.n++] = line->at;
		}
		ck_assert_uint_eq(result.lines[result.n - 1].at, p.n);
		if (!result.overfull)
			ck_assert_int_eq(way_priced(&o), result.cost);
	}
	linebreaker_free(&lb);
}
END_TEST

/* An overfull line holds no place where it could have been ended in time, and no other end of it sticks out less. */
static void check_unbreakable(const struct opinion *o, size_t from, size_t to, size_t number)
{
	struct priced whole = line_measured(o, from, to, number);
	for (size_t i = number ? from + 1 : 0; i < to; i++) {
		if (i < first_item(o->p, from, number == 0) || !is_legal(o, i))
			continue;
		struct priced part = line_measured(o, from, i, number);
		ck_assert_int_ge(part.width - part.shrink, whole.width - whole.shrink);
	}
}

START_TEST(a_line_is_overfull_only_if_nothing_in_it_may_be_broken)
{
	struct random r = {77};
	struct linebreaker lb;
	linebreaker_init(&lb);
	size_t overfull = 0;
	for (int round = 0; round < 1000; round++) {
		struct paragraph p;
		random_paragraph(&r, &p, 25, 20);
		struct break_result result;
		linebreak(&lb, p.items, p.n, &p.shape, &p.style, 3, &result);
		struct opinion o = {.p = &p, .pass = 3};
		size_t reported = 0;
		for (size_t i = 0; i < result.n; i++)
			if (result.lines[i].overfull) {
				check_unbreakable(&o, i ? result.lines[i - 1].at : 0, result.lines[i].at, i);
				reported++;
			}
		ck_assert_uint_eq(reported, result.overfull);
		overfull += reported;
	}
	linebreaker_free(&lb);
	ck_assert_uint_gt(overfull, 100);
}
END_TEST

/* Takes each line as long as it fits. False: a line is overfull. */
static bool first_fit(struct opinion *o)
{
	const struct paragraph *p = o->p;
	size_t from = 0, fitting = 0;
	for (size_t i = 0; i <= p->n; i++) {
		if (i < p->n && (i < first_item(p, from, o->n == 0) || !is_legal(o, i)))
			continue;
		if (line_priced(o, from, i, o->n).fits) {
			fitting = i;
			if (i < p->n && !is_forced(p, i))
				continue;
		} else if (!fitting) {
			return false;
		}
		from = o->breaks[o->n++] = i = fitting;
		fitting = 0;
	}
	return o->n > 0 && o->breaks[o->n - 1] == p->n;
}

START_TEST(never_costs_more_than_first_fit)
{
	struct random r = {31337};
	struct linebreaker lb;
	linebreaker_init(&lb);
	int compared = 0, cheaper = 0;
	for (int round = 0; round < 500; round++) {
		struct paragraph p;
		random_paragraph(&r, &p, 40, 120);
		p.costs.plain = p.costs.hyphenated = -1;
		struct opinion o = {.p = &p, .pass = 3};
		if (!first_fit(&o))
			continue;
		struct break_result result;
		linebreak(&lb, p.items, p.n, &p.shape, &p.style, 3, &result);
		ck_assert_int_le(result.cost, way_priced(&o));
		compared++;
		cheaper += result.cost < way_priced(&o);
	}
	linebreaker_free(&lb);
	ck_assert_int_gt(compared, 200);
	ck_assert_int_gt(cheaper, compared / 2);
}
END_TEST

/* ---- single rules */

static struct break_result broken(struct linebreaker *lb, const struct paragraph *p)
{
	struct break_result result;
	ck_assert(linebreak(lb, p->items, p->n, &p->shape, &p->style, 3, &result));
	return result;
}

START_TEST(among_equals_the_line_that_begins_first_wins)
{
	struct linebreaker lb;
	linebreaker_init(&lb);
	struct paragraph p;
	plain_style(&p, 50);
	p.style.mode = BREAK_BALANCED;
	p.style.ragged = 100 * POINT;
	add_box(&p, 20);
	add_space(&p);
	add_box(&p, 10);
	add_space(&p);
	add_box(&p, 20);
	for (int again = 0; again < 3; again++) {
		struct break_result result = broken(&lb, &p);
		ck_assert_uint_eq(result.n, 2);
		ck_assert_uint_eq(result.lines[0].at, 1);
	}
	linebreaker_free(&lb);
}
END_TEST

START_TEST(hyphens_only_when_lines_would_be_too_loose_without)
{
	struct linebreaker lb;
	linebreaker_init(&lb);
	struct paragraph p;
	plain_style(&p, 50);
	add_box(&p, 22);
	add_space(&p);
	add_box(&p, 14);
	add_hyphen(&p);
	add_box(&p, 11);
	add_space(&p);
	add_box(&p, 20);
	struct break_result result = broken(&lb, &p);
	ck_assert_int_eq(result.pass, 1);
	ck_assert(!result.lines[0].hyphen);
	p.items[0].width = 30 * POINT;
	result = broken(&lb, &p);
	ck_assert_int_eq(result.pass, 2);
	ck_assert(result.lines[0].hyphen);
	ck_assert_int_eq(result.lines[0].width, 50 * POINT);
	ck_assert(!linebreak(&lb, p.items, p.n, &p.shape, &p.style, 1, &result));
	ck_assert_uint_eq(result.n, 0);
	linebreaker_free(&lb);
}
END_TEST

START_TEST(emergency_stretch_before_an_overfull_line)
{
	struct linebreaker lb;
	linebreaker_init(&lb);
	struct paragraph p;
	plain_style(&p, 60);
	add_box(&p, 20);
	add_space(&p);
	add_box(&p, 20);
	add_space(&p);
	add_box(&p, 55);
	struct break_result result = broken(&lb, &p);
	ck_assert_int_eq(result.pass, 3);
	ck_assert_uint_eq(result.n, 2);
	ck_assert_uint_eq(result.overfull, 0);
	linebreaker_free(&lb);
}
END_TEST

START_TEST(a_word_longer_than_the_line_has_a_line_of_its_own)
{
	struct linebreaker lb;
	linebreaker_init(&lb);
	struct paragraph p;
	plain_style(&p, 50);
	add_box(&p, 20);
	add_space(&p);
	add_box(&p, 90);
	add_space(&p);
	add_box(&p, 30);
	struct break_result result = broken(&lb, &p);
	ck_assert_uint_eq(result.n, 3);
	ck_assert_uint_eq(result.overfull, 1);
	ck_assert(result.lines[1].overfull);
	linebreaker_free(&lb);
}
END_TEST

START_TEST(an_overfull_line_takes_no_more_words_than_one_and_ends_where_it_sticks_out_least)
{
	struct linebreaker lb;
	linebreaker_init(&lb);
	struct paragraph p;
	plain_style(&p, 50);
	for (int i = 0; i < 2; i++) {
		add_box(&p, 20);
		add_space(&p);
	}
	add_box(&p, 49);
	add_hyphen(&p);
	add(&p, ITEM_BOX, 3 * POINT / 2);
	add_space(&p);
	add_box(&p, 30);
	struct break_result result = broken(&lb, &p);
	ck_assert_uint_eq(result.n, 3);
	ck_assert_uint_eq(result.overfull, 1);
	ck_assert_int_eq(result.lines[1].width, 101 * POINT / 2);
	linebreaker_free(&lb);
}
END_TEST

START_TEST(no_line_is_made_of_what_vanishes_at_a_break)
{
	struct linebreaker lb;
	linebreaker_init(&lb);
	struct paragraph p;
	plain_style(&p, 50);
	p.style.mode = BREAK_RAGGED;
	p.style.ragged = 1000 * POINT;
	add_box(&p, 10);
	add_penalty(&p, -500);
	add_penalty(&p, -500);
	add_box(&p, 10);
	ck_assert_uint_eq(broken(&lb, &p).n, 2);
	linebreaker_free(&lb);
}
END_TEST

START_TEST(nothing_one_box_and_glue_alone)
{
	struct linebreaker lb;
	linebreaker_init(&lb);
	struct paragraph p;
	plain_style(&p, 50);
	ck_assert_uint_eq(broken(&lb, &p).n, 0);
	add_space(&p);
	ck_assert_uint_eq(broken(&lb, &p).n, 1);
	add_box(&p, 10);
	struct break_result result = broken(&lb, &p);
	ck_assert_uint_eq(result.n, 1);
	ck_assert_uint_eq(result.lines[0].first, 1);
	ck_assert_int_eq(result.lines[0].width, 10 * POINT);
	linebreaker_free(&lb);
}
END_TEST

START_TEST(forced_breaks_leave_the_line_as_it_is)
{
	struct linebreaker lb;
	linebreaker_init(&lb);
	struct paragraph p;
	plain_style(&p, 50);
	add_box(&p, 10);
	add_penalty(&p, BREAK_FORCED);
	add_penalty(&p, BREAK_FORCED);
	add_space(&p);
	add_box(&p, 10);
	struct break_result result = broken(&lb, &p);
	ck_assert_uint_eq(result.n, 3);
	ck_assert(result.lines[0].natural);
	ck_assert_uint_eq(result.lines[1].first, result.lines[1].end);
	ck_assert_int_eq(result.lines[2].width, 10 * POINT);
	linebreaker_free(&lb);
}
END_TEST

/* ---- size */

static struct break_item *long_paragraph(size_t words, size_t *n)
{
	struct random r = {9};
	struct break_item *items = mem_alloc(words * 4 * sizeof *items);
	*n = 0;
	for (size_t i = 0; i < words; i++) {
		items[(*n)++] = (struct break_item){.kind = ITEM_BOX, .width = (int32_t)draw(&r, 25 * POINT)};
		items[(*n)++] = (struct break_item){.kind = ITEM_PENALTY, .hyphen = true, .before = 3 * POINT};
		items[(*n)++] = (struct break_item){.kind = ITEM_BOX, .width = (int32_t)draw(&r, 25 * POINT)};
		if (i + 1 < words)
			items[(*n)++] = (struct break_item){.kind = ITEM_GLUE, .width = 3 * POINT, .stretch = 3 * POINT / 2, .shrink = POINT};
	}
	return items;
}

START_TEST(a_paragraph_as_long_as_a_book_takes_little_memory)
{
	struct linebreaker lb;
	linebreaker_init(&lb);
	struct paragraph p;
	plain_style(&p, 300);
	size_t n;
	struct break_item *items = long_paragraph(200000, &n);
	struct break_result result;
	ck_assert(linebreak(&lb, items, n, &p.shape, &p.style, 3, &result));
	ck_assert_uint_gt(result.n, 15000);
	ck_assert_uint_eq(result.overfull, 0);
	ck_assert_uint_lt(lb.active_cap, 256);
	ck_assert_uint_lt(lb.node_cap, 3 * n);
	free(items);
	linebreaker_free(&lb);
}
END_TEST

START_TEST(breaks_without_width_are_not_all_remembered)
{
	struct linebreaker lb;
	linebreaker_init(&lb);
	struct paragraph p;
	plain_style(&p, 300);
	size_t n = 200001;
	struct break_item *items = mem_alloc(n * sizeof *items);
	for (size_t i = 0; i < n; i++)
		items[i] = (struct break_item){.kind = i % 2 ? ITEM_PENALTY : ITEM_BOX, .width = i % 2 ? 0 : POINT / 100};
	struct break_result result;
	ck_assert(linebreak(&lb, items, n, &p.shape, &p.style, 3, &result));
	ck_assert_uint_eq(result.overfull, 0);
	ck_assert_uint_le(lb.active_cap, 512);
	free(items);
	linebreaker_free(&lb);
}
END_TEST

static void fill(TCase *tests)
{
	tcase_add_test(tests, costs_as_little_as_the_best_of_all_ways);
	tcase_add_test(tests, the_result_says_what_its_breaks_cost);
	tcase_add_test(tests, a_line_is_overfull_only_if_nothing_in_it_may_be_broken);
	tcase_add_test(tests, never_costs_more_than_first_fit);
	tcase_add_test(tests, among_equals_the_line_that_begins_first_wins);
	tcase_add_test(tests, hyphens_only_when_lines_would_be_too_loose_without);
	tcase_add_test(tests, emergency_stretch_before_an_overfull_line);
	tcase_add_test(tests, a_word_longer_than_the_line_has_a_line_of_its_own);
	tcase_add_test(tests, an_overfull_line_takes_no_more_words_than_one_and_ends_where_it_sticks_out_least);
	tcase_add_test(tests, no_line_is_made_of_what_vanishes_at_a_break);
	tcase_add_test(tests, nothing_one_box_and_glue_alone);
	tcase_add_test(tests, forced_breaks_leave_the_line_as_it_is);
	tcase_add_test(tests, a_paragraph_as_long_as_a_book_takes_little_memory);
	tcase_add_test(tests, breaks_without_width_are_not_all_remembered);
}

int main(void)
{
	return unit_main("layout/linebreak", fill);
}
