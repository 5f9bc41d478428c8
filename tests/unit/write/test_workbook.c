/* Workbooks: every place to fill in of every exercise is a field, once, where its paper says it is. */
#include "unit/write/laid.h"

#include "book/exercise.h"

static struct laid t;

static const char article[] =
	"---\ntitle: Every block\nslug: every\n---\n\nText that is not in a workbook.\n\n## A section\n\n"
	"> [!prompt] lines=6\n> What do you *want*?\n\n"
	"> [!prompt] id=long lines=60 A long one\n> How did it begin?\n\n"
	"> [!box] height=5cm grid\n> Draw it.\n\n"
	"> [!scale] 1-10 low=\"not at all\" high=\"very much\"\n> How safe do you feel?\n\n"
	"> [!checklist]\n> - [ ] Say it\n> - [x] Write it\n>   - [ ] with a date\n\n"
	"> [!fill] lines=1\n> From what to what?\n>\n> | From | To |\n> | --- | --- |\n> | Waiting |  |\n> |  |  |\n\n"
	"> [!quiz]\n> Which are true?\n>\n> - [x] One\n> - [ ] Two\n> - [x] Three\n>\n> Both are.\n>\n> And this?\n>\n> - [x] Yes\n> - [ ] No\n\n"
	"> [!tracker] days=3 lines=1\n> - Walk\n> - Read\n\n"
	"> [!plan] lines=2 This month\n> 1. Call her\n\n"
	"> [!notes] lines=4\n\n"
	"> [!certificate] Done\n> has read it.\n";

static void open_workbook(const char *keys)
{
	laid_project(&t, "call_to_action: {heading: Where next, url: 'https://example.com'}", keys);
	scratch_file(&t.s, "content/every.md", article);
	scratch_file(&t.s, "content/plain.md", "---\ntitle: Without exercises\n---\n**A boundary is a sentence about yourself.**\n\n## One thing\n\nText.\n\n## Another thing\n\nMore.\n\n"
		"> [!practice] At home\n> Knock twice.\n>\n> > [!scale] 1-3\n> > How was it?\n");
	scratch_file(&t.s, "content/glossary.md", "---\ntitle: Words\n---\nLoaf\n: Something baked.\n");
	laid_open(&t, 2);
	ck_assert_uint_eq(scratch_count(&t.s.diags, DIAG_BAD_VALUE), 0);
}

static void setup(void)
{
	open_workbook("layout: workbook, paper: a4, ");
}

static void teardown(void)
{
	laid_close(&t);
}

static const struct page_field *field_named(struct str name, size_t *count, size_t *page)
{
	const struct page_field *found = NULL;
	*count = 0;
	for (size_t i = 0; i < t.l->npages; i++)
		for (size_t k = 0; k < t.l->pages[i].fields.n; k++)
			if (str_eq(t.l->pages[i].fields.items[k].name, name)) {
				found = &t.l->pages[i].fields.items[k];
				*page = i;
				++*count;
			}
	return found;
}

START_TEST(every_place_to_fill_in_is_a_field_once)
{
	const struct article *a = t.edition->articles[0];
	size_t fields = 0, count, page;
	for (const struct node *n = exercise_next(a, NULL); n; n = exercise_next(a, n)) {
		struct exercise_fields list = exercise_fields(&t.s.arena, a, n, STR("en-GB"));
		for (size_t i = 0; i < list.n; i++, fields++) {
			const struct page_field *f = field_named(list.items[i].id, &count, &page);
			ck_assert_msg(count == 1, STR_FMT " is there %zu times", STR_ARG(list.items[i].id), count);
			ck_assert(str_eq(f->tooltip, list.items[i].question));
			if (list.items[i].kind == EXERCISE_CHOICE)
				ck_assert_uint_eq(f->nbuttons, list.items[i].nchoices);
		}
	}
	ck_assert_uint_ge(fields, 2 + 1 + 1 + 3 + 3 + 4 + 10 + 8 + 1 + 2);
	field_named(STR("plain.own-notes"), &count, &page);
	ck_assert_uint_eq(count, 1);
}
END_TEST

