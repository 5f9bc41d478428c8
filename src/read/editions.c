/* Editions: a map from name to options, or to a format alone. Names become file names, so they are looked at closely. */
#include "read/editions.h"

#include "base/map.h"
#include "base/near.h"
#include "base/utf8.h"
#include "read/fields.h"

static bool is_safe_name(struct str s, bool blanks)
{
	for (size_t i = 0; i < s.n;) {
		uint32_t rune = utf8_next(s, &i);
		if (!utf8_is_alnum(rune) && rune != '-' && rune != '_' && rune != '.' && !(blanks && rune == ' '))
			return false;
	}
	return s.n && s.n <= 120 && s.p[0] != '.' && s.p[0] != '-' && s.p[s.n - 1] != '.';
}

static void read_file_name(const struct keys *k, const struct key *key, const struct tree_pair *pair, void *into)
{
	struct value v;
	if (!keys_value(k, pair->key, pair->value, &v) || !v.s.n)
		return;
	if (is_safe_name(v.s, true))
		*(struct value *)into = v;
	else
		keys_bad(k, pair->key, pair->value, "a file name of letters, digits, '-', '_' and '.', without its ending");
}

static const struct key excluded_keys[] = {
	{"tags tag", KEY_READ, offsetof(struct selection, not_tags), field_tags, NULL},
	{"articles article slugs", KEY_VALUES, offsetof(struct selection, not_articles), NULL, NULL},
	{"paths path", KEY_VALUES, offsetof(struct selection, not_paths), NULL, NULL},
	{0},
};

static void read_excluded(const struct keys *k, const struct key *key, const struct tree_pair *pair, void *into)
{
	struct selection *select = into;
	if (pair->value->kind == TREE_MAP)
		keys_read(k, pair->value, excluded_keys, select);
	else
		keys_values(k, pair->key, pair->value, &select->not_articles);
}

static const struct key select_keys[] = {
	{"tags tag", KEY_READ, offsetof(struct selection, tags), field_tags, NULL},
	{"articles article slugs", KEY_VALUES, offsetof(struct selection, articles), NULL, NULL},
	{"paths path", KEY_VALUES, offsetof(struct selection, paths), NULL, NULL},
	{"not", KEY_READ, 0, read_excluded, NULL},
	{"exclude", KEY_READ, 0, read_excluded, NULL},
	{"drafts", KEY_BOOL, offsetof(struct selection, drafts), NULL, NULL},
	{0},
};

static bool gives(const struct tree *map, const char *name)
{
	for (size_t i = 0; i < map->map.n; i++)
		if (str_eq_nocase(map->map.items[i].key, str_c(name)) && map->map.items[i].value->kind != TREE_NULL)
			return true;
	return false;
}

