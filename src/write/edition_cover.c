/*
 * The cover: a picture or an SVG file of the author's, or a template by name, the project's before the built-in ones. When none can be used,
 * the built-in one of the default theme is, so that a book always has a cover.
 */
#include "write/edition_cover.h"

#include <string.h>
#include "base/fs.h"
#include "base/path.h"
#include "base/buf.h"
#include "book/labels.h"
#include "book/theme.h"
#include "write/person.h"

struct cover_job {
	struct write_job *job;
	struct arena *arena;
};

static const char default_cover[] = "hearth";

static struct pos cover_pos(const struct cover_job *b)
{
	const struct edition_config *c = b->job->edition->config;
	return c && c->cover.s.n ? c->cover.pos : b->job->book->project->cover.pos;
}

static bool use_file(struct cover_job *b, struct cover_request *request, struct str path)
{
	struct arena *a = b->arena;
	if (!fs_exists(arena_cstr(a, path)) || fs_is_dir(arena_cstr(a, path)))
		return false;
	request->template_name = request->image = (struct str){0};
	if (!str_eq_nocase(path_ext(path), STR("svg"))) {
		request->image = arena_copy(a, path);
		return true;
	}
	request->template_name = path_relative(a, b->job->book->project->root, path);
	return fs_read(a, arena_cstr(a, path), FS_TEXT_LIMIT, &request->template_svg) == 0;
}

static bool use_builtin(struct cover_job *b, struct cover_request *request, struct str name)
{
	struct str file = arena_printf(b->arena, "covers/" STR_FMT ".svg", STR_ARG(name));
	const struct builtin *found = builtin_find(file);
	if (!found)
		return false;
	request->image = (struct str){0};
	request->template_svg = (struct str){found->data, found->size};
	request->template_name = file;
	return true;
}

static bool find_cover(struct cover_job *b, struct cover_request *request, struct str name)
{
	static const char *const endings[] = {"", ".svg", ".jpg", ".jpeg", ".png", ".webp"};
	struct arena *a = b->arena;
	struct str root = b->job->book->project->root;
	struct str covers = path_join(a, root, b->job->book->project->covers);
	if (path_ext(name).n && use_file(b, request, path_join(a, root, name)))
		return true;
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
		struct str file = arena_printf(a, STR_FMT "%s", STR_ARG(name), endings[i]);
		if (path_ext(file).n && use_file(b, request, path_join(a, covers, file)))
			return true;
	}
	return use_builtin(b, request, name);
}

static struct cover_request describe(struct cover_job *b)
{
	struct arena *a = b->arena;
	struct str cache = path_join(a, b->job->dir, STR(".cache"));
	return (struct cover_request){
		.pos = cover_pos(b),
		.title = b->job->edition->title,
		.subtitle = b->job->edition->subtitle,
		.author = person_names(a, &b->job->edition->authors, b->job->edition->language),
		.publisher = b->job->edition->publisher,
		.series = b->job->edition->series,
		.colour = b->job->book->project->brand.colour.s,
		.language = b->job->edition->language,
		.fonts = path_join(a, b->job->book->project->root, b->job->book->project->fonts),
		.cache = fs_make_dirs(arena_cstr(a, cache)) == 0 ? cache : (struct str){0},
	};
}

bool edition_cover(struct write_job *job, struct arena *a, struct cover *out, struct diags *d)
{
	struct cover_job b = {job, a};
	struct cover_request request = describe(&b);
	bool made = false;
	if (!find_cover(&b, &request, job->edition->cover))
		diag_add(d, DIAG_BAD_COVER, request.pos, "no cover '" STR_FMT "': not a file of the project, not a template",
			STR_ARG(job->edition->cover));
	else
		made = cover_make(a, &request, out, d);
	if (!made && use_builtin(&b, &request, str_c(default_cover)))
		made = cover_make(a, &request, out, d);
	return made;
}

struct str edition_cover_alt(const struct edition *e, struct arena *a)
{
	struct str parts[] = {e->title, e->subtitle, person_names(a, &e->authors, e->language)};
	struct buf out;
	buf_init(&out, BUF_NO_LIMIT);
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		if (parts[i].n && out.n)
			buf_cstr(&out, strchr(".?!:", out.p[out.n - 1]) ? " " : ". ");
		buf_str(&out, str_trim(parts[i]));
	}
	struct str alt = buf_copy(&out, a);
	buf_free(&out);
	return alt;
}
