/*
 * sheaf.yaml as read: what the book is called, how it looks, and which editions it has.
 * Filled by read/project.c; every value carries the place it was written at where a later stage may complain of it.
 */
#ifndef SHEAF_BOOK_PROJECT_H
#define SHEAF_BOOK_PROJECT_H

#include "base/source.h"
#include "book/paper_size.h"

/* A value and where it stands. */
struct value {
	struct str s;
	struct pos pos;
};
struct values {
	struct value *items;
	size_t n, cap;
};

/* A setting that is on or off; pos.src NULL: not given. */
struct flag {
	bool on;
	struct pos pos;
};

/* A contributor: `author: Name`, or `{name, file-as, role}` with role from the MARC relators (aut by default). */
struct person {
	struct str name, file_as, role;
	struct pos pos;
};
struct persons {
	struct person *items;
	size_t n, cap;
};

struct call_to_action {
	struct str heading, text, button; /* text is Markdown-free: paragraphs divided by blank lines */
	struct value url, image;
	bool given;
};

/* A page of the author's words at the back: Markdown; book.pages holds it parsed. */
struct page_text {
	struct str heading; /* "" : the language's own label */
	struct value text;  /* Markdown, or empty */
	struct value image;
	bool given;
};

/* What link/ adds to an edition beside the author's own links. The edition's setting, else the project's, else the default. */
enum autolink_mode { AUTOLINK_UNSET, AUTOLINK_OFF, AUTOLINK_CAREFUL, AUTOLINK_BALANCED, AUTOLINK_GENEROUS };
enum setting { SETTING_UNSET, SETTING_NO, SETTING_YES };
enum { RELATED_MOST = 10, RELATED_DEFAULT = 3 };
struct link_options {
	int related;                 /* lines in a "Related reading" list plus 1; 0: unset */
	enum autolink_mode autolink; /* links at first mention; off by default */
	enum setting backlinks;       /* "Referred to from" lists; off by default */
	enum setting index;           /* a topic index at the back; off by default */
	enum setting popups;          /* glossary terms as pop-ups at first mention; on by default where there is a glossary */
};

/* How an edition is printed. The edition's setting, else that of the project's `print`, else the default. */
enum print_kind {
	PRINT_UNSET,
	PRINT_BOOK,
	PRINT_WORKBOOK,
	PRINT_HANDOUT, /* the articles alone: no title page, contents or pages at the back */
};
struct print_options {
	struct paper paper;        /* width 0: unset; 6x9 for books, for workbooks letter or A4 */
	struct pos paper_pos;
	enum print_kind kind;      /* `layout` */
	enum setting bleed, low_ink, booklet, recto, justify, hyphenate, address_notes;
	int size;                  /* of the type, in tenths of a point; 0: the theme's */
};

enum { PASSING_DEFAULT = 70 };

bool format_is_package(struct str format); /* a course: brings files and other editions along */

enum select_by { SELECT_ALL, SELECT_SOME };

/* Which articles an edition takes: those that match any of tags, articles, paths, and none of the excluded ones. */
struct selection {
	enum select_by by;
	struct values tags, articles, paths;             /* slugs or paths; paths are glob patterns on content-relative paths */
	struct values not_tags, not_articles, not_paths;
	bool drafts; /* take drafts too */
};

struct edition_config {
	struct value name;
	struct values formats; /* epub, trace …: rows of the writers' table */
	struct selection select;
	/* "" or no items: as the project says */
	struct value title, subtitle, description, theme, cover, identifier, isbn;
	struct value file; /* name of the output file without extension; by default the edition's name */
	bool toc_depth_given;
	int toc_depth;
	struct flag embed_fonts;
	bool no_call_to_action;
	struct link_options links;
	struct print_options print;
	struct value pages_from; /* of an e-book: the print edition whose pages it tells of */
	/* of packages: bundle, cartridge, scorm */
	struct values include;   /* names of other editions, whose files they bring along */
	struct {
		bool pdf;        /* each lesson as a PDF of its own too; bundles alone */
		struct pos pos;
	} lessons;
	struct {
		int score;       /* per cent that is enough to pass; 0: PASSING_DEFAULT */
		struct pos pos;
	} passing;               /* of scorm */
};

struct project {
	struct str root;      /* absolute folder that holds sheaf.yaml */
	struct source *source; /* sheaf.yaml itself */
	struct value title, subtitle, description, language, base_url, identifier, isbn, publisher, rights, date, theme, cover;
	struct persons authors; /* contributors too, told apart by role */
	struct values subjects;
	struct value series;
	struct str series_number;
	struct {
		struct value colour, logo;
		struct value body_font, heading_font;
	} brand;
	struct call_to_action call;
	struct page_text about, disclaimer;
	struct {
		struct str certified_by, credential, report;
	} accessibility; /* conformance is claimed only when certified_by is given */
	struct flag embed_fonts; /* e-books bring the theme's fonts, cut down to their characters; false by default */
	bool smart;           /* set quotes and dashes by language; true by default */
	struct link_options links;
	struct print_options print;
	int toc_depth;        /* heading levels in the contents: 1 articles only, 2 with their sections (default) */
	struct str content, templates, covers, fonts, media, output; /* folders; by default content templates covers fonts media dist */
	struct edition_config *editions;
	size_t neditions;
};

#endif
