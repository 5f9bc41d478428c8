/*
 * Ids are made from the heading's own text and, where two are the same, from their order, as code forges do: a changed
 * heading elsewhere changes none. Headings come before terms, so that a glossary takes no heading's id.
 */
#include "read/outline.h"

#include <string.h>
#include "base/slug.h"
#include "base/utf8.h"
#include "read/attributes.h"

static struct node *first_heading(struct node *body)
{
	for (struct node *n = body->first; n; n = n->next)
		if (n->kind == NODE_HEADING)
			return n;
	return NULL;
}

/* Whether no other heading is as high as the article's first block. */
static bool only_top(const struct node *body, const struct node *heading)
{
	if (body->first != heading)
		return false;
	for (const struct node *n = heading->next; n; n = node_walk(body, n, false))
		if (n->kind == NODE_HEADING && n->u.heading.level <= heading->u.heading.level)
			return false;
	return true;
}

static bool repeats(struct convert *c, const struct node *heading)
{
	struct str text = utf8_fold(c->arena, str_trim(node_plain(c->arena, heading)));
	return str_eq(text, utf8_fold(c->arena, str_trim(c->article->title)));
}

void outline_title(struct convert *c)
{
	struct article *a = c->article;
	struct node *heading = first_heading(a->body);
	if (!heading)
		return;
	bool high = heading->u.heading.level == 1;
	if (a->title.n ? !(high && repeats(c, heading)) : !(high || only_top(a->body, heading)))
		return;
	node_unlink(heading);
	c->title_level = heading->u.heading.level;
	heading->u.heading.level = 1;
	a->heading = heading;
}

/* levels */

struct levels {
	uint8_t open[6]; /* levels as written of the headings around */
	size_t n;
	uint8_t top;     /* the highest that occurs */
};

static void place_level(struct convert *c, struct levels *l, struct node *h)
{
	uint8_t level = h->u.heading.level;
	while (l->n && l->open[l->n - 1] >= level)
		l->n--;
	uint8_t above = l->n ? l->open[l->n - 1] : (uint8_t)(l->top - 1);
	if (level > above + 1)
		diag_add(&c->article->diags, DIAG_HEADING_SKIP, h->pos, "a heading of level %d stands right below one of level %d",
			level, above);
	if (l->n < 6)
		l->open[l->n++] = level;
	h->u.heading.level = (uint8_t)(l->n + 1 > 6 ? 6 : l->n + 1);
}

static void levels(struct convert *c)
{
	struct node_list *list = &c->article->headings;
	struct levels l = {.top = 6};
	for (size_t i = 0; i < list->n; i++)
		if (list->items[i]->u.heading.level < l.top)
			l.top = list->items[i]->u.heading.level;
	if (c->title_level && l.top > c->title_level + 1)
		l.top = (uint8_t)(c->title_level + 1);
	for (size_t i = 0; i < list->n; i++)
		place_level(c, &l, list->items[i]);
}

/* ids */

struct names {
	struct convert *c;
	struct map counts;  /* id → how many have wanted it, to number further ones without trying from 1 */
	struct map anchors; /* anchor → the same, for the spelling of code forges */
};

static size_t counted(struct map *m, struct str key)
{
	size_t n = (size_t)(uintptr_t)map_get(m, key);
	map_put(m, key, (void *)(uintptr_t)(n + 1));
	return n;
}

/* The id itself when it is free, else with the next free number. */
static struct str free_id(struct names *x, struct str id)
{
	struct str try = id;
	while (map_has(&x->c->article->ids, try)) {
		size_t n = counted(&x->counts, id);
		try = arena_printf(x->c->arena, STR_FMT "-%zu", STR_ARG(id), n + 1);
	}
	return try;
}

static void take_id(struct names *x, struct node *n, struct str id)
{
	node_attrs(x->c->arena, n)->id = id;
	map_put(&x->c->article->ids, id, n);
}

/* An id that the author wrote. */
static void given_id(struct names *x, struct node *n, struct str id, bool alias)
{
	struct article *a = x->c->article;
	struct str valid = attributes_id(id) ? id : slug_xml_id(x->c->arena, slug_anchor(x->c->arena, id));
	struct node *other = map_get(&a->ids, valid);
	if (alias) {
		map_add(&a->anchors, id, n);
		return;
	}
	if (other) {
		struct diag *d = diag_add(&a->diags, DIAG_DUPLICATE_ID, n->pos, "the id '" STR_FMT "' is taken", STR_ARG(id));
		diag_note(&a->diags, d, other->pos, "it was given here");
	}
	take_id(x, n, free_id(x, valid));
	if (!str_eq(valid, id))
		map_add(&a->anchors, id, n);
}

static void add_anchor(struct names *x, struct str anchor, struct node *n)
{
	if (anchor.n && !str_eq(anchor, node_id(n)))
		map_add(&x->c->article->anchors, anchor, n);
}

