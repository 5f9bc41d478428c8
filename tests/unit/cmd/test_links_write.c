/*
 * Links written into articles: the words stay, each link leads where it should, a second time there is nothing to do; and no byte that
 * nobody asked for changes. Over this repository's own articles, and over made-up ones that put every kind of Markdown in the way.
 */
#include <errno.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "unit/read/scratch.h"
#include "base/buf.h"
#include "base/sink.h"
#include "cmd/edit.h"
#include "cmd/links_edit.h"

static struct scratch s;

static void setup(void)
{
	scratch_open(&s);
	/* the differences are data of the command, not of the test */
	ck_assert_ptr_nonnull(freopen("/dev/null", "w", stdout));
}

static void teardown(void)
{
	scratch_close(&s);
}

struct run {
	struct options o;
	struct workspace w;
	struct edition *e;
	struct links l;
};

static struct run *run_open(const char *folder, bool dry)
{
	struct run *r = calloc(1, sizeof *r);
	r->o = (struct options){.quiet = true, .threads = 1, .dry_run = dry};
	ck_assert(workspace_open_folder(&r->w, &r->o, folder));
	const struct relations *relations = workspace_relations(&r->w, &r->o, false);
	r->e = edition_link(r->w.book, NULL, relations);
	r->l = (struct links){.w = &r->w, .o = &r->o, .relations = relations, .edition = r->e, .mode = AUTOLINK_GENEROUS, .arena = &r->w.arena};
	return r;
}

static void run_close(struct run *r)
{
	edition_free(r->e);
	workspace_close(&r->w);
	free(r);
}

static unsigned count_diags(const struct run *r, enum diag_id id)
{
	return scratch_count(&r->w.diags, id);
}

/* ---- what must hold of before and after */

static struct str plain(struct run *r, const struct article *a)
{
	struct buf b;
	buf_init(&b, BUF_NO_LIMIT);
	buf_str(&b, a->title);
	buf_str(&b, node_plain(&r->w.arena, a->body));
	for (size_t i = 0; i < a->notes.n; i++)
		buf_str(&b, node_plain(&r->w.arena, a->notes.items[i]));
	struct str out = buf_copy(&b, &r->w.arena);
	buf_free(&b);
	return out;
}

static bool leads_there(struct run *after, const struct article *a, struct str words, struct str slug, struct str id)
{
	for (size_t i = 0; i < a->links.n; i++) {
		const struct target *t = edition_target(after->e, a, a->links.items[i]);
		struct str node = t->kind == TARGET_NODE ? node_id(t->node) : (struct str){0};
		if (t->article && str_eq(t->article->slug, slug) && str_eq(node, id) &&
			str_eq(node_plain(&after->w.arena, a->links.items[i]), words))
			return true;
	}
	return false;
}

static bool was_told(const struct run *r, const struct suggestion *x)
{
	for (size_t i = 0; i < r->w.diags.n; i++) {
		const struct diag *d = r->w.diags.items[i];
		if (d->id == DIAG_LINK_UNWRITTEN && d->pos.src == x->from->source && d->pos.line == x->pos.line && d->pos.col == x->pos.col)
			return true;
	}
	return false;
}

/* Every suggestion of `before` is a link of `after`, or was told; how many are links. */
static size_t check_article(struct run *before, struct run *after, size_t place, const struct autolink_list *chosen)
{
	const struct article *a = before->e->articles[place], *b = after->e->articles[place];
	struct suggestions list = links_suggestions(&before->l, chosen, place);
	size_t written = 0;
	ck_assert(str_eq(a->path, b->path));
	ck_assert_msg(str_eq(plain(before, a), plain(after, b)), "the words of " STR_FMT " changed", STR_ARG(a->path));
	for (size_t i = 0; i < list.n; i++) {
		const struct suggestion *x = &list.items[i];
		struct passage at = x->link->at;
		struct str words = str_sub(at.node->text, at.offset, at.offset + at.length);
		struct str id = x->link->form->entry ? node_id(x->link->form->entry) : (struct str){0};
		bool good = leads_there(after, b, words, x->to->slug, id);
		ck_assert_msg(good != was_told(before, x), STR_FMT ":%u:%u " STR_FMT, STR_ARG(a->path), x->pos.line, x->pos.col, STR_ARG(words));
		written += good;
	}
	ck_assert_uint_eq(b->links.n, a->links.n + written);
	return written;
}

