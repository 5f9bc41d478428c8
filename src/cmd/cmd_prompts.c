/*
 * sheaf prompts: exercises that an article's own words would make. They are listed, or put into the Markdown for the author to edit.
 *
 * What is written is proved by reading it once more: one exercise more for each proposal, no diagnostic more, and the article's words as they
 * were, followed by what was added at its end. A proposal that breaks any of this is told and left out.
 */
#include "cmd/edit.h"

#include <jansson.h>
#include <string.h>
#include "base/buf.h"
#include "base/sink.h"
#include "book/exercise.h"
#include "import/escape.h"
#include "link/prompts.h"
#include "read/markdown.h"

enum { PROMPT_LINES = 4 };

struct asking {
	struct editing editing;
	struct workspace *w;
	const struct options *o;
	const struct edition *edition;
	struct arena arena; /* for one article */
	json_t *json;
	size_t found, written, speechless; /* proposals; articles in languages without rules */
};

static struct str language_of(const struct asking *k, const struct article *a)
{
	return a->meta.lang.s.n ? a->meta.lang.s : k->w->project->language.s;
}

/* ---- listing */

static const char *kind_of(const struct proposal *p)
{
	return exercise_infos[p->kind == PROPOSAL_CONTRAST ? EXERCISE_FILL : EXERCISE_PROMPT].name;
}

static struct str shown(struct asking *k, const struct proposal *p)
{
	if (p->kind != PROPOSAL_CONTRAST)
		return p->text;
	struct contrast c = p->rows[0];
	return c.to.n ? arena_printf(&k->arena, STR_FMT " | " STR_FMT, STR_ARG(c.from), STR_ARG(c.to)) : c.from;
}

static void list_one(struct asking *k, const struct article *a, const struct proposal *p)
{
	struct pos pos = p->at->pos;
	struct str text = shown(k, p);
	if (k->json) {
		json_array_append_new(k->json, json_pack("{s:s%, s:I, s:I, s:s, s:s%, s:I, s:s}", "path", a->source->name.p, a->source->name.n, "line",
						       (json_int_t)pos.line, "column", (json_int_t)source_column(pos), "block", kind_of(p), "text", text.p, text.n,
						       "rows", (json_int_t)p->nrows, "why", p->why));
		return;
	}
	printf(STR_FMT ":%u:%u: %s: " STR_FMT, STR_ARG(a->source->name), pos.line, source_column(pos), kind_of(p), STR_ARG(text));
	if (p->nrows > 1)
		printf(" (and %zu more)", p->nrows - 1);
	printf(" — %s\n", p->why);
}

/* ---- writing */

struct edits {
	struct edit *items;
	size_t n, cap;
};

static struct str blank_line(const struct source *src, uint32_t line)
{
	return str_trim(source_line(src, line));
}

/* The last line of a paragraph; 0 when what follows is not divided from it by an empty line. */
static uint32_t paragraph_end(const struct source *src, const struct node *n)
{
	uint32_t line = n->pos.line;
	while (line < src->nlines && blank_line(src, line + 1).n)
		line++;
	return n->next && n->next->pos.src == src && n->next->pos.line <= line ? 0 : line;
}

/* Marks the lines of the paragraphs as a quote with a head; false: they are not whole lines. */
static bool quote_lines(struct asking *k, const struct article *a, const struct proposal *p, struct edits *out)
{
	const struct source *src = a->source;
	uint32_t first = p->at->pos.line, last = paragraph_end(src, p->until);
	if (p->at->pos.src != src || p->at->pos.col != 1 || p->until->pos.col != 1 || !last || !paragraph_end(src, p->at))
		return false;
	for (uint32_t line = first; line <= last; line++) {
		struct str with = line == first ? arena_printf(&k->arena, "> [!prompt] lines=%d\n> ", PROMPT_LINES) : blank_line(src, line).n ? STR("> ") : STR(">");
		*arena_push(&k->arena, out) = (struct edit){src->lines[line - 1], 0, with};
	}
	return true;
}

static void put_cell(struct buf *b, struct str text)
{
	struct buf cell;
	buf_init(&cell, BUF_NO_LIMIT);
	escape_inline(&cell, text);
	buf_cstr(b, "| ");
	for (size_t i = 0; i < cell.n; i++) {
		if (cell.p[i] == '|')
			buf_char(b, '\\');
		buf_char(b, cell.p[i] == '\n' ? ' ' : cell.p[i]);
	}
	buf_cstr(b, text.n ? " " : "");
	buf_free(&cell);
}

