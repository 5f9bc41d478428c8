/*
 * Diagnostics, like a compiler's: `content/setup.md:12:7: error: no heading 'instal' in 'start.md' [broken-link]`.
 * Every kind stands once in diag.def, which also feeds the manual page and `-W`.
 *
 * A struct diags is filled by one thread; the lists of several threads are merged in source order afterwards.
 * Nothing is printed here: cmd/report.c prints.
 */
#ifndef SHEAF_BASE_DIAG_H
#define SHEAF_BASE_DIAG_H

#include "base/source.h"

enum diag_level {
	DIAG_IGNORED, /* silenced by -W no-SLUG */
	DIAG_NOTE,    /* worth knowing; exit 0 */
	DIAG_WARNING, /* mended or harmless; exit 0 */
	DIAG_ERROR,   /* repaired, the edition is written; exit 1 */
	DIAG_FATAL,   /* the edition is not written; exit 1 */
};

enum diag_id {
#define DIAG(id, slug, level, meaning) DIAG_##id,
#include "base/diag.def"
#undef DIAG
	DIAG_COUNT
};

struct diag_kind {
	const char *slug;      /* stands in brackets after the message; the argument of -W */
	enum diag_level level; /* by default */
	const char *meaning;   /* one sentence for the manual: what it means, what to do */
};
extern const struct diag_kind diag_kinds[DIAG_COUNT];
int diag_by_slug(struct str slug); /* an enum diag_id, or -1 */

struct diag {
	enum diag_id id;
	struct pos pos;
	struct str text;
	struct diag *note; /* chain of notes that explain it, or NULL; their id is not used */
	uint32_t serial;   /* order of arrival: the last key of sorting */
};

struct diags {
	struct arena arena;
	struct diag **items;
	size_t n, cap;
	enum diag_level level[DIAG_COUNT]; /* in force: the defaults, changed by -W */
};

void diags_init(struct diags *d);
void diags_free(struct diags *d);
struct diag *diag_add(struct diags *d, enum diag_id id, struct pos pos, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));
/* Explains a diagnostic that was just added: a second place, a nearest candidate, what to do. */
void diag_note(struct diags *d, struct diag *of, struct pos pos, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));
void diags_merge(struct diags *into, const struct diags *from); /* copies texts; sources must outlive into */
void diags_sort(struct diags *d);                               /* by source name, line, column, arrival */
enum diag_level diags_worst(const struct diags *d);
/* `S` or `error=S` or `no-error=S` or `no-S`, as after -W; false when there is no such slug or form. */
bool diags_option(struct diags *d, struct str option);

#endif
