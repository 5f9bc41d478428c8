/*
 * Exercises on paper that is written on, and on a screen: each kind is a row of a table. What all have in common: a thin rule above, the word
 * for the kind, a title, what is asked. Then room to answer. An exercise is kept on one page if a page can hold it.
 */
#include "layout/form.h"
#include "layout/pile.h"

enum { FILL_LEAST = 8 }; /* lines, for a page of notes to begin on what is left of a page */

struct asking {
	const struct node *node;
	const struct exercise *exercise;
	struct exercise_fields fields;
};

/* The field of a kind of place, by its row and column; NULL: there is none. */
static const struct exercise_field *field_at(const struct asking *a, uint32_t row, uint32_t column)
{
	for (size_t i = 0; i < a->fields.n; i++)
		if (a->fields.items[i].row == row && a->fields.items[i].column == column)
			return &a->fields.items[i];
	return NULL;
}

static const struct exercise_field *field_of(const struct asking *a, const struct node *node)
{
	for (size_t i = 0; i < a->fields.n; i++)
		if (a->fields.items[i].node == node)
			return &a->fields.items[i];
	return NULL;
}

static bool is_title(const struct node *n)
{
	return n->kind == NODE_CALLOUT_TITLE;
}

/* ---- what is asked */

static void put_head(struct flow *f, const struct node *n)
{
	const struct node *title = n->first && is_title(n->first) ? n->first : NULL;
	flow_rule(f, f->width, DIM_POINT * 3 / 4, f->sheet->area.low_ink ? f->sheet->line : sheet_colour(f->sheet, "colours-practice", f->sheet->line));
	flow_white(f, f->sheet->leading / 3);
	f->kept = true;
	flow_words(f, flow_label(f, exercise_infos[n->u.exercise->kind].label), STYLE_EYEBROW, TAG_P);
	f->kept = f->flush = true;
	if (!title || !title->first)
		return;
	struct flow_set s = paragraph_of(f, title, STYLE_H3, TAG_P, 0);
	paragraph_boxes(f, s.set, &f->styles[STYLE_H3]);
	f->kept = f->flush = true;
	flow_white(f, f->sheet->leading / 4);
}

/* The blocks that ask, those of a kind left out. */
static void put_words(struct flow *f, const struct node *n, int without)
{
	for (const struct node *at = n->first; at; at = at->next) {
		if (is_title(at) || at->kind == without)
			continue;
		flow_white(f, f->sheet->leading / 3);
		f->flush = true;
		flow_block(f, at);
	}
	flow_white(f, f->sheet->leading / 2);
	f->kept = f->begun;
}

/* ---- kinds */

static void prompt(struct flow *f, const struct asking *a)
{
	put_words(f, a->node, -1);
	form_lines(f, a->exercise->lines ? a->exercise->lines : 1, &a->fields.items[0]);
}

static void box(struct flow *f, const struct asking *a)
{
	put_words(f, a->node, -1);
	form_frame(f, (dim)((int64_t)a->exercise->height * 72 * DIM_POINT / 25400), a->exercise->ground, &a->fields.items[0]);
}

static void notes(struct flow *f, const struct asking *a)
{
	put_words(f, a->node, -1);
	if (a->exercise->lines)
		form_lines(f, a->exercise->lines, &a->fields.items[0]);
	else
		form_fill(f, FILL_LEAST, &a->fields.items[0]);
}

static dim put_line(struct flow *f, struct box_builder *b, struct str text, enum sheet_style style, struct tag *tag, dim centre, dim y)
{
	const struct set_paragraph *set = paragraph_text(f, text, style, tag, 0, f->width);
	if (!set->n)
		return 0;
	dim width = set->lines[0].width;
	*arena_push(f->lines, &b->lines) = (struct flow_line){.line = &set->lines[0], .paragraph = set,
		.dx = centre - width / 2 - set->lines[0].x, .dy = y};
	return width;
}

