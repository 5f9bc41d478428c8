/*
 * One text file with many articles, one after another, to a folder of Markdown. intake.c makes it clean text, units.c
 * finds paragraphs and lists, divide.c the articles; here they become files.
 *
 * Every file is made in memory first; then every target is looked at; only then is one written, and when one fails,
 * those that this run had newly made are taken away again.
 */
#include <errno.h>
#include <regex.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/fs.h"
#include "base/hash.h"
#include "base/map.h"
#include "base/near.h"
#include "base/path.h"
#include "base/sink.h"
#include "base/slug.h"
#include "base/utf8.h"
#include "import/divide.h"
#include "import/escape.h"
#include "import/guess.h"
#include "import/intake.h"
#include "import/plaintext.h"

enum {
	SLUG_LONGEST = 80,
	SPLIT_LONGEST = 4096, /* bytes of a line that --split is tried on: titles are no longer */
	DEEPEST = 4           /* levels of nested lists */
};

/* A file to be written. */
struct target {
	struct str rel;    /* below the folder */
	struct str data;
	bool optional;     /* kept when it is there already */
	bool skip, created;
};

struct targets {
	struct target *items;
	size_t n, cap;
};

struct job {
	const struct import_request *request;
	struct arena *a;
	struct diags *d;
	struct source *src;
	struct unit_rule rule;
	bool ruled;
	struct units units;
	struct pieces pieces;
	struct targets targets;
	struct import_result *out;
	int error;
};

static struct pos file_pos(struct job *j, struct str name)
{
	return (struct pos){source_new(j->a, name, STR("")), 0, 0};
}

/* ---- which lines begin an article, when the caller says */

struct title_rule {
	bool *begins; /* by line number */
};

static bool title_begins(void *context, uint32_t no, struct str line)
{
	return ((const struct title_rule *)context)->begins[no];
}

/* The lines that hold one title, in order. */
struct places {
	uint32_t *items;
	size_t n, cap;
	size_t wanted; /* times that the file of titles lists it */
};

static struct source *read_text(struct job *j, struct str name)
{
	struct str bytes;
	j->error = fs_read(j->a, arena_cstr(j->a, name), FS_TEXT_LIMIT, &bytes);
	if (!j->error)
		return intake_text(j->a, name, bytes, j->d);
	diag_add(j->d, j->error == EFBIG ? DIAG_FILE_TOO_LARGE : DIAG_READ_FILE, file_pos(j, name),
		"cannot be read: %s", strerror(j->error));
	return NULL;
}

static void note_nearest(struct job *j, struct diag *g, struct str title)
{
	struct near near;
	uint32_t line = 0;
	near_init(&near, title);
	for (uint32_t no = 1; no <= j->src->nlines; no++) {
		struct str before = near.best;
		near_try(&near, str_trim(source_line(j->src, no)));
		if (near.best.p != before.p)
			line = no;
	}
	if (near.best.n)
		diag_note(j->d, g, (struct pos){j->src, line, 1}, "nearest line is '" STR_FMT "'", STR_ARG(near.best));
}

/* Of several lines that read like a title, those followed by another title are a list of contents: others first. */
static void choose_places(struct job *j, const struct places *p, const bool *listed, bool *begins)
{
	size_t left = p->wanted;
	for (int pass = 0; pass < 2; pass++)
		for (size_t i = 0; i < p->n && left; i++) {
			uint32_t no = p->items[i], next = no + 1;
			while (next <= j->src->nlines && !str_trim(source_line(j->src, next)).n)
				next++;
			bool contents = next <= j->src->nlines && listed[next];
			if (begins[no] || (pass == 0 && contents))
				continue;
			begins[no] = true;
			left--;
		}
	for (size_t i = 0; i < p->n; i++)
		if (!begins[p->items[i]])
			diag_add(j->d, DIAG_IMPORT_GUESS, (struct pos){j->src, p->items[i], 1},
				"reads like a title but was left in the text: it begins an article elsewhere");
}

