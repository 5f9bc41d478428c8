/* The package document (EPUB 3.3, chapter 5): metadata, manifest, spine; and what EPUB 2 readers and Kindle still look for. */
#include "write/epub.h"

#include "book/language.h"
#include "write/person.h"
#include "write/xmlout.h"

static void write_refining(struct xmlout *x, struct str id, const char *property, const char *scheme, struct str text)
{
	if (!text.n)
		return;
	xmlout_open(x, "meta");
	struct buf out;
	buf_init(&out, BUF_NO_LIMIT);
	buf_char(&out, '#');
	buf_str(&out, id);
	xmlout_attr(x, "refines", buf_view(&out));
	buf_free(&out);
	xmlout_attr(x, "property", str_c(property));
	if (scheme)
		xmlout_attr(x, "scheme", str_c(scheme));
	xmlout_text(x, text);
	xmlout_close(x);
}

static void write_dc(struct xmlout *x, const char *element, const char *id, struct str text)
{
	xmlout_open(x, element);
	if (id)
		xmlout_attr(x, "id", str_c(id));
	xmlout_text(x, text);
	xmlout_close(x);
}

static void write_identity(struct epub *b, struct xmlout *x)
{
	const struct edition *e = b->web.e;
	write_dc(x, "dc:identifier", "uid", e->identifier);
	if (str_starts(e->identifier, "urn:isbn:"))
		write_refining(x, STR("uid"), "identifier-type", "onix:codelist5", STR("15"));
	write_dc(x, "dc:title", "title", e->title);
	write_refining(x, STR("title"), "title-type", NULL, STR("main"));
	if (str_trim(e->subtitle).n) {
		write_dc(x, "dc:title", "subtitle", str_trim(e->subtitle));
		write_refining(x, STR("subtitle"), "title-type", NULL, STR("subtitle"));
	}
}

/* The book's language first, as shops read it; then those of articles in others. */
static void write_languages(struct epub *b, struct xmlout *x)
{
	struct map seen;
	map_init(&seen, b->web.a);
	map_put(&seen, b->web.e->language, b);
	xmlout_element(x, "dc:language", b->web.e->language);
	for (size_t i = 0; i < b->web.e->narticles; i++) {
		struct str language = b->web.e->articles[i]->meta.lang.s;
		if (language.n && !map_put(&seen, language, b))
			xmlout_element(x, "dc:language", language);
	}
}

static void write_person(struct epub *b, struct xmlout *x, const struct person *p, size_t number)
{
	struct str name = str_trim(p->name);
	if (!name.n)
		return;
	bool author = person_is_author(p);
	struct str id = arena_printf(b->web.a, "person-%zu", number);
	write_dc(x, author ? "dc:creator" : "dc:contributor", id.p, name);
	write_refining(x, id, "role", "marc:relators", p->role.n ? p->role : STR("aut"));
	write_refining(x, id, "file-as", NULL, p->file_as.n ? p->file_as : person_file_as(b->web.a, name));
}

static void write_subjects(struct epub *b, struct xmlout *x)
{
	struct map seen;
	map_init(&seen, b->web.a);
	for (size_t i = 0; i < b->web.e->subjects.n; i++) {
		struct str subject = str_trim(b->web.e->subjects.items[i].s);
		if (subject.n && !map_put(&seen, subject, b))
			xmlout_element(x, "dc:subject", subject);
	}
}

static void write_series(struct epub *b, struct xmlout *x)
{
	struct str series = str_trim(b->web.e->series);
	if (!series.n)
		return;
	xmlout_open(x, "meta");
	xmlout_attr(x, "property", STR("belongs-to-collection"));
	xmlout_attr(x, "id", STR("series"));
	xmlout_text(x, series);
	xmlout_close(x);
	write_refining(x, STR("series"), "collection-type", NULL, STR("series"));
	write_refining(x, STR("series"), "group-position", NULL, str_trim(b->web.e->series_number));
}

/* Apple Books shows embedded fonts only where the package says that they are meant. */
static void write_specified_fonts(struct epub *b, struct xmlout *x)
{
	if (!b->faces.n)
		return;
	xmlout_open(x, "meta");
	xmlout_attr(x, "property", STR("ibooks:specified-fonts"));
	xmlout_text(x, STR("true"));
	xmlout_close(x);
}

/* Where the page numbers come from: for those who read EPUB Accessibility 1.1, and for older checkers. */
static void write_page_source(struct epub *b, struct xmlout *x)
{
	if (!b->page_map.n)
		return;
	xmlout_open(x, "meta");
	xmlout_attr(x, "property", STR("pageBreakSource"));
	xmlout_text(x, b->page_map.identifier);
	xmlout_close(x);
	write_dc(x, "dc:source", "pages", b->page_map.identifier);
	write_refining(x, STR("pages"), "source-of", NULL, STR("pagination"));
}

