/* Readers of values that sheaf.yaml and front matter share. */
#include "read/fields.h"

#include <stdlib.h>
#include "base/map.h"
#include "base/utf8.h"
#include "read/date.h"
#include "read/langtag.h"

static const struct {
	const char *word, *code;
} roles[] = {{"author", "aut"}, {"editor", "edt"}, {"translator", "trl"}, {"illustrator", "ill"}, {"contributor", "ctb"},
	{"photographer", "pht"}, {"narrator", "nrt"}, {"designer", "dsr"}, {"foreword", "aui"}, {"introduction", "aui"},
	{"afterword", "aft"}, {"publisher", "pbl"}, {"proofreader", "pfr"}, {"cover designer", "cov"}};

static bool is_relator(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] < 'a' || s.p[i] > 'z')
			return false;
	return s.n == 3;
}

static void read_role(const struct keys *k, const struct key *key, const struct tree_pair *pair, void *into)
{
	struct value v;
	if (!keys_value(k, pair->key, pair->value, &v))
		return;
	if (is_relator(v.s))
		*(struct str *)into = v.s;
	for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
		if (!str_eq_nocase(v.s, str_c(roles[i].word)))
			continue;
		*(struct str *)into = str_c(roles[i].code);
		return;
	}
	if (!is_relator(v.s))
		keys_bad(k, pair->key, pair->value, "a role such as editor, or a MARC relator such as edt");
}

static const struct key person_keys[] = {
	{"name text", KEY_TEXT, offsetof(struct person, name), NULL, NULL},
	{"file-as", KEY_TEXT, offsetof(struct person, file_as), NULL, NULL},
	{"role", KEY_READ, offsetof(struct person, role), read_role, NULL},
	{"affiliation institute email e-mail orcid url website twitter github bio avatar picture correspondence equal-contrib "
	 "equal-contributor",
		KEY_FOREIGN, 0, NULL, NULL},
	{0},
};

static void add_person(const struct keys *k, const struct key *key, struct str name, const struct tree *t,
	struct persons *out)
{
	struct person p = {.role = str_c(key->arg), .pos = t->pos};
	if (t->kind == TREE_SCALAR)
		p.name = str_trim(t->s);
	keys_read(k, t, person_keys, &p);
	if (p.name.n)
		*arena_push(k->a, out) = p;
	else if (t->kind != TREE_NULL)
		keys_bad(k, name, t, "a name, or a map with `name`");
}

void field_persons(const struct keys *k, const struct key *key, const struct tree_pair *pair, void *into)
{
	const struct tree *t = pair->value;
	if (t->kind != TREE_LIST)
		add_person(k, key, pair->key, t, into);
	for (size_t i = 0; i < t->list.n; i++)
		add_person(k, key, pair->key, t->list.items[i], into);
}

void field_date(const struct keys *k, const struct key *key, const struct tree_pair *pair, void *into)
{
	struct value v;
	if (!keys_value(k, pair->key, pair->value, &v) || !v.s.n)
		return;
	v.s = date_read(k->a, v.s, NULL);
	if (v.s.n)
		*(struct value *)into = v;
	else
		keys_bad(k, pair->key, pair->value, "a date such as 2026-01-31");
}

void field_language(const struct keys *k, const struct key *key, const struct tree_pair *pair, void *into)
{
	struct value v;
	if (!keys_value(k, pair->key, pair->value, &v) || !v.s.n)
		return;
	struct str tag = langtag_read(k->a, v.s), guess = tag.n ? tag : langtag_guess(k->a, v.s);
	if (tag.n) {
		*(struct value *)into = (struct value){tag, v.pos};
		return;
	}
	((struct value *)into)->pos = v.pos;
	struct diag *diag = diag_add(k->d, DIAG_BAD_LANGUAGE, v.pos, "'" STR_FMT "' is not a language tag", STR_ARG(v.s));
	if (guess.n)
		diag_note(k->d, diag, (struct pos){0}, "write '" STR_FMT "'", STR_ARG(guess));
}

