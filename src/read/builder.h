/*
 * Builds an article's tree from two streams that know nothing of each other: Markdown's blocks and inlines, which nest
 * properly, and raw HTML's tags, which need not. Whatever comes in, the tree that comes out is valid by book/node.def.
 *
 * Both streams open and close frames on one stack. A frame's node is made when the first content arrives, and made
 * again (a copy without the id) when a block or a crossing end tag has cut it short: `<b>a<div>b</div>c</b>` gives
 * three STRONG nodes. Markdown frames are closed by their owner, HTML frames by their element's name, and no end tag
 * reaches out of the Markdown container that it stands in.
 */
#ifndef SHEAF_READ_BUILDER_H
#define SHEAF_READ_BUILDER_H

#include "base/buf.h"
#include "book/book.h"
#include "read/elements.h"

enum frame_role {
	FRAME_BLOCK,   /* holds blocks, or a fixed structure */
	FRAME_LEAF,    /* a block that holds inlines */
	FRAME_INLINE,
	FRAME_CAPTURE, /* its text becomes the text of one node: code, alt texts */
	FRAME_CLEAR,   /* no node; what is inside belongs to what is around */
	FRAME_DROP,    /* what is inside is dropped */
};

#define FRAMES_DEEP 100 /* frames beyond these are not opened, and TOO_DEEP is said once */
#define FRAMES_ROOM 128
#define REMADE_MAX 20000 /* copies of inlines that blocks cut short, per article: more is an attack */

struct frame {
	enum frame_role role;
	const struct element *element; /* NULL: Markdown's */
	const void *owner;             /* Markdown's: who will close it */
	uint32_t id;                   /* tells a frame from another that took its place on the stack */
	bool implied;                  /* opened by the builder to make the tree valid */
	bool made;                     /* a node was made before */
	bool barrier;                  /* inlines outside do not reach in */
	struct node *node;             /* NULL: not made yet, or cut short */
	struct node *before;           /* the sibling that the node was put after */
	struct node *run;              /* FRAME_BLOCK: the paragraph that loose inlines go to, or NULL */
	struct node proto;             /* what the node is made from: kind, flags, pos, attrs, u */
	size_t mark;                   /* FRAME_CAPTURE: where its text begins in the buffer */
};

struct builder {
	struct article *article;
	struct arena *arena;
	struct frame frames[FRAMES_ROOM];
	size_t n;
	struct node *at;    /* where inlines go, or NULL: to be found out */
	size_t dropping;    /* open FRAME_DROP frames */
	size_t capturing;   /* open FRAME_CAPTURE frames */
	size_t closed_p;    /* <p> elements that a block ended before their end tag */
	size_t remade;
	uint32_t opened;
	bool too_deep;
	uint32_t unpushed[ELEMENT_COUNT]; /* start tags too deep to open: their end tags are not stray */
	struct buf captured;
	struct values anchors; /* ids of empty <a id> before any text: they go to the next node made */
	struct {
		struct alias {
			struct str id;
			struct pos pos;
			struct node *node;
		} *items;
		size_t n, cap;
	} aliases; /* ids beyond a node's first */
	struct node_list note_refs;
	struct node_list notes; /* definitions in source order */
	bool has_lang; /* some element gives a language of its own */
};

/* Flag bits of struct node that only read/ uses; the last pass clears them. */
enum { NODE_VERBATIM = 1 << 7 /* no quotes and dashes: an address */, NODE_LOOSE_RUN = 1 << 6 /* an implied paragraph */ };

void builder_init(struct builder *b, struct article *article, struct node *root, enum frame_role role);
void builder_finish(struct builder *b); /* closes what is open */

/* proto is copied. False when it was not opened: too deep, or no place for it. */
bool builder_open(struct builder *b, enum frame_role role, struct node proto, const struct element *element,
	const void *owner);
/* Goes on with the last child of the open block when it is of this kind. */
bool builder_resume(struct builder *b, enum node_kind kind, const void *owner);
void builder_close(struct builder *b, const void *owner);
void builder_close_frame(struct builder *b, size_t i); /* frame i and, unless it is an inline, all above it */
/* The Markdown leaf of this owner goes on as another kind, such as a callout's title as its first paragraph. */
void builder_turn(struct builder *b, const void *owner, enum node_kind kind, struct pos pos);

struct node *builder_leaf(struct builder *b, struct node proto);  /* a block without content */
struct node *builder_inline(struct builder *b, struct node proto); /* an inline without content; NULL when it is text of a capture, or dropped */
void builder_text(struct builder *b, struct str s, struct pos pos, uint8_t flags);

size_t builder_find(const struct builder *b, enum node_kind kind); /* index of the innermost frame of a kind, or FRAMES_ROOM */
size_t builder_block(const struct builder *b); /* index of the innermost block or leaf */
struct node proto_node(enum node_kind kind, struct pos pos);

#endif
