/* Clusters: planted groups are found, bounds hold, and neither the order of edges nor their direction counts. */
#include "unit/unit.h"

#include <string.h>
#include "link/cluster.h"

static struct arena a;

struct edges {
	struct cluster_edge *items;
	size_t n, cap;
};

static uint64_t random_state;

static uint32_t random_below(uint32_t n)
{
	random_state = random_state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(random_state >> 33) % n;
}

static void add(struct edges *e, uint32_t from, uint32_t to, uint32_t weight)
{
	*arena_push(&a, e) = (struct cluster_edge){from, to, weight};
}

/* `groups` groups of `size`: each node is tied to six of its own at 20000, and to one of any at 4000. */
static struct edges planted(uint32_t groups, uint32_t size, uint64_t seed)
{
	struct edges e = {0};
	random_state = seed;
	for (uint32_t i = 0; i < groups * size; i++) {
		for (int k = 0; k < 6; k++)
			add(&e, i, i / size * size + random_below(size), 20000);
		add(&e, i, random_below(groups * size), 4000);
	}
	return e;
}

static struct cluster_bounds wide(size_t n)
{
	return (struct cluster_bounds){.least = 1, .most = n, .size_least = 1, .size_most = n};
}

static void check_sizes(const struct clustering *c, size_t n)
{
	size_t *seen = arena_array(&a, size_t, c->n + 1);
	for (size_t i = 0; i < n; i++)
		if (c->of[i] != CLUSTER_NONE) {
			ck_assert_uint_lt(c->of[i], c->n);
			seen[c->of[i]]++;
		}
	for (size_t k = 0; k < c->n; k++) {
		ck_assert_uint_eq(seen[k], c->sizes[k]);
		ck_assert_uint_gt(seen[k], 0);
		if (k)
			ck_assert_uint_le(c->sizes[k], c->sizes[k - 1]);
	}
}

START_TEST(planted_groups_are_found)
{
	static const uint32_t shapes[][2] = {{3, 6}, {5, 12}, {12, 20}, {40, 25}};
	for (size_t s = 0; s < sizeof shapes / sizeof *shapes; s++) {
		uint32_t groups = shapes[s][0], size = shapes[s][1];
		size_t n = (size_t)groups * size;
		struct edges e = planted(groups, size, s + 1);
		struct clustering c = clusters_find(n, e.items, e.n, wide(n), &a);
		check_sizes(&c, n);
		ck_assert_uint_eq(c.n, groups);
		for (uint32_t i = 0; i < n; i++)
			ck_assert_uint_eq(c.of[i], c.of[i / size * size]);
	}
}
END_TEST

START_TEST(the_order_of_edges_counts_for_nothing)
{
	struct edges e = planted(9, 14, 7);
	size_t n = 9 * 14;
	for (int round = 0; round < 3; round++) {
		struct cluster_bounds bounds = round ? cluster_bounds_parts(n) : wide(n);
		struct clustering before = clusters_find(n, e.items, e.n, bounds, &a);
		for (size_t i = e.n; i-- > 1;) {
			size_t k = random_below((uint32_t)i + 1);
			struct cluster_edge t = e.items[i];
			e.items[i] = e.items[k];
			e.items[k] = random_below(2) ? t : (struct cluster_edge){t.b, t.a, t.weight};
		}
		struct clustering after = clusters_find(n, e.items, e.n, bounds, &a);
		ck_assert_uint_eq(before.n, after.n);
		ck_assert_int_eq(memcmp(before.of, after.of, n * sizeof *before.of), 0);
	}
}
END_TEST

