/*
 * Itemisation. A cluster (UAX #29) is the least that goes to one face, a word the least that is asked whole for another face: letters
 * of one word and script come from one font even when the wanted one has some of them.
 *
 * Scripts: characters of no script of their own (Common, Inherited) go with what stands before them, at a run's start with what
 * follows, brackets with their opening half (UAX #24, 5.2 as Pango and ICU do it too). Script_Extensions are not looked at.
 * Directions by FriBidi, only when there is a character that can go from right to left: most books have none.
 */
#include "text/itemize.h"

#include <string.h>
#include <uninorm.h>
#include "base/utf8.h"
#include "text/breaks.h"
#include "text/libraries.h"

#define MOST_BRACKETS 16
#define MOST_RUNES 48 /* asked of one face at once */

struct cluster {
	uint32_t from, to;
	uint32_t runes[MOST_RUNES]; /* those that a face must have */
	uint32_t n;
	uint32_t script; /* of its own; 0: none */
};

struct itemizer {
	struct arena *arena;
	struct faces *faces;
	struct str text;
	const struct text_span *spans;
	uint32_t span;
	const uint8_t *levels; /* by byte; NULL: all 0 */
	uint32_t script;       /* of the characters before; 0: none yet */
	size_t unscripted;     /* runs from here on wait for the first script */
	struct {
		uint32_t closing, script;
	} brackets[MOST_BRACKETS];
	size_t nbrackets;
	/* the word that i is in, when the span's face has not all of it */
	uint32_t word_end;
	uint32_t word_script;
	const struct face *word_face;
	const struct face *last; /* the fallback of the cluster before, when that had a script; else NULL */
	struct text_runs *out;
};

/* ---- directions */

static bool may_go_left(struct str text)
{
	for (size_t i = 0; i < text.n;) {
		if ((unsigned char)text.p[i] < 0xd6) { /* below U+0580 */
			i++;
			continue;
		}
		uint32_t r = utf8_next(text, &i);
		if ((r >= 0x590 && r < 0x900) || (r >= 0x200e && r < 0x2010) || (r >= 0x202a && r < 0x202f) || (r >= 0x2066 && r < 0x206a) ||
			(r >= 0xfb1d && r < 0xfe00) || (r >= 0xfe70 && r < 0xff00) || (r >= 0x10800 && r < 0x11000) ||
			(r >= 0x1e800 && r < 0x1f000))
			return true;
	}
	return false;
}

/* Sets the paragraph's direction and, when not all is of level 0, the levels by byte. */
static void find_levels(struct itemizer *it, enum text_direction direction)
{
	const struct setting_libraries *lib = setting_libraries();
	struct str text = it->text;
	it->out->rtl = direction == DIRECTION_RTL;
	if (direction != DIRECTION_RTL && !may_go_left(text))
		return;
	size_t n = utf8_count(text), k = 0;
	FriBidiChar *runes = arena_array(it->arena, FriBidiChar, n);
	FriBidiCharType *types = arena_array(it->arena, FriBidiCharType, n);
	FriBidiBracketType *brackets = arena_array(it->arena, FriBidiBracketType, n);
	FriBidiLevel *levels = arena_array(it->arena, FriBidiLevel, n);
	for (size_t i = 0; i < text.n;)
		runes[k++] = utf8_next(text, &i);
	lib->fribidi_get_bidi_types(runes, (int)n, types);
	lib->fribidi_get_bracket_types(runes, (int)n, types, brackets);
	FriBidiParType base = direction == DIRECTION_RTL ? FRIBIDI_PAR_RTL
		: direction == DIRECTION_LTR                ? FRIBIDI_PAR_LTR
							    : lib->fribidi_get_par_direction(types, (int)n);
	if (base == FRIBIDI_PAR_ON)
		base = FRIBIDI_PAR_LTR;
	if (!lib->fribidi_get_par_embedding_levels_ex(types, brackets, (int)n, &base, levels))
		return; /* out of memory */
	it->out->rtl = FRIBIDI_IS_RTL(base);
	uint8_t *by_byte = arena_array(it->arena, uint8_t, text.n + 1);
	k = 0;
	for (size_t i = 0; i < text.n; k++) {
		size_t from = i;
		utf8_next(text, &i);
		memset(by_byte + from, levels[k], i - from);
	}
	it->levels = by_byte;
}

