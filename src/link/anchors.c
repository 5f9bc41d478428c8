/*
 * From owned concepts to links. The texts are read once more for the places where the concepts stand; their words are judged (is it a noun, does
 * it say anything), and each article gets the best one for each owner, at its first place: where it says less of the concept than the owner, for
 * nobody looks up what he has just read at length.
 *
 * Rejected: every word of a title (verbs and metaphors of headlines: 4 of 10 wrong), the nearest article by likeness for each term of the
 * book (right topic, wrong word).
 */
#include "link/anchors_part.h"

#include <stdlib.h>
#include <string.h>
#include "base/fixed.h"
#include "base/pool.h"
#include "base/utf8.h"
#include "link/mentions.h"
#include "link/terms_score.h"

enum {
	NAMED_LEAST = 1,     /* others that an article names on average, from which titles do the work */
	ARTICLES_MOST = 500, /* of a book of essays: among more, no article is the one that explains a word */
};

/* A place where an owned concept stands. */
struct sight {
	uint32_t anchor, token;
	uint8_t length;
	bool linkable;
	bool verbal;          /* behind a word that verbs follow */
	bool conjunct;
	uint32_t first, last; /* classes of its first and last word, shapes included */
	uint32_t vague;       /* how many of its words are */
	uint64_t fold;        /* of the phrase, as phrases.h has it */
	uint64_t last_fold;   /* of its last word alone */
	struct passage at;
	struct str text;
	uint32_t flags;
};
struct sight_list {
	struct sight *items;
	size_t n, cap;
};

/* A way to say a concept. */
struct wording {
	uint64_t fold;
	const struct sight *sight; /* the first */
	uint32_t count;
};
struct wording_list {
	struct wording *items;
	size_t n, cap;
};

struct making {
	struct relations *r;
	const struct phrases *phrases;
	const struct vocabulary *v;
	struct anchor_list anchors;
	uint32_t *slots; /* of anchors, by concept: index + 1 */
	size_t size;
	struct arena scratch;
	struct arena *arenas;        /* by article */
	struct sight_list *sights;
	struct wording_list *wordings; /* by anchor, the most frequent first */
	struct form **forms;         /* by anchor; NULL: not fit */
};

/* ---- places */

static uint32_t *find_slot(const struct making *m, uint64_t concept)
{
	size_t i = concept & (m->size - 1);
	while (m->slots[i] && m->anchors.items[m->slots[i] - 1].concept != concept)
		i = (i + 1) & (m->size - 1);
	return &m->slots[i];
}

static uint32_t classes_of(const struct making *m, struct arena *a, const struct token *t)
{
	return t->classes | vocabulary_shape(m->v, token_lower(a, t), t->classes);
}

static void add_sight(const struct making *m, struct arena *a, struct sight_list *list, uint32_t anchor, const struct token_list *tokens,
	size_t i, size_t length)
{
	const struct token *first = &tokens->items[i], *last = first + length - 1;
	struct sight s = {.anchor = anchor, .token = (uint32_t)i, .length = (uint8_t)length, .at = first->at, .linkable = first->place == PLACE_TEXT};
	for (size_t k = 0; k < length; k++) {
		const struct token *t = first + k;
		s.fold = words_pair(s.fold, t->hash);
		s.linkable &= !(t->flags & (TOKEN_LINKED | TOKEN_QUOTED));
		s.vague += (t->classes & (CLASS_GENERAL | CLASS_EVERYDAY | CLASS_VERB)) || !(t->flags & TOKEN_CONTENT);
		s.text = arena_printf(a, STR_FMT "%s%.*s", STR_ARG(s.text), k ? " " : "", (int)t->at.length, t->text);
	}
	s.last_fold = words_pair(0, last->hash);
	s.verbal = i > 0 && (first[-1].classes & CLASS_BEFORE_VERB);
	s.first = classes_of(m, a, first);
	s.last = classes_of(m, a, last);
	s.linkable &= s.at.node && s.at.node == last->at.node;
	s.at.length = last->at.offset + last->at.length - first->at.offset;
	*arena_push(a, list) = s;
}

