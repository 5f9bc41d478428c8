/* What a PDF must know of a bare CFF table (Adobe Technical Note 5176). */
#ifndef SHEAF_TEXT_CFF_H
#define SHEAF_TEXT_CFF_H

#include <stdint.h>
#include "base/str.h"

/*
 * The CIDs of the first n glyphs, which are what text shown with the table as CIDFontType0C names them by: those of its charset when
 * it is CID-keyed, else the glyphs' own numbers (ISO 32000-1, 9.7.4.2). False: the table is damaged.
 */
bool cff_cids(struct str cff, uint32_t *cids, size_t n);

#endif
