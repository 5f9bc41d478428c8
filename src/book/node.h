/*
 * The tree of an article: what every writer walks. Built by read/, never changed afterwards, one arena an article.
 *
 * Children are a singly linked list; text is UTF-8 and final: entities decoded, quotes and dashes set by language.
 * Every node says where it stands in the source: the first character of what the author wrote for it.
 */
#ifndef SHEAF_BOOK_NODE_H
#define SHEAF_BOOK_NODE_H

#include "base/source.h"

enum node_kind {
#define NODE(id, name, content) NODE_##id,
#include "book/node.def"
#undef NODE
	NODE_KIND_COUNT
};

enum node_content { NODE_CONTENT_B, NODE_CONTENT_I, NODE_CONTENT_N, NODE_CONTENT_S };

struct node_info {
	const char *name;
	enum node_content content;
	bool inlined; /* stands among inlines */
};
extern const struct node_info node_infos[NODE_KIND_COUNT];

enum node_flag {
	NODE_HEADER = 1 << 0,     /* header row or header cell */
	NODE_DECORATIVE = 1 << 1, /* an image that the author marked as decoration */
	NODE_OPEN = 1 << 2,       /* details and folded callouts that start open */
	NODE_FOLDED = 1 << 3,     /* a callout written `[!x]-`: may be shown closed */
};

enum node_align { ALIGN_NONE, ALIGN_LEFT, ALIGN_CENTRE, ALIGN_RIGHT, ALIGN_JUSTIFY };
enum node_check { CHECK_NONE, CHECK_OPEN, CHECK_DONE };

/* What few nodes have; NULL for most. Strings are empty when not given. */
struct attrs {
	struct str id;      /* unique in the article, a valid XML name */
	struct str classes; /* blank-separated, vetted */
	struct str lang;    /* BCP 47 */
	struct str dir;     /* ltr, rtl or auto */
	struct str title;
	struct str role;    /* vetted epub:type of raw HTML */
	enum node_align align;
	uint32_t width;     /* of images, figures, cells: thousandths of the measure; 0 is natural */
};

struct article;
struct asset;
struct exercise;

struct node {
	uint8_t kind; /* enum node_kind */
	uint8_t flags;
	uint32_t serial; /* in reading order within the article, from 0: the index for tables beside the model */
	struct pos pos;
	struct node *parent, *next, *first, *last;
	struct str text;
	struct attrs *attrs;
	union {
		struct {
			uint8_t level; /* 2 to 6: an article's title is its only level 1 */
		} heading;
		struct {
			bool ordered, tight, letters, roman, upper, reversed;
			int32_t start;
		} list;
		struct {
			enum node_check check;
			bool has_value; /* raw HTML's <li value> */
			int32_t value;
		} item;
		struct {
			struct str language; /* first word of the info string */
		} code;
		struct {
			struct str kind; /* a row of callouts.def, in lower case */
		} callout;
		struct exercise *exercise; /* never NULL */
		struct {
			uint32_t columns;
		} table;
		struct {
			enum node_align align;
			uint16_t column_span, row_span; /* at least 1 */
		} cell;
		struct {
			struct str dest;  /* as written, entities decoded */
			bool wiki;        /* [[…]]: dest is a name, not a URL */
			bool bare;        /* [[…]] without a text of its own: it shows the title of what it names */
			uint32_t index;   /* into article.links */
			struct asset *asset; /* of a link to a file that is no article; else NULL */
		} link;
		struct {
			struct str dest;
			struct asset *asset; /* NULL when missing: the alt text stands for it */
		} image;
		struct {
			struct node *note;
			uint32_t number; /* which reference to that note this is, from 1 */
		} note_ref;
		struct {
			struct str label;  /* as written */
			uint32_t number;   /* in the article, from 1, in order of first reference */
			uint32_t refs;     /* how many references it has */
		} note;
	} u;
};

struct node *node_new(struct arena *a, enum node_kind kind, struct pos pos);
void node_append(struct node *parent, struct node *child);
void node_insert_after(struct node *parent, struct node *before, struct node *child); /* before NULL: first */
void node_unlink(struct node *child); /* O(siblings before it) */
struct attrs *node_attrs(struct arena *a, struct node *n); /* made when missing */
struct str node_id(const struct node *n); /* "" when none */

/* Next node in reading order below root, or NULL at the end; start with n = root. skip: do not go into n. */
struct node *node_walk(const struct node *root, const struct node *n, bool skip);

/* The plain text below n: alt texts included, notes left out, breaks as blanks. */
struct str node_plain(struct arena *a, const struct node *n);

#endif
