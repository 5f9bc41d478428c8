/* Tables of keys over a tree. The tables are small and looked through in order; names are compared without copying. */
#include "read/keys.h"

#include <string.h>
#include "base/near.h"

static char canonical(char c)
{
	if (c >= 'A' && c <= 'Z')
		return (char)(c + 32);
	return c == '_' || c == ' ' ? '-' : c;
}

static bool same_name(struct str name, struct str key)
{
	if (name.n != key.n)
		return false;
	for (size_t i = 0; i < name.n; i++)
		if (name.p[i] != canonical(key.p[i]))
			return false;
	return true;
}

/* Which of the spellings the key is, from 0, or -1. */
static int rank_of(const struct key *row, struct str key)
{
	struct str rest = str_c(row->names);
	for (int rank = 0; rest.n; rank++)
		if (same_name(str_cut(&rest, ' '), key))
			return rank;
	return -1;
}

bool keys_named(const struct key *row, struct str key)
{
	return rank_of(row, key) >= 0;
}

static const struct key *find_row(const struct key *table, struct str key, int *rank)
{
	for (; table->names; table++)
		if ((*rank = rank_of(table, key)) >= 0)
			return table;
	return NULL;
}

static void unknown(const struct keys *k, const struct key *table, const struct tree_pair *pair)
{
	struct near near;
	near_init(&near, pair->key);
	for (; table->names; table++) {
		struct str rest = str_c(table->names);
		while (table->type != KEY_FOREIGN && rest.n)
			near_try(&near, str_cut(&rest, ' '));
	}
	struct diag *diag =
		diag_add(k->d, DIAG_UNKNOWN_KEY, pair->pos, "unknown key '" STR_FMT "'", STR_ARG(pair->key));
	if (near.best.n)
		diag_note(k->d, diag, (struct pos){0}, "nearest known key is '" STR_FMT "'", STR_ARG(near.best));
}

struct diag *keys_bad(const struct keys *k, struct str name, const struct tree *t, const char *wanted)
{
	if (t->kind == TREE_SCALAR && t->s.n <= 60 && str_find_char(t->s, '\n') == t->s.n)
		return diag_add(k->d, DIAG_BAD_VALUE, t->pos, "'" STR_FMT "' takes %s, not '" STR_FMT "'", STR_ARG(name),
			wanted, STR_ARG(t->s));
	return diag_add(k->d, DIAG_BAD_VALUE, t->pos, "'" STR_FMT "' takes %s, not %s", STR_ARG(name), wanted,
		tree_kind_name(t));
}

struct value keys_given(const struct tree *t)
{
	return (struct value){str_trim(t->s), t->pos};
}

bool keys_value(const struct keys *k, struct str name, const struct tree *t, struct value *out)
{
	if (t->kind == TREE_SCALAR)
		*out = keys_given(t);
	else
		keys_bad(k, name, t, "text");
	return t->kind == TREE_SCALAR;
}

static bool word_is(struct str s, const char *const words[])
{
	for (; *words; words++)
		if (str_eq_nocase(s, str_c(*words)))
			return true;
	return false;
}

bool keys_is_false(const struct tree *t)
{
	static const char *const no[] = {"false", "no", "off", NULL};
	return t->kind == TREE_SCALAR && t->style == TREE_PLAIN && word_is(t->s, no);
}

bool keys_bool(const struct keys *k, struct str name, const struct tree *t, bool *out)
{
	static const char *const yes[] = {"true", "yes", "on", NULL}, *const no[] = {"false", "no", "off", NULL};
	if (t->kind == TREE_SCALAR && (word_is(t->s, yes) || word_is(t->s, no))) {
		*out = word_is(t->s, yes);
		return true;
	}
	keys_bad(k, name, t, "true or false");
	return false;
}

void keys_values(const struct keys *k, struct str name, const struct tree *t, struct values *out)
{
	if (t->kind == TREE_SCALAR && str_trim(t->s).n)
		*arena_push(k->a, out) = keys_given(t);
	else if (t->kind == TREE_MAP)
		keys_bad(k, name, t, "a list of texts");
	for (size_t i = 0; i < t->list.n; i++)
		keys_values(k, name, t->list.items[i], out);
}

static void read_value(const struct keys *k, const struct key *key, const struct tree_pair *pair, void *into)
{
	keys_value(k, pair->key, pair->value, into);
}

static void read_text(const struct keys *k, const struct key *key, const struct tree_pair *pair, void *into)
{
	struct value v;
	if (keys_value(k, pair->key, pair->value, &v))
		*(struct str *)into = v.s;
}

static void read_values(const struct keys *k, const struct key *key, const struct tree_pair *pair, void *into)
{
	keys_values(k, pair->key, pair->value, into);
}

static void read_bool(const struct keys *k, const struct key *key, const struct tree_pair *pair, void *into)
{
	keys_bool(k, pair->key, pair->value, into);
}

static void read_number(const struct keys *k, const struct key *key, const struct tree_pair *pair, void *into)
{
	struct str s = pair->value->s;
	int number = 0;
	bool good = pair->value->kind == TREE_SCALAR && s.n && s.n <= 9;
	for (size_t i = 0; good && i < s.n; i++) {
		good = s.p[i] >= '0' && s.p[i] <= '9';
		number = number * 10 + (s.p[i] - '0');
	}
	if (good)
		*(int *)into = number;
	else
		keys_bad(k, pair->key, pair->value, "a whole number");
}

static void read_pair(const struct keys *k, const struct key *row, const struct tree_pair *pair, void *into)
{
	static void (*const readers[])(const struct keys *, const struct key *, const struct tree_pair *, void *) = {
		[KEY_VALUE] = read_value,
		[KEY_TEXT] = read_text,
		[KEY_VALUES] = read_values,
		[KEY_BOOL] = read_bool,
		[KEY_NUMBER] = read_number,
	};
	if (row->type == KEY_FOREIGN || pair->value->kind == TREE_NULL)
		return;
	(row->type == KEY_READ ? row->read : readers[row->type])(k, row, pair, (char *)into + row->offset);
}

struct choice {
	const struct tree_pair *pair;
	int rank;
};

/* Keeps for each row the pair that is spelt as early in the row as possible. */
static void choose(const struct keys *k, struct choice *choice, const struct tree_pair *pair, int rank)
{
	if (choice->pair && choice->rank == rank) {
		struct diag *diag = diag_add(k->d, DIAG_DUPLICATE_KEY, pair->pos, "'" STR_FMT "' stands twice",
			STR_ARG(pair->key));
		diag_note(k->d, diag, choice->pair->pos, "it stands here first");
	} else if (pair->value->kind != TREE_NULL && (!choice->pair || rank < choice->rank)) {
		*choice = (struct choice){pair, rank};
	}
}

void keys_read(const struct keys *k, const struct tree *map, const struct key *table, void *into)
{
	size_t rows = 0;
	if (map->kind != TREE_MAP)
		return;
	while (table[rows].names)
		rows++;
	struct choice *choices = arena_array(k->a, struct choice, rows);
	for (size_t i = 0; i < map->map.n; i++) {
		int rank;
		const struct key *row = find_row(table, map->map.items[i].key, &rank);
		if (row)
			choose(k, &choices[row - table], &map->map.items[i], rank);
		else
			unknown(k, table, &map->map.items[i]);
	}
	for (size_t i = 0; i < rows; i++)
		if (choices[i].pair)
			read_pair(k, &table[i], choices[i].pair, into);
}
