/* Stems by suffixes, at most two a word (after Lovins 1968, with a much shorter list): enough where a wrong merger costs a proposal. */
#include "link/concepts.h"

enum { LONGEST = 64 /* bytes; longer words are their own stem */ };

static uint64_t stem_of(struct arena *a, const struct token *t, const struct vocabulary *v)
{
	char folded[LONGEST];
	if (t->mark || t->at.length > LONGEST || (t->flags & TOKEN_POSSESSIVE))
		return t->hash;
	struct str lower = token_lower(a, t);
	if (lower.n > LONGEST)
		return t->hash;
	struct str word = {folded, lexicon_fold(v->lexicon, lower, folded)};
	return words_key(str_sub(word, 0, vocabulary_stem(v, word)));
}

static void add_stems(struct arena *a, const struct vocabulary *v, struct concept_text *t)
{
	t->stems = arena_array(a, uint64_t, t->tokens.n);
	for (size_t i = 0; i < t->tokens.n; i++)
		t->stems[i] = stem_of(a, &t->tokens.items[i], v);
}

void concepts_read(struct arena *a, const struct article *article, const struct vocabulary *v, struct concept_text *out)
{
	tokens_read(a, article, v, &out->tokens);
	add_stems(a, v, out);
}

void concepts_of(struct arena *a, struct str text, const struct vocabulary *v, struct concept_text *out)
{
	tokens_of(a, text, PLACE_TITLE, v, &out->tokens);
	add_stems(a, v, out);
}

static uint32_t classes_at(const struct token_list *t, size_t i)
{
	return i < t->n ? t->items[i].classes : 0;
}

/* A word that is more often a verb: a noun behind a determiner, or behind a content word that is none itself when no object follows. */
static bool is_noun_here(const struct token_list *t, size_t i)
{
	const struct token *before = i > 0 ? &t->items[i - 1] : NULL;
	uint32_t next = classes_at(t, i + 1);
	if (!before)
		return false;
	if (before->classes & CLASS_DETERMINER)
		return true;
	return (before->flags & TOKEN_CONTENT) && !(before->classes & CLASS_VERB) &&
	       !(next & (CLASS_DETERMINER | CLASS_BEFORE_VERB | CLASS_VERB));
}

static bool stands_alone(const struct token_list *t, size_t i)
{
	uint32_t classes = t->items[i].classes;
	if (classes & CLASS_NOUN_TOO)
		return is_noun_here(t, i);
	return !(classes & (CLASS_GENERAL | CLASS_EVERYDAY | CLASS_VERB));
}

uint64_t concept_key(const struct concept_text *t, size_t i, size_t length)
{
	uint64_t hash = 0;
	for (size_t k = i; k < i + length; k++) {
		if (k >= t->tokens.n || !t->stems[k])
			return 0;
		hash = words_pair(hash, t->stems[k]);
	}
	return hash;
}

uint64_t concept_at(const struct concept_text *t, size_t i, size_t length)
{
	const struct token *items = t->tokens.items;
	if (i + length > t->tokens.n || !(items[i].flags & TOKEN_CONTENT) || !(items[i + length - 1].flags & TOKEN_CONTENT))
		return 0;
	for (size_t k = i + 1; k + 1 < i + length; k++)
		if (!(items[k].flags & (TOKEN_CONTENT | TOKEN_JOINS)) || (items[k].classes & CLASS_CONJUNCTION))
			return 0;
	return length > 1 || stands_alone(&t->tokens, i) ? concept_key(t, i, length) : 0;
}
