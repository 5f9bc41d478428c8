/* An article made from a string, and its tree as one line: kind(children), kind"text", with what matters in brackets. */
#ifndef SHEAF_TESTS_UNIT_READ_ARTICLE_H
#define SHEAF_TESTS_UNIT_READ_ARTICLE_H

#include <string.h>
#include "unit/unit.h"
#include "base/buf.h"
#include "read/markdown.h"

struct made {
	struct article article;
	struct str diags; /* "line:col slug" by arrival in the source, blank-separated */
};

static inline struct made *article_made(const char *text, const char *lang, const char *title)
{
	struct made *m = calloc(1, sizeof *m);
	struct article *a = &m->article;
	struct markdown_options options = {.smart = lang != NULL, .lang = str_c(lang ? lang : "en")};
	arena_init(&a->arena);
	diags_init(&a->diags);
	a->source = source_new(&a->arena, STR("a.md"), str_c(text));
	a->title = str_c(title);
	markdown_read(a, 1, &options);
	diags_sort(&a->diags);
	struct buf b;
	buf_init(&b, BUF_NO_LIMIT);
	for (size_t i = 0; i < a->diags.n; i++) {
		const struct diag *d = a->diags.items[i];
		buf_printf(&b, "%s%u:%u %s", i ? ", " : "", d->pos.line, d->pos.col, diag_kinds[d->id].slug);
	}
	m->diags = buf_copy(&b, &a->arena);
	buf_free(&b);
	return m;
}

static inline void article_free(struct made *m)
{
	arena_free(&m->article.arena);
	diags_free(&m->article.diags);
	free(m);
}

static inline void put_extras(struct buf *b, const struct node *n)
{
	if (n->kind == NODE_HEADING)
		buf_printf(b, "[%u]", n->u.heading.level);
	if (n->kind == NODE_LINK)
		buf_printf(b, "<" STR_FMT "%s>", STR_ARG(n->u.link.dest), n->u.link.wiki ? "!" : "");
	if (n->kind == NODE_IMAGE)
		buf_printf(b, "<" STR_FMT ">", STR_ARG(n->u.image.dest));
	if (n->kind == NODE_CALLOUT)
		buf_printf(b, "[" STR_FMT "]", STR_ARG(n->u.callout.kind));
	if (n->kind == NODE_NOTE_REF)
		buf_printf(b, "[%u]", n->u.note_ref.note->u.note.number);
	if (n->kind == NODE_LIST && n->u.list.ordered)
		buf_printf(b, "[%d]", n->u.list.start);
	if (n->kind == NODE_ITEM && n->u.item.check)
		buf_cstr(b, n->u.item.check == CHECK_DONE ? "[x]" : "[ ]");
	if (n->kind == NODE_CELL && n->u.cell.align)
		buf_printf(b, "[%d]", n->u.cell.align);
	if (n->kind == NODE_CELL && (n->u.cell.column_span > 1 || n->u.cell.row_span > 1))
		buf_printf(b, "[%dx%d]", n->u.cell.column_span, n->u.cell.row_span);
	if (n->flags & NODE_DECORATIVE)
		buf_cstr(b, "[decorative]");
	if (n->attrs && n->attrs->id.n)
		buf_printf(b, "#" STR_FMT, STR_ARG(n->attrs->id));
	if (n->attrs && n->attrs->width)
		buf_printf(b, "[w%u]", n->attrs->width);
	if (n->attrs && n->attrs->align)
		buf_printf(b, "[a%d]", n->attrs->align);
}

static inline void put_tree(struct buf *b, const struct node *n)
{
	if (n->kind == NODE_TEXT) {
		buf_printf(b, "\"" STR_FMT "\"", STR_ARG(n->text));
		return;
	}
	buf_cstr(b, node_infos[n->kind].name);
	put_extras(b, n);
	if (n->text.n)
		buf_printf(b, "\"" STR_FMT "\"", STR_ARG(n->text));
	if (!n->first)
		return;
	buf_char(b, '(');
	for (const struct node *c = n->first; c; c = c->next) {
		if (c != n->first)
			buf_char(b, ' ');
		put_tree(b, c);
	}
	buf_char(b, ')');
}

/* The children of the body, then the notes. */
static inline struct str article_text(struct made *m)
{
	struct buf b;
	buf_init(&b, BUF_NO_LIMIT);
	for (const struct node *n = m->article.body->first; n; n = n->next) {
		put_tree(&b, n);
		if (n->next)
			buf_char(&b, ' ');
	}
	for (size_t i = 0; i < m->article.notes.n; i++) {
		buf_char(&b, ' ');
		put_tree(&b, m->article.notes.items[i]);
	}
	struct str s = buf_copy(&b, &m->article.arena);
	buf_free(&b);
	return s;
}

/* text becomes tree, and the diagnostics are these; no quotes by language */
#define ck_tree(text, tree, diagnostics)                                        \
	do {                                                                    \
		struct made *ck_made = article_made(text, NULL, "A title");     \
		ck_str(article_text(ck_made), tree);                            \
		ck_str(ck_made->diags, diagnostics);                            \
		article_free(ck_made);                                          \
	} while (0)

#endif