static void put_contrasts(struct buf *b, const struct proposal *p)
{
	bool given = p->rows[0].to.n;
	buf_cstr(b, "\n> [!fill]\n> | From | To |\n> | --- | --- |\n");
	for (size_t i = 0; i < p->nrows + (given ? 2 : 0); i++) {
		struct contrast c = i < p->nrows ? p->rows[i] : (struct contrast){0};
		buf_cstr(b, "> ");
		put_cell(b, c.from);
		put_cell(b, c.to);
		buf_cstr(b, "|\n");
	}
}

/* A block for the article's end. */
static struct str block_of(struct asking *k, const struct proposal *p)
{
	struct buf b;
	buf_init(&b, BUF_NO_LIMIT);
	if (p->kind == PROPOSAL_CONTRAST) {
		put_contrasts(&b, p);
	} else {
		buf_printf(&b, "\n> [!prompt] lines=%d\n> ", PROMPT_LINES);
		struct buf text;
		buf_init(&text, BUF_NO_LIMIT);
		escape_block(&text, p->text);
		for (size_t i = 0; i < text.n; i++)
			buf_char(&b, text.p[i] == '\n' ? ' ' : text.p[i]);
		buf_free(&text);
		buf_char(&b, '\n');
	}
	struct str out = buf_copy(&b, &k->arena);
	buf_free(&b);
	return out;
}

static void edits_of(struct asking *k, const struct article *a, const struct proposals *list, const bool *taken, struct edits *out)
{
	struct str text = a->source->text;
	*out = (struct edits){0};
	for (size_t i = 0; i < list->n; i++)
		if (taken[i] && list->items[i].kind == PROPOSAL_WHOLE)
			quote_lines(k, a, &list->items[i], out);
	for (size_t i = 0; i < list->n; i++) {
		if (!taken[i] || list->items[i].kind == PROPOSAL_WHOLE)
			continue;
		struct str block = block_of(k, &list->items[i]);
		bool ended = !text.n || text.p[text.n - 1] == '\n' || (out->n && out->items[out->n - 1].offset == text.n);
		*arena_push(&k->arena, out) = (struct edit){text.n, 0, ended ? block : arena_printf(&k->arena, "\n" STR_FMT, STR_ARG(block))};
	}
}

static struct str edited_text(struct arena *arena, struct str text, const struct edits *list)
{
	struct buf b;
	size_t done = 0;
	buf_init(&b, BUF_NO_LIMIT);
	for (size_t i = 0; i < list->n; i++) {
		buf_str(&b, str_sub(text, done, list->items[i].offset));
		buf_str(&b, list->items[i].with);
		done = list->items[i].offset;
	}
	buf_str(&b, str_skip(text, done));
	struct str out = buf_copy(&b, arena);
	buf_free(&b);
	return out;
}

/* What a reading comes to: its words without blanks, its exercises, its diagnostics. */
struct reading {
	struct str words;
	size_t exercises, diags;
};

static struct reading read_again(struct asking *k, const struct article *of, struct str text)
{
	struct article a = {.title = of->meta.title.s, .meta.title = of->meta.title, .slug = of->slug};
	struct markdown_options how = {k->w->project->smart, language_of(k, of)};
	struct reading r = {0};
	struct buf b;
	arena_init(&a.arena);
	diags_init(&a.diags);
	buf_init(&b, BUF_NO_LIMIT);
	a.source = source_new(&a.arena, of->source->name, text);
	markdown_read(&a, of->body->pos.line, &how);
	for (const struct node *n = exercise_next(&a, NULL); n; n = exercise_next(&a, n))
		r.exercises++;
	for (const struct node *n = a.body; n; n = node_walk(a.body, n, false))
		for (size_t i = 0; i < n->text.n; i++)
			if ((unsigned char)n->text.p[i] > ' ')
				buf_char(&b, n->text.p[i]);
	r.words = buf_copy(&b, &k->arena);
	r.diags = a.diags.n;
	buf_free(&b);
	diags_free(&a.diags);
	arena_free(&a.arena);
	return r;
}

