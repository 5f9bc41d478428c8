/* content/index.yaml: the author's curation of the topic index. */
#ifndef SHEAF_READ_CURATION_H
#define SHEAF_READ_CURATION_H

#include "base/diag.h"
#include "book/curation.h"

/* NULL when there is nothing in it. */
struct curation *curation_read(struct arena *a, const struct source *src, struct diags *d);

#endif
