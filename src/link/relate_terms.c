/* The terms of a book beside its relations: the list, and a table to find a phrase in it. */
#include "link/relate.h"

#include "link/anchors.h"
#include "link/terms_score.h"

/* A slot holds a term's place in the list plus 1; 0 is free. */
static uint32_t *find_slot(const struct relations *r, uint64_t fold)
{
	size_t i = fold & (r->nterm_slots - 1);
	while (r->term_slots[i] && r->terms.items[r->term_slots[i] - 1].fold != fold)
		i = (i + 1) & (r->nterm_slots - 1);
	return &r->term_slots[i];
}

void relations_add_terms(struct relations *r, size_t most, bool anchors)
{
	const struct vocabulary *v = vocabulary_new(&r->arena, r->language);
	struct phrases *phrases = phrases_collect(r->articles, r->n, v, r->threads);
	r->terms = terms_choose(phrases, v, r->threads, most, &r->arena);
	if (anchors)
		anchors_add(r, phrases, v);
	phrases_free(phrases);
	for (r->nterm_slots = 64; r->nterm_slots < r->terms.n * 2;)
		r->nterm_slots *= 2;
	r->term_slots = arena_array(&r->arena, uint32_t, r->nterm_slots);
	for (size_t i = 0; i < r->terms.n; i++)
		*find_slot(r, r->terms.items[i].fold) = (uint32_t)i + 1;
}

const struct term *relations_term(const struct relations *r, uint64_t fold)
{
	uint32_t slot = r->term_slots ? *find_slot(r, fold) : 0;
	return slot ? &r->terms.items[slot - 1] : NULL;
}
