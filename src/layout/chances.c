/*
 * Where lines may end. The text's own chances are marked first; hyphens only for paragraphs that cannot be set well without; and words are
 * parted against all rules only where a line would stick out.
 */
#include "layout/chances.h"

#include <unictype.h>
#include "base/utf8.h"

/* More than any word's: keys, hashes, data. Such a stretch may be parted anywhere. It also keeps every width within a dim. */
enum { UNBROKEN_MOST = 256 };

static size_t next_cluster(struct str text, size_t from)
{
	size_t next = from;
	utf8_next(text, &next);
	return grapheme_end(text, from, next);
}

static void part_anywhere(struct work *w, size_t from, size_t to)
{
	if (to - from <= (w->style->parted ? w->style->parted : UNBROKEN_MOST))
		return;
	for (size_t i = next_cluster(w->in.text, from); i < to; i = next_cluster(w->in.text, i))
		w->breaks[i] = BREAK_MAY;
}

void chances_mark(struct work *w)
{
	w->breaks = arena_array(w->scratch, unsigned char, w->in.text.n + 1);
	line_breaks(w->in.text, w->breaks);
	for (size_t i = 0; i < w->in.chances.n; i++)
		if (w->in.chances.items[i] < w->in.text.n && w->breaks[w->in.chances.items[i]] == BREAK_NO)
			w->breaks[w->in.chances.items[i]] = BREAK_MAY;
	for (size_t i = 0; i < w->in.forced.n; i++)
		w->breaks[w->in.forced.items[i]] = BREAK_MUST;
	size_t from = 0;
	for (size_t i = 1; i <= w->in.text.n; i++)
		if (w->breaks[i] != BREAK_NO || i == w->in.text.n) {
			part_anywhere(w, from, i);
			from = i;
		}
}

/* ---- hyphens */

/* *span: where to begin looking for the word's. Whether a chance was added. */
static bool hyphenate_word(struct work *w, size_t *span, uint32_t from, uint32_t to)
{
	bool added = false;
	const struct inline_span *first = work_span_at(w, span, from);
	if (first->unhyphenated)
		return false;
	struct hyphen_points points = hyphenate(w->setter->hyphenator, first->lang, str_sub(w->in.text, from, to));
	size_t last = *span;
	for (size_t i = 0; i < points.n; i++) {
		uint32_t at = from + points.at[i];
		if (!work_span_at(w, &last, at)->unhyphenated && w->breaks[at] == BREAK_NO) {
			w->breaks[at] = BREAK_HYPHEN;
			added = true;
		}
	}
	return added;
}

void chances_hyphenate(struct work *w)
{
	size_t i = 0, from = 0, span = 0;
	while (i < w->in.text.n) {
		size_t at = i;
		if (utf8_is_space(utf8_next(w->in.text, &i))) {
			if (at > from)
				hyphenate_word(w, &span, (uint32_t)from, (uint32_t)at);
			from = i;
		}
	}
	if (i > from)
		hyphenate_word(w, &span, (uint32_t)from, (uint32_t)i);
}

/* ---- words longer than their line */

struct range {
	uint32_t from, to;
};

/* The word around byte `at`, between white space. */
static struct range word_at(const struct work *w, uint32_t at)
{
	struct range word = {at, at};
	while (word.from && !utf8_is_space(rune_before(w->in.text, word.from)))
		while (((unsigned char)w->in.text.p[--word.from] & 0xC0) == 0x80)
			;
	for (size_t i = at; i < w->in.text.n && !utf8_is_space(utf8_next(w->in.text, &i));)
		word.to = (uint32_t)i;
	return word;
}

/* Without the signs around it. */
static struct range core_of(const struct work *w, struct range word)
{
	while (word.from < word.to && !utf8_is_alnum(rune_after(w->in.text, word.from)))
		word.from = (uint32_t)next_cluster(w->in.text, word.from);
	while (word.to > word.from && !utf8_is_alnum(rune_before(w->in.text, word.to)))
		while (((unsigned char)w->in.text.p[--word.to] & 0xC0) == 0x80)
			;
	return word;
}

