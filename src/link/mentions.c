/*
 * A trie without nodes: the path to each of its states is a hash of the words on it, so that a step is one look-up in one table
 * (Rabin & Karp's rolling hash over words instead of letters). Rejected: Aho & Corasick's automaton, whose failure links buy nothing
 * where the longest match from the left is wanted and no form has more than a dozen words.
 */
#include "link/mentions.h"

struct matcher_slot {
	uint64_t hash;  /* of the first words; 0: free */
	const struct form **forms; /* of a whole phrase; none: more words follow */
	size_t n, cap;
	uint64_t literal; /* the phrase is a stopword in capitals: word.exact of what it stands for; else 0 */
};

void matcher_init(struct matcher *m, struct arena *a)
{
	*m = (struct matcher){.arena = a};
}

static struct matcher_slot *find_slot(const struct matcher *m, uint64_t hash)
{
	size_t i = hash & (m->size - 1);
	while (m->slots[i].hash && m->slots[i].hash != hash)
		i = (i + 1) & (m->size - 1);
	return &m->slots[i];
}

static struct matcher_slot *add_slot(struct matcher *m, uint64_t hash)
{
	if ((m->n + 1) * 2 > m->size) {
		struct matcher_slot *before = m->slots;
		size_t size = m->size;
		m->size = size ? size * 2 : 64;
		m->slots = arena_array(m->arena, struct matcher_slot, m->size);
		for (size_t i = 0; i < size; i++)
			if (before[i].hash)
				*find_slot(m, before[i].hash) = before[i];
	}
	struct matcher_slot *slot = find_slot(m, hash);
	if (!slot->hash) {
		slot->hash = hash;
		m->n++;
	}
	return slot;
}

/* WHO, IT: capitals tell it from the stopword that it is in lower case. */
static bool is_capitals(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] < 'A' || s.p[i] > 'Z')
			return false;
	return s.n > 1;
}

bool matcher_add(struct matcher *m, const struct form *form, const struct lexicon *l)
{
	struct arena scratch;
	struct word_list words = {0};
	arena_init(&scratch);
	words_of(&scratch, form->text, l, &words);
	bool fits = words.n > 1 || (words.n == 1 && words.items[0].at.length > 1 && (!(words.items[0].flags & WORD_STOP) || is_capitals(form->text)));
	uint64_t hash = 0;
	for (size_t i = 0; fits && i < words.n; i++) {
		hash = words_pair(hash, words.items[i].fold);
		struct matcher_slot *slot = add_slot(m, hash);
		if (i + 1 == words.n) {
			slot->literal = words.n == 1 && (words.items[0].flags & WORD_STOP) ? words.items[0].exact : 0;
			struct {
				const struct form **items;
				size_t n, cap;
			} list = {slot->forms, slot->n, slot->cap};
			*arena_push(m->arena, &list) = form;
			slot->forms = list.items;
			slot->n = list.n;
			slot->cap = list.cap;
		}
	}
	arena_free(&scratch);
	return fits;
}

/* The longest form that begins with word `from`: the end of it, or from. */
static size_t match_at(const struct matcher *m, const struct word_list *words, size_t from, struct match *out)
{
	uint64_t hash = 0;
	size_t end = from;
	for (size_t i = from; i < words->n; i++) {
		if (i > from && (words->items[i].flags & WORD_SENTENCE))
			break;
		hash = words_pair(hash, words->items[i].fold);
		const struct matcher_slot *slot = find_slot(m, hash);
		if (!slot->hash)
			break;
		if (slot->n && (!slot->literal || slot->literal == words->items[i].exact)) {
			end = i + 1;
			*out = (struct match){from, end, slot->forms, slot->n};
		}
	}
	return end;
}

bool matcher_next(const struct matcher *m, const struct word_list *words, size_t *at, struct match *out)
{
	for (; m->n && *at < words->n; ++*at) {
		size_t end = match_at(m, words, *at, out);
		if (end > *at) {
			*at = end;
			return true;
		}
	}
	return false;
}

uint64_t match_exact(const struct match *match, const struct word_list *words)
{
	uint64_t hash = 0;
	for (size_t i = match->from; i < match->to; i++)
		hash = words_pair(hash, words->items[i].exact);
	return hash;
}

uint64_t form_exact(struct str text, const struct lexicon *l)
{
	struct arena scratch;
	struct word_list words = {0};
	arena_init(&scratch);
	words_of(&scratch, text, l, &words);
	uint64_t hash = match_exact(&(struct match){.to = words.n}, &words);
	arena_free(&scratch);
	return hash;
}

uint64_t form_fold(struct str text, const struct lexicon *l)
{
	struct arena scratch;
	struct word_list words = {0};
	uint64_t hash = 0;
	arena_init(&scratch);
	words_of(&scratch, text, l, &words);
	for (size_t i = 0; i < words.n; i++)
		hash = words_pair(hash, words.items[i].fold);
	arena_free(&scratch);
	return hash;
}

struct passage match_passage(const struct match *match, const struct word_list *words, uint32_t *flags)
{
	const struct word *first = &words->items[match->from], *last = &words->items[match->to - 1];
	struct passage at = first->at;
	*flags = first->flags & (WORD_UPPER | WORD_SENTENCE);
	for (size_t i = match->from; i < match->to; i++)
		*flags |= words->items[i].flags & ~(uint32_t)(WORD_BREAK | WORD_SENTENCE | WORD_UPPER | WORD_STOP | WORD_JOINS | WORD_VERBAL);
	if (match->to - match->from == 1)
		*flags |= first->flags & WORD_VERBAL;
	at.length = first->at.node == last->at.node ? last->at.offset + last->at.length - at.offset : 0;
	return at;
}
