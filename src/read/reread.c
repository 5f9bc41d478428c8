/*
 * Two readings of one article are written out as flat texts (kinds, ids, addresses, words; texts side by side run together), the second
 * without the links that were put in, and compared. Where they differ the list is halved until what does harm stands alone.
 *
 * Rejected: rules for where brackets are safe. Escapes, tables, raw HTML, emphasis and comments each have their own, and the reader
 * has them all already.
 */
#include "read/reread.h"

#include <stdlib.h>
#include <string.h>
#include "base/buf.h"
#include "read/markdown.h"

/* Readings that one article is worth; what is not proved by then stays as it is. */
enum { TRIES = 200 };

enum { MARK_ENTER = 1, MARK_WORDS, MARK_ADDRESS, MARK_LEAVE };

struct proof {
	const struct article *a;
	struct markdown_options options;
	struct rewrites *list;
	struct buf before; /* the article as it is, flat */
	size_t ndiags;
	int tries;
};

/* Where, in the text with the good ones done, each of those begins. */
struct inserted_at {
	size_t *offsets;
	const struct rewrite **items;
	size_t n, found;
};

static struct inserted_at inserted_at(const struct rewrites *list, struct arena *arena)
{
	struct inserted_at in = {arena_array(arena, size_t, list->n + 1), arena_array(arena, const struct rewrite *, list->n + 1), 0, 0};
	size_t added = 0;
	for (size_t i = 0; i < list->n; i++) {
		const struct rewrite *x = &list->items[i];
		if (!x->good)
			continue;
		in.offsets[in.n] = x->offset + added;
		in.items[in.n++] = x;
		added += x->with.n - x->length;
	}
	return in;
}

static bool is_inserted(const struct inserted_at *in, const struct node *n)
{
	if (!in || n->kind != NODE_LINK || !n->u.link.wiki || !n->pos.src)
		return false;
	size_t offset = source_offset(n->pos), low = 0, high = in->n;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (in->offsets[middle] < offset)
			low = middle + 1;
		else
			high = middle;
	}
	return low < in->n && in->offsets[low] == offset && str_eq(in->items[low]->dest, n->u.link.dest);
}

static void put_enter(struct buf *b, const struct node *n)
{
	buf_char(b, MARK_ENTER);
	buf_char(b, (char)(n->kind + ' '));
	buf_str(b, node_id(n));
	buf_char(b, MARK_WORDS);
	buf_str(b, n->text);
	if (n->kind == NODE_LINK || n->kind == NODE_IMAGE) {
		buf_char(b, MARK_ADDRESS);
		buf_str(b, n->kind == NODE_LINK ? n->u.link.dest : n->u.image.dest);
	}
}

/* n with all below it; in NULL: nothing was put in. Recursion ends with the reader's own limit of nesting. */
static void put_flat(struct buf *b, const struct node *n, struct inserted_at *in)
{
	if (n->kind == NODE_TEXT) {
		buf_str(b, n->text);
		return;
	}
	bool inserted = is_inserted(in, n);
	if (inserted)
		in->found++;
	else
		put_enter(b, n);
	for (const struct node *child = n->first; child; child = child->next)
		put_flat(b, child, in);
	if (!inserted)
		buf_char(b, MARK_LEAVE);
}

/* Reads `text` as the article was read, and writes it out flat; how many diagnostics there were. */
static size_t read_flat(const struct proof *p, struct str text, struct buf *out, struct inserted_at *in)
{
	struct article a = {.title = p->a->meta.title.s, .meta.title = p->a->meta.title};
	arena_init(&a.arena);
	diags_init(&a.diags);
	a.source = source_new(&a.arena, p->a->source->name, text);
	markdown_read(&a, p->a->body->pos.line, &p->options);
	if (a.heading)
		put_flat(out, a.heading, in);
	put_flat(out, a.body, in);
	for (size_t i = 0; i < a.notes.n; i++)
		put_flat(out, a.notes.items[i], in);
	size_t n = a.diags.n;
	diags_free(&a.diags);
	arena_free(&a.arena);
	return n;
}

/* The source's text with the good ones done. */
static struct str reread_text(const struct article *a, const struct rewrites *list, struct arena *arena)
{
	struct str text = a->source->text;
	struct buf b;
	size_t done = 0;
	buf_init(&b, BUF_NO_LIMIT);
	for (size_t i = 0; i < list->n; i++) {
		const struct rewrite *x = &list->items[i];
		if (!x->good)
			continue;
		buf_str(&b, str_sub(text, done, x->offset));
		buf_str(&b, x->with);
		done = x->offset + x->length;
	}
	buf_str(&b, str_skip(text, done));
	struct str out = buf_copy(&b, arena);
	buf_free(&b);
	return out;
}

static bool holds(struct proof *p)
{
	struct arena scratch;
	struct buf after;
	arena_init(&scratch);
	buf_init(&after, BUF_NO_LIMIT);
	struct inserted_at in = inserted_at(p->list, &scratch);
	size_t ndiags = read_flat(p, reread_text(p->a, p->list, &scratch), &after, &in);
	bool same = in.found == in.n && ndiags == p->ndiags && str_eq(buf_view(&p->before), buf_view(&after));
	buf_free(&after);
	arena_free(&scratch);
	p->tries++;
	return same;
}

static void set_good(struct rewrites *list, size_t from, size_t to, bool good)
{
	for (size_t i = from; i < to; i++)
		list->items[i].good = good;
}

static void prove(struct proof *p, size_t from, size_t to)
{
	if (from == to || p->tries >= TRIES)
		return;
	set_good(p->list, from, to, true);
	if (holds(p))
		return;
	set_good(p->list, from, to, false);
	if (to - from == 1)
		return;
	size_t middle = from + (to - from) / 2;
	prove(p, from, middle);
	prove(p, middle, to);
}

void reread_prove(const struct article *a, const struct project *project, struct rewrites *list)
{
	struct proof p = {.a = a,
		.options = {project->smart, a->meta.lang.s.n ? a->meta.lang.s : project->language.s},
		.list = list};
	buf_init(&p.before, BUF_NO_LIMIT);
	p.ndiags = read_flat(&p, a->source->text, &p.before, NULL);
	set_good(list, 0, list->n, false);
	prove(&p, 0, list->n);
	buf_free(&p.before);
}
