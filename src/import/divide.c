/*
 * Evidence, strongest first: a line that the caller named; an underline of ===; the line after a byline; a line in Title
 * Case between the end of a sentence and more text. The last may be a heading inside an article just as well. What
 * decides is the company: where bylines end articles, a stretch between two bylines that is about as long as two
 * articles, parted by such a line, is two articles of which the first lost its byline; shorter parts are sections.
 * Where there are no bylines, the number of blank lines before a title-like line ranks it, else all are titles.
 *
 * A byline looks like a list item (`- Name`). It is one when the name recurs outside of lists, or when it stands at the
 * end of the text or right before a title. Rejected: taking every `- Name` for a byline, which cuts lists of
 * ingredients to pieces; a list of first names, which fits one country.
 */
#include "import/divide.h"

#include <stdlib.h>
#include "base/map.h"
#include "base/utf8.h"
#include "import/guess.h"

enum {
	CLIP_COLUMNS = 60,
	REPEAT_WORDS = 4,   /* a shorter first paragraph said twice is style, not a standfirst */
	STYLE_WORDS = 6,
	APART_COLUMNS = 80, /* a title known by blank lines alone is no longer */
	BLANKS_COUNTED = 8
};

struct divider {
	struct arena *a;
	struct diags *d;
	const struct divide_request *request;
	struct unit *u;
	size_t n;
	struct map names;  /* key of a byline's name → struct name_count */
	size_t bylines;    /* accepted */
	uint32_t usual;    /* blank lines between units, mostly */
	bool hinted;
};

struct name_count {
	size_t plain; /* times that it does not follow a list item */
};

/* A stretch of text between certain titles. */
struct stretch {
	size_t first, last, words, candidates;
};

struct stretches {
	struct stretch *items;
	size_t n, cap;
};

struct str divide_clip(struct arena *a, struct str s)
{
	size_t i = 0;
	for (int n = 0; i < s.n && n < CLIP_COLUMNS; n++)
		utf8_next(s, &i);
	return i < s.n ? arena_printf(a, STR_FMT "\u2026", STR_ARG(str_trim(str_sub(s, 0, i)))) : s;
}

size_t divide_words(struct str s)
{
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++)
		n += s.p[i] != ' ' && (i == 0 || s.p[i - 1] == ' ');
	return n;
}

static struct pos pos_of(const struct divider *v, const struct unit *u)
{
	return (struct pos){v->request->src, u->line, u->col};
}

static struct diag *tell(struct divider *v, const struct unit *u, struct str text)
{
	return diag_add(v->d, DIAG_IMPORT_GUESS, pos_of(v, u), STR_FMT, STR_ARG(text));
}

static void hint(struct divider *v, struct diag *g)
{
	if (v->hinted || v->request->rule)
		return;
	v->hinted = true;
	diag_note(v->d, g, (struct pos){0}, "to decide yourself, list the titles in a file and give it with --titles");
}

static bool is_item(const struct unit *u)
{
	return (u->kind == UNIT_BULLET || u->kind == UNIT_NUMBER) && u->role != ROLE_BYLINE;
}

static bool same_text(struct divider *v, struct str x, struct str y, bool loose)
{
	return str_eq(guess_key(v->a, x, loose), guess_key(v->a, y, loose));
}

/* ---- bylines */

static struct str byline_at(const struct divider *v, size_t i)
{
	const struct unit *u = &v->u[i];
	if (u->forced || (u->kind != UNIT_TEXT && u->kind != UNIT_BULLET))
		return (struct str){0};
	return guess_byline(u->whole);
}

/* Whether unit i stands in a list, the item before it as close as it is to its own predecessor. */
static bool follows_item(const struct divider *v, size_t i)
{
	return i > 0 && v->u[i - 1].kind == UNIT_BULLET && v->u[i - 1].role != ROLE_BYLINE &&
		v->u[i].blanks <= v->u[i - 1].blanks;
}

static void count_names(struct divider *v)
{
	map_init(&v->names, v->a);
	for (size_t i = 0; i < v->n; i++) {
		struct str name = byline_at(v, i);
		if (!name.n)
			continue;
		struct name_count *c = arena_new(v->a, struct name_count);
		c = map_add(&v->names, guess_key(v->a, name, false), c);
		c->plain += !follows_item(v, i);
	}
}

