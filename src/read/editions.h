/* The `editions` of sheaf.yaml. */
#ifndef SHEAF_READ_EDITIONS_H
#define SHEAF_READ_EDITIONS_H

#include "read/keys.h"

/* into: struct project; fills editions. */
void editions_read(const struct keys *k, const struct key *key, const struct tree_pair *pair, void *into);
/* Where sheaf.yaml gives none: one edition, `book`, an EPUB. */
void editions_default(const struct keys *k, struct project *p);

#endif
