/*
 * Links as authors write them to targets. A link names its article by path (with or without .md, .html, a trailing slash, from the file
 * or from the site's page), by slug, alias or title, or by its address on the author's own site; then perhaps a heading.
 *
 * Candidates are tried from the most exact to the most forgiving, all against the book's maps, so a link costs a few
 * look-ups. Rejected: one canonical key per link, for what `../x/` means depends on whether the author thinks of files or of pages.
 */
#include "link/link.h"

#include <string.h>
#include "base/buf.h"
#include "base/near.h"
#include "base/path.h"
#include "base/slug.h"
#include "base/utf8.h"

struct resolver {
	struct edition *e;
	const struct book *book;
	struct arena scratch; /* for one link */
	struct map twins;     /* folded titles that several articles have → the second of them */
};

/* ---- finding an article */

/* Listed articles, then those that SUMMARY.md leaves out, which have a path and nothing else. */
static const struct article *at_path(struct resolver *r, struct str path)
{
	const struct article *a = map_get(&r->book->by_path, path);
	return a ? a : map_get(&r->book->unlisted, path);
}

static const struct article *by_path(struct resolver *r, struct str path)
{
	static const char *const endings[] = {"", ".md", ".markdown", "/index.md", "/_index.md", "/README.md"};
	while (path.n && path.p[0] == '/')
		path = str_skip(path, 1);
	while (path.n && path.p[path.n - 1] == '/')
		path.n--;
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
		struct str key = arena_printf(&r->scratch, STR_FMT "%s", STR_ARG(path), endings[i]);
		const struct article *a = at_path(r, key);
		if (a)
			return a;
	}
	if (str_ends(path, ".html") || str_ends(path, ".htm"))
		return by_path(r, str_sub(path, 0, path.n - (str_ends(path, ".html") ? 5 : 4)));
	return NULL;
}

static const struct article *by_name(struct resolver *r, struct str name)
{
	const struct article *a = map_get(&r->book->by_slug, name);
	if (!a)
		a = map_get(&r->book->by_name, utf8_fold(&r->scratch, name));
	return a;
}

/* The last part of a path as a name: `../slug/`, `posts/slug.html`, `2021-04-01-slug`. */
static const struct article *by_last_part(struct resolver *r, struct str path)
{
	while (path.n && path.p[path.n - 1] == '/')
		path.n--;
	struct str base = path_base(path), ext = path_ext(path);
	if (str_is(ext, "md") || str_is(ext, "markdown") || str_is(ext, "html") || str_is(ext, "htm"))
		base = path_stem(path);
	return base.n ? by_name(r, base) : NULL;
}

static const struct article *find_path(struct resolver *r, const struct article *from, struct str path)
{
	bool outside, absolute = path.n && path.p[0] == '/';
	struct str dir = path_dir(from->path);
	struct str page = path_join(&r->scratch, dir, path_stem(from->path));
	struct str starts[] = {dir, page, STR("")};
	for (size_t i = absolute ? 2 : 0; i < 3; i++) {
		struct str relative = absolute ? str_skip(path, 1) : path;
		struct str whole = path_normal(&r->scratch, path_join(&r->scratch, starts[i], relative), &outside);
		const struct article *a = by_path(r, whole);
		if (a)
			return a;
	}
	struct str whole = path;
	while (whole.n && whole.p[whole.n - 1] == '/')
		whole.n--;
	const struct article *a = by_name(r, path);
	if (!a)
		a = by_name(r, whole);
	if (!a && whole.n && whole.p[0] == '/')
		a = by_name(r, str_skip(whole, 1));
	return a ? a : by_last_part(r, path);
}

/* ---- finding a place in it */

static const struct node *find_anchor(struct resolver *r, const struct article *a, struct str fragment)
{
	const struct node *n = map_get(&a->ids, fragment);
	if (!n)
		n = map_get(&a->anchors, fragment);
	if (!n)
		n = map_get(&a->anchors, utf8_fold(&r->scratch, fragment));
	if (!n)
		n = map_get(&a->anchors, slug_anchor(&r->scratch, fragment));
	if (!n)
		n = map_get(&a->ids, slug_xml_id(&r->scratch, slug_anchor(&r->scratch, fragment)));
	return n;
}

