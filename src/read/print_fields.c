/* What sheaf.yaml says of print: words, each for one thing. */
#include "read/fields.h"

#include "base/near.h"

struct choice {
	const char *name;
	int value;
};

/* The value of the word given; -1, and bad-value with the nearest word, when it is none of them. */
static int choose(const struct keys *k, const struct tree_pair *pair, const struct choice *choices, size_t n, const char *wanted)
{
	const struct tree *t = pair->value;
	struct near near;
	near_init(&near, t->kind == TREE_SCALAR ? t->s : (struct str){0});
	for (size_t i = 0; i < n; i++) {
		if (t->kind == TREE_SCALAR && str_eq_nocase(str_trim(t->s), str_c(choices[i].name)))
			return choices[i].value;
		near_try(&near, str_c(choices[i].name));
	}
	if (t->kind == TREE_NULL)
		return -1;
	struct diag *diag = keys_bad(k, pair->key, t, wanted);
	if (near.best.n)
		diag_note(k->d, diag, (struct pos){0}, "the nearest is '" STR_FMT "'", STR_ARG(near.best));
	return -1;
}

#define CHOOSE(choices, wanted) choose(k, pair, choices, sizeof choices / sizeof *choices, wanted)

void field_paper(const struct keys *k, const struct key *key, const struct tree_pair *pair, void *into)
{
	struct print_options *o = into;
	struct value v;
	struct paper paper;
	if (!keys_value(k, pair->key, pair->value, &v) || !v.s.n)
		return;
	if (!paper_parse(v.s, &paper)) {
		keys_bad(k, pair->key, pair->value, "letter, a4, a5, 6x9, half-letter, or a width and a height from 2 to 60 inches such as 148x210mm");
		return;
	}
	o->paper = paper;
	o->paper_pos = v.pos;
}

void field_print_kind(const struct keys *k, const struct key *key, const struct tree_pair *pair, void *into)
{
	static const struct choice kinds[] = {{"book", PRINT_BOOK}, {"workbook", PRINT_WORKBOOK}, {"handout", PRINT_HANDOUT}};
	int kind = CHOOSE(kinds, "book, workbook or handout");
	if (kind >= 0)
		((struct print_options *)into)->kind = (enum print_kind)kind;
}

void field_imposition(const struct keys *k, const struct key *key, const struct tree_pair *pair, void *into)
{
	static const struct choice impositions[] = {{"booklet", SETTING_YES}, {"none", SETTING_NO}, {"false", SETTING_NO}};
	int booklet = CHOOSE(impositions, "booklet or none");
	if (booklet >= 0)
		((struct print_options *)into)->booklet = (enum setting)booklet;
}

void field_chapters(const struct keys *k, const struct key *key, const struct tree_pair *pair, void *into)
{
	static const struct choice sides[] = {{"recto", SETTING_YES}, {"next", SETTING_NO}};
	int recto = CHOOSE(sides, "recto (each begins on a right-hand page) or next (on the next page)");
	if (recto >= 0)
		((struct print_options *)into)->recto = (enum setting)recto;
}

void field_address_notes(const struct keys *k, const struct key *key, const struct tree_pair *pair, void *into)
{
	static const struct choice ways[] = {{"notes", SETTING_YES}, {"none", SETTING_NO}, {"false", SETTING_NO}};
	int notes = CHOOSE(ways, "notes (a link's address stands in a note) or none");
	if (notes >= 0)
		((struct print_options *)into)->address_notes = (enum setting)notes;
}

/* 11, 11.5, 11 pt */
void field_size(const struct keys *k, const struct key *key, const struct tree_pair *pair, void *into)
{
	struct value v;
	if (!keys_value(k, pair->key, pair->value, &v) || !v.s.n)
		return;
	int tenths = 0;
	size_t i = 0;
	for (; i < v.s.n && i < 3 && v.s.p[i] >= '0' && v.s.p[i] <= '9'; i++)
		tenths = tenths * 10 + (v.s.p[i] - '0');
	tenths *= 10;
	if (i + 1 < v.s.n && v.s.p[i] == '.' && v.s.p[i + 1] >= '0' && v.s.p[i + 1] <= '9') {
		tenths += v.s.p[i + 1] - '0';
		i += 2;
	}
	struct str unit = str_trim(str_skip(v.s, i));
	if (tenths < 60 || tenths > 240 || (unit.n && !str_is(unit, "pt")))
		keys_bad(k, pair->key, pair->value, "a size of type from 6 to 24 points, such as 11.5");
	else
		((struct print_options *)into)->size = tenths;
}
