/* Where a page begins in the text: see book/pagemap.h. Private to layout/; layout_page_map is what others call. */
#ifndef SHEAF_LAYOUT_PAGEMAP_H
#define SHEAF_LAYOUT_PAGEMAP_H

#include "layout/paragraph.h"

/*
 * The first whole word that begins on a line, bytes `from` up to `to` of the paragraph's text, and is a node's own: not a page number that the
 * layout put in. False: none does.
 */
bool pagemap_word(const struct set_paragraph *p, uint32_t from, uint32_t to, const struct node **node, uint32_t *offset);

#endif
