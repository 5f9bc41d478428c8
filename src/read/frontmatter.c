/*
 * Front matter to struct meta: a table of keys. Other tools keep settings of their own in the same place; the ones that
 * are well known are listed as foreign and passed over, so that an unknown-key warning means a slip of the pen.
 */
#include "read/frontmatter.h"

#include "read/date.h"
#include "read/fields.h"

/* Hugo and its themes write {image: …}, others a bare path, or a list whose first counts. */
static const struct key cover_keys[] = {
	{"image src url path file relative-path", KEY_VALUE, 0, NULL, NULL},
	{"alt caption title credit hidden hiddeninlist hiddeninsingle relative responsiveimages linkfullimages teaser "
	 "feature thumb thumbnail lqip width height",
		KEY_FOREIGN, 0, NULL, NULL},
	{0},
};

static void read_cover(const struct keys *k, const struct key *key, const struct tree_pair *pair, void *into)
{
	const struct tree *t = pair->value;
	if (t->kind == TREE_LIST && t->list.n)
		t = t->list.items[0];
	if (t->kind == TREE_MAP)
		keys_read(k, t, cover_keys, into);
	else if (t->kind == TREE_SCALAR && !keys_is_false(t))
		*(struct value *)into = keys_given(t);
}

static void read_weight(const struct keys *k, const struct key *key, const struct tree_pair *pair, void *into)
{
	struct meta *meta = into;
	struct str s = str_trim(pair->value->s);
	size_t digits = 0, points = 0, i = s.n && (s.p[0] == '-' || s.p[0] == '+');
	for (; i < s.n; i++) {
		digits += s.p[i] >= '0' && s.p[i] <= '9';
		points += s.p[i] == '.';
	}
	size_t sign = s.n && (s.p[0] == '-' || s.p[0] == '+');
	if (pair->value->kind != TREE_SCALAR || !digits || points > 1 || s.n > 18 || digits + points + sign != s.n) {
		keys_bad(k, pair->key, pair->value, "a number");
		return;
	}
	double scale = 1, value = 0;
	bool fraction = false;
	for (i = sign; i < s.n; i++) {
		if (s.p[i] == '.') {
			fraction = true;
			continue;
		}
		value = value * 10 + (s.p[i] - '0');
		scale *= fraction ? 10 : 1;
	}
	meta->has_weight = true;
	meta->weight = (s.p[0] == '-' ? -value : value) / scale;
}

/* Jekyll's `published: false`; some write a date there. */
static void read_published(const struct keys *k, const struct key *key, const struct tree_pair *pair, void *into)
{
	struct meta *meta = into;
	bool published = true;
	struct str date = pair->value->kind == TREE_SCALAR ? date_read(k->a, pair->value->s, NULL) : (struct str){0};
	if (date.n && !meta->date.s.n)
		meta->date = (struct value){date, pair->value->pos};
	else if (!date.n && keys_bool(k, pair->key, pair->value, &published) && !published)
		meta->draft = true;
}

static void read_isbn(const struct keys *k, const struct key *key, const struct tree_pair *pair, void *into)
{
	struct value isbn = {0}, *identifier = into;
	field_isbn(k, key, pair, &isbn);
	if (isbn.s.n && !identifier->s.n)
		*identifier = (struct value){arena_printf(k->a, "urn:isbn:" STR_FMT, STR_ARG(isbn.s)), isbn.pos};
}

/* The name in an Obsidian link: [[Name#Heading|text]]. */
static struct str unlink_name(struct str s)
{
	if (!str_starts(s, "[[") || !str_ends(s, "]]"))
		return s;
	s = str_sub(s, 2, s.n - 2);
	s = str_sub(s, 0, str_find_char(s, '|'));
	return str_trim(str_sub(s, 0, str_find_char(s, '#')));
}

static void read_names(const struct keys *k, const struct key *key, const struct tree_pair *pair, void *into)
{
	struct values *names = into;
	size_t from = names->n;
	keys_values(k, pair->key, pair->value, names);
	for (size_t i = from; i < names->n; i++)
		names->items[i].s = unlink_name(names->items[i].s);
}

