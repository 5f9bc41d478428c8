/* A small book from files to an EPUB: what is in it, in what order, the same on any number of threads. */
#include <zip.h>

#include "unit/read/scratch.h"
#include "read/read.h"
#include "write/writer.h"

static struct scratch s;
static zip_t *zip;

/* a picture of one pixel */
static const unsigned char png[] = {0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13, 'I', 'H', 'D', 'R', 0, 0, 0, 1, 0, 0, 0, 1, 8, 6,
	0, 0, 0, 0x1f, 0x15, 0xc4, 0x89, 0, 0, 0, 13, 'I', 'D', 'A', 'T', 0x78, 0xda, 0x63, 0x64, 0xf8, 0xcf, 0x50, 0x0f, 0, 0x03,
	0x86, 0x01, 0x80, 0x5a, 0x34, 0x7d, 0x6b, 0, 0, 0, 0, 'I', 'E', 'N', 'D', 0xae, 0x42, 0x60, 0x82};

static const char sheaf_yaml[] =
	"title: Bread & Salt\n"
	"subtitle: A test\n"
	"author: [Jane Example, {name: Ed Example, role: edt}]\n"
	"language: en-GB\n"
	"date: 2024-02-29\n"
	"publisher: ''\n"
	"series: Loaves\n"
	"series_number: 2\n"
	"subjects: [bread, salt, bread]\n"
	"identifier: urn:uuid:3f2a1c52-6d1e-4c0b-9b7e-2f4f0a7c1d11\n"
	"cover: plain\n"
	"call_to_action: {heading: More, text: \"One.\\n\\nTwo\\nlines.\", button: Go, url: 'https://example.com/a b'}\n"
	"about_the_author: Words about [bread](https://example.com/).\n"
	"editions:\n"
	"  book: {format: epub}\n";

static void setup(void)
{
	scratch_open(&s);
	setenv("SOURCE_DATE_EPOCH", "1709209845", 1);
	scratch_file(&s, "sheaf.yaml", sheaf_yaml);
	scratch_file(&s, "covers/plain.svg",
		"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1600 2560\"><rect width=\"1600\" height=\"2560\" fill=\"#123\"/></svg>");
	scratch_file(&s, "content/SUMMARY.md",
		"# Summary\n\n[Before](before.md)\n\n# First\n\n- [One](one.md)\n  - [Two](two.md)\n\n# Second\n\n- [Three](three.md)\n\n[Words](glossary.md)\n");
	scratch_file(&s, "content/before.md", "---\ntitle: Before\n---\nSee [two](two.md#deep) and [[three]].\n");
	scratch_file(&s, "content/one.md", "---\ntitle: One *and* all\n---\nText.[^n]\n\n## Part *of* it {#part}\n\n### Deeper\n\n![A dot](dot.png)\n\n[^n]: Note.\n");
	scratch_file(&s, "content/two.md", "---\ntitle: Two\nlang: de\n---\n## Deep\n\nText, see [One](one.md).\n");
	scratch_file(&s, "content/three.md", "---\ntitle: Three\nrelated: [one]\n---\nText.\n");
	scratch_file(&s, "content/glossary.md", "---\ntitle: Words\n---\nLoaf\n: Bread.\n");
	scratch_bytes(&s, "content/dot.png", png, sizeof png);
}

static void teardown(void)
{
	if (zip)
		zip_discard(zip);
	zip = NULL;
	scratch_close(&s);
}

/* The edition's file, or NULL when the writer gave up. */
static const char *build(int threads, const char *into)
{
	struct project *project = project_read(&s.arena, str_c(s.root), &s.diags);
	struct book *book = book_read(project, threads);
	struct edition *edition = edition_link(book, &project->editions[0], NULL);
	struct write_job job = {.book = book, .edition = edition, .dir = str_c(scratch_path(&s, into)), .threads = threads,
		.arena = &s.arena, .diags = &s.diags};
	bool good = writer_find(STR("epub"))->write(&job);
	const char *path = good ? job.items[0].path.p : NULL;
	if (good)
		ck_assert_uint_eq(job.n, 2);
	edition_free(edition);
	book_free(book);
	return path;
}

static const char *build_into(int threads, const char *into)
{
	ck_assert_int_eq(fs_make_dirs(scratch_path(&s, into)), 0);
	const char *path = build(threads, into);
	if (!path)
		scratch_dump(&s.diags);
	ck_assert_ptr_nonnull(path);
	return path;
}

