/*
 * A booklet: two pages side by side on each side of sheets that are printed, folded and stapled. Each page is a form XObject
 * (ISO 32000-1 8.10), so that its content is spelled as anywhere else; a side of a sheet places two of them.
 *
 * Inner sheets stick out by the thickness of those around them and are trimmed even with them: their pages move towards the fold, which
 * keeps outer margins as wide as they were laid out (paper.h). Neither page of a sheet gets over the fold.
 *
 * Sheets are as large as two pages, which leaves no room for marks; where pages bleed, they have to be trimmed anyhow, and the sheet
 * is larger: crop marks at the corners, ticks at the fold, outside what bleeds.
 */
#include "write/pdf.h"

#include "layout/paper.h"

enum {
	MARK_GAP = 3 * DIM_POINT,     /* from what bleeds to a crop mark */
	MARK_LENGTH = 12 * DIM_POINT,
	MARK_EDGE = 9 * DIM_POINT,    /* from there to the sheet's edge */
};

struct sheet {
	dim width, height;
	dim fold, bottom; /* where the pages meet, and where they end; from the sheet's left bottom */
};

static struct sheet sheet_of(const struct layout *l)
{
	struct paper two = paper_booklet_sheet((struct paper){l->width, l->height});
	struct sheet s = {.width = two.width, .height = two.height};
	if (l->bleed) {
		dim around = l->bleed + MARK_GAP + MARK_LENGTH + MARK_EDGE;
		s.width = 2 * l->width + 2 * around;
		s.height = l->height + 2 * around;
	}
	s.fold = s.width / 2;
	s.bottom = (s.height - l->height) / 2;
	return s;
}

static void put_dims(struct buf *b, const dim *dims, int n, const char *operator)
{
	for (int i = 0; i < n; i++) {
		pdf_dim(b, dims[i]);
		buf_char(b, ' ');
	}
	buf_cstr(b, operator);
}

static void put_page(struct buf *b, const struct pdf *p, const struct sheet *s, uint32_t page, bool left, dim creep)
{
	const struct layout *l = p->layout;
	if (page == PAPER_BLANK)
		return;
	dim half[4] = {left ? 0 : s->fold, 0, s->width - s->fold, s->height}, x = left ? s->fold - l->width + creep : s->fold - creep;
	buf_cstr(b, "q ");
	put_dims(b, half, 4, "re W n 1 0 0 1 ");
	pdf_milli(b, pdf_dim_milli(x) - pdf_x(p, page, 0));
	buf_char(b, ' ');
	pdf_dim(b, s->bottom - l->bleed);
	buf_printf(b, " cm/P%u Do Q\n", page);
}

static void put_stroke(struct buf *b, dim x, dim y, dim to_x, dim to_y)
{
	dim from[2] = {x, y}, to[2] = {to_x, to_y};
	put_dims(b, from, 2, "m ");
	put_dims(b, to, 2, "l S\n");
}

static void put_crop_marks(struct buf *b, const struct layout *l, const struct sheet *s)
{
	dim near = l->bleed + MARK_GAP, far = near + MARK_LENGTH;
	buf_cstr(b, "q .25 w\n");
	for (int right = -1; right <= 1; right += 2) {
		for (int up = 0; up <= 1; up++) {
			dim x = s->fold + right * l->width, y = s->bottom + up * l->height, out = up ? 1 : -1;
			put_stroke(b, x + right * near, y, x + right * far, y);
			put_stroke(b, x, y + out * near, x, y + out * far);
		}
	}
	buf_cstr(b, "[2] 0 d\n");
	put_stroke(b, s->fold, s->bottom - near, s->fold, s->bottom - far);
	put_stroke(b, s->fold, s->bottom + l->height + near, s->fold, s->bottom + l->height + far);
	buf_cstr(b, "Q\n");
}

static struct paper_side side_of(const struct layout *l, uint32_t number)
{
	struct paper_side side = paper_booklet_side((uint32_t)l->npages, number, l->sheet_thickness);
	if (l->rtl) {
		uint32_t left = side.left;
		side.left = side.right;
		side.right = left;
	}
	return side;
}

static void write_form(struct pdf *p, size_t page, struct str content)
{
	struct buf entries;
	dim box[2] = {p->layout->width + p->layout->bleed, p->layout->height + 2 * p->layout->bleed};
	buf_init(&entries, BUF_NO_LIMIT);
	buf_cstr(&entries, "/Type/XObject/Subtype/Form/BBox[0 0 ");
	put_dims(&entries, box, 2, "]");
	pdf_put_resources(&entries, p, page);
	buf_char(&entries, '\0');
	pdf_stream(p->file, p->page + (uint32_t)page, entries.p, content, content.n ? PDF_DEFLATED : PDF_PLAIN);
	buf_free(&entries);
}

static void write_side(struct pdf *p, const struct sheet *s, uint32_t number, uint32_t object)
{
	struct paper_side side = side_of(p->layout, number);
	struct buf content;
	uint32_t stream = pdf_reserve(p->file, 1);
	dim trim[4] = {s->fold - p->layout->width, s->bottom, s->fold + p->layout->width, s->bottom + p->layout->height};
	buf_init(&content, BUF_NO_LIMIT);
	put_page(&content, p, s, side.left, true, side.creep);
	put_page(&content, p, s, side.right, false, side.creep);
	if (p->layout->bleed)
		put_crop_marks(&content, p->layout, s);
	pdf_stream(p->file, stream, "", buf_view(&content), PDF_PLAIN);
	struct buf *b = pdf_begin(p->file, object);
	buf_printf(b, "<</Type/Page/Parent %u 0 R/Contents %u 0 R/TrimBox[", p->page_tree, stream);
	put_dims(b, trim, 4, "]/Resources<</XObject<<");
	if (side.left != PAPER_BLANK)
		buf_printf(b, "/P%u %u 0 R", side.left, p->page + side.left);
	if (side.right != PAPER_BLANK)
		buf_printf(b, "/P%u %u 0 R", side.right, p->page + side.right);
	buf_cstr(b, ">>>>>>");
	pdf_end(p->file);
	buf_free(&content);
}

void pdf_booklet(struct pdf *p)
{
	struct sheet s = sheet_of(p->layout);
	uint32_t n = paper_booklet_sides((uint32_t)p->layout->npages), first = pdf_reserve(p->file, n);
	dim size[2] = {s.width, s.height};
	pdf_each_page(p, write_form);
	for (uint32_t i = 0; i < n; i++)
		write_side(p, &s, i, first + i);
	struct buf *b = pdf_begin(p->file, p->page_tree);
	buf_printf(b, "<</Type/Pages/Count %u/MediaBox[0 0 ", n);
	put_dims(b, size, 2, "]/Kids[");
	for (uint32_t i = 0; i < n; i++)
		buf_printf(b, "%s%u 0 R", i ? " " : "", first + i);
	buf_cstr(b, "]>>");
	pdf_end(p->file);
}
