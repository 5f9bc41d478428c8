/*
 * A wikilink without a text of its own shows the title of the article it names: readers know titles, only authors know file names. Done
 * once all articles are named, as the last touch on the model. One with a heading, or that names nothing, stays as written.
 */
#include "base/utf8.h"
#include "read/corpus.h"

static void show_title(const struct book *book, struct article *from, struct node *link)
{
	struct node *text = link->first;
	struct str name = link->u.link.dest;
	if (!text || text->kind != NODE_TEXT || text->next || str_find_char(name, '#') < name.n)
		return;
	const struct article *a = map_get(&book->by_slug, name);
	if (!a)
		a = map_get(&book->by_name, utf8_fold(&from->arena, name));
	/* a title or an alias that the author wrote out reads well in its own capitals */
	if (a && str_find_char(name, ' ') == name.n)
		text->text = a->title;
}

void wikitext_titles(struct book *book)
{
	for (size_t i = 0; i < book->narticles; i++) {
		struct article *a = book->articles[i];
		for (size_t k = 0; k < a->links.n; k++)
			if (a->links.items[k]->u.link.bare)
				show_title(book, a, a->links.items[k]);
	}
}
