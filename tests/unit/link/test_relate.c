/* Nearness and names: small corpora whose truth is plain to see, and what must hold of any corpus. */
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

/* ---- truth made by hand */

static void three_subjects(void)
{
	texts_add(&t, "Sourdough", "Flour and water ferment until the dough rises. Knead the dough, let the loaf prove, bake it in a hot oven.");
	texts_add(&t, "The Oven", "A hot oven gives the loaf its crust. Bake on a stone; steam lets the dough rise before the crust sets.");
	texts_add(&t, "Kneading", "Knead flour and water until the dough is smooth. A well kneaded dough holds its gas, and the loaf stands.");
	texts_add(&t, "The Hive", "Bees keep the hive warm in winter. The queen lays eggs, the workers gather nectar and build comb.");
	texts_add(&t, "Nectar", "Workers carry nectar to the hive, where other bees dry it on the comb until it is honey.");
	texts_add(&t, "The Queen", "A queen leaves the hive with a swarm of workers; the bees that stay raise another queen from eggs.");
	texts_add(&t, "Spring Tide", "When moon and sun pull in line the tide is high. The sea floods the salt marsh, and ebb follows.");
	texts_add(&t, "The Ebb", "At ebb the sea leaves the marsh. The moon turns, the tide comes back and floods the channel.");
	texts_add(&t, "The Moon", "The moon pulls the sea; so tide follows moon, flood and ebb, twice a day.");
}

START_TEST(articles_of_one_subject_are_near)
{
	three_subjects();
	struct relations *r = relations_new(t.articles, t.n, STR("en"), 1);
	struct kinship kin = relations_kin(r, NULL, 2, &t.arena);
	for (size_t i = 0; i < t.n; i++) {
		ck_assert_uint_eq(kin.lists[i].n, 2);
		for (size_t k = 0; k < 2; k++)
			ck_assert_msg(kin.lists[i].items[k].article / 3 == i / 3, "'%.*s' is near '%.*s'", STR_ARG(t.articles[i]->slug),
				STR_ARG(t.articles[kin.lists[i].items[k].article]->slug));
	}
	ck_assert_uint_eq(kin.twins.n, 0);
	relations_free(r);
}
END_TEST

START_TEST(a_name_brings_an_article_nearer)
{
	three_subjects();
	texts_add(&t, "Without a Name", "Bees and the sea and bread have little to do with each other, but all wait for warm weather.");
	texts_add(&t, "With a Name", "Bees and the sea and bread have little to do with each other, but Spring Tide waits for no weather.");
	struct relations *r = relations_new(t.articles, t.n, STR("en"), 1);
	struct kinship kin = relations_kin(r, NULL, 20, &t.arena);
	const struct kin_list *with = &kin.lists[10];
	size_t k = 0;
	while (k < with->n && with->items[k].article != 6)
		k++;
	ck_assert_uint_lt(k, with->n);
	ck_assert_uint_gt(with->items[k].score, with->items[k].similarity);
	ck_assert_uint_eq(r->names[9].n, 0);
	ck_assert_uint_eq(r->names[10].n, 1);
	ck_assert_uint_eq(r->named_by[6].n, 1);
	ck_assert_uint_eq(r->named_by[6].items[0].article, 10);
	relations_free(r);
}
END_TEST

START_TEST(the_reason_is_what_both_say)
{
	three_subjects();
	struct relations *r = relations_new(t.articles, t.n, STR("en"), 1);
	struct shared_terms why = whys_with(whys_open(r, 3, &t.arena), 4, 20);
	bool hive = false;
	uint32_t last = UINT32_MAX;
	for (size_t i = 0; i < why.n; i++) {
		hive = hive || str_is(why.items[i].text, "hive") || str_is(why.items[i].text, "the hive");
		ck_assert_uint_le(why.items[i].weight, last);
		last = why.items[i].weight;
		ck_assert_uint_eq(str_find(why.items[i].text, "dough"), why.items[i].text.n);
	}
	ck_assert(hive);
	ck_assert_uint_eq(whys_with(whys_open(r, 0, &t.arena), 3, 20).n, 0);
	relations_free(r);
}
END_TEST

