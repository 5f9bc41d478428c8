/*
 * Attributes. Each that means something in a book has a row and a small function; what carries no words and changes
 * nothing that print or an e-reader could show is passed over silently; the rest is named in a diagnostic.
 */
#include "read/html_tag.h"

#include <stdlib.h>
#include <string.h>
#include "read/attributes.h"
#include "read/html.h"
#include "read/langtag.h"
#include "read/premark.h"

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static size_t skip_blanks(struct str s, size_t i, size_t to)
{
	while (i < to && is_blank(s.p[i]))
		i++;
	return i;
}

static struct str value_of(struct arena *a, struct str raw)
{
	return html_decode(a, premark_any(raw) ? premark_restore(a, raw) : arena_copy(a, raw));
}

/* name, name=value or name="value" at i; where it ends. */
static size_t read_attribute(struct arena *a, struct str s, size_t i, size_t to, struct tag_attribute *out)
{
	size_t start = i;
	while (i < to && !is_blank(s.p[i]) && s.p[i] != '=' && s.p[i] != '>' && s.p[i] != '/')
		i++;
	if (i == start)
		i++;
	*out = (struct tag_attribute){.name = arena_copy(a, str_sub(s, start, i)), .at = start};
	size_t eq = skip_blanks(s, i, to);
	if (eq >= to || s.p[eq] != '=')
		return i;
	i = skip_blanks(s, eq + 1, to);
	char quote = i < to && (s.p[i] == '"' || s.p[i] == '\'') ? s.p[i] : 0;
	start = quote ? ++i : i;
	if (quote) {
		const char *end = memchr(s.p + i, quote, to - i);
		if (!end)
			return to;
		i = (size_t)(end - s.p);
	} else {
		while (i < to && !is_blank(s.p[i]) && s.p[i] != '>')
			i++;
	}
	out->value = value_of(a, str_sub(s, start, i));
	out->given = true;
	return i + (quote != 0);
}

size_t html_tag_read(struct arena *a, struct sourcepos *m, size_t from, size_t to, struct tag *tag)
{
	struct str s = m->content;
	size_t i = from + 1;
	tag->n = 0;
	tag->empty = false;
	tag->end = i < to && s.p[i] == '/';
	i += tag->end;
	size_t start = i;
	while (i < to && !is_blank(s.p[i]) && s.p[i] != '>' && s.p[i] != '/' && s.p[i] != '<')
		i++;
	tag->name = str_sub(s, start, i);
	tag->pos = sourcepos_at(m, from);
	struct tag_attribute spare;
	while ((i = skip_blanks(s, i, to)) < to && s.p[i] != '>') {
		if (s.p[i] == '/') {
			tag->empty = i + 1 < to && s.p[i + 1] == '>';
			i++;
			continue;
		}
		i = read_attribute(a, s, i, to, tag->n < TAG_ATTRIBUTES ? &tag->items[tag->n++] : &spare);
	}
	return i < to ? i + 1 : 0;
}

const struct tag_attribute *html_tag_get(const struct tag *tag, const char *name)
{
	for (size_t i = 0; i < tag->n; i++)
		if (str_eq_nocase(tag->items[i].name, str_c(name)))
			return &tag->items[i];
	return NULL;
}

struct str html_tag_value(const struct tag *tag, const char *name)
{
	const struct tag_attribute *t = html_tag_get(tag, name);
	return t ? t->value : (struct str){0};
}

/* What an attribute's function is given. */
struct applying {
	struct builder *b;
	const struct tag *tag;
	const struct element *e;
	struct node *proto;
	struct pos pos;
};

static struct attrs *attrs_of(struct applying *x)
{
	return node_attrs(x->b->arena, x->proto);
}

static long number(struct str s, long low, long high, long otherwise)
{
	char digits[16];
	s = str_trim(s);
	if (s.n == 0 || s.n >= sizeof digits)
		return otherwise;
	memcpy(digits, s.p, s.n);
	digits[s.n] = '\0';
	char *end;
	long v = strtol(digits, &end, 10);
	return *end && *end != '%' ? otherwise : v < low ? low : v > high ? high : v;
}

