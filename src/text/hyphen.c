/*
 * Hyphenation by Liang's patterns (text/patterns.h). A dictionary may be in an 8-bit encoding: words are put into it by a table made
 * once. What a word gives is kept, for a book says the same words again.
 */
#include "text/hyphen.h"

#include <iconv.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include "base/fs.h"
#include "base/map.h"
#include "base/utf8.h"
#include "text/patterns.h"

#define MOST_BYTES 120 /* of a word; longer ones are not words */
#define MOST_FILE ((size_t)16 << 20)
#define CACHE_LIMIT ((size_t)8 << 20)

struct dictionary {
	struct str lang;
	struct patterns *patterns; /* NULL: there are none */
	uint16_t bytes[128];  /* the characters of 0x80 to 0xff of an 8-bit encoding */
	bool utf8;
	int left, right;      /* least letters before and after a hyphen */
};

struct hyphen_dictionaries {
	pthread_mutex_t lock;
	struct arena arena;
	const char *const *folders;
	struct {
		struct dictionary **items;
		size_t n, cap;
	} all;
};

struct kept {
	const struct dictionary *of;
	struct map words;
};

struct hyphenator {
	struct hyphen_dictionaries *shared;
	const struct dictionary *dictionary; /* of the last word */
	struct arena arena;
	struct {
		struct kept *items;
		size_t n, cap;
	} kept;
};

static const char *const system_folders[] = {"/usr/share/hyphen", "/usr/local/share/hyphen", "/usr/share/myspell/dicts", NULL};

/*
 * What stands before and after a hyphen at least, where custom asks for more than the patterns' own headers do, and which country's
 * patterns serve a language named without one.
 */
static const struct {
	const char *lang, *country;
	int left, right;
} customs[] = {
	{"en", "US", 2, 3}, {"de", "DE", 2, 2}, {"fr", "FR", 2, 3}, {"es", "ES", 2, 2}, {"it", "IT", 2, 2},
	{"pt", "PT", 2, 3}, {"nl", "NL", 2, 2},
	{"da", "DK", 2, 2}, {"sv", "SE", 2, 2}, {"nb", "NO", 2, 2}, {"nn", "NO", 2, 2}, {"cs", "CZ", 2, 3}, {"pl", "PL", 2, 2},
	{"ru", "RU", 2, 2}, {"uk", "UA", 2, 2}, {"el", "GR", 2, 2}, {"hu", "HU", 2, 2}, {"ro", "RO", 2, 2}, {"ca", "ES", 2, 2},
};

struct hyphen_dictionaries *hyphen_dictionaries_open(const char *const *folders)
{
	struct hyphen_dictionaries *d = mem_alloc(sizeof *d);
	pthread_mutex_init(&d->lock, NULL);
	arena_init(&d->arena);
	d->folders = folders ? folders : system_folders;
	return d;
}

void hyphen_dictionaries_close(struct hyphen_dictionaries *d)
{
	if (!d)
		return;
	for (size_t i = 0; i < d->all.n; i++)
		patterns_free(d->all.items[i]->patterns);
	pthread_mutex_destroy(&d->lock);
	arena_free(&d->arena);
	free(d);
}

/* ---- finding and reading patterns */

static struct str primary_of(struct str lang)
{
	return str_cut(&lang, '-');
}

/* BCP 47: the subtag of two letters after the language and perhaps a script. */
static struct str country_of(struct str lang)
{
	str_cut(&lang, '-');
	while (lang.n) {
		struct str part = str_cut(&lang, '-');
		if (part.n == 2)
			return part;
	}
	return (struct str){0};
}

static struct patterns *load_file(const char *path)
{
	struct arena scratch;
	struct str file;
	arena_init(&scratch);
	struct patterns *p = fs_exists(path) && fs_read(&scratch, path, MOST_FILE, &file) == 0 ? patterns_load(file) : NULL;
	arena_free(&scratch);
	return p;
}

static struct patterns *load_named(struct hyphen_dictionaries *d, struct str lang, struct str country)
{
	char name[32];
	struct str low = utf8_lower(&d->arena, lang), high = utf8_upper(&d->arena, country);
	if (!lang.n || low.n > 8 || high.n > 8 || str_find_char(low, '/') < low.n)
		return NULL;
	snprintf(name, sizeof name, "hyph_" STR_FMT "%s" STR_FMT ".dic", STR_ARG(low), high.n ? "_" : "", STR_ARG(high));
	for (size_t i = 0; d->folders[i]; i++) {
		const char *path = arena_printf(&d->arena, "%s/%s", d->folders[i], name).p;
		struct patterns *patterns = load_file(path);
		if (patterns)
			return patterns;
	}
	return NULL;
}

