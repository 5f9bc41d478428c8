/* Bytes to clean text: encodings, line ends, control characters, and what is no text. */
#include "import/intake.h"
#include "unit/unit.h"

static struct arena arena;
static struct diags diags;

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

#define READ(bytes) intake_text(&arena, STR("in.txt"), STR(bytes), &diags)

static void expect(struct source *src, const char *text, size_t ndiags)
{
	ck_assert_ptr_nonnull(src);
	ck_assert_msg(str_is(src->text, text), "got '" STR_FMT "'", STR_ARG(src->text));
	ck_assert_uint_eq(diags.n, ndiags);
}

START_TEST(line_ends)
{
	expect(READ("\xEF\xBB\xBFone\r\ntwo\rthree\n\r\nfour"), "one\ntwo\nthree\n\nfour", 0);
	expect(READ("a\vb\xE2\x80\xA8" "c"), "a\nb\nc", 0);
	expect(READ("a\tb\fc\xEF\xBB\xBF" "d"), "a\tb cd", 0);
}
END_TEST

START_TEST(windows)
{
	expect(READ("ok\nit\x92s \x93so\x94 \xE9t\xE9 and \xE2\x80\x9C\x81"), "ok\nit\u2019s \u201Cso\u201D \u00E9t\u00E9 and \u201C\uFFFD", 1);
	ck_assert_int_eq(diags.items[0]->id, DIAG_BAD_UTF8);
	ck_assert_uint_eq(diags.items[0]->pos.line, 2);
	ck_assert_uint_eq(diags.items[0]->pos.col, 3);
	ck_assert(str_starts(diags.items[0]->text, "6 bytes"));
}
END_TEST

START_TEST(misread_windows)
{
	expect(READ("it\xC2\x92s"), "it\u2019s", 1);
}
END_TEST

START_TEST(utf16)
{
	expect(READ("\xFF\xFE" "a\0\x19\x20\r\0\n\0\x3D\xD8\x0A\xDE"), "a\u2019\n\U0001F60A", 0);
	expect(READ("\xFE\xFF\0a\xD8\0\0b"), "a\uFFFD" "b", 0);
}
END_TEST

START_TEST(controls)
{
	expect(READ("a\x01" "b\x7F\n"), "ab\n", 1);
	ck_assert_int_eq(diags.items[0]->id, DIAG_CONTROL_CHARACTER);
	ck_assert(str_starts(diags.items[0]->text, "2 control"));
}
END_TEST

START_TEST(no_text)
{
	ck_assert_ptr_null(READ(""));
	ck_assert_ptr_null(READ(" \r\n\t\n"));
	ck_assert_ptr_null(READ("a\0b"));
	ck_assert_ptr_null(READ("%PDF-1.7\n"));
	ck_assert_ptr_null(READ("{\\rtf1 a}"));
	ck_assert_ptr_null(READ("PK\003\004abc"));
	ck_assert_uint_eq(diags.n, 6);
	for (size_t i = 0; i < diags.n; i++)
		ck_assert_int_eq(diags.items[i]->id, DIAG_READ_FILE);
	ck_assert(str_ends(diags.items[3]->text, "a PDF"));
}
END_TEST

static void fill(TCase *t)
{
	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, line_ends);
	tcase_add_test(t, windows);
	tcase_add_test(t, misread_windows);
	tcase_add_test(t, utf16);
	tcase_add_test(t, controls);
	tcase_add_test(t, no_text);
}

int main(void)
{
	return unit_main("intake", fill);
}
