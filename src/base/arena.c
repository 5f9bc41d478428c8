/*
 * Region allocator: a list of chunks, bump allocation inside the newest. A chunk is a third of all before it, up to a limit: of a thousand
 * arenas, one for each article, twice the last one's size would leave as much unused as is used.
 * Large requests get a chunk of their own behind the newest, so that its room is not lost.
 * Rejected: a free list, for nothing in the model dies before its arena does.
 */
#include "base/arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK_FIRST = 4096, CHUNK_LAST = 256 * 1024, ALIGNMENT = 8 };

struct arena_chunk {
	struct arena_chunk *older;
	size_t size;
};

static void out_of_memory(void)
{
	static const char message[] = "sheaf: out of memory\n";
	fputs(message, stderr);
	_Exit(3);
}

void *mem_alloc(size_t size)
{
	void *p = calloc(1, size ? size : 1);
	if (!p)
		out_of_memory();
	return p;
}

void *mem_resize(void *p, size_t size)
{
	p = realloc(p, size ? size : 1);
	if (!p)
		out_of_memory();
	return p;
}

void arena_init(struct arena *a)
{
	*a = (struct arena){0};
}

void arena_free(struct arena *a)
{
	struct arena_chunk *c = a->chunk;
	while (c) {
		struct arena_chunk *older = c->older;
		free(c);
		c = older;
	}
	arena_init(a);
}

static char *chunk_data(struct arena_chunk *c)
{
	return (char *)c + (sizeof *c + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
}

static struct arena_chunk *chunk_new(struct arena *a, size_t size)
{
	size_t header = (sizeof(struct arena_chunk) + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
	if (size > SIZE_MAX - header)
		out_of_memory();
	struct arena_chunk *c = malloc(header + size);
	if (!c)
		out_of_memory();
	c->size = size;
	a->total += header + size;
	return c;
}

static void *alloc_large(struct arena *a, size_t size)
{
	struct arena_chunk *c = chunk_new(a, size);
	if (a->chunk) {
		c->older = a->chunk->older;
		a->chunk->older = c;
	} else {
		c->older = NULL;
		a->chunk = c;
		a->next = a->end = chunk_data(c) + size;
	}
	return memset(chunk_data(c), 0, size);
}

void arena_clear(struct arena *a)
{
	struct arena_chunk *largest = a->chunk;
	for (struct arena_chunk *c = a->chunk; c; c = c->older)
		if (c->size > largest->size && c->size <= CHUNK_LAST)
			largest = c;
	for (struct arena_chunk *c = a->chunk, *older; c; c = older) {
		older = c->older;
		if (c != largest)
			free(c);
	}
	arena_init(a);
	if (!largest)
		return;
	largest->older = NULL;
	a->chunk = largest;
	a->next = chunk_data(largest);
	a->end = a->next + largest->size;
	a->total = largest->size;
}

void *arena_alloc(struct arena *a, size_t size)
{
	if (size > SIZE_MAX - ALIGNMENT)
		out_of_memory();
	size = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
	if (!a->chunk || size > (size_t)(a->end - a->next)) { /* of size 0 too: qsort and memcpy may not have NULL, even for nothing */
		size_t room = a->total / 3 / CHUNK_FIRST * CHUNK_FIRST;
		if (room > CHUNK_LAST)
			room = CHUNK_LAST;
		if (room < CHUNK_FIRST)
			room = CHUNK_FIRST;
		if (size > room / 4)
			return alloc_large(a, size);
		struct arena_chunk *c = chunk_new(a, room);
		c->older = a->chunk;
		a->chunk = c;
		a->next = chunk_data(c);
		a->end = a->next + room;
	}
	void *p = a->next;
	a->next += size;
	return memset(p, 0, size);
}

struct str arena_copy(struct arena *a, struct str s)
{
	char *p = arena_alloc(a, s.n + 1);
	if (s.n)
		memcpy(p, s.p, s.n);
	return (struct str){p, s.n};
}

char *arena_cstr(struct arena *a, struct str s)
{
	return (char *)arena_copy(a, s).p;
}

struct str arena_vprintf(struct arena *a, const char *fmt, va_list ap)
{
	va_list again;
	va_copy(again, ap);
	int n = vsnprintf(NULL, 0, fmt, ap);
	if (n < 0)
		abort();
	char *p = arena_alloc(a, (size_t)n + 1);
	vsnprintf(p, (size_t)n + 1, fmt, again);
	va_end(again);
	return (struct str){p, (size_t)n};
}

struct str arena_printf(struct arena *a, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	struct str s = arena_vprintf(a, fmt, ap);
	va_end(ap);
	return s;
}

void *arena_grow(struct arena *a, void *items, size_t *cap, size_t size)
{
	size_t more = *cap ? *cap * 2 : 8;
	if (more > SIZE_MAX / size)
		out_of_memory();
	char *p = arena_alloc(a, more * size);
	if (*cap)
		memcpy(p, items, *cap * size);
	*cap = more;
	return p;
}
