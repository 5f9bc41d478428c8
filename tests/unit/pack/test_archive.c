/* Archives: entries, order, times, bytes; and what is left behind when writing fails. */
#include <check.h>
#include <dirent.h>
#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zip.h>

#include "base/fs.h"
#include "base/sink.h"
#include "pack/archive.h"

static struct arena arena;
static char dir[64];
static const int64_t when = 1709209845; /* 2024-02-29 12:30:45 UTC */

static const char *in_dir(const char *name)
{
	return arena_printf(&arena, "%s/%s", dir, name).p;
}

static void setup(void)
{
	arena_init(&arena);
	strcpy(dir, "/tmp/sheaf-archive-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(dir));
}

static size_t files_in_dir(bool remove)
{
	DIR *d = opendir(dir);
	size_t n = 0;
	for (struct dirent *e; (e = readdir(d));) {
		if (e->d_name[0] == '.')
			continue;
		n++;
		if (remove)
			unlink(in_dir(e->d_name));
	}
	closedir(d);
	return n;
}

static void teardown(void)
{
	files_in_dir(true);
	rmdir(dir);
	arena_free(&arena);
}

static struct str noise(size_t n)
{
	char *p = arena_alloc(&arena, n);
	uint32_t seed = 1;
	for (size_t i = 0; i < n; i++)
		p[i] = (char)((seed = seed * 1664525 + 1013904223) >> 24);
	return (struct str){p, n};
}

static struct str prose(size_t n)
{
	static const char words[] = "the quick brown fox, having slept, jumps over a dog that has not; ";
	char *p = arena_alloc(&arena, n);
	for (size_t i = 0; i < n; i++)
		p[i] = words[(i + i / 991) % (sizeof words - 1)];
	return (struct str){p, n};
}

static void write_sample(const char *path, int64_t epoch)
{
	struct archive *z = archive_open(path, epoch, 6);
	archive_store(z, STR("mimetype"), STR("application/epub+zip"));
	archive_add(z, STR("b/second.txt"), prose(40000));
	archive_add_packed(z, STR("a/first.txt"), archive_pack(&arena, prose(40000), 6, false));
	archive_add_file(z, STR("file.txt"), in_dir("input"), true);
	archive_add_file(z, STR("file.bin"), in_dir("input"), false);
	archive_add(z, STR("empty"), STR(""));
	archive_add_packed(z, STR("empty-packed"), archive_pack(&arena, STR(""), 6, false));
	archive_add(z, STR("gr\xC3\xBC\xC3\x9F""e.txt"), STR("x"));
	struct str what;
	ck_assert_int_eq(archive_close(z, &arena, &what), 0);
	ck_assert_uint_eq(what.n, 0);
}

static struct str sample(const char *name, int64_t epoch)
{
	struct str out;
	ck_assert_int_eq(sink_write_file(in_dir("input"), prose(100000)), 0);
	write_sample(in_dir(name), epoch);
	ck_assert_int_eq(fs_read(&arena, in_dir(name), FS_TEXT_LIMIT, &out), 0);
	return out;
}

static unsigned le16(struct str s, size_t at)
{
	return (unsigned char)s.p[at] | (unsigned)(unsigned char)s.p[at + 1] << 8;
}

START_TEST(test_mimetype_comes_first_bare)
{
	struct str z = sample("a.zip", when);
	ck_assert_mem_eq(z.p, "PK\3\4", 4);
	ck_assert_uint_eq(le16(z, 8), 0);   /* stored */
	ck_assert_uint_eq(le16(z, 28), 0);  /* no extra field */
	ck_assert_mem_eq(z.p + 30, "mimetypeapplication/epub+zip", 28);
	ck_assert_uint_eq(le16(z, 10), 12 << 11 | 30 << 5 | 22);
	ck_assert_uint_eq(le16(z, 12), 44 << 9 | 2 << 5 | 29);
}
END_TEST

START_TEST(test_entries_read_back)
{
	static const char *const names[] = {"mimetype", "b/second.txt", "a/first.txt", "file.txt", "file.bin", "empty",
		"empty-packed", "gr\xC3\xBC\xC3\x9F""e.txt"};
	sample("a.zip", when);
	zip_t *zip = zip_open(in_dir("a.zip"), ZIP_RDONLY | ZIP_CHECKCONS, NULL);
	ck_assert_ptr_nonnull(zip);
	ck_assert_int_eq(zip_get_num_entries(zip, 0), 8);
	for (zip_uint64_t i = 0; i < 8; i++) {
		ck_assert_str_eq(zip_get_name(zip, i, 0), names[i]);
		zip_stat_t st;
		ck_assert_int_eq(zip_stat_index(zip, i, 0, &st), 0);
		char *data = mem_alloc(st.size + 1);
		zip_file_t *f = zip_fopen_index(zip, i, 0);
		ck_assert_int_eq(zip_fread(f, data, st.size + 1), (zip_int64_t)st.size);
		ck_assert_int_eq(zip_fclose(f), 0); /* checks the CRC */
		if (i == 1 || i == 2) {
			ck_assert_uint_eq(st.size, 40000);
			ck_assert_mem_eq(data, prose(40000).p, 40000);
			ck_assert_uint_lt(st.comp_size, 10000);
		}
		if (i == 3 || i == 4)
			ck_assert_uint_eq(st.size, 100000);
		ck_assert_int_eq(st.comp_method, i == 0 || i == 4 ? ZIP_CM_STORE : ZIP_CM_DEFLATE);
		zip_uint8_t system;
		zip_uint32_t attributes;
		ck_assert_int_eq(zip_file_get_external_attributes(zip, i, 0, &system, &attributes), 0);
		ck_assert_uint_eq(attributes, 0100644u << 16);
		ck_assert_int_eq(zip_file_extra_fields_count(zip, i, ZIP_FL_LOCAL), 0);
		ck_assert_int_eq(zip_file_extra_fields_count(zip, i, ZIP_FL_CENTRAL), 0);
		free(data);
	}
	zip_discard(zip);
}
END_TEST

START_TEST(test_packed_is_what_libzip_makes)
{
	struct str z = sample("a.zip", when), second = prose(40000);
	struct packed packed = archive_pack(&arena, second, 6, false);
	size_t found = 0;
	for (size_t i = 0; i + packed.data.n <= z.n; i++)
		found += memcmp(z.p + i, packed.data.p, packed.data.n) == 0;
	ck_assert_uint_eq(found, 2);
}
END_TEST

/* Every way into an archive, and the line of its digest. */
START_TEST(test_digests)
{
	struct str what;
	FILE *spool = tmpfile();
	ck_assert_int_eq(sink_write_file(in_dir("input"), STR("beside")), 0);
	fputs("xxabcyy", spool);
	fflush(spool);
	struct archive *z = archive_open(in_dir("d.zip"), when, 6);
	archive_keep_digests(z);
	archive_add_packed(z, STR("packed"), archive_pack(&arena, STR("abc"), 6, true));
	archive_store_stretch(z, STR("stretch"), spool, 2, 3);
	archive_add_file(z, STR("file"), in_dir("input"), true);
	archive_store(z, STR("empty"), STR(""));
	archive_add_digests(z, STR("SUMS"));
	ck_assert_int_eq(archive_close(z, &arena, &what), 0);
	fclose(spool);
	zip_t *zip = zip_open(in_dir("d.zip"), ZIP_RDONLY | ZIP_CHECKCONS, NULL);
	char sums[600] = "";
	zip_file_t *f = zip_fopen(zip, "SUMS", 0);
	ck_assert_int_gt(zip_fread(f, sums, sizeof sums - 1), 0);
	zip_fclose(f);
	zip_discard(zip);
	ck_assert_str_eq(sums, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  packed\n"
			       "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  stretch\n"
			       "5bcaffed4d27f7b2dd939334aa6032a0770b552e4059c50e76b5c8e64219af93  file\n"
			       "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  empty\n");
}
END_TEST

static atomic_bool growing, done;

static void *grow(void *path)
{
	FILE *f = fopen(path, "ab");
	while (!atomic_load(&done)) {
		fputc('x', f);
		fflush(f);
		atomic_store(&growing, true);
	}
	fclose(f);
	return NULL;
}

/* A file that another program is still writing is no file to pack; what was there before stays. */
START_TEST(test_a_file_that_changes)
{
	struct str what, kept;
	pthread_t writer;
	ck_assert_int_eq(sink_write_file(in_dir("changed.zip"), STR("last good")), 0);
	ck_assert_int_eq(sink_write_file(in_dir("growing"), STR("x")), 0);
	ck_assert_int_eq(truncate(in_dir("growing"), 64 << 20), 0); /* takes a while to deflate */
	struct archive *z = archive_open(in_dir("changed.zip"), when, 6);
	archive_add_file(z, STR("growing"), in_dir("growing"), true);
	ck_assert_int_eq(pthread_create(&writer, NULL, grow, (void *)in_dir("growing")), 0);
	while (!atomic_load(&growing))
		sched_yield();
	int error = archive_close(z, &arena, &what);
	atomic_store(&done, true);
	pthread_join(writer, NULL);
	ck_assert_int_eq(error, ESTALE);
	ck_assert(memmem(what.p, what.n, "growing", 7));
	ck_assert_int_eq(fs_read(&arena, in_dir("changed.zip"), FS_TEXT_LIMIT, &kept), 0);
	ck_assert_mem_eq(kept.p, "last good", 9);
}
END_TEST

START_TEST(test_same_bytes_whatever_the_time_zone)
{
	setenv("TZ", "Pacific/Kiritimati", 1);
	tzset();
	struct str one = sample("a.zip", when);
	setenv("TZ", "America/Anchorage", 1);
	tzset();
	umask(077);
	struct str two = sample("b.zip", when);
	ck_assert_uint_eq(one.n, two.n);
	ck_assert_mem_eq(one.p, two.p, one.n);
	ck_assert_uint_eq(le16(one, 12), 44 << 9 | 2 << 5 | 29);
}
END_TEST

START_TEST(test_times_are_clamped)
{
	struct str early = sample("a.zip", 0), late = sample("b.zip", INT64_MAX);
	ck_assert_uint_eq(le16(early, 10), 0);
	ck_assert_uint_eq(le16(early, 12), 1 << 5 | 1);
	ck_assert_uint_eq(le16(late, 10), 23 << 11 | 59 << 5 | 29);
	ck_assert_uint_eq(le16(late, 12), 127 << 9 | 12 << 5 | 31);
}
END_TEST

START_TEST(test_missing_file_is_named)
{
	ck_assert_int_eq(sink_write_file(in_dir("a.zip"), STR("the last good one")), 0);
	struct archive *z = archive_open(in_dir("a.zip"), when, 6);
	archive_add(z, STR("x"), STR("x"));
	archive_add_file(z, STR("y"), in_dir("nowhere"), true);
	struct str what, left;
	ck_assert_int_eq(archive_close(z, &arena, &what), ENOENT);
	ck_assert_str_eq(what.p, in_dir("nowhere"));
	ck_assert_int_eq(fs_read(&arena, in_dir("a.zip"), 100, &left), 0);
	ck_assert(str_is(left, "the last good one"));
	ck_assert_uint_eq(files_in_dir(false), 1);
}
END_TEST

START_TEST(test_folder_that_is_not_there)
{
	struct archive *z = archive_open(in_dir("no/a.zip"), when, 6);
	archive_add(z, STR("x"), STR("x"));
	struct str what;
	ck_assert_int_eq(archive_close(z, &arena, &what), ENOENT);
	ck_assert_str_eq(what.p, in_dir("no/a.zip"));
}
END_TEST

START_TEST(test_no_room_leaves_the_last_good_file)
{
	ck_assert_int_eq(sink_write_file(in_dir("a.zip"), STR("the last good one")), 0);
	struct rlimit limit = {100000, RLIM_INFINITY};
	signal(SIGXFSZ, SIG_IGN);
	ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
	struct archive *z = archive_open(in_dir("a.zip"), when, 6);
	archive_store(z, STR("x"), noise(300000));
	struct str what, left;
	int error = archive_close(z, &arena, &what);
	limit.rlim_cur = RLIM_INFINITY;
	setrlimit(RLIMIT_FSIZE, &limit);
	ck_assert_int_eq(error, EFBIG);
	ck_assert_str_eq(what.p, in_dir("a.zip"));
	ck_assert_int_eq(fs_read(&arena, in_dir("a.zip"), 100, &left), 0);
	ck_assert(str_is(left, "the last good one"));
	ck_assert_uint_eq(files_in_dir(false), 1);
}
END_TEST

START_TEST(test_interrupt_leaves_the_last_good_file)
{
	ck_assert_int_eq(sink_write_file(in_dir("a.zip"), STR("the last good one")), 0);
	interrupt_catch();
	struct archive *z = archive_open(in_dir("a.zip"), when, 6);
	archive_add(z, STR("x"), noise(300000));
	raise(SIGTERM);
	struct str what;
	ck_assert_int_eq(archive_close(z, &arena, &what), EINTR);
	ck_assert_uint_eq(files_in_dir(false), 1);
}
END_TEST

START_TEST(test_cancel_leaves_nothing)
{
	struct archive *z = archive_open(in_dir("a.zip"), when, 6);
	archive_add(z, STR("x"), STR("x"));
	archive_cancel(z);
	ck_assert_uint_eq(files_in_dir(false), 0);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("archive");
	TCase *c = tcase_create("archive");
	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_test(c, test_mimetype_comes_first_bare);
	tcase_add_test(c, test_entries_read_back);
	tcase_add_test(c, test_packed_is_what_libzip_makes);
	tcase_add_test(c, test_same_bytes_whatever_the_time_zone);
	tcase_add_test(c, test_times_are_clamped);
	tcase_add_test(c, test_missing_file_is_named);
	tcase_add_test(c, test_folder_that_is_not_there);
	tcase_add_test(c, test_no_room_leaves_the_last_good_file);
	tcase_add_test(c, test_interrupt_leaves_the_last_good_file);
	tcase_add_test(c, test_digests);
	tcase_add_test(c, test_a_file_that_changes);
	tcase_add_test(c, test_cancel_leaves_nothing);
	suite_add_tcase(s, c);
	SRunner *r = srunner_create(s);
	srunner_run_all(r, CK_NORMAL);
	int failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed != 0;
}
