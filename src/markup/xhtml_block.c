/*
 * The structures of XHTML: lists, definitions, tables, figures, callouts, disclosures. HTML asks for a fixed order and kind of children in
 * each, so these pick children by kind, and wrap or move what does not belong.
 */
#include "markup/xhtml_part.h"

#include <string.h>
#include "book/exercise.h"

/* lists */

void render_check(struct rendering *r, const struct node *item)
{
	bool done = item->u.item.check == CHECK_DONE;
	buf_cstr(r->out, "<span class=\"check\" role=\"img\"");
	element_attr(r, "aria-label", label_text(done ? LABEL_DONE : LABEL_NOT_DONE, r->how->language));
	buf_cstr(r->out, done ? ">\xE2\x98\x91</span> " : ">\xE2\x98\x90</span> ");
}

static const struct node *only_paragraph(const struct node *n)
{
	const struct node *found = NULL;
	for (const struct node *at = n->first; at; at = at->next) {
		if (at->kind != NODE_PARAGRAPH)
			continue;
		if (found || at->attrs)
			return NULL;
		found = at;
	}
	return found;
}

void render_item(struct rendering *r, const struct node *n, bool tight, bool marked)
{
	bool task = marked && n->u.item.check != CHECK_NONE;
	const struct node *bare = tight ? only_paragraph(n) : NULL;
	element_begin(r, n, "li", task ? "task" : "");
	if (n->u.item.has_value)
		element_number(r, "value", n->u.item.value);
	buf_char(r->out, '>');
	const struct node *lead_in = r->lead_in, *lead_of = r->lead_of;
	if (task && n->first && n->first->kind == NODE_PARAGRAPH && n->first != bare) {
		r->lead_in = n->first;
		r->lead_of = n;
	} else if (task) {
		render_check(r, n);
	}
	for (const struct node *at = n->first; at; at = at->next) {
		if (at == bare)
			render_phrase(r, at);
		else
			render(r, at);
		if (at == bare && at->next)
			buf_char(r->out, '\n');
	}
	r->lead_in = lead_in;
	r->lead_of = lead_of;
	buf_cstr(r->out, "</li>\n");
}

static bool has_tasks(const struct node *list)
{
	for (const struct node *at = list->first; at; at = at->next)
		if (at->kind == NODE_ITEM && at->u.item.check != CHECK_NONE)
			return true;
	return false;
}

static void list_numbering(struct rendering *r, const struct node *n)
{
	static const struct str types[] = {{"a", 1}, {"A", 1}, {"i", 1}, {"I", 1}};
	if (n->u.list.letters || n->u.list.roman)
		element_attr(r, "type", types[(n->u.list.roman ? 2 : 0) + n->u.list.upper]);
	if (n->u.list.start != 1)
		element_number(r, "start", n->u.list.start);
	if (n->u.list.reversed)
		buf_cstr(r->out, " reversed=\"reversed\"");
}

void block_list(struct rendering *r, const struct node *n, const char *tag)
{
	tag = n->u.list.ordered ? "ol" : "ul";
	if (!n->first)
		return;
	element_begin(r, n, tag, has_tasks(n) ? "tasks" : "");
	if (n->u.list.ordered)
		list_numbering(r, n);
	buf_cstr(r->out, ">\n");
	for (const struct node *at = n->first; at; at = at->next) {
		if (at->kind == NODE_ITEM) {
			render_item(r, at, n->u.list.tight, true);
		} else {
			buf_cstr(r->out, "<li>");
			render(r, at);
			buf_cstr(r->out, "</li>\n");
		}
	}
	element_close(r, tag);
	buf_char(r->out, '\n');
}

/* definitions */

static void definition_term(struct rendering *r, const struct node *n)
{
	if (!r->article->glossary) {
		element_open(r, n, "dt", "");
		render_phrase(r, n);
		buf_cstr(r->out, "</dt>\n");
		return;
	}
	buf_cstr(r->out, r->how->epub ? "<dt epub:type=\"glossterm\">" : "<dt>");
	element_open(r, n, "dfn", "");
	r->defining++;
	render_phrase(r, n);
	r->defining--;
	buf_cstr(r->out, "</dfn></dt>\n");
}

static void definition_text(struct rendering *r, const struct node *n)
{
	const struct node *bare = only_paragraph(n);
	element_begin(r, n, "dd", "");
	if (r->article->glossary && r->how->epub)
		buf_cstr(r->out, " epub:type=\"glossdef\"");
	buf_char(r->out, '>');
	if (bare && bare == n->first && !bare->next)
		render_phrase(r, bare);
	else
		render_children(r, n);
	buf_cstr(r->out, "</dd>\n");
}