/* Words at a scale's ends stand under its first and last circle, as near to the middle as they need. */
static void put_ends(struct flow *f, struct box_builder *b, const struct exercise *e, struct tag *parent, dim y, dim step)
{
	struct str words[2] = {f->rtl ? e->high : e->low, f->rtl ? e->low : e->high};
	for (int i = 0; i < 2; i++) {
		if (!words[i].n)
			continue;
		struct tag *tag = tag_new(f->out, parent, TAG_P, NULL);
		const struct set_paragraph *set = paragraph_text(f, words[i], STYLE_SMALL, tag, 0, f->width / 2);
		dim centre = i ? f->x + f->width - step / 2 : f->x + step / 2;
		for (size_t k = 0; k < set->n; k++) {
			dim width = set->lines[k].width, x = centre - width / 2;
			x = x < f->x ? f->x : x + width > f->x + f->width ? f->x + f->width - width : x;
			*arena_push(f->lines, &b->lines) = (struct flow_line){.line = &set->lines[k], .paragraph = set,
				.dx = x - set->lines[k].x, .dy = y + (dim)k * f->styles[STYLE_SMALL].leading};
		}
	}
}

static void scale(struct flow *f, const struct asking *a)
{
	const struct exercise_field *what = &a->fields.items[0];
	dim side = 16 * DIM_POINT, height = 62 * DIM_POINT, n = (dim)what->nchoices, step = f->width / (n ? n : 1);
	struct box_builder b = {0};
	put_words(f, a->node, -1);
	struct tag *div = flow_open(f, TAG_DIV, NULL), *list = tag_new(f->out, div, TAG_L, NULL);
	struct flow_field *field = form_field(f, FIELD_RADIO, what, div);
	for (dim i = 0; i < n; i++) {
		const struct exercise_choice *choice = &what->choices[f->rtl ? n - 1 - i : i];
		struct tag *item = tag_new(f->out, list, TAG_LI, NULL), *label = tag_new(f->out, item, TAG_LBL, NULL);
		dim centre = f->x + i * step + step / 2;
		put_line(f, &b, choice->text, STYLE_FOLIO, label, centre, 14 * DIM_POINT - height);
		struct str tip = arena_printf(f->out, STR_FMT ": " STR_FMT, STR_ARG(what->question), STR_ARG(choice->text));
		form_button(f, field, choice->value, tip, centre - side / 2, 20 * DIM_POINT - height, side, tag_new(f->out, item, TAG_LBODY, NULL));
	}
	put_ends(f, &b, a->exercise, div, 50 * DIM_POINT - height, step);
	struct flow_box *box = flow_box(f, height, 0);
	box->lines = b.lines.items;
	box->nlines = b.lines.n;
	form_attach(box, field);
	flow_close(f, div);
}

/* A box to tick that joins the next line of text, in the indent before it. */
static void pend_check(struct flow *f, const struct exercise_field *what, struct tag *tag, bool ticked, dim indent)
{
	dim side = form_check(f);
	struct flow_field *field = form_field(f, FIELD_CHECK, what, tag);
	field->field.value = ticked ? STR("Yes") : (struct str){0};
	dim x = f->rtl ? f->x + f->width + indent - side : f->x - indent;
	form_button(f, field, (struct str){0}, (struct str){0}, x, side / 5 - side, side, tag);
	f->field = field;
}

static void put_checks(struct flow *f, const struct asking *a, const struct node *list)
{
	dim indent = form_check(f) * 9 / 5, x = f->x, width = f->width;
	struct tag *l = flow_open(f, TAG_L, list);
	for (const struct node *item = list->first; item; item = item->next) {
		const struct exercise_field *what = field_of(a, item);
		struct tag *li = tag_new(f->out, l, TAG_LI, item), *label = tag_new(f->out, li, TAG_LBL, NULL);
		flow_white(f, f->sheet->leading / 3);
		flow_indent(f, indent, 0);
		if (what)
			pend_check(f, what, label, item->u.item.check == CHECK_DONE, indent);
		f->tag = tag_new(f->out, li, TAG_LBODY, NULL);
		f->flush = true;
		for (const struct node *at = item->first; at; at = at->next)
			if (at->kind == NODE_LIST)
				put_checks(f, a, at);
			else
				flow_block(f, at);
		f->x = x;
		f->width = width;
	}
	f->tag = l;
	flow_close(f, l);
}

