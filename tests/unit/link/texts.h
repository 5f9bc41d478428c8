/* A set of articles made from titles and texts, for tests of what they say of each other. */
#ifndef SHEAF_TESTS_UNIT_LINK_TEXTS_H
#define SHEAF_TESTS_UNIT_LINK_TEXTS_H

#include "base/slug.h"
#include "link/autolink.h"
#include "unit/read/article.h"

enum { TEXTS_MOST = 200 };

struct texts {
	struct made *made[TEXTS_MOST];
	const struct article *articles[TEXTS_MOST];
	size_t n;
	struct arena arena;
};

static inline struct article *texts_add(struct texts *t, const char *title, const char *body)
{
	struct made *m = article_made(body, "en", title);
	m->article.slug = slug_ascii(&m->article.arena, m->article.title);
	m->article.path = m->article.slug;
	m->article.index = (uint32_t)t->n;
	t->made[t->n] = m;
	t->articles[t->n++] = &m->article;
	return &m->article;
}

static inline void texts_free(struct texts *t)
{
	for (size_t i = 0; i < t->n; i++)
		article_free(t->made[i]);
	arena_free(&t->arena);
	*t = (struct texts){0};
}

/* The lists as text, articles by slug, in the order of slugs: the same for every order of the articles. */
static inline int texts_by_line(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

static inline struct str texts_joined(struct arena *a, struct str *lines, size_t n)
{
	struct str all = {0};
	qsort(lines, n, sizeof *lines, texts_by_line);
	for (size_t i = 0; i < n; i++)
		all = arena_printf(a, STR_FMT STR_FMT "\n", STR_ARG(all), STR_ARG(lines[i]));
	return all;
}

static inline struct str texts_kin(struct arena *a, const struct relations *r, const struct kin_list *lists)
{
	struct str *lines = arena_array(a, struct str, r->n + 1);
	for (size_t i = 0; i < r->n; i++) {
		lines[i] = arena_printf(a, STR_FMT ":", STR_ARG(r->articles[i]->slug));
		for (size_t k = 0; k < lists[i].n; k++)
			lines[i] = arena_printf(a, STR_FMT " " STR_FMT "=%u/%u", STR_ARG(lines[i]),
				STR_ARG(r->articles[lists[i].items[k].article]->slug), lists[i].items[k].score,
				lists[i].items[k].similarity);
	}
	return texts_joined(a, lines, r->n);
}

static inline struct str texts_links(struct arena *a, const struct relations *r, const struct autolink_list *lists)
{
	struct str *lines = arena_array(a, struct str, r->n + 1);
	for (size_t i = 0; i < r->n; i++) {
		lines[i] = arena_printf(a, STR_FMT ":", STR_ARG(r->articles[i]->slug));
		for (size_t k = 0; k < lists[i].n; k++) {
			const struct autolink *l = &lists[i].items[k];
			struct str text = str_sub(l->at.node->text, l->at.offset, l->at.offset + l->at.length);
			lines[i] = arena_printf(a, STR_FMT " " STR_FMT "@%u:%u+%u'" STR_FMT "'=%u", STR_ARG(lines[i]),
				STR_ARG(r->articles[l->form->article]->slug), l->at.node->pos.line, l->at.node->pos.col, l->at.offset,
				STR_ARG(text), l->score);
		}
	}
	return texts_joined(a, lines, r->n);
}

#endif
