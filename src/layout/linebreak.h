/*
 * Breaking a paragraph into lines so that the whole of it looks best: boxes, glue and penalties in, breaks out. Knows nothing of fonts
 * or text. linebreak.c says how and why.
 *
 * Lengths are dims (65536ths of a point). Boxes are not negative, and no glue shrinks by more than its width.
 */
#ifndef SHEAF_LAYOUT_LINEBREAK_H
#define SHEAF_LAYOUT_LINEBREAK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * BOX: width. GLUE: width, stretch, shrink; a line may end at it when a box stands before it. PENALTY: a line may end at it.
 * Glue and penalties that follow a break vanish, up to the next box or forced break.
 */
enum item_kind { ITEM_BOX, ITEM_GLUE, ITEM_PENALTY };

enum { BREAK_FORCED = -10000, BREAK_NEVER = 10000 };

struct break_item {
	uint8_t kind;
	bool hyphen;              /* of a penalty: costs.hyphen is added, and the first pass leaves it alone */
	int16_t cost;             /* of a penalty: BREAK_FORCED to BREAK_NEVER; below 0 the break is welcome */
	int32_t width, stretch, shrink;
	int32_t before, after;    /* if a line ends here: what its width grows by (a hyphen; less what hangs out), and the next line's */
	uint32_t ends, begins;    /* if a line ends here: the word it ends with and the word the next begins with, as numbers; 0 unknown */
};

enum break_mode {
	BREAK_JUSTIFIED,
	BREAK_RAGGED,   /* glue keeps its width, lines end where they end */
	BREAK_BALANCED, /* the same, and the last line is to be as long as the others: headings, captions */
};

/* Demerits are squares: 10,000 is a line whose spaces are stretched by all that they give. */
struct break_costs {
	int32_t plain, hyphenated; /* tolerance: the greatest badness of a line in the first and second pass; below 0: no such pass */
	int32_t line;              /* each line, before squaring */
	int32_t hyphen;            /* each hyphen: squared */
	int32_t hyphens;           /* two lines running that end with a hyphen */
	int32_t last_hyphen;       /* a hyphen on the last full line */
	int32_t contrast;          /* a tight line beside a loose one: fitness classes more than one apart */
	int32_t short_last;        /* a last line shorter than style.short_last */
	int32_t stack;             /* two lines running that begin or end with one word */
};
extern const struct break_costs break_costs_book;

struct break_style {
	enum break_mode mode;
	const struct break_costs *costs;
	int32_t ragged;     /* what a ragged line may fall short by and be as good as a justified one stretched in full */
	int32_t emergency;  /* stretch that the third pass adds to every line */
	int32_t short_last;
};

/* Line i is measures[i] long; all beyond the last are as long as the last. n at least 1. */
struct break_shape {
	const int32_t *measures;
	size_t n;
};

struct break_line {
	size_t first, end;    /* its items: from the first box to before the break */
	size_t at;            /* the item it breaks at; at the paragraph's end the number of items */
	int32_t measure;
	int64_t width;        /* with before and after */
	int64_t stretch, shrink; /* what its glue has */
	bool hyphen, overfull;
	bool natural;         /* its glue keeps its width unless it has to shrink: last lines, lines before a forced break, ragged ones */
};

struct break_result {
	struct break_line *lines; /* the linebreaker's, until its next run */
	size_t n;
	int64_t cost;
	int pass;                 /* 1 without hyphens, 2 with, 3 with emergency stretch */
	size_t overfull;          /* how many lines are longer than their measure */
};

/* Memory that is used again from paragraph to paragraph; of one thread. */
struct linebreaker {
	struct chance *chances;
	struct break_node *nodes;
	struct active *active;
	struct candidate *best;
	struct break_line *lines;
	size_t chance_cap, node_cap, active_cap, best_cap, line_cap;
};

void linebreaker_init(struct linebreaker *lb);
void linebreaker_free(struct linebreaker *lb);

/* The passes up to `last`, in turn, until one succeeds; the third always does. False: none did, and the result is empty. No items: no lines. */
bool linebreak(struct linebreaker *lb, const struct break_item *items, size_t n, const struct break_shape *shape,
	const struct break_style *style, int last, struct break_result *result);

/* 100 (slack / stretch)^3, rounded down, at most BREAK_WORST. */
enum { BREAK_WORST = 100000 };
int32_t linebreak_badness(int64_t slack, int64_t stretch);

#endif