/* Letters of a script with capitals, and the marks on them: what takes a hyphen. */
static bool takes_hyphen(uint32_t rune)
{
	return uc_is_property_cased(rune) || uc_is_general_category_withtable(rune, UC_CATEGORY_MASK_M);
}

static bool is_of_letters(const struct work *w, struct range core)
{
	for (size_t i = core.from; i < core.to;) {
		uint32_t rune = utf8_next(w->in.text, &i);
		if (!takes_hyphen(rune) && rune != '\'' && rune != '-' && rune != 0xAD && rune != 0x2010 && rune != 0x2019)
			return false;
	}
	return core.from < core.to;
}

enum parting_way { BY_LANGUAGE, BY_LETTERS, BY_CLUSTERS, BY_ANY, PARTING_WAYS };

/* With two letters or more on either side. */
static bool between_letters(const struct work *w, struct range core, uint32_t at)
{
	struct str before = str_sub(w->in.text, core.from, at), after = str_sub(w->in.text, at, core.to);
	size_t second = next_cluster(after, 0);
	return takes_hyphen(rune_before(w->in.text, at)) && takes_hyphen(rune_after(w->in.text, at)) && second < after.n &&
	       next_cluster(before, 0) < before.n;
}

static bool allows(const struct work *w, struct range core, uint32_t at, enum parting_way way)
{
	size_t span = 0;
	if (way == BY_ANY)
		return w->breaks[at] == BREAK_NO || w->breaks[at] == PARTING_HYPHEN;
	if (w->breaks[at] != BREAK_NO || at <= core.from || at >= core.to || work_span_at(w, &span, at)->note)
		return false;
	return way == BY_CLUSTERS || (!work_span_at(w, &span, at)->unhyphenated && between_letters(w, core, at));
}

/* Before the clusters of a word that the line holds. */
static bool part_word(struct work *w, struct range word, struct range line, enum parting_way way)
{
	struct range core = core_of(w, word);
	bool added = false;
	if (way == BY_LETTERS && !is_of_letters(w, core))
		return false;
	for (size_t i = next_cluster(w->in.text, word.from); i < word.to && i < line.to; i = next_cluster(w->in.text, i))
		if (i > line.from && allows(w, core, (uint32_t)i, way)) {
			w->breaks[i] = way == BY_LETTERS ? PARTING_HYPHEN : PARTING_PLAIN;
			added = true;
		}
	return added;
}

static void report(struct work *w, struct range word)
{
	for (size_t i = 0; i < w->parted.n; i++)
		if (w->parted.items[i] == word.from)
			return;
	*arena_push(w->scratch, &w->parted) = word.from;
	struct str whole = str_sub(w->in.text, word.from, word.to), shown = whole;
	size_t runes = 0;
	for (size_t i = 0; i < whole.n && runes < 40; runes++)
		shown.n = i = next_cluster(whole, i);
	diag_add(w->setter->diags, DIAG_OVERFULL_LINE, inlines_pos(&w->in, word.from, whole),
		"'" STR_FMT "%s' is longer than its line: it is parted where that ends", STR_ARG(shown), shown.n < whole.n ? "\u2026" : "");
}

bool chances_part(struct work *w, uint32_t from, uint32_t to)
{
	bool added = false;
	size_t span = 0;
	for (int way = w->setter->hyphenator ? BY_LANGUAGE : BY_LETTERS; way < PARTING_WAYS && !added; way++)
		for (uint32_t at = from; at < to;) {
			struct range word = word_at(w, at);
			at = word.to > at ? word.to : (uint32_t)next_cluster(w->in.text, at);
			if (word.to == word.from)
				continue;
			bool parted = way == BY_LANGUAGE ? hyphenate_word(w, &span, word.from, word.to) :
				part_word(w, word, (struct range){from, to}, (enum parting_way)way);
			if (parted)
				report(w, word);
			added = added || parted;
		}
	return added;
}
