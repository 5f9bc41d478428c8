/*
 * Page breaking against a second opinion: short random lists are broken in every way there is, each way is priced here by walking the
 * items, and the cheapest must cost what pagebreak() says. Longer ones must keep the rules that hold for any list.
 */
#include "unit/unit.h"
#include <string.h>
#include "layout/pagebreak.h"

enum { LINE = 14 * 65536 };

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

static struct random seeded(uint64_t seed)
{
	struct random r = {seed * 0x9e3779b97f4a7c15u + 1};
	for (int i = 0; i < 10; i++)
		draw(&r, 2);
	return r;
}

/* ---- lists */

struct list {
	struct page_item *items;
	size_t n, cap;
	struct page_style style;
	struct arena arena;
	struct page_result r;
};

static void list_open(struct list *l, int lines)
{
	*l = (struct list){0};
	l->style = (struct page_style){.height = lines * LINE, .line = LINE, .vary = 1, .note_gap = LINE / 2, .float_gap = LINE,
		.costs = &page_costs_book};
	arena_init(&l->arena);
}

static void list_close(struct list *l)
{
	free(l->items);
	arena_free(&l->arena);
}

static void list_break(struct list *l)
{
	pagebreak(&l->arena, l->items, l->n, &l->style, &l->r);
}

static struct page_item *add(struct list *l, enum page_item_kind kind, int32_t height)
{
	if (l->n == l->cap) {
		l->cap = l->cap ? l->cap * 2 : 256;
		l->items = mem_resize(l->items, l->cap * sizeof *l->items);
	}
	l->items[l->n] = (struct page_item){.kind = (uint8_t)kind, .height = height};
	return &l->items[l->n++];
}

static void add_line(struct list *l)
{
	add(l, PAGE_BOX, LINE - LINE / 4)->depth = LINE / 4;
}

static void add_penalty(struct list *l, int32_t cost)
{
	add(l, PAGE_PENALTY, 0)->cost = cost;
}

static void add_forced(struct list *l, enum page_side side)
{
	struct page_item *item = add(l, PAGE_PENALTY, 0);
	item->cost = PAGE_FORCED;
	item->side = (uint8_t)side;
}

static void add_glue(struct list *l, int32_t height, int32_t stretch, int32_t shrink)
{
	struct page_item *item = add(l, PAGE_GLUE, height);
	item->stretch = stretch;
	item->shrink = shrink;
}

static void add_paragraph(struct list *l, size_t lines, bool heading)
{
	for (size_t i = 1; i <= lines; i++) {
		add_line(l);
		add_penalty(l, page_line_cost(l->style.costs, i, lines, heading));
	}
}

static void add_heading(struct list *l)
{
	add_glue(l, LINE, LINE / 2, 0);
	add_line(l);
	add_penalty(l, PAGE_NEVER);
}

static void add_note(struct list *l, size_t lines)
{
	for (size_t i = 0; i < lines; i++)
		add(l, PAGE_NOTE, LINE * 3 / 4)->first = i == 0;
}

static void add_table(struct list *l, size_t rows, int32_t height)
{
	add(l, PAGE_GROUP, 0);
	for (size_t i = 0; i < rows; i++) {
		add(l, PAGE_BOX, height)->repeat = i == 0;
		add_penalty(l, i == 0 ? PAGE_NEVER : 0);
	}
	add(l, PAGE_GROUP_END, 0);
}

static void add_random_paragraph(struct list *l, struct random *r, bool notes, bool heading)
{
	size_t lines = 1 + draw(r, 5);
	for (size_t i = 1; i <= lines; i++) {
		add_line(l);
		if (notes && !draw(r, 6))
			add_note(l, 1 + draw(r, 5));
		add_penalty(l, page_line_cost(l->style.costs, i, lines, heading));
	}
}

