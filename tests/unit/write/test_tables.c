/* Tables and figures on pages: that nothing is lost, where they part, what repeats, how they are tagged, what the author is told. */
#include "unit/write/laid.h"
#include "image/codec.h"

static struct laid t;

static void book_of(const char *keys, const char *text)
{
	laid_project(&t, "", keys);
	scratch_file(&t.s, "content/a.md", text);
	laid_open(&t, 2);
}

static void teardown(void)
{
	laid_close(&t);
}

static const struct tag *tag_of(enum tag_role role, size_t nth)
{
	const struct tag *tag = t.l->root;
	for (; tag; tag = laid_next(tag))
		if (tag->role == role && !nth--)
			return tag;
	ck_abort_msg("there is no such tag");
	return NULL;
}

static size_t count_of(enum tag_role role)
{
	size_t n = 0;
	for (const struct tag *tag = t.l->root; tag; tag = laid_next(tag))
		n += tag->role == role;
	return n;
}

static bool is_below(const struct tag *tag, const struct tag *above)
{
	while (tag && tag != above)
		tag = tag->parent;
	return tag != NULL;
}

/* What a tag's marks cover, from the first page that has any. */
struct extent {
	size_t first, last; /* pages */
	dim left, right, top, bottom;
	dim size;           /* of its type */
	size_t marks;
};

static dim run_width(const struct mark *m)
{
	int64_t width = 0;
	const struct glyph_run run = glyphs_of(&t.s.arena, &m->u.run);
	for (size_t i = 0; i < run.n; i++)
		if (i + 1 < run.n || !str_ends(run.text, " "))
			width += run.glyphs[i].advance;
	return (dim)width;
}

static struct extent extent_of(const struct tag *tag)
{
	struct extent e = {.first = SIZE_MAX, .left = INT32_MAX, .top = INT32_MAX};
	for (size_t i = 0; i < t.l->npages; i++)
		for (size_t k = 0; k < t.l->pages[i].n; k++) {
			const struct mark *m = &t.l->pages[i].marks[k];
			if (!is_below(m->tag, tag))
				continue;
			bool text = m->kind == MARK_GLYPHS;
			dim right = m->x + (text ? run_width(m) : m->u.image.width), bottom = m->y + (text ? 0 : m->u.image.height);
			e.first = e.marks++ ? e.first : i;
			e.last = i;
			e.left = m->x < e.left ? m->x : e.left;
			e.right = right > e.right ? right : e.right;
			e.top = m->y < e.top ? m->y : e.top;
			e.bottom = bottom > e.bottom ? bottom : e.bottom;
			e.size = text ? m->u.run.size : e.size;
		}
	return e;
}

/* Untagged text on a page. */
static size_t artifacts_saying(size_t page, const char *text)
{
	size_t n = 0;
	for (size_t k = 0; k < t.l->pages[page].n; k++) {
		const struct mark *m = &t.l->pages[page].marks[k];
		n += m->kind == MARK_GLYPHS && !m->tag && m->artifact == ARTIFACT_LAYOUT && str_is(str_trim(m->u.run.text), text);
	}
	return n;
}

static void none_reaches_beyond_its_page(void)
{
	for (size_t i = 0; i < t.l->npages; i++)
		for (size_t k = 0; k < t.l->pages[i].n; k++) {
			const struct mark *m = &t.l->pages[i].marks[k];
			ck_assert_int_ge(m->x, 18 * DIM_POINT);
			ck_assert_int_ge(m->y, 18 * DIM_POINT);
			ck_assert_int_le(m->y, t.l->height - 18 * DIM_POINT);
			if (m->kind == MARK_GLYPHS)
				ck_assert_int_le(m->x + run_width(m), t.l->width - 18 * DIM_POINT);
		}
}

