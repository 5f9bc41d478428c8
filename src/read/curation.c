/*
 * content/index.yaml: seven keys, each of them a list of names or a map from a name to one name or several.
 *
 *   drop: [new way, first time]
 *   rename: {attachment styles: attachment style}
 *   see also: {boundaries: [self-protection, saying no]}
 *
 * Names are not looked up here: what a name means depends on the texts, which link/ reads.
 */
#include "read/curation.h"

#include "read/keys.h"

/* What key->arg says of a map's right side. */
static const char one_name[] = "one", many_names[] = "many";

static void add_rule(const struct keys *k, struct curation *c, enum curation_kind kind, struct value term, struct value other)
{
	if (term.s.n)
		*arena_push(k->a, c) = (struct curation_rule){kind, term, other};
}

static enum curation_kind kind_of(const struct key *key);

static void read_list(const struct keys *k, const struct key *key, const struct tree_pair *pair, void *into)
{
	struct values names = {0};
	keys_values(k, pair->key, pair->value, &names);
	for (size_t i = 0; i < names.n; i++)
		add_rule(k, into, kind_of(key), names.items[i], (struct value){0});
}

static void read_names(const struct keys *k, const struct key *key, const struct tree_pair *pair, struct curation *c)
{
	struct values names = {0};
	struct value term = {str_trim(pair->key), pair->pos}, one;
	if (key->arg == many_names)
		keys_values(k, pair->key, pair->value, &names);
	else if (keys_value(k, pair->key, pair->value, &one) && one.s.n)
		*arena_push(k->a, &names) = one;
	for (size_t i = 0; i < names.n; i++)
		add_rule(k, c, kind_of(key), term, names.items[i]);
}

static void read_map(const struct keys *k, const struct key *key, const struct tree_pair *pair, void *into)
{
	const struct tree *t = pair->value;
	if (t->kind != TREE_MAP)
		keys_bad(k, pair->key, t, key->arg == many_names ? "lines of `term: [term, term]`" : "lines of `term: term`");
	for (size_t i = 0; i < t->map.n; i++)
		if (t->map.items[i].value->kind != TREE_NULL)
			read_names(k, key, &t->map.items[i], into);
}

static const struct key curation_keys[] = {
	[CURATION_ADD] = {"add", KEY_READ, 0, read_list, NULL},
	[CURATION_RENAME] = {"rename", KEY_READ, 0, read_map, one_name},
	[CURATION_MERGE] = {"merge", KEY_READ, 0, read_map, many_names},
	[CURATION_DROP] = {"drop", KEY_READ, 0, read_list, NULL},
	[CURATION_SEE] = {"see", KEY_READ, 0, read_map, one_name},
	[CURATION_SUB] = {"sub", KEY_READ, 0, read_map, many_names},
	[CURATION_SEE_ALSO] = {"see-also", KEY_READ, 0, read_map, many_names},
	[CURATION_KINDS] = {0},
};

static enum curation_kind kind_of(const struct key *key)
{
	return (enum curation_kind)(key - curation_keys);
}

struct curation *curation_read(struct arena *a, const struct source *src, struct diags *d)
{
	struct keys k = {.a = a, .d = d};
	struct curation *c = arena_new(a, struct curation);
	bool broken;
	const struct tree *t = tree_read(a, src, 1, src->nlines + 1, d, &broken);
	if (!t || t->kind == TREE_NULL)
		return NULL;
	if (t->kind != TREE_MAP)
		diag_add(d, DIAG_BAD_YAML, t->pos, "the index file must be `key: names` lines, not %s", tree_kind_name(t));
	keys_read(&k, t, curation_keys, c);
	return c->n ? c : NULL;
}
