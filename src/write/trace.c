/*
 * The linked edition as indented text: a line a node, with its place and where its links lead. What golden tests compare, so
 * that a change of the model or of linking shows without taking an EPUB apart.
 */
#include <errno.h>
#include <string.h>
#include "base/buf.h"
#include "base/path.h"
#include "base/sink.h"
#include "book/exercise.h"
#include "link/inserted.h"
#include "write/writer.h"

struct trace {
	struct buf *out;
	const struct edition *e;
	const struct article *a;
};

static void quoted(struct buf *b, struct str s)
{
	buf_char(b, '"');
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '\n')
			buf_cstr(b, "\\n");
		else if (s.p[i] == '"' || s.p[i] == '\\')
			buf_printf(b, "\\%c", s.p[i]);
		else
			buf_char(b, s.p[i]);
	}
	buf_char(b, '"');
}

static void named(struct buf *b, const char *name, struct str value)
{
	if (value.n) {
		buf_printf(b, " %s=", name);
		buf_str(b, value);
	}
}

static void trace_target(struct trace *t, const struct target *to)
{
	switch (to->kind) {
	case TARGET_TEXT:
		buf_cstr(t->out, " -> nowhere");
		break;
	case TARGET_ARTICLE:
		buf_printf(t->out, " -> " STR_FMT, STR_ARG(to->article->slug));
		break;
	case TARGET_NODE:
		buf_printf(t->out, " -> " STR_FMT "#" STR_FMT, STR_ARG(to->article->slug), STR_ARG(node_id(to->node)));
		break;
	case TARGET_URL:
		buf_printf(t->out, " -> <" STR_FMT ">", STR_ARG(to->url));
		break;
	}
}

static void trace_link(struct trace *t, const struct node *n)
{
	trace_target(t, edition_target(t->e, t->a, n));
}

/* The links that the engine put into a text, a line each. */
static void trace_inserted(struct trace *t, const struct node *n, int depth)
{
	struct inserted links = inserted_in(t->e, t->a, n);
	for (size_t i = 0; i < links.n; i++) {
		struct passage at = links.items[i].at;
		struct target to = inserted_target(t->e, &links.items[i]);
		buf_printf(t->out, "%*sautolink %u ", 2 * depth, "", at.offset);
		quoted(t->out, str_sub(n->text, at.offset, at.offset + at.length));
		trace_target(t, &to);
		buf_char(t->out, '\n');
	}
}

static void trace_list(struct trace *t, const struct node *n)
{
	buf_cstr(t->out, n->u.list.ordered ? " ordered" : " bullets");
	if (n->u.list.ordered && n->u.list.start != 1)
		buf_printf(t->out, " start=%d", (int)n->u.list.start);
	if (n->u.list.tight)
		buf_cstr(t->out, " tight");
}

static void trace_item(struct trace *t, const struct node *n)
{
	if (n->u.item.check != CHECK_NONE)
		buf_cstr(t->out, n->u.item.check == CHECK_DONE ? " done" : " open");
	if (n->u.item.has_value)
		buf_printf(t->out, " value=%d", (int)n->u.item.value);
}

static void trace_cell(struct trace *t, const struct node *n)
{
	static const char *const aligns[] = {"", " left", " centre", " right", " justify"};
	buf_cstr(t->out, aligns[n->u.cell.align]);
	if (n->u.cell.column_span > 1 || n->u.cell.row_span > 1)
		buf_printf(t->out, " span=%ux%u", n->u.cell.column_span, n->u.cell.row_span);
}

static void trace_heading(struct trace *t, const struct node *n)
{
	buf_printf(t->out, " %u", n->u.heading.level);
}

static void trace_image(struct trace *t, const struct node *n)
{
	named(t->out, "file", n->u.image.asset ? n->u.image.asset->rel : STR("missing"));
}

static void trace_note_ref(struct trace *t, const struct node *n)
{
	buf_printf(t->out, " %u.%u", n->u.note_ref.note->u.note.number, n->u.note_ref.number);
}

static void trace_note(struct trace *t, const struct node *n)
{
	buf_printf(t->out, " %u [" STR_FMT "] refs=%u", n->u.note.number, STR_ARG(n->u.note.label), n->u.note.refs);
}

static void trace_callout(struct trace *t, const struct node *n)
{
	buf_printf(t->out, " " STR_FMT, STR_ARG(n->u.callout.kind));
}

