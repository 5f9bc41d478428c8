/*
 * The images that an edition shows: each once, under a safe name. They are prepared on all threads; names are given afterwards, in the
 * order of first showing, since the type of a file is not what its name says, and a scaled WebP comes back as JPEG.
 */
#include "write/epub.h"

#include <sys/stat.h>
#include "base/map.h"
#include "base/path.h"
#include "base/pool.h"
#include "base/slug.h"

/* Apple's limit for images inside a book. */
static const struct image_limits limits = {.pixels = 4000000, .webp = false};

static uint32_t add_image(struct epub *b, struct str path, struct str name, struct pos pos)
{
	*arena_push(b->a, &b->images) = (struct epub_image){.path = path, .stem = path_stem(name), .pos = pos};
	return (uint32_t)b->images.n;
}

static void add_article_images(struct epub *b, const struct article *a)
{
	for (size_t i = 0; i < a->images.n; i++) {
		const struct asset *asset = a->images.items[i]->u.image.asset;
		if (asset && !b->image_of[asset->index])
			b->image_of[asset->index] = add_image(b, asset->path, asset->rel, asset->first);
	}
}

/* An image that sheaf.yaml names, relative to its folder. */
static uint32_t add_project_image(struct epub *b, struct value v)
{
	if (!v.s.n)
		return 0;
	struct str path = path_join(b->a, b->book->project->root, v.s);
	for (size_t i = 0; i < b->images.n; i++)
		if (str_eq(b->images.items[i].path, path))
			return (uint32_t)i + 1;
	return add_image(b, path, v.s, v.pos);
}

void epub_collect_images(struct epub *b)
{
	const struct project *p = b->book->project;
	b->image_of = arena_array(b->a, uint32_t, b->book->nassets + 1);
	for (size_t i = 0; i < b->e->narticles; i++)
		add_article_images(b, b->e->articles[i]);
	for (int i = 0; i < BOOK_PAGE_COUNT; i++)
		if (b->book->pages[i])
			add_article_images(b, b->book->pages[i]);
	b->logo = add_project_image(b, p->brand.logo);
	if (p->call.given && !(b->e->config && b->e->config->no_call_to_action))
		b->call_image = add_project_image(b, p->call.image);
}

static void prepare_one(void *context, size_t index)
{
	struct epub *b = context;
	struct epub_image *i = &b->images.items[index];
	arena_init(&i->arena);
	diags_init(&i->diags);
	i->good = image_prepare(&i->arena, arena_cstr(&i->arena, i->path), &limits, &i->image, &i->diags, i->pos);
	if (!i->good)
		return;
	struct stat st;
	i->size = i->image.data.n ? i->image.data.n : stat(i->path.p, &st) == 0 ? (uint64_t)st.st_size : 0;
}

static void name_image(struct epub *b, struct map *taken, struct epub_image *i)
{
	struct str stem = slug_ascii(b->a, i->stem);
	if (!stem.n)
		stem = STR("image");
	const char *extension = image_extension(i->image.type);
	i->href = arena_printf(b->a, "images/" STR_FMT ".%s", STR_ARG(stem), extension);
	for (int n = 2; map_add(taken, i->href, i) != i; n++)
		i->href = arena_printf(b->a, "images/" STR_FMT "-%d.%s", STR_ARG(stem), n, extension);
}

void epub_prepare_images(struct epub *b, int threads)
{
	struct map taken;
	map_init(&taken, b->a);
	map_put(&taken, STR("images/cover.jpg"), b);
	pool_run(threads, b->images.n, prepare_one, b);
	for (size_t i = 0; i < b->images.n; i++) {
		struct epub_image *image = &b->images.items[i];
		diags_merge(b->job->diags, &image->diags);
		diags_free(&image->diags);
		if (image->good)
			name_image(b, &taken, image);
	}
}

const struct epub_image *epub_image_at(const struct epub *b, uint32_t index)
{
	return index && b->images.items[index - 1].good ? &b->images.items[index - 1] : NULL;
}
