/*
 * Nodes to XHTML (EPUB 3.3, section 6.1: the XHTML syntax of HTML), one small function a kind, found in a table.
 *
 * A tree that was mended from raw HTML may hold anything anywhere, and one misplaced element makes the whole chapter
 * unreadable to strict reading systems. So an element is opened only where HTML's content model allows it: `phrase` says that only
 * inlines may follow, and a block met there gives its text alone; `link` and `defining` guard the elements that may not hold their own
 * kind; structures (lists, tables, definitions) pick their children by kind and wrap what does not belong.
 *
 * Rejected: building a libxml2 tree and serialising it. Well-formedness would come for free, validity would not, and it costs several times
 * the time of appending to a buffer.
 */
#include "markup/xhtml_part.h"

#include <string.h>
#include "base/path.h"
#include "base/utf8.h"

/* Read caps nesting far below; whatever lies deeper than this is set as its text. */
enum { DEEPEST = 400 };

void put_number(struct buf *b, int64_t value)
{
	char digits[24], *p = digits + sizeof digits;
	uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
	do
		*--p = (char)('0' + rest % 10);
	while (rest /= 10);
	if (value < 0)
		*--p = '-';
	buf_put(b, p, (size_t)(digits + sizeof digits - p));
}

void element_attr(struct rendering *r, const char *name, struct str value)
{
	buf_char(r->out, ' ');
	buf_cstr(r->out, name);
	buf_cstr(r->out, "=\"");
	buf_xml(r->out, value);
	buf_char(r->out, '"');
}

void element_number(struct rendering *r, const char *name, int64_t value)
{
	buf_char(r->out, ' ');
	buf_cstr(r->out, name);
	buf_cstr(r->out, "=\"");
	put_number(r->out, value);
	buf_char(r->out, '"');
}

void element_width(struct rendering *r, const struct node *n)
{
	uint32_t width = n->attrs ? n->attrs->width : 0;
	if (!width)
		return;
	buf_cstr(r->out, " style=\"width:");
	put_number(r->out, width / 10);
	if (width % 10) {
		buf_char(r->out, '.');
		put_number(r->out, width % 10);
	}
	buf_cstr(r->out, n->kind == NODE_IMAGE ? "%;height:auto\"" : "%\"");
}

static const char *const align_classes[] = {
	[ALIGN_NONE] = "",
	[ALIGN_LEFT] = "left",
	[ALIGN_CENTRE] = "centre",
	[ALIGN_RIGHT] = "right",
	[ALIGN_JUSTIFY] = "justify",
};

static void put_classes(struct rendering *r, const struct node *n, const char *class)
{
	const struct attrs *a = n->attrs;
	enum node_align align = a ? a->align : ALIGN_NONE;
	if (!align && n->kind == NODE_CELL)
		align = n->u.cell.align;
	struct str parts[] = {str_c(class), a ? a->classes : (struct str){0}, str_c(align_classes[align])};
	bool open = false;
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		if (!parts[i].n)
			continue;
		buf_cstr(r->out, open ? " " : " class=\"");
		buf_xml(r->out, parts[i]);
		open = true;
	}
	if (open)
		buf_char(r->out, '"');
}

void element_begin(struct rendering *r, const struct node *n, const char *tag, const char *class)
{
	buf_char(r->out, '<');
	buf_cstr(r->out, tag);
	const struct attrs *a = n->attrs;
	if (a && a->id.n && !r->plain)
		element_attr(r, "id", a->id);
	put_classes(r, n, class);
	if (!a)
		return;
	if (a->lang.n) {
		element_attr(r, "lang", a->lang);
		element_attr(r, "xml:lang", a->lang);
	}
	if (a->dir.n)
		element_attr(r, "dir", a->dir);
	if (a->title.n)
		element_attr(r, "title", a->title);
}

void element_open(struct rendering *r, const struct node *n, const char *tag, const char *class)
{
	element_begin(r, n, tag, class);
	buf_char(r->out, '>');
}

void element_close(struct rendering *r, const char *tag)
{
	buf_cstr(r->out, "</");
	buf_cstr(r->out, tag);
	buf_char(r->out, '>');
}

void heavy_begin(struct rendering *r)
{
	buf_cstr(r->out, r->how->epub ? "" : "<strong>");
}

void heavy_end(struct rendering *r)
{
	buf_cstr(r->out, r->how->epub ? "" : "</strong>");
}

