/* An e-book that tells the pages of its print edition: every page once, in the order of the text, and nothing that leads nowhere. */
#include <zip.h>

#include "unit/write/laid.h"

static struct scratch s;

static void setup(void)
{
	scratch_open(&s);
	setenv("SOURCE_DATE_EPOCH", "1709209845", 1);
	scratch_file(&s, "sheaf.yaml", "title: Bread and Salt\nauthor: Jane Example\nlanguage: en-GB\ndate: 2024-02-29\n"
		"identifier: urn:uuid:3f2a1c52-6d1e-4c0b-9b7e-2f4f0a7c1d11\ntheme: mine\neditions:\n"
		"  book: {format: epub, pages_from: print}\n  print: {format: pdf, paper: a5}\n");
	scratch_file(&s, "covers/hearth.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 16 25\"/>");
	scratch_file(&s, "templates/mine/theme.yaml", "colours: {accent: \"#444444\"}\n");
}

static void teardown(void)
{
	scratch_close(&s);
}

static struct str part(zip_t *zip, const char *name)
{
	zip_stat_t st;
	ck_assert_msg(zip_stat(zip, name, 0, &st) == 0, "no %s", name);
	char *data = arena_alloc(&s.arena, st.size + 1);
	zip_file_t *f = zip_fopen(zip, name, 0);
	ck_assert_int_eq(zip_fread(f, data, st.size), (zip_int64_t)st.size);
	ck_assert_int_eq(zip_fclose(f), 0);
	data[st.size] = 0;
	return (struct str){data, st.size};
}

/* The article's page and the navigation document. */
static void build(struct str *text, struct str *nav)
{
	struct project *project = project_read(&s.arena, str_c(s.root), &s.diags);
	struct book *book = book_read(project, 2);
	struct edition *edition = edition_link(book, &project->editions[0], NULL);
	struct write_job job = {.book = book, .edition = edition, .dir = str_c(s.root), .threads = 2, .arena = &s.arena, .diags = &s.diags};
	bool good = writer_find(STR("epub"))->write(&job);
	if (!good)
		scratch_dump(&s.diags);
	ck_assert(good);
	zip_t *zip = zip_open(job.items[0].path.p, ZIP_RDONLY, NULL);
	ck_assert_ptr_nonnull(zip);
	*text = part(zip, "EPUB/text/a.xhtml");
	*nav = part(zip, "EPUB/nav.xhtml");
	zip_discard(zip);
	edition_free(edition);
	book_free(book);
}

/* How many pages the list has; each leads to a mark that stands behind the one before it. */
static size_t follow(struct str text, struct str nav)
{
	size_t n = 0;
	const char *at = strstr(nav.p, "epub:type=\"page-list\""), *before = text.p;
	ck_assert_ptr_nonnull(at);
	while ((at = strstr(at, "a.xhtml#"))) {
		at += strlen("a.xhtml#");
		struct str id = {at, strcspn(at, "\"")};
		const char *mark = strstr(text.p, arena_printf(&s.arena, "<span epub:type=\"pagebreak\" role=\"doc-pagebreak\" id=\"" STR_FMT "\"",
			STR_ARG(id)).p);
		ck_assert_msg(mark != NULL, "no mark %.*s", STR_ARG(id));
		ck_assert_msg(mark > before, "%.*s stands before its neighbour", STR_ARG(id));
		before = mark;
		n++;
	}
	return n;
}

static size_t marks_in(struct str text)
{
	size_t n = 0;
	for (const char *at = text.p; (at = strstr(at, "\"doc-pagebreak\"")); at++)
		n++;
	return n;
}

static void write_article(const char *head, int paragraphs, int note)
{
	struct buf b;
	uint32_t seed = 5;
	buf_init(&b, BUF_NO_LIMIT);
	buf_cstr(&b, head);
	for (int i = 0; i < paragraphs; i++) {
		laid_sentences(&b, &seed, 80);
		buf_cstr(&b, i == 1 && note ? "[^n]\n\n" : "\n\n");
	}
	if (note) {
		buf_cstr(&b, "[^n]: ");
		laid_sentences(&b, &seed, note);
		buf_char(&b, '\n');
	}
	scratch_bytes(&s, "content/a.md", b.p, b.n);
	buf_free(&b);
}

START_TEST(pages_of_an_article_whose_title_was_made_late)
{
	struct str text, nav;
	write_article("", 20, 0);
	build(&text, &nav);
	ck_assert_uint_ge(follow(text, nav), 4);
	ck_assert_ptr_nonnull(strstr(text.p, "<h1 id=\"page.title\" class=\"title\"><span epub:type=\"pagebreak\""));
}
END_TEST

START_TEST(pages_of_nothing_but_a_note_begin_in_it)
{
	struct str text, nav;
	write_article("---\ntitle: A\n---\n", 2, 2500);
	build(&text, &nav);
	size_t n = follow(text, nav);
	const char *note = strstr(text.p, "<aside");
	ck_assert_ptr_nonnull(note);
	ck_assert_uint_eq(n, marks_in(text));
	ck_assert_uint_ge(n, 5);
	ck_assert_uint_ge(marks_in(str_c(note)), 4);
}
END_TEST

START_TEST(a_shell_without_the_heading_leaves_no_link_to_nothing)
{
	struct str text, nav;
	scratch_file(&s, "templates/mine/article.xhtml",
		"<html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:sheaf=\"urn:sheaf\" xmlns:xsl=\"http://www.w3.org/1999/XSL/Transform\""
		" xsl:version=\"1.0\"><head><title>A</title></head><body><h1><xsl:value-of select=\"page/title\"/></h1><sheaf:body/></body></html>\n");
	write_article("---\ntitle: A\n---\n", 20, 0);
	build(&text, &nav);
	size_t n = follow(text, nav);
	ck_assert_uint_ge(n, 3);
	ck_assert_uint_eq(n, marks_in(text));
	ck_assert_ptr_null(strstr(nav.p, "#page.1\""));
	ck_assert_ptr_nonnull(strstr(nav.p, "#page.2\""));
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("write/epub_pagemap");
	TCase *tests = tcase_create("epub_pagemap");
	suite_add_tcase(suite, tests);
	tcase_set_timeout(tests, 60);
	tcase_add_checked_fixture(tests, setup, teardown);
	tcase_add_test(tests, pages_of_an_article_whose_title_was_made_late);
	tcase_add_test(tests, pages_of_nothing_but_a_note_begin_in_it);
	tcase_add_test(tests, a_shell_without_the_heading_leaves_no_link_to_nothing);
	return scratch_run(suite);
}
