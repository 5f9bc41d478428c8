/* sheaf import: chooses the importer, runs it, and says what it made. */
#include "cmd/cmd.h"

#include <jansson.h>
#include <stdio.h>
#include "import/import.h"

static void print_result(const struct import_result *result, const struct options *o)
{
	json_t *all = o->json ? json_array() : NULL;
	for (size_t i = 0; i < result->n; i++) {
		const struct import_file *f = &result->items[i];
		if (all) {
			json_t *j = json_object();
			json_object_set_new(j, "path", json_stringn(f->path.p, f->path.n));
			json_object_set_new(j, "title", json_stringn(f->title.p, f->title.n));
			json_object_set_new(j, "author", json_stringn(f->author.n ? f->author.p : "", f->author.n));
			json_object_set_new(j, "paragraphs", json_integer((json_int_t)f->paragraphs));
			json_object_set_new(j, "words", json_integer((json_int_t)f->words));
			json_array_append_new(all, j);
		} else if (!o->quiet) {
			printf(STR_FMT "  " STR_FMT "%s" STR_FMT ", %zu paragraph%s, %zu words\n", STR_ARG(f->path), STR_ARG(f->title),
				f->author.n ? ", by " : "", STR_ARG(f->author), f->paragraphs,
				f->paragraphs == 1 ? "" : "s", f->words);
		}
	}
	if (all) {
		json_dumpf(all, stdout, JSON_INDENT(2));
		putchar('\n');
		json_decref(all);
	}
}

static enum exit_code import_file(const struct importer *importer, const struct options *o)
{
	struct arena a;
	struct diags d;
	struct import_result result = {0};
	arena_init(&a);
	report_init(&d, o);
	struct import_request request = {.file = str_c(o->words[0]), .dir = o->words[1], .titles = o->titles, .split = o->split,
		.force = o->force};
	int error = importer->run(&request, &a, &d, &result);
	struct options talkative = *o; /* every guess is the user's to judge */
	talkative.verbose = true;
	enum exit_code code = report(&d, &talkative);
	if (error)
		code = EXIT_ENVIRONMENT;
	else
		print_result(&result, o);
	diags_free(&d);
	arena_free(&a);
	return code;
}

enum exit_code cmd_import(const struct options *o)
{
	if (o->nwords != 2)
		return report_failure(EXIT_USAGE, "import wants a file and a folder: sheaf import FILE DIR");
	const struct importer *importer = importer_find(str_c(o->words[0]));
	if (importer)
		return import_file(importer, o);
	return report_failure(EXIT_USAGE, "'%s' is of no kind that sheaf imports", o->words[0]);
}