static void broken_anchor(struct resolver *r, const struct node *link, const struct article *a, struct str fragment)
{
	struct near near;
	near_init(&near, fragment);
	for (size_t i = 0; i < a->ids.n; i++)
		near_try(&near, a->ids.items[i].key);
	struct diag *d = diag_add(&r->e->diags, DIAG_BROKEN_LINK, link->pos, "no heading '" STR_FMT "' in '" STR_FMT "'",
		STR_ARG(fragment), STR_ARG(a->path));
	if (near.best.n)
		diag_note(&r->e->diags, d, (struct pos){0}, "the nearest heading is '" STR_FMT "'", STR_ARG(near.best));
}

static void broken_article(struct resolver *r, struct pos pos, struct str name)
{
	struct near near;
	struct str stem = path_stem(name);
	near_init(&near, stem.n ? stem : name);
	for (size_t i = 0; i < r->book->narticles; i++) {
		near_try(&near, r->book->articles[i]->slug);
		near_try(&near, r->book->articles[i]->title);
	}
	struct diag *d =
		diag_add(&r->e->diags, DIAG_BROKEN_LINK, pos, "no article '" STR_FMT "'", STR_ARG(name));
	if (near.best.n)
		diag_note(&r->e->diags, d, (struct pos){0}, "the nearest article is '" STR_FMT "'", STR_ARG(near.best));
}

/* ---- targets */

static struct target to_url(struct resolver *r, struct str url)
{
	struct buf b;
	buf_init(&b, BUF_NO_LIMIT);
	buf_url(&b, url);
	struct target t = {.kind = TARGET_URL, .url = buf_copy(&b, &r->e->arena)};
	buf_free(&b);
	return t;
}

static struct str site(struct resolver *r)
{
	struct str base = r->book->project->base_url.s;
	while (base.n && base.p[base.n - 1] == '/')
		base.n--;
	return base;
}

/* The article is in the book but not in this edition: its page on the author's site, else plain text. */
static struct target to_outside(struct resolver *r, const struct node *link, const struct article *a,
	struct str fragment, struct str written)
{
	struct str base = site(r);
	if (written.n)
		return to_url(r, written);
	struct str slug = a->slug.n ? a->slug : slug_ascii(&r->scratch, path_stem(a->path));
	if (base.n && !a->meta.draft) {
		struct str hash = fragment.n ? STR("#") : STR("");
		return to_url(r, arena_printf(&r->scratch, STR_FMT "/" STR_FMT "/" STR_FMT STR_FMT, STR_ARG(base), STR_ARG(slug),
			STR_ARG(hash), STR_ARG(fragment)));
	}
	if (a->glossary && r->e->print.kind == PRINT_WORKBOOK) /* which never holds it: nothing that an author could mend */
		return (struct target){0};
	diag_add(&r->e->diags, DIAG_LINK_OUTSIDE, link->pos, "'" STR_FMT "' is not in edition '" STR_FMT "'%s",
		STR_ARG(a->path), STR_ARG(r->e->name), a->meta.draft ? ": it is a draft" : "");
	return (struct target){0};
}

/* written: the address on the author's site when the link was one, for articles that are not in this edition */
static struct target to_article(struct resolver *r, const struct node *link, const struct article *a,
	struct str fragment, struct str written)
{
	if (!a->body || r->e->place[a->index] < 0)
		return to_outside(r, link, a, fragment, written);
	if (!fragment.n)
		return (struct target){.kind = TARGET_ARTICLE, .article = a};
	const struct node *n = find_anchor(r, a, fragment);
	if (n)
		return (struct target){.kind = TARGET_NODE, .article = a, .node = n};
	broken_anchor(r, link, a, fragment);
	return (struct target){0};
}

/* ---- the forms */

