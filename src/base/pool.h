/*
 * Work spread over threads: fn runs once for every index below n, in any order, on at most `threads` threads
 * (the calling one included). Results go where the index says, so that no output depends on the thread count.
 */
#ifndef SHEAF_BASE_POOL_H
#define SHEAF_BASE_POOL_H

#include <stddef.h>

typedef void (*pool_fn)(void *context, size_t index);
void pool_run(int threads, size_t n, pool_fn fn, void *context);
int pool_threads(void); /* processors to use: SHEAF_THREADS, else those of this process, at most 16 */

#endif
