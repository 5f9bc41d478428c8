/* From texts back to what the author wrote: one case a transformation, then every word of many files. */
#include <stdio.h>

#include "unit/read/article.h"
#include "base/fs.h"
#include "base/utf8.h"
#include "read/align.h"
#include "read/html.h"
#include "read/text.h"

/* The source of the first place where the article's texts hold `words`; "?" when the walk is not sure of it. */
static struct str source_of(struct made *m, const char *words)
{
	struct str needle = str_c(words);
	for (const struct node *n = m->article.body; n; n = node_walk(m->article.body, n, false)) {
		size_t from = n->kind == NODE_TEXT ? str_find(n->text, words) : n->text.n, start, end;
		struct align a;
		if (n->kind != NODE_TEXT || from == n->text.n)
			continue;
		align_start(&a, n, &m->article.arena);
		if (!align_range(&a, from, from + needle.n, &start, &end))
			return STR("?");
		return str_sub(n->pos.src->text, start, end);
	}
	return STR("not there");
}

#define ck_source(markdown, lang, words, written)                                 \
	do {                                                                      \
		struct made *ck_made = article_made(markdown, lang, "A title");   \
		ck_str(source_of(ck_made, words), written);                       \
		article_free(ck_made);                                            \
	} while (0)

START_TEST(what_is_written_plainly)
{
	ck_source("One two three.\n", "en", "two", "two");
	ck_source("One *two* three.\n", "en", "three", "three");
	ck_source("- [x] One\n- Two words\n  and three\n", "en", "three", "three");
	ck_source("> Quoted\nlazy words\n", "en", "lazy", "lazy");
	ck_source("| a | b |\n|---|---|\n| x \\| y | z words |\n", "en", "words", "words");
	ck_source("| a | b |\n|---|---|\n| x \\| y here | z |\n", "en", "y here", "y here");
	ck_source("Text.[^1]\n\n[^1]: A note\n    of words.\n\n\tand code\n", "en", "Text", "Text");
	ck_source("\t> a\n\n1.\tLoaf of bread\n", "en", "bread", "bread");
}
END_TEST

START_TEST(what_reading_changes)
{
	ck_source("AT&amp;T and *x* &eacute;t&#233; here\n", "en", "AT&T", "AT&amp;T");
	ck_source("AT&amp;T and &eacute;t&#233; here\n", "en", "été", "&eacute;t&#233;");
	ck_source("AT&T and R&D; here\n", "en", "here", "here");
	ck_source("one \\* two \\\\ three \\a four\n", "en", "two \\ three \\a four", "two \\\\ three \\a four");
	ck_source("\"Don't,\" she said -- and left... Then --- \"'go'\" here\n", "en", "here", "here");
	ck_source("\"Don't,\" she said\n", "en", "Don’t", "Don't");
	ck_source("wait.... what\n", "en", "what", "what");
	ck_source("a 6\" by 5' board\n", "en", "board", "board");
	ck_source("\"Wort 'innen' drin\" hier\n", "de", "hier", "hier");
	ck_source("\"mot\" : quoi ! ici\n", "fr", "ici", "ici");
	ck_source("\"mot\" : quoi ! ici\n", "fr", "«\u202fmot\u202f»", "\"mot\"");
	ck_source("\"it's\" \\\"as is\\\" \\'so\\' x\\-\\-y here\n", "en", "as is\" 'so' x--y here", "as is\\\" \\'so\\' x\\-\\-y here");
	ck_source("“own” it’s – here\n", "en", "here", "here");
	ck_source("\"plain\" it's -- here\n", NULL, "it's -- here", "it's -- here");
	ck_source("one %%a comment%% two three\n", "en", "two three", "two three");
	ck_source("one%%a comment%%two three\n", "en", "three", "three");
	ck_source("100%% or 50%% here\n", "en", "here", "here");
}
END_TEST

/* What cannot be told is not. */
START_TEST(what_is_not_understood)
{
	struct made *m = article_made("one two\n", "en", "A title");
	struct node *text = m->article.body->first->first;
	text->text = STR("one twice");
	ck_str(source_of(m, "one"), "one");
	ck_str(source_of(m, "twice"), "?");
	text->text = STR("one\nmore");
	ck_str(source_of(m, "more"), "?");
	text->pos = (struct pos){0};
	ck_str(source_of(m, "one"), "?");
	article_free(m);
	/* half of what one reference stands for */
	ck_source("a &NotEqualTilde; b\n", "en", "\u0338", "?");
}
END_TEST

/* ---- every word of a text: aligned, what stands there has the same letters */

struct tally {
	size_t words, aligned;
};

/* Letters and digits of what Markdown of one line says. */
static struct str letters(struct arena *a, struct str s)
{
	struct buf b;
	buf_init(&b, BUF_NO_LIMIT);
	for (size_t i = 0; i < s.n;) {
		uint32_t rune = utf8_next(s, &i);
		if (rune != UTF8_BAD && utf8_is_alnum(rune))
			buf_rune(&b, rune);
	}
	struct str out = buf_copy(&b, a);
	buf_free(&b);
	return out;
}

