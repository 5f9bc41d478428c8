/*
 * A laid-out edition as a PDF file: PDF 1.7 (ISO 32000-1) that is PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2) in one. See pdf.h
 * for the stages; or a booklet, which claims no more than PDF/A-2u. Pages go to the file as they are made; what is held of a book are its glyphs' texts and its structure's tables.
 */
#include "write/pdf.h"

#include <string.h>
#include "base/path.h"
#include "base/sink.h"
#include "base/fs.h"
#include "layout/layout.h"
#include "layout/paper.h"
#include "markup/template.h"
#include "write/edition_cover.h"

/* What a file for the screen has beyond pages and metadata. */
static void put_navigation(struct pdf *p, struct buf *entries, uint32_t form)
{
	uint32_t structure = pdf_structure(p), destinations = pdf_destinations(p), outline = pdf_outline(p), labels = pdf_labels(p);
	buf_printf(entries, "/StructTreeRoot %u 0 R/MarkInfo<</Marked true>>/Names<</Dests %u 0 R>>/PageLabels %u 0 R", structure,
		destinations, labels);
	if (form)
		buf_printf(entries, "/AcroForm %u 0 R", form);
	if (outline)
		buf_printf(entries, "/Outlines %u 0 R/PageMode/UseOutlines", outline);
	buf_printf(entries, "/ViewerPreferences<</DisplayDocTitle true%s>>", p->layout->rtl ? "/Direction/R2L" : "");
}

static uint32_t write_catalog(struct pdf *p, uint32_t form)
{
	struct buf entries;
	buf_init(&entries, BUF_NO_LIMIT);
	if (pdf_is_tagged(p))
		put_navigation(p, &entries, form);
	else
		buf_printf(&entries, "/ViewerPreferences<</DisplayDocTitle true/PrintScaling/None/Duplex/DuplexFlip%sEdge>>",
			paper_flips_on_short_edge((struct paper){p->layout->width, p->layout->height}) ? "Short" : "Long");
	uint32_t xmp = pdf_xmp(p), intent = pdf_output_intent(p), id = pdf_reserve(p->file, 1);
	struct buf *b = pdf_begin(p->file, id);
	buf_printf(b, "<</Type/Catalog/Pages %u 0 R/Metadata %u 0 R/OutputIntents[%u 0 R]", p->page_tree, xmp, intent);
	buf_str(b, buf_view(&entries));
	buf_cstr(b, "/Lang");
	pdf_text(b, p->layout->edition->language);
	buf_cstr(b, ">>");
	pdf_end(p->file);
	buf_free(&entries);
	return id;
}

/* Numbers what stands on the pages besides their marks. */
static void collect_annotations(struct pdf *p)
{
	const struct layout *l = p->layout;
	p->pages = arena_array(p->arena, struct pdf_page, l->npages + 1);
	for (size_t i = 0; i < l->npages; i++)
		buf_init(&p->pages[i].splits, BUF_NO_LIMIT);
	for (size_t i = 0; i < l->npages; i++)
		p->pages[i + 1].link = p->nlinks += (uint32_t)l->pages[i].links.n;
	pdf_collect_widgets(p);
	p->annotation = pdf_reserve(p->file, (size_t)p->nlinks + p->nwidgets);
}

static bool write_all(struct pdf *p, uint32_t *catalog, uint32_t *information)
{
	uint32_t form = 0;
	if (!pdf_fonts(p))
		return false;
	p->page_tree = pdf_reserve(p->file, 1);
	p->page = pdf_reserve(p->file, p->layout->npages);
	pdf_images(p);
	if (pdf_is_tagged(p)) {
		collect_annotations(p);
		pdf_name_destinations(p);
		pdf_pages(p);
		pdf_links(p);
		if (!pdf_form(p, &form))
			return false;
	} else {
		pdf_booklet(p);
	}
	*catalog = write_catalog(p, form);
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
			*arena_push(job->arena, job) = (struct write_file){path, size, false};
		else if (!interrupt_signal())
			diag_add(job->diags, DIAG_WRITE_FILE, (struct pos){0}, "cannot write '" STR_FMT "': %s", STR_ARG(path), strerror(error));
	}
	for (size_t i = 0; p.pages && i < layout->npages; i++)
		buf_free(&p.pages[i].splits);
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

/* Without a paper of its own, an edition is read on a screen or printed at home: no printer will bind a cover around it. */
static bool is_for_screens(const struct edition *e)
{
	return !e->print.paper.width && e->print.kind == PRINT_BOOK && e->print.booklet != SETTING_YES;
}

/* The cover as a picture among the book's, in a file of the cache. */
static void put_cover(struct write_job *job, struct layout_request *request)
{
	struct cover cover;
	struct asset *asset = arena_new(job->arena, struct asset);
	struct str folder = path_join(job->arena, job->dir, STR(".cache"));
	struct str name = arena_printf(job->arena, STR_FMT "-cover.jpg", STR_ARG(job->edition->file));
	if (!edition_cover(job, job->arena, &cover, job->diags) || fs_make_dirs(folder.p) != 0)
		return;
	asset->path = path_join(job->arena, folder, name);
	asset->rel = name;
	asset->index = (uint32_t)job->book->nassets;
	if (sink_write_file(asset->path.p, cover.inner) != 0)
		return;
	request->cover = asset;
	request->cover_width = cover.inner_width;
	request->cover_height = cover.inner_height;
	request->cover_alt = edition_cover_alt(job->edition, job->arena);
	for (size_t i = 0; i < cover.fonts.n; i++)
		hashed_add(job->arena, &job->fonts, cover.fonts.items[i].name, cover.fonts.items[i].path);
}

struct layout *pdf_layout(struct write_job *job)
{
	const struct project *p = job->book->project;
	struct theme *theme = load_theme(job);
	struct layout_request request = {.book = job->book, .edition = job->edition, .theme = theme, .threads = job->threads,
		.fonts = path_join(job->arena, p->root, p->fonts)};
	if (theme && is_for_screens(job->edition))
		put_cover(job, &request);
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