static void trace_exercise(struct trace *t, const struct node *n)
{
	const struct exercise *x = n->u.exercise;
	unsigned takes = exercise_infos[x->kind].takes;
	buf_printf(t->out, " %s id=" STR_FMT, exercise_infos[x->kind].name, STR_ARG(x->id));
	if (takes & EXERCISE_TAKES_LINES)
		buf_printf(t->out, " lines=%u", x->lines);
	if (takes & EXERCISE_TAKES_HEIGHT)
		buf_printf(t->out, " height=%u", x->height);
	if (takes & EXERCISE_TAKES_GROUND)
		buf_printf(t->out, " %s", exercise_grounds[x->ground]);
	if (takes & EXERCISE_TAKES_DAYS)
		buf_printf(t->out, " days=%u", x->days);
	if (!(takes & EXERCISE_TAKES_RANGE))
		return;
	buf_printf(t->out, " %d-%d low=", (int)x->from, (int)x->to);
	quoted(t->out, x->low);
	buf_cstr(t->out, " high=");
	quoted(t->out, x->high);
}

/* What is filled in, a line each below the exercise. */
static void trace_fields(struct trace *t, const struct node *n, int depth)
{
	static const char *const kinds[] = {"text", "line", "check", "choice"};
	struct arena scratch;
	arena_init(&scratch);
	struct exercise_fields list = exercise_fields(&scratch, t->a, n, t->e->language);
	for (size_t i = 0; i < list.n; i++) {
		const struct exercise_field *f = &list.items[i];
		buf_printf(t->out, "%*sfield " STR_FMT " %s ", 2 * depth, "", STR_ARG(f->id), kinds[f->kind]);
		quoted(t->out, f->question);
		for (size_t k = 0; k < f->nchoices; k++)
			buf_printf(t->out, " " STR_FMT "%s", STR_ARG(f->choices[k].value), f->choices[k].right ? "!" : "");
		buf_printf(t->out, "%s\n", f->right ? " right" : "");
	}
	arena_free(&scratch);
}

static void trace_code(struct trace *t, const struct node *n)
{
	named(t->out, "language", n->u.code.language);
}

static void (*const trace_acts[NODE_KIND_COUNT])(struct trace *, const struct node *) = {
	[NODE_HEADING] = trace_heading,
	[NODE_LIST] = trace_list,
	[NODE_ITEM] = trace_item,
	[NODE_CELL] = trace_cell,
	[NODE_LINK] = trace_link,
	[NODE_IMAGE] = trace_image,
	[NODE_NOTE_REF] = trace_note_ref,
	[NODE_NOTE] = trace_note,
	[NODE_CALLOUT] = trace_callout,
	[NODE_EXERCISE] = trace_exercise,
	[NODE_CODE_BLOCK] = trace_code,
};

static void trace_attrs(struct buf *b, const struct attrs *a)
{
	static const char *const aligns[] = {"", "left", "centre", "right", "justify"};
	if (a->id.n)
		buf_printf(b, " #" STR_FMT, STR_ARG(a->id));
	named(b, "class", a->classes);
	named(b, "lang", a->lang);
	named(b, "dir", a->dir);
	named(b, "title", a->title);
	named(b, "role", a->role);
	named(b, "align", str_c(aligns[a->align]));
	if (a->width)
		buf_printf(b, " width=%u", a->width);
}

static void trace_flags(struct buf *b, const struct node *n)
{
	static const char *const names[] = {" header", " decorative", " open", " folded"};
	for (int i = 0; i < 4; i++)
		if (n->flags & 1 << i)
			buf_cstr(b, names[i]);
}

static void trace_line(struct trace *t, const struct node *n, int depth)
{
	struct buf *b = t->out;
	for (int i = 0; i < depth; i++)
		buf_cstr(b, "  ");
	buf_cstr(b, node_infos[n->kind].name);
	if (trace_acts[n->kind])
		trace_acts[n->kind](t, n);
	trace_flags(b, n);
	if (n->attrs)
		trace_attrs(b, n->attrs);
	if (n->text.n) {
		buf_char(b, ' ');
		quoted(b, n->text);
	}
	buf_printf(b, "  @%u:%u\n", n->pos.line, source_column(n->pos));
	if (n->kind == NODE_TEXT)
		trace_inserted(t, n, depth + 1);
	if (n->kind == NODE_EXERCISE)
		trace_fields(t, n, depth + 1);
}

static void trace_tree(struct trace *t, const struct node *root)
{
	int depth = 1;
	for (const struct node *n = root; n;) {
		trace_line(t, n, depth);
		const struct node *next = node_walk(root, n, false);
		if (next && next->parent == n)
			depth++;
		for (const struct node *up = n; next && next->parent != n && up->parent != next->parent; up = up->parent)
			depth--;
		n = next;
	}
}

