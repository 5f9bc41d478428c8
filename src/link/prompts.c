/*
 * Rules over sentences, each a reason to leave one out; what is left is proposed. Rejected: scoring. An author who looks at six questions and
 * finds one of them foolish looks at no seventh, so a rule that drops a good one is cheaper than one that keeps a bad one.
 */
#include "link/prompts.h"

#include <string.h>
#include "base/buf.h"
#include "base/utf8.h"
#include "book/exercise.h"

enum { QUESTION_LEAST = 5, QUESTION_MOST = 50, SIDE_MOST = 4, TAG_MOST = 3, ROWS_LEAST = 2, ROWS_MOST = 12 };

struct rules {
	const char *language, *first, *second, *openers, *selling, *answers;
};

static const struct rules all_rules[] = {
#define PROMPTS(language, first, second, openers, selling, answers) {language, first, second, openers, selling, answers},
#include "link/prompts.def"
#undef PROMPTS
};

struct finding {
	struct arena *a;
	const struct rules *rules;
	struct str there; /* folded words of the exercises that the article has */
	struct proposals *out;
};

/* ---- sentences */

static bool is_closer(uint32_t rune)
{
	return rune == '"' || rune == '\'' || rune == ')' || rune == ']' || rune == 0x201D || rune == 0x2019 || rune == 0xBB || rune == 0x201C;
}

/* A full stop after these ends no sentence. */
static bool is_abbreviation(struct str before)
{
	static const char *const known[] = {"Mr", "Mrs", "Ms", "Dr", "St", "Prof", "vs", "etc", "e.g", "i.e", "z.B", "M", "Mme", "Sr", "Sra", "bzw", "usw"};
	size_t start = before.n;
	while (start && (unsigned char)before.p[start - 1] > ' ')
		start--;
	struct str word = str_skip(before, start);
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (str_is(word, known[i]))
			return true;
	return word.n == 1;
}

/* The end of the sentence that begins at `from`, with its closing quotes. */
static size_t sentence_end(struct str s, size_t from)
{
	for (size_t i = from; i < s.n;) {
		size_t at = i;
		uint32_t rune = utf8_next(s, &i);
		if (rune != '.' && rune != '!' && rune != '?' && rune != 0x2026)
			continue;
		while (i < s.n && strchr(".!?", s.p[i]))
			i++;
		for (size_t next = i; i < s.n && is_closer(utf8_next(s, &next)); i = next)
			;
		if (i >= s.n || ((unsigned char)s.p[i] <= ' ' && !(rune == '.' && is_abbreviation(str_sub(s, from, at)))))
			return i;
	}
	return s.n;
}

static struct str next_sentence(struct str *rest)
{
	*rest = str_trim(*rest);
	size_t end = sentence_end(*rest, 0);
	struct str s = str_sub(*rest, 0, end);
	*rest = str_trim(str_skip(*rest, end));
	return s;
}

/* ---- words */

/* The next word of s: letters and digits; moves s past it. */
static struct str next_word(struct str *s)
{
	size_t start = s->n, end = 0;
	for (size_t i = 0; i < s->n;) {
		size_t at = i;
		bool letter = utf8_is_alnum(utf8_next(*s, &i));
		if (letter && start == s->n)
			start = at;
		if (letter)
			end = i;
		else if (end)
			break;
	}
	struct str word = end ? str_sub(*s, start, end) : (struct str){0};
	*s = str_skip(*s, end ? end : s->n);
	return word;
}

static size_t count_words(struct str s)
{
	size_t n = 0;
	while (next_word(&s).n)
		n++;
	return n;
}

static bool is_among(struct arena *a, struct str word, bool head, const char *list)
{
	struct str rest = str_c(list), lower = utf8_lower(a, word);
	while (rest.n) {
		struct str one = str_cut(&rest, ' ');
		bool capital = one.n && one.p[0] >= 'A' && one.p[0] <= 'Z';
		if (capital ? !head && str_eq(one, word) : str_eq(one, lower))
			return true;
	}
	return false;
}

static bool has_word(struct arena *a, struct str s, const char *list)
{
	bool head = true;
	for (struct str word; (word = next_word(&s)).n; head = false)
		if (is_among(a, word, head, list))
			return true;
	return false;
}