static void open_book(void)
{
	zip = zip_open(build_into(2, "out"), ZIP_RDONLY | ZIP_CHECKCONS, NULL);
	ck_assert_ptr_nonnull(zip);
}

static struct str part(const char *name)
{
	zip_stat_t st;
	ck_assert_msg(zip_stat(zip, name, 0, &st) == 0, "no %s", name);
	char *data = arena_alloc(&s.arena, st.size + 1);
	zip_file_t *f = zip_fopen(zip, name, 0);
	ck_assert_int_eq(zip_fread(f, data, st.size), (zip_int64_t)st.size);
	ck_assert_int_eq(zip_fclose(f), 0);
	return (struct str){data, st.size};
}

#define ck_has(name, text) ck_assert_msg(strstr(part(name).p, (text)), "not in %s: %s\n%s", (name), (text), part(name).p)
#define ck_lacks(name, text) ck_assert_msg(!strstr(part(name).p, (text)), "in %s: %s", (name), (text))

START_TEST(test_order_of_entries)
{
	static const char *const names[] = {"mimetype", "META-INF/container.xml", "EPUB/package.opf", "EPUB/toc.ncx",
		"EPUB/css/book.css", "EPUB/cover.xhtml", "EPUB/title.xhtml", "EPUB/copyright.xhtml", "EPUB/nav.xhtml",
		"EPUB/text/before.xhtml", "EPUB/part-1.xhtml", "EPUB/text/one.xhtml", "EPUB/text/two.xhtml",
		"EPUB/part-2.xhtml", "EPUB/text/three.xhtml", "EPUB/text/glossary.xhtml", "EPUB/about.xhtml", "EPUB/call.xhtml",
		"EPUB/images/cover.jpg", "EPUB/images/dot.png"};
	open_book();
	ck_assert_int_eq(zip_get_num_entries(zip, 0), (int)(sizeof names / sizeof *names));
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		ck_assert_str_eq(zip_get_name(zip, i, 0), names[i]);
}
END_TEST

static struct str file_bytes(const char *path)
{
	struct str out;
	ck_assert_int_eq(fs_read(&s.arena, path, FS_TEXT_LIMIT, &out), 0);
	return out;
}

START_TEST(test_same_bytes_on_any_number_of_threads)
{
	struct str one = file_bytes(build_into(1, "a"));
	setenv("TZ", "Pacific/Kiritimati", 1);
	struct str four = file_bytes(build_into(4, "b"));
	ck_assert_uint_eq(one.n, four.n);
	ck_assert_mem_eq(one.p, four.p, one.n);
	one = file_bytes(scratch_path(&s, "a/book-cover.jpg"));
	four = file_bytes(scratch_path(&s, "b/book-cover.jpg"));
	ck_assert_uint_eq(one.n, four.n);
	ck_assert_mem_eq(one.p, four.p, one.n);
}
END_TEST

START_TEST(test_metadata)
{
	open_book();
	static const char *const has[] = {"<dc:title id=\"title\">Bread &amp; Salt</dc:title>", "<dc:language>en-GB</dc:language>",
		"<dc:language>de</dc:language>", "<dc:creator id=\"person-1\">Jane Example</dc:creator>", ">Example, Jane<",
		"<dc:contributor id=\"person-2\">Ed Example</dc:contributor>", ">edt<", "<dc:date>2024-02-29</dc:date>",
		"property=\"dcterms:modified\">2024-02-29T12:30:45Z<", "id=\"series\">Loaves<", "property=\"group-position\">2<",
		"schema:accessibilityFeature\">alternativeText<", "schema:accessModeSufficient\">textual<",
		"schema:accessibilityHazard\">none<", "<meta name=\"cover\" content=\"cover-image\"/>"};
	for (size_t i = 0; i < sizeof has / sizeof *has; i++)
		ck_has("EPUB/package.opf", has[i]);
	const char *first = strstr(part("EPUB/package.opf").p, "<dc:subject>bread<");
	ck_assert_ptr_nonnull(first);
	ck_assert_ptr_null(strstr(first + 1, "<dc:subject>bread<"));
	ck_lacks("EPUB/package.opf", "dc:publisher");
	ck_lacks("EPUB/package.opf", "conformsTo");
	ck_lacks("EPUB/package.opf", "></dc:");
	ck_lacks("EPUB/package.opf", "></meta>");
}
END_TEST

