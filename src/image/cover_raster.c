/*
 * A drawing to a JPEG: librsvg draws it with cairo, libjpeg packs it. Colour is kept at full resolution, for the edges of
 * coloured type on coloured ground are what a cover is made of. The drawing has no base address, so librsvg opens no file.
 *
 * Its rows go from the surface straight into the encoder: a copy of them would take 12 MB more. Rejected: drawing in bands, for
 * a drawing with filters or masks is made whole for each band.
 */
#include <stdlib.h>
#include <string.h>
#include "image/cover_parts.h"
#include "image/draw.h"

#define COVER_QUALITY ((struct jpeg_quality){88, false})

struct canvas {
	cairo_surface_t *surface;
	uint32_t width;
	uint8_t *row; /* one of the surface's as RGB */
};

static bool paint(const struct job *job, RsvgHandle *handle, cairo_surface_t *surface, uint32_t width, uint32_t height)
{
	cairo_t *cr = draw()->cairo_create(surface);
	RsvgRectangle page = {0, 0, width, height};
	GError *error = NULL;
	draw()->cairo_set_source_rgb(cr, 1, 1, 1);
	draw()->cairo_paint(cr);
	bool ok = draw()->rsvg_handle_render_document(handle, cr, &page, &error);
	cairo_status_t status = draw()->cairo_status(cr);
	if (!ok || status != CAIRO_STATUS_SUCCESS)
		ok = job_bad(job, "it could not be drawn (%s)", error ? error->message : draw()->cairo_status_to_string(status));
	draw()->cairo_surface_flush(surface);
	draw()->g_clear_error(&error);
	draw()->cairo_destroy(cr);
	return ok;
}

static const uint8_t *canvas_row(void *context, uint32_t y)
{
	struct canvas *c = context;
	const uint8_t *from = draw()->cairo_image_surface_get_data(c->surface);
	from += (size_t)draw()->cairo_image_surface_get_stride(c->surface) * y;
	uint8_t *to = c->row;
	for (uint32_t x = 0; x < c->width; x++, from += 4, to += 3) {
		uint32_t v;
		memcpy(&v, from, 4);
		to[0] = (uint8_t)(v >> 16);
		to[1] = (uint8_t)(v >> 8);
		to[2] = (uint8_t)v;
	}
	return c->row;
}

/* Empty, with a diagnostic, when it cannot be drawn. */
static struct str draw_jpeg(const struct job *job, RsvgHandle *handle, uint32_t width, uint32_t height)
{
	struct canvas c = {draw()->cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)width, (int)height), width, NULL};
	struct str jpeg = {0};
	if (paint(job, handle, c.surface, width, height)) {
		struct pixel_rows rows = {width, height, 3, {0}, canvas_row, &c};
		c.row = mem_alloc((size_t)width * 3);
		jpeg = jpeg_encode_rows(job->arena, &rows, COVER_QUALITY);
		if (!jpeg.n)
			job_bad(job, "it could not be encoded");
		free(c.row);
	}
	draw()->cairo_surface_destroy(c.surface);
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
	*out = draw_jpeg(job, handle, *width, *height);
	draw()->g_object_unref(handle);
	return out->n > 0;
}
