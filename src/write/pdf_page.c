/*
 * Pages: content streams (ISO 32000-1 7.8.2) and page objects. Streams are spelled and compressed on all cores, some dozens at a time.
 *
 * Everything stands in marked content: a sequence of marks of one tag has an MCID, counted from 0 on each page, by which
 * pdf_structure.c finds it; what has no tag is an Artifact. One text object holds as many sequences of text as follow each other;
 * where a sequence has rules or images, too, its text objects are within it, for neither may straddle the other (14.6.1).
 *
 * Where glyphs stand: TJ's numbers are whole thousandths of the em, and widths are rounded in W. Each number is made from where
 * the pen really is, so that no error adds up over a line, and differences that nobody can see are left out.
 */
#include "write/pdf.h"

#include <stdlib.h>
#include <string.h>
#include "base/map.h"
#include "base/pool.h"

enum {
	BATCH = 64,      /* pages in memory at once */
	UNSEEN = 2,      /* thousandths of the em: smaller moves of the pen are not worth their bytes */
	BODY_TOP = 2,    /* an artifact above the middle of the page is a header, else a footer */
};

/* Of a page being spelled. */
struct pen {
	struct buf *b;
	const struct pdf *p;
	bool text;             /* in a text object */
	size_t font;           /* number and size of the font in force; size 0: none yet */
	bool hyphen;           /* it is the one for hyphens */
	dim size;
	uint32_t colour;
	int64_t x, y;          /* the text object's line, in thousandths of a point from the sheet's left bottom */
};

/* A TJ array being spelled. */
struct array {
	struct pen *pen;
	const struct glyph_run *run;
	const struct pdf_font *font;
	bool open, string;     /* "[", "(" */
	int64_t at, want;      /* pen, in thousandths of a dim from the run's start: where the viewer's is, where it ought to be */
	dim rise;
};

static bool is_header(const struct pdf *p, const struct mark *m)
{
	return m->y < p->layout->height / BODY_TOP;
}

size_t pdf_sequence_end(const struct pdf *p, const struct page *page, size_t i)
{
	const struct mark *first = &page->marks[i];
	for (i++; i < page->n; i++) {
		const struct mark *m = &page->marks[i];
		if (m->tag != first->tag)
			break;
		if (!m->tag && (m->artifact != first->artifact ||
			(m->artifact == ARTIFACT_PAGINATION && is_header(p, m) != is_header(p, first))))
			break;
	}
	return i;
}

static int64_t sheet_x(const struct pdf *p, dim x)
{
	return pdf_dim_milli((int64_t)x + p->layout->bleed);
}

static int64_t sheet_y(const struct pdf *p, dim y)
{
	return pdf_dim_milli((int64_t)p->layout->height + p->layout->bleed - y);
}

void pdf_rectangle(struct buf *b, const struct pdf *p, dim x, dim y, dim width, dim height)
{
	int64_t sides[4] = {sheet_x(p, x), sheet_y(p, y + height), sheet_x(p, x + width), sheet_y(p, y)};
	for (int i = 0; i < 4; i++) {
		buf_char(b, i ? ' ' : '[');
		pdf_milli(b, sides[i]);
	}
	buf_char(b, ']');
}

static void end_text(struct pen *pen)
{
	if (pen->text)
		buf_cstr(pen->b, "ET\n");
	pen->text = false;
}

static void begin_text(struct pen *pen)
{
	if (!pen->text)
		buf_cstr(pen->b, "BT\n");
	if (!pen->text)
		pen->x = pen->y = 0;
	pen->text = true;
}

/* Greys as such: black type is to be printed with black ink alone. */
static void set_colour(struct pen *pen, uint32_t colour)
{
	uint32_t r = colour >> 16 & 255, g = colour >> 8 & 255, b = colour & 255;
	uint32_t parts[3] = {r, g, b};
	bool grey = r == g && g == b;
	if (pen->colour == colour)
		return;
	pen->colour = colour;
	for (int i = grey ? 2 : 0; i < 3; i++) {
		pdf_milli(pen->b, (parts[i] * 1000 + 127) / 255);
		buf_char(pen->b, ' ');
	}
	buf_cstr(pen->b, grey ? "g\n" : "rg\n");
}

static void close_string(struct array *a)
{
	if (a->string)
		buf_char(a->pen->b, ')');
	a->string = false;
}

static void close_array(struct array *a)
{
	close_string(a);
	if (a->open)
		buf_put(a->pen->b, "]TJ\n", 4);
	a->open = false;
}