START_TEST(two_of_one_text_are_told_and_kept_apart)
{
	static const char text[] = "The hive in winter is a ball of bees around the queen. They eat honey, shiver, and change places, so that "
		"none is cold for long. In the spring the first nectar comes from willow and crocus, and the comb fills with eggs again.";
	three_subjects();
	texts_add(&t, "Wintering", text);
	texts_add(&t, "Wintering Again", text);
	struct relations *r = relations_new(t.articles, t.n, STR("en"), 1);
	struct kinship kin = relations_kin(r, NULL, 10, &t.arena);
	ck_assert_uint_eq(kin.twins.n, 1);
	ck_assert_uint_eq(kin.twins.items[0].first, 9);
	ck_assert_uint_eq(kin.twins.items[0].second, 10);
	for (size_t i = 0; i < t.n; i++) {
		bool one = false, other = false;
		for (size_t k = 0; k < kin.lists[i].n; k++) {
			one = one || kin.lists[i].items[k].article == 9;
			other = other || kin.lists[i].items[k].article == 10;
		}
		ck_assert(!(one && other));
		ck_assert(i < 9 || (!one && !other));
	}
	relations_free(r);
}
END_TEST

START_TEST(equals_stand_by_slug)
{
	static const char *const titles[] = {"Delta", "Bravo", "Echo", "Alpha", "Charlie"};
	static const char *const unlike[] = {"a", "b", "c", "d", "e"};
	texts_add(&t, "Centre", "harbour lantern");
	for (size_t i = 0; i < 5; i++)
		texts_add(&t, titles[i], arena_printf(&t.arena, "harbour lantern. One%s two%s three%s four%s", unlike[i], unlike[i], unlike[i], unlike[i]).p);
	texts_add(&t, "Elsewhere", "onea oneb onec oned onee twoa twob twoc twod twoe");
	struct relations *r = relations_new(t.articles, t.n, STR("en"), 1);
	struct kin_list kin = relations_kin(r, NULL, 3, &t.arena).lists[0];
	static const char *const slugs[] = {"alpha", "bravo", "charlie"};
	ck_assert_uint_eq(kin.n, 3);
	for (size_t i = 0; i < 3; i++) {
		ck_str(t.articles[kin.items[i].article]->slug, slugs[i]);
		ck_assert_uint_eq(kin.items[i].score, kin.items[0].score);
	}
	relations_free(r);
}
END_TEST

/* ---- what there may be little of */

START_TEST(nothing_and_next_to_nothing)
{
	struct relations *r = relations_new(NULL, 0, STR("en"), 2);
	ck_assert_uint_eq(relations_kin(r, NULL, 10, &t.arena).twins.n, 0);
	relations_free(r);
	texts_add(&t, "Blank", "");
	r = relations_new(t.articles, t.n, STR("en"), 2);
	ck_assert_uint_eq(relations_kin(r, NULL, 10, &t.arena).lists[0].n, 0);
	relations_free(r);
	texts_add(&t, "One", "Word");
	texts_add(&t, "", "A text whose title is empty.");
	texts_add(&t, "The", "A text whose title is a stopword, which the text repeats: the.");
	texts_add(&t, "Same Title", "A text that says: Same Title.");
	texts_add(&t, "Same Title", "Another that says: Same Title.");
	r = relations_new(t.articles, t.n, STR("xx"), 2);
	struct kinship kin = relations_kin(r, NULL, 10, &t.arena);
	ck_assert_uint_eq(kin.lists[0].n, 0);
	autolinks_choose(r, NULL, AUTOLINK_GENEROUS, &t.arena);
	relations_free(r);
}
END_TEST

/* ---- what holds of any corpus */

enum { NAMELESS = 4444 }; /* the seed of texts that never name one another */
static const uint64_t seeds[] = {1, 22, 333, NAMELESS};

static uint64_t random_state;

static uint32_t random_below(uint32_t n)
{
	random_state = random_state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(random_state >> 33) % n;
}

