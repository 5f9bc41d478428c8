/*
 * What page shells are told: the <page> document of markup/template.h, as text. The part about the book and the
 * labels is the same for every page and is made once.
 */
#include "write/epub.h"


static void tell(struct buf *out, const char *element, struct str text)
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

void epub_put_attr(struct buf *out, const char *name, struct str value)
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

static void tell_image(struct buf *out, const struct epub_page *page, const char *element, const struct epub_image *image,
	struct str alt)
{
	if (!image)
		return;
	buf_char(out, '<');
	buf_cstr(out, element);
	buf_cstr(out, " href=\"");
	buf_str(out, epub_root(page));
	buf_str(out, image->href);
	buf_char(out, '"');
	epub_put_attr(out, "alt", alt);
	tell_size(out, image->image.width, image->image.height);
	buf_cstr(out, "/>");
}

static void tell_person(struct buf *out, struct arena *a, const struct person *p)
{
	if (!p->name.n)
		return;
	if (epub_is_author(p)) {
		buf_cstr(out, "<author");
		epub_put_attr(out, "file-as", p->file_as.n ? p->file_as : epub_file_as(a, p->name));
	} else {
		buf_cstr(out, "<contributor");
		epub_put_attr(out, "role", p->role);
	}
	buf_char(out, '>');
	buf_xml(out, p->name);
	buf_cstr(out, epub_is_author(p) ? "</author>" : "</contributor>");
}

static struct str isbn_of(struct str identifier)
{
	return str_starts(identifier, "urn:isbn:") ? str_skip(identifier, 9) : (struct str){0};
}

