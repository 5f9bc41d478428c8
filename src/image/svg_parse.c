/*
 * SVG text to a tree and back, and what its root says of its size (SVG 1.1 sections 7.2 and 7.10, in thousandths of a px).
 * libxml2 is told to load nothing and to leave entities alone: those in attributes it expands itself, within its own limits,
 * which refuse the attacks that grow.
 */
#include <limits.h>
#include <string.h>
#include <libxml/parser.h>
#include <libxml/xmlreader.h>
#include <libxml/xmlsave.h>
#include "image/svg.h"

#define PARSE_OPTIONS (XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOCDATA)

const char *svg_attribute(const xmlNode *node, const char *name)
{
	for (const xmlAttr *at = node->properties; at; at = at->next)
		if (!at->ns && strcmp((const char *)at->name, name) == 0)
			return at->children && at->children->content ? (const char *)at->children->content : "";
	return NULL;
}

bool svg_number(const char **s, int64_t *milli)
{
	const char *p = *s;
	int64_t v = 0, unit = 1000, digits = 0;
	while (*p && strchr(" \t\r\n,", *p))
		p++;
	bool negative = *p == '-';
	if (*p == '-' || *p == '+')
		p++;
	for (; *p >= '0' && *p <= '9'; p++, digits++)
		if (v < INT64_MAX / 100000000)
			v = v * 10 + (*p - '0');
	v *= 1000;
	if (*p == '.' && p++)
		for (; *p >= '0' && *p <= '9'; p++, digits++)
			v += (*p - '0') * (unit /= 10);
	if (!digits)
		return false;
	*milli = negative ? -v : v;
	*s = p;
	return true;
}

struct str svg_decimal(struct arena *a, int64_t milli)
{
	uint64_t v = milli < 0 ? 0 - (uint64_t)milli : (uint64_t)milli;
	struct str s = arena_printf(a, "%s%llu.%03llu", milli < 0 ? "-" : "", (unsigned long long)(v / 1000),
		(unsigned long long)(v % 1000));
	while (s.p[s.n - 1] == '0')
		s.n--;
	if (s.p[s.n - 1] == '.')
		s.n--;
	return s;
}

bool svg_length(const char *s, int64_t *milli)
{
	static const struct {
		const char *unit;
		int64_t num, den;
	} units[] = {{"", 1, 1}, {"px", 1, 1}, {"pt", 4, 3}, {"pc", 16, 1}, {"mm", 960, 254}, {"cm", 9600, 254},
		{"in", 96, 1}, {"em", 16, 1}, {"ex", 8, 1}};
	if (!s || !svg_number(&s, milli))
		return false;
	struct str unit = str_trim(str_c(s));
	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		if (str_is(unit, units[i].unit)) {
			*milli = *milli * units[i].num / units[i].den;
			return true;
		}
	}
	return false;
}

static bool view_size(const char *view, int64_t *width, int64_t *height)
{
	int64_t skip;
	return view && svg_number(&view, &skip) && svg_number(&view, &skip) && svg_number(&view, width) &&
		svg_number(&view, height) && *width > 0 && *height > 0;
}

static bool nominal(const char *w, const char *h, const char *view, int64_t *width, int64_t *height)
{
	int64_t view_w = 0, view_h = 0;
	bool has_view = view_size(view, &view_w, &view_h);
	bool has_w = svg_length(w, width) && *width > 0, has_h = svg_length(h, height) && *height > 0;
	if (!has_view)
		return has_w && has_h;
	if (!has_w && !has_h)
		*width = view_w, *height = view_h;
	else if (!has_w)
		*width = (int64_t)((__int128)*height * view_w / view_h);
	else if (!has_h)
		*height = (int64_t)((__int128)*width * view_h / view_w);
	return true;
}

bool svg_nominal(const xmlNode *root, int64_t *width, int64_t *height)
{
	return nominal(svg_attribute(root, "width"), svg_attribute(root, "height"), svg_attribute(root, "viewBox"), width,
		height);
}

static uint32_t whole_px(int64_t milli)
{
	int64_t px = (milli + 500) / 1000;
	return px < 0 || px > INT32_MAX ? 0 : (uint32_t)px;
}

static bool looks_like_xml(struct str s)
{
	if (s.n > 3 && memcmp(s.p, "\xef\xbb\xbf", 3) == 0)
		s = str_skip(s, 3);
	if (s.n > 3 && (memcmp(s.p, "\xff\xfe<", 4) == 0 || memcmp(s.p, "\xfe\xff\0<", 4) == 0))
		return true;
	s = str_trim(str_sub(s, 0, 4096));
	return s.n > 4 && s.p[0] == '<';
}

/* Reads as far as the root's start tag. A root of that name is taken for an SVG: svg_open looks closer. */
bool svg_size(struct str s, uint32_t *width, uint32_t *height)
{
	if (s.n > INT_MAX || !looks_like_xml(s))
		return false;
	xmlTextReaderPtr r = xmlReaderForMemory(s.p, (int)s.n, NULL, NULL, PARSE_OPTIONS);
	if (!r)
		return false;
	bool found = false;
	while (!found && xmlTextReaderRead(r) == 1)
		if (xmlTextReaderNodeType(r) == XML_READER_TYPE_ELEMENT)
			break;
	const xmlChar *name = xmlTextReaderNodeType(r) == XML_READER_TYPE_ELEMENT ? xmlTextReaderConstLocalName(r) : NULL;
	if (name && strcmp((const char *)name, "svg") == 0) {
		int64_t w, h;
		found = true;
		*width = *height = 0;
		if (svg_nominal(xmlTextReaderCurrentNode(r), &w, &h))
			*width = whole_px(w), *height = whole_px(h);
	}
	xmlFreeTextReader(r);
	return found;
}

static bool tell_parse_error(const struct job *job, xmlParserCtxtPtr parser)
{
	xmlErrorPtr e = xmlCtxtGetLastError(parser);
	if (!e || !e->message)
		return job_bad(job, "it is not well-formed XML");
	struct str text = str_trim(str_c(e->message));
	return job_bad(job, "line %d is not well-formed XML (" STR_FMT ")", e->line, STR_ARG(text));
}

xmlDocPtr svg_open(const struct job *job, struct str text)
{
	if (text.n > IMAGE_FILE_LIMIT) {
		job_bad(job, "it is too large");
		return NULL;
	}
	xmlParserCtxtPtr parser = xmlNewParserCtxt();
	xmlDocPtr doc = xmlCtxtReadMemory(parser, text.p ? text.p : "", (int)text.n, NULL, NULL, PARSE_OPTIONS);
	const xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;
	if (!root) {
		tell_parse_error(job, parser);
	} else if (strcmp((const char *)root->name, "svg") != 0 ||
		(root->ns && strcmp((const char *)root->ns->href, SVG_NS) != 0)) {
		job_bad(job, "its root element is no SVG");
		root = NULL;
	}
	xmlFreeParserCtxt(parser);
	if (!root && doc) {
		xmlFreeDoc(doc);
		doc = NULL;
	}
	return doc;
}

struct str svg_write(struct arena *a, xmlDocPtr doc)
{
	static const char head[] = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
	xmlBufferPtr b = xmlBufferCreate();
	xmlSaveCtxtPtr save = xmlSaveToBuffer(b, "UTF-8", XML_SAVE_NO_DECL | XML_SAVE_AS_XML);
	xmlSaveTree(save, xmlDocGetRootElement(doc));
	xmlSaveClose(save);
	struct str out = arena_printf(a, "%s%s\n", head, (const char *)xmlBufferContent(b));
	xmlBufferFree(b);
	return out;
}
