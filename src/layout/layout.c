/* The passes of composition.h, from opening fonts to a tree of numbered tags. */
#include "layout/composing.h"
#include "book/language.h"
#include "layout/workbook.h"
#include "layout/pictures.h"

#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#include "base/path.h"
#include "base/pool.h"
#include "link/inserted.h"

enum { MOST_PASSES = 8, MOST_MARGINS = 4 };

/* ---- small things that all of layout/ asks for */

/* Not one of the author's pages of sheaf.yaml, and selected. */
static bool is_article_of(const struct composition *c, const struct article *a)
{
	const struct book *book = c->request->book;
	return a->index < book->narticles && book->articles[a->index] == a && c->e->place[a->index] >= 0;
}

struct flow_memory *composition_memory(const struct composition *c, const struct article *article)
{
	if (is_article_of(c, article))
		return &c->memories[c->e->place[article->index]];
	for (int i = 0; i < BOOK_PAGE_COUNT; i++)
		if (c->request->book->pages[i] == article)
			return &c->memories[c->e->narticles + (size_t)i];
	return NULL;
}

bool composition_is_bare(const struct composition *c)
{
	return c->e->print.kind == PRINT_HANDOUT;
}

/* The text styles of the sheet in a language. */
static const struct text_style *styles_in(const struct composition *c, struct arena *a, struct str lang)
{
	struct text_style *styles = arena_array(a, struct text_style, SHEET_STYLES);
	memcpy(styles, c->sheet.styles, sizeof *styles * SHEET_STYLES);
	for (int i = 0; i < SHEET_STYLES; i++) {
		styles[i].paragraph.lang = lang;
		styles[i].paragraph.direction = language_rtl(lang) ? DIRECTION_RTL : DIRECTION_AUTO;
	}
	return styles;
}

static struct flow flow_in(const struct composition *c, struct arena *out, struct arena *lines, struct arena *scratch, struct str lang)
{
	const struct text_style *styles = styles_in(c, scratch, lang);
	return (struct flow){.work = c, .out = out, .lines = lines, .scratch = scratch, .sheet = &c->sheet, .styles = styles, .plain = styles, .lang = lang,
		.rtl = language_rtl(lang), .width = c->sheet.measure, .text = STYLE_BODY, .flush = true};
}

struct flow composition_flow(struct composition *c, struct tag *parent)
{
	struct flow f = flow_in(c, c->arena, &c->lists, &c->lists, c->e->language);
	f.setter = &c->workers[0].setter;
	f.setter->diags = c->diags;
	f.tag = parent;
	return f;
}

/* cap: for how many there is to be room if there is none. */
static void append(struct arena *a, struct page_list_builder *list, const struct page_list_builder *more, size_t cap)
{
	if (list->n + more->n > list->cap) {
		struct page_item *items = arena_array(a, struct page_item, cap);
		if (list->n)
			memcpy(items, list->items, list->n * sizeof *items);
		list->items = items;
		list->cap = cap;
	}
	if (more->n)
		memcpy(list->items + list->n, more->items, more->n * sizeof *more->items);
	list->n += more->n;
}

/* ---- an article */

static struct worker *take_worker(struct composition *c)
{
	pthread_mutex_lock(&c->lock);
	struct worker *w = c->workers;
	while (w->busy)
		w++;
	w->busy = true;
	pthread_mutex_unlock(&c->lock);
	return w;
}

static void give_back(struct composition *c, struct worker *w)
{
	shaper_rest(w->setter.shaper);
	pthread_mutex_lock(&c->lock);
	w->busy = false;
	pthread_mutex_unlock(&c->lock);
}

static const struct toc_item *item_of(const struct toc_item *of, const struct article *a)
{
	for (const struct toc_item *item = of->first; item; item = item->next) {
		if (item->kind == TOC_ARTICLE && item->article == a)
			return item;
		const struct toc_item *below = item_of(item, a);
		if (below)
			return below;
	}
	return NULL;
}

