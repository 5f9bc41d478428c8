/*
 * One pass, rune by rune, into a buffer. What is not UTF-8 is read as Windows-1252 byte by byte rather than the whole
 * file at once: dumps are often pasted together from several encodings, and a file-wide guess spoils the good part.
 * The C1 controls U+0080 to U+009F are Windows-1252 too, wrongly converted by someone earlier.
 */
#include "import/intake.h"

#include <string.h>
#include "base/buf.h"
#include "base/utf8.h"

struct count {
	size_t n, first; /* first: offset in the clean text */
};

struct intake {
	struct buf out;
	struct count foreign, control;
	bool after_cr;
};

static void count_one(struct count *c, const struct intake *in)
{
	if (c->n++ == 0)
		c->first = in->out.n;
}

static bool forbidden(uint32_t rune)
{
	return rune < 0x20 || rune == 0x7F || (rune & 0xFFFE) == 0xFFFE || (rune >= 0xFDD0 && rune <= 0xFDEF);
}

static void take(struct intake *in, uint32_t rune)
{
	bool second = in->after_cr && rune == '\n';
	in->after_cr = rune == '\r';
	if (second || rune == 0xFEFF)
		return;
	if (rune == '\n' || rune == '\r' || rune == '\v' || rune == 0x85 || rune == 0x2028 || rune == 0x2029) {
		buf_char(&in->out, '\n');
	} else if (rune == '\t' || rune == '\f') {
		buf_char(&in->out, rune == '\t' ? '\t' : ' ');
	} else if (rune >= 0x80 && rune < 0xA0) {
		count_one(&in->foreign, in);
		buf_rune(&in->out, utf8_from_windows((unsigned char)rune));
	} else if (forbidden(rune)) {
		count_one(&in->control, in);
	} else {
		buf_rune(&in->out, rune);
	}
}

static void take_utf8(struct intake *in, struct str s)
{
	for (size_t i = 0; i < s.n;) {
		unsigned char byte = (unsigned char)s.p[i];
		uint32_t rune = utf8_next(s, &i);
		if (rune != UTF8_BAD) {
			take(in, rune);
			continue;
		}
		in->after_cr = false;
		count_one(&in->foreign, in);
		buf_rune(&in->out, utf8_from_windows(byte));
	}
}

static void take_utf16(struct intake *in, struct str s, bool big)
{
	for (size_t i = 0; i + 1 < s.n;) {
		uint32_t rune = utf8_from_utf16(s, &i, big);
		take(in, rune == UTF8_BAD ? 0xFFFD : rune);
	}
}

/* What the bytes are when they are no text, or NULL. */
static const char *not_text(struct str s, bool utf16)
{
	static const struct {
		const char *magic, *what;
	} kinds[] = {{"%PDF-", "a PDF"}, {"PK\003\004", "a Word, OpenDocument or ZIP file"}, {"{\\rtf", "an RTF file"},
		{"\xD0\xCF\x11\xE0", "an old Word file"}};
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (str_starts(s, kinds[i].magic))
			return kinds[i].what;
	return !utf16 && s.n && memchr(s.p, 0, s.n) ? "a binary file" : NULL;
}

static struct pos start_of(struct arena *a, struct str name)
{
	return (struct pos){source_new(a, name, STR("")), 0, 0};
}

static bool blank(struct str s)
{
	return str_trim(s).n == 0;
}

static void report(const struct intake *in, const struct source *src, struct diags *d)
{
	if (in->foreign.n)
		diag_add(d, DIAG_BAD_UTF8, source_pos(src, in->foreign.first),
			"%zu byte%s not UTF-8, read as Windows-1252; this is the first", in->foreign.n,
			in->foreign.n == 1 ? " is" : "s are");
	if (in->control.n)
		diag_add(d, DIAG_CONTROL_CHARACTER, source_pos(src, in->control.first),
			"%zu control character%s removed; this is the first", in->control.n,
			in->control.n == 1 ? " was" : "s were");
}

struct source *intake_text(struct arena *a, struct str name, struct str bytes, struct diags *d)
{
	bool little = str_starts(bytes, "\xFF\xFE"), big = str_starts(bytes, "\xFE\xFF");
	const char *what = not_text(bytes, little || big);
	if (what) {
		struct diag *g = diag_add(d, DIAG_READ_FILE, start_of(a, name), "not plain text but %s", what);
		diag_note(d, g, (struct pos){0}, "save it as plain text (UTF-8) first");
		return NULL;
	}
	struct intake in = {0};
	buf_init(&in.out, BUF_NO_LIMIT);
	if (little || big)
		take_utf16(&in, str_skip(bytes, 2), big);
	else
		take_utf8(&in, bytes);
	struct str text = buf_copy(&in.out, a);
	buf_free(&in.out);
	if (blank(text)) {
		diag_add(d, DIAG_READ_FILE, start_of(a, name), "there is no text in it");
		return NULL;
	}
	struct source *src = source_new(a, name, text);
	report(&in, src, d);
	return src;
}
