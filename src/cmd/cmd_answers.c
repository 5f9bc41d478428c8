/* sheaf answers: filled workbooks in, one report by question out. What cannot be read is told, and the others are reported. */
#include "cmd/answers.h"

#include <stdio.h>
#include <string.h>
#include "base/fs.h"
#include "base/path.h"
#include "base/sink.h"
#include "cmd/cmd.h"
#include "import/escape.h"

/* ---- gathering */

static bool whole_number(struct str s, int64_t *out)
{
	size_t i = s.n && s.p[0] == '-';
	int64_t value = 0;
	if (i == s.n || s.n > 9)
		return false;
	for (; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
		value = value * 10 + (s.p[i] - '0');
	}
	*out = s.p[0] == '-' ? -value : value;
	return true;
}

static void count(struct answer_row *row, size_t books)
{
	int64_t value;
	row->numbers = row->field->kind == FILLED_CHOICE;
	for (size_t i = 0; i < books; i++) {
		if (!row->values[i].n)
			continue;
		row->given++;
		if (row->numbers && whole_number(row->values[i], &value))
			row->sum += value;
		else
			row->numbers = false;
	}
	row->numbers = row->numbers && row->given;
}

static struct str quiz_question(const struct answer_row *row)
{
	struct str id = row->field->id;
	size_t dot = id.n;
	while (row->field->kind == FILLED_CHECK && dot > 0 && id.p[dot - 1] != '.')
		dot--;
	return str_sub(id, 0, dot);
}

/* Whether someone has a quiz's question right: its choice, or all of its checks and at least one. */
static bool has_right(const struct answer_row *row, size_t n, size_t book)
{
	bool given = false;
	for (size_t i = 0; i < n; i++) {
		struct str value = row[i].values[book];
		given = given || value.n;
		if (!str_eq(value.n || row[i].field->kind != FILLED_CHECK ? value : STR("no"), row[i].field->right))
			return false;
	}
	return given;
}

static void score(struct arena *a, struct answers *x)
{
	x->scores = arena_array(a, size_t, x->nbooks);
	for (size_t i = 0, n; i < x->n; i += n) {
		size_t right = 0;
		for (n = 1; i + n < x->n && x->items[i].field->right.n && x->items[i + n].field->right.n &&
			str_eq(quiz_question(&x->items[i]), quiz_question(&x->items[i + n]));)
			n++;
		if (!x->items[i].field->right.n)
			continue;
		for (size_t k = 0; k < x->nbooks; k++)
			if (has_right(&x->items[i], n, k)) {
				x->scores[k]++;
				right++;
			}
		for (size_t k = 0; k < n; k++)
			x->items[i + k].right = right;
		x->nquestions++;
	}
}

/* Two people of one name are told apart by their files. */
static void tell_apart(struct arena *a, struct filled *books, size_t n)
{
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < i; k++)
			if (str_eq(books[i].name, books[k].name)) {
				books[i].name = arena_printf(a, STR_FMT " (" STR_FMT ")", STR_ARG(books[i].name), STR_ARG(path_base(books[i].file)));
				break;
			}
}

void answers_gather(struct arena *a, struct filled *books, size_t n, struct answers *out)
{
	struct map by_id;
	map_init(&by_id, a);
	*out = (struct answers){.books = books, .nbooks = n};
	tell_apart(a, books, n);
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < books[i].n; k++) {
			const struct filled_field *f = &books[i].items[k];
			size_t at = (size_t)(uintptr_t)map_get(&by_id, f->id);
			if (!at) {
				struct answer_row *row = arena_push(a, out);
				*row = (struct answer_row){.field = f, .values = arena_array(a, struct str, n)};
				map_put(&by_id, f->id, (void *)(uintptr_t)(at = out->n));
			}
			out->items[at - 1].values[i] = f->value;
		}
	for (size_t i = 0; i < out->n; i++)
		count(&out->items[i], n);
	score(a, out);
}

