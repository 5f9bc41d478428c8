/*
 * Markdown to nodes: CommonMark with GitHub's extensions through cmark-gfm, and what sheaf adds on top: callouts,
 * wikilinks, definition lists, figures and their attributes, ==mark==, %%comment%%, \newpage, quotes and dashes by
 * language, vetted raw HTML. Positions are put right here, in one place.
 */
#ifndef SHEAF_READ_MARKDOWN_H
#define SHEAF_READ_MARKDOWN_H

#include "book/book.h"

struct markdown_options {
	bool smart;      /* quotes, dashes and ellipses by language */
	struct str lang; /* BCP 47; decides the quotes */
};

/*
 * Parses a->source from the line `first` (1 without front matter) to its end. Fills a->body, heading (when the title
 * comes from a first heading; see below), links, images (u.image.asset still NULL), headings, notes, ids, anchors, serials, words.
 * Diagnostics go to a->diags. The title rule: when a->title is already set, every heading stays in the body, and a
 * first level-1 heading that repeats it is taken out; else a first heading of level 1, or the only heading of
 * the top level at the very start, becomes a->heading and a->title.
 * Heading levels are then shifted and closed up so that the body's run from 2 without a gap.
 * Safe to call for different articles at the same time.
 */
void markdown_read(struct article *a, uint32_t first, const struct markdown_options *options);

/* Inlines of one line of text, such as a title in front matter, appended to parent. */
void markdown_inline(struct article *a, struct node *parent, struct value text, const struct markdown_options *options);

#endif
