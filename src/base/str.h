/*
 * Strings as slices: a pointer and a length, UTF-8, not owned, not necessarily
 * NUL-terminated (what arena_copy and arena_printf return is). The zero value is the empty string.
 */
#ifndef SHEAF_BASE_STR_H
#define SHEAF_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>

struct str {
	const char *p;
	size_t n;
};

#define STR(literal) ((struct str){"" literal, sizeof(literal) - 1})
#define STR_FMT "%.*s"
#define STR_ARG(s) (int)(s).n, (s).n ? (s).p : ""

struct str str_c(const char *c); /* NULL gives the empty string */
bool str_eq(struct str a, struct str b);
bool str_is(struct str a, const char *c);
bool str_eq_nocase(struct str a, struct str b); /* ASCII case only */
int str_cmp(struct str a, struct str b);        /* by bytes, which is by code point */
bool str_starts(struct str s, const char *prefix);
bool str_ends(struct str s, const char *suffix);
size_t str_find(struct str s, const char *needle); /* offset, or s.n when absent */
size_t str_find_char(struct str s, char c);        /* offset, or s.n when absent */
struct str str_sub(struct str s, size_t from, size_t to); /* clamped to s */
struct str str_skip(struct str s, size_t n);              /* s without its first n bytes */
struct str str_trim(struct str s);                        /* ASCII white space at both ends */
/* Cuts the part before the first sep off *rest and returns it; *rest becomes what follows. */
struct str str_cut(struct str *rest, char sep);

#endif
