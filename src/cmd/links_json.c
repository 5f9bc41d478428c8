/*
 * The lists for other programs: `sheaf links --json OUTDIR` and `--terms`. An article's key is its file's name without the ending, for that is
 * what a program that reads the same folder knows; where two files share one, both go by their path without it.
 */
#include "cmd/links.h"

#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/fs.h"
#include "base/json.h"
#include "base/path.h"
#include "base/sink.h"
#include "link/terms.h"

enum { TERMS_MOST = 3000 };

struct out {
	const struct links *l;
	const char *dir;
	struct str *keys; /* by article.index */
	bool failed;
};

static struct str without_ending(struct str path)
{
	struct str ext = path_ext(path);
	return ext.n ? str_sub(path, 0, path.n - ext.n - 1) : path;
}

static struct str *keys_of(const struct links *l)
{
	const struct book *b = l->w->book;
	struct str *keys = arena_array(l->arena, struct str, b->narticles + 1);
	struct map stems;
	map_init(&stems, l->arena);
	for (size_t i = 0; i < b->narticles; i++) {
		const struct article *a = b->articles[i];
		const struct article *twin = map_add(&stems, path_stem(a->path), (void *)a);
		keys[i] = path_stem(a->path);
		if (twin != a)
			keys[i] = without_ending(a->path), keys[twin->index] = without_ending(twin->path);
	}
	return keys;
}

static int write_chunk(const char *p, size_t n, void *sink)
{
	sink_write(sink, p, n);
	return 0;
}

/* Frees data. */
static void write_json(struct out *out, const char *name, json_t *data)
{
	struct arena *a = out->l->arena;
	struct str path = path_join(a, str_c(out->dir), str_c(name));
	struct sink *s = sink_open(path.p);
	bool terms = json_is_array(data);
	size_t n = terms ? json_array_size(data) : json_object_size(data);
	json_dump_callback(data, write_chunk, s, JSON_INDENT(1) | JSON_SORT_KEYS);
	sink_write(s, "\n", 1);
	json_decref(data);
	int error = sink_close(s);
	if (error) {
		out->failed = true;
		diag_add(&out->l->w->diags, DIAG_WRITE_FILE, (struct pos){0}, "cannot write '" STR_FMT "': %s", STR_ARG(path), strerror(error));
	} else if (!out->l->o->quiet) {
		printf("wrote " STR_FMT "  %zu %s%s\n", STR_ARG(path), n, terms ? "term" : "article", n == 1 ? "" : "s");
	}
}

static void set_list(json_t *all, struct str key, json_t *list)
{
	json_object_setn_new(all, key.p, key.n, list);
}

static bool holds(const struct related_list *list, const struct article *a)
{
	for (size_t i = 0; i < list->n; i++)
		if (list->items[i].article == a)
			return true;
	return false;
}

/* What the author names, then the nearest that are not banned: an edition's own list without its measure of what is near enough to show. */
static json_t *nearest(const struct out *out, size_t place, const struct kin_list *kin)
{
	const struct edition *e = out->l->edition;
	const struct article *a = e->articles[place];
	json_t *list = json_array();
	for (size_t i = 0; i < e->related[place].n; i++)
		json_array_append_new(list, json_text(out->keys[e->related[place].items[i].article->index]));
	for (size_t i = 0; i < kin->n && json_array_size(list) < RELATED_MOST && a->meta.related_rule != RELATED_NONE; i++) {
		const struct article *to = e->book->articles[kin->items[i].article];
		if (!holds(&e->related[place], to) && !holds(&e->unrelated[place], to) && !holds(&e->unrelated[e->place[to->index]], a))
			json_array_append_new(list, json_text(out->keys[to->index]));
	}
	return list;
}

static void write_related(struct out *out)
{
	const struct edition *e = out->l->edition;
	struct arena scratch;
	arena_init(&scratch);
	struct kinship kin = relations_kin(out->l->relations, out->l->in, 2 * RELATED_MOST, &scratch);
	json_t *all = json_object();
	for (size_t i = 0; i < e->narticles; i++) {
		uint32_t index = e->articles[i]->index;
		set_list(all, out->keys[index], nearest(out, i, &kin.lists[index]));
	}
	arena_free(&scratch);
	write_json(out, "related.json", all);
}

struct scored {
	uint32_t target, score;
	struct str slug;
};

static int by_score(const void *pa, const void *pb)
{
	const struct scored *a = pa, *b = pb;
	return a->score != b->score ? (a->score > b->score ? -1 : 1) : str_cmp(a->slug, b->slug);
}

static json_t *targets(const struct out *out, const struct autolink_list *links, struct arena *scratch)
{
	struct scored *s = arena_array(scratch, struct scored, links->n + 1);
	size_t n = 0;
	json_t *list = json_array();
	for (size_t i = 0; i < links->n; i++) {
		uint32_t target = links->items[i].form->article;
		if (out->l->in[target])
			s[n++] = (struct scored){target, links->items[i].score, out->l->w->book->articles[target]->slug};
	}
	qsort(s, n, sizeof *s, by_score);
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, json_text(out->keys[s[i].target]));
	return list;
}

/* All that the mode would link, whether the author links there already or not. */
static void write_links(struct out *out, const char *name, enum autolink_mode mode)
{
	const struct edition *e = out->l->edition;
	struct arena scratch;
	arena_init(&scratch);
	struct autolink_list *chosen = autolinks_choose(out->l->relations, NULL, mode, &scratch);
	json_t *all = json_object();
	for (size_t i = 0; i < e->narticles; i++) {
		uint32_t index = e->articles[i]->index;
		set_list(all, out->keys[index], targets(out, &chosen[index], &scratch));
	}
	arena_free(&scratch);
	write_json(out, name, all);
}

/* Those of the whole book are known already, if enough of them. */
static struct term_list terms_of(const struct links *l)
{
	const struct edition *e = l->edition;
	struct term_list known = l->relations->terms;
	if (e->narticles == l->relations->n && known.n >= TERMS_MOST) {
		known.n = TERMS_MOST;
		return known;
	}
	return terms_propose(e->articles, e->narticles, e->language, l->o->threads, TERMS_MOST, l->arena);
}

static void write_terms(struct out *out)
{
	struct term_list terms = terms_of(out->l);
	json_t *list = json_array();
	for (size_t i = 0; i < terms.n; i++)
		json_array_append_new(list, json_text(terms.items[i].text));
	write_json(out, "terms.json", list);
}

enum exit_code links_terms(const struct links *l)
{
	struct term_list terms = terms_of(l);
	for (size_t i = 0; i < terms.n; i++) {
		const struct term *t = &terms.items[i];
		printf("%5u in %4u  " STR_FMT "%s\n", t->count, t->articles, STR_ARG(t->text), t->defined ? "  (defined)" : "");
	}
	return EXIT_FINE;
}

enum exit_code links_json(const struct links *l, const char *outdir)
{
	struct out out = {.l = l, .dir = outdir};
	int error = fs_make_dirs(outdir);
	if (error) {
		diag_add(&l->w->diags, DIAG_WRITE_FILE, (struct pos){0}, "cannot make the folder '%s': %s", outdir, strerror(error));
		return EXIT_ENVIRONMENT;
	}
	out.keys = keys_of(l);
	write_related(&out);
	write_links(&out, "links.json", AUTOLINK_BALANCED);
	write_links(&out, "links-careful.json", AUTOLINK_CAREFUL);
	write_terms(&out);
	return out.failed ? EXIT_ENVIRONMENT : EXIT_FINE;
}
