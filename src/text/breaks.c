/*
 * Break opportunities: libunistring's UAX #14 first, then what typography forbids or adds, in one pass over the text's places.
 * Rejected: an algorithm of our own from the line break classes, for its table of rules is the part of UAX #14 that changes.
 */
#include "text/breaks.h"

#include <string.h>
#include <pthread.h>
#include <unictype.h>
#include <unigbrk.h>
#include <unilbrk.h>
#include "base/utf8.h"
#include "text/libraries.h"

#define FIRST_THAI 0xe01
#define LAST_THAI 0xe5b
#define THAI_PART 4096 /* characters looked at together */

static uint32_t rune_at(struct str text, size_t i)
{
	return i < text.n ? utf8_next(text, &i) : 0;
}

/* The rune that ends before byte i, and where it begins; 0 at the start. */
static uint32_t rune_before(struct str text, size_t i, size_t *at)
{
	*at = i;
	while (*at && ((unsigned char)text.p[--*at] & 0xc0) == 0x80)
		;
	return i ? rune_at(text, *at) : 0;
}

static bool is_word_rune(uint32_t r)
{
	return r < 0x80 ? (r >= '0' && r <= '9') || ((r | 0x20) >= 'a' && (r | 0x20) <= 'z') : utf8_is_alnum(r);
}

static bool is_gap(uint32_t r)
{
	return !r || utf8_is_space(r);
}

/* ---- UAX #14 */

static void by_rules(struct str text, unsigned char *out)
{
	u8_possible_linebreaks((const uint8_t *)text.p, text.n, "UTF-8", (char *)out);
	for (size_t i = text.n; i-- > 0;) {
		unsigned char what = out[i];
		out[i] = what == UC_BREAK_POSSIBLE ? BREAK_MAY : BREAK_NO;
		if (what != UC_BREAK_MANDATORY)
			continue;
		size_t after = i;
		utf8_next(text, &after);
		out[after] = BREAK_MUST;
	}
	out[0] = BREAK_NO;
	out[text.n] = BREAK_NO;
}

/* ---- dashes, hyphens, slashes */

static size_t letters_before(struct str text, size_t i, size_t most)
{
	size_t n = 0, at = i;
	while (n < most && is_word_rune(rune_before(text, at, &i)) && i < at) {
		at = i;
		n++;
	}
	return n;
}

static size_t letters_after(struct str text, size_t i, size_t most)
{
	size_t n = 0;
	while (n < most && i < text.n && is_word_rune(utf8_next(text, &i)))
		n++;
	return n;
}

static bool is_dash(uint32_t r)
{
	return r == 0x2014 || r == 0x2013 || r == 0x2015;
}

/* Between the rune ending at i, which begins at `at`, and the one that begins at i. */
static unsigned char mended(struct str text, size_t at, size_t i)
{
	size_t before_it;
	uint32_t left = rune_at(text, at), right = rune_at(text, i), before = rune_before(text, at, &before_it);
	if (left == 0xad)
		return BREAK_HYPHEN;
	if (is_dash(right) && !is_gap(left))
		return BREAK_NO;
	if (is_dash(left) && is_gap(before) && !is_gap(right))
		return BREAK_NO;
	if ((left == '-' || left == 0x2010 || left == '/') && is_word_rune(right) && is_word_rune(before))
		return letters_before(text, at, 2) == 2 && letters_after(text, i, 2) == 2 ? BREAK_MAY : BREAK_NO;
	return BREAK_MAY;
}

/* A dash between spaces stays with the word before it. */
static bool opens_line(struct str text, size_t i)
{
	uint32_t dash = rune_at(text, i);
	utf8_next(text, &i);
	return is_dash(dash) && is_gap(rune_at(text, i));
}

/*
 * A quotation mark after a word, before the space at byte i. UAX #14 knows no closing ones (LB15 keeps each with a bracket that
 * follows, spaces or not).
 */
static bool closes(struct str text, size_t i)
{
	size_t at;
	uint32_t mark = rune_before(text, i, &at);
	return (mark == '"' || mark == '\'' || (mark >= 0x2018 && mark <= 0x201f) || mark == 0xab || mark == 0xbb) &&
	       !is_gap(rune_before(text, at, &at));
}

static void mend(struct str text, unsigned char *out)
{
	size_t at = 0;
	for (size_t i = 0; i < text.n; at = i, utf8_next(text, &i)) {
		if (i && text.p[at] == ' ' && out[i] == BREAK_NO && text.p[i] == '(' && closes(text, at))
			out[i] = BREAK_MAY;
		if (out[i] != BREAK_MAY)
			continue;
		if (text.p[at] == ' ')
			out[i] = opens_line(text, i) ? BREAK_NO : BREAK_MAY;
		else
			out[i] = mended(text, at, i);
	}
}

