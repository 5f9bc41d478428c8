/*
 * libxml2's text writer behind slices. It does nesting, indentation and the closing of what is open; escaping goes through
 * base/buf, which also drops the characters that XML cannot hold and libxml2 would write.
 */
#include "write/xmlout.h"

#include <stdlib.h>
#include <libxml/xmlwriter.h>

struct xmlout {
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

struct xmlout *xmlout_new(bool document)
{
	struct xmlout *x = mem_alloc(sizeof *x);
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

void xmlout_open(struct xmlout *x, const char *element)
{
	must(xmlTextWriterStartElement(x->writer, BAD_CAST element));
}

void xmlout_close(struct xmlout *x)
{
	must(xmlTextWriterEndElement(x->writer));
}

void xmlout_text(struct xmlout *x, struct str text)
{
	buf_clear(&x->scratch);
	buf_xml(&x->scratch, text);
	xmlout_raw(x, buf_view(&x->scratch));
}

void xmlout_raw(struct xmlout *x, struct str xml)
{
	if (xml.n)
		must(xmlTextWriterWriteRawLen(x->writer, BAD_CAST xml.p, (int)xml.n));
}

void xmlout_attr(struct xmlout *x, const char *name, struct str value)
{
	must(xmlTextWriterStartAttribute(x->writer, BAD_CAST name));
	xmlout_text(x, value);
	must(xmlTextWriterEndAttribute(x->writer));
}

void xmlout_element(struct xmlout *x, const char *element, struct str text)
{
	if (!str_trim(text).n)
		return;
	xmlout_open(x, element);
	xmlout_text(x, str_trim(text));
	xmlout_close(x);
}

struct str xmlout_end(struct xmlout *x, struct arena *a)
{
	must(xmlTextWriterEndDocument(x->writer));
	xmlFreeTextWriter(x->writer);
	struct str xml = arena_copy(a, (struct str){(const char *)xmlBufferContent(x->out), (size_t)xmlBufferLength(x->out)});
	xmlBufferFree(x->out);
	buf_free(&x->scratch);
	free(x);
	return xml;
}
