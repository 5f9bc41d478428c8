/*
 * The texts of a paragraph are strung together, nodes between them reduced to one character (code is a letter, a break a
 * blank, a note reference nothing), so that a quote knows its neighbours across `"*word*"`. A stack of open quotes
 * decides between a closing one and an apostrophe where the neighbours do not.
 *
 * Rejected: cmark's own option, which has English quotes alone and no nesting.
 */
#include "read/smart.h"

#include <string.h>
#include "base/buf.h"
#include "base/utf8.h"
#include "read/builder.h"
#include "read/convert.h"

#define NNBSP "\u202f"
#define NBSP "\u00a0"

struct quotes {
	const char *lang;
	const char *open[2], *close[2]; /* of "…" and of '…' */
};

/* Longest tag first where one is the other's head. */
static const struct quotes table[] = {
	{"en", {"“", "‘"}, {"”", "’"}},
	{"de-CH", {"«", "‹"}, {"»", "›"}},
	{"de-LI", {"«", "‹"}, {"»", "›"}},
	{"de", {"„", "‚"}, {"“", "‘"}},
	{"fr-CH", {"«" NNBSP, "‹" NNBSP}, {NNBSP "»", NNBSP "›"}},
	{"fr", {"«" NNBSP, "“"}, {NNBSP "»", "”"}},
	{"pt-PT", {"«", "“"}, {"»", "”"}},
	{"pt", {"“", "‘"}, {"”", "’"}},
	{"es", {"«", "“"}, {"»", "”"}},
	{"ca", {"«", "“"}, {"»", "”"}},
	{"gl", {"«", "“"}, {"»", "”"}},
	{"eu", {"«", "“"}, {"»", "”"}},
	{"it-CH", {"«", "‹"}, {"»", "›"}},
	{"it", {"«", "“"}, {"»", "”"}},
	{"nl", {"“", "‘"}, {"”", "’"}},
	{"sv", {"”", "’"}, {"”", "’"}},
	{"fi", {"”", "’"}, {"”", "’"}},
	{"da", {"”", "’"}, {"”", "’"}},
	{"no", {"«", "‘"}, {"»", "’"}},
	{"nb", {"«", "‘"}, {"»", "’"}},
	{"nn", {"«", "‘"}, {"»", "’"}},
	{"is", {"„", "‚"}, {"“", "‘"}},
	{"pl", {"„", "«"}, {"”", "»"}},
	{"cs", {"„", "‚"}, {"“", "‘"}},
	{"sk", {"„", "‚"}, {"“", "‘"}},
	{"sl", {"„", "‚"}, {"“", "‘"}},
	{"hr", {"„", "‘"}, {"”", "’"}},
	{"sr", {"„", "‘"}, {"”", "’"}},
	{"bg", {"„", "’"}, {"“", "’"}},
	{"hu", {"„", "»"}, {"”", "«"}},
	{"ro", {"„", "«"}, {"”", "»"}},
	{"et", {"„", "‚"}, {"“", "‘"}},
	{"lt", {"„", "‚"}, {"“", "‘"}},
	{"lv", {"„", "‚"}, {"”", "’"}},
	{"ru", {"«", "„"}, {"»", "“"}},
	{"uk", {"«", "„"}, {"»", "“"}},
	{"be", {"«", "„"}, {"»", "“"}},
	{"el", {"«", "“"}, {"»", "”"}},
	{"he", {"”", "’"}, {"”", "’"}},
	{"ar", {"«", "‹"}, {"»", "›"}},
	{"fa", {"«", "‹"}, {"»", "›"}},
};

static const struct quotes *quotes_for(struct str lang)
{
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		size_t n = strlen(table[i].lang);
		if (lang.n >= n && (lang.n == n || lang.p[n] == '-') && str_eq_nocase(str_sub(lang, 0, n), str_c(table[i].lang)))
			return &table[i];
	}
	return &table[0];
}

