/*
 * One input through everything that reads what people write: front matter, sheaf.yaml, Markdown with its raw HTML, and import; then
 * through every writer that needs no files. Nothing may crash, leak past the arena, or read out of bounds.
 * With a fuzzing engine: clang -fsanitize=fuzzer,address … fuzz.c; replay.c feeds it files without one.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "base/fs.h"
#include "base/sink.h"
#include "import/import.h"
#include "link/edition.h"
#include "read/read.h"
#include "write/writer.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char folder[64];

static const char *at(char *path, size_t n, const char *name)
{
	snprintf(path, n, "%s/%s", folder, name);
	return path;
}

static void put(const char *name, struct str data)
{
	char path[128];
	if (sink_write_file(at(path, sizeof path, name), data) != 0)
		abort();
}

static void remove_folder(void)
{
	char command[128];
	snprintf(command, sizeof command, "rm -rf '%s'", folder);
	if (system(command) != 0)
		fprintf(stderr, "cannot remove %s\n", folder);
}

static void make_folder(void)
{
	char path[128];
	strcpy(folder, "/tmp/sheaf-fuzz-XXXXXX");
	if (!mkdtemp(folder) || fs_make_dirs(at(path, sizeof path, "content")) != 0)
		abort();
	atexit(remove_folder);
}

static void write_all(struct book *book, struct arena *a)
{
	for (size_t i = 0; i < book->project->neditions; i++) {
		struct edition *e = edition_link(book, &book->project->editions[i], NULL);
		struct diags d;
		diags_init(&d);
		for (const struct writer *w = writers; w->format && e->narticles; w++) {
			struct write_job job = {.book = book, .edition = e, .dir = str_c(folder), .threads = 1, .arena = a, .diags = &d};
			w->write(&job);
		}
		diags_free(&d);
		edition_free(e);
	}
}

static void build(void)
{
	struct arena a;
	struct diags d;
	arena_init(&a);
	diags_init(&d);
	struct project *p = project_read(&a, str_c(folder), &d);
	if (p) {
		struct book *book = book_read(p, 1);
		write_all(book, &a);
		book_free(book);
	}
	diags_free(&d);
	arena_free(&a);
}

static void import(void)
{
	struct arena a;
	struct diags d;
	struct import_result result = {0};
	char file[128], dir[128];
	arena_init(&a);
	diags_init(&d);
	struct import_request request = {.file = str_c(at(file, sizeof file, "dump.txt")),
		.dir = at(dir, sizeof dir, "imported"), .force = true};
	for (const struct importer *i = importers; i->name; i++)
		i->run(&request, &a, &d, &result);
	diags_free(&d);
	arena_free(&a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str input = {(const char *)data, size};
	if (!*folder)
		make_folder();
	put("sheaf.yaml", STR("title: T\ndate: 2026-01-01\nindex: true\nbacklinks: true\neditions: {book: {format: [epub, trace]}}\n"));
	put("content/input.md", input);
	put("content/glossary.md", input);
	put("content/index.yaml", input);
	put("content/other.md", STR("---\ntitle: Other\n---\n\n[input](input.md)[^1]\n\n[^1]: note\n"));
	put("dump.txt", input);
	build();
	import();
	put("sheaf.yaml", input);
	build();
	return 0;
}
