/* Which way a language is written, from its tag. */
#include "unit/unit.h"
#include "book/language.h"

START_TEST(test_direction)
{
	ck_assert(language_rtl(STR("ar")) && language_rtl(STR("he-IL")) && language_rtl(STR("pa-Arab")) && language_rtl(STR("FA")));
	ck_assert(language_rtl(STR("ku-Arab-IQ")) && language_rtl(STR("zh-yue-Hebr")));
	ck_assert(!language_rtl(STR("en")) && !language_rtl(STR("ar-Latn")) && !language_rtl(STR("arn")) && !language_rtl(STR("")));
	ck_assert(!language_rtl(STR("az-Cyrl")) && !language_rtl(STR("de-1901")));
}
END_TEST

static void fill(TCase *t)
{
	tcase_add_test(t, test_direction);
}

int main(void)
{
	return unit_main("language", fill);
}
