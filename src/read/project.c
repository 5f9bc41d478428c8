/*
 * sheaf.yaml. A file that YAML itself cannot read gives no project: to build with half of the settings would overwrite
 * good books with wrong ones. Any other mistake costs one value.
 */
#include "read/read.h"

#include <errno.h>
#include <string.h>
#include <stdlib.h>
#include "base/fs.h"
#include "base/path.h"
#include "read/editions.h"
#include "read/fields.h"
#include "read/langtag.h"
#include "read/text.h"

/* A path that stays in the project, or "". */
static struct str inner_path(const struct keys *k, const struct tree *t)
{
	bool outside;
	struct str path = path_normal(k->a, str_trim(t->s), &outside);
	if (!outside && !(path.n && path.p[0] == '/'))
		return path;
	diag_add(k->d, DIAG_OUTSIDE_CONTENT, t->pos, "'" STR_FMT "' leads out of the project", STR_ARG(t->s));
	return (struct str){0};
}

static void read_folder(const struct keys *k, const struct key *key, const struct tree_pair *pair, void *into)
{
	struct value v;
	if (!keys_value(k, pair->key, pair->value, &v))
		return;
	struct str path = inner_path(k, pair->value);
	if (path.n || str_is(v.s, ".") || str_is(v.s, "./"))
		*(struct str *)into = path;
}

static bool is_colour(struct str s)
{
	for (size_t i = 1; i < s.n; i++) {
		char c = s.p[i] | 32;
		if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f'))
			return false;
	}
	return s.n && s.p[0] == '#' && (s.n == 4 || s.n == 7);
}

static void read_colour(const struct keys *k, const struct key *key, const struct tree_pair *pair, void *into)
{
	struct value v;
	if (pair->value->kind == TREE_SCALAR && is_colour(str_trim(pair->value->s)))
		*(struct value *)into = keys_given(pair->value);
	else if (keys_value(k, pair->key, pair->value, &v))
		keys_bad(k, pair->key, pair->value, "a colour such as \"#8a3b5c\", in quotes");
}

static void read_map(const struct keys *k, const struct tree_pair *pair, const struct key *table, void *into)
{
	if (pair->value->kind == TREE_MAP)
		keys_read(k, pair->value, table, into);
	else
		keys_bad(k, pair->key, pair->value, "a map of keys");
}

#define AT(member) offsetof(struct project, member)

static const struct key font_keys[] = {
	{"body", KEY_VALUE, AT(brand.body_font), NULL, NULL},
	{"heading headings", KEY_VALUE, AT(brand.heading_font), NULL, NULL},
	{0},
};

static void read_fonts(const struct keys *k, const struct key *key, const struct tree_pair *pair, void *into)
{
	read_map(k, pair, font_keys, into);
}

static const struct key brand_keys[] = {
	{"colour color", KEY_READ, AT(brand.colour), read_colour, NULL},
	{"logo", KEY_VALUE, AT(brand.logo), NULL, NULL},
	{"fonts", KEY_READ, 0, read_fonts, NULL},
	{0},
};

static void read_brand(const struct keys *k, const struct key *key, const struct tree_pair *pair, void *into)
{
	read_map(k, pair, brand_keys, into);
}

static const struct key call_keys[] = {
	{"heading title", KEY_TEXT, offsetof(struct call_to_action, heading), NULL, NULL},
	{"text", KEY_TEXT, offsetof(struct call_to_action, text), NULL, NULL},
	{"button", KEY_TEXT, offsetof(struct call_to_action, button), NULL, NULL},
	{"url link", KEY_READ, offsetof(struct call_to_action, url), field_url, "mailto:"},
	{"image", KEY_VALUE, offsetof(struct call_to_action, image), NULL, NULL},
	{0},
};

static void read_call(const struct keys *k, const struct key *key, const struct tree_pair *pair, void *into)
{
	struct call_to_action *call = into;
	if (keys_is_false(pair->value))
		return;
	read_map(k, pair, call_keys, call);
	call->given = call->heading.n || call->text.n || call->url.s.n;
}

static void read_accessibility(const struct keys *k, const struct key *key, const struct tree_pair *pair, void *into)
{
	static const struct key keys[] = {
		{"certified-by", KEY_TEXT, AT(accessibility.certified_by), NULL, NULL},
		{"credential", KEY_TEXT, AT(accessibility.credential), NULL, NULL},
		{"report", KEY_TEXT, AT(accessibility.report), NULL, NULL},
		{0},
	};
	read_map(k, pair, keys, into);
}