static struct str image_alt(const struct node *n)
{
	if (n->text.n || n->flags & NODE_DECORATIVE)
		return n->text;
	if (n->attrs && n->attrs->title.n)
		return n->attrs->title;
	return path_stem(n->u.image.dest);
}

bool has_text(const struct node *n)
{
	for (const struct node *at = n; at; at = node_walk(n, at, false)) {
		if (at->kind == NODE_IMAGE && !(at->flags & NODE_DECORATIVE))
			return true;
		if ((at->kind == NODE_TEXT || at->kind == NODE_CODE || at->kind == NODE_CODE_BLOCK) && utf8_trim(at->text).n)
			return true;
	}
	return false;
}

/* The text of a tree too deep to nest elements for. */
static void render_text(struct rendering *r, const struct node *n)
{
	for (const struct node *at = n; at; at = node_walk(n, at, false)) {
		if (at->kind == NODE_IMAGE)
			buf_xml(r->out, image_alt(at));
		else if (at->text.n)
			render_words(r, at, 0, at->text.n);
		else if (at->kind == NODE_SOFT_BREAK || at->kind == NODE_LINE_BREAK || !node_infos[at->kind].inlined)
			buf_char(r->out, ' ');
	}
}

void render_children(struct rendering *r, const struct node *n)
{
	for (const struct node *at = n->first; at; at = at->next)
		render(r, at);
}

void render_phrase(struct rendering *r, const struct node *n)
{
	r->phrase++;
	render_children(r, n);
	r->phrase--;
}

/* A run of inlines that is nothing but line breaks between blocks needs no paragraph. */
static bool run_is_blank(const struct node *n)
{
	for (; n && node_infos[n->kind].inlined; n = n->next)
		if (n->kind != NODE_SOFT_BREAK && n->kind != NODE_LINE_BREAK && !(n->kind == NODE_TEXT && !str_trim(n->text).n))
			return false;
	return true;
}

void render_range(struct rendering *r, const struct node *first, const struct node *end, const struct node *skip)
{
	for (const struct node *at = first; at && at != end;) {
		if (at == skip) {
			at = at->next;
			continue;
		}
		if (!node_infos[at->kind].inlined || r->phrase) {
			render(r, at);
			at = at->next;
			continue;
		}
		bool blank = run_is_blank(at);
		if (!blank)
			buf_cstr(r->out, "<p>");
		r->phrase++;
		for (; at && at != end && at != skip && node_infos[at->kind].inlined; at = at->next)
			if (!blank)
				render(r, at);
		r->phrase--;
		if (!blank)
			buf_cstr(r->out, "</p>\n");
	}
}

void render_blocks(struct rendering *r, const struct node *n, const struct node *skip)
{
	render_range(r, n->first, NULL, skip);
}

void render_lead(struct rendering *r, const struct node *of)
{
	if (of->kind == NODE_ITEM)
		render_check(r, of);
	else
		note_number(r, of);
}

void render_tail(struct rendering *r, const struct node *of)
{
	buf_char(r->out, ' ');
	note_return(r, of);
}

/* blocks */

static void block_page_break(struct rendering *r, const struct node *n, const char *tag)
{
	buf_cstr(r->out, "<div");
	if (node_id(n).n && !r->plain)
		element_attr(r, "id", node_id(n));
	buf_cstr(r->out, " class=\"page-break\"></div>\n");
}

static void block_scene_break(struct rendering *r, const struct node *n, const char *tag)
{
	element_begin(r, n, tag, "scene-break");
	buf_cstr(r->out, "/>\n");
}

static void block_paragraph(struct rendering *r, const struct node *n, const char *tag)
{
	element_open(r, n, tag, "");
	if (n == r->lead_in)
		render_lead(r, r->lead_of);
	render_phrase(r, n);
	if (n == r->tail_in)
		render_tail(r, r->tail_of);
	element_close(r, tag);
	buf_char(r->out, '\n');
}

static void block_callout_title(struct rendering *r, const struct node *n, const char *tag)
{
	element_open(r, n, tag, "callout-title");
	heavy_begin(r);
	render_phrase(r, n);
	heavy_end(r);
	element_close(r, tag);
	buf_char(r->out, '\n');
}

