/* sheaf.yaml: every kind of value, the defaults, and what may go wrong. */
#include "read/read.h"
#include "read/langtag.h"
#include "read/date.h"
#include "scratch.h"

static struct scratch s;

static void setup(void)
{
	scratch_open(&s);
}

static void teardown(void)
{
	scratch_close(&s);
}

static struct project *read_yaml(const char *text)
{
	scratch_file(&s, "sheaf.yaml", text);
	return project_read(&s.arena, str_c(s.root), &s.diags);
}

#define WHOLE "title: T\nauthor: A\nlanguage: en\nidentifier: urn:x:1\n"

static struct project *read_more(const char *text)
{
	return read_yaml(arena_printf(&s.arena, WHOLE "%s", text).p);
}

START_TEST(everything)
{
	struct project *p = read_yaml(
		"title: 1984\nsubtitle: S\nauthors:\n  - {name: Ann One, file-as: \"One, Ann\"}\n  - Ben Two\n"
		"contributors: [{name: Cy, role: edt}]\nlanguage: pt-br\nbase_url: https://example.com/blog/\ntheme: plain\n"
		"cover: c.svg\nidentifier: urn:uuid:1\nisbn: 978-0-306-40615-7\npublisher: P\nrights: R\ndate: 2026\n"
		"description: >\n  Long\n  text\nsubjects: [x, y]\ntags: y, z\nseries: {name: N, number: 2}\n"
		"brand: {colour: \"#8a3b5c\", logo: l.svg, fonts: {body: EB Garamond, heading: Lato}}\n"
		"call_to_action: {heading: H, text: T, button: B, url: https://example.com/, image: i.png}\n"
		"accessibility: {certified_by: Me, credential: C, report: https://example.com/r}\nsmart: false\ntoc_depth: 3\n"
		"content: text/\noutput: out\n");
	ck_assert_uint_eq(s.diags.n, 0);
	ck_str(p->title.s, "1984");
	ck_assert_uint_eq(p->authors.n, 3);
	ck_str(p->authors.items[0].file_as, "One, Ann");
	ck_str(p->authors.items[2].role, "edt");
	ck_str(p->language.s, "pt-BR");
	ck_str(p->base_url.s, "https://example.com/blog/");
	ck_str(p->isbn.s, "9780306406157");
	ck_str(p->description.s, "Long text");
	ck_assert_uint_eq(p->subjects.n, 3);
	ck_str(p->series.s, "N");
	ck_str(p->series_number, "2");
	ck_str(p->brand.colour.s, "#8a3b5c");
	ck_str(p->brand.heading_font.s, "Lato");
	ck_assert(p->call.given);
	ck_str(p->call.url.s, "https://example.com/");
	ck_str(p->accessibility.certified_by, "Me");
	ck_assert(!p->smart);
	ck_assert_int_eq(p->toc_depth, 3);
	ck_str(p->content, "text");
	ck_str(p->output, "out");
	ck_str(p->templates, "templates");
}
END_TEST

START_TEST(defaults)
{
	struct project *p = read_yaml("");
	ck_str(p->title.s, strrchr(s.root, '/') + 1);
	ck_str(p->language.s, "en");
	ck_str(p->theme.s, "hearth");
	ck_assert(p->smart);
	ck_assert_int_eq(p->toc_depth, 2);
	ck_str(p->content, "content");
	ck_assert_uint_eq(p->neditions, 1);
	ck_str(p->editions[0].name.s, "book");
	ck_str(p->editions[0].formats.items[0].s, "epub");
	ck_assert_uint_eq(scratch_count(&s.diags, DIAG_MISSING_METADATA), 3);
}
END_TEST

