/*
 * Optimal page breaking: M. F. Plass, "Optimal Pagination Techniques for Automatic Typesetting Systems" (Stanford, 1981), which carries
 * "Breaking Paragraphs into Lines" (Knuth and Plass, Software: Practice and Experience 11, 1981) over to pages.
 *
 * The model. A page from one gap of the list to another costs what its owner sees: a widow, an orphan, a lone line under a heading, white
 * at the foot, a figure that comes late, a note that runs over. A spread is one thing to look at, so both its pages may be a line shorter
 * or longer, which costs a little, while a difference between them costs more. The pages taken are those of least total. All that a page's
 * cost depends on is the gap it begins at; how many figures and how many lines of notes were placed before it, both of which keep their
 * order; which side it is; and, on a recto, how long the verso beside it was set. So a dynamic program over these is exact. Plass shows
 * that figures make the problem NP-hard once the cost of a page depends on two places at once; a queue whose cost is counted page by page
 * keeps it polynomial.
 *
 * What bounds it. From a gap only ends are tried that leave a page full or up to FURTHEST_SHORT lines short, and shorter ones until a legal
 * one is found. Only the first figure that does not fit where it is may move, with those after it; at most MOST_DEFERRED wait. Dropped
 * are states that another betters at the same gap with as much placed, which loses nothing; those bettered by far with more placed or a line
 * further on, and all but MOST_STATES at one gap, which might, though the tests' exhaustive search found no case. A forced break leaves one
 * state for each side. So time and memory are linear in the list.
 *
 * What makes it always succeed. Gaps that no page should end in are chances too, only dear, and taken only from where nothing else fits. If
 * even the next box does not fit, it is placed alone, its notes as far as there is room, and the result counts it. At a forced break what
 * still waits comes on pages of its own. Each page thus places at least one box, figure or line of a note.
 *
 * Notes are placed as far as they fit, at least two lines of the last that the page refers to; a note is split only there, and leaves two
 * lines for the next page if it can. The space above the notes takes up to a line, so that off-grid notes do not move the text.
 *
 * Rejected:
 * - Best fit with a look-ahead of two pages: as much code once spreads, figures and notes are in it, and a widow on the third page is out
 *   of its sight. A chapter's trouble is often mended ten pages earlier, by one long spread.
 * - TeX's page builder, which looks at one page and never at the one that faces it.
 * - Changing a paragraph's number of lines (TeX's looseness) to mend pages: it joins both programs into one, and loosens lines that were best.
 * - Splitting notes where they need not be: the states would be as many as lines of notes.
 * - Floating point, for the reason given in linebreak.c.
 */
#include "layout/pagebreak_part.h"

#include <stdlib.h>

const struct page_costs page_costs_book = {
	.orphan = 4000,
	.widow = 5000,
	.heading = 8000,
	.length = 400,
	.uneven = 1500,
	.shortfall = 1200,
	.stub = 1500,
	.stub_lines = 5,
	.defer = 600,
	.float_page = 3000,
	.float_white = 600,
	.split = 1500,
	.carried = 150,
	.late = 20000,
	.forbidden = 1000000,
	.overfull = 1000000,
};

enum { FURTHEST_SHORT = 2, MOST_DEFERRED = 4, MOST_ENDS = 256, MOST_STATES = 24 };

struct search {
	const struct page_list *list;
	const struct page_style *style;
	const struct page_costs *costs;
	struct page_node *nodes;
	size_t nnodes, cap;
	uint32_t *heads; /* by chance; 0 is none, since the root is in no list */
	uint32_t hint;   /* the fullest end found last */
	int vary;
};

/* Pages that begin at one node with one choice of figures. */
struct attempt {
	struct page_node node;
	uint32_t index, from; /* node, chance */
	uint32_t kept;        /* floats from this on are deferred; UINT32_MAX: none */
	uint8_t ntop;
	int64_t top;          /* height of the figures at the top */
	bool bare;
};

struct page_end {
	uint32_t chance, notes;
	int lines;
	int64_t slack, text, stretch, shrink, foot;
	bool fits;
};

static uint32_t lesser(uint32_t a, uint32_t b)
{
	return a < b ? a : b;
}

/* ---- notes */

/* Up to which line notes must be placed on a page from one chance to another. */
static uint32_t notes_needed(const struct page_list *l, uint32_t from, uint32_t placed, uint32_t to)
{
	uint32_t all = l->chances[to].notes, start = placed;
	if (all > l->chances[from].notes && l->note_starts[all - 1] > placed)
		start = l->note_starts[all - 1];
	return lesser(start + 2, all);
}

