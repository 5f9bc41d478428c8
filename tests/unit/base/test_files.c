/* Files, sinks, threads. */
#include "unit/unit.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/fs.h"
#include "base/pool.h"
#include "base/sink.h"

static struct arena a;
static char dir[64];

static const char *at(const char *name)
{
	return arena_printf(&a, "%s/%s", dir, name).p;
}

static void put(const char *name, const char *text)
{
	ck_assert_int_eq(sink_write_file(at(name), str_c(text)), 0);
}

START_TEST(a_file_is_read_whole_or_not_at_all)
{
	struct str s;
	put("f", "some\0thing");
	ck_assert_int_eq(fs_read(&a, at("f"), 100, &s), 0);
	ck_str(s, "some");
	ck_assert_int_eq(fs_read(&a, at("f"), 3, &s), EFBIG);
	ck_assert_int_eq(fs_read(&a, dir, 100, &s), EISDIR);
	ck_assert_int_eq(fs_read(&a, at("none"), 100, &s), ENOENT);
	ck_assert_int_eq(mkfifo(at("pipe"), 0600), 0);
	ck_assert_int_eq(fs_read(&a, at("pipe"), 100, &s), EINVAL); /* does not wait */
}
END_TEST

START_TEST(a_walk_is_sorted_and_knows_loops)
{
	ck_assert_int_eq(fs_make_dirs(at("w/b/c")), 0);
	put("w/b/z", "");
	put("w/b/c/x", "");
	put("w/b-a", "");
	put("w/.hidden", "");
	ck_assert_int_eq(symlink("..", at("w/b/up")), 0);
	ck_assert_int_eq(symlink("nowhere", at("w/dangling")), 0);
	struct fs_list list;
	ck_assert_int_eq(fs_walk(&a, at("w"), &list), 0);
	static const char *const expected[] = {"b-a", "b/c/x", "b/up", "b/z", "dangling"};
	ck_assert_uint_eq(list.n, 5);
	for (size_t i = 0; i < 5; i++)
		ck_str(list.items[i].rel, expected[i]);
	ck_assert(list.items[2].loop);
	ck_assert_int_eq(list.items[4].error, ENOENT);
	ck_assert_int_eq(fs_walk(&a, at("none"), &list), ENOENT);
}
END_TEST

static size_t files_in(const char *where)
{
	struct fs_list list;
	ck_assert_int_eq(fs_walk(&a, where, &list), 0);
	return list.n;
}

START_TEST(a_sink_replaces_whole_files_only)
{
	struct str s;
	ck_assert_int_eq(fs_make_dirs(at("s")), 0);
	put("s/f", "old");
	struct sink *k = sink_open(at("s/f"));
	sink_write(k, "new", 3);
	ck_assert_int_eq(fs_read(&a, at("s/f"), 100, &s), 0);
	ck_str(s, "old");
	sink_cancel(k);
	ck_assert_uint_eq(files_in(at("s")), 1);
	put("s/f", "newer");
	ck_assert_int_eq(fs_read(&a, at("s/f"), 100, &s), 0);
	ck_str(s, "newer");
	ck_assert_int_eq(sink_close(sink_open(at("none/f"))), ENOENT);
}
END_TEST

START_TEST(a_full_disk_leaves_the_last_good_file)
{
	struct str s;
	ck_assert_int_eq(fs_make_dirs(at("full")), 0);
	put("full/f", "old");
	interrupt_catch();
	struct rlimit limit = {100000, 100000};
	ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
	struct sink *k = sink_open(at("full/f"));
	static char block[50000];
	for (int i = 0; i < 10; i++)
		sink_write(k, block, sizeof block);
	ck_assert_int_eq(sink_close(k), EFBIG);
	ck_assert_int_eq(fs_read(&a, at("full/f"), 100, &s), 0);
	ck_str(s, "old");
	ck_assert_uint_eq(files_in(at("full")), 1);
}
END_TEST

static atomic_int runs[1000];

static void count(void *context, size_t i)
{
	atomic_fetch_add(&runs[i], *(int *)context);
}

START_TEST(a_pool_runs_each_index_once)
{
	int one = 1;
	for (int threads = 1; threads < 9; threads++)
		pool_run(threads, 1000, count, &one);
	for (int i = 0; i < 1000; i++)
		ck_assert_int_eq(runs[i], 8);
	pool_run(4, 0, count, &one);
}
END_TEST

static void fill(TCase *t)
{
	tcase_add_test(t, a_file_is_read_whole_or_not_at_all);
	tcase_add_test(t, a_walk_is_sorted_and_knows_loops);
	tcase_add_test(t, a_sink_replaces_whole_files_only);
	tcase_add_test(t, a_full_disk_leaves_the_last_good_file);
	tcase_add_test(t, a_pool_runs_each_index_once);
}

int main(void)
{
	arena_init(&a);
	strcpy(dir, "/tmp/sheaf-unit-XXXXXX");
	if (!mkdtemp(dir))
		return EXIT_FAILURE;
	int code = unit_main("base/files", fill);
	char command[128];
	snprintf(command, sizeof command, "rm -rf '%s'", dir);
	code |= system(command) != 0;
	arena_free(&a);
	return code;
}
