/*
 * Words of texts and trees. ASCII, which is most of most articles, is cut and hashed in one pass over its bytes; a word with any other
 * letter is case-folded to NFKC by libunistring first, so that composed and decomposed spellings are one word.
 * Rejected: libunistring's own word breaks (UAX #29): ten times slower, and "e-mail", "3.5" or "Node.js" come out no better.
 */
#include "link/words.h"

#include <string.h>
#include "base/utf8.h"

enum { FOLD_MOST = 64 }; /* bytes; longer words are not folded */

struct reading {
	struct arena *a;
	struct arena scratch;
	const struct lexicon *l;
	struct word_list *out;
	uint32_t before; /* WORD_BREAK, WORD_SENTENCE, WORD_VERBAL and WORD_CODE that the next word takes */
};

/* ---- hashes: FNV-1a and a final mix, as map.c has it */

static const uint64_t fnv_start = 0xcbf29ce484222325u, fnv_prime = 0x100000001b3u;

static uint64_t finish(uint64_t h)
{
	h ^= h >> 32;
	h *= 0xd6e8feb86659fd93u;
	h ^= h >> 32;
	return h ? h : 1;
}

uint64_t words_key(struct str lower)
{
	uint64_t h = fnv_start;
	for (size_t i = 0; i < lower.n; i++)
		h = (h ^ (unsigned char)lower.p[i]) * fnv_prime;
	return finish(h);
}

uint64_t words_pair(uint64_t first, uint64_t second)
{
	return finish(first * 0x9e3779b97f4a7c15u + (second ^ second >> 29));
}

struct str words_text(const struct word *w, struct str plain)
{
	return str_sub(w->at.node ? w->at.node->text : plain, w->at.offset, w->at.offset + w->at.length);
}

/* ---- cutting */

static bool is_ascii_word(unsigned char c)
{
	return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
}

/* Scripts that put no blanks between words: each character stands for itself, and pairs make up for the rest. */
static bool is_blankless(uint32_t rune)
{
	return (rune >= 0x3040 && rune <= 0x30FF) || (rune >= 0x3400 && rune <= 0x9FFF) || (rune >= 0xF900 && rune <= 0xFAFF) ||
	       (rune >= 0x20000 && rune <= 0x3FFFF);
}

/* The length of an apostrophe at text[i] that has a letter behind it, else 0. */
static size_t inner_apostrophe(struct str text, size_t i)
{
	size_t n = 0;
	if (i < text.n && text.p[i] == '\'')
		n = 1;
	else if (i + 2 < text.n && memcmp(text.p + i, "\xE2\x80\x99", 3) == 0)
		n = 3;
	if (!n || i + n >= text.n)
		return 0;
	size_t k = i + n;
	return utf8_is_alnum(utf8_next(text, &k)) ? n : 0;
}

/* The end of the word that begins at `from`, where a letter stands. */
static size_t word_end(struct str text, size_t from, bool elides)
{
	size_t i = from, apostrophe;
	for (;;) {
		while (i < text.n && is_ascii_word((unsigned char)text.p[i]))
			i++;
		if (i < text.n && (unsigned char)text.p[i] >= 0x80) {
			size_t k = i;
			uint32_t rune = utf8_next(text, &k);
			if (utf8_is_alnum(rune)) {
				if (is_blankless(rune))
					return i == from ? k : i;
				i = k;
				continue;
			}
		}
		if (i == from || elides || !(apostrophe = inner_apostrophe(text, i)))
			return i;
		i += apostrophe;
	}
}

