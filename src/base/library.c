/* Loading by dlopen. Rejected: linking as usual, which for the libraries that draw costs 6 ms of each start. */
#include "base/library.h"

#include <dlfcn.h>
#include <string.h>

bool library_load(const struct library_row *rows, size_t n, void *table, char *failure, size_t size)
{
	void *library = NULL;
	for (size_t i = 0; i < n; i++) {
		void *found = rows[i].library ? (library = dlopen(rows[i].library, RTLD_NOW | RTLD_LOCAL))
					      : dlsym(library, rows[i].function);
		if (!found) {
			const char *why = dlerror();
			strncpy(failure, why ? why : "no reason given", size - 1);
			return false;
		}
		/* POSIX lets an object pointer from dlsym be stored as a function pointer; the language has no cast for it */
		if (rows[i].function)
			memcpy((char *)table + rows[i].offset, &found, sizeof found);
	}
	return true;
}

void library_files(const struct library_row *rows, size_t n, const void *table,
	void (*visit)(void *context, const char *path), void *context)
{
	for (size_t i = 0; i + 1 < n; i++) {
		void *function;
		Dl_info info;
		if (!rows[i].library)
			continue;
		/* one function a library tells where it lies */
		memcpy(&function, (const char *)table + rows[i + 1].offset, sizeof function);
		if (dladdr(function, &info) && info.dli_fname)
			visit(context, info.dli_fname);
	}
}
