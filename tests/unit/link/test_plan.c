/* Plans: every article once, what is leaned on first, circles broken at their weakest lean, whatever order files come in. */
#include "unit/unit.h"

#include <string.h>
#include "link/plan.h"

static struct arena a;
static uint64_t random_state;

static uint32_t random_below(uint32_t n)
{
	random_state = random_state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(random_state >> 33) % n;
}

static void lean(struct lean_list *l, uint32_t from, uint32_t to, uint32_t weight)
{
	*arena_push(&a, l) = (struct lean){from, to, weight};
}

static const char *order(size_t n, const struct lean_list *leans)
{
	uint32_t *out = arena_array(&a, uint32_t, n + 1);
	char *text = arena_alloc(&a, n + 1);
	plan_order(n, leans, NULL, 0, out, &a);
	for (size_t i = 0; i < n; i++)
		text[i] = (char)('a' + out[i]);
	return text;
}

START_TEST(what_is_leaned_on_comes_first)
{
	struct lean_list l = {0};
	ck_assert_str_eq(order(3, &l), "abc");
	lean(&l, 0, 1, 5);
	lean(&l, 1, 2, 5);
	ck_assert_str_eq(order(3, &l), "cba");
	lean(&l, 2, 0, 4); /* a circle: its weakest lean gives way */
	ck_assert_str_eq(order(3, &l), "cba");
	lean(&l, 2, 0, 4); /* leans of a pair add up: now the first of the others does */
	ck_assert_str_eq(order(3, &l), "bac");
	lean(&l, 0, 2, 100); /* two that lean on each other: the stronger */
	ck_assert_str_eq(order(3, &l), "cba");
}
END_TEST

START_TEST(ties_bring_neighbours_together)
{
	struct lean_list none = {0};
	struct cluster_edge ties[] = {{0, 3, 10}, {3, 1, 10}};
	uint32_t out[4];
	plan_order(4, &none, ties, 2, out, &a);
	ck_assert_uint_eq(out[0], 0);
	ck_assert_uint_eq(out[1], 3);
	ck_assert_uint_eq(out[2], 1);
	ck_assert_uint_eq(out[3], 2);
}
END_TEST

START_TEST(no_order_breaks_more_than_circles_ask_for)
{
	for (uint32_t n = 2; n < 60; n = n * 3 / 2 + 1) {
		struct lean_list l = {0};
		uint32_t *out = arena_array(&a, uint32_t, n), *place = arena_array(&a, uint32_t, n);
		random_state = n;
		for (uint32_t i = 0; i < 4 * n; i++) { /* no circle: from the higher to the lower */
			uint32_t x = random_below(n), y = random_below(n);
			if (x != y)
				lean(&l, x > y ? x : y, x > y ? y : x, 1 + random_below(9));
		}
		plan_order(n, &l, NULL, 0, out, &a);
		for (uint32_t i = 0; i < n; i++)
			place[out[i]] = i;
		for (size_t i = 0; i < l.n; i++)
			ck_assert_uint_gt(place[l.items[i].from], place[l.items[i].to]);
	}
}
END_TEST

/* ---- whole plans */

struct ties {
	struct cluster_edge *items;
	size_t n, cap;
};

/* Articles of `groups` groups; rotate: their files come in another order. */
static struct graph *library(size_t n, size_t groups, size_t rotate, struct lean_list *leans)
{
	struct graph_node *nodes = arena_array(&a, struct graph_node, n + 1);
	struct ties *ties = arena_new(&a, struct ties);
	random_state = n;
	for (size_t i = 0; i < n; i++) {
		size_t k = (i + rotate) % n;
		struct str slug = arena_printf(&a, "a%04zu", k);
		nodes[i] = (struct graph_node){.slug = slug, .path = arena_printf(&a, "p/" STR_FMT ".md", STR_ARG(slug)),
			.title = arena_printf(&a, "Title %zu", k), .words = 500};
	}
	nodes[0].words = 700;
	struct graph *g = graph_new(&a, STR("Book"), nodes, n);
	for (uint32_t i = 0; i < n; i++)
		for (int k = 0; k < 5 && i % 29 != 28; k++) {
			uint32_t to = (i % (uint32_t)groups + (uint32_t)groups * random_below((uint32_t)(n / groups))) % (uint32_t)n;
			if (to % 29 == 28)
				continue;
			*arena_push(&a, ties) = (struct cluster_edge){i, to, 9000 + random_below(9000)};
			lean(leans, i, random_below((uint32_t)n), 1 + random_below(900));
		}
	for (size_t i = 0; rotate && i + 1 < ties->n; i += 2) {
		struct cluster_edge t = ties->items[i];
		ties->items[i] = ties->items[i + 1];
		ties->items[i + 1] = t;
	}
	graph_finish(g, &a);
	struct clustering c = clusters_find(n, ties->items, ties->n, cluster_bounds_parts(n), &a);
	graph_set_clusters(g, &a, &c, NULL, ties->items, ties->n);
	return g;
}

