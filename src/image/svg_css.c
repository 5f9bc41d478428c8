/*
 * Style sheets inside SVG, gone through as text: imports and references to anything outside go, and comments with them. Not a
 * CSS parser: what is not dangerous is copied as it stands. Escapes could spell `url(` in ways that a search would miss: a text
 * that holds more of them once its escapes are read is dropped whole.
 */
#include <string.h>
#include "image/svg.h"

bool svg_reference_ok(struct str url)
{
	url = str_trim(url);
	if (url.n && url.p[0] == '#')
		return true;
	static const char *const kinds[] = {"data:image/png", "data:image/jpeg", "data:image/jpg"};
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		struct str head = str_sub(url, 0, strlen(kinds[i]));
		if (str_eq_nocase(head, str_c(kinds[i])) && head.n < url.n && strchr(";,", url.p[head.n]))
			return true;
	}
	return false;
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f')
		return (c | 0x20) - 'a' + 10;
	return -1;
}

/* CSS Syntax 3, section 4.3.7. */
static struct str unescape(struct arena *a, struct str css)
{
	struct buf b;
	buf_init(&b, BUF_NO_LIMIT);
	for (size_t i = 0; i < css.n; i++) {
		if (css.p[i] != '\\') {
			buf_char(&b, css.p[i]);
			continue;
		}
		uint32_t rune = 0;
		size_t digits = 0;
		while (digits < 6 && i + 1 < css.n && hex_digit(css.p[i + 1]) >= 0) {
			rune = rune * 16 + (uint32_t)hex_digit(css.p[++i]);
			digits++;
		}
		if (digits && i + 1 < css.n && strchr(" \t\n\r\f", css.p[i + 1]))
			i++;
		if (digits)
			buf_rune(&b, rune < 0x110000 ? rune : 0xfffd);
	}
	struct str plain = buf_copy(&b, a);
	buf_free(&b);
	return plain;
}

static bool at_word(struct str s, size_t i, const char *word)
{
	size_t n = strlen(word);
	return i + n <= s.n && str_eq_nocase(str_sub(s, i, i + n), (struct str){word, n});
}

static size_t count_references(struct str css)
{
	size_t n = 0;
	for (size_t i = 0; i < css.n; i++)
		n += at_word(css, i, "url(") || at_word(css, i, "@import") || at_word(css, i, "src(") ||
			at_word(css, i, "image(") || at_word(css, i, "image-set(");
	return n;
}

/* Offset after a string that opens at i. */
static size_t skip_string(struct str s, size_t i)
{
	char quote = s.p[i++];
	while (i < s.n && s.p[i] != quote)
		i += s.p[i] == '\\' ? 2 : 1;
	return i < s.n ? i + 1 : s.n;
}

static size_t skip_comment(struct str s, size_t i)
{
	size_t end = str_find(str_skip(s, i + 2), "*/");
	return i + 2 + end < s.n ? i + 4 + end : s.n;
}

static size_t skip_to(struct str s, size_t i, char end)
{
	while (i < s.n && s.p[i] != end)
		i = s.p[i] == '"' || s.p[i] == '\'' ? skip_string(s, i) : i + 1;
	return i < s.n ? i + 1 : s.n;
}

/* Copies or replaces the reference at i, just after its parenthesis. */
static size_t put_reference(struct buf *b, struct str s, size_t i, size_t start, bool *dropped)
{
	size_t end = skip_to(s, i, ')');
	struct str url = str_trim(str_sub(s, i, end && s.p[end - 1] == ')' ? end - 1 : end));
	if (url.n >= 2 && (url.p[0] == '"' || url.p[0] == '\'') && url.p[url.n - 1] == url.p[0])
		url = str_sub(url, 1, url.n - 1);
	if (svg_reference_ok(url)) {
		buf_str(b, str_sub(s, start, end));
	} else {
		buf_cstr(b, "none");
		*dropped = true;
	}
	return end;
}

struct str svg_css(struct arena *a, struct str css, bool *dropped)
{
	struct buf b;
	if (memchr(css.p ? css.p : "", '\\', css.n) && count_references(unescape(a, css)) != count_references(css)) {
		*dropped = true;
		return (struct str){0};
	}
	buf_init(&b, BUF_NO_LIMIT);
	for (size_t i = 0; i < css.n;) {
		size_t start = i;
		if (at_word(css, i, "/*")) {
			i = skip_comment(css, i);
			continue;
		}
		if (at_word(css, i, "@import")) {
			i = skip_to(css, i, ';');
			*dropped = true;
			continue;
		}
		if (at_word(css, i, "url(") || at_word(css, i, "src(")) {
			i = put_reference(&b, css, i + 4, start, dropped);
			continue;
		}
		if (at_word(css, i, "image-set(") || at_word(css, i, "image(")) {
			i = skip_to(css, i, ')');
			buf_cstr(&b, "none");
			*dropped = true;
			continue;
		}
		i = css.p[i] == '"' || css.p[i] == '\'' ? skip_string(css, i) : i + 1;
		if (i > css.n)
			i = css.n;
		buf_str(&b, str_sub(css, start, i));
	}
	struct str out = buf_copy(&b, a);
	buf_free(&b);
	return out;
}
