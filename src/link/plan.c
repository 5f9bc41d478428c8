/*
 * From the link graph to the contents of a book. The graph's clusters are the parts; a part too long for one list is clustered again into
 * chapters, each led by the article that the others lean on and are tied to most. Parts, chapters and articles are then put in order, each
 * among its own, by what leans on what (plan_order.c).
 *
 * Rejected: one order of all articles, cut into parts afterwards. Leans run everywhere in a folder of posts, and a part has to be
 * about something first.
 */
#include "link/plan.h"

#include <stdlib.h>
#include <string.h>
#include "base/path.h"
#include "base/utf8.h"

enum {
	LINK_LEAN = 1024,  /* a link's weight; a name that can mean nothing else weighs half of that, and twice that when it comes often */
	TERM_LEAN = 192,   /* of a term that the other article explains */
	NAME_MOST = 4,     /* names, or terms, that count */
	OPENING = 100,     /* words: a name among them counts half more, for the article sets out from it */
	OPENING_LEAN = 1 << 20, /* on an article that opens a subject: more than any other */
	FLAT_MOST = 15,    /* articles of a part without chapters */
	LEAN_TIE = 8,      /* what a lean counts beside ties, when a chapter looks for its leader */
	MISFIT_PART = 4,
};

/* ---- leans */

/* Titles of articles that open a subject: they name all that follows and lean on none of it, but what follows leans on them. */
static bool is_opening(struct str title)
{
	static const char *const beginnings[] = {"what is ", "what are ", "introduction ", "introducing ", "overview ", "was ist ", "was sind ",
		"einführung ", "qu'est-ce ", "qu’est-ce ", "¿qué es ", "¿qué son ", "qué es ", "introducción ", "che cos", "cos'è ",
		"cos’è ", "introduzione ", "o que é ", "o que são ", "introdução ", "wat is ", "wat zijn ", "inleiding "};
	struct arena scratch;
	bool found = false;
	arena_init(&scratch);
	struct str lower = utf8_lower(&scratch, title);
	for (size_t i = 0; !found && i < sizeof beginnings / sizeof *beginnings; i++)
		found = str_starts(lower, beginnings[i]);
	arena_free(&scratch);
	return found;
}

/* The article that a form is at home in: of a glossary's entry, the first that its definition links to. NULL: none. */
static const struct article *home_of(const struct edition *e, const struct form *form)
{
	const struct article *owner = e->relations->articles[form->article];
	if (form->kind != FORM_GLOSSARY || e->place[owner->index] < 0)
		return form->kind == FORM_TERM ? owner : NULL;
	for (const struct node *n = form->entry->next; n && n->kind == NODE_DEFINITION; n = n->next)
		for (const struct node *in = n; in; in = node_walk(n, in, false))
			if (in->kind == NODE_LINK && edition_target(e, owner, in)->article)
				return edition_target(e, owner, in)->article;
	return NULL;
}

/* Terms that another article explains: by the glossary, or as the engine sees it. terms: by node, all 0 before and after. */
static void lean_by_terms(const struct graph *g, const struct edition *e, const uint32_t *node, uint32_t from, uint8_t *terms,
	struct lean_list *out, struct arena *a)
{
	const struct mention_list *mentions = &e->relations->mentions[g->nodes[from].article->index];
	uint32_t *to = arena_array(a, uint32_t, mentions->n + 1);
	for (size_t i = 0; i < mentions->n; i++) {
		const struct article *home = home_of(e, mentions->items[i].form);
		to[i] = home ? node[home->index] : 0;
		if (to[i] && to[i] - 1 != from && terms[to[i] - 1] < NAME_MOST)
			terms[to[i] - 1]++;
	}
	for (size_t i = 0; i < mentions->n; i++) {
		if (!to[i] || !terms[to[i] - 1])
			continue;
		*arena_push(a, out) = (struct lean){from, to[i] - 1, terms[to[i] - 1] * TERM_LEAN};
		terms[to[i] - 1] = 0;
	}
}

