/* The importer of plain text: a row of importers[]. */
#ifndef SHEAF_IMPORT_PLAINTEXT_H
#define SHEAF_IMPORT_PLAINTEXT_H

#include "import/import.h"

bool plaintext_accepts(struct str file);
int plaintext_run(const struct import_request *request, struct arena *a, struct diags *d, struct import_result *out);

#endif
