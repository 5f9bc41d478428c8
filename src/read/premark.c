/*
 * Marking before cmark reads: wikilinks, notes and comments are told by their brackets alone, for cmark gives extensions
 * no hold on `[`. Whether a mark stands in code is cmark's to decide; only comments, which vanish, need that known here,
 * so a text that holds `%%` is gone through line by line a second time.
 *
 * Rejected: an extension that post-processes text nodes. There `\[^1]` and `[^1]` look the same.
 */
#include "read/premark.h"

#include <string.h>
#include "base/utf8.h"

#define WIKI_LONGEST 1000
#define TICKS_MAX 80 /* cmark's limit */
#define INLINE_NOTE_BUDGET (1u << 20) /* bytes gone through in search of the ends of notes that have none */

char premark_byte(char c)
{
	static const char written[32] = {[MARK_WIKI_OPEN] = '[', [MARK_WIKI_CLOSE] = ']', [MARK_NOTE] = '[', [MARK_CARET] = '^',
		[MARK_INLINE] = '[', [MARK_INLINE_END] = ']', [MARK_EMBED] = '!', ['\t'] = '\t', ['\n'] = '\n', ['\r'] = '\r'};
	return (unsigned char)c < 32 ? written[(unsigned char)c] : c;
}

bool premark_any(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] < 32 && s.p[i] != '\t' && s.p[i] != '\n')
			return true;
	return false;
}

struct str premark_restore(struct arena *a, struct str s)
{
	char *out = arena_alloc(a, s.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++) {
		char c = premark_byte(s.p[i]);
		if (c)
			out[n++] = c;
	}
	return (struct str){out, n};
}

static bool escaped(const char *p, size_t i)
{
	size_t n = 0;
	while (n < i && p[i - n - 1] == '\\')
		n++;
	return n % 2 == 1;
}

/* [[target]] at i: the offset of its ]], or 0. A link around brackets, `[[x]](address)`, is left to cmark. */
static size_t wiki_end(const char *p, size_t i, size_t n)
{
	size_t stop = n - i > WIKI_LONGEST ? i + WIKI_LONGEST : n;
	bool blank = true;
	for (size_t j = i + 2; j + 1 < stop; j++) {
		char c = p[j];
		if (c == '\n' || c == '[' || (unsigned char)c < ' ')
			return 0;
		if (c == ']') {
			if (p[j + 1] != ']' || blank)
				return 0;
			char after = j + 2 < n ? p[j + 2] : 0;
			char label = j + 3 < n ? p[j + 3] : 0;
			bool reference = after == '[' && label != '[' && label != '^'; /* another wikilink, or a note */
			return after == '(' || reference ? 0 : j;
		}
		blank = blank && (c == ' ' || c == '\t');
	}
	return 0;
}

static size_t mark_bracket(char *p, size_t i, size_t n)
{
	if (i + 2 >= n || escaped(p, i))
		return i + 1;
	if (p[i + 1] == '[') {
		size_t end = wiki_end(p, i, n);
		if (!end)
			return i + 1;
		if (i > 0 && p[i - 1] == '!' && !escaped(p, i - 1))
			p[i - 1] = MARK_EMBED;
		p[i] = p[i + 1] = MARK_WIKI_OPEN;
		p[end] = p[end + 1] = MARK_WIKI_CLOSE;
		return i + 2;
	}
	if (p[i + 1] != '^')
		return i + 1;
	size_t j = i + 2;
	while (j < n && (unsigned char)p[j] > ' ' && p[j] != ']' && p[j] != '[' && p[j] != '\\' && p[j] != '`')
		j++;
	if (j < n && p[j] == ']' && j > i + 2 && !(j + 1 < n && p[j + 1] == '('))
		p[i] = MARK_NOTE;
	return i + 1;
}