/* ---- CSV */

static void csv_cell(struct buf *b, struct str s, bool first)
{
	int64_t number;
	if (!first)
		buf_char(b, ',');
	bool formula = s.n && strchr("=+-@\t\r", s.p[0]) && !whole_number(s, &number);
	bool quoted = formula;
	for (size_t i = 0; i < s.n; i++)
		quoted = quoted || strchr(",\"\r\n;\t", s.p[i]) != NULL;
	if (!quoted) {
		buf_str(b, s);
		return;
	}
	buf_cstr(b, formula ? "\"'" : "\"");
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '"')
			buf_char(b, '"');
		buf_char(b, s.p[i]);
	}
	buf_char(b, '"');
}

/* A mean to two decimals, as a decimal fraction. */
static void put_mean(struct buf *b, const struct answer_row *row)
{
	int64_t n = (int64_t)row->given, hundredths = (row->sum * 200 + (row->sum < 0 ? -n : n)) / (2 * n);
	uint64_t size = (uint64_t)(hundredths < 0 ? -hundredths : hundredths);
	buf_printf(b, "%s%lu.%02lu", hundredths < 0 ? "-" : "", (unsigned long)(size / 100), (unsigned long)(size % 100));
}

void answers_csv(struct buf *b, const struct answers *x)
{
	buf_cstr(b, "\xEF\xBB\xBFid,question,answered,mean,right,correct");
	for (size_t i = 0; i < x->nbooks; i++)
		csv_cell(b, x->books[i].name, false);
	buf_cstr(b, "\r\n");
	for (size_t i = 0; i < x->n; i++) {
		const struct answer_row *row = &x->items[i];
		csv_cell(b, row->field->id, true);
		csv_cell(b, row->field->question, false);
		buf_printf(b, ",%zu,", row->given);
		if (row->numbers)
			put_mean(b, row);
		csv_cell(b, row->field->right, false);
		buf_char(b, ',');
		if (row->field->right.n)
			buf_printf(b, "%zu", row->right);
		for (size_t k = 0; k < x->nbooks; k++)
			csv_cell(b, row->values[k], false);
		buf_cstr(b, "\r\n");
	}
}

/* ---- Markdown */

static void put_lines(struct buf *b, struct str text)
{
	for (bool first = true; text.n; first = false) {
		struct str line = str_trim(str_cut(&text, '\n'));
		if (!line.n)
			continue;
		buf_cstr(b, first ? "" : "\\\n  ");
		escape_inline(b, line);
	}
}

static void put_text(struct buf *b, const struct answers *x, const struct answer_row *row)
{
	for (size_t i = 0; i < x->nbooks; i++) {
		if (!row->values[i].n)
			continue;
		buf_cstr(b, "- **");
		escape_inline(b, x->books[i].name);
		buf_cstr(b, "**: ");
		put_lines(b, row->values[i]);
		buf_char(b, '\n');
	}
	if (!row->given)
		buf_cstr(b, "- no answer\n");
}

static int by_value(const struct str *a, const struct str *b)
{
	int64_t x, y;
	if (whole_number(*a, &x) && whole_number(*b, &y))
		return (x > y) - (x < y);
	return str_cmp(*a, *b);
}

/* The next greater value that someone chose; false when there is none. */
static bool next_value(const struct answers *x, const struct answer_row *row, struct str *value)
{
	const struct str *best = NULL;
	for (size_t i = 0; i < x->nbooks; i++)
		if (row->values[i].n && (!value->n || by_value(&row->values[i], value) > 0) && (!best || by_value(&row->values[i], best) < 0))
			best = &row->values[i];
	if (best)
		*value = *best;
	return best != NULL;
}

static void put_people(struct buf *b, const struct answers *x, const struct answer_row *row, struct str value)
{
	const char *between = "";
	for (size_t i = 0; i < x->nbooks; i++)
		if (str_eq(row->values[i], value)) {
			buf_cstr(b, between);
			escape_inline(b, x->books[i].name);
			between = ", ";
		}
}

