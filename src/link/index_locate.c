/*
 * Where a book speaks of its subjects, and which of the places a reader should be sent to.
 *
 * A treatment's points tell a discussion from a passing mention:
 *
 *   12  the article's title, subtitle or an alias names the subject; 4 when its text never does, for titles like to speak in pictures
 *   10  the glossary's entry sends its reader to the article
 *    6  a heading names it
 *    2  for each section that does beyond the first, 6 at most
 *    2  it is emphasised somewhere, as what is being defined mostly is
 *    1  for each mention, 10 at most
 *
 * From five points on a treatment is full. Where some article treats a subject fully, passing mentions elsewhere get no locator; where none does,
 * the three best mentions do. No entry has more than six locators of its own: past that a reader looks for sub-entries (Chicago Manual of Style, chapter on indexes).
 */
#include "link/index_part.h"

#include "link/mentions.h"

enum {
	POINTS_TITLE = 12, POINTS_TITLE_ALONE = 4, POINTS_HOME = 10, POINTS_HEADING = 6, POINTS_SECTION = 2, POINTS_STRONG = 2,
	MOST_SECTIONS = 3, MOST_MENTIONS = 10, PASSING_MOST = 3,
};

/* ---- finding */

static struct treatment *treatment_in(struct indexing *x, struct subject *s, const struct article *article)
{
	if (s->treatments.n && s->treatments.items[s->treatments.n - 1].article == article)
		return &s->treatments.items[s->treatments.n - 1];
	struct treatment *t = arena_push(x->a, &s->treatments);
	*t = (struct treatment){.article = article};
	return t;
}

static void extend(struct extent *e, struct passage at)
{
	if (!e->count++)
		e->first = at;
	e->last = at.node;
}

static void close_section(struct treatment *t)
{
	if (t->now.count > t->best.count) {
		t->best = t->now;
		t->best_in = t->now_in;
	}
	t->now = (struct extent){0};
}

const struct node *index_place(const struct article *a, const struct node *n)
{
	size_t low = 0, high = a->headings.n;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (a->headings.items[middle]->serial < n->serial)
			low = middle + 1;
		else
			high = middle;
	}
	while (low > 0 && !node_id(a->headings.items[low - 1]).n)
		low--;
	return low ? a->headings.items[low - 1] : NULL;
}

static void count_mention(struct indexing *x, struct subject *s, const struct article *article, struct passage at, uint32_t flags)
{
	struct treatment *t = treatment_in(x, s, article);
	const struct node *section = index_place(article, at.node);
	if (!t->whole.count || section != t->now_in) {
		close_section(t);
		t->now_in = section;
		t->sections++;
	}
	extend(&t->whole, at);
	extend(&t->now, at);
	t->heading = t->heading || flags & WORD_HEADING;
	t->strong += (flags & WORD_STRONG) != 0;
	if (flags & (WORD_SENTENCE | WORD_HEADING))
		return;
	*(flags & WORD_UPPER ? &s->upper : &s->lower) += 1;
	struct str words = str_sub(at.node->text, at.offset, at.offset + at.length);
	if (!(flags & WORD_UPPER) && !s->written.n && str_eq_nocase(words, s->term))
		s->written = words;
}

static void find_in_name(struct indexing *x, const struct matcher *m, const struct article *article, struct str name)
{
	struct word_list words = {0};
	struct match match;
	words_of(x->a, name, x->l, &words);
	for (size_t at = 0; matcher_next(m, &words, &at, &match);)
		for (size_t i = 0; i < match.nforms; i++)
			treatment_in(x, x->subjects.items[match.forms[i]->article], article)->title = true;
}

/* Aliases that are paths are addresses, not names. */
static void find_in_names(struct indexing *x, const struct matcher *m, const struct article *article)
{
	find_in_name(x, m, article, article->title);
	find_in_name(x, m, article, article->meta.subtitle.s);
	for (size_t i = 0; i < article->meta.aliases.n; i++)
		if (str_find_char(article->meta.aliases.items[i].s, '/') == article->meta.aliases.items[i].s.n)
			find_in_name(x, m, article, article->meta.aliases.items[i].s);
}