static const char *long_table(int rows)
{
	struct buf b;
	uint32_t seed = 5;
	buf_init(&b, BUF_NO_LIMIT);
	buf_cstr(&b, "# A\n\n| Nr | Heading | Remark |\n|--:|:--|:--|\n");
	for (int i = 0; i < rows; i++) {
		buf_printf(&b, "| %d | name%d | ", i, i);
		laid_sentences(&b, &seed, 1 + (int)(seed >> 16) % 30);
		buf_cstr(&b, " |\n");
	}
	const char *text = arena_cstr(&t.s.arena, buf_view(&b));
	buf_free(&b);
	return text;
}

START_TEST(a_long_table_parts_between_rows_and_shows_its_header_again)
{
	laid_project(&t, "", "");
	scratch_file(&t.s, "content/a.md", long_table(150));
	laid_open(&t, 2);
	const struct tag *table = tag_of(TAG_TABLE, 0);
	struct extent whole = extent_of(table);
	ck_assert_uint_ge(whole.last, whole.first + 4);
	for (size_t page = whole.first; page <= whole.last; page++)
		ck_assert_uint_eq(artifacts_saying(page, "Heading"), page > whole.first);
	ck_assert_uint_eq(count_of(TAG_TR), 151);
	ck_assert_uint_eq(count_of(TAG_TH), 3);
	for (size_t r = 0; r < 151; r++) {
		struct extent row = extent_of(tag_of(TAG_TR, r));
		ck_assert_uint_eq(row.first, row.last);
		dim right = 0;
		for (const struct tag *cell = tag_of(TAG_TR, r)->first; cell; cell = cell->next) {
			struct extent e = extent_of(cell);
			ck_assert_int_gt(e.left, right);
			right = e.right;
			ck_assert_msg(str_eq(str_trim(laid_text(&t, cell)), str_trim(node_plain(&t.s.arena, cell->node))), "row %zu", r);
		}
	}
	none_reaches_beyond_its_page();
}
END_TEST

START_TEST(a_row_taller_than_a_page_goes_on_overleaf)
{
	struct buf b;
	uint32_t seed = 5;
	buf_init(&b, BUF_NO_LIMIT);
	buf_cstr(&b, "# A\n\n<table><thead><tr><th>One</th><th>Two</th></tr></thead><tr><td>");
	laid_sentences(&b, &seed, 900);
	buf_cstr(&b, "</td><td><p>");
	laid_sentences(&b, &seed, 300);
	buf_cstr(&b, "</p><pre><code>code\n\nmore code</code></pre><ul><li>");
	laid_sentences(&b, &seed, 400);
	buf_cstr(&b, "</li></ul></td></tr></table>\n");
	laid_project(&t, "", "");
	scratch_bytes(&t.s, "content/a.md", b.p, b.n);
	buf_free(&b);
	laid_open(&t, 1);
	const struct tag *cell = tag_of(TAG_TD, 0), *other = tag_of(TAG_TD, 1);
	ck_assert_uint_ge(extent_of(cell).last, extent_of(cell).first + 2);
	ck_assert(str_eq(str_trim(laid_text(&t, cell)), str_trim(node_plain(&t.s.arena, cell->node))));
	for (const struct tag *p = other->first; p; p = p->next)
		if (p->role == TAG_P && p->first == NULL)
			ck_assert(str_eq(str_trim(laid_text(&t, p)), str_trim(node_plain(&t.s.arena, p->node))));
	ck_assert_int_lt(extent_of(cell).right, extent_of(other).left);
	ck_assert_uint_eq(count_of(TAG_TR), 2);
	none_reaches_beyond_its_page();
}
END_TEST