static bool word_starts(struct str s, size_t at)
{
	return at == 0 || !(((unsigned char)s.p[at - 1] | 32) >= 'a' && ((unsigned char)s.p[at - 1] | 32) <= 'z');
}

static bool word_stops(struct str s, size_t at)
{
	return at >= s.n || !((((unsigned char)s.p[at] | 32) >= 'a' && ((unsigned char)s.p[at] | 32) <= 'z') || (unsigned char)s.p[at] >= 0xC3);
}

/* Whether a phrase of the list stands in s, or at its head. */
static bool has_phrase(struct arena *a, struct str s, const char *list, bool head)
{
	struct str lower = utf8_lower(a, s), rest = str_c(list);
	while (rest.n) {
		struct str phrase = utf8_lower(a, str_cut(&rest, '|'));
		const char *needle = arena_cstr(a, phrase);
		for (size_t at = 0; at < lower.n;) {
			size_t found = at + str_find(str_skip(lower, at), needle);
			if (found >= lower.n || (head && found))
				break;
			if (word_starts(lower, found) && word_stops(lower, found + phrase.n))
				return true;
			at = found + 1;
		}
	}
	return false;
}

/* ---- questions */

static bool is_quote(uint32_t rune)
{
	return rune == '"' || rune == 0x201C || rune == 0x201D || rune == 0x201E || rune == 0xAB || rune == 0xBB;
}

/* s without quotation marks around all of it. *quoted: 0 none, 1 around it, 2 somewhere else. */
static struct str unquoted(struct str s, int *quoted)
{
	size_t first = 0, marks = 0, last_start = 0, opened = 0;
	bool ends = false;
	for (size_t i = 0; i < s.n;) {
		size_t at = i;
		bool mark = is_quote(utf8_next(s, &i));
		marks += mark;
		if (mark && at == 0)
			opened = first = i;
		if (mark)
			last_start = at;
		ends = mark;
	}
	*quoted = !marks ? 0 : opened && ends && marks == 2 ? 1 : 2;
	return *quoted == 1 ? str_trim(str_sub(s, first, last_start)) : s;
}

/* ", right?", ", don't you?", ", nicht wahr?" */
static bool has_tag(struct arena *a, struct str s)
{
	size_t comma = s.n;
	while (comma && s.p[comma - 1] != ',')
		comma--;
	struct str tag = str_skip(s, comma), walk = tag;
	size_t words = count_words(tag);
	return comma && words <= TAG_MOST && (words == 1 || is_among(a, next_word(&walk), false,
								     "is isn are aren was wasn do don does doesn did didn will won would wouldn can could couldn should "
								     "shouldn have haven has hasn had nicht n pas non"));
}

/* Words that mean nothing without the sentence before them. */
static bool leans_back(struct arena *a, struct str s)
{
	return count_words(s) <= 7 && has_word(a, s, "this that it these those");
}

static bool is_reflective(struct finding *f, struct str sentence)
{
	int quoted;
	struct str s = unquoted(sentence, &quoted);
	size_t words = count_words(s);
	if (!s.n || s.p[s.n - 1] != '?' || quoted == 2 || words < QUESTION_LEAST || words > QUESTION_MOST)
		return false;
	bool first = has_word(f->a, s, f->rules->first), second = has_word(f->a, s, f->rules->second);
	if (quoted ? !first || second : !first && !second)
		return false;
	return !(has_phrase(f->a, s, f->rules->openers, true) || has_phrase(f->a, s, f->rules->selling, false) || has_tag(f->a, s) ||
		 (strcmp(f->rules->language, "en") == 0 && leans_back(f->a, s)));
}

static bool is_question(struct str s)
{
	int quoted;
	s = unquoted(s, &quoted);
	return s.n && s.p[s.n - 1] == '?';
}

static const struct node *next_paragraph(const struct node *n)
{
	return n->next && n->next->kind == NODE_PARAGRAPH ? n->next : NULL;
}

static bool is_answered(struct finding *f, const struct node *paragraph)
{
	const struct node *next = next_paragraph(paragraph);
	return next && has_phrase(f->a, str_trim(node_plain(f->a, next)), f->rules->answers, true);
}

