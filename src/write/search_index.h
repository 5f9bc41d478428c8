/*
 * The search over a course's lessons: an index made when the course is built, which a script reads (search.js, the theme's). Pages on a file
 * system may not fetch, so both files are scripts that call it.
 *
 * A section is what stands between two headings with ids. A word is folded (no marks, no case), a character of a script without blanks goes with
 * its neighbour. A posting is a section and how much the word weighs there, 1 to 16, in whole numbers: title, heading, text; less in a long
 * section (after BM25: Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009). How rare a word is, the script works out.
 *
 * Numbers are written in digits of 64 (A-Z a-z 0-9 - _), five bits each, the lowest first; a sixth bit says that more follow.
 */
#ifndef SHEAF_WRITE_SEARCH_INDEX_H
#define SHEAF_WRITE_SEARCH_INDEX_H

#include "write/web.h"

struct search_index {
	struct str data; /* search-data.js: words and where they are */
	struct str text; /* search-text.js: the sections' texts, to show what was found */
};
struct search_index search_index_make(struct web *w); /* once the pages are listed; in w's arena */
/* As words are compared: search.js folds what is typed in the same way. */
struct str search_fold(struct arena *a, struct str text);

#endif
