/*
 * What a cluster is about, in one or two phrases.
 *
 * Candidates are words and pairs of words, plurals folded. An article dwells on a phrase by how often it has it (eight times is as often as can
 * be) and by having it in its title or a heading. A name is good when many articles of the cluster dwell on it, and those
 * elsewhere do not: spread * lift² * log(strength), lift = inside / (inside + outside). Where the best phrase leaves two in five
 * articles out, a second one that speaks for those joins it.
 *
 * Rejected: the terms of terms.h for the cluster alone. They are rare words by design; what every article of a cluster shares is
 * common there.
 */
#include "link/cluster_names.h"

#include <stdlib.h>
#include <string.h>
#include "base/fixed.h"
#include "base/pool.h"
#include "base/utf8.h"

enum {
	OFTEN = 8, IN_TITLE = 8, IN_HEADING = 4, /* weights */
	LEAST = 3,           /* of an article that has it without title or heading; below it says nothing */
	CANDIDATES = 48,     /* looked at by cluster */
	LETTERS_LEAST = 3,
};

/* One article's use of one phrase. */
struct use {
	uint64_t key;
	uint32_t cluster, article;
	uint32_t weight;
	bool pair, title;
	bool plain;      /* text stands where capitals mean something */
	struct str text; /* as written */
};
struct use_list {
	struct use *items;
	size_t n, cap;
};

struct namer {
	const struct article *const *articles;
	size_t n;
	const struct clustering *clusters;
	const struct lexicon *lexicon;
	struct arena *arenas;   /* by article */
	struct use_list *uses;  /* by article */
};

/* ---- what one article dwells on */

static bool counts(const struct word *w, struct str text)
{
	bool letter = false;
	for (size_t i = 0; i < text.n; i++)
		letter |= (text.p[i] | 32) >= 'a' || (unsigned char)text.p[i] >= 0x80;
	return letter && !(w->flags & (WORD_STOP | WORD_CODE | WORD_QUOTED | WORD_ENTRY)) &&
	       (text.n >= LETTERS_LEAST || (unsigned char)text.p[0] >= 0x80);
}

static void add_use(struct arena *a, struct use_list *list, const struct word *w, uint64_t key, struct str text, bool pair, bool title)
{
	uint32_t weight = title ? IN_TITLE : w->flags & WORD_HEADING ? IN_HEADING : 1;
	*arena_push(a, list) = (struct use){.key = key, .weight = weight, .pair = pair, .title = title, .text = text,
		.plain = !title && !(w->flags & (WORD_SENTENCE | WORD_HEADING))};
}

static void read_phrases(struct arena *a, struct use_list *list, const struct word_list *words, struct str plain, bool title)
{
	for (size_t i = 0; i < words->n; i++) {
		const struct word *w = &words->items[i], *next = w + 1;
		struct str text = words_text(w, plain);
		if (!counts(w, text))
			continue;
		add_use(a, list, w, w->fold, text, false, title);
		if (i + 1 == words->n || next->at.node != w->at.node || (next->flags & WORD_BREAK) || (w->flags & WORD_POSSESSIVE))
			continue;
		uint32_t end = w->at.offset + w->at.length;
		struct str whole = w->at.node ? w->at.node->text : plain;
		if (next->at.offset == end + 1 && whole.p[end] == ' ' && counts(next, words_text(next, plain)))
			add_use(a, list, w, words_pair(w->fold, next->fold),
				str_sub(whole, w->at.offset, next->at.offset + next->at.length), true, title);
	}
}

static int by_key(const void *pa, const void *pb)
{
	const struct use *a = pa, *b = pb;
	if (a->key != b->key)
		return a->key < b->key ? -1 : 1;
	if (a->plain != b->plain)
		return a->plain ? -1 : 1;
	return str_cmp(a->text, b->text);
}

/* Uses of one phrase become one; those that say nothing go. */
static void sum_up(struct use_list *list)
{
	size_t n = 0;
	if (list->n)
		qsort(list->items, list->n, sizeof *list->items, by_key);
	for (size_t i = 0; i < list->n;) {
		struct use all = list->items[i];
		uint32_t often = 0, title = 0, heading = 0;
		for (; i < list->n && list->items[i].key == all.key; i++) {
			uint32_t weight = list->items[i].weight;
			often += weight == 1;
			title |= list->items[i].title ? IN_TITLE : 0;
			heading |= weight == IN_HEADING ? IN_HEADING : 0;
		}
		all.title = title > 0;
		all.weight = (often < OFTEN ? often : OFTEN) + title + heading;
		if (all.weight >= LEAST)
			list->items[n++] = all;
	}
	list->n = n;
}