static void check_node(const struct node *n, struct arena *arena, struct tally *t)
{
	struct align a;
	size_t start, end, last = 0;
	align_start(&a, n, arena);
	for (size_t i = 0; i < n->text.n;) {
		size_t from = i;
		while (i < n->text.n && n->text.p[i] != ' ')
			i++;
		struct str word = str_sub(n->text, from, i), said = letters(arena, word);
		while (i < n->text.n && n->text.p[i] == ' ')
			i++;
		if (!said.n)
			continue;
		t->words++;
		if (!align_range(&a, from, from + word.n, &start, &end))
			continue;
		t->aligned++;
		ck_assert_uint_ge(start, last);
		ck_assert_uint_gt(end, start);
		last = end;
		struct str written = str_sub(n->pos.src->text, start, end);
		struct str decoded = letters(arena, html_decode(arena, written));
		ck_assert_msg(str_eq(said, decoded) || str_find(written, "%%") < written.n, "'" STR_FMT "' is not '" STR_FMT "'",
			STR_ARG(word), STR_ARG(written));
		ck_assert(memchr(written.p, '\n', written.n) == NULL);
	}
}

static void check_text(struct str text, uint32_t first, struct tally *t)
{
	struct arena arena;
	struct article article = {.title = STR("A title")};
	struct markdown_options options = {.smart = true, .lang = STR("en")};
	arena_init(&arena);
	arena_init(&article.arena);
	diags_init(&article.diags);
	article.source = text_source(&article.arena, STR("x.md"), text, &article.diags);
	markdown_read(&article, first, &options);
	for (const struct node *n = article.body; n; n = node_walk(article.body, n, false))
		if (n->kind == NODE_TEXT)
			check_node(n, &arena, t);
	for (size_t i = 0; i < article.notes.n; i++)
		for (const struct node *n = article.notes.items[i]; n; n = node_walk(article.notes.items[i], n, false))
			if (n->kind == NODE_TEXT)
				check_node(n, &arena, t);
	diags_free(&article.diags);
	arena_free(&article.arena);
	arena_free(&arena);
}

static struct tally check_files(const char *folder)
{
	struct arena a;
	struct fs_list list = {0};
	struct tally t = {0};
	arena_init(&a);
	ck_assert_int_eq(fs_walk(&a, folder, &list), 0);
	for (size_t i = 0; i < list.n; i++) {
		struct str text;
		if (!str_ends(list.items[i].rel, ".md"))
			continue;
		ck_assert_int_eq(fs_read(&a, list.items[i].path.p, FS_TEXT_LIMIT, &text), 0);
		/* where the front matter ends, as far as it matters here */
		uint32_t first = 1;
		size_t end = str_starts(text, "---\n") ? str_find(text, "\n---\n") : text.n;
		for (size_t k = 0; end < text.n && k < end + 5; k++)
			first += text.p[k] == '\n';
		check_text(text, first, &t);
	}
	arena_free(&a);
	if (getenv("SHEAF_TALLY"))
		printf("%s: %zu of %zu words\n", folder, t.aligned, t.words);
	return t;
}

START_TEST(every_word_of_many_files)
{
	struct tally t = check_files("content");
	ck_assert_uint_gt(t.words, 5000);
	ck_assert_msg(t.aligned * 1000 >= t.words * 999, "%zu of %zu", t.aligned, t.words);
	t = check_files("tests/golden");
	ck_assert_msg(t.aligned * 100 >= t.words * 98, "%zu of %zu", t.aligned, t.words);
	t = check_files("tests/books");
	ck_assert_msg(t.aligned * 100 >= t.words * 98, "%zu of %zu", t.aligned, t.words);
}
END_TEST

START_TEST(every_word_of_the_examples)
{
	struct arena a;
	struct str all;
	struct tally t = {0};
	arena_init(&a);
	ck_assert_int_eq(fs_read(&a, "tests/spec/gfm.txt", FS_TEXT_LIMIT, &all), 0);
	static const char fence[] = "```````````````````````````````` example\n";
	for (struct str rest = all; (rest = str_skip(rest, str_find(rest, fence))).n;) {
		rest = str_skip(rest, sizeof fence - 1);
		check_text(str_sub(rest, 0, str_find(rest, "\n.\n")), 1, &t);
	}
	arena_free(&a);
	if (getenv("SHEAF_TALLY"))
		printf("examples: %zu of %zu words\n", t.aligned, t.words);
	ck_assert_uint_gt(t.words, 300);
	ck_assert_msg(t.aligned * 100 >= t.words * 95, "%zu of %zu", t.aligned, t.words);
}
END_TEST

/* ---- the file's own bytes */

static bool file_offset(const char *raw, const char *text, size_t offset, size_t *out)
{
	struct align_file f;
	align_file_start(&f, str_c(raw), str_c(text));
	return align_file_offset(&f, offset, out);
}

START_TEST(the_bytes_of_the_file)
{
	size_t o;
	ck_assert(file_offset("ab", "ab", 2, &o) && o == 2);
	ck_assert(file_offset("\xEF\xBB\xBF" "ab", "ab", 0, &o) && o == 3);
	ck_assert(file_offset("\xEF\xBB\xBF" "a\r\nb\r\n", "a\nb\n", 2, &o) && o == 6);
	ck_assert(file_offset("a\r\nb\r\n", "a\nb\n", 1, &o) && o == 1); /* before the end of line, not inside */
	ck_assert(file_offset("a\rb\n\rc", "a\nb\n\nc", 5, &o) && o == 5);
	ck_assert(!file_offset("caf\xE9", "caf\xC3\xA9", 4, &o));
	ck_assert(!file_offset("ab", "abc", 3, &o));
	ck_assert(!file_offset("a\x01" "b", "ab", 2, &o));
}
END_TEST

static void fill(TCase *tests)
{
	tcase_add_test(tests, what_is_written_plainly);
	tcase_add_test(tests, what_reading_changes);
	tcase_add_test(tests, what_is_not_understood);
	tcase_add_test(tests, every_word_of_many_files);
	tcase_add_test(tests, every_word_of_the_examples);
	tcase_add_test(tests, the_bytes_of_the_file);
}

int main(void)
{
	return unit_main("align", fill);
}
