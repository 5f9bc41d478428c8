/* Front matter as four tools write it, and as it goes wrong. */
#include "read/frontmatter.h"
#include "scratch.h"

static struct article article;
static uint32_t first;

static void setup(void)
{
	article = (struct article){0};
	arena_init(&article.arena);
	diags_init(&article.diags);
}

static void teardown(void)
{
	diags_free(&article.diags);
	arena_free(&article.arena);
}

static struct meta *read_text(const char *text)
{
	article.source = source_new(&article.arena, STR("content/x.md"), str_c(text));
	first = frontmatter_read(&article);
	return &article.meta;
}

static const struct diag *only(enum diag_id id, uint32_t line, uint32_t col)
{
	return scratch_diag(&article.diags, id, line, col);
}

START_TEST(hugo)
{
	struct meta *m = read_text("---\ntitle: One\ndate: 2026-01-05T10:00:00+02:00\nlastmod: 2026-02-01\nweight: -2.5\n"
				   "tags: [a, B]\ncategories: [b, c]\ndraft: true\nslug: own\nurl: /old/\naliases: [/older/]\n"
				   "cover: {image: x.png, alt: y}\nsummary: S\ntoc: true\nShowToc: no\nseries: [Set]\n---\nText\n");
	ck_str(m->title.s, "One");
	ck_assert_uint_eq(m->title.pos.line, 2);
	ck_assert_uint_eq(m->title.pos.col, 8);
	ck_str(m->date.s, "2026-01-05T10:00:00+02:00");
	ck_str(m->updated.s, "2026-02-01");
	ck_assert(m->has_weight && m->weight == -2.5);
	ck_assert_uint_eq(m->tags.n, 3);
	ck_str(m->tags.items[2].s, "c");
	ck_assert(m->draft);
	ck_str(m->slug.s, "own");
	ck_assert_uint_eq(m->aliases.n, 2);
	ck_str(m->cover_image.s, "x.png");
	ck_str(m->description.s, "S");
	ck_str(m->series.s, "Set");
	ck_assert_uint_eq(first, 18);
	ck_assert_uint_eq(article.diags.n, 0);
}
END_TEST

START_TEST(jekyll)
{
	struct meta *m = read_text("---\nlayout: post\ntitle: \"T: U\"\ndate: 2024-03-01 9:00:00 +0100\n---\n");
	only(DIAG_BAD_VALUE, 4, 7);
	ck_str(m->title.s, "T: U");
	m = read_text("---\ndate: 2024-03-01 09:00:00 +0100\npublished: false\npermalink: /p/\nexcerpt: E\nnav_order: 3\n"
		      "last_modified_at: 2025\nredirect_from:\n  - /q/\n  - /r/\nimage: {path: i.jpg, alt: z}\n---\n");
	ck_str(m->date.s, "2024-03-01T09:00:00+01:00");
	ck_assert(m->draft);
	ck_assert_uint_eq(m->aliases.n, 3);
	ck_str(m->updated.s, "2025");
	ck_str(m->cover_image.s, "i.jpg");
	ck_assert(m->has_weight && m->weight == 3);
	ck_assert_uint_eq(article.diags.n, 1);
}
END_TEST

START_TEST(obsidian)
{
	struct meta *m = read_text("---\ntags: \"#one #two/three\"\naliases:\n  - Other Name\nalias: Third\ncssclasses: [wide]\n"
				   "publish: false\nrelated: [[a]]\nunrelated:\n  - \"[[b#h|c]]\"\nsubtitle:\n---\nText");
	ck_assert_uint_eq(m->tags.n, 2);
	ck_str(m->tags.items[0].s, "one");
	ck_str(m->tags.items[1].s, "two/three");
	ck_assert_uint_eq(m->aliases.n, 2);
	ck_assert(m->draft);
	ck_assert_int_eq(m->related_rule, RELATED_LISTED);
	ck_str(m->related.items[0].s, "a");
	ck_str(m->unrelated.items[0].s, "b");
	ck_assert_uint_eq(m->subtitle.s.n, 0);
	ck_assert_uint_eq(article.diags.n, 0);
}
END_TEST

START_TEST(pandoc)
{
	struct meta *m = read_text("---\ntitle: T\nauthor:\n- name: A One\n  affiliation: U\n- B Two\n- {name: C, role: translator}\n"
				   "abstract: |\n  Two\n  lines\nkeywords: [k, l]\nlang: en-gb\nheader-includes: x\n"
				   "identifier:\n- scheme: DOI\n  text: doi:10\n...\nText\n");
	ck_assert_uint_eq(m->authors.n, 3);
	ck_str(m->authors.items[0].name, "A One");
	ck_str(m->authors.items[0].role, "aut");
	ck_str(m->authors.items[2].role, "trl");
	ck_str(m->description.s, "Two\nlines");
	ck_str(m->lang.s, "en-GB");
	ck_str(m->identifier.s, "doi:10");
	ck_assert_uint_eq(first, 18);
	ck_assert_uint_eq(article.diags.n, 0);
}
END_TEST