static void find_in_article(struct indexing *x, const struct matcher *m, const struct article *article)
{
	struct arena scratch;
	struct word_list words = {0};
	struct match match;
	arena_init(&scratch);
	find_in_names(x, m, article);
	words_read(&scratch, article, x->l, &words);
	for (size_t at = 0; matcher_next(m, &words, &at, &match);) {
		uint32_t flags;
		struct passage where = match_passage(&match, &words, &flags);
		if (flags & (WORD_NOTE | WORD_CODE) || passage_in_compound(&where))
			continue;
		for (size_t i = 0; i < match.nforms; i++)
			count_mention(x, x->subjects.items[match.forms[i]->article], article, where, flags);
	}
	arena_free(&scratch);
}

static const struct target *link_target(const struct indexing *x, const struct gloss *g, const struct node *link)
{
	const struct target *t = edition_target(x->e, g->article, link);
	return (t->kind == TARGET_ARTICLE || t->kind == TARGET_NODE) && !t->article->glossary ? t : NULL;
}

static struct treatment *find_treatment(struct indexing *x, struct subject *s, const struct article *article)
{
	for (size_t i = 0; i < s->treatments.n; i++)
		if (s->treatments.items[i].article == article)
			return &s->treatments.items[i];
	return treatment_in(x, s, article);
}

/* An entry of the glossary that links to an article says where its term is at home. */
static void find_home(struct indexing *x, struct subject *s)
{
	for (const struct node *d = s->gloss->definition; d; d = node_walk(s->gloss->definition, d, false)) {
		const struct target *to = d->kind == NODE_LINK ? link_target(x, s->gloss, d) : NULL;
		struct treatment *t = to ? find_treatment(x, s, to->article) : NULL;
		if (!t)
			continue;
		t->home = true;
		t->home_at = to->node;
	}
}

static uint32_t at_most(uint32_t n, uint32_t most)
{
	return n < most ? n : most;
}

static void rate(struct treatment *t)
{
	close_section(t);
	uint32_t more = t->sections ? t->sections - 1 : 0;
	t->points = (!t->title ? 0 : t->whole.count ? POINTS_TITLE : POINTS_TITLE_ALONE) + (t->home ? POINTS_HOME : 0) + (t->heading ? POINTS_HEADING : 0) +
		    (t->strong ? POINTS_STRONG : 0) + POINTS_SECTION * at_most(more, MOST_SECTIONS) +
		    at_most(t->whole.count, MOST_MENTIONS);
}

void index_find(struct indexing *x)
{
	struct matcher m;
	matcher_init(&m, x->a);
	for (uint32_t i = 0; i < x->subjects.n; i++) {
		const struct subject *s = x->subjects.items[i];
		for (size_t k = 0; s->listed && k < s->phrases.n; k++) {
			struct form *f = arena_new(x->a, struct form);
			*f = (struct form){.text = s->phrases.items[k], .kind = FORM_TERM, .article = i};
			matcher_add(&m, f, x->l);
		}
	}
	for (size_t i = 0; i < x->e->narticles; i++)
		if (!x->e->articles[i]->glossary)
			find_in_article(x, &m, x->e->articles[i]);
	for (size_t i = 0; i < x->subjects.n; i++) {
		struct subject *s = x->subjects.items[i];
		if (s->gloss)
			find_home(x, s);
		for (size_t k = 0; k < s->treatments.n; k++)
			rate(&s->treatments.items[k]);
	}
}

/* ---- choosing */

/* Best first; of equals the one that comes first in the book. Lists are short. */
static void sort_by_points(struct treatments *list)
{
	for (size_t i = 1; i < list->n; i++) {
		struct treatment t = list->items[i];
		size_t k = i;
		for (; k > 0 && list->items[k - 1].points < t.points; k--)
			list->items[k] = list->items[k - 1];
		list->items[k] = t;
	}
}

struct treatments index_worth(struct indexing *x, const struct subject *s)
{
	struct treatments all = {0};
	for (size_t i = 0; i < s->treatments.n; i++)
		*arena_push(x->a, &all) = s->treatments.items[i];
	sort_by_points(&all);
	if (!all.n)
		return all;
	if (all.items[0].points < INDEX_FULL)
		all.n = all.n < PASSING_MOST ? all.n : PASSING_MOST;
	else
		while (all.items[all.n - 1].points < INDEX_FULL)
			all.n--;
	return all;
}
