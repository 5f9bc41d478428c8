/* Letter-by-letter order, and the headings of its groups. */
#include "unit/unit.h"

#include "link/index_sort.h"

static struct arena a;

static void setup(void)
{
	arena_init(&a);
}

static void teardown(void)
{
	arena_free(&a);
}

START_TEST(keys_hold_letters_and_digits_alone)
{
	static const struct {
		const char *term, *language, *key;
	} rows[] = {
		{"New York", "en", "newyork"},
		{"newt", "en", "newt"},
		{"self-protection", "en", "selfprotection"},
		{"the self", "en", "self"},
		{"the", "en", "the"},
		{"theatre", "en", "theatre"},
		{"A, B", "en", "ab"},
		{"\xC3\x85lesund", "en", "alesund"},
		{"A\xCC\x8Alesund", "en", "alesund"},
		{"\xC3\x86tna", "en", "aetna"},
		{"Stra\xC3\x9F" "e", "de", "strasse"},
		{"die Angst", "de", "angst"},
		{"die", "en", "die"},
		{"l\xE2\x80\x99" "amour", "fr", "amour"},
		{"l'amour", "fr", "amour"},
		{"l\xE2\x80\x99" "amour", "en", "lamour"},
		{"lob", "fr", "lob"},
		{"\xD0\x9B\xD0\xBE\xD0\xB4\xD0\xBA\xD0\xB0", "en", "\xD0\xBB\xD0\xBE\xD0\xB4\xD0\xBA\xD0\xB0"},
		{"1812 chart", "en", "1812chart"},
		{"!?", "en", ""},
		{"", "en", ""},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		ck_str(index_sort_key(&a, str_c(rows[i].term), str_c(rows[i].language)), rows[i].key);
}
END_TEST

static struct index_entry *entry(const char *term)
{
	struct index_entry *e = arena_new(&a, struct index_entry);
	e->term = str_c(term);
	e->key = index_sort_key(&a, e->term, STR("en"));
	return e;
}

START_TEST(blanks_do_not_count)
{
	static const char *const in[] = {"newt", "New York", "news", "new", "a newel", "10 rules", "New"};
	static const char *const out[] = {"10 rules", "New", "new", "a newel", "news", "newt", "New York"};
	struct index_list list = {0};
	for (size_t i = 0; i < sizeof in / sizeof *in; i++)
		*arena_push(&a, &list) = entry(in[i]);
	index_sort(&list);
	for (size_t i = 0; i < list.n; i++)
		ck_str(list.items[i]->term, out[i]);
}
END_TEST

START_TEST(groups_are_letters)
{
	ck_str(index_group(&a, entry("the \xC3\x86tna")), "A");
	ck_str(index_group(&a, entry("10 rules")), "0\xE2\x80\x93" "9");
	ck_str(index_group(&a, entry("\xD0\xBB\xD0\xBE\xD0\xB4\xD0\xBA\xD0\xB0")), "\xD0\x9B");
	ck_str(index_group(&a, entry("!?")), "");
}
END_TEST

static void fill(TCase *t)
{
	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, keys_hold_letters_and_digits_alone);
	tcase_add_test(t, blanks_do_not_count);
	tcase_add_test(t, groups_are_letters);
}

int main(void)
{
	return unit_main("index_sort", fill);
}
