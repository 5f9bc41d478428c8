/* Markdown's blocks and inlines, and what sheaf adds to them, as trees. */
#include <pthread.h>
#include "unit/read/article.h"

START_TEST(inlines)
{
	ck_tree("a *b* **c** `d` ~~e~~ ==f== <u>g</u>",
		"paragraph(\"a \" emphasis(\"b\") \" \" strong(\"c\") \" \" code\"d\" \" \" strike(\"e\") \" \" mark(\"f\") \" \" "
		"underline(\"g\"))", "");
	ck_tree("a == b and x==1 || y==2 and ===z===", "paragraph(\"a == b and x==1 || y==2 and ===z===\")", "");
	ck_tree("*a ==b* c==", "paragraph(emphasis(\"a ==b\") \" c==\")", "");
	ck_tree("a\\\nb  \nc\nd", "paragraph(\"a\" line-break \"b\" line-break \"c\" soft-break \"d\")", "");
	ck_tree("\\*a\\* &amp; &copy; &#x41;", "paragraph(\"*a* & \u00a9 A\")", "");
	ck_tree("<http://e.com/a> www.e.com a@e.com",
		"paragraph(link<http://e.com/a>(\"http://e.com/a\") \" \" link<http://www.e.com>(\"www.e.com\") \" \" "
		"link<mailto:a@e.com>(\"a@e.com\"))", "");
	ck_tree("[a *b*](c.md \"t\") [d] ![e f](g)\n\n[d]: /h", "paragraph(link<c.md>(\"a \" emphasis(\"b\")) \" \" link</h>(\"d\") \" \" image<g>\"e f\")", "");
}
END_TEST

START_TEST(wikilinks)
{
	ck_tree("[[a]] [[a|b *c*]] [[a#b]] [[#b]]",
		"paragraph(link<a!>(\"a\") \" \" link<a!>(\"b \" emphasis(\"c\")) \" \" link<a#b!>(\"a > b\") \" \" link<#b!>(\"b\"))", "");
	ck_tree("[[a]][^1] [[a|b]][[c]] [[a]][b]\n\n[^1]: d\n\n[b]: /e\n",
		"paragraph(link<a!>(\"a\") note-ref[1] \" \" link<a!>(\"b\") link<c!>(\"c\") \" \" link</e>(\"[a]\")) note(paragraph(\"d\"))", "");
	ck_tree("`[[a]]` \\[[a]] [[]] [[a\nb]] [[a]](b)",
		"paragraph(code\"[[a]]\" \" [[a]] [[]] [[a\" soft-break \"b]] \" link<b>(\"[a]\"))", "");
	ck_tree("a ![[p.png|300]] ![[p.PNG|alt]] ![[page]]",
		"paragraph(\"a \" image<p.png>[w500] \" \" image<p.PNG>\"alt\" \" \" link<page!>(\"page\"))", "1:3 missing-alt");
	ck_tree("| [[a\\|b]] | ![[c.png\\|50]] |\n|-|-|\n",
		"table(row(cell(link<a!>(\"b\")) cell(image<c.png>[w83])))", "1:14 missing-alt");
	ck_tree("    [[a]]\n\n```\n[[b]] ^[c] [^d]\n```\n", "code-block\"[[a]]\n\" code-block\"[[b]] ^[c] [^d]\n\"", "");
}
END_TEST

START_TEST(comments)
{
	ck_tree("a %%b%% c", "paragraph(\"a c\")", "");
	ck_tree("a\n\n%%b\n\nc%%\n\nd", "paragraph(\"a\") paragraph(\"d\")", "");
	ck_tree("- a\n%%b%%\n- c", "list(item(paragraph(\"a\")) item(paragraph(\"c\")))", "");
	ck_tree("> a\n> %%b\n> c%% d", "quote(paragraph(\"a\" soft-break \"d\"))", "");
	ck_tree("`%%a%%` \\%%b\n\n```\n%%c%%\n```\n\n    %%d%%\n",
		"paragraph(code\"%%a%%\" \" %%b\") code-block\"%%c%%\n\" code-block\"%%d%%\n\"", "");
	ck_tree("a %%b", "paragraph(\"a %%b\")", "1:3 unclosed-comment");
}
END_TEST

