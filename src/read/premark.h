/*
 * The copy of the text that cmark reads. Same length, same lines; what cmark does not know is written in control
 * characters there, which no source has: cmark carries them along, grammar.c acts on them where they stand in running
 * text, and where they turn out to stand in code or in an address they are turned back into what the author wrote.
 */
#ifndef SHEAF_READ_PREMARK_H
#define SHEAF_READ_PREMARK_H

#include "base/diag.h"

enum premark {
	MARK_WIKI_OPEN = 0x01,  /* each of [[ */
	MARK_WIKI_CLOSE = 0x02, /* each of ]] */
	MARK_NOTE = 0x03,       /* [ of [^label] */
	MARK_CARET = 0x04,      /* ^ of ^[ */
	MARK_INLINE = 0x05,     /* [ of ^[ */
	MARK_INLINE_END = 0x06, /* its ] */
	MARK_EMBED = 0x07,      /* ! of ![[ */
	MARK_NOTHING = 0x1f,    /* a comment's byte */
};

/* The text from the offset `from`, marked; to be freed by the caller. Comments that are never closed go to d. */
char *premark_text(const struct source *src, size_t from, struct diags *d);

/* What the author wrote for a byte of the copy; 0 for one that is dropped. */
char premark_byte(char c);
bool premark_any(struct str s); /* whether s holds control characters other than tab and line feed */
/* Copies with the marks turned back. */
struct str premark_restore(struct arena *a, struct str s);

#endif
