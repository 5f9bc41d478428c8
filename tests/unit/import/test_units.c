/* The shape of a text, and the paragraphs, lists and breaks in it. Units are shown as lines `kind:text`. */
#include <string.h>

#include "base/buf.h"
#include "import/units.h"
#include "unit/unit.h"

static struct arena arena;

static void setup(void)
{
	arena_init(&arena);
}

static void teardown(void)
{
	arena_free(&arena);
}

static struct units read_units(const char *text, const struct unit_rule *rule)
{
	struct units us;
	units_read(&arena, source_new(&arena, STR("in.txt"), str_c(text)), rule, &us);
	return us;
}

static void expect(struct units us, bool wrapped, const char *want)
{
	static const char *const kinds[] = {[UNIT_TEXT] = "p", [UNIT_BULLET] = "-", [UNIT_NUMBER] = "n", [UNIT_BREAK] = "br"};
	static const char *const lines[] = {"", "_", "="};
	struct buf b;
	buf_init(&b, BUF_NO_LIMIT);
	for (size_t i = 0; i < us.n; i++)
		buf_printf(&b, "%s%s:" STR_FMT "\n", kinds[us.items[i].kind], lines[us.items[i].underline], STR_ARG(us.items[i].text));
	ck_assert_msg(str_is(buf_view(&b), want), "got\n" STR_FMT, STR_ARG(buf_view(&b)));
	ck_assert_int_eq(us.wrapped, wrapped);
	buf_free(&b);
}

START_TEST(line_each)
{
	struct units us = read_units("A Title\nOne  line.\tIt ends.\n\n  Another.\n* * *\n- an item\n\u2022\tanother\n", NULL);
	expect(us, false, "p:A Title\np:One line. It ends.\np:Another.\nbr:* * *\n-:an item\n-:another\n");
	ck_assert_uint_eq(us.items[2].line, 4);
	ck_assert_uint_eq(us.items[2].col, 3);
	ck_assert_uint_eq(us.items[2].blanks, 1);
}
END_TEST

static const char wrapped_text[] =
	"The Long Rest\n"
	"\n"
	"Dough that rests in a cold place overnight tastes of more than dough that\n"
	"was hurried through a warm afternoon, and it asks for nothing but room in\n"
	"the refrigerator - or on a balcony in winter, if the cat has no way to the\n"
	"balcony.\n"
	"\n"
	"Cover the bowl with a plate: foil sticks, and a damp cloth dries out long be-\n"
	"fore the morning comes. Some bakers oil the bowl as well, which does no harm\n"
	"- unless the oil is rancid.\n"
	"\n"
	"- A first item that is long enough to be wrapped over two lines of the text,\n"
	"  with a hanging indent\n"
	"- A second\n"
	"\n"
	"    Roses are red,\n"
	"    Rye is brown.\n"
	"\n"
	"1. Weigh the flour, and do it on a scale that shows single grams, not ounces\n"
	"   and guesses\n"
	"2. Weigh the water\n"
	"\n"
	"Nobody bakes well in a hurry, and the old year that we count from here was\n"
	"1984. It was a good year for rye, but a bad one for wheat, as the ledgers of\n"
	"the mill record.\n";

START_TEST(wrapped)
{
	expect(read_units(wrapped_text, NULL), true,
		"p:The Long Rest\n"
		"p:Dough that rests in a cold place overnight tastes of more than dough that was hurried through a warm "
		"afternoon, and it asks for nothing but room in the refrigerator - or on a balcony in winter, if the cat has no "
		"way to the balcony.\n"
		"p:Cover the bowl with a plate: foil sticks, and a damp cloth dries out long be-fore the morning comes. Some "
		"bakers oil the bowl as well, which does no harm - unless the oil is rancid.\n"
		"-:A first item that is long enough to be wrapped over two lines of the text, with a hanging indent\n"
		"-:A second\n"
		"p:Roses are red,\n"
		"p:Rye is brown.\n"
		"n:Weigh the flour, and do it on a scale that shows single grams, not ounces and guesses\n"
		"n:Weigh the water\n"
		"p:Nobody bakes well in a hurry, and the old year that we count from here was 1984. It was a good year for "
		"rye, but a bad one for wheat, as the ledgers of the mill record.\n");
}
END_TEST

START_TEST(paragraphs_told_by_short_lines)
{
	expect(read_units("Dough that rests in a cold place overnight tastes of\nmore than dough hurried by a "
			  "day.\nCover the bowl with a plate: foil sticks, and a cloth\ndries out, or it sticks to the dough, as you know.\n  An indented line begins "
			  "another paragraph, as it\ndoes in books, and ends here.\n", NULL), true,
		"p:Dough that rests in a cold place overnight tastes of more than dough hurried by a day.\n"
		"p:Cover the bowl with a plate: foil sticks, and a cloth dries out, or it sticks to the dough, as you know.\n"
		"p:An indented line begins another paragraph, as it does in books, and ends here.\n");
}
END_TEST

START_TEST(short_lines_are_not_wrapped)
{
	expect(read_units("Flour is cheap and lasts for a year in a tin.\nSalt.\nWater costs nothing.\nPatience is the rest "
			  "of it, said the miller.\nHe was right.\n", NULL), false,
		"p:Flour is cheap and lasts for a year in a tin.\np:Salt.\np:Water costs nothing.\np:Patience is the rest of "
		"it, said the miller.\np:He was right.\n");
}
END_TEST

START_TEST(underlines)
{
	expect(read_units("A Title\n=======\nText.\nA Part\n------\nText.\n\n---\nMore text that is longer than a rule.\n---\n", NULL),
		false, "p=:A Title\np:Text.\np_:A Part\np:Text.\nbr:---\np:More text that is longer than a rule.\nbr:---\n");
}
END_TEST

START_TEST(numbers)
{
	expect(read_units("1. one\n2. two\n\n3. alone\ntext\n1. lone\n1984. A year\n7) a\n8) b\n01. x\n02. y\n", NULL), false,
		"n:one\nn:two\nn:alone\np:text\np:1. lone\np:1984. A year\nn:a\nn:b\np:01. x\np:02. y\n");
}
END_TEST

START_TEST(items)
{
	expect(read_units("-\n- \n-x\n+ plus\n*star*\n* star\n-- dashes\n", NULL), false,
		"p:-\np:-\np:-x\n-:plus\np:*star*\n-:star\np:-- dashes\n");
}
END_TEST

static bool begins(void *context, uint32_t no, struct str line)
{
	return no == 2 && str_is(line, context);
}

START_TEST(forced_lines)
{
	const struct unit_rule rule = {begins, NULL, "was hurried"};
	struct units us = read_units("Dough that rests\nwas hurried\n", &rule);
	expect(us, false, "p:Dough that rests\np:was hurried\n");
	ck_assert(!us.items[0].forced && us.items[1].forced);
	const struct unit_rule none = {begins, NULL, ""};
	ck_assert(!read_units("a\nb\n", &none).items[1].forced);
}
END_TEST

static void fill(TCase *t)
{
	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, line_each);
	tcase_add_test(t, wrapped);
	tcase_add_test(t, paragraphs_told_by_short_lines);
	tcase_add_test(t, short_lines_are_not_wrapped);
	tcase_add_test(t, underlines);
	tcase_add_test(t, numbers);
	tcase_add_test(t, items);
	tcase_add_test(t, forced_lines);
}

int main(void)
{
	return unit_main("units", fill);
}
