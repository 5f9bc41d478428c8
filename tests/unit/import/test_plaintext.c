/*
 * Whole imports: tests/import/bread.txt against its goldens, every word counted, --titles and --split, bad input, and
 * random texts that must never lose a word. Run from the repository's root.
 */
#include <errno.h>
#include <signal.h>
#include <sys/resource.h>

#include "base/buf.h"
#include "base/map.h"
#include "base/slug.h"
#include "base/utf8.h"
#include "import/import.h"
#include "import/intake.h"
#include "unit/import/folder.h"

static struct folder s;

static void setup(void)
{
	folder_open(&s);
}

static void teardown(void)
{
	folder_close(&s);
}

static const char *bread = "tests/import/bread.txt";

static struct str read_file(const char *path)
{
	struct str text;
	ck_assert_msg(fs_read(&s.arena, path, FS_TEXT_LIMIT, &text) == 0, "cannot read %s", path);
	return text;
}

static int run(struct import_request request, struct import_result *out)
{
	const struct importer *importer = importer_find(request.file);
	ck_assert_ptr_nonnull(importer);
	return importer->run(&request, &s.arena, &s.diags, out);
}

static int import(const char *file, const char *dir, struct import_result *out)
{
	return run((struct import_request){.file = str_c(file), .dir = folder_path(&s, dir)}, out);
}

static size_t count_diags(enum diag_id id)
{
	size_t n = 0;
	for (size_t i = 0; i < s.diags.n; i++)
		n += s.diags.items[i]->id == id;
	return n;
}

static bool told(const char *words)
{
	for (size_t i = 0; i < s.diags.n; i++)
		if (str_find(s.diags.items[i]->text, words) < s.diags.items[i]->text.n)
			return true;
	return false;
}

/* ---- words: runs of letters and digits, counted up and down in a map */

static void count_words(struct map *m, struct str text, long by)
{
	for (size_t i = 0; i < text.n;) {
		size_t from = i, end = i;
		while (end < text.n && utf8_is_alnum(utf8_next(text, &i)))
			end = i;
		if (end > from) {
			struct str word = str_sub(text, from, end);
			long *n = map_add(m, word, arena_new(m->arena, long));
			*n += by;
		}
	}
}

/* The words that a report says were left out. */
static void count_told(struct map *m)
{
	for (size_t i = 0; i < s.diags.n; i++) {
		struct str t = s.diags.items[i]->text;
		size_t at = str_find(t, "left out: '");
		if (at < t.n)
			count_words(m, str_skip(t, at + 11), -1);
		if (str_find(t, "without its 'by'") < t.n)
			count_words(m, str_sub(t, str_find(t, ": '"), str_find(t, ": '") + 5), -1);
	}
}

/* Words of an article's file: the values of its front matter but for slug, and its body. */
static void count_article(struct map *m, struct str text)
{
	struct str rest = text;
	int rules = 0;
	while (rest.n) {
		struct str line = str_cut(&rest, '\n');
		if (rules < 2 && str_is(line, "---"))
			rules++;
		else if (rules < 2 && str_starts(line, "slug: "))
			continue;
		else
			count_words(m, rules < 2 ? str_skip(line, str_find(line, ": ")) : line, -1);
	}
}

/* How many words of a text are in the articles made from it, in their front matter or in the report; all must be. */
static void expect_all_words(struct str text, const char *dir, const struct import_result *r, struct str extra)
{
	struct map words;
	map_init(&words, &s.arena);
	count_words(&words, text, 1);
	count_words(&words, extra, 1);
	for (size_t i = 0; i < r->n; i++)
		count_article(&words, read_file(path_join(&s.arena, str_c(folder_path(&s, dir)), r->items[i].path).p));
	count_told(&words);
	for (size_t i = 0; i < words.n; i++) {
		long n = *(long *)words.items[i].value;
		ck_assert_msg(n == 0, "'" STR_FMT "' is %s %ld times in\n" STR_FMT, STR_ARG(words.items[i].key),
			n > 0 ? "lost" : "doubled", n > 0 ? n : -n, STR_ARG(text));
	}
}

/* ---- the sample */