static void find_places(struct job *j, struct map *titles, bool *listed)
{
	for (uint32_t no = 1; no <= j->src->nlines; no++) {
		struct str line = str_trim(source_line(j->src, no));
		if (!line.n || line.n > SPLIT_LONGEST)
			continue;
		struct places *p = map_get(titles, guess_key(j->a, line, false));
		if (!p)
			continue;
		*arena_push(j->a, p) = no;
		listed[no] = true;
	}
}

/* False: nothing can be imported. */
static bool rule_of_titles(struct job *j)
{
	struct source *file = read_text(j, str_c(j->request->titles));
	if (!file)
		return false;
	struct map titles;
	map_init(&titles, j->a);
	for (uint32_t no = 1; no <= file->nlines; no++) {
		struct str line = str_trim(source_line(file, no));
		if (!line.n)
			continue;
		struct places *p = map_add(&titles, guess_key(j->a, line, false), arena_new(j->a, struct places));
		p->wanted++;
	}
	struct title_rule *rule = arena_new(j->a, struct title_rule);
	bool *listed = arena_array(j->a, bool, j->src->nlines + 2);
	rule->begins = arena_array(j->a, bool, j->src->nlines + 2);
	find_places(j, &titles, listed);
	bool all = true;
	for (uint32_t no = 1; no <= file->nlines; no++) {
		struct str line = str_trim(source_line(file, no));
		struct places *p = line.n ? map_get(&titles, guess_key(j->a, line, false)) : NULL;
		if (!p || p->n >= p->wanted)
			continue;
		struct diag *g = diag_add(j->d, DIAG_IMPORT_MISMATCH, (struct pos){file, no, 1},
			"no line of '" STR_FMT "' reads '" STR_FMT "'%s", STR_ARG(j->src->name),
			STR_ARG(divide_clip(j->a, line)), p->n ? " as often" : "");
		if (!p->n)
			note_nearest(j, g, line);
		p->wanted = p->n; /* told once */
		all = false;
	}
	for (size_t i = 0; i < titles.n; i++)
		choose_places(j, titles.items[i].value, listed, rule->begins);
	j->rule = (struct unit_rule){title_begins, NULL, rule};
	return all;
}

static bool split_begins(void *context, uint32_t no, struct str line)
{
	char text[SPLIT_LONGEST + 1];
	if (line.n > SPLIT_LONGEST)
		return false;
	memcpy(text, line.p, line.n);
	text[line.n] = '\0';
	return regexec(context, text, 0, NULL, 0) == 0;
}

static struct str split_title(void *context, struct str line)
{
	char text[SPLIT_LONGEST + 1];
	regmatch_t m[2];
	if (line.n > SPLIT_LONGEST)
		return line;
	memcpy(text, line.p, line.n);
	text[line.n] = '\0';
	if (regexec(context, text, 2, m, 0) != 0 || m[1].rm_so < 0 || m[1].rm_eo <= m[1].rm_so)
		return line;
	struct str title = str_trim(str_sub(line, (size_t)m[1].rm_so, (size_t)m[1].rm_eo));
	return title.n ? title : line;
}

static bool rule_of_split(struct job *j, regex_t *regex)
{
	int bad = regcomp(regex, j->request->split, REG_EXTENDED);
	if (bad) {
		char why[128];
		regerror(bad, regex, why, sizeof why);
		diag_add(j->d, DIAG_USAGE, (struct pos){0}, "--split '%s' is no regular expression: %s", j->request->split, why);
		return false;
	}
	j->rule = (struct unit_rule){split_begins, split_title, regex};
	return true;
}

/* ---- an article as Markdown */

static void key(struct buf *b, const char *name, struct str value, bool markdown)
{
	struct buf text;
	if (!value.n)
		return;
	buf_init(&text, BUF_NO_LIMIT);
	if (markdown)
		escape_inline(&text, value);
	else
		buf_str(&text, value);
	buf_printf(b, "%s: ", name);
	escape_yaml(b, buf_view(&text));
	buf_char(b, '\n');
	buf_free(&text);
}

