/* A folder of articles to a book: names, images, bad files, and the same result on any number of threads. */
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

static struct book *build(int threads)
{
	struct project *p = project_read(&s.arena, str_c(s.root), &s.diags);
	book_free(book);
	book = book_read(p, threads);
	return book;
}

static const struct article *article(const char *path)
{
	const struct article *a = map_get(&book->by_path, str_c(path));
	ck_assert_msg(a != NULL, "no article %s", path);
	return a;
}

static const struct asset *image(const char *path, size_t i)
{
	const struct article *a = article(path);
	ck_assert_uint_lt(i, a->images.n);
	return a->images.items[i]->u.image.asset;
}

START_TEST(titles)
{
	add("a.md", "---\ntitle: Given\n---\n\nText.\n");
	add("b.md", "# Headed\n\nText.\n");
	add("03-no-title_here.md", "Text only.\n");
	build(1);
	ck_str(article("a.md")->title, "Given");
	ck_assert_int_eq(article("a.md")->heading->u.heading.level, 1);
	ck_str(article("b.md")->title, "Headed");
	ck_str(article("03-no-title_here.md")->title, "No title here");
	ck_assert_ptr_nonnull(article("03-no-title_here.md")->heading);
	scratch_diag(&book->diags, DIAG_UNTITLED, 1, 1);
	ck_assert_ptr_eq(map_get(&book->by_name, STR("given")), article("a.md"));
	ck_assert_ptr_eq(map_get(&book->by_name, STR("a")), article("a.md"));
}
END_TEST

START_TEST(slugs)
{
	add("a.md", "---\ntitle: A\nslug: same\nweight: 1\n---\nx\n");
	add("b.md", "---\ntitle: B\nslug: same\nweight: 2\n---\nx\n");
	add("c.md", "---\ntitle: C\nslug: same-2\nweight: 3\n---\nx\n");
	add("one/intro.md", "---\ntitle: D\nweight: 4\n---\nx\n");
	add("two/intro.md", "---\ntitle: E\nweight: 5\n---\nx\n");
	add("\xe4\xbd\xa0.md", "---\ntitle: F\nweight: 6\n---\nx\n");
	add("\xc3\x89t\xc3\xa9.md", "---\ntitle: G\nweight: 7\n---\nx\n");
	build(2);
	ck_str(article("a.md")->slug, "same");
	ck_str(article("b.md")->slug, "same-3");
	ck_str(article("c.md")->slug, "same-2");
	ck_str(article("one/intro.md")->slug, "intro");
	ck_str(article("two/intro.md")->slug, "two-intro");
	ck_assert(str_starts(article("\xe4\xbd\xa0.md")->slug, "article-"));
	ck_str(article("\xc3\x89t\xc3\xa9.md")->slug, "ete");
	const struct diag *d = scratch_diag(&book->diags, DIAG_DUPLICATE_SLUG, 3, 7);
	ck_str(d->note->pos.src->name, "content/a.md");
	ck_assert_ptr_eq(map_get(&book->by_slug, STR("same-3")), article("b.md"));
}
END_TEST

START_TEST(aliases)
{
	add("a.md", "---\ntitle: Alpha\naliases: [/old/, Beta, Own, A]\n---\nx\n");
	add("b.md", "---\ntitle: Beta\naliases: [own]\n---\nx\n");
	build(1);
	ck_assert_ptr_eq(map_get(&book->by_name, STR("old")), article("a.md"));
	ck_assert_ptr_eq(map_get(&book->by_name, STR("/old/")), article("a.md"));
	ck_assert_ptr_eq(map_get(&book->by_name, STR("beta")), article("b.md"));
	ck_assert_ptr_eq(map_get(&book->by_name, STR("own")), article("a.md"));
	ck_assert_uint_eq(scratch_count(&book->diags, DIAG_ALIAS_TAKEN), 2);
}
END_TEST

START_TEST(images)
{
	add("dir/a.md", "# A\n\n![x](near%20by.png)\n\n![x](/img/root.png?w=3)\n\n![x](far.png)\n\n![x](near%20by.png)\n\n"
			"![x](../img/root.png)\n");
	add("dir/near by.png", "1");
	add("img/root.png", "2");
	add("some/where/far.png", "3");
	build(1);
	ck_str(image("dir/a.md", 0)->rel, "dir/near by.png");
	ck_str(image("dir/a.md", 1)->rel, "img/root.png");
	ck_str(image("dir/a.md", 2)->rel, "some/where/far.png");
	ck_assert_ptr_eq(image("dir/a.md", 3), image("dir/a.md", 0));
	ck_assert_ptr_eq(image("dir/a.md", 4), image("dir/a.md", 1));
	ck_assert_uint_eq(book->nassets, 3);
	for (size_t i = 0; i < 3; i++) {
		ck_assert_uint_eq(book->assets[i]->index, i);
		ck_assert(fs_exists(book->assets[i]->path.p));
	}
	ck_assert_uint_eq(book->assets[0]->first.line, 3);
	ck_assert_uint_eq(book->diags.n, 0);
}
END_TEST

