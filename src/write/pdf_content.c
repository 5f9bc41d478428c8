/*
 * Content streams (ISO 32000-1 7.8.2).
 *
 * Everything stands in marked content: a sequence of marks of one tag has an MCID, counted from 0 on each page, by which
 * pdf_structure.c finds it; what has no tag is an Artifact. One text object holds as many sequences of text as follow each other;
 * where a sequence has rules or images, too, its text objects are within it, for neither may straddle the other (14.6.1).
 *
 * Where glyphs stand: TJ's numbers are whole thousandths of the em, and widths are rounded in W. Each number is made from where
 * the pen really is, so that no error adds up over a line, and differences that nobody can see are left out. Word spacing makes spaces
 * as wide as a justified line has them, so that most of them need no number.
 */
#include "write/pdf.h"

#include <string.h>
#include "base/utf8.h"

enum {
	UNSEEN = 2,      /* thousandths of the em: smaller moves of the pen are not worth their bytes */
	BODY_TOP = 2,    /* an artifact above the middle of the page is a header, else a footer */
};

/* Of a page being spelled. */
struct pen {
	struct buf *b;
	const struct pdf *p;
	size_t page;
	struct arena scratch;
	bool text;             /* in a text object */
	size_t font;           /* number and size of the font in force; size 0: none yet */
	bool hyphen;           /* it is the one for hyphens */
	dim size;
	uint32_t colour;
	int64_t word_space;    /* thousandths of a point that viewers add to a space */
	int64_t step;          /* that T* goes up, as the last TD did; 0: there was none */
	int64_t x, y;          /* the text object's line, in thousandths of a point from the sheet's left bottom */
	const struct mark *marked; /* the first of the sequence that is being marked as content; or NULL */
	uint32_t mcid, sequence;   /* how many marked contents, and tagged sequences, began before */
};

