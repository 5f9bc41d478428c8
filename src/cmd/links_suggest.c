/* sheaf links --suggest: the links that could be added, a line each as compilers write them, with the reason; or as JSON. */
#include "cmd/links_edit.h"

#include <jansson.h>
#include <stdlib.h>
#include "base/path.h"
#include "read/align.h"

static int by_offset(const void *a, const void *b)
{
	const struct suggestion *x = a, *y = b;
	return x->offset < y->offset ? -1 : x->offset > y->offset;
}

struct suggestions links_suggestions(const struct links *l, const struct autolink_list *chosen, size_t place)
{
	struct suggestions list = {0};
	struct align a = {0};
	for (size_t i = 0; i < chosen->n; i++) {
		const struct autolink *link = &chosen->items[i];
		const struct node *text = link->at.node;
		struct suggestion *s = arena_push(l->arena, &list);
		*s = (struct suggestion){.link = link, .from = l->edition->articles[place], .to = l->relations->articles[link->form->article]};
		if (a.node != text)
			align_start(&a, text, l->arena);
		size_t end = 0;
		s->sure = text->pos.src == s->from->source && align_range(&a, link->at.offset, link->at.offset + link->at.length, &s->offset, &end);
		s->length = s->sure ? end - s->offset : 0;
		s->offset = s->sure ? s->offset : source_offset(text->pos);
		s->pos = s->sure ? source_pos(s->from->source, s->offset) : text->pos;
	}
	/* notes stand after the text, but anywhere in the file */
	if (list.n)
		qsort(list.items, list.n, sizeof *list.items, by_offset);
	return list;
}

static struct str words_of_suggestion(const struct suggestion *s)
{
	return str_sub(s->link->at.node->text, s->link->at.offset, s->link->at.offset + s->link->at.length);
}

static struct str path_of(const struct links *l, const struct article *a)
{
	return path_join(l->arena, l->w->project->content, a->path);
}

static void print_line(const struct links *l, const struct suggestion *s)
{
	const struct form *form = s->link->form;
	struct str words = words_of_suggestion(s), id = form->entry ? node_id(form->entry) : (struct str){0};
	printf(STR_FMT ":%u:%u: link '" STR_FMT "' to '" STR_FMT "' (" STR_FMT "%s" STR_FMT ")", STR_ARG(s->from->source->name), s->pos.line,
		source_column(s->pos), STR_ARG(words), STR_ARG(form->entry ? form->text : s->to->title), STR_ARG(path_of(l, s->to)), id.n ? "#" : "", STR_ARG(id));
	if (s->link->why.n)
		printf(" — " STR_FMT, STR_ARG(s->link->why));
	putchar('\n');
}

static json_t *json_of(const struct links *l, const struct suggestion *s)
{
	const struct node *entry = s->link->form->entry;
	struct str words = words_of_suggestion(s), target = path_of(l, s->to), why = s->link->why;
	if (entry && node_id(entry).n)
		target = arena_printf(l->arena, STR_FMT "#" STR_FMT, STR_ARG(target), STR_ARG(node_id(entry)));
	return json_pack("{s:s%, s:I, s:I, s:s%, s:s%, s:I, s:s%}", "path", s->from->source->name.p, s->from->source->name.n, "line",
		(json_int_t)s->pos.line, "column", (json_int_t)source_column(s->pos), "text", words.p, words.n, "target", target.p, target.n,
		"score", (json_int_t)s->link->score, "why", why.n ? why.p : "", why.n);
}

enum exit_code links_suggest(const struct links *l)
{
	const struct edition *e = l->edition;
	struct autolink_list *chosen = autolinks_choose(l->relations, e, l->mode, l->arena);
	json_t *all = l->o->json ? json_array() : NULL;
	for (size_t i = 0; i < e->narticles; i++) {
		struct suggestions list = links_suggestions(l, &chosen[i], i);
		for (size_t k = 0; k < list.n; k++) {
			if (all)
				json_array_append_new(all, json_of(l, &list.items[k]));
			else
				print_line(l, &list.items[k]);
		}
	}
	if (all) {
		json_dumpf(all, stdout, JSON_INDENT(2));
		putchar('\n');
		json_decref(all);
	}
	return EXIT_FINE;
}