START_TEST(callouts)
{
	ck_tree("> [!NOTE]\n> a", "callout[note](paragraph(\"a\"))", "");
	ck_tree("> [!tip]- *a\n> b* c\n>\n> d",
		"callout[tip](callout-title(emphasis(\"a\")) paragraph(emphasis(\"b\") \" c\") paragraph(\"d\"))", "");
	ck_tree("> [!tip] a", "callout[tip](callout-title(\"a\"))", "");
	ck_tree("> [!tipp] a\n> b", "callout[note](callout-title(\"a\") paragraph(\"b\"))", "1:3 unknown-callout");
	ck_tree("> [!note]\n> a\n> > [!tip] b\n> > c",
		"callout[note](paragraph(\"a\") callout[tip](callout-title(\"b\") paragraph(\"c\")))", "");
	ck_tree("> [!note\n> a", "quote(paragraph(\"[!note\" soft-break \"a\"))", "");
	struct made *m = article_made("> [!note]- a\n\n> [!note]+ b", NULL, "T");
	ck_assert(m->article.body->first->flags & NODE_FOLDED);
	ck_assert(m->article.body->last->flags & NODE_OPEN);
	article_free(m);
}
END_TEST

START_TEST(definition_lists)
{
	ck_tree("A *b*\n: c\n: d", "definitions(term#a-b(\"A \" emphasis(\"b\")) definition(paragraph(\"c\")) definition(paragraph(\"d\")))", "");
	ck_tree("A\nB\n\n: c\n\n    d\n\n    - e\n\nF\n: g",
		"definitions(term#a(\"A\") term#b(\"B\") definition(paragraph(\"c\") paragraph(\"d\") list(item(paragraph(\"e\")))) "
		"term#f(\"F\") definition(paragraph(\"g\")))", "");
	ck_tree("> A\n> : b\n\n- C\n  : d",
		"quote(definitions(term#a(\"A\") definition(paragraph(\"b\")))) "
		"list(item(definitions(term#c(\"C\") definition(paragraph(\"d\")))))", "");
	ck_tree("a\n:b\n\n: c", "definitions(term#a(\"a\") term#b(\":b\") definition(paragraph(\"c\")))", "");
	ck_tree(": a\n\n# b\n: c", "paragraph(\": a\") heading[2]#b(\"b\") paragraph(\": c\")", "");
}
END_TEST

START_TEST(figures_and_attributes)
{
	ck_tree("![a](b.png \"c\"){width=60% .d #e}", "figure#e(image<b.png>[w600]\"a\" caption(\"c\"))", "");
	ck_tree("![a](b.png){width=300px} c", "paragraph(image<b.png>[w500]\"a\" \" c\")", "");
	ck_tree("![](b.png){.decorative}", "figure(image<b.png>[decorative])", "");
	ck_tree("![a](b){width=x .c}", "figure(image<b>\"a\")", "1:9 bad-attribute");
	ck_tree("![a](b){not attributes} {x}", "paragraph(image<b>\"a\" \"{not attributes} {x}\")", "");
	ck_tree("![a](b)\n*c*", "paragraph(image<b>\"a\" soft-break emphasis(\"c\"))", "");
	ck_tree("## A {#b .c}\n\n## D {1, 2}", "heading[2]#b(\"A\") heading[2]#d-1-2(\"D {1, 2}\")", "");
}
END_TEST

START_TEST(breaks_and_lists)
{
	ck_tree("a\n\n***\n\n\\newpage\n\nb\n\\pagebreak\nc \\newpage",
		"paragraph(\"a\") scene-break page-break paragraph(\"b\") page-break paragraph(\"c \\newpage\")", "");
	ck_tree("3. a\n4. b\n\n- [ ] c\n- [x] d [x]\n- e\n\n> - [X] f",
		"list[3](item(paragraph(\"a\")) item(paragraph(\"b\"))) "
		"list(item[ ](paragraph(\"c\")) item[x](paragraph(\"d [x]\")) item(paragraph(\"e\"))) quote(list(item[x](paragraph(\"f\"))))", "");
}
END_TEST

START_TEST(tables)
{
	ck_tree("| a | b |\n|:-:|--:|\n| *c* | d\\|e |\n| f |\n",
		"table(row(cell[2](\"a\") cell[3](\"b\")) row(cell[2](emphasis(\"c\")) cell[3](\"d|e\")) row(cell[2](\"f\") cell[3]))", "");
	ck_tree("|a|\n|-|\n|b|c|\n", "table(row(cell(\"a\")) row(cell(\"b\")))", "3:4 extra-cell");
	ck_tree("x\n|a|\n|-|\n|==b== [^n]|\n\n[^n]: c", "paragraph(\"x\") table(row(cell(\"a\")) row(cell(mark(\"b\") \" \" note-ref[1]))) note(paragraph(\"c\"))", "");
}
END_TEST

