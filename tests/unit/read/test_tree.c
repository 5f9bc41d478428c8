/* YAML with its places, its faults, and its bombs. */
#include "read/tree.h"
#include "scratch.h"

static struct arena arena;
static struct diags diags;
static bool broken;

static void setup(void)
{
	arena_init(&arena);
	diags_init(&diags);
}

static void teardown(void)
{
	diags_free(&diags);
	arena_free(&arena);
}

static struct tree *parse(const char *text)
{
	const struct source *src = source_new(&arena, STR("x.yaml"), str_c(text));
	return tree_read(&arena, src, 1, src->nlines + 1, &diags, &broken);
}

static const struct tree *get(const struct tree *map, const char *key)
{
	for (size_t i = 0; map && i < map->map.n; i++)
		if (str_is(map->map.items[i].key, key))
			return map->map.items[i].value;
	ck_abort_msg("no key '%s'", key);
}

START_TEST(scalars_are_kept_as_written)
{
	const struct tree *t = parse("a: 1984\nb: 2026-01-05\nc: \"x: y\"\nd: ~\ne:\nf: yes\n");
	ck_str(get(t, "a")->s, "1984");
	ck_str(get(t, "b")->s, "2026-01-05");
	ck_str(get(t, "c")->s, "x: y");
	ck_assert_int_eq(get(t, "c")->style, TREE_QUOTED);
	ck_assert_int_eq(get(t, "d")->kind, TREE_NULL);
	ck_assert_int_eq(get(t, "e")->kind, TREE_NULL);
	ck_str(get(t, "f")->s, "yes");
	ck_assert(!broken && !diags.n);
}
END_TEST

START_TEST(places_are_bytes_after_any_letters)
{
	const struct tree *t = parse("ä: é\nlist:\n  - \"ö\xe2\x80\xa8x\"\n  - two\n");
	ck_assert_uint_eq(t->map.items[0].value->pos.line, 1);
	ck_assert_uint_eq(t->map.items[0].value->pos.col, 5);
	ck_assert_uint_eq(t->map.items[1].pos.line, 2);
	const struct tree *list = get(t, "list");
	ck_assert_uint_eq(list->list.items[0]->pos.line, 3);
	ck_assert_uint_eq(list->list.items[0]->pos.col, 6);
	ck_assert_uint_eq(list->list.items[1]->pos.line, 4);
	ck_assert_uint_eq(list->list.items[1]->pos.col, 5);
}
END_TEST

START_TEST(lines_of_a_part_are_those_of_the_file)
{
	const struct source *src = source_new(&arena, STR("x.md"), STR("---\na: 1\nb: [\n---\n"));
	const struct tree *t = tree_read(&arena, src, 2, 4, &diags, &broken);
	ck_assert(broken);
	ck_assert_uint_eq(t->map.items[0].pos.line, 2);
	ck_assert_uint_eq(diags.n, 1);
	ck_assert_int_eq(diags.items[0]->id, DIAG_BAD_YAML);
	ck_assert_uint_ge(diags.items[0]->pos.line, 3);
	ck_assert_uint_le(diags.items[0]->pos.line, 4);
}
END_TEST

START_TEST(a_fault_keeps_what_came_before)
{
	const struct tree *t = parse("title: A\ndraft: true\nsub: B: C\nmore: x\n");
	ck_assert(broken);
	ck_str(get(t, "title")->s, "A");
	ck_str(get(t, "draft")->s, "true");
	const struct diag *d = scratch_diag(&diags, DIAG_BAD_YAML, 3, 7);
	ck_note(d, "quotes");
}
END_TEST

START_TEST(first_of_two_keys_stays)
{
	const struct tree *t = parse("a: 1\nb: 2\na: 3\n");
	ck_str(get(t, "a")->s, "1");
	ck_assert_uint_eq(t->map.n, 2);
	const struct diag *d = scratch_diag(&diags, DIAG_DUPLICATE_KEY, 3, 1);
	ck_assert_uint_eq(d->note->pos.line, 1);
}
END_TEST

START_TEST(aliases_share)
{
	const struct tree *t = parse("a: &x [1, 2]\nb: *x\n");
	ck_assert_ptr_eq(get(t, "a"), get(t, "b"));
	parse("a: *nothing\n");
	ck_assert(broken);
	parse("a: &x [*x]\n");
	ck_assert(broken);
}
END_TEST

