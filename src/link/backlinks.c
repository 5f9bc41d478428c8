/*
 * "Referred to from": the articles that lead to an article, by their authors' links and by those that the engine put in. Articles are walked in
 * reading order, so that every list is in it, and an article is the last of a list when it is in it at all.
 */
#include "link/link.h"

#include "link/inserted.h"

static void add(struct edition *e, const struct article *from, const struct target *to)
{
	if ((to->kind != TARGET_ARTICLE && to->kind != TARGET_NODE) || to->article == from || to->article->glossary)
		return;
	struct backlink_list *list = &e->backlinks[e->place[to->article->index]];
	if (!list->n || list->items[list->n - 1].article != from)
		*arena_push(&e->arena, list) = (struct backlink){from};
}

void backlinks_edition(struct edition *e)
{
	e->backlinks = arena_array(&e->arena, struct backlink_list, e->narticles + 1);
	if (e->links.backlinks != SETTING_YES)
		return;
	for (size_t i = 0; i < e->narticles; i++) {
		const struct article *from = e->articles[i];
		if (from->glossary)
			continue;
		for (size_t k = 0; k < from->links.n; k++)
			add(e, from, &e->targets[i][k]);
		for (size_t k = 0; k < e->autolinks[i].n; k++) {
			struct target to = inserted_target(e, &e->autolinks[i].items[k]);
			add(e, from, &to);
		}
	}
}
