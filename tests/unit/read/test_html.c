/* Raw HTML into nodes: what is kept, what is mended, what is said. */
#include "unit/read/article.h"

START_TEST(tags_match_across_siblings)
{
	ck_tree("a <b>b *c*</b> d", "paragraph(\"a \" strong(\"b \" emphasis(\"c\")) \" d\")", "");
	ck_tree("<div>\n\n**a**\n\n- b\n\n</div>\n\nc", "division(paragraph(strong(\"a\")) list(item(paragraph(\"b\")))) paragraph(\"c\")", "");
	ck_tree("<DIV ID=x>\na\n</Div>", "division#x(paragraph(\"a\"))", "");
	ck_tree("<b>\n\na\n\nb\n\n</b>\n\nc", "paragraph(strong(\"a\")) paragraph(strong(\"b\")) paragraph(\"c\")", "");
	ck_tree("a <i>b\nc</i>", "paragraph(\"a \" emphasis(\"b\" soft-break \"c\"))", "");
}
END_TEST

START_TEST(crossing_and_unclosed)
{
	ck_tree("a <b>b <i>c</b> d</i>", "paragraph(\"a \" strong(\"b \" emphasis(\"c\")) emphasis(\" d\"))", "1:12 html-nesting");
	ck_tree("*a <b>b* c</b>", "paragraph(emphasis(\"a \" strong(\"b\")) strong(\" c\"))", "");
	ck_tree("a <b>b\n\nc", "paragraph(\"a \" strong(\"b\")) paragraph(\"c\")", "1:3 html-unclosed");
	ck_tree("a</b> b</p>", "paragraph(\"a\" \" b\")", "1:2 html-unclosed, 1:8 html-unclosed");
	ck_tree("> <div>a\n\nb</div>", "quote(division(paragraph(\"a\"))) paragraph(\"b\")", "1:3 html-unclosed, 3:2 html-unclosed");
	ck_tree("<a href=x>a <a href=y>b</a></a>", "paragraph(link<x>(\"a \" \"b\"))", "1:13 html-nesting");
	ck_tree("a <div", "paragraph(\"a <div\")", "");
}
END_TEST

START_TEST(blocks_never_stand_in_inlines)
{
	ck_tree("a <b>b<div>c</div>d</b> e", "paragraph(\"a \" strong(\"b\")) division(paragraph(strong(\"c\"))) paragraph(strong(\"d\") \" e\")", "");
	ck_tree("## a <div>b</div> c", "heading[2]#a-b-c(\"a \" \"b\" \" c\")", "1:6 html-nesting");
	ck_tree("<p>a<ul><li>b</ul>c</p>", "paragraph(\"a\") list(item(paragraph(\"b\"))) paragraph(\"c\")", "");
	ck_tree("<p align=center>\n\n![a](b)\n\n</p>", "division[a2](figure(image<b>\"a\"))", "1:4 html-obsolete");
}
END_TEST

START_TEST(html_tables)
{
	ck_tree("<table><caption>c</caption><thead><tr><th colspan=2>h<tbody><tr><td rowspan=2>a<td><p>b</p><p>c</table>",
		"table(caption(\"c\") row(cell[2x1](\"h\")) row(cell[1x2](\"a\") cell(paragraph(\"b\") paragraph(\"c\"))))", "");
	ck_tree("<tr><td>a</td></tr>\n\nb", "table(row(cell(\"a\"))) paragraph(\"b\")", "1:1 html-nesting");
	ck_tree("<table><tr><td></div>a</table>", "table(row(cell(\"a\")))", "1:16 html-unclosed");
	ck_tree("<table>a<tr><td>b</table>", "table(row(cell(\"a\")) row(cell(\"b\")))", "1:8 html-nesting, 1:8 html-nesting");
	ck_tree("<table><col><colgroup><col></colgroup><tr><td>a\n\n*b*\n\n</table>", "table(row(cell(paragraph(\"a\") paragraph(emphasis(\"b\")))))", "");
}
END_TEST