static int64_t divide_rounded(int64_t n, int64_t by)
{
	return n >= 0 ? (n + by / 2) / by : -((-n + by / 2) / by);
}

/* Moves the viewer's pen to where it ought to be, when that shows. */
static void move_pen(struct array *a)
{
	int64_t size = a->run->size, move = divide_rounded(a->at - a->want, size);
	if (move > -UNSEEN && move < UNSEEN)
		return;
	close_string(a);
	if (!a->open)
		buf_char(a->pen->b, '[');
	a->open = true;
	pdf_number(a->pen->b, move);
	a->at -= move * size;
}

static void set_rise(struct array *a, dim rise)
{
	if (a->rise == rise)
		return;
	close_array(a);
	pdf_dim(a->pen->b, rise);
	buf_cstr(a->pen->b, " Ts\n");
	a->rise = rise;
}

static void put_code(struct array *a, uint16_t code)
{
	char bytes[8];
	size_t n = 0;
	if (!a->open)
		bytes[n++] = '[';
	if (!a->string)
		bytes[n++] = '(';
	a->open = a->string = true;
	for (int shift = 8; shift >= 0; shift -= 8) {
		char c = (char)(code >> shift);
		if (c == '(' || c == ')' || c == '\\' || c == '\r')
			bytes[n++] = '\\';
		bytes[n++] = c == '\r' ? 'r' : c;
	}
	buf_put(a->pen->b, bytes, n);
}

/* Draws one glyph; .notdef, which PDF/A forbids, is only advanced over. */
static void put_glyph(struct array *a, size_t i)
{
	const struct placed_glyph *g = &a->run->glyphs[i];
	const struct glyph_shift shift = a->run->shifts ? a->run->shifts[i] : (struct glyph_shift){0};
	int64_t origin = a->want;
	a->want += (int64_t)shift.dx * 1000;
	if (g->id) {
		const struct pdf_glyph *glyph = &a->font->glyphs[g->id];
		set_rise(a, -shift.dy);
		move_pen(a);
		put_code(a, glyph->code);
		a->at += (int64_t)glyph->width * a->run->size;
	}
	a->want = origin + (int64_t)g->advance * 1000;
}

/* Do the glyphs of the cluster say by themselves what it stands for? */
static bool speaks(const struct pdf_font *f, const struct glyph_run *run, size_t from, size_t to, struct str text)
{
	if (to == from + 1)
		return str_eq(f->glyphs[run->glyphs[from].id].text, text);
	for (size_t i = from; i < to; i++) {
		struct str part = f->glyphs[run->glyphs[i].id].text;
		if (part.n > text.n || memcmp(part.p, text.p, part.n) != 0)
			return false;
		text = str_skip(text, part.n);
	}
	return text.n == 0;
}

static void set_font(struct pen *pen, size_t index, bool hyphen, dim size)
{
	if (pen->size == size && pen->font == index && pen->hyphen == hyphen)
		return;
	buf_printf(pen->b, "/%c%zu ", hyphen ? 'H' : 'F', index);
	pdf_dim(pen->b, size);
	buf_cstr(pen->b, " Tf\n");
	pen->size = size;
	pen->font = index;
	pen->hyphen = hyphen;
}

static void put_hyphen(struct array *a, size_t i)
{
	if (a->font->hyphen_id) {
		close_array(a);
		set_font(a->pen, a->pen->font, true, a->run->size);
	}
	put_glyph(a, i);
}

static void put_cluster(struct array *a, size_t from, size_t to)
{
	const struct glyph_run *run = a->run;
	struct str text = pdf_cluster_text(run, from);
	bool said = !run->glyphs[from].id || speaks(a->font, run, from, to, text);
	if (!said) {
		close_array(a);
		buf_cstr(a->pen->b, "/Span<</ActualText<FEFF");
		pdf_utf16_hex(a->pen->b, text);
		buf_cstr(a->pen->b, ">>>BDC\n");
	}
	for (size_t i = from; i < to; i++)
		put_glyph(a, i);
	if (!said) {
		close_array(a);
		buf_cstr(a->pen->b, "EMC\n");
	}
}

