#include "write/course.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include "base/filename.h"
#include "base/path.h"

/* ---- downloads */

static const char *kind_of(const struct included *included, const struct project *p)
{
	const struct print_options *print = &included->config->print;
	if (!str_is(path_ext(included->path), "pdf"))
		return "epub";
	return (print->kind ? print->kind : p->print.kind) == PRINT_WORKBOOK ? "workbook" : "pdf";
}

void course_list_downloads(struct course *c)
{
	struct web *w = &c->web;
	for (size_t i = 0; i < w->job->nincluded; i++) {
		const struct included *included = &w->job->included[i];
		struct stat st;
		struct str extension = arena_printf(w->a, "." STR_FMT, STR_ARG(path_ext(included->path)));
		*arena_push(w->a, &c->downloads) = (struct download){
			.name = filename_make(w->a, &w->names, "downloads/", path_stem(included->path), extension),
			.path = included->path,
			.title = included->title,
			.kind = kind_of(included, w->book->project),
			.size = stat(included->path.p, &st) == 0 ? (uint64_t)st.st_size : 0,
		};
	}
}

struct str course_size(struct arena *a, uint64_t bytes)
{
	static const char *const units[] = {"KB", "MB", "GB"};
	uint64_t unit = 1024;
	size_t i = 0;
	for (; i < 2 && bytes >= unit * 1024; i++)
		unit *= 1024;
	uint64_t tenths = (bytes * 10 + unit / 2) / unit;
	if (!tenths && bytes)
		tenths = 1;
	if (tenths >= 100)
		return arena_printf(a, "%llu %s", (unsigned long long)((tenths + 5) / 10), units[i]);
	return arena_printf(a, "%llu.%llu %s", (unsigned long long)(tenths / 10), (unsigned long long)(tenths % 10), units[i]);
}

/* ---- what shells are told */

static struct str title_of(const struct web_page *page)
{
	if (page->item && page->item->title.n)
		return page->item->title;
	return page->title;
}

static void tell_neighbour(struct web *w, struct web_page *page, const char *element, size_t place, struct buf *out)
{
	if (place >= w->e->narticles)
		return;
	buf_printf(out, "<%s", element);
	web_put_attr(out, "href", web_article_href(w, page, w->e->articles[place], (struct str){0}));
	web_put_attr(out, "title", title_of(w->page_of[place]));
	buf_cstr(out, "/>");
}

static void tell_place(struct web *w, struct web_page *page, struct buf *out)
{
	size_t place = (size_t)w->e->place[page->article->index];
	buf_printf(out, "<position n=\"%zu\" of=\"%zu\"/>", place + 1, w->e->narticles);
	tell_neighbour(w, page, "previous", place - 1, out);
	tell_neighbour(w, page, "next", place + 1, out);
}

/* A page of a large course lists the lessons around its own alone: all of them on every page would make the course grow with the square of
 * its lessons. The first page lists all. */
enum { ALL_BESIDE = 200, AROUND = 40 };

static bool is_near(const struct web *w, const struct web_page *page, const struct article *a)
{
	int32_t here = page->kind == WEB_ARTICLE ? w->e->place[page->article->index] : 0, place = w->e->place[a->index];
	return page->kind == WEB_NAV || w->e->narticles <= ALL_BESIDE || (place >= here - AROUND && place <= here + AROUND);
}

static bool tells_any(const struct web *w, const struct web_page *page, const struct toc_item *item)
{
	if (item->kind == TOC_ARTICLE && is_near(w, page, item->article))
		return true;
	for (const struct toc_item *below = item->first; below; below = below->next)
		if (tells_any(w, page, below))
			return true;
	return false;
}

/* The lessons as a tree; of a lesson's page, without what lessons are about. */
static void tell_items(struct web *w, struct web_page *page, const struct toc_item *of, struct buf *out)
{
	for (const struct toc_item *item = of->first; item; item = item->next) {
		const char *element = item->kind == TOC_PART ? "part" : "item";
		if (!tells_any(w, page, item))
			continue;
		if (item->kind == TOC_PART && !item->title.n) { /* divides, and has no name */
			tell_items(w, page, item, out);
			continue;
		}
		buf_printf(out, "<%s", element);
		if (item->kind == TOC_PART) {
			web_put_attr(out, "title", item->title);
		} else {
			int32_t place = w->e->place[item->article->index];
			web_put_attr(out, "href", web_article_href(w, page, item->article, (struct str){0}));
			web_put_attr(out, "title", title_of(w->page_of[place]));
			web_put_attr(out, "slug", item->article->slug);
			buf_printf(out, " number=\"%d\"", (int)place + 1);
			if (page->article == item->article)
				buf_cstr(out, " current=\"true\"");
			if (page->kind == WEB_NAV)
				web_put_attr(out, "description", item->article->meta.description.s);
		}
		buf_char(out, '>');
		tell_items(w, page, item, out);
		buf_printf(out, "</%s>", element);
	}
}

