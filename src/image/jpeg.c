/*
 * JPEG files. A photograph is packed as it came, without the segments that say where, when and with what it was taken: its
 * scans are copied, never decoded, so nothing of the picture is lost. It is decoded only if it is too large, stored for
 * printing presses (CMYK), coded in a way that reading systems lack, or lies on its side and cannot be turned in its coded form.
 * Segments: ITU-T T.81 annex B; JFIF 1.02; ICC.1 annex B.4; Exif 2.32 section 4.5.
 */
#include <string.h>
#include "image/jpeg.h"

#define REENCODE ((struct jpeg_quality){92, true})

/* What one pass over the segments found. */
struct jpeg_file {
	int orientation, components, precision;
	uint8_t frame;      /* marker of the frame header */
	bool whole;         /* it ends with the end marker */
	const char *fault;  /* why it is no JPEG file, or NULL */
	struct buf kept;    /* the file without what is stripped */
};

static bool keep_segment(uint8_t marker, struct str body)
{
	if (marker == 0xe0)
		return str_starts(body, "JFIF") && body.n >= 14;
	if (marker == 0xe2)
		return str_starts(body, "ICC_PROFILE");
	if (marker == 0xee)
		return str_starts(body, "Adobe");
	return !(marker >= 0xe0 && marker <= 0xef) && marker != 0xfe;
}

static void put_segment(struct jpeg_file *f, const char *segment, uint8_t marker, struct str body)
{
	if (marker != 0xe0) {
		buf_put(&f->kept, segment, body.n + 4);
		return;
	}
	char jfif[18]; /* its header alone: a preview may follow, showing what was cropped away */
	memcpy(jfif, segment, 18);
	jfif[2] = 0;
	jfif[3] = 16;
	jfif[16] = jfif[17] = 0;
	buf_put(&f->kept, jfif, sizeof jfif);
}

static void read_segment(struct jpeg_file *f, uint8_t marker, struct str body)
{
	if (marker == 0xe1 && body.n > 6 && memcmp(body.p, "Exif\0", 6) == 0)
		f->orientation = exif_orientation(str_skip(body, 6));
	bool frame = marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
	if (frame && body.n >= 6) {
		f->frame = marker;
		f->precision = (uint8_t)body.p[0];
		f->components = (uint8_t)body.p[5];
	}
}

/* Offset of the next marker after entropy-coded data: FF, and neither a stuffed zero nor a restart. */
static size_t skip_scan(struct str s, size_t i)
{
	while (i + 1 < s.n) {
		const char *ff = memchr(s.p + i, 0xff, s.n - 1 - i);
		if (!ff)
			return s.n;
		i = (size_t)(ff - s.p);
		uint8_t next = (uint8_t)s.p[i + 1];
		if (next == 0xff)
			i++;
		else if (next == 0 || (next >= 0xd0 && next <= 0xd7))
			i += 2;
		else
			return i;
	}
	return s.n;
}

/* Walks the segments. What follows the end marker (second pictures, films) is left out. */
static void read_file(struct jpeg_file *f, struct str s)
{
	size_t i = 2;
	buf_put(&f->kept, s.p, 2);
	while (i + 2 <= s.n) {
		uint8_t marker = (uint8_t)s.p[i + 1];
		if ((uint8_t)s.p[i] != 0xff) {
			f->fault = "bytes stand between its segments";
			return;
		}
		if (marker == 0xff) {
			i++;
			continue;
		}
		if (marker == 0xd9) {
			buf_put(&f->kept, s.p + i, 2);
			f->whole = true;
			return;
		}
		if (i + 4 > s.n || read_be16(s.p + i + 2) < 2 || s.n - i - 2 < read_be16(s.p + i + 2))
			return;
		struct str body = {s.p + i + 4, read_be16(s.p + i + 2) - 2};
		read_segment(f, marker, body);
		if (keep_segment(marker, body))
			put_segment(f, s.p + i, marker, body);
		i += body.n + 4;
		if (marker == 0xda) {
			size_t end = skip_scan(s, i);
			buf_put(&f->kept, s.p + i, end - i);
			i = end;
		}
	}
}

/* Baseline, extended or progressive Huffman coding of 8-bit grey or three-colour samples is read everywhere. */
static bool read_everywhere(const struct jpeg_file *f)
{
	return f->frame >= 0xc0 && f->frame <= 0xc2 && f->precision == 8 &&
		(f->components == 1 || f->components == 3);
}

static bool reencode(struct job *job, const struct jpeg_file *f)
{
	struct pixels p = {0};
	uint32_t width = job->out->width, height = job->out->height;
	if (exif_turn(f->orientation).transpose) {
		uint32_t w = width;
		width = height;
		height = w;
	}
	if (!jpeg_decode(job, &p))
		return false;
	job->out->width = p.width;
	job->out->height = p.height;
	job->out->data = jpeg_encode(job->arena, &p, REENCODE);
	pixels_free(&p);
	if (!job->out->data.n)
		return job_bad(job, "it could not be encoded anew");
	if (job->out->width != width || job->out->height != height)
		job_tell_scaled(job, width, height);
	return true;
}

static bool turn(struct job *job, const struct jpeg_file *f)
{
	struct buf turned;
	struct turn t = exif_turn(f->orientation);
	buf_init(&turned, BUF_NO_LIMIT);
	bool ok = jpeg_turn(job->bytes, t, &turned);
	if (ok) {
		job->out->data = buf_copy(&turned, job->arena);
		if (t.transpose) {
			uint32_t w = job->out->width;
			job->out->width = job->out->height;
			job->out->height = w;
		}
	}
	buf_free(&turned);
	return ok;
}

static bool use(struct job *job, const struct jpeg_file *f)
{
	uint32_t w, h;
	struct image *out = job->out;
	if (f->fault)
		return job_bad(job, "%s", f->fault);
	if (!f->whole || !f->frame)
		return job_bad(job, "the file is cut off");
	if (!job_size_ok(job, out->width, out->height, IMAGE_STREAM_LIMIT))
		return false;
	bool swap = exif_turn(f->orientation).transpose;
	if (job->checking) {
		w = out->width;
		out->width = swap ? out->height : w;
		out->height = swap ? w : out->height;
		return true;
	}
	job_fit(job, swap ? out->height : out->width, swap ? out->width : out->height, &w, &h);
	bool fits = (swap ? h : w) == out->width && (swap ? w : h) == out->height;
	if (!fits || !read_everywhere(f))
		return reencode(job, f);
	if (f->orientation != 1)
		return turn(job, f) || reencode(job, f);
	if (f->kept.n != job->bytes.n || memcmp(f->kept.p, job->bytes.p, f->kept.n) != 0)
		out->data = buf_copy(&f->kept, job->arena);
	return true;
}

bool jpeg_prepare(struct job *job)
{
	struct jpeg_file f = {.orientation = 1};
	buf_init(&f.kept, BUF_NO_LIMIT);
	read_file(&f, job->bytes);
	bool ok = use(job, &f);
	buf_free(&f.kept);
	return ok;
}