START_TEST(missing_images)
{
	add("a.md", "# A\n\n![x](img/pictur.png)\n\n![x](../../etc/passwd)\n\n![x](link.png)\n\n![x](data:image/png;base64,AA==)\n");
	add("img/picture.png", "1");
	ck_assert_int_eq(symlink("/etc/passwd", scratch_path(&s, "content/link.png")), 0);
	build(1);
	for (size_t i = 0; i < 4; i++)
		ck_assert_ptr_null(image("a.md", i));
	ck_note(scratch_diag(&book->diags, DIAG_MISSING_IMAGE, 3, 1), "img/picture.png");
	ck_assert_uint_eq(scratch_count(&book->diags, DIAG_OUTSIDE_CONTENT), 2);
	scratch_diag(&book->diags, DIAG_BAD_IMAGE, 9, 1);
	ck_assert_uint_eq(book->nassets, 0);
}
END_TEST

START_TEST(remote_images)
{
	add("a.md", "# A\n\n![x](https://example.com/p/one.png?x=1)\n\n![x](http://example.com/two.png)\n\n![x](https://example.com/no.png)\n");
	scratch_file(&s, "media/example.com/p/one.png", "1");
	scratch_file(&s, "media/two.png", "2");
	build(1);
	ck_str(image("a.md", 0)->rel, "media/example.com/p/one.png");
	ck_str(image("a.md", 1)->rel, "media/two.png");
	ck_assert_ptr_null(image("a.md", 2));
	scratch_diag(&book->diags, DIAG_REMOTE_IMAGE, 7, 1);
}
END_TEST

START_TEST(bad_files)
{
	char latin[] = "# Caf\xe9\n\nA \x93quote\x94 and\x01 a bell.\r\nNext\rlast\n";
	char wide[] = "\xff\xfe#\0 \0W\0\r\0\n\0x\0\n\0";
	add("good.md", "\xef\xbb\xbf# Good\n\nText.\n");
	scratch_bytes(&s, "content/latin.md", latin, sizeof latin - 1);
	scratch_bytes(&s, "content/wide.md", wide, sizeof wide - 1);
	ck_assert_int_eq(symlink("nowhere", scratch_path(&s, "content/dangling.md")), 0);
	ck_assert_int_eq(symlink("..", scratch_path(&s, "content/loop")), 0);
	ck_assert_int_eq(symlink(".", scratch_path(&s, "content/self")), 0);
	ck_assert_int_eq(symlink("/etc/hostname", scratch_path(&s, "content/out.md")), 0);
	build(3);
	ck_assert_uint_eq(book->narticles, 3);
	ck_str(article("good.md")->title, "Good");
	ck_str(article("latin.md")->title, "Caf\xc3\xa9");
	ck_str(article("wide.md")->title, "W");
	ck_str(source_line(article("latin.md")->source, 5), "last");
	ck_str(source_line(article("latin.md")->source, 3), "A \xe2\x80\x9cquote\xe2\x80\x9d and a bell.");
	scratch_diag(&book->diags, DIAG_BAD_UTF8, 1, 6);
	scratch_diag(&book->diags, DIAG_CONTROL_CHARACTER, 3, 18);
	ck_str(scratch_diag(&book->diags, DIAG_READ_FILE, 0, 0)->pos.src->name, "content/dangling.md");
	ck_assert_uint_ge(scratch_count(&book->diags, DIAG_SYMLINK_LOOP), 1);
	ck_assert_uint_ge(scratch_count(&book->diags, DIAG_OUTSIDE_CONTENT), 1);
}
END_TEST

START_TEST(too_large)
{
	add("big.md", "x");
	add("small.md", "# S\n\nx\n");
	ck_assert_int_eq(truncate(scratch_path(&s, "content/big.md"), (off_t)FS_TEXT_LIMIT + 1), 0);
	build(2);
	ck_assert_uint_eq(book->narticles, 1);
	ck_str(scratch_diag(&book->diags, DIAG_FILE_TOO_LARGE, 0, 0)->pos.src->name, "content/big.md");
}
END_TEST

START_TEST(nothing_to_read)
{
	build(2);
	ck_assert_uint_eq(book->narticles, 0);
	scratch_diag(&book->diags, DIAG_READ_FILE, 0, 0);
	ck_assert_int_eq(fs_make_dirs(scratch_path(&s, "content")), 0);
	build(2);
	ck_assert_uint_eq(book->diags.n, 0);
	ck_assert_ptr_null(book->toc.first);
}
END_TEST