/* A choice's letter or number, what it says, and whether it is right. */
static void put_value(struct buf *b, const struct answer_row *row, struct str value)
{
	buf_cstr(b, "- **");
	escape_inline(b, value);
	buf_cstr(b, "**");
	for (size_t i = 0; i < row->field->nchoices; i++)
		if (str_eq(row->field->choices[i].value, value) && row->field->choices[i].text.n) {
			buf_char(b, ' ');
			escape_inline(b, row->field->choices[i].text);
		}
	buf_cstr(b, str_eq(value, row->field->right) ? " (right): " : ": ");
}

static void put_choices(struct buf *b, const struct answers *x, const struct answer_row *row)
{
	struct str value = {0};
	bool chosen = !row->field->right.n;
	if (row->numbers) {
		buf_cstr(b, "Mean **");
		put_mean(b, row);
		buf_cstr(b, "**");
	}
	buf_printf(b, "%s%zu of %zu answered", row->numbers ? ", " : "", row->given, x->nbooks);
	if (row->field->right.n)
		buf_printf(b, ", %zu right", row->right);
	buf_cstr(b, "\n\n");
	while (next_value(x, row, &value)) {
		chosen = chosen || str_eq(value, row->field->right);
		put_value(b, row, value);
		put_people(b, x, row, value);
		buf_char(b, '\n');
	}
	if (!chosen) {
		put_value(b, row, row->field->right);
		buf_cstr(b, "nobody\n");
	}
}

/* Checks follow one another: a line each. */
static void put_check(struct buf *b, const struct answers *x, const struct answer_row *row)
{
	buf_cstr(b, "- ");
	escape_inline(b, row->field->question);
	if (row->field->right.n)
		buf_cstr(b, str_is(row->field->right, "yes") ? " (right)" : " (wrong)");
	buf_printf(b, ": **%zu of %zu**", row->given, x->nbooks);
	if (row->given) {
		buf_cstr(b, " (");
		put_people(b, x, row, STR("yes"));
		buf_char(b, ')');
	}
	buf_char(b, '\n');
}

static struct str id_part(struct str id, int parts)
{
	size_t n = 0;
	while (parts-- > 0 && n < id.n)
		n += str_find_char(str_skip(id, n), '.') + (parts > 0);
	return str_sub(id, 0, n);
}

static void put_row(struct buf *b, const struct answers *x, size_t i)
{
	const struct answer_row *row = &x->items[i];
	bool check = row->field->kind == FILLED_CHECK, before = i && x->items[i - 1].field->kind == FILLED_CHECK;
	bool same = i && str_eq(id_part(x->items[i - 1].field->id, 2), id_part(row->field->id, 2));
	if (check && !(before && same)) {
		struct str exercise = id_part(row->field->id, 2);
		buf_cstr(b, "\n### ");
		escape_heading(b, str_skip(exercise, id_part(exercise, 1).n + 1));
		buf_cstr(b, "\n\n");
	}
	if (check) {
		put_check(b, x, row);
		return;
	}
	buf_cstr(b, "\n### ");
	escape_heading(b, row->field->question);
	buf_cstr(b, "\n\n");
	if (row->field->kind == FILLED_CHOICE)
		put_choices(b, x, row);
	else
		put_text(b, x, row);
}

static void put_scores(struct buf *b, const struct answers *x)
{
	if (x->nquestions)
		buf_cstr(b, "\n## Quizzes\n\n");
	for (size_t i = 0; x->nquestions && i < x->nbooks; i++) {
		buf_cstr(b, "- **");
		escape_inline(b, x->books[i].name);
		buf_printf(b, "**: %zu of %zu right\n", x->scores[i], x->nquestions);
	}
}