static void apply_id(struct applying *x, struct str v)
{
	if (str_trim(v).n)
		attrs_of(x)->id = str_trim(v);
}

static void apply_name(struct applying *x, struct str v)
{
	if (ELEMENT_ID(x->e) == ELEMENT_a && !html_tag_get(x->tag, "id"))
		apply_id(x, v);
}

static void apply_class(struct applying *x, struct str v)
{
	struct buf out;
	buf_init(&out, 1000);
	while (v.n) {
		struct str word = str_cut(&v, ' ');
		if (!attributes_class(word))
			continue;
		if (out.n)
			buf_char(&out, ' ');
		buf_str(&out, word);
	}
	if (out.n)
		attrs_of(x)->classes = buf_copy(&out, x->b->arena);
	buf_free(&out);
}

static void apply_lang(struct applying *x, struct str v)
{
	struct str tag = langtag_read(x->b->arena, v);
	if (!tag.n)
		return;
	attrs_of(x)->lang = tag;
	x->b->has_lang = true;
}

static void apply_dir(struct applying *x, struct str v)
{
	static const char *const known[] = {"ltr", "rtl", "auto"};
	for (size_t i = 0; i < 3; i++)
		if (str_eq_nocase(v, str_c(known[i])))
			attrs_of(x)->dir = str_c(known[i]);
}

static void apply_title(struct applying *x, struct str v)
{
	if (v.n)
		attrs_of(x)->title = v;
}

static void set_align(struct applying *x, enum node_align align)
{
	if (align == ALIGN_NONE)
		return;
	if (x->proto->kind == NODE_CELL)
		x->proto->u.cell.align = align;
	else
		attrs_of(x)->align = align;
}

static void apply_align(struct applying *x, struct str v)
{
	set_align(x, attributes_align(v));
	diag_add(&x->b->article->diags, DIAG_HTML_OBSOLETE, x->pos, "align=\"" STR_FMT "\" on <%s>", STR_ARG(v), x->e->name);
}

static void apply_width(struct applying *x, struct str v)
{
	uint32_t w = attributes_width(str_trim(v));
	uint8_t k = x->proto->kind;
	if (w && (k == NODE_IMAGE || k == NODE_CELL || k == NODE_FIGURE))
		attrs_of(x)->width = w;
}

static void apply_style(struct applying *x, struct str v)
{
	while (v.n) {
		struct str rule = str_trim(str_cut(&v, ';')), property = str_trim(str_cut(&rule, ':'));
		rule = str_trim(rule);
		if (str_eq_nocase(property, STR("text-align")) && attributes_align(rule) != ALIGN_NONE)
			set_align(x, attributes_align(rule));
		else if (str_eq_nocase(property, STR("width")) && attributes_width(rule))
			apply_width(x, rule);
		else if (property.n)
			diag_add(&x->b->article->diags, DIAG_HTML_DROPPED, x->pos, "style '" STR_FMT "' on <%s>", STR_ARG(property),
				x->e->name);
	}
}

static void apply_type(struct applying *x, struct str v)
{
	if (x->proto->kind != NODE_LIST || v.n != 1)
		return;
	x->proto->u.list.letters = v.p[0] == 'a' || v.p[0] == 'A';
	x->proto->u.list.roman = v.p[0] == 'i' || v.p[0] == 'I';
	x->proto->u.list.upper = v.p[0] == 'A' || v.p[0] == 'I';
}

static void apply_start(struct applying *x, struct str v)
{
	if (x->proto->kind == NODE_LIST)
		x->proto->u.list.start = (int32_t)number(v, -99999999, 99999999, 1);
}

static void apply_reversed(struct applying *x, struct str v)
{
	if (x->proto->kind == NODE_LIST)
		x->proto->u.list.reversed = true;
}