/* Made-up words: w0 … w399, those of ten subjects and some of everywhere. */
static void put_word(struct buf *b, uint32_t subject)
{
	uint32_t k = random_below(3) ? subject * 30 + random_below(30) : 300 + random_below(100);
	buf_printf(b, "%c%c%c%s", 'b' + (int)(k % 20), "aeiou"[k % 5], 'b' + (int)(k / 20), random_below(4) ? "el" : "els");
}

static void some_texts(size_t n, uint64_t seed)
{
	random_state = seed;
	struct buf b;
	buf_init(&b, BUF_NO_LIMIT);
	for (size_t i = 0; i < n; i++) {
		buf_clear(&b);
		for (uint32_t w = 0, words = random_below(120); w < words; w++) {
			if (seed != NAMELESS && random_below(15) == 0)
				buf_printf(&b, "Topic %c%c", 'A' + (int)random_below(10), 'a' + (int)random_below((uint32_t)n / 10));
			else
				put_word(&b, (uint32_t)i % 10);
			buf_cstr(&b, random_below(9) ? " " : random_below(3) ? ". " : ".\n\n");
		}
		buf_char(&b, '\n');
		struct str text = buf_copy(&b, &t.arena);
		texts_add(&t, arena_printf(&t.arena, "Topic %c%c", 'A' + (int)i % 10, 'a' + (int)i / 10).p, text.p);
	}
	buf_free(&b);
}


START_TEST(no_article_is_its_own_neighbour)
{
	some_texts(90, seeds[_i]);
	bool in[TEXTS_MOST];
	for (size_t i = 0; i < t.n; i++)
		in[i] = i % 3 != 0;
	struct relations *r = relations_new(t.articles, t.n, STR("en"), 2);
	const bool *of[] = {NULL, in};
	for (size_t v = 0; v < 2; v++) {
		struct kinship kin = relations_kin(r, of[v], 10, &t.arena);
		for (size_t i = 0; i < t.n; i++) {
			ck_assert_uint_le(kin.lists[i].n, 10);
			ck_assert(kin.lists[i].n == 0 || !of[v] || in[i]);
			for (size_t k = 0; k < kin.lists[i].n; k++) {
				const struct kin *x = &kin.lists[i].items[k];
				ck_assert_uint_ne(x->article, i);
				ck_assert(!of[v] || in[x->article]);
				ck_assert_uint_le(x->similarity, 65600);
				ck_assert_uint_ge(x->score, x->similarity);
				ck_assert(k == 0 || x->score <= x[-1].score);
			}
		}
	}
	relations_free(r);
}
END_TEST

START_TEST(nearness_is_mutual)
{
	some_texts(90, seeds[_i]);
	struct relations *r = relations_new(t.articles, t.n, STR("en"), 1);
	struct kinship kin = relations_kin(r, NULL, t.n, &t.arena);
	size_t pairs = 0;
	for (uint32_t i = 0; i < t.n; i++)
		for (size_t k = 0; k < kin.lists[i].n; k++) {
			const struct kin_list *back = &kin.lists[kin.lists[i].items[k].article];
			size_t b = 0;
			while (b < back->n && back->items[b].article != i)
				b++;
			ck_assert_uint_lt(b, back->n);
			ck_assert_uint_eq(back->items[b].similarity, kin.lists[i].items[k].similarity);
			ck_assert_uint_eq(back->items[b].score, kin.lists[i].items[k].score);
			pairs++;
		}
	ck_assert_uint_gt(pairs, t.n);
	relations_free(r);
}
END_TEST

static struct str all_terms(const struct relations *r)
{
	struct str all = {0};
	for (size_t i = 0; i < r->terms.n; i++)
		all = arena_printf(&t.arena, STR_FMT STR_FMT " %u %u\n", STR_ARG(all), STR_ARG(r->terms.items[i].text), r->terms.items[i].count,
			r->terms.items[i].articles);
	return all;
}

