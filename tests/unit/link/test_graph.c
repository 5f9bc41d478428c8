/* The link graph: degrees, lists, links of one pair; and the map, on which nothing overlaps. */
#include "unit/unit.h"

#include <string.h>
#include "link/graph.h"
#include "write/chart.h"
#include "write/graph_write.h"

static struct arena a;
static uint64_t random_state;

static uint32_t random_below(uint32_t n)
{
	random_state = random_state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(random_state >> 33) % n;
}

static struct graph_node node_of(size_t i, struct str title)
{
	struct str slug = arena_printf(&a, "a%04zu", i);
	return (struct graph_node){.slug = slug, .path = arena_printf(&a, STR_FMT ".md", STR_ARG(slug)), .title = title, .words = 200 + i * 37 % 3000};
}

static struct graph *plain(size_t n)
{
	struct graph_node *nodes = arena_array(&a, struct graph_node, n + 1);
	for (size_t i = 0; i < n; i++)
		nodes[i] = node_of(n - 1 - i, STR("A title"));
	return graph_new(&a, STR("Book"), nodes, n);
}

static void link_nodes(struct graph *g, uint32_t from, uint32_t to)
{
	graph_add(g, &a, (struct graph_edge){.from = from, .to = to, .kind = EDGE_AUTHOR, .count = 1, .rank = 1, .at.line = g->nedges + 1});
}

static bool holds(const struct graph_list *l, uint32_t node)
{
	for (size_t i = 0; i < l->n; i++)
		if (l->items[i] == node)
			return true;
	return false;
}

START_TEST(nodes_come_by_slug_and_links_of_a_pair_are_one)
{
	struct graph *g = plain(4);
	ck_str(g->nodes[0].slug, "a0000");
	ck_str(g->nodes[3].slug, "a0003");
	link_nodes(g, 0, 1);
	link_nodes(g, 1, 0);
	link_nodes(g, 0, 1);
	link_nodes(g, 2, 2);
	graph_add(g, &a, (struct graph_edge){.from = 0, .to = 1, .kind = EDGE_SUGGESTED, .count = 1, .rank = 1});
	graph_finish(g, &a);
	ck_assert_uint_eq(g->nedges, 3);
	ck_assert_uint_eq(g->edges[0].count, 2);
	ck_assert_uint_eq(g->edges[0].at.line, 1);
	ck_assert_int_eq(g->edges[1].kind, EDGE_SUGGESTED);
	ck_assert_uint_eq(g->nodes[0].out, 1);
	ck_assert_uint_eq(g->nodes[0].in, 1);
	ck_assert_uint_eq(g->nodes[2].out, 0);
}
END_TEST

START_TEST(lists_say_what_an_editor_looks_for)
{
	struct graph *g = plain(30);
	for (uint32_t i = 1; i < 12; i++)
		link_nodes(g, i, 0);
	link_nodes(g, 12, 13);
	link_nodes(g, 0, 1);
	graph_finish(g, &a);
	ck_assert_uint_eq(g->hubs.n, 1);
	ck_assert_uint_eq(g->hubs.items[0], 0);
	ck_assert_uint_eq(g->orphans.n, 30 - 14);
	ck_assert(holds(&g->dead_ends, 13));
	ck_assert_uint_eq(g->dead_ends.n, 1);
	ck_assert(holds(&g->unreached, 12));
	ck_assert_uint_eq(g->unreached.n, 11);
	for (uint32_t i = 0; i < 30; i++)
		ck_assert_int_le(holds(&g->orphans, i) + holds(&g->dead_ends, i) + holds(&g->unreached, i), 1);
}
END_TEST

START_TEST(where_all_are_linked_alike_none_is_a_hub)
{
	struct graph *g = plain(30);
	for (uint32_t i = 0; i < 30; i++)
		for (uint32_t k = 1; k <= 4; k++)
			link_nodes(g, i, (i + k) % 30);
	graph_finish(g, &a);
	ck_assert_uint_eq(g->nodes[5].in, 4);
	ck_assert_uint_eq(g->hubs.n, 0);
}
END_TEST