static bool overlap(const struct page_field *a, const struct page_field *b)
{
	return a->x < b->x + b->width && b->x < a->x + a->width && a->y < b->y + b->height && b->y < a->y + a->height;
}

START_TEST(fields_are_on_the_paper_and_none_covers_another)
{
	for (size_t i = 0; i < t.l->npages; i++) {
		const struct page *page = &t.l->pages[i];
		for (size_t k = 0; k < page->fields.n; k++) {
			const struct page_field *f = &page->fields.items[k];
			ck_assert_ptr_nonnull(t.l->form_face);
			ck_assert_uint_gt(f->tooltip.n, 0);
			for (size_t b = 0; b < f->nbuttons; b++) {
				ck_assert_int_ge(f->buttons[b].x, 0);
				ck_assert_int_le(f->buttons[b].x + f->buttons[b].width, t.l->width);
				ck_assert_int_le(f->buttons[b].y + f->buttons[b].height, t.l->height);
				ck_assert_int_eq(f->buttons[b].tag->role, TAG_FORM);
			}
			if (f->nbuttons)
				continue;
			ck_assert_int_ge(f->x, 0);
			ck_assert_int_ge(f->y, 0);
			ck_assert_int_le(f->x + f->width, t.l->width);
			ck_assert_int_le(f->y + f->height, t.l->height);
			ck_assert_int_eq(f->tag->role, TAG_FORM);
			for (size_t m = 0; m < k; m++)
				ck_assert_msg(page->fields.items[m].nbuttons || !overlap(f, &page->fields.items[m]), STR_FMT " lies on " STR_FMT,
					STR_ARG(f->name), STR_ARG(page->fields.items[m].name));
		}
	}
}
END_TEST

/* The rules of a prompt: as many as the author asked for, a hand's distance apart, the field from one above the first to the last. */
START_TEST(writing_lines_lie_under_their_field)
{
	size_t count, page, rules = 0;
	const struct page_field *f = field_named(STR("every.prompt-1"), &count, &page);
	ck_assert_int_ge(f->leading, DIM_MM(8));
	ck_assert_int_le(f->leading, DIM_MM(9));
	ck_assert_int_eq(f->height, 6 * f->leading);
	for (size_t i = 0; i < t.l->pages[page].n; i++) {
		const struct mark *m = &t.l->pages[page].marks[i];
		if (m->kind != MARK_RULE || m->x != f->x || m->u.rule.width != f->width || m->y < f->y || m->y > f->y + f->height)
			continue;
		ck_assert_ptr_null(m->tag);
		ck_assert_int_eq((m->y + m->u.rule.height - f->y) % f->leading, 0);
		rules++;
	}
	ck_assert_uint_eq(rules, 6);
}
END_TEST

START_TEST(more_lines_than_a_page_holds_go_on)
{
	size_t count, page, next;
	const struct page_field *f = field_named(STR("every.long"), &count, &page);
	const struct page_field *more = field_named(STR("every.long~2"), &count, &next);
	ck_assert_uint_eq(count, 1);
	ck_assert_uint_gt(next, page);
	int32_t lines = f->height / f->leading + more->height / more->leading;
	const struct page_field *last = field_named(STR("every.long~3"), &count, &next);
	if (last)
		lines += last->height / last->leading;
	ck_assert_int_eq(lines, 60);
}
END_TEST

static struct str all_text(void)
{
	return laid_text(&t, t.l->root);
}

static void says(const char *words, bool it_does)
{
	struct str all = all_text();
	ck_assert_msg((str_find(all, words) < all.n) == it_does, "'%s' %s", words, it_does ? "is missing" : "is there");
}

