/*
 * Page objects (ISO 32000-1 7.7.3). Content streams are spelled and compressed on all cores, some dozens at a time.
 */
#include "write/pdf.h"

#include <stdlib.h>
#include "base/pool.h"

enum { BATCH = 64 }; /* pages in memory at once */

struct batch {
	const struct pdf *p;
	size_t first, n;
	struct buf packed[BATCH];
};

static void spell_page(void *context, size_t i)
{
	struct batch *batch = context;
	struct buf content;
	buf_init(&content, BUF_NO_LIMIT);
	pdf_spell(batch->p, batch->first + i, &content);
	if (content.n)
		pdf_deflate(&batch->packed[i], buf_view(&content));
	buf_free(&content);
}

void pdf_each_page(struct pdf *p, void (*take)(struct pdf *p, size_t page, struct str content))
{
	struct batch *batch = mem_alloc(sizeof *batch);
	batch->p = p;
	for (int i = 0; i < BATCH; i++)
		buf_init(&batch->packed[i], BUF_NO_LIMIT);
	for (batch->first = 0; batch->first < p->layout->npages; batch->first += batch->n) {
		size_t left = p->layout->npages - batch->first;
		batch->n = left < BATCH ? left : BATCH;
		pool_run(p->threads, batch->n, spell_page, batch);
		for (size_t i = 0; i < batch->n; i++) {
			take(p, batch->first + i, buf_view(&batch->packed[i]));
			buf_clear(&batch->packed[i]);
		}
	}
	for (int i = 0; i < BATCH; i++)
		buf_free(&batch->packed[i]);
	free(batch);
}

void pdf_put_resources(struct buf *b, const struct pdf *p, size_t page)
{
	struct map seen;
	struct arena scratch;
	const struct page *on = &p->layout->pages[page];
	arena_init(&scratch);
	map_init(&seen, &scratch);
	buf_printf(b, "/Resources<</Font %u 0 R", p->font_resources);
	if (p->artifacts)
		buf_printf(b, "/Properties %u 0 R", p->artifacts);
	for (size_t i = 0; i < on->n; i++) {
		const struct pdf_image *image = pdf_image_of(p, &on->marks[i]);
		const struct asset *asset = on->marks[i].u.image.asset;
		if (!image || map_put(&seen, (struct str){(const char *)&image->id, sizeof image->id}, (void *)(uintptr_t)image))
			continue;
		buf_printf(b, "%s/I%u %u 0 R", seen.n == 1 ? "/XObject<<" : "", asset->index, image->id);
	}
	buf_cstr(b, seen.n ? ">>>>" : ">>");
	arena_free(&scratch);
}

static bool has_structure(const struct page *page)
{
	for (size_t i = 0; i < page->n; i++)
		if (page->marks[i].tag)
			return true;
	return false;
}

/* ---- annotations, in the order in which they are read: viewers that know no Tabs go by it */
struct annotation {
	uint32_t place, object; /* of its tag in reading order */
};

static int by_place(const void *a, const void *b)
{
	const struct annotation *x = a, *y = b;
	if (x->place != y->place)
		return x->place < y->place ? -1 : 1;
	return x->object < y->object ? -1 : x->object > y->object;
}

static void put_annotations(struct buf *b, const struct pdf *p, size_t number)
{
	const struct page *page = &p->layout->pages[number];
	const struct pdf_page *at = &p->pages[number];
	size_t nwidgets = at[1].widget - at[0].widget, n = 0;
	struct annotation *list = mem_alloc(sizeof *list * (page->links.n + nwidgets + 1));
	for (size_t i = 0; i < page->links.n; i++) {
		const struct tag *tag = page->links.items[i].tag;
		list[n++] = (struct annotation){tag ? tag->index : 0, p->annotation + at->link + (uint32_t)i};
	}
	for (size_t i = 0; i < nwidgets; i++) {
		const struct tag *tag = p->widgets[at->widget + i].tag;
		list[n++] = (struct annotation){tag ? tag->index : 0, p->annotation + p->nlinks + at->widget + (uint32_t)i};
	}
	qsort(list, n, sizeof *list, by_place);
	for (size_t i = 0; i < n; i++)
		buf_printf(b, "%s%u 0 R%s", i ? " " : "/Annots[", list[i].object, i + 1 < n ? "" : "]");
	free(list);
}

/* All pages are as large, and bleed to the edges of their sheets. */
static void put_sheet(struct buf *b, const struct layout *l)
{
	buf_cstr(b, "[0 0 ");
	pdf_dim(b, (int64_t)l->width + l->bleed);
	buf_char(b, ' ');
	pdf_dim(b, (int64_t)l->height + 2 * (int64_t)l->bleed);
	buf_char(b, ']');
}

static void write_page(struct pdf *p, size_t number, struct str content)
{
	const struct layout *l = p->layout;
	uint32_t stream = content.n ? pdf_reserve(p->file, 1) : 0;
	if (stream)
		pdf_stream(p->file, stream, "", content, PDF_DEFLATED);
	struct buf *b = pdf_begin(p->file, p->page + (uint32_t)number);
	buf_printf(b, "<</Type/Page/Parent %u 0 R/TrimBox", p->page_tree);
	pdf_rectangle(b, p, number, 0, 0, l->width, l->height);
	buf_cstr(b, "/BleedBox");
	put_sheet(b, l);
	buf_cstr(b, "/Tabs/S");
	if (stream)
		buf_printf(b, "/Contents %u 0 R", stream);
	if (has_structure(&l->pages[number]))
		buf_printf(b, "/StructParents %zu", number);
	pdf_put_resources(b, p, number);
	put_annotations(b, p, number);
	buf_cstr(b, ">>");
	pdf_end(p->file);
}

static void write_tree(struct pdf *p)
{
	size_t n = p->layout->npages;
	struct buf *b = pdf_begin(p->file, p->page_tree);
	buf_printf(b, "<</Type/Pages/Count %zu/MediaBox", n);
	put_sheet(b, p->layout);
	buf_cstr(b, "/Kids[");
	for (size_t i = 0; i < n; i++) {
		buf_cstr(b, i ? " " : "");
		pdf_ref(b, p->page + (uint32_t)i);
	}
	buf_cstr(b, "]>>");
	pdf_end(p->file);
}

/* What kinds of artifact there are (14.8.2.2.2). */
static void write_artifacts(struct pdf *p)
{
	p->artifacts = pdf_reserve(p->file, 1);
	buf_cstr(pdf_begin(p->file, p->artifacts), "<</L<</Type/Layout>>/H<</Type/Pagination/Subtype/Header>>"
		"/F<</Type/Pagination/Subtype/Footer>>>>");
	pdf_end(p->file);
}

void pdf_pages(struct pdf *p)
{
	write_artifacts(p);
	pdf_each_page(p, write_page);
	write_tree(p);
}
