/*
 * Commands. One is a file here and a row in commands[]; the table also feeds `sheaf help` and the manual page.
 * Data goes to stdout, messages to stderr.
 */
#ifndef SHEAF_CMD_CMD_H
#define SHEAF_CMD_CMD_H

#include "base/diag.h"
#include "link/edition.h"

enum exit_code {
	EXIT_FINE = 0,
	EXIT_MISTAKES = 1,    /* errors in the author's files; what could be written was */
	EXIT_USAGE = 2,       /* the command line, or the folder it was called in */
	EXIT_ENVIRONMENT = 3, /* a file that cannot be read or written, a full disk */
};

struct options {
	bool quiet, verbose, json, force, drafts, man, help, version;
	int threads;
	const char *directory; /* -C */
	const char *output;    /* -o */
	const char *titles, *split;
	const char *edition, *language; /* --edition, --language */
	bool suggest, write, dry_run, terms;
	const char *mode, *why, *map, *dot, *graph;
	const char *json_next, *why_next; /* what stands right after --json, after --why A; NULL: nothing */
	struct str *warnings;  /* arguments of -W, in order */
	size_t nwarnings;
	char **words;          /* what is left: editions, files */
	int nwords;
};

struct command {
	const char *name;
	const char *arguments;
	const char *summary;   /* one line */
	const char *describes; /* for the manual: sentences */
	enum exit_code (*run)(const struct options *o);
};
extern const struct command commands[]; /* ends with a NULL name */

struct option_row {
	char letter;          /* 0: none */
	const char *name;
	const char *argument; /* NULL: none */
	const char *describes;
};
extern const struct option_row option_rows[]; /* ends with a NULL name */

enum exit_code cmd_answers(const struct options *o);
enum exit_code cmd_build(const struct options *o);
enum exit_code cmd_check(const struct options *o);
enum exit_code cmd_clean(const struct options *o);
enum exit_code cmd_help(const struct options *o);
enum exit_code cmd_import(const struct options *o);
enum exit_code cmd_init(const struct options *o);
enum exit_code cmd_links(const struct options *o);
enum exit_code cmd_list(const struct options *o);
enum exit_code cmd_plan(const struct options *o);
enum exit_code cmd_prompts(const struct options *o);

/* ---- report.c: diagnostics to stderr */

void report_init(struct diags *d, const struct options *o); /* a list with -W's levels in force */
/* Prints d in source order, each once, and a line that counts them; returns the exit code it amounts to. */
enum exit_code report(struct diags *d, const struct options *o);
/* A failure of the command itself, without a place in a file: `sheaf: …`. Returns code. */
enum exit_code report_failure(enum exit_code code, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
bool report_colour(int fd); /* a terminal that takes colours, and NO_COLOR does not forbid them */

/* ---- progress.c: a bar on a terminal, from half a second on */

struct progress;
struct progress *progress_start(const char *what, const struct options *o);
void progress_step(void *progress, size_t done, size_t of); /* any thread */
void progress_end(struct progress *p);

/* ---- workspace.c: the project a command works on */

struct workspace {
	struct arena arena;
	struct diags diags;
	struct project *project;
	struct book *book;
	struct relations *relations; /* made when first asked for */
	struct str output; /* absolute */
	const struct edition_config **editions; /* those that the command line names, all when it names none */
	size_t neditions;
	const struct edition_config *whole; /* what -e names, else the book as a whole */
	bool bare;         /* the folder has no sheaf.yaml */
	enum exit_code failed;
};
/* Finds, reads the project and (book: true) its articles. False: `failed` is set, it was reported, and all is closed. */
bool workspace_open(struct workspace *w, const struct options *o, bool book);
/* For what looks at articles and writes no book: the project in `folder`, or all Markdown below a folder without a sheaf.yaml, or,
 * when it is NULL, the project that workspace_open finds. Reads the articles; of their mistakes only those count that matter to
 * links. The edition of -e is w->whole. */
bool workspace_open_folder(struct workspace *w, const struct options *o, const char *folder);
/* What the articles say of each other, found once; lives as long as the workspace. */
enum relations_depth {
	RELATIONS_NONE,
	RELATIONS_NEARNESS, /* neighbours and mentions */
	RELATIONS_TERMS,    /* and the terms of the book: reasons */
	RELATIONS_ANCHORS,  /* and which article explains each best: links at first mention */
};
const struct relations *workspace_relations(struct workspace *w, const struct options *o, enum relations_depth depth);
/* The edition, with relations when it wants them. */
struct edition *workspace_edition(struct workspace *w, const struct edition_config *config, const struct options *o);
void workspace_close(struct workspace *w);
/* A path as to be shown: below the current folder where it is. */
struct str workspace_shown(struct arena *a, struct str path);

#endif