static struct str part_of(const struct toc_item *item)
{
	while (item && !(item->kind == TOC_PART && item->title.n))
		item = item->parent;
	return item ? item->title : (struct str){0};
}

static void set_article(struct composition *c, struct worker *w, const struct article *a, struct flow_memory *m)
{
	struct arena scratch, before = m->walk, lines_before = m->walk_lines;
	arena_init(&scratch);
	arena_init(&m->walk);
	arena_init(&m->walk_lines);
	struct flow f = flow_in(c, &m->walk, &m->walk_lines, &scratch, a->meta.lang.s.n ? a->meta.lang.s : c->e->language);
	if (!m->memos) {
		m->memos = arena_array(&m->arena_lines, struct flow_memo *, a->serials + 1);
		m->link_pages = arena_array(&m->arena_lines, uint32_t, a->serials + 1);
		m->numbers = note_numbers(c, &m->arena_lines, a);
	}
	m->tails = (struct flow_tails){0};
	f.setter = &w->setter;
	f.setter->diags = &m->diags;
	f.article = a;
	f.memory = m;
	f.numbers = m->numbers;
	f.noted = arena_array(&scratch, bool, note_numbers_most(m->numbers) + a->notes.n + 1);
	const struct toc_item *item = item_of(&c->e->toc, a);
	if (item && workbook_asked(c))
		workbook_section(&f, item, part_of(item));
	else if (item)
		flow_article(&f, item, part_of(item));
	else
		flow_own_words(&f);
	m->list = (struct page_list_builder){0};
	append(&m->walk_lines, &m->list, &f.list, f.list.n);
	m->root = f.root;
	m->set = true;
	arena_free(&scratch);
	arena_free(&before);
	arena_free(&lines_before);
}

/* Some page that the article names is another by now. */
static bool is_stale(struct composition *c, const struct article *a, struct flow_memory *m)
{
	struct arena scratch;
	bool stale = !m->set;
	const struct flow_tails said = m->tails;
	arena_init(&scratch);
	struct flow f = flow_in(c, &scratch, &scratch, &scratch, a->meta.lang.s.n ? a->meta.lang.s : c->e->language);
	f.article = a;
	f.memory = m;
	f.numbers = m->numbers;
	m->tails = (struct flow_tails){0};
	for (size_t i = 0; i < said.n && !stale; i++)
		stale = !str_eq(tail_now(&f, &said.items[i]), said.items[i].text);
	m->tails = said;
	arena_free(&scratch);
	return stale;
}

struct setting_job {
	struct composition *c;
	const struct article **articles;
	size_t *places; /* into the memories */
	size_t n;
};

static void set_one(void *context, size_t i)
{
	struct setting_job *job = context;
	struct worker *w = take_worker(job->c);
	set_article(job->c, w, job->articles[i], &job->c->memories[job->places[i]]);
	give_back(job->c, w);
}

/* Those that are stale; how many. */
static size_t set_articles(struct composition *c)
{
	size_t most = c->e->narticles + BOOK_PAGE_COUNT;
	struct setting_job job = {.c = c, .articles = arena_array(c->arena, const struct article *, most),
		.places = arena_array(c->arena, size_t, most)};
	for (size_t i = 0; i < most; i++) {
		const struct article *a = i < c->e->narticles ? c->e->articles[i] : c->request->book->pages[i - c->e->narticles];
		if (!a || !is_stale(c, a, &c->memories[i]))
			continue;
		job.articles[job.n] = a;
		job.places[job.n++] = i;
	}
	pool_run(c->nworkers, job.n, set_one, &job);
	return job.n;
}

/* ---- joining */


void list_new_page(struct composition *c, struct page_list_builder *list, enum page_side side)
{
	*arena_push(&c->lists, list) = (struct page_item){.kind = PAGE_PENALTY, .cost = PAGE_FORCED, .side = (uint8_t)side};
}

