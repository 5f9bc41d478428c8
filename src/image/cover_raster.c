/*
 * A drawing to a JPEG: librsvg draws it with cairo, libjpeg packs it. Colour is kept at full resolution, for the edges of
 * coloured type on coloured ground are what a cover is made of. The drawing has no base address, so librsvg opens no file.
 */
#include <string.h>
#include "image/cover_parts.h"
#include "image/draw.h"

#define COVER_QUALITY ((struct jpeg_quality){88, false})

static void read_surface(cairo_surface_t *surface, struct pixels *p)
{
	const uint8_t *data = draw()->cairo_image_surface_get_data(surface);
	size_t stride = (size_t)draw()->cairo_image_surface_get_stride(surface);
	uint8_t *to = p->p = mem_alloc((size_t)p->width * p->height * 3);
	for (uint32_t y = 0; y < p->height; y++) {
		const uint8_t *row = data + stride * y;
		for (uint32_t x = 0; x < p->width; x++, to += 3) {
			uint32_t v;
			memcpy(&v, row + 4 * (size_t)x, 4);
			to[0] = (uint8_t)(v >> 16);
			to[1] = (uint8_t)(v >> 8);
			to[2] = (uint8_t)v;
		}
	}
}

static bool paint(const struct job *job, RsvgHandle *handle, struct pixels *p)
{
	cairo_surface_t *surface = draw()->cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)p->width, (int)p->height);
	cairo_t *cr = draw()->cairo_create(surface);
	RsvgRectangle page = {0, 0, p->width, p->height};
	GError *error = NULL;
	draw()->cairo_set_source_rgb(cr, 1, 1, 1);
	draw()->cairo_paint(cr);
	bool ok = draw()->rsvg_handle_render_document(handle, cr, &page, &error);
	if (ok && draw()->cairo_status(cr) == CAIRO_STATUS_SUCCESS) {
		draw()->cairo_surface_flush(surface);
		read_surface(surface, p);
	} else {
		ok = job_bad(job, "it could not be drawn (%s)", error ? error->message : draw()->cairo_status_to_string(draw()->cairo_status(cr)));
	}
	draw()->g_clear_error(&error);
	draw()->cairo_destroy(cr);
	draw()->cairo_surface_destroy(surface);
	return ok;
}

/* The largest size of those proportions within the box. */
static void fit_box(double w, double h, uint32_t box_w, uint32_t box_h, struct pixels *p)
{
	int64_t mw = (int64_t)(w * 1000), mh = (int64_t)(h * 1000);
	p->width = box_w;
	p->height = box_h;
	if (mw <= 0 || mh <= 0 || mw > 1000000000 || mh > 1000000000)
		return;
	if (mw * box_h > mh * box_w)
		p->height = (uint32_t)((mh * box_w + mw / 2) / mw);
	else
		p->width = (uint32_t)((mw * box_h + mh / 2) / mh);
	p->width = p->width ? p->width : 1;
	p->height = p->height ? p->height : 1;
}

bool cover_raster(const struct job *job, struct str svg, uint32_t box_w, uint32_t box_h, struct str *out, uint32_t *width,
	uint32_t *height)
{
	GError *error = NULL;
	struct pixels p = {.channels = 3};
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
	fit_box(w, h, box_w, box_h, &p);
	bool ok = paint(job, handle, &p);
	if (ok)
		*out = jpeg_encode(job->arena, &p, COVER_QUALITY);
	*width = p.width;
	*height = p.height;
	pixels_free(&p);
	draw()->g_object_unref(handle);
	return ok && (out->n || job_bad(job, "it could not be encoded"));
}