static bool is_there(struct finding *f, struct str text)
{
	struct str folded = utf8_fold(f->a, text);
	return str_find(f->there, arena_cstr(f->a, folded)) < f->there.n;
}

static struct proposal *add(struct finding *f, enum proposal_kind kind, const struct node *at, struct str text, const char *why)
{
	struct proposal *p = arena_push(f->a, f->out);
	*p = (struct proposal){.kind = kind, .at = at, .until = at, .text = text, .why = why};
	return p;
}

static const char *reason(struct finding *f, struct str s)
{
	return has_word(f->a, s, f->rules->first) ? "a question for readers to ask themselves" : "a question to the reader";
}

/* "Or …?" that goes on with the question of the paragraph before. */
static void join_next(struct finding *f, struct proposal *p)
{
	const struct node *next = next_paragraph(p->at);
	struct str text = next ? str_trim(node_plain(f->a, next)) : (struct str){0}, rest = text;
	if (strcmp(f->rules->language, "en") || !has_phrase(f->a, text, "or", true) || !is_question(next_sentence(&rest)) || rest.n)
		return;
	p->until = next;
	p->text = arena_printf(f->a, STR_FMT " " STR_FMT, STR_ARG(p->text), STR_ARG(text));
}

/* Only text and emphasis: what links or notes would do in a prompt is the author's to say. */
static bool is_plain(const struct node *n)
{
	for (const struct node *at = n->first; at; at = node_walk(n, at, false))
		if (at->kind != NODE_TEXT && at->kind != NODE_EMPHASIS && at->kind != NODE_STRONG && at->kind != NODE_SOFT_BREAK && at->kind != NODE_MARK)
			return false;
	return true;
}

/* The questions that end a paragraph; one that the paragraph goes on after was rhetorical. */
static void read_paragraph(struct finding *f, const struct node *n, bool top)
{
	struct str text = str_trim(node_plain(f->a, n)), rest = text, run = {0};
	bool good = false;
	if (!is_plain(n) || is_answered(f, n))
		return;
	while (rest.n) {
		struct str s = next_sentence(&rest);
		bool question = is_question(s);
		good = question && (run.n ? good : true) && is_reflective(f, s);
		run = question ? run.n ? (struct str){run.p, (size_t)(s.p + s.n - run.p)} : s : (struct str){0};
	}
	if (!run.n || !good || is_there(f, run))
		return;
	bool whole = top && run.n == text.n;
	struct proposal *p = add(f, whole ? PROPOSAL_WHOLE : PROPOSAL_QUESTION, n, run, reason(f, run));
	if (whole)
		join_next(f, p);
}

/* ---- contrasts */

static const char *const becoming[] = {" gets transformed into ", " is transformed into ", " transforms into ", " turns into ", " changes into ", " \xE2\x86\x92 "};

static bool split_item(struct str s, struct contrast *out)
{
	for (size_t i = 0; i < sizeof becoming / sizeof *becoming; i++) {
		size_t at = str_find(s, becoming[i]);
		if (at >= s.n)
			continue;
		*out = (struct contrast){str_trim(str_sub(s, 0, at)), (struct str){0}};
		return out->from.n && str_trim(str_skip(s, at + strlen(becoming[i]))).n;
	}
	return false;
}

static void read_list(struct finding *f, const struct node *list)
{
	struct {
		struct contrast *items;
		size_t n, cap;
	} rows = {0};
	struct contrast c;
	for (const struct node *item = list->first; item; item = item->next)
		if (rows.n < ROWS_MOST && is_plain(item->first ? item->first : item) && split_item(str_trim(node_plain(f->a, item)), &c) && !is_there(f, c.from))
			*arena_push(f->a, &rows) = c;
	if (rows.n < ROWS_LEAST)
		return;
	struct proposal *p = add(f, PROPOSAL_CONTRAST, list, (struct str){0}, "a list of what turns into what");
	p->rows = rows.items;
	p->nrows = rows.n;
}

