/*
 * What page shells are told: the <page> document of markup/template.h, as text. The part about the book and the
 * labels is the same for every page and is made once.
 */
#include "write/web.h"

#include "book/language.h"
#include "write/person.h"

void web_put_type(const struct web *w, struct buf *out, const char *type)
{
	if (w->format->epub)
		web_put_attr(out, "epub:type", str_c(type));
}

void web_tell(struct buf *out, const char *element, struct str text)
{
	text = str_trim(text);
	if (!text.n)
		return;
	buf_char(out, '<');
	buf_cstr(out, element);
	buf_char(out, '>');
	buf_xml(out, text);
	buf_cstr(out, "</");
	buf_cstr(out, element);
	buf_char(out, '>');
}

void web_put_attr(struct buf *out, const char *name, struct str value)
{
	if (!value.n)
		return;
	buf_char(out, ' ');
	buf_cstr(out, name);
	buf_cstr(out, "=\"");
	buf_xml(out, value);
	buf_char(out, '"');
}

static void tell_size(struct buf *out, uint32_t width, uint32_t height)
{
	if (width && height)
		buf_printf(out, " width=\"%u\" height=\"%u\"", (unsigned)width, (unsigned)height);
}

static void tell_image(struct buf *out, const struct web_page *page, const char *element, const struct web_image *image,
	struct str alt)
{
	if (!image)
		return;
	buf_char(out, '<');
	buf_cstr(out, element);
	buf_cstr(out, " href=\"");
	buf_str(out, web_root(page));
	buf_str(out, image->href);
	buf_char(out, '"');
	web_put_attr(out, "alt", alt);
	tell_size(out, image->image.width, image->image.height);
	buf_cstr(out, "/>");
}

static void tell_person(struct buf *out, struct arena *a, const struct person *p)
{
	if (!p->name.n)
		return;
	if (person_is_author(p)) {
		buf_cstr(out, "<author");
		web_put_attr(out, "file-as", p->file_as.n ? p->file_as : person_file_as(a, p->name));
	} else {
		buf_cstr(out, "<contributor");
		web_put_attr(out, "role", p->role);
	}
	buf_char(out, '>');
	buf_xml(out, p->name);
	buf_cstr(out, person_is_author(p) ? "</author>" : "</contributor>");
}

static struct str isbn_of(struct str identifier)
{
	return str_starts(identifier, "urn:isbn:") ? str_skip(identifier, 9) : (struct str){0};
}

void web_describe_book(struct web *w)
{
	const struct edition *e = w->e;
	struct buf out;
	buf_init(&out, BUF_NO_LIMIT);
	web_tell(&out, "title", e->title);
	web_tell(&out, "subtitle", e->subtitle);
	for (size_t i = 0; i < e->authors.n; i++)
		tell_person(&out, w->a, &e->authors.items[i]);
	web_tell(&out, "publisher", e->publisher);
	web_tell(&out, "rights", e->rights);
	web_tell(&out, "identifier", e->identifier);
	web_tell(&out, "isbn", isbn_of(e->identifier));
	web_tell(&out, "date", e->date);
	web_tell(&out, "year", str_sub(e->date.n ? e->date : e->modified, 0, 4));
	web_tell(&out, "description", e->description);
	web_tell(&out, "series", e->series);
	buf_cstr(&out, "</book>");
	for (int i = 0; i < LABEL_COUNT; i++) {
		buf_cstr(&out, "<label key=\"");
		buf_cstr(&out, label_key((enum label)i));
		buf_cstr(&out, "\">");
		buf_xml(&out, label_text((enum label)i, e->language));
		buf_cstr(&out, "</label>");
	}
	w->about_book = buf_copy(&out, w->a);
	buf_free(&out);
}

/* Articles whose names say what they are in a book: EPUB SSV with its DPUB-ARIA role. */
static const struct {
	const char *slug, *type, *role;
} article_types[] = {
	{"introduction", "introduction", "doc-introduction"},
	{"preface", "preface", "doc-preface"},
	{"foreword", "foreword", "doc-foreword"},
	{"prologue", "prologue", "doc-prologue"},
	{"epilogue", "epilogue", "doc-epilogue"},
	{"afterword", "afterword", "doc-afterword"},
	{"conclusion", "conclusion", "doc-conclusion"},
	{"acknowledgments", "acknowledgments", "doc-acknowledgments"},
	{"acknowledgements", "acknowledgments", "doc-acknowledgments"},
	{"appendix", "appendix", "doc-appendix"},
	{"bibliography", "bibliography", "doc-bibliography"},
	{"dedication", "dedication", "doc-dedication"},
	{"colophon", "colophon", "doc-colophon"},
};

