/*
 * Numbering walks the title, the body, and then each note in turn as it gets its number: a note that refers to itself or
 * back to another is met once only, so references may go round in circles.
 */
#include "read/notes.h"

#include "base/near.h"
#include "base/utf8.h"

static struct str ref_label(const struct node *ref)
{
	return ref->text.n > 3 ? str_sub(ref->text, 2, ref->text.n - 1) : (struct str){0};
}

static void define(struct convert *c, struct map *by_label)
{
	for (size_t i = 0; i < c->b.notes.n; i++) {
		struct node *note = c->b.notes.items[i];
		struct node *first = map_add(by_label, utf8_fold(c->arena, note->u.note.label), note);
		if (first == note)
			continue;
		struct diag *d = diag_add(&c->article->diags, DIAG_DUPLICATE_NOTE, note->pos,
			"the note '" STR_FMT "' was given before; this one is left out", STR_ARG(note->u.note.label));
		diag_note(&c->article->diags, d, first->pos, "it was given here");
	}
}

static void say_unknown(struct convert *c, const struct node *ref)
{
	struct near near;
	near_init(&near, ref_label(ref));
	for (size_t i = 0; i < c->b.notes.n; i++)
		near_try(&near, c->b.notes.items[i]->u.note.label);
	struct diag *d = diag_add(&c->article->diags, DIAG_UNKNOWN_NOTE, ref->pos, "there is no note '" STR_FMT "'",
		STR_ARG(ref_label(ref)));
	if (near.best.n)
		diag_note(&c->article->diags, d, ref->pos, "nearest is '" STR_FMT "'", STR_ARG(near.best));
}

static void resolve_ref(struct convert *c, const struct map *by_label, struct node *ref)
{
	struct node *note = ref->u.note_ref.note;
	if (!note)
		note = map_get(by_label, utf8_fold(c->arena, ref_label(ref)));
	if (!note) {
		say_unknown(c, ref);
		ref->kind = NODE_TEXT;
		return;
	}
	ref->text = (struct str){0};
	ref->u.note_ref.note = note;
	ref->u.note_ref.number = ++note->u.note.refs;
	if (note->u.note.number)
		return;
	struct node **slot = arena_push(c->arena, &c->article->notes);
	*slot = note;
	note->u.note.number = (uint32_t)c->article->notes.n;
}

static void resolve_below(struct convert *c, const struct map *by_label, struct node *root)
{
	for (struct node *n = root; n; n = node_walk(root, n, false))
		if (n->kind == NODE_NOTE_REF)
			resolve_ref(c, by_label, n);
}

void notes_resolve(struct convert *c)
{
	struct map by_label;
	if (c->b.note_refs.n == 0 && c->b.notes.n == 0)
		return;
	map_init(&by_label, c->arena);
	define(c, &by_label);
	if (c->article->heading)
		resolve_below(c, &by_label, c->article->heading);
	resolve_below(c, &by_label, c->article->body);
	for (size_t i = 0; i < c->article->notes.n; i++)
		resolve_below(c, &by_label, c->article->notes.items[i]);
	for (size_t i = 0; i < by_label.n; i++) {
		const struct node *note = by_label.items[i].value;
		if (!note->u.note.number)
			diag_add(&c->article->diags, DIAG_UNUSED_NOTE, note->pos, "nothing refers to the note '" STR_FMT "'",
				STR_ARG(note->u.note.label));
	}
}

void notes_as_text(struct convert *c)
{
	for (size_t i = 0; i < c->b.note_refs.n; i++) {
		struct node *ref = c->b.note_refs.items[i];
		struct node *note = ref->u.note_ref.note;
		ref->kind = NODE_TEXT;
		if (note)
			ref->text = arena_printf(c->arena, "^[" STR_FMT "]", STR_ARG(node_plain(c->arena, note)));
	}
}
