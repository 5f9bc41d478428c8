/*
 * A drawing to a JPEG: librsvg draws it with cairo, libjpeg packs it. Colour is kept at full resolution, for the edges of
 * coloured type on coloured ground are what a cover is made of. The drawing has no base address, so librsvg opens no file.
 */
#include <string.h>
#include <librsvg/rsvg.h>
#include "image/cover_parts.h"

#define COVER_QUALITY ((struct jpeg_quality){88, false})

struct str cover_raster_version(struct arena *a)
{
	return arena_printf(a, "rsvg %u.%u.%u cairo %s", rsvg_major_version, rsvg_minor_version, rsvg_micro_version,
		cairo_version_string());
}

static void read_surface(cairo_surface_t *surface, struct pixels *p)
{
	const uint8_t *data = cairo_image_surface_get_data(surface);
	size_t stride = (size_t)cairo_image_surface_get_stride(surface);
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

static bool draw(const struct job *job, RsvgHandle *handle, struct pixels *p)
{
	cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)p->width, (int)p->height);
	cairo_t *cr = cairo_create(surface);
	RsvgRectangle page = {0, 0, p->width, p->height};
	GError *error = NULL;
	cairo_set_source_rgb(cr, 1, 1, 1);
	cairo_paint(cr);
	bool ok = rsvg_handle_render_document(handle, cr, &page, &error);
	if (ok && cairo_status(cr) == CAIRO_STATUS_SUCCESS) {
		cairo_surface_flush(surface);
		read_surface(surface, p);
	} else {
		ok = job_bad(job, "it could not be drawn (%s)", error ? error->message : cairo_status_to_string(cairo_status(cr)));
	}
	g_clear_error(&error);
	cairo_destroy(cr);
	cairo_surface_destroy(surface);
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
	RsvgHandle *handle = rsvg_handle_new_from_data((const guint8 *)svg.p, svg.n, &error);
	if (!handle) {
		job_bad(job, "it could not be read (%s)", error ? error->message : "no reason given");
		g_clear_error(&error);
		return false;
	}
	rsvg_handle_set_dpi(handle, 96);
	if (!rsvg_handle_get_intrinsic_size_in_pixels(handle, &w, &h)) {
		gboolean has_w, has_h, has_box;
		RsvgLength lw, lh;
		RsvgRectangle box = {0};
		rsvg_handle_get_intrinsic_dimensions(handle, &has_w, &lw, &has_h, &lh, &has_box, &box);
		w = box.width;
		h = box.height;
	}
	fit_box(w, h, box_w, box_h, &p);
	bool ok = draw(job, handle, &p);
	if (ok)
		*out = jpeg_encode(job->arena, &p, COVER_QUALITY);
	*width = p.width;
	*height = p.height;
	pixels_free(&p);
	g_object_unref(handle);
	return ok && (out->n || job_bad(job, "it could not be encoded"));
}
