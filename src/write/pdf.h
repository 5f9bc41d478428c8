/*
 * What the files of pdf_*.c share: a layout on its way to a PDF file that is PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2).
 * Private to the writer, but for pdf_write_layout.
 *
 * Stages, in order: fonts are collected and written, images, pages with their annotations, the form, then the structure, which says
 * of each page's marked content and each annotation where in the reading order it belongs; destinations, outline, labels, metadata.
 * A booklet is for paper: fonts, images, pages on sheets, metadata.
 */
#ifndef SHEAF_WRITE_PDF_H
#define SHEAF_WRITE_PDF_H

#include "image/print.h"
#include "layout/glyphs.h"
#include "write/pdf_object.h"
#include "write/writer.h"

/* A glyph of a face, as the file has it. */
struct pdf_glyph {
	struct str text; /* what ToUnicode says it stands for; p NULL: never drawn */
	uint16_t cid, code;
	int16_t width;   /* as in W: thousandths of the em */
};

enum { PDF_SPACE = 32 }; /* the code of one byte that word spacing is for (9.3.3) */

struct pdf_font {
	const struct face *face;
	struct pdf_glyph *glyphs; /* by glyph of the face */
	bool bytes;               /* codes have one byte, else two */
	bool stretches;           /* word spacing may be used */
	uint32_t hyphen;          /* the glyph that breaking puts in, or 0 */
	uint32_t id;
	uint32_t hyphen_id;       /* the font for that hyphen where it is the author's, too; or 0 */
};

/* An image XObject; id 0: not in the book. */
struct pdf_image {
	uint32_t id;
	dim width, height; /* the largest it is shown at */
};

/* Its first link, its first widget. */
struct pdf_page {
	uint32_t link, widget;
	struct buf splits;  /* uint32_t each: a tagged sequence (from 0) that has one more marked content; twice for two more. By sequence */
};

/* What stands for a field on a page. */
struct pdf_widget {
	const struct page_field *field;
	const struct field_button *button; /* or NULL: text */
	const struct tag *tag;
	uint32_t page;
};

struct pdf {
	const struct layout *layout;
	struct pdf_file *file;
	struct arena *arena;
	struct diags *diags;
	int threads;
	struct {
		struct pdf_font *items;
		size_t n, cap;
	} fonts;
	struct pdf_image *images;    /* by asset.index */
	struct map names;            /* of destinations: pdf_link.c */
	uint32_t page_tree, page;    /* objects; page: the first of npages in a row */
	uint32_t font_resources;     /* the dictionary of all fonts */
	uint32_t artifacts;          /* the dictionary of property lists, by which pages say what is an artifact; 0: they need none */
	struct pdf_page *pages;      /* npages + 1 */
	uint32_t annotation;         /* objects in a row: nlinks links, then nwidgets widgets, each in the order of pages */
	uint32_t nlinks, nwidgets;
	struct pdf_widget *widgets;
};

/* The edition's pages; NULL after a fatal diagnostic. For layout_free. */
struct layout *pdf_layout(struct write_job *job);
static inline bool pdf_is_tagged(const struct pdf *p)
{
	return p->layout->imposition == IMPOSITION_NONE;
}

/* The last glyph of a run: a hyphen that breaking put in. */
static inline bool pdf_is_hyphen(const struct glyph_run *run, size_t i)
{
	return run->hyphen && i + 1 == run->n;
}

/* The end of the cluster that begins at glyph i: what stands for one piece of text. */
static inline size_t pdf_cluster_end(const struct glyph_run *run, size_t i)
{
	for (i++; i < run->n && !run->glyphs[i].length && !pdf_is_hyphen(run, i);)
		i++;
	return i;
}

static inline struct str pdf_cluster_text(const struct glyph_run *run, size_t i)
{
	const struct placed_glyph *g = &run->glyphs[i];
	struct str text = str_sub(run->text, g->text, (size_t)g->text + g->length);
	return text.n == 1 && (unsigned char)*text.p < ' ' ? STR(" ") : text; /* a line's end in the source */
}

/* False: nothing was written; a fatal diagnostic says why, unless interrupted. */
bool pdf_write_layout(struct write_job *job, const struct layout *layout);

/* ---- pdf_font.c */
bool pdf_fonts(struct pdf *p); /* false, with a diagnostic, when one cannot be embedded */
const struct pdf_font *pdf_font_of(const struct pdf *p, const struct face *face, size_t *index);
bool pdf_is_from_right(const struct glyph_run *run);           /* its text begins at the last glyph */
int32_t pdf_milli_em(const struct face *face, int32_t units);  /* rounded, in thousandths of the em */
int pdf_stem(const struct face *face);                         /* how thick: StemV */

/* ---- pdf_image.c */
void pdf_images(struct pdf *p);

/* ---- pdf_drawing.c: the object of a drawing, 1 by 1 as an image is. 0: it could not be taken apart, and nothing was written */
uint32_t pdf_drawing(struct pdf *p, const struct print_image *image);

/* ---- pdf_content.c: any thread */
void pdf_spell(const struct pdf *p, size_t page, struct buf *content);
/* The end of the sequence of marks from i on that is marked as one. */
size_t pdf_sequence_end(const struct pdf *p, const struct page *page, size_t i);
const struct pdf_image *pdf_image_of(const struct pdf *p, const struct mark *mark); /* NULL: none, or not in the book */
/* Places on a page's sheet, in thousandths of a point from its left bottom. */
int64_t pdf_x(const struct pdf *p, size_t page, dim x);
int64_t pdf_y(const struct pdf *p, dim y);
void pdf_rectangle(struct buf *b, const struct pdf *p, size_t page, dim x, dim y, dim width, dim height); /* "[l b r t]" */

/* ---- pdf_page.c */
void pdf_pages(struct pdf *p);
void pdf_each_page(struct pdf *p, void (*take)(struct pdf *p, size_t page, struct str content)); /* deflated; empty: a blank one */
void pdf_put_resources(struct buf *b, const struct pdf *p, size_t page);

/* ---- pdf_form.c, pdf_form_look.c */
bool pdf_has_buttons(const struct page_field *field);
void pdf_collect_widgets(struct pdf *p);
void pdf_frames(struct buf *content, const struct pdf *p, size_t page); /* around its fields; any thread */
bool pdf_form(struct pdf *p, uint32_t *form); /* 0: no fields. False, with a diagnostic: their font cannot be embedded */

/* ---- pdf_booklet.c: pages on sheets */
void pdf_booklet(struct pdf *p);

/* ---- pdf_link.c */
void pdf_name_destinations(struct pdf *p);
void pdf_put_destination(struct buf *b, const struct pdf *p, const struct destination *to); /* its name, as a string */
uint32_t pdf_destinations(struct pdf *p);                                                   /* the name tree */
void pdf_links(struct pdf *p);

/* ---- pdf_structure.c */
uint32_t pdf_structure(struct pdf *p);   /* the root */
const char *pdf_role(enum tag_role role);

/* ---- pdf_outline.c, pdf_labels.c: their objects; 0: there is none */
uint32_t pdf_outline(struct pdf *p);
uint32_t pdf_labels(struct pdf *p);

/* ---- pdf_meta.c */
uint32_t pdf_information(struct pdf *p);
uint32_t pdf_xmp(struct pdf *p);
uint32_t pdf_output_intent(struct pdf *p);

/* ---- pdf_icc.c: an sRGB profile (ICC.1:2004-10), in the arena */
struct str pdf_srgb(struct arena *a);

#endif