/* A block among lists to tick and tables to fill in. */
static void put_block(struct flow *f, const struct node *n)
{
	if (is_title(n))
		return;
	flow_white(f, f->sheet->leading / 2);
	f->flush = true;
	flow_block(f, n);
}

static void checklist(struct flow *f, const struct asking *a)
{
	for (const struct node *at = a->node->first; at; at = at->next)
		if (at->kind == NODE_LIST)
			put_checks(f, a, at);
		else
			put_block(f, at);
}

/* ---- tables to fill in */

static uint32_t columns_of(const struct node *table)
{
	uint32_t most = 1;
	for (const struct node *row = table->first; row; row = row->next) {
		uint32_t n = 0;
		for (const struct node *cell = row->kind == NODE_ROW ? row->first : NULL; cell; cell = cell->next)
			n++;
		most = n > most ? n : most;
	}
	return most;
}

/* Columns that hold nothing but words get less of the width than those that are written in. */
static const dim *fill_widths(struct flow *f, const struct asking *a, const struct node *table, uint32_t columns)
{
	dim *widths = arena_array(f->scratch, dim, columns), total = 0, used = 0;
	for (const struct node *row = table->first; row; row = row->next) {
		uint32_t i = 0;
		for (const struct node *cell = row->kind == NODE_ROW ? row->first : NULL; cell && i < columns; cell = cell->next, i++)
			if (field_of(a, cell))
				widths[i] = 5;
	}
	for (uint32_t i = 0; i < columns; i++)
		total += widths[i] = widths[i] ? widths[i] : 3;
	for (uint32_t i = 0; i + 1 < columns; i++)
		used += widths[i] = (dim)((int64_t)f->width * widths[i] / total);
	widths[columns - 1] = f->width - used;
	return widths;
}

static void fill_table(struct flow *f, const struct asking *a, const struct node *table)
{
	uint32_t columns = columns_of(table), lines = a->exercise->lines ? a->exercise->lines : 1;
	struct grid g = {.widths = fill_widths(f, a, table, columns), .ncolumns = columns, .table = flow_open(f, TAG_TABLE, table)};
	flow_item(f, PAGE_GROUP, 0);
	for (const struct node *row = table->first; row; row = row->next) {
		struct grid_cell *cells = arena_array(f->scratch, struct grid_cell, columns);
		bool head = row->flags & NODE_HEADER;
		size_t i = 0;
		if (row->kind != NODE_ROW)
			continue;
		for (const struct node *cell = row->first; cell && i < columns; cell = cell->next, i++) {
			cells[i] = (struct grid_cell){.kind = GRID_NODE, .node = cell, .what = field_of(a, cell), .header = head || cell->flags & NODE_HEADER};
			if (cells[i].what)
				cells[i].kind = GRID_FIELD;
		}
		for (; i < columns; i++)
			cells[i].kind = GRID_EMPTY;
		g.least = head ? form_line(f) * 3 / 4 : (dim)lines * form_line(f) + 4 * DIM_POINT;
		form_grid_row(f, &g, cells, head, !row->next);
	}
	flow_item(f, PAGE_GROUP_END, 0);
	flow_close(f, g.table);
}

static void fill(struct flow *f, const struct asking *a)
{
	for (const struct node *at = a->node->first; at; at = at->next) {
		if (at->kind == NODE_TABLE) {
			flow_white(f, f->sheet->leading / 2);
			f->kept = f->begun;
			fill_table(f, a, at);
			flow_white(f, f->sheet->leading / 2);
		} else {
			put_block(f, at);
		}
	}
}

/* ---- quizzes */

