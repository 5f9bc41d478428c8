/* sheaf help: usage, and the manual page, both from the tables, so that neither can fall behind. */
#include "cmd/cmd.h"

#include <stdio.h>
#include <string.h>
#include "base/utf8.h"
#include "write/writer.h"

static void print_option(const struct option_row *row)
{
	char left[64];
	int n = row->letter ? snprintf(left, sizeof left, "-%c, ", row->letter) : snprintf(left, sizeof left, "    ");
	snprintf(left + n, sizeof left - (size_t)n, "--%s%s%s", row->name, row->argument ? " " : "",
		row->argument ? row->argument : "");
	printf("  %-24s %s\n", left, row->describes);
}

static void print_usage(void)
{
	puts("sheaf " SHEAF_VERSION ": a folder of Markdown articles to books that are ready to give away\n\n"
	     "usage: sheaf COMMAND [OPTION…] [ARGUMENT…]\n");
	for (const struct command *c = commands; c->name; c++) {
		int beyond = (int)(strlen(c->arguments) - utf8_count(str_c(c->arguments))); /* printf pads by bytes */
		printf("  %-6s %-*s %s\n", c->name, 12 + beyond, c->arguments, c->summary);
	}
	puts("\noptions:");
	for (const struct option_row *row = option_rows; row->name; row++)
		print_option(row);
	puts("\nformats:");
	for (const struct writer *w = writers; w->format; w++)
		printf("  %-10s %s\n", w->format, w->describes);
	puts("\nexit code: 0 fine, 1 mistakes in the articles, 2 usage, 3 a file that cannot be read or written");
}

static enum exit_code print_command(const char *name)
{
	for (const struct command *c = commands; c->name; c++) {
		if (strcmp(c->name, name) != 0)
			continue;
		printf("usage: sheaf %s %s\n\n%s\n", c->name, c->arguments, c->describes);
		return EXIT_FINE;
	}
	return report_failure(EXIT_USAGE, "no command '%s'; `sheaf help` lists them", name);
}

/* roff takes a backslash, and a dot or an apostrophe at the start of a line, for its own; hyphens are to be typed as they are. */
static void roff(const char *text)
{
	if (*text == '.' || *text == '\'')
		fputs("\\&", stdout);
	struct str s = str_c(text);
	for (size_t i = 0; i < s.n;) {
		uint32_t rune = utf8_next(s, &i);
		if (rune == '\\')
			fputs("\\e", stdout);
		else if (rune == '-')
			fputs("\\-", stdout);
		else if (rune >= 0x80)
			printf("\\[u%04X]", (unsigned)rune);
		else
			putchar((int)rune);
	}
}

static void roff_item(const char *tag, const char *argument, const char *text)
{
	fputs(".TP\n\\fB", stdout);
	roff(tag);
	fputs("\\fR", stdout);
	if (argument) {
		fputs(" \\fI", stdout);
		roff(argument);
		fputs("\\fR", stdout);
	}
	putchar('\n');
	roff(text);
	putchar('\n');
}

static void man_options(void)
{
	puts(".SH OPTIONS");
	for (const struct option_row *row = option_rows; row->name; row++) {
		char tag[64];
		if (row->letter)
			snprintf(tag, sizeof tag, "-%c, --%s", row->letter, row->name);
		else
			snprintf(tag, sizeof tag, "--%s", row->name);
		roff_item(tag, row->argument, row->describes);
	}
}

static void man_diagnostics(void)
{
	static const char *const words[] = {"ignored", "note", "warning", "error", "fatal"};
	puts(".SH DIAGNOSTICS\nA diagnostic names the place, its level and, in brackets, its slug. Errors are repaired and the "
	     "edition is written; after a fatal one it is not, and the last good file stays.");
	for (int i = 0; i < DIAG_COUNT; i++)
		roff_item(diag_kinds[i].slug, words[diag_kinds[i].level], diag_kinds[i].meaning);
}

static void print_manual(void)
{
	puts(".TH SHEAF 1 \"\" \"sheaf " SHEAF_VERSION "\"\n.SH NAME\nsheaf \\- make books from a folder of Markdown articles\n"
	     ".SH SYNOPSIS\n\\fBsheaf\\fR \\fICOMMAND\\fR [\\fIOPTION\\fR...] [\\fIARGUMENT\\fR...]\n.SH DESCRIPTION\n"
	     "sheaf turns the articles in content/ into the editions that sheaf.yaml names, offline, and from the same files "
	     "always the same bytes.\n.SH COMMANDS");
	for (const struct command *c = commands; c->name; c++)
		roff_item(c->name, c->arguments, c->describes);
	man_options();
	puts(".SH FORMATS");
	for (const struct writer *w = writers; w->format; w++)
		roff_item(w->format, NULL, w->describes);
	puts(".SH EXIT STATUS");
	roff_item("0", NULL, "Everything was written; there may be warnings.");
	roff_item("1", NULL, "There are mistakes in the articles; what could be written was.");
	roff_item("2", NULL, "The command line is not understood, or there is no project here.");
	roff_item("3", NULL, "A file could not be read or written.");
	puts(".SH ENVIRONMENT");
	roff_item("SOURCE_DATE_EPOCH", NULL, "Seconds since 1970: the date of the book and of every packed file.");
	roff_item("NO_COLOR", NULL, "When set, no colours.");
	roff_item("SHEAF_THREADS", NULL, "How many threads to use; as -j.");
	man_diagnostics();
}

enum exit_code cmd_help(const struct options *o)
{
	if (o->man)
		print_manual();
	else if (o->nwords && !o->help)
		return print_command(o->words[0]);
	else
		print_usage();
	return EXIT_FINE;
}