struct lean_list plan_leans(const struct graph *g, const struct edition *e, struct arena *a)
{
	const struct relations *r = e->relations;
	struct lean_list out = {0};
	uint32_t *node = arena_array(a, uint32_t, r->n + 1);
	uint8_t *terms = arena_array(a, uint8_t, g->n + 1);
	for (size_t i = 0; i < g->n; i++)
		node[g->nodes[i].article->index] = (uint32_t)i + 1;
	for (size_t i = 0; i < g->nedges; i++)
		if (g->edges[i].kind == EDGE_AUTHOR)
			*arena_push(a, &out) = (struct lean){g->edges[i].from, g->edges[i].to, LINK_LEAN};
	for (uint32_t i = 0; i < g->n; i++) {
		const struct naming_list *names = &r->names[g->nodes[i].article->index];
		for (size_t k = 0; k < names->n; k++) {
			const struct naming *x = &names->items[k];
			uint32_t count = x->count < NAME_MOST ? x->count : NAME_MOST;
			uint32_t weight = (relations_name_weight(r, x) >> 9) * count;
			if (node[x->article] && node[x->article] - 1 != i)
				*arena_push(a, &out) =
					(struct lean){i, node[x->article] - 1, x->first < OPENING ? weight * 3 / 2 : weight};
		}
		lean_by_terms(g, e, node, i, terms, &out, a);
	}
	return out;
}

/* ---- parts */

struct planner {
	struct plan *plan;
	const struct graph *graph;
	const struct lean_list *leans;
	struct arena *arena;
	uint32_t *local; /* by node: its place in the set at hand, + 1 */
	bool *opening;   /* by node */
	struct lean *from;        /* the leans, grouped by the node they are from */
	struct cluster_edge *a;   /* the ties, grouped by their first node */
	size_t *from_start, *a_start; /* by node; one more at the end */
};

/* So that a set of nodes finds its own without a look at all the others. */
static void group_edges(struct planner *p)
{
	const struct graph *g = p->graph;
	size_t *leans = arena_array(p->arena, size_t, g->n + 2), *ties = arena_array(p->arena, size_t, g->n + 2);
	p->from = arena_array(p->arena, struct lean, p->leans->n + 1);
	p->a = arena_array(p->arena, struct cluster_edge, g->nties + 1);
	for (size_t i = 0; i < p->leans->n; i++)
		leans[p->leans->items[i].from + 2]++;
	for (size_t i = 0; i < g->nties; i++)
		ties[g->ties[i].a + 2]++;
	for (size_t i = 2; i < g->n + 2; i++) {
		leans[i] += leans[i - 1];
		ties[i] += ties[i - 1];
	}
	for (size_t i = 0; i < p->leans->n; i++)
		p->from[leans[p->leans->items[i].from + 1]++] = p->leans->items[i];
	for (size_t i = 0; i < g->nties; i++)
		p->a[ties[g->ties[i].a + 1]++] = g->ties[i];
	p->from_start = leans;
	p->a_start = ties;
}

/* Leans and ties among the nodes of a set, by their places in it. Both ends in one group: left out, when there are groups. */
struct inner {
	struct lean_list leans;
	struct {
		struct cluster_edge *items;
		size_t n, cap;
	} ties;
};

/* group: by place of a node in the set, or NULL: every node is a group of its own. */
static struct inner inside(struct planner *p, const uint32_t *nodes, size_t n, const uint32_t *group)
{
	struct inner in = {0};
	for (size_t i = 0; i < n; i++)
		p->local[nodes[i]] = (group ? group[i] : (uint32_t)i) + 1;
	for (size_t i = 0; i < n; i++) {
		uint32_t own = p->local[nodes[i]], other;
		for (size_t k = p->from_start[nodes[i]]; k < p->from_start[nodes[i] + 1]; k++)
			if ((other = p->local[p->from[k].to]) && other != own)
				*arena_push(p->arena, &in.leans) = (struct lean){own - 1, other - 1, p->from[k].weight};
		for (size_t k = p->a_start[nodes[i]]; k < p->a_start[nodes[i] + 1]; k++)
			if ((other = p->local[p->a[k].b]) && other != own)
				*arena_push(p->arena, &in.ties) = (struct cluster_edge){own - 1, other - 1, p->a[k].weight};
	}
	for (size_t i = 0; i < n; i++)
		p->local[nodes[i]] = 0;
	return in;
}

