/* The topic index of an edition: which places it names, how it divides, what an edition leaves out. */

#include "link/edition.h"
#include "read/read.h"
#include "base/buf.h"
#include "unit/read/scratch.h"

static struct scratch s;
static struct book *book;
static struct edition *e;

static void setup(void)
{
	scratch_open(&s);
	scratch_file(&s, "sheaf.yaml",
		"title: T\nauthor: A\nlanguage: en\nidentifier: urn:x:1\nindex: true\nbacklinks: true\n"
		"editions: {book: epub, half: {select: {tags: [half]}}}\n");
}

static void teardown(void)
{
	edition_free(e);
	book_free(book);
	scratch_close(&s);
}

static void link_book(size_t edition)
{
	struct project *p = project_read(&s.arena, str_c(s.root), &s.diags);
	book = book_read(p, 1);
	e = edition_link(book, &p->editions[edition], NULL);
}

static const struct index_entry *find(const struct index_list *list, const char *term)
{
	for (size_t i = 0; i < list->n; i++)
		if (str_is(list->items[i]->term, term))
			return list->items[i];
	return NULL;
}

static const struct index_entry *entry(const char *term)
{
	const struct index_entry *found = find(&e->index, term);
	ck_assert_msg(found != NULL, "no entry '%s'", term);
	return found;
}

START_TEST(a_passing_mention_gives_way_to_a_treatment)
{
	scratch_file(&s, "content/1.md", "# One\nThe keel is passed over here.\n");
	scratch_file(&s, "content/2.md", "# Two\nThe keel.\n\n## The keel\n\nA keel is long. The keel is oak. A keel holds.\n\nSo much for the keel.\n");
	scratch_file(&s, "content/3.md", "# Three\nA mast, once. A keel, once.\n");
	scratch_file(&s, "content/4.md", "# Four\nNo mast but this mast.\n");
	scratch_file(&s, "content/index.yaml", "add: [keel, mast]\n");
	link_book(0);
	const struct index_entry *keel = entry("keel"), *mast = entry("mast");
	ck_assert_uint_eq(keel->locators.n, 1);
	const struct locator *l = &keel->locators.items[0];
	ck_str(l->article->title, "Two");
	ck_str(node_id(l->place), "the-keel");
	ck_assert_ptr_nonnull(l->until);
	ck_assert_uint_gt(l->until->serial, l->at.node->serial);
	ck_assert(!l->main);
	/* nothing but passing mentions: they are all there is */
	ck_assert_uint_eq(mast->locators.n, 2);
	ck_str(mast->locators.items[0].article->title, "Three");
	ck_assert(mast->locators.items[1].main);
}
END_TEST

START_TEST(an_article_named_after_it_is_meant_as_a_whole)
{
	scratch_file(&s, "content/1.md", "---\ntitle: In Pictures\naliases: [/keels/, Keels]\n---\nA keel.\n");
	scratch_file(&s, "content/2.md", "# Other\nA keel, and the *keel* of a ship. Keels.\n");
	scratch_file(&s, "content/index.yaml", "add: [keel]\n");
	link_book(0);
	const struct locator *l = entry("keel")->locators.items;
	ck_assert_ptr_null(l->at.node);
	ck_assert_ptr_null(l->place);
	ck_assert_ptr_nonnull(l->until);
	ck_assert(l->main);
}
END_TEST

START_TEST(past_six_places_an_entry_is_divided)
{
	for (int i = 1; i <= 8; i++) {
		struct str name = arena_printf(&s.arena, "content/%d.md", i);
		scratch_file(&s, name.p,
			"# Article\nRope here. A rope, a rope, a rope. The rope is rope.\n\nA hemp rope. A hemp rope and a hemp rope: hemp rope. Hemp rope.\n");
	}
	scratch_file(&s, "content/index.yaml", "add: [rope, hemp rope, rope locker]\nmerge: {rope locker: [hemp]}\n");
	link_book(0);
	const struct index_entry *rope = entry("rope");
	ck_assert_uint_eq(rope->locators.n, 6);
	ck_assert_uint_eq(rope->sub.n, 1);
	ck_str(rope->sub.items[0]->term, "hemp");
	ck_assert_ptr_eq(rope->sub.items[0]->parent, rope);
	ck_assert_uint_eq(entry("hemp rope")->locators.n, 6);
	ck_assert_uint_eq(rope->see_also.n, 0);
}
END_TEST

