/*
 * A paragraph from inlines to lines: text and spans (inlines.c), runs of one face, script and direction (itemize), words (shape_run), items
 * (here), breaks (linebreak.c), lines (line.c).
 *
 * The items. A word is a box, or several with a penalty wherever breaking or hyphenation lets it part; a space is glue of the space's own
 * width, which gives what the style says. Boxes of a word are parts of its advance as shaped whole; where a ligature or a kerned pair
 * stands across a break, what the halves shaped alone are wider or narrower by is the break's `before` and `after`, together with the
 * hyphen and what hangs outside. That is exact for words broken once; of a word broken twice the middle may be off by one pair's kerning,
 * which line.c makes good in the spaces.
 *
 * Hyphens are sought only for paragraphs that could not be set well without: two in five could. Words are parted where nothing allows it
 * (chances.h) only when a line sticks out, and the paragraph is broken anew with what that adds.
 *
 * Rejected: stretch between letters, which lightens a line against its neighbours; hyphenating before breaking, which finds no better
 * breaks unless the first pass fails and costs as much as all the rest of breaking; an item per character.
 */
#include "layout/paragraph.h"

#include <string.h>
#include "base/utf8.h"
#include "layout/chances.h"
#include "layout/line.h"
#include "layout/tag.h"
#include "text/breaks.h"

struct placed_item {
	uint32_t at, piece; /* byte it begins at */
};

struct item_list {
	struct break_item *items;
	struct placed_item *places; /* one beyond the last */
	size_t n, cap;
};

/* ---- words and spaces */

static void report_missing(struct work *w)
{
	size_t span = 0;
	for (size_t i = 0; i < w->runs.missing.n; i++) {
		const struct missing_rune *missing = &w->runs.missing.items[i];
		if (work_span_at(w, &span, missing->at)->image)
			continue;
		size_t end = missing->at;
		utf8_next(w->in.text, &end);
		struct str rune = str_sub(w->in.text, missing->at, end);
		diag_add(w->setter->diags, DIAG_MISSING_GLYPH, inlines_pos(&w->in, missing->at, rune),
			"no font has the character " STR_FMT " (U+%04X)", STR_ARG(rune), missing->rune);
	}
}

static void shape_all(struct work *w)
{
	struct text_span *spans = arena_array(w->scratch, struct text_span, w->in.spans.n);
	for (size_t i = 0; i < w->in.spans.n; i++) {
		const struct inline_span *span = &w->in.spans.items[i];
		spans[i] = (struct text_span){span->to, span->face, span->lang, span->features};
	}
	itemize(w->scratch, w->setter->faces, w->in.text, spans, w->in.spans.n, w->style->direction, &w->runs);
	struct {
		uint32_t *items;
		size_t n, cap;
	} run_of = {0};
	for (size_t i = 0; i < w->runs.n; i++) {
		const struct text_run *run = &w->runs.items[i];
		if (work_span(w, (uint32_t)i)->image)
			*arena_push(w->scratch, &w->pieces) = (struct piece){.from = run->from, .to = run->to};
		else
			shape_run(w->setter->shaper, w->scratch, &run->style, w->in.text, run->from, run->to, &w->pieces);
		while (run_of.n < w->pieces.n)
			*arena_push(w->scratch, &run_of) = (uint32_t)i;
	}
	w->run_of = run_of.items;
}

/* ---- items */

static struct break_item *add_item(struct work *w, struct item_list *list, uint32_t at, size_t piece)
{
	if (list->n + 1 >= list->cap) {
		size_t cap = list->cap ? list->cap * 2 : 128;
		struct break_item *items = arena_array(w->scratch, struct break_item, cap);
		struct placed_item *places = arena_array(w->scratch, struct placed_item, cap);
		if (list->n) {
			memcpy(items, list->items, list->n * sizeof *items);
			memcpy(places, list->places, list->n * sizeof *places);
		}
		list->items = items;
		list->places = places;
		list->cap = cap;
	}
	list->places[list->n] = (struct placed_item){at, (uint32_t)piece};
	return &list->items[list->n++];
}

/* The words beside a space, as numbers. Words of one or two letters stand above themselves unseen. */
static uint32_t word_number(const struct work *w, size_t piece)
{
	const struct piece *p = &w->pieces.items[piece];
	if (p->space || p->to - p->from < 3)
		return 0;
	uint32_t hash = 2166136261u;
	for (uint32_t i = p->from; i < p->to; i++)
		hash = (hash ^ (unsigned char)w->in.text.p[i]) * 16777619u;
	return hash | 1;
}

static void hang_out(const struct work *w, struct break_item *item, const struct inline_span *span, uint32_t end, uint32_t next)
{
	item->before -= hang_at_end(w, span, item->hyphen ? 0xAD : rune_before(w->in.text, end));
	item->after -= hang_at_start(w, span, rune_after(w->in.text, next));
}