/* Runs of hyphens as one, and nothing before the first letter: how other tools spell the same anchor. */
static void add_variants(struct names *x, struct str anchor, struct node *n)
{
	char *p = arena_alloc(x->c->arena, anchor.n + 1);
	size_t k = 0, start = 0;
	for (size_t i = 0; i < anchor.n; i++)
		if (anchor.p[i] != '-' || (k && p[k - 1] != '-'))
			p[k++] = anchor.p[i];
	while (k && p[k - 1] == '-')
		k--;
	add_anchor(x, (struct str){p, k}, n);
	while (start < k && (p[start] == '-' || p[start] == '_' || (p[start] >= '0' && p[start] <= '9')))
		start++;
	add_anchor(x, (struct str){p + start, k - start}, n);
}

static void own_id(struct names *x, struct node *n)
{
	struct arena *arena = x->c->arena;
	struct str text = str_trim(node_plain(arena, n)), anchor = slug_anchor(arena, text);
	if (!node_id(n).n)
		take_id(x, n, free_id(x, slug_xml_id(arena, anchor)));
	size_t seen = counted(&x->anchors, anchor);
	add_anchor(x, seen ? arena_printf(arena, STR_FMT "-%zu", STR_ARG(anchor), seen) : anchor, n);
	add_anchor(x, utf8_fold(arena, text), n);
	if (!seen)
		add_variants(x, anchor, n);
}

static void given_ids(struct names *x, struct node *root, struct node_list *terms)
{
	for (struct node *n = root; n; n = node_walk(root, n, false)) {
		if (n->attrs && n->attrs->id.n)
			given_id(x, n, n->attrs->id, false);
		if (n->kind == NODE_TERM)
			*arena_push(x->c->arena, terms) = n;
		else if (n->kind == NODE_HEADING && n != x->c->article->heading)
			*arena_push(x->c->arena, &x->c->article->headings) = n;
	}
}

void outline_headings(struct convert *c)
{
	struct article *a = c->article;
	struct names x = {.c = c};
	struct node_list terms = {0};
	map_init(&x.counts, c->arena);
	map_init(&x.anchors, c->arena);
	if (a->heading)
		given_ids(&x, a->heading, &terms);
	given_ids(&x, a->body, &terms);
	for (size_t i = 0; i < a->notes.n; i++)
		given_ids(&x, a->notes.items[i], &terms);
	levels(c);
	for (size_t i = 0; i < a->headings.n; i++)
		own_id(&x, a->headings.items[i]);
	for (size_t i = 0; i < terms.n; i++)
		own_id(&x, terms.items[i]);
	for (size_t i = 0; i < c->b.aliases.n; i++)
		if (node_id(c->b.aliases.items[i].node).n)
			given_id(&x, c->b.aliases.items[i].node, c->b.aliases.items[i].id, true);
}

/* tables */

struct counting {
	struct convert *c;
	bool in_word;
};

static void count_words(struct counting *x, struct str s)
{
	bool in = x->in_word;
	size_t words = 0;
	for (size_t i = 0; i < s.n; i++) {
		bool blank = (unsigned char)s.p[i] <= ' ';
		words += !blank && !in;
		in = !blank;
	}
	x->in_word = in;
	x->c->article->words += words;
}

static void table_node(struct counting *x, struct node *n, bool words)
{
	struct article *a = x->c->article;
	n->serial = a->serials++;
	n->flags &= (uint8_t) ~(NODE_VERBATIM | NODE_LOOSE_RUN);
	if (!node_infos[n->kind].inlined || n->kind == NODE_SOFT_BREAK || n->kind == NODE_LINE_BREAK)
		x->in_word = false;
	if (n->kind == NODE_LINK) {
		n->u.link.index = (uint32_t)a->links.n;
		*arena_push(x->c->arena, &a->links) = n;
	} else if (n->kind == NODE_IMAGE) {
		*arena_push(x->c->arena, &a->images) = n;
		if (!n->text.n && !(n->flags & NODE_DECORATIVE))
			diag_add(&a->diags, DIAG_MISSING_ALT, n->pos, "no alt text for '" STR_FMT "'", STR_ARG(n->u.image.dest));
	} else if (words && (n->kind == NODE_TEXT || n->kind == NODE_CODE)) {
		count_words(x, n->text);
	}
}

static void table_tree(struct counting *x, struct node *root, bool words)
{
	x->in_word = false;
	for (struct node *n = root; n; n = node_walk(root, n, false))
		table_node(x, n, words);
}

void outline_tables(struct convert *c)
{
	struct counting x = {.c = c};
	if (c->article->heading)
		table_tree(&x, c->article->heading, false);
	table_tree(&x, c->article->body, true);
	for (size_t i = 0; i < c->article->notes.n; i++)
		table_tree(&x, c->article->notes.items[i], true);
}
