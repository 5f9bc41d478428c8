/* What the parts of pagebreak.h share: the list as chances to end a page, and the pages chosen. */
#ifndef SHEAF_LAYOUT_PAGEBREAK_PART_H
#define SHEAF_LAYOUT_PAGEBREAK_PART_H

#include "layout/pagebreak.h"

/*
 * The gap after a box or float; chance 0 is the list's start, the last its end. Sums run from the list's start, floats where they stand,
 * notes apart.
 */
struct page_chance {
	int64_t before, stretch_before, shrink_before; /* to the gap */
	int64_t after, stretch_after, shrink_after;    /* past it */
	uint32_t item;                      /* the box or float that the gap follows */
	uint32_t next;                      /* the item that the next page's part begins with */
	uint32_t floats, notes;             /* how many stand before: of floats, of note lines */
	uint32_t repeat_first, repeat_end;  /* the items to stand again at a page's top after it */
	int32_t repeat;                     /* their height */
	int32_t cost;
	uint32_t forced_next;               /* the first forced chance after this one */
	uint8_t side;
	bool legal, forced, is_float;
};

struct page_sum {
	int64_t height, stretch, shrink;
};

/* Arrays with one entry more than lines or floats are sums of all before. */
struct page_list {
	const struct page_item *items;
	size_t n;
	struct page_chance *chances;
	uint32_t nchances, nnotes, nfloats;
	uint32_t *note_items, *note_starts; /* note_starts: its note's first line */
	uint32_t *note_begins;              /* notes that begin before it */
	int64_t *note_sums;
	uint32_t *float_chances;
	struct page_sum *float_sums; /* with the gap after them */
};

/* A page that ends at a chance. */
struct page_node {
	int64_t cost;          /* of all pages so far */
	uint32_t from, chance, next; /* next: of the same chance */
	uint32_t floats, notes; /* placed so far */
	uint8_t top;           /* how many figures at its top */
	int8_t lines, facing;  /* facing: the lines that the next page should have too, or FACING_FREE */
	bool recto;            /* of the next page */
	bool blank, last;      /* last: need not be filled */
	bool bare;             /* without its repeated rows */
};
enum { FACING_FREE = 8 };

void page_list_build(struct arena *a, struct page_list *list, const struct page_item *items, size_t n, const struct page_style *style);
int64_t page_top_height(const struct page_list *list, const struct page_style *style, uint32_t from, uint32_t to);
/* Of what stands between two chances without the floats from `kept` on, and without what is repeated. */
static inline struct page_sum page_between(const struct page_list *list, uint32_t from, uint32_t to, uint32_t kept)
{
	const struct page_chance *i = &list->chances[from], *j = &list->chances[to];
	struct page_sum sum = {j->before - i->after, j->stretch_before - i->stretch_after, j->shrink_before - i->shrink_after};
	if (kept < j->floats) {
		const struct page_sum *high = &list->float_sums[j->floats], *low = &list->float_sums[kept > i->floats ? kept : i->floats];
		sum.height -= high->height - low->height;
		sum.stretch -= high->stretch - low->stretch;
		sum.shrink -= high->shrink - low->shrink;
	}
	return sum;
}

/* Writes the pages that end at nodes[last]. */
void page_place(struct arena *a, const struct page_list *list, const struct page_style *style, const struct page_node *nodes,
	uint32_t last, struct page_result *result);

#endif
