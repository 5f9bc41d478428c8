/*
 * Pages on the sheets of a booklet.
 * Given a folder, writes booklet.pdf into it.
 */
#include "unit/write/pages.h"
#include "layout/paper.h"

#define THICKNESS PT(1)

static struct str catalog;

/* n pages: half a Letter sheet each, with a frame at the edges of the type area, a link and a box to tick. */
static void booklet(int n)
{
	l->width = PT(396);
	l->height = PT(612);
	l->bleed = 0;
	l->imposition = IMPOSITION_BOOKLET;
	l->sheet_thickness = THICKNESS;
	((struct edition *)(uintptr_t)l->edition)->file = STR("booklet");
	for (int i = 1; i <= n; i++) {
		struct page *p = page_new(arena_printf(&s.arena, "%d", i).p);
		struct tag *para = tagged(TAG_P, l->root);
		const char *word = arena_printf(&s.arena, "Page %d", i).p;
		dim x = PT(54), to = set_styled(p, para, x, PT(90), serif, PT(40), word, 0, false);
		*link_new(p, tagged(TAG_LINK, para), x, PT(90), to - x) = (struct page_link){.url = STR("https://example.com/")};
		furniture(p, "Bread");
		struct page_field *f = arena_push(&s.arena, &p->fields);
		*f = (struct page_field){.kind = FIELD_CHECK, .name = STR("x"), .frame = PT(1), .frame_colour = 0x808080};
		f->buttons = arena_new(&s.arena, struct field_button);
		*f->buttons = (struct field_button){.x = i % 2 ? PT(350) : PT(26), .y = PT(300), .width = PT(20), .height = PT(20)};
		f->nbuttons = 1;
	}
	number_tags(l->root);
}

static void setup(void)
{
	layout_open();
	booklet(10);
	read_pdf(written(1, "out"));
	catalog = object_with("/Type/Catalog");
}

/* The n-th side of the sheets. */
static struct str side(int n)
{
	struct str kids = str_skip(object_with("/Type/Pages/"), str_find(object_with("/Type/Pages/"), "/Kids[") + 6);
	while (n--)
		kids = str_skip(kids, str_find_char(kids, 'R') + 1);
	return objects[number_after(kids, "")].text;
}

static struct str placed_on(int n)
{
	return referred(side(n), "/Contents ")->stream;
}

/* Page 1 stands beside the last of twelve, of which two are blank; its back is page 2. */
START_TEST(pages_stand_beside_their_partners)
{
	ck_assert(holds(object_with("/Type/Pages/"), "/Count 6/MediaBox[0 0 792 612 ]"));
	ck_str(placed_on(0), "q 396 0 396 612 re W n 1 0 0 1 396 0 cm/P0 Do Q\n");
	ck_str(placed_on(1), "q 0 0 396 612 re W n 1 0 0 1 0 0 cm/P1 Do Q\n");
	ck_assert(holds(side(0), "/XObject<</P0 ") && !holds(side(0), "/P11"));
	ck_assert(holds(placed_on(2), "/P9 Do") && holds(placed_on(2), "/P2 Do"));
	ck_assert(holds(placed_on(5), "/P5 Do") && holds(placed_on(5), "/P6 Do"));
	ck_assert(str_find(placed_on(5), "/P5 Do") < str_find(placed_on(5), "/P6 Do"));
}
END_TEST

/* The third sheet lies inside two others. */
START_TEST(inner_pages_move_towards_the_fold)
{
	ck_str(placed_on(2), "q 0 0 396 612 re W n 1 0 0 1 1 0 cm/P9 Do Q\nq 396 0 396 612 re W n 1 0 0 1 395 0 cm/P2 Do Q\n");
	ck_assert(holds(placed_on(4), "1 0 0 1 2 0 cm/P7 Do") && holds(placed_on(4), "1 0 0 1 394 0 cm/P4 Do"));
	ck_assert(holds(placed_on(5), "1 0 0 1 2 0 cm/P5 Do") && holds(placed_on(5), "1 0 0 1 394 0 cm/P6 Do"));
}
END_TEST

START_TEST(books_bound_on_the_right_are_mirrored)
{
	l->rtl = true;
	read_pdf(written(1, "right"));
	ck_str(placed_on(0), "q 0 0 396 612 re W n 1 0 0 1 0 0 cm/P0 Do Q\n");
	ck_assert(holds(placed_on(1), "q 396 0 396 612 re W n 1 0 0 1 396 0 cm/P1 Do Q"));
	ck_assert(str_find(placed_on(5), "/P6 Do") < str_find(placed_on(5), "/P5 Do"));
}
END_TEST

