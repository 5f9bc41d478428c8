/* sheaf check: everything that build would complain of before writing, and nothing written. */
#include "cmd/cmd.h"

#include <stdio.h>
#include "image/image.h"
#include "link/edition.h"
#include "write/writer.h"

static void check_images(struct workspace *w)
{
	for (size_t i = 0; i < w->book->nassets; i++) {
		const struct asset *asset = w->book->assets[i];
		enum image_type type;
		uint32_t width, height;
		if (asset->kind == ASSET_IMAGE && !image_probe(asset->path.p, &type, &width, &height))
			diag_add(&w->diags, DIAG_BAD_IMAGE, asset->first, "'" STR_FMT "' is not an image that sheaf can read",
				STR_ARG(asset->rel));
	}
}

static void check_formats(struct workspace *w, const struct edition_config *c)
{
	for (size_t i = 0; i < c->formats.n; i++)
		if (!writer_find(c->formats.items[i].s))
			diag_add(&w->diags, DIAG_BAD_VALUE, c->formats.items[i].pos, "sheaf writes no format '" STR_FMT "'",
				STR_ARG(c->formats.items[i].s));
}

enum exit_code cmd_check(const struct options *o)
{
	struct workspace w;
	if (!workspace_open(&w, o, true))
		return w.failed;
	for (size_t i = 0; i < w.neditions; i++) {
		struct edition *e = workspace_edition(&w, w.editions[i], o);
		diags_merge(&w.diags, &e->diags);
		edition_free(e);
		check_formats(&w, w.editions[i]);
	}
	check_images(&w);
	enum exit_code code = report(&w.diags, o);
	if (code == EXIT_FINE && !o->quiet && !o->json)
		fprintf(stderr, "sheaf: %zu articles, %zu editions: nothing wrong\n", w.book->narticles, w.neditions);
	workspace_close(&w);
	return code;
}
