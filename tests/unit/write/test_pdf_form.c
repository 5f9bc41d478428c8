/*
 * Fields to fill in: what a workbook's page is made of.
 * Given a folder, writes form.pdf into it.
 */
#include "unit/write/pages.h"

#define LEADING PT(22)
#define MARGIN PT(72)

static struct str form, root;

static struct page_field *field_new(struct page *p, enum field_kind kind, const char *name, const char *tooltip)
{
	struct page_field *f = arena_push(&s.arena, &p->fields);
	*f = (struct page_field){.kind = kind, .name = str_c(name), .tooltip = str_c(tooltip), .colour = 0x1f3a6e, .frame_colour = 0x8a8a8a,
		.size = PT(14), .leading = LEADING};
	return f;
}

static struct field_button *button_new(struct page_field *f, struct tag *parent, const char *value, dim x, dim y, dim side)
{
	struct {
		struct field_button *items;
		size_t n, cap;
	} list = {f->buttons, f->nbuttons, f->button_cap};
	struct field_button *b = arena_push(&s.arena, &list);
	f->buttons = list.items;
	f->nbuttons = list.n;
	f->button_cap = list.cap;
	*b = (struct field_button){.x = x, .y = y, .width = side, .height = side, .value = str_c(value), .tag = tagged(TAG_FORM, parent)};
	return b;
}

/* A question with rules to write on, and a field over them. */
static struct page_field *prompt(struct page *p, struct tag *sect, dim y, const char *name, const char *question, int lines)
{
	set_styled(p, tagged(TAG_P, sect), MARGIN, y, serif, PT(13), question, 0, false);
	for (int i = 1; i <= lines; i++) {
		struct mark *rule = mark_new(p, MARK_RULE, NULL, MARGIN, y + PT(8) + i * LEADING);
		rule->artifact = ARTIFACT_LAYOUT;
		rule->colour = 0xb0b0b0;
		rule->u.rule.width = l->width - 2 * MARGIN;
		rule->u.rule.height = PT(1) / 2;
	}
	struct page_field *f = field_new(p, FIELD_TEXT, name, question);
	f->tag = tagged(TAG_FORM, sect);
	f->x = MARGIN;
	f->y = y + PT(8);
	f->width = l->width - 2 * MARGIN;
	f->height = lines * LEADING;
	return f;
}

static void scale(struct page *p, struct tag *sect, dim y)
{
	set_styled(p, tagged(TAG_P, sect), MARGIN, y, serif, PT(13), "How safe do you feel?", 0, false);
	struct page_field *f = field_new(p, FIELD_RADIO, "safety.scale", "How safe do you feel?");
	struct tag *list = tagged(TAG_L, sect);
	f->frame = PT(1);
	for (int i = 1; i <= 10; i++) {
		const char *number = arena_printf(&s.arena, "%d", i).p;
		struct tag *item = tagged(TAG_LI, list), *body;
		dim x = MARGIN + (i - 1) * PT(36);
		set_styled(p, tagged(TAG_LBL, item), x + PT(4), y + PT(38), sans, PT(9), number, 0, false);
		body = tagged(TAG_LBODY, item);
		button_new(f, body, number, x, y + PT(10), PT(16))->tooltip = arena_printf(&s.arena, "How safe do you feel? %d of 10", i);
	}
}

static void checklist(struct page *p, struct tag *sect, dim y, const char *name, const char *text, bool on)
{
	struct tag *line = tagged(TAG_DIV, sect);
	struct page_field *f = field_new(p, FIELD_CHECK, name, text);
	f->frame = PT(1);
	f->value = on ? STR("Yes") : STR("");
	button_new(f, line, "", MARGIN, y - PT(10), PT(12));
	set_styled(p, tagged(TAG_P, line), MARGIN + PT(20), y, serif, PT(12), text, 0, false);
}

static void fill_in(struct page *p, struct tag *sect, dim x, dim y, const char *name, const char *value)
{
	struct page_field *f = field_new(p, FIELD_LINE, name, "Name");
	f->tag = tagged(TAG_FORM, sect);
	f->x = x;
	f->y = y;
	f->width = PT(160);
	f->height = PT(22);
	f->size = PT(12);
	f->frame = PT(1);
	f->value = str_c(value);
	f->max_length = 40;
	f->centred = true;
}