static void put_run(struct pen *pen, const struct mark *m)
{
	const struct glyph_run *run = &m->u.run;
	size_t index = 0;
	int64_t x = sheet_x(pen->p, m->x), y = sheet_y(pen->p, m->y);
	struct array a = {.pen = pen, .run = run, .font = pdf_font_of(pen->p, run->face, &index)};
	begin_text(pen);
	set_colour(pen, m->colour);
	set_font(pen, index, false, run->size);
	pdf_milli(pen->b, x - pen->x);
	buf_char(pen->b, ' ');
	pdf_milli(pen->b, y - pen->y);
	buf_cstr(pen->b, " Td\n");
	pen->x = x;
	pen->y = y;
	for (size_t i = 0, end; i < run->n; i = end) {
		end = pdf_cluster_end(run, i);
		if (pdf_is_hyphen(run, i))
			put_hyphen(&a, i);
		else
			put_cluster(&a, i, end);
	}
	set_rise(&a, 0);
	close_array(&a);
}

static void put_rule(struct pen *pen, const struct mark *m)
{
	end_text(pen);
	set_colour(pen, m->colour);
	int64_t left = sheet_x(pen->p, m->x), bottom = sheet_y(pen->p, m->y + m->u.rule.height);
	int64_t sides[4] = {left, bottom, sheet_x(pen->p, m->x + m->u.rule.width) - left, sheet_y(pen->p, m->y) - bottom};
	for (int i = 0; i < 4; i++) {
		pdf_milli(pen->b, sides[i]);
		buf_char(pen->b, ' ');
	}
	buf_cstr(pen->b, "re f\n");
}

static const struct pdf_image *image_of(const struct pdf *p, const struct mark *m)
{
	return m->kind == MARK_IMAGE && p->images[m->u.image.asset->index].id ? &p->images[m->u.image.asset->index] : NULL;
}

static void put_image(struct pen *pen, const struct mark *m)
{
	end_text(pen);
	if (!image_of(pen->p, m))
		return;
	int64_t left = sheet_x(pen->p, m->x), bottom = sheet_y(pen->p, m->y + m->u.image.height);
	buf_cstr(pen->b, "q ");
	pdf_dim(pen->b, m->u.image.width);
	buf_cstr(pen->b, " 0 0 ");
	pdf_dim(pen->b, m->u.image.height);
	buf_char(pen->b, ' ');
	pdf_milli(pen->b, left);
	buf_char(pen->b, ' ');
	pdf_milli(pen->b, bottom);
	buf_printf(pen->b, " cm/I%u Do Q\n", m->u.image.asset->index);
}

static void put_mark(struct pen *pen, const struct mark *m)
{
	switch (m->kind) {
	case MARK_GLYPHS:
		put_run(pen, m);
		break;
	case MARK_RULE:
		put_rule(pen, m);
		break;
	case MARK_IMAGE:
		put_image(pen, m);
		break;
	}
}

static const char *role_of_artifact(const struct pdf *p, const struct mark *m)
{
	if (m->artifact != ARTIFACT_PAGINATION)
		return "/Artifact<</Type/Layout>>BDC\n";
	return is_header(p, m) ? "/Artifact<</Type/Pagination/Subtype/Header>>BDC\n"
		: "/Artifact<</Type/Pagination/Subtype/Footer>>BDC\n";
}

static void put_sequence(struct pen *pen, const struct page *page, size_t from, size_t to, uint32_t *mcid)
{
	const struct mark *first = &page->marks[from];
	bool text = true;
	for (size_t i = from; i < to; i++)
		text = text && page->marks[i].kind == MARK_GLYPHS;
	if (text)
		begin_text(pen);
	else
		end_text(pen);
	if (first->tag) {
		buf_char(pen->b, '/');
		buf_cstr(pen->b, pdf_role(first->tag->role));
		buf_cstr(pen->b, "<</MCID ");
		pdf_number(pen->b, (*mcid)++);
		buf_cstr(pen->b, ">>BDC\n");
	} else {
		buf_cstr(pen->b, role_of_artifact(pen->p, first));
	}
	for (size_t i = from; i < to; i++)
		put_mark(pen, &page->marks[i]);
	if (!text)
		end_text(pen);
	buf_cstr(pen->b, "EMC\n");
}

/* ---- pages at once */
struct batch {
	const struct pdf *p;
	size_t first, n;
	struct buf packed[BATCH];
};

static void spell_page(void *context, size_t i)
{
	struct batch *batch = context;
	const struct page *page = &batch->p->layout->pages[batch->first + i];
	struct buf content;
	struct pen pen = {.b = &content, .p = batch->p};
	uint32_t mcid = 0;
	buf_init(&content, BUF_NO_LIMIT);
	for (size_t k = 0, end; k < page->n; k = end) {
		end = pdf_sequence_end(batch->p, page, k);
		put_sequence(&pen, page, k, end, &mcid);
	}
	end_text(&pen);
	if (content.n)
		pdf_deflate(&batch->packed[i], buf_view(&content));
	buf_free(&content);
}

