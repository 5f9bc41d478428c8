/*
 * A drawing to a JPEG: librsvg draws it with cairo, libjpeg packs it. Colour is kept at full resolution, for the edges of
 * coloured type on coloured ground are what a cover is made of. The drawing has no base address, so librsvg opens no file.
 *
 * It is drawn a band at a time, straight into the encoder: the whole picture would be 16 MB of pixels, 12 more as RGB and 25 of
 * coefficients if the encoder were to choose Huffman tables of its own. A band is the picture moved up by whole pixels, so its
 * edges show nowhere.
 */
#include <stdlib.h>
#include <string.h>
#include "image/cover_parts.h"
#include "image/draw.h"

#define COVER_QUALITY ((struct jpeg_quality){88, false, true})
#define BAND_HEIGHT 160u

struct painter {
	const struct job *job;
	RsvgHandle *handle;
	uint32_t width, height;
	cairo_surface_t *surface; /* BAND_HEIGHT rows of the picture */
	uint8_t *row;             /* one of them as RGB */
};

static bool paint_band(struct painter *p, uint32_t top)
{
	cairo_t *cr = draw()->cairo_create(p->surface);
	RsvgRectangle page = {0, 0, p->width, p->height};
	GError *error = NULL;
	draw()->cairo_set_source_rgb(cr, 1, 1, 1);
	draw()->cairo_paint(cr);
	draw()->cairo_translate(cr, 0, -(double)top);
	bool ok = draw()->rsvg_handle_render_document(p->handle, cr, &page, &error);
	cairo_status_t status = draw()->cairo_status(cr);
	if (!ok || status != CAIRO_STATUS_SUCCESS)
		ok = job_bad(p->job, "it could not be drawn (%s)", error ? error->message : draw()->cairo_status_to_string(status));
	draw()->cairo_surface_flush(p->surface);
	draw()->g_clear_error(&error);
	draw()->cairo_destroy(cr);
	return ok;
}

static const uint8_t *paint_row(void *context, uint32_t y)
{
	struct painter *p = context;
	if (y % BAND_HEIGHT == 0 && !paint_band(p, y))
		return NULL;
	const uint8_t *from = draw()->cairo_image_surface_get_data(p->surface);
	from += (size_t)draw()->cairo_image_surface_get_stride(p->surface) * (y % BAND_HEIGHT);
	uint8_t *to = p->row;
	for (uint32_t x = 0; x < p->width; x++, from += 4, to += 3) {
		uint32_t v;
		memcpy(&v, from, 4);
		to[0] = (uint8_t)(v >> 16);
		to[1] = (uint8_t)(v >> 8);
		to[2] = (uint8_t)v;
	}
	return p->row;
}

/* The picture as a JPEG; empty, with a diagnostic, when it cannot be drawn. */
static struct str paint(const struct job *job, RsvgHandle *handle, uint32_t width, uint32_t height)
{
	struct painter p = {job, handle, width, height, NULL, mem_alloc((size_t)width * 3)};
	struct pixel_rows rows = {width, height, 3, {0}, paint_row, &p};
	size_t told = job->d->n;
	p.surface = draw()->cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)width, (int)BAND_HEIGHT);
	struct str jpeg = jpeg_encode_rows(job->arena, &rows, COVER_QUALITY);
	draw()->cairo_surface_destroy(p.surface);
	free(p.row);
	if (!jpeg.n && job->d->n == told)
		job_bad(job, "it could not be encoded");
	return jpeg;
}

/* The largest size of those proportions within the box. */
static void fit_box(double w, double h, uint32_t box_w, uint32_t box_h, uint32_t *width, uint32_t *height)
{
	int64_t mw = (int64_t)(w * 1000), mh = (int64_t)(h * 1000);
	*width = box_w;
	*height = box_h;
	if (mw <= 0 || mh <= 0 || mw > 1000000000 || mh > 1000000000)
		return;
	if (mw * box_h > mh * box_w)
		*height = (uint32_t)((mh * box_w + mw / 2) / mw);
	else
		*width = (uint32_t)((mw * box_h + mh / 2) / mh);
	*width = *width ? *width : 1;
	*height = *height ? *height : 1;
}

bool cover_raster(const struct job *job, struct str svg, uint32_t box_w, uint32_t box_h, struct str *out, uint32_t *width,
	uint32_t *height)
{
	GError *error = NULL;
	gdouble w = 0, h = 0;
	RsvgHandle *handle = draw()->rsvg_handle_new_from_data((const guint8 *)svg.p, svg.n, &error);
	if (!handle) {
		job_bad(job, "it could not be read (%s)", error ? error->message : "no reason given");
		draw()->g_clear_error(&error);
		return false;
	}
	draw()->rsvg_handle_set_dpi(handle, 96);
	if (!draw()->rsvg_handle_get_intrinsic_size_in_pixels(handle, &w, &h)) {
		gboolean has_w, has_h, has_box;
		RsvgLength lw, lh;
		RsvgRectangle box = {0};
		draw()->rsvg_handle_get_intrinsic_dimensions(handle, &has_w, &lw, &has_h, &lh, &has_box, &box);
		w = box.width;
		h = box.height;
	}
	fit_box(w, h, box_w, box_h, width, height);
	*out = paint(job, handle, *width, *height);
	draw()->g_object_unref(handle);
	return out->n > 0;
}