void epub_describe_book(struct epub *b)
{
	const struct edition *e = b->e;
	struct buf out;
	buf_init(&out, BUF_NO_LIMIT);
	tell(&out, "title", e->title);
	tell(&out, "subtitle", e->subtitle);
	for (size_t i = 0; i < e->authors.n; i++)
		tell_person(&out, b->a, &e->authors.items[i]);
	tell(&out, "publisher", e->publisher);
	tell(&out, "rights", e->rights);
	tell(&out, "identifier", e->identifier);
	tell(&out, "isbn", isbn_of(e->identifier));
	tell(&out, "date", e->date);
	tell(&out, "year", str_sub(e->date.n ? e->date : e->modified, 0, 4));
	tell(&out, "description", e->description);
	tell(&out, "series", e->series);
	buf_cstr(&out, "</book>");
	for (int i = 0; i < LABEL_COUNT; i++) {
		buf_cstr(&out, "<label key=\"");
		buf_cstr(&out, label_key((enum label)i));
		buf_cstr(&out, "\">");
		buf_xml(&out, label_text((enum label)i, e->language));
		buf_cstr(&out, "</label>");
	}
	b->about_book = buf_copy(&out, b->a);
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

static struct str page_language(const struct epub *b, const struct epub_page *page)
{
	return page->article && page->article->meta.lang.s.n ? page->article->meta.lang.s : b->e->language;
}

static void tell_head(struct epub *b, const struct epub_page *page, struct buf *out)
{
	static const struct {
		const char *kind, *type, *role;
	} kinds[EPUB_KINDS] = {
		[EPUB_COVER] = {"cover", "cover", ""},
		[EPUB_TITLE] = {"title", "titlepage", ""},
		[EPUB_COPYRIGHT] = {"copyright", "copyright-page", ""},
		[EPUB_NAV] = {"nav", "", ""},
		[EPUB_ARTICLE] = {"article", "", ""},
		[EPUB_PART] = {"part", "part", "doc-part"},
		[EPUB_INDEX] = {"index", "index", "doc-index"},
		[EPUB_PAGE] = {"about", "", ""},
		[EPUB_CALL] = {"call", "", ""},
	};
	const char *type = kinds[page->kind].type, *role = kinds[page->kind].role;
	if (page->kind == EPUB_ARTICLE)
		article_type(page->article, &type, &role);
	struct str language = page_language(b, page);
	buf_cstr(out, "<page xmlns:epub=\"http://www.idpf.org/2007/ops\"");
	epub_put_attr(out, "kind", str_c(kinds[page->kind].kind));
	epub_put_attr(out, "lang", language);
	if (epub_rtl(language))
		epub_put_attr(out, "dir", STR("rtl"));
	epub_put_attr(out, "type", str_c(type));
	epub_put_attr(out, "role", str_c(role));
	buf_printf(out, " css=\"" STR_FMT "css/book.css\" root=\"" STR_FMT "\">", STR_ARG(epub_root(page)),
		STR_ARG(epub_root(page)));
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

static void tell_related(struct epub *b, struct epub_page *page, struct buf *out)
{
	const struct related_list *list = &b->e->related[b->e->place[page->article->index]];
	if (!list->n)
		return;
	buf_cstr(out, "<related>");
	for (size_t i = 0; i < list->n; i++) {
		const struct article *to = list->items[i].article;
		buf_cstr(out, "<item");
		epub_put_attr(out, "href", epub_article_href(b, page, to, (struct str){0}));
		epub_put_attr(out, "title", to->title);
		if (list->items[i].why.n)
			epub_put_attr(out, "why", arena_printf(&page->arena, STR_FMT ": " STR_FMT, STR_ARG(label_text(LABEL_ALSO_ABOUT, b->e->language)),
				STR_ARG(list->items[i].why)));
		buf_cstr(out, "/>");
	}
	buf_cstr(out, "</related>");
}

static void tell_backlinks(struct epub *b, struct epub_page *page, struct buf *out)
{
	const struct backlink_list *list = &b->e->backlinks[b->e->place[page->article->index]];
	if (!list->n)
		return;
	buf_cstr(out, "<backlinks>");
	for (size_t i = 0; i < list->n; i++) {
		buf_cstr(out, "<item");
		epub_put_attr(out, "href", epub_article_href(b, page, list->items[i].article, (struct str){0}));
		epub_put_attr(out, "title", list->items[i].article->title);
		buf_cstr(out, "/>");
	}
	buf_cstr(out, "</backlinks>");
}

static void tell_article(struct epub *b, struct epub_page *page, struct buf *out)
{
	const struct article *a = page->article;
	tell(out, "subtitle", a->meta.subtitle.s);
	tell(out, "part", page->part);
	tell(out, "date", a->meta.date.s);
	tell(out, "description", a->meta.description.s);
	for (size_t i = 0; i < a->meta.authors.n && !same_authors(&a->meta.authors, &b->e->authors); i++)
		tell(out, "author", a->meta.authors.items[i].name);
	struct epub_view view = {.b = b, .page = page};
	struct xhtml_spelling spelling = epub_spelling(&view, page_language(b, page));
	buf_cstr(out, "<heading>");
	if (a->heading)
		xhtml_inlines(out, a, a->heading, false, &spelling);
	else
		buf_xml(out, a->title);
	buf_cstr(out, "</heading>");
	tell_related(b, page, out);
	tell_backlinks(b, page, out);
}

static void tell_part(struct epub *b, struct epub_page *page, struct buf *out)
{
	/* "Part 1" above a title that begins with "Part" itself would say it twice */
	struct str word = label_text(LABEL_PART, b->e->language);
	if (!str_eq_nocase(str_sub(page->title, 0, word.n), word))
		buf_printf(out, "<number>%d</number>", page->number);
}

static void tell_call(struct epub *b, struct epub_page *page, struct buf *out)
{
	const struct call_to_action *call = &b->book->project->call;
	struct str rest = call->text, line;
	struct buf paragraph;
	buf_init(&paragraph, BUF_NO_LIMIT);
	buf_cstr(out, "<call>");
	tell(out, "heading", call->heading);
	while (rest.n) {
		line = str_trim(str_cut(&rest, '\n'));
		if (line.n && paragraph.n)
			buf_char(&paragraph, ' ');
		buf_str(&paragraph, line);
		if (line.n && rest.n)
			continue;
		tell(out, "text", buf_view(&paragraph));
		buf_clear(&paragraph);
	}
	tell(out, "button", call->button);
	if (call->url.s.n) {
		buf_clear(&paragraph);
		buf_url(&paragraph, call->url.s);
		tell(out, "url", buf_view(&paragraph));
	}
	tell_image(out, page, "image", epub_image_at(b, b->call_image), (struct str){0});
	buf_cstr(out, "</call>");
	buf_free(&paragraph);
}

static void tell_cover(struct epub *b, struct epub_page *page, struct buf *out)
{
	buf_cstr(out, "<image href=\"");
	buf_str(out, epub_root(page));
	buf_cstr(out, "images/cover.jpg\"");
	epub_put_attr(out, "alt", b->cover_alt);
	tell_size(out, b->cover.inner_width, b->cover.inner_height);
	buf_cstr(out, "/>");
}

void epub_describe_page(struct epub *b, struct epub_page *page, struct buf *out)
{
	static void (*const parts[EPUB_KINDS])(struct epub *, struct epub_page *, struct buf *) = {
		[EPUB_COVER] = tell_cover,
		[EPUB_ARTICLE] = tell_article,
		[EPUB_PART] = tell_part,
		[EPUB_CALL] = tell_call,
	};
	tell_head(b, page, out);
	tell(out, "title", page->title);
	if (parts[page->kind])
		parts[page->kind](b, page, out);
	buf_cstr(out, "<book>");
	if (page->kind == EPUB_TITLE)
		tell_image(out, page, "logo", epub_image_at(b, b->logo), (struct str){0});
	buf_str(out, b->about_book);
	buf_cstr(out, "</page>");
}
