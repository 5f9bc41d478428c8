/* Where articles begin: pieces are shown as lines `title|author|roles`, a letter a unit. */
#include "base/buf.h"
#include "import/divide.h"
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

static struct pieces divide(const char *text, const struct unit_rule *rule, struct units *us)
{
	struct pieces pieces;
	struct source *src = source_new(&arena, STR("in.txt"), str_c(text));
	const struct divide_request request = {src, rule, STR("Untitled")};
	units_read(&arena, src, rule, us);
	divide_units(&arena, &request, us, &diags, &pieces);
	return pieces;
}

static void expect_ruled(const char *text, const struct unit_rule *rule, const char *want)
{
	static const char letters[] = {[ROLE_BODY] = '.', [ROLE_TITLE] = 'T', [ROLE_HEADING] = 'h', [ROLE_SUBTITLE] = 's',
		[ROLE_BYLINE] = 'b', [ROLE_REPEAT] = 'r'};
	struct units us;
	struct pieces pieces = divide(text, rule, &us);
	struct buf b;
	buf_init(&b, BUF_NO_LIMIT);
	for (size_t i = 0; i < pieces.n; i++) {
		const struct piece *p = &pieces.items[i];
		buf_printf(&b, STR_FMT "|" STR_FMT "|", STR_ARG(p->title), STR_ARG(p->author));
		for (size_t k = p->first; k < p->last; k++)
			buf_char(&b, us.items[k].kind == UNIT_BREAK ? '*' : letters[us.items[k].role]);
		buf_char(&b, '\n');
	}
	ck_assert_msg(str_is(buf_view(&b), want), "got\n" STR_FMT, STR_ARG(buf_view(&b)));
	buf_free(&b);
}

static void expect(const char *text, const char *want)
{
	expect_ruled(text, NULL, want);
}

/* Whether a report on that line holds the words. */
static bool told(uint32_t line, const char *words)
{
	for (size_t i = 0; i < diags.n; i++)
		if (diags.items[i]->pos.line == line && str_find(diags.items[i]->text, words) < diags.items[i]->text.n)
			return true;
	return false;
}

#define BY "- Hearth & Crumb\n"
#define ARTICLE "It rests in the cold for a night.\nIt is baked in the morning.\n"

START_TEST(bylines_end_articles)
{
	expect("The Long Rest\n" ARTICLE BY "Rye: can it stand up alone?\n- \"It's wet\" is true.\nIt is.\n" BY "On Salt\nSalt is last.\n" BY,
		"The Long Rest|Hearth & Crumb|T..b\nRye: can it stand up alone?|Hearth & Crumb|T..b\nOn Salt|Hearth & Crumb|T.b\n");
	ck_assert_uint_eq(diags.n, 0);
}
END_TEST

START_TEST(lost_byline)
{
	expect("The Long Rest\n" ARTICLE BY "The Short Rest\n" ARTICLE "The Second Loaf\n" ARTICLE BY "On Salt\n" ARTICLE BY,
		"The Long Rest|Hearth & Crumb|T..b\nThe Short Rest||T..\nThe Second Loaf|Hearth & Crumb|T..b\n"
		"On Salt|Hearth & Crumb|T..b\n");
	ck_assert(told(8, "though no byline"));
	ck_assert(told(5, "no byline ends 'The Short Rest'"));
	ck_assert_uint_eq(diags.n, 2);
}
END_TEST

START_TEST(title_said_again)
{
	expect("The Long Rest\n" ARTICLE ARTICLE BY "The Short Rest\n" ARTICLE ARTICLE "An Oven Is No Friend\nAn oven is no friend.\n" BY,
		"The Long Rest|Hearth & Crumb|T....b\nThe Short Rest||T....\nAn Oven Is No Friend|Hearth & Crumb|T.b\n");
}
END_TEST

START_TEST(sections)
{
	expect("The Long Rest\n" ARTICLE ARTICLE ARTICLE BY "The Short Rest\n" ARTICLE "Why The Cold Helps\nIt does.\n"
	       "What The Warmth Does\n" ARTICLE BY,
		"The Long Rest|Hearth & Crumb|T......b\nThe Short Rest|Hearth & Crumb|T..h.h..b\n");
	ck_assert(told(12, "heading inside 'The Short Rest'"));
}
END_TEST

