/*
 * Hard-wrapped text is told by its lines being full: a wrapping program ends a line only where the next word would not
 * have fitted, so `length + 1 + next word` passes the width nearly always, whereas lines that are paragraphs end
 * anywhere. Only lines that do not end a sentence are judged, and they must be the most. Rejected: the average length of
 * lines, which takes a poem for wrapped prose; blank lines alone, which both shapes use.
 *
 * In wrapped text a line joins the one above when that one is full, or when it plainly goes on (no end of a sentence
 * above, lower case below). So verse, addresses and titles set close to their text stay apart.
 */
#include "import/units.h"

#include <string.h>
#include "base/buf.h"
#include "base/utf8.h"
#include "import/guess.h"

enum {
	WIDTH_LIMIT = 200,   /* longer lines are counted as this long */
	WRAP_MOST = 110,     /* no text is wrapped wider */
	WRAP_LEAST = 40,
	WRAP_PAIRS = 3,      /* pairs of lines to judge by, at least */
	WRAP_FULL = 75,      /* percent of them that must be full */
	WRAP_SLACK = 10,     /* a line is full within a tenth of the width: people and programs wrap unevenly */
	UNDERLINE_SLACK = 3, /* columns by which an underline may miss its title's length */
	TAB = 8,
	NUMBER_MOST = 999    /* of a list; a larger one is a year or an amount */
};

struct line {
	struct str text; /* trimmed */
	uint32_t no, indent, columns, first_word;
	size_t offset;   /* of the text's first byte in its source line */
	bool blank, item, forced;
};

struct lines {
	struct line *items;
	size_t n, cap;
};

/* ---- physical lines */

static bool is_blank_rune(uint32_t rune)
{
	return rune != UTF8_BAD && (utf8_is_space(rune) || rune == 0x200B);
}

static struct str trim_end(struct str s)
{
	while (s.n) {
		size_t i = s.n;
		while (i > 0 && ((unsigned char)s.p[i - 1] & 0xC0) == 0x80)
			i--;
		size_t at = i ? --i : 0;
		if (!is_blank_rune(utf8_next(s, &i)))
			break;
		s.n = at;
	}
	return s;
}

static uint32_t columns_of(struct str s)
{
	size_t n = s.n < 4 * WIDTH_LIMIT ? utf8_count(s) : WIDTH_LIMIT;
	return n < WIDTH_LIMIT ? (uint32_t)n : WIDTH_LIMIT;
}

/* Length of the bullet and the blanks after it, 0 when there is none. */
static size_t bullet(struct str s)
{
	static const char *const marks[] = {"-", "*", "+", "\u2022", "\u2023", "\u25E6", "\u25AA", "\u25CF", "\u00B7"};
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		size_t n = strlen(marks[i]), end = n;
		if (!str_starts(s, marks[i]))
			continue;
		while (end < s.n && (s.p[end] == ' ' || s.p[end] == '\t'))
			end++;
		return end > n && end < s.n ? end : 0;
	}
	return 0;
}

/* The same of `12.` or `12)`. */
static size_t numbered(struct str s, uint32_t *number, char *delimiter)
{
	size_t i = 0;
	uint32_t value = 0;
	for (; i < s.n && s.p[i] >= '0' && s.p[i] <= '9' && value <= NUMBER_MOST; i++)
		value = value * 10 + (uint32_t)(s.p[i] - '0');
	if (i == 0 || value > NUMBER_MOST || i + 1 >= s.n || (s.p[i] != '.' && s.p[i] != ')') || s.p[0] == '0')
		return 0;
	*delimiter = s.p[i++];
	*number = value;
	size_t end = i;
	while (end < s.n && (s.p[end] == ' ' || s.p[end] == '\t'))
		end++;
	return end > i && end < s.n ? end : 0;
}

static struct line line_of(struct str raw, uint32_t no, const struct unit_rule *rule)
{
	struct line l = {.no = no};
	size_t i = 0;
	while (i < raw.n) {
		size_t at = i;
		uint32_t rune = utf8_next(raw, &i);
		if (!is_blank_rune(rune)) {
			i = at;
			break;
		}
		l.indent = rune == '\t' ? (l.indent / TAB + 1) * TAB : l.indent + 1;
	}
	l.offset = i;
	l.text = trim_end(str_skip(raw, i));
	l.blank = l.text.n == 0;
	l.columns = columns_of(l.text) + (l.indent < WIDTH_LIMIT ? l.indent : WIDTH_LIMIT);
	l.first_word = columns_of(str_sub(l.text, 0, str_find_char(l.text, ' ')));
	l.item = bullet(l.text) > 0;
	l.forced = !l.blank && rule && rule->begins(rule->context, no, l.text);
	return l;
}