static void put_in_order(struct planner *p, uint32_t *nodes, size_t n)
{
	struct inner in = inside(p, nodes, n, NULL);
	for (size_t i = 0; i < in.leans.n; i++)
		if (p->opening[nodes[in.leans.items[i].from]])
			in.leans.items[i].weight = 0;
	for (uint32_t i = 0; i < n; i++)
		for (uint32_t k = 0; p->opening[nodes[i]] && k < n; k++)
			if (!p->opening[nodes[k]])
				*arena_push(p->arena, &in.leans) = (struct lean){k, i, OPENING_LEAN};
	uint32_t *order = arena_array(p->arena, uint32_t, n + 1), *before = arena_array(p->arena, uint32_t, n + 1);
	plan_order(n, &in.leans, in.ties.items, in.ties.n, order, p->arena);
	for (size_t i = 0; i < n; i++)
		before[i] = nodes[i];
	for (size_t i = 0; i < n; i++)
		nodes[i] = before[order[i]];
}

/* The article that the others of its chapter lean on and are tied to most goes first; the rest keep their order. */
static void put_leader_first(struct planner *p, struct plan_chapter *c)
{
	struct inner in = inside(p, c->items, c->n, NULL);
	uint64_t *weight = arena_array(p->arena, uint64_t, c->n + 1);
	size_t best = 0;
	for (size_t i = 0; i < in.ties.n; i++) {
		weight[in.ties.items[i].a] += in.ties.items[i].weight;
		weight[in.ties.items[i].b] += in.ties.items[i].weight;
	}
	for (size_t i = 0; i < in.leans.n; i++)
		weight[in.leans.items[i].to] += (uint64_t)in.leans.items[i].weight * LEAN_TIE;
	for (size_t i = 1; i < c->n; i++)
		if (weight[i] > weight[best])
			best = i;
	uint32_t leader = c->items[best];
	memmove(c->items + 1, c->items, best * sizeof *c->items);
	c->items[0] = leader;
}

/* What belongs to no chapter makes one of its own each. */
static size_t divide(struct planner *p, const uint32_t *nodes, size_t n, uint32_t *chapter)
{
	struct inner in = inside(p, nodes, n, NULL);
	struct clustering c = clusters_find(n, in.ties.items, in.ties.n, cluster_bounds_chapters(n), p->arena);
	size_t count = c.n;
	for (size_t i = 0; i < n; i++)
		chapter[i] = c.of[i] == CLUSTER_NONE ? (uint32_t)count++ : c.of[i];
	return count;
}

static void make_part(struct planner *p, struct plan_part *part, uint32_t *nodes, size_t n)
{
	uint32_t *chapter = arena_array(p->arena, uint32_t, n + 1), *order;
	part->articles = n;
	part->n = n > FLAT_MOST ? divide(p, nodes, n, chapter) : 1;
	part->chapters = arena_array(p->arena, struct plan_chapter, part->n);
	order = arena_array(p->arena, uint32_t, part->n);
	if (part->n > 1) {
		struct inner in = inside(p, nodes, n, chapter);
		plan_order(part->n, &in.leans, in.ties.items, in.ties.n, order, p->arena);
	}
	for (size_t k = 0; k < part->n; k++) {
		struct plan_chapter *c = &part->chapters[k];
		c->items = arena_array(p->arena, uint32_t, n + 1);
		for (size_t i = 0; i < n; i++)
			if (chapter[i] == order[k])
				c->items[c->n++] = nodes[i];
		put_in_order(p, c->items, c->n);
		if (part->n > 1)
			put_leader_first(p, c);
	}
}

