/*
 * Labels of the map. The face that a viewer takes is not known here, so that widths are those of a wide one (of the make of Verdana and DejaVu
 * Sans): a narrower face leaves a little more room. Rejected: textLength, which makes every viewer stretch the letters.
 */
#include "write/chart.h"

#include <string.h>
#include "base/utf8.h"

/* Thousandths of the size. */
static int64_t advance(uint32_t rune)
{
	if (rune < 0x80) {
		char c = (char)rune;
		if (strchr("ijl.,:;'|!I", c))
			return 340;
		if (strchr(" ftr()[]/-\"", c))
			return 420;
		if (strchr("mwMW%@", c))
			return 980;
		if (c >= 'A' && c <= 'Z')
			return 740;
		return 635;
	}
	if ((rune >= 0x300 && rune <= 0x36F) || rune == 0x200B || rune == 0x200D || (rune >= 0xFE00 && rune <= 0xFE0F))
		return 0;
	if (rune >= 0x1100 && (rune <= 0x115F || (rune >= 0x2E80 && rune <= 0xD7A3) || (rune >= 0xF900 && rune <= 0xFAFF) ||
				      (rune >= 0xFE30 && rune <= 0xFF60) || rune >= 0x1F000))
		return 1050;
	if (rune == 0x2019 || rune == 0x2018)
		return 340;
	return rune == 0x2014 || rune == 0x2026 ? 1000 : 760;
}

int64_t chart_text_width(struct str text, int size, bool bold)
{
	int64_t sum = 0;
	for (size_t i = 0; i < text.n;)
		sum += advance(utf8_next(text, &i));
	return sum * size * CHART_ONE * (bold ? 110 : 100) / 100000;
}

/* The longest beginning of the text that is no wider than `most` with an ellipsis behind it. */
static struct str clipped(struct arena *a, struct str text, int size, bool bold, int64_t most)
{
	if (chart_text_width(text, size, bold) <= most)
		return text;
	size_t end = 0, next = 0;
	while (next < text.n) {
		utf8_next(text, &next);
		struct str with = arena_printf(a, STR_FMT "…", STR_ARG(str_sub(text, 0, next)));
		if (chart_text_width(with, size, bold) > most)
			break;
		end = next;
	}
	return arena_printf(a, STR_FMT "…", STR_ARG(str_trim(str_sub(text, 0, end))));
}

static bool breaks_at(struct str text, size_t i)
{
	size_t k = i;
	return i > 0 && (text.p[i] == ' ' || text.p[i - 1] == '-' || (i < text.n && advance(utf8_next(text, &k)) > 1000));
}

/* Where the first of `lines` lines should end, so that all are as alike in width as can be: the sum of their squares is least, and goes
 * to *cost. */
static size_t break_text(struct str text, int lines, int size, bool bold, int64_t *cost)
{
	size_t best = text.n;
	int64_t whole = chart_text_width(text, size, bold);
	*cost = whole * whole;
	for (size_t i = 0; lines > 1 && i < text.n; utf8_next(text, &i)) {
		int64_t rest, one = breaks_at(text, i) ? chart_text_width(str_sub(text, 0, i), size, bold) : 0;
		if (!one || one * one >= *cost)
			continue;
		break_text(str_trim(str_skip(text, i)), lines - 1, size, bold, &rest);
		if (one * one + rest < *cost) {
			*cost = one * one + rest;
			best = i;
		}
	}
	return best;
}

static int64_t set_lines(struct chart_label *l, struct str text, int lines, int size, bool bold)
{
	int64_t cost, widest = 0;
	for (l->n = 0; lines > 0 && text.n; lines--) {
		size_t end = break_text(text, lines, size, bold, &cost);
		struct str line = str_trim(str_sub(text, 0, end));
		int64_t width = chart_text_width(line, size, bold);
		widest = width > widest ? width : widest;
		l->lines[l->n++] = line;
		text = str_trim(str_skip(text, end));
	}
	return widest;
}

/* No title needs more to be known by; a hundred thousand letters would take long to break. */
static struct str shortened(struct str text)
{
	enum { MOST = 160 };
	size_t i = 0;
	while (i < text.n && i < MOST)
		utf8_next(text, &i);
	return str_sub(text, 0, i);
}

void chart_label_set(struct chart_label *l, struct arena *a, struct str text, int size, bool bold, int64_t most)
{
	*l = (struct chart_label){0};
	text = shortened(str_trim(text));
	for (int lines = 1; set_lines(l, text, lines, size, bold) > most && lines < CHART_LINES; lines++)
		;
	for (int i = 0; i < l->n; i++) {
		l->lines[i] = clipped(a, l->lines[i], size, bold, most * 3 / 2);
		int64_t width = chart_text_width(l->lines[i], size, bold);
		l->width = width > l->width ? width : l->width;
	}
	l->height = (int64_t)l->n * size * CHART_ONE * 6 / 5;
}