static size_t past_breaks(const struct divider *v, size_t i)
{
	while (i < v->n && v->u[i].kind == UNIT_BREAK)
		i++;
	return i;
}

static bool is_byline(struct divider *v, size_t i)
{
	struct str name = byline_at(v, i);
	if (!name.n)
		return false;
	const struct name_count *c = map_get(&v->names, guess_key(v->a, name, false));
	size_t next = past_breaks(v, i + 1);
	bool end = next == v->n;
	bool before_title = !end && (v->u[next].forced || guess_title(v->u[next].whole));
	if (i == 0 || (!end && is_item(&v->u[next]) && !v->u[next].forced))
		return false;
	if (follows_item(v, i) && c->plain == 0)
		return false;
	if (str_ends(v->u[i - 1].whole, ":") && !end && !before_title)
		return false;
	if (c->plain >= 2)
		return true;
	return end || (before_title && (v->u[next].forced || str_find_char(name, ' ') < name.n));
}

static void mark_bylines(struct divider *v)
{
	count_names(v);
	for (size_t i = 0; i < v->n; i++) {
		if (!is_byline(v, i))
			continue;
		v->u[i].role = ROLE_BYLINE;
		v->bylines++;
		const struct name_count *c = map_get(&v->names, guess_key(v->a, byline_at(v, i), false));
		if (c->plain < 2)
			tell(v, &v->u[i], arena_printf(v->a, "taken as a byline, though the name stands but once: '" STR_FMT "'",
				STR_ARG(v->u[i].whole)));
	}
}

/* ---- titles that are certain */

static bool is_postscript(struct str s)
{
	return str_starts(s, "P.S") || str_starts(s, "PS ") || str_starts(s, "PS:") || str_starts(s, "P. S.");
}

/* The line after a byline. */
static void title_after_byline(struct divider *v, size_t i)
{
	size_t t = past_breaks(v, i + 1);
	if (t == v->n || v->u[t].role == ROLE_BYLINE)
		return;
	struct unit *u = &v->u[t];
	struct str stopless = str_ends(u->whole, ".") ? str_sub(u->whole, 0, u->whole.n - 1) : u->whole;
	if (u->kind == UNIT_TEXT && (guess_maybe_title(u->whole) || guess_title(stopless)) && !is_postscript(u->whole)) {
		u->role = ROLE_TITLE;
		return;
	}
	struct diag *g = tell(v, u, arena_printf(v->a,
		"no title after the byline: read on as text of the same article: '" STR_FMT "'",
		STR_ARG(divide_clip(v->a, u->whole))));
	hint(v, g);
}

static void first_title(struct divider *v)
{
	size_t i = past_breaks(v, 0);
	struct unit *u = &v->u[i];
	if (i + 1 >= v->n || u->kind != UNIT_TEXT || u->role != ROLE_BODY || !(u->underline || guess_maybe_title(u->whole)))
		return;
	u->role = ROLE_TITLE;
	if (!u->underline && !guess_title(u->whole))
		hint(v, tell(v, u, arena_printf(v->a, "taken as the title, being the first line: '" STR_FMT "'",
			STR_ARG(divide_clip(v->a, u->whole)))));
}

/* A line that the caller named; when it is a line of ornaments, the title is the line after it. */
static void forced_title(struct divider *v, size_t i)
{
	size_t t = past_breaks(v, i);
	if (t == v->n)
		return;
	struct unit *u = &v->u[t];
	if (t == i || u->forced || (u->kind == UNIT_TEXT && guess_maybe_title(u->whole))) {
		u->role = ROLE_TITLE;
		return;
	}
	tell(v, u, arena_printf(v->a, "no title after the dividing line: read on as text of the same article: '" STR_FMT "'",
		STR_ARG(divide_clip(v->a, u->whole))));
}

static void certain_titles(struct divider *v)
{
	if (v->request->rule) {
		for (size_t i = 0; i < v->n; i++)
			if (v->u[i].forced)
				forced_title(v, i);
		return;
	}
	first_title(v);
	for (size_t i = 0; i < v->n; i++) {
		if (v->u[i].underline == UNDERLINE_DOUBLE)
			v->u[i].role = ROLE_TITLE;
		if (v->u[i].role == ROLE_BYLINE)
			title_after_byline(v, i);
	}
}

/* ---- titles in the middle of running text */

