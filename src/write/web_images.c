/*
 * The images that an edition shows: each once, under a safe name. They are prepared on all threads; names are given afterwards, in the
 * order of first showing, since the type of a file is not what its name says, and a scaled WebP comes back as JPEG.
 */
#include "write/web.h"

#include <sys/stat.h>
#include "base/filename.h"
#include "base/map.h"
#include "base/path.h"
#include "base/pool.h"
#include "base/slug.h"

static uint32_t add_image(struct web *w, struct str path, struct str name, struct pos pos)
{
	*arena_push(w->a, &w->images) = (struct web_image){.path = path, .stem = path_stem(name), .pos = pos};
	return (uint32_t)w->images.n;
}

static void add_file(struct web *w, const struct asset *asset)
{
	struct str extension = arena_printf(w->a, "." STR_FMT, STR_ARG(slug_ascii(w->a, path_ext(asset->path))));
	*arena_push(w->a, &w->files) = (struct web_file){asset, filename_make(w->a, &w->names, "media/", path_stem(asset->rel), extension)};
	w->file_of[asset->index] = (uint32_t)w->files.n;
}

static void add_asset(struct web *w, const struct asset *asset)
{
	if (!asset || w->image_of[asset->index] || w->file_of[asset->index])
		return;
	if (asset->kind == ASSET_IMAGE)
		w->image_of[asset->index] = add_image(w, asset->path, asset->rel, asset->first);
	else if (!w->format->epub)
		add_file(w, asset);
}

static void add_article_images(struct web *w, const struct article *a)
{
	for (size_t i = 0; i < a->images.n; i++)
		add_asset(w, a->images.items[i]->u.image.asset);
	for (size_t i = 0; i < a->links.n && !w->format->epub; i++)
		add_asset(w, edition_target(w->e, a, a->links.items[i])->asset);
}

/* An image that sheaf.yaml names, relative to its folder. */
static uint32_t add_project_image(struct web *w, struct value v)
{
	if (!v.s.n)
		return 0;
	struct str path = path_join(w->a, w->book->project->root, v.s);
	for (size_t i = 0; i < w->images.n; i++)
		if (str_eq(w->images.items[i].path, path))
			return (uint32_t)i + 1;
	return add_image(w, path, v.s, v.pos);
}

void web_collect_images(struct web *w)
{
	const struct project *p = w->book->project;
	w->image_of = arena_array(w->a, uint32_t, w->book->nassets + 1);
	w->file_of = arena_array(w->a, uint32_t, w->book->nassets + 1);
	for (size_t i = 0; i < w->e->narticles; i++)
		add_article_images(w, w->e->articles[i]);
	for (int i = 0; i < BOOK_PAGE_COUNT; i++)
		if (w->book->pages[i])
			add_article_images(w, w->book->pages[i]);
	w->logo = add_project_image(w, p->brand.logo);
	if (p->call.given && !(w->e->config && w->e->config->no_call_to_action))
		w->call_image = add_project_image(w, p->call.image);
}

/* A course may have more pictures than memory: what was made of one waits in a file that nobody sees. Its place there depends on the
 * threads; nothing of the output does. */
static void spool_image(struct web *w, struct web_image *i)
{
	off_t at = -1;
	pthread_mutex_lock(&w->spool_lock);
	i->spooled = fseeko(w->spool, 0, SEEK_END) == 0 && (at = ftello(w->spool)) >= 0 &&
		     fwrite(i->image.data.p, 1, i->image.data.n, w->spool) == i->image.data.n && fflush(w->spool) == 0;
	pthread_mutex_unlock(&w->spool_lock);
	if (!i->spooled) /* a full disk: the archive will tell */
		return;
	i->spool_offset = (uint64_t)at;
	i->image.data = (struct str){0};
	arena_free(&i->arena);
}

static void prepare_one(void *context, size_t index)
{
	struct web *w = context;
	struct web_image *i = &w->images.items[index];
	arena_init(&i->arena);
	diags_init(&i->diags);
	i->good = image_prepare(&i->arena, arena_cstr(&i->arena, i->path), &w->format->images, &i->image, &i->diags, i->pos);
	if (!i->good)
		return;
	struct stat st;
	i->size = i->image.data.n ? i->image.data.n : stat(i->path.p, &st) == 0 ? (uint64_t)st.st_size : 0;
	if (w->spool && i->image.data.n && i->image.type != IMAGE_SVG)
		spool_image(w, i);
}

static void name_image(struct web *w, struct map *taken, struct web_image *i)
{
	struct str stem = slug_ascii(w->a, i->stem);
	if (!stem.n || filename_is_device(stem))
		stem = STR("image");
	const char *extension = image_extension(i->image.type);
	i->href = arena_printf(w->a, "images/" STR_FMT ".%s", STR_ARG(stem), extension);
	for (int n = 2; map_add(taken, i->href, i) != i; n++)
		i->href = arena_printf(w->a, "images/" STR_FMT "-%d.%s", STR_ARG(stem), n, extension);
}

void web_prepare_images(struct web *w, int threads)
{
	struct map taken;
	map_init(&taken, w->a);
	map_put(&taken, STR("images/cover.jpg"), w);
	if (!w->format->epub && w->images.n)
		w->spool = tmpfile();
	pool_run(threads, w->images.n, prepare_one, w);
	for (size_t i = 0; i < w->images.n; i++) {
		struct web_image *image = &w->images.items[i];
		diags_merge(w->job->diags, &image->diags);
		diags_free(&image->diags);
		if (image->good)
			name_image(w, &taken, image);
	}
}

const struct web_image *web_image_at(const struct web *w, uint32_t index)
{
	return index && w->images.items[index - 1].good ? &w->images.items[index - 1] : NULL;
}

/* Pictures are compressed already; SVG is text. */
void web_pack_image(struct web *w, struct archive *z, struct str name, const struct web_image *i)
{
	bool deflate = i->image.type == IMAGE_SVG;
	if (i->spooled)
		archive_store_stretch(z, name, w->spool, i->spool_offset, i->size);
	else if (!i->image.data.n)
		archive_add_file(z, name, arena_cstr(w->a, i->path), deflate);
	else if (deflate)
		archive_add(z, name, i->image.data);
	else
		archive_store(z, name, i->image.data);
}
