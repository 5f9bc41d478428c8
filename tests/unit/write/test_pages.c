/* Whole books laid out: what must hold on every page, whatever the text. */
#include "unit/write/laid.h"

static struct laid t;

static void book_of(const char *settings, const char *keys, int chapters, int paragraphs)
{
	laid_project(&t, settings, keys);
	for (int n = 1; n <= chapters; n++)
		laid_chapter(&t, n, chapters, paragraphs);
	laid_open(&t, 2);
}

static void teardown(void)
{
	laid_close(&t);
}

static int64_t run_end(const struct mark *m)
{
	int64_t x = m->x;
	const struct glyph_run run = glyphs_of(&t.s.arena, &m->u.run);
	bool blank = str_ends(run.text, " ") && !run.hyphen;
	for (uint32_t i = 0; i + (blank ? 1 : 0) < run.n; i++)
		x += run.glyphs[i].advance;
	return x;
}

/* Of the marks of running text: the least left and the greatest right edge, hanging punctuation included. */
START_TEST(no_line_is_longer_than_the_measure)
{
	book_of("", "", 6, 24);
	int64_t most = 0;
	for (size_t i = 0; i < t.l->npages; i++) {
		int64_t left = INT64_MAX, right = 0;
		for (size_t k = 0; k < t.l->pages[i].n; k++) {
			const struct mark *m = &t.l->pages[i].marks[k];
			if (m->kind != MARK_GLYPHS || m->artifact == ARTIFACT_PAGINATION)
				continue;
			left = m->x < left ? m->x : left;
			right = run_end(m) > right ? run_end(m) : right;
		}
		most = right - left > most && left < INT64_MAX ? right - left : most;
		ck_assert_int_ge(left, 0);
		ck_assert_int_le(right, t.l->width);
	}
	/* 11 points by 33 is more than a 6-inch page leaves: the measure is what its margins leave, and a hyphen hangs by a fraction */
	ck_assert_int_le(most, 6 * 72 * DIM_POINT - 43 * DIM_POINT - 45 * DIM_POINT);
	ck_assert_uint_eq(scratch_count(&t.s.diags, DIAG_OVERFULL_LINE), 0);
}
END_TEST

static bool is_inside(const struct tag *tag, enum tag_role role)
{
	while (tag && tag->role != role)
		tag = tag->parent;
	return tag != NULL;
}

/* What was added to the source's words: "(page 7)" and the numbers of notes. */
static struct str without_additions(struct str text)
{
	struct buf b;
	buf_init(&b, BUF_NO_LIMIT);
	for (size_t i = 0; i < text.n; i++) {
		struct str rest = str_skip(text, i);
		if (str_starts(rest, " (page\u00A0")) {
			while (i < text.n && text.p[i] != ')')
				i++;
			continue;
		}
		if (text.p[i] < '0' || text.p[i] > '9')
			buf_char(&b, text.p[i]);
	}
	struct str plain = str_trim(buf_copy(&b, &t.s.arena));
	buf_free(&b);
	return plain;
}

START_TEST(pages_in_order_give_back_every_paragraph)
{
	book_of("", "", 5, 20);
	size_t paragraphs = 0;
	for (const struct tag *tag = t.l->root; tag; tag = laid_next(tag)) {
		if (tag->role != TAG_P || !tag->node || tag->node->kind != NODE_PARAGRAPH || is_inside(tag, TAG_NOTE) || is_inside(tag, TAG_LI))
			continue;
		struct str got = {0};
		struct buf own;
		buf_init(&own, BUF_NO_LIMIT);
		for (size_t i = 0; i < t.l->npages; i++)
			for (size_t k = 0; k < t.l->pages[i].n; k++) {
				const struct mark *m = &t.l->pages[i].marks[k];
				const struct tag *at = m->tag;
				while (at && at != tag && at->role != TAG_NOTE)
					at = at->parent;
				if (at == tag && m->kind == MARK_GLYPHS)
					buf_str(&own, m->u.run.text);
			}
		got = without_additions(buf_copy(&own, &t.s.arena));
		buf_free(&own);
		struct str wanted = without_additions(node_plain(&t.s.arena, tag->node));
		ck_assert_msg(str_eq(got, wanted), "'" STR_FMT "' is not '" STR_FMT "'", STR_ARG(got), STR_ARG(wanted));
		paragraphs++;
	}
	ck_assert_uint_ge(paragraphs, 5 * 20);
}
END_TEST