static void add_space(struct work *w, struct item_list *list, size_t piece)
{
	const struct piece *p = &w->pieces.items[piece];
	const struct text_run *run = &w->runs.items[w->run_of[piece]];
	const struct inline_span *span = work_span(w, w->run_of[piece]);
	uint32_t end = p->to;
	while (end < w->in.text.n && w->in.text.p[end] == ' ')
		end++;
	if (w->breaks[p->from] == BREAK_MUST) {
		add_item(w, list, p->from, piece)->kind = ITEM_PENALTY;
		list->items[list->n - 1].cost = BREAK_FORCED;
		return;
	}
	if (w->breaks[end] == BREAK_NO) {
		struct break_item *never = add_item(w, list, p->from, piece);
		*never = (struct break_item){.kind = ITEM_PENALTY, .cost = BREAK_NEVER};
	}
	struct break_item *glue = add_item(w, list, p->from, piece);
	*glue = (struct break_item){.kind = ITEM_GLUE, .width = scaled(p->shaped.advance, run->style.face, span->size)};
	glue->stretch = (int32_t)((int64_t)glue->width * w->style->stretch / 1000);
	glue->shrink = (int32_t)((int64_t)glue->width * w->style->shrink / 1000);
	hang_out(w, glue, span, p->from, end);
	glue->ends = piece ? word_number(w, piece - 1) : 0;
	glue->begins = piece + 1 < w->pieces.n ? word_number(w, piece + 1) : 0;
}

/* A walk along a word's glyphs in the text's order. */
struct walk {
	const struct shaped *shaped;
	bool rtl;
	uint32_t i;      /* glyphs passed */
	int64_t advance; /* of these */
};

static const struct glyph *walk_glyph(const struct walk *walk, uint32_t i)
{
	return &walk->shaped->glyphs[walk->rtl ? walk->shaped->n - 1 - i : i];
}

/* Up to byte k of the word: whether the halves alone have the same glyphs as the whole. */
static bool walk_to(struct walk *walk, uint32_t k)
{
	while (walk->i < walk->shaped->n && walk_glyph(walk, walk->i)->cluster < k)
		walk->advance += walk_glyph(walk, walk->i++)->advance;
	for (uint32_t i = walk->i; i < walk->shaped->n && walk_glyph(walk, i)->cluster == k; i++)
		if (walk_glyph(walk, i)->safe)
			return true;
	return false;
}

/* Of a break where nothing but need allows one: it outweighs any line that is well set, and not one that falls short by much. */
enum { PARTING_COST = 500 };

/* What stands after a break in a word so long is not shaped once more for each. */
enum { AFTER_MOST = 256 };

/*
 * A break within a word, or at its end, at byte k of it. `from` is the break before, `units` the advance between them, `rest` that from
 * here on.
 */
static void add_break(struct work *w, struct item_list *list, size_t piece, uint32_t from, uint32_t k, int64_t units, int64_t rest, bool safe)
{
	const struct piece *p = &w->pieces.items[piece];
	const struct shape_style *style = &w->runs.items[w->run_of[piece]].style;
	const struct inline_span *span = work_span(w, w->run_of[piece]);
	struct break_item *item = add_item(w, list, p->from + k, piece);
	*item = (struct break_item){.kind = ITEM_PENALTY, .hyphen = chance_is_hyphen(w->breaks[p->from + k]),
		.cost = chance_is_parting(w->breaks[p->from + k]) ? PARTING_COST : 0};
	struct str before = str_sub(w->in.text, p->from + from, p->from + k), after = str_sub(w->in.text, p->from + k, p->to);
	if (item->hyphen)
		item->before = scaled(shape_hyphenated(w->setter->shaper, style, before).advance - units, style->face, span->size);
	else if (!safe && after.n)
		item->before = scaled(shape_word(w->setter->shaper, style, before).advance - units, style->face, span->size);
	if (!safe && after.n && after.n < AFTER_MOST)
		item->after = scaled(shape_word(w->setter->shaper, style, after).advance - rest, style->face, span->size);
	hang_out(w, item, span, p->from + k, p->from + k);
}

static bool breaks_here(const struct work *w, uint32_t at, bool rtl)
{
	return w->breaks[at] != BREAK_NO && !(chance_is_hyphen(w->breaks[at]) && rtl);
}

static void add_box(struct work *w, struct item_list *list, uint32_t at, size_t piece, int64_t units)
{
	const struct inline_span *span = work_span(w, w->run_of[piece]);
	int32_t width = span->image ? span->width : scaled(units, w->runs.items[w->run_of[piece]].style.face, span->size);
	*add_item(w, list, at, piece) = (struct break_item){.kind = ITEM_BOX, .width = width > 0 ? width : 0};
}

