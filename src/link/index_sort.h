/* Letter-by-letter order: NISO TR03, ISO 999. No locale: the same on every machine. */
#ifndef SHEAF_LINK_INDEX_SORT_H
#define SHEAF_LINK_INDEX_SORT_H

#include "link/index.h"

/* Case, accents, blanks and marks left out, and a leading article of the language; "the self" → "self". */
struct str index_sort_key(struct arena *a, struct str term, struct str language);
void index_sort(struct index_list *list);
/* The heading that an entry stands under: a capital letter, or "0–9"; "" for a key without letters or digits. */
struct str index_group(struct arena *a, const struct index_entry *entry);

#endif