/* bits of kinds: 1 notes, 2 floats, 4 tables, 8 forced breaks, 16 stretch, 32 keeps, 64 tall boxes, 128 odd heights */
static void add_random(struct list *l, struct random *r, unsigned kinds)
{
	bool heading = !draw(r, 5), keep = kinds & 32 && !draw(r, 4);
	if (keep)
		add(l, PAGE_KEEP, 0)->cost = draw(r, 2) ? PAGE_NEVER : 2000;
	if (heading)
		add_heading(l);
	if (kinds & 16)
		add_glue(l, LINE / 2, LINE / 2, LINE / 4);
	if (kinds & 2 && !draw(r, 3)) {
		add(l, PAGE_FLOAT, (1 + (int32_t)draw(r, 3)) * LINE);
		add_glue(l, LINE / 2, 0, 0);
	}
	if (kinds & 4 && !draw(r, 4))
		add_table(l, 2 + draw(r, 3), LINE);
	if (kinds & 64 && !draw(r, 6))
		add(l, PAGE_BOX, l->style.height + (int32_t)draw(r, 3) * LINE + 5);
	if (kinds & 128 && !draw(r, 3))
		add(l, PAGE_BOX, LINE / 3 + (int32_t)draw(r, LINE));
	if (!draw(r, 5))
		add(l, PAGE_MARK, 0);
	add_random_paragraph(l, r, kinds & 1, heading);
	if (keep)
		add(l, PAGE_KEEP_END, 0);
	if (kinds & 8 && !draw(r, 5))
		add_forced(l, (enum page_side)draw(r, 3));
}

/* ---- the second opinion: contents with the gap after each, walked one by one */

struct content {
	int64_t height, gap, stretch, shrink;
	int32_t cost;
	size_t item, notes; /* notes: lines up to here */
	int repeat;         /* item of the row to repeat after it, or -1 */
	uint8_t side;
	size_t floats;      /* before it */
	bool is_float, legal, forced;
};

struct opinion {
	const struct list *l;
	struct content c[128];
	size_t n;
	struct {
		int64_t height;
		bool first;
	} notes[256];
	size_t nnotes;
	int64_t best; /* only what costs less is looked at */
};

static void opinion_gap(struct opinion *o, struct content *c, size_t from)
{
	const struct list *l = o->l;
	bool glue = false, penalty = false;
	size_t i = from;
	for (; i < l->n && l->items[i].kind != PAGE_BOX && l->items[i].kind != PAGE_FLOAT; i++) {
		const struct page_item *it = &l->items[i];
		if (it->kind == PAGE_NOTE) {
			o->notes[o->nnotes].height = it->height;
			o->notes[o->nnotes++].first = it->first;
		} else if (it->kind == PAGE_GLUE) {
			c->gap += it->height;
			c->stretch += it->stretch;
			c->shrink += it->shrink;
			glue = true;
		} else if (it->kind == PAGE_PENALTY && it->cost == PAGE_FORCED) {
			c->forced = true;
			c->side = it->side ? it->side : c->side;
		} else if (it->kind == PAGE_PENALTY) {
			c->cost = !penalty || it->cost > c->cost ? it->cost : c->cost;
			penalty = true;
		}
	}
	c->notes = o->nnotes;
	c->legal = penalty ? c->cost < PAGE_NEVER : glue;
	if (i == l->n || c->forced) {
		c->forced = c->legal = true;
		c->cost = 0;
	}
}

static int64_t span(const struct opinion *o, size_t from, size_t to)
{
	int64_t height = 0;
	for (size_t k = from; k < to; k++)
		height += o->c[k].height + (k + 1 < to ? o->c[k].gap : 0);
	return height;
}

static size_t floats_before(const struct opinion *o, size_t at)
{
	return at ? o->c[at - 1].floats + o->c[at - 1].is_float : 0;
}

/* Keeps do not nest here. */
static void opinion_keeps(struct opinion *o)
{
	size_t next = 0, from = 0;
	int32_t cost = 0;
	for (size_t i = 0; i < o->l->n; i++) {
		const struct page_item *it = &o->l->items[i];
		next += it->kind == PAGE_BOX || it->kind == PAGE_FLOAT;
		if (it->kind == PAGE_KEEP) {
			from = next;
			cost = it->cost;
		} else if (it->kind == PAGE_KEEP_END && span(o, from, next) <= o->l->style.height) {
			for (size_t k = from; k + 1 < next; k++) {
				if (o->c[k].forced)
					continue;
				o->c[k].legal = o->c[k].legal && o->c[k].cost + cost < PAGE_NEVER;
				o->c[k].cost += cost;
			}
		}
	}
}

