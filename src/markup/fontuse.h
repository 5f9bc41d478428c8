/*
 * Which characters pages show in which font: what a font has to hold to be embedded. A style sheet is read for what it says of
 * fonts, and a page's text is counted under the font stack, weight and slant that its elements have by it.
 * Where the sheet cannot be decided here (pseudo-classes, @media), text counts under both outcomes: a face may get a few characters
 * more than it needs, never fewer.
 */
#ifndef SHEAF_MARKUP_FONTUSE_H
#define SHEAF_MARKUP_FONTUSE_H

#include "base/runes.h"

enum font_style { STYLE_REGULAR, STYLE_BOLD, STYLE_ITALIC, STYLE_BOLD_ITALIC, STYLES };

struct font_rules;

/* css: as theme_css gives it, every var() replaced. */
struct font_rules *fontuse_rules(struct arena *a, struct str css);
/* The font-family values of the sheet, as written, each once. */
size_t fontuse_stacks(const struct font_rules *rules);
struct str fontuse_stack(const struct font_rules *rules, size_t i);

/* stacks × STYLES sets, a stack's sets side by side. */
struct font_uses {
	struct runes *sets;
	size_t n;
};
/* Counts a page's text; any thread, with its own arena. What cannot be parsed is counted as far as it can. */
void fontuse_page(struct arena *a, const struct font_rules *rules, struct str xhtml, struct font_uses *uses);
void fontuse_merge(struct arena *a, struct font_uses *into, const struct font_uses *from);
/* Adds what the sheet itself writes (`content: "…"`) to every face that is used. */
void fontuse_generated(struct arena *a, const struct font_rules *rules, struct font_uses *uses);
/* The first name of a stack without its quotes; *rest becomes what follows. "" at the end. */
struct str fontuse_family(struct str *rest);
bool fontuse_generic(struct str family); /* serif, inherit and the like: no font's name */

#endif
