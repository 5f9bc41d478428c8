/* sheaf build: every edition in every format it names, and what came of it. */
#include "cmd/cmd.h"

#include <errno.h>
#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/fs.h"
#include "base/json.h"
#include "base/sink.h"
#include "write/writer.h"

static void print_size(uint64_t bytes)
{
	if (bytes < 1024 * 1024)
		printf("%" PRIu64 " KB", (bytes + 1023) / 1024);
	else
		printf("%.1f MB", (double)bytes / (1024 * 1024));
}

static size_t edition_words(const struct edition *e)
{
	size_t words = 0;
	for (size_t i = 0; i < e->narticles; i++)
		words += e->articles[i]->words;
	return words;
}

/* An edition of this run. */
struct built {
	const struct edition_config *config;
	struct str title;
	struct write_file *items; /* what was written of it, covers left out */
	size_t n, cap;
	bool whole;               /* every one of its formats was */
};

/* What a run has told and made so far. */
struct results {
	json_t *files;
	struct hashed_files fonts;
	struct built *items;
	size_t n, cap;
};

/* What the same bytes depend on besides the project's text; each font once a run. */
static void print_fonts(struct workspace *w, const struct write_job *job, struct hashed_files *told)
{
	for (size_t i = 0; i < job->fonts.n; i++) {
		const struct hashed_file *font = &job->fonts.items[i];
		size_t k = 0;
		while (k < told->n && !str_eq(told->items[k].path, font->path))
			k++;
		if (k < told->n)
			continue;
		struct str path = workspace_shown(&w->arena, font->path);
		*arena_push(&w->arena, told) = *font;
		fprintf(stderr, "font: " STR_FMT "  " STR_FMT "  sha256 " STR_FMT "\n", STR_ARG(font->name), STR_ARG(path),
			STR_ARG(font->sha256));
	}
}

static json_t *json_fonts(const struct write_job *job)
{
	json_t *list = json_array();
	for (size_t i = 0; i < job->fonts.n; i++) {
		const struct hashed_file *font = &job->fonts.items[i];
		json_t *j = json_object();
		json_object_set_new(j, "name", json_text(font->name));
		json_object_set_new(j, "path", json_text(workspace_shown(job->arena, font->path)));
		json_object_set_new(j, "sha256", json_text(font->sha256));
		json_array_append_new(list, j);
	}
	return list;
}

static void print_files(const struct write_job *job, const struct options *o, json_t *files)
{
	for (size_t i = 0; i < job->n; i++) {
		struct str path = workspace_shown(job->arena, job->items[i].path);
		if (o->json) {
			json_t *j = json_object();
			json_object_set_new(j, "edition", json_text(job->edition->name));
			json_object_set_new(j, "path", json_text(path));
			json_object_set_new(j, "bytes", json_integer((json_int_t)job->items[i].size));
			if (i == 0 && job->fonts.n)
				json_object_set_new(j, "fonts", json_fonts(job));
			json_array_append_new(files, j);
			continue;
		}
		if (o->quiet)
			continue;
		printf(STR_FMT "  ", STR_ARG(path));
		print_size(job->items[i].size);
		if (i == 0)
			printf("  %zu article%s, %zu words", job->edition->narticles, job->edition->narticles == 1 ? "" : "s",
				edition_words(job->edition));
		putchar('\n');
	}
}

/* Whether it was written. What was is added to `out`. */
static bool write_format(struct workspace *w, const struct edition *e, const struct writer *writer, const struct options *o,
	struct results *r, struct built *out, const struct included *included, size_t nincluded)
{
	struct progress *p = progress_start(arena_cstr(&w->arena, e->name), o);
	struct write_job job = {.book = w->book,
		.edition = e,
		.dir = w->output,
		.threads = o->threads,
		.arena = &w->arena,
		.diags = &w->diags,
		.progress = progress_step,
		.progress_context = p,
		.included = included,
		.nincluded = nincluded};
	bool written = writer->write(&job);
	progress_end(p);
	if (written)
		print_files(&job, o, r->files);
	for (size_t i = 0; written && i < job.n; i++)
		if (!job.items[i].beside)
			*arena_push(&w->arena, out) = job.items[i];
	if (o->verbose && !o->json)
		print_fonts(w, &job, &r->fonts);
	return written;
}

