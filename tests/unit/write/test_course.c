/* What is said when a course cannot be packed, and how large its files are. */
#include <errno.h>

#include "unit/unit.h"
#include "write/course.h"

static struct arena arena;
static struct diags diags;

START_TEST(test_sizes)
{
	static const struct {
		uint64_t bytes;
		const char *text;
	} rows[] = {
		{0, "0.0 KB"}, {1, "0.1 KB"}, {1024, "1.0 KB"}, {10 * 1024, "10 KB"}, {326151, "319 KB"}, {1048575, "1024 KB"},
		{1048576, "1.0 MB"}, {5u << 20, "5.0 MB"}, {2147483648u, "2.0 GB"},
	};
	arena_init(&arena);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		ck_str(course_size(&arena, rows[i].bytes), rows[i].text);
	arena_free(&arena);
}
END_TEST

static void says(int error, enum diag_id id, const char *slug)
{
	struct write_job job = {.diags = &diags};
	struct course c = {.web = {.job = &job}};
	diags_init(&diags);
	ck_assert(!course_failed(&c, error, STR("talk.mp3")));
	ck_assert_uint_eq(diags.n, 1);
	ck_assert_int_eq(diags.items[0]->id, id);
	ck_assert_str_eq(diag_kinds[id].slug, slug);
	diags_free(&diags);
}

START_TEST(test_failures)
{
	says(ESTALE, DIAG_FILE_CHANGED, "file-changed");
	says(ENOSPC, DIAG_WRITE_FILE, "write-file");
	struct write_job job = {.diags = &diags};
	struct course c = {.web = {.job = &job}};
	diags_init(&diags);
	ck_assert(!course_failed(&c, EINTR, STR("talk.mp3"))); /* the user knows */
	ck_assert_uint_eq(diags.n, 0);
	diags_free(&diags);
}
END_TEST

static void fill(TCase *t)
{
	tcase_add_test(t, test_sizes);
	tcase_add_test(t, test_failures);
}

int main(void)
{
	return unit_main("course", fill);
}
