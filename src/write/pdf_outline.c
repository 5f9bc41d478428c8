/* The outline (ISO 32000-1 12.3.3): the bookmarks that viewers show beside the pages. All but the top level is folded. */
#include "write/pdf.h"

static uint32_t count(const struct outline_item *parent)
{
	uint32_t n = 0;
	for (const struct outline_item *i = parent->first; i; i = i->next)
		n++;
	return n;
}

/* The children of parent, whose objects are n in a row from first. */
static void write_level(struct pdf *p, const struct outline_item *parent, uint32_t parent_id, uint32_t first)
{
	uint32_t n = count(parent), id = first;
	for (const struct outline_item *i = parent->first; i; i = i->next, id++) {
		uint32_t below = count(i), child = pdf_reserve(p->file, below);
		struct buf *b = pdf_begin(p->file, id);
		buf_cstr(b, "<</Title");
		pdf_text(b, i->title);
		buf_printf(b, "/Parent %u 0 R", parent_id);
		if (i->to) {
			buf_cstr(b, "/Dest");
			pdf_put_destination(b, p, i->to);
		}
		if (id > first)
			buf_printf(b, "/Prev %u 0 R", id - 1);
		if (id + 1 < first + n)
			buf_printf(b, "/Next %u 0 R", id + 1);
		if (below)
			buf_printf(b, "/First %u 0 R/Last %u 0 R/Count -%u", child, child + below - 1, below);
		buf_cstr(b, ">>");
		pdf_end(p->file);
		write_level(p, i, id, child);
	}
}

uint32_t pdf_outline(struct pdf *p)
{
	const struct outline_item *top = &p->layout->outline;
	uint32_t n = count(top);
	if (!n)
		return 0;
	uint32_t root = pdf_reserve(p->file, 1), first = pdf_reserve(p->file, n);
	struct buf *b = pdf_begin(p->file, root);
	buf_printf(b, "<</Type/Outlines/First %u 0 R/Last %u 0 R/Count %u>>", first, first + n - 1, n);
	pdf_end(p->file);
	write_level(p, top, root, first);
	return root;
}
