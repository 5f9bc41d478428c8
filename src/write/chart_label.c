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

/* Where two lines are most alike in width. */
static size_t middle_break(struct str text, int size, bool bold)
{
	size_t best = 0;
	int64_t least = INT64_MAX;
	for (size_t i = 0; i < text.n; utf8_next(text, &i)) {
		if (!breaks_at(text, i))
			continue;
		int64_t one = chart_text_width(str_sub(text, 0, i), size, bold);
		int64_t other = chart_text_width(str_trim(str_skip(text, i)), size, bold);
		int64_t wider = one > other ? one : other;
		if (wider < least) {
			least = wider;
			best = i;
		}
	}
	return best;
}

void chart_label_set(struct chart_label *l, struct arena *a, struct str text, int size, bool bold, int64_t most)
{
	*l = (struct chart_label){.n = 1, .lines = {text}};
	size_t at = chart_text_width(text, size, bold) > most * 3 / 4 ? middle_break(text, size, bold) : 0;
	if (at) {
		l->lines[0] = str_trim(str_sub(text, 0, at));
		l->lines[1] = str_trim(str_skip(text, at));
		l->n = 2;
	}
	for (int i = 0; i < l->n; i++) {
		l->lines[i] = clipped(a, l->lines[i], size, bold, most);
		int64_t width = chart_text_width(l->lines[i], size, bold);
		l->width = width > l->width ? width : l->width;
	}
	l->height = (int64_t)l->n * size * CHART_ONE * 6 / 5;
}
