/*
 * What a single line of a plain-text dump looks like: predicates without context. The rules that weigh a line against
 * its neighbours stand in divide.c. All take a line without white space at its ends.
 */
#ifndef SHEAF_IMPORT_GUESS_H
#define SHEAF_IMPORT_GUESS_H

#include "base/arena.h"

/* Short, in Title Case or capitals (of the words of four letters and more at least 70 % begin with one), no final
 * full stop, comma, colon or ellipsis. */
bool guess_title(struct str line);
/* Could be a title when something else says so: short, does not begin in lower case, no final stop. */
bool guess_maybe_title(struct str line);
/* Looks like the name of a person or several: `Ada Byron`, `J. R. van den Berg & Co`. */
bool guess_name(struct str line);
/* The name in `- Name`, `— Name`, `-Name`; "" when the line is no byline by its looks. */
struct str guess_byline(struct str line);
/* The name in `By Name` or `by Name` (at least two words), as it stands below titles. */
struct str guess_by_name(struct str line);
/* Ends as a sentence does: . ! ? … : and quotes or brackets after them. */
bool guess_sentence_end(struct str line);
bool guess_lower_start(struct str line); /* its first letter, past quotes and brackets, is lower case */
/* A line of ornaments alone, such as ***, * * * or ⁂: a pause between scenes. */
bool guess_break(struct str line);
/* Direct speech after a dash: `Is it done? she asked.` */
bool guess_speech(struct str line);
/* A form to compare by: case folded, quotes straight, dashes hyphens, blanks single; without final punctuation
 * when loose. */
struct str guess_key(struct arena *a, struct str line, bool loose);

#endif