enum side { SIDE_BLANK, SIDE_OPEN, SIDE_WORD, SIDE_DASH, SIDE_OTHER };

#define NOTHING 0x01 /* stands for a note reference: quotes look through it */
#define DEEP 16
#define LOOK 8 /* quotes and note references in a row that are looked through */

struct run {
	const struct quotes *q;
	bool french;
	struct str s;         /* the strung text */
	size_t end;           /* of the piece that is being set: runs of marks end with their node */
	struct buf out;
	char stack[DEEP];     /* open straight quotes */
	size_t depth;
	size_t closers;       /* single quotes still to come that could close one */
	enum side quote_side; /* what the last quote was set as */
};

static enum side side_of(uint32_t rune)
{
	static const uint32_t openers[] = {'(', '[', '{', '/', 0x201C, 0x2018, 0xAB, 0x201E, 0x201A, 0x2039, 0xBF, 0xA1};
	if (rune < 0x80 ? (rune | 32) - 'a' < 26 || rune - '0' < 10 : rune > 0x2BFF)
		return rune == 0x3000 ? SIDE_BLANK : SIDE_WORD;
	if (rune == ' ' || rune == '\n' || rune == '\t' || rune == 0xA0 || rune == 0x202F)
		return SIDE_BLANK;
	for (size_t i = 0; i < sizeof openers / sizeof *openers; i++)
		if (openers[i] == rune)
			return SIDE_OPEN;
	if (rune == '-' || rune == KEPT_HYPHEN || rune == 0x2013 || rune == 0x2014)
		return SIDE_DASH;
	return rune >= 0x80 && utf8_is_alnum(rune) ? SIDE_WORD : SIDE_OTHER;
}

static bool straight(char c)
{
	return c == '"' || c == '\'';
}

static enum side before(const struct run *r, size_t i)
{
	for (int far = LOOK; far && i > 0 && r->s.p[i - 1] == NOTHING; far--)
		i--;
	if (i == 0)
		return SIDE_BLANK;
	if (straight(r->s.p[i - 1]))
		return r->quote_side;
	size_t at = i - 1;
	while (at > 0 && ((unsigned char)r->s.p[at] & 0xC0) == 0x80)
		at--;
	return side_of(utf8_next(r->s, &at));
}

/* What comes at i; with `through`, behind any further quotes. */
static enum side after(const struct run *r, size_t i, bool through)
{
	for (size_t far = i + LOOK; i < r->s.n && i < far && (r->s.p[i] == NOTHING || (through && straight(r->s.p[i])));)
		i++;
	return i >= r->s.n ? SIDE_BLANK : side_of(utf8_next(r->s, &i));
}

static bool digit_at(const struct run *r, size_t i)
{
	return i < r->s.n && r->s.p[i] >= '0' && r->s.p[i] <= '9';
}

static bool is_open(const struct run *r, char q)
{
	return memchr(r->stack, q, r->depth) != NULL;
}

static void open_quote(struct run *r, char q)
{
	bool inner = q == '\'' ? true : is_open(r, '"');
	if (r->depth < DEEP)
		r->stack[r->depth++] = q;
	buf_cstr(&r->out, r->q->open[inner]);
	r->quote_side = SIDE_OPEN;
}

static void pop(struct run *r, char q)
{
	while (r->depth && r->stack[r->depth - 1] != q)
		r->depth--;
	if (r->depth)
		r->depth--;
}

static void close_quote(struct run *r, char q)
{
	if (is_open(r, q))
		pop(r, q);
	bool inner = q == '\'' ? true : is_open(r, '"');
	buf_cstr(&r->out, r->q->close[inner]);
	r->quote_side = SIDE_OTHER;
}

static void apostrophe(struct run *r)
{
	buf_cstr(&r->out, "’");
	r->quote_side = SIDE_WORD;
}

