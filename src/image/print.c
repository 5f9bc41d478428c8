/*
 * Pictures for print. A PNG's data is what PDF calls FlateDecode with PNG predictors, so it goes over without decoding where it has
 * no transparency, interlacing or 16-bit samples; palettes stay palettes. All else is decoded and its colours and alpha are packed
 * as two PNGs, whose data is taken in turn.
 *
 * A drawing is drawn by cairo as a PDF file, which the writer takes apart: lines and words stay what they are, in a tenth of the bytes. Where
 * it holds what PDF/A forbids (ISO 19005-2 6.2.8.3: pixels that are to be smoothed, as of pictures and filters) or fonts made of
 * drawings, it is rendered, with its ground left clear.
 */
#include "image/print.h"

#include <stdlib.h>
#include <string.h>
#include "base/fs.h"
#include "base/path.h"
#include "image/codec.h"
#include "image/draw.h"

static void read_header(struct print_image *out, struct str png, uint8_t *type, bool *laced)
{
	out->width = read_be32(png.p + 16);
	out->height = read_be32(png.p + 20);
	out->bits = png.p[24];
	*type = (uint8_t)png.p[25];
	*laced = png.p[28] != 0;
	out->channels = *type == 2 || *type == 6 ? 3 : 1;
}

/* Data and palette of a PNG that was checked or just made. False: it has transparent colours or a profile, to be decoded. */
static bool take_chunks(struct arena *a, struct str png, struct print_image *out)
{
	struct buf data;
	bool plain = true;
	buf_init(&data, BUF_NO_LIMIT);
	for (size_t i = 8; png.n - i >= 12;) {
		struct str body = str_sub(png, i + 8, i + 8 + read_be32(png.p + i));
		const char *type = png.p + i + 4;
		if (memcmp(type, "IDAT", 4) == 0)
			buf_str(&data, body);
		else if (memcmp(type, "PLTE", 4) == 0)
			out->palette = arena_copy(a, body);
		else if (memcmp(type, "tRNS", 4) == 0 || memcmp(type, "iCCP", 4) == 0)
			plain = false;
		i += body.n + 12;
	}
	out->data = buf_copy(&data, a);
	buf_free(&data);
	if (out->channels == 3)
		out->palette = (struct str){0}; /* of an RGB picture: a suggestion for poor screens */
	return plain;
}

static bool take_png(struct arena *a, struct str png, struct print_image *out)
{
	uint8_t type;
	bool laced;
	read_header(out, png, &type, &laced);
	return type <= 3 && !laced && out->bits <= 8 && take_chunks(a, png, out);
}

/* Every channels-th byte apart, or all but it. */
static struct str pack_part(struct arena *a, const struct pixels *p, bool alpha)
{
	int colours = p->channels % 2 ? p->channels : p->channels - 1, n = alpha ? 1 : colours;
	struct pixels part = {NULL, p->width, p->height, n, {0}};
	struct print_image packed = {.channels = n};
	size_t count = (size_t)p->width * p->height;
	uint8_t *to = part.p = mem_alloc(count * (size_t)n);
	for (const uint8_t *from = p->p; count; count--, from += p->channels, to += n)
		memcpy(to, alpha ? from + colours : from, (size_t)n);
	take_chunks(a, png_encode(a, &part, (struct str){0}), &packed);
	free(part.p);
	return packed.data;
}

static void take_pixels(struct arena *a, const struct pixels *p, struct print_image *out)
{
	out->width = p->width;
	out->height = p->height;
	out->channels = p->channels < 3 ? 1 : 3;
	out->bits = 8;
	out->palette = (struct str){0};
	out->icc = arena_copy(a, p->icc);
	out->data = pack_part(a, p, false);
	if (!pixels_opaque(p))
		out->alpha = pack_part(a, p, true);
}

static bool decode(struct job *job, struct print_image *out)
{
	struct pixels p = {0};
	if (!codec_of(job->out->type)->decode(job, &p))
		return false;
	take_pixels(job->arena, &p, out);
	pixels_free(&p);
	return true;
}

