/*
 * Region allocation. Everything the model holds lives in an arena and dies
 * with it; nothing inside is freed alone. One arena an article, one a build.
 *
 * Memory is zeroed and aligned for any type but long double. Running out of memory is not an
 * error a caller can mend: it is said on stderr and the program exits with 3.
 * An arena is used by one thread at a time.
 */
#ifndef SHEAF_BASE_ARENA_H
#define SHEAF_BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>
#include "base/str.h"

struct arena_chunk;

struct arena {
	struct arena_chunk *chunk; /* newest first */
	char *next, *end;          /* free room in the newest chunk */
	size_t total;              /* bytes taken from the system */
};

void arena_init(struct arena *a);
void arena_free(struct arena *a); /* all of it; the arena may be used again */
/* The same, but keeps some memory for what comes next: for work that repeats, such as one paragraph after the other. */
void arena_clear(struct arena *a);

void *arena_alloc(struct arena *a, size_t size);
struct str arena_copy(struct arena *a, struct str s); /* NUL-terminated copy */
char *arena_cstr(struct arena *a, struct str s);
struct str arena_printf(struct arena *a, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
struct str arena_vprintf(struct arena *a, const char *fmt, va_list ap) __attribute__((format(printf, 2, 0)));

#define arena_new(a, type) ((type *)arena_alloc((a), sizeof(type)))
#define arena_array(a, type, n) ((type *)arena_alloc((a), sizeof(type) * (n)))

/*
 * Growable arrays: items, count and capacity stand side by side in a struct.
 *   struct { struct node **items; size_t n, cap; } list;
 *   *arena_push(a, &list) = node;
 */
#define arena_push(a, v)                                                                                     \
	((v)->items = (v)->n == (v)->cap ? arena_grow((a), (v)->items, &(v)->cap, sizeof *(v)->items)        \
					 : (v)->items,                                                       \
	 &(v)->items[(v)->n++])
void *arena_grow(struct arena *a, void *items, size_t *cap, size_t size);

/* malloc family that exits instead of failing, for memory that is not in an arena */
void *mem_alloc(size_t size); /* zeroed */
void *mem_resize(void *p, size_t size);

#endif
