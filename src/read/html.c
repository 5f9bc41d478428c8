/*
 * Tags, text and character references. The tokens are HTML 5's, the tree is not: its insertion modes know of a document,
 * we have fragments between Markdown; what may stand where is the builder's to say.
 */
#include "read/html.h"

#include <string.h>
#define CMARK_NO_SHORT_NAMES
#include <cmark-gfm.h>
#include <libxml/HTMLparser.h>
#include "base/utf8.h"
#include "read/attributes.h"
#include "read/html_tag.h"
#include "read/premark.h"
#include "read/shape.h"

struct html {
	struct builder *b;
	struct sourcepos *m;
	struct str s; /* m->content */
	size_t to;
};

/* A name that libxml2, which knows HTML 4's, does not know: cmark has all of HTML 5's. */
static struct str rare_entity(struct arena *a, struct str whole)
{
	char text[48];
	struct str out = {0};
	if (whole.n >= sizeof text)
		return out;
	memcpy(text, whole.p, whole.n);
	cmark_node *doc = cmark_parse_document(text, whole.n, CMARK_OPT_DEFAULT);
	cmark_node *p = cmark_node_first_child(doc), *t = p ? cmark_node_first_child(p) : NULL;
	const char *literal = t ? cmark_node_get_literal(t) : NULL;
	if (literal && literal[0] != '&')
		out = arena_copy(a, str_c(literal));
	cmark_node_free(doc);
	return out;
}

static uint32_t numeric_reference(struct str name)
{
	bool hex = name.n > 1 && (name.p[1] == 'x' || name.p[1] == 'X');
	uint32_t v = 0;
	for (size_t i = hex ? 2 : 1; i < name.n && v < 0x110000; i++) {
		char c = name.p[i];
		uint32_t digit = c >= '0' && c <= '9' ? (uint32_t)(c - '0')
				 : hex && (c | 32) >= 'a' && (c | 32) <= 'f' ? (uint32_t)((c | 32) - 'a' + 10)
									       : 99;
		if (digit == 99)
			return UTF8_BAD;
		v = v * (hex ? 16 : 10) + digit;
	}
	bool bad = v == 0 || v > 0x10FFFF || (v >= 0xD800 && v < 0xE000) || (v < 32 && v != '\t' && v != '\n');
	return bad ? 0xFFFD : v;
}

/* The reference at s.p[*i], an ampersand, put into out; *i moves past it. False: an ampersand is all it is. */
static bool decode_one(struct arena *a, struct str s, size_t *i, struct buf *out)
{
	size_t end = *i + 1;
	while (end < s.n && end < *i + 40 && (s.p[end] == '#' || (s.p[end] >= '0' && s.p[end] <= '9') || ((s.p[end] | 32) >= 'a' && (s.p[end] | 32) <= 'z')))
		end++;
	if (end >= s.n || s.p[end] != ';' || end == *i + 1)
		return false;
	struct str name = str_sub(s, *i + 1, end);
	if (name.p[0] == '#') {
		uint32_t rune = name.n > 1 ? numeric_reference(name) : UTF8_BAD;
		if (rune == UTF8_BAD)
			return false;
		buf_rune(out, rune);
		*i = end + 1;
		return true;
	}
	char c[48];
	memcpy(c, name.p, name.n);
	c[name.n] = '\0';
	const htmlEntityDesc *known = htmlEntityLookup((const xmlChar *)c);
	struct str rare = known ? (struct str){0} : rare_entity(a, str_sub(s, *i, end + 1));
	if (known)
		buf_rune(out, known->value);
	else if (rare.n)
		buf_str(out, rare);
	else
		return false;
	*i = end + 1;
	return true;
}

struct str html_decode(struct arena *a, struct str s)
{
	if (str_find_char(s, '&') == s.n)
		return s;
	struct buf out;
	buf_init(&out, BUF_NO_LIMIT);
	for (size_t i = 0; i < s.n;)
		if (s.p[i] != '&' || !decode_one(a, s, &i, &out))
			buf_char(&out, s.p[i++]);
	struct str copy = buf_copy(&out, a);
	buf_free(&out);
	return copy;
}