START_TEST(sample)
{
	static const char *const titles[] = {"The #1 Mistake With Flat Loaves", "Kneading By Hand: A Quiet Quarter Hour",
		"It\u2019s Never Only The Yeast", "Sourdough, Patience & the Slow/Fast Question",
		"Rye Bread: Can it stand up without any help from gluten?", "How Hot Stones Change Crusts & Crumbs",
		"Steam and Other Invisible Helpers", "An Oven Is No Bread-Making Machine"};
	struct import_result r;
	ck_assert_int_eq(import(bread, "out", &r), 0);
	ck_assert_uint_eq(r.n, 8);
	for (size_t i = 0; i < r.n; i++) {
		ck_str(r.items[i].title, titles[i]);
		ck_str(r.items[i].author, i == 6 ? "" : "Hearth & Crumb");
		ck_assert(fs_exists(path_join(&s.arena, str_c(folder_path(&s, "out")), r.items[i].path).p));
	}
	ck_assert(r.wrote_summary && r.wrote_project);
	ck_assert_uint_eq(r.items[3].paragraphs, 11);
	ck_assert_uint_eq(s.diags.n, 4);
	ck_assert(told("every line was taken as a paragraph") && told("no byline ends 'Steam") &&
		told("repeats the paragraph before it") && told("title of a new article"));
	expect_all_words(read_file(bread), "out", &r, STR(""));
}
END_TEST

START_TEST(goldens)
{
	static const char *const files[][2] = {{"out/content/how-hot-stones-change-crusts-crumbs.md", "how-hot-stones-change-crusts-crumbs.md"},
		{"out/content/steam-and-other-invisible-helpers.md", "steam-and-other-invisible-helpers.md"},
		{"out/content/SUMMARY.md", "SUMMARY.md"}, {"out/sheaf.yaml", "sheaf.yaml"}};
	struct import_result r;
	ck_assert_int_eq(import(bread, "out", &r), 0);
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		struct str want = read_file(arena_printf(&s.arena, "tests/import/golden/%s", files[i][1]).p);
		ck_str(read_file(folder_path(&s, files[i][0])), want.p);
	}
}
END_TEST

/* The same paragraphs, wrapped at 72 columns with blank lines between, with a byte order mark and Windows line ends. */
static const char *wrap_file(const char *name, size_t width)
{
	struct buf b;
	struct str rest = read_file(bread);
	buf_init(&b, BUF_NO_LIMIT);
	buf_cstr(&b, "\xEF\xBB\xBF");
	while (rest.n) {
		struct str line = str_cut(&rest, '\n');
		bool item = str_starts(line, "- ") || str_starts(line, "1. ") || str_starts(line, "2. ") || str_starts(line, "3. ");
		for (size_t column = 0; line.n;) {
			struct str word = str_cut(&line, ' ');
			if (column && column + 1 + utf8_count(word) > width) {
				buf_cstr(&b, item ? "\r\n  " : "\r\n");
				column = item ? 2 : 0;
			} else if (column) {
				buf_char(&b, ' ');
				column++;
			}
			buf_str(&b, word);
			column += utf8_count(word);
		}
		buf_cstr(&b, "\r\n\r\n");
	}
	folder_put(&s, name, buf_view(&b));
	buf_free(&b);
	return folder_path(&s, name);
}

START_TEST(wrapped)
{
	struct import_result lines, joined;
	ck_assert_int_eq(import(bread, "lines", &lines), 0);
	static const size_t widths[] = {60, 72, 80};
	for (size_t w = 0; w < sizeof widths / sizeof *widths; w++) {
		const char *dir = arena_printf(&s.arena, "joined%zu", widths[w]).p;
		ck_assert_int_eq(import(wrap_file("in/bread.txt", widths[w]), dir, &joined), 0);
		ck_assert(told("were joined to paragraphs"));
		ck_assert_uint_eq(joined.n, lines.n);
		for (size_t i = 0; i < lines.n; i++) {
			struct str want = read_file(path_join(&s.arena, str_c(folder_path(&s, "lines")), lines.items[i].path).p);
			ck_str(read_file(path_join(&s.arena, str_c(folder_path(&s, dir)), joined.items[i].path).p), want.p);
		}
	}
}
END_TEST