static void sight_article(void *context, size_t index)
{
	struct making *m = context;
	struct arena *a = &m->arenas[index], scratch;
	struct concept_text text = {0};
	arena_init(a);
	arena_init(&scratch);
	concepts_read(&scratch, m->r->articles[index], m->v, &text);
	for (size_t i = 0; i < text.tokens.n; i++)
		for (size_t l = CONCEPT_LONGEST; l > 0; l--) {
			uint64_t concept = concept_at(&text, i, l);
			uint32_t anchor = concept ? *find_slot(m, concept) : 0;
			if (anchor)
				add_sight(m, a, &m->sights[index], anchor - 1, &text.tokens, i, l);
		}
	arena_free(&scratch);
}

static int by_count(const void *a, const void *b)
{
	const struct wording *x = a, *y = b;
	if (x->count != y->count)
		return x->count > y->count ? -1 : 1;
	return x->fold < y->fold ? -1 : x->fold > y->fold;
}

static void find_sights(struct making *m)
{
	size_t n = m->r->n;
	for (m->size = 64; m->size < m->anchors.n * 2;)
		m->size *= 2;
	m->slots = arena_array(&m->scratch, uint32_t, m->size);
	for (uint32_t i = 0; i < m->anchors.n; i++)
		*find_slot(m, m->anchors.items[i].concept) = i + 1;
	m->arenas = arena_array(&m->scratch, struct arena, n);
	m->sights = arena_array(&m->scratch, struct sight_list, n);
	m->wordings = arena_array(&m->scratch, struct wording_list, m->anchors.n);
	pool_run(m->r->threads, n, sight_article, m);
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < m->sights[i].n; k++) {
			const struct sight *s = &m->sights[i].items[k];
			struct wording_list *list = &m->wordings[s->anchor];
			size_t w = 0;
			while (w < list->n && list->items[w].fold != s->fold)
				w++;
			if (w == list->n)
				*arena_push(&m->scratch, list) = (struct wording){s->fold, s, 0};
			list->items[w].count++;
		}
	for (size_t i = 0; i < m->anchors.n; i++)
		qsort(m->wordings[i].items, m->wordings[i].n, sizeof *m->wordings[i].items, by_count);
}

/* ---- words */

/* How far the concept's last word is a noun, over all its wordings; in 65536ths. */
static uint32_t nounness(const struct making *m, const struct wording_list *list)
{
	uint64_t sum = 0, count = 0;
	for (size_t i = 0; i < list->n; i++) {
		const struct wording *w = &list->items[i];
		const struct phrase_word *word = phrases_word(m->phrases, w->sight->last_fold), unknown = {.classes = w->sight->last};
		sum += (uint64_t)w->count * word_noun(word ? word : &unknown);
		count += w->count;
	}
	return (uint32_t)(sum / (count ? count : 1));
}

/* Whether some wording is a fair term of the book. */
static bool is_term(const struct making *m, const struct wording_list *list)
{
	for (size_t i = 0; i < list->n; i++)
		if (phrases_score(m->phrases, list->items[i].fold, m->v->lexicon) >= 2 * FIXED_ONE)
			return true;
	return false;
}

static bool has_plain_wording(const struct wording_list *list)
{
	for (size_t i = 0; i < list->n; i++)
		if (!(list->items[i].sight->first & CLASS_LY_SHAPE))
			return true;
	return false;
}

static bool suits_phrase(const struct making *m, const struct anchor *n, const struct wording_list *list, uint32_t noun)
{
	const struct sight *s = list->items->sight;
	bool segment = n->rule == ANCHOR_SEGMENT;
	if ((s->first & CLASS_VERB) || s->vague == s->length)
		return false;
	if (!segment && (noun < FIXED_ONE * 3 / 10 || !has_plain_wording(list)))
		return false;
	return !((s->first | s->last) & CLASS_GENERAL) || (n->owner->flags & HELD_TITLE) || is_term(m, list);
}