static void ck_nothing_left(const char *folder)
{
	struct fs_list files = {0};
	ck_assert_int_eq(fs_walk(&s.arena, folder, &files), 0);
	for (size_t i = 0; i < files.n; i++)
		ck_assert_msg(!str_ends(files.items[i].rel, ".tmp"), STR_FMT, STR_ARG(files.items[i].rel));
}

/* Writes, reads again, checks; how many links are new. */
static size_t write_and_check(const char *folder)
{
	struct run *before = run_open(folder, false);
	struct autolink_list *chosen = autolinks_choose(before->l.relations, before->e, before->l.mode, before->l.arena);
	ck_assert_int_eq(links_write(&before->l), EXIT_FINE);
	ck_assert_uint_eq(count_diags(before, DIAG_FILE_UNEDITED) + count_diags(before, DIAG_WRITE_FILE), 0);
	struct run *after = run_open(folder, false);
	size_t written = 0;
	ck_assert_uint_eq(before->e->narticles, after->e->narticles);
	for (size_t i = 0; i < before->e->narticles; i++)
		written += check_article(before, after, i, &chosen[i]);
	run_close(before);
	run_close(after);
	ck_nothing_left(folder);
	return written;
}

/* All Markdown below folder in one text: a second writing must leave it as it is. */
static struct str all_bytes(const char *folder)
{
	struct fs_list files = {0};
	struct buf b;
	buf_init(&b, BUF_NO_LIMIT);
	ck_assert_int_eq(fs_walk(&s.arena, folder, &files), 0);
	for (size_t i = 0; i < files.n; i++) {
		struct str text;
		ck_assert_int_eq(fs_read(&s.arena, files.items[i].path.p, FS_TEXT_LIMIT, &text), 0);
		buf_str(&b, files.items[i].rel);
		buf_str(&b, text);
	}
	struct str out = buf_copy(&b, &s.arena);
	buf_free(&b);
	return out;
}

static void ck_second_time_nothing(const char *folder)
{
	struct str once = all_bytes(folder);
	struct run *r = run_open(folder, false);
	ck_assert_int_eq(links_write(&r->l), EXIT_FINE);
	run_close(r);
	ck_assert(str_eq(once, all_bytes(folder)));
}

START_TEST(our_own_articles)
{
	struct fs_list files = {0};
	ck_assert_int_eq(fs_walk(&s.arena, "content", &files), 0);
	for (size_t i = 0; i < files.n; i++) {
		struct str text;
		ck_assert_int_eq(fs_read(&s.arena, files.items[i].path.p, FS_TEXT_LIMIT, &text), 0);
		scratch_bytes(&s, arena_printf(&s.arena, "content/" STR_FMT, STR_ARG(files.items[i].rel)).p, text.p, text.n);
	}
	scratch_file(&s, "sheaf.yaml", "title: T\nauthor: A\nlanguage: en-GB\n");
	ck_assert_uint_gt(write_and_check(s.root), 5);
	ck_second_time_nothing(s.root);
}
END_TEST

/* ---- made-up articles */

static uint32_t seed;
static uint32_t dice(uint32_t sides)
{
	seed = seed * 1664525 + 1013904223;
	return (seed >> 16) % sides;
}

static const char *const firsts[] = {"Marble", "Copper", "Winter", "Salt", "Quiet", "River", "Amber", "Paper", "Iron", "Velvet"};
static const char *const seconds[] = {"Lantern", "Harbour", "Orchard", "Compass", "Bridge", "Kettle"};
enum { ARTICLES = 60 };

static void title_of(char *out, uint32_t i)
{
	sprintf(out, "%s %s", firsts[i % 10], seconds[i / 10]);
}

static void put_filler(struct buf *b, uint32_t words)
{
	static const char *const fillers[] = {"the", "house", "stood", "by", "water", "and", "old", "friends", "walked", "along", "it",
		"talking", "of", "bread", "rain", "letters", "don't", "\"so\"", "--", "wait...", "AT&amp;T", "\\*", "caf\u00e9", "x\\_y"};
	for (uint32_t i = 0; i < words; i++)
		buf_printf(b, "%s ", fillers[dice(24)]);
}

