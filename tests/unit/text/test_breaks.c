/* Where lines may end: each case shows the places as |, those after a soft hyphen as =, forced ones as !. */
#include <string.h>
#include "base/buf.h"
#include "text/breaks.h"
#include "unit/unit.h"

static struct arena a;

static struct str shown(const char *text)
{
	struct str s = str_c(text);
	unsigned char *breaks = arena_alloc(&a, s.n + 1);
	struct buf b;
	buf_init(&b, BUF_NO_LIMIT);
	line_breaks(s, breaks);
	for (size_t i = 0; i < s.n; i++) {
		if (breaks[i])
			buf_char(&b, "?|=!"[breaks[i]]);
		buf_char(&b, s.p[i]);
	}
	struct str out = buf_copy(&b, &a);
	buf_free(&b);
	return out;
}

/* The text is what is expected without its marks. */
static void breaks_as(const char *expected)
{
	char text[512];
	size_t n = 0;
	for (const char *p = expected; *p; p++)
		if (!strchr("|=!", *p))
			text[n++] = *p;
	text[n] = 0;
	ck_str(shown(text), expected);
}

static void each(const char *const *cases, size_t n)
{
	arena_init(&a);
	for (size_t i = 0; i < n; i++)
		breaks_as(cases[i]);
	arena_free(&a);
}
#define EACH(cases) each(cases, sizeof(cases) / sizeof *(cases))

START_TEST(words_and_spaces)
{
	static const char *const cases[] = {"", "one", "one |two  |three", "no\xc2\xa0" "break", "a\xe2\x80\x8b|b", "a\xe2\x81\xa0" "b",
		"soft\xc2\xad=hyphen", "a |line\xe2\x80\xa8!another", "\xe2\x80\x9cq\xe2\x80\x9d |(b) |c."};
	EACH(cases);
}
END_TEST

START_TEST(dashes_hyphens_slashes)
{
	static const char *const cases[] = {"well-|known", "e-mail", "T-shirt", "input/|output", "km/h", "1/2", "-5",
		"word\xe2\x80\x94|word", "word \xe2\x80\x94 |word", "\xe2\x80\x94word", "said |\xe2\x80\x94yes", "1914\xe2\x80\x93|18",
		"a\xe2\x80\x91" "b", "co-|op-|ed"};
	EACH(cases);
}
END_TEST

START_TEST(addresses)
{
	static const char *const cases[] = {
		"see |https://|example|.com/|some|-path/|x|?key|&value, |and",
		"(www|.example|.com)",
		"a%2Fb |http://|ex|.org/|a|%2F" "bcd/x",
	};
	EACH(cases);
}
END_TEST

START_TEST(languages_without_spaces)
{
	static const char *const cases[] = {
		"\xe6\xbc\xa2|\xe5\xad\x97\xe3\x80\x82|\xe3\x81\x8b|\xe3\x81\xaa",                             /* no line begins with a full stop */
		"\xe3\x80\x8c\xe6\xbc\xa2\xe3\x80\x8d",                                                        /* nor ends with an opening bracket */
		"\xe0\xb8\xa0\xe0\xb8\xb2\xe0\xb8\xa9\xe0\xb8\xb2|\xe0\xb9\x84\xe0\xb8\x97\xe0\xb8\xa2 |\xe0\xb8\xa0\xe0\xb8\xb2\xe0\xb8\xa9\xe0\xb8\xb2", /* Thai, "the Thai language" */
		"\xed\x95\x9c|\xea\xb5\xad",
	};
	EACH(cases);
}
END_TEST

static void fill(TCase *t)
{
	tcase_add_test(t, words_and_spaces);
	tcase_add_test(t, dashes_hyphens_slashes);
	tcase_add_test(t, addresses);
	tcase_add_test(t, languages_without_spaces);
}

int main(void)
{
	return unit_main("breaks", fill);
}
