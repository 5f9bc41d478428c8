/*
 * Pages laid out by hand: what a PDF writer gets, of everything one. And a reader of the files it makes.
 * A test program that is given a folder only writes its sample into it: what other programs are to look at.
 */
#ifndef TESTS_WRITE_PAGES_H
#define TESTS_WRITE_PAGES_H

#include <zlib.h>

#include "unit/read/scratch.h"
#include "layout/tag.h"
#include "text/shape.h"
#include "write/pdf.h"

#pragma GCC diagnostic ignored "-Wunused-function" /* each test uses some of it */

#define PT(n) ((dim)((n) * DIM_POINT))

static struct scratch s;
static struct fonts *fonts;
static struct faces *faces;
static struct shaper *shaper;
static struct layout *l;
static const struct face *serif, *italic, *sans;

/* ---- building */
static struct tag *tagged(enum tag_role role, struct tag *parent)
{
	return tag_new(&s.arena, parent, role, NULL);
}

/* In reading order, as the writer wants them. */
static void number_tags(struct tag *t)
{
	t->index = l->ntags++;
	for (struct tag *child = t->first; child; child = child->next)
		number_tags(child);
}

static struct page *page_new(const char *label)
{
	struct page *pages = arena_array(&s.arena, struct page, l->npages + 1);
	if (l->npages)
		memcpy(pages, l->pages, sizeof *pages * l->npages);
	l->pages = pages;
	l->pages[l->npages].label = str_c(label);
	return &l->pages[l->npages++];
}

static struct mark *mark_new(struct page *p, enum mark_kind kind, struct tag *tag, dim x, dim y)
{
	struct mark *marks = arena_array(&s.arena, struct mark, p->n + 1), *m = &marks[p->n];
	if (p->n)
		memcpy(marks, p->marks, sizeof *marks * p->n);
	p->marks = marks;
	p->n++;
	*m = (struct mark){.kind = kind, .x = x, .y = y, .tag = tag};
	return m;
}

static dim scaled(const struct face *face, int32_t units, dim size)
{
	return (dim)((int64_t)units * size / face->units_per_em);
}

/* Words set at x, y; the pen's place behind them. */
static dim set_styled(struct page *p, struct tag *tag, dim x, dim y, const struct face *face, dim size, const char *text, uint16_t features,
	bool hyphen)
{
	struct shape_style style = {.face = face, .lang = STR("en"), .script = SCRIPT_LATIN, .features = features};
	struct shaped shaped = hyphen ? shape_hyphenated(shaper, &style, str_c(text))
		: shape_part(shaper, &style, str_c(text), 0, str_c(text).n);
	struct mark *m = mark_new(p, MARK_GLYPHS, tag, x, y);
	struct placed_glyph *glyphs = arena_array(&s.arena, struct placed_glyph, shaped.n);
	for (size_t i = 0; i < shaped.n; i++) {
		const struct glyph *g = &shaped.glyphs[i];
		glyphs[i] = (struct placed_glyph){scaled(face, g->advance, size), g->cluster, (uint16_t)g->length, (uint16_t)g->id};
		x += glyphs[i].advance;
	}
	m->u.run = (struct glyph_run){.face = face, .size = size, .glyphs = glyphs, .n = shaped.n, .text = arena_copy(&s.arena, str_c(text)),
		.hyphen = hyphen};
	return x;
}

static dim set(struct page *p, struct tag *tag, dim x, dim y, const char *text)
{
	return set_styled(p, tag, x, y, serif, PT(11), text, 0, false);
}

static struct page_link *link_new(struct page *p, struct tag *tag, dim x, dim y, dim width)
{
	struct page_link *link = arena_push(&s.arena, &p->links);
	*link = (struct page_link){.x = x, .y = y - PT(9), .width = width, .height = PT(12), .tag = tag};
	return link;
}

static struct destination *destination_new(const struct article *article, const struct node *node, uint32_t page, dim y)
{
	struct {
		struct destination **items;
		size_t n, cap;
	} list = {l->destinations, l->ndestinations, l->destination_cap};
	struct destination *d = *arena_push(&s.arena, &list) = arena_new(&s.arena, struct destination);
	l->destinations = list.items;
	l->ndestinations = list.n;
	l->destination_cap = list.cap;
	*d = (struct destination){article, node, page, 0, y};
	return d;
}

static struct outline_item *outlined(struct outline_item *parent, const char *title, const struct destination *to)
{
	struct outline_item *item = arena_new(&s.arena, struct outline_item);
	*item = (struct outline_item){.title = str_c(title), .to = to};
	if (parent->last)
		parent->last->next = item;
	else
		parent->first = item;
	return parent->last = item;
}