static bool holds(struct asking *k, const struct article *a, const struct proposals *list, const bool *taken, size_t n, const struct reading *before)
{
	struct edits edits;
	edits_of(k, a, list, taken, &edits);
	struct reading after = read_again(k, a, edited_text(&k->arena, a->source->text, &edits));
	return after.exercises == before->exercises + n && after.diags == before->diags && after.words.n >= before->words.n &&
	       memcmp(after.words.p, before->words.p, before->words.n) == 0;
}

/* Which of the proposals can be written: each is tried with those before it. */
static size_t prove(struct asking *k, const struct article *a, struct proposals *list, bool *taken)
{
	struct reading before = read_again(k, a, a->source->text);
	struct edits lines;
	size_t n = 0;
	for (size_t i = 0; i < list->n; i++) {
		struct proposal *p = &list->items[i];
		lines = (struct edits){0};
		if (p->kind == PROPOSAL_WHOLE && !quote_lines(k, a, p, &lines))
			p->kind = PROPOSAL_QUESTION;
		taken[i] = true;
		if (holds(k, a, list, taken, n + 1, &before)) {
			n++;
			continue;
		}
		taken[i] = false;
		diag_add(&k->w->diags, DIAG_PROMPT_UNWRITTEN, p->at->pos, "no %s was written: the Markdown around it would be read otherwise", kind_of(p));
	}
	return n;
}

static void write_article(struct asking *k, const struct article *a, struct proposals *list)
{
	bool *taken = arena_array(&k->arena, bool, list->n + 1);
	struct edits edits;
	size_t n = prove(k, a, list, taken);
	if (!n)
		return;
	edits_of(k, a, list, taken, &edits);
	if (edit_file(&k->editing, &k->arena, a, edits.items, edits.n))
		k->written += n;
}

/* ---- the command */

static void ask_article(struct asking *k, const struct article *a)
{
	struct proposals list;
	arena_init(&k->arena);
	if (a->source && !a->glossary && prompts_find(&k->arena, a, language_of(k, a), &list)) {
		k->found += list.n;
		for (size_t i = 0; i < list.n && !k->o->write; i++)
			list_one(k, a, &list.items[i]);
		if (k->o->write && list.n)
			write_article(k, a, &list);
	} else if (a->source && !a->glossary) {
		k->speechless++;
	}
	arena_free(&k->arena);
}

static void sum_up(const struct asking *k)
{
	if (k->o->quiet)
		return;
	if (k->o->write)
		fprintf(stderr, "sheaf: %zu block%s in %zu file%s%s\n", k->written, k->written == 1 ? "" : "s", k->editing.files, k->editing.files == 1 ? "" : "s",
			k->o->dry_run ? ": nothing written, as --dry-run asks" : "");
	else
		fprintf(stderr, "sheaf: %zu block%s proposed\n", k->found, k->found == 1 ? "" : "s");
	if (k->speechless)
		fprintf(stderr, "sheaf: %zu article%s left out: no rules for the language\n", k->speechless, k->speechless == 1 ? "" : "s");
}

static enum exit_code ask(struct workspace *w, const struct options *o)
{
	struct edition *e = edition_link(w->book, w->whole, NULL);
	struct asking k = {.w = w, .o = o, .edition = e, .json = o->json && !o->write ? json_array() : NULL};
	editing_start(&k.editing, w, o);
	diags_merge(&w->diags, &e->diags);
	enum exit_code code = diags_worst(&e->diags) == DIAG_FATAL ? EXIT_MISTAKES : EXIT_FINE;
	for (size_t i = 0; i < e->narticles && code == EXIT_FINE && !interrupt_signal(); i++)
		ask_article(&k, e->articles[i]);
	if (k.json) {
		json_dumpf(k.json, stdout, JSON_INDENT(2));
		putchar('\n');
		json_decref(k.json);
	} else {
		sum_up(&k);
	}
	edition_free(e);
	return code;
}

enum exit_code cmd_prompts(const struct options *o)
{
	struct workspace w;
	if (o->nwords > 1)
		return report_failure(EXIT_USAGE, "prompts: one folder is enough");
	if (o->suggest && o->write)
		return report_failure(EXIT_USAGE, "prompts: --suggest and --write: one at a time");
	if (o->dry_run && !o->write)
		return report_failure(EXIT_USAGE, "prompts: --dry-run goes with --write");
	if (!workspace_open_folder(&w, o, o->nwords ? o->words[0] : NULL))
		return w.failed;
	enum exit_code code = ask(&w, o), told = report(&w.diags, o);
	workspace_close(&w);
	return code > told ? code : told;
}
