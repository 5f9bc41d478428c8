/*
 * Which file an image means. Tried in turn: relative to the article, relative to content/, and below content/ wherever
 * a file has that name or path end (Obsidian's way). Images of other sites are looked for in the media folder, as
 * HOST/PATH or by their bare name. Every file is checked with its symbolic links followed: what lies outside content/ and
 * media/ is never opened.
 */
#include "read/corpus.h"

#include <stdlib.h>
#include <string.h>
#include "base/near.h"
#include "base/path.h"
#include "base/utf8.h"

struct seek {
	struct corpus *c;
	struct article *a;
	const struct node *image; /* or a link */
	bool linked;
	struct str dest; /* decoded, without query and fragment */
	bool page;
	bool outside;    /* some reading of it left content/ */
};

static struct str scheme_of(struct str url)
{
	size_t i = 0;
	while (i < url.n && (((url.p[i] | 32) >= 'a' && (url.p[i] | 32) <= 'z') || (i && strchr("+-.0123456789", url.p[i]))))
		i++;
	return i > 1 && i < url.n && url.p[i] == ':' ? str_sub(url, 0, i) : (struct str){0};
}

static struct str without_query(struct str url)
{
	size_t query = str_find_char(url, '?'), hash = str_find_char(url, '#');
	return str_sub(url, 0, query < hash ? query : hash);
}

static struct str slashes(struct arena *a, struct str s)
{
	char *p = arena_cstr(a, s);
	for (size_t i = 0; i < s.n; i++)
		if (p[i] == '\\')
			p[i] = '/';
	return (struct str){p, s.n};
}

static struct asset *asset_at(struct seek *s, struct str path, struct str rel)
{
	struct corpus *c = s->c;
	struct arena *arena = &c->book.arena;
	struct asset *asset = map_get(&c->assets, path);
	if (asset)
		return asset;
	asset = arena_new(arena, struct asset);
	asset->path = arena_copy(arena, path);
	asset->rel = arena_copy(arena, rel);
	for (unsigned n = 2; map_has(&c->asset_names, asset->rel); n++)
		asset->rel = arena_printf(arena, "%u/" STR_FMT, n, STR_ARG(rel));
	asset->first = s->image->pos;
	asset->kind = asset_kind_of(path);
	if (asset->kind == ASSET_FILE && !s->linked) /* shown as an image: if it is none, that is told */
		asset->kind = ASSET_IMAGE;
	asset->index = (uint32_t)c->book.nassets;
	map_put(&c->assets, asset->path, asset);
	map_put(&c->asset_names, asset->rel, asset);
	if (c->book.nassets == c->asset_cap)
		c->book.assets = arena_grow(arena, c->book.assets, &c->asset_cap, sizeof *c->book.assets);
	c->book.assets[c->book.nassets++] = asset;
	return asset;
}

/* The file below `base`, if there is one and it lies where it may. */
static struct asset *try_file(struct seek *s, struct str base, struct str rel, struct str name)
{
	struct str path = path_join(&s->c->book.arena, base, rel);
	if (!rel.n || !fs_exists(path.p) || fs_is_dir(path.p))
		return NULL;
	struct str real = corpus_real(&s->c->book.arena, path.p);
	if (corpus_inside(s->c, real) || (s->page && corpus_below(real, corpus_real(&s->c->book.arena, s->c->root.p))))
		return asset_at(s, path, name);
	s->outside = true;
	return NULL;
}

static struct asset *try_below(struct seek *s, struct str dir, struct str dest)
{
	bool outside;
	struct str rel = path_normal(&s->c->book.arena, path_join(&s->c->book.arena, dir, dest), &outside);
	s->outside = s->outside || outside;
	return outside || (rel.n && rel.p[0] == '/') ? NULL : try_file(s, s->c->content, rel, rel);
}

static bool ends_with_path(struct str path, struct str end)
{
	return path.n == end.n ? str_eq(path, end)
			       : path.n > end.n && path.p[path.n - end.n - 1] == '/' &&
					 str_eq(str_skip(path, path.n - end.n), end);
}

/* Anywhere below content/: the first file, by path, that ends so. */
static struct asset *try_anywhere(struct seek *s, struct str dest)
{
	struct corpus *c = s->c;
	const struct fs_entry *e = map_get(&c->by_base, utf8_fold(&c->book.arena, path_base(dest)));
	if (!e || str_starts(dest, "../") || e->error || e->loop)
		return NULL;
	if (str_find_char(dest, '/') == dest.n || ends_with_path(e->rel, dest))
		return try_file(s, c->content, e->rel, e->rel);
	for (; e < c->files.items + c->files.n; e++)
		if (ends_with_path(e->rel, dest))
			return try_file(s, c->content, e->rel, e->rel);
	return NULL;
}

static struct asset *try_local(struct seek *s, struct str dest)
{
	struct str rooted = dest;
	while (rooted.n && rooted.p[0] == '/')
		rooted = str_skip(rooted, 1);
	struct asset *asset = NULL;
	if (rooted.n == dest.n)
		asset = try_below(s, path_dir(s->a->path), dest);
	if (!asset && !str_starts(rooted, "../"))
		asset = try_below(s, (struct str){0}, rooted);
	if (!asset && s->page) {
		bool outside;
		struct str rel = path_normal(&s->c->book.arena, rooted, &outside);
		asset = outside ? NULL : try_file(s, s->c->root, rel, rel);
	}
	return asset ? asset : try_anywhere(s, rooted);
}