static struct str isbn_digits(struct arena *a, struct str s)
{
	char *p = arena_alloc(a, s.n + 1);
	size_t n = 0;
	if (s.n > 9 && str_eq_nocase(str_sub(s, 0, 9), STR("urn:isbn:")))
		s = str_skip(s, 9);
	else if (s.n > 4 && str_eq_nocase(str_sub(s, 0, 4), STR("isbn")))
		s = str_skip(s, 4);
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] != '-' && s.p[i] != ' ' && s.p[i] != ':')
			p[n++] = s.p[i] == 'x' ? 'X' : s.p[i];
	return (struct str){p, n};
}

/* ISBN Users' Manual: weights 10 to 1 modulo 11 for ten digits, 1 and 3 in turn modulo 10 for thirteen. */
static bool is_isbn(struct str s)
{
	int sum = 0;
	if (s.n != 10 && s.n != 13)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		bool ten = s.p[i] == 'X' && s.n == 10 && i == 9;
		if (!ten && (s.p[i] < '0' || s.p[i] > '9'))
			return false;
		int digit = ten ? 10 : s.p[i] - '0';
		sum += digit * (s.n == 10 ? 10 - (int)i : i % 2 ? 3 : 1);
	}
	return sum % (s.n == 10 ? 11 : 10) == 0;
}

void field_isbn(const struct keys *k, const struct key *key, const struct tree_pair *pair, void *into)
{
	struct value v;
	if (!keys_value(k, pair->key, pair->value, &v) || !v.s.n)
		return;
	v.s = isbn_digits(k->a, v.s);
	if (is_isbn(v.s))
		*(struct value *)into = v;
	else
		keys_bad(k, pair->key, pair->value, "an ISBN whose check digit is right");
}

static const struct key identifier_keys[] = {
	{"text", KEY_VALUE, 0, NULL, NULL},
	{"scheme", KEY_FOREIGN, 0, NULL, NULL},
	{0},
};

void field_identifier(const struct keys *k, const struct key *key, const struct tree_pair *pair, void *into)
{
	const struct tree *t = pair->value;
	if (t->kind == TREE_LIST && t->list.n)
		t = t->list.items[0];
	if (t->kind == TREE_MAP)
		keys_read(k, t, identifier_keys, into);
	else
		keys_value(k, pair->key, t, into);
}

static const struct key series_keys[] = {
	{"name title", KEY_VALUE, offsetof(struct series_field, name), NULL, NULL},
	{"number index position volume", KEY_TEXT, offsetof(struct series_field, number), NULL, NULL},
	{0},
};

void field_series(const struct keys *k, const struct key *key, const struct tree_pair *pair, void *into)
{
	struct series_field *series = into;
	const struct tree *t = pair->value;
	if (t->kind == TREE_LIST && t->list.n)
		t = t->list.items[0];
	if (t->kind == TREE_MAP)
		keys_read(k, t, series_keys, series);
	else
		keys_value(k, pair->key, t, &series->name);
}

struct tag_list {
	const struct keys *k;
	struct values *out;
	struct map seen; /* folded */
};

static void add_tag(struct tag_list *list, struct str s, struct pos pos)
{
	s = str_trim(s);
	while (s.n && s.p[0] == '#')
		s = str_skip(s, 1);
	struct str folded = utf8_fold(list->k->a, s);
	if (!s.n || map_has(&list->seen, folded))
		return;
	map_put(&list->seen, folded, list);
	*arena_push(list->k->a, list->out) = (struct value){s, pos};
}

/* One text may hold several tags; an item of a list is one, commas and all. */
static void split_tags(struct tag_list *list, struct value v)
{
	struct str rest = v.s;
	char sep = rest.n && rest.p[0] == '#' && str_find_char(rest, ',') == rest.n ? ' ' : ',';
	while (rest.n)
		add_tag(list, str_cut(&rest, sep), v.pos);
}