static void workbook(void)
{
	l->width = PT(612);
	l->height = PT(792);
	l->bleed = 0;
	l->form_face = face_of("Lato", false);
	((struct edition *)(uintptr_t)l->edition)->file = STR("form");
	struct page *p = page_new("1");
	struct tag *sect = tagged(TAG_SECT, l->root);
	set_styled(p, tagged(TAG_H1, sect), MARGIN, PT(90), serif, PT(20), "Safe enough", 0, false);
	prompt(p, sect, PT(120), "safety.prompt-1", "When did you last feel safe?", 6);
	prompt(p, sect, PT(290), "safety.prompt-2", "What would help?", 3)->value =
		STR("A long answer that was there before, \xe2\x80\x9cquoted\xe2\x80\x9d, and caf\xc3\xa9: it goes on beyond the end of its line.\nNew line.");
	scale(p, sect, PT(400));
	checklist(p, sect, PT(470), "safety.check-1", "I asked", true);
	checklist(p, sect, PT(490), "safety.check-2", "I listened", false);
	fill_in(p, sect, MARGIN, PT(520), "safety.plan.1", "Jane");
	fill_in(p, sect, MARGIN + PT(200), PT(520), "safety.plan.2", "");
	number_tags(l->root);
}

static void setup(void)
{
	layout_open();
	workbook();
	read_pdf(written(1, "out"));
	form = referred(object_with("/Type/Catalog"), "/AcroForm ")->text;
	root = referred(form, "/Fields[")->text;
}

/* A field's object, by its partial name. */
static struct str named(const char *part)
{
	return object_with(arena_printf(&s.arena, "/T(%s)", part).p);
}

START_TEST(the_root_says_which_workbook_it_is)
{
	ck_assert(holds(root, "<</T(sheaf urn:uuid:3f2a1c52-6d1e-4c0b-9b7e-2f4f0a7c1d11)/Kids["));
	ck_assert(!holds(root, "/Parent") && !holds(root, "/Subtype"));
	ck_assert(!holds(form, "NeedAppearances") && !holds(form, "/XFA"));
	ck_assert(holds(form, "/DR<</Font<</T0 "));
	struct str safety = named("safety");
	ck_assert(holds(referred(safety, "/Parent ")->text, "/T(sheaf urn"));
	struct str plan = named("plan"), first = referred(plan, "/Kids[")->text;
	ck_assert(holds(first, "/T(1)") && holds(referred(first, "/Parent ")->text, "/T(plan)"));
}
END_TEST

START_TEST(widgets_have_what_viewers_need)
{
	for (int i = 0; i < 16; i++) {
		struct str w = objects[find_object("/Subtype/Widget", i)].text;
		ck_assert_msg(holds(w, "/F 4/") && holds(w, "/TU(") && holds(w, "/AP<</N") && holds(w, "/MK<<") && holds(w, "/P "), STR_FMT, STR_ARG(w));
		ck_assert(!holds(w, "/D ") && !holds(w, "/AA") && !holds(w, "/A<<"));
		ck_assert(holds(w, "/FT/Tx") == holds(w, "/DA(/T"));
	}
	ck_assert(!find_object("/Subtype/Widget", 16));
	ck_assert(!find_object("ZapfDingbats", 0));
}
END_TEST

START_TEST(a_text_lies_over_its_rules)
{
	struct str one = named("prompt-1");
	ck_assert(holds(one, "/FT/Tx/Ff 4096") && !holds(one, "/V"));
	ck_assert(holds(one, "/TU(When did you last feel safe?)"));
	ck_assert(holds(one, "/Rect[72 532 540 664]")); /* six rules, the last at 260 from the top */
	ck_assert(holds(one, "/DA(/T0 14 Tf .122 .227 .431 rg)"));
	ck_assert(holds(named("2"), "/FT/Tx/Ff 0/Q 1/MaxLen 40"));
	ck_assert(holds(referred(one, "/AP<</N ")->text, "/BBox[0 0 468 132]/Resources<</Font<</T0 "));
	ck_str(referred(one, "/AP<</N ")->stream, "/Tx BMC\nEMC\n");
}
END_TEST

