/* The terms of a book beside its relations: the list, and a set to ask whether a phrase is in it. */
#include "link/relate.h"

static uint64_t *find_slot(const struct relations *r, uint64_t fold)
{
	size_t i = fold & (r->nterm_slots - 1);
	while (r->term_slots[i] && r->term_slots[i] != fold)
		i = (i + 1) & (r->nterm_slots - 1);
	return &r->term_slots[i];
}

void relations_add_terms(struct relations *r, size_t most)
{
	r->terms = terms_propose(r->articles, r->n, r->language, r->threads, most, &r->arena);
	for (r->nterm_slots = 64; r->nterm_slots < r->terms.n * 2;)
		r->nterm_slots *= 2;
	r->term_slots = arena_array(&r->arena, uint64_t, r->nterm_slots);
	for (size_t i = 0; i < r->terms.n; i++)
		*find_slot(r, r->terms.items[i].fold) = r->terms.items[i].fold;
}

bool relations_is_term(const struct relations *r, uint64_t fold)
{
	return r->term_slots && *find_slot(r, fold) == fold;
}