/* A TJ array being spelled. */
struct array {
	struct pen *pen;
	const struct glyph_run *run;
	const struct pdf_font *font;
	bool open, string;     /* "[", "(" */
	bool rtl;              /* drawn from the right */
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

int64_t pdf_x(const struct pdf *p, size_t page, dim x)
{
	bool bound_left = (page % 2 == 0) != p->layout->rtl;
	return pdf_dim_milli((int64_t)x + (bound_left ? 0 : p->layout->bleed));
}

int64_t pdf_y(const struct pdf *p, dim y)
{
	return pdf_dim_milli((int64_t)p->layout->height + p->layout->bleed - y);
}

void pdf_rectangle(struct buf *b, const struct pdf *p, size_t page, dim x, dim y, dim width, dim height)
{
	int64_t sides[4] = {pdf_x(p, page, x), pdf_y(p, y + height), pdf_x(p, page, x + width), pdf_y(p, y)};
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

static void begin_folder(struct pen *pen)
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

/* Opens marked content of the element that the mark's tag is. */
static void begin_content(struct pen *pen, const struct mark *m)
{
	buf_printf(pen->b, "/%s<</MCID %u>>BDC\n", pdf_role(m->tag->role), pen->mcid++);
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
	for (int shift = a->font->bytes ? 0 : 8; shift >= 0; shift -= 8) {
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
	if (a->rtl)
		a->want -= (int64_t)g->advance * 1000;
	int64_t origin = a->want;
	a->want += (int64_t)shift.dx * 1000;
	if (g->id) {
		const struct pdf_glyph *glyph = &a->font->glyphs[g->id];
		set_rise(a, -shift.dy);
		move_pen(a);
		put_code(a, glyph->code);
		a->at += (int64_t)glyph->width * a->run->size;
		if (a->font->bytes && glyph->code == PDF_SPACE)
			a->at += a->pen->word_space * DIM_POINT;
	}
	a->want = a->rtl ? origin : origin + (int64_t)g->advance * 1000;
}

/* Of the i-th glyph of the cluster from..to, in the order of drawing. */
static struct str glyph_text(const struct array *a, size_t from, size_t to, size_t i)
{
	return a->font->glyphs[a->run->glyphs[a->rtl ? from + to - 1 - i : i].id].text;
}

static bool is_same_text(const struct array *a, size_t from, size_t to, struct str text)
{
	struct arena scratch;
	struct buf said;
	arena_init(&scratch);
	buf_init(&said, BUF_NO_LIMIT);
	for (size_t i = from; i < to; i++)
		buf_str(&said, glyph_text(a, from, to, i));
	bool same = str_eq(utf8_nfc(&scratch, buf_view(&said)), utf8_nfc(&scratch, text));
	buf_free(&said);
	arena_free(&scratch);
	return same;
}

/*
 * Do the glyphs of the cluster say by themselves, in the order in which they are drawn, what it stands for? Or what Unicode takes for
 * the same: marks in another order.
 */
static bool speaks(const struct array *a, size_t from, size_t to, struct str text)
{
	struct str rest = text;
	size_t i = from;
	for (; i < to; i++) {
		struct str part = glyph_text(a, from, to, i);
		if (part.n > rest.n || memcmp(part.p, rest.p, part.n) != 0)
			break;
		rest = str_skip(rest, part.n);
	}
	return (i == to && !rest.n) || is_same_text(a, from, to, text);
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

static void set_word_space(struct pen *pen, int64_t word_space)
{
	if (pen->word_space == word_space)
		return;
	pdf_milli(pen->b, word_space);
	buf_cstr(pen->b, " Tw\n");
	pen->word_space = word_space;
}

/* As the first space of the run is wide: a line's spaces are alike. */
static void fit_spaces(struct array *a)
{
	const struct glyph_run *run = a->run;
	if (!a->font->stretches) {
		set_word_space(a->pen, 0);
		return;
	}
	for (size_t i = 0; i < run->n; i++) {
		if (run->glyphs[i].id != run->face->space || !run->face->space)
			continue;
		int64_t natural = (int64_t)a->font->glyphs[run->face->space].width * run->size / 1000;
		set_word_space(a->pen, pdf_dim_milli(run->glyphs[i].advance - natural));
		return;
	}
}

static void put_hyphen(struct array *a, size_t i)
{
	if (a->font->hyphen_id) {
		close_array(a);
		set_font(a->pen, a->pen->font, true, a->run->size);
	}
	put_glyph(a, i);
}

/* Text without soft hyphens, which are not seen where no line ends. */
static struct str without_soft_hyphens(struct arena *a, struct str text)
{
	struct str rest = text;
	if (str_find(text, "\xC2\xAD") == text.n)
		return text;
	struct buf b;
	buf_init(&b, BUF_NO_LIMIT);
	while (rest.n) {
		size_t at = str_find(rest, "\xC2\xAD");
		buf_str(&b, str_sub(rest, 0, at));
		rest = str_skip(rest, at < rest.n ? at + 2 : at);
	}
	struct str plain = buf_copy(&b, a);
	buf_free(&b);
	return plain;
}

/*
 * What glyphs do not say by themselves is a marked content of its own, beside that of the text around it and of the same element: nested in
 * it, it would be allowed as well, but programs that go by the structure (poppler's pdfinfo is one) lose what follows it.
 */
static void begin_said(struct array *a, struct str text)
{
	struct pen *pen = a->pen;
	close_array(a);
	if (pen->marked)
		buf_cstr(pen->b, "EMC\n");
	buf_cstr(pen->b, "/Span<<");
	if (pen->marked)
		buf_printf(pen->b, "/MCID %u", pen->mcid++);
	buf_cstr(pen->b, "/ActualText<FEFF");
	pdf_utf16_hex(pen->b, text);
	buf_cstr(pen->b, ">>>BDC\n");
}

static void end_said(struct array *a)
{
	struct pen *pen = a->pen;
	close_array(a);
	buf_cstr(pen->b, "EMC\n");
	if (!pen->marked)
		return;
	uint32_t split[2] = {pen->sequence, pen->sequence};
	buf_put(&pen->p->pages[pen->page].splits, split, sizeof split);
	begin_content(pen, pen->marked);
}

static void put_cluster(struct array *a, size_t from, size_t to)
{
	struct arena scratch;
	arena_init(&scratch);
	struct str text = without_soft_hyphens(&scratch, pdf_cluster_text(a->run, from));
	bool said = !a->run->glyphs[from].id || !text.n || speaks(a, from, to, text);
	if (!said)
		begin_said(a, text);
	for (size_t i = from; i < to; i++)
		put_glyph(a, a->rtl ? from + to - 1 - i : i);
	if (!said)
		end_said(a);
	arena_free(&scratch);
}

static void put_from_left(struct array *a)
{
	for (size_t i = 0, end; i < a->run->n; i = end) {
		end = pdf_cluster_end(a->run, i);
		if (pdf_is_hyphen(a->run, i))
			put_hyphen(a, i);
		else
			put_cluster(a, i, end);
	}
}

/* So that the text is in its own order in the file, as 14.8.2.3.3 has it: programs that go by the structure do not turn it round. */
static void put_from_right(struct array *a)
{
	for (size_t i = 0; i < a->run->n; i++)
		a->want += (int64_t)a->run->glyphs[i].advance * 1000;
	for (size_t end = a->run->n, i; end; end = i) {
		for (i = end - 1; i && !a->run->glyphs[i].length;)
			i--;
		put_cluster(a, i, end);
	}
}

/* To a hundredth of a point, which is some micrometres. */
static int64_t round_place(int64_t thousandths)
{
	return divide_rounded(thousandths, 10) * 10;
}

/* To the run's start: most lines begin below one another, and as far apart as the two before. */
static void move_line(struct pen *pen, int64_t x, int64_t y)
{
	int64_t right = x - pen->x, up = y - pen->y;
	pen->x = x;
	pen->y = y;
	if (!right && up && up == pen->step) {
		buf_cstr(pen->b, "T*\n");
		return;
	}
	pdf_milli(pen->b, right);
	buf_char(pen->b, ' ');
	pdf_milli(pen->b, up);
	buf_cstr(pen->b, right ? " Td\n" : " TD\n");
	pen->step = right ? pen->step : up;
}

static void put_run(struct pen *pen, const struct mark *m)
{
	const struct glyph_run unpacked = glyphs_of(&pen->scratch, &m->u.run), *run = &unpacked;
	size_t index = 0;
	int64_t x = round_place(pdf_x(pen->p, pen->page, m->x)), y = round_place(pdf_y(pen->p, m->y));
	struct array a = {.pen = pen, .run = run, .font = pdf_font_of(pen->p, run->face, &index)};
	begin_folder(pen);
	set_colour(pen, m->colour);
	set_font(pen, index, false, run->size);
	move_line(pen, x, y);
	fit_spaces(&a);
	a.rtl = pdf_is_from_right(run);
	if (a.rtl)
		put_from_right(&a);
	else
		put_from_left(&a);
	set_rise(&a, 0);
	close_array(&a);
}

static void put_rule(struct pen *pen, const struct mark *m)
{
	end_text(pen);
	set_colour(pen, m->colour);
	int64_t left = pdf_x(pen->p, pen->page, m->x), bottom = pdf_y(pen->p, m->y + m->u.rule.height);
	int64_t sides[4] = {left, bottom, pdf_x(pen->p, pen->page, m->x + m->u.rule.width) - left, pdf_y(pen->p, m->y) - bottom};
	for (int i = 0; i < 4; i++) {
		pdf_milli(pen->b, sides[i]);
		buf_char(pen->b, ' ');
	}
	buf_cstr(pen->b, "re f\n");
}

const struct pdf_image *pdf_image_of(const struct pdf *p, const struct mark *m)
{
	return m->kind == MARK_IMAGE && p->images[m->u.image.asset->index].id ? &p->images[m->u.image.asset->index] : NULL;
}

static void put_image(struct pen *pen, const struct mark *m)
{
	end_text(pen);
	if (!pdf_image_of(pen->p, m))
		return;
	set_word_space(pen, 0); /* a drawing has words of its own */
	int64_t left = pdf_x(pen->p, pen->page, m->x), bottom = pdf_y(pen->p, m->y + m->u.image.height);
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

/* Property lists are in the resources: spelled out, they would be a tenth of a short page's bytes. */
static const char *begin_artifact(const struct pdf *p, const struct mark *m)
{
	if (m->artifact != ARTIFACT_PAGINATION)
		return "/Artifact/L BDC\n";
	return is_header(p, m) ? "/Artifact/H BDC\n" : "/Artifact/F BDC\n";
}

static void put_sequence(struct pen *pen, const struct page *page, size_t from, size_t to)
{
	bool text = true, tagged = pdf_is_tagged(pen->p);
	for (size_t i = from; i < to; i++)
		text = text && page->marks[i].kind == MARK_GLYPHS;
	if (text)
		begin_folder(pen);
	else
		end_text(pen);
	if (tagged && !page->marks[from].tag)
		buf_cstr(pen->b, begin_artifact(pen->p, &page->marks[from]));
	else if (tagged)
		begin_content(pen, pen->marked = &page->marks[from]);
	for (size_t i = from; i < to; i++)
		put_mark(pen, &page->marks[i]);
	if (!text)
		end_text(pen);
	if (tagged)
		buf_cstr(pen->b, "EMC\n");
	pen->sequence += pen->marked != NULL;
	pen->marked = NULL;
}

void pdf_spell(const struct pdf *p, size_t number, struct buf *content)
{
	const struct page *page = &p->layout->pages[number];
	struct pen pen = {.b = content, .p = p, .page = number};
	arena_init(&pen.scratch);
	for (size_t i = 0, end; i < page->n; i = end) {
		end = pdf_sequence_end(p, page, i);
		put_sequence(&pen, page, i, end);
	}
	end_text(&pen);
	arena_free(&pen.scratch);
	pdf_frames(content, p, number);
}
