/*
 * Packed glyphs. First whether the run is drawn from the right; then of each glyph its id, doubled. 1 more says that numbers follow, for it
 * does not stand for one byte or is not as wide as the one last seen in its slot: how many bytes it stands for, doubled, and by how much it
 * is wider than that. Texts follow each other, backwards in runs from the right; where one does not, 1 more in the former says that a third
 * number is its place. Numbers are of seven bits a byte, the least first, a high bit in all but the last; signs are in the lowest bit.
 *
 * Rejected: differences to the face's own advances, which are as many, since spaces are stretched and letters kerned, and dear to look up.
 */
#include "layout/glyphs.h"

#include <stdlib.h>
#include <string.h>

enum {
	SLOTS = 64, /* a glyph's is its number's remainder */
	BYTES_MOST = 16, /* of a glyph: 3, 3, 5 and 5 are the most that its numbers take */
};

/* What packing and unpacking know of the glyphs before. */
struct state {
	dim advances[SLOTS];
	uint32_t at;   /* where the next text begins; from the right: ends */
	bool rtl;
};

static struct state start(const struct glyph_run *run, bool rtl)
{
	return (struct state){.at = rtl ? (uint32_t)run->text.n : 0, .rtl = rtl};
}

/* Where a glyph's text is to be expected. One of length 0 shares that of the glyph before it; `before` is that place. */
static uint32_t expected(struct state *s, uint32_t length, uint32_t before)
{
	uint32_t from = s->rtl ? s->at - length : s->at;
	if (!length)
		return before;
	s->at = s->rtl ? from : s->at + length;
	return from;
}

static unsigned char *put(unsigned char *p, uint32_t n)
{
	for (; n > 127; n >>= 7)
		*p++ = (unsigned char)(n | 128);
	*p++ = (unsigned char)n;
	return p;
}

static uint32_t take(const unsigned char **p)
{
	uint32_t n = 0;
	for (int shift = 0;; shift += 7) {
		unsigned char c = *(*p)++;
		n |= (uint32_t)(c & 127) << shift;
		if (c < 128)
			return n;
	}
}

static uint32_t folded(int32_t n)
{
	return (uint32_t)n << 1 ^ (n < 0 ? UINT32_MAX : 0);
}

static int32_t unfolded(uint32_t n)
{
	return (int32_t)(n >> 1 ^ (n & 1 ? UINT32_MAX : 0));
}

void glyphs_pack(struct arena *a, struct glyph_run *run)
{
	unsigned char few[2048], *bytes = run->n * BYTES_MOST < sizeof few ? few : mem_alloc((size_t)run->n * BYTES_MOST + 1), *p = bytes;
	bool rtl = run->n && run->glyphs[0].text > run->glyphs[run->n - 1].text && !run->hyphen;
	struct state s = start(run, rtl);
	uint32_t before = s.at;
	p = put(p, rtl);
	for (uint32_t i = 0; i < run->n; i++) {
		const struct placed_glyph *g = &run->glyphs[i];
		dim *advance = &s.advances[g->id % SLOTS];
		uint32_t told = expected(&s, g->length, before) != g->text;
		before = g->text;
		if (g->length == 1 && !told && g->advance == *advance) {
			p = put(p, (uint32_t)g->id << 1);
			continue;
		}
		p = put(p, (uint32_t)g->id << 1 | 1);
		p = put(p, (uint32_t)g->length << 1 | told);
		p = put(p, folded((int32_t)((uint32_t)g->advance - (uint32_t)*advance)));
		if (told)
			p = put(p, g->text);
		*advance = g->advance;
	}
	unsigned char *kept = arena_alloc(a, (size_t)(p - bytes));
	memcpy(kept, bytes, (size_t)(p - bytes));
	if (bytes != few)
		free(bytes);
	run->packed = kept;
	run->is_packed = true;
}

struct glyph_run glyphs_of(struct arena *a, const struct glyph_run *run)
{
	struct glyph_run out = *run;
	if (!run->is_packed)
		return out;
	const unsigned char *p = run->packed;
	struct state s = start(run, take(&p));
	uint32_t before = s.at;
	out.is_packed = false;
	out.glyphs = arena_array(a, struct placed_glyph, run->n);
	for (uint32_t i = 0; i < run->n; i++) {
		struct placed_glyph *g = &out.glyphs[i];
		uint32_t id = take(&p), length = id & 1 ? take(&p) : 2;
		g->id = (uint16_t)(id >> 1);
		g->length = (uint16_t)(length >> 1);
		dim *advance = &s.advances[g->id % SLOTS];
		if (id & 1)
			*advance = (dim)((uint32_t)*advance + (uint32_t)unfolded(take(&p)));
		g->advance = *advance;
		g->text = expected(&s, g->length, before);
		if (length & 1)
			g->text = take(&p);
		before = g->text;
	}
	return out;
}
