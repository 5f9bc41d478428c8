/* sheaf links --map, --dot, --graph: the graph of the articles as files. */
#include "cmd/links.h"

#include <stdio.h>
#include <string.h>
#include "base/sink.h"
#include "write/graph_write.h"

static bool write_file(const struct links *l, const char *path, void (*spell)(struct buf *b, const struct graph *g), const struct graph *g)
{
	struct buf b;
	buf_init(&b, BUF_NO_LIMIT);
	spell(&b, g);
	int error = sink_write_file(path, buf_view(&b));
	buf_free(&b);
	if (error)
		diag_add(&l->w->diags, DIAG_WRITE_FILE, (struct pos){0}, "cannot write '%s': %s", path, strerror(error));
	else if (!l->o->quiet)
		printf("wrote %s  %zu articles\n", path, g->n);
	return error == 0;
}

enum exit_code links_graph(const struct links *l)
{
	const struct {
		const char *path;
		void (*spell)(struct buf *b, const struct graph *g);
	} files[] = {{l->o->map, graph_svg}, {l->o->dot, graph_dot}, {l->o->graph, graph_json}};
	struct kinship kin = relations_kin(l->relations, l->in, RELATED_MOST, l->arena);
	const struct autolink_list *suggested = autolinks_choose(l->relations, l->edition, l->mode, l->arena);
	const struct graph *g = graph_of_edition(l->edition, suggested, kin.lists, RELATED_MOST, l->arena);
	bool good = true;
	for (size_t i = 0; i < sizeof files / sizeof *files; i++)
		if (files[i].path)
			good = write_file(l, files[i].path, files[i].spell, g) && good;
	return good ? EXIT_FINE : EXIT_ENVIRONMENT;
}
