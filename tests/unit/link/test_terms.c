/* The terms of small books whose truth is plain to see, and what must hold of any. */
#include "unit/link/texts.h"
#include "link/mentions.h"
#include "link/terms.h"

static struct texts t;

static void setup(void)
{
	t = (struct texts){0};
}

static void teardown(void)
{
	texts_free(&t);
}

static struct term_list propose(int threads)
{
	return terms_propose(t.articles, t.n, STR("en"), threads, 1000, &t.arena);
}

/* Its place in the list, from 0; the list's length when it is not there. */
static size_t rank_of(const struct term_list *list, const char *text)
{
	size_t i = 0;
	while (i < list->n && !str_eq_nocase(list->items[i].text, str_c(text)))
		i++;
	return i;
}

#define ck_term(list, text) ck_assert_msg(rank_of(&(list), text) < (list).n, "'%s' is no term", text)
#define ck_no_term(list, text) ck_assert_msg(rank_of(&(list), text) == (list).n, "'%s' is a term", text)

static void a_bakery(void)
{
	texts_add(&t, "Sourdough",
		"A **sourdough starter** is a culture of wild yeast. Feed the sourdough starter every day. The loaf that it raises keeps well.\n\n"
		"What bakers call the window test shows whether the gluten network holds. I like the gluten network of spelt.\n");
	texts_add(&t, "The Crumb",
		"The crumb depends on hydration. High hydration opens the crumb; a weak gluten network closes it.\n\n"
		"The first rise is known as bulk fermentation. Cold slows it. They will rise and they will fall, and we rise too.\n");
	texts_add(&t, "Shaping",
		"After bulk fermentation the loaf is shaped. Surface tension keeps a loaf round; without surface tension it spreads.\n\n"
		"The thing is this: a thing of the day, on a different day, is a different thing.\n");
	texts_add(&t, "The Oven", "Oven spring (OS) lifts the loaf. Steam helps oven spring. The Maillard reaction browns the crust, a Maillard reaction needs heat.\n");
}

START_TEST(what_the_book_explains_are_its_terms)
{
	a_bakery();
	struct term_list terms = propose(1);
	ck_term(terms, "sourdough starter");
	ck_term(terms, "gluten network");
	ck_term(terms, "hydration");
	ck_term(terms, "bulk fermentation");
	ck_term(terms, "surface tension");
	ck_term(terms, "oven spring");
	ck_assert_uint_lt(rank_of(&terms, "sourdough starter"), 3);
	for (size_t i = 0; i < terms.n; i++)
		ck_assert(i == 0 || terms.items[i].score <= terms.items[i - 1].score);
}
END_TEST

START_TEST(a_term_knows_its_numbers)
{
	a_bakery();
	struct term_list terms = propose(1);
	struct term *starter = &terms.items[rank_of(&terms, "sourdough starter")], *gluten = &terms.items[rank_of(&terms, "gluten network")];
	struct arena a;
	arena_init(&a);
	const struct lexicon *l = lexicon_new(&a, STR("en"));
	ck_assert_uint_eq(starter->count, 2);
	ck_assert_uint_eq(starter->articles, 1);
	ck_assert(starter->defined);
	ck_assert_uint_eq(gluten->count, 3);
	ck_assert_uint_eq(gluten->articles, 2);
	ck_assert(!gluten->defined);
	ck_assert_uint_eq(starter->fold, form_fold(STR("Sourdough Starters"), l));
	ck_assert_uint_ne(starter->fold, form_fold(STR("starter sourdough"), l));
	arena_free(&a);
}
END_TEST

START_TEST(general_words_come_last_and_function_words_not_at_all)
{
	a_bakery();
	struct term_list terms = propose(1);
	ck_assert_uint_gt(rank_of(&terms, "thing"), rank_of(&terms, "surface tension"));
	ck_assert_uint_gt(rank_of(&terms, "day"), rank_of(&terms, "hydration"));
	ck_assert_uint_gt(rank_of(&terms, "rise"), rank_of(&terms, "hydration"));
	ck_no_term(terms, "the loaf");
	ck_no_term(terms, "they will");
	ck_no_term(terms, "of the");
	ck_no_term(terms, "sourdough starter is");
}
END_TEST

/* The same sentences with another word. */
START_TEST(a_general_word_is_worth_less_than_another)
{
	texts_add(&t, "One", "The outcome counts. An outcome of the year, the outcome of a day. The kelment counts. A kelment of the year, the kelment of a day.");
	texts_add(&t, "Two", "Nothing of that sort here.");
	struct term_list terms = propose(1);
	size_t outcome = rank_of(&terms, "outcome"), kelment = rank_of(&terms, "kelment");
	ck_assert_uint_lt(kelment, outcome);
	ck_assert(outcome == terms.n || terms.items[outcome].score * 2 < terms.items[kelment].score);
}
END_TEST