START_TEST(a_booklet_is_for_paper)
{
	static const char *const none[] = {"/StructTreeRoot", "/MarkInfo", "/StructParents", "/Annot", "/AcroForm", "/Outlines", "/Dests",
		"/PageLabels"};
	for (size_t i = 0; i < sizeof none / sizeof *none; i++)
		ck_assert_msg(!find_object(none[i], 0), "%s", none[i]);
	const struct object *page = &objects[find_object("/Subtype/Form/", 0)], *xmp = referred(catalog, "/Metadata ");
	ck_assert(holds(page->text, "/BBox[0 0 396 612 ]/Resources<</Font "));
	ck_assert(!holds(page->stream, "BDC") && !holds(page->stream, "EMC"));
	ck_assert(holds(page->stream, "350.5 292.5 19 19 re S")); /* the box to tick is there */
	ck_assert(holds(xmp->stream, "<pdfaid:conformance>U<") && !holds(xmp->stream, "pdfuaid:part>1"));
}
END_TEST

START_TEST(it_says_how_to_print_it)
{
	ck_assert(holds(catalog, "/PrintScaling/None/Duplex/DuplexFlipShortEdge"));
	ck_assert(holds(object_with("/CreationDate"), "/Subject(A booklet: print on both sides, flip on the short edge, fold in the middle.)"));
	l->width = PT(200);
	read_pdf(written(1, "tall"));
	ck_assert(holds(object_with("/Type/Catalog"), "/Duplex/DuplexFlipLongEdge"));
	ck_assert(holds(object_with("/CreationDate"), "flip on the long edge"));
}
END_TEST

START_TEST(sheets_of_a5_are_a4)
{
	struct paper a5, sheet;
	ck_assert(paper_parse(STR("a5"), &a5));
	sheet = paper_booklet_sheet(a5);
	ck_assert(paper_parse(STR("297x210mm"), &a5) && a5.width == sheet.width && a5.height == sheet.height);
	ck_assert(paper_parse(STR("a5"), &a5));
	l->width = a5.width;
	l->height = a5.height;
	read_pdf(written(1, "a5"));
	ck_assert(holds(object_with("/Type/Pages/"), "/MediaBox[0 0 841.89 595.276 ]"));
	ck_assert(holds(side(0), "/TrimBox[1.417 0 840.472 595.276 ]"));
	ck_assert(holds(placed_on(1), "1 0 0 1 1.417 0 cm/P1 Do"));
}
END_TEST

START_TEST(what_bleeds_is_to_be_cut_off)
{
	l->bleed = PT(9);
	read_pdf(written(1, "bleed"));
	ck_assert(holds(object_with("/Type/Pages/"), "/MediaBox[0 0 858 678 ]"));
	ck_assert(holds(side(0), "/TrimBox[33 33 825 645 ]"));
	ck_assert(holds(placed_on(1), "q 0 0 429 678 re W n 1 0 0 1 24 24 cm/P1 Do Q\n")); /* a verso bleeds on its left */
	ck_assert(holds(placed_on(0), "q 429 0 429 678 re W n 1 0 0 1 429 24 cm/P0 Do Q\n"));
	ck_assert(holds(placed_on(0), "\n21 33 m 9 33 l S\n33 21 m 33 9 l S\n"));
	ck_assert(holds(placed_on(0), "[2] 0 d\n429 21 m 429 9 l S\n"));
	ck_assert(holds(object_with("/Subtype/Form/"), "/BBox[0 0 405 630 ]"));
}
END_TEST

START_TEST(a_booklet_is_the_same_on_any_number_of_threads)
{
	ck_assert(str_eq(written(1, "a"), written(3, "b")));
}
END_TEST

int main(int argc, char **argv)
{
	const TTest *tests[] = {pages_stand_beside_their_partners, inner_pages_move_towards_the_fold, books_bound_on_the_right_are_mirrored,
		a_booklet_is_for_paper, it_says_how_to_print_it, sheets_of_a5_are_a4, what_bleeds_is_to_be_cut_off,
		a_booklet_is_the_same_on_any_number_of_threads};
	return run_pdf_tests("pdf_booklet", setup, tests, sizeof tests / sizeof *tests, argc > 1 ? argv[1] : NULL);
}
