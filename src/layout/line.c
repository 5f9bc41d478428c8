/*
 * A line's place for every glyph. A line is a row of parts: words, or what breaking left of them, and spaces. Parts of one run and level
 * that follow each other are a group, which becomes one struct glyph_run; groups are put in reading order into the marks, and from left to
 * right onto the line (UAX #9, L2). The spaces at which the line was broken stay in its text, outside the measure, so that no word runs
 * into the next one when the text is copied.
 *
 * The line's own advances are summed anew, rounded glyph by glyph, and what is missing to the measure is shared out over the spaces by
 * their widths, each up to its running total: the right margin is exact to the last dim, whatever was rounded on the way.
 */
#include "layout/line.h"

#include <string.h>
#include "base/utf8.h"
#include "layout/glyphs.h"

/* ---- hanging punctuation */

/* Thousandths of the character's width that stand outside the measure: the lighter it is the more, and never all of it. */
static const struct {
	uint32_t rune;
	uint16_t end, start;
} hangings[] = {
	{'-', 600, 0}, {'.', 600, 0}, {',', 600, 0}, {':', 350, 0}, {';', 350, 0}, {'!', 150, 0}, {'?', 100, 0}, {'(', 0, 80}, {')', 80, 0},
	{0xAD, 600, 0}, {0xAB, 0, 300}, {0xBB, 300, 0}, {0x2010, 600, 0}, {0x2013, 350, 0}, {0x2014, 200, 0},
	{0x2018, 0, 600}, {0x2019, 600, 600}, {0x201A, 0, 600}, {0x201C, 400, 450}, {0x201D, 450, 0}, {0x201E, 0, 450},
};

static dim hang(const struct work *w, const struct inline_span *span, uint32_t rune, bool end)
{
	if (!w->style->hang || w->runs.rtl || !rune)
		return 0;
	for (size_t i = 0; i < sizeof hangings / sizeof *hangings; i++)
		if (hangings[i].rune == rune) {
			uint32_t glyph = face_glyph(span->face, rune == 0xAD ? span->face->hyphen : rune);
			int64_t width = scaled(face_advance(span->face, glyph), span->face, span->size);
			return (dim)(width * (end ? hangings[i].end : hangings[i].start) / 1000);
		}
	return 0;
}

dim hang_at_end(const struct work *w, const struct inline_span *span, uint32_t rune)
{
	return hang(w, span, rune, true);
}

dim hang_at_start(const struct work *w, const struct inline_span *span, uint32_t rune)
{
	return hang(w, span, rune, false);
}

uint32_t rune_after(struct str text, uint32_t at)
{
	size_t i = at;
	return at < text.n ? utf8_next(text, &i) : 0;
}

uint32_t rune_before(struct str text, uint32_t at)
{
	while (at > 0 && ((unsigned char)text.p[--at] & 0xC0) == 0x80)
		;
	return at < text.n ? rune_after(text, at) : 0;
}

/* ---- parts */

struct part {
	uint32_t from, to;
	uint32_t run;
	struct shaped shaped;
	dim width, extra; /* extra: what justification adds to a space */
	uint8_t level;
	bool space, trailing, hyphen;
};

struct group {
	size_t first, n; /* parts */
	dim width, x;
	uint8_t level;
};

struct row {
	struct work *work;
	struct part *parts;
	size_t nparts;
	struct group *groups;
	size_t ngroups;
	int64_t width, spaces; /* of what is not trailing; of its spaces */
};

static dim shaped_width(const struct shaped *shaped, const struct inline_span *span)
{
	int64_t width = 0;
	for (uint32_t i = 0; i < shaped->n; i++)
		width += scaled(shaped->glyphs[i].advance, span->face, span->size);
	return (dim)width;
}

/* Fallback runs have a face of their own. */
static dim part_width(const struct row *row, const struct part *part)
{
	const struct inline_span *span = work_span(row->work, part->run);
	if (span->image)
		return span->width;
	struct inline_span set = {.face = row->work->runs.items[part->run].style.face, .size = span->size};
	return shaped_width(&part->shaped, &set);
}

