/* Text counted by font, weight and slant. */
#include "markup/fontuse.h"
#include <string.h>
#include "unit/unit.h"

static struct arena a;

/* The characters of a style of the stack that begins with the family, as text; "-" when the sheet has no such stack. */
static const char *counted(const char *css, const char *body, const char *family, enum font_style style)
{
	struct font_rules *rules = fontuse_rules(&a, str_c(css));
	struct font_uses uses = {0};
	struct str page = arena_printf(&a, "<?xml version=\"1.0\"?><!DOCTYPE html><html xmlns=\"http://www.w3.org/1999/xhtml\">"
		"<head><title>hidden</title></head><body>%s</body></html>", body);
	fontuse_page(&a, rules, page, &uses);
	for (size_t i = 0; i < fontuse_stacks(rules); i++) {
		struct str stack = fontuse_stack(rules, i);
		if (!str_is(fontuse_family(&stack), family))
			continue;
		char *text = arena_alloc(&a, 600);
		size_t n = 0;
		const struct runes *set = &uses.sets[i * STYLES + style];
		for (uint32_t rune = runes_next(set, 0); rune < 128; rune = runes_next(set, rune + 1))
			text[n++] = (char)rune;
		return text;
	}
	return "-";
}

#define SHEET "body{font-family:\"Body Face\", serif}"

START_TEST(styles_are_those_of_the_elements)
{
	static const char body[] = "<p>ab<em>cd<strong>e</strong></em><b>f</b></p><h1>g</h1><p class=\"x\">h</p>";
	static const char *const want[STYLES] = {"abh", "fg", "cd", "e"};
	for (int s = 0; s < STYLES; s++)
		ck_assert_str_eq(counted(SHEET, body, "Body Face", (enum font_style)s), want[s]);
}
END_TEST

START_TEST(the_sheet_is_obeyed)
{
	static const struct {
		const char *css, *body, *family;
		enum font_style style;
		const char *want;
	} cases[] = {
		{"h1{font-weight:normal}", "<h1>a</h1>", "Body Face", STYLE_REGULAR, "a"},
		{"em em{font-style:normal}", "<em>a<em>b</em></em>", "Body Face", STYLE_REGULAR, "b"},
		{"em em{font-style:normal}", "<em>a<em>b</em></em>", "Body Face", STYLE_ITALIC, "a"},
		{".x{font-family:Other}", "<p class=\"y x\">a</p>b", "Other", STYLE_REGULAR, "a"},
		{".x > i{font-family:Other}", "<p class=\"x\"><b><i>a</i></b><i>b</i></p>", "Other", STYLE_ITALIC, "b"},
		{".x i{font-family:Other}", "<p class=\"x\"><b><i>a</i></b><i>b</i></p>", "Other", STYLE_BOLD_ITALIC, "a"},
		{"p.x{font-family:Other} p{font-family:Less}", "<p class=\"x\">a</p>", "Other", STYLE_REGULAR, "a"},
		{"p{font-family:Less} p{font-family:Other}", "<p>a</p>", "Less", STYLE_REGULAR, ""},
		{"p{font:italic 700 1em/1.2 'Other', serif}", "<p>a</p>", "Other", STYLE_BOLD_ITALIC, "a"},
		{"p{font-weight:600}", "<p>a</p>", "Body Face", STYLE_BOLD, "a"},
		{"code{font-family:inherit}", "<code>a</code>", "Body Face", STYLE_REGULAR, "a"},
		{"", "<code>a</code>", "Body Face", STYLE_REGULAR, ""},
		{"p{text-transform:uppercase}", "<p>ab</p>", "Body Face", STYLE_REGULAR, "ABab"},
		{"p{font-variant:small-caps}", "<p>b</p>", "Body Face", STYLE_REGULAR, "Bb"},
		{"/* p{font-style:italic} */", "<p>b</p>", "Body Face", STYLE_ITALIC, ""},
		{"@font-face{font-family:Other} i::after{content:'}'}", "<p>b</p>", "Body Face", STYLE_REGULAR, "b"},
		{"", "<p style=\"font-weight:bold\">b</p>", "Body Face", STYLE_BOLD, "b"},
		{"", "<ol type=\"i\"><li>b</li></ol>", "Body Face", STYLE_BOLD, ""},
		{"", "<ol><li>b</li></ol>", "Body Face", STYLE_REGULAR, "-.0123456789b"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *css = arena_printf(&a, SHEET "%s", cases[i].css).p;
		const char *got = counted(css, cases[i].body, cases[i].family, cases[i].style);
		ck_assert_msg(strcmp(got, cases[i].want) == 0, "%s %s: '%s', not '%s'", cases[i].css, cases[i].body, got, cases[i].want);
	}
}
END_TEST

START_TEST(what_may_apply_counts_both_ways)
{
	static const char *const sheets[] = {SHEET "p:first-child{font-style:italic}", SHEET "@media print{p{font-style:italic}}",
		SHEET "h2 + p{font-style:italic}", SHEET "p[dir=\"x\"]{font-style:italic}"};
	for (size_t i = 0; i < sizeof sheets / sizeof *sheets; i++) {
		ck_assert_str_eq(counted(sheets[i], "<p>a</p>", "Body Face", STYLE_REGULAR), "a");
		ck_assert_str_eq(counted(sheets[i], "<p>a</p>", "Body Face", STYLE_ITALIC), "a");
	}
}
END_TEST

START_TEST(what_the_sheet_writes_joins_every_face)
{
	struct font_rules *rules = fontuse_rules(&a, STR(SHEET "p::before{content:\"\\201C  x\" attr(y)}"));
	struct font_uses uses = {0}, all = {0};
	fontuse_page(&a, rules, STR("<html><body><p>a</p></body></html>"), &uses);
	fontuse_merge(&a, &all, &uses);
	fontuse_generated(&a, rules, &all);
	bool found = false;
	for (size_t i = 0; i < all.n; i++)
		if (all.sets[i].n) {
			found = true;
			ck_assert(runes_has(&all.sets[i], 0x201c) && runes_has(&all.sets[i], 'x') && runes_has(&all.sets[i], '-'));
		}
	ck_assert(found);
}
END_TEST

START_TEST(sheets_and_pages_cut_short_are_survived)
{
	static const char css[] = SHEET "p[x{font-family:'a\\";
	for (size_t n = 0; n <= sizeof css - 1; n++) {
		struct font_uses uses = {0};
		struct font_rules *rules = fontuse_rules(&a, (struct str){css, n});
		fontuse_page(&a, rules, STR("<html><body><p>a<b"), &uses);
	}
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
	tcase_add_test(t, styles_are_those_of_the_elements);
	tcase_add_test(t, the_sheet_is_obeyed);
	tcase_add_test(t, what_may_apply_counts_both_ways);
	tcase_add_test(t, what_the_sheet_writes_joins_every_face);
	tcase_add_test(t, sheets_and_pages_cut_short_are_survived);
}

int main(void)
{
	return unit_main("fontuse", fill);
}
