/* Whether words stand alone: "demand" says nothing of demands in "demand–withdraw". */
#include "link/link.h"

#include <string.h>

/* The length of a hyphen or en dash at the end of s, or at its start. */
static size_t dash_length(struct str s, bool last)
{
	static const char *const dashes[] = {"-", "\xE2\x80\x90", "\xE2\x80\x91", "\xE2\x80\x93"};
	for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++)
		if (last ? str_ends(s, dashes[i]) : str_starts(s, dashes[i]))
			return strlen(dashes[i]);
	return 0;
}

bool passage_in_compound(const struct passage *at)
{
	struct str text = at->node->text, before = str_sub(text, 0, at->offset), after = str_skip(text, at->offset + at->length);
	size_t left = dash_length(before, true), right = dash_length(after, false);
	return at->length && ((left && left < before.n && (unsigned char)before.p[before.n - left - 1] > ' ') ||
				     (right && right < after.n && (unsigned char)after.p[right] > ' '));
}
