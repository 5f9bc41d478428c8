/*
 * Blocks of cmark's tree. Containers open and close frames; leaves hand their inlines to inline.c. What is a block to
 * the reader but not to cmark is told apart here: callouts in quotes, figures in paragraphs, check boxes in items.
 */
#include "read/convert.h"

#include <stdlib.h>
#include <string.h>
#include <cmark-gfm-core-extensions.h>
#include "base/near.h"
#include "book/labels.h"
#include "read/attributes.h"
#include "read/exercises.h"
#include "read/html.h"
#include "read/notes.h"
#include "read/premark.h"
#include "read/shape.h"

static struct pos block_pos(const struct convert *c, cmark_node *n)
{
	int line = cmark_node_get_start_line(n), col = cmark_node_get_start_column(n);
	return (struct pos){c->src, c->line + (uint32_t)(line > 0 ? line : 1), (uint32_t)(col > 0 ? col : 1)};
}

static uint32_t end_line(const struct convert *c, cmark_node *n)
{
	return c->line + (uint32_t)cmark_node_get_end_line(n);
}

/* Without inlines there is nothing to read: cmark then leaves the buffer as it came from malloc, without an end. */
static struct str content_of(cmark_node *n)
{
	if (!cmark_node_first_child(n))
		return (struct str){0};
	return str_c(cmark_node_get_string_content(n));
}

static struct leaf leaf_new(struct convert *c, cmark_node *n)
{
	struct leaf l = {.c = c, .block = n, .s = content_of(n), .end = SIZE_MAX, .title_end = SIZE_MAX};
	return l;
}

/* The author's bytes for a piece of a leaf's content that is one line. */
static struct str source_piece(struct leaf *l, size_t from, size_t to)
{
	size_t a = sourcepos_offset(&l->map, from);
	return str_sub(l->map.src->text, a, a + (to - from));
}

static struct str first_content_line(struct str s)
{
	return str_sub(s, 0, str_find_char(s, '\n'));
}

/* callouts */

struct callout_head {
	struct str kind;   /* as written */
	size_t length;     /* of `[!kind]+ ` */
	bool folded, open;
};

static bool callout_head(struct str s, struct callout_head *out)
{
	struct str line = first_content_line(s);
	size_t i = 2;
	if (!str_starts(line, "[!"))
		return false;
	while (i < line.n && line.p[i] != ']' && line.p[i] != '[' && (unsigned char)line.p[i] >= ' ')
		i++;
	if (i == 2 || i >= line.n || line.p[i] != ']')
		return false;
	struct str kind = str_sub(line, 2, i++);
	*out = (struct callout_head){.kind = str_trim(str_sub(kind, 0, str_find_char(kind, '|')))};
	if (i < line.n && (line.p[i] == '-' || line.p[i] == '+')) {
		out->folded = line.p[i] == '-';
		out->open = line.p[i] == '+';
		i++;
	}
	if (i < line.n && line.p[i] != ' ' && line.p[i] != '\t')
		return false;
	while (i < line.n && (line.p[i] == ' ' || line.p[i] == '\t'))
		i++;
	out->length = i;
	return true;
}

/* The quote's first paragraph, when it makes a callout of the quote. */
static cmark_node *callout_paragraph(cmark_node *quote, struct callout_head *head)
{
	cmark_node *p = cmark_node_first_child(quote);
	if (!p || cmark_node_get_type(p) != CMARK_NODE_PARAGRAPH || !callout_head(content_of(p), head))
		return NULL;
	return p;
}

static struct str lower(struct arena *a, struct str s)
{
	struct str out = arena_copy(a, s);
	for (size_t i = 0; i < out.n; i++)
		if (out.p[i] >= 'A' && out.p[i] <= 'Z')
			((char *)out.p)[i] += 32;
	return out;
}