static bool suits_word(const struct anchor *n, const struct wording_list *list, uint32_t noun)
{
	const struct sight *s = list->items->sight;
	if (n->rule == ANCHOR_TITLE_WORD)
		return noun >= FIXED_ONE / 4 || (n->owner->flags & HELD_SEGMENT);
	if (s->last & (CLASS_ING_SHAPE | CLASS_ED_SHAPE))
		return false;
	return noun >= (n->owner->flags & HELD_COMPOUND ? FIXED_ONE / 5 : FIXED_ONE * 11 / 20);
}

/* share * log(1 + n / holders), half as much again for phrases and for words of titles; what stands once or twice counts less. */
static uint32_t weigh(const struct making *m, const struct anchor *n)
{
	uint64_t rarity = (uint64_t)fixed_log2(m->r->n + n->nholders, n->nholders) * 45426 >> 16; /* natural logarithm */
	uint64_t w = (uint64_t)n->share * rarity >> 16;
	w = n->owner->length > 1 ? w * 3 / 2 : w;
	w = n->owner->flags & HELD_TITLE ? w * 3 / 2 : w;
	return (uint32_t)(n->owner->count < 3 ? w * (2u + n->owner->count) / 5 : w);
}

static struct str times(struct arena *a, uint32_t n)
{
	return n == 1 ? STR("once") : n == 2 ? STR("twice") : arena_printf(a, "%u times", n);
}

static void make_form(struct making *m, size_t index)
{
	const struct anchor *n = &m->anchors.items[index];
	const struct wording_list *list = &m->wordings[index];
	uint32_t noun = nounness(m, list);
	if (!list->n || !(n->owner->length > 1 ? suits_phrase(m, n, list, noun) : suits_word(n, list, noun)))
		return;
	struct arena *a = &m->r->arena;
	struct form *f = arena_new(a, struct form);
	uint32_t elsewhere = n->total - n->owner->count;
	*f = (struct form){.text = utf8_lower(a, list->items->sight->text), .kind = FORM_TERM, .article = n->owner->article,
		.weight = weigh(m, n), .index = (uint32_t)m->r->forms.n};
	f->exact = form_exact(f->text, m->v->lexicon);
	f->why = arena_printf(a, "a term that stands there " STR_FMT "%s, " STR_FMT " elsewhere", STR_ARG(times(a, n->owner->count)),
		n->owner->flags & HELD_TITLE ? ", in its title too" : "", STR_ARG(times(a, elsewhere)));
	*arena_push(a, &m->r->forms) = f;
	m->forms[index] = f;
}

/* ---- mentions */

static uint32_t weight_in(const struct anchor *n, uint32_t article)
{
	for (uint32_t i = 0; i < n->nholders; i++)
		if (n->holders[i].article == article)
			return n->holders[i].weight;
	return 0;
}

/* A word alone must be used as its owner uses it: no participle for a noun. */
static bool fits_word(const struct making *m, const struct sight *s)
{
	const struct anchor *n = &m->anchors.items[s->anchor];
	bool participle = s->last & (CLASS_ING_SHAPE | CLASS_ED_SHAPE), usual = s->fold == m->wordings[s->anchor].items->fold;
	if ((s->last & CLASS_LY_SHAPE) || (!usual && (participle || s->verbal)))
		return false;
	return n->rule != ANCHOR_WORD || !participle;
}

static bool is_wanted(const struct making *m, const struct sight *s, uint32_t article)
{
	const struct anchor *n = &m->anchors.items[s->anchor];
	if (!s->linkable || !m->forms[s->anchor] || n->owner->article == article || (s->length == 1 && !fits_word(m, s)))
		return false;
	return n->rule == ANCHOR_SEGMENT || (uint64_t)weight_in(n, article) * 6 <= (uint64_t)n->owner->weight * 5;
}

