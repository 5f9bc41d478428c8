/*
 * Blocks to boxes: a row of a table for each kind of node. A block asks for white around it, opens its tag, narrows the column, and leaves all
 * as it was. Kinds that are more than that have files of their own: paragraphs, tables, figures, lists.
 */
#include "layout/composition.h"

#include "book/exercise.h"

/* ---- what several kinds do */

/* A frame around what comes, with `inside` between it and the text. */
static struct flow_frame *open_frame(struct flow *f, dim inside)
{
	struct flow_frame *frame = arena_new(f->lines, struct flow_frame);
	*frame = (struct flow_frame){.parent = f->frame, .x = f->x, .width = f->width, .above = inside, .below = inside, .rtl = f->rtl};
	f->frame = frame;
	return frame;
}

/* ---- kinds */

static void heading(struct flow *f, const struct node *n)
{
	unsigned level = n->u.heading.level >= 2 && n->u.heading.level <= 6 ? n->u.heading.level : 6;
	enum sheet_style id = (enum sheet_style)(STYLE_H1 + level - 1);
	const struct text_style *style = &f->styles[id];
	enum refer refer = f->refer;
	f->refer = REFER_NOT;
	flow_white(f, style->above);
	flow_anchor(f, n);
	struct flow_set s = paragraph_of(f, n, id, (enum tag_role)(TAG_H1 + level - 1), 0);
	for (size_t i = 0; i < s.set->n; i++) {
		f->kept = f->kept || i > 0;
		flow_line_box(f, s.set, i, style);
		flow_notes(f, &s.set->lines[i]);
	}
	f->refer = refer;
	flow_white(f, style->below);
	f->kept = f->heading = f->flush = true;
}

static void quote(struct flow *f, const struct node *n)
{
	struct flow before = *f;
	dim indent = f->sheet->size * 3 / 2;
	flow_white(f, f->sheet->space / 2);
	struct tag *tag = flow_open(f, TAG_BLOCK_QUOTE, n);
	flow_indent(f, indent, f->width > 12 * f->sheet->size ? indent : 0);
	if (f->text == STYLE_BODY)
		f->text = STYLE_QUOTE;
	f->flush = true;
	flow_blocks(f, n->first);
	flow_close(f, tag);
	flow_white(f, f->sheet->space / 2);
	f->x = before.x;
	f->width = before.width;
	f->text = before.text;
	f->flush = true;
}

static void scene_break(struct flow *f, const struct node *n)
{
	const struct text_style *style = &f->styles[STYLE_ORNAMENT];
	flow_white(f, f->sheet->space / 2);
	paragraph_boxes(f, paragraph_text(f, f->sheet->ornament, STYLE_ORNAMENT, NULL, f->x, f->width), style);
	flow_white(f, f->sheet->space / 2);
	f->flush = true;
}

static void page_break(struct flow *f, const struct node *n)
{
	flow_penalty(f, PAGE_FORCED, PAGE_ANY);
	f->flush = true;
}

static const struct node *child_of_kind(const struct node *n, enum node_kind kind)
{
	const struct node *at = n->first;
	while (at && at->kind != kind)
		at = at->next;
	return at;
}

static void box_title(struct flow *f, const struct node *title, enum label label)
{
	if (title && title->first) {
		struct flow_set s = paragraph_of(f, title, STYLE_LABEL, TAG_P, 0);
		paragraph_boxes(f, s.set, &f->styles[STYLE_LABEL]);
	} else {
		flow_words(f, flow_label(f, label), STYLE_LABEL, TAG_P);
	}
	f->kept = f->heading = f->flush = true;
}

/* A box with a bar, and a ground where ink is not spared. */
static void boxed(struct flow *f, const struct node *n, uint32_t colour, const struct node *title, enum label label, bool titled)
{
	struct flow before = *f;
	dim inside = f->sheet->size * 2 / 3;
	flow_white(f, f->sheet->space * 3 / 4 + inside);
	struct tag *tag = flow_open(f, TAG_DIV, n);
	struct flow_frame *frame = open_frame(f, inside);
	frame->bar = f->sheet->size / 5;
	frame->bar_colour = f->sheet->area.low_ink ? f->sheet->line : colour;
	frame->filled = !f->sheet->area.low_ink;
	frame->ground = sheet_tint(colour);
	flow_indent(f, inside + frame->bar, inside);
	flow_item(f, PAGE_KEEP, page_costs_book.widow / 2);
	f->begun = f->begun && f->list.n;
	f->flush = true;
	if (titled)
		box_title(f, title, label);
	for (const struct node *at = n->first; at; at = at->next)
		if (at != title)
			flow_block(f, at);
	flow_item(f, PAGE_KEEP_END, 0);
	flow_close(f, tag);
	flow_white(f, f->sheet->space * 3 / 4 + inside);
	f->x = before.x;
	f->width = before.width;
	f->frame = before.frame;
	f->flush = true;
	f->kept = f->heading = false;
}