/* The innermost capture is <pre>: blanks and line ends stay as they are. */
static bool verbatim(const struct builder *b)
{
	for (size_t i = b->n; i-- > 0;)
		if (b->frames[i].role == FRAME_CAPTURE)
			return b->frames[i].proto.kind == NODE_CODE_BLOCK;
	return false;
}

/* A piece of one line, as the author wrote it. */
static void put_piece(struct html *h, size_t from, size_t to)
{
	struct str raw = str_sub(h->s, from, to);
	if (raw.n == 0)
		return;
	size_t at = sourcepos_offset(h->m, from);
	struct pos pos = sourcepos_at(h->m, from);
	bool plain = !premark_any(raw) && !h->m->cell;
	struct str s = plain ? (struct str){h->m->src->text.p + at, raw.n} : premark_restore(h->b->arena, raw);
	builder_text(h->b, html_decode(h->b->arena, s), pos, 0);
}

static bool blank(char c)
{
	return c == ' ' || c == '\t';
}

/* Text: a line end is a soft break without the blanks around it, further blanks count as one. */
static void put_text(struct html *h, size_t from, size_t to)
{
	bool pre = verbatim(h->b);
	size_t start = from;
	for (size_t i = from; i < to;) {
		char c = h->s.p[i];
		if (c == '\n') {
			size_t end = i;
			while (!pre && end > start && blank(h->s.p[end - 1]))
				end--;
			put_piece(h, start, end);
			builder_inline(h->b, proto_node(NODE_SOFT_BREAK, sourcepos_at(h->m, i)));
			i++;
			while (!pre && i < to && blank(h->s.p[i]))
				i++;
			start = i;
		} else if (!pre && blank(c) && i + 1 < to && blank(h->s.p[i + 1])) {
			put_piece(h, start, i);
			while (i + 1 < to && blank(h->s.p[i + 1]))
				i++;
			start = i++;
		} else {
			i++;
		}
	}
	put_piece(h, start, to);
}

/* Frames of elements whose end tag may be left out, when the next begins. Kinds up to a kind that holds them. */
static void close_open(struct builder *b, uint64_t kinds, uint64_t within)
{
	for (size_t i = b->n; i-- > 1;) {
		struct frame *f = &b->frames[i];
		if ((f->owner && f->role != FRAME_INLINE) || f->barrier)
			return;
		uint64_t kind = UINT64_C(1) << f->proto.kind;
		if (f->role == FRAME_CLEAR || f->role == FRAME_CAPTURE)
			continue;
		if (kind & within)
			return;
		if (kind & kinds) {
			builder_close_frame(b, i);
			return;
		}
	}
}

static void close_section(struct builder *b)
{
	for (size_t i = b->n; i-- > 1 && b->frames[i].element;) {
		enum element_id id = ELEMENT_ID(b->frames[i].element);
		if (id == ELEMENT_thead || id == ELEMENT_tbody || id == ELEMENT_tfoot || id == ELEMENT_colgroup) {
			builder_close_frame(b, i);
			return;
		}
	}
}

#define K(kind) (UINT64_C(1) << NODE_##kind)

static void imply_end_tags(struct builder *b, const struct element *e)
{
	uint64_t table = K(TABLE);
	switch (ELEMENT_ID(e)) {
	case ELEMENT_li:
		close_open(b, K(ITEM), K(LIST) | K(CELL));
		break;
	case ELEMENT_dt:
	case ELEMENT_dd:
		close_open(b, K(TERM) | K(DEFINITION), K(DEFINITIONS) | K(CELL));
		break;
	case ELEMENT_td:
	case ELEMENT_th:
		close_open(b, K(CELL), K(ROW) | table);
		break;
	case ELEMENT_tr:
	case ELEMENT_thead:
	case ELEMENT_tbody:
	case ELEMENT_tfoot:
	case ELEMENT_colgroup:
		close_open(b, K(ROW) | K(CAPTION), table);
		if (ELEMENT_ID(e) != ELEMENT_tr)
			close_section(b);
		break;
	case ELEMENT_rt:
	case ELEMENT_rp:
		close_open(b, K(RUBY_TEXT), K(RUBY));
		break;
	default:
		break;
	}
}