static void apply_value(struct applying *x, struct str v)
{
	if (x->proto->kind != NODE_ITEM)
		return;
	x->proto->u.item.value = (int32_t)number(v, -99999999, 99999999, INT32_MIN);
	x->proto->u.item.has_value = x->proto->u.item.value != INT32_MIN;
}

static void apply_colspan(struct applying *x, struct str v)
{
	if (x->proto->kind == NODE_CELL)
		x->proto->u.cell.column_span = (uint16_t)number(v, 1, 1000, 1);
}

static void apply_rowspan(struct applying *x, struct str v)
{
	if (x->proto->kind == NODE_CELL)
		x->proto->u.cell.row_span = (uint16_t)number(v, 1, 1000, 1);
}

static void apply_open(struct applying *x, struct str v)
{
	if (x->proto->kind == NODE_DETAILS)
		x->proto->flags |= NODE_OPEN;
}

/* Kinds of section that EPUB's structural semantics vocabulary names and that a passage of an article can be. */
static void apply_epub_type(struct applying *x, struct str v)
{
	static const char *const known[] = {"abstract", "acknowledgments", "afterword", "bibliography", "case-study", "colophon",
		"conclusion", "credits", "dedication", "epigraph", "epilogue", "errata", "foreword", "introduction", "learning-objective",
		"learning-resource", "pullquote", "preface", "prologue", "qna", "sidebar"};
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (str_is(v, known[i]) && x->proto->kind == NODE_DIVISION)
			attrs_of(x)->role = v;
}

static const struct {
	const char *name;
	void (*apply)(struct applying *, struct str);
} meanings[] = {
	{"align", apply_align}, {"class", apply_class}, {"colspan", apply_colspan}, {"dir", apply_dir}, {"epub:type", apply_epub_type},
	{"id", apply_id}, {"lang", apply_lang}, {"name", apply_name}, {"open", apply_open}, {"reversed", apply_reversed},
	{"rowspan", apply_rowspan}, {"start", apply_start}, {"style", apply_style}, {"title", apply_title}, {"type", apply_type},
	{"value", apply_value}, {"width", apply_width}, {"xml:lang", apply_lang},
};

/* Taken by the elements that they belong to (html.c), or without meaning in a book and without words. */
static const char *const passed_over[] = {"alt", "autoplay", "bgcolor", "border", "cellpadding", "cellspacing", "checked", "cite",
	"clear", "color", "controls", "crossorigin", "data", "datetime", "decoding", "download", "face", "fetchpriority", "frameborder",
	"headers", "height", "hidden", "href", "hreflang", "itemprop", "itemscope", "itemtype", "loading", "loop", "media", "nowrap",
	"ping", "property", "referrerpolicy", "rel", "role", "scope", "size", "sizes", "span", "src", "srcset", "summary", "tabindex",
	"target", "translate", "valign", "xmlns", "content", "allow", "allowfullscreen", "disabled", "for", "method", "action", "markdown"};

static bool silent(struct str name)
{
	if (str_starts(name, "data-") || str_starts(name, "aria-") || str_starts(name, "xmlns:"))
		return true;
	for (size_t i = 0; i < sizeof passed_over / sizeof *passed_over; i++)
		if (str_eq_nocase(name, str_c(passed_over[i])))
			return true;
	return false;
}

void html_tag_apply(struct builder *b, struct sourcepos *m, const struct tag *tag, const struct element *e, struct node *proto)
{
	struct applying x = {b, tag, e, proto, tag->pos};
	for (size_t i = 0; i < tag->n; i++) {
		const struct tag_attribute *t = &tag->items[i];
		size_t k = 0, n = sizeof meanings / sizeof *meanings;
		while (k < n && !str_eq_nocase(t->name, str_c(meanings[k].name)))
			k++;
		x.pos = sourcepos_at(m, t->at);
		if (k < n)
			meanings[k].apply(&x, t->value);
		else if (!silent(t->name))
			diag_add(&b->article->diags, DIAG_HTML_DROPPED, x.pos, "attribute '" STR_FMT "' on <%s>", STR_ARG(t->name),
				e->name);
	}
}
