/*
 * SVG text to a tree and back, and what its root says of its size (SVG 1.1 sections 7.2 and 7.10, in thousandths of a px).
 * libxml2 loads nothing: no network, no outside subset, and entities that stand for files are never declared to it. Entities
 * are substituted, for drawing programs write their namespaces with them, but only those that hold no other: so none grows.
 */
#include <limits.h>
#include <string.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/SAX2.h>
#include <libxml/xmlsave.h>
#include "image/svg.h"

#define PARSE_OPTIONS \
	(XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOCDATA | XML_PARSE_NOENT)

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

struct root_start {
	xmlParserCtxtPtr parser;
	bool seen, svg;
	char width[32], height[32], view[96];
};

static void on_root(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int nspaces,
	const xmlChar **spaces, int n, int ndefault, const xmlChar **attributes)
{
	struct root_start *r = context;
	if (r->seen)
		return;
	r->seen = true;
	r->svg = strcmp((const char *)name, "svg") == 0;
	for (; n > 0; n--, attributes += 5) { /* name, prefix, URI, value, end of value */
		const char *at = (const char *)attributes[0];
		size_t size = (size_t)(attributes[4] - attributes[3]);
		char *to = strcmp(at, "width") == 0 ? r->width : strcmp(at, "height") == 0 ? r->height : NULL;
		size_t room = sizeof r->width;
		if (strcmp(at, "viewBox") == 0)
			to = r->view, room = sizeof r->view;
		if (to && !attributes[1] && size < room)
			memcpy(to, attributes[3], size);
	}
	xmlStopParser(r->parser);
}

/* Which namespace an entity stands for does not matter yet. */
static xmlEntityPtr on_reference(void *context, const xmlChar *name)
{
	return xmlGetPredefinedEntity((const xmlChar *)"amp");
}

/* Reads as far as the root's start tag: what follows may be broken. svg_open looks closer. */
bool svg_size(struct str s, uint32_t *width, uint32_t *height)
{
	struct root_start root = {0};
	xmlSAXHandler sax = {.initialized = XML_SAX2_MAGIC, .startElementNs = on_root, .getEntity = on_reference};
	int64_t w, h;
	if (s.n > INT_MAX || !looks_like_xml(s))
		return false;
	root.parser = xmlCreatePushParserCtxt(&sax, &root, NULL, 0, NULL);
	if (!root.parser)
		return false;
	xmlCtxtUseOptions(root.parser, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
	for (size_t i = 0; i < s.n && !root.seen; i += 4096)
		if (xmlParseChunk(root.parser, s.p + i, (int)(s.n - i < 4096 ? s.n - i : 4096), i + 4096 >= s.n) != 0)
			break;
	xmlDocPtr doc = root.parser->myDoc;
	xmlFreeParserCtxt(root.parser);
	if (doc)
		xmlFreeDoc(doc);
	*width = *height = 0;
	if (root.svg && nominal(root.width, root.height, *root.view ? root.view : NULL, &w, &h))
		*width = whole_px(w), *height = whole_px(h);
	return root.svg;
}

static bool tell_parse_error(const struct job *job, xmlParserCtxtPtr parser)
{
	xmlErrorPtr e = xmlCtxtGetLastError(parser);
	if (!e || !e->message)
		return job_bad(job, "it is not well-formed XML");
	struct str text = str_trim(str_c(e->message));
	return job_bad(job, "line %d is not well-formed XML (" STR_FMT ")", e->line, STR_ARG(text));
}

/* Entities that say a few words, as Illustrator's namespaces do, are known; those that stand for files or for other entities
 * are not, so that a reference to one is an error. */
static void on_entity(void *context, const xmlChar *name, int type, const xmlChar *public_id, const xmlChar *system_id,
	xmlChar *content)
{
	if (type == XML_INTERNAL_GENERAL_ENTITY && content && strlen((const char *)content) <= 1000 &&
		!strpbrk((const char *)content, "&%<"))
		xmlSAX2EntityDecl(context, name, type, public_id, system_id, content);
}

xmlDocPtr svg_open(const struct job *job, struct str text)
{
	if (text.n > IMAGE_FILE_LIMIT) {
		job_bad(job, "it is too large");
		return NULL;
	}
	xmlParserCtxtPtr parser = xmlNewParserCtxt();
	parser->sax->entityDecl = on_entity;
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
