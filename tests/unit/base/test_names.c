/* Names and paths: slugs, anchors, ids, URLs, nearest candidates. */
#include "unit/unit.h"

#include "base/buf.h"
#include "base/hash.h"
#include "base/near.h"
#include "base/path.h"
#include "base/slug.h"
#include "base/utf8.h"

static struct arena a;

START_TEST(paths_are_joined_and_cut)
{
	ck_str(path_join(&a, STR("a/b"), STR("c.md")), "a/b/c.md");
	ck_str(path_join(&a, STR("a/"), STR("c")), "a/c");
	ck_str(path_join(&a, STR("a"), STR("/c")), "/c");
	ck_str(path_join(&a, STR(""), STR("c")), "c");
	ck_str(path_dir(STR("a/b/c.md")), "a/b");
	ck_str(path_dir(STR("c.md")), "");
	ck_str(path_dir(STR("/c.md")), "/");
	ck_str(path_base(STR("a/b/c.md")), "c.md");
	ck_str(path_stem(STR("a/b.c/d.e.md")), "d.e");
	ck_str(path_ext(STR("a.b/c")), "");
	ck_str(path_ext(STR(".hidden")), "");
}
END_TEST

START_TEST(paths_are_normalised)
{
	bool outside;
	ck_str(path_normal(&a, STR("a/./b//../c"), &outside), "a/c");
	ck_assert(!outside);
	ck_str(path_normal(&a, STR("a/../../etc/passwd"), &outside), "etc/passwd");
	ck_assert(outside);
	ck_str(path_normal(&a, STR("/a/../.."), &outside), "/");
	ck_assert(outside);
	ck_str(path_normal(&a, STR("."), &outside), "");
	ck_assert(!outside);
}
END_TEST

START_TEST(paths_are_made_relative)
{
	ck_str(path_relative(&a, STR("text"), STR("text/b.xhtml")), "b.xhtml");
	ck_str(path_relative(&a, STR("text"), STR("images/b.png")), "../images/b.png");
	ck_str(path_relative(&a, STR(""), STR("images/b.png")), "images/b.png");
	ck_str(path_relative(&a, STR("a/b"), STR("a/c/d")), "../c/d");
	ck_str(path_relative(&a, STR("text"), STR("text")), "../text");
}
END_TEST

START_TEST(percent_signs_are_decoded_once)
{
	ck_str(path_unescape(&a, STR("a%20b%2Fc%zz%2")), "a b/c%zz%2");
	ck_str(path_unescape(&a, STR("%00x")), "%00x");
	struct buf b;
	buf_init(&b, BUF_NO_LIMIT);
	buf_url(&b, STR("https://x.org/a b/\xc3\xa9?q=%20&r=%"));
	ck_str(buf_view(&b), "https://x.org/a%20b/%C3%A9?q=%20&r=%25");
	buf_clear(&b);
	buf_url(&b, STR("http://[::1]:80/a[b]?c=[d]#e#[f]"));
	ck_str(buf_view(&b), "http://[::1]:80/a%5Bb%5D?c=%5Bd%5D#e%23%5Bf%5D");
	buf_free(&b);
}
END_TEST

START_TEST(anchors_are_as_code_forges_make_them)
{
	ck_str(slug_anchor(&a, STR("What Security Feels Like")), "what-security-feels-like");
	ck_str(slug_anchor(&a, STR("  It's \xe2\x80\x9cjust\xe2\x80\x9d trauma? ")), "its-just-trauma");
	ck_str(slug_anchor(&a, STR("A & B")), "a--b");
	ck_str(slug_anchor(&a, STR("\xc3\x89t\xc3\xa9")), "\xc3\xa9t\xc3\xa9");
}
END_TEST

START_TEST(slugs_are_ascii)
{
	ck_str(slug_ascii(&a, STR("\xc3\x89t\xc3\xa9 \xc3\xa0 la mer!")), "ete-a-la-mer");
	ck_str(slug_ascii(&a, STR("Stra\xc3\x9f"
				  "e & Caf\xc3\xa9")),
		"strasse-cafe");
	ck_str(slug_ascii(&a, STR("It\xe2\x80\x99s Not Just You")), "its-not-just-you");
	ck_str(slug_ascii(&a, STR("\xe5\xae\x89\xe5\xbf\x83")), "");
}
END_TEST

START_TEST(ids_are_xml_names)
{
	ck_str(slug_xml_id(&a, STR("plain-id")), "plain-id");
	ck_str(slug_xml_id(&a, STR("2nd-step")), "s-2nd-step");
	struct str one = slug_xml_id(&a, STR("\xe5\xae\x89")), two = slug_xml_id(&a, STR("\xe5\xbf\x83"));
	ck_assert(!str_eq(one, two));
	ck_assert_int_eq(one.p[0], 's');
	ck_assert(slug_xml_id(&a, STR("")).n > 0);
}
END_TEST

