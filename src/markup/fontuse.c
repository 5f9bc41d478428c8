/*
 * Text counted by font. A page is read as a stream; the elements that are open stand on a stack, each with its style in two
 * variants: with the rules that may apply, and without them.
 */
#include "markup/fontuse.h"

#include <libxml/xmlreader.h>
#include <string.h>
#include "base/utf8.h"
#include "markup/fontuse_css.h"

#define MOST_OPEN 512 /* deeper elements are counted with the style of the one at this depth */

struct style {
	int stack; /* index or STACK_NONE */
	bool bold, italic, upper;
};

struct open_element {
	const char *name, *classes;
	struct style styles[2];
};

struct counter {
	struct arena *arena, scratch;
	const struct font_rules *rules;
	struct font_uses *uses;
	struct open_element *open;
	size_t depth;
	size_t hidden; /* depth at which text stopped to be shown; 0: it is */
};

size_t fontuse_stacks(const struct font_rules *rules)
{
	return rules->stacks.n;
}

struct str fontuse_stack(const struct font_rules *rules, size_t i)
{
	return rules->stacks.items[i];
}

static bool has_class(const char *classes, struct str name)
{
	struct str rest = str_c(classes);
	while (rest.n)
		if (str_eq(str_cut(&rest, ' '), name))
			return true;
	return false;
}

static bool fits(const struct compound *c, const struct open_element *e)
{
	if (c->element.n && !str_is(c->element, e->name))
		return false;
	for (size_t i = 0; i < c->n; i++)
		if (!has_class(e->classes, c->items[i]))
			return false;
	return true;
}

/* Do the first n compounds of the rule fit the element at depth `at` and those around it? */
static bool matches(const struct font_rule *rule, size_t n, const struct open_element *open, size_t at)
{
	const struct compound *c = &rule->items[n - 1];
	if (!fits(c, &open[at]))
		return false;
	if (n == 1 || c->combinator == '+' || c->combinator == '~')
		return true;
	for (size_t up = at; up-- > 0;) {
		if (matches(rule, n - 1, open, up))
			return true;
		if (c->combinator == '>')
			return false;
	}
	return false;
}

static bool decide(int8_t says, bool now, bool parent)
{
	return says == SAYS_NOTHING ? now : says == SAYS_INHERIT ? parent : says == SAYS_YES;
}

static void apply(struct style *s, const struct font_says *says, const struct style *parent)
{
	if (says->stack == STACK_INHERIT)
		s->stack = parent->stack;
	else if (says->stack != STACK_NOTHING)
		s->stack = says->stack;
	s->bold = decide(says->bold, s->bold, parent->bold);
	s->italic = decide(says->italic, s->italic, parent->italic);
	s->upper = decide(says->upper, s->upper, parent->upper);
}

static struct runes *set_for(struct counter *c, const struct style *s)
{
	if (s->stack < 0)
		return NULL;
	return &c->uses->sets[(size_t)s->stack * STYLES + (s->bold ? STYLE_BOLD : 0) + (s->italic ? STYLE_ITALIC : 0)];
}

static void count(struct counter *c, const struct open_element *e, struct str text)
{
	for (int i = 0; i < 2; i++) {
		struct runes *set = set_for(c, &e->styles[i]);
		if (!set)
			continue;
		runes_add_text(c->arena, set, text);
		if (e->styles[i].upper)
			runes_add_text(c->arena, set, utf8_upper(&c->scratch, text));
	}
}

/* What a reading system writes itself: numbers of lists, quotation marks. */
static void count_markers(struct counter *c, const struct open_element *e, xmlTextReaderPtr reader)
{
	if (strcmp(e->name, "q") == 0)
		count(c, e, STR("\xe2\x80\x9c\xe2\x80\x9d\xe2\x80\x98\xe2\x80\x99\xc2\xab\xc2\xbb\xe2\x80\xb9\xe2\x80\xba\xe2\x80\x9e\xe2\x80\x9a"));
	if (strcmp(e->name, "ol") != 0)
		return;
	xmlChar *type = xmlTextReaderGetAttribute(reader, (const xmlChar *)"type");
	char kind = type ? (char)type[0] : '1';
	xmlFree(type);
	count(c, e, kind == 'a' || kind == 'i' ? STR("abcdefghijklmnopqrstuvwxyz.")
		: kind == 'A' || kind == 'I' ? STR("ABCDEFGHIJKLMNOPQRSTUVWXYZ.") : STR("-0123456789."));
}