static void article_type(const struct article *a, const char **type, const char **role)
{
	*type = a->glossary ? "glossary" : "chapter";
	*role = a->glossary ? "doc-glossary" : "doc-chapter";
	for (size_t i = 0; i < sizeof article_types / sizeof *article_types && !a->glossary; i++) {
		if (!str_is(a->slug, article_types[i].slug))
			continue;
		*type = article_types[i].type;
		*role = article_types[i].role;
	}
}

static struct str page_language(const struct web *w, const struct web_page *page)
{
	return page->article && page->article->meta.lang.s.n ? page->article->meta.lang.s : w->e->language;
}

static void tell_head(struct web *w, const struct web_page *page, struct buf *out)
{
	static const struct {
		const char *type, *role;
	} kinds[WEB_KINDS] = {
		[WEB_COVER] = {"cover", ""},
		[WEB_TITLE] = {"titlepage", ""},
		[WEB_COPYRIGHT] = {"copyright-page", ""},
		[WEB_NAV] = {"", ""},
		[WEB_ARTICLE] = {"", ""},
		[WEB_PART] = {"part", "doc-part"},
		[WEB_INDEX] = {"index", "doc-index"},
		[WEB_PAGE] = {"", ""},
		[WEB_CALL] = {"", ""},
	};
	const char *type = kinds[page->kind].type, *role = kinds[page->kind].role;
	if (page->kind == WEB_ARTICLE)
		article_type(page->article, &type, &role);
	struct str language = page_language(w, page);
	buf_cstr(out, "<page xmlns:epub=\"http://www.idpf.org/2007/ops\"");
	web_put_attr(out, "kind", str_c(w->format->pages[page->kind].kind));
	web_put_attr(out, "lang", language);
	if (language_rtl(language))
		web_put_attr(out, "dir", STR("rtl"));
	web_put_attr(out, "type", str_c(type));
	web_put_attr(out, "role", str_c(role));
	if (page->kind == WEB_ARTICLE && !w->format->epub)
		web_put_attr(out, "slug", page->article->slug);
	buf_printf(out, " css=\"" STR_FMT "%s\" root=\"" STR_FMT "\">", STR_ARG(web_root(page)), w->format->css,
		STR_ARG(web_root(page)));
}

static bool same_authors(const struct persons *a, const struct persons *b)
{
	if (a->n != b->n)
		return false;
	for (size_t i = 0; i < a->n; i++)
		if (!str_eq(a->items[i].name, b->items[i].name))
			return false;
	return true;
}

static void tell_related(struct web *w, struct web_page *page, struct buf *out)
{
	const struct related_list *list = &w->e->related[w->e->place[page->article->index]];
	if (!list->n)
		return;
	buf_cstr(out, "<related>");
	for (size_t i = 0; i < list->n; i++) {
		const struct article *to = list->items[i].article;
		buf_cstr(out, "<item");
		web_put_attr(out, "href", web_article_href(w, page, to, (struct str){0}));
		web_put_attr(out, "title", to->title);
		if (list->items[i].why.n)
			web_put_attr(out, "why", arena_printf(&page->arena, STR_FMT ": " STR_FMT, STR_ARG(label_text(LABEL_ALSO_ABOUT, w->e->language)),
				STR_ARG(list->items[i].why)));
		buf_cstr(out, "/>");
	}
	buf_cstr(out, "</related>");
}

static void tell_backlinks(struct web *w, struct web_page *page, struct buf *out)
{
	const struct backlink_list *list = &w->e->backlinks[w->e->place[page->article->index]];
	if (!list->n)
		return;
	buf_cstr(out, "<backlinks>");
	for (size_t i = 0; i < list->n; i++) {
		buf_cstr(out, "<item");
		web_put_attr(out, "href", web_article_href(w, page, list->items[i].article, (struct str){0}));
		web_put_attr(out, "title", list->items[i].article->title);
		buf_cstr(out, "/>");
	}
	buf_cstr(out, "</backlinks>");
}