static void block_heading(struct rendering *r, const struct node *n, const char *tag)
{
	static const char *const tags[] = {"h2", "h3", "h4", "h5", "h6"};
	int level = n->u.heading.level < 2 ? 2 : n->u.heading.level > 6 ? 6 : n->u.heading.level;
	/* a heading without words would be announced as nothing: its id stays as a mark */
	block_paragraph(r, n, has_text(n) ? tags[level - 2] : "p");
}

static void block_container(struct rendering *r, const struct node *n, const char *tag)
{
	element_open(r, n, tag, "");
	buf_char(r->out, '\n');
	render_blocks(r, n, NULL);
	element_close(r, tag);
	buf_char(r->out, '\n');
}

static void block_children(struct rendering *r, const struct node *n, const char *tag)
{
	render_blocks(r, n, NULL);
}

/* A part of a structure that stands alone: an item without its list, a cell without its row. */
static void block_stray(struct rendering *r, const struct node *n, const char *tag)
{
	element_open(r, n, "div", "");
	render_children(r, n);
	buf_cstr(r->out, "</div>\n");
}

/* A block where only inlines may stand: its text, kept apart from what is before. */
static void render_flat(struct rendering *r, const struct node *n)
{
	char before = r->out->n ? r->out->p[r->out->n - 1] : '>';
	if (before != '>' && before != ' ')
		buf_char(r->out, ' ');
	bool marked = node_id(n).n && !r->plain;
	if (marked)
		element_open(r, n, "span", "");
	if (n->kind == NODE_CODE_BLOCK) {
		buf_cstr(r->out, "<code>");
		render_words(r, n, 0, n->text.n);
		buf_cstr(r->out, "</code>");
	}
	render_children(r, n);
	if (marked)
		buf_cstr(r->out, "</span>");
}

/* inlines */

/* Bytes of a node's text, with the marks of the printed pages that begin in them. */
void render_words(struct rendering *r, const struct node *n, size_t from, size_t to)
{
	struct xhtml_page_break mark;
	bool may = r->how->page_break && !r->plain;
	for (size_t at = from; may && r->how->page_break(r->how->context, r->article, n, (uint32_t)at, &mark) && mark.offset < to;) {
		buf_xml(r->out, str_sub(n->text, from, mark.offset));
		buf_cstr(r->out, r->how->epub ? "<span epub:type=\"pagebreak\" role=\"doc-pagebreak\"" : "<span role=\"doc-pagebreak\"");
		element_attr(r, "id", mark.id);
		element_attr(r, "aria-label", mark.label);
		buf_cstr(r->out, "></span>");
		from = mark.offset;
		at = from + 1;
	}
	buf_xml(r->out, str_sub(n->text, from, to));
}

static void render_span(struct rendering *r, const struct node *n, const struct xhtml_span *span)
{
	const char *tag = span->kind == XHTML_SPAN_ANCHOR ? "span" : "a";
	buf_char(r->out, '<');
	buf_cstr(r->out, tag);
	if (span->id.n)
		element_attr(r, "id", span->id);
	if (span->kind == XHTML_SPAN_GLOSS)
		buf_cstr(r->out, r->how->epub ? " class=\"gloss-ref\" epub:type=\"noteref\" role=\"doc-noteref\"" :
						" class=\"gloss-ref\" role=\"doc-glossref\"");
	if (span->href.n)
		element_attr(r, "href", span->href);
	buf_char(r->out, '>');
	render_words(r, n, span->offset, span->offset + span->length);
	element_close(r, tag);
}

static void inline_text(struct rendering *r, const struct node *n, const char *tag)
{
	struct xhtml_span span;
	uint32_t at = 0;
	bool may = r->how->span && !r->plain && !r->link;
	while (may && at < n->text.n && r->how->span(r->how->context, r->article, n, at, &span)) {
		render_words(r, n, at, span.offset);
		at = span.offset + span.length;
		render_span(r, n, &span);
	}
	render_words(r, n, at, n->text.n);
}

static void inline_soft_break(struct rendering *r, const struct node *n, const char *tag)
{
	buf_char(r->out, '\n');
}

static void inline_line_break(struct rendering *r, const struct node *n, const char *tag)
{
	buf_cstr(r->out, r->plain ? " " : "<br/>\n");
}

static void inline_break_chance(struct rendering *r, const struct node *n, const char *tag)
{
	buf_cstr(r->out, "<wbr/>");
}

