/*
 * Where a line of text may end: UAX #14, and where typography asks for more care than that:
 *
 * - No line begins with a dash that follows a word or stands between spaces, none ends with a dash that opens a speech or stands
 *   after a space and before a word.
 * - After a hyphen or slash between letters only when two letters or more stand on either side: not "e-|mail", "and/|or" is well.
 * - In addresses (a word with "://", or from "www." or "mailto:" on): after slashes and colons, and before . , ? # & = % _ ~ - +
 *   and none of these within three characters of its start or two of its end; nowhere else, so that no hyphen is doubtful.
 * - Thai by its dictionary (libthai). Lao, Khmer and Burmese words are not found: they break at spaces alone.
 */
#ifndef SHEAF_TEXT_BREAKS_H
#define SHEAF_TEXT_BREAKS_H

#include "base/arena.h"

enum line_break {
	BREAK_NO,
	BREAK_MAY,    /* spaces before it are dropped from the line's end */
	BREAK_HYPHEN, /* after U+00AD: a hyphen is drawn when the line ends here */
	BREAK_MUST,   /* after U+2028, U+2029, U+000B, U+000C or a line feed */
};

/* out[i] of text.n + 1: whether a line may end before byte i; out[0] and out[text.n] are BREAK_NO. */
void line_breaks(struct str text, unsigned char *out);

/* Where the grapheme cluster ends (UAX #29) whose first character is from..next: no line ends before. */
size_t grapheme_end(struct str text, size_t from, size_t next);

#endif