static struct str callout_kind(struct convert *c, struct str written, struct pos pos)
{
	static const char *const known[] = {
#define CALLOUT(name, label, tone) name,
#include "book/callouts.def"
#undef CALLOUT
	};
	struct str kind = lower(c->arena, written);
	enum label label;
	const char *tone;
	if (callout_lookup(kind, &label, &tone))
		return kind;
	struct near near;
	near_init(&near, kind);
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		near_try(&near, str_c(known[i]));
	for (int i = 0; i < EXERCISE_KIND_COUNT; i++)
		near_try(&near, str_c(exercise_infos[i].name));
	struct diag *d = diag_add(&c->article->diags, DIAG_UNKNOWN_CALLOUT, pos, "no callout is called '" STR_FMT "'", STR_ARG(written));
	if (near.best.n)
		diag_note(&c->article->diags, d, pos, "nearest is '" STR_FMT "'", STR_ARG(near.best));
	return STR("note");
}

/* Length of the attributes at the head of an exercise's title; reads them into x. */
static size_t exercise_attributes(struct convert *c, cmark_node *quote, struct str s, const struct callout_head *head, struct exercise *x)
{
	struct pos pos = block_pos(c, quote); /* a paragraph that runs into a table has no place of its own */
	struct str written = premark_restore(c->arena, str_skip(first_content_line(s), head->length));
	struct str line = source_line(c->src, pos.line);
	pos.col = (uint32_t)(str_find(line, "[!") + head->length) + 1;
	return exercises_attributes(c->arena, written, pos, &c->article->diags, x);
}

static struct exercise *exercise_of(struct convert *c, cmark_node *quote, struct str s, const struct callout_head *head, enum exercise_kind kind)
{
	struct exercise *x = arena_new(c->arena, struct exercise);
	exercise_defaults(kind, x);
	c->title_from = head->length + exercise_attributes(c, quote, s, head, x);
	return x;
}

static void enter_quote(struct convert *c, cmark_node *n)
{
	struct node proto = proto_node(NODE_QUOTE, block_pos(c, n));
	struct callout_head head;
	enum exercise_kind kind;
	cmark_node *p = callout_paragraph(n, &head);
	c->title_from = p ? head.length : 0;
	if (p && exercise_lookup(head.kind, &kind)) {
		proto.kind = NODE_EXERCISE;
		proto.u.exercise = exercise_of(c, n, content_of(p), &head, kind);
	} else if (p) {
		proto.kind = NODE_CALLOUT;
		proto.u.callout.kind = callout_kind(c, head.kind, block_pos(c, p));
		proto.flags = (uint8_t)((head.folded ? NODE_FOLDED : 0) | (head.open ? NODE_OPEN : 0));
	}
	builder_open(&c->b, FRAME_BLOCK, proto, NULL, n);
}

/* lists */

static void enter_list(struct convert *c, cmark_node *n)
{
	struct node proto = proto_node(NODE_LIST, block_pos(c, n));
	proto.u.list.ordered = cmark_node_get_list_type(n) == CMARK_ORDERED_LIST;
	proto.u.list.tight = cmark_node_get_list_tight(n);
	proto.u.list.start = proto.u.list.ordered ? cmark_node_get_list_start(n) : 1;
	builder_open(&c->b, FRAME_BLOCK, proto, NULL, n);
}

/* Length of `[ ] ` or `[x] ` at the head of an item's first paragraph; 0 when it is no task. */
static size_t check_length(cmark_node *item, bool *done)
{
	cmark_node *p = cmark_node_first_child(item);
	if (!p || cmark_node_get_type(p) != CMARK_NODE_PARAGRAPH)
		return 0;
	struct str s = content_of(p);
	if (s.n < 5 || s.p[0] != '[' || s.p[2] != ']' || (s.p[3] != ' ' && s.p[3] != '\t'))
		return 0;
	*done = s.p[1] == 'x' || s.p[1] == 'X';
	size_t i = 4;
	while (i < s.n && (s.p[i] == ' ' || s.p[i] == '\t'))
		i++;
	return *done || s.p[1] == ' ' ? i : 0;
}