static size_t page_of(const struct tag *tag, bool last)
{
	size_t found = SIZE_MAX;
	for (size_t i = 0; i < t.l->npages && (last || found == SIZE_MAX); i++)
		for (size_t k = 0; k < t.l->pages[i].n; k++) {
			const struct tag *at = t.l->pages[i].marks[k].tag;
			while (at && at != tag)
				at = at->parent;
			if (at)
				found = i;
		}
	return found;
}

START_TEST(a_note_begins_on_the_page_that_refers_to_it)
{
	book_of("", "", 4, 30);
	size_t notes = 0;
	for (const struct tag *tag = t.l->root; tag; tag = laid_next(tag)) {
		if (tag->role != TAG_NOTE)
			continue;
		const struct tag *ref = tag->parent->first;
		while (ref->next != tag)
			ref = ref->next;
		ck_assert_int_eq(ref->role, TAG_REFERENCE);
		ck_assert_uint_eq(page_of(tag, false), page_of(ref, true));
		notes++;
	}
	ck_assert_uint_ge(notes, 4 * 10);
}
END_TEST

START_TEST(page_references_name_the_page_and_none_that_lies_open)
{
	book_of("", "", 9, 30);
	size_t named = 0, silent = 0;
	for (size_t i = 0; i < t.l->npages; i++)
		for (size_t k = 0; k < t.l->pages[i].links.n; k++) {
			const struct page_link *link = &t.l->pages[i].links.items[k];
			if (!link->to || !link->tag || !link->tag->node || link->tag->node->kind != NODE_LINK)
				continue;
			struct str text = laid_text(&t, link->tag), label = t.l->pages[link->to->page].label;
			size_t at = str_find(text, "(page\u00A0");
			bool open = (page_of(link->tag, false) + 1) / 2 == (link->to->page + 1u) / 2;
			ck_assert_msg((at == text.n) == open, "'" STR_FMT "' on %zu leads to %u", STR_ARG(text), i, link->to->page);
			silent += at == text.n;
			if (at == text.n)
				continue;
			struct str said = str_skip(text, at + sizeof "(page\u00A0" - 1);
			said.n = str_find_char(said, ')');
			ck_assert_msg(str_eq(said, label), "'" STR_FMT "' is page " STR_FMT, STR_ARG(text), STR_ARG(label));
			named++;
		}
	ck_assert_uint_ge(named, 50);
	ck_assert_uint_ge(silent, 1);
}
END_TEST

/* How many entries the contents have, which all name the page that has their heading. */
static size_t right_entries(void)
{
	size_t entries = 0;
	for (size_t i = 0; i < t.l->npages; i++)
		for (size_t k = 0; k < t.l->pages[i].links.n; k++) {
			const struct page_link *link = &t.l->pages[i].links.items[k];
			if (!link->tag || link->tag->role != TAG_REFERENCE || !is_inside(link->tag, TAG_TOCI))
				continue;
			struct str label = t.l->pages[link->to->page].label, text = laid_text(&t, link->tag);
			ck_assert_msg(text.n > label.n && str_eq(str_skip(text, text.n - label.n), label), "'" STR_FMT "' is on " STR_FMT,
				STR_ARG(text), STR_ARG(label));
			/* and the page has it */
			const struct page *page = &t.l->pages[link->to->page];
			bool there = false;
			for (size_t n = 0; n < page->n && !there; n++)
				there = page->marks[n].kind == MARK_GLYPHS && page->marks[n].tag && page->marks[n].tag->role <= TAG_H6 &&
					page->marks[n].tag->role >= TAG_H1 && str_starts(text, arena_cstr(&t.s.arena, str_trim(page->marks[n].u.run.text)));
			ck_assert_msg(there, "'" STR_FMT "'", STR_ARG(text));
			entries++;
		}
	return entries;
}

START_TEST(contents_say_where_chapters_and_sections_begin)
{
	book_of("toc_depth: 2", "", 7, 20);
	ck_assert_uint_eq(right_entries(), 7 + 7 * 4);
}
END_TEST