static bool in_body(const struct unit *u)
{
	return u->role == ROLE_BODY || u->role == ROLE_HEADING;
}

static bool is_list(const struct unit *u)
{
	return u->role == ROLE_BODY && (u->kind == UNIT_BULLET || u->kind == UNIT_NUMBER);
}

/* Columns that open lists stand at in the source and in what is written. */
struct nesting {
	uint32_t source[DEEPEST], written[DEEPEST];
	size_t n; /* 0: no list is open */
};

static void put_item(struct buf *b, const struct unit *u, struct nesting *nest)
{
	while (nest->n > 1 && u->indent < nest->source[nest->n - 1])
		nest->n--;
	bool deeper = nest->n && nest->n < DEEPEST && u->indent >= nest->source[nest->n - 1] + 2;
	if (!nest->n || deeper) {
		nest->source[nest->n] = u->indent;
		nest->written[nest->n] = nest->n ? nest->written[nest->n - 1] + 2 : 0;
		nest->n++;
	}
	buf_printf(b, "%*s", (int)nest->written[nest->n - 1], "");
	if (u->kind == UNIT_NUMBER) {
		buf_printf(b, "%u%c ", (unsigned)u->number, u->delimiter);
	} else {
		buf_cstr(b, "- ");
	}
	struct str box = str_sub(u->text, 0, 4);
	bool task = u->kind == UNIT_BULLET && (str_is(box, "[ ] ") || str_is(box, "[x] ") || str_is(box, "[X] "));
	if (task)
		buf_str(b, box);
	escape_block(b, task ? str_skip(u->text, 4) : u->text);
	buf_char(b, '\n');
}

static void put_unit(struct buf *b, const struct unit *u)
{
	if (u->kind == UNIT_BREAK) {
		buf_cstr(b, "***");
	} else if (u->role == ROLE_HEADING) {
		buf_cstr(b, "## ");
		escape_heading(b, u->text);
	} else {
		escape_block(b, u->text);
	}
	buf_char(b, '\n');
}

/* A scene break is wanted between text and text only, and once. */
static bool idle_break(const struct job *j, const struct piece *p, size_t i)
{
	size_t before = i, after = i + 1;
	while (before > p->first && !in_body(&j->units.items[before - 1]))
		before--;
	while (after < p->last && !in_body(&j->units.items[after]))
		after++;
	return before == p->first || after == p->last || j->units.items[after].kind == UNIT_BREAK;
}

/* Whether items of two lists meet: of different kinds, or bullets after a paragraph of the list's own. */
static bool list_goes_on(const struct unit *before, const struct unit *u, const struct nesting *nest)
{
	return nest->n && is_list(u) &&
		(u->kind == before->kind || u->indent >= before->indent + 2 || u->indent < before->indent);
}

static void put_body(struct job *j, const struct piece *p, struct buf *b, struct import_file *f)
{
	struct nesting nest = {0};
	const struct unit *before = NULL;
	for (size_t i = p->first; i < p->last; i++) {
		const struct unit *u = &j->units.items[i];
		if (!in_body(u) || (u->kind == UNIT_BREAK && idle_break(j, p, i)))
			continue;
		if (!before || !list_goes_on(before, u, &nest)) {
			buf_char(b, '\n');
			nest.n = 0;
		}
		if (is_list(u))
			put_item(b, u, &nest);
		else
			put_unit(b, u);
		f->paragraphs += u->kind != UNIT_BREAK;
		f->words += u->kind != UNIT_BREAK ? divide_words(u->text) : 0;
		before = u;
	}
}

