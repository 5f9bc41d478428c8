/* Links at first mention: where they may stand, what they match, and what an author's links and rules do to them. */
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

/* What is linked in the first article, as "words>slug", in reading order; the other articles give the subject its vocabulary. */
static struct str linked_in(enum autolink_mode mode, const char *text)
{
	static const char filler[] = "The harbour pilot guides ships past the rocks at night, and the lantern on the mole shows the channel.";
	texts_add(&t, "Night Passage", text);
	texts_add(&t, "Harbour", "A harbour shelters ships. The pilot knows its channel, the mole carries a lantern against the night.");
	texts_add(&t, "Harbour Pilot", "A harbour pilot guides ships through the channel at night, past rock and mole, by the lantern.");
	texts_add(&t, "Lantern", "The lantern on the mole burns at night, so that ships find the harbour channel between the rocks.");
	texts_add(&t, "WHO", "The WHO keeps a list of ships that may enter a harbour by night, which the pilot reads by lantern.");
	texts_add(&t, "Reefs", "Reefs lie beside the channel. Ships keep off at night and wait for the pilot or the lantern.");
	for (size_t i = 0; i < 6; i++)
		texts_add(&t, arena_printf(&t.arena, "Log Book Number%zu", i).p, i % 2 ? filler : "Bread is baked in an oven from flour and water.");
	struct relations *r = relations_new(t.articles, t.n, STR("en"), 1);
	struct autolink_list *lists = autolinks_choose(r, NULL, mode, &t.arena);
	struct str all = {0};
	for (size_t i = 0; i < lists[0].n; i++) {
		const struct autolink *l = &lists[0].items[i];
		all = arena_printf(&t.arena, STR_FMT "%s" STR_FMT ">" STR_FMT, STR_ARG(all), i ? ", " : "",
			STR_ARG(str_sub(l->at.node->text, l->at.offset, l->at.offset + l->at.length)),
			STR_ARG(t.articles[l->form->article]->slug));
		ck_assert_uint_gt(l->why.n, 0);
	}
	relations_free(r);
	return all;
}

static struct str linked(const char *text)
{
	return linked_in(AUTOLINK_GENEROUS, text);
}

START_TEST(the_first_mention_is_linked_once)
{
	ck_str(linked("Ships wait for the lantern, and a lantern waits for the night. The lantern burns in the harbour."), "lantern>lantern, harbour>harbour");
}
END_TEST

START_TEST(the_longest_name_wins)
{
	ck_str(linked("At night a harbour pilot takes ships past the lantern."), "harbour pilot>harbour-pilot, lantern>lantern");
}
END_TEST

START_TEST(plurals_are_the_same_word)
{
	ck_str(linked("Lanterns show ships the channel at night; one reef is enough."), "Lanterns>lantern, reef>reefs");
}
END_TEST

START_TEST(capitals_tell_a_name_from_a_word)
{
	ck_str(linked("It is the pilot who guides ships by night. Who else? Ships ask the WHO of the harbour."), "WHO>who, harbour>harbour");
}
END_TEST

START_TEST(some_places_hold_no_link)
{
	ck_str(linked("## The lantern\n\nA [lantern](x.md), `lantern` and\n\n> the lantern of others\n\n```\nlantern\n```\n\n"
		      "Night, ships and channel.[^n] The pilot of the harbour reads.\n\n[^n]: In a note: lantern.\n"),
		"harbour>harbour");
}
END_TEST

START_TEST(a_later_place_may_hold_it)
{
	ck_str(linked("## The lantern\n\nShips by night: *the lantern* shows the channel to the pilot."), "lantern>lantern");
}
END_TEST

START_TEST(an_article_does_not_link_to_itself)
{
	ck_str(linked("Night Passage is what ships and pilot call it: night passage by lantern."), "lantern>lantern");
}
END_TEST

START_TEST(off_is_off)
{
	ck_str(linked_in(AUTOLINK_OFF, "At night a harbour pilot takes ships past the lantern."), "");
}
END_TEST

static void fill(TCase *tests)
{
	tcase_add_checked_fixture(tests, setup, teardown);
	tcase_add_test(tests, the_first_mention_is_linked_once);
	tcase_add_test(tests, the_longest_name_wins);
	tcase_add_test(tests, plurals_are_the_same_word);
	tcase_add_test(tests, capitals_tell_a_name_from_a_word);
	tcase_add_test(tests, some_places_hold_no_link);
	tcase_add_test(tests, a_later_place_may_hold_it);
	tcase_add_test(tests, an_article_does_not_link_to_itself);
	tcase_add_test(tests, off_is_off);
}

int main(void)
{
	return unit_main("link/autolink", fill);
}