/* What a mark says of the next word: that a sentence or a clause begins with it, or that it is code. */
static uint32_t mark_break(uint32_t rune, bool before_blank)
{
	switch (rune) {
	case '.': case '!': case '?':
		return before_blank ? WORD_BREAK | WORD_SENTENCE : 0;
	case 0x2026: case 0x3002: case 0xFF01: case 0xFF1F:
		return WORD_BREAK | WORD_SENTENCE;
	case ',': case ';': case ':': case '(': case ')': case '[': case ']': case '"': case '/': case '|':
	case 0x201C: case 0x201D: case 0x201E: case 0xAB: case 0xBB: case 0x2014: case 0x2013: case 0x3001:
		return WORD_BREAK;
	case '\\': /* a command of TeX */
		return before_blank ? 0 : WORD_BREAK | WORD_CODE;
	default:
		return 0;
	}
}

/* ---- one word */

static struct str without_possessive(struct str word)
{
	if (!word.n || word.p[word.n - 1] != 's')
		return word;
	if (word.n < 3 || word.p[word.n - 1] != 's')
		return word;
	if (str_ends(word, "'s"))
		return str_sub(word, 0, word.n - 2);
	if (str_ends(word, "\xE2\x80\x99s"))
		return str_sub(word, 0, word.n - 4);
	return word;
}

static bool is_curly(struct str s, size_t i)
{
	return i + 2 < s.n && memcmp(s.p + i, "\xE2\x80\x99", 3) == 0;
}

/* Lower case into out, with both hashes in one go: returns its length, or 0 when there is more than ASCII and curly apostrophes. */
static size_t lower_ascii(struct str word, char *out, uint64_t *exact, uint64_t *key)
{
	uint64_t e = fnv_start, k = fnv_start;
	size_t n = 0;
	for (size_t i = 0; i < word.n; i++) {
		unsigned char c = (unsigned char)word.p[i];
		if (c >= 0x80) {
			if (!is_curly(word, i))
				return 0;
			c = '\'';
			i += 2;
		}
		unsigned char lower = c >= 'A' && c <= 'Z' ? c | 32 : c;
		e = (e ^ c) * fnv_prime;
		k = (k ^ lower) * fnv_prime;
		out[n++] = (char)lower;
	}
	*exact = finish(e);
	*key = finish(k);
	return n;
}

/* Curly apostrophes become straight ones, for the lists of lexicon.def have those. */
static struct str lower_other(struct reading *r, struct str word)
{
	struct str folded = utf8_fold(&r->scratch, word);
	char *p = arena_cstr(&r->scratch, folded);
	size_t n = 0;
	for (size_t i = 0; i < folded.n; i++) {
		bool curly = is_curly(folded, i);
		p[n++] = curly ? '\'' : folded.p[i];
		i += curly ? 2 : 0;
	}
	return (struct str){p, n};
}

static void add_word(struct reading *r, struct str text, const struct node *node, size_t from, size_t to, uint32_t flags)
{
	char buffer[FOLD_MOST], singular[FOLD_MOST];
	struct str whole = str_sub(text, from, to), word = r->l->possessive ? without_possessive(whole) : whole, lower;
	struct word *w = arena_push(r->a, r->out);
	*w = (struct word){.at = {node, (uint32_t)from, (uint32_t)word.n}, .flags = flags | r->before};
	if (word.n < whole.n)
		w->flags |= WORD_POSSESSIVE;
	lower = (struct str){buffer, word.n <= FOLD_MOST ? lower_ascii(word, buffer, &w->exact, &w->key) : 0};
	if (lower.n) {
		if (word.p[0] >= 'A' && word.p[0] <= 'Z')
			w->flags |= WORD_UPPER;
	} else {
		size_t k = 0;
		lower = lower_other(r, word);
		w->exact = words_key(word);
		w->key = words_key(lower);
		if (utf8_is_upper(utf8_next(word, &k)))
			w->flags |= WORD_UPPER;
	}
	w->fold = w->key;
	if (lower.n && lower.n <= FOLD_MOST && r->l->folding[(unsigned char)lower.p[lower.n - 1]])
		w->fold = words_key((struct str){singular, lexicon_fold(r->l, lower, singular)});
	if (lexicon_is_stop(r->l, w->key))
		w->flags |= lexicon_joins(r->l, w->key) ? WORD_STOP | WORD_JOINS : WORD_STOP;
	if (w->flags & WORD_BREAK)
		w->flags &= ~(uint32_t)WORD_VERBAL;
	r->before = w->flags & WORD_STOP && lexicon_is_auxiliary(r->l, w->key) ? WORD_VERBAL : 0;
}

