/* Every picture is read once before articles are set: their threads then only look up what it is. */
#include "layout/pictures.h"

#include "base/pool.h"
#include "image/image.h"

struct reading {
	struct composition *c;
	const struct asset **assets;
	size_t n;
	struct diags *diags; /* one each */
};

static void add_images(struct reading *r, const struct article *a, bool *seen)
{
	for (size_t i = 0; a && i < a->images.n; i++) {
		const struct asset *asset = a->images.items[i]->u.image.asset;
		if (!asset || asset->kind != ASSET_IMAGE || seen[asset->index])
			continue;
		seen[asset->index] = true;
		r->assets[r->n++] = asset;
	}
}

static void read_one(void *context, size_t i)
{
	struct reading *r = context;
	const struct asset *asset = r->assets[i];
	struct picture *p = &r->c->images->items[asset->index];
	struct image image;
	diags_init(&r->diags[i]);
	p->good = image_check(asset->path.p, &image, &r->diags[i], asset->first);
	p->drawing = image.type == IMAGE_SVG;
	p->width = image.width ? image.width : 300; /* as CSS 2.2 10.3.2 has it for what has no size of its own */
	p->height = image.height ? image.height : 150;
}

void pictures_read(struct composition *c)
{
	const struct book *book = c->request->book;
	struct reading r = {.c = c, .assets = arena_array(&c->layout->arena, const struct asset *, book->nassets + 1)};
	bool *seen = arena_array(&c->layout->arena, bool, book->nassets + 1);
	c->images = arena_new(&c->layout->arena, struct image_sizes);
	c->images->items = arena_array(&c->layout->arena, struct picture, book->nassets + 1);
	for (size_t i = 0; i < c->e->narticles; i++)
		add_images(&r, c->e->articles[i], seen);
	for (int i = 0; i < BOOK_PAGE_COUNT; i++)
		add_images(&r, book->pages[i], seen);
	r.diags = arena_array(&c->layout->arena, struct diags, r.n + 1);
	pool_run(c->nworkers, r.n, read_one, &r);
	for (size_t i = 0; i < r.n; i++) {
		if (!c->images->items[r.assets[i]->index].good)
			diags_merge(c->diags, &r.diags[i]);
		diags_free(&r.diags[i]);
	}
}
