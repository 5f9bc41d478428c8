/*
 * Other people's formats to a folder of Markdown. An importer is one row of importers[].
 *
 * Nothing is half-written: every target is looked at before the first is written, and a write that fails takes back
 * the files that this run had made.
 */
#ifndef SHEAF_IMPORT_IMPORT_H
#define SHEAF_IMPORT_IMPORT_H

#include "base/diag.h"

struct import_request {
	struct str file;        /* as the user named it, for messages */
	const char *dir;        /* where content/, SUMMARY.md and sheaf.yaml go; made when missing */
	const char *titles;     /* --titles FILE, one title a line, or NULL */
	const char *split;      /* --split REGEX (POSIX extended): a line that matches begins an article, or NULL;
				 * its first group, when there is one, is the title */
	bool force;             /* write over files that are there */
};

struct import_result {
	struct import_file {
		struct str path;    /* written, below dir */
		struct str title, author; /* author "": no byline */
		size_t paragraphs, words; /* of the body; a list item counts as a paragraph */
	} *items;                   /* the articles in order; empty when nothing was written */
	size_t n, cap;
	bool wrote_summary, wrote_project; /* content/SUMMARY.md, sheaf.yaml: kept when they were there already */
};

struct importer {
	const char *name;
	bool (*accepts)(struct str file); /* by name and first bytes */
	/*
	 * 0, or an errno value for what could not be read or written; the diagnostic that says which file, and why, is
	 * in d either way, so nothing is left for the caller to print but d. Doubts go to d too, each with its line.
	 * With an error that stops the import (no text, a bad expression, a file in the way), out->n is 0.
	 * The sources that d points into live in a.
	 */
	int (*run)(const struct import_request *request, struct arena *a, struct diags *d, struct import_result *out);
};
extern const struct importer importers[]; /* ends with a NULL name */
const struct importer *importer_find(struct str file); /* the first row that accepts it, or NULL */

#endif
