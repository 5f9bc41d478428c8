/* Patterns made for the test, so that each rule shows alone. */
#include <string.h>
#include "text/patterns.h"
#include "unit/unit.h"

static void parts(const char *file, const char *word, const char *expected)
{
	struct patterns *p = patterns_load(str_c(file));
	bool odd[PATTERNS_MOST];
	char got[100];
	size_t n = 0;
	ck_assert_ptr_nonnull(p);
	patterns_apply(p, str_c(word), odd);
	for (size_t i = 0; word[i]; i++) {
		if (i && odd[i])
			got[n++] = '=';
		got[n++] = word[i];
	}
	got[n] = 0;
	ck_assert_msg(strcmp(got, expected) == 0, "%s, not %s", got, expected);
	patterns_free(p);
}

START_TEST(numbers_between_letters)
{
	parts("UTF-8\n1na\n", "banana", "ba=na=na");
	parts("UTF-8\n1na\nna2na\n", "banana", "ba=nana");      /* the larger wins */
	parts("UTF-8\n1na\nna2na\nna3na.\n", "banana", "ba=na=na");
	parts("UTF-8\n.ba1n\n1nana\n", "banana", "ba=nana");     /* the word's start */
	parts("UTF-8\n# 1b\n%1b\nLEFTHYPHENMIN 2\nNOHYPHEN -\n1na\r\n", "banana", "ba=na=na");
	parts("UTF-8\n1na\n", "", "");
}
END_TEST

START_TEST(the_longest_counts)
{
	/* of "na" and "ana", which end together, the longer alone; what only begins a pattern hides the shorter, too */
	parts("UTF-8\n1na\na0na\n", "benana", "be=nana");
	parts("UTF-8\n1n\nan2y\n", "banana", "banana");
}
END_TEST

START_TEST(compounds_first)
{
	static const char file[] = "UTF-8\nCOMPOUNDLEFTHYPHENMIN 2\nCOMPOUNDRIGHTHYPHENMIN 3\nhouse1boat\nNEXTLEVEL\n1s\n1b\n1o\n";
	parts(file, "houseboat", "h=ouse=boat"); /* not ou=se|, which has two letters, nor |b=oat */
	parts(file, "sobs", "s=o=b=s");
	parts("UTF-8\nCOMPOUNDLEFTHYPHENMIN 2\nx1y\nNEXTLEVEL\n1q\n", "xyx", "xyx"); /* one letter is no part */
}
END_TEST

START_TEST(spelling_does_not_change)
{
	parts("UTF-8\nf1f\nf1fahrt/ff=f,1,2\n", "schiffahrt", "schiffahrt");
	parts("UTF-8\nf1f\nf1fahrt/ff=f,1,2\n", "hoffen", "hof=fen");
}
END_TEST

START_TEST(settings_are_read)
{
	struct patterns *p = patterns_load(STR("ISO8859-2\nLEFTHYPHENMIN 3\nRIGHTHYPHENMIN 4\na1b\n"));
	ck_assert(p && p->left == 3 && p->right == 4 && strcmp(p->encoding, "ISO8859-2") == 0);
	patterns_free(p);
	static const char *const none[] = {"", "UTF-8", "UTF-8\n\n", "UTF-8\n123\n", "UTF-8\na1b\nNEXTLEVEL\n"};
	for (size_t i = 0; i < sizeof none / sizeof *none; i++)
		ck_assert_ptr_null(patterns_load(str_c(none[i])));
}
END_TEST

START_TEST(long_words_have_none)
{
	char word[PATTERNS_MOST + 2];
	bool odd[PATTERNS_MOST + 1];
	memset(word, 'a', sizeof word);
	struct patterns *p = patterns_load(STR("UTF-8\na1a\n"));
	patterns_apply(p, (struct str){word, PATTERNS_MOST}, odd);
	ck_assert(odd[1] && odd[PATTERNS_MOST - 1]);
	patterns_apply(p, (struct str){word, PATTERNS_MOST + 1}, odd);
	for (size_t i = 0; i <= PATTERNS_MOST; i++)
		ck_assert(!odd[i]);
	patterns_free(p);
}
END_TEST

static void fill(TCase *t)
{
	tcase_add_test(t, numbers_between_letters);
	tcase_add_test(t, the_longest_counts);
	tcase_add_test(t, compounds_first);
	tcase_add_test(t, spelling_does_not_change);
	tcase_add_test(t, settings_are_read);
	tcase_add_test(t, long_words_have_none);
}

int main(void)
{
	return unit_main("patterns", fill);
}
