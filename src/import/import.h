/*
 * Other people's formats to a folder of Markdown. An importer is one row of importers[].
 */
#ifndef SHEAF_IMPORT_IMPORT_H
#define SHEAF_IMPORT_IMPORT_H

#include "base/diag.h"

struct import_request {
	struct str file;        /* as the user named it, for messages */
	const char *dir;        /* where content/, SUMMARY.md and sheaf.yaml go; made when missing */
	const char *titles;     /* --titles FILE, one title a line, or NULL */
	const char *split;      /* --split REGEX (POSIX extended): a line that matches begins an article, or NULL */
	bool force;             /* write over files that are there */
};

struct import_result {
	struct import_file {
		struct str path;    /* written, below dir */
		struct str title, author;
		size_t paragraphs, words;
	} *items;
	size_t n, cap;
};

struct importer {
	const char *name;
	bool (*accepts)(struct str file); /* by name and first bytes */
	/* 0, or an errno value for what could not be read or written; doubts go to d, each with its line. */
	int (*run)(const struct import_request *request, struct arena *a, struct diags *d, struct import_result *out);
};
extern const struct importer importers[]; /* ends with a NULL name */

#endif
