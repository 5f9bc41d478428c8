/* The libraries of fonts and of setting text, each table loaded once for the process. */
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
static const struct library_row setting_rows[] = {
#define LIBRARY(file) {file, NULL, 0},
#define FUNCTION(name) {NULL, #name, offsetof(struct setting_libraries, name)},
#include "text/setting.def"
#undef LIBRARY
#undef FUNCTION
};

static pthread_once_t once = PTHREAD_ONCE_INIT, setting_once = PTHREAD_ONCE_INIT;
static struct text_libraries loaded;
static struct setting_libraries setting_loaded;
static char failure[256], setting_failure[256];

static void load(void)
{
	library_load(rows, sizeof rows / sizeof *rows, &loaded, failure, sizeof failure);
}

static void load_setting(void)
{
	library_load(setting_rows, sizeof setting_rows / sizeof *setting_rows, &setting_loaded, setting_failure, sizeof setting_failure);
}

const char *text_load(void)
{
	pthread_once(&once, load);
	return *failure ? failure : NULL;
}

const char *setting_load(void)
{
	const char *why = text_load();
	if (why)
		return why;
	pthread_once(&setting_once, load_setting);
	return *setting_failure ? setting_failure : NULL;
}

const struct text_libraries *text_libraries(void)
{
	return &loaded;
}

const struct setting_libraries *setting_libraries(void)
{
	return &setting_loaded;
}
