/*
 * libxml2's text writer behind slices. It does nesting, indentation and the closing of what is open; escaping goes through
 * base/buf, which also drops the characters that XML cannot hold and libxml2 would write.
 */
#include "write/epub_xml.h"

#include <stdlib.h>
#include <libxml/xmlwriter.h>

struct epub_xml {
	xmlBufferPtr out;
	xmlTextWriterPtr writer;
	struct buf scratch;
};

/* The writer fails only for want of memory, as it writes to memory. */
static void must(int written)
{
	if (written < 0)
		abort();
}

struct epub_xml *epub_xml_new(bool document)
{
	struct epub_xml *x = mem_alloc(sizeof *x);
	buf_init(&x->scratch, BUF_NO_LIMIT);
	x->out = xmlBufferCreate();
	x->writer = xmlNewTextWriterMemory(x->out, 0);
	if (!x->out || !x->writer)
		abort();
	xmlTextWriterSetIndent(x->writer, 1);
	xmlTextWriterSetIndentString(x->writer, BAD_CAST "  ");
	if (document)
		must(xmlTextWriterStartDocument(x->writer, NULL, "UTF-8", NULL));
	return x;
}

void epub_xml_open(struct epub_xml *x, const char *element)
{
	must(xmlTextWriterStartElement(x->writer, BAD_CAST element));
}

void epub_xml_close(struct epub_xml *x)
{
	must(xmlTextWriterEndElement(x->writer));
}

void epub_xml_text(struct epub_xml *x, struct str text)
{
	buf_clear(&x->scratch);
	buf_xml(&x->scratch, text);
	epub_xml_raw(x, buf_view(&x->scratch));
}

void epub_xml_raw(struct epub_xml *x, struct str xml)
{
	if (xml.n)
		must(xmlTextWriterWriteRawLen(x->writer, BAD_CAST xml.p, (int)xml.n));
}

void epub_xml_attr(struct epub_xml *x, const char *name, struct str value)
{
	must(xmlTextWriterStartAttribute(x->writer, BAD_CAST name));
	epub_xml_text(x, value);
	must(xmlTextWriterEndAttribute(x->writer));
}

void epub_xml_element(struct epub_xml *x, const char *element, struct str text)
{
	if (!str_trim(text).n)
		return;
	epub_xml_open(x, element);
	epub_xml_text(x, str_trim(text));
	epub_xml_close(x);
}

struct str epub_xml_end(struct epub_xml *x, struct arena *a)
{
	must(xmlTextWriterEndDocument(x->writer));
	xmlFreeTextWriter(x->writer);
	struct str xml = arena_copy(a, (struct str){(const char *)xmlBufferContent(x->out), (size_t)xmlBufferLength(x->out)});
	xmlBufferFree(x->out);
	buf_free(&x->scratch);
	free(x);
	return xml;
}
