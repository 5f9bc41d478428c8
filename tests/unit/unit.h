/* What every unit test shares: a suite is a list of Check tests run by one main. */
#ifndef SHEAF_TESTS_UNIT_H
#define SHEAF_TESTS_UNIT_H

#include <check.h>
#include <stdlib.h>
#include "base/str.h"

#define ck_str(actual, expected)                                                                             \
	do {                                                                                                 \
		struct str ck_got = (actual);                                                                \
		ck_assert_msg(str_is(ck_got, expected), "%s is \"%.*s\", not \"%s\"", #actual, STR_ARG(ck_got), expected); \
	} while (0)

static inline int unit_main(const char *name, void (*fill)(TCase *))
{
	Suite *suite = suite_create(name);
	TCase *tests = tcase_create(name);
	tcase_set_timeout(tests, 60);
	fill(tests);
	suite_add_tcase(suite, tests);
	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

#endif
