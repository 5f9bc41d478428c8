/*
 * Why notes are ours: cmark's own footnotes leave out unused definitions and repeated labels without a word, and number
 * the rest before anybody can ask where they stood.
 *
 * cmark-gfm keeps the special characters of the extensions in use in a table of the whole process, which it fills before
 * it parses inlines and empties afterwards. Two parsers at once would take each other's characters away, so that phase
 * goes by turns; the block phase runs freely.
 */
#include "read/grammar.h"

#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmark-gfm-core-extensions.h>
#include "read/premark.h"

extern cmark_node_type CMARK_NODE_TABLE, CMARK_NODE_TABLE_ROW, CMARK_NODE_TABLE_CELL, CMARK_NODE_STRIKETHROUGH;

#define MARKER_LONGEST 2000 /* bytes of a [[target]] or [^label] */

static struct grammar the_grammar; /* written once, below */
static pthread_once_t once = PTHREAD_ONCE_INIT;
static pthread_mutex_t inline_phase = PTHREAD_MUTEX_INITIALIZER;

bool grammar_is_mark(cmark_node *emphasis)
{
	return cmark_node_get_user_data(emphasis) == &the_grammar;
}

size_t grammar_note_label(struct str s, struct str *label)
{
	if (s.n < 5 || (s.p[0] != '[' && s.p[0] != MARK_NOTE) || s.p[1] != '^')
		return 0;
	size_t i = 2;
	while (i < s.n && (unsigned char)s.p[i] > ' ' && s.p[i] != ']' && s.p[i] != '[')
		i++;
	if (i == 2 || i + 1 >= s.n || s.p[i] != ']' || s.p[i + 1] != ':')
		return 0;
	*label = (struct str){s.p + 2, i - 2};
	for (i += 2; i < s.n && (s.p[i] == ' ' || s.p[i] == '\t'); i++)
		;
	return i;
}

static cmark_node *add(cmark_syntax_extension *ext, cmark_parser *parser, cmark_node *parent, cmark_node_type type, int col)
{
	cmark_node *n = cmark_parser_add_child(parser, parent, type, col);
	cmark_node_set_syntax_extension(n, ext);
	return n;
}

/* The lines of a paragraph become terms; `last` is the line of the last. */
static void add_terms(cmark_syntax_extension *ext, cmark_parser *parser, cmark_node *list, char *text, int last, int col)
{
	int line = last + 1;
	for (char *p = text; *p; p++)
		line -= *p == '\n' && p[1] != '\0';
	line -= *text != '\0';
	for (char *p = text; *p; line++) {
		char *end = strchr(p, '\n');
		if (end)
			*end = '\0';
		cmark_node *term = add(ext, parser, list, the_grammar.term, col);
		cmark_node_set_string_content(term, p);
		cmark_node_set_user_data(term, (void *)(intptr_t)line);
		if (!end)
			break;
		p = end + 1;
	}
}

int grammar_term_line(cmark_node *term)
{
	return (int)(intptr_t)cmark_node_get_user_data(term);
}

/* The list whose terms are the paragraph just before this line, or NULL. */
static cmark_node *open_definitions(cmark_syntax_extension *ext, cmark_parser *parser, cmark_node *container)
{
	int line = cmark_parser_get_line_number(parser);
	bool direct = cmark_node_get_type(container) == CMARK_NODE_PARAGRAPH;
	cmark_node *paragraph = direct ? container : cmark_node_last_child(container);
	if (!paragraph || cmark_node_get_type(paragraph) != CMARK_NODE_PARAGRAPH)
		return NULL;
	if (!direct && cmark_node_get_end_line(paragraph) != line - 2)
		return NULL;
	const char *content = cmark_node_get_string_content(paragraph);
	if (!content || !*content)
		return NULL;
	char *text = strdup(content);
	int col = cmark_node_get_start_column(paragraph);
	cmark_node *list = container;
	if (!text)
		abort();
	if (direct) {
		if (!cmark_node_set_type(paragraph, the_grammar.definitions)) {
			free(text);
			return NULL;
		}
		cmark_node_set_syntax_extension(paragraph, ext);
	} else {
		cmark_node_unlink(paragraph);
		cmark_node_free(paragraph);
		list = add(ext, parser, container, the_grammar.definitions, col);
	}
	add_terms(ext, parser, list, text, direct ? line - 1 : line - 2, col);
	free(text);
	return list;
}

static cmark_node *open_definition(cmark_syntax_extension *ext, cmark_parser *parser, cmark_node *container,
	const char *input, int at)
{
	cmark_node *list = container;
	if (cmark_node_get_type(container) != the_grammar.definitions)
		list = open_definitions(ext, parser, container);
	if (!list)
		return NULL;
	cmark_node *n = add(ext, parser, list, the_grammar.definition, at + 1);
	int blanks = 0;
	while (blanks < 4 && input[at + 1 + blanks] == ' ')
		blanks++;
	if (blanks == 0)
		blanks = 1;
	cmark_parser_advance_offset(parser, input, at + 1 - cmark_parser_get_offset(parser), false);
	cmark_parser_advance_offset(parser, input, blanks, true);
	return n;
}