/* ---- scripts */

static uint32_t script_of(uint32_t rune)
{
	const struct setting_libraries *lib = setting_libraries();
	if (rune < 0x80)
		return (rune | 0x20) >= 'a' && (rune | 0x20) <= 'z' ? SCRIPT_LATIN : 0;
	hb_script_t script = lib->hb_unicode_script(lib->hb_unicode_funcs_get_default(), rune);
	return script == HB_SCRIPT_COMMON || script == HB_SCRIPT_INHERITED || script == HB_SCRIPT_UNKNOWN ? 0 : (uint32_t)script;
}

/* What closes an opening bracket, or 0. Not quotation marks, whose halves change places from language to language. */
static uint32_t closing(uint32_t rune)
{
	switch (rune) {
	case '(': return ')';
	case '[': return ']';
	case '{': return '}';
	case 0xff08: return 0xff09;
	default: return rune >= 0x3008 && rune <= 0x301a && rune != 0x3012 && rune != 0x3013 && !(rune & 1) == (rune < 0x3012) ? rune + 1 : 0;
	}
}

/* The script that the cluster is set in, given what came before; 0: not known yet. */
static uint32_t resolve(struct itemizer *it, const struct cluster *c, uint32_t rune)
{
	if (c->script)
		return it->script = c->script;
	uint32_t close = closing(rune);
	if (close && it->nbrackets < MOST_BRACKETS) {
		it->brackets[it->nbrackets].closing = close;
		it->brackets[it->nbrackets++].script = it->script;
	}
	for (size_t i = it->nbrackets; !close && i-- > 0;) {
		if (it->brackets[i].closing == rune) {
			it->nbrackets = i;
			return it->script = it->brackets[i].script ? it->brackets[i].script : it->script;
		}
	}
	return it->script;
}

/* ---- faces */

/* Drawn by no glyph, or by HarfBuzz from the space: Default_Ignorable_Code_Point, controls, White_Space. */
static bool needs_no_glyph(uint32_t r)
{
	return r < 0x20 || (r >= 0x7f && r < 0xa0) || r == 0xad || r == 0x34f || r == 0x61c || r == 0x115f || r == 0x1160 ||
	       (r >= 0x17b4 && r < 0x17b6) || (r >= 0x180b && r < 0x1810) || (r >= 0x2000 && r < 0x2010) || (r >= 0x2028 && r < 0x2030) ||
	       (r >= 0x205f && r < 0x2070) || r == 0x3164 || (r >= 0xfe00 && r < 0xfe10) || r == 0xfeff || r == 0xffa0 || r == 0xa0 ||
	       (r >= 0xe0000 && r < 0xe1000);
}

/* HarfBuzz draws a no-break hyphen with a hyphen. */
static bool draws(const struct face *face, uint32_t rune)
{
	return face_has(face, rune) || (rune == 0x2011 && face_has(face, 0x2010));
}

static bool has_all(const struct face *face, const uint32_t *runes, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!draws(face, runes[i]))
			return false;
	return true;
}

/* Letters and marks apart or as one, as HarfBuzz's normalizer looks for them, too. */
static bool covers(const struct face *face, const struct cluster *c)
{
	if (has_all(face, c->runes, c->n))
		return true;
	for (int form = 0; form < 2; form++) {
		uint32_t other[4 * MOST_RUNES];
		size_t n = sizeof other / sizeof *other;
		if (u32_normalize(form ? UNINORM_NFD : UNINORM_NFC, c->runes, c->n, other, &n) == other && has_all(face, other, n))
			return true;
	}
	return false;
}

