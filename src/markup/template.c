/*
 * Page shells: XSLT 1.0 through libxslt, which never sees the text of a page.
 *
 * A shell is compiled once; each page gets a transformation context of its own, so that threads share only what is const. The
 * result tree is written out here and not by libxml2: its XHTML writer adds a meta element and doubles lang attributes, its XML
 * writer closes empty elements in a way that HTML readers misread; and here the marker is met as a node, so that the body is spliced
 * in without a search through serialised text.
 *
 * A theme may come from anywhere, so a shell reaches nothing. Documents come from one loader that knows files of the theme only, and
 * only while a shell is compiled; at run time every kind of reading and writing is forbidden (xsltSecurityPrefs); entities cannot
 * be declared. The loader and the handler of compile errors are process-wide in libxslt: hence one loading at a time.
 */
#include "markup/template.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxslt/documents.h>
#include <libxslt/security.h>
#include <libxslt/transform.h>
#include <libxslt/xsltInternals.h>
#include <libxslt/xsltutils.h>
#include "base/path.h"

#define MARKER_NAMESPACE "urn:sheaf"
#define XSLT "http://www.w3.org/1999/XSL/Transform"
#define XHTML "http://www.w3.org/1999/xhtml"
#define EPUB "http://www.idpf.org/2007/ops"
#define BASE "theme/" /* every file of the theme lies there for libxslt, wherever it comes from */
#define PARSE_OPTIONS (XML_PARSE_NONET | XML_PARSE_NOCDATA)

struct shell_file {
	struct str url; /* BASE and the file's name in the theme */
	struct source *source;
};

struct shell {
	struct arena *arena;
	const struct theme *theme;
	struct {
		struct shell_file *items; /* the shell itself first, then what it includes */
		size_t n, cap;
	} files;
	xsltStylesheetPtr style;
	xsltSecurityPrefsPtr security;
	struct diags *diags; /* while it is loaded */
};

static struct pos shell_place(const struct shell *s, struct str url, uint32_t line)
{
	for (size_t i = 0; i < s->files.n; i++)
		if (str_eq(s->files.items[i].url, url))
			return (struct pos){s->files.items[i].source, line, line ? 1 : 0};
	return (struct pos){s->files.n ? s->files.items[0].source : NULL, 0, 0};
}

/* What libxslt has to say: collected, for it comes in pieces, and told as one diagnostic. */

