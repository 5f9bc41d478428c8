/* Key ideas: what an author marks, else what the text says most; whole and unchanged. */
#include "unit/read/scratch.h"
#include "link/ideas.h"
#include "read/read.h"

static struct scratch s;
static struct book *book;

static struct ideas ideas_in(const char *text)
{
	scratch_file(&s, "sheaf.yaml", "title: T\nauthor: A\nlanguage: en\n");
	scratch_file(&s, "content/a.md", text);
	book = book_read(project_read(&s.arena, str_c(s.root), &s.diags), 1);
	return ideas_of(&s.arena, book->articles[0], STR("en"));
}

static void setup(void)
{
	scratch_open(&s);
	book = NULL;
}

static void teardown(void)
{
	if (book)
		book_free(book);
	scratch_close(&s);
}

START_TEST(what_the_author_calls_a_key_idea_is_enough)
{
	struct ideas i = ideas_in("---\ntitle: A\ndescription: Of tea and of patience, in short.\n---\n> [!key]\n> Tea wants time and warm water.\n>\n> So does trust, in its own way.\n\n## A heading\n");
	ck_assert_uint_eq(i.n, 2);
	ck_str(i.items[0], "Tea wants time and warm water.");
	ck_str(i.items[1], "So does trust, in its own way.");
}
END_TEST

START_TEST(then_description_bold_sentences_and_headings)
{
	struct ideas i = ideas_in("---\ntitle: A\ndescription: Of tea and of patience, in short.\n---\n**Tea wants time.** It is so. **Why hurry at all?** And **a word** or two. "
		"It says that **there is more to it than that.** **Trust grows where it is not pulled.**\n\n## The first pot\n\n> ## Within a quotation\n\n### Deeper down\n");
	ck_assert_uint_eq(i.n, 3);
	ck_str(i.items[0], "Of tea and of patience, in short.");
	ck_str(i.items[1], "Trust grows where it is not pulled.");
	ck_str(i.items[2], "The first pot");
}
END_TEST

/* No sentence that leans on another, asks, sells, or breaks off. */
START_TEST(sentences_are_whole_and_stand_alone)
{
	struct ideas i = ideas_in("---\ntitle: A\n---\nTrust grows slowly between people who keep small promises. This is why small promises matter so much to trust. "
		"Do small promises build trust between people? I help people build trust with small promises every week.\n\n"
		"Small promises that are kept build more trust than large ones. However, trust and promises need people who listen...\n\n"
		"Buy the course on promises and trust today!\n");
	ck_assert_uint_eq(i.n, 2);
	ck_str(i.items[0], "Trust grows slowly between people who keep small promises.");
	ck_str(i.items[1], "Small promises that are kept build more trust than large ones.");
}
END_TEST

START_TEST(nothing_to_say)
{
	ck_assert_uint_eq(ideas_in("---\ntitle: A\n---\n![A dot](dot.png)\n").n, 0);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("link/ideas");
	TCase *tests = tcase_create("ideas");
	tcase_add_checked_fixture(tests, setup, teardown);
	tcase_add_test(tests, what_the_author_calls_a_key_idea_is_enough);
	tcase_add_test(tests, then_description_bold_sentences_and_headings);
	tcase_add_test(tests, sentences_are_whole_and_stand_alone);
	tcase_add_test(tests, nothing_to_say);
	suite_add_tcase(suite, tests);
	return scratch_run(suite);
}
