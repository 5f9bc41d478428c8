/*
 * A second opinion on what a list costs: every way to break it is walked through and priced, by other code than pagebreak()'s. For short lists.
 */
#ifndef SHEAF_TESTS_PAGE_OPINION_H
#define SHEAF_TESTS_PAGE_OPINION_H

#include "unit/layout/page_lists.h"

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
	size_t down = s.notes;
	if (s.notes < all)
		s.notes = notes_down(o, s.notes, s.notes + !n, all, room);
	int64_t empty = room - notes_tall(o, down, s.notes) - o->l->style.height / 2;
	if (n && empty > 0)
		s.cost += costs->float_white * (empty / LINE);
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

#endif
