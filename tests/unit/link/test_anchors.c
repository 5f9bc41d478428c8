/* Which article explains a term, and where a link to it may stand: a book of essays with headlines for titles. */
#include "unit/link/texts.h"

static struct texts t;

static void setup(void)
{
	t = (struct texts){0};
}

static void teardown(void)
{
	texts_free(&t);
}

static struct relations *relate(int threads)
{
	struct relations *r = relations_new(t.articles, t.n, STR("en"), threads);
	relations_add_terms(r, 200, true);
	return r;
}

static const char *const filler[] = {
	"Nobody taught us this at school, and so most of us learn it late, from those who learned it late themselves.",
	"On some evenings all of it seems easy; on others a single look across the table undoes a week of patience.",
	"What follows is no recipe. It is what I saw often enough to think that it may be of use to somebody else.",
};

static void more_essays(void)
{
	for (size_t i = 0; i < 3; i++)
		texts_add(&t, arena_printf(&t.arena, "Number %zu of These", i).p,
			arena_printf(&t.arena, "%s %s %s", filler[i], filler[(i + 1) % 3], filler[(i + 2) % 3]).p);
}

/* Their titles are headlines, which no text names. */
static void essays(void)
{
	texts_add(&t, "Why We Never Fight Fair",
		"Fights get loud when a nervous system meets a nervous system. What the nervous system wants is quiet.\n\n"
		"# The nervous system\n\nThe nervous system learns slowly. A nervous system in alarm hears no argument, for a nervous system in alarm "
		"is busy. The nervous system calms by breath, the nervous system calms by touch. Nervous systems calm each other, and one nervous "
		"system alone takes longer. The nervous system is a process of the nervous kind. A power struggle is a fight about who is right, and a power struggle has no winner.");
	texts_add(&t, "Mending: The Quiet Art of Repair",
		"Repair begins with an apology. After an apology comes repair, and a repair takes as long as it takes.\n\n"
		"An apology that explains is no apology. In a power struggle nobody apologises; my nervous system knew it before I did.");
	texts_add(&t, "Secure Attachment and How to Earn It",
		"Those with secure attachment ask for help. Secure attachment can be earned: it is what repair leaves behind.\n\n"
		"Securely attached people fight too: see Three Evenings.");
	texts_add(&t, "What Your Calendar Knows", filler[0]);
	texts_add(&t, "Three Evenings",
		"> We both had a nervous system, said the book.\n\n# Of the nervous system\n\n"
		"I read of [nervous system](https://example.com) and of `nervous system`, and one of them was securely attached.\n\n"
		"Only then did my own nervous system settle. The first evening we sat on the stairs, the second in the kitchen, where the light "
		"was better, and the third we went out and walked along the river until the bridge. What was said there I have forgotten; that we "
		"went home slowly, and that the rain had stopped, I remember well, and the smell of the limes, and her hand in my pocket.");
	more_essays();
}

/* The link of an article that leads to another, or NULL. */
static const struct autolink *link_to(const struct autolink_list *lists, size_t from, uint32_t to)
{
	for (size_t i = 0; i < lists[from].n; i++)
		if (lists[from].items[i].form->article == to)
			return &lists[from].items[i];
	return NULL;
}

static struct str words_of_link(const struct autolink *l)
{
	return str_sub(l->at.node->text, l->at.offset, l->at.offset + l->at.length);
}

START_TEST(a_link_leads_to_the_article_that_explains)
{
	essays();
	struct relations *r = relate(1);
	struct autolink_list *links = autolinks_choose(r, NULL, AUTOLINK_BALANCED, &t.arena);
	const struct autolink *nerves = link_to(links, 1, 0), *repair = link_to(links, 2, 1);
	ck_assert(nerves && repair);
	ck_assert_int_eq(nerves->form->kind, FORM_TERM);
	ck_str(words_of_link(nerves), "nervous system");
	ck_str(words_of_link(repair), "repair");
	ck_assert(str_find(nerves->why, "12 times") < nerves->why.n);
	ck_assert(str_find(repair->why, "in its title too") < repair->why.n);
	relations_free(r);
}
END_TEST

START_TEST(a_stem_is_enough)
{
	essays();
	struct relations *r = relate(1);
	struct autolink_list *links = autolinks_choose(r, NULL, AUTOLINK_BALANCED, &t.arena);
	const struct autolink *secure = link_to(links, 4, 2);
	ck_assert(secure);
	ck_str(words_of_link(secure), "securely attached");
	relations_free(r);
}
END_TEST

START_TEST(no_link_in_headings_links_code_or_quotes)
{
	essays();
	struct relations *r = relate(1);
	struct autolink_list *links = autolinks_choose(r, NULL, AUTOLINK_BALANCED, &t.arena);
	const struct autolink *nerves = link_to(links, 4, 0);
	ck_assert(nerves);
	ck_assert_uint_eq(nerves->at.node->pos.line, 7);
	relations_free(r);
}
END_TEST

