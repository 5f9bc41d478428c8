/*
 * Open addressing with linear probing over an array in insertion order: deleting is never needed, and walking the array is
 * deterministic. The hash is FNV-1a with a final mix; keys come from the author's own files, so flooding is no concern.
 */
#include "base/map.h"

uint64_t map_hash(struct str key)
{
	uint64_t h = 0xcbf29ce484222325u;
	for (size_t i = 0; i < key.n; i++)
		h = (h ^ (unsigned char)key.p[i]) * 0x100000001b3u;
	h ^= h >> 32;
	h *= 0xd6e8feb86659fd93u;
	return h ^ h >> 32;
}

void map_init(struct map *m, struct arena *a)
{
	*m = (struct map){.arena = a};
}

static uint32_t *map_slot(const struct map *m, struct str key, uint64_t hash)
{
	size_t i = hash & (m->nslots - 1);
	while (m->slots[i]) {
		const struct map_entry *e = &m->items[m->slots[i] - 1];
		if (e->hash == hash && str_eq(e->key, key))
			break;
		i = (i + 1) & (m->nslots - 1);
	}
	return &m->slots[i];
}

static void map_expand(struct map *m)
{
	m->nslots = m->nslots ? m->nslots * 2 : 16;
	m->slots = arena_array(m->arena, uint32_t, m->nslots);
	for (size_t i = 0; i < m->n; i++)
		*map_slot(m, m->items[i].key, m->items[i].hash) = (uint32_t)i + 1;
}

static struct map_entry *map_find(const struct map *m, struct str key)
{
	if (!m->n)
		return NULL;
	uint32_t at = *map_slot(m, key, map_hash(key));
	return at ? &m->items[at - 1] : NULL;
}

void *map_get(const struct map *m, struct str key)
{
	struct map_entry *e = map_find(m, key);
	return e ? e->value : NULL;
}

bool map_has(const struct map *m, struct str key)
{
	return map_find(m, key) != NULL;
}

static void map_insert(struct map *m, struct str key, void *value)
{
	if ((m->n + 1) * 3 > m->nslots * 2)
		map_expand(m);
	uint64_t hash = map_hash(key);
	uint32_t *slot = map_slot(m, key, hash);
	*arena_push(m->arena, m) = (struct map_entry){key, value, hash};
	*slot = (uint32_t)m->n;
}

void *map_put(struct map *m, struct str key, void *value)
{
	struct map_entry *e = map_find(m, key);
	if (e) {
		void *before = e->value;
		e->value = value;
		return before;
	}
	map_insert(m, key, value);
	return NULL;
}

void *map_add(struct map *m, struct str key, void *value)
{
	struct map_entry *e = map_find(m, key);
	if (e)
		return e->value;
	map_insert(m, key, value);
	return value;
}