static void lines_read(struct arena *a, const struct source *src, const struct unit_rule *rule, struct lines *out)
{
	out->items = arena_array(a, struct line, src->nlines + 1);
	for (uint32_t no = 1; no <= src->nlines; no++)
		out->items[out->n++] = line_of(source_line(src, no), no, rule);
}

/* ---- the shape */

static bool full(const struct line *l, const struct line *next, uint32_t width)
{
	return l->columns + 1 + next->first_word > width - width / WRAP_SLACK;
}

/* Does the line go on below for certain? The last line of a paragraph need not be full. */
static bool unfinished(const struct line *l, const struct line *next)
{
	return !guess_sentence_end(l->text) || guess_lower_start(next->text);
}

/* Two lines of one block that a wrapping program could have parted. */
static bool is_pair(const struct lines *ls, size_t i)
{
	const struct line *l = &ls->items[i], *next = l + 1;
	return i + 1 < ls->n && !l->blank && !next->blank && !next->item && !guess_break(l->text) &&
		!guess_break(next->text) && !l->forced && !next->forced;
}

/* The width that all but 2 % of the lines keep to. */
static uint32_t common_width(const struct lines *ls)
{
	size_t counts[2 * WIDTH_LIMIT + 1] = {0}, total = 0, longer = 0;
	for (size_t i = 0; i < ls->n; i++) {
		counts[ls->items[i].columns] += !ls->items[i].blank;
		total += !ls->items[i].blank;
	}
	uint32_t width = 2 * WIDTH_LIMIT;
	while (width > 0 && (longer += counts[width]) * 50 <= total)
		width--;
	return width;
}

static void find_shape(const struct lines *ls, struct units *out)
{
	uint32_t width = common_width(ls);
	size_t pairs = 0, open = 0, filled = 0;
	if (width < WRAP_LEAST || width > WRAP_MOST)
		return;
	for (size_t i = 0; i < ls->n; i++) {
		if (!is_pair(ls, i))
			continue;
		const struct line *l = &ls->items[i], *next = l + 1;
		bool goes_on = unfinished(l, next);
		pairs++;
		open += goes_on;
		filled += goes_on && full(l, next, width);
	}
	out->wrapped = open >= WRAP_PAIRS && open * 2 >= pairs && filled * 100 >= open * WRAP_FULL;
	out->columns = width;
}

/* ---- units */

static struct str single_blanks(struct arena *a, struct str s)
{
	char *p = arena_alloc(a, s.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i] == '\t' || s.p[i] == '\n' ? ' ' : s.p[i];
		if (c != ' ' || (n && p[n - 1] != ' '))
			p[n++] = c;
	}
	return (struct str){p, n};
}

static void set_kind(struct unit *u)
{
	size_t n = 0;
	if (guess_break(u->whole)) {
		u->kind = UNIT_BREAK;
	} else if ((n = bullet(u->whole)) > 0) {
		u->kind = UNIT_BULLET;
	} else if ((n = numbered(u->whole, &u->number, &u->delimiter)) > 0) {
		u->kind = UNIT_NUMBER;
	}
	u->text = u->kind == UNIT_BULLET || u->kind == UNIT_NUMBER ? str_skip(u->whole, n) : u->whole;
}

static struct unit *unit_new(struct arena *a, struct units *out, const struct line *l, uint32_t blanks)
{
	struct unit *u = arena_push(a, out);
	*u = (struct unit){.whole = single_blanks(a, l->text), .line = l->no, .col = (uint32_t)l->offset + 1,
		.blanks = blanks, .indent = l->indent, .forced = l->forced};
	set_kind(u);
	return u;
}

/* A line of === or --- about as long as the line above it marks that line instead of parting scenes. */
static bool underlines(struct units *out, const struct line *l, uint32_t blanks)
{
	struct unit *above = out->n ? &out->items[out->n - 1] : NULL;
	char c = l->text.p[0];
	if (!above || blanks || above->kind != UNIT_TEXT || above->underline || (c != '=' && c != '-') ||
		str_find_char(l->text, ' ') < l->text.n || !guess_break(l->text) || !guess_maybe_title(above->whole))
		return false;
	uint32_t have = columns_of(above->whole), mark = columns_of(l->text);
	if (have > mark + UNDERLINE_SLACK || mark > have + UNDERLINE_SLACK)
		return false;
	above->underline = c == '=' ? UNDERLINE_DOUBLE : UNDERLINE_SINGLE;
	return true;
}

