/*
 * sheaf init: a working project from the files below templates/starter/, which are compiled in. {{title}} and {{identifier}} are
 * filled in; a file that is there already is left alone and named.
 */
#include "cmd/cmd.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/buf.h"
#include "base/fs.h"
#include "base/hash.h"
#include "base/path.h"
#include "base/sink.h"
#include "book/theme.h"

static struct str fill(struct arena *a, struct str text, struct str title, struct str identifier)
{
	struct buf b;
	buf_init(&b, BUF_NO_LIMIT);
	while (text.n) {
		size_t hole = str_find(text, "{{");
		buf_str(&b, str_sub(text, 0, hole));
		text = str_skip(text, hole);
		struct str rest = text;
		if (str_starts(text, "{{title}}")) {
			buf_str(&b, title);
			rest = str_skip(text, strlen("{{title}}"));
		} else if (str_starts(text, "{{identifier}}")) {
			buf_str(&b, identifier);
			rest = str_skip(text, strlen("{{identifier}}"));
		} else if (text.n) {
			buf_str(&b, str_sub(text, 0, 2));
			rest = str_skip(text, 2);
		}
		text = rest;
	}
	struct str s = buf_copy(&b, a);
	buf_free(&b);
	return s;
}

/* A title from the folder's name: "my-book" reads "My book". Quotes and backslashes cannot stand in the YAML string it fills. */
static struct str folder_title(struct arena *a, const char *dir)
{
	char real[PATH_MAX];
	struct str base = path_base(str_c(realpath(dir, real) ? real : dir));
	char *title = arena_cstr(a, base.n ? base : STR("My book"));
	for (char *p = title; *p; p++)
		if (*p == '-' || *p == '_' || *p == '"' || *p == '\\')
			*p = ' ';
	if (*title >= 'a' && *title <= 'z')
		*title -= 32;
	return str_c(title);
}

static int write_starter(struct arena *a, const struct builtin *b, struct str dir, struct str rel, struct str title,
	struct str identifier, const struct options *o)
{
	struct str path = path_join(a, dir, rel);
	if (fs_exists(path.p)) {
		fprintf(stderr, "sheaf: '" STR_FMT "' is there already; left as it is\n", STR_ARG(path));
		return 0;
	}
	int error = fs_make_dirs(arena_cstr(a, path_dir(path)));
	if (!error)
		error = sink_write_file(path.p, fill(a, (struct str){b->data, b->size}, title, identifier));
	if (error)
		report_failure(EXIT_ENVIRONMENT, "cannot write '" STR_FMT "': %s", STR_ARG(path), strerror(error));
	else if (!o->quiet)
		printf("wrote " STR_FMT "\n", STR_ARG(path));
	return error;
}

enum exit_code cmd_init(const struct options *o)
{
	static const char prefix[] = "templates/starter/";
	if (o->nwords > 1)
		return report_failure(EXIT_USAGE, "init takes one folder");
	struct arena a;
	arena_init(&a);
	struct str dir = str_c(o->nwords ? o->words[0] : o->directory ? o->directory : ".");
	int error = fs_make_dirs(arena_cstr(&a, dir));
	if (error)
		report_failure(EXIT_ENVIRONMENT, "cannot make '" STR_FMT "': %s", STR_ARG(dir), strerror(error));
	struct str title = folder_title(&a, arena_cstr(&a, dir));
	struct str identifier = arena_printf(&a, "urn:uuid:" STR_FMT, STR_ARG(hash_uuid4(&a)));
	for (const struct builtin *b = builtins; b->name && !error; b++)
		if (str_starts(str_c(b->name), prefix))
			error = write_starter(&a, b, dir, str_c(b->name + strlen(prefix)), title, identifier, o);
	if (!error && !o->quiet)
		fprintf(stderr, "sheaf: now write in content/, then run `sheaf build`\n");
	arena_free(&a);
	return error ? EXIT_ENVIRONMENT : EXIT_FINE;
}