START_TEST(test_certified_only_when_someone_does)
{
	scratch_file(&s, "sheaf.yaml",
		arena_printf(&s.arena, "%saccessibility: {certified_by: An Office, report: 'https://example.com/r'}\n", sheaf_yaml).p);
	open_book();
	ck_has("EPUB/package.opf", "dcterms:conformsTo\">EPUB Accessibility 1.1 - WCAG 2.2 Level AA<");
	ck_has("EPUB/package.opf", "property=\"a11y:certifiedBy\" id=\"certifier\">An Office<");
	ck_has("EPUB/package.opf", "rel=\"a11y:certifierReport\"");
}
END_TEST

START_TEST(test_nothing_claimed_of_undescribed_pictures)
{
	scratch_file(&s, "content/three.md", "---\ntitle: Three\n---\n![](dot.png)\n");
	open_book();
	ck_lacks("EPUB/package.opf", "alternativeText");
	ck_lacks("EPUB/package.opf", "accessModeSufficient\">textual<");
	ck_has("EPUB/package.opf", "Some pictures have no text description.");
	ck_has("EPUB/text/three.xhtml", "alt=\"dot\"");
}
END_TEST

START_TEST(test_contents)
{
	open_book();
	struct str nav = part("EPUB/nav.xhtml");
	static const char *const order[] = {"text/before.xhtml\">Before", "part-1.xhtml\">First",
		"text/one.xhtml\">One<", "text/one.xhtml#part\">Part",
		"text/two.xhtml\" lang=\"de\" xml:lang=\"de\">Two", "text/two.xhtml#deep\"", "part-2.xhtml\">Second", "text/three.xhtml",
		"text/glossary.xhtml\">Words", "about.xhtml\">About the author", "call.xhtml\">More",
		"epub:type=\"cover\" href=\"cover.xhtml\"", "epub:type=\"toc\" href=\"nav.xhtml\"",
		"epub:type=\"bodymatter\" href=\"part-1.xhtml\"", "epub:type=\"glossary\" href=\"text/glossary.xhtml\""};
	const char *at = nav.p;
	for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
		const char *found = strstr(at, order[i]);
		ck_assert_msg(found != NULL, "%s is not next in\n%s", order[i], at);
		at = found;
	}
	ck_lacks("EPUB/nav.xhtml", "Deeper");
	ck_has("EPUB/toc.ncx", "<meta name=\"dtb:depth\" content=\"4\"/>");
	ck_has("EPUB/toc.ncx", "<text>Part of it</text>");
	ck_has("EPUB/toc.ncx", "urn:uuid:");
}
END_TEST

START_TEST(test_links)
{
	open_book();
	ck_has("EPUB/text/before.xhtml", "href=\"two.xhtml#deep\"");
	ck_has("EPUB/text/before.xhtml", "<a href=\"three.xhtml\">Three</a>");
	ck_has("EPUB/text/three.xhtml", "<a href=\"one.xhtml\">One and all</a>");
	ck_has("EPUB/text/one.xhtml", "src=\"../images/dot.png\" alt=\"A dot\" width=\"1\" height=\"1\"");
	ck_has("EPUB/text/two.xhtml", "lang=\"de\"");
	ck_has("EPUB/text/glossary.xhtml", "role=\"doc-glossary\"");
	ck_has("EPUB/call.xhtml", "href=\"https://example.com/a%20b\"");
	ck_has("EPUB/call.xhtml", "<p>One.</p>\n<p>Two lines.</p>");
	ck_has("EPUB/about.xhtml", "<a href=\"https://example.com/\">bread</a>");
}
END_TEST

START_TEST(test_names_of_images)
{
	scratch_bytes(&s, "content/more/dot.png", png, sizeof png);
	scratch_bytes(&s, "content/Gr\xC3\xBC\xC3\x9F""e & co.png", png, sizeof png);
	scratch_bytes(&s, "content/cover.jpg", png, sizeof png);
	scratch_file(&s, "content/three.md",
		"---\ntitle: Three\n---\n![b](more/dot.png) ![a](dot.png) ![c](<Gr\xC3\xBC\xC3\x9F""e & co.png>) ![d](cover.jpg)\n");
	open_book();
	ck_has("EPUB/text/one.xhtml", "src=\"../images/dot.png\" alt=\"A dot\"");
	ck_has("EPUB/text/three.xhtml", "src=\"../images/dot-2.png\" alt=\"b\"");
	ck_has("EPUB/text/three.xhtml", "src=\"../images/dot.png\" alt=\"a\"");
	ck_has("EPUB/text/three.xhtml", "src=\"../images/cover.png\" alt=\"d\"");
	ck_has("EPUB/package.opf", "href=\"images/cover.png\" media-type=\"image/png\"");
}
END_TEST

