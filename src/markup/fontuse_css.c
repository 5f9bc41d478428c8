/*
 * Reading a style sheet for fonts: of all declarations only those of family, weight, slant and capitals, of all rules only those
 * that have one. Selectors keep elements, classes and the combinators ' ' and '>'; whatever else narrows a selector makes it one
 * that may apply. Rejected: a CSS library, for the whole cascade comes to the hundred lines here.
 */
#include "markup/fontuse_css.h"

#include <stdlib.h>
#include <string.h>

/* What reading systems do before any sheet (HTML, 15.3), as far as it is about fonts. */
static const char builtin_sheet[] =
	"b,strong,th,h1,h2,h3,h4,h5,h6{font-weight:bold}"
	"i,em,cite,var,dfn,address{font-style:italic}"
	"code,kbd,samp,pre,tt{font-family:monospace}";

#define AUTHOR_RANK 0x1000000u

static bool is_blank(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

/* The offset past a string, a comment or one character, at i. */
static size_t css_skip(struct str s, size_t i)
{
	char c = s.p[i];
	if (c == '/' && i + 1 < s.n && s.p[i + 1] == '*') {
		size_t end = i + 2 + str_find(str_skip(s, i + 2), "*/") + 2;
		return end < s.n ? end : s.n;
	}
	if (c == '\\')
		return i + 2 < s.n ? i + 2 : s.n;
	if (c != '"' && c != '\'')
		return i + 1;
	for (i++; i < s.n && s.p[i] != c; i++)
		if (s.p[i] == '\\')
			i++;
	return i + 1 < s.n ? i + 1 : s.n;
}

/* Cuts off what stands before one of the characters, outside of strings, comments and brackets; *rest begins with it. */
static struct str css_until(struct str *rest, const char *ends)
{
	size_t i = 0;
	int depth = 0;
	while (i < rest->n && (depth || !strchr(ends, rest->p[i]))) {
		depth += rest->p[i] == '(' || rest->p[i] == '[';
		depth -= depth && (rest->p[i] == ')' || rest->p[i] == ']');
		i = css_skip(*rest, i);
	}
	struct str part = str_sub(*rest, 0, i);
	*rest = str_skip(*rest, i);
	return part;
}

static int stack_index(struct font_rules *r, struct str value)
{
	for (size_t i = 0; i < r->stacks.n; i++)
		if (str_eq(r->stacks.items[i], value))
			return (int)i;
	*arena_push(r->arena, &r->stacks) = value;
	return (int)r->stacks.n - 1;
}

static void say_family(struct font_rules *r, struct str value, struct font_says *says)
{
	if (str_is(value, "inherit") || str_is(value, "unset"))
		says->stack = STACK_INHERIT;
	else if (str_is(value, "initial"))
		says->stack = STACK_NONE;
	else if (r && value.n)
		says->stack = stack_index(r, value);
}

static void say_weight(struct str value, struct font_says *says)
{
	if (str_is(value, "inherit"))
		says->bold = SAYS_INHERIT;
	else if (value.n == 3 && value.p[0] >= '1' && value.p[0] <= '9')
		says->bold = value.p[0] >= '6' ? SAYS_YES : SAYS_NO;
	else if (str_starts(value, "bold"))
		says->bold = SAYS_YES;
	else
		says->bold = SAYS_NO;
}

static void say_style(struct str value, struct font_says *says)
{
	if (str_is(value, "inherit"))
		says->italic = SAYS_INHERIT;
	else
		says->italic = str_starts(value, "italic") || str_starts(value, "oblique") ? SAYS_YES : SAYS_NO;
}

static bool is_small_caps(struct str value)
{
	return str_find(value, "caps") < value.n;
}

/* `font: italic 700 1em/1.2 "X", serif`: words up to the size, then families. */
static void say_font(struct font_rules *r, struct str value, struct font_says *says)
{
	says->bold = says->italic = SAYS_NO;
	while (value.n) {
		struct str word = css_until(&value, " \t\n\r\f");
		value = str_trim(value);
		bool number = word.n && word.p[0] >= '0' && word.p[0] <= '9';
		if (str_starts(word, "italic") || str_starts(word, "oblique"))
			says->italic = SAYS_YES;
		else if (is_small_caps(word))
			says->upper = SAYS_YES;
		else if (str_starts(word, "bold") || (number && word.n == 3 && str_sub(word, 1, 3).p[0] == '0'))
			say_weight(word, says);
		else if (number)
			break;
	}
	say_family(r, value, says);
}

static uint32_t hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return (uint32_t)(c - '0');
	c |= 32;
	return c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a' + 10) : 16;
}

