/* Links that the engine put in, text by text. */
#include "unit/unit.h"

#include "link/inserted.h"

static struct arena a;

START_TEST(each_text_has_its_own)
{
	struct article from = {.index = 0}, to = {.index = 1}, gone = {.index = 2}, page = {.index = 0};
	struct article *articles[] = {&from, &to, &gone};
	struct node texts[4], entry = {.kind = NODE_TERM};
	for (uint32_t i = 0; i < 4; i++)
		texts[i] = (struct node){.kind = NODE_TEXT, .serial = 3 * i + 1, .text = STR("some words")};
	node_attrs(&a, &entry)->id = STR("loaf");
	struct form whole = {.article = 1}, part = {.article = 1, .entry = &entry}, absent = {.article = 2};
	struct autolink links[] = {{.at = {&texts[0], 0, 4}, .form = &whole}, {.at = {&texts[2], 0, 4}, .form = &part},
		{.at = {&texts[2], 5, 5}, .form = &absent}};
	struct autolink_list lists[] = {{links, 3, 3}, {0}};
	struct book book = {.articles = articles, .narticles = 3, .pages = {&page}};
	int32_t place[] = {0, 1, -1};
	struct edition e = {.book = &book, .place = place, .autolinks = lists};
	static const size_t counts[] = {1, 0, 2, 0};
	for (size_t i = 0; i < 4; i++)
		ck_assert_uint_eq(inserted_in(&e, &from, &texts[i]).n, counts[i]);
	ck_assert_ptr_eq(inserted_in(&e, &from, &texts[2]).items, &links[1]);
	ck_assert_uint_eq(inserted_in(&e, &to, &texts[0]).n, 0);
	ck_assert_uint_eq(inserted_in(&e, &gone, &texts[0]).n, 0);
	ck_assert_uint_eq(inserted_in(&e, &page, &texts[0]).n, 0); /* a page has an index of its own kind */
	ck_assert_int_eq(inserted_target(&e, &links[0]).kind, TARGET_ARTICLE);
	struct target t = inserted_target(&e, &links[1]);
	ck_assert_int_eq(t.kind, TARGET_NODE);
	ck_assert_ptr_eq(t.node, &entry);
	ck_assert_int_eq(inserted_target(&e, &links[2]).kind, TARGET_TEXT);
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

static void fill(TCase *tests)
{
	tcase_add_checked_fixture(tests, setup, teardown);
	tcase_add_test(tests, each_text_has_its_own);
}

int main(void)
{
	return unit_main("inserted", fill);
}