START_TEST(lists_and_definitions)
{
	ck_tree("<ol start=4 type=i reversed><li>a<li value=9>b</ol>", "list[4](item(paragraph(\"a\")) item(paragraph(\"b\")))", "");
	ck_tree("<ul>a<li>b</ul><li>c</li>d",
		"list(item(paragraph(\"a\")) item(paragraph(\"b\"))) list(item(paragraph(\"c\"))) paragraph(\"d\")",
		"1:5 html-nesting, 1:16 html-nesting");
	ck_tree("<dl><dt>a<dd>b<dt>c<dd><p>d</dl>",
		"definitions(term#a(\"a\") definition(paragraph(\"b\")) term#c(\"c\") definition(paragraph(\"d\")))", "");
	struct made *m = article_made("<ul><li>a<ul><li><p>b</p></ul></ul>", NULL, "T");
	struct node *outer = m->article.body->first;
	ck_assert(outer->u.list.tight);
	ck_assert(!outer->first->last->u.list.tight);
	article_free(m);
}
END_TEST

START_TEST(inlines_of_html)
{
	ck_tree("a<br>b<BR/>c<wbr>d</br>e", "paragraph(\"a\" line-break \"b\" line-break \"c\" break-chance \"d\" line-break \"e\")", "");
	ck_tree("<q>a</q> <kbd>b</kbd> <code>c *d*</code> <abbr title=x>e</abbr> <bdo dir=rtl>f</bdo>",
		"paragraph(quotation(\"a\") \" \" keyboard(\"b\") \" \" code\"c d\" \" \" abbreviation(\"e\") \" \" span(\"f\"))", "");
	ck_tree("<ruby>a<rp>(</rp><rt>b</rt><rp>)</rp></ruby>", "paragraph(ruby(\"a\" ruby-text(\"b\")))", "");
	ck_tree("<img src=a.png alt=b width=300> <img src=c alt=\"\"> <img src=d role=presentation alt=e>",
		"paragraph(image<a.png>[w500]\"b\" \" \" image<c>[decorative] \" \" image<d>[decorative]\"e\")", "");
	ck_tree("<picture><source srcset=a><img src=b alt=c></picture>", "figure(image<b>\"c\")", "");
	ck_tree("<pre><code class=\"language-c\">a &lt; b\n  c</code></pre>", "code-block\"a < b\n  c\n\"", "");
	ck_tree("&nbsp;&#8212;&check; <i>&amp;lt;</i>", "paragraph(\"\u00a0\u2014\u2713 \" emphasis(\"&lt;\"))", "");
	ck_tree("<p>&nbsp;&#8212;&check;&nonsense; &#xD800;</p>", "paragraph(\"\u00a0\u2014\u2713&nonsense; \ufffd\")", "");
}
END_TEST

START_TEST(what_is_dropped_is_said)
{
	ck_tree("a <script>b</script> <style>c</style> d", "paragraph(\"a \" \" \" \" d\")", "1:3 html-dropped, 1:22 html-dropped");
	ck_tree("<script>\n\n<p>a</p>\n\n</script>\nb", "paragraph(\"b\")", "1:1 html-dropped");
	ck_tree("a <blah>b</blah> <form>c</form> <input> <button>d</button>", "paragraph(\"a \" \"b\") paragraph(\"c\") paragraph(\"d\")",
		"1:3 html-dropped, 1:18 html-dropped, 1:33 html-dropped, 1:41 html-dropped");
	ck_tree("<p onclick=x style=\"color:red;text-align:right\" data-x=1>a", "paragraph[a3](\"a\")", "1:4 html-dropped, 1:14 html-dropped");
	ck_tree("a <iframe src=\"https://e.com/v\"></iframe>", "paragraph(\"a \" link<https://e.com/v>(\"https://e.com/v\"))", "1:3 html-dropped");
	ck_tree("<video src=v.mp4>a</video>", "paragraph(\"a\")", "1:1 html-dropped");
	ck_tree("a <!-- b - c --> d <?e f?> <!G h>", "paragraph(\"a \" \" d\")", "1:20 html-dropped, 1:28 html-dropped");
	ck_tree("a <svg><title>b</title><text>c</text></svg> d", "paragraph(\"a \" \"b\" \" d\")", "1:3 html-dropped");
	ck_tree("<font color=red>a</font> <center>b</center>", "paragraph(\"a\") division[a2](paragraph(\"b\"))", "1:1 html-obsolete, 1:26 html-obsolete");
}
END_TEST

