/*
 * Files to clean UTF-8. Most files need nothing: they are checked eight bytes at a time and not copied. A byte that is
 * not UTF-8 comes from Windows-1252 far more often than from anything else on the web, which is why HTML's own parsers
 * read Latin-1 that way; C1 controls (U+0080 to U+009F) are such bytes converted once too often.
 */
#include "read/text.h"

#include <string.h>
#include "base/buf.h"
#include "base/utf8.h"

struct tally {
	size_t count, first; /* where in the output */
};

struct repair {
	struct buf out;
	struct tally bytes, controls, misread;
};

static void count(struct repair *r, struct tally *tally)
{
	if (!tally->count++)
		tally->first = r->out.n;
}

static bool is_forbidden(uint32_t rune)
{
	return (rune < 0x20 && rune != '\t' && rune != '\n') || rune == 0x7F || rune == 0xFEFF || rune == 0xFFFE ||
	       rune == 0xFFFF || (rune >= 0xFFF9 && rune <= 0xFFFB);
}

static void put_rune(struct repair *r, uint32_t rune)
{
	if (rune >= 0x80 && rune < 0xA0) {
		count(r, &r->misread);
		buf_rune(&r->out, utf8_from_windows((unsigned char)rune));
	} else if (is_forbidden(rune)) {
		count(r, &r->controls);
	} else {
		buf_rune(&r->out, rune);
	}
}

static void repair_utf8(struct repair *r, struct str raw)
{
	for (size_t i = 0; i < raw.n;) {
		size_t at = i;
		uint32_t rune = utf8_next(raw, &i);
		if (rune == UTF8_BAD) {
			count(r, &r->bytes);
			buf_rune(&r->out, utf8_from_windows((unsigned char)raw.p[at]));
		} else if (rune == '\r') {
			if (i >= raw.n || raw.p[i] != '\n')
				buf_char(&r->out, '\n');
		} else {
			put_rune(r, rune);
		}
	}
}

/* A surrogate without its other half becomes U+FFFD. */
static void repair_utf16(struct repair *r, struct str raw, bool big)
{
	bool after_return = false;
	for (size_t i = 2; i + 1 < raw.n;) {
		uint32_t rune = utf8_from_utf16(raw, &i, big);
		bool second = after_return && rune == '\n';
		after_return = rune == '\r';
		if (rune == UTF8_BAD) {
			count(r, &r->bytes);
			buf_rune(&r->out, 0xFFFD);
		} else if (!second) {
			put_rune(r, after_return ? '\n' : rune);
		}
	}
	if (raw.n % 2)
		count(r, &r->bytes);
}

/* Nothing to repair: printable ASCII, tabs and line ends, or UTF-8 beyond U+00A0 without the forbidden ones. */
static bool is_clean(struct str s)
{
	if (utf8_check(s) < s.n)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if ((c < 0x20 && c != '\n' && c != '\t') || c == 0x7F || c == 0xEF ||
			(c == 0xC2 && (unsigned char)s.p[i + 1] < 0xA0))
			return false;
	}
	return true;
}

static void tell(const struct repair *r, struct source *src, struct diags *d)
{
	if (r->bytes.count)
		diag_add(d, DIAG_BAD_UTF8, source_pos(src, r->bytes.first),
			r->bytes.count == 1 ? "%zu byte is not UTF-8; read as Windows-1252"
					    : "%zu bytes are not UTF-8, the first here; read as Windows-1252",
			r->bytes.count);
	if (r->misread.count)
		diag_add(d, DIAG_BAD_UTF8, source_pos(src, r->misread.first),
			"%zu control character%s in place of Windows-1252's quotes and dashes; put right",
			r->misread.count, r->misread.count == 1 ? "" : "s, the first here,");
	if (r->controls.count)
		diag_add(d, DIAG_CONTROL_CHARACTER, source_pos(src, r->controls.first),
			r->controls.count == 1 ? "%zu control character removed"
					       : "%zu control characters removed, the first here",
			r->controls.count);
}

struct source *text_source(struct arena *a, struct str name, struct str raw, struct diags *d)
{
	bool big = raw.n > 1 && !memcmp(raw.p, "\xFE\xFF", 2), little = raw.n > 1 && !memcmp(raw.p, "\xFF\xFE", 2);
	if (raw.n > 2 && !memcmp(raw.p, "\xEF\xBB\xBF", 3))
		raw = str_skip(raw, 3);
	if (!big && !little && is_clean(raw))
		return source_new(a, name, raw);
	struct repair r = {0};
	buf_init(&r.out, BUF_NO_LIMIT);
	if (big || little)
		repair_utf16(&r, raw, big);
	else
		repair_utf8(&r, raw);
	struct source *src = source_new(a, name, buf_copy(&r.out, a));
	buf_free(&r.out);
	tell(&r, src, d);
	return src;
}