static void add_word(struct work *w, struct item_list *list, size_t piece)
{
	const struct piece *p = &w->pieces.items[piece];
	bool rtl = w->runs.items[w->run_of[piece]].level % 2;
	uint32_t from = 0, n = p->to - p->from;
	int64_t done = 0;
	struct walk walk = {.shaped = &p->shaped, .rtl = rtl};
	for (uint32_t k = 1; k < n; k++) {
		if (!breaks_here(w, p->from + k, rtl))
			continue;
		bool safe = walk_to(&walk, k);
		add_box(w, list, p->from + from, piece, walk.advance - done);
		add_break(w, list, piece, from, k, walk.advance - done, p->shaped.advance - walk.advance, safe);
		from = k;
		done = walk.advance;
	}
	add_box(w, list, p->from + from, piece, p->shaped.advance - done);
	if (p->to < w->in.text.n && w->in.text.p[p->to] != ' ' && breaks_here(w, p->to, rtl))
		add_break(w, list, piece, from, n, p->shaped.advance - done, 0, true);
}

static void items_fill(struct work *w, struct item_list *list)
{
	list->n = 0;
	for (size_t i = 0; i < w->pieces.n; i++)
		if (w->pieces.items[i].space)
			add_space(w, list, i);
		else
			add_word(w, list, i);
	if (list->n)
		list->places[list->n] = (struct placed_item){(uint32_t)w->in.text.n, (uint32_t)w->pieces.n};
	if (list->n && list->items[0].kind == ITEM_BOX) {
		int32_t hang = hang_at_start(w, work_span(w, 0), rune_after(w->in.text, 0));
		list->items[0].width -= hang < list->items[0].width ? hang : list->items[0].width;
	}
}

/* ---- breaking */

/* The bytes of a line. */
static struct line_extent extent_of(const struct item_list *list, const struct break_result *result, size_t i)
{
	const struct break_line *line = &result->lines[i];
	const struct placed_item *first = &list->places[line->first], *end = &list->places[line->end];
	const struct placed_item *next = i + 1 < result->n ? &list->places[result->lines[i + 1].first] : &list->places[list->n];
	return (struct line_extent){.from = i ? first->at : 0, .end = end->at, .next = next->at, .piece = i ? first->piece : 0};
}

/* Whether lines that stick out have got more places to end. */
static bool part_overfull(struct work *w, const struct item_list *list, const struct break_result *result)
{
	bool parted = false;
	for (size_t i = 0; result->overfull && i < result->n; i++) {
		struct line_extent e = extent_of(list, result, i);
		if (result->lines[i].overfull && chances_part(w, e.from, e.end))
			parted = true;
	}
	return parted;
}

static void break_all(struct work *w, struct item_list *list, struct break_result *result)
{
	const struct paragraph_style *style = w->style;
	int32_t *measures = arena_array(w->scratch, int32_t, w->shape->n);
	for (size_t i = 0; i < w->shape->n; i++)
		measures[i] = w->shape->items[i].width;
	struct break_shape shape = {measures, w->shape->n};
	struct break_costs costs = *style->costs;
	struct break_style how = {.costs = &costs, .ragged = style->ragged, .emergency = style->emergency, .short_last = style->short_last};
	how.mode = style->align == SET_JUSTIFIED ? BREAK_JUSTIFIED : style->balanced ? BREAK_BALANCED : BREAK_RAGGED;
	items_fill(w, list);
	bool hyphens = style->hyphenate && w->setter->hyphenator;
	bool done = linebreak(&w->setter->breaker, list->items, list->n, &shape, &how, hyphens ? 1 : 3, result);
	if (!done)
		chances_hyphenate(w);
	costs.plain = -1;
	while (!done || part_overfull(w, list, result)) {
		items_fill(w, list);
		done = linebreak(&w->setter->breaker, list->items, list->n, &shape, &how, 3, result);
	}
}

/* A line that sticks out although all of it may be parted: the measure has no room for a single letter, or a picture is too wide. */
static void report_overfull(struct work *w, const struct line_extent *e, const struct break_line *line)
{
	struct str shown = str_sub(w->in.text, e->from, e->end);
	int64_t tenths = (line->width - line->shrink - line->measure) * 10 / DIM_POINT;
	diag_add(w->setter->diags, DIAG_OVERFULL_LINE, inlines_pos(&w->in, e->from, shown),
		"the line '" STR_FMT "' cannot be parted and is %lld.%lld pt too long", STR_ARG(shown), (long long)(tenths / 10),
		(long long)(tenths % 10));
}

