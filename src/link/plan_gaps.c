/*
 * What a folder of posts lacks to be a book: terms that its articles take for granted, each trusting another to have said what
 * they are.
 */
#include "link/plan.h"

#include <stdlib.h>
#include "base/utf8.h"
#include "link/mentions.h"

enum {
	PHRASES_LEAST = 100, PHRASES_AN_ARTICLE = 8, PHRASES_MOST = 1500, /* the best terms, as many as these */
	WORDS_LEAST = 40, WORDS_AN_ARTICLE = 2, WORDS_MOST = 120,
	ARTICLES_LEAST = 3, ARTICLES_PART = 150, /* that must use it */
};

struct gaps {
	struct arena *arena;
	const struct lexicon *lexicon;
	struct matcher matcher;
	bool *explained; /* by form.index */
};

static void mark(struct gaps *g, const struct word_list *words)
{
	struct match match;
	for (size_t at = 0; matcher_next(&g->matcher, words, &at, &match);)
		for (size_t i = 0; i < match.nforms; i++)
			g->explained[match.forms[i]->index] = true;
}

static void mark_text(struct gaps *g, struct str text)
{
	struct arena scratch;
	struct word_list words = {0};
	arena_init(&scratch);
	words_of(&scratch, text, g->lexicon, &words);
	mark(g, &words);
	arena_free(&scratch);
}

/* Titles, aliases, headings, and the terms of definition lists. */
static void mark_article(struct gaps *g, const struct article *x)
{
	struct arena scratch;
	arena_init(&scratch);
	mark_text(g, x->title);
	for (size_t i = 0; i < x->meta.aliases.n; i++)
		mark_text(g, x->meta.aliases.items[i].s);
	for (size_t i = 0; i < x->headings.n; i++)
		mark_text(g, node_plain(&scratch, x->headings.items[i]));
	for (const struct node *n = x->body; n; n = node_walk(x->body, n, false))
		if (n->kind == NODE_TERM)
			mark_text(g, node_plain(&scratch, n));
	arena_free(&scratch);
}

static bool is_plain_word(struct str text)
{
	struct arena scratch;
	arena_init(&scratch);
	bool plain = str_find_char(text, ' ') == text.n && str_eq(text, utf8_lower(&scratch, text));
	arena_free(&scratch);
	return plain;
}

/* "short period" beside "short period of time". */
static bool repeats(const struct term_list *list, struct str text)
{
	struct arena scratch;
	bool found = false;
	arena_init(&scratch);
	char *own = arena_cstr(&scratch, utf8_lower(&scratch, text));
	for (size_t i = 0; !found && i < list->n; i++) {
		struct str other = utf8_lower(&scratch, list->items[i].text);
		found = str_find(other, own) < other.n || str_find(str_c(own), arena_cstr(&scratch, other)) < text.n;
	}
	arena_free(&scratch);
	return found;
}

static size_t at_least(size_t n, size_t least)
{
	return n > least ? n : least;
}

static size_t at_most(size_t n, size_t most)
{
	return n < most ? n : most;
}

static int by_articles(const void *pa, const void *pb)
{
	const struct term *a = pa, *b = pb;
	if (a->articles != b->articles)
		return a->articles > b->articles ? -1 : 1;
	if (a->score != b->score)
		return a->score > b->score ? -1 : 1;
	return str_cmp(a->text, b->text);
}

struct term_list plan_unexplained(const struct article *const *articles, size_t n, const struct term_list *terms, struct str language,
	size_t most, struct arena *a)
{
	struct gaps g = {.arena = a, .lexicon = lexicon_new(a, language)};
	struct term_list out = {0};
	size_t phrases = at_most(at_most(at_least(n * PHRASES_AN_ARTICLE, PHRASES_LEAST), PHRASES_MOST), terms->n);
	size_t words = at_most(at_least(n * WORDS_AN_ARTICLE, WORDS_LEAST), WORDS_MOST), least = at_least(n / ARTICLES_PART, ARTICLES_LEAST);
	matcher_init(&g.matcher, a);
	g.explained = arena_array(a, bool, phrases + 1);
	for (size_t i = 0; i < phrases; i++) {
		const struct term *t = &terms->items[i];
		struct form *form = arena_new(a, struct form);
		*form = (struct form){.text = t->text, .kind = FORM_TERM, .index = (uint32_t)i};
		g.explained[i] = t->defined || t->articles < least || (i >= words && is_plain_word(t->text)) ||
				 !matcher_add(&g.matcher, form, g.lexicon);
	}
	for (size_t i = 0; i < n; i++)
		mark_article(&g, articles[i]);
	for (size_t i = 0; i < phrases; i++)
		if (!g.explained[i] && !repeats(&out, terms->items[i].text))
			*arena_push(a, &out) = terms->items[i];
	if (out.n)
		qsort(out.items, out.n, sizeof *out.items, by_articles);
	out.n = at_most(out.n, most);
	return out;
}