/* ^[ at i: marks its end too, which brackets inside, code and escapes do not make. */
static void mark_inline_note(char *p, size_t i, size_t n, size_t *budget)
{
	size_t depth = 1, j = i + 2;
	for (; j < n && depth && *budget; j++, (*budget)--) {
		if (p[j] == '\\' && j + 1 < n)
			j++;
		else if (p[j] == '\n' && j + 1 < n && p[j + 1] == '\n')
			return;
		else if (p[j] == '[')
			depth++;
		else if (p[j] == ']')
			depth--;
		else if (p[j] == '`') {
			size_t k = j;
			while (k < n && p[k] != '\n' && (k == j || p[k] != '`'))
				k++;
			if (k < n && p[k] == '`')
				j = k;
		}
	}
	if (depth || j == i + 3)
		return;
	*budget += j - i; /* what was found is not searched in vain */
	p[i] = MARK_CARET;
	p[i + 1] = MARK_INLINE;
	p[j - 1] = MARK_INLINE_END;
}

static void mark_brackets(char *p, size_t n)
{
	size_t budget = INLINE_NOTE_BUDGET;
	for (size_t i = 0; i < n;) {
		unsigned char c = (unsigned char)p[i];
		if (c == '[')
			i = mark_bracket(p, i, n);
		else if (c == '^' && i + 1 < n && p[i + 1] == '[' && !(i > 0 && p[i - 1] == '[') && !escaped(p, i)) {
			mark_inline_note(p, i, n, &budget);
			i++;
		} else
			i++;
	}
}

/* Where comments are looked for: what the lines before say of this one. */
struct comments {
	const struct source *src;
	char *p;
	size_t n, from;
	struct diags *d;
	char fence;        /* ` or ~ of the open fence, or 0 */
	size_t fence_long;
	bool code;         /* the last line was indented code */
	bool blank;        /* the last line was blank */
	size_t start, stop; /* of the line that is gone through */
	size_t dead[TICKS_MAX + 1]; /* by length of a run of backticks: up to where none closes it */
	bool nested;       /* a list item, note or definition is open: indented lines are its text */
};

static size_t line_end(const struct comments *c, size_t i)
{
	const char *nl = memchr(c->p + i, '\n', c->n - i);
	return nl ? (size_t)(nl - c->p) : c->n;
}

/* Past the marks of quotes and lists, which a fence may stand behind. */
static size_t skip_marks(const char *p, size_t i, size_t end)
{
	for (;;) {
		size_t j = i;
		while (j < end && (p[j] == ' ' || p[j] == '\t' || p[j] == '>'))
			j++;
		size_t k = j;
		while (k < end && p[k] >= '0' && p[k] <= '9')
			k++;
		bool ordered = k > j && k < end && (p[k] == '.' || p[k] == ')');
		bool bullet = j < end && (p[j] == '-' || p[j] == '*' || p[j] == '+');
		size_t after = ordered ? k + 1 : j + 1;
		if ((!ordered && !bullet) || after >= end || p[after] != ' ')
			return j;
		i = after + 1;
	}
}

/* Whether the line is a fence or inside one. */
static bool fenced(struct comments *c, size_t i, size_t end)
{
	size_t j = skip_marks(c->p, i, end), k = j;
	char mark = j < end ? c->p[j] : 0;
	while (k < end && c->p[k] == mark)
		k++;
	if (c->fence) {
		if (mark == c->fence && k - j >= c->fence_long)
			c->fence = 0;
		return true;
	}
	if ((mark != '`' && mark != '~') || k - j < 3 || (mark == '`' && memchr(c->p + k, '`', end - k)))
		return false;
	c->fence = mark;
	c->fence_long = k - j;
	return true;
}

/* Whether the line is indented code; keeps the state of the lines up. */
static bool indented_code(struct comments *c, size_t i, size_t end)
{
	size_t j = i, columns = 0;
	while (j < end && (c->p[j] == ' ' || c->p[j] == '\t'))
		columns += c->p[j++] == '\t' ? 4 : 1;
	if (j == end) {
		c->blank = true;
		return false;
	}
	bool code = columns >= 4 && (c->blank || c->code) && !c->nested;
	if (columns < 4)
		c->nested = skip_marks(c->p, j, end) != j || c->p[j] == ':' || c->p[j] == '[' || c->p[j] == MARK_NOTE ||
			    (c->nested && columns >= 2);
	c->code = code;
	c->blank = false;
	return code;
}