/* Acrobat's lines and Chromium's are as far apart as the font says: 22 of 14 points. */
START_TEST(a_font_says_how_far_lines_are_apart)
{
	struct str font = referred(form, "/T0 ")->text, other = referred(form, "/T1 ")->text;
	ck_assert(holds(font, "/Subtype/TrueType") && holds(font, "/Encoding/WinAnsiEncoding/FirstChar 32/LastChar 255"));
	ck_assert(holds(font, "/BaseFont/Lato-Regular/")); /* no subset's name: viewers type with it */
	struct str d = referred(font, "/FontDescriptor ")->text, plain = referred(other, "/FontDescriptor ")->text;
	ck_assert(number_after(d, "/Ascent ") - number_after(d, "/Descent ") == 1571);
	struct str box = str_skip(d, str_find(d, "/FontBBox["));
	long sides[4];
	ck_assert_int_eq(sscanf(arena_cstr(&s.arena, box), "/FontBBox[%ld %ld %ld %ld]", sides, sides + 1, sides + 2, sides + 3), 4);
	ck_assert_int_eq(sides[3] - sides[1], 1571);
	ck_assert(number_after(plain, "/Ascent ") - number_after(plain, "/Descent ") < 1300);
	ck_assert_int_eq(number_after(d, "/FontFile2 "), number_after(plain, "/FontFile2 "));
	ck_assert(holds(d, "/Flags 32/"));
	struct str file = referred(d, "/FontFile2 ")->stream, widths = referred(font, "/Widths ")->text;
	ck_assert(holds(str_sub(file, 0, 300), "cmap") && !holds(str_sub(file, 0, 300), "GSUB"));
	ck_assert(file.n > 15000 && file.n < 60000);
	size_t n = 1;
	for (size_t i = 0; i < widths.n; i++)
		n += widths.p[i] == ' ';
	ck_assert_uint_eq(n, 224);
	ck_assert_int_eq(number_after(widths, "["), pdf_milli_em(l->form_face, face_advance(l->form_face, l->form_face->space)));
}
END_TEST

START_TEST(what_is_there_from_the_start_is_drawn)
{
	struct str two = named("prompt-2"), look = referred(two, "/AP<</N ")->stream;
	ck_assert(holds(two, "/V<FEFF0041") && holds(two, "/DV<FEFF0041"));
	ck_assert(holds(look, "q 0 0 468 66 re W n BT /T0 14 Tf .122 .227 .431 rg\n"));
	ck_assert(holds(look, "(A long answer that was there before, \x93quoted\x94, and caf\xe9: it goes on)Tj") ||
		holds(look, "(A long answer that was there before, \x93quoted\x94, and caf\xe9: it goes on beyond)Tj"));
	ck_assert(holds(look, "(New line.)Tj"));
	ck_assert(holds(look, "1 0 0 1 2 46.73 Tm (A long")); /* 2.73 above the first rule: the letters' descent */
	ck_assert(holds(look, "1 0 0 1 2 24.73 Tm ") && holds(look, "1 0 0 1 2 2.73 Tm (New line.)Tj"));
	ck_assert(holds(referred(object_with("/T(1)"), "/AP<</N ")->stream, "(Jane)Tj"));
}
END_TEST

START_TEST(what_the_font_has_not_is_a_question_mark)
{
	l->pages[0].fields.items[1].value = STR("\xd7\xa9 x");
	read_pdf(written(1, "hebrew"));
	struct str two = named("prompt-2");
	ck_assert(holds(referred(two, "/AP<</N ")->stream, "(? x)Tj"));
	ck_assert(holds(two, "/V<FEFF05E900200078>")); /* it is no less there */
}
END_TEST

START_TEST(a_word_longer_than_its_line_ends)
{
	l->pages[0].fields.items[1].width = PT(20);
	read_pdf(written(1, "narrow"));
	ck_assert(holds(referred(named("prompt-2"), "/AP<</N ")->stream, "(answer)Tj"));
}
END_TEST

