/*
 * sheaf links --why A B: the terms that two articles share, with what each adds to their similarity, and every place where one names the
 * other. All numbers come from 65536ths by whole-number division, so that they read the same everywhere.
 */
#include "cmd/links.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include "base/near.h"
#include "base/path.h"
#include "base/utf8.h"
#include "read/align.h"

enum { SHARED_MOST = 20, NEAREST = 100 };

/* By slug, path (below the content, below the project, or with the ending left out), file name, title or alias. */
static const struct article *find(const struct links *l, struct str name)
{
	const struct book *b = l->w->book;
	struct str content = l->w->project->content, path = name;
	bool outside;
	const struct article *a = map_get(&b->by_slug, name);
	if (!a)
		a = map_get(&b->by_name, utf8_fold(l->arena, name));
	path = path_normal(l->arena, path, &outside);
	if (!a)
		a = map_get(&b->by_path, path);
	if (!a)
		a = map_get(&b->by_path, arena_printf(l->arena, STR_FMT ".md", STR_ARG(path)));
	if (!a && content.n && path.n > content.n && str_eq(str_sub(path, 0, content.n), content))
		a = map_get(&b->by_path, str_skip(path, content.n + 1));
	return a;
}

static const struct article *look_up(const struct links *l, const char *text)
{
	struct str name = str_c(text);
	const struct article *a = find(l, name);
	if (a && l->in[a->index])
		return a;
	if (a) {
		report_failure(EXIT_USAGE, "'%s' is not in edition '" STR_FMT "'", text, STR_ARG(l->edition->name));
		return NULL;
	}
	struct near near;
	near_init(&near, name);
	for (size_t i = 0; i < l->edition->narticles; i++) {
		near_try(&near, l->edition->articles[i]->slug);
		near_try(&near, l->edition->articles[i]->title);
	}
	if (near.best.n)
		report_failure(EXIT_USAGE, "no article '%s'; the nearest is '" STR_FMT "'", text, STR_ARG(near.best));
	else
		report_failure(EXIT_USAGE, "no article '%s'; `sheaf links` lists them", text);
	return NULL;
}

/* 65536ths as a decimal fraction of four places. */
static void print_fraction(uint64_t x)
{
	uint64_t tenths = (x * 10000 + 32768) / 65536;
	printf("%" PRIu64 ".%04" PRIu64, tenths / 10000, tenths % 10000);
}

static void print_rank(const struct kin_list *kin, const struct article *of, const struct article *who)
{
	size_t k = 0;
	while (k < kin->n && kin->items[k].article != who->index)
		k++;
	if (k == kin->n) {
		printf("  not among the %zu nearest of '" STR_FMT "'\n", kin->n, STR_ARG(of->title));
		return;
	}
	printf("  number %zu for '" STR_FMT "': similarity ", k + 1, STR_ARG(of->title));
	print_fraction(kin->items[k].similarity);
	fputs(", with mentions ", stdout);
	print_fraction(kin->items[k].score);
	putchar('\n');
}

static bool are_twins(const struct twin_list *twins, uint32_t a, uint32_t b)
{
	for (size_t i = 0; i < twins->n; i++)
		if (twins->items[i].first == (a < b ? a : b) && twins->items[i].second == (a < b ? b : a))
			return true;
	return false;
}

static void print_nearness(const struct links *l, const struct article *a, const struct article *b)
{
	struct arena scratch;
	arena_init(&scratch);
	struct kinship kin = relations_kin(l->relations, l->in, NEAREST, &scratch);
	if (are_twins(&kin.twins, a->index, b->index)) {
		puts("  nearly one text: neither is shown as related to the other");
	} else {
		print_rank(&kin.lists[a->index], a, b);
		print_rank(&kin.lists[b->index], b, a);
	}
	arena_free(&scratch);
}

static void print_shared(const struct links *l, const struct article *a, const struct article *b)
{
	struct shared_terms shared = whys_with(whys_open(l->relations, a->index, l->arena), b->index, SHARED_MOST);
	puts(shared.n ? "\nshared terms, with what each adds" : "\nno shared terms");
	for (size_t i = 0; i < shared.n; i++) {
		fputs("  ", stdout);
		print_fraction(shared.items[i].weight);
		printf("  " STR_FMT "\n", STR_ARG(shared.items[i].text));
	}
}

static struct pos place_of(const struct links *l, struct passage at)
{
	struct align walk;
	size_t start, end;
	align_start(&walk, at.node, l->arena);
	bool sure = at.length && at.node->pos.src && align_range(&walk, at.offset, at.offset + at.length, &start, &end);
	return sure ? source_pos(at.node->pos.src, start) : at.node->pos;
}

static const char *kind_of(const struct form *f)
{
	switch (f->kind) {
	case FORM_TITLE: return "its title";
	case FORM_ALIAS: return "an alias";
	case FORM_GLOSSARY: return "a glossary term";
	case FORM_TERM: return "a term it explains";
	default: return "part of its title";
	}
}

static void print_mentions(const struct links *l, const struct article *in, const struct article *of)
{
	const struct mention_list *list = &l->relations->mentions[in->index];
	size_t n = 0;
	for (size_t i = 0; i < list->n; i++) {
		const struct mention *m = &list->items[i];
		if (m->form->article != of->index)
			continue;
		if (n++ == 0)
			printf("\n'" STR_FMT "' names '" STR_FMT "'\n", STR_ARG(in->title), STR_ARG(of->title));
		struct pos pos = place_of(l, m->at);
		printf("  " STR_FMT ":%u:%u: " STR_FMT " (%s)\n", STR_ARG(pos.src->name), pos.line, source_column(pos), STR_ARG(m->form->text),
			kind_of(m->form));
	}
	if (!n)
		printf("\n'" STR_FMT "' does not name '" STR_FMT "'\n", STR_ARG(in->title), STR_ARG(of->title));
}

enum exit_code links_why(const struct links *l, const char *first, const char *second)
{
	const struct article *a = look_up(l, first), *b = look_up(l, second);
	if (!a || !b)
		return EXIT_USAGE;
	if (a == b)
		return report_failure(EXIT_USAGE, "links: --why wants two different articles");
	printf(STR_FMT " (" STR_FMT ") and " STR_FMT " (" STR_FMT ")\n", STR_ARG(a->title), STR_ARG(a->path), STR_ARG(b->title),
		STR_ARG(b->path));
	print_nearness(l, a, b);
	print_shared(l, a, b);
	print_mentions(l, a, b);
	print_mentions(l, b, a);
	return EXIT_FINE;
}
