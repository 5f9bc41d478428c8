/*
 * Inlines. cmark says what there is, in order; the content says where: a cursor goes through it beside the nodes, over
 * delimiters, addresses and escapes, and every text is cut from the source itself, so that most of it is never copied.
 *
 * Rejected: cmark's columns (see sourcepos.h), and looking each literal up in the source, which finds the wrong one.
 */
#include "read/convert.h"

#include <string.h>
#include "read/attributes.h"
#include "read/html.h"
#include "read/premark.h"

#define LOST_MAX 8 /* searches for a literal, per leaf */

static bool is_punct(char c)
{
	unsigned char u = (unsigned char)c;
	return (u >= 33 && u <= 47) || (u >= 58 && u <= 64) || (u >= 91 && u <= 96) || (u >= 123 && u <= 126);
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static char peek(const struct leaf *l, size_t i)
{
	return i < l->s.n ? l->s.p[i] : '\0';
}

static struct pos place(struct leaf *l, size_t o)
{
	return sourcepos_at(&l->map, o);
}

/* Content bytes as the author wrote them: a piece of the source where they are the same. One line. */
static struct str written(struct leaf *l, size_t from, size_t to)
{
	struct str raw = str_sub(l->s, from, to), text = l->map.src->text;
	size_t at = sourcepos_offset(&l->map, from);
	if (at + raw.n <= text.n && memcmp(text.p + at, raw.p, raw.n) == 0)
		return (struct str){text.p + at, raw.n};
	return premark_restore(l->c->arena, raw);
}

/* A run of the content that is text as it stands. */
static void put_run(struct leaf *l, size_t from, size_t to)
{
	if (from < l->skip)
		from = l->skip;
	if (to > l->end)
		to = l->end;
	if (from >= to)
		return;
	struct str s = written(l, from, to);
	builder_text(&l->c->b, s, place(l, from), l->bare || l->angle ? NODE_VERBATIM : 0);
}

static char kept(struct leaf *l, char c)
{
	static const char from[] = "\"'-.";
	const char *k = strchr(from, c);
	if (!k || !c)
		return c;
	l->c->kept = true;
	return (char)(KEPT_QUOTE + (k - from));
}

/* The character reference at the cursor, when the literal has what it stands for; the literal's bytes, or 0. */
static size_t match_entity(struct leaf *l, struct str lit, size_t *length)
{
	size_t end = l->at + 1;
	while (end < l->s.n && end < l->at + 40 && l->s.p[end] != ';' && !is_blank(l->s.p[end]))
		end++;
	if (peek(l, end) != ';')
		return 0;
	struct str raw = str_sub(l->s, l->at, end + 1);
	struct str decoded = html_decode(l->c->arena, raw);
	if (decoded.p == raw.p || decoded.n > lit.n || memcmp(decoded.p, lit.p, decoded.n) != 0)
		return 0;
	*length = raw.n;
	return decoded.n;
}

/* Moves the cursor to where the literal begins, if it is found further on. */
static bool find_literal(struct leaf *l, struct str lit)
{
	if (l->lost >= LOST_MAX)
		return false;
	l->lost++;
	const char *p = memmem(l->s.p + l->at, l->s.n - l->at, lit.p, lit.n < 12 ? lit.n : 12);
	if (p)
		l->at = (size_t)(p - l->s.p);
	return p != NULL;
}

/* A literal with escapes, references or comments in it, byte by byte. */
static void put_uneven(struct leaf *l, struct str lit)
{
	struct str out = {arena_alloc(l->c->arena, lit.n + 1), 0};
	char *p = (char *)out.p;
	size_t first = SIZE_MAX;
	for (size_t i = 0; i < lit.n;) {
		size_t at = l->at, raw = 1, taken = 1;
		char c = peek(l, at);
		bool escape = c == '\\' && !l->angle && !l->bare && is_punct(peek(l, at + 1)) && peek(l, at + 1) == lit.p[i];
		size_t entity = c == '&' && !escape ? match_entity(l, str_skip(lit, i), &raw) : 0;
		if (escape)
			raw = 2;
		else if (entity)
			taken = entity;
		else if (c != lit.p[i] && !(i == 0 && find_literal(l, lit)))
			raw = 0;
		if (!escape && !entity && raw)
			at = l->at;
		l->at = at + raw;
		bool shown = at >= l->skip && at < l->end;
		for (size_t k = 0; k < taken && shown; k++) {
			char b = premark_byte(lit.p[i + k]);
			bool gap = i + k > 0 && lit.p[i + k - 1] == MARK_NOTHING && b == ' ' && (!out.n || p[out.n - 1] == ' ');
			if (gap) /* the blanks on both sides of a comment are one */
				continue;
			if ((escape || entity) && taken == 1)
				b = kept(l, b);
			if (b)
				p[out.n++] = b;
			if (b && first == SIZE_MAX)
				first = at;
		}
		i += taken;
	}
	if (out.n)
		builder_text(&l->c->b, out, place(l, first), l->bare || l->angle ? NODE_VERBATIM : 0);
}

/* \newpage or \pagebreak alone on its line. */
static bool page_break(struct leaf *l, struct str lit)
{
	if (lit.p[0] != '\\' || (!str_is(lit, "\\newpage") && !str_is(lit, "\\pagebreak")))
		return false;
	size_t from = l->at, to = l->at + lit.n;
	while (from > 0 && is_blank(l->s.p[from - 1]))
		from--;
	while (is_blank(peek(l, to)))
		to++;
	if ((from > 0 && l->s.p[from - 1] != '\n') || (peek(l, to) && peek(l, to) != '\n'))
		return false;
	if (cmark_node_get_type(l->block) != CMARK_NODE_PARAGRAPH || l->c->b.capturing)
		return false;
	builder_leaf(&l->c->b, proto_node(NODE_PAGE_BREAK, place(l, l->at)));
	l->at += lit.n;
	return true;
}

static void enter_text(struct leaf *l, cmark_node *n)
{
	struct str lit = str_c(cmark_node_get_literal(n));
	if (lit.n == 0)
		return;
	bool even = l->at + lit.n <= l->s.n && memcmp(l->s.p + l->at, lit.p, lit.n) == 0;
	if (!even || memchr(lit.p, MARK_NOTHING, lit.n)) {
		put_uneven(l, lit);
		return;
	}
	if (page_break(l, lit))
		return;
	l->at += lit.n;
	put_run(l, l->at - lit.n, l->at);
}

static void enter_break(struct leaf *l, cmark_node *n)
{
	const char *nl = l->at < l->s.n ? memchr(l->s.p + l->at, '\n', l->s.n - l->at) : NULL;
	size_t o = nl ? (size_t)(nl - l->s.p) : l->s.n;
	bool line = cmark_node_get_type(n) == CMARK_NODE_LINEBREAK;
	struct pos pos = place(l, line ? l->at : o);
	l->at = o < l->s.n ? o + 1 : o;
	while (is_blank(peek(l, l->at)))
		l->at++;
	if (l->title_end != SIZE_MAX && o >= l->title_end) {
		l->title_end = SIZE_MAX;
		builder_turn(&l->c->b, l->block, NODE_PARAGRAPH, place(l, l->at));
		return;
	}
	if (o >= l->skip && o < l->end)
		builder_inline(&l->c->b, proto_node(line ? NODE_LINE_BREAK : NODE_SOFT_BREAK, pos));
}

static size_t run_length(const struct leaf *l, size_t at, char c)
{
	size_t n = 0;
	while (peek(l, at + n) == c)
		n++;
	return n;
}

static void enter_code(struct leaf *l, cmark_node *n)
{
	struct str lit = str_c(cmark_node_get_literal(n));
	const char *tick = l->at < l->s.n ? memchr(l->s.p + l->at, '`', l->s.n - l->at) : NULL;
	if (tick)
		l->at = (size_t)(tick - l->s.p);
	struct node proto = proto_node(NODE_CODE, place(l, l->at));
	size_t ticks = run_length(l, l->at, '`'), start = l->at + ticks, end = start;
	while (end < l->s.n) {
		size_t run = run_length(l, end, '`');
		if (run == ticks)
			break;
		end += run ? run : 1;
	}
	bool padded = end - start == lit.n + 2;
	struct str inside = str_sub(l->s, start + padded, end - padded);
	bool same = inside.n == lit.n && memcmp(inside.p, lit.p, lit.n) == 0;
	proto.text = same && !memchr(inside.p, '\n', inside.n) ? written(l, start + padded, end - padded)
								: premark_restore(l->c->arena, lit);
	l->at = end + ticks;
	if (start >= l->skip && start < l->end)
		builder_inline(&l->c->b, proto);
}

static void enter_html(struct leaf *l, cmark_node *n)
{
	size_t length = strlen(cmark_node_get_literal(n)), from = l->at;
	l->at = from + length < l->s.n ? from + length : l->s.n;
	if (from >= l->skip && from < l->end)
		html_feed(&l->c->b, &l->map, from, l->at);
}

static void open_inline(struct leaf *l, cmark_node *n, enum node_kind kind, size_t delimiters)
{
	struct pos pos = place(l, l->at);
	l->at += delimiters;
	builder_open(&l->c->b, FRAME_INLINE, proto_node(kind, pos), NULL, n);
}

static void close_inline(struct leaf *l, cmark_node *n, size_t delimiters)
{
	l->at += delimiters;
	builder_close(&l->c->b, n);
}

static void enter_emph(struct leaf *l, cmark_node *n)
{
	bool mark = grammar_is_mark(n);
	open_inline(l, n, mark ? NODE_MARK : NODE_EMPHASIS, mark ? 2 : 1);
}

static void exit_emph(struct leaf *l, cmark_node *n)
{
	close_inline(l, n, grammar_is_mark(n) ? 2 : 1);
}

static void enter_strong(struct leaf *l, cmark_node *n)
{
	open_inline(l, n, NODE_STRONG, 2);
}

static void exit_strong(struct leaf *l, cmark_node *n)
{
	close_inline(l, n, 2);
}

static void enter_strike(struct leaf *l, cmark_node *n)
{
	open_inline(l, n, NODE_STRIKE, run_length(l, l->at, '~'));
}

static void exit_strike(struct leaf *l, cmark_node *n)
{
	close_inline(l, n, run_length(l, l->at, '~'));
}

static size_t skip_space(const struct leaf *l, size_t i)
{
	while (is_blank(peek(l, i)) || peek(l, i) == '\n')
		i++;
	return i;
}

/* An address of an inline link at i; where it ends, or 0. */
static size_t skip_address(const struct leaf *l, size_t i)
{
	bool pointed = peek(l, i) == '<';
	size_t depth = 0;
	for (i += pointed; i < l->s.n; i++) {
		char c = l->s.p[i];
		if (c == '\\' && is_punct(peek(l, i + 1)))
			i++;
		else if (pointed && c == '>')
			return i + 1;
		else if (pointed && c == '\n')
			return 0;
		else if (!pointed && (is_blank(c) || c == '\n'))
			break;
		else if (!pointed && c == '(')
			depth++;
		else if (!pointed && c == ')' && depth-- == 0)
			break;
	}
	return pointed ? 0 : i;
}

static size_t skip_title(const struct leaf *l, size_t i)
{
	char open = peek(l, i), close = open == '(' ? ')' : open;
	if (open != '"' && open != '\'' && open != '(')
		return i;
	for (i++; i < l->s.n; i++) {
		if (l->s.p[i] == '\\')
			i++;
		else if (l->s.p[i] == close)
			return i + 1;
	}
	return 0;
}

/* The cursor past `](address "title")`, `][label]`, `[]` or nothing. */
static void skip_tail(struct leaf *l)
{
	if (peek(l, l->at) == ']')
		l->at++;
	if (peek(l, l->at) == '(') {
		size_t i = skip_address(l, skip_space(l, l->at + 1));
		size_t title = i ? skip_space(l, i) : 0, t = i ? skip_title(l, title) : 0;
		size_t end = t ? skip_space(l, t) : 0;
		if (end && peek(l, end) == ')') {
			l->at = end + 1;
			if (t > title)
				l->title = place(l, title + 1);
			return;
		}
	}
	if (peek(l, l->at) != '[')
		return;
	for (size_t i = l->at + 1; i < l->s.n; i++) {
		if (l->s.p[i] == '\\')
			i++;
		else if (l->s.p[i] == ']') {
			l->at = i + 1;
			return;
		}
	}
}

static struct str cleaned(struct leaf *l, const char *c)
{
	struct str s = str_c(c);
	return premark_any(s) ? premark_restore(l->c->arena, s) : arena_copy(l->c->arena, s);
}

static void enter_link(struct leaf *l, cmark_node *n)
{
	struct node proto = proto_node(NODE_LINK, place(l, l->at));
	char c = peek(l, l->at);
	l->angle = c == '<';
	l->bare = c != '<' && c != '[';
	if (l->bare) /* text behind which the address stands was trimmed of nothing: it begins at the cursor */
		proto.pos = place(l, l->at);
	else
		l->at++;
	proto.u.link.dest = cleaned(l, cmark_node_get_url(n));
	struct str title = str_c(cmark_node_get_title(n));
	if (title.n)
		node_attrs(l->c->arena, &proto)->title = cleaned(l, title.p);
	builder_open(&l->c->b, FRAME_INLINE, proto, NULL, n);
}

static void exit_link(struct leaf *l, cmark_node *n)
{
	if (l->angle)
		l->at++;
	else if (!l->bare)
		skip_tail(l);
	l->angle = l->bare = false;
	builder_close(&l->c->b, n);
}

static void enter_image(struct leaf *l, cmark_node *n)
{
	struct node proto = proto_node(NODE_IMAGE, place(l, l->at));
	l->at += 2;
	proto.u.image.dest = cleaned(l, cmark_node_get_url(n));
	struct str title = str_c(cmark_node_get_title(n));
	if (title.n)
		node_attrs(l->c->arena, &proto)->title = cleaned(l, title.p);
	builder_open(&l->c->b, FRAME_CAPTURE, proto, NULL, n);
}

/* Attributes in braces at the cursor go to the image that ends there. */
static void image_attributes(struct leaf *l, struct node *proto)
{
	struct attributes x;
	size_t at = sourcepos_offset(&l->map, l->at);
	struct str source = str_skip(l->map.src->text, at);
	if (peek(l, l->at) != '{' || source.n == 0 || source.p[0] != '{')
		return;
	size_t n = attributes_read(l->c->arena, source, place(l, l->at), &l->c->article->diags, &x);
	if (!n)
		return;
	l->skip = l->at + n;
	if (x.decorative)
		proto->flags |= NODE_DECORATIVE;
	if (!x.id.n && !x.classes.n && !x.lang.n && !x.width && !x.align)
		return;
	struct attrs *attrs = node_attrs(l->c->arena, proto);
	attrs->id = x.id;
	attrs->classes = x.classes;
	attrs->lang = x.lang;
	attrs->width = x.width;
	attrs->align = x.align;
}

static void exit_image(struct leaf *l, cmark_node *n)
{
	struct frame *f = &l->c->b.frames[l->c->b.n - 1];
	l->title = (struct pos){0};
	skip_tail(l);
	if (f->owner == n && f->role == FRAME_CAPTURE)
		image_attributes(l, &f->proto);
	builder_close(&l->c->b, n);
}

static bool picture_name(struct str s)
{
	static const char *const known[] = {".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".bmp", ".avif", ".tif", ".tiff"};
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		size_t n = strlen(known[i]);
		if (s.n > n && str_eq_nocase(str_skip(s, s.n - n), str_c(known[i])))
			return true;
	}
	return false;
}

static bool all_digits(struct str s)
{
	size_t n = 0;
	while (n < s.n && ((s.p[n] >= '0' && s.p[n] <= '9') || (n && s.p[n] == 'x')))
		n++;
	return s.n && n == s.n;
}

/* ![[image.png|alt|300]]; what is no image is shown as a link to it. */
static void put_embed(struct leaf *l, struct str target, struct str rest, struct pos pos)
{
	struct node proto = proto_node(NODE_IMAGE, pos);
	while (rest.n) {
		struct str part = str_trim(str_cut(&rest, '|'));
		if (all_digits(part))
			node_attrs(l->c->arena, &proto)->width = attributes_width(str_sub(part, 0, str_find_char(part, 'x')));
		else
			proto.text = part;
	}
	proto.u.image.dest = target;
	builder_inline(&l->c->b, proto);
}

/* What a wikilink without a text of its own shows: `page`, `heading` for `#heading`, `page > heading`. */
static struct str wiki_text(struct leaf *l, struct str target)
{
	size_t hash = str_find_char(target, '#');
	if (hash == target.n)
		return target;
	struct str page = str_trim(str_sub(target, 0, hash)), heading = str_trim(str_skip(target, hash + 1));
	if (!page.n || !heading.n)
		return page.n ? page : heading;
	return arena_printf(l->c->arena, STR_FMT " > " STR_FMT, STR_ARG(page), STR_ARG(heading));
}

static void enter_wiki(struct leaf *l, cmark_node *n)
{
	bool embed = peek(l, l->at) == MARK_EMBED;
	struct pos pos = place(l, l->at);
	size_t start = l->at + embed + 2, i = start;
	while (i < l->s.n && l->s.p[i] != MARK_WIKI_CLOSE && l->s.p[i] != '|')
		i++;
	struct str target = str_trim(written(l, start, i));
	if (target.n && target.p[target.n - 1] == '\\') /* the backslash that keeps the pipe from ending a cell */
		target = str_trim(str_sub(target, 0, target.n - 1));
	size_t end = i;
	while (end < l->s.n && l->s.p[end] != MARK_WIKI_CLOSE)
		end++;
	struct node proto = proto_node(NODE_LINK, pos);
	proto.u.link.dest = target;
	proto.u.link.wiki = true;
	if (embed && picture_name(target)) {
		put_embed(l, target, i < end ? written(l, i + 1, end) : (struct str){0}, pos);
		l->at = end + 2;
		return;
	}
	proto.u.link.bare = i >= end || embed;
	builder_open(&l->c->b, FRAME_INLINE, proto, NULL, n);
	if (!proto.u.link.bare) {
		l->at = i + 1;
		l->wiki = n;
		return;
	}
	builder_text(&l->c->b, wiki_text(l, target), place(l, start), 0);
	builder_close(&l->c->b, n);
	l->at = end + 2;
}

static void put_note_ref(struct leaf *l)
{
	size_t end = l->at;
	while (end < l->s.n && l->s.p[end] != ']')
		end++;
	struct node proto = proto_node(NODE_NOTE_REF, place(l, l->at));
	proto.text = written(l, l->at, end + 1);
	l->at = end + 1;
	if (l->at > l->skip && l->at <= l->end)
		builder_inline(&l->c->b, proto);
}

/* ^[text]: the note is where its reference is. */
static void open_inline_note(struct leaf *l, cmark_node *n)
{
	struct builder *b = &l->c->b;
	struct pos pos = place(l, l->at);
	l->at += 2;
	if (b->n >= FRAMES_DEEP - 3) {
		builder_open(b, FRAME_BLOCK, proto_node(NODE_NOTE, pos), NULL, n); /* which says that it is too deep */
		return;
	}
	struct node *ref = builder_inline(b, proto_node(NODE_NOTE_REF, pos));
	builder_open(b, FRAME_BLOCK, proto_node(NODE_NOTE, pos), NULL, n);
	l->note = n;
	struct node *note = b->frames[b->n - 1].node;
	if (!note)
		return;
	if (ref)
		ref->u.note_ref.note = note;
	builder_open(b, FRAME_LEAF, proto_node(NODE_PARAGRAPH, place(l, l->at)), NULL, (char *)n + 1);
}

static void enter_marker(struct leaf *l, cmark_node *n)
{
	switch (peek(l, l->at)) {
	case MARK_WIKI_OPEN:
	case MARK_EMBED:
		enter_wiki(l, n);
		break;
	case MARK_WIKI_CLOSE:
		l->at += 2;
		if (l->wiki)
			builder_close(&l->c->b, l->wiki);
		l->wiki = NULL;
		break;
	case MARK_NOTE:
		put_note_ref(l);
		break;
	case MARK_CARET:
		open_inline_note(l, n);
		break;
	case MARK_INLINE_END:
		l->at++;
		if (l->note)
			builder_close(&l->c->b, l->note);
		l->note = NULL;
		break;
	default:
		break;
	}
}

static const struct {
	cmark_node_type type;
	void (*enter)(struct leaf *, cmark_node *);
	void (*exit)(struct leaf *, cmark_node *);
} handlers[] = {
	{CMARK_NODE_TEXT, enter_text, NULL},
	{CMARK_NODE_SOFTBREAK, enter_break, NULL},
	{CMARK_NODE_LINEBREAK, enter_break, NULL},
	{CMARK_NODE_CODE, enter_code, NULL},
	{CMARK_NODE_HTML_INLINE, enter_html, NULL},
	{CMARK_NODE_EMPH, enter_emph, exit_emph},
	{CMARK_NODE_STRONG, enter_strong, exit_strong},
	{CMARK_NODE_LINK, enter_link, exit_link},
	{CMARK_NODE_IMAGE, enter_image, exit_image},
	{GRAMMAR_MARKER, enter_marker, NULL},
};

static void event(struct leaf *l, cmark_node *n, bool entering)
{
	cmark_node_type type = cmark_node_get_type(n);
	for (size_t i = 0; i < sizeof handlers / sizeof *handlers; i++)
		if (handlers[i].type == type) {
			if (entering)
				handlers[i].enter(l, n);
			else if (handlers[i].exit)
				handlers[i].exit(l, n);
			return;
		}
	if (type == l->c->grammar->strike_node)
		(entering ? enter_strike : exit_strike)(l, n);
}

void inline_leaf(struct leaf *l)
{
	cmark_node *n = cmark_node_first_child(l->block);
	while (n) {
		event(l, n, true);
		cmark_node *next = cmark_node_first_child(n);
		while (!next) {
			event(l, n, false);
			next = cmark_node_next(n);
			if (next)
				break;
			n = cmark_node_parent(n);
			if (n == l->block)
				return;
		}
		n = next;
	}
}