/* A side of "from … to …": some words without a verb or a number, and none of the phrases that only look like a contrast. */
static bool is_side(struct arena *a, struct str s)
{
	size_t words = count_words(s);
	for (size_t i = 0; i < s.n; i++)
		if (strchr(",;:()\"0123456789", s.p[i]) || (unsigned char)s.p[i] == 0xE2)
			return false;
	return words && words <= SIDE_MOST &&
	       !has_word(a, s, "is are was were be been that which who when where what can will would could should may might must has have had do does did and or "
			       "but to from time times day days week weeks month months year years hour hours one another start finish beginning end worse top bottom "
			       "there here place them him her it us me you");
}

/* "move from blame to asking." */
static bool split_sentence(struct arena *a, struct str s, struct contrast *out)
{
	size_t from = str_find(s, " from ");
	struct str rest = from < s.n ? str_skip(s, from + 6) : (struct str){0};
	size_t to = str_find(rest, " to ");
	if (!rest.n || to >= rest.n)
		return false;
	size_t end = to + 4;
	while (end < rest.n && !strchr(",.;:!?", rest.p[end]))
		end++;
	*out = (struct contrast){str_sub(rest, 0, to), str_sub(rest, to + 4, end)};
	struct str before = str_sub(s, 0, from), last = {0};
	for (struct str word, walk = before; (word = next_word(&walk)).n;)
		last = word;
	return is_side(a, out->from) && is_side(a, out->to) && end < rest.n &&
	       is_among(a, last, false, "move moves moving moved shift shifts shifting shifted go goes going grow grows growing turn turns turning change changes "
					"changing transform transforms transforming evolve evolves evolving step steps stepping journey path way");
}

static void read_sentences(struct finding *f, const struct node *n)
{
	struct str rest = str_trim(node_plain(f->a, n));
	struct contrast c;
	while (rest.n) {
		struct str s = next_sentence(&rest);
		if (!split_sentence(f->a, s, &c) || is_there(f, c.from))
			continue;
		struct proposal *p = add(f, PROPOSAL_CONTRAST, n, s, "a way from one thing to another");
		p->rows = arena_new(f->a, struct contrast);
		*p->rows = c;
		p->nrows = 1;
	}
}

/* ---- articles */

static const struct rules *rules_of(struct str language)
{
	struct str primary = str_cut(&language, '-');
	for (size_t i = 0; i < sizeof all_rules / sizeof *all_rules; i++)
		if (str_eq_nocase(primary, str_c(all_rules[i].language)))
			return &all_rules[i];
	return NULL;
}

static struct str exercise_words(struct arena *a, const struct article *article)
{
	struct buf b;
	buf_init(&b, BUF_NO_LIMIT);
	for (const struct node *n = exercise_next(article, NULL); n; n = exercise_next(article, n)) {
		for (const struct node *at = n->first; at; at = node_walk(n, at, false))
			if (at->kind == NODE_PARAGRAPH || at->kind == NODE_CELL || at->kind == NODE_CALLOUT_TITLE) {
				buf_str(&b, node_plain(a, at));
				buf_char(&b, ' ');
			}
	}
	struct str words = utf8_fold(a, buf_copy(&b, a));
	buf_free(&b);
	return words;
}

static bool is_skipped(const struct node *n)
{
	return n->kind == NODE_EXERCISE || n->kind == NODE_QUOTE || n->kind == NODE_CALLOUT || n->kind == NODE_TABLE || n->kind == NODE_CODE_BLOCK ||
	       n->kind == NODE_FIGURE || n->kind == NODE_DEFINITIONS || n->kind == NODE_DETAILS;
}

bool prompts_find(struct arena *a, const struct article *article, struct str language, struct proposals *out)
{
	struct finding f = {.a = a, .rules = rules_of(language), .out = out};
	*out = (struct proposals){0};
	if (!f.rules)
		return false;
	f.there = exercise_words(a, article);
	bool english = strcmp(f.rules->language, "en") == 0;
	for (const struct node *n = article->body->first; n; n = node_walk(article->body, n, is_skipped(n))) {
		if (n->kind == NODE_LIST && english)
			read_list(&f, n);
		if (n->kind != NODE_PARAGRAPH)
			continue;
		const struct proposal *last = out->n ? &out->items[out->n - 1] : NULL;
		if (!last || last->until != n || last->at == n)
			read_paragraph(&f, n, n->parent == article->body);
		if (english)
			read_sentences(&f, n);
	}
	return true;
}