static struct cluster cluster_at(const struct itemizer *it, size_t from, size_t limit)
{
	struct cluster c;
	size_t i = from;
	uint32_t first = utf8_next(it->text, &i);
	c.from = (uint32_t)from;
	c.to = (uint32_t)grapheme_end(str_sub(it->text, 0, limit), from, i);
	c.script = script_of(first);
	c.n = 0;
	for (i = from; i < c.to && c.n < MOST_RUNES;) {
		uint32_t rune = utf8_next(it->text, &i);
		if (!needs_no_glyph(rune))
			c.runes[c.n++] = rune;
		if (!c.script)
			c.script = script_of(rune);
	}
	return c;
}

static bool is_space(struct str text, size_t i)
{
	return (unsigned char)text.p[i] <= ' ';
}

/* Adds what the word's clusters of the first script that `wanted` lacks must have, each once and in order. */
static size_t gather(struct itemizer *it, size_t from, size_t to, const struct face *wanted, uint32_t *runes, uint32_t *script)
{
	size_t n = 0;
	*script = 0;
	for (int pass = 0; pass < 2; pass++) {
		for (size_t i = from; i < to;) {
			struct cluster c = cluster_at(it, i, to);
			i = c.to;
			if (!pass && !*script && c.script && !covers(wanted, &c))
				*script = c.script;
			for (uint32_t k = 0; pass && *script && c.script == *script && k < c.n; k++) {
				size_t at = 0;
				while (at < n && runes[at] < c.runes[k])
					at++;
				if (at < n && runes[at] == c.runes[k])
					continue;
				if (n == MOST_RUNES)
					return 0;
				memmove(runes + at + 1, runes + at, (n++ - at) * sizeof *runes);
				runes[at] = c.runes[k];
			}
		}
	}
	return n;
}

/* What the word at i is set in where the span's face will not do. */
static void enter_word(struct itemizer *it, size_t i, size_t limit)
{
	const struct text_span *span = &it->spans[it->span];
	uint32_t runes[MOST_RUNES + 1];
	size_t end = i;
	bool all = true;
	while (end < limit && is_space(it->text, end))
		end++;
	while (end < limit && !is_space(it->text, end)) {
		uint32_t rune = utf8_next(it->text, &end);
		all = all && (needs_no_glyph(rune) || draws(span->face, rune));
	}
	it->word_end = (uint32_t)end;
	it->word_face = NULL;
	if (all)
		return;
	size_t n = gather(it, i, end, span->face, runes, &it->word_script);
	if (!n)
		return;
	it->word_face = it->last && has_all(it->last, runes, n) ? it->last : faces_fallback(it->faces, span->face, span->lang, runes, n);
}

static void report(struct itemizer *it, const struct face *face, const struct cluster *c)
{
	for (size_t i = c->from; i < c->to;) {
		uint32_t at = (uint32_t)i, rune = utf8_next(it->text, &i);
		if (!needs_no_glyph(rune) && !draws(face, rune))
			*arena_push(it->arena, &it->out->missing) = (struct missing_rune){at, rune};
	}
}

static const struct face *face_for(struct itemizer *it, const struct cluster *c)
{
	const struct text_span *span = &it->spans[it->span];
	if (!c->n)
		return it->last ? it->last : span->face; /* joiners and the like stay where they stand */
	if (it->word_face && c->script == it->word_script)
		return it->word_face;
	if (!c->script && it->last && covers(it->last, c))
		return it->last;
	if (covers(span->face, c))
		return span->face;
	if (it->last && covers(it->last, c))
		return it->last;
	const struct face *face = faces_fallback(it->faces, span->face, span->lang, c->runes, c->n);
	if (!face && c->n > 1) /* at least the letter, if not its marks */
		face = faces_fallback(it->faces, span->face, span->lang, c->runes, 1);
	if (!face || !covers(face, c))
		report(it, face ? face : span->face, c);
	return face ? face : span->face;
}

/* ---- runs */

