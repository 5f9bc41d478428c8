/*
 * Text to Markdown and YAML that read back as the same text. Only what would be taken for markup gets a backslash, so
 * that the file stays pleasant to edit. Quotes, dashes and dots are left as they are: they are set by language later.
 */
#ifndef SHEAF_IMPORT_ESCAPE_H
#define SHEAF_IMPORT_ESCAPE_H

#include "base/buf.h"

/* A paragraph, or the text of a list item: one line, at the start of a block. */
void escape_block(struct buf *b, struct str text);
/* Text in the middle of a line, such as that of a heading or a link. */
void escape_inline(struct buf *b, struct str text);
/* The text of a `## heading`: no closing #s, no {attributes}. */
void escape_heading(struct buf *b, struct str text);
/* A YAML 1.1 scalar on one line: plain where that is safe, else in double quotes. */
void escape_yaml(struct buf *b, struct str text);

#endif