static void check_twins(struct resolver *r, const struct node *link, struct str name, const struct article *a)
{
	const struct article *twin = map_get(&r->twins, utf8_fold(&r->scratch, name));
	if (!twin || twin == a || str_eq(name, a->slug))
		return;
	struct diag *d = diag_add(&r->e->diags, DIAG_AMBIGUOUS_LINK, link->pos,
		"'" STR_FMT "' fits several articles; '" STR_FMT "' was taken", STR_ARG(name), STR_ARG(a->path));
	diag_note(&r->e->diags, d, (struct pos){twin->source, 1, 1}, "this is another");
}

static struct target resolve_wiki(struct resolver *r, const struct article *from, const struct node *link)
{
	struct str name = link->u.link.dest;
	size_t hash = str_find_char(name, '#');
	struct str fragment = str_trim(str_skip(name, hash + 1));
	name = str_trim(str_sub(name, 0, hash));
	if (str_find_char(fragment, '#') < fragment.n) { /* [[x#Heading#Sub]]: the last one counts */
		while (str_find_char(fragment, '#') < fragment.n)
			str_cut(&fragment, '#');
	}
	const struct article *a = name.n ? by_name(r, name) : from;
	if (!a)
		a = find_path(r, from, name);
	if (!a)
		a = by_name(r, slug_ascii(&r->scratch, name));
	if (!a) {
		broken_article(r, link->pos, name);
		return (struct target){0};
	}
	check_twins(r, link, name, a);
	return to_article(r, link, a, fragment, (struct str){0});
}

static size_t scheme_length(struct str url)
{
	for (size_t i = 0; i < url.n; i++) {
		char c = url.p[i];
		bool letter = (c | 32) >= 'a' && (c | 32) <= 'z';
		if (c == ':')
			return i > 1 ? i : 0; /* one letter is a drive of Windows */
		if (!letter && (i == 0 || !((c >= '0' && c <= '9') || c == '+' || c == '.' || c == '-')))
			return 0;
	}
	return 0;
}

/* What follows the author's own site in url, with or without www. and s; false when it leads elsewhere. */
static bool on_own_site(struct resolver *r, struct str url, struct str *rest)
{
	struct str base = site(r);
	static const char *const heads[] = {"https://", "http://", "www."};
	for (size_t i = 0; i < 3; i++) {
		if (str_starts(base, heads[i]))
			base = str_skip(base, strlen(heads[i]));
		if (str_starts(url, heads[i]))
			url = str_skip(url, strlen(heads[i]));
	}
	if (!base.n || url.n < base.n || !str_eq_nocase(str_sub(url, 0, base.n), base))
		return false;
	*rest = str_skip(url, base.n);
	return rest->n == 0 || rest->p[0] == '/' || rest->p[0] == '#' || rest->p[0] == '?';
}

static void split_url(struct str url, struct str *path, struct str *fragment)
{
	size_t hash = str_find_char(url, '#');
	*fragment = str_skip(url, hash + 1);
	url = str_sub(url, 0, hash);
	*path = str_sub(url, 0, str_find_char(url, '?'));
}

/* Schemes that EPUBCheck knows and a reading system can hand on; a script's, a note program's or an invented one is
 * no way out of a book. */
static bool is_followed(struct str scheme)
{
	static const char *const followed[] = {"ftp", "http", "https", "irc", "mailto", "news", "nntp", "sip", "sips", "tel", "urn", "xmpp"};
	for (size_t i = 0; i < sizeof followed / sizeof *followed; i++)
		if (str_eq_nocase(scheme, str_c(followed[i])))
			return true;
	return false;
}

