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

static size_t address_end(struct str s, size_t i)
{
	size_t end = i;
	while (end < s.n && (unsigned char)s.p[end] > ' ' && s.p[end] != '<' && s.p[end] != '>')
		end++;
	while (end > i && strchr(".,;:!?'\")]*_~", s.p[end - 1]))
		end--;
	return end;
}

static bool special(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (needs_escape(s, i))
			return true;
	return false;
}

/* An address at i that must not be escaped from within: writes it and moves *i past it. */
static bool put_address(struct buf *b, struct str s, size_t *i)
{
	struct str rest = str_skip(s, *i);
	if (*i && word_before(s, *i))
		return false;
	bool www = starts_nocase(rest, "www.");
	if (!www && !starts_nocase(rest, "http://") && !starts_nocase(rest, "https://") && !starts_nocase(rest, "ftp://"))
		return false;
	struct str url = str_sub(s, *i, address_end(s, *i));
	if (!special(url))
		return false;
	if (www) { /* no form with <> without a scheme: not a link then */
		buf_str(b, str_sub(url, 0, 3));
		buf_cstr(b, "\\.");
		*i += 4;
		return true;
	}
	buf_char(b, '<');
	buf_str(b, url);
	buf_char(b, '>');
	*i += url.n;
	return true;
}

static void put_inline(struct buf *b, struct str text, size_t i)
{
	while (i < text.n) {
		char c = text.p[i];
		if (((c | 32) == 'w' || (c | 32) == 'h' || (c | 32) == 'f') && put_address(b, text, &i))
			continue;
		if (needs_escape(text, i))
			buf_char(b, '\\');
		buf_char(b, c);
		i++;
	}
}

void escape_inline(struct buf *b, struct str text)
{
	put_inline(b, text, 0);
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
	case '+':
	case ':':
		return ends ? 0 : s.n;
	case '=':
		while (at(s, i) == '=')
			i++;
		return i == s.n ? 0 : s.n;
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
	size_t mark = block_mark(text);
	size_t from = 0;
	if (mark < text.n && !(mark == 0 && needs_escape(text, 0))) {
		buf_str(b, str_sub(text, 0, mark));
		buf_char(b, '\\');
		buf_char(b, text.p[mark]);
		from = mark + 1;
	}
	put_inline(b, text, from);
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
	if (brace) {
		put_inline(b, str_sub(head, 0, brace - 1), 0);
		buf_char(b, '\\');
		put_inline(b, str_skip(head, brace - 1), 0);
	} else {
		put_inline(b, head, 0);
	}
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

static bool yaml_plain(struct str s)
{
	if (!s.n || !(is_letter(s.p[0]) || (unsigned char)s.p[0] >= 0xC3) || yaml_word(s) || s.p[s.n - 1] == ':')
		return false;
	for (size_t i = 0; i + 1 < s.n; i++)
		if ((s.p[i] == ':' && s.p[i + 1] == ' ') || (s.p[i] == ' ' && s.p[i + 1] == '#') || strchr("\"\\\t\n", s.p[i]))
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
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] == '"' || text.p[i] == '\\')
			buf_char(b, '\\');
		buf_char(b, text.p[i]);
	}
	buf_char(b, '"');
}
