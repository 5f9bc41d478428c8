/*
 * The style sheet of print: what the theme's tokens and the edition's paper come to. Every style of text that a page can show is a row of
 * sheet.def; sizes follow from the body's, so that one token sets them all.
 */
#ifndef SHEAF_LAYOUT_SHEET_H
#define SHEAF_LAYOUT_SHEET_H

#include "book/theme.h"
#include "layout/paper.h"
#include "layout/paragraph.h"

enum sheet_font { FONT_BODY, FONT_HEADING, FONT_LABEL, FONT_CODE, SHEET_FONTS };

enum sheet_style {
#define STYLE(id, ...) STYLE_##id,
#include "layout/sheet.def"
#undef STYLE
	SHEET_STYLES
};

struct text_style {
	struct paragraph_style paragraph;
	dim leading;       /* from baseline to baseline */
	dim above, below;  /* white around it */
};

struct sheet {
	struct text_style styles[SHEET_STYLES];
	struct paper paper;
	struct paper_area area;
	dim measure;       /* width of the text: at most the area's, which is the outer margin's gain */
	dim size, leading; /* of the body */
	dim indent;        /* of a paragraph that follows another; 0: they are told apart by `gap` */
	dim gap, space;    /* between paragraphs; around what is not running text */
	bool drop_caps;
	struct str ornament; /* of scene breaks */
	uint32_t text, accent, line; /* 0xRRGGBB */
	const struct theme *theme;
};

/* What an edition asks of print, resolved. */
struct sheet_request {
	struct paper paper;
	dim size;          /* of the body; 0: the theme's */
	bool bleed, low_ink, ragged, unhyphenated, centred, workbook;
	struct str language;
	struct pos font_pos, heading_pos; /* where the author chose fonts, for diagnostics */
};

/*
 * Faces and measures that do not depend on the number of pages. A family that is not there is told of with what stands in for it. False
 * after a fatal diagnostic: there is no font to set with.
 */
bool sheet_open(struct sheet *s, struct arena *a, const struct theme *theme, struct faces *faces, const struct sheet_request *request,
	struct diags *d);
/* Margins for so many pages. True: the type area changed. */
bool sheet_margins(struct sheet *s, const struct sheet_request *request, uint32_t pages);

/* A colour token ("#8a3b5c"), or `instead`. */
uint32_t sheet_colour(const struct sheet *s, const char *token, uint32_t instead);
/* Its ground: a tint that ink is saved on and text is read on. */
uint32_t sheet_tint(uint32_t colour);

#endif
