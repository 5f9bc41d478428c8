/*
 * Where a title's lines break. A paragraph breaker asks which lines fill a measure; a title wants the opposite: few lines of
 * like length, as large as they can be. So two steps, both dynamic programming over the pieces between break opportunities:
 *   1. for every number of lines, the breaks that make the longest line shortest: they give the largest size at which that
 *      many lines fit the box;
 *   2. at that size and a few smaller ones, the breaks with the least raggedness, among them those that do not end a line with
 *      a small word or leave one word alone at the end, and that break after a colon. Size lost has its price too: the
 *      cheapest of all wins, so that type becomes a little smaller where a line would break badly otherwise.
 * Searching for the size by trial wrapping was rejected: widths grow with the size, so the size follows from the breaks.
 */
#include "image/cover_parts.h"

#define MOST_LINES 12
#define ASCENT_AND_DESCENT 950 /* of one line, in thousandths of the size: capitals and what hangs below */

/* Costs of step 2; 1000 is a line of no length at all, or type of no size. */
#define COST_SMALL_WORD 120
#define COST_LONE_WORD 200
#define GAIN_PAUSE 80
#define COST_SIZE 1000
#define COST_LINE 60   /* of each line: few large lines rather than many */
#define COST_LEAST GAIN_PAUSE /* no line can gain more */
#define SMALLER_STEP 4 /* per cent */
#define SMALLER_STEPS 6

struct table {
	const struct line_piece *pieces;
	size_t n, lines;
	int64_t *best; /* [k * (n + 1) + i]: of the first i pieces on k lines */
	size_t *from;  /* where the last of these lines begins */
};

/* Width of pieces i to j on one line, from sums. */
static int64_t line_width(const struct line_piece *p, const int64_t *sums, size_t i, size_t j)
{
	return sums[j] - sums[i] - p[j - 1].gap;
}

typedef int64_t line_cost(const struct line_piece *p, size_t i, size_t j, size_t n, int64_t width, int64_t target,
	int64_t limit);

#define TOO_MUCH (INT64_MAX / 4)

static int64_t cost_widest(const struct line_piece *p, size_t i, size_t j, size_t n, int64_t width, int64_t target,
	int64_t limit)
{
	return width;
}

static int64_t cost_ragged(const struct line_piece *p, size_t i, size_t j, size_t n, int64_t width, int64_t target,
	int64_t limit)
{
	if (limit && width > limit)
		return TOO_MUCH;
	int64_t off = (target - width) * 1000 / target;
	int64_t cost = off * off / 1000;
	if (j < n && p[j - 1].letters && p[j - 1].letters <= 3 && !p[j - 1].pause)
		cost += COST_SMALL_WORD;
	if (j < n && p[j - 1].pause)
		cost -= GAIN_PAUSE;
	if (j == n && j - i == 1 && n > 2 && width * 2 < target)
		cost += COST_LONE_WORD;
	return cost;
}

static void solve(struct table *t, const int64_t *sums, bool widest, int64_t limit)
{
	size_t n = t->n, row = n + 1;
	for (size_t i = 0; i < (t->lines + 1) * row; i++)
		t->best[i] = TOO_MUCH;
	t->best[0] = 0;
	line_cost *cost = widest ? cost_widest : cost_ragged;
	for (size_t k = 1; k <= t->lines; k++) {
		int64_t target = (sums[n] - sums[0]) / (int64_t)(widest ? k : t->lines);
		for (size_t j = k; j <= n; j++) {
			for (size_t i = k - 1; i < j; i++) {
				int64_t before = t->best[(k - 1) * row + i];
				if (before >= TOO_MUCH)
					continue;
				int64_t c = cost(t->pieces, i, j, n, line_width(t->pieces, sums, i, j), target > 0 ? target : 1,
					limit);
				int64_t all = widest ? (c > before ? c : before) : before + c;
				if (all < t->best[k * row + j]) {
					t->best[k * row + j] = all;
					t->from[k * row + j] = i;
				}
			}
		}
	}
}

static int64_t at_most(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

static int64_t scale_for(const struct line_box *box, int64_t widest, size_t lines)
{
	int64_t scale = 10000;
	if (box->width && widest > 0)
		scale = at_most(scale, box->width * 10000 / widest);
	int64_t tall = ASCENT_AND_DESCENT + (int64_t)(lines - 1) * box->leading;
	if (box->height && box->size > 0)
		scale = at_most(scale, box->height * 10000 / (box->size * tall / 1000));
	return scale > 0 ? scale : 1;
}

static void read_breaks(struct arena *a, const struct table *t, size_t lines, struct line_breaks *out)
{
	out->n = lines;
	out->ends = arena_array(a, size_t, lines);
	size_t j = t->n;
	for (size_t k = lines; k > 0; k--) {
		out->ends[k - 1] = j;
		j = t->from[k * (t->n + 1) + j];
	}
}

/* The best breaks into t->lines lines of type at this scale; TOO_MUCH when there are none. */
static int64_t cost_at(struct table *t, const int64_t *sums, const struct line_box *box, int64_t scale)
{
	solve(t, sums, false, box->width ? box->width * 10000 / scale + 1 : 0);
	return t->best[t->lines * (t->n + 1) + t->n];
}

/* Tries every number of lines, each at the size it allows and a few smaller ones. */
static void choose(struct arena *a, struct table *t, const int64_t *sums, const struct line_box *box,
	const int64_t *scales, size_t most, struct line_breaks *out)
{
	int64_t largest = 0, least = TOO_MUCH;
	for (size_t k = 1; k <= most; k++)
		largest = scales[k] > largest ? scales[k] : largest;
	for (t->lines = 1; t->lines <= most; t->lines++) {
		for (int64_t step = 0; step < SMALLER_STEPS; step++) {
			int64_t scale = scales[t->lines] * (100 - SMALLER_STEP * step) / 100;
			int64_t loss = (largest - scale) * COST_SIZE / largest + (int64_t)t->lines * COST_LINE;
			if (scale < 1 || loss - COST_LEAST * (int64_t)t->lines >= least)
				break;
			int64_t cost = cost_at(t, sums, box, scale);
			if (cost + loss >= least)
				continue;
			least = cost + loss;
			out->scale = scale;
			read_breaks(a, t, t->lines, out);
		}
	}
}

void lines_break(struct arena *a, const struct line_piece *pieces, size_t n, const struct line_box *box,
	struct line_breaks *out)
{
	size_t most = box->width ? box->most_lines ? box->most_lines : MOST_LINES : 1;
	int64_t scales[MOST_LINES + 1] = {0};
	*out = (struct line_breaks){.scale = 10000};
	if (!n)
		return;
	if (most > n)
		most = n;
	if (most > MOST_LINES)
		most = MOST_LINES;
	int64_t *sums = arena_array(a, int64_t, n + 1);
	for (size_t i = 0; i < n; i++)
		sums[i + 1] = sums[i] + pieces[i].width + pieces[i].gap;
	struct table t = {pieces, n, most, arena_array(a, int64_t, (most + 1) * (n + 1)),
		arena_array(a, size_t, (most + 1) * (n + 1))};
	solve(&t, sums, true, 0);
	for (size_t k = 1; k <= most; k++)
		scales[k] = scale_for(box, t.best[k * (n + 1) + n], k);
	choose(a, &t, sums, box, scales, most, out);
}
