/* The table of importers: a new source is one file and one row. */
#include "import/import.h"

#include "import/plaintext.h"

const struct importer importers[] = {
	{"plain text", plaintext_accepts, plaintext_run},
	{NULL, NULL, NULL},
};

const struct importer *importer_find(struct str file)
{
	for (const struct importer *i = importers; i->name; i++)
		if (i->accepts(file))
			return i;
	return NULL;
}
