/*
 * The cover: a picture or an SVG file of the author's, or a template by name, the project's before the built-in ones. When none can be used,
 * the built-in one of the default theme is, so that a book always has a cover.
 */
#include "write/epub.h"

#include "base/fs.h"
#include "base/path.h"

static const char default_cover[] = "hearth";

static struct pos cover_pos(const struct epub *b)
{
	const struct edition_config *c = b->e->config;
	return c && c->cover.s.n ? c->cover.pos : b->book->project->cover.pos;
}

static bool use_file(struct epub *b, struct cover_request *request, struct str path)
{
	struct arena *a = &b->cover_arena;
	if (!fs_exists(arena_cstr(a, path)) || fs_is_dir(arena_cstr(a, path)))
		return false;
	request->template_name = request->image = (struct str){0};
	if (!str_eq_nocase(path_ext(path), STR("svg"))) {
		request->image = arena_copy(a, path);
		return true;
	}
	request->template_name = path_relative(a, b->book->project->root, path);
	return fs_read(a, arena_cstr(a, path), FS_TEXT_LIMIT, &request->template_svg) == 0;
}

static bool use_builtin(struct epub *b, struct cover_request *request, struct str name)
{
	struct str file = arena_printf(&b->cover_arena, "covers/" STR_FMT ".svg", STR_ARG(name));
	const struct builtin *found = builtin_find(file);
	if (!found)
		return false;
	request->image = (struct str){0};
	request->template_svg = (struct str){found->data, found->size};
	request->template_name = file;
	return true;
}

static bool find_cover(struct epub *b, struct cover_request *request, struct str name)
{
	static const char *const endings[] = {"", ".svg", ".jpg", ".jpeg", ".png", ".webp"};
	struct arena *a = &b->cover_arena;
	struct str root = b->book->project->root;
	struct str covers = path_join(a, root, b->book->project->covers);
	if (path_ext(name).n && use_file(b, request, path_join(a, root, name)))
		return true;
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
		struct str file = arena_printf(a, STR_FMT "%s", STR_ARG(name), endings[i]);
		if (path_ext(file).n && use_file(b, request, path_join(a, covers, file)))
			return true;
	}
	return use_builtin(b, request, name);
}

static struct cover_request describe(struct epub *b)
{
	struct arena *a = &b->cover_arena;
	struct str cache = path_join(a, b->job->dir, STR(".cache"));
	return (struct cover_request){
		.pos = cover_pos(b),
		.title = b->e->title,
		.subtitle = b->e->subtitle,
		.author = epub_names(a, &b->e->authors, b->e->language),
		.publisher = b->e->publisher,
		.series = b->e->series,
		.colour = b->book->project->brand.colour.s,
		.language = b->e->language,
		.fonts = path_join(a, b->book->project->root, b->book->project->fonts),
		.cache = fs_make_dirs(arena_cstr(a, cache)) == 0 ? cache : (struct str){0},
	};
}

void epub_make_cover(struct epub *b)
{
	struct cover_request request = describe(b);
	struct diags *d = &b->cover_diags;
	if (!find_cover(b, &request, b->e->cover))
		diag_add(d, DIAG_BAD_COVER, request.pos, "no cover '" STR_FMT "': not a file of the project, not a template",
			STR_ARG(b->e->cover));
	else
		b->has_cover = cover_make(&b->cover_arena, &request, &b->cover, d);
	if (!b->has_cover && use_builtin(b, &request, str_c(default_cover)))
		b->has_cover = cover_make(&b->cover_arena, &request, &b->cover, d);
}
