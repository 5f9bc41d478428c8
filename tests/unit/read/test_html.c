/* Raw HTML into nodes: what is kept, what is mended, what is said. */
#include <stdio.h>
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

/* Whether child may stand in parent by book/node.def. */
static bool may_hold(const struct node *parent, const struct node *child)
{
	bool inlined = node_infos[child->kind].inlined;
	switch (parent->kind) {
	case NODE_LIST:
		return child->kind == NODE_ITEM;
	case NODE_TABLE:
		return child->kind == NODE_ROW || (child->kind == NODE_CAPTION && child == parent->first);
	case NODE_ROW:
		return child->kind == NODE_CELL;
	case NODE_DEFINITIONS:
		return child->kind == NODE_TERM || child->kind == NODE_DEFINITION;
	case NODE_RUBY:
		return inlined;
	case NODE_CELL:
	case NODE_CAPTION:
		return inlined == node_infos[parent->first->kind].inlined && child->kind != NODE_ITEM;
	case NODE_FIGURE:
		if (child->kind == NODE_CAPTION)
			return child == parent->last;
		return child->kind == NODE_IMAGE || !inlined;
	case NODE_DETAILS:
		return child->kind == NODE_SUMMARY ? child == parent->first : !inlined;
	case NODE_CALLOUT:
		return child->kind == NODE_CALLOUT_TITLE ? child == parent->first : !inlined;
	default:
		break;
	}
	static const uint8_t parts[] = {NODE_ITEM, NODE_ROW, NODE_CELL, NODE_TERM, NODE_DEFINITION, NODE_CAPTION, NODE_SUMMARY,
		NODE_CALLOUT_TITLE, NODE_ARTICLE, NODE_NOTE};
	for (size_t i = 0; i < sizeof parts; i++)
		if (child->kind == parts[i])
			return false;
	if (child->kind == NODE_RUBY_TEXT)
		return false;
	enum node_content content = node_infos[parent->kind].content;
	return content == NODE_CONTENT_I ? inlined : content == NODE_CONTENT_B ? !inlined : false;
}

static void check_valid(struct article *a, const struct node *root, const char *text)
{
	for (const struct node *n = root; n; n = node_walk(root, n, false)) {
		for (const struct node *c = n->first; c; c = c->next) {
			ck_assert_msg(c->parent == n && (c->next || n->last == c), "a broken list of children in\n%s", text);
			ck_assert_msg(may_hold(n, c), "%s in %s of\n%s", node_infos[c->kind].name, node_infos[n->kind].name, text);
		}
		for (const struct node *up = n->parent; n->kind == NODE_LINK && up; up = up->parent)
			ck_assert_msg(up->kind != NODE_LINK, "a link in a link of\n%s", text);
		if (node_id(n).n)
			ck_assert_msg(map_get(&a->ids, node_id(n)) == n, "an id that is not in the table, of\n%s", text);
	}
}

static uint64_t soup_state;

static unsigned pick(unsigned n)
{
	soup_state = soup_state * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(soup_state >> 33) % n;
}

/* Tags and Markdown in any order, with numbered words between. Returns how many. */
static unsigned put_soup(struct buf *b)
{
	static const char *const tags[] = {"b", "i", "a href=x", "span id=s", "div", "p", "p align=center", "ul", "ol", "li", "table", "tr", "td",
		"th", "thead", "caption", "dl", "dt", "dd", "details", "summary", "figure", "figcaption", "h2", "pre", "code", "blockquote",
		"center", "font", "q", "ruby", "rt", "sup", "unknown", "section", "button", "video src=v", "tbody", "mark", "br", "hr",
		"img src=i alt=x", "input", "a name=n", "svg", "math"};
	static const char *const marks[] = {"\n\n", "\n", "\n\n", " *", "* ", "**", "\n\n> ", "\n\n- ", "\n- ", "\n\n## ", "\n\nT\n: ", "[^n]",
		"\n\n[^n]: ", " [", "](x) ", "`", "\n\n| a | ", " |\n|--|--|\n| ", " | ", "^[", "] ", "[[w|", "]]", "==", "~~", "\n\n> [!note] ",
		"<!-- - -->", "\n\n    ", "\n```\n", "&amp;", "![x](", "\n\n***\n\n", "\\"};
	unsigned words = 0, n = 3 + pick(40);
	for (unsigned i = 0; i < n; i++) {
		unsigned kind = pick(10);
		if (kind < 4) {
			const char *tag = tags[pick(sizeof tags / sizeof *tags)];
			bool end = pick(5) < 2;
			buf_printf(b, "<%s%.*s>", end ? "/" : "", (int)(end ? strcspn(tag, " ") : strlen(tag)), tag);
		} else if (kind < 6) {
			buf_cstr(b, marks[pick(sizeof marks / sizeof *marks)]);
		} else {
			buf_printf(b, "w%uw", words++);
		}
	}
	buf_char(b, '\0');
	return words;
}

static bool has_word(const struct article *a, const struct str *texts, size_t n, unsigned word)
{
	char name[24];
	snprintf(name, sizeof name, "w%uw", word);
	for (size_t i = 0; i < n; i++)
		if (str_find(texts[i], name) < texts[i].n)
			return true;
	for (size_t i = 0; i < a->links.n; i++) /* in an address, or where a diagnostic names what is left out */
		if (str_find(a->links.items[i]->u.link.dest, name) < a->links.items[i]->u.link.dest.n)
			return true;
	for (size_t i = 0; i < a->images.n; i++)
		if (str_find(a->images.items[i]->u.image.dest, name) < a->images.items[i]->u.image.dest.n)
			return true;
	for (size_t i = 0; i < a->diags.n; i++) {
		enum diag_id id = a->diags.items[i]->id;
		if (id == DIAG_UNUSED_NOTE || id == DIAG_DUPLICATE_NOTE || str_find(a->diags.items[i]->text, name) < a->diags.items[i]->text.n)
			return true;
	}
	return false;
}

/* A drawing, the information of a code fence, a wikilink's target: no words of running text. */
static bool drops_words(const char *text)
{
	return strstr(text, "<svg") || strstr(text, "```") || strstr(text, "~~~") || strstr(text, "[[w|");
}

START_TEST(tag_soup_makes_valid_trees_and_loses_no_word)
{
	for (uint64_t seed = 1; seed <= 4000; seed++) {
		struct buf b;
		soup_state = seed * 99991;
		buf_init(&b, BUF_NO_LIMIT);
		unsigned words = put_soup(&b);
		struct made *m = article_made(b.p, NULL, "The title");
		struct article *a = &m->article;
		struct str texts[40] = {node_plain(&a->arena, a->body)};
		size_t n = 1;
		check_valid(a, a->body, b.p);
		for (size_t i = 0; i < a->notes.n && n < 40; i++) {
			check_valid(a, a->notes.items[i], b.p);
			texts[n++] = node_plain(&a->arena, a->notes.items[i]);
		}
		bool drops = drops_words(b.p);
		for (unsigned w = 0; w < words && !drops; w++)
			ck_assert_msg(has_word(a, texts, n, w), "w%uw is lost of\n%s\n---\n" STR_FMT, w, b.p, STR_ARG(texts[0]));
		article_free(m);
		buf_free(&b);
	}
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
	tcase_add_test(t, tag_soup_makes_valid_trees_and_loses_no_word);
	tcase_add_test(t, depth_is_bounded);
}

int main(void)
{
	return unit_main("html", fill);
}
