/* One file at a time: from places in the source to places in the file's own bytes, and a whole new file in the old one's place. */
#include "cmd/edit.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "base/buf.h"
#include "base/fs.h"
#include "base/path.h"
#include "base/sink.h"
#include "read/align.h"
#include "read/text.h"

static void say_unedited(const struct editing *e, const struct article *a, const char *why)
{
	diag_add(&e->w->diags, DIAG_FILE_UNEDITED, (struct pos){a->source, 0, 0}, "left as it is: %s", why);
}

/* The article's file with symbolic links followed; "" when there is none below content/. */
static struct str real_file(const struct editing *e, struct arena *scratch, const struct article *a)
{
	char *real = realpath(path_join(scratch, e->content, a->path).p, NULL);
	struct str path = real ? arena_copy(scratch, str_c(real)) : (struct str){0};
	free(real);
	bool below = e->content.n && path.n > e->content.n && memcmp(path.p, e->content.p, e->content.n) == 0 &&
		     (path.p[e->content.n] == '/' || e->content.p[e->content.n - 1] == '/');
	return below ? path : (struct str){0};
}

/* Lines end as those of the file do. */
static void put_lines(struct buf *b, struct str with, bool crlf)
{
	for (size_t i = 0; i < with.n; i++) {
		if (crlf && with.p[i] == '\n')
			buf_char(b, '\r');
		buf_char(b, with.p[i]);
	}
}

/* The file's own bytes with the edits done; false: they are not the text that was read. */
static bool edit_bytes(struct arena *scratch, const struct article *a, struct str raw, const struct edit *list, size_t n, struct str *out)
{
	struct align_file f;
	struct buf b;
	size_t done = 0, from, to, end;
	bool same = true, crlf = str_find(raw, "\r\n") < raw.n;
	align_file_start(&f, raw, a->source->text);
	buf_init(&b, BUF_NO_LIMIT);
	for (size_t i = 0; i < n && same; i++) {
		const struct edit *x = &list[i];
		same = align_file_offset(&f, x->offset, &from) && align_file_offset(&f, x->offset + x->length, &to);
		if (!same)
			break;
		buf_str(&b, str_sub(raw, done, from));
		put_lines(&b, x->with, crlf);
		done = to;
	}
	same = same && align_file_offset(&f, a->source->text.n, &end) && end == raw.n;
	buf_str(&b, str_skip(raw, done));
	*out = buf_copy(&b, scratch);
	buf_free(&b);
	return same;
}

static bool reads_the_same(struct arena *scratch, const struct article *a, struct str raw)
{
	struct diags d;
	diags_init(&d);
	bool same = str_eq(text_source(scratch, a->source->name, raw, &d)->text, a->source->text);
	diags_free(&d);
	return same;
}

bool edit_file(struct editing *e, struct arena *scratch, const struct article *a, const struct edit *list, size_t n)
{
	struct str path = real_file(e, scratch, a), raw, edited;
	if (!path.n) {
		say_unedited(e, a, "it lies outside the content folder");
		return false;
	}
	int error = fs_read(scratch, path.p, FS_TEXT_LIMIT, &raw);
	if (!error && !edit_bytes(scratch, a, raw, list, n, &edited)) {
		say_unedited(e, a, reads_the_same(scratch, a, raw) ? "it is not clean UTF-8; save it as UTF-8 first" : "it changed while it was looked at");
		return false;
	}
	if (!error && !e->o->dry_run)
		error = sink_replace_file(path.p, edited);
	if (error) {
		diag_add(&e->w->diags, DIAG_WRITE_FILE, (struct pos){a->source, 0, 0}, "cannot be edited: %s", strerror(error));
		return false;
	}
	diff_print(stdout, a->source->name, raw, edited, e->colour);
	e->files++;
	return true;
}

void editing_start(struct editing *e, struct workspace *w, const struct options *o)
{
	const struct project *p = w->project;
	char *real = realpath(path_join(&w->arena, p->root, p->content).p, NULL);
	*e = (struct editing){.w = w, .o = o, .colour = report_colour(STDOUT_FILENO)};
	if (real)
		e->content = arena_copy(&w->arena, str_c(real));
	free(real);
}