static void callout(struct flow *f, const struct node *n)
{
	enum label label;
	const char *tone;
	callout_lookup(n->u.callout.kind, &label, &tone);
	const char *token = arena_printf(f->scratch, "colours-%s", tone).p;
	boxed(f, n, sheet_colour(f->sheet, token, f->sheet->line), child_of_kind(n, NODE_CALLOUT_TITLE), label, true);
}

/* In a book that is read: what is asked, in a box. The answers of a quiz stand at the back, and what would show nothing is left out. */
static void exercise(struct flow *f, const struct node *n)
{
	const struct quiz_questions *around = f->quiz;
	struct quiz_questions questions = {0};
	if (f->work->e->print.kind == PRINT_WORKBOOK) {
		flow_exercise(f, n);
		return;
	}
	if (exercise_blank(n))
		return;
	if (n->u.exercise->kind == EXERCISE_QUIZ) {
		questions = exercise_questions(f->scratch, n);
		f->quiz = &questions;
	}
	boxed(f, n, sheet_colour(f->sheet, "colours-practice", f->sheet->line), child_of_kind(n, NODE_CALLOUT_TITLE),
		exercise_infos[n->u.exercise->kind].label, true);
	f->quiz = around;
}

static bool explains(const struct quiz_questions *quiz, const struct node *n)
{
	for (size_t i = 0; quiz && i < quiz->n; i++)
		for (const struct node *at = quiz->items[i].why; at && at != quiz->items[i].why_end; at = at->next)
			if (at == n)
				return true;
	return false;
}

static void details(struct flow *f, const struct node *n)
{
	const struct node *summary = child_of_kind(n, NODE_SUMMARY);
	boxed(f, n, f->sheet->line, summary, LABEL_NOTE, summary && summary->first);
}

/* Terms are labels of what follows them. */
static void definitions(struct flow *f, const struct node *n)
{
	dim x = f->x, width = f->width;
	struct tag *list = flow_open(f, TAG_L, n), *item = NULL, *body = NULL;
	flow_white(f, f->sheet->space / 2);
	for (const struct node *at = n->first; at; at = at->next) {
		if (at->kind == NODE_TERM) {
			if (!item || body)
				item = tag_new(f->out, list, TAG_LI, NULL);
			body = NULL;
			f->tag = item;
			flow_white(f, f->sheet->leading / 3);
			flow_anchor(f, at);
			struct flow_set s = paragraph_of(f, at, STYLE_TERM, TAG_LBL, 0);
			paragraph_boxes(f, s.set, &f->styles[STYLE_TERM]);
			f->kept = f->flush = true;
			continue;
		}
		if (!item)
			item = tag_new(f->out, list, TAG_LI, NULL);
		f->tag = body = body ? body : tag_new(f->out, item, TAG_LBODY, at);
		flow_indent(f, f->sheet->size * 3 / 2, 0);
		f->flush = true;
		if (at->kind == NODE_DEFINITION)
			flow_blocks(f, at->first);
		else
			flow_block(f, at);
		f->x = x;
		f->width = width;
	}
	f->tag = list->parent;
	flow_white(f, f->sheet->space / 2);
	f->flush = true;
}

static void division(struct flow *f, const struct node *n)
{
	enum node_align align = f->align;
	if (n->attrs && n->attrs->align)
		f->align = n->attrs->align;
	flow_anchor(f, n);
	flow_blocks(f, n->first);
	f->align = align;
}

/* ---- code */

static struct str untabbed(struct arena *a, struct str line, size_t *blanks)
{
	struct buf b;
	buf_init(&b, BUF_NO_LIMIT);
	size_t column = 0;
	for (size_t i = 0; i < line.n; i++) {
		size_t n = line.p[i] == '\t' ? 4 - column % 4 : 1;
		for (size_t k = 0; k < n; k++)
			buf_char(&b, line.p[i] == '\t' ? ' ' : line.p[i]);
		column += n;
	}
	struct str text = buf_copy(&b, a);
	buf_free(&b);
	for (*blanks = 0; *blanks < text.n && text.p[*blanks] == ' ';)
		++*blanks;
	return str_skip(text, *blanks);
}

/* Where a line of code is continued on the next. */
static void mark_continued(struct flow *f, struct flow_box *box, size_t first)
{
	const struct set_paragraph *mark = paragraph_text(f, STR("\u21AA"), STYLE_CODE, NULL, f->x, f->width);
	struct flow_line *lines = arena_array(f->lines, struct flow_line, box->nlines + 1);
	for (size_t i = 0; i < box->nlines; i++)
		lines[i] = box->lines[i];
	lines[box->nlines++] = (struct flow_line){.line = &mark->lines[0], .paragraph = mark, .dx = (dim)first};
	box->lines = lines;
}

