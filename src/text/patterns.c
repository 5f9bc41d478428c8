/*
 * A level's patterns stand in a trie whose edges are in one hash table: a node and a byte lead to a node. Every pattern's letters have
 * a number between each two, and each number between two letters of a word is the largest that a pattern within the word gives;
 * where it is odd a hyphen may come.
 *
 * The files hold for the longest only: of all that ends at a letter, what begins first and is the beginning of a pattern counts, and the
 * shorter ones count only through numbers that it repeats (a script merges them in when the file is made). Their makers tried them
 * out so; by Liang's own rule German ones give hyphens in wrong places.
 *
 * Rejected: libhyphen, which reads the same, but looks for each new beginning of a pattern in a table of fixed size; German's 78,000
 * patterns took it a second and a half.
 *
 * A pattern that changes the spelling at the hyphen ("f1f/ff=f") forbids the place where it would have put it.
 */
#include "text/patterns.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST_LETTERS 60 /* of a pattern */
#define MOST_NODES (1u << 24)

struct edge {
	uint32_t by; /* a node and a byte: node << 8 | byte */
	uint32_t to; /* a node; 0: the edge is free */
};

struct patterns_level {
	struct edge *edges;
	size_t nedges, room; /* room: a power of two, at most three quarters full */
	struct {
		uint32_t *items; /* of a node: 1 + where its numbers begin, or 0; node 0 is the start and nobody's child */
		size_t n, cap;
	} nodes;
	struct {
		unsigned char *items;
		size_t n, cap;
	} numbers;
};

static size_t slot_of(const struct patterns_level *l, uint32_t from, unsigned char byte)
{
	uint32_t by = from << 8 | byte, h = by * 0x9E3779B1u;
	size_t at = (h ^ h >> 15) & (l->room - 1);
	while (l->edges[at].to && l->edges[at].by != by)
		at = (at + 1) & (l->room - 1);
	return at;
}

static void widen(struct patterns_level *l)
{
	struct edge *old = l->edges;
	size_t n = l->room;
	l->room *= 2;
	l->edges = mem_alloc(l->room * sizeof *l->edges);
	for (size_t i = 0; i < n; i++)
		if (old[i].to)
			l->edges[slot_of(l, old[i].by >> 8, old[i].by & 0xff)] = old[i];
	free(old);
}

/* Room for one more of n; cap is 0 or a power of two. */
static void *with_room(void *items, size_t n, size_t *cap, size_t size)
{
	if (n < *cap)
		return items;
	*cap = *cap ? 2 * *cap : 1024;
	return mem_resize(items, *cap * size);
}

static uint32_t new_node(struct patterns_level *l)
{
	l->nodes.items = with_room(l->nodes.items, l->nodes.n, &l->nodes.cap, sizeof *l->nodes.items);
	l->nodes.items[l->nodes.n] = 0;
	return (uint32_t)l->nodes.n++;
}

/* 0: there are more than a table of edges can name. */
static uint32_t child(struct patterns_level *l, uint32_t from, unsigned char byte)
{
	size_t at = slot_of(l, from, byte);
	if (l->edges[at].to)
		return l->edges[at].to;
	if (l->nodes.n == MOST_NODES)
		return 0;
	uint32_t to = new_node(l);
	l->edges[at] = (struct edge){from << 8 | byte, to};
	if (++l->nedges > l->room / 4 * 3)
		widen(l);
	return to;
}

static void begin_level(struct patterns_level *l)
{
	l->room = 1024;
	l->edges = mem_alloc(l->room * sizeof *l->edges);
	new_node(l);
}

/* "f1f/ff=f,1,2": from the first letter on, two are replaced. The hyphen stands after what comes before the `=`. */
static void forbid_change(struct str change, unsigned char *numbers, size_t n)
{
	struct str replacement = str_cut(&change, ',');
	int first = change.n ? atoi(change.p) : 1;
	size_t at = str_find_char(replacement, '=') + (size_t)(first > 0 ? first - 1 : 0);
	for (size_t i = at ? at - 1 : 0; i <= at + 1 && i <= n; i++) /* letters are lost or doubled: one to either side */
		if (numbers[i] & 1)
			numbers[i]++;
}

static void add_pattern(struct patterns_level *l, struct str line)
{
	unsigned char letters[MOST_LETTERS], numbers[MOST_LETTERS + 1] = {0};
	struct str change = line, pattern = str_cut(&change, '/');
	size_t n = 0;
	uint32_t node = 0;
	for (size_t i = 0; i < pattern.n; i++) {
		if (pattern.p[i] >= '0' && pattern.p[i] <= '9')
			numbers[n] = (unsigned char)(pattern.p[i] - '0');
		else if (n == MOST_LETTERS)
			return;
		else
			letters[n++] = (unsigned char)pattern.p[i];
	}
	if (!n)
		return;
	if (change.n)
		forbid_change(change, numbers + (letters[0] == '.'), n - (letters[0] == '.'));
	for (size_t i = 0; i < n; i++)
		if (!(node = child(l, node, letters[i])))
			return;
	l->nodes.items[node] = (uint32_t)l->numbers.n + 1;
	for (size_t i = 0; i <= n; i++) {
		l->numbers.items = with_room(l->numbers.items, l->numbers.n, &l->numbers.cap, 1);
		l->numbers.items[l->numbers.n++] = numbers[i];
	}
}

