/* What the files of ideas.h share. */
#ifndef SHEAF_LINK_IDEAS_PART_H
#define SHEAF_LINK_IDEAS_PART_H

#include "link/ideas.h"
#include "link/words.h"

bool ideas_have(const struct ideas *ideas, struct str text);
/* Sentences that say what the article is about, in reading order, until there are four ideas. */
void ideas_add_sentences(struct arena *a, struct ideas *ideas, const struct article *article, struct str language);

#endif
