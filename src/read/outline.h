/* What an article is, once its tree stands: title, heading levels, ids, and the tables of struct article. */
#ifndef SHEAF_READ_OUTLINE_H
#define SHEAF_READ_OUTLINE_H

#include "read/convert.h"

/* Takes the title's heading out of the body by the rule in markdown.h. */
void outline_title(struct convert *c);
/* Levels from 2 without gaps; ids of headings, terms and what the author named. Texts as written: before smart.c. */
void outline_headings(struct convert *c);
/* Serials, links, images, words; the last walk. */
void outline_tables(struct convert *c);

#endif
