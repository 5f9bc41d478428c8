/* Hyphens by language: each word shows its places as =. */
#include <string.h>
#include "base/buf.h"
#include "text/hyphen.h"
#include "unit/unit.h"

static struct arena a;
static struct hyphen_dictionaries *dictionaries;
static struct hyphenator *hyphenator;

static void setup(void)
{
	arena_init(&a);
	dictionaries = hyphen_dictionaries_open(NULL);
	hyphenator = hyphenator_open(dictionaries);
}

static void teardown(void)
{
	hyphenator_close(hyphenator);
	hyphen_dictionaries_close(dictionaries);
	arena_free(&a);
}

static struct str shown(struct hyphenator *h, const char *lang, const char *word)
{
	struct hyphen_points points = hyphenate(h, str_c(lang), str_c(word));
	struct buf b;
	size_t at = 0;
	buf_init(&b, BUF_NO_LIMIT);
	for (size_t i = 0; i < points.n; i++) {
		ck_assert(points.at[i] > at && points.at[i] < strlen(word));
		buf_put(&b, word + at, points.at[i] - at);
		buf_char(&b, '=');
		at = points.at[i];
	}
	buf_cstr(&b, word + at);
	struct str out = buf_copy(&b, &a);
	buf_free(&b);
	return out;
}

START_TEST(words_by_their_language)
{
	static const struct {
		const char *lang, *word, *want;
	} cases[] = {
		{"en-US", "hyphenation", "hy=phen=ation"}, {"en", "Hyphenation,", "Hy=phen=ation,"}, {"en-US", "\xe2\x80\x9crelationship\xe2\x80\x9d", "\xe2\x80\x9cre=la=tion=ship\xe2\x80\x9d"},
		{"de", "Silbentrennung", "Sil=ben=tren=nung"}, {"de-DE", "Verst\xc3\xa4ndnis", "Ver=st\xc3\xa4nd=nis"}, /* Latin-1 patterns */
		{"de-CH", "Stra\xc3\x9f" "enbahn", "Stra=\xc3\x9f" "en=bahn"},
		{"fr", "\xc3\xa9l\xc3\xa9phant", "\xc3\xa9l\xc3\xa9=phant"}, {"pt-BR", "comunica\xc3\xa7\xc3\xa3o", "co=mu=ni=ca=\xc3\xa7\xc3\xa3o"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		ck_str(shown(hyphenator, cases[i].lang, cases[i].word), cases[i].want);
}
END_TEST

START_TEST(countries_differ)
{
	ck_str(shown(hyphenator, "en-US", "photography"), "pho=tog=ra=phy");
	ck_assert(!str_eq(shown(hyphenator, "en-GB", "knowledge"), shown(hyphenator, "en-US", "knowledge")));
	ck_assert(str_eq(shown(hyphenator, "en-Latn-GB", "knowledge"), shown(hyphenator, "en-GB", "knowledge")));
}
END_TEST

START_TEST(some_words_are_left_whole)
{
	static const char *const words[] = {"cat", "NATIONAL", "JavaScript", "h2orelation", "example.com/relationship", "www.relationship.com",
		"https://relationship", "re\xc2\xad" "lationship", "", "\xe2\x80\x94", "\xf0\x9f\x98\x80\xf0\x9f\x98\x80\xf0\x9f\x98\x80"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		ck_str(shown(hyphenator, "en-US", words[i]), words[i]);
	char longest[5000];
	memset(longest, 'a', sizeof longest - 1);
	longest[sizeof longest - 1] = 0;
	ck_str(shown(hyphenator, "en-US", longest), longest);
	for (size_t i = 100; i < sizeof longest - 1; i += 100)
		longest[i] = '-';
	shown(hyphenator, "en-US", longest); /* in many parts: no more than there is room for */
}
END_TEST

START_TEST(compounds_are_parted_at_their_hyphens)
{
	ck_str(shown(hyphenator, "en-US", "relationship-building"), "re=la=tion=ship-build=ing");
	ck_str(shown(hyphenator, "en-US", "o-relation"), "o-re=la=tion");
	ck_str(shown(hyphenator, "de", "NATO-Verst\xc3\xa4ndnis"), "NATO-Ver=st\xc3\xa4nd=nis");
}
END_TEST

START_TEST(languages_without_patterns_have_none)
{
	static const char *const nowhere[] = {"/nowhere", NULL};
	struct hyphen_dictionaries *none = hyphen_dictionaries_open(nowhere);
	struct hyphenator *h = hyphenator_open(none);
	ck_assert(!hyphen_knows(none, STR("en-US")));
	ck_str(shown(h, "en-US", "hyphenation"), "hyphenation");
	hyphenator_close(h);
	hyphen_dictionaries_close(none);
	ck_assert(hyphen_knows(dictionaries, STR("en-AU")) && !hyphen_knows(dictionaries, STR("tlh")));
	ck_assert(!hyphen_knows(dictionaries, STR("")) && !hyphen_knows(dictionaries, STR("../x-yy")));
}
END_TEST

/* Asked again, in another order and between other languages, words have the same places. */
START_TEST(the_cache_changes_nothing)
{
	static const char *const words[] = {"hyphenation", "relationship", "understanding", "boundaries", "conversation", "photography"};
	static const char *const langs[] = {"en-US", "en-GB", "de", "fr"};
	uint32_t state = 1;
	for (int i = 0; i < 2000; i++) {
		state = state * 1664525 + 1013904223;
		const char *word = words[(state >> 16) % 6], *lang = langs[(state >> 20) % 4];
		struct hyphenator *fresh = hyphenator_open(dictionaries);
		struct str want = shown(fresh, lang, word);
		ck_assert(str_eq(shown(hyphenator, lang, word), want));
		hyphenator_close(fresh);
	}
}
END_TEST

static void fill(TCase *t)
{
	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, words_by_their_language);
	tcase_add_test(t, countries_differ);
	tcase_add_test(t, some_words_are_left_whole);
	tcase_add_test(t, compounds_are_parted_at_their_hyphens);
	tcase_add_test(t, languages_without_patterns_have_none);
	tcase_add_test(t, the_cache_changes_nothing);
}

int main(void)
{
	return unit_main("hyphen", fill);
}