START_TEST(same_bytes_again)
{
	struct import_result r;
	ck_assert_int_eq(import(bread, "one", &r), 0);
	struct str one = read_file(folder_path(&s, "one/sheaf.yaml"));
	ck_assert_int_eq(import(bread, "two/one", &r), 0);
	ck_str(read_file(folder_path(&s, "two/one/sheaf.yaml")), one.p);
}
END_TEST

/* ---- --titles and --split */

static int import_with(const char *titles, const char *split, struct import_result *r)
{
	return run((struct import_request){.file = str_c(bread), .dir = folder_path(&s, "out"), .titles = titles, .split = split}, r);
}

START_TEST(given_titles)
{
	struct import_result r;
	folder_put(&s, "titles", STR("An Oven Is No Bread-Making Machine\r\n\nThe #1 Mistake With Flat Loaves\nA warm shelf.\n"));
	ck_assert_int_eq(import_with(folder_path(&s, "titles"), NULL, &r), 0);
	ck_assert_uint_eq(r.n, 3);
	ck_str(r.items[1].title, "A warm shelf.");
	ck_str(r.items[2].title, "An Oven Is No Bread-Making Machine");
	ck_assert(told("taken as a heading inside 'The #1 Mistake"));
	expect_all_words(read_file(bread), "out", &r, STR(""));
}
END_TEST

START_TEST(missing_title)
{
	struct import_result r;
	folder_put(&s, "titles", STR("The #1 Mistake With Flat Loaves\nAn Oven Is No Bread-Makng Machine\n"));
	ck_assert_int_eq(import_with(folder_path(&s, "titles"), NULL, &r), 0);
	ck_assert_uint_eq(r.n, 0);
	ck_assert_uint_eq(s.diags.n, 1);
	const struct diag *d = s.diags.items[0];
	ck_assert_int_eq(d->id, DIAG_IMPORT_MISMATCH);
	ck_assert_uint_eq(d->pos.line, 2);
	ck_assert_ptr_nonnull(d->note);
	ck_str(d->note->text, "nearest line is 'An Oven Is No Bread-Making Machine'");
	ck_assert_uint_eq(d->note->pos.line, 73);
	ck_assert(!fs_exists(folder_path(&s, "out")));
	ck_assert_int_eq(import_with(folder_path(&s, "none"), NULL, &r), ENOENT);
}
END_TEST

/* A list of contents at the top holds every title too: the lines that text follows begin the articles. */
START_TEST(titles_in_contents)
{
	struct import_result r;
	static const char text[] = "Contents\nOn Salt\nOn Cold\nOn Salt\nSalt is last.\nOn Cold\nCold is slow.\n";
	folder_put(&s, "in.txt", str_c(text));
	folder_put(&s, "titles", STR("On Salt\nOn Cold\n"));
	ck_assert_int_eq(run((struct import_request){.file = str_c(folder_path(&s, "in.txt")), .dir = folder_path(&s, "out"),
				     .titles = folder_path(&s, "titles")}, &r), 0);
	ck_assert_uint_eq(r.n, 3);
	ck_str(r.items[0].title, "In");
	ck_assert_uint_eq(r.items[0].paragraphs, 3);
	ck_assert_uint_eq(r.items[1].paragraphs, 1);
	ck_assert_uint_eq(count_diags(DIAG_IMPORT_MISMATCH), 0);
	ck_assert(told("reads like a title but was left in the text"));
}
END_TEST

START_TEST(split_lines)
{
	struct import_result r;
	ck_assert_int_eq(import_with(NULL, "^(Steam and|An Oven|The #1)", &r), 0);
	ck_assert_uint_eq(r.n, 3);
	ck_str(r.items[1].title, "Steam and");
	ck_assert(told("the title is 'Steam and', the rest of the line was left out"));
}
END_TEST

START_TEST(bad_split)
{
	struct import_result r;
	ck_assert_int_eq(import_with(NULL, "(", &r), 0);
	ck_assert_uint_eq(count_diags(DIAG_USAGE), 1);
	ck_assert_int_eq(import_with(NULL, "Zebra", &r), 0);
	ck_assert_uint_eq(count_diags(DIAG_IMPORT_MISMATCH), 1);
	ck_assert_uint_eq(r.n, 0);
	ck_assert(!fs_exists(folder_path(&s, "out")));
}
END_TEST