/* An article at the top of the folder that is there to open it. */
static bool is_front(const struct graph_node *node)
{
	static const char *const names[] = {"about", "foreword", "index", "intro", "introduction", "preface", "prologue", "readme",
		"start-here", "welcome"};
	for (size_t i = 0; str_find_char(node->path, '/') == node->path.n && i < sizeof names / sizeof *names; i++)
		if (str_is(node->slug, names[i]))
			return true;
	return false;
}

/* Parts by what leans on what between them. */
static uint32_t *order_parts(struct planner *p, const uint32_t *part_of, size_t nparts)
{
	uint32_t *nodes = arena_array(p->arena, uint32_t, p->graph->n + 1), *group = arena_array(p->arena, uint32_t, p->graph->n + 1);
	uint32_t *order = arena_array(p->arena, uint32_t, nparts + 1);
	size_t n = 0;
	for (uint32_t i = 0; i < p->graph->n; i++)
		if (part_of[i] != CLUSTER_NONE) {
			group[n] = part_of[i];
			nodes[n++] = i;
		}
	struct inner in = inside(p, nodes, n, group);
	plan_order(nparts, &in.leans, in.ties.items, in.ties.n, order, p->arena);
	return order;
}

static void add_part(struct planner *p, struct str title, const uint32_t *part_of, uint32_t part, const bool *front)
{
	uint32_t *nodes = arena_array(p->arena, uint32_t, p->graph->n + 1);
	size_t n = 0;
	for (uint32_t i = 0; i < p->graph->n; i++)
		if (part_of[i] == part && !front[i])
			nodes[n++] = i;
	if (!n)
		return;
	struct plan_part *new = &p->plan->parts[p->plan->n++];
	new->title = title;
	make_part(p, new, nodes, n);
}

/* ---- what the plan is worth */

static int by_value(const void *pa, const void *pb)
{
	uint64_t a = *(const uint64_t *)pa, b = *(const uint64_t *)pb;
	return (a > b) - (a < b);
}

static void find_misfits(struct planner *p, const bool *front)
{
	const struct graph *g = p->graph;
	uint64_t *sorted = arena_array(p->arena, uint64_t, g->n + 1);
	for (size_t i = 0; i < g->n; i++)
		sorted[i] = g->nodes[i].weight;
	if (g->n)
		qsort(sorted, g->n, sizeof *sorted, by_value);
	for (uint32_t i = 0; i < g->n; i++)
		if (g->nclusters && !front[i] && (g->nodes[i].cluster == CLUSTER_NONE || g->nodes[i].weight * MISFIT_PART < sorted[g->n / 2]))
			*arena_push(p->arena, &p->plan->misfits) = i;
}

static void count_leans(struct planner *p)
{
	uint32_t *place = arena_array(p->arena, uint32_t, p->graph->n + 1), at = 0;
	for (size_t i = 0; i < p->plan->front.n; i++)
		place[p->plan->front.items[i]] = at++;
	for (size_t k = 0; k < p->plan->n; k++)
		for (size_t c = 0; c < p->plan->parts[k].n; c++)
			for (size_t i = 0; i < p->plan->parts[k].chapters[c].n; i++)
				place[p->plan->parts[k].chapters[c].items[i]] = at++;
	for (size_t i = 0; i < p->leans->n; i++)
		if (!p->opening[p->leans->items[i].from])
			*(place[p->leans->items[i].from] > place[p->leans->items[i].to] ? &p->plan->kept : &p->plan->broken) += 1;
}