static struct str right_choice(const struct exercise_field *field)
{
	for (size_t i = 0; i < field->nchoices; i++)
		if (field->choices[i].right)
			return field->choices[i].value;
	return (struct str){0};
}

static void put_choice(struct flow *f, const struct asking *a, const struct quiz_question *q, const struct node *item, uint32_t number,
	struct flow_field **radio, struct tag *list)
{
	struct tag *li = tag_new(f->out, list, TAG_LI, item), *label = tag_new(f->out, li, TAG_LBL, NULL);
	const struct exercise_field *one = field_at(a, q->number, 0), *own = field_at(a, q->number, number);
	dim indent = form_check(f) * 9 / 5, x = f->x, width = f->width, side = form_check(f);
	flow_white(f, f->sheet->leading / 4);
	f->kept = true;
	flow_indent(f, indent, 0);
	dim at = f->rtl ? f->x + f->width + indent - side : f->x - indent;
	if (own) {
		pend_check(f, own, label, false, indent);
		f->field->field.right = own->right ? STR("yes") : STR("no");
	} else if (one && number <= one->nchoices) {
		const struct exercise_choice *choice = &one->choices[number - 1];
		struct flow_field *field = form_field(f, FIELD_RADIO, one, label);
		field->field.right = right_choice(one);
		form_button(f, field, choice->value, choice->text, at, side / 5 - side, side, label);
		f->field = *radio = field;
	}
	f->tag = tag_new(f->out, li, TAG_LBODY, NULL);
	f->flush = true;
	flow_blocks(f, item->first);
	f->x = x;
	f->width = width;
}

static void quiz(struct flow *f, const struct asking *a)
{
	struct quiz_questions questions = exercise_questions(f->scratch, a->node);
	for (size_t i = 0; i < questions.n; i++) {
		const struct quiz_question *q = &questions.items[i];
		struct tag *div = flow_open(f, TAG_DIV, NULL), *list;
		struct flow_field *radio = NULL;
		flow_white(f, f->sheet->leading * 3 / 4);
		flow_item(f, PAGE_KEEP, PAGE_NEVER);
		if (questions.n > 1) {
			flow_words(f, arena_printf(f->out, "%u", q->number), STYLE_LABEL, TAG_P);
			f->kept = f->flush = true;
		}
		for (const struct node *at = q->asked; at && at != q->asked_end; at = at->next)
			flow_block(f, at);
		list = flow_open(f, TAG_L, q->choices);
		uint32_t number = 1;
		for (const struct node *item = q->choices ? q->choices->first : NULL; item; item = item->next)
			put_choice(f, a, q, item, number++, &radio, list);
		f->tag = list;
		flow_close(f, list);
		flow_item(f, PAGE_KEEP_END, 0);
		flow_close(f, div);
	}
}

/* ---- trackers and plans */

static uint32_t most_row(const struct asking *a)
{
	uint32_t most = 0;
	for (size_t i = 0; i < a->fields.n; i++)
		most = a->fields.items[i].row > most ? a->fields.items[i].row : most;
	return most;
}

/* The n-th item of all lists, from 1. */
static const struct node *item_number(const struct node *within, uint32_t n)
{
	uint32_t seen = 0;
	for (const struct node *at = node_walk(within, within, false); at; at = node_walk(within, at, false))
		if (at->kind == NODE_ITEM && ++seen == n)
			return at;
	return NULL;
}

