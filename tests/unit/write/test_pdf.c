/*
 * A tagged PDF from pages laid out by hand: each rule of PDF/UA-1 and PDF/A-2a that its writer answers for.
 * Given a folder, writes sample.pdf into it.
 */
#include "unit/write/sample.h"
#include "base/utf8.h"

static struct str catalog;

static void setup(void)
{
	layout_open();
	sample();
	read_pdf(written(1, "out"));
	catalog = object_with("/Type/Catalog");
}

START_TEST(the_catalog_says_what_the_file_is)
{
	ck_assert(holds(catalog, "/MarkInfo<</Marked true>>"));
	ck_assert(holds(catalog, "/ViewerPreferences<</DisplayDocTitle true>>"));
	ck_assert(holds(catalog, "/Lang(en-GB)"));
	ck_assert(holds(catalog, "/PageMode/UseOutlines"));
	struct str info = object_with("/CreationDate");
	ck_assert(holds(info, "/Title<FEFF00420072")); /* a dash: no ASCII */
	ck_assert(holds(info, "/Author(Jane Example)/Subject(Of bread.)/Keywords(bread, salt)"));
	ck_assert(holds(info, "/CreationDate(D:20240229123045Z)"));
}
END_TEST

START_TEST(xmp_claims_both_standards)
{
	const struct object *xmp = referred(catalog, "/Metadata ");
	ck_assert(!holds(xmp->text, "/Filter"));
	ck_assert(holds(xmp->stream, "<pdfaid:part>2</pdfaid:part>"));
	ck_assert(holds(xmp->stream, "<pdfaid:conformance>A</pdfaid:conformance>"));
	ck_assert(holds(xmp->stream, "<pdfuaid:part>1</pdfuaid:part>"));
	ck_assert(holds(xmp->stream, "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"));
	ck_assert(holds(xmp->stream, "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">Bread &amp; Salt \xe2\x80\x93 a test</rdf:li>"));
	ck_assert(holds(xmp->stream, "<dc:creator><rdf:Seq><rdf:li>Jane Example</rdf:li></rdf:Seq>"));
	ck_assert(holds(xmp->stream, "<dc:contributor><rdf:Bag><rdf:li>Ed Example</rdf:li></rdf:Bag>"));
	ck_assert(holds(xmp->stream, "<dc:language><rdf:Bag><rdf:li>en-GB</rdf:li>"));
	ck_assert(holds(xmp->stream, "<xmp:ModifyDate>2024-02-29T12:30:45Z</xmp:ModifyDate>"));
}
END_TEST

START_TEST(colours_have_a_profile)
{
	struct str intent = object_with("/GTS_PDFA1"), icc = referred(intent, "/DestOutputProfile ")->stream;
	ck_assert(icc.n > 400 && icc.n < 1000);
	ck_assert_uint_eq(icc.n, (size_t)(uint8_t)icc.p[2] << 8 | (uint8_t)icc.p[3]);
	ck_assert(memcmp(icc.p + 12, "mntrRGB XYZ ", 12) == 0 && memcmp(icc.p + 36, "acsp", 4) == 0);
	ck_assert(holds(content_of(1), ".541 .231 .361 rg"));
}
END_TEST

START_TEST(nothing_stands_outside_marked_content)
{
	for (int i = 0; i < 3; i++) {
		struct str rest = content_of(i);
		int depth = 0, text = -1, shown = 0; /* text: the depth a text object began at */
		while (rest.n) {
			struct str line = str_cut(&rest, '\n');
			bool begins = str_is(line, "BT"), ends = str_is(line, "ET"), closes = str_is(line, "EMC");
			bool shows = str_ends(line, "TJ") || str_ends(line, "Do Q") || str_ends(line, "re f");
			if (closes || shows)
				ck_assert_int_gt(closes && text >= 0 ? depth - text : depth, 0);
			if (begins || ends)
				ck_assert_int_eq(text, begins ? -1 : depth);
			text = begins ? depth : ends ? -1 : text;
			depth += str_ends(line, "BDC") - closes;
			shown += shows;
		}
		ck_assert_int_eq(depth, 0);
		ck_assert_int_gt(shown, 5);
	}
}
END_TEST

START_TEST(furniture_is_an_artifact_of_its_kind)
{
	ck_assert(holds(content_of(0), "/Artifact/H BDC"));
	ck_assert(holds(content_of(0), "/Artifact/F BDC"));
	ck_assert(holds(content_of(1), "/Artifact/L BDC\n63 472.5 200 .5 re f"));
	ck_str(referred(page_at(0), "/Properties ")->text,
		"<</L<</Type/Layout>>/H<</Type/Pagination/Subtype/Header>>/F<</Type/Pagination/Subtype/Footer>>>>");
}
END_TEST

START_TEST(every_element_is_of_a_standard_type)
{
	static const char *const all[] = {"Document", "Sect", "H1", "H2", "P", "L", "LI", "Lbl", "LBody", "Table", "THead", "TBody", "TR", "TH",
		"TD", "Span", "Link", "Reference", "Note", "Figure", "Caption", "Code", "BlockQuote"};
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		object_with(arena_printf(&s.arena, "<</S/%s/P ", all[i]).p);
	for (int i = 0; i < TAG_ROLE_COUNT; i++)
		ck_assert_ptr_nonnull(pdf_role((enum tag_role)i));
	ck_assert(!find_object("/RoleMap", 0));
	ck_assert(holds(object_with("<</S/Sect/P "), "/T(One)"));
}
END_TEST

/* From the marked content of each page to an element that has it, and from each element to its parent. */
START_TEST(the_parent_tree_leads_back)
{
	struct str root = object_with("/StructTreeRoot/K"), tree = referred(root, "/ParentTree ")->text;
	for (int i = 0; i < 3; i++) {
		struct str key = arena_printf(&s.arena, "%s%d [", i ? "\n" : "[", i);
		struct str list = str_skip(tree, str_find(tree, key.p) + key.n);
		list = str_sub(list, 0, str_find_char(list, ']'));
		ck_assert_int_eq(number_after(page_at(i), "/StructParents "), i);
		for (int mcid = 0; list.n; mcid++) {
			long id = strtol(arena_cstr(&s.arena, list), NULL, 10);
			struct str e = objects[id].text, kids = str_skip(e, str_find(e, "/K["));
			kids.p += 2;
			kids.n -= 2;
			bool found = holds(kids, arena_printf(&s.arena, "[%d ", mcid).p) || holds(kids, arena_printf(&s.arena, " %d ", mcid).p);
			ck_assert_msg(found, "%d of page %d is not in " STR_FMT, mcid, i, STR_ARG(e));
			ck_assert(holds(referred(e, "/P ")->text, arena_printf(&s.arena, "%ld 0 R", id).p));
			ck_assert(holds(content_of(i), arena_printf(&s.arena, "/MCID %d>>BDC", mcid).p));
			list = str_skip(list, str_find_char(list, 'R') + 1);
		}
	}
}
END_TEST

START_TEST(figures_have_words_and_a_place)
{
	struct str one = object_with("/Alt<FEFF"), two = object_with("/Alt(A drawing)");
	ck_assert(holds(one, "/S/Figure"));
	ck_assert(holds(one, "006300610066" "00E9>"));
	ck_assert(holds(two, "/A<</O/Layout/Placement/Block/BBox[63 300.75 183 397]>>") || holds(two, "/BBox["));
}
END_TEST

START_TEST(cells_have_scopes_and_spans)
{
	ck_assert(holds(object_with("<</S/TH/P "), "/A<</O/Table/Scope/Column>>"));
	object_with("/A<</O/Table/Scope/Row>>");
	ck_assert(holds(object_with("/ColSpan 2"), "<</S/TD/P "));
}
END_TEST

START_TEST(lists_say_how_they_are_numbered)
{
	ck_assert(holds(object_with("/ListNumbering/Decimal"), "<</S/L/P "));
	object_with("/ListNumbering/Disc");
}
END_TEST

START_TEST(notes_have_ids_and_are_read_at_their_reference)
{
	long note = find_object("<</S/Note/P ", 0), reference = find_object("<</S/Reference/P ", 0);
	struct str root = object_with("/StructTreeRoot/K"), ids = referred(root, "/IDTree ")->text, text = objects[note].text;
	struct str id = str_sub(text, str_find(text, "/ID(") + 3, str_find(text, "/ID(") + 19);
	ck_assert(holds(ids, arena_printf(&s.arena, STR_FMT " %ld 0 R", STR_ARG(id), note).p));
	struct str parent = referred(text, "/P ")->text;
	ck_assert(holds(parent, arena_printf(&s.arena, "%ld 0 R %ld 0 R 7 ", reference, note).p));
}
END_TEST

START_TEST(links_are_links_to_everyone)
{
	ck_assert(holds(page_at(0), "/Annots["));
	ck_assert(holds(page_at(2), "/Tabs/S"));
	struct str inside = object_with("/Contents(Deep: page 2)"), outside = object_with("/Contents(example.com)");
	ck_assert(holds(inside, "/F 4/") && holds(inside, "/Subtype/Link") && holds(inside, "/Dest(one#deep)"));
	ck_assert(holds(outside, "/F 4/") && holds(outside, "/A<</S/URI/URI(https://example.com/a\\(b\\))>>"));
	struct str tree = referred(object_with("/StructTreeRoot/K"), "/ParentTree ")->text;
	for (int i = 0; i < 3; i++) {
		long id = find_object("/Subtype/Link", i), parent = number_after(objects[id].text, "/StructParent ");
		long e = number_after(tree, arena_printf(&s.arena, "\n%ld ", parent).p);
		ck_assert(holds(objects[e].text, "<</S/Link/P "));
		ck_assert(holds(objects[e].text, arena_printf(&s.arena, "/OBJR/Obj %ld 0 R>>", id).p));
	}
	ck_assert(holds(referred(object_with("<</S/Reference/P "), "/K ")->text, "<</S/Link/P "));
}
END_TEST

START_TEST(destinations_have_names)
{
	struct str names = referred(catalog, "/Dests ")->text;
	long third = find_object("/Type/Page/", 2);
	ck_assert(holds(names, arena_printf(&s.arena, "(one#deep) [%ld 0 R/XYZ 0 587 null]", third).p));
	ck_assert(str_find(names, "(one) ") < str_find(names, "(one#deep) "));
	ck_assert(holds(names, "(one~2) "));
}
END_TEST

START_TEST(the_outline_is_a_tree)
{
	struct str root = referred(catalog, "/Outlines ")->text, top = referred(root, "/First ")->text;
	ck_assert(holds(root, "/Count 1>>"));
	ck_assert(holds(top, "/Title<FEFF004F006E006500202013") && holds(top, "/Dest(one)") && holds(top, "/Count -1"));
	ck_assert(holds(referred(top, "/First ")->text, "/Title(Deep)"));
}
END_TEST

START_TEST(pages_are_labelled_by_their_folios)
{
	struct str labels = referred(catalog, "/PageLabels ")->text;
	ck_str(labels, "<</Nums[0<</S/r/St 4>>1<</S/D/St 1>>]>>");
	static const char *const folios[] = {"", "i", "ii", "", "iiii", "A-1", "9", "10"};
	struct page pages[8] = {0};
	for (int i = 0; i < 8; i++)
		pages[i].label = str_c(folios[i]);
	l->pages = pages;
	l->npages = 8;
	l->ndestinations = 0;
	l->outline = (struct outline_item){0};
	read_pdf(written(1, "labels"));
	ck_str(referred(object_with("/Type/Catalog"), "/PageLabels ")->text,
		"<</Nums[0<<>>1<</S/r/St 1>>3<<>>4<</P(iiii)>>5<</P(A-1)>>6<</S/D/St 9>>]>>");
}
END_TEST

START_TEST(pages_have_their_boxes)
{
	ck_assert(holds(object_with("/Type/Pages/"), "/Count 3/MediaBox[0 0 441 666]"));
	ck_assert(holds(page_at(0), "/TrimBox[0 9 432 657]/BleedBox[0 0 441 666]")); /* bound on the left: nothing bleeds there */
	ck_assert(holds(page_at(1), "/TrimBox[9 9 441 657]/BleedBox[0 0 441 666]"));
	l->rtl = true;
	read_pdf(written(1, "right"));
	ck_assert(holds(page_at(0), "/TrimBox[9 9 441 657]") && holds(page_at(1), "/TrimBox[0 9 432 657]"));
	ck_assert(holds(object_with("/Type/Catalog"), "/Direction/R2L"));
	l->bleed = 0;
	read_pdf(written(1, "whole"));
	ck_assert(holds(object_with("/Type/Pages/"), "/MediaBox[0 0 432 648]"));
	ck_assert(holds(page_at(1), "/TrimBox[0 0 432 648]/BleedBox[0 0 432 648]"));
}
END_TEST

/* A picture over a whole page, to the edges of what is cut off. */
START_TEST(pictures_bleed)
{
	for (int i = 0; i < 2; i++) {
		struct page *page = &l->pages[i];
		struct mark *m = mark_new(page, MARK_IMAGE, NULL, i ? -l->bleed : 0, -l->bleed);
		m->artifact = ARTIFACT_LAYOUT;
		m->u.image.asset = asset_new("dot.png", red_dot, sizeof red_dot, 0);
		m->u.image.width = l->width + l->bleed;
		m->u.image.height = l->height + 2 * l->bleed;
	}
	read_pdf(written(1, "bleeding"));
	ck_assert(holds(content_of(0), "q 441 0 0 666 0 0 cm/I0 Do Q"));
	ck_assert(holds(content_of(1), "q 441 0 0 666 0 0 cm/I0 Do Q"));
	ck_assert(!holds(content_of(1), " W n"));
}
END_TEST

START_TEST(fonts_are_embedded_subsets)
{
	for (int i = 0; i < 3; i++) {
		struct str font = objects[find_object("/Subtype/Type0", i)].text;
		struct str name = str_skip(font, str_find(font, "/BaseFont/") + 10);
		for (int k = 0; k < 6; k++)
			ck_assert(name.p[k] >= 'A' && name.p[k] <= 'Z');
		ck_assert(name.p[6] == '+');
		struct str cid = referred(font, "/DescendantFonts[")->text, descriptor = referred(cid, "/FontDescriptor ")->text;
		bool cff = holds(cid, "/CIDFontType0");
		ck_assert(cff || holds(cid, "/CIDToGIDMap/Identity"));
		ck_assert(holds(referred(descriptor, cff ? "/FontFile3 " : "/FontFile2 ")->text, cff ? "/CIDFontType0C" : "/Length1 "));
		ck_assert(number_after(descriptor, "/CapHeight ") > 500);
		ck_assert(number_after(descriptor, "/Ascent ") > 600);
		ck_assert(number_after(descriptor, "/Descent ") < -150);
	}
	ck_assert(find_object("/CIDFontType0/", 0) && find_object("/CIDFontType2/", 0));
	ck_assert(find_object("/Subtype/Type0", 3) && !find_object("/Subtype/Type0", 4)); /* one for hyphens */
}
END_TEST

/* Every code that has a width is in ToUnicode; ligatures say all their letters. */
START_TEST(every_glyph_says_what_it_means)
{
	struct str list = referred(page_at(0), "/Font ")->text, font = referred(list, "/F2 ")->text;
	struct str map = referred(font, "/ToUnicode ")->stream, widths = referred(font, "/DescendantFonts[")->text;
	ck_assert(holds(map, "<006600660069>")); /* ffi of office */
	long n = 0, count = 0;
	int depth = 0;
	for (size_t i = str_find(widths, "/W[") + 3; depth >= 0; i++) {
		char c = widths.p[i];
		depth += (c == '[') - (c == ']');
		n += depth == 1 && (c == '[' || c == ' ');
	}
	for (struct str rest = map; rest.n;) {
		struct str line = str_cut(&rest, '\n');
		count += line.n > 8 && line.p[0] == '<' && line.p[4] == '<' && !str_is(line, "<00><FF>");
		ck_assert(!str_ends(line, "<>"));
	}
	ck_assert_int_eq(count, n);
	ck_assert(holds(widths, " 634") && !holds(widths, "633")); /* n, 1298 of 2048 */
}
END_TEST

/* Codes are CIDs, but for the space, which is 32. */
START_TEST(codes_have_one_byte_where_that_is_enough)
{
	struct str font = referred(referred(page_at(0), "/Font ")->text, "/F0 ")->text;
	const struct object *map = referred(font, "/Encoding ");
	ck_assert(holds(map->text, "/Type/CMap/CMapName/Bytes1/WMode 0/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"));
	ck_assert(holds(map->stream, "begincodespacerange\n<00><FF>\nendcodespacerange"));
	ck_assert(holds(map->stream, "5 begincidrange\n<00><00> 0\n<01><01> 32\n<02><1F> 2\n<20><20> 1\n<21><FF> 33\nendcidrange"));
	ck_assert(holds(referred(font, "/ToUnicode ")->stream, "\n<20><0020>\n"));
	/* of more than 255 characters none does */
	char *many = arena_alloc(&s.arena, 2000);
	size_t n = 0;
	for (uint32_t rune = 0x400; rune < 0x520; rune++)
		n += utf8_put(many + n, rune);
	set_styled(&l->pages[0], l->root->first, PT(10), PT(300), sans, PT(3), many, 0, false);
	read_pdf(written(1, "many"));
	font = object_with("DejaVuSans/Encoding");
	ck_assert(holds(font, "DejaVuSans/Encoding/Identity-H"));
	ck_assert(holds(referred(font, "/ToUnicode ")->stream, "<0000><FFFF>"));
}
END_TEST

START_TEST(spaces_of_a_line_are_stretched_together)
{
	struct mark *m = &l->pages[0].marks[3];
	uint32_t spaces = 0;
	for (uint32_t i = 0; i < m->u.run.n; i++)
		if (m->u.run.glyphs[i].id == serif->space) {
			m->u.run.glyphs[i].advance += PT(3);
			spaces++;
		}
	ck_assert_uint_gt(spaces, 4);
	read_pdf(written(1, "stretched"));
	struct str line = str_skip(content_of(0), str_find(content_of(0), "\n3 Tw\n"));
	ck_assert(line.n);
	line = str_sub(line, 0, str_find(line, "TJ"));
	ck_assert(!holds(line, ")-2") && !holds(line, ")-3"));
	ck_assert(holds(str_skip(content_of(0), str_find(content_of(0), "\n3 Tw\n")), "\n0 Tw\n"));
}
END_TEST

/* What is drawn has spaces of its own. */
START_TEST(a_drawing_is_not_stretched)
{
	struct page *p = &l->pages[2];
	for (size_t k = 0; k < p->n; k++)
		for (uint32_t i = 0; p->marks[k].kind == MARK_GLYPHS && i < p->marks[k].u.run.n; i++)
			if (p->marks[k].u.run.glyphs[i].id == p->marks[k].u.run.face->space)
				p->marks[k].u.run.glyphs[i].advance += PT(3);
	read_pdf(written(1, "before"));
	struct str content = content_of(2), rest = str_sub(content, 0, str_find(content, "/I3 Do"));
	size_t last = 0;
	for (size_t at; (at = last + str_find(str_skip(rest, last), " Tw\n")) < rest.n; last = at + 4)
		;
	ck_assert(last && memcmp(rest.p + last - 6, "\n0 Tw\n", 6) == 0);
}
END_TEST

START_TEST(a_hyphen_put_in_is_soft)
{
	struct str list = referred(page_at(0), "/Font ")->text, hyphen = referred(list, "/H0 ")->text;
	struct str map = referred(hyphen, "/ToUnicode ")->stream, other = referred(referred(list, "/F0 ")->text, "/ToUnicode ")->stream;
	ck_assert(holds(map, "1 beginbfchar\n") && holds(map, "><00AD>"));
	ck_assert(holds(other, "><2010>") && !holds(other, "><00AD>"));
	ck_assert(holds(content_of(0), "/H0 11 Tf\n[("));
	ck_assert(number_after(hyphen, "/DescendantFonts[") == number_after(referred(list, "/F0 ")->text, "/DescendantFonts["));
}
END_TEST

START_TEST(what_glyphs_cannot_say_is_said)
{
	struct mark *m = &l->pages[1].marks[2];
	ck_assert(!holds(content_of(1), "ActualText"));
	m->u.run.text = STR("LISTS"); /* drawn as "Lists" was */
	m->u.run.glyphs[3].length = 2;
	m->u.run.glyphs[4].length = 0;
	l->pages[0].marks[1].u.run.text = STR("42");
	read_pdf(written(1, "else"));
	ck_assert(holds(content_of(1), "EMC\n/Span<</MCID 1/ActualText<FEFF0049>>>BDC\n[("));
	ck_assert(holds(content_of(1), "/Span<</MCID 5/ActualText<FEFF00540053>>>BDC\n[("));
	ck_assert(holds(content_of(1), "/H2<</MCID 0>>BDC"));
}
END_TEST

START_TEST(languages_are_marked_where_they_change)
{
	ck_assert(holds(object_with("/Lang(de)"), "<</S/Span/P "));
}
END_TEST

START_TEST(images_keep_their_transparency)
{
	struct str image = object_with("/Subtype/Image/Width 1/Height 1"), mask = referred(image, "/SMask ")->text;
	ck_assert(holds(image, "/ColorSpace/DeviceRGB") && holds(mask, "/ColorSpace/DeviceGray"));
	ck_assert(holds(page_at(2), "/XObject<</I0 ") && !holds(page_at(1), "/XObject"));
	ck_assert(holds(content_of(2), "q 120 0 0 80 54 467 cm/I0 Do Q"));
}
END_TEST

START_TEST(the_file_is_the_same_on_any_number_of_threads)
{
	struct str a = written(1, "a"), b = written(3, "b");
	ck_assert(str_eq(a, b));
	ck_assert(holds(a, "/ID[<"));
	ck_assert(!holds(a, "/Encrypt") && !find_object("/JavaScript", 0));
	/* another edition of the same work: the first half stays */
	struct str id = str_skip(a, str_find(a, "/ID[<") + 5);
	l->pages[0].marks[1].x += DIM_POINT;
	b = written(1, "c");
	struct str other = str_skip(b, str_find(b, "/ID[<") + 5);
	ck_assert(memcmp(id.p, other.p, 32) == 0 && memcmp(id.p + 34, other.p + 34, 32) != 0);
}
END_TEST

/* The pen never strays from where it was to be by more than two thousandths of the em, however the advances are rounded. */
START_TEST(rounding_does_not_add_up)
{
	struct mark *m = &l->pages[0].marks[3];
	ck_assert_int_eq(m->kind, MARK_GLYPHS);
	for (size_t i = 0; i < m->u.run.n; i++)
		m->u.run.glyphs[i].advance += 100; /* less than the least that is written: a thousandth of the em is 721 */
	read_pdf(written(1, "wide"));
	struct str rest = content_of(0);
	size_t moves = 0;
	while (rest.n) {
		struct str line = str_cut(&rest, '\n');
		for (size_t i = 0; str_ends(line, "]TJ") && i + 3 < line.n; i++)
			moves += memcmp(line.p + i, ")-2(", 4) == 0;
	}
	ck_assert_uint_gt(moves, 0);
}
END_TEST

START_TEST(glyphs_are_raised_and_put_back)
{
	struct glyph_run *run = &l->pages[0].marks[2].u.run;
	struct glyph_shift *shifts = arena_array(&s.arena, struct glyph_shift, run->n);
	shifts[1].dy = -PT(2);
	run->shifts = shifts;
	run->glyphs[2].id = 0; /* .notdef: no PDF/A may draw it */
	read_pdf(written(1, "raised"));
	struct str content = str_skip(content_of(0), str_find(content_of(0), "/H1"));
	ck_assert(str_find(content, "2 Ts\n[(") < str_find(content, "]TJ\n0 Ts\n"));
	ck_assert(str_find(content, "0 Ts\n") < str_find(content, "EMC"));
}
END_TEST

START_TEST(a_folder_that_is_not_there_is_told)
{
	struct write_job job = {.dir = STR("/nowhere/at/all"), .threads = 1, .arena = &s.arena, .diags = &s.diags};
	ck_assert(!pdf_write_layout(&job, l));
	ck_assert_uint_eq(s.diags.n, 1);
	ck_assert_int_eq(s.diags.items[0]->id, DIAG_WRITE_FILE);
}
END_TEST

int main(int argc, char **argv)
{
	const TTest *tests[] = {
		the_catalog_says_what_the_file_is, xmp_claims_both_standards, colours_have_a_profile,
		nothing_stands_outside_marked_content, furniture_is_an_artifact_of_its_kind, every_element_is_of_a_standard_type,
		the_parent_tree_leads_back, figures_have_words_and_a_place, cells_have_scopes_and_spans,
		lists_say_how_they_are_numbered, notes_have_ids_and_are_read_at_their_reference, links_are_links_to_everyone,
		destinations_have_names, the_outline_is_a_tree, pages_are_labelled_by_their_folios, pages_have_their_boxes, pictures_bleed,
		fonts_are_embedded_subsets, every_glyph_says_what_it_means, codes_have_one_byte_where_that_is_enough,
		spaces_of_a_line_are_stretched_together, a_drawing_is_not_stretched, a_hyphen_put_in_is_soft,
		what_glyphs_cannot_say_is_said,
		languages_are_marked_where_they_change, images_keep_their_transparency,
		the_file_is_the_same_on_any_number_of_threads, rounding_does_not_add_up, glyphs_are_raised_and_put_back,
		a_folder_that_is_not_there_is_told};
	return run_pdf_tests("pdf", setup, tests, sizeof tests / sizeof *tests, argc > 1 ? argv[1] : NULL);
}