/* A mention with what may stand around it: most can be links, some must be told. */
static void put_mention(struct buf *b, const char *title)
{
	static const char *const frames[] = {"%s and ", "\"%s\" and ", "*%s* and ", "**the %s** and ", "(%s) and ", "%s, ", "the %s's ",
		"%s[^1] and ", "%s(1) and ", "![%s and ", "!%s and ", "<span>%s</span> and ", "`%s` and ", "[%s](x.md) and ", "\\[%s\\] and ",
		"%%%%hidden%%%% %s and ", "_%s_--", "&quot;%s&quot; ", "==%s== and ", "~~%s~~ and ", "|%s| and ", "<%s> and ", "[%s] and "};
	char framed[200];
	snprintf(framed, sizeof framed, frames[dice(23)], title);
	buf_cstr(b, framed);
}

static void put_sentence(struct buf *b, uint32_t own)
{
	char title[64];
	put_filler(b, 4 + dice(8));
	uint32_t other = dice(ARTICLES);
	title_of(title, other == own ? (own + 1) % ARTICLES : other);
	put_mention(b, title);
	put_filler(b, 3 + dice(5));
	buf_cstr(b, dice(3) ? "end. " : "end.\n");
}

static void put_block(struct buf *b, uint32_t own)
{
	static const char *const heads[] = {"", "", "", "- ", "1. ", "> ", "- [ ] ", "| one | two |\n|---|---|\n| ", "<div>", "## ", "    ",
		"Term\n: ", "> [!note] Mind\n> ", "* a\n\n  * b\n\n    "};
	uint32_t kind = dice(14);
	struct buf line;
	buf_init(&line, BUF_NO_LIMIT);
	for (uint32_t i = 1 + dice(3); i; i--)
		put_sentence(&line, own);
	buf_cstr(b, heads[kind]);
	bool flat = kind == 7 || kind == 9;
	for (size_t i = 0; i < line.n; i++) {
		char c = line.p[i];
		buf_char(b, flat && (c == '\n' || c == '|') ? ' ' : c);
	}
	buf_cstr(b, kind == 7 ? " | x \\| y |\n\n" : kind == 8 ? "</div>\n\n" : "\n\n");
	buf_free(&line);
}

/* Every third file has Windows' line ends, every fourth a byte order mark. */
static void put_article(uint32_t i)
{
	struct buf b, out;
	char title[64];
	title_of(title, i);
	buf_init(&b, BUF_NO_LIMIT);
	buf_init(&out, BUF_NO_LIMIT);
	buf_printf(&b, "---\ntitle: %s\n---\n\n", title);
	for (uint32_t k = 0; k < 8; k++)
		put_block(&b, i);
	put_filler(&b, 5);
	buf_cstr(&b, "end.[^1]\n\n[^1]: A note of ");
	put_sentence(&b, i);
	buf_cstr(&b, "\n");
	if (i % 4 == 0)
		buf_cstr(&out, "\xEF\xBB\xBF");
	for (size_t k = 0; k < b.n; k++) {
		if (b.p[k] == '\n' && i % 3 == 0)
			buf_char(&out, '\r');
		buf_char(&out, b.p[k]);
	}
	scratch_bytes(&s, arena_printf(&s.arena, "%u.md", i).p, out.p, out.n);
	buf_free(&b);
	buf_free(&out);
}

START_TEST(made_up_articles)
{
	seed = (uint32_t)_i + 1;
	for (uint32_t i = 0; i < ARTICLES; i++)
		put_article(i);
	ck_assert_uint_gt(write_and_check(s.root), 100);
	ck_second_time_nothing(s.root);
}
END_TEST

/* ---- the file itself */

static const char *const plain_links = "---\ntitle: Leaven\n---\n\nFlour and water. The Copper Kettle sings.\n";

static void put_pair(const char *text, size_t n)
{
	scratch_bytes(&s, "leaven.md", text, n);
	scratch_file(&s, "copper-kettle.md", "---\ntitle: Copper Kettle\n---\n\nA kettle for water, made of copper. Flour not.\n");
	scratch_file(&s, "rain.md", "---\ntitle: Rain\n---\n\nClouds over hills.\n");
}