START_TEST(once_is_enough_for_what_is_named)
{
	texts_add(&t, "One", "The slow part is known as cold retarding. A plain sentence with rare cardamom follows.");
	texts_add(&t, "Two", "Another text entirely. A crumb rating (CR) says how open it is.");
	struct term_list terms = propose(1);
	ck_term(terms, "cold retarding");
	ck_term(terms, "crumb rating");
	ck_no_term(terms, "rare cardamom");
	ck_no_term(terms, "cardamom");
}
END_TEST

START_TEST(spelling_is_that_of_the_texts)
{
	texts_add(&t, "One", "Anxious attachment is a pattern. Anxious attachments of adults; a Rorschach card, one more Rorschach card.");
	texts_add(&t, "Two", "Some live with an anxious attachment. So-called self-protection wears a self-protection badge.\n\n# Anxious Attachment\n\nAn anxious attachment passes.");
	struct term_list terms = propose(1);
	ck_str(terms.items[rank_of(&terms, "anxious attachment")].text, "anxious attachment");
	ck_str(terms.items[rank_of(&terms, "rorschach card")].text, "Rorschach card");
	ck_term(terms, "self-protection");
	ck_no_term(terms, "self");
	ck_no_term(terms, "protection");
}
END_TEST

START_TEST(code_notes_and_marks_part_words)
{
	texts_add(&t, "One", "The red `green` kettle. The red, kettle. The red (kettle).[^1]\n\n    grey kettle grey kettle\n\n[^1]: The brown kettle, the brown kettle.");
	texts_add(&t, "Two", "The red. Kettle boils. The brewer's kettle; a brewer's kettle.");
	struct term_list terms = propose(1);
	ck_no_term(terms, "red kettle");
	ck_no_term(terms, "grey kettle");
	ck_no_term(terms, "brown kettle");
	ck_no_term(terms, "brewer kettle");
}
END_TEST

START_TEST(a_language_without_lists_has_terms_all_the_same)
{
	texts_add(&t, "Yksi", "Hapanjuuri kohottaa taikinan. Hapanjuuri tarvitsee jauhoja.");
	texts_add(&t, "Kaksi", "Taikinan lepo; hapanjuuri ja taikinan lepo.");
	struct term_list terms = terms_propose(t.articles, t.n, STR("fi"), 1, 100, &t.arena);
	ck_term(terms, "hapanjuuri");
	ck_term(terms, "taikinan lepo");
}
END_TEST

START_TEST(nothing_and_next_to_nothing)
{
	ck_assert_uint_eq(propose(2).n, 0);
	texts_add(&t, "", "");
	ck_assert_uint_eq(propose(2).n, 0);
	texts_add(&t, "Word", "Word");
	propose(2);
	ck_assert_uint_eq(terms_propose(t.articles, t.n, STR("en"), 2, 0, &t.arena).n, 0);
	a_bakery();
	ck_assert_uint_eq(terms_propose(t.articles, t.n, STR("en"), 2, 3, &t.arena).n, 3);
}
END_TEST

/* ---- what holds of any book */

static uint64_t random_state;

static uint32_t random_below(uint32_t n)
{
	random_state = random_state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(random_state >> 33) % n;
}

/* Phrases of made-up words among function words; some stand only inside longer ones. */
static void some_texts(size_t n, uint64_t seed)
{
	static const char *const joins[] = {" the ", " of ", " and ", " is a ", ", known as ", " to ", ". ", ", which ", " (ABC) ", " very "};
	static const char *const heads[] = {"varnation", "kelment", "torness", "bulity", "moralism", "penship"};
	static const char *const firsts[] = {"grand", "lunar", "solid", "mixed", "broad", "deep-set"};
	struct buf b;
	buf_init(&b, BUF_NO_LIMIT);
	random_state = seed;
	for (size_t i = 0; i < n; i++) {
		buf_clear(&b);
		for (uint32_t w = 0, words = 20 + random_below(150); w < words; w++) {
			uint32_t k = random_below(36);
			if (k % 3)
				buf_printf(&b, "%s ", firsts[k % 6]);
			buf_printf(&b, "%s%s%s", k % 4 ? "" : "stone ", heads[k / 6], random_below(5) ? "" : "s");
			buf_cstr(&b, joins[random_below(sizeof joins / sizeof *joins)]);
		}
		struct str text = buf_copy(&b, &t.arena);
		texts_add(&t, arena_printf(&t.arena, "%s number %zu", heads[i % 6], i).p, text.p);
	}
	buf_free(&b);
}

