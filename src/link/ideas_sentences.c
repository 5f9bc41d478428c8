/*
 * Sentences that say what an article is about, where its author marked none: extraction by the weight of their words (H. P. Luhn, "The
 * Automatic Creation of Literature Abstracts", IBM Journal 2, 1958). A word weighs what it occurs in the article, squares apart; a sentence,
 * what its words weigh for its length.
 *
 * Only sentences that stand alone are taken: they begin with a word of their own (an article may come before it), not with "this", "but" or
 * "they", whose meaning lies in the sentence before; they state, in a readable length; the author's own "I" is not in them, nor a link, nor
 * marks of a quotation that they do not close. Rejected: shortening or joining sentences, for the words are the author's.
 */
#include "link/ideas_part.h"

#include <stdlib.h>
#include <string.h>
#include "base/utf8.h"

enum { LEAST_WORDS = 7, MOST_WORDS = 32, CHOSEN = 4, TABLE = 4096 };

struct sentence {
	struct str text;
	struct word_list words;
	uint64_t score;
	size_t place;
	bool taken;
};
struct sentences {
	struct sentence *items;
	size_t n, cap;
};

struct counts {
	uint64_t keys[TABLE];
	uint32_t n[TABLE];
};

static uint32_t *count_of(struct counts *c, uint64_t key)
{
	size_t at = key % TABLE;
	for (size_t tries = 0; c->keys[at] && c->keys[at] != key && tries < TABLE; tries++)
		at = (at + 1) % TABLE;
	c->keys[at] = c->keys[at] ? c->keys[at] : key;
	return &c->n[at];
}

/* ---- sentences */

static bool ends_here(struct str text, size_t at)
{
	char c = text.p[at];
	return (c == '.' || c == '!' || c == '?') && (at + 1 == text.n || text.p[at + 1] == ' ');
}

static bool has(struct str text, const char *what)
{
	return str_find(text, what) < text.n;
}

static size_t count(struct str text, const char *what)
{
	size_t n = 0, at;
	while ((at = str_find(text, what)) < text.n) {
		n++;
		text = str_skip(text, at + strlen(what));
	}
	return n;
}

/* As a whole, whatever stood before it. */
static bool is_complete(struct str s)
{
	size_t i = 0;
	uint32_t first = s.n ? utf8_next(s, &i) : 0;
	bool capital = (first >= 'A' && first <= 'Z') || (first >= 0xC0 && first <= 0xDE);
	return capital && str_ends(s, ".") && !str_ends(s, "..") && !has(s, "\u2026") && count(s, "\u201C") == count(s, "\u201D") &&
	       count(s, "(") == count(s, ")") && !has(s, "http") && !has(s, "@");
}

static bool is_article(struct str word)
{
	static const char *const all[] = {"the", "a", "an", "der", "die", "das", "ein", "eine", "le", "la", "les", "un", "une", "el", "los", "las",
		"una", "il", "lo", "gli", "i", "uno", "o", "os", "as", "um", "uma", "de", "het", "een", "every", "each", "jede", "chaque", "cada", "ogni"};
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (str_eq_nocase(word, str_c(all[i])))
			return true;
	return false;
}

/* What leans on the sentence before without being a stopword. */
static bool is_connective(struct str word)
{
	static const char *const all[] = {"instead", "meanwhile", "however", "therefore", "thus", "hence", "finally", "first", "second", "third",
		"rather", "similarly", "likewise", "moreover", "otherwise", "nevertheless", "besides", "sadly", "yet", "stattdessen", "deshalb",
		"trotzdem", "schließlich", "zuerst", "cependant", "ensuite", "enfin", "donc", "sin", "además", "finalmente", "inoltre",
		"tuttavia", "quindi", "porém", "portanto", "daarom", "echter", "toch"};
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (str_eq_nocase(word, str_c(all[i])))
			return true;
	return false;
}