void list_article(struct composition *c, struct page_list_builder *list, struct tag *parent, const struct article *a)
{
	struct flow_memory *m = composition_memory(c, a);
	list_new_page(c, list, c->chapter_side);
	append(&c->lists, list, &m->list, (list->n + m->list.n) * 2);
	tag_adopt(parent, m->root);
	m->stretches.n = 0;
	m->sorted = false;
}

static void join(struct composition *c, const struct toc_item *of, struct tag *parent, bool front, struct page_list_builder *list, int *parts)
{
	for (const struct toc_item *item = of->first; item; item = item->next) {
		struct tag *tag = parent;
		bool here = (item->zone == TOC_FRONT) == front;
		if (item->kind == TOC_PART && item->title.n && here && !composition_is_bare(c)) {
			tag = tag_new(c->arena, parent, TAG_PART, NULL);
			tag_words(c->arena, tag)->title = item->title;
			matter_part(c, list, tag, item, ++*parts);
		} else if (item->kind == TOC_ARTICLE && here) {
			list_article(c, list, parent, item->article);
		}
		join(c, item, tag, front, list, parts);
	}
}

/* Room for all articles in a row: a list that grows by doubling would take twice as much. */
static void reserve_body(struct composition *c, struct page_list_builder *list)
{
	enum { BESIDE = 64 }; /* a break before each, and parts' pages */
	for (size_t i = 0; i < c->e->narticles; i++)
		list->cap += c->memories[i].list.n + 1;
	list->cap += list->cap / BESIDE;
	list->items = arena_array(&c->lists, struct page_item, list->cap);
}

/* ---- pages */

struct page_style composition_style(const struct composition *c, bool first_verso)
{
	return (struct page_style){.height = c->sheet.area.height, .line = c->sheet.leading, .vary = 1, .note_gap = c->sheet.leading,
		.float_gap = c->sheet.leading, .first_verso = first_verso, .costs = &page_costs_book};
}

static struct page_result break_list(struct composition *c, const struct page_list_builder *list, bool first_verso)
{
	struct page_style style = composition_style(c, first_verso);
	struct page_result result;
	pagebreak(&c->lists, list->items, list->n, &style, &result);
	return result;
}

static void keep_labels(struct composition *c)
{
	size_t n = c->front_pages + c->pages.n;
	c->refs.labels = arena_array(&c->layout->arena, struct str, n + 1);
	c->refs.nlabels = n;
	for (uint32_t i = 0; i < n; i++)
		c->refs.labels[i] = i < c->front_pages ? roman_numeral(&c->layout->arena, i + 1, false)
			: arena_copy(&c->layout->arena, c->pages.items[i - c->front_pages].label);
}

static void add_blank(struct composition *c, struct page_pile *pile)
{
	struct page *page = arena_push(c->arena, pile);
	*page = (struct page){.blank = true, .label = roman_numeral(c->arena, (uint32_t)pile->n, false)};
}

static void start_pass(struct composition *c)
{
	arena_free(&c->pass_arena);
	c->pass++;
	c->pages = (struct page_pile){0};
	c->root = tag_new(c->arena, NULL, TAG_DOCUMENT, NULL);
}

/* The front's tags come first, although it is set last. */
static void lead_with(struct tag *root, struct tag *front)
{
	if (!front->last)
		return;
	for (struct tag *t = front->first; t; t = t->next)
		t->parent = root;
	front->last->next = root->first;
	root->first = front->first;
	root->last = root->last ? root->last : front->last;
}

/* A sum over the pages of all that is the author's: another when one of them moved. */
static uint64_t places_sum(const struct layout *l)
{
	uint64_t sum = 0;
	for (size_t i = 0; i < l->ndestinations; i++)
		sum = sum * 31 + (l->destinations[i]->article ? l->destinations[i]->page : 0);
	return sum;
}