START_TEST(editions)
{
	struct project *p = read_more(
		"editions:\n  free: {format: [epub, trace], select: {tags: [starter], not: {articles: [b]}, drafts: true}}\n"
		"  paid: {title: P, isbn: 0-306-40615-2, toc_depth: 1, call_to_action: false, file: My Book}\n"
		"  short: {articles: [a, b]}\n  plain: epub\n  empty:\n  none: {select: {tags: []}}\n  all: {select: all}\n");
	ck_assert_uint_eq(s.diags.n, 0);
	ck_assert_uint_eq(p->neditions, 7);
	const struct edition_config *e = p->editions;
	ck_assert_uint_eq(e[0].formats.n, 2);
	ck_assert_int_eq(e[0].select.by, SELECT_SOME);
	ck_str(e[0].select.tags.items[0].s, "starter");
	ck_str(e[0].select.not_articles.items[0].s, "b");
	ck_assert(e[0].select.drafts);
	ck_str(e[1].isbn.s, "0306406152");
	ck_assert(e[1].toc_depth_given && e[1].toc_depth == 1);
	ck_assert(e[1].no_call_to_action && !e[0].no_call_to_action);
	ck_str(e[1].file.s, "My Book");
	ck_assert_uint_eq(e[2].select.articles.n, 2);
	ck_assert_int_eq(e[2].select.by, SELECT_SOME);
	ck_str(e[3].formats.items[0].s, "epub");
	ck_assert_int_eq(e[4].select.by, SELECT_ALL);
	ck_assert_int_eq(e[5].select.by, SELECT_SOME);
	ck_assert_int_eq(e[6].select.by, SELECT_ALL);
}
END_TEST

START_TEST(edition_names_are_file_names)
{
	struct project *p = read_more("editions:\n  ../x: epub\n  .hidden: epub\n  -v: epub\n  a b: epub\n  good: epub\n");
	ck_assert_uint_eq(p->neditions, 1);
	ck_assert_uint_eq(scratch_count(&s.diags, DIAG_BAD_VALUE), 4);
}
END_TEST

START_TEST(editions_that_write_one_file)
{
	read_more("editions:\n  a: {format: [epub, pdf]}\n  A: {format: epub}\n  b: {format: trace, file: a}\n");
	scratch_diag(&s.diags, DIAG_BAD_VALUE, 7, 3);
}
END_TEST

START_TEST(unknown_keys_of_editions_and_projects)
{
	read_more("editions:\n  book: {format: pdf, stamps: 6x9}\nbase-uri: x\n");
	ck_assert_uint_eq(scratch_count(&s.diags, DIAG_UNKNOWN_KEY), 2);
	for (size_t i = 0; i < s.diags.n; i++)
		if (s.diags.items[i]->pos.line == 7)
			ck_note(s.diags.items[i], "base-url");
}
END_TEST

START_TEST(wrong_values)
{
	struct project *p = read_yaml("title: {a: b}\nlanguage: en_GB\nisbn: 978-0-306-40615-8\ntoc_depth: deep\nsmart: 7\n"
				      "brand: {colour: red}\ncall_to_action: {url: example.com}\nbase_url: example.com/blog\n"
				      "content: ../x\noutput: /etc\nauthor: A\nidentifier: i\ndate: soon\n");
	ck_assert_uint_eq(scratch_count(&s.diags, DIAG_BAD_VALUE), 8);
	ck_assert_uint_eq(scratch_count(&s.diags, DIAG_OUTSIDE_CONTENT), 2);
	ck_note(scratch_diag(&s.diags, DIAG_BAD_LANGUAGE, 2, 11), "'en-GB'");
	ck_str(p->language.s, "en");
	ck_assert_uint_eq(scratch_count(&s.diags, DIAG_MISSING_METADATA), 1);
	ck_str(p->content, "content");
	ck_str(p->output, "dist");
	ck_assert(!p->isbn.s.n && !p->base_url.s.n && p->smart && p->toc_depth == 2);
}
END_TEST

START_TEST(no_project)
{
	ck_assert_ptr_null(project_read(&s.arena, str_c(s.root), &s.diags));
	scratch_diag(&s.diags, DIAG_READ_FILE, 0, 0);
	ck_assert_ptr_null(read_yaml("title: a: b\n"));
	scratch_diag(&s.diags, DIAG_BAD_YAML, 1, 9);
}
END_TEST

START_TEST(no_map)
{
	ck_assert_ptr_null(read_yaml("- a\n- b\n"));
	scratch_diag(&s.diags, DIAG_BAD_YAML, 1, 1);
}
END_TEST

