/*
 * Shaping with a word cache. Running text says the same words again and again: of 180,000 words some 12,000 differ, so a look-up
 * replaces fourteen of fifteen calls of hb_shape. This is right as long as a space parts what shapes on either side, which
 * Unicode's joining behaviour warrants and which each face is asked about for its kerning (face.kerns_spaces). Where a space and a
 * letter beside it are kerned, a word is shaped with its spaces; only where more is kerned is a whole run shaped each time.
 *
 * A cache for each thread was taken before one shared under a lock: what is saved by sharing (the first sight of a word, a
 * microsecond or two) is less than the lock would cost at every word.
 */
#include "text/shape.h"

#include <stdlib.h>
#include <string.h>
#include "base/utf8.h"
#include "text/libraries.h"

#define REST_LIMIT ((size_t)12 << 20) /* bytes held, beyond which shaper_rest gives them back */

/* feature bits of the cache's keys */
#define HYPHENATED 0x8000
#define AFTER_SPACE 0x4000
#define BEFORE_SPACE 0x2000
#define SPACE_ITSELF 0x1000 /* the text is an advance, four bytes */
#define MOST_FEATURES 16

struct style {
	struct shape_style as;
	hb_language_t lang;
	hb_feature_t features[MOST_FEATURES];
	unsigned nfeatures;
};

struct word {
	uint64_t hash;
	struct str text;
	uint32_t style;
	struct shaped shaped;
	int32_t lead, trail; /* what it adds to the space before and after it */
};

struct shaper {
	struct arena arena;
	hb_buffer_t *buffer;
	struct {
		struct style *items;
		size_t n, cap;
	} styles;
	size_t last; /* style asked for before */
	struct word **slots;
	size_t nslots, nwords; /* slots: a power of two, at most half full */
	bool uncached;
};

static void begin(struct shaper *s)
{
	arena_init(&s->arena);
	memset(&s->styles, 0, sizeof s->styles);
	s->last = 0;
	s->nwords = 0;
	s->nslots = 4096;
	s->slots = mem_alloc(s->nslots * sizeof(struct word *));
}

struct shaper *shaper_open(void)
{
	struct shaper *s = mem_alloc(sizeof *s);
	s->buffer = setting_libraries()->hb_buffer_create();
	begin(s);
	return s;
}

static void end(struct shaper *s)
{
	free(s->slots);
	arena_free(&s->arena);
}

void shaper_close(struct shaper *s)
{
	if (!s)
		return;
	end(s);
	setting_libraries()->hb_buffer_destroy(s->buffer);
	free(s);
}

void shaper_rest(struct shaper *s)
{
	if (s->arena.total + s->nslots * sizeof(struct word *) <= REST_LIMIT)
		return;
	end(s);
	begin(s);
}

void shaper_uncached(struct shaper *s)
{
	s->uncached = true;
}

/* ---- styles */

static const struct {
	unsigned when;
	hb_tag_t tag;
	uint32_t value;
} features[] = {
	{SHAPE_NO_KERNING, HB_TAG('k', 'e', 'r', 'n'), 0},
	{SHAPE_NO_LIGATURES, HB_TAG('l', 'i', 'g', 'a'), 0},
	{SHAPE_NO_LIGATURES, HB_TAG('c', 'l', 'i', 'g'), 0},
	{SHAPE_NO_LIGATURES, HB_TAG('c', 'a', 'l', 't'), 0},
	{SHAPE_SMALL_CAPS | SHAPE_ALL_SMALL_CAPS, HB_TAG('s', 'm', 'c', 'p'), 1},
	{SHAPE_ALL_SMALL_CAPS, HB_TAG('c', '2', 's', 'c'), 1},
	{SHAPE_OLD_STYLE, HB_TAG('o', 'n', 'u', 'm'), 1},
	{SHAPE_LINING, HB_TAG('l', 'n', 'u', 'm'), 1},
	{SHAPE_TABULAR, HB_TAG('t', 'n', 'u', 'm'), 1},
	{SHAPE_SUPERIORS, HB_TAG('s', 'u', 'p', 's'), 1},
};
_Static_assert(sizeof features / sizeof *features <= MOST_FEATURES, "all at once");

static bool same_style(const struct shape_style *a, const struct shape_style *b)
{
	return a->face == b->face && a->script == b->script && a->features == b->features && a->rtl == b->rtl && str_eq(a->lang, b->lang);
}

