/* Lookup of compiled-in files; there are a few dozen. */
#include "book/theme.h"

const struct builtin *builtin_find(struct str name)
{
	for (const struct builtin *b = builtins; b->name; b++)
		if (str_is(name, b->name))
			return b;
	return NULL;
}