static bool begins(enum side s)
{
	return s == SIDE_BLANK || s == SIDE_OPEN || s == SIDE_DASH;
}

static size_t put_double(struct run *r, size_t i)
{
	enum side left = before(r, i), right = after(r, i + 1, true);
	bool inches = i > 0 && digit_at(r, i - 1) && !is_open(r, '"') && right != SIDE_WORD;
	if (inches) {
		buf_cstr(&r->out, "″");
		r->quote_side = SIDE_OTHER;
	} else if (begins(left) && right != SIDE_BLANK && (right != SIDE_OTHER || !is_open(r, '"') || left == SIDE_BLANK)) {
		open_quote(r, '"');
	} else if (left == SIDE_BLANK && !is_open(r, '"')) {
		open_quote(r, '"');
	} else {
		close_quote(r, '"');
	}
	return i + 1;
}

/* Words written with an apostrophe for what is cut off their heads, blank-separated: no quote opens before them. */
static const struct {
	const char *lang, *words;
} clipped[] = {
	{"en", "tis twas twere twill twould twixt em n cause cos cuz bout til till round nuff kay neath ere"},
	{"de", "n ne nen ner nem s"},
	{"nl", "s t n k m r ns"},
	{"", "n"},
};

static bool clipped_word(const struct run *r, size_t i)
{
	size_t end = i;
	while (end < r->s.n && (unsigned)((r->s.p[end] | 32) - 'a') < 26)
		end++;
	struct str word = str_sub(r->s, i, end);
	if (word.n == 0 || after(r, end, false) == SIDE_WORD)
		return false;
	for (size_t k = 0; k < sizeof clipped / sizeof *clipped; k++) {
		if (!str_starts(str_c(r->q->lang), clipped[k].lang))
			continue;
		for (struct str rest = str_c(clipped[k].words); rest.n;)
			if (str_eq_nocase(word, str_cut(&rest, ' ')))
				return true;
	}
	return false;
}

/* '90s, '99: a year without its century. */
static bool clipped_year(const struct run *r, size_t i)
{
	if (!digit_at(r, i) || !digit_at(r, i + 1) || digit_at(r, i + 2))
		return false;
	size_t end = i + 2;
	if (end < r->s.n && r->s.p[end] == 's')
		end++;
	return after(r, end, false) != SIDE_WORD;
}

static bool can_close_single(const struct run *r, size_t i)
{
	char p = i > 0 ? r->s.p[i - 1] : ' ';
	return p != ' ' && p != '\n' && after(r, i + 1, false) != SIDE_WORD;
}

static size_t put_single(struct run *r, size_t i)
{
	enum side left = before(r, i), right = after(r, i + 1, false), beyond = after(r, i + 1, true);
	if (can_close_single(r, i) && r->closers)
		r->closers--;
	bool number = i > 0 && digit_at(r, i - 1) && !is_open(r, '\'');
	if (number && (right != SIDE_WORD || digit_at(r, i + 1))) {
		buf_cstr(&r->out, "′");
		r->quote_side = SIDE_WORD;
	} else if (left == SIDE_WORD && right == SIDE_WORD) {
		apostrophe(r);
	} else if (begins(left) && beyond != SIDE_BLANK) {
		bool cut = clipped_year(r, i + 1) || clipped_word(r, i + 1);
		if (is_open(r, '\'') && left == SIDE_DASH && beyond == SIDE_OTHER)
			close_quote(r, '\'');
		else if (cut || !r->closers)
			apostrophe(r);
		else
			open_quote(r, '\'');
	} else if (is_open(r, '\'') && right != SIDE_WORD) {
		close_quote(r, '\'');
	} else {
		apostrophe(r);
	}
	return i + 1;
}

