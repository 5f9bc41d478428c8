/* Attributes in braces, after an image or a heading: {#id .class width=60% align=right lang=fr .decorative}. */
#ifndef SHEAF_READ_ATTRIBUTES_H
#define SHEAF_READ_ATTRIBUTES_H

#include "base/diag.h"
#include "book/node.h"

#define ATTRIBUTES_MEASURE 600 /* CSS pixels that count as the full measure: a narrow screen's column */

struct attributes {
	struct str id, classes, lang;
	enum node_align align;
	uint32_t width; /* thousandths of the measure */
	bool decorative, open;
};

/*
 * Reads braces at the start of s. Their length, or 0 when they are text: when something inside is neither #id, .class,
 * key=value nor `-`. What has the form but not the sense is BAD_ATTRIBUTE, and ignored.
 */
size_t attributes_read(struct arena *a, struct str s, struct pos pos, struct diags *d, struct attributes *out);

/* 60%, 300px, 300, 4in, 10cm, 20em as thousandths of the measure, at most 1000; 0 when it is none of these. */
uint32_t attributes_width(struct str s);
enum node_align attributes_align(struct str s); /* ALIGN_NONE when unknown */
bool attributes_id(struct str s);               /* a valid XML name, ASCII or not, without a colon */
bool attributes_class(struct str s);            /* [A-Za-z_][A-Za-z0-9_-]* */

#endif
