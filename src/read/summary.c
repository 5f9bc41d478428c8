/*
 * SUMMARY.md as mdBook, GitBook and HonKit read it. cmark finds its blocks and links. A heading that opens the file is
 * its title; any other heading, of whatever level, starts a part (mdBook takes `#`, GitBook `##`); a rule ends one.
 * Links in paragraphs before the first list or part are prefix chapters, those after the last list suffix chapters.
 * Bullets nest. A bullet without a file is a chapter to come: left out, its nested ones moved up; at the top level,
 * where no part is open, its words name a part for them instead. Other text is the author's own and no part of a book.
 */
#include "read/corpus.h"

#define CMARK_NO_SHORT_NAMES
#include <cmark-gfm.h>
#include <string.h>
#include "base/buf.h"
#include "base/near.h"
#include "base/path.h"
#include "base/utf8.h"

enum { SUMMARY_DEPTH = 16 };

struct reader {
	struct corpus *c;
	const struct source *src;
	struct toc_item *part; /* where top-level bullets go: a part, or the root */
	enum toc_zone zone;
	cmark_node *last_list;
	bool begun; /* a list or part was met */
};

static struct str plain(struct reader *r, cmark_node *node)
{
	struct buf b;
	buf_init(&b, BUF_NO_LIMIT);
	cmark_iter *iter = cmark_iter_new(node);
	cmark_event_type event;
	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		cmark_node *n = cmark_iter_get_node(iter);
		cmark_node_type type = cmark_node_get_type(n);
		if (event != CMARK_EVENT_ENTER)
			continue;
		if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE)
			buf_cstr(&b, cmark_node_get_literal(n));
		else if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK)
			buf_char(&b, ' ');
	}
	cmark_iter_free(iter);
	struct str s = str_trim(buf_copy(&b, &r->c->book.arena));
	buf_free(&b);
	return s;
}

/* cmark's columns of inlines are off in indented lines; the bracket itself is found again. */
static struct pos place(struct reader *r, cmark_node *node)
{
	struct pos pos = {r->src, (uint32_t)cmark_node_get_start_line(node), (uint32_t)cmark_node_get_start_column(node)};
	struct str line = source_line(r->src, pos.line);
	if (cmark_node_get_type(node) != CMARK_NODE_LINK || (pos.col && pos.col <= line.n && line.p[pos.col - 1] == '['))
		return pos;
	size_t bracket = str_find_char(line, '[');
	pos.col = bracket < line.n ? (uint32_t)bracket + 1 : 1;
	return pos;
}

static bool has_scheme(struct str dest)
{
	size_t i = 0;
	while (i < dest.n && ((dest.p[i] | 32) >= 'a') && ((dest.p[i] | 32) <= 'z'))
		i++;
	return (i > 1 && i < dest.n && dest.p[i] == ':') || str_starts(dest, "//");
}

static struct manuscript *find(struct reader *r, struct str path)
{
	static const char *const endings[] = {"", ".md", ".markdown", "/README.md", "/index.md", "/_index.md"};
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
		struct str name = arena_printf(&r->c->book.arena, STR_FMT "%s", STR_ARG(path), endings[i]);
		struct manuscript *m = map_get(&r->c->by_path, name);
		if (m)
			return m;
	}
	return map_get(&r->c->by_path, utf8_nfc(&r->c->book.arena, path));
}

static void missing(struct reader *r, struct str path, struct pos pos)
{
	struct near near;
	struct diag *diag = diag_add(&r->c->book.diags, DIAG_MISSING_ARTICLE, pos, "there is no article '" STR_FMT "'",
		STR_ARG(path));
	near_init(&near, path);
	for (size_t i = 0; r->c->guesses && i < r->c->n; i++)
		near_try(&near, r->c->all[i]->article.path);
	r->c->guesses -= r->c->guesses > 0;
	if (near.best.n)
		diag_note(&r->c->book.diags, diag, (struct pos){0}, "nearest is '" STR_FMT "'", STR_ARG(near.best));
}

