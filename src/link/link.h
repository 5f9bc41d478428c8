/* What the files of link/ share: an edition is made in three steps, each in a file of its own. */
#ifndef SHEAF_LINK_LINK_H
#define SHEAF_LINK_LINK_H

#include "link/edition.h"

/* select.c: articles, place, toc */
void select_articles(struct edition *e);
/* about.c: the edition's own metadata, identifier and time */
void about_edition(struct edition *e);
/* resolve.c: targets, related */
void resolve_links(struct edition *e);

#endif
