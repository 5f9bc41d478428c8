/* Notes: which reference means which, numbers by first reference, and what nobody refers to. */
#ifndef SHEAF_READ_NOTES_H
#define SHEAF_READ_NOTES_H

#include "read/convert.h"

/* Needs the whole tree: the title's heading and the body. Fills article->notes. */
void notes_resolve(struct convert *c);

/* Where there are no notes to refer to, as in a title of front matter, references stay as text. */
void notes_as_text(struct convert *c);

#endif
