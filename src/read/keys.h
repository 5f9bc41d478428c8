/*
 * A schema of keys: one line of a table says how a key is spelt, what it holds and where that goes. Spellings are
 * compared in lower case with '_' and ' ' as '-': call_to_action, Cover-Image, see also. Unknown keys are told with the nearest known one,
 * values of a wrong type as bad-value. An empty value (`subtitle:`) counts as not given.
 */
#ifndef SHEAF_READ_KEYS_H
#define SHEAF_READ_KEYS_H

#include "book/project.h"
#include "read/tree.h"

enum key_type {
	KEY_VALUE,   /* struct value: text, blanks at both ends trimmed */
	KEY_TEXT,    /* struct str: the same without its place */
	KEY_VALUES,  /* struct values: a list of texts, or one text */
	KEY_BOOL,    /* bool: true yes on, false no off */
	KEY_NUMBER,  /* int: a whole number, from 0 */
	KEY_FOREIGN, /* known to belong to another tool: silently passed over */
	KEY_READ,    /* read() takes it */
};

/* What the readers share. */
struct keys {
	struct arena *a;
	struct diags *d;
	struct str root; /* the project's folder, for values that name files */
};

struct key {
	const char *names; /* spellings, blank-separated, lower case with '-'; when several are given, the first counts */
	enum key_type type;
	size_t offset;     /* into the struct that keys_read fills */
	void (*read)(const struct keys *k, const struct key *key, const struct tree_pair *pair, void *into);
	const char *arg;   /* for read() */
};

/* Reads a map by the table, which ends with NULL names; what is not a map is passed over. */
void keys_read(const struct keys *k, const struct tree *map, const struct key *table, void *into);

/* For readers of their own. Each says bad-value when it returns false or, for keys_values, passes over an item. */
bool keys_value(const struct keys *k, struct str name, const struct tree *t, struct value *out);
bool keys_bool(const struct keys *k, struct str name, const struct tree *t, bool *out);
/* appends; nested lists are laid flat */
void keys_values(const struct keys *k, struct str name, const struct tree *t, struct values *out);
struct diag *keys_bad(const struct keys *k, struct str name, const struct tree *t, const char *wanted);

bool keys_named(const struct key *row, struct str key); /* whether it is a spelling of the row's */
bool keys_is_false(const struct tree *t); /* a plain false, no or off */
struct value keys_given(const struct tree *t); /* a scalar's text and place */

#endif
