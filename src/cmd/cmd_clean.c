/* sheaf clean: removes what build writes, by name, and nothing else that lies in the output folder. */
#include "cmd/cmd.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "base/path.h"
#include "write/writer.h"

static enum exit_code remove_file(struct workspace *w, const struct options *o, struct str path)
{
	if (unlink(arena_cstr(&w->arena, path)) == 0) {
		struct str shown = workspace_shown(&w->arena, path);
		if (!o->quiet)
			printf("removed " STR_FMT "\n", STR_ARG(shown));
		return EXIT_FINE;
	}
	if (errno == ENOENT)
		return EXIT_FINE;
	return report_failure(EXIT_ENVIRONMENT, "cannot remove '" STR_FMT "': %s", STR_ARG(path), strerror(errno));
}

static enum exit_code clean_edition(struct workspace *w, const struct options *o, const struct edition_config *c)
{
	struct str file = c->file.s.n ? c->file.s : c->name.s;
	enum exit_code worst = EXIT_FINE;
	struct str stem = path_join(&w->arena, w->output, file);
	for (const struct writer *writer = writers; writer->format; writer++) {
		enum exit_code code =
			remove_file(w, o, arena_printf(&w->arena, STR_FMT ".%s", STR_ARG(stem), writer->extension));
		worst = code > worst ? code : worst;
	}
	enum exit_code code = remove_file(w, o, arena_printf(&w->arena, STR_FMT "-cover.jpg", STR_ARG(stem)));
	return code > worst ? code : worst;
}

/* Finished rasters, named by the hash of what they were made from. */
static void clean_cache(struct workspace *w, const struct options *o)
{
	struct str dir = path_join(&w->arena, w->output, STR(".cache"));
	DIR *d = opendir(dir.p);
	struct dirent *entry;
	struct options quiet = *o;
	quiet.quiet = true;
	while (d && (entry = readdir(d)))
		if (entry->d_name[0] != '.')
			remove_file(w, &quiet, path_join(&w->arena, dir, str_c(entry->d_name)));
	if (d)
		closedir(d);
	rmdir(dir.p);
}

enum exit_code cmd_clean(const struct options *o)
{
	struct workspace w;
	enum exit_code worst = EXIT_FINE;
	if (!workspace_open(&w, o, false))
		return w.failed;
	for (size_t i = 0; i < w.neditions; i++) {
		enum exit_code code = clean_edition(&w, o, w.editions[i]);
		worst = code > worst ? code : worst;
	}
	if (o->nwords == 0)
		clean_cache(&w, o);
	rmdir(arena_cstr(&w.arena, w.output)); /* only when nothing else is left in it */
	workspace_close(&w);
	return worst;
}
