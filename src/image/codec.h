/*
 * What the files of image/ share: a picture being prepared (struct job), decoded pixels, and one entry a file type.
 * Private to image/.
 */
#ifndef SHEAF_IMAGE_CODEC_H
#define SHEAF_IMAGE_CODEC_H

#include "base/buf.h"
#include "image/image.h"

#define IMAGE_FILE_LIMIT ((size_t)256 << 20)
#define IMAGE_SIDE_LIMIT 65535u          /* the sums of pixels.c fit 32 bits up to here; JPEG can hold no more either */
#define IMAGE_STREAM_LIMIT 400000000ull  /* pixels that are read line by line */
#define IMAGE_WHOLE_LIMIT 100000000ull   /* pixels that have to be in memory at once */

/* 8 bits a sample, rows without gaps. 1 channel is grey, 2 grey and alpha, 3 RGB, 4 RGBA (alpha not premultiplied). */
struct pixels {
	uint8_t *p; /* from mem_alloc: pixels_free */
	uint32_t width, height;
	int channels;
	struct str icc; /* colour profile, in the job's scratch arena; empty: sRGB */
};

/* A picture being prepared. */
struct job {
	struct arena *arena;   /* the caller's: holds out->data */
	struct arena *scratch; /* dies with the job: holds bytes and what is made on the way */
	struct str bytes;      /* the whole file */
	struct str name;       /* its name without folders, for diagnostics */
	struct image_limits limits;
	uint32_t max_width, max_height; /* a box to fit too; 0: none */
	bool checking;                  /* only whether it can be used, and its size upright: nothing is turned or made */
	bool quiet;                     /* making it smaller is not worth telling */
	enum diag_id bad;               /* what an unusable picture is called */
	struct diags *d;
	struct pos pos;
	struct image *out;
};

/* Says why the picture cannot be used; false, to be returned. */
bool job_bad(const struct job *job, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* The largest size within the limits, sides in proportion; the size itself when it is within them. */
void job_fit(const struct job *job, uint32_t width, uint32_t height, uint32_t *fit_width, uint32_t *fit_height);
/* False, with a diagnostic, when a picture is empty or larger than can be worked on. */
bool job_size_ok(const struct job *job, uint32_t width, uint32_t height, uint64_t limit);
void job_tell_scaled(const struct job *job, uint32_t from_width, uint32_t from_height);
/* Before preparing: is the file whole (fault NULL) and of a size that can be read line by line? Gives the size to make it. */
bool job_begin(const struct job *job, const char *fault, uint32_t *fit_width, uint32_t *fit_height);
/* The file goes as it is but for what was cut out of it. */
void job_keep(const struct job *job, const struct buf *kept);
/* After encoding anew from from_width by from_height: was it encoded? Tells what changed. */
bool job_remade(const struct job *job, uint32_t from_width, uint32_t from_height, bool moved);

/* How a file type is handled. Every function may be given any bytes at all. */
struct codec {
	enum image_type type;
	const char *media_type, *extension;
	/* Size from the bytes alone; false when they are not of this type. */
	bool (*size)(struct str bytes, uint32_t *width, uint32_t *height);
	/* Fills job->out, or says why not. */
	bool (*prepare)(struct job *job);
	/* Upright pixels, scaled to fit the job; NULL for drawings. */
	bool (*decode)(struct job *job, struct pixels *out);
};
const struct codec *codec_of(enum image_type type); /* NULL for unknown */
const struct codec *codec_probe(struct str bytes, uint32_t *width, uint32_t *height);

bool jpeg_size(struct str bytes, uint32_t *width, uint32_t *height);
bool png_size(struct str bytes, uint32_t *width, uint32_t *height);
bool gif_size(struct str bytes, uint32_t *width, uint32_t *height);
bool webp_size(struct str bytes, uint32_t *width, uint32_t *height);
bool svg_size(struct str bytes, uint32_t *width, uint32_t *height);

bool jpeg_prepare(struct job *job);
bool png_prepare(struct job *job);
bool gif_prepare(struct job *job);
bool webp_prepare(struct job *job);
bool svg_prepare(struct job *job);

bool jpeg_decode(struct job *job, struct pixels *out);
bool png_decode(struct job *job, struct pixels *out);
bool gif_decode(struct job *job, struct pixels *out);
bool webp_decode(struct job *job, struct pixels *out);

/* Rows given from top to bottom, averaged down to a smaller size. */
struct shrink;
struct shrink *shrink_open(uint32_t width, uint32_t height, uint32_t to_width, uint32_t to_height, int channels);
void shrink_row(struct shrink *s, const uint8_t *row); /* rows past the height are ignored */
void shrink_close(struct shrink *s, struct pixels *out); /* rows that never came are zero; out NULL: just frees */

void pixels_free(struct pixels *p);
void pixels_orient(struct pixels *p, int orientation); /* as an EXIF orientation from 1 to 8 asks */
void pixels_flatten(struct pixels *p);                 /* alpha onto white */
bool pixels_opaque(const struct pixels *p);

/* An EXIF orientation from 1 to 8 as three mirrorings: the pixel (x, y) of the upright picture is found in the stored one at
 * (x, y) swapped if transpose, then x counted from the right if mirror_x, y from below if mirror_y. */
struct turn {
	bool transpose, mirror_x, mirror_y;
};
struct turn exif_turn(int orientation);
int exif_orientation(struct str tiff); /* from 1 to 8; 1 when there is none */

/* Encoders; the result is in arena a. */
struct jpeg_quality {
	int quality;
	bool subsample; /* colour at half resolution, as for photos */
};
/* A picture that is made as it is encoded: row(context, y) is called once for each row, from the top. */
struct pixel_rows {
	uint32_t width, height;
	int channels; /* 1 or 3 */
	struct str icc;
	const uint8_t *(*row)(void *context, uint32_t y); /* valid until the next call */
	void *context;
};
struct str jpeg_encode_rows(struct arena *a, const struct pixel_rows *rows, struct jpeg_quality q);
struct str jpeg_encode(struct arena *a, const struct pixels *p, struct jpeg_quality q); /* 1 or 3 channels */
struct str png_encode(struct arena *a, const struct pixels *p, struct str colour_chunks); /* empty when it failed */

static inline uint32_t read_be32(const char *p)
{
	const uint8_t *b = (const uint8_t *)p;
	return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
}

static inline uint32_t read_be16(const char *p)
{
	const uint8_t *b = (const uint8_t *)p;
	return (uint32_t)b[0] << 8 | b[1];
}

static inline uint32_t read_le16(const char *p)
{
	const uint8_t *b = (const uint8_t *)p;
	return (uint32_t)b[1] << 8 | b[0];
}

static inline uint32_t read_le32(const char *p)
{
	return read_le16(p + 2) << 16 | read_le16(p);
}

#endif
