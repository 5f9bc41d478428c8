/*
 * A growing byte buffer with a limit given at birth. Writing past the limit
 * sets `failed` and drops what is written from then on: check it once, at the end.
 */
#ifndef SHEAF_BASE_BUF_H
#define SHEAF_BASE_BUF_H

#include <stdbool.h>
#include <stdint.h>
#include "base/arena.h"

struct buf {
	char *p;
	size_t n, cap, limit;
	bool failed;
};

#define BUF_NO_LIMIT SIZE_MAX

void buf_init(struct buf *b, size_t limit);
void buf_free(struct buf *b);
void buf_clear(struct buf *b); /* keeps the memory */

void buf_put(struct buf *b, const void *p, size_t n);
void buf_str(struct buf *b, struct str s);
void buf_cstr(struct buf *b, const char *s);
void buf_char(struct buf *b, char c);
void buf_rune(struct buf *b, uint32_t rune); /* as UTF-8 */
void buf_printf(struct buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

struct str buf_view(const struct buf *b);                  /* valid until the next write */
struct str buf_copy(const struct buf *b, struct arena *a); /* a copy in the arena */

/* With & < > " escaped for XML text and attributes; control characters that XML 1.0 forbids are dropped. */
void buf_xml(struct buf *b, struct str s);
/* A URL with every byte percent-encoded that RFC 3986 does not allow; existing %XX stay. */
void buf_url(struct buf *b, struct str url);

#endif
