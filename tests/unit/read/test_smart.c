/* Quotes, dashes and ellipses by language; what is left alone. */
#include "unit/read/article.h"
#include "read/smart.h"

static void check(const char *lang, const char *text, const char *expected)
{
	struct made *m = article_made(text, lang, "T");
	ck_str(node_plain(&m->article.arena, m->article.body), expected);
	article_free(m);
}

START_TEST(english)
{
	check("en", "\"'Tis,\" he said.", "“’Tis,” he said.");
	check("en", "'\"Nested,\" she said'", "‘“Nested,” she said’");
	check("en-GB", "\"She said 'no' twice,\" he said.", "“She said ‘no’ twice,” he said.");
	check("en", "6'2\" and 5' x 7\" and 40' wide", "6′2″ and 5′ x 7″ and 40′ wide");
	check("en", "(“x”) (\"x\") [\"y\"] (\"x,\" 'y')", "(“x”) (“x”) [“y”] (“x,” ‘y’)");
	check("en", "rock 'n' roll in the '90s, class of '99, 'em", "rock ’n’ roll in the ’90s, class of ’99, ’em");
	check("en", "don't, l'amour, o'clock, dogs' tails", "don’t, l’amour, o’clock, dogs’ tails");
	check("en", "She said--\"why?\"--and left. \"No--\" he said.", "She said–“why?”–and left. “No–” he said.");
	check("en", "\"A\" \"b\" \"c.\" \"d?\" \"e!\"", "“A” “b” “c.” “d?” “e!”");
	check("en", "\"Open at the end", "“Open at the end");
	check("en", "He's 'the dogs' friend', I'm told.", "He’s ‘the dogs’ friend’, I’m told.");
	check("en", "\"...and\" \"'90s\" '\"Yes\"'", "“…and” “’90s” ‘“Yes”’");
	check("en", "\"\"", "“”");
	check("en", "the 'orse is 'ere", "the ’orse is ’ere");
	check("en", "the 1980's \"best\" 3.5\" disk", "the 1980’s “best” 3.5″ disk");
}
END_TEST

START_TEST(across_inlines)
{
	check("en", "\"*word*\" \"**a**, b\" *\"c\"* \"`d`\" '[e](f)'", "“word” “a, b” “c” “d” ‘e’");
	check("en", "*don*'t `x`'s \"a\"[^1], \"b[^1]\"\n\n[^1]: n", "don’t x’s “a”, “b”");
	check("en", "\"a\nb\" \"c\\\nd\"", "“a b” “c d”");
	check("en", "\"a\n\nb\"", "“a b”");
}
END_TEST

START_TEST(left_alone)
{
	check("en", "\\\"a\\\" \\'b\\' &quot;c&quot; &#39;d", "\"a\" 'b' \"c\" 'd");
	check("en", "a \\-- b \\... c", "a -- b ... c");
	check("en", "`\"a\" -- ...` <https://e.com/a--b'c>", "\"a\" -- ... https://e.com/a--b'c");
	check("en", "use --help, or a-b - c, ---- and .....", "use --help, or a-b - c, ---- and .....");
	check("en", "“It's ‘so’,” she said", "“It’s ‘so’,” she said");
	check("en", "“mixed\" and \"mixed”, 'all' right", "“mixed” and “mixed”, ‘all’ right");
	struct made *m = article_made("\"a\" -- b... \\\"c\\\"", NULL, "T");
	ck_str(node_plain(&m->article.arena, m->article.body), "\"a\" -- b... \"c\"");
	article_free(m);
}
END_TEST

START_TEST(dashes_and_dots)
{
	check("en", "a -- b --- c---d 1--2 e... f....", "a – b — c—d 1–2 e… f….");
	check("en", "*a...*. *b--*- *c...*..", "a…. b–- c….."); /* each in a node of its own: nothing is set twice */
}
END_TEST

START_TEST(languages)
{
	check("de", "\"Ja, 'gut'\", sagte sie. Das war's, 'n Abend", "„Ja, ‚gut‘“, sagte sie. Das war’s, ’n Abend");
	check("de-CH", "\"Ja, 'gut'\"", "«Ja, ‹gut›»");
	check("fr", "\"Oui, 'bon'\" dit-il. L'amour !", "«\u202fOui, “bon”\u202f» dit-il. L’amour\u202f!");
	check("fr", "Quoi ? Non ; si : « oui »", "Quoi\u202f? Non\u202f; si\u00a0: «\u202foui\u202f»");
	check("fr-CA", "Quoi ?", "Quoi ?");
	check("es", "\"Sí, 'bien'\"", "«Sí, “bien”»");
	check("it", "\"L'acqua\"", "«L’acqua»");
	check("pt-BR", "\"Sim\"", "“Sim”");
	check("pt-PT", "\"Sim\"", "«Sim»");
	check("nl", "\"'s Avonds\" en 't huis van z'n 'vriend'", "“’s Avonds” en ’t huis van z’n ‘vriend’");
	check("sv", "\"Ja\"", "”Ja”");
	check("fi", "\"Ja 'niin'\"", "”Ja ’niin’”");
	check("nb", "\"Ja\"", "«Ja»");
	check("da", "\"Ja\"", "”Ja”");
	check("pl", "\"Tak 'no'\"", "„Tak «no»”");
	check("cs", "\"Ano 'ne'\"", "„Ano ‚ne‘“");
	check("he", "צה\"ל \"שלום\"", "צה\"ל ”שלום”");
	check("xx", "\"a\"", "“a”");
}
END_TEST

START_TEST(a_language_of_its_own)
{
	check("en", "\"a\" <span lang=\"de\">\"b\"</span> \"c\"", "“a” „b“ “c”");
	check("en", "<div lang=\"fr\">\n\n\"a\"\n\n</div>\n\n\"b\"", "«\u202fa\u202f» “b”");
}
END_TEST

START_TEST(alt_texts_and_titles)
{
	struct made *m = article_made("# \"T\"\n\n![an \"alt\"](a.png \"a 'title'\")", "en", "");
	struct node *figure = m->article.body->first;
	ck_str(m->article.title, "“T”");
	ck_str(figure->first->text, "an “alt”");
	ck_str(figure->last->first->text, "a ‘title’");
	article_free(m);
}
END_TEST

START_TEST(one_text)
{
	struct arena a;
	arena_init(&a);
	struct smart s = {.arena = &a, .lang = STR("en"), .on = true};
	struct str same = STR("nothing to set. here-");
	ck_assert_ptr_eq(smart_text(&s, same).p, same.p);
	ck_str(smart_text(&s, STR("\"a\"")), "“a”");
	arena_free(&a);
}
END_TEST

static void fill(TCase *t)
{
	tcase_add_test(t, english);
	tcase_add_test(t, across_inlines);
	tcase_add_test(t, left_alone);
	tcase_add_test(t, dashes_and_dots);
	tcase_add_test(t, languages);
	tcase_add_test(t, a_language_of_its_own);
	tcase_add_test(t, alt_texts_and_titles);
	tcase_add_test(t, one_text);
}

int main(void)
{
	return unit_main("smart", fill);
}
