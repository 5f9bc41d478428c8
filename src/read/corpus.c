/*
 * book_read: content/ to the model. Files are listed in byte order, SUMMARY.md says which of them count, those are read
 * in parallel, each into an arena and a list of diagnostics of its own; everything that compares articles with each
 * other (order, slugs, names, images) is done afterwards by one thread in reading order. So nothing depends on how many
 * threads there were.
 *
 * A file that cannot be read is told and left out; the others go on.
 */
#include "read/corpus.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include "base/path.h"
#include "base/pool.h"
#include "base/utf8.h"
#include "read/curation.h"
#include "read/date.h"
#include "read/frontmatter.h"
#include "read/read.h"
#include "read/text.h"

struct markdown_options corpus_options(const struct corpus *c, const struct article *a)
{
	const struct project *p = c->book.project;
	return (struct markdown_options){p->smart, a && a->meta.lang.s.n ? a->meta.lang.s : p->language.s};
}

struct str corpus_real(struct arena *a, const char *path)
{
	char *real = realpath(path, NULL);
	struct str s = real ? arena_copy(a, str_c(real)) : (struct str){0};
	free(real);
	return s;
}

bool corpus_below(struct str path, struct str folder)
{
	return folder.n && path.n > folder.n && !memcmp(path.p, folder.p, folder.n) &&
	       (path.p[folder.n] == '/' || folder.p[folder.n - 1] == '/');
}

bool corpus_inside(const struct corpus *c, struct str real)
{
	return corpus_below(real, c->real_content) || corpus_below(real, c->real_media);
}

static bool is_markdown(struct str path)
{
	struct str ext = path_ext(path);
	return str_eq_nocase(ext, STR("md")) || str_eq_nocase(ext, STR("markdown"));
}

static struct str shown(struct corpus *c, struct str rel)
{
	return path_join(&c->book.arena, c->book.project->content, rel);
}

/* A place that is a whole file. */
static struct pos whole(struct corpus *c, struct str rel)
{
	return (struct pos){source_new(&c->book.arena, shown(c, rel), (struct str){0}), 0, 0};
}

static void add_manuscript(struct corpus *c, const struct fs_entry *e, size_t *cap)
{
	struct manuscript *m = arena_new(&c->book.arena, struct manuscript);
	m->article.path = e->rel;
	m->file = e;
	m->name = shown(c, e->rel);
	m->listed = true;
	diags_init(&m->article.diags);
	if (c->n == *cap)
		c->all = arena_grow(&c->book.arena, c->all, cap, sizeof *c->all);
	c->all[c->n++] = m;
	map_put(&c->by_path, e->rel, m);
	map_add(&c->by_path, utf8_nfc(&c->book.arena, e->rel), m);
}

/* With `content: .`, what sheaf writes and its templates lie below content/ too. */
static bool is_own_folder(const struct corpus *c, struct str rel)
{
	const struct project *p = c->book.project;
	const struct str folders[] = {p->output, p->templates, p->covers, p->media};
	for (size_t i = 0; !p->content.n && i < sizeof folders / sizeof *folders; i++)
		if (corpus_below(rel, folders[i]))
			return true;
	return false;
}

static void list_files(struct corpus *c)
{
	struct diags *d = &c->book.diags;
	size_t cap = 0;
	int error = fs_walk(&c->book.arena, c->content.p, &c->files);
	if (error)
		diag_add(d, DIAG_READ_FILE, (struct pos){c->book.project->source, 0, 0}, "cannot read the folder '" STR_FMT "': %s",
			STR_ARG(c->book.project->content), strerror(error));
	for (size_t i = 0; i < c->files.n; i++) {
		const struct fs_entry *e = &c->files.items[i];
		if (e->loop) {
			diag_add(d, DIAG_SYMLINK_LOOP, whole(c, e->rel), "this symbolic link leads back to a folder that holds it");
		} else if (e->error) {
			if (is_markdown(e->rel) || e->error != ENOENT)
				diag_add(d, DIAG_READ_FILE, whole(c, e->rel), "cannot be read: %s", strerror(e->error));
		} else if (!is_own_folder(c, e->rel)) {
			map_put(&c->by_rel, e->rel, (void *)e);
			map_add(&c->by_base, utf8_fold(&c->book.arena, path_base(e->rel)), (void *)e);
			if (is_markdown(e->rel) && !str_is(e->rel, "SUMMARY.md"))
				add_manuscript(c, e, &cap);
		}
	}
}

