/*
 * Looks of a line. English title case is the model: it is what makes a title without a byline before it stand out among
 * short sentences. Languages that write titles like sentences are served by blank lines, --titles and --split.
 *
 * Words of fewer than four letters do not count, for most style guides write them small. Rejected: a list of stop
 * words, which differs by guide and fails on `It's`; scoring by length alone, which takes every short sentence.
 */
#include "import/guess.h"

#include <string.h>
#include "base/buf.h"
#include "base/utf8.h"

enum {
	TITLE_COLUMNS = 100,
	TITLE_WORDS = 14,
	MAYBE_COLUMNS = 120,
	MAYBE_WORDS = 20,
	NAME_COLUMNS = 60,
	NAME_WORDS = 7,
	LONG_WORD = 4,     /* letters */
	TITLE_PERCENT = 70 /* of the long words that begin with a capital */
};

/* Cuts the next blank-separated word off rest; "" at the end. */
static struct str next_word(struct str *rest)
{
	size_t i = 0;
	while (i < rest->n && rest->p[i] == ' ')
		i++;
	*rest = str_skip(*rest, i);
	size_t n = str_find_char(*rest, ' ');
	struct str word = str_sub(*rest, 0, n);
	*rest = str_skip(*rest, n);
	return word;
}

static size_t letters(struct str word, uint32_t *first)
{
	size_t n = 0;
	for (size_t i = 0; i < word.n;) {
		uint32_t rune = utf8_next(word, &i);
		if (rune == UTF8_BAD || !utf8_is_alnum(rune))
			continue;
		if (n++ == 0)
			*first = rune;
	}
	return n;
}

static uint32_t last_rune(struct str s, size_t *at)
{
	size_t i = s.n;
	while (i > 0 && ((unsigned char)s.p[i - 1] & 0xC0) == 0x80)
		i--;
	if (i == 0)
		return 0;
	*at = --i;
	return utf8_next(s, &i);
}

static bool closes(uint32_t rune)
{
	static const uint32_t closing[] = {'"', '\'', ')', ']', '*', '_', 0x2019, 0x201D, 0xBB, 0x203A};
	for (size_t i = 0; i < sizeof closing / sizeof *closing; i++)
		if (closing[i] == rune)
			return true;
	return false;
}

/* The last character that is no closing quote or bracket. */
static uint32_t final_mark(struct str line)
{
	size_t at = line.n;
	uint32_t rune;
	do {
		line.n = at;
		rune = last_rune(line, &at);
	} while (rune && closes(rune));
	return rune;
}

static bool stops(uint32_t rune)
{
	return rune == '.' || rune == ',' || rune == ';' || rune == ':' || rune == 0x2026;
}

static bool is_digit(uint32_t rune)
{
	return rune >= '0' && rune <= '9';
}

static bool short_enough(struct str line, size_t columns, size_t words)
{
	if (line.n == 0 || line.n > 4 * columns || utf8_count(line) > columns)
		return false;
	size_t n = 0;
	for (struct str rest = line; next_word(&rest).n;)
		n++;
	return n <= words;
}

bool guess_lower_start(struct str line)
{
	for (size_t i = 0; i < line.n;) {
		uint32_t rune = utf8_next(line, &i);
		if (rune != UTF8_BAD && utf8_is_alnum(rune)) {
			char small[4];
			struct str s = {small, utf8_put(small, rune)};
			if (is_digit(rune) || utf8_is_upper(rune))
				return false;
			/* a letter of a script without case is not lower case */
			return rune < 0x80 || (rune >= 0xDF && rune < 0x590 && s.n == 2);
		}
	}
	return false;
}

bool guess_maybe_title(struct str line)
{
	uint32_t first = 0;
	return short_enough(line, MAYBE_COLUMNS, MAYBE_WORDS) && letters(line, &first) > 0 && !guess_lower_start(line) &&
		!stops(final_mark(line));
}

bool guess_title(struct str line)
{
	if (!short_enough(line, TITLE_COLUMNS, TITLE_WORDS) || !guess_maybe_title(line))
		return false;
	size_t words = 0, capitals = 0, longs = 0, long_capitals = 0;
	struct str rest = line, word;
	while ((word = next_word(&rest)).n) {
		uint32_t first = 0;
		size_t n = letters(word, &first);
		if (n == 0 || is_digit(first))
			continue;
		bool capital = utf8_is_upper(first);
		words++;
		capitals += capital;
		longs += n >= LONG_WORD;
		long_capitals += n >= LONG_WORD && capital;
	}
	if (words < 2 || capitals < 2 || longs == 0)
		return false;
	return (longs >= 2 || capitals == words) && long_capitals * 100 >= longs * TITLE_PERCENT;
}

static bool particle(struct str word)
{
	static const char *const table[] = {"and", "&", "of", "de", "da", "do", "dos", "das", "del", "della", "di", "du",
		"la", "le", "les", "van", "von", "den", "der", "ten", "ter", "zu", "bin", "ibn", "al", "el", "y", "e", "i",
		"und", "et", "af", "av"};
	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		if (str_is(word, table[i]))
			return true;
	return false;
}