static uint32_t usual_blanks(const struct divider *v)
{
	size_t counts[BLANKS_COUNTED] = {0};
	uint32_t best = 0;
	for (size_t i = 0; i < v->n; i++)
		counts[v->u[i].blanks < BLANKS_COUNTED ? v->u[i].blanks : BLANKS_COUNTED - 1]++;
	for (uint32_t k = 1; k < BLANKS_COUNTED; k++)
		if (counts[k] > counts[best])
			best = k;
	return best;
}

/* Set apart by more blank lines than usual: a title in any language and case. */
static bool set_apart(const struct divider *v, const struct unit *u)
{
	return u->blanks >= 2 && u->blanks > v->usual && guess_maybe_title(u->whole) &&
		utf8_count(u->whole) <= APART_COLUMNS;
}

static bool ends_before(const struct divider *v, size_t i)
{
	const struct unit *above = &v->u[i - 1];
	if (above->role == ROLE_TITLE)
		return false;
	return above->kind == UNIT_BREAK || is_item(above) || above->role == ROLE_BYLINE ||
		(guess_sentence_end(above->whole) && !str_ends(above->whole, ":"));
}

static bool is_candidate(const struct divider *v, size_t i)
{
	const struct unit *u = &v->u[i];
	if (i == 0 || i + 1 >= v->n || u->kind != UNIT_TEXT || u->role != ROLE_BODY)
		return false;
	const struct unit *next = u + 1;
	if (next->kind == UNIT_BREAK || next->role != ROLE_BODY)
		return false;
	if (u->underline || set_apart(v, u))
		return true;
	return guess_title(u->whole) && ends_before(v, i) && (is_item(next) || !guess_title(next->whole));
}

static struct str title_of(struct divider *v, size_t i)
{
	while (i > 0 && v->u[i].role != ROLE_TITLE)
		i--;
	return v->u[i].role == ROLE_TITLE ? v->u[i].text : v->request->untitled;
}

static void decide(struct divider *v, size_t i, bool title, const char *why)
{
	struct str text = divide_clip(v->a, v->u[i].whole);
	struct str in = title_of(v, i);
	v->u[i].role = title ? ROLE_TITLE : ROLE_HEADING;
	struct str message = title ? arena_printf(v->a, "taken as the title of a new article%s: '" STR_FMT "'", why, STR_ARG(text))
				   : arena_printf(v->a, "taken as a heading inside '" STR_FMT "': '" STR_FMT "'",
					     STR_ARG(divide_clip(v->a, in)), STR_ARG(text));
	hint(v, tell(v, &v->u[i], message));
}

static size_t words_between(const struct divider *v, size_t from, size_t to)
{
	size_t n = 0;
	for (size_t i = from; i < to; i++)
		n += divide_words(v->u[i].text);
	return n;
}

static void find_stretches(struct divider *v, const bool *candidate, struct stretches *out)
{
	for (size_t i = 0; i < v->n;) {
		size_t end = i + 1;
		while (end < v->n && v->u[end].role != ROLE_TITLE)
			end++;
		struct stretch *s = arena_push(v->a, out);
		*s = (struct stretch){i, end, words_between(v, i, end), 0};
		for (size_t k = i; k < end; k++)
			s->candidates += candidate[k];
		i = end;
	}
}

static int compare_sizes(const void *x, const void *y)
{
	size_t a = *(const size_t *)x, b = *(const size_t *)y;
	return (a > b) - (a < b);
}

/* Half the median of the articles that hold no candidate: less than that is a section. 0: there are none. */
static size_t least_article(struct divider *v, const struct stretches *all)
{
	size_t *sizes = arena_array(v->a, size_t, all->n + 1), n = 0;
	for (size_t i = 0; i < all->n; i++)
		if (!all->items[i].candidates)
			sizes[n++] = all->items[i].words;
	if (!n)
		return 0;
	qsort(sizes, n, sizeof *sizes, compare_sizes);
	return (sizes[n / 2] + 1) / 2;
}

static bool said_again(struct divider *v, size_t i)
{
	return v->u[i + 1].kind == UNIT_TEXT && same_text(v, v->u[i].whole, v->u[i + 1].whole, true);
}

