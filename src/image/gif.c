/*
 * GIF files (GIF89a specification, by section). Blocks are copied; comments, plain texts and application data other than the
 * loop count and colour profile are left out. Decoded only for covers and when too large: then the first picture alone, and
 * a moving one is told of. No giflib: the format is one LZW loop, and the library has no limits of its own.
 */
#include <stdlib.h>
#include <string.h>
#include "image/codec.h"

struct frame {
	uint32_t left, top, width, height;
	bool laced;
	struct str palette; /* 3 bytes a colour */
	int transparent;    /* index, or -1 */
	struct str data;    /* minimum code size, then sub-blocks */
};

struct gif_file {
	const char *fault;
	struct buf kept;
	size_t frames;
	struct frame first;
	struct str palette; /* global */
};

/* End of the sub-blocks that begin at i (section 15), or 0 when the file ends within them. */
static size_t skip_blocks(struct str s, size_t i)
{
	while (i < s.n) {
		size_t n = (uint8_t)s.p[i++];
		if (!n)
			return i;
		if (n > s.n - i)
			return 0;
		i += n;
	}
	return 0;
}

static size_t palette_bytes(char flags)
{
	return flags & 0x80 ? 3u << ((flags & 7) + 1) : 0;
}

/* Section 20 and 22. Returns the offset after it, or 0. */
static size_t read_picture(struct gif_file *f, struct str s, size_t i, int transparent)
{
	if (s.n - i < 10)
		return 0;
	const char *p = s.p + i;
	size_t palette = palette_bytes(p[9]);
	if (s.n - i - 10 < palette + 1)
		return 0;
	size_t end = skip_blocks(s, i + 10 + palette + 1);
	if (end && f->frames++ == 0) {
		f->first = (struct frame){read_le16(p + 1), read_le16(p + 3), read_le16(p + 5), read_le16(p + 7),
			(p[9] & 0x40) != 0, palette ? str_sub(s, i + 10, i + 10 + palette) : f->palette, transparent,
			str_sub(s, i + 10 + palette, end)};
	}
	return end;
}

static bool keep_extension(struct str s, size_t i)
{
	uint8_t label = (uint8_t)s.p[i + 1];
	struct str name = str_sub(s, i + 3, i + 14);
	if (label == 0xf9)
		return true;
	return label == 0xff && (str_is(name, "NETSCAPE2.0") || str_is(name, "ANIMEXTS1.0") || str_is(name, "ICCRGBG1012"));
}

static void read_file(struct gif_file *f, struct str s)
{
	size_t i = s.n < 13 ? s.n : 13 + palette_bytes(s.p[10]);
	int transparent = -1;
	buf_init(&f->kept, BUF_NO_LIMIT);
	if (i < s.n) {
		f->palette = str_sub(s, 13, i);
		buf_put(&f->kept, s.p, i);
	}
	while (i < s.n && s.p[i] != 0x3b) {
		size_t end = 0;
		bool keep = true;
		if (s.p[i] == 0x2c) {
			end = read_picture(f, s, i, transparent);
			transparent = -1;
		} else if (s.p[i] == 0x21 && i + 2 < s.n) {
			end = skip_blocks(s, i + 2);
			keep = end && keep_extension(s, i);
			if (end && (uint8_t)s.p[i + 1] == 0xf9 && s.p[i + 2] == 4 && (s.p[i + 3] & 1))
				transparent = (uint8_t)s.p[i + 6];
		} else if (i + 2 < s.n) {
			f->fault = "its data is damaged";
			return;
		}
		if (!end)
			break;
		if (keep)
			buf_put(&f->kept, s.p + i, end - i);
		i = end;
	}
	if (!f->frames)
		f->fault = "the file is cut off";
	buf_char(&f->kept, 0x3b);
}

/* Bits of the sub-blocks, lowest first (appendix F). */
struct bits {
	struct str s;
	size_t i, block; /* next byte; bytes left in this sub-block */
	uint32_t hold, have;
};

static int next_code(struct bits *b, uint32_t size)
{
	while (b->have < size) {
		if (!b->block) {
			if (b->i >= b->s.n || !b->s.p[b->i])
				return -1;
			b->block = (uint8_t)b->s.p[b->i++];
		}
		if (b->i >= b->s.n)
			return -1;
		b->hold |= (uint32_t)(uint8_t)b->s.p[b->i++] << b->have;
		b->have += 8;
		b->block--;
	}
	int code = (int)(b->hold & ((1u << size) - 1));
	b->hold >>= size;
	b->have -= size;
	return code;
}

#define LZW_CODES 4096

/* Codes are chains: a code is the chain of its prefix and one more index. */
struct lzw {
	uint16_t prefix[LZW_CODES], length[LZW_CODES];
	uint8_t last[LZW_CODES], first[LZW_CODES];
};

static size_t put_code(const struct lzw *z, int code, uint8_t *out, size_t at, size_t limit)
{
	size_t n = z->length[code];
	size_t end = at + n;
	for (size_t i = end; i-- > at;) {
		if (i < limit)
			out[i] = z->last[code];
		code = z->prefix[code];
	}
	return end < limit ? end : limit;
}