static void enter_item(struct convert *c, cmark_node *n)
{
	struct node proto = proto_node(NODE_ITEM, block_pos(c, n));
	bool done = false;
	if (check_length(n, &done))
		proto.u.item.check = done ? CHECK_DONE : CHECK_OPEN;
	builder_open(&c->b, FRAME_BLOCK, proto, NULL, n);
}

/* code and raw HTML */

static void enter_code_block(struct convert *c, cmark_node *n)
{
	struct node proto = proto_node(NODE_CODE_BLOCK, block_pos(c, n));
	struct str lit = str_c(cmark_node_get_literal(n)), text = c->src->text;
	int length, offset;
	char mark;
	bool fenced = cmark_node_get_fenced(n, &length, &offset, &mark);
	uint32_t line = proto.pos.line + (fenced ? 1 : 0);
	size_t at = line >= 1 && line <= c->src->nlines ? c->src->lines[line - 1] : text.n;
	bool same = at + lit.n <= text.n && memcmp(text.p + at, lit.p, lit.n) == 0;
	proto.text = same ? (struct str){text.p + at, lit.n} : premark_restore(c->arena, lit);
	struct str info = str_c(cmark_node_get_fence_info(n));
	size_t end = 0;
	while (end < info.n && info.p[end] != ' ' && info.p[end] != '\t' && info.p[end] != '{' && info.p[end] != ',')
		end++;
	proto.u.code.language = premark_restore(c->arena, str_sub(info, 0, end));
	builder_leaf(&c->b, proto);
}

static void enter_html_block(struct convert *c, cmark_node *n)
{
	struct sourcepos map;
	struct str s = str_c(cmark_node_get_literal(n));
	sourcepos_block(&map, c->src, s, block_pos(c, n).line);
	html_feed(&c->b, &map, 0, s.n);
	shape_end_run(&c->b); /* the text of a block is a paragraph of its own */
}

static void enter_rule(struct convert *c, cmark_node *n)
{
	builder_leaf(&c->b, proto_node(NODE_SCENE_BREAK, block_pos(c, n)));
}

/* leaves */

/* A paragraph of nothing but an image is a figure; the image's title is its caption. */
static void make_figure(struct convert *c, struct node *p, struct pos at)
{
	struct node *image = p->first;
	if (!image || image != p->last || image->kind != NODE_IMAGE || p->attrs)
		return;
	p->kind = NODE_FIGURE;
	struct attrs *attrs = image->attrs;
	if (!attrs)
		return;
	struct str title = attrs->title;
	if (attrs->id.n || attrs->classes.n || attrs->lang.n || attrs->align) {
		struct attrs *own = node_attrs(c->arena, p);
		*own = *attrs;
		own->title = (struct str){0};
		own->width = 0;
	}
	*attrs = (struct attrs){.width = attrs->width};
	if (!title.n)
		return;
	if (!at.line)
		at = image->pos;
	struct node *caption = node_new(c->arena, NODE_CAPTION, at);
	struct node *text = node_new(c->arena, NODE_TEXT, at);
	text->text = title;
	node_append(caption, text);
	node_append(p, caption);
}

static struct node *leaf_made(struct convert *c, const void *owner)
{
	const struct frame *f = &c->b.frames[c->b.n - 1];
	return f->owner == owner && f->role == FRAME_LEAF && f->proto.kind == NODE_PARAGRAPH ? f->node : NULL;
}