static void set_lines(struct work *w, const struct item_list *list, const struct break_result *result, struct set_paragraph *set)
{
	set->n = result->n;
	set->lines = arena_array(w->lines, struct set_line, result->n);
	for (size_t i = 0; i < result->n; i++) {
		const struct break_line *line = &result->lines[i];
		struct line_extent e = extent_of(list, result, i);
		line_set(w, &e, line, &w->shape->items[i < w->shape->n ? i : w->shape->n - 1], &set->lines[i]);
		if (line->overfull)
			report_overfull(w, &e, line);
	}
}

static void set_work(struct work *w, struct set_paragraph *set)
{
	*set = (struct set_paragraph){.text = w->in.text, .nsources = w->in.sources.n};
	set->sources = arena_array(w->lines, struct text_source, set->nsources);
	if (set->nsources)
		memcpy(set->sources, w->in.sources.items, set->nsources * sizeof *set->sources);
	if (!w->in.text.n)
		return;
	chances_mark(w);
	shape_all(w);
	report_missing(w);
	set->rtl = w->runs.rtl;
	struct item_list list = {0};
	struct break_result result;
	break_all(w, &list, &result);
	set_lines(w, &list, &result, set);
}

void paragraph_set(struct setter *s, struct arena *out, struct arena *lines, const struct node *node, const struct paragraph_style *style,
	const struct paragraph_shape *shape, struct tag *tag, struct set_paragraph *set)
{
	struct work w = {.setter = s, .scratch = &s->scratch, .out = out, .lines = lines, .style = style, .shape = shape};
	inlines_collect(&w.in, w.scratch, out, node, style, &s->hooks, tag);
	set_work(&w, set);
	arena_clear(&s->scratch);
}

/* ---- measuring */

/* The least width of a picture, in sizes of the text. */
enum { PICTURE_EMS = 4 };

static int32_t least_width(const struct work *w, const struct item_list *list, size_t i)
{
	const struct inline_span *span = work_span(w, w->run_of[list->places[i].piece]);
	int32_t most = w->style->size * PICTURE_EMS;
	return span->image && list->items[i].width > most ? most : list->items[i].width;
}

static dim longer(int64_t a, dim b)
{
	return a > b ? a < INT32_MAX / 2 ? (dim)a : INT32_MAX / 2 : b;
}

/* Widths between breaks that hyphenation allows (or not), and between the author's own. */
static void measure_items(const struct work *w, const struct item_list *list, bool hyphens, dim *natural, dim *piece)
{
	int64_t line = 0, part = 0;
	bool never = false;
	for (size_t i = 0; i <= list->n; i++) {
		const struct break_item *item = &list->items[i];
		bool end = i == list->n, forced = !end && item->kind == ITEM_PENALTY && item->cost <= BREAK_FORCED;
		if (end || forced) {
			*natural = longer(line, *natural);
			*piece = longer(part, *piece);
			line = part = 0;
		} else if (item->kind == ITEM_BOX) {
			line += item->width;
			part += least_width(w, list, i);
		} else if (item->kind == ITEM_GLUE) {
			line += item->width;
			*piece = longer(part + (never ? 0 : item->before), *piece);
			part = never ? part + item->width : item->after;
			never = false;
		} else if (item->cost >= BREAK_NEVER) {
			never = true;
		} else if (hyphens || !item->hyphen) {
			*piece = longer(part + item->before, *piece);
			part = item->after;
		}
	}
}

static void measure_work(struct work *w, struct paragraph_extent *extent)
{
	struct item_list list = {0};
	chances_mark(w);
	shape_all(w);
	items_fill(w, &list);
	measure_items(w, &list, false, &extent->natural, &extent->word);
	extent->part = extent->word;
	if (!w->style->hyphenate || !w->setter->hyphenator)
		return;
	extent->part = 0;
	chances_hyphenate(w);
	items_fill(w, &list);
	measure_items(w, &list, true, &extent->natural, &extent->part);
}

void paragraph_measure(struct setter *s, const struct node *node, const struct paragraph_style *style, struct paragraph_extent *extent)
{
	struct work w = {.setter = s, .scratch = &s->scratch, .out = &s->scratch, .lines = &s->scratch, .style = style};
	*extent = (struct paragraph_extent){0};
	inlines_collect(&w.in, w.scratch, w.scratch, node, style, &s->hooks, tag_new(w.scratch, NULL, TAG_P, node));
	if (w.in.text.n)
		measure_work(&w, extent);
	arena_clear(&s->scratch);
}

void paragraph_set_text(struct setter *s, struct arena *out, struct arena *lines, struct str text, struct pos pos,
	const struct paragraph_style *style, const struct paragraph_shape *shape, struct tag *tag, struct set_paragraph *set)
{
	struct work w = {.setter = s, .scratch = &s->scratch, .out = out, .lines = lines, .style = style, .shape = shape};
	inlines_plain(&w.in, w.scratch, out, text, pos, style, tag);
	set_work(&w, set);
	arena_clear(&s->scratch);
}
