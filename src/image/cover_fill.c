/*
 * A cover template's holes filled; cover.h says what they are. The tree is changed in place: conditions first, so that nothing
 * is set that will not show, then colours, then slots.
 */
#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include "base/utf8.h"
#include "image/cover_parts.h"

struct fill {
	const struct job *job;
	const struct cover_request *request;
	struct str brand, on_brand; /* colours; empty: the template's own */
};

static struct str slot_text(const struct cover_request *q, struct str name)
{
	const struct {
		const char *name;
		struct str text;
	} slots[] = {{"title", q->title}, {"subtitle", q->subtitle}, {"author", q->author}, {"publisher", q->publisher},
		{"series", q->series}, {"brand", q->brand}};
	for (size_t i = 0; i < sizeof slots / sizeof *slots; i++)
		if (str_is(name, slots[i].name))
			return str_trim(slots[i].text);
	return (struct str){0};
}

/* "subtitle author": any has text; "!subtitle": it has none. */
static bool condition_holds(const struct fill *f, const char *when)
{
	struct str rest = str_trim(str_c(when));
	while (rest.n) {
		struct str name = str_trim(str_cut(&rest, ' '));
		if (!name.n)
			continue;
		bool negated = name.p[0] == '!';
		if ((slot_text(f->request, negated ? str_skip(name, 1) : name).n > 0) != negated)
			return true;
	}
	return false;
}

static void resolve_conditions(const struct fill *f, xmlNodePtr node)
{
	xmlNodePtr next;
	for (xmlNodePtr child = node->children; child; child = next) {
		next = child->next;
		if (child->type != XML_ELEMENT_NODE)
			continue;
		const char *when = svg_attribute(child, "data-when");
		if (when && !condition_holds(f, when)) {
			xmlUnlinkNode(child);
			xmlFreeNode(child);
		} else {
			resolve_conditions(f, child);
		}
	}
}

static bool is_colour(struct str s)
{
	if ((s.n != 4 && s.n != 7) || s.p[0] != '#')
		return false;
	for (size_t i = 1; i < s.n; i++)
		if (!strchr("0123456789abcdefABCDEF", s.p[i]))
			return false;
	return true;
}

static int channel(struct str colour, int i)
{
	int digits[2];
	for (int k = 0; k < 2; k++) {
		char c = colour.p[colour.n == 4 ? 1 + i : 1 + 2 * i + k];
		digits[k] = c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
	}
	return digits[0] * 16 + digits[1];
}

/* White or near black, whichever stands out more. Luminance with the square for sRGB's 2.4th power: near enough to choose. */
static struct str contrasting(struct str colour)
{
	int r = channel(colour, 0), g = channel(colour, 1), b = channel(colour, 2);
	int64_t luminance = (2126ll * r * r + 7152ll * g * g + 722ll * b * b) / 10000;
	return luminance * 1000 < 200ll * 255 * 255 ? STR("#ffffff") : STR("#1a1a1a");
}

/* The text with every var(--NAME, FALLBACK) replaced; the text itself when there is none. */
static struct str replace_colour(struct arena *a, struct str text, const char *name, struct str colour)
{
	size_t at = str_find(text, name);
	if (at == text.n)
		return text;
	struct buf b;
	buf_init(&b, BUF_NO_LIMIT);
	for (; at < text.n; at = str_find(text, name)) {
		struct str rest = str_skip(text, at + strlen(name));
		size_t end = str_find_char(rest, ')');
		struct str fallback = str_trim(str_sub(rest, 0, end));
		if (str_starts(fallback, ","))
			fallback = str_trim(str_skip(fallback, 1));
		buf_str(&b, str_sub(text, 0, at));
		buf_str(&b, colour.n ? colour : fallback.n ? fallback : STR("#444444"));
		text = str_skip(rest, end + 1);
	}
	buf_str(&b, text);
	struct str out = buf_copy(&b, a);
	buf_free(&b);
	return out;
}

static struct str replace_colours(const struct fill *f, struct str text)
{
	struct arena *a = f->job->scratch;
	text = replace_colour(a, text, "var(--brand", f->brand);
	return replace_colour(a, text, "var(--on-brand", f->on_brand);
}

static void resolve_colours(const struct fill *f, xmlNodePtr node)
{
	struct arena *a = f->job->scratch;
	for (xmlAttrPtr at = node->properties; at; at = at->next) {
		xmlChar *value = xmlNodeListGetString(node->doc, at->children, 1);
		if (value && strstr((const char *)value, "var(--")) {
			struct str now = arena_copy(a, replace_colours(f, str_c((const char *)value)));
			xmlSetNsProp(node, at->ns, at->name, (const xmlChar *)now.p);
		}
		xmlFree(value);
	}
	for (xmlNodePtr child = node->children; child; child = child->next) {
		if (child->type == XML_ELEMENT_NODE)
			resolve_colours(f, child);
		else if (child->type == XML_TEXT_NODE && strcmp((const char *)node->name, "style") == 0) {
			struct str now = arena_copy(a, replace_colours(f, str_c((const char *)child->content)));
			xmlChar *escaped = xmlEncodeSpecialChars(node->doc, (const xmlChar *)now.p);
			xmlNodeSetContent(child, escaped);
			xmlFree(escaped);
		}
	}
}