static size_t put_hyphens(struct run *r, size_t i)
{
	size_t n = 0;
	while (i + n < r->end && r->s.p[i + n] == '-')
		n++;
	bool option = n == 2 && before(r, i) == SIDE_BLANK && after(r, i + n, false) == SIDE_WORD;
	if (n == 2 && !option)
		buf_cstr(&r->out, "–");
	else if (n == 3)
		buf_cstr(&r->out, "—");
	else
		buf_put(&r->out, r->s.p + i, n);
	return i + n;
}

static size_t put_dots(struct run *r, size_t i)
{
	size_t n = 0;
	while (i + n < r->end && r->s.p[i + n] == '.')
		n++;
	if (n == 3 || n == 4) {
		buf_cstr(&r->out, "…");
		buf_put(&r->out, "...", n - 3);
	} else {
		buf_put(&r->out, r->s.p + i, n);
	}
	return i + n;
}

/* French sets a blank before high punctuation, which must not become a line's end. */
static size_t put_blank(struct run *r, size_t i)
{
	char next = i + 1 < r->s.n ? r->s.p[i + 1] : 0;
	bool opened = i >= 2 && memcmp(r->s.p + i - 2, "«", 2) == 0;
	if (opened || next == ';' || next == '!' || next == '?' || (i + 2 < r->s.n && memcmp(r->s.p + i + 1, "»", 2) == 0))
		buf_cstr(&r->out, NNBSP);
	else if (next == ':')
		buf_cstr(&r->out, NBSP);
	else
		buf_char(&r->out, ' ');
	return i + 1;
}

static size_t put_kept(struct run *r, size_t i)
{
	buf_char(&r->out, "\"'-."[r->s.p[i] - KEPT_QUOTE]);
	return i + 1;
}

/* The author's own quotes close what a straight one opened. */
static size_t put_curly(struct run *r, size_t i)
{
	const char *p = r->s.p + i;
	bool three = i + 3 <= r->s.n && p[1] == '\x80';
	if (three && (p[2] == '\x9c' || p[2] == '\x9d') && is_open(r, '"') && !begins(before(r, i)))
		pop(r, '"');
	buf_char(&r->out, p[0]);
	return i + 1;
}

/* Hebrew writes abbreviations with a quote inside: those are no quotes. */
static bool inside_word(const struct run *r, size_t i)
{
	return i > 0 && ((unsigned char)r->s.p[i - 1] & 0x80) && before(r, i) == SIDE_WORD && after(r, i + 1, false) == SIDE_WORD &&
	       str_is(str_c(r->q->lang), "he");
}

static size_t put_special(struct run *r, size_t i)
{
	switch (r->s.p[i]) {
	case '"':
		if (!inside_word(r, i))
			return put_double(r, i);
		break;
	case '\'':
		return put_single(r, i);
	case '-':
		return put_hyphens(r, i);
	case '.':
		return put_dots(r, i);
	case ' ':
		if (r->french)
			return put_blank(r, i);
		break;
	case '\xe2':
		return put_curly(r, i);
	case KEPT_QUOTE:
	case KEPT_APOSTROPHE:
	case KEPT_HYPHEN:
	case KEPT_DOT:
		return put_kept(r, i);
	default:
		break;
	}
	buf_char(&r->out, r->s.p[i]);
	return i + 1;
}

static const char specials[256] = {['"'] = 1, ['\''] = 1, ['-'] = 1, ['.'] = 1, [KEPT_QUOTE] = 1, [KEPT_APOSTROPHE] = 1,
	[KEPT_HYPHEN] = 1, [KEPT_DOT] = 1, [0xe2] = 1, [' '] = 2};

/* Whether a text has anything to be set otherwise: a single hyphen or full stop is nothing. */
static bool needs(struct str s, bool french)
{
	for (size_t i = 0; i < s.n; i++) {
		char kind = specials[(unsigned char)s.p[i]];
		if (!kind || s.p[i] == '\xe2' || (kind == 2 && !french))
			continue;
		if ((s.p[i] != '-' && s.p[i] != '.') || (i + 1 < s.n && s.p[i + 1] == s.p[i]))
			return true;
	}
	return false;
}

