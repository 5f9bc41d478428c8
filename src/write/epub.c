/*
 * An edition to EPUB 3.3: valid, accessible and ready for shops by construction.
 *
 *   images, on all threads ─► chapters, on all threads ─► cover page, nav, package ─► archive
 *   cover, on a thread of its own ───────────────────────┘
 *
 * A chapter is rendered, put into its shell and deflated by one thread, which then keeps only the deflated bytes: the book is never in
 * memory as a whole. Diagnostics are merged in the order of the spine, so that no thread's speed shows in the output.
 */
#include "write/epub.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/stat.h>
#include "base/path.h"
#include "base/pool.h"
#include "base/sink.h"
#include "write/edition_cover.h"

#define KOBO_PAGE_LIMIT (10u << 20)
#define KINDLE_BOOK_LIMIT (50u << 20)

static void make_cover(struct epub *b)
{
	b->has_cover = edition_cover(b->job, &b->cover_arena, &b->cover, &b->cover_diags);
}

static void *cover_thread(void *context)
{
	make_cover(context);
	return NULL;
}

struct rendering_job {
	struct epub *b;
	atomic_size_t done;
};

/* These need what is known only when the cover is finished. */
static bool comes_last(const struct epub_page *page)
{
	return page->kind == EPUB_COVER || page->kind == EPUB_NAV;
}

static void render_one(void *context, size_t index)
{
	struct rendering_job *r = context;
	struct write_job *job = r->b->job;
	struct epub_page *page = &r->b->pages.items[index];
	if (!comes_last(page) && !interrupt_signal())
		epub_render_page(r->b, page);
	if (job->progress)
		job->progress(job->progress_context, atomic_fetch_add(&r->done, 1) + 1, r->b->pages.n);
}

static void finish_cover(struct epub *b)
{
	diags_merge(b->job->diags, &b->cover_diags);
	for (size_t i = 0; i < b->cover.fonts.n; i++) {
		const struct hashed_file *font = &b->cover.fonts.items[i];
		*arena_push(b->a, &b->job->fonts) = (struct hashed_file){arena_copy(b->a, font->name), arena_copy(b->a, font->path),
			arena_copy(b->a, font->sha256)};
	}
	b->cover_alt = edition_cover_alt(b->e, b->a);
	if (!b->has_cover) { /* its page comes first */
		arena_free(&b->pages.items[0].arena);
		diags_free(&b->pages.items[0].diags);
		b->pages.items++;
		b->pages.n--;
		b->pages.cap--;
	}
}

/* Runs beside the chapters when there is a thread to spare. */
static void render_all(struct epub *b)
{
	struct rendering_job r = {.b = b};
	int threads = b->job->threads;
	pthread_t thread;
	bool beside = threads > 1 && pthread_create(&thread, NULL, cover_thread, b) == 0;
	if (!beside)
		make_cover(b);
	epub_prepare_images(b, threads);
	epub_describe_book(b);
	pool_run(threads, b->pages.n, render_one, &r);
	if (beside)
		pthread_join(thread, NULL);
	finish_cover(b);
	epub_settle_page_map(b);
	for (size_t i = 0; i < b->pages.n && !interrupt_signal(); i++)
		if (comes_last(&b->pages.items[i]))
			epub_render_page(b, &b->pages.items[i]);
}

static struct pos page_pos(const struct epub *b, const struct epub_page *page)
{
	const struct source *source = page->article && page->article->source ? page->article->source : b->book->project->source;
	return (struct pos){source, 1, 1};
}

/* Merges what the threads found; false when a page could not be made. */
static bool check_pages(struct epub *b)
{
	bool good = true;
	for (size_t i = 0; i < b->pages.n; i++) {
		struct epub_page *page = &b->pages.items[i];
		diags_merge(b->job->diags, &page->diags);
		good = good && !page->failed;
		if (page->shows > KOBO_PAGE_LIMIT)
			diag_add(b->job->diags, DIAG_LARGE_FILE, page_pos(b, page),
				"'" STR_FMT "' with its images has %.1f MB; Kobo opens 10 MB at most", STR_ARG(page->href),
				(double)page->shows / (1 << 20));
	}
	return good;
}

static const char container[] =
	"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	"<container xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\" version=\"1.0\">\n"
	"  <rootfiles>\n"
	"    <rootfile full-path=\"EPUB/package.opf\" media-type=\"application/oebps-package+xml\"/>\n"
	"  </rootfiles>\n"
	"</container>\n";

static struct str in_book(struct epub *b, struct str href)
{
	return arena_printf(b->a, "EPUB/" STR_FMT, STR_ARG(href));
}

/* Pictures are compressed already; SVG is text. */
static void pack_image(struct epub *b, struct archive *z, const struct epub_image *i)
{
	struct str name = in_book(b, i->href);
	bool deflate = i->image.type == IMAGE_SVG;
	if (!i->image.data.n)
		archive_add_file(z, name, arena_cstr(b->a, i->path), deflate);
	else if (deflate)
		archive_add(z, name, i->image.data);
	else
		archive_store(z, name, i->image.data);
}

