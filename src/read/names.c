/*
 * What articles are called: titles, slugs, and the maps that links are looked up in. A slug comes from the front matter
 * or the file's name, an index file's from its folder. Two files of one name in different folders are no mistake: the
 * later one's slug takes its folder in. What still collides is told and numbered, past every slug that is taken
 * already, so that the first of two never changes when the second appears.
 */
#include "read/corpus.h"

#include "base/buf.h"
#include "base/hash.h"
#include "base/path.h"
#include "base/slug.h"
#include "base/utf8.h"

static struct str strip_prefix(struct str stem)
{
	long number;
	size_t n = order_date_prefix(stem);
	return str_skip(stem, n ? n : order_prefix(stem, &number));
}

/* The part of the path that names an article: an index file goes by its folder. */
static struct str own_name(const struct article *a)
{
	struct str dir = path_dir(a->path), stem = path_stem(a->path);
	if (!order_is_index(a->path))
		return stem;
	while (stem.n && stem.p[0] == '_')
		stem = str_skip(stem, 1);
	return dir.n ? path_base(dir) : stem;
}

struct str names_pretty(struct arena *a, struct str stem)
{
	struct str s = utf8_nfc(a, strip_prefix(stem));
	struct buf b;
	buf_init(&b, BUF_NO_LIMIT);
	for (size_t i = 0; i < s.n; i++)
		buf_char(&b, s.p[i] == '-' || s.p[i] == '_' ? ' ' : s.p[i]);
	if (b.n && b.p[0] >= 'a' && b.p[0] <= 'z')
		b.p[0] -= 32;
	struct str pretty = str_trim(buf_copy(&b, a));
	buf_free(&b);
	return pretty.n ? pretty : stem;
}

static struct node *heading_new(struct article *a, struct pos pos)
{
	a->heading = node_new(&a->arena, NODE_HEADING, pos);
	a->heading->u.heading.level = 1;
	a->heading->serial = a->serials++;
	return a->heading;
}

void names_untitled(struct article *a)
{
	struct pos pos = {a->source, 1, 1};
	if (a->title.n)
		return;
	a->title = names_pretty(&a->arena, own_name(a));
	struct node *text = node_new(&a->arena, NODE_TEXT, pos);
	text->text = a->title;
	node_append(heading_new(a, pos), text);
	text->serial = a->serials++;
	diag_add(&a->diags, DIAG_UNTITLED, pos, "no title; '" STR_FMT "' was made from the file's name",
		STR_ARG(a->title));
}

static struct str hashed(struct arena *arena, struct str text)
{
	return arena_printf(arena, "article-" STR_FMT, STR_ARG(str_sub(hash_sha256_hex(arena, text), 0, 8)));
}

static struct str given_slug(struct article *a)
{
	struct str s = a->meta.slug.s;
	while (s.n && s.p[s.n - 1] == '/')
		s.n--;
	return slug_ascii(&a->arena, path_base(s));
}

static struct str natural_slug(struct article *a)
{
	struct str slug = given_slug(a), name = own_name(a);
	if (!slug.n)
		slug = slug_ascii(&a->arena, strip_prefix(name));
	if (!slug.n)
		slug = slug_ascii(&a->arena, name);
	return slug.n ? slug : hashed(&a->arena, a->path);
}

/* folder-name, for files that share a name; "" at the top level. */
static struct str qualified_slug(struct article *a)
{
	struct str dir = path_dir(a->path), slug = {0};
	if (order_is_index(a->path))
		dir = path_dir(dir);
	if (a->meta.slug.s.n || !dir.n)
		return slug;
	while (dir.n) {
		struct str folder = strip_prefix(str_cut(&dir, '/'));
		slug = arena_printf(&a->arena, STR_FMT "-" STR_FMT, STR_ARG(slug), STR_ARG(folder));
	}
	return slug_ascii(&a->arena, arena_printf(&a->arena, STR_FMT "-" STR_FMT, STR_ARG(slug), STR_ARG(a->slug)));
}

static struct pos slug_pos(const struct article *a)
{
	return a->meta.slug.s.n ? a->meta.slug.pos : (struct pos){a->source, 1, 1};
}

/* `numbers` remembers the last number that each slug got, so that a thousand equal ones take no million tries. */
static struct str numbered(struct corpus *c, struct map *numbers, struct article *a)
{
	uintptr_t n = (uintptr_t)map_get(numbers, a->slug);
	struct str slug;
	n = n ? n : 1;
	do
		slug = arena_printf(&a->arena, STR_FMT "-%zu", STR_ARG(a->slug), (size_t)++n);
	while (map_has(&c->book.by_slug, slug));
	map_put(numbers, a->slug, (void *)n);
	return slug;
}