/* Markdown in sheaf.yaml: text.pos lies in a source of its own whose lines are those of the file. */
static void read_page_text(const struct keys *k, const struct key *key, const struct tree_pair *pair, void *into)
{
	struct value v;
	uint32_t line;
	if (!keys_value(k, pair->key, pair->value, &v) || !v.s.n)
		return;
	const struct source *src = tree_markdown(k->a, pair->value, &line);
	*(struct value *)into = (struct value){str_skip(src->text, source_offset((struct pos){src, line, 1})), {src, line, 1}};
}

static void read_page_file(const struct keys *k, const struct key *key, const struct tree_pair *pair, void *into)
{
	struct value v;
	struct str raw, path;
	if (!keys_value(k, pair->key, pair->value, &v) || !(path = inner_path(k, pair->value)).n)
		return;
	int error = fs_read(k->a, path_join(k->a, k->root, path).p, FS_TEXT_LIMIT, &raw);
	if (error) {
		diag_add(k->d, DIAG_READ_FILE, v.pos, "cannot read '" STR_FMT "': %s", STR_ARG(path), strerror(error));
		return;
	}
	const struct source *src = text_source(k->a, path, raw, k->d);
	*(struct value *)into = (struct value){src->text, {src, 1, 1}};
}

static const struct key page_keys[] = {
	{"heading title", KEY_TEXT, offsetof(struct page_text, heading), NULL, NULL},
	{"text", KEY_READ, offsetof(struct page_text, text), read_page_text, NULL},
	{"file", KEY_READ, offsetof(struct page_text, text), read_page_file, NULL},
	{"image photo", KEY_VALUE, offsetof(struct page_text, image), NULL, NULL},
	{0},
};

static void read_page(const struct keys *k, const struct key *key, const struct tree_pair *pair, void *into)
{
	struct page_text *page = into;
	if (pair->value->kind == TREE_MAP)
		keys_read(k, pair->value, page_keys, page);
	else
		read_page_text(k, key, pair, &page->text);
	page->given = page->text.s.n || page->image.s.n;
}

static void read_series(const struct keys *k, const struct key *key, const struct tree_pair *pair, void *into)
{
	struct project *p = into;
	struct series_field series = {p->series, p->series_number};
	field_series(k, key, pair, &series);
	p->series = series.name;
	p->series_number = series.number;
}

static const struct key print_keys[] = {
	FIELD_PRINT_KEYS(AT(print)),
	{0},
};

static void read_print(const struct keys *k, const struct key *key, const struct tree_pair *pair, void *into)
{
	read_map(k, pair, print_keys, into);
}

static const struct key project_keys[] = {
	{"title", KEY_VALUE, AT(title), NULL, NULL},
	{"subtitle", KEY_VALUE, AT(subtitle), NULL, NULL},
	{"author authors creator", KEY_READ, AT(authors), field_persons, "aut"},
	{"contributors contributor", KEY_READ, AT(authors), field_persons, "ctb"},
	{"editor editors", KEY_READ, AT(authors), field_persons, "edt"},
	{"translator translators", KEY_READ, AT(authors), field_persons, "trl"},
	{"illustrator illustrators", KEY_READ, AT(authors), field_persons, "ill"},
	{"language lang", KEY_READ, AT(language), field_language, NULL},
	{"base-url", KEY_READ, AT(base_url), field_url, ""},
	{"theme", KEY_VALUE, AT(theme), NULL, NULL},
	{"cover", KEY_VALUE, AT(cover), NULL, NULL},
	{"identifier", KEY_READ, AT(identifier), field_identifier, NULL},
	{"isbn", KEY_READ, AT(isbn), field_isbn, NULL},
	{"publisher", KEY_VALUE, AT(publisher), NULL, NULL},
	{"rights copyright licence license", KEY_VALUE, AT(rights), NULL, NULL},
	{"date", KEY_READ, AT(date), field_date, NULL},
	{"description", KEY_VALUE, AT(description), NULL, NULL},
	{"subjects subject", KEY_READ, AT(subjects), field_tags, NULL},
	{"tags keywords", KEY_READ, AT(subjects), field_tags, NULL},
	{"series", KEY_READ, 0, read_series, NULL},
	{"series-number series-index", KEY_TEXT, AT(series_number), NULL, NULL},
	{"brand", KEY_READ, 0, read_brand, NULL},
	{"call-to-action", KEY_READ, AT(call), read_call, NULL},
	{"about-the-author about about-author", KEY_READ, AT(about), read_page, NULL},
	{"disclaimer", KEY_READ, AT(disclaimer), read_page, NULL},
	{"accessibility", KEY_READ, 0, read_accessibility, NULL},
	{"embed-fonts", KEY_READ, AT(embed_fonts), field_flag, NULL},
	{"smart", KEY_BOOL, AT(smart), NULL, NULL},
	{"toc-depth", KEY_NUMBER, AT(toc_depth), NULL, NULL},
	{"related", KEY_READ, AT(links.related), field_related, NULL},
	{"autolink", KEY_READ, AT(links.autolink), field_autolink, NULL},
	{"backlinks", KEY_READ, AT(links.backlinks), field_setting, NULL},
	{"index", KEY_READ, AT(links.index), field_setting, NULL},
	{"glossary-popups", KEY_READ, AT(links.popups), field_setting, NULL},
	{"print", KEY_READ, 0, read_print, NULL},
	{"content", KEY_READ, AT(content), read_folder, NULL},
	{"templates", KEY_READ, AT(templates), read_folder, NULL},
	{"covers", KEY_READ, AT(covers), read_folder, NULL},
	{"fonts", KEY_READ, AT(fonts), read_folder, NULL},
	{"media", KEY_READ, AT(media), read_folder, NULL},
	{"output", KEY_READ, AT(output), read_folder, NULL},
	{"editions", KEY_READ, 0, editions_read, NULL},
	{0},
};
#undef AT