/* Strings in a `content`, escapes decoded. */
static void take_content(struct font_rules *r, struct str value)
{
	for (size_t i = 0; i < value.n; i++) {
		size_t end = css_skip(value, i);
		if (value.p[i] != '"' && value.p[i] != '\'') {
			i = end - 1;
			continue;
		}
		struct str s = str_sub(value, i + 1, end - 1);
		for (size_t k = 0; k < s.n; k++) {
			uint32_t rune = 0;
			size_t digits = 0;
			while (s.p[k] == '\\' && digits < 6 && k + 1 + digits < s.n && hex_value(s.p[k + 1 + digits]) < 16)
				rune = rune * 16 + hex_value(s.p[k + 1 + digits++]);
			if (digits)
				runes_add(r->arena, &r->generated, rune);
			k += digits;
		}
		runes_add_text(r->arena, &r->generated, s);
		i = end - 1;
	}
}

static void say(struct font_rules *r, struct str name, struct str value, struct font_says *says)
{
	size_t important = str_find(value, "!important");
	value = str_trim(str_sub(value, 0, important));
	if (str_is(name, "font-family"))
		say_family(r, value, says);
	else if (str_is(name, "font-weight"))
		say_weight(value, says);
	else if (str_is(name, "font-style"))
		say_style(value, says);
	else if (str_is(name, "font"))
		say_font(r, value, says);
	else if (str_is(name, "text-transform"))
		says->upper = str_is(value, "uppercase") || str_is(value, "capitalize") ? SAYS_YES : SAYS_NO;
	else if (str_starts(name, "font-variant"))
		says->upper = is_small_caps(value) ? SAYS_YES : says->upper;
	else if (str_is(name, "content") && r)
		take_content(r, value);
}

struct font_says fontuse_declarations(struct font_rules *rules, struct str text)
{
	struct font_says says = {STACK_NOTHING, SAYS_NOTHING, SAYS_NOTHING, SAYS_NOTHING};
	while (text.n) {
		struct str one = css_until(&text, ";");
		text = str_skip(text, 1);
		struct str name = str_trim(css_until(&one, ":"));
		say(rules, name, str_trim(str_skip(one, 1)), &says);
	}
	return says;
}

static bool is_name_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || (c & 0x80);
}

static struct str cut_name(struct str *s)
{
	size_t n = 0;
	while (n < s->n && is_name_char(s->p[n]))
		n++;
	struct str name = str_sub(*s, 0, n);
	*s = str_skip(*s, n);
	return name;
}

/* Reads one compound off *s. Pseudo-classes, attributes and ids are passed over and make the rule one that may apply. */
static void read_compound(struct font_rules *r, struct str *s, struct font_rule *rule, struct compound *c)
{
	c->element = cut_name(s);
	rule->rank += c->element.n > 0;
	while (s->n && !is_blank(s->p[0]) && !strchr(">+~", s->p[0])) {
		char kind = s->p[0];
		*s = str_skip(*s, 1);
		if (kind == '.') {
			*arena_push(r->arena, c) = cut_name(s);
			rule->rank += 256;
		} else if (kind != '*') {
			rule->maybe = true;
			rule->rank += kind == '#' ? 65536 : 256;
			if (kind == '[') {
				css_until(s, "]");
				*s = str_skip(*s, 1);
			}
			while (s->n && s->p[0] == ':')
				*s = str_skip(*s, 1);
			cut_name(s);
			if (s->n && s->p[0] == '(') {
				*s = str_skip(*s, 1);
				css_until(s, ")");
				*s = str_skip(*s, 1);
			}
		}
	}
}