static void enter_paragraph(struct convert *c, cmark_node *n)
{
	struct leaf l = leaf_new(c, n);
	struct pos pos = block_pos(c, n);
	cmark_node *parent = cmark_node_parent(n), *next = cmark_node_next(n);
	uint32_t last = end_line(c, n);
	if (cmark_node_get_start_line(n) == 0 && next) { /* text that ran into a table: cmark gives it no place */
		pos = block_pos(c, next);
		last = end_line(c, next);
	}
	sourcepos_lines(&l.map, c->src, l.s, pos, last);
	struct callout_head head;
	enum node_kind kind = NODE_PARAGRAPH;
	bool done;
	if (cmark_node_get_type(parent) == CMARK_NODE_BLOCK_QUOTE && callout_paragraph(parent, &head) == n) {
		l.skip = c->title_from;
		l.title_end = str_find_char(l.s, '\n');
		kind = NODE_CALLOUT_TITLE;
	} else if (cmark_node_get_type(parent) == CMARK_NODE_ITEM && cmark_node_first_child(parent) == n) {
		l.skip = check_length(parent, &done);
	}
	builder_open(&c->b, FRAME_LEAF, proto_node(kind, sourcepos_at(&l.map, l.skip)), NULL, n);
	inline_leaf(&l);
	struct node *made = leaf_made(c, n);
	builder_close(&c->b, n);
	if (made)
		make_figure(c, made, l.title);
}

/* Braces at the end of a heading; what is before them is its text. */
static void heading_attributes(struct convert *c, struct leaf *l, struct node *proto)
{
	size_t end = l->s.n, open;
	while (end && (l->s.p[end - 1] == ' ' || l->s.p[end - 1] == '\t' || l->s.p[end - 1] == '\n'))
		end--;
	if (end == 0 || l->s.p[end - 1] != '}')
		return;
	for (open = end; open > 0 && l->s.p[open - 1] != '{' && l->s.p[open - 1] != '\n';)
		open--;
	if (open == 0 || l->s.p[open - 1] != '{' || (open > 1 && l->s.p[open - 2] != ' ' && l->s.p[open - 2] != '\t'))
		return;
	struct sourcepos map = l->map;
	struct pos pos = sourcepos_at(&map, open - 1);
	struct leaf copy = *l;
	struct str braces = source_piece(&copy, open - 1, end);
	struct attributes x;
	if (attributes_read(c->arena, braces, pos, &c->article->diags, &x) != end - open + 1)
		return;
	l->end = open - 1;
	if (!x.id.n && !x.classes.n && !x.lang.n)
		return;
	struct attrs *attrs = node_attrs(c->arena, proto);
	attrs->id = x.id;
	attrs->classes = x.classes;
	attrs->lang = x.lang;
}

static void enter_heading(struct convert *c, cmark_node *n)
{
	struct leaf l = leaf_new(c, n);
	struct node proto = proto_node(NODE_HEADING, block_pos(c, n));
	struct str line = source_line(c->src, proto.pos.line);
	proto.u.heading.level = (uint8_t)cmark_node_get_heading_level(n);
	bool underlined = l.s.n && l.s.p[l.s.n - 1] == '\n';
	if (underlined) {
		sourcepos_lines(&l.map, c->src, l.s, proto.pos, end_line(c, n));
		proto.pos = sourcepos_at(&l.map, 0);
	} else {
		struct pos start = proto.pos;
		size_t i = start.col - 1;
		while (i < line.n && line.p[i] == '#')
			i++;
		while (i < line.n && (line.p[i] == ' ' || line.p[i] == '\t'))
			i++;
		start.col = (uint32_t)i + 1;
		sourcepos_line(&l.map, c->src, l.s, start);
	}
	heading_attributes(c, &l, &proto);
	builder_open(&c->b, FRAME_LEAF, proto, NULL, n);
	inline_leaf(&l);
	builder_close(&c->b, n);
}

/* tables */

static cmark_node *second(cmark_node *n)
{
	cmark_node *first = cmark_node_first_child(n);
	return first ? cmark_node_next(first) : NULL;
}

/* The header's line: cmark says that of the paragraph that the table was made from. */
static uint32_t header_line(const struct convert *c, cmark_node *table)
{
	cmark_node *row = second(table);
	return row ? block_pos(c, row).line - 2 : end_line(c, table) - 1;
}

