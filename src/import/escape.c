/*
 * CommonMark 0.31 section 2.4 lets a backslash stand before any ASCII punctuation; sheaf's own marks ([[, ==, %%, ^[)
 * respect it. Whether a character is markup often depends on its neighbours: `a_b` and `5 < 6` are text. Where the rule
 * is long, such as for emphasis with asterisks, the character is escaped whatever its neighbours.
 *
 * Bare addresses are links in GitHub's Markdown and take backslashes for a part of themselves: one that holds a character
 * that needs a backslash is set in <> instead, where none is needed.
 */
#include "import/escape.h"

#include <string.h>
#include "base/utf8.h"

enum { ADDRESS_LONGEST = 2048 }; /* bytes that are looked at; longer ones are no links */

static bool is_punct(char c)
{
	return c && strchr("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", c);
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return (c | 32) >= 'a' && (c | 32) <= 'z';
}

static char at(struct str s, size_t i)
{
	return i < s.n ? s.p[i] : '\0';
}

static bool word_before(struct str s, size_t i)
{
	size_t k = i;
	while (k > 0 && ((unsigned char)s.p[k - 1] & 0xC0) == 0x80)
		k--;
	if (k == 0)
		return false;
	k--;
	return utf8_is_alnum(utf8_next(s, &k));
}

static bool word_after(struct str s, size_t i)
{
	size_t k = i + 1;
	return k < s.n && utf8_is_alnum(utf8_next(s, &k));
}

/* `&amp;` `&#38;` */
static bool entity(struct str s, size_t i)
{
	size_t k = i + 1 + (at(s, i + 1) == '#'), from = k;
	while (is_digit(at(s, k)) || is_letter(at(s, k)))
		k++;
	return k > from && at(s, k) == ';';
}

static bool needs_escape(struct str s, size_t i)
{
	char c = s.p[i], next = at(s, i + 1), before = i ? s.p[i - 1] : '\0';
	switch (c) {
	case '*':
	case '`':
	case '[':
	case '~':
		return true;
	case '_':
		return !(word_before(s, i) && word_after(s, i));
	case '\\':
		return is_punct(next) || next == '\0';
	case '<':
		return is_letter(next) || next == '/' || next == '!' || next == '?';
	case '&':
		return entity(s, i);
	case '=':
	case '%':
		return next == c || before == c;
	case ']':
		return next == ']' || before == ']' || next == '(' || next == ':';
	default:
		return false;
	}
}

/* ---- addresses */

static bool starts_nocase(struct str s, const char *prefix)
{
	size_t n = strlen(prefix);
	return s.n >= n && str_eq_nocase(str_sub(s, 0, n), (struct str){prefix, n});
}

/* What may stand in <>, without the punctuation that belongs to the sentence around it. */
static struct str address_trim(struct str whole)
{
	size_t end = str_find_char(whole, '<'), close = str_find_char(whole, '>');
	struct str url = str_sub(whole, 0, end < close ? end : close);
	while (url.n && strchr(".,;:!?'\")]*_~", url.p[url.n - 1]))
		url.n--;
	return url;
}

static bool special(struct str s, size_t extra)
{
	for (size_t i = 0; i < s.n; i++)
		if (i == extra || needs_escape(s, i))
			return true;
	return false;
}

/* What is read even inside of <>: entities, and what sheaf marks before all else: comments, wikilinks, notes. */
static bool read_anyway(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((s.p[i] == '&' && entity(s, i)) || (s.p[i] == '%' && at(s, i + 1) == '%') ||
			(s.p[i] == '[' && (at(s, i + 1) == '[' || at(s, i + 1) == '^' || (i > 0 && s.p[i - 1] == '^'))))
			return true;
	return false;
}

/* Length of what makes an address of the text at i, such as `https://`; 0 when nothing does. */
static size_t address_scheme(struct str rest)
{
	static const char *const schemes[] = {"http://", "https://", "ftp://", "www."};
	for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
		if (starts_nocase(rest, schemes[i]))
			return strlen(schemes[i]);
	return 0;
}

/*
 * An address at i that cannot be escaped from within: writes it and moves *i past it. Where <> is no help either
 * (see read_anyway; and www. needs a scheme), its `:` or `.` is escaped, so that it is no link, but is its text.
 */
static bool put_address(struct buf *b, struct str s, size_t *i, size_t extra)
{
	struct str rest = str_skip(s, *i);
	size_t scheme = address_scheme(rest);
	if (!scheme)
		return false;
	struct str near = str_sub(rest, 0, ADDRESS_LONGEST);
	struct str whole = str_sub(near, 0, str_find_char(near, ' ')), url = address_trim(whole);
	bool endless = whole.n == ADDRESS_LONGEST;
	if (!special(whole, extra - *i) && !endless)
		return false;
	if (rest.p[scheme - 1] == '/' && url.n > scheme && !endless && !read_anyway(url) && (extra < *i || extra - *i > url.n)) {
		if (*i && s.p[*i - 1] == '\\' && *i - 1 != extra) /* it stood before a letter so far */
			buf_char(b, '\\');
		buf_char(b, '<');
		buf_str(b, url);
		buf_char(b, '>');
		*i += url.n;
		return true;
	}
	size_t mark = str_find_char(rest, rest.p[scheme - 1] == '/' ? ':' : '.');
	buf_str(b, str_sub(rest, 0, mark));
	buf_char(b, '\\');
	buf_char(b, rest.p[mark]);
	*i += mark + 1;
	return true;
}