/* The best sight for each owner, the first of equals; longer phrases hide those inside them. */
static void choose_sights(const struct making *m, uint32_t article, struct arena *a, struct sight_list *out)
{
	const struct sight_list *list = &m->sights[article];
	uint32_t free_from = 0;
	for (size_t i = 0; i < list->n; i++) {
		const struct sight *s = &list->items[i];
		size_t k = 0;
		if (s->token < free_from || !is_wanted(m, s, article))
			continue;
		const struct form *f = m->forms[s->anchor];
		free_from = s->token + s->length;
		while (k < out->n && m->forms[out->items[k].anchor]->article != f->article)
			k++;
		if (k == out->n)
			*arena_push(a, out) = *s;
		else if (f->weight > m->forms[out->items[k].anchor]->weight)
			out->items[k] = *s;
	}
}

static int by_place(const void *a, const void *b)
{
	const struct mention *x = a, *y = b;
	if (x->at.node != y->at.node)
		return x->at.node->serial < y->at.node->serial ? -1 : 1;
	if (x->at.offset != y->at.offset)
		return x->at.offset < y->at.offset ? -1 : 1;
	return x->form->index < y->form->index ? -1 : x->form->index > y->form->index;
}

static void add_mentions(struct making *m, uint32_t article)
{
	struct sight_list chosen = {0};
	choose_sights(m, article, &m->arenas[article], &chosen);
	if (!chosen.n)
		return;
	struct mention_list *own = &m->r->mentions[article];
	struct mention *items = arena_array(&m->r->arena, struct mention, own->n + chosen.n);
	if (own->n)
		memcpy(items, own->items, own->n * sizeof *items);
	for (size_t i = 0; i < chosen.n; i++) {
		const struct form *f = m->forms[chosen.items[i].anchor];
		items[own->n + i] = (struct mention){f, chosen.items[i].at, 0, form_exact(chosen.items[i].text, m->v->lexicon) == f->exact};
	}
	*own = (struct mention_list){items, own->n + chosen.n, own->n + chosen.n};
	qsort(items, own->n, sizeof *items, by_place);
}

/* Names in links and headings say nothing of the texts: a link may show the title of what it leads to. */
static bool names_little(const struct relations *r, struct arena *scratch)
{
	size_t named = 0;
	uint32_t *last = arena_array(scratch, uint32_t, r->n);
	for (uint32_t i = 0; i < r->n; i++)
		for (size_t k = 0; k < r->mentions[i].n; k++) {
			const struct mention *m = &r->mentions[i].items[k];
			if (m->form->kind == FORM_GLOSSARY || (m->flags & (WORD_LINKED | WORD_HEADING)) || last[m->form->article] == i + 1)
				continue;
			last[m->form->article] = i + 1;
			named++;
		}
	return named < NAMED_LEAST * r->n;
}

void anchors_add(struct relations *r, const struct phrases *phrases, const struct vocabulary *v)
{
	struct making m = {.r = r, .phrases = phrases, .v = v};
	arena_init(&m.scratch);
	if (r->n > ARTICLES_MOST || !names_little(r, &m.scratch)) {
		arena_free(&m.scratch);
		return;
	}
	struct holdings *holdings = holdings_collect(r, v);
	anchors_find(r, holdings, &m.scratch, &m.anchors);
	m.forms = arena_array(&m.scratch, struct form *, m.anchors.n);
	find_sights(&m);
	for (size_t i = 0; i < m.anchors.n; i++)
		make_form(&m, i);
	for (uint32_t i = 0; i < r->n; i++) {
		if (!r->articles[i]->glossary)
			add_mentions(&m, i);
		arena_free(&m.arenas[i]);
	}
	holdings_free(holdings);
	arena_free(&m.scratch);
}
