/*
 * sheaf links --write: suggested links become wikilinks in the author's own files.
 *
 * An article's links are placed in its source, spelled, and proved by reading the text with them once more; then its file is changed, see
 * cmd/edit.h. What cannot be written is told, with its place.
 */
#include "cmd/links_edit.h"

#include "base/sink.h"
#include "cmd/edit.h"
#include "link/wikilink.h"
#include "read/reread.h"

struct writing {
	const struct links *l;
	struct wikilinks names;
	struct arena arena;  /* for one article */
	struct editing editing;
	size_t links;        /* done */
};

static bool in_cell(const struct node *n)
{
	while (n && n->kind != NODE_CELL)
		n = n->parent;
	return n != NULL;
}

static void say_unwritten(const struct writing *w, const struct suggestion *s, const char *why)
{
	diag_add(&w->l->w->diags, DIAG_LINK_UNWRITTEN, s->pos, "no link to '" STR_FMT "' was written: %s", STR_ARG(s->to->path), why);
}

/* The rewrites of an article; `of` says which suggestion each comes from. */
static struct rewrites spell(struct writing *w, const struct suggestions *list, const struct suggestion **of)
{
	struct rewrites out = {0};
	for (size_t i = 0; i < list->n; i++) {
		const struct suggestion *s = &list->items[i];
		if (!s->sure) {
			say_unwritten(w, s, "its place in the Markdown is not certain");
			continue;
		}
		const struct passage *at = &s->link->at;
		struct wikilink x = wikilink_to(&w->names, s->to, s->link->form->entry, str_sub(s->from->source->text, s->offset, s->offset + s->length),
			str_sub(at->node->text, at->offset, at->offset + at->length), in_cell(at->node));
		if (x.why_not) {
			say_unwritten(w, s, x.why_not);
			continue;
		}
		of[out.n] = s;
		*arena_push(&w->arena, &out) = (struct rewrite){.offset = s->offset, .length = s->length, .with = x.text, .dest = x.dest};
	}
	return out;
}

static void edit_article(struct writing *w, const struct article *a, const struct rewrites *list, size_t good)
{
	struct edit *edits = arena_array(&w->arena, struct edit, list->n);
	size_t n = 0;
	for (size_t i = 0; i < list->n; i++)
		if (list->items[i].good)
			edits[n++] = (struct edit){list->items[i].offset, list->items[i].length, list->items[i].with};
	if (edit_file(&w->editing, &w->arena, a, edits, n))
		w->links += good;
}

static void write_article(struct writing *w, const struct autolink_list *chosen, size_t place)
{
	const struct article *a = w->l->edition->articles[place];
	struct suggestions list = links_suggestions(w->l, chosen, place);
	const struct suggestion **of = arena_array(&w->arena, const struct suggestion *, list.n + 1);
	struct rewrites rewrites = spell(w, &list, of);
	size_t good = 0;
	if (rewrites.n)
		reread_prove(a, w->l->w->project, &rewrites);
	for (size_t i = 0; i < rewrites.n; i++) {
		good += rewrites.items[i].good;
		if (!rewrites.items[i].good)
			say_unwritten(w, of[i], "brackets mean something else there");
	}
	if (good)
		edit_article(w, a, &rewrites, good);
	arena_free(&w->arena);
}

enum exit_code links_write(const struct links *l)
{
	struct writing w = {.l = l};
	struct autolink_list *chosen = autolinks_choose(l->relations, l->edition, l->mode, l->arena);
	arena_init(&w.arena);
	editing_start(&w.editing, l->w, l->o);
	wikilinks_init(&w.names, l->w->book, l->arena);
	for (size_t i = 0; i < l->edition->narticles && !interrupt_signal(); i++)
		write_article(&w, &chosen[i], i);
	if (!l->o->quiet)
		fprintf(stderr, "sheaf: %zu link%s in %zu file%s%s\n", w.links, w.links == 1 ? "" : "s", w.editing.files, w.editing.files == 1 ? "" : "s",
			l->o->dry_run ? ": nothing written, as --dry-run asks" : "");
	return EXIT_FINE;
}