/* Neighbours, links at first mention and terms as one text. */
static struct str all_lists(const struct article *const *articles, size_t n, int threads)
{
	struct relations *r = relations_new(articles, n, STR("en"), threads);
	relations_add_terms(r, 200, true);
	struct str kin = texts_kin(&t.arena, r, relations_kin(r, NULL, 10, &t.arena).lists);
	struct str links = texts_links(&t.arena, r, autolinks_choose(r, NULL, AUTOLINK_GENEROUS, &t.arena));
	struct str all = arena_printf(&t.arena, STR_FMT STR_FMT STR_FMT, STR_ARG(kin), STR_ARG(links), STR_ARG(all_terms(r)));
	ck_assert_uint_gt(r->terms.n, 0);
	relations_free(r);
	return all;
}

START_TEST(threads_change_nothing)
{
	some_texts(150, seeds[_i]);
	struct str one = all_lists(t.articles, t.n, 1);
	ck_assert_uint_gt(str_find(one, "@"), 0);
	ck_assert_uint_lt(str_find(one, "@"), one.n);
	static const int threads[] = {2, 5, 16};
	for (size_t i = 0; i < 3; i++)
		ck_assert(str_eq(all_lists(t.articles, t.n, threads[i]), one));
}
END_TEST

START_TEST(the_order_of_articles_changes_nothing)
{
	some_texts(150, seeds[_i]);
	struct str before = all_lists(t.articles, t.n, 2);
	const struct article *shuffled[TEXTS_MOST];
	memcpy(shuffled, t.articles, sizeof shuffled);
	for (size_t i = t.n; i-- > 1;) {
		size_t k = random_below((uint32_t)i + 1);
		const struct article *x = shuffled[i];
		shuffled[i] = shuffled[k];
		shuffled[k] = x;
	}
	for (size_t i = 0; i < t.n; i++)
		((struct article *)shuffled[i])->index = (uint32_t)i;
	struct str after = all_lists(shuffled, t.n, 2);
	ck_assert(str_eq(after, before));
}
END_TEST

static bool holds_link(const struct autolink_list *list, const struct autolink *l)
{
	for (size_t i = 0; i < list->n; i++)
		if (list->items[i].at.node == l->at.node && list->items[i].at.offset == l->at.offset && list->items[i].form == l->form)
			return true;
	return false;
}

START_TEST(each_mode_holds_the_more_careful_one)
{
	some_texts(150, seeds[_i]);
	struct relations *r = relations_new(t.articles, t.n, STR("en"), 1);
	struct autolink_list *modes[] = {autolinks_choose(r, NULL, AUTOLINK_CAREFUL, &t.arena),
		autolinks_choose(r, NULL, AUTOLINK_BALANCED, &t.arena), autolinks_choose(r, NULL, AUTOLINK_GENEROUS, &t.arena)};
	size_t count[3] = {0};
	for (size_t m = 0; m < 3; m++)
		for (size_t i = 0; i < t.n; i++) {
			count[m] += modes[m][i].n;
			for (size_t k = 0; k < modes[m][i].n; k++) {
				const struct autolink *l = &modes[m][i].items[k];
				ck_assert_uint_ne(l->form->article, i);
				ck_assert(m == 2 || holds_link(&modes[m + 1][i], l));
			}
		}
	ck_assert_uint_gt(count[0], 0);
	ck_assert_uint_gt(count[1], count[0]);
	ck_assert_uint_gt(count[2], count[1]);
	relations_free(r);
}
END_TEST

static void fill(TCase *tests)
{
	tcase_add_checked_fixture(tests, setup, teardown);
	tcase_add_test(tests, articles_of_one_subject_are_near);
	tcase_add_test(tests, a_name_brings_an_article_nearer);
	tcase_add_test(tests, the_reason_is_what_both_say);
	tcase_add_test(tests, two_of_one_text_are_told_and_kept_apart);
	tcase_add_test(tests, equals_stand_by_slug);
	tcase_add_test(tests, nothing_and_next_to_nothing);
	tcase_add_loop_test(tests, no_article_is_its_own_neighbour, 0, 3);
	tcase_add_loop_test(tests, nearness_is_mutual, 0, 3);
	tcase_add_loop_test(tests, threads_change_nothing, 0, 4);
	tcase_add_loop_test(tests, each_mode_holds_the_more_careful_one, 0, 3);
	tcase_add_loop_test(tests, the_order_of_articles_changes_nothing, 0, 4);
}

int main(void)
{
	return unit_main("link/relate", fill);
}
