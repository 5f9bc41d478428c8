/*
 * An edition laid out: from the linked model to pages (page.h). What writers call; all else in layout/ is behind it.
 *
 * The pages repeat until the numbers that they name are right: "(page 42)", contents, index. The gutter comes from the final number of
 * pages. Deterministic: no thread count shows.
 */
#ifndef SHEAF_LAYOUT_LAYOUT_H
#define SHEAF_LAYOUT_LAYOUT_H

#include "base/hash.h"
#include "book/pagemap.h"
#include "book/theme.h"
#include "layout/page.h"

struct layout_request {
	const struct book *book;
	const struct edition *edition;
	const struct theme *theme;
	struct str fonts;  /* the project's folder of fonts, or "" */
	const struct asset *cover; /* fills the first page, in the place of a title page; NULL: none */
	uint32_t cover_width, cover_height; /* in any unit */
	struct str cover_alt;
	int threads;
};

/* NULL after a fatal diagnostic. What it holds points into the request's book, edition and theme. */
struct layout *layout_new(const struct layout_request *request, struct diags *d);
void layout_free(struct layout *l); /* NULL is well; its faces die, too */
/* Where its pages begin in the articles. Strings are copied into a. */
void layout_page_map(const struct layout *l, struct arena *a, struct page_map *map);
/* The fonts that its pages show, each once. */
void layout_fonts(const struct layout *l, struct arena *a, struct hashed_files *fonts);

#endif
