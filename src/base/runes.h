/* A set of code points: sorted blocks of 256. Walked in order, so that what is made from it is the same every time. */
#ifndef SHEAF_BASE_RUNES_H
#define SHEAF_BASE_RUNES_H

#include <stdint.h>
#include "base/arena.h"

struct rune_block {
	uint32_t number; /* of the first code point, divided by 256 */
	uint32_t bits[8];
};

struct runes {
	struct rune_block *items;
	size_t n, cap;
};

void runes_add(struct arena *a, struct runes *set, uint32_t rune);
void runes_add_text(struct arena *a, struct runes *set, struct str text); /* UTF-8 */
void runes_add_all(struct arena *a, struct runes *set, const struct runes *more);
bool runes_has(const struct runes *set, uint32_t rune);
/* The first code point from `from` on, or RUNES_END. */
#define RUNES_END 0x110000u
uint32_t runes_next(const struct runes *set, uint32_t from);

#endif
