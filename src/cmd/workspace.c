/* The project a command works on. */
#include "cmd/cmd.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "base/fs.h"
#include "base/near.h"
#include "base/path.h"
#include "read/read.h"

static bool fail(struct workspace *w, enum exit_code code)
{
	w->failed = code;
	return false;
}

static bool find_project(struct workspace *w, const struct options *o, struct str *root)
{
	const char *start = o->directory ? o->directory : ".";
	*root = project_find(&w->arena, start);
	if (root->n)
		return true;
	return fail(w, report_failure(EXIT_USAGE, "no sheaf.yaml in '%s' or any folder above; `sheaf init` makes one [%s]", start,
			       diag_kinds[DIAG_NO_PROJECT].slug));
}

static bool read_project(struct workspace *w, const struct options *o, struct str root)
{
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
	const struct edition_config *found = edition_config_find(w->project, str_c(name));
	if (found)
		return found;
	near_init(&near, str_c(name));
	for (size_t i = 0; i < w->project->neditions; i++)
		near_try(&near, w->project->editions[i].name.s);
	if (near.best.n)
		report_failure(EXIT_USAGE, "sheaf.yaml has no edition '%s'; the nearest is '" STR_FMT "' [%s]", name,
			STR_ARG(near.best), diag_kinds[DIAG_NO_EDITION].slug);
	else
		report_failure(EXIT_USAGE, "sheaf.yaml has no edition '%s' [%s]", name, diag_kinds[DIAG_NO_EDITION].slug);
	return NULL;
}

void workspace_close(struct workspace *w)
{
	if (w->relations)
		relations_free(w->relations);
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
	struct str root;
	*w = (struct workspace){0};
	arena_init(&w->arena);
	report_init(&w->diags, o);
	if (!find_project(w, o, &root) || !read_project(w, o, root) || !choose_editions(w, o)) {
		workspace_close(w);
		return false;
	}
	if (book) {
		w->book = book_read(w->project, o->threads);
		diags_merge(&w->diags, &w->book->diags);
	}
	return true;
}

/* A folder that is to be read, as an absolute path. */
static bool find_folder(struct workspace *w, const struct options *o, const char *folder, struct str *root)
{
	struct str path = path_join(&w->arena, str_c(o->directory), str_c(folder));
	DIR *dir = opendir(path.p);
	char *real = dir ? realpath(path.p, NULL) : NULL;
	int error = errno;
	if (real)
		*root = arena_copy(&w->arena, str_c(real));
	if (dir)
		closedir(dir);
	free(real);
	if (root->n)
		return true;
	return fail(w, report_failure(EXIT_ENVIRONMENT, "cannot read the folder '" STR_FMT "': %s [%s]", STR_ARG(path),
			       strerror(error), diag_kinds[DIAG_READ_FILE].slug));
}

static bool open_folder(struct workspace *w, const struct options *o, const char *folder)
{
	struct str root = {0};
	if (!(folder ? find_folder(w, o, folder, &root) : find_project(w, o, &root)))
		return false;
	if (o->language && !project_bare(&w->arena, root, str_c(o->language)))
		return fail(w, report_failure(EXIT_USAGE, "--language %s: a language tag such as en or pt-BR is wanted [%s]",
				       o->language, diag_kinds[DIAG_BAD_LANGUAGE].slug));
	if (!folder || fs_exists(path_join(&w->arena, root, STR("sheaf.yaml")).p))
		return read_project(w, o, root);
	w->project = project_bare(&w->arena, root, o->language ? str_c(o->language) : STR("en"));
	w->bare = true;
	return true;
}

