/* Names of clusters: what their articles dwell on and others do not, each name once, and none made of verbs, formulas or chance. */
#include "unit/link/texts.h"

#include "link/cluster_names.h"

static struct texts t;

static void teardown(void)
{
	texts_free(&t);
}

/* Twelve posts in three clusters of four. Their verbs come more often than their nouns. */
static void three_subjects(void)
{
	static const char *const nouns[3][2] = {{"sourdough", "oven"}, {"bicycle", "brake"}, {"tide table", "harbour"}};
	static const char *const verbs[] = {"knead", "pedal", "moor"};
	for (int i = 0; i < 12; i++) {
		const char *one = nouns[i / 4][0], *other = nouns[i / 4][1];
		struct str body = arena_printf(&t.arena,
			"We try the %s today. Few people try a %s twice, and the %s waits.\n\nYour %s is near the %s. We try again, and %s things go on.\n\n"
			"To %s, they %s, you %s, who %s.\n\nThe \\frac%d of a \\frac%d is the \\frac%d, and a \\frac%d is the \\frac%d, the \\frac%d.\n",
			one, other, one, one, other, i % 2 ? one : other, verbs[i / 4], verbs[i / 4], verbs[i / 4], verbs[i / 4], i / 4, i / 4, i / 4,
			i / 4, i / 4, i / 4);
		texts_add(&t, i % 4 ? "A quiet day" : "A letter", body.p);
	}
}

static struct str *named(const struct form_list *forms, const char *language, int threads)
{
	struct clustering c = {.of = arena_array(&t.arena, uint32_t, t.n), .sizes = arena_array(&t.arena, uint32_t, 4), .n = 3};
	for (size_t i = 0; i < t.n; i++) {
		c.of[i] = i < 12 ? (uint32_t)i / 4 : CLUSTER_NONE;
		c.sizes[0] = c.sizes[1] = c.sizes[2] = 4;
	}
	return cluster_names(t.articles, t.n, &c, forms, str_c(language), threads, &t.arena);
}

START_TEST(a_name_is_what_all_dwell_on)
{
	three_subjects();
	struct str *names = named(NULL, "en", 1);
	ck_str(names[0], "Sourdough");
	ck_str(names[1], "Bicycle");
	ck_str(names[2], "Tide Table");
	struct str *again = named(NULL, "en", 3);
	for (int i = 0; i < 3; i++)
		ck_assert(str_eq(names[i], again[i]));
}
END_TEST

START_TEST(the_authors_own_terms_come_first)
{
	struct form oven = {.text = STR("Ovens")}, *items[] = {&oven};
	struct form_list forms = {items, 1, 1};
	three_subjects();
	ck_str(named(&forms, "en", 2)[0], "Oven");
}
END_TEST

START_TEST(where_nothing_is_shared_there_is_no_name)
{
	for (int i = 0; i < 12; i++)
		texts_add(&t, "A day", arena_printf(&t.arena, "The word%d of the word%d is a word%d.\n", i, i, i).p);
	struct str *names = named(NULL, "en", 1);
	for (int i = 0; i < 3; i++)
		ck_str(names[i], "");
}
END_TEST

START_TEST(no_two_clusters_share_a_word)
{
	for (int i = 0; i < 12; i++)
		texts_add(&t, "A day", i < 8 ? "The kiln of the kiln is a kiln. The glaze, the glaze.\n" : "The loom of the loom is a loom.\n");
	struct str *names = named(NULL, "en", 1);
	ck_str(names[0], "Kiln");
	ck_str(names[1], "Glaze");
	ck_str(names[2], "Loom");
}
END_TEST

START_TEST(other_languages_have_names_too)
{
	for (int i = 0; i < 12; i++)
		texts_add(&t, "Ein Tag", i < 4   ? "Die Nähe zu der Nähe, die Nähe.\n"
					 : i < 8 ? "Der alte Hafen und der alte Hafen.\n"
						 : "Ein Ofen ist ein Ofen.\n");
	struct str *names = named(NULL, "de", 1);
	ck_str(names[0], "Nähe");
	ck_str(names[1], "Alte Hafen");
	ck_str(names[2], "Ofen");
}
END_TEST

static void fill(TCase *c)
{
	tcase_add_checked_fixture(c, NULL, teardown);
	tcase_add_test(c, a_name_is_what_all_dwell_on);
	tcase_add_test(c, the_authors_own_terms_come_first);
	tcase_add_test(c, where_nothing_is_shared_there_is_no_name);
	tcase_add_test(c, no_two_clusters_share_a_word);
	tcase_add_test(c, other_languages_have_names_too);
}

int main(void)
{
	return unit_main("cluster names", fill);
}