START_TEST(headers_have_scopes_and_cells_spans)
{
	book_of("", "# A\n\n<table><caption>Cap</caption><tr><th rowspan=\"2\">R</th><th colspan=\"2\">S</th></tr><tr><th>x</th><th>y</th></tr>"
		"<tr><th rowspan=\"9\">N</th><td>1</td><td>2</td></tr><tr><td colspan=\"2\">3</td></tr></table>\n");
	const struct tag *table = tag_of(TAG_TABLE, 0);
	ck_assert_int_eq(table->first->role, TAG_CAPTION);
	ck_assert_int_eq(table->first->next->role, TAG_THEAD);
	ck_assert_int_eq(table->first->next->next->role, TAG_TBODY);
	ck_assert_uint_eq(tag_of(TAG_TH, 0)->row_span, 2);
	ck_assert_uint_eq(tag_of(TAG_TH, 1)->column_span, 2);
	for (size_t i = 0; i < 4; i++)
		ck_assert(tag_of(TAG_TH, i)->column_scope && !tag_of(TAG_TH, i)->row_scope);
	ck_assert(tag_of(TAG_TH, 4)->row_scope && !tag_of(TAG_TH, 4)->column_scope);
	ck_assert_uint_eq(tag_of(TAG_TH, 4)->row_span, 2);
	ck_assert_uint_eq(tag_of(TAG_TD, 2)->column_span, 2);
	/* "y" stands beside "x", in the third column, with 2 below it */
	ck_assert_int_gt(extent_of(tag_of(TAG_TH, 3)).left, extent_of(tag_of(TAG_TH, 2)).right);
	ck_assert_int_eq(extent_of(tag_of(TAG_TH, 3)).left, extent_of(tag_of(TAG_TD, 1)).left);
	ck_assert_int_gt(extent_of(tag_of(TAG_TD, 2)).left, extent_of(tag_of(TAG_TH, 4)).right);
}
END_TEST

/* Columns that a row's tags fill, with what spans reach down from above; no two at one place. */
static size_t columns_of(const struct tag *row, unsigned reach[200])
{
	size_t n = 0, at = 0;
	for (const struct tag *cell = row->first; cell; cell = cell->next) {
		while (reach[at])
			at++;
		for (unsigned k = 0; k < (cell->column_span > 1 ? cell->column_span : 1u); k++, at++) {
			ck_assert_uint_lt(at, 199);
			ck_assert_uint_eq(reach[at], 0);
			reach[at] = cell->row_span > 1 ? cell->row_span : 1;
		}
	}
	for (size_t i = 0; i < 200; i++) {
		n += reach[i] > 0;
		reach[i] -= reach[i] > 0;
	}
	return n;
}

START_TEST(rows_have_as_many_columns_whatever_the_source)
{
	struct buf b;
	uint32_t seed = 3;
	buf_init(&b, BUF_NO_LIMIT);
	buf_cstr(&b, "# A\n\n");
	for (int table = 0; table < 12; table++) {
		buf_cstr(&b, "<table>");
		for (int row = 0; row < 9; row++) {
			buf_cstr(&b, "<tr>");
			for (int cell = (int)(seed >> 18) % 6; cell > 0; cell--) {
				seed = seed * 1103515245u + 12345u;
				buf_printf(&b, "<%s rowspan=\"%u\" colspan=\"%u\">c%d</%s>", seed >> 30 ? "td" : "th", 1 + (seed >> 20) % 4, 1 + (seed >> 16) % 3,
					cell, seed >> 30 ? "td" : "th");
			}
			seed = seed * 1103515245u + 12345u;
			buf_cstr(&b, "</tr>");
		}
		buf_cstr(&b, "</table>\n\n");
	}
	buf_cstr(&b, "| only | a header |\n|--|--|\n");
	laid_project(&t, "", "");
	scratch_bytes(&t.s, "content/a.md", b.p, b.n);
	buf_free(&b);
	laid_open(&t, 1);
	for (const struct tag *table = t.l->root; table; table = laid_next(table)) {
		unsigned reach[200] = {0};
		size_t columns = 0;
		bool body = false;
		for (const struct tag *part = table->role == TAG_TABLE ? table->first : NULL; part; part = part->next) {
			body = body || part->role == TAG_TBODY;
			for (const struct tag *row = part->first; row; row = row->next) {
				size_t n = columns_of(row, reach);
				ck_assert_uint_eq(n, columns ? columns : n);
				columns = n;
			}
		}
		ck_assert(body || table->role != TAG_TABLE);
	}
	ck_assert_uint_eq(count_of(TAG_TABLE), 13);
}
END_TEST