/* Candidates of one stretch that ends in a byline (or the text's end). */
static void weigh(struct divider *v, const struct stretch *s, const bool *candidate, size_t least)
{
	size_t from = s->first;
	for (size_t i = s->first; i < s->last; i++) {
		if (!candidate[i])
			continue;
		size_t to = i + 1;
		while (to < s->last && !candidate[to])
			to++;
		bool room = least && words_between(v, from, i) >= least && words_between(v, i, to) >= least;
		bool title = v->u[i].underline != UNDERLINE_SINGLE && (room || said_again(v, i));
		decide(v, i, title, ", though no byline stands before it");
		from = i;
	}
}

/* Without bylines: the candidates with the most blank lines before them are titles, or those underlined. */
static void rank(struct divider *v, const bool *candidate)
{
	uint32_t most = 0;
	bool underlined = false, doubled = false;
	for (size_t i = 0; i < v->n; i++) {
		if (candidate[i] && v->u[i].blanks > most)
			most = v->u[i].blanks;
		underlined = underlined || v->u[i].underline;
		doubled = doubled || v->u[i].underline == UNDERLINE_DOUBLE;
	}
	for (size_t i = 0; i < v->n; i++) {
		if (!candidate[i])
			continue;
		bool title = underlined ? v->u[i].underline && !doubled : most < 2 || v->u[i].blanks == most;
		decide(v, i, title, "");
	}
}

static void doubtful_titles(struct divider *v)
{
	bool *candidate = arena_array(v->a, bool, v->n + 1);
	size_t found = 0;
	v->usual = usual_blanks(v);
	for (size_t i = 0; i < v->n; i++)
		found += candidate[i] = is_candidate(v, i);
	if (!found)
		return;
	if (v->request->rule) {
		for (size_t i = 0; i < v->n; i++)
			if (candidate[i])
				decide(v, i, false, "");
	} else if (v->bylines) {
		struct stretches all = {0};
		find_stretches(v, candidate, &all);
		size_t least = least_article(v, &all);
		for (size_t i = 0; i < all.n; i++)
			weigh(v, &all.items[i], candidate, least);
	} else {
		rank(v, candidate);
	}
}

/* ---- what stands around the text of an article */

static void take_author(struct divider *v, struct piece *p, struct unit *u, struct str name)
{
	u->role = ROLE_BYLINE;
	if (!p->author.n) {
		p->author = name;
	} else if (same_text(v, p->author, name, false)) {
		tell(v, u, arena_printf(v->a, "a second byline of '" STR_FMT "', left out: '" STR_FMT "'",
			STR_ARG(divide_clip(v->a, p->title)), STR_ARG(u->whole)));
	} else {
		u->role = ROLE_BODY;
		tell(v, u, arena_printf(v->a, "a second author of '" STR_FMT "', kept as text: '" STR_FMT "'",
			STR_ARG(divide_clip(v->a, p->title)), STR_ARG(u->whole)));
	}
}

/* `By Name` below the title, and a line in Title Case that is no heading for it stands first. */
static void take_head(struct divider *v, struct piece *p)
{
	size_t i = p->first + 1;
	if (i + 1 < p->last && v->u[i].kind == UNIT_TEXT && v->u[i].role == ROLE_BODY &&
		same_text(v, v->u[p->first].whole, v->u[i].whole, false)) {
		v->u[i].role = ROLE_REPEAT;
		tell(v, &v->u[i], arena_printf(v->a, "repeats the title, left out: '" STR_FMT "'", STR_ARG(v->u[i].whole)));
		i++;
	}
	bool by = i < p->last && guess_by_name(v->u[i].whole).n;
	if (!by && i + 1 < p->last && v->u[i].kind == UNIT_TEXT && v->u[i].role == ROLE_BODY && !v->u[i].underline &&
		guess_title(v->u[i].whole) && v->u[i + 1].kind != UNIT_BREAK &&
		(guess_by_name(v->u[i + 1].whole).n || !guess_title(v->u[i + 1].whole))) {
		v->u[i].role = ROLE_SUBTITLE;
		p->subtitle = v->u[i].whole;
		tell(v, &v->u[i], arena_printf(v->a, "taken as the subtitle: '" STR_FMT "'", STR_ARG(p->subtitle)));
		i++;
	}
	if (i < p->last && v->u[i].kind == UNIT_TEXT && v->u[i].role == ROLE_BODY && guess_by_name(v->u[i].whole).n) {
		tell(v, &v->u[i], arena_printf(v->a, "taken as a byline, without its 'by': '" STR_FMT "'",
			STR_ARG(v->u[i].whole)));
		take_author(v, p, &v->u[i], guess_by_name(v->u[i].whole));
	}
}

