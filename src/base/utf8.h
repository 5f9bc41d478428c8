/* UTF-8: decoding, validation, and the Unicode operations that names and identifiers need (through libunistring). */
#ifndef SHEAF_BASE_UTF8_H
#define SHEAF_BASE_UTF8_H

#include <stdint.h>
#include "base/arena.h"

#define UTF8_BAD 0xFFFFFFFFu

/* Decodes the rune at s.p[*i] and moves *i past it. Ill-formed input gives UTF8_BAD and moves one byte. *i < s.n. */
uint32_t utf8_next(struct str s, size_t *i);
size_t utf8_put(char out[4], uint32_t rune); /* bytes written, 1 to 4 */
/* What authors' files hold besides UTF-8. Windows-1252: U+FFFD where it has nothing. UTF-16 (RFC 2781) at s.p[*i], *i + 1 < s.n: moves *i past
 * it; a surrogate without its other half gives UTF8_BAD. */
uint32_t utf8_from_windows(unsigned char byte);
uint32_t utf8_from_utf16(struct str s, size_t *i, bool big);
size_t utf8_check(struct str s);             /* offset of the first ill-formed byte, or s.n */
size_t utf8_count(struct str s);             /* code points */

bool utf8_is_alnum(uint32_t rune); /* Unicode letter, mark or decimal digit */
bool utf8_is_upper(uint32_t rune);
bool utf8_is_space(uint32_t rune); /* Unicode White_Space */
struct str utf8_trim(struct str s); /* without white space at both ends, no-break spaces too */

struct str utf8_lower(struct arena *a, struct str s); /* full case mapping, no locale */
struct str utf8_upper(struct arena *a, struct str s); /* the same */
struct str utf8_fold(struct arena *a, struct str s);  /* case-folded NFKC, for comparing names */
struct str utf8_nfc(struct arena *a, struct str s);

#endif