static void inline_code(struct rendering *r, const struct node *n, const char *tag)
{
	element_open(r, n, tag, "");
	render_words(r, n, 0, n->text.n);
	element_close(r, tag);
}

static void inline_element(struct rendering *r, const struct node *n, const char *tag)
{
	element_open(r, n, tag, "");
	render_phrase(r, n);
	element_close(r, tag);
}

static void inline_defining(struct rendering *r, const struct node *n, const char *tag)
{
	const char *as = r->defining ? "span" : tag;
	r->defining++;
	inline_element(r, n, as);
	r->defining--;
}

/* The specification wants each base followed by its reading. */
static void inline_ruby(struct rendering *r, const struct node *n, const char *tag)
{
	bool read = false, base = false;
	for (const struct node *at = n->first; at; at = at->next)
		read |= at->kind == NODE_RUBY_TEXT;
	if (!read) {
		inline_element(r, n, "span");
		return;
	}
	element_open(r, n, tag, "");
	r->phrase++;
	for (const struct node *at = n->first; at; at = at->next) {
		base = at->kind != NODE_RUBY_TEXT;
		if (base)
			render(r, at);
		else
			inline_element(r, at, "rt");
	}
	r->phrase--;
	buf_cstr(r->out, base ? "<rt></rt></ruby>" : "</ruby>");
}

/* Note references inside a link would be links within a link: they follow it. */
static void render_moved_refs(struct rendering *r, const struct node *link)
{
	for (const struct node *at = link->first; at && at != link; at = node_walk(link, at, false))
		if (at->kind == NODE_NOTE_REF)
			inline_note_ref(r, at, NULL);
}

static void inline_link(struct rendering *r, const struct node *n, const char *tag)
{
	struct str href = {0};
	if (!r->plain && !r->link)
		href = r->how->link(r->how->context, r->article, n);
	if (!href.n) {
		if (n->attrs && !r->plain)
			inline_element(r, n, "span");
		else
			render_phrase(r, n);
		return;
	}
	element_begin(r, n, tag, "");
	element_attr(r, "href", href);
	bool worded = has_text(n), titled = n->attrs && n->attrs->title.n;
	if (!worded && n->first && !titled)
		element_attr(r, "aria-label", href);
	buf_char(r->out, '>');
	r->link++;
	render_phrase(r, n);
	r->link--;
	if (!n->first)
		buf_xml(r->out, titled ? n->attrs->title : href);
	element_close(r, tag);
	render_moved_refs(r, n);
}

/* What is said of it stands inside for browsers that cannot play it, and is its name for those who do not see it. */
static void inline_recording(struct rendering *r, const struct node *n, struct str src)
{
	const char *tag = n->u.image.asset->kind == ASSET_AUDIO ? "audio" : "video";
	element_begin(r, n, tag, "");
	buf_cstr(r->out, " controls=\"controls\" preload=\"metadata\"");
	element_attr(r, "src", src);
	element_attr(r, "aria-label", image_alt(n));
	element_width(r, n);
	buf_cstr(r->out, "><a");
	element_attr(r, "href", src);
	buf_char(r->out, '>');
	buf_xml(r->out, image_alt(n));
	buf_cstr(r->out, "</a>");
	element_close(r, tag);
}

static void inline_image(struct rendering *r, const struct node *n, const char *tag)
{
	uint32_t width = 0, height = 0;
	struct str src = {0};
	if (!r->plain)
		src = r->how->image(r->how->context, r->article, n, &width, &height);
	if (!src.n) {
		buf_xml(r->out, image_alt(n));
		return;
	}
	if (n->u.image.asset && n->u.image.asset->kind != ASSET_IMAGE) {
		inline_recording(r, n, src);
		return;
	}
	element_begin(r, n, tag, "");
	element_attr(r, "src", src);
	if (n->flags & NODE_DECORATIVE)
		buf_cstr(r->out, " alt=\"\" role=\"presentation\"");
	else
		element_attr(r, "alt", image_alt(n));
	if (width && height) {
		element_number(r, "width", width);
		element_number(r, "height", height);
	}
	element_width(r, n);
	buf_cstr(r->out, "/>");
}

