/*
 * The way through: mark the copy (premark), let cmark parse it (grammar), convert (block, inline, html into builder), then
 * once over the tree each for the title, notes, ids, quotes, and the article's tables. cmark's tree is freed before the
 * article is done with: nothing of it stays, texts are pieces of the source.
 */
#include "read/exercises.h"
#include "read/markdown.h"

#include <stdlib.h>
#include <string.h>
#include "read/convert.h"
#include "read/notes.h"
#include "read/outline.h"
#include "read/premark.h"
#include "read/smart.h"

static struct smart smart_of(const struct convert *c, const struct markdown_options *o)
{
	return (struct smart){c->arena, o->lang, o->smart, c->kept, c->b.has_lang};
}

/* The text from the offset c->from, as children of root. skip: bytes at its head that are not the author's. */
static void parse(struct convert *c, struct node *root, enum frame_role role, const char *text, size_t n)
{
	c->grammar = grammar_get();
	c->marked = text;
	cmark_node *tree = grammar_parse(text, n);
	builder_init(&c->b, c->article, root, role);
	block_convert(c, tree);
	builder_finish(&c->b);
	cmark_node_free(tree);
}

/* One line: cmark is given a paragraph that no list marker or heading mark can turn into something else. */
static void parse_line(struct convert *c, struct node *root, struct value text)
{
	struct str s = text.s;
	char *line = mem_alloc(s.n + 3);
	struct source *src = source_new(c->arena, text.pos.src ? text.pos.src->name : STR(""), arena_copy(c->arena, s));
	char *marked = premark_text(src, 0, &c->article->diags);
	line[0] = MARK_NOTHING;
	line[1] = ' ';
	for (size_t i = 0; i < s.n; i++)
		line[i + 2] = marked[i] == '\n' ? ' ' : marked[i];
	free(marked);
	c->src = source_new(c->arena, src->name, arena_printf(c->arena, "  " STR_FMT, STR_ARG(s)));
	parse(c, root, FRAME_LEAF, line, s.n + 2);
	free(line);
}

/* A place in the line that was parsed alone as a place in the file, as far as the file has the same bytes there. */
static struct pos settled(struct pos pos, struct value text, bool same)
{
	uint32_t col = pos.col > 2 ? pos.col - 3 : 0;
	pos = text.pos;
	pos.col += same ? col : 0;
	return pos;
}

static void settle(struct convert *c, struct node *root, struct value text, size_t diags)
{
	size_t at = text.pos.src ? source_offset(text.pos) : 0;
	bool same = text.pos.src && at + text.s.n <= text.pos.src->text.n && !memchr(text.s.p, '\n', text.s.n) &&
		    memcmp(text.pos.src->text.p + at, text.s.p, text.s.n) == 0;
	for (struct node *n = root; n; n = node_walk(root, n, false)) {
		n->flags &= (uint8_t) ~(NODE_VERBATIM | NODE_LOOSE_RUN);
		n->pos = settled(n->pos, text, same);
	}
	for (; diags < c->article->diags.n; diags++)
		for (struct diag *d = c->article->diags.items[diags]; d; d = d->note)
			d->pos = settled(d->pos, text, same);
}

void markdown_inline(struct article *a, struct node *parent, struct value text, const struct markdown_options *options)
{
	struct convert c = {.article = a, .arena = &a->arena};
	struct node *root = node_new(c.arena, NODE_HEADING, text.pos), *next;
	size_t diags = a->diags.n;
	if (text.s.n == 0)
		return;
	parse_line(&c, root, text);
	notes_as_text(&c);
	struct smart smart = smart_of(&c, options);
	smart_tree(&smart, root);
	settle(&c, root, text, diags);
	for (struct node *n = root->first; n; n = next) {
		next = n->next;
		node_append(parent, n);
	}
}

/* The title of the front matter as a heading, unless the body had it. */
static void title_heading(struct article *a, const struct markdown_options *options)
{
	if (a->heading || a->title.n == 0)
		return;
	bool written = str_eq(a->title, a->meta.title.s);
	struct value title = {a->title, written ? a->meta.title.pos : (struct pos){a->source, 1, 1}};
	a->heading = node_new(&a->arena, NODE_HEADING, title.pos);
	a->heading->u.heading.level = 1;
	markdown_inline(a, a->heading, title, options);
}

void markdown_read(struct article *a, uint32_t first, const struct markdown_options *options)
{
	const struct source *src = a->source;
	struct convert c = {.article = a, .arena = &a->arena, .src = src, .line = first ? first - 1 : 0};
	a->body = node_new(c.arena, NODE_ARTICLE, (struct pos){src, first ? first : 1, 1});
	map_init(&a->ids, c.arena);
	map_init(&a->anchors, c.arena);
	if (!src)
		return;
	c.from = first > src->nlines ? src->text.n : first > 1 ? src->lines[first - 1] : 0;
	char *marked = premark_text(src, c.from, &a->diags);
	parse(&c, a->body, FRAME_BLOCK, marked, src->text.n - c.from);
	free(marked);
	struct smart smart = smart_of(&c, options);
	outline_title(&c);
	title_heading(a, options);
	notes_resolve(&c);
	outline_headings(&c);
	if (a->heading)
		smart_tree(&smart, a->heading);
	smart_tree(&smart, a->body);
	for (size_t i = 0; i < a->notes.n; i++)
		smart_tree(&smart, a->notes.items[i]);
	if (a->heading)
		a->title = str_trim(node_plain(c.arena, a->heading));
	outline_tables(&c);
	exercises_settle(a);
}
