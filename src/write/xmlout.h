/* libxml2's writer with slices: the packaging documents are made through it, so that they are well-formed by construction. */
#ifndef SHEAF_WRITE_XMLOUT_H
#define SHEAF_WRITE_XMLOUT_H

#include "base/buf.h"

struct xmlout;

struct xmlout *xmlout_new(bool document); /* document: begin with an XML declaration; else a fragment */
void xmlout_open(struct xmlout *x, const char *element);
void xmlout_close(struct xmlout *x);
void xmlout_attr(struct xmlout *x, const char *name, struct str value);
void xmlout_text(struct xmlout *x, struct str text);
void xmlout_raw(struct xmlout *x, struct str xml); /* well-formed already */
/* An element with text and nothing else; nothing at all when the text is empty. */
void xmlout_element(struct xmlout *x, const char *element, struct str text);
struct str xmlout_end(struct xmlout *x, struct arena *a); /* closes what is open; frees x */

#endif