static void tell_missing(struct seek *s)
{
	struct corpus *c = s->c;
	struct diags *d = &c->book.diags;
	struct diag *diag = diag_add(d, DIAG_MISSING_IMAGE, s->image->pos, "there is no image '" STR_FMT "'", STR_ARG(s->dest));
	struct near near;
	const struct fs_entry *best = NULL;
	near_init(&near, path_base(s->dest));
	for (size_t i = 0; c->guesses && i < c->files.n; i++) {
		size_t before = near.distance;
		near_try(&near, path_base(c->files.items[i].rel));
		if (near.distance < before)
			best = &c->files.items[i];
	}
	c->guesses -= c->guesses > 0;
	if (best)
		diag_note(d, diag, (struct pos){0}, "nearest is '" STR_FMT "'",
			STR_ARG(path_relative(&c->book.arena, path_dir(s->a->path), best->rel)));
}

static void tell_outside(struct seek *s)
{
	struct diags *d = &s->c->book.diags;
	struct diag *diag = diag_add(d, DIAG_OUTSIDE_CONTENT, s->image->pos, "the image '" STR_FMT "' leads out of " STR_FMT,
		STR_ARG(s->dest), STR_ARG(s->c->book.project->content.n ? s->c->book.project->content : STR("the project")));
	diag_note(d, diag, (struct pos){0}, "move it beside the article");
}

static struct asset *find_local(struct seek *s, struct str dest)
{
	struct arena *arena = &s->c->book.arena;
	struct str bare = path_unescape(arena, without_query(dest));
	struct asset *asset = NULL;
	if (!dest.n) {
		diag_add(&s->c->book.diags, DIAG_MISSING_IMAGE, s->image->pos, "an image without an address");
		return NULL;
	}
	const struct str spellings[] = {bare, path_unescape(arena, dest), dest, utf8_nfc(arena, bare), slashes(arena, bare)};
	for (size_t i = 0; !asset && i < sizeof spellings / sizeof *spellings; i++)
		if (i == 0 || !str_eq(spellings[i], bare))
			asset = try_local(s, spellings[i]);
	s->dest = bare;
	if (s->linked)
		return asset;
	if (!asset && s->outside)
		tell_outside(s);
	else if (!asset)
		tell_missing(s);
	return asset;
}

/* https://host/path/name.png: media/host/path/name.png or media/name.png. */
static struct asset *find_remote(struct seek *s, struct str url)
{
	struct corpus *c = s->c;
	struct arena *arena = &c->book.arena;
	struct str after = str_skip(url, str_find(url, "//") + 2), media = c->book.project->media;
	bool outside;
	struct str rel = path_normal(arena, path_unescape(arena, without_query(after)), &outside);
	struct str folder = path_join(arena, c->root, media), names[] = {rel, path_base(rel)};
	for (size_t i = 0; !outside && i < 2; i++) {
		struct asset *asset = try_file(s, folder, names[i], path_join(arena, media, names[i]));
		if (asset)
			return asset;
	}
	struct diag *diag = diag_add(&c->book.diags, DIAG_REMOTE_IMAGE, s->image->pos,
		"the image '" STR_FMT "' is on another site", STR_ARG(url));
	if (!outside && rel.n)
		diag_note(&c->book.diags, diag, (struct pos){0}, "put a copy at '" STR_FMT "/" STR_FMT "'", STR_ARG(media),
			STR_ARG(path_base(rel)));
	return NULL;
}

static struct asset *find(struct seek *s, struct str dest)
{
	struct str scheme = scheme_of(dest);
	if (str_eq_nocase(scheme, STR("http")) || str_eq_nocase(scheme, STR("https")) || str_starts(dest, "//"))
		return find_remote(s, dest);
	if (str_eq_nocase(scheme, STR("data"))) {
		diag_add(&s->c->book.diags, DIAG_BAD_IMAGE, s->image->pos,
			"an image written into the text as a data: address; save it as a file beside the article");
		return NULL;
	}
	if (str_eq_nocase(scheme, STR("file"))) {
		s->dest = dest;
		tell_outside(s);
		return NULL;
	}
	return find_local(s, dest);
}

/* A link to a file that is no article. One that is not there is the linker's affair: it may mean an article after all. */
static struct asset *find_linked(struct seek *s, const struct node *link)
{
	struct str dest = without_query(str_trim(link->u.link.dest)), ext = path_ext(dest);
	static const char *const pages[] = {"md", "markdown", "html", "htm", "php", "aspx"};
	if (link->u.link.wiki || !ext.n || scheme_of(dest).n || str_starts(dest, "//"))
		return NULL;
	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
		if (str_eq_nocase(ext, str_c(pages[i])))
			return NULL;
	return find_local(s, dest);
}

void media_resolve(struct corpus *c, struct article *a, bool page)
{
	for (size_t i = 0; i < a->links.n; i++) {
		struct node *link = a->links.items[i];
		struct seek s = {.c = c, .a = a, .image = link, .linked = true, .page = page};
		link->u.link.asset = find_linked(&s, link);
	}
	for (size_t i = 0; i < a->images.n; i++) {
		struct node *image = a->images.items[i];
		struct seek s = {.c = c, .a = a, .image = image, .page = page};
		image->u.image.asset = find(&s, str_trim(image->u.image.dest));
	}
}
