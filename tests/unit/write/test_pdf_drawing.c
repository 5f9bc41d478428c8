/*
 * Drawings in a PDF: cairo's files taken apart, whole ones and broken ones.
 * Given a folder, writes drawing.pdf into it.
 */
#include "unit/write/pages.h"

static const char words[] = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"120\" height=\"80\">"
	"<defs><linearGradient id=\"g\"><stop offset=\"0\" stop-color=\"#fed\"/><stop offset=\"1\" stop-color=\"#8a3b5c\" stop-opacity=\".5\"/>"
	"</linearGradient></defs><circle cx=\"60\" cy=\"40\" r=\"30\" fill=\"url(#g)\"/><g opacity=\".5\"><path d=\"M0 0h50v50z\"/><path d=\"M9 9h50v50z\"/>"
	"</g><text x=\"10\" y=\"40\" font-family=\"Lato\" font-size=\"12\">Home office</text>"
	"<text x=\"10\" y=\"60\" font-family=\"EB Garamond\" font-size=\"12\">Caf\xc3\xa9</text></svg>";

static struct print_image image;

static void setup(void)
{
	layout_open();
	l->bleed = 0;
	((struct edition *)(uintptr_t)l->edition)->file = STR("drawing");
	struct page *p = page_new("1");
	struct tag *tag = tagged(TAG_FIGURE, l->root);
	struct asset *asset = asset_new("words.svg", words, sizeof words - 1, 0);
	struct mark *m = mark_new(p, MARK_IMAGE, tag, PT(54), PT(100));
	tag_words(&s.arena, tag)->alt = STR("A home");
	m->u.image.asset = asset;
	m->u.image.width = PT(240);
	m->u.image.height = PT(160);
	number_tags(l->root);
	ck_assert(image_for_print(&s.arena, asset->path.p, (struct print_box){1001, 667, false}, &image, &s.diags, (struct pos){0}));
	ck_assert(image.drawing.n);
}

static struct pdf opened(void)
{
	return (struct pdf){.layout = l, .arena = &s.arena, .diags = &s.diags, .file = pdf_file_open(scratch_path(&s, "x.pdf"), 1)};
}

START_TEST(a_drawing_is_a_square_of_one)
{
	read_pdf(written(1, "out"));
	const struct object *form = referred(page_at(0), "/XObject<</I0 ");
	ck_assert(holds(form->text, "/Subtype/Form/BBox[0 0 1000 667]/Matrix[.001000000 0 0 .001499250 0 0]/Resources"));
	ck_assert(holds(form->text, "/Group<</Type/Group/S/Transparency"));
	ck_assert(holds(content_of(0), "q 240 0 0 160 54 388 cm/I0 Do Q"));
	ck_assert(holds(form->stream, " cm\n") && holds(form->stream, "Tj"));
	ck_assert(!find_object("/Subtype/Image", 0));
}
END_TEST

START_TEST(what_it_refers_to_comes_along)
{
	read_pdf(written(1, "out"));
	int count = 0;
	for (int i = 0; find_object("/Type/Font/", i); i++, count++) {
		struct str font = objects[find_object("/Type/Font/", i)].text;
		if (!holds(font, "/ToUnicode"))
			continue;
		ck_assert(holds(referred(font, "/ToUnicode ")->stream, "begincmap"));
	}
	ck_assert_int_ge(count, 2);
	for (size_t i = 0; i < nobjects; i++) /* no reference leads nowhere */
		for (struct str rest = objects[i].text; holds(rest, " 0 R");) {
			size_t at = str_find(rest, " 0 R"), from = at;
			while (from && rest.p[from - 1] >= '0' && rest.p[from - 1] <= '9')
				from--;
			long id = strtol(rest.p + from, NULL, 10);
			ck_assert_msg(id > 0 && (size_t)id < nobjects && objects[id].text.n, "%ld in " STR_FMT, id, STR_ARG(objects[i].text));
			rest = str_skip(rest, at + 4);
		}
	ck_assert(str_eq(written(1, "a"), written(3, "b")));
}
END_TEST

START_TEST(what_is_cut_off_is_refused)
{
	struct pdf p = opened();
	ck_assert(pdf_drawing(&p, &image));
	struct print_image part = image;
	for (size_t n = 0; n + 8 < image.drawing.n; n += n % 5 + 1) {
		part.drawing = arena_copy(&s.arena, str_sub(image.drawing, 0, n));
		ck_assert_msg(!pdf_drawing(&p, &part), "%zu of %zu bytes", n, image.drawing.n);
	}
	pdf_file_cancel(p.file);
}
END_TEST

/* Whatever the bytes, it ends, and within them. */
START_TEST(nonsense_is_survived)
{
	struct pdf p = opened();
	struct print_image bent = image;
	uint32_t seed = 1;
	for (int i = 0; i < 1500; i++) {
		char *c = memcpy(arena_alloc(&s.arena, image.drawing.n), image.drawing.p, image.drawing.n);
		for (int k = 0; k < 4; k++) {
			seed = seed * 1664525 + 1013904223;
			c[(seed >> 8) % image.drawing.n] = "<>[](R/0 9%"[seed >> 24 & 7];
		}
		bent.drawing.p = c;
		pdf_drawing(&p, &bent);
	}
	pdf_file_cancel(p.file);
}
END_TEST

int main(int argc, char **argv)
{
	const TTest *tests[] = {a_drawing_is_a_square_of_one, what_it_refers_to_comes_along, what_is_cut_off_is_refused, nonsense_is_survived};
	return run_pdf_tests("pdf_drawing", setup, tests, sizeof tests / sizeof *tests, argc > 1 ? argv[1] : NULL);
}
