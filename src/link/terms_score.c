/*
 * score = log(1 + C-value) * log(1 + 16/n + n/articles) * (1 + .6 log(1 + 2 definitions)) * (1 + .4 titles) * form
 *
 * The C-value (Frantzi, Ananiadou & Mima 2000) is log(2 + length) times how often the phrase stands outside longer ones. Definitions are
 * sentences that name or define it, titles the titles, headings and emphasised passages that are the phrase and nothing else. Form
 * is a product: is its last word a noun, does it stand free on both sides, is it more than general words, does it follow words that verbs
 * follow. 16/n keeps what every article of a small book speaks of.
 *
 * Rejected: the log-likelihood of its words standing together (idioms come first), a reference corpus (none is at hand
 * offline), a part-of-speech model (one for each language).
 */
#include "link/terms_score.h"

#include "base/fixed.h"

#define Q16(x) ((uint64_t)((x) * FIXED_ONE + .5))

static uint64_t times(uint64_t a, uint64_t b)
{
	return a * b >> 16;
}

static uint64_t at_most_one(uint64_t x)
{
	return x < FIXED_ONE ? x : FIXED_ONE;
}

/* log2 of a / b, for numbers of any size. */
static uint64_t log2_of(uint64_t a, uint64_t b)
{
	while (a >> 32) {
		a >>= 1;
		b >>= 1;
	}
	return fixed_log2(a, b ? b : 1);
}

/* ---- words */

/* What a word's ending suggests counts as one occurrence or three, in tenths: noun, verb, adjective. */
static void prior(uint32_t classes, uint64_t out[3])
{
	static const uint64_t plain[3] = {10, 3, 3}, noun[3] = {30, 2, 3}, adjective[3] = {5, 3, 20}, ing[3] = {8, 10, 8};
	const uint64_t *p = classes & CLASS_NOUN_SHAPE ? noun : classes & (CLASS_ADJECTIVE_SHAPE | CLASS_ED_SHAPE) ? adjective : classes & CLASS_ING_SHAPE ? ing : plain;
	for (int i = 0; i < 3; i++)
		out[i] = p[i];
	if (classes & CLASS_VERB)
		out[1] += 30;
}

enum part { PART_NOUN, PART_VERB };

static uint32_t word_part(const struct phrase_word *w, enum part part)
{
	uint64_t p[3];
	prior(w ? w->classes : 0, p);
	if (w && (w->classes & CLASS_LY_SHAPE))
		return 0;
	if (w) {
		p[0] += 10 * (uint64_t)w->noun;
		p[1] += 10 * (uint64_t)w->verb;
		p[2] += 10 * (uint64_t)w->adjective;
	}
	return (uint32_t)(p[part] * FIXED_ONE / (p[0] + p[1] + p[2]));
}

uint32_t word_noun(const struct phrase_word *w)
{
	return word_part(w, PART_NOUN);
}

static uint32_t classes_of(const struct phrase_word *w)
{
	return w ? w->classes : 0;
}

/* ---- phrases */

/* Sentences that name or define it, weighted, in halves. */
static uint32_t term_definitions(const struct phrase *p)
{
	return 2u * p->glossed + 6u * p->called + 3u * p->of + 4u * p->acronym + 4u * p->defined + p->apposed;
}

static uint64_t c_value(const struct phrase *p)
{
	uint64_t whole = (uint64_t)p->count << 16, inner = p->longer ? ((uint64_t)p->longer_count << 16) / p->longer : 0;
	uint64_t outside = inner < whole ? whole - inner : 0;
	if (outside < whole / 5)
		outside = whole / 5;
	return times(log2_of(p->length + 2u, 1), outside);
}

static uint64_t standing(const struct phrase *p, size_t articles)
{
	uint64_t s = log2_of(FIXED_ONE + c_value(p), FIXED_ONE), n = articles;
	s = times(s, log2_of(256 + 16 * 256 / n + n * 256 / p->articles, 256));
	s = times(s, FIXED_ONE + times(Q16(.416), log2_of(1 + term_definitions(p), 1)));
	uint64_t titles = 2u * p->title + p->heading + p->strong;
	return times(s, FIXED_ONE + Q16(.2) * (titles < 4 ? titles : 4));
}