static cmark_node *open_block(cmark_syntax_extension *ext, int indented, cmark_parser *parser, cmark_node *container,
	unsigned char *input, int len)
{
	int at = cmark_parser_get_first_nonspace(parser);
	struct str label, rest = {(char *)input + at, (size_t)(len - at)};
	if (indented || at >= len)
		return NULL;
	if (input[at] == ':' && at + 1 < len && (input[at + 1] == ' ' || input[at + 1] == '\t')) {
		const unsigned char *p = input + at + 1;
		while (*p == ' ' || *p == '\t')
			p++;
		return *p == '\n' || *p == '\0' ? NULL : open_definition(ext, parser, container, (char *)input, at);
	}
	size_t n = grammar_note_label(rest, &label);
	if (!n)
		return NULL;
	cmark_node *note = add(ext, parser, container, the_grammar.note, at + 1);
	cmark_parser_advance_offset(parser, (char *)input, at + (int)n - cmark_parser_get_offset(parser), false);
	return note;
}

/* Whether the line goes on with an open block of ours. */
static int match_block(cmark_syntax_extension *ext, cmark_parser *parser, unsigned char *input, int len, cmark_node *n)
{
	cmark_node_type type = cmark_node_get_type(n);
	if (type == the_grammar.definitions)
		return 1;
	if (type != the_grammar.definition && type != the_grammar.note)
		return 0;
	if (cmark_parser_is_blank(parser))
		return 1;
	int indent = cmark_parser_get_indent(parser);
	int columns = indent >= 4 ? 4 : type == the_grammar.definition && indent >= 2 ? 2 : 0;
	if (columns)
		cmark_parser_advance_offset(parser, (char *)input, columns, true);
	return columns != 0;
}

static int can_contain(cmark_syntax_extension *ext, cmark_node *n, cmark_node_type child)
{
	cmark_node_type type = cmark_node_get_type(n);
	bool block = (child & CMARK_NODE_TYPE_MASK) == CMARK_NODE_TYPE_BLOCK;
	if (type == the_grammar.definitions)
		return child == the_grammar.term || child == the_grammar.definition;
	if (type == the_grammar.definition || type == the_grammar.note)
		return block && child != CMARK_NODE_ITEM && child != the_grammar.term && child != the_grammar.definition &&
		       (type != the_grammar.note || child != the_grammar.note);
	return type == the_grammar.term && !block;
}

static int contains_inlines(cmark_syntax_extension *ext, cmark_node *n)
{
	return cmark_node_get_type(n) == the_grammar.term;
}