static struct part part_of(const struct row *row, size_t piece, const struct line_extent *e, bool hyphen)
{
	struct work *w = row->work;
	const struct piece *p = &w->pieces.items[piece];
	const struct text_run *run = &w->runs.items[w->run_of[piece]];
	struct part part = {.from = p->from > e->from ? p->from : e->from, .to = p->to < e->next ? p->to : e->next,
		.run = w->run_of[piece], .level = run->level, .space = p->space, .shaped = p->shaped};
	part.trailing = p->space && part.from >= e->end;
	if (part.trailing)
		part.level = w->runs.rtl;
	struct str text = str_sub(w->in.text, part.from, part.to);
	part.hyphen = hyphen && part.to == e->end && !part.space;
	if (part.hyphen)
		part.shaped = shape_hyphenated(w->setter->shaper, &run->style, text);
	else if (part.from != p->from || part.to != p->to)
		part.shaped = shape_word(w->setter->shaper, &run->style, text);
	part.width = part_width(row, &part);
	return part;
}

static void parts_fill(struct row *row, const struct line_extent *e, bool hyphen)
{
	struct work *w = row->work;
	size_t last = e->piece;
	while (last < w->pieces.n && w->pieces.items[last].from < e->next)
		last++;
	row->parts = arena_array(w->scratch, struct part, last - e->piece + 1);
	for (size_t i = e->piece; i < last; i++) {
		struct part *part = &row->parts[row->nparts++];
		*part = part_of(row, i, e, hyphen);
		if (part->trailing)
			continue;
		row->width += part->width;
		row->spaces += part->space ? part->width : 0;
	}
}

static void justify(struct row *row, int64_t slack)
{
	int64_t seen = 0, given = 0;
	if (!row->spaces)
		return;
	for (size_t i = 0; i < row->nparts; i++) {
		struct part *part = &row->parts[i];
		if (!part->space || part->trailing)
			continue;
		seen += part->width;
		part->extra = (dim)(slack * seen / row->spaces - given);
		given += part->extra;
	}
	row->width += given;
}

static void groups_fill(struct row *row)
{
	row->groups = arena_array(row->work->scratch, struct group, row->nparts + 1);
	for (size_t i = 0; i < row->nparts; i++) {
		const struct part *part = &row->parts[i];
		struct group *last = row->ngroups ? &row->groups[row->ngroups - 1] : NULL;
		if (!last || part->run != row->parts[i - 1].run || part->level != last->level) {
			last = &row->groups[row->ngroups++];
			*last = (struct group){.first = i, .level = part->level};
		}
		last->n++;
		last->width += part->width + part->extra;
	}
}

/* x of each group, from the left; the spaces after a right-to-left line stand left of it. */
static void groups_place(struct row *row, dim x)
{
	struct arena *scratch = row->work->scratch;
	uint8_t *levels = arena_array(scratch, uint8_t, row->ngroups + 1);
	uint32_t *order = arena_array(scratch, uint32_t, row->ngroups + 1);
	for (size_t i = 0; i < row->ngroups; i++)
		levels[i] = row->groups[i].level;
	line_order(levels, row->ngroups, order);
	if (row->work->runs.rtl)
		for (size_t i = row->nparts; i-- > 0 && row->parts[i].trailing;)
			x -= row->parts[i].width;
	for (size_t i = 0; i < row->ngroups; i++) {
		struct group *group = &row->groups[order[i]];
		group->x = x;
		x += group->width;
	}
}

/* ---- marks */

static uint32_t put_part(const struct row *row, const struct part *part, struct placed_glyph *glyphs, uint32_t text_from)
{
	const struct inline_span *span = work_span(row->work, part->run);
	const struct face *face = row->work->runs.items[part->run].style.face;
	for (uint32_t i = 0; i < part->shaped.n; i++) {
		const struct glyph *g = &part->shaped.glyphs[i];
		glyphs[i] = (struct placed_glyph){.id = (uint16_t)g->id, .advance = scaled(g->advance, face, span->size),
			.text = g->cluster + part->from - text_from, .length = g->length < UINT16_MAX ? (uint16_t)g->length : UINT16_MAX};
	}
	if (part->shaped.n)
		glyphs[part->shaped.n - 1].advance += part->extra;
	return part->shaped.n;
}

static bool is_shifted(const struct part *parts, size_t n)
{
	for (size_t i = 0; i < n; i++)
		for (uint32_t k = 0; k < parts[i].shaped.n; k++)
			if (parts[i].shaped.glyphs[k].dx || parts[i].shaped.glyphs[k].dy)
				return true;
	return false;
}