/* Adds the article that a link names; returns where chapters nested below it go. */
static struct toc_item *add_link(struct reader *r, struct toc_item *parent, cmark_node *link)
{
	struct corpus *c = r->c;
	struct arena *arena = &c->book.arena;
	struct pos pos = place(r, link);
	const char *url = cmark_node_get_url(link);
	struct str dest = arena_copy(arena, str_c(url ? url : ""));
	if (has_scheme(dest)) {
		diag_add(&c->book.diags, DIAG_BAD_URL, pos, "SUMMARY.md lists articles; '" STR_FMT "' is left out",
			STR_ARG(dest));
		return parent;
	}
	size_t hash = str_find_char(dest, '#');
	bool section = hash < dest.n, outside;
	struct str path = path_unescape(arena, str_sub(dest, 0, hash));
	while (str_starts(path, "/"))
		path = str_skip(path, 1);
	if (!path.n) {
		if (!section)
			diag_add(&c->book.diags, DIAG_EMPTY_ARTICLE, pos, "'" STR_FMT "' has no file yet; it is left out",
				STR_ARG(plain(r, link)));
		return parent;
	}
	path = path_normal(arena, path, &outside);
	struct manuscript *m = outside ? NULL : find(r, path);
	if (!m) {
		missing(r, outside ? dest : path, pos);
		return parent;
	}
	if (m->listed) {
		if (!section)
			diag_add(&c->book.diags, DIAG_LISTED_TWICE, pos, "'" STR_FMT "' is listed twice",
				STR_ARG(m->article.path));
		return parent;
	}
	struct toc_item *item = toc_append(c, parent, TOC_ARTICLE, pos);
	item->article = &m->article;
	item->zone = r->zone;
	item->title = section ? (struct str){0} : plain(r, link);
	m->listed = true;
	return item;
}

/* The first link below a node; no recursion, for nothing limits how deep emphasis nests. */
static cmark_node *link_below(cmark_node *node)
{
	cmark_iter *iter = cmark_iter_new(node);
	cmark_node *found = NULL;
	while (!found && cmark_iter_next(iter) != CMARK_EVENT_DONE)
		if (cmark_node_get_type(cmark_iter_get_node(iter)) == CMARK_NODE_LINK)
			found = cmark_iter_get_node(iter);
	cmark_iter_free(iter);
	return found;
}

static struct toc_item *open_part(struct reader *r, cmark_node *node)
{
	struct toc_item *part = toc_append(r->c, &r->c->book.toc, TOC_PART, place(r, node));
	part->title = plain(r, node);
	return part;
}

static void read_list(struct reader *r, cmark_node *list, struct toc_item *parent, int depth);

/* A bullet's own line, then what is nested below it. */
static void read_item(struct reader *r, cmark_node *item, struct toc_item *parent, int depth)
{
	struct toc_item *own = parent;
	for (cmark_node *n = cmark_node_first_child(item); n; n = cmark_node_next(n)) {
		cmark_node_type type = cmark_node_get_type(n);
		if (type == CMARK_NODE_LIST) {
			read_list(r, n, own, depth + 1);
			continue;
		}
		cmark_node *link = type == CMARK_NODE_PARAGRAPH ? link_below(n) : NULL;
		const char *url = link ? cmark_node_get_url(link) : NULL;
		bool named = url && *url;
		if (link && (named || !cmark_node_next(n)))
			own = add_link(r, parent, link);
		else if (type == CMARK_NODE_PARAGRAPH && cmark_node_next(n) && parent == &r->c->book.toc)
			own = open_part(r, n);
		else if (type == CMARK_NODE_PARAGRAPH)
			diag_add(&r->c->book.diags, DIAG_EMPTY_ARTICLE, place(r, n), "'" STR_FMT "' has no file; %s",
				STR_ARG(plain(r, n)), cmark_node_next(n) ? "what is nested below it moved up" : "it is left out");
	}
}

static void read_list(struct reader *r, cmark_node *list, struct toc_item *parent, int depth)
{
	if (depth > SUMMARY_DEPTH) {
		diag_add(&r->c->book.diags, DIAG_TOO_DEEP, place(r, list), "nested too deep; left out");
		return;
	}
	for (cmark_node *n = cmark_node_first_child(list); n; n = cmark_node_next(n))
		read_item(r, n, parent, depth);
}

