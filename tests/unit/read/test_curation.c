/* content/index.yaml: rules by kind, in the order that link/ takes them, and what is no rule. */
#include "read/curation.h"
#include "scratch.h"

static struct scratch s;

static void setup(void)
{
	scratch_open(&s);
}

static void teardown(void)
{
	scratch_close(&s);
}

static struct curation *read_text(const char *text)
{
	return curation_read(&s.arena, source_new(&s.arena, STR("index.yaml"), str_c(text)), &s.diags);
}

static void ck_rule(const struct curation *c, size_t i, enum curation_kind kind, const char *term, const char *other)
{
	ck_assert_uint_lt(i, c->n);
	ck_assert_int_eq(c->items[i].kind, kind);
	ck_str(c->items[i].term.s, term);
	ck_str(c->items[i].other.s, other);
}

START_TEST(rules_come_by_kind)
{
	struct curation *c = read_text("See Also: {a: [b, c], d: e}\nsub: {f: g}\ndrop: h\nsee: {i: j}\nmerge: {k: [l, [m]]}\n"
				       "rename: {n: \"O, P\"}\nadd: [q, r]\n");
	ck_assert_uint_eq(c->n, 11);
	ck_rule(c, 0, CURATION_ADD, "q", "");
	ck_rule(c, 1, CURATION_ADD, "r", "");
	ck_rule(c, 2, CURATION_RENAME, "n", "O, P");
	ck_rule(c, 3, CURATION_MERGE, "k", "l");
	ck_rule(c, 4, CURATION_MERGE, "k", "m");
	ck_rule(c, 5, CURATION_DROP, "h", "");
	ck_rule(c, 6, CURATION_SEE, "i", "j");
	ck_rule(c, 7, CURATION_SUB, "f", "g");
	ck_rule(c, 8, CURATION_SEE_ALSO, "a", "b");
	ck_rule(c, 9, CURATION_SEE_ALSO, "a", "c");
	ck_rule(c, 10, CURATION_SEE_ALSO, "d", "e");
	ck_assert_uint_eq(c->items[8].term.pos.line, 1);
	ck_assert_uint_eq(c->items[8].term.pos.col, 12);
	ck_assert_uint_eq(c->items[8].other.pos.col, 16);
	ck_assert_uint_eq(s.diags.n, 0);
}
END_TEST

START_TEST(nothing_is_no_curation)
{
	ck_assert_ptr_null(read_text(""));
	ck_assert_ptr_null(read_text("# nothing yet\n"));
	ck_assert_ptr_null(read_text("drop:\nsee: {a: }\nadd: []\n"));
	ck_assert_uint_eq(s.diags.n, 0);
}
END_TEST

START_TEST(what_is_no_rule_is_told)
{
	static const struct {
		const char *text;
		enum diag_id id;
	} rows[] = {{"- a\n", DIAG_BAD_YAML}, {"drpo: [a]\n", DIAG_UNKNOWN_KEY}, {"drop: {a: b}\n", DIAG_BAD_VALUE},
		{"see: [a]\n", DIAG_BAD_VALUE}, {"see: {a: [b]}\n", DIAG_BAD_VALUE}, {"merge: a\n", DIAG_BAD_VALUE},
		{"sub: {a: {b: c}}\n", DIAG_BAD_VALUE}, {"see: {a: b, a: c}\n", DIAG_DUPLICATE_KEY}, {"drop: [a\n", DIAG_BAD_YAML}};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		size_t before = s.diags.n;
		read_text(rows[i].text);
		ck_assert_msg(s.diags.n == before + 1, "%s: %zu", rows[i].text, s.diags.n - before);
		ck_assert_int_eq(s.diags.items[before]->id, rows[i].id);
	}
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("curation");
	TCase *c = tcase_create("curation");
	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_test(c, rules_come_by_kind);
	tcase_add_test(c, nothing_is_no_curation);
	tcase_add_test(c, what_is_no_rule_is_told);
	suite_add_tcase(suite, c);
	return scratch_run(suite);
}
