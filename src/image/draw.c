/* The drawing libraries, loaded once for the process. Rejected: a second program for drawing, for sheaf is one file. */
#include "image/draw.h"

#include <pthread.h>
#include "base/library.h"

static const struct library_row rows[] = {
#define LIBRARY(file) {file, NULL, 0},
#define FUNCTION(name) {NULL, #name, offsetof(struct draw, name)},
#include "image/draw.def"
#undef LIBRARY
#undef FUNCTION
};
enum { ROWS = sizeof rows / sizeof *rows };

static pthread_once_t once = PTHREAD_ONCE_INIT;
static struct draw loaded;
static char failure[256];

static void load(void)
{
	library_load(rows, ROWS, &loaded, failure, sizeof failure);
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
	library_files(rows, ROWS, &loaded, visit, context);
}
