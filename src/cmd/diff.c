/*
 * A unified diff (POSIX diff -u, as git and patch take it). Lines at both ends that are equal are set aside; of what is between, the longest common
 * subsequence is kept (Hunt and McIlroy 1976, by plain dynamic programming): edits are few, so that is little.
 */
#include "cmd/edit.h"

#include <string.h>

enum { CONTEXT = 3, TABLE_MOST = 1 << 24 /* cells; more is shown as all old, all new */ };

struct lines {
	struct str *items;
	size_t n, cap;
};

/* Each with its \n; the last one may have none. */
static struct lines split(struct arena *a, struct str text)
{
	struct lines list = {0};
	while (text.n) {
		size_t end = str_find_char(text, '\n');
		end += end < text.n;
		*arena_push(a, &list) = str_sub(text, 0, end);
		text = str_skip(text, end);
	}
	return list;
}

static void put_line(FILE *out, char mark, struct str line, const char *colour)
{
	bool ended = line.n && line.p[line.n - 1] == '\n';
	line.n -= ended;
	fprintf(out, "%s%c" STR_FMT "%s\n%s", colour, mark, STR_ARG(line), *colour ? "\033[0m" : "",
		ended ? "" : "\\ No newline at end of file\n");
}

struct difference {
	struct lines old, new;
	struct step {
		char mark;      /* ' ', '-', '+' */
		size_t old, new; /* lines before it */
	} *steps;
	size_t n;
};

static void add_step(struct difference *d, char mark, size_t old, size_t new)
{
	d->steps[d->n++] = (struct step){mark, old, new};
}

/* Steps for old[a, b) and new[c, e), which differ at both ends or are empty. */
static void compare_middle(struct difference *d, struct arena *scratch, size_t a, size_t b, size_t c, size_t e)
{
	size_t rows = b - a, columns = e - c, width = columns + 1;
	bool small = rows && columns && rows < TABLE_MOST / width;
	uint32_t *common = small ? arena_array(scratch, uint32_t, (rows + 1) * width) : NULL; /* from here to the ends */
	for (size_t i = rows; small && i-- > 0;)
		for (size_t k = columns; k-- > 0;) {
			uint32_t down = common[(i + 1) * width + k], right = common[i * width + k + 1];
			bool same = str_eq(d->old.items[a + i], d->new.items[c + k]);
			common[i * width + k] = same ? common[(i + 1) * width + k + 1] + 1 : down > right ? down : right;
		}
	size_t i = 0, k = 0;
	while (i < rows || k < columns) {
		if (small && i < rows && k < columns && str_eq(d->old.items[a + i], d->new.items[c + k])) {
			add_step(d, ' ', a + i, c + k);
			i++, k++;
		} else if (i < rows && (k == columns || !small || common[(i + 1) * width + k] >= common[i * width + k + 1])) {
			add_step(d, '-', a + i++, c + k);
		} else {
			add_step(d, '+', a + i, c + k++);
		}
	}
}

static void compare(struct difference *d, struct arena *scratch)
{
	size_t head = 0, tail = 0, least = d->old.n < d->new.n ? d->old.n : d->new.n;
	d->steps = arena_array(scratch, struct step, d->old.n + d->new.n + 1);
	while (head < least && str_eq(d->old.items[head], d->new.items[head]))
		head++;
	while (tail < least - head && str_eq(d->old.items[d->old.n - 1 - tail], d->new.items[d->new.n - 1 - tail]))
		tail++;
	for (size_t i = 0; i < head; i++)
		add_step(d, ' ', i, i);
	compare_middle(d, scratch, head, d->old.n - tail, head, d->new.n - tail);
	for (size_t i = tail; i > 0; i--)
		add_step(d, ' ', d->old.n - i, d->new.n - i);
}

/* Steps [from, to) that a hunk shows, the first at `from` or after. */
static bool next_hunk(const struct difference *d, size_t *from, size_t *to)
{
	size_t first = *from;
	while (first < d->n && d->steps[first].mark == ' ')
		first++;
	if (first == d->n)
		return false;
	size_t last = first;
	for (size_t i = first; i < d->n && i <= last + 2 * CONTEXT + 1; i++)
		if (d->steps[i].mark != ' ')
			last = i;
	*from = first > *from + CONTEXT ? first - CONTEXT : *from;
	*to = last + CONTEXT + 1 < d->n ? last + CONTEXT + 1 : d->n;
	return true;
}

static void put_hunk(FILE *out, const struct difference *d, size_t from, size_t to, bool colour)
{
	size_t old = 0, new = 0;
	for (size_t i = from; i < to; i++) {
		old += d->steps[i].mark != '+';
		new += d->steps[i].mark != '-';
	}
	/* a hunk without lines of one side names the line before it */
	fprintf(out, "%s@@ -%zu,%zu +%zu,%zu @@%s\n", colour ? "\033[36m" : "", d->steps[from].old + (old > 0), old, d->steps[from].new + (new > 0), new,
		colour ? "\033[0m" : "");
	for (size_t i = from; i < to; i++) {
		const struct step *s = &d->steps[i];
		const char *hue = !colour || s->mark == ' ' ? "" : s->mark == '-' ? "\033[31m" : "\033[32m";
		put_line(out, s->mark, s->mark == '+' ? d->new.items[s->new] : d->old.items[s->old], hue);
	}
}

void diff_print(FILE *out, struct str name, struct str before, struct str after, bool colour)
{
	struct arena scratch;
	struct difference d = {0};
	size_t from = 0, to = 0;
	arena_init(&scratch);
	d.old = split(&scratch, before);
	d.new = split(&scratch, after);
	compare(&d, &scratch);
	for (bool first = true; next_hunk(&d, &from, &to); first = false, from = to) {
		if (first)
			fprintf(out, "%s--- a/" STR_FMT "\n+++ b/" STR_FMT "%s\n", colour ? "\033[1m" : "", STR_ARG(name), STR_ARG(name),
				colour ? "\033[0m" : "");
		put_hunk(out, &d, from, to, colour);
	}
	arena_free(&scratch);
}
