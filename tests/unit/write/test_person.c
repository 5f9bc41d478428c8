/* Names of people: turned round for a shelf, joined for a reader. */
#include "unit/unit.h"
#include "write/person.h"

static struct arena arena;

START_TEST(test_file_as)
{
	static const char *const rows[][2] = {
		{"Jane Doe", "Doe, Jane"},
		{"Jane Q. Doe", "Doe, Jane Q."},
		{"  Jane Doe ", "Doe, Jane"},
		{"Plato", "Plato"},
		{"Doe, Jane", "Doe, Jane"},
		{"The Village Press", "Village Press, The"},
		{"Martin Example Jr.", "Example, Martin, Jr."},
		{"Martin Example, Jr.", "Example, Martin, Jr."},
		{"Ursula K. Le Guin", "Le Guin, Ursula K."},
		{"Jean de La Fontaine", "La Fontaine, Jean de"},
		{"Johann Wolfgang von Goethe", "Goethe, Johann Wolfgang von"},
		{"Van Example", "Example, Van"},
		{"\xE6\x9D\x91\xE4\xB8\x8A \xE6\x98\xA5\xE6\xA8\xB9", "\xE6\x9D\x91\xE4\xB8\x8A \xE6\x98\xA5\xE6\xA8\xB9"},
		{"III", "III"},
		{"", ""},
	};
	arena_init(&arena);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		ck_str(person_file_as(&arena, str_c(rows[i][0])), rows[i][1]);
	arena_free(&arena);
}
END_TEST

START_TEST(test_names)
{
	struct person items[] = {{.name = STR("A")}, {.name = STR("E"), .role = STR("edt")}, {.name = STR("B"), .role = STR("aut")},
		{.name = STR("C")}};
	struct persons persons = {.items = items, .n = 4};
	arena_init(&arena);
	ck_str(person_names(&arena, &persons, STR("en")), "A, B and C");
	ck_str(person_names(&arena, &persons, STR("de-AT")), "A, B und C");
	persons.n = 3;
	ck_str(person_names(&arena, &persons, STR("en")), "A and B");
	persons.n = 2;
	ck_str(person_names(&arena, &persons, STR("en")), "A");
	persons.n = 0;
	ck_str(person_names(&arena, &persons, STR("en")), "");
	arena_free(&arena);
}
END_TEST

static void fill(TCase *t)
{
	tcase_add_test(t, test_file_as);
	tcase_add_test(t, test_names);
}

int main(void)
{
	return unit_main("person", fill);
}
