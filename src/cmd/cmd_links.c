/*
 * sheaf links: what the articles say of each other, in one of several forms. Here: which form is asked for, and what they all need.
 *
 * `--json OUTDIR` and `--why A B` take words that stand right after them; --json is a switch for other commands, so getopt cannot
 * take its word. The words are known by their place in argv, which getopt only reorders: that `links FOLDER --json OUTDIR`
 * reads FOLDER and writes OUTDIR, and not the other way round, hangs on it. With --suggest, --json is the switch that it is elsewhere.
 */
#include "cmd/links.h"

#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

struct request {
	const char *outdir, *why[2], *folder;
	enum autolink_mode mode; /* AUTOLINK_UNSET: not given */
};

/* Takes n words out of o->words, the first of which is the very one at `first`. */
static bool take_words(struct options *o, const char *first, int n, const char **out)
{
	int k = 0;
	while (k < o->nwords && o->words[k] != first)
		k++;
	if (!first || k + n > o->nwords)
		return false;
	for (int i = 0; i < n; i++)
		out[i] = o->words[k + i];
	o->nwords -= n;
	memmove(o->words + k, o->words + k + n, sizeof *o->words * (size_t)(o->nwords - k));
	return true;
}

static bool usage(const char *text)
{
	report_failure(EXIT_USAGE, "links: %s", text);
	return false;
}

static bool read_mode(const char *text, enum autolink_mode *mode)
{
	static const char *const names[] = {[AUTOLINK_CAREFUL] = "careful", [AUTOLINK_BALANCED] = "balanced", [AUTOLINK_GENEROUS] = "generous"};
	for (*mode = AUTOLINK_CAREFUL; *mode <= AUTOLINK_GENEROUS; ++*mode)
		if (strcmp(names[*mode], text) == 0)
			return true;
	return usage("--mode is careful, balanced or generous");
}

static bool read_request(struct options *o, struct request *r)
{
	*r = (struct request){.why[0] = o->why};
	if (o->suggest + o->write + o->terms + (o->json && !o->suggest) + (o->why != NULL) > 1)
		return usage("--suggest, --write, --why, --terms and --json: one at a time");
	if (o->dry_run && !o->write)
		return usage("--dry-run goes with --write");
	if (o->mode && !read_mode(o->mode, &r->mode))
		return false;
	if (o->json && !o->suggest && !take_words(o, o->json_next, 1, &r->outdir))
		return usage("--json wants the folder to write to right after it: --json OUTDIR [FOLDER]");
	if (o->why && !take_words(o, o->why_next, 1, &r->why[1]))
		return usage("--why wants two articles right after it: --why A B [FOLDER]");
	if (o->nwords > 1)
		return usage("one folder is enough");
	r->folder = o->nwords ? o->words[0] : NULL;
	o->json = o->json && o->suggest; /* else it has said where to write, and diagnostics stay text */
	return true;
}

/* ---- what a stage took */

struct meter {
	bool on;
	struct timespec from;
	long resident; /* KB, at most so far */
};

static struct meter meter_start(const struct options *o)
{
	struct meter m = {.on = o->verbose};
	struct rusage use;
	getrusage(RUSAGE_SELF, &use);
	m.resident = use.ru_maxrss;
	clock_gettime(CLOCK_MONOTONIC, &m.from);
	return m;
}

static void meter_stop(const struct meter *m, const char *what)
{
	struct rusage use;
	struct timespec now;
	if (!m->on)
		return;
	clock_gettime(CLOCK_MONOTONIC, &now);
	getrusage(RUSAGE_SELF, &use);
	fprintf(stderr, "sheaf: %s: %ld ms, %ld MB more\n", what,
		(long)(now.tv_sec - m->from.tv_sec) * 1000 + (now.tv_nsec - m->from.tv_nsec) / 1000000, (use.ru_maxrss - m->resident) / 1024);
}

/* ---- */

/* The edition as these forms look at it: with backlinks, without what only a finished book holds. */
static struct edition_config *config_of(struct workspace *w)
{
	struct edition_config *c = arena_new(&w->arena, struct edition_config);
	*c = *w->whole;
	struct link_options force = edition_link_options(w->book, w->whole);
	c->links.related = force.related > 1 ? force.related : RELATED_DEFAULT + 1;
	c->links.backlinks = SETTING_YES;
	c->links.index = c->links.popups = SETTING_NO;
	return c;
}

static const bool *places(struct workspace *w, const struct edition *e)
{
	bool *in = arena_array(&w->arena, bool, w->book->narticles + 1);
	for (size_t i = 0; i < w->book->narticles; i++)
		in[i] = e->place[i] >= 0;
	return in;
}

static enum exit_code run_form(const struct links *l, const struct request *r)
{
	const struct options *o = l->o;
	enum exit_code drawn = o->map || o->dot || o->graph ? links_graph(l) : EXIT_FINE, code = EXIT_FINE;
	if (r->outdir)
		code = links_json(l, r->outdir);
	else if (o->why)
		code = links_why(l, r->why[0], r->why[1]);
	else if (o->suggest)
		code = links_suggest(l);
	else if (o->write)
		code = links_write(l);
	else if (o->terms)
		code = links_terms(l);
	else if (!o->map && !o->dot && !o->graph)
		code = links_report(l);
	return code > drawn ? code : drawn;
}

static enum exit_code run_links(struct workspace *w, const struct options *o, const struct request *r)
{
	bool lists = r->outdir || o->suggest || o->write; /* these show no related articles with their reasons */
	struct meter whole = meter_start(o), part = whole;
	const struct relations *relations = workspace_relations(w, o, RELATIONS_ANCHORS);
	meter_stop(&part, "words, vectors, mentions and terms");
	part = meter_start(o);
	struct edition *e = edition_link(w->book, config_of(w), lists ? NULL : relations);
	meter_stop(&part, "related articles and backlinks");
	enum autolink_mode own = edition_link_options(w->book, w->whole).autolink;
	struct links l = {.w = w,
		.o = o,
		.relations = relations,
		.edition = e,
		.in = places(w, e),
		.mode = r->mode ? r->mode : own != AUTOLINK_OFF ? own : AUTOLINK_BALANCED,
		.arena = &w->arena};
	part = meter_start(o);
	diags_merge(&w->diags, &e->diags);
	enum exit_code code = diags_worst(&e->diags) == DIAG_FATAL ? EXIT_MISTAKES : run_form(&l, r);
	meter_stop(&part, "what was asked for");
	meter_stop(&whole, "links in all");
	edition_free(e);
	return code;
}

enum exit_code cmd_links(const struct options *given)
{
	struct options o = *given;
	struct request r;
	struct workspace w;
	if (!read_request(&o, &r))
		return EXIT_USAGE;
	struct meter reading = meter_start(&o);
	if (!workspace_open_folder(&w, &o, r.folder))
		return w.failed;
	meter_stop(&reading, "reading");
	enum exit_code code = run_links(&w, &o, &r), told = report(&w.diags, &o);
	workspace_close(&w);
	return code > told ? code : told;
}
