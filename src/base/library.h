/*
 * Libraries loaded when they are first needed, for what few builds need: with all that they bring, linking them would make every
 * start several times as long. A table of functions is a struct with one pointer each, filled from rows.
 */
#ifndef SHEAF_BASE_LIBRARY_H
#define SHEAF_BASE_LIBRARY_H

#include <stdbool.h>
#include <stddef.h>

/* A library's file name, or one of its functions and where in the table its pointer goes. */
struct library_row {
	const char *library, *function;
	size_t offset;
};

/* Functions are looked for in the library whose row stands before them. False: failure says why, as the dynamic linker does. */
bool library_load(const struct library_row *rows, size_t n, void *table, char *failure, size_t size);
/* Calls visit with the path of each library's file; after a library_load that did not fail. */
void library_files(const struct library_row *rows, size_t n, const void *table,
	void (*visit)(void *context, const char *path), void *context);

#endif