static void write_metadata(struct epub *b, struct xmlout *x)
{
	const struct edition *e = b->web.e;
	xmlout_open(x, "metadata");
	xmlout_attr(x, "xmlns:dc", STR("http://purl.org/dc/elements/1.1/"));
	write_identity(b, x);
	write_languages(b, x);
	for (size_t i = 0; i < e->authors.n; i++)
		write_person(b, x, &e->authors.items[i], i + 1);
	xmlout_element(x, "dc:publisher", e->publisher);
	xmlout_element(x, "dc:description", e->description);
	xmlout_element(x, "dc:rights", e->rights);
	xmlout_element(x, "dc:date", e->date);
	write_subjects(b, x);
	write_series(b, x);
	write_page_source(b, x);
	xmlout_open(x, "meta");
	xmlout_attr(x, "property", STR("dcterms:modified"));
	xmlout_text(x, e->modified);
	xmlout_close(x);
	write_specified_fonts(b, x);
	epub_accessibility(b, x);
	xmlout_open(x, "meta");
	xmlout_attr(x, "name", STR("generator"));
	xmlout_attr(x, "content", STR("sheaf " SHEAF_VERSION));
	xmlout_close(x);
	if (b->web.has_cover) {
		xmlout_open(x, "meta");
		xmlout_attr(x, "name", STR("cover"));
		xmlout_attr(x, "content", STR("cover-image"));
		xmlout_close(x);
	}
	xmlout_close(x);
}

static void write_item(struct xmlout *x, struct str id, struct str href, const char *type, const char *properties)
{
	xmlout_open(x, "item");
	xmlout_attr(x, "id", id);
	xmlout_attr(x, "href", href);
	xmlout_attr(x, "media-type", str_c(type));
	if (properties)
		xmlout_attr(x, "properties", str_c(properties));
	xmlout_close(x);
}

static void write_manifest(struct epub *b, struct xmlout *x)
{
	xmlout_open(x, "manifest");
	for (size_t i = 0; i < b->web.pages.n; i++) {
		const struct web_page *page = &b->web.pages.items[i];
		write_item(x, page->id, page->href, "application/xhtml+xml",
			page->kind == WEB_NAV ? "nav" : page->kind == WEB_INDEX ? "index" : NULL);
	}
	write_item(x, STR("ncx"), STR("toc.ncx"), "application/x-dtbncx+xml", NULL);
	write_item(x, STR("css"), STR("css/book.css"), "text/css", NULL);
	for (size_t i = 0; i < b->faces.n; i++)
		write_item(x, arena_printf(b->web.a, "font-%zu", i + 1), b->faces.items[i].href, b->faces.items[i].media_type, NULL);
	if (b->web.has_cover)
		write_item(x, STR("cover-image"), STR("images/cover.jpg"), "image/jpeg", "cover-image");
	for (size_t i = 0, n = 0; i < b->web.images.n; i++) {
		const struct web_image *image = &b->web.images.items[i];
		if (image->good)
			write_item(x, arena_printf(b->web.a, "image-%zu", ++n), image->href, image_media_type(image->image.type), NULL);
	}
	xmlout_close(x);
}

static void write_spine(struct epub *b, struct xmlout *x)
{
	xmlout_open(x, "spine");
	xmlout_attr(x, "toc", STR("ncx"));
	if (language_rtl(b->web.e->language))
		xmlout_attr(x, "page-progression-direction", STR("rtl"));
	for (size_t i = 0; i < b->web.pages.n; i++) {
		xmlout_open(x, "itemref");
		xmlout_attr(x, "idref", b->web.pages.items[i].id);
		xmlout_close(x);
	}
	xmlout_close(x);
}

static void write_reference(struct xmlout *x, const char *type, struct str title, struct str href)
{
	xmlout_open(x, "reference");
	xmlout_attr(x, "type", str_c(type));
	xmlout_attr(x, "title", title);
	xmlout_attr(x, "href", href);
	xmlout_close(x);
}

/* Deprecated in EPUB 3 and yet what Kindle finds its places by. */
static void write_guide(struct epub *b, struct xmlout *x)
{
	const struct web_page *start = epub_first_text(b);
	xmlout_open(x, "guide");
	for (size_t i = 0; i < b->web.pages.n; i++) {
		const struct web_page *page = &b->web.pages.items[i];
		if (page->kind == WEB_COVER)
			write_reference(x, "cover", page->title, page->href);
		else if (page->kind == WEB_TITLE)
			write_reference(x, "title-page", label_text(LABEL_TITLE_PAGE, b->web.e->language), page->href);
		else if (page->kind == WEB_NAV)
			write_reference(x, "toc", page->title, page->href);
		else if (page->kind == WEB_INDEX)
			write_reference(x, "index", page->title, page->href);
		if (page == start)
			write_reference(x, "text", label_text(LABEL_START, b->web.e->language), page->href);
	}
	xmlout_close(x);
}

struct str epub_opf(struct epub *b)
{
	struct xmlout *x = xmlout_new(true);
	xmlout_open(x, "package");
	xmlout_attr(x, "xmlns", STR("http://www.idpf.org/2007/opf"));
	xmlout_attr(x, "version", STR("3.0"));
	xmlout_attr(x, "unique-identifier", STR("uid"));
	if (b->faces.n)
		xmlout_attr(x, "prefix", STR("ibooks: http://vocabulary.itunes.apple.com/rdf/ibooks/vocabulary-extensions-1.0/"));
	xmlout_attr(x, "xml:lang", b->web.e->language);
	if (language_rtl(b->web.e->language))
		xmlout_attr(x, "dir", STR("rtl"));
	write_metadata(b, x);
	write_manifest(b, x);
	write_spine(b, x);
	write_guide(b, x);
	return xmlout_end(x, b->web.a);
}
