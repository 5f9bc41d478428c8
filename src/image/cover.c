/*
 * Covers: the author's picture made to fit, or a template filled and drawn. Drawing takes a hundred times as long as the rest
 * of a small book, so finished covers are kept under a hash of all they are made from; see cover_fonts.c for the fonts.
 */
#include <errno.h>
#include <string.h>
#include "base/fs.h"
#include "base/hash.h"
#include "base/path.h"
#include "image/cover_parts.h"
#include "image/draw.h"

/* Part of every key: to be changed with anything that changes the pictures. */
#define COVER_FORMAT "sheaf cover 3"

static void tell_missing_fonts(const struct job *job, const struct font_state *fonts)
{
	for (size_t i = 0; i < fonts->nmissing; i++)
		diag_add(job->d, DIAG_MISSING_FONT, job->pos,
			"the cover '" STR_FMT "' asks for the font '" STR_FMT "', which is not installed; '" STR_FMT "' was used",
			STR_ARG(job->name), STR_ARG(fonts->missing[2 * i]), STR_ARG(fonts->missing[2 * i + 1]));
}

static void put_field(struct buf *b, struct str s)
{
	buf_printf(b, "%zu:", s.n);
	buf_str(b, s);
}

/* slots: NULL for a picture that is taken as it is. */
static struct str make_key(struct job *job, struct str fonts, const struct cover_request *slots)
{
	struct buf b;
	struct arena *a = job->scratch;
	buf_init(&b, BUF_NO_LIMIT);
	put_field(&b, STR(COVER_FORMAT));
	put_field(&b, fonts_environment(a));
	put_field(&b, fonts_folder(a, fonts));
	put_field(&b, job->bytes);
	if (slots) {
		const struct str fields[] = {slots->title, slots->subtitle, slots->author, slots->publisher, slots->series,
			slots->brand, slots->colour, slots->language};
		for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
			put_field(&b, fields[i]);
	}
	struct str key = hash_sha256_hex(a, buf_view(&b));
	buf_free(&b);
	return key;
}

static bool draw_both(const struct job *job, struct str svg, struct cover *out)
{
	return cover_raster(job, svg, COVER_STORE_WIDTH, COVER_STORE_HEIGHT, &out->store, &out->store_width,
		&out->store_height) && cover_raster(job, svg, COVER_INNER_WIDTH, COVER_INNER_HEIGHT, &out->inner,
		&out->inner_width, &out->inner_height);
}

/* A drawing: a template when there are slots, else a finished cover. */
static bool from_drawing(struct job *job, struct str folder, const struct cover_request *slots, struct cover *out,
	struct font_state *fonts)
{
	const char *missing = draw_load();
	if (missing)
		return job_bad(job, "the libraries that draw it cannot be loaded (%s)", missing);
	xmlDocPtr doc = svg_open(job, job->bytes);
	if (!doc)
		return false;
	fonts_add(job->scratch, folder);
	if (slots)
		cover_fill(job, doc, slots);
	svg_clean(job, doc);
	struct str svg = svg_write(job->scratch, doc);
	fonts_look(job->scratch, doc, fonts);
	xmlFreeDoc(doc);
	return draw_both(job, svg, out);
}

static bool fit_jpeg(struct job *job, uint32_t width, uint32_t height, struct str *data, uint32_t *w, uint32_t *h)
{
	struct image image = {.type = IMAGE_JPEG};
	struct job fitted = *job;
	fitted.out = &image;
	fitted.max_width = width;
	fitted.max_height = height;
	jpeg_size(job->bytes, &image.width, &image.height);
	if (!jpeg_prepare(&fitted))
		return false;
	*data = image.data.n ? image.data : arena_copy(job->arena, job->bytes);
	*w = image.width;
	*h = image.height;
	return true;
}

static bool from_jpeg(struct job *job, struct cover *out)
{
	return fit_jpeg(job, COVER_STORE_WIDTH, COVER_STORE_HEIGHT, &out->store, &out->store_width, &out->store_height) &&
		fit_jpeg(job, COVER_INNER_WIDTH, COVER_INNER_HEIGHT, &out->inner, &out->inner_width, &out->inner_height);
}