/* False: it must be done again. */
static bool pass(struct composition *c)
{
	struct page_list_builder body = {0}, back = {0}, front = {0};
	int parts = 0, none = 0;
	start_pass(c);
	set_articles(c);
	reserve_body(c, &body);
	struct tag *root = c->root, *leading = tag_new(c->arena, NULL, TAG_DOCUMENT, NULL);
	join(c, &c->e->toc, root, false, &body, &parts);
	bool first_verso = c->screen && c->front_pages % 2;
	struct page_result cuts = break_list(c, &body, first_verso);
	compose_pages(c, body.items, &cuts, (struct folios){.first = c->front_pages});
	keep_labels(c);
	matter_back(c, &back);
	cuts = break_list(c, &back, (c->pages.n + first_verso) % 2);
	compose_pages(c, back.items, &cuts, (struct folios){.first = c->front_pages});
	keep_labels(c);
	struct page_pile text = c->pages;
	c->pages = (struct page_pile){0};
	c->root = leading;
	uint64_t places = places_sum(c->layout); /* articles before the text are set behind the contents that name their pages */
	matter_front(c, &front);
	join(c, &c->e->toc, leading, true, &front, &none);
	cuts = break_list(c, &front, false);
	compose_pages(c, front.items, &cuts, (struct folios){.roman = true});
	if (c->pages.n % 2 && !c->screen)
		add_blank(c, &c->pages);
	bool settled = c->pages.n == c->front_pages && places_sum(c->layout) == places;
	c->front_pages = (uint32_t)c->pages.n;
	for (size_t i = 0; i < text.n; i++)
		*arena_push(c->arena, &c->pages) = text.items[i];
	c->root = root;
	lead_with(root, leading);
	arena_free(&c->lists);
	for (size_t i = 0; settled && i < c->e->narticles; i++)
		settled = !is_stale(c, c->e->articles[i], &c->memories[i]);
	return settled;
}

/* ---- all of it */

/* What only led to the pages. */
static void forget_lines(struct flow_memory *m)
{
	arena_free(&m->arena_lines);
	arena_free(&m->walk_lines);
	m->memos = NULL;
	m->link_pages = NULL;
	m->numbers = NULL;
	m->list = (struct page_list_builder){0};
	m->stretches = (struct flow_stretches){0};
}

static void forget(struct composition *c)
{
	for (size_t i = 0; i < c->e->narticles + BOOK_PAGE_COUNT; i++) {
		struct flow_memory *m = &c->memories[i];
		arena_free(&m->arena);
		arena_free(&m->walk);
		forget_lines(m);
		diags_free(&m->diags);
		*m = (struct flow_memory){0};
		arena_init(&m->arena);
		diags_init(&m->diags);
	}
}

/* A word takes some four ems, with its space and its share of headings, notes, white; a picture a third of a page. */
static uint32_t guess_pages(const struct composition *c)
{
	uint64_t words = 0, pictures = 0, ems = (uint64_t)(c->sheet.measure / c->sheet.size) * (uint64_t)c->sheet.area.lines;
	for (size_t i = 0; i < c->e->narticles; i++) {
		words += c->e->articles[i]->words;
		pictures += c->e->articles[i]->images.n;
	}
	return (uint32_t)(words * 4 / (ems ? ems : 1) + pictures / 3 + c->e->narticles / 2 + 4);
}

/* The title, the copyright, and the contents, if every entry has one line. */
static uint32_t guess_front(const struct composition *c)
{
	const struct text_style *styles = c->sheet.styles;
	uint64_t height = 0;
	for (size_t i = 0; i < c->e->narticles; i++) {
		const struct article *a = c->e->articles[i];
		height += (uint64_t)(styles[STYLE_TOC_ARTICLE].leading + styles[STYLE_TOC_ARTICLE].above);
		for (size_t k = 0; k < a->headings.n; k++)
			height += contents_lists(a->headings.items[k], c->toc_depth) ? (uint64_t)styles[STYLE_TOC_SECTION].leading : 0;
	}
	return ((uint32_t)(height / (uint64_t)c->sheet.area.height) + 3 + 1) / 2 * 2;
}

/*
 * A few articles set and broken into pages tell better than their words how many pages all will take. A book set at the wrong margins has to
 * be set once more, which costs as much as a third of all of it; what these are set for is kept if the margins prove right.
 */