START_TEST(an_empty_header_is_none)
{
	book_of("", "# A\n\n| | |\n|--|--|\n| one | two |\n");
	ck_assert_uint_eq(count_of(TAG_THEAD), 0);
	ck_assert_uint_eq(count_of(TAG_TR), 1);
}
END_TEST

START_TEST(columns_stand_as_the_author_aligns_them)
{
	book_of("", "# A\n\n| L | C | R |\n|:--|:-:|--:|\n| a | b | c |\n| aaaaaaaa | bbbbbbbb | cccccccc |\n");
	struct extent a = extent_of(tag_of(TAG_TD, 0)), aa = extent_of(tag_of(TAG_TD, 3)), b = extent_of(tag_of(TAG_TD, 1)),
		bb = extent_of(tag_of(TAG_TD, 4)), c = extent_of(tag_of(TAG_TD, 2)), cc = extent_of(tag_of(TAG_TD, 5));
	ck_assert_int_eq(a.left, aa.left);
	ck_assert_int_le(abs((b.left + b.right) - (bb.left + bb.right)), 4);
	ck_assert_int_le(abs(c.right - cc.right), 2);
}
END_TEST

START_TEST(right_to_left_tables_begin_at_the_right)
{
	book_of("", "---\nlang: he\n---\n\n# A\n\n| אחת | שתיים |\n|--|--|\n| שלוש | ארבע |\n");
	ck_assert_int_gt(extent_of(tag_of(TAG_TH, 0)).left, extent_of(tag_of(TAG_TH, 1)).right);
	ck_assert_int_gt(extent_of(tag_of(TAG_TD, 0)).left, extent_of(tag_of(TAG_TD, 1)).right);
}
END_TEST

START_TEST(words_that_fit_in_smaller_type_are_not_broken)
{
	book_of("", "# A\n\n| incomprehensibilities | uncharacteristically | counterrevolutionaries | disproportionately |\n|--|--|--|--|\n"
		"| a | b | c | d |\n\n| e |\n|--|\n| f |\n");
	dim small = extent_of(tag_of(TAG_TD, 0)).size, usual = extent_of(tag_of(TAG_TD, 4)).size;
	ck_assert_int_lt(small, usual);
	ck_assert_int_ge(small, 7 * DIM_POINT);
	for (size_t i = 0; i < 4; i++)
		ck_assert_uint_eq(extent_of(tag_of(TAG_TH, i)).marks, 1);
	ck_assert_uint_eq(scratch_count(&t.s.diags, DIAG_TABLE_TOO_WIDE) + scratch_count(&t.s.diags, DIAG_OVERFULL_LINE), 0);
}
END_TEST

START_TEST(long_keys_are_broken_and_told_of_once)
{
	book_of("", "# A\n\nSee [the table](#a).\n\n| Key | Value |\n|--|--|\n"
		"| 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef | fedcba9876543210fedcba9876543210fedcba9876543210 |\n");
	struct extent key = extent_of(tag_of(TAG_TD, 0));
	ck_assert_uint_ge(key.marks, 2);
	ck_assert_int_lt(key.right, extent_of(tag_of(TAG_TD, 1)).left);
	ck_str(str_trim(laid_text(&t, tag_of(TAG_TD, 1))), "fedcba9876543210fedcba9876543210fedcba9876543210");
	scratch_diag(&t.s.diags, DIAG_TABLE_TOO_WIDE, 5, 1);
	ck_assert_uint_eq(scratch_count(&t.s.diags, DIAG_OVERFULL_LINE), 0);
}
END_TEST

