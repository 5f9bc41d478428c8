/* A bar on stderr. Steps come from several threads; one at a time draws, the others pass by. */
#include "cmd/cmd.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum { BAR_WIDTH = 32, BAR_DELAY_MS = 500, BAR_STEP_MS = 50 };

struct progress {
	const char *what;
	bool shown, wanted;
	int64_t start, drawn; /* ms */
	atomic_flag drawing;
};

static int64_t now_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

struct progress *progress_start(const char *what, const struct options *o)
{
	struct progress *p = mem_alloc(sizeof *p);
	p->what = what;
	p->wanted = !o->quiet && !o->json && isatty(STDERR_FILENO);
	p->start = now_ms();
	atomic_flag_clear(&p->drawing);
	return p;
}

void progress_step(void *progress, size_t done, size_t of)
{
	struct progress *p = progress;
	if (!p->wanted || of == 0 || atomic_flag_test_and_set(&p->drawing))
		return;
	int64_t now = now_ms();
	if (now - p->start >= BAR_DELAY_MS && now - p->drawn >= BAR_STEP_MS) {
		int full = (int)(done * BAR_WIDTH / of);
		fprintf(stderr, "\r\033[K%s [%.*s%.*s] %zu%%", p->what, full, "################################",
			BAR_WIDTH - full, "................................", done * 100 / of);
		p->shown = true;
		p->drawn = now;
	}
	atomic_flag_clear(&p->drawing);
}

void progress_end(struct progress *p)
{
	if (p->shown)
		fputs("\r\033[K", stderr);
	free(p);
}
