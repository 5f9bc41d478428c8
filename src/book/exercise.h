/*
 * Exercises: what a workbook makes pages of to print, to write on and to fill in. A NODE_EXERCISE holds blocks; its first child may be a
 * CALLOUT_TITLE, the words after the attributes on the head line. What the others are goes by kind:
 *
 *   prompt       the question: any blocks. Then `lines` writing lines.
 *   box          what to draw or write: any blocks, or none. Then a frame of `height`, its ground blank, dotted or squared.
 *   scale        the statement or question: any blocks. Then a choice of from … to, with `low` and `high` at its ends.
 *   checklist    any blocks; the items of its lists, at any depth, all have u.item.check: CHECK_OPEN, or CHECK_DONE where the author ticked.
 *   fill         any blocks; the cells of its tables without words are to be filled in, each with `lines` lines. Header rows are not.
 *   quiz         questions, see exercise_questions. Right choices are CHECK_DONE, others CHECK_OPEN.
 *   notes        any blocks, or none. Then `lines` lines; 0: all that is left of the page.
 *   tracker      any blocks; the items of its lists are the habits, of its tables nothing. Then `lines` rows for habits of the reader's own.
 *                Each row has `days` boxes.
 *   plan         what to plan: any blocks, or none. The items of its lists are steps that the author gives; then `lines` steps of the
 *                reader's own. A step is what, by when, and how one will know: three columns.
 *   certificate  its wording: any blocks. Then lines for the name and the date.
 *
 * read/ has mended what an author got wrong (and said so): numbers are within the limits below, a checklist has items, a scale runs upwards.
 * A fill without an empty cell and a quiz without a right answer stay: they have no fields, or no answer to show.
 */
#ifndef SHEAF_BOOK_EXERCISE_H
#define SHEAF_BOOK_EXERCISE_H

#include "book/book.h"
#include "book/labels.h"

enum exercise_kind {
#define EXERCISE(id, name, label, takes) EXERCISE_##id,
#include "book/exercises.def"
#undef EXERCISE
	EXERCISE_KIND_COUNT
};

enum exercise_takes {
	EXERCISE_TAKES_LINES = 1 << 0,  /* lines=6 */
	EXERCISE_TAKES_HEIGHT = 1 << 1, /* height=5cm; mm, cm, in, pt */
	EXERCISE_TAKES_GROUND = 1 << 2, /* blank, dots, grid */
	EXERCISE_TAKES_RANGE = 1 << 3,  /* 1-10 low="…" high="…" */
	EXERCISE_TAKES_DAYS = 1 << 4,   /* days=7 */
};

enum exercise_ground { GROUND_BLANK, GROUND_DOTS, GROUND_GRID, GROUND_COUNT };

enum {
	EXERCISE_LINES_MAX = 60,          /* two pages of A4 */
	EXERCISE_HEIGHT_MIN = 10000,      /* micrometres */
	EXERCISE_HEIGHT_MAX = 240000,
	EXERCISE_STEPS_MAX = 11,          /* of a scale: 0 to 10 */
	EXERCISE_DAYS_MAX = 31,
	EXERCISE_PLAN_COLUMNS = 3,
};

struct exercise {
	enum exercise_kind kind;
	struct str id;        /* in the article: the author's `id=…`, else "prompt-2", the second prompt of the article */
	bool named;           /* the author gave the id */
	uint8_t lines;        /* 0 only where the kind says what that is */
	enum exercise_ground ground;
	uint32_t height;      /* micrometres */
	int32_t from, to;     /* of a scale, from < to */
	struct str low, high; /* words at its ends, or "" */
	uint8_t days;
};

struct exercise_info {
	const char *name;
	enum label label; /* what stands above it */
	unsigned takes;   /* enum exercise_takes */
};
extern const struct exercise_info exercise_infos[EXERCISE_KIND_COUNT];
extern const char *const exercise_grounds[GROUND_COUNT];

bool exercise_lookup(struct str name, enum exercise_kind *kind); /* in any case of ASCII letters */
void exercise_defaults(enum exercise_kind kind, struct exercise *out);
/* The next exercise of an article in reading order; NULL at the end. Start with after = NULL. */
const struct node *exercise_next(const struct article *a, const struct node *after);

/*
 * A quiz's questions. Either flat: blocks that ask, a task list of choices, and what comes after it explains; the last block before the
 * next task list asks the next question, or all from a heading on. Or a list, numbered as a rule, each of whose items holds one such question. Where no block
 * asks, the exercise's title does.
 *
 * Ranges of siblings: from `first` up to, not including, `end` (NULL: to the last); first NULL: empty.
 */
struct quiz_question {
	const struct node *asked, *asked_end;
	const struct node *choices; /* a LIST whose items are the choices */
	const struct node *why, *why_end;
	const struct node *item;    /* of the ordered list, or NULL */
	uint32_t number;            /* in the quiz, from 1 */
	uint32_t nchoices, nright;
};
struct quiz_questions {
	struct quiz_question *items;
	size_t n, cap;
};
/* Whether a program can tell right answers from wrong: two to 26 choices, one of them right. */
bool quiz_is_graded(const struct quiz_question *q);
struct quiz_questions exercise_questions(struct arena *a, const struct node *quiz);

/*
 * What is filled in, in reading order. An id is unique in the book, and stays the same whatever changes in other articles: the article's slug,
 * the exercise's id, and which part it is. An `id=` of the author's keeps it also when exercises are put before it.
 *
 *   prompt, box, notes  "slug.prompt-1"            text
 *   scale               "slug.scale-1"             one of choices, values "1" … "10"
 *   checklist           "slug.checklist-1.3"       a check; its third item
 *   fill                "slug.fill-1.2-3"          text; second row of the body, third column (of the first table; "t2-2-3" of the second)
 *   quiz                "slug.quiz-1.2"            one of choices, values "a" …, where one answer is right;
 *                       "slug.quiz-1.2.b"          else a check each
 *   tracker             "slug.tracker-1.2.5"       a check; second habit, fifth day
 *                       "slug.tracker-1.4.name"    a line; the reader's own habit. Rows go on counting after the author's
 *   plan                "slug.plan-1.1.step", ".when", ".sign"   lines; a step that the author gives has no ".step"
 *   certificate         "slug.certificate-1.name", ".date"       lines
 */
enum exercise_field_kind { EXERCISE_TEXT, EXERCISE_LINE, EXERCISE_CHECK, EXERCISE_CHOICE };

struct exercise_choice {
	struct str value, text; /* as stored; as shown */
	const struct node *item; /* of a quiz */
	bool right;
};
struct exercise_field {
	enum exercise_field_kind kind;
	struct str id;           /* ASCII */
	struct str question;     /* plain text for those who do not see the page; never empty */
	const struct node *node; /* the item, the cell, or the exercise */
	uint32_t row, column;    /* from 1: of a fill, tracker, plan, quiz (question, choice); of a checklist the item's number */
	bool right;              /* of a quiz's check */
	struct exercise_choice *choices;
	size_t nchoices;
};
struct exercise_fields {
	struct exercise_field *items;
	size_t n, cap;
};
/* Texts are in the words of `language`. */
struct exercise_fields exercise_fields(struct arena *a, const struct article *article, const struct node *exercise, struct str language);
/* What the exercise asks, as plain text: its title and blocks up to the first list or table. Its label where it has no words. */
struct str exercise_question(struct arena *a, const struct node *exercise, struct str language);
/* Whether nothing below a node, such as a cell, is seen. */
bool exercise_blank(const struct node *n);

#endif