/* ---- bad input, files in the way */

static int import_text(const char *name, struct str text, struct import_result *r)
{
	folder_put(&s, name, text);
	return import(folder_path(&s, name), "out", r);
}

START_TEST(bad_input)
{
	struct import_result r;
	ck_assert_int_eq(import_text("empty.txt", STR(""), &r), 0);
	ck_assert_int_eq(import_text("nul.txt", STR("a\0b"), &r), 0);
	ck_assert_int_eq(import_text("blank.txt", STR("\n \n***\n"), &r), 0);
	ck_assert_int_eq(import(folder_path(&s, "none.txt"), "out", &r), ENOENT);
	ck_assert_int_eq(import(s.root, "out", &r), EISDIR);
	ck_assert_uint_eq(count_diags(DIAG_READ_FILE), 5);
	ck_assert_uint_eq(r.n, 0);
	ck_assert(!fs_exists(folder_path(&s, "out")));
}
END_TEST

START_TEST(not_writable)
{
	struct import_result r;
	folder_put(&s, "file", STR("x"));
	ck_assert_int_ne(import(bread, "file/out", &r), 0);
	ck_assert_int_ne(import(bread, "file", &r), 0);
	ck_assert_uint_eq(count_diags(DIAG_WRITE_FILE), 2);
	ck_assert_uint_eq(r.n, 0);
}
END_TEST

/* A write that fails in the middle: the second article is larger than files may be. */
START_TEST(taken_back)
{
	struct import_result r;
	struct rlimit usual, small;
	struct str text = arena_printf(&s.arena, "On Salt\nSalt is last.\n- Hearth & Crumb\nOn Cold\n%0400d\n- Hearth & Crumb\n", 7);
	folder_put(&s, "in.txt", text);
	signal(SIGXFSZ, SIG_IGN);
	getrlimit(RLIMIT_FSIZE, &usual);
	small = (struct rlimit){300, usual.rlim_max};
	setrlimit(RLIMIT_FSIZE, &small);
	int error = import(folder_path(&s, "in.txt"), "out", &r);
	setrlimit(RLIMIT_FSIZE, &usual); /* Check writes files too */
	ck_assert_int_eq(error, EFBIG);
	ck_assert(told("File too large"));
	ck_assert_uint_eq(r.n, 0);
	ck_assert(!fs_exists(folder_path(&s, "out")));
}
END_TEST

START_TEST(folder_in_the_way)
{
	struct import_result r;
	ck_assert_int_eq(fs_make_dirs(folder_path(&s, "out/content/SUMMARY.md")), 0);
	ck_assert_int_eq(run((struct import_request){.file = str_c(bread), .dir = folder_path(&s, "out"), .force = true}, &r), 0);
	ck_assert(!r.wrote_summary && r.wrote_project && r.n == 8);
}
END_TEST

START_TEST(files_in_the_way)
{
	struct import_result r;
	folder_put(&s, "out/sheaf.yaml", STR("title: mine\n"));
	folder_put(&s, "out/content/SUMMARY.md", STR("# Mine\n"));
	ck_assert_int_eq(import(bread, "out", &r), 0);
	ck_assert(!r.wrote_summary && !r.wrote_project && r.n == 8);
	ck_assert_uint_eq(count_diags(DIAG_IMPORT_KEPT), 2);
	ck_str(read_file(folder_path(&s, "out/sheaf.yaml")), "title: mine\n");
	remove(folder_path(&s, "out/content/its-never-only-the-yeast.md"));
	folder_put(&s, "out/content/steam-and-other-invisible-helpers.md", STR("mine\n"));
	ck_assert_int_eq(import(bread, "out", &r), EEXIST);
	ck_assert_uint_eq(count_diags(DIAG_WRITE_FILE), 7);
	ck_assert_uint_eq(r.n, 0);
	ck_assert(!fs_exists(folder_path(&s, "out/content/its-never-only-the-yeast.md")));
	ck_str(read_file(folder_path(&s, "out/content/steam-and-other-invisible-helpers.md")), "mine\n");
	struct import_request request = {.file = str_c(bread), .dir = folder_path(&s, "out"), .force = true};
	ck_assert_int_eq(run(request, &r), 0);
	ck_assert(r.wrote_summary && r.wrote_project);
	ck_assert(!str_is(read_file(folder_path(&s, "out/content/steam-and-other-invisible-helpers.md")), "mine\n"));
}
END_TEST

