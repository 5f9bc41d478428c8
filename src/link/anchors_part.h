/* What the parts of anchors.h share: how much each article says of each concept, and whose it is. */
#ifndef SHEAF_LINK_ANCHORS_PART_H
#define SHEAF_LINK_ANCHORS_PART_H

#include "link/anchors.h"
#include "link/concepts.h"

enum { ANCHOR_SHARDS = 16 };

enum holding_flag {
	HELD_TITLE = 1 << 0,   /* in the article's title or an alias */
	HELD_SEGMENT = 1 << 1, /* a whole part of the title, between marks */
	HELD_HEADING = 1 << 2,
	HELD_LEAD = 1 << 3,
	HELD_COMPOUND = 1 << 4, /* one word with a hyphen */
};

/* One article's part in a concept. */
struct holding {
	uint64_t concept;
	uint32_t article;
	uint32_t weight; /* how much it says of it, in 256ths of an occurrence in an article of average length */
	uint16_t count, defined;
	uint8_t length;  /* tokens of the concept */
	uint8_t flags;
};
struct holding_list {
	struct holding *items; /* by concept, then article; of concepts that two articles hold or more */
	size_t n, cap;
};

enum anchor_rule { ANCHOR_SEGMENT, ANCHOR_PHRASE, ANCHOR_TITLE_WORD, ANCHOR_WORD };

/* A concept with an owner: the article that says most of it, by far. */
struct anchor {
	uint64_t concept;
	const struct holding *holders; /* by article */
	uint32_t nholders;
	const struct holding *owner;
	enum anchor_rule rule;
	uint32_t total; /* occurrences in the book */
	uint32_t share; /* of all weight, the owner's, in 65536ths */
};
struct anchor_list {
	struct anchor *items; /* by concept */
	size_t n, cap;
};

struct holdings {
	struct holding_list shards[ANCHOR_SHARDS];
};

struct holdings *holdings_collect(const struct relations *r, const struct vocabulary *v);
void holdings_free(struct holdings *h);
/* Those that the numbers speak for; the words themselves are not looked at yet. */
void anchors_find(const struct relations *r, const struct holdings *h, struct arena *a, struct anchor_list *out);

#endif