START_TEST(single_article)
{
	expect("The Long Rest\n" ARTICLE "Why The Cold Helps\n" ARTICLE BY, "The Long Rest|Hearth & Crumb|T..h..b\n");
	ck_assert(told(7, "stands but once"));
}
END_TEST

START_TEST(ingredients)
{
	expect("Rye In A Tin\nYou need:\n- Rye Flour\n- Salt\nMix it.\n" BY "White In A Tin\nYou need:\n- Rye Flour\n- Salt\n" BY
	       "Spelt In A Tin\nYou need:\n- Salt\nMix it.\n" BY,
		"Rye In A Tin|Hearth & Crumb|T....b\nWhite In A Tin|Hearth & Crumb|T...b\nSpelt In A Tin|Hearth & Crumb|T...b\n");
}
END_TEST

START_TEST(list_before_title)
{
	expect("Rye In A Tin\n" ARTICLE BY "Oat In A Tin\n" ARTICLE "You need:\n- Oat Flour\n- White Salt\nBran In A Tin\n" ARTICLE BY,
		"Rye In A Tin|Hearth & Crumb|T..b\nOat In A Tin||T.....\nBran In A Tin|Hearth & Crumb|T..b\n");
}
END_TEST

START_TEST(titles_in_a_row)
{
	expect("The Long Rest\n" ARTICLE BY "Three Flours\nThere are three of them.\nRye Flour\nSpelt Flour\nWheat Flour\nThat is all.\n" BY,
		"The Long Rest|Hearth & Crumb|T..b\nThree Flours|Hearth & Crumb|T.....b\n");
}
END_TEST

START_TEST(without_bylines)
{
	expect("The Long Rest\n\n" ARTICLE "\n\n\nThe Short Rest\n\n" ARTICLE "\nWhy The Cold Helps\n\n" ARTICLE "\n\n\nwhat follows\n",
		"The Long Rest||T..\nThe Short Rest||T..h...\n");
	expect("The Long Rest\n\n" ARTICLE "\nThe Short Rest\n\n" ARTICLE, "The Long Rest||T..\nThe Short Rest||T..\n");
	expect("Der lange Schlaf\n\n" ARTICLE "\n\n\nDer kurze Schlaf\n\n" ARTICLE, "Der lange Schlaf||T..\nDer kurze Schlaf||T..\n");
}
END_TEST

START_TEST(underlined)
{
	expect("Der lange Schlaf\n================\n" ARTICLE "Ein Wort\n--------\n" ARTICLE "Der kurze Schlaf\n================\n" ARTICLE,
		"Der lange Schlaf||T..h..\nDer kurze Schlaf||T..\n");
}
END_TEST

START_TEST(no_title)
{
	expect("it rests in the cold for a night.\nIt is baked.\n", "Untitled||..\n");
	ck_assert(told(1, "no title before this"));
	expect("Hello There\n", "Untitled||.\n");
	expect("- one\n- two\n", "Untitled||..\n");
	expect("***\n", "");
}
END_TEST

START_TEST(postscript)
{
	expect("The Long Rest\n" ARTICLE BY "P.S. Salt comes last\nAlways.\n" BY "On Salt\n" ARTICLE BY,
		"The Long Rest|Hearth & Crumb|T..b..b\nOn Salt|Hearth & Crumb|T..b\n");
	ck_assert(told(5, "read on as text"));
	ck_assert(told(7, "a second byline"));
}
END_TEST

START_TEST(other_author)
{
	expect("The Long Rest\n" ARTICLE BY "all of it is true, and more.\n- Crust & Co\nOn Salt\n" ARTICLE BY,
		"The Long Rest|Hearth & Crumb|T..b..\nOn Salt|Hearth & Crumb|T..b\n");
	ck_assert(told(6, "a second author"));
}
END_TEST

START_TEST(heads)
{
	expect("The Long Rest\nA Night In The Cold\nBy Hearth & Crumb\n" ARTICLE, "The Long Rest|Hearth & Crumb|Tsb..\n");
	ck_assert(told(2, "subtitle") && told(3, "byline"));
	expect("The Long Rest\nThe Long Rest\n" ARTICLE, "The Long Rest||Tr..\n");
	ck_assert(told(2, "repeats the title"));
}
END_TEST