static void learn_encoding(struct dictionary *dictionary)
{
	iconv_t to = iconv_open("UTF-32LE", dictionary->patterns->encoding);
	for (unsigned i = 0; to != (iconv_t)-1 && i < 128; i++) {
		char byte = (char)(i + 128), *from = &byte;
		unsigned char rune[4] = {0};
		char *out = (char *)rune;
		size_t left = 1, room = sizeof rune;
		if (iconv(to, &from, &left, &out, &room) != (size_t)-1)
			dictionary->bytes[i] = (uint16_t)(rune[0] | rune[1] << 8);
	}
	if (to != (iconv_t)-1)
		iconv_close(to);
}

static int larger(int a, int b)
{
	return a > b ? a : b;
}

static struct dictionary *load(struct hyphen_dictionaries *d, struct str lang)
{
	struct dictionary *new = arena_new(&d->arena, struct dictionary);
	struct str primary = primary_of(lang), country = country_of(lang);
	new->lang = arena_copy(&d->arena, lang);
	new->left = new->right = 2;
	const char *usual = "";
	for (size_t i = 0; i < sizeof customs / sizeof *customs; i++) {
		if (!str_eq_nocase(primary, str_c(customs[i].lang)))
			continue;
		usual = customs[i].country;
		new->left = customs[i].left;
		new->right = customs[i].right;
	}
	if (country.n)
		new->patterns = load_named(d, primary, country);
	if (!new->patterns)
		new->patterns = load_named(d, primary, str_c(usual));
	if (!new->patterns)
		new->patterns = load_named(d, primary, (struct str){0});
	if (!new->patterns)
		return new;
	new->left = larger(new->left, new->patterns->left);
	new->right = larger(new->right, new->patterns->right);
	new->utf8 = strcmp(new->patterns->encoding, "UTF-8") == 0;
	if (!new->utf8)
		learn_encoding(new);
	return new;
}

static const struct dictionary *dictionary_of(struct hyphen_dictionaries *d, struct str lang)
{
	const struct dictionary *found = NULL;
	pthread_mutex_lock(&d->lock);
	for (size_t i = 0; i < d->all.n && !found; i++)
		if (str_eq_nocase(d->all.items[i]->lang, lang))
			found = d->all.items[i];
	if (!found) {
		struct dictionary *new = load(d, lang);
		*arena_push(&d->arena, &d->all) = new;
		found = new;
	}
	pthread_mutex_unlock(&d->lock);
	return found;
}

bool hyphen_knows(struct hyphen_dictionaries *d, struct str lang)
{
	return dictionary_of(d, lang)->patterns != NULL;
}

/* ---- words */

struct hyphenator *hyphenator_open(struct hyphen_dictionaries *d)
{
	struct hyphenator *h = mem_alloc(sizeof *h);
	h->shared = d;
	arena_init(&h->arena);
	return h;
}

void hyphenator_close(struct hyphenator *h)
{
	if (!h)
		return;
	arena_free(&h->arena);
	free(h);
}

/* A word as the patterns want it: small letters in their encoding. */
struct letters {
	char text[4 * MOST_BYTES];
	uint16_t at[MOST_BYTES + 1], start[MOST_BYTES + 1]; /* of letter i: in the book's word, in text */
	size_t bytes, n;
};

static bool put_letter(const struct dictionary *d, struct letters *l, uint32_t rune)
{
	if (d->utf8 || rune < 0x80) {
		l->bytes += utf8_put(l->text + l->bytes, rune);
		return true;
	}
	for (unsigned i = 0; i < 128; i++) {
		if (d->bytes[i] == rune) {
			l->text[l->bytes++] = (char)(i + 128);
			return true;
		}
	}
	return false;
}

/*
 * False: not to be hyphenated. A capital may only be the first letter, or follow an apostrophe. Apostrophes are letters of some
 * languages' patterns.
 */