START_TEST(glossary_and_related_none)
{
	struct meta *m = read_text("---\ntype: glossary\nrelated: none\nisbn: 978-0-306-40615-7\ntags: a, b, A\n---\n");
	ck_assert(article.glossary);
	ck_assert_int_eq(m->related_rule, RELATED_NONE);
	ck_str(m->identifier.s, "urn:isbn:9780306406157");
	ck_assert_uint_eq(m->tags.n, 2);
}
END_TEST

START_TEST(nothing_to_read)
{
	read_text("Text\n---\n");
	ck_assert_uint_eq(first, 1);
	read_text("");
	ck_assert_uint_eq(first, 1);
	read_text("---\n---\nText");
	ck_assert_uint_eq(first, 3);
	read_text("---\n# only a comment\n---\nText");
	ck_assert_uint_eq(first, 4);
	ck_assert_uint_eq(article.diags.n, 0);
}
END_TEST

START_TEST(unknown_key_names_the_nearest)
{
	read_text("---\ntitel: X\n---\n");
	const struct diag *d = only(DIAG_UNKNOWN_KEY, 2, 1);
	ck_note(d, "'title'");
}
END_TEST

START_TEST(spellings_of_one_key)
{
	struct meta *m = read_text("---\nsummary: short\ndescription: long\nCover_Image: a.png\n---\n");
	ck_str(m->description.s, "long");
	ck_str(m->cover_image.s, "a.png");
	ck_assert_uint_eq(article.diags.n, 0);
	m = read_text("---\ncover-image: a\ncover_image: b\n---\n");
	only(DIAG_DUPLICATE_KEY, 3, 1);
	ck_str(m->cover_image.s, "a");
}
END_TEST

START_TEST(wrong_values)
{
	struct meta *m = read_text("---\ntitle: [a]\ndraft: maybe\ndate: 2026-02-30\nweight: heavy\nlang: English\n---\n");
	ck_assert_uint_eq(scratch_count(&article.diags, DIAG_BAD_VALUE), 4);
	ck_note(only(DIAG_BAD_LANGUAGE, 6, 7), "'en'");
	ck_assert(!m->title.s.n && !m->draft && !m->date.s.n && !m->has_weight && !m->lang.s.n);
}
END_TEST

START_TEST(broken_yaml)
{
	struct meta *m = read_text("---\ntitle: A\nsub: \"x\n---\nText");
	ck_assert_uint_eq(scratch_count(&article.diags, DIAG_BAD_YAML), 1);
	ck_str(m->title.s, "A");
	ck_assert_uint_eq(first, 5);
}
END_TEST

START_TEST(scene_break_is_no_front_matter)
{
	read_text("---\nOnce upon a time.\n---\nText");
	ck_assert_uint_eq(first, 1);
	only(DIAG_BAD_YAML, 2, 1);
}
END_TEST

START_TEST(unclosed)
{
	read_text("---\ntitle: A\n\nText");
	ck_assert_uint_eq(first, 1);
	only(DIAG_UNCLOSED_FRONT_MATTER, 1, 1);
}
END_TEST

START_TEST(toml)
{
	read_text("+++\ntitle = 'A'\n+++\nText");
	ck_assert_uint_eq(first, 4);
	only(DIAG_TOML_FRONT_MATTER, 1, 1);
}
END_TEST

START_TEST(huge)
{
	size_t n = FRONTMATTER_LIMIT + 100;
	char *text = arena_alloc(&article.arena, n + 20);
	memset(text, '\n', n);
	memcpy(text, "---\na: 1", 8);
	memcpy(text + n - 1, "\n---\nText", 10);
	read_text(text);
	ck_str(source_line(article.source, first), "Text");
	only(DIAG_BAD_YAML, 1, 1);
}
END_TEST

START_TEST(many_tags_take_no_time)
{
	size_t n = 0;
	char *text = arena_alloc(&article.arena, 1 << 20);
	n += (size_t)sprintf(text, "---\ntags: [");
	for (int i = 0; i < 90000; i++)
		n += (size_t)sprintf(text + n, "t%d,", i);
	sprintf(text + n, "x]\n---\n");
	ck_assert_uint_eq(read_text(text)->tags.n, 90001);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("frontmatter");
	TCase *c = tcase_create("frontmatter");
	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_test(c, hugo);
	tcase_add_test(c, jekyll);
	tcase_add_test(c, obsidian);
	tcase_add_test(c, pandoc);
	tcase_add_test(c, glossary_and_related_none);
	tcase_add_test(c, nothing_to_read);
	tcase_add_test(c, unknown_key_names_the_nearest);
	tcase_add_test(c, spellings_of_one_key);
	tcase_add_test(c, wrong_values);
	tcase_add_test(c, broken_yaml);
	tcase_add_test(c, scene_break_is_no_front_matter);
	tcase_add_test(c, unclosed);
	tcase_add_test(c, toml);
	tcase_add_test(c, huge);
	tcase_add_test(c, many_tags_take_no_time);
	suite_add_tcase(s, c);
	return scratch_run(s);
}
