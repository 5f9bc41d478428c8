/*
 * An edition: a selection of the book's articles and what follows from it. Links are resolved here, once, for every writer:
 * a writer only spells a target. All tables lie beside the model, which stays const.
 */
#ifndef SHEAF_LINK_EDITION_H
#define SHEAF_LINK_EDITION_H

#include "book/book.h"
#include "link/autolink.h"
#include "link/index.h"

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
	const struct asset *asset; /* of TEXT and URL: the file meant, for packages that bring it along; else NULL */
};

/* One line of a "Related reading" list. */
struct related {
	const struct article *article;
	struct str why; /* for the reader: what else both are about, "boundaries, saying no"; may be empty */
	uint32_t score; /* as kin.score; 0: named in front matter */
};
struct related_list {
	struct related *items;
	size_t n, cap;
};

/* An article that leads here, by a link of its author or one that the engine put in. */
struct backlink {
	const struct article *article;
};
struct backlink_list {
	struct backlink *items; /* in reading order, each article once */
	size_t n, cap;
};

/* The first mention of a glossary's term in an article: what it means pops up there. */
struct popup {
	struct passage at;
	const struct gloss *gloss;
};
struct popup_list {
	struct popup *items; /* in reading order */
	size_t n, cap;
};

struct edition {
	struct arena arena;
	struct diags diags;
	const struct book *book;
	const struct edition_config *config;
	const struct relations *relations; /* or NULL */
	struct link_options links;         /* in force: nothing unset */
	const struct article **articles; /* in reading order */
	size_t narticles;
	int32_t *place;              /* by article.index: position in articles, or -1 */
	struct target **targets;     /* by position, then by link.index; see edition_target */
	struct target *page_targets[BOOK_PAGE_COUNT]; /* of the pages' own links */
	struct related_list *related; /* by position */
	struct related_list *unrelated; /* by position: what its front matter bans from its list */
	struct autolink_list *autolinks; /* by position, in reading order; empty lists when `autolink` is off */
	struct backlink_list *backlinks; /* by position; empty lists unless asked for */
	struct index_list index;         /* main entries by key; empty unless asked for */
	struct gloss_list glosses;       /* of its glossaries */
	struct popup_list *popups;       /* by position; empty lists unless asked for */
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
	struct print_options print;  /* in force: nothing unset but paper, which is the layout's affair, and the size of type */
	struct flag embed_fonts;     /* pos is where it was switched on or off, src NULL when nowhere */
	struct str modified;         /* CCYY-MM-DDThh:mm:ssZ for dcterms:modified */
	int64_t epoch;               /* the same in seconds since 1970: the time of every packed file */
};

/* Never NULL. config NULL: the whole book. relations: of book->articles, by article.index; NULL: no link but the authors' own.
 * A fatal diagnostic in ->diags says that nothing can be written. */
struct edition *edition_link(const struct book *book, const struct edition_config *config, const struct relations *relations);
/* Whether such an edition would hold an article of the project's; a workbook leaves the glossary to the book. config NULL: the whole book. */
bool edition_takes(const struct project *project, const struct edition_config *config, const struct article *article);
/* NULL: there is none of that name, or the name is empty. */
const struct edition_config *edition_config_find(const struct project *project, struct str name);
/* The options in force. */
struct link_options edition_link_options(const struct book *book, const struct edition_config *config);
void edition_free(struct edition *e);

/* Where a NODE_LINK of an article (or page) of this edition leads. */
const struct target *edition_target(const struct edition *e, const struct article *from, const struct node *link);

#endif
