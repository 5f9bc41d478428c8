/*
 * An edition as IMS Common Cartridge 1.1, which Moodle, Canvas and others import into a course: a module for each part, a page for each article,
 * its quizzes behind it, then the downloads. The learning system gives the pages their frame and keeps of each only its body.
 *
 * Lessons in no part get a module of their own, for Canvas puts loose ones into one that it calls "Misc". Articles below an article follow it:
 * what can be opened holds nothing else.
 */
#include "write/package.h"

#include <string.h>
#include "base/path.h"
#include "write/qti.h"

#define EXTENSION "imscc"

static const struct web_format format = {
	.extension = ".html",
	.folder = "lessons/",
	.pages = {
		[WEB_ARTICLE] = {NULL, "article", "package-lesson.xhtml"},
		[WEB_INDEX] = {"topics", "topics", "package-lesson.xhtml"},
		[WEB_PAGE] = {NULL, "about", "package-lesson.xhtml"},
	},
	.css = "assets/lesson.css",
	.css_from = {"book.css", "lesson.css"},
	.quiz = XHTML_QUIZ_APART,
	.images = {.pixels = 16000000, .webp = false}, /* Moodle's file types know WebP since 4.2 only */
};

struct quiz_file {
	struct str name, xml;
};
struct cartridge {
	struct course course; /* first: a hook's struct web is one of these */
	struct manifest m;
	const struct resource *shared;
	struct {
		struct quiz_file *items;
		size_t n, cap;
	} quizzes;
	size_t modules;
};

static struct manifest_item *add_module(struct cartridge *k, struct manifest_item *parent, struct str title)
{
	struct arena *a = k->course.web.a;
	return manifest_item(a, parent, arena_printf(a, "module-%zu", ++k->modules), title, NULL);
}

static struct resource *add_page(struct cartridge *k, struct manifest_item *module, struct str id, struct str title, struct str href)
{
	struct arena *a = k->course.web.a;
	struct resource *r = manifest_resource(a, &k->m, id, RESOURCE_WEB, href);
	r->needs = k->shared;
	manifest_item(a, module, arena_printf(a, "item-" STR_FMT, STR_ARG(id)), title, r);
	return r;
}

static void add_quiz(struct cartridge *k, struct manifest_item *module, struct web_page *page, struct str title)
{
	struct web *w = &k->course.web;
	const struct article *article = page->article;
	if (!qti_questions(article))
		return;
	struct web_view view = {.w = w, .page = page};
	struct xhtml_spelling spelling = web_spelling(&view, article->meta.lang.s.n ? article->meta.lang.s : w->e->language);
	struct str id = arena_printf(w->a, "quiz-" STR_FMT, STR_ARG(article->slug));
	struct str name = arena_printf(w->a, STR_FMT ": " STR_FMT, STR_ARG(title), STR_ARG(label_text(LABEL_QUIZ, w->e->language)));
	/* beside its lesson, so that images are spelled the same */
	struct str file = arena_printf(w->a, STR_FMT ".xml", STR_ARG(str_sub(page->href, 0, page->href.n - 5)));
	struct resource *r = manifest_resource(w->a, &k->m, id, RESOURCE_QUIZ, file);
	r->needs = k->shared;
	manifest_item(w->a, module, arena_printf(w->a, "item-" STR_FMT, STR_ARG(id)), name, r);
	*arena_push(w->a, &k->quizzes) = (struct quiz_file){file, qti_assessment(w->a, article, id, name, &spelling)};
}

static void add_lesson(struct cartridge *k, struct manifest_item *module, const struct toc_item *item)
{
	struct web *w = &k->course.web;
	struct web_page *page = w->page_of[w->e->place[item->article->index]];
	struct str title = item->title.n ? item->title : page->title.n ? page->title : item->article->slug;
	add_page(k, module, arena_printf(w->a, "lesson-" STR_FMT, STR_ARG(item->article->slug)), title, page->href);
	add_quiz(k, module, page, title);
}

/* module NULL: of lessons that have none yet. A run of them shares one, called after the only one or the course. */
static void add_items(struct cartridge *k, struct manifest_item *module, const struct toc_item *of)
{
	struct manifest_item *loose = NULL;
	for (const struct toc_item *item = of->first; item; item = item->next) {
		if (item->kind == TOC_PART && item->title.n) {
			add_items(k, add_module(k, module ? module : &k->m.root, item->title), item);
			loose = NULL;
			continue;
		}
		struct manifest_item *into = module ? module : loose;
		if (!into) {
			bool alone = item->kind == TOC_ARTICLE && !(item->next && item->next->kind == TOC_ARTICLE) && !item->first;
			into = loose = add_module(k, &k->m.root, alone ? (item->title.n ? item->title : item->article->title) : k->m.title);
		}
		if (item->kind == TOC_ARTICLE)
			add_lesson(k, into, item);
		add_items(k, into, item);
	}
}

/* What stands at the back of a book: topics, disclaimer, about. */
static void add_back(struct cartridge *k)
{
	struct web *w = &k->course.web;
	struct manifest_item *module = NULL;
	for (size_t i = 0; i < w->pages.n; i++) {
		const struct web_page *page = &w->pages.items[i];
		if (page->kind == WEB_ARTICLE)
			continue;
		if (!module)
			module = add_module(k, &k->m.root, k->m.title);
		add_page(k, module, page->id, page->title, page->href);
	}
}

static struct str kind_of(const struct download *d, struct str language)
{
	enum label label = strcmp(d->kind, "workbook") == 0 ? LABEL_DOWNLOAD_WORKBOOK : strcmp(d->kind, "pdf") == 0 ? LABEL_DOWNLOAD_PDF : LABEL_DOWNLOAD_EPUB;
	return label_text(label, language);
}

static void add_downloads(struct cartridge *k)
{
	struct web *w = &k->course.web;
	struct manifest_item *module = NULL;
	for (size_t i = 0; i < k->course.downloads.n; i++) {
		const struct download *d = &k->course.downloads.items[i];
		if (!module)
			module = add_module(k, &k->m.root, label_text(LABEL_DOWNLOADS, w->e->language));
		struct str title = arena_printf(w->a, STR_FMT " (" STR_FMT ")", STR_ARG(d->title), STR_ARG(kind_of(d, w->e->language)));
		struct resource *r = add_page(k, module, arena_printf(w->a, "file-" STR_FMT, STR_ARG(path_base(d->name))), title, d->name);
		r->needs = NULL;
	}
}

static bool pack(struct cartridge *k)
{
	struct web *w = &k->course.web;
	k->m = package_manifest(&k->course);
	struct resource *shared = manifest_resource(w->a, &k->m, STR("shared"), RESOURCE_WEB, (struct str){0});
	package_shared_files(&k->course, shared);
	k->shared = shared;
	add_items(k, NULL, &w->e->toc);
	add_back(k);
	add_downloads(k);
	struct archive *z = package_open(&k->course, EXTENSION, manifest_cartridge(w->a, &k->m));
	for (size_t i = 0; i < k->quizzes.n; i++)
		archive_add(z, k->quizzes.items[i].name, k->quizzes.items[i].xml);
	return course_close(&k->course, EXTENSION, z);
}

bool cartridge_write(struct write_job *job)
{
	struct cartridge k = {0};
	bool good = web_prepare(&k.course.web, job, &format);
	if (good) {
		course_list_downloads(&k.course);
		good = web_render(&k.course.web) && pack(&k);
	}
	web_free(&k.course.web);
	return good;
}