/* A list that is given, even an empty one, selects: `tags: []` is nothing, not everything. */
static bool selects(const struct tree *map)
{
	static const char *const names[] = {"tags", "tag", "articles", "article", "slugs", "paths", "path"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (gives(map, names[i]))
			return true;
	return false;
}

static void read_select(const struct keys *k, const struct key *key, const struct tree_pair *pair, void *into)
{
	struct selection *select = into;
	const struct tree *t = pair->value;
	if (t->kind == TREE_MAP) {
		keys_read(k, t, select_keys, select);
		if (selects(t))
			select->by = SELECT_SOME;
	} else if (t->kind != TREE_SCALAR || !str_is(t->s, "all")) {
		keys_bad(k, pair->key, t, "`all`, or a map with tags, articles or paths");
	}
}

static void read_articles(const struct keys *k, const struct key *key, const struct tree_pair *pair, void *into)
{
	struct selection *select = into;
	keys_values(k, pair->key, pair->value, &select->articles);
	select->by = SELECT_SOME;
}

static void read_toc_depth(const struct keys *k, const struct key *key, const struct tree_pair *pair, void *into)
{
	static const struct key number[] = {
		{"toc-depth", KEY_NUMBER, offsetof(struct edition_config, toc_depth), NULL, NULL},
		{0},
	};
	struct edition_config *e = into;
	struct tree_pair one = {STR("toc-depth"), pair->pos, pair->value};
	struct tree map = {.kind = TREE_MAP, .map = {&one, 1, 1}};
	e->toc_depth = 0;
	keys_read(k, &map, number, e);
	e->toc_depth_given = e->toc_depth > 0;
}

static void read_call(const struct keys *k, const struct key *key, const struct tree_pair *pair, void *into)
{
	bool wanted = true;
	if (keys_bool(k, pair->key, pair->value, &wanted))
		*(bool *)into = !wanted;
}

/* What else a lesson comes as: pdf, or nothing. */
static void read_lessons(const struct keys *k, const struct key *key, const struct tree_pair *pair, void *into)
{
	struct edition_config *e = into;
	struct value v;
	if (keys_is_false(pair->value) || !keys_value(k, pair->key, pair->value, &v) || !v.s.n)
		return;
	e->lessons.pdf = str_eq_nocase(v.s, STR("pdf"));
	e->lessons.pos = v.pos;
	if (!e->lessons.pdf)
		keys_bad(k, pair->key, pair->value, "pdf");
}

static void read_passing(const struct keys *k, const struct key *key, const struct tree_pair *pair, void *into)
{
	struct edition_config *e = into;
	struct value v;
	int score = 0;
	if (!keys_value(k, pair->key, pair->value, &v) || !v.s.n)
		return;
	for (size_t i = 0; i < v.s.n && score <= 100; i++)
		score = v.s.p[i] >= '0' && v.s.p[i] <= '9' ? score * 10 + (v.s.p[i] - '0') : 101;
	if (score >= 1 && score <= 100) {
		e->passing.score = score;
		e->passing.pos = v.pos;
	} else {
		keys_bad(k, pair->key, pair->value, "a number of per cent from 1 to 100");
	}
}

#define AT(member) offsetof(struct edition_config, member)
static const struct key edition_keys[] = {
	{"format formats", KEY_VALUES, AT(formats), NULL, NULL},
	{"select", KEY_READ, AT(select), read_select, NULL},
	{"articles", KEY_READ, AT(select), read_articles, NULL},
	{"title", KEY_VALUE, AT(title), NULL, NULL},
	{"subtitle", KEY_VALUE, AT(subtitle), NULL, NULL},
	{"description", KEY_VALUE, AT(description), NULL, NULL},
	{"theme", KEY_VALUE, AT(theme), NULL, NULL},
	{"cover", KEY_VALUE, AT(cover), NULL, NULL},
	{"identifier", KEY_READ, AT(identifier), field_identifier, NULL},
	{"isbn", KEY_READ, AT(isbn), field_isbn, NULL},
	{"file", KEY_READ, AT(file), read_file_name, NULL},
	{"toc-depth", KEY_READ, 0, read_toc_depth, NULL},
	{"embed-fonts", KEY_READ, AT(embed_fonts), field_flag, NULL},
	{"call-to-action", KEY_READ, AT(no_call_to_action), read_call, NULL},
	{"related", KEY_READ, AT(links.related), field_related, NULL},
	{"autolink", KEY_READ, AT(links.autolink), field_autolink, NULL},
	{"backlinks", KEY_READ, AT(links.backlinks), field_setting, NULL},
	{"index", KEY_READ, AT(links.index), field_setting, NULL},
	{"glossary-popups", KEY_READ, AT(links.popups), field_setting, NULL},
	{"pages-from", KEY_VALUE, AT(pages_from), NULL, NULL},
	{"include", KEY_VALUES, AT(include), NULL, NULL},
	{"lessons", KEY_READ, 0, read_lessons, NULL},
	{"passing-score", KEY_READ, 0, read_passing, NULL},
	FIELD_PRINT_KEYS(AT(print)),
	{0},
};
#undef AT

static void default_format(const struct keys *k, struct edition_config *e)
{
	if (!e->formats.n)
		*arena_push(k->a, &e->formats) = (struct value){STR("epub"), e->name.pos};
}

static bool writes(const struct edition_config *e, const char *format)
{
	for (size_t i = 0; i < e->formats.n; i++)
		if (str_is(e->formats.items[i].s, format))
			return true;
	return false;
}

static bool is_package(const struct edition_config *e)
{
	for (size_t i = 0; i < e->formats.n; i++)
		if (format_is_package(e->formats.items[i].s))
			return true;
	return false;
}

static void check_package_keys(const struct keys *k, const struct edition_config *e)
{
	if (e->passing.score && !writes(e, "scorm"))
		diag_add(k->d, DIAG_NO_EFFECT, e->passing.pos, "'passing-score' is for SCORM packages, and the edition '" STR_FMT "' is none",
			STR_ARG(e->name.s));
	if (e->lessons.pdf && !writes(e, "bundle"))
		diag_add(k->d, DIAG_NO_EFFECT, e->lessons.pos, "'lessons' is for bundles, and the edition '" STR_FMT "' is none", STR_ARG(e->name.s));
	for (size_t i = 0; !is_package(e) && i < e->include.n; i++)
		diag_add(k->d, DIAG_NO_EFFECT, e->include.items[i].pos, "'include' is for course packages, and the edition '" STR_FMT "' is none",
			STR_ARG(e->name.s));
}

/* Keys that mean nothing for what the edition is: how to print, in one that is not printed; whose pages to tell, in one that is no e-book. */
static void check_print_keys(const struct keys *k, const struct tree *map, const struct edition_config *e)
{
	static const struct key print_keys[] = {FIELD_PRINT_KEYS(0)};
	if (e->pages_from.s.n && !writes(e, "epub"))
		diag_add(k->d, DIAG_NO_EFFECT, e->pages_from.pos, "'pages-from' is for e-books, and the edition '" STR_FMT "' is none",
			STR_ARG(e->name.s));
	if (writes(e, "pdf") || writes(e, "trace-pages") || map->kind != TREE_MAP)
		return;
	for (size_t i = 0; i < map->map.n; i++)
		for (size_t n = 0; n < sizeof print_keys / sizeof *print_keys; n++)
			if (keys_named(&print_keys[n], map->map.items[i].key))
				diag_add(k->d, DIAG_NO_EFFECT, map->map.items[i].pos, "'" STR_FMT "' is for print, and the edition '" STR_FMT
					"' is no PDF", STR_ARG(map->map.items[i].key), STR_ARG(e->name.s));
}

static void read_edition(const struct keys *k, const struct tree_pair *pair, struct edition_config *e)
{
	const struct tree *t = pair->value;
	e->name = (struct value){pair->key, pair->pos};
	if (t->kind == TREE_SCALAR || t->kind == TREE_LIST)
		keys_values(k, pair->key, t, &e->formats);
	keys_read(k, t, edition_keys, e);
	default_format(k, e);
	check_print_keys(k, t, e);
	check_package_keys(k, e);
}

/* Two editions that would write the same file, on file systems that do not tell case apart too. */
static void check_files(const struct keys *k, const struct project *p)
{
	struct map seen;
	map_init(&seen, k->a);
	for (size_t i = 0; i < p->neditions; i++) {
		const struct edition_config *e = &p->editions[i];
		struct value file = e->file.s.n ? e->file : e->name;
		for (size_t j = 0; j < e->formats.n; j++) {
			struct str key = utf8_fold(k->a,
				arena_printf(k->a, STR_FMT "." STR_FMT, STR_ARG(file.s), STR_ARG(e->formats.items[j].s)));
			const struct edition_config *other = map_add(&seen, key, (void *)e);
			if (other != e)
				diag_note(k->d,
					diag_add(k->d, DIAG_BAD_VALUE, file.pos,
						"the editions '" STR_FMT "' and '" STR_FMT "' would write one file",
						STR_ARG(other->name.s), STR_ARG(e->name.s)),
					other->file.s.n ? other->file.pos : other->name.pos,
					"give one of them another `file`");
		}
	}
}

/* An e-book's pages are those of a print edition of the same project. */
static void check_pages_from(const struct keys *k, struct project *p)
{
	for (size_t i = 0; i < p->neditions; i++) {
		struct edition_config *e = &p->editions[i];
		const struct edition_config *found = NULL;
		struct near near;
		near_init(&near, e->pages_from.s);
		for (size_t n = 0; n < p->neditions && e->pages_from.s.n; n++) {
			if (!writes(&p->editions[n], "pdf"))
				continue;
			near_try(&near, p->editions[n].name.s);
			if (str_eq(p->editions[n].name.s, e->pages_from.s))
				found = &p->editions[n];
		}
		if (!e->pages_from.s.n || found)
			continue;
		struct diag *diag = diag_add(k->d, DIAG_BAD_VALUE, e->pages_from.pos, "no PDF edition is called '" STR_FMT "'",
			STR_ARG(e->pages_from.s));
		if (near.best.n)
			diag_note(k->d, diag, (struct pos){0}, "the nearest is '" STR_FMT "'", STR_ARG(near.best));
		e->pages_from = (struct value){0};
	}
}

/* The edition to include: another one, and no package itself. */
static const struct edition_config *find_included(const struct keys *k, const struct project *p, struct value name)
{
	struct near near;
	near_init(&near, name.s);
	for (size_t i = 0; i < p->neditions; i++) {
		const struct edition_config *other = &p->editions[i];
		if (is_package(other))
			continue;
		near_try(&near, other->name.s);
		if (str_eq(other->name.s, name.s))
			return other;
	}
	struct diag *diag = diag_add(k->d, DIAG_BAD_VALUE, name.pos, "no e-book or PDF edition is called '" STR_FMT "'", STR_ARG(name.s));
	if (near.best.n)
		diag_note(k->d, diag, (struct pos){0}, "the nearest is '" STR_FMT "'", STR_ARG(near.best));
	return NULL;
}

static void check_included(const struct keys *k, struct project *p)
{
	for (size_t i = 0; i < p->neditions; i++) {
		struct values *include = &p->editions[i].include;
		size_t kept = 0;
		for (size_t n = 0; is_package(&p->editions[i]) && n < include->n; n++)
			if (find_included(k, p, include->items[n]))
				include->items[kept++] = include->items[n];
		include->n = kept;
	}
}

void editions_default(const struct keys *k, struct project *p)
{
	p->editions = arena_new(k->a, struct edition_config);
	p->neditions = 1;
	p->editions->name.s = STR("book");
	default_format(k, p->editions);
}

void editions_read(const struct keys *k, const struct key *key, const struct tree_pair *pair, void *into)
{
	struct project *p = into;
	const struct tree *t = pair->value;
	if (t->kind != TREE_MAP) {
		keys_bad(k, pair->key, t, "a map from names to editions");
		return;
	}
	p->editions = arena_array(k->a, struct edition_config, t->map.n);
	for (size_t i = 0; i < t->map.n; i++) {
		if (is_safe_name(t->map.items[i].key, false))
			read_edition(k, &t->map.items[i], &p->editions[p->neditions++]);
		else
			diag_add(k->d, DIAG_BAD_VALUE, t->map.items[i].pos,
				"'" STR_FMT "' cannot name a file: use letters, digits, '-' and '_'",
				STR_ARG(t->map.items[i].key));
	}
	check_files(k, p);
	check_pages_from(k, p);
	check_included(k, p);
}