START_TEST(a_workbook_holds_what_is_to_be_done_and_its_answers)
{
	says("How to use this workbook", true);
	says("Contents", true);
	says("Key ideas", true);
	says("A boundary is a sentence about yourself.", true);
	says("What do you want?", true);
	says("not at all", true);
	says("Answers", true);
	says("Both are.", true);
	says("Where next", true);
	says("has read it.", true);
	says("Text that is not in a workbook.", false);
	struct str all = all_text();
	ck_assert_uint_gt(str_find(all, "Answers"), 0);
}
END_TEST

/* The last line to write on is within two of the page's end; a page of notes is one field. */
START_TEST(notes_fill_their_page)
{
	size_t count, page, scale_page;
	const struct page_field *f = field_named(STR("plain.own-notes"), &count, &page);
	ck_assert_int_gt(f->y + f->height, t.l->height * 4 / 5 - 2 * f->leading);
	ck_assert_int_gt(f->height / f->leading, 8);
	field_named(STR("plain.scale-1"), &count, &scale_page);
	ck_assert_uint_eq(count, 1);
	ck_assert_uint_eq(page, scale_page);
	field_named(STR("every.own-notes"), &count, &page);
	ck_assert_uint_eq(count, 0); /* the author has a page for them */
}
END_TEST

START_TEST(a_page_of_notes_begins_where_there_is_room)
{
	static const char body[] = "> [!prompt] lines=%d\n> Why?\n\n> [!notes] All of it\n";
	for (int lines = 1; lines < 24; lines++) {
		size_t count, page, asked;
		laid_close(&t);
		laid_project(&t, "", "layout: workbook, paper: a5, ");
		scratch_file(&t.s, "content/a.md", arena_printf(&t.s.arena, body, lines).p);
		laid_open(&t, 1);
		const struct page_field *f = field_named(STR("a.notes-1"), &count, &page);
		ck_assert_uint_eq(count, 1);
		ck_assert_int_ge(f->height / f->leading, 8);
		ck_assert_int_gt(f->y + f->height, t.l->height * 4 / 5 - 2 * f->leading);
		field_named(STR("a.prompt-1"), &count, &asked);
		ck_assert_uint_le(page, asked + 1);
	}
}
END_TEST

START_TEST(what_an_author_calls_practice_is_there_and_the_glossary_is_not)
{
	says("Knock twice.", true);
	says("Something baked.", false);
	const struct outline_item *item = t.l->outline.first;
	while (item && !str_is(item->title, "Answers"))
		item = item->next;
	ck_assert(item && item->next && str_is(item->next->title, "Certificate"));
	ck_assert(str_is(item->next->next->title, "Where next") && item->next->to->page == item->to->page + 1);
	ck_assert_uint_eq(t.edition->narticles, 2);
}
END_TEST

START_TEST(a_booklet_is_not_told_to_be_typed_in)
{
	says("On a screen", true);
	laid_close(&t);
	open_workbook("layout: workbook, paper: a5, imposition: booklet, ");
	says("On a screen", false);
	says("flip on the short edge", true);
}
END_TEST

/* In a book that is read, a quiz does not tell; room for nothing is not shown. */
START_TEST(a_book_has_its_answers_at_the_back)
{
	laid_close(&t);
	open_workbook("paper: 6x9, ");
	struct str all = all_text();
	size_t ticked = str_find(all, "\u2611"), answers = str_find(all, "Both are."), last = str_find(all, "has read it.");
	ck_assert_uint_lt(ticked, all.n); /* of the checklist */
	ck_assert_uint_eq(str_find(str_skip(all, ticked + 3), "\u2611"), all.n - ticked - 3);
	ck_assert_uint_lt(last, answers);
	ck_assert_uint_lt(answers, all.n);
	says("Draw it.", true);
	says("Your notes", false);
}
END_TEST

