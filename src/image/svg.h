/* SVG as a tree, vetted. Private to image/; libxml2's types stay in svg*.c and cover*.c. */
#ifndef SHEAF_IMAGE_SVG_H
#define SHEAF_IMAGE_SVG_H

#include <libxml/tree.h>
#include "image/codec.h"

#define SVG_NS "http://www.w3.org/2000/svg"
#define XLINK_NS "http://www.w3.org/1999/xlink"

/* Parses text; nothing is loaded from anywhere, and entities that hold others are refused. NULL, with a diagnostic of the job's,
 * when it is no SVG. The caller frees with xmlFreeDoc. */
xmlDocPtr svg_open(const struct job *job, struct str text);

/* Takes out of the tree what a book cannot hold; each kind of it is told of once. True when CSS makes the picture move. */
bool svg_clean(const struct job *job, xmlDocPtr doc);

/* The root as UTF-8, behind an XML declaration. */
struct str svg_write(struct arena *a, xmlDocPtr doc);

/* A decimal number at the start of *s in thousandths, moving *s past it (and past leading blanks); false when there is none. */
bool svg_number(const char **s, int64_t *milli);
/* A length in thousandths of a CSS px; false for percentages and nonsense. */
bool svg_length(const char *s, int64_t *milli);
/* Width and height, else those of the viewBox, in thousandths of a px; false when there are none. */
bool svg_nominal(const xmlNode *root, int64_t *width, int64_t *height);

struct str svg_decimal(struct arena *a, int64_t milli); /* thousandths as a decimal number, as short as can be */

const char *svg_attribute(const xmlNode *node, const char *name); /* no namespace; NULL when absent. Borrowed. */

/* The style sheet or declarations without imports, outside references and comments; *dropped is set when any went. */
struct str svg_css(struct arena *a, struct str css, bool *dropped);
/* May a book's picture refer to it? A fragment of itself, or a PNG or JPEG within. */
bool svg_reference_ok(struct str url);

#endif
