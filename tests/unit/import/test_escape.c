/* What is written reads back: as Markdown by sheaf's own reader (cmark-gfm and the dialect), as YAML by libyaml. */
#include <yaml.h>

#include "import/escape.h"
#include "unit/read/article.h"

static struct arena arena;

static void setup(void)
{
	arena_init(&arena);
}

static void teardown(void)
{
	arena_free(&arena);
}

static struct str escaped(struct str text, void (*escape)(struct buf *, struct str), const char *before)
{
	struct buf b;
	buf_init(&b, BUF_NO_LIMIT);
	buf_cstr(&b, before);
	escape(&b, text);
	buf_char(&b, '\n');
	struct str md = buf_copy(&b, &arena);
	buf_free(&b);
	return md;
}

/* The Markdown must be one block of that kind and nothing else, with the very text, and no complaint. */
static void expect(struct str md, enum node_kind kind, struct str text)
{
	struct made *m = article_made(arena_cstr(&arena, md), NULL, "A title");
	const struct node *block = m->article.body->first;
	ck_assert_msg(block && !block->next && block->kind == kind, "not one block: " STR_FMT, STR_ARG(md));
	struct str got = node_plain(&arena, block);
	ck_assert_msg(str_eq(got, text), "wrote " STR_FMT "got   " STR_FMT "\nwant  " STR_FMT, STR_ARG(md), STR_ARG(got), STR_ARG(text));
	for (const struct node *n = block; n; n = node_walk(block, n, false))
		ck_assert_msg(n->kind != NODE_EMPHASIS && n->kind != NODE_STRONG && n->kind != NODE_CODE && n->kind != NODE_MARK &&
				n->kind != NODE_STRIKE && n->kind != NODE_NOTE_REF && n->kind != NODE_IMAGE,
			"markup in " STR_FMT, STR_ARG(md));
	ck_assert_msg(!m->diags.n, STR_FMT " in " STR_FMT, STR_ARG(m->diags), STR_ARG(md));
	article_free(m);
}

static void round_trip(const char *text)
{
	struct str s = str_c(text);
	expect(escaped(s, escape_block, ""), NODE_PARAGRAPH, s);
	expect(escaped(s, escape_heading, "## "), NODE_HEADING, s);
	expect(escaped(s, escape_block, "- "), NODE_LIST, s);
}

static const char *const texts[] = {"# not a heading", "#1 of many", "###### six", "> 5 minutes", "1. no list", "12) no list",
	"99% of it", "1984. A year", "- no list", "-- a dash", "+ no list", "* no list", "-", "+", "1.", "===", "=", "---",
	"~~~", "```", "a*hole and b*ch", "*stars*", "**stars**", "_lines_", "__lines__", "snake_case_name", "a _b_ c",
	"[link](address)", "[reference]: address", "[^1]: note", "a note[^1]", "^[a note]", "[[slug|text]]", "![[x.png]]",
	"![alt](x.png)", "<b>bold</b>", "<!-- comment -->", "<https://x.example>", "5 < 6 > 4", "a <b", "&amp; &#38; &copy;", "R&D & more",
	"\\newpage", "\\", "a \\ b", "trailing \\", "\\* \\_ \\\\", "C:\\new\\table", "~~struck~~ ~5", "==marked== a = b",
	"%%comment%% 5%", "%% open", ": definition", ":smile:", "| a | b |", "`code` ``x`", "...or so", "\"so\" 'so' \u201Cso\u201D",
	"{#id}", "text {#id}", "text {.class}", "text ##", "#", "##", "! [x]", "a](b)", "\u2026and", "$5 and $6", "a@b.example",
	"https://x.example/a_b?c=d&e=f", "https://x.example/a*b*c_", "see (https://x.example/~me/), then", "www.x.example/a~b",
	"www.x.example/_a_", "http://a*b", "http://[::1]/", "ftp://x.example/*", "https://", "x] [y", "]]", "[ ] task", "[x] task",
	"\u00E9_\u00E9 _\u00E9_", "***bold*** it", "*", "_", "Term", "<", "&", "!", "`", "[!note] said", "> [!note] x", "  "};

START_TEST(markdown)
{
	for (size_t i = 0; i + 1 < sizeof texts / sizeof *texts; i++)
		round_trip(texts[i]);
}
END_TEST

static uint32_t next_random(uint32_t *seed)
{
	return (*seed = *seed * 1664525 + 1013904223) >> 8;
}

/* One line of pieces that mean something, without blanks at its ends or two in a row. */
static struct str random_line(uint32_t *seed)
{
	static const char *const parts[] = {"a", "B2", " ", " ", " ", "*", "**", "_", "__", "[", "]", "(", ")", "[[", "]]", "!", "<", ">",
		"<b>", "</", "&", "&lt;", "#", "##", "\\", "`", "``", "~", "~~", "=", "==", "%", "%%", ":", "|", "-", "--", "---", "+",
		"1.", "1)", "{", "}", "{#x}", "^", "^[", "[^a]", "http://", "www.", "@x.example", ".", "\"", "'", "/", "\u00E9",
		"\u2019", "\u2026", "$", "\\newpage", "<!--", "-->", "word"};
	struct buf b;
	buf_init(&b, BUF_NO_LIMIT);
	size_t n = 1 + next_random(seed) % 12;
	for (size_t i = 0; i < n; i++) {
		const char *part = parts[next_random(seed) % (sizeof parts / sizeof *parts)];
		if (*part != ' ' || (b.n && b.p[b.n - 1] != ' '))
			buf_cstr(&b, part);
	}
	struct str line = str_trim(buf_copy(&b, &arena));
	buf_free(&b);
	return line.n ? line : STR("x");
}