/* Reads a file below content/ for the article or, with a NULL source afterwards, says why not. */
static struct source *read_source(const struct corpus *c, struct arena *arena, struct str name, const char *path,
	struct diags *d)
{
	struct source *none = source_new(arena, name, (struct str){0});
	struct pos pos = {none, 0, 0};
	struct str raw, real = corpus_real(arena, path);
	if (real.n && !corpus_inside(c, real)) {
		diag_add(d, DIAG_OUTSIDE_CONTENT, pos, "this symbolic link leads out of content; it was left out");
		return NULL;
	}
	int error = fs_read(arena, path, FS_TEXT_LIMIT, &raw);
	if (!error)
		return text_source(arena, name, raw, d);
	if (error == EFBIG)
		diag_add(d, DIAG_FILE_TOO_LARGE, pos, "larger than %zu MB; it was left out", FS_TEXT_LIMIT >> 20);
	else
		diag_add(d, DIAG_READ_FILE, pos, "cannot be read: %s", strerror(error));
	return NULL;
}

static void date_from_name(struct article *a)
{
	struct str stem = path_stem(a->path);
	size_t n = order_date_prefix(stem);
	if (n && !a->meta.date.s.n)
		a->meta.date = (struct value){date_read(&a->arena, str_sub(stem, 0, n - 1), NULL), {a->source, 1, 1}};
}

static void init_article(struct article *a)
{
	map_init(&a->ids, &a->arena);
	map_init(&a->anchors, &a->arena);
}

static void read_manuscript(void *context, size_t index)
{
	struct corpus *c = context;
	struct manuscript *m = c->all[index];
	struct article *a = &m->article;
	if (!m->listed)
		return;
	a->source = read_source(c, &a->arena, m->name, m->file->path.p, &a->diags);
	if (!a->source)
		return;
	m->time = fs_mtime(m->file->path.p);
	init_article(a);
	uint32_t first = frontmatter_read(a);
	date_from_name(a);
	struct markdown_options options = corpus_options(c, a);
	a->title = a->meta.title.s;
	markdown_read(a, first, &options);
	a->glossary = a->glossary || str_eq_nocase(path_base(a->path), STR("glossary.md"));
	names_untitled(a);
}

static bool read_summary(struct corpus *c)
{
	const struct fs_entry *e = map_get(&c->by_rel, STR("SUMMARY.md"));
	struct source *src = e ? read_source(c, &c->book.arena, shown(c, e->rel), e->path.p, &c->book.diags) : NULL;
	if (!src)
		return false;
	for (size_t i = 0; i < c->n; i++)
		c->all[i]->listed = false;
	c->book.newest = fs_mtime(e->path.p);
	summary_read(c, src);
	for (size_t i = 0; i < c->n; i++)
		if (!c->all[i]->listed) {
			map_put(&c->book.unlisted, c->all[i]->article.path, &c->all[i]->article);
			diag_add(&c->book.diags, DIAG_UNLISTED,
				(struct pos){source_new(&c->book.arena, c->all[i]->name, (struct str){0}), 1, 1},
				"SUMMARY.md does not list this article; it stays out of the book");
		}
	return true;
}

static void read_curation(struct corpus *c)
{
	struct arena *a = &c->book.arena;
	const struct fs_entry *e = map_get(&c->by_rel, STR("index.yaml"));
	const struct source *src = e ? read_source(c, a, shown(c, e->rel), e->path.p, &c->book.diags) : NULL;
	if (src)
		c->book.curation = curation_read(a, src, &c->book.diags);
}

/* Takes empty parts and articles that could not be read out of the contents; what was nested below them moves up. */
static void prune(struct toc_item *parent)
{
	struct toc_item *before = NULL, *next;
	for (struct toc_item *i = parent->first; i; i = next) {
		prune(i);
		next = i->next;
		if (i->kind == TOC_PART ? i->first != NULL : i->article->source != NULL) {
			before = i;
			continue;
		}
		struct toc_item *head = i->first ? i->first : next;
		for (struct toc_item *in = i->first; in; in = in->next)
			in->parent = parent;
		if (i->last)
			i->last->next = next;
		*(before ? &before->next : &parent->first) = head;
		before = i->last ? i->last : before;
	}
	parent->last = before;
}

static struct toc_item *following(const struct toc_item *root, struct toc_item *i)
{
	if (i->first)
		return i->first;
	while (i != root && !i->next)
		i = i->parent;
	return i == root ? NULL : i->next;
}

static void list_articles(struct corpus *c)
{
	struct book *b = &c->book;
	b->articles = arena_array(&b->arena, struct article *, c->n);
	for (struct toc_item *i = following(&b->toc, &b->toc); i; i = following(&b->toc, i)) {
		if (i->kind != TOC_ARTICLE)
			continue;
		i->article->index = (uint32_t)b->narticles;
		b->articles[b->narticles++] = i->article;
		if (!i->article->body->first)
			diag_add(&b->diags, DIAG_EMPTY_ARTICLE, (struct pos){i->article->source, 1, 1}, "this article has no text");
	}
}

