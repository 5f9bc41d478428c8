/*
 * Decoded pictures: made smaller, turned upright, laid on white.
 *
 * Shrinking averages areas: an output pixel is the mean of the source pixels it covers, those at its edges counted by the part
 * that lies inside, colour weighted by alpha. In integers, with a source pixel ow units wide and an output pixel iw units, so
 * that every overlap is exact and the result is the same on every machine. Rows stream through: only the result is held.
 * A windowed sinc would be a little sharper, but rings around type and line art, which books are full of.
 */
#include <stdlib.h>
#include <string.h>
#include "image/codec.h"

/* Which source columns an output column covers: the first and last in part, all between in full. */
struct span {
	uint32_t first, last;
	uint32_t first_weight, last_weight; /* in units of which a whole source pixel has to_width */
};

struct shrink {
	uint32_t width, height;
	int channels;
	struct pixels out;
	struct span *spans;
	uint32_t *line;  /* one source row averaged across: 0 to 65025 a sample */
	uint32_t *sum;   /* of the output row being made, weighted by rows */
	uint64_t across, down; /* 2^32 / width, 2^32 / height */
	uint32_t row, out_row;
};

static void lay_spans(struct shrink *s)
{
	uint64_t iw = s->width, ow = s->out.width;
	for (uint64_t x = 0; x < ow; x++) {
		uint64_t from = x * iw, to = from + iw;
		struct span *span = &s->spans[x];
		span->first = (uint32_t)(from / ow);
		span->last = (uint32_t)((to - 1) / ow);
		span->first_weight = (uint32_t)((span->first + 1ull) * ow - from);
		span->last_weight = (uint32_t)(to - span->last * ow);
		if (span->first == span->last)
			span->first_weight = (uint32_t)iw, span->last_weight = 0;
	}
}

struct shrink *shrink_open(uint32_t width, uint32_t height, uint32_t to_width, uint32_t to_height, int channels)
{
	struct shrink *s = mem_alloc(sizeof *s);
	s->width = width;
	s->height = height;
	s->channels = channels;
	s->out.width = to_width;
	s->out.height = to_height;
	s->out.channels = channels;
	size_t samples = (size_t)to_width * (size_t)channels;
	s->out.p = mem_alloc(samples * to_height);
	if (width == to_width && height == to_height)
		return s;
	s->spans = mem_alloc(sizeof *s->spans * to_width);
	s->line = mem_alloc(sizeof *s->line * samples);
	s->sum = mem_alloc(sizeof *s->sum * samples);
	s->across = (1ull << 32) / width;
	s->down = (1ull << 32) / height;
	lay_spans(s);
	return s;
}

static inline uint32_t sample(const uint8_t *pixel, int channel, int channels)
{
	if (channels & 1)
		return pixel[channel] * 255u;
	uint32_t alpha = pixel[channels - 1];
	return channel == channels - 1 ? alpha * 255u : pixel[channel] * alpha;
}

/* Inlined for each number of channels, so that the inner loops are unrolled. */
static inline __attribute__((always_inline)) void average(struct shrink *s, const uint8_t *row, int n)
{
	uint32_t whole = s->out.width, *line = s->line;
	for (uint32_t x = 0; x < s->out.width; x++) {
		struct span span = s->spans[x];
		const uint8_t *p = row + (size_t)span.first * (size_t)n, *last = row + (size_t)span.last * (size_t)n;
		uint32_t sum[4];
		for (int c = 0; c < n; c++)
			sum[c] = sample(p, c, n) * span.first_weight + sample(last, c, n) * span.last_weight;
		for (p += n; p < last; p += n)
			for (int c = 0; c < n; c++)
				sum[c] += sample(p, c, n) * whole;
		for (int c = 0; c < n; c++)
			*line++ = (uint32_t)((sum[c] * s->across + (1u << 31)) >> 32);
	}
}

static void average_across(struct shrink *s, const uint8_t *row)
{
	if (s->channels == 1)
		average(s, row, 1);
	else if (s->channels == 2)
		average(s, row, 2);
	else if (s->channels == 3)
		average(s, row, 3);
	else
		average(s, row, 4);
}

static void put_pixel(uint8_t *out, const uint32_t *mean, int channels)
{
	if (channels & 1) {
		for (int c = 0; c < channels; c++)
			out[c] = (uint8_t)((mean[c] + 127) / 255);
		return;
	}
	uint32_t alpha = mean[channels - 1];
	for (int c = 0; c < channels - 1; c++) {
		uint32_t v = alpha ? (uint32_t)((mean[c] * 255ull + alpha / 2) / alpha) : 0;
		out[c] = (uint8_t)(v > 255 ? 255 : v);
	}
	out[channels - 1] = (uint8_t)((alpha + 127) / 255);
}