static void put_images(struct pdf *p, struct buf *b, const struct page *page)
{
	struct map seen;
	struct arena scratch;
	arena_init(&scratch);
	map_init(&seen, &scratch);
	for (size_t i = 0; i < page->n; i++) {
		const struct pdf_image *image = image_of(p, &page->marks[i]);
		const struct asset *asset = page->marks[i].u.image.asset;
		if (!image || map_put(&seen, (struct str){(const char *)&image->id, sizeof image->id}, (void *)(uintptr_t)image))
			continue;
		buf_printf(b, "%s/I%u %u 0 R", seen.n == 1 ? "/XObject<<" : "", asset->index, image->id);
	}
	buf_cstr(b, seen.n ? ">>" : "");
	arena_free(&scratch);
}

static bool has_structure(const struct page *page)
{
	for (size_t i = 0; i < page->n; i++)
		if (page->marks[i].tag)
			return true;
	return false;
}

static void write_page(struct pdf *p, size_t i, uint32_t content, uint32_t first_link)
{
	const struct page *page = &p->layout->pages[i];
	const struct layout *l = p->layout;
	struct buf *b = pdf_begin(p->file, p->page + (uint32_t)i);
	buf_printf(b, "<</Type/Page/Parent %u 0 R", p->page_tree);
	buf_cstr(b, "/TrimBox");
	pdf_rectangle(b, p, 0, 0, l->width, l->height);
	buf_cstr(b, "/BleedBox");
	pdf_rectangle(b, p, -l->bleed, -l->bleed, l->width + 2 * l->bleed, l->height + 2 * l->bleed);
	buf_cstr(b, "/Tabs/S");
	if (content)
		buf_printf(b, "/Contents %u 0 R", content);
	if (has_structure(page))
		buf_printf(b, "/StructParents %zu", i);
	buf_printf(b, "/Resources<</Font %u 0 R", p->font_resources);
	put_images(p, b, page);
	buf_cstr(b, ">>");
	for (size_t k = 0; k < page->links.n; k++)
		buf_printf(b, "%s%u 0 R%s", k ? " " : "/Annots[", p->link + first_link + (uint32_t)k, k + 1 < page->links.n ? "" : "]");
	buf_cstr(b, ">>");
	pdf_end(p->file);
}

static void write_batch(struct pdf *p, struct batch *batch, uint32_t *link)
{
	pool_run(p->threads, batch->n, spell_page, batch);
	for (size_t i = 0; i < batch->n; i++) {
		uint32_t content = 0;
		if (batch->packed[i].n) {
			content = pdf_reserve(p->file, 1);
			pdf_stream(p->file, content, "", buf_view(&batch->packed[i]), PDF_DEFLATED);
		}
		write_page(p, batch->first + i, content, *link);
		*link += (uint32_t)p->layout->pages[batch->first + i].links.n;
		buf_clear(&batch->packed[i]);
	}
}

static void write_tree(struct pdf *p)
{
	const struct layout *l = p->layout;
	struct buf *b = pdf_begin(p->file, p->page_tree);
	buf_printf(b, "<</Type/Pages/Count %zu/MediaBox", l->npages);
	pdf_rectangle(b, p, -l->bleed, -l->bleed, l->width + 2 * l->bleed, l->height + 2 * l->bleed);
	buf_cstr(b, "/Kids[");
	for (size_t i = 0; i < l->npages; i++) {
		pdf_ref(b, p->page + (uint32_t)i);
		buf_char(b, i + 1 < l->npages ? ' ' : ']');
	}
	buf_cstr(b, ">>");
	pdf_end(p->file);
}

void pdf_pages(struct pdf *p)
{
	struct batch *batch = mem_alloc(sizeof *batch);
	uint32_t link = 0;
	batch->p = p;
	for (int i = 0; i < BATCH; i++)
		buf_init(&batch->packed[i], BUF_NO_LIMIT);
	for (batch->first = 0; batch->first < p->layout->npages; batch->first += BATCH) {
		size_t left = p->layout->npages - batch->first;
		batch->n = left < BATCH ? left : BATCH;
		write_batch(p, batch, &link);
	}
	for (int i = 0; i < BATCH; i++)
		buf_free(&batch->packed[i]);
	free(batch);
	write_tree(p);
}