/* The last line so that those from `placed` fit, at least `least`. */
static uint32_t notes_that_fit(const struct page_list *l, uint32_t placed, uint32_t least, uint32_t all, int64_t room)
{
	uint32_t low = least, high = all;
	while (low < high) {
		uint32_t middle = high - (high - low) / 2;
		if (l->note_sums[middle] - l->note_sums[placed] <= room)
			low = middle;
		else
			high = middle - 1;
	}
	bool one_left = low < all && l->note_starts[low] != low && (low + 1 == all || l->note_starts[low + 1] == low + 1);
	return one_left && low > least ? low - 1 : low;
}

static int64_t notes_height(const struct search *s, uint32_t from, uint32_t to)
{
	return from == to ? 0 : s->list->note_sums[to] - s->list->note_sums[from] + s->style->note_gap;
}

static int64_t cost_of_notes(const struct search *s, uint32_t before, uint32_t placed, uint32_t all)
{
	if (placed >= all)
		return 0;
	uint32_t begun = placed > before ? placed : before;
	int64_t late = begun < all ? s->list->note_begins[all] - s->list->note_begins[begun] : 0;
	return s->costs->split + (int64_t)s->costs->carried * (all - placed) + late * s->costs->late;
}

/* ---- one page */

/* To a height of `lines` more than the usual. */
static void set_height(const struct search *s, const struct attempt *t, struct page_end *e, int lines)
{
	const struct page_list *l = s->list;
	int64_t room = s->style->height + (int64_t)lines * s->style->line - e->text;
	uint32_t placed = t->node.notes, all = l->chances[e->chance].notes;
	e->lines = lines;
	e->notes = all;
	e->foot = notes_height(s, placed, all);
	if (e->foot > room + e->shrink && placed < all) {
		uint32_t needed = notes_needed(l, t->from, placed, e->chance);
		e->notes = notes_that_fit(l, placed, needed, all, room - s->style->note_gap);
		e->foot = notes_height(s, placed, e->notes);
	}
	e->slack = room - e->foot;
	e->fits = e->slack + e->shrink >= 0;
}

static inline struct page_end set_page(const struct search *s, const struct attempt *t, uint32_t to, int lines)
{
	struct page_sum sum = page_between(s->list, t->from, to, t->kept);
	sum.height += t->top + (t->bare ? 0 : s->list->chances[t->from].repeat);
	struct page_end e = {.chance = to, .text = sum.height, .stretch = sum.stretch, .shrink = sum.shrink};
	set_height(s, t, &e, lines);
	return e;
}

static int64_t badness(int64_t slack, int64_t most)
{
	int64_t r = slack * 1024 / most;
	return (100 * r * r * r) >> 30;
}

static int64_t cost_of_white(const struct search *s, const struct page_end *e)
{
	if (e->slack < 0)
		return e->slack + e->shrink < 0 ? s->costs->overfull : badness(-e->slack, e->shrink);
	int64_t white = e->slack - (e->foot ? s->style->line : 0);
	if (white <= 0)
		return 0;
	if (white <= e->stretch)
		return badness(white, e->stretch);
	int64_t lines = white * 16 / s->style->line;
	return s->costs->shortfall * lines * lines / 256;
}

static int64_t cost_of_page(const struct search *s, const struct attempt *t, const struct page_end *e)
{
	const struct page_chance *i = &s->list->chances[t->from], *j = &s->list->chances[e->chance];
	const struct page_costs *costs = s->costs;
	int64_t cost = j->forced ? 0 : j->legal ? j->cost : costs->forbidden;
	cost += (int64_t)costs->length * abs(e->lines) + cost_of_notes(s, i->notes, e->notes, j->notes);
	if (t->kept < j->floats)
		cost += (int64_t)costs->defer * (j->floats - t->kept);
	if (!j->forced || e->slack < 0)
		cost += cost_of_white(s, e);
	if (!j->forced && t->node.recto && t->node.facing != FACING_FREE)
		cost += (int64_t)costs->uneven * abs(e->lines - t->node.facing);
	if (j->forced && !i->forced && t->from && e->text < (int64_t)costs->stub_lines * s->style->line)
		cost += costs->stub;
	return cost;
}

/* ---- states */