START_TEST(standfirst)
{
	struct units us;
	struct pieces p = divide("On Cold\nIt rests in the cold, it\u2019s slow.\nIt rests in the cold, it's slow.\nThen it bakes.\n", NULL, &us);
	ck_assert_uint_eq(p.n, 1);
	ck_assert(str_is(p.items[0].description, "It rests in the cold, it\u2019s slow."));
	ck_assert_int_eq(us.items[1].role, ROLE_BODY);
	ck_assert_int_eq(us.items[2].role, ROLE_REPEAT);
	ck_assert(told(3, "repeats the paragraph"));
	expect("On Cold\nIt rests.\nIt rests.\nThen it bakes in a hot oven.\nThen it bakes in a hot oven.\n", "On Cold||T....\n");
	ck_assert(told(5, "both were kept"));
}
END_TEST

static bool begins(void *context, uint32_t no, struct str line)
{
	return str_starts(line, context);
}

static struct str rest_of(void *context, struct str line)
{
	return str_starts(line, context) ? str_trim(str_skip(line, str_c(context).n)) : line;
}

START_TEST(ruled)
{
	const struct unit_rule rule = {begins, rest_of, "Part:"};
	expect_ruled("what comes before.\nPart: it rests\n" ARTICLE BY "Part: it is baked\nWhy The Cold Helps\n" ARTICLE "Part:\n", &rule,
		"Untitled||.\nit rests|Hearth & Crumb|T..b\nit is baked||Ts..\nPart:||T\n");
	ck_assert(told(2, "the rest of the line was left out"));
}
END_TEST

START_TEST(ruled_by_ornaments)
{
	const struct unit_rule rule = {begins, NULL, "***"};
	expect_ruled("***\nit is cold\n" ARTICLE "***\nIt Rests\n" ARTICLE "***\nOn salt\n" ARTICLE, &rule,
		"Untitled||...*\nIt Rests||T..*\nOn salt||T..\n");
	ck_assert(told(2, "no title after the dividing line"));
}
END_TEST

START_TEST(clips)
{
	struct str clip = divide_clip(&arena, STR("\u00E9\u00E9\u00E9\u00E9\u00E9\u00E9\u00E9\u00E9\u00E9\u00E9"
						  "\u00E9\u00E9\u00E9\u00E9\u00E9\u00E9\u00E9\u00E9\u00E9\u00E9"
						  "\u00E9\u00E9\u00E9\u00E9\u00E9\u00E9\u00E9\u00E9\u00E9\u00E9"
						  "\u00E9\u00E9\u00E9\u00E9\u00E9\u00E9\u00E9\u00E9\u00E9\u00E9"
						  "\u00E9\u00E9\u00E9\u00E9\u00E9\u00E9\u00E9\u00E9\u00E9\u00E9"
						  "\u00E9\u00E9\u00E9\u00E9\u00E9\u00E9\u00E9\u00E9\u00E9\u00E9x"));
	ck_assert(str_ends(clip, "\u00E9\u2026"));
	ck_assert_uint_eq(clip.n, 2 * 60 + 3);
	ck_assert_uint_eq(divide_words(STR("one  two three ")), 3);
}
END_TEST

static void fill(TCase *t)
{
	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, bylines_end_articles);
	tcase_add_test(t, lost_byline);
	tcase_add_test(t, title_said_again);
	tcase_add_test(t, sections);
	tcase_add_test(t, single_article);
	tcase_add_test(t, ingredients);
	tcase_add_test(t, list_before_title);
	tcase_add_test(t, titles_in_a_row);
	tcase_add_test(t, without_bylines);
	tcase_add_test(t, underlined);
	tcase_add_test(t, no_title);
	tcase_add_test(t, postscript);
	tcase_add_test(t, other_author);
	tcase_add_test(t, heads);
	tcase_add_test(t, standfirst);
	tcase_add_test(t, ruled);
	tcase_add_test(t, ruled_by_ornaments);
	tcase_add_test(t, clips);
}

int main(void)
{
	return unit_main("divide", fill);
}