/* Whether what follows `http:` names a host as RFC 3986 spells one: labels that are not empty, an optional port. */
static bool names_site(struct str rest)
{
	if (!str_starts(rest, "//"))
		return false;
	struct str host = str_skip(rest, 2);
	size_t end = 0, at = 0;
	for (; end < host.n && !strchr("/?#", host.p[end]); end++)
		if (host.p[end] == '@')
			at = end + 1;
	host = str_skip(str_sub(host, 0, end), at);
	if (host.n && host.p[0] == '[')
		return str_find_char(host, ']') < host.n;
	struct str port = str_skip(host, str_find_char(host, ':') + 1);
	host = str_sub(host, 0, str_find_char(host, ':'));
	for (size_t i = 0; i < port.n; i++)
		if (port.p[i] < '0' || port.p[i] > '9')
			return false;
	for (size_t i = 0; i < host.n; i++) {
		unsigned char c = (unsigned char)host.p[i];
		bool letter = (c | 32) >= 'a' && (c | 32) <= 'z';
		if (c == '.' ? i == 0 || host.p[i - 1] == '.' : !letter && !(c >= '0' && c <= '9') && c != '-' && c != '_' && c < 0x80)
			return false;
	}
	return host.n > 0;
}

static struct target resolve_scheme(struct resolver *r, const struct article *from, const struct node *link, size_t scheme)
{
	struct str url = link->u.link.dest, rest, path, fragment;
	if (!is_followed(str_sub(url, 0, scheme))) {
		diag_add(&r->e->diags, DIAG_BAD_URL, link->pos, "a book cannot follow a " STR_FMT ": address",
			STR_ARG(str_sub(url, 0, scheme)));
		return (struct target){0};
	}
	if (on_own_site(r, url, &rest)) {
		split_url(rest, &path, &fragment);
		path = path_unescape(&r->scratch, path);
		const struct article *a = path.n > 1 ? find_path(r, from, path) : NULL;
		if (a)
			return to_article(r, link, a, path_unescape(&r->scratch, fragment), url);
	}
	if ((url.p[0] | 32) == 'h' && !names_site(str_skip(url, scheme + 1))) {
		diag_add(&r->e->diags, DIAG_BAD_URL, link->pos, "'" STR_FMT "' names no site", STR_ARG(url));
		return (struct target){0};
	}
	return to_url(r, url);
}

/* A file that is no article: its copy on the author's site, if there is one. */
static struct target file_elsewhere(struct resolver *r, const struct node *link, struct str path)
{
	struct str base = site(r);
	bool outside;
	struct str clean = path_normal(&r->scratch, path, &outside);
	while (clean.n && clean.p[0] == '/')
		clean = str_skip(clean, 1);
	if (base.n)
		return to_url(r, arena_printf(&r->scratch, STR_FMT "/" STR_FMT, STR_ARG(base), STR_ARG(clean)));
	diag_add(&r->e->diags, DIAG_LINK_OUTSIDE, link->pos, "the file '" STR_FMT "' is not part of the book", STR_ARG(path));
	return (struct target){0};
}

/* Whether every format of the edition brings such files along. */
static bool brings_files(const struct edition *e)
{
	bool all = e->config && e->config->formats.n;
	for (size_t i = 0; all && i < e->config->formats.n; i++)
		all = format_is_package(e->config->formats.items[i].s);
	return all;
}

static struct target resolve_file(struct resolver *r, const struct node *link, struct str path)
{
	const struct asset *asset = link->u.link.asset;
	struct target t = {.asset = asset};
	if (!brings_files(r->e)) {
		t = file_elsewhere(r, link, path);
		t.asset = asset;
	} else if (!asset) {
		diag_add(&r->e->diags, DIAG_BROKEN_LINK, link->pos, "there is no file '" STR_FMT "'", STR_ARG(path));
	}
	return t;
}

static bool is_other_file(struct resolver *r, const struct article *from, struct str path)
{
	struct str ext = path_ext(path);
	if (!ext.n || str_is(ext, "md") || str_is(ext, "markdown") || str_is(ext, "html") || str_is(ext, "htm"))
		return false;
	bool outside;
	struct str whole = path_normal(&r->scratch, path_join(&r->scratch, path_dir(from->path), path), &outside);
	for (size_t i = 0; i < r->book->nassets; i++)
		if (str_eq(r->book->assets[i]->rel, whole))
			return true;
	static const char *const kinds[] = {"pdf", "epub", "zip", "mp3", "mp4", "m4a", "docx", "xlsx", "pptx", "csv", "txt"};
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (str_eq_nocase(ext, str_c(kinds[i])))
			return true;
	return false;
}

