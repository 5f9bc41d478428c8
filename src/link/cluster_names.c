/*
 * What a cluster is about, in one or two phrases.
 *
 * Candidates are words and pairs of words, plurals folded, that stand where a noun does: behind an article or "your", before a stopword or
 * the end of a clause. An article dwells on a phrase by how often it has it (eight times is as often as can be) and by having it in its
 * title or a heading. A name is good when many articles of the cluster dwell on it, and few elsewhere do: spread * lift² *
 * log(strength) * log(rarity), lift = inside / (inside + outside). What the author calls an article or explains in a glossary counts
 * threefold. Where the best phrase leaves two in five articles out, a second one that speaks for those joins it.
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
	LEAST = 2,           /* of an article that has it without title or heading; below it says nothing. The author's own terms: 1 */
	ARTICLES_LEAST = 4, OWN_LEAST = 2, /* that must share it; fewer share a word by chance */
	CANDIDATES = 48,     /* looked at by cluster */
	LETTERS_LEAST = 3,
	DETERMINERS = 32,
	NOUN_SHARE = 6,      /* of so many places, one must be a noun's */
	OWN_TIMES = 3,       /* for the author's own terms */
};

/* What stands before nouns and hardly before anything else; a language without a row takes every phrase. */
static const struct {
	const char *language, *words;
} determiners[] = {
	{"en", "the a an this that these my your his her our their its no every each of"},
	{"de", "der die das den dem des ein eine einen einem einer eines im zum zur vom kein keine ihr ihre sein seine mein meine"},
	{"fr", "le la les l un une des du de d au aux ce cet cette ces sa son ses ma mon ta ton votre notre leur"},
	{"es", "el la los las un una unos unas del al de su sus este esta cada nuestro nuestra"},
	{"it", "il lo la i gli le l un uno una del della dei delle di al alla nel nella questo questa ogni"},
	{"pt", "o a os as um uma do da dos das de no na ao seu sua este esta cada"},
	{"nl", "de het een deze die dit dat elke van zijn haar hun mijn jouw onze geen"},
};