/* The value of a property in a style attribute; empty when it is not there. */
static struct str style_value(const char *style, const char *name)
{
	struct str rest = str_c(style);
	while (rest.n) {
		struct str value = str_cut(&rest, ';');
		struct str key = str_trim(str_cut(&value, ':'));
		if (str_is(key, name))
			return str_trim(value);
	}
	return (struct str){0};
}

static struct str property(const xmlNode *node, const char *name)
{
	for (; node && node->type == XML_ELEMENT_NODE; node = node->parent) {
		struct str value = style_value(svg_attribute(node, "style"), name);
		if (!value.n)
			value = str_trim(str_c(svg_attribute(node, name)));
		if (value.n)
			return value;
	}
	return (struct str){0};
}

static int64_t length_property(struct arena *a, const xmlNode *node, const char *name, int64_t em, int64_t otherwise)
{
	struct str value = property(node, name);
	int64_t v;
	const char *s = arena_cstr(a, value);
	if (str_ends(value, "em") && svg_number(&s, &v))
		return v * em / 1000;
	return svg_length(s, &v) ? v : otherwise;
}

static int weight_of(struct str s)
{
	int v = 0;
	if (str_is(s, "bold") || str_is(s, "bolder"))
		return 700;
	if (str_is(s, "lighter"))
		return 300;
	for (size_t i = 0; i < s.n && s.p[i] >= '0' && s.p[i] <= '9' && v < 1000; i++)
		v = v * 10 + (s.p[i] - '0');
	return v >= 1 && v <= 1000 ? v : 400;
}

static struct str without_quotes(struct arena *a, struct str s)
{
	struct buf b;
	buf_init(&b, BUF_NO_LIMIT);
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] != '"' && s.p[i] != '\'')
			buf_char(&b, s.p[i]);
	struct str out = buf_copy(&b, a);
	buf_free(&b);
	return out;
}

void cover_read_font(struct arena *a, const xmlNode *node, struct cover_font *font)
{
	*font = (struct cover_font){0};
	struct str style = property(node, "font-style");
	font->families = without_quotes(a, property(node, "font-family"));
	if (!font->families.n)
		font->families = STR("serif");
	font->size = length_property(a, node, "font-size", 16000, 16000);
	font->weight = weight_of(property(node, "font-weight"));
	font->italic = str_is(style, "italic") || str_is(style, "oblique");
	font->spacing = length_property(a, node, "letter-spacing", font->size, 0);
}

static int64_t number_attribute(const xmlNode *node, const char *name, int64_t otherwise)
{
	const char *s = svg_attribute(node, name);
	int64_t v;
	return s && svg_number(&s, &v) ? v : otherwise;
}

/* White space collapsed; in capitals when the slot asks for it. */
static struct str slot_string(const struct fill *f, const xmlNode *node, struct str text)
{
	struct arena *a = f->job->scratch;
	struct buf b;
	bool space = false;
	buf_init(&b, BUF_NO_LIMIT);
	for (size_t i = 0, from = 0; i < text.n; from = i) {
		uint32_t rune = utf8_next(text, &i);
		bool blank = rune == ' ' || (rune >= '\t' && rune <= '\r');
		if (!blank && space && b.n)
			buf_char(&b, ' ');
		space = blank;
		if (!blank)
			buf_str(&b, rune == UTF8_BAD || rune < 0x20 ? STR("\xef\xbf\xbd") : str_sub(text, from, i));
	}
	struct str out = buf_copy(&b, a);
	const char *letters = svg_attribute(node, "data-case");
	if (letters && strcmp(letters, "upper") == 0 && out.n) {
		struct str language = str_sub(f->request->language, 0, 2);
		size_t n;
		uint8_t *upper = u8_toupper((const uint8_t *)out.p, out.n, arena_cstr(a, language), NULL, NULL, &n);
		if (upper)
			out = arena_copy(a, (struct str){(char *)upper, n});
		free(upper);
	}
	buf_free(&b);
	return out;
}

static void set(const struct fill *f, xmlNodePtr node, const char *name, struct str value)
{
	xmlSetProp(node, (const xmlChar *)name, (const xmlChar *)arena_cstr(f->job->scratch, value));
}