START_TEST(longer_terms_elsewhere_are_seen_also)
{
	scratch_file(&s, "content/1.md", "# One\nA rope, a hemp rope, a self-rope and a rope locker.\n");
	scratch_file(&s, "content/index.yaml", "add: [rope, hemp rope, self-rope, rope locker]\n");
	link_book(0);
	const struct index_entry *rope = entry("rope");
	ck_assert_uint_eq(rope->see_also.n, 1);
	ck_str(rope->see_also.items[0]->term, "hemp rope");
}
END_TEST

START_TEST(an_edition_names_no_place_outside_itself)
{
	scratch_file(&s, "content/1.md", "---\ntitle: One\ntags: [half]\n---\nA keel, a jib. See [two](2.md).\n");
	scratch_file(&s, "content/2.md", "---\ntitle: Two\n---\n## The keel\n\nKeel, keel, keel. A boom. See [one](1.md).\n");
	scratch_file(&s, "content/index.yaml", "add: [keel, boom, jib]\nsee: {spar: boom}\nsee also: {jib: boom}\n");
	link_book(1);
	ck_assert_uint_eq(entry("keel")->locators.n, 1);
	ck_str(entry("keel")->locators.items[0].article->title, "One");
	ck_assert_ptr_null(find(&e->index, "boom"));
	ck_assert_ptr_null(find(&e->index, "spar"));
	ck_assert_uint_eq(entry("jib")->see_also.n, 0);
	ck_assert_uint_eq(e->backlinks[0].n, 0);
	for (size_t i = 0; i < e->diags.n; i++) /* what is missing here is no mistake of the index */
		ck_assert_int_ne(e->diags.items[i]->id, DIAG_INDEX_TERM);
}
END_TEST

START_TEST(glossary_terms_are_always_in)
{
	scratch_file(&s, "content/1.md", "# One\nThe WHO met at Oslo, and a keel is oak.\n");
	scratch_file(&s, "content/glossary.md", "# Glossary\n\nKeel\n: Below.\n\nWHO\n: An office.\n\nOslo\n: A town.\n\nSpar\n: Above.\n");
	link_book(0);
	ck_str(entry("keel")->locators.items[0].article->title, "One");
	entry("WHO");
	entry("Oslo");
	ck_str(entry("spar")->locators.items[0].article->title, "Glossary");
	ck_str(node_id(entry("spar")->locators.items[0].place), "spar");
}
END_TEST

START_TEST(a_thousand_circles_end)
{
	struct buf b;
	buf_init(&b, BUF_NO_LIMIT);
	buf_cstr(&b, "see:\n");
	for (int i = 0; i < 1000; i++)
		buf_printf(&b, "  t%d: t%d\n", i, (i + 1) % 1000);
	buf_cstr(&b, "sub:\n");
	for (int i = 0; i < 200; i++)
		buf_printf(&b, "  s%d: [s%d, s%d]\n", i, (i + 1) % 200, (i + 2) % 200);
	scratch_file(&s, "content/1.md", "# One\nt0 and s0.\n");
	scratch_file(&s, "content/index.yaml", arena_cstr(&s.arena, buf_view(&b)));
	buf_free(&b);
	link_book(0);
	size_t circles = 0;
	for (size_t i = 0; i < e->diags.n; i++)
		circles += e->diags.items[i]->id == DIAG_INDEX_CIRCLE;
	ck_assert_uint_ge(circles, 2);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("index");
	TCase *c = tcase_create("index");
	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_test(c, a_passing_mention_gives_way_to_a_treatment);
	tcase_add_test(c, an_article_named_after_it_is_meant_as_a_whole);
	tcase_add_test(c, past_six_places_an_entry_is_divided);
	tcase_add_test(c, longer_terms_elsewhere_are_seen_also);
	tcase_add_test(c, an_edition_names_no_place_outside_itself);
	tcase_add_test(c, glossary_terms_are_always_in);
	tcase_add_test(c, a_thousand_circles_end);
	suite_add_tcase(suite, c);
	return scratch_run(suite);
}