START_TEST(too_many_columns_are_set_in_parts_under_each_other)
{
	struct buf b;
	buf_init(&b, BUF_NO_LIMIT);
	buf_cstr(&b, "# A\n\n");
	for (int row = 0; row < 3; row++) {
		for (int i = 0; i < 40; i++)
			buf_printf(&b, row == 1 ? "|--" : row ? "| cell%d" : "| Head%d", i);
		buf_cstr(&b, "|\n");
	}
	laid_project(&t, "", "");
	scratch_bytes(&t.s, "content/a.md", b.p, b.n);
	buf_free(&b);
	laid_open(&t, 1);
	ck_assert_uint_eq(count_of(TAG_TABLE), 1);
	ck_assert_uint_eq(count_of(TAG_TR), 2);
	ck_assert_uint_eq(count_of(TAG_TD), 40);
	for (int i = 0; i < 40; i++)
		ck_str(str_trim(laid_text(&t, tag_of(TAG_TD, (size_t)i))), arena_printf(&t.s.arena, "cell%d", i).p);
	size_t again = artifacts_saying(extent_of(tag_of(TAG_TD, 0)).first, "cell0");
	ck_assert_uint_ge(again, 2);
	ck_assert_int_gt(extent_of(tag_of(TAG_TD, 39)).top, extent_of(tag_of(TAG_TD, 0)).top);
	scratch_diag(&t.s.diags, DIAG_TABLE_TOO_WIDE, 3, 1);
	none_reaches_beyond_its_page();
}
END_TEST

START_TEST(notes_of_cells_stand_at_the_foot_as_notes)
{
	book_of("", "# A\n\n| R |\n|--:|\n| right[^n] |\n\n[^n]: A note.\n");
	const struct tag *note = tag_of(TAG_NOTE, 0);
	struct extent cell = extent_of(tag_of(TAG_TD, 0)->first), e = extent_of(note);
	ck_assert_uint_eq(e.first, cell.first);
	ck_assert_int_gt(e.top, t.l->height / 2);
	ck_assert_int_lt(e.left, t.l->width / 4);
	ck_assert_int_lt(e.right, t.l->width / 2);
}
END_TEST

START_TEST(what_a_colon_announces_is_on_its_page)
{
	struct buf b;
	uint32_t seed = 21;
	buf_init(&b, BUF_NO_LIMIT);
	buf_cstr(&b, "# A\n\n");
	for (int i = 0; i < 60; i++) {
		laid_sentences(&b, &seed, 20 + i * 7 % 50);
		buf_cstr(&b, "\n\nAs the table has it:\n\n| one | two |\n|--|--|\n| a | b |\n| c | d |\n\n");
	}
	laid_project(&t, "", "");
	scratch_bytes(&t.s, "content/a.md", b.p, b.n);
	buf_free(&b);
	laid_open(&t, 1);
	for (size_t i = 0; i < 60; i++) {
		const struct tag *table = tag_of(TAG_TABLE, i), *before = table->parent->first;
		while (before->next != table)
			before = before->next;
		ck_assert_uint_eq(extent_of(before).last, extent_of(table).first);
		ck_assert_uint_eq(extent_of(table).first, extent_of(table).last);
	}
}
END_TEST

/* ---- figures */

static void picture(const char *name, uint32_t width, uint32_t height)
{
	struct pixels p = {mem_alloc((size_t)width * height), width, height, 1, {0}};
	struct str png = png_encode(&t.s.arena, &p, (struct str){0});
	scratch_bytes(&t.s, name, png.p, png.n);
	pixels_free(&p);
}