static void add_code(struct lzw *z, int code, int prefix, uint8_t last)
{
	z->prefix[code] = (uint16_t)prefix;
	z->length[code] = (uint16_t)(z->length[prefix] + 1);
	z->first[code] = z->first[prefix];
	z->last[code] = last;
}

/* Fills out with indices; returns how many there were. */
static size_t unpack(struct str data, uint8_t *out, size_t limit)
{
	uint32_t least = (uint8_t)data.p[0];
	if (least < 1 || least > 11)
		return 0;
	struct lzw *z = mem_alloc(sizeof *z);
	struct bits bits = {.s = data, .i = 1};
	int clear = 1 << least, next = clear + 2, before = -1;
	uint32_t size = least + 1;
	size_t at = 0;
	for (int i = 0; i < clear; i++) {
		z->length[i] = 1;
		z->first[i] = z->last[i] = (uint8_t)i;
	}
	while (at < limit) {
		int code = next_code(&bits, size);
		if (code < 0 || code == clear + 1 || code > next || (code == next && before < 0))
			break;
		if (code == clear) {
			next = clear + 2;
			size = least + 1;
			before = -1;
			continue;
		}
		if (before >= 0 && next < LZW_CODES) {
			add_code(z, next, before, code == next ? z->first[before] : z->first[code]);
			if (++next == 1 << size && size < 12)
				size++;
		} else if (code >= next) {
			break;
		}
		at = put_code(z, code, out, at, limit);
		before = code;
	}
	free(z);
	return at;
}

/* Row of the picture that the nth stored row is (appendix E). */
static uint32_t laced_row(uint32_t n, uint32_t height)
{
	static const uint32_t first[] = {0, 4, 2, 1}, step[] = {8, 8, 4, 2};
	for (int pass = 0; pass < 4; pass++) {
		uint32_t rows = first[pass] < height ? (height - first[pass] + step[pass] - 1) / step[pass] : 0;
		if (n < rows)
			return first[pass] + n * step[pass];
		n -= rows;
	}
	return height - 1;
}

static void paint(const struct frame *f, const uint8_t *indices, uint8_t *rgba, uint32_t width, uint32_t height)
{
	for (uint32_t n = 0; n < f->height; n++) {
		uint32_t y = f->top + (f->laced ? laced_row(n, f->height) : n);
		for (uint32_t x = 0; x < f->width && y < height && f->left + x < width; x++) {
			size_t index = indices[(size_t)n * f->width + x];
			if ((int)index == f->transparent || index * 3 + 3 > f->palette.n)
				continue;
			uint8_t *to = rgba + ((size_t)y * width + f->left + x) * 4;
			memcpy(to, f->palette.p + index * 3, 3);
			to[3] = 255;
		}
	}
}

static bool decode_first(struct job *job, const struct gif_file *f, struct pixels *out)
{
	uint32_t width, height, w, h;
	const struct frame *frame = &f->first;
	if (!gif_size(job->bytes, &width, &height) || !job_size_ok(job, width, height, IMAGE_WHOLE_LIMIT) ||
		!job_size_ok(job, frame->width, frame->height, IMAGE_WHOLE_LIMIT))
		return false;
	size_t n = (size_t)frame->width * frame->height;
	uint8_t *indices = mem_alloc(n);
	bool ok = unpack(frame->data, indices, n) == n;
	if (ok) {
		uint8_t *rgba = mem_alloc((size_t)width * height * 4);
		paint(frame, indices, rgba, width, height);
		job_fit(job, width, height, &w, &h);
		struct shrink *s = shrink_open(width, height, w, h, 4);
		for (uint32_t y = 0; y < height; y++)
			shrink_row(s, rgba + (size_t)y * width * 4);
		shrink_close(s, out);
		free(rgba);
	}
	free(indices);
	return ok || job_bad(job, "its data is damaged");
}

bool gif_decode(struct job *job, struct pixels *out)
{
	struct gif_file f = {0};
	read_file(&f, job->bytes);
	bool ok = f.fault ? job_bad(job, "%s", f.fault) : decode_first(job, &f, out);
	buf_free(&f.kept);
	return ok;
}

/* As PNG: a scaled picture has more colours than a GIF can hold. */
static bool scale(struct job *job, const struct gif_file *f)
{
	struct pixels p = {0};
	struct image *out = job->out;
	uint32_t width = out->width, height = out->height;
	if (!decode_first(job, f, &p))
		return false;
	if (pixels_opaque(&p))
		pixels_flatten(&p);
	out->type = IMAGE_PNG;
	out->width = p.width;
	out->height = p.height;
	out->data = png_encode(job->arena, &p, (struct str){0});
	pixels_free(&p);
	return job_remade(job, width, height, f->frames > 1);
}

static bool use(struct job *job, const struct gif_file *f)
{
	uint32_t w, h;
	struct image *out = job->out;
	if (!job_begin(job, f->fault, &w, &h))
		return false;
	if (w != out->width || h != out->height)
		return scale(job, f);
	out->animated = f->frames > 1;
	job_keep(job, &f->kept);
	return true;
}

bool gif_prepare(struct job *job)
{
	struct gif_file f = {0};
	read_file(&f, job->bytes);
	bool ok = use(job, &f);
	buf_free(&f.kept);
	return ok;
}