static const struct face *face_of(const char *family, bool slanted)
{
	const char *why;
	const struct face *face = faces_find(faces, str_c(family), 400, slanted, &why);
	ck_assert_msg(face != NULL, "%s: %s", family, why);
	return face;
}

static struct edition *edition_of(void)
{
	struct edition *e = arena_new(&s.arena, struct edition);
	e->title = STR("Bread & Salt \xe2\x80\x93 a test");
	e->description = STR("Of bread.");
	e->language = STR("en-GB");
	e->identifier = STR("urn:uuid:3f2a1c52-6d1e-4c0b-9b7e-2f4f0a7c1d11");
	e->file = STR("sample");
	e->modified = STR("2024-02-29T12:30:45Z");
	e->epoch = 1709209845;
	*arena_push(&s.arena, &e->authors) = (struct person){.name = STR("Jane Example")};
	*arena_push(&s.arena, &e->authors) = (struct person){.name = STR("Ed Example"), .role = STR("edt")};
	*arena_push(&s.arena, &e->subjects) = (struct value){.s = STR("bread")};
	*arena_push(&s.arena, &e->subjects) = (struct value){.s = STR("salt")};
	return e;
}

static void layout_open(void)
{
	const char *why;
	scratch_open(&s);
	fonts = fonts_open(&s.arena, STR(""), &why);
	ck_assert_msg(fonts != NULL, "%s", why);
	faces = faces_open(fonts, &why);
	shaper = shaper_open();
	serif = face_of("EB Garamond", false);
	italic = face_of("EB Garamond", true);
	sans = face_of("DejaVu Sans", false);
	l = arena_new(&s.arena, struct layout);
	l->edition = edition_of();
	l->width = PT(432);
	l->height = PT(648);
	l->bleed = PT(9);
	l->root = tagged(TAG_DOCUMENT, NULL);
}

static void layout_close(void)
{
	shaper_close(shaper);
	faces_close(faces);
	fonts_close(fonts);
	scratch_close(&s);
}

static const unsigned char red_dot[] = {0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13, 'I', 'H', 'D', 'R', 0, 0, 0, 1, 0, 0, 0, 1, 8, 6,
	0, 0, 0, 0x1f, 0x15, 0xc4, 0x89, 0, 0, 0, 13, 'I', 'D', 'A', 'T', 0x78, 0xda, 0x63, 0x64, 0xf8, 0xcf, 0x50, 0x0f, 0, 0x03,
	0x86, 0x01, 0x80, 0x5a, 0x34, 0x7d, 0x6b, 0, 0, 0, 0, 'I', 'E', 'N', 'D', 0xae, 0x42, 0x60, 0x82};
static const char drawing[] = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"120\" height=\"80\">"
	"<rect width=\"120\" height=\"80\" fill=\"#8a3b5c\" rx=\"12\"/><circle cx=\"60\" cy=\"40\" r=\"30\" fill=\"#ffe\" fill-opacity=\".7\"/></svg>";

static struct asset *asset_new(const char *name, const void *bytes, size_t n, uint32_t index)
{
	struct asset *a = arena_new(&s.arena, struct asset);
	scratch_bytes(&s, name, bytes, n);
	*a = (struct asset){.path = str_c(scratch_path(&s, name)), .rel = str_c(name), .index = index};
	return a;
}

/* A running head and a folio, which are no part of the text. */
static void furniture(struct page *p, const char *head)
{
	set_styled(p, NULL, PT(180), PT(30), serif, PT(9), head, SHAPE_SMALL_CAPS, false);
	p->marks[p->n - 1].artifact = ARTIFACT_PAGINATION;
	set(p, NULL, PT(210), PT(620), arena_cstr(&s.arena, p->label));
	p->marks[p->n - 1].artifact = ARTIFACT_PAGINATION;
}

/* The file's bytes. */
static struct str written(int threads, const char *into)
{
	struct str data;
	ck_assert_int_eq(fs_make_dirs(scratch_path(&s, into)), 0);
	struct write_job job = {.dir = str_c(scratch_path(&s, into)), .threads = threads, .arena = &s.arena, .diags = &s.diags};
	ck_assert(pdf_write_layout(&job, l));
	ck_assert_uint_eq(job.n, 1);
	ck_assert_int_eq(fs_read(&s.arena, arena_cstr(&s.arena, job.items[0].path), FS_TEXT_LIMIT, &data), 0);
	ck_assert_uint_eq(data.n, job.items[0].size);
	return data;
}

/* ---- reading: every object's text, and the streams unpacked */
struct object {
	struct str text;   /* dictionary or other value */
	struct str stream; /* inflated where that is the only filter and there is no predictor */
};
static struct object objects[2000];
static size_t nobjects;

