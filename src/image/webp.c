/*
 * WebP files (RFC 9649). Where the book's format takes WebP, Exif and XMP chunks are cut out and the rest is copied; elsewhere
 * the picture becomes a JPEG, or a PNG when it has transparent parts. EPUB 3.3 takes WebP, readers made before 2023 do not.
 * Of a moving one the first picture is taken, straight from its frame chunk, without the animation library.
 */
#include <string.h>
#include <webp/decode.h>
#include "image/codec.h"

#define FLAG_ANIMATED 0x02
#define FLAG_XMP 0x04
#define FLAG_EXIF 0x08

struct webp_file {
	const char *fault;
	bool animated;
	int orientation;
	struct str icc;
	struct str frame; /* first picture of an animation, as chunks */
	struct buf kept;
};

static void read_chunk(struct webp_file *f, const char *chunk, struct str body, size_t padded)
{
	if (memcmp(chunk, "EXIF", 4) == 0) {
		bool prefixed = body.n > 6 && memcmp(body.p, "Exif\0", 6) == 0;
		f->orientation = exif_orientation(prefixed ? str_skip(body, 6) : body);
		return;
	}
	if (memcmp(chunk, "XMP ", 4) == 0)
		return;
	if (memcmp(chunk, "ICCP", 4) == 0)
		f->icc = body;
	if (memcmp(chunk, "ANMF", 4) == 0) {
		f->animated = true;
		if (!f->frame.n && body.n > 16)
			f->frame = str_skip(body, 16);
	}
	size_t at = f->kept.n;
	buf_put(&f->kept, chunk, 8 + padded);
	if (memcmp(chunk, "VP8X", 4) == 0 && body.n >= 10)
		f->kept.p[at + 8] = (char)(f->kept.p[at + 8] & ~(FLAG_EXIF | FLAG_XMP));
}

static void read_file(struct webp_file *f, struct str s)
{
	f->orientation = 1;
	buf_init(&f->kept, BUF_NO_LIMIT);
	buf_put(&f->kept, s.p, 12);
	size_t size = read_le32(s.p + 4);
	if (size > s.n - 8) {
		f->fault = "the file is cut off";
		return;
	}
	size_t end = size + 8;
	for (size_t i = 12; end - i >= 8 && i < end;) {
		size_t n = read_le32(s.p + i + 4), padded = n + (n & 1);
		if (n > end - i - 8) {
			f->fault = "the file is cut off";
			return;
		}
		if (padded > end - i - 8)
			padded = n;
		read_chunk(f, s.p + i, str_sub(s, i + 8, i + 8 + n), padded);
		i += 8 + padded;
	}
	uint32_t riff = (uint32_t)f->kept.n - 8;
	for (int i = 0; i < 4; i++)
		f->kept.p[4 + i] = (char)(riff >> (8 * i));
}

static bool decode_bytes(struct job *job, struct str s, struct pixels *out)
{
	WebPBitstreamFeatures features;
	uint32_t w, h;
	const uint8_t *p = (const uint8_t *)s.p;
	if (WebPGetFeatures(p, s.n, &features) != VP8_STATUS_OK)
		return job_bad(job, "its data is damaged");
	uint32_t width = (uint32_t)features.width, height = (uint32_t)features.height;
	if (!job_size_ok(job, width, height, IMAGE_WHOLE_LIMIT))
		return false;
	int channels = features.has_alpha ? 4 : 3, iw, ih;
	uint8_t *data = features.has_alpha ? WebPDecodeRGBA(p, s.n, &iw, &ih) : WebPDecodeRGB(p, s.n, &iw, &ih);
	if (!data)
		return job_bad(job, "its data is damaged");
	job_fit(job, width, height, &w, &h);
	struct shrink *shrink = shrink_open(width, height, w, h, channels);
	for (uint32_t y = 0; y < height; y++)
		shrink_row(shrink, data + (size_t)y * width * (size_t)channels);
	WebPFree(data);
	shrink_close(shrink, out);
	return true;
}

static void swap(uint32_t *a, uint32_t *b)
{
	uint32_t t = *a;
	*a = *b;
	*b = t;
}

static bool decode_file(struct job *job, const struct webp_file *f, struct pixels *out)
{
	struct job turned = *job;
	if (exif_turn(f->orientation).transpose)
		swap(&turned.max_width, &turned.max_height);
	if (!decode_bytes(&turned, f->frame.n ? f->frame : job->bytes, out))
		return false;
	out->icc = f->icc;
	pixels_orient(out, f->orientation);
	return true;
}

bool webp_decode(struct job *job, struct pixels *out)
{
	struct webp_file f = {0};
	read_file(&f, job->bytes);
	bool ok = f.fault ? job_bad(job, "%s", f.fault) : decode_file(job, &f, out);
	buf_free(&f.kept);
	return ok;
}

static bool convert(struct job *job, const struct webp_file *f)
{
	struct pixels p = {0};
	struct image *out = job->out;
	uint32_t width = out->width, height = out->height;
	if (!decode_file(job, f, &p))
		return false;
	if (exif_turn(f->orientation).transpose)
		swap(&width, &height);
	out->width = p.width;
	out->height = p.height;
	if (pixels_opaque(&p)) {
		pixels_flatten(&p);
		out->type = IMAGE_JPEG;
		out->data = jpeg_encode(job->arena, &p, (struct jpeg_quality){92, true});
	} else {
		out->type = IMAGE_PNG;
		out->data = png_encode(job->arena, &p, (struct str){0});
	}
	pixels_free(&p);
	return job_remade(job, width, height, f->animated);
}

static bool use(struct job *job, const struct webp_file *f)
{
	uint32_t w, h;
	struct image *out = job->out;
	if (!job_begin(job, f->fault, &w, &h))
		return false;
	if (job->checking) {
		if (exif_turn(f->orientation).transpose)
			swap(&out->width, &out->height);
		return true;
	}
	if (!job->limits.webp || w != out->width || h != out->height || f->orientation != 1)
		return convert(job, f);
	out->animated = f->animated;
	job_keep(job, &f->kept);
	return true;
}

bool webp_prepare(struct job *job)
{
	struct webp_file f = {0};
	read_file(&f, job->bytes);
	bool ok = use(job, &f);
	buf_free(&f.kept);
	return ok;
}