/* The text from i on; `extra` is the offset of a character to escape besides those that always are. */
static void put_inline(struct buf *b, struct str text, size_t i, size_t extra)
{
	while (i < text.n) {
		char c = text.p[i];
		if (((c | 32) == 'w' || (c | 32) == 'h' || (c | 32) == 'f') && put_address(b, text, &i, extra))
			continue;
		if (i == extra || needs_escape(text, i))
			buf_char(b, '\\');
		buf_char(b, c);
		i++;
	}
}

void escape_inline(struct buf *b, struct str text)
{
	put_inline(b, text, 0, text.n);
}

/* ---- what is markup at the start of a block */

/* The offset of the character to escape there, or text.n. */
static size_t block_mark(struct str s)
{
	char first = at(s, 0), next = at(s, 1);
	bool ends = next == ' ' || next == '\0';
	size_t i = 0;
	switch (first) {
	case '>':
		return 0;
	case '-':
	case '=':
		while (at(s, i) == first || at(s, i) == ' ')
			i++;
		return i == s.n || (ends && first == '-') ? 0 : s.n;
	case '+':
	case ':':
		return ends ? 0 : s.n;
	case '\\':
		return is_letter(next) ? 0 : s.n;
	case '|':
		return 0;
	case '#':
		while (at(s, i) == '#')
			i++;
		return i <= 6 && (i == s.n || s.p[i] == ' ') ? 0 : s.n;
	default:
		while (i < 9 && is_digit(at(s, i)))
			i++;
		ends = at(s, i + 1) == ' ' || at(s, i + 1) == '\0';
		return i && (at(s, i) == '.' || at(s, i) == ')') && ends ? i : s.n;
	}
}

void escape_block(struct buf *b, struct str text)
{
	put_inline(b, text, 0, block_mark(text));
}

void escape_heading(struct buf *b, struct str text)
{
	size_t hashes = text.n;
	while (hashes && text.p[hashes - 1] == '#')
		hashes--;
	bool closing = hashes < text.n && (hashes == 0 || text.p[hashes - 1] == ' ');
	struct str head = closing ? str_sub(text, 0, hashes) : text;
	size_t brace = str_ends(head, "}") ? head.n : 0;
	while (brace && head.p[brace - 1] != '{')
		brace--;
	put_inline(b, head, 0, brace ? brace - 1 : head.n);
	if (closing) {
		buf_char(b, '\\');
		buf_str(b, str_skip(text, hashes));
	}
}

/* ---- YAML */

static bool yaml_word(struct str s)
{
	static const char *const words[] = {"true", "false", "yes", "no", "on", "off", "null", "y", "n"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (str_eq_nocase(s, str_c(words[i])))
			return true;
	return false;
}

/* What YAML takes for the end of a line, and control characters. */
static bool yaml_break(uint32_t rune)
{
	return rune == 0x85 || rune == 0x2028 || rune == 0x2029 || rune < ' ';
}

static bool yaml_plain(struct str s)
{
	if (!s.n || !(is_letter(s.p[0]) || (unsigned char)s.p[0] >= 0xC3) || yaml_word(s) || s.p[s.n - 1] == ':')
		return false;
	for (size_t i = 0; i + 1 < s.n; i++)
		if ((s.p[i] == ':' && s.p[i + 1] == ' ') || (s.p[i] == ' ' && s.p[i + 1] == '#') || s.p[i] == '"' || s.p[i] == '\\')
			return false;
	for (size_t i = 0; i < s.n;)
		if (yaml_break(utf8_next(s, &i)))
			return false;
	return s.p[s.n - 1] != '"' && s.p[s.n - 1] != '\\' && s.p[s.n - 1] != ' ';
}

/* Letters beyond ASCII may begin a plain scalar, other signs are quoted: YAML forbids some of them bare. */
static bool yaml_start(struct str s)
{
	size_t i = 0;
	return s.n && utf8_is_alnum(utf8_next(s, &i));
}

void escape_yaml(struct buf *b, struct str text)
{
	if (yaml_plain(text) && yaml_start(text)) {
		buf_str(b, text);
		return;
	}
	buf_char(b, '"');
	for (size_t i = 0; i < text.n;) {
		size_t from = i;
		uint32_t rune = utf8_next(text, &i);
		if (yaml_break(rune)) {
			buf_printf(b, "\\u%04X", (unsigned)rune);
			continue;
		}
		if (rune == '"' || rune == '\\')
			buf_char(b, '\\');
		buf_str(b, str_sub(text, from, i));
	}
	buf_char(b, '"');
}
