/*
 * Sorting keys. Letters of Latin are brought to their plain forms as slugs are, those of other scripts are case-folded and kept. Digits sort
 * before letters by their code points; numbers are not read as numbers, for "10" and "2" rarely meet in an index of topics.
 */
#include "link/index_sort.h"

#include <stdlib.h>
#include "base/slug.h"
#include "base/utf8.h"

static const struct {
	const char *language, *articles;
} leading[] = {
	{"en", "the a an"},
	{"de", "der die das ein eine"},
	{"fr", "le la les un une l' l\xE2\x80\x99"},
	{"es", "el la los las un una"},
	{"it", "il lo la i gli le un uno una l' l\xE2\x80\x99"},
	{"pt", "o a os as um uma"},
	{"nl", "de het een"},
};

/* How many bytes of the lower-case term are an article with something after it. */
static size_t article_length(struct str term, struct str language)
{
	struct str rest = {0}, word;
	for (size_t i = 0; i < sizeof leading / sizeof *leading; i++)
		if (str_is(language, leading[i].language))
			rest = str_c(leading[i].articles);
	while (rest.n) {
		word = str_cut(&rest, ' ');
		bool elided = !utf8_is_alnum((unsigned char)word.p[word.n - 1]);
		size_t n = word.n + (elided ? 0 : 1);
		if (term.n > n && str_eq(str_sub(term, 0, word.n), word) && (elided || term.p[word.n] == ' '))
			return n;
	}
	return 0;
}

static bool is_latin(uint32_t rune)
{
	return rune < 0x250 || (rune >= 0x300 && rune < 0x370) || (rune >= 0x1E00 && rune < 0x1F00);
}

struct str index_sort_key(struct arena *a, struct str term, struct str language)
{
	struct str low = utf8_lower(a, str_trim(term));
	low = str_skip(low, article_length(low, language));
	struct str folded = utf8_fold(a, low);
	char *key = arena_alloc(a, folded.n * 2 + 16);
	size_t n = 0;
	for (size_t i = 0; i < folded.n;) {
		size_t from = i;
		uint32_t rune = utf8_next(folded, &i);
		if (rune == UTF8_BAD || !utf8_is_alnum(rune))
			continue;
		struct str plain = is_latin(rune) ? slug_ascii(a, str_sub(folded, from, i)) : str_sub(folded, from, i);
		for (size_t k = 0; k < plain.n; k++)
			key[n++] = plain.p[k];
	}
	return (struct str){key, n};
}

static int compare(const void *a, const void *b)
{
	const struct index_entry *x = *(struct index_entry *const *)a, *y = *(struct index_entry *const *)b;
	int order = str_cmp(x->key, y->key);
	return order ? order : str_cmp(x->term, y->term);
}

void index_sort(struct index_list *list)
{
	if (list->n)
		qsort(list->items, list->n, sizeof *list->items, compare);
}

struct str index_group(struct arena *a, const struct index_entry *entry)
{
	size_t i = 0;
	if (!entry->key.n)
		return (struct str){0};
	uint32_t rune = utf8_next(entry->key, &i);
	if (rune >= '0' && rune <= '9')
		return STR("0\xE2\x80\x93" "9");
	return utf8_upper(a, str_sub(entry->key, 0, i));
}