static void read_related(const struct keys *k, const struct key *key, const struct tree_pair *pair, void *into)
{
	struct meta *meta = into;
	if (keys_is_false(pair->value) || (pair->value->kind == TREE_SCALAR && str_eq_nocase(pair->value->s, STR("none")))) {
		meta->related_rule = RELATED_NONE;
		return;
	}
	read_names(k, key, pair, &meta->related);
	if (meta->related.n)
		meta->related_rule = RELATED_LISTED;
}

static void read_series(const struct keys *k, const struct key *key, const struct tree_pair *pair, void *into)
{
	struct meta *meta = into;
	struct series_field series = {meta->series, meta->series_number};
	field_series(k, key, pair, &series);
	meta->series = series.name;
	meta->series_number = series.number;
}

static void read_type(const struct keys *k, const struct key *key, const struct tree_pair *pair, void *into)
{
	if (pair->value->kind == TREE_SCALAR && str_eq_nocase(pair->value->s, STR("glossary")))
		*(bool *)into = true;
}

#define AT(member) offsetof(struct article, meta.member)
static const struct key meta_keys[] = {
	{"title", KEY_VALUE, AT(title), NULL, NULL},
	{"subtitle", KEY_VALUE, AT(subtitle), NULL, NULL},
	{"author authors creator", KEY_READ, AT(authors), field_persons, "aut"},
	{"date", KEY_READ, AT(date), field_date, NULL},
	{"updated lastmod last-modified-at modified last-updated last-modified", KEY_READ, AT(updated), field_date, NULL},
	{"description summary abstract excerpt", KEY_VALUE, AT(description), NULL, NULL},
	{"tags tag", KEY_READ, AT(tags), field_tags, NULL},
	{"keywords keyword", KEY_READ, AT(tags), field_tags, NULL},
	{"categories category", KEY_READ, AT(tags), field_tags, NULL},
	{"slug", KEY_VALUE, AT(slug), NULL, NULL},
	{"permalink", KEY_VALUES, AT(aliases), NULL, NULL},
	{"url", KEY_VALUES, AT(aliases), NULL, NULL},
	{"aliases", KEY_READ, AT(aliases), read_names, NULL},
	{"alias", KEY_READ, AT(aliases), read_names, NULL},
	{"redirect-from", KEY_VALUES, AT(aliases), NULL, NULL},
	{"weight order nav-order sidebar-position", KEY_READ, offsetof(struct article, meta), read_weight, NULL},
	{"draft", KEY_BOOL, AT(draft), NULL, NULL},
	{"published publish", KEY_READ, offsetof(struct article, meta), read_published, NULL},
	{"lang language", KEY_READ, AT(lang), field_language, NULL},
	{"cover-image cover image featured-image feature-image featuredimage thumbnail images", KEY_READ, AT(cover_image),
		read_cover, NULL},
	{"rights license licence copyright", KEY_VALUE, AT(rights), NULL, NULL},
	{"publisher", KEY_VALUE, AT(publisher), NULL, NULL},
	{"identifier", KEY_READ, AT(identifier), field_identifier, NULL},
	{"isbn", KEY_READ, AT(identifier), read_isbn, NULL},
	{"series", KEY_READ, offsetof(struct article, meta), read_series, NULL},
	{"series-number series-index series-order", KEY_TEXT, AT(series_number), NULL, NULL},
	{"related", KEY_READ, offsetof(struct article, meta), read_related, NULL},
	{"unrelated", KEY_READ, AT(unrelated), read_names, NULL},
	{"type", KEY_READ, offsetof(struct article, glossary), read_type, NULL},
	/* Hugo and its themes */
	{"layout params menu menus sitemap outputs cascade build resources markup iscjklanguage linktitle publishdate "
	 "expirydate headless toc showtoc tocopen hidemeta comments math katex mermaid disableshare hidesummary searchhidden "
	 "showreadingtime showbreadcrumbs showpostnavlinks showwordcount canonicalurl robots featured pin pinned",
		KEY_FOREIGN, 0, NULL, NULL},
	/* Jekyll and its themes */
	{"parent grand-parent has-children nav-exclude has-toc sidebar sidebar-label author-profile header classes "
	 "toc-label toc-icon toc-sticky toc-sticky read-time share mathjax usemath render-with-liquid excerpt-separator "
	 "img-path last-modified-by collection theme",
		KEY_FOREIGN, 0, NULL, NULL},
	/* Obsidian */
	{"cssclasses cssclass cssclasses-list created uid id up kanban-plugin banner icon", KEY_FOREIGN, 0, NULL, NULL},
	/* Pandoc, Quarto and R Markdown */
	{"css header-includes include-before include-after output format documentclass classoption geometry fontsize "
	 "mainfont sansfont monofont linestretch papersize bibliography csl link-citations nocite references "
	 "reference-section-title toc-depth toc-title number-sections numbersections colorlinks highlight-style execute jupyter "
	 "engine editor editor-options site documentation thanks institute affiliation affiliations pagetitle stylesheet",
		KEY_FOREIGN, 0, NULL, NULL},
	{0},
};
#undef AT