START_TEST(bombs_are_refused)
{
	char text[4096] = "a0: &a0 [x,x,x,x,x,x,x,x,x]\n";
	for (int i = 1; i < 30; i++)
		sprintf(text + strlen(text), "a%d: &a%d [*a%d,*a%d,*a%d,*a%d,*a%d,*a%d]\n", i, i, i - 1, i - 1, i - 1, i - 1,
			i - 1, i - 1);
	parse(text);
	ck_assert(broken);
	ck_assert_uint_eq(scratch_count(&diags, DIAG_BAD_YAML), 1);
}
END_TEST

START_TEST(depth_is_limited)
{
	char text[20001];
	memset(text, '[', 20000);
	text[20000] = 0;
	parse(text);
	ck_assert(broken);
	ck_assert_uint_eq(scratch_count(&diags, DIAG_BAD_YAML), 1);
	memset(text, '[', 50);
	memset(text + 50, ']', 50);
	text[100] = 0;
	parse(text);
	ck_assert(!broken);
	memset(text, '[', 100);
	memset(text + 100, ']', 100);
	text[200] = 0;
	parse(text);
	ck_assert(broken);
}
END_TEST

START_TEST(odd_keys_are_told)
{
	const struct tree *t = parse("? [a, b]\n: 1\n<<: {x: 1}\nok: 2\n");
	ck_assert_uint_eq(t->map.n, 1);
	ck_assert_uint_eq(scratch_count(&diags, DIAG_BAD_VALUE), 1);
	scratch_diag(&diags, DIAG_UNKNOWN_KEY, 3, 1);
}
END_TEST

START_TEST(markdown_of_a_block_keeps_its_lines)
{
	const struct tree *t = parse("x: 1\ntext: >\n    One\n    two.\n\n      Three\nnext: 2\n");
	uint32_t first;
	const struct source *src = tree_markdown(&arena, get(t, "text"), &first);
	ck_assert_uint_eq(first, 3);
	ck_assert_uint_eq(src->indent, 4);
	ck_str(source_line(src, 3), "One");
	ck_str(source_line(src, 4), "two.");
	ck_str(source_line(src, 5), "");
	ck_str(source_line(src, 6), "  Three");
	ck_str(source_line(src, 7), "");
	ck_str(src->name, "x.yaml");
}
END_TEST

START_TEST(markdown_of_a_line_keeps_its_column)
{
	const struct tree *t = parse("a: \"He said *yes*\"\nb: one\n  two\nc: |2\n    code\n  text\n");
	uint32_t first;
	const struct source *src = tree_markdown(&arena, get(t, "a"), &first);
	ck_assert_uint_eq(first, 1);
	ck_assert_uint_eq(src->indent, 4);
	ck_str(source_line(src, 1), "He said *yes*");
	src = tree_markdown(&arena, get(t, "b"), &first);
	ck_str(source_line(src, 2), "one");
	ck_str(source_line(src, 3), "two");
	src = tree_markdown(&arena, get(t, "c"), &first);
	ck_assert_uint_eq(src->indent, 2);
	ck_str(source_line(src, 5), "  code");
	ck_str(source_line(src, 6), "text");
}
END_TEST

int main(void)
{
	Suite *s = suite_create("tree");
	TCase *c = tcase_create("tree");
	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_test(c, scalars_are_kept_as_written);
	tcase_add_test(c, places_are_bytes_after_any_letters);
	tcase_add_test(c, lines_of_a_part_are_those_of_the_file);
	tcase_add_test(c, a_fault_keeps_what_came_before);
	tcase_add_test(c, first_of_two_keys_stays);
	tcase_add_test(c, aliases_share);
	tcase_add_test(c, bombs_are_refused);
	tcase_add_test(c, depth_is_limited);
	tcase_add_test(c, odd_keys_are_told);
	tcase_add_test(c, markdown_of_a_block_keeps_its_lines);
	tcase_add_test(c, markdown_of_a_line_keeps_its_column);
	suite_add_tcase(s, c);
	return scratch_run(s);
}