/* Boxes that a finger hits, whatever the paper: days that do not fit beside one another go on below. */
START_TEST(a_month_has_room_on_any_paper)
{
	static const char *const papers[] = {"letter", "half-letter", "a5"};
	for (int i = 0; i < 3; i++) {
		size_t count, page;
		laid_close(&t);
		laid_project(&t, "", arena_printf(&t.s.arena, "layout: workbook, paper: %s, ", papers[i]).p);
		scratch_file(&t.s, "content/a.md", "> [!tracker] days=31 lines=1\n> - Walk\n");
		laid_open(&t, 1);
		for (int day = 1; day <= 31; day++) {
			const struct page_field *f = field_named(arena_printf(&t.s.arena, "a.tracker-1.2.%d", day), &count, &page);
			ck_assert_uint_eq(count, 1);
			ck_assert_int_ge(f->buttons[0].width, 12 * DIM_POINT);
		}
		field_named(STR("a.tracker-1.2.name"), &count, &page);
		ck_assert_uint_eq(count, 1);
		ck_assert_uint_eq(scratch_count(&t.s.diags, DIAG_OVERFULL_LINE), 0);
	}
}
END_TEST

/* Question and lines are on one page, whatever stands above them. */
START_TEST(what_is_asked_stays_with_its_lines)
{
	for (int lines = 1; lines < 20; lines++) {
		size_t count, first, page;
		laid_close(&t);
		laid_project(&t, "", "layout: workbook, paper: half-letter, ");
		scratch_file(&t.s, "content/a.md", arena_printf(&t.s.arena, "> [!prompt] lines=%d\n> Why?\n\n> [!prompt] lines=4\n> How often did it "
			"happen that a question of yours did not get on one line of so small a page as this one is?\n", lines).p);
		laid_open(&t, 1);
		field_named(STR("a.prompt-1"), &count, &first);
		field_named(STR("a.prompt-2"), &count, &page);
		bool found = false;
		for (size_t i = 0; i < t.l->pages[page].n; i++)
			found = found || (t.l->pages[page].marks[i].kind == MARK_GLYPHS && str_find(t.l->pages[page].marks[i].u.run.text, "How often") < t.l->pages[page].marks[i].u.run.text.n);
		ck_assert_msg(found, "%d lines", lines);
	}
}
END_TEST

START_TEST(small_paper_and_booklets_have_the_same_places)
{
	laid_close(&t);
	open_workbook("layout: workbook, paper: half-letter, low-ink: true, ");
	size_t count, page;
	ck_assert_int_eq(field_named(STR("every.prompt-1"), &count, &page)->leading, DIM_MM(8));
	ck_assert_uint_eq(count, 1);
	field_named(STR("every.plan-1.1.when"), &count, &page);
	ck_assert_uint_eq(count, 1);
}
END_TEST

static void fill(TCase *tests)
{
	tcase_add_checked_fixture(tests, setup, teardown);
	tcase_add_test(tests, every_place_to_fill_in_is_a_field_once);
	tcase_add_test(tests, fields_are_on_the_paper_and_none_covers_another);
	tcase_add_test(tests, writing_lines_lie_under_their_field);
	tcase_add_test(tests, more_lines_than_a_page_holds_go_on);
	tcase_add_test(tests, a_workbook_holds_what_is_to_be_done_and_its_answers);
	tcase_add_test(tests, notes_fill_their_page);
	tcase_add_test(tests, a_page_of_notes_begins_where_there_is_room);
	tcase_add_test(tests, what_an_author_calls_practice_is_there_and_the_glossary_is_not);
	tcase_add_test(tests, a_booklet_is_not_told_to_be_typed_in);
	tcase_add_test(tests, a_book_has_its_answers_at_the_back);
	tcase_add_test(tests, a_month_has_room_on_any_paper);
	tcase_add_test(tests, what_is_asked_stays_with_its_lines);
	tcase_add_test(tests, small_paper_and_booklets_have_the_same_places);
}

int main(void)
{
	Suite *suite = suite_create("write/workbook");
	TCase *tests = tcase_create("workbook");
	tcase_set_timeout(tests, 60);
	fill(tests);
	suite_add_tcase(suite, tests);
	return scratch_run(suite);
}
