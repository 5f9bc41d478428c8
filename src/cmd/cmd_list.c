/* sheaf list: the editions and the articles of each, in reading order. */
#include "cmd/cmd.h"

#include <jansson.h>
#include <stdio.h>
#include "base/json.h"
#include "link/edition.h"

static json_t *json_article(const struct article *a, struct str part)
{
	json_t *j = json_object(), *tags = json_array();
	json_object_set_new(j, "slug", json_text(a->slug));
	json_object_set_new(j, "title", json_text(a->title));
	json_object_set_new(j, "path", json_text(a->path));
	json_object_set_new(j, "part", json_text(part));
	json_object_set_new(j, "words", json_integer((json_int_t)a->words));
	for (size_t i = 0; i < a->meta.tags.n; i++)
		json_array_append_new(tags, json_text(a->meta.tags.items[i].s));
	json_object_set_new(j, "tags", tags);
	return j;
}

static void print_article(const struct article *a, int depth)
{
	printf("%*s" STR_FMT "  (" STR_FMT ", %zu words)\n", 2 + 2 * depth, "", STR_ARG(a->title), STR_ARG(a->path), a->words);
}

static void list_items(const struct toc_item *parent, struct str part, int depth, json_t *articles)
{
	for (const struct toc_item *item = parent->first; item; item = item->next) {
		if (item->kind == TOC_PART) {
			if (!articles)
				printf("%*s" STR_FMT "\n", 2 + 2 * depth, "", STR_ARG(item->title));
			list_items(item, item->title, depth + 1, articles);
			continue;
		}
		if (articles)
			json_array_append_new(articles, json_article(item->article, part));
		else
			print_article(item->article, depth);
		list_items(item, part, depth + 1, articles);
	}
}

static json_t *json_formats(const struct edition_config *c)
{
	json_t *formats = json_array();
	for (size_t i = 0; i < c->formats.n; i++)
		json_array_append_new(formats, json_text(c->formats.items[i].s));
	return formats;
}

static void list_edition(const struct edition *e, json_t *all)
{
	if (all) {
		json_t *j = json_object(), *articles = json_array();
		json_object_set_new(j, "edition", json_text(e->name));
		json_object_set_new(j, "title", json_text(e->title));
		json_object_set_new(j, "identifier", json_text(e->identifier));
		json_object_set_new(j, "formats", json_formats(e->config));
		list_items(&e->toc, (struct str){0}, 0, articles);
		json_object_set_new(j, "articles", articles);
		json_array_append_new(all, j);
		return;
	}
	printf(STR_FMT " (", STR_ARG(e->name));
	for (size_t i = 0; i < e->config->formats.n; i++)
		printf("%s" STR_FMT, i ? ", " : "", STR_ARG(e->config->formats.items[i].s));
	printf("): " STR_FMT "\n", STR_ARG(e->title));
	list_items(&e->toc, (struct str){0}, 0, NULL);
}

enum exit_code cmd_list(const struct options *o)
{
	struct workspace w;
	if (!workspace_open(&w, o, true))
		return w.failed;
	json_t *all = o->json ? json_array() : NULL;
	for (size_t i = 0; i < w.neditions; i++) {
		struct edition *e = edition_link(w.book, w.editions[i], NULL);
		list_edition(e, all);
		edition_free(e);
	}
	if (all) {
		json_dumpf(all, stdout, JSON_INDENT(2));
		putchar('\n');
		json_decref(all);
	}
	/* mistakes in the articles are check's and build's to tell */
	workspace_close(&w);
	return EXIT_FINE;
}