static const struct mark *image_of(const char *name, size_t nth)
{
	for (size_t i = 0; i < t.l->npages; i++)
		for (size_t k = 0; k < t.l->pages[i].n; k++) {
			const struct mark *m = &t.l->pages[i].marks[k];
			if (m->kind == MARK_IMAGE && str_is(m->u.image.asset->rel, name) && !nth--)
				return m;
		}
	ck_abort_msg("there is no such picture");
	return NULL;
}

START_TEST(pictures_are_as_large_as_told_and_never_too_large)
{
	laid_project(&t, "", "");
	picture("content/small.png", 96, 48);
	picture("content/large.png", 1600, 800);
	picture("content/tall.png", 200, 3000);
	scratch_file(&t.s, "content/draw.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"20\"/>");
	scratch_file(&t.s, "content/a.md", "# A\n\n![s](small.png \"A caption\")\n\n![l](large.png)\n\n![half](large.png){width=50%}\n\n![t](tall.png)\n\n"
		"In a line ![d](draw.svg) of text.\n");
	laid_open(&t, 2);
	ck_assert_int_eq(image_of("small.png", 0)->u.image.width, 72 * DIM_POINT);
	ck_assert_int_eq(image_of("small.png", 0)->u.image.height, 36 * DIM_POINT);
	dim measure = image_of("large.png", 0)->u.image.width;
	ck_assert_int_lt(measure, t.l->width - 72 * DIM_POINT);
	ck_assert_int_eq(image_of("large.png", 0)->u.image.height, measure / 2);
	ck_assert_int_le(abs(image_of("large.png", 1)->u.image.width - measure / 2), 1);
	ck_assert_int_lt(image_of("tall.png", 0)->u.image.height, t.l->height * 3 / 4);
	ck_assert_int_gt(image_of("tall.png", 0)->u.image.height, t.l->height / 2);
	ck_assert_int_eq(image_of("draw.svg", 0)->u.image.width, 30 * DIM_POINT);
	/* the small one has 96 pixels an inch; 1600 on four and a half inches and the drawing are fine; 3000 on 5 inches, too */
	scratch_diag(&t.s.diags, DIAG_LOW_RESOLUTION, 3, 1);
	ck_str(tag_of(TAG_FIGURE, 0)->words->alt, "s");
	ck_assert_int_eq(tag_of(TAG_FIGURE, 0)->first->role, TAG_CAPTION);
	ck_assert_int_ge(extent_of(tag_of(TAG_CAPTION, 0)).top, image_of("small.png", 0)->y + image_of("small.png", 0)->u.image.height);
	none_reaches_beyond_its_page();
}
END_TEST

START_TEST(words_stand_for_pictures_that_are_not_there)
{
	laid_project(&t, "", "");
	scratch_file(&t.s, "content/bad.png", "no picture");
	scratch_file(&t.s, "content/a.md", "# A\n\n![Broken](bad.png \"Its caption\")\n\n![Missing](none.png)\n\n![again](bad.png) in a line\n");
	laid_open(&t, 1);
	struct str text = laid_text(&t, t.l->root);
	ck_assert_uint_lt(str_find(text, "Broken"), text.n);
	ck_assert_uint_lt(str_find(text, "Its caption"), text.n);
	ck_assert_uint_lt(str_find(text, "Missing"), text.n);
	ck_assert_uint_lt(str_find(text, "again"), text.n);
	scratch_diag(&t.s.diags, DIAG_BAD_IMAGE, 3, 1);
	ck_assert_uint_eq(count_of(TAG_FIGURE), 0);
}
END_TEST

START_TEST(decoration_is_no_figure)
{
	laid_project(&t, "", "");
	picture("content/a.png", 900, 90);
	scratch_file(&t.s, "content/a.md", "# A\n\n![](a.png){.decorative}\n");
	laid_open(&t, 1);
	ck_assert_uint_eq(count_of(TAG_FIGURE), 0);
	ck_assert_ptr_null(image_of("a.png", 0)->tag);
	ck_assert_int_eq(image_of("a.png", 0)->artifact, ARTIFACT_LAYOUT);
}
END_TEST

