/*
 * PNG files (W3C PNG, third edition). Chunks are copied without decoding: the critical ones and those that say how the samples
 * are to be shown; texts, times and Exif go. Only a picture that is too large is decoded. An Exif orientation in a PNG is
 * ignored, as browsers do.
 */
#include <stdlib.h>
#include <string.h>
#include <png.h>
#include <zlib.h>
#include "image/codec.h"

/* Copied besides the critical chunks; acTL, fcTL and fdAT are an animation's. */
static const char kept_chunks[][5] = {"gAMA", "cHRM", "sRGB", "iCCP", "cICP", "sBIT", "tRNS", "bKGD", "pHYs", "acTL", "fcTL", "fdAT"};
/* Those that stay true when samples are scaled. */
static const char colour_chunks[][5] = {"gAMA", "cHRM", "sRGB", "iCCP"};

static bool is_one_of(const char *type, const char (*list)[5], size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (memcmp(type, list[i], 4) == 0)
			return true;
	return false;
}

#define IS_ONE_OF(type, list) is_one_of(type, list, sizeof(list) / sizeof *(list))

static bool is_critical(const char *type)
{
	return !(type[0] & 0x20);
}

struct png_file {
	const char *fault;
	struct buf kept, colour;
	bool animated, data, end;
};

/* The chunk at offset i is whole: keeps it or not. */
static void read_chunk(struct png_file *f, const char *chunk, size_t size)
{
	const char *type = chunk + 4;
	bool sound = (uint32_t)crc32(0, (const Bytef *)type, (uInt)(size + 4)) == read_be32(chunk + 8 + size);
	if (!sound && is_critical(type)) {
		f->fault = "a checksum is wrong: the file is damaged";
		return;
	}
	if (!sound || (!is_critical(type) && !IS_ONE_OF(type, kept_chunks)))
		return;
	buf_put(&f->kept, chunk, size + 12);
	if (IS_ONE_OF(type, colour_chunks))
		buf_put(&f->colour, chunk, size + 12);
	f->animated = f->animated || memcmp(type, "acTL", 4) == 0;
	f->data = f->data || memcmp(type, "IDAT", 4) == 0;
	f->end = memcmp(type, "IEND", 4) == 0;
}

static void read_file(struct png_file *f, struct str s)
{
	buf_init(&f->kept, BUF_NO_LIMIT);
	buf_init(&f->colour, BUF_NO_LIMIT);
	buf_put(&f->kept, s.p, 8);
	for (size_t i = 8; !f->fault && !f->end;) {
		if (s.n - i < 12 || read_be32(s.p + i) > s.n - i - 12) {
			f->fault = "the file is cut off";
			return;
		}
		size_t size = read_be32(s.p + i);
		read_chunk(f, s.p + i, size);
		i += size + 12;
	}
	if (!f->fault && !f->data)
		f->fault = "it holds no picture";
}

static void free_file(struct png_file *f)
{
	buf_free(&f->kept);
	buf_free(&f->colour);
}

struct reader {
	png_structp png;
	png_infop info;
	struct str rest;
	struct shrink *shrink;
	uint8_t *rows;
	jmp_buf jump;
	char text[120];
};

static void on_error(png_structp png, png_const_charp text)
{
	struct reader *r = png_get_error_ptr(png);
	snprintf(r->text, sizeof r->text, "%s", text);
	longjmp(r->jump, 1);
}

static void on_warning(png_structp png, png_const_charp text)
{
	(void)png;
	(void)text;
}

static void on_read(png_structp png, png_bytep to, size_t n)
{
	struct reader *r = png_get_io_ptr(png);
	if (n > r->rest.n)
		png_error(png, "the file is cut off");
	memcpy(to, r->rest.p, n);
	r->rest = str_skip(r->rest, n);
}

/* 8 bits a sample, palettes and transparent colours resolved. */
static int set_transforms(struct reader *r)
{
	png_set_expand(r->png);
	png_set_scale_16(r->png);
	png_set_interlace_handling(r->png);
	png_read_update_info(r->png, r->info);
	return png_get_channels(r->png, r->info);
}

static void read_profile(struct job *job, struct reader *r, struct pixels *out)
{
	png_charp name;
	png_bytep data;
	png_uint_32 n;
	int method;
	if (png_get_iCCP(r->png, r->info, &name, &method, &data, &n))
		out->icc = arena_copy(job->scratch, (struct str){(char *)data, n});
}

/* What runs under setjmp. False: a diagnostic was added. */
static bool decode(struct job *job, struct reader *r, struct pixels *out)
{
	uint32_t w, h;
	png_set_read_fn(r->png, r, on_read);
	png_set_user_limits(r->png, IMAGE_SIDE_LIMIT, IMAGE_SIDE_LIMIT);
	png_read_info(r->png, r->info);
	uint32_t width = png_get_image_width(r->png, r->info), height = png_get_image_height(r->png, r->info);
	bool laced = png_get_interlace_type(r->png, r->info) != PNG_INTERLACE_NONE;
	if (!job_size_ok(job, width, height, laced ? IMAGE_WHOLE_LIMIT : IMAGE_STREAM_LIMIT))
		return false;
	read_profile(job, r, out);
	int channels = set_transforms(r);
	size_t stride = png_get_rowbytes(r->png, r->info);
	job_fit(job, width, height, &w, &h);
	r->rows = mem_alloc(laced ? stride * height : stride);
	r->shrink = shrink_open(width, height, w, h, channels);
	for (int pass = laced ? 7 : 1; pass > 0; pass--) {
		for (uint32_t y = 0; y < height; y++) {
			uint8_t *row = laced ? r->rows + stride * y : r->rows;
			png_read_row(r->png, row, NULL);
			if (pass == 1)
				shrink_row(r->shrink, row);
		}
	}
	return true;
}