static struct style make_style(struct arena *a, const struct shape_style *as)
{
	struct style style = {.as = *as};
	style.as.lang = arena_copy(a, as->lang);
	style.lang = as->lang.n ? setting_libraries()->hb_language_from_string(as->lang.p, (int)as->lang.n) : HB_LANGUAGE_INVALID;
	for (size_t i = 0; i < sizeof features / sizeof *features; i++)
		if (as->features & features[i].when)
			style.features[style.nfeatures++] =
				(hb_feature_t){features[i].tag, features[i].value, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END};
	return style;
}

static uint32_t style_number(struct shaper *s, const struct shape_style *as)
{
	if (s->last < s->styles.n && same_style(&s->styles.items[s->last].as, as))
		return (uint32_t)s->last;
	for (s->last = 0; s->last < s->styles.n; s->last++)
		if (same_style(&s->styles.items[s->last].as, as))
			return (uint32_t)s->last;
	struct style style = make_style(&s->arena, as);
	*arena_push(&s->arena, &s->styles) = style;
	return (uint32_t)s->last;
}

/* ---- shaping */

/* A cluster's bytes go to its first glyph in drawing order; they end where the next cluster of the text begins. */
static void set_lengths(struct glyph *glyphs, uint32_t n, size_t end, bool rtl)
{
	for (uint32_t i = 0; i < n; i++) {
		uint32_t k = i;
		if (i && glyphs[i - 1].cluster == glyphs[i].cluster)
			continue;
		while (!rtl && k < n && glyphs[k].cluster == glyphs[i].cluster)
			k++;
		size_t next = rtl ? (i ? glyphs[i - 1].cluster : end) : k < n ? glyphs[k].cluster : end;
		glyphs[i].length = (uint32_t)(next - glyphs[i].cluster);
	}
}