static struct str leaven(void)
{
	struct str text;
	ck_assert_int_eq(fs_read(&s.arena, scratch_path(&s, "leaven.md"), FS_TEXT_LIMIT, &text), 0);
	return text;
}

START_TEST(only_the_place_changes)
{
	static const char with_bom[] = "\xEF\xBB\xBF---\r\ntitle: Leaven\r\n---\r\n\r\nFlour and\twater. \r\nThe Copper  Kettle, the Copper Kettle sings.  \r\n";
	put_pair(with_bom, sizeof with_bom - 1);
	ck_assert_int_eq(chmod(scratch_path(&s, "leaven.md"), 0640), 0);
	struct run *r = run_open(s.root, true);
	links_write(&r->l);
	run_close(r);
	ck_str(leaven(), with_bom); /* --dry-run */
	r = run_open(s.root, false);
	links_write(&r->l);
	run_close(r);
	ck_str(leaven(), "\xEF\xBB\xBF---\r\ntitle: Leaven\r\n---\r\n\r\nFlour and\twater. \r\nThe [[copper-kettle|Copper  Kettle]], the Copper Kettle sings.  \r\n");
	struct stat st;
	ck_assert_int_eq(stat(scratch_path(&s, "leaven.md"), &st), 0);
	ck_assert_uint_eq(st.st_mode & 07777, 0640);
}
END_TEST

START_TEST(the_title_alone)
{
	put_pair(plain_links, strlen(plain_links));
	struct run *r = run_open(s.root, false);
	links_write(&r->l);
	run_close(r);
	ck_str(leaven(), "---\ntitle: Leaven\n---\n\nFlour and water. The [[Copper Kettle]] sings.\n");
}
END_TEST

/* Two articles of one title: only the slug is sure. In a table the bar is escaped. */
START_TEST(what_is_sure)
{
	static const char table[] = "---\ntitle: Leaven\n---\n\n| a | b |\n|---|---|\n| the Copper Kettle | x |\n";
	put_pair(table, sizeof table - 1);
	scratch_file(&s, "zinc.md", "---\ntitle: Copper kettle\n---\n\nAnother text of zinc and tin altogether.\n");
	struct run *r = run_open(s.root, false);
	links_write(&r->l);
	run_close(r);
	ck_str(leaven(), "---\ntitle: Leaven\n---\n\n| a | b |\n|---|---|\n| the [[copper-kettle\\|Copper Kettle]] | x |\n");
}
END_TEST

static void ck_left_alone(struct run *r, enum diag_id id, struct str text)
{
	links_write(&r->l);
	ck_assert_uint_eq(count_diags(r, id), 1);
	run_close(r);
	ck_assert(str_eq(leaven(), text));
	ck_nothing_left(s.root);
}

START_TEST(what_changed_meanwhile)
{
	put_pair(plain_links, strlen(plain_links));
	struct run *r = run_open(s.root, false);
	scratch_file(&s, "leaven.md", "---\ntitle: Leaven\n---\n\nFlour and butter. The Copper Kettle sings.\n");
	ck_left_alone(r, DIAG_FILE_UNEDITED, leaven());
	r = run_open(s.root, false);
	ck_assert_int_eq(remove(scratch_path(&s, "leaven.md")), 0);
	links_write(&r->l);
	ck_assert_uint_eq(count_diags(r, DIAG_FILE_UNEDITED), 1);
	run_close(r);
}
END_TEST

START_TEST(what_is_not_utf8)
{
	static const char old[] = "---\ntitle: Leaven\n---\n\nFlour and caf\xE9. The Copper Kettle sings.\n";
	put_pair(old, sizeof old - 1);
	ck_left_alone(run_open(s.root, false), DIAG_FILE_UNEDITED, (struct str){old, sizeof old - 1});
}
END_TEST

