/* libxml2's writer with slices: the packaging documents are made through it, so that they are well-formed by construction. */
#ifndef SHEAF_WRITE_EPUB_XML_H
#define SHEAF_WRITE_EPUB_XML_H

#include "base/buf.h"

struct epub_xml;

struct epub_xml *epub_xml_new(bool document); /* document: begin with an XML declaration; else a fragment */
void epub_xml_open(struct epub_xml *x, const char *element);
void epub_xml_close(struct epub_xml *x);
void epub_xml_attr(struct epub_xml *x, const char *name, struct str value);
void epub_xml_text(struct epub_xml *x, struct str text);
void epub_xml_raw(struct epub_xml *x, struct str xml); /* well-formed already */
/* An element with text and nothing else; nothing at all when the text is empty. */
void epub_xml_element(struct epub_xml *x, const char *element, struct str text);
struct str epub_xml_end(struct epub_xml *x, struct arena *a); /* closes what is open; frees x */

#endif