START_TEST(parts_keep_their_bounds)
{
	for (size_t n = 1; n <= 1600; n = n < 40 ? n + 1 : n * 3 / 2)
		for (int shape = 0; shape < 4; shape++) {
			/* groups; one that hangs together in all; a star; a chain */
			struct edges e = {0};
			random_state = n;
			if (shape == 0)
				e = planted((uint32_t)(n + 6) / 7, 7, n);
			for (uint32_t i = 0; shape && i < n; i++)
				for (uint32_t k = shape == 1 ? i + 1 : 0; k < (shape == 1 && n < 200 ? n : shape == 1 ? 0 : 1); k++)
					add(&e, i, shape == 1 ? k : shape == 2 ? 0 : i ? i - 1 : 0, 1000);
			for (size_t i = 0; i < e.n; i++) {
				e.items[i].a %= (uint32_t)n;
				e.items[i].b %= (uint32_t)n;
			}
			struct cluster_bounds b = cluster_bounds_parts(n);
			struct clustering c = clusters_find(n, e.items, e.n, b, &a);
			check_sizes(&c, n);
			ck_assert_uint_le(c.n, b.most);
			if (n < 12 || shape == 1)
				continue;
			ck_assert_uint_ge(c.n, b.least);
			for (size_t k = 0; k < c.n; k++)
				ck_assert_uint_ge(c.sizes[k], b.size_least);
		}
}
END_TEST

START_TEST(a_clique_falls_into_parts_all_the_same)
{
	for (uint32_t n = 40; n <= 90; n += 25) {
		struct edges e = {0};
		for (uint32_t i = 0; i < n; i++)
			for (uint32_t k = 0; k < i; k++)
				add(&e, i, k, 5000);
		struct clustering c = clusters_find(n, e.items, e.n, cluster_bounds_parts(n), &a);
		ck_assert_uint_ge(c.n, 3);
		ck_assert_uint_le(c.n, 9);
		ck_assert_uint_le(c.sizes[0], 15);
		ck_assert_uint_ge(c.sizes[c.n - 1], 3);
	}
}
END_TEST

START_TEST(what_is_too_large_is_divided)
{
	struct edges e = planted(4, 24, 5);
	struct cluster_bounds b = cluster_bounds_parts(96);
	struct clustering c = clusters_find(96, e.items, e.n, b, &a);
	ck_assert_uint_gt(c.n, 4);
	ck_assert_uint_le(c.n, b.most);
	ck_assert_uint_lt(c.sizes[0], 24);
	for (uint32_t i = 0; i < 96; i++) /* groups stay apart all the same */
		for (uint32_t k = 0; k < i; k++)
			ck_assert(i / 24 == k / 24 || c.of[i] != c.of[k]);
}
END_TEST

START_TEST(what_nothing_holds_belongs_nowhere)
{
	struct edges e = {0};
	for (uint32_t i = 1; i < 5; i++)
		add(&e, i - 1, i, 100);
	add(&e, 6, 6, 9999);
	add(&e, 7, 5, 0);
	struct clustering c = clusters_find(8, e.items, e.n, cluster_bounds_parts(8), &a);
	for (uint32_t i = 0; i < 8; i++)
		ck_assert_int_eq(c.of[i] == CLUSTER_NONE, i >= 5);
	c = clusters_find(0, NULL, 0, cluster_bounds_parts(0), &a);
	ck_assert_uint_eq(c.n, 0);
}
END_TEST

START_TEST(weights_of_any_size_do_not_overflow)
{
	struct edges e = planted(60, 30, 3), same = planted(60, 30, 3);
	for (size_t i = 0; i < e.n; i++)
		e.items[i].weight = e.items[i].weight == 20000 ? UINT32_MAX : UINT32_MAX / 5;
	struct clustering c = clusters_find(1800, e.items, e.n, wide(1800), &a);
	struct clustering expected = clusters_find(1800, same.items, same.n, wide(1800), &a);
	ck_assert_uint_eq(c.n, expected.n);
	ck_assert_int_eq(memcmp(c.of, expected.of, 1800 * sizeof *c.of), 0);
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
	tcase_add_test(t, planted_groups_are_found);
	tcase_add_test(t, the_order_of_edges_counts_for_nothing);
	tcase_add_test(t, parts_keep_their_bounds);
	tcase_add_test(t, a_clique_falls_into_parts_all_the_same);
	tcase_add_test(t, what_is_too_large_is_divided);
	tcase_add_test(t, what_nothing_holds_belongs_nowhere);
	tcase_add_test(t, weights_of_any_size_do_not_overflow);
}

int main(void)
{
	return unit_main("cluster", fill);
}