START_TEST(page_texts)
{
	scratch_file(&s, "terms.md", "Terms *here*.\n");
	struct project *p = read_more("about_the_author:\n  heading: Me\n  text: |\n    I *am*.\n\n    Really.\ndisclaimer: {file: terms.md}\n");
	ck_assert_uint_eq(s.diags.n, 0);
	ck_assert(p->about.given);
	ck_str(p->about.heading, "Me");
	ck_assert_uint_eq(p->about.text.pos.line, 8);
	ck_assert_uint_eq(p->about.text.pos.src->indent, 4);
	ck_str(p->about.text.s, "I *am*.\n\nReally.\n");
	ck_str(p->disclaimer.text.pos.src->name, "terms.md");
	p = read_more("disclaimer: {file: ../../etc/passwd}\nabout: {file: none.md}\n");
	scratch_diag(&s.diags, DIAG_OUTSIDE_CONTENT, 5, 20);
	scratch_diag(&s.diags, DIAG_READ_FILE, 6, 15);
	ck_assert(!p->disclaimer.given && !p->about.given);
}
END_TEST

START_TEST(found_from_below)
{
	scratch_file(&s, "sheaf.yaml", WHOLE);
	scratch_file(&s, "content/deep/x.md", "x");
	ck_str(project_find(&s.arena, scratch_path(&s, "content/deep")), s.root);
	ck_assert_uint_eq(project_find(&s.arena, "/").n, 0);
	ck_assert_uint_eq(project_find(&s.arena, scratch_path(&s, "nowhere")).n, 0);
}
END_TEST

START_TEST(language_tags)
{
	static const char *const good[][2] = {{"en", "en"}, {"EN-gb", "en-GB"}, {"zh-hant-tw", "zh-Hant-TW"},
		{"sl-rozaj-biske", "sl-rozaj-biske"}, {"de-1996", "de-1996"}, {"es-419", "es-419"}, {"x-mine", "x-mine"},
		{"i-klingon", "i-klingon"}, {"zh-yue-HK", "zh-yue-HK"}, {"en-u-co-phonebk", "en-u-co-phonebk"},
		{"en-x-ab", "en-x-ab"}};
	static const char *const bad[] = {"", "e", "english", "en_GB", "en-", "-en", "en--GB", "en-u", "en-x", "en-toolonglong",
		"en-GB-GB", "12", "en GB", "x", "x-"};
	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		ck_str(langtag_read(&s.arena, str_c(good[i][0])), good[i][1]);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		ck_str(langtag_read(&s.arena, str_c(bad[i])), "");
	ck_str(langtag_guess(&s.arena, STR("de_AT.UTF-8")), "de-AT");
}
END_TEST

START_TEST(dates)
{
	static const char *const good[][2] = {{"2026", "2026"}, {"2026-02", "2026-02"}, {"2024-02-29", "2024-02-29"},
		{"2026-01-02T03:04:05Z", "2026-01-02T03:04:05Z"}, {"2026-01-02 03:04", "2026-01-02T03:04:00Z"},
		{"2026-01-02T03:04:05.678+05:30", "2026-01-02T03:04:05+05:30"}};
	static const char *const bad[] = {"", "26", "2026-13", "2026-02-29", "2026-1-2", "2026-01-02T25:00:00Z",
		"2026-01-02T03:04:05 CET", "yesterday", "2026-01-02x", "2026-", "0000"};
	int64_t seconds;
	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		ck_str(date_read(&s.arena, str_c(good[i][0]), NULL), good[i][1]);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		ck_str(date_read(&s.arena, str_c(bad[i]), NULL), "");
	date_read(&s.arena, STR("2001-09-09T03:46:40+02:00"), &seconds);
	ck_assert_int_eq(seconds, 1000000000);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("project");
	TCase *c = tcase_create("project");
	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_test(c, everything);
	tcase_add_test(c, defaults);
	tcase_add_test(c, editions);
	tcase_add_test(c, edition_names_are_file_names);
	tcase_add_test(c, editions_that_write_one_file);
	tcase_add_test(c, unknown_keys_of_editions_and_projects);
	tcase_add_test(c, wrong_values);
	tcase_add_test(c, no_project);
	tcase_add_test(c, no_map);
	tcase_add_test(c, page_texts);
	tcase_add_test(c, found_from_below);
	tcase_add_test(c, language_tags);
	tcase_add_test(c, dates);
	suite_add_tcase(suite, c);
	return scratch_run(suite);
}
