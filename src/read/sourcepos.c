/* Content offsets to source offsets. The map keeps the line it was last asked about and only ever moves forward. */
#include "read/sourcepos.h"

#include <string.h>
#include "read/premark.h"

static size_t line_start(const struct source *src, uint32_t line)
{
	return line >= 1 && line <= src->nlines ? src->lines[line - 1] : src->text.n;
}

static size_t content_line_end(const struct sourcepos *m, size_t row)
{
	const char *nl = row < m->content.n ? memchr(m->content.p + row, '\n', m->content.n - row) : NULL;
	return nl ? (size_t)(nl - m->content.p) : m->content.n;
}

static size_t skip_prefix(struct str line)
{
	size_t i = 0;
	while (i < line.n && (line.p[i] == ' ' || line.p[i] == '\t' || line.p[i] == '>'))
		i++;
	return i;
}

/* Source offset of a content line that stands at the end of a source line. */
static size_t tail(const struct sourcepos *m, size_t row, uint32_t line)
{
	struct str s = source_line(m->src, line);
	size_t end = content_line_end(m, row), n = end - row;
	size_t start = line_start(m->src, line);
	if (end == m->content.n) /* the last line may have lost its end */
		return start + skip_prefix(s);
	return start + (n <= s.n ? s.n - n : 0);
}

/* Whether the content line could be what stands at the end of this source line, behind no more than a prefix. */
static bool fits(const struct sourcepos *m, size_t row, uint32_t line, size_t col, bool exact)
{
	struct str s = source_line(m->src, line);
	size_t n = content_line_end(m, row) - row;
	if (n > s.n)
		return false;
	size_t from = s.n - n;
	if (exact ? from != col : skip_prefix(s) < from)
		return false;
	for (size_t i = 0; i < n; i++) {
		char c = premark_byte(m->content.p[row + i]);
		if (c && c != s.p[from + i])
			return false;
	}
	return true;
}

/* Link reference definitions at a paragraph's head are no part of its content: the line that the content starts on. */
static uint32_t first_line(const struct sourcepos *m, struct pos start, uint32_t end_line)
{
	if (fits(m, 0, start.line, start.col - 1, true))
		return start.line;
	uint32_t rows = 0;
	for (size_t row = 0; row < m->content.n; row = content_line_end(m, row) + 1)
		rows++;
	if (end_line + 1 >= rows + start.line && fits(m, 0, end_line + 1 - rows, 0, false))
		return end_line + 1 - rows;
	for (uint32_t line = start.line + 1; line <= end_line; line++)
		if (fits(m, 0, line, 0, false))
			return line;
	return start.line;
}

void sourcepos_line(struct sourcepos *m, const struct source *src, struct str content, struct pos start)
{
	*m = (struct sourcepos){.src = src, .content = content, .line = start.line};
	m->base = line_start(src, start.line) + start.col - 1;
	m->row_end = content_line_end(m, 0);
}

void sourcepos_lines(struct sourcepos *m, const struct source *src, struct str content, struct pos start, uint32_t end_line)
{
	sourcepos_line(m, src, content, start);
	if (m->base >= src->text.n || src->text.p[m->base] != '[')
		return;
	uint32_t line = first_line(m, start, end_line);
	if (line == start.line)
		return;
	m->line = line;
	m->base = tail(m, 0, line);
}

void sourcepos_block(struct sourcepos *m, const struct source *src, struct str content, uint32_t line)
{
	*m = (struct sourcepos){.src = src, .content = content, .line = line};
	m->base = tail(m, 0, line);
	m->row_end = content_line_end(m, 0);
}

size_t sourcepos_row(const struct source *src, uint32_t line, size_t from)
{
	struct str s = source_line(src, line);
	size_t start = line_start(src, line), i = from > start ? from - start : skip_prefix(s);
	return start + i + (i < s.n && s.p[i] == '|');
}

/* Moves a cell's map one content byte on. */
static void cell_step(struct sourcepos *m)
{
	struct str t = m->src->text;
	if (m->base + 1 < t.n && t.p[m->base] == '\\' && t.p[m->base + 1] == '|' && m->content.p[m->row] == '|')
		m->base++;
	m->base++;
	m->row++;
}

void sourcepos_cell(struct sourcepos *m, const struct source *src, struct str content, size_t *at, uint32_t line)
{
	struct str t = src->text;
	while (*at < t.n && (t.p[*at] == ' ' || t.p[*at] == '\t'))
		++*at;
	*m = (struct sourcepos){.src = src, .content = content, .cell = true, .line = line, .base = *at};
	struct sourcepos end = *m;
	while (end.row < content.n && end.base < t.n && t.p[end.base] != '\n')
		cell_step(&end);
	*at = end.base;
	while (*at < t.n && (t.p[*at] == ' ' || t.p[*at] == '\t'))
		++*at;
	if (*at < t.n && t.p[*at] == '|')
		++*at;
}

size_t sourcepos_offset(struct sourcepos *m, size_t o)
{
	if (o > m->content.n)
		o = m->content.n;
	if (m->cell) {
		while (m->row < o)
			cell_step(m);
		return m->base - (m->row - o);
	}
	while (o > m->row_end && m->row_end < m->content.n) {
		m->row = m->row_end + 1;
		m->line++;
		m->base = tail(m, m->row, m->line);
		m->row_end = content_line_end(m, m->row);
	}
	size_t offset = m->base + (o >= m->row ? o - m->row : 0);
	return offset < m->src->text.n ? offset : m->src->text.n;
}

struct pos sourcepos_at(struct sourcepos *m, size_t o)
{
	size_t offset = sourcepos_offset(m, o), start = line_start(m->src, m->line);
	return (struct pos){m->src, m->line, (uint32_t)(offset >= start ? offset - start + 1 : 1)};
}
