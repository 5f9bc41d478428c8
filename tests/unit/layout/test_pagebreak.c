/*
 * Page breaking against a second opinion: short random lists are broken in every way there is, each way is priced here by walking the
 * items, and the cheapest must cost what pagebreak() says. Longer ones must keep the rules that hold for any list.
 */
#include "unit/layout/page_opinion.h"

/* ---- rules for any list */

/* ck_assert writes a line for each that holds, and here they are millions. */
#define must(condition)                                     \
	do {                                                \
		if (!(condition))                           \
			ck_abort_msg("not so: %s", #condition); \
	} while (0)

static bool is_content(const struct page_item *it)
{
	return it->kind == PAGE_BOX || it->kind == PAGE_FLOAT || it->kind == PAGE_NOTE;
}

/* Pages by item; every box, float and line of a note once, each kind in order, nothing over anything else. */
static size_t *check_pages(const struct list *l)
{
	size_t *page_of = malloc((l->n + 1) * sizeof *page_of), next = 0, order[PAGE_GROUP_END + 1] = {0}, overfull = 0;
	for (size_t i = 0; i < l->n; i++)
		page_of[i] = SIZE_MAX;
	for (size_t p = 0; p < l->r.n; p++) {
		const struct page_cut *page = &l->r.pages[p];
		int64_t y = 0;
		must(page->first == next);
		must(page->end >= page->first);
		must(page->recto == ((p % 2 == 0) != l->style.first_verso));
		must(page->height == l->style.height + page->lines * l->style.line);
		must(page->blank == (page->n == 0));
		next = page->end;
		for (size_t k = 0; k < page->n; k++) {
			const struct page_place *place = &page->places[k];
			const struct page_item *it = &l->items[place->item];
			must(place->y >= y);
			y = (int64_t)place->y + it->height + it->depth;
			if (place->role == PAGE_REPEATED)
				continue;
			must(page_of[place->item] == SIZE_MAX);
			page_of[place->item] = p;
			must(order[it->kind] <= place->item);
			order[it->kind] = place->item;
			if (place->role == PAGE_TEXT)
				must(place->item >= page->first && place->item < page->end);
		}
		must(page->overfull == (y > page->height ? y - page->height : 0));
		overfull += page->overfull > 0;
	}
	must(overfull == l->r.overfull);
	for (size_t i = 0; i < l->n; i++)
		if (is_content(&l->items[i]))
			must(page_of[i] != SIZE_MAX);
	if (l->r.n)
		must(next == l->n);
	return page_of;
}

/* Notes begin where they are referred to, forced breaks part pages and sides are kept; gives how many notes begin late. */
static size_t check_rules(const struct list *l, const size_t *page_of)
{
	size_t late = 0, page = 0;
	bool forced = false, seen = false;
	uint8_t side = PAGE_ANY;
	for (size_t i = 0; i < l->n; i++) {
		const struct page_item *it = &l->items[i];
		if (it->kind == PAGE_PENALTY && it->cost == PAGE_FORCED) {
			forced = true;
			side = it->side ? it->side : side;
		} else if (it->kind == PAGE_BOX || (it->kind == PAGE_FLOAT && forced)) {
			must(!forced || !seen || page_of[i] > page);
			must(!forced || !side || l->r.pages[page_of[i]].recto == (side == PAGE_RECTO));
			must(page_of[i] >= page);
			page = page_of[i];
			seen = true;
			forced = false;
			side = PAGE_ANY;
		} else if (it->kind == PAGE_NOTE && it->first) {
			must(page_of[i] >= page);
			late += page_of[i] > page;
		}
	}
	return late;
}

static void check_list(struct list *l)
{
	list_break(l);
	size_t *page_of = check_pages(l);
	ck_assert_uint_eq(check_rules(l, page_of), l->r.late);
	free(page_of);
}

/* ---- tests */

static void random_against_opinion(uint64_t seed, unsigned kinds, size_t most, int lines)
{
	struct list l;
	struct opinion o;
	struct random r = seeded(seed);
	list_open(&l, lines);
	l.style.first_verso = draw(&r, 2);
	for (size_t boxes = 0; boxes < most;) {
		size_t from = l.n;
		add_random(&l, &r, kinds);
		for (size_t i = from; i < l.n; i++)
			boxes += l.items[i].kind == PAGE_BOX;
	}
	check_list(&l);
	opinion_fill(&o, &l);
	o.best = l.r.cost + 1; /* so that it looks for nothing dearer */
	explore(&o, (struct state){.recto = !l.style.first_verso, .facing = 9});
	ck_assert_msg(o.best == l.r.cost, "seed %d kinds %u lines %d: cost %lld, cheapest %lld", (int)seed, kinds, lines, (long long)l.r.cost,
		(long long)o.best);
	list_close(&l);
}

START_TEST(cheapest_of_all)
{
	static const unsigned kinds[] = {0, 16, 1, 2, 4, 8, 32, 64, 128, 3, 18, 17, 27, 255, 191, 159};
	for (uint64_t seed = 1; seed <= 800; seed++)
		random_against_opinion(seed, kinds[seed % 16], 6 + seed % 8, 4 + (int)(seed / 16 % 4));
}
END_TEST

START_TEST(long_lists_keep_the_rules)
{
	for (uint64_t seed = 1; seed <= 150; seed++) {
		struct list l;
		struct random r = seeded(seed);
		list_open(&l, 3 + (int)draw(&r, 40));
		l.style.vary = (int32_t)draw(&r, 2);
		unsigned kinds = draw(&r, 256);
		for (int i = 0; i < 400; i++)
			add_random(&l, &r, kinds);
		check_list(&l);
		list_close(&l);
	}
}
END_TEST

/* Items without sense: any kind, any size. Nothing is lost, and it ends. */
START_TEST(noise)
{
	for (uint64_t seed = 1; seed <= 300; seed++) {
		struct list l;
		struct random r = seeded(seed);
		list_open(&l, 1 + (int)draw(&r, 10));
		for (size_t n = draw(&r, 300), i = 0; i < n; i++) {
			struct page_item *it = add(&l, (enum page_item_kind)draw(&r, 10), (int32_t)draw(&r, 4) * LINE * (int32_t)draw(&r, 3) / 2);
			it->first = draw(&r, 2);
			it->repeat = draw(&r, 2);
			it->cost = draw(&r, 4) ? (int32_t)draw(&r, 5000) : draw(&r, 2) ? PAGE_FORCED : PAGE_NEVER;
			it->side = (uint8_t)draw(&r, 3);
			it->stretch = (int32_t)draw(&r, LINE);
			it->shrink = (int32_t)draw(&r, LINE);
		}
		list_break(&l);
		free(check_pages(&l));
		list_close(&l);
	}
}
END_TEST

START_TEST(nothing)
{
	struct list l;
	list_open(&l, 10);
	list_break(&l);
	ck_assert_uint_eq(l.r.n, 0);
	add_forced(&l, PAGE_VERSO);
	add_glue(&l, LINE, 0, 0);
	add(&l, PAGE_MARK, 0);
	list_break(&l);
	ck_assert_uint_eq(l.r.n, 0);
	list_close(&l);
}
END_TEST

/* Paragraphs of one to nine lines can always be paged without a widow or an orphan; facing pages are even but for what that takes. */
START_TEST(no_widows_no_orphans)
{
	for (uint64_t seed = 1; seed <= 40; seed++) {
		struct list l;
		struct random r = seeded(seed);
		list_open(&l, 36);
		for (int i = 0; i < 800; i++)
			add_paragraph(&l, 1 + draw(&r, 9), false);
		check_list(&l);
		size_t apart = 0;
		for (size_t p = 0; p + 1 < l.r.n; p++) {
			const struct page_cut *page = &l.r.pages[p];
			ck_assert_int_eq(l.items[page->end].cost, 0);
			if (page->recto && p && page->lines != page[-1].lines)
				apart++;
			if (page->recto && p)
				ck_assert_int_le(abs(page->lines - page[-1].lines), 1);
		}
		ck_assert_msg(apart * 10 <= l.r.n, "%zu uneven spreads of %zu pages", apart, l.r.n);
		list_close(&l);
	}
}
END_TEST

START_TEST(headings_stay)
{
	for (uint64_t seed = 1; seed <= 40; seed++) {
		struct list l;
		struct random r = seeded(seed);
		list_open(&l, 36);
		for (int i = 0; i < 300; i++) {
			add_heading(&l);
			add_paragraph(&l, 2 + draw(&r, 9), true);
			add_paragraph(&l, 1 + draw(&r, 9), false);
		}
		check_list(&l);
		ck_assert_uint_eq(l.r.forbidden, 0);
		for (size_t p = 0; p + 1 < l.r.n; p++)
			ck_assert_int_lt(l.items[l.r.pages[p].end].cost, page_costs_book.orphan);
		list_close(&l);
	}
}
END_TEST

START_TEST(recto_after_a_blank_verso)
{
	struct list l;
	list_open(&l, 10);
	add_line(&l);
	add_forced(&l, PAGE_RECTO);
	add_forced(&l, PAGE_ANY);
	add_line(&l);
	add_forced(&l, PAGE_ANY);
	add_line(&l);
	add_forced(&l, PAGE_RECTO);
	add_line(&l);
	check_list(&l);
	ck_assert_uint_eq(l.r.n, 5);
	ck_assert(l.r.pages[1].blank && !l.r.pages[3].blank);
	list_close(&l);
}
END_TEST

START_TEST(five_thousand_notes)
{
	struct list l;
	list_open(&l, 36);
	add_line(&l);
	for (int i = 0; i < 5000; i++)
		add_note(&l, 1 + (size_t)i % 3);
	add_paragraph(&l, 9, false);
	check_list(&l);
	ck_assert_uint_gt(l.r.late, 4000);
	ck_assert_uint_gt(l.r.n, 9999 * 3 / 4 / 37);
	l.n = 0;
	for (int i = 0; i < 5000; i++) {
		add_line(&l);
		add_note(&l, 1 + (size_t)i % 4);
		add_penalty(&l, 0);
	}
	check_list(&l);
	ck_assert_uint_eq(l.r.late, 0);
	list_close(&l);
}
END_TEST

START_TEST(note_runs_over)
{
	struct list l;
	list_open(&l, 10);
	add_line(&l);
	add_note(&l, 20);
	add_paragraph(&l, 12, false);
	check_list(&l);
	ck_assert_uint_eq(l.r.late, 0);
	ck_assert(l.r.pages[0].notes && !l.r.pages[0].continued);
	ck_assert(l.r.pages[1].notes && l.r.pages[1].continued);
	const struct page_cut *page = &l.r.pages[0];
	const struct page_place *last = &page->places[page->n - 1];
	ck_assert_int_eq(last->role, PAGE_FOOT);
	ck_assert_int_eq(last->y + l.items[last->item].height, page->height);
	list_close(&l);
}
END_TEST

START_TEST(notes_stand_at_the_foot)
{
	struct list l;
	list_open(&l, 10);
	add_line(&l);
	add_note(&l, 2);
	check_list(&l);
	ck_assert_uint_eq(l.r.n, 1);
	ck_assert_int_eq(l.r.pages[0].places[1].y, 10 * LINE - 2 * (LINE * 3 / 4));
	ck_assert_int_eq(l.r.pages[0].rule, l.r.pages[0].places[1].y - l.style.note_gap);
	list_close(&l);
}
END_TEST

START_TEST(costs_of_lines)
{
	const struct page_costs *c = &page_costs_book;
	ck_assert_int_eq(page_line_cost(c, 1, 1, true), 0);
	ck_assert_int_eq(page_line_cost(c, 1, 2, false), c->orphan + c->widow);
	ck_assert_int_eq(page_line_cost(c, 1, 5, false), c->orphan);
	ck_assert_int_eq(page_line_cost(c, 1, 5, true), c->heading);
	ck_assert_int_eq(page_line_cost(c, 3, 5, true), 0);
	ck_assert_int_eq(page_line_cost(c, 4, 5, false), c->widow);
	ck_assert_int_eq(page_line_cost(c, 5, 5, false), 0);
}
END_TEST

START_TEST(taller_than_the_page)
{
	struct list l;
	list_open(&l, 10);
	add_line(&l);
	add_penalty(&l, 0);
	add(&l, PAGE_BOX, 15 * LINE);
	add_penalty(&l, 0);
	add_line(&l);
	add_glue(&l, LINE, 0, 0);
	add(&l, PAGE_FLOAT, 12 * LINE);
	add_glue(&l, LINE, 0, 0);
	add_line(&l);
	check_list(&l);
	ck_assert_uint_eq(l.r.overfull, 2);
	ck_assert_int_eq(l.r.pages[1].overfull, 5 * LINE);
	list_close(&l);
}
END_TEST

START_TEST(table_repeats_its_header)
{
	struct list l;
	list_open(&l, 10);
	l.style.vary = 0;
	add_paragraph(&l, 4, false);
	size_t header = l.n + 1;
	add_table(&l, 25, LINE);
	add_penalty(&l, 0);
	add_paragraph(&l, 3, false);
	check_list(&l);
	size_t again = 0;
	for (size_t p = 0; p < l.r.n; p++) {
		const struct page_cut *page = &l.r.pages[p];
		again += page->places[0].role == PAGE_REPEATED;
		if (page->places[0].role == PAGE_REPEATED) {
			ck_assert_uint_eq(page->places[0].item, header);
			ck_assert_int_eq(page->places[0].y, 0);
			ck_assert_int_eq(page->places[1].y, LINE);
		}
	}
	ck_assert_uint_eq(again, 3);
	list_close(&l);
}
END_TEST

START_TEST(figure_moves_to_the_next_top)
{
	struct list l;
	list_open(&l, 10);
	add_paragraph(&l, 6, false);
	add_glue(&l, LINE, 0, 0);
	add(&l, PAGE_FLOAT, 5 * LINE);
	add_glue(&l, LINE, 0, 0);
	add_paragraph(&l, 9, false);
	check_list(&l);
	ck_assert_int_eq(l.r.pages[1].places[0].role, PAGE_TOP);
	ck_assert_int_eq(l.r.pages[1].places[1].y, 6 * LINE);
	list_close(&l);
}
END_TEST

START_TEST(glue_fills_a_page_exactly)
{
	struct list l;
	list_open(&l, 10);
	l.style.vary = 0;
	for (int i = 0; i < 30; i++) {
		add_line(&l);
		add_glue(&l, LINE / 3, LINE / 3, LINE / 9);
	}
	check_list(&l);
	for (size_t p = 0; p + 1 < l.r.n; p++) {
		const struct page_place *last = &l.r.pages[p].places[l.r.pages[p].n - 1];
		ck_assert_int_eq(last->y + LINE, l.r.pages[p].height);
	}
	list_close(&l);
}
END_TEST

START_TEST(marks_for_running_heads)
{
	struct list l;
	list_open(&l, 5);
	add(&l, PAGE_MARK, 0);
	add_paragraph(&l, 10, false);
	add_forced(&l, PAGE_ANY);
	size_t second = l.n;
	add(&l, PAGE_MARK, 0);
	add_line(&l);
	check_list(&l);
	ck_assert_uint_eq(l.r.pages[0].top_mark, PAGE_NONE);
	ck_assert_uint_eq(l.r.pages[0].first_mark, 0);
	ck_assert_uint_eq(l.r.pages[1].top_mark, 0);
	ck_assert_uint_eq(l.r.pages[1].first_mark, PAGE_NONE);
	ck_assert_uint_eq(l.r.pages[l.r.n - 1].last_mark, second);
	list_close(&l);
}
END_TEST

static void fill(TCase *t)
{
	tcase_add_test(t, cheapest_of_all);
	tcase_add_test(t, long_lists_keep_the_rules);
	tcase_add_test(t, noise);
	tcase_add_test(t, nothing);
	tcase_add_test(t, no_widows_no_orphans);
	tcase_add_test(t, headings_stay);
	tcase_add_test(t, recto_after_a_blank_verso);
	tcase_add_test(t, five_thousand_notes);
	tcase_add_test(t, note_runs_over);
	tcase_add_test(t, notes_stand_at_the_foot);
	tcase_add_test(t, costs_of_lines);
	tcase_add_test(t, taller_than_the_page);
	tcase_add_test(t, table_repeats_its_header);
	tcase_add_test(t, figure_moves_to_the_next_top);
	tcase_add_test(t, glue_fills_a_page_exactly);
	tcase_add_test(t, marks_for_running_heads);
}

int main(void)
{
	return unit_main("pagebreak", fill);
}
