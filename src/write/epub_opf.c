/* The package document (EPUB 3.3, chapter 5): metadata, manifest, spine; and what EPUB 2 readers and Kindle still look for. */
#include "write/epub.h"

#include "write/epub_xml.h"

static void write_refining(struct epub_xml *x, struct str id, const char *property, const char *scheme, struct str text)
{
	if (!text.n)
		return;
	epub_xml_open(x, "meta");
	struct buf out;
	buf_init(&out, BUF_NO_LIMIT);
	buf_char(&out, '#');
	buf_str(&out, id);
	epub_xml_attr(x, "refines", buf_view(&out));
	buf_free(&out);
	epub_xml_attr(x, "property", str_c(property));
	if (scheme)
		epub_xml_attr(x, "scheme", str_c(scheme));
	epub_xml_text(x, text);
	epub_xml_close(x);
}

static void write_dc(struct epub_xml *x, const char *element, const char *id, struct str text)
{
	epub_xml_open(x, element);
	if (id)
		epub_xml_attr(x, "id", str_c(id));
	epub_xml_text(x, text);
	epub_xml_close(x);
}

static void write_identity(struct epub *b, struct epub_xml *x)
{
	const struct edition *e = b->e;
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
static void write_languages(struct epub *b, struct epub_xml *x)
{
	struct map seen;
	map_init(&seen, b->a);
	map_put(&seen, b->e->language, b);
	epub_xml_element(x, "dc:language", b->e->language);
	for (size_t i = 0; i < b->e->narticles; i++) {
		struct str language = b->e->articles[i]->meta.lang.s;
		if (language.n && !map_put(&seen, language, b))
			epub_xml_element(x, "dc:language", language);
	}
}

static void write_person(struct epub *b, struct epub_xml *x, const struct person *p, size_t number)
{
	struct str name = str_trim(p->name);
	if (!name.n)
		return;
	bool author = epub_is_author(p);
	struct str id = arena_printf(b->a, "person-%zu", number);
	write_dc(x, author ? "dc:creator" : "dc:contributor", id.p, name);
	write_refining(x, id, "role", "marc:relators", p->role.n ? p->role : STR("aut"));
	write_refining(x, id, "file-as", NULL, p->file_as.n ? p->file_as : epub_file_as(b->a, name));
}

static void write_subjects(struct epub *b, struct epub_xml *x)
{
	struct map seen;
	map_init(&seen, b->a);
	for (size_t i = 0; i < b->e->subjects.n; i++) {
		struct str subject = str_trim(b->e->subjects.items[i].s);
		if (subject.n && !map_put(&seen, subject, b))
			epub_xml_element(x, "dc:subject", subject);
	}
}

static void write_series(struct epub *b, struct epub_xml *x)
{
	struct str series = str_trim(b->e->series);
	if (!series.n)
		return;
	epub_xml_open(x, "meta");
	epub_xml_attr(x, "property", STR("belongs-to-collection"));
	epub_xml_attr(x, "id", STR("series"));
	epub_xml_text(x, series);
	epub_xml_close(x);
	write_refining(x, STR("series"), "collection-type", NULL, STR("series"));
	write_refining(x, STR("series"), "group-position", NULL, str_trim(b->e->series_number));
}

/* Apple Books shows embedded fonts only where the package says that they are meant. */
static void write_specified_fonts(struct epub *b, struct epub_xml *x)
{
	if (!b->faces.n)
		return;
	epub_xml_open(x, "meta");
	epub_xml_attr(x, "property", STR("ibooks:specified-fonts"));
	epub_xml_text(x, STR("true"));
	epub_xml_close(x);
}

/* Where the page numbers come from: for those who read EPUB Accessibility 1.1, and for older checkers. */
static void write_page_source(struct epub *b, struct epub_xml *x)
{
	if (!b->page_map.n)
		return;
	epub_xml_open(x, "meta");
	epub_xml_attr(x, "property", STR("pageBreakSource"));
	epub_xml_text(x, b->page_map.identifier);
	epub_xml_close(x);
	write_dc(x, "dc:source", "pages", b->page_map.identifier);
	write_refining(x, STR("pages"), "source-of", NULL, STR("pagination"));
}

static void write_metadata(struct epub *b, struct epub_xml *x)
{
	const struct edition *e = b->e;
	epub_xml_open(x, "metadata");
	epub_xml_attr(x, "xmlns:dc", STR("http://purl.org/dc/elements/1.1/"));
	write_identity(b, x);
	write_languages(b, x);
	for (size_t i = 0; i < e->authors.n; i++)
		write_person(b, x, &e->authors.items[i], i + 1);
	epub_xml_element(x, "dc:publisher", e->publisher);
	epub_xml_element(x, "dc:description", e->description);
	epub_xml_element(x, "dc:rights", e->rights);
	epub_xml_element(x, "dc:date", e->date);
	write_subjects(b, x);
	write_series(b, x);
	write_page_source(b, x);
	epub_xml_open(x, "meta");
	epub_xml_attr(x, "property", STR("dcterms:modified"));
	epub_xml_text(x, e->modified);
	epub_xml_close(x);
	write_specified_fonts(b, x);
	epub_accessibility(b, x);
	epub_xml_open(x, "meta");
	epub_xml_attr(x, "name", STR("generator"));
	epub_xml_attr(x, "content", STR("sheaf " SHEAF_VERSION));
	epub_xml_close(x);
	if (b->has_cover) {
		epub_xml_open(x, "meta");
		epub_xml_attr(x, "name", STR("cover"));
		epub_xml_attr(x, "content", STR("cover-image"));
		epub_xml_close(x);
	}
	epub_xml_close(x);
}

static void write_item(struct epub_xml *x, struct str id, struct str href, const char *type, const char *properties)
{
	epub_xml_open(x, "item");
	epub_xml_attr(x, "id", id);
	epub_xml_attr(x, "href", href);
	epub_xml_attr(x, "media-type", str_c(type));
	if (properties)
		epub_xml_attr(x, "properties", str_c(properties));
	epub_xml_close(x);
}

static void write_manifest(struct epub *b, struct epub_xml *x)
{
	epub_xml_open(x, "manifest");
	for (size_t i = 0; i < b->pages.n; i++) {
		const struct epub_page *page = &b->pages.items[i];
		write_item(x, page->id, page->href, "application/xhtml+xml",
			page->kind == EPUB_NAV ? "nav" : page->kind == EPUB_INDEX ? "index" : NULL);
	}
	write_item(x, STR("ncx"), STR("toc.ncx"), "application/x-dtbncx+xml", NULL);
	write_item(x, STR("css"), STR("css/book.css"), "text/css", NULL);
	for (size_t i = 0; i < b->faces.n; i++)
		write_item(x, arena_printf(b->a, "font-%zu", i + 1), b->faces.items[i].href, b->faces.items[i].media_type, NULL);
	if (b->has_cover)
		write_item(x, STR("cover-image"), STR("images/cover.jpg"), "image/jpeg", "cover-image");
	for (size_t i = 0, n = 0; i < b->images.n; i++) {
		const struct epub_image *image = &b->images.items[i];
		if (image->good)
			write_item(x, arena_printf(b->a, "image-%zu", ++n), image->href, image_media_type(image->image.type), NULL);
	}
	epub_xml_close(x);
}

static void write_spine(struct epub *b, struct epub_xml *x)
{
	epub_xml_open(x, "spine");
	epub_xml_attr(x, "toc", STR("ncx"));
	if (epub_rtl(b->e->language))
		epub_xml_attr(x, "page-progression-direction", STR("rtl"));
	for (size_t i = 0; i < b->pages.n; i++) {
		epub_xml_open(x, "itemref");
		epub_xml_attr(x, "idref", b->pages.items[i].id);
		epub_xml_close(x);
	}
	epub_xml_close(x);
}

static void write_reference(struct epub_xml *x, const char *type, struct str title, struct str href)
{
	epub_xml_open(x, "reference");
	epub_xml_attr(x, "type", str_c(type));
	epub_xml_attr(x, "title", title);
	epub_xml_attr(x, "href", href);
	epub_xml_close(x);
}

/* Deprecated in EPUB 3 and yet what Kindle finds its places by. */
static void write_guide(struct epub *b, struct epub_xml *x)
{
	const struct epub_page *start = epub_first_text(b);
	epub_xml_open(x, "guide");
	for (size_t i = 0; i < b->pages.n; i++) {
		const struct epub_page *page = &b->pages.items[i];
		if (page->kind == EPUB_COVER)
			write_reference(x, "cover", page->title, page->href);
		else if (page->kind == EPUB_TITLE)
			write_reference(x, "title-page", label_text(LABEL_TITLE_PAGE, b->e->language), page->href);
		else if (page->kind == EPUB_NAV)
			write_reference(x, "toc", page->title, page->href);
		else if (page->kind == EPUB_INDEX)
			write_reference(x, "index", page->title, page->href);
		if (page == start)
			write_reference(x, "text", label_text(LABEL_START, b->e->language), page->href);
	}
	epub_xml_close(x);
}

struct str epub_opf(struct epub *b)
{
	struct epub_xml *x = epub_xml_new(true);
	epub_xml_open(x, "package");
	epub_xml_attr(x, "xmlns", STR("http://www.idpf.org/2007/opf"));
	epub_xml_attr(x, "version", STR("3.0"));
	epub_xml_attr(x, "unique-identifier", STR("uid"));
	if (b->faces.n)
		epub_xml_attr(x, "prefix", STR("ibooks: http://vocabulary.itunes.apple.com/rdf/ibooks/vocabulary-extensions-1.0/"));
	epub_xml_attr(x, "xml:lang", b->e->language);
	if (epub_rtl(b->e->language))
		epub_xml_attr(x, "dir", STR("rtl"));
	write_metadata(b, x);
	write_manifest(b, x);
	write_spine(b, x);
	write_guide(b, x);
	return epub_xml_end(x, b->a);
}
