/* The part of a style sheet that decides on fonts. Private to markup/fontuse*.c. */
#ifndef SHEAF_MARKUP_FONTUSE_CSS_H
#define SHEAF_MARKUP_FONTUSE_CSS_H

#include <stdint.h>
#include "base/buf.h"
#include "markup/fontuse.h"

enum { SAYS_NOTHING = -1, SAYS_NO, SAYS_YES, SAYS_INHERIT };
#define STACK_NONE (-1)    /* the reader's own font */
#define STACK_INHERIT (-2)
#define STACK_NOTHING (-3)

/* What a rule, or a style attribute, says. */
struct font_says {
	int stack; /* index, or one of STACK_… */
	int8_t bold, italic, upper; /* SAYS_… */
};

/* One compound selector: element and classes; a `*` or nothing is any element. */
struct compound {
	struct str element;
	struct str *items; /* classes */
	size_t n, cap;
	char combinator;   /* to the one before it: ' ', '>' ; '+' and '~' end the chain */
};

struct font_rule {
	struct compound *items; /* as written; the last is the subject */
	size_t n, cap;
	struct font_says says;
	uint32_t rank;  /* specificity; the author's rules above the built-in ones */
	uint32_t order;
	bool maybe;     /* whether it applies cannot be decided here */
};

struct font_rules {
	struct arena *arena;
	struct font_rule *items; /* by rank, then order: to be applied one after the other */
	size_t n, cap;
	struct {
		struct str *items;
		size_t n, cap;
	} stacks;
	struct runes generated;
};

/* What the declarations say, e.g. of a style attribute; rules NULL: new stacks are not taken note of. */
struct font_says fontuse_declarations(struct font_rules *rules, struct str text);

#endif