START_TEST(names)
{
	struct import_result r;
	static const char text[] = "Summary\none.\n- Hearth & Crumb\nOn Salt\ntwo.\n- Hearth & Crumb\nOn Salt\nthree.\n- Hearth & Crumb\n"
				   "\u6771\u4EAC\u306E\u30D1\u30F3\nfour.\n- Hearth & Crumb\n7 Ways To Rest\nfive.\n- Hearth & Crumb\n";
	static const char *const paths[] = {"content/summary-2.md", "content/on-salt.md", "content/on-salt-2.md", "content/article-4.md",
		"content/7-ways-to-rest.md"};
	ck_assert_int_eq(import_text("in.txt", str_c(text), &r), 0);
	ck_assert_uint_eq(r.n, 5);
	for (size_t i = 0; i < r.n; i++)
		ck_str(r.items[i].path, paths[i]);
	ck_assert(str_find(read_file(folder_path(&s, "out/content/7-ways-to-rest.md")), "slug: \"7-ways-to-rest\"") < 60);
	ck_assert(str_starts(read_file(folder_path(&s, "out/sheaf.yaml")), "title: Out\nauthor: Hearth & Crumb\n"));
}
END_TEST

START_TEST(lists_and_speech)
{
	struct import_result r;
	static const char text[] = "On Salt\n- one\n  - inner\n    - deepest\n- [x] two\n\n- three\n1. a\n2. b\n"
				   "- Is it done? she asked.\n- No, said the baker.\nThe end.\n***\n***\nNow.\n***\n";
	ck_assert_int_eq(import_text("in.txt", str_c(text), &r), 0);
	ck_str(read_file(folder_path(&s, "out/content/on-salt.md")),
		"---\ntitle: On Salt\n---\n\n- one\n  - inner\n    - deepest\n- [x] two\n- three\n\n1. a\n2. b\n\n"
		"\\- Is it done? she asked.\n\n\\- No, said the baker.\n\nThe end.\n\n***\n\nNow.\n");
}
END_TEST

START_TEST(huge_line)
{
	struct import_result r;
	size_t n = (size_t)50 << 20;
	char *p = arena_alloc(&s.arena, n);
	for (size_t i = 0; i < n; i++)
		p[i] = "http://a*b_c "[i % (i < n / 2 ? 12 : 13)];
	memcpy(p, "On Salt\n", 8);
	ck_assert_int_eq(import_text("in.txt", (struct str){p, n}, &r), 0);
	ck_assert_uint_eq(r.n, 1);
	ck_assert_uint_eq(r.items[0].paragraphs, 1);
}
END_TEST

/* ---- random texts */

static uint32_t next_random(uint32_t *seed)
{
	return (*seed = *seed * 1664525 + 1013904223) >> 8;
}

static void put_random_line(struct buf *b, uint32_t *seed)
{
	static const char *const words[] = {"dough", "Dough", "salt", "The", "of", "rests,", "rests.", "Rye", "Oven?", "it\u2019s", "\"so\"",
		"a*b", "snake_case", "[x]", "<b>", "99%", "==", "%%", "1984.", "\xE9t\xE9", "\\", "-", "Bread-Making", "it:", "slow\u2026",
		"http://x.example/a*b", "By", "&amp;", "\t", "wet-"};
	static const char *const starts[] = {"", "", "", "", "", "", "- ", "- ", "* ", "1. ", "2. ", "3) ", "\u2022 ", "  ", "    - ", "> ", "# ",
		"\u2014 "};
	static const char *const wholes[] = {"- Hearth & Crumb", "- Hearth & Crumb", "- Crust & Co", "By Hearth & Crumb", "***", "---",
		"==========", "", "", "", "\n\n", "The Long Rest", "The Long Rest", "On Salt And Rye", "P.S. It rests", "It rests in the cold, slow.",
		"It rests in the cold, slow.", "- Is it done? she asked."};
	size_t kind = next_random(seed) % 10;
	if (kind < 4) {
		buf_cstr(b, wholes[next_random(seed) % (sizeof wholes / sizeof *wholes)]);
	} else {
		buf_cstr(b, starts[next_random(seed) % (sizeof starts / sizeof *starts)]);
		size_t n = 1 + next_random(seed) % (kind == 9 ? 40 : 9);
		for (size_t i = 0; i < n; i++) {
			buf_cstr(b, i ? " " : "");
			buf_cstr(b, words[next_random(seed) % (sizeof words / sizeof *words)]);
			if (kind == 8 && next_random(seed) % 4 == 0)
				buf_char(b, '\n');
		}
	}
	buf_cstr(b, next_random(seed) % 9 ? "\n" : "\r\n");
}

