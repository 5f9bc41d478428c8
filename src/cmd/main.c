/*
 * sheaf: the command line. Options may stand anywhere; the tables here are all there is to know of them.
 */
#include "cmd/cmd.h"

#include <getopt.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "base/near.h"
#include "base/pool.h"
#include "base/sink.h"

const struct command commands[] = {
	{"init", "[DIR]", "make a new project",
		"Writes a sheaf.yaml with comments, two short articles and a summary into DIR (by default this folder). "
		"Files that are there stay as they are.",
		cmd_init},
	{"build", "[EDITION…]", "write the editions that sheaf.yaml names",
		"Writes every edition, or those named, to dist/. A file is replaced only when its successor is whole.", cmd_build},
	{"check", "[EDITION…]", "report mistakes, write nothing", "Reads and links everything as build does, and writes nothing.",
		cmd_check},
	{"list", "[EDITION…]", "show editions and their articles",
		"Prints each edition with its articles in reading order, their files and their words.", cmd_list},
	{"links", "[FOLDER]", "show how the articles relate, and links to add",
		"Reports what leads where: each article's related ones with the reason, what refers to it, how many links it could have, then "
		"articles that nothing leads to, hubs, and texts that are nearly the same. FOLDER is a project, or any folder of Markdown "
		"without a sheaf.yaml, all of which is then read; by default the project here. With -v it says what each stage took. "
		"--suggest lists links at first mention that could be added, with place and reason; --write adds them to the files. --why A B tells why "
		"two articles are near; A and B are slugs, paths or titles. --terms lists phrases that belong in an index. "
		"--json OUTDIR writes related.json, links.json, links-careful.json and terms.json to OUTDIR for other programs to "
		"read; articles go by their file's name without .md, or by their path where two share a name. "
		"--map, --dot and --graph write the graph. Only one of --suggest, --write, --why, --terms and --json is done at a time.",
		cmd_links},
	{"plan", "[FOLDER]", "propose a book for a folder of posts",
		"Prints a SUMMARY.md: articles that belong together as parts, named after what they dwell on, and an order in which an article comes "
		"after those it links to or names; long parts have chapters, with their articles nested below the one they lean on most. What an "
		"editor should look at goes to standard error: terms that many articles use and none explains, texts that are nearly the "
		"same, articles that fit nowhere. FOLDER is a project or any folder of Markdown; by default the project here. "
		"--write puts the plan into content/SUMMARY.md if there is none; --json prints plan and gaps for programs.",
		cmd_plan},
	{"prompts", "[FOLDER]", "propose exercises from what the articles ask",
		"Lists what could be an exercise, with its place and the reason: questions to the reader or for readers to ask themselves, and contrasts of "
		"from and to as tables to fill in. Rhetorical questions, and those that sell something, are left out. --write puts the blocks into the Markdown for "
		"you to edit: a paragraph that is nothing but a question becomes a prompt where it stands, others go to the article's end; --dry-run shows the "
		"difference. What an article has already is not proposed again. Questions are found in English, German, French, Spanish, Italian, Portuguese and Dutch, "
		"contrasts in English. FOLDER is a project or any folder of Markdown; by default the project here.",
		cmd_prompts},
	{"import", "FILE DIR", "turn a text of many articles into a project",
		"Splits one plain text with many articles into Markdown files below DIR/content, with a summary and a sheaf.yaml. "
		"What it was unsure of is reported with its line; --titles and --split overrule it.",
		cmd_import},
	{"answers", "FILLED.pdf…", "report what readers filled into their workbooks",
		"Reads workbooks that were filled in on a screen and writes answers.csv and answers.md, by question for all who answered: to the folder "
		"of -o, else here. Who answered is the name on the certificate, else the file's name. Files that are no workbook of the first one's "
		"book are told and left out.",
		cmd_answers},
	{"clean", "[EDITION…]", "remove what build wrote",
		"Removes the files that build writes, by name, and finished pictures in dist/.cache; nothing else.", cmd_clean},
	{"help", "[COMMAND]", "say how to use sheaf", "Prints this. `sheaf help --man` prints the manual page.", cmd_help},
	{0},
};

