/* The order of the book: SUMMARY.md as three tools read it, and without one. */
#include "base/buf.h"
#include "read/read.h"
#include "scratch.h"

static struct scratch s;
static struct book *book;

static void setup(void)
{
	scratch_open(&s);
	scratch_file(&s, "sheaf.yaml", "title: T\nauthor: A\nlanguage: en\nidentifier: i\n");
	book = NULL;
}

static void teardown(void)
{
	book_free(book);
	scratch_close(&s);
}

static void add(const char *rel, const char *text)
{
	scratch_file(&s, path_join(&s.arena, STR("content"), str_c(rel)).p, text);
}

static void articles(const char *names)
{
	struct str rest = str_c(names);
	while (rest.n) {
		struct str name = str_cut(&rest, ' ');
		add(arena_printf(&s.arena, STR_FMT ".md", STR_ARG(name)).p,
			arena_printf(&s.arena, "---\ntitle: Title " STR_FMT "\n---\nText.\n", STR_ARG(name)).p);
	}
}

static void put(struct buf *b, const struct toc_item *parent)
{
	static const char *const zones[] = {"", "<", ">"};
	for (const struct toc_item *i = parent->first; i; i = i->next) {
		ck_assert_ptr_eq(i->parent, parent);
		buf_printf(b, "%s%s" STR_FMT, b->n && b->p[b->n - 1] != '(' ? " " : "", zones[i->zone],
			STR_ARG(i->kind == TOC_PART ? i->title : path_stem(i->article->path)));
		if (i->kind == TOC_ARTICLE && i->title.n)
			buf_printf(b, "=" STR_FMT, STR_ARG(i->title));
		if (i->first) {
			buf_char(b, '(');
			put(b, i);
			buf_char(b, ')');
		}
	}
}

static const char *contents(void)
{
	struct buf b;
	struct project *p = project_read(&s.arena, str_c(s.root), &s.diags);
	book_free(book);
	book = book_read(p, 2);
	buf_init(&b, BUF_NO_LIMIT);
	put(&b, &book->toc);
	const char *text = buf_copy(&b, &s.arena).p;
	buf_free(&b);
	for (size_t i = 0; i < book->narticles; i++)
		ck_assert_uint_eq(book->articles[i]->index, i);
	return text;
}

START_TEST(mdbook)
{
	articles("intro a b c d end");
	add("SUMMARY.md", "# Summary\n\n[Intro](intro.md)\n\n# Part One\n\n- [Title a](./a.md)\n  - [Title b](b.md)\n"
			  "- [Coming]()\n\n---\n\n# Two\n\n- [Other](c.md)\n    - [Title d](d.md)\n\n[Title end](end.md)\n");
	ck_assert_str_eq(contents(), "<intro=Intro Part One(a(b)) Two(c=Other(d)) >end");
	const struct diag *d = scratch_diag(&book->diags, DIAG_EMPTY_ARTICLE, 9, 3);
	ck_assert(str_find(d->text, "Coming") < d->text.n);
	ck_assert_uint_eq(book->narticles, 6);
}
END_TEST

START_TEST(gitbook)
{
	articles("README part/README part/x y z");
	add("SUMMARY.md", "# Table of contents\n\n* [Title README](README.md)\n\n## Group\n\n* [X](part/README.md)\n"
			  "  * [Section](part/README.md#s)\n  * [Title part/x](part/x.md)\n\n----\n\n* [Title y](/y.md)\n"
			  "* [Site](https://example.com)\n* Loose\n  * [Title z](z.md#top)\n");
	ck_assert_str_eq(contents(), "README Group(README=X(x)) y Loose(z)");
	scratch_diag(&book->diags, DIAG_BAD_URL, 14, 3);
	ck_assert_uint_eq(book->diags.n, 1);
}
END_TEST

START_TEST(missing_and_unlisted)
{
	articles("listening other");
	add("a b.md", "# Spaces\n\nText.\n");
	add("SUMMARY.md", "# Summary\n- [L](lisening.md)\n- [S](a%20b.md)\n- [Again](<a b.md>)\n- [Out](../x.md)\n");
	ck_assert_str_eq(contents(), "a b=S");
	ck_assert_uint_eq(scratch_count(&book->diags, DIAG_MISSING_ARTICLE), 2);
	ck_assert_uint_eq(scratch_count(&book->diags, DIAG_UNLISTED), 2);
	scratch_diag(&book->diags, DIAG_LISTED_TWICE, 4, 3);
	for (size_t i = 0; i < book->diags.n; i++) {
		const struct diag *d = book->diags.items[i];
		if (d->id == DIAG_MISSING_ARTICLE && d->pos.line == 2)
			ck_note(d, "listening.md");
		if (d->id == DIAG_UNLISTED)
			ck_assert(d->pos.line == 1 && str_starts(d->pos.src->name, "content/"));
	}
}
END_TEST

