/*
 * An edition: a selection of the book's articles and what follows from it. Links are resolved here, once, for every writer:
 * a writer only spells a target. All tables lie beside the model, which stays const.
 */
#ifndef SHEAF_LINK_EDITION_H
#define SHEAF_LINK_EDITION_H

#include "book/book.h"

enum target_kind {
	TARGET_TEXT,    /* no link: the text stands plain */
	TARGET_ARTICLE, /* an article of this edition, at its start */
	TARGET_NODE,    /* a heading or other element of an article of this edition that has an id */
	TARGET_URL,     /* outside the book; already percent-encoded */
};

struct target {
	enum target_kind kind;
	const struct article *article;
	const struct node *node;
	struct str url;
};

/* One line of a "Related reading" list. */
struct related {
	const struct article *article;
	struct str why; /* for the reader; may be empty */
};
struct related_list {
	struct related *items;
	size_t n, cap;
};

struct edition {
	struct arena arena;
	struct diags diags;
	const struct book *book;
	const struct edition_config *config;
	const struct article **articles; /* in reading order */
	size_t narticles;
	int32_t *place;              /* by article.index: position in articles, or -1 */
	struct target **targets;     /* by position, then by link.index; see edition_target */
	struct target *page_targets[BOOK_PAGE_COUNT]; /* of the pages' own links */
	struct related_list *related; /* by position */
	struct toc_item toc;         /* as book.toc, with what is not selected left out and empty parts dropped */
	const struct article *glossary; /* in this edition, or NULL */

	/* The edition's own metadata, the project's where it has none. */
	struct str name, title, subtitle, description, language, publisher, rights, date, series, series_number;
	struct persons authors;
	struct values subjects;      /* the project's, then the tags of its articles, each once */
	struct str identifier;       /* urn:isbn:… or urn:uuid:… */
	struct str theme, cover;
	struct str file;             /* name of the output without extension */
	int toc_depth;
	struct str modified;         /* CCYY-MM-DDThh:mm:ssZ for dcterms:modified */
	int64_t epoch;               /* the same in seconds since 1970: the time of every packed file */
};

/* Never NULL. config NULL: the whole book. A fatal diagnostic in ->diags says that nothing can be written. */
struct edition *edition_link(const struct book *book, const struct edition_config *config);
void edition_free(struct edition *e);

/* Where a NODE_LINK of an article (or page) of this edition leads. */
const struct target *edition_target(const struct edition *e, const struct article *from, const struct node *link);

#endif