static void read_article(void *context, size_t i)
{
	struct namer *m = context;
	struct arena *a = &m->arenas[i], scratch;
	const struct article *x = m->articles[i];
	struct word_list title = {0}, text = {0};
	struct use_list found = {0};
	arena_init(a);
	if (m->clusters->of[i] == CLUSTER_NONE || !x->body)
		return;
	arena_init(&scratch);
	words_of(&scratch, x->title, m->lexicon, &title);
	words_read(&scratch, x, m->lexicon, &text);
	read_phrases(&scratch, &found, &title, x->title, true);
	read_phrases(&scratch, &found, &text, (struct str){0}, false);
	sum_up(&found);
	m->uses[i] = (struct use_list){arena_array(a, struct use, found.n + 1), found.n, found.n};
	for (size_t k = 0; k < found.n; k++) {
		m->uses[i].items[k] = found.items[k];
		m->uses[i].items[k].article = (uint32_t)i;
		m->uses[i].items[k].cluster = m->clusters->of[i];
	}
	arena_free(&scratch);
}

/* ---- candidates */

struct candidate {
	const struct use *uses; /* those of its cluster */
	size_t n;
	uint64_t score;
	struct str text;
};

static int by_phrase(const void *pa, const void *pb)
{
	const struct use *a = pa, *b = pb;
	if (a->key != b->key)
		return a->key < b->key ? -1 : 1;
	if (a->cluster != b->cluster)
		return a->cluster < b->cluster ? -1 : 1;
	return (a->article > b->article) - (a->article < b->article);
}

static uint64_t score_of(const struct use *uses, size_t n, uint64_t all, size_t articles, size_t size)
{
	uint64_t sum = 0, titles = 0;
	for (size_t i = 0; i < n; i++) {
		sum += uses[i].weight;
		titles += uses[i].title;
	}
	uint64_t inside = (sum << 16) / size, outside = articles > size ? ((all - sum) << 16) / (articles - size) : 0;
	uint64_t spread = (n << 16) / size, lift = (inside << 16) / (inside + outside);
	uint64_t strength = fixed_log2(FIXED_ONE + inside, FIXED_ONE);
	uint64_t score = ((spread * lift >> 16) * lift >> 16) * strength >> 16;
	if (uses[0].pair)
		score = score * 5 / 4;
	return titles ? score * 3 / 2 : score;
}

/* The spelling that most of the articles prefer, where capitals mean something. */
static struct str spelling(const struct use *uses, size_t n)
{
	struct str best = uses[0].text;
	size_t most = 0;
	for (size_t i = 0; i < n; i++) {
		size_t votes = 0;
		for (size_t k = 0; k < n; k++)
			votes += str_eq(uses[i].text, uses[k].text) ? (uses[k].plain ? 4 : 1) : 0;
		if (votes > most || (votes == most && str_cmp(uses[i].text, best) > 0)) {
			most = votes;
			best = uses[i].text;
		}
	}
	return best;
}

/* Keeps the best CANDIDATES of a cluster, best first; equal ones by their text. */
static void keep(struct candidate *best, size_t *n, struct candidate c)
{
	size_t at = *n;
	while (at > 0 && (best[at - 1].score < c.score ||
				 (best[at - 1].score == c.score && str_cmp(c.uses[0].text, best[at - 1].uses[0].text) < 0)))
		at--;
	if (at == CANDIDATES)
		return;
	if (*n < CANDIDATES)
		++*n;
	memmove(best + at + 1, best + at, (*n - 1 - at) * sizeof *best);
	best[at] = c;
}

static void find_candidates(const struct namer *m, struct use_list *all, struct candidate *best, size_t *counts_of)
{
	size_t inside = 0;
	for (size_t k = 0; k < m->clusters->n; k++)
		inside += m->clusters->sizes[k];
	if (all->n)
		qsort(all->items, all->n, sizeof *all->items, by_phrase);
	for (size_t i = 0; i < all->n;) {
		size_t end = i;
		uint64_t sum = 0;
		for (; end < all->n && all->items[end].key == all->items[i].key; end++)
			sum += all->items[end].weight;
		while (i < end) {
			struct use *first = &all->items[i];
			size_t n = 0;
			while (i < end && all->items[i].cluster == first->cluster) {
				i++;
				n++;
			}
			size_t size = m->clusters->sizes[first->cluster];
			if (n < 2 || n * 8 < size)
				continue;
			struct candidate c = {first, n, score_of(first, n, sum, inside, size), {0}};
			keep(best + first->cluster * (CANDIDATES + 1), &counts_of[first->cluster], c);
		}
	}
}

/* ---- names */

static struct str capital(struct arena *a, struct str word)
{
	size_t first = 0;
	if (!word.n)
		return word;
	utf8_next(word, &first);
	return arena_printf(a, STR_FMT STR_FMT, STR_ARG(utf8_upper(a, str_sub(word, 0, first))), STR_ARG(str_skip(word, first)));
}

/* English titles have every word with a capital, those of other languages the first. */
static struct str title_case(struct arena *a, struct str phrase, struct str language)
{
	size_t blank = str_find_char(phrase, ' ');
	struct str first = capital(a, str_sub(phrase, 0, blank)), rest = str_skip(phrase, blank + 1);
	if (!rest.n)
		return first;
	bool english = str_starts(language, "en");
	return arena_printf(a, STR_FMT " " STR_FMT, STR_ARG(first), STR_ARG(english ? capital(a, rest) : rest));
}

