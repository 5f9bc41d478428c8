/* sheaf's additions to cmark's grammar: notes, definition lists, ==mark==, and the marks of premark.h. */
#ifndef SHEAF_READ_GRAMMAR_H
#define SHEAF_READ_GRAMMAR_H

#define CMARK_NO_SHORT_NAMES /* NODE_LIST and its like are ours */
#include <cmark-gfm-extension_api.h>
#include "base/str.h"

/* Node types that cmark gives us; the same for the life of the program. */
struct grammar {
	cmark_syntax_extension *own;
	cmark_syntax_extension *table, *strikethrough, *autolink;
	cmark_node_type definitions, term, definition, note; /* blocks */
	cmark_node_type table_node, row_node, cell_node, strike_node;
};
const struct grammar *grammar_get(void);

/*
 * cmark's tables let only cmark's own inlines into their cells. So what stands for our marks is a footnote reference, a
 * type that cmark itself never makes here, and ==mark== is an emphasis that we remember.
 */
#define GRAMMAR_MARKER CMARK_NODE_FOOTNOTE_REFERENCE
bool grammar_is_mark(cmark_node *emphasis);

/* A tree to be freed with cmark_node_free. text is a copy that premark_text made. Any thread may call it. */
cmark_node *grammar_parse(const char *text, size_t n);

/* The source line, within the text given, that a term stands on. */
int grammar_term_line(cmark_node *term);

/* Length of `[^label]:` and the blanks after it at the start of s, with the label; 0 when there is none. */
size_t grammar_note_label(struct str s, struct str *label);

#endif