static void set_defaults(struct project *p)
{
	p->theme.s = STR("hearth");
	p->smart = true;
	p->toc_depth = 2;
	p->content = STR("content");
	p->templates = STR("templates");
	p->covers = STR("covers");
	p->fonts = STR("fonts");
	p->media = STR("media");
	p->output = STR("dist");
}

static void lack(const struct keys *k, const struct project *p, const char *what, const char *instead)
{
	struct diag *diag = diag_add(k->d, DIAG_MISSING_METADATA, (struct pos){p->source, 0, 0}, "no %s", what);
	if (instead)
		diag_note(k->d, diag, (struct pos){0}, "%s", instead);
}

static void complete(const struct keys *k, struct project *p)
{
	if (!p->title.s.n) {
		p->title = (struct value){path_base(p->root), {p->source, 0, 0}};
		lack(k, p, "title", "the folder's name is used");
	}
	if (!p->authors.n)
		lack(k, p, "author", NULL);
	if (!p->language.s.n) {
		if (!p->language.pos.src)
			lack(k, p, "language", "'en' is used");
		p->language = (struct value){STR("en"), {p->source, 0, 0}};
	}
	if (p->toc_depth < 1 || p->toc_depth > 6)
		p->toc_depth = p->toc_depth < 1 ? 1 : 6;
	if (!p->neditions)
		editions_default(k, p);
}

struct str project_find(struct arena *a, const char *start)
{
	char *real = realpath(start, NULL);
	if (!real)
		return (struct str){0};
	struct str dir = arena_copy(a, str_c(real));
	free(real);
	for (;;) {
		struct str file = path_join(a, dir, STR("sheaf.yaml"));
		if (fs_exists(file.p) && !fs_is_dir(file.p))
			return dir;
		if (str_is(dir, "/"))
			return (struct str){0};
		dir = arena_copy(a, path_dir(dir));
	}
}

struct project *project_read(struct arena *a, struct str root, struct diags *d)
{
	struct project *p = arena_new(a, struct project);
	struct keys k = {a, d, arena_copy(a, root)};
	struct str raw, name = STR("sheaf.yaml");
	bool broken;
	int error = fs_read(a, path_join(a, root, name).p, FS_TEXT_LIMIT, &raw);
	if (error) {
		const struct source *none = source_new(a, name, (struct str){0});
		diag_add(d, error == EFBIG ? DIAG_FILE_TOO_LARGE : DIAG_READ_FILE, (struct pos){none, 0, 0},
			"cannot read the project file: %s", strerror(error));
		return NULL;
	}
	p->root = k.root;
	p->source = text_source(a, name, raw, d);
	set_defaults(p);
	struct tree *t = tree_read(a, p->source, 1, p->source->nlines + 1, d, &broken);
	if (broken)
		return NULL;
	if (t && t->kind != TREE_MAP && t->kind != TREE_NULL) {
		diag_add(d, DIAG_BAD_YAML, t->pos, "the project file must be `key: value` lines, not %s", tree_kind_name(t));
		return NULL;
	}
	if (t)
		keys_read(&k, t, project_keys, p);
	complete(&k, p);
	return p;
}

struct project *project_bare(struct arena *a, struct str root, struct str language)
{
	struct project *p = arena_new(a, struct project);
	struct keys k = {a, NULL, arena_copy(a, root)};
	p->root = k.root;
	p->source = source_new(a, path_base(p->root), (struct str){0});
	set_defaults(p);
	p->content = p->templates = p->covers = p->media = (struct str){0};
	p->title.s = path_base(p->root);
	p->language.s = langtag_read(a, language);
	editions_default(&k, p);
	return p->language.s.n ? p : NULL;
}