START_TEST(boxes_are_ticked)
{
	struct str on = named("check-1"), off = named("check-2");
	ck_assert(holds(on, "/FT/Btn/Ff 0/V/Yes/DV/Yes") && holds(on, "/AS/Yes"));
	ck_assert(holds(off, "/FT/Btn/Ff 0/V/Off/DV/Off") && holds(off, "/AS/Off"));
	ck_assert(holds(off, "/AP<</N<</Off ") && holds(off, "/Yes "));
	const struct object *tick = referred(off, "/Yes ");
	ck_assert(holds(tick->text, "/BBox[0 0 12 12]") && holds(tick->stream, " l S\n"));
	ck_assert_uint_eq(referred(off, "/Off ")->stream.n, 0);
	ck_assert_int_eq(number_after(on, "/Yes "), number_after(off, "/Yes "));
}
END_TEST

START_TEST(one_of_a_group_is_chosen)
{
	struct str group = named("scale"), third = objects[number_after(group, "/Kids[") + 2].text;
	ck_assert(holds(group, "/FT/Btn/Ff 32768/V/Off"));
	ck_assert(holds(third, "/AS/Off") && holds(third, "/3 ") && holds(third, "/TU(How safe do you feel? 3 of 10)") && !holds(third, "/T("));
	l->pages[0].fields.items[2].value = STR("3");
	read_pdf(written(1, "chosen"));
	group = named("scale");
	third = objects[number_after(group, "/Kids[") + 2].text;
	ck_assert(holds(group, "/V/3/DV/3") && holds(third, "/AS/3"));
	ck_assert(holds(objects[number_after(group, "/Kids[")].text, "/AS/Off"));
}
END_TEST

START_TEST(frames_are_on_the_page)
{
	struct str content = content_of(0);
	ck_assert(holds(content, "/Artifact/L BDC\nq .541 .541 .541 RG 1 w\n87.5 374 m\n"));
	ck_assert(holds(content, "72.5 320.5 11 11 re S\nQ\nEMC"));
	ck_assert(holds(content, "72.5 250.5 159 21 re S\nQ\nEMC"));
}
END_TEST

START_TEST(widgets_are_read_in_their_place)
{
	struct str tree = referred(object_with("/StructTreeRoot/K"), "/ParentTree ")->text, annotations = page_at(0);
	annotations = str_skip(annotations, str_find(annotations, "/Annots[") + 8);
	long last = -1;
	for (int i = 0; i < 16; i++) {
		long id = strtol(arena_cstr(&s.arena, annotations), NULL, 10), key = number_after(objects[id].text, "/StructParent ");
		long e = number_after(tree, arena_printf(&s.arena, "\n%ld ", key).p);
		ck_assert(holds(objects[e].text, "<</S/Form/P ") && e > last);
		ck_assert(holds(objects[e].text, arena_printf(&s.arena, "/K[<</Type/OBJR/Obj %ld 0 R/Pg ", id).p));
		last = e;
		annotations = str_skip(annotations, str_find_char(annotations, 'R') + 1);
	}
	ck_assert(holds(page_at(0), "/Tabs/S"));
}
END_TEST

/* Links and fields of two pages: each page has its own, in the order of their tags. */
START_TEST(links_and_widgets_share_a_page)
{
	struct tag *sect = l->root->first, *para;
	for (int i = 0; i < 2; i++) {
		struct page *p = i ? page_new("2") : &l->pages[0];
		for (int k = 0; k < 2; k++) {
			checklist(p, sect, PT(600) + k * PT(50), i ? "late" : "early", "Again", false);
			para = tagged(TAG_P, sect);
			struct page_link *link = link_new(p, tagged(TAG_LINK, para), MARGIN, PT(620) + k * PT(50), PT(100));
			link->url = STR("https://example.com/");
		}
	}
	l->ntags = 0;
	number_tags(l->root);
	read_pdf(written(1, "both"));
	struct str tree = referred(object_with("/StructTreeRoot/K"), "/ParentTree ")->text;
	for (int i = 0; i < 2; i++) {
		struct str list = str_skip(page_at(i), str_find(page_at(i), "/Annots[") + 8);
		long last = -1;
		int links = 0, widgets = 0;
		for (list = str_sub(list, 0, str_find_char(list, ']')); list.n; list = str_skip(list, str_find_char(list, 'R') + 1)) {
			struct str a = objects[strtol(arena_cstr(&s.arena, list), NULL, 10)].text;
			bool link = holds(a, "/Subtype/Link");
			links += link;
			widgets += holds(a, "/Subtype/Widget");
			ck_assert(link || number_after(a, "/P ") == find_object("/Type/Page/", i));
			long e = number_after(tree, arena_printf(&s.arena, "\n%ld ", number_after(a, "/StructParent ")).p);
			ck_assert(e > last && holds(objects[e].text, link ? "<</S/Link/P " : "<</S/Form/P "));
			last = e;
		}
		ck_assert_int_eq(links, 2);
		ck_assert_int_eq(widgets, i ? 2 : 18);
	}
}
END_TEST

