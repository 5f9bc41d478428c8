/*
 * From the surest sign to the weakest: what the author calls a summary or key idea, the description in the front matter, sentences set in
 * bold as a whole, headings; where there is hardly any, sentences that say what the text is about. Summaries are enough if there are two; else
 * the next kind is added until there are three.
 */
#include "link/ideas_part.h"

enum { SHORTEST = 4, LONGEST = 60 }; /* words */

static size_t words_in(struct str text)
{
	size_t n = 0;
	while (text.n)
		n += str_trim(str_cut(&text, ' ')).n > 0;
	return n;
}

bool ideas_have(const struct ideas *ideas, struct str text)
{
	for (size_t i = 0; i < ideas->n; i++)
		if (str_eq(ideas->items[i], text))
			return true;
	return false;
}

static void add(struct arena *a, struct ideas *ideas, struct str text, size_t shortest)
{
	text = str_trim(text);
	size_t n = words_in(text);
	if (ideas->n < IDEAS_MOST && n >= shortest && n <= LONGEST && !ideas_have(ideas, text))
		*arena_push(a, ideas) = text;
}

static bool is_summary(const struct node *n)
{
	static const char *const kinds[] = {"summary", "abstract", "tldr", "key"};
	for (size_t i = 0; n->kind == NODE_CALLOUT && i < sizeof kinds / sizeof *kinds; i++)
		if (str_is(n->u.callout.kind, kinds[i]))
			return true;
	return false;
}

static void add_summaries(struct arena *a, struct ideas *ideas, const struct article *article)
{
	for (const struct node *n = node_walk(article->body, article->body, false); n; n = node_walk(article->body, n, false)) {
		if (!is_summary(n))
			continue;
		for (const struct node *at = node_walk(n, n, false); at; at = node_walk(n, at, false))
			if (at->kind == NODE_PARAGRAPH)
				add(a, ideas, node_plain(a, at), SHORTEST);
	}
}

static bool ends_sentence(struct str text)
{
	return str_ends(text, ".") || str_ends(text, "!") || str_ends(text, "\u3002");
}

/* A paragraph begins here, or the text before is a sentence to its end. */
static bool begins_sentence(struct arena *a, const struct node *n)
{
	struct str before = {0};
	for (const struct node *at = n->parent->first; at != n; at = at->next) {
		struct str text = str_trim(node_plain(a, at));
		before = text.n ? text : before;
	}
	return !before.n || ends_sentence(before) || str_ends(before, "?");
}

/* Bold from a sentence's beginning to its end; questions are no ideas. */
static void add_strong(struct arena *a, struct ideas *ideas, const struct article *article)
{
	for (const struct node *n = node_walk(article->body, article->body, false); n; n = node_walk(article->body, n, false)) {
		if (n->kind != NODE_STRONG || n->parent->kind != NODE_PARAGRAPH)
			continue;
		struct str text = str_trim(node_plain(a, n));
		if (ends_sentence(text) && begins_sentence(a, n))
			add(a, ideas, text, SHORTEST);
	}
}

static bool is_section(const struct node *heading)
{
	return heading->u.heading.level == 2 && heading->parent && heading->parent->kind == NODE_ARTICLE;
}

static void add_headings(struct arena *a, struct ideas *ideas, const struct article *article)
{
	for (size_t i = 0; i < article->headings.n; i++)
		if (is_section(article->headings.items[i]))
			add(a, ideas, node_plain(a, article->headings.items[i]), 2);
}

struct ideas ideas_of(struct arena *a, const struct article *article, struct str language)
{
	struct ideas ideas = {0};
	add_summaries(a, &ideas, article);
	if (ideas.n >= 2)
		return ideas;
	add(a, &ideas, article->meta.description.s, SHORTEST);
	if (ideas.n < 3)
		add_strong(a, &ideas, article);
	if (ideas.n < 3)
		add_headings(a, &ideas, article);
	if (ideas.n < 2)
		ideas_add_sentences(a, &ideas, article, language);
	return ideas;
}