static void enter_table(struct convert *c, cmark_node *n)
{
	struct pos pos = block_pos(c, n);
	uint32_t line = header_line(c, n);
	if (line != pos.line) {
		struct str s = source_line(c->src, line);
		size_t i = 0;
		while (i < s.n && (s.p[i] == ' ' || s.p[i] == '\t' || s.p[i] == '>'))
			i++;
		pos = (struct pos){c->src, line, (uint32_t)i + 1};
	}
	struct node proto = proto_node(NODE_TABLE, pos);
	proto.u.table.columns = cmark_gfm_extensions_get_table_columns(n);
	builder_open(&c->b, FRAME_BLOCK, proto, NULL, n);
}

static void put_cell(struct convert *c, cmark_node *n, size_t column, bool header, const uint8_t *aligns, size_t *at, uint32_t line)
{
	struct leaf l = leaf_new(c, n);
	sourcepos_cell(&l.map, c->src, l.s, at, line);
	struct node proto = proto_node(NODE_CELL, sourcepos_at(&l.map, 0));
	uint8_t align = aligns ? aligns[column] : 0;
	proto.flags = header ? NODE_HEADER : 0;
	proto.u.cell.align = align == 'l' ? ALIGN_LEFT : align == 'c' ? ALIGN_CENTRE : align == 'r' ? ALIGN_RIGHT : ALIGN_NONE;
	proto.u.cell.column_span = proto.u.cell.row_span = 1;
	builder_open(&c->b, FRAME_BLOCK, proto, NULL, n);
	inline_leaf(&l);
	builder_close(&c->b, n);
}

/* Cells beyond the header's are no part of the table by its grammar. */
static void say_extra(struct convert *c, size_t at, uint32_t line)
{
	struct str text = c->src->text;
	size_t end = at;
	while (end < text.n && text.p[end] != '\n')
		end++;
	struct str rest = str_trim(str_sub(text, at, end));
	bool words = false;
	for (size_t i = 0; i < rest.n; i++)
		words = words || (rest.p[i] != '|' && rest.p[i] != ' ' && rest.p[i] != '\t');
	if (words)
		diag_add(&c->article->diags, DIAG_EXTRA_CELL, source_pos(c->src, (size_t)(rest.p - text.p)),
			"this row has more cells than the table has columns: '" STR_FMT "' is left out", STR_ARG(rest));
}

static void enter_row(struct convert *c, cmark_node *n)
{
	cmark_node *table = cmark_node_parent(n);
	bool header = cmark_gfm_extensions_get_table_row_is_header(n) != 0;
	struct pos start = block_pos(c, table);
	uint32_t line = header ? header_line(c, table) : block_pos(c, n).line;
	size_t from = header && line == start.line && line <= c->src->nlines ? c->src->lines[line - 1] + start.col - 1 : 0;
	size_t at = sourcepos_row(c->src, line, from), column = 0;
	size_t bar = at && c->src->text.n && c->src->text.p[at - 1] == '|' ? at - 1 : at;
	struct node proto = proto_node(NODE_ROW, source_pos(c->src, bar));
	proto.flags = header ? NODE_HEADER : 0;
	builder_open(&c->b, FRAME_BLOCK, proto, NULL, n);
	const uint8_t *aligns = cmark_gfm_extensions_get_table_alignments(table);
	for (cmark_node *cell = cmark_node_first_child(n); cell; cell = cmark_node_next(cell))
		put_cell(c, cell, column++, header, aligns, &at, line);
	builder_close(&c->b, n);
	say_extra(c, at, line);
}

/* definitions and notes */

static void enter_definitions(struct convert *c, cmark_node *n)
{
	cmark_node *term = cmark_node_first_child(n);
	struct pos pos = block_pos(c, n);
	if (term && cmark_node_get_type(term) == c->grammar->term)
		pos.line = c->line + (uint32_t)grammar_term_line(term);
	if (!builder_resume(&c->b, NODE_DEFINITIONS, n))
		builder_open(&c->b, FRAME_BLOCK, proto_node(NODE_DEFINITIONS, pos), NULL, n);
}