static void read_paragraph(struct reader *r, cmark_node *paragraph, bool after_lists)
{
	struct toc_item *parent = r->part;
	r->zone = !r->begun ? TOC_FRONT : after_lists ? TOC_BACK : TOC_BODY;
	if (r->zone != TOC_BODY)
		parent = &r->c->book.toc;
	for (cmark_node *n = cmark_node_first_child(paragraph); n; n = cmark_node_next(n))
		if (cmark_node_get_type(n) == CMARK_NODE_LINK)
			add_link(r, parent, n);
	r->zone = TOC_BODY;
}

static void read_blocks(struct reader *r, cmark_node *document)
{
	bool after_lists = false, first = true;
	for (cmark_node *n = cmark_node_first_child(document); n; n = cmark_node_next(n)) {
		switch (cmark_node_get_type(n)) {
		case CMARK_NODE_HEADING:
			if (first)
				break;
			r->part = open_part(r, n);
			r->begun = true;
			break;
		case CMARK_NODE_THEMATIC_BREAK:
			r->part = &r->c->book.toc;
			break;
		case CMARK_NODE_LIST:
			r->begun = true;
			read_list(r, n, r->part, 0);
			after_lists = n == r->last_list;
			break;
		case CMARK_NODE_PARAGRAPH:
			read_paragraph(r, n, after_lists);
			break;
		default:
			continue; /* comments may stand before the title */
		}
		first = false;
	}
}

void summary_read(struct corpus *c, const struct source *src)
{
	struct reader r = {.c = c, .src = src, .part = &c->book.toc, .zone = TOC_BODY};
	cmark_node *document = cmark_parse_document(src->text.p ? src->text.p : "", src->text.n, CMARK_OPT_DEFAULT);
	for (cmark_node *n = cmark_node_first_child(document); n; n = cmark_node_next(n))
		if (cmark_node_get_type(n) == CMARK_NODE_LIST)
			r.last_list = n;
	read_blocks(&r, document);
	cmark_node_free(document);
}

/* Letters and digits only, folded: titles that differ in quotes and dashes alone are the same. */
static struct str letters(struct arena *a, struct str s)
{
	struct str folded = utf8_fold(a, s);
	char *p = arena_alloc(a, folded.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < folded.n;) {
		size_t at = i;
		if (utf8_is_alnum(utf8_next(folded, &i)))
			for (; at < i; at++)
				p[n++] = folded.p[at];
	}
	return (struct str){p, n};
}

/* Quotes and dashes by language, as in the articles; everything else in the text stands for itself. */
static struct str typeset(struct corpus *c, struct str s, struct pos pos)
{
	struct article scratch = {.source = (struct source *)pos.src};
	struct markdown_options options = corpus_options(c, NULL);
	struct buf b;
	buf_init(&b, BUF_NO_LIMIT);
	for (size_t i = 0; i < s.n; i++) {
		if (strchr("\\`*_{}[]<>#+!|~=^:%&$@/", s.p[i]))
			buf_char(&b, '\\');
		buf_char(&b, s.p[i]);
	}
	diags_init(&scratch.diags);
	map_init(&scratch.ids, &scratch.arena);
	map_init(&scratch.anchors, &scratch.arena);
	struct node *heading = node_new(&scratch.arena, NODE_HEADING, pos);
	markdown_inline(&scratch, heading, (struct value){buf_view(&b), pos}, &options);
	struct str out = arena_copy(&c->book.arena, node_plain(&scratch.arena, heading));
	buf_free(&b);
	diags_free(&scratch.diags);
	arena_free(&scratch.arena);
	return out;
}

static void settle(struct corpus *c, struct toc_item *item)
{
	struct arena *a = &c->book.arena;
	if (item->kind == TOC_ARTICLE && str_eq(letters(a, item->title), letters(a, item->article->title)))
		item->title = (struct str){0};
	else if (item->title.n)
		item->title = typeset(c, item->title, item->pos);
	for (struct toc_item *i = item->first; i; i = i->next)
		settle(c, i);
}

void summary_titles(struct corpus *c)
{
	for (struct toc_item *i = c->book.toc.first; i; i = i->next)
		settle(c, i);
}