static void read_text(struct reading *r, struct str text, const struct node *node, uint32_t flags)
{
	for (size_t i = 0; i < text.n;) {
		unsigned char c = (unsigned char)text.p[i];
		size_t next = i;
		uint32_t rune = c < 0x80 ? c : utf8_next(text, &next);
		if (c < 0x80 ? is_ascii_word(c) : utf8_is_alnum(rune)) {
			size_t end = word_end(text, i, r->l->elides);
			add_word(r, text, node, i, end, flags);
			i = end;
			continue;
		}
		i = c < 0x80 ? i + 1 : next;
		if (c > ' ')
			r->before |= mark_break(rune, i >= text.n || (unsigned char)text.p[i] <= ' ' || (unsigned char)text.p[i] >= 0x80 ||
							      strchr("\"')]", text.p[i]));
	}
}

/* ---- trees */

static uint32_t node_flags(const struct node *n)
{
	switch (n->kind) {
	case NODE_HEADING: case NODE_CALLOUT_TITLE: case NODE_SUMMARY: case NODE_CAPTION:
		return WORD_HEADING;
	case NODE_CELL:
		return n->flags & NODE_HEADER ? WORD_HEADING : 0;
	case NODE_LINK:
		return WORD_LINKED;
	case NODE_CODE: case NODE_CODE_BLOCK: case NODE_KEYBOARD: case NODE_SAMPLE: case NODE_VARIABLE:
		return WORD_CODE;
	case NODE_QUOTE:
		return WORD_QUOTED;
	case NODE_STRONG: case NODE_EMPHASIS: case NODE_MARK: case NODE_DEFINING:
		return WORD_STRONG;
	case NODE_TERM:
		return WORD_ENTRY;
	default:
		return 0;
	}
}

/* Trees are at most some hundred levels deep: the reader sees to it. */
static void read_node(struct reading *r, const struct node *n, uint32_t flags)
{
	bool inlined = node_infos[n->kind].inlined;
	flags |= node_flags(n);
	if (!inlined)
		r->before |= WORD_BREAK | WORD_SENTENCE;
	if (n->text.n && n->kind != NODE_IMAGE)
		read_text(r, n->text, n, flags);
	for (const struct node *c = n->first; c; c = c->next)
		read_node(r, c, flags);
	if (!inlined)
		r->before |= WORD_BREAK | WORD_SENTENCE;
}

void words_read(struct arena *a, const struct article *article, const struct lexicon *l, struct word_list *out)
{
	struct reading r = {.a = a, .l = l, .out = out, .before = WORD_BREAK | WORD_SENTENCE};
	size_t room = out->n + article->words + article->words / 8 + 16; /* hyphens part what blanks do not */
	if (room > out->cap) {
		struct word *items = arena_array(a, struct word, room);
		if (out->n)
			memcpy(items, out->items, out->n * sizeof *items);
		out->items = items;
		out->cap = room;
	}
	arena_init(&r.scratch);
	if (article->body)
		read_node(&r, article->body, 0);
	for (size_t i = 0; i < article->notes.n; i++)
		read_node(&r, article->notes.items[i], WORD_NOTE);
	arena_free(&r.scratch);
}

void words_of(struct arena *a, struct str text, const struct lexicon *l, struct word_list *out)
{
	struct reading r = {.a = a, .l = l, .out = out, .before = WORD_BREAK | WORD_SENTENCE};
	arena_init(&r.scratch);
	read_text(&r, text, NULL, 0);
	arena_free(&r.scratch);
}