static void tell_downloads(struct course *c, struct web_page *page, struct buf *out)
{
	bool begun = false;
	for (size_t i = 0; i < c->downloads.n; i++) {
		const struct download *d = &c->downloads.items[i];
		if (page->kind != WEB_NAV && (!d->lesson || d->lesson != page->article))
			continue;
		buf_cstr(out, begun ? "" : "<downloads>");
		begun = true;
		buf_cstr(out, "<download");
		web_put_attr(out, "href", arena_printf(&page->arena, STR_FMT STR_FMT, STR_ARG(web_root(page)), STR_ARG(d->name)));
		web_put_attr(out, "name", path_base(d->name));
		web_put_attr(out, "title", d->title);
		web_put_attr(out, "kind", str_c(d->kind));
		web_put_attr(out, "size", course_size(&page->arena, d->size));
		if (d->lesson)
			web_put_attr(out, "lesson", d->lesson->slug);
		buf_cstr(out, "/>");
	}
	buf_cstr(out, begun ? "</downloads>" : "");
}

static void tell_others(struct web *w, struct web_page *page, struct buf *out)
{
	for (size_t i = 0; i < w->pages.n; i++) {
		const struct web_page *other = &w->pages.items[i];
		if (other->kind != WEB_INDEX && other->kind != WEB_PAGE)
			continue;
		buf_cstr(out, "<page-link");
		web_put_attr(out, "href", arena_printf(&page->arena, STR_FMT STR_FMT, STR_ARG(web_root(page)), STR_ARG(other->href)));
		web_put_attr(out, "title", other->title);
		if (other == page)
			buf_cstr(out, " current=\"true\"");
		buf_cstr(out, "/>");
	}
}

void course_tell(struct web *w, struct web_page *page, struct buf *out)
{
	struct course *c = (struct course *)w;
	buf_cstr(out, "<home");
	web_put_attr(out, "href", arena_printf(&page->arena, STR_FMT "index.html", STR_ARG(web_root(page))));
	buf_cstr(out, "/>");
	if (page->kind == WEB_NAV)
		web_tell(out, "style", w->css);
	if (page->kind == WEB_ARTICLE)
		tell_place(w, page, out);
	buf_printf(out, "<contents of=\"%zu\">", w->e->narticles);
	tell_items(w, page, &w->e->toc, out);
	tell_others(w, page, out);
	buf_cstr(out, "</contents>");
	tell_downloads(c, page, out);
}

/* ---- the archive */

/* Recordings and office files are compressed already. */
static bool is_text(struct str name)
{
	static const char *const kinds[] = {"csv", "txt", "json", "xml", "rtf", "wav", "tsv"};
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (str_is(path_ext(name), kinds[i]))
			return true;
	return false;
}

void course_pack(struct course *c, struct archive *z)
{
	struct web *w = &c->web;
	for (size_t i = 0; i < w->pages.n; i++)
		archive_add_packed(z, w->pages.items[i].href, w->pages.items[i].packed);
	if (w->has_cover)
		archive_store(z, STR("images/cover.jpg"), w->cover.inner);
	for (size_t i = 0; i < w->images.n; i++)
		if (w->images.items[i].good)
			web_pack_image(w, z, w->images.items[i].href, &w->images.items[i]);
	for (size_t i = 0; i < w->files.n; i++)
		archive_add_file(z, w->files.items[i].href, w->files.items[i].asset->path.p, is_text(w->files.items[i].href));
	for (size_t i = 0; i < c->downloads.n; i++)
		archive_add_file(z, c->downloads.items[i].name, arena_cstr(w->a, c->downloads.items[i].path), false);
}

bool course_failed(struct course *c, int error, struct str what)
{
	struct diags *d = c->web.job->diags;
	if (error == ESTALE)
		diag_add(d, DIAG_FILE_CHANGED, (struct pos){0}, "'" STR_FMT "' changed while it was being packed", STR_ARG(what));
	else if (error != EINTR)
		diag_add(d, DIAG_WRITE_FILE, (struct pos){0}, "cannot write '" STR_FMT "': %s", STR_ARG(what), strerror(error));
	return false;
}

struct str course_path(struct course *c, const char *extension)
{
	return path_join(c->web.a, c->web.job->dir, arena_printf(c->web.a, STR_FMT ".%s", STR_ARG(c->web.e->file), extension));
}

bool course_close(struct course *c, const char *extension, struct archive *z)
{
	struct web *w = &c->web;
	struct str path = course_path(c, extension), what;
	int error = archive_close(z, w->a, &what);
	if (error)
		return course_failed(c, error, what);
	struct stat st;
	*arena_push(w->a, w->job) = (struct write_file){.path = path, .size = stat(path.p, &st) == 0 ? (uint64_t)st.st_size : 0};
	return true;
}