START_TEST(titles_that_differ_only_in_quotes_are_the_same)
{
	add("a.md", "---\ntitle: \"It's \\\"so\\\"\"\n---\nText.\n");
	add("SUMMARY.md", "# S\n- [It's \"so\"](a.md)\n");
	ck_assert_str_eq(contents(), "a");
}
END_TEST

START_TEST(unreadable_articles_leave_the_contents)
{
	articles("a b c");
	ck_assert_int_eq(symlink("/etc/hostname", scratch_path(&s, "content/out.md")), 0);
	add("SUMMARY.md", "# S\n- [Title a](a.md)\n- [O](out.md)\n  - [Title b](b.md)\n- [Title c](c.md)\n\n## P\n\n- [Gone](gone.md)\n");
	ck_assert_str_eq(contents(), "a b c");
	ck_assert_uint_eq(scratch_count(&book->diags, DIAG_OUTSIDE_CONTENT), 1);
}
END_TEST

START_TEST(deep_nesting_is_cut)
{
	struct buf b;
	articles("a");
	buf_init(&b, BUF_NO_LIMIT);
	buf_cstr(&b, "# S\n");
	for (int i = 0; i < 60; i++)
		buf_printf(&b, "%*s- [A](a.md)\n", i * 2, "");
	buf_char(&b, 0);
	add("SUMMARY.md", b.p);
	ck_assert_str_eq(contents(), "a=A");
	ck_assert_uint_eq(scratch_count(&book->diags, DIAG_TOO_DEEP), 1);
	buf_free(&b);
}
END_TEST

START_TEST(keys_without_summary)
{
	add("z.md", "---\nweight: 2\n---\n# Z\n\nx\n");
	add("y.md", "---\nweight: 10\n---\n# Y\n\nx\n");
	add("02-b.md", "# B\n\nx\n");
	add("10-c.md", "# C\n\nx\n");
	add("e.md", "---\ndate: 2026-01-02\n---\n# E\n\nx\n");
	add("d.md", "---\ndate: 2026-01-03\n---\n# D\n\nx\n");
	add("2025-06-01-old.md", "# Old\n\nx\n");
	add("f.md", "# F\n\nx\n");
	add("glossary.md", "# Glossary\n\nx\n");
	add("h.md", "# H\n\nx\n");
	ck_assert_str_eq(contents(), "z y 02-b 10-c 2025-06-01-old e d f h >glossary");
	ck_str(book->articles[2]->slug, "b");
	ck_str(book->articles[4]->slug, "old");
	ck_assert(book->articles[9]->glossary);
}
END_TEST

START_TEST(folders_are_parts)
{
	add("01-start.md", "# Start\n\nx\n");
	add("03-basics/_index.md", "---\ntitle: The Basics\n---\n");
	add("03-basics/02-two.md", "# Two\n\nx\n");
	add("03-basics/01-one.md", "---\ndate: 2030-01-01\n---\n# One\n\nx\n");
	add("02-first-things/b.md", "---\ndate: 2031-01-01\n---\n# B\n\nx\n");
	add("02-first-things/README.md", "# Read me\n\nSome text.\n");
	add("02-first-things/deep/c.md", "---\nweight: 1\n---\n# C\n\nx\n");
	add("my-post/index.md", "---\ntitle: Bundle\n---\nText.\n");
	ck_assert_str_eq(contents(), "01-start Read me(README c b) The Basics(01-one 02-two) index");
	ck_str(book->articles[6]->slug, "my-post");
	ck_str(book->articles[1]->slug, "first-things");
	ck_assert_uint_eq(scratch_count(&book->diags, DIAG_EMPTY_ARTICLE), 0);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("summary");
	TCase *c = tcase_create("summary");
	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_test(c, mdbook);
	tcase_add_test(c, gitbook);
	tcase_add_test(c, missing_and_unlisted);
	tcase_add_test(c, titles_that_differ_only_in_quotes_are_the_same);
	tcase_add_test(c, unreadable_articles_leave_the_contents);
	tcase_add_test(c, deep_nesting_is_cut);
	tcase_add_test(c, keys_without_summary);
	tcase_add_test(c, folders_are_parts);
	suite_add_tcase(suite, c);
	return scratch_run(suite);
}
