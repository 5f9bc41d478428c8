/*
 * A unified diff (POSIX diff -u, as git and patch take it). Links are put in within a line, so line n of one text answers line n of the other
 * and no search for the shortest way is needed.
 */
#include "cmd/links_edit.h"

#include <string.h>

enum { CONTEXT = 3 };

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

struct hunk {
	size_t from, to; /* lines, with context */
};

static bool differs(const struct lines *before, const struct lines *after, size_t i)
{
	return !str_eq(before->items[i], after->items[i]);
}

/* The next hunk at line `from` or after. */
static bool next_hunk(const struct lines *before, const struct lines *after, size_t from, struct hunk *h)
{
	size_t first = from;
	while (first < before->n && !differs(before, after, first))
		first++;
	if (first == before->n)
		return false;
	size_t last = first;
	for (size_t i = first; i < before->n && i <= last + 2 * CONTEXT + 1; i++)
		if (differs(before, after, i))
			last = i;
	h->from = first > from + CONTEXT ? first - CONTEXT : from;
	h->to = last + CONTEXT + 1 < before->n ? last + CONTEXT + 1 : before->n;
	return true;
}

static void put_hunk(FILE *out, const struct lines *before, const struct lines *after, const struct hunk *h, bool colour)
{
	const char *red = colour ? "\033[31m" : "", *green = colour ? "\033[32m" : "";
	size_t n = h->to - h->from;
	fprintf(out, "%s@@ -%zu,%zu +%zu,%zu @@%s\n", colour ? "\033[36m" : "", h->from + 1, n, h->from + 1, n, colour ? "\033[0m" : "");
	for (size_t i = h->from; i < h->to;) {
		size_t end = i;
		while (end < h->to && differs(before, after, end))
			end++;
		for (size_t k = i; k < end; k++)
			put_line(out, '-', before->items[k], red);
		for (size_t k = i; k < end; k++)
			put_line(out, '+', after->items[k], green);
		if (end == i)
			put_line(out, ' ', before->items[end++], "");
		i = end;
	}
}

void diff_print(FILE *out, struct str name, struct str before, struct str after, bool colour)
{
	struct arena scratch;
	struct hunk h = {0};
	arena_init(&scratch);
	struct lines old = split(&scratch, before), new = split(&scratch, after);
	bool first = true;
	while (next_hunk(&old, &new, h.to, &h)) {
		if (first)
			fprintf(out, "%s--- a/" STR_FMT "\n+++ b/" STR_FMT "%s\n", colour ? "\033[1m" : "", STR_ARG(name), STR_ARG(name),
				colour ? "\033[0m" : "");
		first = false;
		put_hunk(out, &old, &new, &h, colour);
	}
	arena_free(&scratch);
}
