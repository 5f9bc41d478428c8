/*
 * Changing authors' files, safely: a file is read again and gone along with the source byte by byte; only where the two say the same throughout
 * is it the text that was looked at. It is replaced as a whole by one that was written beside it.
 */
#ifndef SHEAF_CMD_EDIT_H
#define SHEAF_CMD_EDIT_H

#include <stdio.h>
#include "cmd/cmd.h"

/* Bytes of article->source->text that other text takes the place of. */
struct edit {
	size_t offset, length;
	struct str with;
};

struct editing {
	struct workspace *w;
	const struct options *o; /* dry_run: differences are shown, and nothing is written */
	struct str content;      /* the folder, symbolic links followed */
	bool colour;
	size_t files;            /* done */
};
void editing_start(struct editing *e, struct workspace *w, const struct options *o);
/* Makes the edits, in order of their offsets, and prints the difference. False, with a diagnostic: the file is as it was. */
bool edit_file(struct editing *e, struct arena *scratch, const struct article *a, const struct edit *list, size_t n);

/* diff.c: a unified diff of two texts. Nothing when they are equal. */
void diff_print(FILE *out, struct str name, struct str before, struct str after, bool colour);

#endif