static void put_shifts(const struct row *row, const struct group *group, struct glyph_run *run)
{
	const struct part *first = &row->parts[group->first], *last = first + group->n - 1;
	if (!is_shifted(first, group->n))
		return;
	struct glyph_shift *shift = arena_array(row->work->out, struct glyph_shift, run->n);
	run->shifts = shift;
	for (size_t i = 0; i < group->n; i++) {
		const struct shaped *shaped = &(group->level % 2 ? last - i : first + i)->shaped;
		for (uint32_t k = 0; k < shaped->n; k++, shift++) {
			shift->dx = scaled(shaped->glyphs[k].dx, run->face, run->size);
			shift->dy = -scaled(shaped->glyphs[k].dy, run->face, run->size);
		}
	}
}

static void group_mark(const struct row *row, const struct group *group, struct mark *mark)
{
	const struct work *w = row->work;
	const struct part *first = &row->parts[group->first], *last = first + group->n - 1;
	const struct inline_span *span = work_span(w, first->run);
	*mark = (struct mark){.x = group->x, .y = span->rise, .colour = span->colour, .tag = span->tag};
	if (span->image) {
		mark->kind = MARK_IMAGE;
		mark->y = span->rise - span->height;
		mark->artifact = span->tag ? ARTIFACT_NONE : ARTIFACT_LAYOUT;
		mark->u.image.asset = span->image->u.image.asset;
		mark->u.image.width = span->width;
		mark->u.image.height = span->height;
		return;
	}
	struct glyph_run *run = &mark->u.run;
	*run = (struct glyph_run){.face = w->runs.items[first->run].style.face, .size = span->size,
		.text = str_sub(w->in.text, first->from, last->to), .hyphen = last->hyphen};
	size_t n = 0;
	for (size_t i = 0; i < group->n; i++)
		n += first[i].shaped.n;
	run->glyphs = arena_array(w->scratch, struct placed_glyph, n);
	for (size_t i = 0; i < group->n; i++) {
		const struct part *part = group->level % 2 ? last - i : first + i;
		run->n += put_part(row, part, run->glyphs + run->n, first->from);
	}
	put_shifts(row, group, run);
	glyphs_pack(w->out, run);
}

static struct mark rule(const struct inline_span *span, dim x, dim width, dim top, dim height, uint32_t colour)
{
	struct mark mark = {.kind = MARK_RULE, .x = x, .y = span->rise + top, .colour = colour, .artifact = ARTIFACT_LAYOUT};
	mark.u.rule.width = width;
	mark.u.rule.height = height > DIM_POINT / 4 ? height : DIM_POINT / 4;
	return mark;
}

struct marks {
	struct mark *items;
	size_t n, cap;
};

/* What grew in the scratch arena, in as many bytes as it has. */
static void *kept(const struct work *w, const void *items, size_t n, size_t size)
{
	void *copy = n ? arena_alloc(w->lines, n * size) : NULL;
	if (n)
		memcpy(copy, items, n * size);
	return copy;
}

/* A group's width without the spaces at which the line ends; *x moves where those stand left. */
static dim visible(const struct row *row, const struct group *group, dim *x)
{
	dim width = group->width;
	for (size_t i = group->n; i-- > 0 && row->parts[group->first + i].trailing;) {
		width -= row->parts[group->first + i].width;
		if (group->level % 2)
			*x += row->parts[group->first + i].width;
	}
	return width;
}

static void put_marks(const struct row *row, struct marks *marks)
{
	const struct work *w = row->work;
	for (int pass = 0; pass < 3; pass++)
		for (size_t i = 0; i < row->ngroups; i++) {
			const struct group *group = &row->groups[i];
			const struct inline_span *span = work_span(w, row->parts[group->first].run);
			const struct face *face = span->face;
			dim x = group->x, width = visible(row, group, &x);
			if (pass == 0 && span->marked && width)
				*arena_push(w->scratch, marks) = rule(span, x, width, -scaled(face->ascent, face, span->size),
					scaled(face->ascent - face->descent, face, span->size), w->style->mark_colour);
			if (pass == 1)
				group_mark(row, group, arena_push(w->scratch, marks));
			if (pass == 2 && span->underline && width)
				*arena_push(w->scratch, marks) = rule(span, x, width, -scaled(face->underline_position, face, span->size),
					scaled(face->underline_size, face, span->size), span->colour);
			if (pass == 2 && span->strike && width)
				*arena_push(w->scratch, marks) = rule(span, x, width, -scaled(face->strike_position, face, span->size),
					scaled(face->strike_size, face, span->size), span->colour);
		}
}

/* ---- what else a line has */