START_TEST(test_a_picture_called_cover)
{
	build_into(1, "first");
	struct str jpeg = file_bytes(scratch_path(&s, "first/book-cover.jpg"));
	scratch_bytes(&s, "content/cover.jpg", jpeg.p, jpeg.n);
	scratch_file(&s, "content/three.md", "---\ntitle: Three\n---\n![a](cover.jpg)\n");
	open_book();
	ck_has("EPUB/text/three.xhtml", "src=\"../images/cover-2.jpg\" alt=\"a\"");
	ck_has("EPUB/cover.xhtml", "src=\"images/cover.jpg\"");
}
END_TEST

START_TEST(test_no_cover_falls_back)
{
	scratch_file(&s, "covers/plain.svg", "not a picture");
	open_book();
	ck_assert_uint_eq(scratch_count(&s.diags, DIAG_BAD_COVER), 1);
	ck_has("EPUB/cover.xhtml", "alt=\"Bread &amp; Salt. A test. Jane Example\"");
}
END_TEST

START_TEST(test_a_folder_that_cannot_be_written)
{
	scratch_file(&s, "out", "a file where the folder should be");
	ck_assert_ptr_null(build(2, "out"));
	ck_assert_uint_eq(scratch_count(&s.diags, DIAG_WRITE_FILE), 1);
}
END_TEST

START_TEST(test_a_chapter_too_large_for_shops)
{
	size_t size = 11u << 20;
	char *text = arena_alloc(&s.arena, size + 1);
	for (size_t i = 0; i < size; i++)
		text[i] = i % 80 == 79 ? '\n' : i % 8 == 7 ? ' ' : 'x';
	scratch_file(&s, "content/three.md", text);
	build_into(2, "out");
	ck_assert_uint_eq(scratch_count(&s.diags, DIAG_LARGE_FILE), 1);
}
END_TEST

START_TEST(test_bad_colour_is_told)
{
	scratch_file(&s, "sheaf.yaml", arena_printf(&s.arena, "%sbrand: {colour: mauve}\n", sheaf_yaml).p);
	open_book();
	ck_assert_uint_ge(scratch_count(&s.diags, DIAG_BAD_VALUE), 1);
}
END_TEST

/* Only where a workbook holds the article: of two, the first that does. */
START_TEST(test_the_workbook_is_named_where_it_holds_the_article)
{
	scratch_file(&s, "sheaf.yaml", arena_printf(&s.arena, "%s  print: {format: pdf, subtitle: Not this}\n"
		"  work: {format: pdf, layout: workbook, subtitle: The workbook, select: {articles: [one]}}\n"
		"  more: {format: pdf, layout: workbook, title: More, select: {articles: [one, two]}}\n", sheaf_yaml).p);
	scratch_file(&s, "content/one.md", "---\ntitle: One\n---\n> [!prompt]\n> Why?\n");
	scratch_file(&s, "content/two.md", "---\ntitle: Two\n---\n> [!prompt]\n> Why?\n");
	scratch_file(&s, "content/three.md", "---\ntitle: Three\n---\n> [!prompt]\n> Why?\n");
	open_book();
	ck_has("EPUB/text/one.xhtml", "<cite>Bread &amp; Salt: The workbook</cite>");
	ck_has("EPUB/text/two.xhtml", "<cite>More</cite>");
	ck_has("EPUB/text/three.xhtml", "Why?");
	ck_lacks("EPUB/text/three.xhtml", "<cite>");
}
END_TEST

int main(void)
{
	const TTest *tests[] = {test_order_of_entries, test_same_bytes_on_any_number_of_threads, test_metadata,
		test_certified_only_when_someone_does, test_nothing_claimed_of_undescribed_pictures, test_contents, test_links,
		test_names_of_images, test_a_picture_called_cover, test_no_cover_falls_back, test_a_folder_that_cannot_be_written,
		test_a_chapter_too_large_for_shops, test_bad_colour_is_told,
		test_the_workbook_is_named_where_it_holds_the_article};
	Suite *suite = suite_create("epub");
	TCase *c = tcase_create("epub");
	tcase_set_timeout(c, 60);
	tcase_add_checked_fixture(c, setup, teardown);
	for (size_t i = 0; i < sizeof tests / sizeof *tests; i++)
		tcase_add_test(c, tests[i]);
	suite_add_tcase(suite, c);
	return scratch_run(suite);
}
