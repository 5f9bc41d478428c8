/* Paper sizes by name and by number. */
#include "unit/unit.h"
#include "book/paper_size.h"

enum { INCH = 72 * 65536 };

static void check_size(const char *name, int32_t width, int32_t height)
{
	struct paper paper;
	ck_assert_msg(paper_parse(str_c(name), &paper), "%s", name);
	ck_assert_msg(paper.width == width && paper.height == height, "%s: %d x %d", name, paper.width, paper.height);
}

START_TEST(sizes_by_name)
{
	check_size("letter", 17 * INCH / 2, 11 * INCH);
	check_size("A4", 39011981, 55174088);
	check_size("210x297mm", 39011981, 55174088);
	check_size("21 x 29.7 cm", 39011981, 55174088);
	check_size("a5", 27494158, 39011981);
	check_size(" 6x9 ", 6 * INCH, 9 * INCH);
	check_size("6x9in", 6 * INCH, 9 * INCH);
	check_size("6in x 9 in", 6 * INCH, 9 * INCH);
	check_size("432\xc3\x97" "648pt", 6 * INCH, 9 * INCH);
	check_size("152.4mm x 9in", 6 * INCH, 9 * INCH);
	check_size("half-letter", 11 * INCH / 2, 17 * INCH / 2);
	check_size("5.5X8.5", 11 * INCH / 2, 17 * INCH / 2);
}
END_TEST

START_TEST(no_sizes)
{
	static const char *names[] = {"", "x", "a44", "6x", "x9", "6x9ft", "6inx9", "1x9in", "6x61in", "-6x9", "6x9in9", "999999999x9in",
		"0.0x9", ".x9", "6..1x9", "999999x999999in"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct paper paper;
		ck_assert_msg(!paper_parse(str_c(names[i]), &paper), "%s", names[i]);
	}
}
END_TEST

static void fill(TCase *t)
{
	tcase_add_test(t, sizes_by_name);
	tcase_add_test(t, no_sizes);
}

int main(void)
{
	return unit_main("book/paper_size", fill);
}
