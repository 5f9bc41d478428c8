/* The subset of Pandoc's and kramdown's attributes that means something in a book. */
#include "read/attributes.h"

#include "base/utf8.h"

#define BRACES_LONGEST 400

uint32_t attributes_width(struct str s)
{
	static const struct {
		const char *unit;
		uint32_t thousandths; /* of the measure, for one */
	} units[] = {{"%", 10}, {"px", 0}, {"", 0}, {"in", 96 * 1000 / ATTRIBUTES_MEASURE}, {"cm", 38 * 1000 / ATTRIBUTES_MEASURE},
		{"em", 16 * 1000 / ATTRIBUTES_MEASURE}, {"rem", 16 * 1000 / ATTRIBUTES_MEASURE}, {"pt", 4 * 1000 / 3 / ATTRIBUTES_MEASURE},
		{"vw", 10}};
	uint64_t value = 0;
	size_t i = 0;
	while (i < s.n && s.p[i] >= '0' && s.p[i] <= '9' && value < 100000)
		value = value * 10 + (uint64_t)(s.p[i++] - '0');
	if (i == 0)
		return 0;
	if (i < s.n && s.p[i] == '.')
		for (i++; i < s.n && s.p[i] >= '0' && s.p[i] <= '9'; i++)
			;
	struct str unit = str_trim(str_skip(s, i));
	for (size_t k = 0; k < sizeof units / sizeof *units; k++) {
		if (!str_is(unit, units[k].unit))
			continue;
		uint64_t w = units[k].thousandths ? value * units[k].thousandths : value * 1000 / ATTRIBUTES_MEASURE;
		return w > 1000 ? 1000 : w == 0 && value ? 1 : (uint32_t)w;
	}
	return 0;
}

enum node_align attributes_align(struct str s)
{
	static const struct {
		const char *name;
		enum node_align align;
	} names[] = {{"left", ALIGN_LEFT}, {"start", ALIGN_LEFT}, {"center", ALIGN_CENTRE}, {"centre", ALIGN_CENTRE},
		{"middle", ALIGN_CENTRE}, {"right", ALIGN_RIGHT}, {"end", ALIGN_RIGHT}, {"justify", ALIGN_JUSTIFY}};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (str_eq_nocase(s, str_c(names[i].name)))
			return names[i].align;
	return ALIGN_NONE;
}

bool attributes_id(struct str s)
{
	for (size_t i = 0; i < s.n;) {
		size_t at = i;
		uint32_t rune = utf8_next(s, &i);
		bool start = rune == '_' || (utf8_is_alnum(rune) && !(rune >= '0' && rune <= '9'));
		bool later = start || rune == '-' || rune == '.' || (rune >= '0' && rune <= '9');
		if (rune == UTF8_BAD || rune >= 0x80 || (at == 0 ? !start : !later))
			return false;
	}
	return s.n > 0;
}

bool attributes_class(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
		if (!letter && (i == 0 || !((c >= '0' && c <= '9') || c == '-')))
			return false;
	}
	return s.n > 0;
}

/* One token of the braces; quotes may hold blanks. */
static struct str next_token(struct str *rest)
{
	size_t i = 0, start;
	while (i < rest->n && (rest->p[i] == ' ' || rest->p[i] == '\t'))
		i++;
	char quote = 0;
	for (start = i; i < rest->n && (quote || (rest->p[i] != ' ' && rest->p[i] != '\t')); i++) {
		if (quote)
			quote = rest->p[i] == quote ? 0 : quote;
		else if (rest->p[i] == '"' || rest->p[i] == '\'')
			quote = rest->p[i];
	}
	struct str token = str_sub(*rest, start, i);
	*rest = str_skip(*rest, i);
	return token;
}

static bool well_formed(struct str token)
{
	if (token.n == 1)
		return token.p[0] == '-';
	if (token.p[0] == '#' || token.p[0] == '.')
		return token.p[1] != '.' && token.p[1] != '#';
	size_t eq = str_find_char(token, '=');
	return eq > 0 && eq < token.n && attributes_class(str_sub(token, 0, eq));
}

static struct str unquoted(struct str s)
{
	bool quoted = s.n >= 2 && (s.p[0] == '"' || s.p[0] == '\'') && s.p[s.n - 1] == s.p[0];
	return quoted ? str_sub(s, 1, s.n - 1) : s;
}

static bool read_key(struct str key, struct str value, struct attributes *out)
{
	if (str_is(key, "width"))
		return (out->width = attributes_width(value)) != 0;
	if (str_is(key, "align"))
		return (out->align = attributes_align(value)) != ALIGN_NONE;
	if (str_is(key, "lang")) {
		out->lang = value;
		return attributes_class(value);
	}
	return str_is(key, "height");
}

static void add_class(struct arena *a, struct str name, struct attributes *out)
{
	if (str_is(name, "decorative"))
		out->decorative = true;
	else if (out->classes.n)
		out->classes = arena_printf(a, STR_FMT " " STR_FMT, STR_ARG(out->classes), STR_ARG(name));
	else
		out->classes = name;
}

static bool read_token(struct arena *a, struct str token, struct attributes *out)
{
	struct str name = str_skip(token, 1);
	if (token.p[0] == '#') {
		out->id = attributes_id(name) ? name : (struct str){0};
		return out->id.n != 0;
	}
	if (token.p[0] == '.') {
		if (attributes_class(name))
			add_class(a, name, out);
		return attributes_class(name);
	}
	if (token.n == 1)
		return true;
	size_t eq = str_find_char(token, '=');
	return read_key(str_sub(token, 0, eq), unquoted(str_skip(token, eq + 1)), out);
}

size_t attributes_read(struct arena *a, struct str s, struct pos pos, struct diags *d, struct attributes *out)
{
	*out = (struct attributes){0};
	size_t end = 1;
	while (end < s.n && end < BRACES_LONGEST && s.p[end] != '}' && s.p[end] != '\n' && s.p[end] != '{')
		end++;
	if (s.n < 3 || s.p[0] != '{' || end >= s.n || s.p[end] != '}')
		return 0;
	struct str inside = str_sub(s, 1, end);
	if (inside.n && inside.p[0] == ':')
		inside = str_skip(inside, 1);
	size_t tokens = 0;
	for (struct str rest = inside, t; (t = next_token(&rest)).n; tokens++)
		if (!well_formed(t))
			return 0;
	if (tokens == 0)
		return 0;
	for (struct str rest = inside, t; (t = next_token(&rest)).n;)
		if (!read_token(a, t, out)) {
			struct pos at = pos;
			at.col += (uint32_t)(t.p - s.p);
			diag_add(d, DIAG_BAD_ATTRIBUTE, at, "'" STR_FMT "' is no attribute that sheaf understands", STR_ARG(t));
		}
	return end + 1;
}
