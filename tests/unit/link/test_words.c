/* Words of texts and trees, stopwords and plurals of seven languages, and phrases found among words. */
#include "unit/read/article.h"

#include "link/mentions.h"

static struct arena a;

static void setup(void)
{
	arena_init(&a);
}

static void teardown(void)
{
	arena_free(&a);
}

/* The words of a text as one line: stopwords in brackets, `/` where a clause and `.` where a sentence begins. */
static struct str line(const struct word_list *words, struct str plain)
{
	struct buf b;
	buf_init(&b, BUF_NO_LIMIT);
	for (size_t i = 0; i < words->n; i++) {
		const struct word *w = &words->items[i];
		bool stop = w->flags & WORD_STOP;
		const char *before = w->flags & WORD_SENTENCE ? "." : w->flags & WORD_BREAK ? "/" : "";
		buf_printf(&b, "%s%s%s" STR_FMT "%s", i ? " " : "", before, stop ? "(" : "", STR_ARG(words_text(w, plain)), stop ? ")" : "");
	}
	struct str s = buf_copy(&b, &a);
	buf_free(&b);
	return s;
}

static struct str cut(const char *text, const char *language)
{
	struct word_list words = {0};
	words_of(&a, str_c(text), lexicon_new(&a, str_c(language)), &words);
	return line(&words, str_c(text));
}

START_TEST(words_are_cut_at_word_boundaries)
{
	ck_str(cut("Fear of closeness: say it. Then, wait!", "en"), ".Fear (of) closeness /say (it) .(Then) /wait");
	ck_str(cut("the author’s e-mail (v3.5) isn’t Node.js", "en"), ".(the) author e mail /v3 5 /(isn’t) Node js");
	ck_str(cut("l’amour de l'âme", "fr"), ".(l) amour (de) (l) âme");
	ck_str(cut("das Gefühl für Nähe", "de-AT"), ".(das) Gefühl (für) Nähe");
	ck_str(cut("愛と恐れ", "ja"), ".愛 と 恐 れ");
	ck_str(cut("an und für", "xx"), ".an und für");
	ck_str(cut("", "en"), "");
}
END_TEST

START_TEST(a_word_is_one_however_it_is_written)
{
	const char *spellings[] = {"Cafés", "cafe\xcc\x81s", "CAFÉS", "caf\xc3\xa9s"};
	const struct lexicon *l = lexicon_new(&a, STR("en"));
	struct word_list words = {0};
	for (size_t i = 0; i < 4; i++)
		words_of(&a, str_c(spellings[i]), l, &words);
	ck_assert_uint_eq(words.n, 4);
	for (size_t i = 1; i < 4; i++)
		ck_assert(words.items[i].key == words.items[0].key && words.items[i].fold == words.items[0].fold);
	ck_assert(words.items[0].exact != words.items[2].exact);
	ck_assert(words.items[0].flags & WORD_UPPER);
	ck_assert(!(words.items[1].flags & WORD_UPPER));
}
END_TEST

static struct str singular(const char *word, const char *language)
{
	char *out = arena_alloc(&a, 64);
	return (struct str){out, lexicon_fold(lexicon_new(&a, str_c(language)), str_c(word), out)};
}

START_TEST(plurals_fold_onto_singulars)
{
	ck_str(singular("stories", "en"), "story");
	ck_str(singular("boundaries", "en"), "boundary");
	ck_str(singular("boxes", "en"), "box");
	ck_str(singular("glass", "en"), "glass");
	ck_str(singular("focus", "en"), "focus");
	ck_str(singular("crisis", "en"), "crisis");
	ck_str(singular("wounds", "en"), "wound");
	ck_str(singular("bus", "en"), "bus");
	ck_str(singular("châteaux", "fr"), "château");
	ck_str(singular("canciones", "es"), "canción");
	ck_str(singular("relações", "pt"), "relação");
	ck_str(singular("Haus", "de"), "Haus");
}
END_TEST

