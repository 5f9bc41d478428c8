/*
 * The model: a book is its articles, their order and parts, and the files they show. Filled by read/, const from then on.
 * Links stay as written here; link/ resolves them for an edition, for they differ by edition.
 */
#ifndef SHEAF_BOOK_BOOK_H
#define SHEAF_BOOK_BOOK_H

#include "base/diag.h"
#include "base/map.h"
#include "book/curation.h"
#include "book/node.h"
#include "book/project.h"

/* By what its name ends in. Books hold images alone; a course's web pages play sound and film, and hand other files out. */
enum asset_kind { ASSET_IMAGE, ASSET_AUDIO, ASSET_VIDEO, ASSET_FILE };
enum asset_kind asset_kind_of(struct str path);

/* A file that articles show or lead to: an image, a recording, a spreadsheet. */
struct asset {
	enum asset_kind kind;
	struct str path;  /* to open it */
	struct str rel;   /* below content/, normalised: its identity */
	struct pos first; /* the first reference, for diagnostics */
	uint32_t index;   /* into book.assets */
};

enum related_rule { RELATED_AUTO, RELATED_LISTED, RELATED_NONE };

struct meta {
	struct value title, subtitle, description, date, updated, lang, rights, publisher, identifier, cover_image, series;
	struct str series_number;
	struct persons authors;
	struct values tags;    /* tags, keywords and categories in one list, each once */
	struct values aliases;
	struct values related, unrelated;
	enum related_rule related_rule;
	bool draft;
	bool has_weight;
	double weight;
	struct value slug;     /* as given; article.slug is the one in force */
};

struct node_list {
	struct node **items;
	size_t n, cap;
};

struct article {
	struct arena arena;
	struct diags diags;    /* what reading it found; merged into the book's list in order */
	struct source *source; /* the whole file; NULL when it could not be read */
	struct str path;       /* below content/, with extension: its identity for links */
	struct str slug;       /* unique in the book, ASCII; names its file in every edition */
	struct str title;      /* plain text */
	struct node *heading;  /* NODE_HEADING level 1 with the title's inlines; not in the body */
	struct meta meta;
	struct node *body;     /* NODE_ARTICLE */
	struct node_list links, images, headings; /* in reading order; headings without the title */
	struct node_list notes;                   /* by number; unreferenced ones left out */
	struct map ids;        /* id → struct node: headings, terms, elements that raw HTML gave an id */
	struct map anchors;    /* other spellings of those ids (code-forge anchors, heading texts folded) → struct node */
	uint32_t serials;      /* nodes have serials below this */
	size_t words;          /* of running text, by blanks */
	bool glossary;         /* glossary.md, or front matter `type: glossary` */
	uint32_t index;        /* into book.articles */
};

enum toc_kind { TOC_ARTICLE, TOC_PART };
enum toc_zone { TOC_BODY, TOC_FRONT, TOC_BACK }; /* prefix and suffix chapters of SUMMARY.md are front and back */

/* The order of the book as a tree: parts hold articles, articles hold articles nested below them. */
struct toc_item {
	enum toc_kind kind;
	enum toc_zone zone;
	struct str title;        /* of a part; an article's title in the contents when SUMMARY.md gives another */
	struct article *article; /* TOC_ARTICLE */
	struct pos pos;
	struct toc_item *parent, *first, *last, *next;
};

/* Pages of the author's words from sheaf.yaml, parsed like articles; NULL when not given. */
enum book_page { BOOK_PAGE_ABOUT, BOOK_PAGE_DISCLAIMER, BOOK_PAGE_COUNT };

struct book {
	struct arena arena;
	struct project *project;
	struct diags diags;
	struct article **articles; /* in reading order, drafts included, unlisted ones left out */
	size_t narticles;
	struct article *pages[BOOK_PAGE_COUNT];
	struct toc_item toc;       /* root; its children are the top level */
	const struct curation *curation; /* content/index.yaml, or NULL */
	struct asset **assets;
	size_t nassets;
	struct map by_slug;        /* slug → article */
	struct map by_path;        /* content-relative path → article */
	struct map by_name;        /* folded title, alias, file stem → article, first come */
	struct map unlisted;       /* path → article that SUMMARY.md leaves out: not read, but links to it are no mistakes */
	int64_t newest;            /* newest file time, seconds; used only when nothing gives a date */
	struct str newest_date;    /* newest `updated` or `date` of the front matters, YYYY-MM-DD…, or "" */
};

#endif
