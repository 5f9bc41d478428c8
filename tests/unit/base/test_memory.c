/* Arenas, buffers, maps, slices. */
#include "unit/unit.h"

#include <stdint.h>
#include <string.h>
#include "base/buf.h"
#include "base/map.h"

static struct arena a;

START_TEST(memory_is_zeroed_aligned_and_apart)
{
	char *last = NULL;
	for (size_t size = 1; size < 200000; size = size * 3 / 2 + 1) {
		char *p = arena_alloc(&a, size);
		ck_assert_uint_eq((uintptr_t)p % _Alignof(void *), 0);
		for (size_t i = 0; i < size; i++)
			ck_assert_int_eq(p[i], 0);
		memset(p, 0xAA, size);
		ck_assert_ptr_ne(p, last);
		last = p;
	}
}
END_TEST

START_TEST(pushed_items_keep_their_order)
{
	struct {
		int *items;
		size_t n, cap;
	} v = {0};
	for (int i = 0; i < 1000; i++)
		*arena_push(&a, &v) = i;
	for (int i = 0; i < 1000; i++)
		ck_assert_int_eq(v.items[i], i);
	ck_assert_uint_eq(v.n, 1000);
}
END_TEST

START_TEST(a_map_finds_what_was_put_and_nothing_else)
{
	struct map m;
	map_init(&m, &a);
	ck_assert_ptr_null(map_get(&m, STR("none")));
	static int values[5000];
	for (int i = 0; i < 5000; i++) {
		struct str key = arena_printf(&a, "key-%d", i);
		ck_assert_ptr_null(map_put(&m, key, &values[i]));
	}
	for (int i = 0; i < 5000; i++) {
		ck_assert_ptr_eq(map_get(&m, arena_printf(&a, "key-%d", i)), &values[i]);
		ck_assert_ptr_eq(m.items[i].value, &values[i]); /* insertion order */
	}
	ck_assert(!map_has(&m, STR("key-5000")));
	ck_assert_ptr_eq(map_put(&m, STR("key-7"), &values[0]), &values[7]);
	ck_assert_ptr_eq(map_add(&m, STR("key-7"), &values[9]), &values[0]);
	ck_assert_uint_eq(m.n, 5000);
}
END_TEST

START_TEST(xml_text_is_escaped_and_cleaned)
{
	struct buf b;
	buf_init(&b, BUF_NO_LIMIT);
	buf_xml(&b, STR("a<b>&\"c\" \x01\x1f\t\n\xef\xbf\xbe|\xef\xbf\xbd|\xef\xbb\xbf"));
	ck_str(buf_view(&b), "a&lt;b&gt;&amp;&quot;c&quot; \t\n|\xef\xbf\xbd|\xef\xbb\xbf");
	buf_free(&b);
}
END_TEST

START_TEST(a_full_buffer_stays_failed)
{
	struct buf b;
	buf_init(&b, 10);
	buf_cstr(&b, "12345");
	buf_cstr(&b, "678901");
	ck_assert(b.failed);
	buf_char(&b, 'x');
	ck_str(buf_view(&b), "12345");
	buf_free(&b);
}
END_TEST

START_TEST(slices_are_cut_safely)
{
	struct str s = STR("a,b,,c"), rest = s;
	ck_str(str_cut(&rest, ','), "a");
	ck_str(str_cut(&rest, ','), "b");
	ck_str(str_cut(&rest, ','), "");
	ck_str(str_cut(&rest, ','), "c");
	ck_assert_uint_eq(rest.n, 0);
	ck_str(str_sub(s, 4, 99), ",c");
	ck_str(str_sub(s, 99, 3), "");
	ck_str(str_trim(STR(" \t x y \n")), "x y");
	ck_assert(str_cmp(STR("a"), STR("ab")) < 0);
	ck_assert(str_cmp(STR("b"), STR("ab")) > 0);
	ck_assert(str_eq_nocase(STR("\xc3\x84" "Bc"), STR("\xc3\x84" "bC")));
	ck_assert(str_starts(s, "a,") && !str_starts(STR("a"), "ab") && str_ends(s, ",c"));
}
END_TEST

static void fill(TCase *t)
{
	tcase_add_test(t, memory_is_zeroed_aligned_and_apart);
	tcase_add_test(t, pushed_items_keep_their_order);
	tcase_add_test(t, a_map_finds_what_was_put_and_nothing_else);
	tcase_add_test(t, xml_text_is_escaped_and_cleaned);
	tcase_add_test(t, a_full_buffer_stays_failed);
	tcase_add_test(t, slices_are_cut_safely);
}

int main(void)
{
	arena_init(&a);
	int code = unit_main("base/memory", fill);
	arena_free(&a);
	return code;
}