static uint32_t node_add(struct search *s, struct page_node node)
{
	if (s->nnodes == s->cap) {
		s->cap = s->cap ? s->cap * 2 : 1024;
		s->nodes = mem_resize(s->nodes, s->cap * sizeof *s->nodes);
	}
	s->nodes[s->nnodes] = node;
	return (uint32_t)s->nnodes++;
}

static bool same_state(const struct page_node *a, const struct page_node *b)
{
	return a->floats == b->floats && a->notes == b->notes && a->recto == b->recto && a->facing == b->facing;
}

/* Into its chance's list, in place of a dearer one of the same state or, if the list is full, of the dearest. */
static void state_offer(struct search *s, struct page_node node)
{
	uint32_t dearest = 0, count = 0;
	for (uint32_t k = s->heads[node.chance]; k; k = s->nodes[k].next, count++) {
		struct page_node *other = &s->nodes[k];
		if (same_state(other, &node)) {
			node.next = other->next;
			if (node.cost < other->cost)
				*other = node;
			return;
		}
		if (!dearest || other->cost > s->nodes[dearest].cost)
			dearest = k;
	}
	if (count < MOST_STATES) {
		node.next = s->heads[node.chance];
		s->heads[node.chance] = node_add(s, node);
	} else if (node.cost < s->nodes[dearest].cost) {
		node.next = s->nodes[dearest].next;
		s->nodes[dearest] = node;
	}
}

static void page_offer(struct search *s, const struct attempt *t, const struct page_end *e)
{
	const struct page_chance *j = &s->list->chances[e->chance];
	struct page_node node = {.cost = t->node.cost + cost_of_page(s, t, e), .from = t->index, .chance = e->chance,
		.floats = lesser(t->kept, j->floats), .notes = e->notes, .top = t->ntop, .lines = (int8_t)e->lines,
		.facing = FACING_FREE, .recto = !t->node.recto, .last = j->forced, .bare = t->bare};
	if (!t->node.recto && !j->forced)
		node.facing = (int8_t)e->lines;
	state_offer(s, node);
}

/* No page that begins here ends further on once this one does not fit. */
static bool reaches(const struct search *s, const struct attempt *t, uint32_t to)
{
	uint32_t floats = s->list->chances[to].floats;
	return (t->kept >= floats || floats - t->kept <= MOST_DEFERRED) && set_page(s, t, to, s->vary).fits;
}

static uint32_t fullest(struct search *s, const struct attempt *t)
{
	uint32_t limit = s->list->chances[t->from].forced_next, to = s->hint;
	if (to <= t->from)
		to = t->from + 1;
	if (to > limit)
		to = limit;
	while (to > t->from + 1 && !reaches(s, t, to))
		to--;
	while (to < limit && reaches(s, t, to + 1))
		to++;
	return s->hint = to;
}

/* Every height that suits an end: those that glue fills, else the shortest; a last page is as usual if it can be. False: none fits. */
static bool try_heights(struct search *s, const struct attempt *t, uint32_t to, int64_t *slack)
{
	bool any = false;
	if (s->list->chances[to].forced) {
		for (int lines = 0; lines <= s->vary && !any; lines++) {
			struct page_end e = set_page(s, t, to, lines);
			any = e.fits;
			if (any)
				page_offer(s, t, &e);
		}
		return any;
	}
	struct page_end e = set_page(s, t, to, -s->vary);
	for (int lines = -s->vary; lines <= s->vary; lines++) {
		if (lines > -s->vary)
			set_height(s, t, &e, lines);
		if (!e.fits || (any && e.slack - (e.foot ? s->style->line : 0) > e.stretch))
			continue;
		if (!any)
			*slack = e.slack;
		any = true;
		page_offer(s, t, &e);
	}
	return any;
}

static bool may_end(const struct search *s, const struct attempt *t, uint32_t to)
{
	const struct page_chance *c = &s->list->chances[to];
	return c->legal && !(t->kept < c->floats && c->is_float);
}

/* True: some page ends where it may. */
static bool try_ends(struct search *s, const struct attempt *t, uint32_t last)
{
	bool any = false;
	int ends = 0;
	for (uint32_t to = last; to > t->from; to--) {
		int64_t slack = 0;
		if (!may_end(s, t, to) || !try_heights(s, t, to, &slack))
			continue;
		any = true;
		if (slack > (int64_t)FURTHEST_SHORT * s->style->line || ++ends == MOST_ENDS)
			break;
	}
	return any;
}