static void tell_article(struct web *w, struct web_page *page, struct buf *out)
{
	const struct article *a = page->article;
	web_tell(out, "subtitle", a->meta.subtitle.s);
	web_tell(out, "part", page->part);
	web_tell(out, "date", a->meta.date.s);
	web_tell(out, "description", a->meta.description.s);
	for (size_t i = 0; i < a->meta.authors.n && !same_authors(&a->meta.authors, &w->e->authors); i++)
		web_tell(out, "author", a->meta.authors.items[i].name);
	struct web_view view = {.w = w, .page = page};
	struct xhtml_spelling spelling = web_spelling(&view, page_language(w, page));
	buf_cstr(out, "<heading>");
	if (a->heading)
		xhtml_inlines(out, a, a->heading, false, &spelling);
	else
		buf_xml(out, a->title);
	buf_cstr(out, "</heading>");
	tell_related(w, page, out);
	tell_backlinks(w, page, out);
}

static void tell_part(struct web *w, struct web_page *page, struct buf *out)
{
	/* "Part 1" above a title that begins with "Part" itself would say it twice */
	struct str word = label_text(LABEL_PART, w->e->language);
	if (!str_eq_nocase(str_sub(page->title, 0, word.n), word))
		buf_printf(out, "<number>%d</number>", page->number);
}

static void tell_call(struct web *w, struct web_page *page, struct buf *out)
{
	const struct call_to_action *call = &w->book->project->call;
	struct str rest = call->text, line;
	struct buf paragraph;
	buf_init(&paragraph, BUF_NO_LIMIT);
	buf_cstr(out, "<call>");
	web_tell(out, "heading", call->heading);
	while (rest.n) {
		line = str_trim(str_cut(&rest, '\n'));
		if (line.n && paragraph.n)
			buf_char(&paragraph, ' ');
		buf_str(&paragraph, line);
		if (line.n && rest.n)
			continue;
		web_tell(out, "text", buf_view(&paragraph));
		buf_clear(&paragraph);
	}
	web_tell(out, "button", call->button);
	if (call->url.s.n) {
		buf_clear(&paragraph);
		buf_url(&paragraph, call->url.s);
		web_tell(out, "url", buf_view(&paragraph));
	}
	tell_image(out, page, "image", web_image_at(w, w->call_image), (struct str){0});
	buf_cstr(out, "</call>");
	buf_free(&paragraph);
}

static void tell_cover(struct web *w, struct web_page *page, struct buf *out)
{
	buf_cstr(out, "<image href=\"");
	buf_str(out, web_root(page));
	buf_cstr(out, "images/cover.jpg\"");
	web_put_attr(out, "alt", w->cover_alt);
	tell_size(out, w->cover.inner_width, w->cover.inner_height);
	buf_cstr(out, "/>");
}

/* The first page of a web site has what in a book are pages of their own. */
static void tell_front(struct web *w, struct web_page *page, struct buf *out)
{
	const struct call_to_action *call = &w->book->project->call;
	if (w->has_cover)
		tell_cover(w, page, out);
	if (call->given && !(w->e->config && w->e->config->no_call_to_action))
		tell_call(w, page, out);
}

void web_describe_page(struct web *w, struct web_page *page, struct buf *out)
{
	static void (*const parts[WEB_KINDS])(struct web *, struct web_page *, struct buf *) = {
		[WEB_COVER] = tell_cover,
		[WEB_ARTICLE] = tell_article,
		[WEB_PART] = tell_part,
		[WEB_CALL] = tell_call,
	};
	tell_head(w, page, out);
	web_tell(out, "title", page->title);
	if (parts[page->kind])
		parts[page->kind](w, page, out);
	if (page->kind == WEB_NAV && !w->format->epub)
		tell_front(w, page, out);
	if (w->format->tell)
		w->format->tell(w, page, out);
	buf_cstr(out, "<book>");
	if (page->kind == WEB_TITLE)
		tell_image(out, page, "logo", web_image_at(w, w->logo), (struct str){0});
	buf_str(out, w->about_book);
	buf_cstr(out, "</page>");
}
