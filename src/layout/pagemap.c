/*
 * Words that begin on a line, and so on a page. A word begins after white space. At a line's start it also begins after a dash, and in scripts
 * that have no spaces between words: lines end between words there. After a hyphen, the author's or one that breaking put in, and
 * within an address too long for its line, the rest of a word stands, which belongs to the page where the word begins.
 *
 * Rejected: Unicode's word boundaries (UAX #29), which part "well-known" and every address, and Thai not at all.
 */
#include "layout/pagemap.h"

#include "base/utf8.h"
#include "layout/layout.h"

static uint32_t rune_before(struct str text, size_t at)
{
	size_t i = at;
	if (!at)
		return 0;
	while (--i && ((unsigned char)text.p[i] & 0xC0) == 0x80)
		;
	return utf8_next(text, &i);
}

/* Thai and Lao, Burmese, Khmer; Chinese and Japanese, but not Korean. */
static bool is_unspaced(uint32_t rune)
{
	static const uint32_t ranges[][2] = {{0x0E00, 0x0EFF}, {0x1000, 0x109F}, {0x1780, 0x17FF}, {0x2E80, 0x30FF}, {0x31F0, 0x4DBF},
		{0x4E00, 0x9FFF}, {0xF900, 0xFAFF}, {0xFF00, 0xFF9F}, {0x20000, 0x3FFFF}};
	for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
		if (rune >= ranges[i][0] && rune <= ranges[i][1])
			return true;
	return false;
}

static bool is_gap(uint32_t rune)
{
	return !rune || utf8_is_space(rune) || rune == 0x200B;
}

static bool begins_word(struct str text, size_t at, bool line)
{
	size_t i = at;
	uint32_t before = rune_before(text, at), rune = utf8_next(text, &i);
	if (is_gap(rune))
		return false;
	if (is_gap(before))
		return true;
	return line && (before == 0x2013 || before == 0x2014 || is_unspaced(before) || is_unspaced(rune));
}

bool pagemap_word(const struct set_paragraph *p, uint32_t from, uint32_t to, const struct node **node, uint32_t *offset)
{
	size_t s = 0;
	for (size_t at = from; at < to;) {
		size_t word = at;
		utf8_next(p->text, &at);
		if (!begins_word(p->text, word, word == from))
			continue;
		while (s + 1 < p->nsources && p->sources[s + 1].at <= word)
			s++;
		if (s == p->nsources || word < p->sources[s].at || word >= p->sources[s].at + p->sources[s].length)
			continue;
		*node = p->sources[s].node;
		*offset = p->sources[s].offset + (uint32_t)(word - p->sources[s].at);
		return true;
	}
	return false;
}

void layout_page_map(const struct layout *l, struct arena *a, struct page_map *map)
{
	*map = (struct page_map){.identifier = arena_copy(a, l->edition->identifier), .title = arena_copy(a, l->edition->title)};
	for (size_t i = 0; i < l->npages; i++)
		if (l->pages[i].start.article)
			*arena_push(a, map) = (struct page_start){arena_copy(a, l->pages[i].label), l->pages[i].start.article,
				l->pages[i].start.node, l->pages[i].start.offset};
}