/* The next box does not fit, with what must stand on its page. */
static void place_alone(struct search *s, struct attempt *t)
{
	const struct page_list *l = s->list;
	uint32_t to = t->from + 1;
	t->bare = l->chances[t->from].repeat > 0;
	struct page_end e = set_page(s, t, to, 0);
	if (!e.fits) {
		int64_t room = s->style->height - e.text;
		e.notes = notes_that_fit(l, t->node.notes, t->node.notes, l->chances[to].notes, room - s->style->note_gap);
		e.foot = notes_height(s, t->node.notes, e.notes);
		e.slack = room - e.foot;
	}
	page_offer(s, t, &e);
}

/* ---- from a state to the next */

static uint8_t figures_on_top(const struct search *s, const struct page_node *node)
{
	uint32_t pending = s->list->chances[node->chance].floats, n = node->floats + (node->floats < pending);
	while (n < pending && n - node->floats < UINT8_MAX && page_top_height(s->list, s->style, node->floats, n + 1) <= s->style->height)
		n++;
	return (uint8_t)(n - node->floats);
}

/* What more than half a page of white under its figures costs. */
static int64_t cost_of_void(const struct search *s, int64_t white)
{
	white -= s->style->height / 2;
	return white > 0 ? s->costs->float_white * (white / s->style->line) : 0;
}

/* A page without text: figures that wait, then notes. */
static uint32_t page_of_waiting(struct search *s, uint32_t index)
{
	const struct page_list *l = s->list;
	struct page_node from = s->nodes[index], node = from;
	const struct page_chance *c = &l->chances[from.chance];
	node.from = index;
	node.top = figures_on_top(s, &from);
	node.floats += node.top;
	int64_t room = s->style->height - page_top_height(l, s->style, from.floats, node.floats) - s->style->note_gap;
	if (from.notes < c->notes)
		node.notes = notes_that_fit(l, from.notes, from.notes + !node.top, c->notes, room);
	node.recto = !from.recto;
	node.facing = FACING_FREE;
	node.lines = 0;
	node.last = true;
	node.blank = node.bare = false;
	node.cost += s->costs->float_page + (int64_t)s->costs->defer * (c->floats - node.floats);
	node.cost += cost_of_notes(s, c->notes, node.notes, c->notes);
	if (node.top)
		node.cost += cost_of_void(s, room + s->style->note_gap - notes_height(s, from.notes, node.notes));
	return node_add(s, node);
}

/* Text that begins under the figures that wait. */
static void expand(struct search *s, uint32_t index)
{
	const struct page_list *l = s->list;
	struct attempt t = {.node = s->nodes[index], .index = index, .kept = UINT32_MAX};
	t.from = t.node.chance;
	const struct page_chance *c = &l->chances[t.from];
	t.ntop = figures_on_top(s, &t.node);
	t.top = page_top_height(l, s->style, t.node.floats, t.node.floats + t.ntop);
	bool waiting = t.node.floats + t.ntop < c->floats;
	if (waiting)
		t.kept = t.node.floats + t.ntop;
	uint32_t last = fullest(s, &t);
	bool fits = reaches(s, &t, last);
	int64_t slack;
	if (!try_ends(s, &t, last) && !t.ntop && !try_heights(s, &t, last, &slack))
		place_alone(s, &t);
	uint32_t f = fits ? l->chances[last].floats : c->floats; /* the first that does not fit where it is */
	if (!waiting && f < l->nfloats && l->float_chances[f] < c->forced_next && (l->float_chances[f] > t.from + 1 || t.ntop)) {
		t.kept = f;
		try_ends(s, &t, fullest(s, &t));
	}
	if (t.ntop)
		expand(s, page_of_waiting(s, index));
}

static int64_t cost_of_facing(const struct search *s, const struct page_node *node, const struct page_node *other)
{
	int lines = other->facing == FACING_FREE ? 0 : node->facing == FACING_FREE ? 2 : abs(other->facing - node->facing);
	return (int64_t)lines * s->costs->uneven;
}

/*
 * Another state of the same chance gets to the same pages for less, whatever they are; or, where fewer figures and lines of notes wait
 * than here, it costs less by more than any page is likely to gain from them.
 */
static bool bettered(const struct search *s, const struct page_node *node)
{
	for (uint32_t k = s->heads[node->chance]; k; k = s->nodes[k].next) {
		const struct page_node *other = &s->nodes[k];
		if (other == node || other->floats < node->floats || other->notes < node->notes || other->recto != node->recto)
			continue;
		int64_t gain = other->floats == node->floats && other->notes == node->notes ? 0 : s->costs->float_page;
		if (other->cost + cost_of_facing(s, node, other) + gain < node->cost)
			return true;
	}
	return false;
}