struct plan *plan_make(const struct graph *g, const struct lean_list *leans, struct str loose_title, struct arena *a)
{
	struct planner p = {.plan = arena_new(a, struct plan), .graph = g, .leans = leans, .arena = a};
	p.local = arena_array(a, uint32_t, g->n + 1);
	p.opening = arena_array(a, bool, g->n + 1);
	group_edges(&p);
	uint32_t *part_of = arena_array(a, uint32_t, g->n + 1);
	bool *front = arena_array(a, bool, g->n + 1);
	p.plan->graph = g;
	p.plan->parts = arena_array(a, struct plan_part, g->nclusters + 1);
	for (uint32_t i = 0; i < g->n; i++) {
		front[i] = is_front(&g->nodes[i]);
		p.opening[i] = is_opening(g->nodes[i].title);
		part_of[i] = g->nodes[i].cluster;
		if (front[i])
			*arena_push(a, &p.plan->front) = i;
	}
	put_in_order(&p, p.plan->front.items, p.plan->front.n);
	uint32_t *order = order_parts(&p, part_of, g->nclusters);
	for (size_t k = 0; k < g->nclusters; k++)
		add_part(&p, g->nclusters > 1 ? g->clusters[order[k]].name : (struct str){0}, part_of, order[k], front);
	add_part(&p, g->nclusters ? loose_title : (struct str){0}, part_of, CLUSTER_NONE, front);
	find_misfits(&p, front);
	count_leans(&p);
	return p.plan;
}

/* ---- SUMMARY.md */

static bool is_letter(struct str s, size_t i)
{
	return i < s.n && ((s.p[i] >= '0' && s.p[i] <= '9') || ((s.p[i] | 32) >= 'a' && (s.p[i] | 32) <= 'z') || (unsigned char)s.p[i] >= 0x80);
}

/* Only where a mark would mean something: an ampersand or < before a letter, an underscore at the edge of a word. */
static bool is_markup(struct str s, size_t i)
{
	switch (s.p[i]) {
	case '\\': case '[': case ']': case '*': case '`':
		return true;
	case '_':
		return !(i > 0 && is_letter(s, i - 1) && is_letter(s, i + 1));
	case '&': case '<':
		return i + 1 < s.n && (is_letter(s, i + 1) || strchr("#/!?", s.p[i + 1]));
	default:
		return false;
	}
}

static void put_text(struct buf *b, struct str text)
{
	for (size_t i = 0; i < text.n; i++) {
		if (is_markup(text, i))
			buf_char(b, '\\');
		buf_char(b, text.p[i] == '\n' ? ' ' : text.p[i]);
	}
}

/* Blanks, brackets and what else ends an address or means something in one are percent-encoded. */
static void put_path(struct buf *b, struct str path)
{
	for (size_t i = 0; i < path.n; i++) {
		unsigned char c = (unsigned char)path.p[i];
		if (c <= ' ' || c == 0x7F || strchr("()<>%#?\\&*_`[]\"", (char)c))
			buf_printf(b, "%%%02X", c);
		else
			buf_char(b, (char)c);
	}
}

static void put_link(struct buf *b, struct str title, struct str path)
{
	buf_char(b, '[');
	put_text(b, title);
	buf_cstr(b, "](");
	put_path(b, path);
	buf_cstr(b, ")\n");
}

static void put_part(const struct plan *p, const struct plan_part *part, struct buf *b)
{
	if (part->title.n) {
		buf_cstr(b, "\n# ");
		put_text(b, part->title);
		buf_char(b, '\n');
	}
	buf_char(b, '\n');
	for (size_t c = 0; c < part->n; c++)
		for (size_t i = 0; i < part->chapters[c].n; i++) {
			const struct graph_node *node = &p->graph->nodes[part->chapters[c].items[i]];
			buf_cstr(b, part->n > 1 && i ? "  - " : "- ");
			put_link(b, node->title, node->path);
		}
}

void plan_summary(const struct plan *p, const struct article *const *glossaries, size_t nglossaries, struct buf *b)
{
	buf_cstr(b, "# Summary\n");
	for (size_t i = 0; i < p->front.n; i++) {
		buf_char(b, '\n');
		put_link(b, p->graph->nodes[p->front.items[i]].title, p->graph->nodes[p->front.items[i]].path);
	}
	for (size_t k = 0; k < p->n; k++)
		put_part(p, &p->parts[k], b);
	for (size_t i = 0; i < nglossaries; i++) {
		buf_char(b, '\n');
		put_link(b, glossaries[i]->title, glossaries[i]->path);
	}
}