static bool in_head(const struct builder *b)
{
	for (size_t i = b->n; i-- > 1;) {
		if (b->frames[i].element && ELEMENT_ID(b->frames[i].element) == ELEMENT_thead)
			return true;
		if (b->frames[i].proto.kind == NODE_TABLE)
			return false;
	}
	return false;
}

static void prepare_list(struct html *h, const struct tag *tag, const struct element *e, struct node *proto)
{
	proto->u.list.tight = true;
	proto->u.list.ordered = ELEMENT_ID(e) == ELEMENT_ol;
	proto->u.list.start = 1;
}

static void prepare_heading(struct html *h, const struct tag *tag, const struct element *e, struct node *proto)
{
	proto->u.heading.level = (uint8_t)(e->name[1] - '0');
}

static void prepare_cell(struct html *h, const struct tag *tag, const struct element *e, struct node *proto)
{
	proto->u.cell.column_span = proto->u.cell.row_span = 1;
	if (ELEMENT_ID(e) == ELEMENT_th)
		proto->flags |= NODE_HEADER;
}

static void prepare_row(struct html *h, const struct tag *tag, const struct element *e, struct node *proto)
{
	if (in_head(h->b))
		proto->flags |= NODE_HEADER;
}

static void prepare_link(struct html *h, const struct tag *tag, const struct element *e, struct node *proto)
{
	const struct tag_attribute *href = html_tag_get(tag, "href");
	if (!href)
		proto->kind = NODE_SPAN;
	else
		proto->u.link.dest = str_trim(href->value);
}

static void prepare_division(struct html *h, const struct tag *tag, const struct element *e, struct node *proto)
{
	if (ELEMENT_ID(e) == ELEMENT_center)
		node_attrs(h->b->arena, proto)->align = ALIGN_CENTRE;
}

/* A list is loose when its author wrote paragraphs in its items. */
static void prepare_paragraph(struct html *h, const struct tag *tag, const struct element *e, struct node *proto)
{
	size_t i = builder_find(h->b, NODE_ITEM);
	if (i != FRAMES_ROOM && i == builder_block(h->b) && h->b->frames[i].node && h->b->frames[i].node->parent)
		h->b->frames[i].node->parent->u.list.tight = false;
}

static void (*const prepare[NODE_KIND_COUNT])(struct html *, const struct tag *, const struct element *, struct node *) = {
	[NODE_LIST] = prepare_list, [NODE_HEADING] = prepare_heading, [NODE_CELL] = prepare_cell, [NODE_ROW] = prepare_row,
	[NODE_LINK] = prepare_link, [NODE_DIVISION] = prepare_division, [NODE_PARAGRAPH] = prepare_paragraph,
};

static void say(struct html *h, enum diag_id id, const struct tag *tag, const char *what)
{
	diag_add(&h->b->article->diags, id, tag->pos, "<%s" STR_FMT "> %s", tag->end ? "/" : "", STR_ARG(tag->name), what);
}

/* The address of what a book cannot show, as a link. */
static void link_media(struct html *h, const struct tag *tag, const struct element *e)
{
	struct str url = html_tag_value(tag, ELEMENT_ID(e) == ELEMENT_object ? "data" : "src");
	if (!str_starts(url, "http://") && !str_starts(url, "https://"))
		return;
	struct node link = proto_node(NODE_LINK, tag->pos);
	struct str title = html_tag_value(tag, "title");
	link.u.link.dest = url;
	if (!builder_open(h->b, FRAME_INLINE, link, NULL, tag))
		return;
	builder_text(h->b, title.n ? title : url, tag->pos, title.n ? 0 : NODE_VERBATIM);
	builder_close(h->b, tag);
}