static void hear(void *context, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void hear(void *context, const char *format, ...)
{
	char text[1024];
	va_list ap;
	va_start(ap, format);
	vsnprintf(text, sizeof text, format, ap);
	va_end(ap);
	buf_cstr(context, text);
}

/* Some of libxslt's dumps go to its process-wide handler even while a page is made; nothing may print. */
static void hush(void *context, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void hush(void *context, const char *format, ...)
{
}

/* XPath reports through libxml2's handler, which is the thread's own. */
static void hear_xml(void *context, xmlErrorPtr error)
{
	if (error->message)
		buf_cstr(context, error->message);
	if (error->domain == XML_FROM_XPATH && error->str1)
		buf_printf(context, "in %s\n", error->str1);
}

/* libxml2's two handlers, both the thread's own, and what they were before. */
struct hearing {
	struct buf text;
	xmlStructuredErrorFunc structured;
	xmlGenericErrorFunc generic;
	void *structured_context, *generic_context;
};

static void hearing_begin(struct hearing *h)
{
	buf_init(&h->text, BUF_NO_LIMIT);
	h->structured = xmlStructuredError;
	h->structured_context = xmlStructuredErrorContext;
	h->generic = xmlGenericError;
	h->generic_context = xmlGenericErrorContext;
	xmlSetStructuredErrorFunc(&h->text, hear_xml);
	xmlSetGenericErrorFunc(&h->text, hear);
}

static void hearing_end(struct hearing *h)
{
	xmlSetStructuredErrorFunc(h->structured_context, h->structured);
	xmlSetGenericErrorFunc(h->generic_context, h->generic);
}

/* Takes "…: file theme/x line 3 element y" out of a line; false when it is not of that form. */
static bool read_place(struct str line, struct str *url, uint32_t *number)
{
	size_t file = str_find(line, ": file " BASE);
	if (file == line.n)
		return false;
	struct str rest = str_skip(line, file + strlen(": file "));
	size_t at = str_find(rest, " line ");
	*url = str_sub(rest, 0, at);
	rest = str_skip(rest, at + strlen(" line "));
	*number = 0;
	for (size_t i = 0; i < rest.n && rest.p[i] >= '0' && rest.p[i] <= '9'; i++)
		*number = *number * 10 + (uint32_t)(rest.p[i] - '0');
	return true;
}

static bool tell(const struct shell *s, struct str heard, struct diags *d)
{
	struct buf text;
	struct str url = {0}, place;
	uint32_t line = 0, number;
	buf_init(&text, BUF_NO_LIMIT);
	while (heard.n) {
		struct str part = str_trim(str_cut(&heard, '\n'));
		if (read_place(part, &place, &number)) {
			if (url.n == 0) {
				url = place;
				line = number;
			}
		} else if (part.n && text.n < 400) {
			buf_cstr(&text, text.n ? "; " : "");
			buf_str(&text, part);
		}
	}
	if (text.n == 0)
		buf_cstr(&text, "not a page shell");
	diag_add(d, DIAG_BAD_TEMPLATE, shell_place(s, url, line), STR_FMT, STR_ARG(buf_view(&text)));
	buf_free(&text);
	return false;
}

/* Loading. */

/* The first error is the cause; what libxml2 says after it is mostly its consequence. */
struct parse_error {
	struct buf text;
	uint32_t line, col;
};

static void hear_parser(void *context, xmlErrorPtr error)
{
	struct parse_error *first = ((xmlParserCtxtPtr)context)->_private;
	if (first->text.n || error->level < XML_ERR_ERROR)
		return;
	struct str message = str_trim(str_c(error->message));
	buf_str(&first->text, message);
	first->line = (uint32_t)error->line;
	first->col = (uint32_t)error->int2;
}

static xmlParserCtxtPtr new_parser(struct parse_error *first)
{
	xmlParserCtxtPtr ctxt = xmlNewParserCtxt();
	if (!ctxt)
		abort();
	*first = (struct parse_error){0};
	buf_init(&first->text, BUF_NO_LIMIT);
	ctxt->_private = first;
	ctxt->sax->serror = hear_parser;
	return ctxt;
}

static bool declares_entities(const xmlDoc *doc)
{
	const xmlDtd *dtd = doc->intSubset;
	return dtd && (dtd->children || dtd->SystemID || dtd->ExternalID);
}

/* Parses a file of the theme and remembers its text for diagnostics. dict: as libxslt's loaders are given it, or NULL. */
static xmlDocPtr parse_file(struct shell *s, struct str url, xmlDictPtr dict)
{
	struct str name, file = path_unescape(s->arena, str_skip(url, strlen(BASE)));
	struct str text = theme_file(s->arena, s->theme, arena_cstr(s->arena, file), &name);
	if (!text.p) {
		diag_add(s->diags, DIAG_BAD_TEMPLATE, shell_place(s, (struct str){0}, 0), "the theme has no file '" STR_FMT "'",
			STR_ARG(file));
		return NULL;
	}
	*arena_push(s->arena, &s->files) = (struct shell_file){arena_copy(s->arena, url), source_new(s->arena, name, text)};
	struct parse_error first;
	xmlParserCtxtPtr ctxt = new_parser(&first);
	if (dict) {
		xmlDictFree(ctxt->dict);
		ctxt->dict = dict;
		xmlDictReference(dict);
	}
	xmlDocPtr doc = xmlCtxtReadMemory(ctxt, text.p, (int)text.n, arena_cstr(s->arena, url), "UTF-8", PARSE_OPTIONS);
	struct pos pos = {s->files.items[s->files.n - 1].source, 0, 0};
	if (!doc) {
		pos.line = first.line;
		pos.col = first.col;
		diag_add(s->diags, DIAG_BAD_TEMPLATE, pos, "not well-formed: " STR_FMT, STR_ARG(buf_view(&first.text)));
	} else if (declares_entities(doc)) {
		diag_add(s->diags, DIAG_BAD_TEMPLATE, pos, "a page shell cannot declare entities or name a DTD");
		xmlFreeDoc(doc);
		doc = NULL;
	}
	xmlFreeParserCtxt(ctxt);
	buf_free(&first.text);
	return doc;
}

/* libxslt asks here for xsl:include, xsl:import and document(), with the URL made absolute against the asking file's. */
static xmlDocPtr load_for_libxslt(const xmlChar *url, xmlDictPtr dict, int options, void *context, xsltLoadType type)
{
	if (type != XSLT_LOAD_STYLESHEET)
		return NULL;
	xsltStylesheetPtr style = context;
	while (style->parent && !style->_private)
		style = style->parent;
	struct shell *s = style->_private;
	struct str want = str_c((const char *)url);
	if (!s || !str_starts(want, BASE)) {
		if (s)
			diag_add(s->diags, DIAG_BAD_TEMPLATE, shell_place(s, (struct str){0}, 0),
				"a page shell may include files of its own theme only, not '" STR_FMT "'", STR_ARG(want));
		return NULL;
	}
	return parse_file(s, want, dict);
}

static xsltSecurityPrefsPtr forbid_everything(void)
{
	static const xsltSecurityOption all[] = {XSLT_SECPREF_READ_FILE, XSLT_SECPREF_WRITE_FILE,
		XSLT_SECPREF_CREATE_DIRECTORY, XSLT_SECPREF_READ_NETWORK, XSLT_SECPREF_WRITE_NETWORK};
	xsltSecurityPrefsPtr prefs = xsltNewSecurityPrefs();
	if (!prefs)
		abort();
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (xsltSetSecurityPrefs(prefs, all[i], xsltSecurityForbid) != 0)
			abort();
	return prefs;
}

static bool compile(struct shell *s, xmlDocPtr doc)
{
	struct hearing heard;
	size_t before = s->diags->n;
	s->style = xsltNewStylesheet();
	if (!s->style)
		abort();
	s->style->_private = s;
	xsltSetLoaderFunc(load_for_libxslt);
	hearing_begin(&heard);
	xsltSetGenericErrorFunc(&heard.text, hear);
	bool ok = xsltParseStylesheetUser(s->style, doc) == 0 && s->style->errors == 0;
	xsltSetGenericErrorFunc(NULL, hush);
	hearing_end(&heard);
	if (!ok && s->style->doc != doc)
		xmlFreeDoc(doc); /* else it is the style's */
	if (ok && s->diags->n > before)
		ok = false;
	if (!ok && s->diags->n == before)
		tell(s, buf_view(&heard.text), s->diags);
	buf_free(&heard.text);
	return ok;
}

struct shell *shell_load(struct arena *a, const struct theme *t, const char *file, struct diags *d)
{
	struct shell *s = arena_new(a, struct shell);
	s->arena = a;
	s->theme = t;
	s->diags = d;
	xmlInitParser();
	xmlDocPtr doc = parse_file(s, arena_printf(a, BASE "%s", file), NULL);
	if (!doc)
		return NULL;
	if (!compile(s, doc)) {
		shell_free(s);
		return NULL;
	}
	s->diags = NULL;
	s->security = forbid_everything();
	return s;
}

void shell_free(struct shell *s)
{
	if (!s)
		return;
	xsltFreeStylesheet(s->style);
	xsltFreeSecurityPrefs(s->security);
	s->style = NULL;
	s->security = NULL;
}

/* Writing the result tree. */

struct page_writer {
	struct buf *out;
	struct str body;
	bool html;
	uint32_t markers;
};

static struct str xml_str(const xmlChar *s)
{
	return str_c((const char *)s);
}

static bool in_list(const char *const *list, const xmlChar *name)
{
	for (; *list; list++)
		if (strcmp(*list, (const char *)name) == 0)
			return true;
	return false;
}

/* Elements whose children may stand on lines of their own: no text of theirs is ever set between them. */
static bool holds_blocks(const xmlNode *n)
{
	static const char *const names[] = {"html", "head", "body", "section", "header", "footer", "nav", "ol", "ul", NULL};
	return in_list(names, n->name);
}

/* What HTML closes in its start tag; any other element is closed by an end tag, for readers that parse pages as HTML. */
static bool is_void(const xmlNode *n)
{
	static const char *const names[] = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta",
		"source", "track", "wbr", NULL};
	return in_list(names, n->name);
}

/* Elements whose text HTML takes as it stands. */
static bool is_raw(const xmlNode *n)
{
	static const char *const names[] = {"script", "style", NULL};
	return in_list(names, n->name);
}

static void put_name(struct buf *out, const xmlNs *ns, const xmlChar *name)
{
	if (ns && ns->prefix)
		buf_printf(out, "%s:", ns->prefix);
	buf_cstr(out, (const char *)name);
}

static void put_value(struct buf *out, struct str value)
{
	while (value.n) {
		size_t plain = 0;
		while (plain < value.n && value.p[plain] != '\n' && value.p[plain] != '\t')
			plain++;
		buf_xml(out, str_sub(value, 0, plain));
		if (plain < value.n)
			buf_cstr(out, value.p[plain] == '\n' ? "&#10;" : "&#9;");
		value = str_skip(value, plain + 1);
	}
}

static void put_attribute(struct buf *out, const xmlAttr *attribute)
{
	buf_char(out, ' ');
	put_name(out, attribute->ns, attribute->name);
	buf_cstr(out, "=\"");
	for (const xmlNode *n = attribute->children; n; n = n->next)
		put_value(out, xml_str(n->content));
	buf_char(out, '"');
}

static void put_start(struct page_writer *w, const xmlNode *n)
{
	bool epub = false, root = n->parent && n->parent->type == XML_DOCUMENT_NODE;
	buf_char(w->out, '<');
	put_name(w->out, n->ns, n->name);
	if (root && !w->html && !(n->ns && n->ns->href))
		buf_cstr(w->out, " xmlns=\"" XHTML "\"");
	for (const xmlNs *ns = w->html ? NULL : n->nsDef; ns; ns = ns->next) {
		struct str href = xml_str(ns->href);
		if (href.n == 0 || str_is(href, MARKER_NAMESPACE) || str_is(href, XSLT))
			continue;
		epub = epub || str_is(xml_str(ns->prefix), "epub");
		buf_printf(w->out, " xmlns%s%s=\"", ns->prefix ? ":" : "", ns->prefix ? (const char *)ns->prefix : "");
		put_value(w->out, href);
		buf_char(w->out, '"');
	}
	if (root && !epub && !w->html) /* the body says epub:type */
		buf_cstr(w->out, " xmlns:epub=\"" EPUB "\"");
	for (const xmlAttr *a = n->properties; a; a = a->next)
		if (!w->html || !a->ns) /* of other vocabularies: epub:type, xml:lang */
			put_attribute(w->out, a);
}

static void put_node(struct page_writer *w, const xmlNode *n);

static void put_element(struct page_writer *w, const xmlNode *n)
{
	bool blocks = holds_blocks(n);
	if (n->ns && str_is(xml_str(n->ns->href), MARKER_NAMESPACE)) {
		if (strcmp((const char *)n->name, "body") == 0 && w->markers++ == 0)
			buf_str(w->out, w->body);
		return;
	}
	put_start(w, n);
	if (!n->children && is_void(n)) {
		buf_cstr(w->out, "/>");
		return;
	}
	buf_cstr(w->out, blocks ? ">\n" : ">");
	for (const xmlNode *child = n->children; child; child = child->next) {
		put_node(w, child);
		if (blocks && w->out->n && w->out->p[w->out->n - 1] != '\n')
			buf_char(w->out, '\n');
	}
	buf_cstr(w->out, "</");
	put_name(w->out, n->ns, n->name);
	buf_char(w->out, '>');
}

static void put_node(struct page_writer *w, const xmlNode *n)
{
	if (n->type == XML_ELEMENT_NODE)
		put_element(w, n);
	else if (w->html && n->parent && is_raw(n->parent)) /* no way to escape there */
		buf_str(w->out, xml_str(n->content));
	else if (n->type == XML_TEXT_NODE || n->type == XML_CDATA_SECTION_NODE)
		buf_xml(w->out, xml_str(n->content));
}

static bool put_page(const struct shell *s, enum page_markup markup, const xmlDoc *result, struct str body, struct buf *out, struct diags *d)
{
	struct page_writer w = {out, body, markup == PAGE_HTML, 0};
	const xmlNode *root = xmlDocGetRootElement(result);
	struct pos pos = {s->files.items[0].source, 0, 0};
	if (!root || strcmp((const char *)root->name, "html") != 0) {
		diag_add(d, DIAG_BAD_TEMPLATE, pos, "the shell makes no <html> element");
		return false;
	}
	buf_cstr(out, markup == PAGE_HTML ? "<!DOCTYPE html>\n" : "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n");
	put_element(&w, root);
	buf_char(out, '\n');
	if (w.markers == 1 || (w.markers == 0 && str_trim(body).n == 0))
		return true;
	diag_add(d, DIAG_BAD_TEMPLATE, pos, w.markers ? "the shell has <sheaf:body/> twice on one page"
						      : "the shell has no <sheaf:body/> (namespace " MARKER_NAMESPACE
							"), where the page's text would stand");
	return false;
}

/* Filling. */

static xmlDocPtr parse_data(const struct shell *s, struct str data, struct diags *d)
{
	struct parse_error first;
	xmlParserCtxtPtr ctxt = new_parser(&first);
	xmlDocPtr doc = xmlCtxtReadMemory(ctxt, data.p, (int)data.n, NULL, "UTF-8", PARSE_OPTIONS | XML_PARSE_COMPACT);
	if (!doc) {
		struct pos pos = {s->files.items[0].source, 0, 0};
		diag_add(d, DIAG_BAD_TEMPLATE, pos, "the data for the page: " STR_FMT, STR_ARG(buf_view(&first.text)));
	}
	xmlFreeParserCtxt(ctxt);
	buf_free(&first.text);
	return doc;
}

static xmlDocPtr transform(const struct shell *s, xmlDocPtr doc, struct diags *d)
{
	struct hearing heard;
	xsltTransformContextPtr ctxt = xsltNewTransformContext(s->style, doc);
	if (!ctxt)
		abort();
	hearing_begin(&heard);
	xsltSetTransformErrorFunc(ctxt, &heard.text, hear);
	if (xsltSetCtxtSecurityPrefs(s->security, ctxt) != 0)
		abort();
	xmlDocPtr result = xsltApplyStylesheetUser(s->style, doc, NULL, NULL, NULL, ctxt);
	hearing_end(&heard);
	if (!result || ctxt->state != XSLT_STATE_OK) {
		tell(s, buf_view(&heard.text), d);
		xmlFreeDoc(result);
		result = NULL;
	}
	xsltFreeTransformContext(ctxt);
	buf_free(&heard.text);
	return result;
}

bool shell_fill(const struct shell *s, enum page_markup markup, struct str data, struct str body, struct buf *out, struct diags *d)
{
	xmlDocPtr doc = parse_data(s, data, d);
	if (!doc)
		return false;
	xmlDocPtr result = transform(s, doc, d);
	size_t before = out->n;
	bool ok = result && put_page(s, markup, result, body, out, d);
	if (!ok)
		out->n = before;
	xmlFreeDoc(result);
	xmlFreeDoc(doc);
	return ok;
}
