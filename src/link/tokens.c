/*
 * From words to tokens: what stands between two words of one node is looked at again, for it tells marks and hyphens.
 */
#include "link/tokens.h"

#include <string.h>
#include "base/utf8.h"

enum { LONGEST = 64 /* bytes */, WORD_LEAST = 2 };

struct tokenizing {
	struct arena *a;
	const struct vocabulary *v;
	struct token_list *out;
	struct str plain; /* of words without a node */
};

static bool is_hyphen(struct str gap)
{
	if (gap.n == 1)
		return gap.p[0] == '-';
	return gap.n == 3 && (memcmp(gap.p, "\xE2\x80\x90", 3) == 0 || memcmp(gap.p, "\xE2\x80\x91", 3) == 0);
}

static struct str text_of(const struct tokenizing *t, const struct word *w)
{
	return w->at.node ? w->at.node->text : t->plain;
}

/* Where the word ends, its possessive included. */
static size_t end_of(const struct tokenizing *t, const struct word *w)
{
	struct str text = text_of(t, w);
	size_t end = w->at.offset + w->at.length;
	if (w->flags & WORD_POSSESSIVE)
		end += end < text.n && text.p[end] == '\'' ? 2 : 4;
	return end;
}

static void add_mark(struct tokenizing *t, char mark)
{
	*arena_push(t->a, t->out) = (struct token){.mark = mark};
}

/* Apostrophes and underscores are no marks; quotes are all one. */
static void add_marks(struct tokenizing *t, struct str gap)
{
	for (size_t i = 0; i < gap.n;) {
		unsigned char c = (unsigned char)gap.p[i];
		if (c < 0x80) {
			if (c > ' ' && c != '\'' && c != '*' && c != '_')
				add_mark(t, (char)c);
			i++;
			continue;
		}
		uint32_t rune = utf8_next(gap, &i);
		if (rune == 0x2018 || (rune >= 0x201C && rune <= 0x201E) || rune == 0xAB || rune == 0xBB)
			add_mark(t, '"');
		else if (rune != 0x2019 && rune != 0xAD && rune != 0x2060 && !utf8_is_space(rune))
			add_mark(t, '.');
	}
}

/* What stands between two words. Marks in nodes without words are known by the break alone. */
static void add_gap(struct tokenizing *t, const struct word *before, const struct word *w)
{
	size_t n = t->out->n;
	if (before && before->at.node == w->at.node) {
		add_marks(t, str_sub(text_of(t, w), end_of(t, before), w->at.offset));
	} else {
		if (before)
			add_marks(t, str_skip(text_of(t, before), end_of(t, before)));
		add_marks(t, str_sub(text_of(t, w), 0, w->at.offset));
	}
	if (t->out->n == n && (w->flags & WORD_BREAK))
		add_mark(t, '.');
}

struct str token_lower(struct arena *a, const struct token *t)
{
	struct str text = {t->text, t->at.length};
	char *p = arena_cstr(a, text);
	size_t n = 0;
	for (size_t i = 0; i < text.n; i++) {
		unsigned char c = (unsigned char)text.p[i];
		if (i + 2 < text.n && (memcmp(text.p + i, "\xE2\x80\x90", 3) == 0 || memcmp(text.p + i, "\xE2\x80\x91", 3) == 0)) {
			p[n++] = '-';
			i += 2;
		} else if (c >= 0x80) {
			return utf8_fold(a, text);
		} else {
			p[n++] = c >= 'A' && c <= 'Z' ? (char)(c | 32) : (char)c;
		}
	}
	return (struct str){p, n};
}

static bool all_capitals(struct str text)
{
	for (size_t i = 0; i < text.n; i++)
		if (text.p[i] < 'A' || text.p[i] > 'Z')
			return false;
	return text.n > 1;
}

static enum token_place place_of(const struct word *w)
{
	return w->flags & WORD_ENTRY ? PLACE_ENTRY : w->flags & WORD_HEADING ? PLACE_HEADING : PLACE_TEXT;
}

/* Whether a term may begin or end with it: a verb that is a noun too is no function word, whatever the stopwords say. */
static bool is_content(uint32_t word_flags, const struct token *t)
{
	if ((t->classes & CLASS_FUNCTION) || ((word_flags & WORD_STOP) && !(t->classes & CLASS_NOUN_TOO)))
		return false;
	return t->at.length >= WORD_LEAST && t->at.length <= LONGEST && !(t->text[0] >= '0' && t->text[0] <= '9');
}

