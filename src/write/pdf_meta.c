/*
 * What the file says of itself: the information dictionary and the same as XMP (ISO 16684-1), which alone counts for PDF/A and
 * PDF/UA; the output intent, which says what its colours mean. PDF/A knows no schema `pdfuaid`, so the XMP describes it
 * (ISO 19005-2 6.6.2.3.3).
 *
 * A booklet says how it is to be printed where others say what they are about.
 */
#include "write/pdf.h"

#include <time.h>
#include "book/labels.h"
#include "layout/paper.h"

static const char producer[] = "sheaf " SHEAF_VERSION;

static bool is_author(const struct person *person)
{
	return !person->role.n || str_is(person->role, "aut");
}

/* Names of the authors, parted by commas. */
static void join_authors(struct buf *b, const struct edition *e)
{
	for (size_t i = 0; i < e->authors.n; i++) {
		if (!is_author(&e->authors.items[i]))
			continue;
		buf_cstr(b, b->n ? ", " : "");
		buf_str(b, e->authors.items[i].name);
	}
}

static void join_subjects(struct buf *b, const struct edition *e)
{
	for (size_t i = 0; i < e->subjects.n; i++) {
		buf_cstr(b, i ? ", " : "");
		buf_str(b, e->subjects.items[i].s);
	}
}

static struct str description_of(const struct layout *l)
{
	if (l->imposition == IMPOSITION_BOOKLET)
		return label_text(paper_flips_on_short_edge((struct paper){l->width, l->height}) ? LABEL_BOOKLET_SHORT_EDGE : LABEL_BOOKLET_LONG_EDGE, l->edition->language);
	return l->edition->description;
}

static void put_entry(struct buf *b, const char *key, struct str text)
{
	if (!text.n)
		return;
	buf_cstr(b, key);
	pdf_text(b, text);
}

static void put_time(struct buf *b, const char *key, int64_t epoch)
{
	time_t t = (time_t)epoch;
	struct tm tm;
	gmtime_r(&t, &tm);
	buf_printf(b, "%s(D:%04d%02d%02d%02d%02d%02dZ)", key, tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday, tm.tm_hour, tm.tm_min,
		tm.tm_sec);
}

uint32_t pdf_information(struct pdf *p)
{
	const struct edition *e = p->layout->edition;
	uint32_t id = pdf_reserve(p->file, 1);
	struct buf *b = pdf_begin(p->file, id), joined;
	buf_init(&joined, BUF_NO_LIMIT);
	buf_cstr(b, "<<");
	put_entry(b, "/Title", e->title);
	join_authors(&joined, e);
	put_entry(b, "/Author", buf_view(&joined));
	put_entry(b, "/Subject", description_of(p->layout));
	buf_clear(&joined);
	join_subjects(&joined, e);
	put_entry(b, "/Keywords", buf_view(&joined));
	put_entry(b, "/Creator", str_c(producer));
	put_entry(b, "/Producer", str_c(producer));
	put_time(b, "/CreationDate", e->epoch);
	put_time(b, "/ModDate", e->epoch);
	buf_cstr(b, ">>");
	pdf_end(p->file);
	buf_free(&joined);
	return id;
}

static void element(struct buf *b, const char *name, struct str text)
{
	if (!text.n)
		return;
	buf_printf(b, "<%s>", name);
	buf_xml(b, text);
	buf_printf(b, "</%s>\n", name);
}

/* A text that may stand in several languages: it stands in one. */
static void alternative(struct buf *b, const char *name, struct str text)
{
	if (!text.n)
		return;
	buf_printf(b, "<%s><rdf:Alt><rdf:li xml:lang=\"x-default\">", name);
	buf_xml(b, text);
	buf_printf(b, "</rdf:li></rdf:Alt></%s>\n", name);
}

static void item(struct buf *b, struct str text)
{
	buf_cstr(b, "<rdf:li>");
	buf_xml(b, text);
	buf_cstr(b, "</rdf:li>");
}

static void bag(struct buf *b, const char *name, struct str text)
{
	if (!text.n)
		return;
	buf_printf(b, "<%s><rdf:Bag>", name);
	item(b, text);
	buf_printf(b, "</rdf:Bag></%s>\n", name);
}

