/*
 * sheaf plan: a SUMMARY.md proposed for a folder of posts, on stdout and nothing else there, so that it can be put into a file; what an
 * editor should know of it goes to stderr. An existing SUMMARY.md is never written over.
 */
#include "cmd/cmd.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>
#include "base/fs.h"
#include "base/json.h"
#include "base/path.h"
#include "base/sink.h"
#include "link/plan.h"

enum { TERMS_MOST = 15, MISFITS_TOLD = 20 };

struct proposal {
	struct workspace *w;
	const struct options *o;
	struct edition *edition;
	const struct graph *graph;
	struct kinship kin;
	struct plan *plan;
	struct term_list unexplained;
	const struct article **glossaries;
	size_t nglossaries;
};

static const char *plural(size_t n)
{
	return n == 1 ? "" : "s";
}

/* The whole book, with none of what links would add to it. */
static struct edition *plain_edition(struct workspace *w, const struct relations *relations)
{
	struct edition_config *c = arena_new(&w->arena, struct edition_config);
	*c = *w->whole;
	c->links = (struct link_options){1, AUTOLINK_OFF, SETTING_NO, SETTING_NO, SETTING_NO};
	return edition_link(w->book, c, relations);
}

static void propose(struct proposal *p)
{
	struct arena *a = &p->w->arena;
	const struct relations *r = workspace_relations(p->w, p->o, RELATIONS_ANCHORS);
	p->edition = plain_edition(p->w, r);
	bool *in = arena_array(a, bool, p->w->book->narticles + 1);
	for (size_t i = 0; i < p->edition->narticles; i++)
		in[p->edition->articles[i]->index] = true;
	p->kin = relations_kin(r, in, RELATED_MOST, a);
	p->graph = graph_of_edition(p->edition, NULL, p->kin.lists, RELATED_MOST, a);
	struct lean_list leans = plan_leans(p->graph, p->edition, a);
	p->plan = plan_make(p->graph, &leans, STR("Other Articles"), a);
	p->unexplained = plan_unexplained(p->edition->articles, p->edition->narticles, &r->terms, p->edition->language, TERMS_MOST, a);
	p->glossaries = arena_array(a, const struct article *, p->edition->narticles + 1);
	for (size_t i = 0; i < p->edition->narticles; i++)
		if (p->edition->articles[i]->glossary)
			p->glossaries[p->nglossaries++] = p->edition->articles[i];
}

/* ---- for an editor */

static void tell_article(const struct article *x, const char *end)
{
	fprintf(stderr, STR_FMT " (" STR_FMT ")%s", STR_ARG(x->title), STR_ARG(x->path), end);
}

static void tell(const struct proposal *p)
{
	const struct plan *plan = p->plan;
	size_t leans = plan->kept + plan->broken;
	fprintf(stderr, "sheaf: %zu article%s in %zu part%s", p->graph->n, plural(p->graph->n), plan->n, plural(plan->n));
	if (leans)
		fprintf(stderr, "; of %zu times that one leans on another, it comes after it %zu", leans, plan->kept);
	fprintf(stderr, "\n");
	if (p->unexplained.n)
		fprintf(stderr, "used in many articles, explained in none:\n");
	for (size_t i = 0; i < p->unexplained.n; i++)
		fprintf(stderr, "  " STR_FMT " (%u articles)\n", STR_ARG(p->unexplained.items[i].text), p->unexplained.items[i].articles);
	if (p->kin.twins.n)
		fprintf(stderr, "nearly the same text:\n");
	for (size_t i = 0; i < p->kin.twins.n; i++) {
		fprintf(stderr, "  ");
		tell_article(p->w->book->articles[p->kin.twins.items[i].first], " and ");
		tell_article(p->w->book->articles[p->kin.twins.items[i].second], "\n");
	}
	if (plan->misfits.n)
		fprintf(stderr, "fit nowhere well:\n");
	for (size_t i = 0; i < plan->misfits.n && i < MISFITS_TOLD; i++) {
		fprintf(stderr, "  ");
		tell_article(p->graph->nodes[plan->misfits.items[i]].article, "\n");
	}
	if (plan->misfits.n > MISFITS_TOLD)
		fprintf(stderr, "  and %zu more; --json lists them\n", plan->misfits.n - MISFITS_TOLD);
}

/* ---- for programs */

