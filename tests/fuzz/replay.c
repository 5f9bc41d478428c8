/* Feeds files, and files with bytes cut, doubled and flipped by a fixed rule, to the fuzz target: a fuzzing run that is the same every time. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/fs.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { REPLAY_LIMIT = 200000, MUTATIONS = 4, MUTATED_LIMIT = 20000 };

static uint32_t state = 1;

static uint32_t next_number(void)
{
	state = state * 1664525u + 1013904223u;
	return state >> 8;
}

static void mutate(struct str s)
{
	static const char marks[] = "\n<>[](){}|*_`~=%:-#&\"'\\\0\xff\t !";
	char *copy = malloc(s.n * 2 + 1);
	if (!copy)
		abort();
	memcpy(copy, s.p, s.n);
	size_t n = s.n;
	for (int i = 0; i < 8 && n > 1; i++) {
		size_t at = next_number() % n, length = next_number() % 16 % (n - at) + 1;
		switch (next_number() % 4) {
		case 0: /* cut */
			memmove(copy + at, copy + at + length, n - at - length);
			n -= length;
			break;
		case 1: /* replace by something that means something */
			copy[at] = marks[next_number() % (sizeof marks - 1)];
			break;
		case 2: /* double, when there is room */
			if (n + length <= s.n * 2) {
				memmove(copy + at + length, copy + at, n - at);
				n += length;
			}
			break;
		default:
			copy[at] = (char)next_number();
		}
	}
	LLVMFuzzerTestOneInput((const uint8_t *)copy, n);
	free(copy);
}

static size_t replay(const char *dir)
{
	struct arena a;
	struct fs_list list;
	size_t inputs = 0;
	arena_init(&a);
	if (fs_walk(&a, dir, &list) != 0) {
		fprintf(stderr, "replay: cannot read %s\n", dir);
		exit(1);
	}
	for (size_t i = 0; i < list.n; i++) {
		struct str s;
		if (list.items[i].error || fs_read(&a, list.items[i].path.p, REPLAY_LIMIT, &s) != 0)
			continue;
		if (!str_ends(list.items[i].rel, ".md") && !str_ends(list.items[i].rel, ".txt") && !str_ends(list.items[i].rel, ".yaml"))
			continue;
		LLVMFuzzerTestOneInput((const uint8_t *)s.p, s.n);
		inputs++;
		for (int k = 0; k < MUTATIONS && s.n > 1 && s.n < MUTATED_LIMIT; k++, inputs++)
			mutate(s);
	}
	arena_free(&a);
	return inputs;
}

int main(int argc, char **argv)
{
	size_t inputs = 0;
	for (int i = 1; i < argc; i++)
		inputs += replay(argv[i]);
	printf("replay: %zu passed, 0 failed\n", inputs);
	return inputs ? 0 : 1;
}
