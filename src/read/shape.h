/* What may stand in what, by book/node.def: making room for a node, and tidying one that is done. For the builder alone. */
#ifndef SHEAF_READ_SHAPE_H
#define SHEAF_READ_SHAPE_H

#include "read/builder.h"

/* Lists, tables and the like: they hold only their own parts. */
bool shape_structure(enum node_kind kind);

/* A part whose structure is not open: Markdown's, when it was too deep to open. */
bool shape_orphan(const struct builder *b, enum node_kind kind);

/*
 * Makes the innermost block one that a block of this kind may stand in: ends paragraphs, opens the parts of a structure
 * that are missing (a row around a cell). False when nothing can be done: in a heading, or a summary outside details.
 */
bool shape_room(struct builder *b, enum node_kind kind, struct pos pos, bool markdown);

void shape_leaf(struct builder *b, struct node *leaf); /* blanks and breaks at the end are taken off */
void shape_end_run(struct builder *b); /* loose inlines that follow are a paragraph of their own */
void shape_block(struct builder *b, struct frame *f);

#endif