/* The author in person, who speaks of what she offers. */
static bool is_personal(struct str word)
{
	static const char *const all[] = {"I", "I'm", "I\u2019m", "I\u2019ve", "I've", "my", "me", "mine", "ich", "mein", "meine", "je", "mon", "ma",
		"mes", "yo", "mi", "mis", "io", "mio", "mia", "eu", "meu", "minha", "ik", "mijn"};
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (str_eq(word, str_c(all[i])))
			return true;
	return false;
}

static bool stands_alone(const struct sentence *s)
{
	const struct word_list *w = &s->words;
	if (w->n < LEAST_WORDS || w->n > MOST_WORDS)
		return false;
	struct str first = words_text(&w->items[0], s->text);
	bool article = is_article(first);
	if ((w->items[article].flags & WORD_STOP && !article) || is_connective(first))
		return false;
	for (size_t i = 0; i < w->n; i++)
		if (is_personal(words_text(&w->items[i], s->text)))
			return false;
	return true;
}

static void add_sentences(struct arena *a, const struct lexicon *l, struct str text, struct sentences *out)
{
	for (size_t from = 0, i = 0; i < text.n; i++) {
		if (!ends_here(text, i))
			continue;
		struct sentence s = {.text = str_trim(str_sub(text, from, i + 1)), .place = out->n};
		from = i + 1;
		if (!is_complete(s.text))
			continue;
		words_of(a, s.text, l, &s.words);
		if (stands_alone(&s))
			*arena_push(a, out) = s;
	}
}

/* ---- which */

static void weigh(struct sentence *s, struct counts *c)
{
	uint64_t sum = 0;
	for (size_t i = 0; i < s->words.n; i++) {
		uint64_t n = s->words.items[i].flags & WORD_STOP ? 0 : *count_of(c, s->words.items[i].fold);
		sum += n > 1 ? n : 0;
	}
	s->score = sum * 1000 / (s->words.n + 8);
}

static bool repeats(const struct sentence *s, const struct sentence *other)
{
	size_t content = 0, shared = 0;
	for (size_t i = 0; i < s->words.n; i++) {
		if (s->words.items[i].flags & WORD_STOP)
			continue;
		content++;
		for (size_t k = 0; k < other->words.n; k++)
			if (other->words.items[k].fold == s->words.items[i].fold) {
				shared++;
				break;
			}
	}
	return shared * 2 > content;
}

static struct sentence *next_best(struct sentences *list)
{
	struct sentence *best = NULL;
	for (size_t i = 0; i < list->n; i++) {
		struct sentence *s = &list->items[i];
		bool again = s->taken || !s->score;
		for (size_t k = 0; k < list->n && !again; k++)
			again = list->items[k].taken && repeats(s, &list->items[k]);
		if (!again && (!best || s->score > best->score))
			best = s;
	}
	return best;
}

void ideas_add_sentences(struct arena *a, struct ideas *ideas, const struct article *article, struct str language)
{
	struct arena scratch;
	arena_init(&scratch);
	const struct lexicon *l = lexicon_new(&scratch, article->meta.lang.s.n ? article->meta.lang.s : language);
	struct counts *counts = arena_new(&scratch, struct counts);
	struct word_list words = {0};
	struct sentences list = {0};
	words_read(&scratch, article, l, &words);
	for (size_t i = 0; i < words.n; i++)
		if (!(words.items[i].flags & (WORD_STOP | WORD_CODE)))
			++*count_of(counts, words.items[i].fold);
	for (const struct node *n = article->body->first; n; n = n->next)
		if (n->kind == NODE_PARAGRAPH)
			add_sentences(&scratch, l, node_plain(&scratch, n), &list);
	for (size_t i = 0; i < list.n; i++)
		weigh(&list.items[i], counts);
	for (size_t n = ideas->n; n < CHOSEN; n++) {
		struct sentence *best = next_best(&list);
		if (!best)
			break;
		best->taken = true;
	}
	for (size_t i = 0; i < list.n; i++)
		if (list.items[i].taken && !ideas_have(ideas, list.items[i].text))
			*arena_push(a, ideas) = arena_copy(a, list.items[i].text);
	arena_free(&scratch);
}
