/*
 * The forms of `sheaf links`, one a file: what they share is made once, by cmd_links, and freed by it. A form prints its data to stdout
 * and adds its diagnostics to workspace.diags, which cmd_links reports; it returns EXIT_FINE or the worse code of its own.
 */
#ifndef SHEAF_CMD_LINKS_H
#define SHEAF_CMD_LINKS_H

#include "cmd/cmd.h"
#include "link/edition.h"

struct links {
	struct workspace *w;
	const struct options *o;
	const struct relations *relations;
	const struct edition *edition; /* what -e names, else the whole book; with backlinks.
	                                * --json, --suggest, --write: `related` holds the author's own only */
	const bool *in;                /* by article.index: it is in that edition */
	enum autolink_mode mode;       /* of --mode, else the edition's when it is on, else balanced */
	struct arena *arena;
};

enum exit_code links_report(const struct links *l);                                 /* links_report.c */
enum exit_code links_suggest(const struct links *l);                                /* links_suggest.c */
enum exit_code links_write(const struct links *l);                                  /* links_write.c: --dry-run is l->o->dry_run */
enum exit_code links_why(const struct links *l, const char *a, const char *b);      /* links_why.c */
enum exit_code links_terms(const struct links *l);                                  /* links_json.c */
enum exit_code links_json(const struct links *l, const char *outdir);               /* links_json.c */
enum exit_code links_graph(const struct links *l);                                  /* links_graph.c: --map, --dot, --graph */

#endif
