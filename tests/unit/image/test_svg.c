/* SVG: what is taken out, what stays, and what is said of it. */
#include "image/svg.h"
#include "unit/image/picture.h"

#define SVG_OPEN "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" viewBox=\"0 0 8 8\">"
#define SVG_CLOSE "</svg>"

static struct str vetted(const char *body)
{
	struct image out;
	struct str s = joined(STR(SVG_OPEN), str_c(body), STR(SVG_CLOSE));
	ck_assert(prepare(s, &out));
	ck_assert_int_eq(out.type, IMAGE_SVG);
	return out.data;
}

/* Body becomes what is given, told of so many times. */
static void becomes(const char *body, const char *expected, size_t told)
{
	struct str got = vetted(body);
	struct str want = arena_printf(&a, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" SVG_OPEN "%s" SVG_CLOSE "\n", expected);
	if (!*expected)
		want = arena_printf(&a, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n%.*s/>\n", (int)strlen(SVG_OPEN) - 1, SVG_OPEN);
	ck_assert_msg(str_eq(got, want), "%s\nbecame\n%.*s", body, STR_ARG(got));
	ck_assert_msg(d.n == told, "%s: told %zu times", body, d.n);
	for (size_t i = 0; i < d.n; i++)
		ck_assert_int_eq(d.items[i]->id, DIAG_SVG_DROPPED);
}

START_TEST(drawings_stay_as_they_are)
{
	static const char *const same[] = {
		"<title>T</title><desc>D \xc3\xa9 &amp; &lt;</desc><path d=\"M0 0h8v8z\" fill=\"url(#g)\"/>",
		"<defs><linearGradient id=\"g\"><stop offset=\"0\" stop-color=\"#fff\"/></linearGradient></defs>",
		"<style>.a{fill:url(#g);font-family:\"A B\"}</style><use xlink:href=\"#g\"/><use href=\"#g\"/>",
		"<image href=\"data:image/png;base64,AAAA\" width=\"2\" height=\"2\"/>",
		"<text xml:space=\"preserve\" style=\"font-size:3px\">a <tspan>b</tspan></text>",
	};
	for (size_t i = 0; i < sizeof same / sizeof *same; i++)
		becomes(same[i], same[i], 0);
}
END_TEST

START_TEST(what_runs_fetches_or_moves_goes)
{
	becomes("<script>alert(1)</script>", "", 1);
	becomes("<g><foreignObject><p xmlns=\"http://www.w3.org/1999/xhtml\">x</p></foreignObject></g>", "<g/>", 1);
	becomes("<rect onclick=\"x()\" ONLOAD=\"y()\" width=\"1\"/>", "<rect width=\"1\"/>", 2);
	becomes("<rect><animate attributeName=\"x\"/><set/></rect>", "<rect/>", 2);
	becomes("<image href=\"https://example.com/x.png\"/><image xlink:href=\"file:///etc/passwd\"/>", "", 1);
	becomes("<image href=\"data:image/svg+xml,&lt;svg/&gt;\"/>", "", 1);
	becomes("<a href=\"javascript:x()\"><rect/></a>", "<g><rect/></g>", 1);
	becomes("<rect fill=\"url(http://example.com/#g)\"/>", "<rect fill=\"none\"/>", 1);
	becomes("<rect style=\"fill:url('x.svg#g');stroke:red\"/>", "<rect style=\"fill:none;stroke:red\"/>", 1);
	becomes("<style>@import url(x.css);.a{fill:red}/* note */</style>", "<style>.a{fill:red}</style>", 1);
	becomes("<style>.a{fill:\\75 rl(x)}</style>", "<style></style>", 1);
	becomes("<style>@IMPORT 'x';.a{background:URL( \"x\" )}</style>", "<style>.a{background:none}</style>", 1);
	becomes("<use href=\"other.svg#x\"/>", "", 1);
}
END_TEST

START_TEST(what_only_the_editor_needs_goes_in_silence)
{
	becomes("<!-- by somebody --><?x y?><metadata><rdf:RDF xmlns:rdf=\"urn:r\"/></metadata>", "", 0);
	becomes("<g xmlns:i=\"urn:i\" i:label=\"Layer 1\" data-name=\"x\"><i:view/><rect/></g>", "<g><rect/></g>", 0);
	becomes("<path d=\"M0 0\" overflow=\"visible\" font-family=\"x\"/>", "<path d=\"M0 0\"/>", 0);
	becomes("<path vector-effect=\"non-scaling-stroke\" style=\"fill:red\"/>",
		"<path style=\"vector-effect:non-scaling-stroke;fill:red\"/>", 0);
	becomes("<path isolation=\"isolate\"/>", "<path style=\"isolation:isolate\"/>", 0);
	becomes("<text font-family=\"x\">t</text>", "<text font-family=\"x\">t</text>", 0);
}
END_TEST

START_TEST(each_kind_is_told_of_once_with_its_line)
{
	vetted("<rect/>\n<script/>\n<g>\n<script/></g>");
	ck_assert_uint_eq(d.n, 1);
	ck_assert_msg(holds(d.items[0]->text, "'pic.bin' line 2: <script> was dropped (2 times)"), "%s", d.items[0]->text.p);
}
END_TEST

START_TEST(ids_become_unique_and_valid)
{
	becomes("<g id=\"a\"/><g id=\"a\"/>", "<g id=\"a\"/><g/>", 1);
	becomes("<g id=\"Frame 1\"/><use href=\"#Frame 1\"/>", "<g id=\"Frame_1\"/><use href=\"#Frame_1\"/>", 0);
	becomes("<g id=\"1a\"/><rect fill=\"url(#1a)\"/><g id=\"1ab\"/><use href=\"#1ab\"/>",
		"<g id=\"_1a\"/><rect fill=\"url(#_1a)\"/><g id=\"_1ab\"/><use href=\"#_1ab\"/>", 0);
}
END_TEST

START_TEST(roots_are_completed)
{
	struct image out;
	ck_assert(prepare(STR("<svg width=\"10mm\" height=\"20\"><rect/><use xlink:href=\"#a\"/></svg>"), &out));
	ck_assert_uint_eq(out.width, 38);
	ck_assert_uint_eq(out.height, 20);
	ck_assert_msg(holds(out.data, "viewBox=\"0 0 37.795 20\""), "%s", out.data.p);
	ck_assert(holds(out.data, "<svg xmlns=\"http://www.w3.org/2000/svg\""));
	ck_assert(holds(out.data, "xmlns:xlink=\"http://www.w3.org/1999/xlink\""));
	struct str first = out.data;
	ck_assert(prepare(first, &out)); /* vetting what was vetted changes nothing */
	ck_assert(str_eq(first, out.data));
	ck_assert(prepare(STR("<svg viewBox='0 0 30 20' width='60' height='100%'/>"), &out));
	ck_assert_uint_eq(out.width, 60);
	ck_assert_uint_eq(out.height, 40);
	ck_assert(prepare(STR("<s:svg xmlns:s='http://www.w3.org/2000/svg' viewBox='0 0 3 2'><s:rect/></s:svg>"), &out));
	ck_assert_uint_eq(out.width, 3);
	ck_assert(holds(out.data, "<s:rect/>"));
	ck_assert(prepare(STR("<svg/>"), &out));
	ck_assert_uint_eq(out.width, 0);
}
END_TEST

START_TEST(document_types_and_entities_go)
{
	struct image out;
	static const char head[] = "<?xml version='1.0'?>\n<!DOCTYPE svg [<!ENTITY ns 'http://www.w3.org/2000/svg'><!ENTITY w 'words'>"
		"<!ENTITY f SYSTEM 'file:///etc/passwd'><!ENTITY % p SYSTEM 'file:///etc/passwd'>]>\n";
	struct str s = arena_printf(&a, "%s<svg xmlns='&ns;' width='4' height='4'><text id='&w;'>a&w;b</text></svg>", head);
	ck_assert(prepare(s, &out));
	ck_assert(!holds(out.data, "DOCTYPE") && !holds(out.data, "ENTITY"));
	ck_assert_msg(holds(out.data, "<text id=\"words\">awordsb</text>"), "%s", out.data.p);
	ck_assert_uint_eq(d.n, 0);
	s = arena_printf(&a, "%s<svg xmlns='&ns;'><text>a&f;</text></svg>", head);
	ck_assert(!prepare(s, &out));
	ck_assert(holds(d.items[0]->text, "line 3"));
}
END_TEST

START_TEST(attacks_that_grow_are_refused)
{
	struct image out;
	struct buf b;
	buf_init(&b, BUF_NO_LIMIT);
	buf_str(&b, STR("<!DOCTYPE svg [<!ENTITY a0 'lol'>"));
	for (int i = 1; i < 30; i++)
		buf_printf(&b, "<!ENTITY a%d '&a%d;&a%d;&a%d;&a%d;&a%d;&a%d;&a%d;&a%d;'>", i, i - 1, i - 1, i - 1, i - 1, i - 1,
			i - 1, i - 1, i - 1);
	buf_str(&b, STR("]><svg xmlns='http://www.w3.org/2000/svg' id='&a29;'><text>&a29;</text></svg>"));
	ck_assert(!prepare(buf_view(&b), &out));
	ck_assert(said(DIAG_BAD_IMAGE));
	struct str in_text = buf_view(&b);
	size_t end = str_find(in_text, "<text>");
	ck_assert(!prepare(joined(str_sub(in_text, 0, end), STR("</svg>"), STR("")), &out)); /* in an attribute alone */
	buf_clear(&b);
	buf_str(&b, STR("<svg xmlns='http://www.w3.org/2000/svg'>"));
	for (int i = 0; i < 100000; i++)
		buf_str(&b, STR("<g>"));
	ck_assert(!prepare(buf_view(&b), &out));
	buf_free(&b);
}
END_TEST

START_TEST(moving_style_sheets_are_told_of)
{
	struct image out;
	ck_assert(prepare(STR("<svg><style>@keyframes x{to{fill:red}}</style></svg>"), &out));
	ck_assert(out.animated);
	ck_assert(prepare(STR("<svg><style>a{fill:red}</style></svg>"), &out));
	ck_assert(!out.animated);
}
END_TEST

START_TEST(broken_drawings_are_told_of)
{
	struct image out;
	ck_assert(!prepare(STR("<svg><g></svg>"), &out));
	ck_assert(said(DIAG_BAD_IMAGE));
	ck_assert(holds(d.items[0]->text, "line 1"));
	ck_assert(!prepare(STR("<svg xmlns='urn:other'/>"), &out));
	torment(STR("<?xml version='1.0'?><!DOCTYPE svg [<!ENTITY e 'x'>]><svg xmlns='http://www.w3.org/2000/svg' width='3mm' "
		"height='2'><style>@import 'x'; .a{fill:url(#b)}</style><g id='1' onclick='&e;'><use href='#1'/></g>&e;</svg>"));
}
END_TEST

START_TEST(numbers_and_lengths_are_read)
{
	int64_t v;
	ck_assert(svg_length("1.5px", &v) && v == 1500);
	ck_assert(svg_length("-.25", &v) && v == -250);
	ck_assert(svg_length("3pt", &v) && v == 4000);
	ck_assert(svg_length("1in", &v) && v == 96000);
	ck_assert(!svg_length("100%", &v) && !svg_length("", &v) && !svg_length("px", &v) && !svg_length(NULL, &v));
	ck_assert(svg_length("99999999999999999999999999", &v) && v > 0);
	ck_str(svg_decimal(&a, 1500), "1.5");
	ck_str(svg_decimal(&a, -2000), "-2");
	ck_str(svg_decimal(&a, 7), "0.007");
	ck_str(svg_decimal(&a, 0), "0");
}
END_TEST

static void fill(TCase *t)
{
	tcase_add_checked_fixture(t, picture_setup, picture_teardown);
	tcase_add_test(t, drawings_stay_as_they_are);
	tcase_add_test(t, what_runs_fetches_or_moves_goes);
	tcase_add_test(t, what_only_the_editor_needs_goes_in_silence);
	tcase_add_test(t, each_kind_is_told_of_once_with_its_line);
	tcase_add_test(t, ids_become_unique_and_valid);
	tcase_add_test(t, roots_are_completed);
	tcase_add_test(t, document_types_and_entities_go);
	tcase_add_test(t, attacks_that_grow_are_refused);
	tcase_add_test(t, moving_style_sheets_are_told_of);
	tcase_add_test(t, broken_drawings_are_told_of);
	tcase_add_test(t, numbers_and_lengths_are_read);
}

int main(void)
{
	return unit_main("svg", fill);
}