static uint32_t sample_pages(struct composition *c, uint32_t guess)
{
	enum { SAMPLES = 8 };
	const struct article *articles[SAMPLES];
	size_t places[SAMPLES], all = c->e->narticles, n = all < SAMPLES ? all : SAMPLES;
	struct setting_job job = {.c = c, .articles = articles, .places = places, .n = n};
	uint64_t halves = 0, seen = 0, words = 0;
	for (size_t i = 0; i < all; i++)
		words += c->e->articles[i]->words;
	for (size_t k = 0; k < n; k++) {
		places[k] = k * all / n + all / n / 2;
		articles[k] = c->e->articles[places[k]];
	}
	sheet_margins(&c->sheet, &c->sheet_request, guess);
	pool_run(c->nworkers, n, set_one, &job);
	for (size_t k = 0; k < n; k++) {
		halves += 2 * break_list(c, &c->memories[places[k]].list, false).n + (c->chapter_side == PAGE_RECTO);
		seen += articles[k]->words;
		arena_free(&c->lists);
	}
	return seen ? (uint32_t)(halves * words / seen / 2) + c->front_pages : guess;
}

/* Passes at one width; they end early when the margins prove to be those of another number of pages. */
static bool compose_at(struct composition *c, uint32_t pages)
{
	bool settled = false;
	if (sheet_margins(&c->sheet, &c->sheet_request, pages))
		forget(c);
	for (c->pass = 0; !settled && c->pass < MOST_PASSES;) {
		settled = pass(c);
		if (paper_gutter((uint32_t)c->pages.n) != paper_gutter(pages))
			return false;
	}
	return true;
}

/* Where things are before anything is known of it: by the words before them. */
static void guess_places(struct composition *c, uint32_t pages)
{
	uint64_t words = 0, before = 0;
	uint32_t *starts = arena_array(&c->layout->arena, uint32_t, c->e->narticles + 1);
	for (size_t i = 0; i < c->e->narticles; i++)
		words += c->e->articles[i]->words;
	for (size_t i = 0; i < c->e->narticles; i++) {
		starts[i] = c->front_pages + (uint32_t)(before * (pages - c->front_pages) / (words ? words : 1));
		before += c->e->articles[i]->words;
	}
	for (size_t i = 0; i < c->layout->ndestinations; i++) {
		struct destination *to = c->layout->destinations[i];
		if (to->article && is_article_of(c, to->article))
			to->page = starts[c->e->place[to->article->index]];
	}
}

static void compose(struct composition *c)
{
	sheet_margins(&c->sheet, &c->sheet_request, 1);
	uint32_t pages = guess_pages(c);
	c->front_pages = guess_front(c);
	pages = sample_pages(c, pages);
	guess_places(c, pages > c->front_pages ? pages : c->front_pages + 1);
	for (int i = 0; i < MOST_MARGINS && !compose_at(c, pages); i++)
		pages = (uint32_t)c->pages.n;
}

static void number_tags(struct layout *l)
{
	for (struct tag *t = l->root; t;) {
		t->index = l->ntags++;
		if (t->first) {
			t = t->first;
			continue;
		}
		while (t && !t->next)
			t = t->parent;
		t = t ? t->next : NULL;
	}
}

struct outline_item *outline_add(struct composition *c, struct outline_item *parent, struct str title, const void *key)
{
	struct outline_item *item = arena_new(&c->layout->arena, struct outline_item);
	*item = (struct outline_item){.title = title, .to = refs_of(&c->refs, key)};
	if (parent->last)
		parent->last->next = item;
	else
		parent->first = item;
	return parent->last = item;
}

static void outline_sections(struct composition *c, struct outline_item *of, const struct article *a)
{
	struct outline_item *open[8] = {of, of, of, of, of, of, of, of};
	for (size_t i = 0; i < a->headings.n; i++) {
		const struct node *heading = a->headings.items[i];
		int level = heading->u.heading.level;
		if (!contents_lists(heading, c->toc_depth))
			continue;
		struct outline_item *item = outline_add(c, open[level - 1], str_trim(node_plain(&c->layout->arena, heading)), heading);
		for (int deeper = level; deeper < 8; deeper++)
			open[deeper] = item;
	}
}