void field_tags(const struct keys *k, const struct key *key, const struct tree_pair *pair, void *into)
{
	struct tag_list list = {k, into, {0}};
	struct values given = {0};
	map_init(&list.seen, k->a);
	for (size_t i = 0; i < list.out->n; i++)
		map_put(&list.seen, utf8_fold(k->a, list.out->items[i].s), &list);
	keys_values(k, pair->key, pair->value, &given);
	for (size_t i = 0; i < given.n; i++) {
		if (pair->value->kind == TREE_LIST)
			add_tag(&list, given.items[i].s, given.items[i].pos);
		else
			split_tags(&list, given.items[i]);
	}
}

static bool has_scheme(struct str url, const char *schemes)
{
	struct str rest = str_c(schemes);
	while (rest.n) {
		struct str scheme = str_cut(&rest, ' ');
		if (url.n > scheme.n && str_eq_nocase(str_sub(url, 0, scheme.n), scheme))
			return true;
	}
	return false;
}

void field_url(const struct keys *k, const struct key *key, const struct tree_pair *pair, void *into)
{
	struct value v;
	if (!keys_value(k, pair->key, pair->value, &v) || !v.s.n)
		return;
	if (has_scheme(v.s, "https:// http://") || has_scheme(v.s, key->arg)) {
		*(struct value *)into = v;
		return;
	}
	struct diag *diag = keys_bad(k, pair->key, pair->value, "an address");
	if (str_find(v.s, ":") == v.s.n && v.s.p[0] != '/')
		diag_note(k->d, diag, (struct pos){0}, "write 'https://" STR_FMT "'", STR_ARG(v.s));
}

void field_related(const struct keys *k, const struct key *key, const struct tree_pair *pair, void *into)
{
	const struct tree *t = pair->value;
	long n = -1;
	if (keys_is_false(t) || (t->kind == TREE_SCALAR && str_eq_nocase(t->s, STR("none"))))
		n = 0;
	else if (t->kind == TREE_SCALAR && t->s.n && t->s.n < 4 && t->s.p[0] >= '0' && t->s.p[0] <= '9')
		n = strtol(arena_cstr(k->a, t->s), NULL, 10);
	if (n < 0 || n > RELATED_MOST)
		keys_bad(k, pair->key, t, "a number of articles up to 10, or none");
	else
		*(int *)into = (int)n + 1;
}

void field_autolink(const struct keys *k, const struct key *key, const struct tree_pair *pair, void *into)
{
	static const struct {
		const char *name;
		enum autolink_mode mode;
	} modes[] = {{"off", AUTOLINK_OFF}, {"none", AUTOLINK_OFF}, {"careful", AUTOLINK_CAREFUL}, {"balanced", AUTOLINK_BALANCED},
		{"generous", AUTOLINK_GENEROUS}};
	const struct tree *t = pair->value;
	if (keys_is_false(t)) {
		*(enum autolink_mode *)into = AUTOLINK_OFF;
		return;
	}
	for (size_t i = 0; t->kind == TREE_SCALAR && i < sizeof modes / sizeof *modes; i++)
		if (str_eq_nocase(t->s, str_c(modes[i].name))) {
			*(enum autolink_mode *)into = modes[i].mode;
			return;
		}
	keys_bad(k, pair->key, t, "careful, balanced, generous or off");
}

void field_setting(const struct keys *k, const struct key *key, const struct tree_pair *pair, void *into)
{
	bool yes;
	if (keys_bool(k, pair->key, pair->value, &yes))
		*(enum setting *)into = yes ? SETTING_YES : SETTING_NO;
}

void field_flag(const struct keys *k, const struct key *key, const struct tree_pair *pair, void *into)
{
	bool on;
	if (keys_bool(k, pair->key, pair->value, &on))
		*(struct flag *)into = (struct flag){on, pair->pos};
}
