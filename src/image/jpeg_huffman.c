/*
 * A baseline JPEG given the Huffman tables that fit it best (ITU-T T.81, annexes F.1.2 and K.2). libjpeg can do so too, but only
 * by holding the coefficients of the whole picture, six bytes a pixel; here its finished stream is read twice instead, once
 * to count symbols and once to write them anew. What the picture shows is not touched.
 */
#include <stdlib.h>
#include <string.h>
#include "image/jpeg.h"

#define MOST_COMPONENTS 4
#define LONGEST 16 /* bits of a code */
#define TABLES 4   /* DC 0, AC 0, DC 1, AC 1 */

struct table {
	uint8_t counts[LONGEST + 1]; /* codes of each length */
	uint8_t symbols[256];        /* by length, then value of the code */
	size_t n;
	uint32_t frequency[256];
	uint16_t *codes_at;          /* by the next 16 bits: length << 8 | symbol; length 0: none */
	uint16_t code[256];          /* of the new table */
	uint8_t length[256];
};

struct recoder {
	struct str in;
	size_t at;            /* in the entropy-coded data */
	uint32_t bits;        /* read ahead, from the highest */
	int nbits;
	struct buf *out;
	uint32_t written;     /* bits not yet put out, in the lowest nwritten */
	int nwritten;
	bool write;           /* the second time */
	uint64_t blocks;      /* of an MCU row times rows: MCUs */
	int ncomponents;
	struct {
		uint8_t id;
		int blocks;   /* in an MCU */
		struct table *dc, *ac;
	} components[MOST_COMPONENTS];
	struct table tables[TABLES];
};

static void read_ahead(struct recoder *r)
{
	while (r->nbits <= 16) {
		uint8_t byte = 0;
		if (r->at < r->in.n) {
			byte = (uint8_t)r->in.p[r->at++];
			if (byte == 0xff)
				r->at++; /* the zero stuffed in */
		}
		r->bits |= (uint32_t)byte << (24 - r->nbits);
		r->nbits += 8;
	}
}

static void put_bits(struct recoder *r, uint32_t bits, int n)
{
	r->written = r->written << n | bits;
	r->nwritten += n;
	while (r->nwritten >= 8) {
		char byte = (char)(r->written >> (r->nwritten - 8));
		buf_char(r->out, byte);
		if ((uint8_t)byte == 0xff)
			buf_char(r->out, 0);
		r->nwritten -= 8;
	}
}

static uint32_t take_bits(struct recoder *r, int n)
{
	uint32_t bits = n ? r->bits >> (32 - n) : 0;
	r->bits = n ? r->bits << n : r->bits;
	r->nbits -= n;
	return bits;
}

/* One symbol with the bits that follow it; -1: there is no such code. */
static int step(struct recoder *r, struct table *t)
{
	read_ahead(r);
	uint16_t found = t->codes_at[r->bits >> 16];
	int length = found >> 8, symbol = found & 255, more = symbol & 15;
	if (!length)
		return -1;
	take_bits(r, length);
	read_ahead(r);
	uint32_t bits = take_bits(r, more);
	if (r->write) {
		put_bits(r, t->code[symbol], t->length[symbol]);
		put_bits(r, bits, more);
	} else {
		t->frequency[symbol]++;
	}
	return symbol;
}

static bool walk_block(struct recoder *r, struct table *dc, struct table *ac)
{
	if (step(r, dc) < 0)
		return false;
	for (int k = 1; k < 64; k++) {
		int symbol = step(r, ac);
		if (symbol < 0)
			return false;
		if ((symbol & 15) == 0 && symbol != 0xf0)
			return true; /* end of block */
		k += symbol >> 4;
	}
	return true;
}

static bool walk(struct recoder *r, size_t start, bool write)
{
	r->at = start;
	r->bits = 0;
	r->nbits = 0;
	r->write = write;
	for (uint64_t i = 0; i < r->blocks; i++)
		for (int c = 0; c < r->ncomponents; c++)
			for (int b = 0; b < r->components[c].blocks; b++)
				if (!walk_block(r, r->components[c].dc, r->components[c].ac))
					return false;
	if (write && r->nwritten)
		put_bits(r, (1u << (8 - r->nwritten)) - 1, 8 - r->nwritten);
	return true;
}

