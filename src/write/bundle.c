/*
 * A course as one ZIP to download: a web site that opens by double-click, from the file system, without a server; the editions it includes; a
 * README, the licence and the digests of it all. Windows opens a page alone from inside a ZIP, so the first page brings its style with it and
 * says what to do when the files beside it cannot be reached.
 *
 * Order and times are fixed. Files are streamed, and hashed as they are read.
 */
#include "write/course.h"

#include "base/fs.h"
#include "base/path.h"
#include "write/person.h"
#include "write/search_index.h"

enum { LEVEL = 6 };

static void tell(struct web *w, struct web_page *page, struct buf *out)
{
	course_tell(w, page, out);
	buf_cstr(out, "<search/>");
}

static const struct web_format format = {
	.cover = true,
	.digests = true,
	.extension = ".html",
	.folder = "lessons/",
	.pages = {
		[WEB_NAV] = {"index", "index", "site-index.xhtml"},
		[WEB_ARTICLE] = {NULL, "lesson", "site-lesson.xhtml"},
		[WEB_INDEX] = {"topics", "topics", "site-page.xhtml"},
		[WEB_PAGE] = {NULL, "about", "site-page.xhtml"},
	},
	.css = "assets/site.css",
	.css_from = {"book.css", "site.css"},
	.quiz = XHTML_QUIZ_FORM,
	.images = {.pixels = 16000000, .webp = true},
	.tell = tell,
};

/* Lines end as old Notepads want them. */
static void put_line(struct buf *out, struct str line)
{
	buf_str(out, line);
	buf_cstr(out, "\r\n");
}

static struct str readme(struct course *c)
{
	const struct edition *e = c->web.e;
	struct buf out;
	buf_init(&out, BUF_NO_LIMIT);
	put_line(&out, e->title);
	if (str_trim(e->subtitle).n)
		put_line(&out, str_trim(e->subtitle));
	put_line(&out, person_names(c->web.a, &e->authors, e->language));
	put_line(&out, (struct str){0});
	put_line(&out, label_text(LABEL_UNPACK, e->language));
	put_line(&out, label_text(LABEL_OFFLINE, e->language));
	put_line(&out, (struct str){0});
	for (size_t i = 0; i < c->downloads.n; i++) {
		const struct download *d = &c->downloads.items[i];
		if (!d->lesson)
			put_line(&out, arena_printf(c->web.a, STR_FMT "  (" STR_FMT ", " STR_FMT ")", STR_ARG(d->name), STR_ARG(d->title),
				STR_ARG(course_size(c->web.a, d->size))));
	}
	if (c->downloads.n)
		put_line(&out, (struct str){0});
	put_line(&out, label_text(LABEL_CHECKSUMS, e->language));
	if (e->rights.n)
		put_line(&out, e->rights);
	struct str text = buf_copy(&out, c->web.a);
	buf_free(&out);
	return text;
}

/* The project's own licence, else what the book says of its rights; else nothing. */
static struct str licence(struct course *c)
{
	static const char *const names[] = {"LICENSE", "LICENSE.txt", "LICENSE.md", "LICENCE", "LICENCE.txt", "LICENCE.md"};
	struct web *w = &c->web;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct str path = path_join(w->a, w->book->project->root, str_c(names[i])), text;
		if (fs_exists(path.p) && fs_read(w->a, path.p, FS_TEXT_LIMIT, &text) == 0)
			return text;
	}
	return w->e->rights.n ? arena_printf(w->a, STR_FMT "\r\n", STR_ARG(w->e->rights)) : (struct str){0};
}

/* A script of the theme. */
static void add_script(struct course *c, struct archive *z, const char *file)
{
	struct str text = theme_file(c->web.a, c->web.theme, file, NULL);
	archive_add(z, arena_printf(c->web.a, "assets/%s", file), text);
}

static bool pack(struct course *c)
{
	struct web *w = &c->web;
	struct archive *z = archive_open(course_path(c, "zip").p, w->e->epoch, LEVEL);
	archive_keep_digests(z);
	course_pack(c, z);
	archive_add(z, STR("assets/site.css"), w->css);
	struct search_index search = search_index_make(w);
	add_script(c, z, "site.js");
	add_script(c, z, "search.js");
	archive_add(z, STR("assets/search-data.js"), search.data);
	archive_add(z, STR("assets/search-text.js"), search.text);
	archive_add(z, STR("README.txt"), readme(c));
	struct str text = licence(c);
	if (text.n)
		archive_add(z, STR("LICENSE.txt"), text);
	archive_add_digests(z, STR("SHA256SUMS"));
	return course_close(c, "zip", z);
}

bool bundle_write(struct write_job *job)
{
	struct course c = {0};
	bool good = web_prepare(&c.web, job, &format);
	if (good) {
		course_list_downloads(&c);
		good = course_make_lessons(&c) && web_render(&c.web) && pack(&c);
		course_drop_lessons(&c);
	}
	web_free(&c.web);
	return good;
}