/* A first paragraph that stands twice: once as the standfirst that introduced the article elsewhere. */
static void take_standfirst(struct divider *v, struct piece *p, size_t i)
{
	if (i + 1 >= p->last || v->u[i].kind != UNIT_TEXT || v->u[i + 1].kind != UNIT_TEXT ||
		v->u[i + 1].role != ROLE_BODY || divide_words(v->u[i].text) < REPEAT_WORDS ||
		!same_text(v, v->u[i].whole, v->u[i + 1].whole, true))
		return;
	v->u[i + 1].role = ROLE_REPEAT;
	p->description = v->u[i].text;
	tell(v, &v->u[i + 1], arena_printf(v->a,
		"repeats the paragraph before it: kept once in the text and once as the article's description: '" STR_FMT "'",
		STR_ARG(v->u[i + 1].whole)));
}

static void tell_repeats(struct divider *v, const struct piece *p)
{
	for (size_t i = p->first + 1; i + 1 < p->last; i++) {
		const struct unit *u = &v->u[i], *next = u + 1;
		if (u->role == ROLE_BODY && next->role == ROLE_BODY && u->text.n == next->text.n &&
			divide_words(u->text) >= STYLE_WORDS && str_eq(u->text, next->text))
			tell(v, next, arena_printf(v->a, "repeats the one before it; both were kept: '" STR_FMT "'",
				STR_ARG(divide_clip(v->a, next->whole))));
	}
}

static void name_piece(struct divider *v, struct piece *p)
{
	const struct unit *u = &v->u[p->first];
	const struct unit_rule *rule = v->request->rule;
	p->pos = pos_of(v, u);
	if (u->role != ROLE_TITLE) {
		p->title = v->request->untitled;
		tell(v, u, arena_printf(v->a, "no title before this; '" STR_FMT "' was made from the file's name: '" STR_FMT "'",
			STR_ARG(p->title), STR_ARG(divide_clip(v->a, u->whole))));
		return;
	}
	p->title = u->whole;
	struct str given = rule && rule->title ? rule->title(rule->context, u->whole) : u->whole;
	if (given.n && given.n < u->whole.n) {
		p->title = given;
		tell(v, u, arena_printf(v->a, "the title is '" STR_FMT "', the rest of the line was left out: '" STR_FMT "'",
			STR_ARG(given), STR_ARG(u->whole)));
	}
}

static void finish_piece(struct divider *v, struct piece *p)
{
	bool titled = v->u[p->first].role == ROLE_TITLE;
	size_t text = p->first + titled;
	name_piece(v, p);
	if (titled)
		take_head(v, p);
	while (text < p->last && v->u[text].role != ROLE_BODY)
		text++;
	take_standfirst(v, p, text);
	for (size_t i = p->first + titled; i < p->last; i++)
		if (v->u[i].role == ROLE_BYLINE && guess_byline(v->u[i].whole).n)
			take_author(v, p, &v->u[i], guess_byline(v->u[i].whole));
	tell_repeats(v, p);
	if (!p->author.n && v->bylines >= 2)
		diag_add(v->d, DIAG_IMPORT_GUESS, p->pos, "no byline ends '" STR_FMT "'; it was given no author",
			STR_ARG(divide_clip(v->a, p->title)));
}

static bool has_words(const struct divider *v, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (v->u[i].kind != UNIT_BREAK)
			return true;
	return false;
}

void divide_units(struct arena *a, const struct divide_request *request, struct units *units, struct diags *d,
	struct pieces *out)
{
	struct divider v = {.a = a, .d = d, .request = request, .u = units->items, .n = units->n};
	*out = (struct pieces){0};
	if (!has_words(&v, 0, v.n))
		return;
	mark_bylines(&v);
	certain_titles(&v);
	doubtful_titles(&v);
	for (size_t i = past_breaks(&v, 0); i < v.n;) {
		size_t end = i + 1;
		while (end < v.n && v.u[end].role != ROLE_TITLE)
			end++;
		struct piece *p = arena_push(a, out);
		*p = (struct piece){.first = i, .last = end};
		finish_piece(&v, p);
		i = end;
	}
}