/* Sets s[from, to) of the strung text. */
static void set_piece(struct run *r, size_t from, size_t to)
{
	size_t i = from;
	r->end = to;
	while (i < to) {
		size_t start = i;
		while (i < to) {
			char kind = specials[(unsigned char)r->s.p[i]];
			if (kind == 1 || (kind == 2 && r->french))
				break;
			i++;
		}
		buf_put(&r->out, r->s.p + start, i - start);
		if (i < to)
			i = put_special(r, i);
	}
}

static void run_start(struct run *r, struct str s, struct str lang)
{
	r->q = quotes_for(lang);
	r->french = str_starts(str_c(r->q->lang), "fr") && !str_eq_nocase(lang, STR("fr-CA"));
	r->s = s;
	r->depth = 0;
	r->quote_side = SIDE_BLANK;
	r->closers = 0;
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == '\'' && can_close_single(r, i))
			r->closers++;
}

static struct str put_kept_back(const struct smart *s, struct str text)
{
	bool any = false;
	for (size_t i = 0; i < text.n && !any; i++)
		any = text.p[i] >= KEPT_QUOTE && text.p[i] <= KEPT_DOT;
	if (!any)
		return text;
	struct str out = arena_copy(s->arena, text);
	for (size_t i = 0; i < out.n; i++)
		if (out.p[i] >= KEPT_QUOTE && out.p[i] <= KEPT_DOT)
			((char *)out.p)[i] = "\"'-."[out.p[i] - KEPT_QUOTE];
	return out;
}

struct str smart_text(const struct smart *s, struct str text)
{
	if (!s->on)
		return s->kept ? put_kept_back(s, text) : text;
	struct run r;
	run_start(&r, text, s->lang);
	if (!needs(text, r.french))
		return text;
	buf_init(&r.out, BUF_NO_LIMIT);
	set_piece(&r, 0, text.n);
	struct str out = buf_copy(&r.out, s->arena);
	buf_free(&r.out);
	return out;
}

/* The texts of one leaf: buffers that all leaves share. */
struct string {
	const struct smart *s;
	struct buf strung;
	struct run r;
	struct {
		struct piece {
			struct node *n;
			size_t from, to; /* of the strung text */
		} *items;
		size_t n, cap;
	} pieces;
	struct arena scratch;
	bool due; /* something is to be set */
	struct str lang;
};

static void string_set(struct string *g)
{
	if (!g->due)
		goto done;
	struct run *r = &g->r;
	run_start(r, buf_view(&g->strung), g->lang);
	buf_clear(&r->out);
	for (size_t i = 0; i < g->pieces.n; i++) { /* to become offsets into what is set */
		struct piece *p = &g->pieces.items[i];
		size_t from = r->out.n;
		if (p->n->flags & NODE_VERBATIM)
			buf_put(&r->out, r->s.p + p->from, p->to - p->from);
		else
			set_piece(r, p->from, p->to);
		p->from = from;
		p->to = r->out.n;
	}
	struct str out = arena_copy(g->s->arena, buf_view(&r->out));
	for (size_t i = 0; i < g->pieces.n; i++)
		g->pieces.items[i].n->text = str_sub(out, g->pieces.items[i].from, g->pieces.items[i].to);
done:
	g->pieces.n = 0;
	g->due = false;
	buf_clear(&g->strung);
}

static void string_text(struct string *g, struct node *n)
{
	struct piece *p = arena_push(&g->scratch, &g->pieces);
	p->n = n;
	p->from = g->strung.n;
	buf_str(&g->strung, n->text);
	p->to = g->strung.n;
	bool french = g->lang.n >= 2 && (g->lang.p[0] | 32) == 'f' && (g->lang.p[1] | 32) == 'r';
	g->due = g->due || (!(n->flags & NODE_VERBATIM) && needs(n->text, french));
}