static struct str listed(const struct term_list *list)
{
	struct str *lines = arena_array(&t.arena, struct str, list->n), all = {0};
	for (size_t i = 0; i < list->n; i++) {
		const struct term *x = &list->items[i];
		lines[i] = arena_printf(&t.arena, STR_FMT " %u %u %u %d\n", STR_ARG(x->text), x->score, x->count, x->articles, x->defined);
		all = arena_printf(&t.arena, STR_FMT STR_FMT, STR_ARG(all), STR_ARG(lines[i]));
	}
	return all;
}

START_TEST(threads_change_nothing)
{
	some_texts(60, 7);
	struct term_list one = propose(1);
	struct str before = listed(&one);
	ck_assert_uint_gt(one.n, 20);
	static const int threads[] = {2, 5, 16};
	for (size_t i = 0; i < 3; i++) {
		struct term_list more = propose(threads[i]);
		ck_assert(str_eq(listed(&more), before));
	}
}
END_TEST

START_TEST(the_order_of_articles_changes_nothing)
{
	some_texts(60, 11);
	struct term_list list = propose(2);
	struct str before = listed(&list);
	for (size_t i = t.n; i-- > 1;) {
		size_t k = random_below((uint32_t)i + 1);
		const struct article *x = t.articles[i];
		struct made *m = t.made[i];
		t.articles[i] = t.articles[k];
		t.articles[k] = x;
		t.made[i] = t.made[k];
		t.made[k] = m;
	}
	list = propose(2);
	ck_assert(str_eq(listed(&list), before));
}
END_TEST

START_TEST(no_term_begins_or_ends_with_a_function_word)
{
	struct arena a;
	arena_init(&a);
	const struct lexicon *l = lexicon_new(&a, STR("en"));
	some_texts(60, 13);
	struct term_list list = propose(2);
	for (size_t i = 0; i < list.n; i++) {
		struct word_list words = {0};
		words_of(&a, list.items[i].text, l, &words);
		ck_assert_uint_gt(words.n, 0);
		ck_assert(!(words.items[0].flags & WORD_STOP) && !(words.items[words.n - 1].flags & WORD_STOP));
	}
	arena_free(&a);
}
END_TEST

START_TEST(a_fragment_never_outranks_its_whole)
{
	for (size_t i = 0; i < 6; i++)
		texts_add(&t, arena_printf(&t.arena, "Text %zu", i).p,
			i % 2 ? "The central limit theorem holds. We use the central limit theorem here." :
				"What holds is the window of tolerance. Some widen a window of tolerance by walking.");
	struct term_list list = propose(1);
	size_t theorem = rank_of(&list, "central limit theorem"), window = rank_of(&list, "window of tolerance");
	ck_assert_uint_lt(theorem, list.n);
	ck_assert_uint_lt(window, list.n);
	ck_assert_uint_lt(theorem, rank_of(&list, "limit theorem"));
	ck_assert_uint_lt(theorem, rank_of(&list, "central limit"));
	ck_assert_uint_lt(theorem, rank_of(&list, "theorem"));
	ck_assert_uint_lt(window, rank_of(&list, "tolerance"));
	ck_assert_uint_lt(window, rank_of(&list, "window"));
}
END_TEST

static void fill(TCase *tests)
{
	tcase_add_checked_fixture(tests, setup, teardown);
	tcase_add_test(tests, what_the_book_explains_are_its_terms);
	tcase_add_test(tests, a_term_knows_its_numbers);
	tcase_add_test(tests, general_words_come_last_and_function_words_not_at_all);
	tcase_add_test(tests, a_general_word_is_worth_less_than_another);
	tcase_add_test(tests, once_is_enough_for_what_is_named);
	tcase_add_test(tests, spelling_is_that_of_the_texts);
	tcase_add_test(tests, code_notes_and_marks_part_words);
	tcase_add_test(tests, a_language_without_lists_has_terms_all_the_same);
	tcase_add_test(tests, nothing_and_next_to_nothing);
	tcase_add_test(tests, threads_change_nothing);
	tcase_add_test(tests, the_order_of_articles_changes_nothing);
	tcase_add_test(tests, no_term_begins_or_ends_with_a_function_word);
	tcase_add_test(tests, a_fragment_never_outranks_its_whole);
}

int main(void)
{
	return unit_main("link/terms", fill);
}