static void number_slug(struct corpus *c, struct map *numbers, struct article *a)
{
	const struct article *first = map_get(&c->book.by_slug, a->slug);
	struct str slug = qualified_slug(a);
	if (!slug.n || map_has(&c->book.by_slug, slug)) {
		slug = numbered(c, numbers, a);
		struct diag *diag = diag_add(&c->book.diags, DIAG_DUPLICATE_SLUG, slug_pos(a),
			"the slug '" STR_FMT "' is taken; this article's is '" STR_FMT "'", STR_ARG(a->slug),
			STR_ARG(slug));
		diag_note(&c->book.diags, diag, slug_pos(first), "it is this article's");
	}
	a->slug = slug;
	map_put(&c->book.by_slug, slug, a);
}

static void assign_slugs(struct corpus *c)
{
	struct book *b = &c->book;
	struct map numbers;
	map_init(&numbers, &b->arena);
	for (size_t i = 0; i < b->narticles; i++) {
		struct article *a = b->articles[i];
		a->slug = natural_slug(a);
		map_add(&b->by_slug, a->slug, a);
	}
	for (size_t i = 0; i < b->narticles; i++)
		if (map_get(&b->by_slug, b->articles[i]->slug) != b->articles[i])
			number_slug(c, &numbers, b->articles[i]);
}

static struct str trim_slashes(struct str s)
{
	while (s.n && s.p[0] == '/')
		s = str_skip(s, 1);
	while (s.n && s.p[s.n - 1] == '/')
		s.n--;
	return s;
}

/* False: it is another's already, and this article loses it. */
static bool take_alias(struct corpus *c, struct article *a, struct value alias)
{
	struct book *b = &c->book;
	struct str whole = utf8_fold(&a->arena, alias.s), bare = trim_slashes(whole);
	struct article *slugged = map_get(&b->by_slug, bare), *named = map_get(&b->by_name, whole);
	if (!named)
		named = map_get(&b->by_name, bare);
	struct article *owner = slugged && slugged != a ? slugged : named;
	if (!bare.n)
		return true;
	if (owner && owner != a) {
		diag_add(&b->diags, DIAG_ALIAS_TAKEN, alias.pos, "the alias '" STR_FMT "' leads to '" STR_FMT "' already",
			STR_ARG(alias.s), STR_ARG(owner->path));
		return false;
	}
	map_add(&b->by_name, whole, a);
	map_add(&b->by_name, bare, a);
	return true;
}

static void take_aliases(struct corpus *c, struct article *a)
{
	struct values *aliases = &a->meta.aliases;
	size_t kept = 0;
	for (size_t i = 0; i < aliases->n; i++)
		if (take_alias(c, a, aliases->items[i]))
			aliases->items[kept++] = aliases->items[i];
	aliases->n = kept;
}

/* Returns whose name it is. */
static const struct article *add_name(struct corpus *c, struct article *a, struct str name)
{
	struct str folded = utf8_fold(&a->arena, name);
	return folded.n ? map_add(&c->book.by_name, folded, a) : a;
}

static struct pos title_pos(const struct article *a)
{
	return a->meta.title.s.n ? a->meta.title.pos : a->heading ? a->heading->pos : (struct pos){a->source, 1, 1};
}

static void add_title(struct corpus *c, struct article *a)
{
	const struct article *first = add_name(c, a, a->title);
	if (first == a)
		return;
	struct diag *diag = diag_add(&c->book.diags, DIAG_SAME_TITLE, title_pos(a), "the title '" STR_FMT "' is another article's too",
		STR_ARG(a->title));
	diag_note(&c->book.diags, diag, title_pos(first), "this one's; [[" STR_FMT "]] leads here", STR_ARG(a->title));
}

void names_assign(struct corpus *c)
{
	struct book *b = &c->book;
	assign_slugs(c);
	for (size_t i = 0; i < b->narticles; i++) {
		struct article *a = b->articles[i];
		map_add(&b->by_path, a->path, a);
		map_add(&b->by_path, utf8_nfc(&a->arena, a->path), a);
		add_title(c, a);
	}
	for (size_t i = 0; i < b->narticles; i++)
		take_aliases(c, b->articles[i]);
	for (size_t i = 0; i < b->narticles; i++) {
		add_name(c, b->articles[i], own_name(b->articles[i]));
		add_name(c, b->articles[i], path_stem(b->articles[i]->path));
	}
}
