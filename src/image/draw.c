/*
 * Loading by dlopen, once for the process. Rejected: a second program for drawing, for sheaf is one file; linking as usual, which costs
 * 6 ms of each start.
 */
#include "image/draw.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stddef.h>
#include <string.h>

static const struct {
	const char *library, *function;
	size_t offset;
} rows[] = {
#define LIBRARY(file) {file, NULL, 0},
#define FUNCTION(name) {NULL, #name, offsetof(struct draw, name)},
#include "image/draw.def"
#undef LIBRARY
#undef FUNCTION
};

static pthread_once_t once = PTHREAD_ONCE_INIT;
static struct draw loaded;
static char failure[256];

static void load(void)
{
	void *library = NULL;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		void *found = rows[i].library ? (library = dlopen(rows[i].library, RTLD_NOW | RTLD_LOCAL))
					      : dlsym(library, rows[i].function);
		if (!found) {
			const char *why = dlerror();
			strncpy(failure, why ? why : "no reason given", sizeof failure - 1);
			return;
		}
		/* POSIX lets an object pointer from dlsym be stored as a function pointer; the language has no cast for it */
		if (rows[i].function)
			memcpy((char *)&loaded + rows[i].offset, &found, sizeof found);
	}
}

const char *draw_load(void)
{
	pthread_once(&once, load);
	return *failure ? failure : NULL;
}

const struct draw *draw(void)
{
	return &loaded;
}

void draw_files(void (*visit)(void *context, const char *path), void *context)
{
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		/* one function a library tells where it lies */
		if (!rows[i].library || i + 1 == sizeof rows / sizeof *rows)
			continue;
		void *function;
		Dl_info info;
		memcpy(&function, (char *)&loaded + rows[i + 1].offset, sizeof function);
		if (dladdr(function, &info) && info.dli_fname)
			visit(context, info.dli_fname);
	}
}