static void open_element(struct counter *c, xmlTextReaderPtr reader)
{
	struct open_element *e = &c->open[c->depth];
	const struct style none = {STACK_NONE, false, false, false};
	*e = (struct open_element){.name = (const char *)xmlTextReaderConstLocalName(reader)};
	xmlChar *classes = xmlTextReaderGetAttribute(reader, (const xmlChar *)"class");
	xmlChar *own = xmlTextReaderGetAttribute(reader, (const xmlChar *)"style");
	e->classes = arena_cstr(&c->scratch, str_c((const char *)classes));
	struct font_says says = fontuse_declarations(NULL, str_c((const char *)own));
	for (int i = 0; i < 2; i++) {
		const struct style *parent = c->depth ? &c->open[c->depth - 1].styles[i] : &none;
		e->styles[i] = *parent;
		for (size_t k = 0; k < c->rules->n; k++) {
			const struct font_rule *rule = &c->rules->items[k];
			if ((i == 0 || !rule->maybe) && rule->n && matches(rule, rule->n, c->open, c->depth))
				apply(&e->styles[i], &rule->says, parent);
		}
		apply(&e->styles[i], &says, parent);
	}
	xmlFree(classes);
	xmlFree(own);
	c->depth++;
	if (!c->hidden && (strcmp(e->name, "head") == 0 || strcmp(e->name, "script") == 0 || strcmp(e->name, "style") == 0))
		c->hidden = c->depth;
	if (!c->hidden)
		count_markers(c, e, reader);
}

static void step(struct counter *c, xmlTextReaderPtr reader, size_t *skipped)
{
	int type = xmlTextReaderNodeType(reader);
	bool empty = type == XML_READER_TYPE_ELEMENT && xmlTextReaderIsEmptyElement(reader);
	if (type == XML_READER_TYPE_ELEMENT && !empty) {
		if (c->depth == MOST_OPEN || *skipped)
			++*skipped;
		else
			open_element(c, reader);
	} else if (type == XML_READER_TYPE_END_ELEMENT) {
		if (*skipped) {
			--*skipped;
			return;
		}
		c->hidden = c->hidden == c->depth ? 0 : c->hidden;
		c->depth--;
	} else if ((type == XML_READER_TYPE_TEXT || type == XML_READER_TYPE_CDATA ||
			   type == XML_READER_TYPE_SIGNIFICANT_WHITESPACE) && c->depth && !c->hidden) {
		count(c, &c->open[c->depth - 1], str_c((const char *)xmlTextReaderConstValue(reader)));
	}
}

void fontuse_page(struct arena *a, const struct font_rules *rules, struct str xhtml, struct font_uses *uses)
{
	struct counter c = {.arena = a, .rules = rules, .uses = uses};
	size_t skipped = 0;
	uses->n = rules->stacks.n * STYLES;
	uses->sets = arena_array(a, struct runes, uses->n + 1);
	xmlTextReaderPtr reader = xmlReaderForMemory(xhtml.p, (int)xhtml.n, NULL, "UTF-8",
		XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_HUGE);
	if (!reader)
		return;
	arena_init(&c.scratch);
	c.open = arena_array(&c.scratch, struct open_element, MOST_OPEN);
	while (xmlTextReaderRead(reader) == 1)
		step(&c, reader, &skipped);
	xmlFreeTextReader(reader);
	arena_free(&c.scratch);
}

void fontuse_merge(struct arena *a, struct font_uses *into, const struct font_uses *from)
{
	if (!into->sets) {
		into->n = from->n;
		into->sets = arena_array(a, struct runes, into->n + 1);
	}
	for (size_t i = 0; i < into->n && i < from->n; i++)
		runes_add_all(a, &into->sets[i], &from->sets[i]);
}

void fontuse_generated(struct arena *a, const struct font_rules *rules, struct font_uses *uses)
{
	for (size_t i = 0; i < uses->n; i++)
		if (uses->sets[i].n) {
			runes_add_all(a, &uses->sets[i], &rules->generated);
			runes_add_text(a, &uses->sets[i], STR(" -\xe2\x80\x90")); /* what words are divided with */
		}
}

struct str fontuse_family(struct str *rest)
{
	struct str family = str_trim(str_cut(rest, ','));
	if (family.n >= 2 && (family.p[0] == '"' || family.p[0] == '\''))
		family = str_trim(str_sub(family, 1, family.n - 1));
	return family;
}

bool fontuse_generic(struct str family)
{
	static const char *const names[] = {"serif", "sans-serif", "monospace", "cursive", "fantasy", "system-ui", "math",
		"inherit", "initial", "unset"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (str_eq_nocase(family, str_c(names[i])))
			return true;
	return false;
}