bool png_decode(struct job *job, struct pixels *out)
{
	struct reader *r = mem_alloc(sizeof *r);
	struct pixels *made = arena_new(job->scratch, struct pixels);
	volatile bool ok = false;
	r->rest = job->bytes;
	if (setjmp(r->jump) == 0) {
		r->png = png_create_read_struct(PNG_LIBPNG_VER_STRING, r, on_error, on_warning);
		r->info = png_create_info_struct(r->png);
		ok = decode(job, r, made);
	} else {
		job_bad(job, "its data is damaged (%s)", r->text);
	}
	struct str icc = made->icc;
	if (r->shrink)
		shrink_close(r->shrink, ok ? made : NULL);
	png_destroy_read_struct(&r->png, &r->info, NULL);
	free(r->rows);
	free(r);
	if (ok) {
		*out = *made;
		out->icc = icc;
	}
	return ok;
}

static void put_be32(struct buf *b, uint32_t v)
{
	char bytes[4] = {(char)(v >> 24), (char)(v >> 16), (char)(v >> 8), (char)v};
	buf_put(b, bytes, 4);
}

static void put_chunk(struct buf *b, const char *type, const void *data, size_t n)
{
	uLong crc = crc32(crc32(0, (const Bytef *)type, 4), data, (uInt)n);
	put_be32(b, (uint32_t)n);
	buf_put(b, type, 4);
	buf_put(b, data, n);
	put_be32(b, (uint32_t)crc);
}

/* Profile name, its end, compression method 0, the profile deflated. */
static void put_profile(struct buf *b, struct str icc)
{
	uLongf n = compressBound((uLong)icc.n);
	uint8_t *data = mem_alloc(n + 5);
	memcpy(data, "ICC\0\0", 5);
	if (compress2(data + 5, &n, (const Bytef *)icc.p, (uLong)icc.n, 9) == Z_OK)
		put_chunk(b, "iCCP", data, n + 5);
	free(data);
}

static void on_write(png_structp png, png_bytep data, size_t n)
{
	buf_put(png_get_io_ptr(png), data, n);
}

static void on_flush(png_structp png)
{
	(void)png;
}

static void encode(struct reader *w, const struct pixels *p, struct buf *out)
{
	static const int types[] = {0, PNG_COLOR_TYPE_GRAY, PNG_COLOR_TYPE_GRAY_ALPHA, PNG_COLOR_TYPE_RGB,
		PNG_COLOR_TYPE_RGB_ALPHA};
	png_set_write_fn(w->png, out, on_write, on_flush);
	png_set_IHDR(w->png, w->info, p->width, p->height, 8, types[p->channels], PNG_INTERLACE_NONE,
		PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
	png_write_info(w->png, w->info);
	size_t stride = (size_t)p->width * (size_t)p->channels;
	for (uint32_t y = 0; y < p->height; y++)
		png_write_row(w->png, p->p + stride * y);
	png_write_end(w->png, w->info);
}

/* Signature, 8 bytes, and header chunk, 25: colour chunks stand after them, before the data. */
#define PNG_HEAD 33

static struct str with_colour(struct arena *a, const struct buf *body, struct str colour, struct str icc)
{
	struct buf whole;
	buf_init(&whole, BUF_NO_LIMIT);
	buf_put(&whole, body->p, PNG_HEAD);
	buf_str(&whole, colour);
	if (!colour.n && icc.n)
		put_profile(&whole, icc);
	buf_put(&whole, body->p + PNG_HEAD, body->n - PNG_HEAD);
	struct str data = buf_copy(&whole, a);
	buf_free(&whole);
	return data;
}

struct str png_encode(struct arena *a, const struct pixels *p, struct str colour)
{
	struct reader *w = mem_alloc(sizeof *w);
	struct buf *body = arena_new(a, struct buf);
	volatile bool ok = false;
	buf_init(body, BUF_NO_LIMIT);
	if (setjmp(w->jump) == 0) {
		w->png = png_create_write_struct(PNG_LIBPNG_VER_STRING, w, on_error, on_warning);
		w->info = png_create_info_struct(w->png);
		encode(w, p, body);
		ok = body->n > PNG_HEAD;
	}
	png_destroy_write_struct(&w->png, &w->info);
	free(w);
	struct str data = ok ? with_colour(a, body, colour, p->icc) : (struct str){0};
	buf_free(body);
	return data;
}

static bool scale(struct job *job, const struct png_file *f)
{
	struct pixels p = {0};
	struct image *out = job->out;
	uint32_t width = out->width, height = out->height;
	if (!png_decode(job, &p))
		return false;
	out->width = p.width;
	out->height = p.height;
	out->data = png_encode(job->arena, &p, buf_view(&f->colour));
	pixels_free(&p);
	return job_remade(job, width, height, f->animated);
}

static bool use(struct job *job, const struct png_file *f)
{
	uint32_t w, h;
	struct image *out = job->out;
	if (!job_begin(job, f->fault, &w, &h))
		return false;
	if (w != out->width || h != out->height)
		return scale(job, f);
	out->animated = f->animated;
	job_keep(job, &f->kept);
	return true;
}

bool png_prepare(struct job *job)
{
	struct png_file f = {0};
	read_file(&f, job->bytes);
	bool ok = use(job, &f);
	free_file(&f);
	return ok;
}