void answers_markdown(struct buf *b, const struct answers *x)
{
	struct str article = {0};
	buf_printf(b, "# Answers\n\n%zu workbook%s: ", x->nbooks, x->nbooks == 1 ? "" : "s");
	for (size_t i = 0; i < x->nbooks; i++) {
		buf_cstr(b, i ? ", " : "");
		escape_inline(b, x->books[i].name);
	}
	buf_cstr(b, "\n");
	put_scores(b, x);
	for (size_t i = 0; i < x->n; i++) {
		struct str of = id_part(x->items[i].field->id, 1);
		if (!str_eq(of, article)) {
			buf_cstr(b, "\n## ");
			escape_heading(b, of);
			buf_char(b, '\n');
			article = of;
		}
		put_row(b, x, i);
	}
}

/* ---- the command */

static bool write_report(const struct options *o, struct arena *a, const char *name, const struct answers *x,
	void (*make)(struct buf *, const struct answers *))
{
	struct buf b;
	struct str path = o->output ? path_join(a, str_c(o->output), str_c(name)) : str_c(name);
	buf_init(&b, BUF_NO_LIMIT);
	make(&b, x);
	int error = o->output ? fs_make_dirs(o->output) : 0;
	if (!error)
		error = sink_write_file(arena_cstr(a, path), buf_view(&b));
	buf_free(&b);
	if (error)
		report_failure(EXIT_ENVIRONMENT, "cannot write '" STR_FMT "': %s [%s]", STR_ARG(path), strerror(error), diag_kinds[DIAG_WRITE_FILE].slug);
	else if (!o->quiet)
		printf(STR_FMT "  %zu question%s, %zu workbook%s\n", STR_ARG(path), x->n, x->n == 1 ? "" : "s", x->nbooks, x->nbooks == 1 ? "" : "s");
	return !error;
}

/* Editions of one book, on A4 and on Letter, have identifiers of their own and fields of the same names. */
static bool shares_fields(struct arena *a, const struct filled *x, const struct filled *y)
{
	struct map ids;
	map_init(&ids, a);
	for (size_t i = 0; i < x->n; i++)
		map_put(&ids, x->items[i].id, &x->items[i]);
	for (size_t i = 0; i < y->n; i++)
		if (map_has(&ids, y->items[i].id))
			return true;
	return false;
}

static bool of_another_book(struct arena *a, struct diags *d, const struct filled *first, const struct filled *f)
{
	if (str_eq(first->book, f->book) || shares_fields(a, first, f))
		return false;
	diag_add(d, DIAG_NOT_A_WORKBOOK, (struct pos){source_new(a, f->file, (struct str){0}), 0, 0}, "a workbook of another book than '" STR_FMT "'",
		STR_ARG(first->file));
	return true;
}

static enum exit_code report_answers(const struct options *o, struct arena *a, struct diags *d)
{
	struct filled *books = arena_array(a, struct filled, (size_t)o->nwords);
	struct answers x;
	size_t n = 0;
	for (int i = 0; i < o->nwords; i++)
		if (filled_read(a, o->words[i], d, &books[n]) && !(n && of_another_book(a, d, &books[0], &books[n])))
			n++;
	if (!n)
		return EXIT_MISTAKES;
	answers_gather(a, books, n, &x);
	return write_report(o, a, "answers.csv", &x, answers_csv) && write_report(o, a, "answers.md", &x, answers_markdown) ? EXIT_FINE : EXIT_ENVIRONMENT;
}

enum exit_code cmd_answers(const struct options *o)
{
	struct arena a;
	struct diags d;
	if (!o->nwords)
		return report_failure(EXIT_USAGE, "answers wants filled workbooks: sheaf answers FILLED.pdf…");
	const char *missing = filled_load();
	if (missing)
		return report_failure(EXIT_ENVIRONMENT, "answers needs libqpdf: %s", missing);
	arena_init(&a);
	report_init(&d, o);
	enum exit_code code = report_answers(o, &a, &d), told = report(&d, o);
	diags_free(&d);
	arena_free(&a);
	return code > told ? code : told;
}