/* Baseline of the first of n lines; see data-valign in cover.h. Capitals are about 0.7 of the size high. */
static int64_t first_baseline(const xmlNode *node, int64_t y, int64_t full, int64_t size, int64_t step, size_t n)
{
	const char *valign = svg_attribute(node, "data-valign");
	int64_t down = (int64_t)(n - 1) * step;
	if (valign && strcmp(valign, "bottom") == 0)
		return y - down;
	if (valign && strcmp(valign, "middle") == 0)
		return y - (full - size) * 350 / 1000 - down / 2;
	return y - (full - size) * 700 / 1000;
}

/* Right-to-left text starts at the right of its box. */
static int64_t turn_anchor(const struct fill *f, xmlNodePtr node, int64_t x, int64_t width)
{
	struct str anchor = property(node, "text-anchor");
	bool middle = str_is(anchor, "middle"), end = str_is(anchor, "end");
	set(f, node, "direction", STR("rtl"));
	if (middle || !width)
		return x;
	struct str style = arena_printf(f->job->scratch, "%s;text-anchor:start",
		svg_attribute(node, "style") ? svg_attribute(node, "style") : "");
	set(f, node, "style", style);
	return end ? x : x + width;
}

static void set_lines(const struct fill *f, xmlNodePtr node, const struct cover_font *font, const struct line_box *box,
	const struct text_lines *lines)
{
	struct arena *a = f->job->scratch;
	int64_t size = font->size * lines->scale / 10000, step = size * box->leading / 1000;
	int64_t x = number_attribute(node, "x", 0), y = number_attribute(node, "y", 0);
	y = first_baseline(node, y, font->size, size, step, lines->n);
	struct str px = svg_decimal(a, size), gap = svg_decimal(a, font->spacing * lines->scale / 10000);
	const char *style = svg_attribute(node, "style");
	set(f, node, "style", arena_printf(a, "%s%sfont-size:" STR_FMT "px;letter-spacing:" STR_FMT "px", style ? style : "",
		style ? ";" : "", STR_ARG(px), STR_ARG(gap)));
	if (lines->rtl)
		x = turn_anchor(f, node, x, box->width);
	if (f->request->language.n)
		xmlSetNsProp(node, xmlSearchNs(node->doc, node, (const xmlChar *)"xml"), (const xmlChar *)"lang",
			(const xmlChar *)arena_cstr(a, f->request->language));
	for (size_t i = 0; i < lines->n; i++) {
		xmlNodePtr span = xmlNewChild(node, node->ns, (const xmlChar *)"tspan", NULL);
		xmlNodePtr text = xmlNewDocText(node->doc, (const xmlChar *)arena_cstr(a, lines->items[i]));
		xmlAddChild(span, text);
		set(f, span, "x", svg_decimal(a, x));
		set(f, span, "y", svg_decimal(a, y + step * (int64_t)i));
	}
}

static void fill_slot(const struct fill *f, xmlNodePtr node, const char *name)
{
	struct arena *a = f->job->scratch;
	struct cover_font font;
	struct text_lines lines = {0};
	while (node->children) {
		xmlNodePtr child = node->children;
		xmlUnlinkNode(child);
		xmlFreeNode(child);
	}
	struct str text = slot_string(f, node, slot_text(f->request, str_c(name)));
	if (!text.n)
		return;
	cover_read_font(a, node, &font);
	font.language = f->request->language;
	struct line_box box = {
		.width = number_attribute(node, "data-width", 0),
		.height = number_attribute(node, "data-height", 0),
		.size = font.size,
		.leading = number_attribute(node, "data-leading", 1200),
		.most_lines = (size_t)(number_attribute(node, "data-lines", 0) / 1000),
	};
	cover_wrap(a, text, &font, &box, &lines);
	set_lines(f, node, &font, &box, &lines);
}

static void fill_slots(const struct fill *f, xmlNodePtr node)
{
	const char *slot = svg_attribute(node, "data-slot");
	if (slot) {
		fill_slot(f, node, slot);
		return;
	}
	for (xmlNodePtr child = node->children; child; child = child->next)
		if (child->type == XML_ELEMENT_NODE)
			fill_slots(f, child);
}

void cover_fill(const struct job *job, xmlDocPtr doc, const struct cover_request *request)
{
	struct fill f = {.job = job, .request = request};
	xmlNodePtr root = xmlDocGetRootElement(doc);
	struct str colour = str_trim(request->colour);
	if (is_colour(colour)) {
		f.brand = colour;
		f.on_brand = contrasting(colour);
	} else if (colour.n) {
		diag_add(job->d, DIAG_BAD_VALUE, job->pos, "'" STR_FMT "' is no colour like #8a3b5c; the cover has its own",
			STR_ARG(colour));
	}
	resolve_conditions(&f, root);
	resolve_colours(&f, root);
	fill_slots(&f, root);
}