static void opinion_fill(struct opinion *o, const struct list *l)
{
	*o = (struct opinion){.l = l};
	int header = -1;
	for (size_t i = 0; i < l->n; i++) {
		const struct page_item *it = &l->items[i];
		if (it->kind == PAGE_GROUP_END) {
			o->c[o->n - 1].repeat = header = -1;
		} else if (it->kind == PAGE_BOX || it->kind == PAGE_FLOAT) {
			ck_assert_uint_lt(o->n, sizeof o->c / sizeof *o->c);
			struct content *c = &o->c[o->n++];
			header = it->repeat ? (int)i : header;
			*c = (struct content){.height = (int64_t)it->height + it->depth, .item = i, .is_float = it->kind == PAGE_FLOAT, .repeat = header};
			c->floats = floats_before(o, o->n - 1);
			opinion_gap(o, c, i + 1);
		}
	}
	opinion_keeps(o);
}

struct state {
	size_t at, floats, notes; /* contents, floats and lines of notes placed */
	bool recto;
	int facing;               /* 9: free */
	int64_t cost;
};

struct choice {
	size_t end, top, kept; /* contents up to end; figures at the top; floats in flow up to kept */
	bool bare;
};

static int64_t float_height(const struct opinion *o, size_t number)
{
	for (size_t k = 0; k < o->n; k++)
		if (o->c[k].is_float && number-- == 0)
			return o->c[k].height;
	ck_abort();
}

static size_t notes_before(const struct opinion *o, size_t at)
{
	return at ? o->c[at - 1].notes : 0;
}

static int64_t notes_tall(const struct opinion *o, size_t from, size_t to)
{
	int64_t height = from < to ? o->l->style.note_gap : 0;
	for (size_t k = from; k < to; k++)
		height += o->notes[k].height;
	return height;
}

struct priced {
	bool fits;
	size_t notes;
	int64_t cost, text, slack, white, stretch;
};

/* Lines of notes up to where they fit, by counting down; one fewer if a single line of a note would be left. */
static size_t notes_down(const struct opinion *o, size_t placed, size_t least, size_t all, int64_t room)
{
	size_t to = all;
	while (to > least && notes_tall(o, placed, to) > room)
		to--;
	if (to < all && to > least && !o->notes[to].first && (to + 1 == all || o->notes[to + 1].first))
		to--;
	return to;
}

static int64_t price_notes(const struct opinion *o, size_t seen, size_t to, size_t all)
{
	const struct page_costs *costs = o->l->style.costs;
	int64_t cost = to < all ? costs->split + (int64_t)costs->carried * (int64_t)(all - to) : 0;
	for (size_t k = to > seen ? to : seen; k < all; k++)
		cost += o->notes[k].first ? costs->late : 0;
	return cost;
}

static int64_t price_badness(int64_t slack, int64_t most)
{
	int64_t r = slack * 1024 / most;
	return 100 * r * r * r / (1024 * 1024 * 1024);
}

static struct priced price(const struct opinion *o, const struct state *s, const struct choice *c, int lines, bool alone)
{
	const struct page_style *style = &o->l->style;
	const struct page_costs *costs = style->costs;
	const struct content *last = &o->c[c->end - 1];
	int64_t text = 0, stretch = 0, shrink = 0;
	for (size_t f = s->floats; f < s->floats + c->top; f++)
		text += float_height(o, f) + style->float_gap;
	if (s->at && o->c[s->at - 1].repeat >= 0 && !c->bare)
		text += o->l->items[o->c[s->at - 1].repeat].height;
	for (size_t k = s->at; k < c->end; k++) {
		if (o->c[k].is_float && floats_before(o, k) >= c->kept)
			continue;
		text += o->c[k].height + (k + 1 < c->end ? o->c[k].gap : 0);
		stretch += k + 1 < c->end ? o->c[k].stretch : 0;
		shrink += k + 1 < c->end ? o->c[k].shrink : 0;
	}
	int64_t room = style->height + lines * LINE - text;
	size_t seen = notes_before(o, s->at), all = last->notes, need = s->notes;
	struct priced p = {.notes = all, .text = text, .stretch = stretch};
	if (notes_tall(o, s->notes, all) > room + shrink) {
		if (all > seen)
			for (need = all - 1; !o->notes[need].first; need--)
				;
		need = need > s->notes ? need : s->notes;
		need = alone ? s->notes : need + 2 < all ? need + 2 : all;
		p.notes = notes_down(o, s->notes, need, all, room);
	}
	int64_t foot = notes_tall(o, s->notes, p.notes);
	p.slack = room - foot;
	p.white = p.slack - (foot ? LINE : 0);
	p.fits = p.slack + shrink >= 0;
	p.cost = (last->forced ? 0 : last->legal ? last->cost : costs->forbidden) + costs->length * (lines < 0 ? -lines : lines);
	p.cost += price_notes(o, seen, p.notes, all);
	if (floats_before(o, c->end) > c->kept)
		p.cost += (int64_t)costs->defer * (int64_t)(floats_before(o, c->end) - c->kept);
	if (p.slack < 0)
		p.cost += p.fits ? price_badness(-p.slack, shrink) : costs->overfull;
	else if (!last->forced && p.white > 0 && p.white <= stretch)
		p.cost += price_badness(p.white, stretch);
	else if (!last->forced && p.white > 0)
		p.cost += costs->shortfall * (p.white * 16 / LINE) * (p.white * 16 / LINE) / 256;
	if (!last->forced && s->recto && s->facing != 9)
		p.cost += costs->uneven * (lines > s->facing ? lines - s->facing : s->facing - lines);
	if (last->forced && s->at && !o->c[s->at - 1].forced && text < (int64_t)costs->stub_lines * LINE)
		p.cost += costs->stub;
	return p;
}

