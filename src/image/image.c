/*
 * The public face of image/: finds out what a file is and hands it to the entry of the table below.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/fs.h"
#include "base/path.h"
#include "image/codec.h"

static const struct codec codecs[] = {
	{IMAGE_JPEG, "image/jpeg", "jpg", jpeg_size, jpeg_prepare, jpeg_decode},
	{IMAGE_PNG, "image/png", "png", png_size, png_prepare, png_decode},
	{IMAGE_GIF, "image/gif", "gif", gif_size, gif_prepare, gif_decode},
	{IMAGE_WEBP, "image/webp", "webp", webp_size, webp_prepare, webp_decode},
	{IMAGE_SVG, "image/svg+xml", "svg", svg_size, svg_prepare, NULL},
};

const struct codec *codec_of(enum image_type type)
{
	for (size_t i = 0; i < sizeof codecs / sizeof *codecs; i++)
		if (codecs[i].type == type)
			return &codecs[i];
	return NULL;
}

const struct codec *codec_probe(struct str bytes, uint32_t *width, uint32_t *height)
{
	*width = *height = 0;
	for (size_t i = 0; i < sizeof codecs / sizeof *codecs; i++)
		if (codecs[i].size(bytes, width, height))
			return &codecs[i];
	return NULL;
}

const char *image_media_type(enum image_type type)
{
	const struct codec *c = codec_of(type);
	return c ? c->media_type : NULL;
}

const char *image_extension(enum image_type type)
{
	const struct codec *c = codec_of(type);
	return c ? c->extension : NULL;
}

bool job_bad(const struct job *job, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	struct str why = arena_vprintf(job->scratch, fmt, ap);
	va_end(ap);
	diag_add(job->d, job->bad, job->pos, "cannot use '" STR_FMT "': " STR_FMT, STR_ARG(job->name), STR_ARG(why));
	return false;
}

bool job_size_ok(const struct job *job, uint32_t width, uint32_t height, uint64_t limit)
{
	if (!width || !height)
		return job_bad(job, "it is %u by %u pixels", width, height);
	if (width > IMAGE_SIDE_LIMIT || height > IMAGE_SIDE_LIMIT || (uint64_t)width * height > limit)
		return job_bad(job, "%u by %u pixels are too many (%llu million at most)", width, height,
			(unsigned long long)(limit / 1000000));
	return true;
}

void job_tell_scaled(const struct job *job, uint32_t width, uint32_t height)
{
	if (job->quiet)
		return;
	diag_add(job->d, DIAG_IMAGE_TOO_LARGE, job->pos, "'" STR_FMT "' is %u by %u pixels; it was made %u by %u",
		STR_ARG(job->name), width, height, job->out->width, job->out->height);
}

static void tell_stilled(const struct job *job)
{
	diag_add(job->d, DIAG_IMAGE_STILLED, job->pos, "'" STR_FMT "' moves; only its first picture was taken",
		STR_ARG(job->name));
}

/* Height in proportion to a width, at least 1. */
static uint32_t proportion(uint32_t width, uint32_t of_width, uint32_t of_height)
{
	uint64_t h = ((uint64_t)width * of_height + of_width / 2) / of_width;
	return h ? (uint32_t)h : 1;
}

static bool within(const struct job *job, uint32_t w, uint32_t h)
{
	return (!job->limits.pixels || (uint64_t)w * h <= job->limits.pixels) &&
		(!job->max_width || w <= job->max_width) && (!job->max_height || h <= job->max_height);
}

void job_fit(const struct job *job, uint32_t width, uint32_t height, uint32_t *fit_width, uint32_t *fit_height)
{
	*fit_width = width;
	*fit_height = height;
	if (within(job, width, height))
		return;
	uint32_t low = 1, high = width; /* the widest that fits is at least low, less than high */
	while (high - low > 1) {
		uint32_t mid = low + (high - low) / 2;
		if (within(job, mid, proportion(mid, width, height)))
			low = mid;
		else
			high = mid;
	}
	*fit_width = low;
	*fit_height = proportion(low, width, height);
	if (!within(job, *fit_width, *fit_height)) /* a strip one pixel wide */
		*fit_height = job->max_height ? job->max_height : (uint32_t)job->limits.pixels;
}

bool job_begin(const struct job *job, const char *fault, uint32_t *fit_width, uint32_t *fit_height)
{
	if (fault)
		return job_bad(job, "%s", fault);
	if (!job_size_ok(job, job->out->width, job->out->height, IMAGE_STREAM_LIMIT))
		return false;
	job_fit(job, job->out->width, job->out->height, fit_width, fit_height);
	return true;
}

void job_keep(const struct job *job, const struct buf *kept)
{
	if (!str_eq(buf_view(kept), job->bytes))
		job->out->data = buf_copy(kept, job->arena);
}

bool job_remade(const struct job *job, uint32_t from_width, uint32_t from_height, bool moved)
{
	const struct image *out = job->out;
	if (!out->data.n)
		return job_bad(job, "it could not be encoded anew");
	if ((uint64_t)out->width * out->height < (uint64_t)from_width * from_height)
		job_tell_scaled(job, from_width, from_height);
	if (moved)
		tell_stilled(job);
	return true;
}

/* Enough for the profiles and previews that cameras put before a JPEG's frame header. */
#define PROBE_BYTES ((size_t)1 << 20)

bool image_probe(const char *path, enum image_type *type, uint32_t *width, uint32_t *height)
{
	const struct codec *c = NULL;
	*width = *height = 0;
	FILE *file = fopen(path, "rb");
	if (file) {
		char *bytes = mem_alloc(PROBE_BYTES);
		size_t n = fread(bytes, 1, PROBE_BYTES, file);
		c = codec_probe((struct str){bytes, n}, width, height);
		free(bytes);
		fclose(file);
	}
	*type = c ? c->type : IMAGE_UNKNOWN;
	return c != NULL;
}

static bool prepare(struct job *job, const char *path)
{
	int error = fs_read(job->scratch, path, IMAGE_FILE_LIMIT, &job->bytes);
	if (error == EFBIG)
		return job_bad(job, "it is larger than %zu MB", IMAGE_FILE_LIMIT >> 20);
	if (error)
		return job_bad(job, "%s", strerror(error));
	if (!job->bytes.n)
		return job_bad(job, "the file is empty");
	const struct codec *c = codec_probe(job->bytes, &job->out->width, &job->out->height);
	if (!c)
		return job_bad(job, "it is no JPEG, PNG, GIF, WebP or SVG picture");
	job->out->type = c->type;
	return c->prepare(job);
}

static bool run(struct job *job, const char *path)
{
	struct arena scratch;
	arena_init(&scratch);
	*job->out = (struct image){0};
	job->scratch = &scratch;
	job->name = path_base(str_c(path));
	job->bad = DIAG_BAD_IMAGE;
	bool ok = prepare(job, path);
	arena_free(&scratch);
	return ok;
}

bool image_prepare(struct arena *a, const char *path, const struct image_limits *limits, struct image *out,
	struct diags *d, struct pos pos)
{
	struct job job = {.arena = a, .limits = *limits, .d = d, .pos = pos, .out = out};
	return run(&job, path);
}

bool image_check(const char *path, struct image *out, struct diags *d, struct pos pos)
{
	struct arena made; /* what is cut out of files on the way */
	arena_init(&made);
	struct job job = {.arena = &made, .limits = {0, true}, .checking = true, .d = d, .pos = pos, .out = out};
	bool ok = run(&job, path);
	out->data = (struct str){0};
	arena_free(&made);
	return ok;
}