static bool from_pixels(struct job *job, const struct codec *codec, struct cover *out)
{
	static const struct jpeg_quality quality = {92, false};
	struct pixels store, inner;
	job->max_width = COVER_STORE_WIDTH;
	job->max_height = COVER_STORE_HEIGHT;
	if (!codec->decode(job, &store))
		return false;
	pixels_flatten(&store);
	out->store_width = store.width;
	out->store_height = store.height;
	out->store = jpeg_encode(job->arena, &store, quality);
	job->max_width = COVER_INNER_WIDTH;
	job->max_height = COVER_INNER_HEIGHT;
	job_fit(job, store.width, store.height, &out->inner_width, &out->inner_height);
	struct shrink *s = shrink_open(store.width, store.height, out->inner_width, out->inner_height, store.channels);
	for (uint32_t y = 0; y < store.height; y++)
		shrink_row(s, store.p + (size_t)y * store.width * (size_t)store.channels);
	shrink_close(s, &inner);
	inner.icc = store.icc;
	out->inner = jpeg_encode(job->arena, &inner, quality);
	pixels_free(&inner);
	pixels_free(&store);
	return (out->store.n && out->inner.n) || job_bad(job, "it could not be encoded");
}

static bool make(struct job *job, const struct codec *codec, const struct cover_request *request, struct cover *out,
	struct font_state *fonts)
{
	buf_init(&fonts->record, BUF_NO_LIMIT);
	if (!codec || codec->type == IMAGE_SVG)
		return from_drawing(job, request->fonts, codec ? NULL : request, out, fonts);
	return codec->type == IMAGE_JPEG ? from_jpeg(job, out) : from_pixels(job, codec, out);
}

static bool read_image(struct job *job, const char *path, const struct codec **codec)
{
	uint32_t w, h;
	int error = fs_read(job->scratch, path, IMAGE_FILE_LIMIT, &job->bytes);
	if (error)
		return job_bad(job, "%s", error == EFBIG ? "it is too large" : strerror(error));
	*codec = codec_probe(job->bytes, &w, &h);
	return *codec || job_bad(job, "it is no JPEG, PNG, GIF, WebP or SVG picture");
}

static bool recall_or_make(struct job *job, const struct cover_request *request, struct cover *out)
{
	const struct codec *codec = NULL;
	const struct cover_request *slots = request->image.n ? NULL : request;
	struct font_state fonts = {0};
	if (slots)
		job->bytes = request->template_svg;
	else if (!read_image(job, arena_cstr(job->scratch, request->image), &codec))
		return false;
	struct str key = request->cache.n ? make_key(job, request->fonts, slots) : (struct str){0};
	size_t told = job->d->n;
	bool ok = cover_recall(job->arena, request->cache, key, out, &fonts);
	if (!ok) {
		ok = make(job, codec, request, out, &fonts);
		if (ok && job->d->n == told) /* what was said of it is not kept, so it is made, and said, again */
			cover_remember(job->scratch, request->cache, key, out, &fonts);
		buf_free(&fonts.record);
	}
	if (!ok)
		return false;
	tell_missing_fonts(job, &fonts);
	for (size_t i = 0; i < fonts.used.n; i++) {
		const struct hashed_file *font = &fonts.used.items[i];
		*arena_push(job->arena, &out->fonts) = (struct hashed_file){arena_copy(job->arena, font->name),
			arena_copy(job->arena, font->path), arena_copy(job->arena, font->sha256)};
	}
	return true;
}

bool cover_make(struct arena *a, const struct cover_request *request, struct cover *out, struct diags *d)
{
	struct arena scratch;
	arena_init(&scratch);
	*out = (struct cover){0};
	struct job job = {.arena = a, .scratch = &scratch, .d = d, .pos = request->pos, .bad = DIAG_BAD_COVER, .quiet = true,
		.name = request->image.n ? path_base(request->image) : request->template_name};
	bool ok = recall_or_make(&job, request, out);
	arena_free(&scratch);
	return ok;
}