const struct option_row option_rows[] = {
	{'C', "directory", "DIR", "work as if called in DIR"},
	{'o', "output", "DIR", "write to DIR instead of dist/"},
	{'e', "edition", "NAME", "links, plan, prompts: of this edition only, not of the whole book"},
	{0, "language", "TAG", "links, plan, prompts: the language of a folder without a sheaf.yaml; by default en"},
	{'j', "jobs", "N", "use N threads; by default one a processor"},
	{'W', "warning", "SLUG", "no-SLUG silences a diagnostic, error=SLUG raises it, no-error=SLUG lowers it to a warning"},
	{'q', "quiet", NULL, "print errors only"},
	{'v', "verbose", NULL, "print notes too, and the font files that were used with their SHA-256"},
	{0, "json", NULL, "print data and diagnostics as JSON; links takes OUTDIR right after it, for its lists, unless --suggest is to print"},
	{0, "suggest", NULL, "links: list links that could be added, with place and reason; prompts: the same of exercises, as without it"},
	{0, "write", NULL, "links: add the suggested links to the files as [[…]], and show the difference; plan: write SUMMARY.md if there is none; prompts: put the exercises into the files"},
	{0, "dry-run", NULL, "links, prompts: with --write, show the difference and write nothing"},
	{0, "mode", "MODE", "links: careful, balanced or generous suggestions; by default as the edition has it, else balanced"},
	{0, "why", "A B", "links: why two articles are near: the terms they share, and where one names the other"},
	{0, "terms", NULL, "links: the terms of the book, best first, with how often and in how many articles they stand"},
	{0, "map", "FILE", "links: write a map of the articles as SVG"},
	{0, "dot", "FILE", "links: write their graph for Graphviz"},
	{0, "graph", "FILE", "links: write their graph as JSON"},
	{0, "drafts", NULL, "take drafts too"},
	{0, "force", NULL, "import: write over files that are there"},
	{0, "titles", "FILE", "import: the lines that are titles, one a line"},
	{0, "split", "REGEX", "import: a line that matches begins an article (POSIX extended)"},
	{0, "man", NULL, "help: print the manual page in roff"},
	{'h', "help", NULL, "say how to use sheaf"},
	{0, "version", NULL, "print the version"},
	{0},
};

enum { LONG_ONLY = 256, OPTION_MOST = 64 };

static int option_code(const struct option_row *row)
{
	return row->letter ? row->letter : LONG_ONLY + (int)(row - option_rows);
}

static void option_tables(struct option longs[OPTION_MOST], char shorts[3 * OPTION_MOST])
{
	size_t n = 0;
	for (const struct option_row *row = option_rows; row->name; row++) {
		longs[n++] = (struct option){row->name, row->argument ? required_argument : no_argument, NULL, option_code(row)};
		if (row->letter) {
			*shorts++ = row->letter;
			if (row->argument)
				*shorts++ = ':';
		}
	}
	longs[n] = (struct option){0};
	*shorts = 0;
}

static bool take_warning(struct options *o, const char *text)
{
	struct diags trial;
	diags_init(&trial);
	bool known = diags_option(&trial, str_c(text));
	diags_free(&trial);
	if (!known) {
		report_failure(EXIT_USAGE, "-W %s: there is no such diagnostic; `sheaf help --man` lists them", text);
		return false;
	}
	o->warnings[o->nwarnings++] = str_c(text);
	return true;
}

static bool take_threads(struct options *o, const char *text)
{
	char *end;
	long n = strtol(text, &end, 10);
	if (*end || n < 1 || n > 1024) {
		report_failure(EXIT_USAGE, "-j %s: a number of threads from 1 is wanted", text);
		return false;
	}
	o->threads = (int)n;
	return true;
}