static void put_image(struct html *h, const struct tag *tag, const struct element *e)
{
	struct node proto = proto_node(NODE_IMAGE, tag->pos);
	const struct tag_attribute *alt = html_tag_get(tag, "alt");
	struct str role = html_tag_value(tag, "role");
	proto.u.image.dest = str_trim(html_tag_value(tag, "src"));
	proto.text = alt ? str_trim(alt->value) : (struct str){0};
	if ((alt && alt->given && proto.text.n == 0) || str_is(role, "presentation") || str_is(role, "none") ||
		str_is(html_tag_value(tag, "aria-hidden"), "true"))
		proto.flags |= NODE_DECORATIVE;
	html_tag_apply(h->b, h->m, tag, e, &proto);
	if (proto.u.image.dest.n)
		builder_inline(h->b, proto);
	else {
		say(h, DIAG_HTML_DROPPED, tag, "shows no file");
		builder_text(h->b, proto.text, tag->pos, 0);
	}
}

/* A check box at the head of an item makes it a task. */
static bool put_check(struct html *h, const struct tag *tag)
{
	size_t i = builder_find(h->b, NODE_ITEM);
	if (!str_eq_nocase(html_tag_value(tag, "type"), STR("checkbox")) || i == FRAMES_ROOM || !h->b->frames[i].node ||
		h->b->frames[i].node->first)
		return false;
	h->b->frames[i].node->u.item.check = html_tag_get(tag, "checked") ? CHECK_DONE : CHECK_OPEN;
	return true;
}

static void put_void(struct html *h, const struct tag *tag, const struct element *e)
{
	if (ELEMENT_ID(e) == ELEMENT_img)
		put_image(h, tag, e);
	else if (e->kind == NODE_SCENE_BREAK)
		builder_leaf(h->b, proto_node(NODE_SCENE_BREAK, tag->pos));
	else if (e->kind != NODE_TEXT)
		builder_inline(h->b, proto_node(e->kind, tag->pos));
	else if (ELEMENT_ID(e) == ELEMENT_input && put_check(h, tag))
		return;
	else {
		if (!(e->flags & ELEMENT_SILENT))
			say(h, DIAG_HTML_DROPPED, tag, "has no place in a book");
		if (e->flags & ELEMENT_MEDIA && h->b->dropping == 0)
			link_media(h, tag, e);
	}
}

static const enum frame_role frame_roles[] = {[ROLE_BLOCK] = FRAME_BLOCK, [ROLE_LEAF] = FRAME_LEAF, [ROLE_INLINE] = FRAME_INLINE,
	[ROLE_CAPTURE] = FRAME_CAPTURE, [ROLE_CLEAR] = FRAME_CLEAR, [ROLE_GONE] = FRAME_CLEAR, [ROLE_DROP] = FRAME_DROP};

/* What is no node to us but stands on lines of its own in HTML ends the paragraph around it. */
static void end_paragraph(struct builder *b, const struct element *e, struct pos pos)
{
	const struct frame *f = &b->frames[builder_block(b)];
	if (e->flags & ELEMENT_BLOCKISH && !b->dropping && !b->capturing && !shape_structure(f->proto.kind))
		shape_room(b, NODE_PARAGRAPH, pos, false);
}

static void open_element(struct html *h, const struct tag *tag, const struct element *e)
{
	struct builder *b = h->b;
	struct node proto = proto_node(e->kind, tag->pos);
	imply_end_tags(b, e);
	if (prepare[e->kind])
		prepare[e->kind](h, tag, e, &proto);
	html_tag_apply(b, h->m, tag, e, &proto);
	if (e->kind == NODE_DETAILS && html_tag_get(tag, "open"))
		proto.flags |= NODE_OPEN;
	if (e->role == ROLE_GONE || (e->role == ROLE_DROP && !(e->flags & ELEMENT_SILENT)))
		say(h, DIAG_HTML_DROPPED, tag, e->role == ROLE_GONE ? "has no place in a book; its text was kept" : "was dropped with what is in it");
	end_paragraph(b, e, tag->pos);
	if (!builder_open(b, frame_roles[e->role], proto, e, NULL)) {
		b->unpushed[ELEMENT_ID(e)]++;
		return;
	}
	bool lost = b->frames[b->n - 1].role == FRAME_CLEAR && (e->role == ROLE_BLOCK || e->role == ROLE_LEAF);
	if (lost && !b->dropping && !b->capturing)
		say(h, DIAG_HTML_NESTING, tag, "cannot stand here; its text was kept");
	if (e->flags & ELEMENT_MEDIA && !b->dropping)
		link_media(h, tag, e);
}