static void add(struct itemizer *it, const struct cluster *c, const struct face *face, uint32_t script)
{
	const struct text_span *span = &it->spans[it->span];
	uint8_t level = it->levels ? it->levels[c->from] : 0;
	struct text_run *last = it->out->n ? &it->out->items[it->out->n - 1] : NULL;
	for (size_t i = it->unscripted; script && i < it->out->n; i++)
		it->out->items[i].style.script = script;
	if (script)
		it->unscripted = SIZE_MAX;
	if (last && last->span == it->span && last->level == level && last->style.face == face && last->style.script == script) {
		last->to = c->to;
		return;
	}
	*arena_push(it->arena, it->out) = (struct text_run){c->from, c->to, it->span,
		{.face = face, .lang = span->lang, .script = script, .features = span->features, .rtl = level & 1}, level};
}

/*
 * The end of what goes on as it was, from i on: Latin text of ASCII alone, which is nearly all of many a book. Brackets are seen one at
 * a time, and so is a letter that a mark may follow.
 */
static size_t plain_end(const struct itemizer *it, size_t i, size_t limit)
{
	static const uint64_t bracket[2] = {(uint64_t)1 << '(' | (uint64_t)1 << ')',
		(uint64_t)1 << ('[' - 64) | (uint64_t)1 << (']' - 64) | (uint64_t)1 << ('{' - 64) | (uint64_t)1 << ('}' - 64)};
	const uint64_t *has = it->spans[it->span].face->basic;
	size_t from = i;
	if (it->levels || it->last || it->script != SCRIPT_LATIN)
		return i;
	for (; i < limit; i++) {
		unsigned char c = (unsigned char)it->text.p[i];
		if (c >= 0x80 || !((has[c / 64] & ~bracket[c / 64]) >> c % 64 & 1))
			break;
	}
	return i > from && i < limit && (unsigned char)it->text.p[i] >= 0xcc ? i - 1 : i;
}

static void take_cluster(struct itemizer *it, size_t *i, size_t limit)
{
	const struct text_span *span = &it->spans[it->span];
	size_t plain = plain_end(it, *i, limit);
	if (plain > *i) {
		add(it, &(struct cluster){.from = (uint32_t)*i, .to = (uint32_t)plain}, span->face, it->script);
		*i = plain;
		return;
	}
	struct cluster c = cluster_at(it, *i, limit);
	if (c.from >= it->word_end)
		enter_word(it, c.from, limit);
	size_t at = c.from;
	uint32_t script = resolve(it, &c, utf8_next(it->text, &at));
	const struct face *face = face_for(it, &c);
	if (c.script || face == span->face)
		it->last = face == span->face ? NULL : face;
	add(it, &c, face, script);
	*i = c.to;
}

void itemize(struct arena *a, struct faces *faces, struct str text, const struct text_span *spans, size_t nspans,
	enum text_direction direction, struct text_runs *out)
{
	*out = (struct text_runs){0};
	struct itemizer it = {.arena = a, .faces = faces, .text = text, .spans = spans, .out = out};
	find_levels(&it, direction);
	for (size_t i = 0; it.span < nspans; it.span++) {
		it.word_end = (uint32_t)i;
		it.last = NULL;
		while (i < spans[it.span].to)
			take_cluster(&it, &i, spans[it.span].to);
	}
	for (size_t i = 0; i < out->n; i++) /* no letter at all: digits, marks */
		if (!out->items[i].style.script)
			out->items[i].style.script = SCRIPT_LATIN;
}

void line_order(const uint8_t *levels, size_t n, uint32_t *order)
{
	uint8_t highest = 0, lowest_odd = 255;
	for (size_t i = 0; i < n; i++) {
		order[i] = (uint32_t)i;
		highest = levels[i] > highest ? levels[i] : highest;
		lowest_odd = levels[i] & 1 && levels[i] < lowest_odd ? levels[i] : lowest_odd;
	}
	for (unsigned level = highest; level >= lowest_odd; level--) {
		for (size_t from = 0; from < n; from++) {
			size_t to = from;
			while (to < n && levels[order[to]] >= level)
				to++;
			for (size_t i = from, k = to; i + 1 < k; i++) {
				uint32_t swapped = order[i];
				order[i] = order[--k];
				order[k] = swapped;
			}
			from = to > from ? to : from;
		}
	}
}
