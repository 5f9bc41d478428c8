/* The looks of single lines: what is taken for a title, a name, a break, and what is not. */
#include "import/guess.h"
#include "unit/unit.h"

struct line {
	const char *text;
	bool want;
};

static void all(const struct line *lines, size_t n, bool (*guess)(struct str))
{
	for (size_t i = 0; i < n; i++)
		ck_assert_msg(guess(str_c(lines[i].text)) == lines[i].want, "%s: %s", lines[i].text, lines[i].want ? "no" : "yes");
}
#define ALL(lines, guess) all(lines, sizeof lines / sizeof *lines, guess)

START_TEST(titles)
{
	static const struct line lines[] = {{"Kneading By Hand", true}, {"An Oven Is No Bread-Making Machine", true},
		{"The #1 Mistake With Flat Loaves", true}, {"ON SALT AND SUGAR", true}, {"Is Rye Bread Harder?", true},
		{"\u201CThe Long Rest\u201D", true}, {"3 Ways Of Shaping Dough", true}, {"\u00C9clairs Et Madeleines", true},
		{"An oven is no bread-making machine.", false}, {"Kneading By Hand.", false}, {"Kneading By Hand:", false},
		{"Kneading By Hand\u2026", false}, {"Kneading by hand takes time", false}, {"Kneading By hand takes More time", false}, {"Bread", false}, {"", false},
		{"It is so", false}, {"kneading By Hand", false}, {"1984", false}, {"...", false},
		{"A Title That Goes On And On And On And On And On And On And On Until Nobody Could Still Call It One", false}};
	ALL(lines, guess_title);
}
END_TEST

START_TEST(maybe_titles)
{
	static const struct line lines[] = {{"Rye Bread: Can it stand up without any help from gluten?", true},
		{"Was der Teig nachts tut", true}, {"what the dough does", false}, {"The dough rests.", false},
		{"\u2026and then it rests", false}, {"\u6771\u4EAC\u306E\u30D1\u30F3", true}, {"***", false}};
	ALL(lines, guess_maybe_title);
}
END_TEST

START_TEST(names)
{
	static const struct line lines[] = {{"Hearth & Crumb", true}, {"J. R. van den Brot", true}, {"Zo\u00EB O\u2019Rye-Smith Jr.", true},
		{"Hearth", true}, {"Salt and pepper", false}, {"Two eggs", false}, {"Expecting a loaf.", false}, {"250 Grams", false},
		{"Hearth &", false}, {"\"It's", false}, {"and Crumb", false}, {"A B C D E F G H", false}, {"", false}};
	ALL(lines, guess_name);
}
END_TEST

static struct str byline(const char *line)
{
	return guess_byline(str_c(line));
}

START_TEST(bylines)
{
	ck_assert(str_is(byline("- Hearth & Crumb"), "Hearth & Crumb"));
	ck_assert(str_is(byline("\u2014 Hearth & Crumb"), "Hearth & Crumb"));
	ck_assert(str_is(byline("\u2013Hearth & Crumb"), "Hearth & Crumb"));
	ck_assert(str_is(byline("-Hearth & Crumb"), "Hearth & Crumb"));
	ck_assert_uint_eq(byline("- \"It's too wet\" turns").n, 0);
	ck_assert_uint_eq(byline("- It stores heat").n, 0);
	ck_assert_uint_eq(byline("Hearth & Crumb").n, 0);
	ck_assert_uint_eq(byline("-").n, 0);
	ck_assert(str_is(guess_by_name(STR("By Hearth & Crumb")), "Hearth & Crumb"));
	ck_assert_uint_eq(guess_by_name(STR("By Monday")).n, 0);
	ck_assert_uint_eq(guess_by_name(STR("By the Oven")).n, 0);
}
END_TEST

START_TEST(breaks)
{
	static const struct line lines[] = {{"***", true}, {"* * *", true}, {"---", true}, {"______", true}, {"\u2042", true},
		{"#", true}, {"\u2022 \u2022 \u2022", true}, {"...", false}, {"--", false}, {"-", false}, {"*-*", false},
		{"* a *", false}, {"", false}, {"111", false}};
	ALL(lines, guess_break);
}
END_TEST

START_TEST(sentences)
{
	static const struct line ends[] = {{"It rests.", true}, {"\u201CIt rests.\u201D", true}, {"(It rests!)", true},
		{"Two things:", true}, {"and then\u2026", true}, {"It rests,", false}, {"Kneading By Hand", false}};
	static const struct line lower[] = {{"then it rests", true}, {"\u201Cthen", true}, {"\u00E9tat", true}, {"Then", false},
		{"3 eggs", false}, {"\u00C9tat", false}, {"***", false}};
	static const struct line speech[] = {{"Is it done? she asked.", true}, {"Not yet, said the baker.", true},
		{"It stores heat, and gives it back.", false}, {"Ask, and wait", false}, {"\"No\" she said", false}};
	ALL(ends, guess_sentence_end);
	ALL(lower, guess_lower_start);
	ALL(speech, guess_speech);
}
END_TEST

START_TEST(keys)
{
	struct arena a;
	arena_init(&a);
	ck_assert(str_is(guess_key(&a, STR("\u201CIt\u2019s  Not\u201D \u2013 Yet"), false), "\"it's not\" - yet"));
	ck_assert(str_is(guess_key(&a, STR("An Oven Is Hot."), true), "an oven is hot"));
	ck_assert(str_is(guess_key(&a, STR("An Oven Is Hot."), false), "an oven is hot."));
	ck_assert_uint_eq(guess_key(&a, STR(""), true).n, 0);
	arena_free(&a);
}
END_TEST

static void fill(TCase *t)
{
	tcase_add_test(t, titles);
	tcase_add_test(t, maybe_titles);
	tcase_add_test(t, names);
	tcase_add_test(t, bylines);
	tcase_add_test(t, breaks);
	tcase_add_test(t, sentences);
	tcase_add_test(t, keys);
}

int main(void)
{
	return unit_main("guess", fill);
}