START_TEST(notes)
{
	ck_tree("a[^x] b[^Y] c[^x]\n\n[^y]: d\n[^x]: e\n\n    f\n",
		"paragraph(\"a\" note-ref[1] \" b\" note-ref[2] \" c\" note-ref[1]) note(paragraph(\"e\") paragraph(\"f\")) note(paragraph(\"d\"))", "");
	ck_tree("a[^1]\n\n[^1]: b[^2][^1]\n[^2]: c[^1]", "paragraph(\"a\" note-ref[1]) note(paragraph(\"b\" note-ref[2] note-ref[1])) note(paragraph(\"c\" note-ref[1]))", "");
	ck_tree("a[^1] [^x y] [^z](u) \\[^1] `[^1]`", "paragraph(\"a\" \"[^1]\" \" [^x y] \" link<u>(\"^z\") \" [^1] \" code\"[^1]\")", "1:2 unknown-note");
	ck_tree("a\n\n[^1]: b[^2]\n[^2]: c\n[^2]: d", "paragraph(\"a\")", "3:1 unused-note, 4:1 unused-note, 5:1 duplicate-note");
	ck_tree("*a^[b [c](d) `]`] e*", "paragraph(emphasis(\"a\" note-ref[1] \" e\")) note(paragraph(\"b \" link<d>(\"c\") \" \" code\"]\"))", "");
	ck_tree("# a[^1]\n\n[^1]: b", "heading[2]#a(\"a\" note-ref[1]) note(paragraph(\"b\"))", "");
	struct made *m = article_made("a[^x] b[^x]\n\n[^x]: c", NULL, "T");
	ck_assert_uint_eq(m->article.notes.items[0]->u.note.refs, 2);
	ck_str(m->article.notes.items[0]->u.note.label, "x");
	article_free(m);
}
END_TEST

static void check_title(const char *text, const char *given, const char *title, const char *tree, const char *diags)
{
	struct made *m = article_made(text, NULL, given);
	ck_str(m->article.title, title);
	ck_assert(title[0] == '\0' || (m->article.heading && m->article.heading->u.heading.level == 1));
	ck_str(article_text(m), tree);
	ck_str(m->diags, diags);
	article_free(m);
}

START_TEST(titles_and_levels)
{
	check_title("# A *b*\n\n## C", "", "A b", "heading[2]#c(\"C\")", "");
	check_title("# A\n\n# B\n\n## C", "", "A", "heading[2]#b(\"B\") heading[3]#c(\"C\")", "");
	check_title("## A\n\n### B", "", "A", "heading[2]#b(\"B\")", "");
	check_title("## A\n\n## B", "", "", "heading[2]#a(\"A\") heading[2]#b(\"B\")", "");
	check_title("# A title\n\n# B", "a Title", "A title", "heading[2]#b(\"B\")", "");
	check_title("# B\n\n# C\n\n### D\n\n## E", "A", "A", "heading[2]#b(\"B\") heading[2]#c(\"C\") heading[3]#d(\"D\") heading[3]#e(\"E\")",
		"5:1 heading-skip");
	check_title("a", "B *c*", "B c", "paragraph(\"a\")", "");
	check_title("a", "1. b # c", "1. b # c", "paragraph(\"a\")", "");
}
END_TEST

START_TEST(ids)
{
	ck_tree("## A\n\n## A\n\n## A\n\n## B {#a}\n\n## C {#a}\n",
		"heading[2]#a-2(\"A\") heading[2]#a-3(\"A\") heading[2]#a-4(\"A\") heading[2]#a(\"B\") heading[2]#a-1(\"C\")", "9:1 duplicate-id");
	struct made *m = article_made("## 1. Größe & *Ärger*!\n\n## Same\n\n## Same\n\n<a id=\"1x\"></a>\n\n## Named", NULL, "T");
	struct article *a = &m->article;
	struct node *first = a->headings.items[0];
	ck_assert_ptr_eq(map_get(&a->ids, node_id(first)), first);
	ck_assert_ptr_eq(map_get(&a->anchors, STR("1-größe--ärger")), first);
	ck_assert_ptr_eq(map_get(&a->anchors, STR("1. grösse & ärger!")), first);
	ck_assert_ptr_eq(map_get(&a->ids, STR("same-1")), a->headings.items[2]);
	ck_assert_ptr_eq(map_get(&a->anchors, STR("1x")), a->headings.items[3]);
	ck_assert_ptr_eq(map_get(&a->anchors, STR("named")), a->headings.items[3]);
	article_free(m);
}
END_TEST