/* `n` days of a tracker side by side, those behind its last one empty; each band names the habits anew. */
static void tracker_band(struct flow *f, const struct asking *a, uint32_t from, uint32_t days, uint32_t n)
{
	uint32_t rows = most_row(a);
	dim *widths = arena_array(f->scratch, dim, n + 1), day = f->width * 11 / 20 / (dim)n;
	struct grid_cell *cells = arena_array(f->scratch, struct grid_cell, n + 1);
	struct grid g = {.widths = widths, .ncolumns = n + 1, .least = form_line(f), .table = flow_open(f, TAG_TABLE, a->node)};
	widths[0] = f->width - day * (dim)n;
	flow_item(f, PAGE_GROUP, 0);
	cells[0] = (struct grid_cell){.kind = GRID_WORDS, .words = flow_label(f, LABEL_HABIT), .header = true};
	for (uint32_t i = 1; i <= n; i++) {
		widths[i] = day;
		cells[i] = from + i - 1 > days ? (struct grid_cell){.kind = GRID_EMPTY}
			: (struct grid_cell){.kind = GRID_WORDS, .words = arena_printf(f->out, "%u", from + i - 1), .header = true, .centred = true};
	}
	form_grid_row(f, &g, cells, true, false);
	for (uint32_t row = 1; row <= rows; row++) {
		const struct exercise_field *own = from == 1 ? field_at(a, row, 0) : NULL;
		const struct node *habit = item_number(a->node, row);
		cells[0] = (struct grid_cell){.kind = own && own->kind == EXERCISE_LINE ? GRID_FIELD : habit ? GRID_NODE : GRID_EMPTY, .node = habit,
			.what = own, .header = habit != NULL};
		for (uint32_t i = 1; i <= n; i++) {
			const struct exercise_field *what = field_at(a, row, from + i - 1);
			cells[i] = (struct grid_cell){.kind = what ? GRID_CHECK : GRID_EMPTY, .what = what};
		}
		form_grid_row(f, &g, cells, false, row == rows);
	}
	flow_item(f, PAGE_GROUP_END, 0);
	flow_close(f, g.table);
}

/* As many days in a band as the column has room for, and as even as they come: 31 are three bands on A4, not two and a remainder. */
static void tracker(struct flow *f, const struct asking *a)
{
	uint32_t days = a->exercise->days ? a->exercise->days : 7, most = (uint32_t)(f->width * 11 / 20 / (18 * DIM_POINT));
	most = most ? most : 1;
	uint32_t bands = (days + most - 1) / most, columns = (days + bands - 1) / bands;
	put_words(f, a->node, NODE_LIST);
	for (uint32_t from = 1; from <= days; from += columns) {
		flow_white(f, from > 1 ? f->sheet->leading : 0);
		tracker_band(f, a, from, days, columns);
	}
}

static void plan(struct flow *f, const struct asking *a)
{
	static const enum label heads[EXERCISE_PLAN_COLUMNS] = {LABEL_STEP, LABEL_BY_WHEN, LABEL_HOW_KNOWN};
	uint32_t rows = most_row(a);
	dim widths[EXERCISE_PLAN_COLUMNS] = {f->width * 45 / 100, f->width * 20 / 100, 0};
	struct grid_cell cells[EXERCISE_PLAN_COLUMNS];
	widths[2] = f->width - widths[0] - widths[1];
	put_words(f, a->node, NODE_LIST);
	struct grid g = {.widths = widths, .ncolumns = EXERCISE_PLAN_COLUMNS, .least = form_line(f), .table = flow_open(f, TAG_TABLE, a->node)};
	flow_item(f, PAGE_GROUP, 0);
	for (int i = 0; i < EXERCISE_PLAN_COLUMNS; i++)
		cells[i] = (struct grid_cell){.kind = GRID_WORDS, .words = flow_label(f, heads[i]), .header = true};
	form_grid_row(f, &g, cells, true, false);
	g.least = form_line(f) * 2;
	for (uint32_t row = 1; row <= rows; row++) {
		const struct node *step = item_number(a->node, row);
		for (uint32_t i = 0; i < EXERCISE_PLAN_COLUMNS; i++) {
			const struct exercise_field *what = field_at(a, row, i + 1);
			cells[i] = (struct grid_cell){.kind = what ? GRID_FIELD : !i && step ? GRID_NODE : GRID_EMPTY, .node = i ? NULL : step, .what = what,
				.header = !i && !what && step};
		}
		form_grid_row(f, &g, cells, false, row == rows);
	}
	flow_item(f, PAGE_GROUP_END, 0);
	flow_close(f, g.table);
}

