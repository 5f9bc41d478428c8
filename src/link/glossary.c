/*
 * The glossary's entries, and where they pop up: at the first mention of a term in each article.
 *
 * A page is not to be littered: at most eight pop-ups an article and one for each 120 words; where there are more candidates, the terms that
 * the fewest articles hold win, for they are the likeliest to be new to a reader. The first mention decides: one that the author links, or that
 * stands in a heading, is explained well enough by what is there, and the article that the glossary's own entry sends its reader to explains
 * the term itself. Code, quotations of others and verbs ("you cannot request") are passed over.
 */
#include "link/link.h"

#include <stdlib.h>
#include "link/mentions.h"

enum { POPUPS_MOST = 8, WORDS_A_POPUP = 120 };

static void list_entries(struct edition *e, const struct article *a)
{
	for (const struct node *n = a->body; n; n = node_walk(a->body, n, n->kind == NODE_TERM)) {
		const struct node *definition = n->next;
		if (n->kind != NODE_TERM)
			continue;
		while (definition && definition->kind == NODE_TERM)
			definition = definition->next;
		struct str term = str_trim(node_plain(&e->arena, n));
		if (term.n && definition && definition->kind == NODE_DEFINITION)
			*arena_push(&e->arena, &e->glosses) = (struct gloss){term, a, n, definition};
	}
}

/* ---- pop-ups */

struct candidate {
	struct popup popup;
	size_t gloss; /* index into e->glosses */
};
struct candidates {
	struct candidate *items;
	size_t n, cap;
};

struct popping {
	struct edition *e;
	struct arena scratch;
	const struct lexicon *l;
	struct matcher matcher;
	struct form *forms;     /* by index into e->glosses */
	uint32_t *held;         /* by the same: how many articles hold the term */
	uint32_t *seen;         /* by the same: the position + 1 of the last article that did */
	struct candidates *found; /* by position */
};

static bool is_home(const struct edition *e, const struct gloss *g, const struct article *article)
{
	for (const struct node *n = g->definition; n; n = node_walk(g->definition, n, false)) {
		const struct target *to = n->kind == NODE_LINK ? edition_target(e, g->article, n) : NULL;
		if (to && (to->kind == TARGET_ARTICLE || to->kind == TARGET_NODE) && to->article == article)
			return true;
	}
	return false;
}

static void find_in_article(struct popping *p, size_t position)
{
	struct word_list words = {0};
	struct match match;
	struct arena a;
	arena_init(&a);
	words_read(&a, p->e->articles[position], p->l, &words);
	for (size_t at = 0; matcher_next(&p->matcher, &words, &at, &match);) {
		uint32_t flags, gloss = match.forms[0]->article;
		struct passage where = match_passage(&match, &words, &flags);
		if (p->seen[gloss] == position + 1 || flags & (WORD_CODE | WORD_QUOTED | WORD_NOTE | WORD_ENTRY | WORD_VERBAL) || passage_in_compound(&where))
			continue;
		p->seen[gloss] = (uint32_t)position + 1;
		p->held[gloss]++;
		if (where.length && where.node->kind == NODE_TEXT && !(flags & (WORD_LINKED | WORD_HEADING)) &&
			!is_home(p->e, &p->e->glosses.items[gloss], p->e->articles[position]))
			*arena_push(&p->scratch, &p->found[position]) =
				(struct candidate){{where, &p->e->glosses.items[gloss]}, gloss};
	}
	arena_free(&a);
}

static bool overlap(const struct passage *a, const struct passage *b)
{
	return a->node == b->node && a->offset < b->offset + b->length && b->offset < a->offset + a->length;
}

/* One link on the same words: to an article that is named there, else the pop-up. */
static bool gives_way(struct edition *e, size_t position, const struct popup *popup)
{
	struct autolink_list *links = &e->autolinks[position];
	size_t kept = 0;
	for (size_t i = 0; i < links->n; i++)
		if (overlap(&links->items[i].at, &popup->at) && links->items[i].form->kind != FORM_GLOSSARY)
			return true;
	for (size_t i = 0; i < links->n; i++)
		if (!overlap(&links->items[i].at, &popup->at))
			links->items[kept++] = links->items[i];
	links->n = kept;
	return false;
}

/* Whether fewer other candidates than `most` are rarer than the one at i. */
static bool is_among(const struct popping *p, const struct candidates *list, size_t i, size_t most)
{
	size_t rarer = 0;
	uint32_t own = p->held[list->items[i].gloss];
	for (size_t k = 0; k < list->n; k++) {
		uint32_t other = p->held[list->items[k].gloss];
		rarer += other < own || (other == own && k < i);
	}
	return rarer < most;
}

static void choose(struct popping *p, size_t position)
{
	struct edition *e = p->e;
	struct candidates *list = &p->found[position];
	size_t most = e->articles[position]->words / WORDS_A_POPUP + 1, kept = 0;
	for (size_t i = 0; i < list->n; i++)
		if (!gives_way(e, position, &list->items[i].popup))
			list->items[kept++] = list->items[i];
	list->n = kept;
	for (size_t i = 0; i < list->n; i++)
		if (is_among(p, list, i, most < POPUPS_MOST ? most : POPUPS_MOST))
			*arena_push(&e->arena, &e->popups[position]) = list->items[i].popup;
}

static void find_popups(struct edition *e)
{
	struct popping p = {.e = e};
	arena_init(&p.scratch);
	p.l = lexicon_new(&p.scratch, e->language);
	p.forms = arena_array(&p.scratch, struct form, e->glosses.n);
	p.held = arena_array(&p.scratch, uint32_t, e->glosses.n);
	p.seen = arena_array(&p.scratch, uint32_t, e->glosses.n);
	p.found = arena_array(&p.scratch, struct candidates, e->narticles + 1);
	matcher_init(&p.matcher, &p.scratch);
	for (uint32_t i = 0; i < e->glosses.n; i++) {
		p.forms[i] = (struct form){.text = e->glosses.items[i].term, .kind = FORM_GLOSSARY, .article = i};
		matcher_add(&p.matcher, &p.forms[i], p.l);
	}
	for (size_t i = 0; i < e->narticles; i++)
		if (!e->articles[i]->glossary)
			find_in_article(&p, i);
	for (size_t i = 0; i < e->narticles; i++)
		choose(&p, i);
	arena_free(&p.scratch);
}

void glossary_edition(struct edition *e)
{
	e->popups = arena_array(&e->arena, struct popup_list, e->narticles + 1);
	for (size_t i = 0; i < e->narticles; i++)
		if (e->articles[i]->glossary)
			list_entries(e, e->articles[i]);
	if (e->links.popups == SETTING_YES && e->glosses.n)
		find_popups(e);
}
