/*
 * A parallel for: threads take the next index from one counter. They are started for each call: a build makes a handful of
 * calls, and a thread costs tens of microseconds.
 */
#include "base/pool.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>

enum { POOL_MOST = 16 };

struct pool {
	atomic_size_t next;
	size_t n;
	pool_fn fn;
	void *context;
};

static void *pool_work(void *p)
{
	struct pool *pool = p;
	size_t i;
	while ((i = atomic_fetch_add(&pool->next, 1)) < pool->n)
		pool->fn(pool->context, i);
	return NULL;
}

void pool_run(int threads, size_t n, pool_fn fn, void *context)
{
	struct pool pool = {.n = n, .fn = fn, .context = context};
	pthread_t helpers[POOL_MOST];
	int started = 0;
	if (threads > POOL_MOST)
		threads = POOL_MOST;
	while (started < threads - 1 && (size_t)started + 1 < n &&
		pthread_create(&helpers[started], NULL, pool_work, &pool) == 0)
		started++;
	pool_work(&pool);
	while (started > 0)
		pthread_join(helpers[--started], NULL);
}

int pool_threads(void)
{
	const char *given = getenv("SHEAF_THREADS");
	int n = given ? atoi(given) : 0;
	cpu_set_t set;
	if (n < 1)
		n = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
	return n > POOL_MOST ? POOL_MOST : n;
}