static struct str lang_of(const struct smart *s, const struct node *n)
{
	for (; n && s->has_lang; n = n->parent)
		if (n->attrs && n->attrs->lang.n)
			return n->attrs->lang;
	return s->lang;
}

static void string_node(struct string *g, struct node *n)
{
	const struct smart *s = g->s;
	if (!node_infos[n->kind].inlined) {
		string_set(g);
		g->lang = lang_of(s, n);
		if (n->kind == NODE_CODE_BLOCK && s->kept)
			n->text = put_kept_back(s, n->text);
		return;
	}
	switch (n->kind) {
	case NODE_TEXT:
		if (s->on)
			string_text(g, n);
		else if (s->kept)
			n->text = put_kept_back(s, n->text);
		break;
	case NODE_SOFT_BREAK:
	case NODE_LINE_BREAK:
		buf_char(&g->strung, ' ');
		break;
	case NODE_NOTE_REF:
	case NODE_BREAK_CHANCE:
		buf_char(&g->strung, NOTHING);
		break;
	case NODE_IMAGE:
		n->text = smart_text(s, n->text);
		buf_char(&g->strung, 'x');
		break;
	case NODE_CODE:
		if (s->kept)
			n->text = put_kept_back(s, n->text);
		buf_char(&g->strung, 'x');
		break;
	default:
		if (s->has_lang && n->attrs && n->attrs->lang.n) {
			string_set(g); /* another language begins; what follows it begins anew as well */
			g->lang = n->attrs->lang;
		}
		break;
	}
}

void smart_tree(const struct smart *s, struct node *root)
{
	if (!s->on && !s->kept)
		return;
	struct string g = {.s = s, .lang = lang_of(s, root)};
	arena_init(&g.scratch);
	buf_init(&g.strung, BUF_NO_LIMIT);
	buf_init(&g.r.out, BUF_NO_LIMIT);
	const struct node *foreign = NULL; /* the inline that set g.lang */
	for (struct node *n = root; n; n = node_walk(root, n, false)) {
		if (foreign) {
			const struct node *up = n;
			while (up && up != foreign && up != root)
				up = up->parent;
			if (up != foreign) {
				string_set(&g);
				g.lang = lang_of(s, n);
				foreign = NULL;
			}
		}
		string_node(&g, n);
		if (s->has_lang && node_infos[n->kind].inlined && n->attrs && n->attrs->lang.n)
			foreign = n;
	}
	string_set(&g);
	buf_free(&g.strung);
	buf_free(&g.r.out);
	arena_free(&g.scratch);
}

static size_t longer(struct str set, const char *mark, size_t n)
{
	return str_starts(set, mark) && strlen(mark) > n ? strlen(mark) : n;
}

static size_t match_quote(struct str set, int inner)
{
	size_t n = longer(set, inner ? "′" : "″", longer(set, inner ? "’" : "", 0));
	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		for (int k = 0; k < 2; k++) /* a double quote within double ones is set as a single one */
			if (k || !inner)
				n = longer(set, table[i].close[k], longer(set, table[i].open[k], n));
	return n;
}

bool smart_match(struct str written, struct str set, size_t *nwritten, size_t *nset)
{
	size_t run = 1;
	char c = written.n ? written.p[0] : '\0';
	while (c && run < written.n && written.p[run] == c)
		run++;
	*nwritten = 1;
	*nset = 0;
	if (c == '"' || c == '\'') {
		*nset = match_quote(set, c == '\'');
	} else if (c == ' ') {
		*nset = longer(set, NBSP, longer(set, NNBSP, 0));
	} else if (c == '-' && (run == 2 || run == 3)) {
		*nset = longer(set, run == 2 ? "–" : "—", 0);
		*nwritten = run;
	} else if (c == '.' && (run == 3 || run == 4)) {
		*nset = longer(set, "…", 0);
		*nwritten = 3;
	}
	return *nset > 0;
}