/* Codes in order of length, each the one before plus one (C.2). */
static void number_codes(struct table *t)
{
	uint32_t code = 0;
	size_t n = 0;
	for (int length = 1; length <= LONGEST; length++, code <<= 1)
		for (int i = 0; i < t->counts[length] && n < t->n; i++, code++, n++) {
			t->code[t->symbols[n]] = (uint16_t)code;
			t->length[t->symbols[n]] = (uint8_t)length;
		}
}

static void list_codes(struct table *t)
{
	free(t->codes_at);
	t->codes_at = mem_alloc(sizeof *t->codes_at << 16);
	for (size_t n = 0; n < t->n; n++) {
		uint8_t symbol = t->symbols[n];
		uint32_t spare = 16u - t->length[symbol], first = (uint32_t)t->code[symbol] << spare;
		for (uint32_t i = 0; i < 1u << spare && first + i < 0x10000; i++)
			t->codes_at[first + i] = (uint16_t)(t->length[symbol] << 8 | symbol);
	}
}

/* The rarest of the trees that are left but `but`; of equals the one with the highest symbol. */
static int rarest(const uint64_t *weight, int but)
{
	int found = -1;
	for (int i = 0; i <= 256; i++)
		if (i != but && weight[i] && (found < 0 || weight[i] <= weight[found]))
			found = i;
	return found;
}

/* Code lengths by Huffman's algorithm (figure K.1). Symbol 256 takes the code of all ones, which no symbol may have. */
static void measure(const struct table *t, int *depth)
{
	uint64_t weight[257];
	int next[257];
	for (int i = 0; i <= 256; i++) {
		weight[i] = i < 256 ? t->frequency[i] : 1;
		next[i] = -1;
		depth[i] = 0;
	}
	for (;;) {
		int x = rarest(weight, -1), y = rarest(weight, x);
		if (y < 0)
			return;
		weight[x] += weight[y];
		weight[y] = 0;
		int last = x;
		for (int i = x; i >= 0; i = next[i]) {
			depth[i]++;
			last = i;
		}
		next[last] = y;
		for (int i = y; i >= 0; i = next[i])
			depth[i]++;
	}
}

/* No code longer than 16 bits (figure K.3): two of the longest become one shorter, and a shorter one makes room for the other. */
static void shorten(int *counts, int longest)
{
	for (int i = longest; i > LONGEST; i--)
		while (counts[i] > 0) {
			int j = i - 2;
			while (counts[j] == 0)
				j--;
			counts[i] -= 2;
			counts[i - 1]++;
			counts[j + 1] += 2;
			counts[j]--;
		}
	int last = LONGEST;
	while (last && counts[last] == 0)
		last--;
	counts[last]--; /* symbol 256 */
}

static void make_table(struct table *t)
{
	int depth[257], counts[258] = {0};
	measure(t, depth);
	for (int i = 0; i <= 256; i++)
		counts[depth[i]]++;
	counts[0] = 0;
	shorten(counts, 257);
	t->n = 0;
	for (int length = 1; length <= 256; length++)
		for (int i = 0; i < 256; i++)
			if (depth[i] == length)
				t->symbols[t->n++] = (uint8_t)i;
	for (int length = 1; length <= LONGEST; length++)
		t->counts[length] = (uint8_t)counts[length];
	number_codes(t);
}

static bool read_tables(struct recoder *r, struct str data)
{
	while (data.n >= 17) {
		uint8_t which = (uint8_t)data.p[0];
		if (which & 0xee)
			return false;
		struct table *t = &r->tables[(which & 1) * 2 + (which >> 4)];
		t->n = 0;
		for (int i = 1; i <= LONGEST; i++) {
			t->counts[i] = (uint8_t)data.p[i];
			t->n += t->counts[i];
		}
		if (t->n > 256 || data.n < 17 + t->n)
			return false;
		memcpy(t->symbols, data.p + 17, t->n);
		number_codes(t);
		list_codes(t);
		data = str_skip(data, 17 + t->n);
	}
	return data.n == 0;
}

