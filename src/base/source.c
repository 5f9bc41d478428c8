/* Sources: a line table made once by memchr, binary search from offset to line. */
#include "base/source.h"

#include <string.h>
#include "base/utf8.h"

struct source *source_new(struct arena *a, struct str name, struct str text)
{
	struct source *src = arena_new(a, struct source);
	src->name = name;
	src->text = text;
	uint32_t n = 1;
	for (size_t i = 0; i < text.n; i++) {
		const char *end = memchr(text.p + i, '\n', text.n - i);
		if (!end)
			break;
		i = (size_t)(end - text.p);
		n += i + 1 < text.n;
	}
	uint32_t *lines = arena_array(a, uint32_t, n + 1);
	uint32_t line = 1;
	for (size_t i = 0; i < text.n && line < n; i++) {
		i = (size_t)((const char *)memchr(text.p + i, '\n', text.n - i) - text.p);
		lines[line++] = (uint32_t)i + 1;
	}
	lines[n] = (uint32_t)text.n;
	src->lines = lines;
	src->nlines = n;
	return src;
}

struct str source_line(const struct source *src, uint32_t line)
{
	if (line < 1 || line > src->nlines)
		return (struct str){0};
	struct str s = str_sub(src->text, src->lines[line - 1], src->lines[line]);
	if (s.n && s.p[s.n - 1] == '\n')
		s.n--;
	return s;
}

struct pos source_pos(const struct source *src, size_t offset)
{
	uint32_t low = 0, high = src->nlines;
	while (high - low > 1) {
		uint32_t middle = low + (high - low) / 2;
		if (src->lines[middle] <= offset)
			low = middle;
		else
			high = middle;
	}
	return (struct pos){src, low + 1, (uint32_t)(offset - src->lines[low]) + 1};
}

size_t source_offset(struct pos pos)
{
	if (!pos.src || pos.line < 1)
		return 0;
	if (pos.line > pos.src->nlines)
		return pos.src->text.n;
	size_t offset = pos.src->lines[pos.line - 1] + (pos.col ? pos.col - 1 : 0);
	return offset < pos.src->text.n ? offset : pos.src->text.n;
}

uint32_t source_column(struct pos pos)
{
	if (!pos.src || pos.col == 0)
		return pos.col;
	struct str line = source_line(pos.src, pos.line);
	return (uint32_t)utf8_count(str_sub(line, 0, pos.col - 1)) + 1 + pos.src->indent;
}
