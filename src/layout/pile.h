/*
 * Boxes of a list stacked into one: what a table's cell or a figure holds, which pages see as a single box or in slices of it. Private to
 * layout/. A flow fills a list of its own; a pile says at which height each of its boxes stands; a box under construction takes some of
 * them, with their frames as rules, for a page draws frames only behind whole boxes.
 */
#ifndef SHEAF_LAYOUT_PILE_H
#define SHEAF_LAYOUT_PILE_H

#include "layout/composition.h"

struct pile_piece {
	const struct flow_box *box;
	int64_t top, base, bottom;      /* from the pile's top downwards; base: its baseline. A long cell is taller than a dim holds */
	int64_t from, to;               /* the same with the edges of frames that begin or end with it */
	const struct page_item *notes;  /* those that stand behind it in the list */
	size_t nnotes;
};

struct pile {
	struct pile_piece *items; /* from top to bottom */
	size_t n;
	int64_t height;           /* with what frames reach beyond their boxes */
	bool again;               /* it stands elsewhere too, and is only decoration here */
	const struct flow_frame *outer; /* that of what the pile stands in: not the pile's to draw */
};

/* A flow for what is inside: in f's column, at f's tag, with an empty list. Changes of its column and tag are the caller's. */
struct flow pile_flow(const struct flow *f);
/* Glue keeps its width; penalties, keeps and groups have no say in a box. Anchors and labels left over go to f. */
struct pile pile_of(struct flow *f, struct flow *inside);

struct box_builder {
	struct {
		struct flow_line *items;
		size_t n, cap;
	} lines;
	struct {
		struct mark *items;
		size_t n, cap;
	} marks;
	struct {
		struct page_item *items;
		size_t n, cap;
	} notes;
	struct flow_anchor *anchors;
};

/* A piece and all that follow move down. */
void pile_push(struct pile *pile, size_t first, int64_t by);

/* What of a pile is in a box, where other boxes have the rest: frames go up to its edges. */
struct pile_slice {
	int64_t top, bottom;
};
/* Pieces from `first` up to `end`, moved down by dy. slice NULL: they are all. */
void build_pieces(struct flow *f, struct box_builder *b, const struct pile *pile, size_t first, size_t end, int64_t dy,
	const struct pile_slice *slice);
void build_rule(struct flow *f, struct box_builder *b, dim x, dim y, dim width, dim height, uint32_t colour);
/* A box of all that, its baseline at its top; a waiting label stands on the baseline `base`. Notes follow it. */
struct flow_box *build_box(struct flow *f, const struct box_builder *b, dim height, dim base, enum page_item_kind kind);

#endif
