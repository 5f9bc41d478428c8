/* Looking an element up: the table is sorted, so a binary search finds it. */
#include "read/elements.h"

#include <string.h>

const struct element elements[ELEMENT_COUNT] = {
#define ELEMENT(name, kind, role, flags) {#name, NODE_##kind, ROLE_##role, flags},
#include "read/elements.def"
#undef ELEMENT
};

/* name in any case against a lower-case one */
static int compare(struct str name, const char *known)
{
	for (size_t i = 0; i < name.n; i++) {
		unsigned char c = (unsigned char)name.p[i];
		if (c >= 'A' && c <= 'Z')
			c = (unsigned char)(c + 32);
		if (c != (unsigned char)known[i])
			return c < (unsigned char)known[i] ? -1 : 1;
	}
	return known[name.n] ? -1 : 0;
}

const struct element *element_find(struct str name)
{
	size_t low = 0, high = ELEMENT_COUNT;
	while (low < high) {
		size_t middle = (low + high) / 2;
		int c = compare(name, elements[middle].name);
		if (c == 0)
			return &elements[middle];
		if (c < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}