START_TEST(random_markdown)
{
	uint32_t seed = 20260105;
	for (int i = 0; i < 4000; i++)
		round_trip(arena_cstr(&arena, random_line(&seed)));
}
END_TEST

/* A title in the front matter is one line of Markdown. */
START_TEST(inlines)
{
	for (size_t i = 0; i + 1 < sizeof texts / sizeof *texts; i++) {
		struct str s = str_c(texts[i]);
		struct made *m = article_made("x\n", NULL, "A title");
		struct pos pos = {m->article.source, 1, 1};
		struct node *heading = node_new(&m->article.arena, NODE_HEADING, pos);
		struct value value = {str_trim(escaped(s, escape_inline, "")), pos};
		markdown_inline(&m->article, heading, value, &(struct markdown_options){.lang = STR("en")});
		struct str got = node_plain(&arena, heading);
		ck_assert_msg(str_eq(got, s), "got " STR_FMT " want " STR_FMT, STR_ARG(got), STR_ARG(s));
		article_free(m);
	}
}
END_TEST

/* Nothing but what must be escaped is. */
START_TEST(pleasant)
{
	static const char *const plain[] = {"It's 5 < 6 & \"so\" - (or not), said: x_y = 3%!", "#1 of many", "-x", "1984 was", "...or so",
		"C:\\new", "https://x.example/a_b", "R&D", "99% of it", "{a} | b"};
	for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
		struct str md = escaped(str_c(plain[i]), escape_block, "");
		ck_assert_msg(str_is(str_trim(md), plain[i]), STR_FMT, STR_ARG(md));
	}
	ck_assert(str_is(str_trim(escaped(STR("b*ch"), escape_block, "")), "b\\*ch"));
}
END_TEST

static void yaml_round_trip(struct str text)
{
	struct str doc = escaped(text, escape_yaml, "key: ");
	yaml_parser_t parser;
	yaml_document_t document;
	yaml_parser_initialize(&parser);
	yaml_parser_set_input_string(&parser, (const unsigned char *)doc.p, doc.n);
	ck_assert_msg(yaml_parser_load(&parser, &document), "no YAML: " STR_FMT, STR_ARG(doc));
	yaml_node_t *root = yaml_document_get_root_node(&document);
	ck_assert_int_eq(root->type, YAML_MAPPING_NODE);
	yaml_node_t *value = yaml_document_get_node(&document, root->data.mapping.pairs.start->value);
	ck_assert_msg(value->type == YAML_SCALAR_NODE, "no scalar: " STR_FMT, STR_ARG(doc));
	struct str got = {(const char *)value->data.scalar.value, value->data.scalar.length};
	ck_assert_msg(str_eq(got, text), "got " STR_FMT " from " STR_FMT, STR_ARG(got), STR_ARG(doc));
	/* a bare scalar that YAML 1.1 takes for a number, a truth value or nothing would not stay text */
	bool bare = value->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
	ck_assert(!bare || !(str_eq_nocase(text, STR("yes")) || str_eq_nocase(text, STR("null")) || (text.p[0] >= '0' && text.p[0] <= '9')));
	yaml_document_delete(&document);
	yaml_parser_delete(&parser);
}

START_TEST(yaml)
{
	static const char *const more[] = {"Yes", "null", "12", "2026-01-05", "a: b", "a #b", "a:", "'a'", "\"a\"", "a\"b", "@a", "%a", "",
		"-", "- a", "? a", "\u201Ca\u201D", "\u00E9t\u00E9", "\uFF1Aa", "! a", "a, b", "[a]", "{a", "*a", "&a", "a\\n", "a \u2028 b",
		"\U0001F60A", "~", "a' # b"};
	for (size_t i = 0; i < sizeof more / sizeof *more; i++)
		yaml_round_trip(str_c(more[i]));
	for (size_t i = 0; i + 1 < sizeof texts / sizeof *texts; i++)
		yaml_round_trip(str_c(texts[i]));
	uint32_t seed = 7;
	for (int i = 0; i < 2000; i++)
		yaml_round_trip(random_line(&seed));
	ck_assert(str_is(escaped(STR("It\u2019s Never Only The Yeast"), escape_yaml, ""), "It\u2019s Never Only The Yeast\n"));
}
END_TEST

static void fill(TCase *t)
{
	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, markdown);
	tcase_add_test(t, random_markdown);
	tcase_add_test(t, inlines);
	tcase_add_test(t, pleasant);
	tcase_add_test(t, yaml);
}

int main(void)
{
	return unit_main("escape", fill);
}