static size_t code_span_end(struct comments *c, size_t i)
{
	size_t k = i, ticks;
	while (k < c->n && c->p[k] == '`')
		k++;
	ticks = k - i;
	if (ticks > TICKS_MAX || i < c->dead[ticks])
		return k;
	size_t j;
	for (j = k; j < c->n;) {
		if (c->p[j] == '\n' && j + 1 < c->n && c->p[j + 1] == '\n')
			break;
		if (c->p[j] != '`') {
			j++;
			continue;
		}
		size_t run = j;
		while (j < c->n && c->p[j] == '`')
			j++;
		if (j - run == ticks)
			return j;
	}
	c->dead[ticks] = j;
	return k;
}

static bool only_blanks(const char *p, size_t from, size_t to)
{
	while (from < to && (p[from] == ' ' || p[from] == '\t'))
		from++;
	return from >= to;
}

/*
 * Takes the bytes [i, end) out. A comment with lines of its own next to a blank line becomes blank; elsewhere it must
 * not: a blank line would end the paragraph or loosen the list that it stands in.
 */
static void take_out(struct comments *c, size_t i, size_t end)
{
	size_t start = c->start, stop = end <= c->stop ? c->stop : line_end(c, end);
	bool own = only_blanks(c->p, start, i) && only_blanks(c->p, end, stop);
	bool before = start < 2 || c->p[start - 2] == '\n';
	bool after = stop + 1 >= c->n || c->p[stop + 1] == '\n';
	char fill = own && (before || after) ? ' ' : MARK_NOTHING;
	bool quoted = end > c->stop && start < i && memchr(c->p + start, '>', i - start) != NULL;
	for (size_t j = i; j < end; j++) {
		if (c->p[j] != '\n') {
			c->p[j] = fill;
			continue;
		}
		while (quoted && j + 1 < end && (c->p[j + 1] == '>' || c->p[j + 1] == ' '))
			j++;
	}
}

static size_t comment_end(const struct comments *c, size_t i)
{
	const char *end = i + 2 < c->n ? memmem(c->p + i + 2, c->n - i - 2, "%%", 2) : NULL;
	return end ? (size_t)(end - c->p) + 2 : 0;
}

/* The line that the end of a comment over several lines stands on. */
static void set_line(struct comments *c, size_t at)
{
	c->start = at;
	while (c->start > 0 && c->p[c->start - 1] != '\n')
		c->start--;
	c->stop = line_end(c, at);
}

static void take_comments(struct comments *c)
{
	size_t i = 0;
	bool bol = true;
	while (i < c->n) {
		if (bol) {
			size_t end = line_end(c, i);
			c->start = i;
			c->stop = end;
			if (fenced(c, i, end) || indented_code(c, i, end)) {
				i = end + 1;
				continue;
			}
		}
		bol = c->p[i] == '\n';
		if (c->p[i] == '\\')
			i += 2;
		else if (c->p[i] == '`')
			i = code_span_end(c, i);
		else if (c->p[i] == '%' && i + 1 < c->n && c->p[i + 1] == '%') {
			size_t end = comment_end(c, i);
			if (!end) {
				diag_add(c->d, DIAG_UNCLOSED_COMMENT, source_pos(c->src, c->from + i),
					"this %%%% opens a comment that no %%%% closes");
				return;
			}
			take_out(c, i, end);
			i = end;
			if (end > c->stop)
				set_line(c, end);
		} else
			i++;
	}
}

char *premark_text(const struct source *src, size_t from, struct diags *d)
{
	size_t n = src->text.n - from;
	char *p = mem_alloc(n + 1);
	memcpy(p, src->text.p + from, n);
	for (size_t i = 0; i < n; i++)
		if ((unsigned char)p[i] < 32 && p[i] != '\n' && p[i] != '\t')
			p[i] = MARK_NOTHING;
	if (memmem(p, n, "%%", 2)) {
		struct comments c = {.src = src, .p = p, .n = n, .from = from, .d = d, .blank = true};
		take_comments(&c);
	}
	mark_brackets(p, n);
	return p;
}