static bool write_failed(struct epub *b, int error, struct str what)
{
	if (error != EINTR)
		diag_add(b->job->diags, DIAG_WRITE_FILE, (struct pos){0}, "cannot write '" STR_FMT "': %s", STR_ARG(what),
			strerror(error));
	return false;
}

static void add_written(struct epub *b, struct str path)
{
	struct stat st;
	uint64_t size = stat(path.p, &st) == 0 ? (uint64_t)st.st_size : 0;
	*arena_push(b->a, b->job) = (struct write_file){path, size};
}

static bool pack(struct epub *b, struct str path)
{
	struct archive *z = archive_open(path.p, b->e->epoch, 6);
	archive_store(z, STR("mimetype"), STR("application/epub+zip"));
	archive_add(z, STR("META-INF/container.xml"), str_c(container));
	archive_add(z, STR("EPUB/package.opf"), epub_opf(b));
	archive_add(z, STR("EPUB/toc.ncx"), epub_ncx(b));
	archive_add(z, STR("EPUB/css/book.css"), b->css);
	for (size_t i = 0; i < b->pages.n; i++)
		archive_add_packed(z, in_book(b, b->pages.items[i].href), b->pages.items[i].packed);
	for (size_t i = 0; i < b->faces.n; i++)
		archive_add(z, in_book(b, b->faces.items[i].href), b->faces.items[i].data);
	if (b->has_cover)
		archive_store(z, STR("EPUB/images/cover.jpg"), b->cover.inner);
	for (size_t i = 0; i < b->images.n; i++)
		if (b->images.items[i].good)
			pack_image(b, z, &b->images.items[i]);
	struct str what;
	int error = archive_close(z, b->a, &what);
	if (error)
		return write_failed(b, error, what);
	add_written(b, path);
	return true;
}

static bool write_files(struct epub *b)
{
	struct str path = path_join(b->a, b->job->dir, arena_printf(b->a, STR_FMT ".epub", STR_ARG(b->e->file)));
	if (!pack(b, path))
		return false;
	uint64_t size = b->job->items[b->job->n - 1].size;
	if (size > KINDLE_BOOK_LIMIT)
		diag_add(b->job->diags, DIAG_LARGE_FILE, (struct pos){b->book->project->source, 1, 1},
			"'" STR_FMT "' has %.1f MB; Send to Kindle takes less than 50 MB", STR_ARG(path_base(path)),
			(double)size / (1 << 20));
	if (!b->has_cover || !b->cover.store.n)
		return true;
	struct str cover = path_join(b->a, b->job->dir, arena_printf(b->a, STR_FMT "-cover.jpg", STR_ARG(b->e->file)));
	int error = sink_write_file(cover.p, b->cover.store);
	if (error)
		return write_failed(b, error, cover);
	add_written(b, cover);
	return true;
}

static bool load_theme(struct epub *b)
{
	const struct project *p = b->book->project;
	struct str templates = path_join(b->a, p->root, p->templates);
	b->theme = theme_load(b->a, b->e->theme, templates, b->job->diags);
	if (!b->theme)
		return false;
	if (!theme_brand(b->a, b->theme, p->brand.colour.s, p->brand.body_font.s, p->brand.heading_font.s))
		diag_add(b->job->diags, DIAG_BAD_VALUE, p->brand.colour.pos, "'" STR_FMT "' is not a colour: write \"#8a3b5c\"",
			STR_ARG(p->brand.colour.s));
	if (b->e->embed_fonts.on)
		epub_style_with_fonts(b);
	b->css = theme_css(b->a, b->theme, "book.css", b->job->diags);
	if (b->e->embed_fonts.on)
		b->font_rules = fontuse_rules(b->a, b->css);
	return b->css.p != NULL;
}

static void epub_free(struct epub *b)
{
	for (int i = 0; i < EPUB_KINDS; i++)
		shell_free(b->shells[i]);
	for (size_t i = 0; i < b->pages.n; i++) {
		arena_free(&b->pages.items[i].arena);
		diags_free(&b->pages.items[i].diags);
	}
	for (size_t i = 0; i < b->images.n; i++)
		arena_free(&b->images.items[i].arena);
	diags_free(&b->cover_diags);
	arena_free(&b->cover_arena);
}

bool epub_write(struct write_job *job)
{
	struct epub b = {.job = job, .book = job->book, .e = job->edition, .a = job->arena};
	arena_init(&b.cover_arena);
	diags_init(&b.cover_diags);
	epub_list_pages(&b);
	epub_read_page_map(&b);
	epub_collect_images(&b);
	bool good = load_theme(&b) && epub_load_shells(&b);
	if (good) {
		render_all(&b);
		good = !interrupt_signal() && check_pages(&b);
		if (good && b.font_rules)
			epub_embed_fonts(&b);
		good = good && write_files(&b);
	}
	epub_free(&b);
	return good;
}