START_TEST(empty_articles)
{
	add("a.md", "");
	add("b.md", "---\ntitle: B\n---\n");
	build(1);
	ck_assert_uint_eq(scratch_count(&book->diags, DIAG_EMPTY_ARTICLE), 2);
	ck_assert_uint_eq(book->narticles, 2);
}
END_TEST

START_TEST(pages)
{
	scratch_file(&s, "sheaf.yaml", "title: T\nauthor: Ann\nlanguage: en\nidentifier: i\nabout_the_author:\n"
				       "  image: me.png\n  text: |\n    I write.\n\n    ![x](gone.png)\ndisclaimer: No *advice*.\n");
	scratch_file(&s, "me.png", "1");
	add("a.md", "# A\n\nx\n");
	build(1);
	const struct article *about = book->pages[BOOK_PAGE_ABOUT];
	ck_assert_ptr_nonnull(about);
	ck_assert_uint_eq(about->images.n, 2);
	ck_assert_int_eq(about->body->first->kind, NODE_FIGURE);
	ck_assert_uint_eq(book->nassets, 1);
	ck_str(book->assets[0]->rel, "me.png");
	const struct diag *d = scratch_diag(&book->diags, DIAG_MISSING_IMAGE, 10, 1);
	ck_str(d->pos.src->name, "sheaf.yaml");
	ck_assert_uint_eq(source_column(d->pos), 5);
	ck_assert_ptr_nonnull(book->pages[BOOK_PAGE_DISCLAIMER]->body->first);
}
END_TEST

START_TEST(newest)
{
	add("a.md", "---\ntitle: A\ndate: 2026-03-01\n---\nx\n");
	add("b.md", "---\ntitle: B\ndate: 2026-01-01\nupdated: 2026-03-01T12:00:00Z\n---\nx\n");
	build(1);
	ck_str(book->newest_date, "2026-03-01T12:00:00Z");
	ck_assert_int_gt(book->newest, 1500000000);
}
END_TEST

static const char *summary(int threads)
{
	struct buf b;
	build(threads);
	buf_init(&b, BUF_NO_LIMIT);
	for (size_t i = 0; i < book->narticles; i++)
		buf_printf(&b, STR_FMT " " STR_FMT "\n", STR_ARG(book->articles[i]->path), STR_ARG(book->articles[i]->slug));
	for (size_t i = 0; i < book->nassets; i++)
		buf_printf(&b, STR_FMT "\n", STR_ARG(book->assets[i]->rel));
	for (size_t i = 0; i < book->diags.n; i++) {
		const struct diag *d = book->diags.items[i];
		buf_printf(&b, STR_FMT ":%u:%u " STR_FMT "\n", STR_ARG(d->pos.src->name), d->pos.line, d->pos.col, STR_ARG(d->text));
	}
	const char *text = buf_copy(&b, &s.arena).p;
	buf_free(&b);
	return text;
}

START_TEST(threads_change_nothing)
{
	for (int i = 0; i < 60; i++) {
		char rel[32], text[160];
		sprintf(rel, "d%d/f%d.md", i % 7, i % 5 * 3 + i / 5);
		sprintf(text, "---\nslug: s%d\nunknown%d: 1\ndate: 2026-01-%02d\n---\n# T\n\n![x](p%d.png)\n\n![x](q.png)\n", i % 11, i,
			i % 28 + 1, i % 3);
		add(rel, text);
	}
	add("p1.png", "1");
	add("d3/q.png", "1");
	const char *one = summary(1);
	ck_assert_uint_gt(strlen(one), 3000);
	for (size_t i = 1; i < book->diags.n; i++)
		ck_assert_int_le(str_cmp(book->diags.items[i - 1]->pos.src->name, book->diags.items[i]->pos.src->name), 0);
	for (int threads = 2; threads <= 8; threads++)
		ck_assert_str_eq(summary(threads), one);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("corpus");
	TCase *c = tcase_create("corpus");
	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_test(c, titles);
	tcase_add_test(c, slugs);
	tcase_add_test(c, aliases);
	tcase_add_test(c, images);
	tcase_add_test(c, missing_images);
	tcase_add_test(c, remote_images);
	tcase_add_test(c, bad_files);
	tcase_add_test(c, too_large);
	tcase_add_test(c, nothing_to_read);
	tcase_add_test(c, empty_articles);
	tcase_add_test(c, pages);
	tcase_add_test(c, newest);
	tcase_add_test(c, threads_change_nothing);
	suite_add_tcase(suite, c);
	return scratch_run(suite);
}
