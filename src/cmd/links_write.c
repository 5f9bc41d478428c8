/*
 * sheaf links --write: suggested links become wikilinks in the author's own files.
 *
 * An article's links are placed in its source, spelled, and proved by reading the text with them once more. Then its file is read
 * again and gone along with the source byte by byte: only where the two say the same throughout is it the text that was looked at, and only
 * there do places in one say places in the other. Each file is replaced as a whole by one that was written beside it, so it is the old
 * or the new one whatever happens. What cannot be written is told, with its place.
 */
#include "cmd/links_edit.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "base/buf.h"
#include "base/fs.h"
#include "base/path.h"
#include "base/sink.h"
#include "link/wikilink.h"
#include "read/align.h"
#include "read/reread.h"
#include "read/text.h"

struct writing {
	const struct links *l;
	struct wikilinks names;
	struct arena arena;  /* for one article */
	struct str content;  /* the folder, symbolic links followed */
	bool colour;
	size_t links, files; /* done */
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

/* ---- the file */

static void say_unedited(const struct writing *w, const struct article *a, const char *why)
{
	diag_add(&w->l->w->diags, DIAG_FILE_UNEDITED, (struct pos){a->source, 0, 0}, "left as it is: %s", why);
}

/* The article's file with symbolic links followed; "" when there is none below content/. */
static struct str real_file(struct writing *w, const struct article *a)
{
	char *real = realpath(path_join(&w->arena, w->content, a->path).p, NULL);
	struct str path = real ? arena_copy(&w->arena, str_c(real)) : (struct str){0};
	free(real);
	bool below = w->content.n && path.n > w->content.n && memcmp(path.p, w->content.p, w->content.n) == 0 &&
		     (path.p[w->content.n] == '/' || w->content.p[w->content.n - 1] == '/');
	return below ? path : (struct str){0};
}

/* The file's own bytes with the links in them; false: they are not the text that was read. */
static bool edit_bytes(struct writing *w, const struct article *a, struct str raw, const struct rewrites *list, struct str *out)
{
	struct align_file f;
	struct buf b;
	size_t done = 0, from, to, end;
	bool same = true;
	align_file_start(&f, raw, a->source->text);
	buf_init(&b, BUF_NO_LIMIT);
	for (size_t i = 0; i < list->n && same; i++) {
		const struct rewrite *x = &list->items[i];
		if (!x->good)
			continue;
		same = align_file_offset(&f, x->offset, &from) && align_file_offset(&f, x->offset + x->length, &to);
		if (!same)
			break;
		buf_str(&b, str_sub(raw, done, from));
		buf_str(&b, x->with);
		done = to;
	}
	same = same && align_file_offset(&f, a->source->text.n, &end) && end == raw.n;
	buf_str(&b, str_skip(raw, done));
	*out = buf_copy(&b, &w->arena);
	buf_free(&b);
	return same;
}

static bool reads_the_same(struct writing *w, const struct article *a, struct str raw)
{
	struct diags d;
	diags_init(&d);
	bool same = str_eq(text_source(&w->arena, a->source->name, raw, &d)->text, a->source->text);
	diags_free(&d);
	return same;
}

static void edit_file(struct writing *w, const struct article *a, const struct rewrites *list, size_t good)
{
	struct str path = real_file(w, a), raw, edited;
	if (!path.n) {
		say_unedited(w, a, "it lies outside the content folder");
		return;
	}
	int error = fs_read(&w->arena, path.p, FS_TEXT_LIMIT, &raw);
	if (!error && !edit_bytes(w, a, raw, list, &edited)) {
		say_unedited(w, a, reads_the_same(w, a, raw) ? "it is not clean UTF-8; save it as UTF-8 first" : "it changed while it was looked at");
		return;
	}
	if (!error && !w->l->o->dry_run)
		error = sink_replace_file(path.p, edited);
	if (error) {
		diag_add(&w->l->w->diags, DIAG_WRITE_FILE, (struct pos){a->source, 0, 0}, "cannot be edited: %s", strerror(error));
		return;
	}
	diff_print(stdout, a->source->name, raw, edited, w->colour);
	w->links += good;
	w->files++;
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
		edit_file(w, a, &rewrites, good);
	arena_free(&w->arena);
}

static struct str content_folder(const struct links *l)
{
	const struct project *p = l->w->project;
	char *real = realpath(path_join(l->arena, p->root, p->content).p, NULL);
	struct str folder = real ? arena_copy(l->arena, str_c(real)) : (struct str){0};
	free(real);
	return folder;
}

enum exit_code links_write(const struct links *l)
{
	struct writing w = {.l = l, .content = content_folder(l), .colour = report_colour(STDOUT_FILENO)};
	struct autolink_list *chosen = autolinks_choose(l->relations, l->edition, l->mode, l->arena);
	arena_init(&w.arena);
	wikilinks_init(&w.names, l->w->book, l->arena);
	for (size_t i = 0; i < l->edition->narticles && !interrupt_signal(); i++)
		write_article(&w, &chosen[i], i);
	if (!l->o->quiet)
		fprintf(stderr, "sheaf: %zu link%s in %zu file%s%s\n", w.links, w.links == 1 ? "" : "s", w.files, w.files == 1 ? "" : "s",
			l->o->dry_run ? ": nothing written, as --dry-run asks" : "");
	return EXIT_FINE;
}