START_TEST(who_explains_does_not_ask)
{
	essays();
	struct relations *r = relate(1);
	struct autolink_list *links = autolinks_choose(r, NULL, AUTOLINK_GENEROUS, &t.arena);
	for (size_t i = 0; i < t.n; i++)
		for (size_t k = 0; k < links[i].n; k++)
			ck_assert_uint_ne(links[i].items[k].form->article, i);
	ck_assert(!link_to(links, 0, 1));
	for (size_t i = 5; i < t.n; i++)
		ck_assert_uint_eq(links[i].n, 0);
	relations_free(r);
}
END_TEST

START_TEST(two_that_say_as_much_own_nothing)
{
	const char *both = "The nervous system tires. A nervous system rests; the nervous system wakes.";
	texts_add(&t, "First of All", both);
	texts_add(&t, "Second Thoughts", both);
	texts_add(&t, "Third Time", "My nervous system, for one.");
	more_essays();
	struct relations *r = relate(1);
	struct autolink_list *links = autolinks_choose(r, NULL, AUTOLINK_GENEROUS, &t.arena);
	for (size_t i = 0; i < t.n; i++)
		ck_assert_uint_eq(links[i].n, 0);
	relations_free(r);
}
END_TEST

/* A book whose texts name its titles is linked by those. */
START_TEST(wikis_are_left_alone)
{
	essays();
	static const char *const named[] = {"Why We Never Fight Fair", "Three Evenings", "What Your Calendar Knows"};
	for (size_t i = 0; i < 8; i++)
		texts_add(&t, arena_printf(&t.arena, "Page %zu", i).p,
			arena_printf(&t.arena, "See %s, %s and %s. It is about the nervous system.", named[0], named[1], named[2]).p);
	struct relations *r = relate(1);
	for (size_t i = 0; i < r->forms.n; i++)
		ck_assert_int_ne(r->forms.items[i]->kind, FORM_TERM);
	relations_free(r);
}
END_TEST

START_TEST(titles_that_links_show_name_nothing)
{
	essays();
	for (size_t i = 0; i < 8; i++)
		texts_add(&t, arena_printf(&t.arena, "Page %zu", i).p,
			"[Why We Never Fight Fair](a.md), [Three Evenings](b.md), [What Your Calendar Knows](c.md): read them.");
	struct relations *r = relate(1);
	struct autolink_list *links = autolinks_choose(r, NULL, AUTOLINK_BALANCED, &t.arena);
	ck_assert(link_to(links, 1, 0));
	relations_free(r);
}
END_TEST

START_TEST(mentions_stay_in_reading_order)
{
	essays();
	struct relations *r = relate(2);
	for (size_t i = 0; i < t.n; i++)
		for (size_t k = 1; k < r->mentions[i].n; k++) {
			const struct passage *a = &r->mentions[i].items[k - 1].at, *b = &r->mentions[i].items[k].at;
			ck_assert(a->node->serial < b->node->serial || (a->node == b->node && a->offset <= b->offset));
		}
	relations_free(r);
}
END_TEST

START_TEST(neither_threads_nor_order_change_anything)
{
	static const size_t order[] = {4, 2, 7, 0, 6, 1, 5, 3};
	const struct article *articles[8];
	essays();
	struct relations *r = relate(1);
	struct str before = texts_links(&t.arena, r, autolinks_choose(r, NULL, AUTOLINK_BALANCED, &t.arena));
	relations_free(r);
	r = relate(7);
	ck_assert(str_eq(texts_links(&t.arena, r, autolinks_choose(r, NULL, AUTOLINK_BALANCED, &t.arena)), before));
	relations_free(r);
	for (size_t i = 0; i < t.n; i++)
		articles[i] = t.articles[order[i]];
	for (size_t i = 0; i < t.n; i++) {
		t.articles[i] = articles[i];
		((struct article *)articles[i])->index = (uint32_t)i;
	}
	r = relate(2);
	ck_assert(str_eq(texts_links(&t.arena, r, autolinks_choose(r, NULL, AUTOLINK_BALANCED, &t.arena)), before));
	relations_free(r);
}
END_TEST

START_TEST(nothing_and_next_to_nothing)
{
	relations_free(relate(2));
	texts_add(&t, "", "");
	relations_free(relate(2));
	texts_add(&t, "Word", "Word");
	texts_add(&t, "Two - Words & More: a \"Title\" (Which?)", "Word word. Title title.");
	relations_free(relate(2));
}
END_TEST

static void fill(TCase *tests)
{
	tcase_add_checked_fixture(tests, setup, teardown);
	tcase_add_test(tests, a_link_leads_to_the_article_that_explains);
	tcase_add_test(tests, a_stem_is_enough);
	tcase_add_test(tests, no_link_in_headings_links_code_or_quotes);
	tcase_add_test(tests, who_explains_does_not_ask);
	tcase_add_test(tests, two_that_say_as_much_own_nothing);
	tcase_add_test(tests, wikis_are_left_alone);
	tcase_add_test(tests, titles_that_links_show_name_nothing);
	tcase_add_test(tests, mentions_stay_in_reading_order);
	tcase_add_test(tests, neither_threads_nor_order_change_anything);
	tcase_add_test(tests, nothing_and_next_to_nothing);
}

int main(void)
{
	return unit_main("link/anchors", fill);
}
