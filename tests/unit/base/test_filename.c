/* Names that every system takes. */
#include "unit/unit.h"
#include "base/filename.h"

static struct arena arena;

START_TEST(test_names)
{
	static const char *const rows[][2] = {
		{"Bread", "f/bread.html"},
		{"bread", "f/bread-2.html"},
		{"BREAD!", "f/bread-3.html"},
		{"con", "f/con-file.html"},
		{"CON", "f/con-file-2.html"},
		{"Lpt9", "f/lpt9-file.html"},
		{"console", "f/console.html"},
		{"Gr\xC3\xBC\xC3\x9F""e", "f/grusse.html"},
		{"\xE6\x9C\xAC", "f/file.html"},
		{"a<b>:\"/\\|?*c. ", "f/a-b-c.html"},
		{"", "f/file-2.html"},
	};
	struct map taken;
	arena_init(&arena);
	map_init(&taken, &arena);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		ck_str(filename_make(&arena, &taken, "f/", str_c(rows[i][0]), STR(".html")), rows[i][1]);
	struct str longest = filename_make(&arena, &taken, "", arena_printf(&arena, "%0300d", 7), STR(".pdf"));
	ck_assert_uint_eq(longest.n, 84);
	arena_free(&arena);
}
END_TEST

START_TEST(test_devices)
{
	ck_assert(filename_is_device(STR("nul")) && filename_is_device(STR("COM1")) && filename_is_device(STR("Aux")));
	ck_assert(!filename_is_device(STR("com")) && !filename_is_device(STR("com10")) && !filename_is_device(STR("null")));
}
END_TEST

static void fill(TCase *t)
{
	tcase_add_test(t, test_names);
	tcase_add_test(t, test_devices);
}

int main(void)
{
	return unit_main("filename", fill);
}