void block_definitions(struct rendering *r, const struct node *n, const char *tag)
{
	const struct node *at = n->first;
	/* what comes before the first term defines nothing */
	for (; at && at->kind != NODE_TERM; at = at->next)
		render(r, at);
	if (!at)
		return;
	/* the page's section says glossary: a list may not have the role that goes with it */
	element_open(r, n, tag, r->article->glossary ? "glossary" : "");
	buf_char(r->out, '\n');
	bool defined = false;
	for (; at; at = at->next) {
		defined = at->kind != NODE_TERM;
		if (at->kind == NODE_TERM) {
			definition_term(r, at);
		} else if (at->kind == NODE_DEFINITION) {
			definition_text(r, at);
		} else {
			buf_cstr(r->out, "<dd>");
			render(r, at);
			buf_cstr(r->out, "</dd>\n");
		}
	}
	buf_cstr(r->out, defined ? "</dl>\n" : "<dd></dd>\n</dl>\n");
}

/* tables */

static void table_cell(struct rendering *r, const struct node *n, bool head)
{
	/* a header cell without words is announced as a header of nothing */
	bool header = (head || n->flags & NODE_HEADER) && has_text(n);
	const char *tag = header ? "th" : "td";
	const struct node *bare = only_paragraph(n);
	element_begin(r, n, tag, r->filling && !head && !header && exercise_blank(n) ? "blank" : "");
	if (header)
		element_attr(r, "scope", head ? STR("col") : STR("row"));
	if (n->u.cell.column_span > 1)
		element_number(r, "colspan", n->u.cell.column_span > 1000 ? 1000 : n->u.cell.column_span);
	if (n->u.cell.row_span > 1)
		element_number(r, "rowspan", n->u.cell.row_span);
	buf_char(r->out, '>');
	if (bare && bare == n->first && !bare->next)
		render_phrase(r, bare);
	else
		render_children(r, n);
	element_close(r, tag);
}

static void table_row(struct rendering *r, const struct node *n, bool head)
{
	element_open(r, n, "tr", "");
	for (const struct node *at = n->first; at; at = at->next) {
		if (at->kind == NODE_CELL) {
			table_cell(r, at, head);
		} else {
			buf_cstr(r->out, "<td>");
			render(r, at);
			buf_cstr(r->out, "</td>");
		}
	}
	if (!n->first)
		buf_cstr(r->out, "<td></td>");
	buf_cstr(r->out, "</tr>\n");
}

/* Rows from *at on that are header rows, or that are not; moves *at past them. */
static void table_group(struct rendering *r, const struct node **at, bool head)
{
	const char *tag = head ? "thead" : "tbody";
	bool open = false;
	for (; *at; *at = (*at)->next) {
		if ((*at)->kind == NODE_CAPTION)
			continue;
		bool row = (*at)->kind == NODE_ROW;
		if (head && !(row && (*at)->flags & NODE_HEADER))
			break;
		if (!open) {
			buf_char(r->out, '<');
			buf_cstr(r->out, tag);
			buf_cstr(r->out, ">\n");
			open = true;
		}
		if (row) {
			table_row(r, *at, head || (*at)->flags & NODE_HEADER);
		} else {
			buf_cstr(r->out, "<tr><td>");
			render(r, *at);
			buf_cstr(r->out, "</td></tr>\n");
		}
	}
	if (open) {
		element_close(r, tag);
		buf_char(r->out, '\n');
	}
}

static const struct node *child_of_kind(const struct node *n, enum node_kind kind)
{
	const struct node *at = n->first;
	while (at && at->kind != kind)
		at = at->next;
	return at;
}

void block_table(struct rendering *r, const struct node *n, const char *tag)
{
	const struct node *caption = child_of_kind(n, NODE_CAPTION), *at = n->first;
	if (!child_of_kind(n, NODE_ROW)) {
		render_children(r, n);
		return;
	}
	element_begin(r, n, tag, "");
	element_width(r, n);
	buf_cstr(r->out, ">\n");
	if (caption) {
		element_open(r, caption, "caption", "");
		render_children(r, caption);
		buf_cstr(r->out, "</caption>\n");
	}
	table_group(r, &at, true);
	table_group(r, &at, false);
	buf_cstr(r->out, "</table>\n");
}

/* boxes */

