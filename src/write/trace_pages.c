/*
 * Laid-out pages as text: a line for whatever stands on a page, with its place in points from the trimmed page's left top; then the structure.
 * What golden tests of typesetting compare: no PDF has to be taken apart to see which line moved.
 */
#include <errno.h>
#include <string.h>
#include "base/buf.h"
#include "base/path.h"
#include "base/sink.h"
#include "layout/layout.h"
#include "write/pdf.h"
#include "write/writer.h"

static void put_dim(struct buf *b, dim d)
{
	int64_t tenths = ((int64_t)d * 10 + (d >= 0 ? DIM_POINT / 2 : -DIM_POINT / 2)) / DIM_POINT;
	buf_printf(b, "%s%lld.%lld", tenths < 0 ? "-" : "", (long long)(tenths < 0 ? -tenths : tenths) / 10,
		(long long)(tenths < 0 ? -tenths : tenths) % 10);
}

static void put_dims(struct buf *b, const char *before, const dim *dims, size_t n)
{
	buf_cstr(b, before);
	for (size_t i = 0; i < n; i++) {
		buf_char(b, ' ');
		put_dim(b, dims[i]);
	}
}

static void put_quoted(struct buf *b, struct str text)
{
	buf_cstr(b, " \"");
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] == '"' || text.p[i] == '\\')
			buf_char(b, '\\');
		buf_char(b, text.p[i] == '\n' ? ' ' : text.p[i]);
	}
	buf_char(b, '"');
}

static void put_role(struct buf *b, const struct mark *m)
{
	buf_char(b, ' ');
	buf_cstr(b, m->tag ? pdf_role(m->tag->role) : m->artifact == ARTIFACT_PAGINATION ? "(head)" : "(artifact)");
}

static void put_mark(struct buf *b, const struct mark *m)
{
	if (m->kind == MARK_GLYPHS) {
		put_dims(b, "  text", (dim[]){m->x, m->y, m->u.run.size}, 3);
		put_role(b, m);
		put_quoted(b, m->u.run.text);
		buf_cstr(b, m->u.run.hyphen ? " -\n" : "\n");
		return;
	}
	bool rule = m->kind == MARK_RULE;
	put_dims(b, rule ? "  rule" : "  image",
		(dim[]){m->x, m->y, rule ? m->u.rule.width : m->u.image.width, rule ? m->u.rule.height : m->u.image.height}, 4);
	put_role(b, m);
	if (rule)
		buf_printf(b, " #%06x\n", m->colour);
	else
		buf_printf(b, " " STR_FMT "\n", STR_ARG(m->u.image.asset->rel));
}

static void put_link(struct buf *b, const struct layout *l, const struct page_link *link)
{
	put_dims(b, "  link", (dim[]){link->x, link->y, link->width, link->height}, 4);
	if (!link->to) {
		buf_printf(b, " -> <" STR_FMT ">\n", STR_ARG(link->url));
		return;
	}
	buf_printf(b, " -> page " STR_FMT, STR_ARG(l->pages[link->to->page].label));
	put_quoted(b, link->contents);
	buf_char(b, '\n');
}

static void put_field(struct buf *b, const struct page_field *field)
{
	static const char *const kinds[] = {"line", "text", "check", "radio"};
	buf_printf(b, "  field %s " STR_FMT, kinds[field->kind], STR_ARG(field->name));
	if (!field->nbuttons)
		put_dims(b, "", (dim[]){field->x, field->y, field->width, field->height}, 4);
	else
		buf_printf(b, " %zu", field->nbuttons);
	put_quoted(b, field->tooltip);
	buf_char(b, '\n');
}

static void put_page(struct buf *b, const struct layout *l, size_t i)
{
	const struct page *page = &l->pages[i];
	buf_printf(b, "page " STR_FMT "%s\n", STR_ARG(page->label), page->blank ? " blank" : i % 2 ? " verso" : " recto");
	for (size_t k = 0; k < page->n; k++)
		put_mark(b, &page->marks[k]);
	for (size_t k = 0; k < page->links.n; k++)
		put_link(b, l, &page->links.items[k]);
	for (size_t k = 0; k < page->fields.n; k++)
		put_field(b, &page->fields.items[k]);
}

static void put_tag(struct buf *b, const struct tag *tag, unsigned depth)
{
	for (; tag; tag = tag->next) {
		buf_printf(b, "%*s%s", (int)(depth * 2), "", pdf_role(tag->role));
		if (tag->words->title.n)
			put_quoted(b, tag->words->title);
		if (tag->words->lang.n)
			buf_printf(b, " lang=" STR_FMT, STR_ARG(tag->words->lang));
		if (tag->words->alt.n)
			put_quoted(b, tag->words->alt);
		if (tag->words->actual.n)
			put_quoted(b, tag->words->actual);
		buf_char(b, '\n');
		put_tag(b, tag->first, depth + 1);
	}
}

static bool save(struct write_job *job, const struct buf *b)
{
	struct str name = arena_printf(job->arena, STR_FMT ".pages", STR_ARG(job->edition->file)), path = path_join(job->arena, job->dir, name);
	int error = sink_write_file(path.p, buf_view(b));
	if (!error)
		*arena_push(job->arena, job) = (struct write_file){path, b->n, false};
	else if (error != EINTR)
		diag_add(job->diags, DIAG_WRITE_FILE, (struct pos){0}, "cannot write '" STR_FMT "': %s", STR_ARG(path), strerror(error));
	return !error;
}

bool trace_pages_write(struct write_job *job)
{
	struct buf b;
	struct layout *l = pdf_layout(job);
	if (!l)
		return false;
	buf_init(&b, BUF_NO_LIMIT);
	put_dims(&b, "paper", (dim[]){l->width, l->height}, 2);
	buf_char(&b, '\n');
	for (size_t i = 0; i < l->npages; i++)
		put_page(&b, l, i);
	buf_cstr(&b, "structure\n");
	put_tag(&b, l->root, 1);
	bool good = save(job, &b);
	buf_free(&b);
	layout_free(l);
	return good;
}