static const struct row {
	render_fn fn;
	const char *tag;
} rows[NODE_KIND_COUNT] = {
	[NODE_ARTICLE] = {block_children, NULL},
	[NODE_PARAGRAPH] = {block_paragraph, "p"},
	[NODE_HEADING] = {block_heading, NULL},
	[NODE_QUOTE] = {block_container, "blockquote"},
	[NODE_LIST] = {block_list, NULL},
	[NODE_ITEM] = {block_stray, NULL},
	[NODE_CODE_BLOCK] = {block_code, "pre"},
	[NODE_SCENE_BREAK] = {block_scene_break, "hr"},
	[NODE_PAGE_BREAK] = {block_page_break, NULL},
	[NODE_CALLOUT] = {block_callout, "aside"},
	[NODE_EXERCISE] = {block_exercise, "div"},
	[NODE_CALLOUT_TITLE] = {block_callout_title, "p"},
	[NODE_DEFINITIONS] = {block_definitions, "dl"},
	[NODE_TERM] = {block_stray, NULL},
	[NODE_DEFINITION] = {block_stray, NULL},
	[NODE_TABLE] = {block_table, "table"},
	[NODE_ROW] = {block_stray, NULL},
	[NODE_CELL] = {block_stray, NULL},
	[NODE_FIGURE] = {block_figure, "figure"},
	[NODE_CAPTION] = {block_stray, NULL},
	[NODE_DETAILS] = {block_details, "details"},
	[NODE_SUMMARY] = {block_paragraph, "p"},
	[NODE_DIVISION] = {block_division, "div"},
	[NODE_TEXT] = {inline_text, NULL},
	[NODE_SOFT_BREAK] = {inline_soft_break, NULL},
	[NODE_LINE_BREAK] = {inline_line_break, NULL},
	[NODE_BREAK_CHANCE] = {inline_break_chance, NULL},
	[NODE_CODE] = {inline_code, "code"},
	[NODE_EMPHASIS] = {inline_element, "em"},
	[NODE_STRONG] = {inline_element, "strong"},
	[NODE_STRIKE] = {inline_element, "s"},
	[NODE_MARK] = {inline_element, "mark"},
	[NODE_SUPERSCRIPT] = {inline_element, "sup"},
	[NODE_SUBSCRIPT] = {inline_element, "sub"},
	[NODE_SMALL] = {inline_element, "small"},
	[NODE_UNDERLINE] = {inline_element, "u"},
	[NODE_INSERTED] = {inline_element, "ins"},
	[NODE_KEYBOARD] = {inline_element, "kbd"},
	[NODE_SAMPLE] = {inline_element, "samp"},
	[NODE_VARIABLE] = {inline_element, "var"},
	[NODE_CITATION] = {inline_element, "cite"},
	[NODE_QUOTATION] = {inline_element, "q"},
	[NODE_ABBREVIATION] = {inline_element, "abbr"},
	[NODE_DEFINING] = {inline_defining, "dfn"},
	[NODE_RUBY] = {inline_ruby, "ruby"},
	[NODE_RUBY_TEXT] = {inline_element, "span"},
	[NODE_SPAN] = {inline_element, "span"},
	[NODE_LINK] = {inline_link, "a"},
	[NODE_IMAGE] = {inline_image, "img"},
	[NODE_NOTE_REF] = {inline_note_ref, NULL},
	[NODE_NOTE] = {block_children, NULL},
};

void render(struct rendering *r, const struct node *n)
{
	if (++r->depth > DEEPEST)
		render_text(r, n);
	else if (r->phrase && !node_infos[n->kind].inlined)
		render_flat(r, n);
	else
		rows[n->kind].fn(r, n, rows[n->kind].tag);
	r->depth--;
}

void xhtml_body(struct buf *out, const struct article *a, const struct xhtml_spelling *how)
{
	struct rendering r = {.out = out, .article = a, .how = how, .note_prefix = note_prefix_for(a)};
	render(&r, a->body);
	render_workbook(&r);
	render_notes(&r);
}

void xhtml_inlines(struct buf *out, const struct article *a, const struct node *n, bool plain, const struct xhtml_spelling *how)
{
	struct rendering r = {.out = out, .article = a, .how = how, .note_prefix = note_prefix_for(a), .plain = plain};
	render_phrase(&r, n);
}

void xhtml_range(struct buf *out, const struct article *a, const struct node *first, const struct node *end, bool plain,
	const struct xhtml_spelling *how)
{
	struct rendering r = {.out = out, .article = a, .how = how, .note_prefix = note_prefix_for(a), .plain = plain};
	render_range(&r, first, end, NULL);
}