static bool read_frame(struct recoder *r, struct str data)
{
	uint32_t height = data.n > 5 ? read_be16(data.p + 1) : 0, width = height ? read_be16(data.p + 3) : 0, wide = 1, high = 1;
	r->ncomponents = data.n > 5 ? data.p[5] : 0;
	if (!width || (r->ncomponents != 1 && r->ncomponents != 3) || data.n != 6 + 3 * (size_t)r->ncomponents)
		return false;
	for (int i = 0; i < r->ncomponents; i++) {
		uint8_t sampling = (uint8_t)data.p[7 + 3 * i];
		r->components[i].id = (uint8_t)data.p[6 + 3 * i];
		r->components[i].blocks = r->ncomponents == 1 ? 1 : (sampling >> 4) * (sampling & 15);
		if (r->ncomponents > 1 && sampling >> 4 > wide)
			wide = sampling >> 4;
		if (r->ncomponents > 1 && (sampling & 15u) > high)
			high = sampling & 15;
	}
	r->blocks = (uint64_t)((width + 8 * wide - 1) / (8 * wide)) * ((height + 8 * high - 1) / (8 * high));
	return true;
}

/* One scan with all components in the order of the frame. */
static bool read_scan(struct recoder *r, struct str data)
{
	if (!r->ncomponents || data.n != 4 + 2 * (size_t)r->ncomponents || data.p[0] != r->ncomponents)
		return false;
	for (int i = 0; i < r->ncomponents; i++) {
		uint8_t which = (uint8_t)data.p[2 + 2 * i];
		if ((uint8_t)data.p[1 + 2 * i] != r->components[i].id || which & 0xee)
			return false;
		r->components[i].dc = &r->tables[2 * (which >> 4)];
		r->components[i].ac = &r->tables[2 * (which & 1) + 1];
		if (!r->components[i].dc->codes_at || !r->components[i].ac->codes_at)
			return false;
	}
	return true;
}

static void put_tables(struct recoder *r)
{
	for (int i = 0; i < TABLES; i++) {
		struct table *t = &r->tables[i];
		if (!t->n)
			continue;
		size_t length = 19 + t->n;
		const char head[] = {(char)0xff, (char)0xc4, (char)(length >> 8), (char)length, (char)((i & 1) << 4 | i >> 1)};
		buf_put(r->out, head, sizeof head);
		buf_put(r->out, t->counts + 1, LONGEST);
		buf_put(r->out, t->symbols, t->n);
	}
}

/* The markers up to the scan; all but the tables are copied. Returns where the entropy-coded data begins, or 0. */
static size_t read_markers(struct recoder *r, struct str *scan)
{
	struct str in = r->in;
	buf_str(r->out, str_sub(in, 0, 2));
	for (size_t at = 2; at + 4 <= in.n && (uint8_t)in.p[at] == 0xff;) {
		uint8_t marker = (uint8_t)in.p[at + 1];
		size_t end = at + 2 + read_be16(in.p + at + 2);
		struct str segment = str_sub(in, at, end), data = str_skip(segment, 4);
		if (marker == 0xda) {
			*scan = segment;
			return read_scan(r, data) ? end : 0;
		}
		if (marker == 0xdd || (marker == 0xc4 && !read_tables(r, data)) || (marker == 0xc0 && !read_frame(r, data)))
			return 0;
		if (marker != 0xc4)
			buf_str(r->out, segment);
		at = end;
	}
	return 0;
}

bool jpeg_recode(struct str bytes, struct buf *out)
{
	struct recoder *r = mem_alloc(sizeof *r);
	struct str scan;
	r->in = bytes;
	r->out = out;
	size_t start = read_markers(r, &scan);
	bool ok = start && walk(r, start, false);
	if (ok) {
		for (int i = 0; i < TABLES; i++)
			make_table(&r->tables[i]);
		put_tables(r);
		buf_str(out, scan);
		ok = walk(r, start, true);
		buf_put(out, "\xff\xd9", 2);
	}
	for (int i = 0; i < TABLES; i++)
		free(r->tables[i].codes_at);
	free(r);
	return ok;
}