START_TEST(names_that_are_taken_get_a_number)
{
	struct page_field *f = l->pages[0].fields.items;
	f[0].name = STR("safety.prompt-2");
	f[2].name = STR("safety.prompt-2.more");
	f[3].name = STR("safety");
	f[4].name = STR("");
	read_pdf(written(1, "taken"));
	ck_assert(holds(named("prompt-2~2"), "/FT/Tx"));
	ck_assert(holds(referred(named("more"), "/Parent ")->text, "/T(prompt-2~3)"));
	ck_assert(holds(named("safety~2"), "/FT/Btn"));
	ck_assert(holds(named("-"), "/FT/Btn"));
}
END_TEST

START_TEST(values_of_buttons_are_names)
{
	struct page_field *f = &l->pages[0].fields.items[2];
	f->buttons[0].value = STR("");
	f->buttons[1].value = STR("Off");
	f->buttons[2].value = STR("not yet");
	f->value = STR("not yet");
	read_pdf(written(1, "values"));
	struct str group = named("scale");
	long first = number_after(group, "/Kids[");
	ck_assert(holds(objects[first].text, "/1 ") && holds(objects[first + 1].text, "/2 "));
	ck_assert(holds(objects[first + 2].text, "/not#20yet ") && holds(objects[first + 2].text, "/AS/not#20yet"));
	ck_assert(holds(group, "/V/not#20yet"));
}
END_TEST

START_TEST(a_font_that_cannot_be_typed_with_is_told)
{
	struct write_job job = {.dir = str_c(scratch_path(&s, "out")), .threads = 1, .arena = &s.arena, .diags = &s.diags};
	l->form_face = serif; /* PostScript outlines */
	ck_assert(!pdf_write_layout(&job, l));
	ck_assert_uint_eq(scratch_count(&s.diags, DIAG_BAD_FONT), 1);
	l->form_face = NULL;
	ck_assert(!pdf_write_layout(&job, l));
	ck_assert_uint_eq(scratch_count(&s.diags, DIAG_BAD_FONT), 2);
}
END_TEST

START_TEST(a_page_without_fields_has_no_form)
{
	l->pages[0].fields.n = 0;
	l->form_face = NULL;
	read_pdf(written(1, "none"));
	ck_assert(!find_object("/AcroForm", 0) && !find_object("/TrueType", 0));
}
END_TEST

int main(int argc, char **argv)
{
	const TTest *tests[] = {the_root_says_which_workbook_it_is, widgets_have_what_viewers_need, a_text_lies_over_its_rules,
		a_font_says_how_far_lines_are_apart, what_is_there_from_the_start_is_drawn, what_the_font_has_not_is_a_question_mark,
		a_word_longer_than_its_line_ends, boxes_are_ticked, one_of_a_group_is_chosen, frames_are_on_the_page,
		widgets_are_read_in_their_place, links_and_widgets_share_a_page, names_that_are_taken_get_a_number, values_of_buttons_are_names,
		a_font_that_cannot_be_typed_with_is_told, a_page_without_fields_has_no_form};
	return run_pdf_tests("pdf_form", setup, tests, sizeof tests / sizeof *tests, argc > 1 ? argv[1] : NULL);
}