static void outline(struct composition *c, struct outline_item *parent, const struct toc_item *of)
{
	for (const struct toc_item *item = of->first; item; item = item->next) {
		struct outline_item *made = parent;
		if (item->kind == TOC_ARTICLE) {
			made = outline_add(c, parent, item->title.n ? item->title : item->article->title, item->article);
			outline_sections(c, made, item->article);
		} else if (item->title.n && !composition_is_bare(c)) {
			made = outline_add(c, parent, item->title, item);
		}
		outline(c, made, item);
	}
}

static bool open_tools(struct composition *c)
{
	const char *why;
	struct layout *l = c->layout;
	c->fonts = fonts_open(&l->arena, c->request->fonts, &why);
	c->faces = c->fonts ? faces_open(c->fonts, &why) : NULL;
	if (!c->faces) {
		diag_add(c->diags, DIAG_NO_FONT, (struct pos){0}, "text cannot be set: the libraries for it cannot be loaded (%s)", why);
		return false;
	}
	c->dictionaries = hyphen_dictionaries_open(NULL);
	c->nworkers = c->request->threads > 0 ? c->request->threads : 1;
	c->workers = arena_array(&l->arena, struct worker, (size_t)c->nworkers);
	for (int i = 0; i < c->nworkers; i++) {
		struct setter *s = &c->workers[i].setter;
		*s = (struct setter){.faces = c->faces, .shaper = shaper_open(), .hyphenator = hyphenator_open(c->dictionaries), .diags = c->diags};
		linebreaker_init(&s->breaker);
	}
	return true;
}

static void ask(struct composition *c)
{
	const struct project *p = c->request->book->project;
	struct sheet_request *r = &c->sheet_request;
	const struct print_options *o = &c->e->print;
	*r = (struct sheet_request){.language = c->e->language, .font_pos = p->brand.body_font.pos, .heading_pos = p->brand.heading_font.pos,
		.paper = o->paper, .size = (dim)((int64_t)o->size * DIM_POINT / 10), .bleed = o->bleed == SETTING_YES,
		.low_ink = o->low_ink == SETTING_YES, .ragged = o->justify == SETTING_NO, .unhyphenated = o->hyphenate == SETTING_NO};
	if (!r->paper.width && o->kind != PRINT_BOOK)
		r->paper = workbook_paper(r->language);
	else if (!r->paper.width)
		paper_parse(STR("6x9"), &r->paper);
	r->workbook = o->kind == PRINT_WORKBOOK;
	/* a workbook and a handout are printed at home, unless it asks for what a binder wants */
	c->screen = c->request->cover || composition_is_bare(c) || (r->workbook && o->booklet != SETTING_YES && o->recto != SETTING_YES);
	c->part_side = c->screen ? PAGE_ANY : PAGE_RECTO;
	r->centred = c->screen || (r->workbook && o->booklet != SETTING_YES);
	c->chapter_side = o->recto == SETTING_YES ? PAGE_RECTO : PAGE_ANY;
	c->layout->imposition = o->booklet == SETTING_YES ? IMPOSITION_BOOKLET : IMPOSITION_NONE;
	c->layout->sheet_thickness = DIM_MM(1) / 10;
	c->layout->rtl = language_rtl(c->e->language);
}

/* What is set anew in a later pass is told of again. */
static void drop_repeated(struct arena *a, struct diags *d)
{
	struct key {
		const struct source *source;
		uint64_t line, col, id;
	};
	struct map seen;
	size_t n = 0;
	map_init(&seen, a);
	for (size_t i = 0; i < d->n; i++) {
		struct diag *x = d->items[i];
		struct key *key = arena_new(a, struct key);
		*key = (struct key){x->pos.src, x->pos.line, x->pos.col, x->id};
		if (!map_put(&seen, (struct str){(const char *)key, sizeof *key}, x))
			d->items[n++] = x;
	}
	d->n = n;
}

