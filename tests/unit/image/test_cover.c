/* Covers: from templates, drawings and pictures; told of, remembered, refused. */
#include <sys/stat.h>
#include "base/fs.h"
#include "base/path.h"
#include "image/cover.h"
#include "image/jpeg.h"
#include "unit/image/picture.h"

#define PAGE(body) \
	"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1600 2560\"><rect width=\"1600\" height=\"2560\" " \
	"fill=\"var(--brand, #204060)\"/>" body "</svg>"
#define TITLE \
	"<text data-slot=\"title\" x=\"200\" y=\"900\" font-family=\"DejaVu Sans\" font-size=\"200\" data-width=\"1200\" " \
	"data-height=\"700\" fill=\"#fff\">Title</text>"

/* Fontconfig keeps what it has read; its own pointers to it are not seen by the leak checker. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
	return "leak:libfontconfig\n";
}

static struct cover cover;

static bool make(struct cover_request *q)
{
	d.n = 0;
	if (!q->template_name.n)
		q->template_name = STR("plain.svg");
	return cover_make(&a, q, &cover, &d);
}

static struct str written(struct str bytes)
{
	struct str path = arena_printf(&a, "%s/cover.img", folder);
	ck_assert_int_eq(sink_write_file(path.p, bytes), 0);
	return path;
}

/* How many pixels of the store's cover are light, in a box given in hundredths of it. */
static size_t light(const struct pixels *p, uint32_t left, uint32_t top, uint32_t right, uint32_t bottom)
{
	size_t n = 0;
	for (uint32_t y = top * p->height / 100; y < bottom * p->height / 100; y++)
		for (uint32_t x = left * p->width / 100; x < right * p->width / 100; x++)
			n += p->p[((size_t)y * p->width + x) * 3 + 1] > 160;
	return n;
}

static struct pixels drawn(struct cover_request *q)
{
	ck_assert(make(q));
	return decoded(cover.store);
}

START_TEST(templates_give_both_sizes)
{
	struct cover_request q = {.template_svg = STR(PAGE(TITLE)), .title = STR("Some Title"), .language = STR("en")};
	struct pixels p = drawn(&q);
	ck_assert_uint_eq(p.width, 1600);
	ck_assert_uint_eq(p.height, 2560);
	ck_assert(abs(p.p[0] - 0x20) <= 2 && abs(p.p[2] - 0x60) <= 2);
	pixels_free(&p);
	p = decoded(cover.inner);
	ck_assert_uint_eq(p.width, 1560);
	ck_assert_uint_eq(p.height, 2496);
	ck_assert_uint_eq(p.width, cover.inner_width);
	pixels_free(&p);
	ck_assert_uint_eq(d.n, 0);
	struct str first = cover.store;
	ck_assert(make(&q));
	ck_assert(str_eq(first, cover.store)); /* the same bytes every time */
}
END_TEST

START_TEST(text_stays_within_its_box)
{
	static const char *const titles[] = {"Short", "A title of several words that needs more than one line",
		"Incomprehensibilitiesandcounterrevolutionaries",
		"A title so long that nobody would want to read all of it on the cover of any book, let alone a short one, "
		"and yet it goes on, and on, and on, because somebody could write it, and then it has to fit"};
	for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
		struct cover_request q = {.template_svg = STR(PAGE(TITLE)), .title = str_c(titles[i])};
		struct pixels p = drawn(&q);
		size_t inside = light(&p, 12, 28, 88, 57), all = light(&p, 0, 0, 100, 100);
		ck_assert_msg(inside > 5000, "%s: %zu light pixels", titles[i], inside);
		ck_assert_msg(all == inside, "%s: %zu light pixels outside", titles[i], all - inside);
		pixels_free(&p);
	}
}
END_TEST

