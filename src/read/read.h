/*
 * From files to the model. The only entry points of read/: nothing outside knows YAML, cmark or raw HTML.
 */
#ifndef SHEAF_READ_READ_H
#define SHEAF_READ_READ_H

#include "book/book.h"

/* The nearest folder at or above `start` that holds sheaf.yaml, as an absolute path, or "" . */
struct str project_find(struct arena *a, const char *start);

/* Reads root/sheaf.yaml. Mistakes go to d, the rest is read; NULL only when there is no reading it at all. */
struct project *project_read(struct arena *a, struct str root, struct diags *d);

/* A project made of the defaults, for a folder of Markdown without a sheaf.yaml: all below it is content, its name the title.
 * NULL: `language` is no language tag. */
struct project *project_bare(struct arena *a, struct str root, struct str language);

/* Reads every article of the project on `threads` threads, orders them, and fills the tables of the book.
 * Never NULL; mistakes are in book->diags, in source order. book_free frees all but the project. */
struct book *book_read(struct project *project, int threads);
void book_free(struct book *book);

#endif