START_TEST(the_nearest_name_is_near)
{
	struct near n;
	near_init(&n, STR("instal"));
	near_try(&n, STR("uninstall"));
	near_try(&n, STR("install"));
	near_try(&n, STR("installs"));
	ck_str(n.best, "install");
	near_init(&n, STR("autohr"));
	near_try(&n, STR("author"));
	ck_str(n.best, "author");
	ck_assert_uint_eq(n.distance, 1);
	near_init(&n, STR("cat"));
	near_try(&n, STR("elephant"));
	near_try(&n, STR("dog"));
	ck_assert_uint_eq(n.best.n, 0);
}
END_TEST

START_TEST(uuids_follow_the_rfc)
{
	/* RFC 9562 appendix A.4: www.example.com in the DNS namespace */
	ck_str(hash_uuid5(&a, STR("6ba7b810-9dad-11d1-80b4-00c04fd430c8"), STR("www.example.com")),
		"2ed6657d-e927-568b-95e1-2665a8aea6a2");
	ck_str(hash_uuid5(&a, STR("urn:uuid:6ba7b810-9dad-11d1-80b4-00c04fd430c8"), STR("www.example.com")),
		"2ed6657d-e927-568b-95e1-2665a8aea6a2");
	ck_assert(!str_eq(hash_uuid5(&a, STR("any"), STR("x")), hash_uuid5(&a, STR("other"), STR("x"))));
	ck_str(hash_sha256_hex(&a, STR("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}
END_TEST

START_TEST(utf8_is_checked_strictly)
{
	static const char *const bad[] = {"\x80", "\xc0\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe2\x82", "\xff"};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		ck_assert_uint_eq(utf8_check(str_c(bad[i])), 0);
	struct str good = STR("abcdefgh\xe2\x82\xac\xf0\x9f\x98\x80");
	ck_assert_uint_eq(utf8_check(good), good.n);
	ck_assert_uint_eq(utf8_count(good), 10);
	for (uint32_t rune = 0; rune < 0x110000; rune += 7) {
		char bytes[4];
		if (rune >= 0xD800 && rune < 0xE000)
			continue;
		struct str s = {bytes, utf8_put(bytes, rune)};
		size_t i = 0;
		ck_assert_uint_eq(utf8_next(s, &i), rune);
		ck_assert_uint_eq(i, s.n);
	}
	ck_str(utf8_fold(&a, STR("Stra\xc3\x9f" "e")), "strasse");
	ck_str(utf8_lower(&a, STR("\xc3\x84" "b")), "\xc3\xa4" "b");
}
END_TEST

START_TEST(older_encodings_are_decoded)
{
	static const uint32_t expected[] = {'A', 0x20AC, 0x1F600, UTF8_BAD, 'B', UTF8_BAD};
	struct str little = {"A\0\xac\x20\x3d\xd8\x00\xde\x3d\xd8" "B\0\x00\xde", 14};
	struct str big = {"\0A\x20\xac\xd8\x3d\xde\x00\xd8\x3d\0B\xde\x00", 14};
	for (size_t i = 0, k = 0, n = 0; i + 1 < little.n; n++) {
		ck_assert_uint_eq(utf8_from_utf16(little, &i, false), expected[n]);
		ck_assert_uint_eq(utf8_from_utf16(big, &k, true), expected[n]);
		ck_assert_uint_eq(i, k);
	}
	ck_assert_uint_eq(utf8_from_windows('A'), 'A');
	ck_assert_uint_eq(utf8_from_windows(0x93), 0x201C);
	ck_assert_uint_eq(utf8_from_windows(0x81), 0xFFFD);
	ck_assert_uint_eq(utf8_from_windows(0xE9), 0xE9);
}
END_TEST

static void fill(TCase *t)
{
	tcase_add_test(t, older_encodings_are_decoded);
	tcase_add_test(t, paths_are_joined_and_cut);
	tcase_add_test(t, paths_are_normalised);
	tcase_add_test(t, paths_are_made_relative);
	tcase_add_test(t, percent_signs_are_decoded_once);
	tcase_add_test(t, anchors_are_as_code_forges_make_them);
	tcase_add_test(t, slugs_are_ascii);
	tcase_add_test(t, ids_are_xml_names);
	tcase_add_test(t, the_nearest_name_is_near);
	tcase_add_test(t, uuids_follow_the_rfc);
	tcase_add_test(t, utf8_is_checked_strictly);
}

int main(void)
{
	arena_init(&a);
	int code = unit_main("base/names", fill);
	arena_free(&a);
	return code;
}