START_TEST(text_is_placed_as_the_slot_asks)
{
	static const char form[] = PAGE("<text data-slot=\"title\" x=\"800\" y=\"1280\" text-anchor=\"middle\" fill=\"#fff\" "
		"font-family=\"DejaVu Sans\" font-size=\"160\" data-width=\"1000\" data-height=\"1000\" data-valign=\"%s\">T</text>");
	static const struct {
		const char *valign;
		bool above, below;
	} cases[] = {{"top", false, true}, {"bottom", true, false}, {"middle", true, true}};
	for (size_t i = 0; i < 3; i++) {
		struct cover_request q = {.title = STR("several words that take a number of lines, three or four")};
		q.template_svg = arena_printf(&a, form, cases[i].valign);
		struct pixels p = drawn(&q);
		ck_assert_msg((light(&p, 0, 0, 100, 44) > 1000) == cases[i].above, "%s", cases[i].valign);
		ck_assert_msg((light(&p, 0, 53, 100, 100) > 1000) == cases[i].below, "%s", cases[i].valign);
		size_t left = light(&p, 0, 0, 50, 100), right = light(&p, 50, 0, 100, 100);
		ck_assert_msg(left < right * 5 / 4 && right < left * 5 / 4, "%zu left, %zu right", left, right);
		pixels_free(&p);
	}
}
END_TEST

START_TEST(right_to_left_titles_begin_at_the_right)
{
	struct cover_request q = {.template_svg = STR(PAGE(TITLE)), .title = STR("\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d"),
		.language = STR("he")};
	struct pixels p = drawn(&q);
	ck_assert_uint_eq(light(&p, 0, 0, 40, 100), 0);
	ck_assert_uint_gt(light(&p, 75, 0, 88, 100), 100);
	pixels_free(&p);
}
END_TEST

START_TEST(conditions_and_empty_slots)
{
	static const char body[] = PAGE("<g data-when=\"subtitle\"><rect width=\"800\" height=\"1280\" fill=\"#fff\"/></g>"
		"<rect data-when=\"!subtitle\" x=\"800\" width=\"800\" height=\"1280\" fill=\"#fff\"/>"
		"<rect data-when=\"series author\" y=\"1280\" width=\"800\" height=\"1280\" fill=\"#fff\"/>"
		"<text data-slot=\"publisher\" x=\"900\" y=\"2000\" font-size=\"300\" fill=\"#fff\">MMM</text>");
	struct cover_request q = {.template_svg = str_c(body), .title = STR("T"), .author = STR("A")};
	struct pixels p = drawn(&q);
	ck_assert_uint_eq(light(&p, 5, 5, 45, 45), 0);
	ck_assert_uint_gt(light(&p, 55, 5, 95, 45), 0);
	ck_assert_uint_gt(light(&p, 5, 55, 45, 95), 0);
	ck_assert_uint_eq(light(&p, 55, 55, 100, 100), 0);
	pixels_free(&p);
}
END_TEST

START_TEST(brand_colours_are_put_in_or_told_of)
{
	static const char body[] = PAGE("<style>.a{fill:var(--on-brand, #00ff00)}</style><rect class=\"a\" y=\"2000\" "
		"width=\"1600\" height=\"560\"/>");
	struct cover_request q = {.template_svg = str_c(body), .title = STR("T"), .colour = STR("#fd0")};
	struct pixels p = drawn(&q);
	size_t last = ((size_t)p.height * p.width - 1) * 3;
	ck_assert(p.p[0] > 250 && p.p[1] > 215 && p.p[2] < 6);
	ck_assert(p.p[last] < 40 && p.p[last + 1] < 40); /* dark on yellow */
	pixels_free(&p);
	q.colour = STR("#102030");
	p = drawn(&q);
	ck_assert_int_gt(p.p[last], 250);
	pixels_free(&p);
	q.colour = STR("url(x)");
	p = drawn(&q);
	ck_assert(said(DIAG_BAD_VALUE));
	ck_assert_int_le(abs(p.p[0] - 0x20), 2);
	ck_assert(p.p[last] < 5 && p.p[last + 1] > 250);
	pixels_free(&p);
}
END_TEST

