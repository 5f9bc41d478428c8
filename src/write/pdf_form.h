/* What the files of pdf_form*.c share: fields of an interactive form (ISO 32000-1 12.7) on their way into the file. */
#ifndef SHEAF_WRITE_PDF_FORM_H
#define SHEAF_WRITE_PDF_FORM_H

#include "write/pdf.h"

/* The form's face, with a distance of lines of its own. */
struct form_font {
	uint32_t leading; /* in thousandths of the size; 0: as the face has it */
	uint32_t id;
};

struct form_writer {
	struct pdf *p;
	int32_t widths[256]; /* by code, in thousandths of the em */
	int32_t descent;     /* the same, below the baseline: above 0 */
	uint32_t widths_id, file_id;
	struct {
		struct form_font *items;
		size_t n, cap;
	} fonts;
	struct map looks;    /* of buttons, by what they look like: the object, at the pointer */
};

/* ---- pdf_form_font.c: a simple TrueType font in WinAnsiEncoding (ISO 32000-1 annex D), whole, for it is typed with */
bool form_fonts_open(struct form_writer *f); /* writes those that fields need; false, with a diagnostic, when none can be embedded */
size_t form_font_for(const struct form_writer *f, const struct page_field *field); /* its number */
struct str form_encode(const struct form_writer *f, struct str utf8, struct arena *a); /* what it has not becomes a question mark */
void form_put_fonts(struct buf *b, const struct form_writer *f); /* "<</T0 12 0 R…>>" */

/* ---- pdf_form_look.c: appearance streams (12.5.5) */
uint32_t form_text_look(struct form_writer *f, const struct page_field *field);
uint32_t form_button_look(struct form_writer *f, const struct page_field *field, const struct field_button *button, bool on);
void form_put_style(struct buf *b, const struct form_writer *f, const struct page_field *field); /* what DA says: font, size, colour */

#endif