/* A line that sets something. False: it is a pattern. */
static bool read_setting(struct patterns *p, struct str line)
{
	struct str value = line, name = str_cut(&value, ' ');
	struct {
		const char *name;
		int *at;
	} settings[] = {{"LEFTHYPHENMIN", &p->left}, {"RIGHTHYPHENMIN", &p->right}, {"COMPOUNDLEFTHYPHENMIN", &p->compound_left},
		{"COMPOUNDRIGHTHYPHENMIN", &p->compound_right}};
	for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
		if (!str_is(name, settings[i].name))
			continue;
		value = str_trim(value);
		*settings[i].at = value.n == 1 && *value.p > '0' && *value.p <= '9' ? *value.p - '0' : 0;
		return true;
	}
	return str_is(name, "NOHYPHEN");
}

void patterns_free(struct patterns *p)
{
	if (!p)
		return;
	for (size_t i = 0; i < p->nlevels; i++) {
		free(p->levels[i].edges);
		free(p->levels[i].nodes.items);
		free(p->levels[i].numbers.items);
	}
	free(p->levels);
	free(p);
}

struct patterns *patterns_load(struct str file)
{
	struct patterns *p = mem_alloc(sizeof *p);
	struct str encoding = str_trim(str_cut(&file, '\n'));
	snprintf(p->encoding, sizeof p->encoding, STR_FMT, STR_ARG(encoding));
	p->levels = mem_alloc(2 * sizeof *p->levels);
	begin_level(&p->levels[p->nlevels++]);
	while (file.n) {
		struct str line = str_trim(str_cut(&file, '\n'));
		if (!line.n || *line.p == '#' || *line.p == '%' || read_setting(p, line))
			continue;
		if (!str_is(line, "NEXTLEVEL"))
			add_pattern(&p->levels[p->nlevels - 1], line);
		else if (p->nlevels < 2)
			begin_level(&p->levels[p->nlevels++]);
	}
	if (p->levels[p->nlevels - 1].numbers.n)
		return p;
	patterns_free(p);
	return NULL;
}

static void apply(const struct patterns_level *l, struct str word, bool *odd)
{
	unsigned char text[PATTERNS_MOST + 2], most[PATTERNS_MOST + 3] = {0};
	bool taken[PATTERNS_MOST + 2] = {false}; /* by what begins before and ends here */
	size_t n = word.n + 2;
	text[0] = text[n - 1] = '.';
	memcpy(text + 1, word.p, word.n);
	for (size_t from = 0; from < n; from++) {
		uint32_t node = 0;
		for (size_t i = from; i < n && (node = l->edges[slot_of(l, node, text[i])].to); i++) {
			if (taken[i])
				continue;
			taken[i] = true;
			for (size_t k = from; l->nodes.items[node] && k <= i + 1; k++) {
				unsigned char number = l->numbers.items[l->nodes.items[node] - 1 + (k - from)];
				most[k] = number > most[k] ? number : most[k];
			}
		}
	}
	for (size_t i = 1; i < word.n; i++)
		odd[i] = most[i + 1] & 1;
}

static bool begins_letter(struct str word, size_t i, bool utf8)
{
	return !utf8 || ((unsigned char)word.p[i] & 0xc0) != 0x80;
}

/* Takes back what stands within so many letters of one end: of a part that does not end where the word does. */
static void keep_from_ends(struct str part, bool utf8, int left, int right, bool *odd)
{
	int n = 0, letters = 0;
	for (size_t i = 0; i < part.n; i++)
		letters += begins_letter(part, i, utf8);
	for (size_t i = 0; i < part.n; i++) {
		if (i && (n < left || letters - n < right))
			odd[i] = false;
		n += begins_letter(part, i, utf8);
	}
}

void patterns_apply(const struct patterns *p, struct str word, bool *odd)
{
	memset(odd, 0, word.n * sizeof *odd);
	if (word.n > PATTERNS_MOST || !word.n)
		return;
	apply(&p->levels[0], word, odd);
	if (p->nlevels < 2)
		return;
	bool utf8 = strcmp(p->encoding, "UTF-8") == 0;
	keep_from_ends(word, utf8, p->compound_left, p->compound_right, odd);
	for (size_t from = 0, to; from < word.n; from = to) {
		for (to = from + 1; to < word.n && !odd[to]; to++)
			;
		bool within[PATTERNS_MOST] = {false};
		struct str part = str_sub(word, from, to);
		apply(&p->levels[1], part, within);
		keep_from_ends(part, utf8, from ? p->compound_left : 0, to < word.n ? p->compound_right : 0, within);
		for (size_t i = 1; i < part.n; i++)
			odd[from + i] = within[i];
	}
}