START_TEST(markup_in_a_title_is_text)
{
	struct cover_request q = {.template_svg = STR(PAGE(TITLE)), .title = STR("</text><script/> & \x01 <b>")};
	ck_assert(make(&q));
	ck_assert(!said(DIAG_SVG_DROPPED) && !said(DIAG_BAD_COVER));
}
END_TEST

START_TEST(missing_fonts_are_told_of_each_time)
{
	static const char body[] = PAGE("<g font-family=\"Nosuch Grotesk, serif\"><text data-slot=\"title\" y=\"99\">T</text></g>"
		"<g font-family=\"Nosuch Too, DejaVu Sans\"><text>x</text></g><g font-family=\"sans-serif\"><text>x</text></g>");
	struct cover_request q = {.template_svg = str_c(body), .title = STR("T"),
		.cache = arena_printf(&a, "%s/cache", folder)};
	for (int i = 0; i < 2; i++) {
		ck_assert(make(&q));
		ck_assert_uint_eq(d.n, 1);
		ck_assert_int_eq(d.items[0]->id, DIAG_MISSING_FONT);
		ck_assert(holds(d.items[0]->text, "'Nosuch Grotesk'"));
		ck_assert(!holds(d.items[0]->text, "Nosuch Too"));
	}
}
END_TEST

/* Overwrites the remembered store picture: a cover that is recalled shows it. */
static struct str planted(struct str cache)
{
	struct str path = {0};
	struct pixels p = gradient(1600, 2560, 1);
	struct str other = jpeg_encode(&a, &p, (struct jpeg_quality){20, true});
	char command[160];
	pixels_free(&p);
	snprintf(command, sizeof command, "ls %s/*-store.jpg", cache.p);
	FILE *ls = popen(command, "r");
	char line[256] = "";
	ck_assert_ptr_nonnull(fgets(line, sizeof line, ls));
	pclose(ls);
	path = arena_copy(&a, str_trim(str_c(line)));
	ck_assert_int_eq(sink_write_file(path.p, other), 0);
	return other;
}

START_TEST(finished_covers_are_recalled_until_something_changes)
{
	struct str fonts = arena_printf(&a, "%s/fonts.conf", folder), config = STR("<fontconfig><dir>/usr/share/fonts</dir></fontconfig>");
	ck_assert_int_eq(sink_write_file(fonts.p, config), 0);
	setenv("FONTCONFIG_FILE", fonts.p, 1);
	struct cover_request q = {.template_svg = STR(PAGE(TITLE)), .title = STR("T"),
		.cache = arena_printf(&a, "%s/cache", folder)};
	ck_assert(make(&q));
	struct str first = cover.store, other = planted(q.cache);
	ck_assert(make(&q));
	ck_assert(str_eq(cover.store, other));
	ck_assert_uint_eq(cover.store_width, 1600);
	struct cover_request changed = q;
	changed.title = STR("U");
	ck_assert(make(&changed));
	ck_assert(!str_eq(cover.store, other) && !str_eq(cover.store, first));
	changed = q;
	changed.colour = STR("#123456");
	ck_assert(make(&changed));
	ck_assert(!str_eq(cover.store, other) && !str_eq(cover.store, first));
	/* fonts come and go with the configuration and the folders it names */
	ck_assert_int_eq(sink_write_file(fonts.p, joined(config, STR("<!-- -->"), STR(""))), 0);
	ck_assert(make(&q));
	ck_assert(str_eq(cover.store, first));
	unsetenv("FONTCONFIG_FILE");
}
END_TEST