/* One article's use of one phrase. */
struct use {
	uint64_t key;
	uint32_t cluster, article;
	uint32_t weight;
	uint16_t places, nouns; /* outside of titles and headings: in all, and where a noun stands */
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
	uint64_t determiners[DETERMINERS]; /* ends with 0; none: every place is a noun's */
	uint64_t *own;          /* the author's terms, sorted */
	size_t nown;
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

static bool is_determiner(const struct namer *m, const struct word *w)
{
	for (size_t i = 0; m->determiners[i]; i++)
		if (m->determiners[i] == w->key)
			return true;
	return false;
}

/* Whether words [from, to) stand where a noun does. */
static bool is_noun(const struct namer *m, const struct word_list *words, size_t from, size_t to)
{
	const struct word *first = &words->items[from], *next = &words->items[to];
	if (!m->determiners[0])
		return true;
	return from > 0 && !(first->flags & WORD_BREAK) && is_determiner(m, first - 1) &&
	       (to == words->n || (next->flags & (WORD_BREAK | WORD_STOP)));
}

/* The command of a formula is no word: \frac. */
static bool is_command(const struct word *w)
{
	return w->at.node && w->at.offset && w->at.node->text.p[w->at.offset - 1] == '\\';
}

struct phrases {
	const struct namer *m;
	struct arena *arena;
	const struct word_list *words;
	struct str plain; /* the text of words without a node: a title */
	struct use_list *uses;
};

static void add_use(struct phrases *p, size_t from, size_t to, uint64_t key, struct str text)
{
	const struct word *w = &p->words->items[from];
	bool title = p->plain.n, heading = w->flags & WORD_HEADING;
	struct use *u = arena_push(p->arena, p->uses);
	*u = (struct use){.key = key, .weight = title ? IN_TITLE : heading ? IN_HEADING : 1, .pair = to - from > 1, .title = title,
		.text = text, .plain = !title && !heading && !(w->flags & WORD_SENTENCE), .places = !title && !heading};
	u->nouns = u->places && is_noun(p->m, p->words, from, to);
}

static void read_phrases(struct phrases *p)
{
	for (size_t i = 0; i < p->words->n; i++) {
		const struct word *w = &p->words->items[i], *next = w + 1;
		struct str text = words_text(w, p->plain);
		if (!counts(w, text) || is_command(w))
			continue;
		add_use(p, i, i + 1, w->fold, text);
		if (i + 1 == p->words->n || next->at.node != w->at.node || (next->flags & WORD_BREAK) || (w->flags & WORD_POSSESSIVE))
			continue;
		uint32_t end = w->at.offset + w->at.length;
		struct str whole = w->at.node ? w->at.node->text : p->plain;
		if (next->at.offset == end + 1 && whole.p[end] == ' ' && counts(next, words_text(next, p->plain)))
			add_use(p, i, i + 2, words_pair(w->fold, next->fold),
				str_sub(whole, w->at.offset, next->at.offset + next->at.length));
	}
}

static int by_value(const void *pa, const void *pb)
{
	uint64_t a = *(const uint64_t *)pa, b = *(const uint64_t *)pb;
	return (a > b) - (a < b);
}

static bool is_own(const struct namer *m, uint64_t key)
{
	return m->nown && bsearch(&key, m->own, m->nown, sizeof *m->own, by_value);
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
static void sum_up(const struct namer *m, struct use_list *list)
{
	size_t n = 0;
	if (list->n)
		qsort(list->items, list->n, sizeof *list->items, by_key);
	for (size_t i = 0; i < list->n;) {
		struct use all = list->items[i];
		uint32_t often = 0, title = 0, heading = 0, places = 0, nouns = 0;
		for (; i < list->n && list->items[i].key == all.key; i++) {
			uint32_t weight = list->items[i].weight;
			often += weight == 1;
			title |= list->items[i].title ? IN_TITLE : 0;
			heading |= weight == IN_HEADING ? IN_HEADING : 0;
			places += list->items[i].places;
			nouns += list->items[i].nouns;
		}
		all.places = (uint16_t)(places < UINT16_MAX ? places : UINT16_MAX);
		all.nouns = (uint16_t)(nouns < UINT16_MAX ? nouns : UINT16_MAX);
		all.title = title > 0;
		all.weight = (often < OFTEN ? often : OFTEN) + title + heading;
		if (all.weight >= LEAST || is_own(m, all.key))
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
	read_phrases(&(struct phrases){m, &scratch, &title, x->title, &found});
	read_phrases(&(struct phrases){m, &scratch, &text, {0}, &found});
	sum_up(m, &found);
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

/* One phrase in one cluster: its uses there, and what all clusters make of it. */
struct spread {
	const struct use *uses;
	size_t n, size;           /* articles of the cluster that use it, articles of the cluster */
	uint64_t weight, articles; /* everywhere: of its uses, how many */
	uint64_t all;             /* articles in clusters */
};

static uint64_t score_of(const struct namer *m, const struct spread *s)
{
	uint64_t sum = 0, places = 0, nouns = 0;
	bool own = is_own(m, s->uses[0].key);
	for (size_t i = 0; i < s->n; i++) {
		sum += s->uses[i].weight;
		places += s->uses[i].places;
		nouns += s->uses[i].nouns;
	}
	if (!own && nouns * NOUN_SHARE < places)
		return 0;
	uint64_t inside = (sum << 16) / s->size, outside = s->all > s->size ? ((s->weight - sum) << 16) / (s->all - s->size) : 0;
	uint64_t spread = (s->n << 16) / s->size, lift = (inside << 16) / (inside + outside);
	if (lift * 5 < 3 * FIXED_ONE)
		return 0; /* others dwell on it nearly as much */
	uint64_t strength = fixed_log2(FIXED_ONE + inside, FIXED_ONE), rarity = fixed_log2(2 * s->all, s->articles) - FIXED_ONE / 2;
	uint64_t score = (((spread * lift >> 16) * lift >> 16) * strength >> 16) * rarity >> 16;
	if (s->uses[0].pair)
		score = score * 5 / 4;
	return own ? score * OWN_TIMES : score;
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
		size_t all_of = end - i;
		while (i < end) {
			struct use *first = &all->items[i];
			size_t n = 0;
			while (i < end && all->items[i].cluster == first->cluster) {
				i++;
				n++;
			}
			size_t size = m->clusters->sizes[first->cluster];
			if (n < (is_own(m, first->key) ? OWN_LEAST : ARTICLES_LEAST) || n * 6 < size)
				continue;
			struct spread spread = {first, n, size, sum, all_of, inside};
			struct candidate c = {first, n, score_of(m, &spread), {0}};
			if (c.score)
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

/* The candidate, at least half as good, that speaks best for the articles that `first` leaves out. */
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
		uint64_t score = c[i].score * fresh / c[i].n;
		if (fresh > 1 && c[i].score * 2 > first->score && score > most) {
			most = score;
			best = &c[i];
		}
	}
	return best;
}

/* A pair of words says more than one of them, where half of the articles have it: the best such pair, or the word itself. */
static const struct candidate *fuller(const struct names *names, const struct candidate *c, size_t n, const struct candidate *word)
{
	struct str lower = utf8_lower(names->arena, word->text);
	for (size_t i = 0; !word->uses[0].pair && i < n; i++) {
		struct str text = utf8_lower(names->arena, c[i].text);
		size_t blank = str_find_char(text, ' ');
		bool holds = str_eq(str_sub(text, 0, blank), lower) || str_eq(str_skip(text, blank + 1), lower);
		if (c[i].uses[0].pair && holds && c[i].n * 2 >= word->n && is_free(names, c[i].text))
			return &c[i];
	}
	return word;
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
	first = fuller(names, c, n, first);
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
		out[k] = arena_copy(a, name);
	}
	arena_free(&scratch);
	return out;
}

/* ---- the author's language and terms */

static void set_determiners(struct namer *m)
{
	size_t n = 0;
	for (size_t i = 0; i < sizeof determiners / sizeof *determiners; i++) {
		if (!str_is(m->lexicon->language, determiners[i].language))
			continue;
		for (struct str rest = str_c(determiners[i].words); rest.n && n + 1 < DETERMINERS;)
			m->determiners[n++] = words_key(str_cut(&rest, ' '));
	}
}

static void set_own(struct namer *m, const struct form_list *forms, struct arena *a)
{
	m->own = arena_array(a, uint64_t, forms->n + 1);
	for (size_t i = 0; i < forms->n; i++) {
		struct word_list words = {0};
		words_of(a, forms->items[i]->text, m->lexicon, &words);
		if (words.n == 1)
			m->own[m->nown++] = words.items[0].fold;
		else if (words.n == 2)
			m->own[m->nown++] = words_pair(words.items[0].fold, words.items[1].fold);
	}
	if (m->nown)
		qsort(m->own, m->nown, sizeof *m->own, by_value);
}

struct str *cluster_names(const struct article *const *articles, size_t n, const struct clustering *clusters,
	const struct form_list *forms, struct str language, int threads, struct arena *a)
{
	struct arena own;
	arena_init(&own);
	struct namer m = {.articles = articles, .n = n, .clusters = clusters, .lexicon = lexicon_new(&own, language)};
	set_determiners(&m);
	if (forms)
		set_own(&m, forms, &own);
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
