/*
 * The evidence of one place: whole titles and headings, emphasis, the sentences that define ("X is a", "known as X", "X (ABC)"; after
 * Hearst 1992), and the part of speech that the neighbours suggest. A tagger would need a model of each language; counted over
 * a book, the word before and the word behind tell nouns from verbs nearly as well.
 */
#include "link/sightings.h"

enum { PARENTHESIS_LONGEST = 12 /* tokens */ };

static const struct token edge = {.mark = '.'};

static const struct token *token_at(const struct token_list *t, size_t i)
{
	return i < t->n ? &t->items[i] : &edge;
}

static const struct token *token_before(const struct token_list *t, size_t i)
{
	return i > 0 ? &t->items[i - 1] : &edge;
}

static bool is_content(const struct token *t)
{
	return t->flags & TOKEN_CONTENT;
}

/* The part of speech of a single word by its neighbours. */
static uint32_t part_of_speech(const struct token_list *tokens, size_t i)
{
	const struct token *w = &tokens->items[i], *p = token_before(tokens, i);
	bool more = is_content(token_at(tokens, i + 1)), verb = (w->classes & CLASS_VERB) && !(w->flags & TOKEN_PLURAL);
	if (p->classes & CLASS_BEFORE_VERB)
		return SEEN_VERB;
	if (!more && ((p->classes & (CLASS_DETERMINER | CLASS_PREPOSITION)) || (is_content(p) && !verb)))
		return SEEN_NOUN;
	if ((p->classes & CLASS_BEFORE_ADJECTIVE) || (more && (p->classes & CLASS_DETERMINER)))
		return SEEN_ADJECTIVE;
	return 0;
}

/* "called the X", "the theory of “X”". */
static uint32_t cues_before(const struct vocabulary *v, const struct token_list *tokens, size_t i)
{
	uint32_t cues = 0;
	while (i > 0 && ((tokens->items[i - 1].classes & CLASS_ARTICLE) || tokens->items[i - 1].mark == '"'))
		i--;
	if (i == 0 || !(tokens->items[i - 1].classes & CLASS_CUE))
		return 0;
	for (size_t length = 1; length <= CUE_LONGEST && length <= i && tokens->items[i - length].hash; length++) {
		uint64_t hash = 0;
		for (size_t k = i - length; k < i; k++)
			hash = words_pair(hash, tokens->items[k].hash);
		cues |= vocabulary_cues(v, hash);
	}
	return (cues & CUE_CALLED ? SEEN_CALLED : 0) | (cues & CUE_OF ? SEEN_OF : 0);
}

/* Behind the parenthesis that opens at k, or the end of the list when it does not close soon. */
static size_t skip_parenthesis(const struct token_list *tokens, size_t k)
{
	for (size_t i = k; i < tokens->n && i < k + PARENTHESIS_LONGEST; i++)
		if (tokens->items[i].mark == ')')
			return i + 1;
	return tokens->n;
}

static bool defines(const struct vocabulary *v, const struct token_list *tokens, size_t k)
{
	uint64_t hash = 0;
	for (size_t i = k; i < k + CUE_LONGEST && token_at(tokens, i)->hash; i++) {
		hash = words_pair(hash, tokens->items[i].hash);
		if (vocabulary_cues(v, hash) & CUE_DEFINES)
			return true;
	}
	return false;
}

/* What follows the phrase that ends before token k and begins at token i. */
static uint32_t cues_behind(const struct vocabulary *v, const struct token_list *tokens, size_t i, size_t k, bool free_left)
{
	uint32_t seen = 0;
	const struct token *before = token_before(tokens, i);
	if (token_at(tokens, k)->mark == '(') {
		if (token_at(tokens, k + 2)->mark == ')' && (token_at(tokens, k + 1)->flags & TOKEN_CAPITALS))
			seen = SEEN_ACRONYM;
		k = skip_parenthesis(tokens, k);
	}
	while (token_at(tokens, k)->mark == '"')
		k++;
	bool starts = !before->hash || ((before->classes & CLASS_ARTICLE) && !token_before(tokens, i - 1)->hash);
	if (starts && (token_at(tokens, k)->classes & CLASS_CUE) && defines(v, tokens, k))
		return seen | SEEN_DEFINED;
	if (free_left && token_at(tokens, k)->mark == ',' && (token_at(tokens, k + 1)->classes & CLASS_APPOSITION))
		seen |= SEEN_APPOSED;
	return seen;
}

static bool all_strong(const struct token_list *tokens, size_t i, size_t length)
{
	for (size_t k = i; k < i + length; k++)
		if (!(tokens->items[k].flags & TOKEN_STRONG))
			return false;
	return true;
}

uint32_t sighting_evidence(const struct vocabulary *v, const struct token_list *tokens, size_t i, size_t length)
{
	const struct token *w = &tokens->items[i], *before = token_before(tokens, i), *behind = token_at(tokens, i + length);
	bool left = !is_content(before), right = !is_content(behind), text = w->place == PLACE_TEXT;
	uint32_t seen = (left ? SEEN_LEFT : 0) | (right ? SEEN_RIGHT : 0);
	if (text && before->hash)
		seen |= SEEN_WITHIN;
	if (before->classes & CLASS_BEFORE_VERB)
		seen |= SEEN_AFTER_VERBAL;
	if (left && right && !text)
		seen |= w->place == PLACE_TITLE ? SEEN_TITLE : w->place == PLACE_HEADING ? SEEN_HEADING : SEEN_HEADING | SEEN_ENTRY;
	if ((w->flags & TOKEN_STRONG) && all_strong(tokens, i, length) &&
		((left && right) || !((before->flags | behind->flags) & TOKEN_STRONG)))
		seen |= SEEN_STRONG;
	if (length == 1) {
		seen |= w->flags & TOKEN_UPPER ? 0 : SEEN_LOWER;
		seen |= text ? part_of_speech(tokens, i) : 0;
	}
	if (text && right)
		seen |= cues_before(v, tokens, i);
	if (text && (behind->mark || (behind->classes & CLASS_CUE)))
		seen |= cues_behind(v, tokens, i, i + length, left);
	return seen;
}
