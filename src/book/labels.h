/*
 * The words that sheaf itself puts into a book ("Contents", "Related reading"), by language. A language without a row,
 * or a word that a row lacks, is English. Lookup goes by the primary subtag: de-AT reads de.
 */
#ifndef SHEAF_BOOK_LABELS_H
#define SHEAF_BOOK_LABELS_H

#include "base/str.h"

enum label {
#define LABEL(id, key, en, de, fr, es, it, pt, nl) LABEL_##id,
#include "book/labels.def"
#undef LABEL
	LABEL_COUNT
};

struct str label_text(enum label label, struct str language);
const char *label_key(enum label label); /* how page shells ask for it, e.g. related-reading */

/* A callout kind of callouts.def: its word and its tone. NULL kind names fall back to `note`; false when unknown. */
bool callout_lookup(struct str kind, enum label *label, const char **tone);

#endif
