/* Themes and page shells: layers, tokens, what a shell sees, and everything that it must not reach. */
#include <check.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <libxml/parser.h>
#include "base/fs.h"
#include "markup/template.h"

static struct arena arena;
static struct diags diags;
static char root[64];

static void set_up(void)
{
	arena_init(&arena);
	diags_init(&diags);
	strcpy(root, "/tmp/sheaf-theme-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(root));
}

static void tear_down(void)
{
	struct str command = arena_printf(&arena, "rm -r '%s'", root);
	ck_assert_int_eq(system(command.p), 0);
	diags_free(&diags);
	arena_free(&arena);
}

/* A file of the project's theme `own`. */
static void put_file(const char *name, const char *text)
{
	struct str dir = arena_printf(&arena, "%s/templates/own", root);
	ck_assert_int_eq(fs_make_dirs(dir.p), 0);
	FILE *f = fopen(arena_printf(&arena, "%s/%s", dir.p, name).p, "w");
	ck_assert_ptr_nonnull(f);
	fputs(text, f);
	fclose(f);
}

static struct theme *load(const char *name)
{
	return theme_load(&arena, str_c(name), arena_printf(&arena, "%s/templates", root), &diags);
}

static const char *token(const struct theme *t, const char *key)
{
	const char *value = map_get(&t->tokens, str_c(key));
	return value ? value : "";
}

static void assert_complaint(size_t index, const char *file, uint32_t line, const char *words)
{
	ck_assert_uint_gt(diags.n, index);
	const struct diag *d = diags.items[index];
	ck_assert_int_eq(d->id, DIAG_BAD_TEMPLATE);
	ck_assert_msg(str_find(d->text, words) < d->text.n, "'" STR_FMT "' does not say '%s'", STR_ARG(d->text), words);
	if (!file)
		return;
	ck_assert_ptr_nonnull(d->pos.src);
	ck_assert_msg(str_is(d->pos.src->name, file), STR_FMT, STR_ARG(d->pos.src->name));
	ck_assert_uint_eq(d->pos.line, line);
}

START_TEST(tokens_are_flattened)
{
	put_file("theme.yaml", "fonts:\n  body: [My Serif, serif]\ncolours: {deep: {er: '#123456'}}\n");
	struct theme *t = load("own");
	ck_assert_ptr_nonnull(t);
	ck_assert_uint_eq(diags.n, 0);
	ck_assert_str_eq(token(t, "fonts-body"), "\"My Serif\", serif");
	ck_assert_str_eq(token(t, "colours-deep-er"), "#123456");
	ck_assert_str_ne(token(t, "colours-accent"), ""); /* hearth's, for this theme says nothing of it */
}
END_TEST

START_TEST(bad_tokens_are_placed)
{
	put_file("theme.yaml", "fonts:\n  body: [a, {b: c}]\n");
	ck_assert_ptr_nonnull(load("own"));
	assert_complaint(0, "templates/own/theme.yaml", 2, "plain values");
	put_file("theme.yaml", "fonts:\n  body: \"x\n");
	ck_assert_ptr_nonnull(load("own"));
	assert_complaint(1, "templates/own/theme.yaml", 3, "");
	put_file("theme.yaml", "a: 1\n\"b c\": 2\n");
	ck_assert_ptr_nonnull(load("own"));
	assert_complaint(2, "templates/own/theme.yaml", 2, "name");
}
END_TEST

START_TEST(unknown_theme)
{
	ck_assert_ptr_null(load("heart"));
	assert_complaint(0, NULL, 0, "no theme 'heart'");
	ck_assert_ptr_nonnull(diags.items[0]->note);
	ck_assert_uint_lt(str_find(diags.items[0]->note->text, "'hearth'"), diags.items[0]->note->text.n);
	ck_assert_ptr_null(load("../own"));
	ck_assert_ptr_nonnull(load("")); /* none named: hearth */
}
END_TEST

START_TEST(files_come_in_layers)
{
	put_file("title.xhtml", "mine");
	struct theme *t = load("own");
	struct str name;
	ck_assert(str_is(theme_file(&arena, t, "title.xhtml", &name), "mine"));
	ck_assert(str_is(name, "templates/own/title.xhtml"));
	ck_assert(str_starts(theme_file(&arena, t, "article.xhtml", &name), "<?xml"));
	ck_assert(str_is(name, "templates/hearth/article.xhtml"));
	ck_assert_ptr_null(theme_file(&arena, t, "none.xhtml", &name).p);
	ck_assert_ptr_null(theme_file(&arena, t, "../../../../../../etc/passwd", &name).p);
	ck_assert_ptr_null(theme_file(&arena, t, "/etc/passwd", &name).p);
}
END_TEST

START_TEST(variables_are_replaced)
{
	put_file("theme.yaml", "a: red\nb: var(--a)\n");
	put_file("book.css", "/* one */\np { color: var(--a); /* two */ margin: calc(1em) }\n"
			     "q { color: var( --b ); content: \"var(--a) /* */\" }\ns { top: var(--none, 3em) }\n");
	struct str css = theme_css(&arena, load("own"), "book.css", &diags);
	ck_assert_uint_eq(diags.n, 0);
	ck_assert_str_eq(css.p, "p { color: red;  margin: calc(1em) }\n"
				"q { color: red; content: \"var(--a) /* */\" }\ns { top: 3em }\n");
}
END_TEST

START_TEST(a_sheets_own_variables_stay)
{
	put_file("theme.yaml", "a: red\nb: blue\n");
	put_file("site.css", ":root { --a: var(--b); --line-1 : 1px }\np { color: var(--a); left: var(--line-1, var(--b)); top: var( --a ) }\n");
	struct str css = theme_css(&arena, load("own"), "site.css", &diags);
	ck_assert_uint_eq(diags.n, 0); /* a name and its colon stand together, so --line-1 is not declared */
	ck_assert_str_eq(css.p, ":root { --a: blue; --line-1 : 1px }\np { color: var(--a); left: blue; top: var(--a) }\n");
}
END_TEST

START_TEST(bad_style_sheets_are_placed)
{
	put_file("theme.yaml", "loop: var(--loop)\n");
	put_file("book.css", "p {\n  color: var(--nothing);\n  top: var(--loop);\n  background: url(x.png) }\n@import \"y.css\";\n/* z");
	theme_css(&arena, load("own"), "book.css", &diags);
	ck_assert_uint_eq(diags.n, 5);
	assert_complaint(0, "templates/own/book.css", 2, "--nothing");
	ck_assert_uint_eq(diags.items[0]->pos.col, 10);
	assert_complaint(1, "templates/own/book.css", 3, "itself");
	assert_complaint(2, "templates/own/book.css", 4, "other files");
	assert_complaint(3, "templates/own/book.css", 5, "import");
	assert_complaint(4, "templates/own/book.css", 6, "comment");
}
END_TEST

START_TEST(brand_colour_is_made_visible)
{
	struct theme *t = load("hearth");
	ck_assert(theme_brand(&arena, t, STR("#8a3b5c"), STR("Lato"), (struct str){0}));
	ck_assert_str_eq(token(t, "colours-accent"), "#934a68"); /* a little lighter, for black pages */
	ck_assert_str_eq(token(t, "site-light-accent"), "#8a3b5c");
	ck_assert_str_eq(token(t, "site-dark-accent"), "#bb8da0");
	ck_assert_int_eq(strncmp(token(t, "fonts-body"), "\"Lato\", \"EB Garamond\"", 20), 0);
	ck_assert_str_eq(token(t, "ebook-body"), token(t, "fonts-body"));
	ck_assert_str_eq(token(t, "ebook-heading"), "inherit");
	ck_assert(theme_brand(&arena, t, STR("#ff0"), (struct str){0}, (struct str){0}));
	ck_assert_str_eq(token(t, "colours-accent"), "#888800");
	ck_assert(theme_brand(&arena, t, STR("#b5532f"), (struct str){0}, (struct str){0}));
	ck_assert_str_eq(token(t, "colours-accent"), "#b5532f");
	ck_assert(!theme_brand(&arena, t, STR("plum"), (struct str){0}, (struct str){0}));
	ck_assert(!theme_brand(&arena, t, STR("#12345g"), (struct str){0}, (struct str){0}));
}
END_TEST

/* Shells. */

#define SHELL(body)                                                                                                    \
	"<html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:sheaf=\"urn:sheaf\" xsl:version=\"1.0\" "                  \
	"xmlns:xsl=\"http://www.w3.org/1999/XSL/Transform\">\n" body "</html>"
#define SHEET(body)                                                                                                    \
	"<xsl:stylesheet xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:sheaf=\"urn:sheaf\" version=\"1.0\" "            \
	"xmlns:xsl=\"http://www.w3.org/1999/XSL/Transform\">\n" body "</xsl:stylesheet>"

static struct str fill_file(const char *name, const char *data, const char *body)
{
	struct shell *s = shell_load(&arena, load("own"), name, &diags);
	struct buf out;
	struct str page = {0};
	if (!s)
		return page;
	buf_init(&out, BUF_NO_LIMIT);
	if (shell_fill(s, PAGE_XHTML, str_c(data), str_c(body), &out, &diags))
		page = buf_copy(&out, &arena);
	else
		ck_assert_uint_eq(out.n, 0);
	buf_free(&out);
	shell_free(s);
	return page;
}

static struct str fill(const char *shell, const char *data, const char *body)
{
	put_file("x.xhtml", shell);
	return fill_file("x.xhtml", data, body);
}

START_TEST(a_page_is_spelled_for_html)
{
	struct str page = fill(SHELL("<body class=\"{page/@kind}\"><p title='a\"&lt;'><br/><b></b><xsl:value-of select=\"page/title\"/></p>"
				     "<h1><xsl:copy-of select=\"page/heading/node()\"/></h1><sheaf:body/></body>"),
		"<page kind=\"k\"><title>A &amp; B &lt;</title><heading>H <em>e</em></heading></page>", "<p epub:type=\"z\">long</p>\n");
	ck_assert_uint_eq(diags.n, 0);
	ck_assert_ptr_nonnull(page.p);
	ck_assert_str_eq(page.p, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n"
		"<html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"http://www.idpf.org/2007/ops\">\n<body class=\"k\">\n"
		"<p title=\"a&quot;&lt;\"><br/><b></b>A &amp; B &lt;</p>\n<h1>H <em>e</em></h1>\n<p epub:type=\"z\">long</p>\n</body>\n</html>\n");
}
END_TEST

START_TEST(a_body_needs_one_place)
{
	ck_assert_ptr_null(fill(SHELL("<body/>"), "<page/>", "<p>lost</p>").p);
	assert_complaint(0, "templates/own/x.xhtml", 0, "no <sheaf:body/>");
	ck_assert_ptr_null(fill(SHELL("<body><sheaf:body/><sheaf:body/></body>"), "<page/>", "").p);
	assert_complaint(1, "templates/own/x.xhtml", 0, "twice");
	ck_assert_ptr_nonnull(fill(SHELL("<body/>"), "<page/>", "").p);
	ck_assert_uint_eq(diags.n, 2);
}
END_TEST

START_TEST(mistakes_are_placed)
{
	ck_assert_ptr_null(fill("<html>\n<p></html>", "<page/>", "").p);
	assert_complaint(0, "templates/own/x.xhtml", 2, "mismatch");
	ck_assert_ptr_null(fill(SHELL("<p><xsl:value-of/></p>"), "<page/>", "").p);
	assert_complaint(1, "templates/own/x.xhtml", 2, "select");
	ck_assert_ptr_null(fill(SHELL("<p>\n<xsl:value-of select=\"page[\"/></p>"), "<page/>", "").p);
	assert_complaint(2, "templates/own/x.xhtml", 3, "page[");
	ck_assert_ptr_null(fill(SHELL("<p>\n<xsl:value-of select=\"nosuch()\"/></p>"), "<page/>", "").p);
	assert_complaint(3, "templates/own/x.xhtml", 3, "nosuch");
	ck_assert_ptr_null(fill(SHELL("<p>\n<xsl:message terminate=\"yes\">an author is needed</xsl:message></p>"), "<page/>", "").p);
	assert_complaint(4, NULL, 0, "an author is needed");
	ck_assert_ptr_null(fill("<p/>", "<page/>", "").p);
	ck_assert_ptr_null(fill(SHEET("<xsl:template match='/'>text</xsl:template>"), "<page/>", "").p);
	assert_complaint(6, "templates/own/x.xhtml", 0, "<html>");
	ck_assert_ptr_null(fill(SHELL("<p/>"), "<page>", "").p);
	assert_complaint(7, "templates/own/x.xhtml", 0, "data");
	ck_assert_ptr_null(fill_file("absent.xhtml", "<page/>", "").p);
	assert_complaint(8, NULL, 0, "absent.xhtml");
	ck_assert_ptr_null(fill(SHEET("<xsl:template match='/'><html><xsl:call-template name='l'/></html></xsl:template>"
				      "<xsl:template name='l'><xsl:call-template name='l'/></xsl:template>"),
		"<page/>", "").p);
	assert_complaint(9, NULL, 0, "");
}
END_TEST

#define OUTER SHEET("<xsl:include href='%s'/><xsl:template match='/'><html><xsl:call-template name='it'/></html></xsl:template>")

START_TEST(a_theme_includes_its_own_files)
{
	char outer[600];
	put_file("inner.xsl", SHEET("<xsl:template name='it'><p>inner</p></xsl:template>"));
	put_file("deep.xsl", SHEET("<xsl:import href='inner.xsl'/>"));
	snprintf(outer, sizeof outer, OUTER, "deep.xsl");
	struct str page = fill(outer, "<page/>", "");
	ck_assert_uint_eq(diags.n, 0);
	ck_assert_uint_lt(str_find(page, "<p>inner</p>"), page.n);
	/* a file that only the built-in theme has */
	snprintf(outer, sizeof outer, OUTER, "article.xhtml");
	fill(outer, "<page/>", "");
	ck_assert_uint_gt(diags.n, 0);
	ck_assert_uint_eq(str_find(diags.items[0]->text, "no file"), diags.items[0]->text.n);
	/* a file elsewhere, named as it is from the theme's folder */
	snprintf(outer, sizeof outer, OUTER, "../own/inner.xsl");
	fill(outer, "<page/>", "");
	assert_complaint(diags.n - 1, "templates/own/x.xhtml", 0, "its own theme only, not 'own/inner.xsl'");
	/* a mistake in the included file is placed there */
	put_file("inner.xsl", SHEET("<xsl:template name='it'>\n\n<xsl:value-of/></xsl:template>"));
	snprintf(outer, sizeof outer, OUTER, "inner.xsl");
	size_t n = diags.n;
	ck_assert_ptr_null(fill(outer, "<page/>", "").p);
	assert_complaint(n, "templates/own/inner.xsl", 4, "select");
}
END_TEST

START_TEST(a_shell_reaches_nothing)
{
	static const char *const hrefs[] = {"/etc/passwd", "../../etc/passwd", "file:///etc/passwd", "http://127.0.0.1:9/x",
		"%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd", "/dev/stdin"};
	static const char *const shells[] = {
		SHELL("<body><xsl:copy-of select=\"document('%s')\"/></body>"),
		SHEET("<xsl:include href='%s'/><xsl:template match='/'><html/></xsl:template>"),
		SHEET("<xsl:import href='%s'/><xsl:template match='/'><html/></xsl:template>"),
		"<!DOCTYPE html [<!ENTITY e SYSTEM '%s'>]>" SHELL("<body>&e;</body>"),
		"<!DOCTYPE html SYSTEM '%s'>" SHELL("<body/>"),
		"<!DOCTYPE html [<!ENTITY %% e SYSTEM '%s'> %%e;]>" SHELL("<body/>"),
	};
	char shell[800];
	size_t n = 0;
	for (size_t s = 0; s < sizeof shells / sizeof *shells; s++)
		for (size_t h = 0; h < sizeof hrefs / sizeof *hrefs; h++) {
			snprintf(shell, sizeof shell, shells[s], hrefs[h]);
			struct str page = fill(shell, "<page/>", "");
			ck_assert_msg(page.p == NULL, "%s", shell);
			ck_assert_msg(diags.n > n, "no diagnostic for %s", shell);
			assert_complaint(n, NULL, 0, "");
			n = diags.n;
		}
}
END_TEST

START_TEST(a_shell_writes_nothing)
{
	struct str victim = arena_printf(&arena, "%s/victim", root);
	struct str shell = arena_printf(&arena, "<xsl:stylesheet xmlns:xsl='http://www.w3.org/1999/XSL/Transform' version='1.1'>"
		"<xsl:template match='/'><html><xsl:document href='%s'>x</xsl:document></html></xsl:template></xsl:stylesheet>", victim.p);
	ck_assert_ptr_null(fill(shell.p, "<page/>", "").p);
	assert_complaint(0, "templates/own/x.xhtml", 1, "victim");
	ck_assert(!fs_exists(victim.p));
}
END_TEST

/* The shells that are built in. */

#define DATA                                                                                                           \
	"<page kind=\"%s\" lang=\"en-GB\" type=\"%s\" role=\"%s\" css=\"../book.css\" root=\"../\"><title>T</title>"  \
	"<subtitle>S</subtitle><number>7</number><part>P</part><heading>T <em>t</em></heading>"                       \
	"<book><title>B</title><subtitle>BS</subtitle><author>Anna</author><author>Ben</author><publisher>Pub</publisher>" \
	"<isbn>978</isbn><year>2026</year><logo href=\"logo.png\" width=\"10\" height=\"20\"/></book>"                 \
	"<related><item href=\"r.xhtml\" title=\"R\" why=\"W\"/></related>"                                           \
	"<call><heading>CH</heading><text>C1</text><text>C2</text><button>Go</button><url>https://example.com/</url>" \
	"<image href=\"c.png\"/></call><image href=\"cover.jpg\" alt=\"Alt\" width=\"10\" height=\"20\"/>"            \
	"<label key=\"related-reading\">Related</label><label key=\"contents\">Contents</label><label key=\"part\">Part</label>" \
	"<label key=\"published-by\">Published by</label></page>"

static const struct {
	const char *file, *type, *role;
	const char *says[6];
} pages[] = {
	{"cover.xhtml", "cover", "", {"src=\"cover.jpg\" alt=\"Alt\"", "role=\"doc-cover\"", "width=\"10\" height=\"20\""}},
	{"title.xhtml", "titlepage", "", {">B</h1>", ">BS</p>", ">Anna</p>", ">Ben</p>", "alt=\"Pub\"", "logo.png"}},
	{"copyright.xhtml", "copyright-page", "", {"© 2026 Anna, Ben", "ISBN 978", "Published by Pub"}},
	{"article.xhtml", "chapter", "doc-chapter", {"T <em>t</em>", ">7</p>", ">P</p>", ">S</p>", "<a href=\"r.xhtml\">R</a>", ">W</span>"}},
	{"part.xhtml", "part", "doc-part", {"T <em>t</em>", ">Part 7</p>", ">S</p>"}},
	{"call.xhtml", "", "", {">C1</p>", ">C2</p>", "class=\"button\" href=\"https://example.com/\">Go</a>", "c.png"}},
	{"about.xhtml", "", "", {"T <em>t</em>", "cover.jpg"}},
	{"nav.xhtml", "", "", {">T</h1>"}},
};

static size_t occurrences(struct str text, const char *what)
{
	size_t n = 0;
	for (size_t at; (at = str_find(text, what)) < text.n; n++)
		text = str_skip(text, at + 1);
	return n;
}

START_TEST(built_in_pages)
{
	struct shell *s = shell_load(&arena, load("hearth"), pages[_i].file, &diags);
	struct buf data, out;
	bool cover = strcmp(pages[_i].file, "cover.xhtml") == 0;
	ck_assert_ptr_nonnull(s);
	buf_init(&data, BUF_NO_LIMIT);
	buf_init(&out, BUF_NO_LIMIT);
	buf_printf(&data, DATA, "kind", pages[_i].type, pages[_i].role);
	ck_assert(shell_fill(s, PAGE_XHTML, buf_view(&data), cover ? (struct str){0} : STR("<p epub:type=\"x\">body</p>"), &out, &diags));
	struct str page = buf_copy(&out, &arena);
	ck_assert_uint_eq(diags.n, 0);
	for (size_t i = 0; i < 6 && pages[_i].says[i]; i++)
		ck_assert_msg(str_find(page, pages[_i].says[i]) < page.n, "%s: no %s in\n%s", pages[_i].file, pages[_i].says[i], page.p);
	ck_assert_uint_eq(occurrences(page, "<h1"), 1);
	ck_assert_uint_eq(occurrences(page, "<title>T</title>"), 1);
	ck_assert_uint_eq(occurrences(page, "xmlns:epub="), 1);
	ck_assert_uint_eq(occurrences(page, "body</p>"), cover ? 0 : 1);
	ck_assert_uint_eq(occurrences(page, "urn:sheaf"), 0);
	ck_assert_uint_eq(occurrences(page, "lang=\"en-GB\" xml:lang=\"en-GB\""), 1);
	xmlDocPtr doc = xmlReadMemory(page.p, (int)page.n, NULL, NULL, 0);
	ck_assert_ptr_nonnull(doc);
	xmlFreeDoc(doc);
	buf_free(&data);
	buf_free(&out);
	shell_free(s);
}
END_TEST

START_TEST(built_in_pages_say_nothing_of_what_is_absent)
{
	struct shell *s = shell_load(&arena, load("hearth"), pages[_i].file, &diags);
	struct buf out;
	buf_init(&out, BUF_NO_LIMIT);
	ck_assert(shell_fill(s, PAGE_XHTML, STR("<page kind=\"k\" lang=\"en\" css=\"b.css\"><title>T</title><book><title>B</title></book>"
				    "<image href=\"a\" alt=\"x\"/></page>"), (struct str){0}, &out, &diags));
	struct str page = buf_copy(&out, &arena);
	ck_assert_uint_eq(occurrences(page, "=\"\""), 0);
	ck_assert_uint_eq(occurrences(page, "\"></p>") + occurrences(page, "<p></p>"), 0);
	ck_assert_uint_eq(occurrences(page, "\"></h1>") + occurrences(page, "\"></a>"), 0);
	ck_assert_uint_eq(occurrences(page, "dir="), 0);
	buf_free(&out);
	shell_free(s);
}
END_TEST

START_TEST(built_in_style_sheets)
{
	static const char *const themes[] = {"hearth", "plain"};
	static const char *const never[] = {"var(", "flex", "grid", "/*", "px"};
	struct str css = theme_css(&arena, load(themes[_i]), "book.css", &diags);
	ck_assert_uint_eq(diags.n, 0);
	ck_assert_uint_gt(css.n, 1000);
	for (size_t i = 0; i < sizeof never / sizeof *never; i++)
		ck_assert_msg(str_find(css, never[i]) == css.n, "%s in %s", never[i], themes[_i]);
}
END_TEST

struct worker {
	const struct shell *shell;
	struct buf out;
	bool ok;
};

static void *work(void *context)
{
	struct worker *w = context;
	struct diags own;
	diags_init(&own);
	w->ok = true;
	for (int i = 0; i < 500; i++) {
		char data[4000];
		snprintf(data, sizeof data, DATA, "k", "chapter", "doc-chapter");
		w->ok = shell_fill(w->shell, PAGE_XHTML, str_c(data), STR("<p>b</p>"), &w->out, &own) && w->ok;
	}
	diags_free(&own);
	return NULL;
}

START_TEST(threads_share_a_shell)
{
	struct worker workers[4];
	pthread_t threads[4];
	struct shell *s = shell_load(&arena, load("hearth"), "article.xhtml", &diags);
	for (int i = 0; i < 4; i++) {
		workers[i].shell = s;
		buf_init(&workers[i].out, BUF_NO_LIMIT);
		ck_assert_int_eq(pthread_create(&threads[i], NULL, work, &workers[i]), 0);
	}
	for (int i = 0; i < 4; i++)
		pthread_join(threads[i], NULL);
	for (int i = 0; i < 4; i++) {
		ck_assert(workers[i].ok);
		ck_assert(str_eq(buf_view(&workers[i].out), buf_view(&workers[0].out)));
	}
	for (int i = 0; i < 4; i++)
		buf_free(&workers[i].out);
	shell_free(s);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("template");
	TCase *theme = tcase_create("theme"), *shell = tcase_create("shell");
	tcase_add_checked_fixture(theme, set_up, tear_down);
	tcase_add_checked_fixture(shell, set_up, tear_down);
	tcase_add_test(theme, tokens_are_flattened);
	tcase_add_test(theme, bad_tokens_are_placed);
	tcase_add_test(theme, unknown_theme);
	tcase_add_test(theme, files_come_in_layers);
	tcase_add_test(theme, variables_are_replaced);
	tcase_add_test(theme, a_sheets_own_variables_stay);
	tcase_add_test(theme, bad_style_sheets_are_placed);
	tcase_add_test(theme, brand_colour_is_made_visible);
	tcase_add_loop_test(theme, built_in_style_sheets, 0, 2);
	tcase_add_test(shell, a_page_is_spelled_for_html);
	tcase_add_test(shell, a_body_needs_one_place);
	tcase_add_test(shell, mistakes_are_placed);
	tcase_add_test(shell, a_theme_includes_its_own_files);
	tcase_add_test(shell, a_shell_reaches_nothing);
	tcase_add_test(shell, a_shell_writes_nothing);
	tcase_add_loop_test(shell, built_in_pages, 0, sizeof pages / sizeof *pages);
	tcase_add_loop_test(shell, built_in_pages_say_nothing_of_what_is_absent, 0, sizeof pages / sizeof *pages);
	tcase_add_test(shell, threads_share_a_shell);
	suite_add_tcase(suite, theme);
	suite_add_tcase(suite, shell);
	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed != 0;
}