/* No content word beside it, on either side. */
static uint64_t freedom(const struct phrase *p)
{
	uint64_t both = (uint64_t)fixed_sqrt(((uint64_t)(p->left + 1) << 32) / (p->count + 1)) *
			fixed_sqrt(((uint64_t)(p->right + 1) << 32) / (p->count + 1)) >> 16; /* sqrt(left * right) */
	if (p->length == 1)
		return Q16(.3) + times(Q16(.7), both);
	uint64_t root = (uint64_t)fixed_sqrt(both << 16);
	return times(root, fixed_sqrt((uint64_t)fixed_sqrt(root << 16) << 16));
}

static uint64_t form_of_word(const struct phrase *p, const struct phrase_word *w)
{
	uint32_t classes = classes_of(w), defined = term_definitions(p), set_off = p->title + p->heading + p->strong;
	uint64_t noun = at_most_one(times(Q16(1.6), word_noun(w))), s = times(noun, noun);
	if ((classes & CLASS_ING_SHAPE) && !set_off && !p->called)
		s = times(s, Q16(.6));
	if (p->count < 3 && !defined && !set_off)
		s = times(s, Q16(.7));
	if (classes & CLASS_GENERAL)
		return times(s, Q16(.15));
	if ((classes & CLASS_EVERYDAY) && !p->called && !p->of && !p->acronym && !p->glossed)
		return times(s, Q16(.3));
	return times(s, Q16(.9));
}

static uint64_t form_of_phrase(const struct phrase *p, const struct phrase_word *const *w, bool of_last)
{
	const struct phrase_word *first = w[0], *last = w[p->length - 1];
	uint32_t head = classes_of(last), vague = CLASS_GENERAL | CLASS_EVERYDAY;
	uint64_t s = at_most_one(times(Q16(1.6), word_noun(last)));
	if ((head & CLASS_VERB) && (head & CLASS_GENERAL))
		s = times(s, Q16(.2));
	else if ((head & CLASS_ING_SHAPE) && of_last)
		s = times(s, Q16(.3));
	if (word_part(first, PART_VERB) > FIXED_ONE / 2)
		s = times(s, Q16(.2));
	if (classes_of(first) & CLASS_LY_SHAPE)
		s = times(s, Q16(.1));
	bool all_vague = true;
	for (size_t i = 0; i < p->length; i++)
		all_vague &= !w[i] || (w[i]->classes & vague);
	if (all_vague)
		return times(s, Q16(.1));
	if (head & CLASS_GENERAL)
		s = times(s, Q16(.8));
	return classes_of(first) & CLASS_GENERAL ? times(s, Q16(.6)) : s;
}

uint64_t term_score(const struct phrases *all, const struct phrase *p, const uint64_t *words, const struct lexicon *l)
{
	const struct phrase_word *w[PHRASE_LONGEST] = {0};
	bool name = true;
	if ((p->count < 2 && !(p->glossed || p->acronym || (p->called && p->length > 1))) || (p->conjunct && !p->title) || p->short_last)
		return 0;
	for (size_t i = 0; i < p->length; i++) {
		if (p->length > 1 && lexicon_joins(l, words[i]))
			continue;
		w[i] = phrases_word(all, p->length > 1 ? words_pair(0, words[i]) : p->hash);
		name &= w[i] && w[i]->lower == 0;
	}
	uint64_t s = p->length == 1 ? form_of_word(p, w[0]) : form_of_phrase(p, w, !w[p->length - 2]);
	if (!s)
		return 0;
	uint64_t verbal = (uint64_t)p->after_verbal * FIXED_ONE / p->count;
	s = times(s, FIXED_ONE - (verbal < Q16(.8) ? verbal : Q16(.8)));
	s = times(s, freedom(p));
	s = times(s, name ? Q16(.3) : FIXED_ONE);
	return times(s, standing(p, all->articles));
}

uint64_t phrases_score(const struct phrases *all, uint64_t hash, const struct lexicon *l)
{
	const struct phrase *p = phrases_find(all, hash);
	return p ? term_score(all, p, all->shards[phrase_shard_of(hash)].words + p->words, l) : 0;
}