static bool is_fence(struct str line, const char *fence, const char *other)
{
	while (line.n && (line.p[line.n - 1] == ' ' || line.p[line.n - 1] == '\t'))
		line.n--;
	return str_is(line, fence) || str_is(line, other);
}

/* The line of the closing fence, or 0. */
static uint32_t closing(const struct source *src, const char *fence, const char *other)
{
	for (uint32_t line = 2; line <= src->nlines; line++)
		if (is_fence(source_line(src, line), fence, other))
			return line;
	return 0;
}

static uint32_t skip_toml(struct article *a)
{
	struct pos pos = {a->source, 1, 1};
	uint32_t end = closing(a->source, "+++", "+++");
	if (!end) {
		diag_add(&a->diags, DIAG_UNCLOSED_FRONT_MATTER, pos, "no second '+++' line; all of it was read as text");
		return 1;
	}
	struct diag *diag = diag_add(&a->diags, DIAG_TOML_FRONT_MATTER, pos,
		"front matter in TOML is not read; lines 1 to %u were left out", end);
	diag_note(&a->diags, diag, (struct pos){0}, "write it in YAML: `key: value` lines between two '---' lines");
	return end + 1;
}

static uint32_t read_yaml(struct article *a, uint32_t end)
{
	struct keys k = {&a->arena, &a->diags, {0}};
	struct pos pos = {a->source, 1, 1};
	bool broken;
	if (source_offset((struct pos){a->source, end, 1}) > FRONTMATTER_LIMIT) {
		diag_add(&a->diags, DIAG_BAD_YAML, pos, "front matter of more than %zu MB is not read",
			FRONTMATTER_LIMIT >> 20);
		return end + 1;
	}
	const struct tree *t = tree_read(k.a, a->source, 2, end, k.d, &broken);
	if (t && t->kind == TREE_MAP) {
		keys_read(&k, t, meta_keys, a);
	} else if (t && t->kind != TREE_NULL && !broken) {
		struct diag *diag = diag_add(k.d, DIAG_BAD_YAML, t->pos,
			"what stands between the '---' lines is %s, not front matter; it was read as text", tree_kind_name(t));
		diag_note(k.d, diag, pos, "to break a scene on the first line, write '***'");
		return 1;
	}
	return end + 1;
}

uint32_t frontmatter_read(struct article *a)
{
	struct str first = source_line(a->source, 1);
	if (is_fence(first, "+++", "+++"))
		return skip_toml(a);
	if (!is_fence(first, "---", "---"))
		return 1;
	uint32_t end = closing(a->source, "---", "...");
	if (end)
		return read_yaml(a, end);
	diag_add(&a->diags, DIAG_UNCLOSED_FRONT_MATTER, (struct pos){a->source, 1, 1},
		"no second '---' line; all of it was read as text");
	return 1;
}
