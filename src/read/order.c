/*
 * The order of articles without a SUMMARY.md. In each folder, articles and folders are sorted together by weight,
 * numeric prefix of the name, date and name, missing keys last at each step. A folder has the keys of its first
 * article, but for its index file's weight and its own prefix and name, which come first: so 01-basics/ stands before
 * 02-advanced/ whatever weights and dates their articles have. Folders of the top level are parts, named by their index
 * file (_index.md, index.md, README.md) or their own name; deeper ones only order. An index file opens its folder;
 * without text it only names it; alone in its folder (a Hugo bundle) it is an article like any other. A glossary
 * without weight or prefix comes last.
 */
#include "read/corpus.h"

#include <stdlib.h>
#include "base/path.h"
#include "read/date.h"

struct unit {
	struct article *article; /* NULL for a folder */
	struct folder *folder;   /* NULL for an article */
	bool has_weight, has_date;
	double weight;
	long prefix; /* LONG_MAX: none */
	int64_t date;
	struct str name;
};

struct folder {
	struct str name;
	struct map folders;
	struct article *index;
	struct {
		struct unit *items;
		size_t n, cap;
	} units;
};

enum { NO_PREFIX = 1000 }; /* prefixes have at most three digits: 1984-a-review.md is no number 1984 */

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

size_t order_date_prefix(struct str stem)
{
	static const char form[] = "dddd-dd-dd";
	size_t n = sizeof form - 1;
	if (stem.n < n + 2 || (stem.p[n] != '-' && stem.p[n] != '_'))
		return 0;
	for (size_t i = 0; i < n; i++)
		if (form[i] == 'd' ? !is_digit(stem.p[i]) : stem.p[i] != '-')
			return 0;
	return n + 1;
}

size_t order_prefix(struct str stem, long *number)
{
	size_t n = 0;
	*number = 0;
	while (n < stem.n && n < 4 && is_digit(stem.p[n]))
		*number = *number * 10 + (stem.p[n++] - '0');
	if (n == 0 || n > 3)
		return 0;
	size_t digits = n;
	while (n < stem.n && (stem.p[n] == '-' || stem.p[n] == '_' || stem.p[n] == '.' || stem.p[n] == ' '))
		n++;
	return n > digits && n < stem.n ? n : 0;
}

bool order_is_index(struct str path)
{
	struct str stem = path_stem(path);
	return str_is(stem, "index") || str_is(stem, "_index") || str_eq_nocase(stem, STR("readme"));
}

static long prefix_of(struct str stem)
{
	long number;
	return order_prefix(stem, &number) ? number : NO_PREFIX;
}

static struct unit unit_of(struct corpus *c, struct article *a)
{
	struct str stem = path_stem(a->path);
	struct unit u = {.article = a, .name = path_base(a->path), .prefix = prefix_of(stem)};
	u.has_weight = a->meta.has_weight;
	u.weight = a->meta.weight;
	u.has_date = date_read(&c->book.arena, a->meta.date.s, &u.date).n > 0;
	return u;
}

static int by_keys(const void *pa, const void *pb)
{
	const struct unit *a = pa, *b = pb;
	if (a->has_weight != b->has_weight)
		return a->has_weight ? -1 : 1;
	if (a->has_weight && a->weight != b->weight)
		return a->weight < b->weight ? -1 : 1;
	if (a->prefix != b->prefix)
		return a->prefix < b->prefix ? -1 : 1;
	if (a->has_date != b->has_date)
		return a->has_date ? -1 : 1;
	if (a->has_date && a->date != b->date)
		return a->date < b->date ? -1 : 1;
	return str_cmp(a->name, b->name);
}

static struct folder *folder_new(struct corpus *c, struct str name)
{
	struct folder *f = arena_new(&c->book.arena, struct folder);
	f->name = name;
	map_init(&f->folders, &c->book.arena);
	return f;
}

static struct folder *enter(struct corpus *c, struct folder *f, struct str dir)
{
	while (dir.n) {
		struct str name = str_cut(&dir, '/');
		struct folder *in = map_get(&f->folders, name);
		if (!in) {
			in = folder_new(c, name);
			map_put(&f->folders, name, in);
		}
		f = in;
	}
	return f;
}

