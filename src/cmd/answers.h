/* What `sheaf answers` makes of filled workbooks: questions, each with what everyone answered; and the two files that tell it. */
#ifndef SHEAF_CMD_ANSWERS_H
#define SHEAF_CMD_ANSWERS_H

#include "base/buf.h"
#include "base/map.h"
#include "read/filled.h"

struct answers {
	struct filled *books; /* as given on the command line */
	size_t nbooks;
	struct answer_row {
		const struct filled_field *field; /* of the first book that has it */
		struct str *values;               /* by book; "" : no answer */
		size_t given;
		int64_t sum;                      /* of values that are whole numbers, when all given are */
		bool numbers;
		size_t right;                     /* of a quiz's: how many gave the right answer; to all of its checks, where several are right */
	} *items;
	size_t n, cap;
	size_t *scores, nquestions;               /* by book: of the quizzes' questions, those answered right */
};

void answers_gather(struct arena *a, struct filled *books, size_t n, struct answers *out);
/*
 * A row a question, a column a person (RFC 4180, with a byte order mark, for without one spreadsheets take UTF-8 for something else). A text that
 * a spreadsheet would take for a formula gets an apostrophe before it (OWASP, CSV Injection).
 */
void answers_csv(struct buf *out, const struct answers *x);
void answers_markdown(struct buf *out, const struct answers *x); /* a section an article, each answer beside its question */

#endif