/* The profile in an APP2 segment, which is one of several where it does not fit one (ICC.1 annex B.4). */
static void add_profile(struct buf *icc, struct str segment)
{
	if (segment.n > 14 && memcmp(segment.p, "ICC_PROFILE", 12) == 0)
		buf_str(icc, str_skip(segment, 14));
}

static bool take_jpeg(struct job *job, struct print_image *out)
{
	struct str s = job->bytes;
	struct buf icc;
	buf_init(&icc, BUF_NO_LIMIT);
	out->jpeg = true;
	for (size_t i = 2; i + 10 < s.n && !out->width;) {
		uint8_t marker = (uint8_t)s.p[i + 1];
		struct str segment = str_sub(s, i + 4, i + 2 + read_be16(s.p + i + 2));
		if (marker == 0xE2)
			add_profile(&icc, segment);
		if (marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC) {
			out->bits = s.p[i + 4];
			out->height = read_be16(s.p + i + 5);
			out->width = read_be16(s.p + i + 7);
			out->channels = s.p[i + 9];
		}
		i += 4 + segment.n;
		while (i + 1 < s.n && (uint8_t)s.p[i + 1] == 0xFF)
			i++; /* fill bytes */
	}
	out->icc = buf_copy(&icc, job->arena);
	buf_free(&icc);
	out->data = arena_copy(job->arena, s);
	return out->bits == 8 && (out->channels == 1 || out->channels == 3);
}

/* From cairo's premultiplied words to bytes. */
static void take_surface(struct arena *a, cairo_surface_t *surface, uint32_t width, uint32_t height, struct print_image *out)
{
	struct pixels p = {mem_alloc((size_t)width * height * 4), width, height, 4, {0}};
	uint8_t *to = p.p;
	draw()->cairo_surface_flush(surface);
	for (uint32_t y = 0; y < height; y++) {
		const uint8_t *from = draw()->cairo_image_surface_get_data(surface);
		from += (size_t)draw()->cairo_image_surface_get_stride(surface) * y;
		for (uint32_t x = 0; x < width; x++, from += 4, to += 4) {
			uint32_t v;
			memcpy(&v, from, 4);
			uint32_t alpha = v >> 24, half = alpha / 2;
			for (int c = 0; c < 3; c++)
				to[c] = (uint8_t)(alpha ? ((v >> (16 - 8 * c) & 255) * 255 + half) / alpha : 255);
			to[3] = (uint8_t)alpha;
		}
	}
	take_pixels(a, &p, out);
	pixels_free(&p);
}

static bool render(struct job *job, RsvgHandle *handle, cairo_surface_t *surface, uint32_t width, uint32_t height)
{
	cairo_t *cr = draw()->cairo_create(surface);
	RsvgRectangle page = {0, 0, width, height};
	GError *error = NULL;
	bool ok = draw()->rsvg_handle_render_document(handle, cr, &page, &error);
	cairo_status_t status = draw()->cairo_status(cr);
	if (!ok || status != CAIRO_STATUS_SUCCESS)
		ok = job_bad(job, "it could not be drawn (%s)", error ? error->message : draw()->cairo_status_to_string(status));
	draw()->g_clear_error(&error);
	draw()->cairo_destroy(cr);
	return ok;
}

static bool render_pixels(struct job *job, RsvgHandle *handle, uint32_t width, uint32_t height, struct print_image *out)
{
	cairo_surface_t *surface = draw()->cairo_image_surface_create(CAIRO_FORMAT_ARGB32, (int)width, (int)height);
	bool ok = render(job, handle, surface, width, height);
	if (ok)
		take_surface(job->arena, surface, width, height, out);
	draw()->cairo_surface_destroy(surface);
	return ok;
}

static cairo_status_t append(void *buf, const unsigned char *bytes, unsigned n)
{
	buf_put(buf, bytes, n);
	return CAIRO_STATUS_SUCCESS;
}