static void put_people(struct buf *b, const struct edition *e, const char *name, bool authors)
{
	size_t n = 0;
	for (size_t i = 0; i < e->authors.n; i++) {
		if (is_author(&e->authors.items[i]) != authors)
			continue;
		if (!n++)
			buf_printf(b, "<%s><rdf:%s>", name, authors ? "Seq" : "Bag");
		item(b, e->authors.items[i].name);
	}
	if (n)
		buf_printf(b, "</rdf:%s></%s>\n", authors ? "Seq" : "Bag", name);
}

static void put_subjects(struct buf *b, const struct edition *e)
{
	for (size_t i = 0; i < e->subjects.n; i++) {
		buf_cstr(b, i ? "" : "<dc:subject><rdf:Bag>");
		item(b, e->subjects.items[i].s);
	}
	buf_cstr(b, e->subjects.n ? "</rdf:Bag></dc:subject>\n" : "");
}

static void put_schema(struct buf *b)
{
	buf_cstr(b, "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\n"
		"<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>\n"
		"<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\n"
		"<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\n"
		"<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\n"
		"<pdfaProperty:name>part</pdfaProperty:name>\n"
		"<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\n"
		"<pdfaProperty:category>internal</pdfaProperty:category>\n"
		"<pdfaProperty:description>The part of ISO 14289 that the file keeps to</pdfaProperty:description>\n"
		"</rdf:li></rdf:Seq></pdfaSchema:property>\n"
		"</rdf:li></rdf:Bag></pdfaExtension:schemas>\n");
}

static void put_claims(struct buf *b, bool tagged)
{
	if (tagged)
		buf_cstr(b, "<pdfuaid:part>1</pdfuaid:part>\n");
	buf_printf(b, "<pdfaid:part>2</pdfaid:part>\n<pdfaid:conformance>%c</pdfaid:conformance>\n", tagged ? 'A' : 'U');
}

static void put_xmp(struct buf *b, const struct layout *l)
{
	const struct edition *e = l->edition;
	bool tagged = l->imposition == IMPOSITION_NONE;
	struct buf subjects;
	buf_init(&subjects, BUF_NO_LIMIT);
	join_subjects(&subjects, e);
	buf_cstr(b, "<?xpacket begin=\"\xef\xbb\xbf\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
		"<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
		"<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\""
		" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\""
		" xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\" xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\""
		" xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n");
	put_claims(b, tagged);
	alternative(b, "dc:title", e->title);
	put_people(b, e, "dc:creator", true);
	put_people(b, e, "dc:contributor", false);
	alternative(b, "dc:description", description_of(l));
	put_subjects(b, e);
	bag(b, "dc:language", e->language);
	bag(b, "dc:publisher", e->publisher);
	alternative(b, "dc:rights", e->rights);
	element(b, "dc:identifier", e->identifier);
	element(b, "xmp:CreatorTool", str_c(producer));
	element(b, "xmp:CreateDate", e->modified);
	element(b, "xmp:ModifyDate", e->modified);
	element(b, "pdf:Producer", str_c(producer));
	element(b, "pdf:Keywords", buf_view(&subjects));
	if (tagged)
		put_schema(b);
	buf_cstr(b, "</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>");
	buf_free(&subjects);
}

/* Not compressed, so that programs which know nothing of PDF find it. */
uint32_t pdf_xmp(struct pdf *p)
{
	struct buf b;
	uint32_t id = pdf_reserve(p->file, 1);
	buf_init(&b, BUF_NO_LIMIT);
	put_xmp(&b, p->layout);
	pdf_stream(p->file, id, "/Type/Metadata/Subtype/XML", buf_view(&b), PDF_PLAIN);
	buf_free(&b);
	return id;
}

uint32_t pdf_output_intent(struct pdf *p)
{
	uint32_t id = pdf_reserve(p->file, 2), profile = id + 1;
	struct buf *b = pdf_begin(p->file, id);
	buf_printf(b, "<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB IEC61966-2.1)/DestOutputProfile %u 0 R>>",
		profile);
	pdf_end(p->file);
	pdf_stream(p->file, profile, "/N 3", pdf_srgb(p->arena), PDF_DEFLATE);
	return id;
}