static struct str inflated(struct str data)
{
	uLongf n = data.n * 200 + 4096;
	char *to = arena_alloc(&s.arena, n);
	ck_assert_int_eq(uncompress((Bytef *)to, &n, (const Bytef *)data.p, (uLong)data.n), Z_OK);
	return (struct str){to, n};
}

static long number_after(struct str text, const char *key)
{
	size_t at = str_find(text, key);
	ck_assert_msg(at < text.n, "no %s in " STR_FMT, key, STR_ARG(text));
	return strtol(arena_cstr(&s.arena, str_sub(text, at + strlen(key), at + strlen(key) + 20)), NULL, 10);
}

static bool holds(struct str text, const char *part)
{
	return str_find(text, part) < text.n;
}

static void read_object_stream(const struct object *o)
{
	long n = number_after(o->text, "/N "), first = number_after(o->text, "/First ");
	struct str table = str_sub(o->stream, 0, (size_t)first), body = str_skip(o->stream, (size_t)first);
	for (long i = 0; i < n; i++) {
		struct str line = str_cut(&table, '\n');
		char *end;
		long id = strtol(arena_cstr(&s.arena, line), &end, 10), from = strtol(end, NULL, 10);
		struct str rest = table;
		long to = i + 1 < n ? strtol(strchr(arena_cstr(&s.arena, str_cut(&rest, '\n')), ' '), NULL, 10) : (long)body.n;
		objects[id].text = str_trim(str_sub(body, (size_t)from, (size_t)to));
	}
}

static void read_pdf(struct str data)
{
	memset(objects, 0, sizeof objects);
	nobjects = 0;
	for (size_t i = 0; i < data.n;) {
		size_t at = i + str_find(str_skip(data, i), " 0 obj\n");
		if (at >= data.n)
			break;
		size_t start = at;
		while (data.p[start - 1] != '\n')
			start--;
		long id = strtol(data.p + start, NULL, 10);
		ck_assert(id > 0 && id < 2000);
		struct object *o = &objects[id];
		struct str rest = str_skip(data, at + 7);
		o->text = str_sub(rest, 0, str_find(rest, "\nstream\n"));
		struct str raw = str_sub(rest, o->text.n + 8, o->text.n + 8 + (size_t)number_after(o->text, "/Length "));
		o->stream = holds(o->text, "/FlateDecode") && !holds(o->text, "/Predictor") ? inflated(raw) : raw;
		i = at + 7 + o->text.n + 8 + raw.n;
		nobjects = (size_t)id >= nobjects ? (size_t)id + 1 : nobjects;
	}
	for (size_t i = 0; i < nobjects; i++)
		if (holds(objects[i].text, "/Type/ObjStm"))
			read_object_stream(&objects[i]);
	for (nobjects = 2000; nobjects && !objects[nobjects - 1].text.n;)
		nobjects--;
}

/* The object that holds this, the n-th of them from 0; 0 when there is none. */
static long find_object(const char *part, int n)
{
	for (size_t i = 0; i < nobjects; i++)
		if (holds(objects[i].text, part) && n-- == 0)
			return (long)i;
	return 0;
}

static struct str object_with(const char *part)
{
	long id = find_object(part, 0);
	ck_assert_msg(id > 0, "no object holds %s", part);
	return objects[id].text;
}

static struct object *referred(struct str text, const char *key)
{
	return &objects[number_after(text, key)];
}

static struct str page_at(int n)
{
	return objects[find_object("/Type/Page/", n)].text;
}

static struct str content_of(int n)
{
	return referred(page_at(n), "/Contents ")->stream;
}

/* ---- running */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
	return "leak:libfontconfig\n";
}

static const char *folder; /* for the sample, or NULL */

START_TEST(the_sample_is_written)
{
	struct write_job job = {.dir = str_c(folder), .threads = 2, .arena = &s.arena, .diags = &s.diags};
	ck_assert(pdf_write_layout(&job, l));
}
END_TEST

/* setup leaves the layout of the sample in l. */
static int run_pdf_tests(const char *name, void (*setup)(void), const TTest **tests, size_t n, const char *into)
{
	Suite *suite = suite_create(name);
	TCase *c = tcase_create(name);
	folder = into;
	tcase_set_timeout(c, 60);
	tcase_add_checked_fixture(c, setup, layout_close);
	for (size_t i = 0; !folder && i < n; i++)
		tcase_add_test(c, tests[i]);
	if (folder)
		tcase_add_test(c, the_sample_is_written);
	suite_add_tcase(suite, c);
	return scratch_run(suite);
}

#endif
