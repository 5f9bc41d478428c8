/*
 * Whose a concept is: the article that says most of it, when it says about half of all that is said and clearly more than the second.
 * Single words must show more than phrases, and more in larger books; what most articles hold has no owner. A concept that is a whole
 * part of exactly one title is its own proof.
 */
#include "link/anchors_part.h"

#include "base/fixed.h"

enum { LONG_BOOK = 4 /* doublings of eight articles from which single words outside titles are no anchors: 128 */ };

struct bounds {
	uint32_t phrase, title_word, word; /* articles that may hold it, at most */
	uint32_t size;                     /* log2(n / 8), rounded down */
};

static uint32_t larger(uint32_t a, uint32_t b)
{
	return a > b ? a : b;
}

static uint32_t smaller(uint32_t a, uint32_t b)
{
	return a < b ? a : b;
}

static struct bounds bounds_for(size_t articles)
{
	uint32_t n = (uint32_t)articles;
	struct bounds b = {larger(3, smaller(n * 3 / 4, 6 + n / 6)), larger(3, smaller(n * 9 / 10, 6 + n / 6)), larger(2, n * 2 / 5), 0};
	while (n >> b.size >= 16)
		b.size++;
	return b;
}

/* Whether `first` is at least a/b of `other`. */
static bool holds(uint64_t first, uint64_t other, uint64_t a, uint64_t b)
{
	return first * b >= other * a;
}

static bool is_owned(const struct bounds *b, struct anchor *n, uint64_t sum, uint64_t second, uint32_t segments)
{
	const struct holding *o = n->owner;
	uint64_t weight = o->weight, size = b->size;
	if (o->length > 1) {
		n->rule = (o->flags & HELD_SEGMENT) && segments == 1 ? ANCHOR_SEGMENT : ANCHOR_PHRASE;
		if (n->nholders > b->phrase)
			return false;
		return n->rule == ANCHOR_SEGMENT || ((o->count > 1 || (o->flags & HELD_TITLE) || o->defined) &&
							    weight >= 486 + 128 * size && holds(weight, sum, 1, 2) && holds(weight, second, 8, 5));
	}
	if ((o->flags & HELD_TITLE) && !(o->flags & HELD_COMPOUND)) {
		n->rule = ANCHOR_TITLE_WORD;
		return o->count >= 3 && weight >= 1024 && holds(weight, sum, 2, 5) && holds(weight, second, 3, 2) && n->nholders <= b->title_word;
	}
	n->rule = ANCHOR_WORD;
	return size < LONG_BOOK && o->count >= (o->flags & HELD_COMPOUND ? 2 + size / 2 : 4 + size) && holds(weight, sum, 11, 20) && holds(weight, second, 2, 1) &&
	       n->nholders <= b->word;
}

static void judge_group(const struct relations *r, const struct bounds *b, const struct holding *group, size_t n, struct arena *a,
	struct anchor_list *out)
{
	struct anchor anchor = {.concept = group->concept, .holders = group, .nholders = (uint32_t)n, .owner = group};
	uint64_t sum = 0, second = 0;
	uint32_t segments = 0;
	for (size_t i = 0; i < n; i++) {
		const struct holding *h = &group[i], *o = anchor.owner;
		sum += h->weight;
		anchor.total += h->count;
		segments += (h->flags & HELD_SEGMENT) != 0;
		if (h->weight > o->weight || (h->weight == o->weight && r->rank[h->article] < r->rank[o->article]))
			anchor.owner = h;
	}
	for (size_t i = 0; i < n; i++)
		if (&group[i] != anchor.owner && group[i].weight > second)
			second = group[i].weight;
	if (n < 2 || r->articles[anchor.owner->article]->glossary || !is_owned(b, &anchor, sum, second, segments))
		return;
	anchor.share = (uint32_t)((uint64_t)anchor.owner->weight * FIXED_ONE / (sum ? sum : 1));
	*arena_push(a, out) = anchor;
}

void anchors_find(const struct relations *r, const struct holdings *h, struct arena *a, struct anchor_list *out)
{
	struct bounds b = bounds_for(r->n);
	for (size_t s = 0; s < ANCHOR_SHARDS; s++) {
		const struct holding_list *list = &h->shards[s];
		for (size_t i = 0, end; i < list->n; i = end) {
			for (end = i + 1; end < list->n && list->items[end].concept == list->items[i].concept;)
				end++;
			judge_group(r, &b, &list->items[i], end - i, a, out);
		}
	}
}