START_TEST(figures_hold_tables_and_code_and_several_pictures)
{
	laid_project(&t, "", "");
	picture("content/a.png", 90, 90);
	scratch_file(&t.s, "content/a.md", "# A\n\n<figure><pre><code>code</code></pre><figcaption>Listing</figcaption></figure>\n\n"
		"<figure><img src=\"a.png\" alt=\"one\"><img src=\"a.png\" alt=\"two\"><figcaption>Both</figcaption></figure>\n\n"
		"<figure><table><tr><td>cell</td></tr></table><figcaption>Tabular</figcaption></figure>\n");
	laid_open(&t, 1);
	struct str text = laid_text(&t, t.l->root);
	ck_assert_uint_lt(str_find(text, "codeListing"), text.n);
	ck_assert_uint_lt(str_find(text, "cellTabular"), text.n);
	ck_assert_uint_eq(count_of(TAG_FIGURE), 2);
	ck_assert_uint_eq(count_of(TAG_CAPTION), 3);
	ck_str(tag_of(TAG_FIGURE, 1)->words->alt, "two");
}
END_TEST

START_TEST(a_large_figure_leaves_no_white_behind)
{
	struct buf b;
	uint32_t seed = 11;
	buf_init(&b, BUF_NO_LIMIT);
	buf_cstr(&b, "# A\n\n");
	for (int i = 0; i < 9; i++) {
		laid_sentences(&b, &seed, 60);
		buf_printf(&b, "\n\n%s", i == 3 ? "![p](p.png)\n\n" : "");
	}
	laid_project(&t, "", "");
	picture("content/p.png", 1500, 1500);
	scratch_bytes(&t.s, "content/a.md", b.p, b.n);
	buf_free(&b);
	laid_open(&t, 1);
	const struct tag *before = tag_of(TAG_FIGURE, 0);
	struct extent figure = extent_of(before);
	size_t after = 0;
	for (const struct tag *p = before->next; p; p = p->next)
		after += p->role == TAG_P && extent_of(p).first < figure.first;
	ck_assert_uint_ge(after, 1);
}
END_TEST

static void fill(TCase *tests)
{
	tcase_add_checked_fixture(tests, NULL, teardown);
	tcase_add_test(tests, a_long_table_parts_between_rows_and_shows_its_header_again);
	tcase_add_test(tests, a_row_taller_than_a_page_goes_on_overleaf);
	tcase_add_test(tests, headers_have_scopes_and_cells_spans);
	tcase_add_test(tests, rows_have_as_many_columns_whatever_the_source);
	tcase_add_test(tests, an_empty_header_is_none);
	tcase_add_test(tests, columns_stand_as_the_author_aligns_them);
	tcase_add_test(tests, right_to_left_tables_begin_at_the_right);
	tcase_add_test(tests, words_that_fit_in_smaller_type_are_not_broken);
	tcase_add_test(tests, long_keys_are_broken_and_told_of_once);
	tcase_add_test(tests, too_many_columns_are_set_in_parts_under_each_other);
	tcase_add_test(tests, notes_of_cells_stand_at_the_foot_as_notes);
	tcase_add_test(tests, what_a_colon_announces_is_on_its_page);
	tcase_add_test(tests, pictures_are_as_large_as_told_and_never_too_large);
	tcase_add_test(tests, words_stand_for_pictures_that_are_not_there);
	tcase_add_test(tests, decoration_is_no_figure);
	tcase_add_test(tests, figures_hold_tables_and_code_and_several_pictures);
	tcase_add_test(tests, a_large_figure_leaves_no_white_behind);
}

int main(void)
{
	Suite *suite = suite_create("write/tables");
	TCase *tests = tcase_create("tables");
	tcase_set_timeout(tests, 60);
	fill(tests);
	suite_add_tcase(suite, tests);
	return scratch_run(suite);
}