/* line: a slice of n's text. */
static void code_line(struct flow *f, const struct node *n, struct str line, struct pos pos, struct tag *tag)
{
	const struct text_style *style = &f->styles[STYLE_CODE];
	size_t blanks;
	struct str text = untabbed(f->out, line, &blanks);
	const struct face *face = style->paragraph.faces[0][0];
	dim cell = (dim)((int64_t)face_advance(face, face->space) * style->paragraph.size / face->units_per_em);
	dim in = (dim)blanks * cell < f->width / 2 ? (dim)blanks * cell : f->width / 2;
	struct line_box boxes[2] = {{f->x + in, f->width - in}, {f->x + in + 2 * cell, f->width - in - 2 * cell}};
	struct paragraph_shape shape = {boxes, 2};
	struct paragraph_style how = style->paragraph;
	how.direction = DIRECTION_LTR;
	how.align = SET_START;
	struct set_paragraph *set = arena_new(f->lines, struct set_paragraph);
	paragraph_set_text(f->setter, f->out, f->lines, text, pos, &how, &shape, tag, set);
	if (!set->n)
		flow_box(f, style->leading, 0);
	if (set->n && str_find_char(line, '\t') == line.n) {
		set->sources = arena_new(f->lines, struct text_source);
		set->nsources = 1;
		*set->sources = (struct text_source){0, (uint32_t)set->text.n, n, (uint32_t)(line.p - n->text.p) + (uint32_t)blanks};
	}
	for (size_t i = 0; i < set->n; i++) {
		if (i)
			flow_penalty(f, page_costs_book.orphan, PAGE_ANY);
		struct flow_box *box = flow_line_box(f, set, i, style);
		if (i)
			mark_continued(f, box, (size_t)in);
	}
}

static void code_block(struct flow *f, const struct node *n)
{
	struct flow before = *f;
	struct str rest = n->text;
	dim inside = f->sheet->size / 2;
	flow_white(f, f->sheet->space / 2 + inside);
	struct tag *p = flow_open(f, TAG_P, n), *code = tag_new(f->out, p, TAG_CODE, n);
	struct flow_frame *frame = open_frame(f, inside);
	frame->filled = !f->sheet->area.low_ink;
	frame->ground = 0xF4F4F2;
	frame->bar = f->sheet->area.low_ink ? DIM_POINT / 2 : 0;
	frame->bar_colour = f->sheet->line;
	flow_indent(f, inside, inside);
	struct pos pos = n->pos;
	for (size_t i = 0; rest.n; i++) {
		if (i)
			flow_penalty(f, i == 1 || !str_find_char(rest, '\n') ? page_costs_book.orphan : 0, PAGE_ANY);
		pos.line++;
		code_line(f, n, str_cut(&rest, '\n'), pos, code);
	}
	flow_close(f, p);
	flow_white(f, f->sheet->space / 2 + inside);
	f->x = before.x;
	f->width = before.width;
	f->frame = before.frame;
	f->flush = true;
}

/* ---- the table */

static void (*const blocks[NODE_KIND_COUNT])(struct flow *f, const struct node *n) = {
	[NODE_PARAGRAPH] = flow_paragraph,
	[NODE_HEADING] = heading,
	[NODE_QUOTE] = quote,
	[NODE_LIST] = flow_list,
	[NODE_CODE_BLOCK] = code_block,
	[NODE_SCENE_BREAK] = scene_break,
	[NODE_PAGE_BREAK] = page_break,
	[NODE_CALLOUT] = callout,
	[NODE_EXERCISE] = exercise,
	[NODE_DEFINITIONS] = definitions,
	[NODE_TABLE] = flow_table,
	[NODE_FIGURE] = flow_figure,
	[NODE_DETAILS] = details,
	[NODE_DIVISION] = division,
};

void flow_block(struct flow *f, const struct node *n)
{
	if (explains(f->quiz, n))
		return;
	if (n->kind != NODE_HEADING && n->kind != NODE_TERM && n->kind != NODE_DIVISION && n->attrs && n->attrs->id.n)
		flow_anchor(f, n);
	if (blocks[n->kind])
		blocks[n->kind](f, n);
	else if (n->first && node_infos[n->kind].content == NODE_CONTENT_I)
		flow_paragraph(f, n);
	else
		flow_blocks(f, n->first);
}

void flow_blocks(struct flow *f, const struct node *first)
{
	for (; first; first = first->next)
		flow_block(f, first);
}
