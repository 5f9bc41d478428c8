/*
 * A book proposed from a folder of posts: clusters as parts, an order in which an article comes after those it leans on, and what the
 * folder lacks to be a book. Made from the link graph; the order of files changes nothing.
 */
#ifndef SHEAF_LINK_PLAN_H
#define SHEAF_LINK_PLAN_H

#include "base/buf.h"
#include "link/graph.h"
#include "link/terms.h"

/* One article takes another for granted: it links to it, names it, or uses terms that it explains. */
struct lean {
	uint32_t from, to; /* nodes: from should come after to */
	uint32_t weight;
};
struct lean_list {
	struct lean *items;
	size_t n, cap;
};

/* Articles in reading order. In a part of several chapters the first article leads its chapter, and the others are nested below it. */
struct plan_chapter {
	uint32_t *items; /* nodes */
	size_t n;
};

struct plan_part {
	struct str title; /* "" : the book has no parts, or these articles belong to none */
	struct plan_chapter *chapters;
	size_t n;
	size_t articles;
};

struct plan {
	const struct graph *graph;
	struct graph_list front; /* introductions, before all parts */
	struct plan_part *parts; /* in reading order; articles that fit nowhere are the last */
	size_t n;
	struct graph_list misfits; /* what has no part, and what is tied to its own less than a quarter as much as articles commonly are */
	size_t kept, broken;     /* leans that the order follows, and those it could not */
};

/* leans of one pair add up. Titles of parts are those of the graph's clusters. */
struct plan *plan_make(const struct graph *g, const struct lean_list *leans, struct str loose_title, struct arena *a);
/* What the graph's articles take for granted, by their links and by the names and terms in their texts; of an edition with relations. */
struct lean_list plan_leans(const struct graph *g, const struct edition *e, struct arena *a);
/* As SUMMARY.md, with glossaries at the back. */
void plan_summary(const struct plan *p, const struct article *const *glossaries, size_t nglossaries, struct buf *b);

/* plan_order.c: an order of 0 to n - 1 in which from comes after to, unless leans run in a circle: then the weakest of it gives way. Of those that
 * may come next, the one that the last is tied to most does, else the one that others lean on most. Indices decide what is left. */
void plan_order(size_t n, const struct lean_list *leans, const struct cluster_edge *ties, size_t nties, uint32_t *out, struct arena *a);

/* plan_gaps.c: of the book's terms, those that many articles use and that none defines, has in a title, a heading or a glossary; most used
 * first. */
struct term_list plan_unexplained(const struct article *const *articles, size_t n, const struct term_list *terms, struct str language,
	size_t most, struct arena *a);

#endif
