/*
 * Each lesson as a PDF of its own: a handout, laid out as an edition of one article. The files wait in a folder of the cache until the package
 * has them. What their texts lack was told when the course was linked; what they lack on paper is told here.
 */
#include "write/course.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/filename.h"
#include "base/fs.h"
#include "base/path.h"
#include "base/sink.h"

static struct str folder_of(struct course *c)
{
	struct web *w = &c->web;
	return path_join(w->a, w->job->dir, arena_printf(w->a, ".cache/" STR_FMT "-lessons", STR_ARG(w->e->file)));
}

static struct edition_config handout(struct web *w, struct value *slug, const struct article *a)
{
	*slug = (struct value){.s = a->slug};
	struct edition_config config = {
		.name = {.s = arena_printf(w->a, STR_FMT "/" STR_FMT, STR_ARG(w->e->name), STR_ARG(a->slug))},
		.select = {.by = SELECT_SOME, .articles = {slug, 1, 1}, .drafts = true},
		.title = {.s = a->title},
		.subtitle = {.s = w->e->title},
		.description = {.s = a->meta.description.s},
		.theme = {.s = w->e->theme},
		.file = {.s = a->slug},
		.no_call_to_action = true,
		.links = {.related = 1, .autolink = AUTOLINK_OFF, .backlinks = SETTING_NO, .index = SETTING_NO},
	};
	if (w->e->config)
		config.print = w->e->config->print;
	config.print.kind = PRINT_HANDOUT;
	return config;
}

static bool write_lesson(struct course *c, struct str folder, const struct article *a)
{
	struct web *w = &c->web;
	struct value slug;
	struct edition_config config = handout(w, &slug, a);
	struct edition *e = edition_link(w->book, &config, NULL);
	struct write_job job = {.book = w->book, .edition = e, .dir = folder, .threads = w->job->threads, .arena = w->a, .diags = w->job->diags,
		.fonts = w->job->fonts};
	bool good = pdf_write(&job);
	if (good)
		*arena_push(w->a, &c->downloads) = (struct download){
			.name = filename_make(w->a, &w->names, "downloads/lessons/", a->slug, STR(".pdf")),
			.path = job.items[0].path, .title = a->title, .kind = "pdf", .size = job.items[0].size, .lesson = a};
	w->job->fonts = job.fonts;
	edition_free(e);
	return good;
}

bool course_make_lessons(struct course *c)
{
	struct web *w = &c->web;
	if (!w->e->config || !w->e->config->lessons.pdf)
		return true;
	struct str folder = folder_of(c);
	int error = fs_make_dirs(arena_cstr(w->a, folder));
	if (error)
		diag_add(w->job->diags, DIAG_WRITE_FILE, (struct pos){0}, "cannot make the folder '" STR_FMT "': %s", STR_ARG(folder), strerror(error));
	bool good = !error;
	for (size_t i = 0; good && i < w->e->narticles && !interrupt_signal(); i++)
		if (!w->e->articles[i]->glossary)
			good = write_lesson(c, folder, w->e->articles[i]);
	return good && !interrupt_signal();
}

void course_drop_lessons(struct course *c)
{
	bool any = false;
	for (size_t i = 0; i < c->downloads.n; i++) {
		if (!c->downloads.items[i].lesson)
			continue;
		any = true;
		unlink(arena_cstr(c->web.a, c->downloads.items[i].path));
	}
	if (any)
		rmdir(folder_of(c).p);
}