/* All but fonts: pages show their glyphs. */
static void close_tools(struct composition *c)
{
	for (int i = 0; i < c->nworkers; i++) {
		shaper_close(c->workers[i].setter.shaper);
		hyphenator_close(c->workers[i].setter.hyphenator);
		linebreaker_free(&c->workers[i].setter.breaker);
		arena_free(&c->workers[i].setter.scratch);
	}
	if (c->dictionaries)
		hyphen_dictionaries_close(c->dictionaries);
	c->nworkers = 0;
	c->dictionaries = NULL;
}

/* What is typed is set in the sans serif of labels, or in one that every system of ours has; it has to have TrueType outlines. */
static const struct face *form_face(struct composition *c)
{
	const char *why;
	const struct face *face = c->sheet.styles[STYLE_BYLINE].paragraph.faces[0][0];
	return face->cff ? faces_find(c->faces, STR("DejaVu Sans"), 400, false, &why) : face;
}

static void finish(struct composition *c)
{
	struct layout *l = c->layout;
	if (workbook_asked(c))
		l->form_face = form_face(c);
	l->pages = c->pages.items;
	l->npages = c->pages.n;
	l->root = c->root;
	l->width = c->sheet.paper.width;
	l->height = c->sheet.paper.height;
	l->bleed = c->sheet.area.bleed;
	number_tags(l);
	outline(c, &l->outline, &c->e->toc);
	matter_outline(c, &l->outline);
	for (size_t i = 0; i < c->e->narticles + BOOK_PAGE_COUNT; i++) {
		drop_repeated(c->arena, &c->memories[i].diags);
		diags_merge(c->diags, &c->memories[i].diags);
		forget_lines(&c->memories[i]);
	}
}

struct layout *layout_new(const struct layout_request *request, struct diags *d)
{
	struct composition *c = mem_alloc(sizeof *c);
	struct layout *l = c->layout = &c->laid;
	c->asked = *request;
	c->request = &c->asked;
	c->e = l->edition = request->edition;
	c->diags = d;
	c->arena = &c->pass_arena;
	arena_init(&l->arena);
	arena_init(&c->pass_arena);
	arena_init(&c->lists);
	diags_init(&l->diags);
	pthread_mutex_init(&c->lock, NULL);
	size_t n = c->e->narticles + BOOK_PAGE_COUNT;
	c->memories = arena_array(&l->arena, struct flow_memory, n);
	forget(c);
	ask(c);
	if (!open_tools(c) || !sheet_open(&c->sheet, &l->arena, request->theme, c->faces, &c->sheet_request, d)) {
		layout_free(l);
		return NULL;
	}
	c->toc_depth = workbook_asked(c) ? 1 : c->e->toc_depth;
	c->refs.arena = &l->arena;
	refs_open(&c->refs, l, c->e);
	matter_open(c);
	pictures_read(c);
	compose(c);
	finish(c);
	close_tools(c);
	malloc_trim(0);
	return l;
}

void layout_free(struct layout *l)
{
	struct composition *c = (struct composition *)(void *)l;
	if (!l)
		return;
	close_tools(c);
	forget(c);
	faces_close(c->faces);
	fonts_close(c->fonts);
	pthread_mutex_destroy(&c->lock);
	diags_free(&l->diags);
	arena_free(&c->pass_arena);
	arena_free(&l->arena);
	free(c);
}

void layout_fonts(const struct layout *l, struct arena *a, struct hashed_files *fonts)
{
	const struct face *last = NULL;
	for (size_t i = 0; i < l->npages; i++)
		for (size_t k = 0; k < l->pages[i].n; k++) {
			const struct mark *m = &l->pages[i].marks[k];
			if (m->kind != MARK_GLYPHS || m->u.run.face == last)
				continue;
			last = m->u.run.face;
			hashed_add(a, fonts, last->font.name, last->font.path);
		}
}