static bool alnum(unsigned char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* A run of exactly two = opens or closes a mark; between letters and digits, as in x==1, it is text. */
static cmark_node *match_equals(cmark_inline_parser *in)
{
	int left, right, before_punct, after_punct, at = cmark_inline_parser_get_offset(in);
	int n = cmark_inline_parser_scan_delimiters(in, 100, '=', &left, &right, &before_punct, &after_punct);
	char run[101];
	memset(run, '=', (size_t)n);
	run[n] = '\0';
	cmark_node *text = cmark_node_new(CMARK_NODE_TEXT);
	cmark_node_set_literal(text, run);
	bool inside = at > 0 && alnum(cmark_inline_parser_peek_at(in, at - 1)) && !cmark_inline_parser_is_eof(in) &&
		      alnum(cmark_inline_parser_peek_char(in));
	if (n == 2 && (left || right) && !inside)
		cmark_inline_parser_push_delimiter(in, '=', left, right, text);
	return text;
}

static cmark_node *marker(cmark_inline_parser *in, int end)
{
	cmark_inline_parser_set_offset(in, end);
	return cmark_node_new(GRAMMAR_MARKER);
}

/* [[target]] whole, or `[[target|` when a text follows, for that is running text. */
static cmark_node *match_wiki(cmark_inline_parser *in, struct str s, int offset)
{
	bool embed = s.p[0] == MARK_EMBED;
	size_t open = embed;
	if (open + 2 > s.n || s.p[open] != MARK_WIKI_OPEN || s.p[open + 1] != MARK_WIKI_OPEN)
		return NULL;
	for (size_t i = open + 2; i + 1 < s.n; i++) {
		if (s.p[i] == '|' && !embed)
			return marker(in, offset + (int)i + 1);
		if (s.p[i] == MARK_WIKI_CLOSE && s.p[i + 1] == MARK_WIKI_CLOSE)
			return marker(in, offset + (int)i + 2);
		if (s.p[i] == '\n')
			return NULL;
	}
	return NULL;
}

static cmark_node *match_inline(cmark_syntax_extension *ext, cmark_parser *parser, cmark_node *parent, unsigned char c,
	cmark_inline_parser *in)
{
	if (c == '=')
		return match_equals(in);
	if (c >= ' ' || c == '\n')
		return NULL;
	int offset = cmark_inline_parser_get_offset(in);
	const char *p = cmark_node_get_string_content(parent) + offset;
	struct str s = {p, strnlen(p, MARKER_LONGEST)};
	if (c == MARK_WIKI_OPEN || c == MARK_EMBED)
		return match_wiki(in, s, offset);
	if (c == MARK_WIKI_CLOSE)
		return s.n > 1 && s.p[1] == MARK_WIKI_CLOSE ? marker(in, offset + 2) : NULL;
	if (c == MARK_CARET)
		return s.n > 1 && s.p[1] == MARK_INLINE ? marker(in, offset + 2) : NULL;
	if (c == MARK_INLINE_END)
		return marker(in, offset + 1);
	if (c != MARK_NOTE)
		return NULL;
	size_t end = str_find_char(s, ']');
	return end < s.n && !memchr(s.p, '\n', end) ? marker(in, offset + (int)end + 1) : NULL;
}

static delimiter *insert_mark(cmark_syntax_extension *ext, cmark_parser *parser, cmark_inline_parser *in, delimiter *opener,
	delimiter *closer)
{
	delimiter *result = closer->next;
	cmark_node *mark = opener->inl_text, *next;
	if (!cmark_node_set_type(mark, CMARK_NODE_EMPH))
		return result;
	cmark_node_set_user_data(mark, &the_grammar);
	for (cmark_node *n = cmark_node_next(mark); n && n != closer->inl_text; n = next) {
		next = cmark_node_next(n);
		cmark_node_append_child(mark, n);
	}
	cmark_node_free(closer->inl_text);
	for (delimiter *d = closer, *before; d; d = before) {
		before = d == opener ? NULL : d->previous;
		cmark_inline_parser_remove_delimiter(in, d);
	}
	return result;
}

static void grammar_init(void)
{
	static const unsigned char special[] = {'=', MARK_WIKI_OPEN, MARK_WIKI_CLOSE, MARK_NOTE, MARK_CARET, MARK_INLINE_END,
		MARK_EMBED};
	struct grammar *g = &the_grammar;
	cmark_gfm_core_extensions_ensure_registered();
	g->table = cmark_find_syntax_extension("table");
	g->strikethrough = cmark_find_syntax_extension("strikethrough");
	g->autolink = cmark_find_syntax_extension("autolink");
	g->table_node = CMARK_NODE_TABLE;
	g->row_node = CMARK_NODE_TABLE_ROW;
	g->cell_node = CMARK_NODE_TABLE_CELL;
	g->strike_node = CMARK_NODE_STRIKETHROUGH;
	g->definitions = cmark_syntax_extension_add_node(0);
	g->term = cmark_syntax_extension_add_node(0);
	g->definition = cmark_syntax_extension_add_node(0);
	g->note = cmark_syntax_extension_add_node(0);
	g->own = cmark_syntax_extension_new("sheaf");
	cmark_syntax_extension_set_open_block_func(g->own, open_block);
	cmark_syntax_extension_set_match_block_func(g->own, match_block);
	cmark_syntax_extension_set_can_contain_func(g->own, can_contain);
	cmark_syntax_extension_set_contains_inlines_func(g->own, contains_inlines);
	cmark_syntax_extension_set_match_inline_func(g->own, match_inline);
	cmark_syntax_extension_set_inline_from_delim_func(g->own, insert_mark);
	cmark_llist *chars = NULL;
	for (size_t i = 0; i < sizeof special; i++)
		chars = cmark_llist_append(cmark_get_default_mem_allocator(), chars, (void *)(uintptr_t)special[i]);
	cmark_syntax_extension_set_special_inline_chars(g->own, chars);
}

const struct grammar *grammar_get(void)
{
	pthread_once(&once, grammar_init);
	return &the_grammar;
}

cmark_node *grammar_parse(const char *text, size_t n)
{
	const struct grammar *g = grammar_get();
	cmark_parser *parser = cmark_parser_new(CMARK_OPT_DEFAULT);
	cmark_parser_attach_syntax_extension(parser, g->own);
	cmark_parser_attach_syntax_extension(parser, g->table);
	cmark_parser_attach_syntax_extension(parser, g->strikethrough);
	cmark_parser_attach_syntax_extension(parser, g->autolink);
	cmark_parser_feed(parser, text, n);
	pthread_mutex_lock(&inline_phase);
	cmark_node *root = cmark_parser_finish(parser);
	pthread_mutex_unlock(&inline_phase);
	cmark_parser_free(parser);
	return root;
}