static void enter_term(struct convert *c, cmark_node *n)
{
	struct leaf l = leaf_new(c, n);
	struct pos pos = {c->src, c->line + (uint32_t)grammar_term_line(n), 1};
	struct str line = source_line(c->src, pos.line);
	pos.col = (uint32_t)(l.s.n <= line.n ? line.n - l.s.n : 0) + 1;
	sourcepos_line(&l.map, c->src, l.s, pos);
	builder_open(&c->b, FRAME_LEAF, proto_node(NODE_TERM, pos), NULL, n);
	inline_leaf(&l);
	builder_close(&c->b, n);
}

static void enter_definition(struct convert *c, cmark_node *n)
{
	builder_open(&c->b, FRAME_BLOCK, proto_node(NODE_DEFINITION, block_pos(c, n)), NULL, n);
}

static void enter_note(struct convert *c, cmark_node *n)
{
	struct node proto = proto_node(NODE_NOTE, block_pos(c, n));
	struct str label, line = source_line(c->src, proto.pos.line);
	if (grammar_note_label(str_skip(line, proto.pos.col - 1), &label))
		proto.u.note.label = label;
	if (!builder_open(&c->b, FRAME_BLOCK, proto, NULL, n))
		return;
	struct node *note = c->b.frames[c->b.n - 1].node;
	if (note && note->kind == NODE_NOTE) {
		struct node **slot = arena_push(c->arena, &c->b.notes);
		*slot = note;
	}
}

/* the walk */

struct block_handler {
	cmark_node_type type;
	void (*enter)(struct convert *, cmark_node *);
	bool container;
};

static const struct block_handler core_handlers[] = {
	{CMARK_NODE_PARAGRAPH, enter_paragraph, false},
	{CMARK_NODE_HEADING, enter_heading, false},
	{CMARK_NODE_ITEM, enter_item, true},
	{CMARK_NODE_LIST, enter_list, true},
	{CMARK_NODE_BLOCK_QUOTE, enter_quote, true},
	{CMARK_NODE_CODE_BLOCK, enter_code_block, false},
	{CMARK_NODE_HTML_BLOCK, enter_html_block, false},
	{CMARK_NODE_THEMATIC_BREAK, enter_rule, false},
};

static const struct block_handler *find_handler(const struct convert *c, cmark_node *n, struct block_handler *own)
{
	cmark_node_type type = cmark_node_get_type(n);
	for (size_t i = 0; i < sizeof core_handlers / sizeof *core_handlers; i++)
		if (core_handlers[i].type == type)
			return &core_handlers[i];
	const struct grammar *g = c->grammar;
	const struct block_handler extended[] = {
		{g->definitions, enter_definitions, true}, {g->term, enter_term, false}, {g->definition, enter_definition, true},
		{g->note, enter_note, true}, {g->table_node, enter_table, true}, {g->row_node, enter_row, false},
	};
	for (size_t i = 0; i < sizeof extended / sizeof *extended; i++)
		if (extended[i].type == type) {
			*own = extended[i];
			return own;
		}
	return NULL;
}

void block_convert(struct convert *c, cmark_node *root)
{
	cmark_node *n = cmark_node_first_child(root);
	while (n && n != root) {
		struct block_handler own;
		const struct block_handler *h = find_handler(c, n, &own);
		if (h)
			h->enter(c, n);
		cmark_node *next = h && h->container ? cmark_node_first_child(n) : NULL;
		while (!next) {
			if (find_handler(c, n, &own) && find_handler(c, n, &own)->container)
				builder_close(&c->b, n);
			next = cmark_node_next(n);
			if (next)
				break;
			n = cmark_node_parent(n);
			if (!n || n == root)
				return;
		}
		n = next;
	}
}