/* A state a line further on can end its page where this one does, only a line shorter, for less. So most widows need not be followed. */
static bool bettered_ahead(const struct search *s, const struct page_node *node)
{
	const struct page_chance *c = &s->list->chances[node->chance], *ahead = c + 1;
	if (ahead->forced || ahead->after - c->after > s->style->line || node->floats < c->floats || node->notes < c->notes)
		return false;
	int64_t shorter = (int64_t)s->costs->length + s->costs->uneven;
	if (shorter < s->costs->shortfall)
		shorter = s->costs->shortfall;
	for (uint32_t k = s->heads[node->chance + 1]; k; k = s->nodes[k].next) {
		const struct page_node *other = &s->nodes[k];
		if (other->recto == node->recto && other->floats == ahead->floats && other->notes == ahead->notes &&
			other->cost + cost_of_facing(s, node, other) + shorter < node->cost)
			return true;
	}
	return false;
}

/* With what waited placed, and on the side demanded. */
static uint32_t settle(struct search *s, uint32_t index, uint8_t side)
{
	const struct page_chance *c = &s->list->chances[s->nodes[index].chance];
	while (s->nodes[index].floats < c->floats || s->nodes[index].notes < c->notes)
		index = page_of_waiting(s, index);
	struct page_node node = s->nodes[index];
	if (side == PAGE_ANY || node.recto == (side == PAGE_RECTO))
		return index;
	node.from = index;
	node.recto = !node.recto;
	node.blank = true;
	node.bare = false;
	node.top = 0;
	node.lines = 0;
	return node_add(s, node);
}

/* The best state for each side goes on. Gives the best of all. */
static uint32_t settle_all(struct search *s, uint32_t chance, bool end)
{
	uint32_t best[2] = {UINT32_MAX, UINT32_MAX};
	uint32_t k = chance ? s->heads[chance] : 0;
	do {
		uint32_t next = s->nodes[k].next, settled = settle(s, k, end ? PAGE_ANY : s->list->chances[chance].side);
		uint32_t *side = &best[s->nodes[settled].recto];
		if (*side == UINT32_MAX || s->nodes[settled].cost < s->nodes[*side].cost)
			*side = settled;
		k = next;
	} while (k);
	for (int i = 0; i < 2 && !end; i++)
		if (best[i] != UINT32_MAX)
			expand(s, best[i]);
	if (best[0] == UINT32_MAX || (best[1] != UINT32_MAX && s->nodes[best[1]].cost <= s->nodes[best[0]].cost))
		return best[1];
	return best[0];
}

static uint32_t run(struct search *s)
{
	uint32_t end = s->list->nchances - 1;
	node_add(s, (struct page_node){.recto = !s->style->first_verso, .facing = FACING_FREE});
	for (uint32_t i = 0; i < end; i++) {
		if (!i || (s->list->chances[i].forced && s->heads[i])) {
			settle_all(s, i, false);
			continue;
		}
		for (uint32_t k = s->heads[i], next; k; k = next) {
			next = s->nodes[k].next;
			if (!bettered(s, &s->nodes[k]) && !bettered_ahead(s, &s->nodes[k]))
				expand(s, k);
		}
	}
	return settle_all(s, end, true);
}

int32_t page_line_cost(const struct page_costs *costs, size_t line, size_t lines, bool heading)
{
	int32_t cost = 0;
	if (lines > 1 && line == 1)
		cost += heading ? costs->heading : costs->orphan;
	if (lines > 1 && line + 1 == lines)
		cost += costs->widow;
	return cost;
}

void pagebreak(struct arena *a, const struct page_item *items, size_t n, const struct page_style *style, struct page_result *result)
{
	struct arena scratch;
	arena_init(&scratch);
	struct page_list list;
	page_list_build(&scratch, &list, items, n, style);
	struct search s = {.list = &list, .style = style, .costs = style->costs, .vary = style->vary};
	s.heads = arena_array(&scratch, uint32_t, list.nchances);
	uint32_t last = run(&s);
	*result = (struct page_result){.cost = s.nodes[last].cost};
	page_place(a, &list, style, s.nodes, last, result);
	free(s.nodes);
	arena_free(&scratch);
}
