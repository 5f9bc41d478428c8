/* Diagnostics as text, coloured on a terminal unless NO_COLOR is set, or one JSON object a line. */
#include "cmd/cmd.h"

#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "base/json.h"

static const struct {
	const char *word, *colour;
} levels[] = {
	[DIAG_IGNORED] = {"ignored", ""},
	[DIAG_NOTE] = {"note", "\033[1;36m"},
	[DIAG_WARNING] = {"warning", "\033[1;35m"},
	[DIAG_ERROR] = {"error", "\033[1;31m"},
	[DIAG_FATAL] = {"fatal", "\033[1;31m"},
};

bool report_colour(int fd)
{
	const char *no = getenv("NO_COLOR"), *term = getenv("TERM");
	return !(no && *no) && isatty(fd) && !(term && strcmp(term, "dumb") == 0);
}

static void print_place(struct pos pos)
{
	if (!pos.src)
		return;
	fprintf(stderr, STR_FMT ":", STR_ARG(pos.src->name));
	if (pos.line)
		fprintf(stderr, "%u:%u:", pos.line, source_column(pos));
	fputc(' ', stderr);
}

static void print_text(const struct diags *d, const struct diag *x, bool colour)
{
	enum diag_level level = d->level[x->id];
	if (!x->pos.src)
		fputs("sheaf: ", stderr);
	print_place(x->pos);
	fprintf(stderr, "%s%s:%s " STR_FMT " [%s]\n", colour ? levels[level].colour : "", levels[level].word,
		colour ? "\033[0m" : "", STR_ARG(x->text), diag_kinds[x->id].slug);
	for (const struct diag *note = x->note; note; note = note->note) {
		print_place(note->pos.src ? note->pos : x->pos);
		fprintf(stderr, "%snote:%s " STR_FMT "\n", colour ? levels[DIAG_NOTE].colour : "", colour ? "\033[0m" : "",
			STR_ARG(note->text));
	}
}

static json_t *json_place(struct pos pos, struct str text)
{
	json_t *j = json_object();
	if (pos.src) {
		json_object_set_new(j, "file", json_text(pos.src->name));
		if (pos.line) {
			json_object_set_new(j, "line", json_integer(pos.line));
			json_object_set_new(j, "column", json_integer(source_column(pos)));
		}
	}
	json_object_set_new(j, "message", json_text(text));
	return j;
}

static void print_json(const struct diags *d, const struct diag *x)
{
	json_t *j = json_place(x->pos, x->text), *notes = json_array();
	json_object_set_new(j, "level", json_string(levels[d->level[x->id]].word));
	json_object_set_new(j, "slug", json_string(diag_kinds[x->id].slug));
	for (const struct diag *note = x->note; note; note = note->note)
		json_array_append_new(notes, json_place(note->pos, note->text));
	json_object_set_new(j, "notes", notes);
	char *line = json_dumps(j, JSON_COMPACT);
	fprintf(stderr, "%s\n", line ? line : "{}");
	free(line);
	json_decref(j);
}

static bool same(const struct diag *a, const struct diag *b)
{
	return a->id == b->id && a->pos.src == b->pos.src && a->pos.line == b->pos.line && a->pos.col == b->pos.col &&
	       str_eq(a->text, b->text);
}

/* Two editions find one mistake twice; in source order the copies lie close together. */
static bool seen_before(const struct diags *d, size_t i)
{
	for (size_t k = i; k-- > 0;) {
		const struct diag *x = d->items[k], *y = d->items[i];
		if (x->pos.src != y->pos.src || x->pos.line != y->pos.line || x->pos.col != y->pos.col)
			return false;
		if (same(x, y))
			return true;
	}
	return false;
}

void report_init(struct diags *d, const struct options *o)
{
	diags_init(d);
	for (size_t i = 0; i < o->nwarnings; i++)
		diags_option(d, o->warnings[i]); /* main has refused what is not understood */
}

static const char *plural(size_t n)
{
	return n == 1 ? "" : "s";
}

static void print_counts(const size_t count[DIAG_FATAL + 1], const struct options *o)
{
	size_t errors = count[DIAG_ERROR] + count[DIAG_FATAL];
	if (errors + count[DIAG_WARNING])
		fprintf(stderr, "sheaf: %zu error%s, %zu warning%s\n", errors, plural(errors), count[DIAG_WARNING],
			plural(count[DIAG_WARNING]));
	if (count[DIAG_NOTE] && !o->verbose)
		fprintf(stderr, "sheaf: %zu note%s; -v shows %s\n", count[DIAG_NOTE], plural(count[DIAG_NOTE]),
			count[DIAG_NOTE] == 1 ? "it" : "them");
}

enum exit_code report(struct diags *d, const struct options *o)
{
	bool colour = report_colour(STDERR_FILENO);
	size_t count[DIAG_FATAL + 1] = {0};
	enum exit_code code = EXIT_FINE;
	diags_sort(d);
	for (size_t i = 0; i < d->n; i++) {
		const struct diag *x = d->items[i];
		enum diag_level level = d->level[x->id];
		if (level == DIAG_IGNORED || seen_before(d, i))
			continue;
		count[level]++;
		if (level >= DIAG_ERROR && code < EXIT_MISTAKES)
			code = EXIT_MISTAKES;
		if (x->id == DIAG_WRITE_FILE)
			code = EXIT_ENVIRONMENT;
		if ((o->quiet && level < DIAG_ERROR) || (level == DIAG_NOTE && !o->verbose && !o->json))
			continue;
		if (o->json)
			print_json(d, x);
		else
			print_text(d, x, colour);
	}
	if (!o->json && !o->quiet)
		print_counts(count, o);
	return code;
}

enum exit_code report_failure(enum exit_code code, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	fputs("sheaf: ", stderr);
	vfprintf(stderr, fmt, ap);
	fputc('\n', stderr);
	va_end(ap);
	return code;
}