START_TEST(tables_of_the_article)
{
	struct made *m = article_made("# T\n\nOne *two*three `four`[^1] [five](u) ![six](v)\n\n## Seven\n\n[^1]: Eight [nine](w)\n", "en", "");
	struct article *a = &m->article;
	ck_assert_uint_eq(a->words, 7);
	ck_assert_uint_eq(a->links.n, 2);
	ck_assert_uint_eq(a->links.items[1]->u.link.index, 1);
	ck_assert_uint_eq(a->images.n, 1);
	ck_assert_uint_eq(a->headings.n, 1);
	uint32_t serial = 0;
	const struct node *roots[] = {a->heading, a->body, a->notes.items[0]};
	for (size_t i = 0; i < 3; i++)
		for (const struct node *n = roots[i]; n; n = node_walk(roots[i], n, false)) {
			ck_assert_uint_eq(n->serial, serial++);
			ck_assert_uint_eq(n->flags & 0xC0, 0);
		}
	ck_assert_uint_eq(a->serials, serial);
	article_free(m);
}
END_TEST

START_TEST(lines_of_front_matter_are_not_read)
{
	struct article a = {0};
	arena_init(&a.arena);
	diags_init(&a.diags);
	a.source = source_new(&a.arena, STR("a.md"), STR("---\ntitle: *x\n---\n\na [^q] b\n"));
	markdown_read(&a, 4, &(struct markdown_options){.lang = STR("en")});
	ck_assert_uint_eq(a.body->first->pos.line, 5);
	ck_str(a.body->first->first->text, "a ");
	ck_assert_uint_eq(a.diags.items[0]->pos.line, 5);
	ck_assert_uint_eq(a.diags.items[0]->pos.col, 3);
	arena_free(&a.arena);
	diags_free(&a.diags);
}
END_TEST

static const char *const shared_text = "a ==b== ~~c~~ [[d|e]] www.example.com f[^n] ^[g]\n\n[^n]: h\n\nT\n: i\n";

static void *read_often(void *expected)
{
	for (int i = 0; i < 300; i++) {
		struct made *m = article_made(shared_text, "en", "T");
		bool same = str_eq(article_text(m), *(struct str *)expected);
		article_free(m);
		if (!same)
			return expected;
	}
	return NULL;
}

START_TEST(articles_are_read_side_by_side)
{
	struct made *m = article_made(shared_text, "en", "T");
	struct str expected = article_text(m);
	pthread_t threads[4];
	for (int i = 0; i < 4; i++)
		ck_assert_int_eq(pthread_create(&threads[i], NULL, read_often, &expected), 0);
	for (int i = 0; i < 4; i++) {
		void *differs = NULL;
		pthread_join(threads[i], &differs);
		ck_assert_ptr_null(differs);
	}
	article_free(m);
}
END_TEST

START_TEST(one_line_of_inlines)
{
	struct article a = {0};
	arena_init(&a.arena);
	diags_init(&a.diags);
	struct source *src = source_new(&a.arena, STR("a.md"), STR("title: - \"a\" *b* c\n"));
	struct node *parent = node_new(&a.arena, NODE_HEADING, (struct pos){src, 1, 1});
	struct value text = {STR("- \"a\" *b* c"), {src, 1, 8}};
	markdown_inline(&a, parent, text, &(struct markdown_options){true, STR("en")});
	ck_str(parent->first->text, "- “a” ");
	ck_assert_uint_eq(parent->first->pos.col, 8);
	ck_assert_uint_eq(parent->first->next->kind, NODE_EMPHASIS);
	ck_assert_uint_eq(parent->first->next->pos.col, 14);
	markdown_inline(&a, parent, (struct value){STR("d"), {src, 1, 1}}, &(struct markdown_options){true, STR("en")});
	ck_str(parent->last->text, "d");
	arena_free(&a.arena);
	diags_free(&a.diags);
}
END_TEST

static void fill(TCase *t)
{
	tcase_add_test(t, inlines);
	tcase_add_test(t, wikilinks);
	tcase_add_test(t, comments);
	tcase_add_test(t, callouts);
	tcase_add_test(t, definition_lists);
	tcase_add_test(t, figures_and_attributes);
	tcase_add_test(t, breaks_and_lists);
	tcase_add_test(t, tables);
	tcase_add_test(t, notes);
	tcase_add_test(t, titles_and_levels);
	tcase_add_test(t, ids);
	tcase_add_test(t, tables_of_the_article);
	tcase_add_test(t, lines_of_front_matter_are_not_read);
	tcase_add_test(t, articles_are_read_side_by_side);
	tcase_add_test(t, one_line_of_inlines);
}

int main(void)
{
	return unit_main("markdown", fill);
}