/* Whether a line that looks like a list item is the middle of a sentence with a dash at the wrap. */
static bool dash_in_sentence(const struct line *l, const struct line *above, const struct unit *u, uint32_t width)
{
	return u->kind == UNIT_TEXT && full(above, l, width) && !guess_sentence_end(above->text) &&
		guess_lower_start(l->text);
}

static bool joins(const struct units *out, const struct line *l, uint32_t blanks)
{
	const struct unit *u = out->n ? &out->items[out->n - 1] : NULL;
	const struct line *above = l - 1;
	uint32_t number;
	char delimiter;
	if (!out->wrapped || !u || blanks || u->kind == UNIT_BREAK || u->underline || u->forced || l->forced ||
		guess_break(l->text))
		return false;
	if (l->item && !dash_in_sentence(l, above, u, out->columns))
		return false;
	if (u->kind == UNIT_NUMBER && numbered(l->text, &number, &delimiter) && number == u->number + 1)
		return false;
	if (u->kind == UNIT_TEXT && l->indent > above->indent + 1)
		return false;
	return full(above, l, out->columns) || (!guess_sentence_end(above->text) && guess_lower_start(l->text));
}

static bool letter_before(struct str s, size_t end)
{
	size_t i = end;
	while (i > 0 && ((unsigned char)s.p[i - 1] & 0xC0) == 0x80)
		i--;
	i -= i > 0;
	return end > 0 && utf8_is_alnum(utf8_next(s, &i));
}

/* A word parted at a hyphen: `self-` above, `made` below. The hyphen stays; whether it belongs there, only a reader of
 * the language can say. */
static bool hyphen_parts(const struct line *above, const struct line *l)
{
	struct str s = above->text;
	return str_ends(s, "-") && s.n > 1 && letter_before(s, s.n - 1) && guess_lower_start(l->text) &&
		utf8_is_alnum((unsigned char)l->text.p[0]);
}

/* Adds the lines [from, to) to the unit. */
static void join_lines(struct arena *a, struct unit *u, const struct line *from, const struct line *to)
{
	struct buf b;
	buf_init(&b, BUF_NO_LIMIT);
	buf_str(&b, u->whole);
	for (const struct line *l = from; l < to; l++) {
		if (!hyphen_parts(l - 1, l))
			buf_char(&b, ' ');
		buf_str(&b, l->text);
	}
	u->whole = single_blanks(a, buf_view(&b));
	buf_free(&b);
	enum unit_kind kind = u->kind;
	set_kind(u);
	if (kind == UNIT_TEXT && u->kind != UNIT_TEXT) {
		u->kind = UNIT_TEXT;
		u->text = u->whole;
	}
}

/* A number begins a list item only in company: 1. 2. 3. one after the other, however deep. Else it is text. */
static void lone_numbers(struct units *us)
{
	for (size_t i = 0; i < us->n; i++) {
		struct unit *u = &us->items[i];
		if (u->kind != UNIT_NUMBER)
			continue;
		size_t end = i + 1;
		while (end < us->n && us->items[end].kind == UNIT_NUMBER && us->items[end].delimiter == u->delimiter &&
			us->items[end].number == us->items[end - 1].number + 1)
			end++;
		if (end - i < 2) {
			u->kind = UNIT_TEXT;
			u->text = u->whole;
		}
		i = end - 1;
	}
}

void units_read(struct arena *a, const struct source *src, const struct unit_rule *rule, struct units *out)
{
	struct lines ls = {0};
	*out = (struct units){0};
	lines_read(a, src, rule, &ls);
	find_shape(&ls, out);
	uint32_t blanks = 0;
	for (size_t i = 0; i < ls.n; i++) {
		const struct line *l = &ls.items[i];
		if (l->blank) {
			blanks++;
			continue;
		}
		if (underlines(out, l, blanks))
			continue;
		struct unit *u = unit_new(a, out, l, blanks);
		size_t next = i + 1;
		while (next < ls.n && !ls.items[next].blank && joins(out, &ls.items[next], 0))
			next++;
		if (next > i + 1)
			join_lines(a, u, l + 1, &ls.items[next]);
		i = next - 1;
		blanks = 0;
	}
	lone_numbers(out);
}
