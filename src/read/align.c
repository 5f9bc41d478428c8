/*
 * What reading does to running text, undone. A text node begins at the source byte that its place names and stands on one line; from there
 * each step takes one of the things that reading can have done: nothing, an escape, a character reference, a quote or dash set by smart.c,
 * a comment taken out. The text says which of them it was; where it fits none, the walk is lost and says so for all that follows.
 *
 * Rejected: keeping source offsets beside every text while reading, which costs each build for what one command wants; and searching the
 * source for the words, which finds the wrong ones.
 */
#include "read/align.h"

#include <string.h>
#include "read/html.h"
#include "read/smart.h"

enum { REFERENCE_LONGEST = 40 };

static bool is_punct(char c)
{
	unsigned char u = (unsigned char)c;
	return (u >= 33 && u <= 47) || (u >= 58 && u <= 64) || (u >= 91 && u <= 96) || (u >= 123 && u <= 126);
}

static bool blank(char c)
{
	return c == ' ' || c == '\t';
}

static char at(struct str s, size_t i)
{
	return i < s.n ? s.p[i] : '\0';
}

void align_start(struct align *a, const struct node *text, struct arena *arena)
{
	*a = (struct align){.node = text, .arena = arena, .text = text->text, .lost = !text->pos.src};
	if (!a->lost) {
		a->source = text->pos.src->text;
		a->s = source_offset(text->pos);
	}
}

/* `%%…%%` and, when blanks stand on both sides, those after it. */
static void skip_comments(struct align *a)
{
	while (at(a->source, a->s) == '%' && at(a->source, a->s + 1) == '%' && at(a->text, a->t) != '%') {
		struct str rest = str_skip(a->source, a->s + 2);
		size_t end = str_find(rest, "%%");
		if (end == rest.n)
			return;
		a->s += end + 4;
		while (a->t > 0 && a->text.p[a->t - 1] == ' ' && blank(at(a->source, a->s)) && at(a->text, a->t) != ' ')
			a->s++;
	}
}

static bool step(struct align *a, size_t text, size_t source)
{
	a->t += text;
	a->s += source;
	return true;
}

static bool step_reference(struct align *a)
{
	size_t end = a->s + 1;
	while (end < a->source.n && end < a->s + REFERENCE_LONGEST && a->source.p[end] != ';' && !blank(a->source.p[end]) && a->source.p[end] != '\n')
		end++;
	if (at(a->source, end) != ';')
		return false;
	struct str raw = str_sub(a->source, a->s, end + 1), decoded = html_decode(a->arena, raw), rest = str_skip(a->text, a->t);
	if (decoded.p == raw.p || decoded.n == 0 || decoded.n > rest.n || memcmp(decoded.p, rest.p, decoded.n) != 0)
		return false;
	return step(a, decoded.n, raw.n);
}

/* The next thing of the text. A byte that both have is one only when nothing else explains it: of `\\` the text has half. */
static bool align_step(struct align *a)
{
	size_t nsource, ntext;
	skip_comments(a);
	char s = at(a->source, a->s), next = at(a->source, a->s + 1), t = at(a->text, a->t);
	if (a->s >= a->source.n || s == '\n')
		return false;
	if (s == '\\' && is_punct(next) && next == t)
		return step(a, 1, 2);
	if (s == '&' && step_reference(a))
		return true;
	if (smart_match(str_skip(a->source, a->s), str_skip(a->text, a->t), &nsource, &ntext))
		return step(a, ntext, nsource);
	return s == t && step(a, 1, 1);
}

static bool align_to(struct align *a, size_t t)
{
	while (!a->lost && a->t < t)
		a->lost = !align_step(a);
	return !a->lost && a->t == t;
}

bool align_range(struct align *a, size_t from, size_t to, size_t *start, size_t *end)
{
	if (!align_to(a, from))
		return false;
	skip_comments(a);
	*start = a->s;
	if (!align_to(a, to))
		return false;
	*end = a->s;
	return true;
}

void align_file_start(struct align_file *a, struct str raw, struct str text)
{
	*a = (struct align_file){.raw = raw, .text = text, .r = str_starts(raw, "\xEF\xBB\xBF") ? 3 : 0};
}

bool align_file_offset(struct align_file *a, size_t offset, size_t *raw)
{
	for (; a->t < offset; a->t++, a->r++) {
		bool crlf = at(a->raw, a->r) == '\r' && at(a->raw, a->r + 1) == '\n';
		char c = at(a->raw, a->r + crlf);
		if (a->r + crlf >= a->raw.n || (c == '\r' ? '\n' : c) != a->text.p[a->t])
			return false;
		a->r += crlf;
	}
	*raw = a->r;
	return true;
}