static const struct built *build_edition(struct workspace *w, const struct edition_config *c, const struct options *o, struct results *r);

/* Builds what the edition includes; false after saying which of it could not be. */
static bool gather_included(struct workspace *w, const struct edition_config *c, const struct options *o, struct results *r,
	struct included **out, size_t *n)
{
	size_t cap = 0;
	for (size_t i = 0; i < c->include.n && !interrupt_signal(); i++) {
		const struct edition_config *other = edition_config_find(w->project, c->include.items[i].s);
		const struct built *b = build_edition(w, other, o, r);
		if (!b->whole) {
			diag_add(&w->diags, DIAG_NOT_INCLUDED, c->include.items[i].pos,
				"the edition '" STR_FMT "' was not written, and so neither was '" STR_FMT "', which includes it",
				STR_ARG(other->name.s), STR_ARG(c->name.s));
			return false;
		}
		for (size_t k = 0; k < b->n; k++) {
			if (*n == cap)
				*out = arena_grow(&w->arena, *out, &cap, sizeof **out);
			(*out)[(*n)++] = (struct included){other, b->title, b->items[k].path};
		}
	}
	return !interrupt_signal();
}

static void build_formats(struct workspace *w, const struct edition *e, const struct options *o, struct results *r, struct built *out)
{
	const struct edition_config *c = e->config;
	struct included *included = NULL;
	size_t nincluded = 0;
	bool ready = gather_included(w, c, o, r, &included, &nincluded);
	out->whole = ready;
	for (size_t i = 0; ready && i < c->formats.n && !interrupt_signal(); i++) {
		const struct writer *writer = writer_find(c->formats.items[i].s);
		if (writer) {
			out->whole = write_format(w, e, writer, o, r, out, included, nincluded) && out->whole;
			continue;
		}
		struct diag *d = diag_add(&w->diags, DIAG_BAD_VALUE, c->formats.items[i].pos,
			"sheaf writes no format '" STR_FMT "'", STR_ARG(c->formats.items[i].s));
		for (const struct writer *known = writers; known->format; known++)
			diag_note(&w->diags, d, (struct pos){0}, "`%s`: %s", known->format, known->describes);
	}
}

/* Once a run, however many editions include it. */
static const struct built *build_edition(struct workspace *w, const struct edition_config *c, const struct options *o, struct results *r)
{
	for (size_t i = 0; i < r->n; i++)
		if (r->items[i].config == c)
			return &r->items[i];
	struct edition *e = workspace_edition(w, c, o);
	diags_merge(&w->diags, &e->diags);
	struct built built = {.config = c, .title = arena_copy(&w->arena, e->title)};
	if (diags_worst(&e->diags) != DIAG_FATAL)
		build_formats(w, e, o, r, &built);
	edition_free(e);
	struct built *kept = arena_push(&w->arena, r);
	*kept = built;
	return kept;
}

enum exit_code cmd_build(const struct options *o)
{
	struct workspace w;
	if (!workspace_open(&w, o, true))
		return w.failed;
	int error = fs_make_dirs(arena_cstr(&w.arena, w.output));
	if (error)
		diag_add(&w.diags, DIAG_WRITE_FILE, (struct pos){0}, "cannot make the folder '" STR_FMT "': %s",
			STR_ARG(w.output), strerror(error));
	struct results r = {.files = json_array()};
	for (size_t i = 0; !error && i < w.neditions && !interrupt_signal(); i++)
		build_edition(&w, w.editions[i], o, &r);
	enum exit_code code = report(&w.diags, o);
	if (o->json) {
		json_dumpf(r.files, stdout, JSON_INDENT(2));
		putchar('\n');
	}
	json_decref(r.files);
	workspace_close(&w);
	return code;
}
