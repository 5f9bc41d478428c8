/* Which word of a line is the first that begins there, and in which node. */
#include <string.h>
#include "layout/pagemap.h"
#include "unit/unit.h"

static struct node nodes[3];
static struct text_source sources[3];
static struct set_paragraph p;

/* A paragraph of up to three texts; what stands in [brackets] is the layout's own, brackets too. */
static void paragraph(const char *text, const char *const *own)
{
	p = (struct set_paragraph){.text = str_c(text), .sources = sources};
	uint32_t at = 0;
	for (; own[p.nsources]; p.nsources++) {
		struct node *n = &nodes[p.nsources];
		*n = (struct node){.kind = NODE_TEXT, .text = str_c(own[p.nsources])};
		const char *found = strstr(text + at, own[p.nsources]);
		ck_assert_ptr_nonnull(found);
		at = (uint32_t)(found - text);
		sources[p.nsources] = (struct text_source){at, (uint32_t)n->text.n, n, 0};
		at += (uint32_t)n->text.n;
	}
}
#define texts(...) (const char *const[]){__VA_ARGS__, NULL}

/* What follows the word in its node, for the line that begins with `line`; NULL: no word begins there. */
static const char *word_of(const char *line, size_t length)
{
	const char *at = strstr(p.text.p, line);
	const struct node *node;
	uint32_t offset, from;
	ck_assert_ptr_nonnull(at);
	from = (uint32_t)(at - p.text.p);
	return pagemap_word(&p, from, from + (uint32_t)length, &node, &offset) ? node->text.p + offset : NULL;
}
#define first_word(line) word_of((line), strlen(line))

START_TEST(a_word_at_the_start)
{
	paragraph("One two three four.", texts("One two three four."));
	ck_assert_str_eq(first_word("One two"), "One two three four.");
	ck_assert_str_eq(first_word("three"), "three four.");
	ck_assert_str_eq(first_word(" three"), "three four.");
}
END_TEST

START_TEST(the_rest_of_a_hyphenated_word_is_none)
{
	paragraph("an extraordinary thing", texts("an extraordinary thing"));
	ck_assert_str_eq(first_word("ordinary thing"), "thing");
	ck_assert_ptr_null(first_word("ordinary "));
	paragraph("a well-known fact", texts("a well-known fact"));
	ck_assert_str_eq(first_word("known fact"), "fact");
	paragraph("extra\u00ADordinary thing", texts("extra\u00ADordinary thing"));
	ck_assert_str_eq(first_word("ordinary thing"), "thing");
	paragraph("see https://example.com/a/b for more", texts("see https://example.com/a/b for more"));
	ck_assert_str_eq(first_word("example.com/a/b for"), "for more");
}
END_TEST

START_TEST(a_word_of_several_nodes_begins_in_the_first)
{
	paragraph("so un-believ-able it is", texts("so un-", "believ-", "able it is"));
	ck_assert_str_eq(first_word("believ-able it"), "it is");
	paragraph("so very good", texts("so ", "very", " good"));
	ck_assert_str_eq(first_word("very good"), "very");
}
END_TEST

START_TEST(what_the_layout_put_in_is_none)
{
	paragraph("see there [page 12] and on", texts("see there", " and on"));
	ck_assert_str_eq(first_word("[page 12] and"), "and on");
	ck_assert_ptr_null(first_word("12]"));
	paragraph("alone", texts("alone"));
	p.nsources = 0;
	ck_assert_ptr_null(first_word("alone"));
}
END_TEST

START_TEST(a_word_begins_after_a_dash_at_the_line_s_end)
{
	paragraph("this\u2014that is", texts("this\u2014that is"));
	ck_assert_str_eq(first_word("that is"), "that is");
	/* but not within the line: one mark is as good as another there, and spaces part more surely */
	ck_assert_str_eq(first_word("is\u2014that is"), "is");
}
END_TEST

START_TEST(scripts_without_spaces)
{
	paragraph("\u56ED\u4E01\u76F8\u4FE1", texts("\u56ED\u4E01\u76F8\u4FE1"));
	ck_assert_str_eq(first_word("\u76F8\u4FE1"), "\u76F8\u4FE1");
	paragraph("\u0E2A\u0E27\u0E31\u0E2A\u0E14\u0E35\u0E04\u0E23\u0E31\u0E1A", texts("\u0E2A\u0E27\u0E31\u0E2A\u0E14\u0E35\u0E04\u0E23\u0E31\u0E1A"));
	ck_assert_str_eq(first_word("\u0E04\u0E23\u0E31\u0E1A"), "\u0E04\u0E23\u0E31\u0E1A");
	paragraph("\uD55C\uAD6D\uC5B4 \uB9D0", texts("\uD55C\uAD6D\uC5B4 \uB9D0"));
	ck_assert_str_eq(first_word("\uC5B4 \uB9D0"), "\uB9D0");
}
END_TEST

static void fill(TCase *tests)
{
	tcase_add_test(tests, a_word_at_the_start);
	tcase_add_test(tests, the_rest_of_a_hyphenated_word_is_none);
	tcase_add_test(tests, a_word_of_several_nodes_begins_in_the_first);
	tcase_add_test(tests, what_the_layout_put_in_is_none);
	tcase_add_test(tests, a_word_begins_after_a_dash_at_the_line_s_end);
	tcase_add_test(tests, scripts_without_spaces);
}

int main(void)
{
	return unit_main("layout/pagemap", fill);
}