static bool read_letters(const struct dictionary *d, struct str word, struct letters *l)
{
	l->bytes = l->n = 0;
	for (size_t i = 0; i < word.n;) {
		l->at[l->n] = (uint16_t)i;
		l->start[l->n] = (uint16_t)l->bytes;
		uint32_t rune = utf8_next(word, &i);
		uint32_t small = rune < 0x80 ? (rune >= 'A' && rune <= 'Z' ? rune + 32 : rune) : uc_tolower(rune);
		bool letter = rune < 0x80 ? small >= 'a' && small <= 'z' : utf8_is_alnum(rune);
		if (rune == 0x2019 || rune == '\'')
			small = '\'';
		else if (!letter || (small != rune && l->n && l->text[l->bytes - 1] != '\''))
			return false;
		if (!put_letter(d, l, small))
			return false;
		l->n++;
	}
	l->at[l->n] = (uint16_t)word.n;
	return true;
}

struct points {
	uint16_t at[2 * MOST_BYTES];
	size_t n;
};

/* The places in a part without hyphens, word.p[base] on; none beside an apostrophe. */
static void find_in_part(const struct dictionary *d, struct str part, size_t base, struct points *out)
{
	struct letters l;
	bool odd[PATTERNS_MOST];
	if (part.n > MOST_BYTES || !read_letters(d, part, &l) || (int)l.n < d->left + d->right || l.bytes > PATTERNS_MOST)
		return;
	patterns_apply(d->patterns, (struct str){l.text, l.bytes}, odd);
	for (size_t i = (size_t)d->left; i + (size_t)d->right <= l.n; i++)
		if (odd[l.start[i]] && l.text[l.start[i]] != '\'' && l.text[l.start[i] - 1] != '\'')
			out->at[out->n++] = (uint16_t)(base + l.at[i]);
}

static bool is_hyphen(struct str word, size_t i, size_t *n)
{
	*n = word.p[i] == '-' ? 1 : str_starts(str_skip(word, i), "\xe2\x80\x90") || str_starts(str_skip(word, i), "\xe2\x80\x91") ? 3 : 0;
	return *n > 0;
}

static bool is_letter_at(struct str word, size_t i)
{
	return utf8_is_alnum(utf8_next(word, &i));
}

/* The word without what stands around it; what is left has signs of its own or has not. */
static struct str core_of(struct str word, size_t *skipped)
{
	size_t from = 0, to = word.n;
	while (from < to && !is_letter_at(word, from))
		utf8_next(word, &from);
	while (to > from) {
		size_t at = to;
		while (at > from && ((unsigned char)word.p[--at] & 0xc0) == 0x80)
			;
		if (is_letter_at(word, at))
			break;
		to = at;
	}
	*skipped = from;
	return str_sub(word, from, to);
}

static void find(const struct dictionary *d, struct str whole, struct points *out)
{
	size_t skipped, n = 0;
	struct str word = core_of(whole, &skipped);
	if (word.n > 4 * MOST_BYTES || str_find(word, "\xc2\xad") < word.n || str_find(word, "://") < word.n || str_starts(word, "www."))
		return;
	for (size_t i = 0; i < word.n;) {
		size_t from = i;
		for (n = 0; i < word.n && !is_hyphen(word, i, &n);)
			i++;
		find_in_part(d, str_sub(word, from, i), skipped + from, out);
		if (out->n > MOST_BYTES)
			return;
		i += n;
	}
}

/* ---- the cache */

static struct map *words_of(struct hyphenator *h, const struct dictionary *d)
{
	if (h->arena.total > CACHE_LIMIT) {
		arena_free(&h->arena);
		memset(&h->kept, 0, sizeof h->kept);
	}
	for (size_t i = 0; i < h->kept.n; i++)
		if (h->kept.items[i].of == d)
			return &h->kept.items[i].words;
	struct kept *new = arena_push(&h->arena, &h->kept);
	new->of = d;
	map_init(&new->words, &h->arena);
	return &new->words;
}

static const struct hyphen_points nowhere;

struct hyphen_points hyphenate(struct hyphenator *h, struct str lang, struct str word)
{
	if (!h->dictionary || !str_eq_nocase(h->dictionary->lang, lang))
		h->dictionary = dictionary_of(h->shared, lang);
	const struct dictionary *d = h->dictionary;
	if (!d->patterns || word.n < (size_t)(d->left + d->right))
		return nowhere;
	struct map *words = words_of(h, d);
	const struct hyphen_points *known = map_get(words, word);
	if (known)
		return *known;
	struct points points = {.n = 0};
	find(d, word, &points);
	struct hyphen_points *new = arena_new(&h->arena, struct hyphen_points);
	uint16_t *at = arena_array(&h->arena, uint16_t, points.n);
	memcpy(at, points.at, points.n * sizeof *at);
	*new = (struct hyphen_points){at, points.n};
	map_put(words, arena_copy(&h->arena, word), new);
	return *new;
}