/* Whether two phrases have a word in common, or one that begins like it. */
static bool overlap(struct arena *a, struct str one, struct str other)
{
	for (struct str rest = utf8_lower(a, one); rest.n;) {
		struct str word = str_cut(&rest, ' ');
		for (struct str more = utf8_lower(a, other); more.n;) {
			struct str w = str_cut(&more, ' ');
			size_t n = word.n < w.n ? word.n : w.n, stem = n > 4 ? (n > 6 ? n - 2 : 4) : n;
			if (memcmp(word.p, w.p, stem) == 0)
				return true;
		}
	}
	return false;
}

struct names {
	struct arena *arena;
	struct str *items, *second; /* phrases in use, by cluster */
	size_t n;
};

static bool is_free(const struct names *names, struct str text)
{
	for (size_t i = 0; i < names->n; i++)
		if (overlap(names->arena, text, names->items[i]) ||
			(names->second[i].n && overlap(names->arena, text, names->second[i])))
			return false;
	return true;
}

/* The candidate that speaks best for the articles that `first` leaves out. */
static const struct candidate *complement(const struct names *names, const struct candidate *c, size_t n, const struct candidate *first,
	size_t size)
{
	const struct candidate *best = NULL;
	uint64_t most = 0;
	if (first->n * 5 >= size * 3)
		return NULL;
	for (size_t i = 0; i < n; i++) {
		size_t fresh = 0, k = 0;
		if (&c[i] == first || !is_free(names, c[i].text) || overlap(names->arena, c[i].text, first->text))
			continue;
		for (size_t j = 0; j < c[i].n; j++) {
			while (k < first->n && first->uses[k].article < c[i].uses[j].article)
				k++;
			fresh += k == first->n || first->uses[k].article != c[i].uses[j].article;
		}
		uint64_t score = c[i].score * fresh;
		if (fresh > 1 && score > most) {
			most = score;
			best = &c[i];
		}
	}
	return best;
}

static struct str name_of(struct names *names, struct candidate *c, size_t n, size_t size, struct str language)
{
	struct arena *a = names->arena;
	const struct candidate *first = NULL;
	for (size_t i = 0; i < n; i++)
		c[i].text = spelling(c[i].uses, c[i].n);
	for (size_t i = 0; i < n && !first; i++)
		if (is_free(names, c[i].text))
			first = &c[i];
	if (!first)
		return (struct str){0};
	const struct candidate *second = complement(names, c, n, first, size);
	names->items[names->n] = first->text;
	names->second[names->n++] = second ? second->text : (struct str){0};
	struct str name = title_case(a, first->text, language);
	if (second)
		name = arena_printf(a, STR_FMT " & " STR_FMT, STR_ARG(name), STR_ARG(title_case(a, second->text, language)));
	return name;
}

static struct str *choose(const struct namer *m, struct candidate *best, size_t *counts_of, struct str language, struct arena *a)
{
	struct str *out = arena_array(a, struct str, m->clusters->n + 1);
	struct arena scratch;
	arena_init(&scratch);
	struct names names = {.arena = &scratch};
	names.items = arena_array(&scratch, struct str, m->clusters->n + 1);
	names.second = arena_array(&scratch, struct str, m->clusters->n + 1);
	for (size_t k = 0; k < m->clusters->n; k++) {
		struct str name = name_of(&names, best + k * (CANDIDATES + 1), counts_of[k], m->clusters->sizes[k], language);
		for (size_t i = 0; !name.n && i < m->n; i++)
			if (m->clusters->of[i] == k)
				name = m->articles[i]->title;
		for (size_t i = 0; i < k; i++)
			if (str_eq(out[i], name)) /* two articles of one title */
				name = arena_printf(&scratch, STR_FMT " %zu", STR_ARG(name), k + 1);
		out[k] = arena_copy(a, name);
	}
	arena_free(&scratch);
	return out;
}

struct str *cluster_names(const struct article *const *articles, size_t n, const struct clustering *clusters, struct str language,
	int threads, struct arena *a)
{
	struct arena own;
	arena_init(&own);
	struct namer m = {.articles = articles, .n = n, .clusters = clusters, .lexicon = lexicon_new(&own, language)};
	m.arenas = arena_array(&own, struct arena, n + 1);
	m.uses = arena_array(&own, struct use_list, n + 1);
	pool_run(threads, n, read_article, &m);
	struct use_list all = {0};
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < m.uses[i].n; k++)
			*arena_push(&own, &all) = m.uses[i].items[k];
	struct candidate *best = arena_array(&own, struct candidate, clusters->n * (CANDIDATES + 1) + 1);
	size_t *counts_of = arena_array(&own, size_t, clusters->n + 1);
	find_candidates(&m, &all, best, counts_of);
	struct str *names = choose(&m, best, counts_of, language, a);
	for (size_t i = 0; i < n; i++)
		arena_free(&m.arenas[i]);
	arena_free(&own);
	return names;
}
