/* What the stages of book_read share; nothing outside read/ sees it. */
#ifndef SHEAF_READ_CORPUS_H
#define SHEAF_READ_CORPUS_H

#include "base/fs.h"
#include "book/book.h"
#include "read/markdown.h"

/* A Markdown file: its article, and what only reading needs to know of it. */
struct manuscript {
	struct article article;       /* first: an article of the book is its manuscript too */
	const struct fs_entry *file;
	struct str name;              /* as shown: below the project's root */
	int64_t time;                 /* of the file, seconds since 1970 */
	bool listed;                  /* SUMMARY.md lists it, or there is no SUMMARY.md */
	bool section;                 /* an index file without text: it only names its folder */
};

struct corpus {
	struct book book;             /* first: book_free finds the rest by it */
	struct fs_list files;         /* below content/ */
	struct map by_rel;            /* rel → struct fs_entry */
	struct map by_base;           /* last part of rel, folded → struct fs_entry of the first such file */
	struct map assets;            /* path → struct asset */
	struct map asset_names;       /* rel → struct asset */
	size_t asset_cap;
	struct str root, content;     /* absolute; content as the walk spells it */
	struct str real_content, real_media; /* with symbolic links followed; "" when there is no such folder */
	struct manuscript **all;      /* every readable name of a Markdown file, by path */
	size_t n;
	struct map by_path;           /* path → struct manuscript, listed or not */
	unsigned guesses;             /* nearest-candidate searches left: each goes over all files */
};

/* order.c: the contents by weight, prefix, date and name; sets section of index files. */
void order_by_keys(struct corpus *c);
struct toc_item *toc_append(struct corpus *c, struct toc_item *parent, enum toc_kind kind, struct pos pos);
bool order_is_index(struct str path);            /* index.md, _index.md, README.md */
size_t order_prefix(struct str stem, long *number); /* length of "01-" in "01-intro", 0 when there is none */
size_t order_date_prefix(struct str stem);       /* length of "2026-01-31-", or 0 */

/* summary.c: the contents as SUMMARY.md has them; marks what is listed. Titles are settled once articles are read. */
void summary_read(struct corpus *c, const struct source *src);
void summary_titles(struct corpus *c);

/* names.c */
void names_untitled(struct article *a); /* a title from the file's name, when nothing else gave one */
struct str names_pretty(struct arena *a, struct str stem); /* "01-first-steps" → "First steps" */
void names_assign(struct corpus *c);                   /* slugs, aliases, and the maps of the book */

/* media.c: gives every image of the article, and every link to a file that is no article, its asset; pages of sheaf.yaml look in the project's root as well. */
void media_resolve(struct corpus *c, struct article *a, bool page);

/* corpus.c */
struct markdown_options corpus_options(const struct corpus *c, const struct article *a);
struct str corpus_real(struct arena *a, const char *path); /* realpath, or "" */
bool corpus_below(struct str path, struct str folder);
bool corpus_inside(const struct corpus *c, struct str real); /* in content/ or media/ */

/* wikitext.c: [[name]] without a text of its own shows the title of the article it names */
void wikitext_titles(struct book *book);

#endif
