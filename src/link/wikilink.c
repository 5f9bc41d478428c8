/*
 * A slug is one article's for sure, so that is what links are written with, or the file's own name where the slug is made from nothing
 * else: other programs that read wikilinks go by files. Where the words are the title to the letter, and no other article has it, the
 * title alone is what an author would have written.
 */
#include "link/wikilink.h"

#include <string.h>
#include "base/path.h"
#include "base/slug.h"
#include "base/utf8.h"

void wikilinks_init(struct wikilinks *w, const struct book *book, struct arena *arena)
{
	*w = (struct wikilinks){.book = book, .arena = arena};
	map_init(&w->titles, arena);
	map_init(&w->twins, arena);
	for (size_t i = 0; i < book->narticles; i++) {
		struct str key = utf8_fold(arena, book->articles[i]->title);
		if (map_add(&w->titles, key, book->articles[i]) != book->articles[i])
			map_add(&w->twins, key, book->articles[i]);
	}
}

/* Nothing that brackets, tables, headings, comments or code would take for themselves. */
static bool is_plain(struct str s)
{
	if (!s.n || str_trim(s).n != s.n || s.n > 200 || str_find(s, "%%") < s.n)
		return false;
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] < ' ' || strchr("[]|`", s.p[i]))
			return false;
	return true;
}

/* Whether [[name]] leads to this article and to no other. */
static bool is_sure(const struct wikilinks *w, struct str name, const struct article *to)
{
	if (!is_plain(name) || str_find_char(name, '#') < name.n || str_find_char(name, '\\') < name.n)
		return false;
	struct str key = utf8_fold(w->arena, name);
	const struct article *slug = map_get(&w->book->by_slug, name);
	return slug ? slug == to : map_get(&w->book->by_name, key) == to && !map_get(&w->twins, key);
}

static struct str name_of(const struct wikilinks *w, const struct article *to)
{
	struct str stem = path_stem(to->path);
	bool same = str_eq(slug_ascii(w->arena, stem), to->slug);
	return same && is_sure(w, stem, to) ? stem : to->slug;
}

struct wikilink wikilink_to(struct wikilinks *w, const struct article *to, const struct node *entry, struct str words, struct str shown,
	bool cell)
{
	struct wikilink link = {0};
	struct str id = entry ? node_id(entry) : (struct str){0}, name = name_of(w, to);
	if (!is_plain(words)) {
		link.why_not = "its words hold what a wikilink cannot";
		return link;
	}
	if (!is_sure(w, name, to)) {
		link.why_not = "no name leads there for sure";
		return link;
	}
	if (!id.n && str_eq(words, to->title) && str_eq(shown, to->title) && is_sure(w, words, to)) {
		link.dest = words;
		link.text = arena_printf(w->arena, "[[" STR_FMT "]]", STR_ARG(words));
		return link;
	}
	link.dest = id.n ? arena_printf(w->arena, STR_FMT "#" STR_FMT, STR_ARG(name), STR_ARG(id)) : name;
	link.text = arena_printf(w->arena, "[[" STR_FMT "%s|" STR_FMT "]]", STR_ARG(link.dest), cell ? "\\" : "", STR_ARG(words));
	return link;
}