/* What a book suffers from and its links do not; in a folder that was never meant for a book, links to elsewhere too. */
static void hush(struct workspace *w, const struct options *o)
{
	static const enum diag_id of_books[] = {DIAG_BAD_UTF8, DIAG_CONTROL_CHARACTER, DIAG_UNKNOWN_KEY, DIAG_DUPLICATE_KEY, DIAG_UNTITLED,
		DIAG_UNKNOWN_NOTE, DIAG_UNUSED_NOTE, DIAG_DUPLICATE_NOTE, DIAG_DUPLICATE_ID, DIAG_HEADING_SKIP, DIAG_UNKNOWN_CALLOUT,
		DIAG_EXERCISE_ATTRIBUTE, DIAG_EXERCISE_EMPTY, DIAG_QUIZ_ANSWER,
		DIAG_UNCLOSED_COMMENT, DIAG_TOO_DEEP, DIAG_EXTRA_CELL, DIAG_BAD_ATTRIBUTE, DIAG_HTML_DROPPED, DIAG_HTML_OBSOLETE,
		DIAG_HTML_UNCLOSED, DIAG_HTML_NESTING, DIAG_BAD_URL, DIAG_LINK_OUTSIDE, DIAG_MISSING_IMAGE, DIAG_BAD_IMAGE, DIAG_REMOTE_IMAGE,
		DIAG_MISSING_ALT, DIAG_IMAGE_TOO_LARGE, DIAG_IMAGE_STILLED, DIAG_SVG_DROPPED, DIAG_MISSING_METADATA, DIAG_FILE_TIME,
		DIAG_LARGE_FILE};
	static const enum diag_id of_projects[] = {DIAG_BAD_VALUE, DIAG_BAD_LANGUAGE, DIAG_TOML_FRONT_MATTER, DIAG_BROKEN_LINK,
		DIAG_AMBIGUOUS_LINK};
	for (size_t i = 0; i < sizeof of_books / sizeof *of_books; i++)
		w->diags.level[of_books[i]] = DIAG_IGNORED;
	for (size_t i = 0; w->bare && i < sizeof of_projects / sizeof *of_projects; i++)
		w->diags.level[of_projects[i]] = DIAG_IGNORED;
	for (size_t i = 0; i < o->nwarnings; i++)
		diags_option(&w->diags, o->warnings[i]);
}

/* The whole book as an edition, so that --drafts and all that depends on an edition means the same with and without -e. */
static const struct edition_config *whole_book(struct workspace *w, const struct options *o)
{
	struct edition_config *c = arena_new(&w->arena, struct edition_config);
	c->name.s = STR("book");
	c->select.drafts = o->drafts;
	return c;
}

bool workspace_open_folder(struct workspace *w, const struct options *o, const char *folder)
{
	*w = (struct workspace){0};
	arena_init(&w->arena);
	report_init(&w->diags, o);
	if (open_folder(w, o, folder)) {
		w->whole = o->edition ? find_edition(w, o->edition) : whole_book(w, o);
		w->failed = w->whole ? EXIT_FINE : EXIT_USAGE;
	}
	if (w->failed != EXIT_FINE) {
		workspace_close(w);
		return false;
	}
	hush(w, o);
	w->book = book_read(w->project, o->threads);
	diags_merge(&w->diags, &w->book->diags);
	return true;
}

/* Every pair of articles that share a word is looked at: past MANY of them it should be known beforehand what that takes. */
static void tell_cost(size_t n)
{
	enum { MANY = 20000, MANY_SECONDS = 5, KB_EACH = 15 };
	if (n > MANY)
		report_failure(EXIT_FINE, "%zu articles: to relate them takes about %zu seconds on two processors, and %zu MB", n,
			n * n * MANY_SECONDS / ((size_t)MANY * MANY), n * KB_EACH / 1000);
}

enum { TERMS = 20, TERMS_AN_ARTICLE = 5 }; /* for the reasons that readers see: the best are worth showing */

const struct relations *workspace_relations(struct workspace *w, const struct options *o, enum relations_depth depth)
{
	if (!w->relations && !o->quiet)
		tell_cost(w->book->narticles);
	if (!w->relations)
		w->relations = relations_new((const struct article *const *)w->book->articles, w->book->narticles, w->project->language.s,
			o->threads);
	if (depth > RELATIONS_NEARNESS && !w->relations->term_slots)
		relations_add_terms(w->relations, TERMS + TERMS_AN_ARTICLE * w->book->narticles, depth == RELATIONS_ANCHORS);
	return w->relations;
}

static enum relations_depth deepen(const struct workspace *w, const struct edition_config *config, enum relations_depth depth)
{
	struct link_options l = edition_link_options(w->book, config);
	enum relations_depth own = l.autolink != AUTOLINK_OFF ? RELATIONS_ANCHORS : l.related > 1 ? RELATIONS_TERMS : RELATIONS_NONE;
	return own > depth ? own : depth;
}

/* What the editions at work, and those whose pages they tell, want together: what is found is found once, for the first of them. */
static enum relations_depth depth_wanted(const struct workspace *w)
{
	enum relations_depth depth = RELATIONS_NONE;
	for (size_t i = 0; i < w->neditions; i++) {
		const struct edition_config *paged = edition_config_find(w->project, w->editions[i]->pages_from.s);
		depth = deepen(w, w->editions[i], depth);
		if (paged)
			depth = deepen(w, paged, depth);
	}
	return depth;
}

struct edition *workspace_edition(struct workspace *w, const struct edition_config *config, const struct options *o)
{
	enum relations_depth depth = depth_wanted(w);
	return edition_link(w->book, config, depth > RELATIONS_NONE ? workspace_relations(w, o, depth) : NULL);
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
