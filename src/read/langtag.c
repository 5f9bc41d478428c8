/*
 * The grammar is read subtag by subtag: language, up to three extended languages, script, region, variants, extensions,
 * private use. Order is fixed, so a moving stage replaces a parser; grandfathered tags that do not fit stand in a list.
 */
#include "read/langtag.h"

static bool is_alpha(char c)
{
	return (c | 32) >= 'a' && (c | 32) <= 'z';
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool all_alpha(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!is_alpha(s.p[i]))
			return false;
	return s.n > 0;
}

static bool all_digits(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!is_digit(s.p[i]))
			return false;
	return s.n > 0;
}

static bool is_subtag(struct str s, size_t least)
{
	for (size_t i = 0; i < s.n; i++)
		if (!is_alpha(s.p[i]) && !is_digit(s.p[i]))
			return false;
	return s.n >= least && s.n <= 8;
}

static bool is_extlang(struct str s)
{
	return s.n == 3 && all_alpha(s);
}

static bool is_script(struct str s)
{
	return s.n == 4 && all_alpha(s);
}

static bool is_region(struct str s)
{
	return (s.n == 2 && all_alpha(s)) || (s.n == 3 && all_digits(s));
}

static bool is_variant(struct str s)
{
	return is_subtag(s, 5) || (s.n == 4 && is_digit(s.p[0]) && is_subtag(s, 4));
}

static struct str peek(struct str rest)
{
	return str_cut(&rest, '-');
}

static bool is_private(struct str *rest)
{
	size_t n = 0;
	str_cut(rest, '-');
	while (rest->n && is_subtag(str_cut(rest, '-'), 1))
		n++;
	return n && !rest->n;
}

/* Extensions: each a single letter or digit and its subtags, the last of them after x is private use. */
static bool is_extended(struct str rest)
{
	while (rest.n) {
		struct str single = peek(rest);
		if (single.n != 1 || !is_subtag(single, 1))
			return false;
		if ((single.p[0] | 32) == 'x')
			return is_private(&rest);
		str_cut(&rest, '-');
		size_t n = 0;
		while (rest.n && is_subtag(peek(rest), 2)) {
			str_cut(&rest, '-');
			n++;
		}
		if (!n)
			return false;
	}
	return true;
}

static bool is_langtag(struct str rest)
{
	struct str language = str_cut(&rest, '-');
	if (language.n < 2 || language.n > 3 || !all_alpha(language))
		return false;
	for (int i = 0; i < 3 && is_extlang(peek(rest)); i++)
		str_cut(&rest, '-');
	if (is_script(peek(rest)))
		str_cut(&rest, '-');
	if (is_region(peek(rest)))
		str_cut(&rest, '-');
	while (rest.n && is_variant(peek(rest)))
		str_cut(&rest, '-');
	return is_extended(rest);
}

static bool is_grandfathered(struct str tag)
{
	static const char *const tags[] = {"en-GB-oed", "i-ami", "i-bnn", "i-default", "i-enochian", "i-hak", "i-klingon",
		"i-lux", "i-mingo", "i-navajo", "i-pwn", "i-tao", "i-tay", "i-tsu", "sgn-BE-FR", "sgn-BE-NL", "sgn-CH-DE"};
	for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
		if (str_eq_nocase(tag, str_c(tags[i])))
			return true;
	return false;
}

static void case_subtag(char *p, size_t n, bool first, bool after_single)
{
	for (size_t i = 0; i < n; i++) {
		bool upper = !first && !after_single && (n == 2 || (n == 4 && i == 0));
		if (is_alpha(p[i]))
			p[i] = (char)(upper ? p[i] & ~32 : p[i] | 32);
	}
}

struct str langtag_read(struct arena *a, struct str tag)
{
	bool well_formed = tag.n && tag.p[tag.n - 1] != '-';
	if (!well_formed || (!is_langtag(tag) && !is_grandfathered(tag) && !((tag.p[0] | 32) == 'x' && is_extended(tag))))
		return (struct str){0};
	char *p = arena_cstr(a, tag);
	bool single = false;
	for (size_t i = 0, start = 0; i <= tag.n; i++) {
		if (i < tag.n && p[i] != '-')
			continue;
		case_subtag(p + start, i - start, start == 0, single);
		single = single || i - start == 1;
		start = i + 1;
	}
	return (struct str){p, tag.n};
}

struct str langtag_guess(struct arena *a, struct str tag)
{
	static const struct {
		const char *name, *tag;
	} names[] = {{"english", "en"}, {"german", "de"}, {"deutsch", "de"}, {"french", "fr"}, {"français", "fr"},
		{"francais", "fr"}, {"spanish", "es"}, {"español", "es"}, {"espanol", "es"}, {"italian", "it"},
		{"italiano", "it"}, {"portuguese", "pt"}, {"português", "pt"}, {"portugues", "pt"}, {"dutch", "nl"},
		{"nederlands", "nl"}, {"eng", "en"}};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (str_eq_nocase(tag, str_c(names[i].name)))
			return str_c(names[i].tag);
	char *p = arena_cstr(a, tag);
	size_t n = 0;
	while (n < tag.n && p[n] != '.' && p[n] != '@')
		n++;
	for (size_t i = 0; i < n; i++)
		if (p[i] == '_' || p[i] == ' ')
			p[i] = '-';
	return langtag_read(a, (struct str){p, n});
}