START_TEST(words_of_a_tree_know_where_they_stand)
{
	struct made *m = article_made("## Bad *days*\n\nWe `code` on [linked words](x.md).\n\n> Quoted.\n\nA **strong** one[^1].\n\n[^1]: In a note.\n",
		"en", "T");
	struct word_list words = {0};
	words_read(&a, &m->article, lexicon_new(&a, STR("en")), &words);
	static const struct {
		const char *word;
		uint32_t flag;
	} expected[] = {{"days", WORD_HEADING}, {"code", WORD_CODE}, {"linked", WORD_LINKED}, {"Quoted", WORD_QUOTED},
		{"strong", WORD_STRONG}, {"note", WORD_NOTE}};
	const uint32_t all = WORD_HEADING | WORD_CODE | WORD_LINKED | WORD_QUOTED | WORD_NOTE;
	for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
		const struct word *found = NULL;
		for (size_t k = 0; k < words.n; k++)
			if (str_is(words_text(&words.items[k], (struct str){0}), expected[i].word))
				found = &words.items[k];
		ck_assert_msg(found, "no word %s", expected[i].word);
		ck_assert_uint_eq(found->flags & all & ~expected[i].flag, 0);
		ck_assert(found->flags & expected[i].flag);
	}
	article_free(m);
}
END_TEST

/* What the matcher finds of the forms in a text: the words of each match in brackets. */
static struct str found(const char *const *forms, size_t n, const char *text)
{
	const struct lexicon *l = lexicon_new(&a, STR("en"));
	struct matcher m;
	struct word_list words = {0};
	struct buf b;
	matcher_init(&m, &a);
	for (size_t i = 0; i < n; i++) {
		struct form *f = arena_new(&a, struct form);
		f->text = str_c(forms[i]);
		matcher_add(&m, f, l);
	}
	words_of(&a, str_c(text), l, &words);
	buf_init(&b, BUF_NO_LIMIT);
	struct match match;
	for (size_t at = 0; matcher_next(&m, &words, &at, &match);) {
		uint32_t flags;
		struct passage p = match_passage(&match, &words, &flags);
		buf_printf(&b, "[" STR_FMT "]%s", STR_ARG(str_sub(str_c(text), p.offset, p.offset + p.length)), match.nforms > 1 ? "*" : "");
	}
	struct str s = buf_copy(&b, &a);
	buf_free(&b);
	return s;
}

START_TEST(the_longest_phrase_wins)
{
	const char *forms[] = {"attachment", "attachment wound", "secure attachment style"};
	ck_str(found(forms, 3, "Attachment wounds heal; secure attachment does."), "[Attachment wounds][attachment]");
	ck_str(found(forms, 3, "Secure attachment styles differ."), "[Secure attachment styles]");
}
END_TEST

START_TEST(no_phrase_reaches_over_a_sentence)
{
	const char *forms[] = {"emotional safety"};
	ck_str(found(forms, 1, "It is emotional. Safety first, emotional  safety’s best."), "[emotional  safety]");
}
END_TEST

START_TEST(stopwords_alone_and_letters_are_no_forms)
{
	const char *forms[] = {"who", "C", "", "what we do"};
	ck_str(found(forms, 4, "Who knows C and what we do?"), "[what we do]");
}
END_TEST

START_TEST(one_phrase_may_stand_for_several)
{
	const char *forms[] = {"Boundaries", "boundary"};
	ck_str(found(forms, 2, "Set a boundary."), "[boundary]*");
}
END_TEST

static void fill(TCase *t)
{
	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, words_are_cut_at_word_boundaries);
	tcase_add_test(t, a_word_is_one_however_it_is_written);
	tcase_add_test(t, plurals_fold_onto_singulars);
	tcase_add_test(t, words_of_a_tree_know_where_they_stand);
	tcase_add_test(t, the_longest_phrase_wins);
	tcase_add_test(t, no_phrase_reaches_over_a_sentence);
	tcase_add_test(t, stopwords_alone_and_letters_are_no_forms);
	tcase_add_test(t, one_phrase_may_stand_for_several);
}

int main(void)
{
	return unit_main("words", fill);
}