/* Files come by path, so that _index.md is met before index.md and README.md before both. */
static void place(struct corpus *c, struct folder *root, struct article *a)
{
	struct folder *f = enter(c, root, path_dir(a->path));
	if (order_is_index(a->path) && !f->index)
		f->index = a;
	else
		*arena_push(&c->book.arena, &f->units) = unit_of(c, a);
}

/* Sorts below f and gives the unit that stands for it; false when there is nothing in it. */
static bool sort_folder(struct corpus *c, struct folder *f, struct unit *out)
{
	for (size_t i = 0; i < f->folders.n; i++) {
		struct unit u;
		if (sort_folder(c, f->folders.items[i].value, &u))
			*arena_push(&c->book.arena, &f->units) = u;
	}
	if (!f->units.n && !f->index)
		return false;
	if (f->units.n)
		qsort(f->units.items, f->units.n, sizeof *f->units.items, by_keys);
	struct unit own = f->index ? unit_of(c, f->index) : f->units.items[0];
	*out = f->units.n ? f->units.items[0] : own;
	long prefix = prefix_of(f->name);
	if (prefix != NO_PREFIX)
		out->has_weight = false;
	if (f->index && own.has_weight) {
		out->has_weight = true;
		out->weight = own.weight;
	}
	if (prefix != NO_PREFIX || !f->units.n)
		out->prefix = prefix;
	out->name = f->name;
	out->article = f->units.n ? NULL : f->index;
	out->folder = f->units.n ? f : NULL;
	if (f->index && f->units.n)
		((struct manuscript *)f->index)->section = !f->index->body->first;
	return true;
}

static void add_article(struct corpus *c, struct toc_item *parent, struct article *a)
{
	if (((struct manuscript *)a)->section)
		return;
	struct toc_item *item = toc_append(c, parent, TOC_ARTICLE, (struct pos){a->source, 1, 1});
	item->article = a;
	item->zone = parent->zone;
}

static void add_folder(struct corpus *c, struct toc_item *parent, const struct folder *f)
{
	if (f->index)
		add_article(c, parent, f->index);
	for (size_t i = 0; i < f->units.n; i++) {
		if (f->units.items[i].article)
			add_article(c, parent, f->units.items[i].article);
		else
			add_folder(c, parent, f->units.items[i].folder);
	}
}

static void add_part(struct corpus *c, const struct folder *f)
{
	struct article *first = f->index ? f->index : NULL;
	for (const struct folder *in = f; !first; in = in->units.items[0].folder)
		first = in->index ? in->index : in->units.items[0].article;
	struct toc_item *part = toc_append(c, &c->book.toc, TOC_PART, (struct pos){first->source, 1, 1});
	part->title = f->index && f->index->meta.title.s.n ? f->index->title : names_pretty(&c->book.arena, f->name);
	if (f->index && !f->index->meta.title.s.n && f->index->heading)
		part->title = f->index->title;
	add_folder(c, part, f);
}

static bool is_back(const struct unit *u)
{
	return u->article && u->article->glossary && !u->has_weight && u->prefix == NO_PREFIX;
}

struct toc_item *toc_append(struct corpus *c, struct toc_item *parent, enum toc_kind kind, struct pos pos)
{
	struct toc_item *item = arena_new(&c->book.arena, struct toc_item);
	item->kind = kind;
	item->pos = pos;
	item->parent = parent;
	if (parent->last)
		parent->last->next = item;
	else
		parent->first = item;
	parent->last = item;
	return item;
}

void order_by_keys(struct corpus *c)
{
	struct folder *root = folder_new(c, (struct str){0});
	struct unit all;
	for (size_t i = 0; i < c->n; i++)
		if (c->all[i]->article.source)
			place(c, root, &c->all[i]->article);
	if (!sort_folder(c, root, &all))
		return;
	if (root->index)
		add_article(c, &c->book.toc, root->index);
	for (size_t i = 0; i < root->units.n; i++) {
		struct unit *u = &root->units.items[i];
		if (u->folder)
			add_part(c, u->folder);
		else if (!is_back(u))
			add_article(c, &c->book.toc, u->article);
	}
	for (size_t i = 0; i < root->units.n; i++) {
		if (!is_back(&root->units.items[i]))
			continue;
		add_article(c, &c->book.toc, root->units.items[i].article);
		c->book.toc.last->zone = TOC_BACK;
	}
}
