/*
 * An edition as a SCORM 1.2 package: one SCO, a page that lists the lessons and shows them in a frame, and tells the learning system what was
 * read and answered (templates/…/scorm.js). Lessons and quizzes work without a learning system too, from the file system.
 */
#include "write/package.h"

#include "book/exercise.h"

#define EXTENSION "scorm.zip"

static void tell(struct web *w, struct web_page *page, struct buf *out);

static const struct web_format format = {
	.extension = ".html",
	.folder = "lessons/",
	.pages = {
		[WEB_NAV] = {"index", "player", "scorm-index.xhtml"},
		[WEB_ARTICLE] = {NULL, "lesson", "package-lesson.xhtml"},
		[WEB_INDEX] = {"topics", "topics", "package-lesson.xhtml"},
		[WEB_PAGE] = {NULL, "about", "package-lesson.xhtml"},
	},
	.css = "assets/lesson.css",
	.css_from = {"book.css", "lesson.css"},
	.quiz = XHTML_QUIZ_FORM,
	.images = {.pixels = 16000000, .webp = true},
	.tell = tell,
};

/* "3/2": of three choices the second is right, as bits from the lowest. */
static bool tell_question(const struct quiz_question *q, bool first, struct buf *out)
{
	uint32_t right = 0, bit = 1;
	if (!quiz_is_graded(q))
		return false;
	for (const struct node *item = q->choices->first; item; item = item->next)
		if (item->kind == NODE_ITEM) {
			right |= item->u.item.check == CHECK_DONE ? bit : 0;
			bit <<= 1;
		}
	buf_printf(out, "%s%u/%u", first ? "" : ",", q->nchoices, right);
	return true;
}

/* A lesson's quizzes, as scorm.js reads them; "" when nothing in them can be graded. */
static struct str quiz_shapes(struct arena *a, const struct article *article)
{
	struct buf out;
	buf_init(&out, BUF_NO_LIMIT);
	for (const struct node *n = exercise_next(article, NULL); n; n = exercise_next(article, n)) {
		if (n->u.exercise->kind != EXERCISE_QUIZ)
			continue;
		struct quiz_questions list = exercise_questions(a, n);
		bool first = true;
		size_t before = out.n;
		for (size_t i = 0; i < list.n; i++)
			if (tell_question(&list.items[i], first, &out))
				first = false;
		if (out.n > before)
			buf_char(&out, ';');
	}
	struct str shapes = buf_copy(&out, a);
	buf_free(&out);
	return shapes;
}

static void tell_quizzes(struct web *w, struct arena *a, struct buf *out)
{
	buf_cstr(out, "<quizzes>");
	for (size_t i = 0; i < w->e->narticles; i++) {
		struct str shapes = quiz_shapes(a, w->e->articles[i]);
		if (!shapes.n)
			continue;
		buf_cstr(out, "<quiz");
		web_put_attr(out, "slug", w->e->articles[i]->slug);
		web_put_attr(out, "questions", shapes);
		buf_cstr(out, "/>");
	}
	buf_cstr(out, "</quizzes>");
}

static int passing_score(const struct web *w)
{
	int score = w->e->config ? w->e->config->passing.score : 0;
	return score ? score : PASSING_DEFAULT;
}

static void tell(struct web *w, struct web_page *page, struct buf *out)
{
	course_tell(w, page, out);
	if (page->kind == WEB_NAV)
		tell_quizzes(w, &page->arena, out);
	buf_printf(out, "<passing>%d</passing><script href=\"" STR_FMT "assets/%s\"/>", passing_score(w), STR_ARG(web_root(page)),
		page->kind == WEB_NAV ? "scorm.js" : "lesson.js");
}

static bool has_quizzes(const struct web *w)
{
	for (size_t i = 0; i < w->e->narticles; i++)
		if (quiz_shapes(w->a, w->e->articles[i]).n)
			return true;
	return false;
}

static bool pack(struct course *c)
{
	static const char *const scripts[] = {"scorm.js", "lesson.js"};
	struct web *w = &c->web;
	struct manifest m = package_manifest(c);
	struct resource *sco = manifest_resource(w->a, &m, STR("sco"), RESOURCE_WEB, STR("index.html"));
	m.passing = has_quizzes(w) ? passing_score(w) : 0;
	for (size_t i = 0; i < w->pages.n; i++)
		if (w->pages.items[i].kind != WEB_NAV)
			resource_file(w->a, sco, w->pages.items[i].href);
	package_shared_files(c, sco);
	for (size_t i = 0; i < 2; i++)
		resource_file(w->a, sco, arena_printf(w->a, "assets/%s", scripts[i]));
	for (size_t i = 0; i < c->downloads.n; i++)
		resource_file(w->a, sco, c->downloads.items[i].name);
	struct archive *z = package_open(c, EXTENSION, manifest_scorm(w->a, &m));
	for (size_t i = 0; i < 2; i++)
		archive_add(z, arena_printf(w->a, "assets/%s", scripts[i]), theme_file(w->a, w->theme, scripts[i], NULL));
	return course_close(c, EXTENSION, z);
}

bool scorm_write(struct write_job *job)
{
	struct course c = {0};
	bool good = web_prepare(&c.web, job, &format);
	if (good) {
		course_list_downloads(&c);
		good = web_render(&c.web) && pack(&c);
	}
	web_free(&c.web);
	return good;
}