START_TEST(details_and_figures)
{
	ck_tree("<details open><summary>a<h3>b</h3></summary>\n\n*c*\n\n</details>",
		"details(summary(\"a\" soft-break \"b\") paragraph(emphasis(\"c\")))", "1:25 html-nesting");
	ck_tree("<figure><figcaption>a <i>b</i></figcaption><img src=c alt=d></figure>",
		"figure(image<c>\"d\" caption(\"a \" emphasis(\"b\")))", "");
	ck_tree("<summary>a</summary>", "paragraph(\"a\")", "1:1 html-nesting");
	ck_tree("<h1 id=x>a</h1>\n<h2>b</h2>", "heading[2]#x(\"a\") heading[3]#b(\"b\")", "");
}
END_TEST

START_TEST(anchors)
{
	ck_tree("<a name=\"x\"></a>\n\n## a", "heading[2]#x(\"a\")", "");
	ck_tree("a <a id=x></a>b", "paragraph(\"a \" span#x \"b\")", "");
	ck_tree("<a id=x></a><a id=y></a>\n\na", "paragraph#x(\"a\")", "");
	ck_tree("<span id=x>a</span> <b id=x>b</b>", "paragraph(span#x(\"a\") \" \" strong#x-1(\"b\"))", "1:21 duplicate-id");
}
END_TEST

static struct node *deepest(struct article *a, size_t *depth)
{
	struct node *found = a->body;
	*depth = 0;
	for (struct node *n = a->body; n; n = node_walk(a->body, n, false)) {
		size_t d = 0;
		for (struct node *up = n; up; up = up->parent)
			d++;
		if (d > *depth) {
			*depth = d;
			found = n;
		}
	}
	return found;
}

static void check_deep(const char *piece, const char *end, const char *text)
{
	struct buf b;
	size_t depth;
	buf_init(&b, BUF_NO_LIMIT);
	for (int i = 0; i < 10000; i++)
		buf_cstr(&b, piece);
	buf_cstr(&b, text);
	for (int i = 0; i < 10000 && *end; i++)
		buf_cstr(&b, end);
	buf_char(&b, '\0');
	struct made *m = article_made(b.p, NULL, "T");
	struct node *n = deepest(&m->article, &depth);
	ck_assert_uint_lt(depth, 110);
	ck_str(n->text, text);
	ck_assert_uint_eq(m->article.diags.n, 1);
	ck_assert_uint_eq(m->article.diags.items[0]->id, DIAG_TOO_DEEP);
	article_free(m);
	buf_free(&b);
}

START_TEST(depth_is_bounded)
{
	check_deep("> ", "", "x");
	check_deep("- ", "", "x");
	check_deep("<div>", "</div>", "x");
	check_deep("<span>", "</span>", "x");
}
END_TEST

static void fill(TCase *t)
{
	tcase_add_test(t, tags_match_across_siblings);
	tcase_add_test(t, crossing_and_unclosed);
	tcase_add_test(t, blocks_never_stand_in_inlines);
	tcase_add_test(t, html_tables);
	tcase_add_test(t, lists_and_definitions);
	tcase_add_test(t, inlines_of_html);
	tcase_add_test(t, what_is_dropped_is_said);
	tcase_add_test(t, details_and_figures);
	tcase_add_test(t, anchors);
	tcase_add_test(t, depth_is_bounded);
}

int main(void)
{
	return unit_main("html", fill);
}
