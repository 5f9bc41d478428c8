/*
 * Notes: references in the text, the notes themselves after it. A note is an <aside> with the role doc-footnote, never a list
 * item: a list item with that role is no list item any more, and Ace says so. Pop-ups in reading systems look for
 * epub:type="noteref" and "footnote"; everyone else follows the links, there and back again.
 */
#include "markup/xhtml_part.h"

static bool prefix_is_free(const struct article *a, const char *prefix)
{
	for (size_t i = 0; i < a->ids.n; i++) {
		struct str id = a->ids.items[i].key;
		if (!str_starts(id, prefix))
			continue;
		id = str_skip(id, str_c(prefix).n);
		if (str_starts(id, "-") || str_starts(id, "ref-"))
			return false;
	}
	return true;
}

const char *note_prefix_for(const struct article *a)
{
	static const char *const prefixes[] = {"fn", "fn.note", "fn.note.note"};
	if (!a->notes.n)
		return prefixes[0];
	size_t i = 0;
	while (i + 1 < sizeof prefixes / sizeof *prefixes && !prefix_is_free(a, prefixes[i]))
		i++;
	return prefixes[i];
}

/* fn-3; fnref-3 for the first reference to it, fnref-3-2 for the second */
static void put_note_id(struct rendering *r, const struct node *note)
{
	buf_cstr(r->out, r->note_prefix);
	buf_char(r->out, '-');
	put_number(r->out, note->u.note.number);
}

static void put_ref_id(struct rendering *r, const struct node *note, uint32_t number)
{
	buf_cstr(r->out, r->note_prefix);
	buf_cstr(r->out, "ref-");
	put_number(r->out, note->u.note.number);
	if (number > 1) {
		buf_char(r->out, '-');
		put_number(r->out, number);
	}
}

void inline_note_ref(struct rendering *r, const struct node *n, const char *tag)
{
	const struct node *note = n->u.note_ref.note;
	if (r->plain || r->link || !note)
		return;
	buf_cstr(r->out, "<sup><a class=\"note-ref\"");
	if (r->how->epub)
		buf_cstr(r->out, " epub:type=\"noteref\"");
	buf_cstr(r->out, " role=\"doc-noteref\" href=\"#");
	put_note_id(r, note);
	buf_cstr(r->out, "\" id=\"");
	put_ref_id(r, note, n->u.note_ref.number);
	buf_cstr(r->out, "\">");
	put_number(r->out, note->u.note.number);
	buf_cstr(r->out, "</a></sup>");
}

void note_number(struct rendering *r, const struct node *note)
{
	buf_cstr(r->out, "<span class=\"note-number\">");
	put_number(r->out, note->u.note.number);
	buf_cstr(r->out, "</span> ");
}

/* The arrow is followed by the selector that keeps it from being shown as a picture. */
void note_return(struct rendering *r, const struct node *note)
{
	struct str label = label_text(LABEL_BACK_TO_TEXT, r->how->language);
	for (uint32_t i = 1; i <= note->u.note.refs; i++) {
		buf_cstr(r->out, i > 1 ? " <a class=\"note-back\" role=\"doc-backlink\" href=\"#" :
					 "<a class=\"note-back\" role=\"doc-backlink\" href=\"#");
		put_ref_id(r, note, i);
		buf_cstr(r->out, "\" aria-label=\"");
		buf_xml(r->out, label);
		if (note->u.note.refs > 1) {
			buf_char(r->out, ' ');
			put_number(r->out, i);
		}
		buf_cstr(r->out, "\">\xE2\x86\xA9\xEF\xB8\x8E</a>");
	}
}

static void render_note(struct rendering *r, const struct node *note)
{
	buf_cstr(r->out, r->how->epub ? "<aside class=\"note\" epub:type=\"footnote\"" : "<aside class=\"note\"");
	buf_cstr(r->out, " role=\"doc-footnote\" id=\"");
	put_note_id(r, note);
	buf_cstr(r->out, "\" aria-label=\"");
	buf_xml(r->out, label_text(LABEL_NOTE, r->how->language));
	buf_char(r->out, ' ');
	put_number(r->out, note->u.note.number);
	buf_cstr(r->out, "\">\n");
	r->lead_in = note->first && note->first->kind == NODE_PARAGRAPH ? note->first : NULL;
	r->tail_in = note->last && note->last->kind == NODE_PARAGRAPH ? note->last : NULL;
	r->lead_of = r->tail_of = note;
	if (!r->lead_in) {
		buf_cstr(r->out, "<p>");
		note_number(r, note);
		buf_cstr(r->out, "</p>\n");
	}
	const struct node *tail = r->tail_in;
	render_blocks(r, note, NULL);
	if (!tail) {
		buf_cstr(r->out, "<p>");
		note_return(r, note);
		buf_cstr(r->out, "</p>\n");
	}
	r->lead_in = r->tail_in = NULL;
	buf_cstr(r->out, "</aside>\n");
}

void render_notes(struct rendering *r)
{
	if (!r->article->notes.n)
		return;
	buf_cstr(r->out, "<div class=\"notes\">\n");
	for (size_t i = 0; i < r->article->notes.n; i++)
		render_note(r, r->article->notes.items[i]);
	buf_cstr(r->out, "</div>\n");
}
