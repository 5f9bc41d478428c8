/* The libraries of fonts, loaded once for the process. */
#include "text/libraries.h"

#include <pthread.h>
#include "base/library.h"

static const struct library_row rows[] = {
#define LIBRARY(file) {file, NULL, 0},
#define FUNCTION(name) {NULL, #name, offsetof(struct text_libraries, name)},
#include "text/libraries.def"
#undef LIBRARY
#undef FUNCTION
};

static pthread_once_t once = PTHREAD_ONCE_INIT;
static struct text_libraries loaded;
static char failure[256];

static void load(void)
{
	library_load(rows, sizeof rows / sizeof *rows, &loaded, failure, sizeof failure);
}

const char *text_load(void)
{
	pthread_once(&once, load);
	return *failure ? failure : NULL;
}

const struct text_libraries *text_libraries(void)
{
	return &loaded;
}
