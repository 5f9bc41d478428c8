/* Places and diagnostics. */
#include "unit/unit.h"

#include "base/diag.h"

static struct arena a;

START_TEST(places_and_offsets_agree)
{
	struct str text = STR("one\n\nthr\xc3\xa9" "e x\nlast");
	struct source *s = source_new(&a, STR("f.md"), text);
	ck_assert_uint_eq(s->nlines, 4);
	for (size_t i = 0; i < text.n; i++)
		ck_assert_uint_eq(source_offset(source_pos(s, i)), i);
	struct pos x = source_pos(s, str_find(text, "x"));
	ck_assert_uint_eq(x.line, 3);
	ck_assert_uint_eq(x.col, 8);
	ck_assert_uint_eq(source_column(x), 7); /* in characters */
	ck_str(source_line(s, 2), "");
	ck_str(source_line(s, 4), "last");
	ck_str(source_line(s, 5), "");
}
END_TEST

START_TEST(a_last_newline_ends_a_line_and_begins_none)
{
	ck_assert_uint_eq(source_new(&a, STR("f"), STR("a\nb\n"))->nlines, 2);
	ck_assert_uint_eq(source_new(&a, STR("f"), STR(""))->nlines, 1);
	ck_assert_uint_eq(source_new(&a, STR("f"), STR("\n\n"))->nlines, 2);
}
END_TEST

START_TEST(diagnostics_sort_by_place_then_arrival)
{
	struct diags d;
	diags_init(&d);
	struct source *s = source_new(&a, STR("b.md"), STR("x\ny\n")), *first = source_new(&a, STR("a.md"), STR("x\n"));
	diag_add(&d, DIAG_BROKEN_LINK, (struct pos){s, 2, 1}, "third");
	diag_add(&d, DIAG_UNTITLED, (struct pos){s, 1, 1}, "second %d", 1);
	diag_add(&d, DIAG_UNTITLED, (struct pos){s, 1, 1}, "second %d", 2);
	diag_add(&d, DIAG_UNTITLED, (struct pos){first, 9, 9}, "first");
	diags_sort(&d);
	ck_str(d.items[0]->text, "first");
	ck_str(d.items[1]->text, "second 1");
	ck_str(d.items[2]->text, "second 2");
	ck_str(d.items[3]->text, "third");
	ck_assert_int_eq(diags_worst(&d), DIAG_ERROR);
	diags_free(&d);
}
END_TEST

START_TEST(options_change_levels)
{
	struct diags d;
	diags_init(&d);
	ck_assert(diags_option(&d, STR("no-broken-link")));
	ck_assert_int_eq(d.level[DIAG_BROKEN_LINK], DIAG_IGNORED);
	ck_assert(diags_option(&d, STR("no-error=broken-link")));
	ck_assert_int_eq(d.level[DIAG_BROKEN_LINK], DIAG_WARNING);
	ck_assert(diags_option(&d, STR("error=missing-alt")));
	ck_assert_int_eq(d.level[DIAG_MISSING_ALT], DIAG_ERROR);
	ck_assert(diags_option(&d, STR("untitled")));
	ck_assert_int_eq(d.level[DIAG_UNTITLED], DIAG_WARNING);
	ck_assert(diags_option(&d, STR("no-write-file"))); /* known, but what is fatal stays so */
	ck_assert_int_eq(d.level[DIAG_WRITE_FILE], DIAG_FATAL);
	ck_assert(diags_option(&d, STR("no-project"))); /* a slug that begins with no- */
	ck_assert(!diags_option(&d, STR("no-such-thing")));
	ck_assert(!diags_option(&d, STR("")));
	diags_free(&d);
}
END_TEST

START_TEST(merging_keeps_notes)
{
	struct diags from, into;
	diags_init(&from);
	diags_init(&into);
	struct diag *x = diag_add(&from, DIAG_BROKEN_LINK, (struct pos){0}, "100%% wrong: %s", "%s");
	diag_note(&from, x, (struct pos){0}, "one");
	diag_note(&from, x, (struct pos){0}, "two");
	diags_merge(&into, &from);
	diags_free(&from);
	ck_str(into.items[0]->text, "100% wrong: %s");
	ck_str(into.items[0]->note->text, "one");
	ck_str(into.items[0]->note->note->text, "two");
	diags_free(&into);
}
END_TEST

START_TEST(slugs_are_unique_and_found)
{
	for (int i = 0; i < DIAG_COUNT; i++)
		ck_assert_int_eq(diag_by_slug(str_c(diag_kinds[i].slug)), i);
	ck_assert_int_eq(diag_by_slug(STR("nonsense")), -1);
}
END_TEST

static void fill(TCase *t)
{
	tcase_add_test(t, places_and_offsets_agree);
	tcase_add_test(t, a_last_newline_ends_a_line_and_begins_none);
	tcase_add_test(t, diagnostics_sort_by_place_then_arrival);
	tcase_add_test(t, options_change_levels);
	tcase_add_test(t, merging_keeps_notes);
	tcase_add_test(t, slugs_are_unique_and_found);
}

int main(void)
{
	arena_init(&a);
	int code = unit_main("base/diag", fill);
	arena_free(&a);
	return code;
}