/* A link to elsewhere within the folder is followed, not replaced; one that came to lead out is not. */
START_TEST(symbolic_links)
{
	put_pair(plain_links, strlen(plain_links));
	const char *link = scratch_path(&s, "leaven.md"), *outside = arena_printf(&s.arena, "%s.outside", s.root).p;
	struct stat st;
	ck_assert_int_eq(fs_make_dirs(scratch_path(&s, ".kept")), 0);
	ck_assert_int_eq(rename(link, scratch_path(&s, ".kept/x")), 0);
	ck_assert_int_eq(symlink(".kept/x", link), 0);
	struct run *r = run_open(s.root, false);
	links_write(&r->l);
	run_close(r);
	ck_assert(lstat(link, &st) == 0 && S_ISLNK(st.st_mode));
	ck_assert_uint_lt(str_find(leaven(), "[[Copper Kettle]]"), leaven().n);

	scratch_file(&s, ".kept/x", plain_links);
	r = run_open(s.root, false);
	ck_assert_int_eq(rename(scratch_path(&s, ".kept/x"), outside), 0);
	ck_assert_int_eq(remove(link), 0);
	ck_assert_int_eq(symlink(outside, link), 0);
	ck_left_alone(r, DIAG_FILE_UNEDITED, str_c(plain_links));
	remove(outside);
}
END_TEST

/* A file that cannot grow stands for a full disk. */
START_TEST(a_full_disk)
{
	put_pair(plain_links, strlen(plain_links));
	struct run *r = run_open(s.root, false);
	struct rlimit before, little;
	interrupt_catch();
	ck_assert_int_eq(getrlimit(RLIMIT_FSIZE, &before), 0);
	little = before;
	little.rlim_cur = 20;
	ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &little), 0);
	links_write(&r->l);
	ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &before), 0);
	ck_assert_uint_eq(count_diags(r, DIAG_WRITE_FILE), 1);
	run_close(r);
	ck_str(leaven(), plain_links);
	ck_nothing_left(s.root);
	ck_assert_int_eq(sink_replace_file(scratch_path(&s, "none.md"), STR("x")), ENOENT);
}
END_TEST

/* ---- the difference */

static struct str diff_of(const char *before, const char *after)
{
	char *p = NULL;
	size_t n = 0;
	FILE *f = open_memstream(&p, &n);
	diff_print(f, STR("a b.md"), str_c(before), str_c(after), false);
	fclose(f);
	struct str out = arena_copy(&s.arena, (struct str){p, n});
	free(p);
	return out;
}

START_TEST(differences)
{
	ck_str(diff_of("x\n", "x\n"), "");
	ck_str(diff_of("x\n", "[[x]]\n"), "--- a/a b.md\n+++ b/a b.md\n@@ -1,1 +1,1 @@\n-x\n+[[x]]\n");
	ck_str(diff_of("1\nx", "1\ny"), "--- a/a b.md\n+++ b/a b.md\n@@ -1,2 +1,2 @@\n 1\n-x\n\\ No newline at end of file\n+y\n\\ No newline at end of file\n");
	/* six lines between two changes are context of both, seven are not */
	ck_str(diff_of("a\n1\n2\n3\n4\n5\n6\nb\n", "A\n1\n2\n3\n4\n5\n6\nB\n"),
		"--- a/a b.md\n+++ b/a b.md\n@@ -1,8 +1,8 @@\n-a\n+A\n 1\n 2\n 3\n 4\n 5\n 6\n-b\n+B\n");
	ck_str(diff_of("0\n0\n0\n0\na\n1\n2\n3\n4\n5\n6\n7\nb\nc\n", "0\n0\n0\n0\nA\n1\n2\n3\n4\n5\n6\n7\nB\nC\n"),
		"--- a/a b.md\n+++ b/a b.md\n@@ -2,7 +2,7 @@\n 0\n 0\n 0\n-a\n+A\n 1\n 2\n 3\n@@ -10,5 +10,5 @@\n 5\n 6\n 7\n-b\n-c\n+B\n+C\n");
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("links_write");
	TCase *tests = tcase_create("links_write");
	tcase_set_timeout(tests, 60);
	tcase_add_checked_fixture(tests, setup, teardown);
	tcase_add_test(tests, our_own_articles);
	tcase_add_loop_test(tests, made_up_articles, 0, 6);
	const TTest *all[] = {only_the_place_changes, the_title_alone, what_is_sure, what_changed_meanwhile, what_is_not_utf8,
		symbolic_links, a_full_disk, differences};
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		tcase_add_test(tests, all[i]);
	suite_add_tcase(suite, tests);
	return scratch_run(suite);
}
