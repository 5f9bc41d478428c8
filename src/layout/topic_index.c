/*
 * The topic index in print: terms with the pages that treat them, in two columns. Order and entries are link/'s (index.h); here are the pages:
 * a passage's is found among the stretches that composing left; "41–43" where a treatment at length ends on a later page than it begins;
 * the fullest treatment in italics. Several places on one page are one.
 *
 * Columns are filled line by line, never parted between a heading and its first entry or within an entry's first two lines, and are even
 * on the last page. Rejected: page breaking's dynamic program on columns for pages: the lines of an index are alike, and every break but
 * those is as good as another.
 */
#include "layout/composition.h"

#include <stdlib.h>
#include "link/index_sort.h"

/* ---- pages of passages */

static int by_place(const void *a, const void *b)
{
	const struct flow_stretch *x = a, *y = b;
	if (x->serial != y->serial)
		return x->serial < y->serial ? -1 : 1;
	return x->offset < y->offset ? -1 : x->offset > y->offset;
}

uint32_t passage_page(const struct composition *c, const struct article *article, const struct node *node, uint32_t offset)
{
	struct flow_memory *m = composition_memory(c, article);
	const struct destination *start = refs_find(&c->refs, article, NULL);
	uint32_t page = start ? start->page : 0;
	if (!m || !node)
		return page;
	if (!m->sorted && m->stretches.n)
		qsort(m->stretches.items, m->stretches.n, sizeof *m->stretches.items, by_place);
	m->sorted = true;
	size_t low = 0, high = m->stretches.n;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct flow_stretch *s = &m->stretches.items[middle];
		if (s->serial < node->serial || (s->serial == node->serial && s->offset <= offset))
			low = middle + 1;
		else
			high = middle;
	}
	/* what is drawn nowhere, as in an image's place, is where what stands before it is */
	return low ? m->stretches.items[low - 1].page : page;
}

struct place {
	uint32_t from, to;
	bool main;
	struct destination *link;
};

static size_t places_of(struct composition *c, const struct index_entry *entry, struct place *places)
{
	size_t n = 0;
	for (size_t i = 0; i < entry->locators.n; i++) {
		const struct locator *l = &entry->locators.items[i];
		const struct node *at = l->at.node ? l->at.node : l->place;
		struct place p = {.from = passage_page(c, l->article, at, l->at.node ? l->at.offset : 0), .main = l->main,
			.link = refs_of(&c->refs, l)};
		p.to = l->until ? passage_page(c, l->article, l->until, UINT32_MAX) : p.from;
		p.to = p.to > p.from ? p.to : p.from;
		if (p.link)
			p.link->page = p.from;
		if (n && p.from <= places[n - 1].to) {
			places[n - 1].to = p.to > places[n - 1].to ? p.to : places[n - 1].to;
			places[n - 1].main |= p.main;
		} else {
			places[n++] = p;
		}
	}
	return n;
}

/* ---- an entry as inlines */

static struct node *put_node(struct flow *f, struct node *parent, enum node_kind kind, struct str text)
{
	struct node *n = node_new(f->out, kind, (struct pos){0});
	n->text = text;
	node_append(parent, n);
	return n;
}

static void put_link(struct composition *c, struct flow *f, struct node *parent, struct destination *to, struct str text, bool main)
{
	struct node *link = put_node(f, parent, NODE_LINK, (struct str){0});
	struct node *inner = main ? put_node(f, link, NODE_EMPHASIS, (struct str){0}) : link;
	put_node(f, inner, NODE_TEXT, text);
	if (to)
		refs_alias(&c->refs, link, to);
}

static void put_places(struct composition *c, struct flow *f, struct node *p, const struct index_entry *entry)
{
	struct place *places = arena_array(f->out, struct place, entry->locators.n);
	size_t n = places_of(c, entry, places);
	for (size_t i = 0; i < n; i++) {
		struct str from = refs_label(&c->refs, f->out, places[i].from), to = refs_label(&c->refs, f->out, places[i].to);
		put_node(f, p, NODE_TEXT, STR(", "));
		put_link(c, f, p, places[i].link,
			places[i].to > places[i].from ? arena_printf(f->out, STR_FMT "\u2013" STR_FMT, STR_ARG(from), STR_ARG(to)) : from,
			places[i].main && n > 1);
	}
}

static void put_references(struct composition *c, struct flow *f, struct node *p, const struct index_list *to, enum label label, const char *before)
{
	if (!to->n)
		return;
	put_node(f, p, NODE_TEXT, str_c(before));
	put_node(f, put_node(f, p, NODE_EMPHASIS, (struct str){0}), NODE_TEXT, flow_label(f, label));
	for (size_t i = 0; i < to->n; i++) {
		put_node(f, p, NODE_TEXT, i ? STR("; ") : STR(" "));
		put_link(c, f, p, refs_of(&f->work->refs, to->items[i]), to->items[i]->term, false);
	}
}

static void put_entry(struct composition *c, struct flow *f, const struct index_entry *entry, dim indent)
{
	const struct text_style *style = &f->styles[STYLE_INDEX];
	struct node *p = node_new(f->out, NODE_PARAGRAPH, (struct pos){0});
	put_node(f, p, NODE_TEXT, entry->term);
	put_places(c, f, p, entry);
	put_references(c, f, p, &entry->see, LABEL_SEE, ", ");
	put_references(c, f, p, &entry->see_also, LABEL_SEE_ALSO, ". ");
	dim hang = f->sheet->size * 3 / 2, width = f->width - indent;
	dim x = f->rtl ? f->x : f->x + indent;
	struct line_box boxes[2] = {{x, width}, {f->rtl ? x : x + hang, width - hang}};
	struct paragraph_shape shape = {boxes, 2};
	struct set_paragraph *set = arena_new(f->lines, struct set_paragraph);
	f->setter->hooks = (struct paragraph_hooks){0};
	paragraph_set(f->setter, f->out, f->lines, p, &style->paragraph, &shape, tag_new(f->out, f->tag, TAG_P, NULL), set);
	flow_anchor_key(f, entry);
	for (size_t i = 0; i < set->n; i++) {
		f->kept = f->kept || i == 1 || (i && i + 1 == set->n);
		flow_line_box(f, set, i, style);
	}
	f->kept = f->kept && !set->n;
	for (size_t i = 0; i < entry->sub.n; i++)
		put_entry(c, f, entry->sub.items[i], indent + f->sheet->size);
}