/* A copy of an installed font, put into the project's folder under another name. */
static struct str brought(const char *from)
{
	struct str data, fonts = arena_printf(&a, "%s/fonts", folder);
	ck_assert_int_eq(fs_read(&a, arena_printf(&a, "/usr/share/fonts/truetype/dejavu/%s", from).p, 64u << 20, &data), 0);
	ck_assert_int_eq(fs_make_dirs(fonts.p), 0);
	ck_assert_int_eq(sink_write_file(path_join(&a, fonts, STR("own.ttf")).p, data), 0);
	return fonts;
}

START_TEST(fonts_used_are_listed_from_the_cache_too)
{
	static const char body[] = PAGE("<text data-slot=\"title\" y=\"99\" font-family=\"DejaVu Sans\" font-weight=\"bold\">T</text>"
		"<g style=\"font-family:'DejaVu Serif'\"><text>x</text></g>");
	struct cover_request q = {.template_svg = str_c(body), .title = STR("T"), .cache = arena_printf(&a, "%s/cache", folder)};
	for (int i = 0; i < 2; i++) {
		ck_assert(make(&q));
		ck_assert_uint_eq(cover.fonts.n, 2);
		ck_str(cover.fonts.items[0].name, "DejaVu Sans Bold");
		ck_str(cover.fonts.items[0].path, "/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf");
		ck_str(cover.fonts.items[1].name, "DejaVu Serif");
		struct str data;
		ck_assert_int_eq(fs_read(&a, cover.fonts.items[0].path.p, 64u << 20, &data), 0);
		ck_assert(str_eq(cover.fonts.items[0].sha256, hash_sha256_hex(&a, data)));
	}
}
END_TEST

START_TEST(the_projects_fonts_win)
{
	struct cover_request q = {.template_svg = STR(PAGE(TITLE)), .title = STR("T"),
		.cache = arena_printf(&a, "%s/cache", folder)};
	ck_assert(make(&q));
	struct str installed = cover.store;
	q.fonts = brought("DejaVuSansMono-Bold.ttf");
	ck_assert(make(&q));
	ck_assert(str_eq(cover.store, installed)); /* another family */
	ck_assert(!holds(cover.fonts.items[0].path, folder));
	q.fonts = brought("DejaVuSans-Bold.ttf");
	struct str other = planted(q.cache);
	ck_assert(make(&q)); /* not what is remembered */
	ck_assert(!str_eq(cover.store, other));
}
END_TEST

START_TEST(a_projects_font_stands_before_an_installed_one)
{
	struct cover_request q = {.template_svg = STR(PAGE(TITLE)), .title = STR("T"), .fonts = brought("DejaVuSans.ttf")};
	ck_assert(make(&q));
	ck_assert_uint_eq(cover.fonts.n, 1);
	ck_assert(holds(cover.fonts.items[0].path, folder));
	ck_assert(make(&q)); /* a second cover of the same run */
	ck_assert(holds(cover.fonts.items[0].path, folder));
}
END_TEST

START_TEST(pictures_are_fitted_and_never_enlarged)
{
	struct pixels p = gradient(200, 320, 3);
	struct str jpeg = jpeg_encode(&a, &p, (struct jpeg_quality){90, true}), png = png_encode(&a, &p, (struct str){0});
	struct cover_request q = {.image = written(jpeg)};
	ck_assert(make(&q));
	ck_assert(str_eq(cover.inner, jpeg) && str_eq(cover.store, jpeg)); /* passed through */
	ck_assert_uint_eq(cover.store_width, 200);
	q.image = written(png);
	ck_assert(make(&q));
	struct pixels got = decoded(cover.inner);
	ck_assert(largest_difference(&p, &got) <= 12);
	pixels_free(&got);
	pixels_free(&p);
	p = gradient(3200, 1000, 3);
	for (int kind = 0; kind < 2; kind++) {
		q.image = written(kind ? png_encode(&a, &p, STR("")) : jpeg_encode(&a, &p, (struct jpeg_quality){90, true}));
		ck_assert(make(&q));
		ck_assert_uint_eq(d.n, 0);
		ck_assert_uint_eq(cover.store_width, 1600);
		ck_assert_uint_eq(cover.store_height, 500);
		ck_assert_uint_eq(cover.inner_width, 1560);
		ck_assert(cover.inner_height == 487 || cover.inner_height == 488);
		got = decoded(cover.inner);
		ck_assert_uint_eq(got.height, cover.inner_height);
		pixels_free(&got);
	}
	pixels_free(&p);
}
END_TEST

