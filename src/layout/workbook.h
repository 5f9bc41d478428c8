/* What `layout: workbook` sets in the place of a book's chapters. Private to layout/. */
#ifndef SHEAF_LAYOUT_WORKBOOK_H
#define SHEAF_LAYOUT_WORKBOOK_H

#include "layout/composition.h"

bool workbook_asked(const struct composition *c);
/* An article's section: its title, its key ideas, its exercises and practices (but the certificate), room for notes. */
void workbook_section(struct flow *f, const struct toc_item *item, struct str part);
/* Pages of its own: how to use it, before the contents; certificates behind the text. Answers to quizzes stand at the back of any book. */
void workbook_how_to(struct flow *f);
bool workbook_has_answers(const struct composition *c);
void workbook_answers(struct flow *f);
bool workbook_has_certificate(const struct composition *c);
void workbook_certificates(struct composition *c, struct page_list_builder *list, const void *key); /* key: of the first one's destination */
/* Paper where none is given: what printers hold where the language is at home. */
struct paper workbook_paper(struct str language);

#endif