static struct str article_text(struct job *j, const struct piece *p, struct str slug, struct import_file *f)
{
	struct buf b;
	buf_init(&b, BUF_NO_LIMIT);
	buf_cstr(&b, "---\n");
	key(&b, "title", p->title, true);
	key(&b, "subtitle", p->subtitle, false);
	key(&b, "author", p->author, false);
	key(&b, "description", p->description, false);
	if (slug.p[0] >= '0' && slug.p[0] <= '9') /* a leading number would be taken for the order */
		key(&b, "slug", slug, false);
	buf_cstr(&b, "---\n");
	put_body(j, p, &b, f);
	struct str text = buf_copy(&b, j->a);
	buf_free(&b);
	if (!f->paragraphs)
		diag_add(j->d, DIAG_EMPTY_ARTICLE, p->pos, "no text follows the title '" STR_FMT "'",
			STR_ARG(divide_clip(j->a, p->title)));
	return text;
}

/* Direct speech set with dashes looks like a list: - Is it done? she asked. */
static void find_speech(struct job *j)
{
	struct units *us = &j->units;
	for (size_t i = 0; i < us->n;) {
		size_t end = i, spoken = 0;
		while (end < us->n && us->items[end].kind == UNIT_BULLET && us->items[end].role == ROLE_BODY &&
			str_starts(us->items[end].whole, "-"))
			spoken += guess_speech(us->items[end++].text);
		if (spoken && spoken * 2 >= end - i) {
			diag_add(j->d, DIAG_IMPORT_GUESS, (struct pos){j->src, us->items[i].line, us->items[i].col},
				"taken as direct speech, not as a list: '" STR_FMT "'",
				STR_ARG(divide_clip(j->a, us->items[i].whole)));
			for (size_t k = i; k < end; k++) {
				us->items[k].kind = UNIT_TEXT;
				us->items[k].text = us->items[k].whole;
			}
		}
		i = end > i ? end : i + 1;
	}
}

/* ---- names */