static void put_row(struct shrink *s)
{
	int n = s->channels;
	uint8_t *out = s->out.p + (size_t)s->out_row * s->out.width * (size_t)n;
	for (uint32_t x = 0; x < s->out.width; x++) {
		uint32_t mean[4];
		for (int c = 0; c < n; c++)
			mean[c] = (uint32_t)((s->sum[x * (uint32_t)n + (uint32_t)c] * s->down + (1u << 31)) >> 32);
		put_pixel(out + (size_t)x * (size_t)n, mean, n);
	}
	memset(s->sum, 0, sizeof *s->sum * s->out.width * (size_t)n);
	s->out_row++;
}

static void add_line(struct shrink *s, uint32_t weight)
{
	size_t samples = (size_t)s->out.width * (size_t)s->channels;
	for (size_t i = 0; i < samples; i++)
		s->sum[i] += s->line[i] * weight;
}

void shrink_row(struct shrink *s, const uint8_t *row)
{
	if (s->row >= s->height)
		return;
	if (!s->spans) {
		size_t stride = (size_t)s->width * (size_t)s->channels;
		memcpy(s->out.p + stride * s->row++, row, stride);
		return;
	}
	average_across(s, row);
	/* this row lies between row * oh and (row + 1) * oh, an output row is ih high */
	uint64_t from = (uint64_t)s->row * s->out.height, to = from + s->out.height;
	uint64_t edge = (s->out_row + 1ull) * s->height;
	if (to < edge) {
		add_line(s, (uint32_t)(to - from));
	} else {
		add_line(s, (uint32_t)(edge - from));
		put_row(s);
		if (to > edge)
			add_line(s, (uint32_t)(to - edge));
	}
	s->row++;
}

void shrink_close(struct shrink *s, struct pixels *out)
{
	if (out)
		*out = s->out;
	else
		free(s->out.p);
	free(s->spans);
	free(s->line);
	free(s->sum);
	free(s);
}

void pixels_free(struct pixels *p)
{
	free(p->p);
	p->p = NULL;
}

struct turn exif_turn(int orientation)
{
	static const struct turn turns[] = {
		{false, false, false}, {false, true, false}, {false, true, true}, {false, false, true},
		{true, false, false},  {true, false, true},  {true, true, true},  {true, true, false},
	};
	return turns[orientation >= 1 && orientation <= 8 ? orientation - 1 : 0];
}

void pixels_orient(struct pixels *p, int orientation)
{
	if (orientation <= 1 || orientation > 8)
		return;
	struct turn t = exif_turn(orientation);
	size_t n = (size_t)p->channels;
	uint32_t width = t.transpose ? p->height : p->width, height = t.transpose ? p->width : p->height;
	uint8_t *out = mem_alloc((size_t)width * height * n), *to = out;
	for (uint32_t y = 0; y < height; y++) {
		for (uint32_t x = 0; x < width; x++, to += n) {
			uint32_t sx = t.transpose ? y : x, sy = t.transpose ? x : y;
			if (t.mirror_x)
				sx = p->width - 1 - sx;
			if (t.mirror_y)
				sy = p->height - 1 - sy;
			memcpy(to, p->p + ((size_t)sy * p->width + sx) * n, n);
		}
	}
	free(p->p);
	p->p = out;
	p->width = width;
	p->height = height;
}

void pixels_flatten(struct pixels *p)
{
	int n = p->channels;
	if (n & 1)
		return;
	size_t count = (size_t)p->width * p->height;
	uint8_t *to = p->p;
	const uint8_t *from = p->p;
	for (size_t i = 0; i < count; i++, from += n) {
		uint32_t alpha = from[n - 1];
		for (int c = 0; c < n - 1; c++)
			*to++ = (uint8_t)((from[c] * alpha + 255 * (255 - alpha) + 127) / 255);
	}
	p->channels = n - 1;
}

bool pixels_opaque(const struct pixels *p)
{
	int n = p->channels;
	size_t count = (size_t)p->width * p->height;
	if (n & 1)
		return true;
	for (size_t i = 0; i < count; i++)
		if (p->p[i * (size_t)n + (size_t)n - 1] != 255)
			return false;
	return true;
}