static const char *option_name(int code)
{
	for (const struct option_row *row = option_rows; row->name; row++)
		if (option_code(row) == code)
			return row->name;
	return "";
}

/* Options by name, so that their letters stand in one place, the table. next: the argument after, for what takes words too. */
static bool take_option(struct options *o, int code, const char *value, const char *next)
{
	const char *name = option_name(code);
	const struct {
		const char *name;
		bool *flag;
	} flags[] = {{"quiet", &o->quiet}, {"verbose", &o->verbose}, {"json", &o->json}, {"drafts", &o->drafts},
		{"force", &o->force}, {"man", &o->man}, {"help", &o->help}, {"version", &o->version},
		{"suggest", &o->suggest}, {"write", &o->write}, {"dry-run", &o->dry_run}, {"terms", &o->terms}};
	const struct {
		const char *name;
		const char **text;
	} texts[] = {{"directory", &o->directory}, {"output", &o->output}, {"titles", &o->titles}, {"split", &o->split},
		{"edition", &o->edition}, {"language", &o->language}, {"mode", &o->mode}, {"why", &o->why}, {"map", &o->map},
		{"dot", &o->dot}, {"graph", &o->graph}};
	if (strcmp(name, "json") == 0)
		o->json_next = next;
	if (strcmp(name, "why") == 0)
		o->why_next = next;
	for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
		if (strcmp(name, flags[i].name) == 0)
			return *flags[i].flag = true;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if (strcmp(name, texts[i].name) == 0) {
			*texts[i].text = value;
			return true;
		}
	if (strcmp(name, "warning") == 0)
		return take_warning(o, value);
	if (strcmp(name, "jobs") == 0)
		return take_threads(o, value);
	report_failure(EXIT_USAGE, "`sheaf help` lists the options");
	return false;
}

static const struct command *find_command(const char *name)
{
	struct near near;
	near_init(&near, str_c(name));
	for (const struct command *c = commands; c->name; c++) {
		if (strcmp(c->name, name) == 0)
			return c;
		near_try(&near, str_c(c->name));
	}
	if (near.best.n)
		report_failure(EXIT_USAGE, "no command '%s'; the nearest is '" STR_FMT "'", name, STR_ARG(near.best));
	else
		report_failure(EXIT_USAGE, "no command '%s'; `sheaf help` lists them", name);
	return NULL;
}

static enum exit_code run(struct options *o)
{
	if (o->version) {
		puts("sheaf " SHEAF_VERSION);
		return EXIT_FINE;
	}
	if (o->help || o->nwords == 0) {
		enum exit_code code = cmd_help(o);
		return o->help ? code : EXIT_USAGE;
	}
	const struct command *command = find_command(o->words[0]);
	if (!command)
		return EXIT_USAGE;
	o->words++;
	o->nwords--;
	return command->run(o);
}

int main(int argc, char **argv)
{
	struct option longs[OPTION_MOST];
	char shorts[3 * OPTION_MOST];
	struct options o = {.threads = pool_threads()};
	o.warnings = mem_alloc(sizeof *o.warnings * (size_t)argc);
	setlocale(LC_CTYPE, "C.UTF-8"); /* LC_ALL and LC_COLLATE stay "C": no locale in any output */
	interrupt_catch();
	option_tables(longs, shorts);
	int code;
	while ((code = getopt_long(argc, argv, shorts, longs, NULL)) != -1)
		if (!take_option(&o, code, optarg, argv[optind])) {
			free(o.warnings);
			return EXIT_USAGE;
		}
	o.words = argv + optind;
	o.nwords = argc - optind;
	enum exit_code exit = run(&o);
	free(o.warnings);
	if (fflush(stdout) != 0 || ferror(stdout))
		exit = report_failure(EXIT_ENVIRONMENT, "cannot write to standard output");
	if (interrupt_signal())
		return 128 + interrupt_signal();
	return (int)exit;
}