START_TEST(no_word_lost)
{
	uint32_t seed = 42 + (uint32_t)_i;
	for (int round = 0; round < 60; round++) {
		struct buf b;
		struct import_result r;
		buf_init(&b, BUF_NO_LIMIT);
		for (size_t n = 1 + next_random(&seed) % 50; n; n--)
			put_random_line(&b, &seed);
		folder_put(&s, "zz.txt", buf_view(&b));
		struct diags scrap;
		diags_init(&scrap);
		struct source *src = intake_text(&s.arena, STR("zz.txt"), buf_view(&b), &scrap);
		const char *split = next_random(&seed) % 4 ? NULL : "^The (.*)";
		int error = run((struct import_request){.file = str_c(folder_path(&s, "zz.txt")), .dir = folder_path(&s, "out"),
					.split = split, .force = true}, &r);
		ck_assert_int_eq(error, 0);
		ck_assert(r.n || !src || split || s.diags.n);
		/* a title made from the file's name adds its word */
		struct str extra = STR("");
		for (size_t i = 0; i < r.n; i++)
			extra = str_is(r.items[i].title, "Zz") ? STR("Zz") : extra;
		/* what was cut off a title by --split's group is left out with the whole line told: put the title back */
		for (size_t i = 0; i < s.diags.n; i++) {
			struct str t = s.diags.items[i]->text;
			size_t end = str_find(t, "', the rest of the line");
			if (str_starts(t, "the title is '") && end < t.n)
				extra = arena_printf(&s.arena, STR_FMT " " STR_FMT, STR_ARG(extra), STR_ARG(str_sub(t, 14, end)));
		}
		if (r.n)
			expect_all_words(src->text, "out", &r, extra);
		buf_free(&b);
		diags_free(&scrap);
		diags_free(&s.diags);
		diags_init(&s.diags);
	}
}
END_TEST

START_TEST(any_bytes)
{
	uint32_t seed = 7;
	struct import_result r;
	for (int round = 0; round < 60; round++) {
		size_t n = next_random(&seed) % 600;
		char *p = arena_alloc(&s.arena, n + 1);
		for (size_t i = 0; i < n; i++) {
			uint32_t x = next_random(&seed);
			p[i] = x % 5 ? "- A b.\n*=\"#1\r\t>\\~"[x / 5 % 17] : (char)(x >> 4);
		}
		folder_put(&s, "zz.txt", (struct str){p, n});
		run((struct import_request){.file = str_c(folder_path(&s, "zz.txt")), .dir = folder_path(&s, "out"), .force = true}, &r);
		ck_assert(r.n || s.diags.n);
	}
}
END_TEST

static void fill(TCase *t)
{
	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, sample);
	tcase_add_test(t, goldens);
	tcase_add_test(t, wrapped);
	tcase_add_test(t, same_bytes_again);
	tcase_add_test(t, given_titles);
	tcase_add_test(t, missing_title);
	tcase_add_test(t, titles_in_contents);
	tcase_add_test(t, split_lines);
	tcase_add_test(t, bad_split);
	tcase_add_test(t, bad_input);
	tcase_add_test(t, not_writable);
	tcase_add_test(t, taken_back);
	tcase_add_test(t, folder_in_the_way);
	tcase_add_test(t, files_in_the_way);
	tcase_add_test(t, names);
	tcase_add_test(t, lists_and_speech);
	tcase_add_test(t, huge_line);
	tcase_add_loop_test(t, no_word_lost, 0, 5);
	tcase_add_test(t, any_bytes);
}

int main(void)
{
	return unit_main("plaintext", fill);
}