/* Elements whose end tag does not reach out of a cell or a caption. */
static bool stops(const struct frame *f, const struct element *e)
{
	if (f->barrier || (f->owner && (f->role == FRAME_BLOCK || f->proto.kind == NODE_NOTE)))
		return true;
	bool table_part = e->kind == NODE_TABLE || e->kind == NODE_ROW || e->kind == NODE_CELL || e->kind == NODE_CAPTION ||
			  ELEMENT_ID(e) == ELEMENT_thead || ELEMENT_ID(e) == ELEMENT_tbody || ELEMENT_ID(e) == ELEMENT_tfoot;
	if (f->role != FRAME_BLOCK)
		return false;
	if (f->proto.kind == NODE_TABLE)
		return e->kind != NODE_TABLE || f->element != e;
	if (f->proto.kind == NODE_CELL || f->proto.kind == NODE_CAPTION)
		return !table_part && f->element != e;
	return f->proto.kind == NODE_LIST && e->kind == NODE_ITEM;
}

static size_t find_open(const struct builder *b, const struct element *e)
{
	for (size_t i = b->n; i-- > 1;) {
		if (b->frames[i].element == e)
			return i;
		if (stops(&b->frames[i], e))
			return 0;
	}
	return 0;
}

/* An end tag that closes an inline across others that are still open. */
static void say_crossing(struct html *h, const struct tag *tag, size_t i)
{
	if (h->b->frames[i].role != FRAME_INLINE)
		return;
	for (size_t k = i + 1; k < h->b->n; k++)
		if (h->b->frames[k].role == FRAME_INLINE) {
			say(h, DIAG_HTML_NESTING, tag, "crosses what is open inside it");
			return;
		}
}

static void close_element(struct html *h, const struct tag *tag)
{
	struct builder *b = h->b;
	const struct element *e = element_find(tag->name);
	if (!e)
		return;
	if (ELEMENT_ID(e) == ELEMENT_br) {
		put_void(h, tag, e);
		return;
	}
	if (e->role == ROLE_VOID)
		return;
	if (b->unpushed[ELEMENT_ID(e)]) {
		b->unpushed[ELEMENT_ID(e)]--;
		return;
	}
	size_t i = find_open(b, e);
	if (i) {
		say_crossing(h, tag, i);
		builder_close_frame(b, i);
		end_paragraph(b, e, tag->pos);
	} else if (ELEMENT_ID(e) == ELEMENT_p && b->closed_p) {
		b->closed_p--;
	} else if (!b->dropping && (!(e->flags & ELEMENT_OPEN_END) || ELEMENT_ID(e) == ELEMENT_p)) {
		say(h, DIAG_HTML_UNCLOSED, tag, "closes nothing that is open");
	}
}

/* A drawing's title is all that is left of it. */
static void keep_title(struct html *h, size_t from)
{
	struct str rest = str_skip(h->s, from);
	size_t end = str_find(rest, "</svg>"), start = str_find(rest, "<title>");
	rest = str_sub(rest, 0, end);
	if (start >= rest.n)
		return;
	start += strlen("<title>");
	size_t stop = start + str_find(str_skip(rest, start), "</title>");
	struct sourcepos map = *h->m;
	struct html copy = {h->b, &map, h->s, h->to};
	put_text(&copy, from + start, from + stop);
}

static void start_element(struct html *h, const struct tag *tag, size_t end)
{
	const struct element *e = element_find(tag->name);
	if (h->b->dropping && (!e || e->role != ROLE_DROP))
		return;
	if (!e) {
		say(h, DIAG_HTML_DROPPED, tag, "is no element that sheaf knows; its text was kept");
		return;
	}
	if (e->flags & ELEMENT_OBSOLETE)
		say(h, DIAG_HTML_OBSOLETE, tag, "is obsolete");
	if (e->role == ROLE_VOID) {
		put_void(h, tag, e);
		return;
	}
	if (ELEMENT_ID(e) == ELEMENT_svg && !tag->empty)
		keep_title(h, end);
	open_element(h, tag, e);
	if (tag->empty)
		close_element(h, tag);
}

