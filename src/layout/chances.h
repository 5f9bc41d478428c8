/* Where the lines of a paragraph may end: what its text allows, what hyphenation adds, and what need does. Private to layout/. */
#ifndef SHEAF_LAYOUT_CHANCES_H
#define SHEAF_LAYOUT_CHANCES_H

#include "layout/line.h"
#include "text/breaks.h"

/* Breaks besides those of enum line_break: within a word that is longer than its line. */
enum parting { PARTING_PLAIN = BREAK_MUST + 1, PARTING_HYPHEN };

static inline bool chance_is_hyphen(unsigned char chance)
{
	return chance == BREAK_HYPHEN || chance == PARTING_HYPHEN;
}

static inline bool chance_is_parting(unsigned char chance)
{
	return chance >= PARTING_PLAIN;
}

/* Fills w->breaks. */
void chances_mark(struct work *w);
/* Adds those of words' hyphens. */
void chances_hyphenate(struct work *w);
/*
 * A line of the bytes from..to sticks out, and no place in it is left where it may end: adds some to its words, those that hurt least,
 * and tells of each word once. In turn: where its language hyphenates it; with a hyphen between letters, if the word is made of letters
 * that have capitals; without one before any grapheme cluster: addresses, code. False: there is nothing left to part.
 */
bool chances_part(struct work *w, uint32_t from, uint32_t to);

#endif
