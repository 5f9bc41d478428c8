/*
 * An edition to EPUB 3.3: valid, accessible and ready for shops by construction. The pages are web.h's; here is what an e-book has
 * beside them, and the archive.
 */
#include "write/epub.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include "base/path.h"
#include "base/sink.h"

#define KOBO_PAGE_LIMIT (10u << 20)
#define KINDLE_BOOK_LIMIT (50u << 20)

/* ---- hooks of the pages */

static void style(struct web *w)
{
	if (w->e->embed_fonts.on)
		epub_style_with_fonts((struct epub *)w);
}

static void put_contents(struct web *w, struct web_page *page, struct buf *body)
{
	buf_str(body, epub_nav((struct epub *)w));
}

static void look_at(struct web *w, struct web_page *page, struct str text)
{
	struct epub *b = (struct epub *)w;
	epub_check_page_breaks(b, page, text);
	if (b->font_rules)
		fontuse_page(&page->arena, b->font_rules, text, &page->fonts);
}

static void settle(struct web *w)
{
	epub_settle_page_map((struct epub *)w);
}

static const struct web_format format = {
	.epub = true,
	.cover = true,
	.extension = ".xhtml",
	.folder = "text/",
	.pages = {
		[WEB_COVER] = {"cover", "cover", "cover.xhtml"},
		[WEB_TITLE] = {"title", "title", "title.xhtml"},
		[WEB_COPYRIGHT] = {"copyright", "copyright", "copyright.xhtml"},
		[WEB_NAV] = {"nav", "nav", "nav.xhtml"},
		[WEB_ARTICLE] = {NULL, "article", "article.xhtml"},
		[WEB_PART] = {NULL, "part", "part.xhtml"},
		[WEB_INDEX] = {"index", "index", "index.xhtml"},
		[WEB_PAGE] = {NULL, "about", "about.xhtml"},
		[WEB_CALL] = {"call", "call", "call.xhtml"},
	},
	.css = "css/book.css",
	.css_from = {"book.css"},
	.images = {.pixels = 4000000, .webp = false}, /* Apple's limit for images inside a book */
	.style = style,
	.contents = put_contents,
	.page_break = epub_page_break,
	.rendered = look_at,
	.settle = settle,
};

static void check_pages(struct epub *b)
{
	for (size_t i = 0; i < b->web.pages.n; i++) {
		struct web_page *page = &b->web.pages.items[i];
		if (page->shows > KOBO_PAGE_LIMIT)
			diag_add(b->web.job->diags, DIAG_LARGE_FILE, web_page_pos(&b->web, page),
				"'" STR_FMT "' with its images has %.1f MB; Kobo opens 10 MB at most", STR_ARG(page->href),
				(double)page->shows / (1 << 20));
	}
}

/* ---- the archive */

static const char container[] =
	"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	"<container xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\" version=\"1.0\">\n"
	"  <rootfiles>\n"
	"    <rootfile full-path=\"EPUB/package.opf\" media-type=\"application/oebps-package+xml\"/>\n"
	"  </rootfiles>\n"
	"</container>\n";

static struct str in_book(struct epub *b, struct str href)
{
	return arena_printf(b->web.a, "EPUB/" STR_FMT, STR_ARG(href));
}

static bool write_failed(struct epub *b, int error, struct str what)
{
	if (error != EINTR)
		diag_add(b->web.job->diags, DIAG_WRITE_FILE, (struct pos){0}, "cannot write '" STR_FMT "': %s", STR_ARG(what),
			strerror(error));
	return false;
}

static void add_written(struct epub *b, struct str path, bool beside)
{
	struct stat st;
	uint64_t size = stat(path.p, &st) == 0 ? (uint64_t)st.st_size : 0;
	*arena_push(b->web.a, b->web.job) = (struct write_file){path, size, beside};
}

static bool pack(struct epub *b, struct str path)
{
	struct archive *z = archive_open(path.p, b->web.e->epoch, 6);
	archive_store(z, STR("mimetype"), STR("application/epub+zip"));
	archive_add(z, STR("META-INF/container.xml"), str_c(container));
	archive_add(z, STR("EPUB/package.opf"), epub_opf(b));
	archive_add(z, STR("EPUB/toc.ncx"), epub_ncx(b));
	archive_add(z, STR("EPUB/css/book.css"), b->web.css);
	for (size_t i = 0; i < b->web.pages.n; i++)
		archive_add_packed(z, in_book(b, b->web.pages.items[i].href), b->web.pages.items[i].packed);
	for (size_t i = 0; i < b->faces.n; i++)
		archive_add(z, in_book(b, b->faces.items[i].href), b->faces.items[i].data);
	if (b->web.has_cover)
		archive_store(z, STR("EPUB/images/cover.jpg"), b->web.cover.inner);
	for (size_t i = 0; i < b->web.images.n; i++)
		if (b->web.images.items[i].good)
			web_pack_image(&b->web, z, in_book(b, b->web.images.items[i].href), &b->web.images.items[i]);
	struct str what;
	int error = archive_close(z, b->web.a, &what);
	if (error)
		return write_failed(b, error, what);
	add_written(b, path, false);
	return true;
}

static bool write_files(struct epub *b)
{
	struct str path = path_join(b->web.a, b->web.job->dir, arena_printf(b->web.a, STR_FMT ".epub", STR_ARG(b->web.e->file)));
	if (!pack(b, path))
		return false;
	uint64_t size = b->web.job->items[b->web.job->n - 1].size;
	if (size > KINDLE_BOOK_LIMIT)
		diag_add(b->web.job->diags, DIAG_LARGE_FILE, (struct pos){b->web.book->project->source, 1, 1},
			"'" STR_FMT "' has %.1f MB; Send to Kindle takes less than 50 MB", STR_ARG(path_base(path)),
			(double)size / (1 << 20));
	if (!b->web.has_cover || !b->web.cover.store.n)
		return true;
	struct str cover = path_join(b->web.a, b->web.job->dir, arena_printf(b->web.a, STR_FMT "-cover.jpg", STR_ARG(b->web.e->file)));
	int error = sink_write_file(cover.p, b->web.cover.store);
	if (error)
		return write_failed(b, error, cover);
	add_written(b, cover, true);
	return true;
}

bool epub_write(struct write_job *job)
{
	struct epub b = {0};
	bool good = web_prepare(&b.web, job, &format);
	if (good) {
		if (b.web.e->embed_fonts.on)
			b.font_rules = fontuse_rules(b.web.a, b.web.css);
		epub_read_page_map(&b);
		good = web_render(&b.web);
	}
	if (good) {
		check_pages(&b);
		if (b.font_rules)
			epub_embed_fonts(&b);
		good = write_files(&b);
	}
	web_free(&b.web);
	return good;
}