static size_t find(struct html *h, size_t from, const char *what)
{
	size_t i = from + str_find(str_sub(h->s, from, h->to), what);
	return i < h->to ? i + strlen(what) : 0;
}

/* Comments, declarations, instructions: where they end. */
static size_t skip_markup(struct html *h, size_t i)
{
	struct str s = str_sub(h->s, i, h->to);
	struct pos pos = sourcepos_at(h->m, i);
	bool comment = str_starts(s, "<!--"), cdata = str_starts(s, "<![CDATA[");
	size_t end = comment ? find(h, i + 2, "-->") : cdata ? find(h, i, "]]>") : find(h, i, s.p[1] == '?' ? "?>" : ">");
	if (comment && str_starts(s, "<!-->"))
		end = i + 5;
	if (cdata) {
		put_text(h, i + 9, end ? end - 3 : h->to);
	} else if (!comment) {
		diag_add(&h->b->article->diags, DIAG_HTML_DROPPED, pos, "a %s has no place in a book",
			s.p[1] == '?' ? "processing instruction" : "declaration");
	} else if (!end) {
		diag_add(&h->b->article->diags, DIAG_HTML_UNCLOSED, pos, "a comment that is never closed; the rest of the block was left out");
	}
	return end ? end : h->to;
}

static bool letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Past the raw text of a script or a style sheet: to its end tag, or to the end. */
static size_t skip_raw(struct html *h, const struct tag *tag, size_t i)
{
	bool raw = str_eq_nocase(tag->name, STR("script")) || str_eq_nocase(tag->name, STR("style"));
	if (!raw || tag->end || tag->empty)
		return i;
	for (size_t k = i; k + 2 + tag->name.n <= h->to; k++)
		if (h->s.p[k] == '<' && h->s.p[k + 1] == '/' && str_eq_nocase(str_sub(h->s, k + 2, k + 2 + tag->name.n), tag->name))
			return k;
	return h->to;
}

/* What begins with the < at i, if anything does: where it ends, or 0 when the < is text. */
static size_t take_markup(struct html *h, size_t i)
{
	char next = i + 1 < h->to ? h->s.p[i + 1] : 0;
	if (next == '!' || next == '?')
		return skip_markup(h, i);
	if (!letter(next) && !(next == '/' && i + 2 < h->to && letter(h->s.p[i + 2])))
		return 0;
	struct tag tag;
	size_t end = html_tag_read(h->b->arena, h->m, i, h->to, &tag);
	if (!end) {
		say(h, DIAG_HTML_UNCLOSED, &tag, "is a tag without its end; it was taken as text");
		return 0;
	}
	if (tag.end)
		close_element(h, &tag);
	else
		start_element(h, &tag, end);
	end = skip_raw(h, &tag, end);
	if (str_eq_nocase(tag.name, STR("pre")) && !tag.end && end < h->to && h->s.p[end] == '\n')
		end++;
	return end;
}

void html_feed(struct builder *b, struct sourcepos *m, size_t from, size_t to)
{
	struct html h = {b, m, m->content, to};
	size_t text = from;
	bool broken = false; /* a tag without its end was met: a further < is text, or each would be read to the end again */
	for (size_t i = from; i < to;) {
		if (h.s.p[i] != '<' || broken) {
			i++;
			continue;
		}
		char next = i + 1 < to ? h.s.p[i + 1] : 0;
		if (next != '!' && next != '?' && next != '/' && !letter(next)) {
			i++;
			continue;
		}
		put_text(&h, text, i);
		text = i;
		size_t end = take_markup(&h, i);
		broken = end == 0 && (letter(next) || next == '/');
		i = end ? end : i + 1;
		if (end)
			text = end;
	}
	put_text(&h, text, to);
}
