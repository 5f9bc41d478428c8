/* The project a command works on. */
#include "cmd/cmd.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "base/near.h"
#include "base/path.h"
#include "read/read.h"

static bool open_project(struct workspace *w, const struct options *o)
{
	const char *start = o->directory ? o->directory : ".";
	struct str root = project_find(&w->arena, start);
	if (!root.n) {
		w->failed = report_failure(EXIT_USAGE, "no sheaf.yaml in '%s' or any folder above; `sheaf init` makes one [%s]",
			start, diag_kinds[DIAG_NO_PROJECT].slug);
		return false;
	}
	w->project = project_read(&w->arena, root, &w->diags);
	if (!w->project) {
		w->failed = report(&w->diags, o);
		if (w->failed == EXIT_FINE)
			w->failed = EXIT_MISTAKES;
		return false;
	}
	if (o->output) {
		char here[PATH_MAX];
		w->output = path_join(&w->arena, str_c(getcwd(here, sizeof here) ? here : "."), str_c(o->output));
	} else {
		w->output = path_join(&w->arena, root, w->project->output);
	}
	if (o->drafts)
		for (size_t i = 0; i < w->project->neditions; i++)
			w->project->editions[i].select.drafts = true;
	return true;
}

static const struct edition_config *find_edition(struct workspace *w, const char *name)
{
	struct near near;
	near_init(&near, str_c(name));
	for (size_t i = 0; i < w->project->neditions; i++) {
		const struct edition_config *c = &w->project->editions[i];
		if (str_is(c->name.s, name))
			return c;
		near_try(&near, c->name.s);
	}
	if (near.best.n)
		report_failure(EXIT_USAGE, "sheaf.yaml has no edition '%s'; the nearest is '" STR_FMT "' [%s]", name,
			STR_ARG(near.best), diag_kinds[DIAG_NO_EDITION].slug);
	else
		report_failure(EXIT_USAGE, "sheaf.yaml has no edition '%s' [%s]", name, diag_kinds[DIAG_NO_EDITION].slug);
	return NULL;
}

void workspace_close(struct workspace *w)
{
	if (w->book)
		book_free(w->book);
	diags_free(&w->diags);
	arena_free(&w->arena);
}

static bool choose_editions(struct workspace *w, const struct options *o)
{
	size_t n = o->nwords ? (size_t)o->nwords : w->project->neditions;
	w->editions = arena_array(&w->arena, const struct edition_config *, n + 1);
	for (; w->neditions < n; w->neditions++) {
		size_t i = w->neditions;
		w->editions[i] = o->nwords ? find_edition(w, o->words[i]) : &w->project->editions[i];
		if (!w->editions[i]) {
			w->failed = EXIT_USAGE;
			return false;
		}
	}
	return true;
}

bool workspace_open(struct workspace *w, const struct options *o, bool book)
{
	*w = (struct workspace){0};
	arena_init(&w->arena);
	report_init(&w->diags, o);
	if (!open_project(w, o) || !choose_editions(w, o)) {
		workspace_close(w);
		return false;
	}
	if (book) {
		w->book = book_read(w->project, o->threads);
		diags_merge(&w->diags, &w->book->diags);
	}
	return true;
}

struct str workspace_shown(struct arena *a, struct str path)
{
	char here[PATH_MAX];
	if (!getcwd(here, sizeof here))
		return path;
	size_t n = strlen(here);
	if (path.n > n + 1 && memcmp(path.p, here, n) == 0 && path.p[n] == '/')
		return arena_copy(a, str_skip(path, n + 1));
	return path;
}
