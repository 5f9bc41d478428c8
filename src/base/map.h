/*
 * A map from string to pointer that remembers insertion order, so that walking it is the same every time.
 * Keys are not copied: they must live as long as the map. Lives in an arena; nothing to free.
 */
#ifndef SHEAF_BASE_MAP_H
#define SHEAF_BASE_MAP_H

#include <stdint.h>
#include "base/arena.h"

struct map_entry {
	struct str key;
	void *value;
	uint64_t hash;
};

struct map {
	struct arena *arena;
	struct map_entry *items; /* in insertion order */
	size_t n, cap;
	uint32_t *slots; /* index + 1 into items; 0 is free */
	size_t nslots;   /* a power of two */
};

void map_init(struct map *m, struct arena *a);
void *map_get(const struct map *m, struct str key); /* NULL when absent */
bool map_has(const struct map *m, struct str key);
/* Puts value under key and returns what stood there before, or NULL. */
void *map_put(struct map *m, struct str key, void *value);
/* Puts value only when the key is new; returns what stands there now. */
void *map_add(struct map *m, struct str key, void *value);
uint64_t map_hash(struct str key); /* stable over runs and machines */

#endif
