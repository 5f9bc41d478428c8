/*
 * Quizzes as assessments that learning systems grade: QTI 1.2.1 in the profile of IMS Common Cartridge 1.1 (its schema and the Schematron
 * rules in it). An article's quizzes become one assessment; its items have the ids of book/exercise.h: "boundaries.quiz-1.2".
 *
 *   two choices, "True" and "False" in the article's language   cc.true_false.v0p1
 *   one right of three or more                                  cc.multiple_choice.v0p1
 *   else, two choices of other words included                   cc.multiple_response.v0p1, for the profile wants three of a choice of one
 *
 * A question that has no right answer, fewer than two choices or more than 26 is left out; see quiz_is_graded.
 */
#ifndef SHEAF_WRITE_QTI_H
#define SHEAF_WRITE_QTI_H

#include "markup/xhtml.h"

size_t qti_questions(const struct article *article); /* how many can be graded */
/*
 * The assessment document. There must be such a question. `how` spells images, from the folder that the document will lie in; links and
 * notes become their text.
 */
struct str qti_assessment(struct arena *a, const struct article *article, struct str id, struct str title, const struct xhtml_spelling *how);

#endif
