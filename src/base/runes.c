/* Sets of code points. A text keeps to few blocks, so they are found by halving and put in by moving up what follows. */
#include "base/runes.h"

#include <string.h>
#include "base/utf8.h"

/* Where the block stands or would stand. */
static size_t place_of(const struct runes *set, uint32_t number)
{
	size_t low = 0, high = set->n;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (set->items[middle].number < number)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static struct rune_block *block_for(struct arena *a, struct runes *set, uint32_t number)
{
	size_t i = place_of(set, number);
	if (i == set->n || set->items[i].number != number) {
		*arena_push(a, set) = (struct rune_block){0};
		memmove(&set->items[i + 1], &set->items[i], sizeof *set->items * (set->n - 1 - i));
		set->items[i] = (struct rune_block){.number = number};
	}
	return &set->items[i];
}

void runes_add(struct arena *a, struct runes *set, uint32_t rune)
{
	if (rune < RUNES_END)
		block_for(a, set, rune >> 8)->bits[rune >> 5 & 7] |= 1u << (rune & 31);
}

void runes_add_text(struct arena *a, struct runes *set, struct str text)
{
	for (size_t i = 0; i < text.n;)
		runes_add(a, set, utf8_next(text, &i));
}

void runes_add_all(struct arena *a, struct runes *set, const struct runes *more)
{
	for (size_t i = 0; i < more->n; i++) {
		struct rune_block *block = block_for(a, set, more->items[i].number);
		for (size_t k = 0; k < 8; k++)
			block->bits[k] |= more->items[i].bits[k];
	}
}

bool runes_has(const struct runes *set, uint32_t rune)
{
	size_t i = place_of(set, rune >> 8);
	return i < set->n && set->items[i].number == rune >> 8 && set->items[i].bits[rune >> 5 & 7] >> (rune & 31) & 1;
}

uint32_t runes_next(const struct runes *set, uint32_t from)
{
	for (size_t i = place_of(set, from >> 8); i < set->n; i++) {
		uint32_t first = set->items[i].number << 8;
		for (uint32_t rune = from > first ? from : first; rune < first + 256; rune++)
			if (set->items[i].bits[rune >> 5 & 7] >> (rune & 31) & 1)
				return rune;
	}
	return RUNES_END;
}
