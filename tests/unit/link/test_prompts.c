/* Which of an article's words would make exercises, and which would make foolish ones. */
#include "unit/read/article.h"
#include "link/prompts.h"

static struct made *made;
static struct proposals list;
static struct arena arena;

static void find(const char *text, const char *language)
{
	if (made)
		article_free(made);
	arena_free(&arena);
	made = article_made(text, language, "Title");
	ck_assert(prompts_find(&arena, &made->article, str_c(language), &list));
}

static void teardown(void)
{
	if (made)
		article_free(made);
	made = NULL;
	arena_free(&arena);
}

START_TEST(test_questions)
{
	find("What would you do if you were less afraid?\n\nSome words first. When did you last ask for help, and get it?\n\n"
	     "\"How much of this do I want to keep?\"\n\nWill you stay with what you know?\n\nOr find another way through?\n",
		"en");
	ck_assert_uint_eq(list.n, 4);
	ck_str(list.items[0].text, "What would you do if you were less afraid?");
	ck_assert_int_eq(list.items[0].kind, PROPOSAL_WHOLE);
	ck_str(list.items[1].text, "When did you last ask for help, and get it?");
	ck_assert_int_eq(list.items[1].kind, PROPOSAL_QUESTION);
	ck_str(list.items[2].text, "\xE2\x80\x9CHow much of this do I want to keep?\xE2\x80\x9D");
	ck_str(list.items[3].text, "Will you stay with what you know? Or find another way through?");
	ck_assert_uint_eq(list.items[3].until->pos.line, 9);
	find("What would Dr. Smith have asked you about this morning?\n", "en");
	ck_str(list.items[0].text, "What would Dr. Smith have asked you about this morning?");
}
END_TEST

START_TEST(test_left_out)
{
	static const char *const texts[] = {"Why is this so common?\n", "So what is the solution to your pattern?\n", "Want to learn how you can do this in a few hours?\n",
		"Would you like my new course to help you with it?\n", "Do you know why you leave? It is fear.\n", "Do you know why you always leave?\n\nBecause you are afraid.\n",
		"It is what you always wanted, isn\xE2\x80\x99t it?\n", "She said, \"Are you coming home with me tonight?\"\n", "\"Would you ring me at six this evening?\"\n",
		"> What do you want most of all?\n", "> [!prompt]\n> What do you want most of all?\n\nWhat do you want most of all?\n", "Do you see this?\n",
		"# What do you want most of all?\n", "How do you [feel](x.md) about it all today?\n"};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		find(texts[i], "en");
		ck_assert_msg(list.n == 0, "%s", texts[i]);
	}
}
END_TEST

START_TEST(test_languages)
{
	static const struct {
		const char *language, *text;
		size_t n;
	} rows[] = {{"de-AT", "Was würdest du ohne Angst als Nächstes tun?\n", 1}, {"de", "Was wollen Sie wirklich von ihm hören?\n", 1},
		{"de", "Warum tun sie das immer wieder?\n", 0}, {"fr", "Que feriez-vous si vous aviez moins peur ?\n", 1}, {"es", "¿Qué harías tú con menos miedo?\n", 1},
		{"it", "Che cosa vuoi davvero dalla tua vita?\n", 1}, {"pt-BR", "O que você faria com menos medo?\n", 1}, {"nl", "Wat zou jij doen zonder deze angst?\n", 1}};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		find(rows[i].text, rows[i].language);
		ck_assert_msg(list.n == rows[i].n, "%s: %zu", rows[i].text, list.n);
	}
	ck_assert(!prompts_find(&arena, &made->article, STR("ja"), &list));
}
END_TEST

START_TEST(test_contrasts)
{
	find("- \"I must\" gets transformed into \"I may.\"\n- Fear turns into curiosity.\n\nIt is a way from blame to plain asking. They went from time to time. We move from 5 to 10.\n\n"
	     "They moved from Berlin, where it rained, to Rome.\n",
		"en");
	ck_assert_uint_eq(list.n, 2);
	ck_assert_uint_eq(list.items[0].nrows, 2);
	ck_str(list.items[0].rows[0].from, "\xE2\x80\x9CI must\xE2\x80\x9D");
	ck_str(list.items[0].rows[1].from, "Fear");
	ck_assert_uint_eq(list.items[1].nrows, 1);
	ck_str(list.items[1].rows[0].from, "blame");
	ck_str(list.items[1].rows[0].to, "plain asking");
}
END_TEST

static void fill(TCase *c)
{
	tcase_add_checked_fixture(c, NULL, teardown);
	tcase_add_test(c, test_questions);
	tcase_add_test(c, test_left_out);
	tcase_add_test(c, test_languages);
	tcase_add_test(c, test_contrasts);
}

int main(void)
{
	return unit_main("prompts", fill);
}