void block_code(struct rendering *r, const struct node *n, const char *tag)
{
	struct str language = n->u.code.language;
	element_open(r, n, tag, "");
	buf_cstr(r->out, "<code");
	if (language.n) {
		buf_cstr(r->out, " class=\"language-");
		buf_xml(r->out, language);
		buf_char(r->out, '"');
	}
	buf_char(r->out, '>');
	render_words(r, n, 0, n->text.n);
	buf_cstr(r->out, "</code></pre>\n");
}

void block_callout(struct rendering *r, const struct node *n, const char *tag)
{
	enum label label;
	const char *tone;
	callout_lookup(n->u.callout.kind, &label, &tone);
	char class[64] = "callout callout-";
	strncat(class, tone, sizeof class - strlen(class) - 1);
	element_begin(r, n, tag, class);
	buf_cstr(r->out, " role=\"note\">\n");
	const struct node *title = n->first && n->first->kind == NODE_CALLOUT_TITLE ? n->first : NULL;
	if (title && has_text(title)) {
		render(r, title);
	} else {
		buf_cstr(r->out, "<p class=\"callout-title\">");
		heavy_begin(r);
		buf_xml(r->out, label_text(label, r->how->language));
		heavy_end(r);
		buf_cstr(r->out, "</p>\n");
	}
	render_blocks(r, n, title);
	element_close(r, tag);
	buf_char(r->out, '\n');
}

void block_figure(struct rendering *r, const struct node *n, const char *tag)
{
	const struct node *caption = child_of_kind(n, NODE_CAPTION);
	element_begin(r, n, tag, "");
	element_width(r, n);
	buf_cstr(r->out, ">\n");
	for (const struct node *at = n->first; at; at = at->next)
		if (at != caption)
			render(r, at);
	if (caption) {
		buf_char(r->out, '\n');
		element_open(r, caption, "figcaption", "");
		render_children(r, caption);
		buf_cstr(r->out, "</figcaption>");
	}
	buf_cstr(r->out, "\n</figure>\n");
}

/* Without a summary a reading system would show its own word for it, in its own language: so it is a plain box then. */
void block_details(struct rendering *r, const struct node *n, const char *tag)
{
	const struct node *summary = child_of_kind(n, NODE_SUMMARY);
	if (summary && !has_text(summary))
		summary = NULL;
	if (!summary)
		tag = "div";
	element_begin(r, n, tag, summary ? "" : "details");
	if (summary && n->flags & NODE_OPEN)
		buf_cstr(r->out, " open=\"open\"");
	buf_cstr(r->out, ">\n");
	if (summary) {
		element_open(r, summary, "summary", "");
		render_phrase(r, summary);
		buf_cstr(r->out, "</summary>\n");
	}
	render_blocks(r, n, summary);
	element_close(r, tag);
	buf_char(r->out, '\n');
}

/* EPUB Structural Semantics that raw HTML may name, each with its DPUB-ARIA role (EPUB SSV 1.1, mapping of DPUB-ARIA 1.1). */
static const struct {
	const char *type, *role;
} types[] = {
	{"abstract", "doc-abstract"},
	{"acknowledgments", "doc-acknowledgments"},
	{"afterword", "doc-afterword"},
	{"appendix", "doc-appendix"},
	{"colophon", "doc-colophon"},
	{"conclusion", "doc-conclusion"},
	{"credit", "doc-credit"},
	{"credits", "doc-credits"},
	{"dedication", "doc-dedication"},
	{"epigraph", "doc-epigraph"},
	{"epilogue", "doc-epilogue"},
	{"errata", "doc-errata"},
	{"foreword", "doc-foreword"},
	{"introduction", "doc-introduction"},
	{"notice", "doc-notice"},
	{"preface", "doc-preface"},
	{"prologue", "doc-prologue"},
	{"pullquote", "doc-pullquote"},
	{"qna", "doc-qna"},
	{"tip", "doc-tip"},
};

void block_division(struct rendering *r, const struct node *n, const char *tag)
{
	struct str type = n->attrs ? n->attrs->role : (struct str){0};
	element_begin(r, n, tag, "");
	for (size_t i = 0; i < sizeof types / sizeof *types && type.n; i++) {
		if (!str_is(type, types[i].type))
			continue;
		if (r->how->epub)
			element_attr(r, "epub:type", type);
		element_attr(r, "role", str_c(types[i].role));
	}
	buf_cstr(r->out, ">");
	render_children(r, n);
	element_close(r, tag);
	buf_char(r->out, '\n');
}
