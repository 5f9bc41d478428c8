/* Editions: what names them, dates them, and where links lead when an article is left out. */
#include "unit/unit.h"

#include "link/edition.h"

static struct arena a;
static struct project project;
static struct book book;
static struct article one, two;
static struct article *articles[] = {&one, &two};
static struct node link_node;

static void make_article(struct article *x, const char *slug, uint32_t index)
{
	*x = (struct article){.slug = str_c(slug), .title = str_c(slug), .index = index};
	x->path = arena_printf(&a, "%s.md", slug);
	x->body = node_new(&a, NODE_ARTICLE, (struct pos){0});
	map_init(&x->ids, &a);
	map_init(&x->anchors, &a);
	map_put(&book.by_slug, x->slug, x);
	map_put(&book.by_path, x->path, x);
	struct toc_item *item = arena_new(&a, struct toc_item);
	*item = (struct toc_item){.kind = TOC_ARTICLE, .article = x, .next = book.toc.first};
	book.toc.first = item;
}

static void setup(void)
{
	arena_init(&a);
	project = (struct project){.title.s = STR("Title"), .identifier.s = STR("urn:uuid:6ba7b810-9dad-11d1-80b4-00c04fd430c8"),
		.language.s = STR("en")};
	project.source = source_new(&a, STR("sheaf.yaml"), STR("title: Title\n"));
	book = (struct book){.project = &project, .articles = articles, .narticles = 2, .newest_date = STR("2026-02-03")};
	map_init(&book.by_slug, &a);
	map_init(&book.by_path, &a);
	map_init(&book.by_name, &a);
	map_init(&book.unlisted, &a);
	make_article(&one, "one", 0);
	make_article(&two, "two", 1);
	link_node = (struct node){.kind = NODE_LINK, .u.link.dest = STR("two.md")};
	*arena_push(&a, &one.links) = &link_node;
	unsetenv("SOURCE_DATE_EPOCH");
}

static void teardown(void)
{
	arena_free(&a);
}

START_TEST(a_new_title_makes_no_new_book)
{
	struct edition *e = edition_link(&book, NULL, NULL);
	struct str before = arena_copy(&a, e->identifier);
	edition_free(e);
	project.title.s = STR("Another title");
	e = edition_link(&book, NULL, NULL);
	ck_assert(str_eq(before, e->identifier));
	ck_assert(str_starts(e->identifier, "urn:uuid:"));
	edition_free(e);
	struct edition_config other = {.name.s = STR("other")};
	e = edition_link(&book, &other, NULL);
	ck_assert(!str_eq(before, e->identifier));
	edition_free(e);
	other.isbn.s = STR("978-3-16-148410-0");
	e = edition_link(&book, &other, NULL);
	ck_str(e->identifier, "urn:isbn:9783161484100");
	edition_free(e);
}
END_TEST

START_TEST(the_book_is_dated_by_what_the_author_controls)
{
	static const struct {
		const char *date, *modified;
	} rows[] = {{"2026-02-03", "2026-02-03T00:00:00Z"}, {"2026", "2026-01-01T00:00:00Z"}, {"2024-02", "2024-02-01T00:00:00Z"},
		{"2026-01-31T10:30:05+02:00", "2026-01-31T08:30:05Z"}, {"2025-12-31T23:00:00-03:00", "2026-01-01T02:00:00Z"},
		{"2000-02-29T12:00:00Z", "2000-02-29T12:00:00Z"}};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		book.newest_date = str_c(rows[i].date);
		struct edition *e = edition_link(&book, NULL, NULL);
		ck_str(e->modified, rows[i].modified);
		edition_free(e);
	}
	setenv("SOURCE_DATE_EPOCH", "1767225600", 1);
	struct edition *e = edition_link(&book, NULL, NULL);
	ck_str(e->modified, "2026-01-01T00:00:00Z");
	ck_assert_int_eq(e->epoch, 1767225600);
	ck_assert_uint_eq(e->diags.n, 0);
	edition_free(e);
	unsetenv("SOURCE_DATE_EPOCH");
	book.newest_date = (struct str){0};
	book.newest = 86400;
	e = edition_link(&book, NULL, NULL);
	ck_str(e->modified, "1970-01-02T00:00:00Z");
	ck_assert_int_eq(e->diags.items[0]->id, DIAG_FILE_TIME);
	edition_free(e);
}
END_TEST

START_TEST(links_lead_inside_or_to_the_site_or_nowhere)
{
	struct edition_config some = {.name.s = STR("some"), .select.by = SELECT_SOME};
	*arena_push(&a, &some.select.articles) = (struct value){.s = STR("one")};
	struct edition *e = edition_link(&book, NULL, NULL);
	ck_assert_int_eq(edition_target(e, &one, &link_node)->kind, TARGET_ARTICLE);
	ck_assert_ptr_eq(edition_target(e, &one, &link_node)->article, &two);
	edition_free(e);
	e = edition_link(&book, &some, NULL);
	ck_assert_uint_eq(e->narticles, 1);
	ck_assert_int_eq(e->place[1], -1);
	ck_assert_int_eq(edition_target(e, &one, &link_node)->kind, TARGET_TEXT);
	ck_assert_int_eq(e->diags.items[0]->id, DIAG_LINK_OUTSIDE);
	edition_free(e);
	project.base_url.s = STR("https://example.com/blog/");
	e = edition_link(&book, &some, NULL);
	ck_str(edition_target(e, &one, &link_node)->url, "https://example.com/blog/two/");
	edition_free(e);
	link_node.u.link.dest = STR("https://www.example.com/blog/two.html");
	e = edition_link(&book, NULL, NULL);
	ck_assert_ptr_eq(edition_target(e, &one, &link_node)->article, &two);
	edition_free(e);
	link_node.u.link.dest = STR("https://example.com/blogger/two");
	e = edition_link(&book, NULL, NULL);
	ck_assert_int_eq(edition_target(e, &one, &link_node)->kind, TARGET_URL);
	edition_free(e);
}
END_TEST

START_TEST(drafts_and_excluded_tags_stay_out)
{
	struct edition_config c = {.name.s = STR("c")};
	two.meta.draft = true;
	struct edition *e = edition_link(&book, &c, NULL);
	ck_assert_uint_eq(e->narticles, 1);
	ck_assert_ptr_eq(e->toc.first->article, &one);
	ck_assert_ptr_null(e->toc.first->next);
	edition_free(e);
	c.select.drafts = true;
	e = edition_link(&book, &c, NULL);
	ck_assert_uint_eq(e->narticles, 2);
	edition_free(e);
	*arena_push(&a, &one.meta.tags) = (struct value){.s = STR("Private")};
	*arena_push(&a, &c.select.not_tags) = (struct value){.s = STR("private")};
	e = edition_link(&book, &c, NULL);
	ck_assert_uint_eq(e->narticles, 1);
	ck_assert_ptr_eq(e->articles[0], &two);
	edition_free(e);
}
END_TEST

static void fill(TCase *t)
{
	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, a_new_title_makes_no_new_book);
	tcase_add_test(t, the_book_is_dated_by_what_the_author_controls);
	tcase_add_test(t, links_lead_inside_or_to_the_site_or_nowhere);
	tcase_add_test(t, drafts_and_excluded_tags_stay_out);
}

int main(void)
{
	return unit_main("link/edition", fill);
}
