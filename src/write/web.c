/* The way of web.h's pages through the threads. */
#include "write/web.h"

#include <stdatomic.h>
#include "base/path.h"
#include "base/pool.h"
#include "base/sink.h"
#include "write/edition_cover.h"

static void make_cover(struct web *w)
{
	w->has_cover = w->format->cover && edition_cover(w->job, &w->cover_arena, &w->cover, &w->cover_diags);
}

static void *cover_thread(void *context)
{
	make_cover(context);
	return NULL;
}

struct rendering {
	struct web *w;
	atomic_size_t done;
};

/* These need what is known only when the cover is finished. */
static bool comes_last(const struct web_page *page)
{
	return page->kind == WEB_COVER || page->kind == WEB_NAV;
}

static void render_one(void *context, size_t index)
{
	struct rendering *r = context;
	struct write_job *job = r->w->job;
	struct web_page *page = &r->w->pages.items[index];
	if (!comes_last(page) && !interrupt_signal())
		web_render_page(r->w, page);
	if (job->progress)
		job->progress(job->progress_context, atomic_fetch_add(&r->done, 1) + 1, r->w->pages.n);
}

static void finish_cover(struct web *w)
{
	diags_merge(w->job->diags, &w->cover_diags);
	for (size_t i = 0; i < w->cover.fonts.n; i++) {
		const struct hashed_file *font = &w->cover.fonts.items[i];
		*arena_push(w->a, &w->job->fonts) = (struct hashed_file){arena_copy(w->a, font->name), arena_copy(w->a, font->path),
			arena_copy(w->a, font->sha256)};
	}
	w->cover_alt = edition_cover_alt(w->e, w->a);
	if (!w->has_cover && w->pages.n && w->pages.items[0].kind == WEB_COVER) { /* its page comes first */
		arena_free(&w->pages.items[0].arena);
		diags_free(&w->pages.items[0].diags);
		w->pages.items++;
		w->pages.n--;
		w->pages.cap--;
	}
}

/* Runs beside the pages when there is a thread to spare. */
static void render_all(struct web *w)
{
	struct rendering r = {.w = w};
	int threads = w->job->threads;
	pthread_t thread;
	bool beside = threads > 1 && pthread_create(&thread, NULL, cover_thread, w) == 0;
	if (!beside)
		make_cover(w);
	web_prepare_images(w, threads);
	web_describe_book(w);
	pool_run(threads, w->pages.n, render_one, &r);
	if (beside)
		pthread_join(thread, NULL);
	finish_cover(w);
	if (w->format->settle)
		w->format->settle(w);
	for (size_t i = 0; i < w->pages.n && !interrupt_signal(); i++)
		if (comes_last(&w->pages.items[i]))
			web_render_page(w, &w->pages.items[i]);
}

bool web_render(struct web *w)
{
	render_all(w);
	bool good = !interrupt_signal();
	for (size_t i = 0; i < w->pages.n; i++) {
		struct web_page *page = &w->pages.items[i];
		diags_merge(w->job->diags, &page->diags);
		good = good && !page->failed;
	}
	return good;
}

struct pos web_page_pos(const struct web *w, const struct web_page *page)
{
	const struct source *source = page->article && page->article->source ? page->article->source : w->book->project->source;
	return (struct pos){source, 1, 1};
}

static bool load_theme(struct web *w)
{
	const struct project *p = w->book->project;
	w->theme = theme_load(w->a, w->e->theme, path_join(w->a, p->root, p->templates), w->job->diags);
	if (!w->theme)
		return false;
	if (!theme_brand(w->a, w->theme, p->brand.colour.s, p->brand.body_font.s, p->brand.heading_font.s))
		diag_add(w->job->diags, DIAG_BAD_VALUE, p->brand.colour.pos, "'" STR_FMT "' is not a colour: write \"#8a3b5c\"",
			STR_ARG(p->brand.colour.s));
	if (w->format->style)
		w->format->style(w);
	for (int i = 0; i < 2 && w->format->css_from[i]; i++) {
		struct str css = theme_css(w->a, w->theme, w->format->css_from[i], w->job->diags);
		if (!css.p)
			return false;
		w->css = i ? arena_printf(w->a, STR_FMT STR_FMT, STR_ARG(w->css), STR_ARG(css)) : css;
	}
	return true;
}

bool web_prepare(struct web *w, struct write_job *job, const struct web_format *format)
{
	*w = (struct web){.format = format, .job = job, .book = job->book, .e = job->edition, .a = job->arena};
	arena_init(&w->cover_arena);
	diags_init(&w->cover_diags);
	map_init(&w->names, w->a);
	pthread_mutex_init(&w->spool_lock, NULL);
	web_list_pages(w);
	web_collect_images(w);
	return load_theme(w) && web_load_shells(w);
}

void web_free(struct web *w)
{
	for (int i = 0; i < WEB_KINDS; i++)
		shell_free(w->shells[i]);
	for (size_t i = 0; i < w->pages.n; i++) {
		arena_free(&w->pages.items[i].arena);
		diags_free(&w->pages.items[i].diags);
	}
	for (size_t i = 0; i < w->images.n; i++)
		arena_free(&w->images.items[i].arena);
	if (w->spool)
		fclose(w->spool);
	pthread_mutex_destroy(&w->spool_lock);
	diags_free(&w->cover_diags);
	arena_free(&w->cover_arena);
}
