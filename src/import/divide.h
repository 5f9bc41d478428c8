/*
 * Units to articles: where each begins, what it is called, who wrote it. Marks every unit with its role; what was
 * guessed rather than known is reported at its line.
 */
#ifndef SHEAF_IMPORT_DIVIDE_H
#define SHEAF_IMPORT_DIVIDE_H

#include "base/diag.h"
#include "import/units.h"

struct piece {
	struct str title;       /* never empty */
	struct str author;      /* from its byline, or "" */
	struct str subtitle, description;
	struct pos pos;         /* of the title, or of the first unit */
	size_t first, last;     /* units [first, last), the title's included */
};

struct pieces {
	struct piece *items;
	size_t n, cap;
};

struct divide_request {
	const struct source *src;
	const struct unit_rule *rule; /* NULL: guess */
	struct str untitled;          /* title of a text that has none */
};

void divide_units(struct arena *a, const struct divide_request *request, struct units *units, struct diags *d,
	struct pieces *out);

/* At most 60 columns of s, for messages. */
struct str divide_clip(struct arena *a, struct str s);
size_t divide_words(struct str s); /* words between blanks */

#endif