static void explore(struct opinion *o, struct state s);

static size_t top_figures(const struct opinion *o, const struct state *s)
{
	size_t n = 0, waiting = floats_before(o, s->at) - s->floats;
	int64_t height = 0;
	for (; n < waiting; n++) {
		height += float_height(o, s->floats + n) + o->l->style.float_gap;
		if (n && height > o->l->style.height)
			break;
	}
	return n;
}

static struct state without_text(const struct opinion *o, struct state s)
{
	const struct page_costs *costs = o->l->style.costs;
	size_t n = top_figures(o, &s), all = notes_before(o, s.at);
	int64_t room = o->l->style.height;
	for (size_t f = s.floats; f < s.floats + n; f++)
		room -= float_height(o, f) + o->l->style.float_gap;
	s.floats += n;
	if (s.notes < all)
		s.notes = notes_down(o, s.notes, s.notes + !n, all, room);
	s.cost += costs->float_page + (int64_t)costs->defer * (int64_t)(floats_before(o, s.at) - s.floats) + price_notes(o, all, s.notes, all);
	s.recto = !s.recto;
	s.facing = 9;
	return s;
}

static void follow(struct opinion *o, const struct state *s, const struct choice *c, int lines, const struct priced *p)
{
	size_t floats = floats_before(o, c->end);
	bool forced = o->c[c->end - 1].forced;
	struct state next = {.at = c->end, .floats = floats < c->kept ? floats : c->kept, .notes = p->notes, .recto = !s->recto,
		.facing = s->recto || forced ? 9 : lines, .cost = s->cost + p->cost};
	explore(o, next);
}

static bool follow_heights(struct opinion *o, const struct state *s, const struct choice *c)
{
	bool any = false, forced = o->c[c->end - 1].forced;
	for (int lines = forced ? 0 : -1; lines <= 1; lines++) {
		struct priced p = price(o, s, c, lines, false);
		if (!p.fits || (any && (forced || p.white > p.stretch)))
			continue;
		any = true;
		follow(o, s, c, lines, &p);
	}
	return any;
}

static bool follow_ends(struct opinion *o, const struct state *s, struct choice c)
{
	bool any = false;
	for (c.end = s->at + 1; c.end <= o->n; c.end++) {
		const struct content *last = &o->c[c.end - 1];
		if (last->legal && !(last->is_float && floats_before(o, c.end) > c.kept))
			any = follow_heights(o, s, &c) || any;
		if (last->forced)
			break;
	}
	return any;
}

/* No legal end: the fullest page that fits; or the next box alone. */
static void follow_rescue(struct opinion *o, const struct state *s)
{
	struct choice c = {.kept = SIZE_MAX};
	size_t fits = s->at;
	for (size_t end = s->at + 1; end <= o->n; end++) {
		c.end = end;
		if (price(o, s, &c, 1, false).fits)
			fits = end;
		if (o->c[end - 1].forced)
			break;
	}
	c.end = fits;
	if (fits > s->at && follow_heights(o, s, &c))
		return;
	c.end = s->at + 1;
	c.bare = true;
	struct priced p = price(o, s, &c, 0, false);
	if (!p.fits)
		p = price(o, s, &c, 0, true);
	follow(o, s, &c, 0, &p);
}

static struct state settled(const struct opinion *o, struct state s)
{
	while (s.floats < floats_before(o, s.at) || s.notes < notes_before(o, s.at))
		s = without_text(o, s);
	uint8_t side = s.at < o->n ? o->c[s.at - 1].side : PAGE_ANY;
	if (side && s.recto != (side == PAGE_RECTO))
		s.recto = !s.recto;
	s.facing = 9;
	return s;
}