/* Names that mean something else in content/, or nothing a file may be called by on Windows. */
static bool reserved(struct str slug)
{
	static const char *const names[] = {"summary", "glossary", "readme", "index", "con", "prn", "aux", "nul", "com1",
		"com2", "com3", "com4", "lpt1", "lpt2", "lpt3", "lpt4"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (str_is(slug, names[i]))
			return true;
	return false;
}

static struct str free_slug(struct job *j, struct map *taken, struct str title, size_t number)
{
	struct str slug = slug_ascii(j->a, title);
	if (slug.n > SLUG_LONGEST) {
		slug.n = SLUG_LONGEST;
		while (slug.n && slug.p[slug.n] != '-')
			slug.n--;
		slug.n = slug.n ? slug.n : SLUG_LONGEST;
	}
	if (!slug.n)
		slug = arena_printf(j->a, "article-%zu", number);
	/* the value of a slug taken is the number tried last, so that a thousand of one title do not cost a million tries */
	struct str base = slug;
	unsigned *tried = map_add(taken, base, arena_new(j->a, unsigned));
	bool again = *tried > 0;
	*tried += !again;
	while (again || reserved(slug)) {
		slug = arena_printf(j->a, STR_FMT "-%u", STR_ARG(base), ++*tried);
		again = map_has(taken, slug);
	}
	if (slug.p != base.p)
		*(unsigned *)map_add(taken, slug, arena_new(j->a, unsigned)) = 1;
	return slug;
}

/* `my-first_book` to `My First Book`. */
static struct str pretty(struct arena *a, struct str name)
{
	struct str s = arena_copy(a, name);
	char *p = (char *)s.p;
	for (size_t i = 0; i < s.n; i++) {
		if (p[i] == '-' || p[i] == '_')
			p[i] = ' ';
		if (p[i] >= 'a' && p[i] <= 'z' && (i == 0 || p[i - 1] == ' '))
			p[i] -= 32;
	}
	return str_trim(s);
}

static struct str file_title(struct job *j)
{
	struct str title = pretty(j->a, path_stem(j->request->file));
	return title.n ? title : STR("Untitled");
}

static struct str book_title(struct job *j)
{
	struct str dir = str_c(j->request->dir);
	while (dir.n > 1 && dir.p[dir.n - 1] == '/')
		dir.n--;
	struct str title = pretty(j->a, path_base(dir));
	return title.n && title.p[0] != '.' && title.p[0] != '/' ? title : file_title(j);
}

/* ---- files */

static void add_target(struct job *j, struct str rel, struct str data, bool optional)
{
	*arena_push(j->a, &j->targets) = (struct target){.rel = rel, .data = data, .optional = optional};
}

static struct str summary_text(struct job *j, const struct str *slugs)
{
	struct buf b;
	buf_init(&b, BUF_NO_LIMIT);
	buf_cstr(&b, "# Summary\n\n");
	for (size_t i = 0; i < j->pieces.n; i++) {
		buf_cstr(&b, "- [");
		escape_inline(&b, j->pieces.items[i].title);
		buf_printf(&b, "](" STR_FMT ".md)\n", STR_ARG(slugs[i]));
	}
	struct str text = buf_copy(&b, j->a);
	buf_free(&b);
	return text;
}

/* The author of all articles that name one, or "". */
static struct str common_author(const struct job *j)
{
	struct str author = {0};
	for (size_t i = 0; i < j->pieces.n; i++) {
		struct str one = j->pieces.items[i].author;
		if (one.n && author.n && !str_eq(one, author))
			return (struct str){0};
		author = one.n ? one : author;
	}
	return author;
}

static struct str project_text(struct job *j)
{
	struct buf b;
	buf_init(&b, BUF_NO_LIMIT);
	key(&b, "title", book_title(j), false);
	key(&b, "author", common_author(j), false);
	buf_cstr(&b, "language: en\n");
	buf_printf(&b, "identifier: urn:uuid:" STR_FMT "\n", STR_ARG(hash_uuid5(j->a, STR("sheaf import"), j->src->text)));
	buf_cstr(&b, "editions:\n  ebook: {format: epub}\n");
	struct str text = buf_copy(&b, j->a);
	buf_free(&b);
	return text;
}

static void make_targets(struct job *j)
{
	struct str *slugs = arena_array(j->a, struct str, j->pieces.n + 1);
	struct map taken;
	map_init(&taken, j->a);
	for (size_t i = 0; i < j->pieces.n; i++) {
		const struct piece *p = &j->pieces.items[i];
		slugs[i] = free_slug(j, &taken, p->title, i + 1);
		struct import_file *f = arena_push(j->a, j->out);
		*f = (struct import_file){.path = arena_printf(j->a, "content/" STR_FMT ".md", STR_ARG(slugs[i])),
			.title = p->title, .author = p->author};
		add_target(j, f->path, article_text(j, p, slugs[i], f), false);
	}
	add_target(j, STR("content/SUMMARY.md"), summary_text(j, slugs), true);
	add_target(j, STR("sheaf.yaml"), project_text(j), true);
}

static const char *target_path(struct job *j, const struct target *t)
{
	return path_join(j->a, str_c(j->request->dir), t->rel).p;
}

/* What a SUMMARY.md that was kept lacks. */
static void note_lines(struct job *j, struct diag *g, struct str summary)
{
	while (summary.n) {
		struct str line = str_cut(&summary, '\n');
		if (str_starts(line, "- "))
			diag_note(j->d, g, (struct pos){0}, "to be added: " STR_FMT, STR_ARG(line));
	}
}

/* False: an article's file is in the way. */
static bool look_at_targets(struct job *j)
{
	bool clear = true;
	for (size_t i = 0; i < j->targets.n; i++) {
		struct target *t = &j->targets.items[i];
		t->created = !fs_exists(target_path(j, t));
		if (t->created || (j->request->force && !fs_is_dir(target_path(j, t))))
			continue;
		t->skip = t->optional;
		clear = clear && t->optional;
		struct pos pos = file_pos(j, str_c(target_path(j, t)));
		struct diag *g = diag_add(j->d, t->optional ? DIAG_IMPORT_KEPT : DIAG_WRITE_FILE, pos, "is there already%s",
			t->optional ? " and was kept" : "; --force writes over it");
		if (i + 2 == j->targets.n)
			note_lines(j, g, t->data);
	}
	if (!clear)
		j->error = EEXIST;
	return clear;
}

static void take_back(struct job *j, size_t n, bool made_dir, bool made_content, const char *content)
{
	for (size_t i = 0; i < n; i++)
		if (!j->targets.items[i].skip && j->targets.items[i].created)
			unlink(target_path(j, &j->targets.items[i]));
	if (made_content)
		rmdir(content);
	if (made_dir)
		rmdir(j->request->dir);
}

static bool cannot_write(struct job *j, const char *path, int error)
{
	j->error = error;
	diag_add(j->d, DIAG_WRITE_FILE, file_pos(j, str_c(path)), "cannot be written: %s", strerror(error));
	return false;
}

static bool write_targets(struct job *j)
{
	const char *content = path_join(j->a, str_c(j->request->dir), STR("content")).p;
	bool made_dir = !fs_exists(j->request->dir), made_content = !fs_exists(content);
	int error = fs_make_dirs(content);
	if (error) {
		take_back(j, 0, made_dir, made_content, content);
		return cannot_write(j, content, error);
	}
	for (size_t i = 0; i < j->targets.n; i++) {
		const struct target *t = &j->targets.items[i];
		error = t->skip ? 0 : sink_write_file(target_path(j, t), t->data);
		if (error) {
			take_back(j, i, made_dir, made_content, content);
			return cannot_write(j, target_path(j, t), error);
		}
	}
	j->out->wrote_summary = !j->targets.items[j->targets.n - 2].skip;
	j->out->wrote_project = !j->targets.items[j->targets.n - 1].skip;
	return true;
}

static void tell_shape(struct job *j)
{
	struct pos pos = {j->src, 1, 1};
	if (j->units.wrapped)
		diag_add(j->d, DIAG_IMPORT_GUESS, pos, "lines of at most %u columns were joined to paragraphs",
			(unsigned)j->units.columns);
	else
		diag_add(j->d, DIAG_IMPORT_GUESS, pos, "every line was taken as a paragraph");
}

static bool any_forced(const struct units *us)
{
	for (size_t i = 0; i < us->n; i++)
		if (us->items[i].forced)
			return true;
	return false;
}

static bool import_text(struct job *j)
{
	const struct unit_rule *rule = j->ruled ? &j->rule : NULL;
	units_read(j->a, j->src, rule, &j->units);
	if (rule && !any_forced(&j->units) && j->request->split) {
		diag_add(j->d, DIAG_IMPORT_MISMATCH, file_pos(j, j->src->name), "no line matches --split '%s'", j->request->split);
		return false;
	}
	tell_shape(j);
	const struct divide_request request = {j->src, rule, file_title(j)};
	divide_units(j->a, &request, &j->units, j->d, &j->pieces);
	if (!j->pieces.n) {
		diag_add(j->d, DIAG_READ_FILE, file_pos(j, j->src->name), "there is no text in it");
		return false;
	}
	find_speech(j);
	make_targets(j);
	return look_at_targets(j) && write_targets(j);
}

bool plaintext_accepts(struct str file)
{
	struct str ext = path_ext(file);
	return ext.n == 0 || str_eq_nocase(ext, STR("txt")) || str_eq_nocase(ext, STR("text"));
}

int plaintext_run(const struct import_request *request, struct arena *a, struct diags *d, struct import_result *out)
{
	struct job j = {.request = request, .a = a, .d = d, .out = out, .ruled = request->titles || request->split};
	regex_t regex;
	bool compiled = false;
	*out = (struct import_result){0};
	j.src = read_text(&j, request->file);
	if (!j.src)
		return j.error;
	bool ready = true;
	if (request->titles)
		ready = rule_of_titles(&j);
	else if (request->split)
		ready = compiled = rule_of_split(&j, &regex);
	if (!ready || !import_text(&j))
		*out = (struct import_result){0};
	if (compiled)
		regfree(&regex);
	return j.error;
}
