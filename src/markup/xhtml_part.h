/* What the files of the XHTML writer share: the state of one rendering, and how an element is opened and closed. */
#ifndef SHEAF_MARKUP_XHTML_PART_H
#define SHEAF_MARKUP_XHTML_PART_H

#include "markup/xhtml.h"

struct rendering {
	struct buf *out;
	const struct article *article;
	const struct xhtml_spelling *how;
	const char *note_prefix; /* of note ids: no id of the article's own starts so */
	bool plain;              /* no links, no note references, no ids */
	int depth;
	int phrase;              /* > 0: within an element that holds inlines only */
	int filling;             /* > 0: within a table whose empty cells are to be filled in */
	int link, defining;      /* > 0: within one, where another may not stand */
	/* What goes into a paragraph before its text and after it: a check mark, a note's number and its way back. */
	const struct node *lead_in, *lead_of, *tail_in, *tail_of;
};

typedef void (*render_fn)(struct rendering *r, const struct node *n, const char *tag);

void render(struct rendering *r, const struct node *n);
void render_children(struct rendering *r, const struct node *n);
/* Children of an element that holds blocks: runs of inlines among them become paragraphs. skip is left out. */
void render_blocks(struct rendering *r, const struct node *n, const struct node *skip);
/* The same for siblings from `first` up to, not including, `end`. */
void render_range(struct rendering *r, const struct node *first, const struct node *end, const struct node *skip);
/* Children of an element that holds inlines only. */
void render_phrase(struct rendering *r, const struct node *n);
void render_words(struct rendering *r, const struct node *n, size_t from, size_t to); /* bytes of n->text */
void render_lead(struct rendering *r, const struct node *of);
void render_tail(struct rendering *r, const struct node *of);

/* `<tag` with all that attrs and class say; the caller adds attributes of its own and closes with '>'. */
void element_begin(struct rendering *r, const struct node *n, const char *tag, const char *class);
void element_open(struct rendering *r, const struct node *n, const char *tag, const char *class);
void element_close(struct rendering *r, const char *tag);
void element_attr(struct rendering *r, const char *name, struct str value);
void element_number(struct rendering *r, const char *name, int64_t value);
void element_width(struct rendering *r, const struct node *n); /* style, from attrs.width */
void put_number(struct buf *b, int64_t value);
/* Around words that a style sheet makes bold, on pages that may be read without it. */
void heavy_begin(struct rendering *r);
void heavy_end(struct rendering *r);
bool has_text(const struct node *n); /* anything below n that a reader sees or hears */

/* The rows of the dispatch table that live elsewhere. */
void block_list(struct rendering *r, const struct node *n, const char *tag);
void block_code(struct rendering *r, const struct node *n, const char *tag);
void block_callout(struct rendering *r, const struct node *n, const char *tag);
void block_definitions(struct rendering *r, const struct node *n, const char *tag);
void block_table(struct rendering *r, const struct node *n, const char *tag);
void block_exercise(struct rendering *r, const struct node *n, const char *tag);
void block_figure(struct rendering *r, const struct node *n, const char *tag);
void block_details(struct rendering *r, const struct node *n, const char *tag);
void block_division(struct rendering *r, const struct node *n, const char *tag);
void inline_note_ref(struct rendering *r, const struct node *n, const char *tag);
void render_item(struct rendering *r, const struct node *item, bool tight, bool marked); /* marked: with its check box */
void render_workbook(struct rendering *r); /* where there is room for the answers, when the article asks for some */
void render_check(struct rendering *r, const struct node *item);
const char *note_prefix_for(const struct article *a);
void render_notes(struct rendering *r);
void note_number(struct rendering *r, const struct node *note);
void note_return(struct rendering *r, const struct node *note);

#endif