/* ---- the map */

static const char *const titles[] = {"Trust", "A Room Where You Can Put Things Down", "Notes on the Synthesis of Form: a long look back at what it said, and when",
	"Übergänge", "\xE4\xBB\x95\xE4\xBA\x8B\xE3\x81\x8C\xE5\xA7\x8B\xE3\x81\xBE\xE3\x82\x8B\xE5\x89\x8D\xE3\x81\xAB\xE7\x9F\xA5\xE3\x81\xA3\xE3\x81\xA6\xE3\x81\x8A\xE3\x81\x8F\xE3\x81\x93\xE3\x81\xA8", "R&D <b>\"quoted\"</b> \\ end", "Antidisestablishmentarianismologicalnesses",
	"Go", "Co-regulation and Self-regulation", ""};

static struct graph *grouped(size_t n, size_t groups)
{
	struct graph_node *nodes = arena_array(&a, struct graph_node, n + 1);
	struct {
		struct cluster_edge *items;
		size_t n, cap;
	} ties = {0};
	random_state = n + groups;
	for (size_t i = 0; i < n; i++)
		nodes[i] = node_of(i, str_c(titles[random_below(sizeof titles / sizeof *titles)]));
	struct graph *g = graph_new(&a, STR("A book with a name"), nodes, n);
	for (uint32_t i = 0; groups && i < n; i++)
		for (int k = 0; k < 5; k++) {
			uint32_t to = random_below(8) ? i % (uint32_t)groups + (uint32_t)groups * random_below((uint32_t)(n / groups)) : random_below((uint32_t)n);
			*arena_push(&a, &ties) = (struct cluster_edge){i, to, 9000 + random_below(9000)};
			graph_add(g, &a, (struct graph_edge){.from = i, .to = to, .kind = (enum edge_kind)(k % 3), .count = 1, .rank = 1 + (uint32_t)k % 3});
		}
	graph_finish(g, &a);
	struct clustering c = clusters_find(n, ties.items, ties.n, cluster_bounds_parts(n), &a);
	graph_set_clusters(g, &a, &c, NULL, ties.items, ties.n);
	return g;
}

struct box {
	int64_t left, right, top, bottom;
	const char *what;
};
struct boxes {
	struct box *items;
	size_t n, cap;
};

static void add_label(struct boxes *b, const struct chart_label *l, const char *what)
{
	if (l->n)
		*arena_push(&a, b) = (struct box){l->x - l->width / 2, l->x + l->width / 2, l->top, l->top + l->height, what};
}

static bool in_region(const struct chart_region *r, const struct chart_label *l)
{
	int64_t left = l->x - l->width / 2 - r->x, right = left + l->width, top = l->top - r->y, bottom = top + l->height;
	int64_t x = llabs(left) > llabs(right) ? left : right, y = llabs(top) > llabs(bottom) ? top : bottom;
	return !l->n || x * x + y * y <= r->r * r->r;
}