/* Words [from, to) of a compound are one token. */
static void add_token(struct tokenizing *t, const struct word *words, size_t from, size_t to, enum token_place place)
{
	const struct word *first = &words[from], *last = &words[to - 1];
	struct token token = {.hash = first->fold, .exact = first->exact, .at = first->at, .text = text_of(t, first).p + first->at.offset, .place = (uint8_t)place};
	uint64_t key = first->key;
	token.at.length = last->at.offset + last->at.length - first->at.offset;
	if (to - from > 1 && token.at.length <= LONGEST) {
		char folded[LONGEST];
		struct str lower = token_lower(t->a, &token);
		key = words_key(lower);
		token.exact = words_key((struct str){token.text, token.at.length});
		token.hash = lower.n <= LONGEST ? words_key((struct str){folded, lexicon_fold(t->v->lexicon, lower, folded)}) : key;
	}
	token.classes = vocabulary_classes(t->v, key, token.hash);
	token.flags = is_content(to - from > 1 ? 0 : first->flags, &token) ? TOKEN_CONTENT : 0;
	if (key != token.hash)
		token.flags |= TOKEN_PLURAL;
	if (first->flags & WORD_JOINS)
		token.flags |= TOKEN_JOINS;
	if (first->flags & WORD_STRONG)
		token.flags |= TOKEN_STRONG;
	if (first->flags & WORD_LINKED)
		token.flags |= TOKEN_LINKED;
	if (first->flags & WORD_QUOTED)
		token.flags |= TOKEN_QUOTED;
	if (first->flags & WORD_UPPER)
		token.flags |= all_capitals((struct str){token.text, token.at.length}) ? TOKEN_UPPER | TOKEN_CAPITALS : TOKEN_UPPER;
	*arena_push(t->a, t->out) = token;
	if (last->flags & WORD_POSSESSIVE)
		*arena_push(t->a, t->out) = (struct token){.hash = 1, .at = {last->at.node, 0, 0}, .text = "", .classes = CLASS_DETERMINER,
			.flags = TOKEN_POSSESSIVE, .place = token.place};
}

static bool joins_next(const struct tokenizing *t, const struct word *w, const struct word *next)
{
	return w->at.node == next->at.node && !(next->flags & WORD_BREAK) && !(w->flags & WORD_POSSESSIVE) &&
	       is_hyphen(str_sub(text_of(t, w), w->at.offset + w->at.length, next->at.offset));
}

static void add_words(struct tokenizing *t, const struct word_list *words, enum token_place place, bool titled)
{
	const struct word *before = NULL;
	for (size_t i = 0; i < words->n;) {
		const struct word *w = &words->items[i];
		size_t end = i + 1;
		if (w->flags & (WORD_CODE | WORD_NOTE)) {
			add_mark(t, '.');
			before = w;
			i = end;
			continue;
		}
		while (end < words->n && joins_next(t, &words->items[end - 1], &words->items[end]))
			end++;
		add_gap(t, before, w);
		add_token(t, words->items, i, end, titled ? place : place_of(w));
		before = &words->items[end - 1];
		i = end;
	}
	if (before)
		add_marks(t, str_skip(text_of(t, before), end_of(t, before)));
	add_mark(t, '.');
}

void tokens_of(struct arena *a, struct str text, enum token_place place, const struct vocabulary *v, struct token_list *out)
{
	struct tokenizing t = {a, v, out, text};
	struct word_list words = {0};
	words_of(a, text, v->lexicon, &words);
	add_words(&t, &words, place, true);
}

void tokens_read(struct arena *a, const struct article *article, const struct vocabulary *v, struct token_list *out)
{
	struct tokenizing t = {a, v, out, {0}};
	struct word_list words = {0};
	if (!article->body)
		return;
	words.cap = article->words + article->words / 8 + 16;
	words.items = arena_array(a, struct word, words.cap);
	out->cap = article->words + article->words / 3 + 64;
	out->items = arena_array(a, struct token, out->cap);
	tokens_of(a, article->title, PLACE_TITLE, v, out);
	for (size_t i = 0; i < article->meta.aliases.n; i++)
		tokens_of(a, article->meta.aliases.items[i].s, PLACE_TITLE, v, out);
	words_read(a, article, v->lexicon, &words);
	add_words(&t, &words, PLACE_TEXT, false);
}
