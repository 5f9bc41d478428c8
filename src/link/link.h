/* What the files of link/ share: an edition is made in three steps, each in a file of its own. */
#ifndef SHEAF_LINK_LINK_H
#define SHEAF_LINK_LINK_H

#include "link/edition.h"

/* select.c: articles, place, toc */
void select_articles(struct edition *e);
/* about.c: the edition's own metadata, identifier and time */
void about_edition(struct edition *e);
/* resolve.c: targets; related and unrelated as front matter names them */
void resolve_links(struct edition *e);
/* related.c: related lists filled up with the nearest articles; after resolve_links */
void relate_articles(struct edition *e);
/* passage.c: whether the words are a part of a hyphenated one */
bool passage_in_compound(const struct passage *at);
/* glossary.c: glosses, popups; takes autolinks away where a pop-up stands */
void glossary_edition(struct edition *e);
/* backlinks.c: after the autolinks */
void backlinks_edition(struct edition *e);
/* index.c: index; after the glosses */
void index_edition(struct edition *e);

#endif