static struct str summary(size_t n, size_t groups, size_t rotate, struct plan **plan)
{
	struct lean_list leans = {0};
	struct graph *g = library(n, groups, rotate, &leans);
	struct buf b;
	buf_init(&b, BUF_NO_LIMIT);
	*plan = plan_make(g, &leans, STR("Other Articles"), &a);
	plan_summary(*plan, NULL, 0, &b);
	struct str s = buf_copy(&b, &a);
	buf_free(&b);
	return s;
}

static const size_t shapes[][2] = {{1, 1}, {2, 1}, {5, 1}, {9, 2}, {18, 4}, {60, 5}, {300, 9}, {900, 12}};

START_TEST(every_article_stands_once_in_the_plan)
{
	for (size_t s = 0; s < sizeof shapes / sizeof *shapes; s++) {
		struct plan *plan;
		size_t n = shapes[s][0], seen = 0;
		struct str text = summary(n, shapes[s][1], 0, &plan);
		for (size_t i = 0; i < n; i++) {
			struct str path = arena_printf(&a, "(p/a%04zu.md)", i);
			size_t at = str_find(text, path.p);
			ck_assert_uint_lt(at, text.n);
			struct str rest = str_skip(text, at + 1);
			ck_assert_uint_eq(str_find(rest, path.p), rest.n);
		}
		for (size_t k = 0; k < plan->n; k++) {
			size_t articles = 0;
			for (size_t c = 0; c < plan->parts[k].n; c++) {
				articles += plan->parts[k].chapters[c].n;
				ck_assert_uint_le(plan->parts[k].chapters[c].n, 15);
			}
			ck_assert_uint_eq(articles, plan->parts[k].articles);
			seen += articles;
		}
		ck_assert_uint_eq(seen, n);
		ck_assert(str_starts(text, "# Summary\n"));
	}
}
END_TEST

START_TEST(the_order_of_files_changes_no_plan)
{
	for (size_t s = 0; s < sizeof shapes / sizeof *shapes; s++) {
		struct plan *plan;
		struct str one = summary(shapes[s][0], shapes[s][1], 0, &plan), other = summary(shapes[s][0], shapes[s][1], 3, &plan);
		ck_assert(str_eq(one, other));
	}
}
END_TEST

START_TEST(what_is_tied_to_nothing_comes_last_and_is_told)
{
	struct plan *plan;
	summary(300, 9, 0, &plan);
	ck_str(plan->parts[plan->n - 1].title, "Other Articles");
	ck_assert_uint_ge(plan->misfits.n, 300 / 29);
}
END_TEST

START_TEST(an_article_that_opens_a_subject_comes_before_what_it_names)
{
	struct graph_node nodes[] = {{.slug = STR("conditioning"), .title = STR("Conditioning"), .path = STR("conditioning.md")},
		{.slug = STR("introduction"), .title = STR("Before You Begin"), .path = STR("introduction.md")},
		{.slug = STR("what-is-learning"), .title = STR("What Is Learning?"), .path = STR("my [x] (learning).md")}};
	struct lean_list leans = {0};
	struct graph *g = graph_new(&a, STR("Book"), nodes, 3);
	graph_finish(g, &a);
	lean(&leans, 2, 0, 900);
	struct plan *plan = plan_make(g, &leans, STR("Other"), &a);
	struct article glossary = {.title = STR("R&D *words*"), .path = STR("glossary.md")};
	const struct article *glossaries[] = {&glossary};
	struct buf b;
	buf_init(&b, BUF_NO_LIMIT);
	plan_summary(plan, glossaries, 1, &b);
	ck_str(buf_view(&b), "# Summary\n\n[Before You Begin](introduction.md)\n\n"
			     "- [What Is Learning?](my%20%5Bx%5D%20%28learning%29.md)\n- [Conditioning](conditioning.md)\n\n"
			     "[R\\&D \\*words\\*](glossary.md)\n");
	buf_free(&b);
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
	tcase_add_test(t, what_is_leaned_on_comes_first);
	tcase_add_test(t, ties_bring_neighbours_together);
	tcase_add_test(t, no_order_breaks_more_than_circles_ask_for);
	tcase_add_test(t, every_article_stands_once_in_the_plan);
	tcase_add_test(t, the_order_of_files_changes_no_plan);
	tcase_add_test(t, what_is_tied_to_nothing_comes_last_and_is_told);
	tcase_add_test(t, an_article_that_opens_a_subject_comes_before_what_it_names);
}

int main(void)
{
	return unit_main("plan", fill);
}