static void heights_of(const struct inline_span *span, const struct face *face, dim *ascent, dim *descent)
{
	dim up = span->image ? span->height : scaled(face->ascent, face, span->size);
	dim down = span->image ? 0 : -scaled(face->descent, face, span->size);
	if (up - span->rise > *ascent)
		*ascent = up - span->rise;
	if (down + span->rise > *descent)
		*descent = down + span->rise;
}

static void put_heights(const struct row *row, struct set_line *line)
{
	const struct work *w = row->work;
	for (size_t i = 0; i < row->ngroups; i++) {
		uint32_t run = row->parts[row->groups[i].first].run;
		heights_of(work_span(w, run), w->runs.items[run].style.face, &line->ascent, &line->descent);
	}
	if (row->ngroups)
		return;
	struct inline_span plain = {.size = w->style->size};
	heights_of(&plain, w->style->faces[0][0], &line->ascent, &line->descent);
}

struct line_links {
	struct line_link *items;
	size_t n, cap;
};

static struct line_link *link_on(struct line_links *links, const struct node *node)
{
	for (size_t i = 0; i < links->n; i++)
		if (links->items[i].node == node)
			return &links->items[i];
	return NULL;
}

/* One rectangle a link and line: around all of it, where directions mix. */
static void put_links(const struct row *row, struct set_line *line)
{
	const struct work *w = row->work;
	struct line_links links = {0};
	struct {
		const struct node **items;
		size_t n, cap;
	} notes = {0};
	for (size_t i = 0; i < row->ngroups; i++) {
		const struct group *group = &row->groups[i];
		uint32_t run = row->parts[group->first].run;
		const struct inline_span *span = work_span(w, run);
		dim x = group->x, width = visible(row, group, &x);
		if (!span->link || !width)
			continue;
		struct line_link *link = link_on(&links, span->link);
		if (!link)
			*(link = arena_push(w->scratch, &links)) = (struct line_link){.node = span->link, .tag = span->link_tag, .x = x};
		if (span->note && (!notes.n || notes.items[notes.n - 1] != span->link))
			*arena_push(w->scratch, &notes) = span->link;
		dim right = link->x + link->width > x + width ? link->x + link->width : x + width;
		link->x = link->x < x ? link->x : x;
		link->width = right - link->x;
		heights_of(span, w->runs.items[run].style.face, &link->ascent, &link->descent);
	}
	line->links = kept(w, links.items, links.n, sizeof *links.items);
	line->nlinks = links.n;
	line->notes = kept(w, notes.items, notes.n, sizeof *notes.items);
	line->nnotes = notes.n;
}

static dim line_start(const struct work *w, const struct line_box *box, int64_t slack, bool natural)
{
	enum paragraph_align align = w->style->align;
	if (slack < 0 || (align == SET_JUSTIFIED && !natural))
		slack = w->runs.rtl ? slack : 0;
	else if (align == SET_CENTRE)
		slack /= 2;
	else if ((align == SET_END) == w->runs.rtl)
		slack = 0;
	return box->x + (dim)slack;
}

void line_set(struct work *w, const struct line_extent *extent, const struct break_line *broken, const struct line_box *box,
	struct set_line *line)
{
	struct row row = {.work = w};
	parts_fill(&row, extent, broken->hyphen);
	dim left = 0, right = 0;
	size_t seen = row.nparts;
	while (seen && row.parts[seen - 1].trailing)
		seen--;
	if (seen) {
		const struct inline_span *last = work_span(w, row.parts[seen - 1].run);
		left = extent->from < extent->end ? hang_at_start(w, work_span(w, row.parts[0].run), rune_after(w->in.text, extent->from)) : 0;
		right = hang_at_end(w, last, broken->hyphen ? 0xAD : rune_before(w->in.text, extent->end));
	}
	int64_t slack = box->width - (row.width - left - right);
	if (slack < 0 && -slack > broken->shrink)
		slack = broken->overfull ? -broken->shrink : slack;
	if ((slack < 0 && broken->shrink) || !broken->natural)
		justify(&row, slack);
	groups_fill(&row);
	slack = box->width - (row.width - left - right);
	line->x = line_start(w, box, slack, broken->natural) - left;
	line->width = (dim)row.width;
	line->hyphen = broken->hyphen;
	line->overfull = broken->overfull;
	groups_place(&row, line->x);
	struct marks marks = {0};
	put_marks(&row, &marks);
	line->marks = kept(w, marks.items, marks.n, sizeof *marks.items);
	line->n = marks.n;
	put_heights(&row, line);
	put_links(&row, line);
}