static bool name_word(struct str word, size_t index)
{
	size_t i = 0;
	uint32_t first = utf8_next(word, &i);
	if (!utf8_is_upper(first))
		return index > 0 && particle(word);
	while (i < word.n) {
		uint32_t rune = utf8_next(word, &i);
		bool mark = rune == '\'' || rune == 0x2019 || rune == '-' || rune == 0x2010 || rune == '.' ||
			(rune == ',' && i == word.n);
		if (rune == UTF8_BAD || is_digit(rune) || (!mark && !utf8_is_alnum(rune)))
			return false;
	}
	return true;
}

/* A final dot belongs to an initial or a title of a person; else it ends a sentence. */
static bool name_end(struct str word)
{
	static const char *const table[] = {"Jr.", "Sr.", "Esq.", "Ph.D.", "M.D."};
	if (!str_ends(word, ".") || word.n == 2)
		return !str_ends(word, ",") && !particle(word);
	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		if (str_is(word, table[i]))
			return true;
	return false;
}

bool guess_name(struct str line)
{
	if (!short_enough(line, NAME_COLUMNS, NAME_WORDS))
		return false;
	struct str rest = line, word, last = {0};
	for (size_t n = 0; (word = next_word(&rest)).n; n++) {
		if (!name_word(word, n))
			return false;
		last = word;
	}
	return name_end(last);
}

struct str guess_byline(struct str line)
{
	size_t i = 0;
	if (line.n < 2 || line.n > 4 * NAME_COLUMNS)
		return (struct str){0};
	uint32_t rune = utf8_next(line, &i);
	if (rune != '-' && rune != '~' && rune != 0x2013 && rune != 0x2014 && rune != 0x2015)
		return (struct str){0};
	struct str name = str_trim(str_skip(line, i));
	return guess_name(name) ? name : (struct str){0};
}

struct str guess_by_name(struct str line)
{
	if (!str_starts(line, "By ") && !str_starts(line, "by "))
		return (struct str){0};
	struct str name = str_trim(str_skip(line, 3));
	return str_find_char(name, ' ') < name.n && guess_name(name) ? name : (struct str){0};
}

bool guess_sentence_end(struct str line)
{
	uint32_t rune = final_mark(line);
	return rune == '.' || rune == '!' || rune == '?' || rune == ':' || rune == 0x2026;
}

bool guess_break(struct str line)
{
	static const uint32_t ornaments[] = {'*', '-', '_', '~', '=', '#', '+', 0x2022, 0xB7, 0x2013, 0x2014, 0x2042,
		0x2766, 0x2767, 0x273B, 0x273D, 0x2E3B, 0x203B, 0x2217, 0x2500};
	uint32_t kind = 0;
	size_t n = 0;
	for (size_t i = 0; i < line.n;) {
		uint32_t rune = utf8_next(line, &i);
		if (rune == ' ')
			continue;
		if (kind && rune != kind)
			return false;
		kind = rune;
		n++;
	}
	bool ornament = false;
	for (size_t i = 0; i < sizeof ornaments / sizeof *ornaments; i++)
		ornament = ornament || ornaments[i] == kind;
	return ornament && (n >= 3 || (n == 1 && (kind == '*' || kind == '#' || (kind > 0x2020 && kind != 0x2022))));
}

/* `, she asked` : punctuation, at most one word, a verb of speaking. */
static bool speaks(struct str tail)
{
	static const char *const verbs[] = {"said", "says", "asked", "asks", "replied", "replies", "answered", "whispered",
		"shouted", "cried", "murmured", "muttered", "called", "added"};
	for (int k = 0; k < 2; k++) {
		struct str word = next_word(&tail);
		size_t n = word.n;
		while (n && !utf8_is_alnum((unsigned char)word.p[n - 1]))
			n--;
		for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
			if (str_is(str_sub(word, 0, n), verbs[i]))
				return true;
	}
	return false;
}

bool guess_speech(struct str line)
{
	for (size_t i = 0; i + 1 < line.n; i++)
		if (line.p[i + 1] == ' ' && strchr(",?!", line.p[i]) && line.p[i] && speaks(str_skip(line, i + 2)))
			return true;
	return false;
}

static uint32_t plain_rune(uint32_t rune)
{
	switch (rune) {
	case 0x2018:
	case 0x2019:
	case 0x2032:
		return '\'';
	case 0x201C:
	case 0x201D:
	case 0x2033:
		return '"';
	case 0x2010:
	case 0x2011:
	case 0x2013:
	case 0x2014:
		return '-';
	default:
		return utf8_is_space(rune) ? ' ' : rune;
	}
}

struct str guess_key(struct arena *a, struct str line, bool loose)
{
	struct str folded = utf8_fold(a, line);
	struct buf b;
	buf_init(&b, BUF_NO_LIMIT);
	for (size_t i = 0; i < folded.n;) {
		uint32_t rune = plain_rune(utf8_next(folded, &i));
		if (rune != ' ' || (b.n && b.p[b.n - 1] != ' '))
			buf_rune(&b, rune == UTF8_BAD ? 0xFFFD : rune);
	}
	struct str key = buf_copy(&b, a);
	buf_free(&b);
	while (key.n && (key.p[key.n - 1] == ' ' || (loose && strchr(".!?:;,", key.p[key.n - 1]))))
		key.n--;
	return key;
}