/* text[from, to) with what is around it; clusters count from `from`. */
static struct shaped shape(struct shaper *s, const struct style *style, struct str text, size_t from, size_t to)
{
	const struct setting_libraries *lib = setting_libraries();
	hb_buffer_t *b = s->buffer;
	struct shaped out = {0};
	unsigned n;
	lib->hb_buffer_clear_contents(b);
	lib->hb_buffer_set_flags(b, HB_BUFFER_FLAG_REMOVE_DEFAULT_IGNORABLES);
	lib->hb_buffer_add_utf8(b, text.p, (int)text.n, (unsigned)from, (int)(to - from));
	lib->hb_buffer_set_direction(b, style->as.rtl ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
	lib->hb_buffer_set_script(b, (hb_script_t)style->as.script);
	lib->hb_buffer_set_language(b, style->lang);
	lib->hb_shape(style->as.face->hb, b, style->features, style->nfeatures);
	const hb_glyph_info_t *infos = lib->hb_buffer_get_glyph_infos(b, &n);
	const hb_glyph_position_t *at = lib->hb_buffer_get_glyph_positions(b, &n);
	struct glyph *glyphs = arena_array(&s->arena, struct glyph, n);
	for (unsigned i = 0; i < n; i++) {
		glyphs[i] = (struct glyph){.id = infos[i].codepoint, .advance = at[i].x_advance, .dx = at[i].x_offset, .dy = at[i].y_offset,
			.cluster = infos[i].cluster - (uint32_t)from, .safe = !(infos[i].mask & HB_GLYPH_FLAG_UNSAFE_TO_BREAK)};
		out.advance += at[i].x_advance;
	}
	set_lengths(glyphs, n, to - from, style->as.rtl);
	out.glyphs = glyphs;
	out.n = n;
	return out;
}

static struct shaped with_hyphen(struct shaper *s, const struct style *as, struct str word)
{
	char *text = arena_array(&s->arena, char, word.n + 4);
	memcpy(text, word.p, word.n);
	size_t n = word.n + utf8_put(text + word.n, as->as.face->hyphen);
	struct shaped shaped = shape(s, as, (struct str){text, n}, 0, n);
	struct glyph *glyphs = (struct glyph *)shaped.glyphs;
	for (uint32_t i = 0; i < shaped.n; i++)
		if (glyphs[i].cluster + glyphs[i].length > word.n)
			glyphs[i].length = (uint32_t)(word.n - glyphs[i].cluster);
	return shaped;
}

/* Takes the glyph of a space off one end; gives what the word added to it. */
static int32_t strip(struct shaped *shaped, const struct face *face, bool last)
{
	const struct glyph *space = &shaped->glyphs[last ? shaped->n - 1 : 0];
	int32_t added = space->advance - face_advance(face, face->space);
	shaped->advance -= space->advance;
	shaped->glyphs += !last;
	shaped->n--;
	return added;
}

static void between_spaces(struct shaper *s, const struct style *as, struct word *w)
{
	size_t before = (as->as.features & AFTER_SPACE) != 0, after = (as->as.features & BEFORE_SPACE) != 0;
	char *text = arena_array(&s->arena, char, w->text.n + 2);
	memset(text, ' ', w->text.n + 2);
	memcpy(text + before, w->text.p, w->text.n);
	w->shaped = shape(s, as, (struct str){text, before + w->text.n + after}, 0, before + w->text.n + after);
	if (before)
		w->lead = strip(&w->shaped, as->as.face, as->as.rtl);
	if (after)
		w->trail = strip(&w->shaped, as->as.face, !as->as.rtl);
	struct glyph *glyphs = (struct glyph *)w->shaped.glyphs;
	for (uint32_t i = 0; i < w->shaped.n; i++)
		glyphs[i].cluster -= (uint32_t)before;
}

static struct shaped space_of(struct shaper *s, const struct face *face, struct str advance)
{
	struct glyph *glyph = arena_new(&s->arena, struct glyph);
	*glyph = (struct glyph){.id = face->space, .length = 1, .safe = true};
	memcpy(&glyph->advance, advance.p, sizeof glyph->advance);
	return (struct shaped){glyph, 1, glyph->advance};
}

/* Fills what belongs to w->text and w->style. */
static void shape_alone(struct shaper *s, struct word *w)
{
	const struct style *as = &s->styles.items[w->style];
	if (as->as.features & SPACE_ITSELF)
		w->shaped = space_of(s, as->as.face, w->text);
	else if (as->as.features & (AFTER_SPACE | BEFORE_SPACE))
		between_spaces(s, as, w);
	else if (as->as.features & HYPHENATED)
		w->shaped = with_hyphen(s, as, w->text);
	else
		w->shaped = shape(s, as, w->text, 0, w->text.n);
}

/* ---- the cache */

static uint64_t hash_word(uint32_t style, struct str word)
{
	uint64_t h = (uint64_t)style << 32 | (uint32_t)word.n, part;
	for (; word.n >= 8; word = str_skip(word, 8)) {
		memcpy(&part, word.p, 8);
		h = (h ^ part) * 0x9E3779B97F4A7C15u;
		h ^= h >> 29;
	}
	part = 0;
	memcpy(&part, word.p, word.n);
	h = (h ^ part) * 0x9E3779B97F4A7C15u;
	h = (h ^ h >> 32) * 0xD6E8FEB86659FD93u;
	return h ^ h >> 32;
}

static void grow(struct shaper *s)
{
	struct word **old = s->slots;
	size_t n = s->nslots;
	s->nslots *= 2;
	s->slots = mem_alloc(s->nslots * sizeof(struct word *));
	for (size_t i = 0; i < n; i++) {
		if (!old[i])
			continue;
		size_t at = old[i]->hash & (s->nslots - 1);
		while (s->slots[at])
			at = (at + 1) & (s->nslots - 1);
		s->slots[at] = old[i];
	}
	free(old);
}

static const struct word *look_up(struct shaper *s, const struct shape_style *as, unsigned more, struct str text)
{
	struct shape_style wanted = *as;
	wanted.features |= (uint16_t)more;
	uint32_t style = style_number(s, &wanted);
	uint64_t hash = hash_word(style, text);
	size_t at = hash & (s->nslots - 1);
	for (; s->slots[at] && !s->uncached; at = (at + 1) & (s->nslots - 1)) {
		struct word *w = s->slots[at];
		if (w->hash == hash && w->style == style && w->text.n == text.n && memcmp(w->text.p, text.p, text.n) == 0)
			return w;
	}
	struct word *w = arena_new(&s->arena, struct word);
	*w = (struct word){.hash = hash, .text = arena_copy(&s->arena, text), .style = style};
	shape_alone(s, w);
	if (s->uncached)
		return w;
	s->slots[at] = w;
	if (++s->nwords > s->nslots / 2)
		grow(s);
	return w;
}

struct shaped shape_word(struct shaper *s, const struct shape_style *style, struct str word)
{
	return word.n ? look_up(s, style, 0, word)->shaped : (struct shaped){0};
}

struct shaped shape_hyphenated(struct shaper *s, const struct shape_style *style, struct str word)
{
	return look_up(s, style, HYPHENATED, word)->shaped;
}

struct shaped shape_part(struct shaper *s, const struct shape_style *style, struct str text, size_t from, size_t to)
{
	uint32_t number = style_number(s, style);
	return shape(s, &s->styles.items[number], text, from, to);
}

/* ---- runs */

enum cut { CUT_WORD, CUT_SPACE, CUT_NOTHING };

/* What begins at text.p[i], and its length in *n; of a word the first character's. Controls and line separators draw nothing. */
static enum cut cut_at(struct str text, size_t i, size_t *n)
{
	const unsigned char *p = (const unsigned char *)text.p + i;
	*n = 1;
	if (*p <= ' ' || *p == 0x7f)
		return *p == ' ' ? CUT_SPACE : CUT_NOTHING;
	if (*p == 0xc2 && i + 1 < text.n && p[1] == 0xa0) {
		*n = 2;
		return CUT_SPACE;
	}
	if (*p == 0xe2 && i + 2 < text.n && p[1] == 0x80 && (p[2] == 0xa8 || p[2] == 0xa9)) {
		*n = 3;
		return CUT_NOTHING;
	}
	return CUT_WORD;
}

static size_t word_end(struct str text, size_t i, size_t to)
{
	size_t n;
	while (i < to && cut_at(text, i, &n) == CUT_WORD)
		i++;
	return i;
}

/* Scripts whose letters join over the boundary of a run (Unicode's Joining_Type); in others what is beside a word does not change it. */
static bool joins(uint32_t script)
{
	static const uint32_t joining[] = {HB_SCRIPT_ARABIC, HB_SCRIPT_SYRIAC, HB_SCRIPT_MONGOLIAN, HB_SCRIPT_NKO, HB_SCRIPT_MANDAIC,
		HB_SCRIPT_ADLAM, HB_SCRIPT_HANIFI_ROHINGYA, HB_SCRIPT_PHAGS_PA, HB_SCRIPT_MANICHAEAN, HB_SCRIPT_PSALTER_PAHLAVI,
		HB_SCRIPT_SOGDIAN, HB_SCRIPT_CHORASMIAN};
	for (size_t i = 0; i < sizeof joining / sizeof *joining; i++)
		if (joining[i] == script)
			return true;
	return false;
}

static bool touches(struct str text, size_t from, size_t to)
{
	size_t n, before = from;
	while (before && ((unsigned char)text.p[--before] & 0xc0) == 0x80)
		;
	return (from && cut_at(text, before, &n) == CUT_WORD) || (to < text.n && cut_at(text, to, &n) == CUT_WORD);
}

/* What is left of a run shaped as one, whose clusters count from `start`. */
struct rest {
	struct glyph *glyphs;
	uint32_t n;
	size_t start;
	bool rtl;
};

/* The glyphs of text[from, to), which is the first part of what is left, their clusters moved to count from `from`. */
static struct shaped take(struct rest *rest, size_t from, size_t to)
{
	struct shaped part = {0};
	uint32_t first = (uint32_t)(from - rest->start), end = (uint32_t)(to - rest->start);
	while (part.n < rest->n && rest->glyphs[rest->rtl ? rest->n - 1 - part.n : part.n].cluster < end)
		part.n++;
	struct glyph *glyphs = rest->rtl ? rest->glyphs + (rest->n - part.n) : rest->glyphs;
	for (uint32_t i = 0; i < part.n; i++) {
		glyphs[i].cluster -= first;
		if (glyphs[i].length > to - from - glyphs[i].cluster)
			glyphs[i].length = (uint32_t)(to - from) - glyphs[i].cluster; /* a ligature over a space */
		part.advance += glyphs[i].advance;
	}
	rest->glyphs += rest->rtl ? 0 : part.n;
	rest->n -= part.n;
	part.glyphs = glyphs;
	return part;
}

/* The end of what can be shaped as one from i on. */
static size_t whole_end(struct str text, size_t i, size_t to)
{
	size_t n;
	while (i < to && cut_at(text, i, &n) != CUT_NOTHING)
		i += n;
	return i;
}

/* As if the run were shaped as one: for faces that kern spaces. */
static void run_whole(struct shaper *s, struct arena *a, const struct shape_style *style, struct str text, size_t from, size_t to,
	struct pieces *out)
{
	struct rest rest = {.rtl = style->rtl, .start = from};
	size_t whole = from; /* text[rest.start, whole) is shaped */
	while (from < to) {
		size_t n;
		enum cut cut = cut_at(text, from, &n);
		size_t end = cut == CUT_WORD ? word_end(text, from, to) : from + n;
		struct piece piece = {.from = (uint32_t)from, .to = (uint32_t)end, .space = cut == CUT_SPACE};
		if (cut != CUT_NOTHING && from >= whole) {
			whole = whole_end(text, from, to);
			struct shaped shaped = shape_part(s, style, text, from, whole);
			rest = (struct rest){(struct glyph *)shaped.glyphs, shaped.n, from, style->rtl};
		}
		if (cut != CUT_NOTHING)
			piece.shaped = take(&rest, from, end);
		*arena_push(a, out) = piece;
		from = end;
	}
}

/*
 * The same for faces that kern spaces by pairs alone, from the cache: a word is shaped with the spaces that it has beside it, and a
 * space is as wide as both its neighbours make it.
 */
static void run_by_pairs(struct shaper *s, struct arena *a, const struct shape_style *style, struct str text, size_t from, size_t to,
	struct pieces *out)
{
	int32_t nominal = face_advance(style->face, style->face->space), trail = 0;
	for (size_t start = from, end; from < to; from = end) {
		size_t n, run = from;
		while (run < to && text.p[run] == ' ')
			run++;
		end = run < to && cut_at(text, run, &n) == CUT_NOTHING ? run + n : word_end(text, run, to);
		bool word = run < to && end > run && cut_at(text, run, &n) == CUT_WORD;
		const struct word *w = word ? look_up(s, style,
						      (run > start && text.p[run - 1] == ' ' ? AFTER_SPACE : 0) |
							      (end < to && text.p[end] == ' ' ? BEFORE_SPACE : 0),
						      str_sub(text, run, end))
					    : NULL;
		for (; from < run; from++) {
			int32_t advance = nominal + trail + (from + 1 == run && w ? w->lead : 0);
			const struct word *space = look_up(s, style, SPACE_ITSELF, (struct str){(const char *)&advance, sizeof advance});
			*arena_push(a, out) = (struct piece){(uint32_t)from, (uint32_t)from + 1, true, space->shaped};
			trail = 0;
		}
		if (run < end)
			*arena_push(a, out) = (struct piece){(uint32_t)run, (uint32_t)end, false, w ? w->shaped : (struct shaped){0}};
		trail = w ? w->trail : 0;
	}
}

static void run_by_words(struct shaper *s, struct arena *a, const struct shape_style *style, struct str text, size_t from, size_t to,
	struct pieces *out)
{
	bool joining = joins(style->script) && touches(text, from, to);
	while (from < to) {
		size_t n;
		enum cut cut = cut_at(text, from, &n);
		size_t end = cut == CUT_WORD ? word_end(text, from, to) : from + n;
		struct piece piece = {.from = (uint32_t)from, .to = (uint32_t)end, .space = cut == CUT_SPACE};
		if (cut == CUT_WORD && joining && touches(text, from, end))
			piece.shaped = shape_part(s, style, text, from, end);
		else if (cut != CUT_NOTHING)
			piece.shaped = look_up(s, style, 0, str_sub(text, from, end))->shaped;
		*arena_push(a, out) = piece;
		from = end;
	}
}

static bool has_fixed_space(struct str text, size_t from, size_t to)
{
	struct str run = str_sub(text, from, to);
	return str_find(run, "\xc2\xa0") < run.n;
}

void shape_run(struct shaper *s, struct arena *a, const struct shape_style *style, struct str text, size_t from, size_t to,
	struct pieces *out)
{
	if (!style->face->kerns_spaces)
		run_by_words(s, a, style, text, from, to, out);
	else if (style->face->kerns_pairs && !style->rtl && !has_fixed_space(text, from, to))
		run_by_pairs(s, a, style, text, from, to, out);
	else
		run_whole(s, a, style, text, from, to, out);
}