static void find_newest(struct corpus *c)
{
	struct book *b = &c->book;
	int64_t newest = INT64_MIN, when;
	for (size_t i = 0; i < b->narticles; i++) {
		const struct article *a = b->articles[i];
		struct str date = a->meta.updated.s.n ? a->meta.updated.s : a->meta.date.s;
		int64_t time = ((const struct manuscript *)a)->time;
		b->newest = time > b->newest ? time : b->newest;
		if (!date_read(&b->arena, date, &when).n || when <= newest)
			continue;
		newest = when;
		b->newest_date = date;
	}
	for (size_t i = 0; i < b->nassets; i++) {
		int64_t time = fs_mtime(b->assets[i]->path.p);
		b->newest = time > b->newest ? time : b->newest;
	}
	int64_t time = fs_mtime(path_join(&b->arena, c->root, STR("sheaf.yaml")).p);
	b->newest = time > b->newest ? time : b->newest;
}

/* The author's picture stands before the words, with the author's name for its alt text. */
static void add_picture(struct article *a, struct value image, const struct project *p)
{
	struct node *figure = node_new(&a->arena, NODE_FIGURE, image.pos);
	struct node *picture = node_new(&a->arena, NODE_IMAGE, image.pos);
	picture->u.image.dest = image.s;
	picture->text = p->authors.n ? p->authors.items[0].name : (struct str){0};
	figure->serial = a->serials++;
	picture->serial = a->serials++;
	node_append(figure, picture);
	node_insert_after(a->body, NULL, figure);
	*arena_push(&a->arena, &a->images) = picture;
	memmove(a->images.items + 1, a->images.items, (a->images.n - 1) * sizeof *a->images.items);
	a->images.items[0] = picture;
}

static struct article *read_page(struct corpus *c, const struct page_text *page, struct str slug)
{
	if (!page->given)
		return NULL;
	struct manuscript *m = arena_new(&c->book.arena, struct manuscript);
	struct article *a = &m->article;
	struct pos pos = page->text.s.n ? page->text.pos : page->image.pos;
	diags_init(&a->diags);
	init_article(a);
	a->source = (struct source *)pos.src;
	a->slug = slug;
	a->meta.title = (struct value){page->heading, pos};
	struct markdown_options options = corpus_options(c, a);
	a->title = a->meta.title.s;
	markdown_read(a, page->text.s.n ? pos.line : pos.src->nlines + 1, &options);
	if (page->image.s.n)
		add_picture(a, page->image, c->book.project);
	media_resolve(c, a, true);
	diags_merge(&c->book.diags, &a->diags);
	return a;
}

static void read_pages(struct corpus *c)
{
	const struct project *p = c->book.project;
	c->book.pages[BOOK_PAGE_ABOUT] = read_page(c, &p->about, STR("about-the-author"));
	c->book.pages[BOOK_PAGE_DISCLAIMER] = read_page(c, &p->disclaimer, STR("disclaimer"));
}

static struct corpus *corpus_new(struct project *project)
{
	struct corpus *c = mem_alloc(sizeof *c);
	struct arena *a = &c->book.arena;
	struct map *maps[] = {&c->by_rel, &c->by_base, &c->assets, &c->asset_names, &c->by_path, &c->book.by_slug,
		&c->book.by_path, &c->book.by_name, &c->book.unlisted};
	arena_init(a);
	diags_init(&c->book.diags);
	for (size_t i = 0; i < sizeof maps / sizeof *maps; i++)
		map_init(maps[i], a);
	c->book.project = project;
	c->root = project->root;
	c->content = path_join(a, c->root, project->content);
	c->real_content = corpus_real(a, c->content.p);
	c->real_media = corpus_real(a, path_join(a, c->root, project->media).p);
	c->guesses = 200;
	return c;
}

struct book *book_read(struct project *project, int threads)
{
	struct corpus *c = corpus_new(project);
	list_files(c);
	bool summary = read_summary(c);
	read_curation(c);
	pool_run(threads, c->n, read_manuscript, c);
	if (!summary)
		order_by_keys(c);
	prune(&c->book.toc);
	if (summary)
		summary_titles(c);
	list_articles(c);
	names_assign(c);
	wikitext_titles(&c->book);
	for (size_t i = 0; i < c->book.narticles; i++)
		media_resolve(c, c->book.articles[i], false);
	for (size_t i = 0; i < c->n; i++)
		diags_merge(&c->book.diags, &c->all[i]->article.diags);
	read_pages(c);
	find_newest(c);
	diags_sort(&c->book.diags);
	return &c->book;
}

static void free_article(struct article *a)
{
	diags_free(&a->diags);
	arena_free(&a->arena);
}

void book_free(struct book *book)
{
	struct corpus *c = (struct corpus *)book;
	if (!c)
		return;
	for (int i = 0; i < BOOK_PAGE_COUNT; i++)
		if (book->pages[i])
			free_article(book->pages[i]);
	for (size_t i = 0; i < c->n; i++)
		free_article(&c->all[i]->article);
	diags_free(&book->diags);
	arena_free(&book->arena);
	free(c);
}
