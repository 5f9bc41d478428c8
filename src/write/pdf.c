/*
 * A laid-out edition as a PDF file: PDF 1.7 (ISO 32000-1) that is PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2) in one. See pdf.h
 * for the stages. Pages go to the file as they are made; what is held of a book are its glyphs' texts and its structure's tables.
 */
#include "write/pdf.h"

#include <string.h>
#include "base/path.h"
#include "base/sink.h"
#include "layout/layout.h"
#include "markup/template.h"

static uint32_t write_catalog(struct pdf *p)
{
	uint32_t structure = pdf_structure(p), destinations = pdf_destinations(p), outline = pdf_outline(p), labels = pdf_labels(p);
	uint32_t xmp = pdf_xmp(p), intent = pdf_output_intent(p), id = pdf_reserve(p->file, 1);
	struct buf *b = pdf_begin(p->file, id);
	buf_printf(b, "<</Type/Catalog/Pages %u 0 R/StructTreeRoot %u 0 R/MarkInfo<</Marked true>>/Metadata %u 0 R/OutputIntents[%u 0 R]"
		"/Names<</Dests %u 0 R>>/PageLabels %u 0 R/ViewerPreferences<</DisplayDocTitle true>>/Lang",
		p->page_tree, structure, xmp, intent, destinations, labels);
	pdf_text(b, p->layout->edition->language);
	if (outline)
		buf_printf(b, "/Outlines %u 0 R/PageMode/UseOutlines", outline);
	buf_cstr(b, ">>");
	pdf_end(p->file);
	return id;
}

static bool write_all(struct pdf *p, uint32_t *catalog, uint32_t *information)
{
	if (!pdf_fonts(p))
		return false;
	for (size_t i = 0; i < p->layout->npages; i++)
		p->nlinks += (uint32_t)p->layout->pages[i].links.n;
	p->page_tree = pdf_reserve(p->file, 1);
	p->page = pdf_reserve(p->file, p->layout->npages);
	p->link = pdf_reserve(p->file, p->nlinks);
	pdf_name_destinations(p);
	pdf_images(p);
	pdf_pages(p);
	pdf_links(p);
	*catalog = write_catalog(p);
	*information = pdf_information(p);
	return true;
}

bool pdf_write_layout(struct write_job *job, const struct layout *layout)
{
	struct arena scratch;
	arena_init(&scratch);
	struct str name = arena_printf(job->arena, STR_FMT ".pdf", STR_ARG(layout->edition->file));
	struct str path = path_join(job->arena, job->dir, name);
	struct pdf p = {.layout = layout, .arena = &scratch, .diags = job->diags, .threads = job->threads,
		.file = pdf_file_open(path.p, job->threads)};
	uint32_t catalog, information;
	uint64_t size;
	bool good = write_all(&p, &catalog, &information);
	if (!good) {
		diag_add(job->diags, DIAG_WRITE_FILE, (struct pos){0}, "'" STR_FMT "' was not written", STR_ARG(path));
		pdf_file_cancel(p.file);
	} else {
		int error = pdf_file_close(p.file, catalog, information, layout->edition->identifier, &size);
		good = !error;
		if (good)
			*arena_push(job->arena, job) = (struct write_file){path, size};
		else if (!interrupt_signal())
			diag_add(job->diags, DIAG_WRITE_FILE, (struct pos){0}, "cannot write '" STR_FMT "': %s", STR_ARG(path), strerror(error));
	}
	arena_free(&scratch);
	return good;
}

static struct theme *load_theme(struct write_job *job)
{
	const struct project *p = job->book->project;
	struct theme *theme = theme_load(job->arena, job->edition->theme, path_join(job->arena, p->root, p->templates), job->diags);
	if (theme && !theme_brand(job->arena, theme, p->brand.colour.s, p->brand.body_font.s, p->brand.heading_font.s))
		diag_add(job->diags, DIAG_BAD_VALUE, p->brand.colour.pos, "'" STR_FMT "' is not a colour: write \"#8a3b5c\"",
			STR_ARG(p->brand.colour.s));
	return theme;
}

struct layout *pdf_layout(struct write_job *job)
{
	const struct project *p = job->book->project;
	struct theme *theme = load_theme(job);
	struct layout_request request = {.book = job->book, .edition = job->edition, .theme = theme, .threads = job->threads,
		.fonts = path_join(job->arena, p->root, p->fonts)};
	return theme ? layout_new(&request, job->diags) : NULL;
}

bool pdf_write(struct write_job *job)
{
	struct layout *layout = pdf_layout(job);
	if (!layout)
		return false;
	layout_fonts(layout, job->arena, &job->fonts);
	bool good = !interrupt_signal() && pdf_write_layout(job, layout);
	layout_free(layout);
	return good;
}