/* Set behind the contents, which then name its page as it was thought to be; no other number makes for another pass. */
START_TEST(contents_name_pages_of_what_stands_before_the_text)
{
	laid_project(&t, "related: none", "");
	for (int n = 1; n <= 4; n++)
		scratch_file(&t.s, arena_printf(&t.s.arena, "content/c%d.md", n).p,
			arena_printf(&t.s.arena, "---\ntitle: Chapter number %d\n---\n\nSalt waits under the cloth.\n", n).p);
	scratch_file(&t.s, "content/SUMMARY.md", "[Chapter number 1](c1.md)\n\n- [Chapter number 2](c2.md)\n- [Chapter number 3](c3.md)\n- [Chapter number 4](c4.md)\n");
	laid_open(&t, 1);
	ck_assert_uint_ge(right_entries(), 4);
}
END_TEST

START_TEST(no_heading_ends_a_page_and_chapters_begin_on_rectos)
{
	book_of("", "chapters: recto, ", 6, 25);
	size_t openings = 0;
	for (size_t i = 0; i < t.l->npages; i++) {
		const struct page *page = &t.l->pages[i];
		const struct mark *last = NULL;
		for (size_t k = 0; k < page->n; k++) {
			const struct mark *m = &page->marks[k];
			if (m->kind != MARK_GLYPHS || !m->tag || is_inside(m->tag, TAG_NOTE) || is_inside(m->tag, TAG_TOC))
				continue;
			last = m;
			if (m->tag->role == TAG_H1 && str_starts(m->u.run.text, "Chapter")) {
				ck_assert_uint_eq(i % 2, 0);
				openings++;
			}
		}
		ck_assert_msg(!last || last->tag->role < TAG_H2 || last->tag->role > TAG_H6, "page %zu", i);
	}
	ck_assert_uint_eq(openings, 6);
}
END_TEST

START_TEST(folios_are_roman_before_the_text_and_begin_anew_with_it)
{
	book_of("", "", 3, 12);
	size_t i = 0;
	ck_str(t.l->pages[0].label, "i");
	while (!str_is(t.l->pages[i].label, "1"))
		i++;
	ck_assert_uint_eq(i % 2, 0);
	for (size_t k = i; k < t.l->npages; k++)
		ck_str(t.l->pages[k].label, arena_printf(&t.s.arena, "%zu", k - i + 1).p);
}
END_TEST

/* By the table of KDP: three eighths of an inch to 150 pages, half an inch to 300. */
static dim inner_margin(int chapters, int paragraphs)
{
	book_of("", "paper: 5x4in, ", chapters, paragraphs);
	dim left = INT32_MAX;
	for (size_t i = 0; i < t.l->npages; i += 2)
		for (size_t k = 0; k < t.l->pages[i].n; k++) {
			const struct mark *m = &t.l->pages[i].marks[k];
			if (m->tag && m->tag->role == TAG_P && m->tag->node && m->tag->node->kind == NODE_PARAGRAPH && m->x < left)
				left = m->x;
		}
	return left;
}

START_TEST(the_gutter_comes_from_the_final_number_of_pages)
{
	dim few = inner_margin(2, 10);
	ck_assert_uint_le(t.l->npages, 150);
	laid_close(&t);
	dim many = inner_margin(12, 60);
	ck_assert_uint_gt(t.l->npages, 150);
	ck_assert_int_ge(many - few, 72 / 8 * DIM_POINT - DIM_POINT / 2);
}
END_TEST

static struct str pages_as_text(int threads)
{
	struct str text;
	laid_project(&t, "", "");
	for (int n = 1; n <= 8; n++)
		laid_chapter(&t, n, 8, 15);
	laid_open(&t, threads);
	struct write_job job = {.book = t.book, .edition = t.edition, .dir = str_c(t.s.root), .threads = threads, .arena = &t.s.arena,
		.diags = &t.s.diags};
	ck_assert(trace_pages_write(&job));
	ck_assert_int_eq(fs_read(&t.s.arena, job.items[0].path.p, FS_TEXT_LIMIT, &text), 0);
	return text;
}

START_TEST(threads_change_nothing)
{
	struct arena kept;
	arena_init(&kept);
	struct str one = arena_copy(&kept, pages_as_text(1));
	laid_close(&t);
	struct str five = pages_as_text(5);
	ck_assert_uint_gt(one.n, 10000);
	ck_assert(str_eq(one, five));
	arena_free(&kept);
}
END_TEST