static void put_entries(struct composition *c, struct flow *f)
{
	struct str before = {0};
	for (size_t i = 0; i < c->e->index.n; i++) {
		const struct index_entry *entry = c->e->index.items[i];
		struct str group = index_group(f->out, entry);
		if (!i || !str_eq(group, before)) {
			flow_words(f, group.n ? group : STR("*"), STYLE_INDEX_GROUP, TAG_H2);
			f->kept = true;
		}
		put_entry(c, f, entry, 0);
		before = group;
	}
}

/* ---- columns */

/* A box of the narrow list, and the white before it. */
struct cell {
	const struct page_item *item;
	dim white;
	bool kept; /* with the one before */
};
struct cells {
	struct cell *items;
	size_t n, cap;
};

static void collect(struct flow *f, const struct page_list_builder *list, struct cells *cells)
{
	struct cell next = {0};
	for (size_t i = 0; i < list->n; i++) {
		const struct page_item *item = &list->items[i];
		if (item->kind == PAGE_GLUE)
			next.white += item->height;
		else if (item->kind == PAGE_PENALTY && item->cost >= PAGE_NEVER)
			next.kept = true;
		if (item->kind != PAGE_BOX)
			continue;
		next.item = item;
		*arena_push(f->scratch, cells) = next;
		next = (struct cell){0};
	}
}

static dim height_of(const struct cell *cell, bool top)
{
	return (top ? 0 : cell->white) + cell->item->height + cell->item->depth;
}

/* The end of a column of `height` that begins at cell i. */
static size_t column_end(const struct cells *cells, size_t i, dim height)
{
	size_t end = i;
	dim used = 0;
	while (end < cells->n && used + height_of(&cells->items[end], end == i) <= height)
		used += height_of(&cells->items[end], end == i), end++;
	size_t legal = end;
	while (legal > i + 1 && legal < cells->n && cells->items[legal].kept)
		legal--;
	return end == i ? i + 1 : legal > i ? legal : end;
}

struct columns {
	const struct cells *cells;
	dim x[2];
};

static void put_columns(struct flow *f, const struct columns *columns, size_t from, const size_t ends[2], dim height)
{
	struct flow_box *box = flow_box(f, height, 0);
	size_t n = 0;
	for (size_t i = from; i < ends[1]; i++)
		n += ((const struct flow_box *)columns->cells->items[i].item->what)->nlines;
	struct flow_line *lines = arena_array(f->lines, struct flow_line, n);
	box->lines = lines;
	for (int column = 0; column < 2; column++) {
		size_t first = column ? ends[0] : from;
		dim y = -height;
		for (size_t i = first; i < ends[column]; i++) {
			const struct cell *cell = &columns->cells->items[i];
			const struct flow_box *inner = cell->item->what;
			y += (i > first ? cell->white : 0) + cell->item->height;
			for (size_t k = 0; k < inner->nlines; k++) {
				struct flow_line *line = &lines[box->nlines++];
				*line = inner->lines[k];
				line->dx += columns->x[column];
				line->dy += y;
			}
			y += cell->item->depth;
			for (struct flow_anchor *a = inner->anchors, *next; a; a = next) {
				next = a->next;
				a->next = box->anchors;
				box->anchors = a;
			}
		}
	}
}

static void put_pages(struct flow *f, const struct columns *columns, dim first_height)
{
	const struct cells *cells = columns->cells;
	for (size_t i = 0, page = 0; i < cells->n; page++) {
		dim height = page ? f->sheet->area.height : first_height;
		size_t ends[2] = {column_end(cells, i, height), 0};
		ends[1] = column_end(cells, ends[0], height);
		if (ends[1] >= cells->n) { /* the last page: as low as holds all */
			for (dim less = height; less > f->sheet->leading; less -= f->sheet->leading / 2) {
				size_t a = column_end(cells, i, less), b = a < cells->n ? column_end(cells, a, less) : a;
				if (b < cells->n)
					break;
				height = less;
				ends[0] = a;
			}
			ends[1] = cells->n;
		}
		put_columns(f, columns, i, ends, height);
		i = ends[1];
		if (i < cells->n)
			flow_penalty(f, PAGE_FORCED, PAGE_ANY);
	}
}

void topic_index_put(struct composition *c, struct flow *f, dim used)
{
	struct flow narrow = *f;
	struct cells cells = {0};
	dim gap = f->sheet->size * 2, width = (f->width - gap) / 2;
	narrow.list = (struct page_list_builder){0};
	narrow.tag = tag_new(f->out, f->tag, TAG_INDEX, NULL);
	narrow.x = 0;
	narrow.width = width;
	narrow.begun = narrow.kept = false;
	narrow.white = 0;
	narrow.anchors = NULL;
	put_entries(c, &narrow);
	collect(f, &narrow.list, &cells);
	struct columns columns = {&cells, {f->rtl ? width + gap : 0, f->rtl ? 0 : width + gap}};
	put_pages(f, &columns, f->sheet->area.height - used);
}