static void explore(struct opinion *o, struct state s)
{
	if (s.at && o->c[s.at - 1].forced)
		s = settled(o, s);
	if (s.cost >= o->best)
		return;
	if (s.at == o->n) {
		o->best = s.cost;
		return;
	}
	size_t top = top_figures(o, &s);
	bool waiting = s.floats + top < floats_before(o, s.at);
	if (!follow_ends(o, &s, (struct choice){.top = top, .kept = waiting ? s.floats + top : SIZE_MAX}) && !top)
		follow_rescue(o, &s);
	for (size_t at = s.at; !waiting && at < o->n && (at == s.at || !o->c[at - 1].forced); at++) {
		struct choice in_place = {.end = at + 1, .top = top, .kept = SIZE_MAX};
		if (!o->c[at].is_float || price(o, &s, &in_place, 1, false).fits)
			continue;
		if (top || at > s.at)
			follow_ends(o, &s, (struct choice){.top = top, .kept = o->c[at].floats});
		break;
	}
	if (top)
		explore(o, without_text(o, s));
}

/* ---- rules for any list */

/* ck_assert writes a line for each that holds, and here they are millions. */
#define must(condition)                                     \
	do {                                                \
		if (!(condition))                           \
			ck_abort_msg("not so: %s", #condition); \
	} while (0)

static bool is_content(const struct page_item *it)
{
	return it->kind == PAGE_BOX || it->kind == PAGE_FLOAT || it->kind == PAGE_NOTE;
}

/* Pages by item; every box, float and line of a note once, each kind in order, nothing over anything else. */
static size_t *check_pages(const struct list *l)
{
	size_t *page_of = malloc((l->n + 1) * sizeof *page_of), next = 0, order[PAGE_GROUP_END + 1] = {0}, overfull = 0;
	for (size_t i = 0; i < l->n; i++)
		page_of[i] = SIZE_MAX;
	for (size_t p = 0; p < l->r.n; p++) {
		const struct page_cut *page = &l->r.pages[p];
		int64_t y = 0;
		must(page->first == next);
		must(page->end >= page->first);
		must(page->recto == ((p % 2 == 0) != l->style.first_verso));
		must(page->height == l->style.height + page->lines * l->style.line);
		must(page->blank == (page->n == 0));
		next = page->end;
		for (size_t k = 0; k < page->n; k++) {
			const struct page_place *place = &page->places[k];
			const struct page_item *it = &l->items[place->item];
			must(place->y >= y);
			y = (int64_t)place->y + it->height + it->depth;
			if (place->role == PAGE_REPEATED)
				continue;
			must(page_of[place->item] == SIZE_MAX);
			page_of[place->item] = p;
			must(order[it->kind] <= place->item);
			order[it->kind] = place->item;
			if (place->role == PAGE_TEXT)
				must(place->item >= page->first && place->item < page->end);
		}
		must(page->overfull == (y > page->height ? y - page->height : 0));
		overfull += page->overfull > 0;
	}
	must(overfull == l->r.overfull);
	for (size_t i = 0; i < l->n; i++)
		if (is_content(&l->items[i]))
			must(page_of[i] != SIZE_MAX);
	if (l->r.n)
		must(next == l->n);
	return page_of;
}

/* Notes begin where they are referred to, forced breaks part pages and sides are kept; gives how many notes begin late. */
static size_t check_rules(const struct list *l, const size_t *page_of)
{
	size_t late = 0, page = 0;
	bool forced = false, seen = false;
	uint8_t side = PAGE_ANY;
	for (size_t i = 0; i < l->n; i++) {
		const struct page_item *it = &l->items[i];
		if (it->kind == PAGE_PENALTY && it->cost == PAGE_FORCED) {
			forced = true;
			side = it->side ? it->side : side;
		} else if (it->kind == PAGE_BOX || (it->kind == PAGE_FLOAT && forced)) {
			must(!forced || !seen || page_of[i] > page);
			must(!forced || !side || l->r.pages[page_of[i]].recto == (side == PAGE_RECTO));
			must(page_of[i] >= page);
			page = page_of[i];
			seen = true;
			forced = false;
			side = PAGE_ANY;
		} else if (it->kind == PAGE_NOTE && it->first) {
			must(page_of[i] >= page);
			late += page_of[i] > page;
		}
	}
	return late;
}

static void check_list(struct list *l)
{
	list_break(l);
	size_t *page_of = check_pages(l);
	ck_assert_uint_eq(check_rules(l, page_of), l->r.late);
	free(page_of);
}

/* ---- tests */

static void random_against_opinion(uint64_t seed, unsigned kinds, size_t most, int lines)
{
	struct list l;
	struct opinion o;
	struct random r = seeded(seed);
	list_open(&l, lines);
	l.style.first_verso = draw(&r, 2);
	for (size_t boxes = 0; boxes < most;) {
		size_t from = l.n;
		add_random(&l, &r, kinds);
		for (size_t i = from; i < l.n; i++)
			boxes += l.items[i].kind == PAGE_BOX;
	}
	check_list(&l);
	opinion_fill(&o, &l);
	o.best = l.r.cost + 1; /* so that it looks for nothing dearer */
	explore(&o, (struct state){.recto = !l.style.first_verso, .facing = 9});
	ck_assert_msg(o.best == l.r.cost, "seed %d kinds %u lines %d: cost %lld, cheapest %lld", (int)seed, kinds, lines, (long long)l.r.cost,
		(long long)o.best);
	list_close(&l);
}

START_TEST(cheapest_of_all)
{
	static const unsigned kinds[] = {0, 16, 1, 2, 4, 8, 32, 64, 128, 3, 18, 17, 27, 255, 191, 159};
	for (uint64_t seed = 1; seed <= 800; seed++)
		random_against_opinion(seed, kinds[seed % 16], 6 + seed % 8, 4 + (int)(seed / 16 % 4));
}
END_TEST

START_TEST(long_lists_keep_the_rules)
{
	for (uint64_t seed = 1; seed <= 150; seed++) {
		struct list l;
		struct random r = seeded(seed);
		list_open(&l, 3 + (int)draw(&r, 40));
		l.style.vary = (int32_t)draw(&r, 2);
		unsigned kinds = draw(&r, 256);
		for (int i = 0; i < 400; i++)
			add_random(&l, &r, kinds);
		check_list(&l);
		list_close(&l);
	}
}
END_TEST

/* Items without sense: any kind, any size. Nothing is lost, and it ends. */
START_TEST(noise)
{
	for (uint64_t seed = 1; seed <= 300; seed++) {
		struct list l;
		struct random r = seeded(seed);
		list_open(&l, 1 + (int)draw(&r, 10));
		for (size_t n = draw(&r, 300), i = 0; i < n; i++) {
			struct page_item *it = add(&l, (enum page_item_kind)draw(&r, 10), (int32_t)draw(&r, 4) * LINE * (int32_t)draw(&r, 3) / 2);
			it->first = draw(&r, 2);
			it->repeat = draw(&r, 2);
			it->cost = draw(&r, 4) ? (int32_t)draw(&r, 5000) : draw(&r, 2) ? PAGE_FORCED : PAGE_NEVER;
			it->side = (uint8_t)draw(&r, 3);
			it->stretch = (int32_t)draw(&r, LINE);
			it->shrink = (int32_t)draw(&r, LINE);
		}
		list_break(&l);
		free(check_pages(&l));
		list_close(&l);
	}
}
END_TEST

START_TEST(nothing)
{
	struct list l;
	list_open(&l, 10);
	list_break(&l);
	ck_assert_uint_eq(l.r.n, 0);
	add_forced(&l, PAGE_VERSO);
	add_glue(&l, LINE, 0, 0);
	add(&l, PAGE_MARK, 0);
	list_break(&l);
	ck_assert_uint_eq(l.r.n, 0);
	list_close(&l);
}
END_TEST

/* Paragraphs of one to nine lines can always be paged without a widow or an orphan; facing pages are even but for what that takes. */
START_TEST(no_widows_no_orphans)
{
	for (uint64_t seed = 1; seed <= 40; seed++) {
		struct list l;
		struct random r = seeded(seed);
		list_open(&l, 36);
		for (int i = 0; i < 800; i++)
			add_paragraph(&l, 1 + draw(&r, 9), false);
		check_list(&l);
		size_t apart = 0;
		for (size_t p = 0; p + 1 < l.r.n; p++) {
			const struct page_cut *page = &l.r.pages[p];
			ck_assert_int_eq(l.items[page->end].cost, 0);
			if (page->recto && p && page->lines != page[-1].lines)
				apart++;
			if (page->recto && p)
				ck_assert_int_le(abs(page->lines - page[-1].lines), 1);
		}
		ck_assert_msg(apart * 10 <= l.r.n, "%zu uneven spreads of %zu pages", apart, l.r.n);
		list_close(&l);
	}
}
END_TEST

START_TEST(headings_stay)
{
	for (uint64_t seed = 1; seed <= 40; seed++) {
		struct list l;
		struct random r = seeded(seed);
		list_open(&l, 36);
		for (int i = 0; i < 300; i++) {
			add_heading(&l);
			add_paragraph(&l, 2 + draw(&r, 9), true);
			add_paragraph(&l, 1 + draw(&r, 9), false);
		}
		check_list(&l);
		ck_assert_uint_eq(l.r.forbidden, 0);
		for (size_t p = 0; p + 1 < l.r.n; p++)
			ck_assert_int_lt(l.items[l.r.pages[p].end].cost, page_costs_book.orphan);
		list_close(&l);
	}
}
END_TEST

START_TEST(recto_after_a_blank_verso)
{
	struct list l;
	list_open(&l, 10);
	add_line(&l);
	add_forced(&l, PAGE_RECTO);
	add_forced(&l, PAGE_ANY);
	add_line(&l);
	add_forced(&l, PAGE_ANY);
	add_line(&l);
	add_forced(&l, PAGE_RECTO);
	add_line(&l);
	check_list(&l);
	ck_assert_uint_eq(l.r.n, 5);
	ck_assert(l.r.pages[1].blank && !l.r.pages[3].blank);
	list_close(&l);
}
END_TEST

START_TEST(five_thousand_notes)
{
	struct list l;
	list_open(&l, 36);
	add_line(&l);
	for (int i = 0; i < 5000; i++)
		add_note(&l, 1 + (size_t)i % 3);
	add_paragraph(&l, 9, false);
	check_list(&l);
	ck_assert_uint_gt(l.r.late, 4000);
	ck_assert_uint_gt(l.r.n, 9999 * 3 / 4 / 37);
	l.n = 0;
	for (int i = 0; i < 5000; i++) {
		add_line(&l);
		add_note(&l, 1 + (size_t)i % 4);
		add_penalty(&l, 0);
	}
	check_list(&l);
	ck_assert_uint_eq(l.r.late, 0);
	list_close(&l);
}
END_TEST

START_TEST(note_runs_over)
{
	struct list l;
	list_open(&l, 10);
	add_line(&l);
	add_note(&l, 20);
	add_paragraph(&l, 12, false);
	check_list(&l);
	ck_assert_uint_eq(l.r.late, 0);
	ck_assert(l.r.pages[0].notes && !l.r.pages[0].continued);
	ck_assert(l.r.pages[1].notes && l.r.pages[1].continued);
	const struct page_cut *page = &l.r.pages[0];
	const struct page_place *last = &page->places[page->n - 1];
	ck_assert_int_eq(last->role, PAGE_FOOT);
	ck_assert_int_eq(last->y + l.items[last->item].height, page->height);
	list_close(&l);
}
END_TEST

START_TEST(notes_stand_at_the_foot)
{
	struct list l;
	list_open(&l, 10);
	add_line(&l);
	add_note(&l, 2);
	check_list(&l);
	ck_assert_uint_eq(l.r.n, 1);
	ck_assert_int_eq(l.r.pages[0].places[1].y, 10 * LINE - 2 * (LINE * 3 / 4));
	ck_assert_int_eq(l.r.pages[0].rule, l.r.pages[0].places[1].y - l.style.note_gap);
	list_close(&l);
}
END_TEST

START_TEST(costs_of_lines)
{
	const struct page_costs *c = &page_costs_book;
	ck_assert_int_eq(page_line_cost(c, 1, 1, true), 0);
	ck_assert_int_eq(page_line_cost(c, 1, 2, false), c->orphan + c->widow);
	ck_assert_int_eq(page_line_cost(c, 1, 5, false), c->orphan);
	ck_assert_int_eq(page_line_cost(c, 1, 5, true), c->heading);
	ck_assert_int_eq(page_line_cost(c, 3, 5, true), 0);
	ck_assert_int_eq(page_line_cost(c, 4, 5, false), c->widow);
	ck_assert_int_eq(page_line_cost(c, 5, 5, false), 0);
}
END_TEST

START_TEST(taller_than_the_page)
{
	struct list l;
	list_open(&l, 10);
	add_line(&l);
	add_penalty(&l, 0);
	add(&l, PAGE_BOX, 15 * LINE);
	add_penalty(&l, 0);
	add_line(&l);
	add_glue(&l, LINE, 0, 0);
	add(&l, PAGE_FLOAT, 12 * LINE);
	add_glue(&l, LINE, 0, 0);
	add_line(&l);
	check_list(&l);
	ck_assert_uint_eq(l.r.overfull, 2);
	ck_assert_int_eq(l.r.pages[1].overfull, 5 * LINE);
	list_close(&l);
}
END_TEST

START_TEST(table_repeats_its_header)
{
	struct list l;
	list_open(&l, 10);
	l.style.vary = 0;
	add_paragraph(&l, 4, false);
	size_t header = l.n + 1;
	add_table(&l, 25, LINE);
	add_penalty(&l, 0);
	add_paragraph(&l, 3, false);
	check_list(&l);
	size_t again = 0;
	for (size_t p = 0; p < l.r.n; p++) {
		const struct page_cut *page = &l.r.pages[p];
		again += page->places[0].role == PAGE_REPEATED;
		if (page->places[0].role == PAGE_REPEATED) {
			ck_assert_uint_eq(page->places[0].item, header);
			ck_assert_int_eq(page->places[0].y, 0);
			ck_assert_int_eq(page->places[1].y, LINE);
		}
	}
	ck_assert_uint_eq(again, 3);
	list_close(&l);
}
END_TEST

START_TEST(figure_moves_to_the_next_top)
{
	struct list l;
	list_open(&l, 10);
	add_paragraph(&l, 6, false);
	add_glue(&l, LINE, 0, 0);
	add(&l, PAGE_FLOAT, 5 * LINE);
	add_glue(&l, LINE, 0, 0);
	add_paragraph(&l, 9, false);
	check_list(&l);
	ck_assert_int_eq(l.r.pages[1].places[0].role, PAGE_TOP);
	ck_assert_int_eq(l.r.pages[1].places[1].y, 6 * LINE);
	list_close(&l);
}
END_TEST

START_TEST(glue_fills_a_page_exactly)
{
	struct list l;
	list_open(&l, 10);
	l.style.vary = 0;
	for (int i = 0; i < 30; i++) {
		add_line(&l);
		add_glue(&l, LINE / 3, LINE / 3, LINE / 9);
	}
	check_list(&l);
	for (size_t p = 0; p + 1 < l.r.n; p++) {
		const struct page_place *last = &l.r.pages[p].places[l.r.pages[p].n - 1];
		ck_assert_int_eq(last->y + LINE, l.r.pages[p].height);
	}
	list_close(&l);
}
END_TEST

START_TEST(marks_for_running_heads)
{
	struct list l;
	list_open(&l, 5);
	add(&l, PAGE_MARK, 0);
	add_paragraph(&l, 10, false);
	add_forced(&l, PAGE_ANY);
	size_t second = l.n;
	add(&l, PAGE_MARK, 0);
	add_line(&l);
	check_list(&l);
	ck_assert_uint_eq(l.r.pages[0].top_mark, PAGE_NONE);
	ck_assert_uint_eq(l.r.pages[0].first_mark, 0);
	ck_assert_uint_eq(l.r.pages[1].top_mark, 0);
	ck_assert_uint_eq(l.r.pages[1].first_mark, PAGE_NONE);
	ck_assert_uint_eq(l.r.pages[l.r.n - 1].last_mark, second);
	list_close(&l);
}
END_TEST

static void fill(TCase *t)
{
	tcase_add_test(t, cheapest_of_all);
	tcase_add_test(t, long_lists_keep_the_rules);
	tcase_add_test(t, noise);
	tcase_add_test(t, nothing);
	tcase_add_test(t, no_widows_no_orphans);
	tcase_add_test(t, headings_stay);
	tcase_add_test(t, recto_after_a_blank_verso);
	tcase_add_test(t, five_thousand_notes);
	tcase_add_test(t, note_runs_over);
	tcase_add_test(t, notes_stand_at_the_foot);
	tcase_add_test(t, costs_of_lines);
	tcase_add_test(t, taller_than_the_page);
	tcase_add_test(t, table_repeats_its_header);
	tcase_add_test(t, figure_moves_to_the_next_top);
	tcase_add_test(t, glue_fills_a_page_exactly);
	tcase_add_test(t, marks_for_running_heads);
}

int main(void)
{
	return unit_main("pagebreak", fill);
}
