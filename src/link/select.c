/*
 * Which articles an edition takes, and its contents: book.toc with the rest left out. An article below one that is left out moves
 * up to that one's place; a part without articles goes.
 */
#include "link/link.h"

#include <fnmatch.h>
#include "base/near.h"

static bool has_value(const struct values *list, struct str s)
{
	for (size_t i = 0; i < list->n; i++)
		if (str_eq_nocase(list->items[i].s, s))
			return true;
	return false;
}

static bool shares_value(const struct values *list, const struct values *own)
{
	for (size_t i = 0; i < own->n; i++)
		if (has_value(list, own->items[i].s))
			return true;
	return false;
}

static bool names_article(struct str name, const struct article *a)
{
	struct str path = a->path;
	if (str_eq(name, a->slug) || str_eq(name, path))
		return true;
	size_t dot = path.n;
	while (dot > 0 && path.p[dot - 1] != '.')
		dot--;
	return dot > 1 && str_eq(name, str_sub(path, 0, dot - 1));
}

static bool lists_article(const struct values *list, const struct article *a)
{
	for (size_t i = 0; i < list->n; i++)
		if (names_article(list->items[i].s, a))
			return true;
	return false;
}

static bool matches_path(const struct values *globs, const struct article *a, struct arena *scratch)
{
	for (size_t i = 0; i < globs->n; i++)
		if (fnmatch(arena_cstr(scratch, globs->items[i].s), arena_cstr(scratch, a->path), 0) == 0)
			return true;
	return false;
}

static bool is_selected(const struct selection *s, const struct article *a, struct arena *scratch)
{
	if (a->meta.draft && !s->drafts)
		return false;
	if (shares_value(&s->not_tags, &a->meta.tags) || lists_article(&s->not_articles, a) ||
		matches_path(&s->not_paths, a, scratch))
		return false;
	return s->by == SELECT_ALL || shares_value(&s->tags, &a->meta.tags) || lists_article(&s->articles, a) ||
	       matches_path(&s->paths, a, scratch);
}

bool edition_takes(const struct project *p, const struct edition_config *config, const struct article *a)
{
	static const struct selection everything;
	struct arena scratch;
	bool workbook = (config && config->print.kind ? config->print.kind : p->print.kind) == PRINT_WORKBOOK;
	arena_init(&scratch);
	bool taken = !(workbook && a->glossary) && is_selected(config ? &config->select : &everything, a, &scratch);
	arena_free(&scratch);
	return taken;
}

/* A rule that no article fits is a slip of the pen: say so, and what was meant. */
static void check_article_rules(struct edition *e, const struct values *list)
{
	for (size_t i = 0; i < list->n; i++) {
		struct near near;
		bool found = false;
		near_init(&near, list->items[i].s);
		for (size_t k = 0; k < e->book->narticles && !found; k++) {
			found = names_article(list->items[i].s, e->book->articles[k]);
			near_try(&near, e->book->articles[k]->slug);
		}
		if (found)
			continue;
		struct diag *d = diag_add(&e->diags, DIAG_MISSING_ARTICLE, list->items[i].pos,
			"edition '" STR_FMT "' names an article '" STR_FMT "' that does not exist", STR_ARG(e->name),
			STR_ARG(list->items[i].s));
		if (near.best.n)
			diag_note(&e->diags, d, (struct pos){0}, "the nearest article is '" STR_FMT "'", STR_ARG(near.best));
	}
}

static void check_tag_rules(struct edition *e, const struct values *list)
{
	for (size_t i = 0; i < list->n; i++) {
		struct near near;
		bool found = false;
		near_init(&near, list->items[i].s);
		for (size_t k = 0; k < e->book->narticles && !found; k++) {
			const struct values *tags = &e->book->articles[k]->meta.tags;
			found = has_value(tags, list->items[i].s);
			for (size_t t = 0; t < tags->n; t++)
				near_try(&near, tags->items[t].s);
		}
		if (found)
			continue;
		struct diag *d = diag_add(&e->diags, DIAG_MISSING_ARTICLE, list->items[i].pos,
			"edition '" STR_FMT "' selects the tag '" STR_FMT "', which no article has", STR_ARG(e->name),
			STR_ARG(list->items[i].s));
		if (near.best.n)
			diag_note(&e->diags, d, (struct pos){0}, "the nearest tag is '" STR_FMT "'", STR_ARG(near.best));
	}
}

static void append_item(struct toc_item *parent, struct toc_item *item)
{
	item->parent = parent;
	if (parent->last)
		parent->last->next = item;
	else
		parent->first = item;
	parent->last = item;
}

/* Depth of contents is bounded by SUMMARY.md's own nesting, which its reader caps. */
static void copy_toc(struct edition *e, const struct toc_item *from, struct toc_item *to)
{
	for (const struct toc_item *item = from->first; item; item = item->next) {
		if (item->kind == TOC_ARTICLE && e->place[item->article->index] < 0) {
			copy_toc(e, item, to);
			continue;
		}
		struct toc_item *copy = arena_new(&e->arena, struct toc_item);
		*copy = *item;
		copy->parent = copy->first = copy->last = copy->next = NULL;
		copy_toc(e, item, copy);
		if (item->kind == TOC_ARTICLE || copy->first)
			append_item(to, copy);
	}
}

void select_articles(struct edition *e)
{
	static const struct selection everything;
	const struct selection *s = e->config ? &e->config->select : &everything;
	const struct book *book = e->book;
	e->articles = arena_array(&e->arena, const struct article *, book->narticles);
	e->place = arena_array(&e->arena, int32_t, book->narticles);
	for (size_t i = 0; i < book->narticles; i++)
		e->place[i] = -1;
	for (size_t i = 0; i < book->narticles; i++) {
		const struct article *a = book->articles[i];
		if (!edition_takes(book->project, e->config, a))
			continue;
		e->place[a->index] = (int32_t)e->narticles;
		e->articles[e->narticles++] = a;
		if (a->glossary && !e->glossary)
			e->glossary = a;
	}
	check_article_rules(e, &s->articles);
	check_article_rules(e, &s->not_articles);
	check_tag_rules(e, &s->tags);
	check_tag_rules(e, &s->not_tags);
	copy_toc(e, &book->toc, &e->toc);
	if (e->narticles == 0)
		diag_add(&e->diags, DIAG_EMPTY_BOOK, e->config ? e->config->name.pos : (struct pos){0},
			"edition '" STR_FMT "' selects no article", STR_ARG(e->name));
}