/* ---- addresses */

static bool is_address(struct str word)
{
	size_t at = str_find(word, "://");
	return (at && at + 3 < word.n) || (str_starts(word, "www.") && word.n > 6) || (str_starts(word, "mailto:") && word.n > 7);
}

/* What stands around an address: brackets, quotes, the sentence's own signs. */
static struct str without_punctuation(struct str word)
{
	while (word.n && !is_word_rune(rune_at(word, 0))) {
		size_t i = 0;
		utf8_next(word, &i);
		word = str_skip(word, i);
	}
	while (word.n && word.p[word.n - 1] != '/') {
		size_t at;
		if (is_word_rune(rune_before(word, word.n, &at)))
			break;
		word.n = at;
	}
	return word;
}

static bool in(char c, const char *set)
{
	return c && strchr(set, c);
}

static void break_address(struct str word, unsigned char *out)
{
	memset(out + 1, BREAK_NO, word.n - 1);
	for (size_t i = 3; i + 2 <= word.n; i++) {
		char left = word.p[i - 1], right = word.p[i];
		bool after = in(left, "/:") && !in(right, "/:");
		bool before = in(right, ".,?#&=%_~-+") && !in(left, "/:.,?#&=%_~-+");
		if (after || before)
			out[i] = BREAK_MAY;
	}
}

/* The part of a word before its address, such as an opening bracket and the words of "see:https://…", keeps UAX #14's places. */
static void addresses(struct str text, unsigned char *out)
{
	if (str_find(text, "://") == text.n && str_find(text, "www.") == text.n && str_find(text, "mailto:") == text.n)
		return;
	for (size_t i = 0; i < text.n;) {
		size_t from = i;
		while (i < text.n && (unsigned char)text.p[i] > ' ')
			i++;
		struct str word = without_punctuation(str_sub(text, from, i));
		if (is_address(word))
			break_address(word, out + (word.p - text.p));
		i += i < text.n;
	}
}

/* ---- Thai */

static pthread_once_t thai_once = PTHREAD_ONCE_INIT;
static pthread_mutex_t thai_lock = PTHREAD_MUTEX_INITIALIZER;
static ThBrk *thai_words;

static void load_thai(void)
{
	thai_words = setting_load() ? NULL : setting_libraries()->th_brk_new(NULL);
}

static bool is_thai(uint32_t r)
{
	return r >= FIRST_THAI && r <= LAST_THAI;
}

/* Each Thai character is three bytes of UTF-8 and one of TIS-620, in the same order. */
static void break_thai(struct str text, unsigned char *out)
{
	thchar_t part[THAI_PART + 1];
	int at[THAI_PART];
	size_t n = 0;
	for (size_t i = 0; i < text.n;)
		part[n++] = (thchar_t)(utf8_next(text, &i) - FIRST_THAI + 0xa1);
	part[n] = 0;
	pthread_mutex_lock(&thai_lock); /* the library does not say that it may be shared */
	int found = setting_libraries()->th_brk_find_breaks(thai_words, part, at, THAI_PART);
	pthread_mutex_unlock(&thai_lock);
	for (int i = 0; i < found; i++)
		if (at[i] > 0 && (size_t)at[i] < n)
			out[3 * at[i]] = BREAK_MAY;
}

static void thai(struct str text, unsigned char *out)
{
	for (size_t i = 0; i < text.n;) {
		size_t from = i, n = 0;
		if ((unsigned char)text.p[i] != 0xe0 || !is_thai(rune_at(text, i))) {
			i++;
			continue;
		}
		for (; i < text.n && n < THAI_PART && is_thai(rune_at(text, i)); n++)
			i += 3;
		pthread_once(&thai_once, load_thai);
		if (thai_words)
			break_thai(str_sub(text, from, i), out + from);
	}
}

void line_breaks(struct str text, unsigned char *out)
{
	by_rules(text, out);
	mend(text, out);
	addresses(text, out);
	thai(text, out);
	out[0] = BREAK_NO;
	out[text.n] = BREAK_NO;
}

size_t grapheme_end(struct str text, size_t from, size_t next)
{
	if (next >= text.n || (unsigned char)text.p[next] < 0xcc) /* below U+0300 nothing extends */
		return next;
	const uint8_t *end = (const uint8_t *)text.p + text.n, *p = u8_grapheme_next((const uint8_t *)text.p + from, end);
	return p ? (size_t)(p - (const uint8_t *)text.p) : text.n;
}