static struct target resolve_url(struct resolver *r, const struct article *from, const struct node *link)
{
	struct str url = str_trim(link->u.link.dest), path, fragment;
	size_t scheme = scheme_length(url);
	if (scheme)
		return resolve_scheme(r, from, link, scheme);
	if (str_starts(url, "//"))
		return to_url(r, arena_printf(&r->scratch, "https:" STR_FMT, STR_ARG(url)));
	split_url(url, &path, &fragment);
	path = path_unescape(&r->scratch, path);
	fragment = path_unescape(&r->scratch, fragment);
	if (!path.n && !fragment.n) {
		diag_add(&r->e->diags, DIAG_BROKEN_LINK, link->pos, "a link without an address");
		return (struct target){0};
	}
	const struct article *a = path.n ? find_path(r, from, path) : from;
	if (a)
		return to_article(r, link, a, fragment, (struct str){0});
	if (link->u.link.asset || is_other_file(r, from, path))
		return resolve_file(r, link, path);
	broken_article(r, link->pos, path);
	return (struct target){0};
}

static void resolve_article(struct resolver *r, const struct article *a, struct target *targets)
{
	for (size_t i = 0; i < a->links.n; i++) {
		const struct node *link = a->links.items[i];
		targets[i] = link->u.link.wiki ? resolve_wiki(r, a, link) : resolve_url(r, a, link);
		arena_free(&r->scratch);
	}
}

/* Articles that front matter names; those outside the edition are passed over. */
static void resolve_names(struct resolver *r, const struct article *a, const struct values *names, struct related_list *list)
{
	for (size_t i = 0; i < names->n; i++) {
		struct value v = names->items[i];
		const struct article *to = by_name(r, v.s);
		if (!to)
			to = find_path(r, a, v.s);
		if (!to)
			broken_article(r, v.pos, v.s);
		else if (to != a && to->body && r->e->place[to->index] >= 0)
			*arena_push(&r->e->arena, list) = (struct related){.article = to};
		arena_free(&r->scratch);
	}
}

static void find_twins(struct resolver *r)
{
	struct map titles;
	struct arena keys;
	arena_init(&keys);
	map_init(&titles, &keys);
	map_init(&r->twins, &r->e->arena);
	for (size_t i = 0; i < r->book->narticles; i++) {
		struct article *a = r->book->articles[i];
		struct str key = utf8_fold(&keys, a->title);
		if (map_add(&titles, key, a) != a)
			map_add(&r->twins, arena_copy(&r->e->arena, key), a);
	}
	arena_free(&keys);
}

void resolve_links(struct edition *e)
{
	struct resolver r = {.e = e, .book = e->book};
	arena_init(&r.scratch);
	find_twins(&r);
	e->targets = arena_array(&e->arena, struct target *, e->narticles);
	e->related = arena_array(&e->arena, struct related_list, e->narticles);
	e->unrelated = arena_array(&e->arena, struct related_list, e->narticles);
	for (size_t i = 0; i < e->narticles; i++) {
		const struct article *a = e->articles[i];
		e->targets[i] = arena_array(&e->arena, struct target, a->links.n);
		resolve_article(&r, a, e->targets[i]);
		resolve_names(&r, a, &a->meta.related, &e->related[i]);
		resolve_names(&r, a, &a->meta.unrelated, &e->unrelated[i]);
	}
	for (int i = 0; i < BOOK_PAGE_COUNT; i++) {
		const struct article *page = e->book->pages[i];
		if (!page)
			continue;
		e->page_targets[i] = arena_array(&e->arena, struct target, page->links.n);
		resolve_article(&r, page, e->page_targets[i]);
	}
	arena_free(&r.scratch);
}
