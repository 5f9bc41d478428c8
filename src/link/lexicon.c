/* Languages as rows of lexicon.def, and small hash tables of the keys of their words. */
#include "link/lexicon.h"

#include <string.h>
#include "link/words.h"

struct lexicon_row {
	const char *language;
	bool possessive, elides;
	const char *stops, *joins, *auxiliaries, *folds;
};

static const struct lexicon_row rows[] = {
#define LEXICON(language, possessive, elides, stops, joins, auxiliaries, folds) {language, possessive, elides, stops, joins, auxiliaries, folds},
#include "link/lexicon.def"
#undef LEXICON
};

static bool table_has(const uint64_t *table, uint64_t key)
{
	for (size_t i = key % LEXICON_TABLE; table[i]; i = (i + 1) % LEXICON_TABLE)
		if (table[i] == key)
			return true;
	return false;
}

static uint64_t *make_table(struct arena *a, const char *list)
{
	uint64_t *table = arena_array(a, uint64_t, LEXICON_TABLE);
	struct str rest = str_c(list);
	while (rest.n) {
		uint64_t key = words_key(str_cut(&rest, ' '));
		if (table_has(table, key))
			continue;
		size_t i = key % LEXICON_TABLE;
		while (table[i])
			i = (i + 1) % LEXICON_TABLE;
		table[i] = key;
	}
	return table;
}

static void make_folds(struct arena *a, struct lexicon *l, const char *list)
{
	struct str rest = str_c(list);
	l->folds = arena_array(a, struct lexicon_fold_rule, rest.n / 4 + 1);
	while (rest.n) {
		struct str rule = str_cut(&rest, ' ');
		struct lexicon_fold_rule *f = &l->folds[l->nfolds++];
		f->suffix = str_cut(&rule, '>');
		f->with = str_cut(&rule, ':');
		f->least = (size_t)(rule.p[0] - '0');
		l->folding[(unsigned char)f->suffix.p[f->suffix.n - 1]] = true;
	}
}

const struct lexicon *lexicon_new(struct arena *a, struct str language)
{
	static const struct lexicon_row none = {"", false, false, "", "", "", ""};
	const struct lexicon_row *row = &none;
	struct lexicon *l = arena_new(a, struct lexicon);
	struct str primary = str_sub(language, 0, str_find_char(language, '-'));
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (str_eq_nocase(primary, str_c(rows[i].language)))
			row = &rows[i];
	l->language = str_c(row->language);
	l->possessive = row->possessive;
	l->elides = row->elides;
	l->stops = make_table(a, row->stops);
	l->joins = make_table(a, row->joins);
	l->auxiliaries = make_table(a, row->auxiliaries);
	make_folds(a, l, row->folds);
	return l;
}

bool lexicon_is_stop(const struct lexicon *l, uint64_t key)
{
	return table_has(l->stops, key);
}

bool lexicon_joins(const struct lexicon *l, uint64_t key)
{
	return table_has(l->joins, key);
}

bool lexicon_is_auxiliary(const struct lexicon *l, uint64_t key)
{
	return table_has(l->auxiliaries, key);
}

size_t lexicon_fold(const struct lexicon *l, struct str word, char *out)
{
	size_t keep = word.n;
	struct str with = {0};
	for (size_t i = 0; word.n && l->folding[(unsigned char)word.p[word.n - 1]] && i < l->nfolds; i++) {
		const struct lexicon_fold_rule *f = &l->folds[i];
		if (word.n < f->least || word.n < f->suffix.n || memcmp(word.p + word.n - f->suffix.n, f->suffix.p, f->suffix.n) != 0)
			continue;
		keep = word.n - f->suffix.n;
		with = f->with;
		break;
	}
	memcpy(out, word.p, keep);
	if (with.n)
		memcpy(out + keep, with.p, with.n);
	return keep + with.n;
}