static void check_map(const struct graph *g)
{
	struct chart *c = chart_layout(g, STR("On Their Own"), &a);
	struct boxes b = {0};
	add_label(&b, &c->title, "title");
	for (size_t i = 0; i < c->nregions; i++) {
		add_label(&b, &c->regions[i].name, "name");
		ck_assert(in_region(&c->regions[i], &c->regions[i].name));
	}
	for (size_t i = 0; i < g->n; i++) {
		const struct chart_disc *d = &c->discs[i];
		add_label(&b, &d->label, "label");
		ck_assert(in_region(&c->regions[d->region], &d->label));
		*arena_push(&a, &b) = (struct box){d->x - d->r, d->x + d->r, d->y - d->r, d->y + d->r, "disc"};
	}
	for (size_t i = 0; i < b.n; i++) {
		const struct box *x = &b.items[i];
		if (x->left < 0 || x->top < 0 || x->right > c->width || x->bottom > c->legend)
			ck_abort_msg("of %zu: %s %zu leaves the paper", g->n, x->what, i);
		for (size_t k = 0; k < i; k++) {
			const struct box *y = &b.items[k];
			if (x->right > y->left && y->right > x->left && x->bottom > y->top && y->bottom > x->top)
				ck_abort_msg("of %zu: %s %zu and %s %zu overlap", g->n, x->what, i, y->what, k);
		}
	}
	for (size_t i = 0; i < c->nregions; i++)
		for (size_t k = 0; k < i; k++) {
			int64_t dx = c->regions[i].x - c->regions[k].x, dy = c->regions[i].y - c->regions[k].y, r = c->regions[i].r + c->regions[k].r;
			ck_assert_int_ge(dx * dx + dy * dy, r * r);
		}
}

START_TEST(nothing_overlaps_on_the_map)
{
	static const size_t sizes[][2] = {{0, 0}, {1, 0}, {2, 1}, {5, 1}, {8, 2}, {17, 4}, {40, 3}, {60, 6}, {61, 6}, {100, 7}, {700, 9}, {1645, 11}};
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
		check_map(grouped(sizes[i][0], sizes[i][1]));
}
END_TEST

START_TEST(articles_without_any_tie_have_a_place_too)
{
	check_map(grouped(7, 0));
	check_map(grouped(300, 0));
	check_map(grouped(900, 0)); /* more than springs are for */
}
END_TEST

static struct str spelled(void (*spell)(struct buf *b, const struct graph *g), const struct graph *g)
{
	struct buf b;
	buf_init(&b, BUF_NO_LIMIT);
	spell(&b, g);
	struct str s = buf_copy(&b, &a);
	buf_free(&b);
	return s;
}

START_TEST(a_map_is_the_same_every_time_and_escaped)
{
	struct str one = spelled(graph_svg, grouped(40, 3)), two = spelled(graph_svg, grouped(40, 3));
	ck_assert(str_eq(one, two));
	ck_assert_uint_lt(str_find(one, "R&amp;D &lt;b&gt;"), one.n);
	ck_assert_uint_eq(str_find(one, "<b>"), one.n);
	ck_assert_uint_lt(str_find(one, "<desc id=\"map-description\">A map of 40 articles, by what they are about: "), one.n);
	ck_assert_uint_lt(str_find(one, "prefers-color-scheme:dark"), one.n);
}
END_TEST

START_TEST(graphviz_strings_are_quoted)
{
	struct graph_node node = node_of(0, STR("R&D \"so\" \\ end\n"));
	struct graph *g = graph_new(&a, STR("T"), &node, 1);
	graph_finish(g, &a);
	struct str dot = spelled(graph_dot, g);
	ck_assert_uint_lt(str_find(dot, "label=\"R&amp;D \\\"so\\\" \\\\ end \""), dot.n);
	ck_assert(str_starts(dot, "digraph \"T\" {"));
}
END_TEST

static void setup(void)
{
	arena_init(&a);
}

static void teardown(void)
{
	arena_free(&a);
}

static void fill(TCase *t)
{
	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, nodes_come_by_slug_and_links_of_a_pair_are_one);
	tcase_add_test(t, lists_say_what_an_editor_looks_for);
	tcase_add_test(t, where_all_are_linked_alike_none_is_a_hub);
	tcase_add_test(t, nothing_overlaps_on_the_map);
	tcase_add_test(t, articles_without_any_tie_have_a_place_too);
	tcase_add_test(t, a_map_is_the_same_every_time_and_escaped);
	tcase_add_test(t, graphviz_strings_are_quoted);
}

int main(void)
{
	return unit_main("graph", fill);
}