/* A line with a word under it: name, date. */
static void signed_line(struct flow *f, const struct exercise_field *what, enum label label, dim width)
{
	struct flow before = *f;
	f->x += (f->width - width) / 2;
	f->width = width;
	form_lines(f, 1, what);
	f->kept = true;
	f->align = ALIGN_CENTRE;
	flow_words(f, flow_label(f, label), STYLE_FOLIO, TAG_P);
	f->x = before.x;
	f->width = before.width;
	f->align = before.align;
	flow_white(f, f->sheet->leading);
}

static void certificate(struct flow *f, const struct asking *a)
{
	enum node_align align = f->align;
	f->align = ALIGN_CENTRE;
	put_words(f, a->node, -1);
	f->align = align;
	flow_white(f, f->sheet->leading * 5);
	for (size_t i = 0; i < a->fields.n; i++)
		signed_line(f, &a->fields.items[i], i ? LABEL_DATE : LABEL_YOUR_NAME, i ? f->width / 3 : f->width * 3 / 5);
}

/* ---- the table */

static void (*const kinds[EXERCISE_KIND_COUNT])(struct flow *f, const struct asking *a) = {
	[EXERCISE_PROMPT] = prompt,
	[EXERCISE_BOX] = box,
	[EXERCISE_SCALE] = scale,
	[EXERCISE_CHECKLIST] = checklist,
	[EXERCISE_FILL] = fill,
	[EXERCISE_QUIZ] = quiz,
	[EXERCISE_NOTES] = notes,
	[EXERCISE_TRACKER] = tracker,
	[EXERCISE_PLAN] = plan,
	[EXERCISE_CERTIFICATE] = certificate,
};

void flow_certificate(struct flow *f, const struct node *n)
{
	struct asking a = {n, n->u.exercise, exercise_fields(f->out, f->article, n, f->lang)};
	const struct node *title = n->first && is_title(n->first) ? n->first : NULL;
	enum node_align align = f->align;
	f->align = ALIGN_CENTRE;
	f->refer = REFER_NOT;
	if (title && title->first) {
		struct flow_set s = paragraph_of(f, title, STYLE_PART_TITLE, TAG_H1, 0);
		paragraph_boxes(f, s.set, &f->styles[STYLE_PART_TITLE]);
	} else {
		flow_words(f, flow_label(f, LABEL_CERTIFICATE), STYLE_PART_TITLE, TAG_H1);
	}
	flow_white(f, f->sheet->leading * 3 / 2);
	f->flush = true;
	f->align = align;
	certificate(f, &a);
}

/* What a page break costs: in a workbook white is no loss, and what is asked stays with the room to answer; long tables may go on. */
static int32_t keep_cost(enum exercise_kind kind)
{
	bool grid = kind == EXERCISE_FILL || kind == EXERCISE_TRACKER || kind == EXERCISE_PLAN || kind == EXERCISE_QUIZ;
	return grid ? page_costs_book.widow * 3 : PAGE_NEVER;
}

void flow_exercise(struct flow *f, const struct node *n)
{
	struct asking a = {n, n->u.exercise, exercise_fields(f->out, f->article, n, f->lang)};
	enum refer refer = f->refer;
	f->refer = REFER_INLINE;
	flow_white(f, f->sheet->leading * 3 / 2);
	struct tag *section = flow_open(f, TAG_DIV, n);
	flow_item(f, PAGE_KEEP, keep_cost(a.exercise->kind));
	put_head(f, n);
	if (a.fields.n || a.exercise->kind == EXERCISE_FILL || a.exercise->kind == EXERCISE_QUIZ)
		kinds[a.exercise->kind](f, &a);
	else
		put_words(f, n, -1);
	flow_item(f, PAGE_KEEP_END, 0);
	flow_close(f, section);
	flow_white(f, f->sheet->leading * 3 / 2);
	f->flush = true;
	f->kept = f->heading = false;
	f->refer = refer;
}