START_TEST(drawings_are_covers_too)
{
	struct cover_request q = {.image = written(STR("<svg xmlns='http://www.w3.org/2000/svg' width='30' height='30'>"
		"<rect width='30' height='30' fill='#0000ff'/><text data-slot='title'>stays</text></svg>")), .title = STR("T")};
	ck_assert(make(&q));
	ck_assert_uint_eq(cover.store_width, 1600);
	ck_assert_uint_eq(cover.store_height, 1600);
	ck_assert_uint_eq(cover.inner_width, 1560);
}
END_TEST

START_TEST(useless_covers_are_told_of)
{
	static const char *const bad[] = {"", "words", "<svg", "<svg xmlns='urn:x'/>", "\xff\xd8\xff\xe0", "GIF89a\1\1\1\1\1\1\1",
		"<svg xmlns='http://www.w3.org/2000/svg'><use id='a' href='#a'/>"};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct cover_request q = {.image = written(str_c(bad[i]))};
		ck_assert_msg(!make(&q), "%s", bad[i]);
		ck_assert_uint_eq(d.n, 1);
		ck_assert_int_eq(d.items[0]->id, DIAG_BAD_COVER);
	}
	struct cover_request q = {.image = STR("/nowhere/cover.jpg")};
	ck_assert(!make(&q));
	q = (struct cover_request){.template_svg = STR("<svg><text"), .title = STR("T")};
	ck_assert(!make(&q));
	ck_assert_int_eq(d.items[0]->id, DIAG_BAD_COVER);
}
END_TEST

START_TEST(drawings_that_refer_to_themselves_end)
{
	struct cover_request q = {.template_svg = STR(PAGE("<g id='a'><use href='#b'/></g><g id='b'><use href='#a'/></g>"
		"<pattern id='p' width='9' height='9' fill='url(#p)'><rect fill='url(#p)' width='9' height='9'/></pattern>"
		"<rect fill='url(#p)' width='99' height='99'/>")), .title = STR("T")};
	make(&q); /* drawn or refused: it ends, and says why when it fails */
	ck_assert(cover.store.n || said(DIAG_BAD_COVER));
}
END_TEST

static void fill(TCase *t)
{
	tcase_add_checked_fixture(t, picture_setup, picture_teardown);
	tcase_add_test(t, templates_give_both_sizes);
	tcase_add_test(t, text_stays_within_its_box);
	tcase_add_test(t, text_is_placed_as_the_slot_asks);
	tcase_add_test(t, right_to_left_titles_begin_at_the_right);
	tcase_add_test(t, conditions_and_empty_slots);
	tcase_add_test(t, brand_colours_are_put_in_or_told_of);
	tcase_add_test(t, markup_in_a_title_is_text);
	tcase_add_test(t, missing_fonts_are_told_of_each_time);
	tcase_add_test(t, finished_covers_are_recalled_until_something_changes);
	tcase_add_test(t, fonts_used_are_listed_from_the_cache_too);
	tcase_add_test(t, the_projects_fonts_win);
	tcase_add_test(t, a_projects_font_stands_before_an_installed_one);
	tcase_add_test(t, pictures_are_fitted_and_never_enlarged);
	tcase_add_test(t, drawings_are_covers_too);
	tcase_add_test(t, useless_covers_are_told_of);
	tcase_add_test(t, drawings_that_refer_to_themselves_end);
}

int main(void)
{
	return unit_main("cover", fill);
}