static json_t *json_nodes(const struct proposal *p, const uint32_t *items, size_t n)
{
	json_t *all = json_array();
	for (size_t i = 0; i < n; i++)
		json_array_append_new(all, json_text(p->graph->nodes[items[i]].path));
	return all;
}

static json_t *json_part(const struct proposal *p, const struct plan_part *part)
{
	json_t *j = json_object(), *chapters = json_array();
	json_object_set_new(j, "title", json_text(part->title));
	for (size_t i = 0; i < part->n; i++)
		json_array_append_new(chapters, json_nodes(p, part->chapters[i].items, part->chapters[i].n));
	json_object_set_new(j, "chapters", chapters);
	return j;
}

static void print_json(const struct proposal *p)
{
	json_t *j = json_object(), *parts = json_array(), *terms = json_array(), *twins = json_array();
	json_object_set_new(j, "front", json_nodes(p, p->plan->front.items, p->plan->front.n));
	for (size_t i = 0; i < p->plan->n; i++)
		json_array_append_new(parts, json_part(p, &p->plan->parts[i]));
	json_object_set_new(j, "parts", parts);
	for (size_t i = 0; i < p->unexplained.n; i++) {
		json_t *term = json_object();
		json_object_set_new(term, "term", json_text(p->unexplained.items[i].text));
		json_object_set_new(term, "articles", json_integer(p->unexplained.items[i].articles));
		json_array_append_new(terms, term);
	}
	json_object_set_new(j, "unexplained", terms);
	for (size_t i = 0; i < p->kin.twins.n; i++) {
		json_t *pair = json_array();
		json_array_append_new(pair, json_text(p->w->book->articles[p->kin.twins.items[i].first]->path));
		json_array_append_new(pair, json_text(p->w->book->articles[p->kin.twins.items[i].second]->path));
		json_array_append_new(twins, pair);
	}
	json_object_set_new(j, "twins", twins);
	json_object_set_new(j, "misfits", json_nodes(p, p->plan->misfits.items, p->plan->misfits.n));
	json_object_set_new(j, "leans_kept", json_integer((json_int_t)p->plan->kept));
	json_object_set_new(j, "leans_broken", json_integer((json_int_t)p->plan->broken));
	json_dumpf(j, stdout, JSON_INDENT(1));
	putchar('\n');
	json_decref(j);
}

/* ---- SUMMARY.md */

static enum exit_code write_summary(const struct proposal *p, struct str text)
{
	struct arena *a = &p->w->arena;
	struct str folder = path_join(a, p->w->project->root, p->w->project->content), path = path_join(a, folder, STR("SUMMARY.md"));
	struct str shown = workspace_shown(a, path);
	if (fs_exists(path.p))
		return report_failure(EXIT_USAGE, "'" STR_FMT "' is there already and stays as it is; without --write the plan is printed",
			STR_ARG(shown));
	int error = sink_write_file(path.p, text);
	if (error)
		return report_failure(EXIT_ENVIRONMENT, "cannot write '" STR_FMT "': %s", STR_ARG(shown), strerror(error));
	if (!p->o->quiet)
		printf("wrote " STR_FMT "\n", STR_ARG(shown));
	return EXIT_FINE;
}

static enum exit_code put_out(const struct proposal *p)
{
	struct buf b;
	enum exit_code code = EXIT_FINE;
	buf_init(&b, BUF_NO_LIMIT);
	plan_summary(p->plan, p->glossaries, p->nglossaries, &b);
	if (p->o->write)
		code = write_summary(p, buf_view(&b));
	else if (p->o->json)
		print_json(p);
	else
		fwrite(b.p, 1, b.n, stdout);
	buf_free(&b);
	if (code == EXIT_FINE && !p->o->quiet && !p->o->json)
		tell(p);
	return code;
}

enum exit_code cmd_plan(const struct options *o)
{
	struct workspace w;
	if (o->nwords > 1)
		return report_failure(EXIT_USAGE, "plan: one folder is enough");
	if (!workspace_open_folder(&w, o, o->nwords ? o->words[0] : NULL))
		return w.failed;
	struct proposal p = {.w = &w, .o = o};
	propose(&p);
	diags_merge(&w.diags, &p.edition->diags);
	enum exit_code code = diags_worst(&p.edition->diags) == DIAG_FATAL ? EXIT_MISTAKES : put_out(&p), told = report(&w.diags, o);
	edition_free(p.edition);
	workspace_close(&w);
	return code > told ? code : told;
}
