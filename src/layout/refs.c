/* Destinations by the address of what they lead to: an article's stands for its start. */
#include "layout/refs.h"

static struct str key_of(const void *const *key)
{
	return (struct str){(const char *)key, sizeof *key};
}

struct destination *refs_of(const struct refs *r, const void *key)
{
	return map_get(&r->map, key_of(&key));
}

struct destination *refs_find(const struct refs *r, const struct article *article, const struct node *node)
{
	return refs_of(r, node ? (const void *)node : (const void *)article);
}

void refs_alias(struct refs *r, const void *key, struct destination *to)
{
	const void **kept = arena_new(r->arena, const void *);
	*kept = key;
	map_put(&r->map, key_of(kept), to);
}

struct destination *refs_add(struct refs *r, struct layout *l, const void *key, const struct article *article, const struct node *node)
{
	struct destination *known = refs_of(r, key);
	if (known)
		return known;
	struct {
		struct destination **items;
		size_t n, cap;
	} list = {l->destinations, l->ndestinations, l->destination_cap};
	struct destination *to = *arena_push(r->arena, &list) = arena_new(r->arena, struct destination);
	l->destinations = list.items;
	l->ndestinations = list.n;
	l->destination_cap = list.cap;
	*to = (struct destination){.article = article, .node = node};
	refs_alias(r, key, to);
	return to;
}

static bool refers_to(const struct index_list *list, const struct index_entry *entry)
{
	for (size_t i = 0; i < list->n; i++) {
		const struct index_entry *from = list->items[i];
		for (size_t k = 0; k < from->see.n; k++)
			if (from->see.items[k] == entry)
				return true;
		for (size_t k = 0; k < from->see_also.n; k++)
			if (from->see_also.items[k] == entry)
				return true;
		if (refers_to(&from->sub, entry))
			return true;
	}
	return false;
}

static void add_index(struct refs *r, struct layout *l, const struct index_list *e, const struct index_list *list)
{
	for (size_t i = 0; i < list->n; i++) {
		const struct index_entry *entry = list->items[i];
		for (size_t k = 0; k < entry->locators.n; k++)
			refs_add(r, l, &entry->locators.items[k], entry->locators.items[k].article, entry->locators.items[k].at.node);
		if (refers_to(e, entry))
			refs_add(r, l, entry, NULL, NULL);
		add_index(r, l, e, &entry->sub);
	}
}

void refs_open(struct refs *r, struct layout *l, const struct edition *e)
{
	map_init(&r->map, r->arena);
	for (size_t i = 0; i < e->narticles; i++) {
		const struct article *a = e->articles[i];
		refs_add(r, l, a, a, NULL);
		for (size_t k = 0; k < a->headings.n; k++)
			refs_add(r, l, a->headings.items[k], a, a->headings.items[k]);
	}
	for (size_t i = 0; i < e->narticles; i++) {
		const struct article *a = e->articles[i];
		for (size_t k = 0; k < a->links.n; k++) {
			const struct target *t = edition_target(e, a, a->links.items[k]);
			if (t->kind == TARGET_NODE)
				refs_add(r, l, t->node, t->article, t->node);
		}
	}
	for (size_t i = 0; i < e->glosses.n; i++)
		refs_add(r, l, e->glosses.items[i].entry, e->glosses.items[i].article, e->glosses.items[i].entry);
	add_index(r, l, &e->index, &e->index);
}

struct str refs_label(const struct refs *r, struct arena *a, uint32_t page)
{
	return page < r->nlabels ? r->labels[page] : arena_printf(a, "%u", page + 1);
}

bool refs_same_spread(uint32_t a, uint32_t b)
{
	return (a + 1) / 2 == (b + 1) / 2;
}