static void add_rule(struct font_rules *r, struct str selector, struct font_says says, uint32_t rank, bool maybe)
{
	struct font_rule *rule = arena_push(r->arena, r);
	*rule = (struct font_rule){.says = says, .rank = rank, .order = (uint32_t)r->n, .maybe = maybe};
	char combinator = ' ';
	for (selector = str_trim(selector); selector.n;) {
		struct compound *c = arena_push(r->arena, rule);
		*c = (struct compound){.combinator = combinator};
		read_compound(r, &selector, rule, c);
		combinator = ' ';
		while (selector.n && (is_blank(selector.p[0]) || strchr(">+~", selector.p[0]))) {
			if (!is_blank(selector.p[0]))
				combinator = selector.p[0];
			selector = str_skip(selector, 1);
		}
		rule->maybe = rule->maybe || combinator == '+' || combinator == '~';
	}
}

static bool says_anything(const struct font_says *says)
{
	return says->stack != STACK_NOTHING || says->bold != SAYS_NOTHING || says->italic != SAYS_NOTHING ||
		says->upper != SAYS_NOTHING;
}

static struct str css_block(struct str *rest)
{
	size_t depth = 0, i = 0;
	do {
		depth += rest->p[i] == '{';
		depth -= rest->p[i] == '}';
		i = css_skip(*rest, i);
	} while (i < rest->n && depth);
	struct str block = str_sub(*rest, 1, depth ? i : i - 1);
	*rest = str_skip(*rest, i);
	return block;
}

static struct str without_comments(struct arena *a, struct str css)
{
	struct buf out;
	buf_init(&out, BUF_NO_LIMIT);
	for (size_t i = 0; i < css.n;) {
		size_t end = css_skip(css, i);
		if (css.p[i] != '/' || end == i + 1)
			buf_str(&out, str_sub(css, i, end));
		i = end;
	}
	struct str text = buf_copy(&out, a);
	buf_free(&out);
	return text;
}

static void read_sheet(struct font_rules *r, struct str css, uint32_t rank, bool maybe)
{
	for (;;) {
		struct str head = str_trim(css_until(&css, "{;"));
		if (!css.n)
			return;
		if (css.p[0] == ';') {
			css = str_skip(css, 1);
			continue;
		}
		struct str block = css_block(&css);
		if (str_starts(head, "@media") || str_starts(head, "@supports")) {
			read_sheet(r, block, rank, true);
			continue;
		}
		struct font_says says = str_starts(head, "@") ? (struct font_says){STACK_NOTHING, -1, -1, -1} : fontuse_declarations(r, block);
		while (says_anything(&says) && head.n) {
			add_rule(r, css_until(&head, ","), says, rank, maybe);
			head = str_skip(head, 1);
		}
	}
}

static int by_rank(const void *a, const void *b)
{
	const struct font_rule *x = a, *y = b;
	if (x->rank != y->rank)
		return x->rank < y->rank ? -1 : 1;
	return x->order < y->order ? -1 : x->order > y->order;
}

struct font_rules *fontuse_rules(struct arena *a, struct str css)
{
	struct font_rules *r = arena_new(a, struct font_rules);
	r->arena = a;
	read_sheet(r, str_c(builtin_sheet), 0, false);
	read_sheet(r, without_comments(a, css), AUTHOR_RANK, false);
	qsort(r->items, r->n, sizeof *r->items, by_rank);
	return r;
}
