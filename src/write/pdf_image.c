/*
 * Images: an XObject for each file that is shown, however often. Some are prepared at once, on all cores, then written in the order of
 * the pages. Drawings stay drawings, see pdf_drawing.c. Transparency is a soft mask; a colour profile that several share stands once;
 * what has none is sRGB, as the output intent says.
 */
#include "write/pdf.h"

#include <stdlib.h>
#include "base/pool.h"

enum {
	BATCH = 8,          /* in memory at once */
	PIXELS_PER_INCH = 300, /* of drawings */
	MOST_PIXELS = 4000, /* on a side of a drawing */
};

struct slot {
	const struct asset *asset;
	struct print_image image;
	struct arena arena;
	struct diags diags;
	bool good;
};

struct images {
	struct pdf *p;
	struct {
		const struct asset **items;
		size_t n, cap;
	} assets;       /* in the order of the pages */
	struct map profiles; /* profile → object */
	struct slot slots[BATCH];
	size_t first;
};

static void collect(struct images *im)
{
	const struct layout *l = im->p->layout;
	for (size_t i = 0; i < l->npages; i++) {
		for (size_t k = 0; k < l->pages[i].n; k++) {
			const struct mark *m = &l->pages[i].marks[k];
			if (m->kind != MARK_IMAGE)
				continue;
			struct pdf_image *image = &im->p->images[m->u.image.asset->index];
			if (!image->width && !image->height)
				*arena_push(im->p->arena, &im->assets) = m->u.image.asset;
			image->width = m->u.image.width > image->width ? m->u.image.width : image->width;
			image->height = m->u.image.height > image->height ? m->u.image.height : image->height;
		}
	}
}

static size_t count(const struct layout *l)
{
	size_t n = 0;
	for (size_t i = 0; i < l->npages; i++)
		for (size_t k = 0; k < l->pages[i].n; k++)
			if (l->pages[i].marks[k].kind == MARK_IMAGE && l->pages[i].marks[k].u.image.asset->index >= n)
				n = (size_t)l->pages[i].marks[k].u.image.asset->index + 1;
	return n;
}

static uint32_t pixels(dim side)
{
	uint32_t n = (uint32_t)((int64_t)side * PIXELS_PER_INCH / 72 / DIM_POINT) + 1;
	return n < MOST_PIXELS ? n : MOST_PIXELS;
}

static bool prepare(struct images *im, struct slot *s, bool as_pixels)
{
	const struct pdf_image *place = &im->p->images[s->asset->index];
	struct print_box box = {pixels(place->width), pixels(place->height), as_pixels};
	return image_for_print(&s->arena, arena_cstr(&s->arena, s->asset->path), box, &s->image, &s->diags, s->asset->first);
}

static void make(void *context, size_t i)
{
	struct images *im = context;
	struct slot *s = &im->slots[i];
	s->asset = im->assets.items[im->first + i];
	arena_init(&s->arena);
	diags_init(&s->diags);
	s->good = prepare(im, s, false);
}

/* The object of a profile's stream. */
static uint32_t profile_of(struct images *im, const struct print_image *image)
{
	uint32_t *known = map_get(&im->profiles, image->icc);
	if (known)
		return *known;
	uint32_t *id = arena_new(im->p->arena, uint32_t);
	*id = pdf_reserve(im->p->file, 1);
	map_put(&im->profiles, arena_copy(im->p->arena, image->icc), id);
	pdf_stream(im->p->file, *id, image->channels == 3 ? "/N 3" : "/N 1", image->icc, PDF_DEFLATE);
	return *id;
}

static void put_colours(struct images *im, struct buf *b, const struct print_image *image)
{
	const char *plain = image->channels == 3 || image->palette.n ? "/DeviceRGB" : "/DeviceGray";
	buf_cstr(b, "/ColorSpace");
	if (image->palette.n) {
		buf_printf(b, "[/Indexed%s %zu", plain, image->palette.n / 3 - 1);
		pdf_string(b, image->palette);
		buf_char(b, ']');
	} else if (image->icc.n) {
		buf_printf(b, "[/ICCBased %u 0 R]", profile_of(im, image));
	} else {
		buf_cstr(b, plain);
	}
}

static void put_size(struct buf *b, const struct print_image *image, int channels, int bits)
{
	buf_printf(b, "/Type/XObject/Subtype/Image/Width %u/Height %u/BitsPerComponent %d", image->width, image->height, bits);
	if (image->jpeg)
		buf_cstr(b, "/Filter/DCTDecode");
	else
		buf_printf(b, "/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors %d/BitsPerComponent %d/Columns %u>>", channels, bits,
			image->width);
}

static void write_image(struct images *im, const struct slot *s)
{
	const struct print_image *image = &s->image;
	struct pdf_file *file = im->p->file;
	uint32_t id = pdf_reserve(file, 1), mask = image->alpha.n ? pdf_reserve(file, 1) : 0;
	struct buf b;
	buf_init(&b, BUF_NO_LIMIT);
	put_size(&b, image, image->channels, image->bits);
	put_colours(im, &b, image);
	if (mask)
		buf_printf(&b, "/SMask %u 0 R", mask);
	buf_char(&b, '\0');
	pdf_stream(file, id, b.p, image->data, PDF_ENCODED);
	if (mask) {
		buf_clear(&b);
		put_size(&b, image, 1, 8);
		buf_put(&b, "/ColorSpace/DeviceGray", sizeof "/ColorSpace/DeviceGray");
		pdf_stream(file, mask, b.p, image->alpha, PDF_ENCODED);
	}
	buf_free(&b);
	im->p->images[s->asset->index].id = id;
}

static void write_slot(struct images *im, struct slot *s)
{
	if (s->good && s->image.drawing.n) {
		uint32_t id = im->p->images[s->asset->index].id = pdf_drawing(im->p, &s->image);
		if (id)
			return;
		s->good = prepare(im, s, true);
	}
	if (s->good)
		write_image(im, s);
}

void pdf_images(struct pdf *p)
{
	struct images *im = mem_alloc(sizeof *im);
	im->p = p;
	p->images = arena_array(p->arena, struct pdf_image, count(p->layout));
	map_init(&im->profiles, p->arena);
	collect(im);
	for (im->first = 0; im->first < im->assets.n; im->first += BATCH) {
		size_t n = im->assets.n - im->first < BATCH ? im->assets.n - im->first : BATCH;
		pool_run(p->threads, n, make, im);
		for (size_t i = 0; i < n; i++) {
			struct slot *s = &im->slots[i];
			write_slot(im, s);
			diags_merge(p->diags, &s->diags);
			diags_free(&s->diags);
			arena_free(&s->arena);
		}
	}
	free(im);
}