/* True without a drawing: it is nothing for PDF/A. */
static bool render_drawing(struct job *job, RsvgHandle *handle, uint32_t width, uint32_t height, struct print_image *out)
{
	struct buf file;
	buf_init(&file, BUF_NO_LIMIT);
	cairo_surface_t *surface = draw()->cairo_pdf_surface_create_for_stream(append, &file, width, height);
	draw()->cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_4);
	bool ok = render(job, handle, surface, width, height);
	draw()->cairo_surface_finish(surface);
	bool whole = ok && draw()->cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS;
	draw()->cairo_surface_destroy(surface);
	struct str made = buf_view(&file);
	if (whole && str_find(made, "/Interpolate true") == made.n && str_find(made, "/Type3") == made.n)
		*out = (struct print_image){.width = width, .height = height, .drawing = buf_copy(&file, job->arena)};
	buf_free(&file);
	return ok;
}

static bool draw_svg(struct job *job, bool pixels, struct print_image *out)
{
	GError *error = NULL;
	const char *why = draw_load();
	if (why)
		return job_bad(job, "it could not be drawn (%s)", why);
	RsvgHandle *handle = draw()->rsvg_handle_new_from_data((const guint8 *)job->bytes.p, job->bytes.n, &error);
	if (!handle) {
		job_bad(job, "it could not be read (%s)", error ? error->message : "no reason given");
		draw()->g_clear_error(&error);
		return false;
	}
	uint32_t width = job->max_width, height = job->max_height;
	if (job->out->width && job->out->height) {
		uint64_t across = (uint64_t)width * job->out->height, up = (uint64_t)height * job->out->width;
		if (across > up)
			width = (uint32_t)(up / job->out->height);
		else
			height = (uint32_t)(across / job->out->width);
	}
	draw()->rsvg_handle_set_dpi(handle, 96);
	width = width ? width : 1;
	height = height ? height : 1;
	bool ok = pixels || render_drawing(job, handle, width, height, out);
	if (ok && !out->drawing.n)
		ok = render_pixels(job, handle, width, height, out);
	draw()->g_object_unref(handle);
	return ok;
}

static bool take(struct job *job, bool pixels, struct print_image *out)
{
	switch (job->out->type) {
	case IMAGE_JPEG:
		return take_jpeg(job, out) || job_bad(job, "it is a JPEG of a kind that PDF does not know");
	case IMAGE_SVG:
		return draw_svg(job, pixels, out);
	case IMAGE_PNG:
		if (take_png(job->arena, job->bytes, out))
			return true;
		break;
	default:
		break;
	}
	return decode(job, out);
}

/* Is it one that PDF/A takes (ISO 19005-2 6.2.4.2), for so many channels? */
static bool profile_ok(struct str icc, int channels)
{
	static const char classes[][5] = {"mntr", "scnr", "prtr", "spac"};
	bool known = false;
	if (icc.n < 132 || read_be32(icc.p) != icc.n || memcmp(icc.p + 36, "acsp", 4) != 0 || icc.p[8] < 2 || icc.p[8] > 4)
		return false;
	for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
		known = known || memcmp(icc.p + 12, classes[i], 4) == 0;
	return known && memcmp(icc.p + 16, channels == 3 ? "RGB " : "GRAY", 4) == 0;
}

bool image_for_print(struct arena *a, const char *path, struct print_box box, struct print_image *out, struct diags *d, struct pos pos)
{
	struct image image;
	struct arena scratch;
	*out = (struct print_image){0};
	if (!image_prepare(a, path, &(struct image_limits){0, false}, &image, d, pos))
		return false;
	arena_init(&scratch);
	struct job job = {.arena = a, .scratch = &scratch, .bytes = image.data, .name = path_base(str_c(path)),
		.max_width = image.type == IMAGE_SVG ? box.width : 0, .max_height = image.type == IMAGE_SVG ? box.height : 0,
		.bad = DIAG_BAD_IMAGE, .d = d, .pos = pos, .out = &image};
	int error = image.data.n ? 0 : fs_read(&scratch, path, IMAGE_FILE_LIMIT, &job.bytes);
	bool ok = error ? job_bad(&job, "%s", strerror(error)) : take(&job, box.pixels, out);
	if (ok && !profile_ok(out->icc, out->channels))
		out->icc = (struct str){0};
	arena_free(&scratch);
	return ok;
}