/* An edition that no printer binds: its cover comes first, and no page is left blank for a spread's sake. */
START_TEST(an_edition_without_paper_begins_with_its_cover)
{
	laid_project(&t, "", "paper: 6x9, ");
	scratch_file(&t.s, "sheaf.yaml", "title: Bread and Salt\nauthor: Jane Example\nlanguage: en-GB\ndate: 2024-02-29\n"
		"identifier: urn:uuid:3f2a1c52-6d1e-4c0b-9b7e-2f4f0a7c1d11\neditions:\n  book: {format: pdf}\n");
	for (int n = 1; n <= 3; n++)
		laid_chapter(&t, n, 3, 12);
	laid_open(&t, 2);
	const struct mark *m = &t.l->pages[0].marks[0];
	ck_assert_uint_eq(t.l->pages[0].n, 1);
	ck_assert_int_eq(m->kind, MARK_IMAGE);
	ck_assert_int_eq(m->tag->role, TAG_FIGURE);
	ck_str(m->tag->words->alt, "Bread and Salt. Jane Example");
	ck_assert_int_le(m->x, 0);
	ck_assert_int_le(m->y, 0);
	ck_assert_int_ge(m->x + m->u.image.width, t.l->width);
	ck_assert_int_ge(m->y + m->u.image.height, t.l->height);
	for (size_t i = 0; i < t.l->npages; i++)
		ck_assert(!t.l->pages[i].blank);
}
END_TEST

START_TEST(a_drop_capital_is_part_of_its_word)
{
	laid_project(&t, "theme: dropped", "");
	scratch_file(&t.s, "templates/dropped/theme.yaml", "print: {drop-caps: true}\n");
	laid_chapter(&t, 1, 1, 4);
	scratch_file(&t.s, "content/two.md", "---\ntitle: Two\nweight: 2\n---\nShort, so none.\n\nAnother of the same kind, and as long as it takes to fill a line or more.\n");
	scratch_file(&t.s, "content/three.md", "---\ntitle: Three\nweight: 3\n---\nNobody remembers whether patience or flour came first, and the baker, who might have known, "
		"waits under a cloth of her own for the morning that always rises slowly; so we ask the oven, which is warm, and the crust, "
		"which is not, and neither of them says anything about it at all until the bread is cut and eaten with salt.\n");
	laid_open(&t, 1);
	size_t drops = 0;
	for (size_t i = 0; i < t.l->npages; i++)
		for (size_t k = 0; k + 3 < t.l->pages[i].n; k++) {
			const struct mark *m = &t.l->pages[i].marks[k];
			if (m->kind != MARK_GLYPHS || !m->tag || m->tag->role != TAG_P || m->u.run.n != 1 || m->u.run.size < 30 * DIM_POINT)
				continue;
			drops++;
			ck_str(m->u.run.text, "N");
			for (int line = 1; line <= 3; line++) { /* three lines beside it, the third on its baseline */
				ck_assert_ptr_eq(m[line].tag, m->tag);
				ck_assert_int_ge(m[line].x, run_end(m));
			}
			ck_assert_int_eq(m[3].y, m->y);
			ck_assert(str_starts(laid_text(&t, m->tag), "Nobody remembers whether"));
		}
	ck_assert_uint_eq(drops, 1);
}
END_TEST

static void fill(TCase *tests)
{
	tcase_add_checked_fixture(tests, NULL, teardown);
	tcase_add_test(tests, no_line_is_longer_than_the_measure);
	tcase_add_test(tests, pages_in_order_give_back_every_paragraph);
	tcase_add_test(tests, a_note_begins_on_the_page_that_refers_to_it);
	tcase_add_test(tests, page_references_name_the_page_and_none_that_lies_open);
	tcase_add_test(tests, contents_say_where_chapters_and_sections_begin);
	tcase_add_test(tests, contents_name_pages_of_what_stands_before_the_text);
	tcase_add_test(tests, no_heading_ends_a_page_and_chapters_begin_on_rectos);
	tcase_add_test(tests, folios_are_roman_before_the_text_and_begin_anew_with_it);
	tcase_add_test(tests, the_gutter_comes_from_the_final_number_of_pages);
	tcase_add_test(tests, threads_change_nothing);
	tcase_add_test(tests, an_edition_without_paper_begins_with_its_cover);
	tcase_add_test(tests, a_drop_capital_is_part_of_its_word);
}

int main(void)
{
	Suite *suite = suite_create("write/pages");
	TCase *tests = tcase_create("pages");
	tcase_set_timeout(tests, 60);
	fill(tests);
	suite_add_tcase(suite, tests);
	return scratch_run(suite);
}