static void trace_article(struct trace *t)
{
	const struct article *a = t->a;
	buf_printf(t->out, "article " STR_FMT "  " STR_FMT "  %zu words", STR_ARG(a->slug), STR_ARG(a->path), a->words);
	named(t->out, "lang", a->meta.lang.s);
	if (a->glossary)
		buf_cstr(t->out, " glossary");
	buf_char(t->out, '\n');
	if (a->heading)
		trace_tree(t, a->heading);
	if (a->body)
		trace_tree(t, a->body);
	for (size_t i = 0; i < a->notes.n; i++)
		trace_tree(t, a->notes.items[i]);
}

static void trace_toc(struct buf *b, const struct toc_item *parent, int depth)
{
	static const char *const zones[] = {"", " front", " back"};
	for (const struct toc_item *item = parent->first; item; item = item->next) {
		buf_printf(b, "%*s%s ", 2 * depth, "", item->kind == TOC_PART ? "part" : "entry");
		quoted(b, item->title.n ? item->title : item->article->title);
		buf_printf(b, "%s\n", zones[item->zone]);
		trace_toc(b, item, depth + 1);
	}
}

static void trace_popups(struct buf *b, const struct popup_list *list)
{
	for (size_t i = 0; i < list->n; i++) {
		struct passage at = list->items[i].at;
		buf_printf(b, "  popup %u.%u ", at.node->serial, at.offset);
		quoted(b, str_sub(at.node->text, at.offset, at.offset + at.length));
		buf_printf(b, " -> " STR_FMT "\n", STR_ARG(list->items[i].gloss->term));
	}
}

static void trace_locator(struct buf *b, const struct locator *l)
{
	buf_printf(b, " " STR_FMT, STR_ARG(l->article->slug));
	if (l->place)
		buf_printf(b, "#" STR_FMT, STR_ARG(node_id(l->place)));
	if (l->at.node)
		buf_printf(b, " @%u.%u", l->at.node->serial, l->at.offset);
	if (l->until)
		buf_printf(b, "-%u", l->until->serial);
	if (l->main)
		buf_cstr(b, " main");
	buf_char(b, ';');
}

static void trace_references(struct buf *b, const char *name, const struct index_list *list)
{
	for (size_t i = 0; i < list->n; i++)
		buf_printf(b, " %s " STR_FMT ";", name, STR_ARG(list->items[i]->term));
}

static void trace_index(struct buf *b, const struct index_list *list, int depth)
{
	for (size_t i = 0; i < list->n; i++) {
		const struct index_entry *entry = list->items[i];
		buf_printf(b, "%*s", 2 * depth, "");
		quoted(b, entry->term);
		for (size_t k = 0; k < entry->locators.n; k++)
			trace_locator(b, &entry->locators.items[k]);
		trace_references(b, "see", &entry->see);
		trace_references(b, "see also", &entry->see_also);
		buf_char(b, '\n');
		trace_index(b, &entry->sub, depth + 1);
	}
}

static void trace_edition(struct buf *b, const struct edition *e)
{
	buf_printf(b, "edition " STR_FMT " ", STR_ARG(e->name));
	quoted(b, e->title);
	named(b, "language", e->language);
	named(b, "identifier", e->identifier);
	buf_cstr(b, "\n");
	trace_toc(b, &e->toc, 1);
	for (size_t i = 0; i < e->narticles; i++) {
		struct trace t = {b, e, e->articles[i]};
		buf_char(b, '\n');
		trace_article(&t);
		for (size_t k = 0; k < e->related[i].n; k++)
			buf_printf(b, "  related -> " STR_FMT "\n", STR_ARG(e->related[i].items[k].article->slug));
		for (size_t k = 0; k < e->backlinks[i].n; k++)
			buf_printf(b, "  backlink <- " STR_FMT "\n", STR_ARG(e->backlinks[i].items[k].article->slug));
		trace_popups(b, &e->popups[i]);
	}
	for (int i = 0; i < BOOK_PAGE_COUNT; i++) {
		struct trace t = {b, e, e->book->pages[i]};
		if (!t.a)
			continue;
		buf_char(b, '\n');
		trace_article(&t);
	}
	if (e->index.n) {
		buf_cstr(b, "\nindex\n");
		trace_index(b, &e->index, 1);
	}
}

bool trace_write(struct write_job *job)
{
	struct buf b;
	buf_init(&b, BUF_NO_LIMIT);
	trace_edition(&b, job->edition);
	struct str name = arena_printf(job->arena, STR_FMT ".trace", STR_ARG(job->edition->file));
	struct str path = path_join(job->arena, job->dir, name);
	int error = sink_write_file(path.p, buf_view(&b));
	if (error)
		diag_add(job->diags, DIAG_WRITE_FILE, (struct pos){0}, "cannot write '" STR_FMT "': %s", STR_ARG(path), strerror(error));
	else
		*arena_push(job->arena, job) = (struct write_file){path, b.n, false};
	buf_free(&b);
	return error == 0;
}
